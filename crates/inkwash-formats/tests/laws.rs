//! The laws of DESIGN §4 for every row of the table. `INKWASH_FORMAT=csv` runs them for one.

use inkwash_formats::formats;
use inkwash_testkit::formats::{Flavour, all_laws};

const TEXT: Flavour = Flavour {
    fragments: &["a line\n", "another\r\n", "no end", "\n\n", "\0", "æøå"],
    prelude: "",
    header: "",
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
    header: "",
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
    header: "id,name,e-mail\r\n",
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
    header: "id\tname\te-mail\n",
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
    header: "",
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
    header: "",
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
    header: "",
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
    header: "",
    documents: &[
        "INSERT INTO t (a, b) VALUES (1, 'x''y'), (NULL, 'z');\n",
        "-- a comment\n",
        "CREATE TABLE u (a int, b text DEFAULT 'x');\n",
        "UPDATE t SET a = 'b' WHERE \"c\" = 'd';\n",
    ],
};

/// Formats of one record a line have each other's lines to bear.
const LINE_FRAGMENTS: &[&str] = &[
    "at=info method=GET path=/x?a=b user=\"Anna \\\"B\\\" Berg\" n=\n",
    "level=warn Called Anna Berg mail=a@example.com ok\r\n",
    "a=\"not closed\n",
    "a=\"b\"c\n",
    "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a\\x22 HTTP/1.0\" 200 2326\n",
    "example.com:80 ::1 - a b [10/Oct/2000:13:55:36 -0700] \"-\" 408 - \"-\" \"Mozilla/5.0 (\\\"x\\\")\" 0.1 \"y\"\n",
    "<34>1 2003-10-11T22:14:15.003Z host app - ID47 [a@1 b=\"c\\]\" d=\"\"][e] \u{feff}message\n",
    "<13>Oct  1 22:14:15 host su[12]: 'su root' failed\n",
    "Oct 11 22:14:15 host su: x\n",
    "<0>all message\n",
    "2003-10-11T22:14:15+01:00 host message\n",
    "weather,city=New\\ York\\,\\ NY,x=y temp=82,n=-3i,u=4u,ok=t,note=\"a \\\"b\\\\\" 1465839830100400200\n",
    "# comment\n",
    "m f=1\n",
    "java.lang.Error: x\n\tat a.b(C.java:1)\n",
    "key=value",
    "\n",
    "\r\n",
    "\r",
    "\n\n\n",
    " ",
    "=",
    ",",
    "\"",
    "\\",
    "\\\"",
    "[",
    "]",
    "<",
    "> ",
    "i",
    "\u{feff}",
    "æ",
    "a very long line of words that no format understands, longer than the least limit of all, ",
];

const LOGFMT: Flavour = Flavour {
    fragments: LINE_FRAGMENTS,
    prelude: "",
    header: "",
    documents: &[
        "at=info method=GET path=/x?a=b user=\"Anna \\\"B\\\" \\u00e6\" n=\n",
        "level=warn Called Anna Berg mail=a@example.com ok\r\n",
        "not a pair\n  at all\n\n",
    ],
};

const ACCESS: Flavour = Flavour {
    fragments: LINE_FRAGMENTS,
    prelude: "",
    header: "",
    documents: &[
        "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a\\x22 HTTP/1.0\" 200 2326\n",
        "example.com:80 ::1 - frank [10/Oct/2000:13:55:36 -0700] \"-\" 408 - \"http://a/\" \"M (\\\"x\\\")\" 0.1\r\n",
        "[error] something\n",
    ],
};

const SYSLOG: Flavour = Flavour {
    fragments: LINE_FRAGMENTS,
    prelude: "",
    header: "",
    documents: &[
        "<34>1 2003-10-11T22:14:15.003Z host app - ID47 [a@1 b=\"c\\]\" d=\"e\"][f] \u{feff}message\n",
        "<34>1 - host app 12 - -\n",
        "<13>Oct  1 22:14:15 host su[12]: 'su root' failed\r\n",
        "2003-10-11T22:14:15+01:00 host word another\n",
        "not syslog\n",
    ],
};

