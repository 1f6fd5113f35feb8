//! Key rings: versioned keys, their states, and the file that keeps them.

pub(crate) mod date;
mod material;
mod seal;
mod source;

use std::fmt::Write as _;
use std::path::Path;

use base64ct::{Base64, Encoding};
use inkwash_core::{EntityKey, RootKey};
use serde::Deserialize;
use zeroize::Zeroizing;

use self::date::{is_date, today};
use self::material::{Secret, decode, is_text, random, stretch, trim};
use crate::{Error, Recipient};

pub(crate) use self::material::random as random_bytes;
pub use self::source::{KEY_VARIABLE, KeyText};

const RING_FORM: &str = "a key ring is `version = 1` and, for each key, `[[key]]` with `version` \
    (a number from 1), `created` (a date), `status` (\"active\", \"retired\", \"compromised\" or \"destroyed\") \
    and, unless destroyed, `key` (32 bytes in base64 or hexadecimal); it may have `changed`, `custodian` and `purpose`";

/// What a key may still be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Scrubs, restores and verifies; the newest active one is in use.
    Active,
    /// Restores and verifies only.
    Retired,
    /// As retired, and known to others: what it made protects nothing any more.
    Compromised,
    /// Gone. What it made can be neither restored nor verified.
    Destroyed,
}

impl KeyState {
    const ALL: [Self; 4] = [Self::Active, Self::Retired, Self::Compromised, Self::Destroyed];

    /// The lower-case name that key rings and lists use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retired => "retired",
            Self::Compromised => "compromised",
            Self::Destroyed => "destroyed",
        }
    }
}

/// What may be shown of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyInfo<'r> {
    /// Its version, from 1.
    pub version: u32,
    /// What it may be used for.
    pub state: KeyState,
    /// The day it was made (UTC): `2026-01-31`.
    pub created: &'r str,
    /// The day its state last changed, or empty.
    pub changed: &'r str,
    /// Who answers for it, or empty.
    pub custodian: &'r str,
    /// What it is for, or empty.
    pub purpose: &'r str,
    /// [`KeyRing::fingerprint`], if it is not destroyed.
    pub fingerprint: Option<String>,
}

/// Versioned keys. The newest active one is used; others only restore and verify.
///
/// Keys are wiped when dropped and never shown: no `Debug`, no error and no panic holds one.
///
/// ```
/// use inkwash::KeyRing;
/// let ring = KeyRing::from_text("correct horse battery staple")?;
/// assert_eq!(ring.version()?, 1);
/// assert_eq!(ring.fingerprint()?.len(), 8);
/// # Ok::<(), inkwash::Error>(())
/// ```
#[derive(Clone)]
pub struct KeyRing {
    /// Ordered by version; versions are distinct.
    keys: Vec<Key>,
    project: Option<String>,
}

#[derive(Clone)]
struct Key {
    version: u32,
    state: KeyState,
    created: String,
    changed: String,
    custodian: String,
    purpose: String,
    /// `None` once destroyed.
    secret: Option<Secret>,
}

impl Key {
    fn new(version: u32, secret: Secret) -> Self {
        let none = String::new;
        let (state, created) = (KeyState::Active, today());
        Self { version, state, created, changed: none(), custodian: none(), purpose: none(), secret: Some(secret) }
    }

    fn turn(&mut self, state: KeyState) {
        self.state = state;
        self.changed = today();
    }
}

impl KeyRing {
    /// A ring with one new key from the operating system's random number generator, created
    /// today (UTC).
    ///
    /// # Errors
    /// If the operating system gives no randomness.
    pub fn generate() -> Result<Self, Error> {
        Self::of(vec![Key::new(1, random()?)])
    }

    /// The same ring with one more key, which is active from now on; those that were active are
    /// retired. Custodian and purpose go over to it.
    ///
    /// # Errors
    /// If the operating system gives no randomness, or no version number is left.
    pub fn rotated(mut self) -> Result<Self, Error> {
        let newest = self.keys.last().map_or(0, |k| k.version);
        let version = newest.checked_add(1).ok_or_else(|| Error::key("no version number is left"))?;
        let mut key = Key::new(version, random()?);
        if let Some(last) = self.keys.last() {
            key.custodian.clone_from(&last.custodian);
            key.purpose.clone_from(&last.purpose);
        }
        self.keys.iter_mut().filter(|k| k.state == KeyState::Active).for_each(|k| k.turn(KeyState::Retired));
        self.keys.push(key);
        Ok(self)
    }

