//! Entities of a policy's own, and values that it denies or allows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use inkwash_core::{Class, Detector, Keep, Score};
use inkwash_entities::{Check, Custom, Declaration, Looks, Pattern, Words};

use super::Policy;
use super::denying::Denying;
use super::file::{AllowTable, DenyTable, EntityTable};
use super::handling::parse_class;
use super::hashed::{Entry, Hashes};
use super::read::parse_score;
use crate::Error;
use crate::survey::lock;

/// What denied values are findings of if their list names no entity.
const DENIED: &str = "DENIED";

/// An entity that a policy declares.
#[derive(Clone)]
pub(super) struct Own {
    title: Option<String>,
    patterns: Vec<String>,
    /// With whether case does not matter.
    words: Vec<(Vec<String>, bool)>,
    check: Option<String>,
    context: Vec<String>,
    columns: Vec<String>,
    score: Score,
    alone: bool,
    keep: usize,
    /// Denied values of it.
    pub(super) hashed: Vec<Entry>,
}

/// Values in one form.
type Values = BTreeSet<Vec<u8>>;

/// Values that are no findings.
#[derive(Clone)]
pub(crate) struct Allowed {
    entity: Option<String>,
    values: Arc<Values>,
    patterns: Arc<Vec<Pattern>>,
    entries: Arc<Vec<Entry>>,
    /// The entries under the keys that are at hand.
    hashes: Arc<Hashes>,
    /// The values in the entities' canonical forms, once these were asked for.
    canonical: Arc<Mutex<BTreeMap<String, Arc<Values>>>>,
}

impl Own {
    /// The entity that a table declares; `None` if it is about one of the catalogue.
    pub(super) fn read(table: &mut EntityTable) -> Result<Option<Self>, String> {
        let EntityTable { title, pattern, words, file, any_case, check, context, columns, score, alone, keep, .. } =
            table;
        let (pattern, file) = (pattern.take(), file.take());
        let mut list = std::mem::take(words);
        if pattern.is_none() && list.is_empty() && file.is_none() {
            let stray = title.is_some() || check.is_some() || score.is_some() || alone.is_some() || keep.is_some();
            if stray || any_case.is_some() || !context.is_empty() || !columns.is_empty() {
                return Err("an entity of your own has a `pattern`, `words` or a `file` of words".into());
            }
            return Ok(None);
        }
        if let Some(path) = file {
            let text = std::fs::read_to_string(&path).map_err(|e| format!("the file of words cannot be read: {e}"))?;
            list.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        }
        let words = if list.is_empty() { Vec::new() } else { vec![(list, any_case.unwrap_or(true))] };
        Ok(Some(Self {
            title: title.take(),
            patterns: pattern.into_iter().collect(),
            words,
            check: check.take(),
            context: context.iter().map(|word| word.to_lowercase()).collect(),
            columns: columns.iter().map(|name| name.to_lowercase().replace(['_', '-', '.'], " ")).collect(),
            score: score.map(parse_score).transpose()?.unwrap_or(Score::permille(800)),
            alone: alone.unwrap_or(true),
            keep: keep.unwrap_or(0),
            hashed: Vec::new(),
        }))
    }

    fn denying() -> Self {
        Self {
            title: Some("Denied value".into()),
            patterns: Vec::new(),
            words: Vec::new(),
            check: None,
            context: Vec::new(),
            columns: Vec::new(),
            score: Score::permille(1000),
            alone: true,
            keep: 0,
            hashed: Vec::new(),
        }
    }

    pub(super) fn detector(&self, name: &str, class: Class) -> Result<Custom, String> {
        let mut looks = Vec::new();
        for pattern in &self.patterns {
            let read = Pattern::new(pattern).map_err(|e| format!("the pattern: {e}"))?;
            looks.push(Looks::Pattern(Box::new(read)));
        }
        for (words, any_case) in &self.words {
            looks.push(Looks::Words(Words::new(words.iter().map(String::as_str), *any_case)?));
        }
        let said = Declaration {
            name: kept(name.to_owned()),
            title: kept(self.title.clone().unwrap_or_else(|| name.to_owned())),
            class,
            context: kept_list(&self.context),
            columns: kept_list(&self.columns),
            looks,
            check: self.check.as_deref().map(Check::named).transpose()?,
            score: self.score,
            alone: self.alone,
            keep: Keep { head: 0, tail: self.keep },
        };
        Custom::new(said, &kept)
    }
}

