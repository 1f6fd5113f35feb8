//! The Python package: its wheel, built and tested in a fresh environment.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{answers, root, succeeds, target_dir};

/// What came of it.
pub(crate) enum Tested {
    Passed,
    Failed(&'static str),
    /// Something that is needed is not there.
    Lacks(String),
}

/// Builds the wheel, installs it with what the tests need into a fresh virtual environment, and runs
/// the tests. The wheel has the profile of the other tests: what they built is used again.
pub(crate) fn test() -> Result<Tested, String> {
    if !answers("python3", "--version") {
        return Ok(Tested::Lacks("python3 is not installed".to_owned()));
    }
    let target = target_dir()?;
    let (environment, wheels) = (target.join("python/env"), target.join("python/wheels"));
    let mut venv = Command::new("python3");
    if !succeeds(venv.args(["-m", "venv", "--clear"]).arg(&environment))? {
        return Ok(Tested::Lacks("python3 has no venv (Debian: apt-get install python3-venv)".to_owned()));
    }
    let python = environment.join("bin/python");
    if !pip(&python, &["maturin".into()])? {
        return Ok(Tested::Lacks("pip cannot install maturin".to_owned()));
    }
    if wheels.exists() {
        std::fs::remove_dir_all(&wheels).map_err(|e| format!("cannot empty {}: {e}", wheels.display()))?;
    }
    let folder = root().join("bindings/python");
    let mut maturin = Command::new(environment.join("bin/maturin"));
    maturin.current_dir(&folder).args(["build", "--quiet", "--profile", "dev", "--out"]).arg(&wheels);
    if !succeeds(&mut maturin)? {
        return Ok(Tested::Failed("the wheel does not build"));
    }
    let wheel = std::fs::read_dir(&wheels).ok().and_then(|mut all| all.next()?.ok()).map(|entry| entry.path());
    let Some(wheel) = wheel else { return Ok(Tested::Failed("there is no wheel")) };
    let mut with_extras = wheel.into_os_string();
    with_extras.push("[test]");
    if !pip(&python, &[PathBuf::from(with_extras)])? {
        return Ok(Tested::Failed("the wheel cannot be installed with what its tests need"));
    }
    let mut pytest = Command::new(&python);
    let passed = succeeds(pytest.current_dir(&folder).args(["-m", "pytest"]))?;
    Ok(if passed { Tested::Passed } else { Tested::Failed("a test failed") })
}

fn pip(python: &Path, packages: &[PathBuf]) -> Result<bool, String> {
    let mut pip = Command::new(python);
    succeeds(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(packages))
}
