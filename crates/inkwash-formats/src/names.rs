//! What may be taken for the name of a column or key, and so stand in a place's path.

/// The longest name, in bytes.
const MAX_NAME: usize = 64;
/// Enough for `sha256`, `iso3166` and a year, too few for identifiers, dates and numbers.
const MAX_DIGITS: usize = 4;

/// Whether a label looks like a name that somebody gave to a column, rather than like a value.
///
/// Places are shown in reports, where values must never be: a key such as an e-mail address or a
/// customer number is data, and its object a map.
pub(crate) fn is_name(label: &[u8]) -> bool {
    if label.is_empty() || label.len() > MAX_NAME {
        return false;
    }
    let Ok(label) = core::str::from_utf8(label) else {
        return false;
    };
    let digits = label.chars().filter(|c| c.is_numeric()).count();
    digits <= MAX_DIGITS && label.chars().any(char::is_alphabetic) && !label.chars().any(|c| c == '@' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_told_from_values() {
        for name in ["email", "E-Mail", "First Name", "sha256", "iso3166", "fødselsnummer", "邮箱", "x-2024"] {
            assert!(is_name(name.as_bytes()), "{name}");
        }
        for value in ["", "7", "2024-01-31", "a@example.com", "user_100234", "+47 22 22 55 55", "a\nb"] {
            assert!(!is_name(value.as_bytes()), "{value}");
        }
        assert!(!is_name(b"caf\xe9"));
        assert!(!is_name(&[b'a'; 65]));
    }
}
