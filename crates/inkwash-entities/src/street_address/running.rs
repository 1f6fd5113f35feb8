//! Street addresses in running text: a word for a street, a name and a number.

use inkwash_core::{At, Hit};

use super::leads::{LEADS, Lead};

/// The most bytes of a line that are looked at on either side.
const LINE: usize = 200;

pub(super) fn probe(at: &At<'_>) -> Option<Hit> {
    let ahead = &at.ahead()[..at.ahead().len().min(LINE)];
    let hits = LEADS.at(ahead).filter_map(|(len, lead)| beside(at, at.pos() + len, lead));
    hits.reduce(|a, b| if (b.score, b.span.len()) > (a.score, a.span.len()) { b } else { a })
}

/// The address around a lead that ends at `end`.
fn beside(at: &At<'_>, end: usize, lead: Lead) -> Option<Hit> {
    let text = at.text();
    let whole = &text[..text.len().min(at.pos() + LINE)];
    let line_end = whole[at.pos()..].iter().position(|b| *b == b'\n').map_or(whole.len(), |i| at.pos() + i);
    let line = &whole[..line_end];
    let from = at.pos().saturating_sub(LINE);
    let from = line[from..at.pos()].iter().rposition(|b| *b == b'\n').map_or(from, |i| from + i + 1);
    let text = Line { text: line, from };
    match lead {
        Lead::English | Lead::WeakEnglish => english(&text, at.pos(), end, lead),
        Lead::French => french(&text, at.pos(), end),
        Lead::Iberian => iberian(&text, at.pos(), end, 800),
        Lead::WeakIberian => iberian(&text, at.pos(), end, 700),
        Lead::Germanic => germanic(&text, at.pos(), end, 850),
        Lead::WeakGermanic => germanic(&text, at.pos(), end, 700),
        Lead::Gate => germanic(&text, at.pos(), end, if text.byte_before(at.pos()) == b' ' { 700 } else { 400 }),
        Lead::Chinese => chinese(&text, at.pos(), end),
        Lead::Label => {
            let start = text.skip_blanks(end);
            let rest = text.text.get(start..)?;
            let value = rest.strip_prefix(b":").or_else(|| rest.strip_prefix("：".as_bytes()));
            let first = text.text[from..at.pos()].trim_ascii().is_empty();
            let value = match value {
                Some(value) => text.skip_blanks(line_end - value.len()),
                None if first && start > end + 1 => start,
                None => return None,
            };
            labelled(&text, at.pos(), value)
        }
        Lead::Statement => labelled(&text, at.pos(), end),
    }
}

/// A line, from `from` on.
struct Line<'t> {
    text: &'t [u8],
    from: usize,
}

