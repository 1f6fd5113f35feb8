use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;
use core::ops::Range;

use crate::decode::{Walker, decode};
use crate::disguise::Disguises;
use crate::engine::{CellText, Watched};
use crate::fit::{chars, check_type, settle_number, shorten};
use crate::learn::Learner;
use crate::marks::{Marked, Marks};
use crate::nest::{Document, Judges, Nests, Outcome, Owner, Syntaxes};
use crate::{
    At, Cell, CellFinding, Column, Engine, EntityId, EntityKey, Error, Feed, Finding, Format, Piece, Pieces, Place,
    Scratch, Span, Subject, Transform, ValueKind,
};

/// Once in so many records it is asked anew what the weak kinds of a judged column are: often enough
/// for one that begins in its middle, and rare enough to cost nothing.
const SAMPLED: u64 = 16;

/// What happens to an entity's findings at a place.
#[derive(Clone)]
pub enum Action {
    /// They stay as they are.
    Keep,
    /// They are rewritten.
    Apply(Arc<dyn Transform>),
}

/// Decides what happens at a place. Asked once per column, never per cell.
pub trait Policy: Send + Sync {
    /// One action per entity, in the engine's order. Return clones of one `Arc` for places that
    /// are treated alike: there may be many places.
    fn actions(&self, place: &Place) -> Arc<[Action]>;

    /// The entity that the user says this place holds, whatever its name is.
    fn holds(&self, place: &Place) -> Option<EntityId> {
        let _ = place;
        None
    }

