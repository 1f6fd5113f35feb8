//! A set of keys that says no quickly (Burton H. Bloom, "Space/Time Trade-offs in Hash Coding with
//! Allowable Errors", 1970): two bits for each key, both in one word of a table that fits the L1 cache.

/// What may be in a set. One in a few hundred strangers is taken for a member where it has thousands.
pub(crate) struct Known {
    words: Box<[u64; Self::WORDS]>,
    is_empty: bool,
}

impl Known {
    const WORDS: usize = 2048;
    /// The upper bits of a key's product with this depend on all bits of the key.
    pub(crate) const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    /// Where in the product the number of the word begins; the word's bits' numbers are below it.
    pub(crate) const WORD: u32 = 64 - Self::WORDS.ilog2();
    /// Where the six bits of each of the two numbers begin.
    pub(crate) const BITS: [u32; 2] = [Self::WORD - 6, Self::WORD - 12];

    pub(crate) fn new(keys: impl Iterator<Item = u64>) -> Self {
        let mut known = Self { words: Box::new([0; Self::WORDS]), is_empty: true };
        for key in keys {
            let product = key.wrapping_mul(Self::FACTOR);
            let bits = Self::BITS.map(|from| 1u64 << (product >> from & 63));
            known.words[(product >> Self::WORD) as usize] |= bits[0] | bits[1];
            known.is_empty = false;
        }
        known
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.is_empty
    }

    pub(crate) fn words(&self) -> &[u64; Self::WORDS] {
        &self.words
    }

    /// Whether the key may be in the set.
    #[inline(always)]
    pub(crate) fn has(&self, key: u64) -> bool {
        let product = key.wrapping_mul(Self::FACTOR);
        let word = self.words[(product >> Self::WORD) as usize];
        let [a, b] = Self::BITS.map(|from| word >> (product >> from & 63));
        a & b & 1 == 1
    }
}
