//! The traps of `corpora/formats`: every cell is what the database would return, however the stream arrives.

use inkwash_formats::named;
use inkwash_testkit::formats::{cells, stream_laws};
use inkwash_testkit::traps::load;

#[test]
fn every_trap_gives_its_cells() {
    let mut faults = Vec::new();
    for trap in load() {
        let start = named(&trap.format, b"").expect("the trap's format is known").start;
        let found = cells(start, trap.input.as_bytes());
        let (placed, outside): (Vec<_>, Vec<_>) = found.into_iter().partition(|(place, _)| !place.is_empty());
        if placed != trap.cells {
            faults.push(format!("{}:\n  found  {placed:?}\n  wanted {:?}", trap.name, trap.cells));
        }
        for text in &trap.outside {
            if !outside.iter().any(|(_, cell)| cell.contains(text)) {
                faults.push(format!("{}: nothing outside of rows shows {text}", trap.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_trap_keeps_the_laws_at_every_limit() {
    for trap in load() {
        let start = named(&trap.format, b"").expect("the trap's format is known").start;
        for limit in [64, 257, 1 << 20] {
            let kept = stream_laws(start, trap.input.as_bytes(), limit, &[1, 7, 300]);
            assert!(kept.is_ok(), "{} at {limit}: {kept:?}", trap.name);
        }
    }
}
