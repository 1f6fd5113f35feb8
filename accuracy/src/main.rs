//! `cargo xtask accuracy`: how much is found in the labelled corpora and how much of that is right,
//! and what is found in a log where there is nothing; writes `docs/accuracy.md` and
//! `docs/entities.md`.
#![expect(clippy::print_stdout, reason = "a command line tool")]

use std::path::Path;
use std::process::ExitCode;

use inkwash::Scanner;
use inkwash_testkit::mixed::{Measured, Set};

mod documents;
mod entities;
mod look_alikes;
mod report;

use documents::Corpora;
use report::Report;

/// The log of look-alikes, in 10^6 bytes.
const SIZE: usize = 50;

const USAGE: &str = "usage: [--check | --faults | --look-alikes FILE]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args[..] {
        [] => write(),
        ["--check"] => check(),
        ["--faults"] => faults(),
        ["--look-alikes", path] => std::fs::write(path, look_alikes::generate(SIZE * 1_000_000))
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

/// The pages of the docs, by path; and what is below its promise.
type Pages = [(&'static str, String); 2];

fn measure() -> (Pages, Vec<String>) {
    let scanner = Scanner::new();
    let report = Report::new(&scanner, &Corpora::load(root()));
    let text = look_alikes::generate(SIZE * 1_000_000);
    let found = report::false_findings(&scanner, &text).per_entity(&text);
    let page = report.page(&report::look_alikes(&found, SIZE));
    let faults = report.faults().into_iter().chain(beyond_chance(&found)).collect();
    ([("docs/accuracy.md", page), ("docs/entities.md", entities::page(&scanner))], faults)
}

fn write() -> Result<bool, String> {
    let (pages, faults) = measure();
    println!("{}", pages[0].1);
    for (path, page) in pages {
        std::fs::write(root().join(path), page).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(complain(&faults))
}

/// Whether what the docs say is still true.
fn check() -> Result<bool, String> {
    let (pages, mut faults) = measure();
    for (path, fresh) in pages {
        if std::fs::read_to_string(root().join(path)).map_err(|e| format!("{path}: {e}"))? != fresh {
            faults.push(format!("{path} is stale: run cargo xtask accuracy"));
        }
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
    let text = look_alikes::generate(SIZE * 1_000_000);
    for line in report::false_findings(&scanner, &text).lines(&text) {
        println!("{line}");
    }
    Ok(true)
}
