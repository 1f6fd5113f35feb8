use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use inkwash::{Error, Plan, Scanner, Survey};

use crate::table::Columns;
use crate::{columns, schema};

/// Plans what shall happen to a table, batch by batch. Columns that hold nothing to look at (truth values,
/// times of day) are not in the plan; a value in a dictionary is counted once.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use inkwash_arrow::TablePlanner;
///
/// let mails: ArrayRef = Arc::new(StringArray::from(vec!["anna.berg@example.com"]));
/// let batch = RecordBatch::try_from_iter([("mail", mails)])?;
/// let mut table = TablePlanner::new(&inkwash::Scanner::new(), &batch.schema(), "customers")?;
/// table.push(&batch)?;
/// assert!(table.finish()?.to_string().contains("[places.\"customers.mail\".found.EMAIL_ADDRESS]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TablePlanner {
    schema: SchemaRef,
    survey: Survey,
    columns: Columns,
}

impl TablePlanner {
    /// Plans for batches of this schema. `table` names the table in places; it may be empty.
    ///
    /// # Errors
    /// If a column has a type that cannot be searched.
    pub fn new(scanner: &Scanner, schema: &SchemaRef, table: &str) -> Result<Self, Error> {
        let places = columns::places(schema, table)?;
        Ok(Self { schema: schema.clone(), columns: Columns::new(&places), survey: scanner.survey(places) })
    }

    /// Takes the next batch.
    ///
    /// # Errors
    /// If it has another schema.
    pub fn push(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        schema::check(batch, &self.schema)?;
        self.columns.put_all(self.survey.cells(), batch)
    }

    /// Ends the table: its plan.
    ///
    /// # Errors
    /// If looking through it had failed.
    pub fn finish(self) -> Result<Plan, Error> {
        self.survey.finish()
    }
}
