use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use inkwash::audit::Run;
use inkwash::{ColumnComparison, Comparison, Error, Scanner, Sides, TableComparison, write_comparison_line};

use crate::archive;
use crate::options::{KeySource, Looking, Reading, in_clear};
use crate::show::{count, printable};
use crate::{Outcome, Voice};

/// Compare a data set with what it was scrubbed to.
///
/// Both are read once, record by record: rows, NULLs, distinct values, uniqueness, lengths, foreign
/// keys, the order of dates, how many values are other ones, and how many records are alike in what
/// is left of persons (k-anonymity). Values are never printed. Exits with 1 if something that held
/// in the original does not hold any more.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  inkwash check dump.sql clean.sql")]
pub(crate) struct Args {
    /// The data set before.
    original: PathBuf,
    /// The data set after.
    scrubbed: PathBuf,
    /// How the comparison is printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    pub(crate) keys: KeySource,
    #[command(flatten)]
    looking: Looking,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for each table.
    Human,
    /// A JSON object a line for each table.
    Jsonl,
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let scanner = Scanner::with_policy(&args.looking.unlocked(run, || args.keys.read())?)?;
    let input = |path: &PathBuf| in_clear(archive::open(path, run)?.0, || args.keys.read());
    let name = args.original.to_string_lossy();
    let options = args.reading.options()?.file_name(&name);
    let comparison = scanner.check(input(&args.original)?, input(&args.scrubbed)?, &options)?;
    let faults_of = |table: &TableComparison| table.columns.iter().map(|column| column.faults.len()).sum::<usize>();
    run.result("tables", comparison.tables.len() as u64);
    run.result("faults", comparison.tables.iter().map(faults_of).sum::<usize>() as u64);
    let mut out = BufWriter::new(anstream::stdout().lock());
    match args.format {
        Format::Human => comparison.tables.iter().try_for_each(|table| print(&mut out, table)),
        Format::Jsonl => {
            let mut out = BufWriter::new(stdout().lock());
            comparison.tables.iter().try_for_each(|table| write_comparison_line(&mut out, table))
        }
    }
    .and_then(|()| out.flush())
    .map_err(|e| Error::io("cannot print the comparison", e))?;
    if comparison.tables.is_empty() {
        voice.note(format_args!("neither has a record"));
    }
    Ok(if comparison.holds() { Outcome::Done } else { faults(&comparison, voice) })
}

fn faults(comparison: &Comparison, voice: Voice) -> Outcome {
    for table in &comparison.tables {
        if table.rows.original != table.rows.scrubbed {
            voice.note(format_args!("{} has another number of rows", name(&table.table)));
        }
        for column in &table.columns {
            column.faults.iter().for_each(|fault| voice.note(format_args!("{} {fault}", name(&column.place))));
        }
    }
    Outcome::Found
}

fn name(path: &str) -> String {
    if path.is_empty() { "the data".to_owned() } else { printable(path.as_bytes()).to_string() }
}

fn print(out: &mut impl Write, table: &TableComparison) -> std::io::Result<()> {
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}: {} rows", name(&table.table), both(&table.rows, |n| count(*n)))?;
    let width = table.columns.iter().map(|column| column.place.chars().count()).max().unwrap_or(0).min(40);
    writeln!(out, "  {:width$}  {:>8}  {:>19}  {:>15}  {:>12}", "column", "changed", "distinct", "characters", "NULL")?;
    for column in &table.columns {
        row(out, table, column, width)?;
    }
    if let Some(left) = &table.anonymity {
        let columns: Vec<_> = left.columns.iter().map(|column| name(column)).collect();
        let (k, small) = (count(left.k), left.in_small_groups);
        writeln!(out, "  k = {k} over {}; {small} % of the records are in groups of fewer than 5", columns.join(", "))?;
    }
    Ok(())
}

fn row(out: &mut impl Write, table: &TableComparison, column: &ColumnComparison, width: usize) -> std::io::Result<()> {
    let values = table.rows.original.saturating_sub(column.nulls.original);
    let changed = format!("{} %", (column.changed * 100).checked_div(values).unwrap_or(0));
    let distinct = both(&column.distinct, |n| count(*n));
    let chars = both(&column.chars, |[least, most]| format!("{least}-{most}"));
    let nulls = both(&column.nulls, |n| count(*n));
    write!(out, "  {:width$}  {changed:>8}  {distinct:>19}  {chars:>15}  {nulls:>12}", name(&column.place))?;
    if column.unique.original {
        write!(out, "  {}", if column.unique.scrubbed { "unique" } else { "not unique any more" })?;
    }
    if let Some(join) = &column.joins {
        write!(out, "  {} % in {}", both(&join.found, u64::to_string), name(&join.to))?;
    }
    for turned in &column.reordered {
        write!(out, "  {} in another order with {}", count(turned.records), name(&turned.other))?;
    }
    writeln!(out)
}

/// Both sides, or one if they are alike.
fn both<T: PartialEq>(sides: &Sides<T>, show: impl Fn(&T) -> String) -> String {
    if sides.original == sides.scrubbed {
        return show(&sides.original);
    }
    format!("{} > {}", show(&sides.original), show(&sides.scrubbed))
}
