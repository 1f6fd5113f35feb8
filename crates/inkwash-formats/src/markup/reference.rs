//! Character references.

use alloc::vec::Vec;

use inkwash_core::Atom;

/// No reference that is decoded is longer.
pub(super) const LONGEST: usize = 12;

/// What XML names (XML §4.6), and HTML too.
const XML: &[(&[u8], char)] = &[(b"amp", '&'), (b"lt", '<'), (b"gt", '>'), (b"quot", '"'), (b"apos", '\'')];
/// Others of HTML (§13.5): those of ASCII's characters that values are disguised with.
const ASCII: &[(&[u8], char)] = &[
    (b"commat", '@'),
    (b"period", '.'),
    (b"plus", '+'),
    (b"lowbar", '_'),
    (b"num", '#'),
    (b"colon", ':'),
    (b"sol", '/'),
    (b"lpar", '('),
    (b"rpar", ')'),
    (b"ndash", '–'),
    (b"hyphen", '‐'),
    (b"Tab", '\t'),
    (b"NewLine", '\n'),
];
/// Those of U+00A0 to U+00FF, in order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The first atom of text with references. One that is not known stands for itself.
pub(super) fn atom(raw: &[u8], html: bool) -> Atom {
    let byte = Atom::byte(raw.first().copied().unwrap_or(0));
    if raw.first() != Some(&b'&') {
        return byte;
    }
    let near = raw.get(..raw.len().min(LONGEST)).unwrap_or(&[]);
    let Some(end) = memchr::memchr(b';', near) else { return byte };
    let name = near.get(1..end).unwrap_or(&[]);
    let c = match name {
        [b'#', b'x' | b'X', hex @ ..] => number(hex, 16),
        [b'#', digits @ ..] => number(digits, 10),
        name => named(name, html),
    };
    c.map_or(byte, |c| Atom::char(end + 1, c))
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    let step = |n: u32, b: &u8| n.checked_mul(radix)?.checked_add(char::from(*b).to_digit(radix)?);
    let n = digits.iter().try_fold(0, step).filter(|_| !digits.is_empty())?;
    char::from_u32(n)
}

fn named(name: &[u8], html: bool) -> Option<char> {
    let of = |names: &[(&[u8], char)]| names.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    if let Some(c) = of(XML) {
        return Some(c);
    }
    if !html {
        return None;
    }
    let latin = || LATIN.split_ascii_whitespace().position(|known| known.as_bytes() == name);
    of(ASCII).or_else(|| char::from_u32(0xa0 + latin()? as u32))
}

/// Writes text so that it can stand between tags and between quotes.
pub(super) fn escape(text: &[u8], ascii_only: bool, out: &mut Vec<u8>) {
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            let name = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' => "&#9;",
                '\n' => "&#10;",
                '\r' => "&#13;",
                c if ascii_only && !c.is_ascii() => {
                    decimal(c, out);
                    continue;
                }
                c => {
                    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    continue;
                }
            };
            out.extend_from_slice(name.as_bytes());
        }
        out.extend_from_slice(chunk.invalid());
    }
}

/// Writes text between tags: quotes and line ends may stay, blanks at its ends would be nobody's.
pub(super) fn escape_text(text: &[u8], ascii_only: bool, out: &mut Vec<u8>) {
    let inner = text.trim_ascii();
    let lead = text.len() - text.trim_ascii_start().len();
    let at_ends = |blanks: &[u8], out: &mut Vec<u8>| blanks.iter().for_each(|b| decimal(char::from(*b), out));
    at_ends(text.get(..lead).unwrap_or(&[]), out);
    let mut from = 0;
    let stays = |b: &u8| matches!(b, b'"' | b'\'' | b'\t' | b'\n');
    while let Some(len) = inner.get(from..).and_then(|rest| rest.iter().position(stays)) {
        escape(inner.get(from..from + len).unwrap_or(&[]), ascii_only, out);
        out.extend(inner.get(from + len));
        from += len + 1;
    }
    escape(inner.get(from..).unwrap_or(&[]), ascii_only, out);
    at_ends(text.get(lead + inner.len()..).unwrap_or(&[]), out);
}

fn decimal(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(alloc::format!("&#{};", c as u32).as_bytes());
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{atom, escape, escape_text};

    fn char_of(raw: &str, html: bool) -> Option<char> {
        let atom = atom(raw.as_bytes(), html);
        let text = core::str::from_utf8(&atom.text[..atom.len]).ok()?;
        text.chars().next().filter(|_| atom.raw == raw.len())
    }

    #[test]
    fn references_are_read_by_number_and_by_name() {
        for (raw, c) in [("&#64;", '@'), ("&#x1F600;", '😀'), ("&amp;", '&'), ("&apos;", '\'')] {
            assert_eq!((char_of(raw, false), char_of(raw, true)), (Some(c), Some(c)), "{raw}");
        }
        for (raw, c) in [("&nbsp;", '\u{a0}'), ("&yuml;", 'ÿ'), ("&eacute;", 'é'), ("&commat;", '@')] {
            assert_eq!((char_of(raw, false), char_of(raw, true)), (None, Some(c)), "{raw}");
        }
        for raw in ["&#;", "&#xD800;", "&#4294967296;", "&who;", "&;", "&amp", "&#12a;"] {
            assert_eq!((char_of(raw, false), char_of(raw, true)), (None, None), "{raw}");
        }
    }

    #[test]
    fn text_is_written_so_that_it_can_stand_there() {
        let written = |write: fn(&[u8], bool, &mut Vec<u8>), text: &str, ascii_only| {
            let mut out = Vec::new();
            write(text.as_bytes(), ascii_only, &mut out);
            std::string::String::from_utf8(out).expect("text")
        };
        assert_eq!(written(escape, "a<b>\"&'\næ", false), "a&lt;b&gt;&quot;&amp;&#39;&#10;æ");
        assert_eq!(written(escape, "æ😀", true), "&#230;&#128512;");
        assert_eq!(written(escape_text, " \"a\n b' ", false), "&#32;\"a\n b'&#32;");
        assert_eq!(written(escape_text, "\n", false), "&#10;");
    }
}
