use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::Takes;

/// What kind of value a place can take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Any text.
    #[default]
    Text,
    /// Digits only (an integer or decimal type).
    Number,
    /// Something else that free text would break (a date, an address type, a UUID).
    Typed,
}

/// Where a cell stands: `customers.email`, a CSV header, a JSON pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The whole path as reports show it: `public.customers.email`, `/user/mails/*`. Empty for
    /// plain text.
    pub path: String,
    /// The table, or the parent key; empty if there is none.
    pub parent: String,
    /// The column, field or key alone; empty if there is none.
    pub name: String,
    /// What the declared type allows.
    pub kind: ValueKind,
    /// The most characters that the declared type takes, if it sets a limit.
    pub max_chars: Option<u32>,
    /// What else the declared type asks of a value.
    pub takes: Takes,
    /// Its values must stay apart, or are those of a column whose values must: it is declared
    /// unique, or part of a key.
    pub key: bool,
    /// The place that a foreign key says its values come from.
    pub refers: Option<Arc<Place>>,
    /// The place of the cell that it is in, if that is a document of its own.
    pub outer: Option<Arc<Place>>,
}

impl Place {
    /// The place with this path: what follows the last `.` or `/` is its name, what stands before that
    /// its parent's.
    ///
    /// ```
    /// let place = inkwash_core::Place::named("public.customers.email");
    /// assert_eq!((&*place.parent, &*place.name), ("customers", "email"));
    /// ```
    #[must_use]
    pub fn named(path: &str) -> Self {
        let (parent, name) = path.rsplit_once(['.', '/']).unwrap_or(("", path));
        let parent = parent.rsplit(['.', '/']).next().unwrap_or_default();
        Self { path: path.into(), parent: parent.into(), name: name.into(), ..Self::default() }
    }

    /// Whether it is a field that nothing names: a column of a CSV file without a header, or of a row
    /// whose table was not declared.
    #[must_use]
    pub fn is_unnamed_field(&self) -> bool {
        self.name.is_empty() && self.path.ends_with(|c: char| c.is_ascii_digit())
    }
}

/// A place's number within one stream, as given by [`Pieces::column`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u32);

impl ColumnId {
    /// Text that stands nowhere in particular. Every stream has it.
    pub const NONE: Self = Self(0);
}

/// How a cell is written. The number is the format's own; `0` is for cells whose raw bytes are
/// their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Codec(pub u8);

impl Codec {
    /// Raw bytes are the text.
    pub const RAW: Self = Self(0);
}

/// One value that a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its place.
    pub column: ColumnId,
    /// How it is written.
    pub codec: Codec,
    /// Its raw bytes are its text: nothing in it is escaped. It may then be searched together
    /// with its surroundings, so the raw bytes just before and after it must not be letters,
    /// digits, `_` or non-ASCII.
    pub plain: bool,
    /// A changed value is encoded as a whole (an unquoted CSV field, a bare number), not spliced
    /// into the raw bytes piece by piece.
    pub whole: bool,
    /// The cell goes on after this piece (always the last piece). The pump may take a prefix.
    pub open: bool,
}

impl Cell {
    /// A plain cell.
    #[must_use]
    pub const fn plain(column: ColumnId) -> Self {
        Self { column, codec: Codec::RAW, plain: true, whole: false, open: false }
    }

    /// A cell in this codec. `plain` says that nothing in it is escaped.
    #[must_use]
    pub const fn coded(column: ColumnId, codec: Codec, plain: bool) -> Self {
        Self { column, codec, plain, whole: false, open: false }
    }

    /// The same cell, encoded as a whole when it changes.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// The same cell, going on after this piece.
    #[must_use]
    pub const fn open(self) -> Self {
        Self { open: true, ..self }
    }
}

/// Where records begin and end, for those who take some of them out. A piece with one is empty: it stands
/// between the bytes that it is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// What follows, up to the next [`Begin`](Self::Begin), belongs to a list of records with something between
    /// each two of them: `[`. It may be empty.
    List,
    /// The same; without records there can be none of it: `INSERT INTO t VALUES`. It goes with the last of them.
    Statement,
    /// The bytes of a record begin. If none of it comes and another begins, what was between was no record.
    Begin,
    /// They have ended. The [end of a record](Piece::ends_record) that has begun says so, too.
    End,
    /// The list or statement has ended.
    Close,
}

/// The next stretch of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Length in raw bytes.
    pub len: u32,
    /// A cell, or (if `None`) skeleton: syntax of the format itself.
    pub cell: Option<Cell>,
    /// A record ends with this piece.
    pub ends_record: bool,
    /// Skeleton: how many bytes the next cell has, in decimal digits.
    pub measures: bool,
    /// Empty, and here for this.
    pub joint: Option<Joint>,
}