impl Allowed {
    pub(super) fn read(table: AllowTable) -> Result<Self, String> {
        let AllowTable { entity, values, patterns, hashed, hashed_file } = table;
        let entries = entries(&hashed, hashed_file.as_deref())?;
        if values.is_empty() && patterns.is_empty() && entries.is_empty() {
            return Err("what is allowed are `values`, `patterns`, `hashed`, `hashed_file`, or several of these".into());
        }
        let strays = entity.as_ref().map(|name| entries.iter().any(|e| e.entity().is_some_and(|of| of != name)));
        if strays == Some(true) {
            return Err("a hashed value was hashed as one of another entity".into());
        }
        let patterns = patterns.iter().map(|text| Pattern::new(text)).collect::<Result<_, _>>()?;
        Ok(Self {
            entity,
            values: Arc::new(values.into_iter().map(String::into_bytes).collect()),
            patterns: Arc::new(patterns),
            entries: Arc::new(entries),
            hashes: Arc::default(),
            canonical: Arc::default(),
        })
    }

    pub(super) fn entity(&self) -> Option<&str> {
        self.entity.as_deref()
    }

    pub(super) fn hashed(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether a value of an entity is none.
    pub(crate) fn covers(&self, detector: &dyn Detector, value: &[u8]) -> bool {
        let name = detector.facts().name;
        if self.entity.as_deref().is_some_and(|entity| entity != name) {
            return false;
        }
        if self.values.contains(value) || self.patterns.iter().any(|pattern| pattern.is_whole(value)) {
            return true;
        }
        if !self.entries.is_empty() && self.hashes.has(detector, value) {
            return true;
        }
        if self.values.is_empty() {
            return false;
        }
        let mut canonical = Vec::new();
        detector.canonical(value, &mut canonical);
        self.canonical_of(detector, name).contains(&canonical)
    }

    fn canonical_of(&self, detector: &dyn Detector, name: &str) -> Arc<Values> {
        let mut known = lock(&self.canonical);
        if let Some(set) = known.get(name) {
            return set.clone();
        }
        let set = self.values.iter().map(|value| {
            let mut canonical = Vec::new();
            detector.canonical(value, &mut canonical);
            canonical
        });
        let set = Arc::new(set.collect());
        known.insert(name.to_owned(), Arc::clone(&set));
        set
    }
}

impl Policy {
    /// Adds an entity of the policy's own.
    pub(super) fn add_own(&mut self, name: &str, own: Own) -> Result<(), String> {
        let is_capital = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(is_capital);
        if !is_name || name.len() > 40 {
            return Err("the name of an entity of your own is capitals, digits and _, 40 at most".into());
        }
        if crate::entity_names().contains(&name) {
            return Err(format!("{name} is in the catalogue: give an entity of your own another name"));
        }
        own.detector(name, Class::Critical)?;
        self.own.insert(name.to_owned(), own);
        Ok(())
    }

    pub(super) fn deny(&mut self, table: DenyTable) -> Result<(), String> {
        let DenyTable { entity, values, patterns, hashed, hashed_file, any_case, class } = table;
        let entries = entries(&hashed, hashed_file.as_deref())?;
        if values.is_empty() && patterns.is_empty() && entries.is_empty() {
            return Err("what is denied are `values`, `patterns`, `hashed`, `hashed_file`, or several of these".into());
        }
        let entries = self.deny_hashed(entity.as_deref(), entries)?;
        if values.is_empty() && patterns.is_empty() && entries.is_empty() {
            return match class {
                Some(_) => Err("the `class` of an entity of the catalogue is set by `[entity.NAME]`".into()),
                None => Ok(()),
            };
        }
        let name = entity.unwrap_or_else(|| DENIED.to_owned());
        let mut own = self.own.get(&name).cloned().unwrap_or_else(Own::denying);
        own.patterns.extend(patterns);
        own.hashed.extend(entries);
        if !values.is_empty() {
            own.words.push((values, any_case.unwrap_or(true)));
        }
        if let Some(class) = class {
            self.rules.entry(name.clone()).or_default().class = Some(parse_class(&class)?);
        }
        self.add_own(&name, own)
    }

