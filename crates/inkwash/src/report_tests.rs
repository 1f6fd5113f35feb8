use super::*;
use crate::{Baseline, KeyRing, StreamOptions};

const TABLE: &str = "id,full_name,email,last_ip,\"<script>alert(1)</script>\",=cmd()\n\
    1,Anna Berg,anna.berg@kunden.example,2001:db8::17,bob@kunden.example,mail eva@kunden.example\n\
    2,Bob Dahl,bob.dahl@kunden.example,2001:db8::18,eva@kunden.example,mail ida@kunden.example\n";

fn scan(scanner: &Scanner, path: &str, text: &str, watch: &Watch) -> Source {
    let origin = Origin::new(path);
    let options = StreamOptions::new().file_name(path);
    let source = scanner.scan_source(&origin, text.as_bytes(), &options, watch, &mut |_| Ok(()), &mut |_| ());
    source.expect("memory can be read")
}

fn rendered(report: &Report) -> [String; 3] {
    let (mut html, mut csv, mut markdown) = (Vec::new(), Vec::new(), Vec::new());
    report.write_html(&mut html).expect("memory takes all bytes");
    report.write_csv(&mut csv).expect("memory takes all bytes");
    report.write_markdown(&mut markdown).expect("memory takes all bytes");
    [html, csv, markdown].map(|text| String::from_utf8(text).expect("reports are UTF-8"))
}

#[test]
fn no_value_and_no_markup_of_the_data_is_in_a_report() {
    let scanner = Scanner::new();
    let mut report = Report::new(&scanner).by_policy("eva@kunden.example.toml", "min_score = 0.5");
    let path = "exports/<img src=x>/anna.berg@kunden.example.csv";
    report.add(scan(&scanner, path, TABLE, &Watch::new().examples()));
    report.unchecked("photos/bob@kunden.example.png", 7, "it is an image (PNG)");
    assert!(report.findings() >= 8, "{}", report.findings());
    let mut sarif = Vec::new();
    let mut writer = SarifWriter::new(&mut sarif).expect("memory takes all bytes");
    let mut each = |found: &Reported<'_>| writer.finding(found);
    let options = StreamOptions::new().file_name(path);
    let origin = Origin::new(path);
    scanner
        .scan_source(&origin, TABLE.as_bytes(), &options, &Watch::new(), &mut each, &mut |_| ())
        .expect("memory can be read");
    writer.finish(&report).expect("memory takes all bytes");
    let sarif = String::from_utf8(sarif).expect("reports are UTF-8");
    serde_json::from_str::<serde_json::Value>(&sarif).expect("SARIF is JSON");
    let [html, csv, markdown] = rendered(&report);
    for text in [&html, &csv, &markdown, &sarif] {
        for value in ["anna.berg", "bob", "eva@", "Anna", "Dahl", "2001:db8"] {
            assert!(!text.contains(value), "{value} is in:\n{text}");
        }
        assert!(text.contains("EMAIL_ADDRESS") && text.contains("PERSON"), "{text}");
    }
    assert!(!html.contains("<script>alert") && !html.contains("<img"), "{html}");
    assert!(!csv.lines().any(|line| line.split(',').any(|field| field.starts_with('='))), "{csv}");
    assert!(html.contains("[EMAIL_ADDRESS]") && html.contains("&lt;script&gt;"), "{html}");
}

#[test]
fn pages_stay_small_and_say_what_they_leave_out() {
    let scanner = Scanner::new();
    let mut report = Report::new(&scanner);
    let text = "mail a@kunden.example and b@kunden.example\nfrom 203.0.113.9\n";
    let source = scan(&scanner, "x.log", text, &Watch::new());
    for _ in 0..10_000 {
        report.add(source.clone());
    }
    let [html, csv, markdown] = rendered(&report);
    assert!(html.len() < 4_000_000 && markdown.len() < 20_000, "{} {}", html.len(), markdown.len());
    assert!(html.contains("And 15,000 more rows") && markdown.contains("And 19,960 more rows"));
    assert!(html.contains("And 9,960 more sources"));
    assert_eq!(csv.lines().count(), 20_001);
    assert!(html.contains("30,000"), "all findings are counted");
}

