//! Scans the labelled corpora and compares.

use std::path::Path;

use inkwash::{Scanner, Span, StreamFinding, StreamOptions};
use inkwash_testkit::mixed::{Cell, Measured, Mixed, Set, measure};

/// Everything that is labelled.
pub(crate) struct Corpora {
    /// Whole files, by language.
    documents: Vec<(String, Vec<Cell>)>,
    /// Texts and records made from templates.
    mixed: Vec<Cell>,
}

impl Corpora {
    pub(crate) fn load(root: &Path) -> Self {
        let documents = Mixed::load_all(&root.join("corpora/documents"));
        let mixed = Mixed::load_all(&root.join("corpora/mixed"));
        Self {
            documents: documents.iter().map(|m| (m.language.clone(), m.documents())).collect(),
            mixed: mixed.iter().flat_map(Mixed::cells).collect(),
        }
    }

    /// How many documents there are in each language.
    pub(crate) fn languages(&self) -> impl Iterator<Item = (&str, usize)> {
        self.documents.iter().map(|(language, all)| (language.as_str(), all.len()))
    }

    /// The documents of one half (or both), in one language (or all).
    pub(crate) fn documents(&self, scanner: &Scanner, set: Option<Set>, language: Option<&str>) -> Measured {
        let mut measured = Measured::default();
        let chosen = self.documents.iter().filter(|(name, _)| language.is_none_or(|l| l == name));
        for cell in chosen.flat_map(|(_, all)| all).filter(|c| set.is_none_or(|s| s == c.set)) {
            let mut found: Vec<StreamFinding> = Vec::new();
            let summary = scanner.scan_reader(cell.text.as_bytes(), &StreamOptions::new(), &mut found, &mut |_| ());
            summary.expect("nothing stops the scan");
            let named = found.iter().map(|f| {
                let span = Span::new(f.byte_start as usize, f.byte_end as usize);
                (scanner.facts(f.cell.entity).name, span, f.cell.score)
            });
            measured.judge(cell, named);
        }
        measured
    }

    /// The texts and records of one half, or both.
    pub(crate) fn mixed(&self, scanner: &Scanner, set: Option<Set>) -> Measured {
        measure(scanner.engine(), self.mixed.iter().filter(|c| set.is_none_or(|s| s == c.set)))
    }
}
