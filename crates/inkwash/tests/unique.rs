//! Distinct identifiers get distinct stand-ins, spread evenly, with no table in memory. Phone numbers are
//! not among them: theirs may, rarely, be equal (README.md).

use std::collections::HashSet;

use inkwash_core::{Detector, EntityKey, RootKey};

struct Minter {
    detector: Box<dyn Detector>,
    key: EntityKey,
}

impl Minter {
    fn new(entity: &str) -> Self {
        let detector = inkwash_entities::catalogue().into_iter().find(|d| d.facts().name == entity);
        let detector = detector.unwrap_or_else(|| panic!("there is no {entity}"));
        Self { detector, key: RootKey::new([5; 32]).entity(entity) }
    }

    fn mint(&self, value: &str) -> Vec<u8> {
        let (mut canonical, mut out) = (Vec::new(), Vec::new());
        self.detector.canonical(value.as_bytes(), &mut canonical);
        self.detector.mint(value.as_bytes(), &canonical, &self.key, &mut out);
        out
    }
}

/// A value for a number; distinct numbers give distinct values.
type Value = fn(u32) -> String;

const VALUES: &[(&str, Value)] = &[
    ("EMAIL_ADDRESS", |n| format!("user{n}@kundenpost.test")),
    ("IBAN_CODE", |n| {
        let account = format!("37040044{n:010}");
        let rest = format!("{account}131400").bytes().fold(0, |r, b| (r * 10 + u32::from(b - b'0')) % 97);
        format!("DE{:02}{account}", 98 - rest)
    }),
    ("US_SSN", |n| format!("{:03}-{:02}-{:04}", 1 + n / 990_000 % 600, 1 + n / 10_000 % 99, 1 + n % 9999)),
    ("CREDIT_CARD", |n| {
        let body = format!("453211{n:09}");
        let sum: u32 = body
            .bytes()
            .rev()
            .enumerate()
            .map(|(i, b)| {
                let digit = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
                digit / 10 + digit % 10
            })
            .sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }),
];

fn stand_ins_are_distinct(count: u32) {
    for (entity, value) in VALUES {
        let minter = Minter::new(entity);
        // 64 bits of each: among five million distinct ones two would agree once in 1.5 million runs.
        let mut inputs = HashSet::new();
        let mut seen = HashSet::new();
        for n in 0..count {
            let value = value(n);
            if !inputs.insert(short(value.as_bytes())) {
                continue;
            }
            assert!(seen.insert(short(&minter.mint(&value))), "{entity}: value {n} has another one's stand-in");
        }
        assert!(inputs.len() as u32 > count / 10 * 9, "{entity}: few distinct values");
    }
}

fn short(text: &[u8]) -> u64 {
    use std::hash::{DefaultHasher, Hasher as _};
    let mut hasher = DefaultHasher::new();
    hasher.write(text);
    hasher.finish()
}

#[test]
fn fifty_thousand_stand_ins_are_distinct() {
    stand_ins_are_distinct(50_000);
}

/// `cargo test -p inkwash --test unique -- --ignored`
#[test]
#[ignore = "takes minutes without optimisation"]
fn five_million_stand_ins_are_distinct() {
    stand_ins_are_distinct(5_000_000);
}

/// Neighbouring values have unrelated stand-ins, and the digits of stand-ins are even. The bounds
/// are six standard deviations of the binomial distribution.
#[test]
fn stand_ins_are_spread_evenly() {
    let key = RootKey::new([6; 32]).entity("TEST");
    let count = 20_000u32;
    let mut digits = [[0u32; 10]; 10];
    let mut same = 0;
    let mut before = [10; 10];
    for n in 0..count {
        let mut text: Vec<u8> = format!("{n:010}").bytes().map(|b| b - b'0').collect();
        assert!(key.encrypt_numerals(10, b"", &mut text));
        for (at, digit) in text.iter().enumerate() {
            digits[at][usize::from(*digit)] += 1;
            same += u32::from(before[at] == *digit);
            before[at] = *digit;
        }
    }
    let near = |seen: u32, of: u32| {
        let (expected, deviation) = (f64::from(of) / 10.0, (f64::from(of) * 0.09).sqrt());
        (f64::from(seen) - expected).abs() < 6.0 * deviation
    };
    assert!(digits.iter().flatten().all(|seen| near(*seen, count)), "{digits:?}");
    assert!(near(same, 10 * count), "{same} of {} digits stayed", 10 * count);
}

/// One changed bit of the value changes half of the hash's bits.
#[test]
fn hashes_have_the_avalanche() {
    let key = RootKey::new([6; 32]).entity("TEST");
    type Hash = fn(&EntityKey, &[u8]) -> [u8; 32];
    let hashes: [Hash; 2] = [|k, d| k.prf("hash", d), |k, d| k.blake3(d)];
    for hash in hashes {
        let value = *b"anna.berg@example.com";
        let whole = hash(&key, &value);
        let mut flipped = 0;
        for bit in 0..8 * value.len() {
            let mut other = value;
            other[bit / 8] ^= 1 << (bit % 8);
            flipped += whole.iter().zip(hash(&key, &other)).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
        }
        let bits = 256.0 * 8.0 * value.len() as f64;
        assert!((f64::from(flipped) - bits / 2.0).abs() < 6.0 * (bits / 4.0).sqrt(), "{flipped} of {bits}");
    }
}
