//! What is written in the place of a person's data.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use inkwash_core::{Change, Text};

use super::Erased;
use super::seek::Seeker;
use crate::removal::{Fate, Watcher};
use crate::table::Row;
use crate::{Place, Scrubber};

/// What became of a file so far.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) erased: Erased,
}

pub(super) struct Writing {
    seeker: Seeker,
    scrubber: Option<Scrubber>,
    notes: Arc<Mutex<Notes>>,
}

impl Writing {
    pub(super) const fn new(seeker: Seeker, scrubber: Option<Scrubber>, notes: Arc<Mutex<Notes>>) -> Self {
        Self { seeker, scrubber, notes }
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that is personal in a record, rewritten; and what the policy does not find of the person, too.
    fn pseudonymised(&mut self, row: &Row<'_>) -> Vec<Change> {
        let Some(scrubber) = &self.scrubber else { return Vec::new() };
        let mut changes = Vec::new();
        for cell in 0..row.record.len() {
            let (place, text) = (row.record.place(cell), row.record.text(cell));
            let mut written = rewritten(scrubber, place, &text);
            if let Some((replaced, _)) = self.seeker.replaced(Some(place), &written) {
                written = replaced;
            }
            if *written != *text {
                changes.push(Change { cell, to: Some(written) });
            }
        }
        changes
    }
}

/// A value, rewritten by the policy; with nothing of it left if its type takes no stand-in.
fn rewritten(scrubber: &Scrubber, place: &Place, text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut cells = scrubber.cells(vec![place.clone()]);
    cells.put(0, text);
    let is_done = cells.end_record().and_then(|()| cells.finish()).is_ok();
    cells.take(&mut |value| out = value.to_vec());
    if is_done { out } else { Vec::new() }
}

impl Watcher for Writing {
    fn record(&mut self, row: &Row<'_>, fate: Fate) -> Vec<Change> {
        let changes = match fate {
            Fate::Gone | Fate::GoneWith => self.pseudonymised(row),
            Fate::Stays | Fate::Unlinked => {
                let (changes, mentions) = self.seeker.changes(row);
                self.notes().erased.mentions += mentions;
                changes
            }
            Fate::Held | Fate::Needed => Vec::new(),
        };
        let mut notes = self.notes();
        let Erased { removed, removed_with, unlinked, held, needed, .. } = &mut notes.erased;
        match fate {
            Fate::Gone => *removed += 1,
            Fate::GoneWith => *removed_with += 1,
            Fate::Held => *held += 1,
            Fate::Needed => *needed += 1,
            Fate::Unlinked => *unlinked += 1,
            Fate::Stays => {}
        }
        changes
    }

    fn loose(&mut self, _: &Place, text: &Text<'_>) -> Option<Vec<u8>> {
        let (text, mentions) = self.seeker.replaced(None, &text.decoded())?;
        self.notes().erased.mentions += mentions;
        Some(text)
    }
}
