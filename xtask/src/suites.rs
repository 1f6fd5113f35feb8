//! `cargo xtask test`: the suites, in the order in which they fail soonest.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::install::NEEDS;
use crate::node;
use crate::python::{self, Tested};
use crate::run::{answers, cargo, root, rust_files, succeeds, target_dir};
use crate::scaffold;
use crate::wasm;

/// The test files of the `inkwash-tests` package that run the built command. Each is a suite.
const END_TO_END: &[&str] = &["cli", "report", "age", "sqlite", "postgres", "mariadb"];

/// All suites and what they do.
const SUITES: &[(&str, &str)] = &[
    ("fmt", "rustfmt --check of every file"),
    ("clippy", "cargo clippy, warnings are errors"),
    ("doc", "cargo doc, warnings are errors"),
    ("unit", "unit, law and wall tests of all crates"),
    ("doctest", "the examples in the documentation"),
    ("accuracy", "cargo xtask accuracy --check: floors hold, the docs are fresh"),
    ("scaffold", "cargo xtask new-entity in a copy of the workspace"),
    ("benches", "the benchmarks, each run once"),
    ("cli", "the built command: bad input, exit codes, streams"),
    ("report", "reports, baselines and git trees, with git and Chromium"),
    ("age", "encrypted files, with the command age"),
    ("sqlite", "dump, scrub, load on SQLite"),
    ("postgres", "dump, scrub, load on PostgreSQL"),
    ("mariadb", "dump, scrub, load on MariaDB"),
    ("guide", "mkdocs build --strict: pages and links of docs/"),
    ("node", "the npm package in an empty project, with pino, winston, Express, Fastify"),
    ("wasm", "the build for browsers in Node, and the playground in Chromium"),
    ("python", "the wheel in a fresh environment, with pandas, Polars, Spark, Presidio, …"),
];

enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

impl From<Tested> for Outcome {
    fn from(tested: Tested) -> Self {
        match tested {
            Tested::Passed => Self::Passed,
            Tested::Failed(fault) => Self::Failed(fault.to_owned()),
            Tested::Lacks(need) => Self::Skipped(need),
        }
    }
}

struct Options {
    only: Vec<String>,
    install: bool,
}

/// Runs the suites; `false` if one failed.
pub(crate) fn test(args: &[String]) -> Result<bool, String> {
    let mut options = Options { only: Vec::new(), install: true };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--only" => {
                let name = args.next().ok_or("--only wants a suite")?;
                if !SUITES.iter().any(|(suite, _)| suite == name) {
                    let names: Vec<&str> = SUITES.iter().map(|(suite, _)| *suite).collect();
                    return Err(format!("there is no suite {name}; there are {}", names.join(", ")));
                }
                options.only.push(name.clone());
            }
            "--no-install" => options.install = false,
            "--list" => {
                for (suite, what) in SUITES {
                    println!("{suite:9} {what}");
                }
                return Ok(true);
            }
            other => return Err(format!("test does not know {other}")),
        }
    }
    let mut table = Vec::new();
    for (suite, what) in SUITES {
        if !options.only.is_empty() && !options.only.iter().any(|name| name == suite) {
            continue;
        }
        println!("\n== {suite}: {what}");
        let start = Instant::now();
        let outcome = run(suite, &options)?;
        table.push((*suite, outcome, start.elapsed()));
    }
    Ok(summary(&table))
}

fn run(suite: &str, options: &Options) -> Result<Outcome, String> {
    match suite {
        "fmt" => {
            if !answers("cargo-fmt", "--version") {
                return Ok(Outcome::Skipped("cargo fmt is not installed (rustup component add rustfmt)".to_owned()));
            }
            // Named one by one: `cargo fmt` does not see modules that a macro declares.
            let mut rustfmt = Command::new("rustfmt");
            rustfmt.current_dir(root()).args(["--edition", "2024", "--check"]).args(rust_files(root())?);
            verdict("rustfmt would change files: run cargo xtask fmt", &mut rustfmt)
        }
        "clippy" => {
            if !answers("cargo-clippy", "--version") {
                return Ok(Outcome::Skipped("clippy is not installed (rustup component add clippy)".to_owned()));
            }
            let args = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
            verdict("clippy found something", &mut cargo(args))
        }
        "doc" => {
            let args = ["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"];
            verdict("rustdoc found something", cargo(args).env("RUSTDOCFLAGS", "-D warnings"))
        }
        "unit" => unit(),
        "doctest" => verdict("an example does not hold", &mut cargo(["test", "--quiet", "--workspace", "--doc"])),
        "scaffold" => Ok(scaffold::try_out()?.map_or(Outcome::Passed, |fault| Outcome::Failed(fault.to_owned()))),
        "accuracy" => {
            let Some(accuracy) = built("inkwash-accuracy")? else {
                return Ok(Outcome::Failed("it does not build".to_owned()));
            };
            verdict(
                "a floor is not reached, or docs are stale",
                Command::new(accuracy).current_dir(root()).arg("--check"),
            )
        }
        "benches" => {
            let mut benches = cargo(["test", "--quiet", "--workspace"]);
            for file in files(&root().join("benches/benches"))? {
                benches.args(["--bench", &file]);
            }
            verdict("a benchmark does not run", benches.arg("--").arg("--test"))
        }
        "guide" => Ok(python::guide()?.into()),
        "python" => Ok(python::test()?.into()),
        "node" => Ok(node::test()?.into()),
        // Its compiler is large: it is brought where the suite is asked for by name.
        "wasm" => Ok(wasm::test(options.install && !options.only.is_empty())?.into()),
        _ => end_to_end(suite, options),
    }
}

