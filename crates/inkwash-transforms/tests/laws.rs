//! The laws that every row of the transforms' table keeps, and what each transform writes.

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Keep, Place, RootKey, Subject, Transform, Trigger};
use inkwash_transforms::{Token, TransformFacts, parse, transforms};
use proptest::prelude::*;

/// A detector whose canonical form is the value's letters and digits in lower case.
struct Code {
    name: &'static str,
    keep: Keep,
    /// Breaks the mint law by giving the value back.
    echoes: bool,
}

const CODE: Code = Code { name: "TEST_CODE", keep: Keep { head: 1, tail: 4 }, echoes: false };

impl Detector for Code {
    fn facts(&self) -> Facts<'_> {
        Facts::new(self.name, "test code", "invented for these tests")
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Literal(b"code")]
    }

    fn probe(&self, _: &At<'_>) -> Option<Hit> {
        None
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase));
    }

    fn keep(&self, _: &[u8]) -> Keep {
        self.keep
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        if self.echoes {
            out.extend_from_slice(found);
        } else {
            let seed = key.prf("mint", canonical);
            out.extend(seed[..10].iter().map(|b| b'A' + b % 26));
        }
    }
}

fn apply_with(transform: &dyn Transform, found: &[u8], code: &Code, root: u8) -> Vec<u8> {
    let key = RootKey::new([root; 32]).entity(code.name);
    let mut canonical = Vec::new();
    code.canonical(found, &mut canonical);
    let place = Place::default();
    let subject = Subject { found, plain: found, canonical: &canonical, detector: code, place: &place, key: &key };
    let mut out = b"before".to_vec();
    transform.apply(&subject, &mut out);
    out.strip_prefix(b"before").expect("a transform appends and leaves what is there").to_vec()
}

fn apply(spec: &str, found: &str) -> String {
    let transform = parse(spec).unwrap_or_else(|e| panic!("{spec}: {e}"));
    String::from_utf8(apply_with(&*transform, found.as_bytes(), &CODE, 1)).expect("UTF-8 stays UTF-8")
}

fn error(spec: &str) -> String {
    let error = parse(spec).err().unwrap_or_else(|| panic!("{spec:?} is accepted"));
    assert!(error.is_policy());
    error.to_string()
}

/// Every transform as written without options, by its name and by its aliases.
fn rows() -> impl Iterator<Item = (&'static TransformFacts, Box<dyn Transform>)> {
    let names = |f: &'static TransformFacts| [f.name].into_iter().chain(f.aliases.iter().copied());
    transforms().iter().flat_map(move |f| names(f).map(move |n| (f, parse(n).expect("a name of the table"))))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len().max(1)).any(|w| w == part)
}

fn significant(value: &[u8]) -> usize {
    String::from_utf8_lossy(value).chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).count()
}

