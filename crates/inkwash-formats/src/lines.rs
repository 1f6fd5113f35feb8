//! Streams of one record a line, whatever a line looks like.
//!
//! A line that its format does not understand is text, together with all that follow it up to the next
//! line that is understood: a stack trace or a private key is searched as one. So is a line that is too
//! long to be held at once, and the first line after a byte order mark.

use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Joint, Null, Pieces, Place};

pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Passes a byte order mark at the start of a stream and gives its length; `None` if more of the stream must
/// be seen to tell whether there is one.
pub(crate) fn pass_bom(input: &[u8], feed: Feed, pieces: &mut Pieces) -> Option<usize> {
    if feed == Feed::More && input.len() < BOM.len() && BOM.starts_with(input) {
        return None;
    }
    let len = if input.starts_with(BOM) { BOM.len() } else { 0 };
    pieces.skeleton(len);
    Some(len)
}

/// What a line looks like.
pub(crate) trait Line: Send {
    /// Reads a line (not empty, without its end); whether it is understood.
    fn read(&mut self, line: &[u8]) -> bool;
    /// Pushes the pieces of the line that was read last, and was understood.
    fn push(&mut self, line: &[u8], pieces: &mut Pieces);
    /// As [`Format::atom`].
    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom;
    /// As [`Format::escapes`].
    fn escapes(&self, codec: Codec) -> &'static [u8];
    /// As [`Format::encode`].
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>);
    /// As [`Format::null`].
    fn null(&self, cell: &Cell, place: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        let _ = (cell, place, before, after);
        None
    }
}

/// Reads a stream of lines.
pub(crate) struct Lines<L> {
    line: L,
    at_start: bool,
    /// The byte before is the last of a byte order mark.
    after_bom: bool,
    /// The next input begins in text.
    in_text: bool,
}

impl<L: Line> Lines<L> {
    pub(crate) const fn new(line: L) -> Self {
        Self { line, at_start: true, after_bom: false, in_text: false }
    }

    /// The length of the text at the start of `input`, whose first line is text whatever it looks like;
    /// `None` if its end is not there.
    fn text_len(&mut self, input: &[u8], last: bool) -> Option<usize> {
        let is_end = |b: &&u8| matches!(**b, b'\r' | b'\n');
        let mut from = input.iter().take_while(is_end).count();
        let mut text = from;
        loop {
            let rest = input.get(from..).unwrap_or(&[]);
            let len = match memchr::memchr(b'\n', rest) {
                Some(len) => len,
                None if last => rest.len(),
                None => return None,
            };
            let line = without_return(rest.get(..len).unwrap_or(&[]));
            let is_first = text == from;
            if is_first || !line.trim_ascii().is_empty() {
                if !is_first && self.line.read(line) {
                    return Some(text);
                }
                text = from + line.len();
            }
            from += len + 1;
            if from > input.len() || last && from == input.len() {
                return Some(text);
            }
        }
    }

    /// Goes on in text, or begins it. Returns what was consumed; nothing if its end is not there.
    fn text(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let cell = Cell { plain: !self.after_bom, ..Cell::plain(ColumnId::NONE) };
        let len = match (self.text_len(input, feed == Feed::Last), feed) {
            (Some(len), _) => len,
            (None, Feed::Full) => {
                // What is left must not be line ends alone: they could be the end of the text.
                let len = input.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(0);
                self.in_text = len > 0;
                self.after_bom = false;
                if len > 0 {
                    pieces.cell(len, cell.open());
                    return len;
                }
                pieces.cell(1, cell);
                pieces.skeleton(input.len() - 1);
                pieces.end_record();
                return input.len();
            }
            (None, _) => return 0,
        };
        pieces.cell(len, cell);
        pieces.end_record();
        self.in_text = false;
        self.after_bom = false;
        len
    }
}

impl<L: Line> Format for Lines<L> {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut pos = 0;
        if self.at_start {
            let Some(len) = pass_bom(input, feed, pieces) else { return 0 };
            (pos, self.at_start, self.after_bom) = (len, false, len > 0);
        }
        while let Some(rest) = input.get(pos..).filter(|rest| !rest.is_empty()) {
            let end = match memchr::memchr(b'\n', rest) {
                Some(end) => Some(end),
                None if feed == Feed::Last => Some(rest.len()),
                None => None,
            };
            let is_full = feed == Feed::Full && pos == 0;
            let line = without_return(rest.get(..end.unwrap_or(0)).unwrap_or(&[]));
            let is_forced = self.in_text || self.after_bom;
            if !is_forced && end.is_some() && line.trim_ascii().is_empty() {
                let len = end.map_or(0, |end| end + 1).min(rest.len());
                pieces.skeleton(len);
                pos += len;
            } else if !is_forced && end.is_some() && self.line.read(line) {
                let len = end.map_or(0, |end| end + 1).min(rest.len());
                pieces.joint(Joint::Begin);
                self.line.push(line, pieces);
                pieces.skeleton(len - line.len());
                pieces.end_record();
                pos += len;
            } else if end.is_some() || is_full {
                let feed = if feed == Feed::Full && pos > 0 { Feed::More } else { feed };
                if !self.in_text {
                    pieces.joint(Joint::Begin);
                }
                let len = self.text(rest, feed, pieces);
                pos += len;
                if len == 0 || self.in_text {
                    break;
                }
            } else {
                break;
            }
        }
        pos
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        self.line.atom(codec, raw)
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(self.line.escapes(codec))
    }

    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        self.line.encode(cell, place, text, out);
    }

    fn has_joints(&self) -> bool {
        true
    }

    fn null(&self, cell: &Cell, place: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        self.line.null(cell, place, before, after)
    }
}

/// Appends a text in which some bytes cannot stand, with another one in their place.
pub(crate) fn tamed(text: &[u8], is_wild: fn(u8) -> bool, tame: u8, out: &mut Vec<u8>) {
    out.extend(text.iter().map(|b| if is_wild(*b) { tame } else { *b }));
}

/// How surely a stream that starts so consists of such lines: only if all of them that are whole are, and
/// there are two or more.
pub(crate) fn sniff_lines(head: &[u8], mut is_line: impl FnMut(&[u8]) -> bool) -> u8 {
    let whole = memchr::memrchr(b'\n', head).map_or(&[][..], |end| &head[..end]);
    let mut lines = 0;
    for line in whole.split(|b| *b == b'\n').map(without_return).filter(|line| !line.trim_ascii().is_empty()) {
        if !is_line(line) {
            return 0;
        }
        lines += 1;
    }
    if lines >= 2 { 90 } else { 0 }
}

/// The offset of the line end at or after `from`; `None` if it is not there.
pub(crate) fn line_end(input: &[u8], from: usize, last: bool) -> Option<usize> {
    let rest = input.get(from..)?;
    memchr::memchr(b'\n', rest).map(|len| from + len).or(last.then_some(input.len()))
}

/// A line without the carriage return before its end.
pub(crate) fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
