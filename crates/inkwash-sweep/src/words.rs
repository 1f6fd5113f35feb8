//! Words: where in a text some of thousands may begin or end, told by a few of their letters.
//!
//! A mask says where words begin and end; there up to five letters are hashed, and a bit says
//! whether a word of the list has that hash. Words that are shorter are only met where they stand
//! alone, since the letters that follow would be hashed too. All bytes that are not ASCII are
//! letters, and each of their characters begins a word: Chinese has no blanks.

use std::ops::Range;

use crate::classify::{BLOCK, Isa};
use crate::known::Known;

/// A place where a word of the list may begin or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordMark {
    /// Byte offset of its first byte, or of the byte after its last one.
    pub pos: u32,
    /// Whether it may end there, as the end of a longer word.
    pub ends: bool,
}

/// Letters that are hashed.
const TOLD: usize = 5;

/// What words there may be. Immutable, shareable.
pub struct Words {
    isa: Isa,
    is_empty: bool,
    heads: Known,
    tails: Known,
}

/// What stands in 64 bytes of a text, a bit for each byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordMasks {
    /// ASCII letters.
    pub(crate) letters: u64,
    /// Bytes that are not ASCII.
    pub(crate) high: u64,
    /// The first bytes of characters that are not ASCII.
    pub(crate) first: u64,
}

impl WordMasks {
    fn words(self) -> u64 {
        self.letters | self.high
    }

    pub(crate) fn portable(block: &[u8; BLOCK]) -> Self {
        let mut masks = Self::default();
        for (i, b) in block.iter().enumerate() {
            masks.letters |= u64::from(b.is_ascii_alphabetic()) << i;
            masks.high |= u64::from(!b.is_ascii()) << i;
            masks.first |= u64::from(*b >= 0xc0) << i;
        }
        masks
    }
}

/// The lowest `n` bytes of a window without their case (and a little more).
#[inline(always)]
fn key(window: u64, n: usize) -> u64 {
    (window | 0x2020_2020_2020_2020) & (u64::MAX >> (64 - 8 * n))
}

/// How many bytes are hashed where a word begins that has so many ASCII letters first.
#[inline(always)]
fn told(window: u64, letters: usize) -> usize {
    let character = if window as u8 >= 0xe0 { 3 } else { 2 };
    if window as u8 >= 0x80 { character } else { letters.clamp(1, TOLD) }
}