#[test]
fn the_table_is_complete() {
    let mut names: Vec<_> = rows()
        .map(|(facts, transform)| {
            assert_eq!(transform.name(), facts.name);
            assert!(!facts.strength.is_empty());
            assert_eq!(facts.reverses, transform.is_reversible());
            assert!(!facts.help.is_empty() && facts.options.iter().all(|o| !o.help.is_empty() && !o.value.is_empty()));
            facts.name
        })
        .collect();
    names.dedup();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "a name stands twice in the table");
    assert!(["redact", "mask", "hash", "pseudonymise", "keep", "remove"].iter().all(|n| names.contains(n)));
    assert_eq!(parse("pseudonymize").expect("the American spelling").name(), "pseudonymise");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_transform_is_pure_and_takes_any_bytes(
        value in proptest::collection::vec(any::<u8>(), 0..80),
        head in 0..90usize,
        tail in prop_oneof![0..90usize, Just(usize::MAX)],
    ) {
        let code = Code { keep: Keep { head, tail }, ..CODE };
        for (_, transform) in rows() {
            let once = apply_with(&*transform, &value, &code, 1);
            prop_assert_eq!(&once, &apply_with(&*transform, &value, &code, 1), "{}", transform.name());
        }
    }

    #[test]
    fn what_hides_never_shows_the_value(
        value in prop_oneof![
            "[ -~]{5,40}".prop_map(String::into_bytes),
            "[0-9]{2,4}[ .-][0-9]{3,8}|\\PC{5,20}".prop_map(String::into_bytes),
            proptest::collection::vec(any::<u8>(), 5..40),
        ],
        head in 0..45usize,
        tail in 0..45usize,
        echoes in any::<bool>(),
    ) {
        prop_assume!(significant(&value) >= 5);
        let code = Code { keep: Keep { head, tail }, echoes, ..CODE };
        for (facts, transform) in rows().filter(|(f, _)| !f.reveals) {
            let out = apply_with(&*transform, &value, &code, 1);
            prop_assert!(!contains(&out, &value), "{} shows {:?}", facts.name, value);
        }
    }

    #[test]
    fn mask_keeps_at_most_what_it_was_told_to(value in "[a-zæøå0-9 .-]{1,30}", head in 0..5usize, tail in 0..5usize) {
        let masked = apply(&format!("mask(first={head}, keep={tail})"), &value);
        prop_assert_eq!(masked.chars().count(), value.chars().count(), "one for one");
        let readable = masked.chars().filter(|c| c.is_alphanumeric()).count();
        prop_assert!(readable <= head + tail);
        prop_assert!(readable == 0 || readable < value.chars().filter(|c| c.is_alphanumeric()).count());
    }
}

#[test]
fn redact_writes_the_entity() {
    assert_eq!(apply("redact", "anything"), "[TEST_CODE]");
}

#[test]
fn keep_writes_the_value_and_remove_nothing() {
    assert_eq!(apply("keep", "a-1"), "a-1");
    assert_eq!(apply("remove", "a-1"), "");
    // Where no cell can become NULL.
    assert_eq!(apply("null", "a-1"), "[TEST_CODE]");
}

#[test]
fn mask_asks_the_entity_what_to_keep() {
    assert_eq!(apply("mask", "4242-4242-4242-4242"), "4***-****-****-4242");
}

#[test]
fn mask_options_win_over_the_entity() {
    assert_eq!(apply("mask(keep=2)", "4242-4242"), "****-**42");
    assert_eq!(apply("mask(first=3)", "4242-4242"), "424*-****");
    assert_eq!(apply("mask( first=1 ,keep=1, char=# )", "4242-4242"), "4###-###2");
    assert_eq!(apply("mask(keep=0)", "4242-4242"), "****-****");
    assert_eq!(apply("mask(keep=2, char=•)", "12 34"), "•• 34");
}

#[test]
fn mask_counts_characters_and_not_bytes() {
    assert_eq!(apply("mask(keep=2)", "Bjørn Åsén"), "***** **én");
    assert_eq!(apply("mask(keep=0)", "王小明"), "***");
}

#[test]
fn mask_never_leaves_everything_readable() {
    assert_eq!(apply("mask(keep=4)", "1234"), "****");
    assert_eq!(apply("mask(keep=4)", "12"), "**");
    assert_eq!(apply("mask(first=2, keep=2)", "a-b-c"), "*-*-*", "kept ends that meet");
    assert_eq!(apply("mask", "!$%?"), "****", "punctuation only");
    assert_eq!(apply("mask(keep=1)", "a!$%\nb"), "****\n*", "a line end stays a line end");
}

#[test]
fn mask_takes_malformed_utf8_byte_by_byte() {
    let mask = parse("mask(keep=1)").expect("a spec");
    assert_eq!(apply_with(&*mask, b"ab\xff\xc3 c", &CODE, 1), b"**** c");
}

