//! Entities that a policy file declares: a pattern or a list of words, perhaps with a named check.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use inkwash_core::{At, Class, Detector, EntityKey, Facts, Hit, Keep, Score, Trigger};

use crate::checks::{luhn, mod_11_2, mod_11_10, mod_97, verhoeff_digit};
use crate::style::Draw;

mod pattern;
mod words;

pub use pattern::Pattern;
pub use words::Words;

/// The most bytes of a value.
pub(crate) const LONGEST: usize = 256;

/// What a value of a declared entity looks like.
pub enum Looks {
    /// A pattern.
    Pattern(Box<Pattern>),
    /// One of these words.
    Words(Words),
}

/// What a policy file says of an entity of its own.
pub struct Declaration {
    /// Its name in capitals.
    pub name: &'static str,
    /// A short title for people.
    pub title: &'static str,
    /// Its class.
    pub class: Class,
    /// Words near by that make it likelier, in lower case.
    pub context: &'static [&'static str],
    /// Names of columns that hold it, as lower-case words.
    pub columns: &'static [&'static str],
    /// What values look like: one of these.
    pub looks: Vec<Looks>,
    /// What they must pass besides.
    pub check: Option<Check>,
    /// How sure one is without context.
    pub score: Score,
    /// Whether it must stand alone: no ASCII letter, digit or `_` right before or after it.
    pub alone: bool,
    /// What `mask` leaves readable.
    pub keep: Keep,
}

/// A check that several identifiers share.
#[derive(Clone, Copy)]
pub struct Check {
    /// Its name: `luhn`.
    pub name: &'static str,
    passes: fn(&[u8]) -> bool,
    one_in: u32,
}

const CHECKS: &[Check] = &[
    Check { name: "luhn", passes: luhn, one_in: 10 },
    Check { name: "mod-97", passes: |number| mod_97(0, number.iter().copied()) == Some(1), one_in: 97 },
    Check { name: "mod-11-10", passes: mod_11_10, one_in: 10 },
    Check { name: "mod-11-2", passes: mod_11_2, one_in: 11 },
    Check { name: "verhoeff", passes: verhoeff, one_in: 10 },
];

fn verhoeff(number: &[u8]) -> bool {
    number.iter().all(u8::is_ascii_digit)
        && number.split_last().is_some_and(|(check, payload)| verhoeff_digit(payload) == *check)
}

impl Check {
    /// The check with this name.
    ///
    /// # Errors
    /// If there is none: says which there are.
    pub fn named(name: &str) -> Result<Self, String> {
        CHECKS.iter().find(|check| check.name == name).copied().ok_or_else(|| {
            let known: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
            alloc::format!("there is no check {name:?}; there are {}", known.join(", "))
        })
    }

    /// Whether the letters and digits of a value pass; more than any pattern can have do not.
    fn is_passed(&self, value: &[u8]) -> bool {
        let mut number = [0; LONGEST];
        let mut len = 0;
        for b in value.iter().filter(|b| b.is_ascii_alphanumeric()) {
            let Some(slot) = number.get_mut(len) else { return false };
            *slot = *b;
            len += 1;
        }
        (self.passes)(&number[..len])
    }
}

/// An entity that a policy file declares. Its values are at most 256 bytes long and on one line.
pub struct Custom {
    said: Declaration,
    triggers: Vec<Trigger<'static>>,
}

impl Custom {
    /// The detector of what was declared. `keep` keeps a text for as long as the program runs, equal ones once.
    ///
    /// # Errors
    /// If values may begin with anything: nothing could be looked for then.
    pub fn new(said: Declaration, keep: &dyn Fn(String) -> &'static str) -> Result<Self, String> {
        let mut triggers = Vec::new();
        for looks in &said.looks {
            let sets = match looks {
                Looks::Pattern(pattern) => pattern.leading_sets(),
                Looks::Words(words) => words.leading_sets(),
            };
            let shape = shape(&sets, said.alone).ok_or("its values may begin with any character")?;
            triggers.push(Trigger::Shape(keep(shape)));
        }
        Ok(Self { triggers, said })
    }

    /// Where the value ends that begins at `start`, in `text` up to the end of its line.
    fn end(&self, text: &[u8], start: usize) -> Option<usize> {
        let most = text.len().min(start + LONGEST);
        let line = text.get(start..most)?;
        let line = line.split(|b| *b == b'\n').next().unwrap_or_default();
        let ends = |end: usize| !self.said.alone || !line.get(end).is_some_and(is_word);
        let len = |looks: &Looks| match looks {
            Looks::Pattern(pattern) => pattern.len_at_start(line),
            Looks::Words(words) => words.len_at_start(line, ends),
        };
        self.said.looks.iter().filter_map(len).filter(|len| ends(*len)).max().map(|len| start + len)
    }

