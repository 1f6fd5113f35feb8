//! JSON (RFC 8259): one document, pretty or not, or several in a row; and NDJSON, one document
//! per line. Also reads text sequences (RFC 7464), whose record separator counts as space.
//!
//! Strings, keys and numbers are cells. What is not JSON is a cell of plain text: at the top up
//! to the end of the line, inside a document up to the next string, bracket, comma or line end.
//! In NDJSON every line starts afresh.

mod strict;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Joint, Null, Pieces, Place, Syntax};

use crate::FormatInfo;
use crate::lines::{BOM, pass_bom};
use crate::seek::find3;
use crate::tree::{NodeId, Tree};

/// JSON documents.
pub(crate) const JSON: FormatInfo = FormatInfo {
    name: "json",
    title: "JSON",
    extensions: &["json", "geojson", "har", "ipynb"],
    sniff: sniff_json,
    start: || Box::new(Json::new(false)),
};

/// One JSON document per line.
pub(crate) const NDJSON: FormatInfo = FormatInfo {
    name: "ndjson",
    title: "Newline-delimited JSON",
    extensions: &["ndjson", "jsonl"],
    sniff: sniff_ndjson,
    start: || Box::new(Json::new(true)),
};

/// A JSON text (RFC 8259) as a whole cell.
pub(crate) const NESTED: Syntax = Syntax {
    name: "json",
    min_len: 4,
    begins: |b| matches!(b, b'{' | b'[' | b'"' | b' ' | b'\t' | b'\r' | b'\n'),
    fits: strict::is_document,
    start: || Box::new(Json::new(false)),
    strict: true,
};

/// Between the quotes of a string or key.
const STRING: Codec = Codec(1);
/// Containers nested deeper are still walked through, but no longer told apart.
const MAX_DEPTH: usize = 128;

/// What the next input begins in, if not between tokens.
#[derive(Clone, Copy, Debug)]
enum Inside {
    Nothing,
    String(ColumnId),
    Text(Until),
}

/// Where text that is not JSON ends.
#[derive(Clone, Copy, Debug)]
enum Until {
    LineEnd,
    Token,
}

/// An open container.
#[derive(Debug)]
struct Frame {
    object: bool,
    /// In an object: the colon was there, so a value comes next.
    value: bool,
    node: NodeId,
    /// Where the next value stands.
    child: NodeId,
    /// The key before, or nil.
    last: NodeId,
}

#[derive(Debug)]
struct Json {
    /// Every line is a document of its own.
    lines: bool,
    at_start: bool,
    /// The byte before is the last of a byte order mark.
    after_bom: bool,
    inside: Inside,
    stack: Vec<Frame>,
    /// Open containers beyond [`MAX_DEPTH`].
    deeper: u64,
    /// Something of a record was there.
    in_record: bool,
    /// Where it begins was said.
    begun: bool,
    tree: Tree,
    /// A decoded key.
    key: Vec<u8>,
}

/// A string's end: `at` is its closing quote, or (in NDJSON) the line end that cuts it.
struct StringEnd {
    at: usize,
    closed: bool,
    plain: bool,
}

/// A bare token or a stretch of text.
enum Bare {
    /// `true`, `false` or `null`.
    Keyword,
    Number,
    /// A key without quotes, as JavaScript allows it.
    Key,
    Text,
}

impl Json {
    fn new(lines: bool) -> Self {
        Self {
            lines,
            at_start: true,
            after_bom: false,
            inside: Inside::Nothing,
            stack: Vec::new(),
            deeper: 0,
            in_record: false,
            begun: false,
            tree: Tree::new(),
            key: Vec::new(),
        }
    }

    /// The end of the string that goes on at `from`; `None` if it is not in the input.
    #[inline(always)]
    fn string_end(&self, input: &[u8], from: usize) -> Option<StringEnd> {
        let stop = if self.lines { b'\n' } else { b'"' };
        let mut at = from;
        let mut plain = true;
        loop {
            at += find3([b'"', b'\\', stop], input.get(at..)?)?;
            match input.get(at)? {
                b'\\' => {
                    plain = false;
                    // A line end is never escaped: in NDJSON it always ends the document.
                    at += if self.lines && *input.get(at + 1)? == b'\n' { 1 } else { 2 };
                }
                b => return Some(StringEnd { at, closed: *b == b'"', plain }),
            }
        }
    }