    /// The entity that each whole cell of this place counts as one finding of, whatever is in it.
    fn takes_whole(&self, place: &Place) -> Option<EntityId> {
        let _ = place;
        None
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
}

/// A column with everything that was resolved for it once.
pub(crate) struct Planned {
    pub(crate) column: Column,
    actions: Arc<[Action]>,
    /// The place as reports may show it: a key of a JSON object can be personal data itself.
    pub(crate) shown: Arc<Place>,
    /// Looked at even where nothing strong is marked.
    looks_closer: bool,
    /// Each cell is one finding of this entity.
    pub(crate) takes_whole: Option<EntityId>,
}

impl Planned {
    pub(crate) fn new(engine: &Engine, policy: Option<&dyn Policy>, place: &Arc<Place>) -> Self {
        let mut column = engine.column(place);
        if let Some(entity) = policy.and_then(|p| p.holds(place)) {
            column.add_named(entity);
        }
        let takes_whole = policy.and_then(|p| p.takes_whole(place));
        Self {
            actions: policy.map_or_else(|| Arc::from([]), |p| p.actions(place)),
            shown: engine.showable(place),
            looks_closer: takes_whole.is_some() || engine.looks_closer(&column),
            takes_whole,
            column,
        }
    }
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
    learner: Learner,
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

/// What is known of a cell that was cut.
#[derive(Default)]
struct Open {
    /// The next piece goes on with it.
    goes_on: bool,
    /// Decoded bytes already judged.
    judged: usize,
    /// Its raw bytes were its text so far.
    plain: bool,
    /// The last of its judged text, for probes that look back.
    tail: Vec<u8>,
}

/// Lines counted in the stream.
#[derive(Default)]
struct Position {
    /// Stream offset of the first held byte.
    base: u64,
    /// Lines that ended before `counted`.
    lines: u64,
    /// Stream offset at which the current line begins.
    line_start: u64,
    /// Stream offset up to which lines are counted.
    counted: u64,
}

/// Memory that is used over and over.
#[derive(Default)]
struct Work {
    scratch: Scratch,
    marks: Marks,
    /// Marks of what is learnt from.
    watched: Marks,
    decoded: Vec<u8>,
    text: Vec<u8>,
    plain: Vec<u8>,
    canonical: Vec<u8>,
    replacement: Vec<u8>,
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
            learner: Learner::default(),
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
        Self { policy: Some(policy), keys: Some(keys), ..Self::scan(engine, format) }
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
            while pump.learner.start().is_some() {
                pump.judge_table(pump.split, Feed::More, out, sink)?;
            }
            pump.release(pump.split, Feed::More, out, sink)?;
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
        self.release(self.split, Feed::Last, out, sink)?;
        // A format may have waited to see whether a record goes on.
        self.pieces.clear();
        self.format.split(&[], Feed::Last, &mut self.pieces);
        self.tally.records += self.pieces.list().iter().filter(|p| p.ends_record).count() as u64;
        Ok(())
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
        self.plan();
        self.split += consumed;
        let pieces = take(&mut self.pieces);
        if self.learner.is_idle() {
            self.walk(pieces.list(), self.split, feed, out, sink)?;
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

    /// Judges pieces that end at `end`.
    fn walk(
        &mut self,
        pieces: &[Piece],
        end: usize,
        feed: Feed,
        out: &mut Vec<u8>,
        sink: &mut dyn Sink,
    ) -> Result<(), Error> {
        let Work { marks, scratch, .. } = &mut self.work;
        marks.fill(&self.engine, &self.buf[..end], self.start, &mut scratch.sweep);
        let mut walk = Walk {
            engine: &self.engine,
            format: &*self.format,
            keys: self.keys.as_deref(),
            reach: self.limits.reach,
            buf: &self.buf[..end],
            planned: &self.planned,
            policy: self.policy.as_deref(),
            syntaxes: self.syntaxes.as_deref(),
            nests: &mut self.nests,
            learner: &mut self.learner,
            feed,
            open: &mut self.open,
            position: &mut self.position,
            work: &mut self.work,
            tally: &mut self.tally,
            sink,
            out,
            copied: self.start,
            next: Next::default(),
        };
        self.start = walk.pieces(pieces, self.start)?;
        Ok(())
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
            if piece.ends_record {
                self.records += 1;
                self.learner.end_record();
            }
            // What follows an open cell can only be split when that is judged.
            let is_open = piece.cell.is_some_and(|c| c.open);
            let offset = self.position.base + at as u64;
            while self.learner.start().is_some()
                && (is_open || self.learner.is_over(offset, self.records, &self.limits))
            {
                self.judge_table(at, feed, out, sink)?;
            }
        }
        self.work.watched = marks;
        let known = self.learner.start().map_or(self.split, |offset| (offset - self.position.base) as usize);
        self.release(known, feed, out, sink)
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
        self.release((start - self.position.base) as usize, feed, out, sink)?;
        let planned = &self.planned;
        let offset = self.position.base + at as u64;
        for (number, entity) in self.learner.judge(&self.engine, offset, |n| &planned[n as usize].column) {
            let planned = &mut self.planned[number as usize];
            planned.column.add_named(entity);
            planned.looks_closer = self.engine.looks_closer(&planned.column);
        }
        Ok(())
    }

