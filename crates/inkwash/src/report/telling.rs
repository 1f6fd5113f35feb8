//! What a scrub did to what it found, place by place.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

use inkwash_core::{Action, Engine, Finding, Place, Policy, Sink};

use super::gauge::Gauge;
use super::source::{Origin, Reported, Source, Watch};
use crate::plan::path_shown;
use crate::rules::Rules;
use crate::scrubber::By;
use crate::stream::{Progress, StreamOptions, Summary};
use crate::survey::lock;
use crate::{Error, Plan, Scrubber};

/// So many places are remembered, and so many that are shown alike.
const MOST_PLACES: usize = 20_000;
const MOST_ALIKE: usize = 8;

/// What happens to findings in a scrub.
pub(crate) struct Told {
    rules: Arc<Rules>,
    plan: Option<Plan>,
    engine: Arc<Engine>,
    /// By their paths as reports show them.
    places: Mutex<HashMap<String, Vec<Arc<Place>>>>,
}

impl Told {
    /// What happens to an entity's findings at a place that is shown so: several things where several places are.
    pub(super) fn of(&self, shown: &str, entity: &str) -> String {
        let mut all: Vec<String> = Vec::new();
        for place in lock(&self.places).get(shown).into_iter().flatten() {
            let one = self.at(place, shown, entity);
            if !all.contains(&one) {
                all.push(one);
            }
        }
        if all.is_empty() {
            return self.at(&Place { path: shown.to_owned(), ..Place::default() }, shown, entity);
        }
        all.join(" or ")
    }

    fn at(&self, place: &Place, shown: &str, entity: &str) -> String {
        let planned = self.plan.as_ref().filter(|_| !self.rules.shuffles(place));
        let planned = planned.and_then(|plan| plan.transform_at(path_shown(shown), entity));
        planned.map_or_else(|| self.rules.told(entity, place), str::to_owned)
    }

    fn meet(&self, place: &Arc<Place>) {
        let shown = self.engine.showable(place).path.clone();
        let mut places = lock(&self.places);
        if places.len() >= MOST_PLACES && !places.contains_key(&shown) {
            return;
        }
        let alike = places.entry(shown).or_default();
        if alike.len() < MOST_ALIKE && !alike.contains(place) {
            alike.push(place.clone());
        }
    }
}

/// The policy of a scrub, with an eye on the places.
pub(crate) struct Telling {
    pub(crate) policy: Arc<dyn Policy>,
    pub(crate) told: Arc<Told>,
}

impl Policy for Telling {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        self.told.meet(&Arc::new(place.clone()));
        self.policy.actions(place)
    }

    fn over(&self) -> Option<&dyn Policy> {
        Some(&*self.policy)
    }
}

/// Two that both want findings.
struct Both<'b, 'g> {
    gauge: &'b mut Gauge<'g>,
    other: &'b mut dyn Sink,
}

impl Sink for Both<'_, '_> {
    fn begin(&mut self, format: &'static str) {
        self.gauge.begin(format);
        self.other.begin(format);
    }

    fn finding(&mut self, finding: &Finding) -> Result<(), inkwash_core::Error> {
        self.gauge.finding(finding)?;
        if self.other.is_interested() { self.other.finding(finding) } else { Ok(()) }
    }
}

/// Who is told what, while a stream is scrubbed.
pub struct Audience<'a> {
    /// Of each finding, and what happens to it.
    pub each: &'a mut dyn FnMut(&Reported<'_>) -> io::Result<()>,
    /// Of findings, as any stream's.
    pub sink: &'a mut dyn Sink,
    /// Of how far it is.
    pub progress: Progress<'a>,
}

impl Scrubber {
    /// Scrubs a stream as [`scrub_reader`](Self::scrub_reader) does, or [`scrub_by_plan`](Self::scrub_by_plan) with a
    /// plan, and tells what it held and what was done to it, place by place, for a [`Report`](crate::Report). The source
    /// is called as the options say.
    ///
    /// ```
    /// use inkwash::{Audience, KeyRing, Policy, Report, Scrubber, StreamOptions};
    /// let policy = Policy::default().transform("EMAIL_ADDRESS", "redact")?;
    /// let scrubber = Scrubber::new(&policy, &KeyRing::generate()?)?;
    /// let (table, mut clean) = (&b"id,mail\n1,anna.berg@example.com\n"[..], Vec::new());
    /// let options = StreamOptions::new().format("csv")?.file_name("customers.csv");
    /// let audience = Audience { each: &mut |_| Ok(()), sink: &mut (), progress: &mut |_| () };
    /// let (_, source) = scrubber.scrub_source(None, table, &mut clean, &options, audience)?;
    /// let mut report = Report::new(scrubber.scanner()).of_scrub();
    /// report.add(source);
    /// let mut page = Vec::new();
    /// report.write_csv(&mut page)?;
    /// let page = String::from_utf8(page)?;
    /// assert!(page.contains("customers.csv,csv,mail,EMAIL_ADDRESS,") && page.ends_with(",redact\r\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As these; and if `each` fails.
    pub fn scrub_source(
        &self,
        plan: Option<&Plan>,
        source: impl Read,
        target: impl Write + Send,
        options: &StreamOptions,
        audience: Audience<'_>,
    ) -> Result<(Summary, Source), Error> {
        let scanner = self.scanner().for_file(options.name());
        let (engine, rules) = (scanner.engine.clone(), scanner.rules.clone());
        let told = Arc::new(Told { rules, plan: plan.cloned(), engine, places: Mutex::default() });
        let (origin, watch) = (Origin::new(if options.name().is_empty() { "-" } else { options.name() }), Watch::new());
        let Audience { each, sink, progress } = audience;
        let mut gauge = Gauge::new(&scanner, &origin, &watch, each).telling(told.clone());
        let mut both = Both { gauge: &mut gauge, other: sink };
        let outcome = self.run(By { plan, told: Some(&told) }, source, target, options, &mut both, progress);
        gauge.check()?;
        let summary = outcome?;
        let source = gauge.finish(&summary, None);
        Ok((summary, source))
    }
}
