//! How values are written in SQL dumps: the atoms of each notation, and writing them anew.
//!
//! Sources: PostgreSQL manual, "COPY", "Lexical Structure" (4.1.2.1 to 4.1.2.5); MySQL manual,
//! "String Literals" (9.1.1), "Hexadecimal Literals" (9.1.4), "Bit-Value Literals" (9.1.5);
//! SQLite's documentation, "SQL Language Expressions" and its shell's `.dump`.

use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, Null, Place, ValueKind};

use super::scan::{hex_run, is_number};

/// A field of PostgreSQL's `COPY … FROM stdin` in text format.
pub(super) const COPY: Codec = Codec(1);
/// `'…'` with doubled quotes only.
pub(super) const QUOTE: Codec = Codec(2);
/// `'…'` with MySQL's backslash escapes.
pub(super) const BACKSLASH: Codec = Codec(3);
/// `E'…'`, or `'…'` while `standard_conforming_strings` is off.
pub(super) const ESCAPE: Codec = Codec(4);
/// PostgreSQL's `U&'…'` and the argument of SQLite's `unistr('…')`.
pub(super) const UNICODE: Codec = Codec(5);
/// Pairs of hexadecimal digits.
pub(super) const HEX: Codec = Codec(6);
/// `"…"` with doubled quotes.
pub(super) const DOUBLE: Codec = Codec(7);
/// `"…"` with MySQL's backslash escapes.
pub(super) const DOUBLE_BACKSLASH: Codec = Codec(8);
/// `` `…` `` with doubled backticks.
pub(super) const BACKTICK: Codec = Codec(9);
/// A bare number; becomes a quoted string if its new value is not a number.
pub(super) const NUMBER: Codec = Codec(10);
/// The same where strings have backslash escapes.
pub(super) const NUMBER_BACKSLASH: Codec = Codec(11);
/// A bit literal with its prefix and quotes: `b'0101'`.
pub(super) const BITS: Codec = Codec(12);
/// The same where strings have backslash escapes.
pub(super) const BITS_BACKSLASH: Codec = Codec(17);
/// A hexadecimal literal with its prefix: `0x48656C6C6F`.
pub(super) const HEX_NUMBER: Codec = Codec(13);
/// SQLite's `replace('…','\n',char(10))`.
pub(super) const REPLACE_LF: Codec = Codec(14);
/// SQLite's `replace('…','\r',char(13))`.
pub(super) const REPLACE_CR: Codec = Codec(15);
/// SQLite's `replace(replace('…','\r',char(13)),'\n',char(10))`.
pub(super) const REPLACE_CRLF: Codec = Codec(16);

/// An unquoted field of `COPY … FROM stdin` in CSV format.
pub(super) const CSV_FIELD: Codec = Codec(18);
/// A quoted one.
pub(super) const CSV_QUOTED: Codec = Codec(19);

/// Whether a backslash in strings of this codec can keep a quote from closing.
pub(super) const fn has_backslash(codec: Codec) -> bool {
    matches!(codec, BACKSLASH | ESCAPE | DOUBLE_BACKSLASH)
}

/// See [`Format::escapes`](inkwash_core::Format::escapes).
pub(super) fn escapes(codec: Codec) -> Option<&'static [u8]> {
    Some(match codec {
        COPY => b"\\",
        QUOTE | NUMBER => b"'",
        BACKSLASH | ESCAPE | UNICODE | NUMBER_BACKSLASH => b"'\\",
        HEX | HEX_NUMBER => return None,
        DOUBLE | CSV_QUOTED => b"\"",
        DOUBLE_BACKSLASH => b"\"\\",
        BACKTICK => b"`",
        BITS | BITS_BACKSLASH => b"bB'",
        REPLACE_LF | REPLACE_CR | REPLACE_CRLF => b"r'\\",
        _ => b"",
    })
}

