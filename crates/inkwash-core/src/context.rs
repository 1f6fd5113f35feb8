use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::{EntityId, Error, Facts, Span};

/// How far context words are looked for, in bytes of the same line.
const BEFORE: usize = 64;
const AFTER: usize = 32;

/// All entities' context words in one automaton. It is run only over the few bytes around a
/// hit that needs it, so its speed per byte hardly matters.
pub(crate) struct ContextWords {
    automaton: AhoCorasick,
    owners: Vec<Vec<(EntityId, Side)>>,
    /// A word of up to four ASCII letters must stand alone.
    short: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    For,
    Against,
}

/// What the neighbourhood says about an entity.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    pub(crate) speaks_for: bool,
    pub(crate) speaks_against: bool,
}

impl ContextWords {
    pub(crate) fn new<'a>(all: impl Iterator<Item = (EntityId, Facts<'a>)>) -> Result<Self, Error> {
        let mut words: Vec<String> = Vec::new();
        let mut owners: Vec<Vec<(EntityId, Side)>> = Vec::new();
        let mut add = |word: &str, owner| match words.iter().position(|w| w == word) {
            Some(i) => owners[i].push(owner),
            None => {
                words.push(word.to_string());
                owners.push(alloc::vec![owner]);
            }
        };
        for (id, facts) in all {
            facts.context.iter().for_each(|w| add(w, (id, Side::For)));
            facts.against.iter().for_each(|w| add(w, (id, Side::Against)));
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .map_err(|_| Error::entity("too many context words"))?;
        let short = words.iter().map(|w| w.len() <= 4 && w.is_ascii()).collect();
        Ok(Self { automaton, owners, short })
    }

    /// Looks around `span` on its line for words of `entity`.
    pub(crate) fn weigh(&self, text: &[u8], span: Span, entity: EntityId) -> Weight {
        let mut weight = Weight::default();
        let left = &text[span.start.saturating_sub(BEFORE)..span.start];
        let left = memchr::memrchr(b'\n', left).map_or(left, |i| &left[i + 1..]);
        let right = &text[span.end..text.len().min(span.end + AFTER)];
        let right = memchr::memchr(b'\n', right).map_or(right, |i| &right[..i]);
        self.search(left, entity, &mut weight);
        self.search(right, entity, &mut weight);
        weight
    }

    /// Whether a word of `entity` that speaks against it stands in a name.
    pub(crate) fn against(&self, name: &str, entity: EntityId) -> bool {
        let mut weight = Weight::default();
        self.search(name.as_bytes(), entity, &mut weight);
        weight.speaks_against
    }

    fn search(&self, window: &[u8], entity: EntityId, weight: &mut Weight) {
        if window.len() < 2 {
            return;
        }
        for found in self.automaton.find_overlapping_iter(window) {
            let word = found.pattern().as_usize();
            let Some((_, side)) = self.owners[word].iter().find(|(owner, _)| *owner == entity) else {
                continue;
            };
            let letter = |i: Option<usize>| i.and_then(|i| window.get(i)).is_some_and(u8::is_ascii_alphabetic);
            let left = letter(found.start().checked_sub(1));
            let right = letter(Some(found.end()));
            let stands = if self.short[word] { !left && !right } else { !(left && right) };
            if stands {
                match side {
                    Side::For => weight.speaks_for = true,
                    Side::Against => weight.speaks_against = true,
                }
            }
        }
    }
}
