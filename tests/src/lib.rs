//! What the end-to-end tests share: invented people, SQL in three dialects, the `inkwash`
//! command, throw-away database servers, and the checks that a scrubbed dump must pass.
//!
//! A database suite is skipped with a printed reason where its server is not installed.
//! `INKWASH_REQUIRE=postgres,mariadb,sqlite` turns a skip into a failure, so that a suite
//! cannot vanish unnoticed; `cargo xtask test` sets it.

pub mod folder;
pub mod mariadb;
pub mod page;
pub mod people;
pub mod postgres;
pub mod process;
pub mod registry;
pub mod residue;
pub mod roundtrip;
pub mod shop;
pub mod sql;
pub mod sqlite;
pub mod tool;
pub mod traps;

/// Says that a suite is skipped and why; fails instead if `INKWASH_REQUIRE` names it.
///
/// # Panics
/// If `INKWASH_REQUIRE` lists `suite`.
#[expect(clippy::print_stdout, reason = "the reason of a skipped suite is for whoever runs it")]
pub fn skip(suite: &str, reason: &str) {
    let required = std::env::var("INKWASH_REQUIRE").unwrap_or_default();
    assert!(
        !required.split(',').any(|name| name.trim() == suite),
        "the {suite} suite is required (INKWASH_REQUIRE) but cannot run: {reason}"
    );
    println!("SKIPPED {suite}: {reason}");
}
