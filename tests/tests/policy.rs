//! Policies as the command takes them.

use std::fs;

use inkwash_tests::folder::Folder;
use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, inkwash};

const TABLE: &[u8] = b"contact,mail\nhelp@example.com,canary.one@kundenpost.test\n";

fn scrub(folder: &Folder, policy: &str, args: &[&str], input: &[u8]) -> Finished {
    let policy = folder.write("policy.toml", policy);
    let args = [&["scrub", "--policy", &policy, "--input-format", "csv"], args].concat();
    run(inkwash(args).env("INKWASH_KEY", KEY), input)
}

fn exception(expires: &str) -> String {
    format!(
        "[transforms]\ndefault = \"redact\"\n[[exceptions]]\nentity = \"EMAIL_ADDRESS\"\nplace = \"contact\"\n\
         reason = \"on our website\"\napprover = \"Kari\"\nexpires = {expires}\n"
    )
}

#[test]
fn an_exception_lets_through_and_is_told() {
    let done = scrub(&Folder::new(), &exception("9999-12-31"), &[], TABLE).ok("scrub");
    assert_eq!(String::from_utf8_lossy(&done.stdout), "contact,mail\nhelp@example.com,[EMAIL_ADDRESS]\n");
    let told = "in clear by exception: 1 value of EMAIL_ADDRESS in contact, approved by Kari until 9999-12-31: on our \
                website";
    assert!(done.stderr.contains(told), "{}", done.stderr);
}

#[test]
fn exceptions_are_in_reports_and_in_the_audit_log() {
    let folder = Folder::new();
    let (policy, log) = (folder.write("policy.toml", exception("9999-12-31")), folder.path("runs.jsonl"));
    for format in ["html", "markdown"] {
        let args = ["scan", "--policy", &policy, "--input-format", "csv", "--format", format, "--audit", &log];
        let page = run(&mut inkwash(args), TABLE).ok(format).text();
        assert!(page.contains("1 value") && page.contains("on our website") && page.contains("Kari"), "{page}");
        assert!(!page.contains("help@example.com") && !page.contains("canary"), "{page}");
    }
    let log = fs::read_to_string(log).expect("the log");
    let used = log.lines().filter(|line| line.contains("\"approver\":\"Kari\"") && line.contains("\"values\":1"));
    assert_eq!(used.count(), 2, "{log}");
}

#[test]
fn an_expired_exception_refuses_the_run() {
    let refused = scrub(&Folder::new(), &exception("2024-01-31"), &[], TABLE);
    assert_eq!((refused.code(), refused.stdout.len()), (3, 0), "{}", refused.stderr);
    assert!(refused.stderr.contains("EMAIL_ADDRESS in contact has expired"), "{}", refused.stderr);
}

const CLASSES: &str = "[classes]\ncritical = { transform = \"keep\", encrypt_output = true }\n[environments.dev.classes]\n\
                       critical = \"refuse\"\n";

#[test]
fn what_a_policy_refuses_ends_the_run_and_leaves_no_file() {
    let folder = Folder::new();
    let target = folder.path("clean.csv");
    let refused = scrub(&folder, CLASSES, &["--environment", "dev", "-o", &target], TABLE);
    assert_eq!((refused.code(), refused.stdout.len()), (3, 0), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("EMAIL_ADDRESS in contact: the policy lets it into no output"),
        "{}",
        refused.stderr
    );
    assert!(!refused.stderr.contains("help@") && !refused.stderr.contains("canary"), "{}", refused.stderr);
    assert!(!std::path::Path::new(&target).exists());
    let unknown = scrub(&folder, CLASSES, &["--environment", "prod"], TABLE);
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
    let refused = scrub(&folder, CLASSES, &[], TABLE);
    assert_eq!(refused.code(), 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("--encrypt-to"), "{}", refused.stderr);
    let keys = folder.path("team.keys");
    run(&mut inkwash(["keys", "new", "--no-passphrase", &keys]), b"").ok("keys new");
    let recipient = run(&mut inkwash(["keys", "export-recipient", &keys]), b"").ok("keys export-recipient").text();
    let done = scrub(&folder, CLASSES, &["--encrypt-to", recipient.trim()], TABLE).ok("scrub");
    assert!(done.stdout.starts_with(b"age-encryption.org/"));
}

fn tool(args: &[&str]) -> Finished {
    run(&mut inkwash(args), b"")
}

#[test]
fn init_writes_a_policy_that_is_valid_and_overwrites_nothing() {
    let folder = Folder::new();
    let file = folder.path("inkwash.toml");
    tool(&["init", &file]).ok("init");
    let checked = tool(&["policy", "check", &file]).ok("policy check");
    assert_eq!(checked.text(), format!("{file}: valid, 0 warnings\n"));
    assert_eq!(tool(&["policy", "test", &file]).ok("policy test").text(), format!("{file}: 3 of 3 tests pass\n"));
    fs::write(&file, "mine").expect("a file can be written");
    let again = tool(&["init", &file]);
    assert_eq!(again.code(), 2, "{}", again.stderr);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
}

