//! What `scan` reports, and how it is used before commits and in CI: formats, baselines, comments that allow, git trees.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use inkwash_tests::process::{Finished, run};
use inkwash_tests::registry;
use inkwash_tests::tool::{KEY, inkwash};
use serde_json::Value;
use tempfile::TempDir;

const CANARIES: [&str; 4] = ["canary.one", "canary.two", "kundenpost", "41299001"];

fn tree() -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write(dir.path(), "app/a.py", "MAIL = \"canary.one@kundenpost.test\"\n");
    write(dir.path(), "app/b.csv", "id,email,phone\n1,canary.two@kundenpost.test,+4741299001\n");
    write(dir.path(), "canary.one@kundenpost.test/c.txt", "see canary.two@kundenpost.test\n");
    write(dir.path(), "p.png", "\u{89}PNG");
    fs::write(dir.path().join("p.png"), b"\x89PNG\r\n\x1a\nabc").expect("a file can be written");
    write(dir.path(), "x.bin", "a\0b");
    write(dir.path(), ".gitignore", "left-out\n");
    write(dir.path(), "left-out/d.txt", "canary.one@kundenpost.test\n");
    dir
}

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

fn scan(dir: &Path, args: &[&str]) -> Finished {
    run(inkwash(["scan"]).current_dir(dir).args(args), b"")
}

fn text(finished: &Finished) -> String {
    String::from_utf8(finished.stdout.clone()).expect("reports are UTF-8")
}

#[test]
fn every_format_tells_all_and_no_value() {
    let dir = tree();
    for format in ["html", "sarif", "csv", "markdown"] {
        let finished = scan(dir.path(), &[".", "--format", format]);
        assert_eq!(finished.code(), 0, "{}", finished.stderr);
        let report = text(&finished);
        for part in ["EMAIL_ADDRESS", "PHONE_NUMBER", "app/a.py", "image (PNG)", "it is binary", "it is ignored"] {
            assert!(report.contains(part), "{format} has no {part}:\n{report}");
        }
        for canary in CANARIES {
            assert!(!report.contains(canary) && !finished.stderr.contains(canary), "{format} has {canary}");
        }
    }
}

#[test]
fn any_number_of_jobs_prints_the_same() {
    let dir = tree();
    for i in 0..300 {
        write(dir.path(), &format!("many/{i}.txt"), &"canary.one@kundenpost.test\n".repeat(i % 7));
    }
    write(dir.path(), "many/0.txt", &"canary.one@kundenpost.test\n".repeat(20_000));
    for format in ["human", "jsonl", "sarif", "csv"] {
        let one = scan(dir.path(), &[".", "--format", format, "--jobs", "1"]);
        for jobs in ["2", "7"] {
            let many = scan(dir.path(), &[".", "--format", format, "--jobs", jobs]);
            let (a, b) = (text(&one), text(&many));
            // A log has the time at which it was made.
            let made = |text: &str| text.split("\"endTimeUtc\"").next().unwrap_or_default().to_owned();
            assert!(made(&a) == made(&b) && one.stderr == many.stderr, "{format} with {jobs} jobs");
        }
    }
}

/// What SARIF 2.1.0 (OASIS, 2020-03-27) asks of what is in it.
#[test]
fn sarif_has_what_its_standard_asks_for() {
    let dir = tree();
    let sarif = scan(dir.path(), &[".", "--format", "sarif", "-q"]);
    let log: Value = serde_json::from_slice(&sarif.stdout).expect("SARIF is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 4);
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
        assert_eq!(result["level"], "error");
        assert!(result.get("partialFingerprints").is_none(), "there is no key");
        let location = &result["locations"][0]["physicalLocation"];
        let region = &location["region"];
        let [line, from, to] = ["startLine", "startColumn", "endColumn"].map(|key| region[key].as_u64().unwrap_or(0));
        assert!(line >= 1 && from >= 1 && to > from, "{region}");
        assert!(region["byteLength"].as_u64().is_some_and(|n| n == to - from), "all is ASCII: {region}");
        assert!(region.get("snippet").is_none());
        assert!(!location["artifactLocation"]["uri"].as_str().unwrap_or(" ").contains([' ', '[', '@']), "{location}");
    }
    let told = run["invocations"][0]["toolExecutionNotifications"].as_array().map_or(0, Vec::len);
    assert_eq!(told, 3);
    let prints = |args: &[&str]| {
        let log: Value = serde_json::from_slice(&scan(dir.path(), args).stdout).expect("SARIF is JSON");
        log["runs"][0]["results"][0]["partialFingerprints"]["inkwashValue/v1"].clone()
    };
    write(dir.path(), "key", KEY);
    let keyed = [".", "--format", "sarif", "-q", "--key-file", "key", "--shared-key-file"];
    assert!(prints(&keyed).is_string());
    assert_eq!(prints(&keyed), prints(&keyed));
}

