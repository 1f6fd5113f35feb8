//! Sessions: numbers for values, and the way back.

use inkwash::{KeyRing, Policy, Restorer, Session};

const MAIL: &str = "anna.berg@kundenpost.test";

#[test]
fn one_value_has_one_number_however_it_is_written() {
    let session = Session::new(&Policy::default()).expect("a session");
    let first = session.scrub(&format!("{MAIL}, bo@kundenpost.test, Anna.Berg@kundenpost.test from 185.43.17.9"));
    let (anna, rest) = first.split_once(", ").expect("three addresses");
    assert_eq!(anna, "[EMAIL_ADDRESS_1]");
    assert!(rest.starts_with("[EMAIL_ADDRESS_2], ") && rest.ends_with("from [IP_ADDRESS_1]"), "{rest}");
    assert_eq!(session.scrub(&format!("again {MAIL}")), "again [EMAIL_ADDRESS_1]");
    assert_eq!(session.scrub(&first), first, "numbers are not found again");
}

#[test]
fn answers_get_the_values_back() {
    let session = Session::new(&Policy::default()).expect("a session");
    assert_eq!(session.scrub(MAIL), "[EMAIL_ADDRESS_1]");
    for (answer, restored) in [
        ("ask [EMAIL_ADDRESS_1].", format!("ask {MAIL}.")),
        ("[EMAIL_ADDRESS_1][EMAIL_ADDRESS_1]", format!("{MAIL}{MAIL}")),
        ("[[EMAIL_ADDRESS_1]]", format!("[{MAIL}]")),
        ("[EMAIL_ADDRESS_2] and [EMAIL_ADDRESS_1", "[EMAIL_ADDRESS_2] and [EMAIL_ADDRESS_1".into()),
        ("[x [", "[x [".into()),
        ("", String::new()),
    ] {
        assert_eq!(session.restore(answer), restored, "{answer}");
    }
    let other = Session::new(&Policy::default()).expect("a session");
    assert_eq!(other.restore("[EMAIL_ADDRESS_1]"), "[EMAIL_ADDRESS_1]", "a vault of its own");
}

#[test]
fn rules_of_the_policy_come_before_numbers() {
    let policy = Policy::default().transform("IP_ADDRESS", "redact").expect("a policy");
    let session = Session::new(&policy).expect("a session");
    assert_eq!(session.scrub(&format!("{MAIL} from 185.43.17.9")), "[EMAIL_ADDRESS_1] from [IP_ADDRESS]");
}

#[test]
fn decryption_says_what_it_cannot_undo() {
    let restorer = Restorer::new(KeyRing::generate().expect("a key")).expect("a restorer");
    let error = |transform: &str, version, value: &str| {
        restorer.decrypt("CREDIT_CARD", transform, version, value).expect_err("refused").to_string()
    };
    assert!(error("hash", 1, "1234567890").contains("cannot be undone"));
    assert!(error("encrypt-fpe", 1, "7").contains("did not write this"));
    assert!(error("encrypt-fpe", 2, "1234567890").contains("no key of version 2"));
    assert!(error("scramble", 1, "1234567890").contains("there is no transform"));
}
