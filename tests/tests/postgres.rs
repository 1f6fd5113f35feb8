//! `pg_dump | inkwash scrub | psql` on a real server.

use inkwash_tests::postgres::{Postgres, PostgresDatabase};
use inkwash_tests::process::run;
use inkwash_tests::roundtrip::{Rewrite, compare};
use inkwash_tests::shop::Shop;
use inkwash_tests::sql::Dialect;
use inkwash_tests::{skip, tool, traps};

/// Columns that only PostgreSQL has, made from the others.
const DERIVED: &str = r#"
UPDATE customers SET
    raw_profile = (E'{ "email" : "' || email || E'" ,\n  "plan":"x", "n": 1.50e2, "alt":["' || phone || '"] }')::json,
    contacts = ARRAY[email, phone, 'say "no", {or} \ not', NULL];
INSERT INTO networks SELECT g, set_masklen(('198.18.' || g || '.0')::inet, 24)::cidr FROM generate_series(1, 50) AS g;
INSERT INTO networks SELECT 100 + g, set_masklen(('2001:db8:' || to_hex(g) || '::')::inet, 48)::cidr FROM generate_series(1, 50) AS g;
ALTER TABLE orders ADD CHECK (placed_ms > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_placed_ms_check;
"#;

/// The forms that `pg_dump` writes, each with a name for a new database.
const FORMS: [(&str, &[&str]); 4] = [
    ("copied", &[]),
    ("inserted", &["--inserts"]),
    ("inserted_by_columns", &["--column-inserts", "--rows-per-insert=50"]),
    ("quoted", &["--quote-all-identifiers", "--no-owner", "--no-comments"]),
];

/// Columns with checks of their own keep their values; a card's four groups pass theirs encrypted.
const REVERSIBLE: &str = r#"
[transforms]
default = "keep"
[places]
"payments.card" = { entity = "CREDIT_CARD", transform = "encrypt-fpe", whole = true }
"*notater.*" = "tokenise"
"attachments.*" = "keep"
"#;

fn source<'a>(server: &'a Postgres, shop: &Shop) -> PostgresDatabase<'a> {
    let source = server.create("source");
    source.execute(include_bytes!("../data/postgres.sql"));
    source.execute(shop.fill(Dialect::Postgres).as_bytes());
    source.execute(DERIVED.as_bytes());
    source
}

fn round_trips(rewrite: Rewrite, scrub: impl Fn(&str, Vec<u8>) -> Vec<u8>) {
    let mut server = match Postgres::start() {
        Ok(server) => server,
        Err(reason) => return skip("postgres", &reason),
    };
    let shop = Shop::new();
    let before = source(&server, &shop);
    for (form, options) in FORMS {
        let dump = scrub(form, before.dump(options));
        let after = server.create(form);
        after.execute(&dump);
        compare(form, &shop, rewrite, &before, &after, &dump);
        let validated = "SELECT count(*) FILTER (WHERE NOT convalidated), count(*) > 40 FROM pg_constraint \
                         WHERE connamespace = 'shop'::regnamespace";
        use inkwash_tests::roundtrip::Database as _;
        let answer = after.query(validated);
        assert_eq!(answer, [[Some("0".to_owned()), Some("t".to_owned())]], "{form}: constraints");
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
        "inserted" => tool::scrub(&["--input-format", "postgres"], &dump),
        _ => tool::scrub(&[], &dump),
    });
}

/// Scrubbed reversibly, loaded, dumped by the server, restored and loaded again: as if nothing had been.
#[test]
fn a_reversibly_scrubbed_dump_loads_and_comes_back() {
    let server = match Postgres::start() {
        Ok(server) => server,
        Err(reason) => return skip("postgres", &reason),
    };
    let shop = Shop::new();
    let before = source(&server, &shop);
    let dir = tempfile::tempdir().expect("a temporary directory");
    let policy = dir.path().join("policy.toml");
    std::fs::write(&policy, REVERSIBLE).expect("written");
    let policy = ["--policy", policy.to_str().expect("a path in UTF-8")];
    let scrubbed = tool::scrub(&policy, &before.dump(&[]));
    let sealed = server.create("sealed");
    sealed.execute(&scrubbed);
    use inkwash_tests::roundtrip::Database as _;
    let cards = "SELECT card FROM shop.payments ORDER BY 1";
    assert_ne!(before.query(cards), sealed.query(cards), "cards are encrypted");
    let tokens = sealed.dump(&[]);
    assert!(tokens.windows(15).filter(|w| w == b"[EMAIL_ADDRESS~").count() > 10, "notes hold tokens");
    let args = [&["restore", "--quiet", "--input-format", "postgres"], &policy[..]].concat();
    let back = run(tool::inkwash(args).env("INKWASH_KEY", tool::KEY), &tokens).ok("restore").stdout;
    let after = server.create("restored");
    after.execute(&back);
    compare("restored", &shop, Rewrite::Identity, &before, &after, &back);
}

