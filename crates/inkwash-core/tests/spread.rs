//! What keyed maps look like to who has no key: every output as often as any other, and half of its
//! bits changed by a change of one.

use inkwash_core::{EntityKey, RootKey};

/// Inputs of each check.
const MANY: u128 = 4096;

fn key() -> EntityKey {
    RootKey::new([7; 32]).entity("TEST")
}

/// Outputs of neighbouring inputs fall into 64 equal parts of the space alike: the sum of
/// chi-square with 63 degrees of freedom stays below 120.6, which chance passes once in 10^5. The
/// key is fixed, so this never changes from run to run.
#[track_caller]
fn is_even(outputs: impl Iterator<Item = u128>, size: u128) {
    let mut counts = [0u32; 64];
    for output in outputs {
        counts[(output * 64 / size) as usize] += 1;
    }
    let expected = f64::from(counts.iter().sum::<u32>()) / 64.0;
    let chi: f64 = counts.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
    assert!(chi < 120.6, "chi-square {chi:.1}");
}

/// Of `bits` bits, each is changed by half of the changes: the share lies within 0.5 ± 0.05, more than
/// six standard deviations.
#[track_caller]
fn avalanches(bits: u32, map: impl Fn(u128) -> u128) {
    let mut changed = vec![0u32; bits as usize];
    for input in 0..MANY {
        // Each bit of the input has its turn.
        let other = input ^ 1 << (input % u128::from(bits));
        let difference = map(input) ^ map(other);
        for (bit, count) in changed.iter_mut().enumerate() {
            *count += u32::from(difference >> bit & 1 == 1);
        }
    }
    for (bit, count) in changed.into_iter().enumerate() {
        let share = f64::from(count) / MANY as f64;
        assert!((0.45..0.55).contains(&share), "bit {bit}: {share}");
    }
}

#[test]
fn permutations_are_even_and_avalanche() {
    let key = key();
    for size in [10_000_000, 1 << 32, 10u128.pow(16), 10u128.pow(30)] {
        is_even((0..MANY).map(|i| key.permute(1, i, size)), size);
    }
    for bits in [32, 64, 100] {
        avalanches(bits, |input| key.permute(1, input, 1 << bits));
        avalanches(bits, |input| key.unpermute(1, input, 1 << bits));
    }
}

#[test]
fn format_preserving_encryption_is_even_and_avalanches() {
    let key = key();
    let encrypt = |radix: u8, len: usize, input: u128| {
        let digit = |i: usize| (input / u128::from(radix).pow((len - 1 - i) as u32) % u128::from(radix)) as u8;
        let mut numerals: Vec<u8> = (0..len).map(digit).collect();
        assert!(key.encrypt_numerals(radix, b"", &mut numerals));
        numerals.iter().fold(0, |all, n| all * u128::from(radix) + u128::from(*n))
    };
    is_even((0..MANY).map(|i| encrypt(10, 16, i)), 10u128.pow(16));
    is_even((0..MANY).map(|i| encrypt(36, 8, i)), 36u128.pow(8));
    avalanches(40, |input| encrypt(2, 40, input));
}

#[test]
fn hashes_are_even_and_avalanche() {
    let key = key();
    let head = |bytes: [u8; 32]| u128::from(u64::from_be_bytes(bytes[..8].try_into().expect("eight bytes")));
    type Hash = fn(&EntityKey, &[u8]) -> [u8; 32];
    for hash in [(|k, input| k.prf("hash", input)) as Hash, |k, input| k.blake3(input)] {
        is_even((0..MANY).map(|i| head(hash(&key, &i.to_be_bytes()))), 1 << 64);
        avalanches(64, |input| head(hash(&key, &input.to_be_bytes())));
    }
}
