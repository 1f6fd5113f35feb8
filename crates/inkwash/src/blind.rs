//! Hashes that stand for values in one process only.

use std::hash::{BuildHasher as _, RandomState};

/// Hashes values so that nothing is told of them by what is kept.
#[derive(Clone, Default)]
pub(crate) struct Blind([RandomState; 2]);

impl Blind {
    /// Stands for a text, in this process only.
    pub(crate) fn hash(&self, text: &[u8]) -> u128 {
        let [one, two] = &self.0;
        u128::from(one.hash_one(text)) << 64 | u128::from(two.hash_one(text))
    }
}
