//! The laws of identifiers, for every declaration.

use std::collections::BTreeMap;
use std::format;
use std::string::String;
use std::vec::Vec;

use inkwash_core::{At, Detector, NameWords, RootKey};

use super::*;
use crate::government::identifiers;

/// A small generator of numbers that are random enough.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u128) -> u128 {
        let mut word = || {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            u128::from(z ^ (z >> 31))
        };
        (word() << 60 ^ word()) % n
    }
}

#[test]
fn times_and_stamps_are_known() {
    for time in ["1779012345", "1779012345678", "202406230012", "20240623001259", "203912312359"] {
        assert!(is_time(time.as_bytes()), "{time}");
    }
    // A month, an hour, a minute that there is not; other lengths; punctuation.
    let others =
        ["202413230012", "202406232412", "202406230060", "201900", "2024062300", "12.345.678-5", "2024-06230-01"];
    for other in others.into_iter().chain([""]) {
        assert!(!is_time(other.as_bytes()), "{other}");
    }
}

/// Valid numbers of a form: kind, rank, characters.
fn valid(form: &Form, n: usize) -> Vec<(usize, u128, Vec<u8>)> {
    let mut random = Random(7);
    let mut all = Vec::new();
    while all.len() < n {
        let kind = random.below(form.kinds() as u128) as usize;
        let rank = random.below(form.size(kind));
        let mut chars = [0; MAX];
        if form.unrank(kind, rank, &mut chars) {
            all.push((kind, rank, chars[..form.len()].to_vec()));
        }
    }
    all
}

fn forms() -> impl Iterator<Item = (String, &'static Form)> {
    identifiers().flat_map(|i| i.forms.iter().enumerate().map(|(n, f)| (format!("{} form {n}", i.facts.name), f)))
}

fn shown(chars: &[u8]) -> String {
    String::from_utf8_lossy(chars).into_owned()
}

