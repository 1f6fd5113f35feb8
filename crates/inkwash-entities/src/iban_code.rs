use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

use crate::checks::mod_97;
use crate::style::{Draw, pour};
use crate::unique::{derange, write_number};

/// International bank account number, `DE89 3704 0044 0532 0130 00`.
///
/// Country, two check digits (ISO 7064 MOD 97-10), and the country's basic bank account number
/// (BBAN), whose length and make-up the registry fixes. Written in one piece or in groups: of
/// four on paper by the standard, by the country's own habit elsewhere. Length, make-up and
/// check together let less than one in ten thousand of all words of that shape pass.
///
/// Stand-ins keep the country and, in the BBAN, where digits and where letters stand. They have
/// valid check digits; check digits that a country has inside its BBAN may be wrong. On request German ones name a
/// bank that cannot be.
///
/// Source: ISO 13616-1; SWIFT, "IBAN Registry", release 100.
pub(crate) struct IbanCode;

/// The registry: countries, ascending, and their BBANs' make-up in the registry's notation
/// without its exclamation marks (n digits, a capital letters, c either), neighbours joined.
const REGISTRY: [(&str, &str); 89] = [
    ("AD", "8n12c"),
    ("AE", "19n"),
    ("AL", "8n16c"),
    ("AT", "16n"),
    ("AZ", "4a20c"),
    ("BA", "16n"),
    ("BE", "12n"),
    ("BG", "4a6n8c"),
    ("BH", "4a14c"),
    ("BI", "23n"),
    ("BR", "23n1a1c"),
    ("BY", "4c4n16c"),
    ("CH", "5n12c"),
    ("CR", "18n"),
    ("CY", "8n16c"),
    ("CZ", "20n"),
    ("DE", "18n"),
    ("DJ", "23n"),
    ("DK", "14n"),
    ("DO", "4c20n"),
    ("EE", "16n"),
    ("EG", "25n"),
    ("ES", "20n"),
    ("FI", "14n"),
    ("FK", "2a12n"),
    ("FO", "14n"),
    ("FR", "10n11c2n"),
    ("GB", "4a14n"),
    ("GE", "2a16n"),
    ("GI", "4a15c"),
    ("GL", "14n"),
    ("GR", "7n16c"),
    ("GT", "24c"),
    ("HN", "4a20n"),
    ("HR", "17n"),
    ("HU", "24n"),
    ("IE", "4a14n"),
    ("IL", "19n"),
    ("IQ", "4a15n"),
    ("IS", "22n"),
    ("IT", "1a10n12c"),
    ("JO", "4a4n18c"),
    ("KW", "4a22c"),
    ("KZ", "3n13c"),
    ("LB", "4n20c"),
    ("LC", "4a24c"),
    ("LI", "5n12c"),
    ("LT", "16n"),
    ("LU", "3n13c"),
    ("LV", "4a13c"),
    ("LY", "21n"),
    ("MC", "10n11c2n"),
    ("MD", "20c"),
    ("ME", "18n"),
    ("MK", "3n10c2n"),
    ("MN", "16n"),
    ("MR", "23n"),
    ("MT", "4a5n18c"),
    ("MU", "4a19n3a"),
    ("NI", "4a20n"),
    ("NL", "4a10n"),
    ("NO", "11n"),
    ("OM", "3n16c"),
    ("PK", "4a16c"),
    ("PL", "24n"),
    ("PS", "4a21c"),
    ("PT", "21n"),
    ("QA", "4a21c"),
    ("RO", "4a16c"),
    ("RS", "18n"),
    ("RU", "14n15c"),
    ("SA", "2n18c"),
    ("SC", "4a20n3a"),
    ("SD", "14n"),
    ("SE", "20n"),
    ("SI", "15n"),
    ("SK", "20n"),
    ("SM", "1a10n12c"),
    ("SO", "19n"),
    ("ST", "21n"),
    ("SV", "4a20n"),
    ("TL", "19n"),
    ("TN", "20n"),
    ("TR", "6n16c"),
    ("UA", "6n19c"),
    ("VA", "18n"),
    ("VG", "4a16n"),
    ("XK", "16n"),
    ("YE", "4a4n18c"),
];

/// The longest IBAN that the standard allows.
const LONGEST: usize = 34;

