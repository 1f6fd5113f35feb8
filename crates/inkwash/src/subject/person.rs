//! Whose records are looked for: identifiers, as hashes of their canonical forms.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use inkwash_core::{Column, Engine, EntityId, Scratch, Span};
use inkwash_entities::without_accent;
use zeroize::Zeroizing;

use crate::{Error, Scanner};

/// The entity of names, which are compared word by word.
const NAME: &str = "PERSON";
const PHONE: &str = "PHONE_NUMBER";
/// What an identifier is called that is compared with whole values.
const OTHER: &str = "IDENTIFIER";
/// A longer value is none as a whole.
const LONGEST: usize = 256;
/// A number of fewer digits stands in many columns: it counts in one that is named for it only.
const TELLING_DIGITS: usize = 10;
/// Of identifiers that nothing is known of, so many letters and digits must be there.
const FEWEST: usize = 5;

/// One person's identifiers.
pub(super) struct Person {
    engine: Arc<Engine>,
    secrets: [RandomState; 2],
    /// What their values are called in reports, by entity and canonical form.
    forms: HashMap<(EntityId, u128), EntityId>,
    entities: BTreeSet<EntityId>,
    phone: Option<EntityId>,
    /// Telephone numbers without the country's code, and whether they were given with one.
    national: HashMap<u128, bool>,
    /// Names by their number of words.
    names: BTreeMap<usize, HashSet<u128>>,
    others: HashSet<u128>,
}

impl Person {
    /// One identifier a line.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let engine = Scanner::new().engine;
        let phone = engine.entity(PHONE);
        let mut person = Self {
            engine,
            secrets: [RandomState::new(), RandomState::new()],
            forms: HashMap::new(),
            entities: BTreeSet::new(),
            phone,
            national: HashMap::new(),
            names: BTreeMap::new(),
            others: HashSet::new(),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
        let mut any = false;
        for (n, line) in lines {
            any = true;
            person.add(line).map_err(|what| Error::data(format!("line {} of the identifiers {what}", n + 1)))?;
        }
        if any { Ok(person) } else { Err(Error::data("there is no identifier")) }
    }

    pub(super) fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// Stands for a text, in this search only.
    pub(super) fn hash(&self, text: &[u8]) -> u128 {
        let [one, two] = &self.secrets;
        u128::from(one.hash_one(text)) << 64 | u128::from(two.hash_one(text))
    }

