//! The tables of the page.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::super::text::{Breaking, Count, Html, Size};
use super::super::{Report, Row};
use super::badge;
use crate::Exception;

/// The most of each that a page holds; it says how many more there are.
const HEAT_SOURCES: usize = 40;
const HEAT_ENTITIES: usize = 16;
const ROWS: usize = 5_000;

/// How many findings of which entity are in which source. Shades go by powers of ten; the number says it too.
pub(crate) fn heat(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<section id=\"heat\" aria-labelledby=\"h-heat\">\n<h2 id=\"h-heat\">Heat map: sources and entities</h2>\n"
    )?;
    if report.sources.is_empty() {
        return writeln!(out, "<p>Nothing was found.</p>\n</section>");
    }
    let mut entities = report.found();
    entities.sort_by_key(|(name, entity)| (Reverse(entity.scores.count()), *name));
    let more_entities = entities.len().saturating_sub(HEAT_ENTITIES);
    entities.truncate(HEAT_ENTITIES);
    let mut sources: Vec<_> = report.sources.iter().collect();
    sources.sort_by_key(|source| (Reverse(source.findings), &source.path));
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"c-heat\" tabindex=\"0\"><table class=\"heat\">\n\
         <caption id=\"c-heat\">Findings by source and entity; the stronger the shade, the more.</caption>\n<thead><tr><th scope=\"col\">Source</th>"
    )?;
    for (name, _) in &entities {
        write!(out, "<th scope=\"col\"><span>{}</span></th>", Html(name).to_string().replace('_', "_<wbr>"))?;
    }
    writeln!(out, "<th scope=\"col\">All</th></tr></thead>\n<tbody>")?;
    for source in sources.iter().take(HEAT_SOURCES) {
        write!(out, "<tr><th scope=\"row\">{}</th>", Html(&source.path))?;
        for (name, _) in &entities {
            let n = source.entities.get(*name).copied().unwrap_or(0);
            match shade(n) {
                0 => write!(out, "<td class=\"none\">\u{b7}</td>")?,
                shade => write!(out, "<td class=\"s{shade}\">{}</td>", Count(n))?,
            }
        }
        writeln!(out, "<td class=\"all\">{}</td></tr>", Count(source.findings))?;
    }
    writeln!(out, "</tbody></table></div>")?;
    let more_sources = sources.len().saturating_sub(HEAT_SOURCES);
    if more_sources + more_entities > 0 {
        writeln!(
            out,
            "<p class=\"note\">And {} more sources and {} more entities with fewer findings.</p>",
            Count(more_sources as u64),
            Count(more_entities as u64)
        )?;
    }
    writeln!(out, "</section>")
}

fn shade(n: u64) -> u32 {
    if n == 0 { 0 } else { (n.ilog10() + 1).min(5) }
}

/// All rows, the most sensitive and most frequent first; as far as a page goes.
pub(crate) fn inventory(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<_> = report.rows.iter().collect();
    rows.sort_by_key(|(source, row)| {
        (report.class_of(&row.entity), Reverse(row.scores.count()), *source, &row.place, &row.entity)
    });
    write!(out, "<section id=\"inventory\" aria-labelledby=\"h-inventory\">\n<h2 id=\"h-inventory\">Inventory</h2>\n")?;
    filters(report, out)?;
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"c-rows\" tabindex=\"0\"><table id=\"rows\">\n\
         <caption id=\"c-rows\">What was found where: one row for each source, place and entity. Mean and median are of scores; the line is that of the first finding; {}.</caption>\n<thead><tr>",
        if report.is_scrub { "the transform is what was written in the values' place" } else { "examples are masked" }
    )?;
    let columns = [
        ("Source", ""),
        ("Place", ""),
        ("Entity", ""),
        ("Class", ""),
        ("Findings", "n"),
        ("Share", "n"),
        ("Mean", "n"),
        ("Median", "n"),
        ("Line", "n"),
        ("Why", ""),
        (if report.is_scrub { "Transform" } else { "Example" }, ""),
    ];
    for (name, class) in columns {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        write!(out, "<th scope=\"col\"{class}>{name}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (number, row) in rows.iter().take(ROWS) {
        inventory_row(report, *number, row, out)?;
    }
    writeln!(out, "</tbody></table></div>")?;
    let more = rows.len().saturating_sub(ROWS) as u64 + report.left_out;
    if more > 0 {
        let more = Count(more);
        writeln!(
            out,
            "<p class=\"note\">And {more} more rows: <code>--format csv</code> or <code>jsonl</code> has them.</p>"
        )?;
    }
    if report.elsewhere > 0 {
        let n = Count(report.elsewhere);
        writeln!(out, "<p class=\"note\">And {n} findings at further places, of sources with more than 10,000.</p>")?;
    }
    writeln!(out, "</section>")
}

