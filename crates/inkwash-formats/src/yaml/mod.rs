//! YAML 1.2 (<https://yaml.org/spec/1.2.2/>), as far as people write it: block mappings and sequences, plain and
//! quoted scalars of one or several lines, block scalars, flow collections, several documents.
//!
//! Scalars are cells at their path (`/people/*/mail`), keys are cells; comments are text. A plain scalar whose
//! stand-in would be of another type, or would not be a scalar, gets quotes. Block scalars are decoded without their
//! indentation. Anchors, tags and aliases are text, and so is every line that is not understood (complex keys, templates, tabs that indent) and what is
//! too long to be held.

mod flow;
mod scalar;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Null, Pieces, Place};

use crate::FormatInfo;
use crate::lines::{BOM, line_end, pass_bom, without_return};
use crate::seek::closing_quote;
use crate::tree::{NodeId, Tree};
use flow::{Item, key_len, single_end};
use scalar::{BLOCK, DOUBLE, FOLDED, KEY, MAX_INDENT, SINGLE};

/// One document or several.
pub(crate) const YAML: FormatInfo =
    FormatInfo { name: "yaml", title: "YAML", extensions: &["yaml", "yml"], sniff, start: || Box::new(Yaml::new()) };

/// Collections nested deeper are no longer told apart.
const MAX_DEPTH: usize = 128;

/// An open block collection.
#[derive(Debug)]
struct Frame {
    indent: usize,
    is_sequence: bool,
    node: NodeId,
    /// Where the value after the last key or dash stands.
    child: NodeId,
    /// The key before, or nil.
    last: NodeId,
}

/// A cell or syntax that was read.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// Up to here it is syntax.
    Syntax(usize),
    Cell(usize, Cell),
}

struct Yaml {
    at_start: bool,
    after_bom: bool,
    /// The next input begins in text that was too long.
    in_text: bool,
    in_record: bool,
    /// A record begins with the line that was read: a document, or an element of its sequence.
    starts_record: bool,
    /// Something was not understood.
    is_odd: bool,
    /// There was a key.
    has_key: bool,
    stack: Vec<Frame>,
    tree: Tree,
    /// What was read of the current line and those that belong to it.
    parts: Vec<Part>,
    items: Vec<Item>,
    key: Vec<u8>,
}

/// The end of a value, if that can be told from what is there.
type End = Option<usize>;

/// The line that is read.
#[derive(Clone, Copy)]
struct Here<'i> {
    /// What there is from its start on.
    input: &'i [u8],
    /// There is nothing more.
    last: bool,
    /// Where it ends, and where the next one begins.
    end: usize,
    next: usize,
}

impl Yaml {
    fn new() -> Self {
        Self {
            at_start: true,
            after_bom: false,
            in_text: false,
            in_record: false,
            starts_record: false,
            is_odd: false,
            has_key: false,
            stack: Vec::new(),
            tree: Tree::new(),
            parts: Vec::new(),
            items: Vec::new(),
            key: Vec::new(),
        }
    }

    fn syntax(&mut self, to: usize) {
        self.parts.push(Part::Syntax(to));
    }

    fn cell(&mut self, from: usize, to: usize, cell: Cell) {
        self.syntax(from);
        self.parts.push(Part::Cell(to, cell));
    }

    fn text(&mut self, from: usize, to: usize) {
        self.cell(from, to, Cell::plain(ColumnId::NONE));
    }

    /// Where the next value stands.
    fn node(&self) -> NodeId {
        self.stack.last().map_or(NodeId::ROOT, |frame| frame.child)
    }