const INFLUX: Flavour = Flavour {
    fragments: LINE_FRAGMENTS,
    prelude: "",
    header: "",
    documents: &[
        "weather,city=New\\ York\\,\\ NY temp=82.5,n=-3i,u=4u,ok=t,note=\"a \\\"b\\\\\" 1465839830100400200\n",
        "# comment\n",
        "m f=\"x\"\r\n",
    ],
};

const MARKUP_FRAGMENTS: &[&str] = &[
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
    "<!DOCTYPE a [<!ENTITY b \"c>\"><!-- d's > -->]>",
    "<!doctype html>",
    "<people><person id=\"1\" mail='a@example.com'><name>Anna &amp; B&#xE6;rg</name></person></people>",
    "<a b=c d e = \"f&quot;\" g/>",
    "</a>",
    "<p>one<p>two<br>three<ul><li>a<li>b</ul>",
    "<script type=x>if (a < b && \"</p>\") {}</script>",
    "<script>",
    "</SCRIPT >",
    "<!-- a comment -- -->",
    "<!--",
    "-->",
    "<![CDATA[a < b ]] ]]>",
    "<![CDATA[x]]><![CDATA[y]]>",
    "<![CDATA[",
    "]]>",
    "]]><![CDATA[",
    "<?php echo 1 ?>",
    "<?",
    "?>",
    "<a>",
    "<b>",
    "<a><a><a><a><a><a><a><a><a><a>",
    "<",
    "</",
    "<!",
    ">",
    "/>",
    "&",
    "&amp;",
    "&lt;",
    "&#64;",
    "&#x40;",
    "&nbsp;&commat;",
    "&unknown;",
    ";",
    "\"",
    "'",
    "=",
    " ",
    "\n  ",
    "5 < 6",
    "<a b='",
    "æ",
    "\u{feff}",
    "<a@b>",
    "<n123456>",
    "text that goes on for a while, longer than the least limit of all, so that it must be cut somewhere ",
];

const XML: Flavour = Flavour {
    fragments: MARKUP_FRAGMENTS,
    prelude: "<?xml version=\"1.0\"?>\n<root>",
    header: "",
    documents: &[
        "<person id=\"1\" mail='a@example.com'>\n  <name>Anna &amp; B&#xE6;rg</name>\n</person>\n",
        "<!-- a comment --><e/><?target data?>",
        "<x>one <b>two</b> three</x>",
        "<c><![CDATA[a < b ]] ]]]]><![CDATA[>]]></c>",
    ],
};

const HTML: Flavour = Flavour {
    fragments: MARKUP_FRAGMENTS,
    prelude: "<!doctype html>\n<html>",
    header: "",
    documents: &[
        "<P class=x id='y' hidden title=\"a &quot;b&quot;\">one &eacute;&commat;<p>two<br>three",
        "<ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><th>3</table>",
        "<script type=x>if (a < b) { \"x\" }</script><style>p { color: red }</style>",
        "<!-- a comment --><img src=a.png/>",
    ],
};

