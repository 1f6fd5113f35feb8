//! SQL dumps of PostgreSQL, MySQL, MariaDB and SQLite.
//!
//! One lexer for all: the dialects differ in what a backslash means in a string, in their
//! comments, and in a few statements. A dump is a sequence of statements. Rows (`INSERT`,
//! `REPLACE`, `COPY … FROM stdin`) give cells that stand in their table and column, known from
//! the statement's own list or from `CREATE TABLE`. Everything else is text: each line of code,
//! each string, quoted name and comment is a cell of its own, so that defaults, comments on
//! columns, labels, view definitions and function bodies are searched as well.
//!
//! Sources: PostgreSQL manual, "SQL Syntax", "COPY", "pg_dump"; MySQL manual, "Language
//! Structure", "mysqldump"; MariaDB's mysqldump; SQLite's "Command Line Shell" (`.dump`).

mod assign;
mod code;
mod codec;
mod copy;
mod copy_csv;
mod ddl;
mod quote;
mod scan;
mod sniff;
mod statement;
mod tables;
mod types;
mod values;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, ColumnId, Feed, Format, Joint, Null, Pieces, Place};

use crate::FormatInfo;
use quote::Open;
use statement::{Encoding, Head, LastHead, Settings};
use tables::{Slot, TableId, Tables};

/// SQL of no known dialect: reads what the dialects have in common, and goes over to one of them
/// at the first statement that only that one has.
pub(crate) const GENERIC: FormatInfo = FormatInfo {
    name: "ansisql",
    title: "SQL statements",
    extensions: &["sql", "dump", "ddl"],
    sniff: sniff::generic,
    start: || Box::new(Sql::new(Dialect::Generic)),
};

/// Dumps of PostgreSQL in plain format.
pub(crate) const POSTGRES: FormatInfo = FormatInfo {
    name: "postgres",
    title: "PostgreSQL dump",
    extensions: &["sql", "pgsql"],
    sniff: sniff::postgres,
    start: || Box::new(Sql::new(Dialect::Postgres)),
};

/// Dumps of MySQL and MariaDB.
pub(crate) const MYSQL: FormatInfo = FormatInfo {
    name: "mysql",
    title: "MySQL or MariaDB dump",
    extensions: &["sql", "mysql"],
    sniff: sniff::mysql,
    start: || Box::new(Sql::new(Dialect::Mysql)),
};

/// Dumps of SQLite's shell.
pub(crate) const SQLITE: FormatInfo = FormatInfo {
    name: "sqlite",
    title: "SQLite dump",
    extensions: &["sql", "sqlite"],
    sniff: sniff::sqlite,
    start: || Box::new(Sql::new(Dialect::Sqlite)),
};

/// Whose SQL it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// Not known (yet).
    Generic,
    /// PostgreSQL.
    Postgres,
    /// MySQL or MariaDB.
    Mysql,
    /// SQLite.
    Sqlite,
}

/// What the end of the given bytes means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// More follows and may change what the last bytes mean: leave those.
    Unknown,
    /// More follows, but something must be consumed now.
    Forced,
    /// Nothing follows.
    Final,
}

impl End {
    /// Whether what is there must do: no more of it can be seen.
    fn must(self) -> bool {
        self != End::Unknown
    }
}

/// What kind of statement the reader is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statement {
    /// Between statements.
    Start,
    /// Any other statement, or what follows the part of one that is understood.
    Other,
    /// `CREATE …` and `ALTER …`.
    Declare,
    /// `SET …`.
    Set,
    /// `INSERT` or `REPLACE`, before `VALUES`.
    Insert,
    /// After `VALUES`.
    Values,
    /// `UPDATE`, `DELETE`, and `INSERT … SET`: values are compared with columns, or assigned to them.
    Assign,
    /// `COPY`, up to its semicolon.
    Copy,
    /// What follows the semicolon of `COPY … FROM stdin;` on its line.
    CopyLine,
    /// The rows of `COPY … FROM stdin`.
    CopyRows,
    /// The same in CSV format.
    CopyCsv,
    /// The same in a form that is not understood: each line is text.
    CopyText,
    /// A line of psql's own commands, or of MySQL's `DELIMITER`: up to the line's end.
    Line,
}

/// What token the reader stands in, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// None.
    Nothing,
    /// A quoted value.
    Quote(Open),
    /// Hexadecimal digits without quotes, up to the value's end.
    Hex(ColumnId),
    /// A bare value that did not fit.
    Bare(ColumnId),
    /// A comment up to the line's end.
    LineComment,
    /// A `/* … */` comment, this many deep.
    BlockComment(u32),
    /// A dollar-quoted string; its tag is kept aside.
    Dollar(ColumnId),
}

