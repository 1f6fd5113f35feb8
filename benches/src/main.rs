//! `table` measures whole corpora and transforms and prints Markdown; `transforms` the latter only;
//! `uniqueness` looks for stand-ins that occur twice; `corpora` writes corpora to disk; `texts` measures
//! the lines of a file, for the Python package to compare itself with. Called by `cargo xtask bench`,
//! `cargo xtask uniqueness` and `cargo xtask corpora`.
#![expect(clippy::print_stdout, reason = "a command line tool")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use inkwash_benches::clock::{Usage, is_processor_time, median, process, seconds};
use inkwash_benches::corpora::{CORPORA, Corpus};
use inkwash_benches::subject::Subject;
use inkwash_benches::transforms::{costs, ff1, uniqueness};
use inkwash_benches::yardsticks::Yardsticks;

mod texts;

const MIB: usize = 1 << 20;

struct Options {
    quick: bool,
    size: Option<usize>,
    only: Vec<String>,
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.split_first().map(|(command, rest)| (command.as_str(), rest)) {
        Some(("table", rest)) => options(rest).and_then(|options| table(&options)),
        Some(("transforms", rest)) => options(rest).map(|options| print_targets(&transforms(options.quick))),
        Some(("uniqueness", rest)) => unique(rest),
        Some(("corpora", rest)) => options(rest).and_then(|options| write(&options)),
        Some(("texts", [file])) => texts::print(Path::new(file)),
        _ => {
            Err("usage: table [--quick] [--size MIB] [--only CORPUS]... | transforms [--quick] | uniqueness [COUNT] | \
                  corpora OUT_DIR [--size MIB] | texts FILE"
                .to_owned())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::FAILURE
        }
    }
}

fn options(args: &[String]) -> Result<Options, String> {
    let mut options = Options { quick: false, size: None, only: Vec::new(), folder: None };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--quick" => options.quick = true,
            "--size" => {
                let size = args.next().and_then(|s| s.parse().ok()).filter(|s| (1..=4096).contains(s));
                options.size = Some(size.ok_or("--size wants a number of MiB from 1 to 4096")?);
            }
            "--only" => {
                let name = args.next().ok_or("--only wants a corpus")?;
                if !CORPORA.iter().any(|c| c.name == name) {
                    let names: Vec<&str> = CORPORA.iter().map(|c| c.name).collect();
                    return Err(format!("there is no corpus {name}; there are {}", names.join(", ")));
                }
                options.only.push(name.clone());
            }
            folder if options.folder.is_none() && !folder.starts_with('-') => options.folder = Some(folder.into()),
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok(options)
}

impl Options {
    fn corpora(&self) -> impl Iterator<Item = &'static Corpus> {
        CORPORA.iter().filter(|c| self.only.is_empty() || self.only.iter().any(|name| name == c.name))
    }
}

fn write(options: &Options) -> Result<(), String> {
    let folder = options.folder.as_deref().ok_or("corpora wants a folder to write to")?;
    std::fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for corpus in options.corpora() {
        let path = folder.join(corpus.name);
        let text = corpus.generate(options.size.unwrap_or(64) * MIB);
        std::fs::write(&path, &text).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{} ({} bytes)", path.display(), text.len());
    }
    Ok(())
}

/// What was measured on one corpus: MB/s (10^6 bytes).
struct Row {
    corpus: &'static Corpus,
    findings_per_kb: f64,
    newlines: f64,
    regex_set: f64,
    regex_all: f64,
    keywords: f64,
    scan: f64,
    scrub: f64,
    /// With the catalogue's [`FIRST`] entities only.
    first_scan: f64,
    first_scrub: f64,
    command: Option<CommandRates>,
}

struct CommandRates {
    scan: f64,
    scrub: f64,
    peak_mib: f64,
}

fn table(options: &Options) -> Result<(), String> {
    let size = options.size.unwrap_or(if options.quick { 8 } else { 64 }) * MIB;
    let command = match std::env::var_os("INKWASH_BIN").map(PathBuf::from) {
        Some(path) if path.is_file() => Some(path),
        Some(path) => {
            return Err(format!("INKWASH_BIN is {}, which is no file", path.display()));
        }
        None => None,
    };
    let yardsticks = Yardsticks::new();
    let mut rows = Vec::new();
    for corpus in options.corpora() {
        eprintln!("measuring {} ({})", corpus.name, corpus.what);
        let text = corpus.generate(size);
        rows.push(measure(corpus, &text, &yardsticks, options.quick, command.as_deref())?);
    }
    print_rows(&rows, size, command.is_some());
    let mut targets = targets(&rows);
    if options.only.is_empty() {
        eprintln!("measuring what one more entity costs");
        targets.extend(entity_costs(size.min(32 * MIB), options.quick));
        if let Some(command) = &command {
            eprintln!("measuring memory over a long dump");
            let length = if options.quick { 64 * MIB } else { 1024 * MIB };
            targets.push(memory(command, length)?);
        }
    }
    if options.only.is_empty() {
        eprintln!("measuring transforms");
        targets.extend(transforms(options.quick));
    }
    print_targets(&targets);
    Ok(())
}

