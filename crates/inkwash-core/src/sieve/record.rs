//! A record that is held as a whole.

use alloc::borrow::Cow;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Change;
use crate::decode::decode;
use crate::{Cell, Error, Format, Null, Place, Span};

/// A value, or a part of one that did not fit.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) raw: Span,
    pub(super) cell: Cell,
    /// It goes on with the value of the part before.
    pub(super) goes_on: bool,
}

/// A record's bytes and where its values are.
#[derive(Default)]
pub(super) struct Held {
    pub(super) bytes: Vec<u8>,
    pub(super) parts: Vec<Part>,
}

impl Held {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.parts.clear();
    }

    pub(super) fn push(&mut self, raw: &[u8], cell: Option<Cell>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(raw);
        if let Some(cell) = cell {
            let goes_on = self.parts.last().is_some_and(|last| last.cell.open);
            self.parts.push(Part { raw: Span::new(start, self.bytes.len()), cell, goes_on });
        }
    }

    /// Where each value's parts begin.
    pub(super) fn starts(&self) -> Vec<usize> {
        (0..self.parts.len()).filter(|n| !self.parts[*n].goes_on).collect()
    }
}

/// A text as it is written.
pub struct Text<'t> {
    pub(super) format: &'t dyn Format,
    pub(super) bytes: &'t [u8],
    pub(super) parts: &'t [Part],
}

impl<'t> Text<'t> {
    /// Whether it goes on: more of the text comes with a call of its own.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.parts.last().is_some_and(|last| last.cell.open)
    }

    /// What it says.
    #[must_use]
    pub fn decoded(&self) -> Cow<'t, [u8]> {
        if let [Part { raw, cell: Cell { plain: true, .. }, .. }] = self.parts {
            return Cow::Borrowed(raw.of(self.bytes));
        }
        let mut text = Vec::new();
        for Part { raw, cell, .. } in self.parts {
            match cell.plain {
                true => text.extend_from_slice(raw.of(self.bytes)),
                false => decode(self.format, cell.codec, raw.of(self.bytes), &mut text),
            }
        }
        Cow::Owned(text)
    }
}

/// A record: its values in order, and where they stand. What is NULL is no value.
pub struct Record<'r> {
    pub(super) held: &'r Held,
    /// Where each value's parts begin.
    pub(super) starts: &'r [usize],
    pub(super) format: &'r dyn Format,
    pub(super) places: &'r [Arc<Place>],
    pub(super) number: u64,
}

impl<'r> Record<'r> {
    /// How many values it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Its number among the records of the stream that have values, from 1.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    fn parts(&self, n: usize) -> &'r [Part] {
        let end = self.starts.get(n + 1).copied().unwrap_or(self.held.parts.len());
        &self.held.parts[self.starts[n]..end]
    }

    /// The number of a value's place within the stream: the same for all values of a column.
    #[must_use]
    pub fn column(&self, n: usize) -> usize {
        self.parts(n)[0].cell.column.0 as usize
    }

    /// A value's place.
    #[must_use]
    pub fn place(&self, n: usize) -> &'r Arc<Place> {
        &self.places[self.column(n)]
    }

    /// A value.
    #[must_use]
    pub fn text(&self, n: usize) -> Cow<'r, [u8]> {
        self.written(n).decoded()
    }

    pub(super) fn written(&self, n: usize) -> Text<'r> {
        Text { format: self.format, bytes: &self.held.bytes, parts: self.parts(n) }
    }

    /// The record with other values; they are in order.
    pub(super) fn write(&self, changes: &[Change], out: &mut Vec<u8>) -> Result<(), Error> {
        let bytes = &self.held.bytes[..];
        let mut copied = 0;
        for change in changes {
            let (parts, place) = (self.parts(change.cell), self.place(change.cell));
            let raw = Span::new(parts[0].raw.start, parts[parts.len() - 1].raw.end);
            let cell = Cell { open: false, ..parts[0].cell };
            let Some(text) = &change.to else {
                let null = self.format.null(&cell, place, &bytes[..raw.start], &bytes[raw.end..]);
                let Some(Null { text, before, after }) = null.filter(|_| parts.len() == 1) else {
                    return Err(Error::refused(alloc::format!("there can be no NULL in {}", place.path)));
                };
                out.extend_from_slice(&bytes[copied..raw.start - before]);
                out.extend_from_slice(text);
                copied = raw.end + after;
                continue;
            };
            out.extend_from_slice(&bytes[copied..raw.start]);
            self.format.encode(&cell, place, text, out);
            copied = raw.end;
        }
        out.extend_from_slice(&bytes[copied..]);
        Ok(())
    }
}