    /// Enters the collection at this indentation that a dash or key belongs to.
    fn enter(&mut self, indent: usize, is_sequence: bool) {
        let is_inner = |f: &Frame| f.indent > indent || f.indent == indent && f.is_sequence && !is_sequence;
        while self.stack.last().is_some_and(is_inner) {
            self.stack.pop();
        }
        let is_known = self.stack.last().is_some_and(|f| f.indent == indent && f.is_sequence == is_sequence);
        self.starts_record |= is_sequence && self.stack.len() == usize::from(is_known);
        if is_known || self.stack.len() >= MAX_DEPTH {
            return;
        }
        let node = self.node();
        let child = if is_sequence { self.tree.any(node) } else { node };
        self.stack.push(Frame { indent, is_sequence, node, child, last: NodeId::NIL });
    }

    /// Takes note of a key.
    fn enter_key(&mut self, indent: usize, raw: &[u8], codec: Codec) -> NodeId {
        self.enter(indent, false);
        self.has_key = true;
        self.key.clear();
        let mut rest = raw;
        while !rest.is_empty() {
            let atom = scalar::atom(codec, rest);
            self.key.extend_from_slice(atom.text.get(..atom.len).unwrap_or(&[]));
            rest = rest.get(atom.raw..).unwrap_or(&[]);
        }
        let Some(frame) = self.stack.last_mut().filter(|f| !f.is_sequence) else { return NodeId::ROOT };
        frame.child = self.tree.child(frame.node, frame.last, &self.key);
        frame.last = frame.child;
        frame.node
    }

    /// Reads the line at the start of `input`, with the lines that its value goes on in. Returns the offset
    /// where the next one begins; `None` if that cannot be told.
    fn read(&mut self, input: &[u8], last: bool, pieces: &mut Pieces) -> End {
        self.parts.clear();
        let end = line_end(input, 0, last)?;
        let line = without_return(input.get(..end)?);
        let next = (end + 1).min(input.len());
        let indent = line.iter().take_while(|b| **b == b' ').count();
        match line.get(indent..)? {
            [] => return Some(next),
            [b'#', ..] => {
                self.text(indent + 1, line.len());
                return Some(next);
            }
            [b'%', ..] if indent == 0 => {
                self.text(0, line.len());
                return Some(next);
            }
            _ => {}
        }
        let mut at = indent;
        if let Some(rest) = line.strip_prefix(b"---").or(line.strip_prefix(b"..."))
            && rest.first().is_none_or(|b| matches!(b, b' ' | b'\t'))
        {
            self.stack.clear();
            self.starts_record = true;
            at = 3 + rest.iter().take_while(|b| **b == b' ').count();
        }
        self.entries(Here { input, last, end: line.len(), next }, at, pieces)
    }

    /// Reads dashes, a key and a value at `at` in a line that ends at `end`.
    fn entries(&mut self, here: Here<'_>, mut at: usize, pieces: &mut Pieces) -> End {
        let Here { input, end, next, .. } = here;
        let mut indent = at;
        let mut is_entry = false;
        loop {
            let rest = input.get(at..end)?;
            let [b'-', after @ ..] = rest else { break };
            if after.first().is_some_and(|b| *b != b' ') {
                break;
            }
            self.enter(at, true);
            indent = at;
            is_entry = true;
            at += 1 + after.iter().take_while(|b| **b == b' ').count();
        }
        let rest = input.get(at..end)?;
        if rest.is_empty() {
            return Some(next);
        }
        if matches!(rest, [b'?' | b':', b' ', ..] | [b'?' | b':'] | [b'\t', ..] | [b'@' | b'`', ..]) {
            return self.not_understood(here, at);
        }
        if let Some((raw, codec, value)) = key_len(rest) {
            let node = self.enter_key(at, rest.get(raw.0..raw.1)?, codec);
            let keys = self.tree.keys(node, pieces);
            let is_plain =
                codec == KEY || !input.get(at + raw.0..at + raw.1)?.iter().any(|b| matches!(b, b'\\' | b'\''));
            let cell = Cell::coded(keys, codec, is_plain);
            self.cell(at + raw.0, at + raw.1, if codec == KEY { cell.whole() } else { cell });
            indent = at;
            at += value;
            at += input.get(at..end)?.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
            return self.value(here, at, Some(indent), pieces);
        }
        if !is_entry {
            // A scalar that belongs to what is less indented.
            while self.stack.last().is_some_and(|f| f.indent >= indent) {
                self.stack.pop();
            }
            self.is_odd |= self.stack.is_empty() && !matches!(rest, [b'[' | b'{', ..]);
        }
        let parent = self.stack.last().map(|f| f.indent);
        self.value(here, at, parent, pieces)
    }

