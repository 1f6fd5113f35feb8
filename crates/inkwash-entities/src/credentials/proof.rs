//! What in a credential's own bytes shows that it is one.

use crate::secret::base64_decode;
use crate::style::Draw;

use super::pattern::WORD;

/// The offline proof that a form has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// None but that it is random: a run of one letter, or a few, in a long value is a mask.
    Irregular,
    /// The same, and both letters and digits are among it: after a prefix that is a word.
    Mixed,
    /// The last six characters are the CRC-32 (ISO-HDLC, as in zlib) of what stands between
    /// the first `_` and them, as a base62 number with the digits `0-9A-Za-z`.
    ///
    /// Sources: GitHub, "Behind GitHub's new authentication token formats", 5 April 2021;
    /// "Announcing npm's new access token format", 23 September 2021.
    Base62Crc,
    /// The first part, up to a full stop, is base64 of a decimal number: the user's id.
    ///
    /// Source: Discord Developer Documentation, "Reference", snowflakes and bot tokens.
    UserId,
}

/// From this length on a value must have five different characters.
const LONG: usize = 12;

impl Proof {
    /// The name that evidence says.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Irregular | Self::Mixed => "prefix",
            Self::Base62Crc => "crc-32",
            Self::UserId => "user-id",
        }
    }

    pub(super) fn holds(self, value: &[u8]) -> bool {
        match self {
            Self::Irregular => is_irregular(value),
            Self::Mixed => {
                let has = |of: fn(&u8) -> bool| value.iter().any(of);
                is_irregular(value) && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
            }
            Self::Base62Crc => checksum(value).is_some_and(|sum| value.ends_with(&sum)),
            Self::UserId => {
                let mut digits = 0;
                let id = value.split(|b| *b == b'.').next().unwrap_or_default();
                base64_decode(id).all(|b| {
                    digits += 1;
                    b.is_ascii_digit()
                }) && (17..=20).contains(&digits)
            }
        }
    }

    /// Makes a stand-in's proof right.
    pub(super) fn mend(self, value: &mut [u8], draw: &mut Draw<'_>) {
        match self {
            Self::Irregular | Self::Mixed => {}
            Self::Base62Crc => {
                if let Some(sum) = checksum(value) {
                    let tail = value.len() - sum.len();
                    value[tail..].copy_from_slice(&sum);
                }
            }
            Self::UserId => {
                let id = value.iter().position(|b| *b == b'.').unwrap_or(value.len());
                // Three digits in base64: `M`, `N` or `O`, then one of four (bits 4 to 5 of a digit
                // are 11), one of ten, one of ten.
                for (i, b) in value[..id].iter_mut().enumerate() {
                    let digits: &[u8] = match i % 4 {
                        0 => b"MN",
                        1 => b"DTjz",
                        2 => b"AEIMQUYcgk",
                        _ => b"wxyz0123",
                    };
                    *b = *draw.pick(digits);
                }
            }
        }
    }
}

/// Whether a value is unlike `xxxxxxxx` and `0000-0000`.
fn is_irregular(value: &[u8]) -> bool {
    let mut seen = [0u64; 2];
    // The end: prefixes are fixed.
    for b in value.iter().rev().take(LONG) {
        seen[usize::from(*b >> 6 & 1)] |= 1 << (b & 63);
    }
    value.len() < LONG || seen.iter().map(|s| s.count_ones()).sum::<u32>() >= 5
}

/// The base62 digits of the CRC-32 of what stands before them.
fn checksum(value: &[u8]) -> Option<[u8; 6]> {
    let start = value.iter().position(|b| *b == b'_')? + 1;
    let random = value.get(start..value.len().checked_sub(6)?)?;
    let mut rest = crc_32(random);
    let mut digits = [0; 6];
    for digit in digits.iter_mut().rev() {
        *digit = WORD[(rest % 62) as usize];
        rest /= 62;
    }
    Some(digits)
}

/// CRC-32/ISO-HDLC (ITU-T V.42, RFC 1952 §8).
fn crc_32(data: &[u8]) -> u32 {
    !data.iter().fold(!0, |crc, b| {
        (0..8).fold(crc ^ u32::from(*b), |crc: u32, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_check_value_and_token_agree() {
        // The catalogue's check value for this CRC, and the token of a public description of
        // the format.
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
        assert!(Proof::Base62Crc.holds(b"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"));
        assert!(!Proof::Base62Crc.holds(b"ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18"));
        assert!(!Proof::Base62Crc.holds(b"ghp_") && !Proof::Base62Crc.holds(b"ghp"));
    }

    #[test]
    fn masks_are_regular() {
        assert!(!Proof::Irregular.holds(b"sk_live_xxxxxxxxxxxxxxxxxxxxxxxx"));
        assert!(!Proof::Irregular.holds(b"00000000-0000-0000-0000-000000000000"));
        assert!(Proof::Irregular.holds(b"sk_live_4eC39HqLyjWDarjtT1zdp7dc"));
        assert!(!Proof::Mixed.holds(b"test_suitethatcheckseverything"));
    }
}
