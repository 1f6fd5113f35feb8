mod digits;
mod international;
mod national;
mod plan;
mod stand_in;

use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Score, Trigger, Wish};

use self::digits::Digits;
use self::international::International;
use self::national::{National, Style};
use self::plan::Verdict;

/// Telephone number, in international and national notation.
///
/// With a country code (`+47 22 22 55 55`, `0047…`, `%2B47…` in URLs) the numbering plan's
/// metadata decides: a number in a range in use is settled, one of the right length only is
/// likely. Without one, the form decides how likely it is: `(212) 555-0142` is taken as it
/// stands; other groups count in the user's regions if their plans know the length, and
/// elsewhere need a context word or a column's name; bare digits always do. A cell of a column
/// named for it may be grouped in any way.
///
/// Not taken: dates and times, epoch seconds, addresses, versions, decimals, cards, social
/// security numbers, and bare digits behind another key (`order_id=12345678`). Extensions
/// (`x123`) are no part of a finding.
///
/// Stand-ins have the same country code and length. Those with a country code are numbers that
/// the plan does not use, so that nobody can be called: in North America area codes that begin
/// with 0 or 1 or have 9 in the middle, elsewhere what the metadata calls possible but not
/// valid (the rare plan without such numbers gives any). Those without keep leading zeros and
/// trunk prefixes, and North American forms get an area code with 9 in the middle; the plan of
/// other national numbers is not known at that point, so a subscriber may exist: of eight or nine digits, no three that a number can begin with are
/// free in all of the world's plans. [`Wish::Home`] says whose they are; then they get the stand-in that the
/// same number gets with its country code. Stand-ins are
/// not promised to be distinct: two international numbers of one country with n digits share one
/// with a probability of about ten in 10^n at most. National numbers of one length share one only
/// where a form narrows the choice: North American ones with a few in 10^9, and those that look
/// like dates. [`Wish::Apart`] gives distinct ones: any number of the country and length.
///
/// A national number and the same number with its country code are not known to be one: the
/// user's regions are not at hand where canonical forms are made.
///
/// Source: ITU-T E.164 and E.123; libphonenumber's metadata; North American Numbering Plan
/// Administrator for undialable area codes (no area code begins with 0 or 1, and N9X is kept
/// for the plan's expansion).
pub(crate) struct PhoneNumber;

/// What announces a number. [`national`] accepts nothing that these do not announce.
///
/// Dates written year first, times and ordinary numbers stay outside of all of them; a date
/// written day first, an IPv4 address and a bare run of seven to twelve digits do not.
const TRIGGERS: &[Trigger<'static>] = &[
    Trigger::Column,
    Trigger::Shape("[+][( ]{0,1}9"),
    Trigger::Literal(b"%2B"),
    Trigger::Literal(b"%2b"),
    Trigger::Shape("!9 [0][0][1-9]9{4}"),
    Trigger::Shape("!9 [0][0][ -][1-9]"),
    Trigger::Shape("[(]9{2,5}[)][ -]{0,1}9{2}"),
    Trigger::Shape("!9 [1][ .-][2-9]9{2}[ .-]9{3}"),
    Trigger::Shape("!9 [2-9]9{2}[.][2-9]9{2}[.]9{4}"),
    Trigger::Shape("!9 [2-9]9{2}-[2-9]9{2}-9{4}"),
    Trigger::Shape("!9 [0]9{1,2}[ ]9{2,4}[ ]9{2}"),
    Trigger::Shape("!9 [0]9{1,4}[ ]9{3}"),
    Trigger::Shape("!9 [0]9{3,4}[ ]9{2}"),
    // From here on only a region's plan or a word makes a number of it.
    Trigger::Shape("!9 9{2,3}-9{2,4}-9{2}"),
    Trigger::Shape("!9 9{2,3}[.]9{2,4}[.]9{2}"),
    Trigger::Shape("!9 9{2,3}[ ]9{2,4}[ ]9{2}"),
    Trigger::Shape("!9 9{2,3}[ ]9{3,5}-9{4}"),
    Trigger::Shape("!9 [0]9{1,4}[./-]9{3}"),
    Trigger::Shape("!9 [0]9{3,4}[./-]9{2}"),
    Trigger::Shape("!9 [1-9]9{3}[ -]9{3,4}"),
    Trigger::Shape("!9 [2-9]9{2}-9{4} !9"),
    // Only a word.
    Trigger::Shape("!9 9{7,12} !9"),
];
/// The first trigger of which a number needs a region's plan or a word.
const PLANLESS: usize = 13;
/// What numbers without a plan are worth at most there. A number that is worth more has an earlier
/// trigger at the same place.
const WITHOUT_PLAN: u16 = 300;

