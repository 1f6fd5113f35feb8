//! Documents of every format around given texts.

use proptest::prelude::*;
use proptest::sample::Index;

/// The columns, fields or keys that the texts stand in, over and over.
pub const COLUMNS: &[&str] = &["id", "email", "notes", "full_name", "password", "ssn", "phone", "ip", "created_at"];

/// A valid document of the format with this name, with these texts as values of a table `users`
/// of [`COLUMNS`], as many to a row as asked for.
///
/// # Panics
/// If the format is not known here.
#[must_use]
pub fn document(format: &str, texts: &[&str], width: usize) -> Vec<u8> {
    let width = width.clamp(1, COLUMNS.len());
    let columns = &COLUMNS[..width];
    // SQL and tables want whole rows.
    let rows: Vec<Vec<&str>> =
        texts.chunks(width).map(|row| row.iter().copied().chain([""; 9]).take(width).collect()).collect();
    let joined = |row: &[&str], quote: fn(&str) -> String, between: &str| {
        row.iter().map(|text| quote(text)).collect::<Vec<_>>().join(between)
    };
    let lines = |row: fn(&[&str]) -> String| rows.iter().map(|r| row(r) + "\n").collect::<String>();
    let inserts = |head: &str, quote: fn(&str) -> String| {
        let tuples: Vec<_> = rows.iter().map(|row| format!("({})", joined(row, quote, ","))).collect();
        format!("{head} VALUES {};\n", tuples.join(",\n"))
    };
    let document = match format {
        "text" => texts.iter().map(|t| format!("{t}\n")).collect(),
        "json" => {
            let objects: Vec<_> = rows.iter().map(|row| object(row)).collect();
            format!("[{}]\n", objects.join(",\n "))
        }
        "ndjson" => lines(object),
        "csv" => format!(
            "{}\n{}",
            columns.join(","),
            lines(|row| row.iter().map(|t| doubled(t, '"')).collect::<Vec<_>>().join(","))
        ),
        "tsv" => format!(
            "{}\n{}",
            columns.join("\t"),
            lines(|row| row.iter().map(|t| doubled(t, '"')).collect::<Vec<_>>().join("\t"))
        ),
        "postgres" => {
            let copied: String = rows.iter().map(|row| joined(row, copy, "\t") + "\n").collect();
            let list = columns.join(", ");
            let inserted = inserts(&format!("INSERT INTO public.users ({list})"), sql);
            format!("-- PostgreSQL database dump\n\nCOPY public.users ({list}) FROM stdin;\n{copied}\\.\n\n{inserted}")
        }
        "mysql" => {
            let list = columns.join("`,`");
            inserts(&format!("-- MySQL dump\n\nINSERT INTO `users` (`{list}`)"), mysql)
        }
        "sqlite" => {
            let list = columns.iter().map(|c| format!("{c} TEXT")).collect::<Vec<_>>().join(", ");
            inserts(&format!("PRAGMA foreign_keys=OFF;\nCREATE TABLE users({list});\nINSERT INTO users"), sql)
        }
        "ansisql" => inserts(&format!("INSERT INTO users ({})", columns.join(", ")), sql),
        "logfmt" => lines(|row| joined_pairs(row, " ", logfmt)),
        // One text is the request, one the referer, one the agent.
        "accesslog" => rows
            .iter()
            .flat_map(|row| row.chunks(3))
            .map(|three| {
                let mut quoted = three.iter().map(|text| access(text)).chain(["-".into(), "-".into()]);
                let [request, referer, agent] = [(); 3].map(|()| quoted.next().expect("at least three"));
                let head = "localhost - - [10/Oct/2000:13:55:36 -0700]";
                format!("{head} \"{request}\" 200 2326 \"{referer}\" \"{agent}\"\n")
            })
            .collect(),
        "syslog" => lines(|row| {
            let pairs = joined_pairs(row, " ", |text| escaped(text, '\\', "\"\\]"));
            format!("<34>1 2003-10-11T22:14:15.003Z localhost app - - [users@32473 {pairs}] done")
        }),
        "influx" => lines(|row| {
            let pairs = joined_pairs(row, ",", |text| escaped(text, '\\', "\"\\"));
            format!("users,kind=a {pairs} 1465839830100400200")
        }),
        "xml" => {
            let people: String = rows.iter().map(|row| element(row)).collect();
            format!("<?xml version=\"1.0\"?>\n<users>\n{people}</users>\n")
        }
        "html" => {
            let paragraph = |row: &Vec<&str>| {
                let texts: Vec<_> = row.iter().map(|text| markup(text)).collect();
                format!("<div data-notes=\"{}\"><p class=x>{}</div>\n", texts.join("\n"), texts.join("<br>"))
            };
            let body: String = rows.iter().map(paragraph).collect();
            format!("<!doctype html>\n<html><head><title>x</title></head>\n<body>\n{body}</body></html>\n")
        }
        "yaml" => {
            let entries = |row: &Vec<&str>| {
                let pairs =
                    row.iter().zip(COLUMNS).enumerate().map(|(n, (text, key))| format!("{key}: {}", yaml(n, text)));
                format!("- {}\n", pairs.collect::<Vec<_>>().join("\n  "))
            };
            format!("---\n{}", rows.iter().map(entries).collect::<String>())
        }
        "mail" => {
            let parts: String = rows.iter().enumerate().map(|(n, row)| format!("--=_b\r\n{}", part(n, row))).collect();
            format!("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n{parts}--=_b--\r\n")
        }
        "mbox" => {
            let message = |(n, row): (usize, &Vec<&str>)| {
                format!("From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n{}\n", part(n, row))
            };
            rows.iter().enumerate().map(message).collect()
        }
        other => panic!("there are no documents in {other}"),
    };
    document.into_bytes()
}

