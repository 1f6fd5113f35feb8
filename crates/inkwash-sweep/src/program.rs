//! Shapes as a straight program over bit masks.
//!
//! A shape is compiled to what is rare in it; where all of that is present, the shape is compared
//! byte by byte. Only words that the text fills are computed, in units of eight: a short text
//! costs little.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};

use crate::Mark;
use crate::classify::{BLOCK, Classifier};
use crate::shape::{ByteSet, Item, Shape, Start};

/// Blocks that are looked at together, the one before and the one after a chunk included. 32
/// words are four AVX-512 registers, and some 150 masks of that size fit the L1 cache.
pub(crate) const WORDS: usize = 32;
/// Bytes whose marks one round of the program yields.
pub(crate) const CHUNK: usize = (WORDS - 2) * BLOCK;

/// A bit for every byte of the blocks. Words that stay zero follow, so that shifts may read one
/// word more and slots begin on a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Slot([u64; WORDS + UNIT]);

impl Slot {
    pub(crate) const ZERO: Self = Self([0; WORDS + UNIT]);

    pub(crate) fn units(&self) -> &[[u64; UNIT]] {
        self.0.as_chunks().0
    }

    pub(crate) fn units_mut(&mut self) -> &mut [[u64; UNIT]] {
        self.0.as_chunks_mut().0
    }
}

impl Deref for Slot {
    type Target = [u64; WORDS + UNIT];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Slot {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

pub(crate) type SlotId = u16;

/// One operation on whole slots. Shifts move towards lower positions: bit p of `b >> n` is bit
/// p + n of `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// `a & b >> shift`; the shift may be zero
    And { a: SlotId, b: SlotId, shift: u32 },
    /// `a | (b & c >> 1)`
    OrAnd { a: SlotId, b: SlotId, c: SlotId },
    /// `!a`
    Not { a: SlotId },
    /// `a & !(b << 1)`
    NotBefore { a: SlotId, b: SlotId },
    /// `a << shift`
    Back { a: SlotId, shift: u32 },
}

impl Step {
    fn operands(mut self) -> [Option<SlotId>; 3] {
        self.operands_mut().map(|id| id.copied())
    }

    fn operands_mut(&mut self) -> [Option<&mut SlotId>; 3] {
        match self {
            Self::And { a, b, .. } | Self::NotBefore { a, b } => [Some(a), Some(b), None],
            Self::OrAnd { a, b, c } => [Some(a), Some(b), Some(c)],
            Self::Not { a } | Self::Back { a, .. } => [Some(a), None, None],
        }
    }
}

/// All shapes, compiled. The first slots are the byte classes' masks.
#[derive(Default)]
pub(crate) struct Program {
    sets: Vec<ByteSet>,
    /// Steps in order. Results are numbered from [`FIRST_RESULT`] until all shapes are added, and
    /// then get slots after those of the classes.
    steps: Vec<Step>,
    /// Where each step's result goes. A slot is used again once nothing reads it any more.
    results: Vec<SlotId>,
    slots: usize,
    known: HashMap<Step, SlotId>,
    outputs: Vec<Output>,
    group_size: usize,
    /// Results whose bits open the way to a closer look; see [`Runs`](crate::runs::Runs).
    gates: Vec<SlotId>,
}

/// A mask whose bits are the anchors of a shape, or may be.
struct Output {
    slot: SlotId,
    trigger: u16,
    /// What is to be compared: `None` if the mask says it all.
    shape: Option<Shape>,
}

/// Results are numbered from here, classes from zero.
const FIRST_RESULT: SlotId = 1 << 14;
/// A mask with fewer bits than this share of all positions is rare: comparing costs less than more
/// steps would.
const RARE: f64 = 3e-4;
/// Outputs are tested in this many groups.
const GROUPS: usize = 4;
/// Words that are computed together: one AVX-512 register.
pub(crate) const UNIT: usize = 8;

#[inline(always)]
fn each(units: usize, mut f: impl FnMut(usize)) {
    for unit in 0..units {
        for i in 0..UNIT {
            f(unit * UNIT + i);
        }
    }
}

/// Blocks of the chunk at `chunk` that lie before `end`, the last one perhaps in part.
fn blocks(chunk: usize, end: usize) -> usize {
    (end - chunk).div_ceil(BLOCK).min(WORDS - 2)
}

/// The bits of the block at `base` that lie before `end`.
fn valid(base: usize, end: usize) -> u64 {
    if end - base < BLOCK { (1 << (end - base)) - 1 } else { u64::MAX }
}

impl Program {
    pub(crate) fn sets(&self) -> &[ByteSet] {
        &self.sets
    }

