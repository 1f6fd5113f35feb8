//! Accounts, securities, devices and vehicles.

use inkwash_core::{Class, Group};

use super::Number;
use crate::checks::{luhn_digit, mod_97, weighted_mod_11};

/// The countries of ISO 3166-1 alpha-2, and Kosovo's user-assigned code.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
     BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH \
     ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT \
     HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS \
     LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
     NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG \
     SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG \
     UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

fn is_country(code: &[u8]) -> bool {
    COUNTRIES.as_bytes().chunks(3).any(|c| c.get(..2) == Some(code))
}

/// A digit's or letter's value, A being 10.
const fn value(b: u8) -> u32 {
    match b {
        b'0'..=b'9' => (b - b'0') as u32,
        b'A'..=b'Z' => (b - b'A') as u32 + 10,
        _ => 0,
    }
}

const fn digit(v: u32) -> u8 {
    b'0' + (v % 10) as u8
}

/// The digit that makes digits times repeating weights, and it, sum to a multiple of ten.
fn mod_10_digit(digits: &[u8], weights: &[u32]) -> u8 {
    let sum: u32 = digits.iter().zip(weights.iter().cycle()).map(|(b, w)| value(*b) * w).sum();
    digit(10 - sum % 10)
}

/// Writes the last character from those before it.
fn ends(number: &mut [u8], check: impl Fn(&[u8]) -> u8) -> bool {
    let Some((last, payload)) = number.split_last_mut() else { return false };
    *last = check(payload);
    true
}

pub(super) const NUMBERS: &[Number] = &[
    US_ABA_ROUTING,
    SWIFT_CODE,
    ISIN,
    CUSIP,
    SEDOL,
    LEI,
    MX_CLABE,
    ES_CCC,
    AR_CBU,
    NO_BANK_ACCOUNT,
    AU_BSB,
    UK_SORT_CODE,
    IN_IFSC,
    BANK_ACCOUNT,
    CARD_CVV,
    CARD_EXPIRY,
    IMEI,
    IMSI,
    ICCID,
    VIN,
];

/// Weights 3 7 1; the first two digits are a Federal Reserve district, plus 20 for thrifts, plus
/// 60 for electronic transactions, or 80 for traveller's cheques.
const US_ABA_ROUTING: Number = Number {
    name: "US_ABA_ROUTING",
    example: "021000021",
    title: "US bank routing number (ABA)",
    source: "American Bankers Association, Routing Number Administrative Board, routing number policy",
    class: Class::Confidential,
    regions: &["US"],
    context: &["routing", "aba", "rtn", "transit number", "wire", "ach", "bank"],
    against: &["order", "phone", "zip", "ssn", "invoice", "tracking", "case"],
    columns: &["routing", "aba", "aba routing", "rtn", "bank routing"],
    shapes: &["~ ![0-9A-Za-z] 9{9} ![0-9A-Za-z]"],
    spellings: &["9{9}"],
    others: &["9{4}-9{4}-9", "9{4} 9{4} 9"],
    complete: |n| {
        let district = n.iter().take(2).fold(0, |d, b| d * 10 + value(*b));
        n.len() == 9
            && matches!(district, 0..=12 | 21..=32 | 61..=72 | 80)
            && n[..8] != *b"00000000"
            && ends(n, |p| mod_10_digit(p, &[3, 7, 1]))
    },
    check: "aba",
    bare: 150,
    kept: &[0, 1],
    checks: &[-1],
    ..Number::DEFAULT
};

/// Institution (four letters), country, location, and maybe a branch.
const SWIFT_CODE: Number = Number {
    name: "SWIFT_CODE",
    example: "DEUTDEFF500",
    title: "Business identifier code (SWIFT/BIC)",
    source: "ISO 9362",
    class: Class::Internal,
    columns: &["swift", "swift code", "swift bic", "bic", "bic code", "bank bic"],
    words: &["SWIFT", "swift", "Swift", "BIC", "bic", "Bic"],
    others: &["A{6}U{2}U{3}", "A{6}U{2}"],
    complete: |n| n.get(4..6).is_some_and(is_country),
    told: 910,
    kept: &[4, 5],
    ..Number::DEFAULT
};

