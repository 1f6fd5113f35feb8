//! Files and file objects.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use inkwash::{Compression, Error, Scanner, Scrubber, StreamOptions, Tally};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// What a file was read as, and how much of each entity was found in it.
#[derive(IntoPyObject)]
pub(crate) struct Told {
    format: &'static str,
    findings: BTreeMap<String, u64>,
}

impl Told {
    fn of(scanner: &Scanner, format: &'static str, tally: &Tally) -> Self {
        let all = scanner.entities().map(|f| f.name.to_owned()).zip(tally.findings.iter().copied());
        Self { format, findings: all.filter(|(_, n)| *n > 0).collect() }
    }
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|e| Error::io(format!("cannot open {}", path.display()), e))
}

fn options(path: &Path, format: &str) -> Result<StreamOptions, Error> {
    Ok(StreamOptions::new().format(format)?.file_name(&path.to_string_lossy()))
}

fn is_parquet(path: &Path, format: &str) -> bool {
    let mut head = [0; 4];
    let mut begins = || File::open(path).and_then(|mut f| f.read_exact(&mut head)).is_ok();
    format == "parquet" || format == "auto" && begins() && inkwash_arrow::is_parquet(&head)
}

pub(crate) fn scan(scanner: &Scanner, path: &Path, format: &str) -> Result<Told, Error> {
    if !is_parquet(path, format) {
        let summary = scanner.scan_reader(open(path)?, &options(path, format)?, &mut (), &mut |_| ())?;
        return Ok(Told::of(scanner, summary.format, &summary.tally));
    }
    let mut findings = BTreeMap::new();
    for found in inkwash_arrow::scan_parquet(scanner, open(path)?, &inkwash_arrow::table_name(path))? {
        *findings.entry(found.entity).or_default() += found.findings;
    }
    Ok(Told { format: "parquet", findings })
}

/// Writes to a file beside the target, which takes its place when all is done.
pub(crate) fn scrub(scrubber: &Scrubber, source: &Path, target: &Path, format: &str) -> Result<Told, Error> {
    let failed = |e| Error::io(format!("cannot write {}", target.display()), e);
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".inkwash-").tempfile_in(folder).map_err(failed)?;
    let told = if is_parquet(source, format) {
        let table = inkwash_arrow::table_name(source);
        let tally = inkwash_arrow::scrub_parquet(scrubber, open(source)?, file.as_file_mut(), &table)?;
        Told::of(scrubber.scanner(), "parquet", &tally)
    } else {
        let options = options(source, format)?.output(Compression::of_extension(&target.to_string_lossy()));
        let summary = scrubber.scrub_reader(open(source)?, file.as_file_mut(), &options, &mut (), &mut |_| ())?;
        Told::of(scrubber.scanner(), summary.format, &summary.tally)
    };
    file.as_file().sync_all().map_err(failed)?;
    if let Ok(old) = std::fs::metadata(target).or_else(|_| std::fs::metadata(source)) {
        file.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    file.persist(target).map_err(|e| failed(e.error))?;
    Ok(told)
}

pub(crate) fn scrub_stream(
    scrubber: &Scrubber,
    readable: Py<PyAny>,
    writable: Py<PyAny>,
    format: &str,
) -> Result<Told, Error> {
    let options = StreamOptions::new().format(format)?;
    let summary = scrubber.scrub_reader(Object(readable), Object(writable), &options, &mut (), &mut |_| ())?;
    Ok(Told::of(scrubber.scanner(), summary.format, &summary.tally))
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
