use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::checks::icao_digit;
use crate::dates::Date;
use crate::style::Draw;
use crate::unique::{number, write_number};

/// A line of the machine-readable zone of a passport, identity card or visa,
/// `L898902C36UTO7408122F1204159ZE184226B<<<<<10`.
///
/// Lines have 44 characters (TD3: passports), 36 (TD2) or 30 (TD1: cards, three lines), capitals, digits and
/// `<`. The line with the dates has check digits over the document's number, the dates and, in TD2 and TD3,
/// over all of it; all of them are verified. Lines with names are known by their filler, and by the kind of
/// document and state or the number's check digit in front. Every line is found on its own, wherever it
/// stands.
///
/// Stand-ins have other letters and digits at the same places, kind of document, states, sex and expiry as in
/// the original, and right check digits; in TD1 the last one, which spans two lines, is left as it is.
///
/// Source: ICAO Doc 9303, parts 3 (4.9: check digits), 4 (TD3), 5 (TD1), 6 (TD2) and 7 (visas).
pub(crate) struct Mrz;

/// Where the date of birth begins in TD2 and TD3.
const BIRTH: usize = 13;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// With the dates, which begin at this place.
    Dates(usize),
    /// Kind, state, names.
    Names,
    /// Kind, state, number and its check digit: the first of three.
    Number,
    /// Names only: the last of three.
    Last,
}

impl Detector for Mrz {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Government,
            example: "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            check: "icao-7-3-1",
            ..Facts::new("MRZ", "Machine-readable zone of a travel document", "ICAO Doc 9303, parts 3 to 7")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("!9 9{7}[FMX<]9{7}"), Trigger::Literal(b"<<<")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (text, pos) = (at.text(), at.pos());
        if !is_mrz(at.byte(pos)) {
            return None;
        }
        let start = pos - text[..pos].iter().rev().take(45).take_while(|b| is_mrz(**b)).count();
        let end = pos + text[pos..].iter().take(45).take_while(|b| is_mrz(**b)).count();
        let line = &text[start..end];
        let kind = kind(line)?;
        let anchor = match kind {
            Line::Dates(place) => start + place,
            _ => start + line.windows(3).position(|w| w == b"<<<")?,
        };
        let score = match kind {
            Line::Dates(0) | Line::Number => 920,
            Line::Dates(_) => 980,
            Line::Names => 950,
            Line::Last => 850,
        };
        (anchor == pos).then(|| Hit::checked(start, end, score, "icao-7-3-1"))
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let known = kind(found);
        let template = if known.is_some() { found } else { self.facts().example.as_bytes() };
        let kind = known.unwrap_or(Line::Dates(BIRTH));
        let mut draw = Draw::new(key, "mrz", canonical);
        let mut line = template.to_vec();
        loop {
            for (i, b) in line.iter_mut().enumerate() {
                if is_kept(kind, i) {
                    continue;
                }
                match b {
                    b'0'..=b'9' => *b = b'0' + draw.below(10) as u8,
                    b'A'..=b'Z' => *b = b'A' + draw.below(26) as u8,
                    _ => {}
                }
            }
            if let Line::Dates(birth) = kind {
                let first = Date { year: 1940, month: 1, day: 1 }.to_days();
                let date = Date::from_days(first + draw.below(23_000) as i32);
                let digits = date.year as u128 % 100 * 10_000 + u128::from(date.month * 100 + date.day);
                write_number(digits, &mut line[birth..birth + 6]);
            }
            set_checks(kind, &mut line);
            if line != found {
                break;
            }
        }
        out.extend(line);
    }
}

const fn is_mrz(b: u8) -> bool {
    b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<'
}

fn kind(line: &[u8]) -> Option<Line> {
    let dates = match line.len() {
        44 | 36 => BIRTH,
        30 => 0,
        _ => return None,
    };
    if has_checks(dates, line) {
        return Some(Line::Dates(dates));
    }
    let names = |part: &[u8]| part[0].is_ascii_uppercase() && !part.iter().any(u8::is_ascii_digit);
    let is_document = matches!(line[0], b'A' | b'C' | b'I' | b'P' | b'V')
        && line[2..5].iter().all(|b| !b.is_ascii_digit())
        && line[2].is_ascii_uppercase();
    match line.len() {
        30 if is_document && line[14].is_ascii_digit() && icao_digit(&line[5..14]) == line[14] => Some(Line::Number),
        30 if names(line) && line[1..].windows(2).any(|w| w == b"<<") => Some(Line::Last),
        30 => None,
        _ => (is_document && names(&line[5..])).then_some(Line::Names),
    }
}

/// Whether the dates exist and all check digits are right.
fn has_checks(birth: usize, line: &[u8]) -> bool {
    let date = &line[birth..birth + 6];
    let exists = date.iter().chain(&line[birth + 8..birth + 14]).all(u8::is_ascii_digit)
        && (1..=12).contains(&number(&date[2..4]))
        && (1..=31).contains(&number(&date[4..]))
        && matches!(line[birth + 7], b'F' | b'M' | b'X' | b'<');
    let mut copy = [0; 44];
    let copy = &mut copy[..line.len()];
    copy.copy_from_slice(line);
    exists && {
        set_checks(Line::Dates(birth), copy);
        copy == line
    }
}

/// Writes the check digits of a line. An empty personal number may have `<` for its.
fn set_checks(kind: Line, line: &mut [u8]) {
    match kind {
        Line::Number => line[14] = icao_digit(&line[5..14]),
        Line::Dates(birth) => {
            line[birth + 6] = icao_digit(&line[birth..birth + 6]);
            line[birth + 14] = icao_digit(&line[birth + 8..birth + 14]);
            if birth == 0 {
                return;
            }
            line[9] = icao_digit(&line[..9]);
            if line.len() == 44 && line[42] != b'<' {
                line[42] = icao_digit(&line[28..42]);
            }
            let mut all = [b'<'; 44];
            let parts = [&line[..10], &line[13..20], &line[21..line.len() - 1]];
            let mut n = 0;
            for part in parts {
                all[n..n + part.len()].copy_from_slice(part);
                n += part.len();
            }
            if let Some(last) = line.last_mut() {
                *last = icao_digit(&all[..n]);
            }
        }
        Line::Names | Line::Last => {}
    }
}

/// Whether a stand-in has the original's character there.
fn is_kept(kind: Line, i: usize) -> bool {
    match kind {
        // States, sex and expiry; in TD1 the last check digit.
        Line::Dates(0) => matches!(i, 7..=17 | 29),
        Line::Dates(_) => matches!(i, 10..=12 | 20..=27),
        Line::Names | Line::Number => i < 5,
        Line::Last => false,
    }
}
