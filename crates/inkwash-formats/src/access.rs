//! Access logs of web servers: the Common and the Combined Log Format
//! (<https://httpd.apache.org/docs/2.4/logs.html#accesslog>), with the virtual host in front or not, and
//! what nginx makes of them (<https://nginx.org/en/docs/http/ngx_http_log_module.html>).
//!
//! Fields are cells in columns (`/client`, `/identity`, `/user`, `/time`, `/request`, `/status`,
//! `/bytes`, `/referer`, `/user_agent`, `/host`); what follows them is text. A user's name may have blanks in it. A
//! request stays one text with its query: a URL is recognised as a whole.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Null, Pieces, Place};

use crate::FormatInfo;
use crate::lines::{Line, Lines, sniff_lines, tamed};
use crate::seek::closing_quote;
use crate::tree::{NodeId, Tree};

/// Common and combined.
pub(crate) const ACCESS: FormatInfo = FormatInfo {
    name: "accesslog",
    title: "Access logs (Common and Combined Log Format)",
    extensions: &["accesslog"],
    sniff: |head| {
        let mut fields = Vec::new();
        sniff_lines(head, |line| read(line, &mut fields) && is_sure(line, &fields))
    },
    start: || Box::new(Lines::new(Access { fields: Vec::new(), tree: Tree::new() })),
};

/// Between quotes: `\"`, `\\`, `\n`, `\t`, `\r` and `\xhh`.
const QUOTED: Codec = Codec(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Host,
    Client,
    Identity,
    User,
    Time,
    Request,
    Status,
    Bytes,
    Referer,
    Agent,
    /// What follows.
    Rest,
}

impl Field {
    const fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Client => "client",
            Self::Identity => "identity",
            Self::User => "user",
            Self::Time => "time",
            Self::Request => "request",
            Self::Status => "status",
            Self::Bytes => "bytes",
            Self::Referer => "referer",
            Self::Agent => "user_agent",
            Self::Rest => "",
        }
    }

    const fn is_quoted(self) -> bool {
        matches!(self, Self::Request | Self::Referer | Self::Agent)
    }
}

/// A field and where it stands in its line.
type Fields = Vec<(Field, usize, usize)>;

struct Access {
    fields: Fields,
    tree: Tree,
}

/// Reads a line; whether it has the fields of the common format.
fn read(line: &[u8], fields: &mut Fields) -> bool {
    fields.clear();
    read_head(line, fields).and_then(|at| read_tail(line, at, fields)).is_some()
}

/// The offset of the request's quote.
fn read_head(line: &[u8], fields: &mut Fields) -> Option<usize> {
    let space = |from: usize| Some(from + memchr::memchr(b' ', line.get(from..)?)?);
    let client = space(0).filter(|at| *at > 0)?;
    let identity = space(client + 1).filter(|at| *at > client + 1)?;
    let close = identity + memchr::memmem::find(line.get(identity..)?, b"] \"")?;
    let open = identity + memchr::memmem::rfind(line.get(identity..close)?, b" [").filter(|at| *at > 0)?;
    let user = line.get(identity + 1..open)?;
    // With the virtual host in front there are four fields, of which the third is hardly ever known.
    if user.len() > 2 && user.starts_with(b"- ") {
        fields.extend([(Field::Host, 0, client), (Field::Client, client + 1, identity)]);
        fields.push((Field::User, identity + 3, open));
    } else {
        fields.extend([(Field::Client, 0, client), (Field::Identity, client + 1, identity)]);
        fields.push((Field::User, identity + 1, open));
    }
    fields.push((Field::Time, open + 2, close));
    Some(close + 2)
}

/// Reads on from the request's quote.
fn read_tail(line: &[u8], at: usize, fields: &mut Fields) -> Option<()> {
    let request = closing_quote(line, at + 1)?;
    fields.push((Field::Request, at + 1, request));
    let mut at = request + 1;
    for field in [Field::Status, Field::Bytes] {
        let from = at + 1;
        let rest = line.get(from..).filter(|_| line.get(at) == Some(&b' '))?;
        let len = memchr::memchr(b' ', rest).unwrap_or(rest.len());
        if len == 0 || rest.get(..len)?.contains(&b'"') {
            return None;
        }
        fields.push((field, from, from + len));
        at = from + len;
    }
    for field in [Field::Referer, Field::Agent] {
        let Some(end) = closing_quote(line, at + 2).filter(|_| line.get(at..at + 2) == Some(b" \"")) else { break };
        fields.push((field, at + 2, end));
        at = end + 1;
    }
    at += usize::from(line.get(at) == Some(&b' '));
    fields.push((Field::Rest, at, line.len()));
    Some(())
}

