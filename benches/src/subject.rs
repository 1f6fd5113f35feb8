//! The only module here that knows inkwash's interface: everything else measures through it.

use std::sync::Arc;

use inkwash_core::{Column, Engine, EntityKey, Place, RootKey, Scratch};
use inkwash_entities::catalogue;

/// Blocks as the command reads them; they end at a line's end, which no finding here crosses.
const BLOCK: usize = 512 * 1024;

/// An engine and its memory. One per thread.
pub struct Subject {
    engine: Engine,
    keys: Vec<EntityKey>,
    column: Column,
    scratch: Scratch,
}

impl Subject {
    /// With every entity of the catalogue.
    #[must_use]
    pub fn new() -> Self {
        Self::with(|_| true)
    }

    /// With the entities that `keep` wants.
    ///
    /// # Panics
    /// If the catalogue does not build.
    #[must_use]
    pub fn with(keep: impl Fn(&str) -> bool) -> Self {
        let detectors = catalogue().into_iter().filter(|d| keep(d.facts().name));
        let engine = Engine::builder().detectors(detectors).build().expect("the catalogue builds");
        let root = RootKey::new([7; 32]);
        let keys = engine.entities().map(|id| root.entity(engine.facts(id).name)).collect();
        let column = engine.column(&Arc::new(Place::default()));
        Self { engine, keys, column, scratch: Scratch::default() }
    }

    /// The names of all entities of the catalogue.
    #[must_use]
    pub fn entities() -> Vec<String> {
        catalogue().iter().map(|d| d.facts().name.to_owned()).collect()
    }

    /// How many findings there are in a text.
    pub fn scan(&mut self, text: &[u8]) -> usize {
        let Self { engine, column, scratch, .. } = self;
        blocks(text).map(|block| engine.scan(block, column, scratch).len()).sum()
    }

    /// Rewrites a text with keyed stand-ins.
    pub fn scrub(&mut self, text: &[u8], out: &mut Vec<u8>) {
        let Self { engine, keys, column, scratch } = self;
        out.clear();
        let mut canonical = Vec::new();
        for block in blocks(text) {
            let mut done = 0;
            for finding in engine.scan(block, column, scratch) {
                let found = finding.span.of(block);
                let detector = engine.detector(finding.entity);
                out.extend_from_slice(&block[done..finding.span.start]);
                canonical.clear();
                detector.canonical(found, &mut canonical);
                detector.mint(found, &canonical, &keys[finding.entity.index()], out);
                done = finding.span.end;
            }
            out.extend_from_slice(&block[done..]);
        }
    }
}

impl Default for Subject {
    fn default() -> Self {
        Self::new()
    }
}

/// Blocks of about [`BLOCK`] bytes that end where a line ends, if one does.
fn blocks(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = match rest.get(..BLOCK).and_then(|block| memchr::memrchr(b'\n', block)) {
            Some(line_end) => line_end + 1,
            None => memchr::memchr(b'\n', rest).map_or(rest.len(), |line_end| line_end + 1),
        };
        let (block, tail) = rest.split_at(end);
        rest = tail;
        Some(block)
    })
}