/// Country or agency, nine characters of the national number, and a Luhn digit over all of it
/// with letters written as two digits.
const ISIN: Number = Number {
    name: "ISIN",
    example: "US0378331005",
    title: "International securities identification number",
    source: "ISO 6166",
    class: Class::Internal,
    context: &["isin", "security", "securities", "share", "stock", "bond", "fund", "wertpapier", "aktie", "fonds"],
    columns: &["isin", "isin code", "security isin"],
    shapes: &["![0-9A-Za-z] A{2}9{10} ![0-9A-Za-z]"],
    words: &["ISIN", "isin", "Isin"],
    spellings: &["A{2}9{10}"],
    others: &["A{2}U{9}9"],
    complete: |n| {
        let agencies: [&[u8]; 8] = [b"EU", b"XA", b"XB", b"XC", b"XD", b"XF", b"XS", b"XT"];
        let known = n.get(..2).is_some_and(|c| is_country(c) || agencies.contains(&c));
        n.len() == 12
            && known
            && ends(n, |p| {
                let (mut digits, mut len) = ([0; 24], 0);
                for b in p {
                    let v = value(*b);
                    for d in [v / 10, v % 10].into_iter().skip(usize::from(v < 10)) {
                        digits[len] = digit(d);
                        len += 1;
                    }
                }
                luhn_digit(&digits[..len])
            })
    },
    check: "luhn",
    bare: 350,
    kept: &[0, 1],
    checks: &[-1],
    ..Number::DEFAULT
};

/// Issuer (six), issue (two), and a check: every second character's value is doubled, the digits
/// of all values are summed.
const CUSIP: Number = Number {
    name: "CUSIP",
    example: "037833100",
    title: "CUSIP number of a North American security",
    source: "ANSI X9.6; CUSIP Global Services",
    class: Class::Internal,
    columns: &["cusip", "security cusip"],
    words: &["CUSIP", "cusip", "Cusip"],
    others: &["U{8}9"],
    complete: |n| {
        n.len() == 9
            && ends(n, |p| {
                let doubled = p.iter().enumerate().map(|(i, b)| value(*b) << (i % 2));
                let sum: u32 = doubled.map(|v| v / 10 + v % 10).sum();
                digit(10 - sum % 10)
            })
    },
    check: "cusip",
    told: 940,
    checks: &[-1],
    ..Number::DEFAULT
};

/// Six digits, or a consonant and five digits and consonants, and a check with the weights 1 3 1 7 3 9.
const SEDOL: Number = Number {
    name: "SEDOL",
    example: "0263494",
    title: "SEDOL number of a British security",
    source: "London Stock Exchange, SEDOL Masterfile",
    class: Class::Internal,
    columns: &["sedol", "sedol code", "security sedol"],
    words: &["SEDOL", "sedol", "Sedol"],
    others: &["U{6}9"],
    complete: |n| {
        n.len() == 7 && !n.iter().any(|b| b"AEIOU".contains(b)) && ends(n, |p| mod_10_digit(p, &[1, 3, 1, 7, 3, 9]))
    },
    check: "sedol",
    told: 940,
    checks: &[-1],
    ..Number::DEFAULT
};

/// Issuer (four), entity (fourteen), and two check digits (ISO 7064 MOD 97-10).
const LEI: Number = Number {
    name: "LEI",
    example: "5493001KJTIIGC8Y1R12",
    title: "Legal entity identifier",
    source: "ISO 17442-1",
    class: Class::Internal,
    context: &["lei", "legal entity", "counterparty", "gleif"],
    columns: &["lei", "lei code", "legal entity identifier"],
    shapes: &["~ ![0-9A-Za-z] 9{4}[0-9A-Z]{14}9{2} ![0-9A-Za-z]"],
    words: &["LEI"],
    spellings: &["9{4}U{14}9{2}"],
    others: &["U{18}9{2}"],
    complete: |n| {
        let Some((payload, check)) = n.split_at_mut_checked(18) else { return false };
        if check.len() != 2 || payload.iter().all(u8::is_ascii_digit) {
            return false;
        }
        let Some(rest) = mod_97(0, payload.iter().copied().chain(*b"00")) else { return false };
        check.copy_from_slice(&[digit((98 - rest) / 10), digit((98 - rest) % 10)]);
        true
    },
    check: "mod-97",
    bare: 800,
    kept: &[0, 1, 2, 3],
    checks: &[-2, -1],
    ..Number::DEFAULT
};

