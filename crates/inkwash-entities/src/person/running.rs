//! Names in running text.

use inkwash_core::{At, Hit};

use super::leads::{LEADS, Lead};
use super::lexicon;
use super::spelling::{self, Name, skip_blanks};

/// The most blanks between a label and its value.
const GAP: usize = 60;
/// The most bytes from a closing formula to the end of the signature's line.
const SIGNATURE: usize = 160;

pub(super) fn probe(at: &At<'_>) -> Option<Hit> {
    let text = at.text().get(..at.text().len().min(at.pos() + At::REACH))?;
    if text.get(at.pos()) == Some(&b'@') {
        return before_address(at, text);
    }
    if let Some(comma) = comma(text, at.pos()) {
        return in_list(at, text, comma);
    }
    let hits = LEADS.at(text.get(at.pos()..)?).filter_map(|(len, lead)| beside(at, text, at.pos() + len, lead));
    hits.reduce(|a, b| if (b.score, b.span.len()) > (a.score, a.span.len()) { b } else { a })
}

/// The length of what stands between the names of a list.
fn comma(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    match rest {
        [b',', b' ', b'A'..=b'Z', ..] => Some(2),
        _ => rest.starts_with("、".as_bytes()).then_some("、".len()),
    }
}

/// Labels of lists of people; the first name is found by the label itself.
const LISTS: &[&str] = &[
    "Attendees",
    "Present",
    "Participants",
    "Passengers",
    "Guests",
    "Apologies",
    "Absent",
    "Team",
    "Teilnehmer",
    "Teilnehmerinnen",
    "Teilnehmende",
    "Anwesend",
    "Anwesende",
    "Abwesend",
    "Entschuldigt",
    "Til stede",
    "Deltakere",
    "Forfall",
    "Fraværende",
    "Présents",
    "Présentes",
    "Absents",
    "Excusés",
    "Asistentes",
    "Presentes",
    "Ausentes",
    "Participantes",
    "Reisende",
    "Passagers",
    "Pasajeros",
    "Passageiros",
    "参会人员",
    "出席人员",
    "与会人员",
    "参加人员",
    "缺席",
    "联系人",
    "乘客",
];

/// A further name of a list that a label opens: `Present: Anna Smith, Ken Ishida`.
fn in_list(at: &At<'_>, text: &[u8], comma_len: usize) -> Option<Hit> {
    let line = line_before(at);
    let colon = line.iter().rposition(|b| *b == b':' || *b == 0x9a)?;
    let (label, mut from) = match line[..=colon].strip_suffix("：".as_bytes()) {
        Some(label) => (label, colon + 1),
        None => (line[..=colon].strip_suffix(b":")?, colon + 1),
    };
    let label = label.trim_ascii_end();
    if !LISTS.iter().any(|list| label.ends_with(list.as_bytes())) {
        return None;
    }
    // All before it are names.
    let offset = at.pos() - line.len();
    loop {
        let start = skip_blanks(text, offset + from, GAP);
        let end = list_item(text, start)?.1;
        if end == at.pos() {
            break;
        }
        from = end + comma(text, end)? - offset;
    }
    let (start, end, score) = list_item(text, at.pos() + comma_len)?;
    Some(Hit::pattern(start, end, score))
}

/// The name that a list goes on with, without titles, and how sure it is one.
fn list_item(text: &[u8], from: usize) -> Option<(usize, usize, u16)> {
    if let Some(end) = spelling::han_name(text, from) {
        return Some((from, end, 700));
    }
    let name = spelling::name(text, from)?;
    let score = if name.is_known() { 750 } else { 600 };
    (name.words > 1 || name.is_known()).then_some((name.start, name.end, score))
}

