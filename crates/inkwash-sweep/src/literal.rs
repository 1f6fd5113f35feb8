//! Literals: candidates by a few of their bytes; then a look-up.
//!
//! The bytes are those of a *window*, the four in a row that are rarest in texts. Where a processor
//! reads from sixteen places of a table at once (AVX-512), the windows at all positions are hashed, and
//! one position in a hundred is a candidate. Elsewhere it is as in the algorithm "Teddy" of Hyperscan
//! (Xiang Wang and others, 2019): literals are spread over buckets, tables tell the buckets that have a
//! literal with these bytes, and a position where some bucket agrees in all tables is a candidate.
//! Candidates are looked up by a hash of up to six bytes, so that a thousand literals cost little more
//! than ten.

use std::ops::Range;

use crate::classify::{BLOCK, Classifier, UNIT_BYTES};
use crate::program::UNIT;
use crate::shape::frequency_of;
use crate::{Mark, ShapeError};

/// Bytes of a window that tables tell about.
pub(crate) const WINDOW: usize = 4;
/// Bytes that every literal has.
const SHORTEST: usize = 3;
/// Tables of eight buckets each. With twice as many, a fourth as many positions are candidates in vain.
const TABLES: usize = 4;
/// Words of [`Windows`]; together they take 16 KiB.
const CELLS: usize = 4096;
/// Literals with so many bytes or more are hashed by as many, others by as many as they all have.
const HASHED: [usize; 3] = [SHORTEST, 4, 6];

/// By a hash of a window's first three bytes: a bit for each fourth byte, by its lowest five bits, with
/// which they may be a literal's window.
pub(crate) struct Windows(Box<[u32; CELLS]>);

impl Windows {
    /// What the first three bytes are multiplied with.
    pub(crate) const FACTOR: u32 = 0x9e37_79b1;
    /// Where in the product the number of a cell begins.
    pub(crate) const CELL: u32 = u32::BITS - CELLS.ilog2();

    fn new() -> Self {
        Self(Box::new([0; CELLS]))
    }

    fn cell(window: u32) -> usize {
        ((window << 8).wrapping_mul(Self::FACTOR) >> Self::CELL) as usize
    }

    /// Takes a window of three bytes, the first of them lowest, or of four.
    fn insert(&mut self, window: u32, fourth: bool) {
        let bit = if fourth { 1 << (window >> 24 & 31) } else { u32::MAX };
        self.0[Self::cell(window)] |= bit;
    }

    pub(crate) fn cells(&self) -> &[u32; CELLS] {
        &self.0
    }

    /// Whether a literal may have this window.
    fn has(&self, window: u32) -> bool {
        self.0[Self::cell(window)] >> (window >> 24 & 31) & 1 == 1
    }
}

/// For each byte of the window, by its lower and higher half.
type Halves = [([u8; 16], [u8; 16]); WINDOW];

pub(crate) struct Literals {
    all: Vec<Literal>,
    /// How far behind its literal's start a window begins at most.
    furthest: usize,
    windows: Windows,
    halves: Vec<Halves>,
    hashed: [Hashed; HASHED.len()],
}

struct Literal {
    bytes: Vec<u8>,
    trigger: u16,
    /// Where its window begins in it.
    window: usize,
}

impl Literal {
    fn window(&self) -> &[u8] {
        &self.bytes[self.window..]
    }
}

/// Literals by a hash of the first bytes of their windows.
struct Hashed {
    /// Ones for the bytes that are hashed.
    mask: u64,
    /// By hash: where such literals begin.
    starts: Vec<u16>,
    /// In the order of hashes.
    literals: Vec<Head>,
}

/// What is compared of a literal before the literal itself is.
struct Head {
    hash: usize,
    /// Eight bytes from its window on, or fewer, the first of them lowest, and ones for each of them.
    bytes: u64,
    mask: u64,
    number: usize,
}

impl Hashed {
    const BITS: u32 = 11;

    fn new<'l>(bytes: usize, literals: impl Iterator<Item = (usize, &'l [u8])>) -> Self {
        let hashed = u64::MAX >> (64 - 8 * bytes);
        let head = |(number, literal): (usize, &[u8])| {
            let bytes = window(literal);
            let mask = if literal.len() < 8 { (1 << (8 * literal.len())) - 1 } else { u64::MAX };
            Head { hash: Self::hash(bytes & hashed), bytes, mask, number }
        };
        let mut literals: Vec<Head> = literals.map(head).collect();
        literals.sort_by_key(|head| (head.hash, head.number));
        let start = |hash: usize| literals.partition_point(|head| head.hash < hash) as u16;
        Self { mask: hashed, starts: (0..=1 << Self::BITS).map(start).collect(), literals }
    }

    fn hash(key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::BITS)) as usize
    }

    /// The numbers of the literals that have these bytes, as far as they can be told by them.
    #[inline(always)]
    fn like(&self, window: u64) -> impl Iterator<Item = usize> + '_ {
        let hash = Self::hash(window & self.mask);
        let literals = &self.literals[usize::from(self.starts[hash])..usize::from(self.starts[hash + 1])];
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