    /// Judges what is held back before `end`.
    fn release(&mut self, end: usize, feed: Feed, out: &mut Vec<u8>, sink: &mut dyn Sink) -> Result<(), Error> {
        let held = take(&mut self.held);
        let mut at = self.start;
        let pieces = held[self.walked..].iter().take_while(|p| {
            let goes = at + p.len as usize <= end;
            at += if goes { p.len as usize } else { 0 };
            goes
        });
        let count = pieces.count();
        if count > 0 {
            self.walk(&held[self.walked..self.walked + count], at, feed, out, sink)?;
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
    fn plan(&mut self) {
        for place in &self.pieces.places()[self.planned.len()..] {
            let planned = Planned::new(&self.engine, self.policy.as_deref(), place);
            let is_personal = planned.column.named.iter().any(|id| self.engine.is_personal(*id));
            self.learner.add(place, is_personal);
            self.planned.push(planned);
        }
    }
}

impl Position {
    /// Counts lines up to stream offset `to`.
    fn count(&mut self, buf: &[u8], to: u64) {
        if to <= self.counted {
            return;
        }
        let from = (self.counted - self.base) as usize;
        let stretch = &buf[from..(to - self.base) as usize];
        if let Some(last) = memchr::memrchr(b'\n', stretch) {
            self.lines += memchr::memchr_iter(b'\n', stretch).count() as u64;
            self.line_start = self.counted + last as u64 + 1;
        }
        self.counted = to;
    }
}

/// One walk over the pieces of a stretch of the held bytes.
struct Walk<'w> {
    engine: &'w Engine,
    format: &'w dyn Format,
    /// One per entity if the pump rewrites.
    keys: Option<&'w [EntityKey]>,
    reach: usize,
    buf: &'w [u8],
    planned: &'w [Planned],
    policy: Option<&'w dyn Policy>,
    syntaxes: Option<&'w Syntaxes>,
    nests: &'w mut Nests,
    learner: &'w mut Learner,
    feed: Feed,
    open: &'w mut Open,
    position: &'w mut Position,
    work: &'w mut Work,
    tally: &'w mut Tally,
    sink: &'w mut dyn Sink,
    out: &'w mut Vec<u8>,
    /// Held bytes before this are in `out`.
    copied: usize,
    next: Next,
}

/// The first marks and disguises that were not passed yet.
#[derive(Default)]
struct Next {
    mark: usize,
    disguise: usize,
}

/// What is marked in a cell, as parts of [`Marks`].
struct Here {
    strong: Range<usize>,
    words: Range<usize>,
    disguises: Range<usize>,
}

impl Next {
    /// Passes a cell. Words count from `from` on: those of a cell's earlier text speak for what follows.
    fn within(&mut self, marks: &Marks, raw: Span, from: usize) -> Here {
        Here {
            strong: pass(&mut self.mark, &marks.strong, raw, |mark| mark.pos),
            words: marks.words_in(from..raw.end),
            disguises: pass(&mut self.disguise, &marks.disguises, raw, |at| *at),
        }
    }
}

/// Which of the offsets from the `next`th on lie in the cell. They are in order, and so are cells.
fn pass<T>(next: &mut usize, all: &[T], raw: Span, offset: impl Fn(&T) -> u32) -> Range<usize> {
    let before = |next: usize, at: usize| all[next..].iter().take_while(|t| (offset(t) as usize) < at).count();
    *next += before(*next, raw.start);
    let first = *next;
    *next += before(*next, raw.end);
    first..*next
}

impl Here {
    fn is_empty(&self) -> bool {
        self.strong.is_empty() && self.words.is_empty() && self.disguises.is_empty()
    }

    /// The disguises and the marks, in a text in which the cell's begins at `shift`.
    fn of<'m>(self, marks: &'m mut Marks, text: &'m [u8], shift: usize) -> (Disguises<'m>, Marked<'m>) {
        let Marks { strong, words, disguises, weak, .. } = marks;
        let (strong, words) = (&strong[self.strong], &words[self.words]);
        (Disguises { at: &disguises[self.disguises], shift }, Marked { text, shift, strong, words, weak })
    }
}

impl Walk<'_> {
    /// Returns how far the walk came: to the end, or to where an open cell was cut.
    fn pieces(&mut self, pieces: &[Piece], start: usize) -> Result<usize, Error> {
        let before = self.out.len();
        let mut at = start;
        for piece in pieces {
            let raw = Span::new(at, at + piece.len as usize);
            at = match piece.cell {
                Some(cell) => self.cell(raw, cell)?,
                None => raw.end,
            };
            self.tally.records += u64::from(piece.ends_record);
        }
        self.copy(at);
        if self.sink.is_interested() {
            self.position.count(self.buf, self.position.base + at as u64);
        } else {
            self.position.counted = self.position.base + at as u64;
        }
        self.tally.bytes_out += (self.out.len() - before) as u64;
        Ok(at)
    }

    fn copy(&mut self, end: usize) {
        if self.keys.is_some() {
            self.out.extend_from_slice(&self.buf[self.copied..end]);
        }
        self.copied = end;
    }

