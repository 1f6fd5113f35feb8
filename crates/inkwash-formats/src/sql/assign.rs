//! Statements that assign values to columns or compare them: `UPDATE t SET a = 'x' WHERE b = 'y'`,
//! `DELETE FROM t WHERE …`, MySQL's `INSERT INTO t SET …`. A string after a column's name and an operator
//! stands in that column.

use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::Pieces;

use super::ddl::Token;
use super::statement::Phase;
use super::tables::Slot;
use super::{Dialect, Sql, Statement};

/// What is known of the assignment or comparison that the reader is in.
#[derive(Debug, Default)]
pub(super) struct Assignment {
    /// The last name: a column's, if an operator follows.
    name: Option<String>,
    /// The column that strings go to.
    column: Option<Slot>,
    /// Open parentheses.
    depth: usize,
}

impl Sql {
    /// Where a string goes that is met now.
    pub(super) fn assigned(&self) -> Slot {
        self.head.assignment.column.filter(|_| self.statement == Statement::Assign).unwrap_or(Slot::NONE)
    }

    /// The next token of such a statement.
    pub(super) fn assign(&mut self, token: Token<'_>, pieces: &mut Pieces) {
        const VERBS: [&str; 12] = [
            "UPDATE",
            "DELETE",
            "FROM",
            "ONLY",
            "LOW_PRIORITY",
            "QUICK",
            "IGNORE",
            "OR",
            "ABORT",
            "FAIL",
            "REPLACE",
            "ROLLBACK",
        ];
        match self.head.phase {
            Phase::Verb if token.is_any(&VERBS) => {}
            Phase::Name if self.head.is_named() && token.is_any(&["SET", "WHERE", "USING"]) => {
                self.head.phase = Phase::Assign;
                self.open_row(pieces);
            }
            // Another name for the table.
            Phase::Name if self.head.is_named() && !matches!(token, Token::Mark(_)) => {}
            Phase::Verb | Phase::Name => self.head.name(token),
            Phase::Assign => self.in_assignments(token, pieces),
            _ => {}
        }
        if self.head.phase == Phase::Lost {
            self.statement = Statement::Other;
            pieces.odd("UPDATE or DELETE of another form");
        }
    }

    fn in_assignments(&mut self, token: Token<'_>, pieces: &mut Pieces) {
        const OPERATORS: [&str; 6] = ["LIKE", "ILIKE", "IN", "IS", "BETWEEN", "REGEXP"];
        const BORDERS: [&str; 9] = ["SET", "WHERE", "AND", "OR", "FROM", "ON", "LIMIT", "ORDER", "RETURNING"];
        let strings = self.dialect == Dialect::Mysql && !self.settings.ansi_quotes;
        let assignment = &mut self.head.assignment;
        match token {
            Token::Mark(b'=' | b'<' | b'>' | b'!' | b'~') => self.assign_to(pieces),
            Token::Mark(b'(') => assignment.depth += 1,
            Token::Mark(b')') => assignment.depth = assignment.depth.saturating_sub(1),
            Token::Mark(b',') if assignment.depth == 0 => assignment.column = None,
            Token::Mark(_) => {}
            // `BETWEEN 'a' AND 'b'` is the same column's.
            _ if token.is_any(&BORDERS) => (assignment.name, assignment.column) = (None, None),
            _ if token.is_any(&OPERATORS) => self.assign_to(pieces),
            Token::Quoted(b'\'', _) => {}
            Token::Quoted(b'"', _) if strings => {}
            Token::Word(_) | Token::Quoted(..) => assignment.name = token.name(),
        }
    }

    /// Strings go to the column that was named last.
    fn assign_to(&mut self, pieces: &mut Pieces) {
        let (Some(name), Some(table)) = (self.head.assignment.name.take(), self.row.table) else { return };
        let mut slots = Vec::new();
        self.tables.listed(table, &[name], &mut slots, pieces);
        self.head.assignment.column = slots.first().copied();
    }
}