#[test]
fn keys_that_are_data_fill_no_memory() {
    let scanner = Scanner::new();
    let keys = (0..12_000).map(|i| format!("\"k{i}x\":{{\"mail\":\"a@kunden.example\"}}"));
    let text = format!("{{{}}}", keys.collect::<Vec<_>>().join(","));
    let source = scan(&scanner, "x.json", &text, &Watch::new());
    assert_eq!(source.findings(), 12_000);
    assert!(source.rows().count() <= 10_000);
    assert_eq!(source.rows().map(|row| row.2).sum::<u64>() + source.elsewhere(), 12_000);
}

#[test]
fn baselines_know_values_wherever_their_lines_went() {
    let scanner = Scanner::new();
    let keys = KeyRing::from_text("correct horse battery staple").expect("it is long enough");
    for ring in [Some(&keys), None] {
        let mut baseline = Baseline::new(ring).expect("there is a key");
        let text = "a@kunden.example\nb@kunden.example and b@kunden.example\n";
        let watch = Watch::new().baseline(baseline.clone()).noting_prints();
        baseline.add(&scan(&scanner, "./x.txt", text, &watch)).expect("they are few");
        let file = baseline.to_json();
        assert!(!file.contains("kunden"), "{file}");
        let read = Baseline::read(&file, ring).expect("it was just written");
        let watch = Watch::new().baseline(read);
        let found = |path: &str, text: &str| {
            let source = scan(&scanner, path, text, &watch);
            (source.known(), source.findings())
        };
        let moved = "# new\nB@kunden.example\n\nmail: b@kunden.example, a@kunden.example\n";
        assert_eq!(found("x.txt", moved), (3, 0), "lines and spelling may change");
        assert_eq!(found("x.txt", &format!("{moved}b@kunden.example\nc@kunden.example")), (3, 2), "more are new");
        assert_eq!(found("y.txt", text), (0, 3), "another file is new");
    }
}

#[test]
fn baselines_want_their_key() {
    let key = |text| KeyRing::from_text(text).expect("it is long enough");
    let file = Baseline::new(Some(&key("correct horse battery staple"))).expect("there is a key").to_json();
    assert!(Baseline::read(&file, None).is_err_and(|e| e.is_key()));
    assert!(Baseline::read(&file, Some(&key("another horse battery staple"))).is_err_and(|e| e.is_key()));
    for damaged in ["", "{}", &file.replace(": 1,", ": 2,"), &file.replace("\"findings\"", "\"found\"")] {
        assert!(Baseline::read(damaged, Some(&key("correct horse battery staple"))).is_err(), "{damaged}");
    }
}

#[test]
fn only_the_lines_that_are_asked_for_are_told_of() {
    let scanner = Scanner::new();
    let text = "a@kunden.example\nb@kunden.example\nc@kunden.example\nd@kunden.example\n";
    let origin = Origin::new("x.txt").lines(vec![1..2, 3..4]);
    let mut lines = Vec::new();
    let mut each = |found: &Reported<'_>| {
        lines.push(found.finding.line);
        Ok(())
    };
    let options = StreamOptions::new();
    scanner
        .scan_source(&origin, text.as_bytes(), &options, &Watch::new(), &mut each, &mut |_| ())
        .expect("memory can be read");
    assert_eq!(lines, [1, 3]);
}

#[test]
fn allowed_findings_are_left_out_and_told() {
    let scanner = Scanner::new();
    let text = "a = 'a@kunden.example'  # inkwash:allow EMAIL_ADDRESS asked by eva@kunden.example\n\
                b = 'b@kunden.example'  # inkwash:allow EMAIL_ADDRESS\n";
    let source = scan(&scanner, "x.py", text, &Watch::new().allows());
    // The reason's own address stands on the same line.
    assert_eq!((source.allowed(), source.findings(), source.idle_allows()), (2, 1, &[2][..]));
    let mut report = Report::new(&scanner);
    report.add(source);
    let [html, ..] = rendered(&report);
    assert!(html.contains("asked by [EMAIL_ADDRESS]") && !html.contains("eva@"), "{html}");
    assert_eq!(scan(&scanner, "x.py", text, &Watch::new()).findings(), 3);
}