    /// Returns where the cell ends, or where it was cut if it is open.
    fn cell(&mut self, raw: Span, cell: Cell) -> Result<usize, Error> {
        let goes_on = take(&mut self.open.goes_on);
        let tail = if goes_on { self.open.tail.len() } else { 0 };
        let here = self.next.within(&self.work.marks, raw, raw.start.saturating_sub(tail));
        let number = cell.column.0 as usize;
        let unremarkable = cell.plain && !cell.open && !goes_on && here.is_empty();
        if unremarkable
            && !self.planned[number].looks_closer
            && !self.learner.knows(number)
            && self.watched(number, raw) != Watched::All
            && self.syntaxes.is_none_or(|all| all.of(raw.of(self.buf)).is_none())
        {
            return Ok(raw.end);
        }
        if !goes_on {
            self.open.judged = 0;
            self.open.plain = true;
            self.open.tail.clear();
        }
        self.judge(raw, cell, here)
    }

    /// What a whole cell passes is wanted where its column was judged.
    fn watched(&self, column: usize, raw: Span) -> Watched {
        match self.learner.follows(column, self.position.base + raw.start as u64) {
            true if self.tally.records.is_multiple_of(SAMPLED) => Watched::All,
            true => Watched::Known,
            false => Watched::No,
        }
    }

    fn judge(&mut self, raw: Span, cell: Cell, here: Here) -> Result<usize, Error> {
        let planned = &self.planned[cell.column.0 as usize];
        let from = self.open.tail.len();
        let in_place = cell.plain && self.open.plain;
        let mut decoded = take(&mut self.work.decoded);
        let text: &[u8] = if in_place {
            &self.buf[raw.start - from..raw.end]
        } else {
            decoded.clear();
            decoded.extend_from_slice(&self.open.tail);
            decode(self.format, cell.codec, raw.of(self.buf), &mut decoded);
            &decoded
        };
        let first = self.open.judged == 0;
        let number = cell.column.0 as usize;
        let is_whole = first && !cell.open;
        let watched = if is_whole { self.watched(number, raw) } else { Watched::No };
        let shape = if is_whole { self.learner.shape_of(number, text) } else { None };
        let offset = self.open.judged - from;
        let whole = CellText::whole(text, &planned.column);
        let view = CellText { from, first, more: cell.open, offset, shape, watched, ..whole };
        let scratch = &mut self.work.scratch;
        let pending = if in_place {
            let (disguises, marked) = here.of(&mut self.work.marks, self.buf, raw.start - from);
            self.engine.judge(&CellText { disguises, ..view }, marked, scratch)
        } else {
            self.engine.judge_unmarked(&view, scratch)
        };
        let mut findings = take(&mut scratch.findings);
        let end = if cell.open { cut(&view, self.feed, self.reach, pending, &findings) } else { text.len() };
        findings.retain(|f| f.span.start < end);
        if let Some(entity) = planned.takes_whole {
            findings.clear();
            findings.extend((from < end).then(|| CellFinding::whole(from, end, entity)));
        }
        if watched != Watched::No {
            self.learner.go_on(number, text, &self.work.scratch.witnesses);
        }
        let mut walker = Walker::new(self.format, cell.codec, raw.of(self.buf), in_place, from);
        let whole = cell.whole && !cell.open && first;
        let judged = Judged { raw, cell, planned, text, from, whole };
        match if is_whole { self.document(&judged, &findings)? } else { None } {
            Some(outcome) => self.rewrite_document(&judged, &outcome)?,
            None => self.rewrite(&judged, &findings, &mut walker)?,
        }
        self.work.scratch.findings = findings;
        let mut raw_end = raw.end;
        if cell.open {
            raw_end = raw.start + walker.floor(end);
            self.open.goes_on = true;
            self.open.judged += end - from;
            self.open.plain = in_place;
            self.open.tail = text[end.saturating_sub(At::REACH_BACK)..end].to_vec();
        }
        self.work.decoded = decoded;
        Ok(raw_end)
    }

