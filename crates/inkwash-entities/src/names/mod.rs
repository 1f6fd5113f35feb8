//! Common given and family names, as material for stand-ins: by language where names are in Latin script, else by
//! script.

use alloc::string::String;
use alloc::vec::Vec;

use crate::style::Draw;
use crate::words::{self, Run};

mod han;
mod latin;
mod scripts;

#[cfg(test)]
pub(crate) use han::HAN_FAMILY;
pub(crate) use han::{HAN_LONG_FAMILY, han_given, han_name};
pub(crate) use latin::{ENGLISH, FRENCH, GERMAN, MIXED, NORDIC, PORTUGUESE, SPANISH};
pub(crate) use scripts::{CYRILLIC, Script, hangul, patronymic};

/// Names that go together. Each list is sorted.
pub(crate) struct Names {
    /// Given names of women. Some are in the other list, too.
    women: &'static [&'static str],
    men: &'static [&'static str],
    family: &'static [&'static str],
}

/// The languages whose names can be told apart, and letters that show them.
static LATIN: [(&Names, &str); 6] =
    [(&ENGLISH, ""), (&GERMAN, "äöüß"), (&NORDIC, "åæø"), (&FRENCH, "èêëîïûœ"), (&SPANISH, "ñ"), (&PORTUGUESE, "ãõ")];

/// The languages above, names that are common in several, and other scripts.
fn all() -> impl Iterator<Item = &'static Names> {
    LATIN.iter().map(|(names, _)| *names).chain([&MIXED]).chain(scripts::SCRIPTS.iter().map(|(_, names)| *names))
}

