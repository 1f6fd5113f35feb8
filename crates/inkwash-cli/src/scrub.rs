mod report;

use std::fs::File;
use std::io::{IsTerminal, Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use inkwash::audit::{Count, Measured, Run};
use inkwash::{
    Audience, Compression, Encrypter, Error, KEY_VARIABLE, KeyRing, Proof, Recipient, Report, Scanner, Scrubber,
    StreamOptions, SubjectFile,
};

use self::report::Reporting;
use crate::archive;
use crate::options::{Encrypting, Keys, Looking, Reading, in_clear, open_parquet, read_text};
use crate::progress::Progress;
use crate::show::{by_entity, bytes, exceptions, retention};
use crate::{Outcome, Voice};

/// Rewrite a stream or file so that no personal data or secret is left in it.
///
/// Everything found is replaced by a keyed stand-in of the same kind: equal values get equal
/// stand-ins wherever they stand, so joins still join. What is not found comes out byte for byte.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  pg_dump prod | inkwash scrub --key-file team.key | psql dev\n  inkwash scrub customers.csv -o customers.clean.csv --transform redact\n  inkwash scrub dump.sql.gz -o dump.clean.sql.zst --transform 'CREDIT_CARD=mask(keep=4)'\n  inkwash scrub dump.sql -o clean.sql --plan inkwash.plan.toml"
)]
pub(crate) struct Args {
    /// The file to read; standard input if there is none or it is `-`.
    path: Option<PathBuf>,
    /// Write to this file. It appears when it is complete, and not at all if something fails.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What happens to findings: `SPEC` for all, `ENTITY=SPEC` for one entity (see `inkwash
    /// entities`). May be repeated.
    #[arg(long, value_name = "SPEC")]
    transform: Vec<String>,
    /// How the output is compressed. If not set: as the output file's extension says, or, on
    /// standard output, as the input was.
    #[arg(long, value_enum)]
    compress: Option<Compress>,
    /// Keep to this plan (see `inkwash plan`): transforms are its, and what it does not know is refused
    /// with exit code 3 and the lines that accept it.
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Write to this file what was replaced, as fingerprints that only the key ring opens: `inkwash verify`
    /// searches the output for it.
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    /// Tell the age of records by this day instead of today (in UTC), for the policy's retention rules: 2026-01-31. So a
    /// run can be repeated.
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    #[command(flatten)]
    reporting: Reporting,
    #[command(flatten)]
    encrypting: Encrypting,
    /// Stop with exit code 3 at a statement that carries data and is not understood. Without it such
    /// statements are searched as text, and counted in the summary.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    pub(crate) keys: Keys,
    #[command(flatten)]
    looking: Looking,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Compress {
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl From<Compress> for Compression {
    fn from(choice: Compress) -> Self {
        match choice {
            Compress::None => Self::None,
            Compress::Gzip => Self::Gzip,
            Compress::Zstd => Self::Zstd,
            Compress::Bzip2 => Self::Bzip2,
            Compress::Xz => Self::Xz,
        }
    }
}

/// What is read: a file, or standard input.
pub(crate) struct Input {
    pub(crate) reader: Box<dyn Read>,
    pub(crate) size: Option<u64>,
    name: Option<String>,
}

impl Input {
    /// Opens the file; standard input if there is none or it is `-`.
    pub(crate) fn open(path: Option<&Path>, run: &Run) -> Result<Self, Error> {
        let Some(path) = path.filter(|p| *p != Path::new("-")) else {
            return Ok(Self { reader: Box::new(run.source("-", stdin().lock())), size: None, name: None });
        };
        let (reader, size) = archive::open(path, run)?;
        Ok(Self { reader, size, name: Some(path.to_string_lossy().into_owned()) })
    }

    /// The options with the file's name, which helps to tell its format.
    pub(crate) fn named(&self, options: StreamOptions) -> StreamOptions {
        match &self.name {
            Some(name) => options.file_name(name),
            None => options,
        }
    }

    /// The same in clear; `keys` are asked for if it is encrypted.
    pub(crate) fn in_clear(self, keys: impl FnOnce() -> Result<Option<KeyRing>, Error>) -> Result<Self, Error> {
        Ok(Self { reader: in_clear(self.reader, keys)?, ..self })
    }

    pub(crate) fn is_stdin(&self) -> bool {
        self.name.is_none()
    }
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let mut policy = args.looking.unlocked(run, || args.keys.read())?;
    for spec in &args.transform {
        policy = match spec.split_once('=') {
            // `mask(keep=4)` has an `=` too.
            Some((entity, spec)) if !entity.contains('(') => policy.transform(entity, spec)?,
            _ => policy.default_transform(spec)?,
        };
    }
    let told = args.reporting.target(args.output.as_deref())?;
    let recipients = args.encrypting.recipients()?;
    policy = policy.output_encrypted(!recipients.is_empty());
    if let Some(day) = &args.as_of {
        policy = policy.as_of(day)?;
    }
    policy.check(&inkwash::entity_names())?;
    policy.warnings().iter().for_each(|warning| voice.note(format_args!("warning: {warning}")));
    let plan = args.plan.as_deref().map(|path| crate::plan::read(path, &policy, run)).transpose()?;
    let options = args.reading.options()?.strict(args.strict);
    // Whatever is wrong with the input is told before anything is said about keys.
    let input = Input::open(args.path.as_deref(), run)?.in_clear(|| args.keys.read())?;
    // A random key unlocks no list.
    let scanner = Scanner::with_policy(&policy)?;
    let keys = key(args, voice, run)?;
    let scrubber = Scrubber::with_scanner(scanner, &keys)?;
    let proof = args.proof.as_deref().map(|path| Proof::new(&keys).map(|proof| (path, proof))).transpose()?;
    let scrubber = proof.iter().fold(scrubber, |scrubber, (_, proof)| scrubber.proving(proof));
    if let Some(path) = args.reading.parquet(args.path.as_deref())? {
        let output = args.output.as_deref().ok_or_else(|| {
            Error::data("a Parquet file is written with --output FILE: its end says where everything is")
        })?;
        if proof.is_some() {
            return Err(Error::data("there are no proofs of Parquet files yet"));
        }
        if told.is_some() {
            return Err(Error::data(
                "there are no reports of scrubbed Parquet files yet: `inkwash scan --format html` tells what they hold",
            ));
        }
        let scrubber = scrubber.for_file(&path.to_string_lossy());
        let output = Output { path: Some(output), compress: Some(Compress::None), recipients: &recipients };
        let tally = write(&output, options, false, voice, run, |target, _| {
            inkwash_arrow::scrub_parquet(
                &scrubber,
                plan.as_ref(),
                open_parquet(path, run)?,
                target,
                &inkwash_arrow::table_name(path),
            )
        })?;
        for (i, facts) in scrubber.entities().enumerate() {
            let of = |counts: &[u64]| counts.get(i).copied().unwrap_or(0);
            run.count(facts.name, facts.class, Count { found: of(&tally.findings), replaced: of(&tally.rewritten) });
        }
        let used = scrubber.scanner().exceptions_used(&tally);
        used.iter().for_each(|used| run.exception(used));
        exceptions(voice, &used);
        voice.note(format_args!(
            "{} rows read as parquet, replaced {}; key {}",
            tally.records,
            by_entity(&tally.rewritten, scrubber.entities()),
            keys.fingerprint()?
        ));
        return Ok(Outcome::Done);
    }
    let options = input.named(options);
    let scrubber = surveyed(args, scrubber, &options)?;
    let mut progress = Progress::new(voice, input.size);
    let mut progress = |tally: &_| progress.update(tally);
    let asks = input.is_stdin();
    let output = Output { path: args.output.as_deref(), compress: args.compress, recipients: &recipients };
    let summary = write(&output, options, asks, voice, run, |target, options| {
        let (source, mut nothing) = (input.reader, ());
        let mut sink = run.counting(scrubber.scanner(), &mut nothing);
        let summary = match (&told, &plan) {
            (Some(told), plan) => {
                let report = report(args, &scrubber, &keys.fingerprint()?)?;
                told.write(run, scrubber.scanner(), report, |each| {
                    let audience = Audience { each, sink: &mut sink, progress: &mut progress };
                    let done = scrubber.scrub_source(plan.as_ref(), source, target, options, audience)?;
                    args.reading.ending.check(done.0.is_cut)?;
                    Ok(done)
                })
            }
            (None, Some(plan)) => scrubber.scrub_by_plan(plan, source, target, options, &mut sink, &mut progress),
            (None, None) => scrubber.scrub_reader(source, target, options, &mut sink, &mut progress),
        }?;
        args.reading.ending.check(summary.is_cut)?;
        if let Some((path, proof)) = &proof {
            complete(path, |file| proof.write(&keys, &mut run.sink(&path.to_string_lossy(), file)))?;
        }
        Ok(summary)
    })?;
    run.tally(scrubber.scanner(), &summary);
    for (what, count) in &summary.oddities {
        voice.note(format_args!("not understood, searched as text: {what} ({count})"));
    }
    exceptions(voice, &summary.exceptions);
    retention(voice, &summary.retention);
    voice.note(format_args!(
        "{} read as {}, replaced {}; key {}",
        bytes(summary.tally.bytes_in),
        summary.format,
        by_entity(&summary.tally.rewritten, scrubber.entities()),
        keys.fingerprint()?
    ));
    Ok(Outcome::Done)
}

/// An empty report that says by what the run goes.
fn report(args: &Args, scrubber: &Scrubber, key: &str) -> Result<Report, Error> {
    let mut report = Report::new(scrubber.scanner()).of_scrub().by_key(key);
    if let Some((name, text)) = args.looking.policy_file()? {
        report = report.by_policy(&name, &text);
    }
    if let Some(path) = &args.plan {
        report = report.by_plan(&path.to_string_lossy(), &read_text(path)?);
    }
    Ok(report)
}

/// Which records go by the policy's retention rules, known from a first reading where that can be had.
fn surveyed(args: &Args, scrubber: Scrubber, options: &StreamOptions) -> Result<Scrubber, Error> {
    let Some(path) = args.path.as_deref().filter(|path| *path != Path::new("-")) else { return Ok(scrubber) };
    let file = SubjectFile { path: path.to_string_lossy().into_owned(), options: options.clone() };
    // The log is to name a file once: as it is written.
    let again = Run::unrecorded();
    scrubber.surveyed(&file, &mut || in_clear(archive::open(path, &again)?.0, || args.keys.read()))
}

fn key(args: &Args, voice: Voice, run: &Run) -> Result<KeyRing, Error> {
    if let Some(keys) = args.keys.read()? {
        run.key(&keys, false)?;
        return Ok(keys);
    }
    if args.proof.is_some() {
        let what = "a proof is for a key that is kept: give one with --key-file or";
        return Err(Error::data(format!("{what} {KEY_VARIABLE}")));
    }
    voice.note(format_args!(
        "no key given (--key-file or {KEY_VARIABLE}): using a random one; the next run's stand-ins will differ"
    ));
    let keys = KeyRing::generate()?;
    run.key(&keys, true)?;
    Ok(keys)
}

/// What is written to.
pub(crate) enum Target<'f> {
    Clear(Measured<&'f mut File>),
    Encrypted(Encrypter<Measured<&'f mut File>>),
}

impl<'f> Target<'f> {
    /// Encrypts if there are recipients.
    fn new(file: Measured<&'f mut File>, recipients: &[Recipient]) -> Result<Self, Error> {
        Ok(match recipients {
            [] => Self::Clear(file),
            recipients => Self::Encrypted(Encrypter::new(recipients, file)?),
        })
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Clear(_) => Ok(()),
            Self::Encrypted(target) => target.finish().map(drop).map_err(|e| Error::io("cannot write the output", e)),
        }
    }
}

impl Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Clear(target) => target.write(bytes),
            Self::Encrypted(target) => target.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Clear(target) => target.flush(),
            Self::Encrypted(target) => target.flush(),
        }
    }
}

