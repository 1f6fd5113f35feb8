//! Days in records, and ages in rules.

use crate::keys::date::{civil, number};

/// The day that a value names, counted from 1970-01-01: a date (`2024-01-31`, `2024/01/31`, `20240131`), one with a time
/// behind it, as SQL (ISO 9075), ISO 8601 and RFC 3339 write them, the day of an access log (`31/Jan/2024:13:55:36`), or
/// seconds, milliseconds, microseconds or nanoseconds since 1970. `None` for whatever could be another day, or none.
pub(crate) fn day_of(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let text = text.strip_prefix('[').unwrap_or(text);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return match text.len() {
            8 => day(text.get(..4)?, text.get(4..6)?, text.get(6..)?),
            // From 2001 to 2286.
            10 | 13 | 16 | 19 => text.get(..10)?.parse::<i64>().ok().map(|seconds| seconds / 86_400),
            _ => None,
        };
    }
    let (date, rest) = split(text)?;
    let is_time = rest.is_empty() || rest.starts_with(['T', 't', ' ', ':']) && is_time(&rest[1..]);
    is_time.then_some(date)
}

/// The date at the start of a text, and what follows.
fn split(text: &str) -> Option<(i64, &str)> {
    let at = |range| text.get(range);
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if let (Some("-" | "/"), Some(year)) = (at(4..5), at(0..4).filter(|year| is_digits(year))) {
        return if at(4..5) == at(7..8) { Some((day(year, at(5..7)?, at(8..10)?)?, text.get(10..)?)) } else { None };
    }
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.iter().position(|month| at(3..6) == Some(month))? + 1;
    let is_slashed = at(2..3) == Some("/") && at(6..7) == Some("/");
    if is_slashed { Some((day(at(7..11)?, &format!("{month:02}"), at(0..2)?)?, text.get(11..)?)) } else { None }
}

fn is_time(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
        && text.bytes().all(|b| b.is_ascii_digit() || b" :.,+-TZz]".contains(&b))
}

/// The number of a day that there is.
fn day(year: &str, month: &str, day: &str) -> Option<i64> {
    let text = format!("{year}-{month}-{day}");
    let is_written_so = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    let number = number(&text).filter(|_| is_written_so)?;
    let same = u64::try_from(number).map_or(true, |days| {
        let (year, month, day) = civil(days);
        text == format!("{year:04}-{month:02}-{day:02}")
    });
    same.then_some(number)
}

/// An age as rules write it: a number of days, weeks, months or years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    Days(u32),
    Months(u32),
}

impl Age {
    /// Reads `90d`, `12w`, `6m`, `2y`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let number: u32 = number.parse().ok().filter(|n| (1..=36_500).contains(n) && !text.starts_with('+'))?;
        match unit {
            "d" => Some(Self::Days(number)),
            "w" => Some(Self::Days(number * 7)),
            "m" => Some(Self::Months(number)),
            "y" => Some(Self::Months(number * 12)),
            _ => None,
        }
    }

    /// The day on which what is this old on another day was made. Of a month that is too short its last day.
    pub(crate) fn before(self, as_of: &str) -> Option<i64> {
        let today = day(as_of.get(..4)?, as_of.get(5..7)?, as_of.get(8..)?)?;
        let months = match self {
            Self::Days(days) => return Some(today - i64::from(days)),
            Self::Months(months) => i64::from(months),
        };
        let (year, month): (i64, i64) = (as_of.get(..4)?.parse().ok()?, as_of.get(5..7)?.parse().ok()?);
        let all = year * 12 + month - 1 - months;
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
        let of = |d: i64| day(&format!("{year:04}"), &format!("{month:02}"), &format!("{d:02}"));
        (1..=as_of.get(8..)?.parse().ok()?).rev().find_map(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_their_notations() {
        let day = number("2024-02-29");
        for text in [
            "2024-02-29",
            " 2024/02/29 ",
            "20240229",
            "2024-02-29 23:59:59.123+01",
            "2024-02-29T00:00:00Z",
            "[29/Feb/2024:13:55:36 +0100]",
            "1709164800",
            "1709164800123",
            "1709164800123456",
        ] {
            assert_eq!(day_of(text.as_bytes()), day, "{text}");
        }
        for text in [
            "",
            "2023-02-29",
            "29.02.2024",
            "02/03/2024",
            "2024-02",
            "infinity",
            "0000-00-00",
            "12345",
            "2024-02-29 BC",
        ] {
            assert_eq!(day_of(text.as_bytes()), None, "{text}");
        }
        assert_eq!(day_of(b"1901-01-01"), number("1901-01-01"));
    }

    #[test]
    fn ages_go_back_by_the_calendar() {
        let before = |age: &str, as_of: &str| Age::parse(age).and_then(|age| age.before(as_of));
        assert_eq!(before("2y", "2026-02-28"), number("2024-02-28"));
        assert_eq!(before("1y", "2024-02-29"), number("2023-02-28"));
        assert_eq!(before("1m", "2026-03-31"), number("2026-02-28"));
        assert_eq!(before("90d", "2026-04-01"), number("2026-01-01"));
        assert_eq!(before("2w", "2026-01-15"), number("2026-01-01"));
        for age in ["", "y", "2", "0d", "-1d", "+1d", "2 y", "1h", "é"] {
            assert_eq!(Age::parse(age), None, "{age}");
        }
    }
}
