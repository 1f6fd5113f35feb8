//! Text as people and attackers write it, and its plain spelling.
//!
//! Full-width and other decimal digits, no-break and other blanks, dashes of all kinds, characters
//! that nobody sees, percent-encoding (RFC 3986) and character references (HTML) stand for ASCII
//! characters or for nothing. Where one of these may hide something, the text around it is
//! searched in plain spelling as well; see `disguise.rs`.
//!
//! Source: Unicode 16.0, UnicodeData.txt (general categories Nd, Zs, Pd, Cf) and the blocks
//! Halfwidth and Fullwidth Forms and Mathematical Alphanumeric Symbols.

use alloc::vec::Vec;

use crate::Span;
use crate::witness::whole;

/// One character, percent-encoded byte or character reference that is not in plain spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unit {
    /// Bytes that it takes.
    len: usize,
    /// What it stands for; `None` for nothing.
    plain: Option<u8>,
    /// It belongs to the character before it: a selector of its form, a key cap.
    joins: bool,
}

/// A stretch of text in plain spelling, and where its bytes come from.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) text: Vec<u8>,
    /// By byte of `text`: where what it stands for begins and ends.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    /// Takes a stretch that begins at offset `base`, after `lead`.
    pub(crate) fn fill(&mut self, lead: &[u8], stretch: &[u8], base: usize) {
        self.text.clear();
        self.text.extend_from_slice(lead);
        self.origins.clear();
        self.origins.resize(lead.len(), (base, base));
        let mut i = 0;
        while i < stretch.len() {
            let unit = unit(&stretch[i..]);
            let end = i + unit.map_or(1, |u| u.len);
            match unit {
                Some(Unit { plain: None, joins, .. }) => {
                    if let Some(last) = self.origins.last_mut().filter(|_| joins) {
                        last.1 = base + end;
                    }
                }
                _ => {
                    self.text.push(unit.and_then(|u| u.plain).unwrap_or(stretch[i]));
                    self.origins.push((base + i, base + end));
                }
            }
            i = end;
        }
    }

    /// Where a span of it comes from, if anything in it was disguised. Beside a value that is the whole
    /// text but for blanks, too: there a cell that is one may be hidden as well.
    pub(crate) fn origin(&self, span: Span) -> Option<Span> {
        let origins = self.origins.get(span.start..span.end)?;
        let origin = Span::new(origins.first()?.0, origins.last()?.1);
        (origin.len() != span.len() || span == whole(&self.text)).then_some(origin)
    }
}

/// Appends the plain spelling of a value.
pub(crate) fn plain(value: &[u8], out: &mut Vec<u8>) {
    let mut i = 0;
    while i < value.len() {
        match unit(&value[i..]) {
            Some(unit) => {
                out.extend(unit.plain);
                i += unit.len;
            }
            None => {
                out.push(value[i]);
                i += 1;
            }
        }
    }
}

/// Appends the offsets from `from` on at which something stands that may hide a finding.
pub(crate) fn disguises(text: &[u8], from: usize, out: &mut Vec<u32>) {
    const BLOCK: usize = 64;
    let mut at = from;
    while at < text.len() {
        let block = &text[at..text.len().min(at + BLOCK)];
        let interesting = |b: u8| b & 0x80 | u8::from(b == b'%') | u8::from(b == b'&');
        if block.iter().fold(0, |any, b| any | interesting(*b)) != 0 {
            let mut may = [0; BLOCK];
            let three = text.get(at..at + BLOCK + 2);
            match three.and_then(|t| t.first_chunk::<{ BLOCK + 2 }>()) {
                Some(bytes) => {
                    for (i, may) in may.iter_mut().enumerate() {
                        *may = begins(bytes[i], bytes[i + 1], bytes[i + 2]);
                    }
                }
                None => may[..block.len()].fill(1),
            }
            if may.iter().fold(0, |any, b| any | b) != 0 {
                let found = (0..block.len()).filter(|i| may[*i] != 0 && tells(text, at + i));
                out.extend(found.map(|i| (at + i) as u32));
            }
        }
        at += BLOCK;
    }
}

