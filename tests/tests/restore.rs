//! `scrub --transform tokenise`, `restore` and `rekey` through the command, in every format.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, OTHER_KEY, inkwash, inkwash_on, scrub};
use tempfile::TempDir;

const CANARY: &str = "canary.one@kundenpost.test";

const DOCUMENTS: [(&str, &str); 7] = [
    ("text", "mail canary.one@kundenpost.test, \"Torvena\" <canary.two@kundenpost.test>; card 4532 1143 9999 0017.\n"),
    ("csv", "id,email,note\r\n1,canary.one@kundenpost.test,\"said \"\"hi\"\", born 1985-03-07\"\r\n2,,\r\n"),
    ("tsv", "id\temail\n1\tcanary.one@kundenpost.test\n"),
    ("json", "{\"user\": {\"mail\": \"canary.one@kundenpost.test\", \"n\": [1, null, \"a\\\"b\"]}}\n"),
    ("ndjson", "{\"ip\": \"185.43.17.9\"}\n{\"mail\": \"canary.one\\u0040kundenpost.test\"}\n"),
    (
        "postgres",
        "CREATE TABLE public.customers (id integer, email text, note text);\n\
         COPY public.customers (id, email, note) FROM stdin;\n\
         1\tcanary.one@kundenpost.test\tcard 4532 1143 9999 0017\\nit's over\n2\t\\N\tcanary.two@kundenpost.test\n\\.\n",
    ),
    ("mysql", "INSERT INTO `c` (`email`) VALUES ('canary.one@kundenpost.test'),('o\\'neil@kundenpost.test');\n"),
];

fn with_key(key: &str, args: &[&str], input: &[u8]) -> Finished {
    let mut command = inkwash(args);
    run(command.env("INKWASH_KEY", key), input)
}

/// Fails before the first row is written.
#[track_caller]
fn refuses(finished: &Finished, says: &str) {
    assert_eq!(finished.code(), 2, "{}", finished.stderr);
    assert!(finished.stderr.contains(says), "nothing about {says:?}: {}", finished.stderr);
    assert!(!finished.stderr.contains("canary") && finished.stderr.trim_end().lines().count() == 1);
    assert!(!finished.stdout.ends_with(b"\\.\n") && !String::from_utf8_lossy(&finished.stdout).contains("canary"));
}

/// Fails before anything is written.
#[track_caller]
fn fails(finished: &Finished, says: &str) {
    refuses(finished, says);
    assert!(finished.stdout.is_empty());
}

#[test]
fn every_format_comes_back_as_it_was() {
    for (format, document) in DOCUMENTS {
        for spec in ["tokenise", "tokenise(bind=place)"] {
            let options = ["--transform", spec, "--input-format", format];
            let clean = scrub(&options, document.as_bytes());
            let text = String::from_utf8(clean.clone()).expect("UTF-8");
            assert!(!text.contains("canary") && text.contains('~'), "{format}: {text}");
            let back = ["restore", "--quiet", "--input-format", format];
            let restored = with_key(KEY, &back, &clean).ok(format).stdout;
            // An escape that was not needed is not written again.
            let expected = document.replace("\\u0040", "@");
            assert_eq!(String::from_utf8_lossy(&restored), expected, "{format} with {spec}");
            assert_eq!(scrub(&options, &clean), clean, "{format}: scrubbing twice changes nothing");
            let scanned = inkwash_on(["scan", "--format", "jsonl", "--input-format", format], &clean);
            assert!(scanned.stdout.is_empty(), "{format}: {}", String::from_utf8_lossy(&scanned.stdout));
        }
    }
}

#[test]
fn tokens_move_freely_unless_bound() {
    let token = |spec: &str| {
        let clean = scrub(&["--transform", spec, "--input-format", "csv"], format!("email\n{CANARY}\n").as_bytes());
        let text = String::from_utf8(clean).expect("UTF-8");
        text.lines().nth(1).expect("a second line").to_owned()
    };
    let chat = format!("The address is {}, I think.", token("tokenise"));
    let restored = with_key(KEY, &["restore", "--quiet"], chat.as_bytes()).ok("restore").stdout;
    assert_eq!(String::from_utf8_lossy(&restored), format!("The address is {CANARY}, I think."));
    let bound = token("tokenise(bind=place)");
    fails(&with_key(KEY, &["restore", "--quiet"], bound.as_bytes()), "bound to another place");
    let lenient = with_key(KEY, &["restore", "--lenient"], bound.as_bytes()).ok("lenient");
    assert_eq!(lenient.stdout, bound.as_bytes());
    assert!(lenient.stderr.contains("1 tokens left"), "{}", lenient.stderr);
}

#[test]
fn a_token_that_cannot_be_opened_stops_the_output() {
    let clean = scrub(&["--transform", "tokenise"], format!("mail {CANARY}\n").as_bytes());
    fails(&with_key(OTHER_KEY, &["restore", "--quiet"], &clean), "cannot be opened");
    fails(&with_key(KEY, &["restore", "--quiet", "--project", "hr"], &clean), "other key or project");
    fails(&inkwash_on(["restore", "--quiet"], &clean), "no key given");
    let later = String::from_utf8(clean).expect("UTF-8").replace("~1~", "~2~");
    fails(&with_key(KEY, &["restore", "--quiet"], later.as_bytes()), "no key of version 2");
}

