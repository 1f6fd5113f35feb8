//! Bytes to bit masks, one per byte class.
//!
//! A class is looked up by its bytes' halves, as in Geoff Langdale and Daniel Lemire, "Parsing
//! Gigabytes of JSON per Second" (2019): the low half selects a byte that holds a bit for each
//! high half with which it makes a member, the high half selects that bit. ASCII has eight high
//! halves, so any set of ASCII bytes fits.

use std::ops::Range;

use crate::program::{Program, Slot};
use crate::shape::ByteSet;

/// Bytes in a block: as many as a mask has bits.
pub(crate) const BLOCK: usize = 64;

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
            if is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512vl")
            {
                all.push(Self::Avx512);
            }
            if is_x86_feature_detected!("avx2") {
                all.push(Self::Avx2);
            }
        }
        all.push(Self::Portable);
        all
    }
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
    classes: Vec<Class>,
    /// For each byte, a bit for each class, 64 classes a word.
    members: Vec<[u64; 256]>,
}

impl Classifier {
    pub(crate) fn new(sets: &[ByteSet]) -> Self {
        Self::with_isa(sets, Isa::available()[0])
    }

    /// `isa` must be one of [`Isa::available`].
    pub(crate) fn with_isa(sets: &[ByteSet], isa: Isa) -> Self {
        let classes = sets.iter().map(|set| {
            let mut low = [0u8; 16];
            for b in (0..128u8).filter(|b| set.contains(*b)) {
                low[usize::from(b & 15)] |= 1 << (b >> 4);
            }
            Class { single: set.single(), low, high: set.has_high() }
        });
        let members = sets.chunks(64).map(|sets| {
            let mut table = [0u64; 256];
            for b in 0..=255u8 {
                for (n, set) in sets.iter().enumerate() {
                    table[usize::from(b)] |= u64::from(set.contains(b)) << n;
                }
            }
            table
        });
        Self { isa, classes: classes.collect(), members: members.collect() }
    }

    /// Fills `words` of each class' slot from the blocks of `text` that begin at `start` (word
    /// 0's block; may be negative). Bytes outside of the text belong to no class.
    pub(crate) fn masks(&self, text: &[u8], start: isize, words: Range<usize>, slots: &mut [Slot]) {
        let slots = &mut slots[..self.classes.len()];
        for word in words {
            let from = start + (word * BLOCK) as isize;
            let block = usize::try_from(from).ok().and_then(|from| text.get(from..from + BLOCK));
            match block {
                Some(block) => self.block(block.try_into().expect("a block's length"), word, slots),
                None => self.block(&edge(text, from), word, slots),
            }
        }
    }

    fn block(&self, block: &[u8; BLOCK], word: usize, slots: &mut [Slot]) {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { avx512(block, &self.classes, word, slots) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { avx2(block, &self.classes, word, slots) },
            Isa::Portable => portable(block, &self.members, word, slots),
        }
    }

    /// Runs the program, compiled for the same instructions.
    pub(crate) fn run(&self, program: &Program, slots: &mut [Slot], words: usize) {
        match self.isa {
            // SAFETY: `isa` is one of `Isa::available`, so the processor has the instructions.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => unsafe { run_avx512(program, slots, words) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => unsafe { run_avx2(program, slots, words) },
            Isa::Portable => program.run_steps(slots, words),
        }
    }
}

/// A block that lies partly or wholly outside of the text, filled with NUL.
fn edge(text: &[u8], from: isize) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let left = from.min(0).unsigned_abs();
    let start = from.max(0) as usize;
    if left < BLOCK && start < text.len() {
        let n = (BLOCK - left).min(text.len() - start);
        block[left..left + n].copy_from_slice(&text[start..start + n]);
    }
    block
}

fn portable(block: &[u8; BLOCK], members: &[[u64; 256]], word: usize, slots: &mut [Slot]) {
    for (table, slots) in members.iter().zip(slots.chunks_mut(64)) {
        slots.iter_mut().for_each(|slot| slot[word] = 0);
        for (i, &b) in block.iter().enumerate() {
            let mut classes = table[usize::from(b)];
            while classes != 0 {
                slots[classes.trailing_zeros() as usize][word] |= 1 << i;
                classes &= classes - 1;
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx2,bmi1,bmi2")]
fn run_avx512(program: &Program, slots: &mut [Slot], words: usize) {
    program.run_steps(slots, words);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2")]
fn run_avx2(program: &Program, slots: &mut [Slot], words: usize) {
    program.run_steps(slots, words);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn avx512(block: &[u8; BLOCK], classes: &[Class], word: usize, slots: &mut [Slot]) {
    use std::arch::x86_64::*;
    // SAFETY: the block has 64 readable bytes; unaligned loads are allowed.
    let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
    let high_half = _mm512_and_si512(_mm512_srli_epi16::<4>(bytes), _mm512_set1_epi8(15));
    let high_bit = _mm512_shuffle_epi8(_mm512_broadcast_i32x4(high_bits()), high_half);
    for (class, slot) in classes.iter().zip(slots) {
        slot[word] = if let Some(single) = class.single {
            _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(single as i8))
        } else {
            // SAFETY: the table has 16 readable bytes.
            let table = unsafe { _mm_loadu_si128(class.low.as_ptr().cast()) };
            let low = _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table), bytes);
            let mask = _mm512_test_epi8_mask(low, high_bit);
            if class.high { mask | _mm512_movepi8_mask(bytes) } else { mask }
        };
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(block: &[u8; BLOCK], classes: &[Class], word: usize, slots: &mut [Slot]) {
    use std::arch::x86_64::*;
    // SAFETY: the block has 64 readable bytes; unaligned loads are allowed.
    let halves =
        unsafe { [_mm256_loadu_si256(block.as_ptr().cast()), _mm256_loadu_si256(block.as_ptr().add(32).cast())] };
    let table = _mm256_broadcastsi128_si256(high_bits());
    let high = halves.map(|v| {
        let half = _mm256_and_si256(_mm256_srli_epi16::<4>(v), _mm256_set1_epi8(15));
        _mm256_shuffle_epi8(table, half)
    });
    let join = |low: __m256i, up: __m256i| {
        u64::from(_mm256_movemask_epi8(low) as u32) | u64::from(_mm256_movemask_epi8(up) as u32) << 32
    };
    for (class, slot) in classes.iter().zip(slots) {
        slot[word] = if let Some(single) = class.single {
            let wanted = _mm256_set1_epi8(single as i8);
            join(_mm256_cmpeq_epi8(halves[0], wanted), _mm256_cmpeq_epi8(halves[1], wanted))
        } else {
            // SAFETY: the table has 16 readable bytes.
            let table = _mm256_broadcastsi128_si256(unsafe { _mm_loadu_si128(class.low.as_ptr().cast()) });
            let zero = _mm256_setzero_si256();
            let misses = |v: __m256i, high: __m256i| {
                _mm256_cmpeq_epi8(_mm256_and_si256(_mm256_shuffle_epi8(table, v), high), zero)
            };
            let mask = !join(misses(halves[0], high[0]), misses(halves[1], high[1]));
            if class.high { mask | join(halves[0], halves[1]) } else { mask }
        };
    }
}

/// By high half: its bit in [`Class::low`]; halves from 8 on are not ASCII.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
fn high_bits() -> std::arch::x86_64::__m128i {
    std::arch::x86_64::_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0)
}
