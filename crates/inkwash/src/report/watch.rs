//! What is kept of values while a stream is scanned: fingerprints and masked examples.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use inkwash_core::{
    Action, CellFinding, Detector, EntityId, EntityKey, Group, Place, Policy, RootKey, Subject, Transform,
};

use crate::policy::compile;
use crate::rules::Rules;
use crate::survey::lock;

/// A stream has at most so many examples.
const MOST_EXAMPLES: usize = 20_000;
/// An example has at most so many characters, and its value at least this many letters and digits: shorter ones
/// could be guessed from what is left of them.
const LONGEST: usize = 40;
const SHORTEST: usize = 8;

/// The policy of a scan, with an eye on the values.
pub(crate) struct Watching {
    pub(crate) rules: Arc<Rules>,
    /// What fingerprints are made with, if any are.
    pub(crate) key: Option<EntityKey>,
    pub(crate) examples: Option<Arc<Examples>>,
}

/// The first value of each entity at each place, masked.
pub(crate) struct Examples {
    mask: Arc<dyn Transform>,
    key: EntityKey,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    by_place: HashMap<String, HashMap<EntityId, Option<String>>>,
    count: usize,
}

impl Default for Examples {
    fn default() -> Self {
        let mask = compile("mask").expect("there is such a transform").transform;
        Self { mask, key: RootKey::new([0; 32]).entity(""), seen: Mutex::default() }
    }
}

impl Examples {
    /// The example of an entity at a place, if one may be shown.
    pub(crate) fn take(&self, place: &str, entity: EntityId) -> Option<String> {
        lock(&self.seen).by_place.get_mut(place)?.remove(&entity)?
    }

    fn note(&self, found: &[u8], finding: &CellFinding, detector: &dyn Detector, shown: &Place) {
        let mut seen = lock(&self.seen);
        let seen = &mut *seen;
        if seen.count >= MOST_EXAMPLES {
            return;
        }
        let of_place = match seen.by_place.get_mut(&shown.path) {
            Some(of_place) => of_place,
            None => seen.by_place.entry(shown.path.clone()).or_default(),
        };
        of_place.entry(finding.entity).or_insert_with(|| {
            seen.count += 1;
            self.masked(found, finding, detector)
        });
    }

    /// The value as the entity itself is masked, unless that could tell too much: secrets, names and traits are
    /// never shown, nor what is short, disguised, or more than half readable.
    fn masked(&self, found: &[u8], finding: &CellFinding, detector: &dyn Detector) -> Option<String> {
        let text = std::str::from_utf8(found).ok()?;
        let told = matches!(detector.facts().group, Group::Secret | Group::Person | Group::Other);
        if told || finding.evidence.is_disguised() || !text.is_ascii() {
            return None;
        }
        let mut canonical = Vec::new();
        detector.canonical(found, &mut canonical);
        let place = Place::default();
        let subject = Subject { found, plain: found, canonical: &canonical, detector, place: &place, key: &self.key };
        let mut masked = Vec::new();
        self.mask.apply(&subject, &mut masked);
        let masked = String::from_utf8(masked).ok()?;
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
        let left = masked.bytes().filter(u8::is_ascii_alphanumeric).count();
        let tells = masked == text || letters < SHORTEST || left * 2 > letters || masked.contains(char::is_control);
        (!tells).then(|| masked.chars().take(LONGEST).collect())
    }
}

/// The fingerprint of a value: equal for values that mean the same, whatever their spelling. Never 0.
pub(crate) fn fingerprint(key: &EntityKey, entity: &str, canonical: &[u8]) -> u64 {
    let print = key.blake3(&[entity.as_bytes(), b"\0", canonical].concat());
    let first: [u8; 8] = print[..8].try_into().expect("there are 32");
    u64::from_le_bytes(first).max(1)
}

impl Policy for Watching {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        self.rules.actions(place)
    }

    fn over(&self) -> Option<&dyn Policy> {
        Some(&*self.rules)
    }

    fn mark(&self, found: &[u8], finding: &CellFinding, detector: &dyn Detector, shown: &Place) -> u64 {
        if let Some(examples) = &self.examples {
            examples.note(found, finding, detector, shown);
        }
        self.key.as_ref().map_or(0, |key| {
            let (mut plain, mut canonical) = (Vec::new(), Vec::new());
            detector.canonical(finding.plain(found, &mut plain), &mut canonical);
            fingerprint(key, detector.facts().name, &canonical)
        })
    }
}
