//! What the first records of a CSV stream tell: the delimiter, and whether there is a header.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use crate::names::is_name;

/// So many records at the start are looked at…
const RECORDS: usize = 10;
/// …or so many bytes, whichever comes first.
const BYTES: usize = 64 * 1024;
/// Every delimiter that is recognised, the most usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The same in the order in which they speak for themselves when several fit: a comma is common
/// inside of fields too.
const BY_WEIGHT: [u8; 4] = [b'\t', b';', b'|', b','];
/// Words of labels that no value is likely to consist of, in lower case.
const LABELS: &[&str] = &[
    "id",
    "name",
    "email",
    "mail",
    "phone",
    "telefon",
    "address",
    "adresse",
    "city",
    "date",
    "datum",
    "dato",
    "time",
    "type",
    "status",
    "country",
    "zip",
    "user",
    "username",
    "first",
    "last",
    "nom",
    "nombre",
    "navn",
    "vorname",
    "nachname",
    "fornavn",
    "etternavn",
    "prénom",
    "apellido",
    "ville",
    "ciudad",
    "ort",
    "value",
    "key",
    "code",
    "amount",
    "price",
    "description",
    "comment",
    "gender",
    "sex",
    "age",
    "birthday",
    "dob",
    "ip",
    "url",
    "company",
    "title",
    "number",
    "nome",
    "sobrenome",
    "cidade",
    "姓名",
    "邮箱",
    "电话",
    "地址",
    "手机",
];

/// What was learnt.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) delimiter: u8,
    /// Length of a line `sep=;`, with its line end.
    pub(super) directive: usize,
    /// The labels of the header, if there is one.
    pub(super) header: Option<Vec<String>>,
    /// Fields in every record looked at, if there were several and they agree.
    pub(super) agreed: Option<usize>,
    /// Complete records looked at.
    pub(super) records: usize,
}

/// The bytes that decide, always the same for the same stream: [`RECORDS`] records or [`BYTES`]
/// bytes. `None` if that much is not there yet; `last` says that there is no more.
pub(super) fn head(input: &[u8], last: bool) -> Option<&[u8]> {
    let bytes = input.get(..BYTES).unwrap_or(input);
    let complete = records(bytes, bytes.len() == BYTES || last).take(RECORDS);
    let (count, len) = complete.fold((0, 0), |(count, len), record| (count + 1, len + record.len()));
    if count == RECORDS {
        return bytes.get(..len);
    }
    (last || bytes.len() == BYTES).then_some(bytes)
}

/// Records with their line ends. Quotes are told by parity alone, since the delimiter may not be
/// known. The last one is left out unless `last`, and if its end may not be in the input.
fn records(input: &[u8], last: bool) -> impl Iterator<Item = &[u8]> {
    let mut rest = input;
    core::iter::from_fn(move || {
        let mut quoted = false;
        let mut end = None;
        for (at, b) in rest.iter().enumerate() {
            match b {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => end = Some(at + 1),
                b'\r' if !quoted => match rest.get(at + 1) {
                    Some(b'\n') => end = Some(at + 2),
                    Some(_) => end = Some(at + 1),
                    None => end = last.then_some(at + 1),
                },
                _ => {}
            }
            if end.is_some() {
                break;
            }
        }
        let end = end.or((last && !rest.is_empty()).then_some(rest.len()))?;
        let (record, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(record)
    })
}

/// Reads a head. `delimiter` is given if it is known.
pub(super) fn read(head: &[u8], delimiter: Option<u8>) -> Head {
    let directive = directive(head);
    let directive_len = directive.map_or(0, |(_, len)| len);
    let body = head.get(directive_len..).unwrap_or(&[]);
    let all: Vec<&[u8]> = records(body, true).filter(|r| !r.trim_ascii().is_empty()).take(RECORDS).collect();
    let delimiter = delimiter.or(directive.map(|(d, _)| d)).unwrap_or_else(|| guess_delimiter(&all));
    let fields: Vec<Vec<String>> = all.iter().map(|r| split(r, delimiter)).collect();
    let agreed = fields.first().map(Vec::len).filter(|n| fields.len() > 1 && fields.iter().all(|f| f.len() == *n));
    Head {
        delimiter,
        directive: directive_len,
        header: fields.split_first().filter(|(first, others)| is_header(first, others)).map(|(first, _)| first.clone()),
        agreed,
        records: all.len(),
    }
}

/// Excel's first line `sep=;`.
fn directive(head: &[u8]) -> Option<(u8, usize)> {
    let [delimiter, rest @ ..] = head.strip_prefix(b"sep=")? else { return None };
    let end = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    DELIMITERS.contains(delimiter).then_some((*delimiter, 5 + end))
}

fn count(record: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    let unquoted = record.iter().filter(|b| {
        quoted ^= **b == b'"';
        !quoted && **b == delimiter
    });
    unquoted.count()
}

fn guess_delimiter(records: &[&[u8]]) -> u8 {
    let Some((first, others)) = records.split_first() else { return b',' };
    let agrees = |d: &u8| {
        let n = count(first, *d);
        n > 0 && others.iter().all(|r| count(r, *d) == n)
    };
    if !others.is_empty()
        && let Some(d) = BY_WEIGHT.into_iter().find(agrees)
    {
        return d;
    }
    let mut best = (b',', 0);
    for d in DELIMITERS {
        let n = records.iter().map(|r| count(r, d)).sum();
        if n > best.1 {
            best = (d, n);
        }
    }
    best.0
}

/// The fields of a record as text, without quotes.
fn split(record: &[u8], delimiter: u8) -> Vec<String> {
    let record = record.strip_suffix(b"\n").unwrap_or(record);
    let record = record.strip_suffix(b"\r").unwrap_or(record);
    let mut quoted = false;
    let fields = record.split(|b| {
        quoted ^= *b == b'"';
        !quoted && *b == delimiter
    });
    fields
        .map(|raw| {
            let text = raw.trim_ascii();
            let text = String::from_utf8_lossy(text);
            match text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
                Some(inner) => inner.replace("\"\"", "\""),
                None => text.into_owned(),
            }
        })
        .collect()
}

