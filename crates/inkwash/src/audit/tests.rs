//! Logs that were tampered with, in every way there is.

use std::fs;
use std::path::{Path, PathBuf};

use super::head::beside;
use super::*;
use crate::{Error, Exception, ExceptionUse, KeyRing, KeyState};

struct Kept {
    _dir: tempfile::TempDir,
    path: PathBuf,
    keys: Option<KeyRing>,
}

impl Kept {
    fn new(keys: Option<KeyRing>) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        Self { path: dir.path().join("audit.jsonl"), _dir: dir, keys }
    }

    /// A log of three runs, sealed.
    fn sealed() -> Self {
        let log = Self::new(Some(KeyRing::generate().expect("randomness")));
        ["scan", "scrub", "verify"].iter().for_each(|operation| log.record(operation));
        log
    }

    fn log(&self) -> Result<Log, Error> {
        Log::open(&self.path, self.keys.as_ref())
    }

    fn record(&self, operation: &str) {
        let run = self.log().and_then(|log| log.start(operation, vec![operation.to_owned()])).expect("it starts");
        std::io::copy(&mut run.source("dump.sql", &b"text"[..]), &mut run.sink("-", std::io::sink())).expect("copied");
        run.end(Outcome::Done, 0).expect("it ends");
    }

    fn text(&self) -> Vec<u8> {
        fs::read(&self.path).expect("the log is there")
    }

    fn lines(&self) -> Vec<String> {
        String::from_utf8(self.text()).expect("UTF-8").split_inclusive('\n').map(str::to_owned).collect()
    }

    fn proofs(&self) -> Proofs {
        self.keys.as_ref().map_or_else(Proofs::none, Proofs::of_keys)
    }

    fn verified(&self) -> Verified {
        verify(&self.path, &self.proofs()).expect("it can be read")
    }

    /// What is noticed when the log holds these lines instead.
    fn with(&self, lines: &[String]) -> Vec<Fault> {
        let was = self.text();
        fs::write(&self.path, lines.concat()).expect("written");
        let faults = self.verified().faults;
        fs::write(&self.path, was).expect("written");
        faults
    }
}

/// What somebody without the key makes of an edited line: its hash is right again.
fn hashed_anew(line: &str) -> String {
    let end = line.rfind(",\"hash\":\"").expect("a line has a hash");
    let hash = digest::sha256(&line.as_bytes()[..end]);
    let seal = &line[end + ",\"hash\":\"".len() + 64..];
    format!("{},\"hash\":\"{hash}{seal}", &line[..end])
}

#[test]
fn an_untouched_log_holds() {
    let log = Kept::sealed();
    let verified = log.verified();
    assert_eq!(verified.faults, []);
    assert_eq!((verified.records, verified.runs, verified.sealed), (6, 3, 6));
    assert!(verified.unfinished.is_empty() && verified.head.seq == 6);
    let without_key = verify(&log.path, &Proofs::none()).expect("it can be read");
    assert_eq!((without_key.faults.len(), without_key.sealed, without_key.unchecked), (0, 0, 6));
}

#[test]
fn no_byte_can_be_changed() {
    let log = Kept::new(Some(KeyRing::generate().expect("randomness")));
    log.record("scrub");
    let text = log.text();
    for at in 0..text.len() {
        for with in [text[at] ^ 1, b'"', b'\n', b' '] {
            let mut changed = text.clone();
            changed[at] = with;
            if changed != text {
                fs::write(&log.path, &changed).expect("written");
                assert!(!log.verified().faults.is_empty(), "byte {at} as {with:?}");
            }
        }
    }
}

#[test]
fn nothing_can_be_cut_off() {
    let log = Kept::sealed();
    let text = log.text();
    for end in 0..text.len() {
        fs::write(&log.path, &text[..end]).expect("written");
        let faults = log.verified().faults;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Cut { was: 6, .. })), "{end}: {faults:?}");
        assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err_and(|e| e.is_data()), "{end}");
    }
    fs::remove_file(&log.path).expect("removed");
    assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err_and(|e| e.is_data()), "gone altogether");
}

#[test]
fn records_cannot_be_removed_doubled_or_moved() {
    let log = Kept::sealed();
    let lines = log.lines();
    for i in 0..lines.len() {
        let mut fewer = lines.clone();
        fewer.remove(i);
        let n = i as u64 + 1;
        let expected = if n < 6 { Fault::Missing { from: n, to: n } } else { Fault::Cut { last: 5, was: 6 } };
        assert!(log.with(&fewer).contains(&expected), "without {n}");
        for at in 0..=lines.len() {
            let mut more = lines.clone();
            more.insert(at, lines[i].clone());
            let faults = log.with(&more);
            assert!(faults.iter().any(|f| matches!(f, Fault::OutOfPlace { .. })), "{n} again at {at}: {faults:?}");
        }
        for j in 0..i {
            let mut other = lines.clone();
            other.swap(i, j);
            assert!(!log.with(&other).is_empty(), "{i} and {j} exchanged");
        }
    }
}

