use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;

use crate::decode::decode;
use crate::engine::{CellText, Watched};
use crate::learn::Learner;
use crate::marks::Marks;
use crate::nest::{Nests, Syntaxes};
use crate::shuffle::{Shuffler, not_in_parts};
use crate::walk::{Here, Next, Open, Position, Walk, Work};
use crate::whose::Whose;
use crate::{
    At, Cell, CellFinding, Column, ColumnId, Detector, Engine, EntityId, EntityKey, Error, Feed, Finding, Format,
    Piece, Pieces, Place, Scratch, Span, Subject, Transform,
};

/// What happens to an entity's findings at a place.
#[derive(Clone)]
pub enum Action {
    /// They stay as they are.
    Keep,
    /// They stay as they are, by the policy's exception with this number, and are counted as its.
    Exempt(u16),
    /// They end the run: they may not be in the output. The words say why.
    Refuse(&'static str),
    /// They are rewritten.
    Apply(Arc<dyn Transform>),
}

/// Decides what happens at a place. Asked once per column, never per cell.
pub trait Policy: Send + Sync {
    /// One action per entity, in the engine's order. Return clones of one `Arc` for places that
    /// are treated alike: there may be many places.
    fn actions(&self, place: &Place) -> Arc<[Action]>;

    /// The policy that this one stands over: it answers whatever this one does not answer itself.
    fn over(&self) -> Option<&dyn Policy> {
        None
    }

    /// The entity that the user says this place holds, whatever its name is.
    fn holds(&self, place: &Place) -> Option<EntityId> {
        self.over()?.holds(place)
    }

    /// The entity that each whole cell of this place counts as one finding of, whatever is in it.
    fn takes_whole(&self, place: &Place) -> Option<EntityId> {
        self.over()?.takes_whole(place)
    }

    /// Whether it names columns that say whose data a record is. Records are then held back until
    /// they are whole.
    fn has_subjects(&self) -> bool {
        self.over().is_some_and(|policy| policy.has_subjects())
    }

    /// Whether this place says whose data its record is.
    fn names_subject(&self, place: &Place) -> bool {
        self.over().is_some_and(|policy| policy.names_subject(place))
    }

    /// Told of each value that something else was written for, and of what that is: nothing if it is NULL.
    /// A value may be told of more than once.
    fn replaced(&self, subject: &Subject<'_>, stand_in: &[u8]) {
        if let Some(policy) = self.over() {
            policy.replaced(subject, stand_in);
        }
    }

    /// Told of each value that is found, and of where it stands as reports may show it; what it says goes with the
    /// finding ([`Finding::mark`]). A value may be told of more than once.
    fn mark(&self, found: &[u8], finding: &CellFinding, detector: &dyn Detector, shown: &Place) -> u64 {
        self.over().map_or(0, |policy| policy.mark(found, finding, detector, shown))
    }

    /// Told of all places of a stream that is rewritten, whenever there are new ones, before anything
    /// that stands there comes out.
    ///
    /// # Errors
    /// If a rule cannot be carried out in such a stream.
    fn check_places(&self, places: &[Arc<Place>]) -> Result<(), Error> {
        self.over().map_or(Ok(()), |policy| policy.check_places(places))
    }
}

/// Receives findings as they are made, in the order of the input.
pub trait Sink {
    /// Told once, before the first finding, in which format the stream is read.
    fn begin(&mut self, format: &'static str) {
        let _ = format;
    }

    /// Takes a finding.
    ///
    /// # Errors
    /// An error stops the pump before it gives out another byte.
    fn finding(&mut self, finding: &Finding) -> Result<(), Error>;

    /// Whether it wants findings at all. Without, lines need not be counted.
    fn is_interested(&self) -> bool {
        true
    }
}

/// Ignores findings.
impl Sink for () {
    fn finding(&mut self, _: &Finding) -> Result<(), Error> {
        Ok(())
    }

    fn is_interested(&self) -> bool {
        false
    }
}

impl Sink for Vec<Finding> {
    fn finding(&mut self, finding: &Finding) -> Result<(), Error> {
        self.push(finding.clone());
        Ok(())
    }
}

/// How much the pump holds back. Tests use small limits; the laws hold for any.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes that a format is shown at first.
    pub block: usize,
    /// Bytes that are held at most while a piece is not complete.
    pub hold: usize,
    /// Bytes at the end of a cut cell that wait for what follows; no finding is longer.
    pub reach: usize,
    /// Bytes of the stream from a table's first cell on that are held back to learn what its columns
    /// hold.
    pub learn: usize,
    /// Records after which that is known at the latest.
    pub learn_records: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { block: 256 * 1024, hold: 1024 * 1024, reach: At::REACH, learn: 256 * 1024, learn_records: 1000 }
    }
}

