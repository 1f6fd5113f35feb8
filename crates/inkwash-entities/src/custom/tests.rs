use std::string::String;
use std::vec;

use inkwash_core::{Engine, RootKey, Scratch};

use super::*;

fn leak(text: String) -> &'static str {
    std::boxed::Box::leak(text.into_boxed_str())
}

fn declared(looks: Looks) -> Declaration {
    Declaration {
        name: "BADGE",
        title: "Badge",
        class: Class::Confidential,
        context: &["badge"],
        columns: &["badge"],
        looks: vec![looks],
        check: None,
        score: Score::permille(800),
        alone: true,
        keep: Keep { head: 0, tail: 2 },
    }
}

fn pattern(text: &str) -> Looks {
    Looks::Pattern(Box::new(Pattern::new(text).unwrap_or_else(|e| panic!("{text}: {e}"))))
}

fn words(list: &[&str], any_case: bool) -> Looks {
    Looks::Words(Words::new(list.iter().copied(), any_case).expect("words"))
}

fn detector(said: Declaration) -> Custom {
    Custom::new(said, &leak).expect("a detector")
}

fn found(said: Declaration, text: &str) -> Vec<String> {
    let engine = Engine::builder().detector(std::boxed::Box::new(detector(said))).build().expect("an engine");
    let column = engine.column(&Default::default());
    let mut scratch = Scratch::default();
    let all = engine.scan(text.as_bytes(), &column, &mut scratch);
    all.iter().map(|f| String::from_utf8_lossy(f.span.of(text.as_bytes())).into_owned()).collect()
}

#[test]
fn values_that_fit_and_stand_alone_are_found() {
    let text = "E-12345 xE-12345 E-123456 (E-99999), Ø: E-00001";
    assert_eq!(found(declared(pattern("E-[0-9]{5}")), text), ["E-12345", "E-99999", "E-00001"]);
    let joined = Declaration { alone: false, ..declared(pattern("E-[0-9]{5}")) };
    assert_eq!(found(joined, text).len(), 5);
    assert_eq!(
        found(declared(pattern("[A-Z]{2}(-[0-9]{2}){1,3}")), "AB-12-34 AB-12-34-56 A-1"),
        ["AB-12-34", "AB-12-34-56"]
    );
    assert_eq!(found(declared(pattern("(?i)emp[ÆØÅ]{1,2}")), "EMPø empÅÆ"), ["EMPø", "empÅÆ"]);
    assert!(found(declared(pattern("AB\\s[0-9]{2}")), "AB\n12").is_empty(), "no value crosses a line end");
}

#[test]
fn a_check_is_passed_or_it_is_none() {
    let said = || Declaration { check: Some(Check::named("luhn").expect("a check")), ..declared(pattern("K[0-9]{6}")) };
    let all: Vec<String> = (0..100).map(|n| std::format!("K{n:06}")).collect();
    assert!(found(said(), &all.join(" ")).is_empty(), "a letter is no digit of Luhn's");
    let digits =
        || Declaration { check: Some(Check::named("luhn").expect("a check")), ..declared(pattern("77[0-9]{4}")) };
    let all: Vec<String> = (0..100).map(|n| std::format!("77{n:04}")).collect();
    assert_eq!(found(digits(), &all.join(" ")).len(), 10);
    assert_eq!(detector(digits()).one_in(b"770001"), 10);
    assert_eq!(detector(digits()).one_in(b"7700"), 1);
    assert!(Check::named("sum").is_err_and(|e| e.contains("luhn, mod-97")));
}

#[test]
fn words_are_found_in_any_case_and_the_longest_wins() {
    let list = ["Falcon", "Falcon Heavy", "Østfold", "blue moon"];
    let text = "falcon FALCON HEAVY falcons ØSTFOLD østfold Blue Moon";
    assert_eq!(
        found(declared(words(&list, true)), text),
        ["falcon", "FALCON HEAVY", "ØSTFOLD", "østfold", "Blue Moon"]
    );
    assert!(found(declared(words(&list, false)), "falcon BLUE moon").is_empty());
    let many: Vec<String> = (0..20_000).map(|n| std::format!("word{n}")).collect();
    let many = Words::new(many.iter().map(String::as_str), false).expect("words");
    assert_eq!(found(declared(Looks::Words(many)), "word7 word19999 word20000 sword7"), ["word7", "word19999"]);
}

#[test]
fn what_cannot_be_looked_for_is_refused() {
    for (text, says) in [
        ("[0-9", "unclosed"),
        ("a+", "no upper bound"),
        ("[a-z]{2,300}", "256 is the most"),
        ("a?", "two are the least"),
        ("^abc", "stand alone anyway"),
        ("\\babc", "stand alone anyway"),
    ] {
        let error = Pattern::new(text).err().unwrap_or_else(|| panic!("{text} is accepted"));
        assert!(error.contains(says), "{text}: {error}");
    }
    for text in [".abc", "(?s).{3}", "[^a]bc"] {
        assert!(Custom::new(declared(pattern(text)), &leak).is_err(), "{text}");
    }
    assert!(Words::new([], false).is_err() && Words::new(["a"], false).is_err());
}

#[test]
fn stand_ins_are_found_differ_and_are_repeatable() {
    let keys = [1, 2].map(|n| RootKey::new([n; 32]).entity("BADGE"));
    let luhn = Some(Check::named("luhn").expect("a check"));
    for (looks, check, value) in [
        (pattern("E-[0-9]{5}"), None, "E-12345"),
        (pattern("77[0-9]{8}"), luhn, "7700000006"),
        (pattern("[A-Z]{2}(-[0-9]{2}){1,3}"), None, "AB-12-34"),
    ] {
        let custom = detector(Declaration { check, ..declared(looks) });
        let mint = |key: &EntityKey| {
            let mut out = Vec::new();
            custom.mint(value.as_bytes(), value.as_bytes(), key, &mut out);
            out
        };
        let made = mint(&keys[0]);
        assert_eq!(made, mint(&keys[0]));
        assert!(made != value.as_bytes() && made != mint(&keys[1]) && made.len() == value.len());
        let hit = custom.probe(&At::new(&made, 0)).expect("it is one");
        assert_eq!(hit.span.len(), made.len());
    }
    let custom = detector(declared(words(&["Falcon"], true)));
    let mut out = vec![];
    custom.mint(b"FALCON", b"falcon", &keys[0], &mut out);
    assert!(out.starts_with(b"BADGE-") && out.len() == 18);
}
