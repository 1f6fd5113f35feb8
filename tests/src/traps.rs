//! The traps of `corpora/formats`: hostile but legal dumps, through the built command and real servers.

use inkwash_testkit::traps::{Trap, load};

use crate::roundtrip::Database;
use crate::tool;

/// What the command makes of the trap.
#[must_use]
pub fn scrubbed(trap: &Trap) -> Vec<u8> {
    let args = ["--transform", "redact", "--input-format", &trap.format];
    tool::scrub(&args, trap.input.as_bytes())
}

/// The traps of one format that a server can load, each with a name for its database.
#[must_use]
pub fn loaded(format: &str) -> Vec<(&'static str, Trap)> {
    let traps = load().into_iter().filter(|trap| trap.format == format && !trap.query.is_empty());
    let named = traps.enumerate().map(|(n, trap)| (&*format!("trap_{n}").leak(), trap));
    named.collect()
}

/// Asks a server that has loaded the scrubbed trap. Returns every answer that is wrong.
///
/// # Panics
/// If the trap has not as many answers as queries.
#[must_use]
pub fn ask(trap: &Trap, database: &dyn Database) -> Vec<String> {
    assert_eq!(trap.query.len(), trap.answer.len(), "{}: an answer for each query", trap.name);
    let mut faults = Vec::new();
    for (query, wanted) in trap.query.iter().zip(&trap.answer) {
        let rows = database.query(query);
        let row = |row: &Vec<Option<String>>| {
            let values: Vec<&str> = row.iter().map(|value| value.as_deref().unwrap_or("NULL")).collect();
            values.join(" ")
        };
        let found: Vec<String> = rows.iter().map(row).collect();
        if found != [wanted.as_str()] {
            faults.push(format!("{}: {query}\n  found  {found:?}\n  wanted {wanted:?}", trap.name));
        }
    }
    faults
}
