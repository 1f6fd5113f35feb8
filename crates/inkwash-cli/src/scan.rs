mod fail_on;
mod git;
mod input;
mod output;

use std::io::{self, BufWriter, Read, Write, stdin};
use std::ops::Range;
use std::path::{Path, PathBuf};

use inkwash::audit::Run;
use inkwash::{Baseline, Error, Origin, Report, Scanner, Source, StreamOptions, Watch, in_order};

use self::fail_on::FailOn;
use self::input::{Input, Opened};
use self::output::{Done, Ended, Format, Output, printing};
use crate::options::{KeySource, Looking, Reading, in_clear, open_parquet, read_text};
use crate::progress::Progress;
use crate::scrub::complete;
use crate::{Outcome, Voice};

/// Find personal data and secrets in files, directories, git trees or standard input.
///
/// Values are never printed, only where they are. Directories are walked, ignore files (.gitignore, .ignore,
/// .inkwashignore) are honoured, and binary files in them are left out and told of.
///
/// In text, YAML, XML and HTML a comment `inkwash:allow ENTITY reason` allows what is found on its line or, if it
/// stands alone, on the next one.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  inkwash scan dump.sql.gz\n  pg_dump prod | inkwash scan --format jsonl\n  inkwash scan exports/ --fail-on critical\n  inkwash scan exports/ --format html -o inventory.html\n  inkwash scan . --write-baseline .inkwash-baseline.json --key-file team.key\n  inkwash scan . --baseline .inkwash-baseline.json --key-file team.key --fail-on critical\n  inkwash scan --staged --fail-on critical        # before a commit\n  inkwash scan --since origin/main --format sarif -o inkwash.sarif"
)]
pub(crate) struct Args {
    /// Files and directories; standard input if there is none or it is `-`.
    paths: Vec<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write to this file. It appears when it is complete, and not at all if something fails.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 1 if there is a finding of this class or a more sensitive one, of this entity, or with this score
    /// or a higher one.
    #[arg(long, value_name = "CLASS|ENTITY|SCORE")]
    fail_on: Option<String>,
    /// Leave out what this file knows (see --write-baseline): findings are new if their file, entity and value are
    /// not known together; lines may have moved.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what was found to this file as fingerprints made with the key, for --baseline. Without a key they are
    /// made with a random salt in the file, and whoever has the file can try values.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Look into what `git commit` would add: the index's content, and of files that are known already only lines
    /// that have changed. Paths limit it.
    #[arg(long, conflicts_with = "since")]
    staged: bool,
    /// Look into what has changed since the history left this revision's: new files, and of others the lines that
    /// have changed. Paths limit it.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Tell also of what comments allow.
    #[arg(long)]
    no_allow: bool,
    /// Look into binary files in directories as text.
    #[arg(long)]
    binary: bool,
    /// How many files are looked into at once [default: as many as there are processors]. The output is the same.
    #[arg(long, short, value_name = "NUMBER")]
    jobs: Option<usize>,
    #[command(flatten)]
    pub(crate) keys: KeySource,
    #[command(flatten)]
    looking: Looking,
    #[command(flatten)]
    reading: Reading,
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    match &args.output {
        None => scan(args, voice, run, plain_or_coloured(args.format)),
        Some(path) => complete(path, |file| scan(args, voice, run, run.sink(&path.to_string_lossy(), file))),
    }
}

/// Bytes of output that are written at once.
const OUT: usize = 64 * 1024;

/// Standard output. What programs read has no colours that would have to be taken out again.
fn plain_or_coloured(format: Format) -> Box<dyn Write + Send> {
    match format {
        Format::Human => Box::new(anstream::AutoStream::auto(io::stdout())),
        _ => Box::new(io::stdout()),
    }
}

