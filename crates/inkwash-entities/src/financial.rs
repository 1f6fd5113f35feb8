//! Numbers of banks, securities, devices and vehicles: one declaration each, and one detector
//! that reads it. What does not fit a declaration has a file of its own.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{At, Class, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::credentials::pattern::{fit, mint};
use crate::style::{Draw, pour};
use crate::unique::{derange, is_whole};

mod card;
mod crypto;
mod numbers;
mod seed_phrase;

/// One detector for each declaration and file.
pub(crate) fn detectors() -> impl Iterator<Item = Box<dyn Detector>> {
    let numbers = numbers::NUMBERS.iter().map(|n| Box::new(Declared::new(n)) as Box<dyn Detector>);
    numbers.chain(crypto::detectors()).chain(seed_phrase::detectors()).chain(card::detectors())
}

/// What is known about a number.
struct Number {
    name: &'static str,
    title: &'static str,
    source: &'static str,
    class: Class,
    group: Group,
    /// A published or invented one.
    example: &'static str,
    regions: &'static [&'static str],
    context: &'static [&'static str],
    against: &'static [&'static str],
    columns: &'static [&'static str],
    /// Shapes at whose anchor the number begins.
    shapes: &'static [&'static str],
    /// Words after which it stands: for numbers whose shape is too common to be looked for.
    words: &'static [&'static str],
    /// A value stands for one holder.
    unique: bool,
    /// How it is written where a shape leads to it, in the language of
    /// [`crate::credentials::pattern`].
    spellings: &'static [&'static str],
    /// How else it is written behind a word or in a named column.
    others: &'static [&'static str],
    /// Makes the check characters of a canonical form right and tells whether that is possible
    /// and all else is as it must be.
    complete: fn(&mut [u8]) -> bool,
    /// The name of that check.
    check: &'static str,
    /// Score where a shape alone led to it: as one word, and in its groups.
    bare: u16,
    grouped: u16,
    /// Score behind a word or in a named column.
    told: u16,
    /// Which characters of the canonical form stand-ins keep: the issuer's country and the like.
    kept: &'static [usize],
    /// Which of them `complete` writes; those below zero count from the end.
    checks: &'static [isize],
}

impl Number {
    const DEFAULT: Self = Self {
        name: "",
        title: "",
        source: "",
        class: Class::Critical,
        group: Group::Financial,
        example: "",
        regions: &[],
        context: &[],
        against: &[],
        columns: &[],
        shapes: &[],
        words: &[],
        unique: true,
        spellings: &[],
        others: &[],
        complete: |_| true,
        check: "",
        bare: 0,
        grouped: 0,
        told: 920,
        kept: &[],
        checks: &[],
    };

    /// The canonical form of a value, if it is one of these numbers.
    fn canonical_of<'b>(&self, value: &[u8], buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
        let mut len = 0;
        for b in value.iter().filter(|b| b.is_ascii_alphanumeric()) {
            *buffer.get_mut(len)? = b.to_ascii_uppercase();
            len += 1;
        }
        let canonical = &mut buffer[..len];
        let mut completed = [0; LONGEST];
        let completed = &mut completed[..len];
        completed.copy_from_slice(canonical);
        ((self.complete)(completed) && completed == canonical).then_some(canonical)
    }
}

/// The longest canonical form.
const LONGEST: usize = 24;
/// How far behind a word a number may begin.
const MAX_LEAD: usize = 32;

struct Declared {
    number: &'static Number,
    triggers: Vec<Trigger<'static>>,
}

impl Declared {
    fn new(number: &'static Number) -> Self {
        let shapes = number.shapes.iter().map(|s| Trigger::Shape(s));
        let words = number.words.iter().map(|w| Trigger::Literal(w.as_bytes()));
        let triggers = shapes.chain(words).chain([Trigger::Column]).collect();
        Self { number, triggers }
    }

    /// The end of the longest spelling at `start` that is a number; `told` what it is by a word
    /// or a column.
    fn at(&self, at: &At<'_>, start: usize, told: bool) -> Option<usize> {
        let text = at.text().get(start..)?;
        let others = self.number.others.iter().filter(|_| told);
        let ends = self.number.spellings.iter().chain(others).filter_map(|s| fit(s, text));
        let fits = |end: &usize| {
            let value = text.get(..*end).unwrap_or_default();
            // A word before it is where it begins: `imsi-262…`.
            let begins = told || is_whole(at, start, start + end);
            begins && ends_whole(at, start + end) && self.number.canonical_of(value, &mut [0; LONGEST]).is_some()
        };
        ends.filter(fits).max().map(|end| start + end)
    }
}

