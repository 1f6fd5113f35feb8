//! The built command: bad input, exit codes, streams, compressed files, and what it prints.
//!
//! Exit codes: 0 done, 1 findings at or above `--fail-on`, 2 usage or I/O error, 3 refused by
//! policy.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use inkwash_tests::process::{Finished, feed, run};
use inkwash_tests::tool::{KEY, OTHER_KEY, inkwash, inkwash_on, scrub, scrub_with};
use tempfile::TempDir;

/// Personal data in every format's clothes; the marked values are the [`CANARIES`].
const DUMP: &str = "\
CREATE TABLE public.customers (id integer, full_name text, email text, phone text, note text);
COPY public.customers (id, full_name, email, phone, note) FROM stdin;
1\tTorvena Brakabelwick\tcanary.one@kundenpost.test\t+4741299001\tpaid with 4532 1143 9999 0017\\nthen left
2\tØydvar Zornibernesset\tcanary.two@kundenpost.test\t+4741299002\t\\N
\\.
";

const CANARIES: [&str; 5] = ["canary.one", "canary.two", "kundenpost", "41299001", "Brakabelwick"];

fn dir() -> TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

fn file(dir: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.path().join(name);
    fs::write(&path, content).expect("a file can be written");
    path
}

/// A file that only its owner may read.
fn private(dir: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let path = file(dir, name, content);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("the mode can be set");
    path
}

fn path(path: &Path) -> &str {
    path.to_str().expect("temporary paths are UTF-8")
}

