//! Poland.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, icao_digit, weighted, weighted_36, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[PESEL, NIP, REGON, ID_CARD, PASSPORT];

/// PESEL, `44051401359`: date of birth with the century in the month, four digits of which the
/// last tells the sex, check digit.
///
/// Source: Ustawa z dnia 24 września 2010 r. o ewidencji ludności, art. 15; the ministry's page
/// "Co to jest numer PESEL".
const PESEL: Identifier = Identifier {
    facts: Facts {
        example: "44051401359",
        regions: &["PL"],
        context: &["pesel", "numer pesel", "nr ewidencyjny", "dowód osobisty", "polish national id"],
        columns: &["pesel"],
        ..person("PL_PESEL", "Polish identification number (PESEL)", "Ustawa o ewidencji ludności, art. 15")
    },
    forms: &[Form {
        fields: &[Field::Date(&PESEL_DATES), Field::Digits(4), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10)),
        check: "mod-10-weighted",
        one_in: 110,
        catches: [99, 90],
        spellings: &[bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const PESEL_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: None,
    eras: &[
        Era::years(1900, 1999),
        Era::years(2000, 2025).month_plus(20),
        Era::years(2026, 2099).month_plus(20),
        Era::years(1850, 1899).month_plus(80),
    ],
};

/// NIP, `123-456-32-18`: tax number of persons and firms, weights 6 5 7 2 3 4 5 6 7 modulo 11.
///
/// Source: Ustawa o zasadach ewidencji i identyfikacji podatników i płatników; Ministerstwo
/// Finansów, structure of the NIP.
const NIP: Identifier = Identifier {
    facts: Facts {
        example: "123-456-32-18",
        regions: &["PL"],
        context: &["nip", "numer identyfikacji podatkowej", "podatnik", "podatnika", "urząd skarbowy", "polish tax"],
        columns: &["nip", "nr nip", "numer nip", "pl tax id", "pl vat"],
        ..tax("PL_NIP", "Polish tax number (NIP)", "Ustawa o zasadach ewidencji i identyfikacji podatników")
    },
    forms: &[Form {
        fields: &[Field::Within(3, &[(101, 998)]), Field::Digits(6), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &[6, 5, 7, 2, 3, 4, 5, 6, 7]))),
        check: "mod-11-weighted",
        one_in: 12,
        catches: [99, 99],
        spellings: &[
            bare("9999999999"),
            peculiar("999-999-99-99"),
            peculiar("999-99-99-999"),
            peculiar("pl9999999999"),
            peculiar("pl 9999999999"),
            peculiar("pl 999-999-99-99"),
        ],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// REGON, `192598184` or, for a local unit, fourteen digits that begin with the firm's nine.
///
/// Source: Rozporządzenie Rady Ministrów z dnia 30 listopada 2015 r. w sprawie rejestru REGON,
/// § 4; Główny Urząd Statystyczny.
const REGON: Identifier = Identifier {
    facts: Facts {
        example: "192598184",
        regions: &["PL"],
        context: &["regon", "numer regon", "gus"],
        columns: &["regon", "nr regon", "numer regon"],
        ..tax("PL_REGON", "Polish business register number (REGON)", "Główny Urząd Statystyczny, rejestr REGON")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, regon_digit),
            check: "mod-11-weighted",
            one_in: 10,
            catches: [90, 90],
            spellings: &[bare("999999999"), grouped("999-999-999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(8), Field::Check(1), Field::Digits(4), Field::Check(1)],
            complete: |n| {
                n.get_mut(..9).is_some_and(|firm| ends(firm, regon_digit))
                    && ends(n, |p| below_ten(weighted_mod_11(p, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 10))
            },
            check: "mod-11-weighted",
            one_in: 100,
            catches: [90, 90],
            spellings: &[bare("99999999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

fn regon_digit(payload: &[u8]) -> Option<u8> {
    below_ten(weighted_mod_11(payload, &[8, 9, 2, 3, 4, 5, 6, 7]) % 10)
}

/// Identity card, `ABA 300000`: three letters (no O, no Q), a check digit, five digits.
///
/// Source: Rozporządzenie Ministra Spraw Wewnętrznych w sprawie wzoru dowodu osobistego;
/// ICAO Doc 9303-3, 4.9 (weights 7 3 1 over letters and digits).
const ID_CARD: Identifier = Identifier {
    facts: Facts {
        example: "ABA300000",
        regions: &["PL"],
        context: &["dowód osobisty", "dowodu osobistego", "nr dowodu", "seria i numer", "polish id card", "id card"],
        columns: &["nr dowodu", "dowod", "dowod osobisty", "dowód osobisty", "id card"],
        ..person("PL_ID_CARD", "Polish identity card number", "Rozporządzenie MSWiA w sprawie wzoru dowodu osobistego")
    },
    forms: &[Form {
        fields: &[CARD_LETTER, CARD_LETTER, CARD_LETTER, Field::Check(1), Field::Digits(5)],
        complete: |n| {
            let mut rest = [0; 8];
            if let [a, b, c, check, tail @ ..] = n
                && tail.len() == 5
            {
                rest[..3].copy_from_slice(&[*a, *b, *c]);
                rest[3..].copy_from_slice(tail);
                *check = icao_digit(&rest);
            }
            true
        },
        check: "icao-7-3-1",
        one_in: 12,
        catches: [95, 85],
        spellings: &[bare("AAA999999"), bare("AAA 999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const CARD_LETTER: Field = Field::Of(b"ABCDEFGHIJKLMNPRSTUVWXYZ");

/// Passport, `AB 1234567`: two letters, a check digit, six digits; weights 7 3 9 1 7 3 1 7 3, sum
/// divisible by ten.
///
/// Source: Rozporządzenie Ministra Spraw Wewnętrznych w sprawie dokumentów paszportowych.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "ZS0000177",
        regions: &["PL"],
        context: &["paszport", "nr paszportu", "passport", "pass no"],
        columns: &["paszport", "nr paszportu", "passport"],
        ..person("PL_PASSPORT", "Polish passport number", "Rozporządzenie MSWiA w sprawie dokumentów paszportowych")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Check(1), Field::Digits(6)],
        complete: |n| {
            n[2] = b'0';
            let rest = weighted_36(n, &[7, 3, 0, 1, 7, 3, 1, 7, 3]);
            n[2] = b'0' + (rest % 10) as u8;
            true
        },
        check: "mod-10-weighted",
        one_in: 10,
        catches: [96, 86],
        spellings: &[bare("AA9999999"), bare("AA 9999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
