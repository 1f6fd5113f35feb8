//! XML (<https://www.w3.org/TR/xml/>) and HTML (<https://html.spec.whatwg.org/#parsing>).
//!
//! Text stands at its element's path (`/people/person/mail`), an attribute's value at its own
//! (`/people/person/@id`); blanks around text are nobody's. Character references are decoded and written,
//! sections of CDATA stay such; other entities are never expanded. Names of elements and attributes are cells;
//! comments, processing instructions, DOCTYPE and scripts are text. A document that is not well-formed is
//! read as far as it goes: an end tag that closes nothing is passed, a `<` that begins nothing is text, and a
//! tag that does not end is text with all that follows it. A record is a child of the root.
//!
//! In HTML some elements have no end and others end by themselves, and values need no quotes.

mod end;
mod reference;
mod tag;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place};

use crate::FormatInfo;
use crate::lines::{BOM, pass_bom};
use crate::tree::{NodeId, Tree};
use end::{Begins, begins, declaration_end};
use tag::{Kind, Tag, eq_name};

/// XML documents.
pub(crate) const XML: FormatInfo = FormatInfo {
    name: "xml",
    title: "XML",
    extensions: &["xml", "xsd", "xsl", "xslt", "svg", "rss", "atom", "kml", "gpx", "plist", "xhtml", "wsdl", "resx"],
    sniff: sniff_xml,
    start: || Box::new(Markup::new(false)),
};

/// HTML documents and parts of such.
pub(crate) const HTML: FormatInfo = FormatInfo {
    name: "html",
    title: "HTML",
    extensions: &["html", "htm"],
    sniff: |head| {
        let start = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
        let is = |prefix: &[u8]| start.get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix));
        if is(b"<!doctype html") || is(b"<html>") || is(b"<html ") { 95 } else { 0 }
    },
    start: || Box::new(Markup::new(true)),
};

/// Between tags.
const TEXT: Codec = Codec(1);
/// Between the quotes of an attribute.
const QUOTED: Codec = Codec(2);
/// An attribute without quotes.
const UNQUOTED: Codec = Codec(3);
/// Between `<![CDATA[` and `]]>`. Where one section follows another at once they are one.
const CDATA: Codec = Codec(4);
/// What ends a section and begins the next one.
const SEAM: &[u8] = b"]]><![CDATA[";
/// Elements nested deeper are still walked through, but no longer told apart.
const MAX_DEPTH: usize = 128;

/// What a cell is in, as far as that decides where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// Text at a place, up to markup.
    Text(ColumnId),
    /// A section of CDATA at a place.
    Cdata(ColumnId),
    Comment,
    Instruction,
    /// What has no markup in it, up to the end tag of this name.
    Raw(&'static [u8]),
    /// A tag or declaration whose end is too far away.
    Broken,
}

/// An open element.
#[derive(Debug)]
struct Frame {
    node: NodeId,
    /// The child or attribute before, or nil.
    last: NodeId,
    /// Where in the names of all its own begins.
    name: usize,
}

struct Markup {
    html: bool,
    at_start: bool,
    /// The byte before is the last of a byte order mark.
    after_bom: bool,
    /// What the next input begins in.
    inside: Option<Inside>,
    stack: Vec<Frame>,
    /// The names of all open elements, one after the other.
    names: Vec<u8>,
    /// Open elements beyond [`MAX_DEPTH`].
    deeper: u64,
    /// The last element before and outside of the root.
    last: NodeId,
    in_record: bool,
    /// The document says that its encoding is another one than UTF-8.
    ascii_only: bool,
    /// There was text outside of elements, or a tag that does not end.
    is_stray: bool,
    tree: Tree,
    tag: Tag,
}

impl Markup {
    fn new(html: bool) -> Self {
        Self {
            html,
            at_start: true,
            after_bom: false,
            inside: None,
            stack: Vec::new(),
            names: Vec::new(),
            deeper: 0,
            last: NodeId::NIL,
            in_record: false,
            ascii_only: false,
            is_stray: false,
            tree: Tree::new(),
            tag: Tag::default(),
        }
    }

    /// The place of text here.
    fn column(&mut self, pieces: &mut Pieces) -> ColumnId {
        match self.stack.last() {
            Some(frame) if self.deeper == 0 => self.tree.column(frame.node, pieces),
            _ => ColumnId::NONE,
        }
    }

