//! `inkwash subject erase`.

use std::fs;
use std::io::{Read, Seek as _, Write, stdout};
use std::path::{Path, PathBuf};

use inkwash::audit::Run;
use inkwash::{Erased, Erasing, Erasure, Error, KEY_VARIABLE, KeyRing, Policy, Scrubber, SubjectFile};
use tempfile::NamedTempFile;

use super::{Format, subject};
use crate::options::{self, Keys, Looking, Reading};
use crate::scrub::temporary;
use crate::show::{count, printable};
use crate::{Outcome, Voice};

#[derive(clap::Args)]
pub(super) struct Erase {
    /// The files to copy; each is read several times, so none can be standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Where copies go: a directory, in which they have the names of the files, or the copy of a single file. Files are
    /// never changed in place.
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// The person's identifiers, one a line; `-` is standard input.
    #[arg(long, value_name = "FILE", default_value = "-")]
    identifiers: PathBuf,
    /// What becomes of the person's records.
    #[arg(long, value_enum, default_value_t = Mode::Remove)]
    mode: Mode,
    /// Follow this key too, which no table declares: `orders.customer_id=customers.id`. May be repeated.
    #[arg(long, value_name = "COLUMN=COLUMN")]
    link: Vec<String>,
    /// Keep records that refer to the person by this key, and empty the key: `orders.agent_id`. May be repeated.
    #[arg(long, value_name = "COLUMN")]
    unlink: Vec<String>,
    /// How it is told what became of each file.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    looking: Looking,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Mode {
    /// They are taken out.
    Remove,
    /// They stay, with stand-ins (by the policy and the key) for all that is personal in them.
    Pseudonymise,
}

impl Erase {
    pub(super) fn keys(&self) -> Result<Option<KeyRing>, Error> {
        self.keys.read()
    }
}

pub(super) fn run(args: &Erase, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let targets = targets(args)?;
    let policy = args.looking.policy(run)?;
    policy.check(&inkwash::entity_names())?;
    let erasing = Erasing {
        holds: policy.holds().to_vec(),
        unlink: args.unlink.clone(),
        pseudonymise: pseudonymising(args, &policy, run)?,
    };
    let subject = subject(&args.identifiers)?;
    let subject = args.link.iter().try_fold(subject, |subject, link| subject.link(link))?;
    let file = |path: &PathBuf| {
        let path = path.to_string_lossy();
        Ok(SubjectFile { options: args.reading.options()?.file_name(&path), path: path.into_owned() })
    };
    let files = args.paths.iter().map(file).collect::<Result<_, Error>>()?;
    let open = |path: &Path| Ok(Box::new(options::open(path)?) as Box<dyn Read>);
    let erasure = Erasure::plan(&subject, files, &erasing, &mut |number| open(&args.paths[number]))?;
    args.reading.ending.check(erasure.is_cut())?;
    if erasure.links() == 0 {
        voice.note(format_args!("no table declares a foreign key, so that none was followed (see --link)"));
    }
    let copies = targets.iter().enumerate().map(|(number, target)| copy(args, &erasure, number, target, run));
    let copies = copies.collect::<Result<Vec<_>, _>>()?;
    // All or none: what goes before has failed before any appears.
    let mut all = Vec::new();
    for ((copy, erased), target) in copies.into_iter().zip(&targets) {
        copy.persist(target).map_err(|e| cannot_write(target)(e.error))?;
        all.push(erased);
    }
    told(args, &all, voice, run)
}

