//! Stand-ins fit what the columns of a dump are declared to take, and stay unique where they must; what
//! is not understood is told.

use std::collections::BTreeSet;

use inkwash::{Error, KeyRing, Policy, Scrubber, StreamOptions};

fn scrub(policy: &Policy, format: &str, input: &str) -> Result<String, Error> {
    let scrubber = Scrubber::new(policy, &KeyRing::from_text("an example secret, not for use").unwrap()).unwrap();
    let options = StreamOptions::new().format(format).unwrap();
    let mut out = Vec::new();
    scrubber.scrub_reader(input.as_bytes(), &mut out, &options, &mut (), &mut |_| ())?;
    Ok(String::from_utf8(out).unwrap())
}

fn policy(text: &str) -> Policy {
    Policy::parse(text, &inkwash::entity_names()).unwrap()
}

/// What stands in the rows of a COPY of this table.
fn rows<'o>(out: &'o str, table: &str) -> Vec<&'o str> {
    let (_, rest) = out.split_once(&format!("COPY {table} ")).expect("the table is there");
    rest.lines().skip(1).take_while(|line| *line != "\\.").collect()
}

#[test]
fn numbers_stay_in_the_range_of_their_types_and_equal_in_all_of_them() {
    let policy = policy("[places]\n\"*.ref\" = { entity = \"US_SSN\", whole = true }\n");
    let values = ["7", "99", "101", "127", "200", "255", "30000", "32767"];
    let mut dump = String::from("-- PostgreSQL database dump\n");
    for (table, declared) in [("a", "smallint"), ("b", "integer"), ("c", "bigint"), ("d", "numeric(5,0)")] {
        dump += &format!("CREATE TABLE {table} (ref {declared});\n");
        if table == "d" {
            continue;
        }
        dump += &format!("COPY {table} (ref) FROM stdin;\n{}\n\\.\n", values.join("\n"));
    }
    dump += "COPY d (ref) FROM stdin;\n123456789\n\\.\n";
    let out = scrub(&policy, "postgres", &dump).unwrap();
    let small = rows(&out, "a");
    assert_eq!((&small, &small), (&rows(&out, "b"), &rows(&out, "c")));
    for (before, after) in values.iter().zip(small) {
        let number: i16 = after.parse().expect("it fits a smallint");
        assert_eq!((before.len(), *before == after), (number.to_string().len(), false), "{before} {after}");
    }
    // Nine digits do not fit: what says nothing is written instead.
    assert_eq!(rows(&out, "d"), ["0"]);
}

/// Addresses that are longer than their stand-ins may be.
fn addresses(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("u{n}@kunden.test")).collect()
}

#[test]
fn shortened_stand_ins_stay_apart_and_equal_values_equal() {
    let addresses = addresses(3000);
    let lines = addresses.join("\n");
    // As pg_dump writes it: that the column is unique comes last.
    let dump = format!(
        "-- PostgreSQL database dump\nCREATE TABLE p (mail character varying(24));\nCREATE TABLE c (by varchar(24), t text);\n\
         COPY c (by) FROM stdin;\n{lines}\n\\.\nCOPY p (mail) FROM stdin;\n{lines}\n\\.\n\
         ALTER TABLE ONLY p ADD CONSTRAINT u UNIQUE (mail);\n"
    );
    let out = scrub(&Policy::default(), "postgres", &dump).unwrap();
    let (parents, children) = (rows(&out, "p"), rows(&out, "c"));
    assert_eq!(parents, children);
    let distinct: BTreeSet<_> = parents.iter().collect();
    assert_eq!(distinct.len(), addresses.len());
    for (before, after) in addresses.iter().zip(parents) {
        assert!(after.len() <= 24 && after.ends_with("@x.test") && after != before, "{before} {after}");
    }
}

#[test]
fn a_key_that_is_too_narrow_for_distinct_stand_ins_is_refused() {
    let dump = |key: &str| {
        format!("CREATE TABLE `t` (`mail` varchar(16) {key}, `n` int);\nINSERT INTO `t` VALUES ('u1@kunden.test',1);\n")
    };
    let error = scrub(&Policy::default(), "mysql", &dump("UNIQUE")).unwrap_err();
    assert!(
        error.is_policy() && error.to_string().contains("t.mail") && !error.to_string().contains("kunden"),
        "{error}"
    );
    let out = scrub(&Policy::default(), "mysql", &dump("NOT NULL")).unwrap();
    assert!(out.contains("@x.test',1)"), "{out}");
}

