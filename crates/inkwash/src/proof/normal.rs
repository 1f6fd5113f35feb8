//! The normal form of values and texts: what is left when spelling does not count.
//!
//! Letters and digits only, in lower case; full-width and other forms as the plain characters that they
//! stand for (see `inkwash_core::plain_unit`); bytes that are no UTF-8 as ISO 8859-1. Blanks, dashes, dots
//! and the like between them fall away. Anything else between them counts as one *seam*, whatever it is:
//! a value with a line break in it is found with any, and two cells beside each other are not one value.
//! Addresses of networks are compared by their *divided* form, in which dots and colons are seams, too:
//! 198.18.3.58 is neither 198.18.35.8 nor the number 19818358.

use inkwash_core::plain_unit;

/// So many letters of a value count; what is longer is known by its beginning.
pub(crate) const MOST: u32 = 96;
/// A longer gap is a seam, whatever is in it.
const GAP: usize = 16;
/// No value goes on after so long a gap.
const WIDE: usize = 64;
/// The number of letters by which a text is looked up first.
pub(crate) const PREFIX: u32 = 6;

/// What a character is for the normal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Nothing: nobody sees it.
    Nothing,
    /// A letter of a script that sets blanks between words.
    Letter(char),
    /// A decimal digit.
    Digit(char),
    /// A character that is a word or part of one, with no blank beside it: Chinese, Japanese, Korean.
    Wide(char),
    /// What may stand within a value.
    Soft,
    /// A blank: soft.
    Blank,
    /// A comma: soft before a blank, else what divides values.
    Comma,
    /// A dot or colon: soft, but for addresses of networks.
    Dot,
    /// What ends a value.
    Hard,
}

impl Sign {
    /// The sign that a text begins with, and how many bytes it takes.
    pub(crate) fn first(text: &[u8]) -> (Self, usize) {
        let byte = text[0];
        if let Some(sign) = ASCII.get(usize::from(byte)) {
            return (*sign, 1);
        }
        if let Some((len, plain)) = plain_unit(text) {
            return (plain.map_or(Self::Nothing, |plain| Self::of(char::from(plain))), len);
        }
        let len = match byte {
            ..=0xdf => 2,
            0xe0..=0xef => 3,
            _ => 4,
        };
        let whole = text.get(..len).and_then(|bytes| std::str::from_utf8(bytes).ok());
        match whole.and_then(|text| text.chars().next()) {
            Some(c) => (Self::of(c), len),
            None => (Self::of(char::from(byte)), 1),
        }
    }

    fn of(c: char) -> Self {
        match c {
            '\0'..='\x7f' => ASCII[c as usize],
            _ if !c.is_alphanumeric() => Self::Hard,
            '\u{2e80}'.. => Self::Wide(c),
            _ => Self::Letter(c.to_lowercase().next().unwrap_or(c)),
        }
    }

    const fn of_ascii(c: char) -> Self {
        match c {
            'a'..='z' => Self::Letter(c),
            'A'..='Z' => Self::Letter(c.to_ascii_lowercase()),
            '0'..='9' => Self::Digit(c),
            ' ' => Self::Blank,
            '-' | '/' | '(' | ')' | '+' | '@' | '_' | '\'' => Self::Soft,
            '.' | ':' => Self::Dot,
            ',' => Self::Comma,
            _ => Self::Hard,
        }
    }

    /// The letter or digit, if it is one.
    pub(crate) const fn letter(self) -> Option<char> {
        match self {
            Self::Letter(c) | Self::Digit(c) | Self::Wide(c) => Some(c),
            _ => None,
        }
    }

    /// Whether a value may end with this sign and another one begin with `next`, or the other way round.
    pub(crate) fn parts(self, next: Self) -> bool {
        match (self, next) {
            (Self::Letter(_), Self::Letter(_)) | (Self::Digit(_), Self::Digit(_)) => false,
            // Nobody sees what is between them.
            (Self::Nothing, _) | (_, Self::Nothing) => false,
            _ => true,
        }
    }
}

/// The signs of ASCII.
static ASCII: [Sign; 128] = {
    let (mut all, mut c) = ([Sign::Hard; 128], 0);
    while c < 128 {
        all[c] = Sign::of_ascii(c as u8 as char);
        c += 1;
    }
    all
};

/// A gap between letters, as it grows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Gap {
    len: usize,
    comma: bool,
    dot: bool,
    hard: bool,
}

impl Gap {
    pub(crate) fn add(&mut self, sign: Sign, len: usize) {
        if sign == Sign::Nothing {
            return;
        }
        // A comma that something else than a blank follows.
        self.hard |= self.comma && sign != Sign::Blank || sign == Sign::Hard;
        self.comma = sign == Sign::Comma;
        self.dot |= sign == Sign::Dot;
        self.len += len;
    }

    pub(crate) const fn is_wide(self) -> bool {
        self.len > WIDE
    }

    /// Whether it is a seam, and `text` goes on after it. A blank follows a soft comma.
    fn is_seam(self) -> bool {
        self.hard || self.comma || self.len > GAP
    }
}

/// Hashes normal forms: a polynomial over the field of 2^61 - 1 elements at a secret point, mixed with a
/// second secret. Two normal forms of at most [`MOST`] letters meet with a chance of 2^-53 or less.
pub(crate) struct Hasher {
    point: u64,
    salt: u64,
}

const MODULUS: u64 = (1 << 61) - 1;

