//! Statements: where they begin and end, and the heads of those that bring rows.

use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::{Cell, ColumnId, Pieces};

use super::assign::Assignment;
use super::copy_csv::Csv;
use super::ddl::Token;
use super::scan::{is_space, is_word, spaces};
use super::{Dialect, End, Sql, Statement};

/// Settings of a dump that change how strings are read.
#[derive(Debug)]
pub(super) struct Settings {
    /// PostgreSQL's `standard_conforming_strings`.
    pub(super) standard_strings: bool,
    /// MySQL: a backslash escapes in strings (no `NO_BACKSLASH_ESCAPES` in `sql_mode`).
    pub(super) backslash: bool,
    /// MySQL: `"…"` is a name (`ANSI_QUOTES` in `sql_mode`).
    pub(super) ansi_quotes: bool,
    /// What characters that are not ASCII are written in.
    pub(super) encoding: Encoding,
    /// What `sql_mode` was before it was last set.
    saved: (bool, bool),
    /// The setting whose value comes next.
    pending: Option<Setting>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            standard_strings: true,
            backslash: true,
            ansi_quotes: false,
            encoding: Encoding::Utf8,
            saved: (true, false),
            pending: None,
        }
    }
}

/// What a dump's characters are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, or nobody minds.
    Utf8,
    /// ISO 8859-1 or a superset of it: a byte for a character.
    Latin1,
    /// Another one that writes ASCII as it is.
    Other,
}

impl Encoding {
    /// By the name that `client_encoding` (PostgreSQL) or `SET NAMES` (MySQL) gives it.
    fn of(name: &[u8]) -> Self {
        let name: Vec<u8> = name.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
        match &*name {
            b"latin1" | b"iso88591" | b"win1252" => Self::Latin1,
            b"unicode" | b"sqlascii" | b"ascii" | b"binary" | b"default" => Self::Utf8,
            name if name.starts_with(b"utf8") => Self::Utf8,
            _ => Self::Other,
        }
    }

    /// A stand-in's text as it is written there; characters that the encoding may not have become `?`.
    pub(super) fn write(self, text: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        for c in String::from_utf8_lossy(text).chars() {
            out.push(match u8::try_from(u32::from(c)) {
                Ok(b) if b.is_ascii() || self == Self::Latin1 && b >= 0xa0 => b,
                _ => b'?',
            });
        }
        out
    }
}

/// A setting that changes how strings are read.
#[derive(Clone, Copy, Debug)]
enum Setting {
    /// `client_encoding`, `NAMES`
    Encoding,
    /// `standard_conforming_strings`
    StandardStrings,
    /// `sql_mode`
    SqlMode,
}

impl Settings {
    /// Takes the next token of a `SET` statement; tells whose setting it is.
    fn feed(&mut self, token: Token<'_>) -> Option<Dialect> {
        if token.is("sql_mode") {
            self.pending = Some(Setting::SqlMode);
            return Some(Dialect::Mysql);
        }
        if token.is("standard_conforming_strings") {
            self.pending = Some(Setting::StandardStrings);
            return Some(Dialect::Postgres);
        }
        if token.is_any(&["client_encoding", "NAMES"]) {
            self.pending = Some(Setting::Encoding);
            return None;
        }
        match (self.pending?, token) {
            (Setting::Encoding, Token::Word(name) | Token::Quoted(_, name))
                if !token.is("to") && !name.starts_with(b"@") =>
            {
                self.encoding = Encoding::of(name);
                self.pending = None;
            }
            (Setting::StandardStrings, Token::Word(word) | Token::Quoted(_, word)) => {
                let is = |value: &str| word.eq_ignore_ascii_case(value.as_bytes());
                if is("to") {
                    return None;
                }
                self.standard_strings = !(is("off") || is("false") || is("no") || is("0"));
                self.pending = None;
            }
            (Setting::SqlMode, Token::Quoted(_, modes)) => {
                self.saved = (self.backslash, self.ansi_quotes);
                let has = |mode: &[u8]| memchr::memmem::find(&modes.to_ascii_uppercase(), mode).is_some();
                self.backslash = !has(b"NO_BACKSLASH_ESCAPES");
                self.ansi_quotes = has(b"ANSI");
                self.pending = None;
            }
            // A variable holds what was set before.
            (Setting::SqlMode, Token::Word([b'@', next, ..])) if *next != b'@' => {
                (self.backslash, self.ansi_quotes) = self.saved;
                self.pending = None;
            }
            _ => {}
        }
        None
    }
}

/// How far the head of an `INSERT` or `COPY` is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    /// Before the table's name.
    #[default]
    Verb,
    /// In the table's name.
    Name,
    /// In the list of columns.
    Columns,
    /// After the list of columns.
    AfterColumns,
    /// After `COPY … FROM`.
    From,
    /// After `COPY … FROM stdin`.
    Stdin,
    /// Where values are assigned to columns.
    Assign,
    /// Something else: not a statement that brings rows.
    Lost,
}

