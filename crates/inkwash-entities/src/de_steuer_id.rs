use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use crate::checks::{mod_11_10, mod_11_10_digit};
use crate::style::{Draw, pour};
use crate::unique::{derange, digits_from, is_whole, spoil_last};

/// German tax identification number (steuerliche Identifikationsnummer), `36 574 261 809`.
///
/// Ten digits and a check digit (ISO 7064 MOD 11,10). Among the ten, one digit occurs twice and
/// eight others once; in numbers given out since 2016 one may instead occur three times, never
/// in a row, and seven others once. Of all eleven-digit numbers 0.37 % keep these rules: bare
/// ones are likely where a German tax number may be expected, but telephone numbers have eleven
/// digits too. Numbers that begin with 0 are the authority's test numbers; they need context.
///
/// Stand-ins of ordinary numbers are ordinary numbers, those of test numbers test numbers, which
/// are nine times too few to stand in for the others.
///
/// Source: § 139b Abgabenordnung; § 1 Steueridentifikationsnummerverordnung; Bundeszentralamt
/// für Steuern and KONSENS, "Prüfung der Identifikationsnummer" (ELSTER developers' annex).
pub(crate) struct DeSteuerId;

/// What follows one first digit when a pair is among the ten: places of the pair, and the order
/// of eight more of the other nine digits.
const PAIRS: u64 = 45 * 362_880;
/// The same for a triple, not in a row, and seven more digits.
const TRIPLES: u64 = 112 * 181_440;
const PER_FIRST_DIGIT: u64 = PAIRS + TRIPLES;

