//! What a dump tells about its tables: names, columns in order, declared types.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use inkwash_core::{ColumnId, Pieces, Place, Takes, ValueKind};

/// Where a value of a row goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its place.
    pub(super) column: ColumnId,
    /// Its type does not take just anything: a changed value is written as a whole, since only then
    /// it is known whether it fits.
    pub(super) narrow: bool,
}

impl Slot {
    /// A value that stands nowhere.
    pub(super) const NONE: Self = Self { column: ColumnId::NONE, narrow: false };
}

/// A column as `CREATE TABLE` declares it.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// Its name, without quotes.
    pub(super) name: String,
    /// What its type takes.
    pub(super) kind: ValueKind,
    /// The most characters that its type takes.
    pub(super) max_chars: Option<u32>,
    /// What else its type asks of a value.
    pub(super) takes: Takes,
    /// It is unique or part of a key.
    pub(super) key: bool,
    /// The column that its values come from.
    pub(super) refers: Option<Arc<Place>>,
}

impl Declared {
    /// Its values are those of another table's column: what that takes, this may be given.
    pub(super) fn refer(&mut self, table: &[String], column: &str, tables: &Tables) {
        let path = table.join(".");
        let theirs = tables.by_path.get(&path).and_then(|table| tables.list.get(*table));
        let theirs = theirs.and_then(|table| table.declared.iter().find(|d| d.name == column));
        let limit = theirs.and_then(|column| column.max_chars);
        self.max_chars = [self.max_chars, limit].into_iter().flatten().min();
        let parent = table.last().cloned().unwrap_or_default();
        let path = format!("{path}.{column}");
        self.refers = Some(Arc::new(Place { path, parent, name: column.into(), ..Place::default() }));
    }
}

/// A table's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TableId(usize);

/// Columns that nobody named get places of their own up to this position; a row with more is
/// not a row of a table (PostgreSQL allows 1600 columns, MySQL 4096, SQLite 32767).
const MOST_UNNAMED: usize = 4096;

/// One table.
#[derive(Debug)]
struct Table {
    /// As written, without quotes: `public.customers`.
    path: String,
    /// Its last part.
    name: String,
    /// The declared columns that take values, in order.
    declared: Vec<Declared>,
    /// Their slots, made when the first row comes.
    slots: Vec<Slot>,
    /// Every named column that has a place.
    named: BTreeMap<String, Slot>,
    /// Columns known by position only.
    unnamed: BTreeMap<usize, Slot>,
}

impl Table {
    /// The slot of a named column.
    fn named(&mut self, name: &str, declared: Option<&Declared>, pieces: &mut Pieces) -> Slot {
        if let Some(slot) = self.named.get(name) {
            return *slot;
        }
        let kind = declared.map_or_else(ValueKind::default, |d| d.kind);
        let takes = declared.map_or(Takes::Anything, |d| d.takes);
        let narrow = kind == ValueKind::Number || takes != Takes::Anything;
        let column = pieces.column(Place {
            path: format!("{}.{name}", self.path),
            parent: self.name.clone(),
            name: name.into(),
            kind,
            max_chars: declared.and_then(|d| d.max_chars),
            takes,
            key: declared.is_some_and(|d| d.key),
            refers: declared.and_then(|d| d.refers.clone()),
            outer: None,
        });
        let slot = Slot { column, narrow };
        self.named.insert(name.into(), slot);
        slot
    }

    /// Gives every declared column its slot.
    fn place_declared(&mut self, pieces: &mut Pieces) {
        if self.slots.is_empty() {
            let declared = core::mem::take(&mut self.declared);
            for column in &declared {
                let slot = self.named(&column.name, Some(column), pieces);
                self.slots.push(slot);
            }
            self.declared = declared;
        }
    }
}

/// All tables and types of a stream so far.
#[derive(Debug, Default)]
pub(super) struct Tables {
    list: Vec<Table>,
    by_path: BTreeMap<String, usize>,
    /// Names of enumerated types: other text would break them.
    enums: BTreeSet<String>,
}

impl Tables {
    /// The table of this name, given part by part.
    pub(super) fn open(&mut self, parts: &[String]) -> TableId {
        let path = parts.join(".");
        if let Some(table) = self.by_path.get(&path) {
            return TableId(*table);
        }
        let table = self.list.len();
        self.list.push(Table {
            path: path.clone(),
            name: parts.last().cloned().unwrap_or_default(),
            declared: Vec::new(),
            slots: Vec::new(),
            named: BTreeMap::new(),
            unnamed: BTreeMap::new(),
        });
        self.by_path.insert(path, table);
        TableId(table)
    }

    /// The columns that a table was declared to have, for [`declare`](Self::declare) to declare them anew.
    pub(super) fn take_declared(&mut self, parts: &[String]) -> Vec<Declared> {
        let table = self.by_path.get(&parts.join(".")).and_then(|table| self.list.get_mut(*table));
        table.map(|table| core::mem::take(&mut table.declared)).unwrap_or_default()
    }

    /// Notes the columns that a table has.
    pub(super) fn declare(&mut self, parts: &[String], columns: Vec<Declared>) {
        let TableId(table) = self.open(parts);
        if let Some(table) = self.list.get_mut(table) {
            table.declared = columns;
            table.slots.clear();
        }
    }