    /// Reports a cell's findings and writes what stands in their place.
    fn rewrite(&mut self, cell: &Judged<'_>, findings: &[CellFinding], walker: &mut Walker<'_>) -> Result<(), Error> {
        let Judged { raw, planned, text, .. } = *cell;
        let place = planned.column.place();
        let (mut new_text, mut replacement) = (take(&mut self.work.text), take(&mut self.work.replacement));
        new_text.clear();
        let mut kept = cell.from;
        let whole_text = !cell.cell.open && self.open.judged == 0;
        let mut room = place.max_chars.filter(|_| whole_text).map(|max| room_beside(text, max));
        for finding in findings {
            let start = raw.start + walker.floor(finding.span.start);
            let end = raw.start + walker.ceil(finding.span.end);
            self.report(cell, finding, Span::new(start, end))?;
            replacement.clear();
            if !self.replace(planned, finding, text, &mut replacement) {
                continue;
            }
            self.check_fit(planned, finding, text, &replacement, room)?;
            self.fit(planned, finding, text, &mut replacement, room.as_mut())?;
            if cell.whole {
                new_text.extend_from_slice(&text[kept..finding.span.start]);
                new_text.extend_from_slice(&replacement);
                kept = finding.span.end;
            } else {
                self.copy(start);
                self.format.encode(&cell.cell, place, &replacement, self.out);
                self.copied = end;
            }
        }
        if kept > cell.from {
            new_text.extend_from_slice(&text[kept..]);
            check_type(place, &new_text)?;
            self.copy(raw.start);
            self.format.encode(&cell.cell, place, &new_text, self.out);
            self.copied = raw.end;
        }
        self.work.text = new_text;
        self.work.replacement = replacement;
        Ok(())
    }

    /// Makes a stand-in fit its column, and notes the room that is left beside it.
    fn fit(
        &mut self,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &mut Vec<u8>,
        room: Option<&mut usize>,
    ) -> Result<(), Error> {
        let Work { plain, canonical, .. } = &mut *self.work;
        let stand_ins = StandIns { keys: self.keys, plain, canonical };
        stand_ins.fit(self.engine, planned, finding, text, stand_in, room)
    }

    /// Appends what the policy puts in the finding's place; `false` if it stays.
    fn replace(&mut self, planned: &Planned, finding: &CellFinding, text: &[u8], out: &mut Vec<u8>) -> bool {
        let Work { plain, canonical, .. } = &mut *self.work;
        let made = StandIns { keys: self.keys, plain, canonical }.make(self.engine, planned, finding, text, out);
        self.tally.rewritten[finding.entity.index()] += u64::from(made);
        made
    }

    /// Looks into a cell that is a document of its own.
    fn document(&mut self, cell: &Judged<'_>, found: &[CellFinding]) -> Result<Option<Outcome>, Error> {
        let Judged { planned, text, .. } = *cell;
        let Some(syntaxes) = self.syntaxes else { return Ok(None) };
        let Some(syntax) = syntaxes.of(text) else { return Ok(None) };
        let (owner, column, place) = (Owner::Stream, cell.cell.column, planned.column.place());
        let doc = Document { owner, column, place, text, syntax, found, depth: 0 };
        let Work { scratch, plain, canonical, .. } = &mut *self.work;
        let stand_ins = StandIns { keys: self.keys, plain, canonical };
        let (engine, policy) = (self.engine, self.policy);
        let mut judges = Judges { engine, policy, syntaxes, stand_ins, scratch, tight: false };
        let outcome = self.nests.judge(&mut judges, &doc)?;
        let room = place.max_chars.map(|max| room_beside(text, max) as isize);
        if outcome.as_ref().is_some_and(|o| room.is_some_and(|room| o.growth(text) > room)) {
            judges.tight = true;
            return self.nests.judge(&mut judges, &doc);
        }
        Ok(outcome)
    }

