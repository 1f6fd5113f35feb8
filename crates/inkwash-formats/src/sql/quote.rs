//! Quoted values: strings, quoted names, hexadecimal and dollar-quoted strings.

use inkwash_core::{Cell, Codec, ColumnId, Pieces};

use super::codec::{self, BACKSLASH, BACKTICK, DOUBLE, DOUBLE_BACKSLASH, ESCAPE, HEX, QUOTE, UNICODE};
use super::ddl::Token;
use super::scan::{self, hex_run, is_word};
use super::tables::Slot;
use super::{Dialect, End, Inside, Sql, Statement};

/// A quoted value that the reader stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// How it is written.
    pub(super) codec: Codec,
    /// Which quote closes it.
    pub(super) quote: u8,
    /// Where it goes.
    pub(super) slot: Slot,
    /// Nothing of it was consumed yet.
    pub(super) fresh: bool,
}

impl Sql {
    /// How a value between these quotes is written.
    pub(super) fn codec_of(&self, quote: u8) -> Codec {
        let mysql = self.dialect == Dialect::Mysql && self.settings.backslash;
        let names = matches!(self.statement, Statement::Insert | Statement::Declare);
        match quote {
            b'`' => BACKTICK,
            b'"' if mysql && !self.settings.ansi_quotes && !names => DOUBLE_BACKSLASH,
            b'"' => DOUBLE,
            _ if mysql => BACKSLASH,
            _ if self.dialect == Dialect::Postgres && !self.settings.standard_strings => ESCAPE,
            _ => QUOTE,
        }
    }

    /// What the word just before an opening quote makes of the string, if anything.
    pub(super) fn prefixed(&self, prefix: &[u8]) -> Option<Codec> {
        let postgres = matches!(self.dialect, Dialect::Postgres | Dialect::Generic);
        match prefix {
            b"E" | b"e" if postgres => Some(ESCAPE),
            b"U&" | b"u&" if postgres => Some(UNICODE),
            b"X" | b"x" => Some(HEX),
            _ => None,
        }
    }

    /// Enters a quoted value, whose opening quote is consumed.
    pub(super) fn enter(&mut self, quote: u8, codec: Codec, slot: Slot) -> Open {
        let open = Open { codec, quote, slot, fresh: true };
        self.inside = Inside::Quote(open);
        open
    }

    /// `input` begins inside a quoted value.
    pub(super) fn quote(&mut self, input: &[u8], mut open: Open, end: End, pieces: &mut Pieces) -> usize {
        let backslash = codec::has_backslash(open.codec);
        let mut seen = scan::quoted(input, open.quote, backslash, end == End::Final);
        if !seen.closed {
            if end == End::Unknown {
                return 0;
            }
            if seen.len == 0 {
                // Too little is given to tell an escape: take what is there for itself.
                seen = scan::quoted(input, open.quote, backslash, true);
            }
        }
        let content = input.get(..seen.len).unwrap_or_default();
        if seen.closed && self.reveals_backslashes(&open, content, input.get(seen.len + 1)) {
            self.dialect = Dialect::Mysql;
            open.codec = BACKSLASH;
            self.inside = Inside::Quote(open);
            return self.quote(input, open, end, pieces);
        }

        if open.fresh
            && open.codec != HEX
            && let Some(digits) = self.bytea(content)
            && (codec::is_hex(digits) || !seen.closed && hex_run(digits) >= 8)
        {
            pieces.skeleton(content.len() - digits.len());
            open.codec = HEX;
            open.fresh = false;
            self.inside = Inside::Quote(open);
            return content.len() - digits.len();
        }
        let column = open.slot.column;
        let mut len = seen.len;
        let plain = seen.plain && (open.codec != UNICODE || !content.contains(&b'\\'));
        let mut cell = Cell::coded(column, open.codec, plain);
        if open.codec == UNICODE && !seen.closed && end == End::Forced {
            len = whole_escapes(content);
        }
        if open.codec == HEX && open.fresh && !Self::all_hex(content, seen.closed) {
            cell = Cell::coded(column, QUOTE, seen.plain);
        } else if open.codec == HEX {
            // What is no digit after all stands for itself.
            cell = Cell::coded(column, HEX, false);
            if !seen.closed && end == End::Forced {
                len = whole_pairs(content);
            }
        }
        if !seen.closed && end == End::Forced {
            open.fresh = false;
            open.codec = cell.codec;
            self.inside = Inside::Quote(open);
            pieces.cell(len, cell.open());
            return len;
        }
        // SQLite's columns take anything.
        let narrow = open.slot.narrow && self.dialect != Dialect::Sqlite;
        cell.whole = open.fresh && (narrow || seen.numeric && open.codec == ESCAPE);
        pieces.cell(len, cell);
        if !seen.closed {
            return len;
        }
        pieces.skeleton(1);
        self.inside = Inside::Nothing;
        match self.statement {
            Statement::Values | Statement::Other | Statement::CopyCsv => {}
            _ if open.fresh => {
                self.feed(Token::Quoted(open.quote, content), pieces);
            }
            _ => self.statement = Statement::Other,
        }
        len + 1
    }