/// Whether the first record holds names. All of them must look like names and differ; and the
/// values below, or the labels' own spelling, must speak for it.
fn is_header(first: &[String], others: &[Vec<String>]) -> bool {
    // Row numbers, as data frames write them, have no label.
    let labels = match first {
        [empty, labels @ ..] if empty.is_empty() && !labels.is_empty() => labels,
        labels => labels,
    };
    let distinct: BTreeSet<_> = labels.iter().collect();
    if distinct.len() < labels.len() || !labels.iter().all(|l| is_name(l.as_bytes())) {
        return false;
    }
    let is_value = |text: &String| text.contains('@') || text.bytes().any(|b| b.is_ascii_digit());
    let typed = first.iter().enumerate().any(|(i, label)| {
        let mut values = others.iter().filter_map(|o| o.get(i)).filter(|v| !v.is_empty()).peekable();
        !is_value(label) && values.peek().is_some() && values.all(is_value)
    });
    typed || labels.iter().any(|l| is_label(l))
}

/// Whether a name is spelt as a column's: as an identifier, or with a word for it.
fn is_label(name: &str) -> bool {
    name.contains('_')
        || name.split(|c: char| !c.is_alphanumeric()).any(|word| LABELS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> (u8, Option<Vec<String>>) {
        let head = read(text.as_bytes(), None);
        (head.delimiter, head.header)
    }

    #[test]
    fn delimiters_are_told_apart() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2,5;3\n", b';'),
            ("1,5;2,5;3,5\n1,5;2,5;3,5\n", b';'),
            ("name\tnote\nAnna\tone, two\n", b'\t'),
            ("a|b|c\n\"x,y\"|2|3\n", b'|'),
            ("\"a;b\",c\n\"d;e\",f\n", b','),
            ("sep=|\r\na,b|c\r\n", b'|'),
            ("one,two", b','),
            ("alone\n", b','),
        ] {
            assert_eq!(header(text).0, delimiter, "{text:?}");
        }
    }

    #[test]
    fn headers_are_told_from_values() {
        for text in [
            "id,email\n1,a@example.com\n",
            "Name,City\nAnna,Oslo\n",
            "Alder;By\n31;Oslo\n",
            ",age,height\n0,31,1.7\n",
            "\"First Name\", \"E-Mail\"\nAnna,a@example.com\n",
            "email\na@example.com\n",
        ] {
            assert!(header(text).1.is_some(), "{text:?}");
        }
        for text in [
            "Anna,Oslo\nBob,Bergen\n",
            "1,a@example.com\n2,b@example.com\n",
            "Anna,a@example.com\nBob,b@example.com\n",
            "name,name\n1,2\n",
            "id,2024-01-31,x\n1,2,3\n",
            "",
        ] {
            assert_eq!(header(text).1, None, "{text:?}");
        }
    }
}
