//! Bytes to bit masks, one per byte class; and everything else that vector instructions do.
//!
//! With AVX-512 eight classes are looked up at once: a table of 128 bytes holds a bit for each of
//! them (`vpermi2b`), and an 8×8 bit matrix is transposed by multiplication with the identity
//! (`vgf2p8affineqb`), so that bits of one class come to stand side by side.
//!
//! With AVX2 a class is looked up by its bytes' halves, as in Geoff Langdale and Daniel Lemire,
//! "Parsing Gigabytes of JSON per Second" (2019): the low half selects a byte that holds a bit for
//! each high half with which it makes a member, the high half selects that bit. ASCII has eight
//! high halves, so any set of ASCII bytes fits. Literals' windows are looked up likewise, as in the
//! algorithm "Teddy" of Hyperscan.

use std::ops::Range;

use crate::known::Known;
use crate::literal::{Literals, WINDOW};
use crate::program::{Program, Slot, UNIT, WORDS};
use crate::shape::ByteSet;
use crate::words::{Part, WordMark, WordMasks, Words};
use crate::{Mark, Sweep};

/// Bytes in a block: as many as a mask has bits.
pub(crate) const BLOCK: usize = 64;

/// Bytes in a unit of blocks.
pub(crate) const UNIT_BYTES: usize = UNIT * BLOCK;

/// The instructions that masks are made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Isa {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

impl Isa {
    /// All that this processor has, best first.
    pub(crate) fn available() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vbmi")
                && is_x86_feature_detected!("avx512vbmi2")
                && is_x86_feature_detected!("gfni")
                && is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("popcnt")
            {
                all.push(Self::Avx512);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("bmi2")
            {
                all.push(Self::Avx2);
            }
        }
        all.push(Self::Portable);
        all
    }

    /// What stands in the 64 bytes of the text from `from` on, which may lie outside of it.
    #[inline(always)]
    pub(crate) fn word_masks_at(self, text: &[u8], from: isize) -> WordMasks {
        match usize::try_from(from).ok().and_then(|from| text.get(from..)?.first_chunk()) {
            Some(block) => self.word_masks(block),
            None => self.word_masks(&edge(text, from)),
        }
    }

    #[inline(always)]
    fn word_masks(self, block: &[u8; BLOCK]) -> WordMasks {
        match self {
            // SAFETY: `self` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::word_masks(block) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2::word_masks(block) },
            Self::Portable => WordMasks::portable(block),
        }
    }

    /// Writes `base` plus the number of each bit that is set, from the lowest on, and returns how many
    /// there are. What is written behind them means nothing.
    #[inline(always)]
    pub(crate) fn positions(self, bits: u64, base: u32, out: &mut [u32; BLOCK]) -> usize {
        match self {
            // SAFETY: `self` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::positions(bits, base, out) },
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => positions(bits, base, out),
            Self::Portable => positions(bits, base, out),
        }
        bits.count_ones() as usize
    }

    /// Moves those of the places to the front, in order, at which the text may have a word of the set,
    /// and returns how many there are. Places ascend.
    #[inline(always)]
    pub(crate) fn keep_known(self, known: &Known, text: &[u8], part: Part, places: &mut [u32]) -> usize {
        match self {
            // SAFETY: `self` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::keep_known(known, text, part, places) },
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => keep_known(known, text, part, places, 0, 0),
            Self::Portable => keep_known(known, text, part, places, 0, 0),
        }
    }

    /// Calls [`Words::marks_in`], compiled for the same instructions.
    pub(crate) fn word_marks(self, words: &Words, text: &[u8], range: Range<usize>, out: &mut Vec<WordMark>) {
        match self {
            // SAFETY: `self` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => unsafe { avx512::word_marks(words, text, range, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => unsafe { avx2::word_marks(words, text, range, out) },
            Self::Portable => words.marks_in(text, range, out),
        }
    }
}

/// Units of words in a slot.
#[cfg(target_arch = "x86_64")]
const UNITS: usize = WORDS / UNIT;

