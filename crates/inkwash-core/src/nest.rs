//! Documents inside cells: JSON in a column, PHP's serialised arrays in JSON, base64 of either.
//!
//! A whole cell whose text is a document in a [`Syntax`] is split by that syntax's format into cells
//! of its own, with places of their own (`t.data/user/email`), and so are these. The text as a whole is
//! searched too, and what is found there within one inner cell counts there: if a text was taken for
//! what it is not, no finding is lost.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;

use crate::decode::{Walker, decode};
use crate::engine::CellText;
use crate::fit::chars;
use crate::pump::{Planned, Policy};
use crate::resolve::resolve;
use crate::shuffle::not_within;
use crate::stand_in::{StandIns, mark, not_null};
use crate::{Cell, CellFinding, ColumnId, Engine, Error, Feed, Format, Pieces, Place, Scratch, Span};

/// So many documents are looked into inside of each other; what is deeper is text.
pub const MAX_DEPTH: usize = 8;
/// So many kinds of documents, by the place they stand at, are told apart in one stream, and so many
/// places in them. Documents at further places are text.
const MAX_NESTS: usize = 4096;
const MAX_PLACES: usize = 32_768;

/// A way of writing documents that whole cells may hold.
#[derive(Clone, Copy)]
pub struct Syntax {
    /// Its name, in lower case: `json`.
    pub name: &'static str,
    /// The least length of a document that is worth it, in bytes.
    pub min_len: usize,
    /// Whether a document may begin with this byte.
    pub begins: fn(u8) -> bool,
    /// Whether a text that begins so is a document, from its first byte to its last. It should say no
    /// after few bytes of a text that is none, and takes at most linear time.
    pub fits: fn(&[u8]) -> bool,
    /// Starts reading documents. The format reads one after another: each that [`fits`](Self::fits)
    /// is given to [`Format::split`] whole, with [`Feed::Last`].
    pub start: fn() -> Box<dyn Format>,
    /// Hardly any text is taken for it by mistake. Of others a finding in the text as a whole that
    /// does not lie within one inner cell shows that it is none.
    pub strict: bool,
}

/// The syntaxes that are looked for, in order.
pub struct Syntaxes {
    rows: &'static [Syntax],
    /// By first byte: a bit for each row.
    by_first: [u16; 256],
    min_len: usize,
}

impl Syntaxes {
    /// Looks for these; earlier ones win.
    ///
    /// # Panics
    /// If there are more than 16.
    #[must_use]
    pub fn new(rows: &'static [Syntax]) -> Self {
        assert!(rows.len() <= 16, "at most 16 syntaxes");
        let mut by_first = [0; 256];
        for (byte, bits) in (0..=u8::MAX).zip(&mut by_first) {
            let begin = rows.iter().enumerate().filter(|(_, row)| (row.begins)(byte));
            *bits = begin.fold(0, |bits, (n, _)| bits | 1 << n);
        }
        Self { rows, by_first, min_len: rows.iter().map(|row| row.min_len).min().unwrap_or(usize::MAX) }
    }

    /// The number of the first syntax that a text is a document of.
    #[must_use]
    #[inline]
    pub fn of(&self, text: &[u8]) -> Option<usize> {
        if text.len() < self.min_len {
            return None;
        }
        match self.by_first[usize::from(*text.first()?)] {
            0 => None,
            bits => self.first_of(bits, text),
        }
    }

    fn first_of(&self, mut bits: u16, text: &[u8]) -> Option<usize> {
        while bits != 0 {
            let number = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let row = &self.rows[number];
            if text.len() >= row.min_len && (row.fits)(text) {
                return Some(number);
            }
        }
        None
    }

    /// A syntax by its number.
    #[must_use]
    pub fn row(&self, number: usize) -> &Syntax {
        &self.rows[number]
    }
}

/// The place of an inner cell, seen from the stream.
#[must_use]
pub fn inner_place(outer: &Arc<Place>, inner: &Place) -> Place {
    let mut path = outer.path.clone();
    path.push_str(&inner.path);
    let (mut parent, mut name) = (inner.parent.clone(), inner.name.clone());
    if name.is_empty() && !inner.path.ends_with('#') {
        (parent, name) = (outer.parent.clone(), outer.name.clone());
    } else if parent.is_empty() {
        parent.clone_from(&outer.name);
    }
    Place { path, parent, name, outer: Some(outer.clone()), ..Place::default() }
}

