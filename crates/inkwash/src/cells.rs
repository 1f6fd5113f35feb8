//! Values without a format of their own: texts of a list, cells of a table in memory.
//!
//! They go through the same pump as a file does, framed as a stream: `FF` and the column's number
//! (four bytes, little-endian), a line feed, the value, a line feed; and `FE` where a record ends.
//! The bytes `FD`, `FE` and `FF`, which no UTF-8 has, are written as `FD` and a letter in values.

use std::sync::Arc;

use inkwash_core::{Atom, Cell, Codec, ColumnId, EntityKey, Feed, Format, Pieces, Place, Policy, Pump, Sink, Tally};

use crate::guard::Unknown;
use crate::scanner::syntaxes;
use crate::{Error, Plan, Scanner};

const ESCAPE: u8 = 0xfd;
const END: u8 = 0xfe;
const CELL: u8 = 0xff;
/// `FF`, the column's number and a line feed.
const HEAD: usize = 6;
const ESCAPED: Codec = Codec(1);
/// So much is framed before it goes through the pump.
const BLOCK: usize = 64 * 1024;

/// A table, or a list of texts, that goes through value by value.
///
/// Put values in, record by record; take them out again in the same order, rewritten. With places,
/// columns are judged by their first 1,000 records or 256 KiB, which are held back for it, and come
/// out later than they go in. How values are handed over never changes what comes out.
///
/// ```
/// use inkwash::{KeyRing, Place, Policy, Scrubber};
/// let policy = Policy::default().default_transform("redact")?;
/// let scrubber = Scrubber::new(&policy, &KeyRing::generate()?)?;
/// let mut cells = scrubber.cells(vec![Place { path: "users.mail".into(), name: "mail".into(), ..Place::default() }]);
/// cells.put(0, b"anna.berg@example.com");
/// cells.end_record()?;
/// cells.finish()?;
/// let mut seen = Vec::new();
/// cells.take(&mut |value| seen.push(value.to_vec()));
/// assert_eq!(seen, [b"[EMAIL_ADDRESS]"]);
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Cells<'s> {
    pump: Pump,
    /// Framed, not yet in the pump.
    frame: Vec<u8>,
    /// What came out of it and was not taken.
    out: Vec<u8>,
    unescaped: Vec<u8>,
    sink: Box<dyn Sink + Send + 's>,
    /// What becomes of what came out.
    fate: Fate,
}

enum Fate {
    Given,
    /// It is only looked at.
    Dropped,
    /// Given as long as the plan knows all of it.
    Planned(Plan, Unknown),
}

impl Scanner {
    /// Looks for findings in the cells of columns at these places. Nothing comes out but what `sink`
    /// is told: a finding's record is its row, from 1, its cell's span is in the value, or, in a document
    /// that a column holds, in the value there.
    #[must_use]
    pub fn cells<'s>(&self, places: Vec<Place>, sink: impl Sink + Send + 's) -> Cells<'s> {
        let named = any_named(&places);
        let pump = Pump::scan(self.engine.clone(), Box::new(Framed::new(places))).with_policy(self.rules.clone());
        Cells::new(looking_into(pump, named), Box::new(sink))
    }
}

fn any_named(places: &[Place]) -> bool {
    places.iter().any(|place| !place.path.is_empty())
}

/// Columns may hold documents; a text that stands nowhere is one text, whatever it looks like.
fn looking_into(pump: Pump, named: bool) -> Pump {
    if named { pump.with_syntaxes(syntaxes()) } else { pump }
}

impl<'s> Cells<'s> {
    pub(crate) fn scrub(
        scanner: &Scanner,
        policy: Arc<dyn Policy>,
        keys: Arc<[EntityKey]>,
        column_key: EntityKey,
        places: Vec<Place>,
    ) -> Self {
        let named = any_named(&places);
        let pump = Pump::scrub(scanner.engine.clone(), Box::new(Framed::new(places)), policy, keys);
        Self::new(looking_into(pump.with_column_key(column_key), named), Box::new(()))
    }

    /// The same, as long as the plan knows all that the policy met.
    pub(crate) fn planned(self, plan: Plan, unknown: Unknown) -> Self {
        Self { fate: Fate::Planned(plan, unknown), ..self }
    }

    /// Nothing comes out but what `sink` is told.
    pub(crate) fn noted(pump: Pump, sink: impl Sink + Send + 's) -> Self {
        Self { fate: Fate::Dropped, ..Self::new(pump, Box::new(sink)) }
    }

    fn new(pump: Pump, sink: Box<dyn Sink + Send + 's>) -> Self {
        Self { pump, frame: Vec::new(), out: Vec::new(), unescaped: Vec::new(), sink, fate: Fate::Given }
    }

    fn came_out(&mut self) -> Result<(), Error> {
        match &self.fate {
            Fate::Given => Ok(()),
            Fate::Dropped => {
                self.out.clear();
                Ok(())
            }
            Fate::Planned(plan, unknown) => unknown.check(plan).inspect_err(|_| self.out.clear()),
        }
    }

