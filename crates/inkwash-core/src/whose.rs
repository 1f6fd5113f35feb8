//! Whose data a record is: known before any of the record is written.

use alloc::vec::Vec;

use crate::{Error, Place};

/// The subject of the record that is being rewritten.
#[derive(Default)]
pub(crate) struct Whose {
    /// The text of the cell that names it.
    id: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// The record was not looked through.
    #[default]
    Due,
    /// Nothing in the record names one.
    Nobody,
    Named,
    /// The record is too long to be held, and what was seen of it names none.
    Sought,
}

impl Whose {
    /// Whether a stretch of a record is to be looked through that begins here. `first` says that
    /// nothing of what is at hand was walked yet.
    pub(crate) fn is_due(&self, first: bool) -> bool {
        self.state == State::Due || first && self.state == State::Sought
    }

    /// Takes a cell that names the subject.
    ///
    /// # Errors
    /// If another one did, and says something else.
    pub(crate) fn name(&mut self, id: &[u8], shown: &Place) -> Result<(), Error> {
        let id = id.trim_ascii();
        if id.is_empty() {
            return Ok(());
        }
        if self.state == State::Named && self.id != id {
            return Err(Error::policy(alloc::format!(
                "a record names two subjects, the second at {}: let `subject` fit one column of each table",
                shown.path
            )));
        }
        self.id.clear();
        self.id.extend_from_slice(id);
        self.state = State::Named;
        Ok(())
    }

    /// All that is at hand was looked through. `cut` says that the record goes on.
    pub(crate) fn looked(&mut self, cut: bool) {
        if self.state != State::Named {
            self.state = if cut { State::Sought } else { State::Nobody };
        }
    }

    /// The record ends.
    pub(crate) fn end_record(&mut self) {
        self.state = State::Due;
    }

    /// What names the subject of a value in this record, if anything does.
    ///
    /// # Errors
    /// If that is not known yet.
    pub(crate) fn id(&self, shown: &Place) -> Result<Option<&[u8]>, Error> {
        match self.state {
            State::Named => Ok(Some(&self.id)),
            State::Sought => Err(Error::policy(alloc::format!(
                "a record is too long to be held, and its subject is not named before {}: put it first, or choose \
                 a transform there that needs none, as shift-date(per=value)",
                shown.path
            ))),
            State::Due | State::Nobody => Ok(None),
        }
    }
}
