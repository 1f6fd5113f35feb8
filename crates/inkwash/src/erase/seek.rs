//! Finding the person in records and texts.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use inkwash_core::{Change, Column, Decider, Error as Stop, Fate, Record, Scratch, Span, Text};

use crate::removal::{Choice, Way};
use crate::retention::Holding;
use crate::subject::links::{Link, is_same};
use crate::subject::person::Person;
use crate::table::Row;
use crate::{Error, Hold, Place};

/// Where formats end a part of a text on their own, it is shorter; longer ones were cut where they were full.
const LONG: usize = 512 * 1024;

/// Looks for a person's identifiers, with what is known of the places.
pub(super) struct Seeker {
    person: Arc<Person>,
    scratch: Scratch,
    /// By the address of the place, which is kept.
    columns: HashMap<usize, (Arc<Place>, Column)>,
    nowhere: Column,
}

impl Seeker {
    pub(super) fn new(person: Arc<Person>) -> Self {
        let nowhere = person.engine().column(&Arc::default());
        Self { person, scratch: Scratch::default(), columns: HashMap::new(), nowhere }
    }

    fn owns(&mut self, place: &Arc<Place>, text: &[u8]) -> bool {
        let engine = self.person.engine();
        let column = self.columns.entry(Arc::as_ptr(place).addr());
        let (_, column) = column.or_insert_with(|| (place.clone(), engine.column(place)));
        self.person.owns(text, column, &mut self.scratch)
    }

    fn mentions(&mut self, place: Option<&Arc<Place>>, text: &[u8]) -> Vec<(Span, String)> {
        let Self { person, scratch, columns, nowhere } = self;
        let Some(place) = place else { return person.mentions(text, nowhere, scratch) };
        let column = columns.entry(Arc::as_ptr(place).addr());
        let (_, column) = column.or_insert_with(|| (place.clone(), person.engine().column(place)));
        person.mentions(text, column, scratch)
    }

    /// A text with `[EMAIL_ADDRESS]` in the place of mentions, and how many there are; `None` if there is none.
    pub(super) fn replaced(&mut self, place: Option<&Arc<Place>>, text: &[u8]) -> Option<(Vec<u8>, u64)> {
        let mentions = self.mentions(place, text);
        if mentions.is_empty() {
            return None;
        }
        let (mut out, mut copied) = (Vec::with_capacity(text.len()), 0);
        for (span, kind) in &mentions {
            out.extend_from_slice(&text[copied..span.start]);
            let quote = if is_bare_json(text, *span) { "\"" } else { "" };
            out.extend_from_slice(format!("{quote}[{kind}]{quote}").as_bytes());
            copied = span.end;
        }
        out.extend_from_slice(&text[copied..]);
        Some((out, mentions.len() as u64))
    }

    /// What is to be written in the place of mentions in a record.
    pub(super) fn changes(&mut self, row: &Row<'_>) -> (Vec<Change>, u64) {
        let (mut changes, mut count) = (Vec::new(), 0);
        for cell in 0..row.record.len() {
            if let Some((text, mentions)) = self.replaced(Some(row.record.place(cell)), &row.record.text(cell)) {
                changes.push(Change { cell, to: Some(text) });
                count += mentions;
            }
        }
        (changes, count)
    }
}

/// Whether a part of a text is a number of JSON in it: what takes its place is then a string.
fn is_bare_json(text: &[u8], span: Span) -> bool {
    let before = text[..span.start].trim_ascii_end().last();
    let after = text[span.end..].trim_ascii_start().first();
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
        && matches!((before, after), (Some(b':' | b',' | b'['), Some(b',' | b'}' | b']')))
}

/// Whether a key is made of this column of this table.
pub(super) fn is_of(link: &Link, (table, column): &(String, String)) -> bool {
    is_same(&link.child, table) && link.own.contains(column)
}

/// Which records are the person's.
pub(super) struct Wanting {
    seeker: Seeker,
    holding: Holding,
    unlink: Vec<(String, String)>,
}

impl Wanting {
    pub(super) fn new(seeker: Seeker, holds: &[Hold], unlink: Vec<(String, String)>) -> Result<Self, Error> {
        Ok(Self { seeker, holding: Holding::new(holds)?, unlink })
    }
}

impl Choice for Wanting {
    fn wants(&mut self, row: &Row<'_>) -> Result<bool, Stop> {
        Ok((0..row.record.len()).any(|n| self.seeker.owns(row.record.place(n), &row.record.text(n))))
    }

    fn holds(&mut self, row: &Row<'_>) -> bool {
        self.holding.covers(row)
    }

    /// No more of a person stays than must.
    fn keeps_together(&self) -> bool {
        false
    }

    /// Keys within a table relate records to each other, not to a person: they are emptied.
    fn way(&self, link: &Link) -> Way {
        match link.is_within() || self.unlink.iter().any(|of| is_of(link, of)) {
            true => Way::Empty,
            false => Way::Follow,
        }
    }

    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Result<(), Stop> {
        // An identifier might stand across two of its parts, where none is found, neither now nor in the copy.
        let decoded = text.decoded();
        if text.goes_on() && decoded.len() >= LONG {
            return Err(Stop::refused("a text that is in no record is longer than can be searched as a whole"));
        }
        if place.path.is_empty() || self.seeker.mentions(None, &decoded).is_empty() {
            return Ok(());
        }
        Err(Stop::refused(format!(
            "an identifier stands in a value of {} in a statement that brings no rows: it cannot be taken out",
            place.path
        )))
    }
}

/// Counts what is left of the person.
pub(super) struct Searching {
    seeker: Seeker,
    stays: HashSet<u64>,
    left: Arc<Mutex<u64>>,
}

impl Searching {
    pub(super) const fn new(seeker: Seeker, stays: HashSet<u64>, left: Arc<Mutex<u64>>) -> Self {
        Self { seeker, stays, left }
    }

    fn count(&self) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }
}

impl Decider for Searching {
    fn record(&mut self, record: &Record<'_>) -> Result<Fate, Stop> {
        let is_there = |n: usize| !self.seeker.mentions(Some(record.place(n)), &record.text(n)).is_empty();
        if !self.stays.contains(&record.number()) && (0..record.len()).any(is_there) {
            self.count();
        }
        Ok(Fate::Keep)
    }

    fn loose(&mut self, _: &Place, text: &Text<'_>) -> Result<Option<Vec<u8>>, Stop> {
        if !self.seeker.mentions(None, &text.decoded()).is_empty() {
            self.count();
        }
        Ok(None)
    }
}
