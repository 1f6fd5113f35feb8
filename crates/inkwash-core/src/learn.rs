//! What the columns of a stream's tables are, learnt from their first rows.
//!
//! The columns of a table that turn up together are a *batch*. Its cells are watched for so many
//! bytes and records of the stream from its first cell on; then all is judged: what a column's
//! values pass ([`Witnesses`]), and what columns say about each other. Batches end in the order in
//! which they began.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use crate::witness::{Shape, Witness, Witnesses, whole};
use crate::{CellFinding, Column, Engine, EntityId, Limits, Place};

/// After so many records a batch is judged if nothing in it passes any check.
const QUIET: u64 = 64;
/// So many words of one record are compared.
const MAX_WORDS: usize = 128;
/// So many kinds are followed; columns that come later are judged cell by cell unless it is certain
/// what they hold.
const MAX_KINDS: usize = 1 << 18;
/// Values with as many words or more are no names.
const MAX_NAME_WORDS: usize = 4;
/// So many values must speak for a column before another one is judged by it.
const MIN_AGREEING: u32 = 3;
const MIN_PERSONAL: u32 = 2;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Text that is in no table.
    #[default]
    Nowhere,
    /// No cell yet.
    Unseen,
    Learning,
    Judged,
}

#[derive(Default)]
struct State {
    stage: Stage,
    table: u32,
    /// Named for something personal.
    personal: bool,
    witnesses: Witnesses,
    /// Stream offset up to which cells were watched for learning.
    judged_at: u64,
    /// Values, and those that are something personal as a whole.
    values: u32,
    personal_values: u32,
    /// Values of one to four capitalised words beside a mail address, and those that have a word of
    /// the address.
    beside_mail: u32,
    agreeing: u32,
}

#[derive(Default)]
struct Table {
    /// Which batch is learning it.
    batch: Option<u64>,
    /// A column of it holds something personal.
    personal: bool,
}

struct Batch {
    table: u32,
    columns: Vec<u32>,
    /// Stream offset of its first cell, and the records that had ended there.
    start: u64,
    records: u64,
    /// Nothing passed any check.
    quiet: bool,
}

/// A word of a cell, or of a mail address, in the record that is being watched.
struct RecordWord {
    column: u32,
    of_mail: bool,
    hash: u32,
}

#[derive(Default)]
pub(crate) struct Learner {
    columns: Vec<State>,
    tables: Vec<Table>,
    by_path: BTreeMap<String, u32>,
    batches: VecDeque<Batch>,
    /// Batches that ended.
    ended: u64,
    /// Columns without a cell yet.
    unseen: usize,
    words: Vec<RecordWord>,
    /// How many kinds are known, in all columns together.
    kinds: usize,
    /// Nothing more is learnt.
    settled: bool,
}

/// The path of the table that a place is in: without the column's name.
fn table_of(place: &Place) -> &str {
    let path = place.path.as_str();
    let named = path.strip_suffix(place.name.as_str()).filter(|_| !place.name.is_empty());
    named.unwrap_or_else(|| &path[..path.rfind(['/', '.']).map_or(0, |i| i + 1)])
}

impl Learner {
    /// Adds the next column. `personal` says that it is named for something personal.
    pub(crate) fn add(&mut self, place: &Place, personal: bool) {
        if place.path.is_empty() || self.settled {
            self.columns.push(State::default());
            return;
        }
        let path = table_of(place);
        let table = self.by_path.get(path).copied().unwrap_or_else(|| {
            self.by_path.insert(path.into(), self.tables.len() as u32);
            self.tables.push(Table::default());
            self.tables.len() as u32 - 1
        });
        self.columns.push(State { stage: Stage::Unseen, table, personal, ..State::default() });
        self.unseen += 1;
    }

    /// Learns no more: columns that had no cell yet are judged cell by cell.
    pub(crate) fn settle(&mut self) {
        self.settled = true;
        self.unseen = 0;
        for state in self.columns.iter_mut().filter(|s| s.stage == Stage::Unseen) {
            state.stage = Stage::Nowhere;
        }
    }

    /// Whether there is nothing to learn, now.
    pub(crate) fn is_idle(&self) -> bool {
        self.unseen == 0 && self.batches.is_empty()
    }

    /// Meets a cell of a column at this offset, before which so many records ended. Says whether the
    /// cell is to be observed.
    pub(crate) fn meet(&mut self, column: usize, offset: u64, records: u64) -> bool {
        let state = &mut self.columns[column];
        if state.stage != Stage::Unseen {
            return state.stage == Stage::Learning;
        }
        state.stage = Stage::Learning;
        self.unseen -= 1;
        let (number, ended) = (column as u32, self.ended);
        let table = &mut self.tables[state.table as usize];
        table.personal |= state.personal;
        match table.batch.and_then(|batch| self.batches.get_mut((batch - ended) as usize)) {
            Some(batch) => batch.columns.push(number),
            None => {
                table.batch = Some(ended + self.batches.len() as u64);
                let columns = alloc::vec![number];
                self.batches.push_back(Batch { table: state.table, columns, start: offset, records, quiet: true });
            }
        }
        true
    }

