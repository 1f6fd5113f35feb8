//! How text is written in messages: quoted-printable and base64 (RFC 2045 §6.7 and §6.8), encoded words (RFC
//! 2047).

use alloc::vec::Vec;

use inkwash_core::{Atom, Codec};

use crate::nested::base64::{encode_padded, group};

/// An encoded word of kind `Q`: `=XX`, and `_` for a blank.
pub(super) const WORD: Codec = Codec(1);
/// The same in another character set than UTF-8.
pub(super) const OTHER_WORD: Codec = Codec(2);
/// An encoded word of kind `B`.
pub(super) const WORD_BASE64: Codec = Codec(3);
/// A quoted-printable body.
pub(super) const QUOTED: Codec = Codec(4);
/// A body in base64, in lines.
pub(super) const BASE64: Codec = Codec(5);

/// No atom of quoted-printable text is longer.
pub(super) const LONGEST: usize = 3;
/// Digits of base64 in a line.
const LINE: usize = 76;

pub(super) fn atom(codec: Codec, raw: &[u8]) -> Atom {
    let byte = Atom::byte(raw.first().copied().unwrap_or(0));
    match (codec, raw) {
        (WORD | OTHER_WORD, [b'_', ..]) => Atom::escape(1, b' '),
        (QUOTED, [b'=', b'\r', b'\n', ..]) => Atom { raw: 3, text: [0; 4], len: 0 },
        (QUOTED, [b'=', b'\n', ..]) => Atom { raw: 2, text: [0; 4], len: 0 },
        (WORD | OTHER_WORD | QUOTED, [b'=', high, low, ..]) => {
            let digit = |b: &u8| char::from(*b).to_digit(16);
            match (digit(high), digit(low)) {
                (Some(high), Some(low)) => Atom::escape(3, (high << 4 | low) as u8),
                _ => byte,
            }
        }
        (WORD_BASE64 | BASE64, _) => base64(raw).unwrap_or(byte),
        _ => byte,
    }
}

/// The next group of digits, whatever blanks are before and in it.
fn base64(raw: &[u8]) -> Option<Atom> {
    let (mut digits, mut count, mut at) = ([b'='; 4], 0, 0);
    while let Some(b) = raw.get(at).filter(|_| count < digits.len()) {
        if !b.is_ascii_whitespace() {
            *digits.get_mut(count)? = *b;
            count += 1;
        }
        at += 1;
    }
    if count == 0 {
        return Some(Atom { raw: at.max(1), text: [0; 4], len: 0 });
    }
    let (text, len) = group(&digits)?;
    Some(Atom { raw: at, text, len })
}

pub(super) fn escapes(codec: Codec) -> Option<&'static [u8]> {
    match codec {
        WORD | OTHER_WORD => Some(b"=_"),
        QUOTED => Some(b"="),
        WORD_BASE64 | BASE64 => None,
        _ => Some(b""),
    }
}

/// What base64 says, if that may be text: hardly any other file has no zero in it.
pub(super) fn text_of(raw: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(raw.len() / 4 * 3);
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let atom = base64(rest)?;
        text.extend_from_slice(atom.text.get(..atom.len)?);
        at += atom.raw;
    }
    (!text.contains(&0)).then_some(text)
}

/// Writes `text`; `crlf` says how the message's lines end.
pub(super) fn encode(codec: Codec, crlf: bool, text: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    match codec {
        WORD | OTHER_WORD | QUOTED => {
            for &b in text {
                let stays = match codec {
                    QUOTED => b.is_ascii_graphic() && !matches!(b, b'=' | b'-' | b'.'),
                    _ => b.is_ascii_alphanumeric() || matches!(b, b'!' | b'*' | b'+' | b'/' | b'-'),
                };
                match b {
                    b if stays => out.push(b),
                    0x80.. if codec == OTHER_WORD => out.extend_from_slice(b"=3F"),
                    b => out.extend([b'=', HEX[usize::from(b >> 4)], HEX[usize::from(b & 15)]]),
                }
            }
        }
        WORD_BASE64 => encode_padded(text, out),
        BASE64 => {
            for (n, line) in text.chunks(LINE / 4 * 3).enumerate() {
                if n > 0 {
                    out.extend_from_slice(if crlf { b"\r\n" } else { b"\n" });
                }
                encode_padded(line, out);
            }
        }
        // A header's value must not end, nor a line of a body be taken for something else.
        _ => out.extend(text.iter().map(|b| if matches!(b, b'\r' | b'\n') { b' ' } else { *b })),
    }
}