fn print_targets(targets: &[Target]) {
    println!("\n| target | wanted | measured | |\n|---|---:|---:|---|");
    for Target { what, wanted, measured, met } in targets {
        println!("| {what} | {wanted} | {measured} | {} |", if *met { "met" } else { "NOT met" });
    }
}

/// Prints what each transform of one value takes, and gives what has a target.
fn transforms(quick: bool) -> Vec<Target> {
    println!("\n| entity | transform | ns | bare keyed BLAKE3, ns | ratio |\n|---|---|---:|---:|---:|");
    let mut targets = Vec::new();
    for cost in costs(quick) {
        let (bare, taken) = (cost.bare, cost.taken);
        println!("| {} | `{}` | {taken:.0} | {bare:.0} | {:.2} |", cost.entity, cost.spec, taken / bare);
        if let Some(most) = cost.target {
            targets.push(Target::at_most(format!("{} of {}", cost.spec, cost.entity), most.round(), taken, " ns"));
        }
    }
    let [ours, general] = ff1(quick);
    println!("| 16 digits | FF1 | {ours:.0} | the `fpe` crate: {general:.0} | {:.2} |", ours / general);
    targets.push(Target::at_least("FF1 on 16 digits, times as fast as the `fpe` crate", 10.0, general / ours));
    targets
}

fn unique(args: &[String]) -> Result<(), String> {
    let wrong = "uniqueness wants at most a number of values from 1 to 9000000";
    let count = match args {
        [] => 5_000_000,
        [count] => count.parse().ok().filter(|n| (1..=9_000_000).contains(n)).ok_or(wrong)?,
        _ => return Err(wrong.to_owned()),
    };
    println!(
        "| entity | distinct values | stand-ins that another had already | memory grown, MiB |\n|---|---:|---:|---:|"
    );
    let seen = uniqueness(count);
    for u in &seen {
        println!("| {} | {} | {} | {:.1} |", u.entity, u.inputs, u.repeats, u.grown_mib);
    }
    match seen.iter().find(|u| u.repeats > 0) {
        Some(u) => Err(format!("stand-ins of {} occur twice", u.entity)),
        None => Ok(()),
    }
}

fn measure(
    corpus: &'static Corpus,
    text: &[u8],
    yardsticks: &Yardsticks,
    quick: bool,
    command: Option<&Path>,
) -> Result<Row, String> {
    let (rounds, least) = if quick { (3, Duration::from_millis(40)) } else { (7, Duration::from_millis(150)) };
    // The slow yardsticks see a part of the text that is enough for a steady rate.
    let part = &text[..text.len().min(8 * MIB)];
    let subject = Subject::new();
    let first = Subject::with(|entity| FIRST.contains(&entity));
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    let findings = subject.scan(text);
    let mut rates: [Vec<f64>; 8] = Default::default();
    let rate = |bytes: usize, seconds: f64| bytes as f64 / 1e6 / seconds;
    // One round of everything after the other: what disturbs the machine disturbs all alike.
    for _ in 0..rounds {
        let mut take = |i: usize, text: &[u8], work: &mut dyn FnMut(&[u8]) -> usize| {
            rates[i].push(rate(
                text.len(),
                seconds(least, || {
                    std::hint::black_box(work(std::hint::black_box(text)));
                }),
            ));
        };
        take(0, text, &mut Yardsticks::newlines);
        take(1, part, &mut |text| yardsticks.regex_set(text));
        take(2, part, &mut |text| yardsticks.regex_all(text));
        take(3, part, &mut |text| yardsticks.keywords(text));
        take(4, text, &mut |text| subject.scan(text));
        take(5, text, &mut |text| {
            subject.scrub(text, &mut out);
            out.len()
        });
        take(6, text, &mut |text| first.scan(text));
        take(7, text, &mut |text| {
            first.scrub(text, &mut out);
            out.len()
        });
    }
    let command = command.map(|command| command_rates(command, corpus, text, quick)).transpose()?;
    let [newlines, regex_set, regex_all, keywords, scan, scrub, first_scan, first_scrub] = rates.map(median);
    Ok(Row {
        corpus,
        findings_per_kb: findings as f64 / (text.len() as f64 / 1000.0),
        newlines,
        regex_set,
        regex_all,
        keywords,
        scan,
        scrub,
        first_scan,
        first_scrub,
        command,
    })
}

