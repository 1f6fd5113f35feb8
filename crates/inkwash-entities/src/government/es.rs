//! Spain and Andorra.

use inkwash_core::Facts;

use crate::checks::{ends, ends_in, luhn_digit};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] = &[NIF, NIE, CIF, NSS, PASSPORT, AD_NRT];

/// Letters by the remainder of the number by 23.
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

fn letter(digits: &[u8]) -> Option<u8> {
    LETTERS.get((number(digits) % 23) as usize).copied()
}

/// Identity number (DNI, as tax number NIF), `12345678Z`: eight digits and a letter by the remainder by
/// 23. With K, L or M and seven digits for those who have no DNI.
///
/// Source: Real Decreto 1553/2005; Real Decreto 1065/2007 art. 19; Ministerio del Interior, "Cálculo del
/// dígito de control del NIF/NIE".
const NIF: Identifier = Identifier {
    facts: Facts {
        example: "12345678Z",
        regions: &["ES"],
        context: &["dni", "nif", "d.n.i.", "n.i.f.", "documento nacional", "documento de identidad", "spanish id"],
        columns: &["dni", "nif", "dni nif", "nif dni", "documento identidad"],
        ..person(
            "ES_NIF",
            "Spanish identity and tax number (DNI, NIF)",
            "Real Decreto 1553/2005; Ministerio del Interior",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, letter),
            check: "mod-23-letter",
            one_in: 26,
            catches: [95, 95],
            spellings: &[
                bare("99999999A"),
                grouped("99999999-A"),
                grouped("99999999 A"),
                peculiar("99.999.999-A"),
                peculiar("99.999.999 A"),
                peculiar("es99999999A"),
            ],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"KLM"), Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| letter(p.get(1..)?)),
            check: "mod-23-letter",
            one_in: 225,
            catches: [95, 95],
            spellings: &[grouped("A9999999A"), grouped("A-9999999-A")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

/// Foreigner's identity number (NIE), `X1234567L`: X, Y or Z (as 0, 1, 2 before the number), seven
/// digits, and the letter of the DNI.
///
/// Source: Real Decreto 557/2011 art. 206; Ministerio del Interior, as above.
const NIE: Identifier = Identifier {
    facts: Facts {
        example: "X1234567L",
        regions: &["ES"],
        context: &[
            "nie",
            "n.i.e.",
            "extranjero",
            "extranjería",
            "EXTRANJERÍA",
            "tarjeta de residencia",
            "foreigner id",
        ],
        columns: &["nie", "dni nie", "nie dni"],
        ..person("ES_NIE", "Spanish foreigner's identity number (NIE)", "Real Decreto 557/2011, art. 206")
    },
    forms: &[Form {
        fields: &[Field::Of(b"XYZ"), Field::Digits(7), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let first = u128::from(p.first()? - b'X');
                LETTERS.get(((first * 10_000_000 + number(p.get(1..)?)) % 23) as usize).copied()
            })
        },
        check: "mod-23-letter",
        one_in: 225,
        catches: [95, 95],
        spellings: &[peculiar("A9999999A"), peculiar("A-9999999-A"), peculiar("A9999999-A"), peculiar("A 9999999 A")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Tax number of organisations (CIF), `A58818501`: a letter for the kind, seven digits, and a Luhn
/// digit, for some kinds as a letter (J 0, A 1 to I 9).
///
/// Source: Orden EHA/451/2008; Agencia Tributaria.
const CIF: Identifier = Identifier {
    facts: Facts {
        example: "A58818501",
        regions: &["ES"],
        context: &["cif", "c.i.f.", "nif", "razón social", "RAZÓN SOCIAL", "empresa", "sociedad", "vat"],
        columns: &["cif", "nif", "cif nif", "nif empresa", "es vat"],
        ..tax("ES_CIF", "Spanish tax number of organisations (CIF)", "Orden EHA/451/2008; Agencia Tributaria")
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"ABCDEFGHJUV"), Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| Some(luhn_digit(p.get(1..)?))),
            check: "luhn",
            one_in: 24,
            catches: [88, 95],
            spellings: &[grouped("A99999999"), grouped("A-99999999"), peculiar("esA99999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"CDFGJNPQRSUVW"), Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| Some(b"JABCDEFGHI"[usize::from(luhn_digit(p.get(1..)?) - b'0')])),
            check: "luhn-letter",
            one_in: 52,
            catches: [88, 95],
            spellings: &[grouped("A9999999A"), grouped("A-9999999-A"), peculiar("esA9999999A")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

/// Social security number (NUSS, NAF), `28/12345678/40`: province (2), number (8), and the remainder
/// by 97 of both together, where a number below ten million is written with seven digits.
///
/// Source: Real Decreto 84/1996; Tesorería General de la Seguridad Social.
const NSS: Identifier = Identifier {
    facts: Facts {
        example: "28/12345678/40",
        regions: &["ES"],
        context: &["seguridad social", "nuss", "nss", "naf", "número de afiliación", "afiliación", "AFILIACIÓN"],
        columns: &["nuss", "nss", "naf", "seguridad social", "numero afiliacion", "afiliacion"],
        ..health("ES_NSS", "Spanish social security number (NUSS)", "Real Decreto 84/1996; Seguridad Social")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(1, 53), (66, 66)]), Field::Digits(8), Field::Check(2)],
        complete: |n| {
            ends_in(2, n, |p| {
                let (province, rest) = (number(p.get(..2)?), number(p.get(2..)?));
                let scale = if rest < 10_000_000 { 10_000_000 } else { 100_000_000 };
                Some((province * scale + rest) % 97)
            })
        },
        check: "mod-97",
        one_in: 185,
        catches: [97, 97],
        spellings: &[
            bare("999999999999"),
            peculiar("99/99999999/99"),
            grouped("99_99999999_99"),
            grouped("99_9999999999"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Passport, `PAA123456`: three letters and six digits; no check digit outside of the
/// machine-readable zone.
///
/// Source: Real Decreto 896/2003; Council of the European Union, PRADO.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "PAA123456",
        regions: &["ES"],
        context: &["pasaporte", "nº pasaporte", "n.º de pasaporte", "spanish passport", "passport"],
        columns: &["pasaporte", "numero pasaporte", "passport"],
        ..person("ES_PASSPORT", "Spanish passport number", "Real Decreto 896/2003; PRADO")
    },
    forms: &[Form {
        fields: &[Field::Letters(3), Field::Digits(6)],
        spellings: &[bare("AAA999999"), bare("AAA 999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Andorran tax number (NRT), `L-123456-Z`: a letter for the kind of taxpayer, six digits, a control
/// letter whose computation is not published.
///
/// Source: Reglament d'aplicació dels tributs, Govern d'Andorra; OECD, TIN rules, Andorra.
const AD_NRT: Identifier = Identifier {
    facts: Facts {
        example: "F-123456-Z",
        regions: &["AD"],
        context: &["nrt", "registre tributari", "número de registre tributari", "andorra", "andorran"],
        columns: &["nrt", "registre tributari", "ad tax id"],
        ..tax("AD_NRT", "Andorran tax number (NRT)", "Govern d'Andorra; OECD, TIN rules, Andorra")
    },
    forms: &[Form {
        fields: &[Field::Of(b"ACDEFGLOPU"), Field::Digits(6), Field::Letters(1)],
        check: "taxpayer-kind",
        one_in: 3,
        catches: [14, 0],
        spellings: &[grouped("A-999999-A"), bare("A999999A")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