/// See [`Format::atom`](inkwash_core::Format::atom).
pub(super) fn atom(codec: Codec, raw: &[u8]) -> Atom {
    let itself = Atom::byte(raw.first().copied().unwrap_or(0));
    match (codec, raw) {
        (COPY, [b'\\', rest @ ..]) => copy_escape(rest),
        (QUOTE | BACKSLASH | ESCAPE | UNICODE, [b'\'', b'\'', ..]) => Atom::escape(2, b'\''),
        (DOUBLE | DOUBLE_BACKSLASH | CSV_QUOTED, [b'"', b'"', ..]) => Atom::escape(2, b'"'),
        (BACKTICK, [b'`', b'`', ..]) => Atom::escape(2, b'`'),
        (BACKSLASH | DOUBLE_BACKSLASH | NUMBER_BACKSLASH, [b'\\', rest @ ..]) => mysql_escape(rest),
        (ESCAPE, [b'\\', rest @ ..]) => postgres_escape(rest),
        (UNICODE, [b'\\', rest @ ..]) => unicode_escape(rest),
        (NUMBER | NUMBER_BACKSLASH, [b'\'', b'\'', _, ..]) => Atom::escape(2, b'\''),
        (HEX, [a, b, ..]) => hex_pair(*a, *b).map_or(itself, |b| Atom::escape(2, b)),
        (HEX_NUMBER, [b'0', b'x' | b'X', ..]) => nothing(2),
        (HEX_NUMBER, [a, b, ..]) => hex_pair(*a, *b).map_or(itself, |b| Atom::escape(2, b)),
        (BITS | BITS_BACKSLASH, [b'b' | b'B', b'\'', ..]) => nothing(2),
        (NUMBER | NUMBER_BACKSLASH | BITS | BITS_BACKSLASH, [b'\'', ..]) => nothing(1),
        (REPLACE_LF | REPLACE_CR | REPLACE_CRLF, _) => replace_atom(codec, raw),
        _ => itself,
    }
}

/// Raw bytes that stand for nothing.
const fn nothing(raw: usize) -> Atom {
    Atom { raw, text: [0; 4], len: 0 }
}

/// The value of two hexadecimal digits.
fn hex_pair(a: u8, b: u8) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    Some((digit(a)? * 16 + digit(b)?) as u8)
}

/// The number that up to `most` leading digits of `rest` spell, and how many they are.
fn digits(rest: &[u8], radix: u32, most: usize) -> (u32, usize) {
    let mut value = 0u32;
    let mut count = 0;
    for &b in rest.iter().take(most) {
        let Some(digit) = char::from(b).to_digit(radix) else { break };
        value = value.wrapping_mul(radix).wrapping_add(digit);
        count += 1;
    }
    (value, count)
}

/// The control character that a letter after a backslash stands for in PostgreSQL.
const fn control(b: u8) -> Option<u8> {
    Some(match b {
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return None,
    })
}

/// `rest` follows a backslash in COPY text.
fn copy_escape(rest: &[u8]) -> Atom {
    match rest {
        [] => Atom::byte(b'\\'),
        [b'v', ..] => Atom::escape(2, 0x0b),
        [first, ..] => control(*first).map_or_else(|| numeric_escape(rest), |b| Atom::escape(2, b)),
    }
}

/// `rest` follows a backslash in `E''`.
fn postgres_escape(rest: &[u8]) -> Atom {
    let unicode = |skip: usize, count: usize| {
        let (value, seen) = digits(rest.get(skip..).unwrap_or_default(), 16, count);
        (seen == count).then(|| char::from_u32(value).map(|c| Atom::char(1 + skip + count, c)))?
    };
    match rest {
        [] => Atom::byte(b'\\'),
        [b'u', ..] => unicode(1, 4).unwrap_or(Atom::escape(2, b'u')),
        [b'U', ..] => unicode(1, 8).unwrap_or(Atom::escape(2, b'U')),
        [first, ..] => control(*first).map_or_else(|| numeric_escape(rest), |b| Atom::escape(2, b)),
    }
}

/// Octal, hexadecimal, or the character itself. `rest` is not empty.
fn numeric_escape(rest: &[u8]) -> Atom {
    let first = rest.first().copied().unwrap_or(b'\\');
    let (value, count) = digits(rest, 8, 3);
    if count > 0 {
        return Atom::escape(1 + count, value as u8);
    }
    if first == b'x' {
        let (value, count) = digits(rest.get(1..).unwrap_or_default(), 16, 2);
        if count > 0 {
            return Atom::escape(2 + count, value as u8);
        }
    }
    Atom::escape(2, first)
}

/// `rest` follows a backslash in a MySQL string.
fn mysql_escape(rest: &[u8]) -> Atom {
    let Some(&first) = rest.first() else { return Atom::byte(b'\\') };
    let b = match first {
        b'0' => 0,
        b'b' => 0x08,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'Z' => 0x1a,
        // Outside patterns these two keep their backslash.
        b'%' | b'_' => return Atom { raw: 2, text: [b'\\', first, 0, 0], len: 2 },
        other => other,
    };
    Atom::escape(2, b)
}

