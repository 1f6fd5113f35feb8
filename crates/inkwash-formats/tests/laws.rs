//! The laws of DESIGN §4 for every row of the table. `INKWASH_FORMAT=csv` runs them for one.

use inkwash_formats::formats;
use inkwash_testkit::formats::{Flavour, all_laws};

const TEXT: Flavour = Flavour {
    fragments: &["a line\n", "another\r\n", "no end", "\n\n", "\0", "æøå"],
    prelude: "",
    documents: &["Dear all,\n", "the end"],
};

const JSON: Flavour = Flavour {
    fragments: &[
        "{\"name\": \"Anna\", \"mails\": [\"a@example.com\", \"b\\u0040example.com\"]}",
        "[{\"a\": 1, \"b\": {\"c\": null}}, {\"a\": -2.5e3, \"b\": true}]",
        "\n",
        "\r\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\"",
        "\\",
        "\"\"",
        "\"key\": ",
        "\\u00e6",
        "\\ud83d",
        "\\ud83d\\ude00",
        "\\\"",
        "\\\\",
        "null",
        "true",
        "12",
        "-0.5",
        "12abc",
        "007",
        "// a comment, or two\n",
        "\u{feff}",
        "2024-01-31 12:00:00 INFO started\n",
        "naked: 1",
        "'single'",
        "æ",
        "[[[[[[[[",
        "]]]]",
    ],
    prelude: "",
    documents: &[
        "{\"name\": \"Anna\", \"n\": [1, 2.5, -3e5, true, null], \"o\": {\"a\\u00e6b\": \"x\\\\y\\ud83d\\ude00\"}}\n",
        "[{\"a\": \"1\"}, \"b\", 3]\n",
        "\"alone\"\n",
        "17\n",
        "{a: \"unquoted key\", \"b\": some words}\n",
        "a log line, not JSON: \"x\"\n",
    ],
};

const CSV: Flavour = Flavour {
    fragments: &[
        "id,name,email\n",
        "1,Anna,a@example.com\n",
        "2,\"B, \"\"x\"\"\",b@example.com\r\n",
        "a;b;c\n",
        "1,5;2;3\r",
        "\"",
        "\"\"",
        "\",",
        ",\"",
        "\"\n",
        "\" ,",
        " \"x\"",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r\n",
        "\r",
        " ",
        "   ",
        "ab\"c",
        "\"multi\nline\"",
        "\u{feff}",
        "sep=;\n",
        "æ",
        "\\\"",
        "\\N",
    ],
    prelude: "sep=,\r\n",
    documents: &[
        "1,Anna,a@example.com\n",
        "id,name,e-mail\r\n",
        "2,\"Bob \"\"B\"\" Berg\",\"two\nlines\"\r\n",
        " 3 , \"x\" ,y\n",
        "ragged\n",
        ",,\n",
        "in\"ch,\"back\\slash\"\n",
        "\"stray \" quote\",1\n",
    ],
};

const TSV: Flavour = Flavour {
    fragments: CSV.fragments,
    prelude: "",
    documents: &[
        "1\tAnna\ta@example.com\n",
        "2\t\"B \"\"b\"\"\"\t\"two\nlines\"\r\n",
        "\t\t\n",
        " 3 \t \"x\" \ty, z\n",
    ],
};

/// Parts of dumps of every dialect, since every dialect must survive the others'.
const SQL_FRAGMENTS: &[&str] = &[
    "INSERT INTO t (a, b) VALUES (1, 'x''y'), (NULL, 'z');\n",
    "INSERT INTO `t` VALUES (1,'it\\'s',_binary 'x',0x414243,b'01'),\n",
    "INSERT INTO public.\"w\"\"t\" OVERRIDING SYSTEM VALUE VALUES (E'\\x41\\u00e6', U&'\\0041');\n",
    "INSERT INTO t VALUES(replace('a\\nb','\\n',char(10)),X'00ff',unistr('\\u0041'));\n",
    "CREATE TABLE t (a int, b text DEFAULT 'x', KEY k (a), c AS (a*2));\n",
    "COPY public.t (a, b) FROM stdin;\n",
    "COPY t FROM stdin WITH (FORMAT csv);\n",
    "1\ta\\tb\\\\\\N\\101\n",
    "\\N\t\\\\x4142434445464748494a\n",
    "\\.\n",
    "SET standard_conforming_strings = off;\n",
    "/*!40101 SET SQL_MODE='NO_BACKSLASH_ESCAPES' */;\n",
    "/*!50003 CREATE*/ /*!50017 x*/;;\n",
    "/*M!999999\\- enable */\n",
    "DELIMITER ;;\n",
    "DELIMITER ;\n",
    "\\restrict abc\n",
    "\\connect x\n",
    "PRAGMA foreign_keys=OFF;\n",
    "-- PostgreSQL database dump\n",
    "-- MySQL dump\n",
    "--",
    "# comment\n",
    "/* a /* b */ c */",
    "$$ it's $$",
    "$f$ $$ $f$",
    "$",
    "'",
    "''",
    "\"",
    "`",
    "\\",
    "\\'",
    "(",
    ")",
    ",",
    ";",
    "\n",
    " ",
    "*/",
    "/*",
    "X'4142",
    "0x4142",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
    "VALUES (",
    "replace(replace('",
    "æ",
    "\u{1F600}",
    "\t",
    "\r\n",
    "a very long line of words that no dialect understands, longer than the least limit of all, ",
];

