use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use crate::checks::{luhn, luhn_digit};
use crate::style::{Draw, pour};
use crate::unique::{derange, digits_from, is_whole, number, write_number};

/// Payment card number (PAN): an issuer's range, an account number, and a Luhn digit; 13 to 19
/// digits, bare, in the groups embossed on cards, or on a magnetic track.
///
/// One number in ten passes Luhn and a good quarter of all 16-digit numbers lie in an issuer's
/// range, so about one order number in forty looks like a card: bare digits are weak evidence,
/// grouping is strong. Epoch times in milli-, micro- and nanoseconds begin with 1 until 2033
/// and lie in nobody's range.
///
/// Stand-ins keep the brand's range and the length. No range is reserved for tests by all
/// schemes, so one may by chance be somebody's; on request they begin as published test numbers do, where those of the
/// brand are known.
///
/// Source: ISO/IEC 7812-1 (numbering, Luhn), ISO/IEC 7813 (tracks); the ranges are those that
/// the schemes publish.
pub(crate) struct CreditCard;

/// One scheme's consecutive range of numbers, told by the first four digits.
struct Range {
    first: u16,
    last: u16,
    /// Score, in permille, of a bare number of 13, 14, … 19 digits; 0: no card has that length.
    bare: [u16; 7],
}

const fn range(first: u16, last: u16, bare: [u16; 7]) -> Range {
    Range { first, last, bare }
}

/// The schemes' ranges, ascending and disjoint. Schemes that share a range (Discover, RuPay and
/// Elo in 65; Maestro, RuPay and Elo in 50 and 60) share a row.
///
/// Sources: the network rules and developer pages of Visa, Mastercard, American Express,
/// Discover Global Network, JCB, UnionPay International, NSPK (Mir), NPCI (RuPay), BKM (Troy),
/// Elo, BORICA, NAPAS, Uzcard and Humo.
const RANGES: [Range; 20] = [
    // Mir; BORICA beside it.
    range(2200, 2205, [0, 0, 0, 600, 200, 200, 250]),
    // Mastercard's second range.
    range(2221, 2720, [0, 0, 0, 600, 0, 0, 0]),
    // Diners Club International.
    range(3000, 3059, [0, 550, 0, 300, 0, 0, 200]),
    range(3095, 3095, [0, 550, 0, 300, 0, 0, 200]),
    // American Express.
    range(3400, 3499, [0, 0, 650, 0, 0, 0, 0]),
    // JCB; its 3571 is LankaPay's too.
    range(3528, 3589, [0, 0, 0, 600, 200, 200, 250]),
    // Diners Club International.
    range(3600, 3699, [0, 550, 0, 300, 0, 0, 200]),
    // American Express.
    range(3700, 3799, [0, 0, 650, 0, 0, 0, 0]),
    // Diners Club International.
    range(3800, 3999, [0, 550, 0, 300, 0, 0, 200]),
    // Visa. No 13-digit card has been issued for many years.
    range(4000, 4999, [150, 0, 0, 600, 0, 0, 200]),
    // Maestro, Elo, RuPay, Verve.
    range(5000, 5099, [150, 150, 200, 450, 150, 200, 250]),
    // Mastercard.
    range(5100, 5599, [0, 0, 0, 600, 0, 0, 0]),
    // Maestro.
    range(5600, 5899, [150, 150, 200, 400, 150, 200, 250]),
    // RuPay, Maestro, and Discover's 6011.
    range(6000, 6199, [0, 150, 150, 550, 150, 200, 250]),
    // UnionPay; Discover's 622126 to 622925. Chinese debit cards have 19 digits.
    range(6200, 6299, [0, 0, 0, 600, 300, 300, 550]),
    // Maestro, Elo, InstaPayment, InterPayment.
    range(6300, 6399, [150, 150, 150, 450, 150, 200, 250]),
    // Discover, RuPay, Elo, Troy; Maestro above.
    range(6440, 6799, [0, 0, 0, 600, 150, 200, 250]),
    // RuPay.
    range(8100, 8299, [0, 0, 0, 400, 0, 0, 0]),
    // Uzcard.
    range(8600, 8600, [0, 0, 0, 450, 0, 0, 0]),
    // NAPAS 9704, Troy 9792, Humo 9860.
    range(9704, 9860, [0, 0, 0, 300, 0, 0, 250]),
];

