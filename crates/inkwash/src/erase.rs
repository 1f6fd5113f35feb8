//! Requests for erasure: copies of files without a person's records.

mod seek;
mod write;

use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::compression::{Compression, Writer};
use crate::removal::{Open, Removal, Removing, declared};
use crate::sift::sift;
use crate::subject::links::Link;
use crate::{Error, Hold, Scrubber, Subject, SubjectFile};
use seek::{Seeker, Wanting};
use write::{Notes, Writing};

/// Files of which copies are to be written without a person's data.
///
/// A record is the person's if one of its values is one of their identifiers, in any spelling, or if a foreign key links
/// it to one that is. In all other records identifiers are replaced where they are mentioned. What a hold covers stays,
/// and so does every record that it refers to.
///
/// ```
/// use inkwash::{Compression, Erasing, Erasure, Subject, SubjectFile, StreamOptions};
/// let dump = "CREATE TABLE customers (id int PRIMARY KEY, mail text);\n\
///     CREATE TABLE orders (id int, customer int REFERENCES customers);\n\
///     INSERT INTO customers VALUES (7,'anna.berg@example.com'),(8,'bo@example.com');\n\
///     INSERT INTO orders VALUES (70,8),(71,7);\n\
///     INSERT INTO notes VALUES ('Asked anna.berg@example.com, too');\n";
/// let subject = Subject::parse("Anna.Berg@example.com\n")?;
/// let files = vec![SubjectFile { path: "dump.sql".to_owned(), options: StreamOptions::new().format("sql")? }];
/// let erasure = Erasure::plan(&subject, files, &Erasing::default(), &mut |_| Ok(Box::new(dump.as_bytes())))?;
/// let mut copy = Vec::new();
/// let erased = erasure.write(0, dump.as_bytes(), &mut copy, None)?;
/// assert_eq!((erased.removed, erased.removed_with, erased.mentions), (1, 1, 1));
/// let copy = String::from_utf8(copy).unwrap();
/// assert!(copy.contains("VALUES (8,'bo@example.com');\nINSERT INTO orders VALUES (70,8);\n"));
/// assert!(copy.ends_with("('Asked [EMAIL_ADDRESS], too');\n"));
/// # let _ = Compression::None;
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Erasure {
    subject: Subject,
    files: Vec<SubjectFile>,
    removal: Arc<Removal>,
    /// Records stay, with these stand-ins in them.
    scrubber: Option<Scrubber>,
}

/// How a person's data is erased.
#[derive(Default)]
pub struct Erasing {
    /// Records that stay.
    pub holds: Vec<Hold>,
    /// Keys that are emptied instead of taking their record along: `orders.agent_id`.
    pub unlink: Vec<String>,
    /// The person's records stay, with all that is personal in them rewritten so.
    pub pseudonymise: Option<Scrubber>,
}

/// What became of a file. Numbers only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// The file.
    pub path: String,
    /// Records that were read.
    pub records: u64,
    /// The person's records that are gone, or pseudonymised.
    pub removed: u64,
    /// Those that are because a key links them to one of these.
    pub removed_with: u64,
    /// Records of others that stay without their key to one that is gone.
    pub unlinked: u64,
    /// Mentions of the person that were replaced in what stays.
    pub mentions: u64,
    /// The person's records that stay, for a hold covers them.
    pub held: u64,
    /// The person's records that stay, for one that does refers to them.
    pub needed: u64,
}

impl Erasure {
    /// Reads the files, as often as it takes to know which records go. Memory grows with the person's records only.
    ///
    /// # Errors
    /// If a file cannot be read, is cut, or holds data in a form of which no records can be taken out.
    pub fn plan(
        subject: &Subject,
        files: Vec<SubjectFile>,
        erasing: &Erasing,
        open: Open<'_, '_>,
    ) -> Result<Self, Error> {
        let links = declared(&files, &subject.links, open)?;
        let unlink = erasing.unlink.iter().map(|column| unlinked(column, &links)).collect::<Result<_, _>>()?;
        let wanting = Wanting::new(Seeker::new(subject.person.clone()), &erasing.holds, unlink)?;
        let removal = Arc::new(Removal::plan(&files, links, Box::new(wanting), open)?);
        let subject = Subject { person: subject.person.clone(), links: Vec::new() };
        Ok(Self { subject, files, removal, scrubber: erasing.pseudonymise.clone() })
    }

