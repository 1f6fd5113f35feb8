//! SQL literals and `INSERT` statements in the three dialects.

use std::fmt::Write as _;

/// Which literals a server reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL with `standard_conforming_strings` on.
    Postgres,
    /// MariaDB and MySQL in their default mode: the backslash escapes.
    MariaDb,
    /// SQLite.
    Sqlite,
}

/// One value to insert.
#[derive(Clone, Debug)]
pub enum Value {
    /// `NULL`.
    Null,
    /// A number, as it is to be written.
    Number(String),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl Value {
    fn write(&self, dialect: Dialect, out: &mut String) {
        match self {
            Self::Null => out.push_str("NULL"),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => {
                out.push('\'');
                for c in text.chars() {
                    match c {
                        '\'' => out.push_str("''"),
                        '\\' if dialect == Dialect::MariaDb => out.push_str("\\\\"),
                        c => out.push(c),
                    }
                }
                out.push('\'');
            }
            Self::Bytes(bytes) => {
                let hex = hex(bytes);
                match dialect {
                    Dialect::Postgres => write!(out, "'\\x{hex}'::bytea"),
                    Dialect::MariaDb | Dialect::Sqlite => write!(out, "X'{hex}'"),
                }
                .expect("writing to a String cannot fail");
            }
        }
    }
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
        hex
    })
}

/// `INSERT` statements of 200 rows each.
#[must_use]
pub fn inserts(dialect: Dialect, table: &str, columns: &str, rows: &[Vec<Value>]) -> String {
    let mut out = String::new();
    for rows in rows.chunks(200) {
        writeln!(out, "INSERT INTO {table} ({columns}) VALUES").expect("writing to a String cannot fail");
        for (i, row) in rows.iter().enumerate() {
            out.push_str(if i == 0 { "(" } else { ",\n(" });
            for (i, value) in row.iter().enumerate() {
                if i > 0 {
                    out.push_str(", ");
                }
                value.write(dialect, &mut out);
            }
            out.push(')');
        }
        out.push_str(";\n");
    }
    out
}
