//! One page that needs nothing else.

mod charts;
mod tables;

use std::io::{self, Write};

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

use super::Report;
use super::text::{Count, Html, Of, Size};
use crate::Class;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    head(report, out)?;
    summary(report, out)?;
    charts::write(report, out)?;
    tables::heat(report, out)?;
    tables::inventory(report, out)?;
    tables::unchecked(report, out)?;
    exceptions(report, out)?;
    method(report, out)?;
    write!(
        out,
        "</main>\n<footer><p>Made by inkwash {} at {}. No value from the data is on this page.</p></footer>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        report.made
    )
}

/// The page's own style and script run by their digests; nothing else does, and nothing is fetched (Content Security
/// Policy Level 3).
fn head(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let digest = |text: &str| Base64::encode_string(&Sha256::digest(text.as_bytes()));
    let title = Html(&report.title);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
         script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">Skip to the content</a>\n\
         <header><h1>{title}</h1>\n<p>Made {} by inkwash {}.",
        digest(STYLE),
        digest(SCRIPT),
        moment(&report.made),
        env!("CARGO_PKG_VERSION"),
    )?;
    if report.policy.is_none() {
        write!(out, " Without a policy file: all entities, built-in classes.")?;
    }
    for (what, file) in [("Policy", &report.policy), ("Plan", &report.plan)] {
        if let Some((name, digest)) = file {
            write!(out, " {what} <code>{}</code>, SHA-256 <code class=\"long\">{digest}</code>.", Html(name))?;
        }
    }
    if let Some(print) = &report.key {
        write!(out, " Key <code>{}</code>.", Html(print))?;
    }
    writeln!(out, "</p>")?;
    write!(
        out,
        "<nav aria-label=\"Sections\"><ul><li><a href=\"#summary\">Summary</a></li><li><a href=\"#heat\">Heat map</a></li>\
         <li><a href=\"#inventory\">Inventory</a></li><li><a href=\"#unchecked\">Not checked</a></li>\
         <li><a href=\"#exceptions\">Left out</a></li><li><a href=\"#method\">Method</a></li></ul></nav>\n\
         </header>\n<main id=\"content\">\n"
    )
}

/// `2026-01-31 12:00 UTC`, as an element.
fn moment(made: &str) -> String {
    let (day, time) = made.split_once('T').unwrap_or((made, ""));
    format!("<time datetime=\"{made}\">{day} {} UTC</time>", time.get(..5).unwrap_or_default())
}

fn summary(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (files, bytes) = report.unchecked_sums();
    let found = report.found().len() as u64;
    let critical = report.by_class()[0].1;
    write!(
        out,
        "<section id=\"summary\" aria-labelledby=\"h-summary\">\n<h2 id=\"h-summary\">Summary</h2>\n<dl class=\"tiles\">\n"
    )?;
    let tiles = [
        (
            "Findings",
            Count(report.findings()).to_string(),
            format!("of {} {}", Count(found), if found == 1 { "entity" } else { "entities" }),
        ),
        ("Critical", Count(critical).to_string(), "findings of the most sensitive class".to_owned()),
        ("Looked into", Size(report.bytes).to_string(), format!("in {}", Of(report.files, "file"))),
        (
            "Sources with findings",
            Count(report.sources.len() as u64).to_string(),
            format!("of {}", Count(report.files)),
        ),
        match report.is_scrub {
            true => ("Replaced", Count(report.replaced).to_string(), "findings".to_owned()),
            false => ("Not checked", Size(bytes).to_string(), format!("in {}", Of(files, "file"))),
        },
    ];
    for (name, value, note) in tiles {
        writeln!(out, "<div><dt>{name}</dt><dd><b>{value}</b> <span>{note}</span></dd></div>")?;
    }
    writeln!(out, "</dl>")?;
    for path in &report.cut {
        let what = "is a dump that was cut: what is missing from it was not looked into.";
        writeln!(out, "<p class=\"warning\"><strong>Note:</strong> <code>{}</code> {what}</p>", Html(path))?;
    }
    Ok(())
}

/// What was found and is not told of, and who said so.
fn exceptions(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<section id=\"exceptions\" aria-labelledby=\"h-exceptions\">\n<h2 id=\"h-exceptions\">Left out</h2>\n"
    )?;
    let by_policy: u64 = report.exceptions.iter().map(|used| used.values).sum();
    if report.known == 0 && report.allowed == 0 && report.idle_allows == 0 && by_policy == 0 {
        return writeln!(out, "<p>Nothing that was found is left out.</p>\n</section>");
    }
    writeln!(out, "<ul>")?;
    if by_policy > 0 {
        writeln!(out, "<li>Exceptions of the policy let {} through in clear.</li>", Of(by_policy, "value"))?;
    }
    if report.known > 0 {
        writeln!(out, "<li>The baseline knows {}.</li>", Of(report.known, "finding"))?;
    }
    if report.allowed > 0 {
        writeln!(out, "<li>Comments allow {}.</li>", Of(report.allowed, "finding"))?;
    }
    if report.idle_allows > 0 {
        let idle = Of(report.idle_allows, "comment");
        writeln!(out, "<li>{idle} without a reason or the name of an entity allow nothing.</li>")?;
    }
    writeln!(out, "</ul>")?;
    tables::by_policy(report, out)?;
    tables::allows(report, out)?;
    writeln!(out, "</section>")
}

const EXAMPLES: &str = "<em>Examples</em> are masked as the entity's own rule has it; there are none of secrets, names, \
                        traits and short values.";
const REPLACED: &str = "The <em>transform</em> is what the policy or the plan says for the place: <code>keep</code> lets \
                        values through, <code>shuffle</code> moves them between records, all others write something \
                        else in their place; where the type of a column does not take that, a label or a value of the \
                        type is written. The report is of a run that was completed.";

fn method(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<section id=\"method\" aria-labelledby=\"h-method\">\n<h2 id=\"h-method\">Method</h2>\n\
         <p>inkwash {} looked for {} entities. A <em>score</em> is how sure a finding is, from 0 to 1; what is at or \
         above the least score of the policy is told of. The <em>share</em> is that of the table's records in which \
         the entity was found. Names of files and columns that are personal data themselves are replaced by the \
         entity's name in brackets. {}</p>\n\
         <p>What a detector does not know is not found: a scan lowers the risk that personal data goes unseen, and \
         does not prove that there is none.</p>\n",
        env!("CARGO_PKG_VERSION"),
        Count(report.entities.len() as u64),
        if report.is_scrub { REPLACED } else { EXAMPLES },
    )?;
    for (what, n) in &report.oddities {
        writeln!(out, "<p>Not understood and searched as text, {} times: {}.</p>", Count(*n), Html(what))?;
    }
    tables::entities(report, out)?;
    writeln!(out, "</section>")
}

/// A class as a badge: told by its word, its colour only helps.
fn badge(class: Class) -> String {
    let name = class.name();
    format!("<span class=\"badge {name}\">{name}</span>")
}
