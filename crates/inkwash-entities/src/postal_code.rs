use alloc::vec::Vec;

use inkwash_core::{At, Class, Detector, EntityKey, Facts, Group, Hit, Score, Trigger};

use crate::style::{Draw, pour};

/// Postal code: with other data it tells a person from all others (date of birth, sex and ZIP code
/// did for most of the United States).
///
/// One entity for all countries: five digits are a ZIP code, a Postleitzahl and a code postal alike,
/// and whoever handles them wants to name them once. British and Canadian codes are found anywhere,
/// by their areas and the letters that occur in them. All others are found behind a word (`ZIP`, `PLZ`,
/// `CEP`, `邮编`), behind the sign of a country and before a town (`D-10115 Berlin`), and in columns
/// named so. Bare digits are never found otherwise.
///
/// The stand-in is another code of the same layout, from the whole country.
///
/// Source: Universal Postal Union, S42 and "Addressing systems" (layouts by country); Royal Mail,
/// Programmer's Guide to PAF (areas and letters); Canada Post, Addressing Guidelines; Eircode, Product
/// Guide.
pub(crate) struct PostalCode;

/// The areas of the United Kingdom and the Crown dependencies.
const AREAS: &str = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC \
     EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML \
     N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN \
     TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";

/// Letters of the last part of a British code, of a Canadian one, its first letters, and those of an Eircode.
const GB: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
const CA: &[u8] = b"ABCEGHJKLMNPRSTVWXYZ";
const CA_FIRST: &[u8] = b"ABCEGHJKLMNPRSTVXY";
const IE: &[u8] = b"ACDEFHKNPRTVWXY";
const ALL: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// How codes are written: `9` a digit, `A` a letter, `G` `C` `F` `I` letters of the lists above, `X`
/// a letter of the last or a digit. Longer ones come before those that they begin with.
const LAYOUTS: &[&str] = &[
    // United States; Brazil; Portugal; Japan; Poland.
    "99999-9999",
    "99999-999",
    "9999-999",
    "999-9999",
    "99-999",
    // The Netherlands; Sweden, the Czech Republic, Slovakia, Greece; India.
    "9999 AA",
    "9999AA",
    "999 999",
    "999 99",
    // Canada; the United Kingdom; Ireland; Argentina.
    "F9C 9C9",
    "F9C9C9",
    "AA9A 9GG",
    "AA99 9GG",
    "A9A 9GG",
    "AA9 9GG",
    "A99 9GG",
    "A9 9GG",
    "AA9A9GG",
    "AA999GG",
    "A9A9GG",
    "AA99GG",
    "A999GG",
    "A99GG",
    "I99 XXXX",
    "D6W XXXX",
    "I99XXXX",
    "D6WXXXX",
    "A9999AAA",
    // Brazil; Israel and Japan; China, India, Russia, Singapore; most of the world; the rest of it.
    "99999999",
    "9999999",
    "999999",
    "99999",
    "9999",
    "999",
];

/// Signs of countries that stand before their codes, and how many digits these have.
const SIGNS: &[(&str, usize)] = &[
    ("A", 4),
    ("AT", 4),
    ("B", 4),
    ("BE", 4),
    ("CH", 4),
    ("D", 5),
    ("DE", 5),
    ("DK", 4),
    ("E", 5),
    ("ES", 5),
    ("F", 5),
    ("FI", 5),
    ("FIN", 5),
    ("FL", 4),
    ("FR", 5),
    ("H", 4),
    ("HR", 5),
    ("I", 5),
    ("IT", 5),
    ("L", 4),
    ("LT", 5),
    ("LU", 4),
    ("N", 4),
    ("NO", 4),
    ("SI", 4),
];

/// Words after which codes stand, in lower case.
const WORDS: &[&str] = &[
    "zip",
    "zip+4",
    "zip code",
    "zipcode",
    "postal code",
    "postalcode",
    "postal_code",
    "postal-code",
    "postcode",
    "post code",
    "post_code",
    "eircode",
    "pincode",
    "pin code",
    "plz",
    "postleitzahl",
    "postnummer",
    "postnr",
    "code postal",
    "code_postal",
    "código postal",
    "codigo postal",
    "codigo_postal",
    "código-postal",
    "cep",
    "cap",
    "邮编",
    "邮政编码",
    "郵便番号",
    "郵遞區號",
    "우편번호",
    "индекс",
];

