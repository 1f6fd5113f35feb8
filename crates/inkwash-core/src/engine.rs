use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use inkwash_sweep::{Mark, Sweep, SweepScratch};

use crate::context::{ContextWords, Nearby};
use crate::disguise::{Disguises, Second};
use crate::fold;
use crate::marks::{Marked, Marks, Triggers};
use crate::resolve::resolve;
use crate::vouch::{self, Vouched, Voucher, Vouchers};
use crate::witness::{Shape, Witness, is_value, whole};
use crate::{At, CellFinding, Class, Column, Detector, Error, Facts, Hit, NameWords, Place, Score, Span, Trigger};

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
    min_scores: BTreeMap<String, Score>,
    classes: BTreeMap<String, Class>,
    allows: Option<Allows>,
}

/// Tells values of an entity that are no findings.
pub type Allows = Arc<dyn Fn(&dyn Detector, &[u8]) -> bool + Send + Sync>;

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

    /// The least score of a finding of the entity with this name, in place of that of all others.
    #[must_use]
    pub fn min_score_of(mut self, entity: &str, score: Score) -> Self {
        self.min_scores.insert(entity.into(), score);
        self
    }

    /// Values that are no findings, though they would be. They keep others from their span as decoys do.
    #[must_use]
    pub fn allowing(mut self, allows: Allows) -> Self {
        self.allows = Some(allows);
        self
    }

    /// The class of the entity with this name, in place of its own.
    #[must_use]
    pub fn class_of(mut self, entity: &str, class: Class) -> Self {
        self.classes.insert(entity.into(), class);
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
        let mut names = BTreeSet::new();
        let (mut strong, mut weak) = (Collected::default(), Collected::default());
        let mut column_probed = alloc::vec![false; self.detectors.len()];
        let mut is_weak = alloc::vec![false; self.detectors.len()];
        let names_of = || self.detectors.iter().map(|d| d.facts().name);
        let min_scores: Vec<Score> =
            names_of().map(|name| self.min_scores.get(name).copied().unwrap_or(self.min_score)).collect();
        let classes: Vec<Option<Class>> = names_of().map(|name| self.classes.get(name).copied()).collect();
        for (i, detector) in self.detectors.iter().enumerate() {
            let id = EntityId(i as u16);
            let facts = detector.facts();
            if !names.insert(facts.name) {
                return Err(Error::entity(alloc::format!("{} is declared twice", facts.name)));
            }
            for (n, trigger) in detector.triggers().iter().enumerate() {
                let needs_word = detector.ceiling(n, &self.regions) < min_scores[i] && !facts.multiline;
                let triggers = if needs_word { &mut weak } else { &mut strong };
                match trigger {
                    Trigger::Shape(s) => triggers.shapes.add(s, id),
                    Trigger::Literal(l) => triggers.literals.add(l, id),
                    Trigger::Column => column_probed[i] = true,
                }
                is_weak[i] |= needs_word && *trigger != Trigger::Column;
            }
        }
        let facts = self.detectors.iter().enumerate();
        let context = Arc::new(ContextWords::new(facts.map(|(i, d)| (EntityId(i as u16), d.facts()))));
        let vouchers = Vouchers::new(context.clone(), &is_weak);
        let mut by_tail = BTreeMap::<_, Vec<_>>::new();
        for (i, detector) in self.detectors.iter().enumerate() {
            for phrase in detector.facts().columns.iter().filter(|phrase| !phrase.starts_with('!')) {
                let ids = by_tail.entry(NameWords::tail(phrase)).or_default();
                if ids.last() != Some(&EntityId(i as u16)) {
                    ids.push(EntityId(i as u16));
                }
            }
        }
        Ok(Engine {
            strong: strong.compile(&vouchers)?,
            weak: weak.compile(&vouchers)?,
            decoys: self.detectors.iter().map(|d| d.facts().decoy).collect(),
            personal: self.detectors.iter().map(|d| d.facts().personal).collect(),
            detectors: self.detectors,
            min_score: self.min_score,
            min_scores,
            classes,
            allows: self.allows,
            regions: self.regions,
            column_probed,
            is_weak,
            context,
            vouchers,
            by_tail,
        })
    }
}

/// Triggers that are looked for together.
#[derive(Default)]
struct Collected<'a> {
    shapes: Owned<'a, str>,
    literals: Owned<'a, [u8]>,
}

