//! Law *Linear*: work grows with the input, whatever the input. Counted, not timed.

use std::sync::Arc;

use inkwash::{FormatInfo, formats};
use inkwash_core::{Action, Engine, Limits};
use inkwash_testkit::streams::{CountedDetector, Setup, Work, linear_law};

/// Small enough that streams of a few hundred kilobytes meet them many times over.
const LIMITS: Limits = Limits { block: 2048, hold: 8192, reach: 2048, learn: 4096, learn_records: 100 };
/// The shorter one of two streams that are compared.
const LEN: usize = 16 * 1024;

/// What hostile streams repeat without end.
const PARTS: &[&str] = &[
    "a:",
    "1.",
    "1:",
    "::",
    "@",
    "a@",
    "a@b.",
    "pass=",
    "password: ",
    "1",
    "12 ",
    "1-",
    "+1 ",
    "(1",
    "a",
    "A",
    "Anna ",
    "Anna Berg, ",
    " ",
    "\n",
    "\0",
    "\u{fffd}",
    "é",
    "\"",
    "'",
    "''",
    "\\",
    "\\\\\"",
    "\\u0040",
    "`",
    "{",
    "[",
    "{\"a\":",
    "[{\"a\":[",
    "[\"x\",",
    "}",
    ",",
    ";",
    "\t",
    "1,",
    "\",\"",
    "\"\"\"",
    "(",
    "((1,",
    "(1,'a'),",
    "$",
    "$a$",
    "/*",
    "*/",
    "--",
    "-- \n",
    "\\.\n",
    "0x41",
    "X'41",
    "INSERT INTO t VALUES ('",
    "INSERT INTO t VALUES (1,'a');\n",
    "CREATE TABLE t (a int,",
    "COPY t (a) FROM stdin;\n",
    "replace('",
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\n",
    "eyJ",
    "eyJhbGciOiJIUzI1NiJ9.",
    "http://a:",
    "https://user:pass@",
    "AKIA",
    "DE44 5001 ",
    "GB29NWBK60161331926819",
    "4111 1111 1111 1111 ",
    "1990-01-01 ",
    "born 1. ",
    "Main Street 1, ",
    "00:1a:",
    "fe80:",
    "f47ac10b-58cc-4372-a567-0e02b2c3d479",
];

/// What streams of formats that are neither text, tables nor dumps repeat.
const OTHER_PARTS: &[&str] = &[
    "a@",
    "1",
    "a ",
    "\n",
    "\r\n",
    "\"",
    "'",
    "\\",
    "a=\"",
    "a=b ",
    "=",
    "<",
    "<a",
    "<a>",
    "<a b='",
    "</a",
    "<!",
    "<![",
    "<!--",
    "<![CDATA[",
    "]]><![CDATA[",
    "<?",
    "&amp;",
    "&",
    "a:\n",
    "a: b\n ",
    "a: |\n ",
    "- ",
    " - a\n",
    "[",
    "{a: ",
    "[a\n",
    "a: \"\n",
    "a: '\n",
    "From a\n",
    "a: b\n\n",
    "=?u?q?",
    "--\n",
    "=41=\n",
    "<1>1 - - - - - [a b=\"",
    "a,b=c d=\"",
];

fn counted() -> (Arc<Engine>, Arc<Work>) {
    let work = Arc::<Work>::default();
    let detectors = CountedDetector::all(inkwash_entities::catalogue(), &work);
    let engine = Engine::builder().detectors(detectors).build().expect("the catalogue builds");
    (Arc::new(engine), work)
}

fn parts(row: &FormatInfo) -> &'static [&'static str] {
    let others = ["logfmt", "accesslog", "syslog", "influx", "xml", "html", "yaml", "mail", "mbox"];
    if others.contains(&row.name) { OTHER_PARTS } else { PARTS }
}

fn repeated(head: &str, part: &str, len: usize) -> Vec<u8> {
    head.bytes().chain(part.bytes().cycle().take(len)).collect()
}

fn redact() -> Action {
    Action::Apply(inkwash_transforms::parse("redact").expect("a transform").into())
}

