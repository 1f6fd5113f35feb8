//! Words as lists of hashed values have them: letters and digits in lower case, one blank between them.

/// So many words a hashed value has at most.
pub(super) const MOST_WORDS: u8 = 8;
/// The longest normal form, in bytes.
const LONGEST: usize = 256;
/// So many bytes may stand between two words of one value.
const GAP: usize = 4;

/// The words of a text from some place on, one after the other.
pub(super) struct Words<'t> {
    text: &'t [u8],
    /// Where the next character is.
    at: usize,
    normal: [u8; LONGEST],
    len: usize,
    count: u8,
    /// Bytes that may be passed before the next word.
    gap: usize,
}

impl<'t> Words<'t> {
    /// Those of `text` from `at` on, with any gaps.
    fn all(text: &'t [u8]) -> Self {
        Self { text, at: 0, normal: [0; LONGEST], len: 0, count: 0, gap: LONGEST }
    }

    /// Those that may be one value, if a word begins at `at`.
    pub(super) fn at(text: &'t [u8], at: usize) -> Option<Self> {
        let begins = letter(&text[at..]).is_some() && !ends_in_letter(&text[..at]);
        begins.then(|| Self { at, gap: GAP, ..Self::all(text) })
    }

    /// Takes one more word: how many these are, where they end, and their normal form.
    pub(super) fn more(&mut self) -> Option<(u8, usize, &[u8])> {
        let from = self.at;
        while letter(self.text.get(self.at..)?).is_none() {
            let (_, len) = first(&self.text[self.at..])?;
            let ends = self.text[self.at] == b'\n' || self.at + len - from > self.gap;
            if ends || self.count == MOST_WORDS {
                return None;
            }
            self.at += len;
        }
        if self.count > 0 {
            self.push(b" ")?;
        }
        while let Some((letter, len)) = letter(&self.text[self.at..]) {
            for lower in letter.to_lowercase() {
                self.push(lower.encode_utf8(&mut [0; 4]).as_bytes())?;
            }
            self.at += len;
        }
        self.count += 1;
        Some((self.count, self.at, &self.normal[..self.len]))
    }

    fn push(&mut self, bytes: &[u8]) -> Option<()> {
        self.normal.get_mut(self.len..self.len + bytes.len())?.copy_from_slice(bytes);
        self.len += bytes.len();
        Some(())
    }
}

/// The character that a text begins with, if it is one, and how many bytes it takes.
fn first(text: &[u8]) -> Option<(Option<char>, usize)> {
    let byte = *text.first()?;
    if byte < 0x80 {
        return Some((Some(char::from(byte)), 1));
    }
    let head = &text[..text.len().min(4)];
    let valid = head.utf8_chunks().next()?.valid();
    Some(valid.chars().next().map_or((None, 1), |c| (Some(c), c.len_utf8())))
}

/// The letter or digit that a text begins with.
fn letter(text: &[u8]) -> Option<(char, usize)> {
    let (c, len) = first(text)?;
    c.filter(|c| c.is_alphanumeric()).map(|c| (c, len))
}

fn ends_in_letter(text: &[u8]) -> bool {
    (1..=text.len().min(4)).any(|len| letter(&text[text.len() - len..]).is_some_and(|(_, of)| of == len))
}

/// How many words a value has, and its normal form; `None` if it has none, or too many.
pub(super) fn normal_form(value: &[u8]) -> Option<(u8, Vec<u8>)> {
    let mut words = Words::all(value);
    let mut whole = None;
    while let Some((count, end, normal)) = words.more() {
        whole = Some((count, end, normal.to_vec()));
    }
    let (count, end, normal) = whole?;
    let is_letter = |at: usize| letter(&value[at..]).is_some();
    (end..value.len()).all(|at| !is_letter(at)).then_some((count, normal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> Option<(u8, String)> {
        normal_form(text.as_bytes()).map(|(count, normal)| (count, String::from_utf8(normal).expect("text")))
    }

    #[test]
    fn spelling_falls_away() {
        assert_eq!(normal(" Operation  BLUE-Moon! "), Some((3, "operation blue moon".into())));
        assert_eq!(normal("Ærøskøbing"), Some((1, "ærøskøbing".into())));
        assert_eq!(normal("AB-1234/7"), Some((3, "ab 1234 7".into())));
        assert_eq!((normal(""), normal("--")), (None, None));
        assert_eq!(normal("a b c d e f g h").map(|(count, _)| count), Some(8));
        assert_eq!(normal("a b c d e f g h i"), None);
        assert_eq!(normal(&"x".repeat(257)), None);
    }

    #[test]
    fn words_begin_where_no_letter_stands_before() {
        let text = "xblue “Blue”–moon\nday".as_bytes();
        let starts: Vec<_> = (0..text.len()).filter(|at| Words::at(text, *at).is_some()).collect();
        let blue = text.windows(4).position(|w| w == b"Blue").expect("it is there");
        let moon = text.windows(4).position(|w| w == b"moon").expect("it is there");
        assert_eq!(starts, [0, blue, moon, text.len() - 3]);
        let mut words = Words::at(text, blue).expect("a word");
        assert_eq!(words.more().map(|(n, ..)| n), Some(1));
        assert_eq!(words.more().map(|(n, _, normal)| (n, normal.to_vec())), None, "the gap is too long");
        let mut words = Words::at(text, moon).expect("a word");
        assert!(words.more().is_some() && words.more().is_none(), "no value crosses a line end");
    }

    #[test]
    fn any_bytes_are_taken() {
        let text = b"\xff\xfe a\x80b \xc3";
        assert!((0..text.len()).filter_map(|at| Words::at(text, at)).count() >= 2);
        assert!(normal_form(text).is_some());
    }
}