/// Whether these three bytes may begin a unit. Without branches: computed for many at once.
#[inline(always)]
fn begins(a: u8, b: u8, c: u8) -> u8 {
    let is = |x: u8, y: u8| u8::from(x == y);
    let within = |x: u8, low: u8, high: u8| u8::from(x.wrapping_sub(low) <= high - low);
    let ascii = is(a, b'%') | is(a, b'&');
    let two = is(a, 0xc2) & (is(b, 0xa0) | is(b, 0xad))
        | is(a, 0xd9) & within(b, 0xa0, 0xa9)
        | is(a, 0xdb) & within(b, 0xb0, 0xb9)
        | is(a, 0xdf) & within(b, 0x80, 0x89);
    // General punctuation but for quotation marks and dots.
    let general = is(b, 0x80) & (within(c, 0x80, 0x95) | within(c, 0xa4, 0xaf));
    let e2 = is(a, 0xe2) & (general | is(b, 0x81) | is(b, 0x83) | is(b, 0x88));
    let e3 = is(a, 0xe3) & is(b, 0x80) & is(c, 0x80);
    // Full-width forms but for the punctuation of Chinese and Japanese prose.
    let full = is(b, 0xbc) & (is(c, 0x8b) | within(c, 0x8d, 0x9a) | within(c, 0xa0, 0xbf));
    let ef = is(a, 0xef) & (full | is(b, 0xbd) | within(b, 0xb8, 0xb9) | is(b, 0xbb) & is(c, 0xbf));
    let e0 = is(a, 0xe0) & (within(c, 0xa6, 0xaf) | within(c, 0x90, 0x99) | within(c, 0xa0, 0xa9));
    let e1 = is(a, 0xe1) & (is(b, 0x81) | is(b, 0x9f) | is(b, 0xa0));
    let ea = is(a, 0xea) & (within(c, 0x90, 0xa9) | within(c, 0xb0, 0xb9));
    let f0 = is(a, 0xf0) & is(b, 0x9d);
    ascii | two | e2 | e3 | ef | e0 | e1 | ea | f0
}

/// Whether the unit at `at` may be part of something that is looked for. A no-break space between
/// words is not, one between digits is.
fn tells(text: &[u8], at: usize) -> bool {
    let Some(Unit { len, plain, .. }) = unit(&text[at..]) else { return false };
    let before = at.checked_sub(1).map_or(b'\n', |i| text[i]);
    let after = text.get(at + len).copied().unwrap_or(b'\n');
    let (left, right) = (before.is_ascii_alphanumeric(), after.is_ascii_alphanumeric());
    let digit = before.is_ascii_digit() || after.is_ascii_digit();
    let numeric = (left || before == b')') && (right || matches!(after, b'(' | b'%' | b'&')) && digit;
    match plain {
        Some(b) if b.is_ascii_alphanumeric() => true,
        Some(b'@') => true,
        Some(b'+') => after.is_ascii_digit(),
        Some(b'.' | b'_') => left && right || before.is_ascii_digit(),
        // A hyphen that keeps words together, within an address.
        Some(b'-') => numeric || left && right && matches!(text[at..at + len], [0xe2, 0x80, 0x90 | 0x91] | [0xef, ..]),
        // Between a number, with its sign or without, and something else that is written with it.
        Some(b' ') => {
            let signed = after == b'-' && text.get(at + len + 1).is_some_and(u8::is_ascii_digit);
            before.is_ascii_graphic() && after.is_ascii_graphic() && (digit || signed) || numeric
        }
        Some(_) => numeric,
        // Not a byte order mark at the beginning of a text.
        None if before == b'\n' && text[at..].starts_with("\u{feff}".as_bytes()) => false,
        None => before.is_ascii_graphic() || after.is_ascii_graphic(),
    }
}

/// Of a text that begins with a character which is not in plain spelling, or with a percent-encoded
/// (RFC 3986) or referenced (HTML) one: how many bytes that takes, and the ASCII character that it stands
/// for, or nothing. Those that stand for other characters are none.
///
/// ```
/// use inkwash_core::plain_unit;
/// assert_eq!(plain_unit("\u{ff11}2".as_bytes()), Some((3, Some(b'1'))));
/// assert_eq!(plain_unit(b"%40kunden"), Some((3, Some(b'@'))));
/// assert_eq!(plain_unit("\u{200b}x".as_bytes()), Some((3, None)));
/// assert_eq!(plain_unit(b"x"), None);
/// ```
#[must_use]
pub fn plain_unit(text: &[u8]) -> Option<(usize, Option<u8>)> {
    unit(text).map(|unit| (unit.len, unit.plain))
}

