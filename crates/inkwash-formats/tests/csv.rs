//! CSV and TSV as people write them: which cells they have, and where those stand.

use inkwash_core::Format;
use inkwash_formats::named;
use inkwash_testkit::formats::{Event, Feeding, cells, read, records};

fn csv() -> Box<dyn Format> {
    (named("csv", b"").expect("csv is in the table").start)()
}

fn tsv() -> Box<dyn Format> {
    (named("tsv", b"").expect("tsv is in the table").start)()
}

fn assert_cells(start: fn() -> Box<dyn Format>, input: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(p, t)| ((*p).to_owned(), (*t).to_owned())).collect();
    assert_eq!(cells(start, input.as_bytes()), wanted, "of {input:?}");
}

#[test]
fn a_header_gives_the_places_and_is_no_record() {
    let input = "id,Name,email\r\n1,\"Berg, \"\"Bob\"\"\",b@example.com\r\n2,,\"c@example.com\"\r\n";
    assert_cells(
        csv,
        input,
        &[
            ("", "id"),
            ("", "Name"),
            ("", "email"),
            ("id", "1"),
            ("Name", "Berg, \"Bob\""),
            ("email", "b@example.com"),
            ("id", "2"),
            ("email", "c@example.com"),
        ],
    );
    assert_eq!(records(csv, input.as_bytes()), 2);
}

#[test]
fn without_a_header_columns_are_numbered() {
    let input = "a@example.com;17\nb@example.com;18\n";
    assert_cells(
        csv,
        input,
        &[("column 1", "a@example.com"), ("column 2", "17"), ("column 1", "b@example.com"), ("column 2", "18")],
    );
    assert_eq!(records(csv, input.as_bytes()), 2);
}

#[test]
fn quoted_fields_hold_line_ends_and_delimiters() {
    assert_cells(
        csv,
        "name,note\n\"Anna\",\"one\r\ntwo, three\n\"\nBob,x\n",
        &[
            ("", "name"),
            ("", "note"),
            ("name", "Anna"),
            ("note", "one\r\ntwo, three\n"),
            ("name", "Bob"),
            ("note", "x"),
        ],
    );
}

#[test]
fn bom_directive_blank_lines_and_old_line_ends_are_syntax() {
    let input = "\u{feff}name;age\r\r\nAnna;31\rBob;32";
    assert_cells(
        csv,
        input,
        &[("", "name"), ("", "age"), ("name", "Anna"), ("age", "31"), ("name", "Bob"), ("age", "32")],
    );
    assert_eq!(records(csv, input.as_bytes()), 2);
    assert_cells(
        csv,
        "sep=|\r\nuser_id|x,y\r\n7|8\r\n",
        &[("", "user_id"), ("", "x,y"), ("user_id", "7"), ("x,y", "8")],
    );
}

#[test]
fn ragged_rows_and_spaces_around_fields() {
    assert_cells(
        csv,
        "id, name\n1, \"Anna\" ,extra\n 2\n3 , Bob  B \n",
        &[
            ("", "id"),
            ("", "name"),
            ("id", "1"),
            ("name", "Anna"),
            ("column 3", "extra"),
            ("id", "2"),
            ("id", "3"),
            ("name", "Bob  B"),
        ],
    );
}

#[test]
fn quotes_that_are_none() {
    let header = [("", "id"), ("", "note")];
    let check = |row: &str, wanted: &[(&str, &str)]| {
        assert_cells(csv, &format!("id,note\n{row}"), &[&header[..], wanted].concat());
    };
    check("1,5\" screen\n", &[("id", "1"), ("note", "5\" screen")]);
    check(
        "1,\"says \"hi\" to, all\"\n2,x\n",
        &[("id", "1"), ("note", "says \"hi\" to, all"), ("id", "2"), ("note", "x")],
    );
    check("1,\"back\\\"slash\"\n", &[("id", "1"), ("note", "back\\\"slash")]);
    // Never closed: the quote is text, and the records after it are records.
    check("1,\"open\n2,x\n", &[("id", "1"), ("note", "\"open"), ("id", "2"), ("note", "x")]);
}

#[test]
fn a_field_that_is_too_long_stays_one_cell() {
    let long = "very long ".repeat(40);
    let input = format!("id,note,email\n1,\"{long}\"\"!\",a@example.com\n2,{long},b@example.com\n");
    let feeding = Feeding { limit: 64, chunks: &[7], prefixes: true };
    let (format, events) = read(csv, input.as_bytes(), &feeding);
    let cells: Vec<_> = events
        .iter()
        .filter_map(|e| match e {
            Event::Cell(v) => Some((v.place.path.as_str(), String::from_utf8(v.text(&*format)).expect("UTF-8"))),
            _ => None,
        })
        .collect();
    assert_eq!(cells[4], ("note", format!("{long}\"!")));
    assert_eq!(cells[5], ("email", "a@example.com".to_owned()));
    assert_eq!(cells[7], ("note", long));
    assert_eq!(cells[8], ("email", "b@example.com".to_owned()));
}

#[test]
fn tabs_are_the_only_delimiter_of_tsv() {
    assert_cells(
        tsv,
        "user_id\tname, first\n1\tAnna;B|C\n",
        &[("", "user_id"), ("", "name, first"), ("user_id", "1"), ("name, first", "Anna;B|C")],
    );
}

#[test]
fn a_changed_field_is_quoted_only_where_it_must_be() {
    let input = b"name,email\nAnna,a@example.com\n";
    let (format, events) = read(csv, input, &Feeding::WHOLE);
    let value = events.iter().rev().find_map(|e| match e {
        Event::Cell(value) => Some(value),
        _ => None,
    });
    let value = value.expect("there are cells");
    for (text, written) in [
        ("b@example.com", "b@example.com"),
        ("a,b", "\"a,b\""),
        ("a;b", "a;b"),
        ("say \"x\"", "\"say \"\"x\"\"\""),
        (" a", "\" a\""),
        ("a\nb", "\"a\nb\""),
        ("", ""),
        ("=1+2", "=1+2"),
    ] {
        let mut out = Vec::new();
        format.encode(&value.cell, &value.place, text.as_bytes(), &mut out);
        assert_eq!(String::from_utf8_lossy(&out), written);
    }
}

#[test]
fn a_record_of_one_field_stays_a_record_when_it_is_emptied() {
    let (format, events) = read(csv, b"email\na@example.com\n", &Feeding::WHOLE);
    let Some(Event::Cell(value)) = events.get(2) else { panic!("no cell after the header: {events:?}") };
    let mut out = b"email\n".to_vec();
    format.encode(&value.cell, &value.place, b"", &mut out);
    out.push(b'\n');
    assert_eq!(records(csv, &out), 1);
}
