//! Places that are looked up together.

use crate::classify::{BLOCK, Isa};
use crate::program::UNIT;

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

    pub(crate) fn clear(&mut self) {
        self.count = 0;
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

    /// Those that pass the test.
    #[inline(always)]
    pub(crate) fn keep(&mut self, test: impl Fn(usize) -> bool) -> &[u32] {
        let mut kept = 0;
        for n in 0..self.count {
            let pos = self.at[n];
            self.at[kept] = pos;
            kept += usize::from(test(pos as usize));
        }
        &self.at[..kept]
    }
}
