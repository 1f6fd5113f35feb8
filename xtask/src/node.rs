//! The npm package, built, packed, installed into an empty project and tested there.

use std::path::PathBuf;
use std::process::Command;

use crate::python::Tested;
use crate::run::{answers, cargo, root, succeeds, target_dir};

/// Everything else is in `bindings/node/scripts/test.mjs`.
pub(crate) fn test() -> Result<Tested, String> {
    if !answers("node", "--version") || !answers("npm", "--version") {
        return Ok(Tested::Lacks("node and npm are not installed (Node 20 or later)".to_owned()));
    }
    if !installs()? {
        return Ok(Tested::Lacks("npm cannot install what the tests need".to_owned()));
    }
    Ok(if succeeds(&mut script("test")?)? { Tested::Passed } else { Tested::Failed("a test failed") })
}

/// Measures the package beside the Rust core, the command and other packages, and prints tables.
pub(crate) fn bench() -> Result<bool, String> {
    let binaries = ["build", "--quiet", "--release", "--package", "inkwash-benches", "--package", "inkwash-cli", "--bins"];
    if !succeeds(&mut cargo(binaries))? || !installs()? {
        return Ok(false);
    }
    let release = target_dir()?.join("release");
    let mut bench = script("bench")?;
    succeeds(bench.arg(release.join("inkwash-benches")).arg(release.join("inkwash")))
}

/// Installs what the package is built with.
fn installs() -> Result<bool, String> {
    let mut install = Command::new("npm");
    install.current_dir(folder()).args(["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error"]);
    succeeds(&mut install)
}

/// A script of the package's.
fn script(name: &str) -> Result<Command, String> {
    let mut node = Command::new("node");
    node.current_dir(folder()).env("CARGO_TARGET_DIR", target_dir()?).arg(format!("scripts/{name}.mjs"));
    Ok(node)
}

fn folder() -> PathBuf {
    root().join("bindings/node")
}
