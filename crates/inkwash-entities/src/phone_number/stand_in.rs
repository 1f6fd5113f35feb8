//! Stand-ins for phone numbers.

use alloc::vec::Vec;

use inkwash_core::EntityKey;

use super::Value;
use super::digits::Digits;
use super::national::{is_nanp, looks_like_epoch, looks_like_other};
use super::plan::{self, NANP};
use crate::style::{self, Draw};

/// How often the keyed permutation is walked before the rule is loosened. Plans of the world need
/// 1 to 11 walks on average.
const WALKS: usize = 300;

/// Tweaks of the permutation for national numbers, apart from all country codes.
const NATIONAL: u32 = 0x1_0000;

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
            let national = international(number.code, &number.national, key);
            let mut digits = [0; 2 * Digits::MAX];
            let parts = [code_digits(number.code), Digits::of(if number.trunk { b"0" } else { b"" }), national];
            let mut n = 0;
            for b in parts.iter().flat_map(|p| p.as_slice()) {
                digits[n] = *b;
                n += 1;
            }
            out.extend_from_slice(&found[..number.body]);
            style::pour(&found[number.body..], &digits[..n], out);
        }
        Some(Value::National(digits)) => style::pour(found, national(&digits, key).as_slice(), out),
        None => any(canonical, key, out),
    }
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
    let bytes = digits.as_slice();
    let zeros = bytes.iter().take(2).take_while(|b| **b == b'0').count();
    let kept = if bytes.len() == 11 && matches!(digits.at(0), b'1' | b'8') { 1 } else { zeros };
    let (kept, free) = bytes.split_at(kept);
    let nanp = is_nanp(free);
    let whole = |free: &Digits| {
        let mut all = Digits::of(kept);
        free.as_slice().iter().for_each(|b| {
            all.push(*b);
        });
        all
    };
    let fits = |n: &Digits| {
        (n.at(0) == b'0') == (free.first() == Some(&b'0'))
            && is_nanp(n.as_slice()) == nanp
            && !(nanp && n.at(1) != b'9')
            && !looks_like_other(whole(n).as_slice())
            && !looks_like_epoch(whole(n).as_slice())
    };
    let tweak = NATIONAL | (kept.len() as u32) << 8 | u32::from(digits.at(0));
    let free = Digits::of(free);
    let number = |n: Digits| if nanp { undialable(n, false) } else { n };
    whole(&walk(&free, tweak, key, number, fits).unwrap_or_else(|| neighbour(&free)))
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
