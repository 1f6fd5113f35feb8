//! Excerpts of real dumps (PostgreSQL 15.18, MariaDB 10.11, SQLite 3.40; invented data): every
//! value comes out as the database returns it, in its column.

use inkwash_core::{Feed, Format, KeyKind, Pieces, Place, TableKey, Takes, ValueKind};
use inkwash_formats::{named, sniff};
use inkwash_testkit::formats::{Event, Feeding, cells, read, records, stream_laws};

const COPY: &str = include_str!("sql/postgres-copy.sql");
const COLUMN_INSERTS: &str = include_str!("sql/postgres-column-inserts.sql");
const INSERTS: &str = include_str!("sql/postgres-inserts.sql");
const MARIADB: &str = include_str!("sql/mariadb-default.sql");
const MARIADB_HEX: &str = include_str!("sql/mariadb-hex.sql");
const MARIADB_ANSI: &str = include_str!("sql/mariadb-ansi.sql");
const MARIADB_REPLACE: &str = include_str!("sql/mariadb-replace.sql");
const SQLITE_DUMP: &str = include_str!("sql/sqlite.sql");

fn postgres() -> Box<dyn Format> {
    (named("postgres", b"").expect("a row").start)()
}

fn mysql() -> Box<dyn Format> {
    (named("mysql", b"").expect("a row").start)()
}

fn sqlite() -> Box<dyn Format> {
    (named("sqlite", b"").expect("a row").start)()
}

fn ansi() -> Box<dyn Format> {
    (named("ansisql", b"").expect("a row").start)()
}

/// The values of a table, by column.
fn table(start: fn() -> Box<dyn Format>, dump: &str, name: &str) -> Vec<(String, String)> {
    let prefix = format!("{name}.");
    cells(start, dump.as_bytes())
        .into_iter()
        .filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?.to_owned(), text)))
        .collect()
}

fn assert_table(start: fn() -> Box<dyn Format>, dump: &str, name: &str, wanted: &[(&str, &str)]) {
    let wanted: Vec<_> = wanted.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned())).collect();
    assert_eq!(table(start, dump, name), wanted);
}

