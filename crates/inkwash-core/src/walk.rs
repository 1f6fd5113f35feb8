//! The walk over split pieces: cells are judged, what stands in a finding's place is written.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;
use core::ops::Range;

use crate::decode::{Walker, decode};
use crate::disguise::Disguises;
use crate::engine::{CellText, Watched};
use crate::fit::{chars, check_type};
use crate::learn::Learner;
use crate::marks::{Marked, Marks};
use crate::nest::{Document, Judges, Nests, Outcome, Owner, Syntaxes};
use crate::pump::{Action, Planned, Policy, Sink, Tally};
use crate::shuffle::{Shuffler, stays_readable, too_long};
use crate::stand_in::{StandIns, forbidden, mark, not_null, refuse, room_beside};
use crate::whose::Whose;
use crate::{
    At, Cell, CellFinding, Engine, EntityKey, Error, Feed, Finding, Format, Null, Piece, Place, Scratch, Span,
    ValueKind,
};

/// Once in so many records it is asked anew what the weak kinds of a judged column are: often enough
/// for one that begins in its middle, and rare enough to cost nothing.
const SAMPLED: u64 = 16;

/// What is known of a cell that was cut.
#[derive(Default)]
pub(crate) struct Open {
    /// The next piece goes on with it.
    pub(crate) goes_on: bool,
    /// Decoded bytes already judged.
    pub(crate) judged: usize,
    /// Its raw bytes were its text so far.
    pub(crate) plain: bool,
    /// The last of its judged text, for probes that look back.
    pub(crate) tail: Vec<u8>,
}

/// Lines counted in the stream.
#[derive(Default)]
pub(crate) struct Position {
    /// Stream offset of the first held byte.
    pub(crate) base: u64,
    /// Lines that ended before `counted`.
    pub(crate) lines: u64,
    /// Stream offset at which the current line begins.
    pub(crate) line_start: u64,
    /// Stream offset up to which lines are counted.
    pub(crate) counted: u64,
    /// UTF-16 units from the line's beginning to there.
    pub(crate) units: u64,
}

/// Memory that is used over and over.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) scratch: Scratch,
    pub(crate) marks: Marks,
    /// Marks of what is learnt from.
    pub(crate) watched: Marks,
    pub(crate) decoded: Vec<u8>,
    pub(crate) text: Vec<u8>,
    pub(crate) plain: Vec<u8>,
    pub(crate) canonical: Vec<u8>,
    pub(crate) replacement: Vec<u8>,
}

impl Position {
    /// Counts lines up to stream offset `to`.
    fn count(&mut self, buf: &[u8], to: u64) {
        if to <= self.counted {
            return;
        }
        let from = (self.counted - self.base) as usize;
        let stretch = &buf[from..(to - self.base) as usize];
        let mut of_line = stretch;
        if let Some(last) = memchr::memrchr(b'\n', stretch) {
            self.lines += memchr::memchr_iter(b'\n', stretch).count() as u64;
            self.line_start = self.counted + last as u64 + 1;
            self.units = 0;
            of_line = &stretch[last + 1..];
        }
        self.units += utf16_units(of_line);
        self.counted = to;
    }
}

/// How many units of UTF-16 a text has.
fn utf16_units(text: &[u8]) -> u64 {
    text.iter().map(|b| u64::from(b & 0xc0 != 0x80) + u64::from(*b >= 0xf0)).sum()
}

