//! logfmt: lines of `key=value`, as <https://brandur.org/logfmt> describes them and
//! <https://pkg.go.dev/github.com/go-logfmt/logfmt> writes them.
//!
//! Values are cells in the column of their key (`/email`), keys are cells too. A value in quotes is
//! written like a JSON string. Words that belong to no key are text, those beside each other together. A
//! line without a pair, or with a quote that is not closed before a blank or the line's end, is text.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Null, Pieces, Place};

use crate::FormatInfo;
use crate::json;
use crate::lines::{Line, Lines, sniff_lines, tamed};
use crate::names::is_name;
use crate::seek::closing_quote;
use crate::tree::{NodeId, Tree};

/// Lines of pairs.
pub(crate) const LOGFMT: FormatInfo = FormatInfo {
    name: "logfmt",
    title: "logfmt",
    extensions: &["logfmt"],
    sniff: |head| {
        let mut tokens = Vec::new();
        sniff_lines(head, |line| read(line, &mut tokens) && is_sure(line, &tokens))
    },
    start: || Box::new(Lines::new(Logfmt { tokens: Vec::new(), tree: Tree::new() })),
};

/// Between quotes, as in JSON.
const QUOTED: Codec = Codec(1);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Key,
    Bare,
    Quoted,
    /// Words without a key.
    Text,
}

/// What stands at `from..to` of a line. Between tokens there are blanks, `=` and quotes.
struct Token {
    kind: Kind,
    from: usize,
    to: usize,
}

struct Logfmt {
    tokens: Vec<Token>,
    tree: Tree,
}

/// Reads a line; whether it is logfmt.
fn read(line: &[u8], tokens: &mut Vec<Token>) -> bool {
    tokens.clear();
    let find = |from: usize, is: fn(&u8) -> bool| {
        line.get(from..).and_then(|rest| rest.iter().position(is)).map_or(line.len(), |at| from + at)
    };
    let mut has_pair = false;
    let mut at = 0;
    loop {
        at = find(at, |b| *b > b' ');
        if at == line.len() {
            return has_pair;
        }
        let key = find(at, |b| *b <= b' ' || matches!(b, b'=' | b'"'));
        if key == at || line.get(key) != Some(&b'=') {
            let to = find(at, |b| *b <= b' ');
            match tokens.last_mut() {
                Some(text) if text.kind == Kind::Text => text.to = to,
                _ => tokens.push(Token { kind: Kind::Text, from: at, to }),
            }
            at = to;
            continue;
        }
        has_pair = true;
        tokens.push(Token { kind: Kind::Key, from: at, to: key });
        at = key + 1;
        if line.get(at) == Some(&b'"') {
            let Some(to) = closing_quote(line, at + 1).filter(|end| line.get(end + 1).is_none_or(|b| *b <= b' '))
            else {
                return false;
            };
            tokens.push(Token { kind: Kind::Quoted, from: at + 1, to });
            at = to + 1;
        } else {
            let to = find(at, |b| *b <= b' ');
            tokens.push(Token { kind: Kind::Bare, from: at, to });
            at = to;
        }
    }
}

/// Whether a line that could be logfmt is nothing else: two pairs or more, whose keys are names.
fn is_sure(line: &[u8], tokens: &[Token]) -> bool {
    let mut keys = tokens.iter().filter(|t| t.kind == Kind::Key);
    tokens.iter().all(|t| t.kind != Kind::Text)
        && keys.clone().count() >= 2
        && keys.all(|t| {
            let key = line.get(t.from..t.to).unwrap_or(&[]);
            is_name(key) && key.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        })
}

impl Line for Logfmt {
    fn read(&mut self, line: &[u8]) -> bool {
        read(line, &mut self.tokens)
    }

    fn push(&mut self, line: &[u8], pieces: &mut Pieces) {
        let (mut at, mut node) = (0, NodeId::NIL);
        for token in &self.tokens {
            pieces.skeleton(token.from - at);
            at = token.to;
            let raw = line.get(token.from..token.to).unwrap_or(&[]);
            let cell = match token.kind {
                Kind::Text => Cell::plain(ColumnId::NONE),
                Kind::Key => {
                    node = self.tree.child(NodeId::ROOT, node, raw);
                    Cell::plain(self.tree.keys(NodeId::ROOT, pieces))
                }
                Kind::Bare => Cell::plain(self.tree.column(node, pieces)).whole(),
                Kind::Quoted => Cell::coded(self.tree.column(node, pieces), QUOTED, !raw.contains(&b'\\')),
            };
            pieces.cell(raw.len(), cell);
        }
        pieces.skeleton(line.len() - at);
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        if codec == QUOTED { json::atom(raw) } else { Atom::byte(raw.first().copied().unwrap_or(0)) }
    }

    fn escapes(&self, codec: Codec) -> &'static [u8] {
        if codec == QUOTED { b"\\" } else { b"" }
    }

    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        let needs_quotes = |b: &u8| *b <= b' ' || matches!(*b, b'=' | b'"' | b'\\' | 0x7f);
        if cell.codec == QUOTED {
            json::escape(text, out);
        } else if cell.whole && (text.is_empty() || text.iter().any(needs_quotes)) {
            out.push(b'"');
            json::escape(text, out);
            out.push(b'"');
        } else if place.path.ends_with('#') {
            tamed(text, |b| b <= b' ' || matches!(b, b'=' | b'"'), b'_', out);
        } else {
            out.extend_from_slice(text);
        }
    }

    fn null(&self, cell: &Cell, _: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        match cell.codec {
            QUOTED => Null::quoted(b"null", b'"', before, after),
            _ => cell.whole.then_some(Null::bare(b"null")),
        }
    }
}