#[test]
fn a_record_cannot_be_edited_or_slipped_in_without_the_key() {
    let log = Kept::sealed();
    let lines = log.lines();
    let edited = lines[3].replace("\"outcome\":\"done\"", "\"outcome\":\"found\"");
    assert_ne!(edited, lines[3]);
    let with = |line: &str| [&lines[..3], &[line.to_owned()], &lines[4..]].concat();
    assert!(log.with(&with(&edited)).contains(&Fault::Changed { record: 4 }));
    let faults = log.with(&with(&hashed_anew(&edited)));
    assert_eq!(faults[..2], [Fault::WrongSeal { record: 4 }, Fault::DoesNotFollow { record: 5 }]);
    let bare = format!("{}}}\n", &lines[3][..lines[3].find(",\"key\"").expect("it is sealed")]);
    assert!(log.with(&with(&bare)).contains(&Fault::OtherKind { record: 4 }), "a seal cannot be taken off");
    // A seventh, made of the sixth.
    let seventh = lines[5].replace("\"seq\":6", "\"seq\":7");
    let faults = log.with(&[&lines[..], &[hashed_anew(&seventh)]].concat());
    assert!(faults.contains(&Fault::WrongSeal { record: 7 }), "{faults:?}");
    let text = [&log.text()[..], hashed_anew(&seventh).as_bytes()].concat();
    fs::write(&log.path, text).expect("written");
    assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err(), "nothing is added to that");
}

#[test]
fn a_whole_log_cannot_be_made_anew_without_the_key() {
    let log = Kept::sealed();
    let other = Kept::new(None);
    ["scan", "scrub", "verify"].iter().for_each(|operation| other.record(operation));
    fs::copy(&other.path, &log.path).expect("copied");
    assert!(log.verified().faults.contains(&Fault::WrongHead));
    fs::copy(beside(&other.path), beside(&log.path)).expect("copied");
    assert_eq!(log.verified().faults, [Fault::NotSealed]);
    assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err_and(|e| e.is_key()));
}

#[test]
fn a_chain_without_a_key_shows_damage() {
    let log = Kept::new(None);
    ["scan", "scrub"].iter().for_each(|operation| log.record(operation));
    assert_eq!(log.verified().faults, []);
    let lines = log.lines();
    let edited = lines[1].replace("\"done\"", "\"fine\"");
    assert_eq!(
        log.with(&[&lines[..1], std::slice::from_ref(&edited), &lines[2..]].concat()),
        [Fault::Changed { record: 2 }]
    );
    let anew = [&lines[..1], &[hashed_anew(&edited)], &lines[2..]].concat();
    assert_eq!(log.with(&anew), [Fault::DoesNotFollow { record: 3 }]);
    assert!(log.with(&lines[..3]).contains(&Fault::Cut { last: 3, was: 4 }));
    let with_key = Log::open(&log.path, Some(&KeyRing::generate().expect("randomness"))).expect("a key");
    assert!(with_key.start("scan", Vec::new()).is_err_and(|e| e.is_key()), "one kind of records in a log");
}

#[test]
fn an_older_copy_of_log_and_head_is_noticed_by_what_was_kept_elsewhere() {
    let log = Kept::sealed();
    let old = (log.text(), fs::read(beside(&log.path)).expect("the head"));
    log.record("rekey");
    let kept = log.verified().head;
    assert_eq!(kept.to_string().parse::<Head>().expect("as it is written"), kept);
    assert_eq!(verify(&log.path, &log.proofs().holding(kept.clone())).expect("read").faults, []);
    fs::write(&log.path, old.0).expect("written");
    fs::write(beside(&log.path), old.1).expect("written");
    assert_eq!(log.verified().faults, [], "nothing else tells");
    let faults = verify(&log.path, &log.proofs().holding(kept)).expect("read").faults;
    assert_eq!(faults, [Fault::NotHolding { record: 8 }]);
}

