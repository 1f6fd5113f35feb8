use std::io::{Read, Write};
use std::sync::Arc;

use inkwash_core::{Facts, Place, Pump, RootKey, Sieve, Sink};

use crate::flow::Flow;
use crate::guard::{Guard, Unknown};
use crate::proof::{Proof, Proving};
use crate::report::{Telling, Told};
use crate::retention::Retained;
use crate::scanner::syntaxes;
use crate::stream::{self, Progress, StreamOptions, Summary};
use crate::{Cells, Error, KeyRing, Plan, Policy, Scanner, SubjectFile};

/// Rewrites what a [`Scanner`] finds, by a policy and with a key. Make one, share it between
/// threads.
///
/// ```
/// use inkwash::{KeyRing, Policy, Scrubber};
/// let key = KeyRing::from_text("an example secret, not for use")?;
/// let scrubber = Scrubber::new(&Policy::default(), &key)?;
/// let clean = scrubber.scrub("Write to anna.berg@example.com.");
/// assert!(!clean.contains("anna.berg"));
/// assert_eq!(clean, scrubber.scrub("Write to anna.berg@example.com."));
/// # Ok::<(), inkwash::Error>(())
/// ```
#[derive(Clone)]
pub struct Scrubber {
    scanner: Scanner,
    keys: Arc<[inkwash_core::EntityKey]>,
    /// By which values change places within their columns.
    column_key: inkwash_core::EntityKey,
    /// What is replaced is noted here.
    proof: Option<Proof>,
    /// If the policy has retention rules.
    retained: Option<Retained>,
}

/// What decides in a scrub besides the policy, and what is noted of that.
#[derive(Clone, Copy, Default)]
pub(crate) struct By<'b> {
    pub(crate) plan: Option<&'b Plan>,
    pub(crate) told: Option<&'b Arc<Told>>,
}

/// What the key of columns is derived for: no entity is called that.
const COLUMNS: &str = "shuffle";

impl Scrubber {
    /// Rewrites by `policy` with the active key of `keys`, which also [unlock](Policy::unlocked) its lists.
    ///
    /// # Errors
    /// If the policy names an entity that does not exist, or no key is active.
    pub fn new(policy: &Policy, keys: &KeyRing) -> Result<Self, Error> {
        let scanner = match policy.is_locked() {
            true => Scanner::with_policy(&policy.clone().unlocked(keys)?)?,
            false => Scanner::with_policy(policy)?,
        };
        Self::with_scanner(scanner, keys)
    }

    /// Rewrites what a scanner finds, by its policy, with the active key of `keys`.
    ///
    /// # Errors
    /// If no key is active.
    pub fn with_scanner(scanner: Scanner, keys: &KeyRing) -> Result<Self, Error> {
        Ok(Self::with_root(scanner, &keys.root()?))
    }

    pub(crate) fn with_root(scanner: Scanner, root: &RootKey) -> Self {
        let keys = scanner.entities().map(|facts| root.entity(facts.name)).collect();
        let retained = scanner.rules.retained();
        Self { scanner, keys, column_key: root.entity(COLUMNS), proof: None, retained }
    }

    /// A text with its findings rewritten. What the policy refuses becomes `[ENTITY]`: there is no output
    /// that could be stopped.
    #[must_use]
    pub fn scrub(&self, text: &str) -> String {
        // Findings lie between characters and stand-ins are text, but a policy may hold a rule
        // of its own that replaces part of a character; nothing of the original comes back then.
        String::from_utf8(self.scrub_bytes(text.as_bytes()))
            .unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
    }

