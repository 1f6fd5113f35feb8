//! Code: what stands in statements outside strings, comments, and how both begin.

use inkwash_core::{Cell, Codec, ColumnId, Pieces};

use super::codec::{BACKTICK, DOUBLE};
use super::ddl::{self, Token};
use super::scan::{is_space, is_word};
use super::tables::Slot;
use super::{Dialect, End, Inside, Sql, Statement};

/// What a few bytes mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing special.
    None,
    /// Cannot be told before more is seen.
    Wait,
    /// A comment up to the line's end begins; so many bytes open it.
    LineComment(usize),
    /// A `/* … */` comment begins.
    BlockComment,
    /// MySQL's `/*!` or `/*M!` begins: so many bytes open it, the rest is code.
    Conditional(usize),
    /// The end of such a comment.
    ConditionalEnd,
    /// The end of the statement: so many bytes.
    End(usize),
    /// A dollar quote opens with a tag of this length.
    Dollar(usize),
}

impl Sql {
    /// What stands at the start of `text`. `word` says that a word ends just before it.
    pub(super) fn mark_of(&self, text: &[u8], word: bool, must: bool) -> Mark {
        // A byte that is not there yet: 0 stands for "there is none".
        let at = |i: usize| match text.get(i) {
            Some(b) => Some(*b),
            None if must => Some(0),
            None => None,
        };
        let mysql = self.dialect == Dialect::Mysql;
        let or_generic = |dialect| self.dialect == dialect || self.dialect == Dialect::Generic;
        if let Some(first) = self.delimiter.first() {
            if text.first() == Some(first) {
                if text.starts_with(&self.delimiter) {
                    return Mark::End(self.delimiter.len());
                }
                if !must && self.delimiter.starts_with(text) {
                    return Mark::Wait;
                }
            }
        } else if text.first() == Some(&b';') {
            return Mark::End(1);
        }
        match text.first() {
            Some(b'-') => match (at(1), at(2)) {
                (None, _) | (Some(b'-'), None) if mysql => Mark::Wait,
                (None, _) => Mark::Wait,
                // MySQL wants white space or a control character after the dashes.
                (Some(b'-'), Some(next)) if mysql && next > b' ' => Mark::None,
                (Some(b'-'), _) => Mark::LineComment(2),
                _ => Mark::None,
            },
            Some(b'#') if mysql => Mark::LineComment(1),
            Some(b'#') if self.statement == Statement::Start && or_generic(Dialect::Mysql) => Mark::LineComment(1),
            Some(b'/') => match (at(1), at(2), at(3)) {
                (None, ..) | (Some(b'*'), None, _) | (Some(b'*'), Some(b'M'), None) => Mark::Wait,
                (Some(b'*'), Some(b'!'), _) if or_generic(Dialect::Mysql) => Mark::Conditional(3),
                (Some(b'*'), Some(b'M'), Some(b'!')) if or_generic(Dialect::Mysql) => Mark::Conditional(4),
                (Some(b'*'), ..) => Mark::BlockComment,
                _ => Mark::None,
            },
            Some(b'*') if self.conditional => match at(1) {
                None => Mark::Wait,
                Some(b'/') => Mark::ConditionalEnd,
                _ => Mark::None,
            },
            Some(b'$') if !word && or_generic(Dialect::Postgres) => dollar_tag(text, must),
            _ => Mark::None,
        }
    }

