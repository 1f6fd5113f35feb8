//! Check-digit systems that several identifiers share.
//!
//! All work on decimal digits as ASCII bytes. A byte that is not of the alphabet makes a check
//! fail (or, where a check digit is asked for, counts as zero), never panic.

use crate::unique::write_number;

/// The value of an ASCII digit; 0 for any other byte.
const fn value(b: u8) -> u32 {
    if b.is_ascii_digit() { (b - b'0') as u32 } else { 0 }
}

/// The ASCII digit of a value below ten.
const fn digit(v: u32) -> u8 {
    b'0' + (v % 10) as u8
}

/// The digit of a value; `None` from ten on.
pub(crate) const fn below_ten(v: u32) -> Option<u8> {
    if v < 10 { Some(digit(v)) } else { None }
}

/// Puts the check character of the rest at the end; false if the rest has none.
pub(crate) fn ends(number: &mut [u8], check: impl FnOnce(&[u8]) -> Option<u8>) -> bool {
    let Some((last, payload)) = number.split_last_mut() else { return false };
    check(payload).map(|c| *last = c).is_some()
}

/// Puts the check number of the rest at the end, in so many digits; false if the rest has none.
pub(crate) fn ends_in(digits: usize, number: &mut [u8], check: impl FnOnce(&[u8]) -> Option<u128>) -> bool {
    let Some(at) = number.len().checked_sub(digits) else { return false };
    let (payload, last) = number.split_at_mut(at);
    check(payload).map(|c| write_number(c, last)).is_some()
}

fn all_digits(number: &[u8]) -> bool {
    !number.is_empty() && number.iter().all(u8::is_ascii_digit)
}

/// The Luhn check digit that belongs after `payload`.
///
/// Source: ISO/IEC 7812-1, annex B ("double-add-double, modulus 10").
pub(crate) fn luhn_digit(payload: &[u8]) -> u8 {
    let sum: u32 = payload
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &b)| {
            let doubled = value(b) << u32::from(i % 2 == 0);
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    digit((10 - sum % 10) % 10)
}

/// Whether the last digit is the Luhn check digit of those before it.
pub(crate) fn luhn(number: &[u8]) -> bool {
    all_digits(number) && number.split_last().is_some_and(|(&check, payload)| luhn_digit(payload) == check)
}

/// The remainder of division by 97 of a number written with digits and letters, in which A
/// counts as 10 and Z (or z) as 35; it goes on from the remainder of what came before. `None`
/// if there is another byte in it.
///
/// Source: ISO/IEC 7064, MOD 97-10; the letters' values are those of ISO 13616-1 (IBAN).
pub(crate) fn mod_97(before: u32, number: impl IntoIterator<Item = u8>) -> Option<u32> {
    /// What is below it takes two more digits.
    const ROOM: u64 = u64::MAX / 1000;
    let rest = number.into_iter().try_fold(u64::from(before), |rest, b| {
        // A division for each digit would wait for the one before.
        let rest = if rest < ROOM { rest } else { rest % 97 };
        match b {
            b'0'..=b'9' => Some(rest * 10 + u64::from(b - b'0')),
            b'A'..=b'Z' => Some(rest * 100 + u64::from(b - b'A') + 10),
            b'a'..=b'z' => Some(rest * 100 + u64::from(b - b'a') + 10),
            _ => None,
        }
    });
    rest.map(|rest| (rest % 97) as u32)
}

