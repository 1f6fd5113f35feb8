//! What was found in a data set, as people and other programs read it.

mod allow;
mod csv;
mod gauge;
mod html;
mod markdown;
mod sarif;
mod scores;
mod source;
mod telling;
mod text;
mod watch;

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

use crate::baseline::hex;
use crate::keys::date::now;
use crate::{Class, ExceptionUse, Scanner};
use allow::Allow;
use scores::Scores;
use source::{Row, showable};

pub use sarif::{SarifWriter, write_result as write_sarif_result, write_sarif_columns};
pub use source::{Origin, Reported, Source, Watch};
pub use telling::Audience;
pub(crate) use telling::{Telling, Told};

/// So many rows are kept; of further ones only counts.
const MOST_ROWS: usize = 100_000;
/// So many paths of each reason, and comments that allow something, are listed.
const LISTED: usize = 20;
const MOST_ALLOWS: usize = 1_000;

/// What many sources hold, source by source and place by place: counts, scores, masked examples, and what was not
/// looked into. Memory is bounded: of very many places counts are kept only, and the report says so.
///
/// ```
/// use inkwash::{Origin, Report, Scanner, StreamOptions, Watch};
/// let scanner = Scanner::new();
/// let mut report = Report::new(&scanner);
/// let (log, options) = (&b"mail to anna.berg@example.com\n"[..], StreamOptions::new());
/// let origin = Origin::new("app.log");
/// report.add(scanner.scan_source(&origin, log, &options, &Watch::new().examples(), &mut |_| Ok(()), &mut |_| ())?);
/// report.unchecked("photo.png", 123_456, "it is an image (PNG)");
/// let mut page = Vec::new();
/// report.write_html(&mut page)?;
/// let page = String::from_utf8(page)?;
/// assert!(page.contains("EMAIL_ADDRESS") && page.contains("123.5 kB") && !page.contains("anna.berg"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Report {
    scanner: Scanner,
    title: String,
    made: String,
    policy: Option<(String, String)>,
    /// What was found was scrubbed.
    is_scrub: bool,
    plan: Option<(String, String)>,
    key: Option<String>,
    replaced: u64,
    entities: BTreeMap<String, Entity>,
    sources: Vec<Line>,
    files: u64,
    bytes: u64,
    records: u64,
    rows: Vec<(usize, Row)>,
    /// Rows that are not kept, and what was found at places that no row tells of.
    left_out: u64,
    elsewhere: u64,
    unchecked: BTreeMap<String, Unchecked>,
    known: u64,
    allowed: u64,
    allows: Vec<(String, Allow, u64)>,
    idle_allows: u64,
    exceptions: Vec<ExceptionUse>,
    oddities: BTreeMap<&'static str, u64>,
    cut: Vec<String>,
}

/// An entity, and all that was found of it.
#[derive(Clone)]
struct Entity {
    title: String,
    source: String,
    class: Class,
    group: &'static str,
    scores: Scores,
    /// Sources that it was found in.
    sources: u64,
}

/// A source with findings.
struct Line {
    path: String,
    format: String,
    bytes: u64,
    records: u64,
    /// Records by table of a dump.
    tables: BTreeMap<String, u64>,
    findings: u64,
    entities: HashMap<String, u64>,
}

/// What was not looked into for one reason.
#[derive(Default)]
struct Unchecked {
    files: u64,
    bytes: u64,
    /// The first.
    paths: Vec<String>,
}

impl Report {
    /// A report of nothing yet, made now.
    #[must_use]
    pub fn new(scanner: &Scanner) -> Self {
        let entities = scanner.entities().filter(|facts| !facts.decoy).map(|facts| {
            let entity = Entity {
                title: facts.title.to_owned(),
                source: facts.source.to_owned(),
                class: facts.class,
                group: facts.group.name(),
                scores: Scores::default(),
                sources: 0,
            };
            (facts.name.to_owned(), entity)
        });
        Self {
            scanner: scanner.clone(),
            title: "Inventory of personal data".to_owned(),
            made: now(),
            policy: None,
            is_scrub: false,
            plan: None,
            key: None,
            replaced: 0,
            entities: entities.collect(),
            sources: Vec::new(),
            files: 0,
            bytes: 0,
            records: 0,
            rows: Vec::new(),
            left_out: 0,
            elsewhere: 0,
            unchecked: BTreeMap::new(),
            known: 0,
            allowed: 0,
            allows: Vec::new(),
            idle_allows: 0,
            exceptions: Vec::new(),
            oddities: BTreeMap::new(),
            cut: Vec::new(),
        }
    }

    /// The same under another title.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// The same, naming the policy file that was used, with the SHA-256 of what is in it.
    #[must_use]
    pub fn by_policy(mut self, name: &str, text: &str) -> Self {
        self.policy = Some(self.digest(name, text));
        self
    }

    /// The same, of what was scrubbed ([`Scrubber::scrub_source`](crate::Scrubber::scrub_source)): it says what happened
    /// to what was found, and has no examples.
    #[must_use]
    pub fn of_scrub(mut self) -> Self {
        self.is_scrub = true;
        self.title = "What was found and replaced".to_owned();
        self
    }

    /// The same, naming the plan that was kept to, with the SHA-256 of what is in it.
    #[must_use]
    pub fn by_plan(mut self, name: &str, text: &str) -> Self {
        self.plan = Some(self.digest(name, text));
        self
    }

