use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use inkwash::audit::Run;
use inkwash::{Error, Plan, Policy, Scanner};

use crate::options::{KeySource, Looking, Reading, open_parquet, read_text};
use crate::progress::Progress;
use crate::scrub::Input;
use crate::show::{bytes, printable};
use crate::{Outcome, Voice};

/// Write down what a data set holds and what shall happen to it, or how it differs from that.
///
/// The plan is TOML, sorted: each column or path with its type and class, what was found there, how
/// often, how surely and by which evidence, the transform that the policy proposes, and an example of
/// which only the punctuation is left. Review it, change transforms, keep it in git: `inkwash scrub
/// --plan` keeps to it, and refuses what it does not know.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  inkwash plan dump.sql > inkwash.plan.toml\n  inkwash scrub --plan inkwash.plan.toml dump.sql -o clean.sql\n  inkwash plan --diff inkwash.plan.toml new.sql\n  inkwash plan --check inkwash.plan.toml new.sql    # in CI: exit 3 if it has drifted\n  inkwash plan --check inkwash.plan.toml new.sql >> inkwash.plan.toml    # accept it (changed types by hand)"
)]
pub(crate) struct Args {
    /// The file to read; standard input if there is none or it is `-`.
    path: Option<PathBuf>,
    /// Print how the data differs from this plan: `+` is new or changed, `-` is gone.
    #[arg(long, value_name = "PLAN", conflicts_with = "check")]
    diff: Option<PathBuf>,
    /// Exit with 3 if the data holds what this plan does not know, and print what accepts it when it is
    /// added to the plan. What is gone does no harm.
    #[arg(long, value_name = "PLAN")]
    check: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) keys: KeySource,
    #[command(flatten)]
    looking: Looking,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let policy = args.looking.unlocked(run, || args.keys.read())?;
    let known = args.diff.as_deref().or(args.check.as_deref()).map(|path| read(path, &policy, run)).transpose()?;
    let scanner = Scanner::with_policy(&policy)?;
    let (plan, told) = match args.reading.parquet(args.path.as_deref())? {
        Some(path) => {
            let scanner = scanner.for_file(&path.to_string_lossy());
            let plan =
                inkwash_arrow::plan_parquet(&scanner, open_parquet(path, run)?, &inkwash_arrow::table_name(path))?;
            (plan, "read as parquet".to_owned())
        }
        None => plan_stream(args, &scanner, voice, run)?,
    };
    let mut out = stdout().lock();
    let printing = |e| Error::io("cannot print the plan", e);
    let Some(known) = known else {
        write!(out, "{plan}").map_err(printing)?;
        voice.note(format_args!("{told}"));
        return Ok(Outcome::Done);
    };
    let drift = known.drift(&plan);
    if args.diff.is_some() {
        let new = drift.lines().iter().map(|line| format!("+ {line}"));
        let gone = drift.gone().iter().map(|path| format!("- {} is gone", printable(path.as_bytes())));
        return new.chain(gone).try_for_each(|line| writeln!(out, "{line}")).map_err(printing).map(|()| Outcome::Done);
    }
    write!(out, "{}", drift.patch()).map_err(printing)?;
    if drift.is_empty() {
        voice.note(format_args!("the plan knows all of it"));
        return Ok(Outcome::Done);
    }
    voice.note(format_args!("not in the plan: {drift}"));
    Ok(Outcome::Refused)
}

/// The plan of a stream, and what to tell of it.
fn plan_stream(args: &Args, scanner: &Scanner, voice: Voice, run: &Run) -> Result<(Plan, String), Error> {
    let input = Input::open(args.path.as_deref(), run)?.in_clear(|| args.keys.read())?;
    let options = input.named(args.reading.options()?);
    let mut progress = Progress::new(voice, input.size);
    let (plan, summary) = scanner.plan(input.reader, &options, &mut |tally| progress.update(tally))?;
    drop(progress);
    run.tally(scanner, &summary);
    args.reading.ending.check(summary.is_cut)?;
    Ok((plan, format!("{} read as {}", bytes(summary.tally.bytes_in), summary.format)))
}

/// A plan file.
pub(crate) fn read(path: &Path, policy: &Policy, run: &Run) -> Result<Plan, Error> {
    let text = read_text(path)?;
    run.plan(&path.to_string_lossy(), text.as_bytes());
    Plan::parse_for(&text, policy)
}
