//! Laws for detectors.

use std::collections::BTreeMap;
use std::sync::Mutex;

use inkwash_core::{CellFinding, Detector, Engine, EntityKey, Group, RootKey, Scratch, scan_naive};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::corpus::{Corpus, Example};
use crate::place;

/// How an engine is asked in a corpus check.
#[derive(Clone, Copy, Debug)]
pub enum Lane {
    /// The engine as users have it.
    Fast,
    /// Every detector at every position.
    Naive,
}

/// One engine for each catalogue and choice of regions: a large catalogue is dear to build, and
/// corpora have thousands of examples.
fn shared_engine(catalogue: fn() -> Vec<Box<dyn Detector>>, regions: Vec<[u8; 2]>) -> &'static Engine {
    type Engines = BTreeMap<(usize, Vec<[u8; 2]>), &'static Engine>;
    static ENGINES: Mutex<Engines> = Mutex::new(BTreeMap::new());
    let mut engines = ENGINES.lock().expect("no test panics while it builds an engine");
    let key = (catalogue as usize, regions.clone());
    engines.entry(key).or_insert_with(|| Box::leak(Box::new(engine(catalogue, regions))))
}

/// An engine with this catalogue and an example's regions.
///
/// # Panics
/// If the catalogue does not build.
#[must_use]
pub fn engine(catalogue: fn() -> Vec<Box<dyn Detector>>, regions: Vec<[u8; 2]>) -> Engine {
    Engine::builder().detectors(catalogue()).regions(regions).build().expect("the catalogue builds")
}

fn findings(engine: &Engine, example: &Example, lane: Lane) -> Vec<CellFinding> {
    let text = example.plain();
    let column = engine.column(&place(&example.column));
    match lane {
        Lane::Fast => engine.scan(text.as_bytes(), &column, &mut Scratch::default()).to_vec(),
        Lane::Naive => scan_naive(engine, text.as_bytes(), &column),
    }
}

/// Law *Corpus*: every labelled example is judged as labelled. Returns what was not, one line
/// each.
#[must_use]
pub fn corpus_failures(catalogue: fn() -> Vec<Box<dyn Detector>>, corpus: &Corpus, lane: Lane) -> Vec<String> {
    let mut failures = Vec::new();
    for (n, example) in corpus.hit.iter().chain(&corpus.misses()).enumerate() {
        let engine = shared_engine(catalogue, example.region_codes());
        let Some(entity) = engine.entity(&corpus.entity) else {
            return vec![format!("{} is not in the catalogue", corpus.entity)];
        };
        let all = findings(engine, example, lane);
        let found: Vec<_> = all.iter().filter(|f| f.entity == entity).map(|f| f.span).collect();
        if found != example.spans() {
            let others: Vec<_> = all
                .iter()
                .map(|f| format!("{} {}..{} {}", engine.facts(f.entity).name, f.span.start, f.span.end, f.score))
                .collect();
            failures.push(format!(
                "{} example {}: {:?} ({}) wanted {:?}, found {:?}",
                corpus.entity,
                n + 1,
                example.plain(),
                example.why,
                example.spans(),
                others
            ));
        }
    }
    failures
}

fn root(byte: u8, name: &str) -> EntityKey {
    RootKey::new([byte; 32]).entity(name)
}

fn mint(detector: &dyn Detector, value: &[u8], key: &EntityKey) -> Vec<u8> {
    let (mut canonical, mut out) = (Vec::new(), Vec::new());
    detector.canonical(value, &mut canonical);
    detector.mint(value, &canonical, key, &mut out);
    out
}