/// A finding in a document.
pub(crate) struct Found {
    /// Where, in the text of the document.
    pub(crate) span: Span,
    /// The finding in the innermost cell.
    pub(crate) cell: CellFinding,
    /// Where that cell stands, as reports may show it.
    pub(crate) shown: Arc<Place>,
    pub(crate) rewritten: bool,
    /// The number of the exception that lets it through.
    pub(crate) exempt: Option<u16>,
    /// As [`Policy::mark`] has it.
    pub(crate) mark: u64,
}

/// A stretch of a document's text, and what is to stand in its place.
pub(crate) struct Edit {
    pub(crate) span: Span,
    pub(crate) with: Vec<u8>,
}

/// What is to be told of a document and changed in it, both in order.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) found: Vec<Found>,
    pub(crate) edits: Vec<Edit>,
}

impl Outcome {
    /// Characters that a text of UTF-8 gains, less those that it loses.
    pub(crate) fn growth(&self, text: &[u8]) -> isize {
        self.edits.iter().map(|e| chars(&e.with) as isize - chars(e.span.of(text)) as isize).sum()
    }

    /// The text after the changes.
    pub(crate) fn apply(&self, text: &[u8], out: &mut Vec<u8>) {
        let mut kept = 0;
        for edit in &self.edits {
            out.extend_from_slice(&text[kept..edit.span.start]);
            out.extend_from_slice(&edit.with);
            kept = edit.span.end;
        }
        out.extend_from_slice(&text[kept..]);
    }
}

/// What judges documents needs from the pump.
pub(crate) struct Judges<'j> {
    pub(crate) engine: &'j Engine,
    pub(crate) policy: Option<&'j dyn Policy>,
    pub(crate) syntaxes: &'j Syntaxes,
    pub(crate) stand_ins: StandIns<'j>,
    pub(crate) scratch: &'j mut Scratch,
    /// No stand-in may have more characters than what it stands for.
    pub(crate) tight: bool,
}

/// A whole cell that is a document.
#[derive(Clone, Copy)]
pub(crate) struct Document<'d> {
    /// Which cells it is one of: those of the stream, or of a nest.
    pub(crate) owner: Owner,
    pub(crate) column: ColumnId,
    pub(crate) place: &'d Arc<Place>,
    pub(crate) text: &'d [u8],
    /// The number of its syntax.
    pub(crate) syntax: usize,
    /// What was found in the text as a whole.
    pub(crate) found: &'d [CellFinding],
    /// How many documents it is in.
    pub(crate) depth: usize,
}

/// Whose columns are meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    Stream,
    Nest(u32),
}

/// All documents of one syntax in one column.
struct Nest {
    format: Box<dyn Format>,
    pieces: Pieces,
    planned: Vec<Planned>,
}

/// The documents of a stream, by where they stand.
#[derive(Default)]
pub(crate) struct Nests {
    /// `None` while it is at work.
    list: Vec<Option<Nest>>,
    numbers: BTreeMap<(Owner, u32, usize), u32>,
    places: usize,
}

impl Nests {
    /// Judges a document; `None` if it is to be taken as text.
    ///
    /// # Errors
    /// If a stand-in that can be taken back does not fit its column.
    pub(crate) fn judge(&mut self, judges: &mut Judges<'_>, doc: &Document<'_>) -> Result<Option<Outcome>, Error> {
        let Some(number) = self.number(judges, doc) else { return Ok(None) };
        let Some(mut nest) = self.list[number as usize].take() else { return Ok(None) };
        let outcome = self.judge_in(judges, doc, &mut nest, number);
        self.list[number as usize] = Some(nest);
        outcome
    }

    fn number(&mut self, judges: &Judges<'_>, doc: &Document<'_>) -> Option<u32> {
        let key = (doc.owner, doc.column.0, doc.syntax);
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        if self.list.len() >= MAX_NESTS || self.places >= MAX_PLACES {
            return None;
        }
        let number = self.list.len() as u32;
        let format = (judges.syntaxes.row(doc.syntax).start)();
        self.list.push(Some(Nest { format, pieces: Pieces::new(), planned: Vec::new() }));
        self.numbers.insert(key, number);
        Some(number)
    }

