//! The traps of `corpora/formats` through the built command; real servers load them in the suites of their own.

use inkwash_testkit::traps::load;
use inkwash_tests::traps::scrubbed;

#[test]
fn every_trap_comes_out_as_it_should() {
    let mut faults = Vec::new();
    for trap in load() {
        let output = scrubbed(&trap);
        let output = String::from_utf8(output).expect("the traps are UTF-8");
        for wanted in &trap.output {
            if !output.contains(wanted) {
                faults.push(format!("{}: {wanted:?} is not in\n{output}", trap.name));
            }
        }
        if output.contains("@example.com") {
            faults.push(format!("{}: an address survives in\n{output}", trap.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