/// Characters that a format knows no way of writing in some of its cells, and writes as something else there.
/// Law *Encode* leaves them out.
#[must_use]
pub fn unwritable(format: &str) -> &'static [char] {
    match format {
        "syslog" => &['\n'],
        "influx" => &['\n', '\\', '#', '\u{feff}'],
        "yaml" => &['\n', '\r', ' '],
        _ => &[],
    }
}

fn object(row: &[&str]) -> String {
    let members: Vec<_> = row.iter().zip(COLUMNS).map(|(text, key)| format!("\"{key}\": {}", json(text))).collect();
    format!("{{{}}}", members.join(", "))
}

/// `key=value` for every text of a row.
fn joined_pairs(row: &[&str], between: &str, quoted: fn(&str) -> String) -> String {
    let pairs: Vec<_> = row.iter().zip(COLUMNS).map(|(text, key)| format!("{key}={}", quoted(text))).collect();
    pairs.join(between)
}

/// The first value is an attribute, some others are in sections of CDATA.
fn element(row: &[&str]) -> String {
    let child = |(n, (text, key)): (usize, (&&str, &&str))| match n % 3 {
        2 => format!("<{key}><![CDATA[{}]]></{key}>", text.replace("]]>", "]]]]><![CDATA[>")),
        _ => format!("<{key}>{}</{key}>", markup(text)),
    };
    let children: String = row.iter().zip(COLUMNS).skip(1).enumerate().map(child).collect();
    format!("<user id=\"{}\">{children}</user>\n", markup(row[0]))
}

/// In quotes of both kinds and in blocks, in turn, where the text allows it.
fn yaml(n: usize, text: &str) -> String {
    let is_plain = text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{feff}');
    match n % 3 {
        1 if is_plain && !text.contains('\n') => doubled(text, '\''),
        2 if is_plain && text.trim() == text && !text.is_empty() => {
            format!("|-\n    {}", text.replace('\n', "\n    "))
        }
        _ => json(text),
    }
}

/// The first text is the subject. Bodies are quoted-printable and base64 in turn.
fn part(n: usize, row: &[&str]) -> String {
    let subject = quoted_printable(row[0]).replace("=\r\n", "").replace('?', "=3F").replace('_', "=5F");
    let text = row.join("\n");
    let (name, body) = match n % 2 {
        0 => ("quoted-printable", quoted_printable(&text)),
        _ => ("base64", base64(text.as_bytes())),
    };
    format!(
        "Subject: =?utf-8?Q?{subject}?=\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: {name}\r\n\r\n{body}\r\n"
    )
}

