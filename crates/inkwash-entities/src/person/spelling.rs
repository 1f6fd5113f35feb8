//! How names are spelled in running text: words with capitals one blank apart, initials, particles
//! between them; or two to four Han characters.

use super::lexicon;
use crate::{names, words};

/// A name that stands somewhere.
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Words with a capital, initials too.
    pub(super) words: usize,
    /// The first word is a known given name, or the last one after a known family name.
    pub(super) given: bool,
    /// Another word, or the only one, is a known family name.
    pub(super) family: bool,
}

impl Name {
    /// Whether its words are known to be names' words.
    pub(super) const fn is_known(&self) -> bool {
        self.given || self.family
    }
}

/// More words than that, particles too, no name in running text has.
const MOST: usize = 6;

/// Titles that stand before a name and are no part of it.
const TITLES: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "med",
    "ing",
    "dipl",
    "mag",
    "mr",
    "mrs",
    "ms",
    "miss",
    "herr",
    "herrn",
    "frau",
    "fru",
    "mme",
    "mlle",
    "madame",
    "monsieur",
    "sr",
    "sra",
    "srta",
    "señor",
    "señora",
    "senhor",
    "senhora",
    "dra",
    "don",
    "doña",
    "dña",
    "sir",
    "lady",
    "eng",
    "exmo",
    "exma",
];

/// Particles that may begin a family name.
const PARTICLES: &[&str] = &[
    "von", "van", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "der", "den", "af",
    "av", "al", "el", "bin", "ibn", "y", "e", "zu", "zur", "ter", "ten", "vom",
];

/// Particles that a family name may begin with at once after a title.
const LEADING: &[&str] = &["von", "van", "de", "da", "del", "della", "di", "du", "la", "le", "el", "al", "vom", "zu"];

/// Words with a capital that no name goes on with.
const ENDS: &[&str] = &[
    "accounts",
    "address",
    "adresse",
    "all",
    "an",
    "and",
    "april",
    "august",
    "billing",
    "born",
    "client",
    "cliente",
    "colleague",
    "colleagues",
    "contact",
    "customer",
    "customers",
    "date",
    "datum",
    "dear",
    "december",
    "department",
    "desk",
    "director",
    "doktor",
    "editor",
    "email",
    "e-mail",
    "engineer",
    "engineering",
    "everybody",
    "everyone",
    "fax",
    "february",
    "file",
    "fnr",
    "folks",
    "friday",
    "friend",
    "friends",
    "from",
    "geb",
    "guest",
    "guys",
    "help",
    "hello",
    "hiring",
    "hr",
    "ich",
    "info",
    "invoice",
    "it",
    "january",
    "july",
    "june",
    "kolleginnen",
    "kunde",
    "kundin",
    "madam",
    "mail",
    "manager",
    "march",
    "marketing",
    "member",
    "members",
    "minister",
    "mobile",
    "monday",
    "monsieur",
    "news",
    "newsletter",
    "no",
    "noreply",
    "no-reply",
    "notifications",
    "november",
    "number",
    "october",
    "office",
    "operator",
    "order",
    "owner",
    "partner",
    "patient",
    "phone",
    "postmaster",
    "president",
    "präsident",
    "präsidentin",
    "recruiter",
    "robot",
    "root",
    "sales",
    "saturday",
    "security",
    "senior",
    "september",
    "service",
    "sir",
    "sirs",
    "sunday",
    "support",
    "system",
    "team",
    "tel",
    "telefon",
    "the",
    "there",
    "thursday",
    "to",
    "tuesday",
    "user",
    "users",
    "valued",
    "we",
    "wednesday",
    "welt",
    "with",
    "world",
    "you",
    "your",
    "ihr",
    "ihre",
    "bitte",
    "sie",
    "wir",
    "equipo",
    "équipe",
    "equipe",
    "todos",
    "todas",
    "tous",
    "alle",
    "kundenservice",
    "ingeniero",
    "ingeniera",
    "presidente",
    "subject",
    "betreff",
    "kollegen",
];

/// Words that make it the name of a firm or of an institution.
const FIRMS: &[&str] = &[
    "gmbh",
    "ltd",
    "limited",
    "inc",
    "llc",
    "llp",
    "corp",
    "corporation",
    "company",
    "co",
    "plc",
    "ag",
    "kg",
    "ohg",
    "sarl",
    "sas",
    "lda",
    "ltda",
    "group",
    "holding",
    "bank",
    "university",
    "universität",
    "hospital",
    "hotel",
    "clinic",
    "klinik",
    "school",
    "foundation",
    "solutions",
    "systems",
    "software",
    "services",
    "technologies",
    "analytics",
    "labs",
    "studio",
    "partners",
    "industries",
    "logistics",
    "store",
    "shop",
    "server",
    "cluster",
    "product",
    "project",
    "database",
    "kommune",
    "stadt",
    "verein",
    "clínica",
    "talleres",
    "atelier",
];