impl Names {
    /// The names of the language that most words and letters of a name in Latin script speak for; mixed ones if
    /// that is more than one language, or none.
    pub(crate) fn like(name: &[u8]) -> &'static Self {
        let mut votes = [0; LATIN.len()];
        for run in words::runs(name) {
            let Run::Letters(word) = run else { continue };
            let key = key(word);
            let text = core::str::from_utf8(word).unwrap_or_default();
            for ((names, letters), vote) in LATIN.iter().zip(&mut votes) {
                let mut small = text.chars().flat_map(char::to_lowercase);
                let shown = !text.is_ascii() && small.any(|c| letters.contains(c));
                *vote += usize::from(shown) + usize::from(names.holds(&key));
            }
        }
        let most = votes.into_iter().max().unwrap_or_default();
        let mut best = LATIN.iter().zip(votes).filter(|(_, vote)| *vote == most);
        match (best.next(), best.next()) {
            (Some(((names, _), _)), None) => names,
            _ => &MIXED,
        }
    }

    /// How many pairs of a given and a family name there are.
    pub(crate) const fn pairs(&self) -> usize {
        (self.women.len() + self.men.len()) * self.family.len()
    }

    /// A given name, of women or of men if that is `wanted`.
    pub(crate) fn given(&self, wanted: Option<bool>, draw: &mut Draw<'_>) -> &'static str {
        let (women, men) = match wanted {
            Some(true) => (self.women, &[][..]),
            Some(false) => (&[][..], self.men),
            None => (self.women, self.men),
        };
        let at = draw.below((women.len() + men.len()) as u64) as usize;
        women.get(at).or_else(|| men.get(at - women.len())).expect("it is below the sum of both")
    }

    /// A family name.
    pub(crate) fn family(&self, draw: &mut Draw<'_>) -> &'static str {
        draw.pick::<&str>(self.family)
    }

    /// A family name other than this one.
    pub(crate) fn other_family(&self, than: &[u8], draw: &mut Draw<'_>) -> &'static str {
        words::pick_other(draw, self.family, than)
    }

    pub(crate) fn holds(&self, key: &str) -> bool {
        [self.women, self.men, self.family].into_iter().any(|list| has(list, key))
    }

    fn has_given(&self, key: &str) -> bool {
        has(self.women, key) || has(self.men, key)
    }

    #[cfg(test)]
    pub(crate) fn lists() -> impl Iterator<Item = [&'static [&'static str]; 3]> {
        all().map(|names| [names.women, names.men, names.family])
    }
}

/// Whether a word is a given name of one of the lists.
pub(crate) fn is_given(word: &[u8]) -> bool {
    let key = key(word);
    all().any(|names| names.has_given(&key))
}

/// Whether women have this given name, if it is known and not men have it, too, anywhere.
pub(crate) fn is_of_women(word: &[u8]) -> Option<bool> {
    let key = key(word);
    match (all().any(|names| has(names.women, &key)), all().any(|names| has(names.men, &key))) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Whether a sorted list has the word with this [`key`].
fn has(list: &[&str], key: &str) -> bool {
    if key.is_ascii() {
        return list.binary_search(&key).is_ok();
    }
    list.binary_search_by(|known| known.chars().flat_map(char::to_lowercase).cmp(key.chars())).is_ok()
}

/// A word as the lists of Latin script have it, without accents and with a capital in front and behind apostrophes; of
/// other scripts in small letters.
pub(crate) fn key(word: &[u8]) -> String {
    let text = core::str::from_utf8(word).unwrap_or_default();
    let mut key: String = text.chars().flat_map(char::to_lowercase).flat_map(words::without_accent).collect();
    if key.is_ascii() {
        let starts: Vec<_> = core::iter::once(0).chain(key.match_indices('\'').map(|(at, _)| at + 1)).collect();
        for at in starts {
            if let Some(letter) = key.get_mut(at..at + 1) {
                letter.make_ascii_uppercase();
            }
        }
    }
    key
}

/// How many words there are in a text.
const fn count(text: &str) -> usize {
    let (bytes, mut at, mut n) = (text.as_bytes(), 0, 1);
    while at < bytes.len() {
        n += (bytes[at] == b' ') as usize;
        at += 1;
    }
    n
}

/// The words of a text, between which are single blanks.
const fn split<const N: usize>(text: &'static str) -> [&'static str; N] {
    let (mut list, mut rest, mut n) = ([""; N], text.as_bytes(), 0);
    while n < N {
        let mut end = 0;
        while end < rest.len() && rest[end] != b' ' {
            end += 1;
        }
        let (word, tail) = rest.split_at(end);
        list[n] = match core::str::from_utf8(word) {
            Ok(word) => word,
            Err(_) => panic!("a blank is no part of another character"),
        };
        rest = if tail.is_empty() { tail } else { tail.split_at(1).1 };
        n += 1;
    }
    list
}

/// A list of the words of a text.
macro_rules! list {
    ($text:expr) => {
        &$crate::names::split::<{ $crate::names::count($text) }>($text)
    };
}
use list;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_without_repetition() {
        let lower = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<String>();
        for list in Names::lists().flatten() {
            let wrong = list.windows(2).find(|pair| lower(pair[0]) >= lower(pair[1]));
            assert!(list.len() > 20 && wrong.is_none(), "{wrong:?}");
            assert!(list.iter().all(|word| has(list, &key(word.as_bytes()))));
        }
    }

    #[test]
    fn words_and_letters_tell_the_language() {
        for (name, names) in [
            ("Jürgen Schmidt", &GERMAN),
            ("KARL-HEINZ WEBER", &GERMAN),
            ("Øyvind Xenbø", &NORDIC),
            ("Kjell Solberg", &NORDIC),
            ("Geneviève Dubois", &FRENCH),
            ("Guadalupe Muñoz", &SPANISH),
            ("Thiago Magalhães", &PORTUGUESE),
            ("Priya Ross", &ENGLISH),
            ("Xyzzy Quuxel", &MIXED),
            ("Anna", &MIXED),
        ] {
            assert!(core::ptr::eq(Names::like(name.as_bytes()), names), "{name}");
        }
    }

    #[test]
    fn genders_are_known_where_all_languages_agree() {
        for (name, women) in [
            ("Anna", Some(true)),
            ("JÜRGEN", Some(false)),
            ("Андрей", Some(false)),
            ("Елена", Some(true)),
            ("Andrea", None),
            ("Jean", None),
            ("Xyan", None),
        ] {
            assert_eq!(is_of_women(name.as_bytes()), women, "{name}");
        }
    }
}
