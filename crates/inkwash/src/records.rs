//! A stream record by record, without looking for anything in it.

use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use inkwash_core::{Cell, Feed, Format, Limits, Piece, Pieces, Place, TableKey, decode};
use inkwash_formats::SNIFF_LEN;

use crate::compression::reader;
use crate::ending::Ending;
use crate::{Error, StreamOptions, sealed};

/// So much of a value is kept; of the rest only its hash and length.
const HEAD: usize = 40;

/// A value of a record, as far as it is needed to compare it.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    /// The number of its place.
    pub(crate) column: usize,
    /// Of all its bytes, decoded.
    pub(crate) hash: u64,
    /// Its characters.
    pub(crate) chars: u64,
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
}

/// Reads records. Memory stays flat but for what a record's values take, of which only the beginnings are
/// kept.
pub(crate) struct Records<'r> {
    source: Box<dyn Read + 'r>,
    format: Box<dyn Format>,
    limits: Limits,
    held: Vec<u8>,
    /// What was split already.
    split: usize,
    pieces: Pieces,
    /// The next of them.
    next: usize,
    /// Where it begins.
    at: usize,
    ended: bool,
    ending: Ending,
    /// The value that goes on.
    open: Option<(Value, DefaultHasher)>,
}

impl<'r> Records<'r> {
    pub(crate) fn new(source: impl Read + 'r, options: &StreamOptions) -> Result<Self, Error> {
        let (_, mut source) = reader(source)?;
        let mut held = Vec::new();
        source.by_ref().take(SNIFF_LEN as u64).read_to_end(&mut held).map_err(reading)?;
        if let Some(what) = sealed::what(&held) {
            return Err(Error::sealed(what));
        }
        let info = options.choose(&held);
        let (format, pieces) = ((info.start)(), Pieces::new());
        let limits = Limits::default();
        let mut ending = Ending::default();
        ending.see(&held);
        Ok(Self { source, format, limits, held, split: 0, pieces, next: 0, at: 0, ended: false, ending, open: None })
    }

    /// The places so far; values say which of them is theirs.
    pub(crate) fn places(&self) -> &[Arc<Place>] {
        self.pieces.places()
    }

    /// The keys that were declared so far.
    pub(crate) fn keys(&self) -> &[TableKey] {
        self.pieces.keys()
    }

    /// The values of the next record, in order; `None` at the end. Text that stands in no record is left out.
    pub(crate) fn next(&mut self, values: &mut Vec<Value>) -> Result<bool, Error> {
        values.clear();
        while let Some((piece, raw)) = self.piece()? {
            self.take(piece, raw, values);
            if piece.ends_record && !values.is_empty() {
                return Ok(true);
            }
        }
        Ok(!values.is_empty())
    }

    /// The next piece, and where [`raw`](Self::raw) finds it until the one after it is asked for.
    pub(crate) fn piece(&mut self) -> Result<Option<(Piece, Range<usize>)>, Error> {
        loop {
            if let Some(piece) = self.pieces.list().get(self.next).copied() {
                self.next += 1;
                let raw = self.at..self.at + piece.len as usize;
                self.at = raw.end;
                return Ok(Some((piece, raw)));
            }
            if self.ended {
                return Ok(None);
            }
            self.refill()?;
        }
    }

    /// The bytes of a piece.
    pub(crate) fn raw(&self, piece: Range<usize>) -> &[u8] {
        &self.held[piece]
    }

    /// Appends the text of a cell.
    pub(crate) fn decode(&self, cell: Cell, raw: Range<usize>, text: &mut Vec<u8>) {
        if cell.plain {
            text.extend_from_slice(&self.held[raw]);
        } else {
            decode(&*self.format, cell.codec, &self.held[raw], text);
        }
    }

    /// Whether the stream, now at its end, began as a dump and lacks the last line of one.
    pub(crate) fn is_cut(&self) -> bool {
        self.ending.is_missing()
    }

    fn take(&mut self, piece: Piece, raw: Range<usize>, values: &mut Vec<Value>) {
        let Some(cell) = piece.cell else { return };
        let column = cell.column.0 as usize;
        if self.pieces.places()[column].path.is_empty() {
            return;
        }
        let mut text = Vec::new();
        self.decode(cell, raw, &mut text);
        let begin = || (Value { column, hash: 0, chars: 0, head: Vec::new() }, DefaultHasher::new());
        let (mut value, mut hasher) = self.open.take().unwrap_or_else(begin);
        hasher.write(&text);
        value.chars += text.iter().filter(|b| **b & 0xc0 != 0x80).count() as u64;
        value.head.extend(text.iter().take(HEAD - value.head.len().min(HEAD)));
        if cell.open {
            self.open = Some((value, hasher));
        } else {
            value.hash = hasher.finish();
            values.push(value);
        }
    }

    /// Lets the format split what is held, and reads more where that is not enough.
    fn refill(&mut self) -> Result<(), Error> {
        self.held.drain(..self.split);
        self.split = 0;
        let mut window = self.limits.block;
        loop {
            let before = self.held.len();
            let missing = window.saturating_sub(before);
            let read = self.source.by_ref().take(missing as u64).read_to_end(&mut self.held).map_err(reading)?;
            self.ending.see(&self.held[before..]);
            let is_all = read < missing;
            let n = self.held.len().min(window);
            let feed = match (is_all && n == self.held.len(), window == self.limits.hold) {
                (true, _) => Feed::Last,
                (false, true) => Feed::Full,
                (false, false) => Feed::More,
            };
            self.pieces.clear();
            (self.next, self.at) = (0, 0);
            let taken = self.format.split(&self.held[..n], feed, &mut self.pieces);
            if taken > 0 || feed == Feed::Last {
                self.split = taken;
                self.ended = feed == Feed::Last && taken == self.held.len();
                return Ok(());
            }
            window = self.limits.hold;
        }
    }
}

fn reading(error: io::Error) -> Error {
    Error::io("cannot read the input", error)
}