/// Classes that are looked up together.
const GROUP: usize = 8;

/// Eight classes, a bit each.
struct Group {
    /// By ASCII byte: the classes that it belongs to.
    ascii: [u8; 128],
    /// The classes that all other bytes belong to.
    high: u8,
}

struct Class {
    /// For a set of one ASCII byte.
    single: Option<u8>,
    /// By low half: a bit for each high half.
    low: [u8; 16],
    high: bool,
}

pub(crate) struct Classifier {
    isa: Isa,
    groups: Vec<Group>,
    classes: Vec<Class>,
}

impl Classifier {
    pub(crate) fn new(sets: &[ByteSet]) -> Self {
        Self::with_isa(sets, Isa::available()[0])
    }

    /// `isa` must be one of [`Isa::available`].
    pub(crate) fn with_isa(sets: &[ByteSet], isa: Isa) -> Self {
        let bits = |sets: &[ByteSet], test: &dyn Fn(&ByteSet) -> bool| {
            sets.iter().enumerate().fold(0, |bits, (n, set)| bits | u8::from(test(set)) << n)
        };
        let groups = sets.chunks(GROUP).map(|sets| Group {
            ascii: std::array::from_fn(|b| bits(sets, &|set| set.contains(b as u8))),
            high: bits(sets, &|set| set.has_high()),
        });
        let classes = sets.iter().map(|set| {
            let mut low = [0u8; 16];
            for b in (0..128u8).filter(|b| set.contains(*b)) {
                low[usize::from(b & 15)] |= 1 << (b >> 4);
            }
            Class { single: set.single(), low, high: set.has_high() }
        });
        Self { isa, groups: groups.collect(), classes: classes.collect() }
    }

    /// The number of slots that [`masks`](Self::masks) writes: whole groups.
    pub(crate) fn slots(sets: usize) -> usize {
        sets.next_multiple_of(GROUP)
    }

    /// Fills the first `units` units of words of each class' slot from the blocks of `text` that
    /// begin at `start` (word 0's block; may be negative). Bytes outside of the text belong to no
    /// class.
    pub(crate) fn masks(&self, text: &[u8], start: isize, units: usize, slots: &mut [Slot]) {
        for unit in 0..units {
            let from = start + (unit * UNIT * BLOCK) as isize;
            let inside = usize::try_from(from).ok().and_then(|from| text.get(from..from + UNIT_BYTES));
            match inside {
                Some(bytes) => self.unit(bytes.try_into().expect("a unit's length"), unit, slots),
                None => self.unit(&edge(text, from), unit, slots),
            }
        }
    }

    fn unit(&self, bytes: &[u8; UNIT_BYTES], unit: usize, slots: &mut [Slot]) {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { avx512::masks(bytes, &self.groups, unit, slots) },
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => {
                for (n, block) in bytes.as_chunks::<BLOCK>().0.iter().enumerate() {
                    // SAFETY: as above.
                    unsafe { avx2::masks(block, &self.classes, unit * UNIT + n, slots) }
                }
            }
            Isa::Portable => portable(bytes, &self.groups, unit, slots),
        }
    }

    /// Runs the program, with the same instructions.
    pub(crate) fn run(&self, program: &Program, slots: &mut [Slot], units: usize) {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe {
                match units {
                    1 => avx512::run::<1>(program, slots),
                    2 => avx512::run::<2>(program, slots),
                    3 => avx512::run::<3>(program, slots),
                    _ => avx512::run::<UNITS>(program, slots),
                }
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { avx2::run(program, slots, units) },
            Isa::Portable => program.run_steps(slots, units),
        }
    }

    /// Calls the sweep's method of this name, compiled for the same instructions.
    pub(crate) fn shape_marks(
        &self,
        sweep: &Sweep,
        text: &[u8],
        range: Range<usize>,
        slots: &mut [Slot],
        out: &mut Vec<Mark>,
        by_run: &mut Vec<Mark>,
    ) {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, and where AVX-512 is there is AVX2.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 | Isa::Avx2 => unsafe { avx2::shape_marks(sweep, text, range, slots, out, by_run) },
            Isa::Portable => sweep.shape_marks(text, range, slots, out, by_run),
        }
    }

    /// Calls [`Literals::marks`], compiled for the same instructions.
    pub(crate) fn literal_marks(&self, literals: &Literals, text: &[u8], range: Range<usize>, out: &mut Vec<Mark>) {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, and where AVX-512 is there is AVX2.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 | Isa::Avx2 => unsafe { avx2::literal_marks(literals, self, text, range, out) },
            Isa::Portable => literals.marks(self, text, range, out),
        }
    }

    /// Where in the unit of blocks of `text` at `from` a literal's window may begin, a bit each.
    pub(crate) fn literals(&self, literals: &Literals, text: &[u8], from: usize) -> [u64; UNIT] {
        match text.get(from..from + UNIT_BYTES + WINDOW) {
            Some(bytes) => self.unit_literals(literals, bytes.try_into().expect("a unit's length")),
            None => self.unit_literals(literals, &edge(text, from as isize)),
        }
    }

    fn unit_literals(&self, literals: &Literals, bytes: &[u8; UNIT_BYTES + WINDOW]) -> [u64; UNIT] {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { avx512::literals(bytes, literals) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { avx2::literals(bytes, literals) },
            Isa::Portable => literals.candidates(bytes),
        }
    }
}