#[test]
fn check_tells_what_is_wrong_and_what_is_odd() {
    let folder = Folder::new();
    let odd = folder.write(
        "odd.toml",
        "[classes]\ncritical = \"keep\"\n[environments.dev]\nforbid_in_clear = [\"critical\"]\n[places]\nmail = \"keep\"\n",
    );
    let told = tool(&["policy", "check", &odd]).ok("policy check").text();
    for part in ["3 warnings", "the class critical is kept and forbidden", "keep of the place \"mail\": nobody"] {
        assert!(told.contains(part), "{told}");
    }
    let wrong = folder.write("wrong.toml", "\n[places]\nmail = \"blur\"\n");
    let refused = tool(&["policy", "check", &odd, &wrong]);
    assert_eq!(refused.code(), 2);
    assert!(refused.stderr.contains("wrong.toml: line 3: there is no transform"), "{}", refused.stderr);
    let expired = folder.write("old.toml", "expires = 2024-01-01\n");
    let refused = tool(&["policy", "check", &expired]);
    assert_eq!(refused.code(), 3);
    assert!(refused.stderr.contains("old.toml: it has expired"), "{}", refused.stderr);
}

#[test]
fn explain_names_the_rule_that_decides() {
    let folder = Folder::new();
    let policy = folder.write("p.toml", "[transforms]\nPERSON = \"redact\"\n[places]\n\"*.note\" = \"remove\"\n");
    let told =
        |names: &[&str]| tool(&[&["policy", "explain", "--policy", &policy], names].concat()).ok("explain").text();
    assert_eq!(
        told(&["PERSON", "EMAIL_ADDRESS", "orders.note"]),
        "orders.note:\n  PERSON (critical): remove, by the rule of the place \"*.note\"\n  EMAIL_ADDRESS (critical): remove, by \
         the rule of the place \"*.note\"\n"
    );
    let all = told(&[]);
    assert!(all.contains("redact, by the rule of the entity\n    PERSON\n"), "{all}");
    assert_eq!(tool(&["policy", "explain", "NAME"]).code(), 2);
}

#[test]
fn a_failing_example_is_told() {
    let folder = Folder::new();
    let policy = folder.write(
        "p.toml",
        "[transforms]\ndefault = \"redact\"\n[[test]]\nname = \"mine\"\ntext = \"bo@example.org\"\nexpect = \"[MAIL]\"\n\
         [[test]]\ntext = \"bo@example.org\"\nfinds = [\"EMAIL_ADDRESS\"]\nhides = [\"bo@\"]\n",
    );
    let failed = tool(&["policy", "test", &policy]);
    assert_eq!(failed.code(), 1, "{}", failed.stderr);
    let told = failed.text();
    assert!(told.contains("1 of 2 tests pass\n  mine: gives \"[EMAIL_ADDRESS]\", not \"[MAIL]\"\n"), "{told}");
}

#[test]
fn ready_policies_are_taken_by_name() {
    let listed = tool(&["policy", "list"]).ok("policy list").text();
    let names: Vec<_> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"gdpr") && names.contains(&"pci-dss"), "{listed}");
    for name in names {
        tool(&["policy", "test", name]).ok(name);
        assert!(!tool(&["policy", "show", name]).ok(name).stdout.is_empty());
    }
    let args = ["scrub", "--policy", "pci-dss", "--input-format", "csv"];
    let done = run(inkwash(args).env("INKWASH_KEY", KEY), b"card_no,cvv\n4111 1111 1111 1111,123\n").ok("scrub");
    assert_eq!(done.text(), "card_no,cvv\n4111 11** **** 1111,[CARD_CVV]\n");
    assert_eq!(tool(&["policy", "show", "nothing"]).code(), 2);
    assert!(tool(&["policy", "schema"]).ok("policy schema").text().contains("forbid_in_clear"));
}

const FILES: &str = "[transforms]\ndefault = \"redact\"\n[files]\n\"*.log\" = \"remove\"\n[files.\"exports/**\".places]\nnick = { entity = \
                     \"PERSON\" }\n[region.NO]\ntransform = \"hash(len=8)\"\n[region.DE.run]\nEMAIL_ADDRESS = \"keep\"\n";