/// What went through a pump. Numbers only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Bytes read.
    pub bytes_in: u64,
    /// Bytes given out.
    pub bytes_out: u64,
    /// Records that ended.
    pub records: u64,
    /// Findings by entity, in the engine's order.
    pub findings: Vec<u64>,
    /// Findings that were rewritten, by entity.
    pub rewritten: Vec<u64>,
    /// Findings that an exception of the policy lets through, by its number.
    pub exempted: Vec<u64>,
}

/// A column with everything that was resolved for it once.
pub(crate) struct Planned {
    pub(crate) column: Column,
    pub(crate) actions: Arc<[Action]>,
    /// The place as reports may show it: a key of a JSON object can be personal data itself.
    pub(crate) shown: Arc<Place>,
    /// Looked at even where nothing strong is marked.
    pub(crate) looks_closer: bool,
    /// Each cell is one finding of this entity.
    pub(crate) takes_whole: Option<EntityId>,
    /// NULL may take the place of a cell.
    pub(crate) writes_null: bool,
    /// Each cell says whose data its record is.
    pub(crate) names_subject: bool,
    /// Cells change places within so many records.
    pub(crate) window: Option<u64>,
}

impl Planned {
    pub(crate) fn new(engine: &Engine, policy: Option<&dyn Policy>, place: &Arc<Place>, scratch: &mut Scratch) -> Self {
        let mut column = engine.column(place);
        if let Some(entity) = policy.and_then(|p| p.holds(place)) {
            column.add_named(entity);
        }
        let takes_whole = policy.and_then(|p| p.takes_whole(place));
        let actions = policy.map_or_else(|| Arc::from([]), |p| p.actions(place));
        let is_null = |action: &Action| matches!(action, Action::Apply(transform) if transform.writes_null());
        let window = actions.iter().filter(|_| !place.path.is_empty()).find_map(|action| match action {
            Action::Apply(transform) => transform.moves_within(),
            _ => None,
        });
        Self {
            writes_null: !place.path.is_empty() && actions.iter().any(is_null),
            actions,
            shown: engine.showable_with(place, scratch),
            looks_closer: takes_whole.is_some() || window.is_some() || engine.looks_closer(&column),
            window,
            takes_whole,
            names_subject: policy.is_some_and(|p| p.names_subject(place)),
            column,
        }
    }
}

