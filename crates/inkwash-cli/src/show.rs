//! How numbers, names and raw text look on a terminal.

use std::fmt::Write;

use inkwash::{Class, ExceptionUse, Facts, RetentionUse, Tally};

use crate::Voice;

/// A number with thin groups: `1,234,567`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

/// A size with a decimal unit: `1.4 MB`.
pub(crate) fn bytes(n: u64) -> String {
    let (mut value, mut unit) = (n as f64, "B");
    for larger in ["kB", "MB", "GB", "TB"] {
        if value < 999.5 {
            break;
        }
        (value, unit) = (value / 1000.0, larger);
    }
    if unit == "B" { format!("{n} B") } else { format!("{value:.1} {unit}") }
}

/// The colour of a class.
pub(crate) fn class_style(class: Class) -> anstyle::Style {
    match class {
        Class::Critical => anstyle::AnsiColor::Red.on_default(),
        Class::Confidential => anstyle::AnsiColor::Yellow.on_default(),
        Class::Internal => anstyle::AnsiColor::Cyan.on_default(),
        Class::Public => anstyle::AnsiColor::Green.on_default(),
    }
}

/// Raw bytes as one printable line: control characters (which could steer a terminal) and bytes
/// that are no UTF-8 are shown escaped.
pub(crate) fn printable(raw: &[u8]) -> String {
    let mut out = String::new();
    for chunk in raw.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() {
                let _ = write!(out, "{}", c.escape_default());
            } else {
                out.push(c);
            }
        }
        chunk.invalid().iter().for_each(|b| {
            let _ = write!(out, "\\x{b:02x}");
        });
    }
    out
}

/// Counts by entity, most frequent first: `12 EMAIL_ADDRESS, 3 IBAN_CODE`.
pub(crate) fn by_entity<'f>(counts: &[u64], entities: impl Iterator<Item = Facts<'f>>) -> String {
    let mut all: Vec<_> = counts.iter().zip(entities).filter(|(n, _)| **n > 0).collect();
    all.sort_by_key(|(n, facts)| (std::cmp::Reverse(**n), facts.name));
    let shown: Vec<_> = all.iter().map(|(n, facts)| format!("{} {}", count(**n), facts.name)).collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown.join(", ") }
}

/// Says what retention rules of the policy came to.
pub(crate) fn retention(voice: Voice, all: &[RetentionUse]) {
    for RetentionUse { rule, as_of, dropped, followed, held, needed, undated, younger } in all {
        let rest = [
            (*followed, "went with them"),
            (*held, "stay by a legal hold"),
            (*needed, "stay because others that stay refer to them"),
            (*undated, "stay because their age cannot be told"),
            (*younger, "are younger"),
        ];
        let rest: String =
            rest.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {} {what}", count(*n))).collect();
        let met = dropped + held + needed + undated + younger > 0;
        voice.note(format_args!(
            "retention: of {} older than {} on {as_of} (by {}) {} dropped{rest}{}: {}",
            rule.place,
            rule.older_than,
            rule.column,
            count(*dropped),
            if met { "" } else { "; there is no record of that name" },
            rule.reason
        ));
    }
}

/// Says what exceptions of the policy let through.
pub(crate) fn exceptions(voice: Voice, all: &[ExceptionUse]) {
    for ExceptionUse { exception, values } in all.iter().filter(|of| of.values > 0) {
        let (n, s) = (count(*values), if *values == 1 { "" } else { "s" });
        voice.note(format_args!(
            "in clear by exception: {n} value{s} of {exception}, approved by {} until {}: {}",
            exception.approver, exception.expires, exception.reason
        ));
    }
}

/// Adds one stream's counts to another's.
pub(crate) fn add(total: &mut Tally, more: &Tally) {
    total.bytes_in += more.bytes_in;
    total.bytes_out += more.bytes_out;
    total.records += more.records;
    total.findings.resize(more.findings.len(), 0);
    total.findings.iter_mut().zip(&more.findings).for_each(|(t, m)| *t += m);
    total.exempted.resize(total.exempted.len().max(more.exempted.len()), 0);
    total.exempted.iter_mut().zip(&more.exempted).for_each(|(t, m)| *t += m);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(12), "12");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(1_400_000), "1.4 MB");
    }

    #[test]
    fn raw_text_cannot_steer_the_terminal() {
        assert_eq!(printable(b"a\x1b[2J\xffb\t"), "a\\u{1b}[2J\\xffb\\t");
    }
}
