//! Notations of dates: reading one, and writing another date in the same one.

use alloc::vec::Vec;

use super::months::{self, Language, Name};
use crate::dates::Date;

/// A date as it stands in a text: where each part is, and how it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    /// Offsets of the whole.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Parts in the order in which they stand: offsets and what each is.
    parts: [(usize, usize, Part); 3],
    /// The date; where it is ambiguous, the day was taken to come first.
    pub(super) date: Date,
    /// Day and month could be read either way.
    pub(super) ambiguous: bool,
    /// The year has two digits.
    pub(super) short_year: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Named(Name),
}

/// The years in which someone now alive, or named in an old register, may be born.
const YEARS: core::ops::RangeInclusive<i32> = 1900..=2035;

/// Two-digit years above this one are of the last century.
const PIVOT: i32 = 35;

fn digits(text: &[u8], at: usize, most: usize) -> Option<(i32, usize)> {
    let run = text.get(at..)?;
    let len = run.iter().take(most + 1).take_while(|b| b.is_ascii_digit()).count();
    if len == 0 || len > most {
        return None;
    }
    Some((run[..len].iter().fold(0, |v, b| v * 10 + i32::from(b - b'0')), at + len))
}

/// A date of these parts if it exists and the year is plausible.
fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// `1985-03-07`, `1985/03/07`, `1985.03.07`; with `loose` also one-digit months and days.
pub(super) fn year_first(text: &[u8], start: usize, loose: bool) -> Option<Written> {
    let separator = *text.get(start + 4)?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let (year, year_end) = digits(text, start, 4)?;
    if year_end != start + 4 {
        return None;
    }
    let (month, month_end) = digits(text, start + 5, 2)?;
    if text.get(month_end) != Some(&separator) {
        return None;
    }
    let (day, end) = digits(text, month_end + 1, 2)?;
    if !loose && end != start + 10 {
        return None;
    }
    Some(Written {
        start,
        end,
        parts: [(start, year_end, Part::Year), (start + 5, month_end, Part::Month), (month_end + 1, end, Part::Day)],
        date: date(year, month, day)?,
        ambiguous: false,
        short_year: false,
    })
}

/// `07.03.1985`, `7/3/1985`, `03-25-1985`; with `loose` also two-digit years. Points mean that
/// the day comes first; else the order is read from the numbers, and what cannot be told stays
/// ambiguous.
pub(super) fn year_last(text: &[u8], start: usize, loose: bool) -> Option<Written> {
    let (first, first_end) = digits(text, start, 2)?;
    let separator = *text.get(first_end)?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let (second, second_end) = digits(text, first_end + 1, 2)?;
    if text.get(second_end) != Some(&separator) {
        return None;
    }
    let (mut year, end) = digits(text, second_end + 1, 4)?;
    let short_year = end == second_end + 3;
    if short_year && loose {
        year += if year > PIVOT { 1900 } else { 2000 };
    } else if end != second_end + 5 {
        return None;
    }
    let day_first = separator == b'.' || second <= 12;
    let ambiguous = separator != b'.' && first <= 12 && second <= 12;
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let (one, other) = if day_first { (Part::Day, Part::Month) } else { (Part::Month, Part::Day) };
    Some(Written {
        start,
        end,
        parts: [(start, first_end, one), (first_end + 1, second_end, other), (second_end + 1, end, Part::Year)],
        date: date(year, month, day)?,
        ambiguous,
        short_year,
    })
}

/// `1985年3月7日`, where `sign` is the offset of `年`.
pub(super) fn chinese(text: &[u8], sign: usize) -> Option<Written> {
    let start = sign.checked_sub(4)?;
    if !text.get(sign..)?.starts_with("年".as_bytes()) {
        return None;
    }
    let (year, year_end) = digits(text, start, 4)?;
    let blank = |at: usize| at + usize::from(text.get(at) == Some(&b' '));
    let month_start = blank(sign + "年".len());
    let (month, month_end) = digits(text, month_start, 2)?;
    let month_sign = "月".as_bytes();
    if year_end != sign || text.get(month_end..month_end + month_sign.len()) != Some(month_sign) {
        return None;
    }
    let day_start = blank(month_end + month_sign.len());
    let (day, day_end) = digits(text, day_start, 2)?;
    let rest = text.get(day_end..)?;
    let sign = ["日", "号"].iter().find(|s| rest.starts_with(s.as_bytes()))?;
    Some(Written {
        start,
        end: day_end + sign.len(),
        parts: [(start, year_end, Part::Year), (month_start, month_end, Part::Month), (day_start, day_end, Part::Day)],
        date: date(year, month, day)?,
        ambiguous: false,
        short_year: false,
    })
}