/// Where a row stands and how far it is.
#[derive(Debug)]
struct Row {
    /// The table, once known.
    table: Option<TableId>,
    /// The statement lists its columns: `slots` has them.
    listed: bool,
    /// The listed columns.
    slots: Vec<Slot>,
    /// Which value comes next.
    position: usize,
    /// How many parentheses are open.
    depth: usize,
    /// The next byte of a COPY row begins a line.
    at_line: bool,
    /// The next byte of a COPY row begins a field.
    at_field: bool,
    /// Where the row begins was said.
    begun: bool,
    /// The statement is one that goes with the last of its rows.
    in_list: bool,
}

/// Reads one dump.
struct Sql {
    dialect: Dialect,
    statement: Statement,
    inside: Inside,
    /// Inside MySQL's `/*! … */`: the comment's end is to be passed over.
    conditional: bool,
    settings: Settings,
    /// What ends a statement, if not a semicolon (`DELIMITER`).
    delimiter: Vec<u8>,
    /// The tag of the dollar quote, with its dollars.
    tag: Vec<u8>,
    head: Head,
    last_head: LastHead,
    declaration: ddl::Declaration,
    tables: Tables,
    row: Row,
}

impl Sql {
    /// At the start of a stream.
    fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            statement: Statement::Start,
            inside: Inside::Nothing,
            conditional: false,
            settings: Settings::default(),
            delimiter: Vec::new(),
            tag: Vec::new(),
            head: Head::default(),
            last_head: LastHead::default(),
            declaration: ddl::Declaration::default(),
            tables: Tables::default(),
            row: Row {
                table: None,
                listed: false,
                slots: Vec::new(),
                position: 0,
                depth: 0,
                at_line: true,
                at_field: true,
                begun: false,
                in_list: false,
            },
        }
    }

    /// Where the value at the current position goes.
    #[inline]
    fn slot(&mut self, pieces: &mut Pieces) -> Slot {
        let row = &self.row;
        match row.table {
            _ if row.position < row.slots.len() && row.listed => row.slots[row.position],
            Some(table) => self.tables.slot(table, row.position, pieces),
            None => Slot::NONE,
        }
    }

    /// A statement begins that goes with the last of its rows.
    fn open_list(&mut self, pieces: &mut Pieces) {
        self.close_list(pieces);
        pieces.joint(Joint::Statement);
        (self.row.in_list, self.row.begun) = (true, false);
    }

    /// No rows of the statement follow.
    fn close_list(&mut self, pieces: &mut Pieces) {
        if core::mem::take(&mut self.row.in_list) {
            pieces.joint(Joint::Close);
        }
    }

    /// Consumes some of `input` (not empty). Nothing only if its end is unknown.
    fn step(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        match (self.inside, self.statement) {
            (Inside::Quote(open), _) => self.quote(input, open, end, pieces),
            (Inside::Hex(column), _) => self.hex(input, column, end, pieces),
            (Inside::Bare(column), _) => self.bare_rest(input, column, end, pieces),
            (Inside::LineComment, _) => self.line_comment(input, end, pieces),
            (Inside::BlockComment(depth), _) => self.block_comment(input, depth, end, pieces),
            (Inside::Dollar(column), _) => self.dollar(input, column, end, pieces),
            (_, Statement::Start) => self.start(input, end, pieces),
            (_, Statement::Values) => self.values(input, end, pieces),
            (_, Statement::CopyRows) => self.copy_rows(input, end, pieces),
            (_, Statement::CopyCsv) => self.copy_csv(input, end, pieces),
            (_, Statement::CopyText) => self.copy_text(input, end, pieces),
            (_, Statement::CopyLine | Statement::Line) => self.rest_of_line(input, end, pieces),
            _ => self.code(input, end, pieces),
        }
    }
}

impl Format for Sql {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        let mut at = 0;
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            let end = match feed {
                Feed::Last => End::Final,
                Feed::Full if at == 0 => End::Forced,
                _ => End::Unknown,
            };
            let before = (self.statement, self.inside);
            let used = self.step(rest, end, pieces);
            if before.0 == Statement::Insert && used > 0 {
                let seen = rest.get(..used).unwrap_or_default();
                self.last_head.record(seen, self.statement, pieces);
            }
            if used > 0 {
                at += used;
            } else if before == (self.statement, self.inside) {
                // Only an unknown end makes a step wait; otherwise take the rest as text, for
                // whatever reason it was left.
                if end == End::Unknown {
                    break;
                }
                let cell = Cell::coded(ColumnId::NONE, Codec::RAW, false);
                pieces.cell(rest.len(), cell);
                at = input.len();
            }
        }
        at
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        codec::atom(codec, raw)
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        codec::escapes(codec)
    }

    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        let encoding = self.settings.encoding;
        // What is written as a whole holds bytes of the dump's own, too; it is a number or the like.
        if encoding == Encoding::Utf8 || cell.whole || text.is_ascii() {
            return codec::encode(cell, place, text, out);
        }
        codec::encode(cell, place, &encoding.write(text), out);
    }

    fn has_joints(&self) -> bool {
        true
    }

    fn null(&self, cell: &Cell, _: &Place, before: &[u8], after: &[u8]) -> Option<Null> {
        codec::null(cell.codec, before, after)
    }
}
