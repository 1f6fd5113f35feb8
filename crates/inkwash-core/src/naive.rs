use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::context::Nearby;
use crate::disguise::{Disguises, Second};
use crate::engine::CellText;
use crate::fold;
use crate::learn::Learner;
use crate::witness::Witness;
use crate::{CellFinding, Column, ColumnId, Engine, EntityId, Hit, Place};

/// What a stream's columns are, all of it at hand: the pump's naive twin asks it. For tests.
pub struct NaiveColumns<'e> {
    engine: &'e Engine,
    columns: Vec<Column>,
    learner: Learner,
    started: bool,
}

impl<'e> NaiveColumns<'e> {
    /// Learns from a stream's places, by number, and its cells in order; `None` where a record ends.
    #[must_use]
    pub fn learn<'c>(
        engine: &'e Engine,
        places: &[Arc<Place>],
        cells: impl Iterator<Item = Option<(ColumnId, &'c [u8])>>,
    ) -> Self {
        let columns: Vec<_> = places.iter().map(|place| engine.column(place)).collect();
        let mut all = Self { engine, columns, learner: Learner::default(), started: false };
        for (place, column) in places.iter().zip(&all.columns) {
            all.learner.add(place, column.named.iter().any(|id| engine.is_personal(*id)));
        }
        for cell in cells {
            let Some((id, text)) = cell else {
                all.learner.end_record();
                continue;
            };
            let column = id.0 as usize;
            if !text.is_empty() && all.learner.meet(column, 0, 0) {
                let (findings, witnesses) = all.judge(text, id);
                all.learner.observe(engine, column, text, &witnesses, &findings);
            }
        }
        while all.learner.start().is_some() {
            let columns = &all.columns;
            let held = all.learner.judge(engine, 0, |n| &columns[n as usize]);
            held.into_iter().for_each(|(n, id)| all.columns[n as usize].add_named(id));
        }
        all.started = true;
        all
    }

    /// All findings in a cell.
    #[must_use]
    pub fn scan(&self, text: &[u8], id: ColumnId) -> Vec<CellFinding> {
        self.judge(text, id).0
    }

    fn judge(&self, text: &[u8], id: ColumnId) -> (Vec<CellFinding>, Vec<Witness>) {
        let column = id.0 as usize;
        let shape = if self.started { self.learner.shape_of(column, text) } else { None };
        naive(self.engine, &CellText { shape, ..CellText::whole(text, &self.columns[column]) })
    }
}

/// The engine without triggers, kept for ever as the oracle: every detector is asked at every
/// position of the whole text, then everything is weighed and resolved as always. Slow; for
/// tests.
#[must_use]
pub fn scan_naive(engine: &Engine, text: &[u8], column: &Column) -> Vec<CellFinding> {
    naive(engine, &CellText::whole(text, column)).0
}

fn naive(engine: &Engine, cell: &CellText<'_>) -> (Vec<CellFinding>, Vec<Witness>) {
    let mut disguises = Vec::new();
    fold::disguises(cell.text, 0, &mut disguises);
    let cell = &CellText { disguises: Disguises { at: &disguises, shift: 0 }, ..*cell };
    let (mut findings, mut witnesses, mut nearby) = (Vec::new(), Vec::new(), Nearby::default());
    let probes = |view: &CellText<'_>, take: &mut dyn FnMut(EntityId, Hit)| {
        for id in engine.entities() {
            for pos in view.from..=view.text.len() {
                if let Some(hit) = engine.probe(view, id, pos) {
                    take(id, hit);
                }
            }
        }
    };
    probes(cell, &mut |id, hit| {
        witnesses.extend(engine.witness(cell, id, &hit));
        findings.extend(engine.counts(engine.weigh(cell, id, hit, &mut nearby)));
    });
    engine.look_again(cell, &mut Second::default(), &mut findings, probes);
    engine.settle(cell, &mut findings);
    (findings, witnesses)
}
