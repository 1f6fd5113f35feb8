//! Canada.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, value_36};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[SIN, BN, OHIP, BC_PHN, QUEBEC_HIN, PASSPORT];

/// Social insurance number (SIN), `130 692 544`: a Luhn digit at the end. Numbers that begin with 0 or 8
/// are not given out to persons.
///
/// Source: Employment and Social Development Canada, "Social Insurance Number Code of Practice".
const SIN: Identifier = Identifier {
    facts: Facts {
        example: "130 692 544",
        regions: &["CA"],
        context: &["sin", "social insurance", "nas", "numéro d'assurance sociale", "assurance sociale", "t4", "cra"],
        columns: &["sin", "social insurance", "nas", "assurance sociale"],
        ..person("CA_SIN", "Canadian social insurance number (SIN)", "ESDC, Social Insurance Number Code of Practice")
    },
    forms: &[Form {
        fields: &[Field::Of(b"12345679"), Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 12,
        catches: [100, 90],
        spellings: &[grouped("999 999 999"), grouped("999-999-999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Business number (BN), nine digits with a Luhn digit at the end, alone or with a programme account:
/// `123456782RT0001`.
///
/// Source: Canada Revenue Agency, "Business number registration"; RC2, "The Business Number and your CRA program accounts".
const BN: Identifier = Identifier {
    facts: Facts {
        example: "123456782RT0001",
        regions: &["CA"],
        context: &["business number", "bn", "gst", "hst", "gst/hst", "numéro d'entreprise", "cra", "tps", "tvh"],
        columns: &["bn", "business", "gst", "hst", "gst hst"],
        ..tax("CA_BN", "Canadian business number (BN)", "Canada Revenue Agency, RC2")
    },
    forms: &[
        Form {
            fields: &[
                Field::Digits(8),
                Field::Check(1),
                Field::In(&["RC", "RD", "RE", "RG", "RM", "RN", "RP", "RR", "RT", "RZ", "SL"]),
                Field::Digits(4),
            ],
            complete: |n| {
                let Some((number, _)) = n.split_at_mut_checked(9) else { return false };
                ends(number, |p| Some(luhn_digit(p)))
            },
            check: "luhn",
            one_in: 600,
            catches: [73, 73],
            spellings: &[
                peculiar("999999999AA9999"),
                peculiar("999999999 AA 9999"),
                peculiar("999999999 AA9999"),
                peculiar("99999 9999 AA9999"),
                peculiar("99999 9999 AA 9999"),
            ],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, |p| Some(luhn_digit(p))),
            check: "luhn",
            one_in: 10,
            catches: [100, 90],
            spellings: &[bare("999999999"), bare("99999 9999")],
            ..Form::DEFAULT
        },
    ],
    tail: 4,
};

/// Ontario health number, `9876-543-217-AB`: ten digits of which the last is a Luhn digit, and on newer
/// cards two letters for the card's version.
///
/// Source: Ontario Ministry of Health, "Health Number/Card Validation Reference Manual".
const OHIP: Identifier = Identifier {
    facts: Facts {
        example: "9876-543-217-AB",
        regions: &["CA"],
        context: &["ohip", "health card", "health number", "health no", "ontario health", "carte santé", "hcn"],
        columns: &["ohip", "health card", "health", "hcn"],
        ..health(
            "CA_OHIP",
            "Ontario health number",
            "Ontario Ministry of Health, Health Number Validation Reference Manual",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"123456789"), Field::Digits(8), Field::Check(1), Field::Letters(2)],
            complete: |n| {
                let Some((number, _)) = n.split_at_mut_checked(10) else { return false };
                ends(number, |p| Some(luhn_digit(p)))
            },
            check: "luhn",
            one_in: 11,
            catches: [64, 87],
            spellings: &[
                peculiar("9999-999-999-AA"),
                peculiar("9999 999 999 AA"),
                grouped("9999999999AA"),
                grouped("9999999999 AA"),
            ],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"123456789"), Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, |p| Some(luhn_digit(p))),
            check: "luhn",
            one_in: 11,
            catches: [100, 90],
            spellings: &[grouped("9999-999-999"), grouped("9999 999 999"), bare("9999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// British Columbia's personal health number (PHN), `9698 658 215`: a 9, eight digits, and a check digit of
/// the eight: weights 2 4 8 5 10 9 7 3, each product modulo 11, the sum modulo 11.
///
/// Source: British Columbia Ministry of Health, "Professional and Software Conformance Standards", PHN check digit.
const BC_PHN: Identifier = Identifier {
    facts: Facts {
        example: "9698 658 215",
        regions: &["CA"],
        context: &["phn", "personal health number", "bc services card", "carecard", "msp", "health number"],
        columns: &["phn", "bc phn", "personal health", "carecard"],
        ..health(
            "CA_BC_PHN",
            "British Columbia personal health number (PHN)",
            "BC Ministry of Health, Conformance Standards",
        )
    },
    forms: &[Form {
        fields: &[Field::Of(b"9"), Field::Digits(8), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let weights = [2, 4, 8, 5, 10, 9, 7, 3];
                let sum: u32 = p[1..].iter().zip(weights).map(|(b, w)| value_36(*b) * w % 11).sum();
                below_ten((11 - sum % 11) % 11)
            })
        },
        check: "mod-11-weighted",
        one_in: 110,
        catches: [99, 99],
        spellings: &[grouped("9999 999 999"), grouped("9999-999-999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Quebec's health insurance number, `TREM 5803 1412`: three letters of the surname, one of the first
/// name, date of birth (yymmdd, with 50 added to a woman's month), two more characters that the régie
/// alone can check.
///
/// Source: Régie de l'assurance maladie du Québec, "Manuel des services", numéro d'assurance maladie.
const QUEBEC_HIN: Identifier = Identifier {
    facts: Facts {
        example: "TREM 5803 1412",
        regions: &["CA"],
        context: &["ramq", "assurance maladie", "numéro d'assurance maladie", "carte soleil", "nam", "quebec health"],
        columns: &["ramq", "nam", "assurance maladie", "quebec health"],
        ..health("CA_QUEBEC_HIN", "Quebec health insurance number", "Régie de l'assurance maladie du Québec")
    },
    forms: &[Form {
        fields: &[Field::Letters(4), Field::Date(&RAMQ_DATES), Field::Digits(2)],
        check: "date",
        one_in: 14,
        catches: [10, 30],
        spellings: &[peculiar("AAAA 9999 9999"), grouped("AAAA99999999"), peculiar("AAAA-9999-9999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const RAMQ_DATES: Dates =
    Dates { layout: "YYMMDD", sign: None, eras: &[Era::years(1926, 2025), Era::years(1926, 2025).month_plus(50)] };

/// Passport number, two letters and six digits (`AB123456`) or, since 2023, a letter, six digits and two
/// letters (`P123456AA`). No check digit outside of the machine-readable zone.
///
/// Source: Immigration, Refugees and Citizenship Canada; PRADO.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "AB123456",
        regions: &["CA"],
        context: &["canadian passport", "canada passport", "passeport canadien"],
        columns: &["canadian passport", "passeport canadien"],
        ..person("CA_PASSPORT", "Canadian passport number", "Immigration, Refugees and Citizenship Canada; PRADO")
    },
    forms: &[
        Form { fields: &[Field::Letters(2), Field::Digits(6)], spellings: &[bare("AA999999")], ..Form::DEFAULT },
        Form {
            fields: &[Field::Letters(1), Field::Digits(6), Field::Letters(2)],
            spellings: &[bare("A999999AA")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};
