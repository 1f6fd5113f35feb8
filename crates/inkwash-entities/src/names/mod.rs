//! Common given and family names, as material for stand-ins: by language where names are in Latin script, else by
//! script.

use alloc::string::String;

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

/// The languages above, and names that are common in several.
const LATIN_LISTS: usize = LATIN.len() + 1;
/// All names, by number: the languages above, what is common in several, other scripts.
static ALL: [&Names; LATIN_LISTS + scripts::SCRIPTS.len()] = {
    let (mut all, mut n) = ([&MIXED; LATIN_LISTS + scripts::SCRIPTS.len()], 0);
    while n < all.len() {
        if n < LATIN.len() {
            all[n] = LATIN[n].0;
        } else if n >= LATIN_LISTS {
            all[n] = scripts::SCRIPTS[n - LATIN_LISTS].1;
        }
        n += 1;
    }
    all
};

/// In which lists a name is: a bit for women, one for men and one for families of each of [`ALL`].
#[derive(Clone, Copy)]
struct Standing(u64);

impl Standing {
    const WOMEN: u64 = Self::of_role(1);
    const MEN: u64 = Self::of_role(2);

    /// These of the three bits, of all names.
    const fn of_role(bits: u64) -> u64 {
        let (mut all, mut n) = (0, 0);
        while n < ALL.len() {
            all |= bits << (3 * n);
            n += 1;
        }
        all
    }

    fn of(key: &str) -> Self {
        let mut candidates: u64 = if key.is_ascii() {
            CANDIDATES[bucket(key.as_bytes())].into()
        } else {
            let script = Script::of(key.as_bytes());
            let at = scripts::SCRIPTS.iter().position(|(known, _)| Some(*known) == script);
            at.map_or(0, |n| 0b111 << (3 * (LATIN_LISTS + n)))
        };
        let mut standing = 0;
        while candidates != 0 {
            let bit = candidates.trailing_zeros();
            if has(ALL[bit as usize / 3].lists()[bit as usize % 3], key) {
                standing |= 1 << bit;
            }
            candidates &= candidates - 1;
        }
        Self(standing)
    }

    fn has(self, bits: u64) -> bool {
        self.0 & bits != 0
    }
}

const BUCKETS: usize = 1 << 13;

/// In which lists of Latin script a name may be, by its bucket: seldom in one too many.
static CANDIDATES: [u32; BUCKETS] = {
    let (mut all, mut n) = ([0; BUCKETS], 0);
    while n < 3 * LATIN_LISTS {
        let (list, mut at) = (ALL[n / 3].lists()[n % 3], 0);
        while at < list.len() {
            all[bucket(list[at].as_bytes())] |= 1 << n;
            at += 1;
        }
        n += 1;
    }
    all
};

/// FNV-1a of the bytes, cut to the number of buckets.
const fn bucket(name: &[u8]) -> usize {
    let (mut hash, mut at) = (0x811c_9dc5_u32, 0);
    while at < name.len() {
        hash = (hash ^ name[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash ^ hash >> 15) as usize % BUCKETS
}

impl Names {
    /// The names of the language that most words and letters of a name in Latin script speak for; mixed ones if
    /// that is more than one language, or none.
    pub(crate) fn like(name: &[u8]) -> &'static Self {
        let mut votes = [0; LATIN.len()];
        for run in words::runs(name) {
            let Run::Letters(word) = run else { continue };
            let standing = Standing::of(&key(word));
            let text = core::str::from_utf8(word).unwrap_or_default();
            for (n, ((_, letters), vote)) in LATIN.iter().zip(&mut votes).enumerate() {
                let mut small = text.chars().flat_map(char::to_lowercase);
                let shown = !text.is_ascii() && small.any(|c| letters.contains(c));
                *vote += usize::from(shown) + usize::from(standing.has(0b111 << (3 * n)));
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

    /// Names of women, of men, of families.
    pub(crate) const fn lists(&self) -> [&'static [&'static str]; 3] {
        [self.women, self.men, self.family]
    }
}

/// Whether a word is a given name of one of the lists.
pub(crate) fn is_given(word: &[u8]) -> bool {
    Standing::of(&key(word)).has(Standing::WOMEN | Standing::MEN)
}

/// Whether women have this given name, if it is known and not men have it, too, anywhere.
pub(crate) fn is_of_women(word: &[u8]) -> Option<bool> {
    let standing = Standing::of(&key(word));
    match (standing.has(Standing::WOMEN), standing.has(Standing::MEN)) {
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
    if text.is_ascii() {
        let mut key = String::with_capacity(text.len());
        for c in text.chars() {
            let starts = key.is_empty() || key.ends_with('\'');
            key.push(if starts { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() });
        }
        return key;
    }
    let key: String = text.chars().flat_map(char::to_lowercase).flat_map(words::without_accent).collect();
    if key.is_ascii() { self::key(key.as_bytes()) } else { key }
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

/// All lists, of which three belong together.
#[cfg(test)]
pub(crate) fn all_lists() -> impl Iterator<Item = &'static [&'static str]> {
    ALL.iter().flat_map(|names| names.lists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_without_repetition() {
        let lower = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<String>();
        for (n, list) in all_lists().enumerate() {
            let wrong = list.windows(2).find(|pair| lower(pair[0]) >= lower(pair[1]));
            assert!(list.len() > 20 && wrong.is_none(), "{wrong:?}");
            assert!(list.iter().all(|word| Standing::of(&key(word.as_bytes())).has(1 << n)));
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
