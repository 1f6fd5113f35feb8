//! The formats that inkwash reads and rewrites: one file per format, one table.
//!
//! To add a format, read one neighbour, write its file with its [`FormatInfo`] rows, and add its
//! line to the table below; the laws in `tests/laws.rs` then run for it.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

use alloc::boxed::Box;

use inkwash_core::Format;

/// How many bytes of a stream's start are worth giving to [`sniff`]: more changes nothing.
pub const SNIFF_LEN: usize = 64 * 1024;

/// One row of the table: what a format is called and how it is recognised and read.
#[derive(Clone, Copy, Debug)]
pub struct FormatInfo {
    /// Its name in options and reports, in lower case: `csv`.
    pub name: &'static str,
    /// Its name for people: `Comma-separated values`.
    pub title: &'static str,
    /// File name extensions, in lower case and without the dot. They are also its family:
    /// [`named`] accepts them.
    pub extensions: &'static [&'static str],
    /// How surely a stream that starts so is in this format: 0 is no, 100 is certain.
    pub sniff: fn(head: &[u8]) -> u8,
    /// Starts reading a stream.
    pub start: fn() -> Box<dyn Format>,
}

/// Declares the modules and the table's order in one place: earlier rows win ties.
macro_rules! formats {
    ($($module:ident: $($row:ident),+;)*) => {
        $(mod $module;)*

        static FORMATS: &[FormatInfo] = &[$($($module::$row),+),*];
    };
}

mod lines;
mod names;
mod nested;
mod seek;
mod tree;

formats! {
    sql: POSTGRES, MYSQL, SQLITE, GENERIC;
    text: TEXT;
    json: NDJSON, JSON;
    csv: CSV, TSV;
    logfmt: LOGFMT;
    access: ACCESS;
    syslog: SYSLOG;
    influx: INFLUX;
    markup: XML, HTML;
    yaml: YAML;
    mail: MAIL, MBOX;
}

pub use nested::syntaxes;

/// All formats.
#[must_use]
pub fn formats() -> &'static [FormatInfo] {
    FORMATS
}

/// The format that a stream starting with `head` is most probably in; plain text if none fits.
///
/// ```
/// assert_eq!(inkwash_formats::sniff(b"Just a sentence, nothing more.\n").name, "text");
/// ```
#[must_use]
pub fn sniff(head: &[u8]) -> &'static FormatInfo {
    sniff_file("", head)
}

/// Like [`sniff`], for a file whose name has this extension (without the dot, in lower case; of
/// `x.sql.gz` it is `sql`). The content outweighs the name only where it is clear.
#[must_use]
pub fn sniff_file(extension: &str, head: &[u8]) -> &'static FormatInfo {
    /// What the right extension adds to a row's certainty.
    const EXTENSION: u8 = 45;
    best(FORMATS, |row| {
        let bonus = if row.extensions.contains(&extension) { EXTENSION } else { 0 };
        (row.sniff)(head).saturating_add(bonus)
    })
    .unwrap_or(&text::TEXT)
}

/// The format of this name. A name that several formats share as their extension (`sql`) means
/// the one of them that fits `head` best.
#[must_use]
pub fn named(name: &str, head: &[u8]) -> Option<&'static FormatInfo> {
    FORMATS.iter().find(|row| row.name == name).or_else(|| {
        best(FORMATS, |row| match row.extensions.contains(&name) {
            true => (row.sniff)(head).saturating_add(1),
            false => 0,
        })
    })
}

/// The row with the highest weight above 0; the first of equals.
fn best(rows: &'static [FormatInfo], weight: impl Fn(&FormatInfo) -> u8) -> Option<&'static FormatInfo> {
    let mut best = None;
    let mut highest = 0;
    for row in rows {
        let weight = weight(row);
        if weight > highest {
            highest = weight;
            best = Some(row);
        }
    }
    best
}