impl Detector for PhoneNumber {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Contact,
            personal: true,
            example: "+1 202-555-0142",
            check: "numbering-plan",
            context: &[
                "phone",
                "telephone",
                "tel",
                "mobile",
                "cell",
                "cellphone",
                "fax",
                "call",
                "call me",
                "dial",
                "sms",
                "whatsapp",
                "hotline",
                "msisdn",
                "contact number",
                "reach me",
                "emergency contact",
                "reachable",
                "callback", // en
                "telefon",
                "telefax",
                "handy",
                "mobil",
                "rufnummer",
                "anrufen",
                "rückruf",
                "erreichbar",
                "tel.-nr", // de
                "tlf",
                "mobilnr",
                "ring",
                "ringe",
                "ring meg", // no
                "téléphone",
                "tél",
                "portable",
                "appelez",
                "appeler",
                "joignable",
                "télécopie", // fr
                "teléfono",
                "telefono",
                "móvil",
                "movil",
                "celular",
                "llamar",
                "llame",
                "llámame", // es
                "telefone",
                "telemóvel",
                "telemovel",
                "ligue",
                "ligar",
                "contacto",
                "contato", // pt
                "电话",
                "手机",
                "联系方式",
                "致电",
                "拨打",
                "传真",
                "座机",
                "热线", // zh
            ],
            against: &["isbn", "imei", "iban"],
            columns: &[
                "phone",
                "telephone",
                "tel",
                "mobile",
                "cell phone",
                "=cell",
                "fax",
                "msisdn",
                "whatsapp",
                "contact number",
                "phone number",
                "mobile number",
                "phone num",
                "=phones",
                "telno", // en
                "telefon",
                "telefonnr",
                "telefonnummer",
                "telefax",
                "handy",
                "handynummer",
                "rufnummer",
                "mobilnummer", // de
                "tlf",
                "mobil",
                "mobiltelefon",
                "mobilnr", // no
                "téléphone",
                "tél",
                "=portable",
                "téléphone portable",
                "telephone portable",
                "téléphone fixe",
                "telephone fixe",
                "tél portable",
                "tel portable",
                "tél fixe",
                "tel fixe",
                "télécopie", // fr
                "teléfono",
                "telefono",
                "móvil",
                "movil",
                "celular", // es
                "telefone",
                "telemóvel",
                "telemovel", // pt
                "电话",
                "手机",
                "手机号",
                "手机号码",
                "电话号码",
                "联系电话",
                "联系方式",
                "传真",
                "座机", // zh
            ],
            ..Facts::new("PHONE_NUMBER", "Telephone number", "ITU-T E.164 and E.123; libphonenumber metadata")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        TRIGGERS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let pos = at.pos();
        if pos == 0
            && at.named()
            && let Some(hit) = whole_cell(at.text())
        {
            return Some(hit);
        }
        match at.byte(pos) {
            b'+' | b'%' => probe_international(at),
            b'0' if at.byte(pos + 1) == b'0' => probe_international(at).or_else(|| probe_national(at)),
            b'0'..=b'9' | b'(' => probe_national(at),
            _ => None,
        }
    }

    fn ceiling(&self, trigger: usize, regions: &[[u8; 2]]) -> Score {
        let bare = trigger + 1 == TRIGGERS.len();
        Score::permille(if bare || trigger >= PLANLESS && regions.is_empty() { WITHOUT_PLAN } else { 1000 })
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match Value::parse(found, plan::by_length) {
            Some(Value::International(number)) => {
                out.push(b'+');
                out.extend_from_slice(stand_in::code_digits(number.code).as_slice());
                out.extend_from_slice(number.national.as_slice());
            }
            Some(Value::National(digits)) => out.extend_from_slice(digits.as_slice()),
            None => out.extend_from_slice(found),
        }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 2 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        stand_in::mint(found, canonical, key, out);
    }

    fn mint_as(&self, wish: Wish, found: &[u8], _: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        match wish {
            Wish::Apart => stand_in::mint_apart(found, key, out),
            Wish::Home(region) => {
                plan::code_of(region).is_some_and(|code| stand_in::mint_at_home(found, code, key, out))
            }
            _ => false,
        }
    }
}