/// The unit that a text begins with, if it begins with one.
fn unit(text: &[u8]) -> Option<Unit> {
    match *text.first()? {
        b'%' => percent(text),
        b'&' => reference(text),
        0xc2..=0xf0 => {
            let (c, len) = character(text)?;
            Some(Unit { len, plain: spelled(c)?, joins: joins(c) })
        }
        _ => None,
    }
}

/// The character that a text begins with, and its length.
fn character(text: &[u8]) -> Option<(char, usize)> {
    let len = match *text.first()? {
        ..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let c = core::str::from_utf8(text.get(..len)?).ok()?.chars().next()?;
    Some((c, len))
}

/// A percent-encoded character, encoded once or twice.
fn percent(text: &[u8]) -> Option<Unit> {
    let byte = |at: usize| {
        let [b'%', high, low] = *text.get(at..at + 3)? else { return None };
        Some(hex(high)? << 4 | hex(low)?)
    };
    let first = byte(0)?;
    if first == b'%' {
        let [high, low] = *text.get(3..5)? else { return None };
        let plain = Some(hex(high)? << 4 | hex(low)?).filter(|b| (b' '..=b'~').contains(b))?;
        return Some(Unit { len: 5, plain: Some(plain), joins: false });
    }
    if first < 0x80 {
        return (b' '..=b'~').contains(&first).then_some(Unit { len: 3, plain: Some(first), joins: false });
    }
    let mut bytes = [0; 4];
    for (n, to) in bytes.iter_mut().enumerate() {
        let Some(b) = byte(3 * n) else { break };
        *to = b;
    }
    let (c, len) = character(&bytes)?;
    Some(Unit { len: 3 * len, plain: spelled(c)?, joins: joins(c) })
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).map(|d| d as u8)
}

/// Character references that matter, without `&` and `;`.
const NAMED: &[(&str, Option<u8>)] = &[
    ("nbsp", Some(b' ')),
    ("ensp", Some(b' ')),
    ("emsp", Some(b' ')),
    ("thinsp", Some(b' ')),
    ("numsp", Some(b' ')),
    ("shy", None),
    ("zwj", None),
    ("zwnj", None),
    ("lrm", None),
    ("rlm", None),
    ("commat", Some(b'@')),
    ("period", Some(b'.')),
    ("hyphen", Some(b'-')),
    ("dash", Some(b'-')),
    ("ndash", Some(b'-')),
    ("mdash", Some(b'-')),
    ("minus", Some(b'-')),
    ("plus", Some(b'+')),
    ("colon", Some(b':')),
    ("sol", Some(b'/')),
    ("lowbar", Some(b'_')),
    ("lpar", Some(b'(')),
    ("rpar", Some(b')')),
];

/// A character reference of HTML, encoded once or twice.
fn reference(text: &[u8]) -> Option<Unit> {
    let ampersand = if text.starts_with(b"&amp;") { 5 } else { 1 };
    let rest = &text[ampersand..];
    let end = rest.iter().take(9).position(|b| *b == b';')?;
    let (name, len) = (&rest[..end], ampersand + end + 1);
    let Some(number) = name.strip_prefix(b"#") else {
        let (_, plain) = NAMED.iter().find(|(n, _)| n.as_bytes() == name)?;
        return Some(Unit { len, plain: *plain, joins: false });
    };
    let (digits, radix) = match number {
        [b'x' | b'X', digits @ ..] => (digits, 16),
        digits => (digits, 10),
    };
    if digits.is_empty() {
        return None;
    }
    let code = digits.iter().try_fold(0, |n: u32, b| Some(n * radix + char::from(*b).to_digit(radix)?))?;
    let c = char::from_u32(code)?;
    let plain = if (' '..='~').contains(&c) { Some(c as u8) } else { spelled(c)? };
    Some(Unit { len, plain, joins: joins(c) })
}

/// Whether a character belongs to the one before it.
const fn joins(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20e3}')
}

/// The zeros of the decimal digits that are found, apart from the full-width ones.
const ZEROS: [u32; 31] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x17e0, 0x1810, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec,
    0x1d7f6,
];

