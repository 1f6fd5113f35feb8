mod months;
mod notation;

use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use self::notation::Written;
use crate::dates::Date;
use crate::style::Draw;

/// Date of birth, where a context word or the name of a column says so: dates are everywhere,
/// and none shows by itself what it is about.
///
/// Read are ISO 8601 dates, years first or last with hyphens, slashes or points, `1985年3月7日`,
/// and dates with a month's name in English, German, Norwegian, French, Spanish and Portuguese.
/// A time at midnight may follow and is no part of the finding; any other time makes it a
/// timestamp, unless the column is named for births. Only there are `19850307`, two-digit years
/// and `1985-3-7` read too. The year lies from 1900 to 2035.
///
/// A stand-in is another date in the same notation, at most five years away, so that ages stay
/// about right; dates from 2016 on only move back, so that nobody is born tomorrow. Days up to
/// the 12th stay so, and later ones stay later: whichever of `03/07` is the month, the stand-in
/// is a date in both readings. `03/07/1985` and `1985-07-03` are not known to be one date, so
/// their stand-ins differ.
///
/// Source: ISO 8601-1; Unicode Common Locale Data Repository for the names of months.
pub(crate) struct DateOfBirth;

/// What announces a date; times, numbers and ordinary words stay outside.
const TRIGGERS: &[Trigger<'static>] = &[
    Trigger::Column,
    Trigger::Shape("^ [12][09]9{2}[./-]9{2}[./-]9{2} ![0-9A-Za-z_]"),
    // Hardly any timestamp of a log is midnight's.
    Trigger::Shape("^ [12][09]9{2}[./-]9{2}[./-]9{2}[T][0]{2}"),
    Trigger::Shape("^ 9{1,2}[./-]9{1,2}[./-][12][09]9{2} !9"),
    Trigger::Shape("[a-zA-Z,.][ -]&[12][09]9{2} !9"),
    Trigger::Literal("年".as_bytes()),
];