#[test]
fn baselines_tell_of_what_is_new_only() {
    let dir = tree();
    let fails = ["--fail-on", "critical", "-q", "--format", "jsonl"];
    let with = |args: &[&str]| scan(dir.path(), &[&["app"], args, &fails[..]].concat());
    assert_eq!(with(&["--write-baseline", "base.json"]).code(), 1);
    let file = fs::read_to_string(dir.path().join("base.json")).expect("it was written");
    assert!(CANARIES.iter().all(|canary| !file.contains(canary)), "{file}");
    let known = with(&["--baseline", "base.json"]);
    assert_eq!((known.code(), known.stdout.len()), (0, 0), "{}", known.stderr);
    write(dir.path(), "app/a.py", "\n\nMAIL = \"canary.one@kundenpost.test\"\nNEW = \"new@kundenpost.test\"\n");
    let new = with(&["--baseline", "base.json"]);
    assert_eq!((new.code(), text(&new).lines().count()), (1, 1), "{}", new.stderr);
    assert!(text(&new).contains("\"line\":4"));
    assert_eq!(with(&["--baseline", "none.json"]).code(), 2);
}

#[test]
fn comments_allow_with_a_reason_only() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let lines = "a = 'canary.one@kundenpost.test'  # inkwash:allow EMAIL_ADDRESS our own help desk\n\
                 b = 'canary.two@kundenpost.test'  # inkwash:allow EMAIL_ADDRESS\n";
    write(dir.path(), "a.py", lines);
    let found = scan(dir.path(), &["a.py", "--format", "jsonl"]);
    assert_eq!(text(&found).lines().count(), 1);
    assert!(found.stderr.contains("a.py:2: ") && found.stderr.contains("1 that comments allow"), "{}", found.stderr);
    assert_eq!(text(&scan(dir.path(), &["a.py", "--format", "jsonl", "--no-allow"])).lines().count(), 2);
}

#[test]
fn fail_on_takes_classes_entities_and_scores() {
    let dir = tree();
    for (on, code) in [("critical", 1), ("public", 1), ("EMAIL_ADDRESS", 1), ("IBAN_CODE", 0), ("0.5", 1), ("1.0", 0)] {
        assert_eq!(scan(dir.path(), &["app", "--fail-on", on]).code(), code, "{on}");
    }
    assert_eq!(scan(dir.path(), &["app", "--fail-on", "1.5"]).code(), 2);
}

fn git(dir: &Path, args: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(dir).args(["-c", "user.name=x", "-c", "user.email=x@example.com"]).args(args);
    let finished = run(&mut git, b"");
    assert!(finished.status.success(), "git {args:?}: {}", finished.stderr);
}

/// The places `file:line` that a scan of a git tree tells of.
fn places(dir: &Path, args: &[&str]) -> Vec<String> {
    let found = scan(dir, &[&["--format", "jsonl", "-q"], args].concat());
    assert_eq!(found.code(), 0, "{}", found.stderr);
    let place = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("each line is JSON");
        format!("{}:{}", line["path"].as_str().unwrap_or_default(), line["line"])
    };
    text(&found).lines().map(place).collect()
}

