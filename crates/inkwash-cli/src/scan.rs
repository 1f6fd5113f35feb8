use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufWriter, Read, Write, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use inkwash::audit::{Count, Run as Recorded};
use inkwash::{
    Class, EntityId, Error, Place, Scanner, Score, Sink, StreamFinding, StreamOptions, Tally, write_json_line,
};

use crate::archive;
use crate::options::{Ending, KeySource, Looking, Reading, in_clear, open_parquet};
use crate::progress::Progress;
use crate::show::{add, by_entity, bytes, class_style, count, exceptions, printable};
use crate::{Outcome, Voice};

/// Find personal data and secrets in files, directories or standard input.
///
/// Values are never printed, only where they are. Directories are walked, ignore files
/// (.gitignore, .ignore) are honoured.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  inkwash scan dump.sql.gz\n  pg_dump prod | inkwash scan --format jsonl\n  inkwash scan exports/ --fail-on critical"
)]
pub(crate) struct Args {
    /// Files and directories; standard input if there is none or it is `-`.
    paths: Vec<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 if there is a finding of this class or a more sensitive one, or of this entity.
    #[arg(long, value_name = "CLASS|ENTITY")]
    fail_on: Option<String>,
    #[command(flatten)]
    pub(crate) keys: KeySource,
    #[command(flatten)]
    looking: Looking,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A summary by place and entity.
    Human,
    /// One JSON object a line for each finding.
    Jsonl,
}

/// What makes the run fail.
enum FailOn {
    Class(Class),
    Entity(String),
}

impl FailOn {
    fn parse(text: &str) -> Result<Self, Error> {
        let classes = [Class::Critical, Class::Confidential, Class::Internal, Class::Public];
        if let Some(class) = classes.into_iter().find(|c| c.name() == text) {
            return Ok(Self::Class(class));
        }
        inkwash::Policy::default().entities([text]).check(&inkwash::entity_names())?;
        Ok(Self::Entity(text.to_owned()))
    }

    fn is_met(&self, tally: &Tally, scanner: &Scanner) -> bool {
        tally.findings.iter().zip(scanner.entities()).any(|(n, facts)| {
            *n > 0
                && match self {
                    Self::Class(class) => facts.class <= *class,
                    Self::Entity(name) => facts.name == name,
                }
        })
    }
}

pub(crate) fn run(args: &Args, voice: Voice, recorded: &Recorded) -> Result<Outcome, Error> {
    let fail_on = args.fail_on.as_deref().map(FailOn::parse).transpose()?;
    let scanner = Scanner::with_policy(&args.looking.policy(recorded)?)?;
    let options = args.reading.options()?;
    let mut run = Run {
        scanner: &scanner,
        recorded,
        ending: &args.reading.ending,
        format: args.format,
        voice,
        out: BufWriter::with_capacity(OUT, plain_or_coloured(args.format)),
        total: Tally::default(),
        inputs: 0,
    };
    let mut failure = None;
    let mut sealed: BTreeMap<&str, u64> = BTreeMap::new();
    for input in inputs(&args.paths) {
        let named = match &input {
            Ok(Some(path)) if !args.paths.contains(path) => None,
            Ok(Some(path)) => Some(path.display().to_string()),
            _ => Some("-".into()),
        };
        let outcome = input.and_then(|path| match path {
            None => {
                args.reading.parquet(None)?;
                run.stream("-", in_clear(recorded.source("-", stdin().lock()), || args.keys.read())?, None, &options)
            }
            Some(path) if args.reading.parquet(Some(&path))?.is_some() => run.parquet(&path),
            Some(path) => {
                let (file, size) = archive::open(&path, recorded)?;
                let name = path.to_string_lossy();
                run.stream(&name, in_clear(file, || args.keys.read())?, size, &options.clone().file_name(&name))
            }
        });
        match outcome {
            Ok(()) => {}
            Err(error) if error.is_broken_pipe() => return Err(error),
            // One unreadable file does not keep the others from being looked at.
            Err(error) => {
                let error = match (error.sealing(), named) {
                    (Some(what), None) => {
                        *sealed.entry(what).or_default() += 1;
                        continue;
                    }
                    (Some(_), Some(name)) => Error::data(format!("{name}: {error}")),
                    (None, _) => error,
                };
                if let Some(earlier) = failure.replace(error) {
                    anstream::eprintln!("inkwash: {earlier}");
                }
            }
        }
    }
    for (what, n) in sealed {
        let files = if n == 1 { "file" } else { "files" };
        voice.note(format_args!("not looked into: {} {files} in the directories: {what}", count(n)));
    }
    // Where nothing could be read there is nothing to sum up.
    run.finish(failure.is_none() || run.inputs > 0)?;
    match failure {
        Some(error) => Err(error),
        None if fail_on.is_some_and(|f| f.is_met(&run.total, &scanner)) => Ok(Outcome::Found),
        None => Ok(Outcome::Done),
    }
}

