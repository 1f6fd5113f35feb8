//! Scalars: how they are written, and what they would be taken for.

use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec};

/// A plain scalar that is a string.
pub(super) const PLAIN: Codec = Codec(1);
/// A plain scalar that is a number.
pub(super) const NUMBER: Codec = Codec(7);
/// One that looks like something else than a string: a date, a boolean, nothing.
pub(super) const TYPED: Codec = Codec(2);
/// Between double quotes.
pub(super) const DOUBLE: Codec = Codec(3);
/// Between single quotes.
pub(super) const SINGLE: Codec = Codec(4);
/// A plain scalar of several lines.
pub(super) const FOLDED: Codec = Codec(5);
/// A plain key.
pub(super) const KEY: Codec = Codec(6);
/// A block scalar; its lines are indented by as many blanks as its codec is above this.
pub(super) const BLOCK: Codec = Codec(16);
/// Deeper ones are text.
pub(super) const MAX_INDENT: usize = 200;

pub(super) fn atom(codec: Codec, raw: &[u8]) -> Atom {
    let byte = Atom::byte(raw.first().copied().unwrap_or(0));
    match (codec, raw) {
        (SINGLE, [b'\'', b'\'', ..]) => Atom::escape(2, b'\''),
        (DOUBLE, [b'\\', kind, hex @ ..]) => match kind {
            b'0' => Atom::escape(2, 0),
            b'a' => Atom::escape(2, 7),
            b'b' => Atom::escape(2, 8),
            b't' | b'\t' => Atom::escape(2, b'\t'),
            b'n' => Atom::escape(2, b'\n'),
            b'v' => Atom::escape(2, 11),
            b'f' => Atom::escape(2, 12),
            b'r' => Atom::escape(2, b'\r'),
            b'e' => Atom::escape(2, 27),
            b' ' | b'"' | b'/' | b'\\' => Atom::escape(2, *kind),
            b'N' => Atom::char(2, '\u{85}'),
            b'_' => Atom::char(2, '\u{a0}'),
            b'L' => Atom::char(2, '\u{2028}'),
            b'P' => Atom::char(2, '\u{2029}'),
            b'\n' => Atom { raw: 2, text: [0; 4], len: 0 },
            b'x' => number(hex, 2).unwrap_or(byte),
            b'u' => number(hex, 4).unwrap_or(byte),
            b'U' => number(hex, 8).unwrap_or(byte),
            _ => byte,
        },
        (Codec(block), [b'\n', rest @ ..]) if block >= BLOCK.0 => {
            let indent = usize::from(block - BLOCK.0);
            Atom::escape(1 + rest.iter().take(indent).take_while(|b| **b == b' ').count(), b'\n')
        }
        _ => byte,
    }
}

fn number(hex: &[u8], digits: usize) -> Option<Atom> {
    let value = hex.get(..digits)?.iter().try_fold(0, |n, b| Some(n << 4 | char::from(*b).to_digit(16)?))?;
    Some(Atom::char(2 + digits, char::from_u32(value)?))
}

pub(super) fn escapes(codec: Codec) -> &'static [u8] {
    match codec {
        SINGLE => b"'",
        DOUBLE => b"\\",
        Codec(block) if block >= BLOCK.0 => b"\n",
        _ => b"",
    }
}

/// Writes a value. In quotes the lines of a plain scalar are folded as without them.
pub(super) fn encode(cell: &Cell, text: &[u8], out: &mut Vec<u8>) {
    match cell.codec {
        PLAIN | FOLDED if is_plain(text) && !is_typed(text) => out.extend_from_slice(text),
        TYPED if is_plain(text) && is_typed(text) && !is_number(text) => out.extend_from_slice(text),
        NUMBER if is_number(text) => out.extend_from_slice(text),
        KEY if is_plain(text) => out.extend_from_slice(text),
        PLAIN | TYPED | NUMBER | FOLDED | KEY => {
            out.push(b'"');
            if cell.codec == FOLDED {
                for line in text.split_inclusive(|b| *b == b'\n') {
                    let end = line.iter().rev().take_while(|b| matches!(b, b'\r' | b'\n')).count();
                    let (line, end) = line.split_at(line.len() - end);
                    escape(line, out);
                    out.extend_from_slice(end);
                }
            } else {
                escape(text, out);
            }
            out.push(b'"');
        }
        DOUBLE => escape(text, out),
        SINGLE => text.iter().for_each(|b| match b {
            b'\'' => out.extend(b"''"),
            b'\n' | b'\r' => out.push(b' '),
            b => out.push(*b),
        }),
        Codec(block) if block >= BLOCK.0 => text.iter().for_each(|b| {
            out.push(*b);
            if *b == b'\n' {
                out.extend(core::iter::repeat_n(b' ', usize::from(block - BLOCK.0)));
            }
        }),
        _ => text.iter().for_each(|b| out.push(if matches!(b, b'\n' | b'\r') { b' ' } else { *b })),
    }
}

