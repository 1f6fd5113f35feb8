use std::io::{self, Write};

use super::Report;
use super::text::{Count, Markdown, Of, Size};

/// So many rows: a comment is to be read, and GitHub takes 65,536 characters.
const ROWS: usize = 40;

pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {}\n", report.title)?;
    let findings = report.findings();
    let (size, files) = (Size(report.bytes), Of(report.files, "file"));
    if findings == 0 {
        writeln!(out, "Nothing was found in {files} ({size}).")?;
    } else {
        let classes = report.by_class().into_iter().filter(|(_, n)| *n > 0);
        let classes: Vec<_> = classes.map(|(class, n)| format!("{} {}", Count(n), class.name())).collect();
        let classes = classes.join(", ");
        writeln!(out, "**{}** in {files} ({size}): {classes}.", Of(findings, "finding"))?;
    }
    rows(report, out)?;
    unchecked(report, out)?;
    for used in report.exceptions.iter().filter(|used| used.values > 0) {
        let (reason, approver) = (Markdown(&used.exception.reason), Markdown(&used.exception.approver));
        let (values, expires) = (Of(used.values, "value"), &used.exception.expires);
        writeln!(out, "\nAn exception lets {values} through in clear until {expires}: {reason} ({approver}).")?;
    }
    if report.known > 0 {
        writeln!(out, "\nThe baseline knows {}, which are left out.", Of(report.known, "finding"))?;
    }
    if report.allowed > 0 || report.idle_allows > 0 {
        let (allowed, idle) = (Of(report.allowed, "finding"), Of(report.idle_allows, "comment"));
        writeln!(out, "\nComments allow {allowed}; {idle} without a reason or entity count for nothing.")?;
    }
    let policy = report.policy.as_ref();
    let mut policy = policy.map_or_else(String::new, |(_, digest)| format!(", policy `{}…`", &digest[..12]));
    if let Some((_, digest)) = &report.plan {
        policy += &format!(", plan `{}…`", &digest[..12]);
    }
    if report.is_scrub {
        writeln!(out, "\n{} replaced.", Of(report.replaced, "finding"))?;
    }
    writeln!(out, "\n<sub>inkwash {}, {}{policy}</sub>", env!("CARGO_PKG_VERSION"), report.made)
}

fn rows(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<_> = report.rows.iter().collect();
    rows.sort_by_key(|(source, row)| {
        (report.class_of(&row.entity), std::cmp::Reverse(row.scores.count()), *source, &row.place, &row.entity)
    });
    if rows.is_empty() {
        return Ok(());
    }
    let (head, rule) = if report.is_scrub { (" Transform |", "---|") } else { ("", "") };
    writeln!(out, "\n| Source | Place | Entity | Class | Findings | Share | Median score | First line |{head}")?;
    writeln!(out, "|---|---|---|---|---:|---:|---:|---:|{rule}")?;
    for (number, row) in rows.iter().take(ROWS) {
        let share = report.share(*number, row).map_or_else(String::new, |share| format!("{:.1} %", share * 100.0));
        let place = if row.place.is_empty() { "(text)" } else { &row.place };
        let line = if row.first_line > 0 { row.first_line.to_string() } else { String::new() };
        let (source, place) = (Markdown(&report.sources[*number].path), Markdown(place));
        let (class, n) = (report.class_of(&row.entity).name(), Count(row.scores.count()));
        write!(
            out,
            "| {source} | {place} | `{}` | {class} | {n} | {share} | {:.2} | {line} |",
            row.entity,
            row.scores.median()
        )?;
        match row.transform.as_deref().filter(|_| report.is_scrub) {
            Some(transform) => writeln!(out, " {} |", Markdown(transform))?,
            None => writeln!(out)?,
        }
    }
    let more = rows.len().saturating_sub(ROWS) as u64 + report.left_out;
    if more > 0 {
        writeln!(out, "\nAnd {} more rows.", Count(more))?;
    }
    Ok(())
}

fn unchecked(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.unchecked.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n**Not looked into:**\n\n| Files | Size | Why |\n|---:|---:|---|")?;
    for (why, of) in &report.unchecked {
        writeln!(out, "| {} | {} | {} |", Count(of.files), Size(of.bytes), Markdown(why))?;
    }
    Ok(())
}
