//! Realistic documents, texts and records with everything in them labelled, in `corpora/documents/`
//! and `corpora/mixed/`, one TOML file per language. They measure how much is found and how much of
//! what is found is right; single examples that must be judged rightly are in
//! [`corpus`](crate::corpus).
//!
//! ```toml
//! language = "en"
//!
//! [[text]]
//! kind = "support ticket"
//! set = "tune"
//! text = "Write to «EMAIL_ADDRESS:anna@example.com» about order 4711"
//!
//! [[document]]
//! kind = "NDJSON"
//! set = "held-out"
//! text = '''
//! {"ts":"2026-05-14","email":"«EMAIL_ADDRESS:anna@example.com»"}
//! '''
//!
//! [[record]]
//! kind = "CRM export"
//! set = "held-out"
//! table = "contacts"
//! fields = [["FirstName", "«PERSON:Anna»"], ["Created", "2026-05-14"]]
//! ```
//!
//! A text is one cell outside of any column; a document is a whole file in whatever format it is in.
//! Detectors may be tuned on the set `tune`; the set `held-out` only measures.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use inkwash_core::{Engine, Place, Score, Scratch, Span};
use serde::Deserialize;

/// All documents of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mixed {
    /// The language (ISO 639-1), `mul` for several, or `log` for what machines write.
    pub language: String,
    /// Whole files.
    #[serde(default)]
    document: Vec<Text>,
    /// Texts outside of any column.
    #[serde(default)]
    text: Vec<Text>,
    /// Rows of tables.
    #[serde(default)]
    record: Vec<Record>,
}

/// Which half of the corpus a document belongs to.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Set {
    /// Detectors may be tuned on it.
    Tune,
    /// It only measures.
    HeldOut,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    kind: String,
    set: Set,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    kind: String,
    set: Set,
    table: String,
    fields: Vec<(String, String)>,
}

/// One text to scan, with what is in it.
#[derive(Debug)]
pub struct Cell {
    /// What kind of document it comes from.
    pub kind: String,
    /// The half that it belongs to.
    pub set: Set,
    /// The place it stands in, as `table.column`; empty for a text outside of any column.
    pub place: String,
    /// The text without labels.
    pub text: String,
    /// What is in it: entity names, and byte offsets in `text`.
    pub labels: Vec<(String, Span)>,
}

impl Mixed {
    /// Reads all files of a folder, by name.
    ///
    /// # Panics
    /// If one cannot be read or does not follow the format above.
    #[must_use]
    pub fn load_all(folder: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder").path()).collect();
        paths.sort();
        let load = |path: &Path| {
            let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        };
        paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")).map(|p| load(p)).collect()
    }

    /// Its documents, to be read in the format that they are in.
    #[must_use]
    pub fn documents(&self) -> Vec<Cell> {
        self.document.iter().map(|d| Cell::new(&d.kind, d.set, String::new(), &d.text)).collect()
    }

    /// Its texts and all fields of its records.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        for t in &self.text {
            cells.push(Cell::new(&t.kind, t.set, String::new(), &t.text));
        }
        for r in &self.record {
            for (column, value) in &r.fields {
                cells.push(Cell::new(&r.kind, r.set, format!("{}.{column}", r.table), value));
            }
        }
        cells
    }
}

impl Cell {
    /// Takes the labels out of a text.
    fn new(kind: &str, set: Set, place: String, labelled: &str) -> Self {
        let (mut text, mut labels) = (String::new(), Vec::new());
        let mut parts = labelled.split('«');
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (marked, after) = part.split_once('»').unwrap_or_else(|| panic!("an open label: {labelled}"));
            let (entity, value) = marked.split_once(':').unwrap_or_else(|| panic!("no entity named: {labelled}"));
            labels.push((entity.to_owned(), Span::new(text.len(), text.len() + value.len())));
            text.push_str(value);
            text.push_str(after);
        }
        Self { kind: kind.to_owned(), set, place, text, labels }
    }
}

/// How often an entity was found, missed and wrongly claimed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Labels that a finding of their entity covers (see [`Measured::judge`]).
    pub found: u32,
    /// Labels without such a finding.
    pub missed: u32,
    /// Findings of the entity that no label of the entity accounts for.
    pub wrong: u32,
}

