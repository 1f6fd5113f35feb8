//! `inkwash subject erase`, with real processes.

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
CREATE TABLE public.customers (id integer NOT NULL, full_name text, email text, referred_by integer);
CREATE TABLE public.items (order_id integer, sku text);
CREATE TABLE public.orders (id integer NOT NULL, customer_id integer, agent_id integer);
CREATE TABLE public.tickets (id integer, text text);
COPY public.items (order_id, sku) FROM stdin;
70\tA-1
71\tA-2
71\tA-3
\\.
COPY public.orders (id, customer_id, agent_id) FROM stdin;
70\t8\t7
71\t7\t8
72\t\\N\t\\N
\\.
COPY public.customers (id, full_name, email, referred_by) FROM stdin;
7\tCanary One\tcanary.one@kundepost.test\t8
8\tTom O'Hara\ttom@ohara.test\t7
\\.
INSERT INTO public.tickets VALUES (1, 'Asked by One, Canary (Canary.One@kundepost.test)'),
(2, 'nothing');
-- canary.one@kundepost.test asked for this dump
ALTER TABLE ONLY public.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers ADD CONSTRAINT customers_fk FOREIGN KEY (referred_by) REFERENCES public.customers(id);
ALTER TABLE ONLY public.items ADD CONSTRAINT items_fk FOREIGN KEY (order_id) REFERENCES public.orders(id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.orders ADD CONSTRAINT agents_fk FOREIGN KEY (agent_id) REFERENCES public.customers(id);
--
-- PostgreSQL database dump complete
--
";

const WHO: &str = "canary.one@kundepost.test\nPERSON: Canary One\n";

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
        let mut command = inkwash([&["subject", "erase"], args].concat());
        run(command.current_dir(self.0.at()).env("INKWASH_KEY", KEY), identifiers.as_bytes())
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path(name)).expect(name)
    }
}

fn holds_person(text: &str) -> bool {
    let text = text.to_lowercase();
    ["canary", "kundepost"].iter().any(|part| text.contains(part))
}

#[test]
fn records_go_with_all_that_belongs_to_them() {
    let csv = "mail,amount\ncanary.one@kundepost.test,1\ntom@ohara.test,2\n";
    let log = "GET /?mail=canary.one@kundepost.test\nGET /\n";
    let place = Place::new(&[("dump.sql", DUMP), ("payments.csv", csv), ("app.log", log), ("who", WHO)]);
    let args =
        ["dump.sql", "payments.csv", "app.log", "-o", "out", "--identifiers", "who", "--unlink", "orders.agent_id"];
    let finished = place.run(&[&args[..], &["--audit", "audit.jsonl"]].concat(), "").ok("subject erase");
    let left = "COPY public.items (order_id, sku) FROM stdin;
70\tA-1
\\.
COPY public.orders (id, customer_id, agent_id) FROM stdin;
70\t8\t\\N
72\t\\N\t\\N
\\.
COPY public.customers (id, full_name, email, referred_by) FROM stdin;
8\tTom O'Hara\ttom@ohara.test\t\\N
\\.
INSERT INTO public.tickets VALUES (1, 'Asked by [PERSON] ([EMAIL_ADDRESS])'),
(2, 'nothing');
-- [EMAIL_ADDRESS] asked for this dump
ALTER TABLE";
    let dump = place.read("out/dump.sql");
    assert!(dump.contains(left), "{dump}");
    assert_eq!(place.read("out/payments.csv"), "mail,amount\ntom@ohara.test,2\n");
    assert_eq!(place.read("out/app.log"), "GET /?mail=[EMAIL_ADDRESS]\nGET /\n");
    assert_eq!(place.read("dump.sql"), DUMP, "files are not changed");
    let (said, text) = (finished.stderr.clone(), finished.text());
    let told = "dump.sql: of 10 records 1 removed, 3 removed with them, 2 without their key, 3 mentions replaced\n";
    assert!(text.starts_with(told), "{text}");
    let audit = place.read("audit.jsonl");
    for text in [&text, &said, &audit] {
        assert!(!holds_person(text), "{text}");
    }
    let end: Value = serde_json::from_str(audit.lines().last().expect("a record")).expect("JSON");
    let end = &end["end"];
    assert_eq!((&end["results"]["records_erased"], &end["results"]["keys_emptied"]), (&2.into(), &2.into()), "{end}");
    let streams = |of: &str| end[of].as_array().map(Vec::len);
    assert_eq!((streams("sources"), streams("sinks")), (Some(3), Some(3)), "{end}");
    let certificate = run(
        inkwash(["audit", "certificate", "1", "audit.jsonl"]).current_dir(place.0.at()).env("INKWASH_KEY", KEY),
        b"",
    );
    let certificate = certificate.ok("a certificate").text();
    assert!(certificate.contains("Certificate of erasure") && certificate.contains("2 of 12 records"), "{certificate}");
    let again = Place::new(&[("dump.sql", &dump)]);
    let none = again.run(&["dump.sql", "-o", "again.sql"], WHO).ok("subject erase");
    assert!(none.stderr.contains("no record is the person's"), "{}", none.stderr);
    assert_eq!(again.read("again.sql"), dump);
}

