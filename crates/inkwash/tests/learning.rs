//! The laws of whole streams where columns are learnt from: tables that end, begin and change within
//! what is held back.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use inkwash::formats;
use inkwash_core::{Action, Engine, Limits};
use inkwash_testkit::documents::Stream;
use inkwash_testkit::streams::{self, Setup, TINY};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn engine() -> &'static Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let engine = Engine::builder().detectors(inkwash_entities::catalogue());
        Arc::new(engine.build().expect("the catalogue builds"))
    })
}

/// Values that pass a check, values that look so, and what stands beside them.
const VALUES: &[&[&str]] = &[
    &[
        "4539578763621486",
        "4716258050958645",
        "4024007198964305",
        "4485275742308327",
        "4929939187355598",
        "4532015112830366",
        "4556737586899855",
        "4916338506082832",
        "4111111111111111",
    ],
    &["4539578763621487", "4716258050958641", "4024007198964302", "4485275742308321", "4929939187355592"],
    &[
        "44051401359",
        "02070803628",
        "90090515836",
        "92071314764",
        "81100216357",
        "80072909146",
        "97082123152",
        "67040500538",
        "49040501580",
    ],
    &["44051401350", "02070803621", "90090515832", "", "81100216351"],
    &["", "", "67040500538", "", "4111111111111111"],
    &["anna.berg@kunde.test", "ben.okoro@kunde.test", "carla.diaz@kunde.test", "dora.lind@kunde.test"],
    &["Anna", "Ben", "Carla", "Dora"],
    &["paid with 4111111111111111", "44051401359 called", "nothing", "see 90090515836, twice"],
];

const NAMES: &[&str] = &["ref", "name", "contact", "nr", "label", "email"];

/// A table: the values of each column, its name, how many rows, and how far into the values each
/// begins.
type Table = (Vec<(usize, usize)>, usize, usize);

fn tables() -> impl Strategy<Value = Vec<Table>> {
    let columns = proptest::collection::vec((0..VALUES.len(), 0..NAMES.len()), 1..4);
    proptest::collection::vec((columns, 1usize..40, 0usize..9), 1..5)
}

fn document(format: &str, tables: &[Table]) -> Vec<u8> {
    let mut out = String::new();
    let cell = |row: usize, (values, _): (usize, usize), from: usize| {
        let values = VALUES[values];
        values[(row * 7 + from) % values.len()]
    };
    let names = |columns: &[(usize, usize)]| -> Vec<String> {
        columns.iter().enumerate().map(|(i, (_, name))| format!("{}{}", NAMES[*name], ["", "_b", "_c"][i])).collect()
    };
    match format {
        "ndjson" => {
            // All tables at once.
            let most = tables.iter().map(|t| t.1).max().unwrap_or(0);
            for row in 0..most {
                for (n, (columns, _, from)) in tables.iter().enumerate().filter(|(_, t)| row < t.1) {
                    let names = names(columns);
                    let members = columns.iter().zip(&names).map(|(c, name)| match cell(row, *c, *from) {
                        "" => format!("\"{name}\":null"),
                        value => format!("\"{name}\":\"{value}\""),
                    });
                    let members: Vec<_> = members.collect();
                    writeln!(out, "{{\"t{n}\":{{{}}}}}", members.join(",")).expect("memory");
                }
            }
        }
        "csv" => {
            let (columns, rows, from) = &tables[0];
            writeln!(out, "{}", names(columns).join(",")).expect("memory");
            for row in 0..rows * 3 {
                let cells: Vec<_> = columns.iter().map(|c| format!("\"{}\"", cell(row, *c, *from))).collect();
                writeln!(out, "{}", cells.join(",")).expect("memory");
            }
        }
        _ => {
            for (n, (columns, rows, from)) in tables.iter().enumerate() {
                writeln!(out, "-- a table\nCOPY t{n} ({}) FROM stdin;", names(columns).join(", ")).expect("memory");
                for row in 0..*rows {
                    let cells: Vec<_> = columns.iter().map(|c| cell(row, *c, *from)).collect();
                    writeln!(out, "{}", cells.join("\t")).expect("memory");
                }
                out.push_str("\\.\n");
            }
        }
    }
    out.into_bytes()
}

fn check(cases: u32, law: impl Fn(&Setup, &[u8], &[usize])) {
    for name in ["csv", "ndjson", "postgres"] {
        let row = formats().iter().find(|row| row.name == name).expect("a format");
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
        let stream = tables().prop_map(|tables| Stream(document(name, &tables)));
        let limits = (proptest::sample::select(vec![1usize, 64, 300, 2000]), 1u64..70);
        let chunks = proptest::collection::vec(1usize..300, 1..4);
        let outcome = TestRunner::new(config).run(&(stream, limits, chunks), |(stream, limits, chunks)| {
            let (learn, learn_records) = limits;
            let setup = Setup { limits: Limits { learn, learn_records, ..TINY }, ..Setup::scan(engine(), row.start) };
            law(&setup, &stream.0, &chunks);
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{name}: {error}");
        }
    }
}

fn doing(spec: &str) -> Action {
    Action::Apply(inkwash_transforms::parse(spec).expect("a transform").into())
}

#[test]
fn what_is_held_back_comes_out_whole() {
    check(100, streams::tile_law);
}

#[test]
fn it_does_not_matter_how_what_is_learnt_from_arrives() {
    check(100, |setup, stream, chunks| {
        streams::chunking_law(setup, stream, chunks);
        streams::chunking_law(&setup.clone().doing(doing("pseudonymise")), stream, chunks);
    });
}

#[test]
fn nothing_comes_out_before_it_is_judged() {
    check(15, |setup, stream, chunks| {
        streams::fail_closed_law(&setup.clone().doing(doing("redact")), stream, chunks);
        for n in [1, 3, 9] {
            streams::panic_law(&setup.clone().doing(doing("redact")), stream, n);
        }
    });
}

#[test]
fn what_fits_is_judged_as_if_all_were_there() {
    check(20, |setup, stream, _| {
        let setup = Setup { limits: Limits::default(), ..setup.clone() };
        streams::oracle_law(&setup, stream);
        streams::oracle_law(&setup.doing(doing("pseudonymise")), stream);
    });
}
