//! One stream that was scanned, as reports tell of it.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use inkwash_core::{Facts, Finding, Place, Pump, Score, Tally};

use super::allow::Told;
use super::gauge::Gauge;
use super::scores::Scores;
use super::watch::{Examples, Watching};
use crate::baseline::{Baseline, Print};
use crate::scanner::syntaxes;
use crate::stream::{self, Progress, StreamOptions};
use crate::survey::lock;
use crate::{Class, Error, KeyRing, Scanner};

/// What is looked after while sources are scanned, besides what is found.
///
/// ```
/// use inkwash::{Origin, Scanner, StreamOptions, Watch};
/// let (scanner, options) = (Scanner::new(), StreamOptions::new().format("csv")?);
/// let table = &b"id,email\n1,anna.berg@example.com\n"[..];
/// let origin = Origin::new("customers.csv");
/// let source = scanner.scan_source(&origin, table, &options, &Watch::new(), &mut |_| Ok(()), &mut |_| ())?;
/// assert_eq!(source.findings(), 1);
/// # Ok::<(), inkwash::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Watch {
    examples: bool,
    pub(super) allows: bool,
    pub(super) notes_prints: bool,
    pub(super) baseline: Option<Arc<Baseline>>,
}

impl Watch {
    /// Nothing else.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a masked example of each entity at each place, where that tells little: never of secrets, names and
    /// traits, nor of short values.
    #[must_use]
    pub const fn examples(mut self) -> Self {
        self.examples = true;
        self
    }

    /// Leaves out what a comment `inkwash:allow ENTITY reason` on the same line, or alone on the one before, allows;
    /// in plain text, YAML, XML and HTML.
    #[must_use]
    pub const fn allows(mut self) -> Self {
        self.allows = true;
        self
    }

    /// Gives each finding a fingerprint ([`Reported::fingerprint`]) made with these keys.
    ///
    /// # Errors
    /// If no key is active.
    pub fn fingerprints(mut self, keys: &KeyRing) -> Result<Self, Error> {
        self.baseline.get_or_insert(Arc::new(Baseline::new(Some(keys))?));
        Ok(self)
    }

    /// Leaves out what this baseline knows.
    #[must_use]
    pub fn baseline(mut self, baseline: Baseline) -> Self {
        self.baseline = Some(Arc::new(baseline));
        self
    }

    /// Keeps what [`Baseline::add`] needs.
    #[must_use]
    pub const fn noting_prints(mut self) -> Self {
        self.notes_prints = true;
        self
    }

    /// The policy of a scan that watches, and its examples.
    fn policy(&self, scanner: &Scanner) -> (Arc<Watching>, Option<Arc<Examples>>) {
        let examples = self.examples.then(Arc::<Examples>::default);
        let key = self.baseline.as_ref().map(|b| b.key().clone());
        (Arc::new(Watching { rules: scanner.rules.clone(), key, examples: examples.clone() }), examples)
    }
}

/// Where a stream comes from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    path: String,
    lines: Option<Vec<Range<u64>>>,
}

impl Origin {
    /// A file, by its path from where the data set begins.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), lines: None }
    }

    /// Only what begins on these lines (from 1; sorted, disjoint) is told of.
    #[must_use]
    pub fn lines(mut self, lines: Vec<Range<u64>>) -> Self {
        self.lines = Some(lines);
        self
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn has(&self, line: u64) -> bool {
        self.lines.as_ref().is_none_or(|lines| {
            let before = lines.partition_point(|range| range.end <= line);
            lines.get(before).is_some_and(|range| range.contains(&line))
        })
    }
}

/// A finding that is told of, as it is made.
pub struct Reported<'r> {
    /// The finding.
    pub finding: &'r Finding,
    /// Its entity.
    pub facts: &'r Facts<'r>,
    /// The source's path as reports may show it.
    pub path: &'r str,
    /// The format that the source is read in.
    pub format: &'static str,
    /// What happened to it, as a policy writes it, if it was scrubbed.
    pub transform: Option<&'r str>,
    pub(super) print: Option<Print>,
}

impl Reported<'_> {
    /// The keyed fingerprint of the value in its file, in hexadecimal: the same wherever in the file it stands.
    #[must_use]
    pub fn fingerprint(&self) -> Option<String> {
        self.print.map(|print| crate::baseline::hex(&print))
    }
}

/// What was found of one entity at one place of a source.
#[derive(Clone)]
pub(crate) struct Row {
    /// Empty for plain text.
    pub(crate) place: String,
    pub(crate) entity: String,
    pub(crate) scores: Scores,
    /// Records with a finding; 0 outside of records.
    pub(crate) records: u64,
    pub(crate) first_line: u64,
    /// Of the first finding with the highest score.
    pub(crate) evidence: Vec<String>,
    pub(crate) example: Option<String>,
    /// The dump's table that it is in.
    pub(crate) table: Option<String>,
    /// What happened to the values, if they were scrubbed.
    pub(crate) transform: Option<String>,
}

