//! Finds values that a policy denies and holds as keyed hashes only.

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Keep, Score, Trigger, Wish};

use super::hashed::Hashes;
use super::words::Words;
use crate::baseline::hex;

/// Where a word may begin.
const WORD: Trigger<'static> = Trigger::Shape("![0-9A-Za-z]w");

/// A detector that finds denied values besides its own: what it would find anyway, and is in the list, is beyond doubt,
/// and so are words that are.
pub(super) struct Denying {
    inner: Box<dyn Detector>,
    hashes: Hashes,
    /// Those of `inner`, then the one for words, if the list has some.
    triggers: Vec<Trigger<'static>>,
}

impl Denying {
    /// `keep` keeps a text for as long as the program runs, equal ones once.
    pub(super) fn new(inner: Box<dyn Detector>, hashes: Hashes, keep: &dyn Fn(String) -> &'static str) -> Self {
        let kept = |trigger: &Trigger<'_>| match trigger {
            Trigger::Shape(shape) => Some(Trigger::Shape(keep((*shape).to_owned()))),
            Trigger::Literal(text) => {
                std::str::from_utf8(text).ok().map(|text| Trigger::Literal(keep(text.to_owned()).as_bytes()))
            }
            Trigger::Column => Some(Trigger::Column),
        };
        let of_inner = inner.triggers().iter().filter_map(kept);
        let words = (hashes.most_words() > 0).then_some(WORD);
        let triggers = of_inner.chain(words).collect();
        Self { inner, hashes, triggers }
    }

    /// The longest run of words from the position on that is in the list.
    fn words(&self, at: &At<'_>) -> Option<Hit> {
        let mut words = Words::at(at.text(), at.pos())?;
        let mut longest = None;
        while let Some((count, end, normal)) = words.more() {
            if self.hashes.has_words(count, normal) {
                longest = Some(Hit::pattern(at.pos(), end, 1000));
            }
            if count >= self.hashes.most_words() {
                break;
            }
        }
        longest
    }

    fn is_words(&self, value: &[u8]) -> Option<Vec<u8>> {
        let (count, normal) = super::words::normal_form(value)?;
        self.hashes.has_words(count, &normal).then_some(normal)
    }
}

impl Detector for Denying {
    fn facts(&self) -> Facts<'_> {
        self.inner.facts()
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        if let Some(hit) = self.words(at) {
            return Some(hit);
        }
        let hit = self.inner.probe(at)?;
        let denied = self.hashes.has(&*self.inner, hit.span.of(at.text()));
        Some(if denied { Hit { score: Score::permille(1000), ..hit } } else { hit })
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match self.is_words(found) {
            Some(normal) => out.extend_from_slice(&normal),
            None => self.inner.canonical(found, out),
        }
    }

    fn one_in(&self, value: &[u8]) -> u32 {
        self.inner.one_in(value)
    }

    fn keep(&self, found: &[u8]) -> Keep {
        self.inner.keep(found)
    }

    /// Of words the entity's name and 12 hexadecimal digits.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        if self.is_words(found).is_none() {
            return self.inner.mint(found, canonical, key, out);
        }
        let name = self.inner.facts().name;
        out.extend_from_slice(format!("{name}-{}", hex(&key.prf("denied", canonical)[..6])).as_bytes());
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        self.is_words(found).is_none() && self.inner.mint_as(wish, found, canonical, key, out)
    }

    fn mint_short(
        &self,
        found: &[u8],
        canonical: &[u8],
        key: &EntityKey,
        most: usize,
        out: &mut Vec<u8>,
    ) -> Option<usize> {
        if self.is_words(found).is_some() { None } else { self.inner.mint_short(found, canonical, key, most, out) }
    }

    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        self.inner.is_stand_in(canonical, key)
    }

    fn coarsen(&self, found: &[u8], level: u8, out: &mut Vec<u8>) -> bool {
        self.inner.coarsen(found, level, out)
    }

    fn shift(&self, found: &[u8], days: i32, out: &mut Vec<u8>) -> bool {
        self.inner.shift(found, days, out)
    }
}
