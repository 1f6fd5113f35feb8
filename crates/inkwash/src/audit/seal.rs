//! Lines of the log: a record, its hash, and what a key makes of that.
//!
//! A line is the record's JSON object with one to four more members at its end, always in this order:
//! `hash`, the SHA-256 of all bytes before `,"hash":`; with a key `key`, its version in the ring, and `mac`,
//! HMAC-SHA-256 (RFC 2104) of the hash; and `signature`, Ed25519 (RFC 8032) over it, if asked for. So that
//! anybody can follow the chain with `sha256sum`, and nobody without the key can make a link of it.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use inkwash_core::EntityKey;
use sha2::{Digest as _, Sha256};

use super::hex::{hex, unhex};
use super::record::Record;
use crate::{Error, KeyRing};

/// What signatures of records are over, before the hash.
const RECORD: &[u8] = b"inkwash audit record 1\0";
/// What the hash of a line comes behind. No string can hold it: its quotes would be escaped.
const HASH: &str = ",\"hash\":\"";

/// Whom signatures can be checked against: the public half of a pair of Ed25519 keys that is derived
/// from a key ring for the audit log alone. `ed25519:` and 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Of the key in use.
    ///
    /// # Errors
    /// If no key is active.
    pub fn of_keys(keys: &KeyRing) -> Result<Self, Error> {
        Ok(Self(Sealer::new(keys, true)?.signing_key().verifying_key()))
    }

    /// Of a version, retired or not.
    ///
    /// # Errors
    /// If there is no such version, or it was destroyed.
    pub fn of_version(keys: &KeyRing, version: u32) -> Result<Self, Error> {
        keys.audit_key(version).map(|key| Self(signing_key(&key).verifying_key()))
    }

    /// Whether a signature of this message is of this key.
    pub(super) fn has_signed(&self, message: &[&[u8]], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(&message.concat(), &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ed25519:{}", hex(self.0.as_bytes()))
    }
}

impl FromStr for PublicKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bytes = text.trim().strip_prefix("ed25519:").and_then(unhex::<32>);
        let key = bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        key.map(Self).ok_or_else(|| Error::key("a public key is `ed25519:` and 64 hexadecimal digits"))
    }
}

fn signing_key(key: &EntityKey) -> SigningKey {
    SigningKey::from_bytes(&zeroize::Zeroizing::new(key.prf("ed25519", b"")))
}

/// What a log's records are sealed with. No `Debug`.
#[derive(Clone)]
pub(super) struct Sealer {
    keys: KeyRing,
    version: u32,
    key: EntityKey,
    signs: bool,
}

impl Sealer {
    pub(super) fn new(keys: &KeyRing, signs: bool) -> Result<Self, Error> {
        let version = keys.version()?;
        Ok(Self { key: keys.audit_key(version)?, keys: keys.clone(), version, signs })
    }

    pub(super) const fn version(&self) -> u32 {
        self.version
    }

    /// The code of a message of this kind.
    pub(super) fn mac(&self, kind: &str, message: &[u8]) -> String {
        hex(&self.key.prf(kind, message))
    }

    pub(super) fn signing_key(&self) -> SigningKey {
        signing_key(&self.key)
    }

    pub(super) const fn keys(&self) -> &KeyRing {
        &self.keys
    }

    /// The same, which signs too.
    pub(super) fn signing(self) -> Self {
        Self { signs: true, ..self }
    }
}

/// Whether a code of this kind is of the ring's key of this version.
pub(super) fn made(keys: &KeyRing, version: u32, kind: &str, message: &[u8], mac: &str) -> Result<bool, Error> {
    let expected = keys.audit_key(version)?.prf(kind, message);
    // As long for a wrong code as for a right one.
    let differs = |given: [u8; 32]| expected.iter().zip(given).fold(0, |all, (a, b)| all | (a ^ b));
    Ok(unhex::<32>(mac).is_some_and(|given| differs(given) == 0))
}

/// A line, taken apart.
pub(super) struct Line {
    pub(super) record: Record,
    /// The hash that the line says it has.
    pub(super) hash: String,
    /// It is the hash of what the line holds.
    pub(super) is_true: bool,
    /// The key's version and the code.
    pub(super) seal: Option<(u32, String)>,
    pub(super) signature: Option<[u8; 64]>,
}

/// The line of a record, without the line feed, and its hash.
pub(super) fn line(record: &Record, sealer: Option<&Sealer>) -> (String, String) {
    let mut line = serde_json::to_string(record).expect("records are JSON");
    line.truncate(line.len() - 1);
    let digest = Sha256::digest(line.as_bytes());
    let hash = hex(&digest);
    line += &format!("{HASH}{hash}\"");
    if let Some(sealer) = sealer {
        line += &format!(",\"key\":{},\"mac\":\"{}\"", sealer.version, sealer.mac("record", &digest));
        if sealer.signs {
            let signature = sealer.signing_key().sign(&[RECORD, &digest].concat());
            line += &format!(",\"signature\":\"{}\"", hex(&signature.to_bytes()));
        }
    }
    (line + "}", hash)
}

/// Takes a line apart; `None` if it is none.
pub(super) fn read(line: &str) -> Option<Line> {
    let (body, seal) = line.split_at(line.rfind(HASH)?);
    let record = serde_json::from_str(&format!("{body}}}")).ok()?;
    let rest = seal.strip_prefix(HASH)?.strip_suffix('}')?;
    let (hash, rest) = rest.split_once('"')?;
    let is_true = unhex::<32>(hash)? == *Sha256::digest(body.as_bytes());
    let mut line = Line { record, hash: hash.to_owned(), is_true, seal: None, signature: None };
    if rest.is_empty() {
        return Some(line);
    }
    let (version, rest) = rest.strip_prefix(",\"key\":")?.split_once(",\"mac\":\"")?;
    let (mac, rest) = rest.split_once('"')?;
    // A number is written in one way.
    line.seal = Some((version.parse().ok().filter(|n: &u32| n.to_string() == version)?, mac.to_owned()));
    if rest.is_empty() {
        return Some(line);
    }
    line.signature = Some(unhex(rest.strip_prefix(",\"signature\":\"")?.strip_suffix('"')?)?);
    Some(line)
}

impl Line {
    /// Whether its signature is of this key.
    pub(super) fn is_signed_by(&self, key: &PublicKey) -> bool {
        let hash = unhex::<32>(&self.hash);
        hash.zip(self.signature).is_some_and(|(hash, signature)| key.has_signed(&[RECORD, &hash], &signature))
    }

    /// Whether its seal is of this ring. It has one.
    pub(super) fn is_sealed_by(&self, keys: &KeyRing) -> Result<bool, Error> {
        let (Some((version, mac)), Some(hash)) = (&self.seal, unhex::<32>(&self.hash)) else { return Ok(false) };
        made(keys, *version, "record", &hash, mac)
    }
}
