//! Looks for original values in a scrubbed dump.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use crate::people::Person;
use crate::sql::hex;

/// Every spelling of every original value that was written somewhere.
pub struct Originals {
    needles: Vec<Needle>,
    search: AhoCorasick,
}

struct Needle {
    kind: &'static str,
    spelling: String,
    /// Inside hexadecimal digits there are no word boundaries.
    whole: bool,
}

/// An original value that was found again.
#[derive(Debug)]
pub struct Residue {
    /// What it is.
    pub kind: &'static str,
    /// How it is spelled.
    pub spelling: String,
    /// Where it begins.
    pub offset: usize,
}

impl Originals {
    /// All spellings of all these people's values, and more (kind and value).
    ///
    /// # Panics
    /// If the search cannot be built.
    #[must_use]
    pub fn new(people: &[Person], more: &[(&'static str, String)]) -> Self {
        let mut needles = Vec::new();
        let mut add = |kind, spelling: &str| {
            needles.push(Needle { kind, spelling: spelling.to_owned(), whole: true });
            needles.push(Needle { kind, spelling: hex(spelling.as_bytes()), whole: false });
        };
        for person in people {
            add("e-mail", &person.email);
            add("phone", &person.phone);
            add("phone", &person.phone_spaced);
            add("card", &person.card);
            add("card", &person.card_grouped());
            add("IBAN", &person.iban);
            add("IBAN", &person.iban_grouped());
            add("SSN", &person.ssn);
            add("fødselsnummer", &person.fnr);
            add("fødselsnummer", &person.fnr_spaced());
            add("name", &person.full_name);
            add("street", &person.street);
            add("IPv4", &person.ipv4);
            add("IPv6", &person.ipv6);
            add("MAC", &person.mac);
        }
        for (kind, value) in more {
            add(kind, value);
        }
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(needles.iter().map(|n| &n.spelling))
            .expect("the needles fit into an automaton");
        Self { needles, search }
    }

    /// Every occurrence as a whole word. A `\n` or `\t` escape before a value does not hide it.
    #[must_use]
    pub fn find(&self, dump: &[u8]) -> Vec<Residue> {
        let mut found = Vec::new();
        for hit in self.search.find_overlapping_iter(dump) {
            let needle = &self.needles[hit.pattern()];
            if needle.whole && !stands_alone(dump, hit.start(), hit.end()) {
                continue;
            }
            found.push(Residue { kind: needle.kind, spelling: needle.spelling.clone(), offset: hit.start() });
        }
        found
    }

    /// How many spellings are looked for, hexadecimal ones left out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.needles.iter().filter(|n| n.whole).count()
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }
}

fn stands_alone(dump: &[u8], start: usize, end: usize) -> bool {
    let joins = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let escape = start >= 2 && dump[start - 2] == b'\\' && b"nrtbfv".contains(&dump[start - 1]);
    let before = start.checked_sub(1).and_then(|i| dump.get(i));
    (escape || !joins(before)) && !joins(dump.get(end))
}

/// The letters and digits of a value, in lower case: what stays the same between spellings.
#[must_use]
pub fn essence(value: &str) -> String {
    value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What is left after the chance hits: a keyed permutation of a small set (phone numbers,
/// national numbers) may give one person the number that was another's. `stand_ins` holds the
/// [`essence`] of every stand-in that the scrubbed database holds, each already known to differ
/// from the value it stands for.
///
/// # Panics
/// If chance would have to be blamed for more than one value in two hundred.
#[must_use]
pub fn without_chance(found: Vec<Residue>, stand_ins: &BTreeSet<String>, searched: usize) -> Vec<Residue> {
    let (chance, residue): (Vec<Residue>, Vec<Residue>) =
        found.into_iter().partition(|r| stand_ins.contains(&essence(&r.spelling)));
    let values: BTreeSet<String> = chance.iter().map(|r| essence(&r.spelling)).collect();
    assert!(
        values.len() * 200 <= searched,
        "{} original values came back as stand-ins of others: too many for chance",
        values.len()
    );
    residue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::people;

    #[test]
    fn every_spelling_is_found_and_parts_are_not() {
        let people = people(3);
        let originals = Originals::new(&people, &[("token", "s3cr3t-Ωmega".to_owned())]);
        let person = &people[1];
        let dump = format!(
            "a\\n{} {} x{} {}9 {} {}",
            person.email.to_uppercase(),
            person.card_grouped(),
            person.iban,
            person.ipv4,
            hex(person.phone.as_bytes()).to_uppercase(),
            "s3cr3t-Ωmega"
        );
        let kinds: Vec<&str> = originals.find(dump.as_bytes()).iter().map(|r| r.kind).collect();
        assert_eq!(kinds, ["e-mail", "card", "phone", "token"]);
    }
}
