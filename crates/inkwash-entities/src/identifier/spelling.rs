//! How an identifier is written: its layout, and the trigger that follows from it.

use alloc::vec::Vec;

use inkwash_core::At;

use super::MAX;

/// One way to write an identifier.
///
/// The layout has `9` for a digit, `A` for a letter, `X` for either, `=` for a letter, a hyphen or
/// a plus that counts, `K` for this very letter, in either case; `_` is a blank or a hyphen (all the same in one number). Everything else stands for itself; lower-case letters are a
/// fixed text in either case (`atu99999999`), other digits fixed ones. Letters are all upper or all lower case.
pub(crate) struct Spelling {
    pub(super) layout: &'static str,
    /// Bits of evidence that the spelling is worth.
    pub(super) looks: u32,
    /// What stands before the trigger's anchor, in bytes.
    pub(super) lead: usize,
    /// The digits at the anchor; 0 if it is not a run of digits.
    run: usize,
    /// The layout has nothing but `9`.
    is_digits: bool,
    shape: Shape,
}

/// A number without punctuation: many things look like it.
pub(crate) const fn bare(layout: &'static str) -> Spelling {
    Spelling::new(layout, 0)
}

/// Groups or letters that other numbers have too.
pub(crate) const fn grouped(layout: &'static str) -> Spelling {
    Spelling::new(layout, 6)
}

/// Punctuation or a prefix that hardly anything else has.
pub(crate) const fn peculiar(layout: &'static str) -> Spelling {
    Spelling::new(layout, 12)
}

/// A spelling that does not begin with a fixed number of digits, perhaps after fixed letters, and
/// so needs a trigger of its own: `shape` is anchored at its first byte. Costs time on every byte.
pub(crate) const fn led(looks: u32, layout: &'static str, shape: &'static str) -> Spelling {
    Spelling { layout, looks, lead: 0, run: 0, is_digits: false, shape: Shape::text(shape) }
}

/// What lower-case letters take from a spelling, in bits.
pub(super) const LOWER: u32 = 4;

/// A trigger's text.
struct Shape {
    text: [u8; Self::MAX],
    len: usize,
}

impl Shape {
    const MAX: usize = 120;
    /// A number that begins a word and is no part of a decimal or the like: see `is_whole`.
    const NOT_BEFORE: &'static str = "~ ![0-9A-Za-z] ";
    /// One that follows letters of the layout: no other ASCII byte stands before it.
    const AFTER_LETTER: &'static str = "![\x01-@[-`{-\x7f] ";
    /// One that follows a blank or a hyphen of the layout.
    const AFTER_GAP: &'static str = "![\x01-\x1f!-,.-\x7f] ";
    const NOT_AFTER: &'static str = " ![0-9A-Za-z]";

    const fn text(text: &str) -> Self {
        Self { text: [0; Self::MAX], len: 0 }.with(text.as_bytes())
    }

    const fn with(mut self, text: &[u8]) -> Self {
        let mut i = 0;
        while i < text.len() {
            self.text[self.len] = text[i];
            self.len += 1;
            i += 1;
        }
        self
    }

    const fn of(layout: &'static str, lead: usize) -> Self {
        let layout = layout.as_bytes();
        let mut shape = match lead {
            0 => Self::text(Self::NOT_BEFORE),
            _ => match layout[lead - 1] {
                b if b.is_ascii_alphabetic() => Self::text(Self::AFTER_LETTER),
                b'_' => Self::text(Self::AFTER_GAP),
                // No other ASCII byte stands before it.
                sign => Self::text("![").with(&[1, b'-', sign - 1, sign + 1, b'-', 0x7f]).with(b"] "),
            },
        };
        let mut i = lead;
        while i < layout.len() {
            let item: &[u8] = match layout[i] {
                b'0'..=b'9' => b"9",
                b'X' => b"[0-9A-Za-z]",
                b'A' | b'a'..=b'z' => b"a",
                b'K' => b"[Kk]",
                b'=' => b"[-+A-Za-z]",
                b'_' => b"[ -]",
                b' ' => b"[ ]",
                b'.' => b".",
                b'-' => b"-",
                b'/' => b"/",
                b'+' => b"+",
                b'(' => b"(",
                b')' => b")",
                _ => panic!("the shape of this byte is not known"),
            };
            shape = shape.with(item);
            let is_letter = layout[i] == b'A' || layout[i].is_ascii_lowercase();
            let mut n: u8 = 1;
            while i + (n as usize) < layout.len() {
                let next = layout[i + n as usize];
                let same = if is_letter {
                    next == b'A' || next.is_ascii_lowercase()
                } else {
                    next == layout[i] || next.is_ascii_digit() && layout[i].is_ascii_digit()
                };
                if !same {
                    break;
                }
                n += 1;
            }
            if n > 9 {
                shape = shape.with(&[b'{', b'0' + n / 10, b'0' + n % 10, b'}']);
            } else if n > 1 {
                shape = shape.with(&[b'{', b'0' + n, b'}']);
            }
            i += n as usize;
        }
        shape.with(Self::NOT_AFTER.as_bytes())
    }
}

