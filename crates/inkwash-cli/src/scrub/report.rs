//! The report of a scrub.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use inkwash::audit::Run;
use inkwash::{Error, Report, Reported, Scanner, Source, Summary, write_reported_line};

use super::complete;

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// One page for people.
    Html,
    /// A summary for a comment on a merge request.
    Markdown,
    /// One line for each place and entity.
    Csv,
    /// One JSON object a line for each finding.
    Jsonl,
}

/// A report that is asked for.
#[derive(clap::Args)]
pub(super) struct Reporting {
    /// Write to this file what was found, where, and what happened to it, with no value in it: a page for people, or
    /// what the file's extension says (html, md, csv, jsonl). It appears when the run is complete, and not at all if it
    /// fails or is refused.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the report as this, whatever its extension.
    #[arg(long, value_enum, value_name = "FORMAT", requires = "report")]
    report_format: Option<Format>,
}

/// Where a report goes, and as what.
pub(super) struct Target {
    path: PathBuf,
    format: Format,
}

/// Told of each finding.
pub(super) type Each<'e> = &'e mut dyn FnMut(&Reported<'_>) -> io::Result<()>;

impl Reporting {
    /// The report that is asked for, if one is; `output` is the file that the run writes.
    pub(super) fn target(&self, output: Option<&Path>) -> Result<Option<Target>, Error> {
        let Some(path) = self.report.clone() else { return Ok(None) };
        if output == Some(&*path) {
            return Err(Error::data("the report and the output cannot be one file"));
        }
        let format = self.report_format.or_else(|| by_extension(&path)).ok_or_else(|| {
            Error::data("a report ends in .html, .md, .csv or .jsonl; of another name --report-format says what it is")
        })?;
        Ok(Some(Target { path, format }))
    }
}

fn by_extension(path: &Path) -> Option<Format> {
    match path.extension()?.to_ascii_lowercase().to_str()? {
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        "csv" => Some(Format::Csv),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

impl Target {
    /// Writes the report of what `act` does.
    pub(super) fn write(
        &self,
        run: &Run,
        scanner: &Scanner,
        mut report: Report,
        act: impl FnOnce(Each<'_>) -> Result<(Summary, Source), Error>,
    ) -> Result<Summary, Error> {
        complete(&self.path, |file| {
            let mut out = BufWriter::new(run.sink(&self.path.to_string_lossy(), file));
            let (summary, source) = act(&mut |found| match self.format {
                Format::Jsonl => write_reported_line(&mut out, scanner, found),
                _ => Ok(()),
            })?;
            report.add(source);
            let written = match self.format {
                Format::Html => report.write_html(&mut out),
                Format::Markdown => report.write_markdown(&mut out),
                Format::Csv => report.write_csv(&mut out),
                Format::Jsonl => Ok(()),
            };
            written.and_then(|()| out.flush()).map_err(|e| Error::io("cannot write the report", e))?;
            Ok(summary)
        })
    }
}
