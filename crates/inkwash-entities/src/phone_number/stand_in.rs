//! Stand-ins for phone numbers.

use alloc::vec::Vec;

use inkwash_core::EntityKey;

use super::Value;
use super::digits::Digits;
use super::international::International;
use super::national::{is_nanp, looks_like_epoch, looks_like_other};
use super::plan::{self, NANP};
use crate::style::{self, Draw};
use crate::unique::derange_among;

/// How often the keyed permutation is walked before the rule is loosened. Plans of the world need
/// 1 to 11 walks on average.
const WALKS: usize = 300;

/// Tweaks of the permutation for national numbers, apart from all country codes.
const NATIONAL: u32 = 0x1_0000;
/// Tweaks where numbers are kept apart.
const APART: u32 = 0x100_0000;

/// A country code's digits.
pub(super) fn code_digits(code: u16) -> Digits {
    Digits::of_value(
        u64::from(code),
        if code < 10 {
            1
        } else if code < 100 {
            2
        } else {
            3
        },
    )
}

pub(super) fn mint(found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
    match Value::parse(found, plan::by_length) {
        Some(Value::International(number)) => {
            write_international(found, &number, &international(number.code, &number.national, key), out);
        }
        Some(Value::National(digits)) => style::pour(found, national(&digits, key).as_slice(), out),
        None => any(canonical, key, out),
    }
}

/// A stand-in that no other number has: any of the same country, length and form, in use or not. In
/// most plans more numbers are in use than are not, so that these cannot all stand for those.
/// `false`, and nothing appended, if the value is no number.
pub(super) fn mint_apart(found: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
    match Value::parse(found, plan::by_length) {
        Some(Value::International(number)) => {
            let tweak = APART | u32::from(number.code) << 8 | number.national.len() as u32;
            write_international(found, &number, &apart(&number.national, tweak, key), out);
        }
        Some(Value::National(digits)) => {
            let (kept, free) = split_prefix(&digits);
            // Prefixes differ in their length or their first digit; all of one go through one permutation.
            let prefix = kept.at(0).checked_sub(b'0').map_or(0, |digit| 1 + u32::from(digit));
            let tweak = APART | NATIONAL | (kept.len() as u32) << 8 | prefix << 4 | free.len() as u32;
            style::pour(found, joined(&kept, &apart(&free, tweak, key)).as_slice(), out);
        }
        None => return false,
    }
    true
}

/// A stand-in where numbers without a country code are of this one: they get the one of the same number with it.
/// `false`, and nothing appended, if the value is no such number.
pub(super) fn mint_at_home(found: &[u8], code: u16, key: &EntityKey, out: &mut Vec<u8>) -> bool {
    match Value::parse(found, plan::by_length) {
        Some(Value::International(number)) => {
            write_international(found, &number, &international(number.code, &number.national, key), out);
        }
        Some(Value::National(digits)) => {
            let read = plan::split_trunk(code, &digits).filter(|(_, national)| plan::is_possible(code, national));
            let Some((trunk, national)) = read else { return false };
            style::pour(found, joined(&trunk, &international(code, &national, key)).as_slice(), out);
        }
        None => return false,
    }
    true
}

/// Another number of the same length and form: one to one.
fn apart(from: &Digits, tweak: u32, key: &EntityKey) -> Digits {
    let of = |rank: u128| Digits::of_value(rank as u64, from.len());
    // What is read as a prefix of eleven digits must not come out where none went in.
    let form = |n: &Digits| (n.at(0) == b'0', is_nanp(n.as_slice()), n.len() == 11 && matches!(n.at(0), b'1' | b'8'));
    let (size, own) = (10u128.pow(from.len() as u32), form(from));
    of(derange_among(key, tweak, from.value().into(), size, |rank| form(&of(rank)) == own))
}

/// Appends an international number in the style of another.
fn write_international(found: &[u8], number: &International, national: &Digits, out: &mut Vec<u8>) {
    let mut digits = [0; 2 * Digits::MAX];
    let parts = [code_digits(number.code), Digits::of(if number.trunk { b"0" } else { b"" }), *national];
    let mut n = 0;
    for b in parts.iter().flat_map(|p| p.as_slice()) {
        digits[n] = *b;
        n += 1;
    }
    out.extend_from_slice(&found[..number.body]);
    style::pour(&found[number.body..], &digits[..n], out);
}

/// The leading zeros or trunk prefix that stand-ins keep, and the rest.
fn split_prefix(digits: &Digits) -> (Digits, Digits) {
    let bytes = digits.as_slice();
    let zeros = bytes.iter().take(2).take_while(|b| **b == b'0').count();
    let kept = if bytes.len() == 11 && matches!(digits.at(0), b'1' | b'8') { 1 } else { zeros };
    let (kept, free) = bytes.split_at(kept);
    (Digits::of(kept), Digits::of(free))
}