/// `19850307`.
pub(super) fn compact(text: &[u8], start: usize) -> Option<Written> {
    let (value, end) = digits(text, start, 8)?;
    if end != start + 8 {
        return None;
    }
    Some(Written {
        start,
        end,
        parts: [(start, start + 4, Part::Year), (start + 4, start + 6, Part::Month), (start + 6, end, Part::Day)],
        date: date(value / 10_000, value / 100 % 100, value % 100)?,
        ambiguous: false,
        short_year: false,
    })
}

/// The start of the run of letters, ASCII or not, that ends at `end`; at most 14 bytes.
fn word_start(text: &[u8], end: usize) -> usize {
    let letters = text[..end].iter().rev().take(14).take_while(|b| b.is_ascii_alphabetic() || !b.is_ascii()).count();
    end - letters
}

/// Steps back over one of these endings, if it stands there.
fn back_over(text: &[u8], end: usize, endings: &[&[u8]]) -> usize {
    endings.iter().find(|e| text[..end].ends_with(e)).map_or(end, |e| end - e.len())
}

/// The start of one or two digits that end at `end`.
fn day_before(text: &[u8], end: usize) -> Option<usize> {
    let len = text[..end].iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    (1..=2).contains(&len).then(|| end - len)
}

const ORDINALS: &[&[u8]] = &[b"st", b"nd", b"rd", b"th"];

/// Dates with a month's name, by the offset of the year: `Mar 7, 1985`, `March 7th, 1985`,
/// `7 March 1985`, `7. März 1985`, `7 de marzo de 1985`, `1er mars 1985`, `07-Mar-1985`.
pub(super) fn named(text: &[u8], year_start: usize) -> Option<Written> {
    let (year, end) = digits(text, year_start, 4)?;
    let joined = match text[..year_start].last()? {
        b' ' | b'-' => text[year_start - 1],
        _ => return None,
    };
    if end != year_start + 4 || !YEARS.contains(&year) {
        return None;
    }
    let year_part = (year_start, end, Part::Year);
    let before = year_start - 1;
    let written = |start: usize, parts, month: u32, day: i32| {
        let date = date(year, month as i32, day)?;
        Some(Written { start, end, parts, date, ambiguous: false, short_year: false })
    };
    // Month first: the day stands before the year.
    let day_end = back_over(text, before, &[b","]);
    if joined == b' '
        && let Some(day_start) = day_before(text, back_over(text, day_end, ORDINALS))
        && text[..day_start].ends_with(b" ")
    {
        let month_end = back_over(text, day_start - 1, &[b"."]);
        let month_start = word_start(text, month_end);
        let name = months::read(&text[month_start..month_end], &[Language::English])?;
        let (day, _) = digits(text, day_start, 2)?;
        let parts = [(month_start, month_end, Part::Named(name)), (day_start, day_end, Part::Day), year_part];
        return written(month_start, parts, name.month, day);
    }
    // Day first.
    let of: &[&[u8]] = &[b" de", b" del", b",", b"."];
    let month_end = if joined == b' ' { back_over(text, back_over(text, before, of), &[b"."]) } else { before };
    let month_start = word_start(text, month_end);
    if text[..month_start].last() != Some(&joined) {
        return None;
    }
    let romance = joined == b' ' && text[..month_start].ends_with(b" de ");
    let gap = if romance { month_start - 4 } else { month_start - 1 };
    let pointed = joined == b' ' && text[..gap].ends_with(b".");
    let day_end = back_over(text, gap, &[b".", b"er", "º".as_bytes(), b"st", b"nd", b"rd", b"th"]);
    let day_start = day_before(text, day_end)?;
    let capital = text[month_start..].first().is_some_and(u8::is_ascii_uppercase);
    use Language::{English, French, German, Norwegian, Portuguese, Spanish};
    let order: &[Language] = match (romance, pointed, capital) {
        (true, ..) => &[Spanish, Portuguese],
        (_, true, true) => &[German, Norwegian],
        (_, true, false) => &[Norwegian, German],
        (_, _, true) => &[English, German, French, Spanish, Portuguese, Norwegian],
        _ => &[English, French, Spanish, Portuguese, Norwegian, German],
    };
    let name = months::read(&text[month_start..month_end], order)?;
    let (day, _) = digits(text, day_start, 2)?;
    let suffix_end = if pointed { day_end } else { gap };
    let parts = [(day_start, suffix_end, Part::Day), (month_start, month_end, Part::Named(name)), year_part];
    written(day_start, parts, name.month, day)
}