#[test]
fn git_trees_tell_of_what_changes() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let root = dir.path();
    git(root, &["init", "-q", "-b", "main"]);
    write(root, "old.txt", "one@kundenpost.test\nx\ny\n");
    git(root, &["add", "."]);
    assert_eq!(places(root, &["--staged"]), ["old.txt:1"], "before the first commit");
    git(root, &["commit", "-q", "-m", "old"]);
    git(root, &["checkout", "-q", "-b", "work"]);
    // What is staged counts, whatever the working tree holds; odd names are names.
    let odd = "-- \"a\tb\" [x]*.txt";
    write(root, odd, "two@kundenpost.test\n");
    write(root, "old.txt", "one@kundenpost.test\nx\ny three@kundenpost.test\n");
    git(root, &["add", "."]);
    write(root, "old.txt", "one@kundenpost.test\n");
    write(root, "new.txt", "four@kundenpost.test\n");
    assert_eq!(places(root, &["--staged"]), [format!("{odd}:1"), "old.txt:3".to_owned()]);
    assert_eq!(places(root, &["--staged", "old.txt"]), ["old.txt:3"]);
    git(root, &["commit", "-q", "-m", "work"]);
    assert!(places(root, &["--staged"]).is_empty());
    assert_eq!(places(root, &["--since", "main"]), [format!("{odd}:1"), "new.txt:1".to_owned()]);
    assert_eq!(scan(root, &["--since", "--output=x"]).code(), 2);
    assert_eq!(scan(root, &["--since", "nowhere"]).code(), 2);
    fs::create_dir(root.join("deep")).expect("a folder can be made");
    assert_eq!(places(&root.join("deep"), &["--since", "main"]).len(), 2, "from a folder too");
}

/// The examples are YAML that a parser of ours reads, and their commands are such that the command takes.
#[test]
fn hooks_and_examples_name_commands_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut commands = 0;
    for file in [".pre-commit-hooks.yaml", "docs/examples/github-actions.yml", "docs/examples/gitlab-ci.yml"] {
        let text = fs::read_to_string(root.join(file)).expect("it is there");
        for line in text.lines().filter(|line| line.contains("inkwash scan ")) {
            let command = &line[line.find("inkwash scan ").unwrap_or_default() + 13..];
            let words = command.split_whitespace().take_while(|word| !matches!(*word, "||" | ">>" | "|"));
            let words: Vec<_> = words.map(|word| if word.contains('$') { "HEAD" } else { word }).collect();
            let dir = tempfile::tempdir().expect("a temporary directory");
            git(dir.path(), &["init", "-q"]);
            write(dir.path(), "a.txt", "nothing\n");
            git(dir.path(), &["add", "."]);
            git(dir.path(), &["commit", "-q", "-m", "a"]);
            let finished = scan(dir.path(), &words);
            assert_eq!(finished.code(), 0, "{file}: {command}: {}", finished.stderr);
            commands += 1;
        }
    }
    assert_eq!(commands, 4);
}

/// Chromium, where it is installed.
fn chromium() -> Option<&'static str> {
    ["/usr/bin/chromium", "/usr/bin/chromium-browser"].into_iter().find(|path| Path::new(path).is_file())
}

/// A real browser shows the page: its script runs by its digest, and nothing is complained of.
#[test]
fn a_browser_shows_the_page() {
    let Some(chromium) = chromium() else {
        return inkwash_tests::skip("report", "chromium is not installed");
    };
    let dir = tree();
    assert_eq!(scan(dir.path(), &[".", "--format", "html", "-o", "page.html"]).code(), 0);
    let profile = format!("--user-data-dir={}", dir.path().join("profile").display());
    let page = format!("file://{}", dir.path().join("page.html").display());
    let mut browser = Command::new(chromium);
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]);
    browser.args([
        "--disable-component-update",
        "--disable-sync",
        "--enable-logging=stderr",
        &profile,
        "--dump-dom",
        &page,
    ]);
    let shown = run(browser.stdout(Stdio::piped()), b"");
    let dom = text(&shown);
    assert!(dom.contains("4 of 4 rows, 4 findings"), "the script did not run:\n{dom}\n{}", shown.stderr);
    assert!(!shown.stderr.contains("CONSOLE"), "{}", shown.stderr);
}

