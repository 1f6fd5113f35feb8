//! Streams that can be read only once: each record is judged by itself, and what could leave a key without its record is
//! refused at the end.

use inkwash_core::{Decider, Error as Stop, Fate as Written, Record, TableKey, Text};

use super::{Counting, Fate, Says};
use crate::removal::Choice as _;
use crate::subject::links::{all_links, is_same};
use crate::table::Tables;
use crate::{Error, Place};

pub(super) struct Straight {
    counting: Counting,
    tables: Tables<()>,
    /// Of each table that has records: whether some are gone, and whether some are not.
    seen: Vec<(String, bool, bool)>,
}

impl Straight {
    pub(super) fn new(counting: Counting, source: &str) -> Result<Self, Error> {
        if counting.aged.rules.iter().any(|(rule, _)| !rule.follow.is_empty()) {
            return Err(Error::policy(
                "a retention rule takes records of other tables along, which must be known before the stream is written: \
                 give a file, not a stream",
            ));
        }
        Ok(Self { counting, tables: Tables::new(source.to_owned()), seen: Vec::new() })
    }

    fn note(seen: &mut Vec<(String, bool, bool)>, table: &str, is_gone: bool) {
        let at = seen.iter().position(|(name, ..)| name == table).unwrap_or_else(|| {
            seen.push((table.to_owned(), false, false));
            seen.len() - 1
        });
        let (_, gone, stays) = &mut seen[at];
        *gone |= is_gone;
        *stays |= !is_gone;
    }
}

impl Decider for Straight {
    fn record(&mut self, record: &Record<'_>) -> Result<Written, Stop> {
        let Self { counting, tables, seen } = self;
        let Some((row, ())) = tables.row(record, |_| ()) else { return Ok(Written::Keep) };
        let says = counting.aged.says(&row);
        let fate = match says {
            Says::Old(_) if counting.aged.holds(&row) => Fate::Held,
            Says::Old(_) => Fate::Gone,
            _ => Fate::Stays,
        };
        counting.count(says, fate, row.table);
        Self::note(seen, row.table, fate == Fate::Gone);
        Ok(if fate == Fate::Gone { Written::Drop } else { Written::Keep })
    }

    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Result<Option<Vec<u8>>, Stop> {
        self.counting.aged.loose(place, text).map(|()| None)
    }

    fn not_understood(&mut self, what: &'static str) -> Result<(), Stop> {
        Err(Stop::refused(format!("not understood: {what}; retention rules cannot be carried out in what is not")))
    }

    fn end(&mut self, keys: &[TableKey]) -> Result<(), Stop> {
        let links = all_links(&[], keys);
        let any = |table: &str, pick: fn(&(String, bool, bool)) -> bool| {
            self.seen.iter().any(|seen| is_same(&seen.0, table) && pick(seen))
        };
        match links.iter().find(|link| any(&link.parent, |seen| seen.1) && any(&link.child, |seen| seen.2)) {
            Some(link) => Err(Stop::refused(format!(
                "records of {} are too old, and records of {} may refer to them: which, is known only if the dump is read \
                 as a file, not as a stream",
                link.parent, link.child
            ))),
            None => Ok(()),
        }
    }
}
