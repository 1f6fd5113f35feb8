//! Files and file objects.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;

use inkwash::{Error, Plan, Scanner, Scrubber, StreamOptions};
use inkwash_arrow::FileSummary;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// What a file was read as, and how much of each entity was found in it.
#[derive(IntoPyObject)]
pub(crate) struct Told {
    format: &'static str,
    findings: BTreeMap<String, u64>,
}

impl From<FileSummary> for Told {
    fn from(summary: FileSummary) -> Self {
        Self { format: summary.format, findings: summary.findings.into_iter().collect() }
    }
}

pub(crate) fn scan(scanner: &Scanner, path: &Path, format: &str) -> Result<Told, Error> {
    inkwash_arrow::scan_file(scanner, path, format, &|| false).map(Told::from)
}

/// Writes to a file beside the target, which takes its place when all is done.
pub(crate) fn scrub(
    scrubber: &Scrubber,
    plan: Option<&Plan>,
    source: &Path,
    target: &Path,
    format: &str,
) -> Result<Told, Error> {
    inkwash_arrow::scrub_file(scrubber, plan, source, target, format, &|| false).map(Told::from)
}

pub(crate) fn scrub_stream(
    scrubber: &Scrubber,
    plan: Option<&Plan>,
    readable: Py<PyAny>,
    writable: Py<PyAny>,
    format: &str,
) -> Result<Told, Error> {
    let options = StreamOptions::new().format(format)?;
    let (source, target) = (Object(readable), Object(writable));
    let summary = match plan {
        Some(plan) => scrubber.scrub_by_plan(plan, source, target, &options, &mut (), &mut |_| ())?,
        None => scrubber.scrub_reader(source, target, &options, &mut (), &mut |_| ())?,
    };
    Ok(FileSummary::of(scrubber.scanner(), summary.format, &summary.tally).into())
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
