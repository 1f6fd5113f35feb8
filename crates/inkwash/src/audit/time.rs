//! Points in time as the log writes them: RFC 3339, in UTC, with milliseconds.

use crate::clock::since_1970;
use crate::keys::date::civil;

/// Now: `2026-01-31T12:34:56.789Z`.
pub(super) fn now() -> String {
    let since = since_1970();
    written(since.as_secs(), since.subsec_millis())
}

fn written(seconds: u64, millis: u32) -> String {
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_time_are_written_in_utc() {
        assert_eq!(written(0, 0), "1970-01-01T00:00:00.000Z");
        assert_eq!(written(951_782_399, 7), "2000-02-28T23:59:59.007Z");
        assert_eq!(written(951_782_400, 0), "2000-02-29T00:00:00.000Z");
    }
}
