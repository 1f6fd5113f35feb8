//! What identifiers with one holder each share: where a number may begin and end, and an
//! injective way from a value to its stand-in.

use inkwash_core::{At, EntityKey};

/// Sends `rank` of `0..size` to another rank: a bijection without a fixed point for every key
/// and `tweak`, so that distinct values get distinct stand-ins and none gets itself.
///
/// Let `p` be the keyed permutation, and pair `2k` with `2k + 1`. The result is `p`, followed by
/// the exchange of both ranks of every pair in which `p` has a fixed point. Exchanges are
/// bijective, so the whole is. It moves everything: a fixed point goes to its partner; another
/// rank `r` goes to `p(r)`, or to the partner `q` of `p(r)` if `q` is a fixed point, and then
/// `q` is not `r`, which is none.
///
/// `size` is even, at least 2 and at most 2^120.
pub(crate) fn derange(key: &EntityKey, tweak: u32, rank: u128, size: u128) -> u128 {
    debug_assert!(size.is_multiple_of(2), "pairs need an even size");
    let image = key.permute(tweak, rank, size);
    let partner = image ^ 1;
    if image == rank || key.permute(tweak, partner, size) == partner { partner } else { image }
}

/// Sends a `valid` rank of `0..size` to another valid one: a bijection of the valid ranks without
/// a fixed point for every key and `tweak`. At least two must be valid, and most should be: the
/// keyed permutation is repeated until it meets a valid rank.
///
/// Let `p` be that map. Where `p` has fixed points, each run of them (neighbours among the valid
/// ranks, the last followed by the first) and the valid rank after it move on by one: a fixed
/// point takes what its successor has, and that rank after the run takes the run's first.
pub(crate) fn derange_among(key: &EntityKey, tweak: u32, rank: u128, size: u128, valid: impl Fn(u128) -> bool) -> u128 {
    let walk = |rank, step: &dyn Fn(u128) -> u128| {
        let mut rank = step(rank);
        while !valid(rank) {
            rank = step(rank);
        }
        rank
    };
    let image = |rank| walk(rank, &|r| key.permute(tweak, r, size));
    let before = |rank| walk(rank, &|r| if r == 0 { size - 1 } else { r - 1 });
    let mine = image(rank);
    if mine == rank {
        return image(walk(rank, &|r| (r + 1) % size));
    }
    let (mut first, mut next) = (rank, before(rank));
    while image(next) == next {
        (first, next) = (next, before(next));
    }
    if first == rank { mine } else { first }
}

/// Whether the bytes `start..end` can be a whole number on their own: not part of a longer
/// word, of a decimal fraction, of a hyphenated identifier such as a UUID, or of an
/// international telephone number.
pub(crate) fn is_whole(at: &At<'_>, start: usize, end: usize) -> bool {
    if !at.stands_alone(start, end) {
        return false;
    }
    let (before, after) = (at.before(start), at.byte(end));
    // What stands one further out tells a decimal point from a full stop, a dash from a hyphen.
    let further = at.before(start.saturating_sub(1));
    match before {
        b'.' if !further.is_ascii_alphabetic() => return false,
        b'-' if further.is_ascii_alphanumeric() => return false,
        b'+' => return false,
        _ => {}
    }
    !(matches!(after, b'.' | b'-') && at.byte(end + 1).is_ascii_alphanumeric())
}

/// The number of ASCII digits from offset `start` on, counted up to `most`.
pub(crate) fn digits_from(at: &At<'_>, start: usize, most: usize) -> usize {
    (0..most).take_while(|i| at.byte(start + i).is_ascii_digit()).count()
}

/// The number that these ASCII digits write; other bytes count as zero.
pub(crate) fn number(digits: &[u8]) -> u128 {
    digits.iter().fold(0, |n: u128, b| n.wrapping_mul(10).wrapping_add(u128::from(b.wrapping_sub(b'0') % 10)))
}

/// Writes `n` into all of `out` as ASCII digits with leading zeros.
pub(crate) fn write_number(mut n: u128, out: &mut [u8]) {
    for b in out.iter_mut().rev() {
        *b = b'0' + (n % 10) as u8;
        n /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;
    use std::collections::BTreeSet;

    #[test]
    fn derange_is_a_bijection_that_moves_everything() {
        // In small ranges nearly every key's permutation has fixed points.
        for n in 0..40 {
            let key = RootKey::new([n; 32]).entity("TEST");
            for size in [2, 4, 6, 10, 30] {
                let image: BTreeSet<_> = (0..size).map(|r| derange(&key, 0, r, size)).collect();
                assert_eq!(image.len() as u128, size);
                assert!((0..size).all(|r| derange(&key, 0, r, size) != r));
            }
        }
    }

    #[test]
    fn derange_among_is_a_bijection_of_the_valid_that_moves_everything() {
        for n in 0..40 {
            let key = RootKey::new([n; 32]).entity("TEST");
            for size in [10, 12, 31] {
                for rule in [|_: u128| true, |r: u128| r % 3 != 1] {
                    let valid: BTreeSet<_> = (0..size).filter(|r| rule(*r)).collect();
                    let image: BTreeSet<_> = valid.iter().map(|r| derange_among(&key, 0, *r, size, rule)).collect();
                    assert_eq!(image, valid);
                    assert!(valid.iter().all(|r| derange_among(&key, 0, *r, size, rule) != *r));
                }
            }
        }
    }

    #[test]
    fn fractions_hyphens_and_words_are_not_whole_numbers() {
        let whole = |text: &str| {
            let start = text.find("42").unwrap();
            is_whole(&At::new(text.as_bytes(), start), start, start + 2)
        };
        assert!(["42", "no.42", "(42)", "a: 42.", "x=42-", "- 42", "号42号", "7,42,9"].into_iter().all(whole));
        assert!(!["0.42", ".42", "42.5", "a-42", "42-b", "+42", "x42", "42_"].into_iter().any(whole));
    }

    #[test]
    fn numbers_are_read_and_written() {
        let mut out = [0; 5];
        write_number(number(b"00420"), &mut out);
        assert_eq!(&out, b"00420");
    }
}
