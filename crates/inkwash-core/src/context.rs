use aho_corasick::packed::Searcher;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::{EntityId, Error, Facts, Span};

/// How far context words are looked for, in bytes of the same line.
const BEFORE: usize = 64;
const AFTER: usize = 32;

/// All entities' context words in one automaton. It is run only over the few bytes around a
/// hit that needs it, so its speed per byte hardly matters.
pub(crate) struct ContextWords {
    automaton: AhoCorasick,
    /// By entity: a fast search (SIMD) that tells whether any of its words is there at all, for
    /// text in lower case. `None` if there are too many words for it.
    any: Vec<Option<Searcher>>,
    owners: Vec<Vec<(EntityId, Side)>>,
    /// A word of up to four ASCII letters must stand alone.
    short: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    For,
    Against,
}

/// What the neighbourhood says about an entity: how many bytes away the nearest word for it and
/// the nearest against it are, if there are any.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    nearest_for: Option<usize>,
    nearest_against: Option<usize>,
}

impl Weight {
    /// Whether a word for it stands there, and none against it stands nearer: in `card 7, order
    /// 12345` the number is the order's.
    pub(crate) fn speaks_for(&self) -> bool {
        self.nearest_for.is_some_and(|near| self.nearest_against.is_none_or(|other| near <= other))
    }

    /// Whether a word against it stands there, and none for it stands as near.
    pub(crate) fn speaks_against(&self) -> bool {
        self.nearest_against.is_some() && !self.speaks_for()
    }

    fn add(&mut self, side: Side, distance: usize) {
        let nearest = match side {
            Side::For => &mut self.nearest_for,
            Side::Against => &mut self.nearest_against,
        };
        *nearest = Some(nearest.map_or(distance, |before| before.min(distance)));
    }
}

/// Where the last statement of a text begins: after a number that ends the one before (`born
/// 7 March 1985. Seen on …`), whose words have got their value.
fn last_statement(text: &[u8]) -> usize {
    let ends = |w: &[u8]| match w {
        [b'0'..=b'9', b'.', b' ', next] => next.is_ascii_uppercase() || !next.is_ascii(),
        [b'0'..=b'9', b';', b' ', next] => next.is_ascii_alphabetic() || !next.is_ascii(),
        _ => false,
    };
    text.windows(4).rposition(ends).map_or(0, |i| i + 3)
}

/// Where the clause ends that a text begins in the middle of: what stands behind it belongs to
/// something else (`10.0.0.1, version 7`, `4711. Tel. …`).
fn clause(text: &[u8]) -> &[u8] {
    const FULL_WIDTH: [&str; 4] = ["，", "。", "；", "、"];
    let ends = |i: usize| match text[i] {
        b',' | b';' | b'|' | b'\t' => true,
        b'.' => matches!(text.get(i + 1), Some(b' ')),
        0xe3 | 0xef => FULL_WIDTH.iter().any(|sign| text[i..].starts_with(sign.as_bytes())),
        _ => false,
    };
    (0..text.len()).find(|i| ends(*i)).map_or(text, |end| &text[..end])
}

impl ContextWords {
    pub(crate) fn new<'a>(all: impl Iterator<Item = (EntityId, Facts<'a>)>) -> Result<Self, Error> {
        let mut words: Vec<String> = Vec::new();
        let mut owners: Vec<Vec<(EntityId, Side)>> = Vec::new();
        let mut add = |word: &str, owner| match words.iter().position(|w| w == word) {
            Some(i) => owners[i].push(owner),
            None => {
                words.push(word.to_string());
                owners.push(alloc::vec![owner]);
            }
        };
        let mut any = Vec::new();
        for (id, facts) in all {
            any.push(Searcher::new(facts.context.iter().chain(facts.against).map(|w| w.to_ascii_lowercase())));
            facts.context.iter().for_each(|w| add(w, (id, Side::For)));
            facts.against.iter().for_each(|w| add(w, (id, Side::Against)));
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words)
            .map_err(|_| Error::entity("too many context words"))?;
        let short = words.iter().map(|w| w.len() <= 4 && w.is_ascii()).collect();
        Ok(Self { automaton, any, owners, short })
    }

    /// Looks around `span` on its line for words of `entity`.
    pub(crate) fn weigh(&self, text: &[u8], span: Span, entity: EntityId) -> Weight {
        let mut weight = Weight::default();
        let left = &text[span.start.saturating_sub(BEFORE)..span.start];
        let left = memchr::memrchr(b'\n', left).map_or(left, |i| &left[i + 1..]);
        let left = &left[last_statement(left)..];
        let right = &text[span.end..text.len().min(span.end + AFTER)];
        let right = memchr::memchr(b'\n', right).map_or(right, |i| &right[..i]);
        self.search(left, entity, |_, end| left.len() - end, &mut weight);
        self.search(clause(right), entity, |start, _| start, &mut weight);
        weight
    }

    /// Whether a word of `entity` that speaks against it stands in a name.
    pub(crate) fn against(&self, name: &str, entity: EntityId) -> bool {
        let mut weight = Weight::default();
        self.search(name.as_bytes(), entity, |_, _| 0, &mut weight);
        weight.nearest_against.is_some()
    }

    /// Whether a word of `entity` may be in the window.
    fn may_hold(&self, window: &[u8], entity: EntityId) -> bool {
        let mut lower = [0; BEFORE];
        match (&self.any[entity.index()], lower.get_mut(..window.len())) {
            (Some(searcher), Some(lower)) => {
                lower.copy_from_slice(window);
                lower.make_ascii_lowercase();
                searcher.find(&*lower).is_some()
            }
            _ => true,
        }
    }

    fn search(&self, window: &[u8], entity: EntityId, distance: impl Fn(usize, usize) -> usize, weight: &mut Weight) {
        if window.len() < 2 || !self.may_hold(window, entity) {
            return;
        }
        for found in self.automaton.find_overlapping_iter(window) {
            let word = found.pattern().as_usize();
            let Some((_, side)) = self.owners[word].iter().find(|(owner, _)| *owner == entity) else {
                continue;
            };
            let letter = |i: Option<usize>| i.and_then(|i| window.get(i)).is_some_and(u8::is_ascii_alphabetic);
            let left = letter(found.start().checked_sub(1));
            let right = letter(Some(found.end()));
            let stands = if self.short[word] { !left && !right } else { !(left && right) };
            if stands {
                weight.add(*side, distance(found.start(), found.end()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_statements_do_not_count() {
        assert_eq!(clause(b", version 7"), b"");
        assert_eq!(clause(b" (mobile), fax"), b" (mobile)");
        assert_eq!(clause("为手机。订单号".as_bytes()), "为手机".as_bytes());
        assert_eq!(last_statement(b"born 7 March 1985. Seen on "), 19);
        assert_eq!(last_statement(b"Tel. "), 0);
        assert_eq!(last_statement(b"tel 030 1234, 030 5678, "), 0);
    }

    #[test]
    fn the_nearest_word_decides() {
        let mut weight = Weight::default();
        assert!(!weight.speaks_for() && !weight.speaks_against());
        weight.add(Side::For, 9);
        assert!(weight.speaks_for());
        weight.add(Side::Against, 3);
        assert!(weight.speaks_against() && !weight.speaks_for());
        weight.add(Side::For, 3);
        assert!(weight.speaks_for() && !weight.speaks_against());
    }
}