    /// What went through so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        self.pump.tally()
    }

    /// Puts the next value of the record into a column: the number of its place, from 0.
    pub fn put(&mut self, column: usize, value: &[u8]) {
        self.frame.push(CELL);
        self.frame.extend_from_slice(&(column as u32).to_le_bytes());
        self.frame.push(b'\n');
        escape(value, &mut self.frame);
        self.frame.push(b'\n');
    }

    /// Ends the record.
    ///
    /// # Errors
    /// If a reversible stand-in does not fit its column's type; and [refused](Error::is_refused) at what
    /// the plan does not know, if there is one. What was not taken by then is gone.
    pub fn end_record(&mut self) -> Result<(), Error> {
        self.frame.push(END);
        if self.frame.len() < BLOCK { Ok(()) } else { self.flush() }
    }

    /// Sends on what has been put in so far.
    ///
    /// # Errors
    /// As [`end_record`](Self::end_record).
    pub fn flush(&mut self) -> Result<(), Error> {
        self.pump.push(&self.frame, &mut self.out, &mut *self.sink)?;
        self.frame.clear();
        self.pump.flush(&mut self.out, &mut *self.sink)?;
        self.came_out()
    }

    /// Ends the learning: columns are what the records so far say, and what comes out of a value
    /// depends on it, its column and them alone, from now on.
    ///
    /// # Errors
    /// As [`end_record`](Self::end_record).
    pub fn settle(&mut self) -> Result<(), Error> {
        self.flush()?;
        self.pump.settle(&mut self.out, &mut *self.sink)?;
        self.came_out()
    }

    /// Ends the table: everything can be taken then.
    ///
    /// # Errors
    /// As [`end_record`](Self::end_record).
    pub fn finish(&mut self) -> Result<(), Error> {
        self.flush()?;
        self.pump.finish(&mut self.out, &mut *self.sink)?;
        self.came_out()
    }

    /// Gives out the values that are through, in the order in which they were put in, whole records
    /// at a time.
    pub fn take(&mut self, give: &mut dyn FnMut(&[u8])) {
        let mut at = 0;
        let mut done = 0;
        while let Some(&mark) = self.out.get(at) {
            at += 1;
            if mark == END {
                done = at;
                continue;
            }
            let Some(rest) = self.out.get(at - 1 + HEAD..) else { break };
            let Some(end) = memchr2(CELL, END, rest) else { break };
            at += HEAD - 1 + end;
        }
        let mut rest = &self.out[..done];
        while let Some((&mark, after)) = rest.split_first() {
            if mark == END {
                rest = after;
                continue;
            }
            let value = &rest[HEAD..];
            let end = memchr2(CELL, END, value).unwrap_or(value.len());
            give(unescape(&value[..end - 1], &mut self.unescaped));
            rest = &value[end..];
        }
        self.out.drain(..done);
    }
}

fn memchr2(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    text.iter().position(|byte| *byte == a || *byte == b)
}

fn escape(value: &[u8], out: &mut Vec<u8>) {
    // Nearly every value is UTF-8, which has none of these bytes.
    if value.iter().all(|b| *b < ESCAPE) {
        out.extend_from_slice(value);
        return;
    }
    for &b in value {
        match b {
            ESCAPE..=CELL => out.extend([ESCAPE, b'a' + (b - ESCAPE)]),
            _ => out.push(b),
        }
    }
}

fn unescape<'v>(value: &'v [u8], buffer: &'v mut Vec<u8>) -> &'v [u8] {
    if value.iter().all(|b| *b < ESCAPE) {
        return value;
    }
    buffer.clear();
    let mut rest = value;
    while !rest.is_empty() {
        let atom = atom(rest);
        buffer.push(atom.text[0]);
        rest = &rest[atom.raw..];
    }
    buffer
}

fn atom(raw: &[u8]) -> Atom {
    match raw {
        [ESCAPE, letter @ b'a'..=b'c', ..] => Atom::escape(2, ESCAPE + (letter - b'a')),
        [byte, ..] => Atom::byte(*byte),
        [] => Atom::byte(0),
    }
}

/// The framing above.
pub(crate) struct Framed {
    places: Vec<Place>,
    columns: Vec<ColumnId>,
    /// The column of a cell that goes on.
    inside: Option<ColumnId>,
}

impl Framed {
    pub(crate) fn new(places: Vec<Place>) -> Self {
        Self { places, columns: Vec::new(), inside: None }
    }

    fn cell(column: ColumnId, text: &[u8]) -> Cell {
        let plain = text.iter().all(|b| *b < ESCAPE);
        Cell::coded(column, if plain { Codec::RAW } else { ESCAPED }, plain)
    }
}

impl Format for Framed {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        if self.columns.is_empty() {
            let places = std::mem::take(&mut self.places);
            let of = |place: Place| if place.path.is_empty() { ColumnId::NONE } else { pieces.column(place) };
            self.columns = places.into_iter().map(of).collect();
        }
        let mut at = 0;
        loop {
            let rest = &input[at..];
            if self.inside.is_none() && rest.first() == Some(&END) {
                pieces.skeleton(1);
                pieces.end_record();
                at += 1;
                continue;
            }
            let (head, column) = match self.inside {
                Some(column) => (0, column),
                None => {
                    let Some(head) = rest.get(..HEAD) else { return at };
                    let number = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
                    (HEAD, self.columns.get(number as usize).copied().unwrap_or(ColumnId::NONE))
                }
            };
            let value = &rest[head..];
            match memchr2(CELL, END, value) {
                Some(end) => {
                    pieces.skeleton(head);
                    let text = &value[..end - 1];
                    pieces.cell(text.len(), Self::cell(column, text));
                    pieces.skeleton(1);
                    self.inside = None;
                    at += head + end;
                }
                // The line feed at the end may be the frame's own, and an escape may be cut.
                None if feed == Feed::Full && at == 0 && value.len() > 2 => {
                    let mut len = value.len() - 1;
                    len -= usize::from(value[len - 1] == ESCAPE);
                    let text = &value[..len];
                    pieces.skeleton(head);
                    pieces.cell(text.len(), Self::cell(column, text).open());
                    self.inside = Some(column);
                    return head + len;
                }
                None => return at,
            }
        }
    }

    fn atom(&self, _: Codec, raw: &[u8]) -> Atom {
        atom(raw)
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(if codec == ESCAPED { &[ESCAPE] } else { &[] })
    }

    fn encode(&self, _: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        escape(text, out);
    }
}
