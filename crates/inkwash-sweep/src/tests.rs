use proptest::prelude::*;

use super::*;
use crate::classify::Isa;
use crate::shape::{Shape, parse};

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
];
const LITERALS: &[&[u8]] = &[b"AKIA", b"eyJ", b"-----BEGIN", b"eyJh", b"ssw", b"sswor"];

/// Whether the items match the text from `at` on, by trying every length.
fn matches(shape: &Shape, items: &[shape::Item], text: &[u8], at: usize) -> bool {
    let Some((item, rest)) = items.split_first() else {
        return shape.not_after.is_none_or(|set| text.get(at).is_none_or(|b| !set.contains(*b)));
    };
    (0..=item.max).any(|n| {
        text.get(at..at + n).is_some_and(|run| run.iter().all(|b| item.set.contains(*b)))
            && n >= item.min
            && matches(shape, rest, text, at + n)
    })
}

fn naive(text: &[u8]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (n, source) in SHAPES.iter().enumerate() {
        let shape = parse(source).unwrap();
        for at in 0..text.len() {
            let free = shape.not_before.is_none_or(|set| at == 0 || !set.contains(text[at - 1]));
            if free && matches(&shape, &shape.items, text, at) {
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
        "AKIA|eyJ|eyJh|-----BEGIN|sswor|ssw|12:34:56:ab:cd:ef|123-45-6789|a@b|æ@ø",
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
            sweep.marks(&text, 0, &mut marks);
            prop_assert_eq!(&marks, &expected);
        }
    }

    #[test]
    fn a_later_start_gives_the_later_marks(text in text(), from in any::<prop::sample::Index>()) {
        let from = from.index(text.len() + 1);
        let mut marks = Vec::new();
        sweeps()[0].marks(&text, from, &mut marks);
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
