//! InfluxDB's line protocol
//! (<https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/>): a measurement, tags,
//! fields and a time a line.
//!
//! Values of tags and fields are cells in the column of their key (`/measurement/key`), numbers too;
//! measurements and keys are cells. The time and `true` and `false` are syntax. Comments are text, and so is a
//! line with a string that goes on in the next one.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, Pieces, Place};

use crate::FormatInfo;
use crate::lines::{Line, Lines, sniff_lines};
use crate::tree::{NodeId, Tree};

/// Points in lines.
pub(crate) const INFLUX: FormatInfo = FormatInfo {
    name: "influx",
    title: "InfluxDB line protocol",
    extensions: &["lp", "influx"],
    sniff: |head| {
        let (mut tokens, mut points) = (Vec::new(), 0);
        let certainty = sniff_lines(head, |line| {
            let is_point = read(line, &mut tokens) && is_sure(line, &tokens);
            points += u32::from(is_point);
            is_point || line.starts_with(b"#")
        });
        if points >= 2 { certainty } else { 0 }
    },
    start: || Box::new(Lines::new(Influx { tokens: Vec::new(), tree: Tree::new(), key: Vec::new() })),
};

/// A measurement, key or tag: `\,`, `\=` and `\ `.
const NAME: Codec = Codec(1);
/// A string: `\"` and `\\`.
const STRING: Codec = Codec(2);
/// A number with its suffix, which is no part of the text: `12i`.
const INTEGER: Codec = Codec(3);
/// The same: `12u`.
const UNSIGNED: Codec = Codec(4);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Measurement,
    Key,
    Tag,
    String,
    Number,
}

/// What stands at `from..to` of a line.
struct Token {
    kind: Kind,
    from: usize,
    to: usize,
}

struct Influx {
    tokens: Vec<Token>,
    tree: Tree,
    /// A decoded key.
    key: Vec<u8>,
}

/// Reads a line; whether it is a point.
fn read(line: &[u8], tokens: &mut Vec<Token>) -> bool {
    tokens.clear();
    !line.starts_with(b"#") && read_point(line, tokens).is_some()
}

fn read_point(line: &[u8], tokens: &mut Vec<Token>) -> Option<()> {
    let name = |from: usize, ends: &[u8]| {
        let mut at = from;
        while line.get(at).is_some_and(|b| !ends.contains(b)) {
            at += atom(NAME, line.get(at..)?).raw;
        }
        let to = at.min(line.len());
        (to > from).then_some(to)
    };
    let mut at = name(0, b", ")?;
    tokens.push(Token { kind: Kind::Measurement, from: 0, to: at });
    while line.get(at) == Some(&b',') {
        let key = name(at + 1, b",= ")?;
        tokens.push(Token { kind: Kind::Key, from: at + 1, to: key });
        let value = name(key + 1, b",= ").filter(|_| line.get(key) == Some(&b'='))?;
        tokens.push(Token { kind: Kind::Tag, from: key + 1, to: value });
        at = value;
    }
    let mut before = b' ';
    loop {
        let key = name(at + 1, b",= ").filter(|_| line.get(at) == Some(&before))?;
        tokens.push(Token { kind: Kind::Key, from: at + 1, to: key });
        at = read_field(line, key + 1, tokens).filter(|_| line.get(key) == Some(&b'='))?;
        before = b',';
        if line.get(at) != Some(&b',') {
            break;
        }
    }
    let time = line.get(at..)?;
    let digits = time.strip_prefix(b" ").unwrap_or(time);
    let digits = digits.strip_prefix(b"-").unwrap_or(digits).trim_ascii_end();
    (time.is_empty() || time.starts_with(b" ") && digits.iter().all(u8::is_ascii_digit)).then_some(())
}

/// The value of a field at `from`; returns its end.
fn read_field(line: &[u8], from: usize, tokens: &mut Vec<Token>) -> Option<usize> {
    let rest = line.get(from..)?;
    if let [b'"', rest @ ..] = rest {
        let mut len = 0;
        while rest.get(len)? != &b'"' {
            len += if rest.get(len) == Some(&b'\\') { 2 } else { 1 };
        }
        tokens.push(Token { kind: Kind::String, from: from + 1, to: from + 1 + len });
        return Some(from + len + 2);
    }
    let len = rest.iter().position(|b| matches!(b, b',' | b' ')).unwrap_or(rest.len());
    let value = rest.get(..len)?;
    if matches!(value, b"t" | b"T" | b"true" | b"True" | b"TRUE" | b"f" | b"F" | b"false" | b"False" | b"FALSE") {
        return Some(from + len);
    }
    tokens.push(Token { kind: Kind::Number, from, to: from + len });
    is_number(value.strip_suffix(b"i").or(value.strip_suffix(b"u")).unwrap_or(value)).then_some(from + len)
}