fn joined(kept: &Digits, free: &Digits) -> Digits {
    let mut all = *kept;
    free.as_slice().iter().for_each(|b| {
        all.push(*b);
    });
    all
}

/// Walks a keyed permutation of all numbers of this length, each of which stands for what `number`
/// makes of it, until `accepts` takes one.
///
/// Distinct numbers start distinct walks; two of them meet if one lies on the other's way, or if
/// `number` makes the same of them.
fn walk(
    from: &Digits,
    tweak: u32,
    key: &EntityKey,
    number: impl Fn(Digits) -> Digits,
    accepts: impl Fn(&Digits) -> bool,
) -> Option<Digits> {
    let size = 10u128.pow(from.len() as u32);
    let mut rank = u128::from(from.value());
    for _ in 0..WALKS {
        rank = key.permute(tweak, rank, size);
        let next = number(Digits::of_value(rank as u64, from.len()));
        if next != *from && accepts(&next) {
            return Some(next);
        }
    }
    None
}

/// A North American number with an area code that nobody can dial: 9 in the middle, or, if
/// `barred`, 0 or 1 in front.
fn undialable(ten: Digits, barred: bool) -> Digits {
    let value = ten.value();
    let (area, rest) = (value / 10_000_000, value % 10_000_000);
    let areas = if barred { 280 } else { 80 };
    let area = match area * areas / 1000 {
        area @ 0..80 => (2 + area / 10) * 100 + 90 + area % 10,
        area => area - 80,
    };
    Digits::of_value(area * 10_000_000 + rest, ten.len())
}

/// The next number; what is left when no walk ends.
fn neighbour(digits: &Digits) -> Digits {
    Digits::of_value(digits.value() ^ 1, digits.len())
}

/// A number of the same country and length that is possible but not in use.
fn international(code: u16, national: &Digits, key: &EntityKey) -> Digits {
    let zero = national.at(0) == b'0';
    let tweak = u32::from(code) << 8 | national.len() as u32;
    let unused = |n: &Digits| (n.at(0) == b'0') == zero && plan::is_possible(code, n) && !plan::is_valid(code, n);
    let found = if code == NANP && national.len() == 10 {
        walk(national, tweak, key, |n| undialable(n, true), |_| true)
    } else {
        walk(national, tweak, key, |n| n, unused)
    };
    found
        .or_else(|| walk(national, tweak, key, |n| n, |n| (n.at(0) == b'0') == zero))
        .unwrap_or_else(|| neighbour(national))
}

/// A number of the same length with the same trunk prefix.
fn national(digits: &Digits, key: &EntityKey) -> Digits {
    let (kept, free) = split_prefix(digits);
    let nanp = is_nanp(free.as_slice());
    let fits = |n: &Digits| {
        let whole = joined(&kept, n);
        (n.at(0) == b'0') == (free.at(0) == b'0')
            && is_nanp(n.as_slice()) == nanp
            && !(nanp && n.at(1) != b'9')
            && !looks_like_other(whole.as_slice())
            && !looks_like_epoch(whole.as_slice())
    };
    let tweak = NATIONAL | (kept.len() as u32) << 8 | u32::from(digits.at(0));
    let number = |n: Digits| if nanp { undialable(n, false) } else { n };
    joined(&kept, &walk(&free, tweak, key, number, fits).unwrap_or_else(|| neighbour(&free)))
}

/// A stand-in for a value that is no number: undialable, North American.
fn any(canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
    let mut draw = Draw::new(key, "any", canonical);
    out.extend_from_slice(b"+1");
    draw.text(b"2345678", 1, out);
    out.push(b'9');
    draw.text(b"0123456789", 1, out);
    draw.text(b"23456789", 1, out);
    draw.text(b"0123456789", 6, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;
    use std::collections::BTreeSet;

    /// All numbers of a few digits, so that whatever is not one to one shows.
    #[test]
    fn numbers_are_kept_apart() {
        let key = RootKey::new([3; 32]).entity("PHONE_NUMBER");
        for (head, digits) in [("", 5), ("0", 4), ("+47 ", 5), ("+290 ", 4)] {
            let all: BTreeSet<_> =
                (0..10u32.pow(digits)).map(|n| alloc::format!("{head}{n:0w$}", w = digits as usize)).collect();
            let mut made = BTreeSet::new();
            for number in &all {
                let mut out = Vec::new();
                if mint_apart(number.as_bytes(), &key, &mut out) {
                    assert_ne!(out, number.as_bytes());
                    made.insert(out);
                } else {
                    made.insert(number.clone().into_bytes());
                }
            }
            assert_eq!(made.len(), all.len(), "{head}");
        }
    }
}
