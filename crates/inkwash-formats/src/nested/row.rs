//! PostgreSQL's composite values and ranges: `(a,"b ""c""",)`, `[2020-01-01,2020-02-01)`.
//!
//! Source: PostgreSQL 15 documentation, §8.16.6 (composite types) and §8.17.5 (ranges).

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place, Syntax};

pub(super) const ROW: Syntax = Syntax {
    name: "pg-row",
    min_len: 4,
    begins: |b| matches!(b, b'(' | b'['),
    fits: |text| matches!(text, [.., b')' | b']']) && walk(text, &mut |_, _| ()).is_some(),
    start: || Box::new(Row),
    strict: false,
};

/// Between quotes: a doubled quote is one, and a backslash keeps the byte after it.
const QUOTED: Codec = Codec(1);

struct Row;

#[derive(Clone, Copy)]
enum Part {
    Syntax,
    Quoted { plain: bool },
    Bare,
}

/// Tells the parts of a row in order; `None` if it is none.
fn walk(text: &[u8], tell: &mut dyn FnMut(usize, Part)) -> Option<()> {
    let last = text.len().checked_sub(1)?;
    let mut at = 1;
    let mut commas = 0;
    tell(1, Part::Syntax);
    loop {
        if text.get(at) == Some(&b'"') {
            let from = at + 1;
            let (mut end, mut plain) = (from, true);
            loop {
                match (text.get(end)?, text.get(end + 1)) {
                    (b'\\', _) | (b'"', Some(b'"')) => {
                        plain = false;
                        end += 2;
                    }
                    (b'"', _) => break,
                    _ => end += 1,
                }
            }
            tell(1, Part::Syntax);
            tell(end - from, Part::Quoted { plain });
            tell(1, Part::Syntax);
            at = end + 1;
        } else {
            let bare = |b: &&u8| !matches!(b, b',' | b'(' | b')' | b'[' | b']' | b'"' | b'\\');
            let len = text.get(at..)?.iter().take_while(bare).count();
            let field = text.get(at..at + len)?;
            // Fields that begin or end with a blank are quoted: this is a remark in brackets.
            if field.trim_ascii() != field {
                return None;
            }
            tell(len, Part::Bare);
            at += len;
        }
        match text.get(at)? {
            b',' => commas += 1,
            b')' | b']' if at == last => {
                tell(1, Part::Syntax);
                return (commas > 0).then_some(());
            }
            _ => return None,
        }
        tell(1, Part::Syntax);
        at += 1;
    }
}

impl Format for Row {
    fn split(&mut self, input: &[u8], _: Feed, pieces: &mut Pieces) -> usize {
        let mut at = 0;
        walk(input, &mut |len, part| {
            at += len;
            match part {
                Part::Syntax => pieces.skeleton(len),
                Part::Quoted { plain } => pieces.cell(len, Cell::coded(ColumnId::NONE, QUOTED, plain)),
                Part::Bare => pieces.cell(len, Cell::plain(ColumnId::NONE).whole()),
            }
        });
        pieces.cell(input.len() - at, Cell::plain(ColumnId::NONE));
        input.len()
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        match raw {
            [b'\\', kept, ..] | [b'"', kept @ b'"', ..] if codec == QUOTED => Atom::escape(2, *kept),
            _ => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(if codec == QUOTED { b"\\\"" } else { b"" })
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        let special =
            |b: &u8| b.is_ascii_whitespace() || matches!(b, b',' | b'(' | b')' | b'[' | b']' | b'"' | b'\\' | 0x0b);
        let quotes = cell.whole && (text.is_empty() || text.iter().any(special));
        out.extend(quotes.then_some(b'"'));
        for &b in text {
            if matches!(b, b'"' | b'\\') {
                out.push(b);
            }
            out.push(b);
        }
        out.extend(quotes.then_some(b'"'));
    }
}