fn inventory_row(report: &Report, number: usize, row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let source = &report.sources[number];
    let class = report.class_of(&row.entity);
    let (table, column) = split(&row.place);
    write!(out, "<tr><td class=\"path\">{}</td>", Breaking(&source.path))?;
    match (table, column) {
        (_, "") => write!(out, "<td><i>text</i></td>")?,
        ("", column) => write!(out, "<td class=\"path\"><b>{}</b></td>", Breaking(column))?,
        (table, column) => write!(out, "<td class=\"path\">{}<b>{}</b></td>", Breaking(table), Breaking(column))?,
    }
    let share =
        report.share(number, row).map_or_else(|| "\u{2013}".to_owned(), |share| format!("{:.1}&nbsp;%", share * 100.0));
    let line = if row.first_line > 0 { Count(row.first_line).to_string() } else { "\u{2013}".to_owned() };
    write!(
        out,
        "<td class=\"e\">{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{share}</td><td class=\"n\">{:.2}</td>\
         <td class=\"n\">{:.2}</td><td class=\"n\">{line}</td><td>{}</td>",
        Html(&row.entity),
        badge(class),
        Count(row.scores.count()),
        row.scores.mean(),
        row.scores.median(),
        Html(&row.evidence.join(", ").replace("check:", "")),
    )?;
    match row.transform.as_ref().or(row.example.as_ref()) {
        Some(example) => writeln!(out, "<td><code>{}</code></td></tr>", Html(example)),
        None => writeln!(out, "<td>\u{2013}</td></tr>"),
    }
}

/// The table with its dot, and the column; or the parents and the key.
fn split(place: &str) -> (&str, &str) {
    let at = place.rfind(['.', '/']).filter(|at| at + 1 < place.len()).map_or(0, |at| at + 1);
    place.split_at(at)
}

fn filters(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<form id=\"filters\" class=\"js\" hidden role=\"search\" aria-label=\"Filter the inventory\">\n\
         <label>Search <input type=\"search\" id=\"f-text\" autocomplete=\"off\" spellcheck=\"false\"></label>\n\
         <label>Class <select id=\"f-class\"><option value=\"\">all</option>"
    )?;
    for (class, _) in report.by_class().iter().filter(|(_, n)| *n > 0) {
        write!(out, "<option>{}</option>", class.name())?;
    }
    write!(out, "</select></label>\n<label>Entity <select id=\"f-entity\"><option value=\"\">all</option>")?;
    let mut names: Vec<_> = report.found().iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    for name in names {
        write!(out, "<option>{}</option>", Html(name))?;
    }
    writeln!(
        out,
        "</select></label>\n<button type=\"reset\">Reset</button>\n\
         <output id=\"f-count\" for=\"f-text f-class f-entity\" aria-live=\"polite\"></output>\n</form>"
    )
}

