//! What a scan prints, and what it comes to.

use std::collections::BTreeMap;
use std::io::{self, Write};

use inkwash::audit::Run;
use inkwash::{Baseline, Error, Report, Reported, SarifWriter, Scanner, Score, Source, Taker, Tally};

use crate::Voice;
use crate::show::{add, by_entity, bytes, class_style, count, exceptions, printable};

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A summary by place and entity.
    Human,
    /// One JSON object a line for each finding.
    Jsonl,
    /// One page for people: inventory, heat map, charts, what was not checked.
    Html,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// One line for each source, place and entity.
    Csv,
    /// A summary for a comment on a merge request.
    Markdown,
}

impl Format {
    /// Whether it tells what was not looked into.
    pub(super) const fn reports(self) -> bool {
        !matches!(self, Self::Human | Self::Jsonl)
    }
}

/// What came of one input.
pub(super) enum Done {
    /// It was scanned; it may have ended badly.
    Source(Box<Source>, Option<Error>),
    /// It was not looked into.
    Skipped { name: String, bytes: u64, why: &'static str },
    /// It could not be read; `named` if it is one that the command line names.
    Failed { name: String, bytes: u64, named: bool, error: Error },
}

/// What a scan comes to.
pub(super) struct Ended {
    /// What is told of.
    pub(super) total: Tally,
    pub(super) highest: Option<Score>,
    /// What is to be written.
    pub(super) baseline: Option<Baseline>,
    /// The last one; earlier ones were told.
    pub(super) failure: Option<Error>,
}

enum Printing<W: Write> {
    /// As it comes.
    Plain(W),
    Sarif(SarifWriter<W>),
}

/// Takes what comes of all inputs, in order.
pub(super) struct Output<'o, W: Write> {
    scanner: &'o Scanner,
    format: Format,
    voice: Voice,
    run: &'o Run,
    out: Printing<W>,
    report: Report,
    baseline: Option<Baseline>,
    total: Tally,
    highest: Option<Score>,
    inputs: u64,
    known: u64,
    allowed: u64,
    skipped: BTreeMap<String, u64>,
    failure: Option<Error>,
}

impl<'o, W: Write> Output<'o, W> {
    pub(super) fn new(
        scanner: &'o Scanner,
        format: Format,
        report: Report,
        baseline: Option<Baseline>,
        voice: Voice,
        run: &'o Run,
        out: W,
    ) -> Result<Self, Error> {
        let out = match format {
            Format::Sarif => Printing::Sarif(SarifWriter::new(out).map_err(printing)?),
            _ => Printing::Plain(out),
        };
        Ok(Self {
            scanner,
            format,
            voice,
            run,
            out,
            report,
            baseline,
            total: Tally::default(),
            highest: None,
            inputs: 0,
            known: 0,
            allowed: 0,
            skipped: BTreeMap::new(),
            failure: None,
        })
    }

    fn source(&mut self, source: Source) -> Result<(), Error> {
        self.run.scanned(self.scanner, &source);
        add(&mut self.total, source.tally());
        self.highest = self.highest.max(source.highest());
        self.inputs += 1;
        self.known += source.known();
        self.allowed += source.allowed();
        for line in source.idle_allows() {
            let path = printable(source.shown_path().as_bytes());
            let what = "a comment inkwash:allow without a reason, or of no entity, allows nothing";
            self.voice.note(format_args!("{path}:{line}: {what}"));
        }
        if let Some(baseline) = &mut self.baseline {
            baseline.add(&source)?;
        }
        if self.format.reports() {
            self.report.add(source);
        }
        Ok(())
    }

    /// One unreadable file does not keep the others from being looked at.
    fn fail(&mut self, error: Error) {
        if let Some(earlier) = self.failure.replace(error) {
            anstream::eprintln!("inkwash: {earlier}");
        }
    }

