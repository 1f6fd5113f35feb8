//! PostgreSQL's arrays: `{a,"b \"c\"",NULL,{d}}`, with bounds or without.
//!
//! Source: PostgreSQL 15 documentation, §8.15.6 (array input and output syntax).

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place, Syntax};

pub(super) const ARRAY: Syntax = Syntax {
    name: "pg-array",
    min_len: 4,
    begins: |b| matches!(b, b'{' | b'['),
    fits: |text| text.ends_with(b"}") && walk(text, &mut |_, _| ()).is_some(),
    start: || Box::new(Array),
    strict: false,
};

/// Between quotes, or an element without them: a backslash keeps the byte after it.
const ELEMENT: Codec = Codec(1);
const MAX_DIMENSIONS: usize = 6;

struct Array;

/// What a stretch of an array is.
#[derive(Clone, Copy)]
enum Part {
    Syntax,
    Quoted { plain: bool },
    Bare { plain: bool },
}

/// Tells the parts of an array in order; `None` if it is none.
fn walk(text: &[u8], tell: &mut dyn FnMut(usize, Part)) -> Option<()> {
    let bounds = match text.first()? {
        b'[' => {
            let end = memchr::memchr(b'=', text)?;
            let is_bounds = |b: &u8| b.is_ascii_digit() || matches!(b, b'[' | b']' | b':' | b'-');
            text.get(..end)?.iter().all(is_bounds).then_some(end + 1)?
        }
        _ => 0,
    };
    tell(bounds, Part::Syntax);
    let (mut at, mut depth, mut wants_value) = (bounds, 0, true);
    while let Some(b) = text.get(at) {
        match b {
            b'{' if wants_value && depth < MAX_DIMENSIONS => {
                depth += 1;
                tell(1, Part::Syntax);
                at += 1;
            }
            b'}' if depth > 0 && (!wants_value || text.get(at - 1) == Some(&b'{')) => {
                depth -= 1;
                wants_value = false;
                tell(1, Part::Syntax);
                at += 1;
                if depth == 0 {
                    return (at == text.len()).then_some(());
                }
            }
            b',' if depth > 0 && !wants_value => {
                wants_value = true;
                tell(1, Part::Syntax);
                at += 1;
            }
            _ if depth == 0 || !wants_value => return None,
            b'"' => {
                let from = at + 1;
                let (end, plain) = end(text, from, |b| b == b'"')?;
                tell(1, Part::Syntax);
                tell(end - from, Part::Quoted { plain });
                tell(1, Part::Syntax);
                (at, wants_value) = (end + 1, false);
            }
            _ => {
                let (end, plain) = end(text, at, |b| matches!(b, b',' | b'}' | b'{' | b'"'))?;
                let is_null = text.get(at..end)?.eq_ignore_ascii_case(b"NULL");
                tell(end - at, if is_null { Part::Syntax } else { Part::Bare { plain } });
                (at, wants_value) = (end, false);
            }
        }
    }
    None
}

/// The first byte from `at` on that ends a stretch and is not kept by a backslash, and whether there
/// are none of these.
fn end(text: &[u8], mut at: usize, ends: impl Fn(u8) -> bool) -> Option<(usize, bool)> {
    let mut plain = true;
    loop {
        match *text.get(at)? {
            b'\\' => {
                plain = false;
                at += 2;
            }
            b if ends(b) => return Some((at, plain)),
            _ => at += 1,
        }
    }
}

impl Format for Array {
    fn split(&mut self, input: &[u8], _: Feed, pieces: &mut Pieces) -> usize {
        let mut at = 0;
        walk(input, &mut |len, part| {
            at += len;
            match part {
                Part::Syntax => pieces.skeleton(len),
                Part::Quoted { plain } => pieces.cell(len, Cell::coded(ColumnId::NONE, ELEMENT, plain)),
                Part::Bare { plain } => pieces.cell(len, Cell::coded(ColumnId::NONE, ELEMENT, plain).whole()),
            }
        });
        pieces.cell(input.len() - at, Cell::plain(ColumnId::NONE));
        input.len()
    }

    fn atom(&self, _: Codec, raw: &[u8]) -> Atom {
        super::backslashed(raw)
    }

    fn escapes(&self, _: Codec) -> Option<&'static [u8]> {
        Some(b"\\")
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        let needs_quotes = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'{' | b'}' | b',' | b'"' | b'\\' | 0x0b);
        let is_null = text.eq_ignore_ascii_case(b"NULL");
        let quotes = cell.whole && (text.is_empty() || is_null || text.iter().any(needs_quotes));
        out.extend(quotes.then_some(b'"'));
        super::backslash(text, out);
        out.extend(quotes.then_some(b'"'));
    }
}