    /// Pushes the cell that begins after `opener` bytes of syntax, or goes on, and its end. Returns what was
    /// consumed; `None` if the end is not there and the cell may not stay open.
    fn content(
        &mut self,
        inside: Inside,
        opener: usize,
        input: &[u8],
        feed: Feed,
        may_open: bool,
        pieces: &mut Pieces,
    ) -> Option<usize> {
        let is_fresh = self.inside.is_none();
        let text = input.get(opener..)?;
        let (len, is_open) = match (inside.end(text, feed == Feed::Last), feed) {
            (Ok(len), _) => (len, false),
            (Err(sure), Feed::Full) if may_open => (sure, true),
            (Err(_), _) => return None,
        };
        let raw = text.get(..len).unwrap_or(&[]);
        let (mut lead, mut tail) = (0, 0);
        if is_fresh && matches!(inside, Inside::Text(_)) {
            lead = len - raw.trim_ascii_start().len();
            tail = if is_open { 0 } else { len - lead - raw.trim_ascii().len() };
            self.is_stray |= self.stack.is_empty() && lead < len;
        }
        pieces.skeleton(opener + lead);
        let raw = raw.get(lead..len - tail).unwrap_or(&[]);
        let is_plain = |escape: u8| !self.after_bom && !raw.contains(&escape);
        let cell = match inside {
            Inside::Text(column) => Cell::coded(column, TEXT, is_plain(b'&')),
            // Its end depends on what is in all of it.
            Inside::Cdata(column) if is_fresh && !is_open => Cell::coded(column, CDATA, is_plain(b']')).whole(),
            Inside::Cdata(column) => Cell::coded(column, CDATA, is_plain(b']')),
            _ => Cell { plain: !self.after_bom, ..Cell::plain(ColumnId::NONE) },
        };
        pieces.cell(raw.len(), if is_open { cell.open() } else { cell });
        self.inside = (is_open && !raw.is_empty()).then_some(inside);
        if is_open {
            return Some(opener + len);
        }
        let closer = inside.closer().min(text.len() - len);
        pieces.skeleton(tail + closer);
        Some(opener + len + closer)
    }

    /// Reads what begins with `<`. Returns what was consumed; `None` if its end is not there.
    fn markup(
        &mut self,
        begins: Begins,
        rest: &[u8],
        feed: Feed,
        may_open: bool,
        pieces: &mut Pieces,
    ) -> Option<usize> {
        let inside = match begins {
            Begins::Comment => Inside::Comment,
            Begins::Instruction => {
                self.note_encoding(rest);
                Inside::Instruction
            }
            Begins::Cdata => Inside::Cdata(self.column(pieces)),
            Begins::Declaration => {
                let Some(end) = declaration_end(rest) else { return self.broken(rest, feed, may_open, pieces) };
                let opener = begins.opener();
                pieces.skeleton(opener);
                pieces.cell(end - opener, Cell::plain(ColumnId::NONE));
                pieces.skeleton(1);
                return Some(end + 1);
            }
            Begins::Tag => {
                let Some(len) = self.tag.read(rest) else { return self.broken(rest, feed, may_open, pieces) };
                self.push_tag(rest, len, pieces);
                return Some(len);
            }
        };
        self.content(inside, begins.opener(), rest, feed, may_open, pieces)
    }

    /// A tag or declaration without an end, unless that may still come: all that is there is text. To look
    /// for markup in it would be to look for this end over and over.
    fn broken(&mut self, rest: &[u8], feed: Feed, may_open: bool, pieces: &mut Pieces) -> Option<usize> {
        let cell = Cell::plain(ColumnId::NONE);
        let (len, cell) = match feed {
            Feed::Last => (rest.len(), cell),
            Feed::Full if may_open => (rest.len() - 1, cell.open()),
            Feed::Full | Feed::More => return None,
        };
        pieces.skeleton(1);
        pieces.cell(len - 1, cell);
        self.inside = cell.open.then_some(Inside::Broken);
        self.is_stray = true;
        Some(len)
    }

    /// Notes what the XML declaration or a `charset` says of the encoding.
    fn note_encoding(&mut self, text: &[u8]) {
        let head = text.get(..text.len().min(200)).unwrap_or(&[]);
        let Some(at) = memchr::memmem::find(head, b"encoding=").filter(|_| text.starts_with(b"<?xml")) else { return };
        let name = head.get(at + 10..).unwrap_or(&[]);
        self.ascii_only = !is_unicode(name);
    }

