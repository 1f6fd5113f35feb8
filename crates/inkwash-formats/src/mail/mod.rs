//! Messages (RFC 5322) with MIME (RFC 2045 to 2047), and mailboxes of them (RFC 4155).
//!
//! Values of header fields are cells in their column (`/from`), names of fields are cells; encoded words are decoded
//! and written as such. Bodies are text, each part for itself; quoted-printable and base64 are decoded and
//! written anew. What is in base64 and is no text (attachments), or is more than can be held at once, is
//! not searched: it counts as not understood. Boundaries stay as they are. Signatures are not made anew. A record
//! is a part, or a message without parts.

mod code;
mod header;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place};

use crate::FormatInfo;
use crate::lines::{line_end, without_return};
use crate::tree::{NodeId, Tree};
use header::{Encoding, Facts, Part, name_len};

/// One message.
pub(crate) const MAIL: FormatInfo = FormatInfo {
    name: "mail",
    title: "E-mail (RFC 5322, MIME)",
    extensions: &["eml"],
    sniff: |head| sniff(head, false),
    start: || Box::new(Mail::new(false)),
};

/// Many messages.
pub(crate) const MBOX: FormatInfo = FormatInfo {
    name: "mbox",
    title: "Mailboxes",
    extensions: &["mbox"],
    sniff: |head| sniff(head, true),
    start: || Box::new(Mail::new(true)),
};

/// Parts nested deeper are text.
const MAX_DEPTH: usize = 16;
/// What is not searched.
const UNSEEN: &str = "base64 that is no text, or too long to be held, in a message";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Headers,
    Body(Encoding),
}

struct Mail {
    mbox: bool,
    at: At,
    /// Nothing of the message was there yet.
    is_fresh: bool,
    facts: Facts,
    /// What stands between parts, from the outside in.
    boundaries: Vec<Vec<u8>>,
    /// The next input begins in a cell of this kind, whose end was too far away.
    inside: Option<Encoding>,
    in_record: bool,
    /// Lines end with CR LF.
    crlf: bool,
    tree: Tree,
    last: NodeId,
    name: Vec<u8>,
}

impl Mail {
    fn new(mbox: bool) -> Self {
        Self {
            mbox,
            at: At::Headers,
            is_fresh: true,
            facts: Facts::default(),
            boundaries: Vec::new(),
            inside: None,
            in_record: false,
            crlf: false,
            tree: Tree::new(),
            last: NodeId::NIL,
            name: Vec::new(),
        }
    }