/// The head of an `INSERT`, `REPLACE` or `COPY`.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) phase: Phase,
    /// The table's name, part by part.
    parts: Vec<String>,
    /// A dot was the last token: another part follows.
    dotted: bool,
    /// The listed columns.
    columns: Vec<String>,
    /// `OVERRIDING SYSTEM VALUE`: the next `VALUE` begins no rows.
    overriding: bool,
    /// How the rows of a COPY are written, if not as text.
    pub(super) csv: Csv,
    pub(super) assignment: Assignment,
}

impl Head {
    /// Starts anew.
    fn reset(&mut self) {
        self.phase = Phase::Verb;
        self.parts.clear();
        self.columns.clear();
        (self.dotted, self.overriding) = (false, false);
        (self.csv, self.assignment) = (Csv::default(), Assignment::default());
    }

    /// Whether a table's name is complete.
    pub(super) fn is_named(&self) -> bool {
        !self.parts.is_empty() && !self.dotted
    }

    /// How many names were read.
    fn names(&self) -> usize {
        self.parts.len() + self.columns.len()
    }

    /// The next token of an `INSERT`; true when the rows begin.
    fn insert(&mut self, token: Token<'_>) -> bool {
        const MODIFIERS: [&str; 10] = [
            "INSERT",
            "REPLACE",
            "IGNORE",
            "DELAYED",
            "LOW_PRIORITY",
            "HIGH_PRIORITY",
            "OR",
            "ABORT",
            "FAIL",
            "ROLLBACK",
        ];
        let named = self.is_named();
        match self.phase {
            Phase::Verb if token.is("INTO") => self.phase = Phase::Name,
            Phase::Verb if token.is_any(&MODIFIERS) => {}
            Phase::Name | Phase::AfterColumns if named && token.is("VALUES") => return true,
            Phase::Name if named && token.is("SET") => self.phase = Phase::Assign,
            Phase::AfterColumns if token.is("VALUE") => return !self.overriding,
            Phase::Name if named && token.is("VALUE") => return true,
            Phase::Name | Phase::AfterColumns if named && token.is("OVERRIDING") => {
                self.overriding = true;
                self.phase = Phase::AfterColumns;
            }
            Phase::AfterColumns if token.is_any(&["SYSTEM", "USER"]) => {}
            Phase::Verb | Phase::Name => self.name(token),
            Phase::Columns => self.column(token),
            _ => self.phase = Phase::Lost,
        }
        false
    }

    /// The next token of a `COPY`.
    fn copy(&mut self, token: Token<'_>) {
        match self.phase {
            Phase::Verb if token.is("COPY") => {}
            Phase::Name | Phase::AfterColumns if !self.dotted && token.is("FROM") => {
                self.phase = Phase::From;
            }
            Phase::From if token.is("STDIN") => self.phase = Phase::Stdin,
            Phase::Stdin => self.csv.option(token),
            Phase::Verb | Phase::Name => self.name(token),
            Phase::Columns => self.column(token),
            _ => self.phase = Phase::Lost,
        }
    }

    /// A token of the table's name, or the parenthesis after it.
    pub(super) fn name(&mut self, token: Token<'_>) {
        self.phase = Phase::Name;
        match token {
            Token::Mark(b'.') => self.dotted = true,
            Token::Mark(b'(') if !self.parts.is_empty() => self.phase = Phase::Columns,
            Token::Mark(_) => self.phase = Phase::Lost,
            _ if self.parts.is_empty() || self.dotted => {
                self.parts.extend(token.name());
                self.dotted = false;
            }
            _ => self.phase = Phase::Lost,
        }
    }

    /// A token of the list of columns.
    fn column(&mut self, token: Token<'_>) {
        match token {
            Token::Mark(b')') => self.phase = Phase::AfterColumns,
            Token::Mark(b',') => {}
            Token::Mark(_) => self.phase = Phase::Lost,
            _ => self.columns.extend(token.name()),
        }
    }
}

/// The head of the last `INSERT`: dumps with one row a statement repeat it for every row.
#[derive(Debug, Default)]
pub(super) struct LastHead {
    /// Its bytes, up to the first row.
    raw: Vec<u8>,
    /// Its cells, by offset and length.
    cells: Vec<(usize, usize, Cell)>,
    /// All of it is there, and what it said about the rows still stands.
    complete: bool,
    /// It was not kept.
    too_long: bool,
}

impl LastHead {
    /// Forgets it.
    fn clear(&mut self) {
        self.raw.clear();
        self.cells.clear();
        (self.complete, self.too_long) = (false, false);
    }

