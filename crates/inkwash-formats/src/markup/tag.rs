//! Tags, and what is known of HTML's elements.

use alloc::vec::Vec;

/// What stands in a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An attribute's name.
    Name,
    Quoted,
    Unquoted,
}

/// A tag that was read.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// It is an end tag.
    pub(super) closes: bool,
    /// It ends with `/>`.
    pub(super) closes_itself: bool,
    /// Where its element's name stands.
    pub(super) name: (usize, usize),
    /// Its attributes' names and values, and where they stand.
    pub(super) parts: Vec<(Kind, usize, usize)>,
}

impl Tag {
    /// Reads the tag at the start of a text. Returns its length, or `None` if it has no end there.
    pub(super) fn read(&mut self, text: &[u8]) -> Option<usize> {
        let find = |from: usize, is: fn(u8) -> bool| Some(from + text.get(from..)?.iter().position(|b| is(*b))?);
        self.parts.clear();
        self.closes = text.get(1) == Some(&b'/');
        self.closes_itself = false;
        let from = 1 + usize::from(self.closes);
        let mut at = find(from, |b| !goes_on(b))?;
        self.name = (from, at);
        loop {
            at = find(at, |b| !b.is_ascii_whitespace())?;
            match text.get(at)? {
                b'>' => return Some(at + 1),
                b'/' => {
                    self.closes_itself = text.get(at + 1)? == &b'>';
                    at += 1;
                    continue;
                }
                _ => {}
            }
            // A name may begin with anything.
            let to = find(at + 1, |b| !goes_on(b) || b == b'=')?;
            self.parts.push((Kind::Name, at, to));
            let equals = find(to, |b| !b.is_ascii_whitespace())?;
            if text.get(equals) != Some(&b'=') {
                at = to;
                continue;
            }
            let from = find(equals + 1, |b| !b.is_ascii_whitespace())?;
            at = match text.get(from)? {
                quote @ (b'"' | b'\'') => {
                    let to = from + 1 + memchr::memchr(*quote, text.get(from + 1..)?)?;
                    self.parts.push((Kind::Quoted, from + 1, to));
                    to + 1
                }
                _ => {
                    let to = find(from, |b| b.is_ascii_whitespace() || b == b'>')?;
                    self.parts.push((Kind::Unquoted, from, to));
                    to
                }
            };
        }
    }
}

/// Whether a name may begin with this byte.
pub(super) const fn begins_name(b: u8) -> bool {
    b.is_ascii_alphabetic() || matches!(b, b'_' | b':' | 0x80..)
}

/// Whether a name may go on with this byte.
pub(super) const fn goes_on(b: u8) -> bool {
    !(b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
}

/// Names of HTML have no case.
pub(super) const fn eq_name(a: &[u8], b: &[u8]) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn one_of<'n>(name: &[u8], names: &[&'n [u8]]) -> Option<&'n [u8]> {
    names.iter().find(|known| eq_name(name, known)).copied()
}

/// Elements of HTML without an end tag (HTML §13.1.2, *void elements*).
pub(super) fn is_void(name: &[u8]) -> bool {
    let names: &[&[u8]] = &[
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track",
        b"wbr", b"param",
    ];
    one_of(name, names).is_some()
}

/// The name of an element of HTML whose text has no markup in it (*raw text elements*).
pub(super) fn raw(name: &[u8]) -> Option<&'static [u8]> {
    one_of(name, &[b"script", b"style"])
}

/// Elements of HTML that may lack an end tag (HTML §13.1.2.4): those that end each other.
pub(super) fn group(name: &[u8]) -> Option<u8> {
    let groups: &[&[&[u8]]] =
        &[&[b"p"], &[b"li"], &[b"dt", b"dd"], &[b"td", b"th"], &[b"tr"], &[b"thead", b"tbody", b"tfoot"], &[b"option"]];
    groups.iter().position(|group| one_of(name, group).is_some()).map(|at| at as u8)
}
