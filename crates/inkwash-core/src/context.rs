use alloc::vec::Vec;

use crate::{EntityId, Facts, Span};

/// How far context words are looked for, in bytes of the same line.
const BEFORE: usize = 64;
const AFTER: usize = 32;

/// All entities' context words, found by their first three bytes.
///
/// They are only looked for in the few bytes around a hit that needs it. A hash table costs about
/// a nanosecond a byte whatever the number of words, and is built in no time, which an automaton
/// of thousands of words is not.
pub(crate) struct ContextWords {
    words: Vec<Word>,
    /// By hash of the first three bytes: where such words begin in `by_hash`.
    starts: Vec<u16>,
    by_hash: Vec<u16>,
    /// A bit for each hash that a word has, so that most positions cost one look.
    known: Vec<u64>,
    /// Words of two bytes, by these.
    pairs: Vec<([u8; 2], u16)>,
}

struct Word {
    /// In lower case, as far as it is ASCII.
    bytes: Vec<u8>,
    /// A word of up to four ASCII letters must stand alone.
    short: bool,
    /// In order.
    owners: Vec<(EntityId, Side)>,
}

const HASH_BITS: u32 = 13;

const KNOWN_BITS: u32 = 16;

fn spread(prefix: [u8; 3]) -> u32 {
    let [a, b, c] = prefix.map(|b| u32::from(b.to_ascii_lowercase()));
    (a | b << 8 | c << 16).wrapping_mul(0x9e37_79b1)
}

fn hash(prefix: [u8; 3]) -> usize {
    (spread(prefix) >> (32 - HASH_BITS)) as usize
}

fn known_hash(prefix: [u8; 3]) -> usize {
    (spread(prefix) >> (32 - KNOWN_BITS)) as usize
}

/// The context words around one span, kept for all entities that ask about it.
#[derive(Default)]
pub(crate) struct Nearby {
    span: Option<Span>,
    /// Words' numbers, and how many bytes away they are.
    found: Vec<(u16, usize)>,
}