/// A whole value, as canonical forms and stand-ins need it.
enum Value {
    International(International),
    National(Digits),
}

impl Value {
    fn parse(found: &[u8], plan: impl Fn(u16, &Digits) -> Verdict) -> Option<Self> {
        let pos = usize::from(found.starts_with(b"(+"));
        let number = international::read(found, pos, plan).filter(|n| n.start == 0 && n.end == found.len());
        match number {
            Some(number) => Some(Self::International(number)),
            None => national::lenient(found).map(Self::National),
        }
    }
}

/// A cell of a column named for phone numbers, in whatever grouping.
fn whole_cell(text: &[u8]) -> Option<Hit> {
    let cell = text.trim_ascii();
    let start = text.len() - text.trim_ascii_start().len();
    let end = start + cell.len();
    if cell.len() > 40 || !matches!(cell.first()?, b'+' | b'(' | b'0'..=b'9') {
        return None;
    }
    match Value::parse(cell, plan::international)? {
        Value::International(number) => Some(international_hit(&International { start, end, ..number }, true)),
        Value::National(digits) => {
            let points = cell.iter().filter(|b| **b == b'.').count();
            let other = cell.iter().any(|b| !b.is_ascii_digit() && *b != b'.');
            let parts = || cell.split(|b| !b.is_ascii_digit()).map(<[u8]>::len);
            // Decimals, addresses, dates.
            if !other && (points == 1 || points == 3 && parts().all(|n| n <= 3)) {
                return None;
            }
            if parts().count() == 3 && digits.len() == 8 && national::looks_like_other(digits.as_slice()) {
                return None;
            }
            Some(Hit::pattern(start, end, if digits.len() < 7 { 250 } else { 400 }))
        }
    }
}

/// `set_apart` says that a blank or a hyphen stands after the prefix or the country code.
fn international_hit(number: &International, set_apart: bool) -> Hit {
    let score = match (number.verdict, number.plus) {
        (Verdict::Valid, true) => 920,
        (Verdict::Valid, false) if set_apart => 800,
        (Verdict::Valid, false) => 650,
        (_, true) => 650,
        (_, false) if set_apart => 550,
        // Counters and references are padded with zeros, too.
        (_, false) => 350,
    };
    Hit::checked(number.start, number.end, score, "numbering-plan")
}

fn probe_international(at: &At<'_>) -> Option<Hit> {
    let (text, pos) = (at.text(), at.pos());
    let before = at.before(pos);
    let zeros = at.byte(pos) == b'0';
    if before.is_ascii_alphanumeric() || matches!(before, b'_' | b'+' | b'%') {
        return None;
    }
    // `h * 69069 + 907133923`
    let summed = |b: Option<&u8>| matches!(b, Some(b'0'..=b'9' | b')'));
    if matches!((at.byte(pos), at.byte(pos + 1)), (b'+', b' '))
        && before == b' '
        && summed(text[pos.saturating_sub(3)..pos].trim_ascii_end().last())
    {
        return None;
    }
    if zeros && (matches!(before, b'-' | b'/' | b'#' | b'.' | b',') || continues(at, pos)) {
        return None;
    }
    let number = international::read(text, pos, plan::international)?;
    closes(at, number.end).then(|| international_hit(&number, is_set_apart(text, &number)))
}