/// One walk over the pieces of a stretch of the held bytes.
pub(crate) struct Walk<'w> {
    pub(crate) engine: &'w Engine,
    pub(crate) format: &'w dyn Format,
    /// One per entity if the pump rewrites.
    pub(crate) keys: Option<&'w [EntityKey]>,
    pub(crate) reach: usize,
    pub(crate) buf: &'w [u8],
    /// What is held after that.
    pub(crate) ahead: &'w [u8],
    /// NULL may take the place of cells, with their quotes.
    pub(crate) writes_null: bool,
    pub(crate) planned: &'w [Planned],
    pub(crate) policy: Option<&'w dyn Policy>,
    pub(crate) syntaxes: Option<&'w Syntaxes>,
    pub(crate) nests: &'w mut Nests,
    pub(crate) learner: &'w mut Learner,
    /// If the policy names subjects.
    pub(crate) whose: Option<&'w mut Whose>,
    /// The last record goes on after the pieces, and could not be held.
    pub(crate) cut: bool,
    pub(crate) feed: Feed,
    pub(crate) open: &'w mut Open,
    pub(crate) position: &'w mut Position,
    pub(crate) work: &'w mut Work,
    pub(crate) tally: &'w mut Tally,
    pub(crate) sink: &'w mut dyn Sink,
    pub(crate) out: &'w mut Vec<u8>,
    /// If values are to change places: they are kept out of `out`.
    pub(crate) shuffler: Option<&'w mut Shuffler>,
    /// Held bytes before this are in `out`.
    pub(crate) copied: usize,
    pub(crate) next: Next,
}

/// The first marks and disguises that were not passed yet.
#[derive(Default)]
pub(crate) struct Next {
    mark: usize,
    disguise: usize,
}

/// What is marked in a cell, as parts of [`Marks`].
pub(crate) struct Here {
    strong: Range<usize>,
    words: Range<usize>,
    disguises: Range<usize>,
}

impl Next {
    /// Passes a cell. Words count from `from` on: those of a cell's earlier text speak for what follows.
    pub(crate) fn within(&mut self, marks: &Marks, raw: Span, from: usize) -> Here {
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
    pub(crate) fn of<'m>(self, marks: &'m mut Marks, text: &'m [u8], shift: usize) -> (Disguises<'m>, Marked<'m>) {
        let Marks { strong, words, disguises, weak, .. } = marks;
        let (strong, words) = (&strong[self.strong], &words[self.words]);
        (Disguises { at: &disguises[self.disguises], shift }, Marked { text, shift, strong, words, weak })
    }
}

