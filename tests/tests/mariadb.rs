//! `mariadb-dump | inkwash scrub | mariadb` on a real server.

use inkwash_tests::mariadb::MariaDb;
use inkwash_tests::roundtrip::{Rewrite, compare};
use inkwash_tests::shop::Shop;
use inkwash_tests::sql::Dialect;
use inkwash_tests::{skip, tool, traps};

/// The forms that `mariadb-dump` writes, each with a name for a new database.
const FORMS: [(&str, &[&str]); 4] = [
    ("by_default", &[]),
    ("complete", &["--complete-insert"]),
    ("hex", &["--hex-blob"]),
    ("row_by_row", &["--skip-extended-insert", "--compatible=ansi", "--hex-blob"]),
];

fn round_trips(rewrite: Rewrite, scrub: impl Fn(&str, Vec<u8>) -> Vec<u8>) {
    let mut server = match MariaDb::start() {
        Ok(server) => server,
        Err(reason) => return skip("mariadb", &reason),
    };
    let shop = Shop::new();
    let before = server.create("source");
    before.execute(include_bytes!("../data/mariadb.sql"));
    before.execute_ansi(&shop.fill(Dialect::MariaDb));
    for (form, options) in FORMS {
        let dump = scrub(form, before.dump(options));
        let after = server.create(form);
        after.execute(&dump);
        compare(form, &shop, rewrite, &before, &after, &dump);
    }
    assert!(server.is_running());
}

#[test]
fn an_unscrubbed_copy_passes_all_comparisons() {
    round_trips(Rewrite::Identity, |_, dump| dump);
}

#[test]
fn a_scrubbed_dump_loads_joins_and_holds_no_original_value() {
    round_trips(Rewrite::Scrub, |form, dump| match form {
        "complete" => tool::scrub(&["--input-format", "mysql"], &dump),
        _ => tool::scrub(&[], &dump),
    });
}

#[test]
fn every_trap_loads_and_answers() {
    let mut server = match MariaDb::start() {
        Ok(server) => server,
        Err(reason) => return skip("mariadb", &reason),
    };
    let mut faults = Vec::new();
    for (name, trap) in traps::loaded("mysql") {
        let database = server.create(name);
        database.execute(&traps::scrubbed(&trap));
        faults.extend(traps::ask(&trap, &database));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(server.is_running());
}