/// Whether a blank or a hyphen stands after the prefix or after the country code.
fn is_set_apart(text: &[u8], number: &International) -> bool {
    let parts = |i: usize| matches!(text.get(i), Some(b' ' | b'-'));
    let code = if number.code < 10 {
        1
    } else if number.code < 100 {
        2
    } else {
        3
    };
    parts(number.body - 1) || parts(number.body + code)
}

fn probe_national(at: &At<'_>) -> Option<Hit> {
    let (text, pos) = (at.text(), at.pos());
    let before = at.before(pos);
    if before.is_ascii_alphanumeric() || matches!(before, b'_' | b'+' | b'-' | b'#' | b'/' | b'@' | b'$' | b'\\') {
        return None;
    }
    // The commonest look-alikes go first: every counter comes through here.
    if let Some(bare) = national::bare(text, pos) {
        let end = pos + bare.len();
        let counts = (7..=12).contains(&bare.len())
            && closes(at, end)
            && !national::looks_like_epoch(bare)
            && !national::looks_like_other(bare)
            // A column of phone numbers may hold two beside each other.
            && (at.named() || !continues(at, pos))
            && !is_keyed_otherwise(at, pos)
            && !is_amount(at, pos, end);
        return counts.then(|| Hit::pattern(pos, end, 150));
    }
    let National { start, end, style, digits } = national::grouped(text, pos)?;
    if national::looks_like_other(digits.as_slice()) {
        return None;
    }
    let bracketed = matches!(style, Style::Bracketed | Style::BracketedNanp);
    if !closes(at, end) || !bracketed && continues(at, start) || is_amount(at, start, end) {
        return None;
    }
    let base = match style {
        Style::BracketedNanp => 600,
        Style::JoinedNanp => 550,
        Style::Bracketed => 300,
        Style::Trunk if digits.len() >= 10 && is_in_blank_groups(at, start, end) => 520,
        Style::Trunk if digits.len() >= 9 => 250,
        Style::Trunk | Style::Groups => 180,
        Style::Weak => 120,
    };
    let weak = style == Style::Weak;
    let verdict = at.regions().iter().filter(|_| !weak).map(|r| plan::national(*r, &digits)).max();
    Some(match verdict {
        Some(Verdict::Valid) => Hit::checked(start, end, 700, "numbering-plan"),
        Some(Verdict::Possible) => Hit::checked(start, end, base.max(550), "numbering-plan"),
        _ => Hit::pattern(start, end, base),
    })
}

/// Whether a number is written in three groups or more with blanks between: with a trunk zero
/// before ten digits or more, hardly anything else is (`020 7946 0018`, `01 99 00 12 34`). Bytes
/// in a hex dump are.
fn is_in_blank_groups(at: &At<'_>, start: usize, end: usize) -> bool {
    let text = at.text();
    let number = text.get(start..end).unwrap_or_default();
    let is_byte = |group: &[u8]| {
        group.len() == 2 && group.iter().all(u8::is_ascii_hexdigit) && group.iter().any(u8::is_ascii_digit)
    };
    let blank = |b: &u8| *b == b' ';
    let before = text[start.saturating_sub(4)..start].trim_ascii_end().rsplit(blank).next().unwrap_or_default();
    let after = text
        .get(end..text.len().min(end + 5))
        .unwrap_or_default()
        .trim_ascii_start()
        .split(blank)
        .next()
        .unwrap_or_default();
    number.iter().filter(|b| blank(b)).count() >= 2
        && number.iter().all(|b| b.is_ascii_digit() || blank(b))
        && !is_byte(before)
        && !is_byte(after)
}

/// Whether a number may end here: nothing goes on that would make it part of something else.
/// An extension (`x12`) may follow.
fn closes(at: &At<'_>, end: usize) -> bool {
    let after = at.byte(end + 1);
    match at.byte(end) {
        b'x' | b'X' => after.is_ascii_digit(),
        b'_' | b'@' | b'%' | b'\\' => false,
        b'-' | b'.' => !after.is_ascii_alphanumeric(),
        b':' => !after.is_ascii_digit(),
        b => !b.is_ascii_alphanumeric(),
    }
}

