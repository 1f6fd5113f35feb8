//! One key in any of its forms: bytes, hexadecimal, base64, a secret text.

use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding};
use zeroize::Zeroizing;

use crate::Error;

pub(super) type Secret = Zeroizing<[u8; 32]>;

/// A secret text must have this many characters.
const MIN_CHARACTERS: usize = 16;

/// How a secret text becomes a key: Argon2id version 1.3 (RFC 9106) with 3 passes over 46 MiB in
/// one lane, three times the work of the first setting that OWASP's password storage advice
/// names, and little enough memory to keep a whole run below 64 MiB. It costs about a quarter of
/// a second, once at the start. Like the derivation of entity keys it is fixed for ever: other
/// numbers are other keys, and other keys are other pseudonyms.
const STRETCH: (u32, u32, u32) = (46 * 1024, 3, 1);

/// The salt of [`STRETCH`]. It is the same for everybody, because a secret alone must give the
/// same key on every machine; so a secret that others may have chosen too can be tried out in
/// advance, and a generated key is better.
const SALT: &[u8; 16] = b"inkwash/argon2id";

/// Text without a byte order mark before it and line ends after it.
pub(super) fn trim(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text).trim_end_matches(['\r', '\n'])
}

pub(super) fn is_text(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'))
}

/// 32 bytes from their hexadecimal or base64.
pub(super) fn decode(text: &str) -> Option<Secret> {
    let mut secret = Secret::new([0; 32]);
    if text.len() == 64 {
        for (byte, pair) in secret.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digit = |b: u8| char::from(b).to_digit(16);
            *byte = (digit(pair[0])? << 4 | digit(pair[1])?) as u8;
        }
        return Some(secret);
    }
    let decoders = [Base64::decode, Base64Unpadded::decode, Base64Url::decode, Base64UrlUnpadded::decode];
    decoders
        .into_iter()
        .any(|decode| {
            let mut buffer = Zeroizing::new([0; 48]);
            let whole = decode(text, &mut *buffer).ok().and_then(|bytes| <&[u8; 32]>::try_from(bytes).ok());
            whole.is_some_and(|bytes| {
                secret.copy_from_slice(bytes);
                true
            })
        })
        .then_some(secret)
}

pub(super) fn stretch(text: &str) -> Result<Secret, Error> {
    let characters = text.chars().count();
    if characters < MIN_CHARACTERS {
        return Err(Error::key(format!(
            "{characters} characters are too few: a key is 32 bytes, raw or in hexadecimal or base64, \
             or a secret text of at least {MIN_CHARACTERS} characters"
        )));
    }
    let (memory, passes, lanes) = STRETCH;
    let params = Params::new(memory, passes, lanes, Some(32)).expect("within the limits of Argon2");
    let mut secret = Secret::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(text.as_bytes(), SALT, &mut *secret)
        .map_err(|_| Error::key("not enough memory (64 MiB) to make a key from the secret text"))?;
    Ok(secret)
}

/// Fills a buffer that is wiped when dropped from the operating system's random number generator.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut *bytes).map_err(|e| Error::key(format!("the operating system gives no randomness: {e}")))?;
    Ok(bytes)
}
