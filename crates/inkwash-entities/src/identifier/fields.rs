//! What the characters of an identifier are, and the ranks that follow.

use core::ops::Range;

use crate::dates::Date;
use crate::unique::write_number;

/// One part of an identifier's canonical characters.
pub(crate) enum Field {
    /// So many digits.
    Digits(usize),
    /// A number of so many digits in one of these ranges, both ends included; ranges ascend.
    Within(usize, &'static [(u64, u64)]),
    /// One of these characters.
    Of(&'static [u8]),
    /// So many letters A to Z.
    Letters(usize),
    /// One of these codes, all of one length.
    In(&'static [&'static str]),
    /// A date.
    Date(&'static Dates),
    /// The character that tells the date's era.
    Sign,
    /// So many characters that follow from the others.
    Check(usize),
}

/// Dates as an identifier writes them. Numbers of different eras are of different kinds: a
/// stand-in's date is of the original's era.
pub(crate) struct Dates {
    /// `YYMMDD` and the like, in any order: `YYYY`, `YYY` or `YY` year, `MM` month or `L` a letter for
    /// it, `DD` day, `JJJ` day of the year.
    pub(crate) layout: &'static str,
    /// Where among the canonical characters the [`Field::Sign`] is, if there is one.
    pub(crate) sign: Option<usize>,
    /// Tried in order.
    pub(crate) eras: &'static [Era],
}

/// Years that are written alike, and what tells them.
pub(crate) struct Era {
    /// Any of these as the sign.
    signs: &'static [u8],
    /// Added to the month.
    month: u32,
    /// Added to the day (of the month or year).
    day: u32,
    years: (i32, i32),
    /// Days since 1970 of the first day, and how many there are.
    first: i32,
    days: u64,
}

/// Letters for months, January first, as Italy's fiscal code writes them.
const MONTHS: &[u8; 12] = b"ABCDEHLMPRST";

impl Era {
    /// The years from `first` up to `last`; at most a hundred where two digits are written.
    pub(crate) const fn years(first: i32, last: i32) -> Self {
        let start = Date { year: first, month: 1, day: 1 }.to_days();
        let end = Date { year: last + 1, month: 1, day: 1 }.to_days();
        Self { signs: b"", month: 0, day: 0, years: (first, last), first: start, days: (end - start) as u64 }
    }

    pub(crate) const fn signed(self, signs: &'static [u8]) -> Self {
        Self { signs, ..self }
    }

    pub(crate) const fn month_plus(self, month: u32) -> Self {
        Self { month, ..self }
    }

    pub(crate) const fn day_plus(self, day: u32) -> Self {
        Self { day, ..self }
    }

    fn size(&self) -> u64 {
        self.days * self.signs.len().max(1) as u64
    }
}

impl Field {
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Digits(n) | Self::Within(n, _) | Self::Letters(n) | Self::Check(n) => *n,
            Self::Of(_) | Self::Sign => 1,
            Self::In(codes) => codes[0].len(),
            Self::Date(dates) => dates.layout.len(),
        }
    }

    pub(crate) fn size(&self, kind: usize) -> u64 {
        match self {
            Self::Digits(n) => 10u64.pow(*n as u32),
            Self::Within(_, ranges) => ranges.iter().map(|(from, to)| to - from + 1).sum(),
            Self::Of(set) => set.len() as u64,
            Self::Letters(n) => 26u64.pow(*n as u32),
            Self::In(codes) => codes.len() as u64,
            Self::Date(dates) => dates.eras[kind].size(),
            Self::Sign | Self::Check(_) => 1,
        }
    }

    pub(crate) fn kinds(&self) -> usize {
        match self {
            Self::Date(dates) => dates.eras.len(),
            _ => 1,
        }
    }

    /// Whether the part can be this.
    pub(crate) fn fits(&self, part: &[u8], all: &[u8]) -> bool {
        match self {
            Self::Digits(_) => part.iter().all(u8::is_ascii_digit),
            Self::Letters(_) => part.iter().all(u8::is_ascii_uppercase),
            Self::Sign | Self::Check(_) => true,
            _ => self.read(part, all, &mut 0).is_some(),
        }
    }

