//! Putting together again what stays.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;

use super::record::{Held, Part};
use super::{Decider, Fate, Record, Sieve, Sieved, Text};
use crate::{Cell, Error, Format, Joint, Piece, Place, Span};

/// A list of records, or a statement that brings some.
#[derive(Clone, Copy)]
struct List {
    /// Without records there can be none of it.
    needs_records: bool,
    /// It had records.
    had: bool,
    /// One of them stays: what stands before the first is given out.
    kept: bool,
}

/// What is read of a stream and not given out yet.
#[derive(Default)]
pub(super) struct Joined {
    list: Option<List>,
    /// In a list: what stands before its first record.
    lead: Vec<u8>,
    /// In a list: what stands after the last record.
    gap: Vec<u8>,
    held: Held,
    /// Bytes belong to a record.
    in_record: bool,
    /// Nothing but a record or statement that is gone was since the last line end.
    at_hole: bool,
}

impl Joined {
    #[expect(clippy::too_many_arguments, reason = "a piece, who decides, and where it goes")]
    pub(super) fn piece(
        &mut self,
        piece: &Piece,
        raw: &[u8],
        decider: &mut dyn Decider,
        format: &dyn Format,
        places: &[Arc<Place>],
        tally: &mut Sieved,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        match piece.joint {
            None if self.in_record => {
                self.held.push(raw, piece.cell);
                self.check()?;
                if piece.ends_record {
                    self.end_record(decider, format, places, tally, out)?;
                }
            }
            None => self.other(piece.cell, raw, decider, format, places, out)?,
            Some(Joint::Begin) => {
                self.no_record(decider, format, places, out)?;
                self.in_record = true;
            }
            Some(Joint::End) => self.end_record(decider, format, places, tally, out)?,
            Some(joint @ (Joint::List | Joint::Statement)) => {
                self.no_record(decider, format, places, out)?;
                self.close(out);
                self.list = Some(List { needs_records: joint == Joint::Statement, had: false, kept: false });
            }
            Some(Joint::Close) => {
                self.no_record(decider, format, places, out)?;
                self.close(out);
            }
        }
        Ok(())
    }

    pub(super) fn end(
        &mut self,
        decider: &mut dyn Decider,
        format: &dyn Format,
        places: &[Arc<Place>],
        tally: &mut Sieved,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        match self.held.parts.is_empty() {
            true => self.no_record(decider, format, places, out)?,
            // It was cut.
            false => self.end_record(decider, format, places, tally, out)?,
        }
        self.close(out);
        Ok(())
    }

    fn check(&self) -> Result<(), Error> {
        match self.held.bytes.len().max(self.lead.len()).max(self.gap.len()) > Sieve::MOST {
            true => Err(Error::refused("a record, or a statement's head, is too long to be taken out")),
            false => Ok(()),
        }
    }

    /// What is given out next goes there.
    fn target<'o>(&'o mut self, out: &'o mut Vec<u8>) -> &'o mut Vec<u8> {
        match self.list {
            None => out,
            Some(List { had: false, .. }) => &mut self.lead,
            Some(_) => &mut self.gap,
        }
    }

    /// What is in no record.
    fn other(
        &mut self,
        cell: Option<Cell>,
        mut raw: &[u8],
        decider: &mut dyn Decider,
        format: &dyn Format,
        places: &[Arc<Place>],
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        // The line end behind what is gone goes with it.
        if self.list.is_none() && self.at_hole && cell.is_none() {
            let rest = raw.strip_prefix(b"\r").unwrap_or(raw);
            self.at_hole = rest.is_empty();
            raw = rest.strip_prefix(b"\n").unwrap_or(raw);
        }
        let changed = match cell {
            Some(cell) => {
                self.at_hole = false;
                let place = &places[cell.column.0 as usize];
                let part = Part { raw: Span::new(0, raw.len()), cell, goes_on: false };
                let text = decider.loose(place, &Text { format, bytes: raw, parts: &[part] })?;
                text.map(|text| (Cell { open: false, ..cell }, place, text))
            }
            None => None,
        };
        let target = self.target(out);
        match changed {
            Some((cell, place, text)) => format.encode(&cell, place, &text, target),
            None => target.extend_from_slice(raw),
        }
        self.check()
    }

    /// What was taken for a record was none.
    fn no_record(
        &mut self,
        decider: &mut dyn Decider,
        format: &dyn Format,
        places: &[Arc<Place>],
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        if !take(&mut self.in_record) {
            return Ok(());
        }
        let held = take(&mut self.held);
        let mut at = 0;
        for part in &held.parts {
            self.other(None, &held.bytes[at..part.raw.start], decider, format, places, out)?;
            self.other(Some(part.cell), part.raw.of(&held.bytes), decider, format, places, out)?;
            at = part.raw.end;
        }
        self.other(None, &held.bytes[at..], decider, format, places, out)?;
        self.held = held;
        self.held.clear();
        Ok(())
    }

    fn end_record(
        &mut self,
        decider: &mut dyn Decider,
        format: &dyn Format,
        places: &[Arc<Place>],
        tally: &mut Sieved,
        out: &mut Vec<u8>,
    ) -> Result<(), Error> {
        if !take(&mut self.in_record) {
            return Ok(());
        }
        let held = take(&mut self.held);
        let starts = held.starts();
        let has_place = held.parts.iter().any(|part| !places[part.cell.column.0 as usize].path.is_empty());
        tally.records += u64::from(has_place);
        let record = Record { held: &held, starts: &starts, format, places, number: tally.records };
        let fate = if has_place { decider.record(&record)? } else { self.nameless(&record, decider)? };
        match fate {
            Fate::Drop => {
                tally.dropped += 1;
                self.list.iter_mut().for_each(|list| list.had = true);
                self.gap.clear();
                self.at_hole = self.list.is_none() && !held.bytes.ends_with(b"\n");
            }
            Fate::Keep => {
                self.keep(out);
                out.extend_from_slice(&held.bytes);
            }
            Fate::Change(mut changes) => {
                changes.sort_by_key(|change| change.cell);
                self.keep(out);
                record.write(&changes, out)?;
            }
        }
        self.held = held;
        self.held.clear();
        Ok(())
    }

    /// A line that is text.
    fn nameless(&self, record: &Record<'_>, decider: &mut dyn Decider) -> Result<Fate, Error> {
        let mut changes = Vec::new();
        for n in 0..record.len() {
            if let Some(text) = decider.loose(record.place(n), &record.written(n))? {
                changes.push(super::Change { cell: n, to: Some(text) });
            }
        }
        Ok(if changes.is_empty() { Fate::Keep } else { Fate::Change(changes) })
    }

    /// Gives out what stands before a record that stays.
    fn keep(&mut self, out: &mut Vec<u8>) {
        self.at_hole = false;
        if let Some(list) = &mut self.list {
            list.had = true;
            let first = !core::mem::replace(&mut list.kept, true);
            out.append(if first { &mut self.lead } else { &mut self.gap });
            self.gap.clear();
        }
    }

    /// The list has ended.
    fn close(&mut self, out: &mut Vec<u8>) {
        let Some(list) = self.list.take() else { return };
        if list.kept || !list.had || !list.needs_records {
            out.append(&mut self.lead);
            out.append(&mut self.gap);
        }
        self.at_hole = list.had && !list.kept && list.needs_records;
        self.lead.clear();
        self.gap.clear();
    }
}
