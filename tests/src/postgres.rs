//! A throw-away PostgreSQL server on a socket of its own, without TCP.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::process::{Server, give, is_root, run, unprivileged, wait_until};
use crate::roundtrip::Database;
use crate::sql::Dialect;

/// A running server; it ends, and its files go, when this is dropped.
pub struct Postgres {
    // Order matters: the server must end before its directory goes.
    server: Server,
    bin: PathBuf,
    dir: TempDir,
}

impl Postgres {
    /// Starts a server, or says why it cannot.
    ///
    /// # Errors
    /// If PostgreSQL is not installed.
    ///
    /// # Panics
    /// If it is installed but does not come up.
    pub fn start() -> Result<Self, String> {
        let Some(bin) = find() else {
            return Err("no PostgreSQL under /usr/lib/postgresql or on the PATH".to_owned());
        };
        let user = if is_root() && !has_user("postgres") { "nobody" } else { "postgres" };
        let dir = tempfile::Builder::new().prefix("inkwash-pg").tempdir().expect("a temporary directory");
        give(dir.path(), user);
        let data = dir.path().join("data").display().to_string();
        let initdb = bin.join("initdb").display().to_string();
        let mut command = unprivileged(user, &initdb);
        command.args(["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]);
        run(command.current_dir(dir.path()).stdout(Stdio::piped()), b"").ok("initdb");
        let log = dir.path().join("log");
        let file = std::fs::File::create(&log).expect("the log can be created");
        let socket = dir.path().display().to_string();
        let args = ["-D", &data, "-k", &socket, "-c", "listen_addresses=", "-c", "fsync=off", "-c"];
        let args: Vec<&str> = args.into_iter().chain(["full_page_writes=off", "-c", "timezone=UTC"]).collect();
        let mut server = Server::start(user, &bin.join("postgres").display().to_string(), &args, file);
        let isready = bin.join("pg_isready");
        wait_until("PostgreSQL", &log, || {
            let mut command = Command::new(&isready);
            command.args(["-q", "-h", &socket]).stdout(Stdio::null());
            server.is_running() && run(&mut command, b"").status.success()
        });
        Ok(Self { server, bin, dir })
    }

    /// Creates an empty database.
    ///
    /// # Panics
    /// If that fails.
    #[must_use]
    pub fn create(&self, name: &'static str) -> PostgresDatabase<'_> {
        let database = PostgresDatabase { server: self, name };
        let maintenance = PostgresDatabase { server: self, name: "postgres" };
        maintenance.execute(format!("CREATE DATABASE {name} TEMPLATE template0").as_bytes());
        database
    }

    fn command(&self, program: &str, database: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command.args(["-h"]).arg(self.dir.path()).args(["-U", "postgres", "-d", database]);
        command.env("PGOPTIONS", "-c search_path=shop,public").stdout(Stdio::piped());
        for name in ["PGPASSWORD", "PGSERVICE", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE"] {
            command.env_remove(name);
        }
        command
    }

    /// Where PostgreSQL's programs are.
    #[must_use]
    pub fn programs(&self) -> &Path {
        &self.bin
    }

    /// Whether the server is still there: a load must not have brought it down.
    pub fn is_running(&mut self) -> bool {
        self.server.is_running()
    }
}

/// One database of the server.
pub struct PostgresDatabase<'a> {
    server: &'a Postgres,
    name: &'static str,
}

impl PostgresDatabase<'_> {
    /// Runs a script and stops at the first error.
    ///
    /// # Panics
    /// At the first error.
    pub fn execute(&self, script: &[u8]) {
        let mut command = self.server.command("psql", self.name);
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"]);
        run(&mut command, script).ok(&format!("loading into {}", self.name));
    }

    /// The output of `pg_dump` with these options.
    #[must_use]
    pub fn dump(&self, options: &[&str]) -> Vec<u8> {
        run(self.server.command("pg_dump", self.name).args(options), b"").ok("pg_dump").stdout
    }
}

impl Database for PostgresDatabase<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn query(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let mut command = self.server.command("psql", self.name);
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-P", "null=\u{2}"]);
        command.args(["-F", "\u{1f}", "-R", "\u{1e}", "-c", sql]);
        let text = run(&mut command, b"").ok(sql).text();
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let value = |value: &str| (value != "\u{2}").then(|| value.to_owned());
        let rows = text.split('\u{1e}').filter(|_| !text.is_empty());
        rows.map(|row| row.split('\u{1f}').map(value).collect()).collect()
    }
}

/// The directory of the newest installed server's programs.
fn find() -> Option<PathBuf> {
    let mut all: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    all.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path);
    let installed = all.into_iter().rev().map(|(_, dir)| dir).chain(on_path);
    installed.into_iter().find(|dir| {
        ["initdb", "postgres", "psql", "pg_dump", "pg_isready"].iter().all(|program| dir.join(program).is_file())
    })
}

fn has_user(name: &str) -> bool {
    let users = std::fs::read_to_string(Path::new("/etc/passwd")).unwrap_or_default();
    users.lines().any(|line| line.split(':').next() == Some(name))
}
