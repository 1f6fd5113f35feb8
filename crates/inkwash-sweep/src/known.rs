//! A set of keys that says no quickly (Burton H. Bloom, "Space/Time Trade-offs in Hash Coding with
//! Allowable Errors", 1970): two bits for each key, in a table that fits the L1 cache.

/// What may be in a set. One in a few hundred strangers is taken for a member where it has thousands.
pub(crate) struct Known(Vec<u64>);

impl Known {
    const BITS: u32 = 16;

    pub(crate) fn new(keys: impl Iterator<Item = u64>) -> Self {
        let mut bits = vec![0; 1 << (Self::BITS - 6)];
        for hash in keys.flat_map(Self::hashes) {
            bits[hash >> 6] |= 1 << (hash & 63);
        }
        Self(bits)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    #[inline(always)]
    fn hashes(key: u64) -> [usize; 2] {
        // The upper bits of a product depend on all bits of the key.
        let product = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        [product >> (64 - Self::BITS), product >> (64 - 2 * Self::BITS) & ((1 << Self::BITS) - 1)].map(|h| h as usize)
    }

    /// Whether the key may be in the set.
    #[inline(always)]
    pub(crate) fn has(&self, key: u64) -> bool {
        let bits = Self::hashes(key).map(|hash| self.0[hash >> 6] >> (hash & 63));
        bits[0] & bits[1] & 1 == 1
    }
}
