//! Searches that the hot loops of the SQL formats share.
//!
//! Values in dumps are short (a dozen bytes), so a search must be cheap to start. The first
//! bytes are searched eight at a time in general registers (the "has zero byte" test of
//! Mycroft, 1987: `(x - 0x01…) & !x & 0x80…`), longer stretches by `memchr`.

use memchr::{memchr2, memchr3};

/// `0x01` in every byte.
const ONES: u64 = u64::MAX / 255;
/// `0x80` in every byte.
const HIGHS: u64 = ONES << 7;
/// How many words are searched before `memchr` takes over.
const WORDS: usize = 4;

/// The top bit of the lowest zero byte, and possibly of bytes above it.
#[inline(always)]
const fn zeros(x: u64) -> u64 {
    x.wrapping_sub(ONES) & !x & HIGHS
}

/// Index of the first of two bytes.
#[inline(always)]
pub(super) fn find2(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    let (na, nb) = (ONES * u64::from(a), ONES * u64::from(b));
    let mut at = 0;
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let x = u64::from_le_bytes(*word);
        let hits = zeros(x ^ na) | zeros(x ^ nb);
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        at += 8;
        if at == 8 * WORDS {
            return memchr2(a, b, text.get(at..)?).map(|i| at + i);
        }
    }
    let rest = text.get(at..)?;
    rest.iter().position(|&x| x == a || x == b).map(|i| at + i)
}

/// Index of the first of three bytes.
#[inline(always)]
pub(super) fn find3(a: u8, b: u8, c: u8, text: &[u8]) -> Option<usize> {
    let (na, nb, nc) = (ONES * u64::from(a), ONES * u64::from(b), ONES * u64::from(c));
    let mut at = 0;
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let x = u64::from_le_bytes(*word);
        let hits = zeros(x ^ na) | zeros(x ^ nb) | zeros(x ^ nc);
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        at += 8;
        if at == 8 * WORDS {
            return memchr3(a, b, c, text.get(at..)?).map(|i| at + i);
        }
    }
    let rest = text.get(at..)?;
    rest.iter().position(|&x| x == a || x == b || x == c).map(|i| at + i)
}

/// A quoted value as far as it can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Length of the content in raw bytes, or of as much of it as ends on a border of atoms.
    pub(super) len: usize,
    /// The closing quote was seen; it stands at `len`.
    pub(super) closed: bool,
    /// Nothing in it is escaped.
    pub(super) plain: bool,
    /// It holds an escape whose length depends on what follows (octal, hexadecimal).
    pub(super) numeric: bool,
}

/// The longest escape that a string may hold: `\U0001F600` (PostgreSQL's `E''` strings).
const LONGEST_ESCAPE: usize = 10;

/// Reads the content of a quoted value up to its closing quote; a doubled quote belongs to the
/// content. `eof` says that nothing follows `text`, so that a quote at its end closes.
#[inline]
pub(super) fn quoted(text: &[u8], quote: u8, backslash: bool, eof: bool) -> Quoted {
    let other = if backslash { b'\\' } else { quote };
    let mut at = 0;
    let (mut plain, mut numeric) = (true, false);
    // The start of the last escape: where a cut is safe if that escape may be longer than seen.
    let mut last = usize::MAX;
    while let Some(i) = text.get(at..).and_then(|rest| find2(quote, other, rest)) {
        at += i;
        let next = text.get(at + 1).copied();
        if text.get(at) == Some(&quote) {
            match next {
                Some(next) if next == quote => plain = false,
                Some(_) => return Quoted { len: at, closed: true, plain, numeric },
                None if eof => return Quoted { len: at, closed: true, plain, numeric },
                None => return Quoted { len: at, closed: false, plain, numeric },
            }
        } else {
            plain = false;
            match next {
                Some(b'0'..=b'9' | b'x' | b'u' | b'U') => (numeric, last) = (true, at),
                Some(_) => {}
                None if eof => break,
                None => return Quoted { len: at, closed: false, plain, numeric },
            }
        }
        at += 2;
    }
    let cut = last != usize::MAX && !eof && text.len() - last < LONGEST_ESCAPE && last > 0;
    let len = if cut { last } else { text.len() };
    Quoted { len, closed: false, plain, numeric }
}

