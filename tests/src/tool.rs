//! The `inkwash` command as the tests call it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::process::{Finished, run};

/// A key for tests, as hexadecimal digits.
pub const KEY: &str = "5d0c1fa49e7b38266f4e9ad2c81b7053a1e64d92f07c3b58861de93fa2457bc0";

/// Another one.
pub const OTHER_KEY: &str = "c39b20f7561ea84d0a7e15d86bf294c3375d9e02ab4f81607cd3e95812bfa64e";

/// The built command: `INKWASH_BIN`, or what `cargo build -p inkwash-cli` makes.
///
/// # Panics
/// If it is not there and cannot be built.
#[must_use]
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(path) = std::env::var_os("INKWASH_BIN") {
            let path = PathBuf::from(path);
            assert!(path.is_file(), "INKWASH_BIN is {}, which is no file", path.display());
            return path;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace");
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(root).args(["build", "--quiet", "--package", "inkwash-cli", "--bin", "inkwash"]);
        let built = run(&mut cargo, b"");
        assert!(built.status.success(), "inkwash cannot be built:\n{}", built.stderr);
        // The test itself lies in <target>/<profile>/deps.
        let test = std::env::current_exe().expect("the running test has a path");
        let target = test.ancestors().nth(3).expect("the test lies in the target directory");
        target.join("debug/inkwash")
    })
}

/// `inkwash` with these arguments, without the caller's key, its output collected.
#[must_use]
pub fn inkwash<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(binary());
    command.args(args).env_remove("INKWASH_KEY").env_remove("INKWASH_AUDIT").stdout(Stdio::piped());
    command
}

/// Runs `inkwash` with these arguments and this input.
pub fn inkwash_on<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>, input: &[u8]) -> Finished {
    run(&mut inkwash(args), input)
}

/// Runs `inkwash scrub --quiet` with [`KEY`], more arguments, and this input; it must succeed.
#[must_use]
pub fn scrub(args: &[&str], input: &[u8]) -> Vec<u8> {
    scrub_with(KEY, args, input)
}

/// The same with another key.
#[must_use]
pub fn scrub_with(key: &str, args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = inkwash(["scrub", "--quiet"]);
    command.args(args).env("INKWASH_KEY", key);
    run(&mut command, input).ok("inkwash scrub").stdout
}