    /// The place of a string's text; takes note of keys.
    #[inline]
    fn string_column(&mut self, raw: &[u8], plain: bool, pieces: &mut Pieces) -> ColumnId {
        if self.deeper > 0 {
            return ColumnId::NONE;
        }
        let Some(frame) = self.stack.last_mut() else { return ColumnId::NONE };
        if !frame.object || frame.value {
            return self.tree.column(frame.child, pieces);
        }
        let key = if plain {
            raw
        } else {
            decode(raw, &mut self.key);
            &self.key
        };
        frame.child = self.tree.child(frame.node, frame.last, key);
        frame.last = frame.child;
        self.tree.keys(frame.node, pieces)
    }

    /// The place of a value that is not a string.
    fn value_column(&mut self, pieces: &mut Pieces) -> ColumnId {
        match self.stack.last() {
            Some(frame) if self.deeper == 0 => self.tree.column(frame.child, pieces),
            _ => ColumnId::NONE,
        }
    }

    /// A key is due: in an object, before the colon.
    fn wants_key(&self) -> bool {
        self.deeper == 0 && self.stack.last().is_some_and(|f| f.object && !f.value)
    }

    fn until(&self) -> Until {
        if self.stack.is_empty() { Until::LineEnd } else { Until::Token }
    }

    fn open(&mut self, object: bool) {
        self.in_record = true;
        if self.stack.len() >= MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        let node = self.stack.last().map_or(NodeId::ROOT, |f| f.child);
        let child = if object { node } else { self.tree.any(node) };
        self.stack.push(Frame { object, value: false, node, child, last: NodeId::NIL });
    }

    /// Whether that was the end of a document.
    fn close(&mut self) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return false;
        }
        self.stack.pop().is_some() && self.stack.is_empty()
    }

    /// A value comes next.
    #[inline]
    fn colon(&mut self) {
        if self.deeper == 0
            && let Some(frame) = self.stack.last_mut()
        {
            frame.value = true;
        }
    }

    /// Whether that was the end of an element of an array at the top.
    fn comma(&mut self) -> bool {
        if self.deeper > 0 {
            return false;
        }
        let top = self.stack.len() == 1;
        self.stack.last_mut().is_some_and(|frame| {
            frame.value = false;
            top && !frame.object
        })
    }

    /// What begins or ends with this byte, between tokens.
    fn joint_before(&mut self, b: u8) -> Option<Joint> {
        if self.lines {
            return (!self.begun).then_some(Joint::Begin);
        }
        let in_list = self.deeper == 0 && matches!(&self.stack[..], [frame] if !frame.object);
        let is_end = in_list && matches!(b, b',' | b']');
        match self.begun {
            true if is_end => Some(Joint::End),
            false if in_list && b == b']' => Some(Joint::Close),
            false if is_end || is_space(b) || b == b'[' && self.stack.is_empty() => None,
            false if in_list || self.stack.is_empty() => Some(Joint::Begin),
            _ => None,
        }
    }

    /// The length and kind of what begins at `rest` and is neither string, space nor
    /// punctuation; `None` if its end is not in the input.
    fn bare(&self, rest: &[u8], last: bool) -> Option<(usize, Bare)> {
        let ends = |from: usize, end: fn(&u8) -> bool| match rest.get(from..)?.iter().position(end) {
            Some(at) => Some(from + at),
            None => last.then_some(rest.len()),
        };
        let wants_key = self.wants_key();
        let token = match wants_key {
            true => ends(0, |b| is_space(*b) || is_structural(*b) || *b == b':')?,
            false => ends(0, |b| is_space(*b) || is_structural(*b))?,
        };
        let after = ends(token, |b| !matches!(b, b' ' | b'\t' | b'\r'))?;
        let next = rest.get(after);
        let word = rest.get(..token)?;
        if wants_key && next == Some(&b':') {
            return Some((token, Bare::Key));
        }
        if next.is_none_or(|b| is_structural(*b)) {
            if matches!(word, b"true" | b"false" | b"null") {
                return Some((token, Bare::Keyword));
            }
            if is_number(word) {
                return Some((token, Bare::Number));
            }
        }
        let end = text_end(rest, self.until()).or(last.then_some(rest.len()))?;
        Some((end, Bare::Text))
    }

    /// Goes on in the cell that the last input ended in. Returns what was consumed, and whether
    /// the cell ended.
    fn resume(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> (usize, bool) {
        let (end, cell) = match self.inside {
            Inside::Nothing => return (0, true),
            Inside::String(column) => {
                let end = self.string_end(input, 0);
                let plain = end.as_ref().map_or_else(|| !input.contains(&b'\\'), |e| e.plain);
                if let Some(StringEnd { at, closed, .. }) = end {
                    pieces.cell(at, Cell::coded(column, STRING, plain));
                    pieces.skeleton(usize::from(closed));
                    self.inside = Inside::Nothing;
                    return (at + usize::from(closed), true);
                }
                (None, Cell::coded(column, STRING, plain))
            }
            Inside::Text(until) => {
                let cell = Cell::plain(ColumnId::NONE);
                (text_end(input, until), Cell { plain: !self.after_bom, ..cell })
            }
        };
        match (end, feed) {
            (None, Feed::More) => (0, false),
            (None, Feed::Full) => {
                let len = match self.inside {
                    Inside::String(_) => whole_atoms(input),
                    _ => input.len(),
                };
                pieces.cell(len, cell.open());
                self.after_bom = false;
                (len, false)
            }
            (end, _) => {
                let len = end.unwrap_or(input.len());
                pieces.cell(len, cell);
                self.inside = Inside::Nothing;
                (len, true)
            }
        }
    }
}

