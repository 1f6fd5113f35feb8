//! Where markup begins, and where what is between ends.

use super::{Inside, SEAM, reference, tag};

/// What a `<` begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    Comment,
    Cdata,
    /// DOCTYPE and the like.
    Declaration,
    Instruction,
    /// A start or end tag.
    Tag,
}

impl Begins {
    /// The length of what begins it, before its text.
    pub(super) const fn opener(self) -> usize {
        match self {
            Self::Comment => 4,
            Self::Cdata => 9,
            Self::Declaration | Self::Instruction => 2,
            Self::Tag => 1,
        }
    }
}

/// What begins at the start of a text (not empty): markup or none. An error if more bytes must say.
pub(super) fn begins(text: &[u8], last: bool) -> Result<Option<Begins>, ()> {
    if text.first() != Some(&b'<') {
        return Ok(None);
    }
    let more = if last { Ok(None) } else { Err(()) };
    match text.get(1) {
        None => more,
        Some(b'?') => Ok(Some(Begins::Instruction)),
        Some(b'/') => match text.get(2) {
            None => more,
            Some(b) => Ok(tag::begins_name(*b).then_some(Begins::Tag)),
        },
        Some(b'!') => {
            for (opener, begins) in [(&b"<!--"[..], Begins::Comment), (b"<![CDATA[", Begins::Cdata)] {
                if text.starts_with(opener) {
                    return Ok(Some(begins));
                }
                if !last && opener.starts_with(text) {
                    return Err(());
                }
            }
            Ok(Some(Begins::Declaration))
        }
        Some(b) => Ok(tag::begins_name(*b).then_some(Begins::Tag)),
    }
}

/// The offset of the `>` that ends the declaration at the start of a text: not the one of a declaration or
/// comment within its brackets, nor one between quotes.
pub(super) fn declaration_end(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (2, 0_u32);
    loop {
        let rest = text.get(at..)?;
        at += match rest {
            [b'<', b'!', b'-', b'-', comment @ ..] => 4 + memchr::memmem::find(comment, b"-->")? + 3,
            [quote @ (b'"' | b'\''), text @ ..] => memchr::memchr(*quote, text)? + 2,
            [b'[' | b'<', ..] => {
                depth += 1;
                1
            }
            [b'>', ..] if depth == 0 => return Some(at),
            [b']' | b'>', ..] => {
                depth = depth.saturating_sub(1);
                1
            }
            [_, ..] => 1,
            [] => return None,
        };
    }
}

impl Inside {
    /// The length of what ends it.
    pub(super) const fn closer(self) -> usize {
        match self {
            Self::Text(_) | Self::Raw(_) => 0,
            Self::Cdata(_) | Self::Comment => 3,
            Self::Instruction => 2,
            Self::Broken => 1,
        }
    }

    /// The length of its text. If the end is not there, the error says how much is sure to be text: less
    /// than there is, so that what is left is not its end alone.
    pub(super) fn end(self, text: &[u8], last: bool) -> Result<usize, usize> {
        let found = match self {
            Self::Text(_) => text_end(text, last),
            Self::Cdata(_) => return cdata_end(text, last),
            Self::Comment => memchr::memmem::find(text, b"-->"),
            Self::Instruction => memchr::memmem::find(text, b"?>"),
            Self::Raw(name) => raw_end(text, name),
            Self::Broken => memchr::memchr(b'>', text),
        };
        match found {
            Some(len) => Ok(len),
            None if last => Ok(text.len()),
            None => Err(match self {
                Self::Text(_) => whole_references(text, text.len().saturating_sub(reference::LONGEST)),
                Self::Raw(name) => text.len().saturating_sub(name.len() + 3),
                _ => text.len().saturating_sub(self.closer()),
            }
            .max(1)),
        }
    }
}

/// Text ends where markup begins.
fn text_end(text: &[u8], last: bool) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(b'<', text.get(at..)?)?;
        match begins(text.get(at..)?, last) {
            Ok(Some(_)) => return Some(at),
            Ok(None) => at += 1,
            Err(()) => return None,
        }
    }
}

/// The largest length up to `most` that cuts no character reference.
fn whole_references(text: &[u8], most: usize) -> usize {
    let from = most.saturating_sub(reference::LONGEST);
    let cut = text.get(from..most).and_then(|near| memchr::memrchr(b'&', near)).map(|at| from + at);
    cut.filter(|at| *at > 0).unwrap_or(most)
}

fn cdata_end(text: &[u8], last: bool) -> Result<usize, usize> {
    let (mut at, mut seam) = (0, 0);
    while let Some(found) = memchr::memmem::find(text.get(at..).unwrap_or(&[]), b"]]>") {
        at += found;
        let rest = text.get(at..).unwrap_or(&[]);
        if rest.starts_with(SEAM) {
            seam = at;
            at += SEAM.len();
        } else if !last && SEAM.starts_with(rest) {
            return Err(at.saturating_sub(1).max(1));
        } else {
            return Ok(at);
        }
    }
    if last {
        return Ok(text.len());
    }
    let sure = text.len().saturating_sub(SEAM.len());
    Err(if (seam + 1..seam + SEAM.len()).contains(&sure) && seam > 0 { seam } else { sure }.max(1))
}

/// Before the end tag of this name.
fn raw_end(text: &[u8], name: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memmem::find(text.get(at..)?, b"</")?;
        let after = text.get(at + 2..)?;
        if tag::eq_name(after.get(..name.len())?, name) && !after.get(name.len()).is_some_and(|b| tag::goes_on(*b)) {
            return after.get(name.len()).map(|_| at);
        }
        at += 2;
    }
}