impl<'t> Line<'t> {
    fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or(0)
    }

    fn byte_before(&self, at: usize) -> u8 {
        if at > self.from { self.byte(at - 1) } else { 0 }
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), b' ' | b'\t') {
            at += 1;
        }
        at
    }

    /// The word that begins at an offset: letters of any script, apostrophes, hyphens.
    fn word(&self, from: usize) -> &'t [u8] {
        let rest = self.text.get(from..).unwrap_or_default();
        let inner = |b: &u8| b.is_ascii_alphabetic() || !b.is_ascii() || matches!(b, b'\'' | b'-');
        let len = rest.iter().take_while(|b| inner(b)).count();
        // Wide signs and ordinal signs are no letters.
        let word = &rest[..len];
        let signs: [&[u8]; 5] = ["，".as_bytes(), "º".as_bytes(), "·".as_bytes(), "：".as_bytes(), "°".as_bytes()];
        let cut = |sign: &&[u8]| word.windows(sign.len()).position(|w| w == *sign);
        let len = signs.iter().filter_map(cut).min().unwrap_or(len);
        &word[..len]
    }

    /// The start of the token that ends at an offset: no blank, bracket, comma or the like in it.
    fn token_before(&self, end: usize) -> usize {
        let ends =
            |b: &u8| b.is_ascii_whitespace() || matches!(b, b',' | b';' | b'(' | b'"' | b':' | b'|' | b'>' | b'=');
        self.text[self.from..end].iter().rposition(ends).map_or(self.from, |i| self.from + i + 1)
    }

    /// The end of the house number at an offset, with the letter and the range behind it.
    fn number(&self, from: usize) -> Option<usize> {
        let digits =
            |at: usize| self.text.get(at..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        let count = digits(from);
        if !(1..=5).contains(&count) || self.byte(from) == b'0' {
            return None;
        }
        let mut end = from + count;
        if matches!(self.byte(end), b'-' | b'/') && (1..=4).contains(&digits(end + 1)) {
            end += 1 + digits(end + 1);
        }
        if is_house_letter(self.byte(end)) && self.ends_word(end + 1) {
            end += 1;
        } else if self.byte(end) == b' ' && is_house_letter(self.byte(end + 1)) && self.ends_word(end + 2) {
            let next = self.byte(end + 2);
            let capital = self.byte(end + 1).is_ascii_uppercase() && next != b'.';
            if capital || matches!(next, 0 | b',' | b';' | b')' | b'\r' | b'.') {
                end += 2;
            }
        }
        let next = self.byte(end);
        let goes_on = matches!(next, b'.' | b',' | b':' | b'-' | b'/') && self.byte(end + 1).is_ascii_digit()
            || matches!(next, b'%' | b'_' | b'@' | b'=' | b'+' | b'*')
            || !self.ends_word(end);
        (!goes_on).then_some(end)
    }

    fn ends_word(&self, at: usize) -> bool {
        let next = self.byte(at);
        !next.is_ascii_alphanumeric() && (next.is_ascii() || !self.text[at..].first_chunk().is_some_and(is_latin))
    }

    /// The end of floors, flats and doors that follow: `, Apt 4B`, `, 3.º B`.
    fn units(&self, from: usize) -> usize {
        let mut end = from;
        for _ in 0..3 {
            let comma = usize::from(self.byte(end) == b',');
            let start = end + comma;
            if self.byte(start) != b' ' {
                break;
            }
            let Some(next) = self.ordinal(start + 1).or_else(|| self.unit(start + 1)) else { break };
            end = next;
        }
        end
    }

    /// `3.º B`, `2º izda.`, `3e étage`.
    fn ordinal(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let sign = ORDINALS.iter().find(|sign| rest[digits..].starts_with(sign.as_bytes()))?;
        if !(1..=2).contains(&digits) {
            return None;
        }
        let end = from + digits + sign.len();
        let word = self.word(end + 1);
        let known = is_one_of(word, DOORS)
            || matches!(word, [letter] if is_house_letter(*letter) && letter.is_ascii_uppercase());
        if self.byte(end) == b' ' && known && self.ends_word(end + 1 + word.len()) {
            let end = end + 1 + word.len();
            return Some(end + usize::from(self.byte(end) == b'.' && word.len() > 2));
        }
        (!sign.is_ascii()).then_some(end)
    }

    /// `Apt 4B`, `ap. 32`, `#12`.
    fn unit(&self, from: usize) -> Option<usize> {
        let word = self.word(from);
        let mut at = from + word.len();
        if word.is_empty() && self.byte(from) == b'#' {
            at += 1;
        } else if is_one_of(word, UNITS) {
            at += usize::from(self.byte(at) == b'.');
            if self.byte(at) != b' ' {
                return None;
            }
            at += 1;
        } else {
            return None;
        }
        let rest = self.text.get(at..)?;
        let token = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let told = rest[..token].iter().any(u8::is_ascii_digit) || token == 1;
        ((1..=5).contains(&token) && told && self.ends_word(at + token)).then_some(at + token)
    }

    /// The start of a flat before the number: `Flat 6, 91 Canal Street`.
    fn unit_before(&self, start: usize) -> Option<usize> {
        let before = self.text[self.from..start].strip_suffix(b", ")?;
        let token = self.token_before(self.from + before.len());
        let word = self.token_before(token.checked_sub(1).filter(|at| *at > self.from)?);
        let unit = self.unit(word)?;
        (unit == self.from + before.len()).then_some(word)
    }
}

const fn is_latin(two: &[u8; 2]) -> bool {
    matches!(two, [0xc3, 0x80..=0xbf] | [0xc4..=0xc9, _])
}

/// Letters of house numbers; stand-ins have these.
const fn is_house_letter(b: u8) -> bool {
    matches!(b.to_ascii_lowercase(), b'a'..=b'h' | b'k'..=b'n' | b'p' | b'r'..=b't')
}

const ORDINALS: &[&str] = &[".º", ".ª", "º", "ª", "°", "er", "e", "."];
const DOORS: &[&str] =
    &["izda", "izq", "dcha", "dta", "esq", "dto", "fte", "étage", "andar", "piso", "etasje", "etg", "floor"];