    fn add(&mut self, line: &str) -> Result<(), &'static str> {
        let is_entity = |name: &str| {
            name.len() > 2 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        };
        match line.split_once(": ").filter(|(name, _)| is_entity(name)) {
            Some((NAME, value)) => self.add_name(value),
            Some((name, value)) => {
                let entity = self.engine.entity(name).ok_or("names an entity that does not exist")?;
                if !self.is_telling(entity) {
                    return Err("names an entity whose values many persons share");
                }
                self.add_form(entity, entity, value.trim());
                Ok(())
            }
            None => self.add_unnamed(line),
        }
    }

    fn add_unnamed(&mut self, value: &str) -> Result<(), &'static str> {
        let nowhere = self.engine.column(&Arc::default());
        let whole = Span { start: 0, end: value.len() };
        let best = self.engine.scan(value.as_bytes(), &nowhere, &mut Scratch::default()).first().copied();
        let best = best.filter(|found| found.span == whole).map(|found| found.entity);
        let weighed = self.engine.explain(value.as_bytes(), &nowhere).into_iter().filter_map(|c| c.weighed);
        let all: BTreeSet<_> = weighed.map(|(_, f)| f).filter(|f| f.span == whole).map(|f| f.entity).collect();
        let telling: Vec<_> = all.into_iter().filter(|id| self.is_telling(*id)).collect();
        if let Some(first) = telling.first().copied() {
            let label = best.filter(|best| telling.contains(best)).unwrap_or(first);
            telling.iter().for_each(|entity| self.add_form(*entity, label, value));
            return Ok(());
        }
        if words(value.as_bytes()).len() > 1 && !value.bytes().any(|b| b.is_ascii_digit() || b == b'@') {
            return self.add_name(value);
        }
        let plain = plain(value.as_bytes());
        if plain.chars().count() < FEWEST {
            return Err("is too short to tell one person from others");
        }
        let hash = self.hash(plain.as_bytes());
        self.others.insert(hash);
        Ok(())
    }

    /// Whether a value of this entity is one holder's, or few persons share it, as a telephone.
    fn is_telling(&self, entity: EntityId) -> bool {
        let facts = self.engine.facts(entity);
        (facts.unique || Some(entity) == self.phone) && !facts.decoy
    }

    fn add_name(&mut self, value: &str) -> Result<(), &'static str> {
        let words = words(value.as_bytes());
        if words.len() < 2 {
            return Err("is a name of a single word, which many persons share");
        }
        let hash = self.name(&words);
        self.names.entry(words.len()).or_default().insert(hash);
        Ok(())
    }

    fn add_form(&mut self, entity: EntityId, label: EntityId, value: &str) {
        let canonical = self.canonical(entity, value.as_bytes());
        self.forms.insert((entity, self.hash(&canonical)), label);
        self.entities.insert(entity);
        if Some(entity) == self.phone {
            let (national, has_code) = national(&canonical);
            self.national.insert(self.hash(national), has_code);
        }
    }

    fn canonical(&self, entity: EntityId, value: &[u8]) -> Zeroizing<Vec<u8>> {
        let mut canonical = Zeroizing::new(Vec::new());
        self.engine.detector(entity).canonical(value, &mut canonical);
        canonical
    }

    fn name(&self, words: &[String]) -> u128 {
        let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        self.hash(sorted.join(" ").as_bytes())
    }

    /// Adds what kinds of the person's identifiers a value holds.
    pub(super) fn kinds(&self, text: &[u8], column: &Column, scratch: &mut Scratch, kinds: &mut BTreeSet<String>) {
        let whole = text.trim_ascii();
        if whole.len() <= LONGEST {
            let digits = whole.iter().filter(|b| b.is_ascii_digit()).count();
            let is_small_number = digits < TELLING_DIGITS && !whole.iter().any(u8::is_ascii_alphabetic);
            for entity in &self.entities {
                if !is_small_number || column.named().contains(entity) {
                    self.compare(*entity, whole, column.named().contains(entity), kinds);
                }
            }
            if !self.others.is_empty() && self.others.contains(&self.hash(plain(whole).as_bytes())) {
                kinds.insert(OTHER.to_owned());
            }
        }
        if !self.entities.is_empty() {
            for found in self.engine.scan(text, column, scratch) {
                let value = found.span.of(text);
                self.entities.iter().for_each(|entity| self.compare(*entity, value, found.entity == *entity, kinds));
            }
        }
        if !self.names.is_empty() {
            let words = words(text);
            let is_there = |(count, names): (&usize, &HashSet<u128>)| {
                words.windows(*count).any(|window| names.contains(&self.name(window)))
            };
            if self.names.iter().any(is_there) {
                kinds.insert(NAME.to_owned());
            }
        }
    }

    /// Compares a value, which may be one of this entity or is known to be.
    fn compare(&self, entity: EntityId, value: &[u8], is_known: bool, kinds: &mut BTreeSet<String>) {
        let canonical = self.canonical(entity, value);
        if let Some(label) = self.forms.get(&(entity, self.hash(&canonical))) {
            kinds.insert(self.engine.facts(*label).name.to_owned());
        }
        if is_known && Some(entity) == self.phone {
            let (national, has_code) = national(&canonical);
            // Of two different codes one is another's number.
            if self.national.get(&self.hash(national)).is_some_and(|theirs| !(*theirs && has_code)) {
                kinds.insert(PHONE.to_owned());
            }
        }
    }
}

