//! The traps of `corpora/formats` through the built command, and what came out through real servers.

use inkwash_testkit::traps::{Trap, load};
use inkwash_tests::mariadb::MariaDb;
use inkwash_tests::postgres::Postgres;
use inkwash_tests::roundtrip::Database;
use inkwash_tests::{skip, tool};

/// What the command makes of the trap.
fn scrubbed(trap: &Trap) -> Vec<u8> {
    let args = ["--transform", "redact", "--input-format", &trap.format];
    tool::scrub(&args, trap.input.as_bytes())
}

/// The traps of one format that a server can load, each with a name for its database.
fn loaded(format: &str) -> Vec<(&'static str, Trap)> {
    let traps = load().into_iter().filter(|trap| trap.format == format && !trap.query.is_empty());
    let named = traps.enumerate().map(|(n, trap)| (&*format!("trap_{n}").leak(), trap));
    named.collect()
}

/// Asks a server that has loaded the scrubbed trap.
fn ask(trap: &Trap, database: &dyn Database) -> Vec<String> {
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

#[test]
fn every_trap_comes_out_as_it_should() {
    let mut faults = Vec::new();
    for trap in load() {
        let output = scrubbed(&trap);
        let output = String::from_utf8(output).expect("the traps are UTF-8");
        for wanted in &trap.output {
            if !output.contains(wanted) {
                faults.push(format!("{}: {wanted:?} is not in\n{output}", trap.name));
            }
        }
        if output.contains("@example.com") {
            faults.push(format!("{}: an address survives in\n{output}", trap.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn postgres_loads_every_trap() {
    let mut server = match Postgres::start() {
        Ok(server) => server,
        Err(reason) => return skip("postgres", &reason),
    };
    let mut faults = Vec::new();
    for (name, trap) in loaded("postgres") {
        let database = server.create(name);
        database.execute(&scrubbed(&trap));
        faults.extend(ask(&trap, &database));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(server.is_running());
}

#[test]
fn mariadb_loads_every_trap() {
    let mut server = match MariaDb::start() {
        Ok(server) => server,
        Err(reason) => return skip("mariadb", &reason),
    };
    let mut faults = Vec::new();
    for (name, trap) in loaded("mysql") {
        let database = server.create(name);
        database.execute(&scrubbed(&trap));
        faults.extend(ask(&trap, &database));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(server.is_running());
}