/// Where each copy goes.
fn targets(args: &Erase) -> Result<Vec<PathBuf>, Error> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(Error::data("files are read several times, so that none can be standard input"));
    }
    let is_folder = args.output.is_dir() || args.paths.len() > 1 || args.output.to_string_lossy().ends_with('/');
    if is_folder {
        fs::create_dir_all(&args.output).map_err(cannot_write(&args.output))?;
    }
    let target = |path: &PathBuf| match path.file_name().filter(|_| is_folder) {
        Some(name) => args.output.join(name),
        None => args.output.clone(),
    };
    let targets: Vec<_> = args.paths.iter().map(target).collect();
    let real = |path: &PathBuf| fs::canonicalize(path).ok();
    let inputs: Vec<_> = args.paths.iter().filter_map(real).collect();
    if targets.iter().filter_map(real).any(|target| inputs.contains(&target)) {
        return Err(Error::data("a copy would take the place of a file that is read: name another output"));
    }
    let mut names = targets.clone();
    names.sort();
    names.dedup();
    match names.len() == targets.len() {
        true => Ok(targets),
        false => {
            Err(Error::data("two files have the same name, so that their copies would, too: copy one after the other"))
        }
    }
}

fn pseudonymising(args: &Erase, policy: &Policy, run: &Run) -> Result<Option<Scrubber>, Error> {
    if args.mode == Mode::Remove {
        return Ok(None);
    }
    let Some(keys) = args.keys.read()? else {
        return Err(Error::data(format!("pseudonyms need a key: give one with --key-file or {KEY_VARIABLE}")));
    };
    run.key(&keys, false)?;
    Ok(Some(Scrubber::new(policy, &keys)?))
}

/// Writes a copy and searches it.
fn copy(
    args: &Erase,
    erasure: &Erasure,
    number: usize,
    target: &Path,
    run: &Run,
) -> Result<(NamedTempFile, Erased), Error> {
    let path = &args.paths[number];
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut copy = temporary(folder).map_err(cannot_write(target))?;
    let source = run.source(&path.to_string_lossy(), options::open(path)?);
    let erased = erasure.write(number, source, run.sink(&target.to_string_lossy(), copy.as_file_mut()), None)?;
    copy.as_file().sync_all().and_then(|()| copy.as_file_mut().rewind()).map_err(cannot_write(target))?;
    match erasure.remaining(number, copy.as_file())? {
        0 => Ok((copy, erased)),
        left => Err(Error::data(format!(
            "{} records or texts of the copy of {} still hold an identifier of the person: nothing was written",
            count(left),
            path.display()
        ))),
    }
}

fn cannot_write(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |error| Error::io(format!("cannot write {}", path.display()), error)
}

fn told(args: &Erase, all: &[Erased], voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let mut out = stdout().lock();
    let printed = all.iter().try_for_each(|erased| match args.format {
        Format::Human => writeln!(out, "{}: {}", printable(erased.path.as_bytes()), sentence(erased, args.mode)),
        Format::Jsonl => inkwash::write_erased_line(&mut out, erased),
    });
    printed.map_err(|e| Error::io("cannot print what was done", e))?;
    let (mut stays, mut gone) = (0, 0);
    for erased in all {
        let Erased { records, removed, removed_with, unlinked, mentions, held, needed, .. } = erased;
        for (name, number) in [
            ("records_read", records),
            ("records_erased", removed),
            ("records_erased_with_them", removed_with),
            ("keys_emptied", unlinked),
            ("mentions_replaced", mentions),
            ("records_held", held),
            ("records_needed", needed),
        ] {
            run.result(name, *number);
        }
        gone += removed + removed_with;
        stays += held + needed;
    }
    if gone + stays == 0 {
        voice.note(format_args!("no record is the person's"));
    }
    if stays == 0 {
        return Ok(Outcome::Done);
    }
    voice.note(format_args!("{} records of the person stay because of legal holds", count(stays)));
    Ok(Outcome::Found)
}

fn sentence(erased: &Erased, mode: Mode) -> String {
    let Erased { records, removed, removed_with, unlinked, mentions, held, needed, .. } = erased;
    let done = if mode == Mode::Remove { "removed" } else { "pseudonymised" };
    let rest = [
        (*removed_with, format!("{done} with them")),
        (*unlinked, "without their key".to_owned()),
        (*mentions, "mentions replaced".to_owned()),
        (*held, "stay by a legal hold".to_owned()),
        (*needed, "stay because those refer to them".to_owned()),
    ];
    let rest: String = rest.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {} {what}", count(*n))).collect();
    format!("of {} records {} {done}{rest}", count(*records), count(*removed))
}