/// `rest` follows a backslash in `U&''` or `unistr('')`: `\XXXX`, `\+XXXXXX`, `\uXXXX`,
/// `\UXXXXXXXX`, `\\`.
fn unicode_escape(rest: &[u8]) -> Atom {
    let (skip, count) = match rest {
        [b'\\', ..] => return Atom::escape(2, b'\\'),
        [b'+', ..] => (1, 6),
        [b'u', ..] => (1, 4),
        [b'U', ..] => (1, 8),
        _ => (0, 4),
    };
    let (value, seen) = digits(rest.get(skip..).unwrap_or_default(), 16, count);
    match char::from_u32(value) {
        Some(c) if seen == count => Atom::char(1 + skip + count, c),
        _ => Atom::byte(b'\\'),
    }
}

/// The calls around a string of SQLite's `.dump`: what opens and closes each codec.
pub(super) const REPLACES: [(Codec, &[u8], &[u8]); 3] = [
    (REPLACE_CRLF, b"replace(replace('", b"','\\r',char(13)),'\\n',char(10))"),
    (REPLACE_LF, b"replace('", b"','\\n',char(10))"),
    (REPLACE_CR, b"replace('", b"','\\r',char(13))"),
];

/// The atoms of a whole `replace(…)` expression: its opening and its closing stand for nothing.
fn replace_atom(codec: Codec, raw: &[u8]) -> Atom {
    for (of, open, close) in REPLACES {
        if of == codec {
            // The same words inside the string have their quotes doubled: an even number of
            // quotes in all, one of which `open` ends with.
            let quotes = raw.strip_prefix(open).map(|rest| rest.iter().take_while(|b| **b == b'\''));
            if quotes.is_some_and(|quotes| quotes.count().is_multiple_of(2)) {
                return nothing(open.len());
            }
            if raw == close {
                return nothing(close.len());
            }
        }
    }
    match raw {
        [b'\'', b'\'', ..] => Atom::escape(2, b'\''),
        [b'\\', b'n', ..] if codec != REPLACE_CR => Atom::escape(2, b'\n'),
        [b'\\', b'r', ..] if codec != REPLACE_LF => Atom::escape(2, b'\r'),
        [first, ..] => Atom::byte(*first),
        [] => Atom::byte(0),
    }
}

/// See [`Format::encode`](inkwash_core::Format::encode).
///
/// Where the declared type takes only numbers, a value that is none is written as `0`, and where it
/// takes only something else, as a value of that which says nothing, so that the dump still loads.
pub(super) fn encode(cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
    let bare = matches!(cell.codec, NUMBER | NUMBER_BACKSLASH);
    if place.kind == ValueKind::Number && cell.whole && !is_numeric(text) {
        out.push(b'0');
        return;
    }
    let text = if cell.whole && !place.takes.accepts(text) { place.takes.neutral().as_bytes() } else { text };
    match cell.codec {
        _ if bare && (canonical(text) || place.kind == ValueKind::Number && is_number(text)) => {
            out.extend_from_slice(text);
        }
        COPY => escape(text, out, |b| match b {
            b'\\' => Some(b"\\\\"),
            b'\n' => Some(b"\\n"),
            b'\t' => Some(b"\\t"),
            b'\r' => Some(b"\\r"),
            0x08 => Some(b"\\b"),
            0x0b => Some(b"\\v"),
            0x0c => Some(b"\\f"),
            _ => None,
        }),
        QUOTE => double(b'\'', text, out),
        DOUBLE | CSV_QUOTED => double(b'"', text, out),
        CSV_FIELD if is_bare_field(text) => out.extend_from_slice(text),
        CSV_FIELD => {
            out.push(b'"');
            double(b'"', text, out);
            out.push(b'"');
        }
        BACKTICK => double(b'`', text, out),
        BACKSLASH => escape(text, out, |b| mysql_escaped(b, b'\'')),
        DOUBLE_BACKSLASH => escape(text, out, |b| mysql_escaped(b, b'"')),
        ESCAPE | UNICODE => escape(text, out, |b| match b {
            b'\'' => Some(b"''"),
            b'\\' => Some(b"\\\\"),
            _ => None,
        }),
        HEX => hex(text, out),
        HEX_NUMBER if !text.is_empty() => {
            out.extend_from_slice(b"0x");
            hex(text, out);
        }
        BITS | BITS_BACKSLASH if text.iter().all(|b| matches!(b, b'0' | b'1')) => {
            out.extend_from_slice(b"b'");
            out.extend_from_slice(text);
            out.push(b'\'');
        }
        NUMBER_BACKSLASH | BITS_BACKSLASH => {
            out.push(b'\'');
            escape(text, out, |b| mysql_escaped(b, b'\''));
            out.push(b'\'');
        }
        NUMBER | BITS | HEX_NUMBER | REPLACE_LF | REPLACE_CR | REPLACE_CRLF => {
            out.push(b'\'');
            double(b'\'', text, out);
            out.push(b'\'');
        }
        // Code and comments: a line end would end a comment and make the rest a statement.
        _ => escape(text, out, |b| matches!(b, b'\n' | b'\r').then_some(b" ")),
    }
}

