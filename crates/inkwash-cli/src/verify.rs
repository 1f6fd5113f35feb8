use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

use inkwash::audit::Run;
use inkwash::{Error, KEY_VARIABLE, Survivor, Verification, Verifier, write_survivor_line, write_verification_line};

use crate::options::{Keys, open};
use crate::scrub::Input;
use crate::show::{bytes, count};
use crate::{Outcome, Voice};

/// Search an output for every value that was replaced, and say how many of them are left.
///
/// `inkwash scrub --proof` keeps what it replaces as fingerprints. All of the output is searched for
/// them, whatever its format: cells, keys, comments, declarations. Values are found in any case and
/// grouping, behind escapes (SQL, JSON, URLs, HTML, quoted-printable), in hexadecimal and base64.
/// Values are never printed, only where they are. Exits with 1 if one that identifies its holder is left.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  inkwash scrub --key-file team.keys --proof dump.proof dump.sql -o clean.sql\n  inkwash verify --key-file team.keys --proof dump.proof clean.sql"
)]
pub(crate) struct Args {
    /// The output to search; standard input if there is none or it is `-`.
    path: Option<PathBuf>,
    /// What `inkwash scrub --proof` wrote.
    #[arg(long, value_name = "FILE")]
    proof: PathBuf,
    /// Exit with 1 for values that may stand there by chance, too: single names, dates, places.
    #[arg(long)]
    strict: bool,
    /// How survivors are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    pub(crate) keys: Keys,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line each, and the result.
    Human,
    /// A JSON object a line for each survivor, and one for the result.
    Jsonl,
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let keys = args.keys.read()?.ok_or_else(|| {
        Error::data(format!("give the key ring that the proof was made with (--key-file or {KEY_VARIABLE})"))
    })?;
    let verifier = Verifier::read(&keys, run.source(&args.proof.to_string_lossy(), open(&args.proof)?))?;
    let input = Input::open(args.path.as_deref(), run)?.in_clear(|| Ok(Some(keys)))?;
    let mut out = BufWriter::new(stdout().lock());
    let mut failure = None;
    let name = args.path.as_deref().unwrap_or(Path::new("-")).display().to_string();
    let result = verifier.verify(input.reader, &mut |survivor| {
        let printed = match args.format {
            Format::Human => print(&mut out, &name, survivor),
            Format::Jsonl => write_survivor_line(&mut out, &name, survivor),
        };
        failure = failure.take().or(printed.err());
    })?;
    run.result("originals", result.originals);
    run.result("survivors", result.survivors);
    run.result("common_originals", result.common);
    run.result("common_survivors", result.common_survivors);
    let printing = |e| Error::io("cannot print the survivors", e);
    failure.map_or(Ok(()), Err).map_err(printing)?;
    match args.format {
        Format::Human => sum_up(&mut out, &result),
        Format::Jsonl => write_verification_line(&mut out, &result),
    }
    .and_then(|()| out.flush())
    .map_err(printing)?;
    if result.originals + result.common == 0 {
        voice.note(format_args!("the proof holds no value: nothing was replaced"));
    }
    let left = result.survivors + if args.strict { result.common_survivors } else { 0 };
    Ok(if left > 0 { Outcome::Found } else { Outcome::Done })
}

fn print(out: &mut impl Write, name: &str, survivor: &Survivor<'_>) -> std::io::Result<()> {
    let Survivor { entity, line, byte_start, byte_end, spelling, identifying } = survivor;
    let grade = if *identifying { "survives" } else { "may be left" };
    writeln!(out, "{name}:{line}: {entity} {grade} ({}), bytes {byte_start} to {byte_end}", spelling.name())
}

fn sum_up(out: &mut impl Write, result: &Verification) -> std::io::Result<()> {
    let Verification { originals, survivors, common, common_survivors, .. } = *result;
    writeln!(out, "{} of {} originals survive in {}", count(survivors), count(originals), bytes(result.bytes))?;
    writeln!(
        out,
        "{} of {} more, which may stand there by chance (single names, dates, places), are left",
        count(common_survivors),
        count(common)
    )?;
    for (n, what) in [
        (result.equal_stand_ins, "were met only as a stand-in or within one, and cannot be told from it"),
        (result.short, "values were too short to be searched for"),
        (result.unchanged, "values were left as they were by their transform"),
    ] {
        if n > 0 {
            writeln!(out, "{} {what}", count(n))?;
        }
    }
    if result.one_in > 1 {
        writeln!(out, "searched for one in {}: more went beyond the proof's memory", count(result.one_in))?;
    }
    writeln!(
        out,
        "chance of a false alarm: {:.1e}; of overlooking one that is left: {:.1e}",
        result.false_alarm, result.overlooked
    )
}
