//! A certificate as Markdown.

use std::fmt::Write as _;

use super::statement::Statement;

pub(super) fn written(statement: &Statement) -> String {
    let Statement { title, text, facts, counts, check, token } = statement;
    let mut out = format!("# {}\n\n", escaped(title));
    for paragraph in text {
        let _ = write!(out, "{}\n\n", escaped(paragraph));
    }
    out += "| | |\n|---|---|\n";
    for (name, value) in facts {
        let _ = writeln!(out, "| {name} | {} |", escaped(value));
    }
    if !counts.is_empty() {
        out += "\n| entity | found | replaced |\n|---|---:|---:|\n";
        for [entity, found, replaced] in counts {
            let _ = writeln!(out, "| {} | {found} | {replaced} |", escaped(entity));
        }
    }
    out += "\n## To check it\n\n";
    for (i, paragraph) in check.iter().enumerate() {
        let _ = match i {
            0 => write!(out, "    {paragraph}\n\n"),
            _ => write!(out, "{}\n\n", escaped(paragraph)),
        };
    }
    let _ = write!(out, "```text\n{token}\n```\n");
    out
}

/// Text that Markdown shows as it is, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '&' | '#' | '~' => out.extend(['\\', c]),
            _ if c.is_control() => out.extend(c.escape_default()),
            _ => out.push(c),
        }
    }
    out
}
