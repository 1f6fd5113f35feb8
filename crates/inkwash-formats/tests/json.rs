//! JSON and NDJSON as programs and people write them: which cells they have, and where those
//! stand.

use inkwash_core::Format;
use inkwash_formats::named;
use inkwash_testkit::formats::{Event, Feeding, Value, cells, read, records};

fn json() -> Box<dyn Format> {
    (named("json", b"").expect("json is in the table").start)()
}

fn ndjson() -> Box<dyn Format> {
    (named("ndjson", b"").expect("ndjson is in the table").start)()
}

fn assert_cells(start: fn() -> Box<dyn Format>, input: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
    assert_eq!(cells(start, input.as_bytes()), wanted, "of {input:?}");
}

fn values(start: fn() -> Box<dyn Format>, input: &str) -> Vec<Value> {
    let (_, events) = read(start, input.as_bytes(), &Feeding::WHOLE);
    let values = events.into_iter().filter_map(|e| match e {
        Event::Cell(value) => Some(value),
        _ => None,
    });
    values.collect()
}

#[test]
fn places_are_pointers_with_stars_for_elements() {
    let input = r#"{
  "users": [
    {"name": "Anna", "mails": ["a@example.com", "b@example.com"], "age": 31, "ok": true},
    {"name": null, "a/b~c": {"x": -1.50e+3}}
  ]
}
"#;
    assert_cells(
        json,
        input,
        &[
            ("#", "users"),
            ("/users/*#", "name"),
            ("/users/*/name", "Anna"),
            ("/users/*#", "mails"),
            ("/users/*/mails/*", "a@example.com"),
            ("/users/*/mails/*", "b@example.com"),
            ("/users/*#", "age"),
            ("/users/*/age", "31"),
            ("/users/*#", "ok"),
            ("/users/*#", "name"),
            ("/users/*#", "a/b~c"),
            ("/users/*/a~1b~0c#", "x"),
            ("/users/*/a~1b~0c/x", "-1.50e+3"),
        ],
    );
    let mail = &values(json, input)[4].place;
    assert_eq!((mail.parent.as_str(), mail.name.as_str()), ("users", "mails"));
    let name = &values(json, input)[2].place;
    assert_eq!((name.parent.as_str(), name.name.as_str()), ("users", "name"));
}

#[test]
fn keys_that_are_data_do_not_show_in_places() {
    assert_cells(
        json,
        r#"{"by_mail": {"a@example.com": {"city": "Oslo"}, "2024-01-31": 7, "d9428888-122b-11e1": "x"}}"#,
        &[
            ("#", "by_mail"),
            ("/by_mail#", "a@example.com"),
            ("/by_mail/*#", "city"),
            ("/by_mail/*/city", "Oslo"),
            ("/by_mail#", "2024-01-31"),
            ("/by_mail/*", "7"),
            ("/by_mail#", "d9428888-122b-11e1"),
            ("/by_mail/*", "x"),
        ],
    );
}

#[test]
fn escapes_are_decoded_and_lone_surrogates_kept_apart() {
    assert_cells(
        json,
        r#"["anna\u0040example.com", "\ud83d\ude00\n\"\\\/", "\ud83danna", "\ude00\ud83d\u0041", "\q\u12", "n\u00E6r"]"#,
        &[
            ("/*", "anna@example.com"),
            ("/*", "😀\n\"\\/"),
            ("/*", "\u{fffd}anna"),
            ("/*", "\u{fffd}\u{fffd}A"),
            ("/*", "\\q\\u12"),
            ("/*", "nær"),
        ],
    );
    assert_cells(
        json,
        r#"{"na\u006de": "x", "name": "y"}"#,
        &[("#", "name"), ("/name", "x"), ("#", "name"), ("/name", "y")],
    );
}