    /// Reports what was found in a document and writes what stands in its place.
    fn rewrite_document(&mut self, cell: &Judged<'_>, outcome: &Outcome) -> Result<(), Error> {
        let Judged { raw, planned, text, .. } = *cell;
        let (format, codec, bytes) = (self.format, cell.cell.codec, raw.of(self.buf));
        let walker = || Walker::new(format, codec, bytes, cell.cell.plain, 0);
        let (mut of_findings, mut of_edits) = (walker(), walker());
        for found in &outcome.found {
            let start = raw.start + of_findings.floor(found.span.start);
            let end = raw.start + of_findings.ceil(found.span.end);
            self.report_at(&found.shown, &found.cell, Span::new(start, end))?;
            self.tally.rewritten[found.cell.entity.index()] += u64::from(found.rewritten);
        }
        if outcome.edits.is_empty() {
            return Ok(());
        }
        let place = planned.column.place();
        if cell.whole {
            let mut new_text = take(&mut self.work.text);
            new_text.clear();
            outcome.apply(text, &mut new_text);
            self.copy(raw.start);
            self.format.encode(&cell.cell, place, &new_text, self.out);
            self.copied = raw.end;
            self.work.text = new_text;
            return Ok(());
        }
        for edit in &outcome.edits {
            let start = raw.start + of_edits.floor(edit.span.start);
            let end = raw.start + of_edits.ceil(edit.span.end);
            self.copy(start);
            self.format.encode(&cell.cell, place, &edit.with, self.out);
            self.copied = end;
        }
        Ok(())
    }

    /// Refuses a reversible stand-in that its column cannot take: it would be cut or not load, and
    /// the value would be lost.
    fn check_fit(
        &self,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &[u8],
        room: Option<usize>,
    ) -> Result<(), Error> {
        let place = planned.column.place();
        let (long, found) = (chars(stand_in), chars(finding.span.of(text)));
        let is_all = finding.span == Span::new(0, text.len());
        match place.max_chars {
            _ if place.kind != ValueKind::Text && (long > found || is_all && !place.takes.accepts(stand_in)) => {
                refuse(self.engine, planned, finding, long, "no text")
            }
            Some(max) if room.is_some_and(|room| long > found + room) => {
                refuse(self.engine, planned, finding, long, &alloc::format!("{max} characters"))
            }
            _ => Ok(()),
        }
    }

    fn report(&mut self, cell: &Judged<'_>, finding: &CellFinding, raw: Span) -> Result<(), Error> {
        let shift = |at: usize| at - cell.from + self.open.judged;
        let span = Span::new(shift(finding.span.start), shift(finding.span.end));
        self.report_at(&cell.planned.shown, &CellFinding { span, ..*finding }, raw)
    }

    fn report_at(&mut self, place: &Arc<Place>, cell: &CellFinding, raw: Span) -> Result<(), Error> {
        self.tally.findings[cell.entity.index()] += 1;
        if !self.sink.is_interested() {
            return Ok(());
        }
        let start = self.position.base + raw.start as u64;
        self.position.count(self.buf, start);
        self.sink.finding(&Finding {
            byte_start: start,
            byte_end: self.position.base + raw.end as u64,
            line: self.position.lines + 1,
            column: start - self.position.line_start + 1,
            record: if place.path.is_empty() { 0 } else { self.tally.records + 1 },
            place: place.clone(),
            cell: *cell,
        })
    }
}

/// Makes stand-ins.
pub(crate) struct StandIns<'w> {
    /// One per entity if the pump rewrites.
    keys: Option<&'w [EntityKey]>,
    plain: &'w mut Vec<u8>,
    canonical: &'w mut Vec<u8>,
}

