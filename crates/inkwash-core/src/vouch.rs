//! Which weak detectors are worth asking: those that a word near by speaks for.

use alloc::vec::Vec;

use crate::context::{AFTER, BEFORE, ContextWords};
use crate::{EntityId, Trigger};

/// A finding lies no further around the anchor of a shape than this, in bytes.
const SPAN: usize = Trigger::LONGEST;

/// How far words are looked for at once, in bytes: at least as far as they count.
const STEP: usize = 256;
const _: () = assert!(STEP >= SPAN + AFTER);

/// A set of entities, as bits.
pub(crate) type Entities = [u64];

/// For every context word, the weak entities that it speaks for.
pub(crate) struct Vouchers {
    /// How many `u64` a set has.
    width: usize,
    by_word: Vec<u64>,
}

/// The words of one text that vouch for some weak entity, found as the marks walk on.
#[derive(Default)]
pub(crate) struct Vouched {
    /// Words that begin before this offset were looked for.
    searched: usize,
    /// Where the line ends that was searched last, if its end was seen.
    line_end: Option<usize>,
    /// Words' numbers and where they begin, on this line.
    words: Vec<(u16, usize)>,
    /// Of `words`: those before this index are too far back by now.
    behind: usize,
}

impl Vouched {
    /// Forgets everything: the text is another one.
    pub(crate) fn clear(&mut self) {
        self.searched = 0;
        self.line_end = None;
        self.words.clear();
        self.behind = 0;
    }
}

impl Vouchers {
    /// `weak` tells for each entity whether it is weak at some trigger.
    pub(crate) fn new(words: &ContextWords, weak: &[bool]) -> Self {
        let width = weak.len().div_ceil(64);
        let mut by_word = Vec::new();
        for owners in words.speaking_for() {
            let first = by_word.len();
            by_word.resize(first + width, 0);
            owners.filter(|id| weak[id.index()]).for_each(|id| insert(&mut by_word[first..], id));
        }
        Self { width, by_word }
    }

    /// An empty set.
    pub(crate) fn none(&self) -> Vec<u64> {
        alloc::vec![0; self.width]
    }

    fn of(&self, word: u16) -> &Entities {
        let first = usize::from(word) * self.width;
        &self.by_word[first..first + self.width]
    }

    /// Calls `ask` with those of `weak` that a word may speak for near the anchor `pos`: on its line, and
    /// not further away than words count. A few too many, never too few. Anchors of one text must
    /// come in order.
    pub(crate) fn near(
        &self,
        words: &ContextWords,
        text: &[u8],
        pos: usize,
        weak: &Entities,
        vouched: &mut Vouched,
        mut ask: impl FnMut(EntityId),
    ) {
        self.search(words, text, pos, vouched);
        let Vouched { words: found, behind, .. } = vouched;
        let from = pos.saturating_sub(SPAN + BEFORE);
        *behind += found[*behind..].iter().take_while(|(_, start)| *start < from).count();
        let near = found[*behind..].iter().take_while(|(_, start)| *start < pos + SPAN + AFTER);
        let sets = near.map(|(word, _)| self.of(*word));
        if sets.clone().next().is_none() {
            return;
        }
        for (i, weak) in weak.iter().enumerate().filter(|(_, weak)| **weak != 0) {
            word_members(i, weak & sets.clone().fold(0, |all, set| all | set[i])).for_each(&mut ask);
        }
    }

    /// Looks for words up to where they can still matter to the anchor `pos`.
    fn search(&self, words: &ContextWords, text: &[u8], pos: usize, vouched: &mut Vouched) {
        let Vouched { searched, line_end, words: found, behind } = vouched;
        if line_end.is_some_and(|end| pos > end) {
            *line_end = None;
            found.clear();
            *behind = 0;
        }
        if line_end.is_some() {
            return;
        }
        if pos >= *searched {
            let back = (*searched).max(pos.saturating_sub(SPAN + BEFORE));
            let line = memchr::memrchr(b'\n', &text[back..pos]);
            if line.is_some() {
                found.clear();
                *behind = 0;
            }
            *searched = line.map_or(back, |i| back + i + 1);
        }
        if text.len().min(pos + SPAN + AFTER) <= *searched {
            return;
        }
        let until = text.len().min(pos + STEP);
        *line_end = memchr::memchr(b'\n', &text[*searched..until]).map(|i| *searched + i);
        let until = line_end.unwrap_or(until);
        words.search(text, *searched..until, |word, start, _| {
            if self.of(word).iter().any(|bits| *bits != 0) {
                found.push((word, start));
            }
        });
        *searched = until;
    }
}

/// Adds an entity to a set.
pub(crate) fn insert(set: &mut Entities, id: EntityId) {
    set[id.index() / 64] |= 1 << (id.index() % 64);
}

/// The entities of a set.
pub(crate) fn members(set: &Entities) -> impl Iterator<Item = EntityId> {
    set.iter().enumerate().flat_map(|(i, word)| word_members(i, *word))
}

/// The entities of a set's `i`th word.
fn word_members(i: usize, mut word: u64) -> impl Iterator<Item = EntityId> {
    core::iter::from_fn(move || {
        let lowest = (word != 0).then(|| EntityId((i * 64) as u16 + word.trailing_zeros() as u16));
        word &= word.wrapping_sub(1);
        lowest
    })
}

/// Whether a set holds an entity.
pub(crate) fn contains(set: &Entities, id: EntityId) -> bool {
    set[id.index() / 64] >> (id.index() % 64) & 1 != 0
}
