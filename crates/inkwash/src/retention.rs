//! Taking records out of streams once they are old enough.

pub(crate) mod day;
mod hold;
mod straight;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use inkwash_core::{Change, Decider, Error as Stop, Text};

use crate::policy::fits_table;
use crate::removal::{Choice, Fate, Open, Removal, Removing, Watcher, Way, declared};
use crate::subject::links::Link;
use crate::table::{Row, table_of};
use crate::{Error, Place, Policy, Retention, SubjectFile};
use day::{Age, day_of};
pub(crate) use hold::Holding;
use straight::Straight;

/// A retention rule, and what it came to in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionUse {
    /// The rule.
    pub rule: Retention,
    /// The day by which ages were told.
    pub as_of: String,
    /// Records that are gone because of it.
    pub dropped: u64,
    /// Records of other tables that are gone with them.
    pub followed: u64,
    /// Records that are old enough and stay, for a hold covers them.
    pub held: u64,
    /// Records that are old enough and stay, for another refers to them that does.
    pub needed: u64,
    /// Records that stay, for their column holds no day that can be told, or several.
    pub undated: u64,
    /// All others that it is for.
    pub younger: u64,
}

/// What a rule says of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Nothing,
    Younger(usize),
    Undated(usize),
    Old(usize),
}

/// The rules of a policy on a day.
pub(crate) struct Aged {
    rules: Vec<(Retention, i64)>,
    holding: Holding,
    source: String,
}

impl Aged {
    fn new(policy: &Policy, source: &str) -> Result<Self, Error> {
        let day = policy.day();
        let of = |rule: &Retention| {
            let cutoff = Age::parse(&rule.older_than).and_then(|age| age.before(&day));
            Some((rule.clone(), cutoff?))
        };
        let rules = policy.retention().iter().map(of).collect::<Option<_>>();
        let rules = rules.ok_or_else(|| Error::policy("a retention rule goes back before all days"))?;
        Ok(Self { rules, holding: Holding::new(policy.holds())?, source: source.to_owned() })
    }

    /// What the rules say of a record: the first of which it is old enough, else the first that is for it.
    fn says(&self, row: &Row<'_>) -> Says {
        let mut says = Says::Nothing;
        for (n, (rule, cutoff)) in self.rules.iter().enumerate() {
            if !fits_table(&rule.place, row.table) {
                continue;
            }
            let mut values = row.values_in(&rule.column);
            let day = values.next().and_then(|value| day_of(&row.record.text(value)));
            let now = match day.filter(|_| values.next().is_none()) {
                Some(day) if day < *cutoff => return Says::Old(n),
                Some(_) => Says::Younger(n),
                None => Says::Undated(n),
            };
            if says == Says::Nothing || matches!((says, now), (Says::Younger(_), Says::Undated(_))) {
                says = now;
            }
        }
        says
    }

    fn concerns(&self, place: &Place) -> bool {
        let table = table_of(place, &self.source).to_lowercase();
        !place.path.is_empty() && self.rules.iter().any(|(rule, _)| fits_table(&rule.place, &table))
    }
}

impl Choice for Aged {
    fn wants(&mut self, row: &Row<'_>) -> Result<bool, Stop> {
        Ok(matches!(self.says(row), Says::Old(_)))
    }

    fn holds(&mut self, row: &Row<'_>) -> bool {
        self.holding.covers(row)
    }

    /// An order that is kept keeps its items.
    fn keeps_together(&self) -> bool {
        true
    }

    fn way(&self, link: &Link) -> Way {
        let takes_along = |(rule, _): &(Retention, i64)| rule.follow.iter().any(|of| fits_table(of, &link.child));
        if !link.is_within() && self.rules.iter().any(takes_along) { Way::Follow } else { Way::Stay }
    }

