//! Arrow tables, handed over by the Arrow PyCapsule interface.

use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use inkwash::{Error, Scanner, Scrubber};
use inkwash_arrow::{TableScanner, TableScrubber};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use pyo3_arrow::input::AnyRecordBatch;
use pyo3_arrow::{PySchema, PyTable};

use crate::config::{error, type_error};

fn table(data: &Bound<'_, PyAny>) -> PyResult<(Vec<RecordBatch>, SchemaRef)> {
    let refused = |_| type_error("a table has the Arrow PyCapsule interface: pyarrow, Polars, DuckDB, pandas with pyarrow");
    Ok(data.extract::<AnyRecordBatch>().map_err(refused)?.into_table()?.into_inner())
}

fn handed_over<'py>(py: Python<'py>, batches: Vec<RecordBatch>, schema: SchemaRef) -> PyResult<Bound<'py, PyAny>> {
    Ok(PyTable::try_new(batches, schema)?.into_pyobject(py)?.into_any())
}

pub(crate) fn scrub<'py>(
    py: Python<'py>,
    scrubber: &Scrubber,
    data: &Bound<'py, PyAny>,
    name: &str,
    sample: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (batches, schema) = table(data)?;
    let sample = sample.map(table).transpose()?;
    let clean = py.detach(|| {
        let mut table = TableScrubber::new(scrubber, &schema, name)?;
        let mut out = Vec::with_capacity(batches.len());
        for batch in sample.into_iter().flat_map(|s| s.0) {
            table.learn_from(&batch)?;
        }
        for batch in batches {
            table.push(&batch)?;
            drain(&mut table, &mut out)?;
        }
        table.finish()?;
        drain(&mut table, &mut out)?;
        Ok(out)
    });
    handed_over(py, clean.map_err(error)?, schema)
}

fn drain(table: &mut TableScrubber, out: &mut Vec<RecordBatch>) -> Result<(), Error> {
    while let Some(batch) = table.next_batch()? {
        out.push(batch);
    }
    Ok(())
}

/// A table that goes through batch by batch.
#[pyclass(frozen, module = "inkwash")]
pub(crate) struct Table {
    table: Mutex<TableScrubber>,
    schema: SchemaRef,
}

impl Table {
    pub(crate) fn new(scrubber: &Scrubber, schema: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        let schema = schema.extract::<PySchema>()?.into_inner();
        let table = TableScrubber::new(scrubber, &schema, name).map_err(error)?;
        Ok(Self { table: Mutex::new(table), schema })
    }

    fn run<'py>(
        &self,
        py: Python<'py>,
        act: impl FnOnce(&mut TableScrubber) -> Result<(), Error> + Send,
    ) -> PyResult<Bound<'py, PyAny>> {
        let done = py.detach(|| {
            let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
            let mut out = Vec::new();
            act(&mut table)?;
            drain(&mut table, &mut out)?;
            Ok(out)
        });
        handed_over(py, done.map_err(error)?, self.schema.clone())
    }
}

#[pymethods]
impl Table {
    fn learn_from<'py>(&self, py: Python<'py>, sample: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (batches, _) = table(sample)?;
        self.run(py, |table| batches.iter().try_for_each(|batch| table.learn_from(batch)))
    }

    fn push<'py>(&self, py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (batches, _) = table(batch)?;
        self.run(py, |table| batches.iter().try_for_each(|batch| table.push(batch)))
    }

    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.run(py, TableScrubber::finish)
    }
}

pub(crate) fn scan<'py>(
    py: Python<'py>,
    scanner: &Scanner,
    data: &Bound<'py, PyAny>,
    name: &str,
) -> PyResult<Bound<'py, PyList>> {
    let (batches, schema) = table(data)?;
    let found = py.detach(|| {
        let mut table = TableScanner::new(scanner, &schema, name)?;
        batches.iter().try_for_each(|batch| table.push(batch))?;
        table.finish()
    });
    let all = PyList::empty(py);
    for found in found.map_err(error)? {
        let row = PyDict::new(py);
        row.set_item("place", found.place)?;
        row.set_item("entity", found.entity)?;
        row.set_item("class_", found.class)?;
        row.set_item("findings", found.findings)?;
        row.set_item("score", found.score.to_f64())?;
        all.append(row)?;
    }
    Ok(all)
}
