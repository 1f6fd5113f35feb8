//! `inkwash subject`, with real processes.

use std::fs;

use inkwash_tests::folder::Folder;
use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, inkwash};
use serde_json::Value;

/// As `pg_dump` writes it: keys behind all rows, children before their parents.
const DUMP: &str = "--
-- PostgreSQL database dump
--
SET standard_conforming_strings = on;
CREATE TABLE public.customers (id integer NOT NULL, full_name text, email text, phone text);
CREATE TABLE public.items (order_id integer, sku text);
CREATE TABLE public.orders (id integer NOT NULL, customer_id integer);
COPY public.items (order_id, sku) FROM stdin;
70\tA-1
71\tA-2
71\tA-3
\\.
COPY public.orders (id, customer_id) FROM stdin;
70\t8
71\t7
72\t\\N
\\.
COPY public.customers (id, full_name, email, phone) FROM stdin;
7\tCanary One\tcanary.one@kundepost.test\t+47 22 22 55 55
8\tTom O'Hara\ttom@ohara.test\t\\N
\\.
ALTER TABLE ONLY public.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.items ADD CONSTRAINT items_fk FOREIGN KEY (order_id) REFERENCES public.orders(id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
--
-- PostgreSQL database dump complete
--
";

struct Place(Folder);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Folder::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        Self(folder)
    }

    fn run(&self, args: &[&str], identifiers: &str) -> Finished {
        let mut command = inkwash([&["subject", "find"], args].concat());
        run(command.current_dir(self.0.at()).env("INKWASH_KEY", KEY), identifiers.as_bytes())
    }

    /// The records found: path, table, record and line, kinds of identifiers, and links.
    #[track_caller]
    fn finds(&self, args: &[&str], identifiers: &str, expected: &[&str]) {
        let finished = self.run(&[args, &["--format", "jsonl"]].concat(), identifiers).ok("subject find");
        let shown = |line: &str| {
            let record: Value = serde_json::from_str(line).expect("JSON");
            let list =
                |value: &Value| value.as_array().expect("a list").iter().map(short).collect::<Vec<_>>().join(" ");
            let text = |name: &str| record[name].as_str().expect("text").to_owned();
            let why = format!("{} {}", list(&record["identifiers"]), list(&record["links"]));
            format!("{} {} {} {}: {}", text("path"), text("table"), record["record"], record["line"], why.trim())
        };
        let text = finished.text();
        assert_eq!(text.lines().map(shown).collect::<Vec<_>>(), expected);
    }
}

fn short(value: &Value) -> String {
    value.as_str().map_or_else(|| format!("{}={}", value["from"], value["to"]).replace('"', ""), str::to_owned)
}

const ORDER: &str = "public.orders.customer_id=public.customers.id";
const ITEM: &str = "public.items.order_id=public.orders.id";

#[test]
fn a_person_is_found_through_all_tables_in_any_spelling() {
    let place = Place::new(&[("dump.sql", DUMP)]);
    for (identifiers, kind) in [
        ("CANARY.ONE@Kundepost.test\n", "EMAIL_ADDRESS"),
        ("0047 2222 5555", "PHONE_NUMBER"),
        ("PHONE_NUMBER: 22 22 55 55\r\n", "PHONE_NUMBER"),
        ("PERSON: \u{f3}ne, C\u{e1}nary", "PERSON"),
    ] {
        place.finds(
            &["dump.sql"],
            identifiers,
            &[
                &format!("dump.sql public.items 2 10: {ITEM}"),
                &format!("dump.sql public.items 3 11: {ITEM}"),
                &format!("dump.sql public.orders 5 15: {ORDER}"),
                &format!("dump.sql public.customers 7 19: {kind}"),
            ],
        );
    }
    place.finds(
        &["dump.sql"],
        "tom@ohara.test",
        &[
            &format!("dump.sql public.items 1 9: {ITEM}"),
            &format!("dump.sql public.orders 4 14: {ORDER}"),
            "dump.sql public.customers 8 20: EMAIL_ADDRESS",
        ],
    );
}

