mod erase;

use std::io::{BufWriter, Read as _, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use inkwash::audit::Run;
use inkwash::{Error, KeyRing, Subject, SubjectFile, SubjectRecord, SubjectRecords, write_subject_line};
use zeroize::Zeroizing;

use crate::archive;
use crate::options::{KeySource, Reading, in_clear, read_text};
use crate::show::{count, printable};
use crate::{Outcome, Voice};

/// Answer a data subject's request: where all records of a person are, and copies without them.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Find every record of a person in dumps, tables and logs.
    ///
    /// All files are searched together: for the person's identifiers in any spelling (e-mail addresses,
    /// telephone numbers, national numbers, cards, accounts; names in any order and case, with accents or
    /// without), and for the records that foreign keys link to those found, through all tables. Values are
    /// never printed. Exits with 0 whether there are any or none, and says which.
    #[command(
        after_help = "Identifiers are read from a file or standard input, never from arguments: one a line, as it is or as\n`ENTITY: value` (see `inkwash entities`).\n\nExample:\n  printf 'anna.berg@example.com\\nPHONE_NUMBER: 22 22 55 55\\n' | inkwash subject find dump.sql crm.csv"
    )]
    Find(Box<Find>),
    /// Write copies of files without a person's records.
    ///
    /// A record goes if one of its values is one of the person's identifiers, or if a foreign key links it to one that
    /// goes; in all others identifiers are replaced where they are mentioned. Keys within a table that refer to a record
    /// that is gone are emptied. What a legal hold of the policy covers stays, with the records that it refers to: the
    /// exit code is 1 then. A copy is searched before it appears; if the person is still in one, there is none.
    #[command(
        after_help = "Identifiers are read as by `subject find`: look at what that finds first, since names are shared.\n\nExample:\n  inkwash subject find --identifiers who.txt dump.sql crm.csv\n  inkwash subject erase --identifiers who.txt dump.sql crm.csv --output erased/ --audit audit.jsonl --key-file team.keys\n  inkwash audit certificate 1 --key-file team.keys audit.jsonl > certificate.md"
    )]
    Erase(Box<erase::Erase>),
}

#[derive(clap::Args)]
struct Find {
    /// The files to look into; each is read several times, so none can be standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The person's identifiers, one a line; `-` is standard input.
    #[arg(long, value_name = "FILE", default_value = "-")]
    identifiers: PathBuf,
    /// Follow this key too, which no table declares: `orders.customer_id=customers.id`. Records of CSV and
    /// NDJSON files are in the table of the file's name. May be repeated.
    #[arg(long, value_name = "COLUMN=COLUMN")]
    link: Vec<String>,
    /// How the records are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    keys: KeySource,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line each, and how many there are.
    Human,
    /// A JSON object a line for each record.
    Jsonl,
}

impl Args {
    /// What the audit log calls it.
    pub(crate) const fn operation(&self) -> &'static str {
        match self.action {
            Action::Find(_) => "subject find",
            Action::Erase(_) => "subject erase",
        }
    }

    pub(crate) fn keys(&self) -> Result<Option<KeyRing>, Error> {
        match &self.action {
            Action::Find(args) => args.keys.read(),
            Action::Erase(args) => args.keys(),
        }
    }
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    match &args.action {
        Action::Find(args) => find(args, voice, run),
        Action::Erase(args) => erase::run(args, voice, run),
    }
}

fn find(args: &Find, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(Error::data("files are read several times, so that none can be standard input"));
    }
    let subject = subject(&args.identifiers)?;
    let subject = args.link.iter().try_fold(subject, |subject, link| subject.link(link))?;
    let file = |path: &PathBuf| {
        let path = path.to_string_lossy();
        Ok(SubjectFile { options: args.reading.options()?.file_name(&path), path: path.into_owned() })
    };
    let files: Vec<_> = args.paths.iter().map(file).collect::<Result<_, Error>>()?;
    // The log is to name a file once.
    let (again, mut is_known) = (Run::unrecorded(), vec![false; files.len()]);
    let result = subject.find(&files, &mut |number| {
        let run = if std::mem::replace(&mut is_known[number], true) { &again } else { run };
        in_clear(archive::open(&args.paths[number], run)?.0, || args.keys.read())
    })?;
    args.reading.ending.check(result.is_cut)?;
    run.result("records_read", result.read);
    run.result("records_found", result.records.len() as u64);
    print(&result, args.format).map_err(|e| Error::io("cannot print the records", e))?;
    let read = count(result.read);
    match result.records.len() {
        0 => voice.note(format_args!("none of {read} records is the person's")),
        n => voice.note(format_args!("found {} of {read} records", count(n as u64))),
    }
    if result.links == 0 {
        voice.note(format_args!("no table declares a foreign key, so that none was followed (see --link)"));
    }
    Ok(Outcome::Done)
}

/// The person, by what the file holds. The audit log does not get to know it: its digest could be guessed.
fn subject(identifiers: &Path) -> Result<Subject, Error> {
    if identifiers != Path::new("-") {
        return Subject::parse(&Zeroizing::new(read_text(identifiers)?));
    }
    let mut text = Zeroizing::new(String::new());
    stdin().read_to_string(&mut text).map_err(|e| Error::io("cannot read the identifiers", e))?;
    Subject::parse(&text)
}

fn print(result: &SubjectRecords, format: Format) -> std::io::Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    for record in &result.records {
        match format {
            Format::Human => line(&mut out, record)?,
            Format::Jsonl => write_subject_line(&mut out, record)?,
        }
    }
    out.flush()
}

fn line(out: &mut impl Write, record: &SubjectRecord) -> std::io::Result<()> {
    let SubjectRecord { path, table, record, line, identifiers, links } = record;
    let shown = |text: &str| printable(text.as_bytes()).to_string();
    let links = links.iter().map(|link| format!("{} = {}", shown(&link.from), shown(&link.to)));
    let why: Vec<_> = identifiers.iter().cloned().chain(links).collect();
    writeln!(out, "{}:{line}: {} record {record}: {}", shown(path), shown(table), why.join(", "))
}