impl Detector for IbanCode {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Financial,
            example: "DE89 3704 0044 0532 0130 00",
            check: "mod-97",
            context: &[
                "iban",
                "bank account",
                "account number",
                "account no",
                "bank",
                "swift",
                "bic",
                "sepa",
                "wire",
                "transfer",
                "bankverbindung",
                "kontonummer",
                "konto",
                "überweisung",
                "bankkonto",
                "kontonr",
                "compte bancaire",
                "compte",
                "rib",
                "virement",
                "cuenta",
                "cuenta bancaria",
                "transferencia",
                "conta",
                "conta bancária",
                "transferência",
                "银行账号",
                "银行账户",
                "账号",
            ],
            columns: &[
                "iban",
                "iban code",
                "bank account",
                "account iban",
                "bankverbindung",
                "kontonummer",
                "bankkonto",
                "compte bancaire",
                "cuenta bancaria",
                "conta bancaria",
                "conta bancária",
                "银行账号",
                "银行账户",
            ],
            unique: true,
            ..Facts::new(
                "IBAN_CODE",
                "International bank account number",
                "ISO 13616-1; SWIFT IBAN Registry, release 100",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        // No BBAN is shorter than eleven.
        &[Trigger::Shape("![0-9A-Za-z] a{2}9{2}[0-9A-Za-z -]{11}")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        let head = at.text().get(start..)?.get(..4)?;
        let [a, b, tens, ones] = *head else {
            return None;
        };
        if !(a.is_ascii_alphabetic() && b.is_ascii_alphabetic() && tens.is_ascii_digit() && ones.is_ascii_digit())
            || at.before(start).is_ascii_alphanumeric()
            // ISO 13616-1: check digits run from 02 to 98.
            || matches!((tens, ones), (b'0', b'0' | b'1') | (b'9', b'9'))
        {
            return None;
        }
        let bban = bban_of(a, b)?;
        let mut iban = [0; LONGEST];
        iban.get_mut(..4)?.copy_from_slice(head);
        let (mut end, mut len, mut separator, mut in_fours) = (start + 4, 4, 0, true);
        for class in classes(bban) {
            let mut byte = at.byte(end);
            let parted = matches!(byte, b' ' | b'-') && (separator == 0 || byte == separator);
            if parted {
                separator = byte;
                end += 1;
                byte = at.byte(end);
            }
            in_fours &= separator == 0 || parted == (len % 4 == 0);
            let fits = match class {
                b'n' => byte.is_ascii_digit(),
                b'a' => byte.is_ascii_alphabetic(),
                _ => byte.is_ascii_alphanumeric(),
            };
            if !fits {
                return None;
            }
            *iban.get_mut(len)? = byte;
            len += 1;
            end += 1;
        }
        let iban = iban.get(..len)?;
        if at.byte(end).is_ascii_alphanumeric() || !is_valid(iban) {
            return None;
        }
        let upper = !iban.iter().any(u8::is_ascii_lowercase);
        let lower = !iban.iter().any(u8::is_ascii_uppercase);
        // A separator that begins after the first group was missed by then.
        let in_fours = in_fours && (separator == 0 || at.byte(start + 4) == separator);
        let score = match (upper, lower, in_fours) {
            (true, _, true) => 980,
            (true, _, false) => 920,
            (_, true, _) => 800,
            _ => 400,
        };
        Some(Hit::checked(start, end, score, "mod-97"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        out.extend(found.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase));
    }

    fn one_in(&self, _: &[u8]) -> u32 {
        97
    }

    fn keep(&self, _: &[u8]) -> Keep {
        // Country, as statements print it, and the last four.
        Keep { head: 2, tail: 4 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut iban: Vec<u8>;
        let valid = is_iban(canonical);
        if valid {
            iban = canonical.to_vec();
            permute_bban(&mut iban, key);
        } else {
            // A German one.
            iban = b"DE00".to_vec();
            let mut draw = Draw::new(key, "iban", canonical);
            iban.push(*draw.pick(b"123456789"));
            draw.text(b"0123456789", 17, &mut iban);
        }
        set_check_digits(&mut iban);
        pour(if valid { found } else { b"" }, &iban, out);
    }

    /// The first digit of a German bank code is its clearing area, 1 to 8 (Deutsche Bundesbank, Merkblatt
    /// Bankleitzahlendatei): no bank has 9.
    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        if wish != Wish::Unissued || !canonical.starts_with(b"DE") || !is_iban(canonical) {
            return false;
        }
        let mut iban = canonical.to_vec();
        permute_bban(&mut iban, key);
        iban[4] = b'9';
        set_check_digits(&mut iban);
        pour(found, &iban, out);
        true
    }
}

/// The BBAN's make-up in a country.
fn bban_of(a: u8, b: u8) -> Option<&'static str> {
    let country = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
    let row = REGISTRY.binary_search_by(|(c, _)| c.as_bytes().cmp(&country)).ok()?;
    REGISTRY.get(row).map(|(_, bban)| *bban)
}

/// The class (`n`, `a` or `c`) of each of a BBAN's characters.
fn classes(bban: &str) -> impl Iterator<Item = u8> + '_ {
    let mut count = 0;
    bban.bytes().flat_map(move |b| {
        let (class, times) = if b.is_ascii_digit() { (b, 0) } else { (b, count) };
        count = if b.is_ascii_digit() { count * 10 + usize::from(b - b'0') } else { 0 };
        core::iter::repeat_n(class, times)
    })
}

