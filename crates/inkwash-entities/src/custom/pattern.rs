//! Patterns of bounded length, as a table that is walked once.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::{LEADING, LONGEST, Sets};
use crate::style::Draw;

/// The most memory that the table of one pattern takes, in bytes.
const MOST: usize = 1 << 20;

/// A regular expression of bounded length, in the syntax of Rust's `regex`, without anchors and word borders.
/// It takes the longest match.
pub struct Pattern {
    table: dense::DFA<Vec<u32>>,
    shape: Hir,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// If it is malformed, has no upper bound, may be empty, looks around itself, or is too large.
    pub fn new(text: &str) -> Result<Self, String> {
        let shape = regex_syntax::Parser::new().parse(text).map_err(|error| match error {
            regex_syntax::Error::Parse(e) => e.kind().to_string(),
            regex_syntax::Error::Translate(e) => e.kind().to_string(),
            _ => "it cannot be read".into(),
        })?;
        let properties = shape.properties();
        match properties.maximum_len() {
            Some(0) => return Err("it matches nothing".into()),
            Some(most) if most <= LONGEST => {}
            Some(most) => return Err(alloc::format!("it matches up to {most} bytes; {LONGEST} is the most")),
            None => return Err("it has no upper bound: write {1,20} in place of + and {0,20} in place of *".into()),
        }
        if properties.minimum_len().is_none_or(|least| least < 2) {
            return Err("it matches a single byte or less; two are the least".into());
        }
        if !properties.look_set().is_empty() {
            return Err("it has ^, $ or \\b: values stand alone anyway, unless `alone = false`".into());
        }
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            .match_kind(MatchKind::All)
            .dfa_size_limit(Some(MOST))
            .determinize_size_limit(Some(4 * MOST));
        let table = dense::Builder::new().configure(config).syntax(syntax::Config::new()).build(text);
        Ok(Self { table: table.map_err(|_| "it is too large: fewer alternatives, or shorter ones")?, shape })
    }

    /// The length of the longest match that begins where the text does.
    pub(super) fn len_at_start(&self, text: &[u8]) -> Option<usize> {
        let input = Input::new(text).anchored(Anchored::Yes);
        // It fails at bytes that it was told to quit at only, and there are none.
        self.table.try_search_fwd(&input).ok().flatten().map(|end| end.offset())
    }

    /// Whether it matches the whole text.
    #[must_use]
    pub fn is_whole(&self, text: &[u8]) -> bool {
        self.len_at_start(text) == Some(text.len())
    }

    /// The bytes that may stand at the first places of every match.
    pub(super) fn leading_sets(&self) -> Sets {
        let least = self.shape.properties().minimum_len().unwrap_or(0).min(LEADING);
        let start = self.table.universal_start_state(Anchored::Yes);
        let mut states: Vec<_> = start.into_iter().collect();
        let mut sets = Sets::new();
        while sets.len() < least && !states.is_empty() {
            let (mut set, mut next) = ([false; 256], Vec::new());
            for state in states {
                for byte in 0..=u8::MAX {
                    let to = self.table.next_state(state, byte);
                    if !self.table.is_dead_state(to) {
                        set[usize::from(byte)] = true;
                        next.push(to);
                    }
                }
            }
            next.sort_unstable();
            next.dedup();
            states = next;
            sets.push(set);
        }
        sets
    }

    /// A text that it matches.
    pub(super) fn draw(&self, draw: &mut Draw<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        write(&self.shape, draw, &mut out);
        out
    }
}

fn write(shape: &Hir, draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    match shape.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(class) => write_one(class, draw, out),
        HirKind::Repetition(of) => {
            let most = of.max.unwrap_or(of.min);
            let times = of.min + draw.below(u64::from(most - of.min) + 1) as u32;
            (0..times).for_each(|_| write(&of.sub, draw, out));
        }
        HirKind::Capture(of) => write(&of.sub, draw, out),
        HirKind::Concat(all) => all.iter().for_each(|of| write(of, draw, out)),
        HirKind::Alternation(all) => {
            if let Some(one) = all.get(draw.below(all.len() as u64) as usize) {
                write(one, draw, out);
            }
        }
    }
}

/// One character of a class: an ASCII letter or digit if there is one in it.
fn write_one(class: &Class, draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    let mut ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(of) => of.iter().map(|r| (u32::from(r.start()), u32::from(r.end()))).collect(),
        Class::Bytes(of) => of.iter().map(|r| (u32::from(r.start()), u32::from(r.end()))).collect(),
    };
    let plain: Vec<(u32, u32)> = [(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')]
        .into_iter()
        .flat_map(|(low, high)| ranges.iter().map(move |r| (r.0.max(u32::from(low)), r.1.min(u32::from(high)))))
        .filter(|(low, high)| low <= high)
        .collect();
    if !plain.is_empty() {
        ranges = plain;
    }
    let mut nth = draw.below(ranges.iter().map(|(low, high)| u64::from(high - low) + 1).sum());
    for (low, high) in ranges {
        let len = u64::from(high - low) + 1;
        if nth < len {
            let c = char::from_u32(low + nth as u32).unwrap_or('0');
            return out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        nth -= len;
    }
}
