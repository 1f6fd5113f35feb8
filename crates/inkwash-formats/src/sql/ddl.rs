//! `CREATE TABLE`, `ALTER TABLE` and `CREATE TYPE`, read for what they say about columns and keys.

use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::{KeyKind, Pieces, TableKey};

use super::Dialect;
use super::scan::{is_space, is_word};
use super::tables::{Declared, Tables, kind_of_type};
use super::types::TypeName;

/// A token of a statement's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// An unquoted word or number.
    Word(&'a [u8]),
    /// What stands between quotes of any kind, with its quote.
    Quoted(u8, &'a [u8]),
    /// Any other byte.
    Mark(u8),
}

impl Token<'_> {
    /// This keyword, in any case.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Token::Word(word) if word.eq_ignore_ascii_case(keyword.as_bytes()))
    }

    /// One of these keywords.
    pub(super) fn is_any(&self, keywords: &[&str]) -> bool {
        keywords.iter().any(|keyword| self.is(keyword))
    }

    /// Its length as written, without quotes.
    pub(super) fn len(&self) -> usize {
        match self {
            Token::Word(raw) | Token::Quoted(_, raw) => raw.len(),
            Token::Mark(_) => 1,
        }
    }

    /// The name that it may be.
    pub(super) fn name(&self) -> Option<String> {
        match self {
            Token::Word(word) => Some(String::from_utf8_lossy(word).into_owned()),
            Token::Quoted(quote, raw) => {
                let text = String::from_utf8_lossy(raw);
                let quote = char::from(*quote);
                let (one, two) = ([quote].iter().collect::<String>(), [quote, quote]);
                Some(text.replace(&two.iter().collect::<String>(), &one))
            }
            Token::Mark(_) => None,
        }
    }
}

/// Calls `each` for every token of `code`, which holds no quotes, and where it begins.
pub(super) fn tokens(code: &[u8], mut each: impl FnMut(Token<'_>, usize)) {
    let mut rest = code;
    while let Some(&first) = rest.first() {
        let len = match is_word(first) {
            true => rest.iter().position(|b| !is_word(*b)).unwrap_or(rest.len()),
            false => 1,
        };
        let at = code.len() - rest.len();
        let (token, after) = rest.split_at(len);
        rest = after;
        if is_word(first) {
            each(Token::Word(token), at);
        } else if !is_space(first) {
            each(Token::Mark(first), at);
        }
    }
}

/// Where the reader of a declaration is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    /// Between `CREATE` or `ALTER` and the kind of thing.
    #[default]
    Kind,
    /// In a table's name.
    Table,
    /// In a type's name, or just after it.
    Type,
    /// Where a column or constraint begins.
    Item,
    /// After a word that begins a constraint in some dialects and is a column's name in others.
    Doubtful,
    /// After a column's name, in its type.
    ColumnType,
    /// After a column's type.
    ColumnRest,
    /// In a constraint.
    Constraint,
    /// In an action of `ALTER TABLE` that adds nothing.
    Action,
    /// Nothing more to learn.
    Done,
}

/// Which names of a key come next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Names {
    /// None.
    #[default]
    None,
    /// The columns of this table, once a bracket opens.
    Own,
    /// The table that a foreign key refers to, and then its columns.
    Theirs,
}

/// A key that a constraint or a column declares.
#[derive(Debug, Default)]
struct Key {
    next: Names,
    primary: bool,
    unique: bool,
    /// Between brackets a name comes next.
    expected: bool,
    own: Vec<String>,
    /// The table's name, part by part.
    table: Vec<String>,
    theirs: Vec<String>,
}