/// Whether nothing goes on at `end`: no word, decimals, hyphenated identifier, path or date.
fn ends_whole(at: &At<'_>, end: usize) -> bool {
    let goes_on = matches!(at.byte(end), b'.' | b'-' | b'/') && at.byte(end + 1).is_ascii_alphanumeric();
    !goes_on && !at.byte(end).is_ascii_alphanumeric() && at.byte(end) != b'_'
}

/// Whether the word at the position begins one in the text, if it is so short that it may end
/// another: `BIC` in `bankBIC`, not in `ARABIC`.
fn begins_word(at: &At<'_>, word: &[u8]) -> bool {
    let before = at.before(at.pos());
    let camel = before.is_ascii_lowercase() && word[0].is_ascii_uppercase();
    word.len() > 4 || !before.is_ascii_alphabetic() || camel
}

/// Where a value behind a word of `len` bytes begins: after the rest of its name, what assigns or
/// says so, and a quote.
fn value_behind(at: &At<'_>, len: usize) -> Option<usize> {
    let from = at.pos() + len;
    let text = at.text().get(from..at.text().len().min(from + MAX_LEAD))?;
    let mut words = 0;
    let mut i = 0;
    while let Some(&b) = text.get(i) {
        match b {
            b' ' | b'\t' | b'"' | b'\'' | b'=' | b'-' | b'_' | b'.' | b'#' | b'\\' | b'(' => i += 1,
            // What stands behind a colon is the value; else a word or two may follow the first.
            b':' => return Some(from + i + 1 + text[i + 1..].iter().take_while(|b| b" \"'\\\t".contains(b)).count()),
            _ => {
                let word = text[i..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                let is_word = word > 0 && LEADS.iter().any(|l| text[i..i + word].eq_ignore_ascii_case(l.as_bytes()));
                if !is_word {
                    let parted = i > 0 || words > 0 || !at.before(from).is_ascii_alphanumeric();
                    return parted.then_some(from + i);
                }
                words += 1;
                i += word;
            }
        }
    }
    None
}

/// Words that may stand between the name of a number and the number.
const LEADS: &[&str] =
    &["code", "number", "nummer", "no", "nr", "num", "id", "is", "ist", "account", "address", "for", "value"];

impl Detector for Declared {
    fn facts(&self) -> Facts<'_> {
        let n = self.number;
        Facts {
            class: n.class,
            group: n.group,
            example: n.example,
            check: n.check,
            regions: n.regions,
            context: n.context,
            against: n.against,
            columns: n.columns,
            unique: n.unique,
            ..Facts::new(n.name, n.title, n.source)
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let n = self.number;
        let hit = |start: usize, end: usize, score: u16| match n.check {
            "" => Hit::pattern(start, end, score),
            check => Hit::checked(start, end, score, check),
        };
        if let Some(word) = n.words.iter().find(|w| at.ahead().starts_with(w.as_bytes())) {
            let start = value_behind(at, word.len()).filter(|_| begins_word(at, word.as_bytes()))?;
            return self.at(at, start, true).map(|end| hit(start, end, n.told));
        }
        if n.bare > 0
            && at.byte(at.pos()).is_ascii_alphanumeric()
            && !at.before(at.pos()).is_ascii_alphanumeric()
            && !(at.pos() == 0 && at.named())
        {
            let end = self.at(at, at.pos(), false)?;
            let grouped = at.text().get(at.pos()..end)?.iter().any(|b| !b.is_ascii_alphanumeric());
            return Some(hit(at.pos(), end, if grouped { n.grouped } else { n.bare }));
        }
        if at.pos() == 0 && at.named() {
            let line = at.ahead().split(|b| *b == b'\n').next()?;
            let start = line.len() - line.trim_ascii_start().len();
            let end = self.at(at, start, true)?;
            return (end == start + line.trim_ascii().len()).then(|| hit(start, end, n.told));
        }
        None
    }

    fn one_in(&self, value: &[u8]) -> u32 {
        let mut buffer = [0; LONGEST];
        let mut chars = value.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase);
        let len = buffer.iter_mut().zip(&mut chars).map(|(place, b)| *place = b).count();
        let is_built_so = chars.next().is_none() && (self.number.complete)(&mut buffer[..len]);
        if is_built_so { 10u32.pow(self.number.checks.len().min(3) as u32) } else { 1 }
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase));
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 4 }
    }

    /// Letters become letters and digits digits, by a keyed permutation of all numbers that have
    /// them in the same places; whatever it gives is permuted again until it is one of these
    /// numbers, which keeps it one-to-one.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let n = self.number;
        let mut buffer = [0; LONGEST];
        if n.canonical_of(canonical, &mut buffer).is_some() && canonical.len() <= LONGEST {
            let made = &mut buffer[..canonical.len()];
            for _ in 0..MAX_WALK {
                permute(made, n, key);
                if (n.complete)(made) && *made != *canonical {
                    pour(found, made, out);
                    return;
                }
            }
        }
        let mut draw = Draw::new(key, "number", canonical);
        let spelling = n.spellings.first().or(n.others.first()).unwrap_or(&"");
        let (mut spelt, mut made) = (Vec::new(), Vec::new());
        for _ in 0..MAX_WALK {
            spelt.clear();
            made.clear();
            mint(spelling, b"", &mut draw, &mut spelt);
            self.canonical(&spelt, &mut made);
            if (n.complete)(&mut made) && made != canonical {
                break;
            }
        }
        pour(&spelt, &made, out);
    }
}