/// Law *Mint*, over the corpus' hits: a stand-in is detected as its own entity where the
/// original was, differs from it, is repeatable per key and differs between keys; distinct
/// values of a unique entity get distinct stand-ins, equal ones equal.
///
/// # Panics
/// If the law is broken.
pub fn mint_law(catalogue: fn() -> Vec<Box<dyn Detector>>, corpus: &Corpus) {
    let mut stand_ins: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    let mut same_for_both_keys = 0;
    let mut values = 0;
    for example in &corpus.hit {
        let engine = shared_engine(catalogue, example.region_codes());
        let entity = engine.entity(&corpus.entity).expect("the corpus' entity is in the catalogue");
        let detector = engine.detector(entity);
        let (key, other) = (root(1, &corpus.entity), root(2, &corpus.entity));
        let text = example.plain().into_bytes();
        let column = engine.column(&place(&example.column));
        for span in example.spans() {
            let value = span.of(&text);
            let stand_in = mint(detector, value, &key);
            let shown = String::from_utf8_lossy(&stand_in).into_owned();
            assert_eq!(stand_in, mint(detector, value, &key), "repeatable");
            assert_ne!(stand_in, value, "{}: a stand-in is the value itself", corpus.entity);
            values += 1;
            same_for_both_keys += usize::from(stand_in == mint(detector, value, &other));
            let mut replaced = text[..span.start].to_vec();
            replaced.extend(&stand_in);
            replaced.extend(&text[span.end..]);
            let all = engine.scan(&replaced, &column, &mut Scratch::default()).to_vec();
            assert!(
                all.iter().any(|f| f.entity == entity
                    && f.span.start == span.start
                    && f.span.end == span.start + stand_in.len()),
                "{}: stand-in {shown:?} for example {:?} is not detected as itself: {all:?}",
                corpus.entity,
                example.why
            );
            let mut canonical = Vec::new();
            detector.canonical(value, &mut canonical);
            let mut canonical_stand_in = Vec::new();
            detector.canonical(&stand_in, &mut canonical_stand_in);
            assert_ne!(canonical, canonical_stand_in, "{}: the stand-in spells the value", corpus.entity);
            if let Some(before) = stand_ins.insert(canonical, canonical_stand_in.clone()) {
                assert_eq!(before, canonical_stand_in, "{}: one value, two stand-ins", corpus.entity);
            }
        }
        if detector.facts().unique {
            let distinct: std::collections::BTreeSet<_> = stand_ins.values().collect();
            assert_eq!(distinct.len(), stand_ins.len(), "{}: two values share a stand-in", corpus.entity);
        }
    }
    assert!(same_for_both_keys * 10 <= values, "{}: stand-ins hardly depend on the key", corpus.entity);
}

type Disguise = fn(&str) -> String;

/// How a value is disguised.
const DISGUISES: [(&str, Disguise); 5] = [
    ("full-width digits", |value| {
        value.chars().map(|c| c.to_digit(10).map_or(c, |d| char::from_u32(0xff10 + d).expect("a digit"))).collect()
    }),
    ("no-break spaces", |value| value.replace(' ', "\u{a0}")),
    ("a zero-width character", |value| {
        let half = value.char_indices().nth(value.chars().count() / 2).map_or(0, |(i, _)| i);
        format!("{}\u{200b}{}", &value[..half], &value[half..])
    }),
    ("percent-encoded signs", |value| {
        value.chars().map(|c| if "@+: ".contains(c) { format!("%{:02X}", c as u32) } else { c.to_string() }).collect()
    }),
    ("character references", |value| value.replace('@', "&#64;").replace('.', "&period;").replace('-', "&#x2d;")),
];

