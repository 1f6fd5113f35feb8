//! Foreign keys, as the statements of dumps declare them: in `CREATE TABLE`, or in the `ALTER TABLE` that
//! `pg_dump` writes behind all rows.

use std::collections::HashMap;

/// A longer statement declares no table.
const MOST_TOKENS: usize = 1 << 17;

/// A foreign key. Names are in lower case: databases differ in whether case counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The table that refers, with its schema if one was written.
    pub(super) child: String,
    /// Its columns.
    pub(super) own: Vec<String>,
    /// The table that it refers to.
    pub(super) parent: String,
    /// That one's columns, in the same order.
    pub(super) theirs: Vec<String>,
}

/// Whether two names mean one table: a name without a schema means that table of any schema.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let qualified = |long: &str, short: &str| !short.contains('.') && long.rsplit('.').next() == Some(short);
    one == other || qualified(one, other) || qualified(other, one)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    /// It was between quotes: never a keyword.
    Quoted(String),
    Mark(u8),
}

impl Token {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    fn name(&self) -> Option<String> {
        match self {
            Self::Word(name) | Self::Quoted(name) => Some(name.to_lowercase()),
            Self::Mark(_) => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Code,
    Quote(u8),
    LineComment,
    BlockComment,
}

/// Reads the statements of dumps, byte by byte, without their rows.
pub(super) struct Declarations {
    state: State,
    last: u8,
    /// A backslash in a string takes the next byte with it, as in MySQL.
    escapes: bool,
    is_escaped: bool,
    /// A value was the last thing: its closing quote may follow.
    after_value: bool,
    word: Vec<u8>,
    tokens: Vec<Token>,
    links: Vec<Link>,
    /// The primary keys, by table.
    primary: HashMap<String, Vec<String>>,
}

impl Declarations {
    pub(super) fn new(links: Vec<Link>) -> Self {
        let (word, tokens) = (Vec::new(), Vec::new());
        let (state, primary) = (State::Code, HashMap::new());
        Self { state, last: 0, escapes: false, is_escaped: false, after_value: false, word, tokens, links, primary }
    }

    /// A value of a row stands here.
    pub(super) fn value(&mut self) {
        self.reset();
        self.after_value = true;
    }

    /// Another file begins, in this format.
    pub(super) fn file(&mut self, format: &str) {
        self.reset();
        self.escapes = format == "mysql";
    }

    fn reset(&mut self) {
        (self.state, self.last, self.is_escaped, self.after_value) = (State::Code, 0, false, false);
        self.word.clear();
        self.tokens.clear();
    }

    /// The foreign keys of different tables. One within a table relates records to each other, not to a
    /// person: the staff of a manager is not hers.
    pub(super) fn links(mut self) -> Vec<Link> {
        for link in self.links.iter_mut().filter(|link| link.theirs.is_empty()) {
            let key = self.primary.iter().find(|(table, _)| is_same(table, &link.parent));
            link.theirs = key.map(|(_, columns)| columns.clone()).unwrap_or_default();
        }
        self.links.retain(|link| link.theirs.len() == link.own.len() && !is_same(&link.child, &link.parent));
        let mut links: Vec<Link> = Vec::new();
        for link in self.links {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        links
    }

    /// Takes the next bytes outside of rows.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.byte(byte);
            self.last = byte;
        }
    }

    fn byte(&mut self, byte: u8) {
        if std::mem::take(&mut self.after_value) && matches!(byte, b'\'' | b'"' | b'`') {
            return;
        }
        match self.state {
            State::Quote(_) if std::mem::take(&mut self.is_escaped) => self.word.push(byte),
            State::Quote(b'\'' | b'"') if byte == b'\\' && self.escapes => self.is_escaped = true,
            State::Quote(quote) if byte == quote => {
                let name = String::from_utf8_lossy(&self.word).into_owned();
                self.word.clear();
                self.push(if quote == b'\'' { Token::Mark(quote) } else { Token::Quoted(name) });
                self.state = State::Code;
            }
            State::Quote(_) => self.word.push(byte),
            State::LineComment if byte == b'\n' => self.state = State::Code,
            State::BlockComment if byte == b'/' && self.last == b'*' => self.state = State::Code,
            State::LineComment | State::BlockComment => {}
            State::Code if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..) => self.word.push(byte),
            State::Code => self.mark(byte),
        }
    }

