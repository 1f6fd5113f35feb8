//! Values that change places within their column: what comes out is held back until enough records
//! are there.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;

use crate::pump::Planned;
use crate::{Cell, EntityKey, Error, Format, Place};

/// Among fewer values than these a value's own record is too easily guessed.
const LEAST: usize = 10;
/// Bytes of a stream that are held back at most for a window, unless one record is longer.
const MOST: u64 = 8 * 1024 * 1024;

/// What is held back, and why.
pub(crate) struct Shuffler {
    key: EntityKey,
    /// How much was given out before what waits.
    before: u64,
    /// Where values belong that are on the move, in order; the first is the `first`th of all.
    holes: VecDeque<Hole>,
    first: u64,
    columns: BTreeMap<u32, Moving>,
}

/// Where a value belongs.
struct Hole {
    /// Its offset in what comes out, without the values that have moved.
    at: u64,
    cell: Cell,
    /// The value that it got, as it is written there.
    filled: Option<Vec<u8>>,
}

/// The values of one column that are on the move.
struct Moving {
    place: Arc<Place>,
    shown: Arc<Place>,
    window: u64,
    values: Vec<Value>,
    /// Windows that are through.
    windows: u64,
}

struct Value {
    /// The number of its record.
    record: u64,
    /// The stream offset at which the value was read.
    offset: u64,
    hole: u64,
    text: Vec<u8>,
}

impl Shuffler {
    pub(crate) const fn new(key: EntityKey) -> Self {
        Self { key, before: 0, holes: VecDeque::new(), first: 0, columns: BTreeMap::new() }
    }

    /// Takes a value of the record with this number, read at this stream offset. Its place is behind all
    /// that waits.
    ///
    /// # Errors
    /// If no record has ended for too long.
    pub(crate) fn take(
        &mut self,
        planned: &Planned,
        cell: Cell,
        text: &[u8],
        read: (u64, u64),
        waiting: &[u8],
    ) -> Result<(), Error> {
        let hole = self.first + self.holes.len() as u64;
        let at = self.before + waiting.len() as u64;
        let (record, offset) = read;
        self.holes.push_back(Hole { at, cell, filled: None });
        let moving = self.columns.entry(cell.column.0).or_insert_with(|| Moving {
            place: planned.column.place().clone(),
            shown: planned.shown.clone(),
            window: planned.window.unwrap_or(1),
            values: Vec::new(),
            windows: 0,
        });
        if moving.values.first().is_some_and(|first| offset - first.offset > 2 * MOST) {
            return Err(too_long(&planned.shown));
        }
        moving.values.push(Value { record, offset, hole, text: text.to_vec() });
        Ok(())
    }

    /// A record ends, after `records` in all, at a stream offset: windows that are full go through.
    ///
    /// # Errors
    /// If one of them has too few values.
    pub(crate) fn end_record(&mut self, format: &dyn Format, records: u64, offset: u64) -> Result<(), Error> {
        let Some(oldest) = self.columns.values().filter_map(|moving| moving.values.first()).map(|v| v.offset).min()
        else {
            return Ok(());
        };
        let is_full = offset - oldest > MOST;
        let numbers: Vec<u32> = self.columns.keys().copied().collect();
        for number in numbers {
            let Some(moving) = self.columns.get(&number) else { continue };
            let Some(first) = moving.values.first().map(|value| value.record) else { continue };
            // A window more is waited for, so that the last one is never a small rest.
            if is_full {
                self.go_through(format, number, first + (records - first) / 2)?;
            } else if records - first >= 2 * moving.window {
                self.go_through(format, number, first + moving.window)?;
            }
        }
        Ok(())
    }

    /// The stream ends: everything goes through.
    ///
    /// # Errors
    /// If a window has too few values.
    pub(crate) fn end(&mut self, format: &dyn Format) -> Result<(), Error> {
        let numbers: Vec<u32> = self.columns.keys().copied().collect();
        numbers.into_iter().try_for_each(|number| self.go_through(format, number, u64::MAX))
    }

    /// Values of records before `end` change places, and those after it too where one of both would be too
    /// few.
    fn go_through(&mut self, format: &dyn Format, number: u32, end: u64) -> Result<(), Error> {
        let Some(moving) = self.columns.get_mut(&number) else { return Ok(()) };
        let before = moving.values.partition_point(|value| value.record < end);
        let after = moving.values.len() - before;
        let count = if before < LEAST || after < LEAST { moving.values.len() } else { before };
        match count {
            0 => return Ok(()),
            1..LEAST => {
                return Err(Error::policy(alloc::format!(
                    "shuffle: {} has only {count} values within its window, too few to hide whose each is: set a \
                     larger one, or choose another transform for this place",
                    moving.shown.path
                )));
            }
            _ => {}
        }
        let mut texts: Vec<Vec<u8>> = moving.values[..count].iter_mut().map(|value| take(&mut value.text)).collect();
        permute(&self.key, &moving.place.path, moving.windows, &mut texts);
        moving.windows += 1;
        for (value, text) in moving.values.drain(..count).zip(texts) {
            if let Some(hole) = self.holes.get_mut((value.hole - self.first) as usize) {
                let mut written = Vec::new();
                format.encode(&hole.cell, &moving.place, &text, &mut written);
                hole.filled = Some(written);
            }
        }
        Ok(())
    }

