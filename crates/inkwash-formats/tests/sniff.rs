//! Which format a stream is taken for.

use inkwash_formats::{named, sniff, sniff_file};

#[test]
fn formats_are_told_by_their_content() {
    for (head, name) in [
        ("Just some text.\n", "text"),
        ("", "text"),
        ("Dear Anna, hello\nDear Bob, hello\nDear Carl, hello\n", "text"),
        ("2024-01-31 12:00:00,123 INFO a\n2024-01-31 12:00:01,456 INFO b\n2024-01-31 12:00:01,456 INFO c\n", "text"),
        ("[2024-01-31 12:00:00] INFO started\n[2024-01-31 12:00:01] INFO done\n", "text"),
        ("{{ template }}\n", "text"),
        ("body { color: red; }\n", "text"),
        ("{\n  \"a\": [1, 2]\n}\n", "json"),
        ("[{\"a\": 1}, {\"a\": 2}]", "json"),
        ("\u{feff}{\"a\": 1}\n", "json"),
        ("{\"a\": 1}\n{\"a\": 2}\n", "ndjson"),
        ("{\"a\": 1}\n{\"a\": 2}\n{\"a\": \"cut", "ndjson"),
        ("{\"a\": 1}\nrestarted\n{\"a\": 2}\n", "ndjson"),
        ("id,name\n1,Anna\n", "csv"),
        ("id;name\n1;Anna\n", "csv"),
        ("sep=;\na;b\n", "csv"),
        ("1,Anna,a@example.com\n2,Bob,b@example.com\n3,Carl,c@example.com\n", "csv"),
        ("id\tname\n1\tAnna\n", "tsv"),
        ("level=info user=anna\nlevel=warn user=\"b c\"\n", "logfmt"),
        ("level=info user=anna\nlevel=warn user=\"b c\" cut=\"x", "text"),
        ("level=info user=anna\nrestarted\nlevel=warn user=bob\n", "text"),
        ("MAIL=a@example.com\nPASSWORD=x\nHOST=y\n", "text"),
        ("a=1 b=2\n", "text"),
        (
            "::1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 -\n\
             ::1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 7 \"-\" \"x\"\n",
            "accesslog",
        ),
        ("a b c [d] \"e\" f g\nh i j [k] \"l\" m n\n", "text"),
        ("<34>1 - h a - - -\n<34>1 - h a - - - x\n", "syslog"),
        ("Oct 11 22:14:15 host su[1]: x\nOct  1 22:14:15 host cron: y\n", "syslog"),
        ("2003-10-11T22:14:15Z INFO a: x\n2003-10-11T22:14:15Z INFO b: y\n", "text"),
        ("<b>1 2</b>\n<b>3 4</b>\n", "text"),
        ("cpu,host=a v=1i 1465839830100400200\ncpu,host=b v=2i 1465839830100400200\n", "influx"),
        ("# a\n# b\n", "text"),
        ("Date: x\nMessage-ID: <y@z>\nFrom: a\n b\n\nbody\n", "mail"),
        ("From a Fri Jul  8\nDate: x\nFrom: a\nMessage-ID: <y@z>\n\nbody\n", "mbox"),
        ("From: Anna\nDate: today\n\nDear Bob,\n", "text"),
        ("---\na: b\nc:\n  - d: e\n", "yaml"),
        ("---\ntitle: x\n---\n# A heading\n\nSome text: more.\nAnd more.\n", "text"),
        ("a: b\nc: d\n", "text"),
        ("<?xml version=\"1.0\"?>\n<a>\n <b>x</b>\n <c>cut", "xml"),
        ("<?xml version=\"1.0\"?>\n<a/>\n2024-01-31 12:00:00 INFO sent\n", "text"),
        ("<a>\n<b>x</b>\n</a>\n", "text"),
        ("\u{feff}<!DOCTYPE html>\n<p>x\n", "html"),
        ("a b=1\nc d=2\n", "text"),
    ] {
        assert_eq!(sniff(head.as_bytes()).name, name, "{head:?}");
    }
}

#[test]
fn a_large_head_is_told_though_it_is_cut() {
    let lines: String = (0..5000).map(|n| format!("{{\"n\": {n}, \"mail\": \"a@example.com\"}}\n")).collect();
    assert_eq!(sniff(&lines.as_bytes()[..64 * 1024]).name, "ndjson");
    let document = format!("[{}", lines.replace('\n', ",\n"));
    assert_eq!(sniff(&document.as_bytes()[..64 * 1024]).name, "json");
}

#[test]
fn the_extension_helps_where_the_content_does_not_say() {
    assert_eq!(sniff_file("csv", b"alone\n").name, "csv");
    assert_eq!(sniff_file("log", b"hello\n").name, "text");
    assert_eq!(sniff_file("xml", b"<a/>\n").name, "xml");
    assert_eq!(sniff_file("yml", b"a: b\n").name, "yaml");
    assert_eq!(sniff_file("htm", b"<p>x\n").name, "html");
    assert_eq!(sniff_file("logfmt", b"a=b\n").name, "logfmt");
    assert_eq!(sniff_file("jsonl", b"{\"a\": 1}\n").name, "ndjson");
    assert_eq!(sniff_file("txt", b"{\"a\": 1}\n{\"a\": 2}\n").name, "ndjson");
}

#[test]
fn formats_are_found_by_name_and_family() {
    assert_eq!(named("tsv", b"").map(|f| f.name), Some("tsv"));
    assert_eq!(named("jsonl", b"").map(|f| f.name), Some("ndjson"));
    assert!(named("pdf", b"").is_none());
}
