//! Which records a legal hold covers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use inkwash_core::{Column, Scratch};

use crate::policy::fits_table;
use crate::subject::person::Person;
use crate::table::Row;
use crate::{Error, Hold, Place};

/// The holds of a policy.
#[derive(Default)]
pub(crate) struct Holding(Vec<(Hold, Option<Persons>)>);

struct Persons {
    person: Person,
    scratch: Scratch,
    /// By the address of the place, which is kept.
    columns: HashMap<usize, (Arc<Place>, Column)>,
}

impl Holding {
    pub(crate) fn new(holds: &[Hold]) -> Result<Self, Error> {
        let of = |hold: &Hold| {
            let lines = hold.identifiers.join("\n");
            let person = if lines.is_empty() { None } else { Some(Person::parse(&lines)?) };
            let persons = person.map(|person| Persons { person, scratch: Scratch::default(), columns: HashMap::new() });
            Ok((hold.clone(), persons))
        };
        Ok(Self(holds.iter().map(of).collect::<Result<_, Error>>()?))
    }

    /// Whether one of them covers a record.
    pub(crate) fn covers(&mut self, row: &Row<'_>) -> bool {
        self.0.iter_mut().any(|(hold, persons)| covers(hold, persons.as_mut(), row))
    }
}

fn covers(hold: &Hold, persons: Option<&mut Persons>, row: &Row<'_>) -> bool {
    let is_held = |n: usize| {
        let text = row.record.text(n);
        hold.values.iter().any(|value| value.trim().as_bytes() == text.trim_ascii())
    };
    hold.place.as_deref().is_none_or(|place| fits_table(place, row.table))
        && hold.column.as_deref().is_none_or(|column| row.values_in(column).any(is_held))
        && persons.is_none_or(|persons| persons.are_in(row))
}

impl Persons {
    fn are_in(&mut self, row: &Row<'_>) -> bool {
        let mut kinds = BTreeSet::new();
        for n in 0..row.record.len() {
            let place = row.record.place(n);
            let engine = self.person.engine();
            let column = self.columns.entry(Arc::as_ptr(place).addr());
            let (_, column) = column.or_insert_with(|| (place.clone(), engine.column(place)));
            self.person.kinds(&row.record.text(n), column, &mut self.scratch, &mut kinds);
        }
        !kinds.is_empty()
    }
}
