//! How long records are kept, and which must be.

use super::Policy;
use super::file::{HoldTable, RetentionTable};
use super::pattern::matches_all;
use super::read::parse_day;
use super::tell::SOON;
use crate::keys::date::{days_until, today};
use crate::retention::day::Age;
use crate::subject::person::Person;
use crate::table::{column_of, table_of};
use crate::{Error, Place};

/// A rule that takes records out of tables once they are old enough.
///
/// ```toml
/// [[retention]]
/// place = "events"
/// column = "created_at"
/// older_than = "2y"
/// action = "drop"
/// follow = ["event_details"]
/// reason = "no business use after two years"
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The pattern of the tables: of a file without tables the name up to its first dot is one. The schema may be left
    /// out.
    pub place: String,
    /// The column that says how old a record is. Of fields in JSON it is their path, with dots.
    pub column: String,
    /// How old a record is that goes: days, weeks, months or years (`90d`, `12w`, `6m`, `2y`) before the day of the run.
    pub older_than: String,
    /// Patterns of the tables whose records go with those to which a foreign key links them.
    pub follow: Vec<String>,
    /// Why.
    pub reason: String,
}

/// Records that stay, whatever rules and requests say, with who answers for it.
///
/// ```toml
/// [[hold]]
/// place = "invoices"
/// column = "customer_id"
/// values = ["7"]
/// reason = "tax audit 2026"
/// approver = "Kari Nordmann, legal"
/// until = 2030-12-31
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Hold {
    /// The pattern of the tables that it covers; all if there is none.
    pub place: Option<String>,
    /// Of these, the records that have one of the `values` in this column.
    pub column: Option<String>,
    /// Those values.
    pub values: Vec<String>,
    /// Of these, the records that hold an identifier of these persons, in any spelling.
    pub identifiers: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who has approved it.
    pub approver: String,
    /// The last day on which it holds: `2030-12-31`.
    pub until: String,
}

/// Whether a pattern fits a table's name, with or without its schema.
pub(crate) fn fits_table(pattern: &str, table: &str) -> bool {
    let matches = |name: &str| matches_all(pattern.as_bytes(), name.as_bytes());
    matches(table) || table.rsplit_once('.').is_some_and(|(_, name)| matches(name))
}

fn line(what: &str, text: Option<String>) -> Result<String, String> {
    match text {
        Some(text) if text.trim().is_empty() => Err(format!("`{what}` is empty")),
        Some(text) if text.chars().any(char::is_control) => Err(format!("`{what}` is one line of text")),
        Some(text) => Ok(text),
        None => Err(format!("it lacks `{what}`")),
    }
}

impl Retention {
    pub(super) fn read(table: RetentionTable) -> Result<Self, String> {
        let RetentionTable { place, column, older_than, action, follow, reason } = table;
        let older_than = line("older_than", older_than)?;
        if Age::parse(&older_than).is_none() {
            return Err("`older_than` is a number of days, weeks, months or years: 90d, 12w, 6m, 2y".into());
        }
        if action.is_some_and(|action| action != "drop") {
            return Err("the `action` of a retention rule is \"drop\"".into());
        }
        for pattern in &follow {
            line("follow", Some(pattern.clone()))?;
        }
        Ok(Self {
            place: line("place", place)?,
            column: line("column", column)?.to_lowercase(),
            older_than,
            follow,
            reason: line("reason", reason)?,
        })
    }
}

impl Hold {
    pub(super) fn read(table: HoldTable) -> Result<Self, String> {
        let HoldTable { place, column, values, identifiers, reason, approver, until } = table;
        let hold = Self {
            place: place.map(|place| line("place", Some(place))).transpose()?,
            column: column.map(|column| line("column", Some(column))).transpose()?.map(|c| c.to_lowercase()),
            values,
            identifiers,
            reason: line("reason", reason)?,
            approver: line("approver", approver)?,
            until: parse_day(until.ok_or("it lacks `until`")?).map_err(|e| e.replace("expires", "until"))?,
        };
        if hold.place.is_none() && hold.column.is_none() && hold.identifiers.is_empty() {
            return Err("a hold names a `place`, a `column` with `values`, or `identifiers`".into());
        }
        if hold.column.is_some() == hold.values.is_empty() {
            return Err("`column` and `values` of a hold go together".into());
        }
        if !hold.identifiers.is_empty() {
            Person::parse(&hold.identifiers.join("\n")).map_err(|e| e.to_string())?;
        }
        Ok(hold)
    }

