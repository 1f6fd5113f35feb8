//! The rows of an `INSERT`: what stands after `VALUES`.

use inkwash_core::{Cell, Codec, ColumnId, Joint, Pieces};

use super::code::Mark;
use super::codec::{self, BACKSLASH, BITS, BITS_BACKSLASH, ESCAPE, HEX_NUMBER, NUMBER, NUMBER_BACKSLASH, UNICODE};
use super::scan::{self, hex_run, is_space};
use super::tables::Slot;
use super::{Dialect, End, Inside, Sql, Statement};

/// Which bytes end a bare value.
static STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        stops[i] = is_space(b) || matches!(b, b',' | b'(' | b')' | b'\'' | b'"' | b'`' | b';');
        i += 1;
    }
    stops
};

/// What became of a bare value.
enum Bare {
    /// Consumed, this many bytes.
    Used(usize),
    /// More must be seen first.
    Wait,
    /// Not part of the rows.
    Leave,
}

impl Sql {
    /// `input` begins somewhere after `VALUES`, between tokens.
    pub(super) fn values(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        let inner = match end {
            End::Forced => End::Unknown,
            end => end,
        };
        let mut at = 0;
        // Where the syntax begins that was read but not pushed yet.
        let mut from = 0;
        while let Some(&b) = input.get(at) {
            match b {
                b',' => {
                    self.row.position += usize::from(self.row.depth == 1);
                    at += 1;
                }
                b'\'' | b'"' | b'`' => {
                    at += 1;
                    pieces.skeleton(at - from);
                    let slot = self.slot(pieces);
                    let codec = self.codec_of(b);
                    if let Some((len, plain)) = self.short_string(input, at, b, codec, slot) {
                        pieces.cell(len, Cell::coded(slot.column, codec, plain));
                        from = at + len;
                        at = from + 1;
                        continue;
                    }
                    let open = self.enter(b, codec, slot);
                    let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) else {
                        return at;
                    };
                    at += self.quote(rest, open, inner, pieces);
                    from = at;
                    if self.inside != Inside::Nothing {
                        return at;
                    }
                }
                b'(' => {
                    if self.row.depth == 0 && self.begins_row(pieces) {
                        pieces.skeleton(at - from);
                        from = at;
                        pieces.joint(Joint::Begin);
                    }
                    at += 1;
                    self.row.depth += 1;
                    if self.row.depth == 1 {
                        self.row.position = 0;
                    }
                }
                b')' => {
                    at += 1;
                    if self.row.depth == 1 {
                        pieces.skeleton(at - from);
                        from = at;
                        pieces.end_record();
                        self.row.begun = false;
                    }
                    self.row.depth = self.row.depth.saturating_sub(1);
                }
                b if is_space(b) => at += 1,
                b';' => {
                    at += 1;
                    pieces.skeleton(at - from);
                    self.end_statement(pieces);
                    return at;
                }
                _ => {
                    let rest = input.get(at..).unwrap_or_default();
                    let end = if at == 0 { end } else { inner };
                    if matches!(b, b'-' | b'/' | b'#' | b'*' | b'$') {
                        match self.mark_of(rest, false, end.must()) {
                            Mark::None | Mark::End(_) => {}
                            Mark::Wait => break,
                            mark => {
                                pieces.skeleton(at - from);
                                return at + self.open_mark(mark, rest, pieces);
                            }
                        }
                    }
                    pieces.skeleton(at - from);
                    match self.bare(rest, end, pieces) {
                        Bare::Used(len) => at += len,
                        Bare::Wait => return at,
                        Bare::Leave => {
                            self.statement = Statement::Other;
                            return at;
                        }
                    }
                    from = at;
                    if self.inside != Inside::Nothing {
                        return at;
                    }
                }
            }
        }
        pieces.skeleton(at - from);
        at
    }

    /// Whether it is to be said that a row begins here.
    fn begins_row(&mut self, pieces: &Pieces) -> bool {
        pieces.has_joints() && !core::mem::replace(&mut self.row.begun, true)
    }

    /// The length of a string whose end is seen (more follows it), and whether nothing in it is
    /// escaped. Only for the usual case that nothing but its quotes and escapes matters.
    #[inline]
    fn short_string(&self, input: &[u8], at: usize, quote: u8, codec: Codec, slot: Slot) -> Option<(usize, bool)> {
        let rest = input.get(at..)?;
        if slot.narrow && self.dialect != Dialect::Sqlite
            || self.dialect == Dialect::Generic
            || rest.first() == Some(&b'\\')
        {
            return None;
        }
        let seen = scan::quoted(rest, quote, codec::has_backslash(codec), false);
        let usual = seen.closed && !(seen.numeric && codec == ESCAPE);
        usual.then_some((seen.len, seen.plain))
    }

    /// A bare value at the start of `rest`: number, keyword, prefix of a string, or anything.
    fn bare(&mut self, rest: &[u8], end: End, pieces: &mut Pieces) -> Bare {
        let len = bare_len(rest, 1, self.dialect == Dialect::Mysql);
        let word = rest.get(..len).unwrap_or_default();
        if len == rest.len() && end == End::Unknown {
            return Bare::Wait;
        }
        if self.row.depth == 0 {
            if word.eq_ignore_ascii_case(b"ROW") {
                if self.begins_row(pieces) {
                    pieces.joint(Joint::Begin);
                }
                pieces.skeleton(len);
                return Bare::Used(len);
            }
            // A clause about conflicts, names for the row, and what is given back bring no rows.
            if !["ON", "AS", "RETURNING"].iter().any(|clause| word.eq_ignore_ascii_case(clause.as_bytes())) {
                pieces.odd("VALUES of another form");
            }
            return Bare::Leave;
        }
        let slot = self.slot(pieces);
        let cut = len == rest.len() && end == End::Forced;
        if let [b'0', b'x' | b'X', digits @ ..] = word
            && !digits.is_empty()
            && hex_run(digits) == digits.len()
            && (cut || digits.len().is_multiple_of(2))
        {
            if cut {
                pieces.skeleton(2);
                self.inside = Inside::Hex(slot.column);
                return Bare::Used(2);
            }
            pieces.cell(len, Cell::coded(slot.column, HEX_NUMBER, false).whole());
            return Bare::Used(len);
        }
        let numbers = match self.codec_of(b'\'') {
            BACKSLASH | ESCAPE => NUMBER_BACKSLASH,
            _ => NUMBER,
        };
        if cut {
            self.inside = Inside::Bare(slot.column);
            pieces.cell(len, Cell::plain(slot.column).open());
        } else if scan::is_number(word) {
            pieces.cell(len, Cell::coded(slot.column, numbers, true).whole());
        } else if is_keyword(word) {
            pieces.skeleton(len);
        } else {
            let after = rest.get(len..).unwrap_or_default();
            return match after.first() {
                Some(b'\'') => self.prefix(word, after, end, pieces),
                Some(b'(') => self.call(word, rest, end, pieces),
                _ if self.is_introducer(word) => {
                    pieces.skeleton(len);
                    Bare::Used(len)
                }
                _ => self.text(len, pieces),
            };
        }
        Bare::Used(len)
    }

    /// How much of `input`, which begins in a bare value, belongs to it.
    pub(super) fn bare_len(&self, input: &[u8]) -> usize {
        bare_len(input, 0, self.dialect == Dialect::Mysql)
    }

    /// `input` begins in a bare value that did not fit.
    pub(super) fn bare_rest(&mut self, input: &[u8], column: ColumnId, end: End, pieces: &mut Pieces) -> usize {
        let len = self.bare_len(input);
        let cell = Cell::plain(column);
        if len == input.len() && end != End::Final {
            if end == End::Unknown {
                return 0;
            }
            pieces.cell(len, cell.open());
            return len;
        }
        self.inside = Inside::Nothing;
        pieces.cell(len, cell);
        len
    }

    /// Bare text that is not understood.
    fn text(&mut self, len: usize, pieces: &mut Pieces) -> Bare {
        let column = self.slot(pieces).column;
        pieces.cell(len, Cell::plain(column));
        Bare::Used(len)
    }

    /// MySQL's character set before a string: `_binary`, `_utf8mb4`.
    fn is_introducer(&self, word: &[u8]) -> bool {
        matches!(self.dialect, Dialect::Mysql | Dialect::Generic)
            && word.first() == Some(&b'_')
            && word.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
    }

    /// A word directly before an opening quote, which `after` begins with.
    fn prefix(&mut self, word: &[u8], after: &[u8], end: End, pieces: &mut Pieces) -> Bare {
        if word.eq_ignore_ascii_case(b"b") {
            let content = after.get(1..).unwrap_or_default();
            let bits = content.iter().position(|b| !matches!(b, b'0' | b'1'));
            match bits.and_then(|bits| content.get(bits)) {
                Some(b'\'') => {
                    let len = word.len() + 2 + bits.unwrap_or(0);
                    let column = self.slot(pieces).column;
                    let codec = match self.codec_of(b'\'') {
                        BACKSLASH | ESCAPE => BITS_BACKSLASH,
                        _ => BITS,
                    };
                    pieces.cell(len, Cell::coded(column, codec, false).whole());
                    return Bare::Used(len);
                }
                None if end == End::Unknown => return Bare::Wait,
                _ => {}
            }
        }
        let national = word.eq_ignore_ascii_case(b"N") || word.eq_ignore_ascii_case(b"b");
        let codec = match self.prefixed(word) {
            Some(codec) => codec,
            None if national || self.is_introducer(word) => self.codec_of(b'\''),
            None => return self.text(word.len(), pieces),
        };
        pieces.skeleton(word.len() + 1);
        let slot = self.slot(pieces);
        self.enter(b'\'', codec, slot);
        Bare::Used(word.len() + 1)
    }

    /// A function's name directly before its parenthesis. Two of SQLite's functions are ways of
    /// writing strings.
    fn call(&mut self, word: &[u8], rest: &[u8], end: End, pieces: &mut Pieces) -> Bare {
        if matches!(self.dialect, Dialect::Sqlite | Dialect::Generic) {
            if word.eq_ignore_ascii_case(b"unistr") {
                match rest.get(word.len() + 1) {
                    None if end == End::Unknown => return Bare::Wait,
                    Some(b'\'') => {
                        pieces.skeleton(word.len() + 2);
                        self.row.depth += 1;
                        let slot = self.slot(pieces);
                        self.enter(b'\'', UNICODE, slot);
                        return Bare::Used(word.len() + 2);
                    }
                    _ => {}
                }
            }
            if word == b"replace" {
                for (codec, open, close) in codec::REPLACES {
                    match expression(rest, open, close, end) {
                        Some(0) => {}
                        Some(len) => {
                            let column = self.slot(pieces).column;
                            pieces.cell(len, Cell::coded(column, codec, false).whole());
                            return Bare::Used(len);
                        }
                        None => return Bare::Wait,
                    }
                }
            }
        }
        self.text(word.len(), pieces)
    }
}