    /// Reads a value at `at`, in a line that ends at `end`, in a collection that is indented by `parent`.
    fn value(&mut self, here: Here<'_>, mut at: usize, parent: Option<usize>, pieces: &mut Pieces) -> End {
        let Here { input, last, end, next } = here;
        // Anchors, tags and aliases.
        while let Some([b'&' | b'!' | b'*', ..]) = input.get(at..end) {
            let rest = input.get(at..end)?;
            let len = rest.iter().position(|b| matches!(b, b' ' | b'\t')).unwrap_or(rest.len());
            self.text(at + 1, at + len);
            at += len + rest.iter().skip(len).take_while(|b| matches!(b, b' ' | b'\t')).count();
        }
        let rest = input.get(at..end)?;
        match rest {
            [] => Some(next),
            [b'#', ..] => {
                self.text(at + 1, end);
                Some(next)
            }
            [b'|' | b'>', header @ ..] if is_block_header(header) => self.block(here, at, parent, pieces),
            [quote @ (b'"' | b'\''), ..] => {
                let from = at + 1;
                let found = if *quote == b'"' { closing_quote(input, from) } else { single_end(input, from) };
                let to = match found {
                    Some(to) => to,
                    None if last => return self.not_understood(here, at),
                    None => return None,
                };
                let column = self.tree.column(self.node(), pieces);
                let (codec, escape) = if *quote == b'"' { (DOUBLE, b'\\') } else { (SINGLE, b'\'') };
                let is_plain = !input.get(from..to)?.contains(&escape);
                self.cell(from, to, Cell::coded(column, codec, is_plain));
                self.rest_of_line(input, to + 1, last)
            }
            // A template.
            [b'{', b'{' | b'%', ..] => self.not_understood(here, at),
            [b'[' | b'{', ..] => self.flow(here, at, pieces),
            [b'\t' | b'@' | b'`' | b'%', ..] => self.not_understood(here, at),
            _ => self.plain(here, at, parent, pieces),
        }
    }

    /// What follows a value in its line: a comment or nothing; what else there is is text.
    fn rest_of_line(&mut self, input: &[u8], at: usize, last: bool) -> End {
        let end = line_end(input, at, last)?;
        let rest = without_return(input.get(at..end)?);
        let syntax = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let syntax = syntax + usize::from(rest.get(syntax) == Some(&b'#'));
        self.text(at + syntax, at + rest.len());
        Some((end + 1).min(input.len()))
    }

    fn not_understood(&mut self, here: Here<'_>, at: usize) -> End {
        self.is_odd = true;
        self.text(at, here.end);
        Some(here.next)
    }

    fn flow(&mut self, here: Here<'_>, at: usize, pieces: &mut Pieces) -> End {
        let Here { input, last, .. } = here;
        let mut items = core::mem::take(&mut self.items);
        items.clear();
        let node = self.node();
        let read = flow::read(input, at, last, node, &mut self.tree, pieces, &mut items);
        let outcome = match read {
            Ok(to) => {
                items.iter().for_each(|item| self.cell(item.from, item.to, item.cell));
                self.rest_of_line(input, to, last)
            }
            Err(flow::Fault::Malformed) => self.not_understood(here, at),
            Err(flow::Fault::Cut) => None,
        };
        self.items = items;
        outcome
    }

