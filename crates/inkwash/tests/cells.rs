//! Values that go through one by one: what comes out is what a text of its own gives, byte for byte
//! where nothing is found, in the order in which it went in.

use std::sync::OnceLock;

use inkwash::{Cells, KeyRing, Place, Policy, Scanner, Scrubber, SinkError, StreamFinding};
use proptest::prelude::*;

fn scrubber() -> &'static Scrubber {
    static SCRUBBER: OnceLock<Scrubber> = OnceLock::new();
    SCRUBBER.get_or_init(|| {
        let policy = Policy::default().entities(["EMAIL_ADDRESS", "IP_ADDRESS"]);
        Scrubber::new(&policy, &KeyRing::from_bytes(&[7; 32]).expect("a key")).expect("a policy")
    })
}

fn places() -> Vec<Place> {
    ["t.a", "t.b", "t.c"].map(Place::named).to_vec()
}

/// Bytes of which many are those of the frame.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let frame = proptest::sample::select(b"\xfd\xfe\xff\na\x00".to_vec());
    prop_oneof![
        3 => proptest::collection::vec(frame, 0..12),
        2 => proptest::collection::vec(any::<u8>(), 0..20),
        2 => proptest::sample::select(vec![&b"bo@example.org"[..], b"at 192.0.2.7\n", b"\xff bo@example.org \xfe", b""])
            .prop_map(<[u8]>::to_vec),
    ]
}

type Record = Vec<(usize, Vec<u8>)>;

fn records() -> impl Strategy<Value = Vec<Record>> {
    let record = proptest::collection::vec((0usize..3, value()), 0..4);
    proptest::collection::vec(record, 0..12)
}

/// What comes out where the cells are flushed and taken after the records that `pauses` tells.
fn through(mut cells: Cells<'_>, records: &[Record], pauses: &[usize]) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    for (i, record) in records.iter().enumerate() {
        record.iter().for_each(|(column, value)| cells.put(*column, value));
        cells.end_record().expect("no type to fit");
        if pauses.contains(&i) {
            cells.flush().expect("no type to fit");
            cells.take(&mut |value| out.push(value.to_vec()));
        }
    }
    cells.finish().expect("no type to fit");
    cells.take(&mut |value| out.push(value.to_vec()));
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_comes_out_as_a_text_of_its_own(
        records in records(),
        pauses in proptest::collection::vec(0usize..12, 0..4),
    ) {
        let clean = through(scrubber().cells(places()), &records, &pauses);
        let alone = records.iter().flatten().map(|(_, value)| scrubber().scrub_bytes(value));
        prop_assert_eq!(clean, alone.collect::<Vec<_>>());
    }

    #[test]
    fn what_nobody_looks_for_stays(records in records()) {
        static NOTHING: OnceLock<Scrubber> = OnceLock::new();
        let nothing = NOTHING.get_or_init(|| {
            let policy = Policy::default().default_transform("keep").expect("a transform");
            Scrubber::new(&policy, &KeyRing::generate().expect("a key")).expect("a policy")
        });
        let values: Vec<_> = records.iter().flatten().map(|(_, value)| value.clone()).collect();
        prop_assert_eq!(through(nothing.cells(places()), &records, &[]), values);
    }
}

#[test]
fn values_longer_than_what_is_held_back_are_not_cut() {
    // 3 MiB, with a frame's bytes where blocks end.
    let mut long = b"x\xff\n\xfe ".repeat(600_000);
    long.extend_from_slice(b" bo@example.org");
    let records = vec![vec![(0, long.clone()), (1, b"192.0.2.7".to_vec())], vec![(2, b"after".to_vec())]];
    let clean = through(scrubber().cells(places()), &records, &[]);
    assert_eq!(clean.len(), 3);
    assert_eq!(clean[0][..long.len() - 14], long[..long.len() - 14]);
    assert!(!clean[0].ends_with(b"bo@example.org") && clean[1] != b"192.0.2.7" && clean[2] == b"after");
}

#[test]
fn a_scan_tells_the_row_the_column_and_the_span() {
    /// The record, the place, and where the span begins and ends.
    type Row = (u64, String, usize, usize);
    #[derive(Default)]
    struct Told(std::sync::Arc<std::sync::Mutex<Vec<Row>>>);
    impl inkwash::Sink for Told {
        fn finding(&mut self, f: &StreamFinding) -> Result<(), SinkError> {
            let row = (f.record, f.place.path.clone(), f.cell.span.start, f.cell.span.end);
            self.0.lock().expect("no panic").push(row);
            Ok(())
        }
    }
    let told = Told::default();
    let all = told.0.clone();
    let records = vec![vec![(0, b"none".to_vec())], vec![(2, b"\xff an@example.org".to_vec())]];
    let scanner: &Scanner = scrubber().scanner();
    through(scanner.cells(places(), told), &records, &[]);
    assert_eq!(*all.lock().expect("no panic"), [(2, "t.c".to_owned(), 2, 16)]);
}

#[test]
fn a_column_without_a_name_is_texts_one_by_one() {
    let values = [Some("mail bo@example.org"), None, Some(""), Some("192.0.2.7\n")].map(|v| v.map(str::to_owned));
    let clean = scrubber().scrub_column("", &values).expect("no type to fit");
    assert_eq!(clean, values.map(|v| v.map(|v| scrubber().scrub(&v))));
}

#[test]
fn a_session_of_a_scanner_numbers_what_that_finds() {
    let session = inkwash::Session::with_scanner(scrubber().scanner()).expect("a session");
    let asked = session.scrub("bo@example.org, +47 22 22 55 55, 192.0.2.7");
    assert_eq!(asked, "[EMAIL_ADDRESS_1], +47 22 22 55 55, [IP_ADDRESS_1]");
    let other = inkwash::Session::with_scanner(scrubber().scanner()).expect("a session");
    assert_eq!(other.restore(&asked), asked, "another session knows none of the values");
    assert_eq!(session.restore(&asked), "bo@example.org, +47 22 22 55 55, 192.0.2.7");
}

/// A column's documents are rewritten inside, as those of a file are; a text that stands nowhere is one text.
#[test]
fn documents_in_columns_are_looked_into() {
    let policy = Policy::default().default_transform("redact").unwrap();
    let scrubber = Scrubber::new(&policy, &KeyRing::from_bytes(&[3; 32]).unwrap()).unwrap();
    let values = [r#"{"first_name": "Torvena", "n": [1, 2]}"#, r#"["a", {"email": "anna@kunden.test"}]"#, "plain"];
    let values = values.map(|value| Some(value.to_owned()));
    let out = scrubber.scrub_column("t.data", &values).unwrap();
    let out: Vec<_> = out.iter().flatten().map(String::as_str).collect();
    assert_eq!(out, [r#"{"first_name": "[PERSON]", "n": [1, 2]}"#, r#"["a", {"email": "[EMAIL_ADDRESS]"}]"#, "plain"]);
    assert_eq!(scrubber.scrub_column("", &values).unwrap()[0], values[0]);
}
