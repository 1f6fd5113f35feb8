//! Which records of files go: those that are wanted gone and those that go with them, without those that are held
//! or that others refer to.

mod pass;
mod write;

use std::collections::HashSet;
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use inkwash_core::{Error as Stop, Text};

use crate::blind::Blind;
use crate::records::Records;
use crate::sift::sift;
use crate::subject::links::{Link, all_links, is_same};
use crate::table::Row;
use crate::{Error, Place, SubjectFile};
use pass::{Pass, Phase};
pub(crate) use write::{Fate, Removing, Watcher};

/// A record: the number of its file, and its own.
pub(crate) type Id = (usize, u64);

/// Says which records are to go.
pub(crate) trait Choice: Send + Sync {
    /// Whether this one is.
    ///
    /// # Errors
    /// If that cannot be.
    fn wants(&mut self, row: &Row<'_>) -> Result<bool, Stop>;

    /// Whether this one stays, though it is to go or belongs to one that is.
    fn holds(&mut self, row: &Row<'_>) -> bool;

    /// Whether what would go with a record stays if that does, rather than going all the same.
    fn keeps_together(&self) -> bool;

    /// What becomes of records that refer by this key to one that goes.
    fn way(&self, link: &Link) -> Way;

    /// Looks at text that is in no record.
    ///
    /// # Errors
    /// If it should be in one.
    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Result<(), Stop>;
}

/// What becomes of a record that refers to one that is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It goes, too.
    Follow,
    /// It stays, and so does the one that it refers to.
    Stay,
    /// It stays without its key.
    Empty,
}

/// What is known of all files.
pub(crate) struct Removal {
    links: Vec<(Link, Way)>,
    blind: Blind,
    choice: Box<dyn Choice>,
    /// Wanted gone.
    wanted: HashSet<Id>,
    /// To go: those that are wanted, and those that go with them.
    gone: HashSet<Id>,
    /// Those of them that are held.
    held: HashSet<Id>,
    /// Those of them that records refer to which stay.
    needed: HashSet<Id>,
    /// Keys of what goes that others may hold: the link's number, and a hash.
    keys: HashSet<(usize, u128)>,
    /// Keys of what others go with.
    family: HashSet<(usize, u128)>,
    /// Those of them that others hold which stay.
    needed_keys: HashSet<(usize, u128)>,
    /// Dumps that were cut.
    is_cut: bool,
}

/// The links of a table, by number.
#[derive(Default)]
pub(crate) struct Roles {
    child: Vec<usize>,
    parent: Vec<usize>,
}

/// Opens a file anew.
pub(crate) type Open<'o, 'r> = &'o mut dyn FnMut(usize) -> Result<Box<dyn Read + 'r>, Error>;

/// The foreign keys that files declare, and these.
pub(crate) fn declared(files: &[SubjectFile], more: &[Link], open: Open<'_, '_>) -> Result<Vec<Link>, Error> {
    let mut keys = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let mut records = Records::new(open(number)?, &file.options)?;
        while records.piece()?.is_some() {}
        keys.extend_from_slice(records.keys());
    }
    Ok(all_links(more, &keys))
}

impl Removal {
    /// Reads the files, as often as it takes.
    pub(crate) fn plan(
        files: &[SubjectFile],
        links: Vec<Link>,
        choice: Box<dyn Choice>,
        open: Open<'_, '_>,
    ) -> Result<Self, Error> {
        let links = links.into_iter().map(|link| (link.clone(), choice.way(&link))).collect();
        let removal = Self {
            links,
            blind: Blind::default(),
            choice,
            wanted: HashSet::new(),
            gone: HashSet::new(),
            held: HashSet::new(),
            needed: HashSet::new(),
            keys: HashSet::new(),
            family: HashSet::new(),
            needed_keys: HashSet::new(),
            is_cut: false,
        };
        let shared = Arc::new(Mutex::new(removal));
        let mut read = |phase| {
            for (number, file) in files.iter().enumerate() {
                let pass = Pass::new(shared.clone(), number, file.path.clone(), phase);
                let sifted = sift(open(number)?, &file.options, |_, _| Ok(Box::new(pass) as _), &mut |_| Ok(()))?;
                lock(&shared).is_cut |= sifted.is_cut;
            }
            Ok::<_, Error>(())
        };
        let mut phase = Phase::First;
        loop {
            loop {
                let before = lock(&shared).size();
                read(phase)?;
                phase = Phase::Down;
                let removal = lock(&shared);
                if removal.size() == before || !removal.has(Way::Follow) {
                    break;
                }
            }
            let before = lock(&shared).needed_keys.len();
            if !lock(&shared).links.is_empty() {
                read(Phase::Up)?;
            }
            let mut removal = lock(&shared);
            if removal.needed_keys.len() == before {
                break;
            }
            removal.gone.clear();
            removal.held.clear();
            removal.needed.clear();
            removal.keys.clear();
            removal.family.clear();
        }
        let removal = Arc::into_inner(shared).expect("all passes have ended");
        Ok(removal.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// It grows until all is known that goes.
    fn size(&self) -> usize {
        self.gone.len() + self.family.len()
    }

    fn has(&self, way: Way) -> bool {
        self.links.iter().any(|(_, of)| *of == way)
    }

    fn roles(&self, table: &str) -> Roles {
        let of = |pick: fn(&Link) -> &str| {
            let links = self.links.iter().enumerate();
            links.filter(|(_, (link, _))| is_same(pick(link), table)).map(|(n, _)| n).collect()
        };
        Roles { child: of(|link| &link.child), parent: of(|link| &link.parent) }
    }

    /// A link's number with a hash of the values that a record has in these columns, if it has all of them.
    fn key(&self, link: usize, columns: &[String], row: &Row<'_>) -> Option<(usize, u128)> {
        let mut all = Vec::with_capacity(columns.len() * 16);
        for column in columns {
            let text = row.record.text(row.values_in(column).next()?);
            all.extend_from_slice(&self.blind.hash(text.trim_ascii()).to_le_bytes());
        }
        Some((link, self.blind.hash(&all)))
    }

    /// The key by which a record refers to others.
    fn own(&self, link: usize, row: &Row<'_>) -> Option<(usize, u128)> {
        self.key(link, &self.links[link].0.own, row)
    }

    /// The key by which others refer to a record.
    fn theirs(&self, link: usize, row: &Row<'_>) -> Option<(usize, u128)> {
        self.key(link, &self.links[link].0.theirs, row)
    }

    /// The numbers in a file's copy of the records that are held, or needed by others if records are taken out.
    pub(crate) fn staying(&self, file: usize, drops: bool) -> impl Iterator<Item = u64> {
        let mut gone: Vec<u64> = self.gone.iter().filter(|id| drops && id.0 == file).map(|id| id.1).collect();
        gone.sort_unstable();
        let stays = self.held.iter().chain(self.needed.iter().filter(move |_| drops)).filter(move |id| id.0 == file);
        stays.map(move |(_, number)| number - gone.partition_point(|before| before < number) as u64)
    }

    /// One of the files was cut.
    pub(crate) const fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// How many foreign keys there are.
    pub(crate) const fn links(&self) -> usize {
        self.links.len()
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