#[test]
fn nothing_of_the_person_is_printed_or_recorded() {
    let place = Place::new(&[("dump.sql", DUMP), ("who", "canary.one@kundepost.test\nCanary One\n")]);
    let args = ["dump.sql", "--identifiers", "who", "--audit", "audit.jsonl"];
    let finished = place.run(&args, "").ok("subject find");
    assert!(finished.stderr.contains("found 4 of 8 records"), "{}", finished.stderr);
    let (errors, out) = (finished.stderr.clone(), finished.text());
    assert!(out.contains("dump.sql:19: public.customers record 7: EMAIL_ADDRESS, PERSON\n"), "{out}");
    let audit = fs::read_to_string(place.0.path("audit.jsonl")).expect("the log is there");
    for text in [&out, &errors, &audit] {
        assert!(!text.to_lowercase().contains("canary") && !text.contains("kundepost"), "{text}");
    }
    let end: Value = serde_json::from_str(audit.lines().last().expect("a record")).expect("JSON");
    assert_eq!(end["operation"], "subject find");
    assert_eq!(
        (&end["end"]["results"]["records_found"], &end["end"]["results"]["records_read"]),
        (&4.into(), &8.into())
    );
    assert_eq!(end["end"]["sources"].as_array().map(Vec::len), Some(1), "{end}");
}

#[test]
fn inserts_tables_and_logs_are_searched_together() {
    let inserts = "CREATE TABLE `customers` (`id` int PRIMARY KEY, `mail` text);\n\
                   INSERT INTO `customers` VALUES (7,'canary.one@kundepost.test'),\n(8,'tom@ohara.test');\n\
                   CREATE TABLE `visits` (`c` int, `note` text, FOREIGN KEY (`c`) REFERENCES `customers` (`id`));\n\
                   INSERT INTO `visits` VALUES (8,'it''s'),(7,NULL);\n";
    let place = Place::new(&[
        ("shop.sql", inserts),
        ("payments.csv", "customer,amount\n8,1.00\n7,2.00\n"),
        (
            "events.ndjson",
            "{\"user\":\"8\"}\n{\"user\":\"7\",\"text\":\"x\"}\n{\"to\":\"Canary.One@kundepost.test\"}\n",
        ),
    ]);
    let links = ["--link", "payments.customer=customers.id", "--link", "events.user=customers.id"];
    place.finds(
        &[&["payments.csv", "events.ndjson", "shop.sql"][..], &links].concat(),
        "canary.one@kundepost.test",
        &[
            "payments.csv payments 2 3: payments.customer=customers.id",
            "events.ndjson events 2 2: events.user=customers.id",
            "events.ndjson events 3 3: EMAIL_ADDRESS",
            "shop.sql customers 1 2: EMAIL_ADDRESS",
            "shop.sql visits 4 5: visits.c=customers.id",
        ],
    );
}

#[test]
fn none_is_said_and_errors_are_errors() {
    let (cut, _) = DUMP.split_once("ALTER").expect("keys");
    let place = Place::new(&[("dump.sql", DUMP), ("cut.sql", cut)]);
    let none = place.run(&["dump.sql"], "nobody@kundepost.test").ok("subject find");
    assert!(none.stderr.contains("none of 8 records") && none.stdout.is_empty(), "{}", none.stderr);
    for (args, identifiers, what) in [
        (&["-"][..], "a@b.test", "standard input"),
        (&["dump.sql"], "\n", "there is no identifier"),
        (&["dump.sql"], "PERSON: Canary", "single word"),
        (&["cut.sql"], "canary.one@kundepost.test", "the dump was cut"),
        (&["dump.sql", "gone.sql"], "a@b.test", "cannot open gone.sql"),
        (&["dump.sql", "--link", "orders"], "a@b.test", "TABLE.COLUMN=TABLE.COLUMN"),
    ] {
        let finished = place.run(args, identifiers);
        assert_eq!(finished.code(), 2, "{what}: {}", finished.stderr);
        assert!(finished.stderr.contains(what) && !finished.stderr.contains("Canary"), "{}", finished.stderr);
        assert!(finished.stdout.is_empty());
    }
}