#[test]
fn a_column_that_cannot_take_a_token_stops_the_output() {
    let dump_of = |column: &str, value: &str| {
        format!("CREATE TABLE t (email {column});\nCOPY t (email) FROM stdin;\n{value}\n\\.\n").into_bytes()
    };
    let dump = |column: &str| dump_of(column, CANARY);
    let args = ["scrub", "--quiet", "--transform", "tokenise", "--input-format", "postgres"];
    let finished = with_key(KEY, &args, &dump("varchar(40)"));
    refuses(&finished, "t.email takes 40 characters");
    let amid_text = with_key(KEY, &args, &dump_of("varchar(40)", &format!("ask {CANARY} now")));
    refuses(&amid_text, "t.email takes 40 characters");
    let wide = with_key(KEY, &args, &dump("varchar(200)")).ok("a wide column").stdout;
    let restored = with_key(KEY, &["restore", "--quiet", "--input-format", "postgres"], &wide).ok("restore");
    assert_eq!(restored.stdout, dump("varchar(200)"));
}

struct Ring {
    dir: TempDir,
    file: PathBuf,
}

impl Ring {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let file = dir.path().join("team.keys");
        let ring = Self { dir, file };
        ring.run(&["keys", "new", "--no-passphrase"], &[], b"");
        assert_eq!(fs::metadata(&ring.file).expect("made").permissions().mode() & 0o777, 0o600);
        ring
    }

    fn run(&self, args: &[&str], more: &[&str], input: &[u8]) -> Finished {
        run(inkwash(args).arg(&self.file).args(more), input)
    }
}

#[test]
fn rekeyed_data_outlive_the_old_key() {
    let ring = Ring::new();
    let (_, document) = DOCUMENTS[5];
    let scrubbed = ring.run(&["scrub", "--quiet", "--transform", "tokenise", "--key-file"], &[], document.as_bytes());
    let old = scrubbed.ok("scrub").stdout;
    ring.run(&["keys", "rotate"], &[], b"").ok("rotate");
    let restored = |input: &[u8]| ring.run(&["restore", "--quiet", "--key-file"], &[], input);
    assert_eq!(restored(&old).ok("a retired key restores").stdout, document.as_bytes());
    let rekeyed = ring.run(&["rekey", "--quiet", "--key-file"], &[], &old).ok("rekey").stdout;
    assert!(!rekeyed.windows(3).any(|w| w == b"~1~") && !rekeyed.windows(6).any(|w| w == b"canary"));
    let kept = ring.dir.path().join("kept.sql");
    fs::write(&kept, &old).expect("written");
    ring.run(&["keys", "destroy", "--yes"], &["1"], b"").ok("destroy");
    assert_eq!(restored(&rekeyed).ok("the new key restores").stdout, document.as_bytes());
    refuses(&restored(&old), "was destroyed on");
}

/// What `encrypt-fpe` wrote looks like any other value: the policy says where it stands.
#[test]
fn encrypted_columns_come_back_by_the_policy() {
    let ring = Ring::new();
    let policy = ring.dir.path().join("policy.toml");
    let rule = "entity = \"CREDIT_CARD\", transform = \"encrypt-fpe\", whole = true";
    let rules = format!("[transforms]\ndefault = \"tokenise\"\n[places]\ncard = {{ {rule} }}\n");
    fs::write(&policy, rules).expect("written");
    let policy = policy.to_str().expect("a path in UTF-8");
    let document = "id,card,email\r\n1,4532 1143 9999 0017,canary.one@kundenpost.test\r\n2,,\r\n3,no card: x,\r\n\
                    4,4532 1143 9999 0018,\r\n5,77142,\r\n";
    let on = |args: &[&str], more: &[&str], input: &[u8]| {
        let more = [&["--policy", policy, "--input-format", "csv", "--quiet"], more].concat();
        ring.run(args, &more, input)
    };
    let clean = on(&["scrub", "--key-file"], &[], document.as_bytes()).ok("scrub").stdout;
    let text = String::from_utf8(clean.clone()).expect("UTF-8");
    for value in ["4532 1143 9999 0017", "4532 1143 9999 0018", "no card", "77142", "canary"] {
        assert!(!text.contains(value), "{value} in {text}");
    }
    // The cell with letters was redacted for good.
    let expected = document.replace("no card: x", "[CREDIT_CARD]");
    let back = on(&["restore", "--key-file"], &[], &clean).ok("restore").stdout;
    assert_eq!(String::from_utf8_lossy(&back), expected);
    ring.run(&["keys", "rotate"], &[], b"").ok("rotate");
    let old = on(&["restore", "--key-file"], &["--key-version", "1"], &clean).ok("the old version").stdout;
    assert_eq!(String::from_utf8_lossy(&old), expected);
    refuses(&on(&["restore", "--key-file"], &["--key-version", "9"], &clean), "no key of version 9");
    fails(&on(&["restore", "--key-file"], &[], b"id,card\n1,abc\n2,def\n"), "was not encrypted by this policy");
    fs::write(policy, "[transforms]\ndefault = \"encrypt-fpe\"\n").expect("written");
    fails(&on(&["restore", "--key-file"], &[], &clean), "nothing can be decrypted by it");
}

#[test]
fn stand_ins_of_mail_addresses_are_known_again() {
    let once = scrub(&[], format!("mail {CANARY} and CANARY.TWO@KUNDENPOST.TEST, ann@example.com\n").as_bytes());
    assert!(!String::from_utf8_lossy(&once).to_lowercase().contains("canary"));
    assert!(!String::from_utf8_lossy(&once).contains("ann@example.com"), "an original at a reserved domain");
    assert_eq!(scrub(&[], &once), once, "scrubbing twice is scrubbing once");
    let other = run(inkwash(["scrub"]).env("INKWASH_KEY", OTHER_KEY), &once).ok("another key").stdout;
    assert_ne!(other, once, "another key knows none of them");
}
