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

const SQL: Flavour = Flavour {
    fragments: &[
        "INSERT INTO t (a, b) VALUES (1, 'x''y'), (NULL, 'z');\n",
        "CREATE TABLE t (a int, b text);\n",
        "COPY public.t (a, b) FROM stdin;\n",
        "1\tAnna\\tB\n",
        "\\N\ta\\\\b\n",
        "\\.\n",
        "-- a comment\n",
        "/* another */",
        "'",
        "''",
        "\\'",
        "\"",
        "`",
        "$$",
        "(",
        ")",
        ",",
        ";",
        "\n",
        "E'\\x41'",
        "0xFF",
        "æ",
        "12",
        "\\",
    ],
    prelude: "",
    documents: &[
        "INSERT INTO t (a, b) VALUES (1, 'x''y'), (NULL, 'z');\n",
        "-- a comment\n",
        "CREATE TABLE t (a int, b text);\n",
    ],
};

fn flavour(name: &str) -> Flavour {
    match name {
        "text" => TEXT,
        "json" | "ndjson" => JSON,
        "csv" => CSV,
        "tsv" => TSV,
        _ => SQL,
    }
}

#[test]
fn every_format_keeps_the_laws() {
    let only = std::env::var("INKWASH_FORMAT").ok();
    for row in formats()
        .iter()
        .filter(|row| only.as_deref().is_none_or(|o| o == row.name))
    {
        all_laws(row.name, row.start, &flavour(row.name), 2000);
    }
}

#[test]
fn names_and_extensions_are_told_apart() {
    for (n, row) in formats().iter().enumerate() {
        assert!(
            formats()[..n].iter().all(|other| other.name != row.name),
            "{} stands there twice",
            row.name
        );
        assert!(
            row.name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{}",
            row.name
        );
        assert_eq!(
            (row.sniff)(b"").min(1),
            u8::from(row.name == "text"),
            "{} is found in nothing",
            row.name
        );
    }
}
