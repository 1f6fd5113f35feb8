//! Literals, found with packed (SIMD) search where there are not too many.

use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, MatchKind, Span};

use crate::{Mark, ShapeError};

pub(crate) struct Literals {
    search: Option<Search>,
    /// By search pattern: the literals that begin with it, with their triggers.
    groups: Vec<Vec<(Vec<u8>, u16)>>,
}

enum Search {
    Packed(Searcher),
    /// Too many patterns, or a processor without the instructions.
    Automaton(AhoCorasick),
}

impl Literals {
    pub(crate) fn new(literals: &[&[u8]], first: u16) -> Result<Self, ShapeError> {
        let mut sorted: Vec<(Vec<u8>, u16)> =
            literals.iter().enumerate().map(|(n, l)| (l.to_vec(), first + n as u16)).collect();
        if let Some((short, _)) = sorted.iter().find(|(l, _)| l.len() < 3) {
            let shown = String::from_utf8_lossy(short).into_owned();
            return Err(ShapeError::new(shown, "a literal has three bytes or more"));
        }
        sorted.sort();
        // A literal that begins with another one is verified where that one is found.
        let mut groups: Vec<Vec<(Vec<u8>, u16)>> = Vec::new();
        for literal in sorted {
            match groups.last_mut() {
                Some(group) if literal.0.starts_with(&group[0].0) => group.push(literal),
                _ => groups.push(vec![literal]),
            }
        }
        let patterns: Vec<&[u8]> = groups.iter().map(|g| g[0].0.as_slice()).collect();
        let search = if patterns.is_empty() {
            None
        } else if let Some(searcher) = Searcher::new(&patterns) {
            Some(Search::Packed(searcher))
        } else {
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(&patterns)
                .map_err(|_| ShapeError::new("", "too many literals"))?;
            Some(Search::Automaton(automaton))
        };
        Ok(Self { search, groups })
    }

    /// Appends a mark for each literal that begins at `from` or later, in order.
    pub(crate) fn marks(&self, text: &[u8], from: usize, out: &mut Vec<Mark>) {
        let Some(search) = &self.search else { return };
        let mut at = from;
        loop {
            let span = Span { start: at, end: text.len() };
            let found = match search {
                Search::Packed(searcher) => searcher.find_in(text, span),
                Search::Automaton(automaton) => automaton.find(aho_corasick::Input::new(text).span(span)),
            };
            let Some(found) = found else { return };
            let start = found.start();
            for (literal, trigger) in &self.groups[found.pattern().as_usize()] {
                if text[start..].starts_with(literal) {
                    out.push(Mark { pos: start as u32, trigger: *trigger });
                }
            }
            at = start + 1;
        }
    }
}
