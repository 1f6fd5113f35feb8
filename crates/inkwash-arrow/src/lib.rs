//! Scrubs and scans Arrow tables, and Parquet files with the feature `parquet`.
//!
//! Columns are judged as those of a file are: by their names, by what their first 1,000 records or
//! 256 KiB hold, and by each other. Text, bytes, numbers, dates and timestamps are looked at, in
//! lists, maps and structures too; columns, types and names never change, and the notes (metadata) at
//! the table and its columns are scrubbed. A value in a dictionary is looked at once. What a number, a date or bytes of fixed length cannot hold becomes null, or 0 where null is
//! not allowed.
//!
//! ```
//! use std::sync::Arc;
//! use arrow_array::{ArrayRef, RecordBatch, StringArray};
//! use inkwash::{KeyRing, Policy, Scrubber};
//! use inkwash_arrow::TableScrubber;
//!
//! let mails: ArrayRef = Arc::new(StringArray::from(vec![Some("anna.berg@example.com"), None]));
//! let batch = RecordBatch::try_from_iter([("mail", mails)])?;
//! let policy = Policy::default().default_transform("redact")?;
//! let scrubber = Scrubber::new(&policy, &KeyRing::generate()?)?;
//! let mut table = TableScrubber::new(&scrubber, &batch.schema(), "customers")?;
//! table.push(&batch)?;
//! table.finish()?;
//! let clean = table.next_batch()?.expect("one batch in, one batch out");
//! assert_eq!(clean.column(0).as_ref(), &StringArray::from(vec![Some("[EMAIL_ADDRESS]"), None]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod columns;
#[cfg(feature = "parquet")]
mod file;
#[cfg(feature = "parquet")]
mod parquet;
mod plan;
mod scan;
mod schema;
mod table;
mod value;
mod write;

#[cfg(feature = "parquet")]
pub use crate::file::{FileSummary, plan_file, scan_file, scrub_file};
#[cfg(feature = "parquet")]
pub use crate::parquet::{is_parquet, plan_parquet, scan_parquet, scrub_parquet, table_name};
pub use plan::TablePlanner;
pub use scan::{ColumnFindings, TableScanner, write_json_line};
pub use table::TableScrubber;
