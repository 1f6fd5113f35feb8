//! Whose records are looked for: identifiers, as hashes of their canonical forms.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use inkwash_core::{Column, Engine, EntityId, Scratch, Span};
use inkwash_entities::without_accent;
use zeroize::Zeroizing;

use crate::blind::Blind;
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
pub(crate) struct Person {
    engine: Arc<Engine>,
    blind: Blind,
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
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let engine = Scanner::new().engine;
        let phone = engine.entity(PHONE);
        let mut person = Self {
            engine,
            blind: Blind::default(),
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

    pub(crate) fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// Stands for a text, in this search only.
    pub(crate) fn hash(&self, text: &[u8]) -> u128 {
        self.blind.hash(text)
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

    fn name(&self, words: &[(String, Span)]) -> u128 {
        let mut sorted: Vec<&str> = words.iter().map(|(word, _)| &**word).collect();
        sorted.sort_unstable();
        self.hash(sorted.join(" ").as_bytes())
    }

    /// Adds what kinds of the person's identifiers a value holds.
    pub(crate) fn kinds(&self, text: &[u8], column: &Column, scratch: &mut Scratch, kinds: &mut BTreeSet<String>) {
        self.each(text, column, scratch, &mut |_, kind| {
            kinds.insert(kind.to_owned());
        });
    }

    /// Whether a value is one of the person's identifiers, and nothing else.
    pub(crate) fn owns(&self, text: &[u8], column: &Column, scratch: &mut Scratch) -> bool {
        let (whole, mut owns) = (trimmed(text), false);
        // A sign before or after makes no difference.
        let says_more = |span: Span| {
            let rest = text[whole.start..span.start].iter().chain(&text[span.end..whole.end]);
            rest.into_iter().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii())
        };
        self.each(text, column, scratch, &mut |span, _| owns |= !says_more(span));
        owns
    }

    /// Where the person's identifiers are in a value, in order, and what kind each is of.
    pub(crate) fn mentions(&self, text: &[u8], column: &Column, scratch: &mut Scratch) -> Vec<(Span, String)> {
        let mut all = Vec::new();
        self.each(text, column, scratch, &mut |span, kind| all.push((span, kind.to_owned())));
        all.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        all.retain(|(span, _)| {
            let is_new = span.start >= end;
            end = end.max(span.end);
            is_new
        });
        all
    }

    /// Tells of each of the person's identifiers in a value, and of what kind it is. May tell of one more than once.
    fn each(&self, text: &[u8], column: &Column, scratch: &mut Scratch, found: &mut dyn FnMut(Span, &str)) {
        let span = trimmed(text);
        let whole = span.of(text);
        if whole.len() <= LONGEST {
            let digits = whole.iter().filter(|b| b.is_ascii_digit()).count();
            let is_small_number = digits < TELLING_DIGITS && !whole.iter().any(u8::is_ascii_alphabetic);
            for entity in &self.entities {
                if !is_small_number || column.named().contains(entity) {
                    self.compare(*entity, whole, column.named().contains(entity), &mut |kind| found(span, kind));
                }
            }
            if !self.others.is_empty() && self.others.contains(&self.hash(plain(whole).as_bytes())) {
                found(span, OTHER);
            }
        }
        if !self.entities.is_empty() {
            for finding in self.engine.scan(text, column, scratch) {
                let (span, value) = (finding.span, finding.span.of(text));
                for entity in &self.entities {
                    self.compare(*entity, value, finding.entity == *entity, &mut |kind| found(span, kind));
                }
            }
        }
        if !self.names.is_empty() {
            let words = words(text);
            for (count, names) in &self.names {
                for window in words.windows(*count).filter(|window| names.contains(&self.name(window))) {
                    if let [first, ..] = window {
                        let end = window.iter().map(|(_, span)| span.end).max().unwrap_or(first.1.end);
                        found(Span::new(first.1.start, end), NAME);
                    }
                }
            }
        }
    }

    /// Compares a value, which may be one of this entity or is known to be.
    fn compare(&self, entity: EntityId, value: &[u8], is_known: bool, found: &mut dyn FnMut(&str)) {
        let canonical = self.canonical(entity, value);
        // What lets words fall away would find a number in any sentence.
        let letters = |text: &[u8]| text.iter().filter(|b| b.is_ascii_alphabetic() || !b.is_ascii()).count();
        if letters(value) > letters(&canonical) {
            return;
        }
        if let Some(label) = self.forms.get(&(entity, self.hash(&canonical))) {
            found(self.engine.facts(*label).name);
        }
        if is_known && Some(entity) == self.phone {
            let (national, has_code) = national(&canonical);
            // Of two different codes one is another's number.
            if self.national.get(&self.hash(national)).is_some_and(|theirs| !(*theirs && has_code)) {
                found(PHONE);
            }
        }
    }
}

/// A text without the white space around it.
fn trimmed(text: &[u8]) -> Span {
    let start = text.len() - text.trim_ascii_start().len();
    Span::new(start, start + text.trim_ascii().len())
}

/// The words of a text, in small letters without accents, and where they are.
fn words(text: &[u8]) -> Vec<(String, Span)> {
    let is_seen =
        |c: &char| !matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\'' | '\u{2019}');
    let (mut words, mut word, mut at) = (Vec::new(), (String::new(), Span::new(0, 0)), 0);
    for chunk in text.utf8_chunks() {
        let ends = (!chunk.invalid().is_empty()).then_some((chunk.valid().len(), char::REPLACEMENT_CHARACTER));
        for (offset, c) in chunk.valid().char_indices().chain(ends) {
            let span = Span::new(at + offset, at + offset + c.len_utf8());
            for c in c.to_lowercase().filter(is_seen).flat_map(without_accent) {
                if c.is_alphanumeric() {
                    word.1 = Span::new(if word.0.is_empty() { span.start } else { word.1.start }, span.end);
                    word.0.push(c);
                } else if !word.0.is_empty() {
                    words.push((std::mem::take(&mut word.0), word.1));
                }
            }
        }
        at += chunk.valid().len() + chunk.invalid().len();
    }
    words.extend((!word.0.is_empty()).then_some(word));
    words
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
    fn identifiers_are_whole_values_or_mentions() {
        let person = Person::parse("anna.berg@kundenpost.test\n\u{c5}se Berg\n+47 22 22 55 55\n").expect("identifiers");
        let column = person.engine.column(&Arc::default());
        let mut scratch = Scratch::default();
        for whole in [" anna.berg@kundenpost.test", "<Anna.Berg@kundenpost.test>", "Berg, \u{c5}se", "+47 22225555"] {
            assert!(person.owns(whole.as_bytes(), &column, &mut scratch), "{whole}");
        }
        for text in ["to anna.berg@kundenpost.test", "Berg, \u{c5}se K.", "other@kundenpost.test", ""] {
            assert!(!person.owns(text.as_bytes(), &column, &mut scratch), "{text}");
        }
        let text = "\u{e6} A\u{30a}SE Berg <anna.berg@kundenpost.test>, tel. +47 22 22 55 55.".as_bytes();
        let all = person.mentions(text, &column, &mut scratch);
        let all: Vec<_> = all.iter().map(|(span, kind)| (String::from_utf8_lossy(span.of(text)), &**kind)).collect();
        let expected = [
            ("A\u{30a}SE Berg", "PERSON"),
            ("anna.berg@kundenpost.test", "EMAIL_ADDRESS"),
            ("+47 22 22 55 55", "PHONE_NUMBER"),
        ];
        assert_eq!(all, expected.map(|(text, kind)| (text.into(), kind)));
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
