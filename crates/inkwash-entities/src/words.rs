//! Runs of letters, digits and other characters in names and addresses, and stand-ins that
//! take their places.

use alloc::vec::Vec;

use crate::style::Draw;

/// A run of characters of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run<'a> {
    /// Letters of any script but Han, apostrophes between them, and bytes that are not UTF-8.
    Letters(&'a [u8]),
    /// So many Han characters.
    Han(&'a [u8], usize),
    /// ASCII digits.
    Digits(&'a [u8]),
    /// Blanks, punctuation, symbols.
    Other(&'a [u8]),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Han,
    Digit,
    Other,
}

/// The kind and the length in bytes of the first character. Bytes that are not UTF-8 are letters
/// of an older encoding.
fn kind(bytes: &[u8]) -> (Kind, usize) {
    let Some(&first) = bytes.first() else {
        return (Kind::Other, 1);
    };
    if first.is_ascii() {
        let kind = match first {
            b'0'..=b'9' => Kind::Digit,
            b if b.is_ascii_alphabetic() => Kind::Letter,
            _ => Kind::Other,
        };
        return (kind, 1);
    }
    let len = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return (Kind::Letter, 1),
    };
    let Some(c) = bytes.get(..len).and_then(|b| core::str::from_utf8(b).ok()).and_then(|s| s.chars().next()) else {
        return (Kind::Letter, 1);
    };
    let kind = match c {
        // Unified ideographs and their extension A; the iteration mark.
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々' => Kind::Han,
        '\u{2019}' => Kind::Letter,
        // Ordinal signs: `3º B`.
        'º' | 'ª' => Kind::Other,
        c if c.is_alphabetic() => Kind::Letter,
        // Combining marks belong to the letter before.
        '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' => Kind::Letter,
        _ => Kind::Other,
    };
    (kind, len)
}

/// Splits bytes into runs; together they are the bytes.
pub(crate) fn runs(bytes: &[u8]) -> impl Iterator<Item = Run<'_>> {
    let mut rest = bytes;
    core::iter::from_fn(move || {
        let (first, mut end) = match rest {
            [] => return None,
            _ => kind(rest),
        };
        let mut count = 1;
        while end < rest.len() {
            let (next, len) = kind(&rest[end..]);
            let apostrophe = first == Kind::Letter
                && rest[end] == b'\''
                && rest.get(end + 1).is_some_and(|b| b.is_ascii_alphabetic() || !b.is_ascii());
            if next != first && !apostrophe {
                break;
            }
            end += len;
            count += 1;
        }
        let (run, tail) = rest.split_at(end.min(rest.len()));
        rest = tail;
        Some(match first {
            Kind::Letter => Run::Letters(run),
            Kind::Han => Run::Han(run, count),
            Kind::Digit => Run::Digits(run),
            Kind::Other => Run::Other(run),
        })
    })
}

/// Appends the spelling-independent form of a text: trimmed, letters in lower case, every run of white space one
/// blank. Of what is not UTF-8 only ASCII letters change.
pub(crate) fn fold(text: &[u8], out: &mut Vec<u8>) {
    let mut blank = false;
    for chunk in text.trim_ascii().utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_ascii_whitespace() {
                blank = true;
                continue;
            }
            if core::mem::take(&mut blank) {
                out.push(b' ');
            }
            c.to_lowercase().for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
        }
        if !chunk.invalid().is_empty() && core::mem::take(&mut blank) {
            out.push(b' ');
        }
        out.extend_from_slice(chunk.invalid());
    }
}

/// A small letter of Latin script without its accent, `ae` and `ss` for the ligatures; others as they are.
pub fn without_accent(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => ('a', None),
        'ç' | 'ć' | 'č' => ('c', None),
        'đ' | 'ď' => ('d', None),
        'è'..='ë' | 'ē' | 'ę' | 'ě' => ('e', None),
        'ğ' => ('g', None),
        'ì'..='ï' | 'ī' | 'ı' => ('i', None),
        'ł' => ('l', None),
        'ñ' | 'ń' | 'ň' => ('n', None),
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => ('o', None),
        'ř' => ('r', None),
        'ś' | 'ş' | 'š' | 'ș' => ('s', None),
        'ţ' | 'ț' | 'ť' => ('t', None),
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => ('u', None),
        'ý' | 'ÿ' => ('y', None),
        'ź' | 'ż' | 'ž' => ('z', None),
        'æ' => ('a', Some('e')),
        'ß' => ('s', Some('s')),
        c => (c, None),
    };
    core::iter::once(first).chain(second)
}