impl Piece {
    const fn new(len: usize, cell: Option<Cell>) -> Self {
        Self { len: len as u32, cell, ends_record: false, measures: false, joint: None }
    }
}

/// A key that a table declares, with names as they are written there, but for quotes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableKey {
    /// The table, with its schema if one is written: `public.orders`.
    pub table: String,
    /// Its columns that make the key.
    pub columns: Vec<String>,
    /// What kind of key it is.
    pub kind: KeyKind,
}

/// What a key of a table says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Rows are told apart by it.
    Primary,
    /// No two rows have the same.
    Unique,
    /// Its values are those of another table's columns.
    Foreign {
        /// The table that it refers to.
        table: String,
        /// That one's columns, in the same order; none if its primary key is meant.
        columns: Vec<String>,
    },
}

/// What a format found: pieces that tile the consumed input, and the places it learnt of.
#[derive(Debug, Default)]
pub struct Pieces {
    list: Vec<Piece>,
    places: Vec<Arc<Place>>,
    oddities: Vec<(&'static str, u64)>,
    keys: Vec<TableKey>,
    has_joints: bool,
}

impl Pieces {
    /// No pieces yet; knows [`ColumnId::NONE`].
    #[must_use]
    pub fn new() -> Self {
        let places = alloc::vec![Arc::default()];
        Self { list: Vec::new(), places, oddities: Vec::new(), keys: Vec::new(), has_joints: false }
    }

    /// The same, which want to know where records begin and end.
    #[must_use]
    pub fn with_joints() -> Self {
        Self { has_joints: true, ..Self::new() }
    }

    /// Whether [joints](Self::joint) are wanted.
    #[must_use]
    #[inline]
    pub const fn has_joints(&self) -> bool {
        self.has_joints
    }

    /// Marks what begins or ends here, if that is wanted. All bytes before must have been pushed. One that is
    /// pushed in a call that consumes nothing counts, too.
    pub fn joint(&mut self, joint: Joint) {
        if self.has_joints {
            self.list.push(Piece { joint: Some(joint), ..Piece::new(0, None) });
        }
    }

    /// Pushes `len` bytes of the format's own syntax. Zero is ignored; neighbours merge.
    pub fn skeleton(&mut self, len: usize) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.list.last_mut()
            && last.cell.is_none()
            && !last.ends_record
            && !last.measures
            && last.joint.is_none()
        {
            last.len += len as u32;
            return;
        }
        self.list.push(Piece::new(len, None));
    }

    /// Pushes `len` bytes of the format's own syntax that say in decimal digits how many bytes the next
    /// cell has. They are written anew when that changes. For documents in cells only.
    pub fn measure(&mut self, len: usize) {
        self.list.push(Piece { measures: true, ..Piece::new(len, None) });
    }

    /// Pushes a cell of `len` raw bytes. Zero is ignored.
    pub fn cell(&mut self, len: usize, cell: Cell) {
        if len > 0 {
            self.list.push(Piece::new(len, Some(cell)));
        }
    }

    /// Marks that a record ends with the last piece pushed (since the last [`clear`](Self::clear);
    /// without one an empty skeleton piece carries the mark).
    pub fn end_record(&mut self) {
        match self.list.last_mut() {
            Some(last) if !last.ends_record && last.joint.is_none() => last.ends_record = true,
            _ => self.list.push(Piece { ends_record: true, ..Piece::new(0, None) }),
        }
    }

    /// A new number for a place. Formats keep it and use it for every cell that stands there.
    pub fn column(&mut self, place: Place) -> ColumnId {
        self.places.push(Arc::new(place));
        ColumnId(self.places.len() as u32 - 1)
    }

    /// Notes a key that a table declares.
    pub fn key(&mut self, key: TableKey) {
        self.keys.push(key);
    }

    /// The keys that were declared in the stream so far.
    #[must_use]
    pub fn keys(&self) -> &[TableKey] {
        &self.keys
    }

    /// Notes that something which carries data is not understood and goes through as text. `what` says of
    /// which kind it is.
    pub fn odd(&mut self, what: &'static str) {
        match self.oddities.iter_mut().find(|(kind, _)| *kind == what) {
            Some((_, count)) => *count += 1,
            None => self.oddities.push((what, 1)),
        }
    }

    /// What was not understood in the stream so far, by kind, and how often.
    #[must_use]
    pub fn oddities(&self) -> &[(&'static str, u64)] {
        &self.oddities
    }

    /// The pieces, in order.
    #[must_use]
    pub fn list(&self) -> &[Piece] {
        &self.list
    }

    /// All places of the stream so far, by number.
    #[must_use]
    pub fn places(&self) -> &[Arc<Place>] {
        &self.places
    }

    /// Forgets the pieces, keeps the places, oddities and keys.
    pub fn clear(&mut self) {
        self.list.clear();
    }
}

/// What a format may assume about the bytes it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feed {
    /// More may follow. Consume only pieces that are complete; consuming nothing is fine.
    More,
    /// More may follow, but no more fits at once: something must be consumed. If no piece is
    /// complete, push what there is of the first one as an [open](Cell::open) cell.
    Full,
    /// This is the end of the stream. Everything must be consumed.
    Last,
}