/// See [`Format::null`](inkwash_core::Format::null). Strings with a prefix that is not known to go
/// with them (`_utf8mb4 'x'`) cannot be NULL.
pub(super) fn null(codec: Codec, before: &[u8], after: &[u8]) -> Option<Null> {
    match codec {
        NUMBER | NUMBER_BACKSLASH | BITS | BITS_BACKSLASH | HEX_NUMBER => Some(Null::bare(b"NULL")),
        REPLACE_LF | REPLACE_CR | REPLACE_CRLF => Some(Null::bare(b"NULL")),
        CSV_FIELD => Some(Null::bare(b"")),
        CSV_QUOTED => Null::quoted(b"", b'"', before, after),
        COPY => {
            let starts = matches!(before.last(), Some(b'\t' | b'\n'));
            let ends = matches!(after.first(), None | Some(b'\t' | b'\n' | b'\r'));
            (starts && ends).then_some(Null::bare(b"\\N"))
        }
        QUOTE | BACKSLASH | ESCAPE => {
            let mut null = Null::quoted(b"NULL", b'\'', before, after)?;
            let mut ahead = before.strip_suffix(b"'")?;
            if let Some(rest) = ahead.strip_suffix(b"E").or_else(|| ahead.strip_suffix(b"e")) {
                ahead = rest;
                null.before += 1;
            }
            matches!(ahead.trim_ascii_end().last(), Some(b'(' | b',')).then_some(null)
        }
        _ => None,
    }
}

/// Whether a text can be a field of CSV without quotes, whatever divides fields: empty it would be NULL.
fn is_bare_field(text: &[u8]) -> bool {
    let well = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'@' | b'_' | b'+' | b':' | b'/' | 0x80..);
    !text.is_empty() && text.iter().all(well)
}

/// How MySQL writes a byte inside these quotes, if not as itself.
const fn mysql_escaped(b: u8, quote: u8) -> Option<&'static [u8]> {
    Some(match b {
        b'\\' => b"\\\\",
        0 => b"\\0",
        b'\n' => b"\\n",
        b'\r' => b"\\r",
        0x1a => b"\\Z",
        b'\'' if quote == b'\'' => b"\\'",
        b'"' if quote == b'"' => b"\\\"",
        _ => return None,
    })
}

/// Appends `text`, with some bytes replaced.
fn escape(text: &[u8], out: &mut Vec<u8>, escaped: impl Fn(u8) -> Option<&'static [u8]>) {
    let mut from = 0;
    for (at, &b) in text.iter().enumerate() {
        if let Some(escaped) = escaped(b) {
            out.extend_from_slice(text.get(from..at).unwrap_or_default());
            out.extend_from_slice(escaped);
            from = at + 1;
        }
    }
    out.extend_from_slice(text.get(from..).unwrap_or_default());
}

/// Appends `text` with its quotes doubled.
fn double(quote: u8, text: &[u8], out: &mut Vec<u8>) {
    for &b in text {
        if b == quote {
            out.push(quote);
        }
        out.push(b);
    }
}

/// Appends `text` in lower-case hexadecimal.
fn hex(text: &[u8], out: &mut Vec<u8>) {
    let digit = |b: u8| char::from_digit(u32::from(b & 15), 16).map_or(b'0', |c| c as u8);
    for &b in text {
        out.push(digit(b >> 4));
        out.push(digit(b));
    }
}

/// What a column of a numeric type takes as text.
fn is_numeric(text: &[u8]) -> bool {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    is_number(text) || unsigned.eq_ignore_ascii_case(b"infinity") || unsigned.eq_ignore_ascii_case(b"nan")
}