    /// Pushes the tag that was read last, and opens or closes its element.
    fn push_tag(&mut self, rest: &[u8], len: usize, pieces: &mut Pieces) {
        let tag = core::mem::take(&mut self.tag);
        let name = rest.get(tag.name.0..tag.name.1).unwrap_or(&[]);
        let raw = if self.html { tag::raw(name) } else { None };
        if !tag.closes {
            self.open(name, pieces);
        }
        let (node, mut attribute) = match self.stack.last() {
            Some(frame) if self.deeper == 0 => (frame.node, frame.last),
            _ => (NodeId::ROOT, NodeId::NIL),
        };
        let keys = self.tree.keys(NodeId::ROOT, pieces);
        // What the standard calls so is its syntax.
        let mut at = if raw.is_some() { tag.name.1 } else { tag.name.0 };
        pieces.skeleton(at);
        if raw.is_none() {
            pieces.cell(name.len(), Cell::plain(keys));
            at = tag.name.1;
        }
        let mut is_charset = false;
        for &(kind, from, to) in &tag.parts {
            let raw = rest.get(from..to).unwrap_or(&[]);
            pieces.skeleton(from - at);
            at = to;
            let is_plain = !raw.contains(&b'&');
            let cell = match kind {
                Kind::Name => {
                    is_charset = self.html && eq_name(name, b"meta") && eq_name(raw, b"charset");
                    attribute = match tag.closes || self.deeper > 0 {
                        true => NodeId::NIL,
                        false => self.tree.attribute(node, attribute, raw),
                    };
                    Cell::plain(keys)
                }
                Kind::Quoted | Kind::Unquoted => {
                    let column =
                        if attribute == NodeId::NIL { ColumnId::NONE } else { self.tree.column(attribute, pieces) };
                    if is_charset {
                        self.ascii_only |= !is_unicode(raw);
                    }
                    match kind {
                        Kind::Quoted => Cell::coded(column, QUOTED, is_plain),
                        _ => Cell::coded(column, UNQUOTED, is_plain).whole(),
                    }
                }
            };
            pieces.cell(raw.len(), cell);
        }
        pieces.skeleton(len - at);
        if let Some(frame) = self.stack.last_mut().filter(|_| self.deeper == 0 && attribute != NodeId::NIL) {
            frame.last = attribute;
        }
        let ends = tag.closes_itself && !(self.html && raw.is_some()) || self.html && tag::is_void(name);
        let is_closed = match tag.closes {
            true => self.close(name),
            false => ends && self.pop(),
        };
        if is_closed && self.stack.len() == 1 && self.deeper == 0 || is_closed && self.stack.is_empty() {
            self.end_record(pieces);
        }
        if !tag.closes && !ends {
            self.inside = raw.map(Inside::Raw);
        }
        self.tag = tag;
    }

    fn end_record(&mut self, pieces: &mut Pieces) {
        if core::mem::take(&mut self.in_record) {
            pieces.end_record();
        }
    }

    /// Opens an element.
    fn open(&mut self, name: &[u8], pieces: &mut Pieces) {
        if self.html && self.deeper == 0 {
            self.end_by_themselves(name, pieces);
        }
        if self.stack.len() >= MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        let start = self.names.len();
        match self.html {
            true => self.names.extend(name.iter().map(u8::to_ascii_lowercase)),
            false => self.names.extend_from_slice(name),
        }
        let name = self.names.get(start..).unwrap_or(&[]);
        let node = match self.stack.last_mut() {
            Some(parent) => {
                parent.last = self.tree.child(parent.node, parent.last, name);
                parent.last
            }
            None => {
                self.last = self.tree.child(NodeId::ROOT, self.last, name);
                self.last
            }
        };
        self.in_record |= !self.stack.is_empty();
        self.stack.push(Frame { node, last: NodeId::NIL, name: start });
    }

    fn name_of(&self, depth: usize) -> &[u8] {
        let start = self.stack.get(depth).map_or(0, |f| f.name);
        let end = self.stack.get(depth + 1).map_or(self.names.len(), |f| f.name);
        self.names.get(start..end).unwrap_or(&[])
    }

    /// Closes all elements from this depth on.
    fn truncate(&mut self, depth: usize) {
        if let Some(frame) = self.stack.get(depth) {
            self.names.truncate(frame.name);
            self.stack.truncate(depth);
        }
    }

    /// Closes the innermost element.
    fn pop(&mut self) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return false;
        }
        let depth = self.stack.len();
        self.truncate(depth.saturating_sub(1));
        depth > 0
    }

    /// Closes the innermost element of this name, with all in it.
    fn close(&mut self, name: &[u8]) -> bool {
        if self.deeper > 0 {
            return self.pop();
        }
        let is_it = |depth: &usize| match self.html {
            true => eq_name(name, self.name_of(*depth)),
            false => name == self.name_of(*depth),
        };
        let found = (0..self.stack.len()).rev().find(is_it);
        found.inspect(|depth| self.truncate(*depth)).is_some()
    }

    /// In HTML: closes what ends where an element of this name begins.
    fn end_by_themselves(&mut self, name: &[u8], pieces: &mut Pieces) {
        let Some(group) = tag::group(name) else { return };
        for depth in (0..self.stack.len()).rev() {
            match tag::group(self.name_of(depth)) {
                Some(other) if other == group => {
                    self.truncate(depth);
                    if depth == 1 {
                        self.end_record(pieces);
                    }
                    return;
                }
                Some(_) => {}
                None => return,
            }
        }
    }
}

