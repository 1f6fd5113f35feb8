//! The language of shapes.

use std::fmt;

/// A set of ASCII bytes, without NUL, and possibly all bytes from 0x80 on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ByteSet {
    ascii: [u64; 2],
    high: bool,
}

/// About which share of all bytes in logs, dumps and prose is this one.
pub(crate) fn frequency_of(b: u8) -> f64 {
    /// Of ten thousand bytes, from `a` to `z`: the order is that of English letters, the values are rounded.
    const LETTERS: [u16; 26] = [
        480, 90, 200, 250, 700, 130, 120, 200, 450, 15, 60, 260, 180, 450, 480, 150, 10, 420, 430, 560, 200, 70, 100,
        20, 100, 15,
    ];
    let letter = |lower: u8| f64::from(LETTERS[usize::from(lower - b'a')]) / 10_000.0;
    match b {
        b'0'..=b'9' => 0.02,
        b'a'..=b'z' => letter(b),
        b'A'..=b'Z' => letter(b.to_ascii_lowercase()) / 8.0,
        b' ' => 0.12,
        b'-' | b'.' | b':' | b',' | b'/' | b'_' | b'=' | b'"' | b'\'' | b'\t' | b'\n' => 0.012,
        _ => 0.002,
    }
}

impl ByteSet {
    /// About which share of all bytes belongs to it.
    pub(crate) fn frequency(self) -> f64 {
        let ascii: f64 = (0..128u8).filter(|b| self.contains(*b)).map(frequency_of).sum();
        if self.has_high() { ascii + 0.02 } else { ascii }
    }

    #[inline]
    pub(crate) const fn contains(self, b: u8) -> bool {
        if b < 128 { self.ascii[(b >> 6) as usize] >> (b & 63) & 1 == 1 } else { self.high }
    }

    /// The ASCII digits.
    pub(crate) fn digits() -> Self {
        Self::of(|b| b.is_ascii_digit())
    }

    pub(crate) fn contains_all(self, other: Self) -> bool {
        self.union(other) == self
    }

    pub(crate) const fn meets(self, other: Self) -> bool {
        self.ascii[0] & other.ascii[0] != 0 || self.ascii[1] & other.ascii[1] != 0 || self.high && other.high
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        let [low, up] = self.ascii;
        Self { ascii: [low | other.ascii[0], up | other.ascii[1]], high: self.high || other.high }
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        let [low, up] = self.ascii;
        Self { ascii: [low & other.ascii[0], up & other.ascii[1]], high: self.high && other.high }
    }

    pub(crate) const fn has_high(self) -> bool {
        self.high
    }

    /// The one byte that the set holds, if it holds just one.
    pub(crate) fn single(self) -> Option<u8> {
        let mut all = (1..128).filter(|b| self.contains(*b));
        all.next().filter(|_| all.next().is_none() && !self.high)
    }

    pub(crate) fn of(test: impl Fn(u8) -> bool) -> Self {
        let word = |base: u8| (0..64).fold(0, |set, i| set | u64::from(base + i > 0 && test(base + i)) << i);
        Self { ascii: [word(0), word(64)], high: false }
    }

    /// With all bytes from 0x80 on.
    fn with_high(self) -> Self {
        Self { high: true, ..self }
    }
}

/// Where in a number a shape may begin; the strictest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Start {
    Anywhere,
    /// Not right after a digit and one of `-` and `.`, as in decimals, versions and UUIDs.
    Whole,
    /// Nor after a digit and one of `/`, `:` and `,`, as in dates and times.
    Number,
}

impl Start {
    /// Whether it must not begin after a digit and this byte.
    pub(crate) const fn is_joined_by(self, b: u8) -> bool {
        match self {
            Self::Anywhere => false,
            Self::Whole => matches!(b, b'-' | b'.'),
            Self::Number => matches!(b, b'-' | b'.' | b'/' | b':' | b','),
        }
    }
}

/// `set`, `min` to `max` times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) set: ByteSet,
    pub(crate) min: usize,
    pub(crate) max: usize,
}

/// A parsed shape.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) start: Start,
    /// The byte before is not one of these.
    pub(crate) not_before: Option<ByteSet>,
    pub(crate) items: Vec<Item>,
    /// The byte after is not one of these.
    pub(crate) not_after: Option<ByteSet>,
    /// Bytes from the start to the anchor.
    pub(crate) anchor: usize,
}

impl Shape {
    /// Whether the shape begins at `at`.
    pub(crate) fn matches(&self, text: &[u8], at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).and_then(|i| text.get(i)).copied();
        let joins = |b| self.start.is_joined_by(b);
        let joined = before(1).is_some_and(joins) && before(2).is_some_and(|b| b.is_ascii_digit());
        self.not_before.is_none_or(|set| before(1).is_none_or(|b| !set.contains(b)))
            && !joined
            && self.matches_items(&self.items, text, at)
    }

    fn matches_items(&self, mut items: &[Item], text: &[u8], mut at: usize) -> bool {
        let is = |set: &ByteSet, at: usize| text.get(at).is_some_and(|b| set.contains(*b));
        while let Some((item, rest)) = items.split_first() {
            for _ in 0..item.min {
                if !is(&item.set, at) {
                    return false;
                }
                at += 1;
            }
            for _ in item.min..item.max {
                if self.matches_items(rest, text, at) {
                    return true;
                }
                if !is(&item.set, at) {
                    return false;
                }
                at += 1;
            }
            items = rest;
        }
        self.not_after.is_none_or(|set| !is(&set, at))
    }
}

