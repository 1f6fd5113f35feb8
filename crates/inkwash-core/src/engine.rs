use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use inkwash_sweep::{Mark, Sweep, SweepScratch};

use crate::column::Said;
use crate::context::{ContextWords, Nearby};
use crate::disguise::{Disguises, Second};
use crate::fold;
use crate::resolve::resolve;
use crate::{At, CellFinding, Column, Detector, Error, Facts, Hit, NameWords, Place, Score, Span, Trigger};

/// An entity's number in one engine: its place in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub(crate) u16);

impl EntityId {
    /// The entity with this number.
    ///
    /// # Panics
    /// If it is 65,536 or more.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self(index.try_into().expect("fewer than 65,536 entities"))
    }

    /// The number, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A column's name makes it this likely that a value in it is what the name says.
const NAMED: Score = Score::permille(750);
/// A context word near by.
const CONTEXT: Score = Score::permille(600);
/// A word that speaks against it leaves this much of the score.
const AGAINST: Score = Score::permille(300);
/// From here on nothing is looked up any more.
const SETTLED: Score = Score::permille(900);

/// Chooses what an [`Engine`] looks for.
pub struct EngineBuilder {
    detectors: Vec<Box<dyn Detector>>,
    min_score: Score,
    regions: Vec<[u8; 2]>,
}

impl EngineBuilder {
    /// Adds a detector. Earlier ones win ties.
    #[must_use]
    pub fn detector(mut self, detector: Box<dyn Detector>) -> Self {
        self.detectors.push(detector);
        self
    }

    /// Adds detectors, in order.
    #[must_use]
    pub fn detectors(mut self, detectors: impl IntoIterator<Item = Box<dyn Detector>>) -> Self {
        self.detectors.extend(detectors);
        self
    }

    /// The least score of a finding. [`Score::DEFAULT_MIN`] if not set.
    #[must_use]
    pub fn min_score(mut self, score: Score) -> Self {
        self.min_score = score;
        self
    }

    /// Regions whose national formats count without further context: ISO 3166-1 alpha-2 codes
    /// in capitals.
    #[must_use]
    pub fn regions(mut self, regions: impl IntoIterator<Item = [u8; 2]>) -> Self {
        self.regions.extend(regions);
        self
    }

    /// Compiles all triggers into one pass.
    ///
    /// # Errors
    /// If a detector's trigger does not parse, or two detectors share a name.
    pub fn build(self) -> Result<Engine, Error> {
        let mut shapes: Vec<&str> = Vec::new();
        let mut literals: Vec<&[u8]> = Vec::new();
        let mut shape_owners: Vec<Vec<EntityId>> = Vec::new();
        let mut literal_owners: Vec<Vec<EntityId>> = Vec::new();
        let mut column_probed = Vec::new();
        for (i, detector) in self.detectors.iter().enumerate() {
            let id = EntityId(i as u16);
            let name = detector.facts().name;
            if self.detectors[..i].iter().any(|d| d.facts().name == name) {
                return Err(Error::entity(alloc::format!("{name} is declared twice")));
            }
            for trigger in detector.triggers() {
                match trigger {
                    Trigger::Shape(s) => own(&mut shapes, &mut shape_owners, s, id),
                    Trigger::Literal(l) => own(&mut literals, &mut literal_owners, l, id),
                    Trigger::Column => column_probed.push(id),
                }
            }
        }
        let sweep = Sweep::new(&shapes, &literals).map_err(|e| Error::entity(e.to_string()))?;
        let mut owners = shape_owners;
        owners.extend(literal_owners);
        let shown = shapes.iter().map(|s| alloc::format!("shape {s}"));
        let literal = |l: &&[u8]| alloc::format!("literal {:?}", String::from_utf8_lossy(l));
        let triggers: Vec<_> = shown.chain(literals.iter().map(literal)).collect();
        let facts = self.detectors.iter().enumerate();
        let context = ContextWords::new(facts.map(|(i, d)| (EntityId(i as u16), d.facts())));
        let decoys = self.detectors.iter().map(|d| d.facts().decoy).collect();
        Ok(Engine {
            detectors: self.detectors,
            min_score: self.min_score,
            regions: self.regions,
            sweep,
            triggers,
            owners,
            column_probed,
            decoys,
            context,
        })
    }
}