/// One value in thirty, at worst, has a check and a form that another has not.
const MAX_WALK: usize = 4000;

/// Permutes the characters that are neither kept nor checks.
fn permute(made: &mut [u8], number: &Number, key: &EntityKey) {
    let len = made.len();
    let is_check = |i: usize| number.checks.iter().any(|c| c.rem_euclid(len as isize) == i as isize);
    let places = |i: usize| !is_check(i) && !number.kept.contains(&i);
    let (mut rank, mut size, mut tweak) = (0u128, 1u128, len as u32);
    for (i, &b) in made.iter().enumerate().filter(|(i, _)| !is_check(*i)) {
        let (radix, value) = if b.is_ascii_digit() { (10, b - b'0') } else { (26, b.wrapping_sub(b'A') % 26) };
        // What is kept, and which places have letters, tells the sets apart that are permuted.
        tweak = tweak.wrapping_mul(31).wrapping_add(if places(i) { radix as u32 } else { u32::from(b) });
        if places(i) {
            rank = rank * radix + u128::from(value);
            size *= radix;
        }
    }
    if size < 2 {
        return;
    }
    let mut image = derange(key, tweak, rank, size);
    for i in (0..made.len()).rev() {
        if places(i) {
            let (radix, zero) = if made[i].is_ascii_digit() { (10, b'0') } else { (26, b'A') };
            made[i] = zero + (image % radix) as u8;
            image /= radix;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;

    #[test]
    fn checks_catch_what_they_promise() {
        for n in numbers::NUMBERS {
            let key = RootKey::new([5; 32]).entity(n.name);
            let (mut caught, mut changed) = (0, 0);
            for seed in 0..200u32 {
                let mut value = Vec::new();
                Declared::new(n).mint(b"", &seed.to_be_bytes(), &key, &mut value);
                assert!(n.canonical_of(&value, &mut [0; LONGEST]).is_some(), "{}: {value:?}", n.name);
                for i in (0..value.len()).filter(|i| value[*i].is_ascii_digit()) {
                    let mut other = value.clone();
                    other[i] = b'0' + (value[i] - b'0' + 1 + (seed % 9) as u8) % 10;
                    changed += 1;
                    caught += usize::from(n.canonical_of(&other, &mut [0; LONGEST]).is_none());
                }
            }
            let least = if n.check.is_empty() { 0 } else { 80 };
            assert!(caught * 100 >= changed * least, "{}: {caught} of {changed}", n.name);
        }
    }

    #[test]
    fn examples_are_numbers() {
        for n in numbers::NUMBERS {
            assert!(n.canonical_of(n.example.as_bytes(), &mut [0; LONGEST]).is_some(), "{}", n.name);
        }
    }

    #[test]
    fn distinct_numbers_get_distinct_stand_ins() {
        for n in numbers::NUMBERS.iter().filter(|n| n.unique) {
            let key = RootKey::new([6; 32]).entity(n.name);
            let detector = Declared::new(n);
            let mut value = Vec::new();
            detector.mint(b"", b"one", &key, &mut value);
            let mut seen = alloc::collections::BTreeSet::new();
            let mut values = alloc::collections::BTreeSet::new();
            for _ in 0..50 {
                let mut next = Vec::new();
                detector.mint(&value, &value, &key, &mut next);
                assert_ne!(next, value, "{}", n.name);
                if values.insert(value.clone()) {
                    assert!(seen.insert(next.clone()), "{}", n.name);
                }
                value = next;
            }
        }
    }
}