/// Eight bytes from `at` on, the first of them lowest; NUL for those that are not there.
#[inline(always)]
fn eight(text: &[u8], at: usize) -> u64 {
    match text.get(at..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => text.get(at..).unwrap_or_default().iter().rev().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

/// Eight bytes that end before `end`, the last of them lowest; NUL for those that are not there.
#[inline(always)]
fn eight_before(text: &[u8], end: usize) -> u64 {
    match text[..end].last_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => text[..end].iter().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

/// The bits that are set, from the lowest on.
#[inline(always)]
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (bits != 0).then(|| bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        lowest
    })
}

impl Words {
    /// Bytes that a longer word has at least of which only the end may be in the list.
    pub const TAIL: usize = TOLD;

    /// What is looked for where words begin, and where longer words end: the latter have [`TAIL`](Self::TAIL)
    /// bytes or more, all of them letters or not ASCII, else they are not met. ASCII letters are met in
    /// any case.
    pub fn new<'w>(heads: impl Iterator<Item = &'w [u8]>, tails: impl Iterator<Item = &'w [u8]>) -> Self {
        Self::with_isa(heads, tails, Isa::available()[0])
    }

    /// `isa` must be one of [`Isa::available`].
    pub(crate) fn with_isa<'w>(
        heads: impl Iterator<Item = &'w [u8]>,
        tails: impl Iterator<Item = &'w [u8]>,
        isa: Isa,
    ) -> Self {
        let head = |word: &[u8]| {
            let letters = word.iter().take_while(|b| b.is_ascii_alphabetic()).count();
            key(eight(word, 0), told(eight(word, 0), letters))
        };
        let tails = tails.filter(|word| word.len() >= Self::TAIL);
        let heads = Known::new(heads.filter(|word| !word.is_empty()).map(head));
        let tails = Known::new(tails.map(|word| key(eight_before(word, word.len()), TOLD)));
        Self { isa, is_empty: heads.is_empty() && tails.is_empty(), heads, tails }
    }

    /// Appends the places where words of the list may begin in `range`, and where they may end in
    /// it or right behind it (but not where it begins) as the end of a longer word. A few too many,
    /// never too few. Bytes around the range are looked at.
    ///
    /// # Panics
    /// If the text is 4 GiB or longer, or the range is not in it.
    pub fn marks(&self, text: &[u8], range: Range<usize>, out: &mut Vec<WordMark>) {
        assert!(u32::try_from(text.len()).is_ok() && range.end <= text.len(), "a range of a text below 4 GiB");
        if !range.is_empty() && !self.is_empty {
            self.isa.word_marks(self, text, range, out);
        }
    }

    /// Inlined into functions that are compiled for the instructions of the day.
    #[inline(always)]
    pub(crate) fn marks_in(&self, text: &[u8], range: Range<usize>, out: &mut Vec<WordMark>) {
        let Range { start: from, end: to } = range;
        let mut found = [0; BLOCK];
        let mut before = self.isa.word_masks_at(text, from as isize - BLOCK as isize);
        let mut here = self.isa.word_masks_at(text, from as isize);
        for at in (from..=to).step_by(BLOCK) {
            let after = self.isa.word_masks_at(text, (at + BLOCK) as isize);
            let within = |bits: u64, most: usize| if most < BLOCK { bits & ((1 << most) - 1) } else { bits };
            let starts = here.first | here.letters & !(here.letters << 1 | before.letters >> (BLOCK - 1));
            let letters = [here.letters, after.letters];
            let heads = self.heads(text, at, within(starts, to - at), letters, &mut found);
            out.extend(heads.iter().map(|pos| WordMark { pos: *pos, ends: false }));
            let words = |n: u32| here.words() << n | before.words() >> (BLOCK as u32 - n);
            let mut ends = !(here.letters | here.high & !here.first);
            for n in 1..=Self::TAIL as u32 + 1 {
                ends &= words(n);
            }
            // What ends where the range begins was found before it.
            let ends = if at == from { ends & !1 } else { ends };
            let tails = self.tails(text, at, within(ends, to - at + 1), &mut found);
            out.extend(tails.iter().map(|pos| WordMark { pos: *pos, ends: true }));
            (before, here) = (here, after);
        }
    }

    /// The starts, as bits of the block at `at`, where a word of the list may begin.
    #[inline(always)]
    fn heads<'f>(
        &self,
        text: &[u8],
        at: usize,
        starts: u64,
        [here, after]: [u64; 2],
        found: &'f mut [u32; BLOCK],
    ) -> &'f [u32] {
        let mut count = 0;
        let letters = u128::from(after) << BLOCK | u128::from(here);
        for i in ones(starts) {
            let window = eight(text, at + i);
            let run = (!(letters >> i) as u64).trailing_zeros() as usize;
            found[count % BLOCK] = (at + i) as u32;
            count += usize::from(self.heads.has(key(window, told(window, run))));
        }
        &found[..count]
    }

    /// The ends, as bits of the block at `at`, where a word of the list may end.
    #[inline(always)]
    fn tails<'f>(&self, text: &[u8], at: usize, ends: u64, found: &'f mut [u32; BLOCK]) -> &'f [u32] {
        let mut count = 0;
        for i in ones(ends) {
            found[count % BLOCK] = (at + i) as u32;
            count += usize::from(self.tails.has(key(eight_before(text, at + i), TOLD)));
        }
        &found[..count]
    }
}
