//! The ground floor of inkwash: one pass over the bytes that marks where something *could* be.
//!
//! A [`Sweep`] is made from shapes (sequences of byte classes, written in a small language, see
//! [`Sweep::new`]) and literals. [`Sweep::marks`] reports every position at which one of them
//! matches, in order. What the marks mean is the caller's business.
//!
//! Blocks of 64 bytes become one bit mask per byte class; shapes are evaluated on the masks by
//! shifting and and-ing, for 64 positions at once, so the cost does not depend on the data and
//! hardly on how many shapes share a class. Shapes that begin with digits take a short cut: see
//! `runs.rs`. Literals are told by their rarest bytes: see `literal.rs`; words by where they begin
//! and end: see `words.rs`.
//!
//! Masks are made with AVX-512 or AVX2 where the processor has them, else byte by byte; the
//! tests prove all three equal. This is the only crate of the workspace that uses `unsafe`, and
//! `classify.rs` is its only file that does.
//!
//! ```
//! use inkwash_sweep::Sweep;
//! let sweep = Sweep::new(&["!9 9{3}-9{2}-9{4} !9", "w&@w"], &[b"AKIA"])?;
//! let mut marks = Vec::new();
//! sweep.marks(b"a@b 123-45-6789 AKIA", 0..20, &mut Default::default(), &mut marks);
//! let found: Vec<_> = marks.iter().map(|m| (m.pos, m.trigger)).collect();
//! assert_eq!(found, [(1, 1), (4, 0), (16, 2)]);
//! # Ok::<(), inkwash_sweep::ShapeError>(())
//! ```
// Elsewhere than on x86-64 the tables that only its instructions read are not.
#![cfg_attr(not(target_arch = "x86_64"), allow(dead_code, unused_imports))]

mod classify;
mod gate;
mod known;
mod literal;
mod places;
mod program;
mod runs;
mod shape;
mod words;

use std::ops::Range;

use classify::{BLOCK, Classifier};
use literal::Literals;
use program::{CHUNK, Program, Slot, UNIT, WORDS};
use runs::Runs;
use shape::ByteSet;

pub use shape::ShapeError;
pub use words::{WordMark, Words};

/// A position at which a shape or a literal matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Byte offset of the anchor in the text.
    pub pos: u32,
    /// The number of the shape, or the number of shapes plus that of the literal.
    pub trigger: u16,
}

/// Memory that a sweep needs, kept between calls. One per thread.
#[derive(Default)]
pub struct SweepScratch {
    slots: Vec<Slot>,
    by_run: Vec<Mark>,
    by_literal: Vec<Mark>,
}

/// Compiled shapes and literals. Immutable, shareable.
pub struct Sweep {
    classifier: Classifier,
    program: Program,
    runs: Runs,
    /// The slot of the digits' masks.
    digits: usize,
    literals: Literals,
}

impl Sweep {
    /// The longest stretch that a shape can match, in bytes.
    pub const SHAPE_MAX: usize = 63;

    /// Compiles shapes and literals. `inkwash_core::Trigger` describes the language of shapes.
    ///
    /// # Errors
    /// If a shape does not follow the language or is too long, or a literal has fewer than three
    /// bytes.
    pub fn new(shapes: &[&str], literals: &[&[u8]]) -> Result<Self, ShapeError> {
        let (mut program, mut runs) = (Program::default(), Runs::new());
        let digits = program.class_of(ByteSet::digits());
        for (n, source) in shapes.iter().enumerate() {
            if let Err(other) = runs.add(shape::parse(source)?, n as u16) {
                program.add(other, n as u16);
            }
        }
        if !runs.is_empty() {
            runs.compile().iter().for_each(|gate| program.add_gate(gate));
        }
        program.finish();
        Ok(Self {
            classifier: Classifier::new(program.sets()),
            program,
            runs,
            digits,
            literals: Literals::new(literals, shapes.len() as u16)?,
        })
    }

    /// Appends the marks of `text` whose anchor lies in `range`, sorted by position, then trigger.
    /// Bytes around the range are looked at where a shape stands in them or asks for what stands
    /// around it.
    ///
    /// # Panics
    /// If the text is 4 GiB or longer, or the range is not in it.
    pub fn marks(&self, text: &[u8], range: Range<usize>, scratch: &mut SweepScratch, out: &mut Vec<Mark>) {
        assert!(u32::try_from(text.len()).is_ok() && range.end <= text.len(), "a range of a text below 4 GiB");
        if range.is_empty() {
            return;
        }
        let SweepScratch { slots, by_run, by_literal } = scratch;
        slots.resize(self.program.slots(), Slot::ZERO);
        by_run.clear();
        by_literal.clear();
        let first = out.len();
        self.classifier.shape_marks(self, text, range.clone(), slots, out, by_run);
        self.classifier.literal_marks(&self.literals, text, range, by_literal);
        // Shapes and literals may begin alike.
        for marks in [&mut *by_run, &mut *by_literal] {
            if !marks.is_sorted() {
                marks.sort_unstable();
            }
        }
        merge(out, first, by_run);
        merge(out, first, by_literal);
    }

    /// Inlined into functions that are compiled for the instructions of the day.
    #[inline(always)]
    fn shape_marks(
        &self,
        text: &[u8],
        range: Range<usize>,
        slots: &mut [Slot],
        out: &mut Vec<Mark>,
        by_run: &mut Vec<Mark>,
    ) {
        let end = range.end;
        // Word 0 holds the block before the chunk, the last word the block after it.
        for chunk in range.step_by(CHUNK) {
            let words = WORDS.min((end - chunk).div_ceil(BLOCK) + 2);
            let units = words.div_ceil(UNIT);
            self.classifier.masks(text, chunk as isize - BLOCK as isize, units, slots);
            self.classifier.run(&self.program, slots, units);
            self.program.emit(slots, chunk, end, text, out);
            let digits = &slots[self.digits];
            let gates = self.program.gates(slots, chunk, end);
            for (word, mut bits) in gates.into_iter().enumerate() {
                while bits != 0 {
                    let bit = bits.trailing_zeros();
                    bits &= bits - 1;
                    let ahead = (u128::from(digits[word + 1]) << 64 | u128::from(digits[word])) >> bit;
                    let pos = chunk + (word - 1) * BLOCK + bit as usize;
                    self.runs.look(text, pos, ahead as u64, by_run);
                }
            }
        }
    }
}

/// Merges sorted marks into `all[first..]`, which is sorted too, from the end on.
fn merge(all: &mut Vec<Mark>, first: usize, more: &[Mark]) {
    let Some(&filler) = more.first() else { return };
    let (mut old, mut new) = (all.len(), more.len());
    all.resize(old + new, filler);
    for to in (first..all.len()).rev() {
        if new == 0 {
            return;
        }
        if old > first && all[old - 1] > more[new - 1] {
            old -= 1;
            all[to] = all[old];
        } else {
            new -= 1;
            all[to] = more[new];
        }
    }
}

#[cfg(test)]
mod tests;