    /// Notes an enumerated type.
    pub(super) fn declare_enum(&mut self, name: &str) {
        self.enums.insert(name.into());
    }

    /// What a column of this type takes. `array` says that it holds many of them.
    pub(super) fn kind(&self, type_name: &str, array: bool) -> ValueKind {
        if self.enums.contains(type_name) {
            return ValueKind::Typed;
        }
        match kind_of_type(type_name) {
            // An array of numbers is not a number.
            Some(ValueKind::Number) if array => ValueKind::Typed,
            Some(kind) => kind,
            None => ValueKind::Text,
        }
    }

    /// Fills `row` with the slots of the columns that a statement lists.
    pub(super) fn listed(&mut self, table: TableId, names: &[String], row: &mut Vec<Slot>, pieces: &mut Pieces) {
        row.clear();
        let Some(table) = self.list.get_mut(table.0) else { return };
        table.place_declared(pieces);
        row.extend(names.iter().map(|name| table.named(name, None, pieces)));
    }

    /// Prepares a table whose rows come without a list of columns.
    pub(super) fn unlisted(&mut self, table: TableId, pieces: &mut Pieces) {
        if let Some(table) = self.list.get_mut(table.0) {
            table.place_declared(pieces);
        }
    }

    /// The slot of a row's value by its position in the table.
    #[inline]
    pub(super) fn slot(&mut self, table: TableId, position: usize, pieces: &mut Pieces) -> Slot {
        let Some(table) = self.list.get_mut(table.0) else { return Slot::NONE };
        if let Some(slot) = table.slots.get(position) {
            return *slot;
        }
        if position >= MOST_UNNAMED {
            return Slot::NONE;
        }
        let (path, parent) = (&table.path, &table.name);
        *table.unnamed.entry(position).or_insert_with(|| Slot {
            column: pieces.column(Place {
                path: format!("{path}.column{}", position + 1),
                parent: parent.clone(),
                ..Place::default()
            }),
            narrow: false,
        })
    }
}

/// Whether a type's first word begins one that counts its length in characters.
pub(super) fn counts_chars(type_name: &str) -> bool {
    const TYPES: [&str; 8] = ["char", "character", "varchar", "varchar2", "nchar", "nvarchar", "national", "bpchar"];
    TYPES.iter().any(|t| type_name.eq_ignore_ascii_case(t))
}

/// What a type takes, by the first word of its name, for the types of PostgreSQL, MySQL,
/// MariaDB and SQLite. `None` if none of them has a type of this name.
pub(super) fn kind_of_type(name: &str) -> Option<ValueKind> {
    let mut lower = [0; 24];
    let lower = lower.get_mut(..name.len())?;
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    Some(match &*lower {
        b"int" | b"integer" | b"bigint" | b"smallint" | b"tinyint" | b"mediumint" | b"middleint" | b"int1"
        | b"int2" | b"int3" | b"int4" | b"int8" | b"serial" | b"bigserial" | b"smallserial" | b"serial2"
        | b"serial4" | b"serial8" | b"numeric" | b"decimal" | b"dec" | b"fixed" | b"number" | b"real" | b"float"
        | b"float4" | b"float8" | b"double" | b"oid" | b"xid" | b"year" | b"unsigned" => ValueKind::Number,
        b"char" | b"character" | b"varchar" | b"varchar2" | b"nvarchar" | b"nchar" | b"national" | b"native"
        | b"varying" | b"bpchar" | b"name" | b"citext" | b"text" | b"tinytext" | b"mediumtext" | b"longtext"
        | b"long" | b"string" | b"clob" | b"json" | b"jsonb" | b"xml" | b"hstore" | b"bytea" | b"blob"
        | b"tinyblob" | b"mediumblob" | b"longblob" | b"binary" | b"varbinary" | b"ltree" => ValueKind::Text,
        b"date"
        | b"time"
        | b"timetz"
        | b"datetime"
        | b"timestamp"
        | b"timestamptz"
        | b"interval"
        | b"bool"
        | b"boolean"
        | b"uuid"
        | b"inet"
        | b"inet4"
        | b"inet6"
        | b"cidr"
        | b"macaddr"
        | b"macaddr8"
        | b"bit"
        | b"varbit"
        | b"money"
        | b"enum"
        | b"set"
        | b"point"
        | b"line"
        | b"lseg"
        | b"box"
        | b"path"
        | b"polygon"
        | b"circle"
        | b"geometry"
        | b"geography"
        | b"linestring"
        | b"multipoint"
        | b"multilinestring"
        | b"multipolygon"
        | b"geometrycollection"
        | b"vector"
        | b"tsvector"
        | b"tsquery"
        | b"pg_lsn"
        | b"int4range"
        | b"int8range"
        | b"numrange"
        | b"tsrange"
        | b"tstzrange"
        | b"daterange"
        | b"int4multirange"
        | b"int8multirange"
        | b"nummultirange"
        | b"tsmultirange"
        | b"tstzmultirange"
        | b"datemultirange"
        | b"regclass" => ValueKind::Typed,
        _ => return None,
    })
}
