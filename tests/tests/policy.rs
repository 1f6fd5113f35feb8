//! Policies as the command takes them.

use std::fs;

use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, inkwash};
use tempfile::TempDir;

const TABLE: &[u8] = b"contact,mail\nhelp@example.com,canary.one@kundenpost.test\n";

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().expect("temporary paths are UTF-8").to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("a file can be written");
        path
    }

    fn scrub(&self, policy: &str, args: &[&str], input: &[u8]) -> Finished {
        let policy = self.write("policy.toml", policy);
        let args = [&["scrub", "--policy", &policy, "--input-format", "csv"], args].concat();
        run(inkwash(args).env("INKWASH_KEY", KEY), input)
    }
}

fn exception(expires: &str) -> String {
    format!(
        "[transforms]\ndefault = \"redact\"\n[[exceptions]]\nentity = \"EMAIL_ADDRESS\"\nplace = \"contact\"\n\
         reason = \"on our website\"\napprover = \"Kari\"\nexpires = {expires}\n"
    )
}

#[test]
fn an_exception_lets_through_and_is_told() {
    let done = Folder::new().scrub(&exception("9999-12-31"), &[], TABLE).ok("scrub");
    assert_eq!(String::from_utf8_lossy(&done.stdout), "contact,mail\nhelp@example.com,[EMAIL_ADDRESS]\n");
    let told = "in clear by exception: 1 value of EMAIL_ADDRESS in contact, approved by Kari until 9999-12-31: on our \
                website";
    assert!(done.stderr.contains(told), "{}", done.stderr);
}

#[test]
fn an_expired_exception_refuses_the_run() {
    let refused = Folder::new().scrub(&exception("2024-01-31"), &[], TABLE);
    assert_eq!((refused.code(), refused.stdout.len()), (3, 0), "{}", refused.stderr);
    assert!(refused.stderr.contains("EMAIL_ADDRESS in contact has expired"), "{}", refused.stderr);
}

const CLASSES: &str = "[classes]\ncritical = { transform = \"keep\", encrypt_output = true }\n[environments.dev.classes]\n\
                       critical = \"refuse\"\n";

#[test]
fn what_a_policy_refuses_ends_the_run_and_leaves_no_file() {
    let folder = Folder::new();
    let target = folder.path("clean.csv");
    let refused = folder.scrub(CLASSES, &["--environment", "dev", "-o", &target], TABLE);
    assert_eq!((refused.code(), refused.stdout.len()), (3, 0), "{}", refused.stderr);
    assert!(refused.stderr.contains("EMAIL_ADDRESS in contact: the policy lets it into no output"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("help@") && !refused.stderr.contains("canary"), "{}", refused.stderr);
    assert!(!std::path::Path::new(&target).exists());
    let unknown = folder.scrub(CLASSES, &["--environment", "prod"], TABLE);
    assert_eq!(unknown.code(), 2, "{}", unknown.stderr);
    assert!(unknown.stderr.contains("no environment \"prod\"; there are dev"), "{}", unknown.stderr);
}

#[test]
fn the_environment_may_be_in_a_variable() {
    let folder = Folder::new();
    let policy = folder.write("policy.toml", CLASSES);
    let with = |name: &str| {
        let mut command = inkwash(["scrub", "--policy", &policy, "--input-format", "csv"]);
        run(command.env("INKWASH_KEY", KEY).env("INKWASH_ENVIRONMENT", name), TABLE)
    };
    assert!(with("dev").stderr.contains("lets it into no output"));
    assert_eq!(with("nowhere").code(), 2);
}

#[test]
fn some_classes_need_an_encrypted_output() {
    let folder = Folder::new();
    let refused = folder.scrub(CLASSES, &[], TABLE);
    assert_eq!(refused.code(), 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("--encrypt-to"), "{}", refused.stderr);
    let keys = folder.path("team.keys");
    run(&mut inkwash(["keys", "new", "--no-passphrase", &keys]), b"").ok("keys new");
    let recipient = run(&mut inkwash(["keys", "export-recipient", &keys]), b"").ok("keys export-recipient").text();
    let done = folder.scrub(CLASSES, &["--encrypt-to", recipient.trim()], TABLE).ok("scrub");
    assert!(done.stdout.starts_with(b"age-encryption.org/"));
}