impl Key {
    /// Takes the next token, so many brackets deep.
    fn feed(&mut self, token: Token<'_>, depth: usize) {
        match (token, self.next) {
            (Token::Mark(b'('), _) => self.expected = depth == 2,
            (Token::Mark(b','), _) if depth == 2 => self.expected = true,
            (Token::Mark(b')'), _) if depth == 1 => {
                let listed = !self.own.is_empty() && self.next == Names::Own || !self.theirs.is_empty();
                if listed {
                    self.next = Names::None;
                }
            }
            (Token::Mark(_), _) => {}
            _ if depth == 1 && token.is("REFERENCES") => self.next = Names::Theirs,
            _ if depth == 1 && self.next != Names::Theirs && token.is("PRIMARY") => self.primary = true,
            _ if depth == 1 && self.next != Names::Theirs && token.is("UNIQUE") => self.unique = true,
            (_, Names::Own) if depth == 2 && self.expected => {
                self.own.extend(token.name());
                self.expected = false;
            }
            (_, Names::Theirs) if depth == 2 && self.expected => {
                self.theirs.extend(token.name());
                self.expected = false;
            }
            (_, Names::Theirs) if depth == 1 => {
                // What follows the table and its columns is not part of it.
                if token.is_any(&["ON", "MATCH", "DEFERRABLE", "NOT", "INITIALLY", "CONSTRAINT", "DEFAULT", "NULL"]) {
                    self.next = Names::None;
                } else {
                    self.table.extend(token.name());
                }
            }
            _ => {}
        }
    }
}

/// Reads one statement that declares something, token by token.
#[derive(Debug, Default)]
pub(super) struct Declaration {
    at: At,
    /// It is `ALTER`, not `CREATE`.
    alters: bool,
    /// The item of `ALTER TABLE` begins with `ADD`.
    adds: bool,
    name: Vec<String>,
    dotted: bool,
    depth: usize,
    columns: Vec<Declared>,
    column: String,
    type_name: TypeName,
    /// What the type's brackets hold may come next.
    in_type: bool,
    generated: bool,
    last_as: bool,
    /// The column or constraint declares a key.
    is_key: bool,
    key: Key,
}

impl Declaration {
    /// Starts anew.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Takes the next token.
    pub(super) fn feed(&mut self, token: Token<'_>, dialect: Dialect, tables: &mut Tables, pieces: &mut Pieces) {
        match self.at {
            At::Kind => self.kind(token),
            At::Table => self.table(token, tables),
            At::Type => self.type_statement(token, tables),
            At::Done => {}
            _ => self.body(token, dialect, tables, pieces),
        }
    }

    /// The statement ended: so does the last thing that `ALTER TABLE` adds.
    pub(super) fn end(&mut self, dialect: Dialect, tables: &mut Tables, pieces: &mut Pieces) {
        if self.alters && !matches!(self.at, At::Kind | At::Table | At::Done) {
            self.end_item(dialect, tables, pieces);
            tables.declare(&self.name, core::mem::take(&mut self.columns));
        }
        self.at = At::Done;
    }