impl Collected<'_> {
    fn compile(self, vouchers: &Vouchers) -> Result<Triggers, Error> {
        let Self { shapes, literals } = self;
        let sweep = Sweep::new(&shapes.triggers, &literals.triggers).map_err(|e| Error::entity(e.to_string()))?;
        let shown = shapes.triggers.iter().map(|s| alloc::format!("shape {s}"));
        let literal = |l: &&[u8]| alloc::format!("literal {:?}", String::from_utf8_lossy(l));
        let shown = shown.chain(literals.triggers.iter().map(literal)).collect();
        let owners: Vec<Vec<EntityId>> = shapes.owners.into_iter().chain(literals.owners).collect();
        let set = |owners: &Vec<EntityId>| {
            let mut set = vouchers.none();
            owners.iter().for_each(|id| vouch::insert(&mut set, *id));
            set
        };
        Ok(Triggers { sweep, sets: owners.iter().map(set).collect(), owners, shown })
    }
}

/// Distinct triggers in order, and who looks for each.
struct Owned<'a, T: ?Sized> {
    triggers: Vec<&'a T>,
    owners: Vec<Vec<EntityId>>,
    numbers: BTreeMap<&'a T, usize>,
}

impl<T: ?Sized> Default for Owned<'_, T> {
    fn default() -> Self {
        Self { triggers: Vec::new(), owners: Vec::new(), numbers: BTreeMap::new() }
    }
}

impl<'a, T: Ord + ?Sized> Owned<'a, T> {
    fn add(&mut self, trigger: &'a T, owner: EntityId) {
        let number = *self.numbers.entry(trigger).or_insert_with(|| {
            self.triggers.push(trigger);
            self.owners.push(Vec::new());
            self.triggers.len() - 1
        });
        self.owners[number].push(owner);
    }
}

/// Finds all entities of a catalogue in texts. Immutable; share it between threads and give
/// each thread its own [`Scratch`].
pub struct Engine {
    detectors: Vec<Box<dyn Detector>>,
    min_score: Score,
    /// By entity.
    min_scores: Vec<Score>,
    /// By entity: the class that it has in place of its own.
    classes: Vec<Option<Class>>,
    allows: Option<Allows>,
    regions: Vec<[u8; 2]>,
    /// What is looked for everywhere.
    strong: Triggers,
    /// What is looked for where a word or the column names it: see [`Detector::ceiling`].
    weak: Triggers,
    /// By entity: whether it has weak triggers.
    is_weak: Vec<bool>,
    /// By entity: whether cells of columns named for it are probed as a whole.
    column_probed: Vec<bool>,
    /// By entity: whether it is a decoy.
    decoys: Vec<bool>,
    /// By entity: whether who has one is a person.
    personal: Vec<bool>,
    context: Arc<ContextWords>,
    vouchers: Vouchers,
    /// By [`NameWords::tail`] of their names of columns, the entities: hundreds of names end otherwise.
    by_tail: BTreeMap<[u8; 2], Vec<EntityId>>,
}

/// Memory that a scan needs, kept between scans. One per thread.
#[derive(Default)]
pub struct Scratch {
    pub(crate) sweep: SweepScratch,
    pub(crate) marks: Marks,
    pub(crate) findings: Vec<CellFinding>,
    pub(crate) nearby: Nearby,
    pub(crate) vouched: Vouched,
    /// What a watched cell passes as a whole.
    pub(crate) witnesses: Vec<Witness>,
    pub(crate) second: Second,
    pub(crate) second_marks: Marks,
}

