//! Numbers for values, and the way back: for texts that go to a language model and come back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use inkwash_core::{EntityKey, RootKey, Subject, Transform};
use zeroize::Zeroizing;

use crate::{Error, KeyRing, Policy, Scanner, Scrubber};

/// Replaces values by `[EMAIL_ADDRESS_1]`, `[EMAIL_ADDRESS_2]`, …, the same number for the same
/// value in all texts of the session, and puts the values back into an answer.
///
/// The values are in this session's memory only, are wiped with it, and it has no `Debug`. Rules
/// of the policy for entities and places come first; the numbers are its default.
///
/// ```
/// use inkwash::{Policy, Session};
/// let session = Session::new(&Policy::default())?;
/// let asked = session.scrub("Has anna.berg@example.com answered bo@example.org?");
/// assert_eq!(asked, "Has [EMAIL_ADDRESS_1] answered [EMAIL_ADDRESS_2]?");
/// assert_eq!(session.restore("[EMAIL_ADDRESS_1] has."), "anna.berg@example.com has.");
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Session {
    scrubber: Scrubber,
    vault: Arc<Vault>,
    /// What seals it, if it has a key of the caller's.
    seal: Option<EntityKey>,
}

/// The first line of a sealed session; the version of the key follows in four bytes, little-endian.
const HEAD: &[u8] = b"inkwash session 1\n";

impl Session {
    /// A session with an empty vault.
    ///
    /// # Errors
    /// If the policy names an entity that does not exist, or the operating system gives no
    /// randomness.
    pub fn new(policy: &Policy) -> Result<Self, Error> {
        Self::with_scanner(&Scanner::with_policy(policy)?)
    }

    /// A session that numbers what a scanner finds, by its policy. It shares the scanner's engine, so
    /// that one for each conversation costs little. Its key is its own and random, for rules of the policy
    /// that want one.
    ///
    /// # Errors
    /// If the operating system gives no randomness.
    pub fn with_scanner(scanner: &Scanner) -> Result<Self, Error> {
        Ok(Self { seal: None, ..Self::with_root(scanner, &KeyRing::generate()?.root()?) })
    }

    /// The same with a key: what rules of the policy make of a value is what a [`Scrubber`] with that key
    /// makes of it, and the session can be [sealed](Self::seal).
    ///
    /// # Errors
    /// If no key is active.
    pub fn with_keys(scanner: &Scanner, keys: &KeyRing) -> Result<Self, Error> {
        Ok(Self::with_root(scanner, &keys.root()?))
    }

    /// A sealed session again, with its numbers and values, in another process or on another day.
    ///
    /// ```
    /// use inkwash::{KeyRing, Scanner, Session};
    /// let (scanner, keys) = (Scanner::new(), KeyRing::generate()?);
    /// let session = Session::with_keys(&scanner, &keys)?;
    /// session.scrub("Has anna.berg@example.com answered?");
    /// let sealed = session.seal()?;
    /// let again = Session::resume(&scanner, &keys, &sealed)?;
    /// assert_eq!(again.restore("[EMAIL_ADDRESS_1] has."), "anna.berg@example.com has.");
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it is no sealed session, was changed, or the ring has no longer the key that sealed it.
    pub fn resume(scanner: &Scanner, keys: &KeyRing, sealed: &[u8]) -> Result<Self, Error> {
        let (version, text) = sealed
            .strip_prefix(HEAD)
            .and_then(|rest| rest.split_first_chunk::<4>())
            .ok_or_else(|| Error::key("this is no sealed session of this version of inkwash"))?;
        let root = keys.root_of(u32::from_le_bytes(*version))?;
        let session = Self::with_root(scanner, &root);
        let mut state = Zeroizing::new(Vec::with_capacity(text.len()));
        let key = session.seal.as_ref().expect("it has a key");
        let wrong = || Error::key("the session was sealed with another key or project, or was changed");
        if !key.open(&[HEAD, version], text, &mut state) {
            return Err(wrong());
        }
        *session.vault.state() = State::read(&state).ok_or_else(wrong)?;
        Ok(session)
    }

