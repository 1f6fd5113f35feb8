//! From raw bytes to text and back to raw offsets, atom by atom.

use alloc::vec::Vec;

use crate::{Codec, Format};

/// Walks through a cell, keeping the raw and the decoded offset in step.
pub(crate) struct Walker<'a> {
    format: &'a dyn Format,
    codec: Codec,
    raw: &'a [u8],
    /// Raw bytes stand for themselves throughout.
    plain: bool,
    at_raw: usize,
    at_text: usize,
}

impl<'a> Walker<'a> {
    /// At the start of `raw`, which decodes to the text from offset `at_text` on.
    pub(crate) fn new(format: &'a dyn Format, codec: Codec, raw: &'a [u8], plain: bool, at_text: usize) -> Self {
        Self { format, codec, raw, plain, at_raw: 0, at_text }
    }

    /// The raw offset of the last border between atoms at or before decoded offset `target`,
    /// which must not be before an earlier target.
    pub(crate) fn floor(&mut self, target: usize) -> usize {
        self.skip(target);
        while let Some((raw, len)) = self.atom()
            && self.at_text + len <= target
            && self.at_text < target
        {
            self.at_raw += raw;
            self.at_text += len;
            self.skip(target);
        }
        self.at_raw
    }

    /// The raw offset of the first border between atoms at or after decoded offset `target`.
    pub(crate) fn ceil(&mut self, target: usize) -> usize {
        let raw = self.floor(target);
        match self.atom() {
            Some((n, len)) if self.at_text < target => {
                self.at_raw = raw + n;
                self.at_text += len;
                self.at_raw
            }
            _ => raw,
        }
    }

    /// Moves over bytes that stand for themselves, up to `target`.
    fn skip(&mut self, target: usize) {
        let want = target.saturating_sub(self.at_text);
        let n = if self.plain {
            want.min(self.raw.len() - self.at_raw)
        } else {
            let ahead = &self.raw[self.at_raw..];
            literal_run(self.format, self.codec, &ahead[..ahead.len().min(want)])
        };
        self.at_raw += n;
        self.at_text += n;
    }

    /// Raw and decoded length of the next atom.
    fn atom(&self) -> Option<(usize, usize)> {
        let rest = &self.raw[self.at_raw..];
        if rest.is_empty() {
            return None;
        }
        if self.plain {
            return Some((1, 1));
        }
        let atom = self.format.atom(self.codec, rest);
        Some((atom.raw, atom.len))
    }
}

/// Appends the text that the raw bytes of a cell stand for in this codec of the format.
pub fn decode(format: &dyn Format, codec: Codec, raw: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while at < raw.len() {
        let run = literal_run(format, codec, &raw[at..]);
        out.extend_from_slice(&raw[at..at + run]);
        at += run;
        if at < raw.len() {
            let atom = format.atom(codec, &raw[at..]);
            out.extend_from_slice(&atom.text[..atom.len]);
            at += atom.raw;
        }
    }
}

/// How many bytes at the start of `raw` stand for themselves.
fn literal_run(format: &dyn Format, codec: Codec, raw: &[u8]) -> usize {
    let found = match format.escapes(codec) {
        None => Some(0),
        Some([]) => None,
        Some([a]) => memchr::memchr(*a, raw),
        Some([a, b]) => memchr::memchr2(*a, *b, raw),
        Some([a, b, c, ..]) => memchr::memchr3(*a, *b, *c, raw),
    };
    found.unwrap_or(raw.len())
}
