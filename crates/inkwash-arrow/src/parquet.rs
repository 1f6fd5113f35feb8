//! Parquet files. They are written anew, so that no statistic, dictionary, page or filter of the
//! original is left in them.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, ParquetMetaData};
use parquet::file::properties::WriterProperties;

use inkwash::{Error, Plan, Scanner, Scrubber, Tally};

use crate::{ColumnFindings, TablePlanner, TableScanner, TableScrubber};

/// What Arrow writes its schema under; it is written anew.
const ARROW_SCHEMA: &str = "ARROW:schema";
/// Rows that are read at once.
const ROWS: usize = 8192;

/// Whether a file begins as Parquet does (`PAR1`).
#[must_use]
pub fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

/// Scrubs a Parquet file: the same columns, types, compression and bloom filters, and row groups of
/// about the size that the first one had. Memory is that of a row group. With a plan, by that. Returns what
/// went through: records are rows.
///
/// # Errors
/// If it cannot be read or written, or a column has a type that cannot be searched; refused, if it holds
/// what the plan does not know. Then `target` is not a Parquet file: it lacks the end.
pub fn scrub_parquet(
    scrubber: &Scrubber,
    plan: Option<&Plan>,
    source: File,
    target: impl Write + Send,
    table: &str,
) -> Result<Tally, Error> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(source).map_err(failed)?;
    let properties = properties(scrubber, builder.metadata());
    let schema = builder.schema().clone();
    let mut table = match plan {
        Some(plan) => TableScrubber::by_plan(scrubber, plan, &schema, table)?,
        None => TableScrubber::new(scrubber, &schema, table)?,
    };
    // Not the schema that was read: its notes are as they were.
    let mut writer = ArrowWriter::try_new(target, table.schema().clone(), Some(properties)).map_err(failed)?;
    let mut write = |table: &mut TableScrubber| {
        while let Some(batch) = table.next_batch()? {
            writer.write(&batch).map_err(failed)?;
        }
        Ok::<_, Error>(())
    };
    each_batch(builder, |batch| {
        table.push(batch)?;
        write(&mut table)
    })?;
    table.finish()?;
    write(&mut table)?;
    writer.close().map_err(failed)?;
    Ok(table.tally().clone())
}

/// Tells what a Parquet file's columns hold.
///
/// # Errors
/// As [`scrub_parquet`].
pub fn scan_parquet(scanner: &Scanner, source: File, table: &str) -> Result<Vec<ColumnFindings>, Error> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(source).map_err(failed)?;
    let mut table = TableScanner::new(scanner, builder.schema(), table)?;
    each_batch(builder, |batch| table.push(batch))?;
    table.finish()
}

/// Plans what shall happen to a Parquet file.
///
/// # Errors
/// As [`scan_parquet`].
pub fn plan_parquet(scanner: &Scanner, source: File, table: &str) -> Result<Plan, Error> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(source).map_err(failed)?;
    let mut table = TablePlanner::new(scanner, builder.schema(), table)?;
    each_batch(builder, |batch| table.push(batch))?;
    table.finish()
}

fn each_batch(
    builder: ParquetRecordBatchReaderBuilder<File>,
    mut act: impl FnMut(&RecordBatch) -> Result<(), Error>,
) -> Result<(), Error> {
    for batch in builder.with_batch_size(ROWS).build().map_err(failed)? {
        act(&batch.map_err(|e| Error::data(format!("the Parquet file is damaged: {e}")))?)?;
    }
    Ok(())
}

/// The table's name that a file's name gives: `customers` of `exports/customers.parquet`.
#[must_use]
pub fn table_name(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn failed(error: ParquetError) -> Error {
    Error::data(format!("not a Parquet file that can be read or written: {error}"))
}

fn properties(scrubber: &Scrubber, old: &ParquetMetaData) -> WriterProperties {
    let mut new = WriterProperties::builder();
    if let Some(group) = old.row_groups().first() {
        new = new.set_max_row_group_row_count(usize::try_from(group.num_rows()).ok().filter(|n| *n > 0));
        for column in group.columns() {
            // What cannot be written here is written as Zstandard.
            let compression = match column.compression() {
                Compression::BROTLI(_) | Compression::LZO => Compression::ZSTD(Default::default()),
                other => other,
            };
            new = new
                .set_column_compression(column.column_path().clone(), compression)
                .set_column_bloom_filter_enabled(column.column_path().clone(), column.bloom_filter_offset().is_some());
        }
    }
    let notes = old.file_metadata().key_value_metadata().into_iter().flatten();
    let notes = notes.filter(|note| note.key != ARROW_SCHEMA);
    let clean = notes.map(|note| KeyValue {
        key: scrubber.scrub(&note.key),
        value: note.value.as_ref().map(|value| scrubber.scrub(value)),
    });
    new.set_key_value_metadata(Some(clean.collect())).build()
}