    /// Consumes a mark at the start of `input`, if one is there.
    pub(super) fn mark(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> Option<usize> {
        let mark = self.mark_of(input, false, end.must());
        match mark {
            Mark::None => None,
            Mark::Wait => Some(0),
            _ => Some(self.open_mark(mark, input, pieces)),
        }
    }

    /// Consumes this mark, which `text` starts with.
    pub(super) fn open_mark(&mut self, mark: Mark, text: &[u8], pieces: &mut Pieces) -> usize {
        let len = match mark {
            Mark::None | Mark::Wait => return 0,
            Mark::LineComment(len) => {
                self.inside = Inside::LineComment;
                len
            }
            Mark::BlockComment => {
                self.inside = Inside::BlockComment(1);
                2
            }
            Mark::Conditional(len) => {
                self.conditional = true;
                self.dialect = Dialect::Mysql;
                len
            }
            Mark::ConditionalEnd => {
                self.conditional = false;
                2
            }
            Mark::End(len) => {
                pieces.skeleton(len);
                self.end_statement(pieces);
                return len;
            }
            Mark::Dollar(len) => {
                self.tag.clear();
                self.tag.extend_from_slice(text.get(..len).unwrap_or_default());
                let slot = match self.statement {
                    Statement::Values => self.slot(pieces),
                    _ => self.assigned(),
                };
                self.inside = Inside::Dollar(slot.column);
                len
            }
        };
        pieces.skeleton(len);
        len
    }

    /// `input` begins in a statement's code.
    pub(super) fn code(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        let breaks = matches!(self.statement, Statement::Insert | Statement::Copy);
        let delimiter = self.delimiter.first().copied().unwrap_or(b';');
        let mut at = 0;
        while let Some(&b) = input.get(at) {
            match b {
                b'\n' => {
                    self.unit(input, at, pieces);
                    pieces.skeleton(1);
                    return at + 1;
                }
                b'\'' | b'"' | b'`' => {
                    // What a prefix makes of the string must stay, whatever the code becomes.
                    let unit = input.get(..at).unwrap_or_default();
                    let prefix = last_word(unit).filter(|_| b == b'\'');
                    let codec = prefix.and_then(|prefix| self.prefixed(prefix));
                    let prefix = prefix.filter(|_| codec.is_some()).map_or(0, <[u8]>::len);
                    self.unit(input, at - prefix, pieces);
                    let codec = codec.unwrap_or_else(|| self.codec_of(b));
                    pieces.skeleton(prefix + 1);
                    let is_name = matches!(codec, DOUBLE | BACKTICK);
                    self.enter(b, codec, if is_name { Slot::NONE } else { self.assigned() });
                    return at + 1;
                }
                b'(' | b')' if breaks => {
                    self.unit(input, at, pieces);
                    if self.statement == Statement::Values {
                        return at;
                    }
                    pieces.skeleton(1);
                    self.feed(Token::Mark(b), pieces);
                    return at + 1;
                }
                b'-' | b'#' | b'/' | b'*' | b'$' | b';' => {}
                _ if b == delimiter => {}
                _ => {
                    at += 1;
                    continue;
                }
            }
            let word = at.checked_sub(1).and_then(|i| input.get(i)).is_some_and(|b| is_word(*b));
            let rest = input.get(at..).unwrap_or_default();
            let mark = self.mark_of(rest, word, end.must());
            match mark {
                Mark::None => at += 1,
                Mark::Wait => break,
                _ => {
                    self.unit(input, at, pieces);
                    // The unit may have begun the rows, whose statement ends elsewhere.
                    return at + self.open_mark(mark, rest, pieces);
                }
            }
        }
        match end {
            End::Unknown => return 0,
            End::Forced => {
                // The pump may come back to any byte of it, so its tokens cannot be counted on. What follows
                // may be the prefix of a string.
                if self.statement != Statement::Other {
                    pieces.odd("statement too long to be read");
                }
                self.statement = Statement::Other;
                let space = super::scan::spaces(input);
                pieces.skeleton(space);
                pieces.cell(input.len() - space, Cell::coded(ColumnId::NONE, Codec::RAW, false).open());
            }
            End::Final => self.unit(input, input.len(), pieces),
        }
        input.len()
    }

    /// Pushes a stretch of code, the first `len` bytes of `input`, and reads its tokens.
    fn unit(&mut self, input: &[u8], len: usize, pieces: &mut Pieces) {
        let unit = input.get(..len).unwrap_or_default();
        let space = unit.len() - unit.trim_ascii_start().len();
        pieces.skeleton(space);
        let mut rest = unit.get(space..).unwrap_or_default();
        if matches!(self.statement, Statement::Insert | Statement::Copy) {
            rest = self.head_unit(rest, pieces);
        }
        let text = rest.trim_ascii_end();
        let from = unit.len() - rest.len();
        pieces.cell(text.len(), code_cell(input, from, from + text.len()));
        pieces.skeleton(rest.len() - text.len());
        if matches!(self.statement, Statement::Declare | Statement::Set | Statement::Assign) {
            ddl::tokens(text, |token, _| {
                self.feed(token, pieces);
            });
        }
    }

    /// Pushes code of an `INSERT` or `COPY` before its rows: keywords are syntax, names are
    /// cells. Returns what is no longer part of it.
    fn head_unit<'a>(&mut self, unit: &'a [u8], pieces: &mut Pieces) -> &'a [u8] {
        let mut done = 0;
        // The names since then, from their first byte to their last.
        let mut names: Option<(usize, usize)> = None;
        ddl::tokens(unit, |token, at| {
            if !matches!(self.statement, Statement::Insert | Statement::Copy) {
                return;
            }
            let len = token.len();
            let name = self.feed(token, pieces);
            if self.statement == Statement::Other {
                return;
            }
            if name {
                names = Some((names.map_or(at, |(from, _)| from), at + len));
                return;
            }
            if let Some((from, to)) = names.take() {
                pieces.skeleton(from - done);
                pieces.cell(to - from, code_cell(unit, from, to));
                done = to;
            }
            pieces.skeleton(at + len - done);
            done = at + len;
        });
        let end = match self.statement {
            Statement::Other => names.map_or(done, |(from, _)| from),
            Statement::Assign => done,
            _ => unit.len(),
        };
        if self.statement != Statement::Other
            && let Some((from, to)) = names
        {
            pieces.skeleton(from - done);
            pieces.cell(to - from, code_cell(unit, from, to));
            done = to;
        }
        let rest = unit.get(end..).unwrap_or_default();
        let rest_start = end + rest.len() - rest.trim_ascii_start().len();
        pieces.skeleton(rest_start - done);
        unit.get(rest_start..).unwrap_or_default()
    }

    /// `input` begins in a comment that ends with its line.
    pub(super) fn line_comment(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        let space = input.iter().take_while(|b| **b == b' ').count();
        if space > 0 {
            pieces.skeleton(space);
            return space;
        }
        let cell = Cell::plain(ColumnId::NONE);
        let len = match (memchr::memchr(b'\n', input), end) {
            (Some(len), _) => len,
            (None, End::Unknown) => return 0,
            (None, End::Final) => input.len(),
            (None, End::Forced) => {
                pieces.cell(input.len(), cell.open());
                return input.len();
            }
        };
        let text = input.get(..len).unwrap_or_default();
        if self.dialect == Dialect::Generic {
            self.dialect = super::sniff::header(text).unwrap_or(Dialect::Generic);
        }
        pieces.cell(len, cell);
        self.inside = Inside::Nothing;
        len
    }

    /// `input` begins in a `/* … */` comment. PostgreSQL's nest.
    pub(super) fn block_comment(&mut self, input: &[u8], depth: u32, end: End, pieces: &mut Pieces) -> usize {
        let nests = matches!(self.dialect, Dialect::Postgres);
        let cell = Cell::coded(ColumnId::NONE, Codec::RAW, true);
        let mut at = 0;
        while let Some(i) = input.get(at..).and_then(|rest| memchr::memchr2(b'*', b'/', rest)) {
            at += i;
            let depth = match input.get(at..at + 2) {
                Some(b"*/") => depth - 1,
                Some(b"/*") if nests => depth.saturating_add(1),
                _ => {
                    at += 1;
                    continue;
                }
            };
            pieces.cell(at, cell);
            pieces.skeleton(2);
            self.inside = match depth {
                0 => Inside::Nothing,
                _ => Inside::BlockComment(depth),
            };
            return at + 2;
        }
        match end {
            End::Unknown => 0,
            End::Final => {
                pieces.cell(input.len(), cell);
                input.len()
            }
            End::Forced => {
                // The last byte may be half of what ends the comment.
                let half = input.len() > 1 && matches!(input.last(), Some(b'*' | b'/'));
                let len = input.len() - usize::from(half);
                pieces.cell(len, cell.open());
                len
            }
        }
    }
}

