//! Days as key rings and policies write them.

use std::time::{SystemTime, UNIX_EPOCH};

use super::material::is_text;

/// Whether a text is a date like `2026-01-31`, or a date and more after it.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.iter().zip(b"9999-99-99").all(|(b, s)| if *s == b'9' { b.is_ascii_digit() } else { b == s });
    shape && bytes.len() >= 10 && is_text(text) && !text.contains(['"', '\\', '\n', '\r'])
}

/// Today's date in UTC.
pub(crate) fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
pub(super) fn civil(days: u64) -> (u64, u64, u64) {
    let is_leap = |y: u64| y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400));
    let (mut year, mut rest) = (1970, days);
    while rest >= 365 + u64::from(is_leap(year)) {
        rest -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if rest < length {
            break;
        }
        rest -= length;
        month += 1;
    }
    (year, month, rest + 1)
}