#[test]
fn rules_may_be_for_files_by_their_names() {
    let folder = Folder::new();
    let policy = folder.write("policy.toml", FILES);
    fs::create_dir(folder.path("exports")).expect("a folder");
    let log = folder.write("app.log", "from canary.one@kundenpost.test\n");
    let export = folder.write("exports/a.csv", "id,nick\n1,Zarquon\n");
    let out = |args: &[&str], input: &[u8]| {
        let args = [&["scrub", "--policy", &policy], args].concat();
        run(inkwash(args).env("INKWASH_KEY", KEY), input).ok("scrub").text()
    };
    assert_eq!(out(&[&log], b""), "from \n");
    assert_eq!(out(&[&export], b""), "id,nick\n1,[PERSON]\n");
    let mail = b"from canary.one@kundenpost.test\n";
    assert_eq!(out(&[], mail), "from [EMAIL_ADDRESS]\n");
    assert_eq!(out(&["--stdin-name", "app.log.gz"], mail), "from \n");
    let found = tool(&["scan", "--policy", &policy, "--format", "jsonl", &folder.path("")]).ok("scan").text();
    assert!(found.contains("\"PERSON\"") && found.contains("exports/a.csv"), "{found}");
    let planned = tool(&["plan", "--policy", &policy, &log]).ok("plan").text();
    assert!(planned.contains("transform = \"remove\""), "{planned}");
}

#[test]
fn explain_tells_of_files_and_regions() {
    let folder = Folder::new();
    let policy = folder.write("policy.toml", FILES);
    let explain =
        |args: &[&str]| tool(&[&["policy", "explain", "--policy", &policy], args].concat()).ok("explain").text();
    let of_log = explain(&["EMAIL_ADDRESS", "--file", "/var/log/app.log"]);
    assert!(of_log.contains("EMAIL_ADDRESS (critical): remove, by the rule of files \"*.log\""), "{of_log}");
    let identifier = explain(&["NO_FODSELSNUMMER", "--file", "a.txt"]);
    assert!(identifier.contains("hash(len=8), by the rule of the region NO"), "{identifier}");
    let run = explain(&["EMAIL_ADDRESS", "--regions", "de"]);
    assert!(run.contains("keep, by the rule of runs for DE"), "{run}");
}

#[test]
fn lists_of_keyed_hashes_tell_nothing_and_need_the_key() {
    let folder = Folder::new();
    let key = folder.write("team.key", KEY);
    let keyed = ["--key-file", &key, "--shared-key-file"];
    let hash = |args: &[&str], values: &[u8]| {
        run(&mut inkwash([&["policy", "hash"], &keyed[..], args].concat()), values).ok("policy hash").text()
    };
    let denied = hash(&[], b"Operation Canary Moon\nBrakabel\n");
    assert_eq!(denied, hash(&[], b"brakabel\n\noperation   CANARY-moon"), "order and spelling do not matter");
    let allowed = hash(&["--entity", "PHONE_NUMBER"], b"+47 22 22 55 55\n");
    for list in [&denied, &allowed] {
        assert!(!list.to_lowercase().contains("canary") && !list.contains("2222"), "{list}");
    }
    let (denied, allowed) = (folder.write("denied.txt", denied), allowed.trim().to_owned());
    let policy = folder.write(
        "policy.toml",
        format!(
            "[transforms]\ndefault = \"redact\"\n[[deny]]\nhashed_file = {denied:?}\n[[allow]]\nentity = \"PHONE_NUMBER\"\n\
             hashed = [{allowed:?}]\n"
        ),
    );
    let text = b"operation canary moon, brakabel: call 004722225555 or +47 22 22 55 56\n";
    let with = |command: &str, key: &[&str]| run(&mut inkwash([&[command, "--policy", &policy], key].concat()), text);
    let clean = with("scrub", &keyed).ok("scrub").text();
    assert_eq!(clean, "[DENIED], [DENIED]: call 004722225555 or [PHONE_NUMBER]\n");
    let found = with("scan", &[&keyed[..], &["--format", "jsonl"]].concat()).ok("scan").text();
    assert_eq!((found.lines().count(), found.matches("\"DENIED\"").count()), (3, 2), "{found}");
    for command in ["scan", "scrub", "plan"] {
        let refused = with(command, &[]);
        assert_eq!((refused.code(), refused.stdout.len()), (2, 0), "{command}: {}", refused.stderr);
        assert!(
            refused.stderr.contains("lists of the policy hold keyed hashes: give the key ring"),
            "{}",
            refused.stderr
        );
        let other = folder.write("other.key", "another secret, also long enough");
        let refused = with(command, &["--key-file", &other, "--shared-key-file"]);
        assert_eq!((refused.code(), refused.stdout.len()), (2, 0), "{command}: {}", refused.stderr);
        assert!(refused.stderr.contains("with another key"), "{}", refused.stderr);
    }
    assert!(tool(&["policy", "check", &policy]).ok("policy check").text().contains("hashed values are not looked at"));
    assert_eq!(tool(&["policy", "hash", "Brakabel"]).code(), 2, "values are never arguments");
}
