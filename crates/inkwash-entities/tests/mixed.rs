//! How much the whole catalogue finds in realistic texts, and how much of that is right:
//! `cargo test -p inkwash-entities --test mixed -- --nocapture` prints the tables.
//! `INKWASH_FAULTS=tune` (or `held-out`) prints each miss and each wrong finding too.
#![expect(clippy::print_stdout, reason = "the measured table is what one runs it for")]

use std::collections::BTreeMap;
use std::path::Path;

use inkwash_entities::catalogue;
use inkwash_testkit::detectors;
use inkwash_testkit::mixed::{self, Cell, Measured, Mixed, Set, Tally};

/// The least that each entity must reach in either half, a margin below what was measured.
const ENTITY_RECALL: f64 = 0.80;
const ENTITY_PRECISION: f64 = 0.75;
/// The least that all must reach together.
const RECALL: f64 = 0.92;
const PRECISION: f64 = 0.93;

fn cells() -> Vec<Cell> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/mixed");
    Mixed::load_all(&folder).iter().flat_map(Mixed::cells).collect()
}

fn measured(cells: &[Cell], set: Set) -> Measured {
    let engine = detectors::engine(catalogue, vec![]);
    mixed::measure(&engine, cells.iter().filter(|c| c.set == set))
}

fn sum(all: &BTreeMap<String, Tally>) -> Tally {
    all.values().fold(Tally::default(), |a, b| a.plus(*b))
}

fn print(title: &str, measured: &Measured) {
    println!("\n{title:<24} {:>6} {:>6} {:>6} {:>9} {:>7}", "found", "missed", "wrong", "precision", "recall");
    let row = |name: &str, t: Tally| {
        let Tally { found, missed, wrong } = t;
        println!("{name:<24} {found:>6} {missed:>6} {wrong:>6} {:>9.3} {:>7.3}", t.precision(), t.recall());
    };
    measured.total().iter().for_each(|(name, tally)| row(name, *tally));
    row("all of these", sum(&measured.total()));
    for (band, (findings, right)) in &measured.bands {
        let (low, share) = (f64::from(*band) / 10.0, f64::from(*right) / f64::from(*findings));
        println!("score {low:.1} to {:.1}: {findings:>4} findings, {share:.3} right", low + 0.1);
    }
}

#[test]
fn most_is_found_and_most_found_is_right() {
    let cells = cells();
    for (name, set) in [("tune", Set::Tune), ("held-out", Set::HeldOut)] {
        let measured = measured(&cells, set);
        print(name, &measured);
        if std::env::var("INKWASH_FAULTS").is_ok_and(|v| v == name) {
            measured.faults.iter().for_each(|f| println!("{f}"));
        }
        let total = measured.total();
        for (entity, tally) in &total {
            assert!(tally.recall() >= ENTITY_RECALL, "{name}: {entity} {tally:?}");
            assert!(tally.precision() >= ENTITY_PRECISION, "{name}: {entity} {tally:?}");
        }
        let all = sum(&total);
        assert!(all.recall() >= RECALL && all.precision() >= PRECISION, "{name}: {all:?}");
    }
}

#[test]
fn the_corpus_is_large_and_names_every_entity() {
    let cells = cells();
    let labels = || cells.iter().flat_map(|c| &c.labels);
    assert!(labels().count() >= 600);
    for detector in catalogue().iter().filter(|d| !d.facts().decoy) {
        let name = detector.facts().name;
        assert!(labels().any(|(entity, _)| entity == name), "{name} is not in the corpus");
    }
    for (entity, _) in labels() {
        assert!(catalogue().iter().any(|d| d.facts().name == entity), "{entity} is not in the catalogue");
    }
}
