use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Error;
use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64, Base64Unpadded, Base64Url, Base64UrlUnpadded, Encoding};
use inkwash_core::RootKey;
use serde::Deserialize;
use zeroize::Zeroizing;

/// The environment variable that [`KeyRing::from_env`] reads.
pub const KEY_VARIABLE: &str = "INKWASH_KEY";

/// A secret text must have this many characters.
const MIN_CHARACTERS: usize = 16;

/// A key file may have this many bytes: more is not a key, whatever it is.
const MAX_FILE: usize = 64 * 1024;

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

const RING_FORM: &str = "a key ring is `version = 1` and, for each key, `[[key]]` with `version` \
    (a number from 1), `created` (a date), `status` (\"active\" or \"retired\") and `key` \
    (32 bytes in base64 or hexadecimal)";

type Secret = Zeroizing<[u8; 32]>;

/// Versioned keys. The newest active one is used; retired ones only restore and verify.
///
/// Keys are wiped when dropped and never shown: no `Debug`, no error and no panic holds one.
///
/// ```
/// use inkwash::KeyRing;
/// let ring = KeyRing::from_text("correct horse battery staple")?;
/// assert_eq!(ring.version(), 1);
/// assert_eq!(ring.fingerprint().len(), 8);
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct KeyRing {
    /// Ordered by version; versions are distinct.
    keys: Vec<Key>,
    active: usize,
    readable_by_others: bool,
}

struct Key {
    version: u32,
    created: String,
    active: bool,
    secret: Secret,
}

impl KeyRing {
    /// A ring with one new key from the operating system's random number generator, created
    /// today (UTC).
    ///
    /// # Errors
    /// If the operating system gives no randomness.
    pub fn generate() -> Result<Self, Error> {
        Self::of(vec![Key { version: 1, created: today(), active: true, secret: random()? }])
    }

    /// The same ring with one more key, which is active from now on; all others are retired.
    ///
    /// # Errors
    /// If the operating system gives no randomness, or no version number is left.
    pub fn rotated(mut self) -> Result<Self, Error> {
        let newest = self.keys.last().map_or(0, |k| k.version);
        let version = newest.checked_add(1).ok_or_else(|| Error::key("no version number is left"))?;
        for key in &mut self.keys {
            key.active = false;
        }
        self.keys.push(Key { version, created: today(), active: true, secret: random()? });
        Self::of(self.keys)
    }