const UNITS: &[&str] = &[
    "apt",
    "apartment",
    "suite",
    "ste",
    "unit",
    "flat",
    "floor",
    "fl",
    "room",
    "ap",
    "apto",
    "cj",
    "conj",
    "bloco",
    "sala",
    "lote",
    "casa",
    "piso",
    "puerta",
    "appt",
    "appartement",
    "bât",
    "leilighet",
    "leil",
    "whg",
    "wohnung",
    "haus",
    "portal",
    "bloque",
    "esc",
];
const DIRECTIONS: &[&str] = &["n", "s", "e", "w", "ne", "nw", "se", "sw"];

fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|one| one.as_bytes().eq_ignore_ascii_case(word))
}

/// Whether a word has a capital first, and letters behind it.
fn is_name(word: &[u8]) -> bool {
    let Ok(text) = core::str::from_utf8(word) else { return false };
    let plain = text.strip_prefix("d'").or_else(|| text.strip_prefix("l'")).unwrap_or(text);
    plain.chars().next().is_some_and(char::is_uppercase)
        && !crate::words::is_identifier(word)
        && text.chars().all(|c| {
            c.is_alphabetic() && !('\u{3000}'..='\u{9fff}').contains(&c) || matches!(c, '\'' | '-' | '\u{2019}')
        })
}

/// Words before `Drive`, `Court`, `Place` and the like that make them no streets.
const NO_STREETS: &[&str] = &[
    "hard", "flash", "disk", "tape", "usb", "google", "test", "supreme", "high", "district", "tennis", "food", "first",
    "second", "third", "only", "no", "one", "other", "same", "right", "wrong", "best", "half", "new", "long", "market",
    "solid", "thumb", "shared", "network", "drop", "stock", "inner", "full", "crown", "appeals", "federal",
];

/// `12 High Street`, `Flat 6, 91 Canal Street`, `221 5th Avenue NW, Apt 4B`.
fn english(line: &Line<'_>, pos: usize, end: usize, lead: Lead) -> Option<Hit> {
    let mut end = match line.text.get(end - 1).unwrap_or(&b'\n') {
        b',' | b' ' | b'\n' => end - 1,
        _ => end,
    };
    if !line.ends_word(end) || matches!(line.byte(end), b'-' | b'_' | b'\'') {
        return None;
    }
    let (mut at, mut names) = (pos, 0);
    let start = loop {
        let start = line.token_before(at);
        let token = &line.text[start..at];
        let digits = token.iter().take_while(|b| b.is_ascii_digit()).count();
        let tail = &token[digits..];
        let ordinal = digits > 0 && is_one_of(tail, &["st", "nd", "rd", "th"]);
        let name = is_name(token) || ordinal || matches!(token, [b'A'..=b'Z', b'.'] | b"St.");
        if digits > 0 && !ordinal {
            break line.number(start).filter(|end| *end == at).map(|_| start)?;
        }
        if !name || names == 4 || lead == Lead::WeakEnglish && is_one_of(token, NO_STREETS) {
            return None;
        }
        names += 1;
        at = start.checked_sub(1).filter(|at| *at > line.from && line.byte(*at) == b' ')?;
    };
    if names == 0 || matches!(line.byte_before(start), b'=' | b':' | b'>') {
        return None;
    }
    let number = &line.text[start..at];
    let word = line.word(end + 1);
    if line.byte(end) == b' ' && is_one_of(word, DIRECTIONS) && word.iter().all(u8::is_ascii_uppercase) {
        end += 1 + word.len();
    }
    let told = line.units(end);
    let next = (line.byte(told), line.byte(told + 1), line.byte(told + 2));
    // `Wall Street Analytics`; a year before a street's name that stands for something else.
    let goes_on = told == end && next.0 == b' ' && next.1.is_ascii_uppercase();
    let year = matches!(number, [b'1', b'9', ..] | [b'2', b'0', ..]) && number.len() == 4 && next.0 != b',';
    let score = match lead {
        _ if goes_on || year => 400,
        Lead::English => 750,
        _ => 650,
    };
    Some(Hit::pattern(line.unit_before(start).unwrap_or(start), told, score))
}

const FRENCH_PARTICLES: &[&str] = &["de", "du", "des", "la", "le", "les", "et", "en", "aux", "à", "sur", "sous"];

