//! Numbers for values, and the way back: for texts that go to a language model and come back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use inkwash_core::{Subject, Transform};
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
}

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
    /// that one for each conversation costs little.
    ///
    /// # Errors
    /// If the operating system gives no randomness.
    pub fn with_scanner(scanner: &Scanner) -> Result<Self, Error> {
        let vault = Arc::new(Vault::default());
        let scanner = scanner.with_default(vault.clone());
        Ok(Self { scrubber: Scrubber::with_scanner(scanner, &KeyRing::generate()?)?, vault })
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
        let state = self.vault.state.lock().unwrap_or_else(PoisonError::into_inner);
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

impl Transform for Vault {
    fn name(&self) -> &'static str {
        "number"
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
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