/// What PostgreSQL returns for the table, except what its forms of dumps write differently.
const POSTGRES_CUSTOMERS: &[(&str, &str)] = &[
    ("id", "1"),
    ("email", "anna@example.com"),
    ("Full Name", "Anna \"A\" O'Brien\\ \t tab"),
    ("born", "1970-01-02"),
    ("ip", "192.0.2.1"),
    ("payload", "reach me at hidden@example.org"),
    ("doc", r#"{"k": "back\\slash \"q\" \n nl", "mail": "j@example.net"}"#),
    ("tags", r#"{"a,b","c\"d","e\\f",NULL,x@example.com}"#),
    ("nums", "{1,2}"),
    ("home", r#"("Main St 1, ""x""",0123)"#),
    ("m", "o'k"),
    ("amount", "-12.50"),
    ("bits", "10101010"),
    ("key", "\\N"),
    ("we\"ird", "\\."),
    ("id", "2"),
    ("email", "multi@example.com"),
    ("Full Name", "line1\nCOPY x FROM stdin;\nINSERT INTO y VALUES ('z');\r\n\\.\n"),
    ("ip", "2001:db8::1"),
    ("payload", "\0"),
    ("doc", "null"),
    ("tags", "{}"),
    ("m", "sad"),
    ("amount", "NaN"),
    ("we\"ird", "\u{8}\u{c}v\u{1}"),
    ("id", "3"),
    ("email", "æøå@example.com"),
    ("born", "0001-01-01 BC"),
    ("payload", "\\x"),
    ("nums", "{}"),
    ("home", "(,\"\")"),
    ("amount", "0.00"),
    ("we\"ird", "😀 ''"),
];

#[test]
fn postgres_dumps_give_the_values_of_the_database() {
    for (start, dump) in
        [(postgres as fn() -> _, COPY), (ansi, COPY), (postgres, COLUMN_INSERTS), (postgres, INSERTS), (ansi, INSERTS)]
    {
        let mut found = table(start, dump, "public.customers");
        // COPY writes booleans as text, INSERT as keywords.
        found.retain(|(column, _)| column != "flag");
        let wanted: Vec<_> = POSTGRES_CUSTOMERS.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned())).collect();
        assert_eq!(found, wanted);
        assert_table(
            start,
            dump,
            "public.Weird Table",
            &[
                ("a.b", "1"),
                ("E-Mail", "w@example.com"),
                ("tab\tname", "AAAA"),
                ("a.b", "2"),
                ("E-Mail", "a\\tb"),
                ("tab\tname", "AAAABBBB"),
            ],
        );
        assert_table(start, dump, "public.parted_1", &[("id", "1"), ("region", "eu"), ("note", "p@example.com")]);
        assert_eq!(records(start, dump.as_bytes()), 6);
    }
}

#[test]
fn what_stands_outside_rows_is_searched_too() {
    let texts = |start, dump: &str| -> String {
        cells(start, dump.as_bytes()).into_iter().map(|(_, text)| text + "\n").collect()
    };
    for (start, dump, outside) in [
        (postgres as fn() -> _, COPY, "Nobody <nobody@example.com>"),
        (postgres, COPY, "o'brien@example.com\nsecond line; INSERT INTO x VALUES (1)"),
        (postgres, COPY, "root@example.com"),
        (postgres, COPY, "view@example.com"),
        (postgres, COPY, "large object mail lo@example.com"),
        (mysql, MARIADB, "mail of o'brien@example.com"),
        (mysql, MARIADB, "a;b@example.com"),
        (mysql, MARIADB, "proc@example.com"),
        (sqlite, SQLITE_DUMP, "trig@example.com"),
    ] {
        assert!(texts(start, dump).contains(outside), "{outside}");
    }
}

#[test]
fn declared_types_say_what_a_column_takes() {
    let (_, events) = read(postgres, COPY.as_bytes(), &Feeding::WHOLE);
    let kind = |name: &str| {
        events.iter().find_map(|event| match event {
            Event::Cell(value) if value.place.name == name => Some(value.place.kind),
            _ => None,
        })
    };
    for (name, wanted) in [
        ("id", ValueKind::Number),
        ("amount", ValueKind::Number),
        ("a.b", ValueKind::Number),
        ("email", ValueKind::Text),
        ("Full Name", ValueKind::Text),
        ("doc", ValueKind::Text),
        ("key", ValueKind::Text),
        ("born", ValueKind::Typed),
        ("ip", ValueKind::Typed),
        ("m", ValueKind::Typed),
        ("nums", ValueKind::Typed),
    ] {
        assert_eq!(kind(name), Some(wanted), "{name}");
    }
}

#[test]
fn mariadb_dumps_give_the_values_of_the_database() {
    let wanted: &[(&str, &str)] = &[
        ("id", "1"),
        ("email", "anna@example.com"),
        ("Full `Name", "Anna \"A\" O'Brien \\ \t tab"),
        ("born", "1970-01-02"),
        ("amount", "-12.50"),
        ("payload", "hidden mail x@example.org"),
        ("vb", "hidden@example.org"),
        ("doc", r#"{"a":"b\\s \"q\""}"#),
        ("kind", "it's"),
        ("u", "123e4567-e89b-12d3-a456-426614174000"),
        ("twice", "2"),
        ("key", "k"),
        ("fl", "1.5e300"),
        ("id", "2"),
        ("email", "multi@example.com"),
        ("Full `Name", "line1\nINSERT INTO y VALUES ('z');\r\n\0\u{1a}\u{8}%_ \\%\\_"),
        ("payload", "\0"),
        ("doc", "null"),
        ("twice", "4"),
        ("fl", "-0.001"),
        ("id", "3"),
        ("email", "æøå@example.com"),
        ("born", "0001-01-01"),
        ("amount", "0.00"),
        ("vb", "\0'\"\\"),
        ("doc", "[]"),
        ("kind", "a"),
        ("twice", "6"),
        ("key", "😀"),
    ];
    let wanted: Vec<_> = wanted.iter().map(|(c, t)| ((*c).to_owned(), (*t).to_owned())).collect();
    for dump in [MARIADB, MARIADB_HEX, MARIADB_ANSI, MARIADB_REPLACE] {
        let mut found = table(mysql, dump, "customers");
        found.retain(|(column, _)| column != "flag");
        assert_eq!(found, wanted);
        assert_table(
            mysql,
            dump,
            "Weird Table.x",
            &[("a.b", "1"), ("E-Mail", "w@example.com"), ("a.b", "2"), ("E-Mail", "-- no # comment /* x */ ;")],
        );
        assert_eq!(records(mysql, dump.as_bytes()), 5);
    }
}

#[test]
fn sqlite_dumps_give_the_values_of_the_database() {
    assert_table(
        sqlite,
        SQLITE_DUMP,
        "customers",
        &[
            ("id", "1"),
            ("email", "anna@example.com"),
            ("Full \"Name", "O'Brien \\n literal"),
            ("payload", "hidden@example.com"),
            ("amount", "-1.5"),
            ("br", "b1"),
            ("id", "2"),
            ("email", "line1\nline2 'q' replace('x"),
            ("Full \"Name", "cr\r\nx"),
            ("amount", "8.9999999999999999496e+99"),
            ("any", "text"),
            ("br", "INSERT INTO y VALUES(1);"),
            ("id", "3"),
            // A text with both `\n` and a line end: the shell picks an escape of its own.
            ("email", "replace"),
            ("email", "both \\n lit\\012nl"),
            ("email", "\\012"),
            ("email", "char"),
            ("email", "10"),
            ("Full \"Name", "cr only\r"),
            ("amount", "12345678901.0"),
            ("any", "\0\u{fffd}"),
        ],
    );
    assert_eq!(records(sqlite, SQLITE_DUMP.as_bytes()), 4);
}

#[test]
fn dumps_are_recognised() {
    for (dump, name) in [
        (COPY, "postgres"),
        (COLUMN_INSERTS, "postgres"),
        (INSERTS, "postgres"),
        (MARIADB, "mysql"),
        (MARIADB_HEX, "mysql"),
        (MARIADB_ANSI, "mysql"),
        (SQLITE_DUMP, "sqlite"),
        ("INSERT INTO t VALUES (1,'x');\n", "ansisql"),
        ("INSERT INTO `t` VALUES (1,'x');\n", "mysql"),
        ("COPY t (a) FROM stdin;\n1\n\\.\n", "postgres"),
        ("Update your records; they are old (very).\n", "text"),
    ] {
        assert_eq!(sniff(dump.as_bytes()).name, name);
    }
}

#[test]
fn real_dumps_keep_the_laws_at_every_limit() {
    for (start, dump) in [
        (postgres as fn() -> _, COPY),
        (postgres, COLUMN_INSERTS),
        (mysql, MARIADB),
        (mysql, MARIADB_HEX),
        (sqlite, SQLITE_DUMP),
    ] {
        for limit in [64, 257, 1 << 20] {
            stream_laws(start, dump.as_bytes(), limit, &[1, 7, 300]).expect("the laws hold");
        }
    }
}

#[test]
fn a_cut_before_the_prefix_of_a_string_keeps_the_laws() {
    for start in [postgres, mysql, sqlite] {
        for (head, filler) in [("", "<"), ("", "a"), ("\u{e6}", "<")] {
            let text = format!("{head}{}X'4142'", filler.repeat(64 - head.len()));
            stream_laws(start, text.as_bytes(), 64, &[1]).expect("the laws hold");
        }
    }
}

#[test]
fn backslashes_mean_what_the_settings_say() {
    assert_table(
        mysql,
        "INSERT INTO t (a) VALUES ('a\\'b');\nSET sql_mode='NO_BACKSLASH_ESCAPES';\n\
         INSERT INTO t (a) VALUES ('c\\'),('d');\nSET sql_mode=@old;\nINSERT INTO t (a) VALUES ('e\\nf');",
        "t",
        &[("a", "a'b"), ("a", "c\\"), ("a", "d"), ("a", "e\nf")],
    );
    assert_table(
        postgres,
        "INSERT INTO t (a) VALUES ('c\\'), ('d');\nSET standard_conforming_strings = off;\n\
         INSERT INTO t (a) VALUES ('a\\'b');",
        "t",
        &[("a", "c\\"), ("a", "d"), ("a", "a'b")],
    );
    // No dialect is known, but only one reading makes sense.
    assert_table(ansi, "INSERT INTO t (a) VALUES ('it\\'s');", "t", &[("a", "it's")]);
    assert_table(ansi, "INSERT INTO t (a) VALUES ('C:\\','d');", "t", &[("a", "C:\\"), ("column2", "d")]);
}

#[test]
fn a_repeated_head_means_what_it_meant() {
    assert_table(
        postgres,
        "INSERT INTO t (a, \"b c\") VALUES (1, 'x');\nINSERT INTO t (a, \"b c\") VALUES (2, 'y');\n\
         INSERT INTO u (a) VALUES (9);\nINSERT INTO t (a, \"b c\") VALUES (3, 'z');\n\
         INSERT INTO t VALUES (4);\nCREATE TABLE t (k int);\nINSERT INTO t VALUES (5);\n",
        "t",
        &[("a", "1"), ("b c", "x"), ("a", "2"), ("b c", "y"), ("a", "3"), ("b c", "z"), ("column1", "4"), ("k", "5")],
    );
}

#[test]
fn broken_dumps_are_text() {
    let texts = |dump: &str| cells(postgres, dump.as_bytes());
    let cut = texts("COPY t (a, b) FROM stdin;\n1\tcut@example.com");
    assert_eq!(cut.last(), Some(&("t.b".into(), "cut@example.com".into())));
    let cut = texts("INSERT INTO t (a) VALUES ('never@example.com, closed");
    assert_eq!(cut.last(), Some(&("t.a".into(), "never@example.com, closed".into())));
    let bare = texts("INSERT INTO t (a) VALUES (bare@example.com);");
    assert_eq!(bare.last(), Some(&("t.a".into(), "bare@example.com".into())));
    let divided = texts("COPY t FROM stdin WITH (DELIMITER '|');\n1|x@example.com\n\\.\nSELECT 1;");
    assert!(divided.contains(&(String::new(), "1|x@example.com".into())));
    let cut = texts("COPY t (a, b) FROM stdin CSV;\n1,\"never@example.com, closed");
    assert_eq!(cut.last(), Some(&("t.b".into(), "never@example.com, closed".into())));
}

/// The place of a column as the dump declares it.
fn place_of(start: fn() -> Box<dyn Format>, dump: &str, path: &str) -> Place {
    let (_, events) = read(start, dump.as_bytes(), &Feeding::WHOLE);
    let place = events.iter().find_map(|event| match event {
        Event::Cell(value) if value.place.path == path => Some(value.place.clone()),
        _ => None,
    });
    place.unwrap_or_else(|| panic!("no cell of {path}"))
}

#[test]
fn declared_types_bound_what_a_column_takes() {
    for (start, declared, wanted) in [
        (postgres as fn() -> _, "smallint", Takes::Whole(-32_768, 32_767)),
        (postgres, "pg_catalog.int4 DEFAULT 1", Takes::Whole(-(1 << 31), (1 << 31) - 1)),
        (mysql, "int(11) unsigned NOT NULL", Takes::Whole(0, (1 << 32) - 1)),
        (mysql, "tinyint UNSIGNED", Takes::Whole(0, 255)),
        (postgres, "numeric(12, 2) NOT NULL", Takes::Decimal { before: 10, signed: true }),
        (mysql, "decimal(5,0) unsigned", Takes::Decimal { before: 5, signed: false }),
        (postgres, "numeric", Takes::Anything),
        (postgres, "timestamp(6) with time zone", Takes::Timestamp),
        (postgres, "cidr", Takes::Network),
        (mysql, "enum('a','it''s')", Takes::Anything),
        (postgres, "public.mood DEFAULT 'low'::public.mood", Takes::Anything),
        (postgres, "integer[]", Takes::Anything),
        (sqlite, "smallint", Takes::Anything),
    ] {
        let dump = format!(
            "CREATE TYPE public.mood AS ENUM (\n    'low',\n    'high'\n);\n\
             CREATE TABLE t (a {declared}, CHECK (a > 0), UNIQUE (b));\nINSERT INTO t VALUES ('x');\n"
        );
        let place = place_of(start, &dump, "t.a");
        assert_eq!((place.takes, place.key), (wanted, false), "{declared}");
    }
}

#[test]
fn keys_are_read_from_columns_and_constraints() {
    let dump = "CREATE TABLE `people` (`id` int(11) NOT NULL, `mail` varchar(30) NOT NULL, `nick` varchar(9) UNIQUE, \
                `note` varchar(80) DEFAULT 'UNIQUE', PRIMARY KEY (`id`), UNIQUE KEY `m` (`mail`(20), `note`(3)));\n\
                CREATE TABLE `posts` (`id` int, `author` varchar(50), `by` varchar(9) REFERENCES `people` (`nick`) ON DELETE \
                CASCADE, `text` text, KEY `t` (`text`), CONSTRAINT `f` FOREIGN KEY (`author`) REFERENCES `people` (`mail`));\n\
                INSERT INTO `people` VALUES (1,'m','n','x');\nINSERT INTO `posts` VALUES (1,'m','n','t');\n";
    for (path, key) in [
        ("people.id", true),
        ("people.mail", true),
        ("people.nick", true),
        ("people.note", true),
        ("posts.id", false),
        ("posts.author", true),
        ("posts.by", true),
        ("posts.text", false),
    ] {
        assert_eq!(place_of(mysql, dump, path).key, key, "{path}");
    }
    let author = place_of(mysql, dump, "posts.author");
    assert_eq!((author.max_chars, &*author.refers.unwrap().path), (Some(30), "people.mail"));
    assert_eq!(&*place_of(mysql, dump, "posts.by").refers.unwrap().name, "nick");
}

/// The keys that a dump declares: `table(columns) primary`, `table(columns) to table(columns)`.
fn keys_of(start: fn() -> Box<dyn Format>, dump: &str) -> Vec<String> {
    let (mut format, mut pieces) = (start(), Pieces::new());
    assert_eq!(format.split(dump.as_bytes(), Feed::Last, &mut pieces), dump.len());
    let shown = |key: &TableKey| {
        let kind = match &key.kind {
            KeyKind::Primary => "primary".to_owned(),
            KeyKind::Unique => "unique".to_owned(),
            KeyKind::Foreign { table, columns } => format!("to {table}({})", columns.join(",")),
        };
        format!("{}({}) {kind}", key.table, key.columns.join(","))
    };
    pieces.keys().iter().map(shown).collect()
}

#[test]
fn keys_are_told_where_they_are_declared() {
    let (postgres, mysql, sqlite) = (postgres as fn() -> _, mysql as fn() -> _, sqlite as fn() -> _);
    for (start, dump, keys) in [
        (
            postgres,
            "-- a comment; with one\nALTER TABLE ONLY public.orders\n    ADD CONSTRAINT \"orders, FK\" FOREIGN KEY \
             (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;",
            &["public.orders(customer_id) to public.customers(id)"][..],
        ),
        (
            postgres,
            "CREATE TABLE a (x int CHECK (x > 0), y int REFERENCES b, z numeric(12, 2)); ALTER TABLE b ADD CONSTRAINT \
             b_pkey PRIMARY KEY (id), OWNER TO me, ADD UNIQUE (mail, \"Full, Name\");\nALTER TABLE a DROP CONSTRAINT c;",
            &["a(y) to b()", "b(id) primary", "b(mail,Full, Name) unique"],
        ),
        (
            mysql,
            r"CREATE TABLE `Order Items` (`a` int NOT NULL COMMENT 'it\'s; REFERENCES y (z)', /* ; */ PRIMARY KEY (`a`),
              CONSTRAINT `fk` FOREIGN KEY (`o`,`n`) REFERENCES `Orders` (`id`, `no`)) ENGINE=InnoDB;",
            &["Order Items(a) primary", "Order Items(o,n) to Orders(id,no)"],
        ),
        (
            mysql,
            "ALTER TABLE `t`\n  ADD PRIMARY KEY (`id`),\n  ADD UNIQUE KEY `m` (`mail`),\n  ADD KEY `k` (`name`(10));\n\
             ALTER TABLE `t` MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, DROP PRIMARY KEY;\n\
             /*!40000 ALTER TABLE `t` DISABLE KEYS */;\nALTER TABLE `t` ADD `c` int UNIQUE;",
            &["t(id) primary", "t(mail) unique", "t(c) unique"],
        ),
        (
            sqlite,
            "CREATE TABLE IF NOT EXISTS a(b INTEGER PRIMARY KEY, c TEXT REFERENCES \"D\" (\"e\"));",
            &["a(b) primary", "a(c) to D(e)"],
        ),
        (postgres, "CREATE INDEX i ON t (a); INSERT INTO t SELECT 'REFERENCES a (b)'; ALTER TABLE t OWNER TO x;", &[]),
        (postgres, "INSERT INTO a VALUES (''); CREATE TABLE b (c int REFERENCES a (id));", &["b(c) to a(id)"]),
    ] {
        assert_eq!(keys_of(start, dump), keys, "{dump}");
    }
}

#[test]
fn columns_that_are_added_are_known() {
    let dump = "CREATE TABLE t (id int, mail varchar(30));\nALTER TABLE ONLY t ADD COLUMN age smallint, ADD CONSTRAINT u \
                UNIQUE (mail);\nINSERT INTO t VALUES (1,'m',7);\n";
    assert_eq!(place_of(postgres, dump, "t.age").takes, Takes::Whole(-32_768, 32_767));
    let mail = place_of(postgres, dump, "t.mail");
    assert_eq!((mail.key, mail.max_chars), (true, Some(30)));
}

#[test]
fn assignments_and_comparisons_stand_in_their_columns() {
    for (start, statement, wanted) in [
        (
            postgres as fn() -> _,
            "UPDATE public.t SET a = 'x', \"b c\" = E'it\\'s' WHERE t.d LIKE 'y%' AND e IN ('1', '2');",
            "public.t.a=x public.t.b c=it's public.t.d=y% public.t.e=1 public.t.e=2",
        ),
        (mysql, "UPDATE `t` AS u SET `a` = \"x\", b = concat('y', 'z'), c = 5, d = 'w';", "t.a=x t.b=y t.b=z t.d=w"),
        (mysql, "INSERT IGNORE INTO `t` SET `a`='x', `b`='y';", "t.a=x t.b=y"),
        (mysql, "REPLACE INTO t SET a = 'x' ON DUPLICATE KEY UPDATE b = 'y';", "t.a=x t.b=y"),
        (postgres, "DELETE FROM ONLY t WHERE a = 'x' OR b <> $$y$$;", "t.a=x t.b=y"),
        (sqlite, "UPDATE OR IGNORE t SET a='x' WHERE b='y';", "t.a=x t.b=y"),
    ] {
        let cells = cells(start, format!("{statement}\nSELECT 'outside';\n").as_bytes());
        let placed = cells.iter().filter(|(path, _)| !path.is_empty());
        let shown: Vec<String> = placed.map(|(path, text)| format!("{path}={text}")).collect();
        assert_eq!(shown.join(" "), wanted, "{statement}");
    }
}

#[test]
fn copy_in_csv_format_is_read_by_column() {
    let rows = "Anna,\"say \"\"hi\"\", x\",\n\"two\nlines\",,\\x616263\r\n\\.\nSELECT 'after';\n";
    let wanted = "t.a=Anna t.b=say \"hi\", x t.a=two\nlines t.c=abc";
    for (options, rows) in [
        ("WITH (FORMAT csv)", rows.to_owned()),
        ("CSV", rows.to_owned()),
        ("WITH CSV HEADER", format!("a,b,c\n{rows}")),
        (
            "(FORMAT CSV, HEADER true, DELIMITER ';')",
            format!("a;b;c\n{}", rows.replace("Anna,", "Anna;").replace("x\",", "x\";").replace("\",,", "\";;")),
        ),
        (
            "WITH (FORMAT csv, DELIMITER E'\\t')",
            rows.replace("Anna,", "Anna\t").replace("x\",", "x\"\t").replace("\",,", "\"\t\t"),
        ),
        ("WITH (FORMAT csv, NULL '-')", rows.replace("\",,", "\",-,").replace("x\",\n", "x\",-\n")),
    ] {
        let dump = format!("COPY t (a, b, c) FROM stdin {options};\n{rows}");
        let cells = cells(postgres, dump.as_bytes());
        let placed = cells.iter().filter(|(path, _)| path.starts_with("t."));
        let shown: Vec<String> = placed.map(|(path, text)| format!("{path}={text}")).collect();
        assert_eq!(shown.join(" "), wanted, "{options}");
        assert!(cells.iter().any(|(path, text)| path.is_empty() && text == "after"), "{options}");
    }
}
