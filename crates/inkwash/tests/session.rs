//! Sessions: numbers for values, and the way back.

use inkwash::{KeyRing, Policy, Restorer, Scanner, Scrubber, Session};

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

#[test]
fn a_sealed_session_goes_on_elsewhere() {
    let keys = || KeyRing::from_text("a secret for tests of sessions").expect("a key");
    let policy = Policy::default().transform("IP_ADDRESS", "hash(len=12)").expect("a policy");
    let scanner = Scanner::with_policy(&policy).expect("a scanner");
    let session = Session::with_keys(&scanner, &keys()).expect("a session");
    let asked = session.scrub(&format!("{MAIL} or bo@kundenpost.test from 185.43.17.9"));
    let scrubbed = Scrubber::new(&policy, &keys()).expect("a scrubber").scrub("185.43.17.9");
    assert!(asked.ends_with(&scrubbed), "{asked}: the key is that of rules");
    let sealed = session.seal().expect("it has a key");
    assert_eq!(session.seal().expect("it has a key"), sealed);
    assert!(!String::from_utf8_lossy(&sealed).contains("kundenpost"));

    // A key that is retired still opens it.
    let rotated = keys().rotated().expect("a newer key");
    for keys in [keys(), rotated] {
        let again = Session::resume(&scanner, &keys, &sealed).expect("its key is there");
        assert_eq!(again.restore("[EMAIL_ADDRESS_2] and [EMAIL_ADDRESS_1]"), format!("bo@kundenpost.test and {MAIL}"));
        assert_eq!(again.scrub(&format!("an@kundenpost.test, {MAIL}")), "[EMAIL_ADDRESS_3], [EMAIL_ADDRESS_1]");
    }
}

#[test]
fn a_sealed_session_opens_with_its_key_only_and_unchanged() {
    let scanner = Scanner::new();
    let keys = KeyRing::from_text("a secret for tests of sessions").expect("a key");
    let session = Session::with_keys(&scanner, &keys).expect("a session");
    assert_eq!(session.scrub(MAIL), "[EMAIL_ADDRESS_1]");
    let sealed = session.seal().expect("it has a key");
    let refused = |keys: &KeyRing, sealed: &[u8]| {
        let error = Session::resume(&scanner, keys, sealed).err().expect("it is refused");
        assert!(error.is_key() && !error.to_string().contains("kundenpost"), "{error}");
    };
    let other = KeyRing::from_text("another secret for tests of sessions").expect("a key");
    refused(&other, &sealed);
    refused(&keys.clone().project("another"), &sealed);
    for at in 0..sealed.len() {
        refused(&keys, &sealed[..at]);
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        refused(&keys, &changed);
    }
    let without = Session::with_scanner(&scanner).expect("a session");
    assert!(without.seal().expect_err("nobody could open it").to_string().contains("give it one"));
}
