//! Angles as coordinates are written: decimal degrees, or degrees, minutes and seconds.

use alloc::vec::Vec;

use inkwash_core::EntityKey;

use crate::style::Draw;

/// One latitude or longitude, without its sign.
#[derive(Clone, Copy)]
pub(super) struct Angle {
    /// How many bytes it takes, signs of degrees, minutes and seconds included.
    pub(super) len: usize,
    /// Where degrees, minutes and seconds are written.
    parts: [(usize, usize); 3],
    /// How many of these there are.
    pub(super) count: usize,
    /// Digits after the point of the last part.
    pub(super) decimals: usize,
    /// It has a sign of degrees.
    pub(super) degree_sign: bool,
    /// In the smallest unit that it can say.
    value: u128,
    /// How many of these make a degree.
    per_degree: u128,
}

/// The most digits after a point.
const MAX_DECIMALS: usize = 18;
const DEGREE: [&[u8]; 2] = ["°".as_bytes(), "º".as_bytes()];
const MINUTE: [&[u8]; 3] = [b"'", "′".as_bytes(), "’".as_bytes()];
const SECOND: [&[u8]; 4] = [b"\"", "″".as_bytes(), "”".as_bytes(), b"''"];

/// The length of the sign at the start, and of a blank before it.
fn sign(text: &[u8], signs: &[&[u8]]) -> Option<usize> {
    let blank = usize::from(text.first() == Some(&b' '));
    let rest = &text[blank..];
    signs.iter().find(|s| rest.starts_with(s)).map(|s| blank + s.len())
}

fn digits(text: &[u8], most: usize) -> usize {
    text.iter().take(most).take_while(|b| b.is_ascii_digit()).count()
}

impl Angle {
    /// The angle at the start of a text. Up to 180 degrees.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let mut angle =
            Self { len: 0, parts: [(0, 0); 3], count: 0, decimals: 0, degree_sign: false, value: 0, per_degree: 1 };
        for (n, signs) in [&DEGREE[..], &MINUTE, &SECOND].into_iter().enumerate() {
            let blank = usize::from(n > 0 && text.get(angle.len) == Some(&b' '));
            let start = angle.len + blank;
            let rest = text.get(start..)?;
            let width = digits(rest, 4);
            let point = rest.get(width) == Some(&b'.');
            let decimals = if point { digits(&rest[width + 1..], MAX_DECIMALS + 1) } else { 0 };
            let end = width + if decimals > 0 { decimals + 1 } else { 0 };
            let sign = sign(&rest[end..], signs);
            if !(1..=if n == 0 { 3 } else { 2 }).contains(&width) || decimals > MAX_DECIMALS || n > 0 && sign.is_none()
            {
                break;
            }
            let whole = number(&rest[..width]);
            if n > 0 && whole > 59 {
                return None;
            }
            angle.parts[n] = (start, start + end);
            angle.count = n + 1;
            angle.decimals = decimals;
            angle.degree_sign |= sign.is_some();
            let scale = 10u128.pow(decimals as u32);
            angle.per_degree = scale * 60u128.pow(n as u32);
            let fraction = if decimals > 0 { number(&rest[width + 1..end]) } else { 0 };
            angle.value = (angle.value * if n == 0 { 1 } else { 60 } + whole) * scale + fraction;
            angle.len = start + end + sign.unwrap_or(0);
            if decimals > 0 || sign.is_none() {
                break;
            }
        }
        (angle.count > 0 && angle.value <= 180 * angle.per_degree).then_some(angle)
    }

    /// Whether it can be a latitude.
    pub(super) fn is_latitude(&self) -> bool {
        self.value <= 90 * self.per_degree
    }

    /// Whether it tells a place within a few hundred metres.
    pub(super) fn is_fine(&self) -> bool {
        self.count > 1 || self.decimals >= 3
    }

    /// Appends it moved by 0.05 to 0.55 degrees, as far as its last digit can say that, in the same
    /// hemisphere. `text` is what it was read from.
    pub(super) fn push_moved(&self, text: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let (mut value, mut per_degree) = (self.value, self.per_degree);
        while per_degree.is_multiple_of(10) && value.is_multiple_of(10) {
            (value, per_degree) = (value / 10, per_degree / 10);
        }
        let seed = [value.to_be_bytes(), per_degree.to_be_bytes()].concat();
        let (size, up) = step(&mut Draw::new(key, "coordinate", &seed));
        let delta = (self.per_degree * size / UNIT).max(1);
        let limit = if self.is_latitude() { 90 } else { 180 } * self.per_degree;
        let moved = if up && self.value + delta <= limit || self.value < delta {
            self.value + delta
        } else {
            self.value - delta
        };
        let scale = 10u128.pow(self.decimals as u32);
        let (whole, fraction) = (moved / scale, moved % scale);
        let mut at = 0;
        for n in 0..self.count {
            let (start, end) = self.parts[n];
            out.extend_from_slice(&text[at..start]);
            let below = 60u128.pow((self.count - 1 - n) as u32);
            let part = if n == 0 { whole / below } else { whole / below % 60 };
            let width = digits(&text[start..end], 4);
            let padded = n > 0 && width == 2 || text[start] == b'0';
            push_number(part, if padded { width } else { 1 }, out);
            if n + 1 == self.count && self.decimals > 0 {
                out.push(b'.');
                push_number(fraction, self.decimals, out);
            }
            at = end;
        }
        out.extend_from_slice(&text[at..self.len]);
    }
}

/// Steps are counted in such parts of a degree.
pub(super) const UNIT: u128 = 1 << 31;

/// How far to move, from 0.05 to 0.55 degrees, and whether away from zero.
pub(super) fn step(draw: &mut Draw<'_>) -> (u128, bool) {
    (UNIT / 20 + u128::from(draw.below(UNIT as u64 / 2)), draw.below(2) == 0)
}

fn number(digits: &[u8]) -> u128 {
    digits.iter().fold(0, |n, b| n * 10 + u128::from(b - b'0'))
}

fn push_number(mut n: u128, width: usize, out: &mut Vec<u8>) {
    let start = out.len();
    while n > 0 || out.len() - start < width {
        out.push(b'0' + (n % 10) as u8);
        n /= 10;
    }
    out[start..].reverse();
}
