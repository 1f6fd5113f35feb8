//! Days as key rings and policies write them.

use super::material::is_text;
use crate::clock::since_1970;

/// Whether a text is a date like `2026-01-31`, or a date and more after it.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.iter().zip(b"9999-99-99").all(|(b, s)| if *s == b'9' { b.is_ascii_digit() } else { b == s });
    shape && bytes.len() >= 10 && is_text(text) && !text.contains(['"', '\\', '\n', '\r'])
}

/// Today's date in UTC.
pub(crate) fn today() -> String {
    let (year, month, day) = civil(since_1970().as_secs() / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Date and time in UTC, as RFC 3339 has them: `2026-01-31T12:00:00Z`.
pub(crate) fn now() -> String {
    let seconds = since_1970().as_secs();
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}:{minute:02}:{second:02}Z", today())
}

/// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
pub(crate) fn civil(days: u64) -> (u64, u64, u64) {
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

/// How many days from today (in UTC) it is to a date; negative if it is past.
pub(crate) fn days_until(date: &str) -> Option<i64> {
    Some(number(date)? - number(&today())?)
}

/// The number of a date, counted from 1970-01-01.
pub(crate) fn number(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March end with the leap day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_numbers() {
        assert_eq!(number("1970-01-01"), Some(0));
        for days in [0, 58, 59, 60, 789, 11_016, 11_017, 20_000, 47_540] {
            let (year, month, day) = civil(days);
            assert_eq!(number(&format!("{year:04}-{month:02}-{day:02}")), Some(days as i64));
        }
        assert_eq!(days_until(&today()), Some(0));
        assert!(number("2030-13-01").is_none() && number("soon").is_none());
    }
}