fn escape(text: &[u8], out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &b in text {
        match b {
            b'"' | b'\\' => out.extend([b'\\', b]),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            0..0x20 | 0x7f => out.extend([b'\\', b'x', HEX[usize::from(b >> 4)], HEX[usize::from(b & 15)]]),
            b => out.push(b),
        }
    }
}

const fn starts_plain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'+' | b'/' | b'(' | 0x80..)
}

/// Whether a text can be written without quotes anywhere, also within a flow collection. Stricter than
/// YAML §7.3.3.
fn is_plain(text: &[u8]) -> bool {
    text.first().is_some_and(|b| starts_plain(*b) || *b == b'-' && text.len() > 1 && text.get(1) != Some(&b' '))
        && text.last() != Some(&b' ')
        && !text.starts_with(b"---")
        && !text.starts_with(b"...")
        && text.iter().all(|b| starts_plain(*b) || matches!(b, b' ' | b'@' | b'-' | b')'))
        && core::str::from_utf8(text).is_ok_and(|text| !text.chars().any(|c| c.is_control() || c == '\u{feff}'))
}

/// How a plain scalar of one line is written, by what it would be taken for.
pub(super) fn plain_codec(text: &[u8]) -> Codec {
    match () {
        () if is_number(text) => NUMBER,
        () if is_typed(text) => TYPED,
        () => PLAIN,
    }
}

/// A decimal number for every version of YAML.
fn is_number(text: &[u8]) -> bool {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let dots = unsigned.iter().filter(|b| **b == b'.').count();
    unsigned.first().is_some_and(u8::is_ascii_digit)
        && unsigned.iter().all(|b| b.is_ascii_digit() || *b == b'.')
        && (dots == 0 || dots == 1 && unsigned.last() != Some(&b'.'))
}

/// Whether a plain scalar may be taken for something else than a string, by any version of YAML: what begins
/// like a number is not looked at more closely.
fn is_typed(text: &[u8]) -> bool {
    let words: &[&[u8]] =
        &[b"", b"~", b"null", b"true", b"false", b"yes", b"no", b"on", b"off", b"y", b"n", b".inf", b".nan"];
    let unsigned = match text {
        [b'+' | b'-', b'.', rest @ ..] | [b'+' | b'-' | b'.', rest @ ..] => rest,
        rest => rest,
    };
    let is_number = unsigned.first().is_some_and(u8::is_ascii_digit)
        && unsigned.iter().all(|b| {
            b.is_ascii_hexdigit() || matches!(b, b'.' | b'_' | b'x' | b'o' | b'-' | b'+' | b':' | b'T' | b'Z' | b' ')
        });
    is_number || words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use inkwash_core::{Cell, ColumnId};
    use std::vec::Vec;

    use super::{FOLDED, NUMBER, PLAIN, TYPED, encode, is_plain, is_typed, plain_codec};

    #[test]
    fn strings_are_told_from_other_types() {
        for typed in [
            "1",
            "-1.5",
            "0x1F",
            "1e3",
            "2024-01-31",
            "12:30",
            "yes",
            "Null",
            "~",
            "",
            "1_000",
            "+.5",
            "4111111111111111",
        ] {
            assert!(is_typed(typed.as_bytes()), "{typed}");
        }
        for string in ["a@example.com", "1st", "Anna", "nobody", "v1"] {
            assert!(!is_typed(string.as_bytes()), "{string}");
        }
    }

    #[test]
    fn what_looks_like_a_number_is_written_as_one_only_where_one_was() {
        for (codec, text, written) in [
            (NUMBER, "12", "12"),
            (NUMBER, "12 34", "\"12 34\""),
            (TYPED, "+47 22 22 55 55", "+47 22 22 55 55"),
            (TYPED, "4722225555", "\"4722225555\""),
            (TYPED, "2024-01-31", "2024-01-31"),
            (PLAIN, "12", "\"12\""),
            (PLAIN, "a b", "a b"),
            (FOLDED, "[X] a:\r\n  b\"", "\"[X] a:\r\n  b\\\"\""),
        ] {
            let mut out = Vec::new();
            encode(&Cell::coded(ColumnId::NONE, codec, true), text.as_bytes(), &mut out);
            assert_eq!(out, written.as_bytes(), "{text}");
        }
        let codecs = ["12", "+47 22", "10.0.0.1", "true", "a"].map(|text| plain_codec(text.as_bytes()));
        assert_eq!(codecs, [NUMBER, TYPED, TYPED, TYPED, PLAIN]);
    }

    #[test]
    fn plain_is_what_stays_what_it_is_anywhere() {
        for plain in ["a@example.com", "Anna Berg", "10.0.0.1", "-5", "æ", "/etc"] {
            assert!(is_plain(plain.as_bytes()), "{plain}");
        }
        for quoted in ["[X]", "@a", "- a", "a: b", "a #b", " a", "a ", "", "'a", "a,b", "---", "*a", "&a", "!a", "a\tb"]
        {
            assert!(!is_plain(quoted.as_bytes()), "{quoted}");
        }
    }
}