impl Range {
    /// The range that a number of this length lies in.
    fn of(number: &[u8]) -> Option<&'static Self> {
        let head = u16::try_from(crate::unique::number(number.get(..4)?)).ok()?;
        let range = RANGES.iter().find(|r| r.first <= head && head <= r.last)?;
        (range.bare(number.len()) > 0).then_some(range)
    }

    fn bare(&self, len: usize) -> u16 {
        len.checked_sub(13).and_then(|i| self.bare.get(i)).copied().unwrap_or(0)
    }

    /// How many account numbers of `len` digits it holds, the check digit apart.
    fn size(&self, len: usize) -> u128 {
        (u128::from(self.last - self.first) + 1) * 10u128.pow(len.saturating_sub(5) as u32)
    }
}

impl Detector for CreditCard {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Financial,
            example: "4111 1111 1111 1111",
            check: "luhn",
            context: &[
                "card",
                "cards",
                "cardno",
                "cc",
                "ccn",
                "ccnum",
                "pan",
                "visa",
                "mastercard",
                "master card",
                "amex",
                "american express",
                "maestro",
                "diners club",
                "discover card",
                "jcb",
                "unionpay",
                "rupay",
                "debit",
                "cvv",
                "cvc",
                "kreditkarte",
                "kartennummer",
                "kreditt",
                "kortnummer",
                "kortnr",
                "bankkort",
                "carte",
                "carte bancaire",
                "carte bleue",
                "tarjeta",
                "cartão",
                "cartao",
                "信用卡",
                "银行卡",
                "卡号",
                "银联",
            ],
            against: &[
                "order",
                "invoice",
                "tracking",
                "shipment",
                "parcel",
                "epoch",
                "timestamp",
                "imei",
                "imsi",
                "iccid",
                "sku",
                "ean",
                "isbn",
                "gtin",
                "barcode",
                "serial",
                "transaction",
                "txn",
                "trace",
                "span",
                "message id",
                "msgid",
                "reference",
                "tweet",
                "bestellung",
                "bestellnummer",
                "auftrag",
                "rechnung",
                "sendung",
                "ordre",
                "faktura",
                "sporing",
                "forsendelse",
                "referanse",
                "commande",
                "facture",
                "colis",
                "suivi",
                "horodatage",
                "pedido",
                "factura",
                "envío",
                "rastreo",
                "seguimiento",
                "fatura",
                "rastreio",
                "encomenda",
                "referência",
                "订单",
                "发票",
                "快递",
                "运单",
                "时间戳",
                "流水号",
            ],
            columns: &[
                "=card",
                "customer card",
                "cc",
                "ccn",
                "pan",
                "primary account",
                "credit card",
                "creditcard",
                "debit card",
                "payment card",
                "bank card",
                "card pan",
                "kreditkarte",
                "kartennummer",
                "kredittkort",
                "kortnummer",
                "kortnr",
                "carte bancaire",
                "numero carte",
                "carte bleue",
                "tarjeta",
                "tarjeta credito",
                "numero tarjeta",
                "cartao",
                "cartão",
                "cartao credito",
                "cartão de crédito",
                "信用卡",
                "银行卡",
                "卡号",
            ],
            unique: true,
            ..Facts::new("CREDIT_CARD", "Payment card number", "ISO/IEC 7812-1, ISO/IEC 7813, the card schemes' ranges")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        // No issuer's range begins with 0, 1 or 7, which spares all epoch times.
        &[
            Trigger::Shape("![0-9A-Za-z] [2-689]9{12,18} ![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z] [2-689]9{3}[ -]9{4,6}[ -]9{4,5}"),
            Trigger::Shape("[%][Bb]&[2-689]9{12}"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        if !matches!(at.byte(start), b'2'..=b'6' | b'8' | b'9') {
            return None;
        }
        let on_track_1 = matches!(at.before(start), b'B' | b'b') && at.byte(start.wrapping_sub(2)) == b'%';
        if !on_track_1 && (at.before(start).is_ascii_alphanumeric() || at.before(start) == b'_') {
            return None;
        }
        match digits_from(at, start, 20) {
            len @ 13..=19 => bare(at, start, len, on_track_1),
            4 if !on_track_1 => grouped(at, start),
            _ => None,
        }
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_digit()));
    }

    fn one_in(&self, value: &[u8]) -> u32 {
        let mut card = [0; 19];
        let mut digits = value.iter().filter(|b| b.is_ascii_digit());
        let len = card.iter_mut().zip(&mut digits).map(|(place, b)| *place = *b).count();
        if digits.next().is_none() && Range::of(&card[..len]).is_some() { 10 } else { 1 }
    }

    fn keep(&self, _: &[u8]) -> Keep {
        // What PCI DSS 4.0, requirement 3.4.1, lets everybody see is more: the issuer's digits too.
        Keep { head: 0, tail: 4 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut card = [b'0'; 19];
        let valid = luhn(canonical).then(|| Range::of(canonical)).flatten();
        let (range, len, index) = match valid {
            Some(range) => {
                let len = canonical.len();
                let payload = number(canonical.get(..len - 1).unwrap_or_default());
                let base = u128::from(range.first) * 10u128.pow(len as u32 - 5);
                // Each range and length is a set of its own.
                let tweak = u32::from(range.first) << 8 | len as u32;
                (range, len, derange(key, tweak, payload - base, range.size(len)))
            }
            None => {
                // Visa, 16 digits.
                let visa = &RANGES[9];
                let mut draw = Draw::new(key, "credit-card", canonical);
                let index = u128::from(draw.below(1_000_000)) * 100_000_000 + u128::from(draw.below(100_000_000));
                (visa, 16, index)
            }
        };
        let payload = u128::from(range.first) * 10u128.pow(len as u32 - 5) + index;
        write_number(payload, &mut card[..len - 1]);
        card[len - 1] = luhn_digit(&card[..len - 1]);
        pour(if valid.is_some() { found } else { b"" }, &card[..len], out);
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        let range = luhn(canonical).then(|| Range::of(canonical)).flatten();
        let head = range.and_then(|range| TEST_HEADS.iter().find(|(first, _)| *first == range.first));
        let (Wish::Unissued, Some((_, head))) = (wish, head) else { return false };
        let mut draw = Draw::new(key, "credit-card-test", canonical);
        let mut card = head.to_vec();
        // The draw itself when it is another number, as nearly always.
        while card.len() == head.len() || card == canonical {
            card.truncate(head.len());
            draw.characters(b"0123456789", canonical.len() - head.len() - 1, &mut card);
            card.push(luhn_digit(&card));
        }
        pour(found, &card, out);
        true
    }
}

