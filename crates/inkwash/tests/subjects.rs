//! All dates of a subject move together, whatever the format and however the stream arrives.

use std::io::Read;

use inkwash::{Error, KeyRing, Policy, Scrubber, StreamOptions, entity_names};

const POLICY: &str = "subject = [\"customers.id\", \"customer_id\", \"id\"]\n[transforms]\n\
    DATE_OF_BIRTH = \"shift-date(days=900)\"\ndefault = \"keep\"\n";

fn scrubber(policy: &str) -> Scrubber {
    let policy = Policy::parse(policy, &entity_names()).expect("a policy");
    Scrubber::new(&policy, &KeyRing::from_text("a test secret of some length").expect("a key")).expect("a scrubber")
}

/// Gives one byte at a time.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(&mut out[..1])
    }
}

fn try_scrub(format: &str, source: impl Read) -> Result<String, Error> {
    let mut out = Vec::new();
    let options = StreamOptions::new().format(format).expect("a format");
    scrubber(POLICY).scrub_reader(source, &mut out, &options, &mut (), &mut |_| ())?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

fn scrub(format: &str, text: &str) -> String {
    let whole = try_scrub(format, text.as_bytes()).expect("scrubbed");
    assert_eq!(try_scrub(format, Drops(text.as_bytes())).expect("scrubbed"), whole, "byte by byte");
    whole
}

/// What the library makes of a date of this subject.
fn moved(subject: &str, date: &str) -> String {
    let text = scrubber(POLICY).for_subject(subject).scrub(&format!("born {date}"));
    text.strip_prefix("born ").expect("a date").to_owned()
}

#[test]
fn dates_move_with_their_subject_in_every_format() {
    let (seven, eight) = (moved("7", "1985-03-07"), moved("8", "1985-03-07"));
    assert_ne!(seven, eight);
    assert_ne!(seven, "1985-03-07");
    let csv = scrub("csv", "birth_date,id,dob\n1985-03-07,7,1985-03-07\n1985-03-07,8,1985-03-07\n");
    assert_eq!(csv, format!("birth_date,id,dob\n{seven},7,{seven}\n{eight},8,{eight}\n"));
    let lines = "{\"dob\":\"1985-03-07\",\"id\":7}\n{\"id\":\"8\",\"more\":{\"dob\":\"1985-03-07\"}}\n";
    let scrubbed = format!("{{\"dob\":\"{seven}\",\"id\":7}}\n{{\"id\":\"8\",\"more\":{{\"dob\":\"{eight}\"}}}}\n");
    assert_eq!(scrub("ndjson", lines), scrubbed);
    let array = "[{\"dob\":\"1985-03-07\",\"id\":7},\n {\"dob\":\"1985-03-07\",\"id\":8}]\n";
    assert_eq!(scrub("json", array), array.replacen("1985-03-07", &seven, 1).replacen("1985-03-07", &eight, 1));
    let dump = |a: &str, b: &str, c: &str| {
        format!(
            "CREATE TABLE customers (dob date, id integer);\nINSERT INTO customers VALUES ('{a}',7),('{b}',8);\n\
             CREATE TABLE visits (customer_id integer, dob date);\nINSERT INTO visits VALUES (7,'{c}');\n"
        )
    };
    let date = "1985-03-07";
    assert_eq!(scrub("mysql", &dump(date, date, date)), dump(&seven, &eight, &seven));
}

#[test]
fn subjects_hold_where_tables_are_longer_than_what_is_learnt_from() {
    let rows: String = (0..3000).map(|n| format!("1985-03-07,{},{}\n", n % 3, "x".repeat(n % 200))).collect();
    let moved: Vec<_> = ["0", "1", "2"].map(|id| moved(id, "1985-03-07")).into();
    let text = scrub("csv", &format!("dob,id,filler\n{rows}"));
    for (n, row) in text.lines().skip(1).enumerate() {
        assert_eq!(row.split(',').next(), Some(&*moved[n % 3]), "row {n}");
    }
}

#[test]
fn rows_without_a_subject_move_with_everything() {
    let everybody = scrubber(POLICY).scrub("born 1985-03-07");
    let everybody = everybody.strip_prefix("born ").expect("a date");
    assert_eq!(scrub("csv", "dob,id\n1985-03-07,\n"), format!("dob,id\n{everybody},\n"));
    assert_eq!(scrub("csv", "dob,note\n1985-03-07,x\n"), format!("dob,note\n{everybody},x\n"));
}

#[test]
fn what_is_not_to_be_known_is_refused() {
    let two = try_scrub("csv", "dob,id,customer_id\n1985-03-07,7,8\n".as_bytes()).expect_err("two subjects");
    assert!(two.is_policy() && two.to_string().contains("two subjects"), "{two}");
    let long = format!("dob,note,id\n1985-03-07,\"{}\",7\n", "long ".repeat(600_000));
    for source in [&mut long.as_bytes() as &mut dyn Read, &mut Drops(long.as_bytes())] {
        let error = try_scrub("csv", source).expect_err("too long");
        assert!(error.is_policy() && error.to_string().contains("too long"), "{error}");
    }
    // In a record that is too long, what stands behind the subject can be moved.
    let long = format!("id,dob,note\n7,1985-03-07,\"{}\"\n", "long ".repeat(600_000));
    let out = try_scrub("csv", long.as_bytes()).expect("scrubbed");
    assert!(out.starts_with(&format!("id,dob,note\n7,{},", moved("7", "1985-03-07"))));
    assert!(Policy::parse("subject = \"\"", &entity_names()).is_err());
    assert!(Policy::parse("subject = 7", &entity_names()).is_err());
}
