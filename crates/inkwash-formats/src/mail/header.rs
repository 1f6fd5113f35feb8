//! Header fields: what they say of the body, and the encoded words in them.

use alloc::vec::Vec;

use inkwash_core::{Cell, Codec, ColumnId};

use super::code::{OTHER_WORD, WORD, WORD_BASE64, text_of};

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    #[default]
    Plain,
    Quoted,
    Base64,
}

/// What the headers of a message or a part say of its body.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) encoding: Encoding,
    /// It is a message with headers of its own.
    pub(super) is_message: bool,
    /// What stands between its parts.
    pub(super) boundary: Option<Vec<u8>>,
}

/// A stretch of a field's value.
pub(super) enum Part {
    Cell(Cell),
    Syntax,
}

/// The length of a field's name; `None` if the line is no field (RFC 5322 §2.2).
pub(super) fn name_len(line: &[u8]) -> Option<usize> {
    let len = line.iter().position(|b| !b.is_ascii_graphic() || *b == b':')?;
    (len > 0 && line.get(len) == Some(&b':')).then_some(len)
}

/// Whether MIME defines a field.
pub(super) fn is_mimes(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(TYPE) || name.eq_ignore_ascii_case(ENCODING)
}

const TYPE: &[u8] = b"content-type";
const ENCODING: &[u8] = b"content-transfer-encoding";

impl Facts {
    /// Takes note of a field. Returns the stretches of its value that say how the body is read, and so
    /// are syntax: each with what follows it, in order.
    pub(super) fn note(&mut self, name: &[u8], value: &[u8]) -> [(usize, usize); 2] {
        let nothing = [(0, 0); 2];
        let lead = value.len() - value.trim_ascii_start().len();
        let text = value.get(lead..).unwrap_or(&[]);
        let is_end = |b: &u8| b.is_ascii_whitespace() || *b == b';';
        let word = text.get(..text.iter().position(is_end).unwrap_or(text.len())).unwrap_or(&[]);
        let kept = (lead, (lead + word.len() + 1).min(value.len()));
        let is = |known: &[u8]| word.eq_ignore_ascii_case(known);
        if name.eq_ignore_ascii_case(ENCODING) {
            self.encoding = match () {
                () if is(b"quoted-printable") => Encoding::Quoted,
                () if is(b"base64") => Encoding::Base64,
                () => {
                    self.encoding = Encoding::Plain;
                    return nothing;
                }
            };
            return [kept, nothing[1]];
        }
        if !name.eq_ignore_ascii_case(TYPE) {
            return nothing;
        }
        self.is_message = is(b"message/rfc822") || is(b"message/global");
        if self.is_message {
            return [kept, nothing[1]];
        }
        let is_multipart = word.get(..10).is_some_and(|word| word.eq_ignore_ascii_case(b"multipart/"));
        let Some((name, from, to)) = boundary(value).filter(|_| is_multipart) else { return nothing };
        self.boundary = value.get(from..to).map(<[u8]>::to_vec);
        [kept, (name.max(kept.1), (to + 1).min(value.len()))]
    }
}

/// Where the parameter `boundary` stands in the value of a field: its name, its value, and their end.
fn boundary(value: &[u8]) -> Option<(usize, usize, usize)> {
    const NAME: &[u8] = b"boundary=";
    let is_apart = |at: usize| at.checked_sub(1).is_none_or(|at| value.get(at).is_some_and(|b| b" \t\n;".contains(b)));
    let name =
        value.windows(NAME.len()).enumerate().position(|(at, w)| w.eq_ignore_ascii_case(NAME) && is_apart(at))?;
    let at = name + NAME.len();
    let rest = value.get(at..)?;
    let (from, len) = match rest {
        [b'"', text @ ..] => (at + 1, memchr::memchr(b'"', text)?),
        _ => (at, rest.iter().position(|b| b.is_ascii_whitespace() || *b == b';').unwrap_or(rest.len())),
    };
    // RFC 2046 §5.1.1.
    (1..=70).contains(&len).then_some((name, from, from + len))
}

/// The stretches of a value: text, and encoded words. `kept` is not touched.
pub(super) fn parts(value: &[u8], kept: [(usize, usize); 2], column: ColumnId, mut push: impl FnMut(usize, Part)) {
    let mut at = 0;
    let text = |from: usize, to: usize, push: &mut dyn FnMut(usize, Part)| {
        let raw = value.get(from..to).unwrap_or(&[]);
        let lead = raw.len() - raw.trim_ascii_start().len();
        let inner = raw.trim_ascii().len();
        push(lead, Part::Syntax);
        push(inner, Part::Cell(Cell::plain(column)));
        push(raw.len() - lead - inner, Part::Syntax);
    };
    for (from, to) in kept.into_iter().filter(|(from, to)| from < to) {
        text(at, from, &mut push);
        push(to - from, Part::Syntax);
        at = to;
    }
    let mut from = at;
    while let Some(found) = value.get(at..).and_then(|rest| memchr::memmem::find(rest, b"=?")) {
        at += found;
        let Some((opener, len, codec)) = word(value, at) else {
            at += 2;
            continue;
        };
        text(from, at, &mut push);
        push(opener, Part::Syntax);
        let raw = value.get(at + opener..at + opener + len).unwrap_or(&[]);
        let cell = Cell::coded(column, codec, false);
        push(raw.len(), Part::Cell(if codec == WORD_BASE64 { cell.whole() } else { cell }));
        push(2, Part::Syntax);
        at += opener + len + 2;
        from = at;
    }
    text(from, value.len(), &mut push);
}

/// The encoded word at `at` (RFC 2047 §2): the length of what begins it, that of its text, and how that is
/// written.
fn word(value: &[u8], at: usize) -> Option<(usize, usize, Codec)> {
    let is_apart = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'(' | b')' | b'"' | b',' | b'<' | b';' | b':');
    let before = at.checked_sub(1).and_then(|at| value.get(at));
    let rest = value.get(at + 2..)?;
    let charset = memchr::memchr(b'?', rest)?;
    let kind = rest.get(charset + 1)?;
    let text = rest.get(charset + 3..).filter(|_| rest.get(charset + 2) == Some(&b'?'))?;
    let len = memchr::memchr(b'?', text)?;
    let raw = text.get(..len)?;
    let after = text.get(len + 2);
    let is_word = text.get(len + 1) == Some(&b'=')
        && len > 0
        && (1..=40).contains(&charset)
        && before.is_none_or(is_apart)
        && after.is_none_or(is_apart)
        && raw.iter().all(u8::is_ascii_graphic);
    let is_unicode = rest.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"utf-8"));
    let codec = match kind {
        b'q' | b'Q' if is_unicode => WORD,
        b'q' | b'Q' => OTHER_WORD,
        b'b' | b'B' => {
            text_of(raw)?;
            WORD_BASE64
        }
        _ => return None,
    };
    is_word.then_some((2 + charset + 3, len, codec))
}
