//! Lists of words that are looked for.

use alloc::string::String;
use alloc::vec::Vec;

use super::{LEADING, LONGEST, Sets};

/// Words or phrases, in order.
pub struct Words {
    /// Sorted, without equal ones, folded if case does not matter.
    list: Vec<Vec<u8>>,
    any_case: bool,
}

impl Words {
    /// These words, in any case if it does not matter: of ASCII letters and of others whose lower case is as
    /// long in UTF-8.
    ///
    /// # Errors
    /// If there is none, or one is shorter than two bytes, longer than 256, or has a line end in it.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>, any_case: bool) -> Result<Self, String> {
        let mut all = Self { list: Vec::new(), any_case };
        for word in words.into_iter().map(str::trim) {
            if !(2..=LONGEST).contains(&word.len()) || word.contains('\n') {
                return Err(alloc::format!("a word has from 2 to {LONGEST} bytes, on one line"));
            }
            let mut folded = Vec::new();
            all.fold(word.as_bytes(), &mut folded);
            all.list.push(folded);
        }
        if all.list.is_empty() {
            return Err("it has no words".into());
        }
        all.list.sort_unstable();
        all.list.dedup();
        Ok(all)
    }

    /// Appends a text as the words are kept.
    pub(super) fn fold(&self, text: &[u8], out: &mut Vec<u8>) {
        if !self.any_case {
            return out.extend_from_slice(text);
        }
        for chunk in text.utf8_chunks() {
            for c in chunk.valid().chars() {
                out.extend_from_slice(lower(c).encode_utf8(&mut [0; 4]).as_bytes());
            }
            out.extend_from_slice(chunk.invalid());
        }
    }

    /// The length of the longest word at the start of a text whose end is a right one. The list is halved at
    /// each byte: words by the hundred thousand cost little more than ten.
    pub(super) fn len_at_start(&self, text: &[u8], ends: impl Fn(usize) -> bool) -> Option<usize> {
        let mut rest = &self.list[..];
        let mut longest = None;
        let mut at = 0;
        let mut buffer = [0; 4];
        while at < text.len().min(LONGEST) && !rest.is_empty() {
            let (step, len) = self.step(&text[at..], &mut buffer);
            for (n, byte) in buffer[..len].iter().enumerate() {
                let place = at + n;
                let low = rest.partition_point(|word| word.get(place) < Some(byte));
                let high = rest.partition_point(|word| word.get(place) <= Some(byte));
                rest = &rest[low..high];
            }
            at += step;
            if rest.first().is_some_and(|word| word.len() == at) && ends(at) {
                longest = Some(at);
            }
        }
        longest
    }

    /// The next character as words have it: so many bytes of text, so many in the buffer. Both are the same.
    fn step(&self, text: &[u8], buffer: &mut [u8; 4]) -> (usize, usize) {
        let first = text.first().copied().unwrap_or(0);
        let len = match first {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        let c = text.get(..len).and_then(|bytes| core::str::from_utf8(bytes).ok()).and_then(|s| s.chars().next());
        match c {
            Some(c) => {
                let c = if self.any_case { lower(c) } else { c };
                c.encode_utf8(buffer);
                (len, len)
            }
            None => {
                buffer[0] = first;
                (1, 1)
            }
        }
    }

    /// The bytes that may stand at the first places of every word.
    pub(super) fn leading_sets(&self) -> Sets {
        let least = self.list.iter().map(Vec::len).min().unwrap_or(0).min(LEADING);
        let mut sets = alloc::vec![[false; 256]; least];
        for word in &self.list {
            for (set, &byte) in sets.iter_mut().zip(word) {
                set[usize::from(byte)] = true;
                if self.any_case {
                    set[usize::from(byte.to_ascii_uppercase())] = true;
                }
            }
        }
        sets
    }
}

/// The lower case of a character, if that is as long.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}