/// How test numbers begin that the schemes' processors publish (PayPal, Stripe, Braintree and Cybersource, in their
/// documentation of testing), by the first of the scheme's [`RANGES`].
const TEST_HEADS: &[(u16, &[u8])] = &[
    (2221, b"222300"),
    (3000, b"305693"),
    (3400, b"343434"),
    (3528, b"353011"),
    (3600, b"362272"),
    (3700, b"378282"),
    (3800, b"385200"),
    (4000, b"411111"),
    (5000, b"503396"),
    (5100, b"555555"),
    (5600, b"586824"),
    (6000, b"601111"),
    (6200, b"620000"),
    (6300, b"630400"),
    (6440, b"675941"),
];

/// A card number without separators.
fn bare(at: &At<'_>, start: usize, len: usize, on_track_1: bool) -> Option<Hit> {
    let end = start + len;
    let card = at.text().get(start..end)?;
    let range = Range::of(card)?;
    let score = if on_track_1 {
        // ISO/IEC 7813 track 1, format B: name and expiry follow a caret.
        if at.byte(end) != b'^' {
            return None;
        }
        950
    } else if !is_whole(at, start, end) {
        return None;
    } else if at.byte(end) == b'=' && digits_from(at, end + 1, 7) == 7 {
        // Track 2: expiry (YYMM) and service code follow an equals sign.
        950
    } else {
        range.bare(len)
    };
    luhn(card).then(|| Hit::checked(start, end, score, "luhn"))
}