    /// What it covers, without values: `invoices, by customer_id`.
    #[must_use]
    pub fn covers(&self) -> String {
        let place = self.place.as_deref().unwrap_or("all tables");
        let column = self.column.as_ref().map(|column| format!(", by {column}")).unwrap_or_default();
        let persons = if self.identifiers.is_empty() { "" } else { ", by identifiers" };
        format!("{place}{column}{persons}")
    }
}

impl Policy {
    /// Its retention rules, in the order of the file.
    #[must_use]
    pub fn retention(&self) -> &[Retention] {
        &self.retention
    }

    /// Its legal holds, in the order of the file.
    #[must_use]
    pub fn holds(&self) -> &[Hold] {
        &self.holds
    }

    /// What retention rules and holds say of records in which this place is, one line each.
    #[must_use]
    pub fn retention_of(&self, place_path: &str) -> Vec<String> {
        let place = Place::named(place_path);
        let (table, column) = (table_of(&place, "").to_lowercase(), column_of(&place));
        if table.is_empty() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for Retention { place, column, older_than, reason, .. } in &self.retention {
            if fits_table(place, &table) {
                all.push(format!("its record is dropped once {column} is older than {older_than}: {reason}"));
            }
        }
        for hold in self.holds.iter().filter(|hold| hold.place.as_deref().is_none_or(|of| fits_table(of, &table))) {
            let by = if hold.column.as_ref() == Some(&column) { " (by this column)" } else { "" };
            let (covers, Hold { reason, approver, until, .. }) = (hold.covers(), hold);
            all.push(format!("a legal hold of {covers}{by}, approved by {approver} until {until}: {reason}"));
        }
        all
    }

    /// Holds that end soon, and rules that contradict themselves.
    pub(super) fn retention_review(&self) -> Vec<String> {
        let ending = self.holds.iter().filter_map(|hold| {
            let days = days_until(&hold.until)?;
            let (covers, approver) = (hold.covers(), &hold.approver);
            (0..=SOON)
                .contains(&days)
                .then(|| format!("the hold of {covers} ends in {days} days: {approver} is to look at it again"))
        });
        let held = self.retention.iter().filter(|rule| {
            let all = |hold: &&Hold| hold.column.is_none() && hold.identifiers.is_empty();
            let mut holds = self.holds.iter().filter(all).filter_map(|hold| hold.place.as_deref());
            holds.any(|place| fits_table(place, &rule.place))
        });
        let held =
            held.map(|rule| format!("retention of {}: a hold covers all of it, so that nothing goes", rule.place));
        ending.chain(held).collect()
    }

    /// Whether a rule is for records of the table that a place is in.
    pub(crate) fn retains(&self, place: &Place) -> bool {
        let table = table_of(place, "").to_lowercase();
        !place.path.is_empty() && self.retention.iter().any(|rule| fits_table(&rule.place, &table))
    }

    /// The same policy, carried out as on another day, by which the age of records is told: `2026-01-31`.
    ///
    /// # Errors
    /// If that is no day.
    pub fn as_of(mut self, day: &str) -> Result<Self, Error> {
        let is_day = |day: &str| Age::Days(1).before(day).is_some();
        if !is_day(day) {
            return Err(Error::policy("the day of a run is written 2026-01-31"));
        }
        self.as_of = Some(day.to_owned());
        Ok(self)
    }

    /// The day by which the age of records is told.
    #[must_use]
    pub fn day(&self) -> String {
        self.as_of.clone().unwrap_or_else(today)
    }

    pub(super) fn check_holds(&self) -> Result<(), Error> {
        match self.holds.iter().find(|hold| hold.until < today()) {
            Some(hold) => Err(Error::expired(format!(
                "the hold of {} has ended: its last day was {}; {} (its approver) is to look at it again, and set a later \
                 day in `until` or take it out",
                hold.covers(),
                hold.until,
                hold.approver
            ))),
            None => Ok(()),
        }
    }
}
