//! Mexico.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, value_36};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[CURP, RFC, NSS];

/// Clave Única de Registro de Población (CURP), `HEGG560427MVZRRL04`: four letters of the names, date of
/// birth (yymmdd), sex, state, three consonants, a digit for births before 2000 and a letter after,
/// check digit: weights 18 to 2 modulo 10, letters with the values of an alphabet that has Ñ.
///
/// Source: Diario Oficial de la Federación, 18 October 2021, "Instructivo Normativo para la asignación
/// de la CURP".
const CURP: Identifier = Identifier {
    facts: Facts {
        example: "HEGG560427MVZRRL04",
        regions: &["MX"],
        context: &["curp", "clave única", "clave unica", "registro de población", "renapo", "mexican id"],
        columns: &["curp"],
        ..person(
            "MX_CURP",
            "Mexican population register code (CURP)",
            "Instructivo Normativo para la asignación de la CURP (DOF)",
        )
    },
    forms: &[Form {
        fields: &[
            Field::Letters(4),
            Field::Date(&CURP_DATES),
            Field::Of(b"HMX"),
            Field::In(STATES),
            Field::Of(CONSONANTS),
            Field::Of(CONSONANTS),
            Field::Of(CONSONANTS),
            Field::Sign,
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| {
                let sum: u32 = p.iter().zip((2..=18).rev()).map(|(b, weight)| mexican(*b) * weight).sum();
                below_ten((10 - sum % 10) % 10)
            })
        },
        check: "mod-10-weighted",
        one_in: 92_000,
        catches: [86, 96],
        spellings: &[grouped("AAAA999999AAAAAAX9")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const CONSONANTS: &[u8] = b"BCDFGHJKLMNPQRSTVWXYZ";

const STATES: &[&str] = &[
    "AS", "BC", "BS", "CC", "CH", "CL", "CM", "CS", "DF", "DG", "GR", "GT", "HG", "JC", "MC", "MN", "MS", "NE", "NL",
    "NT", "OC", "PL", "QR", "QT", "SL", "SP", "SR", "TC", "TL", "TS", "VZ", "YN", "ZS",
];

const CURP_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(16),
    eras: &[
        Era::years(1900, 1999).signed(b"0123456789"),
        Era::years(2000, 2025).signed(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        Era::years(2026, 2099).signed(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    ],
};

/// The value of a character where Ñ (or &) stands between N and O.
const fn mexican(b: u8) -> u32 {
    value_36(b) + if b >= b'O' { 1 } else { 0 }
}

/// Registro Federal de Contribuyentes (RFC): four letters (persons, `GODE561231GR8`) or three (firms,
/// `ABC680524P76`), a date (yymmdd), two characters against namesakes, check digit modulo 11 with A
/// for ten. Some that the tax office gave out break the check; those of persons are taken as well.
/// Codes with Ñ or & are not.
///
/// Source: Servicio de Administración Tributaria, Resolución Miscelánea Fiscal, anexo on the RFC's algorithm.
const RFC: Identifier = Identifier {
    facts: Facts {
        example: "GODE561231GR8",
        regions: &["MX"],
        context: &["rfc", "registro federal", "contribuyente", "contribuyentes", "cfdi", "sat", "mexican tax"],
        columns: &["rfc", "registro federal"],
        ..tax("MX_RFC", "Mexican taxpayer register code (RFC)", "Servicio de Administración Tributaria")
    },
    forms: &[
        Form {
            fields: &[Field::Letters(4), Field::Date(&RFC_DATES), Field::Of(FIRST), Field::Of(SECOND), Field::Check(1)],
            complete: |n| ends(n, rfc_check),
            check: "mod-11-weighted",
            one_in: 1200,
            catches: [84, 97],
            spellings: PERSONAL_RFC,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Letters(3), Field::Date(&RFC_DATES), Field::Of(FIRST), Field::Of(SECOND), Field::Check(1)],
            complete: |n| ends(n, rfc_check),
            check: "mod-11-weighted",
            one_in: 1200,
            catches: [83, 98],
            spellings: &[
                peculiar("AAA-999999-XXX"),
                bare("AAA999999AXX"),
                bare("AAA9999999AX"),
                bare("AAA99999999A"),
                bare("AAA999999999"),
                peculiar("AAA 999999 XXX"),
            ],
            ..Form::DEFAULT
        },
        Form {
            fields: &[
                Field::Letters(4),
                Field::Date(&RFC_DATES),
                Field::Of(FIRST),
                Field::Of(SECOND),
                Field::Of(b"0123456789A"),
            ],
            complete: |n| n.split_last().is_some_and(|(last, payload)| rfc_check(payload) != Some(*last)),
            check: "date",
            one_in: 118,
            catches: [19, 41],
            spellings: PERSONAL_RFC,
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

const PERSONAL_RFC: &[crate::identifier::Spelling] = &[
    peculiar("AAAA-999999-XXX"),
    grouped("AAAA999999AXX"),
    grouped("AAAA9999999AX"),
    grouped("AAAA99999999A"),
    grouped("AAAA999999999"),
    peculiar("AAAA 999999 XXX"),
];

const FIRST: &[u8] = b"123456789ABCDEFGHIJKLMNOPQRSTUV";
const SECOND: &[u8] = b"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Dates without a century, taken as those of 1926 to 2025.
const RFC_DATES: Dates = Dates { layout: "YYMMDD", sign: None, eras: &[Era::years(1926, 2025)] };

fn rfc_check(payload: &[u8]) -> Option<u8> {
    // A firm's code counts as if a blank (37) stood in front.
    let blank = if payload.len() == 11 { 37 * 13 } else { 0 };
    let sum: u32 = payload.iter().rev().zip(2..).map(|(b, weight)| mexican(*b) * weight).sum();
    let check = (11 - (sum + blank) % 11) % 11;
    Some(below_ten(check).unwrap_or(b'A'))
}

/// Número de Seguridad Social (NSS), `92-91-66-7808-9`: office, year of enrolment, year of birth, serial,
/// Luhn digit.
///
/// Source: Instituto Mexicano del Seguro Social, Reglamento de la Ley del Seguro Social en materia de afiliación.
const NSS: Identifier = Identifier {
    facts: Facts {
        example: "92-91-66-7808-6",
        regions: &["MX"],
        context: &["nss", "imss", "seguridad social", "seguro social", "número de seguridad"],
        columns: &["nss", "imss", "seguridad social", "seguro social"],
        ..health("MX_NSS", "Mexican social security number (NSS)", "Instituto Mexicano del Seguro Social")
    },
    forms: &[Form {
        fields: &[Field::Digits(10), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 10,
        catches: [100, 90],
        spellings: &[bare("99999999999"), peculiar("99-99-99-9999-9"), grouped("99 99 99 9999 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