#[test]
fn records_are_top_level_elements_documents_and_lines() {
    for (start, input, wanted) in [
        (json as fn() -> _, "[{\"a\": [1, 2]}, {\"a\": []}, 3]\n", 3),
        (json, "{\"a\": [1, 2, {}]}", 1),
        (json, "{}\n{\"a\": 1}{\"a\": 2}\n", 3),
        (json, "[]\n", 1),
        (json, "\"a\"\n17\n\n", 2),
        (ndjson, "{\"a\": 1}\n\n[1, 2]\r\n{\"a\": 2}", 3),
        (ndjson, "{\"a\": 1\n{\"a\": 2}\n", 2),
        (ndjson, "", 0),
    ] {
        assert_eq!(records(start, input.as_bytes()), wanted, "{input:?}");
    }
}

#[test]
fn every_line_of_ndjson_starts_afresh() {
    assert_cells(
        ndjson,
        "{\"a\": {\"b\": \"cut\n{\"a\": \"x\"}\nJan 31 sshd[7]: from \"a@example.com\", twice\n{\"a\": \"y\\\n{\"a\": 1}\n",
        &[
            ("#", "a"),
            ("/a#", "b"),
            ("/a/b", "cut"),
            ("#", "a"),
            ("/a", "x"),
            ("", "Jan 31 sshd[7]: from \"a@example.com\", twice"),
            ("#", "a"),
            ("/a", "y\\"),
            ("#", "a"),
            ("/a", "1"),
        ],
    );
}

#[test]
fn what_is_not_json_is_text() {
    assert_cells(
        json,
        "// by Anna, a@example.com\n{\n  // call +47 22 22 55 55: now\n  id: 12abc, 'x': 007, \"t\": 2024-01-31 12:30:00 // end\n}",
        &[
            ("", "// by Anna, a@example.com"),
            ("", "// call +47 22 22 55 55: now"),
            ("#", "id"),
            ("", "12abc"),
            ("#", "'x'"),
            ("", "007"),
            ("#", "t"),
            ("", "2024-01-31 12:30:00 // end"),
        ],
    );
    assert_cells(json, "{\"a\": \"never closed, \\u0041", &[("#", "a"), ("/a", "never closed, A")]);
    assert_cells(json, "}]{\"a\": \"x\"}", &[("#", "a"), ("/a", "x")]);
    assert_cells(ndjson, "true story\n", &[("", "true story")]);
}

#[test]
fn deep_nesting_and_many_places_stay_bounded() {
    let input = format!("{}\"deep@example.com\"{}, {{\"a\": \"x\"}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_cells(json, &input, &[("", "deep@example.com"), ("#", "a"), ("/a", "x")]);
    let name = |mut n: usize| {
        let mut name = String::from("k");
        while n > 0 {
            name.push((b'a' + (n % 26) as u8) as char);
            n /= 26;
        }
        name
    };
    let input: String = (0..140_000).map(|n| format!("{{\"{}\": {{\"v\": 1}}}}\n", name(n * 26 + 1))).collect();
    let mut format = ndjson();
    let mut pieces = inkwash_core::Pieces::new();
    format.split(input.as_bytes(), inkwash_core::Feed::Last, &mut pieces);
    assert!(pieces.places().len() < 3 * 65_536, "{} places", pieces.places().len());
    let last = pieces.list().iter().rev().find_map(|p| p.cell).expect("there are cells");
    assert_eq!(pieces.places()[last.column.0 as usize].path, "v", "later places go by name");
}

#[test]
fn changed_values_are_written_as_json() {
    let all = values(json, "{\"a\": \"x\", \"n\": 12}");
    let write = |n: usize, text: &str| {
        let mut out = Vec::new();
        json().encode(&all[n].cell, &all[n].place, text.as_bytes(), &mut out);
        String::from_utf8(out).expect("UTF-8")
    };
    assert_eq!(write(1, "a\"b\\c\n\u{1f}\u{8}æ/😀"), r#"a\"b\\c\n\u001f\bæ/😀"#);
    for (text, written) in [
        ("7", "7"),
        ("-1.5E+9", "-1.5E+9"),
        ("007", "\"007\""),
        ("+1", "\"+1\""),
        ("x\"", "\"x\\\"\""),
        ("1.", "\"1.\""),
    ] {
        assert_eq!(write(3, text), written);
    }
}
