//! What declared types take. Sources: PostgreSQL manual, chapter 8 "Data Types"; MySQL manual, chapter 11
//! "Data Types"; MariaDB's knowledge base, "Data Types".

use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::Takes;

use super::Dialect;
use super::tables::counts_chars;

/// A column's type as it is written.
#[derive(Debug, Default)]
pub(super) struct TypeName {
    /// Its first word, after any schema.
    pub(super) name: Option<String>,
    /// The numbers in its brackets.
    pub(super) lengths: Vec<u32>,
    /// `UNSIGNED`, or `ZEROFILL`, which implies it.
    pub(super) unsigned: bool,
    /// It holds many.
    pub(super) array: bool,
}

impl TypeName {
    /// The most characters it takes. SQLite does not mind ("Datatypes In SQLite", section 3.1); an array's
    /// length is that of each element.
    pub(super) fn max_chars(&self, dialect: Dialect) -> Option<u32> {
        let counts = self.name.as_deref().is_some_and(counts_chars) && !self.array && dialect != Dialect::Sqlite;
        self.lengths.first().copied().filter(|_| counts)
    }

    /// What it takes. SQLite stores anything anywhere; the labels of an enumerated type are text in its
    /// declaration, and become the same in rows.
    pub(super) fn takes(&self, dialect: Dialect) -> Takes {
        let Some(name) = self.name.as_deref().filter(|_| !self.array && dialect != Dialect::Sqlite) else {
            return Takes::Anything;
        };
        let name = name.to_ascii_lowercase();
        let whole = |bits: u32| match self.unsigned {
            true => Takes::Whole(0, (1 << bits) - 1),
            false => Takes::Whole(-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
        };
        match &*name {
            "tinyint" | "int1" => whole(8),
            "smallint" | "int2" | "smallserial" | "serial2" => whole(16),
            "mediumint" | "int3" | "middleint" => whole(24),
            "serial" if dialect == Dialect::Mysql => Takes::Whole(0, u64::MAX.into()),
            "int" | "integer" | "int4" | "serial" | "serial4" => whole(32),
            "bigint" | "int8" | "bigserial" | "serial8" => whole(64),
            "oid" => Takes::Whole(0, u32::MAX.into()),
            "numeric" | "decimal" | "dec" | "fixed" => match (self.lengths.first(), self.lengths.get(1)) {
                (Some(digits), scale) => {
                    let before = digits.saturating_sub(scale.copied().unwrap_or(0));
                    Takes::Decimal { before, signed: !self.unsigned }
                }
                (None, _) if dialect == Dialect::Mysql => Takes::Decimal { before: 10, signed: !self.unsigned },
                _ => Takes::Anything,
            },
            "date" => Takes::Date,
            "time" | "timetz" => Takes::Time,
            "timestamp" | "timestamptz" | "datetime" => Takes::Timestamp,
            "bool" | "boolean" => Takes::Truth,
            "uuid" => Takes::Uuid,
            "inet" | "inet4" | "inet6" => Takes::Address,
            "cidr" => Takes::Network,
            "macaddr" | "macaddr8" => Takes::Hardware,
            _ => Takes::Anything,
        }
    }
}
