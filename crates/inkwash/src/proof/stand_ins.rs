//! Fingerprints of stand-ins, as filters: what was added is in them, and hardly any other.

/// Bloom filters of blocks of 64 bytes, in each word of which an entry has one bit (Putze, Sanders and Singler,
/// "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). Where one is as full as it may be, one of twice its
/// size follows.
#[derive(Default)]
pub(super) struct StandIns {
    layers: Vec<Layer>,
}

struct Layer {
    blocks: Vec<Block>,
    /// Bits that are set.
    ones: u64,
}

type Block = [u64; 8];

/// Blocks of the first layer: 64 KiB.
const FIRST: usize = 1 << 10;
/// A layer in which one bit of so many is set is full: fewer than one other in a million passes then.
const FULL: u64 = 8;
/// All layers together have less than 256 MiB. Then the last one goes on, and more others pass.
const LAYERS: usize = 12;
/// Bytes of a block.
const BLOCK: usize = 64;

impl StandIns {
    pub(super) fn add(&mut self, print: u64) {
        let full = self.layers.last().is_none_or(|last| last.ones > last.bits() / FULL);
        if full && self.layers.len() < LAYERS {
            self.layers.push(Layer { blocks: vec![[0; 8]; FIRST << self.layers.len()], ones: 0 });
        }
        if let Some(last) = self.layers.last_mut() {
            last.add(print);
        }
    }

    pub(super) fn may_have(&self, print: u64) -> bool {
        self.layers.iter().any(|layer| layer.may_have(print))
    }

    /// The chance that one passes which was not added.
    pub(super) fn chance(&self) -> f64 {
        let missed: f64 = self.layers.iter().map(|layer| 1.0 - layer.chance()).product();
        1.0 - missed
    }

    pub(super) fn layers(&self) -> usize {
        self.layers.len()
    }

    /// The bytes of so many layers, if there may be so many.
    pub(super) fn len(layers: usize) -> Option<usize> {
        (layers <= LAYERS).then(|| BLOCK * FIRST * ((1 << layers) - 1))
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let blocks = self.layers.iter().flat_map(|layer| &layer.blocks);
        blocks.flatten().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    }

    /// Reads layers of this [length](Self::len).
    pub(super) fn read(mut bytes: &[u8]) -> Self {
        let mut layers = Vec::new();
        while !bytes.is_empty() {
            let (layer, rest) = bytes.split_at(BLOCK * (FIRST << layers.len()));
            let word = |bytes: &[u8]| u64::from_le_bytes(std::array::from_fn(|i| bytes[i]));
            let block = |bytes: &[u8]| std::array::from_fn(|i| word(&bytes[8 * i..]));
            let blocks: Vec<Block> = layer.chunks_exact(BLOCK).map(block).collect();
            let ones = blocks.iter().flatten().map(|word| u64::from(word.count_ones())).sum();
            layers.push(Layer { blocks, ones });
            bytes = rest;
        }
        Self { layers }
    }
}

impl Layer {
    fn bits(&self) -> u64 {
        (self.blocks.len() * BLOCK * 8) as u64
    }

    /// An entry's block, and its bit in each of the block's words.
    fn place(&self, print: u64) -> (usize, Block) {
        let at = (u128::from(print) * self.blocks.len() as u128) >> 64;
        let bits = print.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (at as usize, std::array::from_fn(|i| 1 << (bits >> (16 + 6 * i) & 63)))
    }

    fn add(&mut self, print: u64) {
        let (at, bits) = self.place(print);
        for (word, bit) in self.blocks[at].iter_mut().zip(bits) {
            self.ones += u64::from(*word & bit == 0);
            *word |= bit;
        }
    }

    fn may_have(&self, print: u64) -> bool {
        let (at, bits) = self.place(print);
        self.blocks[at].iter().zip(bits).all(|(word, bit)| word & bit != 0)
    }

    fn chance(&self) -> f64 {
        let of_block = |block: &Block| block.iter().map(|word| f64::from(word.count_ones()) / 64.0).product::<f64>();
        self.blocks.iter().map(of_block).sum::<f64>() / self.blocks.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(n: u64) -> u64 {
        let z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    #[test]
    fn all_that_was_added_passes_and_hardly_anything_else() {
        let mut all = StandIns::default();
        assert!(!all.may_have(7) && all.chance() == 0.0);
        (0..200_000).for_each(|n| all.add(print(n)));
        let mut file = Vec::new();
        all.write(&mut file);
        assert_eq!(StandIns::len(all.layers()), Some(file.len()));
        let read = StandIns::read(&file);
        for all in [&all, &read] {
            assert!((0..200_000).all(|n| all.may_have(print(n))));
            let others = (1 << 32..(1 << 32) + 1_000_000).filter(|n| all.may_have(print(*n))).count();
            assert!(others < 10 && all.chance() < 3e-6, "{others} {}", all.chance());
        }
    }

    #[test]
    fn what_comes_again_takes_no_room() {
        let mut all = StandIns::default();
        (0..1_000_000).for_each(|n| all.add(print(n % 100)));
        assert_eq!(all.layers(), 1);
    }
}