    /// Watches a cell that is learnt from: what it passes as a whole, and what was found in it.
    pub(crate) fn observe(
        &mut self,
        engine: &Engine,
        column: usize,
        text: &[u8],
        witnesses: &[Witness],
        findings: &[CellFinding],
    ) {
        let state = &mut self.columns[column];
        let value = whole(text);
        if value.is_empty() {
            return;
        }
        state.values += 1;
        state.witnesses.observe(engine, text, witnesses);
        if !witnesses.is_empty()
            && let Some(batch) = self.tables[state.table as usize].batch
            && let Some(batch) = self.batches.get_mut((batch - self.ended) as usize)
        {
            batch.quiet = false;
        }
        let personal = findings.iter().any(|f| f.span == value && engine.is_personal(f.entity));
        state.personal_values += u32::from(personal);
        let value = value.of(text);
        let mail = value.iter().position(|b| *b == b'@').filter(|_| personal);
        let (of_mail, value) = mail.map_or((false, value), |at| (true, &value[..at]));
        if of_mail || is_like_a_name(value) {
            let words = value.split(|b| !b.is_ascii_alphabetic()).filter(|w| w.len() > 2);
            let room = MAX_WORDS.saturating_sub(self.words.len());
            let column = column as u32;
            self.words.extend(words.take(room).map(|word| RecordWord { column, of_mail, hash: hash(word) }));
        }
    }

    /// A record ends: the words of its cells are compared with those of its mail addresses.
    pub(crate) fn end_record(&mut self) {
        if self.words.iter().any(|w| w.of_mail) {
            let mut words = self.words.as_slice();
            while let Some(first) = words.first() {
                let of_cell = words.iter().take_while(|w| w.column == first.column).count();
                let (cell, rest) = words.split_at(of_cell);
                words = rest;
                if first.of_mail {
                    continue;
                }
                let table = self.columns[first.column as usize].table;
                let columns = &self.columns;
                let mails = self.words.iter().filter(|w| w.of_mail && columns[w.column as usize].table == table);
                let (mut beside, mut agrees) = (false, false);
                for mail in mails {
                    beside = true;
                    agrees |= cell.iter().any(|w| w.hash == mail.hash);
                }
                let state = &mut self.columns[first.column as usize];
                state.beside_mail += u32::from(beside);
                state.agreeing += u32::from(agrees);
            }
        }
        self.words.clear();
    }

    /// Where the first batch began: nothing from there on is judged yet.
    pub(crate) fn start(&self) -> Option<u64> {
        self.batches.front().map(|b| b.start)
    }

    /// Whether the first batch has seen its share at this offset, before which so many records ended.
    pub(crate) fn is_over(&self, offset: u64, records: u64, limits: &Limits) -> bool {
        self.batches.front().is_some_and(|batch| {
            let records = records - batch.records;
            offset - batch.start >= limits.learn as u64
                || records >= limits.learn_records
                || records >= QUIET && batch.quiet
        })
    }

    /// Judges the first batch, at this offset. Returns what columns hold though their names alone do
    /// not say so.
    pub(crate) fn judge<'c>(
        &mut self,
        engine: &Engine,
        offset: u64,
        column: impl Fn(u32) -> &'c Column,
    ) -> Vec<(u32, EntityId)> {
        let Some(batch) = self.batches.pop_front() else { return Vec::new() };
        self.ended += 1;
        if self.batches.is_empty() {
            self.words.clear();
        }
        let table = &mut self.tables[batch.table as usize];
        table.batch = None;
        for &number in &batch.columns {
            let state = &mut self.columns[number as usize];
            state.stage = Stage::Judged;
            state.judged_at = offset;
            state.witnesses.judge(engine.min_score(), self.kinds < MAX_KINDS);
            self.kinds += state.witnesses.kinds();
            table.personal |= state.personal_values >= MIN_PERSONAL && state.personal_values * 2 >= state.values;
        }
        let mut held = Vec::new();
        for &number in &batch.columns {
            let state = &self.columns[number as usize];
            let agrees = state.agreeing >= MIN_AGREEING && state.agreeing * 2 >= state.beside_mail.max(state.values);
            held.extend(engine.beside(column(number), table.personal, agrees).map(|id| (number, id)));
        }
        held
    }

    /// What is known of a column's values that are written like this one.
    pub(crate) fn shape_of(&self, column: usize, text: &[u8]) -> Option<&Shape> {
        self.columns[column].witnesses.shape_of(text)
    }

    /// Whether anything is known of a column's values.
    pub(crate) fn knows(&self, column: usize) -> bool {
        !self.columns[column].witnesses.is_silent()
    }

    /// Whether a column goes on being watched at this offset.
    pub(crate) fn follows(&self, column: usize, offset: u64) -> bool {
        let state = &self.columns[column];
        !self.settled && state.stage == Stage::Judged && offset >= state.judged_at
    }

    /// Takes a cell of a column that was judged.
    pub(crate) fn go_on(&mut self, column: usize, text: &[u8], witnesses: &[Witness]) {
        let column = &mut self.columns[column].witnesses;
        let witnesses = if self.kinds < MAX_KINDS { witnesses } else { &[] };
        let before = column.kinds();
        column.go_on(text, witnesses);
        self.kinds = self.kinds + column.kinds() - before;
    }
}

/// One to four words with capitals.
fn is_like_a_name(value: &[u8]) -> bool {
    let inner = |b: &u8| b.is_ascii_alphabetic() || !b.is_ascii() || matches!(b, b' ' | b'-' | b'\'' | b'.' | b',');
    value.first().is_some_and(u8::is_ascii_uppercase)
        && value.iter().all(inner)
        && value.split(|b| *b == b' ').count() <= MAX_NAME_WORDS
}

fn hash(word: &[u8]) -> u32 {
    word.iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}
