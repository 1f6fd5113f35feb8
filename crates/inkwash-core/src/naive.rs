use alloc::vec::Vec;

use crate::context::Nearby;
use crate::disguise::{Disguises, Second};
use crate::engine::CellText;
use crate::fold;
use crate::{CellFinding, Column, Engine, EntityId, Hit};

/// The engine without triggers, kept for ever as the oracle: every detector is asked at every
/// position of the whole text, then everything is weighed and resolved as always. Slow; for
/// tests.
#[must_use]
pub fn scan_naive(engine: &Engine, text: &[u8], column: &Column) -> Vec<CellFinding> {
    let mut disguises = Vec::new();
    fold::disguises(text, 0, &mut disguises);
    let disguises = Disguises { at: &disguises, shift: 0 };
    let cell = CellText { disguises, ..CellText::whole(text, column) };
    let (mut findings, mut nearby) = (Vec::new(), Nearby::default());
    let probes = |view: &CellText<'_>, take: &mut dyn FnMut(EntityId, Hit)| {
        for id in engine.entities() {
            for pos in view.from..=view.text.len() {
                if let Some(hit) = engine.probe(view, id, pos) {
                    take(id, hit);
                }
            }
        }
    };
    probes(&cell, &mut |id, hit| findings.extend(engine.counts(engine.weigh(&cell, id, hit, &mut nearby))));
    engine.look_again(&cell, &mut Second::default(), &mut findings, probes);
    engine.settle(&cell, &mut findings);
    findings
}
