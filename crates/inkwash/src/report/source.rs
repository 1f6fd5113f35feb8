//! One stream that was scanned, as reports tell of it.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use inkwash_core::{EntityId, Evidence, Facts, Finding, Place, Pump, Score, Sink, Tally};

use super::allow::{Allows, Told};
use super::scores::Scores;
use super::watch::{Examples, Watching};
use crate::baseline::{Baseline, Print};
use crate::scanner::syntaxes;
use crate::stream::{self, Progress, StreamOptions, Summary};
use crate::survey::lock;
use crate::{Class, Error, KeyRing, Scanner};

/// So many places of a source are told apart; what is found in further ones is counted together.
const MOST_ROWS: usize = 10_000;

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
    allows: bool,
    notes_prints: bool,
    baseline: Option<Arc<Baseline>>,
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

    fn has(&self, line: u64) -> bool {
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
    print: Option<Print>,
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
    pub(crate) is_cut: bool,
    tally: Tally,
    prints: HashMap<(String, Print), u32>,
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
        source.tally.findings = vec![0; scanner.entities().count()];
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

    /// The dump was cut ([`Summary::is_cut`]).
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
        let known: Vec<_> = self.entities().map(|facts| facts.name).collect();
        let mut gauge = Gauge::new(self, origin, watch, each);
        let allows = gauge.allows.clone();
        let mut see = |block: &[u8]| lock(&allows).see(block, &known);
        let outcome = stream::scan_seeing(reader, options, start, &mut gauge, progress, &mut see);
        if let Some(error) = gauge.failure.take() {
            return Err(Error::io("cannot print the findings", error));
        }
        let summary = outcome?;
        lock(&allows).end(&known);
        gauge.settle();
        if let Some(error) = gauge.failure.take() {
            return Err(Error::io("cannot print the findings", error));
        }
        Ok(gauge.finish(&summary, examples.as_deref()))
    }
}

/// What is known of a row while the stream goes by.
struct Open {
    entity: EntityId,
    row: Row,
    last_record: u64,
    best: (Score, Evidence),
}

/// Takes a stream's findings.
struct Gauge<'g> {
    scanner: &'g Scanner,
    origin: &'g Origin,
    watch: &'g Watch,
    each: &'g mut dyn FnMut(&Reported<'_>) -> io::Result<()>,
    allows: Arc<Mutex<Allows>>,
    /// Findings on a line that is not complete.
    waiting: VecDeque<Finding>,
    rows: HashMap<String, Vec<Open>>,
    row_count: usize,
    /// Of values that the baseline knows, how often each was seen.
    seen: HashMap<Print, u32>,
    source: Source,
    format: &'static str,
    failure: Option<io::Error>,
}