    /// The same ring with a key in another state. [`KeyState::Destroyed`] wipes the key: what it
    /// made can never be restored again by this ring. Copies of the file still hold it.
    ///
    /// # Errors
    /// If there is no such version, or it would become better: no key becomes active again, nor
    /// comes back after it was destroyed.
    pub fn turned(mut self, version: u32, state: KeyState) -> Result<Self, Error> {
        let key = self.keys.iter_mut().find(|k| k.version == version).ok_or_else(|| unknown(version))?;
        if state as u8 <= key.state as u8 {
            return Err(Error::key(format!(
                "key {version} is {} already, and cannot become {}",
                key.state.name(),
                state.name()
            )));
        }
        key.turn(state);
        if state == KeyState::Destroyed {
            key.secret = None;
        }
        Ok(self)
    }

    /// The same ring with the newest key's custodian and purpose: notes of up to 200 characters.
    ///
    /// # Errors
    /// If one is longer, or holds quotes, backslashes or control characters.
    pub fn described(mut self, custodian: &str, purpose: &str) -> Result<Self, Error> {
        if ![custodian, purpose].iter().all(|note| is_note(note)) {
            return Err(Error::key(
                "custodian and purpose are one line of up to 200 characters without quotes and backslashes",
            ));
        }
        if let Some(key) = self.keys.last_mut() {
            custodian.clone_into(&mut key.custodian);
            purpose.clone_into(&mut key.purpose);
        }
        Ok(self)
    }

    /// The same ring for one project: its stand-ins cannot be joined with those of another.
    #[must_use]
    pub fn project(mut self, name: &str) -> Self {
        self.project = Some(name.to_owned());
        self
    }

    /// Reads keys from any form that a file may hold: a key ring, 32 raw bytes, their
    /// hexadecimal (64 digits) or base64 (either alphabet, with or without padding), or a
    /// secret text of at least 16 characters, which is stretched with Argon2id.
    ///
    /// Bytes that are UTF-8 without control characters are text; line ends after it and a byte
    /// order mark before it are not part of it. Anything else must be 32 raw bytes.
    ///
    /// # Errors
    /// A key error, which never holds any of the bytes, if they are none of these, or a sealed key
    /// ring: [`KeyText::open`] takes a passphrase.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let text = std::str::from_utf8(bytes).ok().map(trim).filter(|t| is_text(t));
        match (text, <[u8; 32]>::try_from(bytes)) {
            (Some(text), _) => Self::from_text(text),
            (None, Ok(raw)) => Self::of(vec![Key::new(1, Zeroizing::new(raw))]),
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
        if seal::is_sealed(text) {
            return Err(Error::key("the key ring is sealed: it needs its passphrase"));
        }
        // Whatever may be meant as a key ring is read as one, so that a ring with a fault is
        // refused and not stretched as if it were a secret text.
        if text.starts_with("version =") || text.lines().any(|l| l.trim_start().starts_with("[[")) {
            return Self::from_ring(text);
        }
        let secret = match decode(text) {
            Some(secret) => secret,
            None => stretch(text)?,
        };
        Self::of(vec![Key::new(1, secret)])
    }

    /// Reads keys from a file (or a pipe, as of `<(…)`), at most 64 KiB.
    ///
    /// # Errors
    /// If it cannot be read, others than its owner may read or write it, and as
    /// [`from_bytes`](Self::from_bytes).
    pub fn from_file(path: &Path) -> Result<Self, Error> {
        KeyText::from_file(path)?.open(None)
    }

    /// Reads keys from the environment variable `INKWASH_KEY`, in the forms of
    /// [`from_bytes`](Self::from_bytes). `None` if it is not set or empty.
    ///
    /// # Errors
    /// As [`from_bytes`](Self::from_bytes).
    pub fn from_env() -> Result<Option<Self>, Error> {
        KeyText::from_env().map(|text| text.open(None)).transpose()
    }

