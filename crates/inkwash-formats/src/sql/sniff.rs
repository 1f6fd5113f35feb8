//! Recognising dumps by how they start.

use memchr::memmem;

use super::Dialect;
use super::scan::is_space;

/// How much of a stream's start is looked at.
const HEAD: usize = 64 * 1024;

/// Whose dump a comment line announces.
pub(super) fn header(comment: &[u8]) -> Option<Dialect> {
    let has = |text: &str| memmem::find(comment, text.as_bytes()).is_some();
    if has("PostgreSQL database") {
        Some(Dialect::Postgres)
    } else if has("MySQL dump") || has("MariaDB dump") {
        Some(Dialect::Mysql)
    } else {
        None
    }
}

/// What is looked at of a stream.
fn head(text: &[u8]) -> &[u8] {
    text.get(..HEAD).unwrap_or(text)
}

/// Whether a line starts with `text`, in any case.
fn line_starts(head: &[u8], text: &str) -> bool {
    lines(head).any(|line| line.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text.as_bytes())))
}

/// The lines of the text.
fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', head).chain([head.len()]);
    ends.map(move |end| &head[core::mem::replace(&mut start, end + 1)..end])
}

/// How sure it is that this is a PostgreSQL dump.
pub(super) fn postgres(text: &[u8]) -> u8 {
    let head = head(text);
    let copy = |line: &[u8]| {
        let line = line.trim_ascii_end();
        let end = line.len().saturating_sub(" FROM stdin;".len());
        line.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"COPY "))
            && line.get(end..).is_some_and(|end| end.eq_ignore_ascii_case(b" FROM stdin;"))
    };
    let comment = |line: &[u8]| line.starts_with(b"--") && header(line) == Some(Dialect::Postgres);
    if lines(head).take(20).any(comment) {
        98
    } else if lines(head).any(copy) {
        92
    } else if line_starts(head, "SET standard_conforming_strings") || line_starts(head, "SELECT pg_catalog.") {
        90
    } else {
        0
    }
}

/// How sure it is that this is a dump of MySQL or MariaDB.
pub(super) fn mysql(text: &[u8]) -> u8 {
    let head = head(text);
    let comment = |line: &[u8]| line.starts_with(b"--") && header(line) == Some(Dialect::Mysql);
    let conditional = |line: &[u8]| {
        line.strip_prefix(b"/*!")
            .or_else(|| line.strip_prefix(b"/*M!"))
            .is_some_and(|rest| rest.get(..5).is_some_and(|version| version.iter().all(u8::is_ascii_digit)))
    };
    let backtick = [
        "INSERT INTO `",
        "INSERT IGNORE INTO `",
        "INSERT  IGNORE INTO `",
        "REPLACE INTO `",
        "CREATE TABLE `",
        "CREATE TABLE IF NOT EXISTS `",
        "DROP TABLE IF EXISTS `",
        "LOCK TABLES `",
    ];
    if lines(head).take(20).any(comment) {
        98
    } else if lines(head).any(conditional) {
        94
    } else if backtick.iter().any(|text| line_starts(head, text)) {
        88
    } else {
        0
    }
}

/// How sure it is that this is a dump of SQLite's shell.
pub(super) fn sqlite(text: &[u8]) -> u8 {
    let head = head(text);
    let pragma = line_starts(head, "PRAGMA foreign_keys=OFF;");
    match (pragma, line_starts(head, "BEGIN TRANSACTION;")) {
        (true, true) => 97,
        (true, false) => 88,
        (false, true) if generic(text) > 0 => 72,
        _ => 0,
    }
}

/// How sure it is that this is SQL at all.
pub(super) fn generic(text: &[u8]) -> u8 {
    const STATEMENTS: [&str; 11] = [
        "INSERT INTO ",
        "INSERT IGNORE ",
        "REPLACE INTO ",
        "CREATE TABLE ",
        "CREATE SCHEMA ",
        "CREATE DATABASE ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "CREATE INDEX ",
        "CREATE VIEW ",
        "BEGIN TRANSACTION;",
    ];
    let head = head(text);
    let first = lines(head)
        .map(<[u8]>::trim_ascii_start)
        .find(|line| !line.is_empty() && !line.starts_with(b"--") && !line.iter().all(|b| is_space(*b)));
    let begins = |line: &[u8]| {
        STATEMENTS
            .iter()
            .any(|text| line.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text.as_bytes())))
    };
    // Prose may begin with such words, so a semicolon or a parenthesis must follow.
    let marked = memchr::memchr2(b';', b'(', head).is_some();
    match first.is_some_and(begins) && marked {
        true => 70,
        false => 0,
    }
}