/// The name beside a lead that ends at `end`.
fn beside(at: &At<'_>, text: &[u8], end: usize, lead: Lead) -> Option<Hit> {
    if text[at.pos()].is_ascii() {
        let before = at.before(at.pos());
        let inner = before.is_ascii_alphanumeric() || !before.is_ascii() || matches!(before, b'_' | b'-' | b'.' | b'$');
        // Formulas and words may be the end of longer ones: `Dankeschön. Grüße`, `Beste`.
        let ideograph = before >= 0x80 && follows_sign(text, at.pos());
        if inner && !ideograph {
            return None;
        }
    }
    match lead {
        Lead::Part | Lead::Label | Lead::WeakLabel => {
            let value = after_label(at, text, end)?;
            if lead == Lead::WeakLabel && !begins_statement(at) {
                return None;
            }
            let mut name = spelling::value(text, value)?;
            let score = match (lead, name.words, name.given, name.is_known()) {
                (Lead::WeakLabel, 2.., true, _) => 800,
                (Lead::WeakLabel, 2.., _, true) => 600,
                (Lead::WeakLabel, ..) => return None,
                (_, 2.., _, true) => 850,
                (_, 2.., _, false) => 650,
                (Lead::Part, 1, ..) => 700,
                (_, 1, _, true) => 600,
                _ => return None,
            };
            if let Some(end) = spelling::given_after_comma(text, &name) {
                name.end = end;
            }
            Some(hit(&name, score))
        }
        Lead::Honorific => {
            if text[at.pos()..end] == *b"M. " && !may_be_monsieur(at) || is_drive(at, text, end) {
                return None;
            }
            let name = spelling::name(text, end)?;
            Some(hit(&name, if name.words > 1 || name.is_known() { 850 } else { 700 }))
        }
        Lead::Greeting => {
            let name = spelling::name(text, end)?;
            // Behind a title one word is enough: `Dear Mr Adeyemi`.
            let score = match (name.start > end, name.words, name.given, name.is_known()) {
                (true, ..) => 800,
                (_, 2.., true, _) => 850,
                (_, 2.., _, true) => 600,
                (_, 1, _, true) if closes_greeting(text, name.end) => 750,
                _ => return None,
            };
            Some(hit(&name, score))
        }
        Lead::Introduction => {
            let name = spelling::name(text, end)?;
            match (name.words, name.is_known()) {
                (2.., _) => Some(hit(&name, 800)),
                (1, true) => Some(hit(&name, 650)),
                _ => None,
            }
        }
        Lead::WeakIntroduction | Lead::Role => {
            let name = spelling::name(text, end)?;
            (name.words > 1 && name.given || name.words > 1 && name.family && lead == Lead::WeakIntroduction)
                .then(|| hit(&name, if name.given && name.family { 800 } else { 700 }))
        }
        Lead::Closing => signature(at, text, end),
        Lead::HanLabel => {
            let colon = after_colon(text, end);
            let value = skip_blanks(text, colon.unwrap_or(end), GAP);
            if let Some(end) = spelling::han_name(text, value) {
                return Some(Hit::pattern(value, end, if colon.is_some() { 800 } else { 650 }));
            }
            let name = spelling::value(text, value).filter(|name| colon.is_some() && name.words > 1)?;
            name.given.then(|| hit(&name, 700))
        }
        Lead::HanIntroduction => {
            let name_end = spelling::han_name(text, end)?;
            Some(Hit::pattern(end, name_end, 700))
        }
        Lead::HanHonorific => {
            let start = spelling::han_name_before(text, at.pos())?;
            Some(Hit::pattern(start, at.pos(), 700))
        }
    }
}

const fn hit(name: &Name, score: u16) -> Hit {
    Hit::pattern(name.start, name.end, score)
}

/// Whether what stands before an offset is a sign and no letter: `，`, `、`, `“`, a wide blank.
fn follows_sign(text: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(3);
    let before = core::str::from_utf8(&text[from..at]).ok().and_then(|s| s.chars().next_back());
    before.is_some_and(|c| !c.is_alphanumeric() || spelling::is_han(c))
}

/// The offset after a colon at `at`, perhaps with blanks before it.
fn after_colon(text: &[u8], at: usize) -> Option<usize> {
    let sign = skip_blanks(text, at, GAP);
    let rest = text.get(sign..)?;
    let value = rest.strip_prefix(b":").or_else(|| rest.strip_prefix("：".as_bytes()))?;
    Some(text.len() - value.len())
}

/// Where the value of a label begins: after a colon, or in a form after two blanks and more.
fn after_label(at: &At<'_>, text: &[u8], end: usize) -> Option<usize> {
    if end.checked_sub(1).is_some_and(|i| text[i] == b':') {
        return Some(skip_blanks(text, end, GAP));
    }
    if let Some(value) = after_colon(text, end) {
        return Some(skip_blanks(text, value, GAP));
    }
    let value = skip_blanks(text, end, GAP);
    let line = line_before(at);
    let first = line.trim_ascii().is_empty();
    (first && (value > end + 1 || text.get(end) == Some(&b'\t'))).then_some(value)
}

/// What stands on the line before the position, as far as a probe may look back.
fn line_before<'t>(at: &At<'t>) -> &'t [u8] {
    let from = at.pos().saturating_sub(At::REACH_BACK);
    let before = &at.text()[from..at.pos()];
    before.iter().rposition(|b| *b == b'\n').map_or(before, |i| &before[i + 1..])
}

/// Whether nothing of the same statement stands before: a `Product Name:` is none.
fn begins_statement(at: &At<'_>) -> bool {
    let line = line_before(at);
    let before = line.trim_ascii_end();
    let wide = before.ends_with("\u{3000}".as_bytes());
    let apart = line.len() - before.len() > 1 || line.ends_with(b"\t");
    before.is_empty()
        || wide
        || apart
        || matches!(before.last(), Some(b',' | b';' | b'|' | b'.' | b'(' | b'*' | b'-' | b'>' | b'#'))
}

/// Whether `M.` is no initial: `John M. Smith`, `J. M. Smith`.
fn may_be_monsieur(at: &At<'_>) -> bool {
    let before = line_before(at);
    let word = before.trim_ascii_end();
    let start = word.iter().rposition(|b| b.is_ascii_whitespace()).map_or(0, |i| i + 1);
    let word = &word[start..];
    word.is_empty()
        || matches!(word, b"Bonjour" | b"Cher" | b"Bonsoir")
        || matches!(word.last(), Some(b',' | b':' | b';' | b'('))
        || word.iter().all(|b| b.is_ascii_lowercase() || *b == b'\'' || *b >= 0x80)
}

