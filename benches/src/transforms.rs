//! What one transform costs on one value, and whether millions of values keep distinct stand-ins.

use std::hint::black_box;
use std::time::Duration;

use fpe::ff1::{FF1, FlexibleNumeralString};
use hkdf::Hkdf;
use inkwash_core::{Detector, Place, RootKey, Subject, Transform};
use sha2::Sha256;

use crate::clock::{median, own_peak_mib, seconds};

/// An entity, a value of it, and what is done to it.
pub const CASES: &[(&str, &str, &[&str])] = &[
    (
        "EMAIL_ADDRESS",
        "anna.berg@kundenpost.test",
        &["hash", "hash(with=blake3)", "pseudonymise", "tokenise", "redact"],
    ),
    ("PHONE_NUMBER", "+4741299001", &["pseudonymise", "hash"]),
    ("CREDIT_CARD", "4532114399990017", &["pseudonymise", "encrypt-fpe", "mask"]),
    ("IBAN_CODE", "DE89370400440532013000", &["pseudonymise", "encrypt-fpe(alphabet=upper)"]),
    ("US_SSN", "536-22-8726", &["pseudonymise"]),
    ("NO_FODSELSNUMMER", "07038510007", &["pseudonymise"]),
    ("DATE_OF_BIRTH", "1985-03-07", &["shift-date", "generalise", "pseudonymise"]),
    ("IP_ADDRESS", "185.43.17.9", &["pseudonymise", "generalise"]),
];

