//! What is let through in clear, by whom and until when.

use std::fmt;

use inkwash_core::Tally;

use super::Policy;
use super::file::ExceptionTable;
use super::glob::fault_of;
use super::pattern::{fits, weight};
use super::read::parse_day;
use crate::Error;
use crate::keys::date::today;

/// Values that a policy lets through in clear, with who answers for it.
///
/// In a policy file it needs an `entity`, a `place`, a `file` or several of these, and all of the rest:
///
/// ```toml
/// [[exceptions]]
/// entity = "EMAIL_ADDRESS"
/// place = "support.contact"
/// reason = "published on our website"
/// approver = "Kari Nordmann, data protection officer"
/// expires = 2030-12-31
/// ```
///
/// It comes before all other rules. After the day in `expires` (in UTC) the policy is refused. How many values
/// it let through is counted: [`Summary::exceptions`](crate::Summary::exceptions).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Findings of this entity; of all if there is none.
    pub entity: Option<String>,
    /// In places that fit this pattern; everywhere if there is none.
    pub place: Option<String>,
    /// In files whose names fit this pattern; in all, and where no name is known, if there is none.
    pub file: Option<String>,
    /// Why.
    pub reason: String,
    /// Who has approved it.
    pub approver: String,
    /// The last day on which it holds: `2030-12-31`.
    pub expires: String,
}

/// An exception, and how many values it let through in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionUse {
    /// The exception.
    pub exception: Exception,
    /// How many values.
    pub values: u64,
}

impl Exception {
    pub(super) fn read(table: ExceptionTable) -> Result<Self, String> {
        let ExceptionTable { entity, place, file, reason, approver, expires } = table;
        let missing = |what: &str| {
            format!(
                "an exception without {what} lets nothing through: it needs a `reason`, an `approver` and `expires`"
            )
        };
        Ok(Self {
            entity,
            place,
            file,
            reason: reason.ok_or_else(|| missing("a `reason`"))?,
            approver: approver.ok_or_else(|| missing("an `approver`"))?,
            expires: parse_day(expires.ok_or_else(|| missing("`expires`"))?)?,
        })
    }

    fn check(&self) -> Result<(), String> {
        let is_blank = |text: &str| text.trim().is_empty();
        if self.entity.is_none() && self.place.is_none() && self.file.is_none() {
            return Err("an exception names an `entity`, a `place`, a `file`, or several of them".into());
        }
        if let Some(fault) = self.file.as_deref().and_then(fault_of) {
            return Err(fault.into());
        }
        if self.place.as_deref().is_some_and(is_blank) {
            return Err("a place's pattern is empty".into());
        }
        for (what, text) in [("reason", &self.reason), ("approver", &self.approver)] {
            if is_blank(text) {
                return Err(format!("the `{what}` of an exception is empty"));
            }
            if text.chars().any(char::is_control) {
                return Err(format!("the `{what}` of an exception is one line of text"));
            }
        }
        match self.expires.parse() {
            Ok(toml::value::Datetime { date: Some(_), time: None, offset: None }) => Ok(()),
            _ => Err("`expires` is a day: 2030-12-31".into()),
        }
    }

    fn covers(&self, entity: &str, place_path: &str) -> bool {
        self.entity.as_deref().is_none_or(|name| name == entity)
            && self.place.as_deref().is_none_or(|pattern| fits(pattern, place_path))
    }

    fn is_expired(&self) -> bool {
        self.expires < today()
    }
}

/// What it lets through: `EMAIL_ADDRESS in support.contact`.
impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entity.as_deref().unwrap_or("everything"))?;
        if let Some(place) = &self.place {
            write!(f, " in {place}")?;
        }
        match &self.file {
            Some(file) => write!(f, " of files {file}"),
            None => Ok(()),
        }
    }
}

impl Policy {
    /// The same policy with one more exception.
    ///
    /// # Errors
    /// If it names neither entity nor place, its reason or approver is empty, or its last day is no date.
    /// [`check`](Self::check) tells whether the entity exists, and whether it has expired.
    pub fn exception(mut self, exception: Exception) -> Result<Self, Error> {
        self.add_exception(exception).map_err(Error::policy)?;
        Ok(self)
    }

    pub(super) fn add_exception(&mut self, exception: Exception) -> Result<(), String> {
        exception.check()?;
        self.exceptions.push(exception);
        Ok(())
    }

    /// Its exceptions, in the order of the file.
    #[must_use]
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// The number of the exception that lets findings of an entity through in a place: the one with the most
    /// specific place, with an entity before one without, the one with the most specific file, the first among equals.
    pub(crate) fn exception_for(&self, entity: &str, place_path: &str) -> Option<usize> {
        let covering = self.exceptions_here().filter(|(_, e)| e.covers(entity, place_path));
        let rank = |e: &Exception| (e.place.as_deref().map(weight), e.entity.is_some(), e.file.as_deref().map(weight));
        covering.rev().max_by_key(|(_, e)| rank(e)).map(|(number, _)| number)
    }

    /// Those for the file at hand, with their numbers.
    fn exceptions_here(&self) -> impl DoubleEndedIterator<Item = (usize, &Exception)> {
        let all = self.exceptions.iter().enumerate();
        all.filter(|(number, e)| e.file.is_none() || self.here.exceptions.contains(number))
    }

    /// Whether an exception is for places such as this one.
    pub(super) fn exempts_in(&self, place_path: &str) -> bool {
        self.exceptions_here().filter_map(|(_, e)| e.place.as_deref()).any(|pattern| fits(pattern, place_path))
    }

    /// How many values each exception let through.
    pub(crate) fn uses(&self, tally: &Tally) -> Vec<ExceptionUse> {
        let counts = tally.exempted.iter().copied().chain(std::iter::repeat(0));
        self.exceptions.iter().zip(counts).map(|(e, values)| ExceptionUse { exception: e.clone(), values }).collect()
    }

    pub(super) fn check_exceptions(&self, known: &[&str]) -> Result<(), Error> {
        for exception in &self.exceptions {
            if let Some(name) = &exception.entity {
                self.check_entity(name, known).map_err(Error::policy)?;
            }
            if exception.is_expired() {
                return Err(Error::expired(format!(
                    "the exception for {exception} has expired: its last day was {}; {} (its approver) is to look at it \
                     again, and set a later day in `expires` or take it out",
                    exception.expires, exception.approver
                )));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "exception_tests.rs"]
mod tests;
