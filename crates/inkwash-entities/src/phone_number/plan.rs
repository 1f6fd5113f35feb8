//! What numbering plans say: country codes, trunk prefixes, lengths and ranges.

use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, Region};

use super::digits::Digits;

/// What the numbering plan's metadata says about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// No number of this length.
    No,
    /// The length is right, the range is not in use (or not known to be).
    Possible,
    /// Length and range are right.
    Valid,
}

/// Country codes of two and three digits in use. Source: ITU-T E.164, list of assigned country
/// codes, as far as libphonenumber 9 knows a plan for them. (1 and 7 have one digit.)
const CODES: &[u16] = &[
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62,
    63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98, 211, 212, 213, 216, 218, 220, 221, 222, 223, 224, 225,
    226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248,
    249, 250, 251, 252, 253, 254, 255, 256, 257, 258, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 290, 291, 297,
    298, 299, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378, 380, 381,
    382, 383, 385, 386, 387, 389, 420, 421, 423, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 590, 591, 592, 593,
    594, 595, 596, 597, 598, 599, 670, 672, 673, 674, 675, 676, 677, 678, 679, 680, 681, 682, 683, 685, 686, 687, 688,
    689, 690, 691, 692, 800, 808, 850, 852, 853, 855, 856, 870, 878, 880, 881, 882, 883, 886, 888, 960, 961, 962, 963,
    964, 965, 966, 967, 968, 970, 971, 972, 973, 974, 975, 976, 977, 979, 992, 993, 994, 995, 996, 998,
];

/// Country codes whose national numbers are dialled with the trunk prefix 0, which is dropped
/// after the country code. Source: ITU-T Operational Bulletin, "Dialling procedures", through
/// libphonenumber's national formats.
const TRUNK_ZERO: &[u16] = &[
    20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 51, 53, 54, 58, 60, 61, 62, 63, 64, 66, 81, 82, 84, 86, 90, 91, 92, 93,
    94, 95, 98, 211, 212, 213, 218, 231, 232, 233, 234, 243, 249, 251, 254, 255, 256, 260, 261, 262, 263, 264, 265,
    291, 353, 355, 358, 359, 370, 373, 374, 380, 381, 382, 383, 385, 386, 387, 389, 421, 508, 590, 593, 594, 595, 596,
    850, 855, 856, 880, 886, 961, 962, 963, 964, 966, 967, 970, 971, 972, 977, 994, 995, 996,
];

/// The North American Numbering Plan.
pub(super) const NANP: u16 = 1;

/// The country code that the digits begin with, and how many digits it has.
pub(super) fn country_code(digits: &[u8]) -> Option<(u16, usize)> {
    let value = |n: usize| {
        let part = digits.get(..n)?;
        Some(part.iter().fold(0u16, |v, b| v * 10 + u16::from(b - b'0')))
    };
    match digits.first()? {
        b'1' => Some((1, 1)),
        b'7' => Some((7, 1)),
        b'0' => None,
        _ => [2, 3].into_iter().find_map(|n| value(n).filter(|v| CODES.binary_search(v).is_ok()).map(|v| (v, n))),
    }
}

/// Whether national numbers of this country begin with a trunk 0 that is no part of the number.
pub(super) fn has_trunk_zero(code: u16) -> bool {
    TRUNK_ZERO.binary_search(&code).is_ok()
}

/// The number as the metadata wants it: leading zeros that belong to it are counted apart.
fn number(code: u16, national: &Digits) -> PhoneNumber {
    let bytes = national.as_slice();
    let zeros = bytes.iter().take(bytes.len().saturating_sub(1)).take_while(|b| **b == b'0').count() as i32;
    PhoneNumber {
        country_code: i32::from(code),
        national_number: national.value(),
        italian_leading_zero: (zeros > 0).then_some(true),
        number_of_leading_zeros: (zeros > 1).then_some(zeros),
        ..PhoneNumber::default()
    }
}

/// Whether a national number of this length is complete in the country's plan. Some 30 ns once
/// the metadata is loaded (9 ms, at the first call).
pub(super) fn is_possible(code: u16, national: &Digits) -> bool {
    let verdict = PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number(code, national));
    matches!(verdict, Ok(NumberLengthType::IsPossible))
}

/// Whether the number lies in a range in use: 0.1 to 0.4 µs, after some milliseconds at the
/// first number of a country, whose patterns are compiled then.
pub(super) fn is_valid(code: u16, national: &Digits) -> bool {
    PHONE_NUMBER_UTIL.is_valid_number(&number(code, national))
}

/// Judges a number with its country code by its length alone.
pub(super) fn by_length(code: u16, national: &Digits) -> Verdict {
    if is_possible(code, national) { Verdict::Possible } else { Verdict::No }
}

/// Judges a number with its country code.
pub(super) fn international(code: u16, national: &Digits) -> Verdict {
    if !is_possible(code, national) {
        Verdict::No
    } else if is_valid(code, national) {
        Verdict::Valid
    } else {
        Verdict::Possible
    }
}

/// The country code of a region (ISO 3166-1 alpha-2).
pub(super) fn code_of(region: [u8; 2]) -> Option<u16> {
    let region = Region::from_code(core::str::from_utf8(&region).ok()?).ok()?;
    PHONE_NUMBER_UTIL.get_country_code_for_region(region).and_then(|code| u16::try_from(code).ok())
}

/// The trunk prefix of a number without a country code as people in the country with this code write it, and the
/// national number behind it. `None` if nobody there writes it so.
pub(super) fn split_trunk(code: u16, digits: &Digits) -> Option<(Digits, Digits)> {
    let bytes = digits.as_slice();
    let trunk = match bytes {
        [b'0', b'0', ..] => return None,
        [b'0', b'6', ..] if code == 36 => 2,
        [b'0', ..] if has_trunk_zero(code) => 1,
        _ if has_trunk_zero(code) => return None,
        [b'0', ..] if !matches!(code, 39 | 225 | 229 | 241 | 242 | 378) => return None,
        [b'1', rest @ ..] if code == NANP && rest.len() == 10 => 1,
        [b'8', rest @ ..] if code == 7 && rest.len() == 10 => 1,
        _ => 0,
    };
    let (trunk, national) = bytes.split_at(trunk);
    Some((Digits::of(trunk), Digits::of(national)))
}

/// Judges a number without a country code as people in `region` write it, with the trunk prefix where that country
/// has one.
pub(super) fn national(region: [u8; 2], digits: &Digits) -> Verdict {
    let read = |code| split_trunk(code, digits).map(|(_, national)| international(code, &national));
    code_of(region).and_then(read).unwrap_or(Verdict::No)
}