fn is_one_of(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|one| one.as_bytes().eq_ignore_ascii_case(word))
}

/// The first character at an offset, if it is valid UTF-8.
fn char_at(text: &[u8], at: usize) -> Option<char> {
    let bytes = text.get(at..text.len().min(at + 4))?;
    let len = match bytes.first()? {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    core::str::from_utf8(bytes.get(..len)?).ok()?.chars().next()
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// The end of the word that begins at an offset: letters, and hyphens and apostrophes between them.
fn word_end(text: &[u8], from: usize) -> usize {
    let mut end = from;
    while let Some(c) = char_at(text, end) {
        let len = c.len_utf8();
        let joins =
            end > from && matches!(c, '-' | '\'' | '\u{2019}') && char_at(text, end + len).is_some_and(is_letter);
        if !is_letter(c) && !joins {
            break;
        }
        end += len;
    }
    end
}

/// The offset after blanks of any width, at most `most` bytes of them.
pub(super) fn skip_blanks(text: &[u8], mut at: usize, most: usize) -> usize {
    let from = at;
    while at - from < most {
        match char_at(text, at) {
            Some(c @ (' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{202f}')) => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}

/// The name in a script with capitals that begins at an offset, after titles.
pub(super) fn name(text: &[u8], from: usize) -> Option<Name> {
    read(text, from, false)
}

/// The name that is a label's value: a word with a colon is the next label.
pub(super) fn value(text: &[u8], from: usize) -> Option<Name> {
    read(text, from, true)
}

fn read(text: &[u8], from: usize, is_value: bool) -> Option<Name> {
    let mut at = skip_titles(text, from);
    let start = at;
    let mut name = Name { start, end: start, words: 0, given: false, family: false };
    let (mut mixed, mut all, mut initials, mut genitive) = (false, 0, 0, false);
    let (mut last_given, mut before_family, mut words) = (false, false, 0);
    // What was known before the last word, if that turns out to be a label.
    let mut before = (start, 0, false, false);
    while words < MOST {
        let end = word_end(text, at);
        let word = text.get(at..end)?;
        // The elided particle of `d'Estaing` belongs to its word.
        let elided = ["d'", "d\u{2019}"].iter().find(|elided| word.starts_with(elided.as_bytes()));
        let first = char_at(text, at + elided.map_or(0, |elided| elided.len()))?;
        if word.is_empty() {
            break;
        }
        if !first.is_uppercase() {
            let leads = if name.words == 0 { LEADING } else { PARTICLES };
            if !is_one_of(word, leads) || text.get(end) != Some(&b' ') {
                break;
            }
            (at, words) = (end + 1, words + 1);
            continue;
        }
        let letters = first.len_utf8() == word.len();
        if letters && text.get(end) == Some(&b'.') {
            let goes_on = match text.get(end + 1) {
                Some(b' ') => end + 2,
                _ if char_at(text, end + 1).is_some_and(char::is_uppercase) => end + 1,
                _ => return None,
            };
            before = (name.end, name.words, name.given, name.family);
            (name.end, name.words, initials) = (end + 1, name.words + 1, initials + 1);
            (at, words) = (goes_on, words + 1);
            continue;
        }
        if is_one_of(word, FIRMS) {
            return None;
        }
        let capitals = !letters && !core::str::from_utf8(word).ok()?.chars().any(char::is_lowercase);
        if letters || is_one_of(word, ENDS) || words::is_identifier(word) {
            break;
        }
        if capitals && mixed && !lexicon::is_family(word) || word.len() > 40 {
            break;
        }
        // The genitive of what may be a name.
        genitive = word.ends_with(b"'s") || word.ends_with("\u{2019}s".as_bytes());
        let cut =
            if genitive { word.len() - word.iter().rposition(|b| matches!(b, b'\'' | 0xe2)).unwrap_or(0) } else { 0 };
        let plain = &word[..word.len() - cut];
        before = (name.end, name.words, name.given, name.family);
        let (given, family) = (lexicon::is_given(plain), lexicon::is_family(plain));
        name.given |= name.words == 0 && given;
        name.family |= family && (name.words > 0 || !given);
        last_given = given;
        (name.words, all) = (name.words + 1, all + usize::from(capitals));
        name.end = end - cut;
        mixed |= !capitals;
        (words, before_family) = (words + 1, before_family || family && name.words == 1);
        if genitive || text.get(end) != Some(&b' ') {
            break;
        }
        at = end + 1;
    }
    name.given |= name.words > 1 && last_given && before_family;
    if is_value && matches!(char_at(text, name.end), Some(':' | '：')) {
        (name.end, name.words, name.given, name.family) = before;
    }
    let is_glued = match char_at(text, name.end) {
        Some('_' | '@' | '/' | '\\' | '(' | '=' | '*' | '#' | '[' | '<' | '{' | '&' | '+') => true,
        Some(_) if genitive => false,
        Some(c @ ('.' | '-' | '\'' | ':')) => {
            char_at(text, name.end + c.len_utf8()).is_some_and(|c| c.is_alphanumeric() || c == ':')
        }
        Some(c) => c.is_alphanumeric() && !is_han(c),
        None => false,
    };
    let firm = text.get(name.end..).is_some_and(|rest| rest.starts_with(b" &") || rest.starts_with(b" + "));
    // Only capitals are a heading or an abbreviation unless a name is known among them.
    let shouted = all == name.words && !name.is_known();
    (name.words > initials && !is_glued && !firm && !shouted && name.end - name.start > 1).then_some(name)
}

/// Where the name begins behind `Dr. `, `Prof. `, `Frau `.
fn skip_titles(text: &[u8], from: usize) -> usize {
    let mut at = from;
    for _ in 0..4 {
        let end = word_end(text, at);
        if end == at || !is_one_of(&text[at..end], TITLES) {
            break;
        }
        let end = end + usize::from(text.get(end) == Some(&b'.'));
        if text.get(end) != Some(&b' ') {
            break;
        }
        at = end + 1;
    }
    at
}

/// Whether what goes on after a name is the other half of `Last, First`; where that ends.
pub(super) fn given_after_comma(text: &[u8], last: &Name) -> Option<usize> {
    // Two known words are a whole name, and what follows is another person's.
    if last.words > 2 || last.words == 2 && last.given || !text.get(last.end..)?.starts_with(b", ") {
        return None;
    }
    let given = name(text, last.end + 2)?;
    let ends = matches!(text.get(given.end..), Some([] | [b'\n' | b'\r' | b';' | b'|', ..] | [b' ', b' ', ..]));
    (ends && given.start == last.end + 2 && given.words <= 2 && (last.family || given.given)).then_some(given.end)
}

/// Words of everyday life that begin with a character that is a family name too.
const NO_HAN_NAMES: &[&str] = &[
    "金额", "高级", "任务", "方案", "方式", "方法", "任何", "余额", "温馨", "马上", "于是", "石油", "常用", "向导",
    "白天", "江苏", "安全", "经理", "万元", "程序", "高中", "方便", "方面", "范围", "金融", "常见", "严重", "康复",
    "史料", "时间", "贺卡", "赖以", "施工", "白酒", "黄金", "黄色", "白色", "马来", "易用", "毛利", "方向", "任职",
    "陆续", "雷达", "温度",
];

/// The end of the Chinese name that stands at an offset between other characters: a known family
/// name and one or two more.
pub(super) fn han_name(text: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    let mut count = 0;
    while let Some(c) = char_at(text, end).filter(|c| is_han(*c)) {
        (end, count) = (end + c.len_utf8(), count + 1);
        if count > 4 {
            return None;
        }
    }
    let run = text.get(at..end)?;
    // The middle dot of a name from another language, a word in another script.
    if char_at(text, end).is_some_and(|c| c.is_alphanumeric() || c == '·') {
        return None;
    }
    is_han_name(run, count).then_some(end)
}

/// Where the Chinese name begins that ends at an offset.
pub(super) fn han_name_before(text: &[u8], end: usize) -> Option<usize> {
    [9, 6].into_iter().find_map(|len| {
        let start = end.checked_sub(len)?;
        let run = text.get(start..end)?;
        let all_han = core::str::from_utf8(run).is_ok_and(|s| s.chars().all(is_han));
        // One family name of two characters ends where the next begins: `欧阳` before `先生`.
        (all_han && is_han_name(run, len / 3)).then_some(start)
    })
}

fn is_han_name(run: &[u8], count: usize) -> bool {
    let Ok(run) = core::str::from_utf8(run) else { return false };
    let long = names::HAN_LONG_FAMILY.iter().any(|family| run.starts_with(family));
    let short = run.chars().next().is_some_and(lexicon::is_han_family);
    (2..=3).contains(&count) && (short || long) && !NO_HAN_NAMES.iter().any(|word| run.starts_with(word))
        || count == 4 && long
}