#[test]
fn hash_is_keyed_by_entity_and_root_and_follows_the_canonical_form() {
    let hash = parse("hash").expect("a spec");
    let one = apply_with(&*hash, b"AB-12", &CODE, 1);
    assert_eq!(one.len(), 32);
    assert!(one.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b)));
    assert_eq!(one, apply_with(&*hash, b"ab12", &CODE, 1), "two spellings of one value");
    assert_ne!(one, apply_with(&*hash, b"ab13", &CODE, 1));
    assert_ne!(one, apply_with(&*hash, b"AB-12", &CODE, 2), "another key");
    let other = Code { name: "OTHER_CODE", ..CODE };
    assert_ne!(one, apply_with(&*hash, b"AB-12", &other, 1), "another entity");
}

#[test]
fn a_shorter_hash_is_the_start_of_the_longer() {
    let whole = apply("hash(len=64)", "ab12");
    assert_eq!(whole.len(), 64);
    assert_eq!(apply("hash(len=8)", "ab12"), whole[..8]);
    assert_eq!(apply("hash()", "ab12"), whole[..32]);
}

#[test]
fn pseudonyms_are_keyed_and_follow_the_canonical_form() {
    let transform = parse("pseudonymise").expect("a spec");
    let one = apply_with(&*transform, b"AB-12", &CODE, 1);
    assert_eq!(one, apply_with(&*transform, b"ab12", &CODE, 1));
    assert_ne!(one, apply_with(&*transform, b"AB-12", &CODE, 2));
}

#[test]
fn a_stand_in_that_is_the_value_is_redacted() {
    let transform = parse("pseudonymise").expect("a spec");
    let code = Code { echoes: true, ..CODE };
    assert_eq!(apply_with(&*transform, b"AB-12", &code, 1), b"[TEST_CODE]");
    assert_eq!(apply_with(&*transform, b"", &code, 1), b"[TEST_CODE]", "an empty stand-in");
}

#[test]
fn wrong_specs_say_what_there_is() {
    assert!(error("blur").contains("pseudonymise, redact, mask, hash, tokenise, encrypt-fpe, shift-date"));
    assert!(error("").contains("there is no transform"));
    assert!(error("mask(length=3)").contains("its options: keep, first, char"));
    assert!(error("redact(len=3)").contains("its options: none"));
    assert!(error("mask(keep=4").contains("not closed"));
    assert!(error("mask(keep)").contains("option=value"));
    assert!(error("mask(keep=1, keep=2)").contains("twice"));
    for spec in ["hash(len=7)", "hash(len=65)", "hash(len=-1)", "hash(len=)", "mask(keep=65)", "mask(keep=all)"] {
        assert!(error(spec).contains("takes a number from"), "{spec}");
    }
    for spec in ["mask(char=)", "mask(char=##)", "mask(char=\u{7})"] {
        assert!(error(spec).contains("one printable character"), "{spec}");
    }
}

fn undo(spec: &str, written: &str, root: u8) -> Option<String> {
    let key = RootKey::new([root; 32]).entity(CODE.name);
    let place = Place::default();
    let subject = Subject {
        found: written.as_bytes(),
        plain: written.as_bytes(),
        canonical: b"",
        detector: &CODE,
        place: &place,
        key: &key,
    };
    let mut out = Vec::new();
    parse(spec).expect("a spec").undo(&subject, &mut out).then(|| String::from_utf8(out).expect("UTF-8"))
}

#[test]
fn encryption_keeps_the_form_and_is_undone() {
    for (spec, value) in [
        ("encrypt-fpe", "4242 4242-4242.4242"),
        ("encrypt-fpe", "000000"),
        ("encrypt-fpe(alphabet=upper)", "AB-12 ZZ9"),
        ("encrypt-fpe(alphabet=lower)", "ab_12z"),
        ("encrypt-fpe(alphabet=alnum)", "aB12"),
    ] {
        let written = apply(spec, value);
        assert_ne!(written, value);
        let form = |text: &str| text.replace(|c: char| c.is_ascii_alphanumeric(), "x");
        assert_eq!(form(&written), form(value), "{spec}");
        assert_eq!(undo(spec, &written, 1).as_deref(), Some(value), "{spec}");
        assert_ne!(undo(spec, &written, 2).as_deref(), Some(value), "{spec} under another key");
    }
}

