//! The Python package: its wheel, built, tested and measured in fresh environments.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{answers, cargo, root, succeeds, target_dir};

/// One wheel is for all of these.
const VERSIONS: &[&str] = &["python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];

/// What came of it.
pub(crate) enum Tested {
    Passed,
    Failed(&'static str),
    /// Something that is needed is not there.
    Lacks(String),
}

/// Builds the wheel, installs it with what the tests need into a fresh virtual environment, and runs
/// the tests. The wheel has the profile and the features of the other tests: what they built is used again.
pub(crate) fn test() -> Result<Tested, String> {
    let python = match environment("env", "maturin")? {
        Ok(python) => python,
        Err(need) => return Ok(Tested::Lacks(need)),
    };
    let Some(wheel) = build(&python, &["--profile", "dev", "--features", "as-in-workspace"])? else {
        return Ok(Tested::Failed("the wheel does not build"));
    };
    if !pip(&python, &[format!("{wheel}[test]")])? {
        return Ok(Tested::Failed("the wheel cannot be installed with what its tests need"));
    }
    let mut pytest = Command::new(&python);
    if !succeeds(pytest.current_dir(folder()).args(["-m", "pytest"]))? {
        return Ok(Tested::Failed("a test failed"));
    }
    // The wheel needs no other package, so that its files are all that another interpreter wants.
    let alone = emptied("alone")?;
    if !pip(&python, &["--target".to_owned(), alone.display().to_string(), "--no-deps".to_owned(), wheel])? {
        return Ok(Tested::Failed("the wheel cannot be installed alone"));
    }
    let examples = "import sys, doctest; sys.path.insert(0, sys.argv[1]); import inkwash; \
                    sys.exit(doctest.testmod(inkwash).failed)";
    for other in VERSIONS.iter().filter(|python| answers(python, "--version")) {
        if !succeeds(Command::new(other).args(["-I", "-S", "-c", examples]).arg(&alone))? {
            return Ok(Tested::Failed("the wheel does not run with another Python"));
        }
    }
    Ok(Tested::Passed)
}

/// Builds the wheel with these options.
fn build(python: &Path, options: &[&str]) -> Result<Option<String>, String> {
    let wheels = emptied("wheels")?;
    let mut maturin = Command::new(python.with_file_name("maturin"));
    maturin.current_dir(folder()).args(["build", "--quiet"]).args(options).arg("--out").arg(&wheels);
    if succeeds(&mut maturin)? { wheel(&wheels).map(Some) } else { Ok(None) }
}

/// Builds the source distribution, and from that alone, in a folder of its own, the wheel.
pub(crate) fn dist() -> Result<PathBuf, String> {
    let python = environment("build", "build")??;
    let out = emptied("dist")?;
    let mut build = Command::new(&python);
    build.args(["-m", "build", "--outdir"]).arg(&out).arg(folder());
    // What was built for another wheel is used again.
    if !succeeds(build.env("CARGO_TARGET_DIR", target_dir()?))? {
        return Err("the source distribution or its wheel does not build".to_owned());
    }
    Ok(out)
}

/// Builds the guide; a page or link that is not there is an error.
pub(crate) fn guide() -> Result<Tested, String> {
    let python = match environment("guide", "mkdocs>=1.6,<2")? {
        Ok(python) => python,
        Err(lack) => return Ok(Tested::Lacks(lack)),
    };
    let mut mkdocs = Command::new(&python);
    mkdocs.args(["-m", "mkdocs", "build", "--strict", "--site-dir"]).arg(emptied("guide-site")?);
    let built = succeeds(mkdocs.current_dir(root()))?;
    Ok(if built { Tested::Passed } else { Tested::Failed("the guide does not build") })
}

/// Measures the wheel beside the Rust core and Presidio, and prints a table.
pub(crate) fn bench(args: &[String]) -> Result<bool, String> {
    let python = environment("bench", "maturin")??;
    let Some(wheel) = build(&python, &["--profile", "release"])? else { return Ok(false) };
    if !succeeds(&mut cargo(["build", "--quiet", "--release", "--package", "inkwash-benches"]))?
        || !pip(&python, &[wheel + "[presidio,spark]"])?
    {
        return Ok(false);
    }
    let rust = target_dir()?.join("release/inkwash-benches");
    let mut bench = Command::new(&python);
    succeeds(bench.arg(folder().join("benches/bench.py")).arg("--rust").arg(rust).args(args))
}

fn folder() -> PathBuf {
    root().join("bindings/python")
}

fn emptied(name: &str) -> Result<PathBuf, String> {
    let folder = target_dir()?.join("python").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|e| format!("cannot empty {}: {e}", folder.display()))?;
    }
    Ok(folder)
}

/// The wheel in a folder.
fn wheel(folder: &Path) -> Result<String, String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let wheel = files.filter_map(|path| path.to_str().map(str::to_owned)).find(|path| path.ends_with(".whl"));
    wheel.ok_or_else(|| format!("there is no wheel in {}", folder.display()))
}

/// The interpreter of a fresh virtual environment with a package in it, or what is lacking for one.
fn environment(name: &str, package: &str) -> Result<Result<PathBuf, String>, String> {
    if !answers("python3", "--version") {
        return Ok(Err("python3 is not installed".to_owned()));
    }
    let Some(python) = fresh(name, "python3")? else {
        return Ok(Err("python3 has no venv (Debian: apt-get install python3-venv)".to_owned()));
    };
    if !pip(&python, &[package.to_owned()])? {
        return Ok(Err(format!("pip cannot install {package}")));
    }
    Ok(Ok(python))
}

/// The interpreter of a fresh virtual environment, unless there is no module for one.
fn fresh(name: &str, interpreter: &str) -> Result<Option<PathBuf>, String> {
    let environment = target_dir()?.join("python").join(name);
    let mut venv = Command::new(interpreter);
    let made = succeeds(venv.args(["-m", "venv", "--clear"]).arg(&environment))?;
    Ok(made.then(|| environment.join("bin/python")))
}

fn pip(python: &Path, packages: &[String]) -> Result<bool, String> {
    let mut pip = Command::new(python);
    succeeds(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages))
}
