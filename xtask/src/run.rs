//! Starting other programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The workspace's directory.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// Cargo, in the workspace's directory.
pub(crate) fn cargo<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()).args(args);
    cargo
}

/// Whether the command ends well; what it prints is passed on.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, String> {
    let status = command.status().map_err(|e| format!("cannot start {}: {e}", command.get_program().display()))?;
    Ok(status.success())
}

/// Whether a program is there and answers `--version` (or what `arg` says).
pub(crate) fn answers(program: &str, arg: &str) -> bool {
    let mut command = Command::new(program);
    let command = command.arg(arg).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> Result<PathBuf, String> {
    let output = cargo(["metadata", "--format-version=1", "--no-deps"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("cannot start cargo: {e}"))?;
    let metadata = String::from_utf8_lossy(&output.stdout);
    let field = "\"target_directory\":\"";
    let start = metadata.find(field).ok_or("cargo metadata names no target directory")? + field.len();
    let end = metadata[start..].find('"').ok_or("cargo metadata ends early")? + start;
    Ok(PathBuf::from(&metadata[start..end]))
}

/// All Rust files of the workspace below a folder, but for what was built.
pub(crate) fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
    for entry in entries {
        let entry = entry.map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
        let (path, name) = (entry.path(), entry.file_name());
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            if name != "target" && name != "node_modules" && !name.to_string_lossy().starts_with('.') {
                files.extend(rust_files(&path)?);
            }
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}
