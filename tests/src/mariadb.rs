//! A throw-away MariaDB server on a socket of its own, without TCP.

use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::process::{Server, give, run, unprivileged, wait_until};
use crate::roundtrip::Database;
use crate::sql::Dialect;

/// Whom the server runs as where the tests are root.
const USER: &str = "nobody";

/// A running server; it ends, and its files go, when this is dropped.
pub struct MariaDb {
    // Order matters: the server must end before its directory goes.
    server: Server,
    dir: TempDir,
}

impl MariaDb {
    /// Starts a server, or says why it cannot.
    ///
    /// # Errors
    /// If MariaDB is not installed.
    ///
    /// # Panics
    /// If it is installed but does not come up.
    pub fn start() -> Result<Self, String> {
        let find = |names: &[&str]| -> Result<String, String> {
            find(names).ok_or_else(|| format!("no {} on the PATH or in /usr/sbin", names[0]))
        };
        let server = find(&["mariadbd", "mysqld"])?;
        let install = find(&["mariadb-install-db", "mysql_install_db"])?;
        find(&["mariadb"])?;
        find(&["mariadb-dump"])?;
        let dir = tempfile::Builder::new().prefix("inkwash-my").tempdir().expect("a temporary directory");
        give(dir.path(), USER);
        let data = format!("--datadir={}", dir.path().join("data").display());
        let mut command = unprivileged(USER, &install);
        command.args(["--no-defaults", &data, "--auth-root-authentication-method=normal", "--skip-test-db"]);
        command.arg(format!("--tmpdir={}", dir.path().display())).env("HOME", dir.path());
        run(command.current_dir(dir.path()).stdout(Stdio::piped()), b"").ok("mariadb-install-db");
        let log = dir.path().join("log");
        let file = std::fs::File::create(&log).expect("the log can be created");
        let socket = format!("--socket={}", dir.path().join("s").display());
        let pid = format!("--pid-file={}", dir.path().join("pid").display());
        let tmp = format!("--tmpdir={}", dir.path().display());
        let args = ["--no-defaults", &data, &socket, &pid, &tmp, "--skip-networking", "--skip-log-bin"];
        let tuning = ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--character-set-server=utf8mb4"];
        let args: Vec<&str> = args.into_iter().chain(tuning).collect();
        let mut server = Server::start(USER, &server, &args, file);
        let maria = |server: &mut Server| {
            let mut command = Command::new("mariadb");
            command.args(["--no-defaults", &socket, "-u", "root", "-e", "SELECT 1"]).stdout(Stdio::null());
            server.is_running() && run(&mut command, b"").status.success()
        };
        wait_until("MariaDB", &log, || maria(&mut server));
        Ok(Self { server, dir })
    }

    /// Creates an empty database.
    ///
    /// # Panics
    /// If that fails.
    #[must_use]
    pub fn create(&self, name: &'static str) -> MariaDbDatabase<'_> {
        let mut command = self.command("mariadb");
        run(&mut command, format!("CREATE DATABASE {name} CHARACTER SET utf8mb4").as_bytes()).ok("CREATE DATABASE");
        MariaDbDatabase { server: self, name }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.arg("--no-defaults").arg(format!("--socket={}", self.dir.path().join("s").display()));
        command.args(["-u", "root", "--default-character-set=utf8mb4"]).stdout(Stdio::piped());
        command
    }

    /// Whether the server is still there: a load must not have brought it down.
    pub fn is_running(&mut self) -> bool {
        self.server.is_running()
    }
}

/// One database of the server.
pub struct MariaDbDatabase<'a> {
    server: &'a MariaDb,
    name: &'static str,
}

impl MariaDbDatabase<'_> {
    /// Runs a script and stops at the first error.
    ///
    /// # Panics
    /// At the first error.
    pub fn execute(&self, script: &[u8]) {
        let mut command = self.server.command("mariadb");
        // Without binary mode the client would take \0 and CR LF in strings for its own.
        run(command.args(["--binary-mode", self.name]), script).ok(&format!("loading into {}", self.name));
    }

    /// Like [`execute`](Self::execute), with names in double quotes as in standard SQL.
    ///
    /// # Panics
    /// At the first error.
    pub fn execute_ansi(&self, script: &str) {
        let mut command = self.server.command("mariadb");
        command.args([ANSI, self.name]);
        run(&mut command, script.as_bytes()).ok(&format!("filling {}", self.name));
    }

    /// The output of `mariadb-dump` with these options.
    #[must_use]
    pub fn dump(&self, options: &[&str]) -> Vec<u8> {
        let mut command = self.server.command("mariadb-dump");
        run(command.args(options).arg(self.name), b"").ok("mariadb-dump").stdout
    }
}

const ANSI: &str = "--init-command=SET SESSION sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')";

impl Database for MariaDbDatabase<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::MariaDb
    }

    fn query(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let mut command = self.server.command("mariadb");
        command.args([ANSI, "--batch", "--skip-column-names", "-e", sql, self.name]);
        let text = run(&mut command, b"").ok(sql).text();
        // The client writes NULL for a null; no text here is that word. Its escapes of tabs and
        // line ends can stay: the answers are only compared with each other.
        let value = |value: &str| (value != "NULL").then(|| value.to_owned());
        text.lines().map(|row| row.split('\t').map(value).collect()).collect()
    }
}

fn find(names: &[&str]) -> Option<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs: Vec<_> = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/libexec".into()]).collect();
    let mut paths = names.iter().flat_map(|name| dirs.iter().map(move |dir| dir.join(name)));
    paths.find(|path| path.is_file()).map(|path| path.display().to_string())
}
