//! Syslog, a message a line: RFC 5424 with structured data, RFC 3164, and the files that daemons write
//! (the time of either RFC, a host, a program).
//!
//! Header fields and the message are cells in columns (`/host`, `/program`, `/process`, `/kind`, `/message`), and so are
//! parameters (`/origin/ip`; the enterprise's number is left out). Priority, version and time are syntax.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, Null, Pieces, Place};

use crate::FormatInfo;
use crate::lines::{BOM, Line, Lines, sniff_lines, tamed};
use crate::tree::{NodeId, Tree};

/// Both RFCs.
pub(crate) const SYSLOG: FormatInfo = FormatInfo {
    name: "syslog",
    title: "Syslog (RFC 5424 and RFC 3164)",
    extensions: &["syslog"],
    sniff: |head| {
        let mut tokens = Vec::new();
        sniff_lines(head, |line| is_sure(line, &mut tokens))
    },
    start: || Box::new(Lines::new(Syslog { tokens: Vec::new(), tree: Tree::new() })),
};

/// The value of a parameter: `\"`, `\\` and `\]`.
const PARAMETER: Codec = Codec(1);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Host,
    Program,
    Process,
    /// MSGID.
    Id,
    /// SD-ID.
    Element,
    /// PARAM-NAME.
    Name,
    Value,
    Message,
}

/// What stands at `from..to` of a line.
struct Token {
    kind: Kind,
    from: usize,
    to: usize,
}

struct Syslog {
    tokens: Vec<Token>,
    tree: Tree,
}

/// Reads a line; whether it is a message of syslog.
fn read(line: &[u8], tokens: &mut Vec<Token>) -> bool {
    tokens.clear();
    let priority = priority(line);
    if priority > 0 && read_5424(line, priority, tokens).is_some() {
        return true;
    }
    tokens.clear();
    let time = time_len(line.get(priority..).unwrap_or(&[]));
    if time > 0 {
        read_3164(line, priority + time, tokens).is_some()
    } else if priority > 0 {
        // What has no header is all message (RFC 3164 §4.3.3).
        tokens.push(Token { kind: Kind::Message, from: priority, to: line.len() });
        true
    } else {
        false
    }
}

/// The length of `<34>`, or 0.
fn priority(line: &[u8]) -> usize {
    let [b'<', rest @ ..] = line else { return 0 };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if (1..=3).contains(&digits) && rest.get(digits) == Some(&b'>') { digits + 2 } else { 0 }
}

/// RFC 5424 §6 from the version on.
fn read_5424(line: &[u8], at: usize, tokens: &mut Vec<Token>) -> Option<()> {
    let field = |from: usize| {
        let len = memchr::memchr(b' ', line.get(from..)?)?;
        (len > 0).then_some(from + len)
    };
    let version = field(at)
        .filter(|end| end - at <= 2 && line.get(at..*end).is_some_and(|v| v.iter().all(u8::is_ascii_digit)))?;
    let mut at = version + 1;
    let time = field(at)?;
    if line.get(at..time)? != b"-" && time_len(line.get(at..)?) != time - at {
        return None;
    }
    at = time + 1;
    for kind in [Kind::Host, Kind::Program, Kind::Process, Kind::Id] {
        let to = field(at)?;
        tokens.push(Token { kind, from: at, to });
        at = to + 1;
    }
    if line.get(at) == Some(&b'-') {
        at += 1;
    } else {
        at = read_elements(line, at, tokens)?;
    }
    if at < line.len() {
        let rest = line.get(at + 1..).filter(|_| line.get(at) == Some(&b' '))?;
        let from = at + 1 + if rest.starts_with(BOM) { BOM.len() } else { 0 };
        tokens.push(Token { kind: Kind::Message, from, to: line.len() });
    }
    Some(())
}

/// The structured data at `at`; returns its end.
fn read_elements(line: &[u8], mut at: usize, tokens: &mut Vec<Token>) -> Option<usize> {
    let name = |from: usize| {
        let len = line.get(from..)?.iter().position(|b| *b <= b' ' || matches!(b, b'=' | b']' | b'"'))?;
        (len > 0).then_some(from + len)
    };
    let first = at;
    while line.get(at) == Some(&b'[') {
        let to = name(at + 1)?;
        tokens.push(Token { kind: Kind::Element, from: at + 1, to });
        at = to;
        while line.get(at) == Some(&b' ') {
            let to = name(at + 1)?;
            tokens.push(Token { kind: Kind::Name, from: at + 1, to });
            if line.get(to..to + 2) != Some(b"=\"") {
                return None;
            }
            let from = to + 2;
            let mut end = from;
            while line.get(end)? != &b'"' {
                end += if line.get(end) == Some(&b'\\') { 2 } else { 1 };
            }
            tokens.push(Token { kind: Kind::Value, from, to: end });
            at = end + 1;
        }
        if line.get(at) != Some(&b']') {
            return None;
        }
        at += 1;
    }
    (at > first).then_some(at)
}

/// RFC 3164 §4.1 from the blank after the time on: a host, a program with its process or not, a message.
fn read_3164(line: &[u8], at: usize, tokens: &mut Vec<Token>) -> Option<()> {
    let from = at + 1;
    let rest = line.get(from..).filter(|_| line.get(at) == Some(&b' '))?;
    let host = from + memchr::memchr(b' ', rest).filter(|len| *len > 0)?;
    tokens.push(Token { kind: Kind::Host, from, to: host });
    let from = host + 1;
    let ends = |b: &u8| matches!(b, b'[' | b':' | b' ');
    let rest = line.get(from..)?;
    let tag = from + rest.iter().position(ends).unwrap_or(rest.len());
    let mut message = from;
    if tag > from {
        let mut end = tag;
        let mut process = None;
        if line.get(tag) == Some(&b'[')
            && let Some(len) = memchr::memchr(b']', line.get(tag..)?)
        {
            process = Some((tag + 1, tag + len));
            end = tag + len + 1;
        }
        // Without a colon it is the message's first word.
        if line.get(end) == Some(&b':') {
            tokens.push(Token { kind: Kind::Program, from, to: tag });
            tokens.extend(process.map(|(from, to)| Token { kind: Kind::Process, from, to }));
            message = end + 1;
        }
    }
    message += line.get(message..)?.iter().take_while(|b| **b == b' ').count();
    tokens.push(Token { kind: Kind::Message, from: message, to: line.len() });
    Some(())
}