const YAML: Flavour = Flavour {
    fragments: &[
        "%YAML 1.2\n---\n",
        "people:\n  - name: Anna Berg\n    mail: a@example.com # at work\n    age: 31\n",
        "key: \"quo\\u0074ed\\n\"\n",
        "key: 'it''s'\n",
        "text: |\n  line one\n    more\n\n  line two\nnext: x\n",
        "text: >-\n    folded\n    text\n",
        "- - a\n  - b\n-\n  c: d\n",
        "flow: {a: [1, \"x\", 'y'], b: {c: d e}} # x\n",
        "flow: [a,\n  b, # c\n  c]\n",
        "[\u{c}, \u{c}]\n",
        "plain: goes on\n  in this line\n\n  and that\n",
        "a: &x !!str b\nc: *x\n<<: *x\n",
        "? complex\n: value\n",
        "{{- template }}\n",
        "\ttab\n",
        "---\n",
        "...\n",
        "# a comment\n",
        "\n",
        "\r\n",
        "\n\n\n\n",
        "  ",
        "    ",
        "- ",
        ": ",
        ":\n",
        "|\n",
        ">2\n",
        "\"",
        "'",
        "[",
        "{",
        "]",
        "}",
        ",",
        "#",
        "\\",
        "&a ",
        "æ",
        "\u{feff}",
        "a scalar that goes on for a while, longer than the least limit of all, so that it is cut somewhere ",
    ],
    prelude: "",
    header: "",
    documents: &[
        "---\npeople:\n  - name: Anna Berg\n    mail: a@example.com # at work\n    age: 31\n    x:\n",
        "- - a\n  - \"quo\\u0074ed\\n\"\n-\n  c: 'it''s'\n",
        "---\ntext: |\n  line one\n    more\n\n  line two\nnext: x\n",
        "---\nflow: {a: [1, \"x\", 'y'], b: {c: d e}} # x\n",
        "---\nplain: goes on\n  in this line\nlast: !!str 1.5\n",
    ],
};

const MAIL_FRAGMENTS: &[&str] = &[
    "From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
    "From: =?utf-8?Q?Anna_B=C3=A6rg?= <a@example.com>\r\n",
    "Subject: =?ISO-8859-1?B?SGVsbG8=?=\n =?utf-8?q?x?= and\r\n\tmore\n",
    "Content-Type: multipart/mixed; boundary=\"=_b\"\r\n",
    "Content-Type: multipart/alternative; x=y;\n boundary=c\n",
    "Content-Type: message/rfc822\n",
    "Content-Transfer-Encoding: quoted-printable\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "\r\n",
    "\n",
    "\n\n",
    "\r",
    "--=_b\r\n",
    "--=_b--\r\n",
    "--c\n",
    "--c--\n",
    "a=40example.com =\r\nand so on=\n",
    "SGVsbG8gV29ybGQs\r\nIGhlbGxvIQ==\r\n",
    "SGVsb",
    "AAAA",
    "=",
    "=?",
    "?=",
    " ",
    ": ",
    "From x\n",
    ">From x\n",
    "no field\n",
    "æ",
    "a body that goes on for a while, longer than the least limit of all, so that it must be cut somewhere ",
];

const MAIL: Flavour = Flavour {
    fragments: MAIL_FRAGMENTS,
    prelude: "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\npreamble\r\n--=_b\r\n",
    header: "",
    documents: &[
        "Subject: Re: =?utf-8?Q?B=C3=A6?= =?utf-8?B?w6Y=?= x\r\n\r\nbody\r\nof lines\r\n\r\n--=_b\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n\r\na=40b =\r\nc\r\n--=_b\r\n",
        "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8gV29ybGQs\r\nIGhlbGxvIQ==\r\n--=_b\r\n",
        "X-Folded: a\r\n b\r\n\r\n\r\n--=_b\r\n",
    ],
};

const MBOX: Flavour = Flavour {
    fragments: MAIL_FRAGMENTS,
    prelude: "",
    header: "",
    documents: &[
        "From a Fri Jul  8 12:08:34 2011\nSubject: =?utf-8?Q?B=C3=A6?=\n\nbody\n>From x\n\n",
        "From b Fri Jul  8 12:08:34 2011\nContent-Transfer-Encoding: base64\n\nSGVsbG8gV29ybGQs\nIGhlbGxvIQ==\n\n",
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
        "logfmt" => LOGFMT,
        "accesslog" => ACCESS,
        "syslog" => SYSLOG,
        "influx" => INFLUX,
        "xml" => XML,
        "html" => HTML,
        "yaml" => YAML,
        "mail" => MAIL,
        "mbox" => MBOX,
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
