//! Portugal.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, value_36, weighted, weighted_mod_11};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[NIF, CITIZEN_CARD, NISS];

/// Tax number (NIF), `123 456 789`: the first digit or two tell the kind of taxpayer; weights 9 to 2
/// modulo 11.
///
/// Source: Decreto-Lei n.º 14/2013; Portaria n.º 386/98; OECD, TIN rules, Portugal.
const NIF: Identifier = Identifier {
    facts: Facts {
        example: "123456789",
        regions: &["PT"],
        context: &["nif", "contribuinte", "número de contribuinte", "nipc", "identificação fiscal", "portuguese tax"],
        columns: &["nif", "contribuinte", "nipc", "numero contribuinte", "pt vat"],
        ..tax("PT_NIF", "Portuguese tax number (NIF)", "Decreto-Lei n.º 14/2013")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(10, 39), (45, 45), (50, 69), (70, 72), (74, 75), (77, 99)]),
            Field::Digits(6),
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| Some(below_ten((11 - weighted_mod_11(p, &[9, 8, 7, 6, 5, 4, 3, 2])) % 11).unwrap_or(b'0')))
        },
        check: "mod-11-weighted",
        one_in: 12,
        catches: [97, 97],
        spellings: &[bare("999999999"), grouped("999 999 999"), peculiar("pt999999999"), peculiar("pt 999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Citizen card (cartão de cidadão), `00000000 0 ZZ4`: civil number (8) with its check digit, version
/// (two letters), and a Luhn digit over all, letters counting A 10 to Z 35.
///
/// Source: Lei n.º 7/2007; Agência para a Modernização Administrativa, "Validação de Número de Documento
/// do Cartão de Cidadão".
const CITIZEN_CARD: Identifier = Identifier {
    facts: Facts {
        example: "00000000 0 ZZ4",
        regions: &["PT"],
        context: &[
            "cartão de cidadão",
            "cartao de cidadao",
            "cartão do cidadão",
            "cc",
            "documento de identificação",
            "citizen card",
        ],
        columns: &["cartao cidadao", "cartão cidadão", "cartao de cidadao", "=cc", "citizen card"],
        ..person("PT_CITIZEN_CARD", "Portuguese citizen card number", "Lei n.º 7/2007; AMA")
    },
    forms: &[Form {
        fields: &[Field::Digits(9), Field::Letters(2), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let sum: u32 = p
                    .iter()
                    .rev()
                    .enumerate()
                    .map(|(i, &b)| {
                        let value = value_36(b) << u32::from(i % 2 == 0);
                        if i % 2 == 0 && value > 9 { value - 9 } else { value }
                    })
                    .sum();
                below_ten((10 - sum % 10) % 10)
            })
        },
        check: "luhn-with-letters",
        one_in: 10,
        catches: [90, 90],
        spellings: &[
            grouped("999999999AA9"),
            peculiar("99999999 9 AA9"),
            peculiar("99999999-9-AA9"),
            peculiar("99999999 9AA9"),
        ],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Social security number (NISS), `10012345679`: begins with 1 for persons, 2 for firms; nine less
/// the sum of digits times 29 23 19 17 13 11 7 5 3 2, modulo 10.
///
/// Source: Segurança Social, "Número de Identificação de Segurança Social".
const NISS: Identifier = Identifier {
    facts: Facts {
        example: "10012345679",
        regions: &["PT"],
        context: &[
            "niss",
            "segurança social",
            "seguranca social",
            "número de segurança social",
            "portuguese social security",
        ],
        columns: &["niss", "seguranca social", "segurança social"],
        ..health("PT_NISS", "Portuguese social security number (NISS)", "Segurança Social")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(1, 2)]), Field::Digits(9), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(9 - weighted(p, &[29, 23, 19, 17, 13, 11, 7, 5, 3, 2]) % 10)),
        check: "mod-10-primes",
        one_in: 50,
        catches: [93, 90],
        spellings: &[bare("99999999999"), grouped("9 99 99 99 99 99"), grouped("999 999 999 99")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
