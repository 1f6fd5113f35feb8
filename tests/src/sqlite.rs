//! SQLite databases through the `sqlite3` shell.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::process::run;
use crate::roundtrip::Database;
use crate::sql::Dialect;

/// One database file.
pub struct Sqlite(PathBuf);

impl Sqlite {
    /// Whether there is a `sqlite3` shell.
    #[must_use]
    pub fn is_installed() -> bool {
        Command::new("sqlite3").arg("-version").stdout(Stdio::null()).status().is_ok_and(|s| s.success())
    }

    /// The database in this file, which comes to be with the first statement.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("sqlite3");
        command.args(["-batch", "-bail", "-init", "/dev/null"]).stdout(Stdio::piped());
        command
    }

    /// Runs a script and stops at the first error.
    ///
    /// # Panics
    /// At the first error.
    pub fn execute(&self, script: &[u8]) {
        run(self.command().arg(&self.0), script).ok(&format!("loading into {}", self.0.display()));
    }

    /// The output of `.dump`.
    #[must_use]
    pub fn dump(&self) -> Vec<u8> {
        run(self.command().arg(&self.0).arg(".dump"), b"").ok(".dump").stdout
    }
}

impl Database for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn query(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let mut command = self.command();
        command.args(["-list", "-separator", "\u{1f}", "-newline", "\u{1e}", "-nullvalue", "\u{2}"]);
        let text = run(command.arg(&self.0).arg(sql), b"").ok(sql).text();
        let value = |value: &str| (value != "\u{2}").then(|| value.to_owned());
        let rows = text.strip_suffix('\u{1e}').unwrap_or("").split('\u{1e}').filter(|_| !text.is_empty());
        rows.map(|row| row.split('\u{1f}').map(value).collect()).collect()
    }
}