/// The check digit that belongs after `payload` in the hybrid system MOD 11,10.
///
/// Source: ISO/IEC 7064, MOD 11,10.
pub(crate) fn mod_11_10_digit(payload: &[u8]) -> u8 {
    let product = payload.iter().fold(10, |product, &b| {
        let sum = (value(b) + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    digit((11 - product) % 10)
}

/// Whether the last digit is the MOD 11,10 check digit of those before it.
pub(crate) fn mod_11_10(number: &[u8]) -> bool {
    all_digits(number) && number.split_last().is_some_and(|(&check, payload)| mod_11_10_digit(payload) == check)
}

/// The check character (a digit or `X`) that belongs after `payload` in the pure system
/// MOD 11-2.
///
/// Source: ISO/IEC 7064, MOD 11-2.
pub(crate) fn mod_11_2_character(payload: &[u8]) -> u8 {
    let rest = payload.iter().fold(0, |rest, &b| (rest + value(b)) * 2 % 11);
    match (12 - rest) % 11 {
        10 => b'X',
        check => digit(check),
    }
}

/// Whether the last character (a digit, `X` or `x`) is the MOD 11-2 check of the digits before.
pub(crate) fn mod_11_2(number: &[u8]) -> bool {
    number.split_last().is_some_and(|(check, payload)| {
        all_digits(payload) && mod_11_2_character(payload) == check.to_ascii_uppercase()
    })
}

/// The check digit that belongs after `payload` in Verhoeff's scheme, which works in the symmetry
/// group of the pentagon: 0 to 4 are its rotations, 5 to 9 its reflections.
///
/// Source: J. Verhoeff, "Error Detecting Decimal Codes", Mathematical Centre Tract 29 (1969).
pub(crate) fn verhoeff_digit(payload: &[u8]) -> u8 {
    const PERMUTATION: [u32; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let product = |a: u32, b: u32| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b) % 5 + 5,
        (false, true) => (a + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let sum = payload.iter().rev().enumerate().fold(0, |sum, (i, &b)| {
        let times = (i + 1) % 8;
        product(sum, (0..times).fold(value(b), |v, _| PERMUTATION[v as usize]))
    });
    // The inverse: rotations turn back, reflections undo themselves.
    digit(if sum < 5 { (5 - sum) % 5 } else { sum })
}

/// The sum of digits times weights. Digits without a weight do not count.
pub(crate) fn weighted(number: &[u8], weights: &[u32]) -> u32 {
    number.iter().zip(weights).map(|(&b, weight)| value(b) * weight).sum()
}

/// The sum of the cross sums of digits times weights.
pub(crate) fn cross_sums(number: &[u8], weights: &[u32]) -> u32 {
    let products = number.iter().zip(weights).map(|(&b, weight)| value(b) * weight);
    products.map(|p| p / 10 + p % 10).sum()
}

/// The value of a digit, or of a letter as A 10 to Z 35 (ICAO 9303, ISO 7064); 0 for others.
pub(crate) const fn value_36(b: u8) -> u32 {
    match b {
        b'0'..=b'9' => (b - b'0') as u32,
        b'A'..=b'Z' => (b - b'A') as u32 + 10,
        _ => 0,
    }
}

/// The same sum with letters as A 10 to Z 35.
pub(crate) fn weighted_36(number: &[u8], weights: &[u32]) -> u32 {
    number.iter().zip(weights).map(|(&b, weight)| value_36(b) * weight).sum()
}

/// The ICAO check digit: weights 7, 3, 1 in turn, modulo 10.
///
/// Source: ICAO Doc 9303-3, 4.9.
pub(crate) fn icao_digit(payload: &[u8]) -> u8 {
    digit(payload.iter().zip([7, 3, 1].iter().cycle()).map(|(&b, w)| value_36(b) * w).sum())
}

/// The sum of digits times weights, modulo 11. Digits without a weight do not count.
///
/// The base of most national weighted modulus-11 checks; whether the remainder itself or 11
/// minus it is the check digit, and what 10 means, is for the identifier to say.
pub(crate) fn weighted_mod_11(number: &[u8], weights: &[u32]) -> u32 {
    weighted(number, weights) % 11
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_accepts_published_numbers_and_no_neighbour() {
        // The example of ISO/IEC 7812-1, and card numbers that issuers publish for tests.
        for number in ["79927398713", "4111111111111111", "378282246310005", "30569309025904", "6011111111111117"] {
            assert!(luhn(number.as_bytes()), "{number}");
            let (last, payload) = number.as_bytes().split_last().unwrap();
            let valid = (b'0'..=b'9').filter(|&d| luhn(&[payload, &[d]].concat())).count();
            assert_eq!((valid, luhn_digit(payload)), (1, *last));
        }
        assert!(!luhn(b"") && !luhn(b"4111-1111"));
    }

    #[test]
    fn mod_97_agrees_with_the_registrys_examples() {
        // Registry examples, rearranged as ISO 13616-1 says: account part, country, check digits.
        for number in ["WEST12345698765432GB82", "370400440532013000DE89", "86011117947NO93"] {
            assert_eq!(mod_97(0, number.bytes()), Some(1), "{number}");
            assert_eq!(mod_97(0, number.to_lowercase().bytes()), Some(1));
        }
        assert_eq!(mod_97(0, *b"12-3"), None);
    }

    #[test]
    fn mod_11_10_agrees_with_published_examples() {
        // ISO/IEC 7064's own example, and one from the German tax authority's leaflet.
        assert_eq!(mod_11_10_digit(b"0794"), b'5');
        for number in ["07945", "36574261809", "86095742719"] {
            assert!(mod_11_10(number.as_bytes()), "{number}");
        }
        assert!(!mod_11_10(b"36574261808") && !mod_11_10(b"3657426180x"));
    }

    #[test]
    fn mod_11_2_agrees_with_published_examples() {
        // ISO/IEC 7064's two examples, GB 11643-1999's own, and ORCID's example (with a hyphen
        // less each).
        for number in ["07940", "079X", "079x", "11010519491231002X", "0000000218250097"] {
            assert!(mod_11_2(number.as_bytes()), "{number}");
        }
        assert!(!mod_11_2(b"07941") && !mod_11_2(b"X") && !mod_11_2(b"07X0"));
    }

    #[test]
    fn verhoeff_agrees_with_his_example_and_catches_all_swaps() {
        assert_eq!((verhoeff_digit(b"236"), verhoeff_digit(b"12345")), (b'3', b'1'));
        for a in b'0'..=b'9' {
            let others = (b'0'..=b'9').filter(|b| *b != a);
            assert!(others.into_iter().all(|b| verhoeff_digit(&[b'7', a, b]) != verhoeff_digit(&[b'7', b, a])));
        }
    }

    #[test]
    fn weights_are_applied_from_the_left() {
        // Skatteetaten's example for 2 January 2032: the sum is 156.
        assert_eq!(weighted_mod_11(b"020132999", &[3, 7, 6, 1, 8, 9, 4, 5, 2]), 156 % 11);
    }
}