impl Written {
    /// Whether days and months of one digit get a zero: in dates of numbers unless one of them has
    /// a single digit, and elsewhere (`March 7`, `3月7日`) only if a number begins with a zero.
    fn is_padded(&self, text: &[u8]) -> bool {
        let of_words = text[self.start..self.end].iter().any(|b| b.is_ascii_alphabetic() || !b.is_ascii());
        let mut numbers = self.parts.iter().filter(|(.., part)| matches!(part, Part::Month | Part::Day));
        if of_words {
            numbers.any(|(start, ..)| text[*start] == b'0')
        } else {
            numbers.all(|(start, end, _)| end - start == 2)
        }
    }

    /// Appends another date in the notation of this one, which was read in `text`.
    pub(super) fn write(&self, text: &[u8], date: Date, out: &mut Vec<u8>) {
        let width = if self.is_padded(text) { 2 } else { 1 };
        let mut at = self.start;
        for (start, end, part) in self.parts {
            out.extend_from_slice(&text[at..start]);
            let found = &text[start..end];
            match part {
                Part::Year if self.short_year => number(date.year.rem_euclid(100) as u32, 2, out),
                Part::Year => number(date.year as u32, 4, out),
                Part::Month => number(date.month, width, out),
                Part::Day => {
                    let digits = found.iter().take_while(|b| b.is_ascii_digit()).count();
                    number(date.day, width, out);
                    ordinal(&found[digits..], date.day, out);
                }
                Part::Named(name) => month(months::name(name, date.month), found, out),
            }
            at = end;
        }
        out.extend_from_slice(&text[at..self.end]);
    }
}

/// Appends a number with at least so many digits (four at most).
pub(super) fn number(value: u32, width: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 4];
    let mut rest = value;
    for d in digits.iter_mut().rev() {
        *d = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let used = if value >= 1000 {
        4
    } else if value >= 100 {
        3
    } else if value >= 10 {
        2
    } else {
        1
    };
    out.extend_from_slice(&digits[4 - used.max(width.min(4))..]);
}

/// The ending of a day's number, as the day wants it.
fn ordinal(found: &[u8], day: u32, out: &mut Vec<u8>) {
    if found.is_empty() {
        return;
    }
    if found.eq_ignore_ascii_case(b"er") {
        // French counts the first only.
        if day == 1 {
            out.extend_from_slice(found);
        }
        return;
    }
    if ORDINALS.iter().any(|o| found.eq_ignore_ascii_case(o)) {
        let ending = match (day / 10, day % 10) {
            (1, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        };
        out.extend_from_slice(ending.as_bytes());
        return;
    }
    out.extend_from_slice(found);
}

/// A month's name in the case of the found one.
fn month(name: &str, found: &[u8], out: &mut Vec<u8>) {
    let mut letters = found.iter().filter(|b| b.is_ascii_alphabetic());
    let capital = letters.next().is_some_and(u8::is_ascii_uppercase);
    let all = capital && letters.all(u8::is_ascii_uppercase);
    let mut push = |c: char| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    for (i, c) in name.chars().enumerate() {
        if all || capital && i == 0 {
            c.to_uppercase().for_each(&mut push);
        } else {
            push(c);
        }
    }
}