    /// Ends the output, and says what it comes to.
    pub(super) fn finish(mut self) -> Result<Ended, Error> {
        let written = match self.out {
            Printing::Sarif(sarif) => sarif.finish(&self.report),
            Printing::Plain(mut out) => match self.format {
                Format::Html => self.report.write_html(&mut out),
                Format::Csv => self.report.write_csv(&mut out),
                Format::Markdown => self.report.write_markdown(&mut out),
                Format::Human | Format::Jsonl | Format::Sarif => Ok(()),
            }
            .and_then(|()| out.flush()),
        };
        written.map_err(printing)?;
        for (what, n) in std::mem::take(&mut self.skipped) {
            let files = if n == 1 { "file" } else { "files" };
            self.voice.note(format_args!("not looked into: {} {files}: {what}", count(n)));
        }
        // Where nothing could be read there is nothing to sum up.
        if self.failure.is_none() || self.inputs > 0 {
            let found = by_entity(&self.total.findings, self.scanner.entities());
            let inputs = if self.inputs == 1 { "input" } else { "inputs" };
            let size = bytes(self.total.bytes_in);
            exceptions(self.voice, &self.scanner.exceptions_used(&self.total));
            self.voice.note(format_args!("{size} in {} {inputs}: {found}", count(self.inputs)));
        }
        if self.known + self.allowed > 0 {
            let (known, allowed) = (count(self.known), count(self.allowed));
            self.voice.note(format_args!("left out: {known} that the baseline knows, {allowed} that comments allow"));
        }
        let Self { total, highest, baseline, failure, .. } = self;
        Ok(Ended { total, highest, baseline, failure })
    }
}

impl<W: Write> Taker<Done> for Output<'_, W> {
    fn written(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.out {
            Printing::Plain(out) => out.write_all(bytes),
            Printing::Sarif(sarif) => sarif.results(bytes),
        }
    }

    fn done(&mut self, done: Done) -> io::Result<()> {
        match done {
            Done::Source(source, ending) => {
                if let Err(error) = self.source(*source) {
                    self.fail(error);
                }
                if let Some(error) = ending {
                    self.fail(error);
                }
            }
            Done::Skipped { name, bytes, why } => {
                if self.format.reports() {
                    self.report.unchecked(&name, bytes, why);
                }
                *self.skipped.entry(why.to_owned()).or_default() += 1;
            }
            Done::Failed { error, .. } if error.is_broken_pipe() => {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            Done::Failed { name, bytes, named, error } => {
                let why = error.sealing().unwrap_or("it could not be read");
                if self.format.reports() {
                    self.report.unchecked(&name, bytes, why);
                }
                match error.sealing() {
                    Some(why) if !named => *self.skipped.entry(why.to_owned()).or_default() += 1,
                    Some(_) => self.fail(Error::data(format!("{name}: {error}"))),
                    None => self.fail(error),
                }
            }
        }
        Ok(())
    }
}

/// Prints a finding as its format has it, if it has one for single findings.
pub(super) fn finding(
    format: Format,
    out: &mut dyn Write,
    path: &str,
    scanner: &Scanner,
    found: &Reported<'_>,
) -> io::Result<()> {
    match format {
        Format::Jsonl => inkwash::write_json_line(out, path, found.format, scanner, found.finding),
        Format::Sarif => inkwash::write_sarif_result(out, found),
        Format::Human | Format::Html | Format::Csv | Format::Markdown => Ok(()),
    }
}

/// A source's table on the terminal.
pub(super) fn table(out: &mut dyn Write, path: &str, scanner: &Scanner, source: &Source) -> io::Result<()> {
    let width = source.rows().map(|(_, entity, ..)| entity.len()).max();
    let Some(width) = width else { return Ok(()) };
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#} ({})", printable(path.as_bytes()), source.format())?;
    for (place, entity, findings, lowest, highest, first_line) in source.rows() {
        let class = scanner.entities().find(|facts| facts.name == entity).map(|facts| facts.class);
        let style = class.map(class_style).unwrap_or_default();
        let place = if place.is_empty() { "text" } else { place };
        let (n, place) = (count(findings), printable(place.as_bytes()));
        if first_line == 0 {
            writeln!(out, "  {style}{entity:width$}{style:#} {n:>9}  score up to {highest}  {place}")?;
            continue;
        }
        writeln!(
            out,
            "  {style}{entity:width$}{style:#} {n:>9}  score {lowest} to {highest}  {place}, first in line {first_line}"
        )?;
    }
    if source.elsewhere() > 0 {
        writeln!(out, "  and {} at further places", count(source.elsewhere()))?;
    }
    Ok(())
}

pub(super) fn printing(error: io::Error) -> Error {
    Error::io("cannot print the findings", error)
}