#[test]
fn heads_are_part_of_it() {
    let log = Kept::sealed();
    let head = beside(&log.path);
    let text = fs::read_to_string(&head).expect("the head");
    for wrong in [text.replace("\"seq\":6", "\"seq\":5"), text.replace(&text[40..50], "0000000000"), String::new()] {
        fs::write(&head, wrong).expect("written");
        assert_eq!(log.verified().faults.len(), 1);
        assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err());
    }
    fs::remove_file(&head).expect("removed");
    assert_eq!(log.verified().faults, [Fault::NoHead]);
    assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err_and(|e| e.is_data()));
}

#[test]
fn what_a_crash_leaves_is_told_and_does_no_harm() {
    let log = Kept::sealed();
    let (text, head) = (log.text(), fs::read(beside(&log.path)).expect("the head"));
    let run = log.log().and_then(|log| log.start("scrub", Vec::new())).expect("it starts");
    drop(run);
    assert_eq!(log.verified().faults, []);
    assert_eq!(log.verified().unfinished, [7].into());
    // It came between record and head, and then into the middle of a record.
    fs::write(beside(&log.path), &head).expect("written");
    assert_eq!(log.verified().faults, []);
    let torn = &log.text()[..text.len() + 40];
    fs::write(&log.path, torn).expect("written");
    let verified = log.verified();
    assert_eq!((verified.faults.len(), verified.torn, verified.records), (0, 40, 6));
    log.record("scrub");
    let verified = log.verified();
    assert_eq!((verified.faults.len(), verified.torn, verified.records), (0, 0, 8));
    assert!(log.lines()[6].contains("\"torn\":40"), "the next record tells of it");
}

#[test]
fn seals_of_keys_that_were_retired_or_destroyed_hold() {
    let mut log = Kept::sealed();
    log.keys = log.keys.take().map(|keys| keys.rotated().expect("randomness"));
    log.record("scrub");
    assert_eq!((log.verified().faults.len(), log.verified().sealed), (0, 8));
    let keys = log.keys.take().expect("keys").turned(1, KeyState::Destroyed).expect("turned");
    log.keys = Some(keys.clone());
    log.record("scrub");
    let verified = log.verified();
    assert_eq!((verified.faults.len(), verified.covered, verified.sealed), (0, 6, 4));
    log.keys = Some(keys.rotated().expect("randomness").turned(2, KeyState::Destroyed).expect("turned"));
    let gone = log.verified().faults;
    assert!(gone.contains(&Fault::KeyGone { record: 10, key: 2 }), "nothing after it is sealed: {gone:?}");
    log.keys = Some(KeyRing::generate().expect("randomness"));
    assert!(log.log().and_then(|log| log.start("scan", Vec::new())).is_err_and(|e| e.is_key()), "another ring");
}

#[test]
fn signatures_are_checked_without_the_keys() {
    let keys = KeyRing::generate().expect("randomness");
    let public: PublicKey = PublicKey::of_keys(&keys).expect("a key").to_string().parse().expect("as it is written");
    let log = Kept::new(Some(keys));
    let signing = || log.log().and_then(Log::signing).expect("a key");
    signing().start("scrub", Vec::new()).and_then(|run| run.end(Outcome::Done, 0)).expect("recorded");
    let proofs = Proofs::none().signed_by(public);
    let verified = verify(&log.path, &proofs).expect("read");
    assert_eq!((verified.faults.len(), verified.signed), (0, 2));
    let other = PublicKey::of_keys(&KeyRing::generate().expect("randomness")).expect("a key");
    let faults = verify(&log.path, &Proofs::none().signed_by(other)).expect("read").faults;
    assert_eq!(faults, [Fault::WrongSignature { record: 1 }, Fault::WrongSignature { record: 2 }]);
    log.record("scan");
    assert_eq!(verify(&log.path, &proofs).expect("read").faults.len(), 2, "unsigned ones");
    assert!(Log::open(Path::new("audit"), None).and_then(Log::signing).is_err_and(|e| e.is_key()));
}

#[test]
fn a_run_that_failed_says_which_kind_of_error_it_was_and_what_it_had_read() {
    let log = Kept::new(None);
    let run = log.log().and_then(|log| log.start("scan", Vec::new())).expect("it starts");
    let mut source = run.source("dump.sql", &b"some text"[..]);
    std::io::Read::read_exact(&mut source, &mut [0; 4]).expect("four bytes");
    let error = Error::data("CANARY");
    let end = run.end(Outcome::Failed(&error), 2).expect("written").and_then(|record| record.end).expect("its end");
    assert_eq!((end.outcome.as_str(), end.error.as_deref(), end.exit_code), ("failed", Some("data"), 2));
    let source = &end.sources[0];
    assert_eq!((source.bytes, source.whole, source.sha256.as_str()), (4, false, digest::sha256(b"some").as_str()));
    assert!(!String::from_utf8(log.text()).expect("UTF-8").contains("CANARY"));
}

