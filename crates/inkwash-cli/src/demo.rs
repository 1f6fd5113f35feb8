use std::io::{self, Write, stdout};
use std::time::Instant;

use inkwash::{Error, KeyRing, Policy, Scrubber, Sink, StreamFinding, StreamOptions, write_json_line};

use crate::Outcome;
use crate::show::{by_entity, count};

/// Scrub a small dump that comes with inkwash, and show it before and after.
///
/// Everything in the dump is invented.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print the dump itself and do nothing: for `inkwash demo --dump | inkwash scan`.
    #[arg(long)]
    dump: bool,
}

/// A PostgreSQL dump with invented people.
const DUMP: &str = include_str!("demo.sql");

pub(crate) fn run(args: &Args) -> Result<Outcome, Error> {
    let mut out = anstream::AutoStream::auto(stdout().lock());
    let printing = |e| Error::io("cannot print the demo", e);
    if args.dump {
        out.write_all(DUMP.as_bytes()).map_err(printing)?;
        return Ok(Outcome::Done);
    }
    let began = Instant::now();
    let scrubber = Scrubber::new(&Policy::default(), &KeyRing::generate()?)?;
    let (mut clean, mut findings) = (Vec::new(), Findings(Vec::new()));
    let summary =
        scrubber.scrub_reader(DUMP.as_bytes(), &mut clean, &StreamOptions::new(), &mut findings, &mut |_| ())?;
    let took = began.elapsed();
    let clean = String::from_utf8_lossy(&clean);
    let mut changed = 0;
    print(&mut out, &clean, &mut changed).map_err(printing)?;
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}the first finding as `inkwash scan --format jsonl` prints it{bold:#}").map_err(printing)?;
    if let Some(first) = findings.0.first() {
        write_json_line(&mut out, "demo.sql", summary.format, scrubber.scanner(), first).map_err(printing)?;
    }
    writeln!(
        out,
        "\n{} lines, {changed} of them changed, in {:.1} ms, start-up included; replaced {}",
        count(DUMP.lines().count() as u64),
        took.as_secs_f64() * 1000.0,
        by_entity(&summary.tally.rewritten, scrubber.entities())
    )
    .map_err(printing)?;
    writeln!(out, "Yours: pg_dump prod | inkwash scrub --key-file team.key | psql dev").map_err(printing)?;
    Ok(Outcome::Done)
}

struct Findings(Vec<StreamFinding>);

impl Sink for Findings {
    fn finding(&mut self, finding: &StreamFinding) -> Result<(), inkwash::SinkError> {
        self.0.push(finding.clone());
        Ok(())
    }
}

fn print(out: &mut dyn Write, clean: &str, changed: &mut u64) -> io::Result<()> {
    let red = anstyle::AnsiColor::Red.on_default();
    let green = anstyle::AnsiColor::Green.on_default();
    for (before, after) in DUMP.lines().zip(clean.lines()) {
        if before == after {
            writeln!(out, "  {before}")?;
        } else {
            *changed += 1;
            writeln!(out, "{red}- {before}{red:#}")?;
            writeln!(out, "{green}+ {after}{green:#}")?;
        }
    }
    writeln!(out)
}