    /// A plain scalar at `at`, with the lines that it goes on in.
    fn plain(&mut self, here: Here<'_>, at: usize, parent: Option<usize>, pieces: &mut Pieces) -> End {
        let Here { input, last, end, next } = here;
        let line = input.get(at..end)?;
        let len = comment_start(line).unwrap_or(line.len());
        let text = line.get(..len)?.trim_ascii_end().len();
        let column = self.tree.column(self.node(), pieces);
        let (mut to, mut after) = (at + text, next);
        // Without a comment it goes on in lines that are indented more.
        while len == line.len() {
            let (from, indent, is_entry) = match next_line(input, after, last)? {
                Some(found) => found,
                None => break,
            };
            if parent.is_some_and(|parent| indent <= parent) || parent.is_none() && is_entry {
                break;
            }
            let line_end = line_end(input, from, last)?;
            let line = without_return(input.get(from..line_end)?);
            to = from + line.trim_ascii_end().len();
            after = (line_end + 1).min(input.len());
        }
        let is_single = after == next;
        let raw = input.get(at..to)?;
        let codec = if is_single { scalar::plain_codec(raw) } else { FOLDED };
        // What stands in no collection is hardly YAML, and gets no quotes.
        let cell = match parent {
            Some(_) => Cell::coded(column, codec, true).whole(),
            None => Cell::plain(ColumnId::NONE),
        };
        self.cell(at, to, cell);
        if is_single && len < line.len() {
            self.text(at + len + 1, end);
        }
        Some(after)
    }

    /// A block scalar with this header.
    fn block(&mut self, here: Here<'_>, at: usize, parent: Option<usize>, pieces: &mut Pieces) -> End {
        let Here { input, last, end, next } = here;
        let header = input.get(at + 1..end)?;
        let least = parent.map_or(0, |parent| parent + 1);
        let digit = header.iter().take_while(|b| **b != b' ').find(|b| b.is_ascii_digit());
        if let Some(comment) = comment_start(header) {
            self.text(at + 2 + comment, end);
        }
        // The first line that has text decides.
        let mut indent = digit.map(|digit| usize::from(digit - b'0') + parent.unwrap_or(0));
        let (mut from, mut to, mut after) = (None, next, next);
        loop {
            let line_from = after;
            if line_from >= input.len() {
                if last {
                    break;
                }
                return None;
            }
            let line_end = line_end(input, line_from, last)?;
            let line = without_return(input.get(line_from..line_end)?);
            let blanks = line.iter().take_while(|b| **b == b' ').count();
            if blanks < line.len() {
                let indent = *indent.get_or_insert(blanks);
                if blanks < indent || blanks < least {
                    break;
                }
                from.get_or_insert(line_from + indent);
                to = line_from + line.len();
            }
            after = line_end + 1;
        }
        let after = after.min(input.len());
        let Some(from) = from else { return Some(after) };
        let indent = indent.unwrap_or(0);
        let column = self.tree.column(self.node(), pieces);
        if indent > MAX_INDENT {
            self.text(from, to);
            return Some(after);
        }
        let is_plain = !input.get(from..to)?.contains(&b'\n');
        self.cell(from, to, Cell::coded(column, Codec(BLOCK.0 + indent as u8), is_plain));
        Some(after)
    }

    /// Pushes what was read.
    fn push(&mut self, len: usize, pieces: &mut Pieces) {
        let mut at = 0;
        for part in &self.parts {
            match *part {
                Part::Syntax(to) => {
                    pieces.skeleton(to - at);
                    at = to;
                }
                Part::Cell(to, cell) => {
                    let plain = cell.plain && !(self.after_bom && at == 0);
                    pieces.cell(to - at, Cell { plain, ..cell });
                    at = to;
                    self.in_record = true;
                }
            }
        }
        pieces.skeleton(len - at);
    }
}

