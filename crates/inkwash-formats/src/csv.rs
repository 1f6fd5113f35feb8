//! Delimiter-separated values: RFC 4180 and what people really write.
//!
//! The delimiter (comma, semicolon, tab or bar) and the header are found out from the first
//! records. Fields are cells in their column; the cells of a header stand nowhere. Records are
//! counted from the first one that is not a header.
//!
//! A quote opens a quoted field only at its start, and closes it only before a delimiter or the
//! record's end; any other quote is text, and so is every backslash. If a quoted field is not
//! closed before the end of the stream, its quote was none.

mod head;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Joint, Null, Pieces, Place};

use crate::FormatInfo;
use crate::seek::find3;

/// Fields between commas, semicolons or bars.
pub(crate) const CSV: FormatInfo = FormatInfo {
    name: "csv",
    title: "Comma-separated values",
    extensions: &["csv", "psv"],
    sniff: |head| sniff(head, None),
    start: || Box::new(Csv::new(None)),
};

/// Fields between tabs.
pub(crate) const TSV: FormatInfo = FormatInfo {
    name: "tsv",
    title: "Tab-separated values",
    extensions: &["tsv", "tab"],
    sniff: |head| sniff(head, Some(b'\t')),
    start: || Box::new(Csv::new(Some(b'\t'))),
};

/// Between quotes: a quote is doubled.
const QUOTED: Codec = Codec(1);
/// Fields of a record beyond these share [`ColumnId::NONE`].
const MAX_COLUMNS: usize = 65_536;
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Where the next input begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before everything; nothing is known yet.
    Start,
    /// At the start of a field, or after one.
    Syntax,
    /// In a field without quotes.
    Field,
    /// In a quoted field.
    Quoted,
}

#[derive(Debug)]
struct Csv {
    delimiter: Option<u8>,
    at: At,
    /// A field may begin here; otherwise one has just ended.
    fresh: bool,
    /// The byte before is the last of a byte order mark.
    after_bom: bool,
    /// The header is being read.
    in_header: bool,
    /// Something of a record was there.
    in_record: bool,
    /// Where a record may begin was said.
    begun: bool,
    /// Quotes open nothing any more.
    literal_quotes: bool,
    /// The current field's number, from 0.
    field: usize,
    columns: Vec<ColumnId>,
}

/// Where a quoted field ends.
enum Close {
    /// Its closing quote. Says whether there is no quote in the text, and whether there is one
    /// that is not doubled.
    At { at: usize, plain: bool, stray: bool },
    /// Not in the input. Up to here (a border between atoms) it is text, whatever follows.
    Beyond(usize),
}

impl Csv {
    fn new(delimiter: Option<u8>) -> Self {
        Self {
            delimiter,
            at: At::Start,
            fresh: true,
            after_bom: false,
            in_header: false,
            in_record: false,
            begun: false,
            literal_quotes: false,
            field: 0,
            columns: Vec::new(),
        }
    }

    fn delimiter(&self) -> u8 {
        self.delimiter.unwrap_or(b',')
    }