#[test]
fn what_a_type_does_not_take_becomes_a_value_that_it_takes() {
    let redact =
        policy("[transforms]\ndefault = \"redact\"\n[places]\n\"t.a\" = { entity = \"PERSON\", whole = true }\n");
    let types = [
        ("date", "1984-04-07", "1970-01-01"),
        ("timestamp", "1984-04-07 12:00:00", "1970-01-01 00:00:00"),
        ("time", "12:00:00", "00:00:00"),
        ("uuid", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "00000000-0000-0000-0000-000000000000"),
        ("inet", "203.0.113.9", "0.0.0.0"),
        ("cidr", "203.0.113.0/24", "0.0.0.0/32"),
        ("macaddr", "08:00:2b:01:02:03", "00:00:00:00:00:00"),
        ("boolean", "t", "0"),
        ("integer", "41", "0"),
        ("numeric(4,2)", "41.50", "0"),
        ("mood", "high", "[PERSON]"),
        ("text", "high", "[PERSON]"),
    ];
    for (declared, before, after) in types {
        let dump = |value: &str| {
            format!(
                "CREATE TYPE public.mood AS ENUM ('low', 'high');\nCREATE TABLE t (a {declared});\n\
                 INSERT INTO t VALUES ('{value}');\nCOPY t (a) FROM stdin;\n{value}\n\\.\n"
            )
        };
        let out = scrub(&redact, "postgres", &dump(before)).unwrap();
        let rows = |text: &str| text.split_once("INSERT").unwrap().1.to_owned();
        assert_eq!(rows(&out), rows(&dump(after)), "{declared}");
    }
}

/// What a strict reader stops at, and how often it is in the stream.
fn oddities(format: &str, input: &str) -> Vec<(&'static str, u64)> {
    let scrubber = Scrubber::new(&Policy::default(), &KeyRing::generate().unwrap()).unwrap();
    let options = StreamOptions::new().format(format).unwrap();
    let mut out = Vec::new();
    let summary = scrubber.scrub_reader(input.as_bytes(), &mut out, &options, &mut (), &mut |_| ()).unwrap();
    let (mut none, strict) = (Vec::new(), options.strict(true));
    let stopped = scrubber.scrub_reader(input.as_bytes(), &mut none, &strict, &mut (), &mut |_| ());
    match summary.oddities.first() {
        Some((what, _)) => {
            let error = stopped.unwrap_err();
            assert!(error.is_not_understood() && error.to_string().contains(what), "{error}");
            assert!(!error.to_string().contains("kunden") && out.starts_with(&none), "{error}");
            assert!(!String::from_utf8_lossy(&out).contains("kunden"), "searched all the same");
        }
        None => assert_eq!((stopped.unwrap().oddities.len(), none), (0, out)),
    }
    summary.oddities
}

#[test]
fn what_carries_data_and_is_not_understood_is_told_and_stops_a_strict_reader() {
    let mail = "x@kunden.test";
    for (format, input, wanted) in [
        ("postgres", format!("COPY t (a) FROM stdin;\n{mail}\n\\.\nSELECT pg_catalog.setval('s', 1);\n"), None),
        ("postgres", format!("COPY t (a) FROM stdin WITH (FORMAT csv);\n{mail}\n\\.\n"), None),
        ("postgres", format!("COPY t (a) FROM stdin WITH (DELIMITER ';');\n{mail}\n\\.\n"), Some("COPY with options")),
        ("postgres", format!("UPDATE t SET a = '{mail}';\n"), None),
        ("postgres", format!("MERGE INTO t USING (VALUES ('{mail}')) AS s ON true;\n"), Some("MERGE")),
        ("postgres", format!("INSERT INTO t VALUES ('{mail}') ON CONFLICT DO NOTHING;\n"), None),
        ("mysql", format!("INSERT INTO t SET a = '{mail}';\n"), None),
        ("mysql", format!("INSERT INTO t SELECT '{mail}';\n"), Some("INSERT without VALUES")),
        ("mysql", format!("INSERT INTO t VALUES ('{mail}') UNION SELECT 1;\n"), Some("VALUES of another form")),
        ("mysql", format!("DELIMITER ;;\nCREATE TRIGGER g BEGIN UPDATE t SET a='{mail}'; END ;;\nDELIMITER ;\n"), None),
        (
            "mysql",
            format!("/*!40101 SET NAMES utf8mb4 */;\nSET NAMES sjis;\n-- {mail}\n"),
            Some("characters other than UTF-8"),
        ),
        ("text", format!("UPDATE t SET a = '{mail}';\n"), None),
    ] {
        let found = oddities(format, &input);
        assert_eq!(found.first().map(|(what, _)| *what), wanted, "{input}");
        assert!(found.iter().all(|(_, count)| *count == 1), "{found:?}");
    }
}

#[test]
fn stand_ins_are_written_in_the_dumps_encoding() {
    let policy = policy("[transforms]\ndefault = \"replace(with=Zo\u{eb} \u{142})\"\n");
    let scrubber = Scrubber::new(&policy, &KeyRing::generate().unwrap()).unwrap();
    let options = StreamOptions::new().format("postgres").unwrap();
    for (encoding, wanted) in [("UTF8", "Zo\u{eb} \u{142}".as_bytes()), ("LATIN1", b"Zo\xeb ?"), ("KOI8R", b"Zo? ?")] {
        let head = format!("SET client_encoding = '{encoding}';\nCOPY t (a) FROM stdin;\n").into_bytes();
        let dump = |value: &[u8]| [&head[..], b"caf\xe9 ", value, b"\n\\.\n"].concat();
        let mut out = Vec::new();
        scrubber.scrub_reader(&dump(b"x@kunden.test")[..], &mut out, &options, &mut (), &mut |_| ()).unwrap();
        assert_eq!(out.escape_ascii().to_string(), dump(wanted).escape_ascii().to_string());
    }
}
