//! What identifiers with one holder each share: where a number may begin and end, and an
//! injective way from a value to its stand-in.

use alloc::vec::Vec;

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

/// Makes a check character wrong: another digit or letter stands at `at` then. Values that differ elsewhere still
/// do. `false`, and nothing changed, if there is none that is wrong.
pub(crate) fn spoil(value: &mut [u8], at: usize, is_valid: impl Fn(&[u8]) -> bool) -> bool {
    let Some(&right) = value.get(at) else { return false };
    // Behind digits an X is ten.
    let is_ten = right.eq_ignore_ascii_case(&b'X') && value[..at].iter().all(u8::is_ascii_digit);
    let (first, many) = if right.is_ascii_digit() || is_ten { (b'0', 10) } else { (b'A', 26) };
    let from = if is_ten { 9 } else { right.to_ascii_uppercase().wrapping_sub(first) % many };
    for step in 1..=many {
        value[at] = first + (from + step) % many;
        if !is_valid(value) {
            return true;
        }
    }
    value[at] = right;
    false
}

/// The same with the last letter or digit of what was appended from `start` on. `false`, and nothing left of it, if
/// none is wrong.
pub(crate) fn spoil_last(out: &mut Vec<u8>, start: usize, is_valid: impl Fn(&[u8]) -> bool) -> bool {
    let mut chars: Vec<u8> = out[start..].iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    let last = chars.len().saturating_sub(1);
    let end = out.iter().rposition(u8::is_ascii_alphanumeric).filter(|end| *end >= start);
    let Some(end) = end.filter(|_| spoil(&mut chars, last, is_valid)) else {
        out.truncate(start);
        return false;
    };
    out[end] = chars[last];
    true
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
    fn a_check_is_spoilt_and_nothing_else() {
        for text in ["12-4", "12x", "12A"] {
            let (mut out, right) = (b"7".to_vec(), text.as_bytes().last().copied());
            out.extend_from_slice(text.as_bytes());
            assert!(spoil_last(&mut out, 1, |chars| chars.last().copied() == right || chars.last() == Some(&b'5')));
            assert_eq!(
                (out.len(), &out[..out.len() - 1]),
                (text.len() + 1, &*[b"7", &text.as_bytes()[..text.len() - 1]].concat())
            );
            assert!(!matches!(out.last(), None | Some(b'5')) && out.last().copied() != right);
        }
        let mut out = b"12".to_vec();
        assert!(!spoil_last(&mut out, 0, |_| true) && out.is_empty());
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
