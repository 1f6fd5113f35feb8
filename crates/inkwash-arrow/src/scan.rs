use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use inkwash::{Cells, Error, Scanner, Score, Sink, SinkError, StreamFinding};
use serde::Serialize;

use crate::table::Columns;
use crate::{columns, schema};

/// What was found of one entity in one column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnFindings {
    /// The column as policies name it: `customers.email`.
    pub place: String,
    /// The entity.
    pub entity: String,
    /// The entity's class: `critical`, `confidential`, `internal`, `public`.
    pub class: &'static str,
    /// How many findings. A value of a dictionary counts once.
    pub findings: u64,
    /// The highest score of them.
    pub score: Score,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    format: &'a str,
    place: &'a str,
    entity: &'a str,
    class: &'a str,
    findings: u64,
    score: f64,
}

/// Writes what was found in a Parquet file's column as one line of JSON: `path`, `format`, `place`,
/// `entity`, `class`, `findings` (how many) and the highest `score`.
///
/// # Errors
/// If writing fails.
pub fn write_json_line(out: &mut dyn Write, path: &str, column: &ColumnFindings) -> io::Result<()> {
    let ColumnFindings { place, entity, class, findings, score } = column;
    let (findings, score) = (*findings, score.to_f64());
    serde_json::to_writer(&mut *out, &Line { path, format: "parquet", place, entity, class, findings, score })?;
    out.write_all(b"\n")
}

/// Tells what a table's columns hold, batch by batch. No value is kept.
pub struct TableScanner {
    scanner: Scanner,
    schema: SchemaRef,
    cells: Cells<'static>,
    columns: Columns,
    counts: Counts,
}

type Found = BTreeMap<(String, usize), (u64, Score)>;

#[derive(Clone, Default)]
struct Counts(Arc<Mutex<Found>>);

impl Sink for Counts {
    fn finding(&mut self, finding: &StreamFinding) -> Result<(), SinkError> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (finding.place.path.clone(), finding.cell.entity.index());
        let (count, score) = all.entry(key).or_insert((0, finding.cell.score));
        *count += 1;
        *score = (*score).max(finding.cell.score);
        Ok(())
    }
}

impl TableScanner {
    /// Looks through batches of this schema.
    ///
    /// # Errors
    /// If a column has a type that cannot be searched.
    pub fn new(scanner: &Scanner, schema: &SchemaRef, table: &str) -> Result<Self, Error> {
        let places = columns::places(schema, table)?;
        let counts = Counts::default();
        Ok(Self {
            scanner: scanner.clone(),
            schema: schema.clone(),
            columns: Columns::new(&places),
            cells: scanner.cells(places, counts.clone()),
            counts,
        })
    }

    /// Learns from these rows what the columns are, once and for all: what is found in a row then
    /// depends on the sample and the row alone, however a table is cut into parts. The sample itself
    /// is not counted.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn learn_from(&mut self, sample: &[RecordBatch]) -> Result<(), Error> {
        sample.iter().try_for_each(|batch| self.push(batch))?;
        self.cells.settle()?;
        self.columns.forget();
        self.counts.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    /// Takes the next batch.
    ///
    /// # Errors
    /// If it has another schema.
    pub fn push(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        schema::check(batch, &self.schema)?;
        self.columns.put_all(&mut self.cells, batch)
    }

    /// Ends the table: what was found in it, by column.
    ///
    /// # Errors
    /// If looking through it had failed.
    pub fn finish(mut self) -> Result<Vec<ColumnFindings>, Error> {
        self.cells.finish()?;
        let facts: Vec<_> = self.scanner.entities().collect();
        let all = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().map(|((place, entity), (findings, score))| ColumnFindings {
            place: place.clone(),
            entity: facts[*entity].name.to_owned(),
            class: facts[*entity].class.name(),
            findings: *findings,
            score: *score,
        });
        Ok(found.collect())
    }
}
