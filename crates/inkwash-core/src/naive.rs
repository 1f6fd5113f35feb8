use alloc::vec::Vec;

use crate::context::Nearby;
use crate::engine::CellText;
use crate::{CellFinding, Column, Engine};

/// The engine without triggers, kept for ever as the oracle: every detector is asked at every
/// position of the whole text, then everything is weighed and resolved as always. Slow; for
/// tests.
#[must_use]
pub fn scan_naive(engine: &Engine, text: &[u8], column: &Column) -> Vec<CellFinding> {
    let cell = CellText::whole(text, column);
    let (mut findings, mut nearby) = (Vec::new(), Nearby::default());
    for id in engine.entities() {
        for pos in 0..=text.len() {
            if let Some(hit) = engine.probe(&cell, id, pos) {
                findings.extend(engine.counts(engine.weigh(&cell, id, hit, &mut nearby)));
            }
        }
    }
    engine.settle(&cell, &mut findings);
    findings
}