const FIVE: &str = "~ ![0-9A-Za-z] 9{5} ![0-9A-Za-z]";
/// Digits at which a code behind a word begins, and what else does.
const TOLD: [&str; 6] = [
    FIVE,
    "~ ![0-9A-Za-z] 9{4} ![0-9A-Za-z]",
    "~ ![0-9A-Za-z] 9{6} ![0-9A-Za-z]",
    "~ ![0-9A-Za-z] 9{2,3}[ -]9{2,4} ![0-9A-Za-z]",
    "~ ![0-9A-Za-z] 9{4}A{2} ![0-9A-Za-z]",
    "~ ![0-9A-Za-z] 9{7,8} ![0-9A-Za-z]",
];
const GB_END: &str = "![0-9A-Za-z] 9A{2} ![0-9A-Za-z]";
const CA_END: &str = "![0-9A-Za-z] 9A9 ![0-9A-Za-z]";
const SIGNED: &str = "![0-9A-Za-z] [ABCDEFHILNS]A{0,2}-9{4,5}[ ]w";

impl Detector for PostalCode {
    fn facts(&self) -> Facts<'_> {
        Facts {
            class: Class::Confidential,
            group: Group::Contact,
            example: "D-10115 Berlin",
            context: WORDS,
            columns: &[
                "zip",
                "zip code",
                "zipcode",
                "postal",
                "postal code",
                "postcode",
                "post code",
                "eircode",
                "pin code",
                "pincode",
                "plz",
                "postleitzahl",
                "postnummer",
                "=postnr",
                "post nr",
                "code postal",
                "código postal",
                "codigo postal",
                "cep",
                "=cap",
                "邮编",
                "邮政编码",
                "郵便番号",
                "郵遞區號",
            ],
            ..Facts::new("POSTAL_CODE", "Postal code", "Universal Postal Union, Addressing systems; Royal Mail, PAF")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        const ALL: [Trigger<'_>; 10] = {
            let mut all = [Trigger::Column; 10];
            let mut i = 0;
            while i < TOLD.len() {
                all[i] = Trigger::Shape(TOLD[i]);
                i += 1;
            }
            all[6] = Trigger::Shape(GB_END);
            all[7] = Trigger::Shape(CA_END);
            all[8] = Trigger::Shape(SIGNED);
            all
        };
        &ALL
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let pos = at.pos();
        if pos == 0 && at.named() {
            let cell = at.text().trim_ascii();
            let start = at.text().len() - at.text().trim_ascii_start().len();
            if let Some(layout) = layout_of(cell) {
                return Some(Hit::pattern(start, start + cell.len(), if layout.len() < 4 { 300 } else { 700 }));
            }
        }
        let before = at.before(pos);
        if before.is_ascii_alphanumeric() {
            return None;
        }
        match at.byte(pos) {
            b'0'..=b'9' if at.byte(pos + 1).is_ascii_uppercase() => probe_end(at),
            b'0'..=b'9' => probe_told(at),
            b'A'..=b'Z' => probe_signed(at),
            _ => None,
        }
    }