impl Nearby {
    /// Forgets what was found: the text is another one.
    pub(crate) fn clear(&mut self) {
        self.span = None;
    }
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

/// Whether a word is part of what `redact` leaves, `[PHONE_NUMBER]`: that says what stood there, not
/// what stands beside it.
fn is_in_label(window: &[u8], start: usize, end: usize) -> bool {
    let inner = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_';
    let left = window[..start].iter().rposition(|b| !inner(b)).map(|i| window[i]);
    let right = window[end..].iter().position(|b| !inner(b)).map(|i| window[end + i]);
    window[start..end].iter().all(inner) && left == Some(b'[') && right == Some(b']')
}

impl ContextWords {
    pub(crate) fn new<'a>(all: impl Iterator<Item = (EntityId, Facts<'a>)>) -> Self {
        let mut known: Vec<(Vec<u8>, EntityId, Side)> = Vec::new();
        for (id, facts) in all {
            let sides = [(facts.context, Side::For), (facts.against, Side::Against)];
            for (words, side) in sides {
                known.extend(words.iter().map(|w| (w.to_ascii_lowercase().into_bytes(), id, side)));
            }
        }
        known.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let mut words: Vec<Word> = Vec::new();
        for (bytes, id, side) in known {
            match words.last_mut() {
                Some(word) if word.bytes == bytes => word.owners.push((id, side)),
                _ => {
                    let short = bytes.len() <= 4 && bytes.is_ascii();
                    words.push(Word { bytes, short, owners: alloc::vec![(id, side)] });
                }
            }
        }
        let hashes = words.iter().enumerate().filter_map(|(n, w)| Some((hash(*w.bytes.first_chunk()?), n as u16)));
        let mut hashes: Vec<(usize, u16)> = hashes.collect();
        hashes.sort_unstable();
        let start = |hash: usize| hashes.partition_point(|(h, _)| *h < hash) as u16;
        Self {
            starts: (0..=1 << HASH_BITS).map(start).collect(),
            by_hash: hashes.iter().map(|(_, word)| *word).collect(),
            known: {
                let mut known = alloc::vec![0; 1 << (KNOWN_BITS - 6)];
                for hash in words.iter().filter_map(|w| Some(known_hash(*w.bytes.first_chunk()?))) {
                    known[hash >> 6] |= 1 << (hash & 63);
                }
                known
            },
            // Words are sorted, and so are these.
            pairs: words
                .iter()
                .enumerate()
                .filter_map(|(n, w)| Some((w.bytes.as_slice().try_into().ok()?, n as u16)))
                .collect(),
            words,
        }
    }

    /// Looks around `span` on its line for words of `entity`. What is found is kept in `nearby`.
    pub(crate) fn weigh(&self, text: &[u8], span: Span, entity: EntityId, nearby: &mut Nearby) -> Weight {
        if nearby.span != Some(span) {
            nearby.span = Some(span);
            nearby.found.clear();
            let left = &text[span.start.saturating_sub(BEFORE)..span.start];
            let left = memchr::memrchr(b'\n', left).map_or(left, |i| &left[i + 1..]);
            let left = &left[last_statement(left)..];
            let right = &text[span.end..text.len().min(span.end + AFTER)];
            let right = memchr::memchr(b'\n', right).map_or(right, |i| &right[..i]);
            self.search(left, |word, _, end| nearby.found.push((word, left.len() - end)));
            self.search(clause(right), |word, start, _| nearby.found.push((word, start)));
        }
        let mut weight = Weight::default();
        for &(word, distance) in &nearby.found {
            self.sides(word, entity).for_each(|side| weight.add(side, distance));
        }
        weight
    }

    /// The entities that a word in a name speaks against, in order.
    pub(crate) fn against(&self, name: &str) -> Vec<EntityId> {
        let mut against = Vec::new();
        self.search(name.as_bytes(), |word, _, _| {
            let owners = self.words[usize::from(word)].owners.iter();
            against.extend(owners.filter(|(_, side)| *side == Side::Against).map(|(owner, _)| *owner));
        });
        against.sort_unstable();
        against
    }

    /// What a word says about an entity.
    fn sides(&self, word: u16, entity: EntityId) -> impl Iterator<Item = Side> + '_ {
        let owners = &self.words[usize::from(word)].owners;
        let first = owners.partition_point(|(owner, _)| *owner < entity);
        owners[first..].iter().take_while(move |(owner, _)| *owner == entity).map(|(_, side)| *side)
    }

    /// Calls `found` with the number, start and end of every word that stands in the window.
    fn search(&self, window: &[u8], mut found: impl FnMut(u16, usize, usize)) {
        let mut check = |n: u16, start: usize| {
            let word = &self.words[usize::from(n)];
            let end = start + word.bytes.len();
            if !window.get(start..end).is_some_and(|w| w.eq_ignore_ascii_case(&word.bytes)) {
                return;
            }
            if is_in_label(window, start, end) {
                return;
            }
            // Two letters between digits are part of a hexadecimal number.
            let joins = |b: &u8| b.is_ascii_alphabetic() || word.bytes.len() == 2 && b.is_ascii_digit();
            let letter = |i: Option<usize>| i.and_then(|i| window.get(i)).is_some_and(joins);
            let (left, right) = (letter(start.checked_sub(1)), letter(Some(end)));
            if if word.short { !left && !right } else { !(left && right) } {
                found(n, start, end);
            }
        };
        for (start, prefix) in window.windows(3).enumerate() {
            let prefix = [prefix[0], prefix[1], prefix[2]];
            let known = known_hash(prefix);
            if self.known[known >> 6] >> (known & 63) & 1 == 0 {
                continue;
            }
            let hash = hash(prefix);
            let (from, to) = (self.starts[hash], self.starts[hash + 1]);
            for &word in &self.by_hash[usize::from(from)..usize::from(to)] {
                check(word, start);
            }
        }
        let is_letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphabetic);
        for (start, pair) in window.windows(2).enumerate() {
            // Such words stand alone.
            if is_letter(window.get(start + 2)) || is_letter(start.checked_sub(1).and_then(|i| window.get(i))) {
                continue;
            }
            let pair = [pair[0].to_ascii_lowercase(), pair[1].to_ascii_lowercase()];
            if let Ok(n) = self.pairs.binary_search_by_key(&pair, |(bytes, _)| *bytes) {
                check(self.pairs[n].1, start);
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