/// Where output goes, and how.
pub(crate) struct Output<'o> {
    /// The file; standard output if there is none.
    pub(crate) path: Option<&'o Path>,
    pub(crate) compress: Option<Compress>,
    /// It is encrypted if there are any.
    pub(crate) recipients: &'o [Recipient],
}

/// Opens the target, lets `act` write to it, and makes it appear when that is done.
pub(crate) fn write<T>(
    output: &Output<'_>,
    options: StreamOptions,
    asks_terminal: bool,
    voice: Voice,
    run: &Run,
    act: impl FnOnce(&mut Target<'_>, &StreamOptions) -> Result<T, Error>,
) -> Result<T, Error> {
    let Output { path, compress, recipients } = *output;
    let options = match compress {
        Some(choice) => options.output(choice.into()),
        None => options,
    };
    let act = |file: &mut File, options: &StreamOptions| {
        let name = path.unwrap_or(Path::new("-")).to_string_lossy();
        let mut target = Target::new(run.sink(&name, file), recipients)?;
        let done = act(&mut target, options)?;
        target.finish()?;
        Ok(done)
    };
    let Some(path) = path else {
        // A plain file does no line buffering, and takes whole blocks.
        let mut target = raw_stdout()?;
        if target.is_terminal() && asks_terminal && stdin().is_terminal() {
            voice.note(format_args!("reading from the terminal; end with Ctrl-D"));
        }
        return act(&mut target, &options);
    };
    let options =
        if compress.is_none() { options.output(Compression::of_extension(&path.to_string_lossy())) } else { options };
    complete(path, |file| act(file, &options))
}

/// Lets `act` write a file that appears when that is done, and not at all if it fails.
pub(crate) fn complete<T>(path: &Path, act: impl FnOnce(&mut File) -> Result<T, Error>) -> Result<T, Error> {
    let failed = |e| Error::io(format!("cannot write {}", path.display()), e);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut target = temporary(folder).map_err(failed)?;
    let done = act(target.as_file_mut())?;
    target.as_file().sync_all().map_err(failed)?;
    // A file that is replaced keeps its mode.
    if let Ok(old) = std::fs::metadata(path) {
        target.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    target.persist(path).map_err(|e| failed(e.error))?;
    Ok(done)
}

fn raw_stdout() -> Result<File, Error> {
    let failed = |e| Error::io("cannot write the output", e);
    stdout().flush().map_err(failed)?;
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        Ok(File::from(stdout().as_fd().try_clone_to_owned().map_err(failed)?))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        Ok(File::from(stdout().as_handle().try_clone_to_owned().map_err(failed)?))
    }
}

/// A file beside the target, with the mode that new files get, not the private one of temporary
/// files.
pub(crate) fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's umask takes away what it does not want.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.prefix(".inkwash-").tempfile_in(folder)
}