/// The groups that cards are embossed with, after the first four digits.
const GROUPS: [&[usize]; 7] = [&[4, 4, 4, 3], &[4, 4, 4, 2], &[4, 4, 4, 1], &[4, 4, 4], &[6, 5], &[6, 4], &[4, 5]];

/// A card number in groups, all separated by the same blank or hyphen.
fn grouped(at: &At<'_>, start: usize) -> Option<Hit> {
    let separator = at.byte(start + 4);
    if !matches!(separator, b' ' | b'-') {
        return None;
    }
    // A group of four before makes it the tail of something longer.
    let group_before = at.before(start) == separator
        && (1..=4).all(|i| start.checked_sub(1 + i).is_some_and(|j| at.byte(j).is_ascii_digit()));
    if group_before || separator == b'-' && at.before(start) == b'-' {
        return None;
    }
    GROUPS.iter().find_map(|groups| group(at, start, separator, groups))
}

fn group(at: &At<'_>, start: usize, separator: u8, groups: &[usize]) -> Option<Hit> {
    let mut card = [0; 19];
    let mut len = 4;
    card.get_mut(..4)?.copy_from_slice(at.text().get(start..start + 4)?);
    let mut end = start + 4;
    for &n in groups {
        if at.byte(end) != separator || digits_from(at, end + 1, n + 1) != n {
            return None;
        }
        card.get_mut(len..len + n)?.copy_from_slice(at.text().get(end + 1..end + 1 + n)?);
        len += n;
        end += 1 + n;
    }
    let card = card.get(..len)?;
    let range = Range::of(card).filter(|_| is_whole(at, start, end) && luhn(card))?;
    // Four more digits may be the card's expiry, or make it no card at all.
    let goes_on = at.byte(end) == separator && digits_from(at, end + 1, 5) == 4;
    let score = match range.bare(len) {
        _ if goes_on => 550,
        550.. => 940,
        400.. => 880,
        _ => 750,
    };
    Some(Hit::checked(start, end, score, "luhn"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_ascend_and_hold_only_what_they_can() {
        assert!(RANGES.windows(2).all(|w| w[0].last < w[1].first));
        assert!(RANGES.iter().all(|r| r.first <= r.last && r.first >= 1000));
        assert_eq!(RANGES[9].first, 4000, "what mint falls back to");
    }

    #[test]
    fn lengths_belong_to_brands() {
        assert!(Range::of(b"378282246310005").is_some() && Range::of(b"3782822463100050").is_none());
        assert!(Range::of(b"1700000000000000").is_none() && Range::of(b"411").is_none());
    }

    #[test]
    fn any_bytes_get_a_card() {
        for n in 0..200u8 {
            let key = inkwash_core::RootKey::new([n; 32]).entity("CREDIT_CARD");
            let mut out = Vec::new();
            CreditCard.mint(b"n/a", b"n/a", &key, &mut out);
            assert!(luhn(&out) && out.len() == 16 && Range::of(&out).is_some_and(|r| r.first == 4000), "{out:?}");
        }
    }

    #[test]
    fn on_request_cards_begin_as_test_numbers_do() {
        let key = inkwash_core::RootKey::new([1; 32]).entity("CREDIT_CARD");
        for (card, head) in [
            ("4539 1488 0343 6467", "4111 11"),
            ("2720-9900-0000-0007", "2223-00"),
            ("371449635398431", "378282"),
            ("6011000990139424", "601111"),
        ] {
            let (mut canonical, mut made) = (Vec::new(), Vec::new());
            CreditCard.canonical(card.as_bytes(), &mut canonical);
            assert!(CreditCard.mint_as(Wish::Unissued, card.as_bytes(), &canonical, &key, &mut made));
            assert!(made.starts_with(head.as_bytes()) && made.len() == card.len() && made != card.as_bytes());
            canonical.clear();
            CreditCard.canonical(&made, &mut canonical);
            assert!(luhn(&canonical) && Range::of(&canonical).is_some());
        }
        let mir = b"2200123456789010";
        assert!(!CreditCard.mint_as(Wish::Unissued, mir, mir, &key, &mut Vec::new()), "no test numbers are known");
    }
}
