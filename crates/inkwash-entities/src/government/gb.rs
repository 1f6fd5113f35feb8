//! United Kingdom and Ireland. The national insurance number has a file of its own: `uk_nino.rs`.

use inkwash_core::{Facts, Group};

use crate::checks::{below_ten, ends, ends_in, value_36, weighted, weighted_mod_11};
use crate::identifier::{
    Dates, Era, Field, Form, Identifier, Spelling, bare, grouped, health, led, peculiar, person, tax,
};

pub(crate) static IDENTIFIERS: &[Identifier] = &[NHS, CHI, UTR, VAT, DRIVING_LICENCE, PASSPORT, IE_PPSN, IE_VAT, UPN];

/// Weights 10 to 2, eleven less the sum modulo 11.
fn nhs_digit(payload: &[u8]) -> Option<u8> {
    below_ten((11 - weighted_mod_11(payload, &[10, 9, 8, 7, 6, 5, 4, 3, 2])) % 11)
}

/// NHS number of England, Wales and the Isle of Man, `943 476 5919`.
///
/// Source: NHS Data Model and Dictionary, "NHS Number" (modulus 11).
const NHS: Identifier = Identifier {
    facts: Facts {
        example: "943 476 5919",
        regions: &["GB"],
        context: &["nhs", "nhs no", "nhs num", "national health", "patient"],
        columns: &["nhs", "nhsno", "nhsnumber"],
        ..health("UK_NHS", "United Kingdom NHS number", "NHS Data Model and Dictionary, NHS Number")
    },
    forms: &[Form {
        fields: &[Field::Digits(9), Field::Check(1)],
        complete: |n| ends(n, nhs_digit),
        check: "mod-11-weighted",
        one_in: 11,
        catches: [99, 99],
        spellings: &[grouped("999_999_9999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Scottish community health index number, `0101581238`: date of birth (ddmmyy), three digits, and the
/// NHS number's check digit.
///
/// Source: Public Health Scotland, Data Dictionary, "CHI Number".
const CHI: Identifier = Identifier {
    facts: Facts {
        example: "0101581238",
        regions: &["GB"],
        context: &["chi", "chi no", "chi number", "community health index"],
        columns: &["chi", "community health index"],
        ..health("UK_CHI", "Scottish community health index (CHI) number", "Public Health Scotland, CHI Number")
    },
    forms: &[Form {
        fields: &[Field::Date(&DDMMYY), Field::Digits(3), Field::Check(1)],
        complete: |n| ends(n, nhs_digit),
        check: "mod-11-weighted",
        one_in: 300,
        catches: [99, 99],
        spellings: &[bare("9999999999"), grouped("999999 9999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Dates without a century, taken as those of 1926 to 2025.
const DDMMYY: Dates = Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025)] };

/// Unique taxpayer reference (UTR), `1955839661`: a check digit and nine digits, weights 6 7 8 9
/// 10 5 4 3 2 modulo 11.
///
/// Source: HMRC, "Specification for the modulus 11 check of unique taxpayer references".
const UTR: Identifier = Identifier {
    facts: Facts {
        example: "1955839661",
        regions: &["GB"],
        context: &["utr", "unique taxpayer", "taxpayer reference", "self assessment", "tax reference", "hmrc"],
        columns: &["utr", "unique taxpayer reference", "taxpayer reference", "tax reference"],
        ..tax("UK_UTR", "United Kingdom unique taxpayer reference (UTR)", "HMRC, UTR modulus 11 check")
    },
    forms: &[Form {
        fields: &[Field::Check(1), Field::Digits(9)],
        complete: |n| {
            let Some((check, payload)) = n.split_first_mut() else { return false };
            let rest = weighted_mod_11(payload, &[6, 7, 8, 9, 10, 5, 4, 3, 2]);
            *check = b"21987654321"[rest as usize];
            true
        },
        check: "mod-11-weighted",
        one_in: 10,
        catches: [95, 93],
        spellings: &[bare("9999999999"), grouped("99999 99999"), grouped("9999999999k")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// VAT registration number, `GB 980 7806 84`: seven digits and 97 less their weighted sum (8 to 2)
/// modulo 97; since 2009 also with 55 added to the sum.
///
/// Source: HMRC, VAT registration manual; European Commission, VIES.
const VAT: Identifier = Identifier {
    facts: Facts {
        example: "GB980780684",
        regions: &["GB"],
        context: &["vat", "vat no", "vat reg", "vat number", "vat registration", "hmrc"],
        columns: &["vat", "vat reg", "vat registration", "gb vat"],
        ..tax("UK_VAT", "United Kingdom VAT registration number", "HMRC, VAT registration number check")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(7), Field::Check(2)],
            complete: |n| ends_in(2, n, |p| Some((97 - weighted(p, &VAT_WEIGHTS) % 97).into())),
            check: "mod-97",
            one_in: 100,
            catches: [99, 99],
            spellings: VAT_SPELLINGS,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(7), Field::Check(2)],
            complete: |n| ends_in(2, n, |p| Some((97 - (weighted(p, &VAT_WEIGHTS) + 55) % 97).into())),
            check: "mod-97-55",
            one_in: 100,
            catches: [99, 99],
            spellings: VAT_SPELLINGS,
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

const VAT_WEIGHTS: [u32; 7] = [8, 7, 6, 5, 4, 3, 2];
const VAT_SPELLINGS: &[Spelling] = &[
    peculiar("gb999999999"),
    peculiar("gb 999 9999 99"),
    peculiar("gb 999999999"),
    peculiar("xi999999999"),
    bare("999999999"),
    grouped("999 9999 99"),
];

/// Driving licence of Great Britain, `MORGA657054SM9IJ`: five characters of the surname (filled up with
/// 9), decade, month (women plus 50), day, year, two initials, three characters of the computer.
///
/// Source: DVLA, driver number format (INF1D and the Driver Licensing technical guidance).
const DRIVING_LICENCE: Identifier = Identifier {
    facts: Facts {
        example: "MORGA657054SM9IJ",
        regions: &["GB"],
        context: &["driving licence", "driver licence", "driver number", "licence number", "dvla", "driving license"],
        columns: &["driving licence", "driver licence", "driver license", "driving license", "licence", "dvla"],
        group: Group::Vehicle,
        ..person("UK_DRIVING_LICENCE", "Driving licence of Great Britain", "DVLA, driver number format")
    },
    forms: &[Form {
        fields: &[
            Field::Letters(1),
            LETTER_OR_9,
            LETTER_OR_9,
            LETTER_OR_9,
            LETTER_OR_9,
            Field::Date(&DVLA_DATES),
            LETTER_OR_9,
            LETTER_OR_9,
            Field::Of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            Field::Letters(2),
        ],
        // Nothing but nines follows a nine in the surname or in the initials.
        complete: |n| {
            let falls = |part: &[u8]| part.windows(2).all(|w| w[0] != b'9' || w[1] == b'9');
            falls(&n[1..5]) && falls(&n[11..13])
        },
        check: "date-and-padding",
        one_in: 89,
        catches: [5, 22],
        spellings: &[led(
            9,
            "AXXXX999999XXXAA",
            "![0-9A-Za-z] a[A-Za-z9]{4}9[0156]9[0-3]9{2}[A-Za-z9]{2}[0-9A-Za-z]a{2} ![0-9A-Za-z]",
        )],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const LETTER_OR_9: Field = Field::Of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ9");

const DVLA_DATES: Dates =
    Dates { layout: "YMMDDY", sign: None, eras: &[Era::years(1926, 2025), Era::years(1926, 2025).month_plus(50)] };

/// Passport, `925665416`: nine digits; no check digit outside of the machine-readable zone.
///
/// Source: HM Passport Office; Council of the European Union, PRADO.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "925665416",
        regions: &["GB"],
        context: &["passport", "passport no", "passport number", "british passport", "uk passport"],
        against: &["order", "invoice", "phone", "tel", "account", "sort code"],
        columns: &["passport"],
        ..person("UK_PASSPORT", "United Kingdom passport number", "HM Passport Office; PRADO")
    },
    forms: &[Form { fields: &[Field::Digits(9)], spellings: &[bare("999999999")], ..Form::DEFAULT }],
    tail: 3,
};

/// Irish personal public service number (PPSN), `1234567T` or, with a second letter, `1234567FA`:
/// weights 8 to 2, nine times the second letter (A 1 to I 9, W 0), modulo 23 as a letter.
///
/// Source: Social Welfare Consolidation Act 2005, s. 262; Department of Social Protection, "Personal
/// Public Service Number".
const IE_PPSN: Identifier = Identifier {
    facts: Facts {
        example: "1234567T",
        regions: &["IE"],
        context: &["pps", "ppsn", "pps no", "pps number", "personal public service", "irish tax", "revenue"],
        columns: &["pps", "ppsn", "ppsno"],
        ..person(
            "IE_PPSN",
            "Irish personal public service number (PPSN)",
            "Social Welfare Consolidation Act 2005, s. 262",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| ppsn_letter(p, b'W')),
            check: "mod-23-letter",
            one_in: 26,
            catches: [95, 95],
            spellings: &[bare("9999999A"), grouped("9999999 A")],
            ..Form::DEFAULT
        },
        PPSN_TWO,
    ],
    tail: 2,
};

const PPSN_TWO: Form = Form {
    fields: &[Field::Digits(7), Field::Check(1), Field::Of(b"ABCDEFGHIW")],
    complete: |n| {
        let Some(letter) = n.get(8).and_then(|second| ppsn_letter(&n[..7], *second)) else { return false };
        n[7] = letter;
        true
    },
    check: "mod-23-letter",
    one_in: 68,
    catches: [99, 98],
    spellings: &[bare("9999999AA"), grouped("9999999 AA")],
    ..Form::DEFAULT
};

fn ppsn_letter(digits: &[u8], second: u8) -> Option<u8> {
    let second = if second == b'W' { 0 } else { value_36(second) - 9 };
    let sum = weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    b"WABCDEFGHIJKLMNOPQRSTUV".get((sum % 23) as usize).copied()
}

/// Irish VAT number, `IE6433435F`, with the PPSN's check letters.
///
/// Source: Value-Added Tax Consolidation Act 2010, s. 65; Revenue; European Commission, VIES.
const IE_VAT: Identifier = Identifier {
    facts: Facts {
        example: "IE6433435F",
        regions: &["IE"],
        context: &["vat", "vat no", "vat number", "revenue"],
        columns: &["vat", "ie vat"],
        ..tax("IE_VAT", "Irish VAT number", "Value-Added Tax Consolidation Act 2010, s. 65")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| ppsn_letter(p, b'W')),
            check: "mod-23-letter",
            one_in: 26,
            catches: [95, 95],
            spellings: &[peculiar("ie9999999A"), peculiar("ie 9999999A")],
            ..Form::DEFAULT
        },
        Form { spellings: &[peculiar("ie9999999AA"), peculiar("ie 9999999AA")], ..PPSN_TWO },
    ],
    tail: 2,
};

/// Unique pupil number of England, `H801200001001`: a check letter, local authority (3), school (4), year (2), serial
/// (3); weights 2 to 13 modulo 23.
///
/// Source: Department for Education, "Unique pupil numbers (UPNs): a guide for schools and local authorities".
const UPN: Identifier = Identifier {
    facts: Facts {
        example: "H801200001001",
        regions: &["GB"],
        context: &["upn", "unique pupil", "pupil number", "pupil", "school census"],
        columns: &["upn", "unique pupil"],
        ..person("UK_UPN", "Unique pupil number of England", "Department for Education, Unique pupil numbers")
    },
    forms: &[Form {
        fields: &[Field::Check(1), Field::Within(3, &[(201, 420), (800, 947)]), Field::Digits(9)],
        complete: |n| {
            let Some((check, payload)) = n.split_first_mut() else { return false };
            let sum = weighted(payload, &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
            *check = b"ABCDEFGHJKLMNPQRTUVWXYZ"[(sum % 23) as usize];
            true
        },
        check: "mod-23-letter",
        one_in: 70,
        catches: [95, 95],
        spellings: &[grouped("A999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
