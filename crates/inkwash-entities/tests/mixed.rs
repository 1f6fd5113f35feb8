//! How much the whole catalogue finds in realistic texts, and how much of that is right:
//! `cargo test -p inkwash-entities --test mixed -- --nocapture` prints the tables.
//! `INKWASH_FAULTS=tune` (or `held-out`) prints each miss and each wrong finding too.

use std::path::Path;

use inkwash_entities::catalogue;
use inkwash_testkit::detectors;
use inkwash_testkit::mixed::{self, Cell, Measured, Mixed, Set, Tally};

fn cells() -> Vec<Cell> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/mixed");
    Mixed::load_all(&folder).iter().flat_map(Mixed::cells).collect()
}

fn measured(cells: &[Cell], set: Set) -> Measured {
    let engine = detectors::engine(catalogue, vec![]);
    mixed::measure(&engine, cells.iter().filter(|c| c.set == set))
}

fn print(title: &str, measured: &Measured) {
    println!("\n{title:<18} {:>6} {:>6} {:>6} {:>9} {:>7}", "found", "missed", "wrong", "precision", "recall");
    let row = |name: &str, t: Tally| {
        println!("{name:<18} {:>6} {:>6} {:>6} {:>9.3} {:>7.3}", t.found, t.missed, t.wrong, t.precision(), t.recall());
    };
    let total = measured.total();
    total.iter().for_each(|(name, tally)| row(name, *tally));
    let sum = |all: &std::collections::BTreeMap<String, Tally>| all.values().fold(Tally::default(), |a, b| a.plus(*b));
    row("all texts", sum(&measured.texts));
    row("all fields", sum(&measured.fields));
    row("all", sum(&total));
    for (band, (findings, right)) in &measured.bands {
        let share = f64::from(*right) / f64::from(*findings);
        println!(
            "score {:.1}..{:.1}: {findings:>4} findings, {share:.3} right",
            f64::from(*band) / 10.0,
            f64::from(band + 1) / 10.0
        );
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
    }
}
