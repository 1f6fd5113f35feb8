//! The rows of PostgreSQL's `COPY … FROM stdin` in text format: fields between tabs, one row a
//! line, up to a line `\.`.

use inkwash_core::{Cell, ColumnId, Joint, Pieces};

use super::codec::{self, COPY};
use super::scan::{find3, hex_run};
use super::{End, Inside, Sql, Statement};

/// A field as far as it can be seen.
struct Field {
    /// Length in raw bytes.
    len: usize,
    /// Its end was seen, at `len`.
    ended: bool,
    /// Nothing in it is escaped.
    plain: bool,
    /// It holds an escape whose length depends on what follows.
    numeric: bool,
}

/// Reads one field.
#[inline]
fn field(text: &[u8]) -> Field {
    let mut at = 0;
    let (mut plain, mut numeric) = (true, false);
    while let Some(i) = text.get(at..).and_then(|rest| find3(b'\t', b'\n', b'\\', rest)) {
        at += i;
        if text.get(at) != Some(&b'\\') {
            return Field { len: at, ended: true, plain, numeric };
        }
        plain = false;
        match text.get(at + 1) {
            Some(b'0'..=b'7' | b'x') => numeric = true,
            Some(_) => {}
            None => return Field { len: at, ended: false, plain, numeric },
        }
        at += 2;
    }
    Field { len: text.len(), ended: false, plain, numeric }
}

impl Sql {
    /// `input` begins in the rows of a COPY.
    pub(super) fn copy_rows(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        let mut at = 0;
        loop {
            let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) else { return at };
            // What must be consumed is only the first piece.
            let end = match end {
                End::Forced if at > 0 => End::Unknown,
                end => end,
            };
            if self.row.at_line {
                if let Some(used) = self.end_rows(rest, end, pieces) {
                    return at + used;
                }
                pieces.joint(Joint::Begin);
                self.row.at_line = false;
            }
            let Field { len, ended, plain, numeric } = field(rest);
            if !ended {
                if end == End::Unknown {
                    return at;
                }
                return at + self.cut_field(rest, len, end, pieces);
            }
            let tab = rest.get(len) == Some(&b'\t');
            // A carriage return in a value is escaped, so a bare one belongs to the line's end.
            let bare = !tab && len > 0 && rest.get(len - 1) == Some(&b'\r');
            let value = rest.get(..len - usize::from(bare)).unwrap_or_default();
            let slot = self.slot(pieces);
            if plain {
                let mut cell = Cell::coded(slot.column, COPY, true);
                cell.whole = slot.narrow && self.row.at_field;
                pieces.cell(value.len(), cell);
            } else {
                self.escaped_field(value, numeric, pieces);
            }
            pieces.skeleton(len + 1 - value.len());
            at += len + 1;
            self.row.at_field = true;
            if tab {
                self.row.position += 1;
            } else {
                pieces.end_record();
                self.row.position = 0;
                self.row.at_line = true;
            }
        }
    }

    /// A complete field with backslashes.
    fn escaped_field(&mut self, value: &[u8], numeric: bool, pieces: &mut Pieces) {
        let slot = self.slot(pieces);
        if !self.row.at_field {
            pieces.cell(value.len(), Cell::coded(slot.column, COPY, false));
        } else if value == b"\\N" {
            pieces.skeleton(value.len());
        } else if let Some(digits) = value.strip_prefix(b"\\\\x").filter(|d| codec::is_hex(d)) {
            pieces.skeleton(3);
            pieces.cell(digits.len(), Cell::coded(slot.column, codec::HEX, false));
        } else {
            let mut cell = Cell::coded(slot.column, COPY, false);
            cell.whole = slot.narrow || numeric;
            pieces.cell(value.len(), cell);
        }
    }

    /// A field whose end is not there: `len` is how much of it ends between atoms.
    fn cut_field(&mut self, rest: &[u8], len: usize, end: End, pieces: &mut Pieces) -> usize {
        let slot = self.slot(pieces);
        if end == End::Final {
            let plain = memchr::memchr(b'\\', rest).is_none();
            match plain {
                true => pieces.cell(rest.len(), Cell::coded(slot.column, COPY, true)),
                false => self.escaped_field(rest, true, pieces),
            }
            pieces.end_record();
            return rest.len();
        }
        if self.row.at_field
            && let Some(digits) = rest.strip_prefix(b"\\\\x")
            && digits.len() >= 8
            && hex_run(digits) == digits.len()
        {
            pieces.skeleton(3);
            self.row.at_field = false;
            self.inside = Inside::Hex(slot.column);
            return 3;
        }
        // Octal and hexadecimal escapes may be longer than what is there.
        let tail = rest.get(..len).unwrap_or_default();
        let near = len.saturating_sub(3);
        let escape = tail.get(near..).and_then(|t| memchr::memrchr(b'\\', t)).map(|i| near + i);
        let len = match escape {
            Some(escape) if escape > 0 && !tail.get(..escape).is_some_and(odd_end) => escape,
            _ if len > 0 => len,
            _ => rest.len(),
        };
        self.row.at_field = false;
        let plain = rest.get(..len).is_some_and(|cell| memchr::memchr(b'\\', cell).is_none());
        pieces.cell(len, Cell::coded(slot.column, COPY, plain).open());
        len
    }

    /// Consumes what ends the rows of a COPY, if a line that `input` begins with does: how much, or nothing if
    /// that cannot be told yet.
    pub(super) fn end_rows(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> Option<usize> {
        if input.first() != Some(&b'\\') {
            return None;
        }
        match end_of_rows(input, end) {
            None => Some(0),
            Some(0) => None,
            Some(len) => {
                pieces.skeleton(len);
                self.statement = Statement::Start;
                Some(len)
            }
        }
    }

    /// `input` begins in the rows of a COPY in another format: each line is text.
    pub(super) fn copy_text(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        if self.row.at_line {
            if let Some(used) = self.end_rows(input, end, pieces) {
                return used;
            }
            pieces.joint(Joint::Begin);
        }
        let column = ColumnId::NONE;
        let Some(len) = memchr::memchr(b'\n', input) else {
            match end {
                End::Unknown => return 0,
                End::Forced => {
                    self.row.at_line = false;
                    pieces.cell(input.len(), Cell::plain(column).open());
                }
                End::Final => pieces.cell(input.len(), Cell::plain(column)),
            }
            return input.len();
        };
        pieces.cell(len, Cell::plain(column));
        pieces.skeleton(1);
        pieces.end_record();
        self.row.at_line = true;
        len + 1
    }
}

/// Whether `text` ends with an unpaired backslash.
fn odd_end(text: &[u8]) -> bool {
    !text.iter().rev().take_while(|b| **b == b'\\').count().is_multiple_of(2)
}

/// Length of a line `\.` without its line end; 0 if the line is another one, `None` if that
/// cannot be told yet.
fn end_of_rows(line: &[u8], end: End) -> Option<usize> {
    match line {
        [b'\\', b'.', b'\n', ..] | [b'\\', b'.', b'\r', b'\n', ..] => Some(2),
        b"\\." | b"\\.\r" if end == End::Final => Some(2),
        b"\\" | b"\\." | b"\\.\r" if end == End::Unknown => None,
        _ => Some(0),
    }
}
