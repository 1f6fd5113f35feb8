//! Encrypted files: what inkwash encrypts the command `age` opens, and the other way round.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use inkwash_tests::folder::Folder;
use inkwash_tests::process::{Finished, run};
use inkwash_tests::skip;
use inkwash_tests::tool::{KEY, inkwash, inkwash_on};

const CSV: &[u8] = b"id,email\n1,canary.one@kundenpost.test\n";

/// A key ring, and its recipient.
fn new_ring(folder: &Folder, name: &str) -> (String, String) {
    let ring = folder.path(name);
    inkwash_on(["keys", "new", "--no-passphrase", "--quiet", &ring], b"").ok("keys new");
    let recipient = inkwash_on(["keys", "export-recipient", &ring], b"").ok("export-recipient").text();
    (ring, recipient.trim().to_owned())
}

fn is_installed() -> bool {
    let version = |program| Command::new(program).arg("--version").stdout(Stdio::null()).status();
    ["age", "age-keygen"].into_iter().all(|program| version(program).is_ok())
}

fn age(args: &[&str], input: &[u8]) -> Finished {
    run(Command::new("age").args(args).stdout(Stdio::piped()), input)
}

fn scrub(args: &[&str], input: &[u8]) -> Finished {
    run(inkwash(["scrub", "--quiet"]).args(args).env("INKWASH_KEY", KEY), input)
}

#[test]
fn the_command_age_opens_what_is_encrypted_to_its_keys() {
    if !is_installed() {
        return skip("age", "no age on the PATH");
    }
    let folder = Folder::new();
    let identity = folder.path("identity");
    run(Command::new("age-keygen").args(["-o", &identity]).stdout(Stdio::piped()), b"").ok("age-keygen");
    let recipient = run(Command::new("age-keygen").args(["-y", &identity]).stdout(Stdio::piped()), b"").ok("-y").text();
    let (_, ring_recipient) = new_ring(&folder, "team.keys");
    let clear = scrub(&["--input-format", "csv"], CSV).ok("scrub").stdout;
    let both = ["--input-format", "csv", "--encrypt-to", &ring_recipient, "--encrypt-to", recipient.trim()];
    let encrypted = scrub(&both, CSV).ok("scrub --encrypt-to").stdout;
    assert!(encrypted.starts_with(b"age-encryption.org/v1\n"));
    assert_eq!(age(&["-d", "-i", &identity], &encrypted).ok("age -d").stdout, clear);
    let large = vec![b'x'; 300_000];
    let encrypted = scrub(&both, &large).ok("scrub --encrypt-to").stdout;
    assert_eq!(age(&["-d", "-i", &identity], &encrypted).ok("age -d").stdout, large);
}

#[test]
fn a_key_ring_opens_what_the_command_age_encrypts_to_it() {
    if !is_installed() {
        return skip("age", "no age on the PATH");
    }
    let folder = Folder::new();
    let (ring, recipient) = new_ring(&folder, "team.keys");
    for size in [0, CSV.len(), 200_000] {
        let text: Vec<u8> = CSV.iter().copied().cycle().take(size).collect();
        let encrypted = age(&["-r", &recipient], &text).ok("age -r").stdout;
        let key = ["--key-file", &ring, "--input-format", "text"];
        let by_us = run(inkwash(["scrub", "--quiet"]).args(key), &encrypted).ok("scrub").stdout;
        assert_eq!(by_us, run(inkwash(["scrub", "--quiet"]).args(key), &text).ok("scrub").stdout);
    }
}

#[test]
fn encrypted_inputs_are_read_with_their_ring_and_refused_without() {
    let folder = Folder::new();
    let (ring, recipient) = new_ring(&folder, "team.keys");
    let (other, _) = new_ring(&folder, "other.keys");
    let file = folder.path("clean.csv.gz.age");
    let tokens = ["--transform", "tokenise", "--input-format", "csv", "--key-file", &ring];
    let to = ["--encrypt-to", &recipient, "-o", &file];
    run(inkwash(["scrub", "--quiet"]).args(tokens).args(to), CSV).ok("scrub");
    assert!(fs::read(&file).expect("the file is there").starts_with(b"age-encryption.org/v1\n"));

    let restored = run(inkwash(["restore", "--quiet", "--compress", "none", "--key-file", &ring]).arg(&file), b"");
    assert_eq!(restored.ok("restore").stdout, CSV);
    let scanned = run(inkwash(["scan", "--key-file", &ring]).arg(&file), b"").ok("scan");
    assert!(scanned.stderr.contains("1 input"), "{}", scanned.stderr);
    let scrubbed = run(inkwash(["scrub", "--key-file", &ring]).arg(&file), b"").ok("scrub");
    assert!(scrubbed.stderr.contains("csv"), "{}", scrubbed.stderr);

    let refused = |key: &[&str], says: &str| {
        for command in ["scan", "scrub", "restore"] {
            let target = folder.path("target");
            let output: &[&str] = if command == "scan" { &[] } else { &["-o", &target] };
            let finished = run(inkwash([command]).args(key).args(output).arg(&file), b"");
            assert_eq!(finished.code(), 2, "{command}: {}", finished.stderr);
            assert!(finished.stderr.contains(says), "{command}: {}", finished.stderr);
            assert!(!Path::new(&target).exists());
        }
    };
    refused(&["--key-file", &other], "not to a key of this ring");
    refused(&[], "the input is encrypted");
    let destroyed = ["keys", "destroy", "--yes", &ring, "1"];
    inkwash_on(destroyed, b"").ok("destroy");
    refused(&["--key-file", &ring], "not to a key of this ring");
}

#[test]
fn wrong_recipients_are_refused_before_anything_is_written() {
    let folder = Folder::new();
    let target = folder.path("target");
    for wrong in ["", "age1", "somebody", "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqsq4nu6w"] {
        let finished = scrub(&["--encrypt-to", wrong, "-o", &target], CSV);
        assert_eq!(finished.code(), 2, "{}", finished.stderr);
        assert!(finished.stderr.contains("recipient") && !Path::new(&target).exists(), "{}", finished.stderr);
    }
}
