//! The rows of PostgreSQL's `COPY … FROM stdin` in CSV format, up to a line `\\.`.
//!
//! Source: PostgreSQL manual, "COPY", section "CSV Format". Quotes are always `"` here, doubled within.

use alloc::vec::Vec;

use inkwash_core::{Cell, ColumnId, Joint, Pieces};

use super::codec::{self, CSV_FIELD, CSV_QUOTED, HEX};
use super::ddl::Token;
use super::{End, Sql};

/// The options of a COPY.
#[derive(Debug, Default)]
pub(super) struct Csv {
    on: bool,
    /// Something is asked for that is not understood, or only is in CSV.
    odd: bool,
    /// Something is asked for that text format has, too, and that is only understood in CSV.
    only_csv: bool,
    /// What divides fields, if not a comma.
    delimiter: Option<u8>,
    /// How NULL is written, if not as nothing.
    null: Vec<u8>,
    /// The first line holds names and was not passed yet.
    header: bool,
    /// The option whose value comes next.
    pending: Option<Pending>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pending {
    Format,
    Delimiter,
    Null,
    Quote,
    Header,
}

impl Csv {
    pub(super) const fn is_on(&self) -> bool {
        self.on
    }

    /// Whether rows are written in a way that is not understood.
    pub(super) const fn is_odd(&self) -> bool {
        self.odd || self.only_csv && !self.on
    }

    /// The next token after `stdin`.
    pub(super) fn option(&mut self, token: Token<'_>) {
        let pending = self.pending;
        match (pending, token) {
            (_, Token::Mark(_)) => self.pending = None,
            (Some(_), _) if token.is("AS") => {}
            (Some(Pending::Format), _) => {
                (self.on, self.pending) = (token.is("CSV"), None);
                self.odd |= !token.is_any(&["CSV", "TEXT"]);
            }
            (Some(Pending::Header), _) if token.is_any(&["FALSE", "OFF"]) => {
                (self.header, self.pending) = (false, None);
            }
            (Some(Pending::Delimiter), Token::Quoted(_, text)) => {
                self.delimiter = match text {
                    b"\\t" => Some(b'\t'),
                    [one] => Some(*one),
                    _ => None,
                };
                self.odd |= self.delimiter.is_none_or(|b| b == b'"' || b >= 0x80);
                (self.only_csv, self.pending) = (true, None);
            }
            (Some(Pending::Null), Token::Quoted(_, text)) => {
                self.null = text.to_vec();
                (self.only_csv, self.pending) = (true, None);
            }
            (Some(Pending::Quote), Token::Quoted(_, text)) => {
                self.odd |= text != b"\"";
                self.pending = None;
            }
            _ => self.word(token),
        }
    }

    fn word(&mut self, token: Token<'_>) {
        self.pending = None;
        if token.is("FORMAT") {
            self.pending = Some(Pending::Format);
        } else if token.is("CSV") {
            self.on = true;
        } else if token.is("BINARY") {
            self.odd = true;
        } else if token.is_any(&["DELIMITER", "DELIMITERS"]) {
            self.pending = Some(Pending::Delimiter);
        } else if token.is("NULL") {
            self.pending = Some(Pending::Null);
        } else if token.is_any(&["QUOTE", "ESCAPE"]) {
            self.pending = Some(Pending::Quote);
        } else if token.is("HEADER") {
            (self.header, self.only_csv, self.pending) = (true, true, Some(Pending::Header));
        }
    }
}

impl Sql {
    /// `input` begins in the rows of a COPY in CSV format, outside of quotes.
    pub(super) fn copy_csv(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        if self.row.at_line {
            if let Some(used) = self.end_rows(input, end, pieces) {
                return used;
            }
            if !self.head.csv.header {
                pieces.joint(Joint::Begin);
            }
            self.row.at_line = false;
        }
        let slot = self.slot(pieces);
        if self.row.at_field && input.first() == Some(&b'"') && !self.head.csv.header {
            pieces.skeleton(1);
            self.row.at_field = false;
            self.enter(b'"', CSV_QUOTED, slot);
            return 1;
        }
        let delimiter = self.head.csv.delimiter.unwrap_or(b',');
        let found = match self.head.csv.header {
            true => memchr::memchr(b'\n', input),
            false => memchr::memchr2(delimiter, b'\n', input),
        };
        let len = match (found, end) {
            (Some(len), _) => len,
            (None, End::Unknown) => return 0,
            (None, End::Final) => input.len(),
            (None, End::Forced) => {
                self.row.at_field = false;
                pieces.cell(input.len(), Cell::plain(slot.column).open());
                return input.len();
            }
        };
        let is_line = input.get(len) != Some(&delimiter) || self.head.csv.header;
        let field = input.get(..len).unwrap_or_default();
        let value = if is_line { field.strip_suffix(b"\r").unwrap_or(field) } else { field };
        if self.head.csv.header {
            pieces.cell(value.len(), Cell::plain(ColumnId::NONE));
        } else if !self.row.at_field {
            pieces.cell(value.len(), Cell::plain(slot.column));
        } else if value == self.head.csv.null {
            pieces.skeleton(value.len());
        } else if let Some(digits) = value.strip_prefix(b"\\x").filter(|digits| codec::is_hex(digits)) {
            pieces.skeleton(2);
            pieces.cell(digits.len(), Cell::coded(slot.column, HEX, false));
        } else {
            pieces.cell(value.len(), Cell::coded(slot.column, CSV_FIELD, true).whole());
        }
        pieces.skeleton(len - value.len() + usize::from(found.is_some()));
        self.row.at_field = true;
        if is_line {
            if !core::mem::take(&mut self.head.csv.header) {
                pieces.end_record();
            }
            self.row.position = 0;
            self.row.at_line = true;
        } else {
            self.row.position += 1;
        }
        len + usize::from(found.is_some())
    }
}
