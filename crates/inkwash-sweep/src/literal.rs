//! Literals: candidates by their first bytes, all at once; then a look-up.
//!
//! As in the algorithm "Teddy" of Hyperscan (Xiang Wang and others, 2019), literals are spread over
//! buckets, and a table for each of the first places tells the buckets that have a literal with
//! this byte there. A position where some bucket agrees at all places is a candidate. Unlike in
//! Teddy, candidates are looked up by a hash of these bytes, so that a thousand literals cost
//! little more than ten.

use std::ops::Range;

use crate::classify::{BLOCK, Classifier, UNIT_BYTES};
use crate::program::UNIT;
use crate::{Mark, ShapeError};

/// Places whose bytes are looked at.
pub(crate) const PREFIX: usize = 4;
/// Bytes that every literal has.
const SHORTEST: usize = 3;
/// Tables of eight buckets each.
const TABLES: usize = 4;

/// For each place, by the byte's lower seven bits: the buckets that may have it there.
type Buckets = [[u8; 128]; PREFIX];
/// The same by the byte's lower and higher half.
type Halves = [([u8; 16], [u8; 16]); PREFIX];

pub(crate) struct Literals {
    /// With their triggers.
    all: Vec<(Vec<u8>, u16)>,
    buckets: Vec<Buckets>,
    halves: Vec<Halves>,
    /// The literals of [`SHORTEST`] bytes, and the longer ones.
    hashed: [Hashed; 2],
}

/// Literals by a hash of their first `bytes` bytes.
struct Hashed {
    bytes: usize,
    /// A bit for each hash that a literal has.
    known: Vec<u64>,
    /// By the hash's upper bits: where such literals begin.
    starts: Vec<u16>,
    /// In the order of hashes.
    literals: Vec<Head>,
}

/// What is compared of a literal before the literal itself is.
struct Head {
    hash: usize,
    /// Its first eight bytes, or fewer, the first of them lowest, and ones for each of them.
    bytes: u64,
    mask: u64,
    number: usize,
}

impl Hashed {
    const BITS: u32 = 15;
    /// Lower bits of hashes whose literals have one start.
    const SHARED: u32 = 4;

    fn new<'l>(bytes: usize, literals: impl Iterator<Item = (usize, &'l [u8])>) -> Self {
        let mut this = Self { bytes, known: vec![0; 1 << (Self::BITS - 6)], starts: Vec::new(), literals: Vec::new() };
        for (number, literal) in literals {
            let bytes = window(literal);
            let hash = this.hash(bytes);
            let mask = if literal.len() < 8 { (1 << (8 * literal.len())) - 1 } else { u64::MAX };
            this.known[hash >> 6] |= 1 << (hash & 63);
            this.literals.push(Head { hash, bytes, mask, number });
        }
        this.literals.sort_by_key(|head| (head.hash, head.number));
        let start = |upper: usize| this.literals.partition_point(|head| head.hash >> Self::SHARED < upper) as u16;
        this.starts = (0..=1 << (Self::BITS - Self::SHARED)).map(start).collect();
        this
    }

    #[inline(always)]
    fn hash(&self, window: u64) -> usize {
        let prefix = window as u32 & (u32::MAX >> (32 - 8 * self.bytes));
        (prefix.wrapping_mul(0x9e37_79b1) >> (32 - Self::BITS)) as usize
    }

    /// Whether a literal may begin with these bytes.
    #[inline(always)]
    fn knows(&self, window: u64) -> bool {
        let hash = self.hash(window);
        self.known[hash >> 6] >> (hash & 63) & 1 == 1
    }

    /// The numbers of the literals that begin with these bytes, as far as they can be told by them.
    #[inline(always)]
    fn like(&self, window: u64) -> impl Iterator<Item = usize> + '_ {
        let upper = self.hash(window) >> Self::SHARED;
        let literals = &self.literals[usize::from(self.starts[upper])..usize::from(self.starts[upper + 1])];
        literals.iter().filter(move |head| window & head.mask == head.bytes).map(|head| head.number)
    }
}

/// The first eight bytes, the first of them lowest; NUL for those that are not there.
#[inline(always)]
fn window(text: &[u8]) -> u64 {
    match text.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        None => text.iter().take(8).rev().fold(0, |window, b| window << 8 | u64::from(*b)),
    }
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
        all.sort_by_cached_key(|(literal, trigger)| (literal.to_ascii_lowercase(), *trigger));
        let hashed = [SHORTEST, PREFIX].map(|bytes| {
            let these = all.iter().enumerate().filter(|(_, (l, _))| (l.len() == SHORTEST) == (bytes == SHORTEST));
            Hashed::new(bytes, these.map(|(n, (literal, _))| (n, literal.as_slice())))
        });
        let mut this = Self {
            buckets: vec![[[0; 128]; PREFIX]; if all.is_empty() { 0 } else { TABLES }],
            halves: vec![[([0; 16], [0; 16]); PREFIX]; if all.is_empty() { 0 } else { TABLES }],
            hashed,
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

    /// Appends a mark for each literal that begins in `range`, in order.
    pub(crate) fn marks(&self, classifier: &Classifier, text: &[u8], range: Range<usize>, out: &mut Vec<Mark>) {
        if self.all.is_empty() {
            return;
        }
        let end = range.end;
        for unit in range.step_by(UNIT_BYTES) {
            for (block, mut candidates) in classifier.literals(self, text, unit).into_iter().enumerate() {
                while candidates != 0 {
                    let at = unit + block * BLOCK + candidates.trailing_zeros() as usize;
                    candidates &= candidates - 1;
                    if at < end {
                        self.verify(text, at, out);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn verify(&self, text: &[u8], at: usize, out: &mut Vec<Mark>) {
        let window = window(&text[at..]);
        if self.hashed[0].knows(window) | self.hashed[1].knows(window) {
            self.compare(text, at, window, out);
        }
    }

    fn compare(&self, text: &[u8], at: usize, window: u64, out: &mut Vec<Mark>) {
        for hashed in &self.hashed {
            for n in hashed.like(window) {
                let (literal, trigger) = &self.all[n];
                if text[at..].starts_with(literal) {
                    out.push(Mark { pos: at as u32, trigger: *trigger });
                }
            }
        }
    }
}
