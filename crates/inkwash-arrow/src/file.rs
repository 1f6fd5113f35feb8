//! Files of any format, Parquet among them, as the packages for Python and Node read and write them.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use inkwash::{Compression, Error, Plan, Scanner, Scrubber, StreamOptions, Summary, Tally};

use crate::{is_parquet, plan_parquet, scan_parquet, scrub_parquet, table_name};

/// What a file came to.
#[derive(Clone, Debug)]
pub struct FileSummary {
    /// The format it was read in.
    pub format: &'static str,
    /// How many findings there were of each entity that was found.
    pub findings: Vec<(String, u64)>,
}

impl FileSummary {
    /// What these counts of the scanner's come to.
    #[must_use]
    pub fn of(scanner: &Scanner, format: &'static str, tally: &Tally) -> Self {
        let mut findings = Vec::new();
        for (facts, n) in scanner.entities().zip(&tally.findings) {
            add(&mut findings, facts.name.to_owned(), *n);
        }
        Self { format, findings }
    }
}

/// Scans a file, compressed or not. `stop` is asked again and again; when it says true, scanning ends with
/// an error.
///
/// # Errors
/// If it cannot be read, is damaged, or `stop` said so; if there is no such format.
pub fn scan_file(
    scanner: &Scanner,
    path: &Path,
    format: &str,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<FileSummary, Error> {
    if wants_parquet(path, format) {
        let mut findings = Vec::new();
        for column in scan_parquet(&scanner.for_file(&path.to_string_lossy()), open(path)?, &table_name(path))? {
            add(&mut findings, column.entity, column.findings);
        }
        return Ok(FileSummary { format: "parquet", findings });
    }
    let source = Stoppable { inner: open(path)?, stop };
    let summary = scanner.scan_reader(source, &options(path, format)?, &mut (), &mut |_| ())?;
    Ok(FileSummary::of(scanner, summary.format, &summary.tally))
}

/// Plans what shall happen to a file, compressed or not.
///
/// # Errors
/// As [`scan_file`]; and if it is a dump that was cut.
pub fn plan_file(
    scanner: &Scanner,
    path: &Path,
    format: &str,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<Plan, Error> {
    if wants_parquet(path, format) {
        return plan_parquet(&scanner.for_file(&path.to_string_lossy()), open(path)?, &table_name(path));
    }
    let source = Stoppable { inner: open(path)?, stop };
    let (plan, summary) = scanner.plan(source, &options(path, format)?, &mut |_| ())?;
    whole(&summary).map(|()| plan)
}

/// Scrubs a file into another, by a plan if there is one. It appears whole or not at all, or in its own place. It is compressed as
/// its name says.
///
/// # Errors
/// If one cannot be read or written, is damaged, a dump that was cut, or `stop` said so; if there is no such
/// format; refused, if it holds what the plan does not know. The target is then as it was.
pub fn scrub_file(
    scrubber: &Scrubber,
    plan: Option<&Plan>,
    source: &Path,
    target: &Path,
    format: &str,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<FileSummary, Error> {
    let failed = |e| Error::io(format!("cannot write {}", target.display()), e);
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let from = open(source)?;
    let mut file = tempfile::Builder::new().prefix(".inkwash-").tempfile_in(folder).map_err(failed)?;
    let into = Stoppable { inner: file.as_file_mut(), stop };
    let summary = if wants_parquet(source, format) {
        let tally =
            scrub_parquet(&scrubber.for_file(&source.to_string_lossy()), plan, from, into, &table_name(source))?;
        FileSummary::of(scrubber.scanner(), "parquet", &tally)
    } else {
        let options = options(source, format)?.output(Compression::of_extension(&target.to_string_lossy()));
        let from = Stoppable { inner: from, stop };
        let summary = match plan {
            Some(plan) => scrubber.scrub_by_plan(plan, from, into, &options, &mut (), &mut |_| ())?,
            None => scrubber.scrub_reader(from, into, &options, &mut (), &mut |_| ())?,
        };
        whole(&summary)?;
        FileSummary::of(scrubber.scanner(), summary.format, &summary.tally)
    };
    file.as_file().sync_all().map_err(failed)?;
    if let Ok(old) = std::fs::metadata(target).or_else(|_| std::fs::metadata(source)) {
        file.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    if stop() {
        return Err(Error::io("cannot write the output", stopped()));
    }
    file.persist(target).map_err(|e| failed(e.error))?;
    Ok(summary)
}

fn whole(summary: &Summary) -> Result<(), Error> {
    if summary.is_cut {
        return Err(Error::data("the dump was cut: the last line that dump tools write is missing"));
    }
    Ok(())
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|e| Error::io(format!("cannot open {}", path.display()), e))
}

fn options(path: &Path, format: &str) -> Result<StreamOptions, Error> {
    Ok(StreamOptions::new().format(format)?.file_name(&path.to_string_lossy()))
}

/// Whether it is Parquet, by name of the format or by content.
fn wants_parquet(path: &Path, format: &str) -> bool {
    let mut head = [0; 4];
    let mut begins = || File::open(path).and_then(|mut f| f.read_exact(&mut head)).is_ok() && is_parquet(&head);
    format == "parquet" || format == "auto" && begins()
}

/// Adds to what there is of an entity: several detectors may find one.
fn add(findings: &mut Vec<(String, u64)>, entity: String, n: u64) {
    match findings.iter_mut().find(|(name, _)| *name == entity) {
        Some((_, before)) => *before += n,
        None if n > 0 => findings.push((entity, n)),
        None => {}
    }
}

struct Stoppable<'s, T> {
    inner: T,
    stop: &'s (dyn Fn() -> bool + Sync),
}

fn stopped() -> io::Error {
    io::Error::other("it was stopped")
}

impl<T: Read> Read for Stoppable<'_, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if (self.stop)() { Err(stopped()) } else { self.inner.read(buffer) }
    }
}

impl<T: Write> Write for Stoppable<'_, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.stop)() { Err(stopped()) } else { self.inner.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