    /// Adds what was consumed in the head; the last of `pieces` cover it.
    pub(super) fn record(&mut self, seen: &[u8], now: Statement, pieces: &Pieces) {
        /// A longer head is not worth keeping.
        const LONGEST: usize = 1 << 14;
        self.too_long |= self.raw.len() + seen.len() > LONGEST;
        if self.too_long {
            return;
        }
        let end = self.raw.len() + seen.len();
        let mut left = seen.len();
        let added = self.cells.len();
        for piece in pieces.list().iter().rev() {
            if left == 0 {
                break;
            }
            let len = piece.len as usize;
            if let Some(cell) = piece.cell {
                self.cells.push((end - seen.len() + left - len.min(left), len, cell));
            }
            left -= len.min(left);
        }
        self.cells.get_mut(added..).unwrap_or_default().reverse();
        self.raw.extend_from_slice(seen);
        self.complete = now == Statement::Values;
    }

    /// Whether `input` starts with it and a row.
    fn fits(&self, input: &[u8]) -> bool {
        self.complete && input.get(self.raw.len()) == Some(&b'(') && input.starts_with(&self.raw)
    }

    /// Pushes it again.
    fn repeat(&self, pieces: &mut Pieces) {
        let mut done = 0;
        for (at, len, cell) in &self.cells {
            pieces.skeleton(at - done);
            pieces.cell(*len, *cell);
            done = at + len;
        }
        pieces.skeleton(self.raw.len() - done);
    }
}

impl Sql {
    /// `input` begins between statements.
    pub(super) fn start(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        let space = spaces(input);
        if space > 0 {
            pieces.skeleton(space);
            return space;
        }
        if self.last_head.fits(input) {
            self.open_list(pieces);
            self.last_head.repeat(pieces);
            self.statement = Statement::Values;
            (self.row.position, self.row.depth) = (0, 0);
            return self.last_head.raw.len();
        }
        if let Some(used) = self.mark(input, end, pieces) {
            return used;
        }
        let word = input.iter().position(|b| !is_word(*b)).unwrap_or(input.len());
        // No keyword that matters is longer, so a longer word needs no end.
        if word == input.len() && word < 16 && !end.must() {
            return 0;
        }
        let (word, after) = input.split_at(word);
        if self.conditional && word.iter().all(u8::is_ascii_digit) && after.first().is_some_and(|b| is_space(*b)) {
            // The version number of a conditional comment.
            pieces.skeleton(word.len());
            return word.len();
        }
        self.begin(Token::Word(word), input.first() == Some(&b'\\'), pieces);
        0
    }

    /// Chooses how to read the statement that starts with this word.
    fn begin(&mut self, word: Token<'_>, meta: bool, pieces: &mut Pieces) {
        /// They carry data, in forms that are not read.
        const UNREAD: [&str; 7] = ["MERGE", "LOAD", "CALL", "EXEC", "EXECUTE", "WITH", "UPSERT"];
        let mysql = self.dialect == Dialect::Mysql;
        self.head.reset();
        self.last_head.clear();
        self.statement = if word.is_any(&["INSERT", "REPLACE"]) {
            self.open_list(pieces);
            Statement::Insert
        } else if word.is("COPY") && matches!(self.dialect, Dialect::Postgres | Dialect::Generic) {
            Statement::Copy
        } else if word.is_any(&["UPDATE", "DELETE"]) {
            Statement::Assign
        } else if word.is_any(&["CREATE", "ALTER"]) {
            self.declaration.reset();
            Statement::Declare
        } else if word.is("SET") {
            Statement::Set
        } else if word.is("DELIMITER") && (mysql || self.dialect == Dialect::Generic)
            || meta && !mysql && self.dialect != Dialect::Sqlite
        {
            Statement::Line
        } else {
            if word.is("PRAGMA") && self.dialect == Dialect::Generic {
                self.dialect = Dialect::Sqlite;
            }
            if let Some(verb) = UNREAD.iter().find(|verb| word.is(verb)) {
                pieces.odd(verb);
            }
            Statement::Other
        };
    }

