//! Words: where in a text some of thousands may begin or end, told by a few of their letters.
//!
//! A mask says where words begin and end; there up to five letters are hashed, and a bit says
//! whether a word of the list has that hash. Words that are shorter are only met where they stand
//! alone, since the letters that follow would be hashed too. All bytes that are not ASCII are
//! letters, and each of their characters begins a word: Chinese has no blanks.

use std::ops::Range;

use crate::classify::{BLOCK, Isa};
use crate::known::Known;
use crate::places::Places;

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

/// Ones for the bytes that are hashed at most.
pub(crate) const TOLD_MASK: u64 = u64::MAX >> (64 - 8 * TOLD);

/// A byte, eight times.
pub(crate) const fn eight_of(b: u8) -> u64 {
    u64::MAX / 0xff * b as u64
}

/// The bytes of a window that the mask has, without their case (and a little more).
#[inline(always)]
fn key(window: u64, mask: u64) -> u64 {
    (window | eight_of(0x20)) & mask
}

/// Ones for the bytes that are hashed where a word begins: its first ASCII letters, or its first character.
#[inline(always)]
fn told(window: u64) -> u64 {
    const HIGH: u64 = eight_of(0x80);
    let folded = (window | eight_of(0x20)) & !HIGH;
    // The highest bit of each byte that is a letter: from `a` on, not after `z`, and ASCII.
    let letters = (folded + eight_of(0x80 - b'a')) & !(folded + eight_of(0x7f - b'z')) & !window & HIGH;
    let others = !letters & HIGH;
    let before_others = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
    let character = if window as u8 >= 0xe0 { 0xff_ffff } else { 0xffff };
    if window as u8 >= 0x80 { character } else { before_others & TOLD_MASK | 0xff }
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

/// The part of a word that is hashed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Head,
    Tail,
}

impl Part {
    /// What is hashed of the word that begins or ends at `at`.
    #[inline(always)]
    pub(crate) fn key(self, text: &[u8], at: usize) -> u64 {
        match self {
            Self::Head => {
                let window = eight(text, at);
                key(window, told(window))
            }
            Self::Tail => key(eight_before(text, at), TOLD_MASK),
        }
    }
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
        let tails = tails.filter(|word| word.len() >= Self::TAIL);
        let heads = Known::new(heads.filter(|word| !word.is_empty()).map(|word| Part::Head.key(word, 0)));
        let tails = Known::new(tails.map(|word| Part::Tail.key(word, word.len())));
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
        let (mut starts, mut ends) = (Places::new(), Places::new());
        let mut before = self.isa.word_masks_at(text, from as isize - BLOCK as isize);
        for at in (from..=to).step_by(BLOCK) {
            let here = self.isa.word_masks_at(text, at as isize);
            let within = |bits: u64, most: usize| if most < BLOCK { bits & ((1 << most) - 1) } else { bits };
            let starting = here.first | here.letters & !(here.letters << 1 | before.letters >> (BLOCK - 1));
            starts.add(self.isa, within(starting, to - at), at);
            let words = |n: u32| here.words() << n | before.words() >> (BLOCK as u32 - n);
            let mut ending = !(here.letters | here.high & !here.first);
            for n in 1..=Self::TAIL as u32 + 1 {
                ending &= words(n);
            }
            // What ends where the range begins was found before it.
            let ending = if at == from { ending & !1 } else { ending };
            ends.add(self.isa, within(ending, to - at + 1), at);
            before = here;
            if starts.is_full() || ends.is_full() || to - at < BLOCK {
                self.look_up(text, &mut starts, &mut ends, out);
            }
        }
    }

    /// Marks the places where the list has a word, and forgets them all.
    #[inline(always)]
    fn look_up(&self, text: &[u8], starts: &mut Places, ends: &mut Places, out: &mut Vec<WordMark>) {
        let mark = |ends: bool| move |pos: &u32| WordMark { pos: *pos, ends };
        out.extend(starts.take_known(self.isa, &self.heads, text, Part::Head).iter().map(mark(false)));
        out.extend(ends.take_known(self.isa, &self.tails, text, Part::Tail).iter().map(mark(true)));
    }
}
