use std::io::{self, BufWriter, Write, stdout};
use std::path::PathBuf;

use inkwash::Error;
use inkwash::audit::{Chosen, RunSummary, runs, write_csv_head, write_csv_line, write_jsonl_line};

use super::verify::proofs;
use crate::options::KeySource;
use crate::show::{bytes, count, printable};
use crate::{Outcome, Voice};

/// Which runs.
#[derive(clap::Args)]
struct Choice {
    /// The run of this number only.
    #[arg(long, value_name = "NUMBER")]
    run: Option<u64>,
    /// Runs that started on or after this day or point in time (UTC): 2026-01-31, 2026-01-31T12:00.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Runs that started before this day or point in time (UTC).
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Runs of this user.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Runs of this command: scrub, scan, "keys rotate", …
    #[arg(long, value_name = "COMMAND")]
    operation: Option<String>,
    /// Runs that ended so: done, found, refused, failed or unfinished.
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
}

impl Choice {
    fn chosen(&self) -> Chosen {
        let Self { run, since, until, user, operation, outcome } = self;
        Chosen {
            run: *run,
            since: since.clone(),
            until: until.clone(),
            user: user.clone(),
            operation: operation.clone(),
            outcome: outcome.clone(),
        }
    }
}

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The audit log.
    log: PathBuf,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    keys: KeySource,
}

#[derive(clap::Args)]
pub(crate) struct ExportArgs {
    /// The audit log.
    log: PathBuf,
    /// A line for each run.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    keys: KeySource,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// With a header.
    Csv,
    /// Records as they are in the log.
    Jsonl,
}

fn printing(error: io::Error) -> Error {
    Error::io("cannot print the runs", error)
}

/// Gives out the chosen runs, and says whether the log is what was written.
fn each(
    log: &std::path::Path,
    choice: &Choice,
    keys: &KeySource,
    voice: Voice,
    give: &mut dyn FnMut(&RunSummary) -> io::Result<()>,
) -> Result<Outcome, Error> {
    let result = runs(log, &proofs(keys)?, &choice.chosen(), &mut |run| give(run).map_err(printing))?;
    if result.faults.is_empty() {
        return Ok(Outcome::Done);
    }
    voice.note(format_args!("warning: this log is not what was written; `inkwash audit verify` says more"));
    Ok(Outcome::Found)
}

pub(super) fn run(args: &Args, voice: Voice) -> Result<Outcome, Error> {
    let mut out = BufWriter::new(stdout().lock());
    writeln!(
        out,
        "{:>6}  {:<20}  {:<20}  {:<14}  {:<10}  {:>4}  what",
        "run", "started (UTC)", "who", "command", "outcome", "exit"
    )
    .map_err(printing)?;
    let outcome = each(&args.log, &args.choice, &args.keys, voice, &mut |run| print(&mut out, run))?;
    out.flush().map_err(printing)?;
    Ok(outcome)
}

fn print(out: &mut impl Write, run: &RunSummary) -> io::Result<()> {
    let who = printable(format!("{}@{}", run.record.user, run.record.host).as_bytes());
    let started: String = run.started().chars().take(19).collect();
    let code = run.record.end.as_ref().map_or_else(|| "-".to_owned(), |end| end.exit_code.to_string());
    let (number, operation, outcome) = (run.record.run, printable(run.record.operation.as_bytes()), run.outcome());
    write!(out, "{number:>6}  {started:<20}  {who:<20}  {operation:<14}  {outcome:<10}  {code:>4}  ")?;
    writeln!(out, "{}", what(run))
}

/// `dump.sql (1.4 MB) > clean.sql (1.4 MB), 12 of 12 replaced`.
fn what(run: &RunSummary) -> String {
    let Some(end) = &run.record.end else { return printable(run.record.command.join(" ").as_bytes()) };
    let names = |streams: &[inkwash::audit::Stream]| {
        let mut all: Vec<_> = streams.iter().take(3).map(|s| format!("{} ({})", s.name, bytes(s.bytes))).collect();
        if streams.len() > 3 {
            all.push(format!("{} more", count(streams.len() as u64 - 3)));
        }
        all.join(", ")
    };
    let mut parts = vec![names(&end.sources)];
    if !end.sinks.is_empty() {
        parts.push(format!("> {}", names(&end.sinks)));
    }
    let (found, replaced) =
        end.findings.entities.values().fold((0, 0), |(found, replaced), n| (found + n.found, replaced + n.replaced));
    parts.push(format!("{} found, {} replaced", count(found), count(replaced)));
    parts.extend(end.error.as_ref().map(|error| format!("error: {error}")));
    parts.extend(end.results.iter().map(|(name, n)| format!("{name} {}", count(*n))));
    parts.retain(|part| !part.is_empty());
    printable(parts.join("; ").as_bytes())
}

pub(super) fn export(args: &ExportArgs, voice: Voice) -> Result<Outcome, Error> {
    let mut out = BufWriter::new(stdout().lock());
    if args.format == Format::Csv {
        write_csv_head(&mut out).map_err(printing)?;
    }
    let outcome = each(&args.log, &args.choice, &args.keys, voice, &mut |run| match args.format {
        Format::Csv => write_csv_line(&mut out, run),
        Format::Jsonl => write_jsonl_line(&mut out, run),
    })?;
    out.flush().map_err(printing)?;
    Ok(outcome)
}
