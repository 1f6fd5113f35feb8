//! Bars, drawn as SVG: every one has its number beside it, and the whole its description.

use std::io::{self, Write};

use super::super::Report;
use super::super::text::Count;

/// So many entities have a bar.
const BARS: usize = 12;
const WIDTH: f64 = 300.0;
/// Where bars begin, and how long the longest is.
const LEFT: f64 = 0.0;
const LONGEST: f64 = 236.0;
const ROW: usize = 30;

struct Bar {
    name: String,
    value: u64,
    style: &'static str,
}

pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"charts\">")?;
    let classes = report.by_class().into_iter();
    let classes = classes.map(|(class, value)| Bar { name: class.name().to_owned(), value, style: class.name() });
    bars(out, "c-classes", "Findings by class", &classes.collect::<Vec<_>>(), 0)?;
    let found = report.found();
    let mut entities: Vec<_> = found.iter().map(|(name, entity)| (*name, *entity)).collect();
    entities.sort_by_key(|(name, entity)| (std::cmp::Reverse(entity.scores.count()), *name));
    let more = entities.len().saturating_sub(BARS);
    let entities = entities.iter().take(BARS).map(|(name, entity)| Bar {
        name: (*name).to_owned(),
        value: entity.scores.count(),
        style: entity.class.name(),
    });
    bars(out, "c-entities", "Most frequent entities", &entities.collect::<Vec<_>>(), more)?;
    let mut tenths = [0; 10];
    for (_, entity) in &found {
        tenths.iter_mut().zip(entity.scores.tenths()).for_each(|(sum, n)| *sum += n);
    }
    let first = tenths.iter().position(|n| *n > 0).unwrap_or(5).min(5);
    let scores = tenths.iter().enumerate().skip(first).rev().map(|(i, value)| {
        let end = if i == 9 { "1".to_owned() } else { format!("0.{}", i + 1) };
        Bar { name: format!("0.{i} to {end}"), value: *value, style: "plain" }
    });
    bars(out, "c-scores", "Findings by score", &scores.collect::<Vec<_>>(), 0)?;
    writeln!(out, "</div>\n</section>")
}

fn bars(out: &mut dyn Write, id: &str, title: &str, bars: &[Bar], more: usize) -> io::Result<()> {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1) as f64;
    let height = bars.len() * ROW + 4;
    let told: Vec<_> = bars.iter().map(|bar| format!("{} {}", bar.name, Count(bar.value))).collect();
    write!(
        out,
        "<figure><figcaption id=\"{id}\">{title}</figcaption>\n\
         <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id} {id}-d\"><desc id=\"{id}-d\">{}</desc>\n",
        if told.is_empty() { "none".to_owned() } else { told.join(", ") }
    )?;
    for (i, bar) in bars.iter().enumerate() {
        let y = i * ROW;
        // What is there is seen, however little it is.
        let width = if bar.value == 0 { 0.0 } else { (bar.value as f64 / most * LONGEST).max(2.0) };
        let (text, bar_y, at) = (y + 12, y + 17, LEFT + width + 6.0);
        writeln!(
            out,
            "<text class=\"name\" x=\"{LEFT}\" y=\"{text}\">{}</text><rect class=\"bar {}\" x=\"{LEFT}\" y=\"{bar_y}\" \
             width=\"{width:.1}\" height=\"9\" rx=\"1.5\"/><text class=\"value\" x=\"{at:.1}\" y=\"{}\">{}</text>",
            bar.name,
            bar.style,
            y + 26,
            Count(bar.value),
        )?;
    }
    writeln!(out, "</svg>")?;
    if more > 0 {
        writeln!(out, "<p class=\"note\">And {more} more entities, in the inventory.</p>")?;
    }
    writeln!(out, "</figure>")
}
