//! How the parts of a credential are written down.
//!
//! | item | matches |
//! |---|---|
//! | `9` | a digit |
//! | `h` `H` `x` | a hexadecimal digit: lower case, upper case, either |
//! | `a` `A` `b` | a letter: lower case, upper case, either |
//! | `l` `U` `w` | a digit or a letter: lower case, upper case, either |
//! | `2` | base32 (RFC 4648 §6): an upper-case letter or `2` to `7` |
//! | `s` | base64 (RFC 4648 §4): a letter, a digit, `+` or `/` |
//! | `t` | base64url (RFC 4648 §5): a letter, a digit, `-` or `_` |
//! | `q` | what URLs leave as it is (RFC 3986 §2.3): a letter, a digit, `-`, `.`, `_` or `~` |
//! | `p` | base64 in a URL's query: a letter, a digit, `%`, `+`, `/`, `-` or `_` |
//! | `c` | the base64 of crypt(5): a letter, a digit, `.` or `/` |
//! | `z` | bech32 in upper case (BIP 173) |
//! | `n` | a digit of a parameter: stand-ins keep it |
//! | `<…>` | these bytes |
//! | `u` | a UUID in lower case (RFC 9562 §4), hyphens included |
//! | any other | itself |
//!
//! `{n}` or `{m,n}` after an item repeats it. Matching is greedy and never steps back, so an
//! item of variable length is followed by something it cannot match.

use alloc::vec::Vec;

use crate::style::Draw;

/// One item of a pattern.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    /// `min` to `max` bytes of a class.
    Run { class: u8, min: usize, max: usize },
    /// These bytes.
    Fixed(&'static [u8]),
}

const UUID: &[u8] = b"h{8}-h{4}-h{4}-h{4}-h{12}";

/// The items of a pattern, in order.
pub(crate) fn items(pattern: &'static str) -> impl Iterator<Item = Item> {
    let (mut rest, mut behind) = (pattern.as_bytes(), &b""[..]);
    core::iter::from_fn(move || {
        if rest.is_empty() {
            rest = core::mem::take(&mut behind);
        }
        if let Some(after) = rest.strip_prefix(b"u") {
            (rest, behind) = (UUID, after);
        }
        let (item, len) = first_item(rest)?;
        rest = rest.get(len..).unwrap_or_default();
        Some(item)
    })
}

/// The first item and its length.
fn first_item(pattern: &'static [u8]) -> Option<(Item, usize)> {
    let (first, rest) = (pattern.get(..1)?, pattern.get(1..)?);
    if first == b"<" {
        let end = rest.iter().position(|b| *b == b'>')?;
        return Some((Item::Fixed(&rest[..end]), end + 2));
    }
    let class = first[0];
    let Some(braces) = rest.strip_prefix(b"{") else {
        let one = Item::Run { class, min: 1, max: 1 };
        return Some((if alphabet(class).is_empty() { Item::Fixed(first) } else { one }, 1));
    };
    let end = braces.iter().position(|b| *b == b'}')?;
    let (mut min, mut max, mut single) = (0, 0, true);
    for b in &braces[..end] {
        match b {
            b',' => (min, max, single) = (max, 0, false),
            _ => max = max * 10 + usize::from(b - b'0'),
        }
    }
    if single {
        min = max;
    }
    Some((Item::Run { class, min, max }, end + 3))
}

const DIGITS: &[u8] = b"0123456789";
const LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const HEX: &[u8] = b"0123456789abcdef";
const HEX_UPPER: &[u8] = b"0123456789ABCDEF";
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BECH32: &[u8] = b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER_AND_DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
pub(crate) const WORD: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What stand-ins of a class are made of. Of punctuation they have none: it may begin or end
/// a word where it must not. Empty for what is no class.
fn alphabet(class: u8) -> &'static [u8] {
    match class {
        b'9' | b'n' => DIGITS,
        b'h' | b'x' => HEX,
        b'H' => HEX_UPPER,
        b'a' => LOWER,
        b'A' => UPPER,
        b'b' => LETTERS,
        b'l' => LOWER_AND_DIGITS,
        b'U' => UPPER_AND_DIGITS,
        b'2' => BASE32,
        b'z' => BECH32,
        b'w' | b's' | b't' | b'q' | b'p' | b'c' => WORD,
        _ => b"",
    }
}

/// The characters that stand-ins of this run draw; none where they keep it.
pub(crate) fn alphabet_of(class: u8, run: &[u8]) -> &'static [u8] {
    match class {
        b'n' => b"",
        b'x' if run.iter().any(u8::is_ascii_uppercase) => HEX_UPPER,
        _ => alphabet(class),
    }
}

