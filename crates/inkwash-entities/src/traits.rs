//! What somebody is, by columns that say so: gender, religion, origin and the like. One declaration
//! each, and one detector that reads it.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::style::Draw;
use crate::words;

mod tables;

/// One detector for each declaration.
pub(crate) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    tables::TRAITS.iter().map(|t| Box::new(Declared(t)) as Box<dyn Detector>)
}

/// A trait of persons that is known by the column's, field's or key's name only.
///
/// The words for it are everyday words, so in running text none is looked for. In a column named so
/// the whole cell is found: a known value at once, another one if it is made of a few words.
struct Trait {
    name: &'static str,
    title: &'static str,
    source: &'static str,
    group: Group,
    example: &'static str,
    columns: &'static [&'static str],
    /// Known values with a comma and a blank between, by language: the first text that has a value
    /// gives the stand-in. The first is English and also for values that none has.
    values: &'static [&'static str],
    /// Digits or single letters are values (codes), and their stand-ins are other ones.
    codes: bool,
    /// So is other text of a few words.
    free: bool,
}

struct Declared(&'static Trait);

/// Of so many words of its language a stand-in is drawn; of fewer, from all languages.
const ENOUGH: usize = 24;
/// The longest value, in bytes.
const LONGEST: usize = 80;

impl Trait {
    fn lexicon(&self, value: &[u8]) -> Option<&'static str> {
        let value = core::str::from_utf8(value).ok()?;
        let is = |word: &str| lower(word).eq(lower(value));
        self.values.iter().copied().find(|words| list(words).any(is))
    }

    fn score(&self, cell: &[u8]) -> Option<u16> {
        if cell.is_empty() || cell.len() > LONGEST || words::is_placeholder(cell) {
            return None;
        }
        if self.lexicon(cell).is_some() || self.codes && is_code(cell) {
            return Some(800);
        }
        let text = |b: &u8| b.is_ascii_alphabetic() || *b >= 0x80 || b" -'/,.()&".contains(b);
        let is_text = self.free
            && cell.iter().all(text)
            && cell.iter().filter(|b| b.is_ascii_alphabetic() || **b >= 0x80).count() > 2;
        is_text.then_some(550)
    }
}

/// The single values.
fn list(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split(", ")
}

fn lower(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase)
}

fn is_code(cell: &[u8]) -> bool {
    matches!(cell, [b] if b.is_ascii_alphanumeric())
}

impl Detector for Declared {
    fn facts(&self) -> Facts<'_> {
        let t = self.0;
        Facts { group: t.group, example: t.example, columns: t.columns, ..Facts::new(t.name, t.title, t.source) }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Column]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        if at.pos() != 0 || !at.named() {
            return None;
        }
        let text = at.text();
        let cell = text.trim_ascii();
        let start = text.len() - text.trim_ascii_start().len();
        self.0.score(cell).map(|score| Hit::pattern(start, start + cell.len(), score))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match core::str::from_utf8(found.trim_ascii()) {
            Ok(text) => lower(text).for_each(|c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
            Err(_) => words::fold(found, out),
        }
    }

    /// Another value of the same case, and of the same language if that has enough. With two values the other one would tell the
    /// first, so there are always more.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "trait", canonical);
        if self.0.codes && is_code(found) {
            let codes: &[u8] = if found[0].is_ascii_digit() { b"0123456789" } else { b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" };
            let others = codes.len() as u64 - 1;
            let same = codes.iter().position(|c| *c == found[0].to_ascii_uppercase()).unwrap_or(0);
            let code = codes[(same + 1 + draw.below(others) as usize) % codes.len()];
            out.push(if found[0].is_ascii_lowercase() { code.to_ascii_lowercase() } else { code });
            return;
        }
        let own = self.0.lexicon(found).unwrap_or(self.0.values[0]);
        let latin = |words: &str| words.as_bytes()[0] < 0xe3;
        let few = list(own).count() < ENOUGH;
        let wanted = |words: &&str| *words == own || few && latin(words) == latin(own);
        let all = || self.0.values.iter().copied().filter(wanted).flat_map(list);
        let others = || all().filter(|w| !core::str::from_utf8(found).is_ok_and(|found| lower(w).eq(lower(found))));
        let n = draw.below(others().count() as u64) as usize;
        words::push_cased(others().nth(n).unwrap_or(self.0.example), found, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_many_distinct_and_in_one_lexicon_only() {
        for t in tables::TRAITS {
            for words in t.values {
                let count = list(words).count();
                assert!(count >= 12, "{}: {count} of {words:?}", t.name);
                let mut sorted: Vec<_> = list(words).map(str::to_lowercase).collect();
                sorted.sort();
                sorted.dedup();
                assert_eq!(sorted.len(), count, "{}: {words:?} repeats", t.name);
            }
        }
    }

    #[test]
    fn every_value_scores_well() {
        for t in tables::TRAITS {
            for word in t.values.iter().copied().flat_map(list) {
                assert_eq!(t.score(word.as_bytes()), Some(800), "{}: {word}", t.name);
            }
        }
    }
}