#[test]
fn every_trap_loads_and_answers() {
    let mut server = match Postgres::start() {
        Ok(server) => server,
        Err(reason) => return skip("postgres", &reason),
    };
    let mut faults = Vec::new();
    for (name, trap) in traps::loaded("postgres") {
        let database = server.create(name);
        database.execute(&traps::scrubbed(&trap));
        faults.extend(traps::ask(&trap, &database));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(server.is_running());
}

/// Archives are read through `pg_restore`: what comes out is the dump in plain format, scrubbed.
#[test]
fn archives_of_pg_dump_are_read() {
    let server = match Postgres::start() {
        Ok(server) => server,
        Err(reason) => return skip("postgres", &reason),
    };
    let before = source(&server, &Shop::new());
    let dir = tempfile::tempdir().expect("a temporary directory");
    let inkwash = |args: &[&str]| {
        let path = std::env::join_paths([server.programs()]).expect("a path");
        run(tool::inkwash(args).env("INKWASH_KEY", "an example secret, not for use").env("PATH", path), b"")
    };
    let file = dir.path().join("plain.sql");
    std::fs::write(&file, before.dump(&[])).expect("a file can be written");
    let scrub = |path: &str| inkwash(&["scrub", "--quiet", "--transform", "redact", path]).ok(path).stdout;
    let rows = |out: &[u8]| {
        let text = String::from_utf8_lossy(out).into_owned();
        let mut rows: Vec<String> = text.lines().filter(|line| line.contains('\t')).map(str::to_owned).collect();
        rows.sort_unstable();
        rows
    };
    let plain = scrub(file.to_str().expect("UTF-8"));
    for format in ["custom", "directory", "tar"] {
        let archive = dir.path().join(format);
        let name = archive.to_str().expect("UTF-8");
        assert!(before.dump(&["--format", format, "--file", name]).is_empty(), "{format}: into a file");
        assert_eq!(rows(&scrub(name)), rows(&plain), "{format}");
        assert!(archive.exists(), "the input stays");
    }
    let custom = dir.path().join("custom");
    let whole = std::fs::read(&custom).expect("a file");
    std::fs::write(&custom, &whole[..whole.len() / 2]).expect("a file can be written");
    let cut = inkwash(&["scrub", "--quiet", custom.to_str().expect("UTF-8"), "-o", "never"]);
    assert!(cut.code() == 2 && !std::path::Path::new("never").exists(), "{}", cut.stderr);
}

/// What the demo's dump is made part of: tables that refer to its customers, with keys.
const SHOP: &str = "
ALTER TABLE public.customers ADD PRIMARY KEY (id), ADD UNIQUE (email), ADD COLUMN referred_by int REFERENCES public.customers;
ALTER TABLE public.orders ADD PRIMARY KEY (order_no), ADD FOREIGN KEY (customer_email) REFERENCES public.customers (email);
CREATE TABLE public.items (id int PRIMARY KEY, order_no bigint NOT NULL REFERENCES public.orders, sku text);
CREATE TABLE public.tickets (id int PRIMARY KEY, agent int REFERENCES public.customers, body text, opened date NOT NULL);
CREATE TABLE public.replies (ticket int NOT NULL REFERENCES public.tickets, body text);
UPDATE public.customers SET referred_by = 1 WHERE id = 2;
INSERT INTO public.items VALUES (1, 4000000000000002, 'A-1'), (2, 4000000000000010, 'A-2');
INSERT INTO public.tickets VALUES (1, 1, 'Tom asked', '2020-01-31'), (2, NULL, 'Anna Berg called', '2026-01-31'),
    (3, NULL, 'an old one', '2020-01-31');
INSERT INTO public.replies VALUES (1, 'see anna.berg@kundepost.test'), (3, 'yes');
";

/// The demo's dump with keys, dumped in each form: a person is erased, old records are dropped, and what is left loads.
#[test]
fn a_person_is_erased_and_old_records_go_and_constraints_hold() {
    use inkwash_tests::roundtrip::Database as _;
    let server = match Postgres::start() {
        Ok(server) => server,
        Err(reason) => return skip("postgres", &reason),
    };
    let demo = run(&mut tool::inkwash(["demo", "--dump"]), b"").ok("demo").stdout;
    let before = server.create("before_erasure");
    before.execute(&demo);
    before.execute(SHOP.as_bytes());
    let dir = tempfile::tempdir().expect("a temporary directory");
    let policy = "[[retention]]\nplace = \"tickets\"\ncolumn = \"opened\"\nolder_than = \"1y\"\nreason = \"r\"\n\
                  follow = [\"replies\"]\n[transforms]\ndefault = \"keep\"\n";
    std::fs::write(dir.path().join("policy.toml"), policy).expect("written");
    let inkwash = |args: &[&str], input: &str| {
        run(tool::inkwash(args).current_dir(dir.path()).env("INKWASH_KEY", tool::KEY), input.as_bytes())
    };
    let valid = "SELECT count(*) FILTER (WHERE NOT convalidated), count(*) FILTER (WHERE contype = 'f') FROM pg_constraint \
                 WHERE connamespace = 'public'::regnamespace";
    let rows = "SELECT (SELECT string_agg(id::text || coalesce(referred_by::text, '-'), ' ' ORDER BY id) FROM public.customers), \
                (SELECT count(*) FROM public.orders), (SELECT string_agg(sku, ' ') FROM public.items), \
                (SELECT string_agg(id::text || coalesce(agent::text, '-') || body, '/' ORDER BY id) FROM public.tickets), \
                (SELECT string_agg(ticket || body, '/' ORDER BY ticket) FROM public.replies)";
    for (form, erased, retained) in [
        (&[][..], "erased_copied", "retained_copied"),
        (&["--inserts"], "erased_inserted", "retained_inserted"),
        (&["--column-inserts", "--rows-per-insert=50"], "erased_many", "retained_many"),
    ] {
        std::fs::write(dir.path().join("dump.sql"), before.dump(form)).expect("written");
        let args = ["subject", "erase", "dump.sql", "-o", "erased.sql", "--unlink", "tickets.agent"];
        let told = inkwash(&args, "anna.berg@kundepost.test\nAnna Berg\n").ok(erased).text();
        assert!(told.contains("2 removed, 1 removed with them, 2 without their key, 2 mentions replaced"), "{told}");
        let dump = std::fs::read(dir.path().join("erased.sql")).expect("a copy");
        let after = server.create(erased);
        after.execute(&dump);
        let some = |of: &[&str]| vec![of.iter().map(|v| Some((*v).to_owned())).collect::<Vec<_>>()];
        assert_eq!(after.query(valid), some(&["0", "5"]), "{erased}");
        assert_eq!(
            after.query(rows),
            some(&["2- 3-", "1", "A-2", "1-Tom asked/2-[PERSON] called/3-an old one", "1see [EMAIL_ADDRESS]/3yes"]),
            "{erased}"
        );
        assert!(!String::from_utf8_lossy(&dump).to_lowercase().contains("anna"), "{erased}");

        let args = ["scrub", "--policy", "policy.toml", "--as-of", "2026-11-28", "erased.sql", "-o", "retained.sql"];
        let told = inkwash(&args, "").ok(retained).stderr;
        assert!(told.contains("2 dropped, 2 went with them, 1 are younger"), "{told}");
        let after = server.create(retained);
        after.execute(&std::fs::read(dir.path().join("retained.sql")).expect("a copy"));
        assert_eq!(after.query(valid), some(&["0", "5"]), "{retained}");
        assert_eq!(after.query("SELECT id FROM public.tickets"), some(&["2"]), "{retained}");
    }
}