/// Whether a line is nothing else: the time is one (`10/Oct/2000:13:55:36 -0700`), the status has three
/// digits, the size is a number or missing.
fn is_sure(line: &[u8], fields: &Fields) -> bool {
    fields.iter().all(|(field, from, to)| {
        let raw = line.get(*from..*to).unwrap_or(&[]);
        match field {
            Field::Time => {
                let like = b"00/Aaa/0000:00:00:00 +0000";
                raw.len() == like.len()
                    && raw.iter().zip(like).all(|(b, like)| match like {
                        b'0' => b.is_ascii_digit(),
                        b'A' | b'a' => b.is_ascii_alphabetic(),
                        b'+' => matches!(b, b'+' | b'-'),
                        like => b == like,
                    })
            }
            Field::Status => raw.len() == 3 && raw.iter().all(u8::is_ascii_digit),
            Field::Bytes => raw == b"-" || raw.iter().all(u8::is_ascii_digit),
            _ => true,
        }
    })
}

impl Line for Access {
    fn read(&mut self, line: &[u8]) -> bool {
        read(line, &mut self.fields)
    }

    fn push(&mut self, line: &[u8], pieces: &mut Pieces) {
        let (mut at, mut node) = (0, NodeId::NIL);
        for (field, from, to) in &self.fields {
            let raw = line.get(*from..*to).unwrap_or(&[]);
            pieces.skeleton(from - at);
            at = *to;
            if *field == Field::Rest {
                pieces.cell(raw.len(), Cell::plain(ColumnId::NONE));
                continue;
            }
            node = self.tree.child(NodeId::ROOT, node, field.name().as_bytes());
            let column = self.tree.column(node, pieces);
            let cell = match field.is_quoted() {
                true => Cell::coded(column, QUOTED, !raw.contains(&b'\\')),
                false => Cell::plain(column),
            };
            pieces.cell(raw.len(), cell);
        }
        pieces.skeleton(line.len() - at);
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        let byte = Atom::byte(raw.first().copied().unwrap_or(0));
        let [b'\\', kind, hex @ ..] = raw else { return byte };
        match kind {
            _ if codec != QUOTED => byte,
            b'"' | b'\\' => Atom::escape(2, *kind),
            b'n' => Atom::escape(2, b'\n'),
            b'r' => Atom::escape(2, b'\r'),
            b't' => Atom::escape(2, b'\t'),
            b'x' => match hex {
                [high, low, ..] => match (char::from(*high).to_digit(16), char::from(*low).to_digit(16)) {
                    (Some(high), Some(low)) => Atom::escape(4, (high << 4 | low) as u8),
                    _ => byte,
                },
                _ => byte,
            },
            _ => byte,
        }
    }

    fn escapes(&self, codec: Codec) -> &'static [u8] {
        if codec == QUOTED { b"\\" } else { b"" }
    }

    /// Quotes, backslashes and control characters as both Apache and nginx may write them.
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        if cell.codec != QUOTED {
            return match place.name.as_str() {
                "" => out.extend_from_slice(text),
                "time" => tamed(text, |b| b <= b' ' || matches!(b, b'"' | b'[' | b']'), b'_', out),
                _ => tamed(text, |b| b <= b' ' || b == b'"', b'_', out),
            };
        }
        for &b in text {
            match b {
                b'"' | b'\\' | 0..0x20 | 0x7f => {
                    out.extend([b'\\', b'x', HEX[usize::from(b >> 4)], HEX[usize::from(b & 15)]]);
                }
                _ => out.push(b),
            }
        }
    }

    /// A field without a value is a hyphen.
    fn null(&self, _: &Cell, place: &Place, _: &[u8], _: &[u8]) -> Option<Null> {
        (!place.path.is_empty()).then_some(Null::bare(b"-"))
    }
}
