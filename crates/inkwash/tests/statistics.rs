//! Columns decide by what their values pass.

use std::fmt::Write as _;

use inkwash::{KeyRing, Policy, Scanner, Scrubber, StreamFinding, StreamOptions};

/// Numbers that look random and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % n
    }

    fn digits(&mut self, n: usize) -> String {
        (0..n).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// A Visa number by its first digit and check digit.
    fn card(&mut self) -> String {
        let body = format!("4{}", self.digits(14));
        let doubled = |(i, b): (usize, u8)| {
            let d = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
            d / 10 + d % 10
        };
        let sum: u32 = body.bytes().enumerate().map(doubled).sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }

    /// A PESEL: a date, a serial number, a check digit.
    fn pesel(&mut self) -> String {
        let (year, month, day) = (self.below(100), 1 + self.below(12), 1 + self.below(28));
        let body = format!("{year:02}{month:02}{day:02}{}", self.digits(4));
        let weights = [1, 3, 7, 9].into_iter().cycle();
        let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }
}

/// The three formats that have columns, with a table `t` of a column `ref` and one more.
fn tables(values: &[String]) -> Vec<(&'static str, String)> {
    let mut csv = String::from("ref,state\n");
    let mut json = String::new();
    let mut copy = String::from("COPY public.t (ref, state) FROM stdin;\n");
    let mut insert = String::new();
    for value in values {
        let null = value.is_empty();
        writeln!(csv, "{value},open").expect("memory");
        let quoted = if null { "null".into() } else { format!("\"{value}\"") };
        writeln!(json, "{{\"ref\":{quoted},\"state\":\"open\"}}").expect("memory");
        writeln!(copy, "{}\topen", if null { "\\N" } else { value }).expect("memory");
        let quoted = if null { "NULL".into() } else { format!("'{value}'") };
        writeln!(insert, "INSERT INTO t (ref, state) VALUES ({quoted}, 'open');").expect("memory");
    }
    copy.push_str("\\.\n");
    vec![("csv", csv), ("ndjson", json), ("sql", copy), ("sql", insert)]
}

fn scan(format: &str, stream: &str) -> Vec<(String, String, Vec<String>)> {
    let (scanner, mut findings) = (Scanner::new(), Vec::<StreamFinding>::new());
    let options = StreamOptions::new().format(format).expect("a format");
    scanner.scan_reader(stream.as_bytes(), &options, &mut findings, &mut |_| ()).expect("nothing stops it");
    let shown = findings.iter().map(|f| {
        let value = stream[f.byte_start as usize..f.byte_end as usize].to_owned();
        (value, scanner.facts(f.cell.entity).name.to_owned(), f.cell.evidence.reasons())
    });
    shown.collect()
}

fn scrub(format: &str, stream: &str) -> String {
    let key = KeyRing::from_text("an example secret, not for use").expect("a key");
    let scrubber = Scrubber::new(&Policy::default(), &key).expect("a policy");
    let options = StreamOptions::new().format(format).expect("a format");
    let mut out = Vec::new();
    scrubber.scrub_reader(stream.as_bytes(), &mut out, &options, &mut (), &mut |_| ()).expect("nothing stops it");
    String::from_utf8(out).expect("text")
}

fn many(n: usize, mut value: impl FnMut(&mut Draw, usize) -> String) -> Vec<String> {
    let mut draw = Draw(7);
    (0..n).map(|i| value(&mut draw, i)).collect()
}

/// Asserts that exactly these values are found, each as the entity.
fn finds(values: &[String], entity: &str, wanted: impl Fn(usize) -> bool) {
    let wanted: Vec<_> =
        values.iter().enumerate().filter(|(i, v)| wanted(*i) && !v.is_empty()).map(|(_, v)| v).collect();
    for (format, stream) in tables(values) {
        let found = scan(format, &stream);
        let others: Vec<_> = found.iter().filter(|f| f.1 != entity).collect();
        assert!(others.is_empty(), "{format}: {others:?}");
        assert_eq!(found.iter().map(|f| &f.0).collect::<Vec<_>>(), wanted, "{format}");
    }
}

#[test]
fn order_numbers_stay_as_they_are() {
    for head in ["", "4", "45", "52"] {
        let orders = many(3000, |draw, _| format!("{head}{}", draw.digits(16 - head.len())));
        for (format, stream) in tables(&orders) {
            assert!(scrub(format, &stream) == stream, "{format}: {:?}", scan(format, &stream).first());
        }
    }
}