/// Whether `Dr.` is a drive: digits and a word or two stand before it.
fn is_drive(at: &At<'_>, text: &[u8], end: usize) -> bool {
    text[at.pos()..end].starts_with(b"Dr")
        && line_before(at)
            .rsplit(|b| *b == b' ')
            .skip(1)
            .take(3)
            .any(|word| (1..=6).contains(&word.len()) && word.iter().all(u8::is_ascii_digit))
}

/// Whether a greeting of one word ends here: what follows is a sign or the line's end.
fn closes_greeting(text: &[u8], end: usize) -> bool {
    let rest = &text[end..];
    matches!(rest.first(), None | Some(b',' | b'!' | b'.' | b':' | b';' | b'\n' | b'\r'))
        || rest.starts_with("，".as_bytes())
        || rest.starts_with(b" -")
}

/// The name of a mail header: `Anna Smith <anna@example.com>`.
fn before_address(at: &At<'_>, text: &[u8]) -> Option<Hit> {
    let line = line_before(at);
    let open = line.iter().rposition(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+')))?;
    if line[open] != b'<' {
        return None;
    }
    let mailbox = &line[open + 1..];
    let before = line[..open].trim_ascii_end();
    let quoted = before.ends_with(b"\"");
    let before = if quoted { &before[..before.len() - 1] } else { before };
    let offset = at.pos() - line.len();
    let end = offset + before.len();
    let han = before.iter().rev().take_while(|b| **b >= 0x80).count();
    if han >= 6
        && let Some(start) =
            (end - han..end).find(|i| spelling::han_name(text, *i) == Some(end) && !is_inside_han(text, *i))
    {
        return Some(Hit::pattern(start, end, 800));
    }
    let ends = |b: &u8| matches!(b, b':' | b',' | b';' | b'"' | b'<' | b'>' | b'(' | b'=' | b'|' | b'\t');
    let begin = before.iter().rposition(ends).map_or(0, |i| i + 1);
    let start = skip_blanks(text, offset + begin, GAP);
    let name = spelling::name(text, start).filter(|name| name.end == end)?;
    let in_mailbox = |word: &[u8]| word.len() > 2 && mailbox.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
    let named = text[name.start..name.end].split(|b| *b == b' ').any(in_mailbox);
    match (name.words, name.is_known(), named) {
        (2.., true, _) => Some(hit(&name, 850)),
        (2.., false, true) => Some(hit(&name, 700)),
        (1, true, true) => Some(hit(&name, 650)),
        _ => None,
    }
}

/// Whether a Han character stands right before.
fn is_inside_han(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(3).and_then(|from| core::str::from_utf8(&text[from..at]).ok());
    before.and_then(|s| s.chars().next()).is_some_and(spelling::is_han)
}

/// The name that stands alone below a closing formula, or after its comma at the text's end.
fn signature(at: &At<'_>, text: &[u8], end: usize) -> Option<Hit> {
    let rest = text.get(end..)?;
    let window = &rest[..rest.len().min(SIGNATURE)];
    let sign = window.iter().take_while(|b| matches!(b, b',' | b'.' | b'!' | b' ' | b'\t' | b'\r')).count();
    let wide = window[sign..].starts_with("，".as_bytes()) || window[sign..].starts_with("！".as_bytes());
    let mut start = sign + if wide { 3 } else { 0 };
    let breaks = window[start..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let below = window[start..start + breaks].iter().filter(|b| **b == b'\n').count();
    start += breaks;
    let line = window[start..].split(|b| *b == b'\n').next()?;
    let is_cut = start + line.len() == rest.len() && at.more();
    if is_cut {
        return Some(Hit::pattern(at.pos(), text.len(), 0).pending());
    }
    if below > 3 || below == 0 && sign < 2 && !wide {
        return None;
    }
    let start = end + start;
    let line_end = start + line.trim_ascii_end().len();
    if let Some(name_end) = spelling::han_name(text, start).filter(|name_end| *name_end == line_end) {
        return Some(Hit::pattern(start, name_end, 700));
    }
    let name = spelling::name(text, start)?;
    let after = &text[name.end..line_end];
    let alone = after.is_empty()
        || below > 0 && matches!(after, [b',' | b'|' | b'(', ..] | [b' ', b'|' | b'(' | b' ' | b'-', ..]);
    let initial = text[name.start..name.end].get(1) == Some(&b'.');
    let score = match (name.words, name.given, name.is_known()) {
        (2.., true, _) => 850,
        (2.., _, true) => 750,
        (2.., ..) if below > 0 && (after.is_empty() || initial) => 600,
        (1, _, true) if lexicon::is_given(&text[name.start..name.end]) || below > 0 => 600,
        _ => return None,
    };
    alone.then(|| hit(&name, score))
}
