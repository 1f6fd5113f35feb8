use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;
use inkwash::{Cells, Error, Place, Plan, Scrubber, Tally};

use crate::columns::{self, Leaf};
use crate::schema;
use crate::value;
use crate::write::{self, Written};

/// Scrubs a table batch by batch. Batches come out as they went in, but later: the first 1,000 records
/// are held back to learn what the columns are. Where batches are cut never changes what comes out.
///
/// Memory is that of the batches that are under way, and of the distinct values of dictionary columns.
pub struct TableScrubber {
    given: SchemaRef,
    /// The schema of what comes out.
    schema: SchemaRef,
    columns: Columns,
    /// By leaf, whether its values change places.
    shuffled: Vec<bool>,
    cells: Cells<'static>,
    waiting: VecDeque<Waiting>,
    sampling: bool,
}

/// The leaves of all batches, and what is known of them.
pub(crate) struct Columns {
    /// The values of dictionary columns that went through, by column.
    known: Vec<HashMap<Vec<u8>, usize>>,
    /// What came out of them.
    results: Vec<Vec<Option<Vec<u8>>>>,
}

/// A batch that is under way.
struct Waiting {
    batch: RecordBatch,
    leaves: Vec<Leaf>,
    /// What the values that were put in and did not come out yet are for.
    targets: VecDeque<Target>,
    written: Vec<Written>,
    /// By leaf that is a dictionary: the number of each of its entries' values, if it is used.
    used: Vec<Vec<Option<usize>>>,
    /// It only tells what columns hold.
    sample: bool,
}

struct Target {
    leaf: u32,
    /// The value's place in its array; of a dictionary, its number among the known ones.
    index: usize,
}

impl TableScrubber {
    /// Scrubs batches of this schema. `table` names the table in places (`customers.email`); it may be
    /// empty.
    ///
    /// # Errors
    /// If a column has a type that cannot be searched, or a name that is itself something to rewrite, or a
    /// rule for whole cells fits none.
    pub fn new(scrubber: &Scrubber, schema: &SchemaRef, table: &str) -> Result<Self, Error> {
        Self::with_cells(scrubber, schema, table, |places| scrubber.cells(places))
    }

    /// The same by a reviewed plan.
    ///
    /// # Errors
    /// As [`new`](Self::new). What the plan does not know is refused where it is met, and nothing of that
    /// batch or a later one comes out.
    pub fn by_plan(scrubber: &Scrubber, plan: &Plan, schema: &SchemaRef, table: &str) -> Result<Self, Error> {
        Self::with_cells(scrubber, schema, table, |places| scrubber.cells_by_plan(plan, places))
    }

    fn with_cells(
        scrubber: &Scrubber,
        schema: &SchemaRef,
        table: &str,
        cells: impl FnOnce(Vec<Place>) -> Cells<'static>,
    ) -> Result<Self, Error> {
        let places = columns::places(schema, table)?;
        scrubber.check_table(&places)?;
        Ok(Self {
            given: schema.clone(),
            schema: Arc::new(schema::clean(scrubber, schema)?),
            columns: Columns::new(&places),
            shuffled: places.iter().map(|place| scrubber.shuffles(place)).collect(),
            cells: cells(places),
            waiting: VecDeque::new(),
            sampling: false,
        })
    }

