use proptest::prelude::*;

use super::*;
use crate::classify::Isa;
use crate::shape::parse;

const SHAPES: &[&str] = &[
    "!9 9{3}-9{2}-9{4} !9",
    "w&@w",
    "9&.9{1,3}.9{1,3}.9",
    ":x{0,4}:x{0,4}:",
    "!9 9{7,12} !9",
    "[+][(]{0,1}9",
    "!w A{2}9{2}[A-Z0-9 ]{11}",
    "!x x{2}:x{2}:x{2}:x{2}:x{2}:x{2} !x",
    "a{0,3}9{2}",
    "9{16}",
    "!9 9{11} !9",
    "!9 [12][09]9{2}[./-]9{2}[./-]9{2} !9",
    "!9 9{1,2}[./-]9{1,2}[./-][12][09]9{2} !9",
    "!9 [0][0][ -]{0,1}[1-9]",
    "!9 [0]9{1,4}[ ./-]9{3}",
    "![0-9a-z] [2-6]9{3}[ -]9{4,6}[ -]9{4,5}",
    "!9 9{2}a{0,2}9",
    "!9 9{40} !9",
    "^ 9{2,3}-9{2,4}-9{2}",
    "^![0-9a-z] 9{9} !9",
    "^ [0]9{1,4}[ ./-]9{3}",
    "^[a]9{2}",
];
const LITERALS: &[&[u8]] =
    &[b"AKIA", b"eyJ", b"-----BEGIN", b"eyJh", b"ssw", b"sswor", "密码".as_bytes(), "密碼".as_bytes()];

fn naive(text: &[u8]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (n, source) in SHAPES.iter().enumerate() {
        let shape = parse(source).unwrap();
        for at in 0..text.len() {
            if shape.matches(text, at) {
                marks.push(Mark { pos: (at + shape.anchor) as u32, trigger: n as u16 });
            }
        }
    }
    for (n, literal) in LITERALS.iter().enumerate() {
        for at in 0..text.len() {
            if text[at..].starts_with(literal) {
                marks.push(Mark { pos: at as u32, trigger: (SHAPES.len() + n) as u16 });
            }
        }
    }
    marks.sort();
    marks
}

fn sweeps() -> Vec<Sweep> {
    let all = Isa::available().into_iter().map(|isa| {
        let mut sweep = Sweep::new(SHAPES, LITERALS).unwrap();
        sweep.classifier = Classifier::with_isa(sweep.program.sets(), isa);
        sweep
    });
    all.collect()
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        "[0-9]{1,17}",
        "[0-9.:@+() -]{0,30}",
        "[A-Z]{2}[0-9]{2}[A-Z0-9 ]{0,20}",
        "AKIA|eyJ|eyJh|-----BEGIN|sswor|ssw|密|密码|碼|12:34:56:ab:cd:ef|123-45-6789|a@b|æ@ø",
        "[a-zA-Z\n]{0,90}",
    ];
    prop_oneof![
        proptest::collection::vec(piece, 0..120).prop_map(|v| v.concat().into_bytes()),
        proptest::collection::vec(any::<u8>(), 0..300),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn marks_are_the_naive_ones_on_every_processor(text in text()) {
        let expected = naive(&text);
        for sweep in sweeps() {
            let mut marks = Vec::new();
            sweep.marks(&text, 0, &mut Default::default(), &mut marks);
            prop_assert_eq!(&marks, &expected);
        }
    }

    #[test]
    fn a_later_start_gives_the_later_marks(text in text(), from in any::<prop::sample::Index>()) {
        let from = from.index(text.len() + 1);
        let mut marks = Vec::new();
        sweeps()[0].marks(&text, from, &mut Default::default(), &mut marks);
        let mut expected = naive(&text);
        expected.retain(|m| m.pos as usize >= from);
        prop_assert_eq!(marks, expected);
    }
}

#[test]
fn shapes_that_do_not_follow_the_language_are_refused() {
    for source in ["", "!9", "9{", "[", "[]", "9{2,1}", "é", "9{64}", "9{0,3}", "9!99", "9{1,2}&9", "&9&9"] {
        assert!(parse(source).is_err(), "{source}");
    }
    assert!(Sweep::new(&[], &[b"ab"]).is_err());
}