/// Law *Disguise*, over the corpus' hits: a value with digits or an at sign is found whole in every
/// disguise, and its plain spelling is that value unless the detector knows the spelling itself.
/// Returns what was not found, one line each.
///
/// Secrets are excepted: every byte of them counts, so they are taken as they are written. So are
/// entities of several lines.
#[must_use]
pub fn disguise_failures(catalogue: fn() -> Vec<Box<dyn Detector>>, corpus: &Corpus) -> Vec<String> {
    let mut failures = Vec::new();
    for example in &corpus.hit {
        let engine = shared_engine(catalogue, example.region_codes());
        let entity = engine.entity(&corpus.entity).expect("the corpus' entity is in the catalogue");
        let text = example.plain();
        let column = engine.column(&place(&example.column));
        let Some(span) = example.spans().first().copied() else { continue };
        let value = &text[span.start..span.end];
        // What is escaped or not ASCII already has a plain spelling of its own.
        let escaped = !value.is_ascii() || value.contains(['%', '&', '\n']) || value.len() > 200;
        let telling = value.contains(|c: char| c.is_ascii_digit() || c == '@');
        let facts = engine.facts(entity);
        if escaped || !telling || facts.group == Group::Secret || facts.multiline {
            continue;
        }
        for (name, disguise) in DISGUISES {
            let disguised = disguise(value);
            if disguised == value {
                continue;
            }
            let text = [&text[..span.start], &disguised, &text[span.end..]].concat();
            let all = engine.scan(text.as_bytes(), &column, &mut Scratch::default()).to_vec();
            let end = span.start + disguised.len();
            let found = all.iter().find(|f| f.entity == entity && (f.span.start, f.span.end) == (span.start, end));
            let same = found.is_some_and(|f| {
                if !f.evidence.is_disguised() {
                    return true;
                }
                let (mut buffer, mut plain, mut canonical) = (Vec::new(), Vec::new(), Vec::new());
                let detector = engine.detector(entity);
                detector.canonical(f.plain(disguised.as_bytes(), &mut buffer), &mut plain);
                detector.canonical(value.as_bytes(), &mut canonical);
                plain == canonical
            });
            // Or every byte of it is in a finding: two entities share it.
            let covered = (span.start..end)
                .filter(|i| text.as_bytes()[*i].is_ascii_alphanumeric())
                .all(|i| all.iter().any(|f| f.span.start <= i && i < f.span.end));
            if !same && !covered {
                let shown = all.iter().map(|f| (engine.facts(f.entity).name, f.span.start, f.span.end, f.score));
                let shown: Vec<_> = shown.map(|(name, a, b, s)| format!("{name} {a}..{b} {s}")).collect();
                failures.push(format!("{} with {name}: {text:?} gives {shown:?}", corpus.entity));
            }
        }
    }
    failures
}

/// Law *Disguise* for near-misses: they stay misses with full-width digits.
#[must_use]
pub fn disguised_misses(catalogue: fn() -> Vec<Box<dyn Detector>>, corpus: &Corpus) -> Vec<String> {
    let mut failures = Vec::new();
    for example in &corpus.misses() {
        let engine = shared_engine(catalogue, example.region_codes());
        let entity = engine.entity(&corpus.entity).expect("the corpus' entity is in the catalogue");
        let (_, disguise) = DISGUISES[0];
        let text = disguise(&example.plain());
        let column = engine.column(&place(&example.column));
        if engine
            .scan(text.as_bytes(), &column, &mut Scratch::default())
            .iter()
            .any(|f| f.entity == entity && f.evidence.is_disguised())
        {
            failures.push(format!("{} in {text:?} ({})", corpus.entity, example.why));
        }
    }
    failures
}

