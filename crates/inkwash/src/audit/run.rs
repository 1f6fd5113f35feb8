//! A run, from its first record to its last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};

use inkwash_core::{Class, EntityId, Place, Sink, Tally};

use super::digest::{Measured, Meter, sha256};
use super::head::Head;
use super::log::Log;
use super::record::{
    Count, Document, End, ExceptionUsed, FORM, Findings, KeyUsed, More, Outcome, PlaceCount, Record, RetentionUsed,
};
use super::time::now;
use super::who;
use crate::survey::lock;
use crate::{
    Error, Exception, ExceptionUse, KeyRing, Retention, RetentionUse, Scanner, Source, StreamFinding, Summary,
};

/// So many sources are named; more are counted.
const MOST_SOURCES: usize = 10_000;
/// So many pairs of place and entity are counted apart in memory.
const MOST_SEEN: usize = 10_000;
/// So many of them are written down.
const MOST_PLACES: usize = 1_000;
/// So many characters of a place's name are written down.
const MOST_CHARS: usize = 200;

/// A run whose start is in the log. It takes notes until it [`end`](Self::end)s; if it never does, the log shows that it did
/// not. Share it between threads.
///
/// [`Run::unrecorded`] is for runs that no log is kept of: it takes the same calls and notes nothing.
pub struct Run(Option<Recorded>);

struct Recorded {
    log: Log,
    start: Record,
    notes: Mutex<Notes>,
}

#[derive(Default)]
struct Notes {
    end: End,
    sources: Vec<Arc<Mutex<Meter>>>,
    /// Beyond the first ones, still being read.
    more_sources: Vec<Arc<Mutex<Meter>>>,
    sinks: Vec<Arc<Mutex<Meter>>>,
    /// By place and entity.
    places: BTreeMap<(String, String), u64>,
    elsewhere: u64,
}

impl Run {
    /// A run that is not recorded.
    #[must_use]
    pub const fn unrecorded() -> Self {
        Self(None)
    }

    pub(super) fn start(log: Log, operation: &str, command: Vec<String>) -> Result<Self, Error> {
        let start = log.append(|head| Record {
            audit: FORM,
            seq: head.seq + 1,
            run: head.seq + 1,
            prev: head.hash,
            time: now(),
            operation: operation.to_owned(),
            user: who::user(),
            uid: who::uid(),
            host: who::host(),
            pid: std::process::id(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command,
            torn: None,
            end: None,
        })?;
        Ok(Self(Some(Recorded { log, start, notes: Mutex::default() })))
    }

    /// Its number in the log; `None` if it is not recorded.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.0.as_ref().map(|recorded| recorded.start.run)
    }

    /// Notes what is read from this source, byte by byte as it is read.
    pub fn source<R: Read>(&self, name: &str, reader: R) -> Measured<R> {
        Measured::new(
            reader,
            self.noted(|notes| {
                let meter = Meter::new(name);
                if notes.sources.len() < MOST_SOURCES {
                    notes.sources.push(meter.clone());
                } else {
                    notes.more_sources.push(meter.clone());
                    notes.fold();
                }
                meter
            }),
        )
    }

    /// Notes what is written to this sink. It counts as written whole if the run is done.
    pub fn sink<W: Write>(&self, name: &str, writer: W) -> Measured<W> {
        Measured::new(
            writer,
            self.noted(|notes| {
                let meter = Meter::new(name);
                notes.sinks.push(meter.clone());
                meter
            }),
        )
    }

    /// Notes the policy file.
    pub fn policy(&self, name: &str, text: &[u8]) {
        self.note(|notes| notes.end.policy = Some(document(name, text)));
    }

    /// Notes the plan.
    pub fn plan(&self, name: &str, text: &[u8]) {
        self.note(|notes| notes.end.plan = Some(document(name, text)));
    }

    /// Notes the key that stand-ins or tokens are made with; `random` if it is not kept.
    ///
    /// # Errors
    /// If no key is active.
    pub fn key(&self, keys: &KeyRing, random: bool) -> Result<(), Error> {
        if self.0.is_some() {
            let used = KeyUsed { fingerprint: keys.fingerprint()?, version: keys.version()?, random };
            self.note(|notes| notes.end.key = Some(used));
        }
        Ok(())
    }