impl Walk<'_> {
    /// Returns how far the walk came: to the end, or to where an open cell was cut.
    pub(crate) fn pieces(&mut self, pieces: &[Piece], start: usize) -> Result<usize, Error> {
        let before = self.out.len();
        let mut at = start;
        for (n, piece) in pieces.iter().enumerate() {
            if self.whose.as_ref().is_some_and(|whose| whose.is_due(n == 0)) {
                self.look_for_subject(&pieces[n..], at)?;
            }
            let raw = Span::new(at, at + piece.len as usize);
            at = match piece.cell {
                Some(cell) => self.cell(raw, cell)?,
                None => raw.end,
            };
            self.tally.records += u64::from(piece.ends_record);
            if piece.ends_record
                && let Some(whose) = &mut self.whose
            {
                whose.end_record();
            }
            if piece.ends_record
                && let Some(shuffler) = &mut self.shuffler
            {
                shuffler.end_record(self.format, self.tally.records, self.position.base + at as u64)?;
            }
        }
        // The next cell may become NULL, and take this quote with it, and what belongs to the quote.
        let waits = self.writes_null && matches!(self.buf[..at].last(), Some(b'"' | b'\''));
        self.copy(if waits { at.saturating_sub(Null::MAX_BEFORE) } else { at });
        if self.sink.is_interested() {
            self.position.count(self.buf, self.position.base + at as u64);
        } else {
            self.position.counted = self.position.base + at as u64;
        }
        self.tally.bytes_out += (self.out.len() - before) as u64;
        Ok(at)
    }

    /// Looks through a record, which begins or goes on at `start` with these pieces, for who it is of.
    fn look_for_subject(&mut self, pieces: &[Piece], start: usize) -> Result<(), Error> {
        let Some(whose) = self.whose.as_deref_mut() else { return Ok(()) };
        let mut at = start;
        for piece in pieces {
            let raw = Span::new(at, at + piece.len as usize);
            at = raw.end;
            if let Some(cell) = piece.cell
                && !cell.open
                && let planned = &self.planned[cell.column.0 as usize]
                && planned.names_subject
            {
                self.work.decoded.clear();
                decode(self.format, cell.codec, raw.of(self.buf), &mut self.work.decoded);
                whose.name(&self.work.decoded, &planned.shown)?;
            }
            if piece.ends_record {
                whose.looked(false);
                return Ok(());
            }
        }
        whose.looked(self.cut);
        Ok(())
    }

    fn copy(&mut self, end: usize) {
        if self.copied > end {
            return;
        }
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
        if planned.window.is_some() && self.shuffler.is_some() {
            self.move_away(&judged, &findings, is_whole, &mut walker)?;
        } else {
            match if is_whole { self.document(&judged, &findings)? } else { None } {
                Some(outcome) => self.rewrite_document(&judged, &outcome)?,
                None => self.rewrite(&judged, &findings, &mut walker)?,
            }
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
        if planned.writes_null && self.keys.is_some() && self.write_null(cell, findings)? {
            return Ok(());
        }
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
            if !self.replace(planned, finding, text, &mut replacement)? {
                continue;
            }
            self.check_fit(planned, finding, text, &replacement, room)?;
            self.fit(planned, finding, text, &mut replacement, room.as_mut())?;
            self.tell(planned, finding, text, &replacement);
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

    /// Reports a cell's findings and takes its value away, to where another record's was.
    ///
    /// # Errors
    /// If it cannot be held as a whole, or would tell its holder wherever it stands.
    fn move_away(
        &mut self,
        cell: &Judged<'_>,
        findings: &[CellFinding],
        is_whole: bool,
        walker: &mut Walker<'_>,
    ) -> Result<(), Error> {
        let Judged { raw, planned, text, .. } = *cell;
        if !is_whole {
            return Err(too_long(&planned.shown));
        }
        for finding in findings {
            if let Some(Action::Refuse(why)) = planned.actions.get(finding.entity.index()) {
                return Err(forbidden(self.engine, planned, finding, why));
            }
            let facts = self.engine.facts(finding.entity);
            if facts.unique {
                return Err(stays_readable(&planned.shown, facts.name));
            }
            let start = raw.start + walker.floor(finding.span.start);
            let end = raw.start + walker.ceil(finding.span.end);
            self.report(cell, finding, Span::new(start, end))?;
        }
        // What is empty tells nothing, and formats have their own ways to write it.
        if text.trim_ascii().is_empty() {
            return Ok(());
        }
        self.copy(raw.start);
        let read = (self.tally.records, self.position.base + raw.start as u64);
        if let Some(shuffler) = &mut self.shuffler {
            shuffler.take(planned, cell.cell, text, read, self.out)?;
            self.copied = raw.end;
        }
        Ok(())
    }

    /// Writes NULL in the cell's place if the policy puts it there; `false` if it does not.
    ///
    /// # Errors
    /// If it does for a part of the cell, or the format has no NULL there.
    fn write_null(&mut self, cell: &Judged<'_>, findings: &[CellFinding]) -> Result<bool, Error> {
        let Judged { raw, planned, text, .. } = *cell;
        let Some(finding) = findings.iter().find(|f| planned.becomes_null(f)) else { return Ok(false) };
        let spans_all = !cell.cell.open && self.open.judged == 0 && finding.span.of(text) == text.trim_ascii();
        let ahead = if raw.end < self.buf.len() { &self.buf[raw.end..] } else { self.ahead };
        let place = planned.column.place();
        let null = self.format.null(&cell.cell, place, &self.buf[..raw.start], ahead);
        let Some(null) = null.filter(|null| spans_all && self.copied + null.before <= raw.start) else {
            let why = if spans_all { "has no NULL in such a place" } else { "is more than that value" };
            return Err(not_null(self.engine, planned, finding, why));
        };
        self.report(cell, finding, raw)?;
        let mut unwritten = take(&mut self.work.replacement);
        unwritten.clear();
        self.replace(planned, finding, text, &mut unwritten)?;
        self.tell(planned, finding, text, &[]);
        self.work.replacement = unwritten;
        self.copy(raw.start - null.before);
        self.out.extend_from_slice(null.text);
        self.copied = raw.end + null.after;
        Ok(true)
    }

    /// Appends what the policy puts in the finding's place; `false` if it stays.
    fn replace(
        &mut self,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<bool, Error> {
        let engine = self.engine;
        let made = self.stand_ins().make(engine, planned, finding, text, out)?;
        self.tally.rewritten[finding.entity.index()] += u64::from(made);
        Ok(made)
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
        let engine = self.engine;
        self.stand_ins().fit(engine, planned, finding, text, stand_in, room)
    }

    /// Tells the policy what is written for a value.
    fn tell(&mut self, planned: &Planned, finding: &CellFinding, text: &[u8], stand_in: &[u8]) {
        let (policy, engine) = (self.policy, self.engine);
        self.stand_ins().tell(policy, engine, planned, finding, text, stand_in);
    }

    fn stand_ins(&mut self) -> StandIns<'_> {
        let Work { plain, canonical, .. } = &mut *self.work;
        StandIns { keys: self.keys, whose: self.whose.as_deref(), plain, canonical }
    }

    /// Looks into a cell that is a document of its own.
    fn document(&mut self, cell: &Judged<'_>, found: &[CellFinding]) -> Result<Option<Outcome>, Error> {
        let Judged { planned, text, .. } = *cell;
        let Some(syntaxes) = self.syntaxes else { return Ok(None) };
        let Some(syntax) = syntaxes.of(text) else { return Ok(None) };
        // Text that stands nowhere may look like a document of such a syntax by chance: `{{ a template }}`.
        if planned.column.place().path.is_empty() && !syntaxes.row(syntax).strict {
            return Ok(None);
        }
        let (owner, column, place) = (Owner::Stream, cell.cell.column, planned.column.place());
        let doc = Document { owner, column, place, text, syntax, found, depth: 0 };
        let Work { scratch, plain, canonical, .. } = &mut *self.work;
        let stand_ins = StandIns { keys: self.keys, whose: self.whose.as_deref(), plain, canonical };
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
            self.report_at(&found.shown, &found.cell, (found.exempt, found.mark), Span::new(start, end))?;
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
        let exempt = cell.planned.exempt(finding.entity);
        let mark = match self.sink.is_interested() {
            true => mark(self.policy, self.engine, cell.planned, finding, cell.text),
            false => 0,
        };
        self.report_at(&cell.planned.shown, &CellFinding { span, ..*finding }, (exempt, mark), raw)
    }

    /// Reports a finding with what the policy says of it: the exception's number, and its mark.
    fn report_at(
        &mut self,
        place: &Arc<Place>,
        cell: &CellFinding,
        (exempt, mark): (Option<u16>, u64),
        raw: Span,
    ) -> Result<(), Error> {
        self.tally.findings[cell.entity.index()] += 1;
        if let Some(number) = exempt.map(usize::from) {
            let exempted = &mut self.tally.exempted;
            exempted.resize(exempted.len().max(number + 1), 0);
            exempted[number] += 1;
        }
        if !self.sink.is_interested() {
            return Ok(());
        }
        let start = self.position.base + raw.start as u64;
        self.position.count(self.buf, start);
        let (bytes, units) = (raw.of(self.buf), self.position.units);
        let ends_here = !bytes.contains(&b'\n');
        self.sink.finding(&Finding {
            byte_start: start,
            byte_end: self.position.base + raw.end as u64,
            line: self.position.lines + 1,
            column: start - self.position.line_start + 1,
            column_utf16: units + 1,
            column_end_utf16: if ends_here { units + 1 + utf16_units(bytes) } else { 0 },
            record: if place.path.is_empty() { 0 } else { self.tally.records + 1 },
            place: place.clone(),
            cell: *cell,
            exempt,
            mark,
        })
    }
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
/// line, else [`Limits::reach`](crate::pump::Limits::reach) before its end; earlier if a finding is in the way or still
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