    /// The key in use: the newest active one.
    ///
    /// # Errors
    /// If none is active.
    pub fn root(&self) -> Result<RootKey, Error> {
        let key = self.active()?;
        Ok(self.derived(key.version, key.secret.as_ref().expect("an active key is not destroyed")))
    }

    /// The version of the key in use. Keys that are not in a ring have version 1.
    ///
    /// # Errors
    /// If none is active.
    pub fn version(&self) -> Result<u32, Error> {
        self.active().map(|k| k.version)
    }

    /// The key of a version, retired or not: for restoring and verifying what it was used for.
    ///
    /// # Errors
    /// If there is no such version, or it was destroyed.
    pub fn root_of(&self, version: u32) -> Result<RootKey, Error> {
        self.secret_of(version).map(|secret| self.derived(version, secret))
    }

    /// To whom others encrypt what only this ring is to read: the public half of a pair of keys that is
    /// derived from the key in use, whatever the project. [`Decrypter`](crate::Decrypter) opens it as
    /// long as the key is not destroyed.
    ///
    /// # Errors
    /// If no key is active.
    pub fn recipient(&self) -> Result<Recipient, Error> {
        self.recipient_of(self.active()?.version)
    }

    /// The [`recipient`](Self::recipient) of a version, retired or not.
    ///
    /// # Errors
    /// If there is no such version, or it was destroyed.
    pub fn recipient_of(&self, version: u32) -> Result<Recipient, Error> {
        self.secret_of(version).map(|secret| Recipient::of_secret(&identity(version, secret)))
    }

    /// The secret halves, newest first.
    pub(crate) fn identities(&self) -> impl Iterator<Item = Secret> + '_ {
        self.keys.iter().rev().filter_map(|key| Some(identity(key.version, key.secret.as_ref()?)))
    }

    /// What seals audit logs, of a version, retired or not, whatever the project.
    pub(crate) fn audit_key(&self, version: u32) -> Result<EntityKey, Error> {
        // No entity can have this name: theirs are in capitals.
        self.secret_of(version).map(|secret| RootKey::new(**secret).with_version(version).entity("audit log"))
    }

    /// What lists of policies are hashed with is derived from this, whatever the project.
    pub(crate) fn list_root(&self, version: u32) -> Result<RootKey, Error> {
        self.secret_of(version).map(|secret| RootKey::new(**secret).with_version(version))
    }

    /// Eight hexadecimal digits that tell keys apart without revealing them, for reports and
    /// audit logs: the start of a keyed hash (HMAC-SHA-256) of nothing, under a key that is
    /// derived for this alone.
    ///
    /// # Errors
    /// If no key is active.
    pub fn fingerprint(&self) -> Result<String, Error> {
        self.root().map(|root| fingerprint(&root))
    }

    /// What may be shown of the keys, oldest first.
    pub fn keys(&self) -> impl Iterator<Item = KeyInfo<'_>> {
        self.keys.iter().map(|k| KeyInfo {
            version: k.version,
            state: k.state,
            created: &k.created,
            changed: &k.changed,
            custodian: &k.custodian,
            purpose: &k.purpose,
            fingerprint: k.secret.as_ref().map(|secret| fingerprint(&self.derived(k.version, secret))),
        })
    }

    /// The ring as a file to keep. It holds the keys: write it where only its custodians read.
    #[must_use]
    pub fn to_toml(&self) -> Zeroizing<String> {
        // Room for everything at once: a growing buffer would leave copies behind.
        let notes: usize = self.keys.iter().map(|k| k.custodian.len() + k.purpose.len()).sum();
        let mut text = Zeroizing::new(String::with_capacity(64 + 240 * self.keys.len() + notes));
        text.push_str("version = 1\n");
        for key in &self.keys {
            let (version, created, state) = (key.version, &key.created, key.state.name());
            let _ = write!(text, "\n[[key]]\nversion = {version}\ncreated = \"{created}\"\nstatus = \"{state}\"\n");
            for (name, value) in [("changed", &key.changed), ("custodian", &key.custodian), ("purpose", &key.purpose)] {
                if !value.is_empty() {
                    let _ = writeln!(text, "{name} = \"{value}\"");
                }
            }
            if let Some(secret) = &key.secret {
                let mut buffer = Zeroizing::new([0; 44]);
                let secret = Base64::encode(&**secret, &mut *buffer).expect("32 bytes are 44 characters");
                let _ = writeln!(text, "key = \"{secret}\"");
            }
        }
        text
    }

    /// The ring as a file to keep, sealed with a passphrase of at least 12 characters: Argon2id
    /// (RFC 9106, second recommended setting: 64 MiB, 3 passes, 4 lanes) and AES-256-SIV (RFC 5297).
    ///
    /// # Errors
    /// If the passphrase is shorter, or there is no memory or randomness.
    pub fn to_sealed(&self, passphrase: &str) -> Result<String, Error> {
        seal::seal(&self.to_toml(), passphrase)
    }

    fn active(&self) -> Result<&Key, Error> {
        let active = self.keys.iter().rev().find(|k| k.state == KeyState::Active);
        active.ok_or_else(|| Error::key("the key ring has no active key: others only restore and verify; rotate it"))
    }

    fn secret_of(&self, version: u32) -> Result<&Secret, Error> {
        let key = self.keys.iter().find(|k| k.version == version).ok_or_else(|| unknown(version))?;
        key.secret.as_ref().ok_or_else(|| {
            Error::key(format!("key {version} was destroyed on {}: what it made cannot be restored", key.changed))
        })
    }

    fn derived(&self, version: u32, secret: &Secret) -> RootKey {
        let root = RootKey::new(**secret).with_version(version);
        match &self.project {
            Some(name) => root.project(name),
            None => root,
        }
    }

    fn of(mut keys: Vec<Key>) -> Result<Self, Error> {
        keys.sort_by_key(|k| k.version);
        if keys.windows(2).any(|pair| pair[0].version == pair[1].version) {
            return Err(Error::key("the key ring has two keys of one version"));
        }
        Ok(Self { keys, project: None })
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
        Self::of(ring.key.iter().map(RingEntry::read).collect::<Result<_, _>>()?)
    }
}

