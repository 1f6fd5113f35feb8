//! What is known already: baselines of findings.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use inkwash_core::{EntityKey, RootKey};
use serde::Deserialize;

use crate::keys::random_bytes;
use crate::report::Source;
use crate::{Error, KeyRing};

/// The label of the key that fingerprints are made with; entities' names are in capitals.
const LABEL: &str = "baseline";
const FORMAT: u32 = 1;
/// A baseline has at most so many findings: it is for the few that somebody looked at.
const MOST: usize = 1_000_000;

/// The fingerprint of a value in a file.
pub(crate) type Print = [u8; 16];

/// Findings that are known already, as keyed fingerprints: no value is in it.
///
/// A finding is known by its file's path, its entity and its value in canonical form; its line may change. Of equal
/// values in one file as many are known as there were.
///
/// With a key ring, nobody without it can tell what a fingerprint is of. Without one, the baseline's file holds a
/// random salt, and whoever has the file can try values: few national numbers or phone numbers withstand that.
#[derive(Clone)]
pub struct Baseline {
    key: EntityKey,
    /// How the file says which key it is.
    origin: String,
    known: HashMap<Print, u32>,
    added: BTreeMap<(String, String, Print), u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    inkwash_baseline: u32,
    #[serde(default)]
    key_version: Option<u32>,
    #[serde(default)]
    key_fingerprint: Option<String>,
    #[serde(default)]
    salt: Option<String>,
    findings: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "path")]
    _path: String,
    #[serde(rename = "entity")]
    _entity: String,
    print: String,
    count: u32,
}

impl Baseline {
    /// A baseline of nothing yet, with the key in use or, without one, with a random salt.
    ///
    /// # Errors
    /// If no key is active, or the operating system gives no randomness.
    pub fn new(keys: Option<&KeyRing>) -> Result<Self, Error> {
        let (root, origin) = match keys {
            Some(keys) => (keys.root()?, keyed(keys, keys.version()?)?),
            None => {
                let salt = salt()?;
                (RootKey::new(salt), format!("\"salt\": \"{}\"", hex(&salt)))
            }
        };
        Ok(Self { key: root.entity(LABEL), origin, known: HashMap::new(), added: BTreeMap::new() })
    }

    /// Reads a baseline's file.
    ///
    /// # Errors
    /// A data error if it is none; a key error if it was made with a key that is not among these.
    pub fn read(text: &str, keys: Option<&KeyRing>) -> Result<Self, Error> {
        // What serde says may quote the file.
        let damaged = || Error::data("the baseline cannot be read: it is damaged, or none");
        let file: File = serde_json::from_str(text).map_err(|_| damaged())?;
        if file.inkwash_baseline != FORMAT {
            return Err(Error::data("the baseline is of another version than this program reads"));
        }
        let (root, origin) = match (file.key_version, &file.key_fingerprint, &file.salt) {
            (Some(version), Some(print), None) => {
                let keys = keys.ok_or_else(|| Error::key("the baseline was made with a key: give the same"))?;
                let origin = keyed(keys, version)?;
                if !origin.contains(&format!("\"{print}\"")) {
                    return Err(Error::key("the baseline was made with another key"));
                }
                (keys.root_of(version)?, origin)
            }
            (None, None, Some(salt)) => {
                let bytes = unhex::<32>(salt).ok_or_else(damaged)?;
                (RootKey::new(bytes), format!("\"salt\": \"{salt}\""))
            }
            _ => return Err(damaged()),
        };
        let known = file.findings.iter().map(|entry| Some((unhex(&entry.print)?, entry.count)));
        let known = known.collect::<Option<_>>().ok_or_else(damaged)?;
        Ok(Self { key: root.entity(LABEL), origin, known, added: BTreeMap::new() })
    }

    pub(crate) fn key(&self) -> &EntityKey {
        &self.key
    }

    /// The fingerprint in a file of a value with this one.
    pub(crate) fn print(&self, path: &str, mark: u64) -> Print {
        let path = path.strip_prefix("./").unwrap_or(path);
        let hash = self.key.blake3(&[b"path\0", path.as_bytes(), b"\0", &mark.to_le_bytes()].concat());
        hash[..16].try_into().expect("there are 32")
    }

    /// How many findings with this fingerprint are known.
    pub(crate) fn knows(&self, print: &Print) -> u32 {
        self.known.get(print).copied().unwrap_or(0)
    }

    /// Adds what was found in a source that was scanned with it.
    ///
    /// # Errors
    /// If it holds more than a million findings.
    pub fn add(&mut self, source: &Source) -> Result<(), Error> {
        for ((entity, print), n) in source.prints() {
            let key = (source.shown_path().to_owned(), entity.clone(), *print);
            *self.added.entry(key).or_default() += n;
        }
        if self.added.len() > MOST {
            return Err(Error::data(
                "there are more than a million findings: a baseline is for what was looked at, one by one",
            ));
        }
        Ok(())
    }

    /// The file of what was added, sorted, one line a finding.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = format!("{{\n\"inkwash_baseline\": {FORMAT},\n{},\n\"findings\": [", self.origin);
        for (i, ((path, entity, print), count)) in self.added.iter().enumerate() {
            let (comma, path) = (if i > 0 { "," } else { "" }, serde_json::Value::from(path.as_str()));
            let print = hex(print);
            let _ = write!(
                out,
                "{comma}\n{{\"path\": {path}, \"entity\": \"{entity}\", \"print\": \"{print}\", \"count\": {count}}}"
            );
        }
        out.push_str("\n]\n}\n");
        out
    }
}

fn keyed(keys: &KeyRing, version: u32) -> Result<String, Error> {
    // Of the very key: not a part of it, but a hash made with it.
    let print = keys.root_of(version)?.entity(LABEL).prf("fingerprint", &[]);
    Ok(format!("\"key_version\": {version},\n\"key_fingerprint\": \"{}\"", hex(&print[..4])))
}

fn salt() -> Result<[u8; 32], Error> {
    Ok(*random_bytes()?)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

pub(crate) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}