/// A cell of code; plain only if no word stands directly at its sides, which cannot be told where
/// the input ends.
fn code_cell(input: &[u8], from: usize, to: usize) -> Cell {
    let word = |at: usize| input.get(at).is_none_or(|b| is_word(*b));
    let plain = !from.checked_sub(1).is_some_and(word) && !word(to);
    Cell::coded(ColumnId::NONE, Codec::RAW, plain)
}

/// The word that `unit` ends with, if it is one that can stand before a string: `E`, `U&`, `X`.
fn last_word(unit: &[u8]) -> Option<&[u8]> {
    let letters = unit.strip_suffix(b"&").unwrap_or(unit);
    let start = letters.iter().rposition(|b| !is_word(*b)).map_or(0, |i| i + 1);
    unit.get(start..).filter(|word| !word.is_empty() && !is_space(word[0]))
}

/// The tag of a dollar quote at the start of `text`: `$$` or `$name$`.
fn dollar_tag(text: &[u8], must: bool) -> Mark {
    /// PostgreSQL's names have at most this many bytes.
    const LONGEST: usize = 63;
    for (i, &b) in text.iter().enumerate().skip(1).take(LONGEST + 1) {
        match b {
            b'$' => return Mark::Dollar(i + 1),
            b'0'..=b'9' if i > 1 => {}
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => {}
            _ => return Mark::None,
        }
    }
    match must || text.len() > LONGEST {
        true => Mark::None,
        false => Mark::Wait,
    }
}