impl StandIns<'_> {
    /// Appends what the policy puts in the finding's place; `false` if it stays.
    pub(crate) fn make(
        &mut self,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        out: &mut Vec<u8>,
    ) -> bool {
        let Some(keys) = self.keys else { return false };
        let Action::Apply(transform) = &planned.actions[finding.entity.index()] else { return false };
        let detector = engine.detector(finding.entity);
        let found = finding.span.of(text);
        let plain = finding.plain(found, self.plain);
        self.canonical.clear();
        detector.canonical(plain, self.canonical);
        let key = &keys[finding.entity.index()];
        let (canonical, place) = (&*self.canonical, planned.column.place());
        transform.apply(&Subject { found, plain, canonical, detector, place, key }, out);
        true
    }

    /// Cuts a stand-in in a document whose column is full.
    ///
    /// # Errors
    /// If it is one that can be taken back.
    pub(crate) fn fit_in(
        &self,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let found = finding.span.of(text);
        let long = chars(stand_in);
        if long > chars(found) {
            refuse(engine, planned, finding, long, "no more than now stand there")?;
        }
        self.fit(engine, planned, finding, text, stand_in, Some(&mut 0))
    }

    /// Makes the stand-in that [`make`](Self::make) made last fit its column. `room` is how many
    /// characters may be added to its cell.
    fn fit(
        &self,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &mut Vec<u8>,
        room: Option<&mut usize>,
    ) -> Result<(), Error> {
        let Some(keys) = self.keys else { return Ok(()) };
        let Action::Apply(transform) = &planned.actions[finding.entity.index()] else { return Ok(()) };
        let (found, detector, place) = (finding.span.of(text), engine.detector(finding.entity), planned.column.place());
        let key = &keys[finding.entity.index()];
        let mut buffer = Vec::new();
        let plain = finding.plain(found, &mut buffer);
        let subject = Subject { found, plain, canonical: self.canonical, detector, place, key };
        if finding.span == Span::new(0, text.len()) {
            settle_number(stand_in, &subject, transform.as_ref())?;
        }
        if let Some(room) = room {
            let most = chars(found) + *room;
            shorten(stand_in, &subject, transform.as_ref(), most)?;
            *room = most.saturating_sub(chars(stand_in));
        }
        Ok(())
    }
}

/// Refuses a stand-in that its place cannot take if it is one that can be taken back.
fn refuse(
    engine: &Engine,
    planned: &Planned,
    finding: &CellFinding,
    characters: usize,
    takes: &str,
) -> Result<(), Error> {
    let Action::Apply(transform) = &planned.actions[finding.entity.index()] else { return Ok(()) };
    if !transform.is_reversible() {
        return Ok(());
    }
    let (name, entity, path) = (transform.name(), engine.facts(finding.entity).name, &planned.shown.path);
    Err(Error::policy(alloc::format!(
        "{name} of {entity} gives {characters} characters, and {path} takes {takes}: choose another transform for \
         this place, or a wider column"
    )))
}

/// How many characters may be added to a text before it has more than `max`. Databases drop blanks
/// at the end that do not fit.
fn room_beside(text: &[u8], max: u32) -> usize {
    let end = text.iter().rposition(|b| *b != b' ').map_or(0, |i| i + 1);
    (max as usize).saturating_sub(chars(&text[..end]))
}

/// A cell whose findings are known.
struct Judged<'j> {
    raw: Span,
    cell: Cell,
    planned: &'j Planned,
    /// The judged text, after `from` bytes that were judged earlier.
    text: &'j [u8],
    from: usize,
    /// The cell is written anew as a whole if it changes.
    whole: bool,
}

/// Where to cut an open cell's text so that no finding is cut: at its end if it ends with a
/// line, else [`Limits::reach`] before its end; earlier if a finding is in the way or still
/// growing. It depends on the stream alone, not on how it arrived.
fn cut(view: &CellText<'_>, feed: Feed, reach: usize, pending: Option<usize>, findings: &[CellFinding]) -> usize {
    let CellText { text, from, .. } = *view;
    let mut cut = text.len();
    if feed == Feed::Full {
        cut = cut.saturating_sub(reach);
        for _ in 0..3 {
            let inside_character = text.get(cut).is_some_and(|b| b & 0xc0 == 0x80);
            cut -= usize::from(inside_character && cut > 0);
        }
    }
    cut = cut.min(pending.unwrap_or(cut));
    for finding in findings.iter().rev() {
        if finding.span.start < cut && cut < finding.span.end {
            cut = finding.span.start;
        }
    }
    match feed {
        // Findings overlap from end to end: all of it is judged, nothing more can be waited for.
        Feed::Full if cut <= from => text.len(),
        _ => cut.max(from),
    }
}