impl Detector for DeSteuerId {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Tax,
            example: "36 574 261 809",
            check: "iso-7064-mod-11-10",
            regions: &["DE"],
            context: &[
                "steuer-id",
                "steuer id",
                "steuerid",
                "steueridentifikationsnummer",
                "steuer-identifikationsnummer",
                "steuerliche identifikationsnummer",
                "identifikationsnummer",
                "idnr",
                "id-nr",
                "steuer-idnr",
                "steuer",
                "finanzamt",
                "elster",
                "lohnsteuer",
                "bzst",
                "tax id",
                "tax identification",
                "taxpayer",
                "german tax",
                "numéro fiscal",
                "identifiant fiscal",
                "número fiscal",
                "identificación fiscal",
                "identificação fiscal",
                "税号",
                "税务",
            ],
            against: &[
                "telefon",
                "tel",
                "phone",
                "mobil",
                "mobile",
                "handy",
                "fax",
                "bestellung",
                "bestellnummer",
                "auftrag",
                "rechnung",
                "sendung",
                "order",
                "invoice",
                "tracking",
                "fnr",
                "fødselsnummer",
                "pesel",
                "cpf",
                "手机",
                "电话",
            ],
            columns: &[
                "steuer id",
                "steuerid",
                "steuer idnr",
                "steuer identifikations",
                "steueridentifikationsnummer",
                "steuer identifikationsnummer",
                "identifikationsnummer",
                "idnr",
                "tax id",
                "tax identification",
                "tin",
                "税号",
            ],
            unique: true,
            ..Facts::new(
                "DE_STEUER_ID",
                "German tax identification number",
                "§ 139b AO; Bundeszentralamt für Steuern, Prüfung der Identifikationsnummer",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[
            Trigger::Shape("~ ![0-9A-Za-z] 9{11} ![0-9A-Za-z]"),
            Trigger::Shape("~ ![0-9A-Za-z] 9{2}[ -/]9{3}[ -/]9{3}[ -/]9{3} ![0-9A-Za-z]"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        if !at.byte(start).is_ascii_digit() || at.before(start).is_ascii_alphanumeric() {
            return None;
        }
        let (end, grouped) = match (digits_from(at, start, 12), at.byte(start + 2)) {
            (11, _) => (start + 11, false),
            (2, separator @ (b' ' | b'-' | b'/')) => {
                let groups = [2, 6, 10].map(|i| (at.byte(start + i), digits_from(at, start + i + 1, 4)));
                if groups != [(separator, 3); 3] {
                    return None;
                }
                (start + 14, true)
            }
            _ => return None,
        };
        let mut digits = [0; 11];
        let source = at.text().get(start..end)?.iter().filter(|b| b.is_ascii_digit());
        digits.iter_mut().zip(source).for_each(|(d, s)| *d = *s);
        if !is_valid(&digits) || !is_whole(at, start, end) {
            return None;
        }
        let german = at.regions().contains(b"DE");
        let score = match (digits[0], grouped, german) {
            (b'0', true, _) => 600,
            (b'0', ..) => 250,
            (_, true, _) => 940,
            (_, _, true) => 800,
            _ => 600,
        };
        Some(Hit::checked(start, end, score, "iso-7064-mod-11-10"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_digit()));
    }

    fn one_in(&self, value: &[u8]) -> u32 {
        let mut digits = [0; 11];
        let source = value.iter().filter(|b| b.is_ascii_digit());
        digits.iter_mut().zip(source).for_each(|(d, s)| *d = *s);
        if repeated(&digits[..10]).is_some() { 10 } else { 1 }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 0, tail: 3 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        if is_valid(canonical) {
            let (first, within) = rank(canonical);
            let test = first == 0;
            let (lowest, firsts) = if test { (0, 1) } else { (1, 9) };
            let rank = u128::from((first - lowest) * PER_FIRST_DIGIT + within);
            let rank = derange(key, u32::from(test), rank, u128::from(firsts * PER_FIRST_DIGIT)) as u64;
            pour(found, &unrank(lowest + rank / PER_FIRST_DIGIT, rank % PER_FIRST_DIGIT), out);
        } else {
            let rank = Draw::new(key, "de-steuer-id", canonical).below(9 * PER_FIRST_DIGIT);
            pour(b"00 000 000 000", &unrank(1 + rank / PER_FIRST_DIGIT, rank % PER_FIRST_DIGIT), out);
        }
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        if wish != Wish::WrongCheck {
            return false;
        }
        let start = out.len();
        self.mint(found, canonical, key, out);
        spoil_last(out, start, is_valid)
    }
}

/// The digit that repeats among ten, and its places as bits; `None` if the rule is broken.
fn repeated(ten: &[u8]) -> Option<(u8, u16)> {
    let mut places = [0u16; 10];
    for (i, b) in ten.iter().enumerate() {
        *places.get_mut(usize::from(b.wrapping_sub(b'0')))? |= 1 << i;
    }
    let mut more = places.iter().enumerate().filter(|(_, p)| p.count_ones() > 1);
    let (digit, &places) = more.next()?;
    (more.next().is_none() && is_pattern(places, 2) | is_pattern(places, 3)).then_some((digit as u8, places))
}

/// Whether a digit may stand at these places, `times` times.
fn is_pattern(places: u16, times: u32) -> bool {
    places.count_ones() == times && (times == 2 || places >> places.trailing_zeros() != 0b111)
}

/// Whether these are the digits of a number.
fn is_valid(number: &[u8]) -> bool {
    number.len() == 11 && repeated(&number[..10]).is_some() && mod_11_10(number)
}

/// The first digit of a valid number, and the number's place among those with that digit.
fn rank(number: &[u8]) -> (u64, u64) {
    let (repeated, places) = repeated(&number[..10]).unwrap_or_default();
    let times = places.count_ones();
    let pattern = (0..places).filter(|p| is_pattern(*p, times)).count() as u64;
    let mut others: Vec<u8> = (b'0'..=b'9').filter(|d| *d != number[0]).collect();
    let mut order = 0;
    for (i, digit) in number[..10].iter().enumerate().skip(1) {
        let again = *digit == repeated + b'0' && places.trailing_zeros() < i as u32;
        if !again && let Some(at) = others.iter().position(|d| d == digit) {
            order = order * others.len() as u64 + at as u64;
            others.remove(at);
        }
    }
    let within = if times == 2 { pattern * 362_880 + order } else { PAIRS + pattern * 181_440 + order };
    (u64::from(number[0] - b'0'), within)
}

/// The inverse of [`rank`].
fn unrank(first: u64, within: u64) -> [u8; 11] {
    let (times, within, orders) = match within.checked_sub(PAIRS) {
        None => (2, within, 362_880),
        Some(within) => (3, within, 181_440),
    };
    let pattern = (0..1024).filter(|p| is_pattern(*p, times)).nth((within / orders) as usize);
    let places: u16 = pattern.unwrap_or(0b11);
    let mut others: Vec<u8> = (b'0'..=b'9').filter(|d| *d != b'0' + first as u8).collect();
    let (mut order, mut weight) = (within % orders, orders);
    let mut number = [b'0' + first as u8; 11];
    for i in 1..10 {
        let first_place = places.trailing_zeros() as usize;
        number[i] = if places >> i & 1 == 1 && first_place < i {
            number[first_place]
        } else {
            weight /= others.len() as u64;
            let at = (order / weight) as usize;
            order %= weight;
            others.remove(at.min(others.len() - 1))
        };
    }
    number[10] = mod_11_10_digit(&number[..10]);
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_are_valid_and_others_are_not() {
        // The authority's example, and numbers that open validators' tests use: pairs, triples.
        for number in ["36574261809", "86095742719", "47036892816", "65929970489", "57549285017", "25768131411"] {
            assert!(is_valid(number.as_bytes()), "{number}");
        }
        // No digit repeats; two do; four times; three in a row.
        for ten in ["1234567890", "1123456788", "1111234567", "1112345678", "12345678"] {
            assert_eq!(repeated(ten.as_bytes()), None, "{ten}");
        }
        assert!(!is_valid(b"36574261808") && !is_valid(b"3657426180x"));
    }

    #[test]
    fn ranks_are_dense_and_inverse() {
        for first in 0..10 {
            let some = (0..PER_FIRST_DIGIT).step_by(30_011);
            for within in some.chain([PAIRS - 1, PAIRS, PER_FIRST_DIGIT - 1]) {
                let number = unrank(first, within);
                assert!(is_valid(&number), "{}", core::str::from_utf8(&number).unwrap());
                assert_eq!(rank(&number), (first, within));
            }
        }
    }
}
