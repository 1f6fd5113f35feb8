use super::*;
use crate::{KeyRing, Plan, Scanner, Scrubber, StreamOptions, entity_names};

const OWN: &str = "\
[transforms]
default = \"redact\"

[entity.EMPLOYEE_ID]
title = \"Employee number\"
class = \"confidential\"
pattern = \"E-[0-9]{6}\"
columns = [\"employee_id\"]
keep = 2
transform = \"mask\"

[entity.PROJECT]
words = [\"Falcon\", \"Blue Moon\"]
context = [\"project\"]
transform = \"pseudonymise\"

[entity.SHELF]
pattern = \"[0-9]{3}\"
score = 0.3
columns = [\"shelf\"]
";

fn parse(text: &str) -> Policy {
    let policy = Policy::parse(text, &entity_names()).unwrap_or_else(|e| panic!("{e}"));
    policy.check(&entity_names()).unwrap_or_else(|e| panic!("{e}"));
    policy
}

fn found(policy: &Policy, text: &str) -> Vec<String> {
    let scanner = Scanner::with_policy(policy).expect("a scanner");
    scanner
        .scan(text)
        .iter()
        .map(|f| format!("{}:{}", f.entity, String::from_utf8_lossy(f.of(text.as_bytes()))))
        .collect()
}

#[test]
fn entities_of_ones_own_are_found_classed_and_rewritten() {
    let policy = parse(OWN);
    assert_eq!(policy.own_entities().collect::<Vec<_>>(), ["EMPLOYEE_ID", "PROJECT", "SHELF"]);
    let text = "E-123456 works on falcon and BLUE MOON, 117";
    assert_eq!(found(&policy, text), ["EMPLOYEE_ID:E-123456", "PROJECT:falcon", "PROJECT:BLUE MOON"]);
    let keys = KeyRing::from_text("an example secret, not for use").expect("a key");
    let scrubber = Scrubber::new(&policy, &keys).expect("a scrubber");
    let clean = scrubber.scrub(text);
    assert!(clean.starts_with("*-****56 works on PROJECT-") && clean.ends_with(", 117"), "{clean}");
    assert_eq!(clean.matches("PROJECT-").count(), 2);
    let facts = scrubber.entities().find(|facts| facts.name == "EMPLOYEE_ID").expect("it is one");
    assert_eq!((facts.class, facts.title), (Class::Confidential, "Employee number"));
}

/// However a stream is cut, the same comes out; columns named for an entity raise its score.
#[test]
fn streams_and_plans_have_them_too() {
    let policy = parse(OWN);
    let keys = KeyRing::from_text("an example secret, not for use").expect("a key");
    let scrubber = Scrubber::new(&policy, &keys).expect("a scrubber");
    let options = StreamOptions::new().format("csv").expect("a format");
    let rows: String = (0..2000).map(|n| format!("E-{n:06},{:03},the falcon {n}\n", n % 1000)).collect();
    let table = format!("employee_id,shelf,note\n{rows}");
    let mut whole = Vec::new();
    let run = scrubber.scrub_reader(table.as_bytes(), &mut whole, &options, &mut (), &mut |_| ()).expect("a run");
    assert_eq!(run.tally.rewritten.iter().sum::<u64>(), 6000);
    for size in [1, 7, 4096] {
        let (mut pushed, mut out) = (scrubber.pushed(&options), Vec::new());
        table.as_bytes().chunks(size).for_each(|piece| pushed.push(piece, &mut out).expect("a run"));
        pushed.finish(&mut out).expect("a run");
        assert!(out == whole, "pieces of {size} bytes");
    }
    let (plan, _) = scrubber.scanner().plan(table.as_bytes(), &options, &mut |_| ()).expect("a plan");
    assert!(Plan::parse(&plan.to_string()).is_err());
    let again = Plan::parse_for(&plan.to_string(), &policy).expect("a plan");
    let mut planned = Vec::new();
    scrubber.scrub_by_plan(&again, table.as_bytes(), &mut planned, &options, &mut (), &mut |_| ()).expect("a run");
    assert!(planned == whole);
}

#[test]
fn words_may_be_in_a_file() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), "Falcon\n\n  Østfold  \n").expect("a file");
    let policy = parse(&format!("[entity.CODE_NAME]\nfile = {:?}\nany_case = false\n", file.path()));
    assert_eq!(found(&policy, "Falcon falcon Østfold"), ["CODE_NAME:Falcon", "CODE_NAME:Østfold"]);
    let missing = Policy::parse("[entity.CODE_NAME]\nfile = \"no/such/file\"\n", &entity_names());
    assert!(missing.is_err_and(|e| e.to_string().contains("cannot be read")));
}

#[test]
fn allowed_values_are_no_findings_in_any_spelling() {
    let text = "help@example.com, HELP@EXAMPLE.COM, anna.berg@example.com, +47 22 22 55 55 or 004722225555";
    assert_eq!(found(&Policy::default(), text).len(), 5);
    let policy = parse(
        "[[allow]]\nentity = \"EMAIL_ADDRESS\"\nvalues = [\"help@example.com\"]\n[[allow]]\nvalues = [\"+4722225555\"]\n",
    );
    assert_eq!(found(&policy, text), ["EMAIL_ADDRESS:anna.berg@example.com"]);
    let of_other = parse("[[allow]]\nentity = \"PERSON\"\nvalues = [\"help@example.com\"]\n");
    assert_eq!(found(&of_other, text).len(), 5);
    let by_pattern = parse("[[allow]]\npatterns = [\"(?i)[a-z.]{1,40}@example\\\\.com\"]\n");
    assert_eq!(found(&by_pattern, text).len(), 2);
    let scrubber = Scrubber::new(&policy, &KeyRing::generate().expect("a key")).expect("a scrubber");
    assert!(scrubber.scrub(text).starts_with("help@example.com, HELP@EXAMPLE.COM, "));
}

#[test]
fn a_finding_that_holds_an_allowed_value_stays_whole() {
    let policy = parse(
        "[entity.TICKET]\npattern = \"ticket [a-z.@]{3,30} [0-9]\"\nscore = 0.6\n[[allow]]\nvalues = [\"help@example.com\"]\n",
    );
    assert_eq!(found(&policy, "ticket help@example.com 7, help@example.com"), ["TICKET:ticket help@example.com 7"]);
}

#[test]
fn denied_values_always_are_findings() {
    let policy = parse(
        "[[deny]]\nvalues = [\"Operation Blue Moon\", \"zq-1\"]\n[[deny]]\npatterns = [\"zx-[0-9]{2}\"]\n[[deny]]\nentity = \
         \"CUSTOMER\"\nclass = \"internal\"\nvalues = [\"Brakabel\"]\nany_case = false\n",
    );
    assert_eq!(
        found(&policy, "operation blue moon of Brakabel, brakabel, ZQ-1 and zx-77"),
        ["DENIED:operation blue moon", "CUSTOMER:Brakabel", "DENIED:ZQ-1", "DENIED:zx-77"]
    );
    assert_eq!((policy.class_of("DENIED"), policy.class_of("CUSTOMER")), (Class::Critical, Class::Internal));
    let listed = parse("entities = [\"IP_ADDRESS\"]\n[[deny]]\nvalues = [\"falcon\"]\n");
    assert_eq!(found(&listed, "falcon bo@example.org"), ["DENIED:falcon"]);
}

#[test]
fn faults_are_told_with_their_line() {
    for (text, says) in [
        ("\n[entity.badge]\npattern = \"ab\"\n", "line 2: the name of an entity of your own is capitals"),
        ("[entity.PERSON]\nwords = [\"ab\"]\n", "PERSON is in the catalogue"),
        ("[entity.BADGE]\nscore = 0.5\n", "has a `pattern`, `words` or a `file`"),
        ("[entity.BADGE]\ntransform = \"mask\"\n", "there is no entity \"BADGE\""),
        ("[entity.BADGE]\npattern = \"a+\"\n", "the pattern: it has no upper bound"),
        ("[entity.BADGE]\npattern = \"ab\"\ncheck = \"sum\"\n", "there is no check \"sum\"; there are luhn"),
        ("[entity.BADGE]\npattern = \"..\"\n", "may begin with any character"),
        ("[[deny]]\nentity = \"EMAIL_ADDRESS\"\nvalues = [\"ab\"]\n", "is in the catalogue"),
        ("[[deny]]\nentity = \"X\"\n", "what is denied are `values`, `patterns`, `hashed`"),
        ("[[allow]]\nentity = \"NOBODY\"\nvalues = [\"ab\"]\n", "there is no entity"),
        ("[[allow]]\nvalues = []\n", "what is allowed are `values`, `patterns`, `hashed`"),
    ] {
        let error =
            Policy::parse(text, &entity_names()).err().unwrap_or_else(|| panic!("{text} is accepted")).to_string();
        assert!(error.contains(says), "{text:?} gives {error}");
    }
}
