//! The second look: text around a disguise, in plain spelling.
//!
//! A cell is looked at in stretches whose borders lie at fixed offsets of the cell, so that it
//! does not matter how the cell arrived. A stretch begins [`LEAD`] bytes or more before the first
//! finding that is its own, and its own are those that begin within [`STEP`] bytes (the first
//! stretch begins with the cell); it has [`AHEAD`] bytes more for them to end in.

use alloc::vec::Vec;

use crate::context::Nearby;
use crate::engine::CellText;
use crate::fold::Folded;
use crate::{CellFinding, Engine, EntityId, Hit, Span};

const LEAD: usize = 128;
const STEP: usize = 384;
const AHEAD: usize = 640;

/// Memory for it.
#[derive(Default)]
pub(crate) struct Second {
    folded: Folded,
    nearby: Nearby,
}

/// Where something that may be a disguise stands, sorted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Disguises<'a> {
    /// Offsets in something that the text is part of.
    pub(crate) at: &'a [u32],
    /// Where the text begins in it.
    pub(crate) shift: usize,
}

/// A stretch, as offsets in the text.
struct Stretch {
    start: usize,
    end: usize,
    /// Where findings begin that are its own.
    own: Span,
}

impl Stretch {
    fn new(cell: &CellText<'_>, n: usize) -> Self {
        let first = n * STEP;
        let place = |at: usize| at.saturating_sub(cell.offset).min(cell.text.len());
        let own = if n == 0 { 0 } else { first + LEAD };
        let own_end = first + LEAD + STEP;
        let own = Span::new(place(own).max(cell.from), place(own_end).max(cell.from));
        Self { start: place(first), end: place(own_end + AHEAD), own }
    }

    /// The whole lines of the stretch in which its own findings can be that hold the disguise at
    /// `at` or one after it; `None` if there are none.
    fn lines(&self, text: &[u8], at: usize) -> Option<Span> {
        let last = self.own.end.checked_sub(1)?;
        if self.own.is_empty() || at > last && memchr::memchr(b'\n', &text[last..at]).is_some() {
            return None;
        }
        let start = memchr::memrchr(b'\n', &text[self.start..at]).map_or(self.start, |i| self.start + i + 1);
        let after = last.max(at);
        let end = memchr::memchr(b'\n', &text[after..self.end]).map_or(self.end, |i| after + i);
        Some(Span::new(start, end))
    }
}

impl Engine {
    /// Adds what is found in plain spelling around the cell's disguises. `probes` finds the hits
    /// in a text.
    pub(crate) fn look_again(
        &self,
        cell: &CellText<'_>,
        second: &mut Second,
        findings: &mut Vec<CellFinding>,
        mut probes: impl FnMut(&CellText<'_>, &mut dyn FnMut(EntityId, Hit)),
    ) {
        let Second { folded, nearby } = second;
        let (before, mut next) = (findings.len(), 0);
        for &at in cell.disguises.at {
            let at = at as usize - cell.disguises.shift;
            if at < cell.from {
                continue;
            }
            let in_cell = cell.offset + at;
            let oldest = (in_cell + 1).saturating_sub(LEAD + STEP + AHEAD).div_ceil(STEP);
            for n in next.max(oldest)..=in_cell.saturating_sub(LEAD) / STEP {
                let stretch = Stretch::new(cell, n);
                let Some(lines) = stretch.lines(cell.text, at) else { continue };
                next = n + 1;
                let whole = lines.len() == cell.text.len() && cell.first && !cell.more;
                // A part does not begin where the cell does.
                let lead: &[u8] = if whole { b"" } else { b"\n" };
                folded.fill(lead, lines.of(cell.text), lines.start);
                nearby.clear();
                let view = CellText { first: whole, from: lead.len(), ..CellText::whole(&folded.text, cell.column) };
                probes(&view, &mut |id, hit| {
                    let Some(span) = folded.origin(hit.span) else { return };
                    if !(stretch.own.start..stretch.own.end).contains(&span.start) || self.facts(id).multiline {
                        return;
                    }
                    let finding = self.weigh(&view, id, hit, nearby);
                    let evidence = finding.evidence.with_disguise();
                    let finding = CellFinding { span, evidence, ..finding };
                    findings.extend(self.counts(finding));
                });
            }
        }
        if findings.len() > before {
            drop_known(findings);
        }
    }
}

/// Drops second findings of what was found as it was written: that detector knows the spelling.
fn drop_known(findings: &mut Vec<CellFinding>) {
    findings.sort_by_key(|f| (f.span.start, core::cmp::Reverse(f.span.end), f.evidence.is_disguised()));
    let mut known: Vec<CellFinding> = Vec::new();
    findings.retain(|f| {
        known.retain(|k| k.span.end > f.span.start);
        if !f.evidence.is_disguised() {
            known.push(*f);
            return true;
        }
        !known.iter().any(|k| k.entity == f.entity && k.span.end >= f.span.end)
    });
}