fn scan(args: &Args, voice: Voice, run: &Run, out: impl Write + Send) -> Result<Outcome, Error> {
    let out = BufWriter::with_capacity(OUT, out);
    let fail_on = args.fail_on.as_deref().map(FailOn::parse).transpose()?;
    let scanner = Scanner::with_policy(&args.looking.unlocked(run, || args.keys.read())?)?;
    let (watch, written) = watch(args, voice)?;
    let work = Work { args, scanner: &scanner, options: args.reading.options()?, watch, voice, run };
    let inputs = inputs(args)?;
    let mut report = Report::new(&scanner);
    if let Some((name, text)) = args.looking.policy_file()? {
        report = report.by_policy(&name, &text);
    }
    let mut output = Output::new(&scanner, args.format, report, written, voice, run, out)?;
    in_order(jobs(args), inputs, |input, out| work.one(input, out), &mut output).map_err(printing)?;
    let Ended { total, highest, baseline, failure } = output.finish()?;
    if let Some(error) = failure {
        return Err(error);
    }
    if let Some((path, baseline)) = args.write_baseline.as_deref().zip(baseline) {
        complete(path, |file| {
            file.write_all(baseline.to_json().as_bytes()).map_err(|e| Error::io("cannot write the baseline", e))
        })?;
    }
    Ok(match fail_on {
        Some(fail_on) if fail_on.is_met(&total, highest, &scanner) => Outcome::Found,
        _ => Outcome::Done,
    })
}

fn inputs(args: &Args) -> Result<Box<dyn Iterator<Item = Input> + Send>, Error> {
    Ok(match &args.since {
        Some(revision) => input::of_changes(git::since(revision, &args.paths)?),
        None if args.staged => input::of_changes(git::staged(&args.paths)?),
        None => input::of_paths(args.paths.clone(), args.format.reports()),
    })
}

fn jobs(args: &Args) -> usize {
    let several = args.staged || args.since.is_some() || args.paths.len() > 1 || args.paths.iter().any(|p| p.is_dir());
    let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if several { args.jobs.unwrap_or_else(all).max(1) } else { 1 }
}

/// What else is looked after, and the baseline that is to be written.
fn watch(args: &Args, voice: Voice) -> Result<(Watch, Option<Baseline>), Error> {
    let mut watch = Watch::new();
    if args.format.reports() {
        watch = watch.examples();
    }
    if !args.no_allow {
        watch = watch.allows();
    }
    let reads = args.baseline.as_deref();
    let (reads_or_writes, sarif) = (reads.is_some() || args.write_baseline.is_some(), args.format == Format::Sarif);
    if !reads_or_writes && !sarif {
        return Ok((watch, None));
    }
    let ring = args.keys.read()?;
    if !reads_or_writes {
        return Ok((ring.map_or(Ok(watch.clone()), |ring| watch.fingerprints(&ring))?, None));
    }
    let baseline = match reads {
        Some(path) => Baseline::read(&read_text(path)?, ring.as_ref())?,
        None => Baseline::new(ring.as_ref())?,
    };
    let written = args.write_baseline.is_some().then(|| baseline.clone());
    if reads.is_none() && ring.is_none() {
        voice.note(format_args!(
            "no key given: the baseline is made with a salt that stands in it, and whoever has it can try values"
        ));
    }
    watch = watch.baseline(baseline);
    Ok((if written.is_some() { watch.noting_prints() } else { watch }, written))
}

/// Looks into one input after the other.
struct Work<'w> {
    args: &'w Args,
    scanner: &'w Scanner,
    options: StreamOptions,
    watch: Watch,
    voice: Voice,
    run: &'w Run,
}

