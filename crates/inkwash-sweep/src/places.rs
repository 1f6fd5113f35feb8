//! Places that are looked up together.

use crate::classify::{BLOCK, Isa};
use crate::known::Known;
use crate::program::UNIT;
use crate::words::Part;

/// Places in a unit of blocks. A loop over the bits of each block would be of another length each time,
/// which processors guess wrong.
pub(crate) struct Places {
    at: [u32; Self::MOST],
    count: usize,
}

impl Places {
    const MOST: usize = UNIT * BLOCK;

    pub(crate) fn new() -> Self {
        Self { at: [0; Self::MOST], count: 0 }
    }

    /// Whether there may be no room for another block.
    pub(crate) fn is_full(&self) -> bool {
        self.count > Self::MOST - BLOCK
    }

    /// Adds the places that are bits of the block at `at`.
    ///
    /// # Panics
    /// If it is full.
    #[inline(always)]
    pub(crate) fn add(&mut self, isa: Isa, bits: u64, at: usize) {
        let room = self.at[self.count..].first_chunk_mut().expect("room for a block");
        self.count += isa.positions(bits, at as u32, room);
    }

    /// Those at which the text may have a word of the set. Forgets them all.
    #[inline(always)]
    pub(crate) fn take_known(&mut self, isa: Isa, known: &Known, text: &[u8], part: Part) -> &[u32] {
        let count = std::mem::take(&mut self.count);
        let kept = isa.keep_known(known, text, part, &mut self.at[..count]);
        &self.at[..kept]
    }
}
