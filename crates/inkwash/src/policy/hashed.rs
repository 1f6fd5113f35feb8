//! Values in lists as keyed hashes, so that the list itself tells nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use inkwash_core::{Detector, EntityKey, RootKey};

use super::Policy;
use super::words::{MOST_WORDS, normal_form};
use crate::baseline::{hex, unhex};
use crate::{Error, KeyRing};

/// 128 bits of a hash.
type Hash = [u8; 16];

/// One value of a list: `1.5ad0c3f2:EMAIL_ADDRESS:` or `1.5ad0c3f2:w2:` and 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// The key's version, and four bytes that tell keys apart.
    key: (u32, [u8; 4]),
    of: Of,
    hash: Hash,
}

/// What was hashed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// The canonical form of a value of this entity.
    Entity(String),
    /// So many words.
    Words(u8),
}

/// Hashes of one list under keys that are at hand.
#[derive(Clone, Default)]
pub(super) struct Hashes {
    /// By the number of words.
    words: BTreeMap<u8, BTreeSet<Hash>>,
    /// By the entity.
    values: BTreeMap<String, BTreeSet<Hash>>,
    keys: Vec<Arc<EntityKey>>,
}

/// The keys of lists, by what entries say of them.
pub(super) type ListKeys = BTreeMap<(u32, [u8; 4]), Arc<EntityKey>>;

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key: (version, print), of, hash } = self;
        write!(f, "{version}.{}:", hex(print))?;
        match of {
            Of::Entity(name) => write!(f, "{name}:{}", hex(hash)),
            Of::Words(count) => write!(f, "w{count}:{}", hex(hash)),
        }
    }
}

impl Entry {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let read = || {
            let mut parts = text.trim().split(':');
            let (version, print) = parts.next()?.split_once('.')?;
            let key = (version.parse().ok()?, unhex(print)?);
            let of = match parts.next()? {
                words if words.starts_with('w') => Of::Words(words[1..].parse().ok()?),
                entity => Of::Entity(entity.to_owned()),
            };
            let entry = Self { key, of, hash: unhex(parts.next()?)? };
            let possible = !matches!(entry.of, Of::Words(n) if n == 0 || n > MOST_WORDS);
            (parts.next().is_none() && possible).then_some(entry)
        };
        read().ok_or_else(|| "a hashed value is a line as `inkwash policy hash` prints it".into())
    }

    /// The entity whose values it is one of; `None` for words.
    pub(super) fn entity(&self) -> Option<&str> {
        match &self.of {
            Of::Entity(name) => Some(name),
            Of::Words(_) => None,
        }
    }
}

impl Of {
    /// The hash of a value in its normal form.
    fn hash(&self, key: &EntityKey, normal: &[u8]) -> Hash {
        match self {
            Self::Entity(name) => hash_value(key, name, normal),
            Self::Words(_) => hash_words(key, normal),
        }
    }
}

fn hash_value(key: &EntityKey, entity: &str, canonical: &[u8]) -> Hash {
    first(key.blake3(&[b"value\0", entity.as_bytes(), b"\0", canonical].concat()))
}

fn hash_words(key: &EntityKey, normal: &[u8]) -> Hash {
    first(key.blake3(normal))
}

fn first(hash: [u8; 32]) -> Hash {
    hash[..16].try_into().expect("there are 32")
}

impl Hashes {
    /// Entries under these keys; those whose keys are not at hand are left out.
    pub(super) fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>, keys: &ListKeys) -> Self {
        let mut all = Self { keys: keys.values().cloned().collect(), ..Self::default() };
        for Entry { key, of, hash } in entries {
            if !keys.contains_key(key) {
                continue;
            }
            match of {
                Of::Entity(name) => all.values.entry(name.clone()).or_default().insert(*hash),
                Of::Words(count) => all.words.entry(*count).or_default().insert(*hash),
            };
        }
        all
    }

    /// Whether words in their normal form, so many of them, are in the list.
    pub(super) fn has_words(&self, count: u8, normal: &[u8]) -> bool {
        let Some(set) = self.words.get(&count) else { return false };
        self.keys.iter().any(|key| set.contains(&hash_words(key, normal)))
    }

    /// Whether a value of an entity, in canonical form, is.
    pub(super) fn has_value(&self, entity: &str, canonical: &[u8]) -> bool {
        let Some(set) = self.values.get(entity) else { return false };
        self.keys.iter().any(|key| set.contains(&hash_value(key, entity, canonical)))
    }

    /// Whether a found value is in the list, as its entity has it or by its words.
    pub(super) fn has(&self, detector: &dyn Detector, value: &[u8]) -> bool {
        let name = detector.facts().name;
        if self.values.contains_key(name) {
            let mut canonical = Vec::new();
            detector.canonical(value, &mut canonical);
            if self.has_value(name, &canonical) {
                return true;
            }
        }
        !self.words.is_empty() && normal_form(value).is_some_and(|(count, normal)| self.has_words(count, &normal))
    }

    /// The most words that one of its values has; 0 if it has no words.
    pub(super) fn most_words(&self) -> u8 {
        self.words.keys().next_back().copied().unwrap_or(0)
    }
}

