//! What tests take from the registries of npm and crates.io: programs that check what inkwash writes, and schemas. None
//! of it is part of inkwash, and none of it lies in the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::process::run;

/// A folder in which the scripts of `tests/NAME` run with what their `package-lock.json` lists.
///
/// # Errors
/// If Node or npm is not installed, or npm cannot get a package.
///
/// # Panics
/// If the files cannot be copied.
pub fn scripts(name: &str) -> Result<PathBuf, String> {
    let folder = fetched(name);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    for entry in fs::read_dir(from).expect("the scripts are there") {
        let path = entry.expect("a folder can be read").path();
        fs::copy(&path, folder.join(path.file_name().expect("it has a name"))).expect("a file can be copied");
    }
    let mut install = Command::new("npm");
    install.current_dir(&folder).args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--loglevel=error"]);
    succeed(install, "npm ci").map(|_| folder)
}

/// The folder of a crate's source.
///
/// # Errors
/// If cargo cannot get it.
///
/// # Panics
/// If a manifest for it cannot be written.
pub fn source_of(name: &str, version: &str) -> Result<PathBuf, String> {
    let folder = fetched(name);
    let manifest = folder.join("Cargo.toml");
    let text = format!(
        "[workspace]\n[package]\nname = \"fetches\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\npath = \
         \"none.rs\"\n[dependencies]\n{name} = \"={version}\"\n"
    );
    fs::write(&manifest, text).expect("a file can be written");
    let mut metadata = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    metadata.args(["metadata", "--format-version=1", "--quiet", "--manifest-path"]).arg(&manifest);
    let told: Value = serde_json::from_slice(&succeed(metadata, "cargo metadata")?).expect("metadata are JSON");
    let packages = told["packages"].as_array().into_iter().flatten();
    let path = packages.filter(|package| package["name"] == name).find_map(|package| package["manifest_path"].as_str());
    path.and_then(|path| Path::new(path).parent()).map(Path::to_owned).ok_or_else(|| format!("cargo has no {name}"))
}

/// A folder in the target directory.
fn fetched(name: &str) -> PathBuf {
    // The test itself lies in <target>/<profile>/deps.
    let test = std::env::current_exe().expect("the running test has a path");
    let folder = test.ancestors().nth(3).expect("the test lies in the target directory").join("fetched").join(name);
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn succeed(mut command: Command, what: &str) -> Result<Vec<u8>, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let is_there = Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !is_there.is_ok_and(|status| status.success()) {
        return Err(format!("{program} is not installed"));
    }
    let done = run(command.stdout(Stdio::piped()), b"");
    if done.status.success() { Ok(done.stdout) } else { Err(format!("{what} failed: {}", done.stderr.trim())) }
}