    /// Reads keys from any form that a file may hold: a key ring, 32 raw bytes, their
    /// hexadecimal (64 digits) or base64 (either alphabet, with or without padding), or a
    /// secret text of at least 16 characters, which is stretched with Argon2id.
    ///
    /// Bytes that are UTF-8 without control characters are text; line ends after it and a byte
    /// order mark before it are not part of it. Anything else must be 32 raw bytes.
    ///
    /// # Errors
    /// A key error, which never holds any of the bytes, if they are none of these.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let text = std::str::from_utf8(bytes).ok().map(trim).filter(|t| is_text(t));
        match (text, <[u8; 32]>::try_from(bytes)) {
            (Some(text), _) => Self::from_text(text),
            (None, Ok(raw)) => Self::single(Zeroizing::new(raw)),
            (None, Err(_)) => {
                Err(Error::key(format!("{} bytes that are neither 32 raw bytes nor text in UTF-8", bytes.len())))
            }
        }
    }

    /// Reads keys from text, in any of the forms of [`from_bytes`](Self::from_bytes) but raw
    /// bytes.
    ///
    /// # Errors
    /// As there.
    pub fn from_text(text: &str) -> Result<Self, Error> {
        let text = trim(text);
        // Whatever may be meant as a key ring is read as one, so that a ring with a fault is
        // refused and not stretched as if it were a secret text.
        if text.starts_with("version =") || text.lines().any(|l| l.trim_start().starts_with("[[")) {
            return Self::from_ring(text);
        }
        match decode(text) {
            Some(secret) => Self::single(secret),
            None => Self::single(stretch(text)?),
        }
    }

    /// Reads keys from a file (or a pipe, as of `<(…)`), at most 64 KiB.
    ///
    /// # Errors
    /// If it cannot be read, and as [`from_bytes`](Self::from_bytes).
    pub fn from_file(path: &Path) -> Result<Self, Error> {
        let failed = |e: std::io::Error| Error::key(format!("cannot read {}: {e}", path.display()));
        let mut file = File::open(path).map_err(failed)?;
        let readable_by_others = readable_by_others(&file).map_err(failed)?;
        // Room for everything at once: a growing buffer would leave copies behind.
        let mut buffer = Zeroizing::new(vec![0; MAX_FILE + 1]);
        let mut len = 0;
        loop {
            match file.read(&mut buffer[len..]) {
                Ok(0) => break,
                Ok(n) => len += n,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(failed(e)),
            }
        }
        if len > MAX_FILE {
            return Err(Error::key(format!("{} is larger than a key file can be", path.display())));
        }
        Ok(Self { readable_by_others, ..Self::from_bytes(&buffer[..len])? })
    }

    /// Reads keys from the environment variable `INKWASH_KEY`, in the forms of
    /// [`from_bytes`](Self::from_bytes). `None` if it is not set or empty.
    ///
    /// # Errors
    /// As [`from_bytes`](Self::from_bytes).
    pub fn from_env() -> Result<Option<Self>, Error> {
        let Some(value) = std::env::var_os(KEY_VARIABLE).filter(|v| !v.is_empty()) else {
            return Ok(None);
        };
        Self::from_bytes(&Zeroizing::new(value.into_encoded_bytes())).map(Some)
    }

    /// The key in use: the newest active one.
    #[must_use]
    pub fn root(&self) -> RootKey {
        RootKey::new(*self.keys[self.active].secret)
    }

    /// The version of the key in use. Keys that are not in a ring have version 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.keys[self.active].version
    }

    /// The key of a version, retired or not: for restoring and verifying what it was used for.
    #[must_use]
    pub fn root_of(&self, version: u32) -> Option<RootKey> {
        self.keys.iter().find(|k| k.version == version).map(|k| RootKey::new(*k.secret))
    }

    /// Eight hexadecimal digits that tell keys apart without revealing them, for reports and
    /// audit logs: the start of a keyed hash (HMAC-SHA-256) of nothing, under a key that is
    /// derived for this alone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        // No entity can have this name: theirs are in capitals.
        let hash = self.root().entity("fingerprint").prf("fingerprint", b"");
        hash[..4].iter().fold(String::new(), |mut all, b| {
            let _ = write!(all, "{b:02x}");
            all
        })
    }

    /// Whether the file that the keys came from can be read by other users of the machine than
    /// its owner and group. Always `false` where the system knows no such permissions.
    #[must_use]
    pub const fn readable_by_others(&self) -> bool {
        self.readable_by_others
    }

    /// The ring as a file to keep. It holds the keys: write it where only its custodians read.
    #[must_use]
    pub fn to_toml(&self) -> Zeroizing<String> {
        // Room for everything at once: a growing buffer would leave copies behind.
        let mut text = Zeroizing::new(String::with_capacity(64 + 160 * self.keys.len()));
        text.push_str("version = 1\n");
        for key in &self.keys {
            let mut buffer = Zeroizing::new([0; 44]);
            let secret = Base64::encode(&*key.secret, &mut *buffer).expect("32 bytes are 44 characters");
            let status = if key.active { "active" } else { "retired" };
            let _ = write!(
                text,
                "\n[[key]]\nversion = {}\ncreated = \"{}\"\nstatus = \"{status}\"\nkey = \"{secret}\"\n",
                key.version, key.created
            );
        }
        text
    }

    fn single(secret: Secret) -> Result<Self, Error> {
        Self::of(vec![Key { version: 1, created: today(), active: true, secret }])
    }

    fn of(mut keys: Vec<Key>) -> Result<Self, Error> {
        keys.sort_by_key(|k| k.version);
        if keys.windows(2).any(|pair| pair[0].version == pair[1].version) {
            return Err(Error::key("the key ring has two keys of one version"));
        }
        let active = keys.iter().rposition(|k| k.active);
        let active = active.ok_or_else(|| Error::key("the key ring has no active key"))?;
        Ok(Self { keys, active, readable_by_others: false })
    }

    fn from_ring(text: &str) -> Result<Self, Error> {
        // The parser's own messages quote what they stumble over, which may be a key.
        let ring: RingFile<'_> = toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| 1 + text.bytes().take(s.start).filter(|b| *b == b'\n').count());
            Error::key(format!("line {line} of the key ring is wrong: {RING_FORM}"))
        })?;
        if ring.version != 1 {
            return Err(Error::key("this version of inkwash reads key rings of version 1 only"));
        }
        let keys = ring.key.iter().map(|entry| {
            let wrong = |what: &str| Error::key(format!("key {} of the key ring {what}", entry.version));
            if entry.version == 0 {
                return Err(wrong("must have a version from 1"));
            }
            if !is_date(entry.created) {
                return Err(wrong("must be `created` on a date like 2026-01-31"));
            }
            let active = match entry.status {
                "active" => true,
                "retired" => false,
                _ => return Err(wrong("must have the status \"active\" or \"retired\"")),
            };
            let secret = decode(entry.key).ok_or_else(|| wrong("is not 32 bytes in base64 or hexadecimal"))?;
            Ok(Key { version: entry.version, created: entry.created.to_owned(), active, secret })
        });
        Self::of(keys.collect::<Result<_, _>>()?)
    }
}

/// A key ring file. Strings are borrowed, so that no copy of a key is made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RingFile<'a> {
    version: u32,
    #[serde(borrow)]
    key: Vec<RingEntry<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RingEntry<'a> {
    version: u32,
    created: &'a str,
    status: &'a str,
    key: &'a str,
}

/// Text without a byte order mark before it and line ends after it.
fn trim(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text).trim_end_matches(['\r', '\n'])
}

fn is_text(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'))
}

/// 32 bytes from their hexadecimal or base64.
fn decode(text: &str) -> Option<Secret> {
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

fn stretch(text: &str) -> Result<Secret, Error> {
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

fn random() -> Result<Secret, Error> {
    let mut secret = Secret::new([0; 32]);
    getrandom::fill(&mut *secret).map_err(|e| Error::key(format!("the operating system gives no randomness: {e}")))?;
    Ok(secret)
}

#[cfg(unix)]
fn readable_by_others(file: &File) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = file.metadata()?;
    Ok(metadata.is_file() && metadata.mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_: &File) -> std::io::Result<bool> {
    Ok(false)
}

/// Whether a text is a date like `2026-01-31`, or a date and more after it.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.iter().zip(b"9999-99-99").all(|(b, s)| if *s == b'9' { b.is_ascii_digit() } else { b == s });
    shape && bytes.len() >= 10 && is_text(text) && !text.contains(['"', '\\', '\n', '\r'])
}

/// Today's date in UTC.
fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
fn civil(days: u64) -> (u64, u64, u64) {
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

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