    fn loose(&mut self, place: &Place, _: &Text<'_>) -> Result<(), Stop> {
        match self.concerns(place) {
            true => Err(not_a_row(&place.path)),
            false => Ok(()),
        }
    }
}

fn not_a_row(path: &str) -> Stop {
    Stop::refused(format!(
        "a retention rule is for {path}, of which values stand in a statement that brings no rows: they cannot be taken out"
    ))
}

/// What is known before a stream is written: nothing, or all that its keys say.
#[derive(Clone)]
pub(crate) struct Retained {
    policy: Arc<Policy>,
    removal: Option<Arc<Removal>>,
}

/// What the rules came to so far.
pub(crate) type Uses = Arc<Mutex<Vec<RetentionUse>>>;

pub(crate) fn lock(uses: &Uses) -> MutexGuard<'_, Vec<RetentionUse>> {
    uses.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Retained {
    /// If the policy has rules.
    pub(crate) fn new(policy: &Policy) -> Option<Self> {
        (!policy.retention().is_empty()).then(|| Self { policy: Arc::new(policy.clone()), removal: None })
    }

    /// The same, having read a file for the keys that its tables declare.
    pub(crate) fn surveyed(self, file: &SubjectFile, open: Open<'_, '_>) -> Result<Self, Error> {
        let files = std::slice::from_ref(file);
        let aged = Aged::new(&self.policy, &file.path)?;
        let links = declared(files, &[], open)?;
        let is_for = |link: &Link| aged.rules.iter().any(|(rule, _)| fits_table(&rule.place, &link.parent));
        if !links.iter().any(is_for) {
            return Ok(self);
        }
        let removal = Removal::plan(files, links, Box::new(aged), open)?;
        Ok(Self { removal: Some(Arc::new(removal)), ..self })
    }

    /// What decides in a stream, and what it notes.
    pub(crate) fn decider(&self, source: &str) -> Result<(Box<dyn Decider>, Uses), Error> {
        let aged = Aged::new(&self.policy, source)?;
        let as_of = self.policy.day();
        let of = |rule: &Retention| RetentionUse {
            rule: rule.clone(),
            as_of: as_of.clone(),
            dropped: 0,
            followed: 0,
            held: 0,
            needed: 0,
            undated: 0,
            younger: 0,
        };
        let uses: Uses = Arc::new(Mutex::new(self.policy.retention().iter().map(of).collect()));
        let counting = Counting { aged, uses: uses.clone() };
        let decider: Box<dyn Decider> = match &self.removal {
            Some(removal) => Box::new(Removing::new(removal.clone(), 0, source.to_owned(), Box::new(counting))),
            None => Box::new(Straight::new(counting, source)?),
        };
        Ok((decider, uses))
    }
}

/// Notes what becomes of records.
pub(crate) struct Counting {
    aged: Aged,
    uses: Uses,
}

impl Counting {
    fn count(&self, says: Says, fate: Fate, table: &str) {
        let mut uses = lock(&self.uses);
        if fate == Fate::GoneWith {
            let takes_along = |of: &&mut RetentionUse| of.rule.follow.iter().any(|of| fits_table(of, table));
            uses.iter_mut().find(takes_along).into_iter().for_each(|of| of.followed += 1);
            return;
        }
        match (says, fate) {
            (Says::Old(n), Fate::Held) => uses[n].held += 1,
            (Says::Old(n), Fate::Needed) => uses[n].needed += 1,
            (Says::Old(n), _) => uses[n].dropped += 1,
            (Says::Undated(n), _) => uses[n].undated += 1,
            (Says::Younger(n), _) => uses[n].younger += 1,
            (Says::Nothing, _) => {}
        }
    }
}

impl Watcher for Counting {
    fn record(&mut self, row: &Row<'_>, fate: Fate) -> Vec<Change> {
        self.count(self.aged.says(row), fate, row.table);
        Vec::new()
    }
}

#[cfg(test)]
#[path = "retention/tests.rs"]
mod tests;
