use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::{CellFinding, Span};

/// Makes findings disjoint, in place, by one total order: higher score, then longer, then
/// earlier, then the entity that stands first in the catalogue. What a winner leaves uncovered
/// of a loser stays a finding of the loser, trimmed to its letters and digits: resolving an
/// overlap never uncovers a byte.
///
/// Afterwards the findings are sorted by position.
pub(crate) fn resolve(text: &[u8], findings: &mut Vec<CellFinding>) {
    findings.sort_unstable_by_key(|f| (f.span.start, Reverse(f.span.end), f.entity));
    findings.dedup_by(|b, a| a.span == b.span && a.entity == b.entity && a.score >= b.score);
    if findings.windows(2).all(|w| w[0].span.end <= w[1].span.start) {
        return;
    }
    let all = core::mem::take(findings);
    let mut rest = all.as_slice();
    while let Some(first) = rest.first() {
        let mut end = first.span.end;
        let n = rest.iter().take_while(|f| {
            let joins = f.span.start < end;
            end = if joins { end.max(f.span.end) } else { end };
            joins
        });
        let (cluster, others) = rest.split_at(n.count());
        rest = others;
        match cluster {
            [one] => findings.push(*one),
            _ => resolve_cluster(text, cluster, findings),
        }
    }
}

fn resolve_cluster(text: &[u8], cluster: &[CellFinding], out: &mut Vec<CellFinding>) {
    let mut by_rank = cluster.to_vec();
    by_rank.sort_by_key(|f| (Reverse(f.score), Reverse(f.span.len()), f.span.start, f.entity));
    let mut taken: BTreeMap<usize, CellFinding> = BTreeMap::new();
    let mut gaps = Vec::new();
    for finding in by_rank {
        gaps.clear();
        let mut start = finding.span.start;
        let before = taken.range(..=start).next_back().map(|(_, f)| f.span);
        if let Some(span) = before {
            start = start.max(span.end);
        }
        for other in taken.range(finding.span.start + 1..finding.span.end.max(finding.span.start + 1)) {
            if other.1.span.start > start {
                gaps.push(Span::new(start, other.1.span.start));
            }
            start = start.max(other.1.span.end);
        }
        if start < finding.span.end {
            gaps.push(Span::new(start, finding.span.end));
        }
        for gap in &gaps {
            if *gap == finding.span {
                taken.insert(gap.start, finding);
            } else if let Some(span) = trim(text, *gap) {
                let evidence = finding.evidence.with_remainder();
                taken.insert(span.start, CellFinding { span, evidence, ..finding });
            }
        }
    }
    out.extend(taken.into_values());
}

/// The span without leading and trailing ASCII bytes that are neither letter nor digit.
fn trim(text: &[u8], span: Span) -> Option<Span> {
    let keeps = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
    let bytes = span.of(text);
    let start = bytes.iter().position(keeps)?;
    let end = bytes.iter().rposition(keeps)? + 1;
    Some(Span::new(span.start + start, span.start + end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityId, Evidence, Score};

    fn finding(start: usize, end: usize, score: u16, entity: u16) -> CellFinding {
        CellFinding {
            span: Span::new(start, end),
            entity: EntityId(entity),
            score: Score::permille(score),
            evidence: Evidence::PATTERN,
        }
    }

    fn resolved(text: &str, mut findings: Vec<CellFinding>) -> Vec<(usize, usize, u16)> {
        resolve(text.as_bytes(), &mut findings);
        findings.iter().map(|f| (f.span.start, f.span.end, f.entity.0)).collect()
    }

    #[test]
    fn the_better_one_wins_and_the_rest_stays_covered() {
        let text = "aaaaabbbbbccccc";
        assert_eq!(
            resolved(text, alloc::vec![finding(0, 10, 900, 1), finding(5, 15, 800, 2)]),
            [(0, 10, 1), (10, 15, 2)]
        );
        assert_eq!(
            resolved(text, alloc::vec![finding(0, 15, 600, 2), finding(5, 10, 900, 1)]),
            [(0, 5, 2), (5, 10, 1), (10, 15, 2)]
        );
        assert_eq!(resolved(text, alloc::vec![finding(0, 10, 800, 1), finding(0, 10, 800, 0)]), [(0, 10, 0)]);
    }

    #[test]
    fn remainders_of_punctuation_vanish() {
        assert_eq!(
            resolved("ann@x (a)", alloc::vec![finding(0, 9, 600, 1), finding(0, 5, 900, 0)]),
            [(0, 5, 0), (7, 8, 1)]
        );
    }
}