/// The command over a file in the page cache, its output thrown away.
fn command_rates(command: &Path, corpus: &Corpus, text: &[u8], quick: bool) -> Result<CommandRates, String> {
    let dir = std::env::temp_dir().join(format!("inkwash-bench-{}", std::process::id()));
    std::fs::create_dir_all(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let path = dir.join(corpus.name);
    std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    let measured = (|| {
        let mut peak = 0.0f64;
        let mut rate = |args: &[&str]| -> Result<f64, String> {
            let mut rates = Vec::new();
            for _ in 0..if quick { 1 } else { 5 } {
                let mut command = Command::new(command);
                command.args(args).arg(&path).env("INKWASH_KEY", KEY).stdin(Stdio::null());
                let Usage { seconds, peak_mib } = process(&mut command)?;
                peak = peak.max(peak_mib);
                rates.push(text.len() as f64 / 1e6 / seconds);
            }
            Ok(median(rates))
        };
        let scan = rate(&["scan", "--format", "jsonl"])?;
        let scrub = rate(&["scrub", "--quiet"])?;
        Ok(CommandRates { scan, scrub, peak_mib: peak })
    })();
    // Whatever came of it, the files go; if that fails they are in the system's temporary folder.
    let _ = std::fs::remove_dir_all(&dir);
    measured
}

/// A key for benchmarks.
const KEY: &str = "8d1f0a6b37c2e94f5520ab1847d3f6e9019c7e25b4d86f3aa2517c60e9b8d413";

fn print_rows(rows: &[Row], size: usize, command: bool) {
    let clock = if is_processor_time() { "processor" } else { "wall" };
    println!("MB/s (10^6 bytes) per second of {clock} time, one thread, medians, {} MiB each.\n", size / MIB);
    println!(
        "| corpus | findings/KB | scan | scrub | first {}: scan | scrub | command: scan | scrub | peak MiB | memchr | RegexSet | 20 regexes, \
         find all | 40 keywords | scan/memchr | scan/RegexSet | scrub/memchr |",
        FIRST.len()
    );
    println!("|---|{}", "---:|".repeat(15));
    for row in rows {
        let command = row
            .command
            .as_ref()
            .map_or("– | – | –".to_owned(), |c| format!("{:.0} | {:.0} | {:.1}", c.scan, c.scrub, c.peak_mib));
        println!(
            "| {} | {:.2} | {:.0} | {:.0} | {:.0} | {:.0} | {command} | {:.0} | {:.0} | {:.0} | {:.0} | {:.4} | {:.1} | {:.4} |",
            row.corpus.name,
            row.findings_per_kb,
            row.scan,
            row.scrub,
            row.first_scan,
            row.first_scrub,
            row.newlines,
            row.regex_set,
            row.regex_all,
            row.keywords,
            row.scan / row.newlines,
            row.scan / row.regex_set,
            row.scrub / row.newlines,
        );
    }
    if !command {
        println!("\nThe command was not measured: INKWASH_BIN is not set.");
    }
}

/// A line of the second table.
struct Target {
    what: String,
    wanted: String,
    measured: String,
    met: bool,
}

impl Target {
    fn at_least(what: &str, wanted: f64, measured: f64) -> Self {
        Self {
            what: what.to_owned(),
            wanted: format!("≥ {wanted}"),
            measured: format!("{measured:.3}"),
            met: measured >= wanted,
        }
    }

    fn at_most(what: String, wanted: f64, measured: f64, unit: &str) -> Self {
        Self {
            what,
            wanted: format!("≤ {wanted}{unit}"),
            measured: format!("{measured:.1}{unit}"),
            met: measured <= wanted,
        }
    }
}

fn targets(rows: &[Row]) -> Vec<Target> {
    let mut targets = Vec::new();
    for row in rows {
        let mut at_least = |what: &str, wanted, measured| {
            targets.push(Target::at_least(&format!("{}: {what}", row.corpus.name), wanted, measured));
        };
        match row.corpus.name {
            "clean.log" => {
                at_least("scan, of memchr", 0.10, row.scan / row.newlines);
                at_least("scan, of RegexSet", 4.0, row.scan / row.regex_set);
            }
            "app.log" => {
                at_least("scan, of memchr", 0.06, row.scan / row.newlines);
                at_least("scan, of RegexSet", 3.0, row.scan / row.regex_set);
            }
            "dump.pg.sql" => {
                at_least("scrub, of memchr", 0.025, row.scrub / row.newlines);
                if let Some(command) = &row.command {
                    at_least("scrub by the command, of memchr", 0.025, command.scrub / row.newlines);
                }
            }
            "dense.txt" => at_least("scan, of memchr", 0.01, row.scan / row.newlines),
            _ => {}
        }
    }
    targets
}

/// The catalogue's first entities, which others are measured against.
const FIRST: [&str; 19] = [
    "PRIVATE_KEY",
    "JWT",
    "URL_CREDENTIALS",
    "AWS_ACCESS_KEY",
    "PASSWORD",
    "EMAIL_ADDRESS",
    "IP_ADDRESS",
    "MAC_ADDRESS",
    "IBAN_CODE",
    "NO_FODSELSNUMMER",
    "CN_RESIDENT_ID",
    "DE_STEUER_ID",
    "UK_NINO",
    "US_SSN",
    "CREDIT_CARD",
    "PHONE_NUMBER",
    "DATE_OF_BIRTH",
    "PERSON",
    "STREET_ADDRESS",
];

/// How much longer `subject` takes than `other` to scan a text, of paired runs.
fn cost(subject: &Subject, other: &Subject, text: &[u8], quick: bool) -> f64 {
    let (rounds, least) = if quick { (3, Duration::from_millis(30)) } else { (9, Duration::from_millis(100)) };
    let time = |subject: &Subject| {
        seconds(least, || {
            std::hint::black_box(subject.scan(std::hint::black_box(text)));
        })
    };
    median((0..rounds).map(|_| time(subject) / time(other)).collect())
}

/// What one entity of the first ones adds to them on the clean log, and what all others add there
/// and on a dump.
fn entity_costs(size: usize, quick: bool) -> Vec<Target> {
    let corpora = ["clean.log", "dump.pg.sql"].map(|name| CORPORA.iter().find(|c| c.name == name));
    let texts: Vec<_> = corpora.into_iter().flatten().map(|c| (c.name, c.generate(size))).collect();
    let first = Subject::with(|entity| FIRST.contains(&entity));
    let mut costs: Vec<(f64, &str)> = Vec::new();
    for name in FIRST {
        let without = Subject::with(|entity| entity != name && FIRST.contains(&entity));
        costs.push(((cost(&first, &without, &texts[0].1, quick) - 1.0) * 100.0, name));
    }
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\nWhat each of the first {} entities adds to them on the clean log:", FIRST.len());
    for (cost, name) in &costs {
        println!("- {name}: {cost:+.1} %");
    }
    let (worst, name) = costs[0];
    let dearest = format!("clean.log: the dearest of {} entities ({name})", FIRST.len());
    let mut targets = vec![Target::at_most(dearest, 3.0, worst, " %")];
    let all = Subject::new();
    for (name, text) in &texts {
        let what = format!("{name}: all {} entities, of the first {}", Subject::entities().len(), FIRST.len());
        targets.push(Target::at_most(what, 1.3, cost(&all, &first, text, quick), ""));
    }
    targets
}

/// Peak memory of `scrub` over a dump of `length` bytes, from a pipe.
fn memory(command: &Path, length: usize) -> Result<Target, String> {
    let corpus = CORPORA.iter().find(|c| c.name == "dump.pg.sql").ok_or("the dump is missing")?;
    let block = corpus.generate(16 * MIB);
    let mut child = Command::new("sh");
    // The shell gives its place to the command: the measured process is the command itself.
    child.args(["-c", "exec \"$0\" scrub --quiet"]).arg(command).env("INKWASH_KEY", KEY);
    let (reader, mut writer) = std::io::pipe().map_err(|e| format!("no pipe: {e}"))?;
    child.stdin(reader);
    let feeder = std::thread::spawn(move || {
        for _ in 0..length.div_ceil(16 * MIB) {
            if writer.write_all(&block).is_err() {
                break;
            }
        }
    });
    let usage = process(&mut child);
    // The command holds the last reading end of the pipe, so this cannot hang once it is gone.
    drop(child);
    feeder.join().map_err(|_| "feeding the command failed")?;
    let what = format!("dump.pg.sql: peak memory of scrub over {} MiB", length / MIB);
    Ok(Target::at_most(what, 64.0, usage?.peak_mib, " MiB"))
}