impl Spelling {
    const fn new(layout: &'static str, looks: u32) -> Self {
        let bytes = layout.as_bytes();
        let mut lead = 0;
        while !bytes[lead].is_ascii_digit() {
            assert!(bytes[lead] != b'X', "where its digits begin cannot be told");
            lead += 1;
        }
        let mut run = 0;
        while lead + run < bytes.len() && bytes[lead + run].is_ascii_digit() {
            run += 1;
        }
        let (mut is_digits, mut i) = (true, 0);
        while i < bytes.len() {
            is_digits &= bytes[i] == b'9';
            i += 1;
        }
        Self { layout, looks, lead, run, is_digits, shape: Shape::of(layout, lead) }
    }

    pub(super) fn shape(&'static self) -> &'static str {
        core::str::from_utf8(&self.shape.text[..self.shape.len]).unwrap_or_default()
    }

    /// The digits at the anchor of a text in this spelling.
    #[cfg(test)]
    pub(super) fn run_in(&self, text: &[u8]) -> usize {
        text[self.lead..].iter().take_while(|b| b.is_ascii_digit()).count()
    }

    /// If the spelling stands around the anchor `pos`, where `run` digits begin: its characters,
    /// capitals only; where it begins and ends, and whether it has lower-case letters.
    pub(super) fn read(
        &self,
        text: &[u8],
        pos: usize,
        run: usize,
        chars: &mut [u8; MAX],
    ) -> Option<(usize, usize, bool)> {
        let layout = self.layout.as_bytes();
        if self.run != 0 && (self.run != run || pos > 0 && text[pos - 1].is_ascii_digit()) {
            return None;
        }
        let start = pos.checked_sub(self.lead)?;
        let end = start + layout.len();
        // The commonest case: nothing but digits, which were counted.
        if self.run == layout.len() && self.is_digits {
            chars[..run].copy_from_slice(text.get(start..end)?);
            return Some((start, end, false));
        }
        let (mut n, mut separator, mut upper, mut lower) = (0, 0, false, false);
        for (&b, &what) in text.get(start..end)?.iter().zip(layout) {
            upper |= b.is_ascii_uppercase();
            lower |= b.is_ascii_lowercase();
            let fits = match what {
                b'9' => b.is_ascii_digit(),
                b'A' => b.is_ascii_alphabetic(),
                b'K' => matches!(b, b'K' | b'k'),
                b'X' => b.is_ascii_alphanumeric(),
                b'=' => b.is_ascii_alphabetic() || matches!(b, b'-' | b'+'),
                b'_' => {
                    let first = separator == 0 || separator == b;
                    separator = b;
                    first && matches!(b, b' ' | b'-')
                }
                _ => b.to_ascii_lowercase() == what,
            };
            if !fits {
                return None;
            }
            if is_place(what) {
                chars[n] = b.to_ascii_uppercase();
                n += 1;
            }
        }
        (!(upper && lower)).then_some((start, end, lower))
    }

    /// Whether a number with slashes is part of one with more of them.
    pub(super) fn goes_on(&self, at: &At<'_>, start: usize, end: usize) -> bool {
        let slash = |near: u8, further: u8| near == b'/' && further.is_ascii_digit();
        self.layout.contains('/')
            && (slash(at.byte(end), at.byte(end + 1)) || slash(at.before(start), at.before(start.saturating_sub(1))))
    }

    /// Writes characters in the style of a text of this spelling. If there are more characters
    /// than places, the last ones count.
    pub(super) fn pour(&self, found: &[u8], chars: &[u8], out: &mut Vec<u8>) {
        let lower = found.iter().any(u8::is_ascii_lowercase);
        let places = self.layout.bytes().filter(|b| is_place(*b)).count();
        let mut rest = chars[chars.len().saturating_sub(places)..].iter();
        for (&b, what) in found.iter().zip(self.layout.bytes()) {
            let b = if is_place(what) { rest.next().copied().unwrap_or(b) } else { b };
            out.push(if lower { b.to_ascii_lowercase() } else { b });
        }
    }

    /// Writes characters in this spelling.
    pub(super) fn render(&self, chars: &[u8], out: &mut Vec<u8>) {
        let template: Vec<u8> =
            self.layout.bytes().map(|b| if b == b'_' { b' ' } else { b.to_ascii_uppercase() }).collect();
        self.pour(&template, chars, out);
    }
}

/// Whether a canonical character stands here.
pub(super) const fn is_place(what: u8) -> bool {
    matches!(what, b'9' | b'A' | b'K' | b'X' | b'=')
}
