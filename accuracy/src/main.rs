//! `cargo xtask accuracy`: how much is found in the labelled corpora and how much of that is right,
//! and what is found in a log where there is nothing; writes `docs/accuracy.md` and
//! `docs/entities.md`.
#![expect(clippy::print_stdout, reason = "a command line tool")]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use inkwash::Scanner;
use inkwash_testkit::mixed::{Measured, Set};

mod documents;
mod entities;
mod look_alikes;
mod report;

use documents::Corpora;
use report::Report;

/// The look-alike log of the docs, and the slice of it that `--check` scans, in 10^6 bytes.
const WHOLE: usize = 50;
const SLICE: usize = 2;

const USAGE: &str = "usage: [--check | --faults | --look-alikes FILE]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args[..] {
        [] => write(),
        ["--check"] => check(),
        ["--faults"] => faults(),
        ["--look-alikes", path] => std::fs::write(path, look_alikes::generate(WHOLE * 1_000_000))
            .map_err(|e| format!("{path}: {e}"))
            .map(|()| true),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("accuracy: {message}");
            ExitCode::from(2)
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}

fn write() -> Result<bool, String> {
    let scanner = Scanner::new();
    let report = Report::new(&scanner, &Corpora::load(root()));
    println!("{}", report.table());
    let text = look_alikes::generate(WHOLE * 1_000_000);
    let start = Instant::now();
    let found = report::false_findings(&scanner, &text).per_entity(&text);
    let look_alikes = report::look_alikes(&found, WHOLE);
    println!("{look_alikes}\n({:.1} s)", start.elapsed().as_secs_f64());
    let mut faults = report.faults();
    faults.extend(beyond_chance(&found));
    let pages = [("docs/accuracy.md", report.page(&look_alikes)), ("docs/entities.md", entities::page(&scanner))];
    for (path, page) in pages {
        std::fs::write(root().join(path), page).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(complain(&faults))
}

/// Whether what the docs say is still true. Of the look-alikes only a slice is scanned, and the docs'
/// figures for all of them are taken as they are.
fn check() -> Result<bool, String> {
    let scanner = Scanner::new();
    let report = Report::new(&scanner, &Corpora::load(root()));
    let read = |path: &str| std::fs::read_to_string(root().join(path)).map_err(|e| format!("{path}: {e}"));
    let page = read("docs/accuracy.md")?;
    let known = report::look_alikes_of(&page).ok_or("docs/accuracy.md has no table of look-alikes")?;
    let mut faults = report.faults();
    for (path, fresh) in [("docs/accuracy.md", report.page(known)), ("docs/entities.md", entities::page(&scanner))] {
        if read(path)? != fresh {
            faults.push(format!("{path} is stale: run cargo xtask accuracy"));
        }
    }
    let text = look_alikes::generate(SLICE * 1_000_000);
    let found = report::false_findings(&scanner, &text);
    let found = found.per_entity(&text);
    faults.extend(beyond_chance(&found));
    for f in found.iter().filter(|f| !report::admitted(known, f.name)) {
        faults.push(format!("{} is found in the look-alikes, and the docs do not say so", f.name));
    }
    Ok(complain(&faults))
}

fn beyond_chance<'f>(found: &'f [report::False<'_>]) -> impl Iterator<Item = String> + 'f {
    let beyond = found.iter().filter(|f| f.is_beyond_chance());
    beyond.map(|f| format!("{} is found more often in the look-alikes than chance passes its check", f.name))
}

fn complain(faults: &[String]) -> bool {
    for fault in faults {
        eprintln!("accuracy: {fault}");
    }
    faults.is_empty()
}

/// Every miss and every wrong finding, and where the look-alikes are mistaken.
fn faults() -> Result<bool, String> {
    let scanner = Scanner::new();
    let corpora = Corpora::load(root());
    let measured: [(&str, Measured); 4] = [
        ("documents, tune", corpora.documents(&scanner, Some(Set::Tune), None)),
        ("documents, held-out", corpora.documents(&scanner, Some(Set::HeldOut), None)),
        ("mixed, tune", corpora.mixed(&scanner, Some(Set::Tune))),
        ("mixed, held-out", corpora.mixed(&scanner, Some(Set::HeldOut))),
    ];
    for (name, measured) in measured {
        println!("\n== {name}");
        measured.faults.iter().for_each(|f| println!("{f}"));
    }
    println!("\n== look-alikes");
    let text = look_alikes::generate(WHOLE * 1_000_000);
    for line in report::false_findings(&scanner, &text).lines(&text) {
        println!("{line}");
    }
    Ok(true)
}
