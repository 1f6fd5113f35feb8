use std::io::Read;

use crate::{Error, KeyRing, Policy, RetentionUse, Scrubber, StreamOptions, SubjectFile, Summary, entity_names};

const RULES: &str = "
entities = [\"IBAN_CODE\"]
[[retention]]
place = \"events\"
column = \"at\"
older_than = \"1y\"
reason = \"no use\"
";

fn policy(text: &str) -> Policy {
    Policy::parse(text, &entity_names()).and_then(|p| p.as_of("2026-01-31")).expect("a policy")
}

fn scrub(policy: &Policy, name: &str, text: &str, is_file: bool) -> Result<(String, Summary), Error> {
    let keys = KeyRing::from_text("an example secret, not for use")?;
    let options = StreamOptions::new().file_name(name);
    let mut scrubber = Scrubber::new(policy, &keys)?;
    if is_file {
        let file = SubjectFile { path: name.to_owned(), options: options.clone() };
        scrubber = scrubber.surveyed(&file, &mut || Ok(Box::new(text.as_bytes()) as Box<dyn Read>))?;
    }
    let mut out = Vec::new();
    let summary = scrubber.scrub_reader(text.as_bytes(), &mut out, &options, &mut (), &mut |_| ())?;
    Ok((String::from_utf8(out).expect("UTF-8"), summary))
}

/// As `dropped, followed, held, needed, undated, younger`.
fn counts(of: &RetentionUse) -> [u64; 6] {
    [of.dropped, of.followed, of.held, of.needed, of.undated, of.younger]
}

#[track_caller]
fn leaves(name: &str, text: &str, left: &str, expected: [u64; 6]) {
    for is_file in [false, true] {
        let (out, summary) = scrub(&policy(RULES), name, text, is_file).expect("a stream");
        assert_eq!(out, left);
        assert_eq!(counts(&summary.retention[0]), expected);
        assert_eq!(summary.tally.bytes_in, text.len() as u64);
    }
}

#[test]
fn old_records_leave_every_format() {
    leaves(
        "events.csv",
        "id,at\n1,2024-12-31\n2,2025-01-31\n3,soon\n4,\n5,2020-01-01\n",
        "id,at\n2,2025-01-31\n3,soon\n4,\n",
        [2, 0, 0, 0, 2, 1],
    );
    leaves(
        "events.ndjson",
        "{\"id\":1,\"at\":\"2024-12-31T10:00:00Z\"}\n{\"id\":2,\"at\":1769817600}\n{\"id\":3,\"at\":null}\n",
        "{\"id\":2,\"at\":1769817600}\n{\"id\":3,\"at\":null}\n",
        [1, 0, 0, 0, 1, 1],
    );
    leaves(
        "events.json",
        "[\n  {\"at\": \"2020-01-01\"},\n  {\"at\": \"2026-01-01\"},\n  {\"at\": \"2020-01-01\"}\n]\n",
        "[\n  {\"at\": \"2026-01-01\"}]\n",
        [2, 0, 0, 0, 0, 1],
    );
    leaves("events.json", "[{\"at\":\"2020-01-01\"}]\n", "[]\n", [1, 0, 0, 0, 0, 0]);
    leaves(
        "x.sql",
        "CREATE TABLE s.events (id int, at date);\nINSERT INTO s.events VALUES (1,'2020-01-01'),\n(2,'2026-01-01'),\n\
         (3,'2020-01-01');\nINSERT INTO s.events (at, id) VALUES ('2020-01-01',4);\nINSERT INTO t VALUES ('2020-01-01');\n",
        "CREATE TABLE s.events (id int, at date);\nINSERT INTO s.events VALUES (2,'2026-01-01');\nINSERT INTO t VALUES \
         ('2020-01-01');\n",
        [3, 0, 0, 0, 0, 1],
    );
    leaves(
        "x.sql",
        "--\n-- PostgreSQL database dump\n--\nCOPY public.events (id, at) FROM stdin;\n1\t2020-01-01 10:00:00+01\n2\t\\N\n\\.\n\
         -- PostgreSQL database dump complete\n",
        "--\n-- PostgreSQL database dump\n--\nCOPY public.events (id, at) FROM stdin;\n2\t\\N\n\\.\n\
         -- PostgreSQL database dump complete\n",
        [1, 0, 0, 0, 1, 0],
    );
}

const KEYS: &str = "CREATE TABLE orders (id int PRIMARY KEY, at date);
CREATE TABLE items (order_id int REFERENCES orders (id), sku text);
CREATE TABLE notes (item text, order_id int REFERENCES orders (id));
INSERT INTO orders VALUES (1,'2020-01-01'),(2,'2020-01-01'),(3,'2026-01-01');
INSERT INTO items VALUES (1,'a'),(2,'b'),(3,'c');
INSERT INTO notes VALUES ('x',2);
";

#[test]
fn keys_stay_valid() {
    let follow = "entities = [\"IBAN_CODE\"]\n[[retention]]\nplace = \"orders\"\ncolumn = \"at\"\nolder_than = \"1y\"\n\
                  reason = \"r\"\n";
    let (out, summary) = scrub(&policy(follow), "x.sql", KEYS, true).expect("a stream");
    assert_eq!((&*out, counts(&summary.retention[0])), (KEYS, [0, 0, 0, 2, 0, 1]), "items refer to them");
    let error = scrub(&policy(follow), "x.sql", KEYS, false).expect_err("it is not known which");
    assert!(error.is_forbidden() && error.to_string().contains("records of items may refer"), "{error}");

    let follow = format!("{follow}follow = [\"items\"]\n");
    let (out, summary) = scrub(&policy(&follow), "x.sql", KEYS, true).expect("a stream");
    let left = KEYS.replace("(1,'2020-01-01'),", "").replace("(1,'a'),", "");
    assert_eq!((out, counts(&summary.retention[0])), (left, [1, 1, 0, 1, 0, 1]), "a note refers to the other");
    let error = scrub(&policy(&follow), "x.sql", KEYS, false).expect_err("it must be read first");
    assert!(error.is_policy(), "{error}");

    let hold = "[[hold]]\nplace = \"items\"\ncolumn = \"sku\"\nvalues = [\"a\"]\nreason = \"r\"\napprover = \"a\"\n\
                until = 9999-12-31\n";
    let (out, _) = scrub(&policy(&format!("{follow}{hold}")), "x.sql", KEYS, true).expect("a stream");
    assert_eq!(out, KEYS, "what is held needs its order");
}

#[test]
fn holds_exempt_records() {
    let csv = "id,who,at\n1,anna.berg@example.com,2020-01-01\n2,bo@example.com,2020-01-01\n3,x,2020-01-01\n";
    for (hold, left) in [
        ("place = \"events\"", csv.to_owned()),
        ("place = \"other\"", "id,who,at\n".to_owned()),
        (
            "column = \"id\"\nvalues = [\"2\"]",
            csv.replace("1,anna.berg@example.com,2020-01-01\n", "").replace("3,x,2020-01-01\n", ""),
        ),
        ("identifiers = [\"Anna.Berg@example.com\"]", "id,who,at\n1,anna.berg@example.com,2020-01-01\n".to_owned()),
    ] {
        let text = format!("{RULES}[[hold]]\n{hold}\nreason = \"r\"\napprover = \"a\"\nuntil = 9999-12-31\n");
        let (out, summary) = scrub(&policy(&text), "events.csv", csv, false).expect("a stream");
        assert_eq!(out, left, "{hold}");
        let held = summary.retention[0].held;
        assert_eq!(held, left.lines().count() as u64 - 1);
    }
    let expired = format!("{RULES}[[hold]]\nplace = \"a\"\nreason = \"r\"\napprover = \"Kari\"\nuntil = 2020-01-31\n");
    let error = policy(&expired).check(&entity_names()).expect_err("it has ended");
    assert!(error.is_expired() && error.to_string().contains("Kari"), "{error}");
}

#[test]
fn what_cannot_be_carried_out_is_refused() {
    for (name, text, what) in [
        ("events.xml", "<events><e at=\"2020-01-01\"/><e at=\"2020-01-01\"/></events>", "cannot be taken out of XML"),
        ("x.sql", "INSERT INTO events SET id = 1, at = '2020-01-01';\n", "brings no rows"),
        ("x.sql", "CALL fill_events('2020-01-01');\n", "not understood"),
    ] {
        let error = scrub(&policy(RULES), name, text, false).expect_err(text);
        assert!(error.to_string().contains(what), "{error}");
    }
    let keys = KeyRing::from_text("an example secret, not for use").expect("a key");
    let scrubber = Scrubber::new(&policy(RULES), &keys).expect("a scrubber");
    let of = |column: &str| scrubber.scrub_column(column, &[Some("2020-01-01".to_owned())]);
    assert!(of("events.at").is_err_and(|e| e.to_string().contains("records are taken out of streams only")));
    assert!(of("others.at").is_ok());
}
