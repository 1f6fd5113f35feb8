use super::*;
use crate::{Scanner, Scrubber, entity_names};

const SECRET: &str = "an example secret, not for use";

fn ring() -> KeyRing {
    KeyRing::from_text(SECRET).expect("a key")
}

fn lines(entity: Option<&str>, values: &[&str]) -> String {
    let made = hash_values(&ring(), entity, values.iter().copied()).expect("lines");
    made.iter().map(|line| format!("{line:?},")).collect()
}

fn policy(text: &str) -> Policy {
    Policy::parse(text, &entity_names()).expect("a policy").unlocked(&ring()).expect("its key")
}

fn found(policy: &Policy, text: &str) -> Vec<String> {
    let scanner = Scanner::with_policy(policy).expect("a scanner");
    let shown = |f: &crate::Finding<'_>| format!("{} {}", f.entity, String::from_utf8_lossy(f.of(text.as_bytes())));
    scanner.scan(text).iter().map(shown).collect()
}

#[test]
fn lines_say_key_and_kind_and_nothing_else() {
    let words = hash_values(&ring(), None, ["Blue Moon", "blue-moon", " "]).expect("lines");
    let values = hash_values(&ring(), Some("PHONE_NUMBER"), ["+47 22 22 55 55", "004722225555"]).expect("lines");
    assert_eq!((words.len(), values.len()), (1, 1), "equal values are one line");
    for (line, kind) in [(&words[0], "w2"), (&values[0], "PHONE_NUMBER")] {
        let parts: Vec<_> = line.split(':').collect();
        assert_eq!((parts.len(), parts[1], parts[2].len()), (3, kind, 32), "{line}");
        assert!(parts[0].starts_with("1.") && parts[0].len() == 10, "{line}");
        assert_eq!(Entry::parse(line).expect("a line").to_string(), **line);
    }
    for fault in ["", "1.5ad0c3f2:w2", "1.5ad0c3f2:w0:", "x", "1.5ad0c3f2:w99:00000000000000000000000000000000"] {
        assert!(Entry::parse(fault).is_err(), "{fault}");
    }
    let error = hash_values(&ring(), None, ["fine", "--"]).expect_err("no letters").to_string();
    assert!(error.contains("value 2"), "{error}");
    assert!(hash_values(&ring(), Some("NO_SUCH"), ["x"]).is_err());
}

#[test]
fn denied_words_are_found_in_any_spelling() {
    let text = format!("[[deny]]\nhashed = [{}]\n", lines(None, &["Operation Blue Moon", "Brakabel", "blå"]));
    let policy = policy(&text);
    let text = "operation BLUE-moon and Brakabel’s; Brakabels, operation blue\nmoon, (BLÅ) “Brakabel”";
    assert_eq!(
        found(&policy, text),
        ["DENIED operation BLUE-moon", "DENIED Brakabel", "DENIED BLÅ", "DENIED Brakabel"]
    );
}

#[test]
fn equal_denied_words_get_one_stand_in() {
    let text =
        format!("[[deny]]\nentity = \"PROJECT\"\nvalues = [\"Falcon\"]\nhashed = [{}]\n", lines(None, &["Blue Moon"]));
    let scrubber = Scrubber::new(&policy(&text), &ring()).expect("a scrubber");
    let clean = scrubber.scrub("Blue Moon, blue-moon, Falcon");
    let parts: Vec<_> = clean.split(", ").collect();
    assert_eq!((parts.len(), parts[0]), (3, parts[1]), "{clean}");
    assert!(parts.iter().all(|part| part.starts_with("PROJECT-") && part.len() == 20), "{clean}");
    assert_ne!(parts[0], parts[2]);
}

#[test]
fn denied_values_of_the_catalogue_are_beyond_doubt() {
    let number = "22225555";
    let none = Policy::default();
    assert!(found(&none, number).is_empty(), "it takes a word for it to be a phone number");
    let listed = lines(Some("NO_BANK_ACCOUNT"), &["8601 11 17947"]);
    let policy = policy(&format!("[[deny]]\nhashed = [{listed}]\n"));
    assert_eq!(found(&policy, "ref 86011117947."), ["NO_BANK_ACCOUNT 86011117947"]);
    assert!(found(&none, "ref 86011117947.").iter().all(|found| !found.starts_with("NO_BANK_ACCOUNT")));
}

#[test]
fn allowed_values_are_none_in_any_spelling() {
    let listed = lines(Some("PHONE_NUMBER"), &["+47 22 22 55 55"]) + &lines(None, &["help@example.com"]);
    let policy = policy(&format!("[[allow]]\nhashed = [{listed}]\n"));
    let text = "call 004722225555 or +47 22 22 55 56, HELP@example.com or bo@example.com";
    assert_eq!(found(&policy, text), ["PHONE_NUMBER +47 22 22 55 56", "EMAIL_ADDRESS bo@example.com"]);
}

#[test]
fn nothing_is_scanned_without_the_right_key() {
    let text = format!("[[deny]]\nhashed = [{}]\n", lines(None, &["Brakabel"]));
    let locked = Policy::parse(&text, &entity_names()).expect("a policy");
    assert!(locked.is_locked());
    let error = Scanner::with_policy(&locked).err().expect("no key");
    assert!(error.is_key(), "{error}");
    let other = KeyRing::from_text("another secret, also long enough").expect("a key");
    assert!(Scrubber::new(&locked, &other).err().expect("another key").is_key());
    assert!(Scrubber::new(&locked, &ring().project("any")).is_ok(), "lists are of no project");
    assert!(Scrubber::new(&locked, &ring().rotated().expect("a ring")).is_ok(), "retired keys still tell");
    assert!(found(&locked.without_hashed(), "Brakabel").is_empty());
}

#[test]
fn lists_that_could_find_nothing_are_faults() {
    let fault = |text: String| Policy::parse(&text, &entity_names()).and_then(|p| p.check(&entity_names())).is_err();
    let phone = lines(Some("PHONE_NUMBER"), &["+47 22 22 55 55"]);
    assert!(fault(format!("[[deny]]\nentity = \"PERSON\"\nhashed = [{phone}]\n")));
    assert!(fault(format!("[[allow]]\nentity = \"PERSON\"\nhashed = [{phone}]\n")));
    assert!(fault(format!("entities = [\"PERSON\"]\n[[deny]]\nhashed = [{phone}]\n")));
    assert!(fault("[[deny]]\nhashed = [\"0000\"]\n".into()) && fault("[[deny]]\nhashed_file = \"none\"\n".into()));
}
