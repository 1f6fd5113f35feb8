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
    naive_marks(SHAPES, LITERALS, text)
}

fn naive_marks(shapes: &[&str], literals: &[&[u8]], text: &[u8]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (n, source) in shapes.iter().enumerate() {
        let shape = parse(source).unwrap();
        for at in 0..text.len() {
            if shape.matches(text, at) {
                marks.push(Mark { pos: (at + shape.anchor) as u32, trigger: n as u16 });
            }
        }
    }
    for (n, literal) in literals.iter().enumerate() {
        for at in 0..text.len() {
            if text[at..].starts_with(literal) {
                marks.push(Mark { pos: at as u32, trigger: (shapes.len() + n) as u16 });
            }
        }
    }
    marks.sort();
    marks
}

const HEADS: &[&str] =
    &["id", "pin", "card", "phone", "telefonnummer", "født", "tax id", "n.i.", "电话", "é", "男", "номер"];
const TAILS: &[&str] = &["nummer", "phone", "geburtsdatum", "größe", "номер"];

/// Texts in which words stand alone, in others, and at the borders of blocks.
fn words_text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        "[a-z ]{0,70}",
        "[ .,0-9_]{1,3}",
        proptest::sample::select(HEADS).prop_map(str::to_owned),
        proptest::sample::select(TAILS).prop_map(str::to_owned),
        "SteuerNUMMER|客户电话号码",
        "[A-Zé]{1,9}",
    ];
    prop_oneof![
        proptest::collection::vec(piece, 0..60).prop_map(|v| v.concat().into_bytes()),
        proptest::collection::vec(any::<u8>(), 0..300),
    ]
}

/// Where words stand that must be met.
fn naive_words(text: &[u8], range: Range<usize>) -> Vec<WordMark> {
    let letter = |b: &u8| b.is_ascii_alphabetic();
    let is_word = |b: &u8| letter(b) || !b.is_ascii();
    let like =
        |at: usize, word: &str| text.get(at..at + word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word.as_bytes()));
    let mut all = Vec::new();
    for at in range.clone() {
        let starts = text[at] >= 0xc0 || letter(&text[at]) && !at.checked_sub(1).is_some_and(|i| letter(&text[i]));
        for word in HEADS.iter().filter(|word| starts && like(at, word)) {
            let goes_on = text.get(at + word.len()).is_some_and(letter);
            if word.len() > 4 || !word.is_ascii() || !goes_on {
                all.push(WordMark { pos: at as u32, ends: false });
            }
        }
    }
    for end in range.start + 1..=range.end {
        let stops = text.get(end).is_none_or(|b| !is_word(b) || *b >= 0xc0);
        let long = end > Words::TAIL && text[end - Words::TAIL - 1..end].iter().all(is_word);
        for word in TAILS.iter().filter(|_| stops && long) {
            if end.checked_sub(word.len()).is_some_and(|start| like(start, word)) {
                all.push(WordMark { pos: end as u32, ends: true });
            }
        }
    }
    all
}

fn sweeps() -> Vec<Sweep> {
    let all = Isa::available().into_iter().map(|isa| {
        let mut sweep = Sweep::new(SHAPES, LITERALS).unwrap();
        sweep.classifier = Classifier::with_isa(sweep.program.sets(), isa);
        sweep
    });
    all.collect()
}

/// A shape that begins with digits, as identifiers have them.
fn number() -> impl Strategy<Value = String> {
    let before = prop_oneof![Just("!9 "), Just("![0-9A-Za-z] "), Just("![-@[-`{-~] "), Just("^ ")];
    let run = prop_oneof!["9\\{[1-9]\\}", "9\\{[1-3],[4-9]\\}", "9\\{1[0-9]\\}", "\\[13-5\\]9\\{[1-4]\\}", "[9][9]"];
    let gap = prop_oneof!["-", "\\[ ./-\\]", "a", "\\[ \\]", "\\[ -\\]\\{0,1\\}", "a\\{2\\}", "\\[0-9X\\]"];
    let after = prop_oneof![Just(""), Just(" !9"), Just(" ![0-9A-Za-z]")];
    let more = proptest::collection::vec((gap, run.clone()), 0..4);
    (before, run, more, after).prop_map(|(before, first, more, after)| {
        let more: String = more.into_iter().map(|(gap, run)| gap + &run).collect();
        format!("{before}{first}{more}{after}")
    })
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
            sweep.marks(&text, 0..text.len(), &mut Default::default(), &mut marks);
            prop_assert_eq!(&marks, &expected);
        }
    }

    /// Whatever shapes share a gate, none of them is missed.
    #[test]
    fn numbers_share_gates_and_none_is_missed(
        numbers in proptest::collection::vec(number(), 1..40),
        text in proptest::collection::vec("[0-9]{1,12}|[ ./aXZ-]{1,2}|[0-9]{1,3}[ ./-][0-9]{1,4}", 0..500),
    ) {
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).filter(|n| parse(n).is_ok()).collect();
        let text = text.concat().into_bytes();
        let sweep = Sweep::new(&numbers, &[]).unwrap();
        let mut marks = Vec::new();
        sweep.marks(&text, 0..text.len(), &mut Default::default(), &mut marks);
        prop_assert_eq!(marks, naive_marks(&numbers, &[], &text));
    }

    #[test]
    fn a_range_gives_the_marks_in_it(text in text(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (a, b) = (a.index(text.len() + 1), b.index(text.len() + 1));
        let range = a.min(b)..a.max(b);
        let mut marks = Vec::new();
        sweeps()[0].marks(&text, range.clone(), &mut Default::default(), &mut marks);
        let mut expected = naive(&text);
        expected.retain(|m| range.contains(&(m.pos as usize)));
        prop_assert_eq!(marks, expected);
    }

    #[test]
    fn words_are_the_same_on_every_processor(text in words_text(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (a, b) = (a.index(text.len() + 1), b.index(text.len() + 1));
        let range = a.min(b)..a.max(b);
        let mut all = Isa::available().into_iter().map(|isa| {
            let words = Words::with_isa(HEADS.iter().map(|w| w.as_bytes()), TAILS.iter().map(|w| w.as_bytes()), isa);
            let mut marks = Vec::new();
            words.marks(&text, range.clone(), &mut marks);
            marks
        });
        let marks = all.next().unwrap();
        all.for_each(|others| assert_eq!(others, marks));
        for expected in naive_words(&text, range) {
            prop_assert!(marks.contains(&expected), "{expected:?}");
        }
    }
}

#[test]
fn shapes_that_do_not_follow_the_language_are_refused() {
    for source in ["", "!9", "9{", "[", "[]", "9{2,1}", "é", "9{64}", "9{0,3}", "9!99", "9{1,2}&9", "&9&9"] {
        assert!(parse(source).is_err(), "{source}");
    }
    assert!(Sweep::new(&[], &[b"ab"]).is_err());
}
