//! `--audit` and `inkwash audit`, with real processes.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;

use inkwash_tests::folder::Folder;
use inkwash_tests::page::run_page;
use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, OTHER_KEY, inkwash};
use serde_json::Value;

const CSV: &[u8] = b"id,canary.head@kundenpost.test\n1,canary.one@kundenpost.test\n";
const CANARY: &str = "canary";

struct Place(Folder);

impl Place {
    fn new() -> Self {
        let folder = Folder::new();
        folder.write("in.csv", CSV);
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path(name)
    }

    fn run_with(&self, key: Option<&str>, args: &[&str], input: &[u8]) -> Finished {
        let mut command = inkwash(args);
        command.current_dir(self.0.at());
        if let Some(key) = key {
            command.env("INKWASH_KEY", key);
        }
        run(&mut command, input)
    }

    fn run(&self, args: &[&str]) -> Finished {
        self.run_with(Some(KEY), args, b"")
    }

    fn records(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.path("audit.jsonl")).expect("the log is there");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    #[track_caller]
    fn verifies(&self) -> String {
        self.run(&["audit", "verify", "audit.jsonl"]).ok("audit verify").text()
    }
}

fn sha256sum(path: &Path) -> String {
    let out = run(std::process::Command::new("sha256sum").arg(path).stdout(Stdio::piped()), b"").ok("sha256sum").text();
    out.split(' ').next().expect("a digest").to_owned()
}

#[test]
fn a_run_is_recorded_with_digests_counts_and_no_value() {
    let place = Place::new();
    let secret = ["--key-command", "echo canary-secret-of-a-store", "--project", "canary-project"];
    let args = ["scrub", "in.csv", "-o", "out.csv", "--audit", "audit.jsonl", "--min-score", "0.4"];
    place.run_with(None, &[&args[..], &secret].concat(), b"").ok("scrub");
    let text = fs::read_to_string(place.path("audit.jsonl")).expect("the log is there");
    assert!(!text.contains(CANARY) && !text.contains("kundenpost"), "{text}");
    assert_eq!(fs::metadata(place.path("audit.jsonl")).expect("there").permissions().mode() & 0o777, 0o600);
    let records = place.records();
    assert!(records.len() == 2 && records[0]["end"].is_null());
    let command = records[0]["command"].as_array().expect("a list");
    assert_eq!(command.iter().filter(|word| *word == "(left out)").count(), 2, "{command:?}");
    let end = &records[1]["end"];
    assert_eq!((end["outcome"].as_str(), end["exit_code"].as_u64()), (Some("done"), Some(0)));
    for (stream, file) in [(&end["sources"][0], "in.csv"), (&end["sinks"][0], "out.csv")] {
        assert_eq!(stream["name"], file);
        assert_eq!(stream["sha256"], sha256sum(&place.0.at().join(file)).as_str());
        assert_eq!(stream["bytes"], fs::metadata(place.path(file)).expect("there").len());
    }
    assert!(end["findings"]["entities"]["EMAIL_ADDRESS"]["replaced"].as_u64() >= Some(1), "{end}");
    let user = run(std::process::Command::new("id").arg("-un").stdout(Stdio::piped()), b"").text();
    assert_eq!(records[1]["user"], user.trim());
}

#[test]
fn every_command_is_recorded_and_the_chain_can_be_followed_with_sha256sum() {
    let place = Place::new();
    let audit = ["--audit", "audit.jsonl", "--audit-key-file", "audit.keys"];
    place.run(&["keys", "new", "--no-passphrase", "audit.keys"]).ok("keys");
    let all: [&[&str]; 9] = [
        &["keys", "new", "--no-passphrase", "team.keys"],
        &["keys", "rotate", "team.keys"],
        &["scan", "in.csv"],
        &["plan", "in.csv"],
        &["scrub", "in.csv", "-o", "out.csv", "--proof", "out.proof", "--transform", "tokenise"],
        &["verify", "out.csv", "--proof", "out.proof"],
        &["check", "in.csv", "out.csv"],
        &["rekey", "out.csv", "-o", "again.csv"],
        &["restore", "again.csv", "-o", "back.csv"],
    ];
    for args in all {
        place.run(&[args, &audit].concat()).ok(args[0]);
    }
    let failed = place.run(&[&["scrub", "not-there.csv"][..], &audit].concat());
    assert_eq!(failed.code(), 2);
    let records = place.records();
    let ends: Vec<_> = records.iter().filter(|record| record["end"].is_object()).collect();
    let expected = ["keys new", "keys rotate", "scan", "plan", "scrub", "verify", "check", "rekey", "restore", "scrub"];
    assert_eq!(ends.iter().map(|end| &end["operation"]).collect::<Vec<_>>(), expected);
    assert_eq!((&ends[9]["end"]["outcome"], &ends[9]["end"]["error"]), (&"failed".into(), &"io".into()));
    assert_eq!(ends[5]["end"]["results"]["survivors"], 0);
    assert!(ends[8]["end"]["results"]["values_opened"].as_u64() >= Some(1));
    let text = fs::read_to_string(place.path("audit.jsonl")).expect("the log is there");
    let mut last = "0".repeat(64);
    for line in text.lines() {
        let body = &line[..line.rfind(",\"hash\":").expect("a hash")];
        fs::write(place.path("body"), body).expect("written");
        assert!(body.contains(&format!("\"prev\":\"{last}\"")), "{line}");
        last = sha256sum(&place.0.at().join("body"));
        assert!(line.contains(&format!("\"hash\":\"{last}\"")), "{line}");
    }
    let verify = ["audit", "verify", "audit.jsonl", "--key-file", "audit.keys"];
    let verified = place.run_with(None, &verify, b"").ok("verify").text();
    assert!(verified.contains("20 records of 10 runs") && verified.contains(&last), "{verified}");
    assert_eq!(place.run_with(Some(OTHER_KEY), &["audit", "verify", "audit.jsonl"], b"").code(), 1, "another key");
}