/// People use it: filters, search, sorting, by mouse and by keyboard alone, narrow, dark, on paper; axe finds no fault. Of
/// scans and of scrubs.
#[test]
fn a_browser_uses_the_page() {
    let Some(chromium) = chromium() else {
        return inkwash_tests::skip("report", "chromium is not installed");
    };
    let scripts = match registry::scripts("page") {
        Ok(scripts) => scripts,
        Err(why) => return inkwash_tests::skip("page", &why),
    };
    let dir = tree();
    write(dir.path(), "app/c.txt", "a@kundenpost.test # inkwash:allow EMAIL_ADDRESS our own desk\n");
    let policy =
        "[[exceptions]]\nentity = \"IP_ADDRESS\"\nreason = \"public\"\napprover = \"Kari\"\nexpires = 9999-12-31\n";
    write(dir.path(), "policy.toml", policy);
    let args = [".", "--policy", "policy.toml", "--format", "html", "-o", "scan.html"];
    assert_eq!(scan(dir.path(), &args).code(), 0);
    write(dir.path(), "b.csv", "id,email,phone,ip,name\n1,a.b@kundenpost.test,+4741299001,203.0.113.9,Anna Berg\n");
    let args = ["scrub", "b.csv", "--policy", "policy.toml", "--report", "scrub.html"];
    run(inkwash(args).current_dir(dir.path()).env("INKWASH_KEY", KEY), b"").ok("scrub --report");
    for page in ["scan.html", "scrub.html"] {
        let mut script = Command::new("node");
        script.current_dir(&scripts).args(["page.mjs", chromium]).arg(dir.path().join(page));
        run(script.stdout(Stdio::piped()), b"").ok(page);
    }
}

/// The schema that OASIS publishes with the standard, as the crate `serde-sarif` (MIT) carries it.
#[test]
fn sarif_is_valid_by_its_schema() {
    let tools =
        registry::scripts("sarif").and_then(|scripts| Ok((scripts, registry::source_of("serde-sarif", "0.8.0")?)));
    let (scripts, source) = match tools {
        Ok(tools) => tools,
        Err(why) => return inkwash_tests::skip("sarif", &why),
    };
    let dir = tree();
    write(dir.path(), "key", KEY);
    write(dir.path(), "empty/a.txt", "nothing\n");
    let keyed = ["--key-file", "key", "--shared-key-file"];
    let validate = |log: &str| {
        let mut script = Command::new("node");
        script.current_dir(&scripts).arg("validate.mjs").arg(source.join("src/schema.json")).arg(dir.path().join(log));
        run(script.stdout(Stdio::piped()), b"")
    };
    for (log, paths, more) in
        [("all.sarif", ".", &keyed[..]), ("plain.sarif", "app", &[]), ("none.sarif", "empty", &[])]
    {
        let args = [&[paths, "--format", "sarif", "-q", "-o", log], more].concat();
        assert_eq!(scan(dir.path(), &args).code(), 0);
        validate(log).ok(log);
    }
    let log = fs::read_to_string(dir.path().join("all.sarif")).expect("it was written");
    write(dir.path(), "bad.sarif", &log.replace("\"ruleId\"", "\"rule\""));
    let told = validate("bad.sarif");
    assert!(!told.status.success() && told.stderr.contains("/runs/0/results/0"), "{}", told.stderr);
}