/// What a character stands for: an ASCII character, or nothing. `None` if it is itself.
fn spelled(c: char) -> Option<Option<u8>> {
    let code = c as u32;
    let plain = match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(b' '),
        '\u{ad}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => None,
        _ if joins(c) => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some(b'-'),
        '\u{2024}' | '\u{fe52}' | '\u{ff61}' => Some(b'.'),
        '\u{2044}' | '\u{2215}' => Some(b'/'),
        '\u{fe6b}' => Some(b'@'),
        '\u{ff01}'..='\u{ff5e}' => Some((code - 0xfee0) as u8),
        '\u{1d400}'..='\u{1d6a3}' => {
            let letter = ((code - 0x1d400) % 52) as u8;
            Some(if letter < 26 { b'A' + letter } else { b'a' + letter - 26 })
        }
        _ => {
            let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
            Some(b'0' + (code - zero) as u8)
        }
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> std::string::String {
        let mut out = Vec::new();
        plain(text.as_bytes(), &mut out);
        std::string::String::from_utf8(out).unwrap()
    }

    #[test]
    fn everything_is_spelled_plainly() {
        for (text, wanted) in [
            ("２１９－０９－９９９９", "219-09-9999"),
            ("٠١٢٣٤ ۵۶ ७८ ๙", "01234 56 78 9"),
            ("\u{1d7ce}\u{1d7ff}\u{1d400}\u{1d433}", "09Az"),
            ("22\u{a0}22\u{202f}55\u{3000}55", "22 22 55 55"),
            ("a\u{200b}n\u{ad}n\u{2060}a\u{feff}", "anna"),
            ("1\u{fe0f}\u{20e3}2", "12"),
            ("a–b‑c−d", "a-b-c-d"),
            ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "anna@example.com"),
            ("a%40b %2B47%2022 %2540 %C2%A0|", "a@b +47 22 @  |"),
            ("a&#64;b&#x2E;c&commat;&amp;#64;&nbsp;", "a@b.c@@ "),
            ("%0a %zz 100% &#10; &amp; &lt; &nosuch; &#", "%0a %zz 100% &#10; &amp; &lt; &nosuch; &#"),
            ("“Zitat” — 你好，：ß’…", "“Zitat” - 你好,:ß’…"),
        ] {
            assert_eq!(folded(text), wanted);
        }
    }

    #[test]
    fn origins_hold_whole_units() {
        let mut all = Folded::default();
        let text = "x１２\u{200b}3\u{fe0f}\u{20e3}\u{200b} %40";
        all.fill(b"", text.as_bytes(), 100);
        assert_eq!(all.text, b"x123 @");
        let origin = |start, end| all.origin(Span::new(start, end)).map(|span| (span.start, span.end));
        assert_eq!(origin(0, 1), None);
        assert_eq!(origin(1, 3), Some((101, 107)));
        assert_eq!(origin(1, 4), Some((101, 117)));
        assert_eq!(origin(3, 4), Some((110, 117)));
        assert_eq!(origin(4, 5), None);
        assert_eq!(origin(5, 6), Some((121, 124)));
    }

    #[test]
    fn only_what_may_hide_something_tells() {
        let told = |text: &str| {
            let (mut from_start, mut far) = (Vec::new(), Vec::new());
            disguises(text.as_bytes(), 0, &mut from_start);
            let padded = [text, &"-".repeat(100)].concat();
            disguises(padded.as_bytes(), 0, &mut far);
            far.retain(|at| (*at as usize) < text.len());
            if !text.ends_with(['\u{200b}', '\u{a0}']) {
                assert_eq!(from_start, far, "{text}");
            }
            !from_start.is_empty()
        };
        for text in [
            "１",
            "a＠b",
            "a%40b",
            "&#64;",
            "%2B47",
            "1\u{a0}2",
            "A\u{a0}1",
            "a\u{200b}b",
            "1–2",
            "a‑b",
            "٣",
            "७",
            "1%202",
        ] {
            assert!(told(text), "{text}");
        }
        for text in [
            "Grüße, „Zitat“ – und “so” weiter…",
            "你好，世界。（2023）电话：139、",
            "mot\u{a0}!",
            "5\u{a0}€",
            "https%3A%2F%2Fexample.com%2Fpath",
            "a & b &amp; c &lt;p&gt; 100%",
            "\u{feff}name",
            "می\u{200c}خواهم",
            "word—word",
            "👩\u{200d}👩",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
