//! What the end-to-end suites need of the system, and how it gets there.

use std::path::Path;
use std::process::Command;

use crate::{run, wasm};

/// A program that a suite needs.
pub(crate) struct Need {
    /// The suite.
    pub(crate) suite: &'static str,
    /// The Debian packages that bring it. None of them starts a service.
    packages: &'static [&'static str],
    is_there: fn() -> bool,
}

/// One entry per suite that needs something.
pub(crate) const NEEDS: &[Need] = &[
    Need { suite: "postgres", packages: &["postgresql"], is_there: has_postgres },
    Need {
        suite: "mariadb",
        packages: &["mariadb-server-core", "mariadb-client"],
        is_there: || has_program("mariadbd") && has_program("mariadb-dump") && has_program("mariadb-install-db"),
    },
    Need { suite: "sqlite", packages: &["sqlite3"], is_there: || has_program("sqlite3") },
    Need {
        suite: "report",
        packages: &["chromium", "git"],
        is_there: || has_program("chromium") && has_program("git"),
    },
    Need {
        suite: "wasm",
        packages: &["chromium", "rustc-web", "rust-web-src", "lld-22"],
        is_there: || has_program("chromium") && wasm::can_build(),
    },
    Need { suite: "age", packages: &["age"], is_there: || has_program("age") && has_program("age-keygen") },
];

impl Need {
    /// Whether the suite can run, installing what is missing if `install`; else why not.
    pub(crate) fn meet(&self, install: bool) -> Result<(), String> {
        if !has_program("setpriv") {
            return Err("setpriv (util-linux) is missing: it starts servers without root's rights".to_owned());
        }
        if (self.is_there)() {
            return Ok(());
        }
        let packages = self.packages.join(" ");
        if !install {
            return Err(format!("not installed (Debian: apt-get install {packages})"));
        }
        if !has_program("apt-get") {
            return Err(format!("not installed, and this is no Debian; it would take {packages}"));
        }
        if !is_root() {
            return Err(format!("not installed; as root: apt-get install {packages}"));
        }
        eprintln!("xtask: installing {packages}");
        if !apt(&["update", "-qq"]) {
            return Err(format!("apt-get update failed, so {packages} could not be installed"));
        }
        let args: Vec<&str> =
            ["install", "-qq", "--yes", "--no-install-recommends"].iter().chain(self.packages).copied().collect();
        if !apt(&args) {
            return Err(format!("apt-get install {packages} failed"));
        }
        if (self.is_there)() { Ok(()) } else { Err(format!("{packages} did not bring what the suite needs")) }
    }
}

fn apt(args: &[&str]) -> bool {
    let mut apt = Command::new("apt-get");
    // Runlevel 1: a package's own server is not started (see invoke-rc.d(8)).
    apt.args(args).env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1");
    run::succeeds(&mut apt).unwrap_or(false)
}

fn has_postgres() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let has = |dir: &Path| dir.join("postgres").is_file() && dir.join("pg_dump").is_file();
    versions.into_iter().any(|version| has(&version.path().join("bin"))) || has_program("postgres")
}

fn has_program(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut dirs = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    dirs.any(|dir| dir.join(name).is_file())
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}
