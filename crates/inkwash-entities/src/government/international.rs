//! What no single country gives out.

use inkwash_core::Facts;

use crate::identifier::{Field, Form, Identifier, health, led};

pub(super) const IDENTIFIERS: &[Identifier] = &[ICD_CODE];

const CHAPTER: Field = Field::Of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ");
/// A digit, or a letter of the national extensions: `C7A`.
const THIRD: Field = Field::Of(b"0123456789AB");
/// Of the subdivisions; `X` fills a place.
const FURTHER: Field = Field::Of(b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ");

/// Code of a diagnosis of the ICD-10 and its national editions, `J45.9`, `S72.001A`: a letter for the chapter, two
/// digits (the second a letter in the American edition now and then), up to four more characters behind a point.
/// Codes are short and like much else, so they need a word or a column's name.
///
/// Source: WHO, ICD-10, volume 2 (2019), 2.4.2; NCHS, ICD-10-CM Official Guidelines, I.A.2 to I.A.4.
const ICD_CODE: Identifier = Identifier {
    facts: Facts {
        example: "J45.9",
        context: &[
            "icd",
            "icd-10",
            "icd10",
            "icd code",
            "icd-code",
            "diagnosis code",
            "diagnosis",
            "diagnose",
            "diagnosen",
            "diagnosekode",
            "diagnoseschlüssel",
            "dx code",
            "diagnostic",
            "diagnóstico",
            "cim-10",
            "cim10",
            "cie-10",
            "cie10",
            "cid-10",
            "cid10",
            "疾病编码",
            "诊断编码",
            "诊断",
        ],
        columns: &[
            "icd",
            "icd code",
            "diagnosis code",
            "diagnose code",
            "diagnosecode",
            "diagnosekode",
            "diagnoseschlüssel",
            "diagnoseschluessel",
            "dx code",
            "code cim",
            "código cie",
            "código cid",
            "疾病编码",
            "诊断编码",
        ],
        ..health("ICD_CODE", "Code of a diagnosis (ICD-10)", "WHO, ICD-10, volume 2, 2.4.2; NCHS, ICD-10-CM guidelines")
    },
    forms: &[
        Form {
            fields: &[CHAPTER, Field::Digits(1), THIRD],
            spellings: &[led(0, "A9X", "![0-9A-Za-z] a9[0-9ABab] ![0-9A-Za-z]")],
            one_in: 3,
            ..Form::DEFAULT
        },
        Form {
            fields: &[CHAPTER, Field::Digits(1), THIRD, FURTHER],
            spellings: &[
                led(6, "A9X.X", "![0-9A-Za-z] a9[0-9ABab].[0-9A-Za-z] ![0-9A-Za-z]"),
                led(0, "A9XX", "![0-9A-Za-z] a9[0-9ABab][0-9A-Za-z] ![0-9A-Za-z]"),
            ],
            one_in: 3,
            catches: [8, 10],
            ..Form::DEFAULT
        },
        Form {
            fields: &[CHAPTER, Field::Digits(1), THIRD, FURTHER, FURTHER],
            spellings: &[
                led(6, "A9X.XX", "![0-9A-Za-z] a9[0-9ABab].[0-9A-Za-z]{2} ![0-9A-Za-z]"),
                led(0, "A9XXX", "![0-9A-Za-z] a9[0-9ABab][0-9A-Za-z]{2} ![0-9A-Za-z]"),
            ],
            one_in: 3,
            ..Form::DEFAULT
        },
        Form {
            fields: &[CHAPTER, Field::Digits(1), THIRD, FURTHER, FURTHER, FURTHER],
            spellings: &[
                led(6, "A9X.XXX", "![0-9A-Za-z] a9[0-9ABab].[0-9A-Za-z]{3} ![0-9A-Za-z]"),
                led(0, "A9XXXX", "![0-9A-Za-z] a9[0-9ABab][0-9A-Za-z]{3} ![0-9A-Za-z]"),
            ],
            one_in: 4,
            ..Form::DEFAULT
        },
        Form {
            fields: &[CHAPTER, Field::Digits(1), THIRD, FURTHER, FURTHER, FURTHER, FURTHER],
            spellings: &[
                led(6, "A9X.XXXX", "![0-9A-Za-z] a9[0-9ABab].[0-9A-Za-z]{4} ![0-9A-Za-z]"),
                led(0, "A9XXXXX", "![0-9A-Za-z] a9[0-9ABab][0-9A-Za-z]{4} ![0-9A-Za-z]"),
            ],
            one_in: 4,
            ..Form::DEFAULT
        },
    ],
    tail: 0,
};