    /// How many slots the program needs.
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    /// The steps, each with the slot of its result.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (Step, SlotId)> + '_ {
        self.steps.iter().copied().zip(self.results.iter().copied())
    }

    pub(crate) fn add(&mut self, shape: Shape, trigger: u16) {
        let output = match rarities(&shape) {
            Some(places) => Output { slot: self.compile_places(&places, &shape), trigger, shape: Some(shape) },
            None => Output { slot: self.compile(&shape), trigger, shape: None },
        };
        self.outputs.push(output);
    }

    pub(crate) fn add_gate(&mut self, shape: &Shape) {
        let slot = self.compile(shape);
        self.gates.push(slot);
    }

    /// The slot that will hold the anchors of stretches that have these sets at these places
    /// (the first one at zero), and before them what the shape says.
    fn compile_places(&mut self, places: &[(usize, ByteSet)], shape: &Shape) -> SlotId {
        let mut mask: Option<(usize, SlotId)> = None;
        for &(place, set) in places.iter().rev() {
            let class = self.class(set);
            let here = match mask {
                Some((next, b)) => self.step(Step::And { a: class, b, shift: (next - place) as u32 }),
                None => class,
            };
            mask = Some((place, here));
        }
        let (_, mask) = mask.expect("a shape has items");
        self.compile_start(mask, shape)
    }

    /// The slot that will hold the shape's anchors.
    fn compile(&mut self, shape: &Shape) -> SlotId {
        let mut mask = shape.not_after.map(|set| {
            let a = self.class(set);
            self.step(Step::Not { a })
        });
        for item in shape.items.iter().rev() {
            mask = Some(self.item(*item, mask));
        }
        self.compile_start(mask.expect("a shape has items"), shape)
    }

    /// From where the items begin to the anchors.
    fn compile_start(&mut self, mut mask: SlotId, shape: &Shape) -> SlotId {
        if let Some(set) = shape.not_before {
            let b = self.class(set);
            mask = self.step(Step::NotBefore { a: mask, b });
        }
        if shape.start > Start::Anywhere {
            let digits = self.class(ByteSet::digits());
            let joiners = self.class(ByteSet::of(|b| shape.start.is_joined_by(b)));
            let after_digit = self.step(Step::Back { a: digits, shift: 1 });
            let b = self.step(Step::And { a: joiners, b: after_digit, shift: 0 });
            mask = self.step(Step::NotBefore { a: mask, b });
        }
        if shape.anchor > 0 {
            mask = self.step(Step::Back { a: mask, shift: shape.anchor as u32 });
        }
        mask
    }

