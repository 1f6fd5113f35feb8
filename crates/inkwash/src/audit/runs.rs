//! A log, run by run: for showing and for other programs.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use super::record::Record;
use super::verify::{Proofs, Verified, each};
use crate::Error;

/// Which runs are meant; all if nothing is set.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// The run of this number.
    pub run: Option<u64>,
    /// Runs that started on or after this day or point in time: `2026-01-31`, `2026-01-31T12:00`, in UTC.
    pub since: Option<String>,
    /// Runs that started before it.
    pub until: Option<String>,
    /// Runs of this user.
    pub user: Option<String>,
    /// Runs of this operation.
    pub operation: Option<String>,
    /// Runs with this [outcome](RunSummary::outcome).
    pub outcome: Option<String>,
}

impl Chosen {
    /// Whether a start or end may be of a run that is meant.
    fn takes(&self, record: &Record) -> bool {
        let is = |wanted: &Option<String>, it: &str| wanted.as_deref().is_none_or(|wanted| wanted == it);
        let started = started(record);
        self.run.is_none_or(|run| run == record.run)
            && is(&self.user, &record.user)
            && is(&self.operation, &record.operation)
            && self.since.as_deref().is_none_or(|since| started >= since)
            && self.until.as_deref().is_none_or(|until| started < until)
    }

    fn check(&self) -> Result<(), Error> {
        let is_time = |text: &String| {
            let shape = text.bytes().zip(b"9999-99-99T99:99:99.999Z");
            let mut shape = shape.map(|(b, s)| if *s == b'9' { b.is_ascii_digit() } else { b == *s });
            shape.all(|fits| fits) && (10..=24).contains(&text.len())
        };
        if !self.since.iter().chain(&self.until).all(is_time) {
            return Err(Error::data("a point in time is written 2026-01-31 or 2026-01-31T12:00:00Z (UTC)"));
        }
        let outcomes = ["done", "found", "refused", "failed", UNFINISHED];
        if self.outcome.as_ref().is_some_and(|outcome| !outcomes.contains(&outcome.as_str())) {
            return Err(Error::data(format!("runs end so: {}", outcomes.join(", "))));
        }
        Ok(())
    }
}

/// A run that has no end.
const UNFINISHED: &str = "unfinished";

/// What the log says of a run.
#[derive(Clone, Debug)]
pub struct RunSummary {
    /// Its last record: that of its end, or, if it has none, of its start.
    pub record: Record,
    /// That record's line.
    pub line: String,
}

impl RunSummary {
    /// When it started.
    #[must_use]
    pub fn started(&self) -> &str {
        started(&self.record)
    }

    /// `done`, `found`, `refused`, `failed`, or `unfinished`: it crashed, was killed, or is still running.
    #[must_use]
    pub fn outcome(&self) -> &str {
        self.record.end.as_ref().map_or(UNFINISHED, |end| &end.outcome)
    }
}

fn started(record: &Record) -> &str {
    record.end.as_ref().map_or(&record.time, |end| &end.started)
}

/// Checks a log and gives out the chosen runs: those that ended, in the order of their ends, then those that
/// did not.
///
/// # Errors
/// If it cannot be read, a choice cannot be, or `give` fails.
pub fn runs(
    log: &Path,
    proofs: &Proofs,
    chosen: &Chosen,
    give: &mut dyn FnMut(&RunSummary) -> Result<(), Error>,
) -> Result<Verified, Error> {
    chosen.check()?;
    let has_outcome = |run: &RunSummary| chosen.outcome.as_deref().is_none_or(|outcome| outcome == run.outcome());
    let mut open = BTreeMap::new();
    let verified = each(log, proofs, &mut |record, line| {
        if !chosen.takes(record) {
            return Ok(());
        }
        let run = RunSummary { record: record.clone(), line: line.to_owned() };
        if run.record.end.is_none() {
            open.insert(record.run, run);
            return Ok(());
        }
        open.remove(&record.run);
        if has_outcome(&run) { give(&run) } else { Ok(()) }
    })?;
    open.values().filter(|run| has_outcome(run)).try_for_each(give)?;
    Ok(verified)
}

/// The columns of [`write_csv_line`].
const COLUMNS: &str = "run,started,ended,user,uid,host,operation,outcome,error,exit_code,sources,source_bytes,sinks,\
                       sink_bytes,policy_sha256,plan_sha256,key_fingerprint,key_version,found,replaced,version,hash";

/// Writes the names of the columns of [`write_csv_line`] (CSV, RFC 4180).
///
/// # Errors
/// If writing fails.
pub fn write_csv_head(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{COLUMNS}\r\n")
}

/// Writes a run as a line of CSV (RFC 4180). Names of files are separated by spaces; a field that a spreadsheet would
/// take for a formula begins with an apostrophe.
///
/// # Errors
/// If writing fails.
pub fn write_csv_line(out: &mut dyn Write, run: &RunSummary) -> io::Result<()> {
    let Record { run: number, time, operation, user, uid, host, version, end, .. } = &run.record;
    let none = super::record::End::default();
    let ended = if end.is_some() { time.as_str() } else { "" };
    let end = end.as_ref().unwrap_or(&none);
    let names = |streams: &[super::Stream]| {
        let names: Vec<_> = streams.iter().map(|s| format!("{} sha256:{}", s.name, s.sha256)).collect();
        names.join(" ")
    };
    let size = |streams: &[super::Stream]| streams.iter().map(|s| s.bytes).sum::<u64>().to_string();
    let of = |document: &Option<super::Document>| document.as_ref().map(|d| d.sha256.clone()).unwrap_or_default();
    let total = |n: fn(&super::Count) -> u64| end.findings.entities.values().map(n).sum::<u64>().to_string();
    let hash = super::seal::read(&run.line).map(|line| line.hash).unwrap_or_default();
    let code = if ended.is_empty() { String::new() } else { end.exit_code.to_string() };
    let fields = [
        number.to_string(),
        run.started().to_owned(),
        ended.to_owned(),
        user.clone(),
        uid.map(|uid| uid.to_string()).unwrap_or_default(),
        host.clone(),
        operation.clone(),
        run.outcome().to_owned(),
        end.error.clone().unwrap_or_default(),
        code,
        names(&end.sources),
        size(&end.sources),
        names(&end.sinks),
        size(&end.sinks),
        of(&end.policy),
        of(&end.plan),
        end.key.as_ref().map(|key| key.fingerprint.clone()).unwrap_or_default(),
        end.key.as_ref().map(|key| key.version.to_string()).unwrap_or_default(),
        total(|n| n.found),
        total(|n| n.replaced),
        version.clone(),
        hash,
    ];
    let fields: Vec<_> = fields.iter().map(|field| quoted(field)).collect();
    write!(out, "{}\r\n", fields.join(","))
}

fn quoted(field: &str) -> String {
    let field =
        if field.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

/// Writes a run's last record as it is in the log.
///
/// # Errors
/// If writing fails.
pub fn write_jsonl_line(out: &mut dyn Write, run: &RunSummary) -> io::Result<()> {
    writeln!(out, "{}", run.line)
}