    /// Gives out what waits for nothing any more, and tells how many bytes of that are values that have
    /// moved.
    pub(crate) fn release(&mut self, waiting: &mut Vec<u8>, out: &mut Vec<u8>) -> u64 {
        let (mut from, mut moved) = (0, 0);
        while let Some(Hole { at, filled: Some(text), .. }) = self.holes.front() {
            let at = (at - self.before) as usize;
            out.extend_from_slice(&waiting[from..at]);
            out.extend_from_slice(text);
            moved += text.len() as u64;
            from = at;
            self.holes.pop_front();
            self.first += 1;
        }
        let to = self.holes.front().map_or(waiting.len(), |hole| (hole.at - self.before) as usize);
        out.extend_from_slice(&waiting[from..to]);
        waiting.drain(..to);
        self.before += to as u64;
        moved
    }
}

/// Mixes values: a Fisher-Yates shuffle drawn from a keyed hash of the column, the number of the window
/// and all the values, so that what is known of one window says nothing of another.
fn permute(key: &EntityKey, path: &str, window: u64, texts: &mut [Vec<u8>]) {
    let mut all = Vec::new();
    for part in [path.as_bytes(), &window.to_be_bytes()].into_iter().chain(texts.iter().map(Vec::as_slice)) {
        all.extend_from_slice(&(part.len() as u64).to_be_bytes());
        all.extend_from_slice(part);
    }
    let seed = key.prf("shuffle", &all);
    let (mut pool, mut drawn) = ([0; 32], 0u64);
    for last in (1..texts.len()).rev() {
        let at = (drawn % 4) as usize * 8;
        if at == 0 {
            pool = key.prf("shuffle-draw", &[&seed[..], &drawn.to_be_bytes()].concat());
        }
        drawn += 1;
        let word = pool[at..at + 8].iter().fold(0, |word: u64, b| word << 8 | u64::from(*b));
        // 64 bits leave no bias that could be seen among so few.
        texts.swap(last, (word % (last as u64 + 1)) as usize);
    }
}

/// The error of a value, or of records, too long to be held back.
pub(crate) fn too_long(shown: &Place) -> Error {
    Error::policy(alloc::format!(
        "shuffle: a value of {}, or a record of it, is too long to be held back; choose another transform for this place",
        shown.path
    ))
}

/// The error of a value that would stay readable.
pub(crate) fn stays_readable(shown: &Place, entity: &str) -> Error {
    Error::policy(alloc::format!(
        "shuffle: {} holds {entity}, which stands for one holder whatever record it is in; choose another transform \
         for this place",
        shown.path
    ))
}

/// The error of a place that is within a document.
pub(crate) fn not_within(shown: &Place) -> Error {
    Error::policy(alloc::format!(
        "shuffle: {} is in a document of its own, whose values stay where they are; choose another transform for \
         this place",
        shown.path
    ))
}

/// The error of a stream in which rows must not depend on each other.
pub(crate) fn not_in_parts() -> Error {
    Error::policy("shuffle: rows of a table that comes in parts do not change places; choose another transform")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RootKey;

    #[test]
    fn a_shuffle_moves_all_values_and_loses_none() {
        let key = RootKey::new([7; 32]).entity("shuffle");
        let texts: Vec<Vec<u8>> = (0..1000u32).map(|n| n.to_be_bytes().to_vec()).collect();
        let shuffled = |window, path| {
            let mut texts = texts.clone();
            permute(&key, path, window, &mut texts);
            texts
        };
        let one = shuffled(0, "t.a");
        let mut sorted = one.clone();
        sorted.sort();
        assert_eq!(sorted, texts);
        // A uniform permutation has one fixed point on average; ten have a chance of 10^-7.
        assert!(one.iter().zip(&texts).filter(|(a, b)| a == b).count() < 10);
        assert_eq!(one, shuffled(0, "t.a"));
        assert!(one != shuffled(1, "t.a") && one != shuffled(0, "t.b"));
    }

    #[test]
    fn every_place_is_as_likely() {
        let key = RootKey::new([7; 32]).entity("shuffle");
        let mut counts = [[0u32; 5]; 5];
        for window in 0..5000 {
            let mut texts: Vec<Vec<u8>> = (0..5).map(|n| alloc::vec![n]).collect();
            permute(&key, "t.a", window, &mut texts);
            texts.iter().enumerate().for_each(|(at, text)| counts[at][usize::from(text[0])] += 1);
        }
        // 1,000 each, with a standard deviation of 28.
        assert!(counts.iter().flatten().all(|n| (850..1150).contains(n)), "{counts:?}");
    }
}
