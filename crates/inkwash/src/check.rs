//! Whether a scrubbed data set still is what the original was, but for its values.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;

use inkwash_core::{Group, KeyKind, Place, TableKey};
use serde::Serialize;

use crate::records::{Records, Value};
use crate::{Error, Scanner, StreamOptions};

/// So many distinct values of a column are kept at once, as hashes. Of more, one half is left out each
/// time, chosen by its hashes.
const MOST: usize = 1 << 15;
/// So many combinations of what may tell persons apart are.
const MOST_GROUPS: usize = 1 << 18;
/// So many columns of dates of a table are compared with each other.
const MOST_DATES: usize = 8;
/// A group of fewer alike is small (as in most guidance on k-anonymity).
const SMALL: u64 = 5;
/// Estimates of the two sides may differ by so much, in per cent, where not all values were kept.
const TOLERANCE: u64 = 5;

/// A number for the original and one for what it was scrubbed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sides<T> {
    /// Of the original.
    pub original: T,
    /// Of the scrubbed one.
    pub scrubbed: T,
}

/// How two data sets compare.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// By path.
    pub tables: Vec<TableComparison>,
}

/// How a table, or all records of a file that has none, compares.
#[derive(Clone, Debug, Serialize)]
pub struct TableComparison {
    /// `public.customers`, or empty.
    pub table: String,
    /// Records with any value.
    pub rows: Sides<u64>,
    /// In the order of their paths.
    pub columns: Vec<ColumnComparison>,
    /// What is left to tell its persons apart by.
    pub anonymity: Option<Anonymity>,
}

/// How a column compares.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnComparison {
    /// Its path: `public.customers.email`, `/user/mail`.
    pub place: String,
    /// Records without a value.
    pub nulls: Sides<u64>,
    /// Distinct values; an estimate (one per cent) where there are many.
    pub distinct: Sides<u64>,
    /// No value came twice, as far as values were kept.
    pub unique: Sides<bool>,
    /// The shortest and the longest value, in characters.
    pub chars: Sides<[u64; 2]>,
    /// Records whose value is another one.
    pub changed: u64,
    /// Values that are in the column which a foreign key refers to, in per cent of the distinct ones.
    pub joins: Option<Join>,
    /// Records in which a date comes before another column's in one data set, and not in the other.
    pub reordered: Vec<Reordered>,
    /// What does not hold any more, in words.
    pub faults: Vec<String>,
}

/// How well a foreign key finds its rows.
#[derive(Clone, Debug, Serialize)]
pub struct Join {
    /// The column it refers to.
    pub to: String,
    /// Per cent of its distinct values that are there.
    pub found: Sides<u64>,
}

/// Dates whose order has changed.
#[derive(Clone, Debug, Serialize)]
pub struct Reordered {
    /// The other column.
    pub other: String,
    /// In so many records.
    pub records: u64,
}

/// How many records are alike in what is known of persons beside names and numbers: dates of birth,
/// gender, postal codes and the like (quasi-identifiers). Source: L. Sweeney, "k-anonymity: a model for
/// protecting privacy" (2002).
#[derive(Clone, Debug, Serialize)]
pub struct Anonymity {
    /// The columns.
    pub columns: Vec<String>,
    /// The smallest group of records that are alike in all of them: the k of k-anonymity.
    pub k: u64,
    /// Records in groups of fewer than five, in per cent.
    pub in_small_groups: u64,
}

impl Comparison {
    /// Whether everything holds that held in the original.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.tables.iter().all(|table| {
            table.rows.original == table.rows.scrubbed && table.columns.iter().all(|column| column.faults.is_empty())
        })
    }
}

