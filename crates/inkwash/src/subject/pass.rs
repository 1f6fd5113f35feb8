//! One reading of a file: which of its records are the person's.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use inkwash_core::{Column, Place, Scratch};

use super::links::{Link, is_same};
use super::person::Person;
use super::walk::{Event, walk};
use super::{SubjectLink, SubjectRecord};
use crate::Error;
use crate::records::Records;
use crate::table::{column_of, table_of};

/// What is known of the person's records so far. It grows with them only.
#[derive(Default)]
pub(super) struct Known {
    /// By number of the file and of the record.
    pub(super) records: std::collections::BTreeMap<(usize, u64), SubjectRecord>,
    /// Keys of the person's records that foreign keys may hold: the link's number, and a hash.
    keys: HashSet<(usize, u128)>,
    /// Records read in the last pass.
    pub(super) read: u64,
}

impl Known {
    pub(super) fn keys(&self) -> usize {
        self.keys.len()
    }
}

/// A column of a file.
struct ColumnInfo {
    /// Its table as it may be shown.
    shown: String,
    /// In lower case.
    table: Arc<str>,
    name: String,
    column: Column,
    /// Some foreign key is about it.
    is_linked: bool,
}

/// The links of a table, by number.
#[derive(Default)]
struct Roles {
    child: Vec<usize>,
    parent: Vec<usize>,
}

pub(super) struct Pass<'p> {
    person: &'p Person,
    links: &'p [Link],
    known: &'p mut Known,
    /// Values are compared with identifiers: in the first pass.
    compares: bool,
    file: usize,
    source: &'p str,
    columns: Vec<ColumnInfo>,
    tables: HashMap<Arc<str>, Roles>,
    scratch: Scratch,
    record: u64,
    /// Of the record: its table's first column, kinds of identifiers in it, and its linked values.
    first: Option<usize>,
    kinds: BTreeSet<String>,
    linked: Vec<(usize, u128)>,
}

impl<'p> Pass<'p> {
    pub(super) fn new(
        person: &'p Person,
        links: &'p [Link],
        known: &'p mut Known,
        (file, source): (usize, &'p str),
        compares: bool,
    ) -> Self {
        let (columns, tables, scratch) = (Vec::new(), HashMap::new(), Scratch::default());
        let (first, kinds, linked) = (None, BTreeSet::new(), Vec::new());
        Self { person, links, known, compares, file, source, columns, tables, scratch, record: 0, first, kinds, linked }
    }

    pub(super) fn read(mut self, records: &mut Records<'_>) -> Result<(), Error> {
        walk(records, |places, event| match event {
            Event::Value { column, text, is_whole } => {
                while self.columns.len() < places.len() {
                    self.add_column(&places[self.columns.len()]);
                }
                self.value(column, text, is_whole);
            }
            Event::End { line } => self.end(line),
        })?;
        self.known.read += self.record;
        Ok(())
    }

    fn add_column(&mut self, place: &Arc<Place>) {
        let engine = self.person.engine();
        let table = table_of(place, self.source).to_lowercase();
        let name = column_of(place);
        let roles = self.tables.entry(table.clone().into()).or_insert_with(|| {
            let of = |pick: fn(&Link) -> &str| {
                let links = self.links.iter().enumerate();
                links.filter(|(_, link)| is_same(pick(link), &table)).map(|(n, _)| n).collect()
            };
            Roles { child: of(|link| &link.child), parent: of(|link| &link.parent) }
        });
        let is_linked = roles.child.iter().any(|n| self.links[*n].own.contains(&name))
            || roles.parent.iter().any(|n| self.links[*n].theirs.contains(&name));
        let shown = table_of(&engine.showable(place), self.source);
        self.columns.push(ColumnInfo { shown, table: table.into(), name, column: engine.column(place), is_linked });
    }

    fn value(&mut self, column: usize, text: &[u8], is_whole: bool) {
        self.first.get_or_insert(column);
        let info = &self.columns[column];
        if self.compares {
            self.person.kinds(text, &info.column, &mut self.scratch, &mut self.kinds);
        }
        if info.is_linked && is_whole {
            self.linked.push((column, self.person.hash(text.trim_ascii())));
        }
    }

    /// A hash of the values that a record has in these columns, if it has all of them.
    fn key(&self, names: &[String]) -> Option<u128> {
        let mut all = Vec::with_capacity(names.len() * 16);
        for name in names {
            let (_, hash) = self.linked.iter().find(|(column, _)| self.columns[*column].name == *name)?;
            all.extend_from_slice(&hash.to_le_bytes());
        }
        Some(self.person.hash(&all))
    }

    fn end(&mut self, line: u64) {
        self.record += 1;
        let Some(first) = self.first.take() else { return };
        let info = &self.columns[first];
        let roles = &self.tables[&info.table];
        let holds =
            |n: &&usize| self.key(&self.links[**n].own).is_some_and(|key| self.known.keys.contains(&(**n, key)));
        let by: Vec<usize> = roles.child.iter().filter(holds).copied().collect();
        let keys: Vec<_> = roles.parent.iter().filter_map(|n| Some((*n, self.key(&self.links[*n].theirs)?))).collect();
        let at = (self.file, self.record);
        if !self.kinds.is_empty() || !by.is_empty() || self.known.records.contains_key(&at) {
            let found = self.known.records.entry(at).or_insert_with(|| SubjectRecord {
                path: self.source.to_owned(),
                table: info.shown.clone(),
                record: self.record,
                line,
                identifiers: BTreeSet::new(),
                links: BTreeSet::new(),
            });
            found.identifiers.append(&mut self.kinds);
            found.links.extend(by.into_iter().map(|n| SubjectLink::of(&self.links[n])));
            self.known.keys.extend(keys);
        }
        self.kinds.clear();
        self.linked.clear();
    }
}
