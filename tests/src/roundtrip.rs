//! What must hold after dump, scrub and load: compared expression by expression.

use std::collections::{BTreeMap, BTreeSet};

use crate::residue::{Residue, essence, without_chance};
use crate::shop::{Check, Expect, Shop};
use crate::sql::Dialect;

/// A loaded database that answers queries.
pub trait Database {
    /// The dialect it speaks.
    fn dialect(&self) -> Dialect;

    /// The rows of a query's answer; `None` is NULL.
    fn query(&self, sql: &str) -> Vec<Vec<Option<String>>>;
}

/// How the dump was rewritten between dumping and loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// Not at all: proves that the comparison itself lets a perfect copy pass.
    Identity,
    /// By `inkwash scrub`.
    Scrub,
}

/// Compares a loaded scrubbed database with the original and looks for original values in the
/// scrubbed dump.
///
/// # Panics
/// With a list of everything that is wrong, values left out.
pub fn compare(form: &str, shop: &Shop, rewrite: Rewrite, before: &dyn Database, after: &dyn Database, dump: &[u8]) {
    let mut faults = Vec::new();
    let dialect = before.dialect();
    for query in shop.counts().into_iter().chain(shop.joins(dialect)) {
        let (old, new) = (before.query(&query), after.query(&query));
        assert!(old[0][0].as_deref() != Some("0"), "the query cannot fail, it counts nothing: {query}");
        if old != new {
            faults.push(format!("{old:?} became {new:?}: {query}"));
        }
    }
    let mut stand_ins = BTreeSet::new();
    for check in shop.checks(dialect) {
        faults.extend(fault_in(&check, rewrite, before, after, &mut stand_ins));
    }
    let originals = shop.originals();
    let found = originals.find(dump);
    match rewrite {
        Rewrite::Identity => assert!(found.len() > 20_000, "the search is blind: {} hits", found.len()),
        Rewrite::Scrub => {
            let residue = without_chance(found, &stand_ins, originals.len());
            faults.extend(summary(&residue, dump));
        }
    }
    assert!(faults.is_empty(), "{form}: {} faults\n- {}", faults.len(), faults.join("\n- "));
}

fn fault_in(
    check: &Check,
    rewrite: Rewrite,
    before: &dyn Database,
    after: &dyn Database,
    stand_ins: &mut BTreeSet<String>,
) -> Option<String> {
    let Check { table, order, expression, expect } = check;
    let order_by = if order.is_empty() { String::new() } else { format!(" ORDER BY {order}") };
    let query = format!("SELECT {expression} FROM {table}{order_by}");
    let column = |database: &dyn Database| -> Vec<Option<String>> {
        database.query(&query).into_iter().map(|mut row| row.remove(0)).collect()
    };
    let (old, new) = (column(before), column(after));
    let name = format!("{table}: {expression}");
    assert!(old.iter().any(Option::is_some), "{name} is empty, the check cannot fail");
    if old.len() != new.len() {
        return Some(format!("{name}: {} rows became {}", old.len(), new.len()));
    }
    let values = |column: &[Option<String>]| -> BTreeSet<String> { column.iter().flatten().cloned().collect() };
    let expect = if rewrite == Rewrite::Identity { Expect::Same } else { *expect };
    if order.is_empty() {
        let (old, new) = (values(&old), values(&new));
        stand_ins.extend(new.iter().map(|v| essence(v)));
        return (old.len() != new.len()).then(|| format!("{name}: {} distinct values became {}", old.len(), new.len()));
    }
    if let Some(row) = (0..old.len()).find(|&i| old[i].is_none() != new[i].is_none()) {
        return Some(format!("{name}: a NULL came or went in row {row}"));
    }
    if expect == Expect::Same {
        let changed = (0..old.len()).filter(|&i| old[i] != new[i]).count();
        let first = (0..old.len()).find(|&i| old[i] != new[i]);
        return first.map(|i| {
            format!("{name}: {changed} of {} changed that should not, first {:?} to {:?}", old.len(), old[i], new[i])
        });
    }
    let kept = (0..old.len()).filter(|&i| old[i].is_some() && old[i] == new[i]).count();
    if kept > 0 {
        return Some(format!("{name}: {kept} of {} did not change", old.len()));
    }
    if expect == Expect::Changed {
        return None;
    }
    stand_ins.extend(new.iter().flatten().map(|v| essence(v)));
    let mut map: BTreeMap<&str, &str> = BTreeMap::new();
    for (old, new) in old.iter().flatten().zip(new.iter().flatten()) {
        if map.insert(old, new).is_some_and(|earlier| earlier != new) {
            return Some(format!("{name}: equal values got different stand-ins"));
        }
    }
    let distinct = map.values().collect::<BTreeSet<_>>().len();
    (expect == Expect::Unique && distinct != map.len())
        .then(|| format!("{name}: {} distinct values share {distinct} stand-ins", map.len()))
}

/// One line per kind of original value that is still there: how many, and what stands around the
/// first one (all invented, so it may be shown).
fn summary(residue: &[Residue], dump: &[u8]) -> Vec<String> {
    let mut kinds: BTreeMap<&str, Vec<&Residue>> = BTreeMap::new();
    for r in residue {
        kinds.entry(r.kind).or_default().push(r);
    }
    let lines = kinds.into_iter().map(|(kind, all)| {
        let first = all[0];
        let (from, to) = (first.offset.saturating_sub(60), (first.offset + 60).min(dump.len()));
        let around = String::from_utf8_lossy(&dump[from..to]).replace('\n', "⏎");
        format!("{} original values survive as {kind}, first `{}` in …{around}…", all.len(), first.spelling)
    });
    lines.collect()
}
