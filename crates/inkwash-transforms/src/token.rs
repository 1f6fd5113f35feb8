//! What `tokenise` writes, and `restore` finds again.

use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Place, Trigger};

/// A token as it stands in a text: `[EMAIL_ADDRESS~1~mzxw6ytboi…]` and, if it is bound to its
/// place, `[EMAIL_ADDRESS~1p~mzxw6ytboi…]`.
///
/// Between the brackets stand the entity's name, the key's version, and the ciphertext in the
/// lower-case alphabet of RFC 4648's base32 without padding, which outlives every change of case,
/// collation and quoting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The entity's name.
    pub entity: &'t str,
    /// The version of the key that opens it.
    pub version: u32,
    /// It opens only in the place where it was made.
    pub bound: bool,
    body: &'t [u8],
}

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The longest name of an entity, in bytes.
const LONGEST_NAME: usize = 64;

impl<'t> Token<'t> {
    /// Reads a whole token.
    #[must_use]
    pub fn read(text: &'t [u8]) -> Option<Self> {
        let inner = core::str::from_utf8(text).ok()?.strip_prefix('[')?.strip_suffix(']')?;
        let (entity, rest) = inner.split_once('~')?;
        let (version, body) = rest.split_once('~')?;
        let digits = version.strip_suffix('p');
        let version = digits.unwrap_or(version);
        let canonical = version.bytes().all(|b| b.is_ascii_digit()) && !version.starts_with('0');
        let named = (1..=LONGEST_NAME).contains(&entity.len()) && entity.bytes().all(is_name);
        let whole = body.bytes().all(|b| ALPHABET.contains(&b.to_ascii_lowercase()));
        // An empty value is still 16 bytes.
        let long = body.len() >= 26;
        let version = version.parse().ok()?;
        (canonical && named && whole && long).then_some(Self {
            entity,
            version,
            bound: digits.is_some(),
            body: body.as_bytes(),
        })
    }

    /// Appends the value; `false` if the key, or the place of a bound token, is another one, or the
    /// token was changed. `place` is where it stands.
    #[must_use]
    pub fn open(&self, key: &EntityKey, place: &Place, out: &mut Vec<u8>) -> bool {
        let place = if self.bound { place.path.as_bytes() } else { b"" };
        let version = self.version.to_be_bytes();
        decode(self.body).is_some_and(|sealed| key.open(&[&version, &[u8::from(self.bound)], place], &sealed, out))
    }

    /// Appends a value as a token, bound to a place if one is given.
    pub fn write(entity: &str, bound: Option<&Place>, key: &EntityKey, value: &[u8], out: &mut Vec<u8>) {
        let place = bound.map_or(&b""[..], |place| place.path.as_bytes());
        let mut sealed = Vec::with_capacity(value.len() + 16);
        key.seal(&[&key.version().to_be_bytes(), &[u8::from(bound.is_some())], place], value, &mut sealed);
        let version = alloc::format!("{}", key.version());
        let mark = if bound.is_some() { &b"p~"[..] } else { b"~" };
        for part in [b"[", entity.as_bytes(), b"~", version.as_bytes(), mark] {
            out.extend_from_slice(part);
        }
        encode(&sealed, out);
        out.push(b']');
    }
}

fn encode(bytes: &[u8], out: &mut Vec<u8>) {
    for chunk in bytes.chunks(5) {
        let mut block = [0; 8];
        block[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(block);
        let digits = (8 * chunk.len()).div_ceil(5);
        out.extend((0..digits).map(|i| ALPHABET[(bits >> (35 - 5 * i)) as usize & 31]));
    }
}

/// The bytes of base32 in either case, if it is written as [`encode`] writes it.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    for chunk in text.chunks(8) {
        let mut bits = 0u64;
        for (i, digit) in chunk.iter().enumerate() {
            let value = ALPHABET.iter().position(|a| *a == digit.to_ascii_lowercase())?;
            bits |= (value as u64) << (35 - 5 * i);
        }
        let len = 5 * chunk.len() / 8;
        let block = bits.to_be_bytes();
        let (used, unused) = block[3..].split_at(len);
        if (8 * len).div_ceil(5) != chunk.len() || unused.iter().any(|b| *b != 0) {
            return None;
        }
        bytes.extend_from_slice(used);
    }
    Some(bytes)
}

fn is_name(b: u8) -> bool {
    b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_'
}

/// Finds tokens: as a decoy, so that what was tokenised is neither reported nor rewritten again,
/// and as what `restore` looks for.
pub struct TokenDetector {
    decoy: bool,
}

impl TokenDetector {
    /// The name it has among the entities.
    pub const NAME: &'static str = "INKWASH_TOKEN";

    /// Claims tokens from other detectors.
    #[must_use]
    pub const fn decoy() -> Self {
        Self { decoy: true }
    }

    /// Finds tokens to restore them.
    #[must_use]
    pub const fn finder() -> Self {
        Self { decoy: false }
    }
}

impl Detector for TokenDetector {
    fn facts(&self) -> Facts<'_> {
        Facts { decoy: self.decoy, ..Facts::new(Self::NAME, "Token of inkwash", "inkwash-transforms, token.rs") }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("[A-Z0-9_]&[~]9{1,10}[p~]")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let pos = at.pos();
        if at.byte(pos) != b'~' {
            return None;
        }
        let before = at.text().get(pos.saturating_sub(LONGEST_NAME + 1)..pos)?;
        let name = before.iter().rev().take_while(|b| is_name(**b)).count();
        let start = pos.checked_sub(name + 1)?;
        // The first `]`: everything up to it is looked at once only.
        let len = at.ahead().iter().position(|b| *b == b']' || *b < b' ' || *b == b'[')?;
        let end = pos + len + 1;
        Token::read(at.text().get(start..end)?)?;
        Some(Hit::checked(start, end, 1000, "token"))
    }

    fn mint(&self, found: &[u8], _: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        Token::write(Self::NAME, None, key, found, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10, in lower case and without padding.
    #[test]
    fn base32_is_that_of_rfc_4648() {
        for (bytes, text) in [
            (&b"f"[..], &b"my"[..]),
            (b"fo", b"mzxq"),
            (b"foo", b"mzxw6"),
            (b"foob", b"mzxw6yq"),
            (b"fooba", b"mzxw6ytb"),
            (b"foobar", b"mzxw6ytboi"),
        ] {
            let mut out = Vec::new();
            encode(bytes, &mut out);
            assert_eq!(out, text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
            assert_eq!(decode(&text.to_ascii_uppercase()).as_deref(), Some(bytes));
        }
        for text in [&b"mz"[..], b"m", b"mzx", b"m1", b"mzxw6yt"] {
            assert_eq!(decode(text), None, "bits or digits left over");
        }
    }
}