    /// The same, with the [fingerprint](crate::KeyRing::fingerprint) of the key.
    #[must_use]
    pub fn by_key(mut self, fingerprint: &str) -> Self {
        self.key = Some(fingerprint.to_owned());
        self
    }

    fn digest(&self, name: &str, text: &str) -> (String, String) {
        (showable(&self.scanner, name), hex(&Sha256::digest(text.as_bytes())))
    }

    /// Adds a source that was scanned.
    pub fn add(&mut self, source: Source) {
        for used in self.scanner.exceptions_used(source.tally()) {
            match self.exceptions.iter_mut().find(|known| known.exception == used.exception) {
                Some(known) => known.values += used.values,
                None => self.exceptions.push(used),
            }
        }
        self.files += 1;
        self.bytes += source.bytes;
        self.records += source.records;
        self.elsewhere += source.elsewhere;
        self.replaced += source.tally().rewritten.iter().sum::<u64>();
        self.known += source.known;
        self.allowed += source.told.findings;
        self.idle_allows += source.told.idle_count;
        source.oddities.iter().for_each(|(what, n)| *self.oddities.entry(what).or_default() += n);
        if source.is_cut && self.cut.len() < LISTED {
            self.cut.push(source.path.clone());
        }
        let room = MOST_ALLOWS.saturating_sub(self.allows.len());
        let used = source.told.used.iter().take(room);
        self.allows.extend(used.map(|(allow, n)| (source.path.clone(), allow.clone(), *n)));
        if source.totals.is_empty() {
            return;
        }
        for (name, scores) in &source.totals {
            if let Some(entity) = self.entities.get_mut(name) {
                entity.scores.merge(scores);
                entity.sources += 1;
            }
        }
        let number = self.sources.len();
        self.sources.push(Line {
            findings: source.findings(),
            entities: source.totals.iter().map(|(name, scores)| (name.clone(), scores.count())).collect(),
            path: source.path,
            format: source.format,
            bytes: source.bytes,
            records: source.records,
            tables: source.tables,
        });
        let room = MOST_ROWS.saturating_sub(self.rows.len());
        self.left_out += source.rows.len().saturating_sub(room) as u64;
        self.rows.extend(source.rows.into_iter().take(room).map(|row| (number, row)));
    }

    /// Adds a file that was not looked into, with its size and why: `it is an image (PNG)`.
    pub fn unchecked(&mut self, path: &str, bytes: u64, why: &str) {
        let of_reason = self.unchecked.entry(why.to_owned()).or_default();
        of_reason.files += 1;
        of_reason.bytes += bytes;
        if of_reason.paths.len() < LISTED {
            of_reason.paths.push(showable(&self.scanner, path));
        }
    }

    /// How many findings it tells of.
    #[must_use]
    pub fn findings(&self) -> u64 {
        self.entities.values().map(|entity| entity.scores.count()).sum()
    }

    /// Writes it as one HTML page that needs nothing else: no network, no script (one helps where it may run).
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_html(&self, out: &mut dyn Write) -> io::Result<()> {
        html::write(self, out)
    }

    /// Writes it as CSV (RFC 4180) with a header: one line for each source, place and entity.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        csv::write(self, out)
    }

    /// Writes it as Markdown, short enough for a comment on a merge request.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        markdown::write(self, out)
    }

    /// How many findings there are of each class, the most sensitive one first.
    fn by_class(&self) -> [(Class, u64); 4] {
        source::CLASSES.map(|class| {
            let of_class = self.entities.values().filter(|entity| entity.class == class);
            (class, of_class.map(|entity| entity.scores.count()).sum())
        })
    }

    /// What was found, the most sensitive class and the most frequent entity first.
    fn found(&self) -> Vec<(&str, &Entity)> {
        let found = self.entities.iter().filter(|(_, entity)| entity.scores.count() > 0);
        let mut found: Vec<_> = found.map(|(name, entity)| (&**name, entity)).collect();
        found.sort_by_key(|(name, entity)| (entity.class, std::cmp::Reverse(entity.scores.count()), *name));
        found
    }

    fn class_of(&self, entity: &str) -> Class {
        self.entities.get(entity).map_or(Class::Public, |entity| entity.class)
    }

    /// How many records the table of a row has: the source, if all of it is one, or the dump's table.
    fn records(&self, source: usize, row: &Row) -> Option<u64> {
        let source = self.sources.get(source)?;
        let records = match (&*source.format, &row.table) {
            ("csv" | "tsv" | "ndjson" | "logfmt", _) => source.records,
            // What stands in the elements of the array that a document is.
            ("json" | "yaml", _) if row.place.starts_with("/*") => source.records,
            (_, Some(table)) => *source.tables.get(table)?,
            _ => return None,
        };
        (records > 0 && (1..=records).contains(&row.records)).then_some(records)
    }

    /// The share of its table's records that a row was found in.
    fn share(&self, source: usize, row: &Row) -> Option<f64> {
        self.records(source, row).map(|records| row.records as f64 / records as f64)
    }

    /// Files and bytes that were not looked into.
    fn unchecked_sums(&self) -> (u64, u64) {
        self.unchecked.values().fold((0, 0), |(files, bytes), of| (files + of.files, bytes + of.bytes))
    }
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