#[test]
fn a_scrub_tells_what_it_found_and_did() {
    let dir = tree();
    write(dir.path(), "key", KEY);
    let policy = "[transforms]\nEMAIL_ADDRESS = \"redact\"\n[[exceptions]]\nentity = \"PHONE_NUMBER\"\nreason = \"public line\"\n\
                  approver = \"Kari\"\nexpires = 9999-12-31\n";
    write(dir.path(), "policy.toml", policy);
    let scrub = |args: &[&str]| {
        let all = ["app/b.csv", "--policy", "policy.toml", "--key-file", "key", "--shared-key-file"];
        run(inkwash(["scrub"]).current_dir(dir.path()).args(all).args(args), b"")
    };
    let plain = scrub(&[]).ok("scrub").text();
    for name in ["r.html", "r.md", "r.csv", "r.jsonl"] {
        let told = scrub(&["--report", name]).ok("scrub --report");
        assert_eq!(told.text(), plain, "the output is the same");
        let report = fs::read_to_string(dir.path().join(name)).expect("it was written");
        for part in ["app/b.csv", "EMAIL_ADDRESS", "redact", "PHONE_NUMBER", "keep, by exception"] {
            assert!(report.contains(part), "{name} has no {part}:\n{report}");
        }
        assert!(CANARIES.iter().all(|canary| !report.contains(canary)), "{name}: {report}");
        assert_eq!(name == "r.html" || name == "r.md", report.contains("public line"), "{name}");
    }
    let lines = fs::read_to_string(dir.path().join("r.jsonl")).expect("it was written");
    let first: Value = serde_json::from_str(lines.lines().next().unwrap_or_default()).expect("JSON");
    assert_eq!((lines.lines().count(), &first["transform"]), (2, &Value::from("redact")));
    assert_eq!(scrub(&["--report", "report.pdf"]).code(), 2);
    scrub(&["--report", "report.pdf", "--report-format", "csv"]).ok("any name");
    assert_eq!(scrub(&["--report", "one.csv", "-o", "one.csv"]).code(), 2);
}

#[test]
fn a_refused_scrub_leaves_no_report() {
    let dir = tree();
    write(dir.path(), "policy.toml", "[transforms]\nPHONE_NUMBER = \"refuse\"\n");
    let args = ["app/b.csv", "--policy", "policy.toml", "--report", "r.html", "-o", "clean.csv"];
    let refused = run(inkwash(["scrub"]).current_dir(dir.path()).args(args).env("INKWASH_KEY", KEY), b"");
    assert_eq!(refused.code(), 3, "{}", refused.stderr);
    assert!(!dir.path().join("r.html").exists() && !dir.path().join("clean.csv").exists());
}

#[test]
fn a_report_by_plan_tells_the_plans_transforms() {
    let dir = tree();
    let with = |args: &[&str]| run(inkwash(args.iter().copied()).current_dir(dir.path()).env("INKWASH_KEY", KEY), b"");
    let plan = with(&["plan", "app/b.csv"]).ok("plan").text();
    write(dir.path(), "plan.toml", &plan.replacen("transform = \"pseudonymise\"", "transform = \"hash\"", 1));
    with(&["scrub", "app/b.csv", "--plan", "plan.toml", "--report", "r.csv"]).ok("scrub");
    let report = fs::read_to_string(dir.path().join("r.csv")).expect("it was written");
    assert!(report.contains(",hash\r\n") && report.contains(",pseudonymise\r\n"), "{report}");
}

#[test]
fn shares_are_of_the_tables_records() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let dump = "CREATE TABLE users (id int, mail text);\nINSERT INTO users VALUES (1, 'a.b@kundenpost.test'), (2, NULL), \
                (3, 'c.d@kundenpost.test'), (4, '');\nCREATE TABLE logs (id int, line text);\nINSERT INTO logs VALUES (1, \
                'x'), (2, 'from e.f@kundenpost.test');\n";
    write(dir.path(), "dump.sql", dump);
    write(dir.path(), "list.json", "[{\"mail\":\"a.b@kundenpost.test\"},{\"mail\":null},{\"mail\":null},{}]");
    write(dir.path(), "one.json", "{\"mail\":\"a.b@kundenpost.test\"}");
    let csv = text(&scan(dir.path(), &[".", "--format", "csv"]));
    let share = |source: &str, place: &str| {
        let line = csv.lines().find(|line| line.starts_with(source) && line.contains(place)).unwrap_or_default();
        line.split(',').nth(7).unwrap_or_default().to_owned()
    };
    assert_eq!(
        (share("./dump.sql", "users.mail"), share("./dump.sql", "logs.line")),
        ("0.5000".into(), "0.5000".into())
    );
    assert_eq!(
        (share("./list.json", "/*/mail"), share("./one.json", "/mail")),
        ("0.2500".into(), String::new()),
        "{csv}"
    );
}