/// What a scanned stream holds, place by place. No value is in it.
#[derive(Clone, Default)]
pub struct Source {
    pub(crate) path: String,
    pub(crate) format: String,
    pub(crate) bytes: u64,
    pub(crate) records: u64,
    pub(crate) rows: Vec<Row>,
    /// Findings at places that are not told apart.
    pub(crate) elsewhere: u64,
    /// By entity, all that is told of.
    pub(crate) totals: HashMap<String, Scores>,
    pub(crate) told: Told,
    pub(crate) known: u64,
    pub(crate) oddities: Vec<(&'static str, u64)>,
    /// Records by table of a dump.
    pub(crate) tables: BTreeMap<String, u64>,
    pub(crate) is_cut: bool,
    pub(super) tally: Tally,
    pub(super) prints: HashMap<(String, Print), u32>,
}

impl Source {
    /// What was found in the columns of a table that is no stream: `format`, its size, and place, entity, class,
    /// count and highest score of each.
    #[must_use]
    pub fn of_columns<'c>(
        scanner: &Scanner,
        path: &str,
        format: &str,
        bytes: u64,
        columns: impl Iterator<Item = (&'c str, &'c str, u64, Score)>,
    ) -> Self {
        let mut source = Self { path: showable(scanner, path), format: format.to_owned(), bytes, ..Self::default() };
        source.tally.bytes_in = bytes;
        source.tally.findings = vec![0; scanner.engine.len()];
        for (place, entity, findings, score) in columns {
            let mut scores = Scores::default();
            scores.add(score, findings);
            source.totals.entry(entity.to_owned()).or_default().merge(&scores);
            if let Some(at) = scanner.entities().position(|facts| facts.name == entity) {
                source.tally.findings[at] += findings;
            }
            source.rows.push(Row {
                place: place.to_owned(),
                entity: entity.to_owned(),
                scores,
                records: 0,
                first_line: 0,
                evidence: Vec::new(),
                example: None,
                table: None,
                transform: None,
            });
        }
        source.rows.sort_by(|a, b| (&a.place, &a.entity).cmp(&(&b.place, &b.entity)));
        source
    }

    /// The path as reports may show it.
    #[must_use]
    pub fn shown_path(&self) -> &str {
        &self.path
    }

    /// How many findings are told of.
    #[must_use]
    pub fn findings(&self) -> u64 {
        self.totals.values().map(Scores::count).sum()
    }

    /// How many were left out because a baseline knows them.
    #[must_use]
    pub const fn known(&self) -> u64 {
        self.known
    }

    /// How many were left out because a comment allows them.
    #[must_use]
    pub const fn allowed(&self) -> u64 {
        self.told.findings
    }

    /// The lines of comments that allow nothing, as they name no entity or give no reason: of many the first.
    #[must_use]
    pub fn idle_allows(&self) -> &[u64] {
        &self.told.idle
    }

    /// Counts of what is told of: bytes, records and findings by entity, in the order of
    /// [`Scanner::entities`].
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The dump was cut ([`Summary::is_cut`](crate::Summary::is_cut)).
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The format that it was read in.
    #[must_use]
    pub fn format(&self) -> &str {
        &self.format
    }

    /// Place, entity, findings, lowest and highest score, and the first line of each row, sorted.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &str, u64, Score, Score, u64)> {
        self.rows.iter().map(|row| {
            let Row { place, entity, scores, first_line, .. } = row;
            (&**place, &**entity, scores.count(), scores.lowest(), scores.highest(), *first_line)
        })
    }

    /// Findings at places that are not told apart, as there are too many.
    #[must_use]
    pub const fn elsewhere(&self) -> u64 {
        self.elsewhere
    }

    /// The highest score of what is told of.
    #[must_use]
    pub fn highest(&self) -> Option<Score> {
        self.totals.values().filter(|scores| scores.count() > 0).map(Scores::highest).max()
    }

    pub(crate) fn prints(&self) -> impl Iterator<Item = (&(String, Print), &u32)> {
        self.prints.iter()
    }
}

/// A path as reports may show it: what is a finding in itself is replaced by the entity's name.
pub(crate) fn showable(scanner: &Scanner, path: &str) -> String {
    scanner.engine.showable(&Arc::new(Place { path: path.to_owned(), ..Place::default() })).path.clone()
}

impl Scanner {
    /// Reads a stream to its end like [`scan_reader`](Self::scan_reader), and tells what it holds, place by place.
    /// `each` is told of each finding that neither a comment nor a baseline leaves out, in order.
    ///
    /// # Errors
    /// If reading fails, or `each` does.
    pub fn scan_source(
        &self,
        origin: &Origin,
        reader: impl Read,
        options: &StreamOptions,
        watch: &Watch,
        each: &mut dyn FnMut(&Reported<'_>) -> io::Result<()>,
        progress: Progress<'_>,
    ) -> Result<Source, Error> {
        let (policy, examples) = watch.policy(&self.for_file(options.name()));
        let start = |info: &inkwash_formats::FormatInfo| {
            Pump::scan(self.engine.clone(), (info.start)()).with_policy(policy.clone()).with_syntaxes(syntaxes())
        };
        let known: Vec<_> = if watch.allows { self.rules.names().collect() } else { Vec::new() };
        let mut gauge = Gauge::new(self, origin, watch, each);
        let allows = gauge.allows.clone();
        let mut see = |block: &[u8]| lock(&allows).see(block, &known);
        let outcome = stream::scan_seeing(reader, options, start, &mut gauge, progress, &mut see);
        gauge.check()?;
        let summary = outcome?;
        lock(&allows).end(&known);
        gauge.settle();
        gauge.check()?;
        Ok(gauge.finish(&summary, examples.as_deref()))
    }
}

/// The classes from the most sensitive one.
pub(crate) const CLASSES: [Class; 4] = [Class::Critical, Class::Confidential, Class::Internal, Class::Public];
