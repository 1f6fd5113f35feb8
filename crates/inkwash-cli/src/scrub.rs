use std::fs::File;
use std::io::{IsTerminal, Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use inkwash::{Compression, Error, KEY_VARIABLE, KeyRing, Scrubber, StreamOptions, Summary};

use crate::options::{Keys, Looking, open};
use crate::progress::Progress;
use crate::show::{by_entity, bytes};
use crate::{Outcome, Voice};

/// Rewrite a stream or file so that no personal data or secret is left in it.
///
/// Everything found is replaced by a keyed stand-in of the same kind: equal values get equal
/// stand-ins wherever they stand, so joins still join. What is not found comes out byte for byte.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  pg_dump prod | inkwash scrub --key-file team.key | psql dev\n  inkwash scrub customers.csv -o customers.clean.csv --transform redact\n  inkwash scrub dump.sql.gz -o dump.clean.sql.zst --transform 'CREDIT_CARD=mask(keep=4)'"
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
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    looking: Looking,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Compress {
    None,
    Gzip,
    Zstd,
}

impl From<Compress> for Compression {
    fn from(choice: Compress) -> Self {
        match choice {
            Compress::None => Self::None,
            Compress::Gzip => Self::Gzip,
            Compress::Zstd => Self::Zstd,
        }
    }
}

pub(crate) fn run(args: &Args, voice: Voice) -> Result<Outcome, Error> {
    let mut policy = args.looking.policy()?;
    for spec in &args.transform {
        policy = match spec.split_once('=') {
            // `mask(keep=4)` has an `=` too.
            Some((entity, spec)) if !entity.contains('(') => policy.transform(entity, spec)?,
            _ => policy.default_transform(spec)?,
        };
    }
    policy.check(&inkwash::entity_names())?;
    let mut options = StreamOptions::new().format(&args.looking.input_format)?;
    if let Some(choice) = args.compress {
        options = options.output(choice.into());
    }
    // Whatever is wrong with the input is told before anything is said about keys.
    let path = args.path.as_deref().filter(|p| *p != Path::new("-"));
    let input = path.map(|path| open(path).map(|file| (path, file))).transpose()?;
    let keys = key(args, voice)?;
    let scrubber = Scrubber::new(&policy, &keys)?;
    let summary = match input {
        Some((path, file)) => {
            let size = file.metadata().ok().map(|m| m.len());
            let options = options.file_name(&path.to_string_lossy());
            write(args, &scrubber, file, size, options, voice)?
        }
        None => write(args, &scrubber, stdin().lock(), None, options, voice)?,
    };
    voice.note(format_args!(
        "{} read as {}, replaced {}; key {}",
        bytes(summary.tally.bytes_in),
        summary.format,
        by_entity(&summary.tally.rewritten, scrubber.entities()),
        keys.fingerprint()?
    ));
    Ok(Outcome::Done)
}

fn key(args: &Args, voice: Voice) -> Result<KeyRing, Error> {
    if let Some(keys) = args.keys.read()? {
        return Ok(keys);
    }
    voice.note(format_args!(
        "no key given (--key-file or {KEY_VARIABLE}): using a random one; the next run's stand-ins will differ"
    ));
    KeyRing::generate()
}

fn write(
    args: &Args,
    scrubber: &Scrubber,
    source: impl Read,
    size: Option<u64>,
    options: StreamOptions,
    voice: Voice,
) -> Result<Summary, Error> {
    let mut progress = Progress::new(voice, size);
    let mut progress = |tally: &_| progress.update(tally);
    let Some(path) = &args.output else {
        // A plain file does no line buffering, and takes whole blocks.
        let target = raw_stdout()?;
        if target.is_terminal() && size.is_none() && stdin().is_terminal() {
            voice.note(format_args!("reading from the terminal; end with Ctrl-D"));
        }
        return scrubber.scrub_reader(source, target, &options, &mut (), &mut progress);
    };
    let failed = |e| Error::io(format!("cannot write {}", path.display()), e);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut target = temporary(folder).map_err(failed)?;
    let options = if args.compress.is_none() {
        options.output(Compression::of_extension(&path.to_string_lossy()))
    } else {
        options
    };
    let summary = scrubber.scrub_reader(source, target.as_file_mut(), &options, &mut (), &mut progress)?;
    target.as_file().sync_all().map_err(failed)?;
    // A file that is replaced keeps its mode.
    if let Ok(old) = std::fs::metadata(path) {
        target.as_file().set_permissions(old.permissions()).map_err(failed)?;
    }
    target.persist(path).map_err(|e| failed(e.error))?;
    Ok(summary)
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
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The process's umask takes away what it does not want.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.prefix(".inkwash-").tempfile_in(folder)
}
