use alloc::vec::Vec;
use core::ops::Range;

use inkwash_sweep::{WordMark, Words};

use crate::{EntityId, Facts, Span};

/// How far context words are looked for, in bytes of the same line.
pub(crate) const BEFORE: usize = 64;
pub(crate) const AFTER: usize = 32;
/// How far words of two letters are.
const NEAR: usize = 16;

/// All entities' context words, found where words begin and end.
///
/// [`Words`] says where one of them may; there the first or last three bytes are looked up in a hash
/// table. That is built in no time, which an automaton of thousands of words is not.
pub(crate) struct ContextWords {
    marks: Words,
    words: Vec<Word>,
    /// Of three bytes or more, by their first ones.
    heads: Index,
    /// By their last ones: those that may be the end of a longer word.
    tails: Index,
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

/// Words by eight of their bytes, or fewer.
struct Index {
    /// A bit for each hash that a word has, so that most look-ups cost one look.
    known: Vec<u64>,
    /// By the upper bits of the hash: where such words begin in `entries`.
    starts: Vec<u16>,
    entries: Vec<Entry>,
}

struct Entry {
    /// Folded bytes of the word, and ones for each of them.
    bytes: u64,
    mask: u64,
    word: u16,
}

impl Index {
    const BITS: u32 = 13;
    const KNOWN_BITS: u32 = 16;

    /// Words with a window of eight bytes (folded, three at least are the word's, the lowest ones) and how
    /// many of them are.
    fn new(words: impl Iterator<Item = (u64, usize, u16)>) -> Self {
        let mut known = alloc::vec![0; 1 << (Self::KNOWN_BITS - 6)];
        let mut hashed: Vec<(u32, Entry)> = Vec::new();
        for (bytes, len, word) in words {
            let hash = hash(bytes);
            let bit = hash >> (32 - Self::KNOWN_BITS);
            known[bit as usize >> 6] |= 1 << (bit & 63);
            let mask = u64::MAX >> (64 - 8 * len.min(8));
            hashed.push((hash >> (32 - Self::BITS), Entry { bytes: bytes & mask, mask, word }));
        }
        hashed.sort_by_key(|(hash, entry)| (*hash, entry.word));
        let start = |hash: u32| hashed.partition_point(|(h, _)| *h < hash) as u16;
        Self {
            known,
            starts: (0..=1 << Self::BITS).map(start).collect(),
            entries: hashed.into_iter().map(|(_, entry)| entry).collect(),
        }
    }

