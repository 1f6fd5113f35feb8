//! Replays the seeds of the fuzz targets, in every format.

use std::path::Path;

use inkwash_core::Action;
use inkwash_testkit::fuzz::{Kit, TARGETS};

fn kit() -> Kit {
    let formats = inkwash_formats::formats().iter().map(|row| (row.name, row.start)).collect();
    let transform = inkwash_transforms::parse("pseudonymise").expect("a transform");
    Kit::new(inkwash_entities::catalogue(), formats, Action::Apply(transform.into()))
}

#[test]
fn seeds_of_the_fuzz_targets_keep_the_laws() {
    let kit = kit();
    for (target, check) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let mut seeds = 0;
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            let mut seed = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            eprintln!("{}", path.display());
            check(&kit, &seed);
            for format in 0..kit.formats() {
                if let Some(first) = seed.first_mut() {
                    *first = format as u8;
                    check(&kit, &seed);
                }
            }
            seeds += 1;
        }
        assert!(seeds > 0, "{target} has no seeds");
    }
}