    /// Must be called once all shapes are added: gives results their slots.
    pub(crate) fn finish(&mut self) {
        let kept = self.outputs.iter().map(|output| output.slot).chain(self.gates.iter().copied());
        let mut last_use = vec![0; self.steps.len()];
        for (n, step) in self.steps.iter().enumerate() {
            for id in step.operands().into_iter().flatten().filter(|id| *id >= FIRST_RESULT) {
                last_use[usize::from(id - FIRST_RESULT)] = n;
            }
        }
        for id in kept.filter(|id| *id >= FIRST_RESULT) {
            last_use[usize::from(id - FIRST_RESULT)] = usize::MAX;
        }
        let mut slots = Classifier::slots(self.sets.len()) as SlotId;
        let mut free: Vec<SlotId> = Vec::new();
        let mut results: Vec<SlotId> = Vec::new();
        for n in 0..self.steps.len() {
            results.push(free.pop().unwrap_or_else(|| {
                slots += 1;
                slots - 1
            }));
            let ended = (0..=n).filter(|before| last_use[*before] == n);
            free.extend(ended.map(|before| results[before]));
        }
        let fix = |id: &mut SlotId| {
            if let Some(n) = id.checked_sub(FIRST_RESULT) {
                *id = results[usize::from(n)];
            }
        };
        self.steps.iter_mut().for_each(|step| step.operands_mut().into_iter().flatten().for_each(fix));
        self.outputs.iter_mut().for_each(|output| fix(&mut output.slot));
        self.gates.iter_mut().for_each(fix);
        self.group_size = self.outputs.len().div_ceil(GROUPS).max(1);
        self.known.clear();
        self.results = results;
        self.slots = usize::from(slots);
    }

    /// The class's number, added if it is new.
    pub(crate) fn class_of(&mut self, set: ByteSet) -> usize {
        usize::from(self.class(set))
    }

    /// Where the item begins, with `next` right after it.
    fn item(&mut self, item: Item, next: Option<SlotId>) -> SlotId {
        let class = self.class(item.set);
        let optional = item.max - item.min;
        let Some(next) = next else {
            // Nothing follows: the shortest form says it all.
            return self.run(class, item.min.max(1));
        };
        let mut rest = next;
        for _ in 0..optional {
            rest = self.step(Step::OrAnd { a: next, b: class, c: rest });
        }
        if item.min == 0 {
            return rest;
        }
        let run = self.run(class, item.min);
        self.step(Step::And { a: run, b: rest, shift: item.min as u32 })
    }

    /// Where `n` bytes of the class begin, made from the run of the next lower power of two.
    fn run(&mut self, class: SlotId, n: usize) -> SlotId {
        if n == 1 {
            return class;
        }
        let half = n.next_power_of_two() / 2;
        let a = self.run(class, half);
        self.step(Step::And { a, b: a, shift: (n - half) as u32 })
    }