/// Length of a bare value: up to punctuation, white space, a quote or a comment, looked for
/// from `at`. MySQL wants white space after the dashes of a comment.
#[inline]
fn bare_len(text: &[u8], mut at: usize, dashes_need_space: bool) -> usize {
    while let Some(&b) = text.get(at) {
        let comment = match b {
            b'-' if dashes_need_space => matches!(text.get(at + 1..at + 3), Some([b'-', ..=b' '])),
            b'-' => text.get(at + 1) == Some(&b'-'),
            b'/' => text.get(at + 1) == Some(&b'*'),
            _ => false,
        };
        if STOPS[usize::from(b)] || comment {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// Words that are values of their own and no data.
fn is_keyword(word: &[u8]) -> bool {
    let is = |keyword: &[u8]| word.eq_ignore_ascii_case(keyword);
    match word.len() {
        4 => is(b"NULL") || is(b"TRUE"),
        5 => is(b"FALSE"),
        7 => is(b"DEFAULT"),
        _ => false,
    }
}

/// Length of the expression `open` string `close` at the start of `text`; 0 if there is none,
/// `None` if that cannot be told yet. The string's closing quote belongs to `close`.
fn expression(text: &[u8], open: &[u8], close: &[u8], end: End) -> Option<usize> {
    let wait = |no: bool| if no || end.must() { Some(0) } else { None };
    let Some(rest) = text.strip_prefix(open) else {
        return wait(!open.starts_with(text));
    };
    let string = scan::quoted(rest, b'\'', false, end.must());
    if !string.closed {
        return wait(false);
    }
    let tail = rest.get(string.len..).unwrap_or_default();
    if tail.starts_with(close) {
        return Some(open.len() + string.len + close.len());
    }
    wait(!close.starts_with(tail))
}
