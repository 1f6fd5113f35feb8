//! The workspace's own commands. `cargo xtask` alone prints them.
#![expect(clippy::print_stdout, reason = "a command line tool")]

use std::process::ExitCode;

mod install;
mod node;
mod python;
mod run;
mod scaffold;
mod suites;
mod wasm;

const HELP: &str = "\
usage: cargo xtask COMMAND

  test [--only SUITE]... [--no-install] [--list]
        runs every suite, or the ones named; installs missing database servers where it can
        (Debian, as root) and says what it skipped and why
  fmt
        formats every Rust file, those too that `cargo fmt` does not see
  bench [--quick] [--size MIB] [--only CORPUS]
        builds for release and prints the table of rates as Markdown
  uniqueness [COUNT]
        builds for release and pseudonymises COUNT (5,000,000) distinct values of each of five
        entities: no stand-in may occur twice, and memory stays flat
  bench --python [--texts N] [--spark]
        the Python package's rates beside the Rust core's and Presidio's
  wheel
        builds the Python package's source distribution, and from that alone its wheel, into
        target/python/dist
  wasm
        builds the npm package's part for browsers and edge runtimes into bindings/node/dist/wasm
  playground
        the same, and the page for trying things out into target/playground/inkwash.html
  new-entity NAME
        writes the file, the table's line and the corpus of a new entity
  accuracy [--check | --faults | --look-alikes FILE]
        measures over the labelled corpora and a log of look-alikes, prints the tables and writes
        docs/accuracy.md and docs/entities.md; --check only says whether these are stale, --faults
        prints each miss and each wrong finding, --look-alikes writes the log
  corpora OUT_DIR [--size MIB]
        writes the generated bench corpora to files
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    let outcome = match command {
        "test" => suites::test(rest),
        "fmt" => format_all(),
        "bench" => bench(rest),
        "uniqueness" => benches("uniqueness", rest),
        "wheel" => wheel(),
        "wasm" => wasm::command(false),
        "playground" => wasm::command(true),
        "new-entity" => new_entity(rest),
        "accuracy" => accuracy(rest),
        "corpora" => benches("corpora", rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(true)
        }
        other => Err(format!("there is no command {other}\n\n{HELP}")),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::from(2)
        }
    }
}

fn format_all() -> Result<bool, String> {
    let files = run::rust_files(run::root())?;
    run::succeeds(std::process::Command::new("rustfmt").args(["--edition", "2024"]).args(files))
}

/// What is uploaded has at most so many bytes.
const MOST: u64 = 12_000_000;

fn wheel() -> Result<bool, String> {
    let folder = python::dist()?;
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries.flatten() {
        let size = entry.metadata().map_or(0, |m| m.len());
        println!("{} ({:.1} MB)", entry.path().display(), size as f64 / 1e6);
        if size > MOST {
            return Err("that is larger than a wheel is to be (12 MB)".to_owned());
        }
    }
    Ok(true)
}

fn bench(args: &[String]) -> Result<bool, String> {
    if let Some((first, rest)) = args.split_first()
        && first == "--python"
    {
        return python::bench(rest);
    }
    let mut bench = run::cargo(["build", "--release", "--package", "inkwash-cli", "--bin", "inkwash"]);
    if !run::succeeds(&mut bench)? {
        return Ok(false);
    }
    let mut bench = run::cargo(["run", "--quiet", "--release", "--package", "inkwash-benches", "--", "table"]);
    bench.args(args).env("INKWASH_BIN", run::target_dir()?.join("release/inkwash"));
    run::succeeds(&mut bench)
}

fn new_entity(args: &[String]) -> Result<bool, String> {
    let [name] = args else { return Err("new-entity wants the entity's name".to_owned()) };
    for path in scaffold::new_entity(run::root(), name)? {
        println!("{}", path.display());
    }
    println!("now: its facts, its probe, its examples, and its line in corpora/mixed (see CONTRIBUTING.md)");
    Ok(true)
}

fn accuracy(args: &[String]) -> Result<bool, String> {
    run::succeeds(run::cargo(["run", "--quiet", "--package", "inkwash-accuracy", "--"]).args(args))
}

/// Runs a command of the benches, built for release.
fn benches(command: &str, args: &[String]) -> Result<bool, String> {
    let mut benches = run::cargo(["run", "--quiet", "--release", "--package", "inkwash-benches", "--", command]);
    run::succeeds(benches.args(args))
}