    /// The schema of what comes out: the same columns, types and names, with scrubbed notes.
    #[must_use]
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// What went through so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        self.cells.tally()
    }

    /// Learns from these rows what the columns are, once and for all: what comes out of a row then
    /// depends on the sample and the row alone, however a table is cut into parts. None of it comes
    /// out.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn learn_from(&mut self, sample: &[RecordBatch]) -> Result<(), Error> {
        self.sampling = true;
        sample.iter().try_for_each(|batch| self.push(batch))?;
        self.cells.settle()?;
        self.collect();
        self.sampling = false;
        Ok(())
    }

    /// Takes the next batch.
    ///
    /// # Errors
    /// If it has another schema, or a reversible stand-in does not fit its column.
    pub fn push(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        schema::check(batch, &self.given)?;
        let mut leaves = Vec::new();
        batch.columns().iter().for_each(|column| columns::add_leaves(column, None, &mut leaves));
        let mut of_dictionaries = leaves.iter().zip(&self.shuffled).filter(|(leaf, _)| leaf.entries().is_some());
        if of_dictionaries.any(|(_, shuffled)| *shuffled) {
            return Err(Error::data(
                "the values of a dictionary cannot be shuffled: cast the column to its value type",
            ));
        }
        let used = leaves.iter().map(|leaf| vec![None; leaf.entries().map_or(0, Array::len)]).collect();
        let written = leaves.iter().map(|_| Written::default()).collect();
        let (targets, sample) = (VecDeque::new(), self.sampling);
        let mut waiting = Waiting { batch: batch.clone(), leaves, targets, written, used, sample };
        let Waiting { leaves, used, targets, .. } = &mut waiting;
        for row in 0..batch.num_rows() {
            self.columns.put(&mut self.cells, leaves, used, row, &mut |leaf, index| {
                targets.push_back(Target { leaf: leaf as u32, index });
            });
            self.cells.end_record()?;
        }
        self.waiting.push_back(waiting);
        self.cells.flush()?;
        self.collect();
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn finish(&mut self) -> Result<(), Error> {
        self.cells.finish()?;
        self.collect();
        Ok(())
    }

    /// The next batch that is through.
    ///
    /// # Errors
    /// If a column cannot be put together again.
    pub fn next_batch(&mut self) -> Result<Option<RecordBatch>, Error> {
        if self.waiting.front().is_none_or(|first| !first.targets.is_empty()) {
            return Ok(None);
        }
        let Some(done) = self.waiting.pop_front() else { return Ok(None) };
        if done.sample {
            return self.next_batch();
        }
        let mut written = done.written;
        for (number, (leaf, used)) in done.leaves.iter().zip(&done.used).enumerate() {
            if leaf.entries().is_none() {
                continue;
            }
            for (entry, known) in used.iter().enumerate() {
                if let Some(result) = known.and_then(|known| self.columns.results[number][known].as_ref()) {
                    written[number].push(entry, result);
                }
            }
        }
        let mut written = written.into_iter();
        let columns = done.batch.columns().iter().zip(self.schema.fields());
        let columns = columns.map(|(old, field)| write::column(old, field, &mut written));
        let columns = columns.collect::<Result<Vec<ArrayRef>, _>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(done.batch.num_rows()));
        RecordBatch::try_new_with_options(self.schema.clone(), columns, &options).map(Some).map_err(write::failed)
    }

    /// Takes what came out to where it belongs.
    fn collect(&mut self) {
        let (columns, waiting) = (&mut self.columns, &mut self.waiting);
        let mut first = 0;
        self.cells.take(&mut |value| {
            while waiting.get(first).is_some_and(|w| w.targets.is_empty()) {
                first += 1;
            }
            let Some(waiting) = waiting.get_mut(first) else { return };
            let Some(Target { leaf, index }) = waiting.targets.pop_front() else { return };
            let leaf = leaf as usize;
            if waiting.leaves[leaf].entries().is_none() {
                waiting.written[leaf].push(index, value);
            } else {
                columns.results[leaf][index] = Some(value.to_vec());
            }
        });
    }
}

impl Columns {
    pub(crate) fn new(places: &[Place]) -> Self {
        let each = places.iter();
        Self { known: each.clone().map(|_| HashMap::new()).collect(), results: each.map(|_| Vec::new()).collect() }
    }

    /// Takes no value for known any more.
    pub(crate) fn forget(&mut self) {
        self.known.iter_mut().for_each(HashMap::clear);
        self.results.iter_mut().for_each(Vec::clear);
    }

    /// Puts all values of a batch in, but for those of dictionaries that are known. Nothing is to come out.
    pub(crate) fn put_all(&mut self, cells: &mut Cells<'_>, batch: &RecordBatch) -> Result<(), Error> {
        let mut leaves = Vec::new();
        batch.columns().iter().for_each(|column| columns::add_leaves(column, None, &mut leaves));
        let mut used: Vec<_> = leaves.iter().map(|leaf| vec![None; leaf.entries().map_or(0, Array::len)]).collect();
        for row in 0..batch.num_rows() {
            self.put(cells, &leaves, &mut used, row, &mut |_, _| ());
            cells.end_record()?;
        }
        cells.flush()
    }

    /// Puts a row's values in, but for those of dictionaries that are known.
    pub(crate) fn put(
        &mut self,
        cells: &mut Cells<'_>,
        leaves: &[Leaf],
        used: &mut [Vec<Option<usize>>],
        row: usize,
        put: &mut dyn FnMut(usize, usize),
    ) {
        let mut text = Vec::new();
        for (number, leaf) in leaves.iter().enumerate() {
            for i in leaf.of_row(row) {
                if leaf.array.is_null(i) {
                    continue;
                }
                text.clear();
                let Some(values) = leaf.entries() else {
                    value::read(&*leaf.array, i, &mut text);
                    cells.put(number, &text);
                    put(number, i);
                    continue;
                };
                let entry = leaf.keys[i];
                if values.is_null(entry) || used[number][entry].is_some() {
                    continue;
                }
                value::read(values, entry, &mut text);
                let next = self.results[number].len();
                let known = *self.known[number].entry(text.clone()).or_insert(next);
                used[number][entry] = Some(known);
                if known == next {
                    self.results[number].push(None);
                    cells.put(number, &text);
                    put(number, known);
                }
            }
        }
    }
}