#[test]
fn what_is_held_stays_with_what_it_refers_to() {
    let policy = "[[hold]]\nplace = \"items\"\ncolumn = \"sku\"\nvalues = [\"A-3\"]\nreason = \"a lawsuit\"\napprover = \
                  \"Kari\"\nuntil = 9999-12-31\n";
    let place = Place::new(&[("dump.sql", DUMP), ("hold.toml", policy)]);
    let args =
        ["dump.sql", "-o", "out.sql", "--policy", "hold.toml", "--format", "jsonl", "--unlink", "orders.agent_id"];
    let finished = place.run(&args, WHO);
    assert_eq!(finished.code(), 1, "{}", finished.stderr);
    assert!(finished.stderr.contains("3 records of the person stay because of legal holds"), "{}", finished.stderr);
    let told: Value = serde_json::from_str(&finished.text()).expect("JSON");
    let count = |name: &str| told[name].as_u64().expect("a number");
    assert_eq!(
        ["removed", "removed_with", "held", "needed", "unlinked"].map(count),
        [0, 1, 1, 2, 0],
        "an item goes; another is held, and needs its order, which needs its customer"
    );
    let out = place.read("out.sql");
    assert_eq!(
        out,
        DUMP.replace("71\tA-2\n", "")
            .replace("One, Canary (Canary.One@kundepost.test)", "[PERSON] ([EMAIL_ADDRESS])")
            .replace("-- canary.one@kundepost.test", "-- [EMAIL_ADDRESS]")
    );
}

#[test]
fn records_stay_under_a_pseudonym() {
    let place = Place::new(&[("dump.sql", DUMP)]);
    let finished = place.run(&["dump.sql", "-o", "out.sql", "--mode", "pseudonymise"], WHO).ok("subject erase");
    let text = finished.text();
    assert!(text.contains("1 pseudonymised"), "{text}");
    let out = place.read("out.sql");
    assert!(!holds_person(&out), "{out}");
    assert_eq!(out.lines().count(), DUMP.lines().count());
    let row = out.lines().find(|line| line.starts_with("7\t")).expect("the record is there");
    assert!(row.contains('@') && row.ends_with("\t8"), "{row}");
    assert!(out.contains("8\tTom O'Hara\ttom@ohara.test\t7\n"), "others stay as they are");
    let no_key = run(
        inkwash(["subject", "erase", "dump.sql", "-o", "x.sql", "--mode", "pseudonymise"]).current_dir(place.0.at()),
        WHO.as_bytes(),
    );
    assert!(no_key.code() == 2 && no_key.stderr.contains("need a key"), "{}", no_key.stderr);
}

#[test]
fn what_cannot_be_done_leaves_no_copy() {
    let (cut, _) = DUMP.split_once("ALTER").expect("keys");
    let update = "UPDATE customers SET email = 'canary.one@kundepost.test' WHERE id = 7;\n";
    let xml = "<a><b>canary.one@kundepost.test</b><b>x</b></a>\n";
    let place = Place::new(&[("dump.sql", DUMP), ("cut.sql", cut), ("update.sql", update), ("x.xml", xml)]);
    for (args, code, what) in [
        (&["-", "-o", "new"][..], 2, "standard input"),
        (&["dump.sql", "-o", "dump.sql"], 2, "take the place of a file"),
        (&["dump.sql", "-o", "."], 2, "take the place of a file"),
        (&["cut.sql", "-o", "new"], 2, "the dump was cut"),
        (&["dump.sql", "gone.sql", "-o", "new/"], 2, "cannot open gone.sql"),
        (&["update.sql", "-o", "new"], 3, "brings no rows"),
        (&["dump.sql", "x.xml", "-o", "new/"], 3, "cannot be taken out of XML"),
        (&["dump.sql", "-o", "new", "--unlink", "orders.nothing"], 2, "no foreign key"),
    ] {
        let finished = place.run(args, WHO);
        assert_eq!(finished.code(), code, "{what}: {}", finished.stderr);
        assert!(finished.stderr.contains(what) && !holds_person(&finished.stderr), "{}", finished.stderr);
        let left = fs::read_dir(place.0.path("new")).map_or(0, Iterator::count);
        assert!(left == 0 && !fs::metadata(place.0.path("new")).is_ok_and(|new| new.is_file()), "{args:?}");
        assert_eq!(place.read("dump.sql"), DUMP);
    }
}