    /// Bytes, taken as one text, with their findings rewritten. What is not a finding comes out
    /// byte for byte.
    #[must_use]
    pub fn scrub_bytes(&self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() + text.len() / 8);
        self.scrub_with(text, &mut self.texts(), &mut out);
        out
    }

    /// Appends to `out` what [`scrub_bytes`](Self::scrub_bytes) gives, with memory that the caller
    /// keeps between calls, as [`texts`](Self::texts) makes it: for many short texts.
    pub fn scrub_with(&self, text: &[u8], texts: &mut Cells<'_>, out: &mut Vec<u8>) {
        texts.put(0, text);
        let fits = "text that stands nowhere has no type to fit";
        texts.end_record().expect(fits);
        texts.flush().expect(fits);
        let mut taken = 0;
        texts.take(&mut |value| {
            out.extend_from_slice(value);
            taken += 1;
        });
        assert_eq!(taken, 1, "a text comes out once it is complete");
    }

    /// What [`scrub_with`](Self::scrub_with) needs.
    #[must_use]
    pub fn texts(&self) -> Cells<'static> {
        let policy = self.noting(self.scanner.rules.for_texts());
        let places = vec![Place::default()];
        Cells::scrub(&self.scanner, policy, self.keys.clone(), self.column_key.clone(), places)
    }

    /// The values of one column, in order. A column with a name (`customers.email`) is judged by it and
    /// by its values; without one each is a text of its own, as [`scrub`](Self::scrub) takes it.
    ///
    /// # Errors
    /// Never with this version's transforms: such a column takes any text.
    pub fn scrub_column(&self, name: &str, values: &[Option<String>]) -> Result<Vec<Option<String>>, Error> {
        let mut out = Vec::with_capacity(values.len());
        let texts = values.iter().flatten().map(String::as_bytes);
        self.scrub_values(name, texts, &mut |v| out.push(String::from_utf8_lossy(v).into_owned()))?;
        let mut out = out.into_iter();
        Ok(values.iter().map(|value| value.as_ref().and_then(|_| out.next())).collect())
    }

    /// The same, giving each value out as it comes: for callers that keep them in a form of their own.
    ///
    /// # Errors
    /// As [`scrub_column`](Self::scrub_column).
    pub fn scrub_values<'v>(
        &self,
        name: &str,
        values: impl IntoIterator<Item = &'v [u8]>,
        give: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Error> {
        let mut cells = self.cells(vec![Place::named(name)]);
        for value in values {
            cells.put(0, value);
            cells.end_record()?;
            cells.take(give);
        }
        cells.finish()?;
        cells.take(give);
        Ok(())
    }

    /// Rewrites a table in memory, value by value: its columns stand at these places.
    #[must_use]
    pub fn cells(&self, places: Vec<Place>) -> Cells<'static> {
        let policy = self.noting(self.scanner.rules.for_cells());
        Cells::scrub(&self.scanner, policy, self.keys.clone(), self.column_key.clone(), places)
    }

    /// Whether these are the columns of a table in which the policy can be carried out: rules for the cells of
    /// a column that is not among them are refused.
    ///
    /// # Errors
    /// If it cannot.
    pub fn check_table(&self, places: &[Place]) -> Result<(), Error> {
        let all: Vec<_> = places.iter().cloned().map(Arc::new).collect();
        Ok(inkwash_core::Policy::check_places(&*self.scanner.rules.for_table().for_cells(), &all)?)
    }

    /// Whether the policy has the values of a place change places with each other.
    #[must_use]
    pub fn shuffles(&self, place: &Place) -> bool {
        self.scanner.rules.shuffles(place)
    }

    /// The same by a reviewed plan, as [`scrub_by_plan`](Self::scrub_by_plan): what it does not know is an
    /// error of the cells.
    #[must_use]
    pub fn cells_by_plan(&self, plan: &Plan, places: Vec<Place>) -> Cells<'static> {
        let Scanner { engine, rules } = &self.scanner;
        let unknown = Unknown::default();
        let guard = Guard::new(plan.clone(), engine.clone(), rules.for_cells(), unknown.clone());
        let policy = self.noting(Arc::new(guard));
        let cells = Cells::scrub(&self.scanner, policy, self.keys.clone(), self.column_key.clone(), places);
        cells.planned(plan.clone(), unknown)
    }

    /// Reads a stream (compressed or not, in any format) to its end and writes it scrubbed.
    /// Memory stays flat. The output is compressed as the input was unless the options say
    /// otherwise.
    ///
    /// # Errors
    /// If reading or writing fails or the sink stops it. Then no byte was written that had not
    /// been judged, and a compressed output is left unfinished.
    pub fn scrub_reader(
        &self,
        source: impl Read,
        target: impl Write + Send,
        options: &StreamOptions,
        sink: &mut dyn Sink,
        progress: Progress<'_>,
    ) -> Result<Summary, Error> {
        self.run(By::default(), source, target, options, sink, progress)
    }

    /// The same by a reviewed plan: each finding gets the transform that the plan has for it.
    ///
    /// # Errors
    /// As there; and [refused](Error::is_refused) at a table, column or path that the plan does not know,
    /// whose type has changed, or that holds an entity which the plan does not know there. Nothing of
    /// the block in which that was seen is written.
    pub fn scrub_by_plan(
        &self,
        plan: &Plan,
        source: impl Read,
        target: impl Write + Send,
        options: &StreamOptions,
        sink: &mut dyn Sink,
        progress: Progress<'_>,
    ) -> Result<Summary, Error> {
        self.run(By { plan: Some(plan), told: None }, source, target, options, sink, progress)
    }

    pub(crate) fn run(
        &self,
        by: By<'_>,
        source: impl Read,
        target: impl Write + Send,
        options: &StreamOptions,
        sink: &mut dyn Sink,
        progress: Progress<'_>,
    ) -> Result<Summary, Error> {
        let (unknown, this) = (Unknown::default(), self.for_file(options.name()));
        let Scanner { engine, rules } = &this.scanner;
        let start = |info: &inkwash_formats::FormatInfo| {
            let rules = rules.for_format(info.name)?;
            let policy: Arc<dyn inkwash_core::Policy> = match by.plan {
                Some(plan) => Arc::new(Guard::new(plan.clone(), engine.clone(), rules, unknown.clone())),
                None => rules,
            };
            let policy = match by.told {
                Some(told) => Arc::new(Telling { policy, told: told.clone() }),
                None => policy,
            };
            this.flow(info, policy, options)
        };
        let is_known = || by.plan.map_or(Ok(()), |plan| unknown.check(plan));
        let summary = stream::scrub(source, target, options, start, &is_known, sink, progress)?;
        Ok(summary.by(rules))
    }

    /// The same, having read a file for the keys that its tables declare: which records go by the policy's retention
    /// rules depends on those that refer to them. Without such rules nothing is read. What is written next is to be
    /// this file.
    ///
    /// # Errors
    /// If the file cannot be read, or records cannot be taken out of it.
    pub fn surveyed<'r>(
        &self,
        file: &SubjectFile,
        open: &mut dyn FnMut() -> Result<Box<dyn Read + 'r>, Error>,
    ) -> Result<Self, Error> {
        let retained = self.retained.clone().map(|of| of.surveyed(file, &mut |_| open())).transpose()?;
        Ok(Self { retained, ..self.clone() })
    }

    pub(crate) fn flow(
        &self,
        info: &inkwash_formats::FormatInfo,
        policy: Arc<dyn inkwash_core::Policy>,
        options: &StreamOptions,
    ) -> Result<Flow, Error> {
        let sieve = self.retained.as_ref().map(|retained| {
            let (decider, uses) = retained.decider(options.name())?;
            Ok::<_, Error>((Sieve::new(info.title, (info.start)(), decider)?, uses))
        });
        Ok(Flow::new(self.pump(info, policy), sieve.transpose()?))
    }

    fn pump(&self, info: &inkwash_formats::FormatInfo, policy: Arc<dyn inkwash_core::Policy>) -> Pump {
        let engine = self.scanner.engine.clone();
        Pump::scrub(engine, (info.start)(), self.noting(policy), self.keys.clone())
            .with_syntaxes(syntaxes())
            .with_column_key(self.column_key.clone())
    }

    fn noting(&self, policy: Arc<dyn inkwash_core::Policy>) -> Arc<dyn inkwash_core::Policy> {
        match &self.proof {
            Some(proof) => Arc::new(Proving { policy, proof: proof.clone() }),
            None => policy,
        }
    }

    /// The same for the data of one subject (a person, a record): `shift-date` then moves all its
    /// dates together, and those of others by other numbers of days.
    ///
    /// ```
    /// # use inkwash::{KeyRing, Policy, Scrubber};
    /// let policy = Policy::default().default_transform("shift-date(days=90)")?;
    /// let scrubber = Scrubber::new(&policy, &KeyRing::generate()?)?;
    /// let letter = scrubber.for_subject("patient 17").scrub("Born 1985-03-07.");
    /// assert!(letter.starts_with("Born 198") && letter != "Born 1985-03-07.");
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    #[must_use]
    pub fn for_subject(&self, id: &str) -> Self {
        let keys = self.keys.iter().map(|key| key.clone().of_subject(id.as_bytes())).collect();
        Self { keys, ..self.clone() }
    }

    /// The same for what comes from a file with this name ([`Policy::for_file`]): for tables and texts, as streams
    /// have their name in their options.
    #[must_use]
    pub fn for_file(&self, name: &str) -> Self {
        Self { scanner: self.scanner.for_file(name), ..self.clone() }
    }

    /// The same, noting in `proof` what it replaces.
    #[must_use]
    pub fn proving(&self, proof: &Proof) -> Self {
        Self { proof: Some(proof.clone()), ..self.clone() }
    }

    /// What finds.
    #[must_use]
    pub fn scanner(&self) -> &Scanner {
        &self.scanner
    }

    /// What is looked for, in the order of [`Tally::findings`](inkwash_core::Tally::findings).
    pub fn entities(&self) -> impl Iterator<Item = Facts<'_>> {
        self.scanner.entities()
    }
}