    fn ceiling(&self, trigger: usize, _: &[[u8; 2]]) -> Score {
        Score::permille(if trigger < TOLD.len() { WORD } else { 1000 })
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase));
    }

    /// The area: half of the characters (rounded up) and as many fewer as the level is higher, the
    /// rest zeros and, for letters, dropped: `80331` gives `80300`, `80000`, `80000` no finer than one
    /// in a hundred codes; `SW1A 1AA` gives `SW1A`, `SW`.
    fn coarsen(&self, found: &[u8], level: u8, out: &mut Vec<u8>) -> bool {
        let Some(layout) = layout_of(found) else { return false };
        let count = found.iter().filter(|b| b.is_ascii_alphanumeric()).count();
        if layout.bytes().any(|class| !matches!(class, b'9' | b' ' | b'-')) {
            // British, Canadian, Dutch: what stands before the inner half.
            let kept = if level > 1 { 2 } else { count.saturating_sub(3) };
            out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).take(kept.min(count - 1)));
            return count > 2;
        }
        let kept = count.saturating_sub(1 + usize::from(level.max(1)));
        let mut nth = 0;
        for b in found {
            let digit = b.is_ascii_digit();
            out.push(if digit && nth >= kept { b'0' } else { *b });
            nth += usize::from(digit);
        }
        kept > 0
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let layout = layout_of(found).unwrap_or("99999");
        let mut draw = Draw::new(key, "code", canonical);
        let mut made = Vec::new();
        loop {
            made.clear();
            let digits = layout.bytes().filter(u8::is_ascii_digit).count();
            if layout.ends_with("GG") {
                let letters = layout.bytes().take_while(|b| *b == b'A').count();
                let areas = AREAS.as_bytes().split(|b| *b == b' ').filter(|a| a.len() == letters);
                let n = draw.below(areas.clone().count() as u64) as usize;
                made.extend_from_slice(areas.into_iter().nth(n).unwrap_or(b"ZE"));
            }
            for class in layout.bytes().skip(made.len()) {
                match alphabet(class) {
                    [] if class == b'9' => {
                        let first = digits > 2 && made.is_empty() && canonical.first() != Some(&b'0');
                        draw.text(if first { b"123456789" } else { b"0123456789" }, 1, &mut made);
                    }
                    [] if class.is_ascii_alphanumeric() => made.push(class),
                    [] => {}
                    letters => draw.text(letters, 1, &mut made),
                }
            }
            if made != canonical && made.iter().any(|b| *b != b'0') {
                break;
            }
        }
        if layout_of(found).is_some() { pour(found, &made, out) } else { out.extend(made) }
    }
}

/// What a code behind a word is worth: the word is asked for.
const WORD: u16 = 400;

const fn alphabet(class: u8) -> &'static [u8] {
    match class {
        b'A' => ALL,
        b'G' => GB,
        b'C' => CA,
        b'F' => CA_FIRST,
        b'I' => IE,
        b'X' => b"0123456789ACDEFHKNPRTVWXY",
        _ => b"",
    }
}

/// The layout of a code, which is the whole text. Letters are all upper or all lower case.
fn layout_of(code: &[u8]) -> Option<&'static str> {
    let mixed = code.iter().any(u8::is_ascii_lowercase) && code.iter().any(u8::is_ascii_uppercase);
    if mixed || code.iter().all(|b| b"0 -".contains(b)) {
        return None;
    }
    LAYOUTS.iter().copied().find(|layout| fits(layout, code))
}

fn fits(layout: &str, code: &[u8]) -> bool {
    let fits = |(class, b): (u8, &u8)| match alphabet(class) {
        [] if class == b'9' => b.is_ascii_digit(),
        [] => class == b.to_ascii_uppercase(),
        letters if class != b'A' => letters.contains(&b.to_ascii_uppercase()),
        _ => b.is_ascii_alphabetic(),
    };
    let all = layout.len() == code.len() && layout.bytes().zip(code).all(fits);
    all && (!layout.ends_with("GG") || is_area(code))
}

/// Whether the letters at the start are a British area.
fn is_area(code: &[u8]) -> bool {
    let letters = code.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    AREAS.as_bytes().split(|b| *b == b' ').any(|area| area.eq_ignore_ascii_case(&code[..letters]))
}

/// The second half of a British or Canadian code at the position.
fn probe_end(at: &At<'_>) -> Option<Hit> {
    let (pos, end) = (at.pos(), at.pos() + 3);
    let goes_on = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'/') || b >= 0x80;
    if at.before(pos) != b' ' || goes_on(at.byte(end)) {
        return None;
    }
    let head = (1..=4).take_while(|n| pos > *n && at.byte(pos - 1 - n).is_ascii_alphanumeric()).count();
    let start = pos - 1 - head;
    if head < 2 || start > 0 && (goes_on(at.before(start)) && at.before(start) < 0x80 || at.before(start) == b'.') {
        return None;
    }
    let code = at.text().get(start..end)?;
    let layout = layout_of(code).filter(|_| !code.iter().any(u8::is_ascii_lowercase))?;
    (layout.ends_with("GG") || layout.starts_with('F')).then(|| Hit::pattern(start, end, 600))
}