impl Scanner {
    /// Compares a data set with what it was scrubbed to, both read once, record by record: rows, NULLs,
    /// distinct values, uniqueness, lengths, foreign keys, the order of dates, what was changed, and the
    /// k-anonymity of what is left. Memory is bounded for each column.
    ///
    /// ```
    /// use inkwash::{Scanner, StreamOptions};
    /// let csv = StreamOptions::new().format("csv")?;
    /// let (original, scrubbed) = (&b"id,mail\n1,a@b.test\n2,c@d.test\n"[..], &b"id,mail\n1,x@y.test\n2,x@y.test\n"[..]);
    /// let comparison = Scanner::new().check(original, scrubbed, &csv)?;
    /// let mail = &comparison.tables[0].columns[1];
    /// assert_eq!((mail.place.as_str(), mail.changed), ("mail", 2));
    /// assert_eq!(mail.faults, ["is not unique any more"]);
    /// assert!(!comparison.holds());
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn check(
        &self,
        original: impl Read,
        scrubbed: impl Read,
        options: &StreamOptions,
    ) -> Result<Comparison, Error> {
        let mut sides = [Side::new(original, options)?, Side::new(scrubbed, options)?];
        let mut tables = Tables {
            scanner: self,
            columns: Vec::new(),
            by_path: HashMap::new(),
            all: BTreeMap::new(),
            keys: Vec::new(),
        };
        loop {
            let mut records = [false; 2];
            for (side, there) in sides.iter_mut().zip(&mut records) {
                *there = side.next(&mut tables)?;
            }
            if records == [false; 2] {
                tables.keys = sides[0].records.keys().to_vec();
                return Ok(tables.comparison());
            }
            tables.take([&sides[0].values, &sides[1].values]);
        }
    }
}

/// One of the two data sets.
struct Side<'r> {
    records: Records<'r>,
    /// By the number that its values give: the column in both.
    columns: Vec<usize>,
    /// Of the record, by column.
    values: Vec<(usize, Value)>,
    read: Vec<Value>,
}

impl<'r> Side<'r> {
    fn new(source: impl Read + 'r, options: &StreamOptions) -> Result<Self, Error> {
        let records = Records::new(source, options)?;
        Ok(Self { records, columns: Vec::new(), values: Vec::new(), read: Vec::new() })
    }

    fn next(&mut self, tables: &mut Tables<'_>) -> Result<bool, Error> {
        let there = self.records.next(&mut self.read)?;
        for place in &self.records.places()[self.columns.len()..] {
            self.columns.push(tables.column(place));
        }
        self.values.clear();
        self.values.extend(self.read.drain(..).map(|value| (self.columns[value.column], value)));
        self.values.sort_by_key(|(column, _)| *column);
        Ok(there)
    }
}

/// Hashes of values, and how often each came.
#[derive(Default)]
struct Distinct {
    counts: HashMap<u64, u64>,
    /// One in 2^halvings is kept.
    halvings: u32,
}

impl Distinct {
    fn add(&mut self, hash: u64, most: usize) {
        if !self.keeps(hash) {
            return;
        }
        *self.counts.entry(hash).or_default() += 1;
        while self.counts.len() > most {
            self.halve();
        }
    }

    const fn keeps(&self, hash: u64) -> bool {
        hash.trailing_zeros() >= self.halvings
    }

    fn halve(&mut self) {
        self.halvings += 1;
        let halvings = self.halvings;
        self.counts.retain(|hash, _| hash.trailing_zeros() >= halvings);
    }

    fn len(&self) -> u64 {
        (self.counts.len() as u64) << self.halvings
    }

    fn is_unique(&self) -> bool {
        self.counts.values().all(|count| *count == 1)
    }

    /// How many per cent of its values are in another one.
    fn found_in(&self, other: &Self) -> u64 {
        let kept = || self.counts.keys().filter(|hash| other.keeps(**hash));
        let found = kept().filter(|hash| other.counts.contains_key(hash)).count() as u64;
        match kept().count() as u64 {
            0 => 100,
            all => found * 100 / all,
        }
    }
}

/// What is known of a column in one of the data sets.
#[derive(Default)]
struct Stats {
    values: u64,
    distinct: Distinct,
    chars: Option<[u64; 2]>,
}

struct ColumnStats {
    place: Arc<Place>,
    table: String,
    sides: [Stats; 2],
    changed: u64,
    /// By the other column: the records in which the order is another one.
    reordered: BTreeMap<usize, u64>,
    /// It may tell persons apart.
    quasi: bool,
}

#[derive(Default)]
struct TableStats {
    rows: [u64; 2],
    columns: Vec<usize>,
    groups: Distinct,
}

