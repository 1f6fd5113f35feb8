//! Shapes as a straight program over bit masks.
//!
//! Only words that the text fills are computed, in units of eight: a short text costs little.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};

use crate::Mark;
use crate::classify::BLOCK;
use crate::shape::{ByteSet, Item, JOINERS, Shape};

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

type SlotId = u16;

/// One operation on whole slots. Shifts move towards lower positions: bit p of `b >> n` is bit
/// p + n of `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
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

/// All shapes, compiled. The first slots are the byte classes' masks.
#[derive(Default)]
pub(crate) struct Program {
    sets: Vec<ByteSet>,
    /// Steps by the order of their result slots, which follow the classes' slots once all
    /// shapes are added; until then numbered from [`FIRST_RESULT`].
    steps: Vec<Step>,
    known: HashMap<Step, SlotId>,
    outputs: Vec<(SlotId, u16)>,
    /// Results whose bits open the way to a closer look; see [`Runs`](crate::runs::Runs).
    gates: Vec<SlotId>,
}

/// Results are numbered from here, classes from zero.
const FIRST_RESULT: SlotId = 1 << 14;
/// Outputs are tested in at most this many groups.
const MAX_GROUPS: usize = 16;
/// Words that are computed together: one AVX-512 register.
const UNIT: usize = 8;

#[inline(always)]
fn each(units: usize, mut f: impl FnMut(usize)) {
    for unit in 0..units {
        for i in 0..UNIT {
            f(unit * UNIT + i);
        }
    }
}

/// Blocks of the chunk at `chunk` that the text fills, up to its end.
fn blocks(chunk: usize, end: usize) -> usize {
    (end - chunk).div_ceil(BLOCK).min(WORDS - 2)
}

/// The bits of the block at `base` that lie in the text.
fn valid(base: usize, end: usize) -> u64 {
    if end - base < BLOCK { (1 << (end - base)) - 1 } else { u64::MAX }
}

impl Program {
    pub(crate) fn sets(&self) -> &[ByteSet] {
        &self.sets
    }

    /// How many slots the program needs.
    pub(crate) fn slots(&self) -> usize {
        self.sets.len() + self.steps.len()
    }

    pub(crate) fn add(&mut self, shape: &Shape, trigger: u16) {
        let slot = self.compile(shape);
        self.outputs.push((slot, trigger));
    }

    pub(crate) fn add_gate(&mut self, shape: &Shape) {
        let slot = self.compile(shape);
        self.gates.push(slot);
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
        let mut mask = mask.expect("a shape has items");
        if let Some(set) = shape.not_before {
            let b = self.class(set);
            mask = self.step(Step::NotBefore { a: mask, b });
        }
        if shape.starts_number {
            let digits = self.class(ByteSet::digits());
            let joiners = self.class(ByteSet::of(|b| JOINERS.contains(&b)));
            let after_digit = self.step(Step::Back { a: digits, shift: 1 });
            let b = self.step(Step::And { a: joiners, b: after_digit, shift: 0 });
            mask = self.step(Step::NotBefore { a: mask, b });
        }
        if shape.anchor > 0 {
            mask = self.step(Step::Back { a: mask, shift: shape.anchor as u32 });
        }
        mask
    }

    /// Must be called once all shapes are added: numbers the slots for good.
    pub(crate) fn finish(&mut self) {
        let classes = self.sets.len() as SlotId;
        let fix = |id: &mut SlotId| {
            if *id >= FIRST_RESULT {
                *id = *id - FIRST_RESULT + classes;
            }
        };
        for step in &mut self.steps {
            match step {
                Step::And { a, b, .. } | Step::NotBefore { a, b } => [a, b].into_iter().for_each(fix),
                Step::OrAnd { a, b, c } => [a, b, c].into_iter().for_each(fix),
                Step::Not { a } | Step::Back { a, .. } => fix(a),
            }
        }
        self.outputs.iter_mut().for_each(|(slot, _)| fix(slot));
        self.gates.iter_mut().for_each(fix);
        self.known.clear();
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

    /// Computes all results from the classes' masks, for `words` words. Inlined into functions
    /// that are compiled for the vector instructions of the day.
    #[inline(always)]
    pub(crate) fn run_steps(&self, slots: &mut [Slot], words: usize) {
        let units = words.div_ceil(UNIT).min(WORDS / UNIT);
        for (n, step) in self.steps.iter().enumerate() {
            let (known, results) = slots.split_at_mut(self.sets.len() + n);
            let out = &mut results[0];
            let slot = |id: SlotId| &known[usize::from(id)];
            match *step {
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
        }
    }

    /// Reports the set bits of all outputs in the blocks of the chunk that begins at `chunk`.
    pub(crate) fn emit(&self, slots: &[Slot], chunk: usize, end: usize, out: &mut Vec<Mark>) {
        let blocks = blocks(chunk, end);
        let mut groups = [Slot::ZERO; MAX_GROUPS];
        let mut any = Slot::ZERO;
        for (group, outputs) in groups.iter_mut().zip(self.outputs.chunks(self.group())) {
            for (slot, _) in outputs {
                let slot = &slots[usize::from(*slot)];
                each(WORDS / UNIT, |i| group[i] |= slot[i]);
            }
            each(WORDS / UNIT, |i| any[i] |= group[i]);
        }
        for word in 1..=blocks {
            let base = chunk + (word - 1) * BLOCK;
            let mut bits = any[word] & valid(base, end);
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                for (group, outputs) in groups.iter().zip(self.outputs.chunks(self.group())) {
                    if group[word] >> bit & 1 == 0 {
                        continue;
                    }
                    for &(slot, trigger) in outputs {
                        if slots[usize::from(slot)][word] >> bit & 1 == 1 {
                            out.push(Mark { pos: (base + bit as usize) as u32, trigger });
                        }
                    }
                }
            }
        }
    }

    /// Calls `look` with each position at which a gate is open.
    pub(crate) fn gated(&self, slots: &[Slot], chunk: usize, end: usize, mut look: impl FnMut(usize, usize, u32)) {
        for word in 1..=blocks(chunk, end) {
            let base = chunk + (word - 1) * BLOCK;
            let open = self.gates.iter().fold(0, |open, slot| open | slots[usize::from(*slot)][word]);
            let mut bits = open & valid(base, end);
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                look(base + bit as usize, word, bit);
            }
        }
    }

    /// Outputs that are tested together.
    fn group(&self) -> usize {
        self.outputs.len().div_ceil(MAX_GROUPS).max(8)
    }

    /// Moves on by one chunk: the classes' last two words become their first two.
    pub(crate) fn carry(&self, slots: &mut [Slot]) {
        for slot in &mut slots[..self.sets.len()] {
            slot[0] = slot[WORDS - 2];
            slot[1] = slot[WORDS - 1];
        }
    }
}
