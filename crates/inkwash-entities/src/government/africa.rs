//! Africa without Egypt.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, ends_in, luhn_digit, mod_97, value_36, weighted};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[
    ZA_ID, ZA_TAX, NG_NIN, NG_BVN, KE_PIN, KE_ID, GH_CARD, GH_TIN, MA_ICE, MA_CIN, TN_MF, TN_CIN, DZ_NIF, MU_NID,
    MZ_NUIT, TZ_NIDA,
];

/// Identity number, `8001015009087`: date of birth (yymmdd), four digits for sex and serial, citizenship (0 to 2), a digit
/// without meaning, Luhn digit.
///
/// Source: Department of Home Affairs, Identification Act 68 of 1997.
const ZA_ID: Identifier = Identifier {
    facts: Facts {
        example: "8001015009087",
        regions: &["ZA"],
        context: &["id number", "id no", "identity number", "south african id", "rsa id", "sa id", "identiteitsnommer"],
        columns: &["sa id", "rsa id", "said", "south african id", "idnumber"],
        ..person("ZA_ID", "South African identity number", "Identification Act 68 of 1997; Department of Home Affairs")
    },
    forms: &[Form {
        fields: &[Field::Date(&YYMMDD), Field::Digits(4), Field::Of(b"012"), Field::Digits(1), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 910,
        catches: [99, 90],
        spellings: &[bare("9999999999999"), peculiar("999999 9999 999"), grouped("999999 9999 99 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Dates without a century, taken as those of 1926 to 2025.
const YYMMDD: Dates = Dates { layout: "YYMMDD", sign: None, eras: &[Era::years(1926, 2025)] };

/// Income tax reference number, `0001339050`: 0 to 3 or 9 first, Luhn digit last.
///
/// Source: South African Revenue Service, Tax Administration Act 28 of 2011; SARS, "Modulus 10".
const ZA_TAX: Identifier = Identifier {
    facts: Facts {
        example: "0001339050",
        regions: &["ZA"],
        context: &["income tax", "tax reference", "tax ref", "sars", "tax number"],
        columns: &["tax reference", "income tax", "sars"],
        ..tax("ZA_TAX_NUMBER", "South African income tax reference number", "South African Revenue Service")
    },
    forms: &[Form {
        fields: &[Field::Of(b"01239"), Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 20,
        catches: [99, 90],
        spellings: &[bare("9999999999"), grouped("9999/999/99/9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National identification number (NIN), eleven digits without published check.
///
/// Source: National Identity Management Commission Act 2007.
const NG_NIN: Identifier = Identifier {
    facts: Facts {
        example: "12345678901",
        regions: &["NG"],
        context: &["nin", "nimc", "nigerian id", "national identification"],
        columns: &["nin", "nimc", "nigerian id"],
        ..person("NG_NIN", "Nigerian national identification number (NIN)", "NIMC Act 2007")
    },
    forms: &[Form { fields: &[Field::Digits(11)], spellings: &[bare("99999999999")], ..Form::DEFAULT }],
    tail: 3,
};

/// Bank verification number (BVN), eleven digits that begin with 22.
///
/// Source: Central Bank of Nigeria, "Regulatory framework for BVN operations".
const NG_BVN: Identifier = Identifier {
    facts: Facts {
        example: "22123456789",
        regions: &["NG"],
        context: &["bvn", "bank verification"],
        columns: &["bvn", "bank verification"],
        group: inkwash_core::Group::Financial,
        ..person("NG_BVN", "Nigerian bank verification number (BVN)", "Central Bank of Nigeria, BVN framework")
    },
    forms: &[Form {
        fields: &[Field::In(&["22"]), Field::Digits(9)],
        check: "structure",
        one_in: 100,
        catches: [18, 10],
        spellings: &[bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Personal identification number (PIN) for taxes, `A012345678Z`: A persons, P firms, nine digits, a letter.
///
/// Source: Kenya Revenue Authority, Tax Procedures Act 2015.
const KE_PIN: Identifier = Identifier {
    facts: Facts {
        example: "A012345678Z",
        regions: &["KE"],
        context: &["kra", "kra pin", "pin", "pin no", "itax", "tax pin"],
        columns: &["kra pin", "kra", "tax pin"],
        ..tax("KE_KRA_PIN", "Kenyan tax number (KRA PIN)", "Kenya Revenue Authority, Tax Procedures Act 2015")
    },
    forms: &[Form {
        fields: &[Field::Of(b"AP"), Field::Digits(9), Field::Letters(1)],
        check: "structure",
        one_in: 13,
        catches: [18, 0],
        spellings: &[grouped("A999999999A")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National identity card number, seven or eight digits without check.
///
/// Source: National Registration Bureau, Registration of Persons Act (Cap. 107).
const KE_ID: Identifier = Identifier {
    facts: Facts {
        example: "23456789",
        regions: &["KE"],
        context: &["kenyan id", "huduma", "maisha", "national id", "kitambulisho"],
        columns: &["kenyan id", "kitambulisho", "huduma"],
        ..person("KE_NATIONAL_ID", "Kenyan national identity card number", "Registration of Persons Act (Cap. 107)")
    },
    forms: &[
        Form { fields: &[Field::Digits(8)], spellings: &[bare("99999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(7)], spellings: &[bare("9999999")], ..Form::DEFAULT },
    ],
    tail: 2,
};

/// Number of the Ghana card, `GHA-123456789-0`, which is the tax number too.
///
/// Source: National Identification Authority, National Identity Register Act 2008 (Act 750).
const GH_CARD: Identifier = Identifier {
    facts: Facts {
        example: "GHA-123456789-0",
        regions: &["GH"],
        context: &["ghana card", "ghana id", "nia", "pin"],
        columns: &["ghana card", "ghana id"],
        ..person("GH_CARD", "Ghana card number", "National Identity Register Act 2008 (Act 750)")
    },
    forms: &[Form {
        fields: &[Field::Digits(10)],
        spellings: &[peculiar("gha-999999999-9"), peculiar("gha9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Taxpayer identification number (TIN), `C0000803561`: P persons, C firms, G and Q public bodies, V foreign; 00; eight
/// characters of which the last is a check: weights 1 to 9 modulo 11, X for ten.
///
/// Source: Ghana Revenue Authority, Taxpayer Identification Numbering System Act 2002 (Act 632).
const GH_TIN: Identifier = Identifier {
    facts: Facts {
        example: "C0000803561",
        regions: &["GH"],
        context: &["tin", "gra", "taxpayer", "ghana revenue"],
        columns: &["gh tin", "ghana tin", "tin"],
        ..tax("GH_TIN", "Ghanaian taxpayer number (TIN)", "Ghana Revenue Authority, Act 632")
    },
    forms: &[Form {
        fields: &[Field::Of(b"PCGQV"), Field::In(&["00"]), Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted(&p[1..], &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11)),
        check: "mod-11-weighted",
        one_in: 5700,
        catches: [95, 95],
        spellings: &[grouped("A9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Identifiant commun de l'entreprise (ICE), `001561191000066`: firm (9), branch (4), two check digits: the number divides
/// by 97.
///
/// Source: Direction générale des impôts, décret n° 2-11-63 (2011).
const MA_ICE: Identifier = Identifier {
    facts: Facts {
        example: "001561191000066",
        regions: &["MA"],
        context: &["ice", "identifiant commun", "entreprise", "i.c.e"],
        columns: &["ice", "identifiant commun entreprise"],
        ..tax("MA_ICE", "Moroccan common enterprise number (ICE)", "Décret n° 2-11-63; Direction générale des impôts")
    },
    forms: &[Form {
        fields: &[Field::Digits(13), Field::Check(2)],
        complete: |n| ends_in(2, n, |p| Some((97 - u128::from(mod_97(0, p.iter().chain(b"00").copied())?)) % 97)),
        check: "mod-97",
        one_in: 100,
        catches: [98, 98],
        spellings: &[bare("999999999999999"), grouped("999 999 999 999 999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Carte nationale d'identité (CIN, CNIE), `AB123456`: one or two letters for the place, five or six digits.
///
/// Source: Direction générale de la sûreté nationale, loi n° 04-20.
const MA_CIN: Identifier = Identifier {
    facts: Facts {
        example: "AB123456",
        regions: &["MA"],
        context: &["cin", "cnie", "carte nationale", "البطاقة الوطنية"],
        columns: &["cin", "cnie", "n cin"],
        ..person(
            "MA_CIN",
            "Moroccan identity card number (CIN)",
            "Direction générale de la sûreté nationale, loi n° 04-20",
        )
    },
    forms: &[
        Form { fields: &[Field::Letters(2), Field::Digits(6)], spellings: &[bare("AA999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Letters(1), Field::Digits(6)], spellings: &[bare("A999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Letters(2), Field::Digits(5)], spellings: &[bare("AA99999")], ..Form::DEFAULT },
    ],
    tail: 2,
};

/// Matricule fiscal (MF), `1234567L/A/M/000`: seven digits, key, VAT code, category, establishment.
///
/// Source: Direction générale des impôts, Code de l'IRPP et de l'IS, article 56.
const TN_MF: Identifier = Identifier {
    facts: Facts {
        example: "1234567L/A/M/000",
        regions: &["TN"],
        context: &["matricule fiscal", "matricule", "m.f", "identifiant fiscal"],
        columns: &["matricule fiscal", "matricule"],
        ..tax("TN_MF", "Tunisian tax number (matricule fiscal)", "Code de l'IRPP et de l'IS, article 56")
    },
    forms: &[Form {
        fields: &[
            Field::Digits(7),
            Field::Of(b"ABCDEFGHJKLMNPQRSTVWXYZ"),
            Field::Of(b"APBDN"),
            Field::Of(b"MPCNE"),
            Field::Digits(3),
        ],
        check: "structure",
        one_in: 30,
        catches: [27, 17],
        spellings: &[peculiar("9999999A/A/A/999"), grouped("9999999AAA999"), peculiar("9999999/A/A/A/999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Carte d'identité nationale (CIN), eight digits.
///
/// Source: Ministère de l'intérieur, loi n° 93-27.
const TN_CIN: Identifier = Identifier {
    facts: Facts {
        example: "01234567",
        regions: &["TN"],
        context: &["cin", "carte d'identité", "بطاقة التعريف", "carte d'identité nationale"],
        columns: &["cin", "n cin", "carte identite"],
        ..person("TN_CIN", "Tunisian identity card number (CIN)", "Ministère de l'intérieur, loi n° 93-27")
    },
    forms: &[Form {
        fields: &[Field::Of(b"01"), Field::Digits(7)],
        check: "structure",
        one_in: 5,
        catches: [11, 12],
        spellings: &[bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Numéro d'identification fiscale (NIF), fifteen digits.
///
/// Source: Direction générale des impôts, loi de finances 2006, article 41.
const DZ_NIF: Identifier = Identifier {
    facts: Facts {
        example: "416001000000007",
        regions: &["DZ"],
        context: &["nif", "identification fiscale", "n.i.f", "numéro fiscal"],
        columns: &["nif", "identification fiscale"],
        ..tax("DZ_NIF", "Algerian tax number (NIF)", "Direction générale des impôts, loi de finances 2006")
    },
    forms: &[Form { fields: &[Field::Digits(15)], spellings: &[bare("999999999999999")], ..Form::DEFAULT }],
    tail: 3,
};

/// National identity card number of Mauritius, `M0101800020029`: initial of the surname, date of birth (ddmmyy), six
/// digits, check character: weights 14 to 2 modulo 17, in the values of base 36.
///
/// Source: Civil Status Division, National Identity Card Act 1985.
const MU_NID: Identifier = Identifier {
    facts: Facts {
        example: "M0101800020029",
        regions: &["MU"],
        context: &["nic", "national identity card", "mauritian id", "nid", "id card"],
        columns: &["mauritian id", "nid", "nic"],
        ..person("MU_NID", "Mauritian national identity number", "National Identity Card Act 1985")
    },
    forms: &[Form {
        fields: &[Field::Letters(1), Field::Date(&DDMMYY), Field::Digits(6), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let sum: u32 = p.iter().zip((2..=14).rev()).map(|(b, weight)| value_36(*b) * weight).sum();
                b"0123456789ABCDEFG".get(((17 - sum % 17) % 17) as usize).copied()
            })
        },
        check: "mod-17-weighted",
        one_in: 274,
        catches: [99, 100],
        spellings: &[grouped("A9999999999999"), grouped("A999999999999A")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const DDMMYY: Dates = Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025)] };

/// Número Único de Identificação Tributária (NUIT), `400339910`: weights 8 9 4 5 6 7 8 9 modulo 11, 1 for ten.
///
/// Source: Autoridade Tributária de Moçambique, Decreto n.º 52/2003.
const MZ_NUIT: Identifier = Identifier {
    facts: Facts {
        example: "400339910",
        regions: &["MZ"],
        context: &["nuit", "identificação tributária", "autoridade tributária"],
        columns: &["nuit", "nr nuit"],
        ..tax("MZ_NUIT", "Mozambican tax number (NUIT)", "Autoridade Tributária, Decreto n.º 52/2003")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| Some(below_ten(weighted(p, &[8, 9, 4, 5, 6, 7, 8, 9]) % 11).unwrap_or(b'1'))),
        check: "mod-11-weighted",
        one_in: 10,
        catches: [97, 97],
        spellings: &[bare("999999999"), grouped("999 999 999"), grouped("999-999-999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National identification number (NIDA), `19850512-12345-00001-23`: date of birth (yyyymmdd), postcode, serial, two
/// digits without published rule.
///
/// Source: National Identification Authority of Tanzania, Registration and Identification of Persons Act.
const TZ_NIDA: Identifier = Identifier {
    facts: Facts {
        example: "19850512-12345-00001-23",
        regions: &["TZ"],
        context: &["nida", "nin", "kitambulisho", "tanzanian id", "utaifa"],
        columns: &["nida", "tanzanian id"],
        ..person(
            "TZ_NIDA",
            "Tanzanian national identification number (NIDA)",
            "Registration and Identification of Persons Act",
        )
    },
    forms: &[Form {
        fields: &[Field::Date(&YYYYMMDD), Field::Digits(12)],
        check: "date",
        one_in: 1700,
        catches: [21, 29],
        spellings: &[peculiar("99999999-99999-99999-99"), bare("99999999999999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const YYYYMMDD: Dates =
    Dates { layout: "YYYYMMDD", sign: None, eras: &[Era::years(1900, 2025), Era::years(2026, 2060)] };