/// Where the window of a literal begins: the four bytes that are rarest in texts, as far as its bytes
/// are hashed in full from there on.
fn rarest_window(literal: &[u8]) -> usize {
    let hashed = HASHED.into_iter().rev().find(|n| *n <= literal.len()).unwrap_or(SHORTEST);
    let rate = |at: usize| literal[at..].iter().take(WINDOW).map(|b| frequency_of(*b)).product::<f64>();
    (0..=literal.len() - hashed).min_by(|a, b| rate(*a).total_cmp(&rate(*b))).unwrap_or(0)
}

impl Literals {
    pub(crate) fn new(literals: &[&[u8]], first: u16) -> Result<Self, ShapeError> {
        if let Some(short) = literals.iter().find(|l| l.len() < SHORTEST) {
            let shown = String::from_utf8_lossy(short).into_owned();
            return Err(ShapeError::new(shown, "a literal has three bytes or more"));
        }
        let literal = |(n, bytes): (usize, &&[u8])| Literal {
            bytes: bytes.to_vec(),
            trigger: first + n as u16,
            window: rarest_window(bytes),
        };
        let mut all: Vec<Literal> = literals.iter().enumerate().map(literal).collect();
        // Neighbours are alike, so that a bucket of them has few bytes; and short ones, which have no
        // fourth, have buckets of their own.
        all.sort_by_cached_key(|l| (l.bytes.len() > SHORTEST, l.window().to_vec(), l.trigger));
        let hashed = std::array::from_fn(|class| {
            let lengths = HASHED[class]..HASHED.get(class + 1).copied().unwrap_or(usize::MAX);
            let these = all.iter().enumerate().filter(|(_, l)| lengths.contains(&l.bytes.len()));
            Hashed::new(HASHED[class], these.map(|(n, l)| (n, l.window())))
        });
        let mut windows = Windows::new();
        let tables = TABLES.min(all.len().div_ceil(8));
        let mut halves = vec![[([0; 16], [0; 16]); WINDOW]; tables];
        for (n, literal) in all.iter().enumerate() {
            windows.insert(window(literal.window()) as u32, literal.window().len() >= WINDOW);
            let bucket = n * tables * 8 / all.len();
            for (place, (low, high)) in halves[bucket / 8].iter_mut().enumerate() {
                let byte = literal.window().get(place);
                for b in (0..=u8::MAX).filter(|b| byte.is_none_or(|byte| byte == b)) {
                    low[usize::from(b & 15)] |= 1 << (bucket % 8);
                    high[usize::from(b >> 4)] |= 1 << (bucket % 8);
                }
            }
        }
        let furthest = all.iter().map(|l| l.window).max().unwrap_or(0);
        Ok(Self { all, furthest, windows, halves, hashed })
    }

    pub(crate) fn windows(&self) -> &Windows {
        &self.windows
    }

    pub(crate) fn halves(&self) -> &[Halves] {
        &self.halves
    }

    /// Where in the unit of blocks a window may begin, a bit each.
    pub(crate) fn candidates(&self, bytes: &[u8; UNIT_BYTES + WINDOW]) -> [u64; UNIT] {
        let mut candidates = [0; UNIT];
        for (at, bytes) in bytes.windows(WINDOW).take(UNIT_BYTES).enumerate() {
            candidates[at / BLOCK] |= u64::from(self.windows.has(window(bytes) as u32)) << (at % BLOCK);
        }
        candidates
    }

    /// Appends a mark for each literal that begins in `range`, in no order.
    #[inline(always)]
    pub(crate) fn marks(&self, classifier: &Classifier, text: &[u8], range: Range<usize>, out: &mut Vec<Mark>) {
        if self.all.is_empty() {
            return;
        }
        let end = text.len().min(range.end + self.furthest);
        for unit in (range.start..end).step_by(UNIT_BYTES) {
            for (block, mut candidates) in classifier.literals(self, text, unit).into_iter().enumerate() {
                while candidates != 0 {
                    let at = unit + block * BLOCK + candidates.trailing_zeros() as usize;
                    candidates &= candidates - 1;
                    self.compare(text, at, &range, out);
                }
            }
        }
    }

    /// Appends marks of the literals whose window begins at `at`.
    fn compare(&self, text: &[u8], at: usize, range: &Range<usize>, out: &mut Vec<Mark>) {
        let window = window(text.get(at..).unwrap_or_default());
        for hashed in &self.hashed {
            for n in hashed.like(window) {
                let literal = &self.all[n];
                let start = at.checked_sub(literal.window).filter(|start| range.contains(start));
                if let Some(start) = start
                    && text[start..].starts_with(&literal.bytes)
                {
                    out.push(Mark { pos: start as u32, trigger: literal.trigger });
                }
            }
        }
    }
}