/// A number that reads back as the same text whatever the column's type: no sign `+`, no leading
/// zeros, nothing that a database would round away.
fn canonical(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    match digits {
        [b'0'] => digits.len() == text.len(),
        [b'0', b'.', ..] | [b'1'..=b'9', ..] => is_number(digits) && !digits.iter().any(|b| matches!(b, b'e' | b'E')),
        _ => false,
    }
}

/// Whether a bytea value in its text form, without the `\x`, is worth reading as hexadecimal:
/// all of it.
pub(super) fn is_hex(text: &[u8]) -> bool {
    !text.is_empty() && text.len().is_multiple_of(2) && hex_run(text) == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::ColumnId;

    /// Everything that `raw` stands for.
    fn decode(codec: Codec, raw: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        let mut rest = raw;
        while !rest.is_empty() {
            let atom = atom(codec, rest);
            text.extend_from_slice(&atom.text[..atom.len]);
            rest = &rest[atom.raw..];
        }
        text
    }

    #[test]
    fn escapes_stand_for_what_the_manuals_say() {
        for (codec, raw, text) in [
            (COPY, r"a\tb\\n\b\f\v\r\n", b"a\tb\\n\x08\x0c\x0b\r\n".as_slice()),
            (COPY, r"\101\x42\x4\7\q\8\", b"AB\x04\x07q8\\"),
            (QUOTE, r"it''s \n", br"it's \n"),
            (BACKSLASH, r#"\0\'\"\b\n\r\t\Z\\\%\_\q'' ""#, b"\0'\"\x08\n\r\t\x1a\\\\%\\_q' \""),
            (ESCAPE, r"\101\x41\u00e9\U0001F600''\'\b", "AAé😀''\x08".as_bytes()),
            (UNICODE, r"\0041\+0000e9\\''\u0042\U00000043\zz", "Aé\\'BC\\zz".as_bytes()),
            (UNICODE, r"\+00004a", b"J"),
            (HEX, "4a4B4", b"JK4"),
            (HEX_NUMBER, "0x4a4B", b"JK"),
            (DOUBLE, r#"a""b"#, b"a\"b"),
            (BACKTICK, "a``b", b"a`b"),
            (BITS, "b'0101'", b"0101"),
            (REPLACE_LF, r"replace('a\nb''\r','\n',char(10))", b"a\nb'\\r"),
            (REPLACE_LF, r"replace('''replace(''a\n','\n',char(10))", b"'replace('a\n"),
            (REPLACE_CRLF, r"replace(replace('a\r\n','\r',char(13)),'\n',char(10))", b"a\r\n"),
        ] {
            assert_eq!(decode(codec, raw.as_bytes()), text, "{codec:?} {raw}");
        }
    }

    #[test]
    fn encoding_a_value_and_reading_it_gives_the_value() {
        let text: Vec<u8> = (0..=255).chain(*b"\\x41\\'\\101\\N''\"\"``").collect();
        for codec in [COPY, QUOTE, BACKSLASH, ESCAPE, UNICODE, HEX, DOUBLE, DOUBLE_BACKSLASH, BACKTICK] {
            let mut raw = Vec::new();
            encode(&Cell::coded(ColumnId::NONE, codec, false), &Place::default(), &text, &mut raw);
            assert_eq!(decode(codec, &raw), text, "{codec:?}");
        }
    }

    #[test]
    fn bare_values_stay_bare_only_while_they_can() {
        let write = |codec, kind, text: &str| {
            let mut raw = Vec::new();
            let place = Place { kind, ..Place::default() };
            encode(&Cell::coded(ColumnId::NONE, codec, true).whole(), &place, text.as_bytes(), &mut raw);
            alloc::string::String::from_utf8(raw).unwrap()
        };
        assert_eq!(write(NUMBER, ValueKind::Text, "42"), "42");
        assert_eq!(write(NUMBER, ValueKind::Text, "007"), "'007'");
        assert_eq!(write(NUMBER, ValueKind::Text, "it's"), "'it''s'");
        assert_eq!(write(NUMBER_BACKSLASH, ValueKind::Text, "it's\\"), "'it\\'s\\\\'");
        assert_eq!(write(NUMBER, ValueKind::Number, "007"), "007");
        assert_eq!(write(NUMBER, ValueKind::Number, "[PHONE]"), "0");
        assert_eq!(write(COPY, ValueKind::Number, "[PHONE]"), "0");
        assert_eq!(write(QUOTE, ValueKind::Number, "NaN"), "NaN");
        assert_eq!(write(HEX_NUMBER, ValueKind::Text, ""), "''");
        assert_eq!(write(BITS, ValueKind::Text, "x"), "'x'");
    }
}