/// An error is one clear line on standard error with the right code, and standard output holds
/// nothing that was not judged.
#[track_caller]
fn fails(finished: &Finished, code: i32, about: &str) {
    let stderr = finished.stderr.trim_end();
    assert_eq!(finished.code(), code, "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "one line, not: {stderr}");
    assert!(stderr.to_lowercase().contains(about), "nothing about {about:?}: {stderr}");
    assert!(!stderr.contains("panicked") && !stderr.contains("Os {"), "{stderr}");
    for canary in CANARIES {
        assert!(!stderr.contains(canary), "a value on standard error: {stderr}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).expect("valid gzip");
    plain
}

// ---- bad input -------------------------------------------------------------------------------

/// Inputs without personal data come out byte for byte; the others keep every byte outside the
/// findings. None crashes, none ends with an error.
#[test]
fn hostile_input_is_data() {
    let mut noise = 0x2545_F491_4F6C_DD1D_u64;
    let binary: Vec<u8> = (0..300_000)
        .map(|_| {
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            // The upper half: no letters or digits that could look like anything.
            (noise >> 24) as u8 | 0x80
        })
        .collect();
    let mut nul = vec![0u8; 100_000];
    nul.extend(b"\0\0\n\0");
    let inputs: [(&str, &[u8]); 11] = [
        ("empty", b""),
        ("one line end", b"\n"),
        ("no line end", b"plain words"),
        ("binary", &binary),
        ("NUL bytes", &nul),
        ("invalid UTF-8", b"caf\xe9 \xff\xfe \xc3( \xf0\x9f\x92 end\n"),
        ("byte order mark", b"\xef\xbb\xbfa,b\r\n1,2\r\n"),
        ("open quote", b"a,b\n\"never closed, 1\n2,3\n"),
        ("open literal", b"INSERT INTO t VALUES (1, 'never closed\nand on);\n"),
        ("open JSON", b"{\"a\": [1, {\"b\": \"\\u12"),
        ("cut COPY", b"COPY t (a, b) FROM stdin;\n1\tx\n2\t\\"),
    ];
    for (name, input) in inputs {
        for format in ["auto", "text", "csv", "tsv", "json", "ndjson", "sql", "postgres", "mysql", "sqlite"] {
            let out = scrub(&["--input-format", format], input);
            assert!(out == input, "{name} as {format} changed");
            let scanned = inkwash_on(["scan", "--format", "jsonl", "--input-format", format], input);
            assert_eq!((scanned.code(), scanned.stdout.len()), (0, 0), "{name} as {format}: {}", scanned.stderr);
        }
    }
}

/// Cut anywhere, a dump is scrubbed as far as it goes and no original value gets through.
#[test]
fn truncated_dumps_leak_nothing() {
    for end in (0..DUMP.len()).filter(|&i| i % 7 == 0) {
        let out = scrub(&["--input-format", "postgres"], &DUMP.as_bytes()[..end]);
        let text = String::from_utf8_lossy(&out);
        // An address that is cut before its top-level domain is none yet.
        for canary in ["canary.one@kundenpost.test", "canary.two@kundenpost.test", "4532 1143 9999 0017"] {
            assert!(!text.contains(canary), "cut at {end}");
        }
    }
}

#[test]
fn a_line_of_200_mb_takes_little_memory() {
    let dir = dir();
    let target = dir.path().join("out");
    let mut command = inkwash(["scrub", "--quiet"]);
    command.env("INKWASH_KEY", KEY).stdout(File::create(&target).expect("a file"));
    let words = "lorem ipsum dolor sit amet consetetur ".repeat(27_000);
    let times = 200_000_000 / words.len();
    let finished = feed(&mut command, |stdin| {
        for _ in 0..times {
            let _ = stdin.write_all(words.as_bytes());
            let _ = stdin.write_all(b"canary.one@kundenpost.test ");
        }
    });
    assert_eq!(finished.code(), 0, "{}", finished.stderr);
    assert!(finished.peak_kib > 0 && finished.peak_kib < 64 * 1024, "peak memory {} KiB", finished.peak_kib);
    let out = fs::read(&target).expect("the output is there");
    assert!(out.len() > words.len() * times, "only {} bytes came out", out.len());
    let text = String::from_utf8(out).expect("the output is UTF-8");
    assert!(!text.contains("kundenpost"));
    assert_eq!(text.matches('@').count(), times);
}

// ---- errors ----------------------------------------------------------------------------------

#[test]
fn a_missing_file_is_an_io_error() {
    for command in ["scan", "scrub"] {
        let finished = inkwash_on([command, "/nonexistent/dump.sql"], b"");
        fails(&finished, 2, "/nonexistent/dump.sql");
        assert!(finished.stdout.is_empty());
    }
}

#[test]
fn wrong_usage_is_code_2() {
    for args in [&["scrub", "--no-such-option"][..], &["frobnicate"], &["scan", "--min-score", "high"]] {
        let finished = inkwash_on(args, b"");
        assert_eq!(finished.code(), 2, "{args:?}: {}", finished.stderr);
        assert!(!finished.stderr.is_empty() && finished.stdout.is_empty(), "{args:?}");
    }
    let finished = inkwash_on(["scan", "--input-format", "nonsense"], b"");
    assert_eq!(finished.code(), 2);
    assert!(finished.stderr.contains("nonsense"));
    for args in [["scan", "--entities", "NO_SUCH_THING"], ["scan", "--fail-on", "NO_SUCH_THING"]] {
        fails(&inkwash_on(args, b""), 2, "no_such_thing");
    }
    fails(&inkwash_on(["scrub", "--quiet", "--transform", "scramble"], b""), 2, "scramble");
}

#[test]
fn a_bad_key_or_policy_stops_before_any_output() {
    let dir = dir();
    let short = private(&dir, "short.key", "too short");
    let target = dir.path().join("out.sql");
    let with_key = |key: &str| {
        let args = ["scrub", "--quiet", "-o", path(&target), "--key-file", key];
        inkwash_on(args, DUMP.as_bytes())
    };
    fails(&with_key(path(&short)), 2, "key");
    fails(&with_key("/nonexistent/key"), 2, "/nonexistent/key");
    let mut environment = inkwash(["scrub", "--quiet", "-o", path(&target)]);
    fails(&run(environment.env("INKWASH_KEY", "short"), DUMP.as_bytes()), 2, "key");
    let args = ["scrub", "--quiet", "-o", path(&target), "--policy", "/nonexistent/policy"];
    fails(&inkwash_on(args, DUMP.as_bytes()), 2, "/nonexistent/policy");
    for (name, policy, about) in [
        ("no.toml", "this is [ no TOML", "policy"),
        ("entity.toml", "[transforms]\nNO_SUCH_THING = \"redact\"\n", "no_such_thing"),
        ("transform.toml", "[transforms]\nEMAIL_ADDRESS = \"scramble\"\n", "scramble"),
        ("field.toml", "treatments = 1\n", "treatments"),
    ] {
        let policy = file(&dir, name, policy);
        let mut command = inkwash(["scrub", "--quiet", "-o", path(&target), "--policy", path(&policy)]);
        let finished = run(command.env("INKWASH_KEY", KEY), DUMP.as_bytes());
        fails(&finished, 2, about);
        assert!(finished.stdout.is_empty(), "{name}");
    }
    assert_no_target(&dir, &target);
}

/// Neither the target nor a forgotten temporary file beside it.
#[track_caller]
fn assert_no_target(dir: &TempDir, target: &Path) {
    assert!(!target.exists(), "a partial target file");
    let stem = target.file_name().and_then(|name| name.to_str()).expect("the target has a name");
    let names: Vec<String> = fs::read_dir(dir.path())
        .expect("the directory can be read")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(stem) || name.contains("tmp") || name.starts_with('.'))
        .collect();
    assert!(names.is_empty(), "left behind: {names:?}");
}

#[test]
fn a_full_disk_is_an_io_error() {
    for args in [&["scrub", "--quiet"][..], &["scan", "--format", "jsonl"], &["entities"]] {
        let mut command = inkwash(args);
        command.env("INKWASH_KEY", KEY);
        command.stdout(File::options().write(true).open("/dev/full").expect("/dev/full"));
        let finished = run(&mut command, DUMP.repeat(2000).as_bytes());
        fails(&finished, 2, "space");
    }
}

#[test]
fn an_unwritable_target_is_an_io_error() {
    let finished = inkwash_on(["scrub", "--quiet", "--transform", "redact", "-o", "/nonexistent/out"], b"x\n");
    fails(&finished, 2, "/nonexistent/out");
}

/// `inkwash … | head -c 100`: ends at once, without a panic or a message.
#[test]
fn a_closed_pipe_ends_quietly() {
    for args in [&["scrub", "--quiet"][..], &["scan", "--format", "jsonl"]] {
        let mut command = inkwash(args);
        let mut child = command
            .env("INKWASH_KEY", KEY)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("inkwash starts");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        let mut stdout = child.stdout.take().expect("stdout is piped");
        let writer = thread::spawn(move || {
            let block = DUMP.repeat(1000);
            (0..200).take_while(|_| stdin.write_all(block.as_bytes()).is_ok()).count()
        });
        let mut first = [0u8; 100];
        stdout.read_exact(&mut first).expect("some output comes");
        drop(stdout);
        let blocks = writer.join().expect("writing does not panic");
        let output = child.wait_with_output().expect("inkwash ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.is_empty(), "{args:?}: {stderr}");
        // By SIGPIPE, or by itself: 0 as `cat` in Rust would, or 2 as an I/O error.
        assert!(matches!(output.status.code(), None | Some(0 | 2)), "{args:?}: {}", output.status);
        assert!(blocks < 200, "{args:?} went on reading after nobody listened");
    }
}

/// Input that fails half-way leaves no target and ends with code 2: a directory opens but cannot
/// be read, and a cut gzip file breaks off.
#[test]
fn input_that_breaks_off_leaves_no_target() {
    let dir = dir();
    let target = dir.path().join("out.sql");
    let packed = gzip(DUMP.repeat(3000).as_bytes());
    let cut = file(&dir, "cut.sql.gz", &packed[..packed.len() / 2]);
    let mut command = inkwash(["scrub", "--quiet", path(&cut), "-o", path(&target)]);
    fails(&run(command.env("INKWASH_KEY", KEY), b""), 2, "read");
    assert_no_target(&dir, &target);
    let mut command = inkwash(["scrub", "--quiet", "/proc", "-o", path(&target)]);
    let finished = run(command.env("INKWASH_KEY", KEY), b"");
    assert_eq!(finished.code(), 2, "{}", finished.stderr);
    assert_no_target(&dir, &target);
}

// ---- targets and streams ---------------------------------------------------------------------

#[test]
fn a_target_is_replaced_only_when_done() {
    let dir = dir();
    let target = file(&dir, "out.sql", "the old content");
    let mut command = inkwash(["scrub", "--quiet", "-o", path(&target)]);
    let finished = feed(command.env("INKWASH_KEY", KEY), |stdin| {
        for _ in 0..50 {
            let _ = stdin.write_all(DUMP.repeat(100).as_bytes());
            assert_eq!(fs::read(&target).expect("the target is there"), b"the old content");
        }
    });
    assert_eq!(finished.code(), 0, "{}", finished.stderr);
    assert!(finished.stdout.is_empty());
    assert_eq!(fs::read(&target).expect("the target is there"), scrub(&[], DUMP.repeat(5000).as_bytes()));
    // The source itself can be the target.
    let source = file(&dir, "same.sql", DUMP);
    let mut command = inkwash(["scrub", "--quiet", path(&source), "-o", path(&source)]);
    let finished = run(command.env("INKWASH_KEY", KEY), b"");
    assert_eq!(finished.code(), 0, "{}", finished.stderr);
    assert_eq!(fs::read(&source).expect("the target is there"), scrub(&[], DUMP.as_bytes()));
}

#[test]
fn every_way_in_gives_the_same_bytes() {
    let dir = dir();
    let expected = scrub(&[], DUMP.as_bytes());
    assert_ne!(expected, DUMP.as_bytes());
    let key = private(&dir, "key", KEY);
    let named = |name: &str, content: &[u8]| {
        let source = file(&dir, name, content);
        inkwash_on(["scrub", "--quiet", "--key-file", path(&key), path(&source)], b"").ok(name).stdout
    };
    assert_eq!(named("dump.sql", DUMP.as_bytes()), expected);
    assert_eq!(named("no-extension", DUMP.as_bytes()), expected);
    let slow = |step: usize, pause: Duration| {
        let mut command = inkwash(["scrub", "--quiet"]);
        feed(command.env("INKWASH_KEY", KEY), |stdin| {
            for bytes in DUMP.as_bytes().chunks(step) {
                let _ = stdin.write_all(bytes);
                thread::sleep(pause);
            }
        })
        .ok("a slow pipe")
        .stdout
    };
    assert_eq!(slow(1, Duration::from_micros(200)), expected, "byte by byte");
    assert_eq!(slow(97, Duration::from_millis(3)), expected, "in small pieces");
}

#[test]
fn compressed_input_is_known_by_its_content() {
    let dir = dir();
    let expected = scrub(&[], DUMP.as_bytes());
    let zst = zstd::encode_all(DUMP.as_bytes(), 1).expect("zstd compresses");
    // Two members in one file are one text (RFC 1952, section 2.2).
    let (head, tail) = DUMP.split_at(DUMP.len() / 2);
    let members = [gzip(head.as_bytes()), gzip(tail.as_bytes())].concat();
    let plain = |name: &str, out: &[u8]| -> Vec<u8> {
        match out {
            [0x1f, 0x8b, ..] => gunzip(out),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => zstd::decode_all(out).expect("valid zstd"),
            _ => panic!("{name}: compressed input gives compressed output"),
        }
    };
    for (name, packed) in [("misnamed.txt", gzip(DUMP.as_bytes())), ("two.gz", members), ("dump.zst", zst)] {
        let source = file(&dir, name, &packed);
        let mut from_file = inkwash(["scrub", "--quiet", path(&source)]);
        let from_file = run(from_file.env("INKWASH_KEY", KEY), b"").ok(name).stdout;
        assert_eq!(plain(name, &from_file), expected, "{name}");
        assert_eq!(plain(name, &scrub(&[], &packed)), expected, "{name} through a pipe");
        let found = inkwash_on(["scan", "--format", "jsonl", path(&source)], b"").ok(name).text();
        assert!(found.lines().count() >= 4, "{name}: {found}");
    }
    for (name, magic) in [("out.sql.gz", &[0x1f, 0x8b][..]), ("out.sql.zst", &[0x28, 0xb5, 0x2f, 0xfd])] {
        let target = dir.path().join(name);
        let mut command = inkwash(["scrub", "--quiet", "-o", path(&target)]);
        run(command.env("INKWASH_KEY", KEY), DUMP.as_bytes()).ok(name);
        let packed = fs::read(&target).expect("the target is there");
        assert!(packed.starts_with(magic), "{name}");
        assert_eq!(plain(name, &packed), expected, "{name}");
    }
}

#[test]
fn the_key_decides() {
    let (one, again) = (scrub(&[], DUMP.as_bytes()), scrub(&[], DUMP.as_bytes()));
    let other = scrub_with(OTHER_KEY, &[], DUMP.as_bytes());
    assert_eq!(one, again);
    assert_ne!(one, other);
    // The same key as raw bytes, hexadecimal text or base64 text, in a file.
    let dir = dir();
    let raw: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&KEY[2 * i..2 * i + 2], 16).expect("hexadecimal")).collect();
    let base64 = "XQwfpJ57OCZvTprSyBtwU6HmTZLwfDtYhh3pP6JFe8A=";
    for (name, key) in [("raw", raw.as_slice()), ("hex", KEY.as_bytes()), ("base64", base64.as_bytes())] {
        for end in [&b""[..], b"\n"] {
            if name == "raw" && !end.is_empty() {
                continue;
            }
            let key = private(&dir, name, [key, end].concat());
            let args = ["scrub", "--quiet", "--key-file", path(&key)];
            assert_eq!(inkwash_on(args, DUMP.as_bytes()).ok(name).stdout, one, "{name}");
        }
    }
    // Without a key: a fresh one each time, and a notice.
    let fresh = inkwash_on(["scrub"], DUMP.as_bytes());
    assert!(fresh.code() == 0 && fresh.stderr.to_lowercase().contains("key"), "{}", fresh.stderr);
    assert_ne!(fresh.stdout, inkwash_on(["scrub"], DUMP.as_bytes()).stdout);
}

// ---- scan ------------------------------------------------------------------------------------

#[test]
fn jsonl_has_the_documented_fields_and_no_value() {
    let dir = dir();
    let source = file(&dir, "dump.sql", DUMP);
    let text = inkwash_on(["scan", "--format", "jsonl", path(&source)], b"").ok("scan").text();
    let findings: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert!(findings.len() >= 5, "{text}");
    let string = |f: &serde_json::Value, field: &str| f[field].as_str().unwrap_or_default().to_owned();
    for finding in &findings {
        for field in ["path", "format", "place", "entity", "class"] {
            assert!(finding[field].is_string(), "{field} in {finding}");
        }
        for field in ["line", "column", "byte_start", "byte_end", "record", "cell_start", "cell_end"] {
            assert!(finding[field].is_u64(), "{field} in {finding}");
        }
        let score = finding["score"].as_f64().expect("score is a number");
        assert!((0.0..=1.0).contains(&score));
        assert!(finding["evidence"].as_array().is_some_and(|all| !all.is_empty()), "{finding}");
        assert_eq!(string(finding, "path"), path(&source));
    }
    let mail = findings
        .iter()
        .find(|f| f["entity"] == "EMAIL_ADDRESS")
        .unwrap_or_else(|| panic!("no e-mail address in {text}"));
    let start = DUMP.find("canary.one@").expect("it is there");
    let end = start + "canary.one@kundenpost.test".len();
    let number = |field: &str| mail[field].as_u64().expect("a number") as usize;
    assert_eq!((number("byte_start"), number("byte_end")), (start, end));
    assert_eq!((number("line"), number("record")), (3, 1));
    assert_eq!(number("column"), start - DUMP[..start].rfind('\n').expect("not the first line"));
    assert_eq!((number("cell_start"), number("cell_end")), (0, end - start));
    let place = string(mail, "place");
    assert!(place.ends_with("customers.email"), "{place}");
    assert_eq!(mail["class"], "critical");
    assert!(findings.windows(2).all(|w| w[0]["byte_start"].as_u64() <= w[1]["byte_start"].as_u64()), "in order");
}

#[test]
fn no_command_prints_a_value() {
    let dir = dir();
    let source = file(&dir, "dump.sql", DUMP);
    for args in [&["scan", "--format", "jsonl"][..], &["scan", "--format", "human"], &["scan"], &["explain"]] {
        for (way, input, extra) in [("pipe", DUMP.as_bytes(), None), ("file", b"".as_slice(), Some(path(&source)))] {
            let finished = inkwash_on(args.iter().copied().chain(extra), input);
            assert_eq!(finished.code(), 0, "{args:?} {way}: {}", finished.stderr);
            let all = format!("{}{}", finished.stderr, String::from_utf8_lossy(&finished.stdout));
            assert!(all.contains("EMAIL_ADDRESS"), "{args:?} {way} found nothing: {all}");
            for canary in CANARIES {
                assert!(!all.contains(canary), "{args:?} {way} prints {canary}: {all}");
            }
        }
    }
    let mut command = inkwash(["scrub"]);
    let finished = run(command.env("INKWASH_KEY", KEY), DUMP.as_bytes());
    let out = String::from_utf8_lossy(&finished.stdout);
    for canary in CANARIES {
        assert!(!finished.stderr.contains(canary) && !out.contains(canary), "scrub prints {canary}");
    }
    assert!(!finished.stderr.contains(&KEY[..8]) && !out.contains(&KEY[..8]), "scrub prints the key");
}

#[test]
fn fail_on_and_the_filters() {
    let code = |args: &[&str], input: &str| {
        inkwash_on(["scan", "--format", "jsonl"].iter().chain(args).copied(), input.as_bytes()).code()
    };
    assert_eq!(code(&[], DUMP), 0);
    for name in ["critical", "confidential", "internal", "public", "EMAIL_ADDRESS"] {
        assert_eq!(code(&["--fail-on", name], DUMP), 1, "{name}");
        assert_eq!(code(&["--fail-on", name], "nothing here\n"), 0, "{name}");
    }
    assert_eq!(code(&["--fail-on", "US_SSN"], DUMP), 0);
    assert_eq!(code(&["--fail-on", "EMAIL_ADDRESS", "--entities", "US_SSN,CREDIT_CARD"], DUMP), 0);
    assert_eq!(code(&["--fail-on", "critical", "--min-score", "1.0", "--entities", "PERSON"], DUMP), 0);
    let only = inkwash_on(["scan", "--format", "jsonl", "--entities", "EMAIL_ADDRESS"], DUMP.as_bytes());
    let text = only.ok("scan").text();
    assert!(text.lines().count() == 2 && text.lines().all(|l| l.contains("EMAIL_ADDRESS")), "{text}");
}

// ---- transforms and the small commands -------------------------------------------------------

#[test]
fn transforms_are_chosen_by_default_and_by_entity() {
    let with = |args: &[&str]| String::from_utf8(scrub(args, DUMP.as_bytes())).expect("UTF-8");
    let redacted = with(&["--transform", "redact"]);
    assert_eq!(redacted.matches("[EMAIL_ADDRESS]").count(), 2, "{redacted}");
    assert!(CANARIES.iter().all(|canary| !redacted.contains(canary)), "{redacted}");
    // Law *Residue*: a second scan finds nothing.
    let again = inkwash_on(["scan", "--format", "jsonl"], redacted.as_bytes()).ok("scan").text();
    assert_eq!(again, "");
    let mixed = with(&["--transform", "redact", "--transform", "EMAIL_ADDRESS=keep"]);
    assert!(mixed.contains("canary.one@kundenpost.test") && !mixed.contains("41299001"), "{mixed}");
    let kept = with(&["--transform", "keep"]);
    assert_eq!(kept, DUMP);
}

#[test]
fn entities_demo_help_and_version_work() {
    let entities = inkwash_on(["entities"], b"").ok("entities").text();
    for name in ["EMAIL_ADDRESS", "IBAN_CODE", "NO_FODSELSNUMMER", "PERSON"] {
        assert!(entities.contains(name), "{name} in {entities}");
    }
    let lines = inkwash_on(["entities", "--format", "jsonl"], b"").ok("entities").text();
    for line in lines.lines() {
        let entity: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let keys = ["entity", "title", "class", "group", "regions", "check", "source", "example"];
        assert!(keys.iter().all(|key| entity.get(key).is_some()), "{line}");
        assert!(entity["title"] != "" && entity["source"] != "", "{line}");
    }
    assert!(lines.lines().count() >= 19, "{lines}");
    let summary = inkwash_on(["entities", "--summary"], b"").ok("entities").text();
    let counted = format!("{} entities of ", lines.lines().count());
    assert!(summary.starts_with(&counted) && summary.contains("NO") && summary.contains("luhn"), "{summary}");
    assert!(!inkwash_on(["demo"], b"").ok("demo").stdout.is_empty());
    assert!(inkwash_on(["--help"], b"").ok("--help").text().contains("scrub"));
    let version = inkwash_on(["--version"], b"").ok("--version").text();
    assert!(version.starts_with("inkwash "), "{version}");
}

/// A dump that lacks its last line is an error, told at its end, and leaves no target.
#[test]
fn a_dump_that_was_cut_is_an_error() {
    let dir = dir();
    let demo = inkwash_on(["demo", "--dump"], b"").ok("demo").stdout;
    inkwash_on(["scan"], &demo).ok("a whole dump");
    let cut = &demo[..demo.len() - 60];
    let target = dir.path().join("clean.sql");
    let scrub = ["scrub", "--quiet", "-o", path(&target)];
    fails(&run(inkwash(scrub).env("INKWASH_KEY", KEY), cut), 2, "cut");
    assert!(!target.exists());
    let scanned = inkwash_on(["scan", "--quiet", "--format", "jsonl"], cut);
    fails(&scanned, 2, "cut");
    assert!(!scanned.stdout.is_empty(), "what was found is told all the same");
    fails(&inkwash_on(["plan", "--quiet"], cut), 2, "cut");
    run(inkwash(scrub).arg("--partial").env("INKWASH_KEY", KEY), cut).ok("--partial");
    assert!(target.exists());
}

/// What does not exist is never passed over.
#[test]
fn unknown_names_are_errors_everywhere() {
    let dir = dir();
    let policy = file(&dir, "p.toml", "entities = [\"EMAIL\"]\n");
    for command in ["scan", "scrub", "explain"] {
        for (option, value, says) in [
            ("--entities", "EMAIL", "there is no entity"),
            ("--entities", "EPOCH_TIME", "there is no entity"),
            ("--regions", "XX", "there is no region"),
            ("--regions", "NO,UK", "the united kingdom's code is gb"),
            ("--min-score", "2", "from 0 to 1"),
            ("--policy", path(&policy), "there is no entity"),
        ] {
            fails(&inkwash_on([command, option, value], b"x"), 2, says);
        }
    }
    for command in ["scan", "scrub"] {
        fails(&inkwash_on([command, "--input-format", "xls"], b"x"), 2, "there is no format");
    }
    for args in [["explain", "--input-format", "csv"], ["scan", "--frobnicate", "1"]] {
        let finished = inkwash_on(args, b"x");
        assert!(finished.code() == 2 && finished.stderr.contains("unexpected argument"), "{}", finished.stderr);
    }
    fails(&inkwash_on(["scrub", "--transform", "EMAIL=redact"], b"x"), 2, "there is no entity");
    fails(&inkwash_on(["scrub", "--transform", "burn"], b"x"), 2, "burn");
}

/// A look-alike that wins is named.
#[test]
fn explain_names_the_look_alike() {
    let said = inkwash_on(["explain"], b"seen at 1779012345671, 4006381333931\n").ok("explain").text();
    for part in ["EPOCH_TIME bytes 8..21: not sensitive: Time since 1970", "PRODUCT_CODE bytes 23..36: not sensitive"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(said.contains("not found: it is PRODUCT_CODE (ISBN or GTIN (EAN)), which is not sensitive"), "{said}");
}

/// Nothing but the command's own words when its standard error is no terminal: no colours, no
/// progress bar.
#[test]
fn no_escape_sequences_in_pipes() {
    let finished = inkwash_on(["scan"], DUMP.as_bytes());
    assert!(!finished.stdout.contains(&0x1b) && !finished.stderr.contains('\u{1b}'), "{}", finished.stderr);
}

/// A directory is walked; each finding names its file.
#[test]
fn directories_are_walked() {
    let dir = dir();
    fs::create_dir(dir.path().join("sub")).expect("a directory");
    file(&dir, "a.sql", DUMP);
    file(&dir, "sub/b.txt", "mail canary.one@kundenpost.test\n");
    let finished = inkwash_on(["scan", "--format", "jsonl", path(dir.path())], b"");
    let text = finished.ok("scan").text();
    assert!(text.contains("a.sql") && text.contains("b.txt"), "{text}");
}

/// What was replaced is searched for in the output; what is left is told, but not the value.
#[test]
fn a_proof_finds_what_is_left() {
    let dir = dir();
    let source = file(&dir, "dump.sql", DUMP);
    let (proof, clean) = (dir.path().join("dump.proof"), dir.path().join("clean.sql"));
    let with_key = |args: &[&str], input: &[u8]| run(inkwash(args).env("INKWASH_KEY", KEY), input);
    with_key(&["scrub", "--quiet", "--proof", path(&proof), path(&source), "-o", path(&clean)], b"").ok("scrub");
    let verified = with_key(&["verify", "--proof", path(&proof), path(&clean)], b"");
    assert!(verified.ok("verify").text().starts_with("0 of "));
    let leaking = [DUMP.as_bytes(), b"\n-- canary.one%40kundenpost.test\n"].concat();
    for format in ["human", "jsonl"] {
        let found = with_key(&["verify", "--proof", path(&proof), "--format", format], &leaking);
        assert_eq!(found.code(), 1, "{}", found.stderr);
        let text = String::from_utf8(found.stdout).expect("UTF-8");
        assert!(text.contains("EMAIL_ADDRESS") && text.contains("escaped"), "{text}");
        assert!(CANARIES.iter().all(|canary| !text.contains(canary)), "{text}");
    }
    let other = run(inkwash(["verify", "--proof", path(&proof)]).env("INKWASH_KEY", OTHER_KEY), b"");
    fails(&other, 2, "not to a key of this ring");
    fails(&run(&mut inkwash(["verify", "--proof", path(&proof)]), b""), 2, "--key-file");
    fails(&run(&mut inkwash(["scrub", "--quiet", "--proof", path(&proof)]), b""), 2, "--key-file");
}

/// What a data set became is compared with what it was.
#[test]
fn check_tells_what_does_not_hold() {
    let dir = dir();
    let (before, after) = (file(&dir, "before.sql", DUMP), file(&dir, "after.sql", scrub(&[], DUMP.as_bytes())));
    let held = inkwash_on(["check", path(&before), path(&after)], b"").ok("check").text();
    assert!(held.contains("100 %"), "{held}");
    let lines: Vec<&str> = DUMP.lines().collect();
    let cut = file(&dir, "cut.sql", [&lines[..lines.len() - 2], &lines[lines.len() - 1..]].concat().join("\n"));
    let found = inkwash_on(["check", path(&before), path(&cut), "--format", "jsonl"], b"");
    assert_eq!(found.code(), 1, "{}", found.stderr);
    assert!(found.stderr.contains("another number of rows"), "{}", found.stderr);
    assert!(CANARIES.iter().all(|canary| !String::from_utf8_lossy(&found.stdout).contains(canary)));
}

/// What nothing could be found in is never passed on; in a directory it is counted.
#[test]
fn archives_are_refused() {
    let dir = dir();
    let zip = file(&dir, "a.zip", "PK\x03\x04\x14\0\0\0");
    file(&dir, "b.txt", "mail canary.one@kundenpost.test\n");
    let target = dir.path().join("clean.zip");
    let finished = inkwash_on(["scrub", "--quiet", path(&zip), "-o", path(&target)], b"");
    fails(&finished, 2, "zip archive");
    assert!(!target.exists());
    fails(&inkwash_on(["scan", path(&zip)], b""), 2, "a.zip: cannot be searched: it is a zip archive");
    let finished = inkwash_on(["scan", path(dir.path())], b"");
    assert!(finished.stderr.contains("not looked into: 1 file"), "{}", finished.stderr);
    assert!(finished.ok("scan").text().contains("b.txt"));
}

/// The harness must be able to see a failure: a command that fails is one.
#[test]
fn the_harness_sees_exit_codes_and_memory() {
    let finished = run(Command::new("sh").args(["-c", "cat >/dev/null; echo no >&2; exit 3"]), b"x");
    fails(&finished, 3, "no");
    let finished = run(Command::new("sleep").arg("0.1"), b"");
    assert!(finished.peak_kib > 0);
}

/// A stand-in is never longer than the column that it stands in: the database would refuse it.
#[test]
fn stand_ins_fit_the_declared_length() {
    let declared = "CREATE TABLE t (a character varying(12) NOT NULL, b varchar(9), c character(40), d text);\n";
    let row = |sep: &str| ["a@b.test", "Åse Li", &format!("{:40}", "x@y.test"), "a@b.test"].join(sep);
    let copy = format!("{declared}COPY t (a, full_name, c, d) FROM stdin;\n{}\n\\.\n", row("\t"));
    let copy = copy.replace("b varchar", "full_name varchar");
    let out = String::from_utf8(scrub(&["--input-format", "postgres"], copy.as_bytes())).expect("UTF-8");
    let fields: Vec<&str> = out.lines().nth(2).expect("a row").split('\t').collect();
    let lengths: Vec<usize> = fields.iter().map(|f| f.trim_end().chars().count()).collect();
    assert!(lengths[0] == 12 && lengths[1] <= 9 && lengths[2] > 20 && lengths[2] <= 40, "{fields:?}");
    assert!(fields[0].ends_with("@x.test") && fields[3].len() > 12, "{fields:?}");
    let insert = format!("{declared}INSERT INTO t VALUES ('{}');\n", row("','"));
    let out = String::from_utf8(scrub(&["--input-format", "mysql"], insert.as_bytes())).expect("UTF-8");
    assert!(out.contains(&format!("VALUES ('{}','", fields[0])), "{out}");
}