#[test]
fn cards_are_found_under_any_name_from_the_first_row_on() {
    finds(&many(3000, |draw, _| draw.card()), "CREDIT_CARD", |_| true);
    let cards = many(3000, |draw, _| draw.card());
    let (_, _, evidence) = &scan("csv", &tables(&cards)[0].1)[0];
    assert!(evidence.contains(&"column: 1000 of 1000 pass, chance 100".to_owned()), "{evidence:?}");
}

#[test]
fn numbers_of_one_country_are_none_of_another() {
    finds(&many(3000, |draw, _| draw.pesel()), "PL_PESEL", |_| true);
}

#[test]
fn ten_rows_are_enough_where_all_pass() {
    finds(&many(10, |draw, _| draw.pesel()), "PL_PESEL", |_| true);
    finds(&many(10, |draw, _| draw.card()), "CREDIT_CARD", |_| true);
}

#[test]
fn empty_cells_say_nothing() {
    let sparse = many(1500, |draw, i| if i % 5 < 3 { String::new() } else { draw.pesel() });
    finds(&sparse, "PL_PESEL", |_| true);
}

#[test]
fn one_value_again_and_again_is_one_witness() {
    let value = Draw(3).pesel();
    let same = vec![value; 500];
    for (format, stream) in tables(&same) {
        assert_eq!(scan(format, &stream), [], "{format}");
    }
}

#[test]
fn what_a_column_becomes_later_is_found_too() {
    let changing = many(6000, |draw, i| if i < 2000 { format!("4{}", draw.digits(15)) } else { draw.card() });
    for (format, stream) in tables(&changing) {
        let found = scan(format, &stream);
        assert!(found.len() > 3980, "{format}: {} of 4000", found.len());
        assert_eq!(found.last().map(|f| &f.0), changing.last(), "{format}");
    }
}

#[test]
fn cards_among_words_are_found() {
    let mut draw = Draw(5);
    let mut csv = String::from("id,notes\n");
    let mut cards = Vec::new();
    for i in 0..1000 {
        let note = match i % 5 {
            0 => draw.card(),
            1 => format!("paid with {}", draw.card()),
            _ => format!("called {} times about a delivery", draw.below(9)),
        };
        cards.extend((i % 5 < 2).then(|| note.trim_start_matches("paid with ").to_owned()));
        writeln!(csv, "{i},{note}").expect("memory");
    }
    let found = scan("csv", &csv);
    assert_eq!(found.iter().map(|f| &f.0).collect::<Vec<_>>(), cards.iter().collect::<Vec<_>>());
}

#[test]
fn a_fifth_of_cards_among_order_numbers_is_found() {
    let mixed = many(3000, |draw, i| if i % 5 == 0 { draw.card() } else { format!("4{}", draw.digits(15)) });
    for (format, stream) in tables(&mixed) {
        let found = scan(format, &stream);
        let cards = mixed.iter().step_by(5);
        assert!(cards.clone().all(|card| found.iter().any(|f| f.0 == *card)), "{format}");
    }
}

#[test]
fn some_cards_among_numbers_of_other_ranges_are_found() {
    let mixed =
        many(3000, |draw, i| if i % 20 == 0 { draw.card() } else { format!("{}{}", 6 + i % 4, draw.digits(15)) });
    for (format, stream) in tables(&mixed) {
        let found = scan(format, &stream);
        let mut cards = mixed.iter().step_by(20);
        assert!(cards.all(|card| found.iter().any(|f| f.0 == *card)), "{format}");
    }
}

#[test]
fn thousands_of_tables_are_judged_each_for_itself() {
    let mut draw = Draw(11);
    let (mut sql, mut cards) = (String::new(), Vec::new());
    for table in 0..3000 {
        writeln!(sql, "COPY public.t{table} (ref) FROM stdin;").expect("memory");
        for _ in 0..30 {
            let card = table % 2 == 0;
            let value = if card { draw.pesel() } else { format!("000{}", draw.digits(8)) };
            writeln!(sql, "{value}").expect("memory");
            cards.extend(card.then_some(value));
        }
        sql.push_str("\\.\n");
    }
    let found = scan("sql", &sql);
    let pesels: Vec<_> = found.iter().filter(|f| f.1 == "PL_PESEL").map(|f| &f.0).collect();
    assert!(pesels == cards.iter().collect::<Vec<_>>(), "{} of {}", pesels.len(), cards.len());
}