/// Whether the check digits are right. ISO 13616-1: the first four characters move to the end.
fn is_valid(iban: &[u8]) -> bool {
    iban.split_at_checked(4).is_some_and(|(head, bban)| mod_97(0, bban.iter().chain(head).copied()) == Some(1))
}

/// Whether this is an IBAN in its canonical form.
fn is_iban(iban: &[u8]) -> bool {
    let [a @ b'A'..=b'Z', b @ b'A'..=b'Z', tens, ones, account @ ..] = iban else {
        return false;
    };
    let Some(bban) = bban_of(*a, *b) else {
        return false;
    };
    let mut rest = account.iter();
    let fits = classes(bban).all(|class| {
        rest.next().is_some_and(|c| match class {
            b'n' => c.is_ascii_digit(),
            b'a' => c.is_ascii_uppercase(),
            _ => c.is_ascii_digit() || c.is_ascii_uppercase(),
        })
    });
    fits && rest.next().is_none() && tens.is_ascii_digit() && ones.is_ascii_digit() && is_valid(iban)
}

/// Permutes the account part among those with digits and letters at the same places, in pieces
/// that are small enough to permute at once. The first piece always changes; each further one
/// is permuted in a way that depends on the one before it, which is one-to-one still.
fn permute_bban(iban: &mut [u8], key: &EntityKey) {
    let country = u32::from(iban[0]) << 24 | u32::from(iban[1]) << 16;
    let mut from = 4;
    let mut before = None;
    while from < iban.len() {
        let (mut rank, mut size, mut to) = (0u128, 1u128, from);
        while let Some(&c) = iban.get(to).filter(|_| size < 1 << 100) {
            let (radix, value) = if c.is_ascii_digit() { (10, c - b'0') } else { (26, c - b'A') };
            rank = rank * radix + u128::from(value);
            size *= radix;
            to += 1;
        }
        let mut image = match before {
            None => derange(key, country, rank, size),
            Some(before) => key.permute(country | u32::from(before), rank, size),
        };
        before = Some(rank as u16 | 1);
        for c in iban[from..to].iter_mut().rev() {
            let (radix, zero) = if c.is_ascii_digit() { (10, b'0') } else { (26, b'A') };
            *c = zero + (image % radix) as u8;
            image /= radix;
        }
        from = to;
    }
}

fn set_check_digits(iban: &mut [u8]) {
    iban[2..4].copy_from_slice(b"00");
    let rest = mod_97(0, iban[4..].iter().chain(&iban[..4]).copied()).unwrap_or_default();
    write_number(u128::from(98 - rest), &mut iban[2..4]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_is_sorted_and_of_possible_lengths() {
        assert!(REGISTRY.windows(2).all(|w| w[0].0 < w[1].0));
        for (country, bban) in REGISTRY {
            let len = 4 + classes(bban).count();
            assert!((15..=LONGEST).contains(&len), "{country}: {len}");
        }
    }

    #[test]
    fn the_registrys_examples_are_ibans() {
        for iban in [
            "AD1200012030200359100100",
            "AE070331234567890123456",
            "AL47212110090000000235698741",
            "AT611904300234573201",
            "BE68539007547034",
            "BG80BNBG96611020345678",
            "BR1800360305000010009795493C1",
            "CH9300762011623852957",
            "CY17002001280000001200527600",
            "DE89370400440532013000",
            "EG380019000500000000263180002",
            "ES9121000418450200051332",
            "FI2112345600000785",
            "FR1420041010050500013M02606",
            "GB29NWBK60161331926819",
            "GI75NWBK000000007099453",
            "IT60X0542811101000000123456",
            "LC55HEMM000100010012001200023015",
            "MT84MALT011000012345MTLCAST001S",
            "MU17BOMM0101101030300200000MUR",
            "NL91ABNA0417164300",
            "NO9386011117947",
            "PL61109010140000071219812874",
            "SE4550000000058398257466",
            "TR330006100519786457841326",
            "XK051212012345678906",
        ] {
            assert!(is_iban(iban.as_bytes()), "{iban}");
            assert!(!is_iban(&iban.as_bytes()[..iban.len() - 1]), "{iban}");
        }
    }

    #[test]
    fn on_request_german_ones_name_no_bank() {
        let key = inkwash_core::RootKey::new([1; 32]).entity("IBAN_CODE");
        let (found, canonical, mut made) = (b"DE89 3704 0044 0532 0130 00", b"DE89370400440532013000", Vec::new());
        assert!(IbanCode.mint_as(Wish::Unissued, found, canonical, &key, &mut made));
        assert!(made.starts_with(b"DE") && made[5] == b'9' && made.len() == found.len());
        made.retain(|b| *b != b' ');
        assert!(is_valid(&made));
        let norwegian = b"NO9386011117947";
        assert!(!IbanCode.mint_as(Wish::Unissued, norwegian, norwegian, &key, &mut Vec::new()));
    }
}
