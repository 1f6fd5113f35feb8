//! Taking whole records out of a stream, so that what is left is a stream of the same format.

mod joined;
mod record;

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::{Error, Feed, Format, Limits, Pieces, Place, TableKey};
use joined::Joined;
pub use record::{Record, Text};

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Keep,
    /// It goes, and with it what stands between it and the one before.
    Drop,
    /// It stays with other values.
    Change(Vec<Change>),
}

/// Another value for a cell of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell's number in the record, from 0.
    pub cell: usize,
    /// Its text; `None` for NULL.
    pub to: Option<Vec<u8>>,
}

/// Says of each record of a stream whether it stays.
pub trait Decider: Send {
    /// What becomes of a record, all of which is known.
    ///
    /// # Errors
    /// An error stops the sieve before it gives out another byte.
    fn record(&mut self, record: &Record<'_>) -> Result<Fate, Error>;

    /// What is to stand in the place of text that is in no record: a comment, a name, a value that is assigned in
    /// a statement, all of a stream without records. `None` leaves it. Long texts come in parts.
    ///
    /// # Errors
    /// As [`record`](Self::record): it is called for what a record should have been, too.
    fn loose(&mut self, place: &Place, text: &Text<'_>) -> Result<Option<Vec<u8>>, Error> {
        let _ = (place, text);
        Ok(None)
    }

    /// Told once something that carries data was not understood.
    ///
    /// # Errors
    /// If nothing may be missed.
    fn not_understood(&mut self, what: &'static str) -> Result<(), Error> {
        let _ = what;
        Ok(())
    }

    /// Told at the end, before the last bytes are given out, of the keys that the stream's tables declare.
    ///
    /// # Errors
    /// If the stream is not to be.
    fn end(&mut self, keys: &[TableKey]) -> Result<(), Error> {
        let _ = keys;
        Ok(())
    }
}

/// What went through a sieve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sieved {
    /// Bytes read.
    pub bytes_in: u64,
    /// Records that had values.
    pub records: u64,
    /// Of these, those that are gone.
    pub dropped: u64,
}

/// Takes a stream in pieces of any size, and gives it back without the records that a [`Decider`] drops. How the
/// stream was cut never changes the result. What it holds is a record, or a statement's head, and no more.
///
/// It does no I/O. Once a call has failed it gives out nothing any more.
///
/// ```
/// use inkwash_core::{Decider, Error, Fate, Record};
/// struct WithoutAnna;
/// impl Decider for WithoutAnna {
///     fn record(&mut self, record: &Record<'_>) -> Result<Fate, Error> {
///         let is_anna = |n: usize| record.place(n).name == "name" && *record.text(n) == *b"Anna";
///         Ok(if (0..record.len()).any(is_anna) { Fate::Drop } else { Fate::Keep })
///     }
/// }
/// ```
pub struct Sieve {
    format: Box<dyn Format>,
    decider: Box<dyn Decider>,
    limits: Limits,
    /// What was not split yet begins at `start`.
    buf: Vec<u8>,
    start: usize,
    /// Not worth looking again before this many bytes are held.
    retry_at: usize,
    pieces: Pieces,
    joined: Joined,
    tally: Sieved,
    odd: usize,
    failed: bool,
}

impl Sieve {
    /// A longer record is an error.
    pub const MOST: usize = 64 << 20;

