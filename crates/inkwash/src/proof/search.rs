//! Looks for originals in a text, word by word.

use super::normal::{Form, Gap, Hasher, PREFIX, Sign};

/// An original begins and ends where a word does, or has so many letters.
const WITHIN: u32 = 12;

/// Reads a text from a letter at `start` on, and tells of each end at which a value may end: its normal
/// form so far and where that is. Ends early where no original begins so. `within` is for starts within
/// a word.
pub(crate) fn grow(
    hasher: &Hasher,
    prefixes: Option<&Prefixes>,
    text: &[u8],
    (start, within): (usize, bool),
    mut tell: impl FnMut(&Form, usize),
) {
    let (mut form, mut gap) = (Form::default(), None);
    let (mut at, (mut sign, mut len)) = (start, Sign::first(&text[start..]));
    loop {
        if let Some(letter) = sign.letter() {
            form.add(hasher, gap.take(), sign, letter);
        } else {
            gap.get_or_insert_with(Gap::default).add(sign, len);
        }
        at += len;
        let next = text.get(at..).filter(|rest| !rest.is_empty()).map(Sign::first);
        let is_letter = sign.letter().is_some();
        let parts = next.is_none_or(|(next, _)| sign.parts(next));
        if is_letter && (parts && !within || form.letters() >= WITHIN) {
            tell(&form, at);
        }
        let hopeless = || prefixes.zip(form.prefix()).is_some_and(|(all, prefix)| !all.may_have(prefix));
        if form.is_full() || gap.is_some_and(Gap::is_wide) || form.letters() == PREFIX && is_letter && hopeless() {
            return;
        }
        let Some(next) = next else { return };
        (sign, len) = next;
    }
}

/// Where values may begin in a text, in order, and whether that is within a word.
pub(crate) struct Starts<'t> {
    text: &'t [u8],
    at: usize,
    before: Sign,
    /// How many letters and digits are left in the word.
    left: usize,
    /// How many zeros the word began with, as long as there was nothing else.
    zeros: Option<u32>,
}

impl<'t> Starts<'t> {
    pub(crate) fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0, before: Sign::Hard, left: 0, zeros: None }
    }
}

impl Iterator for Starts<'_> {
    type Item = (usize, bool);

    fn next(&mut self) -> Option<(usize, bool)> {
        while self.at < self.text.len() {
            let (sign, len) = Sign::first(&self.text[self.at..]);
            let (start, before) = (self.at, self.before);
            self.at += len;
            if sign == Sign::Nothing {
                continue;
            }
            self.before = sign;
            if sign.letter().is_none() {
                self.left = 0;
                continue;
            }
            self.left = match self.left {
                0 => letters(&self.text[start..]),
                left => left - 1,
            };
            let begins = sign.parts(before);
            let zeros = if begins { 0 } else { self.zeros.unwrap_or(u32::MAX) };
            self.zeros = (sign == Sign::Digit('0')).then(|| zeros.saturating_add(1));
            // After 00, which stands for the + of a phone number (ITU-T E.123).
            if begins || zeros == 2 && self.zeros.is_none() {
                return Some((start, false));
            }
            if self.left >= WITHIN as usize {
                return Some((start, true));
            }
        }
        None
    }
}

/// How many letters and digits a text begins with.
fn letters(text: &[u8]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        let (sign, len) = Sign::first(&text[at..]);
        match sign {
            Sign::Nothing => {}
            _ if sign.letter().is_some() => count += 1,
            _ => break,
        }
        at += len;
    }
    count
}

/// Which first letters originals have: a Bloom filter of two bits each, about one in fifty others passes.
pub(crate) struct Prefixes {
    bits: Vec<u64>,
    mask: u64,
}

impl Prefixes {
    /// Of these fingerprints of prefixes; 0 is none.
    pub(crate) fn of(all: impl ExactSizeIterator<Item = u32>) -> Self {
        let bits = (all.len() as u64 * 16).next_power_of_two().max(1024);
        let mut prefixes = Self { bits: vec![0; (bits / 64) as usize], mask: bits - 1 };
        for prefix in all.filter(|prefix| *prefix != 0) {
            for bit in prefixes.places(prefix) {
                prefixes.bits[(bit / 64) as usize] |= 1 << (bit % 64);
            }
        }
        prefixes
    }

    fn places(&self, prefix: u32) -> [u64; 2] {
        let wide = u64::from(prefix).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        [(wide >> 24) & self.mask, wide.rotate_left(24) & self.mask]
    }

    pub(crate) fn may_have(&self, prefix: u64) -> bool {
        let prefix = prefix as u32 | 1;
        self.places(prefix).iter().all(|bit| self.bits[(bit / 64) as usize] & 1 << (bit % 64) != 0)
    }
}
