//! The language of shapes.

use std::fmt;

/// A set of ASCII bytes, without NUL, and possibly all bytes from 0x80 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ByteSet {
    ascii: u128,
    high: bool,
}

impl ByteSet {
    pub(crate) const fn contains(self, b: u8) -> bool {
        if b < 128 { self.ascii >> b & 1 == 1 } else { self.high }
    }

    pub(crate) const fn has_high(self) -> bool {
        self.high
    }

    /// The one byte that the set holds, if it holds just one.
    pub(crate) const fn single(self) -> Option<u8> {
        if self.ascii.count_ones() == 1 && !self.high { Some(self.ascii.trailing_zeros() as u8) } else { None }
    }

    fn of(test: impl Fn(u8) -> bool) -> Self {
        let ascii = (1..128).filter(|&b| test(b)).fold(0, |set, b| set | 1 << b);
        Self { ascii, high: false }
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
    /// The byte before is not one of these.
    pub(crate) not_before: Option<ByteSet>,
    pub(crate) items: Vec<Item>,
    /// The byte after is not one of these.
    pub(crate) not_after: Option<ByteSet>,
    /// Bytes from the start to the anchor.
    pub(crate) anchor: usize,
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
        let not_before = if self.eat(b'!') { Some(self.set()?) } else { None };
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
        Ok(Shape { not_before, items, not_after, anchor: anchor.unwrap_or(0) })
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
            b'9' => Ok(ByteSet::of(|b| b.is_ascii_digit())),
            b'A' => Ok(ByteSet::of(|b| b.is_ascii_uppercase())),
            b'a' => Ok(ByteSet::of(|b| b.is_ascii_alphabetic())),
            b'x' => Ok(ByteSet::of(|b| b.is_ascii_hexdigit())),
            b'w' => Ok(ByteSet { high: true, ..ByteSet::of(|b| b.is_ascii_alphanumeric()) }),
            b'[' => self.bracket(),
            b if b"-.:@/+()#=_,;\"'".contains(&b) => Ok(ByteSet::of(|other| other == b)),
            _ => Err("an unknown item"),
        }
    }

    fn bracket(&mut self) -> Result<ByteSet, &'static str> {
        let end = self.rest.iter().position(|&b| b == b']').ok_or("`]` is missing")?;
        let mut inside = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        let mut ascii = 0u128;
        while let Some((&low, rest)) = inside.split_first() {
            let (high, rest) = match rest {
                [b'-', high, rest @ ..] => (*high, rest),
                _ => (low, rest),
            };
            if low == 0 || high >= 128 || low > high {
                return Err("a bracket holds ASCII bytes and ascending ranges");
            }
            (low..=high).for_each(|b| ascii |= 1 << b);
            inside = rest;
        }
        if ascii == 0 { Err("an empty bracket") } else { Ok(ByteSet { ascii, high: false }) }
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