    /// A sieve for a stream of this format.
    ///
    /// # Errors
    /// If records cannot be taken out of such streams.
    pub fn new(name: &str, format: Box<dyn Format>, decider: Box<dyn Decider>) -> Result<Self, Error> {
        if !format.has_joints() {
            return Err(Error::refused(alloc::format!(
                "records cannot be taken out of {name}: it is no format of rows, lines or elements"
            )));
        }
        Ok(Self {
            format,
            decider,
            limits: Limits::default(),
            buf: Vec::new(),
            start: 0,
            retry_at: 0,
            pieces: Pieces::with_joints(),
            joined: Joined::default(),
            tally: Sieved::default(),
            odd: 0,
            failed: false,
        })
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// What went through so far.
    #[must_use]
    pub const fn tally(&self) -> &Sieved {
        &self.tally
    }

    /// All places of the stream so far.
    #[must_use]
    pub fn places(&self) -> &[Arc<Place>] {
        self.pieces.places()
    }

    /// Takes the next bytes and appends to `out` what stays of those that are decided.
    ///
    /// # Errors
    /// If the decider stops it, a record is longer than [`MOST`](Self::MOST), or a call before this one failed.
    pub fn push(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        self.unless_failed(|sieve| {
            while !bytes.is_empty() {
                sieve.buf.drain(..sieve.start);
                sieve.start = 0;
                let room = sieve.limits.hold - sieve.buf.len();
                let (now, later) = bytes.split_at(room.min(bytes.len()));
                sieve.buf.extend_from_slice(now);
                sieve.tally.bytes_in += now.len() as u64;
                bytes = later;
                sieve.drain(false, out)?;
            }
            Ok(())
        })
    }

    /// Ends the stream and appends the rest to `out`.
    ///
    /// # Errors
    /// As [`push`](Self::push), and if the decider does not want such a stream.
    pub fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.unless_failed(|sieve| {
            let mut last = Vec::new();
            sieve.drain(true, &mut last)?;
            sieve.take(sieve.buf.len(), Feed::Last, &mut last)?;
            sieve.joined.end(
                &mut *sieve.decider,
                &*sieve.format,
                sieve.pieces.places(),
                &mut sieve.tally,
                &mut last,
            )?;
            sieve.decider.end(sieve.pieces.keys())?;
            out.append(&mut last);
            Ok(())
        })
    }

    fn unless_failed(&mut self, act: impl FnOnce(&mut Self) -> Result<(), Error>) -> Result<(), Error> {
        if core::mem::replace(&mut self.failed, true) {
            return Err(Error::stopped());
        }
        act(self)?;
        self.failed = false;
        Ok(())
    }

    fn drain(&mut self, last: bool, out: &mut Vec<u8>) -> Result<(), Error> {
        loop {
            let held = self.buf.len() - self.start;
            let full = held >= self.limits.hold;
            if held == 0 || !(last || full || held >= self.retry_at) {
                return Ok(());
            }
            let mut taken = 0;
            for window in [self.limits.block, self.limits.hold] {
                let n = held.min(window);
                let feed = if last && n == held { Feed::Last } else { Feed::More };
                taken = self.take(self.start + n, feed, out)?;
                if taken > 0 || n == held {
                    break;
                }
            }
            if taken == 0 && full {
                taken = self.take(self.start + self.limits.hold, Feed::Full, out)?;
            }
            assert!(taken > 0 || !(last || full), "the format consumed nothing where it must");
            self.retry_at = 0;
            if taken == 0 {
                // As in the pump: not to look at everything again for every byte.
                self.retry_at = if held < 4096 { held + 1 } else { held * 2 };
                return Ok(());
            }
        }
    }

    /// Lets the format split what is held before `end`, and joins what stays. Returns how many bytes were taken.
    fn take(&mut self, end: usize, feed: Feed, out: &mut Vec<u8>) -> Result<usize, Error> {
        self.pieces.clear();
        let taken = self.format.split(&self.buf[self.start..end], feed, &mut self.pieces);
        if let Some((what, _)) = self.pieces.oddities().get(self.odd) {
            self.odd += 1;
            self.decider.not_understood(what)?;
        }
        for piece in self.pieces.list() {
            let raw = &self.buf[self.start..self.start + piece.len as usize];
            self.start += piece.len as usize;
            let places = self.pieces.places();
            self.joined.piece(piece, raw, &mut *self.decider, &*self.format, places, &mut self.tally, out)?;
        }
        Ok(taken)
    }
}