fn own<'a, T: PartialEq + ?Sized>(all: &mut Vec<&'a T>, owners: &mut Vec<Vec<EntityId>>, item: &'a T, id: EntityId) {
    let i = all.iter().position(|t| *t == item).unwrap_or_else(|| {
        all.push(item);
        owners.push(Vec::new());
        all.len() - 1
    });
    owners[i].push(id);
}

/// Finds all entities of a catalogue in texts. Immutable; share it between threads and give
/// each thread its own [`Scratch`].
pub struct Engine {
    detectors: Vec<Box<dyn Detector>>,
    min_score: Score,
    regions: Vec<[u8; 2]>,
    sweep: Sweep,
    /// What each trigger looks for, for people.
    triggers: Vec<String>,
    owners: Vec<Vec<EntityId>>,
    column_probed: Vec<EntityId>,
    /// By entity: whether it is a decoy.
    decoys: Vec<bool>,
    context: ContextWords,
}

/// Memory that a scan needs, kept between scans. One per thread.
#[derive(Default)]
pub struct Scratch {
    pub(crate) sweep: SweepScratch,
    pub(crate) marks: Vec<Mark>,
    pub(crate) findings: Vec<CellFinding>,
    pub(crate) nearby: Nearby,
    pub(crate) disguises: Vec<u32>,
    pub(crate) second: Second,
    pub(crate) second_marks: Vec<Mark>,
}

impl Engine {
    /// An engine that looks for nothing yet.
    #[must_use]
    pub fn builder() -> EngineBuilder {
        EngineBuilder { detectors: Vec::new(), min_score: Score::DEFAULT_MIN, regions: Vec::new() }
    }