/// The length of a time at the start of a line: `Oct 11 22:14:15` or `2003-10-11T22:14:15.003Z`, or 0.
fn time_len(line: &[u8]) -> usize {
    /// `0` is a digit, `_` a digit or a blank.
    fn fits(text: &[u8], like: &[u8]) -> bool {
        text.len() >= like.len()
            && text.iter().zip(like).all(|(b, like)| match like {
                b'0' => b.is_ascii_digit(),
                b'_' => b.is_ascii_digit() || *b == b' ',
                like => b == like,
            })
    }
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    const SHORT: &[u8] = b" _0 00:00:00";
    const STAMP: &[u8] = b"0000-00-00T00:00:00";
    let (month, rest) = line.split_at(line.len().min(3));
    if MONTHS.chunks(3).any(|known| known == month) && fits(rest, SHORT) {
        return month.len() + SHORT.len();
    }
    if !fits(line, STAMP) {
        return 0;
    }
    let mut len = STAMP.len();
    if line.get(len) == Some(&b'.') {
        let digits = line.get(len + 1..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
        if !(1..=9).contains(&digits) {
            return 0;
        }
        len += digits + 1;
    }
    match line.get(len..) {
        Some([b'Z', ..]) => len + 1,
        Some([b'+' | b'-', zone @ ..]) if fits(zone, b"00:00") => len + 6,
        _ => 0,
    }
}

/// Whether a line is a message of RFC 5424, or one of RFC 3164 with a month's name and a program: times of
/// the other form begin many logs that are not syslog's.
fn is_sure(line: &[u8], tokens: &mut Vec<Token>) -> bool {
    let at = priority(line);
    let has_month = line.get(at).is_some_and(u8::is_ascii_alphabetic);
    read(line, tokens) && tokens.len() > 1 && (at > 0 || has_month && tokens.iter().any(|t| t.kind == Kind::Program))
}

impl Line for Syslog {
    fn read(&mut self, line: &[u8]) -> bool {
        read(line, &mut self.tokens)
    }

    fn push(&mut self, line: &[u8], pieces: &mut Pieces) {
        let (mut at, mut last) = (0, NodeId::NIL);
        // The element that parameters belong to, and the parameter before.
        let (mut element, mut name) = (NodeId::NIL, NodeId::NIL);
        for token in &self.tokens {
            let raw = line.get(token.from..token.to).unwrap_or(&[]);
            pieces.skeleton(token.from - at);
            at = token.to;
            let field = match token.kind {
                Kind::Host => b"host" as &[u8],
                Kind::Program => b"program",
                Kind::Process => b"process",
                Kind::Id => b"kind",
                Kind::Message => b"message",
                Kind::Element => raw.split(|b| *b == b'@').next().unwrap_or(raw),
                Kind::Name => raw,
                Kind::Value => {
                    let column = self.tree.column(name, pieces);
                    pieces.cell(raw.len(), Cell::coded(column, PARAMETER, !raw.contains(&b'\\')));
                    continue;
                }
            };
            let column = match token.kind {
                Kind::Name => {
                    name = self.tree.child(element, name, field);
                    self.tree.keys(element, pieces)
                }
                Kind::Element => {
                    last = self.tree.child(NodeId::ROOT, last, field);
                    (element, name) = (last, NodeId::NIL);
                    self.tree.keys(NodeId::ROOT, pieces)
                }
                _ => {
                    last = self.tree.child(NodeId::ROOT, last, field);
                    self.tree.column(last, pieces)
                }
            };
            let after_bom = token.from.checked_sub(1).and_then(|at| line.get(at)).is_some_and(|b| !b.is_ascii());
            pieces.cell(raw.len(), Cell { plain: !after_bom, ..Cell::plain(column) });
        }
        pieces.skeleton(line.len() - at);
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        match raw {
            [b'\\', b @ (b'"' | b'\\' | b']'), ..] if codec == PARAMETER => Atom::escape(2, *b),
            _ => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, codec: Codec) -> &'static [u8] {
        if codec == PARAMETER { b"\\" } else { b"" }
    }

    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        if cell.codec == PARAMETER {
            for &b in text {
                match b {
                    b'"' | b'\\' | b']' => out.extend([b'\\', b]),
                    b'\n' => out.push(b' '),
                    b => out.push(b),
                }
            }
        } else {
            match place.path.as_str() {
                "" => out.extend_from_slice(text),
                "/message" => tamed(text, |b| b == b'\n', b' ', out),
                "/host" | "/kind" => tamed(text, |b| b <= b' ', b'_', out),
                _ => tamed(text, |b| b <= b' ' || matches!(b, b'=' | b']' | b'"' | b'[' | b':'), b'_', out),
            }
        }
    }

    /// A field without a value is a hyphen (RFC 5424 §6).
    fn null(&self, cell: &Cell, place: &Place, _: &[u8], _: &[u8]) -> Option<Null> {
        let is_field = matches!(place.path.as_str(), "/host" | "/program" | "/process" | "/kind");
        (cell.codec == Codec::RAW && is_field).then_some(Null::bare(b"-"))
    }
}
