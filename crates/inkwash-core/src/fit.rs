//! Stand-ins that fit the columns they go to.
//!
//! What a stand-in becomes depends on the value and on what its column declares, never on other
//! rows: equal values have equal stand-ins wherever the declarations agree.

use alloc::format;
use alloc::vec::Vec;

use crate::{Error, Place, Subject, Takes, Transform, ValueKind};

/// Digits of base 32 (RFC 4648).
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// So many of them tell values apart: 65 bits.
const APART: usize = 13;
/// How often a number's stand-in is taken again for the next one before another way is taken.
const STEPS: usize = 64;

/// Cuts a stand-in that has more than `most` characters. One that is to tell values apart is not
/// cut but made anew, of keyed material sized to what there is.
///
/// # Errors
/// If the column is a key and that is too little to tell values apart.
pub(crate) fn shorten(
    stand_in: &mut Vec<u8>,
    subject: &Subject<'_>,
    transform: &dyn Transform,
    most: usize,
) -> Result<(), Error> {
    let Subject { found, plain, canonical, detector, place, key } = *subject;
    let mut starts = stand_in.iter().enumerate().filter(|(_, b)| begins_char(**b)).map(|(i, _)| i);
    let Some(end) = starts.nth(most) else { return Ok(()) };
    let apart = transform.keeps_apart() && (place.key || detector.facts().unique);
    if !apart {
        stand_in.truncate(end);
        // `Karl` may have become `Karlsson`, which no longer fits.
        if stand_in == found {
            stand_in.fill(b'x');
        }
        return Ok(());
    }
    stand_in.clear();
    let told = detector.mint_short(plain, canonical, key, most, stand_in).unwrap_or_else(|| {
        let bits = key.prf("short", canonical);
        stand_in.clear();
        stand_in.extend(bits.iter().take(most).map(|b| DIGITS[usize::from(b % 32)]));
        most.min(bits.len())
    });
    if place.key && told < APART {
        let name = detector.facts().name;
        return Err(too_narrow(place, &format!("{most} characters cannot tell the stand-ins of {name} apart")));
    }
    if stand_in == found {
        stand_in.fill(b'x');
    }
    Ok(())
}

/// Makes the stand-in of a whole number, which is all of its cell, one of the same size: every
/// column that takes the number takes it, too, and equal numbers stay equal whatever their columns'
/// types.
///
/// The stand-in's own stand-in is taken, and so on, until one fits: distinct numbers that have
/// distinct stand-ins keep them (two that met could be followed back to one). Where none fits, the
/// numbers of the size are permuted.
///
/// # Errors
/// If the column is a key and none fits.
pub(crate) fn settle_number(
    stand_in: &mut Vec<u8>,
    subject: &Subject<'_>,
    transform: &dyn Transform,
) -> Result<(), Error> {
    let Subject { found, detector, place, key, .. } = *subject;
    if place.kind != ValueKind::Number || !matches!(place.takes, Takes::Whole(..)) || !transform.keeps_apart() {
        return Ok(());
    }
    let Some((negative, number)) = whole_number(found) else { return Ok(()) };
    let (least, size) = numbers_like(number);
    let fits = |text: &[u8]| {
        whole_number(text).is_some_and(|(sign, n)| sign == negative && n >= least && n - least < size && n != number)
    };
    let mut canonical = Vec::new();
    for _ in 0..STEPS {
        if fits(stand_in) {
            return Ok(());
        }
        let before = core::mem::take(stand_in);
        canonical.clear();
        detector.canonical(&before, &mut canonical);
        let again = Subject { found: &before, plain: &before, canonical: &canonical, ..*subject };
        transform.apply(&again, stand_in);
        if *stand_in == before {
            break;
        }
    }
    if place.key {
        let name = detector.facts().name;
        return Err(too_narrow(place, &format!("no stand-in of {name} is a number that it takes")));
    }
    let offset = key.permute(u32::MAX, number - least, size);
    let offset = if offset == number - least { (offset + 1) % size } else { offset };
    let sign = if negative { "-" } else { "" };
    // Minus one more, as in `numbers_like`.
    let magnitude = least + offset + u128::from(negative);
    *stand_in = format!("{sign}{magnitude}").into_bytes();
    Ok(())
}

/// Refuses a value that its column does not take, if the column is a key: one value that says
/// nothing cannot stand for all.
pub(crate) fn check_type(place: &Place, text: &[u8]) -> Result<(), Error> {
    match place.key && !place.takes.accepts(text) {
        true => Err(too_narrow(place, "its type does not take the stand-ins")),
        false => Ok(()),
    }
}

fn too_narrow(place: &Place, why: &str) -> Error {
    Error::policy(format!(
        "{} is unique or part of a key, and {why}: choose another transform for this place, or a wider column",
        place.path
    ))
}

/// A whole number's sign and size; that of a negative one less one, since types take one more of them.
fn whole_number(text: &[u8]) -> Option<(bool, u128)> {
    let (negative, digits) = text.strip_prefix(b"-").map_or((false, text), |digits| (true, digits));
    let canonical = digits == b"0" || digits.first().is_some_and(|b| matches!(b, b'1'..=b'9'));
    let number: u128 = core::str::from_utf8(digits).ok().filter(|_| canonical)?.parse().ok()?;
    number.checked_sub(u128::from(negative)).filter(|n| *n < 10u128.pow(30)).map(|n| (negative, n))
}

/// The least number of the size of this one, and how many of that size there are: as many digits, and
/// taken by the same integer types.
fn numbers_like(number: u128) -> (u128, u128) {
    /// Integer types end at these powers of two.
    const POWERS: [u32; 10] = [7, 8, 15, 16, 23, 24, 31, 32, 63, 64];
    let digits = number.checked_ilog10().unwrap_or(0);
    let (mut least, mut end) = (if digits == 0 { 0 } else { 10u128.pow(digits) }, 10u128.pow(digits + 1));
    for border in POWERS.map(|power| 1u128 << power) {
        if border <= number {
            least = least.max(border);
        } else {
            end = end.min(border);
        }
    }
    (least, end - least)
}

/// The characters of a text in UTF-8; other bytes count one each.
pub(crate) fn chars(text: &[u8]) -> usize {
    text.iter().filter(|b| begins_char(**b)).count()
}

/// Whether a byte is none of those that go on with a character in UTF-8.
const fn begins_char(b: u8) -> bool {
    b & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_size_fit_the_same_types() {
        for (number, least, end) in [
            (0, 0, 10),
            (9, 0, 10),
            (99, 10, 100),
            (127, 100, 128),
            (128, 128, 256),
            (256, 256, 1000),
            (32_767, 10_000, 32_768),
            (2_147_483_647, 1_000_000_000, 1 << 31),
            (1 << 31, 1 << 31, 1 << 32),
            (9_999_999_999, 1 << 32, 10_000_000_000),
            ((1 << 63) - 1, 1_000_000_000_000_000_000, 1 << 63),
        ] {
            assert_eq!(numbers_like(number), (least, end - least), "{number}");
        }
        assert_eq!(whole_number(b"-128"), Some((true, 127)));
        assert_eq!(whole_number(b"007"), None);
        assert_eq!(whole_number(b"-0"), None);
    }
}