/// Whether the name of an encoding at the start of a text is UTF-8's.
fn is_unicode(name: &[u8]) -> bool {
    name.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"utf-8"))
}

impl Format for Markup {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut pos = 0;
        if self.at_start {
            let Some(len) = pass_bom(input, feed, pieces) else { return 0 };
            (pos, self.at_start, self.after_bom) = (len, false, len > 0);
        }
        while let Some(rest) = input.get(pos..).filter(|rest| !rest.is_empty()) {
            let may_open = pos == 0;
            let consumed = match self.inside {
                Some(inside) => self.content(inside, 0, rest, feed, may_open, pieces),
                None => match begins(rest, feed == Feed::Last) {
                    Ok(Some(begins)) => self.markup(begins, rest, feed, may_open, pieces),
                    Ok(None) => {
                        let inside = Inside::Text(self.column(pieces));
                        self.content(inside, 0, rest, feed, may_open, pieces)
                    }
                    Err(()) => None,
                },
            };
            let Some(consumed) = consumed else { break };
            pos += consumed;
            self.after_bom = false;
            // An open cell is the last piece.
            if self.inside.is_some_and(|inside| !matches!(inside, Inside::Raw(_))) {
                break;
            }
        }
        if feed == Feed::Last && pos == input.len() {
            self.end_record(pieces);
        }
        pos
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        match codec {
            TEXT | QUOTED | UNQUOTED => reference::atom(raw, self.html),
            CDATA if raw.starts_with(SEAM) => Atom { raw: SEAM.len(), text: [0; 4], len: 0 },
            _ => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(match codec {
            TEXT | QUOTED | UNQUOTED => b"&",
            CDATA => b"]",
            _ => b"",
        })
    }

    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        match cell.codec {
            TEXT => reference::escape_text(text, self.ascii_only, out),
            QUOTED => reference::escape(text, self.ascii_only, out),
            UNQUOTED => {
                let is_bare = |b: &u8| !(*b <= b' ' || matches!(b, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`' | b'/'));
                let quote: &[u8] = if text.is_empty() || !text.iter().all(is_bare) { b"\"" } else { b"" };
                out.extend_from_slice(quote);
                reference::escape(text, self.ascii_only, out);
                out.extend_from_slice(quote);
            }
            CDATA => self.encode_cdata(cell, text, out),
            _ if place.path.ends_with('#') => out.extend(text.iter().map(|b| match b {
                b'-' | b'.' | b':' | 0x80.. => *b,
                b if b.is_ascii_alphanumeric() => *b,
                _ => b'_',
            })),
            // Neither a comment nor an instruction may end.
            _ => text.iter().enumerate().for_each(|(n, b)| match b {
                b'<' | b'>' => out.push(b'_'),
                b'-' if n > 0 && text.get(n - 1) == Some(&b'-') => out.push(b'_'),
                0x80.. if self.ascii_only => out.push(b'?'),
                b => out.push(*b),
            }),
        }
    }
}

impl Markup {
    /// A section must not end within the text. What follows a part of one is not known.
    fn encode_cdata(&self, cell: &Cell, text: &[u8], out: &mut Vec<u8>) {
        for (n, &b) in text.iter().enumerate() {
            out.push(if self.ascii_only && b >= 0x80 { b'?' } else { b });
            let ends = match text.get(n + 1..) {
                Some([]) => b == b']' && !cell.whole,
                Some(rest) => b == b']' && rest.starts_with(b"]>"),
                None => false,
            };
            if ends {
                out.extend_from_slice(SEAM);
            }
        }
    }
}

/// A head is XML if it says so, and all of it is.
fn sniff_xml(head: &[u8]) -> u8 {
    let start = head.strip_prefix(BOM).unwrap_or(head);
    if !start.starts_with(b"<?xml ") {
        return 0;
    }
    let mut xml = Markup::new(false);
    let split = xml.split(head, Feed::More, &mut Pieces::new());
    let rest = head.get(split..).unwrap_or(&[]).trim_ascii_start();
    let goes_on = !xml.stack.is_empty() || rest.first().is_none_or(|b| *b == b'<');
    if goes_on && !xml.is_stray { 95 } else { 0 }
}