/// `12 bis, rue de la Gare`, `3 rue du 8 Mai 1945`.
fn french(line: &Line<'_>, pos: usize, end: usize) -> Option<Hit> {
    let mut at = pos - usize::from(line.byte_before(pos) == b',');
    let mut start = line.token_before(at);
    if matches!(&line.text[start..at], b"bis" | b"ter" | b"quater" | b"B" | b"A" | b"C") {
        at = start.checked_sub(1).filter(|at| *at > line.from && line.byte(*at) == b' ')?;
        start = line.token_before(at);
    }
    let token = &line.text[start..at];
    let digits = token.iter().take_while(|b| b.is_ascii_digit()).count();
    let told = matches!(&token[digits..], b"" | b"bis" | b"ter" | b"A" | b"B" | b"C" | b"D")
        || token[digits..].starts_with(b"-");
    if !(1..=4).contains(&digits) || !told || matches!(line.byte_before(start), b'=' | b'>') {
        return None;
    }
    let name = names(line, end, FRENCH_PARTICLES)?;
    Some(Hit::pattern(start, line.units(name), 800))
}

/// The end of the names from an offset on, with particles between them.
fn names(line: &Line<'_>, from: usize, particles: &[&str]) -> Option<usize> {
    let (mut at, mut end) = (from, None);
    for _ in 0..7 {
        let word = line.word(at);
        if is_name(word) {
            end = Some(at + word.len());
        } else if !is_one_of(word, particles) {
            break;
        }
        at += word.len();
        // Abbreviated names: `Dr. Fleming`, `J. Moulin`.
        let short = line.byte(at) == b'.' && line.byte(at + 1) == b' ' && word.len() <= 3;
        at += usize::from(short);
        if line.byte(at) != b' ' {
            break;
        }
        at += 1;
    }
    end
}

const IBERIAN_PARTICLES: &[&str] =
    &["de", "del", "la", "las", "los", "el", "do", "da", "dos", "das", "y", "e", "i", "d", "em"];
const NUMBER_SIGNS: &[&str] = &["n.º ", "nº ", "n° ", "núm. ", "num. ", "n. ", "no. ", "número "];

/// `Calle Mayor 8, 2.º`, `Rua das Figueiras, 114, ap. 32`.
fn iberian(line: &Line<'_>, pos: usize, end: usize, score: u16) -> Option<Hit> {
    let before = line.byte_before(pos);
    if before.is_ascii_alphanumeric() || matches!(before, b'_' | b'-' | b'\'' | b'.') || before >= 0x80 {
        return None;
    }
    let name = match names(line, end, IBERIAN_PARTICLES) {
        None if line.text[pos..end] == *"Gran Vía ".as_bytes() => end - 1,
        name => name?,
    };
    let mut at = name + usize::from(line.byte(name) == b',');
    if line.byte(at) != b' ' {
        return None;
    }
    at += 1;
    let rest = line.text.get(at..)?;
    at += NUMBER_SIGNS.iter().find(|sign| rest.starts_with(sign.as_bytes())).map_or(0, |sign| sign.len());
    if is_measure(line.word(line.number(at)? + 1)) {
        return None;
    }
    Some(Hit::pattern(pos, line.units(line.number(at)?), score))
}

/// Whether a word says that a number counts something.
fn is_measure(word: &[u8]) -> bool {
    const MEASURES: &[&str] = &[
        "m", "km", "min", "minuten", "minutter", "meter", "metros", "minutos", "horas", "uhr", "kr", "kg", "prozent",
        "euro", "tage", "dager", "stunden", "timer", "personen", "de", "ganger", "mal",
    ];
    is_one_of(word, MEASURES)
}

/// `Hauptstraße 12`, `Gohliser Straße 120`, `Kongens gate 14`, `Rosenweg 5 b`.
fn germanic(line: &Line<'_>, pos: usize, end: usize, score: u16) -> Option<Hit> {
    let number = line.number(end)?;
    if is_measure(line.word(number + 1)) && line.byte(number) == b' ' {
        return None;
    }
    let mut start = line.token_before(pos);
    if start == pos {
        // The street's word stands alone behind one to three names.
        let own = line.word(pos);
        let mut names = 0;
        while names < 3 && start > line.from && line.byte(start - 1) == b' ' {
            let before = line.token_before(start - 1);
            if !is_name(&line.text[before..start - 1]) {
                break;
            }
            (start, names) = (before, names + 1);
            // German streets have one name before the word, or hyphens.
            if own.first().is_some_and(u8::is_ascii_uppercase) {
                break;
            }
        }
        if names == 0 {
            return None;
        }
    } else if !is_name(&line.text[start..pos]) && !line.text[start..pos].strip_suffix(b"-").is_some_and(is_name)
        || pos - start < 3
    {
        return None;
    }
    Some(Hit::pattern(start, line.units(number), score))
}

