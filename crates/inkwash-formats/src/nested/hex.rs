//! Text in hexadecimal digits, with or without the `\x` of PostgreSQL's `bytea` or `0x`.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place, Syntax};

use super::is_text;

pub(super) const HEX: Syntax = Syntax {
    name: "hex",
    min_len: 12,
    begins: |b| b.is_ascii_hexdigit() || b == b'\\',
    fits,
    start: || Box::new(Hex),
    // What hexadecimal digits stand for is hardly ever text by chance.
    strict: true,
};

const UPPER: Codec = Codec(1);
const LOWER: Codec = Codec(2);
/// Without a prefix, shorter texts are taken for numbers.
const MIN_BARE: usize = 16;

struct Hex;

fn prefix(text: &[u8]) -> usize {
    if text.starts_with(b"\\x") || text.starts_with(b"0x") { 2 } else { 0 }
}

fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|v| v as u8)
}

fn fits(text: &[u8]) -> bool {
    let prefix = prefix(text);
    let digits = text.get(prefix..).unwrap_or(&[]);
    if !digits.len().is_multiple_of(2) || prefix == 0 && digits.len() < MIN_BARE {
        return false;
    }
    let pairs = || digits.chunks_exact(2).map(|pair| Some(value(*pair.first()?)? << 4 | value(*pair.last()?)?));
    let printable = |b: Option<u8>| b.is_some_and(|b| b >= 0x20 && b != 0x7f || matches!(b, b'\t' | b'\n' | b'\r'));
    if !pairs().take(4).all(printable) || prefix == 0 && digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    pairs().collect::<Option<Vec<u8>>>().is_some_and(|bytes| is_text(&bytes))
}

impl Format for Hex {
    fn split(&mut self, input: &[u8], _: Feed, pieces: &mut Pieces) -> usize {
        let prefix = prefix(input);
        pieces.skeleton(prefix);
        let codec = if input.iter().any(|b| matches!(b, b'A'..=b'F')) { UPPER } else { LOWER };
        pieces.cell(input.len() - prefix, Cell::coded(ColumnId::NONE, codec, false));
        input.len()
    }

    fn atom(&self, _: Codec, raw: &[u8]) -> Atom {
        match raw {
            [high, low, ..] if let (Some(h), Some(l)) = (value(*high), value(*low)) => Atom::escape(2, h << 4 | l),
            _ => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, _: Codec) -> Option<&'static [u8]> {
        None
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        let digits: &[u8; 16] = if cell.codec == UPPER { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        out.extend(text.iter().flat_map(|b| [digits[usize::from(b >> 4)], digits[usize::from(b & 15)]]));
    }
}
