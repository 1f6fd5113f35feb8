//! Arrow tables, handed over by the Arrow PyCapsule interface.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use inkwash::{Error, Scanner, Scrubber};
use inkwash_arrow::{TablePlanner, TableScanner, TableScrubber};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PySchema, PyTable};

use crate::config::{error, raise, type_error};
use crate::plan::Plan;

fn table(data: &Bound<'_, PyAny>) -> PyResult<(Vec<RecordBatch>, SchemaRef)> {
    let refused =
        |_| type_error("a table has the Arrow PyCapsule interface: pyarrow, Polars, DuckDB, pandas with pyarrow");
    Ok(data.extract::<AnyRecordBatch>().map_err(refused)?.into_table()?.into_inner())
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A table that is scrubbed batch by batch.
#[pyclass(frozen, name = "_TableScrub", module = "inkwash._inkwash")]
pub(crate) struct TableScrub(Mutex<TableScrubber>);

impl TableScrub {
    pub(crate) fn new(scrubber: &Scrubber, schema: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        Self::of(scrubber, &schema.extract::<PySchema>()?.into_inner(), name, None)
    }

    fn of(scrubber: &Scrubber, schema: &SchemaRef, name: &str, plan: Option<&Plan>) -> PyResult<Self> {
        let table = match plan {
            Some(plan) => TableScrubber::by_plan(scrubber, &plan.0, schema, name),
            None => TableScrubber::new(scrubber, schema, name),
        };
        table.map(|table| Self(Mutex::new(table))).map_err(error)
    }

    pub(crate) fn all<'py>(
        py: Python<'py>,
        scrubber: &Scrubber,
        data: &Bound<'py, PyAny>,
        name: &str,
        sample: Option<&Bound<'py, PyAny>>,
        plan: Option<&Plan>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (batches, schema) = table(data)?;
        let scrub = Self::of(scrubber, &schema, name, plan)?;
        if let Some(sample) = sample {
            scrub.learn_from(py, sample)?;
        }
        scrub.run(py, &batches, true)
    }

    /// What is through after these batches.
    fn run<'py>(&self, py: Python<'py>, batches: &[RecordBatch], last: bool) -> PyResult<Bound<'py, PyAny>> {
        let done = py.detach(|| {
            let mut table = held(&self.0);
            let mut out = Vec::with_capacity(batches.len());
            for batch in batches {
                table.push(batch)?;
                drain(&mut table, &mut out)?;
            }
            if last {
                table.finish()?;
                drain(&mut table, &mut out)?;
            }
            Ok((out, table.schema().clone()))
        });
        let (out, schema) = done.map_err(error)?;
        Ok(PyTable::try_new(out, schema)?.into_pyobject(py)?.into_any())
    }
}

fn drain(table: &mut TableScrubber, out: &mut Vec<RecordBatch>) -> Result<(), Error> {
    while let Some(batch) = table.next_batch()? {
        out.push(batch);
    }
    Ok(())
}

#[pymethods]
impl TableScrub {
    fn learn_from(&self, py: Python<'_>, sample: &Bound<'_, PyAny>) -> PyResult<()> {
        let (batches, _) = table(sample)?;
        py.detach(|| held(&self.0).learn_from(&batches)).map_err(error)
    }

    fn push<'py>(&self, py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.run(py, &table(batch)?.0, false)
    }

    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.run(py, &[], true)
    }
}

pub(crate) fn plan(py: Python<'_>, scanner: &Scanner, data: &Bound<'_, PyAny>, name: &str) -> PyResult<Plan> {
    let (batches, schema) = table(data)?;
    let made = py.detach(|| {
        let mut table = TablePlanner::new(scanner, &schema, name)?;
        batches.iter().try_for_each(|batch| table.push(batch))?;
        table.finish()
    });
    made.map(Plan).map_err(error)
}

/// What was found of one entity in one column.
#[derive(IntoPyObject)]
pub(crate) struct ColumnRow {
    place: String,
    entity: String,
    class_: &'static str,
    findings: u64,
    score: f64,
}

/// A table that is looked through batch by batch.
#[pyclass(frozen, name = "_TableScan", module = "inkwash._inkwash")]
pub(crate) struct TableScan(Mutex<Option<TableScanner>>);

impl TableScan {
    pub(crate) fn new(scanner: &Scanner, schema: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        Self::of(scanner, &schema.extract::<PySchema>()?.into_inner(), name)
    }

    fn of(scanner: &Scanner, schema: &SchemaRef, name: &str) -> PyResult<Self> {
        TableScanner::new(scanner, schema, name).map(|table| Self(Mutex::new(Some(table)))).map_err(error)
    }

    pub(crate) fn all(
        py: Python<'_>,
        scanner: &Scanner,
        data: &Bound<'_, PyAny>,
        name: &str,
    ) -> PyResult<Vec<ColumnRow>> {
        let (batches, schema) = table(data)?;
        let scan = Self::of(scanner, &schema, name)?;
        scan.act(py, |scan| batches.iter().try_for_each(|batch| scan.push(batch)))?;
        scan.finish(py)
    }

    fn act(&self, py: Python<'_>, act: impl FnOnce(&mut TableScanner) -> Result<(), Error> + Send) -> PyResult<()> {
        py.detach(|| held(&self.0).as_mut().map(act)).ok_or_else(ended)?.map_err(error)
    }
}

fn ended() -> PyErr {
    raise("DataError", "the table has ended: make a new one")
}

#[pymethods]
impl TableScan {
    fn learn_from(&self, py: Python<'_>, sample: &Bound<'_, PyAny>) -> PyResult<()> {
        let (batches, _) = table(sample)?;
        self.act(py, |scan| scan.learn_from(&batches))
    }

    fn push(&self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<()> {
        let (batches, _) = table(batch)?;
        self.act(py, |scan| batches.iter().try_for_each(|batch| scan.push(batch)))
    }

    fn finish(&self, py: Python<'_>) -> PyResult<Vec<ColumnRow>> {
        let found = py.detach(|| held(&self.0).take().map(TableScanner::finish));
        let row = |f: inkwash_arrow::ColumnFindings| ColumnRow {
            place: f.place,
            entity: f.entity,
            class_: f.class,
            findings: f.findings,
            score: f.score.to_f64(),
        };
        Ok(found.ok_or_else(ended)?.map_err(error)?.into_iter().map(row).collect())
    }
}