/// Bytes of output that are written at once.
const OUT: usize = 64 * 1024;

/// Standard output. JSON has no colours that would have to be taken out again.
fn plain_or_coloured(format: Format) -> Box<dyn Write> {
    match format {
        Format::Human => Box::new(anstream::AutoStream::auto(io::stdout())),
        Format::Jsonl => Box::new(io::stdout()),
    }
}

/// All files to look at; `None` is standard input.
fn inputs(paths: &[PathBuf]) -> Box<dyn Iterator<Item = Result<Option<PathBuf>, Error>> + '_> {
    if paths.is_empty() {
        return Box::new(std::iter::once(Ok(None)));
    }
    Box::new(paths.iter().flat_map(|path| -> Box<dyn Iterator<Item = _>> {
        if path == Path::new("-") {
            Box::new(std::iter::once(Ok(None)))
        } else if path.is_dir() && !archive::is_archive(path) {
            Box::new(walk(path))
        } else {
            Box::new(std::iter::once(Ok(Some(path.clone()))))
        }
    }))
}

fn walk(folder: &Path) -> impl Iterator<Item = Result<Option<PathBuf>, Error>> {
    let mut walk = ignore::WalkBuilder::new(folder);
    walk.hidden(false).require_git(false).sort_by_file_name(Ord::cmp);
    walk.filter_entry(|entry| entry.file_name() != ".git");
    let folder = folder.display().to_string();
    walk.build().filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => Some(Ok(Some(entry.into_path()))),
        Ok(_) => None,
        Err(error) => {
            let source = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
            Some(Err(Error::io(format!("cannot walk {folder}"), source)))
        }
    })
}

struct Run<'r, W: Write> {
    scanner: &'r Scanner,
    recorded: &'r Recorded,
    ending: &'r Ending,
    format: Format,
    voice: Voice,
    out: W,
    total: Tally,
    inputs: u64,
}