#[test]
fn exceptions_that_were_used_are_recorded_and_certified() {
    let log = Kept::sealed();
    let run = log.log().and_then(|log| log.start("scrub", Vec::new())).expect("it starts");
    let used = |place: &str, values| ExceptionUsed {
        entity: Some("EMAIL_ADDRESS".to_owned()),
        place: Some(place.to_owned()),
        file: None,
        reason: "published".to_owned(),
        approver: "Kari".to_owned(),
        expires: "2030-12-31".to_owned(),
        values,
    };
    for (place, values) in [("support.contact", 2), ("support.contact", 3), ("shops.mail", 1), ("not.used", 0)] {
        let ExceptionUsed { entity, place, reason, approver, expires, .. } = used(place, values);
        run.exception(&ExceptionUse {
            exception: Exception { entity, place, file: None, reason, approver, expires },
            values,
        });
    }
    let end = run.end(Outcome::Done, 0).expect("written").and_then(|record| record.end).expect("its end");
    assert_eq!(end.exceptions, [used("support.contact", 5), used("shops.mail", 1)]);
    let certificate = Certificate::of_run(&log.path, log.keys.as_ref().expect("keys"), 7).expect("it ended");
    assert!(certificate.to_html().contains("5 values of EMAIL_ADDRESS in support.contact left in clear: published"));
}

#[test]
fn places_that_are_findings_themselves_are_masked_and_bounded() {
    let log = Kept::new(None);
    let run = log.log().and_then(|log| log.start("scan", Vec::new())).expect("it starts");
    run.place("people.anna.berg@example.com", "PERSON", 5);
    for n in 0..1_200 {
        run.place(&format!("t.column_{n}"), "PERSON", 1);
    }
    let end = run.end(Outcome::Done, 0).expect("written").and_then(|record| record.end).expect("its end");
    assert_eq!(end.findings.places[0].found, 5);
    assert!(!end.findings.places[0].place.contains("berg"), "{}", end.findings.places[0].place);
    assert_eq!((end.findings.places.len(), end.findings.elsewhere), (1_000, 201));
}

#[test]
fn a_certificate_holds_to_the_last_word() {
    let log = Kept::new(Some(KeyRing::generate().expect("randomness")));
    let keys = log.keys.as_ref().expect("keys");
    let run = log.log().and_then(|log| log.start("scrub", Vec::new())).expect("it starts");
    // A file's name cannot break out of the page.
    let name = "<script>|*`dump`*|\n\r&amp;.sql";
    std::io::copy(&mut run.source(name, &b"text"[..]), &mut run.sink("clean.sql", std::io::sink())).expect("copied");
    run.count("EMAIL_ADDRESS", crate::Class::Critical, Count { found: 3, replaced: 3 });
    run.end(Outcome::Done, 0).expect("it ends");
    let certificate = Certificate::of_run(&log.path, keys, 1).expect("it ended");
    assert_eq!(certificate.public_key(), PublicKey::of_keys(keys).expect("a key"));
    assert_eq!(verify(&log.path, &log.proofs().holding(certificate.head())).expect("read").faults, []);
    for text in [certificate.to_markdown(), certificate.to_html()] {
        assert!(text.contains(&digest::sha256(b"text")) && text.contains("scrubbing"), "{text}");
        assert!(!text.contains("<script>") || text.contains("\\<script"), "{text}");
        let checked = Certificate::check(&text).expect("as it was made");
        assert_eq!(checked.record(), certificate.record());
        assert!(Certificate::check(&text.replace('\n', "\r\n")).is_ok(), "line ends are no words");
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
            let other = if c == 'x' { "y" } else { "x" };
            let changed = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert!(Certificate::check(&changed).is_err(), "{at}: {changed}");
        }
    }
    assert!(Certificate::of_run(&log.path, keys, 2).is_err_and(|e| e.is_data()), "no such run");
    let run = log.log().and_then(|log| log.start("scrub", Vec::new())).expect("it starts");
    assert!(Certificate::of_run(&log.path, keys, 3).is_err(), "not ended");
    run.end(Outcome::Failed(&Error::data("")), 2).expect("it ends");
    assert!(Certificate::of_run(&log.path, keys, 3).is_err_and(|e| e.to_string().contains("nothing to certify")));
    fs::write(&log.path, log.text().split_last().expect("bytes").1).expect("written");
    assert!(Certificate::of_run(&log.path, keys, 1).is_err(), "by a log that was cut");
}
