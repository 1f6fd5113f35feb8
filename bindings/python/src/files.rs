//! Files and file objects.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use inkwash::{Compression, Error, Scanner, Scrubber, StreamOptions, Summary};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::config::error;
use crate::is_parquet;

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|e| Error::io(format!("cannot open {}", path.display()), e))
}

fn options(path: &Path, format: &str) -> Result<StreamOptions, Error> {
    Ok(StreamOptions::new().format(format)?.file_name(&path.to_string_lossy()))
}

pub(crate) fn scan<'py>(py: Python<'py>, scanner: &Scanner, path: &Path, format: &str) -> PyResult<Bound<'py, PyDict>> {
    let found = py.detach(|| {
        if format == "parquet" || format == "auto" && is_parquet(path) {
            let found = inkwash_arrow::scan_parquet(scanner, open(path)?, &inkwash_arrow::table_name(path))?;
            return Ok(("parquet", found.into_iter().map(|f| (f.entity, f.findings)).collect()));
        }
        let summary = scanner.scan_reader(open(path)?, &options(path, format)?, &mut (), &mut |_| ())?;
        Ok((summary.format, counts(scanner, &summary)))
    });
    let (format, counts) = found.map_err(error)?;
    told(py, format, counts)
}

fn counts(scanner: &Scanner, summary: &Summary) -> Vec<(String, u64)> {
    let all = scanner.entities().map(|f| f.name.to_owned()).zip(summary.tally.findings.iter().copied());
    all.filter(|(_, n)| *n > 0).collect()
}

fn told<'py>(py: Python<'py>, format: &str, counts: Vec<(String, u64)>) -> PyResult<Bound<'py, PyDict>> {
    let (all, by_entity) = (PyDict::new(py), PyDict::new(py));
    for (entity, n) in counts {
        let before: u64 = by_entity.get_item(&entity)?.map_or(Ok(0), |n| n.extract())?;
        by_entity.set_item(entity, before + n)?;
    }
    all.set_item("format", format)?;
    all.set_item("findings", by_entity)?;
    Ok(all)
}

/// Writes to a file beside the target, which takes its place when all is done.
pub(crate) fn scrub<'py>(
    py: Python<'py>,
    scrubber: &Scrubber,
    source: &Path,
    target: &Path,
    format: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let done = py.detach(|| {
        let failed = |e| Error::io(format!("cannot write {}", target.display()), e);
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".inkwash-").tempfile_in(folder).map_err(failed)?;
        let (format, counts) = if format == "parquet" || format == "auto" && is_parquet(source) {
            let table = inkwash_arrow::table_name(source);
            inkwash_arrow::scrub_parquet(scrubber, open(source)?, file.as_file_mut(), &table)?;
            ("parquet", Vec::new())
        } else {
            let options = options(source, format)?.output(Compression::of_extension(&target.to_string_lossy()));
            let summary =
                scrubber.scrub_reader(open(source)?, file.as_file_mut(), &options, &mut (), &mut |_| ())?;
            (summary.format, counts(scrubber.scanner(), &summary))
        };
        file.as_file().sync_all().map_err(failed)?;
        if let Ok(old) = std::fs::metadata(target).or_else(|_| std::fs::metadata(source)) {
            file.as_file().set_permissions(old.permissions()).map_err(failed)?;
        }
        file.persist(target).map_err(|e| failed(e.error))?;
        Ok((format, counts))
    });
    let (format, counts) = done.map_err(error)?;
    told(py, format, counts)
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
    told(py, summary.format, counts(scrubber.scanner(), &summary))
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
            let bytes = bytes.cast::<PyBytes>().map_err(|_| io::Error::other("it does not give bytes: open it in binary mode"))?;
            let bytes = bytes.as_bytes();
            let room = buffer.get_mut(..bytes.len()).ok_or_else(|| io::Error::other("it gave more than was asked for"))?;
            room.copy_from_slice(bytes);
            Ok(bytes.len())
        })
    }
}

impl Write for Object {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let written = self.0.bind(py).call_method1("write", (PyBytes::new(py, bytes),)).map_err(|e| failed(py, &e))?;
            Ok(written.extract().unwrap_or(bytes.len()))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