/// The smallest escaped unit of a codec: a few raw bytes that stand for a few others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Raw bytes read. At least 1.
    pub raw: usize,
    /// The bytes they stand for; `text[..len]`.
    pub text: [u8; 4],
    /// How many bytes they stand for; may be 0.
    pub len: usize,
}

impl Atom {
    /// One raw byte that stands for itself.
    #[must_use]
    pub const fn byte(b: u8) -> Self {
        Self { raw: 1, text: [b, 0, 0, 0], len: 1 }
    }

    /// `raw` raw bytes that stand for one byte.
    #[must_use]
    pub const fn escape(raw: usize, b: u8) -> Self {
        Self { raw, text: [b, 0, 0, 0], len: 1 }
    }

    /// `raw` raw bytes that stand for one character, as UTF-8.
    #[must_use]
    pub fn char(raw: usize, c: char) -> Self {
        let mut text = [0; 4];
        let len = c.encode_utf8(&mut text).len();
        Self { raw, text, len }
    }
}

/// NULL, written in the place of a whole cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null {
    /// What stands there then.
    pub text: &'static [u8],
    /// Raw bytes before the cell that go with it, at most [`MAX_BEFORE`](Self::MAX_BEFORE), of which
    /// the last is its opening quote.
    pub before: usize,
    /// Raw bytes after it that go with it.
    pub after: usize,
}

impl Null {
    /// The most raw bytes before a cell that may go with it: `E'`.
    pub const MAX_BEFORE: usize = 2;

    /// In the place of a cell that has no quotes around it.
    #[must_use]
    pub const fn bare(text: &'static [u8]) -> Self {
        Self { text, before: 0, after: 0 }
    }

    /// In the place of a cell between two of these quotes, which are one byte each; `None` if they do
    /// not stand there.
    #[must_use]
    pub fn quoted(text: &'static [u8], quote: u8, before: &[u8], after: &[u8]) -> Option<Self> {
        let is_quoted = before.last() == Some(&quote) && after.first() == Some(&quote);
        is_quoted.then_some(Self { text, before: 1, after: 1 })
    }
}

/// A way of holding cells: splits a stream into syntax and cells, and knows how cells are
/// written. One value reads one stream from start to end.
///
/// Content is never an error: what is malformed or not understood is a cell. Skeleton is only
/// what the format itself defines (delimiters, keywords, numbers of its own): headers, keys,
/// comments and unknown statements are cells.
pub trait Format: Send {
    /// Splits the start of `input`, pushes pieces that tile exactly the bytes consumed, and
    /// returns how many those are.
    ///
    /// `input` begins where the last call's consumption ended. With [`Feed::More`] the pieces
    /// must not depend on how much of the input is there: a longer input gives the same pieces
    /// and then more. Consumption should go on past the last complete piece it can see, and a
    /// call is never given more than a fixed limit of bytes (at least 1 MiB in production).
    ///
    /// After an [open](Cell::open) cell the next input begins somewhere in that same cell, on
    /// a border between atoms: possibly before the end of the piece, never after it.
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize;

    /// The first atom of `raw` (not empty) in this codec. A malformed or cut escape stands for
    /// itself, byte by byte.
    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom;

    /// The bytes of this codec that may begin an escape; at most three. Everything else stands
    /// for itself. Return `None` if every atom is an escape (hexadecimal).
    fn escapes(&self, codec: Codec) -> Option<&'static [u8]>;

    /// Appends `text` as it must be written. For cells pushed as [`whole`](Cell::whole), `text`
    /// is the cell's whole new value and the result replaces the whole raw cell; otherwise it is
    /// a stretch that is spliced between raw bytes.
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>);

    /// Whether records can be taken out of such a stream so that it stays one: [joints](Pieces::joint) then say
    /// where they are, if that is wanted.
    fn has_joints(&self) -> bool {
        false
    }

    /// How NULL is written in the place of a cell that is complete, with the raw bytes that stand
    /// before it and after it, as far as they are at hand: its quotes always are. `None` where there
    /// can be no NULL.
    fn null(&self, cell: &Cell, place: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        let _ = (cell, place, before, after);
        None
    }
}

impl Format for Box<dyn Format> {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        (**self).split(input, feed, pieces)
    }
    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        (**self).atom(codec, raw)
    }
    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        (**self).escapes(codec)
    }
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        (**self).encode(cell, place, text, out);
    }
    fn has_joints(&self) -> bool {
        (**self).has_joints()
    }
    fn null(&self, cell: &Cell, place: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        (**self).null(cell, place, before, after)
    }
}