    /// Foreign keys that were followed.
    #[must_use]
    pub fn links(&self) -> usize {
        self.removal.links()
    }

    /// One of the files began as a database's dump and lacks the last line that dump tools write.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.removal.is_cut()
    }

    /// Writes the copy of a file, by its number. It is compressed as the file is, unless that is said.
    ///
    /// # Errors
    /// If reading or writing fails, or a value cannot be replaced where it stands. The copy is not whole then, and not
    /// to be used.
    pub fn write(
        &self,
        file: usize,
        source: impl Read,
        target: impl Write,
        compression: Option<Compression>,
    ) -> Result<Erased, Error> {
        let writing = |e| Error::io("cannot write the copy", e);
        let notes = Arc::<Mutex<Notes>>::default();
        let of = &self.files[file];
        let watcher = Writing::new(Seeker::new(self.subject.person.clone()), self.scrubber.clone(), notes.clone());
        let removing = Removing::new(self.removal.clone(), file, of.path.clone(), Box::new(watcher));
        let removing = if self.scrubber.is_some() { removing.keeping() } else { removing };
        let (mut target, mut writer, found) = (Some(target), None, Cell::new(Compression::None));
        let decider = |_: &_, was| {
            found.set(compression.unwrap_or(was));
            Ok(Box::new(removing) as _)
        };
        let sifted = sift(source, &of.options, decider, &mut |out| {
            if let Some(target) = target.take() {
                writer = Some(Writer::new(found.get(), target).map_err(writing)?);
            }
            writer.as_mut().map_or(Ok(()), |writer| writer.write_all(out)).map_err(writing)
        })?;
        writer.map_or(Ok(()), Writer::finish).map_err(writing)?;
        let notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Erased { path: of.path.clone(), records: sifted.sieved.records, ..notes.erased.clone() })
    }

    /// How many records and texts of a copy hold an identifier of the person, besides those that stay by a hold: there
    /// should be none.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn remaining(&self, file: usize, copy: impl Read) -> Result<u64, Error> {
        let left = Arc::new(Mutex::new(0));
        let stays = self.stays(file);
        let decider = seek::Searching::new(Seeker::new(self.subject.person.clone()), stays, left.clone());
        sift(copy, &self.files[file].options, |_, _| Ok(Box::new(decider) as _), &mut |_| Ok(()))?;
        Ok(*left.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The numbers of the records in a copy that hold the person's data and stay.
    fn stays(&self, file: usize) -> HashSet<u64> {
        let drops = self.scrubber.is_none();
        self.removal.staying(file, drops).collect()
    }
}

/// The table and column of a key that is to be emptied.
fn unlinked(text: &str, links: &[Link]) -> Result<(String, String), Error> {
    let lower = text.to_lowercase();
    let (table, column) = lower
        .rsplit_once('.')
        .filter(|(table, column)| !table.is_empty() && !column.is_empty())
        .ok_or_else(|| Error::data("a key to be emptied is written TABLE.COLUMN: orders.agent_id"))?;
    let of = (table.to_owned(), column.to_owned());
    if !links.iter().any(|link| seek::is_of(link, &of)) {
        return Err(Error::data(format!("no foreign key {text} is declared (see --link)")));
    }
    Ok(of)
}

/// Writes what became of a file as one line of JSON: the fields of [`Erased`].
///
/// # Errors
/// If writing fails.
pub fn write_erased_line(out: &mut dyn Write, erased: &Erased) -> io::Result<()> {
    serde_json::to_writer(&mut *out, erased)?;
    out.write_all(b"\n")
}

#[cfg(test)]
#[path = "erase/tests.rs"]
mod tests;