/// How many hexadecimal digits `text` starts with.
pub(super) fn hex_run(text: &[u8]) -> usize {
    text.iter().position(|b| !b.is_ascii_hexdigit()).unwrap_or(text.len())
}

/// A word's byte: letter, digit, `_`, `$`, `@` (variables) or part of a non-ASCII character.
#[inline]
pub(super) const fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'@') || b >= 0x80
}

/// How many bytes of white space `text` starts with.
#[inline]
pub(super) fn spaces(text: &[u8]) -> usize {
    text.iter().position(|b| !is_space(*b)).unwrap_or(text.len())
}

/// White space of the SQL lexers.
#[inline]
pub(super) const fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// A plain decimal number: sign, digits, fraction, exponent.
pub(super) fn is_number(text: &[u8]) -> bool {
    let digits = |text: &mut &[u8]| {
        let n = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
        *text = text.get(n..).unwrap_or_default();
        n
    };
    let mut rest = match text {
        [b'+' | b'-', rest @ ..] => rest,
        rest => rest,
    };
    let mut seen = digits(&mut rest);
    if let [b'.', fraction @ ..] = rest {
        rest = fraction;
        seen += digits(&mut rest);
    }
    if seen == 0 {
        return false;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        rest = match exponent {
            [b'+' | b'-', rest @ ..] => rest,
            rest => rest,
        };
        return digits(&mut rest) > 0 && rest.is_empty();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    #[test]
    fn searches_find_the_first_of_their_bytes_at_every_distance() {
        for len in 0..80 {
            for at in 0..len {
                let mut text: Vec<u8> = std::vec![0xff; len];
                text[at] = b'\'';
                if at + 3 < len {
                    text[at + 3] = b'\\';
                }
                assert_eq!(find2(b'\'', b'\\', &text), Some(at));
                assert_eq!(find2(b'\\', b'\'', &text), Some(at));
                assert_eq!(find3(b'\t', b'\\', b'\'', &text), Some(at));
                assert_eq!(find3(b'\t', b'\n', b'\0', &text), None);
            }
        }
        // The byte just above a needle must not be taken for it (the carry of the word test).
        assert_eq!(find2(b'a', b'a', b"`b`b`bab"), Some(6));
        assert_eq!(find3(b'\t', b'\n', b'\\', b"\x08\x0b\x0c]\x5b\x89\x8adc\n"), Some(9));
    }

    #[test]
    fn strings_end_at_their_closing_quote_only() {
        let end = |text: &[u8], backslash, eof| {
            let q = quoted(text, b'\'', backslash, eof);
            (q.len, q.closed, q.plain)
        };
        assert_eq!(end(b"abc',", false, false), (3, true, true));
        assert_eq!(end(b"abc'", false, false), (3, false, true));
        assert_eq!(end(b"abc'", false, true), (3, true, true));
        assert_eq!(end(b"it''s')", false, false), (5, true, false));
        assert_eq!(end(b"it\\'s')", true, false), (5, true, false));
        assert_eq!(end(b"it\\'s')", false, false), (3, true, true));
        assert_eq!(end(b"ab\\", true, false), (2, false, false));
        assert_eq!(end(b"ab\\", true, true), (3, false, false));
        assert_eq!(end(b"ab\\u00", true, false), (2, false, false));
        assert_eq!(end(b"''", false, false), (2, false, false));
    }

    #[test]
    fn numbers_are_what_every_dialect_reads_bare() {
        for yes in ["0", "-1", "+1.5", ".5", "1.", "1e10", "1E-7", "12345678901234567890"] {
            assert!(is_number(yes.as_bytes()), "{yes}");
        }
        for no in ["", "-", ".", "1e", "1a", "0x10", "1-2", "--1", "1.2.3", "e5", " 1"] {
            assert!(!is_number(no.as_bytes()), "{no}");
        }
    }
}