#[test]
fn the_key_that_seals_the_log_is_not_destroyed_before_there_is_another() {
    let place = Place::new();
    let keys = |args: &[&str]| place.run_with(None, &[&["keys"], args, &["--audit", "audit.jsonl"]].concat(), b"");
    keys(&["new", "--no-passphrase", "team.keys"]).ok("new");
    let refused = keys(&["destroy", "--yes", "team.keys", "1"]);
    assert!(refused.code() == 2 && refused.stderr.contains("seals the audit log"), "{}", refused.stderr);
    keys(&["rotate", "team.keys"]).ok("rotate");
    keys(&["destroy", "--yes", "team.keys", "1"]).ok("destroy");
    let verify = ["audit", "verify", "--key-file", "team.keys", "audit.jsonl"];
    let told = place.run_with(None, &verify, b"").ok("verify").text();
    assert!(told.contains("6 are sealed with a key that was destroyed, and kept by later seals"), "{told}");
}

#[test]
fn processes_that_write_at_once_lose_nothing() {
    let place = Place::new();
    let spawn = |_| {
        let mut command = inkwash(["scan", "--quiet", "in.csv", "--audit", "audit.jsonl"]);
        command.current_dir(place.0.at()).env("INKWASH_KEY", KEY).stdout(Stdio::null()).spawn().expect("it starts")
    };
    let children: Vec<_> = (0..12).map(spawn).collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    assert!(place.verifies().contains("24 records of 12 runs"));
    let mut runs: Vec<_> = place.records().iter().filter(|r| r["end"].is_object()).map(|r| r["run"].as_u64()).collect();
    runs.sort_unstable();
    runs.dedup();
    assert_eq!(runs.len(), 12);
}

