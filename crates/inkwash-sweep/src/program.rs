//! Shapes as a straight program over bit masks.

use std::collections::HashMap;

use crate::Mark;
use crate::classify::BLOCK;
use crate::shape::{ByteSet, Item, Shape};

/// Blocks that are looked at together, the one before and the one after a chunk included. 32
/// words are four AVX-512 registers, and some 150 masks of that size fit the L1 cache.
pub(crate) const WORDS: usize = 32;
/// Bytes whose marks one round of the program yields.
pub(crate) const CHUNK: usize = (WORDS - 2) * BLOCK;

/// A bit for every byte of the blocks; one zero word follows, so that shifts may read it.
pub(crate) type Slot = [u64; WORDS + 1];

type SlotId = u16;

/// One operation on whole slots. Shifts move towards lower positions: bit p of `b >> n` is bit
/// p + n of `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// `a & b >> shift`
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
}

/// Results are numbered from here, classes from zero.
const FIRST_RESULT: SlotId = 1 << 14;
/// Outputs are tested in groups of this size.
const GROUP: usize = 8;

impl Program {
    pub(crate) fn is_empty(&self) -> bool {
        self.outputs.is_empty()
    }

    pub(crate) fn sets(&self) -> &[ByteSet] {
        &self.sets
    }

    pub(crate) fn slots(&self) -> Vec<Slot> {
        vec![[0; WORDS + 1]; self.sets.len() + self.steps.len()]
    }

    pub(crate) fn add(&mut self, shape: &Shape, trigger: u16) {
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
        if shape.anchor > 0 {
            mask = self.step(Step::Back { a: mask, shift: shape.anchor as u32 });
        }
        self.outputs.push((mask, trigger));
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

    fn index(&self, id: SlotId) -> usize {
        if id < FIRST_RESULT { id as usize } else { (id - FIRST_RESULT) as usize + self.sets.len() }
    }

    /// Computes all results from the classes' masks. Inlined into functions that are compiled
    /// for the vector instructions of the day.
    #[inline(always)]
    pub(crate) fn run_steps(&self, slots: &mut [Slot]) {
        for (n, step) in self.steps.iter().enumerate() {
            let (known, results) = slots.split_at_mut(self.sets.len() + n);
            let out = &mut results[0];
            match *step {
                Step::And { a, b, shift } => {
                    let (a, b) = (&known[self.index(a)], &known[self.index(b)]);
                    for i in 0..WORDS {
                        out[i] = a[i] & (b[i] >> shift | b[i + 1] << (64 - shift));
                    }
                }
                Step::OrAnd { a, b, c } => {
                    let (a, b, c) = (&known[self.index(a)], &known[self.index(b)], &known[self.index(c)]);
                    for i in 0..WORDS {
                        out[i] = a[i] | b[i] & (c[i] >> 1 | c[i + 1] << 63);
                    }
                }
                Step::Not { a } => {
                    let a = &known[self.index(a)];
                    for i in 0..WORDS {
                        out[i] = !a[i];
                    }
                }
                Step::NotBefore { a, b } => {
                    let (a, b) = (&known[self.index(a)], &known[self.index(b)]);
                    out[0] = a[0] & !(b[0] << 1);
                    for i in 1..WORDS {
                        out[i] = a[i] & !(b[i] << 1 | b[i - 1] >> 63);
                    }
                }
                Step::Back { a, shift } => {
                    let a = &known[self.index(a)];
                    out[0] = a[0] << shift;
                    for i in 1..WORDS {
                        out[i] = a[i] << shift | a[i - 1] >> (64 - shift);
                    }
                }
            }
        }
    }

    /// Reports the set bits of all outputs within the chunk that begins at `chunk`, up to `to`.
    pub(crate) fn emit(&self, slots: &[Slot], chunk: usize, to: usize, out: &mut Vec<Mark>) {
        let blocks = (to - chunk).div_ceil(BLOCK).min(WORDS - 2);
        for word in 1..=blocks {
            let base = chunk + (word - 1) * BLOCK;
            let valid = if to - base < BLOCK { (1 << (to - base)) - 1 } else { u64::MAX };
            let mut groups = [0u64; 32];
            let mut any = 0;
            for (g, group) in self.outputs.chunks(GROUP).enumerate() {
                let bits = group.iter().fold(0, |bits, (slot, _)| bits | slots[self.index(*slot)][word]) & valid;
                groups[g % 32] |= bits;
                any |= bits;
            }
            while any != 0 {
                let bit = any.trailing_zeros();
                any &= any - 1;
                for (g, group) in self.outputs.chunks(GROUP).enumerate() {
                    if groups[g % 32] >> bit & 1 == 0 {
                        continue;
                    }
                    for &(slot, trigger) in group {
                        if slots[self.index(slot)][word] >> bit & 1 == 1 {
                            out.push(Mark { pos: (base + bit as usize) as u32, trigger });
                        }
                    }
                }
            }
        }
    }

    /// Moves on by one chunk: the classes' last two words become their first two.
    pub(crate) fn carry(&self, slots: &mut [Slot]) {
        for slot in &mut slots[..self.sets.len()] {
            slot[0] = slot[WORDS - 2];
            slot[1] = slot[WORDS - 1];
        }
    }
}