/// Of the few that a permutation leaves where they are nothing can be restored: one a domain on
/// average.
#[test]
fn small_domains_are_permuted_one_to_one_and_undone() {
    let written: Vec<_> = (0..1000).map(|n| apply("encrypt-fpe", &format!("{n:03}"))).collect();
    let redacted = written.iter().filter(|w| w.starts_with('[')).count();
    assert!(redacted < 8, "{redacted} fixed points");
    let distinct: std::collections::BTreeSet<_> = written.iter().filter(|w| !w.starts_with('[')).collect();
    assert_eq!(distinct.len() + redacted, 1000);
    for (n, w) in written.iter().enumerate().filter(|(_, w)| !w.starts_with('[')) {
        assert_eq!(undo("encrypt-fpe", w, 1), Some(format!("{n:03}")));
    }
}

#[test]
fn single_digits_and_foreign_letters_are_redacted() {
    for (spec, value) in [
        ("encrypt-fpe", "1"),
        ("encrypt-fpe", "1234567a"),
        ("encrypt-fpe", "ø1234567"),
        ("encrypt-fpe(alphabet=upper)", "A"),
        ("encrypt-fpe(alphabet=upper)", "abcdefg"),
        ("encrypt-fpe", "---"),
    ] {
        assert_eq!(apply(spec, value), "[TEST_CODE]", "{spec} of {value}");
    }
}

#[test]
fn tokens_are_read_and_opened_where_they_were_made() {
    let key = RootKey::new([1; 32]).with_version(7).entity("TEST_CODE");
    let other = RootKey::new([2; 32]).entity("TEST_CODE");
    let here = Place { path: "a.b".into(), ..Place::default() };
    for (bound, value) in [(None, "ab-12"), (Some(&here), "ab-12"), (None, ""), (None, "åé\u{1f600}")] {
        let mut text = Vec::new();
        Token::write("TEST_CODE", bound, &key, value.as_bytes(), &mut text);
        let token = Token::read(&text).expect("a token");
        assert_eq!((token.entity, token.version, token.bound), ("TEST_CODE", 7, bound.is_some()));
        let mut out = Vec::new();
        assert!(token.open(&key, &here, &mut out));
        assert_eq!(out, value.as_bytes());
        assert!(!token.open(&other, &here, &mut out), "another key");
        assert_eq!(token.open(&key, &Place::default(), &mut Vec::new()), bound.is_none(), "another place");
        let later = String::from_utf8(text.clone()).expect("UTF-8").replace("~7", "~8");
        let later = Token::read(later.as_bytes()).expect("a token");
        assert!(!later.open(&key, &here, &mut out), "another version");
        let folded = text.to_ascii_uppercase();
        assert_eq!(Token::read(&folded).is_some(), bound.is_none(), "the mark of a place is in lower case");
        for (i, at) in (0..text.len()).map(|i| (i, text[i])) {
            let mut changed = text.clone();
            changed[i] = if at == b'a' { b'b' } else { b'a' };
            let opens =
                Token::read(&changed).is_some_and(|t| t.entity == "TEST_CODE" && t.open(&key, &here, &mut Vec::new()));
            assert!(!opens, "byte {i} changed");
        }
    }
    for text in [
        "[A~1~abc]",
        "[~1~aaaaaaaaaaaaaaaaaaaaaaaaaa]",
        "[A~0~aaaaaaaaaaaaaaaaaaaaaaaaaa]",
        "[A~1~aaaaaaaaaaaaaaaaaaaaaaaaa1]",
    ] {
        assert!(Token::read(text.as_bytes()).is_none(), "{text}");
    }
}