#[test]
fn a_killed_run_leaves_its_start() {
    let place = Place::new();
    let mut command = inkwash(["scrub", "--audit", "audit.jsonl"]);
    let mut child =
        command.current_dir(place.0.at()).env("INKWASH_KEY", KEY).stdin(Stdio::piped()).spawn().expect("it starts");
    let begun =
        || fs::read(place.path("audit.jsonl.head")).is_ok_and(|head| head.starts_with(b"{\"audit_head\":1,\"seq\":1"));
    for _ in 0..600 {
        if begun() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    child.kill().expect("killed");
    child.wait().expect("it ends");
    assert!(place.verifies().contains("run 1 has no end"));
    let shown = place.run(&["audit", "show", "--outcome", "unfinished", "audit.jsonl"]).ok("show").text();
    assert!(shown.lines().count() == 2 && shown.contains("unfinished"), "{shown}");
}

#[test]
fn without_a_log_nothing_comes_out() {
    let place = Place::new();
    fs::create_dir(place.path("folder")).expect("made");
    fs::write(place.path("open.jsonl"), b"").expect("written");
    fs::set_permissions(place.path("open.jsonl"), fs::Permissions::from_mode(0o666)).expect("set");
    fs::write(place.path("lost.jsonl"), b"{}\n").expect("written");
    fs::set_permissions(place.path("lost.jsonl"), fs::Permissions::from_mode(0o600)).expect("set");
    for log in ["folder", "not/there.jsonl", "open.jsonl", "lost.jsonl"] {
        let finished = place.run(&["scrub", "in.csv", "-o", "out.csv", "--audit", log]);
        assert_eq!(finished.code(), 2, "{log}: {}", finished.stderr);
        assert!(!Path::new(&place.path("out.csv")).exists(), "{log}");
        let finished = place.run(&["scrub", "in.csv", "--audit", log]);
        assert!(finished.code() == 2 && finished.stdout.is_empty(), "{log}");
    }
    let variable = run(inkwash(["scrub", "in.csv"]).current_dir(place.0.at()).env("INKWASH_AUDIT", "folder"), b"");
    assert!(variable.code() == 2 && variable.stdout.is_empty(), "{}", variable.stderr);
}

#[test]
fn what_was_done_to_a_log_is_told_with_exit_code_1() {
    let place = Place::new();
    for _ in 0..2 {
        place.run(&["scan", "in.csv", "--audit", "audit.jsonl"]).ok("scan");
    }
    let head = place.run(&["audit", "head", "audit.jsonl"]).ok("head").text();
    place.run(&["audit", "verify", "audit.jsonl", "--head", head.trim()]).ok("the head");
    let text = fs::read_to_string(place.path("audit.jsonl")).expect("the log");
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    for (changed, says) in [
        (text.replacen("\"scan\"", "\"scam\"", 1), "record 1 was changed"),
        ([lines[0], lines[2], lines[3]].concat(), "record 2 is missing"),
        (lines[..3].concat(), "cut at its end"),
        ([lines[0], lines[2], lines[1], lines[3]].concat(), "not in its place"),
        ([lines[0], lines[1], lines[1], lines[2], lines[3]].concat(), "stands again"),
    ] {
        fs::write(place.path("audit.jsonl"), changed).expect("written");
        let finished = place.run(&["audit", "verify", "audit.jsonl"]);
        assert_eq!(finished.code(), 1);
        assert!(finished.text().contains(says), "{says}");
        assert_eq!(place.run(&["audit", "show", "audit.jsonl"]).code(), 1, "shown, and said");
    }
}

#[test]
fn runs_are_shown_exported_and_certified() {
    let place = Place::new();
    place.run(&["scan", "in.csv", "--audit", "audit.jsonl"]).ok("scan");
    place.run(&["scrub", "in.csv", "-o", "out.csv", "--audit", "audit.jsonl"]).ok("scrub");
    let shown = place.run(&["audit", "show", "--operation", "scrub", "audit.jsonl"]).ok("show").text();
    assert!(shown.lines().count() == 2 && shown.contains("out.csv"), "{shown}");
    let none = place.run(&["audit", "show", "--until", "2020-01-01", "audit.jsonl"]).ok("show").text();
    assert_eq!(none.lines().count(), 1);
    assert_eq!(place.run(&["audit", "show", "--since", "yesterday", "audit.jsonl"]).code(), 2);
    let csv = place.run(&["audit", "export", "--format", "csv", "audit.jsonl"]).ok("export").text();
    assert!(csv.starts_with("run,started,") && csv.lines().count() == 3, "{csv}");
    let jsonl = place.run(&["audit", "export", "--run", "3", "audit.jsonl"]).ok("export").text();
    assert_eq!(serde_json::from_str::<Value>(&jsonl).expect("JSON")["run"], 3);
    let public = place.run(&["audit", "public-key"]).ok("public-key").text();
    for format in ["markdown", "html"] {
        let text =
            place.run(&["audit", "certificate", "3", "audit.jsonl", "--format", format]).ok("certificate").text();
        assert!(text.contains(&sha256sum(&place.0.at().join("out.csv"))) && !text.contains(CANARY), "{text}");
        fs::write(place.path("run3"), &text).expect("written");
        let verify = ["audit", "verify", "--certificate", "run3"];
        place
            .run_with(None, &[&verify[..], &["--public-key", public.trim()]].concat(), b"")
            .ok("by whoever has the key");
        place.run(&[&verify[..], &["audit.jsonl"]].concat()).ok("with the log");
        assert_eq!(place.run_with(Some(OTHER_KEY), &verify, b"").code(), 1, "of another key ring");
        fs::write(place.path("run3"), text.replace("replaced", "removed")).expect("written");
        assert_eq!(place.run(&verify).code(), 1, "a changed word");
    }
    assert_eq!(place.run_with(None, &["audit", "certificate", "3", "audit.jsonl"], b"").code(), 2, "nothing signs it");
}

/// All examples of `docs/audit.md`, in their order, as a reader would paste them.
#[test]
fn the_examples_of_the_page_run() {
    let place = Place::new();
    let out = run_page("audit.md", &place.0, 6);
    let first = fs::read_to_string(place.path("audit.jsonl")).expect("the log");
    let hash = out.lines().find_map(|line| line.strip_suffix("  -")).expect("what sha256sum printed");
    assert!(first.lines().next().is_some_and(|line| line.contains(&format!("\"hash\":\"{hash}\""))), "{hash}");
}
