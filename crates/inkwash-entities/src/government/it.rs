//! Italy.

use inkwash_core::{Facts, Group};

use crate::checks::{ends, luhn_digit, value_36};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, led, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[FISCAL_CODE, VAT_CODE, IDENTITY_CARD, PASSPORT, DRIVER_LICENSE];

/// Fiscal code (codice fiscale), `RSSMRA85T10A562S`: letters of the surname and name (3 each), year,
/// month as a letter, day (women plus 40), place of birth (a letter, three digits), check letter. If
/// two persons would have the same, digits are replaced by letters (omocodia).
///
/// Source: Decreto ministeriale 23 dicembre 1976 (as d.P.R. 605/1973 orders); Agenzia delle Entrate.
const FISCAL_CODE: Identifier = Identifier {
    facts: Facts {
        example: "RSSMRA85T10A562S",
        regions: &["IT"],
        context: &["codice fiscale", "cod. fisc", "cod.fisc", "c.f.", "cf", "fiscal code", "tessera sanitaria"],
        columns: &["codice fiscale", "codicefiscale", "cod fisc", "=cf", "fiscal code"],
        ..person("IT_FISCAL_CODE", "Italian fiscal code (codice fiscale)", "Decreto ministeriale 23 dicembre 1976")
    },
    forms: &[
        Form {
            fields: &[Field::Letters(6), Field::Date(&DATES), PLACE, Field::Digits(3), Field::Check(1)],
            complete: |n| ends(n, check_letter),
            check: "mod-26-letter",
            one_in: 172,
            catches: [96, 90],
            spellings: &[peculiar("AAAAAA99A99A999A"), peculiar("AAA AAA 99A99 A999A")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[
                Field::Letters(6),
                REPLACED,
                REPLACED,
                Field::Of(b"ABCDEHLMPRST"),
                Field::Of(b"01234567LMNPQRST"),
                REPLACED,
                PLACE,
                REPLACED,
                REPLACED,
                REPLACED,
                Field::Check(1),
            ],
            complete: |n| {
                let digit = |i: usize| match n[i] {
                    b @ b'0'..=b'9' => b - b'0',
                    b => REPLACEMENTS.iter().position(|r| *r == b).unwrap_or(0) as u8,
                };
                let day = digit(9) * 10 + digit(10);
                let replaced = [6, 7, 9, 10, 12, 13, 14].iter().any(|i| n[*i].is_ascii_alphabetic());
                replaced && matches!(day, 1..=31 | 41..=71) && ends(n, check_letter)
            },
            check: "mod-26-letter",
            one_in: 10_229,
            catches: [99, 97],
            spellings: &[led(
                12,
                "AAAAAAXXAXXAXXXA",
                "![0-9A-Za-z] a{6}[0-9L-Vl-v]{2}a[0-9L-Vl-v]{2}a[0-9L-Vl-v]{3}a ![0-9A-Za-z]",
            )],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

const DATES: Dates =
    Dates { layout: "YYLDD", sign: None, eras: &[Era::years(1926, 2025), Era::years(1926, 2025).day_plus(40)] };

/// The first letter of a place: A to M for municipalities, Z for countries.
const PLACE: Field = Field::Of(b"ABCDEFGHIJKLMZ");
/// Letters that stand for the digits 0 to 9.
const REPLACEMENTS: &[u8; 10] = b"LMNPQRSTUV";
const REPLACED: Field = Field::Of(b"0123456789LMNPQRSTUV");

fn check_letter(payload: &[u8]) -> Option<u8> {
    // By value (digits as the letters A to J): what a character at an odd place counts.
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let sum: u32 = payload
        .iter()
        .enumerate()
        .map(|(i, &b)| {
            let value = if b.is_ascii_digit() { value_36(b) } else { value_36(b).saturating_sub(10) };
            if i % 2 == 0 { ODD[value as usize % 26] } else { value }
        })
        .sum();
    Some(b'A' + (sum % 26) as u8)
}

/// VAT number (partita IVA), `07643520567`: seven digits, office (3), Luhn digit.
///
/// Source: d.P.R. 633/1972, art. 35; Decreto ministeriale 23 dicembre 1976.
const VAT_CODE: Identifier = Identifier {
    facts: Facts {
        example: "IT07643520567",
        regions: &["IT"],
        context: &["partita iva", "p.iva", "p. iva", "piva", "p.i.", "vat"],
        columns: &["partita iva", "partitaiva", "piva", "p iva", "it vat"],
        ..tax("IT_VAT_CODE", "Italian VAT number (partita IVA)", "d.P.R. 633/1972, art. 35")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Within(3, &[(1, 100), (120, 121), (888, 888), (999, 999)]), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 96,
        catches: [99, 97],
        spellings: &[bare("99999999999"), peculiar("it99999999999"), peculiar("it 99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Electronic identity card, `CA00000AA`: two letters, five digits, two letters. No check digit outside of the
/// machine-readable zone.
///
/// Source: Decreto ministeriale 23 dicembre 2015; ministero dell'Interno, "Carta d'identità elettronica".
const IDENTITY_CARD: Identifier = Identifier {
    facts: Facts {
        example: "CA00000AA",
        regions: &["IT"],
        context: &["carta d'identità", "carta di identità", "carta d'identita", "c.i.", "cie", "identity card"],
        columns: &["carta identita", "carta d identita", "carta identità", "cie", "documento"],
        ..person("IT_IDENTITY_CARD", "Italian electronic identity card number", "Decreto ministeriale 23 dicembre 2015")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Digits(5), Field::Letters(2)],
        spellings: &[bare("AA99999AA"), bare("AA 99999 AA")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Passport, `YA1234567`: two letters and seven digits.
///
/// Source: Legge 21 novembre 1967, n. 1185; Polizia di Stato; PRADO.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "YA1234567",
        regions: &["IT"],
        context: &["passaporto", "passaporto n.", "numero passaporto", "italian passport", "passport"],
        columns: &["passaporto", "numero passaporto", "passport"],
        ..person("IT_PASSPORT", "Italian passport number", "Legge 1185/1967; PRADO")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Digits(7)],
        spellings: &[bare("AA9999999"), bare("AA 9999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Driving licence, `RM1234567A`: two letters, seven digits and a letter. Those that begin
/// with `U1` and have letters among the digits are not taken.
///
/// Source: Codice della strada, art. 116; ministero delle Infrastrutture e dei Trasporti.
const DRIVER_LICENSE: Identifier = Identifier {
    facts: Facts {
        example: "RM1234567A",
        regions: &["IT"],
        context: &["patente", "patente di guida", "n. patente", "driving licence", "driver license"],
        columns: &["patente", "patente guida", "numero patente", "driver license"],
        group: Group::Vehicle,
        ..person("IT_DRIVER_LICENSE", "Italian driving licence number", "Codice della strada, art. 116")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Digits(7), Field::Letters(1)],
        spellings: &[bare("AA9999999A")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