/// Laws for any bytes at all: probes, canonical forms, masks and stand-ins never panic; hits lie
/// in the text; single-line detectors do not cross a line end; the fast engine equals the naive
/// one.
///
/// `seeds` are texts that come close to hits; they are cut, glued and disturbed.
///
/// # Panics
/// If a law is broken.
pub fn any_bytes_laws(catalogue: fn() -> Vec<Box<dyn Detector>>, seeds: &[String], columns: &[&str], cases: u32) {
    let engine = engine(catalogue, vec![*b"NO", *b"US"]);
    let columns: Vec<_> = columns.iter().map(|c| engine.column(&place(c))).collect();
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let seed = (0..seeds.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let piece = prop_oneof![
        4 => seed.prop_map(|(n, from, to)| {
            let bytes = seeds[n].as_bytes();
            let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            bytes[a.min(b)..a.max(b)].to_vec()
        }),
        3 => (0..seeds.len()).prop_map(|n| seeds[n].as_bytes().to_vec()),
        1 => (0..seeds.len()).prop_map(|n| seeds[n].to_lowercase().into_bytes()),
        1 => (0..seeds.len()).prop_map(|n| seeds[n].to_uppercase().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..6),
        2 => "[0-9 .:@+/,;=\"'()_-]{0,12}|\n|\r\n|[a-zA-Z]{1,8}".prop_map(String::into_bytes),
        1 => "[０-９＠．\u{a0}\u{200b}–]{1,6}|%(40|2B|20|2D|25)|&(#64|amp|nbsp|#x2e);".prop_map(String::into_bytes),
    ];
    let text = proptest::collection::vec(piece, 0..6).prop_map(|parts| parts.concat());
    let mut runner = TestRunner::new(config);
    let outcome = runner.run(&(text, 0..columns.len()), |(text, column)| {
        let column = &columns[column];
        let naive = scan_naive(&engine, &text, column);
        let fast = engine.scan(&text, column, &mut Scratch::default()).to_vec();
        prop_assert_eq!(&fast, &naive, "fast (left) and naive (right) differ");
        for f in &naive {
            let value = f.span.of(&text);
            let detector = engine.detector(f.entity);
            prop_assert!(detector.facts().multiline || !value.contains(&b'\n'), "crosses a line end");
        }
        for id in engine.entities() {
            let detector = engine.detector(id);
            let stand_in = mint(detector, &text, &root(1, detector.facts().name));
            prop_assert!(detector.facts().decoy || !stand_in.is_empty(), "an empty stand-in");
            let _ = detector.keep(&text);
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// So many values that are built like hits are wanted for law *Chance*, and so many are tried.
const ALIKE: u32 = 3000;
const TRIES: u32 = 60_000;

/// Law *Chance*, over the corpus' hits: of values that are built like them, drawn by replacing half of
/// their digits and letters, no more are found than [`Detector::one_in`] says, by four standard errors.
/// Returns what is wrong.
#[must_use]
pub fn chance_faults(detector: &dyn Detector, corpus: &Corpus) -> Option<String> {
    let passes = |value: &[u8]| {
        let hits = (0..=value.len()).filter_map(|pos| detector.probe(&inkwash_core::At::new(value, pos)));
        hits.into_iter().any(|hit| hit.span.len() == value.len())
    };
    let mut state = 7_u64;
    let mut below = |n: u64| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % n
    };
    let values: Vec<_> =
        corpus.hit.iter().flat_map(|e| e.spans().into_iter().map(|s| s.of(e.plain().as_bytes()).to_vec())).collect();
    let mut values: Vec<_> = values.into_iter().filter(|v| detector.one_in(v) > 1 && passes(v)).collect();
    values.dedup();
    let (mut alike, mut found, mut expected) = (0, 0_u32, 0.0);
    for n in 0..if values.is_empty() { 0 } else { TRIES } {
        let value = &values[n as usize % values.len()];
        let mut drawn = value.clone();
        for b in &mut drawn {
            match *b {
                b'0'..=b'9' if below(2) == 0 => *b = b'0' + below(10) as u8,
                b'A'..=b'Z' if below(2) == 0 => *b = b'A' + below(26) as u8,
                b'a'..=b'z' if below(2) == 0 => *b = b'a' + below(26) as u8,
                _ => {}
            }
        }
        let one_in = detector.one_in(&drawn);
        if drawn != *value && one_in > 1 {
            alike += 1;
            found += u32::from(passes(&drawn));
            expected += 1.0 / f64::from(one_in);
        }
        if alike == ALIKE {
            break;
        }
    }
    let most = expected + 4.0 * expected.sqrt() + 4.0;
    (f64::from(found) > most).then(|| format!("{found} of {alike} pass, {expected:.0} are stated"))
}