    /// Passes findings on to `inner`, and notes how many there are at which place.
    pub fn counting<'s>(&'s self, scanner: &'s Scanner, inner: &'s mut dyn Sink) -> Counting<'s> {
        Counting { run: self, scanner, inner, seen: HashMap::new() }
    }

    /// Notes what went through in a stream: all that the log keeps of a [`Summary`] passes here.
    pub fn tally(&self, scanner: &Scanner, summary: &Summary) {
        self.counts(scanner, &summary.tally);
        summary.exceptions.iter().for_each(|used| self.exception(used));
        summary.retention.iter().for_each(|used| self.retention(used));
    }

    /// Notes what a retention rule came to.
    fn retention(&self, used: &RetentionUse) {
        let RetentionUse { rule, as_of, dropped, followed, held, needed, undated, younger } = used.clone();
        let Retention { place, column, older_than, reason, .. } = rule;
        if dropped + held + needed + undated + younger == 0 {
            return;
        }
        let used = RetentionUsed { place, column, older_than, reason, as_of, dropped, followed, held, needed, undated };
        self.note(|notes| notes.end.retention.push(used));
    }

    /// Notes what was found in a source that a report tells of.
    pub fn scanned(&self, scanner: &Scanner, source: &Source) {
        self.counts(scanner, source.tally());
        for (place, entity, found, ..) in source.rows() {
            self.place(place, entity, found);
        }
        self.note(|notes| notes.elsewhere += source.elsewhere());
        scanner.exceptions_used(source.tally()).iter().for_each(|used| self.exception(used));
    }

    fn counts(&self, scanner: &Scanner, tally: &Tally) {
        if self.0.is_none() {
            return;
        }
        for (i, facts) in scanner.entities().enumerate() {
            let of = |counts: &[u64]| counts.get(i).copied().unwrap_or(0);
            self.count(facts.name, facts.class, Count { found: of(&tally.findings), replaced: of(&tally.rewritten) });
        }
    }

    /// Notes how many of an entity were found and replaced, besides those noted before.
    pub fn count(&self, entity: &str, class: Class, count: Count) {
        if count == Count::default() {
            return;
        }
        self.note(|notes| {
            let Findings { entities, classes, .. } = &mut notes.end.findings;
            for total in [entities.entry(entity.to_owned()), classes.entry(class.name().to_owned())] {
                let total = total.or_default();
                total.found += count.found;
                total.replaced += count.replaced;
            }
        });
    }

    /// Notes how many of an entity were found at a place, besides those noted before.
    pub fn place(&self, place: &str, entity: &str, found: u64) {
        self.note(|notes| {
            let key = (place.to_owned(), entity.to_owned());
            if notes.places.len() < MOST_SEEN || notes.places.contains_key(&key) {
                *notes.places.entry(key).or_default() += found;
            } else {
                notes.elsewhere += found;
            }
        });
    }

    /// Notes that an exception of the policy let values through, besides those noted before.
    pub fn exception(&self, used: &ExceptionUse) {
        let Exception { entity, place, file, reason, approver, expires } = used.exception.clone();
        let used = ExceptionUsed { entity, place, file, reason, approver, expires, values: used.values };
        if used.values == 0 {
            return;
        }
        self.note(|notes| {
            let same = |noted: &&mut ExceptionUsed| ExceptionUsed { values: noted.values, ..used.clone() } == **noted;
            match notes.end.exceptions.iter_mut().find(same) {
                Some(noted) => noted.values += used.values,
                None => notes.end.exceptions.push(used),
            }
        });
    }

    /// Whether its records are sealed with this version of this ring.
    #[must_use]
    pub fn is_sealed_with(&self, keys: &KeyRing, version: u32) -> bool {
        self.0.as_ref().is_some_and(|recorded| recorded.log.is_sealed_with(keys, version))
    }

    /// Notes another number that the operation comes to, besides those noted before of this name.
    pub fn result(&self, name: &str, number: u64) {
        self.note(|notes| *notes.end.results.entry(name.to_owned()).or_default() += number);
    }

    /// Writes down how the run ended, and gives the record back; `None` if it is not recorded.
    ///
    /// # Errors
    /// If the log cannot be written, was damaged or cut.
    pub fn end(self, outcome: Outcome<'_>, exit_code: u8) -> Result<Option<Record>, Error> {
        let Some(Recorded { log, start, notes }) = self.0 else { return Ok(None) };
        let mut notes = notes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_whole = matches!(outcome, Outcome::Done | Outcome::Found);
        notes.fold();
        let mut end = notes.end;
        end.started.clone_from(&start.time);
        outcome.name().clone_into(&mut end.outcome);
        end.error = outcome.error();
        end.exit_code = exit_code;
        end.sources = notes.sources.iter().map(|meter| lock(meter).stream(None)).collect();
        end.sinks = notes.sinks.iter().map(|meter| lock(meter).stream(Some(is_whole))).collect();
        (end.findings.places, end.findings.elsewhere) = places(notes.places, notes.elsewhere);
        let record = log.append(|Head { seq, hash: prev }| Record {
            seq: seq + 1,
            prev,
            time: now(),
            torn: None,
            end: Some(end),
            ..start
        })?;
        Ok(Some(record))
    }

    fn note(&self, note: impl FnOnce(&mut Notes)) {
        self.noted(note);
    }

    fn noted<T>(&self, note: impl FnOnce(&mut Notes) -> T) -> Option<T> {
        self.0.as_ref().map(|recorded| note(&mut lock(&recorded.notes)))
    }
}

