use core::net::IpAddr;

/// What the declared type of a column takes, where a stand-in could miss it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Takes {
    /// Whatever its kind takes.
    #[default]
    Anything,
    /// Whole numbers from the first to the second.
    Whole(i128, i128),
    /// Decimal numbers with at most this many digits before the point.
    Decimal {
        /// How many digits.
        before: u32,
        /// Whether there may be a minus.
        signed: bool,
    },
    /// A date.
    Date,
    /// A time of the day.
    Time,
    /// A date with a time.
    Timestamp,
    /// True or false.
    Truth,
    /// A UUID.
    Uuid,
    /// An IP address, possibly with the length of its network's prefix.
    Address,
    /// An IP network: no bit is set behind its prefix.
    Network,
    /// A MAC address.
    Hardware,
}

impl Takes {
    /// Whether a value of this text can be stored.
    ///
    /// ```
    /// use inkwash_core::Takes;
    /// let smallint = Takes::Whole(-32768, 32767);
    /// assert!(smallint.accepts(b"-32768") && !smallint.accepts(b"40000") && !smallint.accepts(b"[PIN]"));
    /// assert!(Takes::Date.accepts(b"1984-02-29") && !Takes::Date.accepts(b"1984-13-01"));
    /// assert!(Takes::Network.accepts(b"10.1.0.0/16") && !Takes::Network.accepts(b"10.1.2.0/16"));
    /// ```
    #[must_use]
    pub fn accepts(&self, text: &[u8]) -> bool {
        let Ok(text) = core::str::from_utf8(text).map(str::trim_ascii) else { return *self == Self::Anything };
        match self {
            Self::Anything => true,
            Self::Whole(least, most) => text.parse().is_ok_and(|n: i128| (least..=most).contains(&&n)),
            Self::Decimal { before, signed } => {
                let digits = text.strip_prefix('-').filter(|_| *signed).unwrap_or(text);
                let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
                let all = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
                let significant = whole.trim_start_matches('0').len();
                digits.len() > 1.min(fraction.len())
                    && all(whole)
                    && all(fraction)
                    && significant <= *before as usize
                    && !(whole.is_empty() && fraction.is_empty())
            }
            Self::Date => date(text).is_some_and(|rest| rest.is_empty() || rest == " BC"),
            Self::Time => time(text),
            Self::Timestamp => {
                date(text).is_some_and(|rest| rest.is_empty() || time(rest.get(1..).unwrap_or_default()))
            }
            Self::Truth => {
                const WORDS: [&str; 10] = ["t", "f", "true", "false", "0", "1", "y", "n", "yes", "no"];
                WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
            }
            Self::Uuid => hexadecimal(text, "-{}") == Some(32),
            Self::Address => network(text).is_some(),
            Self::Network => network(text) == Some(true),
            Self::Hardware => matches!(hexadecimal(text, ":-."), Some(12 | 16)),
        }
    }

    /// The value that stands where another would not be stored: it says nothing, and loads.
    #[must_use]
    pub const fn neutral(&self) -> &str {
        match self {
            Self::Anything => "",
            Self::Whole(..) | Self::Decimal { .. } | Self::Truth => "0",
            Self::Date => "1970-01-01",
            Self::Time => "00:00:00",
            Self::Timestamp => "1970-01-01 00:00:00",
            Self::Uuid => "00000000-0000-0000-0000-000000000000",
            Self::Address => "0.0.0.0",
            Self::Network => "0.0.0.0/32",
            Self::Hardware => "00:00:00:00:00:00",
        }
    }
}

/// How many hexadecimal digits there are if everything else is one of `between`.
fn hexadecimal(text: &str, between: &str) -> Option<usize> {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    text.chars().all(|c| c.is_ascii_hexdigit() || between.contains(c)).then_some(digits)
}

/// What follows a date in ISO 8601 notation.
fn date(text: &str) -> Option<&str> {
    let (year, rest) = text.split_once('-')?;
    let (month, rest) = rest.split_once('-')?;
    let (day, rest) = rest.split_at_checked(2)?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    ((1..=12).contains(&month) && (1..=days).contains(&day)).then_some(rest)
}

/// Whether this is a time, perhaps with fractions of a second and a zone.
fn time(text: &str) -> bool {
    let well = |b: u8| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'+' | b'-' | b'Z');
    text.len() >= 5 && text.as_bytes().get(2) == Some(&b':') && text.bytes().all(well)
}

/// Whether no bit is set behind the prefix of this address; `None` if it is none.
fn network(text: &str) -> Option<bool> {
    let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
    let (bits, width) = match address.parse().ok()? {
        IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
        IpAddr::V6(address) => (u128::from(address), 128),
    };
    let prefix: u32 = prefix.map_or(Some(width), |prefix| prefix.parse().ok())?;
    let host = width.checked_sub(prefix)?;
    Some(host == 0 || bits.trailing_zeros() >= host || bits == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_values_are_taken() {
        for takes in [
            Takes::Whole(0, 255),
            Takes::Decimal { before: 0, signed: false },
            Takes::Date,
            Takes::Time,
            Takes::Timestamp,
            Takes::Truth,
            Takes::Uuid,
            Takes::Address,
            Takes::Network,
            Takes::Hardware,
        ] {
            assert!(takes.accepts(takes.neutral().as_bytes()), "{takes:?}");
            assert!(!takes.accepts(b"[EMAIL_ADDRESS]") && !takes.accepts(b"") && !takes.accepts(b"\xff"), "{takes:?}");
        }
    }

    #[test]
    fn borders_of_types_are_kept() {
        let decimal = Takes::Decimal { before: 3, signed: true };
        for (takes, yes, no) in [
            (Takes::Whole(-128, 127), "-128", "-129"),
            (Takes::Whole(0, 255), "255", "-1"),
            (decimal, "-999.995", "1000"),
            (decimal, ".5", "."),
            (decimal, "007", "1e5"),
            (Takes::Date, "0044-03-15 BC", "2023-02-29"),
            (Takes::Timestamp, "2024-02-29 12:00:00.5+01", "2024-02-30 12:00:00"),
            (Takes::Time, "12:30:00+02", "12h30"),
            (Takes::Address, "2001:db8::1/64", "192.0.2.1/33"),
            (Takes::Network, "192.0.2.0/24", "192.0.2.1/24"),
            (Takes::Network, "192.0.2.7", "192.0.2.7/x"),
            (Takes::Uuid, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc99"),
            (Takes::Hardware, "08-00-2b-01-02-03", "08:00:2b"),
        ] {
            assert!(takes.accepts(yes.as_bytes()), "{takes:?} {yes}");
            assert!(!takes.accepts(no.as_bytes()), "{takes:?} {no}");
        }
    }
}
