//! Files and file objects.

use std::io::{self, Read, Write};
use std::path::Path;

use inkwash::{Scanner, Scrubber, StreamOptions};
use inkwash_arrow::FileSummary;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::config::error;

pub(crate) fn scan<'py>(py: Python<'py>, scanner: &Scanner, path: &Path, format: &str) -> PyResult<Bound<'py, PyDict>> {
    let found = py.detach(|| inkwash_arrow::scan_file(scanner, path, format, &|| false));
    told(py, found.map_err(error)?)
}

fn told(py: Python<'_>, summary: FileSummary) -> PyResult<Bound<'_, PyDict>> {
    let (all, by_entity) = (PyDict::new(py), PyDict::new(py));
    for (entity, n) in summary.findings {
        by_entity.set_item(entity, n)?;
    }
    all.set_item("format", summary.format)?;
    all.set_item("findings", by_entity)?;
    Ok(all)
}

pub(crate) fn scrub<'py>(
    py: Python<'py>,
    scrubber: &Scrubber,
    source: &Path,
    target: &Path,
    format: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let done = py.detach(|| inkwash_arrow::scrub_file(scrubber, source, target, format, &|| false));
    told(py, done.map_err(error)?)
}

pub(crate) fn scrub_stream<'py>(
    py: Python<'py>,
    scrubber: &Scrubber,
    readable: &Bound<'py, PyAny>,
    writable: &Bound<'py, PyAny>,
    format: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let (source, target) = (Object(readable.clone().unbind()), Object(writable.clone().unbind()));
    let done = py.detach(|| {
        let options = StreamOptions::new().format(format)?;
        scrubber.scrub_reader(source, target, &options, &mut (), &mut |_| ())
    });
    let summary = done.map_err(error)?;
    told(py, FileSummary::of(scrubber.scanner(), &summary))
}

/// A binary file object.
struct Object(Py<PyAny>);

/// What went wrong, without what the exception says: that may be data.
fn failed(py: Python<'_>, fault: &PyErr) -> io::Error {
    let name = fault.get_type(py).name().map_or_else(|_| "an exception".to_owned(), |n| n.to_string());
    let hint = match name.as_str() {
        "ValueError" => " (is it open?)",
        "TypeError" | "AttributeError" => " (is it a binary file object?)",
        _ => "",
    };
    io::Error::other(format!("the file object raised {name}{hint}"))
}

impl Read for Object {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let bytes = self.0.bind(py).call_method1("read", (buffer.len(),)).map_err(|e| failed(py, &e))?;
            let bytes = bytes
                .cast::<PyBytes>()
                .map_err(|_| io::Error::other("it does not give bytes: open it in binary mode"))?;
            let bytes = bytes.as_bytes();
            let room =
                buffer.get_mut(..bytes.len()).ok_or_else(|| io::Error::other("it gave more than was asked for"))?;
            room.copy_from_slice(bytes);
            Ok(bytes.len())
        })
    }
}

impl Write for Object {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let written =
                self.0.bind(py).call_method1("write", (PyBytes::new(py, bytes),)).map_err(|e| failed(py, &e))?;
            Ok(written.extract().unwrap_or(bytes.len()))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