    /// Which of the boundaries a line is, and whether it ends the parts.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let rest = line.strip_prefix(b"--")?;
        let is = |(_, boundary): &(usize, &Vec<u8>)| {
            rest.strip_prefix(boundary.as_slice()).is_some_and(|rest| {
                let rest = rest.strip_prefix(b"--").unwrap_or(rest);
                rest.trim_ascii().is_empty()
            })
        };
        let (depth, boundary) = self.boundaries.iter().enumerate().rev().find(is)?;
        Some((depth, rest.get(boundary.len()..).is_some_and(|rest| rest.starts_with(b"--"))))
    }

    /// Whether a line begins another message or part.
    fn is_border(&self, line: &[u8], after_blank: bool) -> bool {
        self.boundary(line).is_some() || self.mbox && after_blank && line.starts_with(b"From ")
    }

    /// A new part begins, or (after a closing boundary) what follows the parts.
    fn enter(&mut self, (depth, closes): (usize, bool)) {
        self.facts = Facts::default();
        if closes {
            self.boundaries.truncate(depth);
            self.at = At::Body(Encoding::Plain);
        } else {
            self.boundaries.truncate(depth + 1);
            self.at = At::Headers;
        }
    }

    /// The headers end.
    fn enter_body(&mut self) {
        let facts = core::mem::take(&mut self.facts);
        self.at = match (facts.boundary, facts.is_message) {
            (Some(boundary), _) if self.boundaries.len() < MAX_DEPTH => {
                self.boundaries.push(boundary);
                At::Body(Encoding::Plain)
            }
            (None, true) if facts.encoding == Encoding::Plain => At::Headers,
            _ => At::Body(facts.encoding),
        };
    }

    /// Reads a line of headers with those that it goes on in. Returns what was consumed; `None` if its end is
    /// not there.
    fn header(&mut self, input: &[u8], last: bool, pieces: &mut Pieces) -> Option<usize> {
        let end = line_end(input, 0, last)?;
        let line = without_return(input.get(..end)?);
        let next = (end + 1).min(input.len());
        self.crlf |= self.is_fresh && line.len() < end;
        if line.is_empty() {
            pieces.skeleton(next);
            // Blank lines before a message are nobody's.
            if !self.is_fresh || !self.boundaries.is_empty() {
                self.enter_body();
            }
            return Some(next);
        }
        if let Some(border) = self.boundary(line) {
            self.end_record(pieces);
            pieces.skeleton(next);
            self.enter(border);
            return Some(next);
        }
        let is_separator = self.mbox && self.is_fresh && line.starts_with(b"From ");
        self.is_fresh = false;
        self.in_record = true;
        let Some(name) = name_len(line).filter(|_| !is_separator) else {
            let lead = if is_separator { b"From ".len() } else { 0 };
            pieces.skeleton(lead);
            pieces.cell(line.len() - lead, Cell::plain(ColumnId::NONE));
            pieces.skeleton(next - line.len());
            return Some(next);
        };
        // A field goes on in lines that begin with a blank.
        let (mut to, mut after) = (line.len(), next);
        loop {
            match input.get(after) {
                Some(b' ' | b'\t') => {}
                None if !last => return None,
                _ => break,
            }
            let end = line_end(input, after, last)?;
            let line = without_return(input.get(after..end)?);
            // A line of blanks alone ends the headers for some.
            if line.trim_ascii().is_empty() {
                break;
            }
            to = after + line.len();
            after = (end + 1).min(input.len());
        }
        let (key, value) = (input.get(..name)?, input.get(name + 1..to)?);
        let kept = self.facts.note(key, value);
        self.name.clear();
        self.name.extend(key.iter().map(u8::to_ascii_lowercase));
        self.last = self.tree.child(NodeId::ROOT, self.last, &self.name);
        if header::is_mimes(key) {
            pieces.skeleton(name);
        } else {
            let keys = self.tree.keys(NodeId::ROOT, pieces);
            pieces.cell(name, Cell::plain(keys));
        }
        pieces.skeleton(1);
        let column = self.tree.column(self.last, pieces);
        header::parts(value, kept, column, |len, part| match part {
            Part::Syntax => pieces.skeleton(len),
            Part::Cell(cell) => pieces.cell(len, cell),
        });
        pieces.skeleton(after - to);
        Some(after)
    }

    /// The length of a body at the start of `input`, without the line end that belongs to what follows;
    /// `None` if that is not there. `goes_on` says that its first line began before.
    fn body_len(&self, input: &[u8], goes_on: bool, last: bool) -> Option<usize> {
        let is_end = |b: &&u8| matches!(**b, b'\r' | b'\n');
        let ends = input.iter().take_while(is_end).count();
        let (mut at, mut text, mut after_blank) = (0, 0, !goes_on);
        loop {
            let end = line_end(input, at, last)?;
            let line = without_return(input.get(at..end)?);
            let is_partial = goes_on && at == 0;
            if !is_partial && self.is_border(line, after_blank) {
                // A cell that goes on must not end with nothing.
                return Some(if goes_on { text.max(ends.min(at)) } else { text });
            }
            if !line.is_empty() {
                text = at + line.len();
            }
            after_blank = line.is_empty();
            at = end + 1;
            if at >= input.len() {
                return match last {
                    true if goes_on => Some(text.max(ends.min(input.len()))),
                    true => Some(text),
                    false => None,
                };
            }
        }
    }

    /// Reads a body, or goes on in it. Returns what was consumed; `None` if its end is not there.
    fn body(
        &mut self,
        encoding: Encoding,
        input: &[u8],
        feed: Feed,
        may_open: bool,
        pieces: &mut Pieces,
    ) -> Option<usize> {
        let goes_on = self.inside.is_some();
        let lead = input.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        if lead > 0 && !goes_on {
            pieces.skeleton(lead);
            return Some(lead);
        }
        let text = Cell::plain(ColumnId::NONE);
        let quoted = |raw: &[u8]| Cell::coded(ColumnId::NONE, code::QUOTED, !raw.contains(&b'='));
        let Some(len) = self.body_len(input, goes_on, feed == Feed::Last) else {
            if feed != Feed::Full || !may_open {
                return None;
            }
            // What is left must be more than line ends and whole.
            let mut len = input.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(0);
            let near = len.saturating_sub(code::LONGEST);
            if let Some(at) = input.get(near..len).and_then(|near| memchr::memrchr(b'=', near)) {
                len = near + at;
            }
            let len = len.max(1);
            if encoding == Encoding::Base64 && !goes_on {
                pieces.odd(UNSEEN);
            }
            let cell = if encoding == Encoding::Quoted { quoted(input.get(..len)?) } else { text };
            pieces.cell(len, cell.open());
            self.inside = Some(encoding);
            return Some(len);
        };
        let raw = input.get(..len)?;
        self.in_record |= len > 0;
        let cell = match encoding {
            Encoding::Quoted => quoted(raw),
            Encoding::Base64 if goes_on || len == 0 => text,
            Encoding::Base64 if code::text_of(raw).is_some() => {
                Cell::coded(ColumnId::NONE, code::BASE64, false).whole()
            }
            Encoding::Base64 => {
                pieces.odd(UNSEEN);
                text
            }
            Encoding::Plain => text,
        };
        // Line ends alone may stand beside anything.
        let cell = Cell { plain: cell.plain && raw.first().is_some_and(|b| !matches!(b, b'\r' | b'\n')), ..cell };
        pieces.cell(len, cell);
        self.inside = None;
        // On to the border.
        let rest = input.get(len..)?;
        let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        pieces.skeleton(blank);
        let border = input.get(len + blank..)?;
        if border.is_empty() {
            return Some(len + blank);
        }
        let end = line_end(border, 0, true)?;
        match self.boundary(without_return(border.get(..end)?)) {
            Some(boundary) => {
                let next = (end + 1).min(border.len());
                self.end_record(pieces);
                pieces.skeleton(next);
                self.enter(boundary);
                Some(len + blank + next)
            }
            None => {
                self.end_record(pieces);
                *self =
                    Self { tree: core::mem::replace(&mut self.tree, Tree::new()), crlf: self.crlf, ..Self::new(true) };
                Some(len + blank)
            }
        }
    }

    fn end_record(&mut self, pieces: &mut Pieces) {
        if core::mem::take(&mut self.in_record) {
            pieces.end_record();
        }
    }
}

