//! A rule for the whole cells of a place that is not there fails before anything comes out.

use std::io::Read;

use inkwash::{Error, KeyRing, Policy, Scrubber, StreamOptions, entity_names};

const POLICY: &str = "[places]\ncard_no = { entity = \"CREDIT_CARD\", transform = \"encrypt-fpe\", whole = true }\n";

fn scrub(policy: &str, format: &str, text: &str) -> (Result<(), Error>, String) {
    let policy = Policy::parse(policy, &entity_names()).expect("a policy");
    let key = KeyRing::from_text("a test secret of some length").expect("a key");
    let scrubber = Scrubber::new(&policy, &key).expect("a scrubber");
    let mut out = Vec::new();
    let options = StreamOptions::new().format(format).expect("a format");
    let mut source = text.as_bytes();
    let source: &mut dyn Read = &mut source;
    let done = scrubber.scrub_reader(source, &mut out, &options, &mut (), &mut |_| ()).map(|_| ());
    (done, String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn a_place_that_the_format_does_not_see_is_refused_before_any_output() {
    for (format, text) in [
        ("text", "4111\n4112\n4113\n"),
        ("auto", "41114\n41124\n41134\n"),
        ("csv", "41114\n41124\n41134\n"),
        ("csv", "order,card\n1,41114\n"),
        ("tsv", "1\t41114\n2\t41124\n"),
        ("mysql", "INSERT INTO t VALUES (1,'41114');\n"),
    ] {
        let (done, out) = scrub(POLICY, format, text);
        let error = done.err().unwrap_or_else(|| panic!("{format}: {out}"));
        assert!(error.is_policy() && error.to_string().contains("card_no"), "{error}");
        assert_eq!(out, "", "{format}");
    }
}

#[test]
fn a_place_that_is_there_is_taken() {
    for (format, text) in [
        ("csv", "id,card_no\n1,41114321\n"),
        ("mysql", "INSERT INTO t (card_no) VALUES ('41114321');\n"),
        ("mysql", "INSERT INTO other (id) VALUES (7);\n"),
        ("json", "[{\"card_no\": 41114321}]"),
    ] {
        let (done, out) = scrub(POLICY, format, text);
        done.unwrap_or_else(|e| panic!("{format}: {e}"));
        assert!(!out.contains("41114321"), "{out}");
    }
    let by_number = POLICY.replace("card_no", "\"column 2\"");
    let (done, out) = scrub(&by_number, "csv", "12,41114321\n13,41114322\n");
    done.expect("scrubbed");
    assert!(!out.contains("4111432"), "{out}");
}

#[test]
fn text_in_the_place_of_numbers_is_refused_before_any_output() {
    let dump = "SELECT 1;\nCREATE TABLE t (card_no bigint, born date, mail text);\nINSERT INTO t VALUES (4111111111111111,'1985-03-07','a@kundenpost.test');\n";
    for (column, transform) in [("card_no", "tokenise"), ("card_no", "hash"), ("born", "generalise(level=1) > hash")] {
        let (done, out) = scrub(&format!("[places]\n\"t.{column}\" = \"{transform}\"\n"), "mysql", dump);
        let error = done.err().unwrap_or_else(|| panic!("{column}: {out}"));
        assert!(error.is_policy() && error.to_string().contains(&format!("t.{column}")), "{error}");
        assert_eq!(out, "", "{column}");
    }
    for policy in
        ["[places]\n\"t.mail\" = \"hash\"\n", "[places]\n\"t.*\" = \"hash\"\n\"t.card_no\" = \"encrypt-fpe\"\n"]
    {
        let (done, out) = scrub(policy, "mysql", dump);
        done.unwrap_or_else(|e| panic!("{policy}: {e}"));
        assert!(!out.contains("kundenpost"), "{out}");
    }
}
