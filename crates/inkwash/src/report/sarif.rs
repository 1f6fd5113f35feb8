//! SARIF 2.1.0 (OASIS Standard, 2020-03-27), what code hosts and editors show findings by.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::text::{Of, visible};
use super::{Report, Reported};
use crate::Class;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const HOME: &str = "https://github.com/inkwash/inkwash";

/// Writes a SARIF log: findings as they come, and the rest once they are all there. No value and no part of a file
/// is in it.
///
/// ```
/// use inkwash::{Origin, Report, SarifWriter, Scanner, StreamOptions, Watch};
/// let (scanner, mut log) = (Scanner::new(), Vec::new());
/// let (mut report, mut sarif) = (Report::new(&scanner), SarifWriter::new(&mut log)?);
/// let text = &b"mail to anna.berg@example.com\n"[..];
/// let origin = Origin::new("docs/help.md");
/// let mut each = |found: &inkwash::Reported<'_>| sarif.finding(found);
/// report.add(scanner.scan_source(&origin, text, &StreamOptions::new(), &Watch::new(), &mut each, &mut |_| ())?);
/// sarif.finish(&report)?;
/// assert!(String::from_utf8(log)?.contains("\"startLine\":1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SarifWriter<W: Write> {
    out: W,
    is_empty: bool,
}

impl<W: Write> SarifWriter<W> {
    /// Begins a log.
    ///
    /// # Errors
    /// If writing fails.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")?;
        Ok(Self { out, is_empty: true })
    }

    /// Writes a finding.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finding(&mut self, found: &Reported<'_>) -> io::Result<()> {
        let mut text = Vec::new();
        write_result(&mut text, found)?;
        self.results(&text)
    }

    /// Writes findings that [`write_sarif_result`](write_result) wrote.
    ///
    /// # Errors
    /// If writing fails.
    pub fn results(&mut self, results: &[u8]) -> io::Result<()> {
        if results.is_empty() {
            return Ok(());
        }
        let first = usize::from(std::mem::take(&mut self.is_empty));
        self.out.write_all(results.get(first..).unwrap_or_default())
    }

    /// Ends the log.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(mut self, report: &Report) -> io::Result<()> {
        let rest = json!({
            "columnKind": "utf16CodeUnits",
            "artifacts": artifacts(report),
            "invocations": [invocation(report)],
            "tool": { "driver": {
                "name": "inkwash",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": HOME,
                "rules": report.found().iter().map(|(name, _)| rule(report, name)).collect::<Vec<_>>(),
            } },
        });
        let rest = rest.to_string();
        writeln!(self.out, "],{}]}}", rest.strip_prefix('{').unwrap_or(&rest))?;
        self.out.flush()
    }
}

/// Writes a finding as a comma and one result of a SARIF log, for [`SarifWriter::results`].
///
/// # Errors
/// If writing fails.
pub fn write_result(out: &mut dyn Write, found: &Reported<'_>) -> io::Result<()> {
    let Reported { finding, facts, path, .. } = found;
    let (place, score) = (visible(&finding.place.path), finding.cell.score);
    let evidence = finding.cell.evidence.reasons();
    let mut message = facts.title.to_owned();
    if !place.is_empty() {
        let _ = write!(message, " in {}", plain(&place));
    }
    let _ = write!(message, ", score {score} ({})", evidence.join(", "));
    let mut region = json!({
        "startLine": finding.line,
        "startColumn": finding.column_utf16,
        "byteOffset": finding.byte_start,
        "byteLength": finding.byte_end - finding.byte_start,
    });
    if finding.column_end_utf16 > 0 {
        region["endColumn"] = finding.column_end_utf16.into();
    }
    let mut location = json!({ "physicalLocation": { "artifactLocation": artifact(path), "region": region } });
    if !place.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": place, "kind": "member" }]);
    }
    let mut result = json!({
        "ruleId": facts.name,
        "level": level(facts.class),
        "message": { "text": message },
        "locations": [location],
        "rank": f64::from(score.to_permille()) / 10.0,
        "properties": { "class": facts.class.name(), "score": score.to_f64(), "record": finding.record },
    });
    if let Some(print) = found.fingerprint() {
        result["partialFingerprints"] = json!({ "inkwashValue/v1": print });
    }
    write!(out, ",\n{result}")
}