    /// How many entities it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.detectors.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.detectors.is_empty()
    }

    /// All entities' numbers, in catalogue order.
    pub fn entities(&self) -> impl Iterator<Item = EntityId> + '_ {
        (0..self.detectors.len()).map(|i| EntityId(i as u16))
    }

    /// The entity with this name.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        self.entities().find(|id| self.facts(*id).name == name)
    }

    /// An entity's facts.
    #[must_use]
    pub fn facts(&self, id: EntityId) -> Facts<'_> {
        self.detector(id).facts()
    }

    /// An entity's detector.
    #[must_use]
    pub fn detector(&self, id: EntityId) -> &dyn Detector {
        &*self.detectors[id.index()]
    }

    /// What a place's name says about the entities. Do this once per column, not per cell.
    #[must_use]
    pub fn column(&self, place: &Arc<Place>) -> Column {
        let words = NameWords::of(&place.name);
        let parent = NameWords::of(&place.parent);
        let mut column =
            Column { place: place.clone(), named: Vec::new(), said: alloc::vec![Said::Nothing; self.detectors.len()] };
        if !place.name.is_empty() {
            let against = self.context.against(&place.name);
            for id in self.entities() {
                let facts = self.facts(id);
                let speaks = |phrase: &str| words.is_about(phrase, Some(&parent));
                let denied = || facts.columns.iter().filter_map(|p| p.strip_prefix('!')).any(speaks);
                if facts.columns.iter().any(|phrase| speaks(phrase)) && !denied() {
                    column.add_named(id);
                } else if against.binary_search(&id).is_ok() {
                    column.said[id.index()] = Said::Against;
                }
            }
        }
        column
    }

    /// All findings in one complete text, sorted and disjoint.
    ///
    /// ```
    /// use inkwash_core::{Engine, Scratch};
    /// let engine = Engine::builder().build()?;
    /// let column = engine.column(&Default::default());
    /// assert!(engine.scan(b"nothing known, nothing found", &column, &mut Scratch::default()).is_empty());
    /// # Ok::<(), inkwash_core::Error>(())
    /// ```
    pub fn scan<'s>(&self, text: &[u8], column: &Column, scratch: &'s mut Scratch) -> &'s [CellFinding] {
        self.judge_unmarked(&CellText::whole(text, column), scratch);
        &scratch.findings
    }

    /// Like [`judge`](Self::judge), at the marks of the text itself.
    pub(crate) fn judge_unmarked(&self, cell: &CellText<'_>, scratch: &mut Scratch) -> Option<usize> {
        let mut marks = core::mem::take(&mut scratch.marks);
        marks.clear();
        self.sweep.marks(cell.text, cell.from, &mut scratch.sweep, &mut marks);
        let mut disguises = core::mem::take(&mut scratch.disguises);
        disguises.clear();
        fold::disguises(cell.text, cell.from, &mut disguises);
        let view = CellText { disguises: Disguises { at: &disguises, shift: 0 }, ..*cell };
        let pending = self.judge(&view, marks.iter().map(|m| (m.pos as usize, m.trigger)), scratch);
        scratch.marks = marks;
        scratch.disguises = disguises;
        pending
    }

    /// Everything that was considered in a complete text, and what became of it, in order.
    #[must_use]
    pub fn explain(&self, text: &[u8], column: &Column) -> Vec<Considered> {
        let cell = CellText::whole(text, column);
        let mut marks = Vec::new();
        self.sweep.marks(text, 0, &mut SweepScratch::default(), &mut marks);
        let by_column = column.named.iter().filter(|id| self.column_probed.contains(id));
        let by_column = by_column.map(|id| (*id, "column", 0));
        let by_mark = marks.iter().flat_map(|m| {
            let trigger = m.trigger as usize;
            self.owners[trigger].iter().map(move |id| (*id, self.triggers[trigger].as_str(), m.pos as usize))
        });
        let mut all: Vec<Considered> = Vec::new();
        let (mut findings, mut nearby) = (Vec::new(), Nearby::default());
        for (entity, trigger, anchor) in by_column.chain(by_mark) {
            let hit = self.probe(&cell, entity, anchor);
            let weighed = hit.map(|hit| (hit.score, self.weigh(&cell, entity, hit, &mut nearby)));
            if all.iter().any(|c| c.entity == entity && c.weighed.is_some() && c.weighed == weighed) {
                continue;
            }
            let verdict = if weighed.is_some() { Verdict::TooWeak } else { Verdict::Refused };
            let counts = weighed.and_then(|(_, finding)| self.counts(finding));
            findings.extend(counts.filter(|f| !self.is_redacted(text, f.span)));
            all.push(Considered { entity, trigger: trigger.to_string(), anchor, weighed, verdict });
        }
        let mut disguises = Vec::new();
        fold::disguises(text, 0, &mut disguises);
        let cell = CellText { disguises: Disguises { at: &disguises, shift: 0 }, ..cell };
        let known = findings.clone();
        self.look_again(&cell, &mut Second::default(), &mut findings, |view, take| {
            self.hits(view, &mut SweepScratch::default(), &mut Vec::new(), take);
        });
        let disguised = findings.iter().filter(|f| !known.contains(f));
        all.extend(disguised.map(|finding| Considered {
            entity: finding.entity,
            trigger: "disguise".to_string(),
            anchor: finding.span.start,
            weighed: Some((finding.score, *finding)),
            verdict: Verdict::TooWeak,
        }));
        findings.retain(|f| !self.is_redacted(text, f.span));
        prefer_named(&cell, &mut findings);
        resolve(text, &mut findings);
        for considered in &mut all {
            let Some((_, finding)) = considered.weighed else { continue };
            if self.counts(finding).is_none() {
                continue;
            }
            if self.is_redacted(text, finding.span) {
                considered.verdict = Verdict::Decoy;
                continue;
            }
            let winner = findings.iter().find(|w| w.span.overlaps(finding.span));
            considered.verdict = match winner {
                Some(w) if w.entity != finding.entity => Verdict::Lost { to: w.entity },
                _ if self.facts(finding.entity).decoy => Verdict::Decoy,
                _ => Verdict::Found,
            };
        }
        all
    }

    pub(crate) fn sweep(&self) -> &Sweep {
        &self.sweep
    }

    /// Whether cells of this column are probed as a whole, whatever is in them.
    pub(crate) fn probes_whole(&self, column: &Column) -> bool {
        column.named.iter().any(|id| self.column_probed.contains(id))
    }

    /// A place as reports may show it: what is a finding in its own path is replaced by the
    /// entity's name.
    #[must_use]
    pub fn showable(&self, place: &Arc<Place>) -> Arc<Place> {
        let column = self.column(&Arc::default());
        let mut scratch = Scratch::default();
        let mut clean = |text: &str| {
            let mut shown = String::new();
            let mut at = 0;
            for finding in self.scan(text.as_bytes(), &column, &mut scratch) {
                shown.push_str(text.get(at..finding.span.start).unwrap_or_default());
                shown.push_str(&alloc::format!("[{}]", self.facts(finding.entity).name));
                at = finding.span.end;
            }
            shown.push_str(text.get(at..).unwrap_or_default());
            shown
        };
        let path = clean(&place.path);
        if path == place.path {
            return place.clone();
        }
        Arc::new(Place { path, parent: clean(&place.parent), name: clean(&place.name), ..(**place).clone() })
    }

    /// Probes at the marked positions (sorted, relative to the text), weighs and resolves.
    /// Leaves the findings in `scratch.findings` and returns the start of the first finding
    /// that may go on after the text, if there is one.
    pub(crate) fn judge(
        &self,
        cell: &CellText<'_>,
        marks: impl Iterator<Item = (usize, u16)>,
        scratch: &mut Scratch,
    ) -> Option<usize> {
        let Scratch { findings, nearby, sweep, second, second_marks, .. } = scratch;
        findings.clear();
        nearby.clear();
        let mut pending: Option<usize> = None;
        let mut take = |id: EntityId, hit: Hit| {
            if hit.pending && cell.more {
                pending = Some(pending.map_or(hit.span.start, |p| p.min(hit.span.start)));
            }
            if hit.span.start >= cell.from {
                findings.extend(self.counts(self.weigh(cell, id, hit, nearby)));
            }
        };
        if cell.first {
            for &id in &cell.column.named {
                if self.column_probed.contains(&id)
                    && let Some(hit) = self.probe(cell, id, 0)
                {
                    take(id, hit);
                }
            }
        }
        let mut last = (usize::MAX, EntityId(0));
        for (pos, trigger) in marks {
            for &id in &self.owners[trigger as usize] {
                if last == (pos, id) {
                    continue;
                }
                last = (pos, id);
                if let Some(hit) = self.probe(cell, id, pos) {
                    take(id, hit);
                }
            }
        }
        self.look_again(cell, second, findings, |view, take| self.hits(view, sweep, second_marks, take));
        self.settle(cell, findings);
        pending
    }

    /// Finds the hits of a text at its own marks.
    fn hits(
        &self,
        view: &CellText<'_>,
        sweep: &mut SweepScratch,
        marks: &mut Vec<Mark>,
        take: &mut dyn FnMut(EntityId, Hit),
    ) {
        marks.clear();
        self.sweep.marks(view.text, view.from, sweep, marks);
        let by_column = view.column.named.iter().filter(|id| view.first && self.column_probed.contains(id));
        let by_column = by_column.map(|id| (*id, 0));
        let by_mark = marks.iter().flat_map(|m| {
            let owners = self.owners[m.trigger as usize].iter();
            owners.map(|id| (*id, m.pos as usize))
        });
        for (id, pos) in by_column.chain(by_mark) {
            if let Some(hit) = self.probe(view, id, pos) {
                take(id, hit);
            }
        }
    }

    pub(crate) fn probe(&self, cell: &CellText<'_>, id: EntityId, pos: usize) -> Option<Hit> {
        let at = At::new(cell.text, pos)
            .with_named(cell.column.is_named(id))
            .with_more(cell.more)
            .with_regions(&self.regions);
        let hit = self.detector(id).probe(&at)?;
        debug_assert!(!hit.span.is_empty() && hit.span.end <= cell.text.len(), "{}", self.facts(id).name);
        Some(hit)
    }

    /// Weighs a hit with its surroundings.
    pub(crate) fn weigh(&self, cell: &CellText<'_>, id: EntityId, hit: Hit, nearby: &mut Nearby) -> CellFinding {
        let Hit { span, mut score, mut evidence, .. } = hit;
        if score >= SETTLED {
            return CellFinding { span, entity: id, score, evidence };
        }
        if cell.column.is_named(id) {
            score = score.raised_by(NAMED);
            evidence = evidence.with_column();
        } else if cell.column.is_against(id) {
            score = score.lowered_by(AGAINST);
            evidence = evidence.with_against();
        }
        let weight = self.context.weigh(cell.text, span, id, nearby);
        if weight.speaks_for() {
            score = score.raised_by(CONTEXT);
            evidence = evidence.with_context();
        } else if weight.speaks_against() {
            score = score.lowered_by(AGAINST);
            evidence = evidence.with_against();
        }
        CellFinding { span, entity: id, score, evidence }
    }

    /// Whether nothing but labels stands there, `[EMAIL_ADDRESS]`, and punctuation between them:
    /// what was redacted before is not found again, whatever its column is named for.
    fn is_redacted(&self, text: &[u8], span: Span) -> bool {
        let opens = usize::from(span.start.checked_sub(1).and_then(|i| text.get(i)) == Some(&b'['));
        let closes = usize::from(text.get(span.end) == Some(&b']'));
        let mut rest = &text[span.start - opens..span.end + closes];
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
        let mut labels = 0;
        while let Some(bracket) = memchr::memchr(b'[', rest) {
            if rest[..bracket].iter().any(is_word) {
                return false;
            }
            rest = &rest[bracket + 1..];
            let end = rest.iter().position(|b| !(b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_'));
            if let Some(end) = end.filter(|end| rest[*end] == b']' && self.names(&rest[..*end])) {
                labels += 1;
                rest = &rest[end + 1..];
            }
        }
        labels > 0 && !rest.iter().any(is_word)
    }

    /// Whether an entity has this name.
    fn names(&self, name: &[u8]) -> bool {
        self.detectors.iter().any(|d| d.facts().name.as_bytes() == name)
    }

    /// The finding, if it reaches the least score.
    pub(crate) fn counts(&self, finding: CellFinding) -> Option<CellFinding> {
        (finding.score >= self.min_score).then_some(finding)
    }

    /// Resolves overlaps and drops the decoys. A decoy claims what lies strictly inside of it
    /// (a card number in a UUID) from weaker look-alikes, but what holds the whole decoy (a UUID
    /// that is a password) is not one of them.
    pub(crate) fn settle(&self, cell: &CellText<'_>, findings: &mut Vec<CellFinding>) {
        findings.retain(|f| !self.is_redacted(cell.text, f.span));
        prefer_named(cell, findings);
        let is_decoy = |f: &CellFinding| self.decoys[f.entity.index()];
        if findings.iter().any(is_decoy) {
            findings.sort_unstable_by_key(|f| (f.span.start, is_decoy(f)));
            let mut reach = 0;
            findings.retain(|f| {
                let held = f.span.end <= reach;
                if !is_decoy(f) {
                    reach = reach.max(f.span.end);
                }
                !(held && is_decoy(f))
            });
        }
        resolve(cell.text, findings);
        findings.retain(|f| !is_decoy(f));
    }
}

/// Where findings of one number compete and the column is named for some of them, drops the others:
/// eleven digits in a column `cuit` are no Norwegian number, however well their check digits fit.
fn prefer_named(cell: &CellText<'_>, findings: &mut Vec<CellFinding>) {
    let is_named = |f: &CellFinding| cell.column.is_named(f.entity);
    if findings.len() < 2 || cell.column.named.is_empty() {
        return;
    }
    let is_number = |span: Span| !span.of(cell.text).iter().any(u8::is_ascii_alphabetic);
    let named: Vec<Span> = findings.iter().filter(|f| is_named(f) && is_number(f.span)).map(|f| f.span).collect();
    findings.retain(|f| is_named(f) || !named.contains(&f.span));
}

/// Something that a trigger fired for, and what became of it.
#[derive(Clone, Debug)]
pub struct Considered {
    /// The entity that was considered.
    pub entity: EntityId,
    /// What fired: a shape, a literal, or `column`.
    pub trigger: String,
    /// Where, as a byte offset in the text.
    pub anchor: usize,
    /// What the probe found there: its score before context was weighed, and the finding after.
    pub weighed: Option<(Score, CellFinding)>,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The probe looked closer and it was none.
    Refused,
    /// Its score stayed below the least one.
    TooWeak,
    /// A better finding overlaps it.
    Lost {
        /// The entity of the better one.
        to: EntityId,
    },
    /// A known look-alike that is not sensitive.
    Decoy,
    /// It is reported.
    Found,
}

/// One cell's text as the engine sees it.
pub(crate) struct CellText<'a> {
    pub(crate) text: &'a [u8],
    /// Findings that start before this offset were made earlier.
    pub(crate) from: usize,
    /// The text begins where the cell does.
    pub(crate) first: bool,
    /// The text may go on after its end.
    pub(crate) more: bool,
    pub(crate) column: &'a Column,
    /// Where in the cell the text begins.
    pub(crate) offset: usize,
    /// What may be disguises in it, from `from` on.
    pub(crate) disguises: Disguises<'a>,
}

impl CellText<'_> {
    pub(crate) const fn whole<'a>(text: &'a [u8], column: &'a Column) -> CellText<'a> {
        let disguises = Disguises { at: &[], shift: 0 };
        CellText { text, from: 0, first: true, more: false, column, offset: 0, disguises }
    }
}

const _: () = {
    const fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Engine>();
};