#[inline(always)]
fn positions(mut bits: u64, base: u32, out: &mut [u32; BLOCK]) {
    for to in out.iter_mut().take(bits.count_ones() as usize) {
        *to = base + bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
    }
}

/// [`Isa::keep_known`] for the places from `from` on; `kept` of those before it are kept already.
#[inline(always)]
fn keep_known(known: &Known, text: &[u8], part: Part, places: &mut [u32], from: usize, mut kept: usize) -> usize {
    for n in from..places.len() {
        places[kept] = places[n];
        kept += usize::from(known.has(part.key(text, places[n] as usize)));
    }
    kept
}

/// `N` bytes of the text from `from` on, which lie partly or wholly outside of it, filled with
/// NUL.
fn edge<const N: usize>(text: &[u8], from: isize) -> [u8; N] {
    let mut bytes = [0; N];
    let left = from.min(0).unsigned_abs();
    let start = from.max(0) as usize;
    if left < N && start < text.len() {
        let n = (N - left).min(text.len() - start);
        bytes[left..left + n].copy_from_slice(&text[start..start + n]);
    }
    bytes
}

fn portable(bytes: &[u8; UNIT_BYTES], groups: &[Group], unit: usize, slots: &mut [Slot]) {
    for (group, slots) in groups.iter().zip(slots.chunks_mut(GROUP)) {
        for (n, block) in bytes.as_chunks::<BLOCK>().0.iter().enumerate() {
            let mut masks = [0u64; GROUP];
            for (i, &b) in block.iter().enumerate() {
                let mut bits = group.ascii.get(usize::from(b)).copied().unwrap_or(group.high);
                while bits != 0 {
                    masks[bits.trailing_zeros() as usize] |= 1 << i;
                    bits &= bits - 1;
                }
            }
            for (slot, mask) in slots.iter_mut().zip(masks) {
                slot[unit * UNIT + n] = mask;
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::*;

    use std::ops::Range;

    use super::{BLOCK, GROUP, Group, UNIT_BYTES};
    use crate::known::Known;
    use crate::literal::{Literals, WINDOW, Windows};
    use crate::program::{Program, Slot, SlotId, Step, UNIT};
    use crate::words::{Part, TOLD_MASK, WordMark, WordMasks, Words, eight_of};

    /// The numbers of 64 bytes.
    const NUMBERS: [u8; 64] = places(8, 1, 0);

    /// Without a loop over bits, whose length is a guess.
    #[inline]
    #[target_feature(enable = "avx512f,avx512vbmi2")]
    pub(super) fn positions(bits: u64, base: u32, out: &mut [u32; BLOCK]) {
        let numbers = _mm512_maskz_compress_epi8(bits, load(&NUMBERS));
        let base = _mm512_set1_epi32(base as i32);
        let count = bits.count_ones() as usize;
        let (quarters, _) = out.as_chunks_mut::<16>();
        let mut store = |quarter: usize, numbers: __m128i| {
            let positions = _mm512_add_epi32(base, _mm512_cvtepu8_epi32(numbers));
            // SAFETY: 64 bytes can be written there; the store need not be aligned.
            unsafe { _mm512_storeu_si512(quarters[quarter].as_mut_ptr().cast(), positions) }
        };
        store(0, _mm512_castsi512_si128(numbers));
        if count > 16 {
            store(1, _mm512_extracti32x4_epi32::<1>(numbers));
            store(2, _mm512_extracti32x4_epi32::<2>(numbers));
            store(3, _mm512_extracti32x4_epi32::<3>(numbers));
        }
    }

    /// Eight places at once, as long as their windows lie in the text.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,popcnt")]
    pub(super) fn keep_known(known: &Known, text: &[u8], part: Part, places: &mut [u32]) -> usize {
        let of = |b: u8| _mm512_set1_epi64(eight_of(b) as i64);
        let (mut kept, mut done) = (0, 0);
        while let Some(eight) = places.get(done..done + UNIT) {
            let first = match part {
                Part::Head if eight[UNIT - 1] as usize + UNIT <= text.len() => 0,
                Part::Tail if eight[0] as usize >= UNIT => UNIT,
                _ => break,
            };
            // SAFETY: eight numbers can be read there; the load need not be aligned.
            let here = unsafe { _mm256_loadu_si256(eight.as_ptr().cast()) };
            let starts = _mm512_sub_epi64(_mm512_cvtepu32_epi64(here), _mm512_set1_epi64(first as i64));
            // SAFETY: places ascend and lie in the text, so that eight bytes can be read at each of these.
            let windows = unsafe { _mm512_i64gather_epi64::<1>(starts, text.as_ptr().cast()) };
            // See `words::told`.
            let (windows, mask) = match part {
                Part::Head => {
                    let folded = _mm512_andnot_si512(of(0x80), _mm512_or_si512(windows, of(0x20)));
                    let from_a = _mm512_add_epi64(folded, of(0x80 - b'a'));
                    let after_z = _mm512_add_epi64(folded, of(0x7f - b'z'));
                    let letters = _mm512_andnot_si512(_mm512_or_si512(after_z, windows), from_a);
                    let others = _mm512_andnot_si512(letters, of(0x80));
                    let first = _mm512_and_si512(others, _mm512_sub_epi64(_mm512_setzero_si512(), others));
                    let before = _mm512_sub_epi64(_mm512_srli_epi64::<7>(first), _mm512_set1_epi64(1));
                    let run = _mm512_and_si512(before, _mm512_set1_epi64(TOLD_MASK as i64));
                    let run = _mm512_or_si512(run, _mm512_set1_epi64(0xff));
                    let lead = _mm512_and_si512(windows, _mm512_set1_epi64(0xff));
                    let high = _mm512_cmpge_epu64_mask(lead, _mm512_set1_epi64(0x80));
                    let long = _mm512_cmpge_epu64_mask(lead, _mm512_set1_epi64(0xe0));
                    let mask = _mm512_mask_mov_epi64(run, high, _mm512_set1_epi64(0xffff));
                    (windows, _mm512_mask_mov_epi64(mask, long, _mm512_set1_epi64(0xff_ffff)))
                }
                Part::Tail => {
                    let reversed = _mm512_permutexvar_epi8(load(&REVERSED), windows);
                    (reversed, _mm512_set1_epi64(TOLD_MASK as i64))
                }
            };
            let keys = _mm512_and_si512(_mm512_or_si512(windows, of(0x20)), mask);
            // See `Known::has`.
            let products = _mm512_mullo_epi64(keys, _mm512_set1_epi64(Known::FACTOR as i64));
            let numbers = _mm512_srli_epi64::<{ Known::WORD }>(products);
            // SAFETY: the upper bits of a product that a shift leaves count the set's words.
            let words = unsafe { _mm512_i64gather_epi64::<8>(numbers, known.words().as_ptr().cast()) };
            // Rotations count by the lowest six bits.
            let [a, b] = [
                _mm512_rorv_epi64(words, _mm512_srli_epi64::<{ Known::BITS[0] }>(products)),
                _mm512_rorv_epi64(words, _mm512_srli_epi64::<{ Known::BITS[1] }>(products)),
            ];
            let found = _mm512_test_epi64_mask(_mm512_and_si512(a, b), _mm512_set1_epi64(1));
            let to = &mut places[kept..kept + UNIT];
            // SAFETY: eight numbers can be written there; no place that is still to be read is.
            unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), _mm256_maskz_compress_epi32(found, here)) };
            kept += found.count_ones() as usize;
            done += UNIT;
        }
        super::keep_known(known, text, part, places, done, kept)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,popcnt")]
    pub(super) fn word_marks(words: &Words, text: &[u8], range: Range<usize>, out: &mut Vec<WordMark>) {
        words.marks_in(text, range, out);
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    pub(super) fn word_masks(block: &[u8; BLOCK]) -> WordMasks {
        let bytes = load(block);
        let from_a = _mm512_sub_epi8(_mm512_or_si512(bytes, _mm512_set1_epi8(0x20)), _mm512_set1_epi8(b'a' as i8));
        WordMasks {
            letters: _mm512_cmplt_epu8_mask(from_a, _mm512_set1_epi8(26)),
            high: _mm512_movepi8_mask(bytes),
            first: _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8(0xc0_u8 as i8)),
        }
    }

    #[inline(always)]
    fn load<T>(from: &T) -> __m512i {
        const { assert!(size_of::<T>() >= 64) };
        // SAFETY: at least 64 bytes can be read there; the load need not be aligned.
        unsafe { _mm512_loadu_si512(std::ptr::from_ref(from).cast()) }
    }

    /// A table that counts up from the given steps: byte `8 * i + j` holds `i * high + j * low`.
    const fn places(high: u8, low: i8, first: u8) -> [u8; 64] {
        let mut all = [0; 64];
        let mut at = 0;
        while at < 64 {
            let (i, j) = (at as u8 / 8, at as u8 % 8);
            all[at] = (first + i * high).wrapping_add_signed(j as i8 * low);
            at += 1;
        }
        all
    }

    /// Reverses the bytes of every eight.
    const REVERSED: [u8; 64] = places(8, -1, 7);
    /// Takes byte `i` of eight eights together.
    const TRANSPOSED: [u8; 64] = places(1, 8, 0);
    /// The 8×8 identity, in every eight.
    const IDENTITY: i64 = 0x8040_2010_0804_0201_u64 as i64;

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
    pub(super) fn masks(bytes: &[u8; UNIT_BYTES], groups: &[Group], unit: usize, slots: &mut [Slot]) {
        let (blocks, _) = bytes.as_chunks::<BLOCK>();
        let (reversed, transposed) = (load(&REVERSED), load(&TRANSPOSED));
        let blocks: [__m512i; UNIT] = std::array::from_fn(|n| _mm512_permutexvar_epi8(reversed, load(&blocks[n])));
        for (group, slots) in groups.iter().zip(slots.chunks_exact_mut(GROUP)) {
            let (halves, _) = group.ascii.as_chunks::<64>();
            let (low, up) = (load(&halves[0]), load(&halves[1]));
            let high = _mm512_set1_epi8(group.high as i8);
            let rows: [__m512i; UNIT] = std::array::from_fn(|n| {
                let ascii = _mm512_permutex2var_epi8(low, blocks[n], up);
                let bits = _mm512_mask_mov_epi8(ascii, _mm512_movepi8_mask(blocks[n]), high);
                let bits = _mm512_gf2p8affine_epi64_epi8::<0>(_mm512_set1_epi64(IDENTITY), bits);
                _mm512_permutexvar_epi8(transposed, bits)
            });
            for (slot, row) in slots.iter_mut().zip(transpose(rows)) {
                store(slot, unit, row);
            }
        }
    }

    /// An 8×8 matrix of words, rows to columns.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn transpose(r: [__m512i; 8]) -> [__m512i; 8] {
        let even: [__m512i; 4] = std::array::from_fn(|n| _mm512_unpacklo_epi64(r[2 * n], r[2 * n + 1]));
        let odd: [__m512i; 4] = std::array::from_fn(|n| _mm512_unpackhi_epi64(r[2 * n], r[2 * n + 1]));
        let [a, e, c, g] = lanes(even);
        let [b, f, d, h] = lanes(odd);
        [a, b, c, d, e, f, g, h]
    }

    /// A 4×4 matrix of quarters, rows to columns; the columns come in the order 0, 2, 1, 3.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn lanes([a, b, c, d]: [__m512i; 4]) -> [__m512i; 4] {
        let (ab, cd) = (_mm512_shuffle_i64x2::<0x88>(a, b), _mm512_shuffle_i64x2::<0x88>(c, d));
        let (ef, gh) = (_mm512_shuffle_i64x2::<0xdd>(a, b), _mm512_shuffle_i64x2::<0xdd>(c, d));
        [
            _mm512_shuffle_i64x2::<0x88>(ab, cd),
            _mm512_shuffle_i64x2::<0xdd>(ab, cd),
            _mm512_shuffle_i64x2::<0x88>(ef, gh),
            _mm512_shuffle_i64x2::<0xdd>(ef, gh),
        ]
    }

    #[inline(always)]
    fn store(slot: &mut Slot, unit: usize, words: __m512i) {
        let to = &mut slot.units_mut()[unit];
        // SAFETY: 64 bytes can be written there; the store need not be aligned.
        unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), words) }
    }

    /// All bits of a slot.
    type Bits<const UNITS: usize> = [__m512i; UNITS];

    /// The words after these: bits move to lower positions from there.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn above<const UNITS: usize>(bits: Bits<UNITS>) -> Bits<UNITS> {
        let mut all = bits;
        for unit in 0..UNITS {
            let next = if unit + 1 < UNITS { bits[unit + 1] } else { _mm512_setzero_si512() };
            all[unit] = _mm512_alignr_epi64::<1>(next, bits[unit]);
        }
        all
    }

    /// The words before these.
    #[inline]
    #[target_feature(enable = "avx512f")]
    fn below<const UNITS: usize>(bits: Bits<UNITS>) -> Bits<UNITS> {
        let mut all = bits;
        for unit in 0..UNITS {
            let last = if unit > 0 { bits[unit - 1] } else { _mm512_setzero_si512() };
            all[unit] = _mm512_alignr_epi64::<7>(bits[unit], last);
        }
        all
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
    pub(super) fn run<const UNITS: usize>(program: &Program, slots: &mut [Slot]) {
        for (step, result) in program.steps() {
            let read = |id: SlotId| -> Bits<UNITS> {
                let units = slots[usize::from(id)].units();
                std::array::from_fn(|unit| load(&units[unit]))
            };
            let mut out: Bits<UNITS>;
            match step {
                Step::And { a, b, shift: 0 } => {
                    let b = read(b);
                    out = read(a);
                    for unit in 0..UNITS {
                        out[unit] = _mm512_and_si512(out[unit], b[unit]);
                    }
                }
                Step::And { a, b, shift } => {
                    let shift = _mm512_set1_epi64(i64::from(shift));
                    let b = read(b);
                    let above = above(b);
                    out = read(a);
                    for unit in 0..UNITS {
                        out[unit] = _mm512_and_si512(out[unit], _mm512_shrdv_epi64(b[unit], above[unit], shift));
                    }
                }
                Step::OrAnd { a, b, c } => {
                    let (b, c) = (read(b), read(c));
                    let above = above(c);
                    out = read(a);
                    for unit in 0..UNITS {
                        let moved = _mm512_shrdi_epi64::<1>(c[unit], above[unit]);
                        // a | b & moved
                        out[unit] = _mm512_ternarylogic_epi64::<0xf8>(out[unit], b[unit], moved);
                    }
                }
                Step::Not { a } => {
                    out = read(a);
                    for bits in &mut out {
                        *bits = _mm512_xor_si512(*bits, _mm512_set1_epi64(-1));
                    }
                }
                Step::NotBefore { a, b } => {
                    let b = read(b);
                    let below = below(b);
                    out = read(a);
                    for unit in 0..UNITS {
                        out[unit] = _mm512_andnot_si512(_mm512_shldi_epi64::<1>(b[unit], below[unit]), out[unit]);
                    }
                }
                Step::Back { a, shift } => {
                    let shift = _mm512_set1_epi64(i64::from(shift));
                    out = read(a);
                    let below = below(out);
                    for unit in 0..UNITS {
                        out[unit] = _mm512_shldv_epi64(out[unit], below[unit], shift);
                    }
                }
            }
            for (unit, bits) in out.into_iter().enumerate() {
                store(&mut slots[usize::from(result)], unit, bits);
            }
        }
    }

    /// Sixteen windows are looked up at once: those that begin at every fourth byte.
    #[target_feature(enable = "avx512f,bmi2")]
    pub(super) fn literals(bytes: &[u8; UNIT_BYTES + WINDOW], literals: &Literals) -> [u64; UNIT] {
        const EVERY_FOURTH: u64 = u64::MAX / 15;
        let cells = literals.windows().cells();
        let mut candidates = [0; UNIT];
        for (n, candidates) in candidates.iter_mut().enumerate() {
            for place in 0..WINDOW {
                let block: &[u8; BLOCK] =
                    bytes[n * BLOCK + place..].first_chunk().expect("the window follows the unit");
                let windows = load(block);
                let told = _mm512_slli_epi32::<8>(windows);
                let products = _mm512_mullo_epi32(told, _mm512_set1_epi32(Windows::FACTOR as i32));
                let numbers = _mm512_srli_epi32::<{ Windows::CELL }>(products);
                // SAFETY: the upper bits of a product that a shift leaves count the cells.
                let cells = unsafe { _mm512_i32gather_epi32::<4>(numbers, cells.as_ptr().cast()) };
                // A rotation counts by the lowest five bits.
                let bits = _mm512_rorv_epi32(cells, _mm512_srli_epi32::<24>(windows));
                let found = _mm512_test_epi32_mask(bits, _mm512_set1_epi32(1));
                *candidates |= _pdep_u64(u64::from(found), EVERY_FOURTH << place);
            }
        }
        candidates
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::*;

    use std::ops::Range;

    use super::{BLOCK, Class, Classifier, UNIT_BYTES};
    use crate::literal::{Literals, WINDOW};
    use crate::program::{Program, Slot, UNIT};
    use crate::words::{WordMark, WordMasks, Words};
    use crate::{Mark, Sweep};

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn word_marks(words: &Words, text: &[u8], range: Range<usize>, out: &mut Vec<WordMark>) {
        words.marks_in(text, range, out);
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn word_masks(block: &[u8; BLOCK]) -> WordMasks {
        let (halves, _) = block.as_chunks::<32>();
        let bytes = [load(&halves[0]), load(&halves[1])];
        // Unsigned comparisons by what is left of a saturated difference.
        let most = |v: __m256i, most: u8| is_zero(_mm256_subs_epu8(v, _mm256_set1_epi8(most as i8)));
        let from_a = |v| _mm256_sub_epi8(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), _mm256_set1_epi8(b'a' as i8));
        WordMasks {
            letters: join([most(from_a(bytes[0]), 25), most(from_a(bytes[1]), 25)]),
            high: join(bytes),
            first: !join([most(bytes[0], 0xbf), most(bytes[1], 0xbf)]),
        }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn run(program: &Program, slots: &mut [Slot], units: usize) {
        program.run_steps(slots, units);
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn shape_marks(
        sweep: &Sweep,
        text: &[u8],
        range: Range<usize>,
        slots: &mut [Slot],
        out: &mut Vec<Mark>,
        by_run: &mut Vec<Mark>,
    ) {
        sweep.shape_marks(text, range, slots, out, by_run);
    }

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub(super) fn literal_marks(
        literals: &Literals,
        classifier: &Classifier,
        text: &[u8],
        range: Range<usize>,
        out: &mut Vec<Mark>,
    ) {
        literals.marks(classifier, text, range, out);
    }

    #[inline(always)]
    fn load(from: &[u8; 32]) -> __m256i {
        // SAFETY: 32 bytes can be read there; the load need not be aligned.
        unsafe { _mm256_loadu_si256(from.as_ptr().cast()) }
    }

    /// A table of 16 bytes, for both halves of a vector.
    #[inline(always)]
    fn table(from: &[u8; 16]) -> __m256i {
        // SAFETY: 16 bytes can be read there; the load need not be aligned.
        unsafe { _mm256_broadcastsi128_si256(_mm_loadu_si128(from.as_ptr().cast())) }
    }

    /// The bytes' highest bits, of both vectors.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn join([low, up]: [__m256i; 2]) -> u64 {
        u64::from(_mm256_movemask_epi8(low) as u32) | u64::from(_mm256_movemask_epi8(up) as u32) << 32
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn is_zero(v: __m256i) -> __m256i {
        _mm256_cmpeq_epi8(v, _mm256_setzero_si256())
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn high_half(v: __m256i) -> __m256i {
        _mm256_and_si256(_mm256_srli_epi16::<4>(v), _mm256_set1_epi8(15))
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn masks(block: &[u8; BLOCK], classes: &[Class], word: usize, slots: &mut [Slot]) {
        // By high half: its bit in `Class::low`; halves from 8 on are not ASCII.
        let bits = table(&[1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0]);
        let (halves, _) = block.as_chunks::<32>();
        let halves = [load(&halves[0]), load(&halves[1])];
        let high = [_mm256_shuffle_epi8(bits, high_half(halves[0])), _mm256_shuffle_epi8(bits, high_half(halves[1]))];
        for (class, slot) in classes.iter().zip(slots) {
            slot[word] = if let Some(single) = class.single {
                let wanted = _mm256_set1_epi8(single as i8);
                join([_mm256_cmpeq_epi8(halves[0], wanted), _mm256_cmpeq_epi8(halves[1], wanted)])
            } else {
                let low = table(&class.low);
                let misses = [
                    is_zero(_mm256_and_si256(_mm256_shuffle_epi8(low, halves[0]), high[0])),
                    is_zero(_mm256_and_si256(_mm256_shuffle_epi8(low, halves[1]), high[1])),
                ];
                let mask = !join(misses);
                if class.high { mask | join(halves) } else { mask }
            };
        }
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn literals(bytes: &[u8; UNIT_BYTES + WINDOW], literals: &Literals) -> [u64; UNIT] {
        let mut candidates = [0; UNIT];
        for (n, candidates) in candidates.iter_mut().enumerate() {
            for buckets in literals.halves() {
                let mut all = [_mm256_set1_epi8(-1); 2];
                for (place, (low, high)) in buckets.iter().enumerate() {
                    let (low, high) = (table(low), table(high));
                    for (half, all) in all.iter_mut().enumerate() {
                        let from = n * BLOCK + half * 32 + place;
                        let bytes = load(bytes[from..].first_chunk().expect("the window follows the unit"));
                        // A look-up by a byte from 0x80 on gives zero: only halves are asked for.
                        let by_low = _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, _mm256_set1_epi8(15)));
                        let by_high = _mm256_shuffle_epi8(high, high_half(bytes));
                        *all = _mm256_and_si256(*all, _mm256_and_si256(by_low, by_high));
                    }
                }
                *candidates |= !join([is_zero(all[0]), is_zero(all[1])]);
            }
        }
        candidates
    }
}
