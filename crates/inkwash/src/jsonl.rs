//! Findings, and what is known about entities, as JSON lines.

use std::io::{self, Write};

use inkwash_core::{Facts, Finding};
use serde::Serialize;

use crate::{Reported, Scanner, Survivor, TableComparison, Verification};

/// One finding; the fields' names and order are stable, more may be added at the end.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    format: &'a str,
    line: u64,
    column: u64,
    byte_start: u64,
    byte_end: u64,
    place: &'a str,
    record: u64,
    cell_start: usize,
    cell_end: usize,
    entity: &'a str,
    class: &'a str,
    score: f64,
    evidence: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transform: Option<&'a str>,
}

/// Writes a finding as one line of JSON.
///
/// `byte_start` and `byte_end` are offsets in the raw input after decompression, `cell_start`
/// and `cell_end` UTF-8 byte offsets in the decoded cell; `line`, `column` (bytes) and `record`
/// count from 1. The value is not in it.
///
/// # Errors
/// If writing fails.
pub fn write_json_line(
    out: &mut dyn Write,
    path: &str,
    format: &str,
    scanner: &Scanner,
    finding: &Finding,
) -> io::Result<()> {
    write_line(out, &Line::of(path, format, scanner, finding))
}

/// Writes a finding of a scrub so, with what happened to it in a last field `transform`.
///
/// # Errors
/// If writing fails.
pub fn write_reported_line(out: &mut dyn Write, scanner: &Scanner, found: &Reported<'_>) -> io::Result<()> {
    let line = Line::of(found.path, found.format, scanner, found.finding);
    write_line(out, &Line { transform: found.transform, ..line })
}

impl<'a> Line<'a> {
    fn of(path: &'a str, format: &'a str, scanner: &'a Scanner, finding: &'a Finding) -> Self {
        let facts = scanner.facts(finding.cell.entity);
        Self {
            path,
            format,
            line: finding.line,
            column: finding.column,
            byte_start: finding.byte_start,
            byte_end: finding.byte_end,
            place: &finding.place.path,
            record: finding.record,
            cell_start: finding.cell.span.start,
            cell_end: finding.cell.span.end,
            entity: facts.name,
            class: facts.class.name(),
            score: finding.cell.score.to_f64(),
            evidence: finding.cell.evidence.reasons(),
            transform: None,
        }
    }
}

fn write_line(out: &mut dyn Write, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct EntityLine<'a> {
    entity: &'a str,
    title: &'a str,
    class: &'a str,
    group: &'a str,
    regions: &'a [&'a str],
    check: &'a str,
    source: &'a str,
    example: &'a str,
}

/// Writes what is known about an entity as one line of JSON: `entity`, `title`, `class`,
/// `group`, `regions` (none: everywhere), `check` (the name that evidence gives it), `source` and
/// an invented `example`; the last three may be empty.
///
/// # Errors
/// If writing fails.
pub fn write_entity_line(out: &mut dyn Write, facts: &Facts<'_>) -> io::Result<()> {
    let Facts { name: entity, title, regions, check, source, example, .. } = *facts;
    let (class, group) = (facts.class.name(), facts.group.name());
    let line = EntityLine { entity, title, class, group, regions, check, source, example };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// Writes a survivor as one line of JSON: `path`, and the fields of [`Survivor`].
///
/// # Errors
/// If writing fails.
pub fn write_survivor_line(out: &mut dyn Write, path: &str, survivor: &Survivor<'_>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        path: &'a str,
        #[serde(flatten)]
        survivor: &'a Survivor<'a>,
    }
    serde_json::to_writer(&mut *out, &Line { path, survivor })?;
    out.write_all(b"\n")
}

/// Writes a result as one line of JSON: the fields of [`Verification`].
///
/// # Errors
/// If writing fails.
pub fn write_verification_line(out: &mut dyn Write, result: &Verification) -> io::Result<()> {
    serde_json::to_writer(&mut *out, result)?;
    out.write_all(b"\n")
}

/// Writes how a table compares as one line of JSON: the fields of [`TableComparison`].
///
/// # Errors
/// If writing fails.
pub fn write_comparison_line(out: &mut dyn Write, table: &TableComparison) -> io::Result<()> {
    serde_json::to_writer(&mut *out, table)?;
    out.write_all(b"\n")
}