impl Format for Json {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut pos = 0;
        if self.at_start {
            let Some(len) = pass_bom(input, feed, pieces) else { return 0 };
            (pos, self.at_start, self.after_bom) = (len, false, len > 0);
        }
        let (consumed, ended) = self.resume(input.get(pos..).unwrap_or(&[]), feed, pieces);
        pos += consumed;
        if !ended {
            return pos;
        }
        // Where the skeleton that is not pushed yet begins.
        let mut skeleton = pos;
        while let Some(&b) = input.get(pos) {
            while pieces.has_joints()
                && let Some(joint) = self.joint_before(b)
            {
                pieces.skeleton(pos - skeleton);
                skeleton = pos;
                pieces.joint(joint);
                self.begun = joint == Joint::Begin;
                if matches!(joint, Joint::Begin | Joint::Close) {
                    break;
                }
            }
            let mut record_ends = false;
            match b {
                b'"' => {
                    self.in_record = true;
                    let from = pos + 1;
                    let end = self.string_end(input, from);
                    let end = match (end, feed) {
                        (Some(end), _) => end,
                        (None, Feed::Last) => {
                            let plain = !input.get(from..).is_some_and(|s| s.contains(&b'\\'));
                            StringEnd { at: input.len(), closed: false, plain }
                        }
                        (None, Feed::Full) if pos == 0 => {
                            let column = match self.wants_key() {
                                // Too long for a name.
                                true => self.string_column(b"", true, pieces),
                                false => self.value_column(pieces),
                            };
                            self.inside = Inside::String(column);
                            pieces.skeleton(from);
                            return from + self.resume(input.get(from..).unwrap_or(&[]), feed, pieces).0;
                        }
                        (None, _) => break,
                    };
                    pieces.skeleton(from - skeleton);
                    let column = self.string_column(input.get(from..end.at).unwrap_or(&[]), end.plain, pieces);
                    pieces.cell(end.at - from, Cell::coded(column, STRING, end.plain));
                    skeleton = end.at;
                    pos = end.at + usize::from(end.closed);
                    // A key is mostly followed by its colon at once.
                    if input.get(pos) == Some(&b':') {
                        pos += 1;
                        self.colon();
                    }
                }
                b',' => {
                    pos += 1;
                    record_ends = self.comma() && !self.lines;
                }
                b':' => {
                    pos += 1;
                    self.colon();
                }
                b'{' | b'[' => {
                    pos += 1;
                    self.open(b == b'{');
                    if pieces.has_joints() && !self.begun {
                        pieces.skeleton(pos - skeleton);
                        skeleton = pos;
                        pieces.joint(Joint::List);
                    }
                }
                b'}' | b']' => {
                    pos += 1;
                    record_ends = self.close() && !self.lines;
                }
                b'\n' => {
                    pos += 1;
                    if self.lines {
                        self.stack.clear();
                        self.deeper = 0;
                    }
                    record_ends = self.stack.is_empty();
                }
                b if is_space(b) => pos += 1,
                _ => {
                    let rest = input.get(pos..).unwrap_or(&[]);
                    let Some((len, kind)) = self.bare(rest, feed == Feed::Last) else {
                        if feed == Feed::Full && pos == 0 {
                            self.in_record = true;
                            self.inside = Inside::Text(self.until());
                            return self.resume(rest, feed, pieces).0;
                        }
                        break;
                    };
                    self.in_record = true;
                    let cell = match kind {
                        Bare::Keyword => None,
                        Bare::Number => Some(Cell::plain(self.value_column(pieces)).whole()),
                        Bare::Key => {
                            let key = rest.get(..len).unwrap_or(&[]);
                            Some(Cell::plain(self.string_column(key, true, pieces)).whole())
                        }
                        Bare::Text => Some(Cell::plain(ColumnId::NONE)),
                    };
                    if let Some(cell) = cell {
                        pieces.skeleton(pos - skeleton);
                        // A byte order mark is not ASCII, so what follows it at once must not be
                        // searched together with it.
                        pieces.cell(len, Cell { plain: !self.after_bom, ..cell });
                        skeleton = pos + len;
                    }
                    pos += len;
                }
            }
            self.after_bom = false;
            // Every line may begin a record; elsewhere one ends with its document.
            self.begun &= if self.lines { b != b'\n' } else { !(record_ends && self.stack.is_empty()) };
            if record_ends && self.in_record {
                pieces.skeleton(pos - skeleton);
                skeleton = pos;
                pieces.end_record();
                self.in_record = false;
            }
        }
        pieces.skeleton(pos - skeleton);
        if feed == Feed::Last && pos == input.len() && self.in_record {
            pieces.end_record();
            self.in_record = false;
        }
        pos
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        if codec == STRING { atom(raw) } else { Atom::byte(raw.first().copied().unwrap_or(0)) }
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(if codec == STRING { b"\\" } else { b"" })
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        if cell.codec == STRING {
            escape(text, out);
        } else if cell.whole && !is_number(text) {
            out.push(b'"');
            escape(text, out);
            out.push(b'"');
        } else {
            out.extend_from_slice(text);
        }
    }

    fn has_joints(&self) -> bool {
        true
    }

    /// A key is never null.
    fn null(&self, cell: &Cell, place: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        match cell.codec {
            _ if place.path.ends_with('#') => None,
            STRING => Null::quoted(b"null", b'"', before, after),
            _ => cell.whole.then_some(Null::bare(b"null")),
        }
    }
}

const fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n' | 0x1e)
}

/// What ends a stretch of text inside a document.
const fn is_structural(b: u8) -> bool {
    matches!(b, b'"' | b'{' | b'}' | b'[' | b']' | b',' | b'\n')
}

fn text_end(text: &[u8], until: Until) -> Option<usize> {
    match until {
        Until::LineEnd => memchr::memchr(b'\n', text),
        Until::Token => text.iter().position(|b| is_structural(*b)),
    }
}

/// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` (RFC 8259 §6).
fn is_number(text: &[u8]) -> bool {
    fn digits(text: &[u8]) -> Option<&[u8]> {
        let len = text.iter().take_while(|b| b.is_ascii_digit()).count();
        text.get(len..).filter(|_| len > 0)
    }
    fn number(text: &[u8]) -> Option<&[u8]> {
        let text = text.strip_prefix(b"-").unwrap_or(text);
        let mut rest = match text.strip_prefix(b"0") {
            Some(rest) => rest,
            None => digits(text)?,
        };
        if let Some(fraction) = rest.strip_prefix(b".") {
            rest = digits(fraction)?;
        }
        if let [b'e' | b'E', exponent @ ..] = rest {
            rest = digits(match exponent {
                [b'+' | b'-', unsigned @ ..] => unsigned,
                unsigned => unsigned,
            })?;
        }
        Some(rest)
    }
    number(text).is_some_and(<[u8]>::is_empty)
}