impl Hasher {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        let number = |at: usize| u64::from_le_bytes(std::array::from_fn(|i| secret[at + i]));
        Self { point: number(0) % (MODULUS - 2) + 2, salt: number(8) }
    }

    fn step(&self, hash: u64, item: u32) -> u64 {
        let wide = u128::from(hash) * u128::from(self.point) + u128::from(item);
        let sum = (wide as u64 & MODULUS) + (wide >> 61) as u64;
        if sum >= MODULUS { sum - MODULUS } else { sum }
    }

    /// A bijection of 64-bit numbers (the finaliser of MurmurHash3), so that all bits count.
    fn mix(&self, hash: u64, letters: u32) -> u64 {
        let mut z = hash ^ self.salt.wrapping_add(u64::from(letters).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        z = (z ^ (z >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        z ^ (z >> 33)
    }
}

/// A normal form as it grows, letter by letter.
#[derive(Clone, Copy, Default)]
pub(crate) struct Form {
    hash: u64,
    divided: u64,
    letters: u32,
    digits: u32,
    /// Characters that are words count twice.
    weight: u32,
    words: u32,
    prefix: Option<u64>,
}

impl Form {
    /// Adds a letter, after this gap if there was one.
    pub(crate) fn add(&mut self, hasher: &Hasher, gap: Option<Gap>, sign: Sign, letter: char) {
        if let Some(gap) = gap.filter(|_| self.letters > 0) {
            if gap.is_seam() {
                self.hash = hasher.step(self.hash, 1);
            }
            if gap.dot || gap.is_seam() {
                self.divided = hasher.step(self.divided, 1);
            }
        }
        self.words += u32::from(gap.is_some() || self.letters == 0);
        self.hash = hasher.step(self.hash, letter as u32 + 2);
        self.divided = hasher.step(self.divided, letter as u32 + 2);
        self.letters += 1;
        self.digits += u32::from(matches!(sign, Sign::Digit(_)));
        self.weight += if matches!(sign, Sign::Wide(_)) { 2 } else { 1 };
        if self.letters == PREFIX {
            self.prefix = Some(hasher.mix(self.hash, 0));
        }
    }

    /// Of a value.
    pub(crate) fn of(hasher: &Hasher, value: &[u8]) -> Self {
        let (mut form, mut gap, mut at) = (Self::default(), None, 0);
        while at < value.len() && form.letters < MOST {
            let (sign, len) = Sign::first(&value[at..]);
            match sign.letter() {
                Some(letter) => form.add(hasher, gap.take(), sign, letter),
                None => gap.get_or_insert_with(Gap::default).add(sign, len),
            }
            at += len;
        }
        form
    }

    /// What stands for the normal form so far.
    pub(crate) fn key(&self, hasher: &Hasher) -> u64 {
        hasher.mix(self.hash, self.letters)
    }

    /// The same of the divided form.
    pub(crate) fn divided_key(&self, hasher: &Hasher) -> u64 {
        hasher.mix(self.divided, self.letters | 1 << 31)
    }

    /// The [`key`](Self::key) of its first letters, once there are enough.
    pub(crate) const fn prefix(&self) -> Option<u64> {
        self.prefix
    }

    pub(crate) const fn letters(&self) -> u32 {
        self.letters
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.letters >= MOST
    }

    /// Whether it is so short that it would be found everywhere.
    pub(crate) const fn is_short(&self) -> bool {
        self.weight < 4 || self.digits == self.letters && self.letters < 5
    }

    /// Whether its like is not written by chance: several words, or digits and letters mixed, or many.
    pub(crate) const fn is_telling(&self) -> bool {
        let mixed = self.digits > 0 && self.digits < self.letters;
        self.weight >= 8 && (self.words > 1 && self.digits < self.letters || mixed || self.letters >= 12)
            || self.digits >= 7
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> u64 {
        let hasher = Hasher::new(&[7; 32]);
        Form::of(&hasher, text.as_bytes()).key(&hasher)
    }

    #[test]
    fn spelling_does_not_count() {
        for (one, other) in [
            ("anna.berg@kunden.test", "ANNA.BERG@Kunden.test"),
            ("4111 1111 1111 1111", "4111-1111-1111-1111"),
            ("+47 22 22 55 55", "4722225555"),
            ("\u{ff11}\u{ff12}\u{200b}3", "123"),
            ("Berg, Anna", "Berg Anna"),
            ("M\u{fc}ller", "m\u{dc}LLER"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        let hasher = Hasher::new(&[7; 32]);
        assert_eq!(Form::of(&hasher, b"M\xfcller").key(&hasher), key("M\u{fc}ller"));
    }

    #[test]
    fn cells_beside_each_other_are_no_value() {
        for text in ["Anna\tBerg", "Anna,Berg", "Anna','Berg", "Anna\";\"Berg", "Anna\nBerg", "AnnaB erg1"] {
            assert_ne!(key(text), key("Anna Berg"), "{text}");
        }
        assert_eq!(key("Storgata 1\n0155 Oslo"), key("Storgata 1\r\n0155 Oslo"));
    }

    #[test]
    fn what_tells_and_what_is_short() {
        let hasher = Hasher::new(&[7; 32]);
        let form = |text: &str| Form::of(&hasher, text.as_bytes());
        for (text, short, telling) in [
            ("Bo", true, false),
            ("0155", true, false),
            ("12345", false, false),
            ("Anna", false, false),
            ("\u{738b}\u{660e}", false, false),
            ("Anna Berg", false, true),
            ("4111111111111111", false, true),
            ("anna.berg@kunden.test", false, true),
        ] {
            assert_eq!((form(text).is_short(), form(text).is_telling()), (short, telling), "{text}");
        }
    }
}