    /// Adds denied values of the catalogue's entities; gives back those that are words.
    fn deny_hashed(&mut self, entity: Option<&str>, entries: Vec<Entry>) -> Result<Vec<Entry>, String> {
        let mut words = Vec::new();
        for entry in entries {
            let Some(of) = entry.entity() else {
                words.push(entry);
                continue;
            };
            if entity.is_some_and(|name| name != of) {
                return Err("a hashed value was hashed as one of another entity".into());
            }
            if !crate::entity_names().contains(&of) {
                return Err(format!("there is no entity {of:?} in the catalogue"));
            }
            self.denied.entry(of.to_owned()).or_default().push(entry);
        }
        Ok(words)
    }

    /// The entities of its own that are looked for.
    pub(crate) fn own_detectors(&self) -> Result<Vec<Box<dyn Detector>>, Error> {
        let sought = self.own.iter().filter(|(name, _)| self.looks_for(name));
        let made = sought.map(|(name, own)| {
            let custom = own.detector(name, self.class_of(name)).map_err(Error::policy)?;
            let hashes = self.hashes(&own.hashed);
            Ok(match own.hashed.is_empty() {
                true => Box::new(custom) as Box<dyn Detector>,
                false => Box::new(Denying::new(Box::new(custom), hashes, &kept)),
            })
        });
        made.collect()
    }

    /// A detector of the catalogue, finding also what is denied of its entity.
    pub(crate) fn denying(&self, detector: Box<dyn Detector>) -> Box<dyn Detector> {
        let Some(entries) = self.denied.get(detector.facts().name) else { return detector };
        Box::new(Denying::new(detector, self.hashes(entries), &kept))
    }

    /// The names of entities that the policy declares besides the catalogue's.
    pub fn own_entities(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(String::as_str)
    }

    /// What it says is no finding.
    pub(crate) fn allowed(&self) -> Vec<Allowed> {
        let all = self.allowed.iter().cloned();
        all.map(|allowed| Allowed { hashes: Arc::new(self.hashes(&*allowed.entries)), ..allowed }).collect()
    }
}

/// The hashed values of a list, and of its file.
fn entries(hashed: &[String], file: Option<&str>) -> Result<Vec<Entry>, String> {
    let text = file.map(std::fs::read_to_string).transpose();
    let text = text.map_err(|e| format!("the file of hashed values cannot be read: {e}"))?.unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    hashed.iter().map(String::as_str).chain(lines).map(Entry::parse).collect()
}

/// Keeps a text for as long as the program runs: equal ones once, so that policies that are read again and again
/// take no more memory.
fn kept(text: String) -> &'static str {
    static ALL: OnceLock<Mutex<BTreeSet<&'static str>>> = OnceLock::new();
    let mut all = lock(ALL.get_or_init(Mutex::default));
    if let Some(known) = all.get(text.as_str()) {
        return known;
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    all.insert(text);
    text
}

fn kept_list(list: &[String]) -> &'static [&'static str] {
    static ALL: OnceLock<Mutex<BTreeSet<&'static [&'static str]>>> = OnceLock::new();
    let list: Vec<&'static str> = list.iter().cloned().map(kept).collect();
    let mut all = lock(ALL.get_or_init(Mutex::default));
    if let Some(known) = all.get(&*list) {
        return known;
    }
    let list: &'static [&'static str] = Box::leak(list.into_boxed_slice());
    all.insert(list);
    list
}

#[cfg(test)]
#[path = "own_tests.rs"]
mod tests;