    /// How many values the part has, and which of them this one is. `all` are all of the
    /// identifier's characters.
    pub(crate) fn read(&self, part: &[u8], all: &[u8], kind: &mut usize) -> Option<(u64, u64)> {
        let place = match self {
            Self::Digits(_) => digits(part)?,
            Self::Within(_, ranges) => {
                let n = digits(part)?;
                let (from, _) = ranges.iter().find(|(from, to)| (*from..=*to).contains(&n))?;
                n - from + ranges.iter().take_while(|(_, to)| to < from).map(|(a, b)| b - a + 1).sum::<u64>()
            }
            Self::Of(set) => set.iter().position(|b| *b == part[0])? as u64,
            Self::Letters(_) => part.iter().try_fold(0, |n, b| match b {
                b'A'..=b'Z' => Some(n * 26 + u64::from(b - b'A')),
                _ => None,
            })?,
            Self::In(codes) => codes.iter().position(|code| code.as_bytes() == part)? as u64,
            Self::Date(dates) => {
                let (era, place) = dates.read(part, all)?;
                *kind = era;
                place
            }
            Self::Sign | Self::Check(_) => 0,
        };
        Some((self.size(*kind), place))
    }

    /// Writes the value at this place into the characters `at`.
    pub(crate) fn write(&self, place: u64, kind: usize, at: Range<usize>, all: &mut [u8]) {
        match self {
            Self::Digits(_) => write_number(place.into(), &mut all[at]),
            Self::Within(_, ranges) => {
                let mut n = place;
                for (from, to) in *ranges {
                    if n <= to - from {
                        write_number((from + n).into(), &mut all[at]);
                        return;
                    }
                    n -= to - from + 1;
                }
            }
            Self::Of(set) => all[at.start] = set[place as usize],
            Self::Letters(_) => {
                let mut n = place;
                for b in all[at].iter_mut().rev() {
                    *b = b'A' + (n % 26) as u8;
                    n /= 26;
                }
            }
            Self::In(codes) => all[at].copy_from_slice(codes[place as usize].as_bytes()),
            Self::Date(dates) => dates.write(place, kind, at, all),
            Self::Sign => {}
            Self::Check(_) => all[at].fill(b'0'),
        }
    }
}

fn digits(part: &[u8]) -> Option<u64> {
    part.iter().try_fold(0u64, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
}

impl Dates {
    /// The era of a date, and the date's place in it.
    fn read(&self, part: &[u8], all: &[u8]) -> Option<(usize, u64)> {
        let (mut year, mut month, mut day, mut of_year) = (0, 0, 0, None);
        for (&b, what) in part.iter().zip(self.layout.bytes()) {
            let digit = u32::from(b.wrapping_sub(b'0'));
            if what == b'L' {
                month = MONTHS.iter().position(|m| *m == b)? as u32 + 1;
                continue;
            }
            if digit > 9 {
                return None;
            }
            match what {
                b'Y' => year = year * 10 + digit as i32,
                b'M' => month = month * 10 + digit,
                b'D' => day = day * 10 + digit,
                _ => of_year = Some(of_year.unwrap_or(0) * 10 + digit),
            }
        }
        let modulus = 10i32.pow(self.layout.bytes().filter(|b| *b == b'Y').count() as u32);
        self.eras.iter().enumerate().find_map(|(n, era)| {
            let sign = match self.sign {
                Some(at) => era.signs.iter().position(|s| all.get(at) == Some(s))? as u64,
                None => 0,
            };
            let (low, high) = era.years;
            let year = low + (year - low).rem_euclid(modulus);
            if !(low..=high).contains(&year) {
                return None;
            }
            let days = match of_year {
                None => Date::new(year, month.checked_sub(era.month)?, day.checked_sub(era.day)?)?.to_days(),
                Some(of_year) => {
                    let first = Date { year, month: 1, day: 1 }.to_days();
                    let days = first + of_year.checked_sub(era.day + 1)? as i32;
                    (Date::from_days(days).year == year).then_some(days)?
                }
            };
            Some((n, sign * era.days + (days - era.first) as u64))
        })
    }

    fn write(&self, place: u64, kind: usize, at: Range<usize>, all: &mut [u8]) {
        let era = &self.eras[kind];
        if let Some(sign) = self.sign {
            all[sign] = era.signs[(place / era.days) as usize];
        }
        let days = era.first + (place % era.days) as i32;
        let date = Date::from_days(days);
        let mut year = date.year as u32;
        let mut month = date.month + era.month;
        let mut day = date.day + era.day;
        let mut of_year = (days - Date { year: date.year, month: 1, day: 1 }.to_days()) as u32 + 1 + era.day;
        for (b, what) in all[at].iter_mut().zip(self.layout.bytes()).rev() {
            let rest = match what {
                b'L' => {
                    *b = MONTHS[date.month as usize - 1];
                    continue;
                }
                b'Y' => &mut year,
                b'M' => &mut month,
                b'D' => &mut day,
                _ => &mut of_year,
            };
            *b = b'0' + (*rest % 10) as u8;
            *rest /= 10;
        }
    }
}
