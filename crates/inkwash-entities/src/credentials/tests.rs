//! Laws for every form of every row: what follows from the form itself.

use std::string::String;

use inkwash_core::RootKey;

use super::*;

/// A value of a form and a text that it stands in, with its offset there.
fn sample(row: &'static Row, form: &Form) -> (Vec<u8>, Vec<u8>, usize) {
    let key = RootKey::new([9; 32]).entity(row.name);
    let mut value = Vec::new();
    let mut draw = draw(&key, form.literal);
    pattern::mint(form.before, b"", &mut draw, &mut value);
    value.extend_from_slice(form.own_literal());
    pattern::mint(form.after, b"", &mut draw, &mut value);
    form.proof.mend(&mut value, &mut draw);
    let mut text = b"see ".to_vec();
    if form.named {
        text.extend_from_slice(form.literal);
        text.extend_from_slice(b"_api_key = \"");
    } else {
        text.extend_from_slice(&form.literal[..form.skip]);
    }
    let start = text.len();
    text.extend_from_slice(&value);
    (value, text, start)
}

fn found(row: &'static Row, text: &[u8]) -> Vec<(usize, usize)> {
    let detector = Credential::new(row);
    let hits = (0..text.len()).filter_map(|i| detector.probe(&At::new(text, i)));
    let mut spans: Vec<_> = hits.map(|h| (h.span.start, h.span.end)).collect();
    spans.dedup();
    spans
}

/// The row with this form alone.
fn only(row: &'static Row, form: &'static Form) -> &'static Row {
    Box::leak(Box::new(Row { forms: core::slice::from_ref(form), ..*row }))
}

fn for_each_form(mut law: impl FnMut(&'static Row, &'static Form)) {
    for row in GROUPS.into_iter().flatten() {
        row.forms.iter().for_each(|form| law(row, form));
    }
}

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

#[test]
fn every_form_is_found_whole_and_alone() {
    for_each_form(|row, form| {
        let (value, mut text, start) = sample(row, form);
        let span = (start, start + value.len());
        for end in [&b""[..], b"\"", b".", b",", b" next", b"&a=1"] {
            text.truncate(span.1);
            text.extend_from_slice(end);
            let all = found(row, &text);
            // Another form may fit a part of it, as `Mid-server-…` does of `SB-Mid-server-…`.
            let within = all.iter().all(|s| s.0 >= span.0 && s.1 <= span.1);
            assert!(all.contains(&span) && within, "{} in {}: {all:?}", row.name, shown(&text));
        }
    });
}

#[test]
fn longer_words_shorter_values_and_other_alphabets_are_not() {
    for_each_form(|row, form| {
        let (value, text, start) = sample(row, form);
        let spare = items(form.after).map(|item| match item {
            Item::Run { min, max, .. } => max - min,
            Item::Fixed(_) => 0,
        });
        let end = start + value.len();
        let mut misses: Vec<(&str, Vec<u8>)> = Vec::new();
        if !form.named && form.skip == 0 {
            let glued = [&text[..start], b"x", &value[..]].concat();
            misses.push(("glued to a word", glued));
        }
        let more = value.iter().rev().find(|b| b.is_ascii_alphanumeric()).copied().unwrap_or(b'a');
        let more = core::iter::repeat_n(more, spare.sum()).chain(*b"a1");
        misses.push(("too long", text.iter().copied().chain(more).collect()));
        misses.push(("cut short", text[..end - 1].to_vec()));
        for i in start..end {
            let mut other = text.clone();
            other[i] = b'*';
            misses.push(("another alphabet", other));
        }
        for (why, miss) in misses {
            let all = found(only(row, form), &miss);
            assert!(all.iter().all(|s| s.1 - s.0 < value.len() - 1), "{} {why}: {} {all:?}", row.name, shown(&miss));
        }
    });
}

#[test]
fn wrong_checksums_are_refused() {
    for_each_form(|row, form| {
        if form.proof != Proof::Base62Crc {
            return;
        }
        let (value, text, start) = sample(row, form);
        for i in form.literal.len()..value.len() {
            let mut other = text.clone();
            other[start + i] = if value[i] == b'q' { b'r' } else { b'q' };
            assert_eq!(found(row, &other), [], "{}", row.name);
        }
        for i in form.literal.len()..value.len() - 1 {
            let mut swapped = text.clone();
            swapped.swap(start + i, start + i + 1);
            assert!(swapped == text || found(row, &swapped).is_empty(), "{}", row.name);
        }
    });
}

#[test]
fn stand_ins_are_of_their_row_and_as_long() {
    let keys = [1, 2].map(|n| RootKey::new([n; 32]));
    for_each_form(|row, form| {
        let (value, _, _) = sample(row, form);
        let made = keys.each_ref().map(|root| {
            let mut out = Vec::new();
            Credential::new(row).mint(&value, &value, &root.entity(row.name), &mut out);
            out
        });
        assert_ne!(made[0], made[1], "{}", row.name);
        for stand_in in &made {
            assert!(row.forms.iter().any(|f| f.is(stand_in)), "{}: {}", row.name, shown(stand_in));
            assert!(stand_in.len() == value.len() || form.test.is_some(), "{}", row.name);
            assert!(form.test.is_none_or(|t| stand_in.starts_with(t)), "{}: {}", row.name, shown(stand_in));
        }
    });
}

#[test]
fn long_stand_ins_are_known_by_their_mark() {
    let keys = [1, 2].map(|n| RootKey::new([n; 32]));
    let (mut marked, mut all) = (0, 0);
    for_each_form(|row, form| {
        let (value, _, _) = sample(row, form);
        let (detector, keys) = (Credential::new(row), keys.each_ref().map(|root| root.entity(row.name)));
        let mut made = Vec::new();
        detector.mint(&value, &value, &keys[0], &mut made);
        all += 1;
        if detector.mark_place(&made).is_some() {
            marked += 1;
            assert!(detector.is_stand_in(&made, &keys[0]), "{}: {}", row.name, shown(&made));
            assert!(!detector.is_stand_in(&made, &keys[1]), "{}", row.name);
        }
        assert!(!detector.is_stand_in(&value, &keys[0]), "{}", row.name);
    });
    assert!(marked * 2 > all, "{marked} of {all}");
}

#[test]
fn rows_are_complete() {
    for row in GROUPS.into_iter().flatten() {
        assert!(!row.forms.is_empty() && !row.title.is_empty() && !row.source.is_empty(), "{}", row.name);
        assert!(row.name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_'), "{}", row.name);
        for form in row.forms {
            assert!(form.literal.len() >= 3 && form.skip <= form.literal.len(), "{}", row.name);
        }
        let by_name = row.forms.iter().all(|f| f.named);
        assert!(!by_name || !row.columns.is_empty(), "{} is known by name only, but by no column's", row.name);
    }
}
