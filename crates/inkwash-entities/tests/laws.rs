//! The laws of DESIGN §4 for every entity of the catalogue. `INKWASH_ENTITY=US_SSN` runs them
//! for one.

use std::path::Path;

use inkwash_entities::catalogue;
use inkwash_testkit::corpus::Corpus;
use inkwash_testkit::detectors::{self, Lane};

/// The least number of hits, and of near-misses, that an entity needs.
const ENOUGH: usize = 15;

fn corpora() -> Vec<Corpus> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/entities");
    let mut all = Corpus::load_all(&folder);
    if let Ok(only) = std::env::var("INKWASH_ENTITY") {
        all.retain(|c| c.entity == only);
    }
    assert!(!all.is_empty(), "no corpus to check");
    all
}

fn check(lane: Lane) {
    let failures: Vec<_> = corpora().iter().flat_map(|c| detectors::corpus_failures(catalogue, c, lane)).collect();
    assert!(failures.is_empty(), "{} examples are judged wrongly:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn examples_are_judged_as_labelled() {
    check(Lane::Fast);
}

#[test]
fn the_naive_engine_judges_them_alike() {
    check(Lane::Naive);
}

#[test]
fn disguised_values_are_found() {
    let failures: Vec<_> = corpora().iter().flat_map(|c| detectors::disguise_failures(catalogue, c)).collect();
    assert!(failures.is_empty(), "{} disguises work:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn disguised_near_misses_stay_misses() {
    let failures: Vec<_> = corpora().iter().flat_map(|c| detectors::disguised_misses(catalogue, c)).collect();
    assert!(failures.is_empty(), "{} become findings:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn stand_ins_keep_the_mint_law() {
    corpora().iter().for_each(|c| detectors::mint_law(catalogue, c));
}

#[test]
fn every_entity_has_enough_examples() {
    let corpora = corpora();
    let only = std::env::var("INKWASH_ENTITY").ok();
    for detector in catalogue().iter().filter(|d| !d.facts().decoy) {
        let name = detector.facts().name;
        if only.as_deref().is_some_and(|o| o != name) {
            continue;
        }
        let corpus = corpora.iter().find(|c| c.entity == name).unwrap_or_else(|| panic!("{name} has no corpus"));
        let (hits, misses) = (corpus.hit.len(), corpus.misses().len());
        // A row of a table is proved by the table's own laws as well.
        let least = if corpus.derived { 3 } else { ENOUGH };
        assert!(hits >= least, "{name} has {hits} hits, {least} are needed");
        assert!(misses >= ENOUGH, "{name} has {misses} near-misses, {ENOUGH} are needed");
    }
}

#[test]
fn any_bytes_are_judged_alike_by_both_engines_and_never_panic() {
    let seeds: Vec<_> = corpora().iter().flat_map(|c| c.examples().map(|e| e.plain()).collect::<Vec<_>>()).collect();
    detectors::any_bytes_laws(catalogue, &seeds, &["", "ssn", "users.name", "password", "phone"], 1500);
}