    fn class(&mut self, set: ByteSet) -> SlotId {
        let n = self.sets.iter().position(|s| *s == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        n as SlotId
    }

    fn step(&mut self, step: Step) -> SlotId {
        *self.known.entry(step).or_insert_with(|| {
            self.steps.push(step);
            FIRST_RESULT + self.steps.len() as SlotId - 1
        })
    }

    /// Computes all results from the classes' masks, for `units` units of words. Inlined into
    /// functions that are compiled for the vector instructions of the day.
    #[inline(always)]
    pub(crate) fn run_steps(&self, slots: &mut [Slot], units: usize) {
        for (step, result) in self.steps() {
            let slot = |id: SlotId| &slots[usize::from(id)];
            let mut out = Slot::ZERO;
            match step {
                Step::And { a, b, shift } => {
                    let (a, b) = (slot(a), slot(b));
                    // Two shifts of the upper word: a shift by 64 is none.
                    each(units, |i| out[i] = a[i] & (b[i] >> shift | b[i + 1] << (63 - shift) << 1));
                }
                Step::OrAnd { a, b, c } => {
                    let (a, b, c) = (slot(a), slot(b), slot(c));
                    each(units, |i| out[i] = a[i] | b[i] & (c[i] >> 1 | c[i + 1] << 63));
                }
                Step::Not { a } => {
                    let a = slot(a);
                    each(units, |i| out[i] = !a[i]);
                }
                Step::NotBefore { a, b } => {
                    let (a, b) = (slot(a), slot(b));
                    each(units, |i| out[i] = a[i] & !(b[i] << 1 | b[i.max(1) - 1] >> 63));
                }
                Step::Back { a, shift } => {
                    let a = slot(a);
                    each(units, |i| out[i] = a[i] << shift | a[i.max(1) - 1] >> (64 - shift));
                }
            }
            slots[usize::from(result)] = out;
        }
    }

    /// Reports the anchors of all shapes in the blocks of the chunk that begins at `chunk`, before `end`.
    #[inline(always)]
    pub(crate) fn emit(&self, slots: &[Slot], chunk: usize, end: usize, text: &[u8], out: &mut Vec<Mark>) {
        let blocks = blocks(chunk, end);
        let units = (blocks + 1).div_ceil(UNIT);
        // For each group of outputs, the words that have a bit in one of them.
        let mut busy = [0u64; GROUPS];
        for (outputs, busy) in self.outputs.chunks(self.group_size).zip(&mut busy) {
            let mut any = [0; WORDS];
            for output in outputs {
                let slot = &slots[usize::from(output.slot)];
                each(units, |i| any[i] |= slot[i]);
            }
            for (word, bits) in any.iter().enumerate() {
                *busy |= u64::from(*bits != 0) << word;
            }
        }
        let mut words = busy.iter().fold(0, |any, words| any | words) & ((1 << blocks) - 1) << 1;
        while words != 0 {
            let word = words.trailing_zeros() as usize;
            words &= words - 1;
            let base = chunk + (word - 1) * BLOCK;
            let first = out.len();
            for (group, outputs) in self.outputs.chunks(self.group_size).enumerate() {
                if busy[group] >> word & 1 == 0 {
                    continue;
                }
                for Output { slot, trigger, shape } in outputs {
                    let mut bits = slots[usize::from(*slot)][word] & valid(base, end);
                    while bits != 0 {
                        let pos = base + bits.trailing_zeros() as usize;
                        bits &= bits - 1;
                        let begins = |shape: &Shape| {
                            pos.checked_sub(shape.anchor).is_some_and(|start| shape.matches(text, start))
                        };
                        if shape.as_ref().is_none_or(begins) {
                            out.push(Mark { pos: pos as u32, trigger: *trigger });
                        }
                    }
                }
            }
            out[first..].sort_unstable();
        }
    }

    /// The positions, a bit each, at which a gate is open, by word; those of the words before and
    /// after the chunk at `chunk`, and from `end` on, are not.
    #[inline(always)]
    pub(crate) fn gates(&self, slots: &[Slot], chunk: usize, end: usize) -> [u64; WORDS] {
        let mut open = [0; WORDS];
        for slot in &self.gates {
            let slot = &slots[usize::from(*slot)];
            each(WORDS / UNIT, |i| open[i] |= slot[i]);
        }
        let blocks = blocks(chunk, end);
        open[0] = 0;
        open[blocks + 1..].fill(0);
        open[blocks] &= valid(chunk + (blocks - 1) * BLOCK, end);
        open
    }
}

/// The places of a shape (its first one, and some that all its matches share) that are together
/// rare enough to be worth comparing the shape; `None` if there are not enough of them.
fn rarities(shape: &Shape) -> Option<Vec<(usize, ByteSet)>> {
    let mut all = Vec::new();
    for item in &shape.items {
        all.extend((0..item.min).map(|_| item.set));
        if item.min < item.max {
            break;
        }
    }
    let mut places: Vec<(usize, ByteSet)> = vec![(0, *all.first()?)];
    let mut share = places[0].1.frequency();
    while share > RARE {
        let free = all.iter().copied().enumerate().filter(|place| !places.contains(place));
        // Bytes of a kind keep together: where there is one digit there are more, and what joins numbers.
        let numeric = |set: ByteSet| set.meets(ByteSet::of(|b| b.is_ascii_digit() || b"-.:/".contains(&b)));
        let added = free.map(|(place, set)| {
            let alike = places.iter().any(|(_, o)| o.meets(set) || numeric(*o) && numeric(set));
            (place, set, if alike { set.frequency().sqrt() } else { set.frequency() })
        });
        let (place, set, rarest) = added.min_by(|(.., a), (.., b)| a.total_cmp(b))?;
        share *= rarest;
        places.push((place, set));
    }
    places.sort_by_key(|(place, _)| *place);
    Some(places)
}