/// Whether a byte is of a class, or, if it is no class, the same byte.
pub(crate) fn is_in(class: u8, b: u8) -> bool {
    match class {
        b'x' => b.is_ascii_hexdigit(),
        b's' => b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'),
        b't' => b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'),
        b'q' => b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'),
        b'p' => b.is_ascii_alphanumeric() || matches!(b, b'%' | b'+' | b'/' | b'-' | b'_'),
        b'w' => b.is_ascii_alphanumeric(),
        b'c' => b.is_ascii_alphanumeric() || matches!(b, b'.' | b'/'),
        b'9' | b'n' => b.is_ascii_digit(),
        b'z' => BECH32.contains(&b),
        b'a' => b.is_ascii_lowercase(),
        b'A' => b.is_ascii_uppercase(),
        b'b' => b.is_ascii_alphabetic(),
        b'l' => b.is_ascii_lowercase() || b.is_ascii_digit(),
        b'U' => b.is_ascii_uppercase() || b.is_ascii_digit(),
        b'h' => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
        b'H' => matches!(b, b'0'..=b'9' | b'A'..=b'F'),
        b'2' => matches!(b, b'A'..=b'Z' | b'2'..=b'7'),
        same => b == same,
    }
}

/// The length of what a pattern matches at the start of `text`.
pub(crate) fn fit(pattern: &'static str, text: &[u8]) -> Option<usize> {
    items(pattern).try_fold(0, |at, item| {
        let rest = text.get(at..)?;
        match item {
            Item::Fixed(bytes) => rest.starts_with(bytes).then_some(at + bytes.len()),
            Item::Run { class, min, max } => {
                let run = rest.iter().take(max).take_while(|b| is_in(class, **b)).count();
                // A full stop at the end may be the sentence's.
                let stop = min < max && run > 0 && rest[run - 1] == b'.';
                let run = run - usize::from(stop);
                (run >= min).then_some(at + run)
            }
        }
    })
}

/// The most items of a pattern that stands before a literal.
const MAX_ITEMS: usize = 12;

/// The length of what a pattern matches at the end of `text`.
pub(crate) fn fit_before(pattern: &'static str, text: &[u8]) -> Option<usize> {
    let mut all = [Item::Fixed(b""); MAX_ITEMS];
    let mut count = 0;
    for item in items(pattern) {
        *all.get_mut(count)? = item;
        count += 1;
    }
    let end = all[..count].iter().rev().try_fold(text.len(), |end, item| {
        let rest = text.get(..end)?;
        match item {
            Item::Fixed(bytes) => rest.ends_with(bytes).then(|| end - bytes.len()),
            Item::Run { class, min, max } => {
                let run = rest.iter().rev().take(*max).take_while(|b| is_in(*class, **b)).count();
                (run >= *min).then(|| end - run)
            }
        }
    })?;
    Some(text.len() - end)
}

/// Appends a value of a pattern, each run as long as the one that `found` has there (the
/// shortest if it has none), in the same case of hexadecimal letters. Returns what of `found`
/// comes after.
pub(crate) fn mint<'f>(pattern: &'static str, found: &'f [u8], draw: &mut Draw<'_>, out: &mut Vec<u8>) -> &'f [u8] {
    items(pattern).fold(found, |rest, item| match item {
        Item::Fixed(bytes) => {
            out.extend_from_slice(bytes);
            rest.get(bytes.len()..).unwrap_or_default()
        }
        Item::Run { class, min, max } => {
            let run = rest.iter().take(max).take_while(|b| is_in(class, **b)).count();
            let (run, rest) = rest.split_at(run);
            match alphabet(class) {
                [] => out.resize(out.len() + run.len().max(min), class),
                _ if class == b'n' && !run.is_empty() => out.extend_from_slice(run),
                _ if class == b'n' => draw.characters(DIGITS, min, out),
                _ => draw.characters(alphabet_of(class, run), run.len().max(min), out),
            }
            rest
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_what_they_say() {
        assert_eq!(fit("h{4}-U{2,3}={0,2}", b"0aF4-AB"), None);
        assert_eq!(fit("h{4}-U{2,3}={0,2}", b"0af4-AB9==="), Some(10));
        assert_eq!(fit("<ab>9", b"ab7"), Some(3));
        assert_eq!(fit("u.", b"01234567-89ab-cdef-0123-456789abcdef."), Some(37));
        assert_eq!(fit("", b"x"), Some(0));
        assert_eq!(fit_before("9{2,4}-u", b"x12-01234567-89ab-cdef-0123-456789abcdef"), Some(39));
        assert_eq!(fit_before("a{3}9", b"ab9"), None);
    }
}