impl Detector for DateOfBirth {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Person,
            personal: true,
            example: "1985-03-07",
            check: "calendar",
            context: &[
                "born",
                "born on",
                "birth",
                "birthday",
                "birthdate",
                "dob",
                "d.o.b",
                "bday", // en
                "geboren",
                "geb",
                "geb.",
                "geburtsdatum",
                "geburtstag",
                "geb.-datum", // de
                "født",
                "fødd",
                "fødselsdato",
                "fødselsdag",
                "fødselsår",
                "f.dato",
                "foedt", // no
                "né le",
                "née le",
                "né(e) le",
                "né en",
                "née en",
                "naissance", // fr
                "nacido",
                "nacida",
                "nació",
                "nacimiento",
                "fec. nac",
                "f. nac", // es
                "nascido",
                "nascida",
                "nasceu",
                "nascimento",
                "data nasc",
                "dt. nasc", // pt
                "出生",
                "生日",
                "生于",
                "诞生", // zh
            ],
            columns: &[
                "dob",
                "date of birth",
                "birth date",
                "birthday",
                "date birth",
                "born on",
                "=born",
                "=birth",
                "bday",
                "dateofbirth",
                "birth dt",
                "birth",
                "patient dob", // en
                "geburtsdatum",
                "geburtstag",
                "geb datum",
                "gebdat",
                "geb dat",
                "=geboren",
                "geboren am", // de
                "fødselsdato",
                "fodselsdato",
                "foedselsdato",
                "fødselsdag",
                "=født",
                "født dato",
                "fdato", // no
                "date naiss",
                "date naissance",
                "date de naissance",
                "naissance",
                "né le",
                "dt naissance", // fr
                "fecha nacimiento",
                "fecha de nacimiento",
                "fec nac",
                "fec nacimiento",
                "fecha nac",
                "=nacimiento", // es
                "data nascimento",
                "data de nascimento",
                "dt nascimento",
                "data nasc",
                "dt nasc",
                "=nascimento",
                "=nascido",
                "nascido em", // pt
                "出生日期",
                "出生年月日",
                "出生年月",
                "出生时间",
                "生日", // zh
            ],
            ..Facts::new("DATE_OF_BIRTH", "Date of birth", "ISO 8601-1; Unicode CLDR for names of months")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        TRIGGERS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (text, pos) = (at.text(), at.pos());
        if pos == 0
            && at.named()
            && let Some(hit) = whole_cell(text)
        {
            return Some(hit);
        }
        let byte = |n: usize| at.byte(pos + n);
        let separates = |b: u8| matches!(b, b'.' | b'/' | b'-');
        let written = match (byte(0), byte(1)) {
            (b'0'..=b'9', _) if at.before(pos).is_ascii_digit() => return None,
            (0xe5, _) => notation::chinese(text, pos),
            (b'1', b'9') | (b'2', b'0') if separates(byte(4)) && separates(byte(7)) => {
                // Timestamps of logs are turned away before anything is read.
                let timed = byte(10) == b' ' && byte(12).is_ascii_digit() && byte(13) == b':';
                let midnight = text.get(pos + 11..).is_some_and(|time| time.starts_with(b"00:00"));
                if timed && !midnight && !at.named() {
                    return None;
                }
                notation::year_first(text, pos, false)
            }
            (b'1', b'9') | (b'2', b'0') if byte(3).is_ascii_digit() => {
                let before = pos.checked_sub(2).map_or(0, |i| at.byte(i));
                let fits = before.is_ascii_alphabetic() || matches!(before, b',' | b'.');
                if fits { notation::named(text, pos) } else { None }
            }
            (b'0'..=b'9', second) if separates(second) || separates(byte(2)) => notation::year_last(text, pos, false),
            _ => None,
        };
        hit(at, written?)
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match read(found) {
            Some(written) => {
                if written.short_year {
                    out.extend_from_slice(b"short:");
                }
                if written.ambiguous {
                    out.extend_from_slice(b"either:");
                }
                push_iso(written.date, out);
            }
            None => out.extend_from_slice(found),
        }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 0 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "date", canonical);
        match read(found) {
            Some(written) => {
                let date = near(written.date, &mut draw);
                written.write(found, date, out);
            }
            None => {
                let date = Date::new(1950 + draw.below(50) as i32, 1, 1).map(|d| near(d, &mut draw));
                push_iso(date.unwrap_or(Date::from_days(0)), out);
            }
        }
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        let (Wish::Years(years), Some(written)) = (wish, read(found)) else { return false };
        let mut draw = Draw::new(key, "date-in-band", canonical);
        let band = i32::from(years.max(1));
        let first = written.date.year - written.date.year.rem_euclid(band);
        let year = first + draw.below(band as u64) as i32;
        written.write(found, in_year(year, written.date, &mut draw), out);
        true
    }

    fn coarsen(&self, found: &[u8], level: u8, out: &mut Vec<u8>) -> bool {
        let Some(written) = read(found) else { return false };
        let Date { year, month, .. } = written.date;
        let (year, month) = match level {
            0 | 1 if !written.ambiguous => (year, month),
            // What reads as the month may be the day.
            0..=2 => (year, 1),
            _ => (year - year.rem_euclid(10), 1),
        };
        written.write(found, Date { year, month, day: 1 }, out);
        true
    }

    fn shift(&self, found: &[u8], days: i32, out: &mut Vec<u8>) -> bool {
        let Some(written) = read(found) else { return false };
        written.write(found, Date::from_days(written.date.to_days() + days), out);
        true
    }
}

/// Reads a whole value in any notation.
fn read(value: &[u8]) -> Option<Written> {
    let whole = |w: &Written| w.start == 0 && w.end == value.len();
    let year = value.len().checked_sub(4);
    let sign = value.windows(3).take(5).position(|w| w == "年".as_bytes());
    notation::year_first(value, 0, true)
        .filter(whole)
        .or_else(|| notation::year_last(value, 0, true).filter(whole))
        .or_else(|| notation::compact(value, 0).filter(whole))
        .or_else(|| notation::chinese(value, sign?).filter(whole))
        .or_else(|| notation::named(value, year?).filter(whole))
}

