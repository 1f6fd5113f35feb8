//! Takes the findings of one stream, and counts them place by place.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex};

use inkwash_core::{EntityId, Evidence, Facts, Finding, Score, Sink, Tally};

use super::allow::Allows;
use super::scores::Scores;
use super::source::{Origin, Reported, Row, Source, Watch, showable};
use super::telling::Told;
use super::watch::Examples;
use crate::baseline::Print;
use crate::stream::{Summary, table_of};
use crate::survey::lock;
use crate::{Error, Scanner};

/// So many places of a source are told apart; what is found in further ones is counted together.
const MOST_ROWS: usize = 10_000;

/// What is known of a row while the stream goes by.
struct Open {
    entity: EntityId,
    row: Row,
    last_record: u64,
    best: (Score, Evidence),
}

/// Takes a stream's findings.
pub(super) struct Gauge<'g> {
    scanner: &'g Scanner,
    origin: &'g Origin,
    watch: &'g Watch,
    each: &'g mut dyn FnMut(&Reported<'_>) -> io::Result<()>,
    pub(super) allows: Arc<Mutex<Allows>>,
    /// Findings on a line that is not complete.
    waiting: VecDeque<Finding>,
    rows: HashMap<String, Vec<Open>>,
    row_count: usize,
    /// Of values that the baseline knows, how often each was seen.
    seen: HashMap<Print, u32>,
    source: Source,
    format: &'static str,
    failure: Option<io::Error>,
    /// Tells what happens to values, if they are scrubbed.
    told: Option<Arc<Told>>,
}

impl<'g> Gauge<'g> {
    pub(super) fn new(
        scanner: &'g Scanner,
        origin: &'g Origin,
        watch: &'g Watch,
        each: &'g mut dyn FnMut(&Reported<'_>) -> io::Result<()>,
    ) -> Self {
        let source = Source { path: showable(scanner, origin.path()), ..Source::default() };
        let tally = Tally { findings: vec![0; scanner.engine.len()], ..Tally::default() };
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
            told: None,
        }
    }

    /// The same, telling what happens to what is found.
    pub(super) fn telling(self, told: Arc<Told>) -> Self {
        Self { told: Some(told), ..self }
    }

    /// # Errors
    /// If a finding could not be told of.
    pub(super) fn check(&mut self) -> Result<(), Error> {
        self.failure.take().map_or(Ok(()), |error| Err(Error::io("cannot print the findings", error)))
    }

    /// Takes the findings of which all is known.
    pub(super) fn settle(&mut self) {
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
        let print = self.watch.baseline.as_ref().map(|baseline| baseline.print(self.origin.path(), finding.mark));
        if let Some(print) = print
            && self.is_known(print, facts.name)
        {
            self.source.known += 1;
            return;
        }
        self.count(finding, &facts);
        let transform = self.told.as_ref().map(|told| told.of(&finding.place.path, facts.name));
        let (path, format, transform) = (&*self.source.path, self.format, transform.as_deref());
        let reported = Reported { finding, facts: &facts, path, format, transform, print };
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

    pub(super) fn finish(mut self, summary: &Summary, examples: Option<&Examples>) -> Source {
        let mut source = self.source;
        source.tally.bytes_in = summary.tally.bytes_in;
        source.tally.records = summary.tally.records;
        source.tally.exempted.clone_from(&summary.tally.exempted);
        source.tally.rewritten.clone_from(&summary.tally.rewritten);
        source.tables.clone_from(&summary.tables);
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
            row.transform = self.told.as_ref().map(|told| told.of(&row.place, &row.entity));
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
            table: table_of(&finding.place).map(str::to_owned),
            transform: None,
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