impl Notes {
    /// Counts the sources beyond the first ones that nobody reads any more.
    fn fold(&mut self) {
        let More { streams, bytes } = &mut self.end.more_sources;
        self.more_sources.retain(|meter| {
            let is_open = Arc::strong_count(meter) > 1;
            if !is_open {
                *streams += 1;
                *bytes += lock(meter).stream(None).bytes;
            }
            is_open
        });
    }
}

fn document(name: &str, text: &[u8]) -> Document {
    Document { name: name.to_owned(), sha256: sha256(text) }
}

/// The most frequent ones, and the findings at others. What is a finding in the name of a place is replaced, by
/// all that is known of, not by what the run looked for.
fn places(seen: BTreeMap<(String, String), u64>, mut elsewhere: u64) -> (Vec<PlaceCount>, u64) {
    let mut all: Vec<_> = seen.into_iter().collect();
    all.sort_by(|(a, n), (b, m)| (Reverse(n), a).cmp(&(Reverse(m), b)));
    elsewhere += all.iter().skip(MOST_PLACES).map(|(_, found)| found).sum::<u64>();
    all.truncate(MOST_PLACES);
    if all.is_empty() {
        return (Vec::new(), elsewhere);
    }
    let scanner = Scanner::new();
    let shown = |place: String| {
        let place = Place { path: place, ..Place::default() };
        scanner.engine.showable(&Arc::new(place)).path.chars().take(MOST_CHARS).collect()
    };
    let places = all.into_iter().map(|((place, entity), found)| PlaceCount { place: shown(place), entity, found });
    (places.collect(), elsewhere)
}

/// A sink that notes places for the audit log, and passes everything on. They are in the [`Run`] once it is
/// dropped.
pub struct Counting<'s> {
    run: &'s Run,
    scanner: &'s Scanner,
    inner: &'s mut dyn Sink,
    /// By entity and the address of the place, which is kept.
    seen: HashMap<(EntityId, usize), (Arc<Place>, u64)>,
}

impl Counting<'_> {
    fn hand_over(&mut self) {
        for ((entity, _), (place, found)) in self.seen.drain() {
            self.run.place(&place.path, self.scanner.facts(entity).name, found);
        }
    }
}

impl Sink for Counting<'_> {
    fn begin(&mut self, format: &'static str) {
        self.inner.begin(format);
    }

    fn finding(&mut self, finding: &StreamFinding) -> Result<(), inkwash_core::Error> {
        if self.run.0.is_some() {
            let key = (finding.cell.entity, Arc::as_ptr(&finding.place).addr());
            self.seen.entry(key).or_insert_with(|| (finding.place.clone(), 0)).1 += 1;
            if self.seen.len() >= MOST_SEEN {
                self.hand_over();
            }
        }
        self.inner.finding(finding)
    }

    fn is_interested(&self) -> bool {
        self.run.0.is_some() || self.inner.is_interested()
    }
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        self.hand_over();
    }
}