/// Digits at the position, behind a word.
fn probe_told(at: &At<'_>) -> Option<Hit> {
    let start = at.pos();
    if matches!(at.before(start), b'-' | b'.') && at.before(start - 1).is_ascii_digit() {
        return None;
    }
    let rest = at.text().get(start..at.text().len().min(start + 12))?;
    let len = LAYOUTS.iter().filter(|l| l.starts_with('9') && l.len() > 3).find_map(|layout| {
        let code = rest.get(..layout.len())?;
        let next = at.byte(start + layout.len());
        let goes_on = next.is_ascii_alphanumeric()
            || matches!(next, b'_' | b'%')
            || matches!(next, b'.' | b'-' | b'/' | b',' | b':') && at.byte(start + layout.len() + 1).is_ascii_digit();
        let capital = !code.iter().any(u8::is_ascii_lowercase);
        (!goes_on && capital && layout_of(code) == Some(*layout)).then_some(code.len())
    })?;
    is_told(at, start).then(|| Hit::pattern(start, start + len, WORD))
}

/// Whether one of the words stands before `start`, with nothing between but what says or assigns
/// it, or the sign of a country.
fn is_told(at: &At<'_>, start: usize) -> bool {
    let window = at.text().get(start.saturating_sub(40)..start).unwrap_or_default();
    let mut rest = window.rsplit(|b| *b == b'\n').next().unwrap_or_default();
    loop {
        let len = rest.len();
        while let Some((last, head)) = rest.split_last()
            && (b" \t:=\"'#(.-_[>".contains(last) || *last >= 0x80 && rest.ends_with("：".as_bytes()))
        {
            rest = if *last >= 0x80 { &rest[..rest.len() - 3] } else { head };
        }
        let is_word = |word: &&str| {
            let at = rest.len().checked_sub(word.len());
            at.is_some_and(|at| {
                rest[at..].eq_ignore_ascii_case(word.as_bytes())
                    && (at == 0 || !rest[at - 1].is_ascii_alphabetic() || word.len() > 4)
            })
        };
        if WORDS.iter().any(is_word) {
            return true;
        }
        let filler =
            ["is", "ist", "er", "es", "est", "é", "code", "nr", "no", "number", "D", "DE", "CH", "A", "N", "F"];
        let Some(word) = filler.iter().find(|w| {
            rest.strip_suffix(w.as_bytes()).is_some_and(|head| !head.last().is_some_and(u8::is_ascii_alphanumeric))
        }) else {
            return false;
        };
        rest = &rest[..rest.len() - word.len()];
        if rest.len() == len {
            return false;
        }
    }
}

/// The sign of a country at the position, its code and a town: the code is found.
fn probe_signed(at: &At<'_>) -> Option<Hit> {
    let ahead = at.ahead();
    let letters = ahead.iter().take(4).take_while(|b| b.is_ascii_uppercase()).count();
    let digits = ahead.iter().skip(letters + 1).take(6).take_while(|b| b.is_ascii_digit()).count();
    let sign = ahead.get(..letters)?;
    if ahead.get(letters) != Some(&b'-') || !SIGNS.iter().any(|(s, n)| s.as_bytes() == sign && *n == digits) {
        return None;
    }
    let start = at.pos() + letters + 1;
    let end = start + digits;
    let town = at.text().get(end..)?.strip_prefix(b" ")?;
    let begins = town.first().is_some_and(|b| b.is_ascii_uppercase() || *b >= 0xc3);
    let goes_on = town.get(1).is_some_and(|b| b.is_ascii_lowercase() || *b >= 0x80);
    let code = at.text().get(start..end)?;
    (begins && goes_on && !matches!(at.before(at.pos()), b'-' | b'_' | b'/') && layout_of(code).is_some())
        .then(|| Hit::pattern(start, end, 600))
}
