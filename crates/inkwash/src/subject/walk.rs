//! A file as values and ends of records.

use std::sync::Arc;

use inkwash_core::Place;

use crate::Error;
use crate::records::Records;

/// A longer value is given in parts.
const MOST: usize = 1 << 20;
/// Of each part so much is given again with the next.
const OVERLAP: usize = 512;

/// What comes next in a file.
pub(super) enum Event<'e> {
    /// A value, decoded, or a part of one.
    Value { column: usize, text: &'e [u8], is_whole: bool },
    /// The end of a record whose first value stands in this line.
    End { line: u64 },
}

/// Gives all that is in a file, with the places so far.
pub(super) fn walk(records: &mut Records<'_>, mut each: impl FnMut(&[Arc<Place>], Event<'_>)) -> Result<(), Error> {
    let (mut line, mut began, mut text, mut is_part) = (1, None, Vec::new(), false);
    while let Some((piece, raw)) = records.piece()? {
        let cell = piece.cell.filter(|cell| !records.places()[cell.column.0 as usize].path.is_empty());
        let newlines = memchr::memchr_iter(b'\n', records.raw(raw.clone())).count() as u64;
        if let Some(cell) = cell {
            began.get_or_insert(line);
            records.decode(cell, raw, &mut text);
            if !cell.open || text.len() >= MOST {
                let column = cell.column.0 as usize;
                each(records.places(), Event::Value { column, text: &text, is_whole: !cell.open && !is_part });
                is_part = cell.open;
                text.drain(..text.len() - if is_part { OVERLAP } else { 0 });
            }
        }
        line += newlines;
        if piece.ends_record
            && let Some(line) = began.take()
        {
            each(records.places(), Event::End { line });
        }
    }
    if let Some(line) = began {
        each(records.places(), Event::End { line });
    }
    Ok(())
}
