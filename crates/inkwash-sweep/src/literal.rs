//! Literals: candidates by their first bytes, all at once; then a look-up.
//!
//! As in the algorithm "Teddy" of Hyperscan (Xiang Wang and others, 2019), literals are spread over
//! buckets, and a table for each of the first places tells the buckets that have a literal with
//! this byte there. A position where some bucket agrees at all places is a candidate. Unlike in
//! Teddy, candidates are verified with a hash table, so that hundreds of literals cost no more
//! than ten.

use crate::classify::{BLOCK, Classifier, UNIT_BYTES};
use crate::program::UNIT;
use crate::{Mark, ShapeError};

/// Places whose bytes are looked at.
pub(crate) const PREFIX: usize = 4;
/// Bytes that every literal has.
const SHORTEST: usize = 3;
/// Tables of eight buckets each.
const TABLES: usize = 2;
const HASH_BITS: u32 = 11;

/// For each place, by the byte's lower seven bits: the buckets that may have it there.
type Buckets = [[u8; 128]; PREFIX];
/// The same by the byte's lower and higher half.
type Halves = [([u8; 16], [u8; 16]); PREFIX];

pub(crate) struct Literals {
    /// Sorted; with their triggers.
    all: Vec<(Vec<u8>, u16)>,
    buckets: Vec<Buckets>,
    halves: Vec<Halves>,
    /// By hash of the first three bytes: the literals that have it.
    by_hash: Vec<Vec<u16>>,
}

fn hash(prefix: [u8; SHORTEST]) -> usize {
    let [a, b, c] = prefix.map(u32::from);
    ((a | b << 8 | c << 16).wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize
}

impl Literals {
    pub(crate) fn new(literals: &[&[u8]], first: u16) -> Result<Self, ShapeError> {
        let mut all: Vec<(Vec<u8>, u16)> =
            literals.iter().enumerate().map(|(n, l)| (l.to_vec(), first + n as u16)).collect();
        if let Some((short, _)) = all.iter().find(|(l, _)| l.len() < SHORTEST) {
            let shown = String::from_utf8_lossy(short).into_owned();
            return Err(ShapeError::new(shown, "a literal has three bytes or more"));
        }
        // Neighbours begin alike, so that a bucket of them has few bytes at each place.
        all.sort();
        let mut this = Self {
            buckets: vec![[[0; 128]; PREFIX]; if all.is_empty() { 0 } else { TABLES }],
            halves: vec![[([0; 16], [0; 16]); PREFIX]; if all.is_empty() { 0 } else { TABLES }],
            by_hash: vec![Vec::new(); 1 << HASH_BITS],
            all,
        };
        for (n, (literal, _)) in this.all.iter().enumerate() {
            let bucket = n * TABLES * 8 / this.all.len();
            let (table, bit) = (bucket / 8, 1 << (bucket % 8));
            for place in 0..PREFIX {
                let (low, high) = &mut this.halves[table][place];
                let byte = literal.get(place);
                let here = |b: u8| byte.is_none_or(|byte| *byte == b);
                for b in (0..=u8::MAX).filter(|b| here(*b)) {
                    this.buckets[table][place][usize::from(b & 127)] |= bit;
                    low[usize::from(b & 15)] |= bit;
                    high[usize::from(b >> 4)] |= bit;
                }
            }
            if let Some(prefix) = literal.first_chunk() {
                this.by_hash[hash(*prefix)].push(n as u16);
            }
        }
        Ok(this)
    }

    pub(crate) fn buckets(&self) -> &[Buckets] {
        &self.buckets
    }

    pub(crate) fn halves(&self) -> &[Halves] {
        &self.halves
    }

    /// Where in the unit of blocks a literal may begin, a bit each.
    pub(crate) fn candidates(&self, bytes: &[u8; UNIT_BYTES + PREFIX]) -> [u64; UNIT] {
        let mut candidates = [0; UNIT];
        for buckets in &self.buckets {
            for (at, bytes) in bytes.windows(PREFIX).take(UNIT_BYTES).enumerate() {
                let bits = bytes.iter().zip(buckets).fold(u8::MAX, |all, (b, table)| all & table[usize::from(b & 127)]);
                candidates[at / BLOCK] |= u64::from(bits != 0) << (at % BLOCK);
            }
        }
        candidates
    }

    /// Appends a mark for each literal that begins in `text` at `from` or later, in order.
    pub(crate) fn marks(&self, classifier: &Classifier, text: &[u8], from: usize, out: &mut Vec<Mark>) {
        if self.all.is_empty() {
            return;
        }
        for unit in (from..text.len()).step_by(UNIT_BYTES) {
            for (block, mut candidates) in classifier.literals(self, text, unit).into_iter().enumerate() {
                while candidates != 0 {
                    let at = unit + block * BLOCK + candidates.trailing_zeros() as usize;
                    candidates &= candidates - 1;
                    self.verify(text, at, out);
                }
            }
        }
    }

    fn verify(&self, text: &[u8], at: usize, out: &mut Vec<Mark>) {
        let Some(prefix) = text.get(at..).and_then(|rest| rest.first_chunk()) else { return };
        for &n in &self.by_hash[hash(*prefix)] {
            let (literal, trigger) = &self.all[usize::from(n)];
            if text[at..].starts_with(literal) {
                out.push(Mark { pos: at as u32, trigger: *trigger });
            }
        }
    }
}