impl Tally {
    /// Of the labels, the share found; 1 if there are none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.found + self.missed)
    }

    /// Of the findings, the share right; 1 if there are none.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.found, self.found + self.wrong)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.found, 2 * self.found + self.missed + self.wrong)
    }

    /// Both tallies together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { found: self.found + other.found, missed: self.missed + other.missed, wrong: self.wrong + other.wrong }
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// What [`measure`] counted.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Per entity, in texts outside of columns.
    pub texts: BTreeMap<String, Tally>,
    /// Per entity, in fields of records.
    pub fields: BTreeMap<String, Tally>,
    /// Per tenth of a score (5 for 0.5 to 0.599): findings, and how many of them are right.
    pub bands: BTreeMap<u16, (u32, u32)>,
    /// Each miss and each wrong finding, one line.
    pub faults: Vec<String>,
}

impl Measured {
    /// Compares what was found in a cell with its labels. A label counts as found when a finding of
    /// its entity is exactly as long or differs only by punctuation and blanks at its ends; each
    /// finding can account for one label only.
    pub fn judge<'e>(&mut self, cell: &Cell, found: impl Iterator<Item = (&'e str, Span, Score)>) {
        let tallies = if cell.place.is_empty() { &mut self.texts } else { &mut self.fields };
        let mut open: Vec<_> = cell.labels.iter().collect();
        for (name, found, score) in found {
            let label = open.iter().position(|(e, span)| e == name && trimmed(cell, *span) == trimmed(cell, found));
            let tally = tallies.entry(name.to_owned()).or_default();
            let band = self.bands.entry(score.to_permille() / 100).or_default();
            band.0 += 1;
            if let Some(i) = label {
                open.remove(i);
                tally.found += 1;
                band.1 += 1;
            } else {
                tally.wrong += 1;
                let value = String::from_utf8_lossy(found.of(cell.text.as_bytes())).into_owned();
                self.faults.push(fault("wrong", cell, name, &value, &score.to_string()));
            }
        }
        for (entity, span) in open {
            tallies.entry(entity.clone()).or_default().missed += 1;
            self.faults.push(fault("missed", cell, entity, &cell.text[span.start..span.end], ""));
        }
    }

    /// What was counted in two lots.
    #[must_use]
    pub fn plus(mut self, other: Self) -> Self {
        for (mine, theirs) in [(&mut self.texts, other.texts), (&mut self.fields, other.fields)] {
            for (entity, tally) in theirs {
                let entry = mine.entry(entity).or_default();
                *entry = entry.plus(tally);
            }
        }
        for (band, (findings, right)) in other.bands {
            let entry = self.bands.entry(band).or_default();
            *entry = (entry.0 + findings, entry.1 + right);
        }
        self.faults.extend(other.faults);
        self
    }

    /// Texts and fields together.
    #[must_use]
    pub fn total(&self) -> BTreeMap<String, Tally> {
        let mut all = self.texts.clone();
        for (entity, tally) in &self.fields {
            let entry = all.entry(entity.clone()).or_default();
            *entry = entry.plus(*tally);
        }
        all
    }
}

/// Scans the cells and compares with their labels; see [`Measured::judge`].
#[must_use]
pub fn measure<'c>(engine: &Engine, cells: impl Iterator<Item = &'c Cell>) -> Measured {
    let mut measured = Measured::default();
    let mut scratch = Scratch::default();
    for cell in cells {
        // A column's name may have points in it, a table's has none.
        let (parent, name) = cell.place.split_once('.').unwrap_or_default();
        let place =
            Place { path: cell.place.as_str().into(), parent: parent.into(), name: name.into(), ..Place::default() };
        let column = engine.column(&Arc::new(place));
        let findings = engine.scan(cell.text.as_bytes(), &column, &mut scratch);
        measured.judge(cell, findings.iter().map(|f| (engine.facts(f.entity).name, f.span, f.score)));
    }
    measured
}

fn trimmed(cell: &Cell, span: Span) -> &str {
    let text = cell.text.get(span.start..span.end).unwrap_or_default();
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

fn fault(what: &str, cell: &Cell, entity: &str, value: &str, score: &str) -> String {
    let shown = |text: &str| text.replace('\n', "\\n");
    let place = if cell.place.is_empty() { shown(&cell.text) } else { cell.place.clone() };
    format!("{what} {entity} {score} {value:?} in {:?}: {}", cell.kind, place.chars().take(160).collect::<String>())
}
