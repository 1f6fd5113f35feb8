//! `inkwash keys`, and keys from everywhere they can come from.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, inkwash, scrub};
use tempfile::TempDir;

const PASSPHRASE: &str = "CANARY correct horse";
const TEXT: &[u8] = b"write to canary.one@kundenpost.test\n";

struct Ring {
    _dir: TempDir,
    file: PathBuf,
}

impl Ring {
    fn new(options: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let ring = Self { file: dir.path().join("team.keys"), _dir: dir };
        ring.keys(&[&["new", ring.path()], options].concat()).ok("keys new");
        ring
    }

    fn path(&self) -> &str {
        self.file.to_str().expect("temporary paths are UTF-8")
    }

    fn keys(&self, args: &[&str]) -> Finished {
        let mut command = inkwash(["keys"]);
        run(command.args(args).env("INKWASH_PASSPHRASE", PASSPHRASE), b"")
    }

    fn scrub(&self, args: &[&str]) -> Finished {
        let mut command = inkwash(["scrub", "--quiet", "--key-file", self.path()]);
        run(command.args(args).env("INKWASH_PASSPHRASE", PASSPHRASE), TEXT)
    }

    fn list(&self) -> String {
        self.keys(&["list", self.path()]).ok("keys list").stdout()
    }
}

trait Text {
    fn stdout(&self) -> String;
}

impl Text for Finished {
    fn stdout(&self) -> String {
        String::from_utf8(self.stdout.clone()).expect("UTF-8")
    }
}

#[track_caller]
fn fails(finished: &Finished, says: &str) {
    assert_eq!(finished.code(), 2, "{}", finished.stderr);
    assert!(finished.stdout.is_empty());
    assert!(finished.stderr.contains(says), "nothing about {says:?}: {}", finished.stderr);
    assert_eq!(finished.stderr.trim_end().lines().count(), 1, "{}", finished.stderr);
    assert!(!finished.stderr.contains("CANARY"), "{}", finished.stderr);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("the file is there").permissions().mode() & 0o777
}

#[test]
fn a_ring_lives_from_new_to_destroyed() {
    let ring = Ring::new(&["--custodian", "Ada", "--purpose", "test data"]);
    assert_eq!(mode(&ring.file), 0o600);
    let text = fs::read_to_string(&ring.file).expect("text");
    assert!(text.contains("sealed = 1") && !text.contains("Ada"), "sealed, notes and all");
    let first = ring.scrub(&[]).ok("scrub").stdout;
    assert_eq!(first, ring.scrub(&[]).ok("scrub").stdout);
    ring.keys(&["rotate", ring.path()]).ok("rotate");
    assert_ne!(first, ring.scrub(&[]).ok("scrub").stdout);
    let list = ring.list();
    assert!(list.contains("retired") && list.contains("(in use)") && list.contains("Ada; test data"), "{list}");
    fails(&ring.keys(&["destroy", ring.path(), "1"]), "--yes");
    ring.keys(&["destroy", "--yes", ring.path(), "1"]).ok("destroy");
    ring.keys(&["retire", "--compromised", ring.path(), "2"]).ok("retire");
    let list = ring.list();
    assert!(list.contains("destroyed") && list.contains("compromised") && !list.contains("in use"), "{list}");
    fails(&ring.scrub(&[]), "no active key");
    fails(&ring.keys(&["retire", ring.path(), "2"]), "compromised already");
    fails(&ring.keys(&["retire", ring.path(), "7"]), "no key of version 7");
    fails(&ring.keys(&["new", ring.path()]), "cannot write");
    assert_eq!(mode(&ring.file), 0o600);
}

#[test]
fn a_wrong_passphrase_and_a_damaged_ring_are_refused() {
    let ring = Ring::new(&[]);
    let mut command = inkwash(["scrub", "--quiet", "--key-file", ring.path()]);
    fails(&run(command.env("INKWASH_PASSPHRASE", "CANARY another"), TEXT), "passphrase is wrong");
    let text = fs::read_to_string(&ring.file).expect("text");
    fs::write(&ring.file, text.replace("ring = \"", "ring = \"AAAA")).expect("written");
    fails(&ring.scrub(&[]), "damaged");
}

#[test]
fn without_a_terminal_a_missing_passphrase_is_an_error() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("team.keys");
    let mut command = std::process::Command::new("setsid");
    command.args(["-w".as_ref(), inkwash([""]).get_program(), "keys".as_ref(), "new".as_ref(), file.as_os_str()]);
    let finished = run(command.env_remove("INKWASH_PASSPHRASE").stdout(std::process::Stdio::piped()), b"");
    fails(&finished, "no passphrase (--passphrase-file or INKWASH_PASSPHRASE)");
    assert!(!file.exists());
}

#[test]
fn files_that_others_may_read_are_refused_unless_told() {
    let ring = Ring::new(&["--no-passphrase"]);
    fs::set_permissions(&ring.file, fs::Permissions::from_mode(0o644)).expect("the mode can be set");
    fails(&ring.scrub(&[]), "chmod 600");
    ring.scrub(&["--shared-key-file"]).ok("told");
}

#[test]
fn keys_come_from_files_descriptors_and_commands() {
    let expected = scrub(&[], TEXT);
    let mut shell = std::process::Command::new("sh");
    let script = "exec 9<<end\n$KEY\nend\nexec \"$INKWASH\" scrub --quiet --key-fd 9";
    shell.args(["-c", script]).env("KEY", KEY).env("INKWASH", inkwash([""]).get_program());
    assert_eq!(run(shell.stdout(std::process::Stdio::piped()), TEXT).ok("a descriptor").stdout, expected);
    let by_command = |command: &str| run(&mut inkwash(["scrub", "--quiet", "--key-command", command]), TEXT);
    assert_eq!(by_command(&format!("echo {KEY}")).ok("a command").stdout, expected);
    fails(&by_command("exit 4"), "the key command failed");
    let mut project = inkwash(["scrub", "--quiet", "--project", "hr"]);
    assert_ne!(run(project.env("INKWASH_KEY", KEY), TEXT).ok("a project").stdout, expected);
}

#[test]
fn a_retired_key_restores_and_scrubs_nothing() {
    let ring = Ring::new(&["--no-passphrase"]);
    let tokens = ring.scrub(&["--transform", "tokenise"]).ok("scrub").stdout;
    ring.keys(&["retire", ring.path(), "1"]).ok("retire");
    fails(&ring.scrub(&["--transform", "tokenise"]), "no active key");
    let restored = run(&mut inkwash(["restore", "--quiet", "--key-file", ring.path()]), &tokens).ok("restore");
    assert_eq!(restored.stdout, TEXT);
    let rekeyed = run(&mut inkwash(["rekey", "--quiet", "--key-file", ring.path()]), &tokens);
    fails(&rekeyed, "no active key");
}