fn verdict(fault: &str, command: &mut Command) -> Result<Outcome, String> {
    Ok(if succeeds(command)? { Outcome::Passed } else { Outcome::Failed(fault.to_owned()) })
}

/// Everything but the end-to-end files, which need the built command and have suites of their
/// own.
fn unit() -> Result<Outcome, String> {
    let mut tests = runner();
    tests.args(["--workspace", "--lib", "--bins"]);
    let crates = std::fs::read_dir(root().join("crates")).map_err(|e| format!("crates: {e}"))?;
    let folders = crates.flatten().map(|entry| entry.path().join("tests")).filter(|folder| folder.is_dir());
    let mut names = BTreeSet::new();
    for folder in folders.chain([root().join("tests/tests")]) {
        names.extend(files(&folder)?);
    }
    for name in names.iter().filter(|name| !END_TO_END.contains(&name.as_str())) {
        tests.args(["--test", name]);
    }
    verdict("a test failed", &mut tests)
}

/// The Rust files of a folder, without their endings.
fn files(folder: &Path) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten();
    let name = |entry: std::fs::DirEntry| Some(entry.path().file_name()?.to_str()?.strip_suffix(".rs")?.to_owned());
    Ok(entries.filter_map(name).collect())
}

/// A binary, built with the features of all packages, so that what the tests built is used again.
fn built(binary: &str) -> Result<Option<PathBuf>, String> {
    let build = ["build", "--quiet", "--workspace", "--bin", binary];
    Ok(if succeeds(&mut cargo(build))? { Some(target_dir()?.join("debug").join(binary)) } else { None })
}

/// What proptest draws the laws' cases from.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Cargo with the command that runs tests: nextest where it is installed. The laws' cases are the same
/// ones each time, unless a seed is given: what fails here fails again.
fn runner() -> Command {
    let mut runner = if answers("cargo-nextest", "--version") {
        cargo(["nextest", "run", "--cargo-quiet", "--no-fail-fast", "--no-tests=pass", "--status-level=fail"])
    } else {
        cargo(["test", "--quiet", "--no-fail-fast"])
    };
    if std::env::var_os(SEED).is_none() {
        runner.env(SEED, "1");
    }
    runner
}

fn end_to_end(suite: &str, options: &Options) -> Result<Outcome, String> {
    if let Some(need) = NEEDS.iter().find(|need| need.suite == suite)
        && let Err(reason) = need.meet(options.install)
    {
        return Ok(Outcome::Skipped(reason));
    }
    let Some(command) = built("inkwash")? else {
        return Ok(Outcome::Failed("the command does not build".to_owned()));
    };
    let mut tests = runner();
    tests.args(["--workspace", "--test", suite]);
    // What a suite needs is there now, so it may not skip itself.
    tests.env("INKWASH_REQUIRE", suite).env("INKWASH_BIN", command);
    verdict("a test failed", &mut tests)
}

fn summary(table: &[(&str, Outcome, Duration)]) -> bool {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    println!("\n{:<10} {:<8} {:>8}  why", "suite", "result", "seconds");
    for (suite, outcome, time) in table {
        let (result, why) = match outcome {
            Outcome::Passed => {
                passed += 1;
                ("passed", "")
            }
            Outcome::Failed(why) => {
                failed += 1;
                ("FAILED", why.as_str())
            }
            Outcome::Skipped(why) => {
                skipped += 1;
                ("skipped", why.as_str())
            }
        };
        println!("{}", format!("{suite:<10} {result:<8} {:>8.1}  {why}", time.as_secs_f64()).trim_end());
    }
    println!("\n{passed} passed, {failed} failed, {skipped} skipped");
    failed == 0
}