/// Bank (three), place (three), account (eleven), and a check: products with 3 7 1 modulo ten.
const MX_CLABE: Number = Number {
    name: "MX_CLABE",
    example: "032180000118359719",
    title: "Mexican standardised bank account number (CLABE)",
    source: "Banco de México, Circular 3/2012, standardised bank key",
    regions: &["MX"],
    context: &["clabe", "interbancaria", "spei", "cuenta", "transferencia", "banco", "deposito", "depósito"],
    against: &["pedido", "guía", "rastreo", "order", "tracking"],
    columns: &["clabe", "clabe interbancaria", "cuenta clabe"],
    shapes: &["~ ![0-9A-Za-z] 9{18} ![0-9A-Za-z]"],
    spellings: &["9{18}"],
    others: &["9{3} 9{3} 9{11} 9", "9{4} 9{4} 9{4} 9{4} 9{2}"],
    complete: |n| {
        n.len() == 18
            && !n.starts_with(b"000")
            && ends(n, |p| {
                let weights = [3, 7, 1].into_iter().cycle();
                let sum: u32 = p.iter().zip(weights).map(|(b, w)| value(*b) * w % 10).sum();
                digit(10 - sum % 10)
            })
    },
    check: "clabe",
    bare: 250,
    kept: &[0, 1, 2],
    checks: &[-1],
    ..Number::DEFAULT
};

/// Bank (four), branch (four), two check digits, account (ten); each check is modulo eleven with
/// the powers of two as weights.
const ES_CCC: Number = Number {
    name: "ES_CCC",
    example: "1234 1234 16 1234567890",
    title: "Spanish customer account code (CCC)",
    source: "Consejo Superior Bancario, Norma 19; Banco de España",
    regions: &["ES"],
    context: &["ccc", "cuenta", "cuenta bancaria", "código cuenta cliente", "banco", "domiciliación"],
    columns: &["ccc", "codigo cuenta cliente", "código cuenta cliente", "cuenta ccc"],
    shapes: &["~ ![0-9A-Za-z] 9{20} ![0-9A-Za-z]", "![0-9A-Za-z] 9{4}[ -]9{4}[ -]9{2}[ -]9{10} ![0-9A-Za-z]"],
    spellings: &["9{20}", "9{4} 9{4} 9{2} 9{10}", "9{4}-9{4}-9{2}-9{10}"],
    complete: |n| {
        const WEIGHTS: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
        if n.len() != 20 || n.starts_with(b"0000") {
            return false;
        }
        let check = |digits: &[u8], weights: &[u32]| match 11 - weighted_mod_11(digits, weights) {
            10 => b'1',
            11 => b'0',
            check => digit(check),
        };
        (n[8], n[9]) = (check(&n[..8], &WEIGHTS[2..]), check(&n[10..], &WEIGHTS));
        true
    },
    check: "mod-11",
    bare: 400,
    grouped: 900,
    kept: &[0, 1, 2, 3],
    checks: &[8, 9],
    ..Number::DEFAULT
};

/// Bank and branch (seven) with a check, account (thirteen) with a check.
const AR_CBU: Number = Number {
    name: "AR_CBU",
    example: "2850590940090418135201",
    title: "Argentine standardised bank key (CBU)",
    source: "Banco Central de la República Argentina, Comunicación A 2520",
    regions: &["AR"],
    context: &["cbu", "clave bancaria", "cuenta", "transferencia", "banco", "cvu"],
    against: &["tracking", "seguimiento"],
    columns: &["cbu", "cvu", "clave bancaria"],
    shapes: &["~ ![0-9A-Za-z] 9{22} ![0-9A-Za-z]"],
    spellings: &["9{22}"],
    others: &["9{8} 9{14}", "9{8}-9{14}"],
    complete: |n| {
        if n.len() != 22 {
            return false;
        }
        n[7] = mod_10_digit(&n[..7], &[7, 1, 3, 9, 7, 1, 3]);
        n[21] = mod_10_digit(&n[8..21], &[3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3]);
        n[..7] != *b"0000000"
    },
    check: "cbu",
    bare: 450,
    kept: &[0, 1, 2],
    checks: &[7, 21],
    ..Number::DEFAULT
};