fn is_number(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_digit)
        && text.iter().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'))
}

/// Whether a line is nothing else: its measurement and keys are names, and a time stands at its end.
fn is_sure(line: &[u8], tokens: &[Token]) -> bool {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'\\' | b' ' | b'/');
    let digits = line.trim_ascii_end().iter().rev().take_while(|b| b.is_ascii_digit()).count();
    (10..=19).contains(&digits)
        && line.trim_ascii_end().iter().rev().nth(digits) == Some(&b' ')
        && tokens
            .iter()
            .filter(|t| matches!(t.kind, Kind::Measurement | Kind::Key))
            .all(|t| line.get(t.from..t.to).is_some_and(|raw| raw.iter().all(is_name)))
}

impl Influx {
    /// The node of a name below another.
    fn child(&mut self, parent: NodeId, last: NodeId, raw: &[u8]) -> NodeId {
        self.key.clear();
        let mut rest = raw;
        while let Some(first) = rest.first() {
            let atom = atom(NAME, rest);
            self.key.push(if atom.raw > 1 { atom.text[0] } else { *first });
            rest = rest.get(atom.raw..).unwrap_or(&[]);
        }
        self.tree.child(parent, last, &self.key)
    }
}

fn atom(codec: Codec, raw: &[u8]) -> Atom {
    match (codec, raw) {
        (NAME, [b'\\', b @ (b',' | b'=' | b' '), ..]) => Atom::escape(2, *b),
        (STRING, [b'\\', b @ (b'"' | b'\\'), ..]) => Atom::escape(2, *b),
        (INTEGER, [b'i']) | (UNSIGNED, [b'u']) => Atom { raw: 1, text: [0; 4], len: 0 },
        _ => Atom::byte(raw.first().copied().unwrap_or(0)),
    }
}

impl Line for Influx {
    fn read(&mut self, line: &[u8]) -> bool {
        read(line, &mut self.tokens)
    }

    fn push(&mut self, line: &[u8], pieces: &mut Pieces) {
        let tokens = core::mem::take(&mut self.tokens);
        let (mut at, mut measurement, mut key) = (0, NodeId::ROOT, NodeId::NIL);
        for token in &tokens {
            let raw = line.get(token.from..token.to).unwrap_or(&[]);
            pieces.skeleton(token.from - at);
            at = token.to;
            let is_plain = !raw.contains(&b'\\');
            let cell = match token.kind {
                Kind::Measurement => {
                    measurement = self.child(NodeId::ROOT, NodeId::NIL, raw);
                    Cell::coded(self.tree.keys(NodeId::ROOT, pieces), NAME, is_plain)
                }
                Kind::Key => {
                    key = self.child(measurement, key, raw);
                    Cell::coded(self.tree.keys(measurement, pieces), NAME, is_plain)
                }
                Kind::Tag => Cell::coded(self.tree.column(key, pieces), NAME, is_plain),
                Kind::String => Cell::coded(self.tree.column(key, pieces), STRING, is_plain),
                Kind::Number => {
                    let column = self.tree.column(key, pieces);
                    let cell = match raw.last() {
                        Some(b'i') => Cell::coded(column, INTEGER, false),
                        Some(b'u') => Cell::coded(column, UNSIGNED, false),
                        _ => Cell::plain(column),
                    };
                    cell.whole()
                }
            };
            pieces.cell(raw.len(), cell);
        }
        pieces.skeleton(line.len() - at);
        self.tokens = tokens;
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        atom(codec, raw)
    }

    fn escapes(&self, codec: Codec) -> &'static [u8] {
        match codec {
            NAME | STRING => b"\\",
            INTEGER => b"i",
            UNSIGNED => b"u",
            _ => b"",
        }
    }

    /// A number that became something else is a string then.
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        let is_integer = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        match cell.codec {
            NAME => text.iter().for_each(|b| match b {
                b',' | b'=' | b' ' => out.extend([b'\\', *b]),
                b'\n' | b'\\' => out.push(b'_'),
                // A measurement that begins so would be a comment.
                b'#' if place.path == "#" => out.push(b'_'),
                b => out.push(*b),
            }),
            STRING => escape(text, out),
            INTEGER | UNSIGNED if is_integer => {
                out.extend_from_slice(text);
                out.push(if cell.codec == INTEGER { b'i' } else { b'u' });
            }
            _ if cell.whole && (cell.codec != Codec::RAW || !is_number(text)) => {
                out.push(b'"');
                escape(text, out);
                out.push(b'"');
            }
            _ => out.extend_from_slice(text),
        }
    }
}

fn escape(text: &[u8], out: &mut Vec<u8>) {
    for &b in text {
        match b {
            b'"' | b'\\' => out.extend([b'\\', b]),
            b'\n' => out.push(b' '),
            b => out.push(b),
        }
    }
}