    fn judge_in(
        &mut self,
        judges: &mut Judges<'_>,
        doc: &Document<'_>,
        nest: &mut Nest,
        number: u32,
    ) -> Result<Option<Outcome>, Error> {
        let Document { text, .. } = *doc;
        nest.pieces.clear();
        nest.format.split(text, Feed::Last, &mut nest.pieces);
        for place in &nest.pieces.places()[nest.planned.len()..] {
            let place = Arc::new(inner_place(doc.place, place));
            let planned = Planned::new(judges.engine, judges.policy, &place, &mut Scratch::default());
            if planned.window.is_some() && judges.stand_ins.keys.is_some() {
                return Err(not_within(&planned.shown));
            }
            nest.planned.push(planned);
            self.places += 1;
        }
        let Some(carried) = carried(doc, &nest.pieces, judges.syntaxes.row(doc.syntax).strict) else {
            return Ok(None);
        };
        let (mut at, mut next_carried) = (0, 0);
        let mut measure = None;
        let mut all = Outcome::default();
        for piece in nest.pieces.list() {
            let raw = Span::new(at, at + piece.len as usize);
            at = raw.end;
            let Some(cell) = piece.cell else {
                measure = piece.measures.then_some(raw).or(measure);
                continue;
            };
            let carried = within(&carried, &mut next_carried, raw, |f| f.span.start);
            let planned = &nest.planned[cell.column.0 as usize];
            let measure = measure.take();
            let mut decoded = Vec::new();
            let inner: &[u8] = if cell.plain {
                raw.of(text)
            } else {
                decode(&*nest.format, cell.codec, raw.of(text), &mut decoded);
                &decoded
            };
            judges.engine.judge_unmarked(&CellText::whole(inner, &planned.column), judges.scratch);
            let mut findings = take(&mut judges.scratch.findings);
            add_carried(&*nest.format, cell, raw, text, carried, inner, &mut findings);
            if let Some(entity) = planned.takes_whole {
                findings.clear();
                findings.extend((!inner.is_empty()).then(|| CellFinding::whole(0, inner.len(), entity)));
            }
            let depth = doc.depth + 1;
            let syntax = if depth < MAX_DEPTH { judges.syntaxes.of(inner) } else { None };
            let mut outcome = None;
            if let Some(syntax) = syntax {
                let place = planned.column.place();
                let (owner, column, found) = (Owner::Nest(number), cell.column, &findings[..]);
                let doc = Document { owner, column, place, text: inner, syntax, found, depth };
                outcome = self.judge(judges, &doc)?;
            }
            let outcome = match outcome {
                Some(outcome) => outcome,
                None => direct(judges, planned, inner, &findings)?,
            };
            judges.scratch.findings = findings;
            all.lift(&*nest.format, cell, planned.column.place(), raw, text, inner, outcome, measure);
        }
        Ok(Some(all))
    }
}

/// The items that begin within a span, of a sorted list from `next` on.
fn within<'l, T>(list: &'l [T], next: &mut usize, span: Span, at: impl Fn(&T) -> usize) -> &'l [T] {
    *next += list[*next..].iter().take_while(|item| at(item) < span.start).count();
    let first = *next;
    *next += list[first..].iter().take_while(|item| at(item) < span.end).count();
    &list[first..*next]
}

/// The findings in the text as a whole that lie within one inner cell; `None` if they show that the
/// text is no such document, or is one value as a whole.
fn carried(doc: &Document<'_>, pieces: &Pieces, strict: bool) -> Option<Vec<CellFinding>> {
    let inner = doc.text.trim_ascii();
    let mut carried = Vec::new();
    let mut ends = pieces.list().iter().scan(0, |at, piece| {
        let start = *at;
        *at += piece.len as usize;
        Some((Span::new(start, *at), piece.cell.is_some()))
    });
    let mut piece = ends.next();
    for finding in doc.found {
        if finding.span.len() >= inner.len() {
            return None;
        }
        while piece.is_some_and(|(span, _)| span.end <= finding.span.start) {
            piece = ends.next();
        }
        match piece {
            Some((span, true)) if finding.span.start >= span.start && finding.span.end <= span.end => {
                carried.push(*finding);
            }
            _ if strict => {}
            _ => return None,
        }
    }
    Some(carried)
}