impl<'g> Gauge<'g> {
    fn new(
        scanner: &'g Scanner,
        origin: &'g Origin,
        watch: &'g Watch,
        each: &'g mut dyn FnMut(&Reported<'_>) -> io::Result<()>,
    ) -> Self {
        let source = Source { path: showable(scanner, &origin.path), ..Source::default() };
        let tally = Tally { findings: vec![0; scanner.entities().count()], ..Tally::default() };
        Self {
            scanner,
            origin,
            watch,
            each,
            allows: Arc::default(),
            waiting: VecDeque::new(),
            rows: HashMap::new(),
            row_count: 0,
            seen: HashMap::new(),
            source: Source { tally, ..source },
            format: "",
            failure: None,
        }
    }

    /// Takes the findings of which all is known.
    fn settle(&mut self) {
        while let Some(first) = self.waiting.front() {
            if !lock(&self.allows).is_settled(first.line) || self.failure.is_some() {
                return;
            }
            if let Some(finding) = self.waiting.pop_front() {
                self.take(&finding);
            }
        }
    }

    fn take(&mut self, finding: &Finding) {
        let facts = self.scanner.facts(finding.cell.entity);
        if !self.origin.has(finding.line) {
            return;
        }
        if self.watch.allows && lock(&self.allows).takes(finding.line, facts.name) {
            return;
        }
        let print = self.watch.baseline.as_ref().map(|baseline| baseline.print(&self.origin.path, finding.mark));
        if let Some(print) = print
            && self.is_known(print, facts.name)
        {
            self.source.known += 1;
            return;
        }
        self.count(finding, &facts);
        let reported = Reported { finding, facts: &facts, path: &self.source.path, format: self.format, print };
        if let Err(error) = (self.each)(&reported) {
            self.failure = Some(error);
        }
    }

    /// Whether the baseline knows one more of this value.
    fn is_known(&mut self, print: Print, entity: &str) -> bool {
        if self.watch.notes_prints {
            *self.source.prints.entry((entity.to_owned(), print)).or_default() += 1;
        }
        let known = self.watch.baseline.as_ref().map_or(0, |baseline| baseline.knows(&print));
        if known == 0 {
            return false;
        }
        let seen = self.seen.entry(print).or_default();
        *seen += 1;
        *seen <= known
    }

    fn count(&mut self, finding: &Finding, facts: &Facts<'_>) {
        let (entity, score) = (finding.cell.entity, finding.cell.score);
        self.source.tally.findings[entity.index()] += 1;
        match self.source.totals.get_mut(facts.name) {
            Some(scores) => scores.add(score, 1),
            None => self.source.totals.entry(facts.name.to_owned()).or_default().add(score, 1),
        }
        let known = self.rows.get(&finding.place.path).is_some_and(|rows| rows.iter().any(|r| r.entity == entity));
        if !known {
            if self.row_count >= MOST_ROWS {
                self.source.elsewhere += 1;
                return;
            }
            self.row_count += 1;
            let rows = self.rows.entry(finding.place.path.clone()).or_default();
            rows.push(Open::new(finding, facts.name));
        }
        let rows = self.rows.get_mut(&finding.place.path).into_iter().flatten();
        rows.filter(|r| r.entity == entity).for_each(|r| r.add(finding));
    }

    fn finish(mut self, summary: &Summary, examples: Option<&Examples>) -> Source {
        let mut source = self.source;
        source.tally.bytes_in = summary.tally.bytes_in;
        source.tally.records = summary.tally.records;
        source.tally.exempted.clone_from(&summary.tally.exempted);
        source.format = summary.format.to_owned();
        (source.bytes, source.records) = (summary.tally.bytes_in, summary.tally.records);
        (source.oddities, source.is_cut) = (summary.oddities.clone(), summary.is_cut);
        source.told = lock(&self.allows).told.clone();
        for (used, _) in &mut source.told.used {
            used.reason = showable(self.scanner, &used.reason);
        }
        for open in self.rows.drain().flat_map(|(_, rows)| rows) {
            let mut row = open.row;
            row.evidence = open.best.1.reasons();
            row.example = examples.and_then(|all| all.take(&row.place, open.entity));
            source.rows.push(row);
        }
        source.rows.sort_by(|a, b| (&a.place, &a.entity).cmp(&(&b.place, &b.entity)));
        source
    }
}

impl Open {
    fn new(finding: &Finding, entity: &str) -> Self {
        let row = Row {
            place: finding.place.path.clone(),
            entity: entity.to_owned(),
            scores: Scores::default(),
            records: 0,
            first_line: finding.line,
            evidence: Vec::new(),
            example: None,
        };
        let best = (finding.cell.score, finding.cell.evidence);
        Self { entity: finding.cell.entity, row, last_record: 0, best }
    }

    fn add(&mut self, finding: &Finding) {
        self.row.scores.add(finding.cell.score, 1);
        if finding.cell.score > self.best.0 {
            self.best = (finding.cell.score, finding.cell.evidence);
        }
        if finding.record != self.last_record {
            self.last_record = finding.record;
            self.row.records += 1;
        }
    }
}

impl Sink for Gauge<'_> {
    fn begin(&mut self, format: &'static str) {
        self.format = format;
        if self.watch.allows {
            lock(&self.allows).begin(format);
        }
    }

    fn finding(&mut self, finding: &Finding) -> Result<(), inkwash_core::Error> {
        if self.waiting.is_empty() && lock(&self.allows).is_settled(finding.line) {
            self.take(finding);
        } else {
            self.waiting.push_back(finding.clone());
            self.settle();
        }
        if self.failure.is_some() { Err(inkwash_core::Error::stopped()) } else { Ok(()) }
    }
}

/// The classes from the most sensitive one.
pub(crate) const CLASSES: [Class; 4] = [Class::Critical, Class::Confidential, Class::Internal, Class::Public];