/// What was not looked into, and why.
pub(crate) fn unchecked(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<section id=\"unchecked\" aria-labelledby=\"h-unchecked\">\n<h2 id=\"h-unchecked\">Not checked</h2>\n"
    )?;
    if report.unchecked.is_empty() {
        return writeln!(out, "<p>All files were looked into.</p>\n</section>");
    }
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"c-unchecked\" tabindex=\"0\"><table>\n\
         <caption id=\"c-unchecked\">Files that were not looked into, by reason.</caption>\n<thead><tr><th scope=\"col\">Why</th>\
         <th scope=\"col\" class=\"n\">Files</th><th scope=\"col\" class=\"n\">Bytes</th><th scope=\"col\">Which</th></tr></thead>\n<tbody>\n"
    )?;
    for (why, of) in &report.unchecked {
        let (files, bytes) = (Count(of.files), Count(of.bytes));
        write!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"n\">{files}</td><td class=\"n\">{bytes} <small>({})</small></td><td class=\"path\">",
            Html(why),
            Size(of.bytes)
        )?;
        for (i, path) in of.paths.iter().enumerate() {
            write!(out, "{}{}", if i > 0 { "<br>" } else { "" }, Html(path))?;
        }
        let more = of.files - of.paths.len() as u64;
        if more > 0 {
            write!(out, "<br>and {} more", Count(more))?;
        }
        writeln!(out, "</td></tr>")?;
    }
    writeln!(out, "</tbody></table></div>\n</section>")
}

/// Exceptions of the policy that let values through.
pub(crate) fn by_policy(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.exceptions.iter().all(|used| used.values == 0) {
        return Ok(());
    }
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"c-policy\" tabindex=\"0\"><table>\n\
         <caption id=\"c-policy\">Exceptions of the policy.</caption>\n<thead><tr><th scope=\"col\">Entity</th>\
         <th scope=\"col\">Place</th><th scope=\"col\">File</th><th scope=\"col\" class=\"n\">Values</th><th scope=\"col\">Reason</th>\
         <th scope=\"col\">Approver</th><th scope=\"col\">Until</th></tr></thead>\n<tbody>\n"
    )?;
    for used in report.exceptions.iter().filter(|used| used.values > 0) {
        let Exception { entity, place, file, reason, approver, expires } = &used.exception;
        let or_all = |name: &Option<String>| name.clone().unwrap_or_else(|| "all".to_owned());
        writeln!(
            out,
            "<tr><td class=\"e\">{}</td><td class=\"path\">{}</td><td class=\"path\">{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td><td>{expires}</td></tr>",
            Html(&or_all(entity)),
            Html(&or_all(place)),
            Html(&or_all(file)),
            Count(used.values),
            Html(reason),
            Html(approver)
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}

/// Comments that allow findings.
pub(crate) fn allows(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.allows.is_empty() {
        return Ok(());
    }
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"c-allows\" tabindex=\"0\"><table>\n\
         <caption id=\"c-allows\">Findings that comments allow.</caption>\n<thead><tr><th scope=\"col\">Source</th>\
         <th scope=\"col\" class=\"n\">Line</th><th scope=\"col\">Entity</th><th scope=\"col\" class=\"n\">Findings</th>\
         <th scope=\"col\">Reason</th></tr></thead>\n<tbody>\n"
    )?;
    for (path, allow, n) in &report.allows {
        writeln!(
            out,
            "<tr><td class=\"path\">{}</td><td class=\"n\">{}</td><td class=\"e\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
            Html(path),
            Count(allow.line),
            Html(&allow.entity),
            Count(*n),
            Html(&allow.reason)
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}

/// What the entities that were found are.
pub(crate) fn entities(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let found = report.found();
    if found.is_empty() {
        return Ok(());
    }
    write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"c-entities\" tabindex=\"0\"><table>\n\
         <caption id=\"c-entities\">The entities that were found.</caption>\n<thead><tr><th scope=\"col\">Entity</th>\
         <th scope=\"col\">Title</th><th scope=\"col\">Class</th><th scope=\"col\" class=\"n\">Findings</th>\
         <th scope=\"col\" class=\"n\">Sources</th><th scope=\"col\" class=\"n\">Mean score</th>\
         <th scope=\"col\">Source of its format</th></tr></thead>\n<tbody>\n"
    )?;
    for (name, entity) in found {
        writeln!(
            out,
            "<tr><th scope=\"row\" class=\"e\">{}</th><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>\
             <td class=\"n\">{:.2}</td><td>{}</td></tr>",
            Html(name),
            Html(&entity.title),
            badge(entity.class),
            Count(entity.scores.count()),
            Count(entity.sources),
            entity.scores.mean(),
            Html(&entity.source)
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}
