//! One reading of a file, to learn which of its records go.

use std::sync::{Arc, Mutex};

use inkwash_core::{Decider, Error as Stop, Fate, Record, Text};

use super::{Id, Removal, Roles, Way, lock};
use crate::Place;
use crate::table::{Row, Tables};

/// What a reading is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Which records are wanted, and what goes with them.
    First,
    /// What goes with those that go.
    Down,
    /// What those refer to that stay.
    Up,
}

pub(super) struct Pass {
    removal: Arc<Mutex<Removal>>,
    file: usize,
    tables: Tables<Roles>,
    phase: Phase,
}

impl Pass {
    pub(super) const fn new(removal: Arc<Mutex<Removal>>, file: usize, source: String, phase: Phase) -> Self {
        Self { removal, file, tables: Tables::new(source), phase }
    }
}

impl Decider for Pass {
    fn record(&mut self, record: &Record<'_>) -> Result<Fate, Stop> {
        let mut removal = lock(&self.removal);
        let Some((row, roles)) = self.tables.row(record, |name| removal.roles(name)) else { return Ok(Fate::Keep) };
        let id = (self.file, record.number());
        match self.phase {
            Phase::Up => removal.needs(id, &row, roles),
            phase => {
                if phase == Phase::First && removal.choice.wants(&row)? {
                    removal.wanted.insert(id);
                }
                removal.goes(id, &row, roles);
            }
        }
        Ok(Fate::Keep)
    }

    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Result<Option<Vec<u8>>, Stop> {
        lock(&self.removal).choice.loose(place, text).map(|()| None)
    }

    fn not_understood(&mut self, what: &'static str) -> Result<(), Stop> {
        Err(not_understood(what))
    }
}

/// Whatever it holds would stay.
pub(super) fn not_understood(what: &str) -> Stop {
    Stop::refused(format!("not understood: {what}; records cannot be taken out of what is not"))
}

impl Removal {
    /// Whether a record goes, by what is known so far.
    fn goes(&mut self, id: Id, row: &Row<'_>, roles: &Roles) {
        let follows = |n: &usize| {
            self.links[*n].1 == Way::Follow && self.own(*n, row).is_some_and(|key| self.family.contains(&key))
        };
        if !self.wanted.contains(&id) && !roles.child.iter().any(follows) {
            return;
        }
        let keys: Vec<_> = roles.parent.iter().filter_map(|n| self.theirs(*n, row)).collect();
        let is_needed = keys.iter().any(|key| self.needed_keys.contains(key));
        let stays = if is_needed {
            self.needed.insert(id);
            true
        } else if self.choice.holds(row) {
            self.held.insert(id);
            true
        } else {
            self.gone.insert(id);
            self.keys.extend(&keys);
            false
        };
        if !(stays && self.choice.keeps_together()) {
            self.family.extend(keys);
        }
    }

    /// What a record that stays refers to.
    fn needs(&mut self, id: Id, row: &Row<'_>, roles: &Roles) {
        if self.gone.contains(&id) {
            return;
        }
        let of = roles.child.iter().filter(|n| self.links[**n].1 != Way::Empty);
        let keys = of.filter_map(|n| self.own(*n, row)).filter(|key| self.keys.contains(key)).collect::<Vec<_>>();
        self.needed_keys.extend(keys);
    }
}
