//! Text in base64 (RFC 4648 §4 and §5), as encoders write it: on one line, the last bits zero.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Pieces, Place, Syntax};

use super::is_text;

pub(super) const BASE64: Syntax = Syntax {
    name: "base64",
    min_len: 12,
    begins: |b| value(b).is_some(),
    fits,
    start: || Box::new(Base64),
    // What base64 stands for is hardly ever text by chance.
    strict: true,
};

/// The alphabet of §4; padded.
const PADDED: Codec = Codec(1);
const BARE: Codec = Codec(2);
/// The alphabet of §5, for URLs and file names; padded.
const URL_PADDED: Codec = Codec(3);
const URL_BARE: Codec = Codec(4);

struct Base64;

const fn value(b: u8) -> Option<u8> {
    Some(match b {
        b'A'..=b'Z' => b - b'A',
        b'a'..=b'z' => b - b'a' + 26,
        b'0'..=b'9' => b - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// What up to four digits stand for, and how many bytes that is.
pub(crate) fn group(raw: &[u8]) -> Option<([u8; 4], usize)> {
    let mut bits = 0u32;
    let mut digits = 0;
    for b in raw.iter().take(4).take_while(|b| **b != b'=') {
        bits = bits << 6 | u32::from(value(*b)?);
        digits += 1;
    }
    let [_, a, b, c] = (bits << (6 * (4 - digits))).to_be_bytes();
    (digits > 1).then(|| ([a, b, c, 0], digits - 1))
}

fn decode(raw: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(raw.len() / 4 * 3 + 3);
    for chunk in raw.chunks(4) {
        let (bytes, len) = group(chunk)?;
        text.extend_from_slice(bytes.get(..len)?);
    }
    Some(text)
}

fn codec_of(raw: &[u8]) -> Codec {
    let is_url = raw.iter().any(|b| matches!(b, b'-' | b'_'));
    match (is_url, raw.len().is_multiple_of(4)) {
        (false, true) => PADDED,
        (false, false) => BARE,
        (true, true) => URL_PADDED,
        (true, false) => URL_BARE,
    }
}

fn fits(text: &[u8]) -> bool {
    let starts_as_text = text.get(..4).and_then(group).is_some_and(|(bytes, _)| {
        bytes.iter().take(3).all(|b| !b.is_ascii_control() || matches!(b, b'\t' | b'\n' | b'\r'))
    });
    if !starts_as_text {
        return false;
    }
    let Some(decoded) = decode(text) else { return false };
    let mut again = Vec::with_capacity(text.len());
    encode(codec_of(text), &decoded, &mut again);
    again == text && is_text(&decoded)
}

/// Writes text with padding.
pub(crate) fn encode_padded(text: &[u8], out: &mut Vec<u8>) {
    encode(PADDED, text, out);
}

fn encode(codec: Codec, text: &[u8], out: &mut Vec<u8>) {
    const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let alphabet = if matches!(codec, PADDED | BARE) { STANDARD } else { URL };
    for chunk in text.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, i| bits << 8 | u32::from(chunk.get(i).copied().unwrap_or(0)));
        for i in 0..=chunk.len() {
            out.push(alphabet[(bits >> (18 - 6 * i) & 63) as usize]);
        }
        if matches!(codec, PADDED | URL_PADDED) {
            out.extend((chunk.len()..3).map(|_| b'='));
        }
    }
}

impl Format for Base64 {
    fn split(&mut self, input: &[u8], _: Feed, pieces: &mut Pieces) -> usize {
        pieces.cell(input.len(), Cell::coded(ColumnId::NONE, codec_of(input), false).whole());
        input.len()
    }

    fn atom(&self, _: Codec, raw: &[u8]) -> Atom {
        match group(raw) {
            Some((text, len)) => Atom { raw: raw.len().min(4), text, len },
            None => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, _: Codec) -> Option<&'static [u8]> {
        None
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        // Where text of whole groups had no padding, other text may need it: readers that take one
        // form of whole groups take the padded one.
        encode(cell.codec, text, out);
    }
}