/// What stands before an address without a sign between.
const LEAD_INS: &[&str] = &[
    "地址", "住址", "住在", "位于", "寄到", "寄往", "送到", "送至", "住于", "现居", "家住", "搬到", "常住", "改为",
    "是",
];
/// Ends of the names of streets and villages.
const HAN_STREETS: &str = "路街道巷弄里村段条园区同";
/// Ends of the parts of an address behind its number.
const HAN_UNITS: &[&str] = &["号楼", "单元", "号", "栋", "幢", "座", "室", "楼", "层", "房", "户", "弄", "院"];

/// The character that ends at an offset, if it is a Han character, or an ASCII one.
fn char_before(line: &Line<'_>, end: usize) -> Option<char> {
    let last = line.byte_before(end);
    if last.is_ascii() {
        return (end > line.from).then_some(char::from(last));
    }
    let bytes = line.text.get(end.checked_sub(3).filter(|from| *from >= line.from)?..end)?;
    core::str::from_utf8(bytes).ok()?.chars().next()
}

/// `北京市朝阳区花园路18号3单元502室`.
fn chinese(line: &Line<'_>, pos: usize, end: usize) -> Option<Hit> {
    let (mut start, mut digits) = (pos, 0);
    while char_before(line, start).is_some_and(|c| c.is_ascii_digit()) {
        (start, digits) = (start - 1, digits + 1);
    }
    if !(1..=5).contains(&digits) || !char_before(line, start).is_some_and(|c| HAN_STREETS.contains(c)) {
        return None;
    }
    let street = start;
    let mut inner = 0;
    for _ in 0..40 {
        let Some(c) = char_before(line, start) else { break };
        inner = if c.is_ascii_digit() { inner + 1 } else { 0 };
        if !('\u{4e00}'..='\u{9fff}').contains(&c) && (!c.is_ascii_digit() || inner > 4) {
            break;
        }
        start -= c.len_utf8();
    }
    let run = core::str::from_utf8(&line.text[start..street]).ok()?;
    start += LEAD_INS.iter().filter_map(|lead| run.rfind(lead).map(|i| i + lead.len())).max().unwrap_or(0);
    let run = core::str::from_utf8(&line.text[start..street]).ok()?.trim_start_matches(|c: char| c.is_ascii_digit());
    let start = street - run.len();
    let mut end = end;
    for _ in 0..5 {
        let rest = &line.text[end..];
        let count = rest.iter().take(5).take_while(|b| b.is_ascii_alphanumeric()).count();
        let unit = HAN_UNITS.iter().find(|unit| rest[count..].starts_with(unit.as_bytes()));
        let bare = unit.is_none() && (2..=4).contains(&count) && rest[..count].iter().all(u8::is_ascii_digit);
        match unit {
            Some(unit) if count > 0 || **unit == *"楼" => end += count + unit.len(),
            _ if bare => {
                end += count;
                break;
            }
            _ => break,
        }
    }
    let town = run.chars().any(|c| "省市区县镇".contains(c));
    let score = if town { 850 } else { 600 };
    (run.chars().count() >= 2).then(|| Hit::pattern(start, end, score))
}

/// What a label names, if a house number ends or begins it: `Am Bach 22a`.
fn labelled(line: &Line<'_>, pos: usize, value: usize) -> Option<Hit> {
    let before = line.byte_before(pos);
    if before.is_ascii_alphanumeric() || matches!(before, b'_' | b'-' | b'.' | b'$' | b'"') {
        return None;
    }
    let mut at = value;
    let mut names = 0;
    for nth in 0..6 {
        if line.byte(at).is_ascii_digit() && names > 0 {
            let end = line.number(at)?;
            return Some(Hit::pattern(value, line.units(end), 700));
        }
        let word = line.word(at);
        let named = is_name(word);
        if word.len() < 2 || nth == 0 && !named {
            return None;
        }
        names += usize::from(named);
        at += word.len();
        at += usize::from(line.byte(at) == b'.');
        if line.byte(at) != b' ' {
            return None;
        }
        at += 1;
    }
    None
}