impl Engine {
    /// An engine that looks for nothing yet.
    #[must_use]
    pub fn builder() -> EngineBuilder {
        let (min_scores, classes) = Default::default();
        EngineBuilder {
            detectors: Vec::new(),
            min_score: Score::DEFAULT_MIN,
            regions: Vec::new(),
            min_scores,
            classes,
            allows: None,
        }
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
        let facts = self.detector(id).facts();
        Facts { class: self.classes[id.index()].unwrap_or(facts.class), ..facts }
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
        let mut column = Column { place: place.clone(), named: Vec::new(), against: Vec::new() };
        if !place.name.is_empty() {
            column.against = self.context.against(&place.name);
            column.against.dedup();
            column.against.shrink_to_fit();
            let mut likely: Vec<EntityId> =
                words.tails().iter().filter_map(|tail| self.by_tail.get(tail)).flatten().copied().collect();
            likely.sort_unstable();
            likely.dedup();
            for id in likely {
                let columns = self.facts(id).columns;
                let speaks = |phrase: &str| words.is_about(phrase, Some(&parent));
                let denied = || columns.iter().filter_map(|p| p.strip_prefix('!')).any(speaks);
                if columns.iter().any(|phrase| speaks(phrase)) && !denied() {
                    column.add_named(id);
                }
            }
        }
        if let Some(refers) = &place.refers {
            self.column(refers).named.iter().for_each(|id| column.add_named(*id));
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
        marks.fill(self, cell.text, cell.from, &mut scratch.sweep);
        let Marks { strong, words, disguises, weak, .. } = &mut marks;
        let view = CellText { disguises: Disguises { at: disguises, shift: 0 }, ..*cell };
        let pending = self.judge(&view, Marked { text: cell.text, shift: 0, strong, words, weak }, scratch);
        scratch.marks = marks;
        pending
    }

    /// Everything that was considered in a complete text, and what became of it, in order.
    #[must_use]
    pub fn explain(&self, text: &[u8], column: &Column) -> Vec<Considered> {
        let cell = CellText::whole(text, column);
        let by_column = column.named.iter().filter(|id| self.column_probed[id.index()]);
        let by_column = by_column.map(|id| (*id, "column", 0));
        let mut by_mark = Vec::new();
        for triggers in [&self.strong, &self.weak] {
            let mut marks = Vec::new();
            triggers.sweep.marks(text, 0..text.len(), &mut SweepScratch::default(), &mut marks);
            for Mark { pos, trigger } in marks {
                let number = usize::from(trigger);
                let owners = triggers.owners[number].iter();
                by_mark.extend(owners.map(|id| (*id, triggers.shown[number].as_str(), pos as usize)));
            }
        }
        by_mark.sort_by_key(|(_, _, pos)| *pos);
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
            self.hits(view, &mut SweepScratch::default(), &mut Marks::default(), &mut Vouched::default(), take);
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
        self.contest(&cell, &mut findings);
        for considered in &mut all {
            let Some((_, finding)) = considered.weighed else { continue };
            let winner = findings.iter().find(|w| w.span.overlaps(finding.span));
            if self.counts(finding).is_none() {
                // Also what is too weak anyhow has an explanation then.
                if let Some(w) = winner.filter(|w| self.facts(w.entity).decoy) {
                    considered.verdict = Verdict::Lost { to: w.entity };
                }
                continue;
            }
            if self.is_redacted(text, finding.span) {
                considered.verdict = Verdict::Decoy;
                continue;
            }
            considered.verdict = match winner {
                Some(w) if w.entity != finding.entity => Verdict::Lost { to: w.entity },
                _ if self.facts(finding.entity).decoy => Verdict::Decoy,
                _ if self.is_allowed(finding.entity, finding.span.of(text)) => Verdict::Allowed,
                _ => Verdict::Found,
            };
        }
        all
    }

    /// The least score of a finding.
    pub(crate) fn min_score(&self) -> Score {
        self.min_score
    }

    /// Whether who has one is a person.
    pub(crate) fn is_personal(&self, entity: EntityId) -> bool {
        self.personal[entity.index()]
    }

    /// What a column holds, seeing the others of its table: one of them holds something `personal`,
    /// or its values `agree` with the mail addresses there.
    pub(crate) fn beside(&self, column: &Column, personal: bool, agrees: bool) -> impl Iterator<Item = EntityId> {
        let is_told = column.place.name.is_empty() && !agrees || !column.named.is_empty() || !(personal || agrees);
        let entities = if is_told { 0..0 } else { 0..self.detectors.len() };
        let words = NameWords::of(&column.place.name);
        let parent = NameWords::of(&column.place.parent);
        entities.map(|i| EntityId(i as u16)).filter(move |id| {
            let columns = self.facts(*id).columns;
            let beside = |phrase: &str| match phrase.strip_prefix('&') {
                Some("") => agrees,
                Some(name) => personal && words.is_exactly(name),
                None => false,
            };
            columns.iter().any(|phrase| beside(phrase))
                && !column.is_against(*id)
                && !columns.iter().filter_map(|p| p.strip_prefix('!')).any(|p| words.is_about(p, Some(&parent)))
        })
    }

    pub(crate) fn strong(&self) -> &Triggers {
        &self.strong
    }

    pub(crate) fn vouchers(&self) -> &Vouchers {
        &self.vouchers
    }

    /// Whether cells of this column are looked at even where nothing strong is marked in them.
    pub(crate) fn looks_closer(&self, column: &Column) -> bool {
        column.named.iter().any(|id| self.column_probed[id.index()] || self.is_weak[id.index()])
    }

    /// A place as reports may show it: what is a finding in its own path is replaced by the
    /// entity's name.
    #[must_use]
    pub fn showable(&self, place: &Arc<Place>) -> Arc<Place> {
        self.showable_with(place, &mut Scratch::default())
    }

    /// The same, with memory that the caller keeps between calls.
    pub(crate) fn showable_with(&self, place: &Arc<Place>, scratch: &mut Scratch) -> Arc<Place> {
        if place.path.is_empty() {
            return place.clone();
        }
        let column = Column { place: Arc::default(), named: Vec::new(), against: Vec::new() };
        let mut clean = |text: &str| {
            let mut shown = String::new();
            let mut at = 0;
            for finding in self.scan(text.as_bytes(), &column, scratch) {
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

    /// Probes at the marked positions, weighs and resolves. Leaves the findings in `scratch.findings`
    /// and returns the start of the first finding that may go on after the text, if there is one.
    pub(crate) fn judge(&self, cell: &CellText<'_>, marked: Marked<'_>, scratch: &mut Scratch) -> Option<usize> {
        let Scratch { findings, nearby, vouched, witnesses, sweep, second, second_marks, .. } = scratch;
        findings.clear();
        witnesses.clear();
        nearby.clear();
        let mut pending: Option<usize> = None;
        self.probe_marked(cell, marked, vouched, sweep, &mut |id, hit| {
            if hit.pending && cell.more {
                pending = Some(pending.map_or(hit.span.start, |p| p.min(hit.span.start)));
            }
            if hit.span.start >= cell.from {
                if cell.watched != Watched::No {
                    witnesses.extend(self.witness(cell, id, &hit));
                }
                findings.extend(self.counts(self.weigh(cell, id, hit, nearby)));
            }
        });
        self.look_again(cell, second, findings, |view, take| self.hits(view, sweep, second_marks, vouched, take));
        self.settle(cell, findings);
        pending
    }

    /// Finds the hits of a text at its own marks.
    fn hits(
        &self,
        view: &CellText<'_>,
        sweep: &mut SweepScratch,
        marks: &mut Marks,
        vouched: &mut Vouched,
        take: &mut dyn FnMut(EntityId, Hit),
    ) {
        marks.fill(self, view.text, view.from, sweep);
        let Marks { strong, words, weak, .. } = marks;
        self.probe_marked(view, Marked { text: view.text, shift: 0, strong, words, weak }, vouched, sweep, take);
    }

    /// Probes what is marked in a cell: at strong marks, and at weak ones for whom its column or a word
    /// near by speaks. Where the values of a column are witnesses, all are heard.
    fn probe_marked(
        &self,
        cell: &CellText<'_>,
        marked: Marked<'_>,
        vouched: &mut Vouched,
        sweep: &mut SweepScratch,
        take: &mut dyn FnMut(EntityId, Hit),
    ) {
        if cell.first {
            for &id in cell.column.named.iter().filter(|id| self.column_probed[id.index()]) {
                if let Some(hit) = self.probe(cell, id, 0) {
                    take(id, hit);
                }
            }
        }
        let mut last = (usize::MAX, EntityId(0));
        let mut ask = |id: EntityId, pos: usize| {
            if last != (pos, id) {
                last = (pos, id);
                if let Some(hit) = self.probe(cell, id, pos) {
                    take(id, hit);
                }
            }
        };
        let Marked { text, shift, strong, words, weak } = marked;
        self.strong.owned(strong).for_each(|(id, pos)| ask(id, pos - shift));
        let is_witness = cell.watched == Watched::All && is_value(cell.text);
        let named = || {
            let known = cell.column.named.iter().copied().chain(cell.shape.into_iter().flat_map(Shape::entities));
            known.filter(|id| self.is_weak[id.index()])
        };
        if !is_witness && words.is_empty() && named().next().is_none() {
            return;
        }
        let words = words.iter().map(|word| Voucher { start: word.start - shift, ..*word });
        self.vouchers.hear(cell.text, cell.from, words, named(), is_witness, vouched);
        for n in 0.. {
            let Some(range) = vouched.range(n) else { break };
            let marks = weak.within(&self.weak, text, range.start + shift..range.end + shift, sweep);
            if is_witness {
                self.weak.owned(marks).for_each(|(id, pos)| ask(id, pos - shift));
                continue;
            }
            for mark in marks {
                let pos = mark.pos as usize - shift;
                self.vouchers.near(vouched, pos, self.weak.set(mark.trigger), |id| ask(id, pos));
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

    /// What the hit says about its column, if it is a whole cell.
    pub(crate) fn witness(&self, cell: &CellText<'_>, entity: EntityId, hit: &Hit) -> Option<Witness> {
        if hit.span != whole(cell.text) {
            return None;
        }
        let known = cell.shape.and_then(|shape| shape.one_in(entity));
        let one_in = known.unwrap_or_else(|| self.detector(entity).one_in(hit.span.of(cell.text)));
        (one_in > 1).then_some(Witness { entity, one_in, score: hit.score })
    }

    /// Weighs a hit with its surroundings and with its column.
    pub(crate) fn weigh(&self, cell: &CellText<'_>, id: EntityId, hit: Hit, nearby: &mut Nearby) -> CellFinding {
        let finding = self.weigh_alone(cell, id, hit, nearby);
        match cell.shape {
            Some(shape) if hit.span == whole(cell.text) => shape.weigh(finding, cell.column.is_named(id)),
            _ => finding,
        }
    }

    /// Weighs a hit with its surroundings.
    fn weigh_alone(&self, cell: &CellText<'_>, id: EntityId, hit: Hit, nearby: &mut Nearby) -> CellFinding {
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
        (finding.score >= self.min_scores[finding.entity.index()]).then_some(finding)
    }

    /// Resolves overlaps. A decoy, or a value that is allowed, claims what lies strictly inside of it
    /// (a card number in a UUID) from weaker look-alikes, but what holds the whole of it (a UUID
    /// that is a password) is not one of them.
    fn contest(&self, cell: &CellText<'_>, findings: &mut Vec<CellFinding>) {
        findings.retain(|f| !self.is_redacted(cell.text, f.span));
        prefer_named(cell, findings);
        let is_decoy = |f: &CellFinding| self.is_let_go(cell, f);
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
    }

    /// Resolves overlaps and drops the decoys and what is allowed.
    pub(crate) fn settle(&self, cell: &CellText<'_>, findings: &mut Vec<CellFinding>) {
        self.contest(cell, findings);
        findings.retain(|f| !self.is_let_go(cell, f));
    }

    /// Whether a finding is none in the end: a decoy, or a value that is allowed.
    fn is_let_go(&self, cell: &CellText<'_>, finding: &CellFinding) -> bool {
        self.decoys[finding.entity.index()] || self.is_allowed(finding.entity, finding.span.of(cell.text))
    }

    /// Whether a value is no finding, for somebody has said so.
    fn is_allowed(&self, entity: EntityId, value: &[u8]) -> bool {
        self.allows.as_ref().is_some_and(|allows| allows(self.detector(entity), value))
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
    /// The policy says that this value is no finding.
    Allowed,
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
    /// What was learnt of the column's values that are written like this one.
    pub(crate) shape: Option<&'a Shape>,
    /// What it passes as a whole is wanted.
    pub(crate) watched: Watched,
}

/// Whether it is wanted what a cell passes as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watched {
    No,
    /// As far as the column is known to hold it, or it is found without.
    Known,
    /// Of weak kinds too.
    All,
}

impl CellText<'_> {
    pub(crate) const fn whole<'a>(text: &'a [u8], column: &'a Column) -> CellText<'a> {
        CellText {
            text,
            from: 0,
            first: true,
            more: false,
            column,
            offset: 0,
            disguises: Disguises { at: &[], shift: 0 },
            shape: None,
            watched: Watched::No,
        }
    }
}

const _: () = {
    const fn is_send_and_sync<T: Send + Sync>() {}
    is_send_and_sync::<Engine>();
};