    fn passes(&self, value: &[u8]) -> bool {
        self.said.check.is_none_or(|check| check.is_passed(value))
    }
}

fn is_word(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || *b == b'_'
}

/// The bytes that may stand at each of a value's first places.
pub(crate) type Sets = Vec<[bool; 256]>;

/// So many of a value's first bytes are looked at to find where one may be.
pub(crate) const LEADING: usize = 12;

/// A shape that all values have, as far as the language of shapes can say it.
fn shape(sets: &Sets, alone: bool) -> Option<String> {
    let items: Vec<String> = sets.iter().map_while(item).collect();
    if items.is_empty() {
        return None;
    }
    let before = if alone { "![0-9A-Za-z_]" } else { "" };
    Some(before.to_string() + &items.concat())
}

/// A set as the language of shapes writes it.
fn item(set: &[bool; 256]) -> Option<String> {
    let of = |range: core::ops::RangeInclusive<u8>| range.filter(|b| set[usize::from(*b)]);
    let ascii: Vec<u8> = of(0..=127).collect();
    if of(128..=255).next().is_some() {
        // Letters and digits beside.
        return ascii.iter().all(u8::is_ascii_alphanumeric).then(|| "w".to_string());
    }
    let mut out = String::from("[");
    for b in ascii.iter().filter(|b| **b != b'-') {
        match b {
            b' '..=b'~' if !matches!(b, b']' | b'[' | b'\\' | b'^') => out.push(char::from(*b)),
            _ => return None,
        }
    }
    if ascii.contains(&b'-') {
        out.push('-');
    }
    out.push(']');
    (!ascii.is_empty()).then_some(out)
}

impl Detector for Custom {
    fn facts(&self) -> Facts<'_> {
        let Declaration { name, title, class, context, columns, check, .. } = &self.said;
        Facts {
            class: *class,
            context,
            columns,
            check: check.map_or("", |check| check.name),
            ..Facts::new(name, title, "the policy")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &self.triggers
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (text, start) = (at.text(), at.pos());
        let end = self.end(text, start)?;
        let value = text.get(start..end)?;
        if value.is_empty() || self.said.alone && !at.stands_alone(start, end) || !self.passes(value) {
            return None;
        }
        let hit = Hit { score: self.said.score, ..Hit::pattern(start, end, 0) };
        Some(match self.said.check {
            Some(check) => Hit { evidence: hit.evidence.with_check(check.name), ..hit },
            None => hit,
        })
    }

    fn ceiling(&self, _: usize, _: &[[u8; 2]]) -> Score {
        self.said.score
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match &self.said.looks[..] {
            [Looks::Words(words), ..] => words.fold(found, out),
            _ => out.extend_from_slice(found),
        }
    }

    fn one_in(&self, value: &[u8]) -> u32 {
        let is_built_so = self.end(value, 0) == Some(value.len());
        self.said.check.filter(|_| is_built_so).map_or(1, |check| check.one_in)
    }

    fn keep(&self, _: &[u8]) -> Keep {
        self.said.keep
    }

    /// A value that the pattern fits, of the same length where one is met; of words the entity's name and 12
    /// hexadecimal digits, for another of the words might be somebody's secret too.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "custom", canonical);
        let [Looks::Pattern(pattern)] = &self.said.looks[..] else {
            return label(self.said.name, &mut draw, out);
        };
        /// A check lets one in 97 through at worst.
        const TRIES: usize = 2000;
        let mut other = None;
        for n in 0..TRIES {
            let made = pattern.draw(&mut draw);
            if made == found || pattern.len_at_start(&made) != Some(made.len()) || !self.passes(&made) {
                continue;
            }
            if made.len() == found.len() {
                return out.extend_from_slice(&made);
            }
            other.get_or_insert(made);
            if n > TRIES / 2 {
                break;
            }
        }
        match other {
            Some(made) => out.extend_from_slice(&made),
            None => label(self.said.name, &mut draw, out),
        }
    }
}

fn label(name: &str, draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(alloc::format!("{name}-{:012x}", draw.below(1 << 32) << 16 | draw.below(1 << 16)).as_bytes());
}

#[cfg(test)]
mod tests;
