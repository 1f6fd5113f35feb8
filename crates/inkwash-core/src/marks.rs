//! What is marked in a text before any detector is asked.
//!
//! Strong triggers are looked for everywhere. Weak ones, whose findings count only where a word or
//! the column names them, are nearly everywhere in data (any seven digits), and such words nearly
//! nowhere: so words are looked for first, and weak triggers only around them.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use inkwash_sweep::{Mark, Sweep, SweepScratch, WordMark};

use crate::vouch::{self, Entities, Voucher};
use crate::{Engine, EntityId, fold};

/// Weak triggers are looked for in so many bytes at least.
const STEP: usize = 384;

/// Triggers that are looked for together, and who looks for each.
pub(crate) struct Triggers {
    pub(crate) sweep: Sweep,
    pub(crate) owners: Vec<Vec<EntityId>>,
    /// The same as sets.
    pub(crate) sets: Vec<Vec<u64>>,
    /// What each looks for, for people.
    pub(crate) shown: Vec<String>,
}

impl Triggers {
    /// The owners of a trigger, as a set.
    pub(crate) fn set(&self, trigger: u16) -> &Entities {
        &self.sets[usize::from(trigger)]
    }

    /// Who looks for what a mark tells of, and where it is.
    pub(crate) fn owned<'t>(&'t self, marks: &'t [Mark]) -> impl Iterator<Item = (EntityId, usize)> + 't {
        marks.iter().flat_map(|m| self.owners[usize::from(m.trigger)].iter().map(|id| (*id, m.pos as usize)))
    }
}

/// What is marked in one text. Offsets are the text's.
#[derive(Default)]
pub(crate) struct Marks {
    /// Of strong triggers, in order.
    pub(crate) strong: Vec<Mark>,
    /// Words that vouch for weak entities, in order.
    pub(crate) words: Vec<Voucher>,
    /// Where something that may be a disguise stands, in order.
    pub(crate) disguises: Vec<u32>,
    pub(crate) weak: WeakMarks,
    found: Vec<WordMark>,
}

/// Marks of weak triggers, as far as they were asked for.
#[derive(Default)]
pub(crate) struct WeakMarks {
    /// Where they were looked for.
    looked: Range<usize>,
    marks: Vec<Mark>,
}

impl Marks {
    /// Marks the text from `from` on.
    pub(crate) fn fill(&mut self, engine: &Engine, text: &[u8], from: usize, scratch: &mut SweepScratch) {
        let Self { strong, words, disguises, weak, found } = self;
        strong.clear();
        engine.strong().sweep.marks(text, from..text.len(), scratch, strong);
        words.clear();
        engine.vouchers().find(text, from.saturating_sub(vouch::BACK)..text.len(), found, words);
        disguises.clear();
        fold::disguises(text, from, disguises);
        weak.clear();
    }

    /// The words that begin in the range.
    pub(crate) fn words_in(&self, range: Range<usize>) -> Range<usize> {
        if self.words.is_empty() {
            return 0..0;
        }
        let before = |at: usize| self.words.partition_point(|word| word.start < at);
        before(range.start)..before(range.end)
    }
}

impl WeakMarks {
    /// Forgets them: the text is another one.
    pub(crate) fn clear(&mut self) {
        self.looked = 0..0;
        self.marks.clear();
    }

    /// The marks in a range of the text. Ranges that follow each other cost least.
    pub(crate) fn within(
        &mut self,
        triggers: &Triggers,
        text: &[u8],
        range: Range<usize>,
        scratch: &mut SweepScratch,
    ) -> &[Mark] {
        let Self { looked, marks } = self;
        if !(looked.start..=looked.end).contains(&range.start) {
            *looked = range.start..range.start;
            marks.clear();
        }
        if range.end > looked.end {
            let end = range.end.max(looked.end + STEP).min(text.len());
            triggers.sweep.marks(text, looked.end..end, scratch, marks);
            looked.end = end;
        }
        let before = |at: usize| marks.partition_point(|m| (m.pos as usize) < at);
        let (first, last) = (before(range.start), before(range.end));
        &marks[first..last]
    }
}

/// What is marked in a cell.
pub(crate) struct Marked<'m> {
    /// The text that offsets of marks are in.
    pub(crate) text: &'m [u8],
    /// Where the cell's text begins in it.
    pub(crate) shift: usize,
    pub(crate) strong: &'m [Mark],
    pub(crate) words: &'m [Voucher],
    pub(crate) weak: &'m mut WeakMarks,
}