/// Whether the digits at `start` go on from digits before them, as in `2026.11.21 22` or
/// `1 234 567 890`: one of the separators, and before it a group that no other sign shows to be
/// something else (`20:55:01 22225555`).
fn continues(at: &At<'_>, start: usize) -> bool {
    let separator = at.before(start);
    if !matches!(separator, b' ' | b'.' | b'-' | b'/' | b')') {
        return false;
    }
    let mut i = start - 1;
    if separator != b')' && at.before(i) == b')' {
        return at.before(i - 1).is_ascii_digit();
    }
    if !at.before(i).is_ascii_digit() {
        return false;
    }
    let least = i.saturating_sub(8);
    while i > least && at.before(i).is_ascii_digit() {
        i -= 1;
    }
    !(matches!(at.before(i), b':' | b'=' | b'_' | b'#') || at.before(i).is_ascii_alphabetic())
}

/// Signs of money outside of ASCII: euro, pound, yen.
const MONEY: &[&[u8]] = &["€".as_bytes(), "£".as_bytes(), "¥".as_bytes(), "￥".as_bytes()];

/// Whether a sign of money or a unit stands on either side, after one blank at most.
fn is_amount(at: &At<'_>, start: usize, end: usize) -> bool {
    let left = &at.text()[..start];
    let left = left.strip_suffix(b" ").unwrap_or(left);
    let right = at.text().get(end..).unwrap_or_default();
    let right = right.strip_prefix(b" ").unwrap_or(right);
    if matches!(left.last(), Some(b'$')) || matches!(right.first(), Some(b'$' | b'%')) {
        return true;
    }
    if MONEY.iter().any(|m| left.ends_with(m) || right.starts_with(m)) {
        return true;
    }
    let unit = right.iter().take(6).take_while(|b| b.is_ascii_alphabetic()).count();
    unit > 1 && UNITS.iter().any(|u| u.eq_ignore_ascii_case(&right[..unit]))
}

/// Units that follow counts in logs and prices.
const UNITS: &[&[u8]] = &[
    b"ms", b"us", b"ns", b"kb", b"mb", b"gb", b"kib", b"mib", b"bytes", b"byte", b"rows", b"usd", b"eur", b"gbp",
    b"nok", b"sek", b"dkk", b"chf", b"cny", b"rmb", b"brl", b"kr",
];

/// Parts of keys that announce a phone number.
const KEYS: &[&[u8]] = &[
    b"phone",
    b"tel",
    b"mobil",
    b"cell",
    b"fax",
    b"tlf",
    b"handy",
    b"sms",
    b"whatsapp",
    b"msisdn",
    b"movil",
    b"celular",
    b"contact",
    b"call",
];

/// By the first letter of a key, which second letters there are, a bit each.
const KEY_PAIRS: [u32; 32] = {
    let mut pairs = [0; 32];
    let mut n = 0;
    while n < KEYS.len() {
        pairs[(KEYS[n][0] & 31) as usize] |= 1 << (KEYS[n][1] & 31);
        n += 1;
    }
    pairs
};

/// Last words of what other numbers are called, in lower case.
const OTHER_NUMBERS: &[&str] = &[
    "order",
    "invoice",
    "ticket",
    "case",
    "ref",
    "reference",
    "account",
    "batch",
    "serial",
    "id", // en
    "auftrag",
    "bestellung",
    "rechnung",
    "kundennummer",
    "rechnungsnummer",
    "auftragsnummer",
    "bestellnummer",
    "personalnummer",
    "sendungsnummer",
    "verwendungszweck",
    "aktenzeichen",
    "charge",
    "konto",
    "referenz", // de
    "ordre",
    "faktura",
    "kid",
    "kundenummer",
    "ordrenummer",
    "ansattnr",
    "saksnummer",
    "referanse", // no
    "commande",
    "facture",
    "dossier",
    "matricule",
    "siret",
    "siren",
    "contrat",
    "référence", // fr
    "pedido",
    "factura",
    "expediente",
    "nómina",
    "referencia", // es
    "encomenda",
    "fatura",
    "protocolo",
    "nif",
    "matrícula",
    "referência", // pt
];