const POSTGRES: Flavour = Flavour {
    fragments: SQL_FRAGMENTS,
    prelude: "-- PostgreSQL database dump\n",
    documents: &[
        "COPY public.t (a, \"B c\") FROM stdin;\n1\tx\\ty\\\\z\n\\N\t\\\\x41424344\n\\.\n\n",
        "INSERT INTO public.t (a, b) OVERRIDING SYSTEM VALUE VALUES (1, 'x''y'),\n\t(NULL, E'\\n\\'z');\n",
        "CREATE TABLE public.u (\n    a text DEFAULT 'it''s'::text,\n    \"b\"\"c\" date\n);\n",
        "COMMENT ON TABLE t IS 'x';\n",
        "CREATE FUNCTION f() AS $f$ SELECT 'a' $f$;\n",
        "SELECT U&'\\0041', E'\\101', X'4142', '\\x4142434445';\n",
        "/* one /* two */ three */\n",
    ],
};

const MYSQL: Flavour = Flavour {
    fragments: SQL_FRAGMENTS,
    prelude: "-- MySQL dump\n",
    documents: &[
        "INSERT  IGNORE INTO `t` VALUES (1,'it\\'s ''x''',_binary 'x\\0',0x414243,b'01'),\n(NULL,\"a\"\"b\\n\",-1.5,X'41',N'n');\n",
        "REPLACE INTO t (a, `b``c`) VALUES (12,_utf8mb4'x') ON DUPLICATE KEY UPDATE a = 'y';\n",
        "/*!40101 SET NAMES utf8 */;\n",
        "CREATE TABLE `u` (\n  `a` text DEFAULT 'it\\'s' COMMENT 'x',\n  KEY `k` (`a`)\n) ENGINE=InnoDB;\n",
        "# comment\n-- another\n",
        "LOCK TABLES `t` WRITE;\n",
    ],
};

const SQLITE: Flavour = Flavour {
    fragments: SQL_FRAGMENTS,
    prelude: "PRAGMA foreign_keys=OFF;\n",
    documents: &[
        "INSERT INTO t VALUES(1,'a''b',X'00ff',replace('a\\nb','\\n',char(10)));\n",
        "INSERT INTO \"t u\" VALUES(NULL,unistr('a\\u000ab'),replace(replace('\\r\\n','\\r',char(13)),'\\n',char(10)));\n",
        "CREATE TABLE IF NOT EXISTS \"u\" (a, \"b\" TEXT DEFAULT 'x');\n",
        "/* comment */\n",
    ],
};

const ANSI: Flavour = Flavour {
    fragments: SQL_FRAGMENTS,
    prelude: "",
    documents: &[
        "INSERT INTO t (a, b) VALUES (1, 'x''y'), (NULL, 'z');\n",
        "-- a comment\n",
        "CREATE TABLE u (a int, b text DEFAULT 'x');\n",
        "UPDATE t SET a = 'b' WHERE \"c\" = 'd';\n",
    ],
};

fn flavour(name: &str) -> Flavour {
    match name {
        "text" => TEXT,
        "json" | "ndjson" => JSON,
        "csv" => CSV,
        "tsv" => TSV,
        "postgres" => POSTGRES,
        "mysql" => MYSQL,
        "sqlite" => SQLITE,
        "ansisql" => ANSI,
        other => panic!("{other} has no flavour"),
    }
}

#[test]
fn every_format_keeps_the_laws() {
    let only = std::env::var("INKWASH_FORMAT").ok();
    for row in formats().iter().filter(|row| only.as_deref().is_none_or(|o| o == row.name)) {
        all_laws(row.name, row.start, &flavour(row.name), 2000);
    }
}

#[test]
fn names_and_extensions_are_told_apart() {
    for (n, row) in formats().iter().enumerate() {
        assert!(formats()[..n].iter().all(|other| other.name != row.name), "{} stands there twice", row.name);
        assert!(row.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{}", row.name);
        assert_eq!((row.sniff)(b"").min(1), u8::from(row.name == "text"), "{} is found in nothing", row.name);
    }
}