/// Text in a message, where brackets make links and braces stand for arguments (3.11.5, 3.11.6).
fn plain(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '[' | ']' | '\\' => out.extend(['\\', c]),
            '{' | '}' => out.extend([c, c]),
            _ => out.push(c),
        }
        out
    })
}

/// Writes what was found in the columns of a source without lines as a comma and one result each.
///
/// # Errors
/// If writing fails.
pub fn write_sarif_columns(out: &mut dyn Write, scanner: &crate::Scanner, source: &crate::Source) -> io::Result<()> {
    source.rows().try_for_each(|(place, entity, findings, _, highest, _)| {
        let Some(facts) = scanner.entities().find(|facts| facts.name == entity) else { return Ok(()) };
        let text = format!("{} in {}: {findings}, score up to {highest}", facts.title, plain(&visible(place)));
        let result = json!({
            "ruleId": entity,
            "level": level(facts.class),
            "message": { "text": text },
            "occurrenceCount": findings,
            "locations": [{
                "physicalLocation": { "artifactLocation": artifact(source.shown_path()) },
                "logicalLocations": [{ "fullyQualifiedName": visible(place), "kind": "member" }],
            }],
            "properties": { "class": facts.class.name(), "score": highest.to_f64() },
        });
        write!(out, ",\n{result}")
    })
}

const fn level(class: Class) -> &'static str {
    match class {
        Class::Critical => "error",
        Class::Confidential => "warning",
        Class::Internal | Class::Public => "note",
    }
}

/// A path as a URI reference (RFC 3986), relative to where the data set begins unless it is absolute.
fn artifact(path: &str) -> Value {
    let (base, path) = match path.strip_prefix('/') {
        Some(_) => (false, format!("file://{path}")),
        None => (true, path.strip_prefix("./").unwrap_or(path).to_owned()),
    };
    let mut uri = String::new();
    for (i, b) in path.bytes().enumerate() {
        let is_plain = b.is_ascii_alphanumeric() || b"-._~/".contains(&b) || (!base && b == b':' && i == 4);
        if is_plain {
            uri.push(char::from(b));
        } else {
            let _ = write!(uri, "%{b:02X}");
        }
    }
    if base { json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }) } else { json!({ "uri": uri }) }
}

fn artifacts(report: &Report) -> Vec<Value> {
    let artifact = |line: &super::Line| {
        json!({
            "location": artifact(&line.path),
            "length": line.bytes,
            "roles": ["analysisTarget"],
            "properties": { "format": line.format, "findings": line.findings },
        })
    };
    report.sources.iter().map(artifact).collect()
}

/// What was not looked into is said as notifications of the run.
fn invocation(report: &Report) -> Value {
    let notifications = report.unchecked.iter().map(|(why, of)| {
        let text = format!("Not looked into: {}, {}: {why}", Of(of.files, "file"), Of(of.bytes, "byte"));
        let locations: Vec<_> =
            of.paths.iter().map(|path| json!({ "physicalLocation": { "artifactLocation": artifact(path) } })).collect();
        json!({ "level": "warning", "message": { "text": text }, "locations": locations })
    });
    let mut properties = json!({
        "filesLookedInto": report.files,
        "bytesLookedInto": report.bytes,
        "knownByBaseline": report.known,
        "allowedByComments": report.allowed,
    });
    if let Some((name, digest)) = &report.policy {
        properties["policy"] = json!({ "name": visible(name), "sha256": digest });
    }
    json!({
        "executionSuccessful": true,
        "endTimeUtc": report.made,
        "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
        "properties": properties,
    })
}

fn rule(report: &Report, name: &str) -> Value {
    let entity = &report.entities[name];
    let (title, class) = (&entity.title, entity.class.name());
    let help = format!(
        "{title} is of the class {class}. Source of the format: {}. Remove it or replace it by an invented value; \
         `inkwash scrub` does that for whole files. What is there on purpose can be allowed by a comment \
         `inkwash:allow {name} reason` on its line, or by a baseline.",
        entity.source
    );
    json!({
        "id": name,
        "name": name,
        "shortDescription": { "text": title },
        "fullDescription": { "text": format!("{title} ({class})") },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(entity.class) },
        "properties": { "tags": ["privacy", entity.group, class], "precision": "high" },
    })
}