    /// `CREATE … TABLE`, `CREATE TYPE`, `ALTER TABLE`.
    fn kind(&mut self, token: Token<'_>) {
        const BEFORE: [&str; 10] =
            ["CREATE", "OR", "REPLACE", "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "FOREIGN", "SCHEMA"];
        if token.is("ALTER") {
            self.alters = true;
        } else if token.is("TABLE") {
            self.at = At::Table;
        } else if token.is("TYPE") && !self.alters {
            self.at = At::Type;
        } else if !token.is_any(&BEFORE) {
            self.at = At::Done;
        }
    }

    /// A part of a dotted name; false if the token is none.
    fn name_part(&mut self, token: Token<'_>) -> bool {
        if token == Token::Mark(b'.') {
            self.dotted = true;
            return true;
        }
        if (self.name.is_empty() || self.dotted)
            && let Some(part) = token.name()
        {
            self.dotted = false;
            self.name.push(part);
            return true;
        }
        false
    }

    /// The table's name, up to the parenthesis or the first action.
    fn table(&mut self, token: Token<'_>, tables: &mut Tables) {
        if self.name.is_empty() && token.is_any(&["IF", "NOT", "EXISTS", "ONLY"]) || self.name_part(token) {
            return;
        }
        self.depth = 1;
        if self.alters {
            self.columns = tables.take_declared(&self.name);
            self.at = At::Item;
            self.item(token);
        } else {
            self.at = if token == Token::Mark(b'(') { At::Item } else { At::Done };
        }
    }

    /// `CREATE TYPE name AS ENUM`.
    fn type_statement(&mut self, token: Token<'_>, tables: &mut Tables) {
        if self.name_part(token) || token.is("AS") {
            return;
        }
        if token.is("ENUM")
            && let Some(name) = self.name.last()
        {
            tables.declare_enum(name);
        }
        self.at = At::Done;
    }

    /// Inside the parentheses.
    fn body(&mut self, token: Token<'_>, dialect: Dialect, tables: &mut Tables, pieces: &mut Pieces) {
        match token {
            Token::Mark(b'(') => {
                self.depth += 1;
                // `AS (expression)` makes a generated column; only SQLite leaves it out of rows.
                self.generated |= self.last_as && dialect == Dialect::Sqlite;
            }
            Token::Mark(b')') => self.depth = self.depth.saturating_sub(1).max(usize::from(self.alters)),
            _ => {}
        }
        if self.depth == 0 || self.depth == 1 && token == Token::Mark(b',') {
            self.end_item(dialect, tables, pieces);
            if self.depth == 0 {
                tables.declare(&self.name, core::mem::take(&mut self.columns));
                self.at = At::Done;
            }
            return;
        }
        self.last_as = token.is("AS");
        self.length(token);
        if !matches!(self.at, At::Item | At::Doubtful | At::Action) {
            self.key(token);
        }
        if self.depth > 1 || matches!(token, Token::Mark(b')')) {
            if self.at == At::Doubtful {
                self.at = At::Constraint;
            }
            return;
        }
        match self.at {
            At::Item => self.item(token),
            At::Doubtful => {
                let known = matches!(token, Token::Word(word)
                    if core::str::from_utf8(word).is_ok_and(|word| kind_of_type(word).is_some()));
                self.at = if known { At::ColumnType } else { At::Constraint };
                if known {
                    self.column_type(token);
                }
            }
            At::ColumnType => self.column_type(token),
            At::ColumnRest => {
                self.type_name.array |= token == Token::Mark(b'[') || token.is("ARRAY");
                self.type_name.unsigned |= token.is_any(&["UNSIGNED", "ZEROFILL"]);
            }
            _ => {}
        }
    }

    /// Looks for what makes a column part of a key.
    fn key(&mut self, token: Token<'_>) {
        if self.depth == 1 && token.is_any(&["UNIQUE", "PRIMARY", "FOREIGN", "REFERENCES"]) {
            self.is_key = true;
            if self.at == At::Constraint && self.key.next == Names::None {
                self.key.next = Names::Own;
            }
        }
        self.key.feed(token, self.depth);
    }

    /// The first token of a column or constraint.
    fn item(&mut self, token: Token<'_>) {
        const CONSTRAINTS: [&str; 6] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "LIKE"];
        const DOUBTFUL: [&str; 6] = ["KEY", "INDEX", "FULLTEXT", "SPATIAL", "EXCLUDE", "PERIOD"];
        if self.alters && !self.adds {
            self.adds = token.is("ADD");
            self.at = if self.adds { At::Item } else { At::Action };
            return;
        }
        if self.alters && token.is_any(&["COLUMN", "IF", "NOT", "EXISTS"]) {
            return;
        }
        if token.is_any(&CONSTRAINTS) {
            self.at = At::Constraint;
            self.key(token);
        } else if let Some(name) = token.name() {
            self.column = name;
            self.at = if token.is_any(&DOUBTFUL) { At::Doubtful } else { At::ColumnType };
        }
    }

