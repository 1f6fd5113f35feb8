//! Which weak detectors are worth asking: those that a word near by speaks for.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use inkwash_sweep::{WordMark, Words};

use crate::context::{AFTER, BEFORE, ContextWords};
use crate::{EntityId, Trigger};

/// A finding lies no further around the anchor of a shape than this, in bytes.
const SPAN: usize = Trigger::LONGEST;
/// A word speaks for anchors that stand no further behind its start than this, in bytes.
pub(crate) const BACK: usize = SPAN + BEFORE;
/// And for those no further before it.
const AHEAD: usize = SPAN + AFTER;

/// A set of entities, as bits.
pub(crate) type Entities = [u64];

/// For every context word, the weak entities that it speaks for.
pub(crate) struct Vouchers {
    context: Arc<ContextWords>,
    /// Of its words, those that speak for some weak entity.
    words: Words,
    /// How many `u64` a set has.
    width: usize,
    by_word: Vec<u64>,
}

/// A word that speaks for some weak entity.
#[derive(Clone, Copy)]
pub(crate) struct Voucher {
    pub(crate) word: u16,
    /// Where it begins.
    pub(crate) start: usize,
}

/// The anchors of one text at which something speaks for weak entities.
#[derive(Default)]
pub(crate) struct Vouched {
    /// Those that the text's column speaks for, everywhere.
    named: Vec<u64>,
    /// For each word, where it speaks for anchors. Starts and ends are in order.
    spans: Vec<(u16, Range<usize>)>,
    /// Of `spans`: those before this index end before what is asked for.
    behind: usize,
    /// Where there are such anchors, disjoint and in order.
    ranges: Vec<Range<usize>>,
}

impl Vouched {
    /// Takes the words of a text. They speak for anchors on their line, and not further away than
    /// words count.
    fn hear(&mut self, text: &[u8], words: impl Iterator<Item = Voucher>) {
        self.behind = 0;
        self.spans.clear();
        self.spans.extend(words.map(|Voucher { word, start }| {
            let (first, last) = ((start + 1).saturating_sub(AHEAD), text.len().min(start + BACK + 1));
            let first = memchr::memrchr(b'\n', &text[first..start]).map_or(first, |i| first + i + 1);
            let last = memchr::memchr(b'\n', &text[start..last]).map_or(last, |i| start + i + 1);
            (word, first..last)
        }));
    }

    /// Where there are anchors from `from` on that something speaks for, the `n`th range of them.
    pub(crate) fn range(&self, n: usize) -> Option<Range<usize>> {
        self.ranges.get(n).cloned()
    }

    fn join_spans(&mut self, from: usize) {
        for (_, span) in &self.spans {
            let (start, end) = (span.start.max(from), span.end.max(from));
            match self.ranges.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => self.ranges.push(start..end),
            }
        }
    }
}

impl Vouchers {
    /// `weak` tells for each entity whether it is weak at some trigger.
    pub(crate) fn new(context: Arc<ContextWords>, weak: &[bool]) -> Self {
        let width = weak.len().div_ceil(64);
        let mut by_word = Vec::new();
        for owners in context.speaking_for() {
            let first = by_word.len();
            by_word.resize(first + width, 0);
            owners.filter(|id| weak[id.index()]).for_each(|id| insert(&mut by_word[first..], id));
        }
        let speaks = |word: u16| by_word[usize::from(word) * width..][..width].iter().any(|bits| *bits != 0);
        Self { words: context.some(speaks), context, width, by_word }
    }

    /// An empty set.
    pub(crate) fn none(&self) -> Vec<u64> {
        alloc::vec![0; self.width]
    }

    fn of(&self, word: u16) -> &Entities {
        let first = usize::from(word) * self.width;
        &self.by_word[first..first + self.width]
    }

    /// Appends the words of a text that speak for some weak entity and begin in the range, in order.
    pub(crate) fn find(&self, text: &[u8], range: Range<usize>, found: &mut Vec<WordMark>, words: &mut Vec<Voucher>) {
        let first = words.len();
        self.context.search_some(&self.words, text, range, found, |word, start, _| {
            if self.of(word).iter().any(|bits| *bits != 0) {
                words.push(Voucher { word, start });
            }
        });
        words[first..].sort_unstable_by_key(|word| (word.start, word.word));
    }

    /// Notes what speaks for weak entities in a text, from `from` on: its words, and the column, which is
    /// `named` for some everywhere. `all` says that everything is asked for.
    pub(crate) fn hear(
        &self,
        text: &[u8],
        from: usize,
        words: impl Iterator<Item = Voucher>,
        named: impl Iterator<Item = EntityId>,
        all: bool,
        vouched: &mut Vouched,
    ) {
        vouched.hear(text, words);
        vouched.named.clear();
        vouched.named.resize(self.width, 0);
        let mut everywhere = all;
        for id in named {
            insert(&mut vouched.named, id);
            everywhere = true;
        }
        vouched.ranges.clear();
        if everywhere {
            vouched.ranges.push(from..text.len());
        } else {
            vouched.join_spans(from);
        }
    }

    /// Calls `ask` with those of `weak` that something may speak for at the anchor `pos`. A few too many,
    /// never too few. Anchors of one text must come in order.
    pub(crate) fn near(&self, vouched: &mut Vouched, pos: usize, weak: &Entities, mut ask: impl FnMut(EntityId)) {
        let Vouched { named, spans, behind, .. } = vouched;
        *behind += spans[*behind..].iter().take_while(|(_, span)| span.end <= pos).count();
        let near = spans[*behind..].iter().take_while(|(_, span)| span.start <= pos);
        let sets = near.map(|(word, _)| self.of(*word));
        for (i, weak) in weak.iter().enumerate().filter(|(_, weak)| **weak != 0) {
            word_members(i, weak & sets.clone().fold(named[i], |all, set| all | set[i])).for_each(&mut ask);
        }
    }
}

/// Adds an entity to a set.
pub(crate) fn insert(set: &mut Entities, id: EntityId) {
    set[id.index() / 64] |= 1 << (id.index() % 64);
}

/// The entities of a set's `i`th word.
fn word_members(i: usize, mut word: u64) -> impl Iterator<Item = EntityId> {
    core::iter::from_fn(move || {
        let lowest = (word != 0).then(|| EntityId((i * 64) as u16 + word.trailing_zeros() as u16));
        word &= word.wrapping_sub(1);
        lowest
    })
}
