//! Makes plans: reads a stream to its end and notes what is where.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use inkwash_core::{
    Action, Engine, EntityId, Evidence, Finding, Format, Place, Policy, Pump, RootKey, Score, Sink, Subject, Transform,
};

use crate::cells::{Cells, Framed};
use crate::plan::{kind_of, path_of};
use crate::rules::Rules;
use crate::scanner::syntaxes;
use crate::stream::{self, Progress, StreamOptions, Summary};
use crate::{Error, Plan, Scanner};

impl Scanner {
    /// Reads a stream to its end and plans what shall happen to what it holds. Memory stays flat but for
    /// what is noted of each place.
    ///
    /// ```
    /// use inkwash::{Plan, Scanner, StreamOptions};
    /// let table = &b"id,email\n1,anna.berg@example.com\n"[..];
    /// let (plan, _) = Scanner::new().plan(table, &StreamOptions::new().format("csv")?, &mut |_| ())?;
    /// let file = plan.to_string();
    /// assert!(file.contains("[places.email.found.EMAIL_ADDRESS]\ntransform = \"pseudonymise\"\ncount = 1\n"));
    /// assert!(!file.contains("anna"));
    /// assert_eq!(Plan::parse(&file)?, plan);
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    ///
    /// # Errors
    /// If reading fails.
    pub fn plan(
        &self,
        source: impl Read,
        options: &StreamOptions,
        progress: Progress<'_>,
    ) -> Result<(Plan, Summary), Error> {
        let this = self.for_file(options.name());
        let notes = Notes::new(&this);
        let start = |info: &inkwash_formats::FormatInfo| notes.pump((info.start)()).with_syntaxes(syntaxes());
        let summary = stream::scan(source, options, start, &mut notes.counts.clone(), progress)?;
        Ok((notes.plan(), summary.by(&this.rules)))
    }

    /// Plans a table in memory, value by value: its columns stand at these places.
    #[must_use]
    pub fn survey(&self, places: Vec<Place>) -> Survey {
        let notes = Notes::new(self);
        let has_texts = places.iter().any(|place| place.path.is_empty());
        let cells = Cells::noted(notes.pump(Box::new(Framed::new(places))), notes.counts.clone());
        Survey { notes, cells, has_texts }
    }
}

/// A table in memory that is looked through for a plan.
///
/// ```
/// use inkwash::{Place, Scanner};
/// let mut table = Scanner::new().survey(vec![Place::named("users.mail")]);
/// table.cells().put(0, b"anna.berg@example.com");
/// table.cells().end_record()?;
/// assert!(table.finish()?.to_string().contains("[places.\"users.mail\".found.EMAIL_ADDRESS]"));
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Survey {
    notes: Notes,
    cells: Cells<'static>,
    /// There are values that stand nowhere.
    has_texts: bool,
}

impl Survey {
    /// Where its values are put. Nothing comes out.
    pub fn cells(&mut self) -> &mut Cells<'static> {
        &mut self.cells
    }

    /// Ends the table: its plan.
    ///
    /// # Errors
    /// Never with this version's transforms: nothing is rewritten.
    pub fn finish(mut self) -> Result<Plan, Error> {
        self.cells.finish()?;
        let mut plan = self.notes.plan();
        if !self.has_texts {
            plan.places.remove(path_of(&Place::default()));
        }
        Ok(plan)
    }
}

/// What is noted of data that goes through.
struct Notes {
    scanner: Scanner,
    examples: Arc<Examples>,
    watcher: Arc<Watcher>,
    counts: Counts,
}

impl Notes {
    fn new(scanner: &Scanner) -> Self {
        let examples = Arc::new(Examples::default());
        let watcher = Arc::new(Watcher::new(scanner, examples.clone()));
        Self { scanner: scanner.clone(), examples, watcher, counts: Counts::default() }
    }

    fn pump(&self, format: Box<dyn Format>) -> Pump {
        let engine = self.scanner.engine.clone();
        // Nothing is made with it: what would be written is thrown away.
        let key = RootKey::new([0; 32]).entity("");
        let keys: Arc<[_]> = engine.entities().map(|_| key.clone()).collect();
        Pump::scrub(engine, format, self.watcher.clone(), keys)
    }

