//! In which table a record is, and what its columns are called.

use std::path::Path;

use inkwash_core::{Place, Record};

/// The table that a place is in; of a file that has none its own name: `customers` of `customers.csv.gz`.
pub(crate) fn table_of(place: &Place, source: &str) -> String {
    let path = &place.path;
    let table = if place.is_unnamed_field() {
        path.rsplit_once('.').map_or("", |(table, _)| table)
    } else {
        path.strip_suffix(&place.name).unwrap_or_default().trim_end_matches('.')
    };
    // Of documents `#` is the place of their keys.
    if !table.is_empty() && !path.starts_with('/') && path != "#" {
        return table.to_owned();
    }
    let name = Path::new(source).file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// The column's name, in lower case; of a field in a document its path with dots: `user.created`. Elements of the
/// outermost array are records, and not named.
pub(crate) fn column_of(place: &Place) -> String {
    let name = match place.path.strip_prefix('/') {
        Some(pointer) => pointer.strip_prefix("*/").unwrap_or(pointer).replace('/', "."),
        None if place.name.is_empty() => place.path.clone(),
        None => place.name.clone(),
    };
    name.to_lowercase()
}

/// The tables and columns of a stream, by the numbers of their places, with what is known of each table.
pub(crate) struct Tables<T> {
    source: String,
    columns: Vec<(usize, String)>,
    tables: Vec<(String, T)>,
}

impl<T> Tables<T> {
    pub(crate) const fn new(source: String) -> Self {
        Self { source, columns: Vec::new(), tables: Vec::new() }
    }

    /// The number of the table of a place. `begin` says what is known of a new one by its name.
    fn of(&mut self, place: &Place, column: usize, begin: impl FnOnce(&str) -> T) -> usize {
        const UNKNOWN: usize = usize::MAX;
        if self.columns.len() <= column {
            self.columns.resize(column + 1, (UNKNOWN, String::new()));
        }
        if self.columns[column].0 == UNKNOWN {
            let name = table_of(place, &self.source).to_lowercase();
            let known = self.tables.iter().position(|(table, _)| *table == name);
            let table = known.unwrap_or_else(|| {
                let info = begin(&name);
                self.tables.push((name, info));
                self.tables.len() - 1
            });
            self.columns[column] = (table, column_of(place));
        }
        self.columns[column].0
    }

    /// A record with the names of its table and columns, and what is known of the table; `None` if none of its values
    /// has a place.
    pub(crate) fn row<'r>(&'r mut self, record: &'r Record<'r>, begin: impl Fn(&str) -> T) -> Option<(Row<'r>, &'r T)> {
        let mut first = None;
        for n in (0..record.len()).filter(|n| !record.place(*n).path.is_empty()) {
            let table = self.of(record.place(n), record.column(n), &begin);
            first.get_or_insert(table);
        }
        let (table, info) = &self.tables[first?];
        Some((Row { record, table, columns: &self.columns }, info))
    }
}

/// A record of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r> {
    pub(crate) record: &'r Record<'r>,
    /// The table's name, in lower case.
    pub(crate) table: &'r str,
    columns: &'r [(usize, String)],
}

impl<'r> Row<'r> {
    /// The name of the column of a value, in lower case.
    pub(crate) fn column(&self, n: usize) -> &'r str {
        self.columns.get(self.record.column(n)).map_or("", |(_, name)| name)
    }

    /// The numbers of the values in a column: one, unless there are lists.
    pub(crate) fn values_in(&self, column: &str) -> impl Iterator<Item = usize> {
        (0..self.record.len()).filter(move |n| self.column(*n) == column)
    }
}