/// A shape or literal that cannot be compiled.
#[derive(Debug, PartialEq, Eq)]
pub struct ShapeError {
    source: String,
    what: &'static str,
}

impl ShapeError {
    pub(crate) fn new(source: impl Into<String>, what: &'static str) -> Self {
        Self { source: source.into(), what }
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.source, self.what)
    }
}

impl std::error::Error for ShapeError {}

pub(crate) fn parse(source: &str) -> Result<Shape, ShapeError> {
    let mut parser = Parser { rest: source.as_bytes() };
    parser.shape().map_err(|what| ShapeError::new(source, what))
}

struct Parser<'s> {
    rest: &'s [u8],
}

impl Parser<'_> {
    fn shape(&mut self) -> Result<Shape, &'static str> {
        let start = match () {
            () if self.eat(b'^') => Start::Number,
            () if self.eat(b'~') => Start::Whole,
            () => Start::Anywhere,
        };
        let digits = (start > Start::Anywhere).then(ByteSet::digits);
        let not_before = if self.eat(b'!') { Some(self.set()?) } else { digits };
        let (mut items, mut not_after, mut anchor) = (Vec::<Item>::new(), None, None);
        loop {
            self.skip_blanks();
            if self.rest.is_empty() {
                break;
            }
            if self.eat(b'!') {
                not_after = Some(self.set()?);
                self.skip_blanks();
                if !self.rest.is_empty() {
                    return Err("`!` stands only at the start and the end");
                }
                break;
            }
            if self.eat(b'&') {
                if items.iter().any(|i| i.min != i.max) {
                    return Err("what stands before the anchor must have a fixed length");
                }
                if anchor.replace(items.iter().map(|i| i.max).sum()).is_some() {
                    return Err("two anchors");
                }
            }
            let set = self.set()?;
            let (min, max) = self.repetition()?;
            items.push(Item { set, min, max });
        }
        let longest: usize = items.iter().map(|i| i.max).sum();
        let shortest: usize = items.iter().map(|i| i.min).sum();
        if shortest == 0 {
            return Err("it matches nothing at all");
        }
        if longest > crate::Sweep::SHAPE_MAX {
            return Err("it is longer than 63 bytes");
        }
        Ok(Shape { start, not_before, items, not_after, anchor: anchor.unwrap_or(0) })
    }

    fn skip_blanks(&mut self) {
        while let [b' ', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn next(&mut self) -> Option<u8> {
        let (&b, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(b)
    }

    fn eat(&mut self, b: u8) -> bool {
        self.skip_blanks();
        let found = self.rest.first() == Some(&b);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    fn set(&mut self) -> Result<ByteSet, &'static str> {
        self.skip_blanks();
        match self.next().ok_or("an item is missing")? {
            b'9' => Ok(ByteSet::digits()),
            b'A' => Ok(ByteSet::of(|b| b.is_ascii_uppercase())),
            b'a' => Ok(ByteSet::of(|b| b.is_ascii_alphabetic())),
            b'x' => Ok(ByteSet::of(|b| b.is_ascii_hexdigit())),
            b'w' => Ok(ByteSet::of(|b| b.is_ascii_alphanumeric()).with_high()),
            b'[' => self.bracket(),
            b if b"-.:@/+()#=_,;\"'".contains(&b) => Ok(ByteSet::of(|other| other == b)),
            _ => Err("an unknown item"),
        }
    }

    fn bracket(&mut self) -> Result<ByteSet, &'static str> {
        let end = self.rest.iter().position(|&b| b == b']').ok_or("`]` is missing")?;
        let mut inside = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        let mut set = ByteSet::default();
        while let Some((&low, rest)) = inside.split_first() {
            let (high, rest) = match rest {
                [b'-', high, rest @ ..] => (*high, rest),
                _ => (low, rest),
            };
            if low == 0 || high >= 128 || low > high {
                return Err("a bracket holds ASCII bytes and ascending ranges");
            }
            set = set.union(ByteSet::of(|b| (low..=high).contains(&b)));
            inside = rest;
        }
        if set == ByteSet::default() { Err("an empty bracket") } else { Ok(set) }
    }

    fn repetition(&mut self) -> Result<(usize, usize), &'static str> {
        if !self.eat(b'{') {
            return Ok((1, 1));
        }
        let end = self.rest.iter().position(|&b| b == b'}').ok_or("`}` is missing")?;
        let inside = std::str::from_utf8(&self.rest[..end]).map_err(|_| "a repetition is a number")?;
        self.rest = &self.rest[end + 1..];
        let (min, max) = inside.split_once(',').unwrap_or((inside, inside));
        let number = |s: &str| s.parse::<usize>().map_err(|_| "a repetition is a number");
        let (min, max) = (number(min)?, number(max)?);
        if min > max || max == 0 { Err("a repetition ascends") } else { Ok((min, max)) }
    }
}