/// The first atom of a string.
///
/// Half a surrogate pair denotes no character (RFC 8259 §8.2); it is searched as U+FFFD, so that
/// its digits do not run into the text beside it, and stays as it was written.
pub(crate) fn atom(raw: &[u8]) -> Atom {
    let byte = Atom::byte(raw.first().copied().unwrap_or(0));
    let [b'\\', kind, hex @ ..] = raw else { return byte };
    match kind {
        b'"' | b'\\' | b'/' => Atom::escape(2, *kind),
        b'b' => Atom::escape(2, 8),
        b'f' => Atom::escape(2, 12),
        b'n' => Atom::escape(2, b'\n'),
        b'r' => Atom::escape(2, b'\r'),
        b't' => Atom::escape(2, b'\t'),
        b'u' => {
            let Some(unit) = hex4(hex) else { return byte };
            if let Some(c) = char::from_u32(unit) {
                return Atom::char(6, c);
            }
            let low = match hex.get(4..) {
                Some([b'\\', b'u', low @ ..]) if unit < 0xdc00 => hex4(low),
                _ => None,
            };
            match low {
                Some(low @ 0xdc00..0xe000) => {
                    let c = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    Atom::char(12, char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER))
                }
                _ => Atom::char(6, char::REPLACEMENT_CHARACTER),
            }
        }
        _ => byte,
    }
}

fn hex4(text: &[u8]) -> Option<u32> {
    text.get(..4)?.iter().try_fold(0, |value, b| Some(value << 4 | char::from(*b).to_digit(16)?))
}

fn decode(mut raw: &[u8], text: &mut Vec<u8>) {
    text.clear();
    while !raw.is_empty() {
        let atom = atom(raw);
        text.extend_from_slice(atom.text.get(..atom.len).unwrap_or(&[]));
        raw = raw.get(atom.raw..).unwrap_or(&[]);
    }
}

/// The length of the atoms at the start of `raw` that more bytes cannot change.
fn whole_atoms(raw: &[u8]) -> usize {
    /// The longest atom, a surrogate pair.
    const LONGEST: usize = 12;
    let mut at = 0;
    while let Some(escape) = memchr::memchr(b'\\', raw.get(at..).unwrap_or(&[])) {
        at += escape;
        let rest = raw.get(at..).unwrap_or(&[]);
        if rest.len() < LONGEST {
            return at;
        }
        at += atom(rest).raw;
    }
    raw.len()
}

/// Escapes what RFC 8259 §7 demands and nothing else.
pub(crate) fn escape(text: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for &b in text {
        match b {
            b'"' | b'\\' => out.extend([b'\\', b]),
            8 => out.extend(b"\\b"),
            12 => out.extend(b"\\f"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            0..0x20 => out.extend([b'\\', b'u', b'0', b'0', b'0' + (b >> 4), HEX[usize::from(b & 15)]]),
            _ => out.push(b),
        }
    }
}

/// How much of a stream's start is split to see whether it is JSON.
const PROBED: usize = 16 * 1024;

/// Splits a head; whether it starts like a document and all of it was understood.
fn reads_as_json(head: &[u8], json: &mut Json) -> bool {
    let start = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    if !matches!(start, [b'{' | b'[', ..]) {
        return false;
    }
    let mut pieces = Pieces::new();
    json.split(head, Feed::More, &mut pieces);
    let cells = pieces.list().iter().filter_map(|p| p.cell);
    cells.filter(|c| c.codec == Codec::RAW && !c.whole).count() == 0
}

fn sniff_json(head: &[u8]) -> u8 {
    let head = head.get(..PROBED).unwrap_or(head);
    if reads_as_json(head, &mut Json::new(false)) { 90 } else { 0 }
}

fn sniff_ndjson(head: &[u8]) -> u8 {
    let head = head.get(..PROBED).unwrap_or(head);
    let (mut lines, mut documents) = (0, 0);
    for line in head.split_inclusive(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
        // Read as one document, so that the line end does not close what is open.
        let mut json = Json::new(false);
        let is_document = reads_as_json(line, &mut json) && json.stack.is_empty();
        // The last line may be cut, and says nothing then.
        if is_document || line.ends_with(b"\n") {
            lines += 1;
            documents += usize::from(is_document);
        }
    }
    match documents {
        // One document is more likely to be just that, unless the file's name says otherwise.
        1 if lines == 1 => 50,
        0 | 1 => 0,
        _ if documents == lines => 95,
        _ if documents * 2 > lines => 60,
        _ => 0,
    }
}
