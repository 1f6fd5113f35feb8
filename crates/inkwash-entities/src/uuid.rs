use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Trigger};

/// Universally unique identifier, `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`: a decoy.
///
/// Thirty-two hexadecimal digits in groups of 8, 4, 4, 4 and 12. It is not sensitive by itself;
/// it claims its span so that its digit groups are never taken for telephone, card or hardware
/// numbers. Any version and variant counts, since random bits are common in practice. Stand-ins are
/// made where a policy has a rule for the whole cells of a place.
///
/// Source: RFC 9562, section 4.
pub(crate) struct Uuid;

const DIGITS: usize = 32;
/// Where among the digits the version and the variant are.
const VERSION: usize = 12;
const VARIANT: usize = 16;
/// Digits at the end by which a stand-in is known.
const MARK: usize = 12;

/// The digits of a whole text in lower case, if it has as many as a UUID and else only hyphens and
/// braces.
fn digits(text: &[u8]) -> Option<[u8; DIGITS]> {
    let mut all = [0; DIGITS];
    let mut n = 0;
    for b in text {
        match b {
            b'-' | b'{' | b'}' => {}
            _ if b.is_ascii_hexdigit() => {
                *all.get_mut(n)? = b.to_ascii_lowercase();
                n += 1;
            }
            _ => return None,
        }
    }
    (n == DIGITS).then_some(all)
}

/// The mark that belongs to the other digits.
fn mark_of(digits: &[u8; DIGITS], key: &EntityKey) -> [u8; MARK] {
    let mut mark = [0; MARK];
    push_hex(&key.prf("uuid-mark", &digits[..DIGITS - MARK]), &mut mark);
    mark
}

/// Writes as many hexadecimal digits as fit.
fn push_hex(bytes: &[u8], out: &mut [u8]) {
    let digits = bytes.iter().flat_map(|b| [b >> 4, b & 15]);
    out.iter_mut().zip(digits).for_each(|(to, digit)| *to = b"0123456789abcdef"[usize::from(digit)]);
}

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

    /// The 32 digits in lower case; what has others is copied.
    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match digits(found) {
            Some(digits) => out.extend_from_slice(&digits),
            None => out.extend_from_slice(found),
        }
    }

    /// One of the same version and variant (RFC 9562, section 4), whatever else they mean: 70 bits or more of
    /// a keyed hash, and a mark.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let original = digits(canonical);
        let mut made = [0; DIGITS];
        push_hex(&key.prf("uuid", canonical), &mut made);
        made[VERSION] = original.map_or(b'4', |digits| digits[VERSION]);
        made[VARIANT] = original.map_or(b'8', |digits| digits[VARIANT]);
        let mark = mark_of(&made, key);
        made[DIGITS - MARK..].copy_from_slice(&mark);
        let upper = found.iter().any(u8::is_ascii_uppercase) && !found.iter().any(u8::is_ascii_lowercase);
        if upper {
            made.make_ascii_uppercase();
        }
        let like = if digits(found).is_some() { found } else { b"00000000-0000-0000-0000-000000000000" };
        let mut made = made.iter();
        out.extend(like.iter().map(|b| if b.is_ascii_hexdigit() { *made.next().unwrap_or(b) } else { *b }));
    }

    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        let Some(made) = digits(canonical) else { return false };
        made[DIGITS - MARK..].iter().zip(mark_of(&made, key)).fold(0, |all, (a, b)| all | (a ^ b)) == 0
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
    fn stand_ins_keep_version_and_style_and_are_known() {
        use inkwash_core::RootKey;
        let key = RootKey::new([3; 32]).entity("UUID");
        let minted = |found: &str| {
            let (mut canonical, mut out) = (Vec::new(), Vec::new());
            Uuid.canonical(found.as_bytes(), &mut canonical);
            assert!(!Uuid.is_stand_in(&canonical, &key));
            Uuid.mint(found.as_bytes(), &canonical, &key, &mut out);
            canonical.clear();
            Uuid.canonical(&out, &mut canonical);
            assert!(Uuid.is_stand_in(&canonical, &key));
            canonical[3] ^= 1;
            assert!(!Uuid.is_stand_in(&canonical, &key));
            std::string::String::from_utf8(out).unwrap()
        };
        let made = minted("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        assert_eq!(self::found(&made), Some((0, 36)));
        assert_eq!((&made[14..15], &made[19..20]), ("7", "9"));
        assert_eq!(minted("{017F22E2-79B0-7CC3-98C4-DC0C0C07398F}"), std::format!("{{{}}}", made.to_uppercase()));
        assert_eq!(minted("017f22e279b07cc398c4dc0c0c07398f"), made.replace('-', ""));
        assert_eq!(self::found(&minted("no uuid")), Some((0, 36)));
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