impl Format for Mail {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut pos = 0;
        while let Some(rest) = input.get(pos..).filter(|rest| !rest.is_empty()) {
            let may_open = pos == 0;
            let consumed = match (self.inside, self.at) {
                (Some(encoding), _) | (None, At::Body(encoding)) => self.body(encoding, rest, feed, may_open, pieces),
                (None, At::Headers) => self.header(rest, feed == Feed::Last, pieces).or_else(|| {
                    // Headers that are too long are text, with what follows them.
                    (feed == Feed::Full && may_open).then(|| self.at = At::Body(Encoding::Plain))?;
                    self.body(Encoding::Plain, rest, feed, may_open, pieces)
                }),
            };
            let Some(consumed) = consumed else { break };
            pos += consumed;
            if self.inside.is_some() {
                break;
            }
        }
        if feed == Feed::Last && pos == input.len() {
            self.end_record(pieces);
        }
        pos
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        code::atom(codec, raw)
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        code::escapes(codec)
    }

    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        if cell.codec == Codec::RAW && place.path.ends_with('#') {
            let is_name = |b: u8| b.is_ascii_graphic() && b != b':';
            return out.extend(text.iter().map(|b| if is_name(*b) { *b } else { b'_' }));
        }
        match (cell.codec, place.path.is_empty()) {
            (Codec::RAW, true) => out.extend_from_slice(text),
            _ => code::encode(cell.codec, self.crlf, text, out),
        }
    }
}

/// A head is a message if it begins with fields, and those that every message has are among them; a mailbox
/// begins with a line of its own before that.
fn sniff(head: &[u8], mbox: bool) -> u8 {
    let mut lines = head.split(|b| *b == b'\n').map(without_return);
    if mbox && !lines.next().is_some_and(|line| line.starts_with(b"From ")) {
        return 0;
    }
    let mut wanted = [(&b"from"[..], false), (b"date", false), (b"message-id", false)];
    let mut is_first = true;
    for line in lines {
        if line.is_empty() {
            break;
        }
        if let Some(len) = name_len(line) {
            let name = line.get(..len).unwrap_or(&[]);
            if let Some((_, seen)) = wanted.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                *seen = true;
            }
        } else if is_first || !matches!(line.first(), Some(b' ' | b'\t')) {
            return 0;
        }
        is_first = false;
    }
    if wanted.iter().all(|(_, seen)| *seen) { 90 } else { 0 }
}