    /// The words that may have these folded bytes.
    #[inline]
    fn like(&self, window: u64) -> impl Iterator<Item = u16> {
        let hash = hash(window);
        let bit = hash >> (32 - Self::KNOWN_BITS);
        let bucket = (hash >> (32 - Self::BITS)) as usize;
        let (from, to) = match self.known[bit as usize >> 6] >> (bit & 63) & 1 {
            0 => (0, 0),
            _ => (self.starts[bucket], self.starts[bucket + 1]),
        };
        let entries = self.entries[usize::from(from)..usize::from(to)].iter();
        entries.filter(move |entry| window & entry.mask == entry.bytes).map(|entry| entry.word)
    }
}

/// The lowest bit of each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Bytes without their case (and a little more): what is equal but for ASCII case is equal here.
const fn fold(bytes: u64) -> u64 {
    bytes | (0x20 * ONES)
}

/// A hash of the lowest three folded bytes: its upper bits are good.
const fn hash(window: u64) -> u32 {
    (window as u32 & 0x00ff_ffff).wrapping_mul(0x9e37_79b1)
}

/// Eight bytes from `at` on, the first of them lowest; NUL for those that are not there.
fn eight(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

/// Eight bytes that end before `end`, the last of them lowest; NUL for those that are not there.
fn eight_before(text: &[u8], end: usize) -> u64 {
    let rest = &text[..end];
    match rest.last_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => rest.iter().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

/// The context words around one span, kept for all entities that ask about it.
#[derive(Default)]
pub(crate) struct Nearby {
    span: Option<Span>,
    /// Words' numbers, and how many bytes away they are.
    found: Vec<(u16, usize)>,
    marks: Vec<WordMark>,
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
        let numbered = || words.iter().enumerate().map(|(n, w)| (w, n as u16));
        // Words are sorted, and so are these.
        let pairs = numbered().filter_map(|(w, n)| Some((w.bytes.as_slice().try_into().ok()?, n)));
        let tails = numbered().filter(|(w, _)| is_tail(w));
        let long = numbered().filter(|(w, _)| w.bytes.len() > 2);
        Self {
            marks: marks(&words, |_| true),
            heads: Index::new(long.map(|(w, n)| (fold(eight(&w.bytes, 0)), w.bytes.len(), n))),
            tails: Index::new(tails.map(|(w, n)| (fold(eight_before(&w.bytes, w.bytes.len())), w.bytes.len(), n))),
            pairs: pairs.collect(),
            words,
        }
    }

    /// What to look for to find those of the words that are kept.
    pub(crate) fn some(&self, keep: impl Fn(u16) -> bool) -> Words {
        marks(&self.words, keep)
    }

    /// By word: the entities that it speaks for.
    pub(crate) fn speaking_for(&self) -> impl Iterator<Item = impl Iterator<Item = EntityId>> {
        self.words.iter().map(|word| {
            let owners = word.owners.iter().filter(|(_, side)| *side == Side::For);
            owners.map(|(owner, _)| *owner)
        })
    }

    /// Calls `found` with the number, start and end of every word that begins in `range` where a
    /// word does, or is the end of a longer one and ends in `range` or right after it. A word of up
    /// to four ASCII letters stands alone; phrases (`tax id`) do not end longer words.
    pub(crate) fn search(
        &self,
        text: &[u8],
        range: Range<usize>,
        marks: &mut Vec<WordMark>,
        found: impl FnMut(u16, usize, usize),
    ) {
        self.search_some(&self.marks, text, range, marks, found);
    }

    /// Like [`search`](Self::search), for those of the words that are in `some`; others may be found, too.
    pub(crate) fn search_some(
        &self,
        some: &Words,
        text: &[u8],
        range: Range<usize>,
        marks: &mut Vec<WordMark>,
        mut found: impl FnMut(u16, usize, usize),
    ) {
        marks.clear();
        some.marks(text, range, marks);
        for mark in marks {
            match (mark.ends, mark.pos as usize) {
                (false, start) => self.head(text, start, &mut found),
                (true, end) => self.tail(text, end, &mut found),
            }
        }
    }

    /// Words that begin at `start`, where a word does.
    #[inline]
    fn head(&self, text: &[u8], start: usize, found: &mut impl FnMut(u16, usize, usize)) {
        let window = eight(text, start);
        for n in self.heads.like(fold(window)) {
            let word = &self.words[usize::from(n)];
            let end = start + word.bytes.len();
            // What has digits before it, or a few digits and letters after it, is part of a code: `4dmv7k`.
            let goes_on = || {
                let digits = text[end..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
                text.get(end + digits).is_some_and(u8::is_ascii_alphabetic)
                    || start.checked_sub(1).is_some_and(|i| text[i].is_ascii_digit())
            };
            if starts_with(&text[start..], &word.bytes) && !(word.short && goes_on()) && !is_in_label(text, start, end)
            {
                found(n, start, end);
            }
        }
        // Two letters between digits are part of a hexadecimal number.
        let [a, b, next, ..] = window.to_le_bytes();
        let joins = |b: u8| b.is_ascii_alphanumeric();
        if !joins(next) && !start.checked_sub(1).is_some_and(|i| joins(text[i])) {
            let pair = [a.to_ascii_lowercase(), b.to_ascii_lowercase()];
            if let Ok(n) = self.pairs.binary_search_by_key(&pair, |(bytes, _)| *bytes)
                && !is_in_label(text, start, start + 2)
            {
                found(self.pairs[n].1, start, start + 2);
            }
        }
    }

    /// Ends of longer words that end at `end`, where a word does.
    #[inline]
    fn tail(&self, text: &[u8], end: usize, found: &mut impl FnMut(u16, usize, usize)) {
        for n in self.tails.like(fold(eight_before(text, end))) {
            let word = &self.words[usize::from(n)].bytes;
            let Some(start) = end.checked_sub(word.len()) else { continue };
            let longer = start > 0 && text[start - 1].is_ascii_alphabetic();
            if longer && starts_with(&text[start..], word) && !is_in_label(text, start, end) {
                found(n, start, end);
            }
        }
    }

    /// Looks around `span` on its line for words of `entity`. What is found is kept in `nearby`.
    pub(crate) fn weigh(&self, text: &[u8], span: Span, entity: EntityId, nearby: &mut Nearby) -> Weight {
        if nearby.span != Some(span) {
            let Nearby { found, marks, .. } = nearby;
            found.clear();
            let from = span.start.saturating_sub(BEFORE);
            let from = memchr::memrchr(b'\n', &text[from..span.start]).map_or(from, |i| from + i + 1);
            let from = from + last_statement(&text[from..span.start]);
            let right = &text[span.end..text.len().min(span.end + AFTER)];
            let right = memchr::memchr(b'\n', right).map_or(right, |i| &right[..i]);
            let to = span.end + clause(right).len();
            let mut note = |word: u16, distance: usize| {
                if distance <= NEAR || self.words[usize::from(word)].bytes.len() > 2 {
                    found.push((word, distance));
                }
            };
            self.search(text, from..span.start, marks, |word, start, end| {
                if start >= from && end <= span.start {
                    note(word, span.start - end);
                }
            });
            self.search(text, span.end..to, marks, |word, start, end| {
                if start >= span.end && end <= to {
                    note(word, start - span.end);
                }
            });
            nearby.span = Some(span);
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
        self.search(name.as_bytes(), 0..name.len(), &mut Vec::new(), |word, _, _| {
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
}

/// Whether a word may be the end of a longer one.
fn is_tail(word: &Word) -> bool {
    word.bytes.len() >= Words::TAIL && word.bytes.iter().all(|b| b.is_ascii_alphabetic() || !b.is_ascii())
}

/// What to look for to find those of the words that are kept.
fn marks(words: &[Word], keep: impl Fn(u16) -> bool) -> Words {
    let kept = || words.iter().enumerate().filter(|(n, _)| keep(*n as u16)).map(|(_, word)| word);
    Words::new(kept().map(|w| w.bytes.as_slice()), kept().filter(|w| is_tail(w)).map(|w| w.bytes.as_slice()))
}

/// Whether a text begins with a word in lower case, whatever its own case.
fn starts_with(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|w| w.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_no_words() {
        let facts = Facts { context: &["dmv", "cc", "licence"], ..Facts::new("X", "", "") };
        let words = ContextWords::new([(EntityId(0), facts)].into_iter());
        let speaks = |text: &str| {
            let span = Span::new(text.len() - 7, text.len());
            words.weigh(text.as_bytes(), span, EntityId(0), &mut Nearby::default()).speaks_for()
        };
        for text in ["dmv 1234567", "DMV2: 1234567", "dmv1234567", "cc 1234567", "C.C, CC: 1234567", "licence9 1234567"]
        {
            assert!(speaks(text), "{text}");
        }
        for text in ["web-4dmv-x 1234567", "dmv74vk 1234567", "9dmv 1234567", "/cc/9.jpg HTTP/1.1\" 304 1234567"] {
            assert!(!speaks(text), "{text}");
        }
    }

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
