//! Requests of data subjects: where all records of a person are.

pub(crate) mod links;
mod pass;
pub(crate) mod person;
mod walk;

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::sync::Arc;

use serde::Serialize;

use crate::records::Records;
use crate::{Error, StreamOptions};
use links::{Link, links};
use pass::{Known, Pass};
use person::Person;

/// The person whose records are looked for, by their identifiers.
///
/// Values of entities are compared by their canonical forms: e-mail addresses in any case, telephone and card
/// numbers in any grouping. Names are compared word by word, in any order and case, with accents or without.
/// Records that a foreign key links to one of the person's are the person's, too.
///
/// ```
/// use inkwash::{Subject, SubjectFile, StreamOptions};
/// let dump = "CREATE TABLE customers (id int PRIMARY KEY, mail text);\n\
///     CREATE TABLE orders (id int, customer int REFERENCES customers);\n\
///     INSERT INTO customers VALUES (7,'Anna.Berg@example.com'),(8,'x@example.com');\n\
///     INSERT INTO orders VALUES (70,8),(71,7);\n";
/// let subject = Subject::parse("anna.berg@example.com\n")?;
/// let files = [SubjectFile { path: "dump.sql".to_owned(), options: StreamOptions::new().format("sql")? }];
/// let found = subject.find(&files, &mut |_| Ok(Box::new(dump.as_bytes())))?;
/// let places: Vec<_> = found.records.iter().map(|r| (r.table.as_str(), r.line)).collect();
/// assert_eq!(places, [("customers", 3), ("orders", 4)]);
/// assert_eq!(found.records[1].record, 4);
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Subject {
    pub(crate) person: Arc<Person>,
    pub(crate) links: Vec<Link>,
}

/// A file to look into.
#[derive(Clone, Debug)]
pub struct SubjectFile {
    /// What it is called in results. If its records are in no table, its name up to the first dot is taken
    /// for one: `customers.csv` holds `customers`.
    pub path: String,
    /// How it is read.
    pub options: StreamOptions,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct SubjectRecords {
    /// The person's records, in the order of files and lines.
    pub records: Vec<SubjectRecord>,
    /// All records that were looked at.
    pub read: u64,
    /// Foreign keys that were followed.
    pub links: usize,
    /// One of the files began as a database's dump and lacks the last line that dump tools write: records
    /// and keys may be missing.
    pub is_cut: bool,
}

/// A record of the person. It holds no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubjectRecord {
    /// The file.
    pub path: String,
    /// The table, or the file's name up to its first dot if there is none.
    pub table: String,
    /// Its number among all records of the file, from 1.
    pub record: u64,
    /// The line in which its first value begins, from 1.
    pub line: u64,
    /// The entities of the identifiers in it; `IDENTIFIER` for one that no entity describes.
    pub identifiers: BTreeSet<String>,
    /// The keys by which it belongs to another of the person's records.
    pub links: BTreeSet<SubjectLink>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SubjectLink {
    /// The columns that refer, in lower case: `public.orders.customer_id`.
    pub from: String,
    /// The columns that they refer to.
    pub to: String,
}

impl SubjectLink {
    fn of(link: &Link) -> Self {
        let shown = |table: &str, columns: &[String]| format!("{table}.{}", columns.join("+"));
        Self { from: shown(&link.child, &link.own), to: shown(&link.parent, &link.theirs) }
    }
}

impl Subject {
    /// Reads identifiers, one a line; empty lines do not count. `ENTITY: value` says what a value is, where it
    /// does not tell itself: `PHONE_NUMBER: 22 22 55 55`, `PERSON: Anna Berg`.
    ///
    /// # Errors
    /// If there is none, or one is of a kind that many persons share: a single name, a date, a postal code.
    pub fn parse(identifiers: &str) -> Result<Self, Error> {
        Ok(Self { person: Arc::new(Person::parse(identifiers)?), links: Vec::new() })
    }

    /// Follows a key that no table declares: `orders.customer_id=customers.id`.
    ///
    /// # Errors
    /// If that is not what it looks like.
    pub fn link(mut self, text: &str) -> Result<Self, Error> {
        let lower = text.to_lowercase();
        let side = |side: &str| {
            let (table, column) = side.trim().rsplit_once('.')?;
            (!table.is_empty() && !column.is_empty()).then(|| (table.to_owned(), vec![column.to_owned()]))
        };
        let sides = lower.split_once('=').and_then(|(from, to)| Some((side(from)?, side(to)?)));
        let Some(((child, own), (parent, theirs))) = sides else {
            return Err(Error::data("a link is written TABLE.COLUMN=TABLE.COLUMN: orders.customer_id=customers.id"));
        };
        self.links.push(Link { child, own, parent, theirs });
        Ok(self)
    }

    /// Finds the person's records in all of these files together. Each is read several times: once for the keys
    /// that its tables declare, once for values, and again until no more keys are found. Memory grows with the
    /// person's records only.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn find<'r>(
        &self,
        files: &[SubjectFile],
        open: &mut dyn FnMut(usize) -> Result<Box<dyn Read + 'r>, Error>,
    ) -> Result<SubjectRecords, Error> {
        let mut records = |file: usize| Records::new(open(file)?, &files[file].options);
        let (mut keys, mut is_cut) = (Vec::new(), false);
        for file in 0..files.len() {
            let mut records = records(file)?;
            while records.piece()?.is_some() {}
            keys.extend_from_slice(records.keys());
            is_cut |= records.is_cut();
        }
        let links = links(&self.links, &keys);
        let (mut known, mut compares) = (Known::default(), true);
        loop {
            let before = known.keys();
            known.read = 0;
            for (number, file) in files.iter().enumerate() {
                let pass = Pass::new(&self.person, &links, &mut known, (number, &file.path), compares);
                pass.read(&mut records(number)?)?;
            }
            compares = false;
            if known.keys() == before {
                break;
            }
        }
        let (found, read) = (known.records.into_values().collect(), known.read);
        Ok(SubjectRecords { records: found, read, links: links.len(), is_cut })
    }
}

/// Writes a record as one line of JSON: the fields of [`SubjectRecord`].
///
/// # Errors
/// If writing fails.
pub fn write_subject_line(out: &mut dyn Write, record: &SubjectRecord) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}
