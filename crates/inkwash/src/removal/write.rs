//! The last reading of a file, by which it is written.

use std::sync::Arc;

use inkwash_core::{Change, Decider, Error as Stop, Fate as Written, Record, Text};

use super::pass::not_understood;
use super::{Removal, Roles, Way};
use crate::Place;
use crate::table::{Row, Tables};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is gone, as was wanted.
    Gone,
    /// It is gone with another.
    GoneWith,
    /// It stays, for it is held.
    Held,
    /// It stays, for another refers to it that does.
    Needed,
    /// It stays without a key to one that is gone.
    Unlinked,
    /// It was never to go.
    Stays,
}

/// Sees what is written.
pub(crate) trait Watcher: Send {
    /// Told of each record; says what else is to be changed in one that stays.
    fn record(&mut self, row: &Row<'_>, fate: Fate) -> Vec<Change>;

    /// As [`Decider::loose`].
    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Option<Vec<u8>> {
        let _ = (place, text);
        None
    }
}

/// Writes a file without what goes.
pub(crate) struct Removing {
    removal: Arc<Removal>,
    file: usize,
    tables: Tables<Roles>,
    watcher: Box<dyn Watcher>,
    /// What goes is written as the watcher says.
    keeps: bool,
}

impl Removing {
    pub(crate) fn new(removal: Arc<Removal>, file: usize, source: String, watcher: Box<dyn Watcher>) -> Self {
        Self { removal, file, tables: Tables::new(source), watcher, keeps: false }
    }

    /// The same, which takes nothing out: records that go are changed as the watcher says, and no key is emptied.
    pub(crate) fn keeping(self) -> Self {
        Self { keeps: true, ..self }
    }
}

impl Removal {
    /// The cells of a record that hold keys to what is gone.
    fn emptied(&self, row: &Row<'_>, roles: &Roles) -> Vec<Change> {
        let of = roles.child.iter().filter(|n| self.links[**n].1 == Way::Empty);
        let of = of.filter(|n| self.own(**n, row).is_some_and(|key| self.keys.contains(&key)));
        let columns = of.flat_map(|n| &self.links[*n].0.own);
        let mut cells: Vec<_> = columns.filter_map(|column| row.values_in(column).next()).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.into_iter().map(|cell| Change { cell, to: None }).collect()
    }
}

impl Decider for Removing {
    fn record(&mut self, record: &Record<'_>) -> Result<Written, Stop> {
        let Self { removal, tables, watcher, keeps, .. } = self;
        let Some((row, roles)) = tables.row(record, |name| removal.roles(name)) else { return Ok(Written::Keep) };
        let id = (self.file, record.number());
        let mut changes = Vec::new();
        let fate = if removal.gone.contains(&id) {
            if removal.wanted.contains(&id) { Fate::Gone } else { Fate::GoneWith }
        } else if removal.held.contains(&id) {
            Fate::Held
        } else if removal.needed.contains(&id) {
            match (*keeps, removal.wanted.contains(&id)) {
                (false, _) => Fate::Needed,
                (true, true) => Fate::Gone,
                (true, false) => Fate::GoneWith,
            }
        } else if *keeps {
            Fate::Stays
        } else {
            changes = removal.emptied(&row, roles);
            if changes.is_empty() { Fate::Stays } else { Fate::Unlinked }
        };
        let more = watcher.record(&row, fate);
        let more: Vec<_> = more.into_iter().filter(|c| changes.iter().all(|known| known.cell != c.cell)).collect();
        changes.extend(more);
        Ok(match fate {
            Fate::Gone | Fate::GoneWith if !*keeps => Written::Drop,
            _ if changes.is_empty() => Written::Keep,
            _ => Written::Change(changes),
        })
    }

    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Result<Option<Vec<u8>>, Stop> {
        Ok(self.watcher.loose(place, text))
    }

    fn not_understood(&mut self, what: &'static str) -> Result<(), Stop> {
        Err(not_understood(what))
    }
}
