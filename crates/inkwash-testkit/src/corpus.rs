//! Labelled examples, in TOML files in `corpora/entities/`: one file per entity, or one for the
//! rows of a table.
//!
//! ```toml
//! entity = "US_SSN"
//!
//! [[hit]]
//! text = "SSN: «219-09-9999»"
//! why = "the classic form"
//!
//! [[miss]]
//! text = "SSN: 000-12-3456"
//! why = "area 000 is never issued"
//! ```
//!
//! In a hit the marks `«` and `»` enclose what must be found; nothing else of the text may be
//! found as this entity. In a miss nothing may. `column` names the place the text stands in
//! (`customers.ssn`), `regions` the user's regions.
//!
//! Rows of a table, whose near-misses follow from their hits (see [`Corpus::misses`]), have a few
//! hits each:
//!
//! ```toml
//! [[row]]
//! entity = "GITLAB_DEPLOY_TOKEN"
//! hit = ["token: «gldt-Ab3xK9mQ2LzR7vWc5pTn»", "…"]
//! ```

use std::path::Path;

use inkwash_core::Span;
use serde::Deserialize;

/// One entity's examples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    /// The entity's name.
    pub entity: String,
    /// Texts in which it is.
    pub hit: Vec<Example>,
    /// Texts in which it is not, though something looks like it.
    pub miss: Vec<Example>,
    /// It is a row of a table: its near-misses are derived from its hits.
    #[serde(skip)]
    pub derived: bool,
}

/// The rows of a table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    row: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    entity: String,
    hit: Vec<String>,
    /// The name of a column in which one of the values stands as a whole cell.
    #[serde(default)]
    column: String,
}

/// One labelled text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text, with marks.
    text: String,
    /// What it shows.
    pub why: String,
    /// The place it stands in; empty for none.
    #[serde(default)]
    pub column: String,
    /// The user's regions.
    #[serde(default)]
    pub regions: Vec<String>,
}

impl Row {
    fn corpus(self) -> Corpus {
        let example = |text: &str, column: &str| Example {
            text: text.to_owned(),
            why: "an invented value".to_owned(),
            column: column.to_owned(),
            regions: Vec::new(),
        };
        let mut hit: Vec<_> = self.hit.iter().map(|text| example(text, "")).collect();
        if !self.column.is_empty() {
            let value = hit[0].values().remove(0);
            hit.push(example(&format!("«{value}»"), &self.column));
        }
        Corpus { entity: self.entity, hit, miss: Vec::new(), derived: true }
    }
}

impl Corpus {
    /// Reads one file: of one entity, or of the rows of a table.
    ///
    /// # Panics
    /// If it cannot be read or does not follow the format above.
    #[must_use]
    pub fn load(path: &Path) -> Vec<Self> {
        let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let parsed = if text.contains("[[row]]") {
            toml::from_str::<Rows>(&text).map(|rows| rows.row.into_iter().map(Row::corpus).collect())
        } else {
            toml::from_str::<Self>(&text).map(|corpus| vec![corpus])
        };
        let corpora = parsed.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for corpus in &corpora {
            for hit in &corpus.hit {
                assert!(!hit.spans().is_empty(), "{}: a hit marks nothing: {}", path.display(), hit.text);
            }
            for miss in &corpus.miss {
                assert!(miss.spans().is_empty(), "{}: a miss marks something: {}", path.display(), miss.text);
            }
        }
        corpora
    }

    /// Reads all files of a folder, by name.
    ///
    /// # Panics
    /// As [`load`](Self::load).
    #[must_use]
    pub fn load_all(folder: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let mut paths: Vec<_> = entries.map(|e| e.expect("a readable folder").path()).collect();
        paths.sort();
        paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")).flat_map(|p| Self::load(p)).collect()
    }

    /// Hits and written misses together.
    pub fn examples(&self) -> impl Iterator<Item = &Example> {
        self.hit.iter().chain(&self.miss)
    }

    /// The near-misses: those that are written, or else what becomes of each hit when its value
    /// is halved, masked, or broken by a blank or a line end. A row's hits are chosen so that half
    /// of one is too short.
    #[must_use]
    pub fn misses(&self) -> Vec<Example> {
        let spoil = |value: &str| {
            let middle = value.len() / 2;
            let (head, tail) = value.split_at(middle);
            [
                ("the first half", head.to_owned()),
                ("the second half", tail.to_owned()),
                ("masked in the middle", format!("{}****{}", &head[..middle - 2], &tail[2..])),
                ("broken by a blank", format!("{head} {tail}")),
                ("broken by a line end", format!("{head}\n{tail}")),
                ("nothing but a mask", value.replace(|c: char| c.is_ascii_alphanumeric(), "x")),
            ]
        };
        let hits = self.hit.iter().filter(|_| self.derived);
        let derived = hits.flat_map(|hit| {
            let value = hit.values().remove(0);
            spoil(&value).map(|(why, other)| hit.with_value(&value, &other, why))
        });
        self.miss.iter().cloned().chain(derived).collect()
    }
}

impl Example {
    /// The text without marks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.text.replace(['«', '»'], "")
    }

    /// What the marks enclose, as byte offsets in [`plain`](Self::plain).
    ///
    /// # Panics
    /// If marks do not pair up.
    #[must_use]
    pub fn spans(&self) -> Vec<Span> {
        let mut spans = Vec::new();
        let (mut at, mut open) = (0, None);
        for c in self.text.chars() {
            match c {
                '«' => assert!(open.replace(at).is_none(), "nested marks: {}", self.text),
                '»' => spans.push(Span::new(open.take().expect("a mark closes that was opened"), at)),
                _ => at += c.len_utf8(),
            }
        }
        assert!(open.is_none(), "an open mark: {}", self.text);
        spans
    }

    /// What the marks enclose.
    fn values(&self) -> Vec<String> {
        let plain = self.plain();
        self.spans().iter().map(|span| plain[span.start..span.end].to_owned()).collect()
    }

    /// A miss: the text with another thing in its value's place.
    fn with_value(&self, value: &str, other: &str, why: &str) -> Self {
        let text = self.text.replace(&format!("«{value}»"), other);
        Self { text, why: why.to_owned(), column: self.column.clone(), regions: self.regions.clone() }
    }

    /// The regions as the engine wants them.
    ///
    /// # Panics
    /// If one is not two letters.
    #[must_use]
    pub fn region_codes(&self) -> Vec<[u8; 2]> {
        self.regions.iter().map(|r| r.as_bytes().try_into().expect("a region is two letters")).collect()
    }
}
