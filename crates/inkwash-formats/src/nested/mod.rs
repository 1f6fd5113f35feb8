//! Documents that whole cells hold: one file per syntax, one table.

mod array;
pub(crate) mod base64;
mod hex;
mod hstore;
mod php;
mod row;

use alloc::vec::Vec;

use inkwash_core::{Atom, Syntax};

use crate::json;

/// The syntaxes that cells may be written in: earlier ones win.
static SYNTAXES: [Syntax; 7] =
    [json::NESTED, php::PHP, array::ARRAY, hstore::HSTORE, row::ROW, hex::HEX, base64::BASE64];

/// The syntaxes of documents that whole cells may hold.
#[must_use]
pub fn syntaxes() -> &'static [Syntax] {
    &SYNTAXES
}

/// Whether bytes are text, as far as encodings are concerned: UTF-8 without control characters
/// besides white space.
fn is_text(bytes: &[u8]) -> bool {
    core::str::from_utf8(bytes)
        .is_ok_and(|text| !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')))
}

/// The first atom of text in which a backslash keeps the byte behind it.
fn backslashed(raw: &[u8]) -> Atom {
    match raw {
        [b'\\', kept, ..] => Atom::escape(2, *kept),
        _ => Atom::byte(raw.first().copied().unwrap_or(0)),
    }
}

/// Writes text so that [`backslashed`] reads it between quotes.
fn backslash(text: &[u8], out: &mut Vec<u8>) {
    for &b in text {
        if matches!(b, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(b);
    }
}