    /// Takes the next token of the statement. Tells whether it is (part of) a name or of a list
    /// of names in the head of an `INSERT` or `COPY`.
    pub(super) fn feed(&mut self, token: Token<'_>, pieces: &mut Pieces) -> bool {
        let known = self.head.names();
        match self.statement {
            Statement::Insert => {
                if self.head.insert(token) {
                    self.statement = Statement::Values;
                    self.open_row(pieces);
                } else if self.head.phase == Phase::Assign {
                    self.statement = Statement::Assign;
                    self.close_list(pieces);
                    self.open_row(pieces);
                } else if self.head.phase == Phase::Lost {
                    self.statement = Statement::Other;
                    self.close_list(pieces);
                    pieces.odd("INSERT without VALUES");
                }
            }
            Statement::Copy => self.head.copy(token),
            Statement::Assign => self.assign(token, pieces),
            Statement::Declare => self.declaration.feed(token, self.dialect, &mut self.tables, pieces),
            Statement::Set => {
                let before = self.settings.encoding;
                let dialect = self.settings.feed(token);
                if self.settings.encoding != before && self.settings.encoding != Encoding::Utf8 {
                    pieces.odd("characters other than UTF-8");
                }
                if self.dialect == Dialect::Generic {
                    self.dialect = dialect.unwrap_or(Dialect::Generic);
                }
            }
            _ => {}
        }
        if matches!(token, Token::Quoted(b'`', _)) && self.dialect == Dialect::Generic {
            self.dialect = Dialect::Mysql;
        }
        let listed = self.head.phase == Phase::Columns && !matches!(token, Token::Mark(b'('));
        self.head.names() > known || listed || self.head.dotted
    }

    /// Prepares for the rows of the statement whose head was read.
    pub(super) fn open_row(&mut self, pieces: &mut Pieces) {
        let table = self.tables.open(&self.head.parts);
        self.row.table = Some(table);
        self.row.listed = !self.head.columns.is_empty();
        if self.row.listed {
            self.tables.listed(table, &self.head.columns, &mut self.row.slots, pieces);
        } else {
            self.tables.unlisted(table, pieces);
        }
        (self.row.position, self.row.depth) = (0, 0);
        (self.row.at_line, self.row.at_field) = (true, true);
    }

    /// The statement ended.
    pub(super) fn end_statement(&mut self, pieces: &mut Pieces) {
        if self.statement == Statement::Declare {
            self.declaration.end(self.dialect, &mut self.tables, pieces);
        }
        self.close_list(pieces);
        if self.statement == Statement::Copy && self.head.phase == Phase::Stdin {
            if self.dialect == Dialect::Generic {
                self.dialect = Dialect::Postgres;
            }
            self.open_row(pieces);
            self.statement = Statement::CopyLine;
        } else {
            self.statement = Statement::Start;
        }
    }

    /// `input` begins in a line that is read up to its end: psql's and mysql's own commands,
    /// and what follows `COPY … FROM stdin;`.
    pub(super) fn rest_of_line(&mut self, input: &[u8], end: End, pieces: &mut Pieces) -> usize {
        let found = memchr::memchr(b'\n', input);
        let len = match (found, end) {
            (None, End::Unknown) => return 0,
            (None, End::Forced) => {
                pieces.cell(input.len(), Cell::plain(ColumnId::NONE).open());
                return input.len();
            }
            (found, _) => found.unwrap_or(input.len()),
        };
        let line = input.get(..len).unwrap_or_default();
        if self.statement == Statement::Line && (self.delimiter_line(line) || is_restrict(line)) {
            pieces.skeleton(len);
        } else {
            let text = line.trim_ascii();
            let before = len - line.trim_ascii_start().len();
            pieces.skeleton(before);
            pieces.cell(text.len(), Cell::plain(ColumnId::NONE));
            pieces.skeleton(len - before - text.len());
        }
        let newline = usize::from(found.is_some());
        pieces.skeleton(newline);
        self.statement = match self.statement {
            Statement::CopyLine if self.head.csv.is_odd() => {
                pieces.odd("COPY with options");
                Statement::CopyText
            }
            Statement::CopyLine if self.head.csv.is_on() => Statement::CopyCsv,
            Statement::CopyLine => Statement::CopyRows,
            _ => Statement::Start,
        };
        len + newline
    }

    /// MySQL's `DELIMITER`: from now on this ends a statement.
    fn delimiter_line(&mut self, line: &[u8]) -> bool {
        /// Longer ones are not used by any tool.
        const LONGEST: usize = 8;
        let Some((command, rest)) = line.split_at_checked("DELIMITER".len()) else { return false };
        let new = rest.trim_ascii();
        if !command.eq_ignore_ascii_case(b"DELIMITER")
            || new.is_empty()
            || new.len() > LONGEST
            || new.iter().any(|b| is_space(*b) || is_word(*b) && *b != b'$')
        {
            return false;
        }
        self.delimiter.clear();
        if new != b";" {
            self.delimiter.extend_from_slice(new);
        }
        true
    }
}

/// `\restrict KEY` and `\unrestrict KEY`, which wrap the dumps of PostgreSQL since 2025 (14.19,
/// 15.14, 16.10, 17.6): the key is random and must stay.
fn is_restrict(line: &[u8]) -> bool {
    let key = line.strip_prefix(b"\\restrict ").or_else(|| line.strip_prefix(b"\\unrestrict "));
    key.is_some_and(|key| key.trim_ascii_end().iter().all(u8::is_ascii_alphanumeric))
}