    /// The session's numbers and values, encrypted and authenticated (AES-256-SIV under a key that is
    /// derived from the key in use for this alone), for [`resume`](Self::resume). It tells how many bytes
    /// they are and whether two sealed sessions are the same, nothing else.
    ///
    /// # Errors
    /// If it has no key but its own.
    pub fn seal(&self) -> Result<Vec<u8>, Error> {
        let key = self.seal.as_ref().ok_or_else(|| {
            Error::key("the session has no key that anybody could open it with later: give it one when it is made")
        })?;
        let version = key.version().to_le_bytes();
        let state = self.vault.state().written();
        let mut out = Vec::with_capacity(HEAD.len() + version.len() + state.len() + 16);
        out.extend_from_slice(HEAD);
        out.extend_from_slice(&version);
        key.seal(&[HEAD, &version], &state, &mut out);
        Ok(out)
    }

    fn with_root(scanner: &Scanner, root: &RootKey) -> Self {
        let vault = Arc::new(Vault::default());
        let scrubber = Scrubber::with_root(scanner.with_default(vault.clone()), root);
        // No entity has such a name.
        Self { scrubber, vault, seal: Some(root.entity("a session's vault")) }
    }

    /// A text with its findings numbered.
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        self.scrubber.scrub(text)
    }

    /// A text with the values back in place of this session's numbers, each as it was first
    /// written. Numbers that the session has not given stay.
    #[must_use]
    pub fn restore(&self, text: &str) -> String {
        let state = self.vault.state();
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('[') {
            let (before, from) = rest.split_at(open);
            out.push_str(before);
            let label = from.find(']').and_then(|end| from.get(..=end));
            match label.and_then(|label| state.values.get(label).map(|value| (label, value))) {
                Some((label, value)) => {
                    out.push_str(&String::from_utf8_lossy(value));
                    rest = &from[label.len()..];
                }
                None => {
                    out.push('[');
                    rest = &from[1..];
                }
            }
        }
        out + rest
    }
}

#[derive(Default)]
struct Vault {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many values of an entity have a number.
    counts: HashMap<String, u64>,
    /// By a keyed hash of the value.
    labels: HashMap<[u8; 32], String>,
    values: HashMap<String, Zeroizing<Vec<u8>>>,
}

impl Vault {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// For each label the keyed hash of its value, then the label and the value, each behind its length in
    /// four bytes.
    fn written(&self) -> Zeroizing<Vec<u8>> {
        let mut all: Vec<_> = self.labels.iter().map(|(known, label)| (label, known, &self.values[label])).collect();
        all.sort_by_key(|(label, ..)| *label);
        let room = all.iter().map(|(label, known, value)| known.len() + 8 + label.len() + value.len()).sum();
        // Room for everything at once: a growing buffer would leave copies behind.
        let mut out = Zeroizing::new(Vec::with_capacity(room));
        for (label, known, value) in all {
            out.extend_from_slice(known);
            for part in [label.as_bytes(), value] {
                out.extend_from_slice(&(part.len() as u32).to_le_bytes());
                out.extend_from_slice(part);
            }
        }
        out
    }

    fn read(mut text: &[u8]) -> Option<Self> {
        let mut state = Self::default();
        let part = |text: &mut &[u8]| {
            let (len, rest) = text.split_first_chunk::<4>()?;
            let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
            *text = rest;
            Some(part.to_vec())
        };
        while !text.is_empty() {
            let (known, rest) = text.split_first_chunk::<32>()?;
            text = rest;
            let label = String::from_utf8(part(&mut text)?).ok()?;
            let value = Zeroizing::new(part(&mut text)?);
            let (entity, number) = label.strip_prefix('[')?.strip_suffix(']')?.rsplit_once('_')?;
            let count = state.counts.entry(entity.to_owned()).or_default();
            *count = (*count).max(number.parse().ok()?);
            state.labels.insert(*known, label.clone());
            state.values.insert(label, value);
        }
        Some(state)
    }
}

impl Transform for Vault {
    fn name(&self) -> &'static str {
        "number"
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let mut state = self.state();
        let known = subject.key.prf("number", subject.canonical);
        if let Some(label) = state.labels.get(&known) {
            out.extend_from_slice(label.as_bytes());
            return;
        }
        let entity = subject.detector.facts().name;
        let count = state.counts.entry(entity.to_owned()).or_default();
        *count += 1;
        let label = format!("[{entity}_{count}]");
        out.extend_from_slice(label.as_bytes());
        state.values.insert(label.clone(), Zeroizing::new(subject.found.to_vec()));
        state.labels.insert(known, label);
    }
}