/// Runs the check on everything and reports all failures at once.
fn all_hold<T>(all: impl Iterator<Item = T>, law: impl Fn(T) -> Result<(), String>) {
    let failures: Vec<_> = all.filter_map(|one| law(one).err()).collect();
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn declarations_are_complete() {
    all_hold(identifiers(), |i| {
        let f = &i.facts;
        let known = !f.example.is_empty() && !f.context.is_empty() && !f.columns.is_empty() && !f.source.is_empty();
        // Codes of medicine are no country's own.
        if !known || f.regions.is_empty() && f.name != "ICD_CODE" {
            return Err(format!("{}: facts are missing", f.name));
        }
        // Words such as `number` at the end are not looked at: phrases do without.
        if let Some(vain) = f.columns.iter().find(|c| !NameWords::of(c).is_about(c, None)) {
            return Err(format!("{}: no column is about {vain}", f.name));
        }
        for form in i.forms {
            let width = |s: &Spelling| s.layout.bytes().filter(|b| super::spelling::is_place(*b)).count();
            if form.len() > MAX || form.spellings.is_empty() || form.spellings.iter().any(|s| width(s) != form.len()) {
                return Err(format!("{}: a spelling does not have as many places as the fields say", f.name));
            }
        }
        let Some(read) = i.read_whole(f.example.as_bytes()) else {
            return Err(format!("{}: the example {} is not valid", f.name, f.example));
        };
        let hit = Declared::new(i).probe(&At::new(f.example.as_bytes(), read.spelling.lead));
        hit.map(|_| ()).ok_or(format!("{}: the example is not found", f.name))
    });
}

#[test]
fn ranks_are_dense_and_inverse() {
    all_hold(forms(), |(name, form)| {
        for (kind, rank, chars) in valid(form, 2000) {
            if !form.accepts(&chars) || form.rank(&chars) != Some((kind, rank)) {
                return Err(format!(
                    "{name}: {} has rank {:?}, not {:?}",
                    shown(&chars),
                    form.rank(&chars),
                    (kind, rank)
                ));
            }
        }
        Ok(())
    });
}

#[test]
fn most_ranks_are_valid() {
    all_hold(forms(), |(name, form)| {
        let mut random = Random(3);
        let tries = 4000;
        let valid = (0..tries).filter(|_| {
            let kind = random.below(form.kinds() as u128) as usize;
            form.unrank(kind, random.below(form.size(kind)), &mut [0; MAX])
        });
        let valid = valid.count();
        if valid * 100 < tries * 70 { Err(format!("{name}: only {valid} of {tries} ranks are valid")) } else { Ok(()) }
    });
}

/// The chance rate: ranks that are valid, of all strings that fit the first spelling.
#[test]
fn chance_rates_are_true() {
    all_hold(forms(), |(name, form)| {
        let mut random = Random(5);
        let mut count = 0.0;
        for kind in 0..form.kinds() {
            let tries = 3000;
            let valid = (0..tries).filter(|_| form.unrank(kind, random.below(form.size(kind)), &mut [0; MAX])).count();
            count += form.size(kind) as f64 * valid as f64 / f64::from(tries);
        }
        let strings: f64 = form.spellings[0]
            .layout
            .bytes()
            .map(|b| match b {
                b'9' => 10.0,
                b'A' => 26.0,
                b'X' => 36.0,
                b'=' => 28.0,
                _ => 1.0,
            })
            .product();
        let one_in = strings / count;
        let stated = f64::from(form.one_in);
        if (stated / one_in - 1.0).abs() > 0.1 && (stated - one_in).abs() > 0.5 {
            return Err(format!("{name}: one in {one_in:.1}, not in {stated}"));
        }
        // And over random strings, where they are not too rare to be counted.
        if one_in < 200.0 {
            let tries = 60_000;
            let found = (0..tries).filter(|_| {
                let chars = form.spellings[0].layout.bytes().filter_map(|b| match b {
                    b'9' => Some(b'0' + random.below(10) as u8),
                    b'A' => Some(b'A' + random.below(26) as u8),
                    b'X' => Some(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[random.below(36) as usize]),
                    b'=' => Some(b"+-ABCDEFGHIJKLMNOPQRSTUVWXYZ"[random.below(28) as usize]),
                    _ => None,
                });
                let chars = chars.collect::<Vec<_>>();
                assert_eq!(form.rank(&chars).is_some(), form.accepts(&chars), "{name}");
                form.accepts(&chars)
            });
            let expected = f64::from(tries) / one_in;
            let found = found.count() as f64;
            if (found - expected).abs() > 6.0 * expected.sqrt() + 0.1 * expected {
                return Err(format!("{name}: {found} random strings are valid, not {expected:.0}"));
            }
        }
        Ok(())
    });
}

/// One character changed to another of its class, two unequal neighbours of one class exchanged.
#[test]
fn errors_are_caught_as_promised() {
    all_hold(forms(), |(name, form)| {
        let (mut changed, mut swapped) = ((0, 0), (0, 0));
        let class = |b: u8| b.is_ascii_digit();
        for (_, _, chars) in valid(form, 300) {
            for i in 0..chars.len() {
                let (first, n) = if class(chars[i]) { (b'0', 10) } else { (b'A', 26) };
                for other in (first..first + n).filter(|o| *o != chars[i]) {
                    let mut wrong = chars.clone();
                    wrong[i] = other;
                    changed.0 += usize::from(form.rank(&wrong).is_none());
                    changed.1 += 1;
                }
                if i > 0 && chars[i] != chars[i - 1] && class(chars[i]) == class(chars[i - 1]) {
                    let mut wrong = chars.clone();
                    wrong.swap(i, i - 1);
                    swapped.0 += usize::from(form.rank(&wrong).is_none());
                    swapped.1 += 1;
                }
            }
        }
        let measured = [changed, swapped].map(|(caught, all)| (caught * 100 / all.max(1)) as u8);
        let fits = measured.iter().zip(form.catches).all(|(m, stated)| *m >= stated && *m <= stated.saturating_add(9));
        if fits { Ok(()) } else { Err(format!("{name}: catches {measured:?}, not {:?}", form.catches)) }
    });
}

/// Every spelling of a number is found in running text, at its own place, and has the number's
/// canonical form.
#[test]
fn every_spelling_is_found_and_is_the_same_number() {
    all_hold(identifiers(), |i| {
        let detector = Declared::new(i);
        for form in i.forms {
            for (n, (_, _, chars)) in valid(form, 20).into_iter().enumerate() {
                let mut forms = Vec::new();
                for spelling in form.spellings {
                    let mut written = Vec::new();
                    spelling.render(&chars, &mut written);
                    // A spelling with a digit's place does not fit a number with a letter there.
                    if spelling.read(&written, spelling.lead, spelling.run_in(&written), &mut [0; MAX]).is_none() {
                        continue;
                    }
                    let before = ["", "id: ", "码", "\"", "(", "nr. "][n % 6];
                    let text = [before.as_bytes(), &written, [&b""[..], b".", b"\"", " 和".as_bytes()][n % 4]].concat();
                    let spans: Vec<_> = (0..=text.len())
                        .filter_map(|pos| detector.probe(&At::new(&text, pos)))
                        .map(|hit| (hit.span.start, hit.span.end))
                        .collect();
                    if spans != [(before.len(), before.len() + written.len())] {
                        return Err(format!("{}: {} is found at {spans:?}", i.facts.name, shown(&text)));
                    }
                    let mut canonical = Vec::new();
                    detector.canonical(&written, &mut canonical);
                    let known = i.forms.iter().any(|f| f.rank(&canonical).is_some());
                    if !known || !canonical.ends_with(&chars) {
                        return Err(format!("{}: {} becomes {}", i.facts.name, shown(&written), shown(&canonical)));
                    }
                    forms.push(canonical);
                }
                if forms.is_empty() || form.longer.is_none() && forms.iter().any(|f| *f != forms[0]) {
                    return Err(format!("{}: {} has several canonical forms", i.facts.name, shown(&chars)));
                }
            }
        }
        Ok(())
    });
}

/// Stand-ins are valid, of the original's form and kind, distinct, and never the original.
#[test]
fn stand_ins_are_valid_and_distinct() {
    let key = RootKey::new([5; 32]);
    all_hold(identifiers(), |i| {
        let detector = Declared::new(i);
        let key = key.entity(i.facts.name);
        let mut seen = BTreeMap::new();
        for (n, form) in i.forms.iter().enumerate() {
            for (kind, _, chars) in valid(form, 400) {
                let mut written = Vec::new();
                form.spellings[0].render(&chars, &mut written);
                let (mut canonical, mut out, mut again) = (Vec::new(), Vec::new(), Vec::new());
                detector.canonical(&written, &mut canonical);
                detector.mint(&written, &canonical, &key, &mut out);
                detector.canonical(&out, &mut again);
                let read = i.forms.iter().enumerate().find_map(|(n, f)| f.rank(&again).map(|(kind, _)| (n, kind)));
                if again == canonical || form.longer.is_none() && read != Some((n, kind)) {
                    return Err(format!("{}: {} gets {}", i.facts.name, shown(&written), shown(&out)));
                }
                if let Some(other) = seen.insert(again, canonical.clone())
                    && other != canonical
                {
                    return Err(format!("{}: {} gets another's {}", i.facts.name, shown(&written), shown(&out)));
                }
            }
        }
        Ok(())
    });
}