    fn mark(&mut self, byte: u8) {
        if !self.word.is_empty() {
            let word = String::from_utf8_lossy(&self.word).into_owned();
            self.word.clear();
            self.push(Token::Word(word));
        }
        match byte {
            b'\'' | b'"' | b'`' => self.state = State::Quote(byte),
            b'-' if self.last == b'-' => self.state = State::LineComment,
            b'*' if self.last == b'/' => self.state = State::BlockComment,
            b';' => {
                let statement = std::mem::take(&mut self.tokens);
                self.statement(&statement);
            }
            b'(' | b')' | b',' | b'.' => self.push(Token::Mark(byte)),
            _ => {}
        }
    }

    fn push(&mut self, token: Token) {
        if self.tokens.len() < MOST_TOKENS {
            self.tokens.push(token);
        }
    }

    fn statement(&mut self, tokens: &[Token]) {
        let Some(at) = tokens.iter().take(8).position(|token| token.is("TABLE")) else { return };
        let is_create = tokens[0].is("CREATE");
        if !is_create && !tokens[0].is("ALTER") {
            return;
        }
        let skipped = ["ONLY", "IF", "NOT", "EXISTS"];
        let rest = &tokens[at + 1..];
        let words = rest.iter().take_while(|token| skipped.iter().any(|word| token.is(word))).count();
        let (table, rest) = name(&rest[words..]);
        let rest = if is_create { group(rest).0 } else { rest };
        for item in items(rest) {
            let verbs = item.iter().take_while(|t| ["ADD", "COLUMN"].iter().any(|word| t.is(word))).count();
            self.item(&table, &item[verbs..]);
        }
    }

    /// A column or a constraint of a table.
    fn item(&mut self, table: &str, item: &[Token]) {
        let at = |keyword: &str| item.iter().position(|token| token.is(keyword));
        let listed = |at: Option<usize>| at.map(|at| names(group(&item[at..]).0)).unwrap_or_default();
        let is_constraint =
            item.first().is_some_and(|first| ["CONSTRAINT", "PRIMARY", "FOREIGN"].iter().any(|word| first.is(word)));
        let column: Vec<String> = item.first().and_then(Token::name).into_iter().collect();
        if let Some(primary) = at("PRIMARY") {
            let columns = if is_constraint { listed(Some(primary)) } else { column.clone() };
            self.primary.insert(table.to_owned(), columns);
        }
        if let Some(references) = at("REFERENCES") {
            let own = if is_constraint { listed(at("FOREIGN")) } else { column };
            let (parent, rest) = name(&item[references + 1..]);
            let is_listed = rest.first() == Some(&Token::Mark(b'('));
            let theirs = if is_listed { names(group(rest).0) } else { Vec::new() };
            self.links.push(Link { child: table.to_owned(), own, parent, theirs });
        }
    }
}

/// The name that tokens begin with, its parts with dots between them, and what follows.
fn name(tokens: &[Token]) -> (String, &[Token]) {
    let (mut whole, mut rest) = (String::new(), tokens);
    while let Some((part, after)) = rest.split_first().and_then(|(first, after)| Some((first.name()?, after))) {
        whole.push_str(&part);
        rest = after;
        let Some((Token::Mark(b'.'), after)) = rest.split_first() else { break };
        whole.push('.');
        rest = after;
    }
    (whole, rest)
}