/// Adds findings in a cell's raw bytes to those in its text.
fn add_carried(
    format: &dyn Format,
    cell: Cell,
    raw: Span,
    text: &[u8],
    carried: &[CellFinding],
    inner: &[u8],
    findings: &mut Vec<CellFinding>,
) {
    // The letters and digits of an encoding are no text.
    if carried.is_empty() || format.escapes(cell.codec).is_none() {
        return;
    }
    let bytes = raw.of(text);
    let (mut at_raw, mut at_text) = (0, 0);
    for finding in carried {
        let (start, end) = (finding.span.start - raw.start, finding.span.end - raw.start);
        let (mut from, mut to) = (inner.len(), inner.len());
        while at_raw < bytes.len() {
            let (step, len) = match cell.plain {
                true => (1, 1),
                false => {
                    let atom = format.atom(cell.codec, &bytes[at_raw..]);
                    (atom.raw, atom.len)
                }
            };
            if at_raw + step > start {
                from = from.min(at_text);
            }
            if at_raw >= end {
                to = at_text;
                break;
            }
            at_raw += step;
            at_text += len;
        }
        if from < to {
            findings.push(CellFinding { span: Span::new(from, to), ..*finding });
        }
    }
    resolve(inner, findings);
}

/// What becomes of the findings in a cell that is no document.
fn direct(judges: &mut Judges<'_>, planned: &Planned, text: &[u8], findings: &[CellFinding]) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    for finding in findings {
        if judges.stand_ins.keys.is_some() && planned.becomes_null(finding) {
            return Err(not_null(judges.engine, planned, finding, "is in a document of its own"));
        }
        let mut with = Vec::new();
        let rewritten = judges.stand_ins.make(judges.engine, planned, finding, text, &mut with)?;
        if rewritten {
            if judges.tight {
                judges.stand_ins.fit_in(judges.engine, planned, finding, text, &mut with)?;
            }
            judges.stand_ins.tell(judges.policy, judges.engine, planned, finding, text, &with);
            outcome.edits.push(Edit { span: finding.span, with });
        }
        let shown = planned.shown.clone();
        let exempt = planned.exempt(finding.entity);
        let mark = mark(judges.policy, judges.engine, planned, finding, text);
        outcome.found.push(Found { span: finding.span, cell: *finding, shown, rewritten, exempt, mark });
    }
    Ok(outcome)
}

impl Outcome {
    /// Adds what is to be told of an inner cell and changed in it, as it is written in this document.
    #[expect(clippy::too_many_arguments, reason = "a cell, where it stands, and what became of it")]
    fn lift(
        &mut self,
        format: &dyn Format,
        cell: Cell,
        place: &Place,
        raw: Span,
        text: &[u8],
        inner: &[u8],
        outcome: Self,
        measure: Option<Span>,
    ) {
        let bytes = raw.of(text);
        let mut walker = Walker::new(format, cell.codec, bytes, cell.plain, 0);
        self.found.extend(outcome.found.iter().map(|found| {
            let start = raw.start + walker.floor(found.span.start);
            let end = raw.start + walker.ceil(found.span.end);
            Found { span: Span::new(start, end), shown: found.shown.clone(), ..*found }
        }));
        if outcome.edits.is_empty() {
            return;
        }
        let first = self.edits.len();
        if cell.whole {
            let (mut new, mut with) = (Vec::new(), Vec::new());
            outcome.apply(inner, &mut new);
            format.encode(&cell, place, &new, &mut with);
            self.edits.push(Edit { span: raw, with });
        } else {
            let mut walker = Walker::new(format, cell.codec, bytes, cell.plain, 0);
            for edit in &outcome.edits {
                let start = raw.start + walker.floor(edit.span.start);
                let end = raw.start + walker.ceil(edit.span.end);
                let mut with = Vec::new();
                format.encode(&cell, place, &edit.with, &mut with);
                self.edits.push(Edit { span: Span::new(start, end), with });
            }
        }
        if let Some(span) = measure {
            let edits = &self.edits[first..];
            let len = edits.iter().fold(bytes.len(), |len, e| len + e.with.len() - e.span.len());
            let with = alloc::format!("{len}").into_bytes();
            self.edits.insert(first, Edit { span, with });
        }
    }
}