    fn plan(&self) -> Plan {
        let Scanner { engine, rules } = &self.scanner;
        let mut plan = Plan::default();
        let examples = lock(&self.examples.0);
        let places = lock(&self.watcher.places);
        for met in places.values() {
            let planned = plan.places.entry(path_of(&met.shown).to_owned()).or_default();
            planned.kinds.extend(met.kinds.iter().cloned());
        }
        for Seen { place, entity, count, score, evidence } in lock(&self.counts.0).values() {
            let entity = engine.facts(*entity).name;
            let path = path_of(place);
            let planned = plan.places.entry(path.to_owned()).or_default();
            let found = planned.found.entry(entity.to_owned()).or_default();
            let [least, most] = score.map(Score::to_f64);
            let reasons = evidence.reasons();
            let is_first = found.count == 0;
            // Places that were made anew have no order.
            if is_first || most > found.score[1] || (most == found.score[1] && reasons < found.evidence) {
                found.evidence = reasons;
            }
            found.score = if is_first { [least, most] } else { [found.score[0].min(least), found.score[1].max(most)] };
            found.count += *count;
        }
        // Several places may be shown alike; the first speaks for them.
        for (path, met) in &*places {
            let Some(planned) = plan.places.get_mut(path_of(&met.shown)) else { continue };
            for (entity, found) in &mut planned.found {
                if found.transform.is_empty() {
                    rules.spec(entity, &met.place).clone_into(&mut found.transform);
                }
                if let Some(example) = examples.get(path).and_then(|of| of.get(entity))
                    && found.example.is_empty()
                {
                    found.example.clone_from(example);
                }
            }
        }
        plan
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A value of which nothing is left but its punctuation.
pub(crate) fn masked(value: &[u8]) -> String {
    /// Longer values are cut.
    const MOST: usize = 40;
    let text = String::from_utf8_lossy(value);
    text.chars().take(MOST).map(|c| if c.is_ascii_punctuation() || c == ' ' { c } else { '*' }).collect()
}

/// Counts findings. A stream has one `Arc` for each of its places, and its address tells it from others.
#[derive(Clone, Default)]
struct Counts(Arc<Mutex<HashMap<(EntityId, usize), Seen>>>);

struct Seen {
    place: Arc<Place>,
    entity: EntityId,
    count: u64,
    /// The lowest and the highest.
    score: [Score; 2],
    /// Of the first finding with the highest.
    evidence: Evidence,
}

impl Sink for Counts {
    fn finding(&mut self, finding: &Finding) -> Result<(), inkwash_core::Error> {
        let (entity, score, evidence) = (finding.cell.entity, finding.cell.score, finding.cell.evidence);
        let mut all = lock(&self.0);
        let seen = all.entry((entity, Arc::as_ptr(&finding.place).addr())).or_insert_with(|| Seen {
            place: finding.place.clone(),
            entity,
            count: 0,
            score: [score, score],
            evidence,
        });
        seen.count += 1;
        seen.score[0] = seen.score[0].min(score);
        if score > seen.score[1] {
            seen.score[1] = score;
            seen.evidence = evidence;
        }
        Ok(())
    }
}

/// Notes all places of a stream.
struct Watcher {
    engine: Arc<Engine>,
    rules: Arc<Rules>,
    /// By path, which may be personal data itself.
    places: Mutex<BTreeMap<String, Met>>,
    /// The same everywhere: take an example.
    actions: Arc<[Action]>,
}

struct Met {
    place: Place,
    shown: Arc<Place>,
    kinds: Vec<String>,
}

impl Watcher {
    fn new(scanner: &Scanner, examples: Arc<Examples>) -> Self {
        let Scanner { engine, rules } = scanner;
        let actions = engine.entities().map(|_| Action::Apply(examples.clone())).collect();
        Self { engine: engine.clone(), rules: rules.clone(), places: Mutex::default(), actions }
    }
}

impl Policy for Watcher {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        let kind = kind_of(place);
        let mut places = lock(&self.places);
        let met = places.entry(place.path.clone()).or_insert_with(|| {
            let shown = self.engine.showable(&Arc::new(place.clone()));
            Met { place: place.clone(), shown, kinds: Vec::new() }
        });
        if !met.kinds.contains(&kind) {
            met.kinds.push(kind);
        }
        self.actions.clone()
    }

    fn over(&self) -> Option<&dyn Policy> {
        Some(&*self.rules)
    }

    /// Nothing comes out, so nothing has to be possible.
    fn check_places(&self, _: &[Arc<Place>]) -> Result<(), inkwash_core::Error> {
        Ok(())
    }
}

/// The first value of each entity at each place, masked.
#[derive(Default)]
struct Examples(Mutex<HashMap<String, HashMap<String, String>>>);

impl Transform for Examples {
    fn name(&self) -> &'static str {
        "example"
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(subject.found);
        let facts = subject.detector.facts();
        let mut all = lock(&self.0);
        let of_place = match all.get_mut(&subject.place.path) {
            Some(of_place) => of_place,
            None => all.entry(subject.place.path.clone()).or_default(),
        };
        if !of_place.contains_key(facts.name) {
            of_place.insert(facts.name.to_owned(), masked(subject.found));
        }
    }
}
