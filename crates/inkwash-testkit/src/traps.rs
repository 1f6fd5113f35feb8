//! The traps of `corpora/formats`: hostile but legal streams, what is in them, and what must come out.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One trap.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// What is awkward about it.
    pub name: String,
    /// The format it is read in.
    pub format: String,
    /// The stream.
    pub input: String,
    /// Place and value of every cell that stands in a column, in order.
    pub cells: Vec<(String, String)>,
    /// What other cells must show.
    #[serde(default)]
    pub outside: Vec<String>,
    /// What stands in the stream after `redact`.
    #[serde(default)]
    pub output: Vec<String>,
    /// Asked of the server that has loaded what came out; each gives one row.
    #[serde(default)]
    pub query: Vec<String>,
    /// The values of each answer, with blanks between.
    #[serde(default)]
    pub answer: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    trap: Vec<Trap>,
}

/// Where they lie.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/formats")
}

/// All traps, by file and in order.
///
/// # Panics
/// If a file cannot be read or says something unknown.
#[must_use]
pub fn load() -> Vec<Trap> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder()).expect("corpora/formats is there").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("the file can be read");
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        file.trap
    };
    files.iter().flat_map(read).collect()
}