    /// A token of a column's type: its first word, after any schema, names it.
    fn column_type(&mut self, token: Token<'_>) {
        /// Words that end a type, or stand where there is none.
        const AFTER: [&str; 10] = [
            "NOT",
            "NULL",
            "DEFAULT",
            "PRIMARY",
            "UNIQUE",
            "CHECK",
            "REFERENCES",
            "COLLATE",
            "GENERATED",
            "CONSTRAINT",
        ];
        match token {
            Token::Mark(b'.') => self.type_name.name = None,
            Token::Mark(b'[') => self.type_name.array = true,
            _ if token.is_any(&AFTER) || token.is("AS") => self.at = At::ColumnRest,
            _ if self.type_name.name.is_none() => {
                self.type_name.name = token.name();
                self.in_type = true;
            }
            _ => {
                self.at = At::ColumnRest;
                self.type_name.array |= token.is("ARRAY");
                self.type_name.unsigned |= token.is_any(&["UNSIGNED", "ZEROFILL"]);
            }
        }
    }

    /// Looks for what stands in a type's brackets: `character varying(120)`, `numeric(12, 2)`,
    /// `enum('a','b')`.
    fn length(&mut self, token: Token<'_>) {
        match token {
            Token::Word(word) if self.in_type && self.depth == 2 => {
                let number: Option<u32> = core::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                self.type_name.lengths.extend(number);
            }
            Token::Mark(b'(') => {}
            Token::Mark(b',') if self.depth == 2 => {}
            _ => self.in_type &= token.is_any(&["CHAR", "CHARACTER", "VARCHAR", "VARYING"]),
        }
    }

    /// The end of a column or constraint.
    fn end_item(&mut self, dialect: Dialect, tables: &Tables, pieces: &mut Pieces) {
        let column = matches!(self.at, At::ColumnType | At::ColumnRest);
        let name = core::mem::take(&mut self.column);
        let mut key = core::mem::take(&mut self.key);
        if column && !self.generated {
            let type_name = core::mem::take(&mut self.type_name);
            key.own = alloc::vec![name.clone()];
            self.columns.push(Declared {
                name,
                kind: tables.kind(type_name.name.as_deref().unwrap_or_default(), type_name.array),
                max_chars: type_name.max_chars(dialect),
                takes: type_name.takes(dialect),
                key: false,
                refers: None,
            });
        }
        if self.is_key {
            self.note(&key, pieces);
            if key.theirs.is_empty() && !key.table.is_empty() {
                let table = key.table.join(".");
                let primary = pieces.keys().iter().find(|k| k.kind == KeyKind::Primary && k.table == table);
                key.theirs = primary.map(|k| k.columns.clone()).unwrap_or_default();
            }
            for (n, name) in key.own.iter().enumerate() {
                let Some(column) = self.columns.iter_mut().find(|column| column.name == *name) else { continue };
                column.key = true;
                if let Some(theirs) = key.theirs.get(n) {
                    column.refer(&key.table, theirs, tables);
                }
            }
        }
        self.type_name = TypeName::default();
        (self.in_type, self.is_key) = (false, false);
        (self.generated, self.last_as) = (false, false);
        (self.at, self.adds) = (At::Item, false);
    }

    /// Notes what a column or constraint says about keys.
    fn note(&self, key: &Key, pieces: &mut Pieces) {
        let foreign = (!key.table.is_empty()).then(|| (key.table.join("."), key.theirs.clone()));
        let kinds = [
            key.primary.then_some(KeyKind::Primary),
            key.unique.then_some(KeyKind::Unique),
            foreign.map(|(table, columns)| KeyKind::Foreign { table, columns }),
        ];
        for kind in kinds.into_iter().flatten().filter(|_| !key.own.is_empty()) {
            pieces.key(TableKey { table: self.name.join("."), columns: key.own.clone(), kind });
        }
    }
}