/// The key that lists are hashed with, with the bytes that tell it apart: those of a hash made with it.
fn list_key(root: &RootKey) -> (EntityKey, [u8; 4]) {
    // Entities' names are in capitals.
    let key = root.entity("policy lists");
    let print = key.prf("fingerprint", &[]);
    (key, print[..4].try_into().expect("there are 32"))
}

/// The lines for lists of a policy (`hashed`) that stand for these values, sorted: keyed hashes under the active key,
/// whatever its project. With an entity they are of its canonical form, so that spelling does not matter; without one
/// of a value's words in lower case.
///
/// ```
/// use inkwash::{KeyRing, Policy, Scanner, entity_names, hash_values};
/// let keys = KeyRing::from_text("an example secret, not for use")?;
/// let line = &hash_values(&keys, None, ["Operation Blue Moon"])?[0];
/// let policy = Policy::parse(&format!("[[deny]]\nhashed = [\"{line}\"]\n"), &entity_names())?;
/// assert!(Scanner::with_policy(&policy).is_err());
/// let scanner = Scanner::with_policy(&policy.unlocked(&keys)?)?;
/// assert_eq!(scanner.scan("after operation blue-moon")[0].entity, "DENIED");
/// # Ok::<(), inkwash::Error>(())
/// ```
///
/// # Errors
/// If no key is active, there is no such entity, or a value has no letters and digits or too many words: by its number,
/// never by what it is.
pub fn hash_values<'v>(
    keys: &KeyRing,
    entity: Option<&str>,
    values: impl IntoIterator<Item = &'v str>,
) -> Result<Vec<String>, Error> {
    let (key, print) = list_key(&keys.list_root(keys.version()?)?);
    let version = keys.version()?;
    let detector = entity.map(detector_of).transpose()?;
    let mut entries = BTreeSet::new();
    for (number, value) in values.into_iter().map(str::trim).enumerate().filter(|(_, value)| !value.is_empty()) {
        let (of, normal) = match &detector {
            Some(detector) => {
                let mut canonical = Vec::new();
                detector.canonical(value.as_bytes(), &mut canonical);
                (Of::Entity(detector.facts().name.to_owned()), canonical)
            }
            None => {
                let words = normal_form(value.as_bytes());
                let (count, normal) = words.ok_or_else(|| {
                    let what = format!("value {} has no letters and digits, or more than", number + 1);
                    Error::data(format!("{what} {MOST_WORDS} words or 256 bytes"))
                })?;
                (Of::Words(count), normal)
            }
        };
        let hash = of.hash(&key, &normal);
        entries.insert(Entry { key: (version, print), of, hash });
    }
    Ok(entries.iter().map(Entry::to_string).collect())
}

fn detector_of(entity: &str) -> Result<Box<dyn Detector>, Error> {
    let known = crate::entity_names();
    let found = inkwash_entities::catalogue().into_iter().find(|d| d.facts().name == entity && known.contains(&entity));
    found.ok_or_else(|| {
        Error::policy(format!("there is no entity {entity:?} in the catalogue: without one, words are hashed"))
    })
}

impl Policy {
    /// Whether a list of it holds keyed hashes and no keys were given for them: nothing is scanned then.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.list_keys.is_none() && self.entries().next().is_some()
    }

    /// The same policy with the keys that values of its lists were hashed with.
    ///
    /// # Errors
    /// A key error if one of these keys is not in the ring, or was destroyed.
    pub fn unlocked(mut self, keys: &KeyRing) -> Result<Self, Error> {
        let mut known = ListKeys::new();
        for Entry { key: (version, print), .. } in self.entries() {
            if known.contains_key(&(*version, *print)) {
                continue;
            }
            let (key, its) = list_key(&keys.list_root(*version)?);
            if its != *print {
                let what = format!("a list of the policy was hashed with another key {version} than that of the ring");
                return Err(Error::key(what));
            }
            known.insert((*version, *print), Arc::new(key));
        }
        self.list_keys = Some(Arc::new(known));
        Ok(self)
    }

    /// The same policy without what its lists hold as keyed hashes: to look at the rest of it without the key.
    #[must_use]
    pub fn without_hashed(mut self) -> Self {
        self.list_keys = Some(Arc::default());
        self
    }

    /// # Errors
    /// If keys are needed.
    pub(crate) fn check_unlocked(&self) -> Result<(), Error> {
        if !self.is_locked() {
            return Ok(());
        }
        Err(Error::key(format!(
            "lists of the policy hold keyed hashes: give the key ring that made them (--key-file or {})",
            crate::KEY_VARIABLE
        )))
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        let of_own = self.own.values().flat_map(|own| &own.hashed);
        let allowed = self.allowed.iter().flat_map(|allowed| allowed.hashed());
        self.denied.values().flatten().chain(of_own).chain(allowed)
    }

    /// Hashes of a list, as far as its keys are at hand.
    pub(super) fn hashes<'e>(&self, entries: impl IntoIterator<Item = &'e Entry>) -> Hashes {
        let none = ListKeys::new();
        Hashes::of(entries, self.list_keys.as_deref().unwrap_or(&none))
    }
}

#[cfg(test)]
#[path = "hashed_tests.rs"]
mod tests;
