use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Trigger};

/// Universally unique identifier, `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`: a decoy.
///
/// Thirty-two hexadecimal digits in groups of 8, 4, 4, 4 and 12. It is not sensitive by itself;
/// it claims its span so that its digit groups are never taken for telephone, card or hardware
/// numbers. Any version and variant counts, since random bits are common in practice.
///
/// Source: RFC 9562, section 4.
pub(crate) struct Uuid;

/// Length of the text form in bytes.
const LEN: usize = 36;

impl Detector for Uuid {
    fn facts(&self) -> Facts<'_> {
        Facts { decoy: true, ..Facts::new("UUID", "Universally unique identifier", "RFC 9562") }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("![0-9A-Za-z]x{8}-x{4}-x{4}-")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (start, end) = (at.pos(), at.pos() + LEN);
        let text = at.ahead().get(..LEN)?;
        if text[8] != b'-' || at.before(start).is_ascii_alphanumeric() || at.byte(end).is_ascii_alphanumeric() {
            return None;
        }
        let fits = [13, 18, 23].iter().all(|i| text[*i] == b'-')
            // Without a branch for each byte: every hyphen's place was looked at.
            && text.iter().fold(true, |fits, b| fits & (b.is_ascii_hexdigit() | (*b == b'-')))
            && text.iter().fold(0, |hyphens, b| hyphens + u8::from(*b == b'-')) == 4;
        fits.then(|| Hit::pattern(start, end, 950))
    }

    fn mint(&self, _: &[u8], _: &[u8], _: &EntityKey, _: &mut Vec<u8>) {
        // A decoy is never reported, so nothing is ever put in its place.
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(usize, usize)> {
        let hits = (0..=text.len()).filter_map(|i| Uuid.probe(&At::new(text.as_bytes(), i)));
        let spans: Vec<_> = hits.map(|h| (h.span.start, h.span.end)).collect();
        assert!(spans.len() < 2);
        spans.first().copied()
    }

    #[test]
    fn every_version_and_case_is_claimed() {
        assert_eq!(found("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), Some((0, 36)));
        assert_eq!(found("{F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6}"), Some((1, 37)));
        assert_eq!(found("urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f;"), Some((9, 45)));
        assert_eq!(found("pod_00000000-0000-0000-0000-000000000000-x"), Some((4, 40)));
    }

    #[test]
    fn other_groupings_are_not() {
        for text in [
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf61",
            "0f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a76500-a0c91e6bf6aa",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bg6",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