    /// The digits of a PostgreSQL byte string in text form.
    fn bytea<'a>(&self, content: &'a [u8]) -> Option<&'a [u8]> {
        match content {
            [b'\\', b'\\', b'x', digits @ ..] if self.dialect == Dialect::Postgres => Some(digits),
            [b'\\', b'x', digits @ ..] if self.dialect != Dialect::Mysql => Some(digits),
            _ => None,
        }
    }

    /// Whether a string of an unknown dialect shows that backslashes escape there: its closing
    /// quote follows a backslash, and what comes next cannot follow a string.
    fn reveals_backslashes(&self, open: &Open, content: &[u8], next: Option<&u8>) -> bool {
        let backslashes = || content.iter().rev().take_while(|b| **b == b'\\').count();
        self.dialect == Dialect::Generic
            && open.codec == QUOTE
            && open.fresh
            && next.is_some_and(|b| is_word(*b))
            && content.last() == Some(&b'\\')
            && !backslashes().is_multiple_of(2)
    }

    /// Whether the content of `X'…'` is what it should be, as far as it is seen.
    fn all_hex(content: &[u8], closed: bool) -> bool {
        hex_run(content) == content.len() && (!closed || content.len().is_multiple_of(2))
    }

    /// `input` begins in hexadecimal digits without quotes.
    pub(super) fn hex(&mut self, input: &[u8], column: ColumnId, end: End, pieces: &mut Pieces) -> usize {
        let copy = self.statement == Statement::CopyRows;
        let len = match copy {
            true => scan::find2(b'\t', b'\n', input).unwrap_or(input.len()),
            false => self.bare_len(input),
        };
        let cell = Cell::coded(column, HEX, false);
        if len == input.len() && end != End::Final {
            if end == End::Unknown {
                return 0;
            }
            let len = whole_pairs(input);
            pieces.cell(len, cell.open());
            return len;
        }
        self.inside = Inside::Nothing;
        pieces.cell(len, cell);
        len
    }

    /// `input` begins in a dollar-quoted string, whose tag is kept aside.
    pub(super) fn dollar(&mut self, input: &[u8], column: ColumnId, end: End, pieces: &mut Pieces) -> usize {
        let cell = Cell::plain(column);
        if let Some(at) = memchr::memmem::find(input, &self.tag) {
            pieces.cell(at, cell);
            pieces.skeleton(self.tag.len());
            self.inside = Inside::Nothing;
            return at + self.tag.len();
        }
        match end {
            End::Unknown => 0,
            End::Final => {
                pieces.cell(input.len(), cell);
                input.len()
            }
            End::Forced => {
                // Leave what may be the tag's beginning.
                let near = input.len().saturating_sub(self.tag.len() - 1);
                let begins = |at: &usize| input.get(*at..).is_some_and(|t| self.tag.starts_with(t));
                let at = (near..input.len()).find(begins).filter(|at| *at > 0).unwrap_or(input.len());
                pieces.cell(at, cell.open());
                at
            }
        }
    }
}

/// How much of `text` ends with a whole pair of digits; all of it if that would be nothing.
fn whole_pairs(text: &[u8]) -> usize {
    let digits = text.iter().rev().take_while(|b| b.is_ascii_hexdigit()).count();
    match text.len() - digits % 2 {
        0 => text.len(),
        len => len,
    }
}

/// How much of `U&'…'` ends where no escape can be cut; all of it if that would be nothing.
fn whole_escapes(text: &[u8]) -> usize {
    /// The longest is `\U0001F600`.
    const LONGEST: usize = 10;
    let mut at = 0;
    while text.len() - at >= LONGEST {
        at += codec::atom(UNICODE, text.get(at..).unwrap_or_default()).raw;
    }
    if at == 0 { text.len() } else { at }
}