/// A cell of a column named for births: a date in any notation, and a time perhaps.
fn whole_cell(text: &[u8]) -> Option<Hit> {
    let cell = text.trim_ascii();
    let start = text.len() - text.trim_ascii_start().len();
    if cell.len() > 48 {
        return None;
    }
    let end = match read(cell) {
        Some(_) => cell.len(),
        // A time follows: `1985-03-07T00:00:00Z`, `7/3/1985 12:00 AM`.
        None => {
            let end = cell.iter().position(|b| matches!(b, b' ' | b'T'))?;
            time(&cell[end..])?;
            read(&cell[..end])?;
            end
        }
    };
    Some(Hit::checked(start, start + end, 300, "calendar"))
}

/// Whether a time of day follows the date, and then whether it is midnight.
fn time(rest: &[u8]) -> Option<bool> {
    let [b' ' | b'T', h, g, b':', tail @ ..] = rest else {
        return None;
    };
    if !h.is_ascii_digit() || !g.is_ascii_digit() {
        return None;
    }
    let clock = tail.iter().take(12).take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'));
    Some(matches!((h, g), (b'0', b'0')) && clock.clone().all(|b| matches!(b, b'0' | b':' | b'.')))
}

/// The hit, if nothing around it makes it part of something else.
fn hit(at: &At<'_>, written: Written) -> Option<Hit> {
    let Written { start, end, .. } = written;
    let (before, after) = (at.before(start), at.byte(end));
    let joined = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let joins = |b: u8| matches!(b, b'-' | b'/' | b'.');
    if joined(before) || joins(before) && joined(at.before(start - 1)) {
        return None;
    }
    if joined(after) && after != b'T' || joins(after) && at.byte(end + 1).is_ascii_alphanumeric() {
        return None;
    }
    match time(at.text().get(end..)?) {
        Some(false) if after == b'T' || !at.named() => return None,
        None if after == b'T' => return None,
        _ => {}
    }
    Some(Hit::checked(start, end, 50, "calendar"))
}

fn push_iso(date: Date, out: &mut Vec<u8>) {
    notation::number(date.year.unsigned_abs(), 4, out);
    out.push(b'-');
    notation::number(date.month, 2, out);
    out.push(b'-');
    notation::number(date.day, 2, out);
}

/// Another date at most five years away, in the same half of the month. Every month has a 28th,
/// so it always exists.
fn near(date: Date, draw: &mut Draw<'_>) -> Date {
    let mut year = date.year + 4 - draw.below(9) as i32;
    if date.year >= 2016 || date.year < 1904 {
        let back = 1 + draw.below(4) as i32;
        year = if date.year < 1904 { date.year + back } else { date.year - back };
    }
    in_year(year, date, draw)
}

/// A date of this year, and not the same.
fn in_year(year: i32, date: Date, draw: &mut Draw<'_>) -> Date {
    let month = 1 + draw.below(12) as u32;
    let day = if date.day <= 12 { 1 + draw.below(12) as u32 } else { 13 + draw.below(16) as u32 };
    // The same date again: the next month instead.
    let same = (year, month, day) == (date.year, date.month, date.day);
    let month = if same { month % 12 + 1 } else { month };
    Date::new(year, month, day).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;

    #[test]
    fn stand_ins_are_near_other_and_in_the_same_half_of_the_month() {
        let key = RootKey::new([3; 32]).entity("DATE_OF_BIRTH");
        let first = Date::new(1900, 1, 1).unwrap().to_days();
        let last = Date::new(2035, 12, 31).unwrap().to_days();
        for days in (first..=last).step_by(13) {
            let date = Date::from_days(days);
            let mut iso = Vec::new();
            push_iso(date, &mut iso);
            let other = near(date, &mut Draw::new(&key, "date", &iso));
            assert_ne!(other, date);
            assert!((other.to_days() - days).abs() <= 5 * 366, "{date:?} {other:?}");
            assert_eq!(other.day <= 12, date.day <= 12, "{date:?} {other:?}");
            assert!(other.year >= 1900 && (date.year < 2016 || other < date), "{date:?} {other:?}");
        }
    }
}