#[test]
fn work_grows_with_the_input_whatever_is_repeated() {
    let (engine, work) = counted();
    let only = std::env::var("INKWASH_FORMAT").ok();
    let mut faults = Vec::new();
    for row in formats().iter().filter(|row| only.as_deref().is_none_or(|o| o == row.name)) {
        let setup = Setup { limits: LIMITS, ..Setup::scan(&engine, row.start).doing(redact()) };
        for part in parts(row) {
            let name = format!("{} of {part:?}", row.name);
            let law = || linear_law(&name, &setup, &work, |len| repeated("", part, len), LEN, 1000, 60);
            if let Err(fault) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(law)) {
                faults.push(fault.downcast_ref::<String>().cloned().unwrap_or_default());
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn streams_that_never_end_a_piece_cost_no_more() {
    let (engine, work) = counted();
    for (format, head, part) in [
        ("csv", "a,b\n1,\"", "x"),
        ("csv", "a,b\n1,\"", "\"\""),
        ("csv", "a,b\n1,\"", "\" "),
        ("tsv", "a\tb\n1\t", "x y "),
        ("json", "{\"a\": \"", "x"),
        ("json", "{\"a\": \"", "\\\\"),
        ("json", "{\"", "x"),
        ("json", "{\"a\": 1", "2"),
        ("json", "[", "x "),
        ("ndjson", "{\"a\": \"", "x"),
        ("postgres", "COPY t (a, b) FROM stdin;\n1\t", "x\\t"),
        ("postgres", "INSERT INTO t VALUES (1,'", "x''"),
        ("postgres", "INSERT INTO t VALUES (1,", "x "),
        ("postgres", "CREATE TABLE t (a ", "x "),
        ("postgres", "SELECT $$", "x"),
        ("postgres", "/*", "/*"),
        ("mysql", "INSERT INTO `t` VALUES (1,'", "x\\'"),
        ("mysql", "INSERT INTO `t` VALUES (1,0x", "41"),
        ("mysql", "-- ", "x"),
        ("sqlite", "INSERT INTO t VALUES(1,replace('", "x"),
        ("text", "", "x"),
        ("text", "password=", "x"),
    ] {
        let row = formats().iter().find(|row| row.name == format).expect("a format");
        let setup = Setup { limits: LIMITS, ..Setup::scan(&engine, row.start).doing(redact()) };
        let name = format!("{format} of {head:?} and {part:?}");
        for chunk in [1, 1000, usize::MAX] {
            // Up to 4 KiB are looked at again for every byte that arrives, so that lines come out
            // as they come in.
            let most = if chunk == 1 { 6000 } else { 60 };
            linear_law(&name, &setup, &work, |len| repeated(head, part, len), LEN, chunk, most);
        }
    }
}

#[test]
fn many_places_cost_no_more_each() {
    let (engine, work) = counted();
    let columns = |count: usize| (0..count).map(|n| format!("c{n}")).collect::<Vec<_>>();
    let wide = move |len: usize| {
        let names = columns(len / 16);
        let values = vec!["a@example.com"; names.len()];
        format!("{}\n{}\n", names.join(","), values.join(",")).into_bytes()
    };
    let keys = move |len: usize| {
        let members = columns(len / 16).iter().map(|k| format!("\"{k}x\": \"1\"")).collect::<Vec<_>>();
        format!("{{{}}}", members.join(",")).into_bytes()
    };
    let tables = move |len: usize| {
        columns(len / 16)
            .iter()
            .map(|t| format!("INSERT INTO {t} (a) VALUES ('x');\n"))
            .collect::<String>()
            .into_bytes()
    };
    type Stream<'s> = (&'s str, &'s dyn Fn(usize) -> Vec<u8>);
    let streams: [Stream<'_>; 4] = [("csv", &wide), ("json", &keys), ("postgres", &tables), ("mysql", &tables)];
    for (format, stream) in streams {
        let row = formats().iter().find(|row| row.name == format).expect("a format");
        // With the limits of users: a head of many columns is read at once.
        let setup = Setup::scan(&engine, row.start).doing(redact());
        linear_law(&format!("{format} with many places"), &setup, &work, stream, 100_000, usize::MAX, 60);
    }
}