/// Appends a word in the case of another: all capitals, all small, or as it is.
pub(crate) fn push_cased(word: &str, like: &[u8], out: &mut Vec<u8>) {
    let text = core::str::from_utf8(like).unwrap_or("Aa");
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().any(char::is_lowercase);
    let mut push = |c: char| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    for c in word.chars() {
        match (upper, lower) {
            (0, true) => c.to_lowercase().for_each(&mut push),
            (2.., false) => c.to_uppercase().for_each(&mut push),
            _ => push(c),
        }
    }
}

/// One of the words, but not this one.
pub(crate) fn pick_other(draw: &mut Draw<'_>, from: &'static [&'static str], than: &[u8]) -> &'static str {
    let first = draw.below(from.len() as u64) as usize;
    let same = from[first].as_bytes().eq_ignore_ascii_case(than);
    from[(first + usize::from(same)) % from.len()]
}

/// Endings of ordinal numbers.
const ORDINALS: &[&[u8]] = &[b"st", b"nd", b"rd", b"th", b"er"];

/// Appends stand-ins for letters that follow digits at once, as in `3rd`, `12b` and `1AA`: the
/// endings of ordinal numbers stay, others become other letters.
pub(crate) fn push_tail(draw: &mut Draw<'_>, like: &[u8], out: &mut Vec<u8>) {
    if ORDINALS.iter().any(|o| o.eq_ignore_ascii_case(like)) {
        out.extend_from_slice(like);
        return;
    }
    for b in like {
        push_letter(draw, *b, out);
    }
}

/// Appends a letter in the case of another.
pub(crate) fn push_letter(draw: &mut Draw<'_>, like: u8, out: &mut Vec<u8>) {
    let letter = *draw.pick(b"abcdefghklmnprst");
    out.push(if like.is_ascii_uppercase() { letter.to_ascii_uppercase() } else { letter });
}

/// Appends as many digits as there are; a leading zero stays one, and no other becomes one.
pub(crate) fn push_digits(draw: &mut Draw<'_>, like: &[u8], out: &mut Vec<u8>) {
    let first: &[u8] = if like.first() == Some(&b'0') { b"0" } else { b"123456789" };
    draw.text(first, 1, out);
    draw.text(b"0123456789", like.len().saturating_sub(1), out);
}

/// Values that say that there is none, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "null",
    "nil",
    "none",
    "nan",
    "undefined",
    "unknown",
    "anonymous",
    "n.a.",
    "na",
    "not set",
    "empty",
    "deleted",
    "true",
    "false",
    "default",
    "unbekannt",
    "anonym",
    "keine",
    "ukjent",
    "ingen",
    "inconnu",
    "inconnue",
    "anonyme",
    "aucun",
    "desconocido",
    "desconocida",
    "ninguno",
    "desconhecido",
    "nenhum",
    "未知",
    "无",
    "匿名",
    "不详",
];

/// Whether a cell says that there is no value.
pub(crate) fn is_placeholder(cell: &[u8]) -> bool {
    PLACEHOLDERS.iter().any(|p| p.as_bytes().eq_ignore_ascii_case(cell))
}

/// Whether a word joins several as programs do: `UserName`, `getVoiceProfile`. Names have a
/// capital inside after a short prefix at most: `McDonald`, `DeVito`, `VanDyke`, `FitzGerald`.
pub(crate) fn is_identifier(word: &[u8]) -> bool {
    let humps = word.windows(2).filter(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase()).count();
    let first = word.iter().skip(1).take_while(|b| !b.is_ascii_uppercase()).count() + 1;
    humps > 1 || humps == 1 && (first > 4 || word[0].is_ascii_lowercase() && first > 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn runs_tile_any_bytes() {
        for text in ["O'Brien, Ana-María 3rd", "北京市朝阳区88号，A座", "Jos\u{e9}  ", "", "'a", "a'"] {
            let all: Vec<u8> = runs(text.as_bytes())
                .flat_map(|r| match r {
                    Run::Letters(b) | Run::Han(b, _) | Run::Digits(b) | Run::Other(b) => b.to_vec(),
                })
                .collect();
            assert_eq!(all, text.as_bytes());
        }
        let latin1 = b"Jos\xe9 \xff\xe5";
        assert_eq!(runs(latin1).count(), 3);
    }

    #[test]
    fn kinds_are_told_apart() {
        let all: Vec<_> = runs("王小明 O'Neil 7".as_bytes()).collect();
        assert_eq!(
            all,
            vec![
                Run::Han("王小明".as_bytes(), 3),
                Run::Other(b" "),
                Run::Letters(b"O'Neil"),
                Run::Other(b" "),
                Run::Digits(b"7")
            ]
        );
    }

    #[test]
    fn folding_forgets_case_and_spacing() {
        let mut out = Vec::new();
        fold(b"  Anna \t SMITH\n", &mut out);
        assert_eq!(out, b"anna smith");
    }
}