fn quoted_printable(text: &str) -> String {
    let mut out = String::new();
    for (n, b) in text.bytes().enumerate() {
        match b {
            b if b.is_ascii_alphanumeric() => out.push(char::from(b)),
            b'@' | b':' | b',' if n % 2 == 1 => out.push(char::from(b)),
            b => out.push_str(&format!("={b:02X}")),
        }
        if n % 30 == 29 {
            out.push_str("=\r\n");
        }
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (n, three) in bytes.chunks(3).enumerate() {
        if n > 0 && n % 19 == 0 {
            out.push_str("\r\n");
        }
        let bits = (0..3).fold(0u32, |bits, i| bits << 8 | u32::from(three.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
            out.push(if i > three.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

/// Every second character that may be a reference is.
fn markup(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' | '\r' => out.push_str(&format!("&#{};", c as u32)),
            '@' | '-' | '\u{80}'.. if n % 2 == 1 => out.push_str(&format!("&#x{:X};", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// Without quotes where none are needed.
fn logfmt(text: &str) -> String {
    let is_bare = !text.is_empty() && text.chars().all(|c| c > ' ' && !matches!(c, '=' | '"' | '\\'));
    if is_bare { text.into() } else { json(text) }
}

/// Between quotes, with an escape before some characters, on one line.
fn escaped(text: &str, escape: char, characters: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if characters.contains(c) {
            out.push(escape);
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out.push('"');
    out
}

/// Every second character that may be escaped is.
fn access(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        match c {
            '"' | '\\' | '\0'..' ' => out.push_str(&format!("\\x{:02X}", c as u32)),
            '@' | '/' if n % 2 == 1 => out.push_str(&format!("\\x{:02x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// Every second character that may be escaped is.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for (n, c) in text.chars().enumerate() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..' ' => out.push_str(&format!("\\u{:04x}", c as u32)),
            '@' | '\u{80}'..='\u{ffff}' if n % 2 == 1 => out.push_str(&format!("\\u{:04x}", c as u32)),
            '/' if n % 2 == 1 => out.push_str("\\/"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn doubled(text: &str, quote: char) -> String {
    let twice: String = [quote, quote].iter().collect();
    format!("{quote}{}{quote}", text.replace(quote, &twice))
}

fn sql(text: &str) -> String {
    doubled(text, '\'')
}

fn mysql(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r");
    format!("'{escaped}'")
}

fn copy(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// A generated stream, shown as a byte string.
#[derive(Clone)]
pub struct Stream(pub Vec<u8>);

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// Documents of a format around some of these texts.
pub fn documents<'t>(format: &'t str, texts: &'t [String]) -> impl Strategy<Value = Vec<u8>> + 't {
    let some = proptest::collection::vec(0..texts.len(), 1..8);
    (some, 1usize..COLUMNS.len()).prop_map(move |(some, width)| {
        let some: Vec<_> = some.iter().map(|n| texts[*n].as_str()).collect();
        document(format, &some, width)
    })
}

/// Streams that were such documents before they were cut, glued and disturbed.
pub fn streams<'t>(format: &'t str, texts: &'t [String]) -> impl Strategy<Value = Vec<u8>> + 't {
    let cut = (documents(format, texts), any::<Index>(), any::<Index>()).prop_map(|(bytes, from, to)| {
        let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
        bytes[a.min(b)..a.max(b)].to_vec()
    });
    let disturbed = (documents(format, texts), any::<Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes
    });
    let part = prop_oneof![
        4 => documents(format, texts),
        3 => cut,
        3 => disturbed,
        1 => "[ -~]{0,12}|\n|\r\n|\"|'|\\\\|\\\\\\.\n|,|;".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
        1 => (any::<u8>(), 1usize..5000).prop_map(|(b, n)| vec![b; n]),
    ];
    proptest::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}
