//! The examples of the guide's pages, as a reader would paste them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::folder::Folder;
use crate::process::run;
use crate::tool::binary;

/// Runs all `sh` blocks of a page of `docs/` in one shell in this folder, and returns what they print.
///
/// # Panics
/// If there are fewer of them than `least`, or one fails.
#[must_use]
pub fn run_page(name: &str, folder: &Folder, least: usize) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    let page = fs::read_to_string(page).expect("the page is there");
    let blocks: Vec<_> = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= least, "{name} has {} examples", blocks.len());
    let programs = binary().parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&path))).expect("a path");
    let mut shell = Command::new("sh");
    shell.args(["-eu", "-c", &blocks.concat()]).current_dir(folder.at()).env("PATH", path).stdout(Stdio::piped());
    for variable in ["INKWASH_KEY", "INKWASH_PASSPHRASE", "INKWASH_AUDIT"] {
        shell.env_remove(variable);
    }
    run(&mut shell, b"").ok(name).text()
}