/// What the first brackets hold, and what follows them.
fn group(tokens: &[Token]) -> (&[Token], &[Token]) {
    let Some(from) = tokens.iter().position(|token| *token == Token::Mark(b'(')) else { return (&[], &[]) };
    let inner = &tokens[from + 1..];
    let mut depth = 1;
    for (at, token) in inner.iter().enumerate() {
        match token {
            Token::Mark(b'(') => depth += 1,
            Token::Mark(b')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&inner[..at], &inner[at + 1..]);
        }
    }
    (inner, &[])
}

/// What stands between commas outside of brackets.
fn items(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0;
    let split = tokens.split(|token| {
        match token {
            Token::Mark(b'(') => depth += 1,
            Token::Mark(b')') => depth -= 1,
            _ => {}
        }
        depth == 0 && *token == Token::Mark(b',')
    });
    split.collect()
}

/// Names of columns: the first word of each item.
fn names(tokens: &[Token]) -> Vec<String> {
    items(tokens).into_iter().filter_map(|item| item.first()?.name()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn declares(sql: &str, expected: &[(&str, &str)]) {
        let mut declarations = Declarations::new(Vec::new());
        sql.bytes().for_each(|byte| declarations.feed(&[byte]));
        let shown = |table: &str, columns: &[String]| format!("{table}({})", columns.join(","));
        let links = declarations.links();
        let links: Vec<_> = links.iter().map(|l| (shown(&l.child, &l.own), shown(&l.parent, &l.theirs))).collect();
        let links: Vec<_> = links.iter().map(|(child, parent)| (child.as_str(), parent.as_str())).collect();
        assert_eq!(links, expected);
    }

    #[test]
    fn foreign_keys_of_postgres() {
        declares(
            "-- a comment; with one\nALTER TABLE ONLY public.orders\n    ADD CONSTRAINT \"orders, FK\" FOREIGN KEY \
             (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;",
            &[("public.orders(customer_id)", "public.customers(id)")],
        );
        declares(
            "CREATE TABLE a (x int CHECK (x > 0), y int REFERENCES b, z numeric(12, 2)); \
             ALTER TABLE b ADD CONSTRAINT b_pkey PRIMARY KEY (id);",
            &[("a(y)", "b(id)")],
        );
    }

    #[test]
    fn foreign_keys_of_others() {
        declares(
            "CREATE TABLE `Order Items` (`a` int NOT NULL COMMENT 'x; REFERENCES y (z)', /* ; */ PRIMARY KEY (`a`), \
             CONSTRAINT `fk` FOREIGN KEY (`o`,`n`) REFERENCES `Orders` (`id`, `no`)) ENGINE=InnoDB;",
            &[("order items(o,n)", "orders(id,no)")],
        );
        declares(
            "CREATE TABLE IF NOT EXISTS a(b INTEGER PRIMARY KEY, c TEXT REFERENCES \"D\" (\"e\"));",
            &[("a(c)", "d(e)")],
        );
        declares("CREATE TABLE staff (id int PRIMARY KEY, boss int REFERENCES staff(id));", &[]);
        declares("CREATE INDEX i ON t (a); INSERT INTO t SELECT 'REFERENCES a (b)';", &[]);
    }

    #[test]
    fn strings_end_where_the_dialect_says() {
        let sql = br"CREATE TABLE a (x varchar(9) DEFAULT 'it\'s', y int REFERENCES b (id));";
        for (format, links) in [("mysql", 1), ("postgres", 0)] {
            let mut declarations = Declarations::new(Vec::new());
            declarations.file(format);
            declarations.feed(sql);
            assert_eq!(declarations.links().len(), links, "{format}");
        }
    }

    #[test]
    fn rows_do_not_hide_what_follows_them() {
        let mut declarations = Declarations::new(Vec::new());
        declarations.feed(b"INSERT INTO a VALUES ('");
        declarations.value();
        declarations.feed(b"');\nCREATE TABLE b (c int REFERENCES a (id));");
        assert_eq!(declarations.links().len(), 1);
    }

    #[test]
    fn schemas_may_be_left_out() {
        assert!(is_same("public.orders", "orders") && is_same("orders", "orders"));
        assert!(!is_same("public.orders", "old.orders") && !is_same("public.orders", "ders"));
    }
}
