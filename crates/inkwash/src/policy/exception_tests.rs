use super::*;
use crate::{KeyRing, Scanner, Scrubber, StreamOptions, entity_names};

const TABLE: &str = "support.contact,mail\nhelp@example.com,anna.berg@example.org\ndesk@example.com,bo@example.net\n";

fn parse(text: &str) -> Result<Policy, Error> {
    Policy::parse(text, &entity_names())
}

fn exception(keys: &str) -> String {
    format!("[[exceptions]]\n{keys}\nreason = \"published\"\napprover = \"Kari\"\nexpires = 9999-12-31\n")
}

fn scrubbed(policy: &str) -> (String, Vec<ExceptionUse>) {
    let policy = parse(policy).expect("a policy");
    let scrubber = Scrubber::new(&policy, &KeyRing::generate().expect("a key")).expect("a scrubber");
    let (mut out, options) = (Vec::new(), StreamOptions::new().format("csv").expect("a format"));
    let summary = scrubber.scrub_reader(TABLE.as_bytes(), &mut out, &options, &mut (), &mut |_| ()).expect("a run");
    let scanned = scrubber.scanner().scan_reader(TABLE.as_bytes(), &options, &mut (), &mut |_| ()).expect("a run");
    assert_eq!(summary.exceptions, scanned.exceptions, "a scan counts as a scrub does");
    (String::from_utf8(out).expect("text"), summary.exceptions)
}

#[test]
fn values_are_let_through_and_counted() {
    let base = "[transforms]\ndefault = \"redact\"\n";
    let (out, used) =
        scrubbed(&(base.to_owned() + &exception("place = \"support.contact\"\nentity = \"EMAIL_ADDRESS\"")));
    assert_eq!(out, "support.contact,mail\nhelp@example.com,[EMAIL_ADDRESS]\ndesk@example.com,[EMAIL_ADDRESS]\n");
    assert_eq!(used.len(), 1);
    assert_eq!((used[0].values, used[0].exception.approver.as_str()), (2, "Kari"));
    assert_eq!(used[0].exception.to_string(), "EMAIL_ADDRESS in support.contact");
}

#[test]
fn the_most_specific_exception_counts_and_unused_ones_are_listed() {
    let text = [
        exception("entity = \"EMAIL_ADDRESS\""),
        exception("entity = \"PERSON\""),
        exception("place = \"*contact\""),
        exception("place = \"support.contact\""),
    ];
    let (out, used) = scrubbed(&text.concat());
    assert_eq!(out, TABLE);
    assert_eq!(used.iter().map(|of| of.values).collect::<Vec<_>>(), [2, 0, 0, 2]);
}

#[test]
fn an_exception_comes_before_a_rule_for_the_place() {
    let rules = "[places]\n\"support.contact\" = \"redact\"\nmail = \"redact\"\n";
    let (out, _) = scrubbed(&(rules.to_owned() + &exception("entity = \"EMAIL_ADDRESS\"\nplace = \"mail\"")));
    assert!(out.contains("anna.berg@example.org") && !out.contains("help@"), "{out}");
}

#[test]
fn documents_in_cells_are_let_through_too() {
    let policy = parse(&exception("place = \"*.doc/mail\"")).expect("a policy");
    let scanner = Scanner::with_policy(&policy).expect("a scanner");
    let line = br#"{"t": {"doc": "{\"mail\": \"bo@example.net\", \"from\": \"bo@example.net\"}"}}"#;
    let options = StreamOptions::new().format("json").expect("a format");
    let summary = scanner.scan_reader(&line[..], &options, &mut (), &mut |_| ()).expect("a run");
    assert_eq!(summary.tally.findings.iter().sum::<u64>(), 2);
    let of_place = parse(&exception("place = \"doc/mail\"")).expect("a policy");
    let scanner = Scanner::with_policy(&of_place).expect("a scanner");
    let summary = scanner.scan_reader(&line[..], &options, &mut (), &mut |_| ()).expect("a run");
    assert_eq!(summary.exceptions[0].values, 1);
}

#[test]
fn without_reason_approver_or_day_there_is_none() {
    let whole = exception("entity = \"EMAIL_ADDRESS\"");
    for key in ["reason", "approver", "expires"] {
        let lines: Vec<_> = whole.lines().filter(|line| !line.starts_with(key)).collect();
        let error = parse(&lines.join("\n")).err().expect(key);
        assert!(error.is_policy() && error.to_string().contains(&format!("`{key}`")), "{error}");
    }
    for (was, is, says) in [
        ("\"published\"", "\" \"", "is empty"),
        ("\"Kari\"", "\"K\\u0007\"", "one line"),
        ("9999-12-31", "\"soon\"", "invalid type"),
        ("9999-12-31", "9999-12-31T00:00:00Z", "a day without a time"),
        ("entity = \"EMAIL_ADDRESS\"", "", "an `entity`, a `place`, a `file`, or several"),
        ("entity = \"EMAIL_ADDRESS\"", "place = \"\"", "pattern is empty"),
        ("approver", "approved_by", "unknown field"),
    ] {
        let error = parse(&whole.replace(was, is)).err().unwrap_or_else(|| panic!("{is} is accepted"));
        assert!(error.to_string().contains(says), "{error}");
    }
    let unknown = parse(&exception("entity = \"EMAIL\"")).expect("checked later").check(&entity_names());
    assert!(unknown.is_err_and(|e| e.to_string().contains("no entity \"EMAIL\"")));
}

#[test]
fn an_expired_one_refuses_the_run() {
    let text = exception("entity = \"EMAIL_ADDRESS\"").replace("9999", "2024");
    let error = Scanner::with_policy(&parse(&text).expect("a policy")).err().expect("it has expired");
    assert!(error.is_expired() && error.is_policy());
    assert_eq!(
        error.to_string(),
        "policy: the exception for EMAIL_ADDRESS has expired: its last day was 2024-12-31; Kari (its approver) is to \
         look at it again, and set a later day in `expires` or take it out"
    );
}
