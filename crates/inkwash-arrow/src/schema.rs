//! What a table's schema says beside its values.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, FieldRef, Fields, Schema};
use inkwash::{Error, Scrubber};

/// Whether a batch has the table's columns.
pub(crate) fn check(batch: &RecordBatch, table: &Schema) -> Result<(), Error> {
    if batch.schema().fields() == table.fields() {
        return Ok(());
    }
    Err(Error::data("the batch has other columns than the table"))
}

/// The schema as it comes out: the notes at the table and at its columns are scrubbed as texts. Names
/// stay.
///
/// # Errors
/// If a column's name is itself something that would be rewritten: a table of that name cannot come
/// out, and the name must not.
pub(crate) fn clean(scrubber: &Scrubber, schema: &Schema) -> Result<Schema, Error> {
    let fields = fields(scrubber, schema.fields(), "")?;
    Ok(Schema::new_with_metadata(fields, notes(scrubber, schema.metadata())))
}

fn fields(scrubber: &Scrubber, all: &Fields, within: &str) -> Result<Fields, Error> {
    all.iter().enumerate().map(|(i, f)| field(scrubber, f, &format!("{within}{}", i + 1))).collect()
}

/// `number` says which column it is, where its name must not be told.
fn field(scrubber: &Scrubber, old: &FieldRef, number: &str) -> Result<FieldRef, Error> {
    use DataType as T;
    if scrubber.scrub(old.name()) != *old.name() {
        return Err(Error::data(format!(
            "the name of column {number} is itself something to be rewritten: rename the column"
        )));
    }
    let inner = |item: &FieldRef| field(scrubber, item, number);
    let of = match old.data_type() {
        T::Struct(all) => T::Struct(fields(scrubber, all, &format!("{number}."))?),
        T::List(item) => T::List(inner(item)?),
        T::LargeList(item) => T::LargeList(inner(item)?),
        T::FixedSizeList(item, size) => T::FixedSizeList(inner(item)?, *size),
        T::Map(entries, sorted) => T::Map(inner(entries)?, *sorted),
        other => other.clone(),
    };
    let notes = notes(scrubber, old.metadata());
    Ok(Arc::new(Field::clone(old).with_data_type(of).with_metadata(notes)))
}

fn notes(scrubber: &Scrubber, old: &HashMap<String, String>) -> HashMap<String, String> {
    old.iter().map(|(key, value)| (scrubber.scrub(key), scrubber.scrub(value))).collect()
}