/// Calls `act` with a subject that stands for `value`.
///
/// # Panics
/// If there is no such entity.
pub fn with_subject<T>(entity: &str, value: &str, act: impl FnOnce(&Subject<'_>) -> T) -> T {
    let catalogue = inkwash_entities::catalogue();
    let detector = catalogue.iter().find(|d| d.facts().name == entity);
    let detector: &dyn Detector = &**detector.unwrap_or_else(|| panic!("there is no {entity}"));
    let (key, place) = (RootKey::new(ROOT).entity(entity), Place::default());
    let (found, mut canonical) = (value.as_bytes(), Vec::new());
    detector.canonical(found, &mut canonical);
    act(&Subject { found, plain: found, canonical: &canonical, detector, place: &place, key: &key })
}

/// A key for benchmarks.
const ROOT: [u8; 32] = [7; 32];

/// What one transform of one value was measured to take.
pub struct Cost {
    /// The entity.
    pub entity: &'static str,
    /// The transform as a policy has it.
    pub spec: &'static str,
    /// Nanoseconds of a bare keyed BLAKE3 of the same value.
    pub bare: f64,
    /// Nanoseconds of the transform.
    pub taken: f64,
    /// The most nanoseconds that it should take, if there is a target.
    pub target: Option<f64>,
}

/// Measures all [`CASES`].
///
/// # Panics
/// If one of them is none.
#[must_use]
pub fn costs(quick: bool) -> Vec<Cost> {
    let mut costs = Vec::new();
    for &(entity, value, specs) in CASES {
        with_subject(entity, value, |subject| {
            for &spec in specs {
                let transform = inkwash_transforms::parse(spec).expect("a transform");
                let mut out = Vec::new();
                let [bare, taken] = paired(
                    quick,
                    [
                        &mut || {
                            black_box(subject.key.blake3(black_box(subject.canonical)));
                        },
                        &mut || {
                            out.clear();
                            transform.apply(black_box(subject), &mut out);
                            black_box(&out);
                        },
                    ],
                );
                costs.push(Cost { entity, spec, bare, taken, target: target(spec, bare) });
            }
        });
    }
    costs
}

fn target(spec: &str, bare: f64) -> Option<f64> {
    match spec {
        "hash" | "hash(with=blake3)" => Some(1.5 * bare),
        "pseudonymise" => Some(1000.0),
        "shift-date" | "generalise" => Some(200.0),
        _ => None,
    }
}

/// Nanoseconds of a call of each, in turns.
fn paired<const N: usize>(quick: bool, mut work: [&mut dyn FnMut(); N]) -> [f64; N] {
    let (rounds, least) = if quick { (5, Duration::from_millis(10)) } else { (11, Duration::from_millis(50)) };
    /// Calls between two looks at the clock, which takes longer than many of them.
    const CALLS: usize = 1000;
    let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..rounds {
        for (times, work) in times.iter_mut().zip(&mut work) {
            let batch = seconds(least, || (0..CALLS).for_each(|_| work()));
            times.push(batch * 1e9 / CALLS as f64);
        }
    }
    times.map(median)
}

/// Nanoseconds of FF1 on 16 digits, ours and the `fpe` crate's, which must agree.
///
/// # Panics
/// If they do not.
#[must_use]
pub fn ff1(quick: bool) -> [f64; 2] {
    let ours = RootKey::new(ROOT).entity("CREDIT_CARD");
    // As `RootKey::entity` derives it.
    let mut okm = [0; 160];
    Hkdf::<Sha256>::new(Some(b"inkwash/1"), &ROOT)
        .expand_multi_info(&[b"entity:", b"CREDIT_CARD"], &mut okm)
        .expect("short");
    let theirs = FF1::<aes::Aes256>::new(&okm[128..], 10).expect("a radix");
    let general = |digits: &[u16]| -> Vec<u16> {
        theirs.encrypt(&[], &FlexibleNumeralString::from(digits.to_vec())).expect("digits").into()
    };
    for start in 0..100u64 {
        let mut numerals = [0u8; 16];
        for (i, digit) in numerals.iter_mut().enumerate() {
            *digit = (start * 7919 + i as u64 * (start + 3) % 97 % 10) as u8 % 10;
        }
        let expected = general(&numerals.map(u16::from));
        assert!(ours.encrypt_numerals(10, b"", &mut numerals), "16 digits are enough");
        assert_eq!(numerals.map(u16::from)[..], expected, "the implementations of FF1 differ");
    }
    let (mut numerals, digits) = ([4u8; 16], [4u16; 16]);
    paired(
        quick,
        [
            &mut || {
                ours.encrypt_numerals(10, b"", black_box(&mut numerals));
            },
            &mut || {
                black_box(general(black_box(&digits)));
            },
        ],
    )
}

/// A set of distinct values, by their number.
type Values = fn(u64) -> String;

/// The sets whose stand-ins must stay distinct, and what makes them.
const SETS: &[(&str, &str, Values)] = &[
    ("EMAIL_ADDRESS", "pseudonymise", |n| format!("user{n}@kundenpost.test")),
    ("PHONE_NUMBER", "pseudonymise(unique=yes)", |n| format!("+474{n:07}")),
    ("US_SSN", "pseudonymise", |n| format!("{:03}-{:02}-{:04}", 100 + n / 891_000, 1 + n / 9_000 % 99, 1 + n % 9_000)),
    ("CREDIT_CARD", "pseudonymise", |n| {
        let body = format!("453211{n:09}");
        let sum: u32 = body
            .bytes()
            .enumerate()
            .map(|(i, b)| u32::from(b - b'0') << ((i + 1) % 2))
            .map(|d| if d > 9 { d - 9 } else { d })
            .sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }),
    ("IBAN_CODE", "pseudonymise", |n| {
        let account = format!("37040044{n:010}");
        // DE as numbers, and 00 where the check digits will be.
        let rest = format!("{account}131400").bytes().fold(0u32, |r, b| (r * 10 + u32::from(b - b'0')) % 97);
        format!("DE{:02}{account}", 98 - rest)
    }),
];

/// What [`uniqueness`] saw of one entity.
pub struct Unique {
    /// The entity.
    pub entity: &'static str,
    /// Inputs, all distinct.
    pub inputs: u64,
    /// Pairs of them with one stand-in.
    pub repeats: u64,
    /// MiB that the process grew by meanwhile at its peak, besides the table of what was seen.
    pub grown_mib: f64,
}

/// Pseudonymises `count` distinct values of each of the entities and counts stand-ins that occur again.
///
/// # Panics
/// If a set has fewer values.
#[must_use]
pub fn uniqueness(count: u64) -> Vec<Unique> {
    assert!(count <= 9_000_000, "the sets have nine million values");
    // Two of five million hashes of 64 bits are alike by chance once in 10^6 runs.
    let mut seen = vec![1u64; usize::try_from(count).expect("few")];
    SETS.iter()
        .map(|&(entity, spec, values)| {
            let transform = inkwash_transforms::parse(spec).expect("a transform");
            let before = own_peak_mib();
            stand_ins(&*transform, entity, values, &mut seen);
            let grown_mib = own_peak_mib() - before;
            seen.sort_unstable();
            let repeats = seen.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64;
            Unique { entity, inputs: count, repeats, grown_mib }
        })
        .collect()
}

fn stand_ins(transform: &dyn Transform, entity: &str, values: Values, seen: &mut [u64]) {
    let judge = RootKey::new([1; 32]).entity("seen");
    with_subject(entity, &values(0), |first| {
        let (mut out, mut canonical) = (Vec::new(), Vec::new());
        for (n, seen) in (0..).zip(seen) {
            let value = values(n);
            let found = value.as_bytes();
            out.clear();
            canonical.clear();
            first.detector.canonical(found, &mut canonical);
            transform.apply(&Subject { found, plain: found, canonical: &canonical, ..*first }, &mut out);
            *seen = u64::from_le_bytes(judge.blake3(&out)[..8].try_into().expect("eight bytes"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cargo xtask uniqueness` does it with millions. Values that are none of their entity would all
    /// become the same.
    #[test]
    fn stand_ins_stay_distinct() {
        for unique in uniqueness(20_000) {
            assert_eq!(unique.repeats, 0, "{}", unique.entity);
        }
    }
}