    /// Learns from the head; the length of what is skeleton there, `None` if the head is not all
    /// there.
    fn start(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> Option<usize> {
        if feed == Feed::More && input.len() < BOM.len() {
            return None;
        }
        let bom = if input.starts_with(BOM) { BOM.len() } else { 0 };
        let head = head::head(input.get(bom..)?, feed != Feed::More)?;
        let learnt = head::read(head, self.delimiter);
        self.delimiter = Some(learnt.delimiter);
        self.in_header = learnt.header.is_some();
        for (i, name) in learnt.header.into_iter().flatten().take(MAX_COLUMNS).enumerate() {
            let column = if name.is_empty() {
                unnamed(i, pieces)
            } else {
                pieces.column(Place { path: name.clone(), name, ..Place::default() })
            };
            self.columns.push(column);
        }
        self.after_bom = bom > 0 && learnt.directive == 0;
        self.at = At::Syntax;
        Some(bom + learnt.directive)
    }

    /// The current field's place.
    #[inline]
    fn column(&mut self, pieces: &mut Pieces) -> ColumnId {
        if self.in_header {
            return ColumnId::NONE;
        }
        while self.columns.len() <= self.field && self.columns.len() < MAX_COLUMNS {
            self.columns.push(unnamed(self.columns.len(), pieces));
        }
        self.columns.get(self.field).copied().unwrap_or(ColumnId::NONE)
    }

    /// The end of the quoted field that goes on at the start of `text`.
    fn close(&self, text: &[u8], last: bool) -> Close {
        let (mut from, mut plain, mut stray) = (0, true, false);
        while let Some(at) = memchr::memchr(b'"', text.get(from..).unwrap_or(&[])) {
            let at = from + at;
            let after = text.get(at + 1..).unwrap_or(&[]);
            if after.first() == Some(&b'"') {
                plain = false;
                from = at + 2;
                continue;
            }
            // Spaces between the quote and the delimiter are nobody's.
            match after.iter().find(|b| **b != b' ') {
                None if !last => return Close::Beyond(at),
                None | Some(b'\r' | b'\n') => return Close::At { at, plain, stray },
                Some(b) if *b == self.delimiter() => return Close::At { at, plain, stray },
                Some(_) => {
                    plain = false;
                    stray = true;
                    from = at + 1;
                }
            }
        }
        Close::Beyond(text.len())
    }

    /// Goes on in the field that the last input ended in. Returns what was consumed, and whether
    /// the field ended.
    fn resume(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> (usize, bool) {
        let column = self.column(pieces);
        match self.at {
            At::Start | At::Syntax => (0, true),
            At::Field => {
                let end = find3([self.delimiter(), b'\n', b'\r'], input);
                let cell = Cell { plain: !self.after_bom, ..Cell::plain(column) };
                match (end, feed) {
                    (None, Feed::More) => (0, false),
                    (None, Feed::Full) => {
                        pieces.cell(input.len(), cell.open());
                        self.after_bom = false;
                        (input.len(), false)
                    }
                    (end, _) => {
                        let len = end.unwrap_or(input.len());
                        pieces.cell(len, cell);
                        self.at = At::Syntax;
                        (len, true)
                    }
                }
            }
            At::Quoted => match (self.close(input, feed == Feed::Last), feed) {
                (Close::At { at, plain, .. }, _) => {
                    pieces.cell(at, Cell::coded(column, QUOTED, plain));
                    pieces.skeleton(1);
                    self.at = At::Syntax;
                    (at + 1, true)
                }
                (Close::Beyond(_), Feed::More) => (0, false),
                (Close::Beyond(sure), Feed::Full) => {
                    // With nothing but spaces after a quote the quote is text.
                    let len = sure.max(1);
                    let plain = !input.get(..len).is_some_and(|s| s.contains(&b'"'));
                    pieces.cell(len, Cell::coded(column, QUOTED, plain).open());
                    (len, false)
                }
                (Close::Beyond(_), Feed::Last) => {
                    let plain = !input.contains(&b'"');
                    pieces.cell(input.len(), Cell::coded(column, QUOTED, plain));
                    self.at = At::Syntax;
                    (input.len(), true)
                }
            },
        }
    }
}

/// The place of the field with this number (from 0) that has no label.
fn unnamed(field: usize, pieces: &mut Pieces) -> ColumnId {
    pieces.column(Place { path: alloc::format!("column {}", field + 1), ..Place::default() })
}

impl Format for Csv {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut pos = 0;
        // Where the skeleton that is not pushed yet begins.
        let mut skeleton = 0;
        if self.at == At::Start {
            match self.start(input, feed, pieces) {
                Some(len) => pos = len,
                None => return 0,
            }
        } else if self.at != At::Syntax {
            let (consumed, ended) = self.resume(input, feed, pieces);
            if !ended {
                return consumed;
            }
            self.fresh = false;
            pos = consumed;
            skeleton = pos;
        }
        let delimiter = self.delimiter();
        while let Some(&b) = input.get(pos) {
            if pieces.has_joints() && !self.in_header && !core::mem::replace(&mut self.begun, true) {
                pieces.skeleton(pos - skeleton);
                skeleton = pos;
                pieces.joint(Joint::Begin);
            }
            if b == delimiter {
                self.in_record = true;
                self.fresh = true;
                self.field += 1;
                pos += 1;
            } else if b == b' ' {
                pos += 1;
            } else if b == b'\n' || b == b'\r' {
                let pair = match input.get(pos + 1) {
                    None if b == b'\r' && feed == Feed::More => break,
                    next => b == b'\r' && next == Some(&b'\n'),
                };
                pos += 1 + usize::from(pair);
                if self.in_record && !self.in_header {
                    pieces.skeleton(pos - skeleton);
                    skeleton = pos;
                    pieces.end_record();
                }
                self.in_header &= !self.in_record;
                self.in_record = false;
                self.begun = false;
                self.fresh = true;
                self.field = 0;
            } else if b == b'"' && self.fresh && !self.literal_quotes {
                let from = pos + 1;
                let text = input.get(from..).unwrap_or(&[]);
                match (self.close(text, feed == Feed::Last), feed) {
                    (Close::At { at, plain, stray }, _) => {
                        pieces.skeleton(from - skeleton);
                        let cell = Cell::coded(self.column(pieces), QUOTED, plain);
                        // Text spliced beside a stray quote could make a pair with it.
                        pieces.cell(at, if stray { cell.whole() } else { cell });
                        skeleton = from + at;
                        pos = skeleton + 1;
                        self.fresh = false;
                        self.in_record = true;
                    }
                    (Close::Beyond(_), Feed::Last) => {
                        self.literal_quotes = true;
                        continue;
                    }
                    (Close::Beyond(_), Feed::Full) if pos == 0 => {
                        self.in_record = true;
                        self.at = At::Quoted;
                        pieces.skeleton(from);
                        return from + self.resume(text, feed, pieces).0;
                    }
                    (Close::Beyond(_), _) => break,
                }
            } else {
                let text = input.get(pos..).unwrap_or(&[]);
                let len = match (find3([delimiter, b'\n', b'\r'], text), feed) {
                    (Some(len), _) => len,
                    (None, Feed::Last) => text.len(),
                    (None, Feed::Full) if pos == 0 => {
                        self.in_record = true;
                        self.at = At::Field;
                        return self.resume(text, feed, pieces).0;
                    }
                    (None, _) => break,
                };
                let field = text.get(..len).unwrap_or(&[]);
                let spaces = match field.last() {
                    Some(b' ') => field.iter().rev().take_while(|b| **b == b' ').count(),
                    _ => 0,
                };
                pieces.skeleton(pos - skeleton);
                let cell = Cell::plain(self.column(pieces));
                // A byte order mark is not ASCII, so what follows it at once must not be
                // searched together with it. Where quotes are text, none can be added.
                let cell = Cell { plain: !self.after_bom, whole: !self.literal_quotes, ..cell };
                pieces.cell(len - spaces, cell);
                skeleton = pos + len - spaces;
                pos += len;
                self.in_record = true;
                // Mostly the next field follows at once.
                self.fresh = input.get(pos) == Some(&delimiter);
                if self.fresh {
                    self.field += 1;
                    pos += 1;
                }
            }
            self.after_bom = false;
        }
        pieces.skeleton(pos - skeleton);
        if feed == Feed::Last && pos == input.len() && self.in_record {
            if !self.in_header {
                pieces.end_record();
            }
            self.in_record = false;
        }
        pos
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        match raw {
            [b'"', b'"', ..] if codec == QUOTED => Atom::escape(2, b'"'),
            _ => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(if codec == QUOTED { b"\"" } else { b"" })
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        let delimiter = self.delimiter();
        let is_syntax = |b: &u8| *b == delimiter || matches!(*b, b'\n' | b'\r');
        if cell.codec == QUOTED {
            double_quotes(text, out);
        } else if !cell.whole {
            // No quotes can be put around it: the field is too long to be held at once, or quotes
            // are text here.
            out.extend(text.iter().map(|b| match b {
                b'"' => b'\'',
                b if is_syntax(b) => b' ',
                b => *b,
            }));
        } else if needs_quotes(text, delimiter) || text.is_empty() && self.columns.len() < 2 {
            // An only field that is empty would leave a blank line, which is no record.
            out.push(b'"');
            double_quotes(text, out);
            out.push(b'"');
        } else {
            out.extend_from_slice(text);
        }
    }

    fn has_joints(&self) -> bool {
        true
    }

    /// An empty field without quotes. In a file of one column that would be a blank line, which is no
    /// record.
    fn null(&self, cell: &Cell, _: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        match cell.codec {
            _ if self.columns.len() < 2 => None,
            QUOTED => Null::quoted(b"", b'"', before, after),
            _ => cell.whole.then_some(Null::bare(b"")),
        }
    }
}

/// Whether a field with this text must be quoted: for what is in it, or because it would be taken
/// for something else at the start of a file.
fn needs_quotes(text: &[u8], delimiter: u8) -> bool {
    text.iter().any(|b| *b == delimiter || matches!(b, b'\n' | b'\r' | b'"'))
        || text.starts_with(b" ")
        || text.ends_with(b" ")
        || text.starts_with(BOM)
        || text.starts_with(b"sep=")
}

fn double_quotes(text: &[u8], out: &mut Vec<u8>) {
    for &b in text {
        if b == b'"' {
            out.push(b);
        }
        out.push(b);
    }
}

fn sniff(input: &[u8], delimiter: Option<u8>) -> u8 {
    let input = input.strip_prefix(BOM).unwrap_or(input);
    // The last line may be cut.
    let whole = memchr::memrchr(b'\n', input).map_or(0, |end| end + 1);
    let Some(head) = input.get(..whole).and_then(|lines| head::head(lines, true)) else { return 0 };
    let learnt = head::read(head, delimiter);
    if delimiter.is_none() && learnt.delimiter == b'\t' {
        return 0;
    }
    if learnt.directive > 0 {
        return 95;
    }
    match (learnt.agreed, learnt.header.is_some()) {
        (Some(2..), true) => 80,
        (Some(3..), false) if learnt.records >= 3 => 50,
        _ => 0,
    }
}