/// The words of a text, in small letters without accents.
fn words(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let unseen =
        |c: &char| !matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\'' | '\u{2019}');
    let small: String = text.chars().flat_map(char::to_lowercase).filter(unseen).flat_map(without_accent).collect();
    small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The letters and digits of a text, in small letters.
fn plain(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A telephone number without its country's code (ITU-T E.164, list of assigned codes) or trunk prefix, and
/// whether it had a code.
fn national(canonical: &[u8]) -> (&[u8], bool) {
    let Some(digits) = canonical.strip_prefix(b"+") else {
        return (canonical.strip_prefix(b"0").unwrap_or(canonical), false);
    };
    let code = match digits {
        [b'1' | b'7', ..] => 1,
        [b'2', b'0' | b'7', ..]
        | [b'3', b'0'..=b'4' | b'6' | b'9', ..]
        | [b'4', b'0' | b'1' | b'3'..=b'9', ..]
        | [b'5', b'1'..=b'8', ..]
        | [b'6', b'0'..=b'6', ..]
        | [b'8', b'1' | b'2' | b'4' | b'6', ..]
        | [b'9', b'0'..=b'5' | b'8', ..] => 2,
        _ => 3,
    };
    let national = digits.get(code..).unwrap_or_default();
    // Italian numbers keep their 0 behind the code.
    (national.strip_prefix(b"0").unwrap_or(national), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(identifiers: &str, place: &str, text: &str, expected: &[&str]) {
        let person = Person::parse(identifiers).expect("identifiers");
        let column = person.engine.column(&Arc::new(inkwash_core::Place::named(place)));
        let mut kinds = BTreeSet::new();
        person.kinds(text.as_bytes(), &column, &mut Scratch::default(), &mut kinds);
        assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn spellings_do_not_matter() {
        is("Anna.Berg@kundenpost.test", "t.x", "wrote as ANNA.BERG@kundenpost.test today", &["EMAIL_ADDRESS"]);
        is("anna.berg@kundenpost.test", "t.email", "annab.erg@kundenpost.test", &[]);
        is("+47 22 22 55 55", "t.phone", "004722225555", &["PHONE_NUMBER"]);
        is("+47 22 22 55 55", "t.phone", "222 25 555", &["PHONE_NUMBER"]);
        is("PHONE_NUMBER: 22225555", "t.phone", "+47 22 22 55 55", &["PHONE_NUMBER"]);
        is("+47 22 22 55 55", "t.phone", "+46 22225555", &[]);
        is("+47 22 22 55 55", "t.id", "22225555", &[]);
        is("4111 1111 1111 1111", "t.x", "4111-1111-1111-1111", &["CREDIT_CARD"]);
        is("GB82 WEST 1234 5698 7654 32", "t.x", "gb82west12345698765432", &["IBAN_CODE"]);
    }

    #[test]
    fn names_in_any_order_case_and_accents() {
        is("Åse Bjørn-Müller", "t.x", "MULLER, ASE BJORN", &["PERSON"]);
        is("Åse Bjørn-Müller", "t.x", "called Bjørn-Müller, A\u{30a}se twice", &["PERSON"]);
        is("Anna Berg", "t.x", "Anna Bergen", &[]);
        is("Anna Berg", "t.x", "Anna von Berg", &[]);
    }

    #[test]
    fn other_identifiers_are_whole_values() {
        is("KD-2207-x", "t.no", "kd2207X", &["IDENTIFIER"]);
        is("KD-2207-x", "t.no", "kd2207X1", &[]);
    }

    #[test]
    fn what_many_share_is_refused_without_being_told() {
        for (text, what) in [
            ("a@b.test\n\nKARI", "line 3 of the identifiers is too short"),
            ("PERSON: Canary", "single word"),
            ("NO_SUCH: canary", "does not exist"),
            ("DATE_OF_BIRTH: 1980-01-01", "many persons share"),
            (" \n", "there is no identifier"),
        ] {
            let error = Person::parse(text).err().expect("an error").to_string();
            assert!(error.contains(what) && !error.to_lowercase().contains("canary"), "{error}");
        }
    }
}