/// The next line at or after `from` that is not blank: its offset, its indentation, and whether a key or a dash
/// begins it. `Some(None)` if there is none before the document's end.
fn next_line(input: &[u8], mut from: usize, last: bool) -> Option<Option<(usize, usize, bool)>> {
    loop {
        if from >= input.len() {
            return last.then_some(None);
        }
        let end = line_end(input, from, last)?;
        let line = without_return(input.get(from..end)?);
        let indent = line.iter().take_while(|b| **b == b' ').count();
        let text = line.get(indent..)?;
        if !text.trim_ascii().is_empty() {
            let is_marker = line.starts_with(b"---") || line.starts_with(b"...");
            if is_marker || text.starts_with(b"#") {
                return Some(None);
            }
            let is_entry = text.starts_with(b"- ") || text == b"-" || key_len(text).is_some();
            return Some(Some((from, indent, is_entry)));
        }
        from = end + 1;
    }
}

/// Where a comment begins.
fn comment_start(line: &[u8]) -> Option<usize> {
    let is_start = |w: &[u8]| matches!(w, [b' ' | b'\t', b'#']);
    line.windows(2).position(is_start).map(|at| at + 1)
}

/// What may follow the `|` or `>` of a block scalar.
fn is_block_header(header: &[u8]) -> bool {
    let len = header.iter().take_while(|b| matches!(b, b'+' | b'-' | b'1'..=b'9')).count();
    let rest = header.get(len..).unwrap_or(&[]);
    len <= 2 && (rest.trim_ascii().is_empty() || rest.starts_with(b" ") && rest.trim_ascii_start().starts_with(b"#"))
}

impl Format for Yaml {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut pos = 0;
        if self.at_start {
            let Some(len) = pass_bom(input, feed, pieces) else { return 0 };
            (pos, self.at_start, self.after_bom) = (len, false, len > 0);
        }
        let last = feed == Feed::Last;
        while let Some(rest) = input.get(pos..).filter(|rest| !rest.is_empty()) {
            if self.in_text {
                // Its line goes on.
                let skip = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
                if let Some(end) = line_end(rest, skip, last) {
                    pieces.cell(end, Cell::plain(ColumnId::NONE));
                    self.in_text = false;
                    pos += end;
                    continue;
                }
            } else {
                self.starts_record = false;
                if let Some(len) = self.read(rest, last, pieces) {
                    if self.starts_record && core::mem::take(&mut self.in_record) {
                        pieces.end_record();
                    }
                    self.push(len, pieces);
                    self.after_bom = false;
                    pos += len;
                    continue;
                }
            }
            if feed == Feed::Full && pos == 0 {
                let is_end = |b: &u8| matches!(b, b'\r' | b'\n');
                let len = rest.iter().rposition(|b| !is_end(b)).unwrap_or(0).max(1);
                pieces.cell(len, Cell { plain: !self.after_bom, ..Cell::plain(ColumnId::NONE) }.open());
                self.in_text = true;
                self.after_bom = false;
                pos = len;
            }
            break;
        }
        if last && pos == input.len() && core::mem::take(&mut self.in_record) {
            pieces.end_record();
        }
        pos
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        scalar::atom(codec, raw)
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(scalar::escapes(codec))
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        scalar::encode(cell, text, out);
    }

    fn null(&self, cell: &Cell, place: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        match cell.codec {
            _ if place.path.ends_with('#') => None,
            DOUBLE => Null::quoted(b"null", b'"', before, after),
            SINGLE => Null::quoted(b"null", b'\'', before, after),
            _ => cell.whole.then_some(Null::bare(b"null")),
        }
    }
}

/// A head is YAML if it begins with what only documents of YAML do, and has keys and nothing else that is not
/// understood.
fn sniff(head: &[u8]) -> u8 {
    let start = head.strip_prefix(BOM).unwrap_or(head);
    if !(start.starts_with(b"---\n") || start.starts_with(b"---\r\n") || start.starts_with(b"%YAML ")) {
        return 0;
    }
    let mut yaml = Yaml::new();
    yaml.split(head, Feed::More, &mut Pieces::new());
    if yaml.has_key && !yaml.is_odd { 80 } else { 0 }
}