#[test]
fn equal_values_have_equal_tokens_unless_bound() {
    assert_eq!(apply("tokenise", "ab-12"), apply("tokenise", "ab-12"));
    assert_ne!(apply("tokenise", "ab-12"), apply("tokenise", "AB-12"), "the very spelling comes back");
    assert_ne!(apply("tokenise(bind=place)", "ab-12"), apply("tokenise", "ab-12"));
    assert!(apply("tokenise(bind=place)", "x").starts_with("[TEST_CODE~1p~"));
}

#[test]
fn noise_stays_within_its_share_and_form() {
    for value in ["100", "2500.00", "-73,5", "+990", "12345678901234"] {
        let near = apply("noise(percent=10)", value);
        let number = |text: &str| text.replace(',', ".").parse::<f64>().expect("a number");
        let (from, to) = (number(value), number(&near));
        assert!(from != to && (from - to).abs() <= from.abs() / 10.0 + 1e-9, "{value} {near}");
        let decimals = |text: &str| text.find(['.', ',']).map(|at| text.len() - at);
        assert_eq!(decimals(value), decimals(&near));
        assert_eq!(near, apply("noise", value));
    }
    for value in ["abc", "", "1.2.3", "3", ".5", "5.", "-", "1234567890123456"] {
        assert_eq!(apply("noise", value), "[TEST_CODE]", "{value}");
    }
}

#[test]
fn truncate_and_replace_leave_no_whole_value() {
    assert_eq!(apply("truncate(len=2)", "Bjørn"), "Bj");
    assert_eq!(apply("truncate(len=3)", "王小明大"), "");
    assert_eq!(apply("truncate", "ab"), "");
    assert_eq!(apply("replace", "ab"), "***");
    assert_eq!(apply("constant(with=n/a)", "ab"), "n/a");
    assert_eq!(apply("replace(with=unknown)", "know"), "[TEST_CODE]", "the value would show");
}

#[test]
fn what_the_entity_cannot_do_is_redacted() {
    for spec in ["generalise", "generalize(level=3)", "shift-date", "shift-date(per=value, weekday=keep, to=past)"] {
        assert_eq!(apply(spec, "ab-12"), "[TEST_CODE]", "{spec}");
    }
}

#[test]
fn hashes_are_of_two_kinds() {
    let [hmac, blake3] = ["hash(len=64)", "hash(len=64, with=blake3)"].map(|spec| apply(spec, "ab-12"));
    assert!(hmac != blake3 && blake3.len() == 64);
    assert!(error("hash(with=md5)").contains("one of hmac-sha256, blake3"));
}

#[test]
fn numbers_fall_into_buckets() {
    for (value, written) in
        [("37", "30"), ("40", "40"), ("9", "0"), ("1234.50", "1230"), ("-3", "-10"), ("-10,0", "-10"), ("-0.5", "-10")]
    {
        assert_eq!(apply("generalise(bucket=10)", value), written, "{value}");
    }
    for value in ["", "-", "1.", ".5", "1e3", "12 3", "1234567890123456789"] {
        assert_eq!(apply("generalise(bucket=10)", value), "[TEST_CODE]", "{value}");
    }
    assert!(error("generalise(bucket=10, level=1)").contains("exclude each other"));
}

#[test]
fn chains_apply_one_after_the_other() {
    let hashed = apply("hash(len=8)", "30");
    assert_eq!(apply("generalise(bucket=10) > hash(len=8)", "37"), hashed);
    assert_eq!(apply("generalise(bucket=10)>hash(len=8)", "31"), hashed, "one band, one hash");
    assert_eq!(apply("generalise(bucket=10) > hash(len=8)", "no number"), "[TEST_CODE]", "redacted stays so");
    assert_eq!(apply("replace(with=a>b)", "ab-12"), "a>b");
    assert!(error("hash > mask").contains("nothing can follow it"));
    assert!(error("noise > keep").contains("makes no sense in a chain"));
    assert!(error("noise > null").contains("makes no sense in a chain"));
    assert!(error("null > hash").contains("nothing can follow it"));
    assert!(error("noise >").contains("there is no transform"));
}
