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
    assert_eq!(sniff_file("jsonl", b"{\"a\": 1}\n").name, "ndjson");
    assert_eq!(sniff_file("txt", b"{\"a\": 1}\n{\"a\": 2}\n").name, "ndjson");
}

#[test]
fn formats_are_found_by_name_and_family() {
    assert_eq!(named("tsv", b"").map(|f| f.name), Some("tsv"));
    assert_eq!(named("jsonl", b"").map(|f| f.name), Some("ndjson"));
    assert!(named("pdf", b"").is_none());
}
