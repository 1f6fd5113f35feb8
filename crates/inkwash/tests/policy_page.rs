//! The examples of docs/policy.md are policies, and do what their own examples say.

use inkwash::{Policy, entity_names};

#[test]
fn the_policies_of_the_page_are_valid_and_their_examples_pass() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/policy.md");
    let text = std::fs::read_to_string(page).expect("it is there");
    let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let (mut policies, mut examples) = (0, 0);
    for block in blocks {
        let policy = Policy::parse(block, &entity_names()).unwrap_or_else(|e| panic!("{e} in\n{block}"));
        policy.check(&entity_names()).unwrap_or_else(|e| panic!("{e} in\n{block}"));
        policies += 1;
        for outcome in policy.run_examples().unwrap_or_else(|e| panic!("{e} in\n{block}")) {
            assert!(outcome.faults.is_empty(), "{}: {:?} in\n{block}", outcome.name, outcome.faults);
            examples += 1;
        }
    }
    assert!(policies >= 6 && examples >= 6, "{policies} policies, {examples} examples");
}