/// Whether a word right before the end of a text says that another number follows: `order 12345678`,
/// `Faktura nr. 12345678`, `订单号12345678`.
fn is_labelled_otherwise(before: &[u8]) -> bool {
    let mut rest = before;
    // `Nr. `, `no. `, `n° `, `#`
    for _ in 0..2 {
        rest = rest.trim_ascii_end();
        rest = ["#", ".", "°", "º"].iter().find_map(|sign| rest.strip_suffix(sign.as_bytes())).unwrap_or(rest);
        let number = |word: &&[u8; 2]| rest.len() > 2 && rest[rest.len() - 2..].eq_ignore_ascii_case(*word);
        if [b"nr", b"no"].iter().any(number) && rest[rest.len() - 3].is_ascii_whitespace() || rest.ends_with(b" n") {
            rest = &rest[..rest.len() - if rest.ends_with(b" n") { 1 } else { 2 }];
        }
    }
    // In Chinese `号` ends the names of all kinds of numbers.
    if let Some(name) = rest.strip_suffix("号".as_bytes()) {
        return !["手机", "电话", "联系", "座机", "传真"].iter().any(|w| name.ends_with(w.as_bytes()));
    }
    let last = rest.last().map(u8::to_ascii_lowercase);
    OTHER_NUMBERS.iter().filter(|word| word.as_bytes().last().copied() == last).any(|word| {
        let Some((left, end)) = rest.len().checked_sub(word.len()).and_then(|i| rest.split_at_checked(i)) else {
            return false;
        };
        end.eq_ignore_ascii_case(word.as_bytes())
            && left.last().is_none_or(|b| !b.is_ascii_alphanumeric() && b.is_ascii())
    })
}

