//! The laws of DESIGN §4 for every entity of the catalogue. `INKWASH_ENTITY=US_SSN` runs them
//! for one.

use std::path::Path;

use inkwash_entities::catalogue;
use inkwash_testkit::corpus::Corpus;
use inkwash_testkit::detectors::{self, Lane};

/// The least number of hits, and of near-misses, that an entity needs.
const ENOUGH: usize = 15;
/// The entities that most users have, and what these need.
const COMMON: &[&str] = &[
    "EMAIL_ADDRESS",
    "IP_ADDRESS",
    "MAC_ADDRESS",
    "PHONE_NUMBER",
    "CREDIT_CARD",
    "IBAN_CODE",
    "US_SSN",
    "NO_FODSELSNUMMER",
    "DE_STEUER_ID",
    "CN_RESIDENT_ID",
    "UK_NINO",
    "URL_CREDENTIALS",
    "JWT",
    "PRIVATE_KEY",
    "AWS_ACCESS_KEY",
    "PASSWORD",
    "PERSON",
    "STREET_ADDRESS",
    "DATE_OF_BIRTH",
];
const ENOUGH_FOR_COMMON: usize = 20;

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
        let enough = if COMMON.contains(&name) { ENOUGH_FOR_COMMON } else { ENOUGH };
        // A row of a table is proved by the table's own laws as well.
        let least = if corpus.derived { 3 } else { enough };
        assert!(hits >= least, "{name} has {hits} hits, {least} are needed");
        assert!(misses >= enough, "{name} has {misses} near-misses, {enough} are needed");
    }
}

#[test]
fn facts_are_complete() {
    let only = std::env::var("INKWASH_ENTITY").ok();
    let all = catalogue();
    for facts in all.iter().map(|d| d.facts()).filter(|f| only.as_deref().is_none_or(|o| o == f.name)) {
        for (what, text) in [("title", facts.title), ("source", facts.source)] {
            assert!(!text.is_empty(), "{} has no {what}", facts.name);
        }
    }
}

#[test]
fn any_bytes_are_judged_alike_by_both_engines_and_never_panic() {
    let mut seeds: Vec<_> =
        corpora().iter().flat_map(|c| c.examples().map(|e| e.plain()).collect::<Vec<_>>()).collect();
    seeds.push(String::new());
    detectors::any_bytes_laws(catalogue, &seeds, &["", "ssn", "users.name", "password", "phone"], 1500);
}

#[test]
fn no_more_pass_by_chance_than_is_said() {
    let catalogue = catalogue();
    let all = corpora();
    let has_check = |corpus: &&Corpus| {
        let detector = catalogue.iter().find(|d| d.facts().name == corpus.entity);
        let values = corpus.hit.iter().flat_map(|e| e.spans().into_iter().map(|s| s.of(e.plain().as_bytes()).to_vec()));
        detector.is_some_and(|d| values.into_iter().any(|v| d.one_in(&v) > 1))
    };
    let only = std::env::var("INKWASH_ENTITY").is_ok();
    assert!(only || all.iter().filter(has_check).count() >= 170, "entities have lost their checks");
    let faults = all.into_iter().filter_map(|corpus| {
        let detector = catalogue.iter().find(|d| d.facts().name == corpus.entity)?;
        let fault = detectors::chance_faults(&**detector, &corpus)?;
        Some(format!("{}: {fault}", corpus.entity))
    });
    let faults: Vec<_> = faults.collect();
    assert!(faults.is_empty(), "{} entities:\n{}", faults.len(), faults.join("\n"));
}