fn fingerprint(root: &RootKey) -> String {
    // No entity can have this name: theirs are in capitals.
    let hash = root.entity("fingerprint").prf("fingerprint", b"");
    hash[..4].iter().fold(String::new(), |mut all, b| {
        let _ = write!(all, "{b:02x}");
        all
    })
}

fn identity(version: u32, secret: &Secret) -> Secret {
    // No entity can have this name: theirs are in capitals.
    Secret::new(RootKey::new(**secret).with_version(version).entity("recipient").prf("x25519", b""))
}

fn unknown(version: u32) -> Error {
    Error::key(format!("the key ring has no key of version {version}"))
}

fn is_note(text: &str) -> bool {
    text.chars().count() <= 200 && !text.chars().any(|c| c.is_control() || matches!(c, '"' | '\\'))
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
    #[serde(default)]
    changed: &'a str,
    #[serde(default)]
    custodian: &'a str,
    #[serde(default)]
    purpose: &'a str,
    key: Option<&'a str>,
}

impl RingEntry<'_> {
    fn read(&self) -> Result<Key, Error> {
        let version = self.version;
        let wrong = |what: &str| Error::key(format!("key {version} of the key ring {what}"));
        if version == 0 {
            return Err(wrong("must have a version from 1"));
        }
        if !is_date(self.created) || !self.changed.is_empty() && !is_date(self.changed) {
            return Err(wrong("must be `created`, and `changed` if at all, on a date like 2026-01-31"));
        }
        if !is_note(self.custodian) || !is_note(self.purpose) {
            return Err(wrong("has a custodian or purpose with quotes, backslashes or over 200 characters"));
        }
        let state = KeyState::ALL
            .into_iter()
            .find(|s| s.name() == self.status)
            .ok_or_else(|| wrong("must have the status \"active\", \"retired\", \"compromised\" or \"destroyed\""))?;
        let secret = match self.key {
            None if state == KeyState::Destroyed => None,
            Some(_) if state == KeyState::Destroyed => return Err(wrong("is destroyed and still holds its key")),
            key => Some(key.and_then(decode).ok_or_else(|| wrong("is not 32 bytes in base64 or hexadecimal"))?),
        };
        let [created, changed] = [self.created, self.changed].map(str::to_owned);
        let [custodian, purpose] = [self.custodian, self.purpose].map(str::to_owned);
        Ok(Key { version, state, created, changed, custodian, purpose, secret })
    }
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