/// Whether bare digits follow a key that is not about phones: `order_id=`, `"ts": `.
fn is_keyed_otherwise(at: &At<'_>, start: usize) -> bool {
    let text = at.text();
    let mut i = start;
    let mut assigned = false;
    while let Some(b) = i.checked_sub(1).and_then(|j| text.get(j)) {
        match b {
            b'=' | b':' => assigned = true,
            b' ' | b'"' | b'\'' if start - i < 5 => {}
            _ => break,
        }
        i -= 1;
    }
    if !assigned {
        return is_labelled_otherwise(&text[..start]);
    }
    let key = &text[i.saturating_sub(32)..i];
    let from = key.iter().rposition(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))).map_or(0, |j| j + 1);
    let key = &key[from..];
    // A key in another script, or none: nothing is known.
    if key.is_empty() || text[..i - key.len()].last().is_some_and(|b| !b.is_ascii()) {
        return false;
    }
    !key.windows(2).enumerate().any(|(i, pair)| {
        let [first, second] = [pair[0], pair[1]].map(|b| usize::from(b.to_ascii_lowercase() & 31));
        KEY_PAIRS[first] >> second & 1 == 1
            && KEYS.iter().any(|k| key.get(i..i + k.len()).is_some_and(|w| w.eq_ignore_ascii_case(k)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use inkwash_core::RootKey;
    use std::collections::BTreeSet;
    use std::format;

    fn canonical(value: &str) -> String {
        let mut out = Vec::new();
        PhoneNumber.canonical(value.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    fn stand_in(value: &str) -> String {
        let key = RootKey::new([3; 32]).entity("PHONE_NUMBER");
        let mut out = Vec::new();
        PhoneNumber.mint(value.as_bytes(), canonical(value).as_bytes(), &key, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn spellings_of_one_number_agree() {
        for value in
            ["+44 20 7946 0018", "+44 (0)20 7946 0018", "0044-20-7946-0018", "%2B442079460018", "+44 020 79460018"]
        {
            assert_eq!(canonical(value), "+442079460018", "{value}");
            assert_eq!(canonical(&stand_in(value)), canonical(&stand_in("+442079460018")), "{value}");
        }
        assert_eq!(canonical("+39 06 1234 5678"), "+390612345678");
        assert_eq!(canonical("(212) 555-0142"), "2125550142");
    }

    #[test]
    fn nobody_can_be_called_by_a_stand_in() {
        for code in ["47", "1", "44", "49", "33", "34", "351", "86", "55", "46", "61", "91", "81", "39"] {
            let mut tried = 0;
            for n in 0..400u64 {
                let value =
                    format!("+{code}{}", 20_000_000_000u64 * (n % 4 + 1) / 10u64.pow((n % 4) as u32) + n * 7_919);
                let Some(Value::International(_)) = Value::parse(value.as_bytes(), plan::international) else {
                    continue;
                };
                let stand_in = stand_in(&value);
                let Some(Value::International(number)) = Value::parse(stand_in.as_bytes(), plan::international) else {
                    panic!("{stand_in} for {value} is no number");
                };
                assert_eq!(number.verdict, Verdict::Possible, "{stand_in} for {value}");
                tried += 1;
            }
            assert!(tried > 50, "{code}: {tried}");
        }
    }

    #[test]
    fn at_home_a_number_gets_the_stand_in_that_it_gets_with_its_country_code() {
        let key = RootKey::new([3; 32]).entity("PHONE_NUMBER");
        for (home, national, international) in [
            (*b"NO", "900 12 345", "+47 900 12 345"),
            (*b"NO", "90012345", "004790012345"),
            (*b"GB", "020 7946 0018", "+44 20 7946 0018"),
            (*b"DE", "(030) 23125-777", "+49 30 23125777"),
            (*b"US", "(212) 555-0142", "+1 212 555 0142"),
            (*b"US", "1-212-555-0142", "+1 212 555 0142"),
            (*b"RU", "8 (495) 123-45-67", "+7 495 123-45-67"),
            (*b"HU", "06 1 234 5678", "+36 1 234 5678"),
            (*b"IT", "06 1234 5678", "+39 06 1234 5678"),
        ] {
            let mut out = Vec::new();
            assert!(PhoneNumber.mint_as(Wish::Home(home), national.as_bytes(), b"", &key, &mut out), "{national}");
            let made = Value::parse(&out, plan::by_length);
            let Some(Value::National(made)) = made else { panic!("{national} gives {out:?}") };
            let code = plan::code_of(home).unwrap();
            let (trunk, made) = plan::split_trunk(code, &made).unwrap();
            let expected = format!("+{code}{}", core::str::from_utf8(made.as_slice()).unwrap());
            assert_eq!(canonical(&stand_in(international)), expected, "{national}");
            assert!(national.starts_with(core::str::from_utf8(trunk.as_slice()).unwrap()) || national.starts_with('('));
            assert_eq!(plan::international(code, &made), Verdict::Possible, "{national}");
            let layout =
                |text: &[u8]| text.iter().map(|b| if b.is_ascii_digit() { b'9' } else { *b }).collect::<Vec<_>>();
            assert_eq!(layout(&out), layout(national.as_bytes()));
        }
        for (home, value) in
            [(*b"XX", "90012345"), (*b"NO", "020 7946 0018"), (*b"GB", "7946 0018"), (*b"NO", "no number")]
        {
            assert!(!PhoneNumber.mint_as(Wish::Home(home), value.as_bytes(), b"", &key, &mut Vec::new()), "{value}");
        }
    }

    #[test]
    fn national_numbers_of_one_length_get_distinct_stand_ins() {
        let all: BTreeSet<_> = (0..3000).map(|n| stand_in(&format!("{}", 92_000_000 + n))).collect();
        assert_eq!(all.len(), 3000);
    }

    #[test]
    fn north_american_forms_get_an_undialable_area() {
        for n in 0..200 {
            let stand_in = stand_in(&format!("(212) 555-{n:04}"));
            assert_eq!(stand_in.as_bytes()[2], b'9', "{stand_in}");
        }
    }
}