/// Bank (four), group (two), account (four), and a check modulo eleven.
const NO_BANK_ACCOUNT: Number = Number {
    name: "NO_BANK_ACCOUNT",
    example: "8601.11.17947",
    title: "Norwegian bank account number",
    source: "Bits AS, Norwegian bank account number format",
    regions: &["NO"],
    context: &["kontonummer", "kontonr", "konto", "bankkonto", "bank", "innbetaling", "overføring", "betal til"],
    against: &["fødselsnummer", "personnummer", "telefon", "ordre"],
    columns: &["kontonummer", "kontonr", "bankkonto", "bankkontonummer"],
    shapes: &["~ ![0-9A-Za-z] 9{11} ![0-9A-Za-z]", "![0-9A-Za-z] 9{4}[. ]9{2}[. ]9{5} ![0-9A-Za-z]"],
    spellings: &["9{11}", "9{4}.9{2}.9{5}", "9{4} 9{2} 9{5}"],
    complete: |n| {
        if n.len() != 11 || n[..4] == *b"0000" {
            return false;
        }
        let check = (11 - weighted_mod_11(&n[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11;
        n[10] = digit(check);
        check < 10
    },
    check: "mod-11",
    bare: 150,
    grouped: 850,
    kept: &[0, 1, 2, 3],
    checks: &[-1],
    ..Number::DEFAULT
};

const AU_BSB: Number = Number {
    name: "AU_BSB",
    example: "062-000",
    title: "Australian bank, state and branch number (BSB)",
    source: "Australian Payments Network, BSB numbers",
    class: Class::Confidential,
    regions: &["AU"],
    columns: &["bsb", "bsb code"],
    words: &["BSB", "bsb"],
    others: &["9{3}-9{3}", "9{3} 9{3}", "9{6}"],
    kept: &[0, 1],
    ..Number::DEFAULT
};

const UK_SORT_CODE: Number = Number {
    name: "UK_SORT_CODE",
    example: "20-00-00",
    title: "British sort code",
    source: "Pay.UK, Extended Industry Sort Code Directory",
    class: Class::Confidential,
    regions: &["GB"],
    columns: &["sort code", "sortcode", "bank sort code"],
    words: &["ort code", "ORT CODE", "ort Code", "ort_code", "ortcode", "ortCode", "ort-code"],
    others: &["9{2}-9{2}-9{2}", "9{2} 9{2} 9{2}", "9{6}"],
    kept: &[0, 1],
    ..Number::DEFAULT
};

/// Bank (four letters), a zero, branch (six).
const IN_IFSC: Number = Number {
    name: "IN_IFSC",
    example: "SBIN0005943",
    title: "Indian Financial System Code",
    source: "Reserve Bank of India, IFSC",
    class: Class::Internal,
    regions: &["IN"],
    columns: &["ifsc", "ifsc code", "bank ifsc"],
    words: &["IFSC", "ifsc", "Ifsc"],
    others: &["A{4}<0>U{6}"],
    complete: |n| n.get(4) == Some(&b'0'),
    told: 940,
    kept: &[0, 1, 2, 3, 4],
    ..Number::DEFAULT
};

/// No form is common to the account numbers of all banks: only what is called so is one.
const BANK_ACCOUNT: Number = Number {
    name: "BANK_ACCOUNT",
    example: "12345678",
    title: "Bank account number",
    source: "National rules; none is common",
    context: &["bank", "iban", "sort code", "routing", "bsb", "bic", "swift", "sepa", "direct debit", "ach"],
    against: &["customer", "utility", "google", "twitter", "user account", "email"],
    columns: &["bank account", "bank acct", "acct", "payee.account", "beneficiary.account", "vendor account"],
    words: &[
        "ccount number",
        "ccount Number",
        "CCOUNT NUMBER",
        "ccount no",
        "ccount No",
        "ccount_number",
        "ccountNumber",
        "ccount_no",
        "cct no",
        "cct. no",
        "ontonummer",
        "ontonr",
        "úmero de cuenta",
        "umero de cuenta",
        "onta corrente",
        "uméro de compte",
    ],
    others: &["9{6,17}", "9{4} 9{4}", "9{4} 9{4} 9{1,8}", "9{3}-9{5,9}-9{1,3}"],
    complete: |n| n.iter().any(|b| *b != b'0'),
    told: 550,
    ..Number::DEFAULT
};

const CARD_CVV: Number = Number {
    name: "CARD_CVV",
    example: "123",
    title: "Verification code of a payment card (CVV, CVC, CID)",
    source: "PCI DSS 4.0, card verification code",
    columns: &["cvv", "cvv 2", "cvc", "cvc 2", "card cvv", "card verification code", "card security code", "csc"],
    words: &[
        "CVV2",
        "cvv2",
        "CVC2",
        "cvc2",
        "CVV",
        "cvv",
        "Cvv",
        "CVC",
        "cvc",
        "Cvc",
        "ard security code",
        "ard verification",
        "rüfnummer der Karte",
        "rüfziffer",
    ],
    others: &["9{3}", "9{4}"],
    unique: false,
    ..Number::DEFAULT
};

/// Month and year; that it is a card's must be said near by.
const CARD_EXPIRY: Number = Number {
    name: "CARD_EXPIRY",
    example: "12/27",
    title: "Expiry of a payment card",
    source: "ISO/IEC 7813, expiration date",
    context: &[
        "card",
        "visa",
        "mastercard",
        "amex",
        "cvv",
        "cvc",
        "cc",
        "pan",
        "kreditkarte",
        "karte",
        "carte",
        "tarjeta",
        "cartão",
        "kort",
    ],
    columns: &[
        "card expiry",
        "card expiration",
        "card exp",
        "cc exp",
        "cc expiry",
        "card valid thru",
        "card.exp",
        "card.expiry",
        "card.expires",
    ],
    words: &[
        "xpiry",
        "XPIRY",
        "xpires",
        "xpiration",
        "alid thru",
        "ALID THRU",
        "alid Thru",
        "ood thru",
        "exp:",
        "Exp:",
        "EXP:",
        "exp ",
        "Exp ",
        "EXP ",
        "exp. ",
        "ültig bis",
        "encimiento",
        "aducidad",
        "alidade",
    ],
    others: &["9{2}/9{2}", "9{2}/9{4}", "9{2} / 9{2}", "9{2}-9{2}", "9{2}-9{4}"],
    complete: |n| {
        if n.len() == 6 {
            n[2..4].copy_from_slice(b"20");
        }
        let two = |digits: &[u8]| digits.iter().fold(0, |v, b| v * 10 + value(*b));
        matches!(n.len(), 4 | 6) && (1..=12).contains(&two(&n[..2])) && (20..=49).contains(&two(&n[n.len() - 2..]))
    },
    unique: false,
    told: 450,
    ..Number::DEFAULT
};

/// Type allocation code (eight), serial number (six), Luhn digit.
const IMEI: Number = Number {
    name: "IMEI",
    example: "490154203237518",
    group: Group::Network,
    title: "International mobile equipment identity",
    source: "3GPP TS 23.003, section 6.2",
    class: Class::Confidential,
    context: &["imei", "device", "handset", "gerät", "equipment", "appareil", "dispositivo"],
    against: &["card", "visa", "amex", "order", "tracking", "invoice"],
    columns: &["imei", "device imei", "imei 1"],
    shapes: &[
        "~ ![0-9A-Za-z] 9{15} ![0-9A-Za-z]",
        "~ ![0-9A-Za-z] 9{2}[ -]9{6}[ -]9{6}[ -]9 ![0-9A-Za-z]",
        "~ ![0-9A-Za-z] 9{6}[ -]9{2}[ -]9{6}[ -]9 ![0-9A-Za-z]",
    ],
    spellings: &["9{15}", "9{2}-9{6}-9{6}-9", "9{2} 9{6} 9{6} 9", "9{6}-9{2}-9{6}-9", "9{6} 9{2} 9{6} 9"],
    complete: |n| n.len() == 15 && n[..8] != *b"00000000" && ends(n, luhn_digit),
    check: "luhn",
    bare: 250,
    grouped: 850,
    kept: &[0, 1, 2, 3, 4, 5, 6, 7],
    checks: &[-1],
    ..Number::DEFAULT
};

/// Mobile country code (2 to 7 first), network, subscriber.
const IMSI: Number = Number {
    name: "IMSI",
    example: "310150123456789",
    group: Group::Network,
    title: "International mobile subscriber identity",
    source: "3GPP TS 23.003, section 2.2; ITU-T E.212",
    columns: &["imsi", "subscriber imsi"],
    words: &["IMSI", "imsi", "Imsi"],
    others: &["9{15}", "9{14}"],
    complete: |n| n.first().is_some_and(|b| matches!(b, b'2'..=b'7')),
    kept: &[0, 1, 2, 3, 4],
    ..Number::DEFAULT
};

/// 89, country, issuer, account, Luhn digit: nineteen digits, or twenty.
const ICCID: Number = Number {
    name: "ICCID",
    example: "8949123456789012347",
    group: Group::Network,
    title: "Integrated circuit card identifier (SIM)",
    source: "ITU-T E.118",
    class: Class::Confidential,
    context: &["iccid", "sim", "sim card", "esim", "simkarte", "carte sim"],
    columns: &["iccid", "=sim", "sim iccid", "sim card", "sim serial"],
    shapes: &["![0-9A-Za-z] [8][9]9{17,18} ![0-9A-Za-z]"],
    spellings: &["<89>9{17}", "<89>9{18}"],
    others: &["<89>9{2} 9{4} 9{4} 9{4} 9{3,4}"],
    complete: |n| matches!(n.len(), 19 | 20) && n.starts_with(b"89") && n[2..4] != *b"00" && ends(n, luhn_digit),
    check: "luhn",
    bare: 650,
    kept: &[0, 1, 2, 3, 4, 5],
    checks: &[-1],
    ..Number::DEFAULT
};

/// Maker (three), description (six), year, plant, serial number. North America and China have a
/// check character in the ninth place; elsewhere it may be anything.
const VIN: Number = Number {
    name: "VIN",
    example: "1M8GDM9AXKP042788",
    group: Group::Vehicle,
    title: "Vehicle identification number",
    source: "ISO 3779; 49 CFR 565.15; GB 16735",
    class: Class::Confidential,
    context: &["vin", "vehicle", "chassis", "car", "fahrzeug", "fahrgestellnummer", "véhicule", "bastidor"],
    columns: &["vin", "vin number", "vin code", "vehicle vin", "chassis", "fahrgestellnummer", "fin"],
    shapes: &["![0-9A-Za-z] [1-5][0-9A-HJ-NPR-Z]{16} ![0-9A-Za-z]"],
    words: &["VIN", "vin", "Vin", "hassis", "HASSIS", "ahrgestell", "FIN", "astidor"],
    spellings: &["<1>U{16}", "<2>U{16}", "<3>U{16}", "<4>U{16}", "<5>U{16}"],
    others: &["U{17}"],
    complete: |n| {
        if n.len() != 17 || n.iter().any(|b| b"IOQ".contains(b)) || n.iter().all(u8::is_ascii_digit) {
            return false;
        }
        if !matches!(n[0], b'1'..=b'5' | b'L') {
            return !matches!(n[0], b'0' | b'6'..=b'9') || n.iter().any(u8::is_ascii_alphabetic);
        }
        const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        // A to H are 1 to 8, J to R 1 to 9 without 6 and 8, S to Z 2 to 9.
        let worth = |b: u8| match b {
            b'A'..=b'H' => u32::from(b - b'A') + 1,
            b'J'..=b'R' => u32::from(b - b'J') + 1,
            b'S'..=b'Z' => u32::from(b - b'S') + 2,
            _ => value(b),
        };
        let sum: u32 = n.iter().zip(WEIGHTS).map(|(b, w)| worth(*b) * w).sum();
        n[8] = if sum % 11 == 10 { b'X' } else { digit(sum % 11) };
        true
    },
    check: "vin",
    bare: 750,
    kept: &[0, 1, 2],
    checks: &[8],
    ..Number::DEFAULT
};
