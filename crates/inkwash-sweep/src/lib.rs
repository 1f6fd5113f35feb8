//! The ground floor of inkwash: one pass over the bytes that marks where something *could* be.
//!
//! A [`Sweep`] is made from shapes (sequences of byte classes, written in a small language, see
//! [`Sweep::new`]) and literals. [`Sweep::marks`] reports every position at which one of them
//! matches, in order. What the marks mean is the caller's business.
//!
//! Blocks of 64 bytes become one bit mask per byte class; shapes are evaluated on the masks by
//! shifting and and-ing, for 64 positions at once, so the cost does not depend on the data and
//! hardly on how many shapes share a class. Literals are searched with the packed algorithms of
//! the `aho-corasick` crate.
//!
//! Masks are made with AVX-512BW or AVX2 where the processor has them, else byte by byte; the
//! tests prove all three equal. This is the only crate of the workspace that uses `unsafe`, and
//! `classify.rs` is its only file that does.
//!
//! ```
//! use inkwash_sweep::Sweep;
//! let sweep = Sweep::new(&["!9 9{3}-9{2}-9{4} !9", "w&@w"], &[b"AKIA"])?;
//! let mut marks = Vec::new();
//! sweep.marks(b"a@b 123-45-6789 AKIA", 0, &mut marks);
//! let found: Vec<_> = marks.iter().map(|m| (m.pos, m.trigger)).collect();
//! assert_eq!(found, [(1, 1), (4, 0), (16, 2)]);
//! # Ok::<(), inkwash_sweep::ShapeError>(())
//! ```

mod classify;
mod literal;
mod program;
mod shape;

use classify::{BLOCK, Classifier};
use literal::Literals;
use program::{CHUNK, Program, WORDS};

pub use shape::ShapeError;

/// A position at which a shape or a literal matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Byte offset of the anchor in the text.
    pub pos: u32,
    /// The number of the shape, or the number of shapes plus that of the literal.
    pub trigger: u16,
}

/// Compiled shapes and literals. Immutable, shareable.
pub struct Sweep {
    classifier: Classifier,
    program: Program,
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
        let mut program = Program::default();
        for (n, source) in shapes.iter().enumerate() {
            program.add(&shape::parse(source)?, n as u16);
        }
        Ok(Self {
            classifier: Classifier::new(program.sets()),
            program,
            literals: Literals::new(literals, shapes.len() as u16)?,
        })
    }

    /// Appends the marks of `text` whose anchor lies at offset `from` or later, sorted by
    /// position, then trigger. Bytes before `from` are looked at where a shape begins there or
    /// asks for what stands before it.
    ///
    /// # Panics
    /// If the text is 4 GiB or longer.
    pub fn marks(&self, text: &[u8], from: usize, out: &mut Vec<Mark>) {
        assert!(u32::try_from(text.len()).is_ok(), "a text of 4 GiB or more");
        if from >= text.len() {
            return;
        }
        let first = out.len();
        self.shape_marks(text, from, out);
        let shapes_end = out.len();
        self.literals.marks(text, from, out);
        if first < shapes_end && shapes_end < out.len() {
            // Two sorted runs: a stable sort merges them in linear time.
            out[first..].sort();
        }
    }

    fn shape_marks(&self, text: &[u8], from: usize, out: &mut Vec<Mark>) {
        if self.program.is_empty() {
            return;
        }
        let mut slots = self.program.slots();
        // Word 0 holds the block before the chunk, word WORDS - 1 the block after it.
        let mut chunk = from;
        self.classifier.masks(text, chunk as isize - BLOCK as isize, 0..2, &mut slots);
        loop {
            let start = chunk as isize - BLOCK as isize;
            self.classifier.masks(text, start, 2..WORDS, &mut slots);
            self.classifier.run(&self.program, &mut slots);
            self.program.emit(&slots, chunk, text.len(), out);
            chunk += CHUNK;
            if chunk >= text.len() {
                return;
            }
            self.program.carry(&mut slots);
        }
    }
}

#[cfg(test)]
mod tests;