impl Work<'_> {
    fn one(&self, input: Input, out: &mut dyn Write) -> Done {
        let (name, named, path) = match &input {
            Input::Stdin | Input::Failed(_) => ("-".to_owned(), true, None),
            Input::File { path, name, named, .. } => (name.clone(), *named, Some(path.clone())),
            Input::Blob { name, .. } | Input::Skipped { name, .. } => (name.clone(), false, None),
        };
        self.look(input, out).unwrap_or_else(|error| {
            let bytes = path.and_then(|path| path.metadata().ok()).map_or(0, |m| m.len());
            Done::Failed { name, bytes, named, error }
        })
    }

    fn look(&self, input: Input, out: &mut dyn Write) -> Result<Done, Error> {
        let takes_binary = self.args.binary;
        match input {
            Input::Failed(error) => Err(error),
            Input::Skipped { name, bytes, why } => Ok(Done::Skipped { name, bytes, why }),
            Input::Stdin => {
                self.args.reading.parquet(None)?;
                let name = self.args.reading.stdin_name.as_deref().unwrap_or("-");
                self.stream(name, Box::new(self.run.source("-", stdin().lock())), None, None, out)
            }
            Input::File { path, name, named, lines } => {
                match input::opened(&path, takes_binary || named, &self.args.reading, self.run)? {
                    Opened::Stream(file, size) => self.stream(&name, file, size.filter(|_| named), lines, out),
                    Opened::Parquet => self.parquet(&path, out),
                    Opened::Skipped(why) => {
                        Ok(Done::Skipped { name, bytes: path.metadata().map_or(0, |m| m.len()), why })
                    }
                }
            }
            Input::Blob { name, object, lines } => match input::peeked(git::Blob::open(&object)?, takes_binary)? {
                Ok(blob) => self.stream(&name, Box::new(self.run.source(&name, blob)), None, lines, out),
                Err(why) => Ok(Done::Skipped { name, bytes: 0, why }),
            },
        }
    }

    fn stream(
        &self,
        name: &str,
        source: Box<dyn Read>,
        size: Option<u64>,
        lines: Option<Vec<Range<u64>>>,
        out: &mut dyn Write,
    ) -> Result<Done, Error> {
        let (scanner, format) = (self.scanner, self.args.format);
        let alone = jobs(self.args) == 1;
        let mut progress = alone.then(|| Progress::new(self.voice, size));
        let mut progress = |tally: &_| progress.iter_mut().for_each(|progress| progress.update(tally));
        let source = in_clear(source, || self.args.keys.read())?;
        let origin = Origin::new(name);
        let origin = lines.map_or(origin.clone(), |lines| origin.lines(lines));
        let options = if name == "-" { self.options.clone() } else { self.options.clone().file_name(name) };
        let mut each = |found: &inkwash::Reported<'_>| output::finding(format, out, name, scanner, found);
        let outcome = scanner.scan_source(&origin, source, &options, &self.watch, &mut each, &mut progress);
        let source = outcome.map_err(|e| match e.sealing() {
            None if !e.is_broken_pipe() => Error::io(name, io::Error::other(e.to_string())),
            _ => e,
        })?;
        if format == Format::Human {
            output::table(out, name, scanner, &source).map_err(printing)?;
        }
        let ending = self.args.reading.ending.check(source.is_cut());
        let ending = ending.err().map(|e| Error::data(format!("{name}: {e}")));
        Ok(Done::Source(Box::new(source), ending))
    }

    /// A Parquet file's columns: it has no lines, so all formats tell what each column holds.
    fn parquet(&self, path: &Path, out: &mut dyn Write) -> Result<Done, Error> {
        let name = path.to_string_lossy();
        let scanner = self.scanner.for_file(&name);
        let found =
            inkwash_arrow::scan_parquet(&scanner, open_parquet(path, self.run)?, &inkwash_arrow::table_name(path))?;
        let bytes = path.metadata().map_or(0, |m| m.len());
        let columns = found.iter().map(|column| (&*column.place, &*column.entity, column.findings, column.score));
        let source = Source::of_columns(self.scanner, &name, "parquet", bytes, columns);
        let printed = match self.args.format {
            Format::Jsonl => found.iter().try_for_each(|column| inkwash_arrow::write_json_line(out, &name, column)),
            Format::Human => output::table(out, &name, self.scanner, &source),
            Format::Sarif => inkwash::write_sarif_columns(out, self.scanner, &source),
            _ => Ok(()),
        };
        printed.map_err(printing)?;
        Ok(Done::Source(Box::new(source), None))
    }
}
