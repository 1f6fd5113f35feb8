use alloc::vec::Vec;

use inkwash_core::{Error, Keep, Subject, Transform};

use crate::options::Options;
use crate::{OptionFacts, TransformFacts};

/// Writes the value with most of its letters and digits replaced by one character each:
/// `****-****-****-4242`.
///
/// Which ones stay is the entity's own choice ([`Detector::keep`]) unless the policy says
/// otherwise. ASCII punctuation and blanks stay; every other character (and every byte that is
/// not part of one) counts as a letter. If keeping would leave all letters and digits readable,
/// none of them stays; if most of the value is punctuation (a password may be), that is masked
/// too.
///
/// [`Detector::keep`]: inkwash_core::Detector::keep
pub(crate) struct Mask {
    head: Option<usize>,
    tail: Option<usize>,
    with: char,
}

impl Mask {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "mask",
        aliases: &[],
        help: "letters and digits replaced, punctuation and a few at the ends kept: ****-4242",
        options: &[
            OptionFacts {
                name: "keep",
                value: "0..=64",
                help: "how many letters and digits stay at the end (default: the entity's own choice)",
            },
            OptionFacts {
                name: "first",
                value: "0..=64",
                help: "how many letters and digits stay at the start (default: the entity's own choice)",
            },
            OptionFacts { name: "char", value: "one character", help: "what replaces them (default: *)" },
        ],
        reveals: false,
        reverses: false,
        strength: "shows what is kept and the length; short or regular values can be guessed from it",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        let mut head = options.number("first", 0..=64)?;
        let mut tail = options.number("keep", 0..=64)?;
        // One end named means: this end, and nothing of the other.
        if head.is_some() || tail.is_some() {
            head = head.or(Some(0));
            tail = tail.or(Some(0));
        }
        Ok(Self { head, tail, with: options.character("char")?.unwrap_or('*') })
    }
}

impl Transform for Mask {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let own = subject.detector.keep(subject.plain);
        let keep = Keep { head: self.head.unwrap_or(own.head), tail: self.tail.unwrap_or(own.tail) };
        let letters = characters(subject.found).filter(|c| is_letter(c)).count();
        let others = characters(subject.found).count() - letters;
        let nothing = others > letters || keep.head.saturating_add(keep.tail) >= letters;
        let kept_end = if nothing { 0 } else { keep.head };
        let kept_start = if nothing { letters } else { letters - keep.tail };
        let mut buffer = [0; 4];
        let with = self.with.encode_utf8(&mut buffer).as_bytes();
        let mut nth = 0;
        for character in characters(subject.found) {
            if is_letter(character) {
                let stays = nth < kept_end || nth >= kept_start;
                out.extend_from_slice(if stays { character } else { with });
                nth += 1;
            } else if others > letters && !matches!(character, b"\n" | b"\r") {
                out.extend_from_slice(with);
            } else {
                out.extend_from_slice(character);
            }
        }
    }
}

/// The characters of a text as byte slices; each byte of malformed UTF-8 is one.
pub(crate) fn characters(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.utf8_chunks().flat_map(|chunk| {
        let bytes = chunk.valid().as_bytes();
        let valid = chunk.valid().char_indices().filter_map(|(i, c)| bytes.get(i..i + c.len_utf8()));
        valid.chain(chunk.invalid().chunks(1))
    })
}

/// Whether a character is masked: a letter, a digit, or anything outside of ASCII.
fn is_letter(character: &[u8]) -> bool {
    character.first().is_some_and(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
}