impl<W: Write> Run<'_, W> {
    fn stream(
        &mut self,
        path: &str,
        source: impl Read,
        size: Option<u64>,
        options: &StreamOptions,
    ) -> Result<(), Error> {
        let mut progress = Progress::new(self.voice, size);
        let mut progress = |tally: &Tally| progress.update(tally);
        let mut report = Report {
            scanner: self.scanner,
            path,
            lines: (self.format == Format::Jsonl).then_some(&mut self.out as &mut dyn Write),
            read_as: "",
            places: HashMap::new(),
            failure: None,
        };
        let mut counting = self.recorded.counting(self.scanner, &mut report);
        let outcome = self.scanner.scan_reader(source, options, &mut counting, &mut progress);
        drop(counting);
        let Report { read_as, places, failure, .. } = report;
        if let Some(error) = failure {
            return Err(printing(error));
        }
        if self.format == Format::Human {
            self.table(path, read_as, places.into_values()).map_err(printing)?;
        }
        let summary = outcome.map_err(|e| match e.sealing() {
            Some(_) => e,
            None => Error::io(path, io::Error::other(e.to_string())),
        })?;
        self.recorded.tally(self.scanner, &summary);
        add(&mut self.total, &summary.tally);
        self.inputs += 1;
        self.ending.check(&summary).map_err(|e| Error::data(format!("{path}: {e}")))
    }

    /// A Parquet file's columns: it has no lines, so all formats tell what each column holds.
    fn parquet(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.to_string_lossy();
        let found = inkwash_arrow::scan_parquet(
            self.scanner,
            open_parquet(path, self.recorded)?,
            &inkwash_arrow::table_name(path),
        )?;
        self.total.findings.resize(self.scanner.entities().count(), 0);
        for (facts, total) in self.scanner.entities().zip(&mut self.total.findings) {
            let of = found.iter().filter(|f| f.entity == facts.name);
            let found = of.map(|f| f.findings).sum::<u64>();
            *total += found;
            self.recorded.count(facts.name, facts.class, Count { found, replaced: 0 });
        }
        found.iter().for_each(|column| self.recorded.place(&column.place, &column.entity, column.findings));
        self.total.bytes_in += path.metadata().map_or(0, |m| m.len());
        self.inputs += 1;
        if self.format == Format::Human && !found.is_empty() {
            let bold = anstyle::Style::new().bold();
            writeln!(self.out, "{bold}{}{bold:#} (parquet)", printable(name.as_bytes())).map_err(printing)?;
        }
        found.iter().try_for_each(|column| self.column(&name, column)).map_err(printing)
    }

    fn column(&mut self, path: &str, column: &inkwash_arrow::ColumnFindings) -> io::Result<()> {
        if self.format == Format::Jsonl {
            return inkwash_arrow::write_json_line(&mut self.out, path, column);
        }
        let (entity, n, place) = (&column.entity, count(column.findings), printable(column.place.as_bytes()));
        writeln!(self.out, "  {entity} {n:>9}  score up to {}  {place}", column.score)
    }

    fn table(&mut self, path: &str, read_as: &str, places: impl Iterator<Item = Seen>) -> io::Result<()> {
        let scanner = self.scanner;
        let mut rows: Vec<_> = places.map(|seen| (scanner.facts(seen.entity), seen)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        rows.sort_by(|(x, a), (y, b)| (&a.place.path, x.name).cmp(&(&b.place.path, y.name)));
        let bold = anstyle::Style::new().bold();
        writeln!(self.out, "{bold}{}{bold:#} ({read_as})", printable(path.as_bytes()))?;
        let width = rows.iter().map(|(facts, _)| facts.name.len()).max().unwrap_or(0);
        for (facts, seen) in &rows {
            let style = class_style(facts.class);
            let place = if seen.place.path.is_empty() { "text" } else { &seen.place.path };
            let (name, n, place) = (facts.name, count(seen.findings), printable(place.as_bytes()));
            writeln!(
                self.out,
                "  {style}{name:width$}{style:#} {n:>9}  score {} to {}  {place}, first in line {}",
                seen.lowest, seen.highest, seen.first_line
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, sum_up: bool) -> Result<(), Error> {
        self.out.flush().map_err(printing)?;
        if !sum_up {
            return Ok(());
        }
        let found = by_entity(&self.total.findings, self.scanner.entities());
        let inputs = if self.inputs == 1 { "input" } else { "inputs" };
        let size = bytes(self.total.bytes_in);
        exceptions(self.voice, &self.scanner.exceptions_used(&self.total));
        self.voice.note(format_args!("{size} in {} {inputs}: {found}", count(self.inputs)));
        Ok(())
    }
}

fn printing(error: io::Error) -> Error {
    Error::io("cannot print the findings", error)
}

/// What was seen at a place of one entity.
struct Seen {
    place: Arc<Place>,
    entity: EntityId,
    findings: u64,
    lowest: Score,
    highest: Score,
    first_line: u64,
}

/// By entity and place. A stream has one `Arc` for each of its places.
type Places = HashMap<(EntityId, *const Place), Seen>;

/// Takes one stream's findings: prints them as they come, or counts them by place.
struct Report<'r> {
    scanner: &'r Scanner,
    path: &'r str,
    lines: Option<&'r mut dyn Write>,
    read_as: &'static str,
    places: Places,
    failure: Option<io::Error>,
}

impl Sink for Report<'_> {
    fn begin(&mut self, format: &'static str) {
        self.read_as = format;
    }

    fn finding(&mut self, finding: &StreamFinding) -> Result<(), inkwash::SinkError> {
        if let Some(out) = &mut self.lines {
            return write_json_line(*out, self.path, self.read_as, self.scanner, finding).map_err(|error| {
                self.failure = Some(error);
                inkwash::SinkError::stopped()
            });
        }
        let (entity, score) = (finding.cell.entity, finding.cell.score);
        let seen = self.places.entry((entity, Arc::as_ptr(&finding.place))).or_insert_with(|| Seen {
            place: finding.place.clone(),
            entity,
            findings: 0,
            lowest: score,
            highest: score,
            first_line: finding.line,
        });
        seen.findings += 1;
        seen.lowest = seen.lowest.min(score);
        seen.highest = seen.highest.max(score);
        Ok(())
    }
}
