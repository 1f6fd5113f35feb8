//! Labelled examples, one TOML file per entity in `corpora/entities/`.
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
}

/// One labelled text.
#[derive(Debug, Deserialize)]
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

impl Corpus {
    /// Reads one file.
    ///
    /// # Panics
    /// If it cannot be read or does not follow the format above.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let corpus: Self = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for hit in &corpus.hit {
            assert!(!hit.spans().is_empty(), "{}: a hit marks nothing: {}", path.display(), hit.text);
        }
        for miss in &corpus.miss {
            assert!(miss.spans().is_empty(), "{}: a miss marks something: {}", path.display(), miss.text);
        }
        corpus
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
        paths.iter().filter(|p| p.extension().is_some_and(|e| e == "toml")).map(|p| Self::load(p)).collect()
    }

    /// Hits and misses together.
    pub fn examples(&self) -> impl Iterator<Item = &Example> {
        self.hit.iter().chain(&self.miss)
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

    /// The regions as the engine wants them.
    ///
    /// # Panics
    /// If one is not two letters.
    #[must_use]
    pub fn region_codes(&self) -> Vec<[u8; 2]> {
        self.regions.iter().map(|r| r.as_bytes().try_into().expect("a region is two letters")).collect()
    }
}
