//! France.

use inkwash_core::Facts;

use crate::checks::{ends, ends_in, luhn_digit};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] = &[NIR, SPI, SIRET, SIREN, VAT, CNI, PASSPORT];

/// Social security number (NIR), `2 69 05 49 588 157 80`: sex, year and month of birth (months
/// above 12 where the month is not known), department (2A and 2B for Corsica), municipality, order,
/// and a key: 97 less the remainder by 97, with 19 for 2A and 18 for 2B.
///
/// Source: Décret n° 82-103 du 22 janvier 1982; INSEE, "Numéro de sécurité sociale (NIR)".
const NIR: Identifier = Identifier {
    facts: Facts {
        example: "2 69 05 49 588 157 80",
        regions: &["FR"],
        context: &[
            "sécurité sociale",
            "securite sociale",
            "sécu",
            "SÉCU",
            "numéro de sécu",
            "n° ss",
            "nir",
            "insee",
            "assuré",
            "ASSURÉ",
            "carte vitale",
            "french social security",
        ],
        columns: &["nir", "securite sociale", "sécurité sociale", "secu", "insee", "numero ss", "num secu"],
        ..health("FR_NIR", "French social security number (NIR)", "Décret n° 82-103; INSEE")
    },
    forms: &[Form {
        fields: &[
            Field::Of(b"123478"),
            Field::Digits(2),
            Field::Within(2, &[(1, 12), (20, 42), (50, 99)]),
            Field::In(DEPARTMENTS),
            Field::Digits(6),
            Field::Check(2),
        ],
        complete: |n| {
            ends_in(2, n, |p| {
                let corsica = p.get(6).is_some_and(u8::is_ascii_alphabetic);
                let department = match p.get(5..7)? {
                    b"2A" => 19,
                    b"2B" => 18,
                    other => number(other),
                };
                let rest = (number(&p[..5]) * 100 + department) * 1_000_000 + number(&p[7..]);
                (p[5] == b'2' || !corsica).then_some(97 - rest % 97)
            })
        },
        check: "mod-97",
        one_in: 194,
        catches: [97, 97],
        spellings: &[
            bare("999999999999999"),
            bare("999999A99999999"),
            peculiar("9 99 99 99 999 999 99"),
            peculiar("9 99 99 9A 999 999 99"),
            grouped("9999999999999 99"),
            grouped("999999A999999 99"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Departments as numbers of persons have them; 96 to 99 for births outside.
const DEPARTMENTS: &[&str] = &[
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
    "20", "2A", "2B", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35", "36",
    "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51", "52", "53", "54", "55",
    "56", "57", "58", "59", "60", "61", "62", "63", "64", "65", "66", "67", "68", "69", "70", "71", "72", "73", "74",
    "75", "76", "77", "78", "79", "80", "81", "82", "83", "84", "85", "86", "87", "88", "89", "90", "91", "92", "93",
    "94", "95", "96", "97", "98", "99",
];

/// Tax reference number (SPI), `30 23 217 600 053`: begins with 0 to 3; the last three digits are
/// the remainder of the first ten by 511.
///
/// Source: Direction générale des Finances publiques, TIN country sheet of the OECD for France.
const SPI: Identifier = Identifier {
    facts: Facts {
        example: "30 23 217 600 053",
        regions: &["FR"],
        context: &[
            "numéro fiscal",
            "NUMÉRO FISCAL",
            "numero fiscal",
            "n° fiscal",
            "référence fiscale",
            "identifiant fiscal",
            "impôts",
            "IMPÔTS",
            "spi",
            "nif",
            "french tax",
        ],
        columns: &["numero fiscal", "numéro fiscal", "spi", "identifiant fiscal", "reference fiscale", "fr tax id"],
        ..tax("FR_SPI", "French tax reference number (SPI)", "DGFiP; OECD, TIN rules, France")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(0, 3)]), Field::Digits(9), Field::Check(3)],
        complete: |n| ends_in(3, n, |p| Some(number(p) % 511)),
        check: "mod-511",
        one_in: 2500,
        catches: [97, 97],
        spellings: &[bare("9999999999999"), peculiar("99 99 999 999 999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Business register number (SIREN), `732 829 320`: eight digits and a Luhn digit.
///
/// Source: Code de commerce, art. R123-221; INSEE, "Numéro Siren".
const SIREN: Identifier = Identifier {
    facts: Facts {
        example: "732 829 320",
        regions: &["FR"],
        context: &["siren", "n° siren", "rcs", "registre du commerce", "insee"],
        columns: &["siren", "rcs"],
        ..tax("FR_SIREN", "French business register number (SIREN)", "Code de commerce, art. R123-221; INSEE")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 10,
        catches: [99, 97],
        spellings: &[bare("999999999"), grouped("999 999 999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Establishment number (SIRET), `732 829 320 00074`: the SIREN, four digits, a Luhn digit over
/// all. Those of La Poste's offices, which have another check, are not taken.
///
/// Source: Code de commerce, art. R123-221; INSEE, "Numéro Siret".
const SIRET: Identifier = Identifier {
    facts: Facts {
        example: "732 829 320 00074",
        regions: &["FR"],
        context: &["siret", "n° siret", "établissement", "Établissement", "insee"],
        columns: &["siret"],
        ..tax("FR_SIRET", "French establishment number (SIRET)", "Code de commerce, art. R123-221; INSEE")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1), Field::Digits(4), Field::Check(1)],
        complete: |n| {
            n.get_mut(..9).is_some_and(|siren| ends(siren, |p| Some(luhn_digit(p)))) && ends(n, |p| Some(luhn_digit(p)))
        },
        check: "luhn",
        one_in: 100,
        catches: [99, 97],
        spellings: &[bare("99999999999999"), peculiar("999 999 999 99999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// VAT number, `FR 44 732829320`: two digits, (12 + 3 times the SIREN) modulo 97, and the SIREN.
/// The newer keys with letters are not taken.
///
/// Source: Code général des impôts, art. 286 ter; European Commission, VIES.
const VAT: Identifier = Identifier {
    facts: Facts {
        example: "FR44732829320",
        regions: &["FR"],
        context: &["tva", "tva intracommunautaire", "n° tva", "vat", "vat id"],
        columns: &["tva", "tva intracommunautaire", "vat", "vat id", "fr vat"],
        ..tax("FR_VAT", "French VAT number", "Code général des impôts, art. 286 ter")
    },
    forms: &[Form {
        fields: &[Field::Check(2), Field::Digits(8), Field::Check(1)],
        complete: |n| {
            let Some((key, siren)) = n.split_first_chunk_mut::<2>() else { return false };
            ends(siren, |p| Some(luhn_digit(p))) && {
                let rest = (12 + 3 * (number(siren) % 97)) % 97;
                *key = [b'0' + (rest / 10) as u8, b'0' + (rest % 10) as u8];
                true
            }
        },
        check: "mod-97-luhn",
        one_in: 1000,
        catches: [99, 97],
        spellings: &[
            peculiar("fr99999999999"),
            peculiar("fr 99 999999999"),
            peculiar("fr 99 999 999 999"),
            bare("99999999999"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// National identity card of the model until 2021, `880692310285`: year and month of issue,
/// department, office, order. Its check digit is in the machine-readable zone only.
///
/// Source: Décret n° 55-1397; ministère de l'Intérieur, "La carte nationale d'identité".
const CNI: Identifier = Identifier {
    facts: Facts {
        example: "880692310285",
        regions: &["FR"],
        context: &[
            "carte d'identité",
            "carte nationale d'identité",
            "carte d'identite",
            "cni",
            "n° cni",
            "pièce d'identité",
        ],
        columns: &["cni", "carte identite", "carte d identite", "piece identite"],
        ..person("FR_CNI", "French national identity card number", "Décret n° 55-1397; ministère de l'Intérieur")
    },
    forms: &[Form {
        fields: &[Field::Digits(2), Field::Within(2, &[(1, 12)]), Field::Digits(8)],
        check: "issue-month",
        one_in: 8,
        catches: [10, 10],
        spellings: &[bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Passport, `04AA12345`: two digits, two letters, five digits; no check digit outside of the
/// machine-readable zone.
///
/// Source: Décret n° 2005-1726 relatif aux passeports; ministère de l'Intérieur.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "04AA12345",
        regions: &["FR"],
        context: &["passeport", "n° passeport", "numéro de passeport", "passport", "french passport"],
        columns: &["passeport", "passport"],
        ..person("FR_PASSPORT", "French passport number", "Décret n° 2005-1726")
    },
    forms: &[Form {
        fields: &[Field::Digits(2), Field::Letters(2), Field::Digits(5)],
        spellings: &[bare("99AA99999"), bare("99 AA 99999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