struct Tables<'s> {
    scanner: &'s Scanner,
    columns: Vec<ColumnStats>,
    by_path: HashMap<String, usize>,
    all: BTreeMap<String, TableStats>,
    /// What the original declares, before its rows or behind them.
    keys: Vec<TableKey>,
}

impl Tables<'_> {
    /// The number of a column that both data sets may have.
    fn column(&mut self, place: &Arc<Place>) -> usize {
        if let Some(number) = self.by_path.get(&place.path) {
            return *number;
        }
        let number = self.columns.len();
        self.by_path.insert(place.path.clone(), number);
        let table = place.path.strip_suffix(&place.name).unwrap_or_default().trim_end_matches('.').to_owned();
        let table = if place.path.starts_with('/') { String::new() } else { table };
        if !place.path.is_empty() {
            self.all.entry(table.clone()).or_default().columns.push(number);
        }
        let engine = &self.scanner.engine;
        let named = engine.column(place);
        let quasi = named.named().iter().any(|id| {
            let facts = engine.facts(*id);
            facts.group == Group::Person && facts.name != "PERSON" || facts.name == "POSTAL_CODE"
        });
        let (place, sides) = (place.clone(), Default::default());
        self.columns.push(ColumnStats { place, table, sides, changed: 0, reordered: BTreeMap::new(), quasi });
        number
    }

    /// Takes a record of each data set; one may have ended.
    fn take(&mut self, records: [&[(usize, Value)]; 2]) {
        for (side, values) in records.iter().enumerate() {
            let Some((first, _)) = values.first() else { continue };
            let table = self.all.get_mut(&self.columns[*first].table).expect("columns have tables");
            table.rows[side] += 1;
            for (column, value) in *values {
                let stats = &mut self.columns[*column].sides[side];
                stats.values += 1;
                stats.distinct.add(value.hash, MOST);
                let [least, most] = stats.chars.unwrap_or([value.chars; 2]);
                stats.chars = Some([least.min(value.chars), most.max(value.chars)]);
            }
        }
        self.compare(records);
        self.group(records[1]);
    }

    /// Which values of a record are other ones, and which dates come in another order.
    fn compare(&mut self, records: [&[(usize, Value)]; 2]) {
        let [mut original, mut scrubbed] = records;
        let mut dates: Vec<(usize, [&[u8]; 2])> = Vec::new();
        while let Some(((column, value), rest)) = original.split_first() {
            original = rest;
            while scrubbed.first().is_some_and(|(other, _)| other < column) {
                scrubbed = &scrubbed[1..];
            }
            let Some((_, new)) = scrubbed.first().filter(|(other, _)| other == column) else {
                self.columns[*column].changed += 1;
                continue;
            };
            scrubbed = &scrubbed[1..];
            self.columns[*column].changed += u64::from(new.hash != value.hash);
            if let (Some(before), Some(after)) = (date(&value.head), date(&new.head))
                && dates.len() < MOST_DATES
            {
                dates.push((*column, [before, after]));
            }
        }
        for (n, (column, [before, after])) in dates.iter().enumerate() {
            for (other, [their_before, their_after]) in &dates[n + 1..] {
                let turned = before.cmp(their_before) != after.cmp(their_after);
                *self.columns[*column].reordered.entry(*other).or_default() += u64::from(turned);
            }
        }
    }

    /// Counts what a record has in common with others.
    fn group(&mut self, record: &[(usize, Value)]) {
        let Some((first, _)) = record.first() else { return };
        let quasi = record.iter().filter(|(column, _)| self.columns[*column].quasi);
        let (mut hash, mut any) = (0u64, false);
        for (column, value) in quasi {
            any = true;
            hash = (hash ^ value.hash).wrapping_add(*column as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            hash ^= hash >> 29;
        }
        if any {
            let table = self.all.get_mut(&self.columns[*first].table).expect("columns have tables");
            table.groups.add(hash, MOST_GROUPS);
        }
    }

    fn comparison(&self) -> Comparison {
        let tables = self.all.iter().map(|(path, table)| TableComparison {
            table: path.clone(),
            rows: Sides { original: table.rows[0], scrubbed: table.rows[1] },
            columns: table.columns.iter().map(|number| self.compared(table, *number)).collect(),
            anonymity: self.anonymity(table),
        });
        Comparison { tables: tables.collect() }
    }

    fn compared(&self, table: &TableStats, number: usize) -> ColumnComparison {
        let column = &self.columns[number];
        let [a, b] = &column.sides;
        let sides = |of: &dyn Fn(&Stats) -> u64| Sides { original: of(a), scrubbed: of(b) };
        let nulls = Sides {
            original: table.rows[0].saturating_sub(a.values),
            scrubbed: table.rows[1].saturating_sub(b.values),
        };
        let distinct = sides(&|stats| stats.distinct.len());
        let unique = Sides { original: a.distinct.is_unique(), scrubbed: b.distinct.is_unique() };
        let chars = Sides { original: a.chars.unwrap_or_default(), scrubbed: b.chars.unwrap_or_default() };
        let joins = self.refers(column).and_then(|to| {
            let theirs = &self.columns[*self.by_path.get(&to)?].sides;
            let found = |side: usize| column.sides[side].distinct.found_in(&theirs[side].distinct);
            Some(Join { to, found: Sides { original: found(0), scrubbed: found(1) } })
        });
        let mut faults = Vec::new();
        if nulls.original != nulls.scrubbed {
            faults.push("has another number of NULLs".to_owned());
        }
        if unique.original && !unique.scrubbed {
            faults.push("is not unique any more".to_owned());
        }
        if joins.as_ref().is_some_and(|join| join.found.scrubbed < join.found.original) {
            faults.push("refers to rows that are not there".to_owned());
        }
        if column.place.max_chars.is_some_and(|max| chars.scrubbed[1] > u64::from(max).max(chars.original[1])) {
            faults.push("has values that are too long for its type".to_owned());
        }
        let fewer = (100 - TOLERANCE) * distinct.original > 100 * distinct.scrubbed;
        if self.keys_of(column).next().is_some() && !unique.original && fewer {
            faults.push("is a key and has fewer distinct values".to_owned());
        }
        let reordered = column
            .reordered
            .iter()
            .filter(|(_, records)| **records > 0)
            .map(|(other, records)| Reordered { other: self.columns[*other].place.path.clone(), records: *records });
        let place = column.place.path.clone();
        let (changed, reordered) = (column.changed, reordered.collect());
        ColumnComparison { place, nulls, distinct, unique, chars, changed, joins, reordered, faults }
    }

    /// The keys that a column is part of.
    fn keys_of(&self, column: &ColumnStats) -> impl Iterator<Item = &TableKey> {
        let name = column.place.name.clone();
        let of_table = self.keys.iter().filter(|key| key.table == column.table);
        of_table.filter(move |key| key.columns.contains(&name))
    }

    /// The path of the column that a foreign key says a column's values come from.
    fn refers(&self, column: &ColumnStats) -> Option<String> {
        self.keys_of(column).find_map(|key| {
            let KeyKind::Foreign { table, columns } = &key.kind else { return None };
            let primary = || self.keys.iter().find(|key| key.kind == KeyKind::Primary && key.table == *table);
            let theirs = if columns.is_empty() { &primary()?.columns } else { columns };
            let at = key.columns.iter().position(|name| *name == column.place.name)?;
            Some(format!("{table}.{}", theirs.get(at)?))
        })
    }

    fn anonymity(&self, table: &TableStats) -> Option<Anonymity> {
        let counts = || table.groups.counts.values();
        let k = *counts().min()?;
        let small: u64 = counts().filter(|count| **count < SMALL).sum();
        let columns = table.columns.iter().map(|number| &self.columns[*number]);
        Some(Anonymity {
            columns: columns.filter(|column| column.quasi).map(|column| column.place.path.clone()).collect(),
            k,
            in_small_groups: small * 100 / counts().sum::<u64>(),
        })
    }
}

/// A value that begins with a date in ISO 8601 notation: such values compare as their bytes do.
fn date(head: &[u8]) -> Option<&[u8]> {
    let digits =
        |range: std::ops::Range<usize>| head.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let is = digits(0..4) && digits(5..7) && digits(8..10) && head[4] == b'-' && head[7] == b'-';
    is.then_some(head)
}
