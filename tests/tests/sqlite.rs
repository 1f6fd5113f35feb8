//! `sqlite3 .dump | inkwash scrub | sqlite3`.

use inkwash_tests::roundtrip::{Database as _, Rewrite, compare};
use inkwash_tests::shop::Shop;
use inkwash_tests::sql::Dialect;
use inkwash_tests::sqlite::Sqlite;
use inkwash_tests::{skip, tool};

fn round_trip(form: &str, rewrite: Rewrite, scrub: impl Fn(Vec<u8>) -> Vec<u8>) {
    if !Sqlite::is_installed() {
        return skip("sqlite", "no sqlite3 on the PATH");
    }
    let dir = tempfile::tempdir().expect("a temporary directory");
    let shop = Shop::new();
    let before = Sqlite::at(dir.path().join("before.db"));
    before.execute(include_bytes!("../data/sqlite.sql"));
    before.execute(format!("BEGIN;\n{}COMMIT;\n", shop.fill(Dialect::Sqlite)).as_bytes());
    let dump = scrub(before.dump());
    let after = Sqlite::at(dir.path().join("after.db"));
    after.execute(&dump);
    compare(form, &shop, rewrite, &before, &after, &dump);
    assert!(after.query("PRAGMA foreign_key_check").is_empty(), "{form}: a foreign key points nowhere");
    let checked = after.query("PRAGMA integrity_check");
    assert_eq!(checked, [[Some("ok".to_owned())]], "{form}: constraints");
}

#[test]
fn an_unscrubbed_copy_passes_all_comparisons() {
    round_trip("identity", Rewrite::Identity, |dump| dump);
}

#[test]
fn a_scrubbed_dump_loads_joins_and_holds_no_original_value() {
    round_trip("sniffed", Rewrite::Scrub, |dump| tool::scrub(&[], &dump));
}

#[test]
fn a_scrubbed_dump_of_a_named_format_does_so_too() {
    round_trip("named", Rewrite::Scrub, |dump| tool::scrub(&["--input-format", "sqlite"], &dump));
}