impl Planned {
    /// The number of the exception that lets an entity's findings through, if one does.
    pub(crate) fn exempt(&self, entity: EntityId) -> Option<u16> {
        match self.actions.get(entity.index()) {
            Some(Action::Exempt(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether NULL is to take the place of a cell with this finding.
    pub(crate) fn becomes_null(&self, finding: &crate::CellFinding) -> bool {
        let action = self.actions.get(finding.entity.index());
        self.writes_null && matches!(action, Some(Action::Apply(transform)) if transform.writes_null())
    }
}

/// What lies at the end of what is let go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Border {
    /// The end of a record, if that matters.
    Record,
    /// Anything: the record is too long to be held.
    Cut,
    /// The end of all that there is.
    End,
}

/// Takes a stream in pieces of any size and gives it back with its findings reported and, if it
/// rewrites, replaced. How the stream was cut never changes the result.
///
/// It does no I/O, and gives out no byte before that byte was judged. Once a call has failed it
/// gives out nothing any more.
pub struct Pump {
    engine: Arc<Engine>,
    format: Box<dyn Format>,
    policy: Option<Arc<dyn Policy>>,
    /// One per entity if the pump rewrites.
    keys: Option<Arc<[EntityKey]>>,
    limits: Limits,
    /// Held bytes: a little of what was already consumed, then what was not.
    buf: Vec<u8>,
    /// Where in `buf` the bytes begin that were not judged.
    start: usize,
    /// Where in `buf` the bytes begin that were not split. From `start` to here it is held back.
    split: usize,
    /// The pieces of what is held back, after `walked` others that were.
    held: Vec<Piece>,
    walked: usize,
    /// Records that ended before `split`.
    records: u64,
    /// The column of the first cell in the record that has one, and how many such records ended by that column.
    record_column: Option<usize>,
    records_of: Vec<u64>,
    learner: Learner,
    /// Stream offset before which all is given out. A little before `start` where a quote waits to see
    /// whether a NULL follows, after it where one took the closing quote with it.
    copied: u64,
    /// NULL may take the place of cells.
    writes_null: bool,
    /// Where values are to change places: those that are on the move, and what comes out once they are not.
    shuffler: Option<Shuffler>,
    waiting: Vec<u8>,
    shuffles: bool,
    /// If the policy names subjects.
    whose: Option<Whose>,
    /// Stream offset at which the record began that is being split, or what follows a cut in it.
    record_start: u64,
    /// Not worth looking again before this many bytes are held.
    retry_at: usize,
    pieces: Pieces,
    planned: Vec<Planned>,
    syntaxes: Option<Arc<Syntaxes>>,
    nests: Nests,
    open: Open,
    position: Position,
    work: Work,
    tally: Tally,
    failed: bool,
}

impl Pump {
    /// A pump that reports findings and gives nothing out.
    #[must_use]
    pub fn scan(engine: Arc<Engine>, format: Box<dyn Format>) -> Self {
        let zeros = alloc::vec![0; engine.len()];
        Self {
            engine,
            format,
            policy: None,
            keys: None,
            limits: Limits::default(),
            buf: Vec::new(),
            start: 0,
            split: 0,
            held: Vec::new(),
            walked: 0,
            records: 0,
            record_column: None,
            records_of: Vec::new(),
            learner: Learner::default(),
            copied: 0,
            writes_null: false,
            shuffler: None,
            waiting: Vec::new(),
            shuffles: false,
            whose: None,
            record_start: 0,
            retry_at: 0,
            pieces: Pieces::new(),
            planned: Vec::new(),
            syntaxes: None,
            nests: Nests::default(),
            open: Open::default(),
            position: Position::default(),
            work: Work::default(),
            tally: Tally { findings: zeros.clone(), rewritten: zeros, ..Tally::default() },
            failed: false,
        }
    }

    /// A pump that rewrites by a policy. `keys` are one per entity, in the engine's order.
    ///
    /// # Panics
    /// If there are not as many keys as entities.
    #[must_use]
    pub fn scrub(
        engine: Arc<Engine>,
        format: Box<dyn Format>,
        policy: Arc<dyn Policy>,
        keys: Arc<[EntityKey]>,
    ) -> Self {
        assert_eq!(keys.len(), engine.len(), "one key per entity");
        let whose = policy.has_subjects().then(Whose::default);
        Self { policy: Some(policy), keys: Some(keys), whose, ..Self::scan(engine, format) }
    }

    /// The same pump with the key by which values change places within their columns. A policy that wants
    /// that is refused without.
    #[must_use]
    pub fn with_column_key(self, key: EntityKey) -> Self {
        Self { shuffler: Some(Shuffler::new(key)), ..self }
    }

    /// The same pump, told by a policy which entity a place holds.
    #[must_use]
    pub fn with_policy(self, policy: Arc<dyn Policy>) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// The same pump, looking into cells that are documents of their own.
    #[must_use]
    pub fn with_syntaxes(self, syntaxes: Arc<Syntaxes>) -> Self {
        Self { syntaxes: Some(syntaxes), ..self }
    }

    /// The same pump with other limits.
    ///
    /// # Panics
    /// If `block` or `reach` is zero, or `hold` is less than `block` or four times `reach`.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        assert!(limits.block > 0 && limits.reach > 0, "limits are not zero");
        assert!(limits.hold >= limits.block && limits.hold >= 4 * limits.reach, "limits fit each other");
        Self { limits, ..self }
    }

    /// What went through so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What carries data, is not understood and was searched as text: kinds, and how often each.
    #[must_use]
    pub fn oddities(&self) -> &[(&'static str, u64)] {
        self.pieces.oddities()
    }

    /// Takes the next bytes and appends to `out` what is judged.
    ///
    /// # Errors
    /// If the sink stops it, or a call before this one failed.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        self.unless_failed(|pump| pump.take(bytes, out, sink))
    }

    /// Ends the stream and appends the rest to `out`.
    ///
    /// # Errors
    /// If the sink stops it, or a call before this one failed.
    pub fn finish(&mut self, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        self.unless_failed(|pump| pump.end(out, sink))
    }

    /// Judges what is complete, now, where [`push`](Self::push) may wait for more first.
    ///
    /// # Errors
    /// As there.
    pub fn flush(&mut self, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        self.unless_failed(|pump| {
            pump.retry_at = 0;
            pump.drain(false, out, sink)
        })
    }

    /// Ends the learning: columns are what the stream so far says, and nothing that comes later
    /// changes that. The stream must be where nothing is begun, and nothing of it may be waiting to be
    /// split.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn settle(&mut self, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        self.unless_failed(|pump| {
            if pump.shuffles {
                return Err(not_in_parts());
            }
            while pump.learner.start().is_some() {
                pump.judge_table(pump.split, Feed::More, out, sink)?;
            }
            pump.release(pump.split, Border::End, Feed::More, out, sink)?;
            pump.learner.settle();
            Ok(())
        })
    }

    /// Does something, unless something has failed before. Until it succeeds it counts as failed:
    /// a panic on the way is a failure too.
    fn unless_failed(&mut self, act: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        if core::mem::replace(&mut self.failed, true) {
            return Err(Error::stopped());
        }
        act(self)?;
        self.failed = false;
        Ok(())
    }

    fn take(&mut self, mut bytes: &[u8], out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        while !bytes.is_empty() {
            self.compact();
            let room = self.limits.hold - (self.buf.len() - self.split);
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.buf.extend_from_slice(now);
            self.tally.bytes_in += now.len() as u64;
            bytes = later;
            self.drain(false, out, sink)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        self.drain(true, out, sink)?;
        while self.learner.start().is_some() {
            self.judge_table(self.split, Feed::Last, out, sink)?;
        }
        self.release(self.split, Border::End, Feed::Last, out, sink)?;
        if let Some(shuffler) = self.shuffler.as_mut().filter(|_| self.shuffles) {
            shuffler.end(&*self.format)?;
        }
        self.let_go(out);
        if self.keys.is_some() {
            let owed = &self.buf[((self.copied - self.position.base) as usize).min(self.start)..self.start];
            out.extend_from_slice(owed);
            self.tally.bytes_out += owed.len() as u64;
        }
        // A format may have waited to see whether a record goes on.
        self.pieces.clear();
        self.format.split(&[], Feed::Last, &mut self.pieces);
        let rest = self.pieces.list().iter().filter(|p| p.ends_record).count();
        self.tally.records += rest as u64;
        (0..rest).for_each(|_| self.ends_record_of_table());
        Ok(())
    }

    fn ends_record_of_table(&mut self) {
        let Some(column) = self.record_column.take() else { return };
        if self.records_of.len() <= column {
            self.records_of.resize(column + 1, 0);
        }
        self.records_of[column] += 1;
    }

    /// How many records ended whose first column with a name stands at each place, as reports may show it. A place may
    /// come several times.
    pub fn records_by_place(&self) -> impl Iterator<Item = (&Place, u64)> {
        let known = self.planned.iter().zip(&self.records_of).filter(|(_, records)| **records > 0);
        known.map(|(planned, records)| (&*planned.shown, *records))
    }

    /// Drops what was consumed, but for what probes may still look back at.
    fn compact(&mut self) {
        let drop = self.start.saturating_sub(At::REACH_BACK);
        if drop > 0 {
            self.buf.drain(..drop);
            self.start -= drop;
            self.split -= drop;
            self.position.base += drop as u64;
        }
    }

    fn drain(&mut self, last: bool, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        loop {
            let held = self.buf.len() - self.split;
            let full = held >= self.limits.hold;
            if held == 0 || !(last || full || held >= self.retry_at) {
                return Ok(());
            }
            let mut taken = 0;
            for window in [self.limits.block, self.limits.hold] {
                let n = held.min(window);
                let feed = if last && n == held { Feed::Last } else { Feed::More };
                taken = self.consume(n, feed, out, sink)?;
                if taken > 0 || n == held {
                    break;
                }
            }
            if taken == 0 && full {
                taken = self.consume(self.limits.hold, Feed::Full, out, sink)?;
            }
            assert!(taken > 0 || !(last || full), "the format consumed nothing where it must");
            self.retry_at = 0;
            if taken == 0 {
                // To look at everything again for every byte that arrives would be quadratic. A
                // few thousand bytes do no harm, and lines come out as they come in.
                self.retry_at = if held < 4096 { held + 1 } else { held * 2 };
                return Ok(());
            }
        }
    }

    /// Lets the format split the next `n` bytes, and judges what it found and what is not held back
    /// to learn from. Returns how many bytes were taken: fewer than the format consumed if a cell was
    /// cut before its end.
    fn consume(&mut self, n: usize, feed: Feed, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<usize, Error> {
        self.pieces.clear();
        let from = self.split;
        let consumed = self.format.split(&self.buf[from..from + n], feed, &mut self.pieces);
        if consumed == 0 {
            return Ok(0);
        }
        self.plan()?;
        self.split += consumed;
        let pieces = take(&mut self.pieces);
        if self.learner.is_idle() && self.whose.is_none() {
            self.walk(pieces.list(), self.split, false, feed, out, sink)?;
        } else {
            self.learn(pieces.list(), from, feed, out, sink)?;
        }
        self.pieces = pieces;
        // An open cell may have been cut; nothing is held back then.
        if self.held.is_empty() {
            self.split = self.start;
        }
        Ok(self.split - from)
    }

    /// Judges pieces that end at `end`. `cut` says that the last record in them goes on.
    fn walk(
        &mut self,
        pieces: &[Piece],
        end: usize,
        cut: bool,
        feed: Feed,
        out: &mut Vec<u8>,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let Work { marks, scratch, .. } = &mut self.work;
        marks.fill(&self.engine, &self.buf[..end], self.start, &mut scratch.sweep);
        let copied = (self.copied - self.position.base) as usize;
        let shuffler = self.shuffler.as_mut().filter(|_| self.shuffles);
        let target = if shuffler.is_some() { &mut self.waiting } else { &mut *out };
        let mut walk = Walk {
            engine: &self.engine,
            format: &*self.format,
            keys: self.keys.as_deref(),
            reach: self.limits.reach,
            buf: &self.buf[..end],
            ahead: &self.buf[end..],
            writes_null: self.writes_null,
            planned: &self.planned,
            policy: self.policy.as_deref(),
            syntaxes: self.syntaxes.as_deref(),
            nests: &mut self.nests,
            learner: &mut self.learner,
            whose: self.whose.as_mut(),
            cut,
            feed,
            open: &mut self.open,
            position: &mut self.position,
            work: &mut self.work,
            tally: &mut self.tally,
            sink,
            out: target,
            shuffler,
            copied,
            next: Next::default(),
        };
        self.start = walk.pieces(pieces, self.start)?;
        let copied = walk.copied as u64;
        self.copied = self.position.base + copied;
        self.let_go(out);
        Ok(())
    }

    /// Gives out what waited for values that have changed places.
    fn let_go(&mut self, out: &mut Vec<u8>) {
        if let Some(shuffler) = &mut self.shuffler {
            self.tally.bytes_out += shuffler.release(&mut self.waiting, out);
        }
    }

    /// Holds back pieces that begin at `from`, learns from them, and lets go what is known.
    fn learn(
        &mut self,
        pieces: &[Piece],
        from: usize,
        feed: Feed,
        out: &mut Vec<u8>,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let mut marks = take(&mut self.work.watched);
        let (mut at, mut next, mut is_swept) = (from, Next::default(), false);
        for piece in pieces {
            let raw = Span::new(at, at + piece.len as usize);
            at = raw.end;
            if let Some(cell) = piece.cell
                && self.learner.meet(cell.column.0 as usize, self.position.base + raw.start as u64, self.records)
                && !cell.open
            {
                if !core::mem::replace(&mut is_swept, true) {
                    let scratch = &mut self.work.scratch.sweep;
                    marks.fill(&self.engine, &self.buf[..self.split], raw.start, scratch);
                }
                self.watch(raw, cell, next.within(&marks, raw, raw.start), &mut marks);
            }
            self.held.push(*piece);
            if self.record_column.is_none() {
                self.record_column =
                    piece.cell.map(|cell| cell.column).filter(|c| *c != ColumnId::NONE).map(|c| c.0 as usize);
            }
            if piece.ends_record {
                self.records += 1;
                self.ends_record_of_table();
                self.learner.end_record();
            }
            // What follows an open cell can only be split when that is judged.
            let is_open = piece.cell.is_some_and(|c| c.open);
            let offset = self.position.base + at as u64;
            let is_long = offset - self.record_start > self.limits.hold as u64;
            let is_cut = self.whose.is_some() && (is_open || is_long && !piece.ends_record);
            while self.learner.start().is_some()
                && (is_open || is_cut || self.learner.is_over(offset, self.records, &self.limits))
            {
                self.judge_table(at, feed, out, sink)?;
            }
            if is_cut {
                self.release(at, Border::Cut, feed, out, sink)?;
            }
            if is_cut || piece.ends_record {
                self.record_start = offset;
            }
        }
        self.work.watched = marks;
        let known = self.learner.start().map_or(self.split, |offset| (offset - self.position.base) as usize);
        self.release(known, Border::Record, feed, out, sink)
    }

    /// Learns from a cell.
    fn watch(&mut self, raw: Span, cell: Cell, here: Here, marks: &mut Marks) {
        let number = cell.column.0 as usize;
        let planned = &self.planned[number];
        let text = if cell.plain {
            raw.of(&self.buf)
        } else {
            self.work.decoded.clear();
            decode(&*self.format, cell.codec, raw.of(&self.buf), &mut self.work.decoded);
            &self.work.decoded
        };
        let scratch = &mut self.work.scratch;
        let view = CellText { watched: Watched::All, ..CellText::whole(text, &planned.column) };
        if cell.plain {
            let (disguises, marked) = here.of(marks, &self.buf[..self.split], raw.start);
            self.engine.judge(&CellText { disguises, ..view }, marked, scratch);
        } else {
            self.engine.judge_unmarked(&view, scratch);
        }
        self.learner.observe(&self.engine, number, text, &scratch.witnesses, &scratch.findings);
    }

    /// Judges the table that has been held back longest, having seen what ends at `at`. What was known
    /// before holds up to its first cell, so that nothing depends on how the stream arrived.
    fn judge_table(&mut self, at: usize, feed: Feed, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        let Some(start) = self.learner.start() else { return Ok(()) };
        self.release((start - self.position.base) as usize, Border::Record, feed, out, sink)?;
        let planned = &self.planned;
        let offset = self.position.base + at as u64;
        for (number, entity) in self.learner.judge(&self.engine, offset, |n| &planned[n as usize].column) {
            let planned = &mut self.planned[number as usize];
            planned.column.add_named(entity);
            planned.looks_closer = self.engine.looks_closer(&planned.column);
        }
        Ok(())
    }

    /// Judges what is held back before `end`; whole records of it if subjects are to be known.
    fn release(
        &mut self,
        end: usize,
        border: Border,
        feed: Feed,
        out: &mut Vec<u8>,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let held = take(&mut self.held);
        let anywhere = self.whose.is_none() || border != Border::Record;
        let (mut at, mut to, mut count) = (self.start, self.start, 0);
        for (n, piece) in held[self.walked..].iter().enumerate() {
            at += piece.len as usize;
            if at > end {
                break;
            }
            if anywhere || piece.ends_record {
                (to, count) = (at, n + 1);
            }
        }
        if count > 0 {
            self.walk(&held[self.walked..self.walked + count], to, border == Border::Cut, feed, out, sink)?;
        }
        self.held = held;
        self.walked += count;
        if self.walked * 2 >= self.held.len() {
            self.held.drain(..self.walked);
            self.walked = 0;
        }
        Ok(())
    }

    /// Resolves the places that the format has learnt of.
    fn plan(&mut self) -> Result<(), Error> {
        let known = self.planned.len();
        for place in &self.pieces.places()[self.planned.len()..] {
            let planned = Planned::new(&self.engine, self.policy.as_deref(), place, &mut self.work.scratch);
            let is_personal = planned.column.named.iter().any(|id| self.engine.is_personal(*id));
            self.learner.add(place, is_personal);
            self.writes_null |= planned.writes_null;
            self.shuffles |= planned.window.is_some() && self.keys.is_some();
            self.planned.push(planned);
        }
        if self.shuffles && self.shuffler.is_none() {
            return Err(Error::policy("shuffle: no key is given by which values change places"));
        }
        match &self.policy {
            Some(policy) if self.keys.is_some() && self.planned.len() > known => {
                policy.check_places(self.pieces.places())
            }
            _ => Ok(()),
        }
    }
}
