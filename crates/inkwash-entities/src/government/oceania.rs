//! Australia and New Zealand.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, weighted, weighted_mod_11};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, person, tax};
use crate::unique::{number, write_number};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[AU_TFN, AU_ABN, AU_ACN, AU_MEDICARE, AU_PASSPORT, AU_DRIVER_LICENCE, NZ_IRD, NZ_NHI, NZ_PASSPORT];

/// Tax file number (TFN), `123 456 782`: weights 1 4 3 7 5 8 6 9 10, the sum divides by 11.
///
/// Source: Australian Taxation Office, Taxation Administration Act 1953, part 2-5; ATO, TFN validation algorithm.
const AU_TFN: Identifier = Identifier {
    facts: Facts {
        example: "123 456 782",
        regions: &["AU"],
        context: &["tfn", "tax file", "tax file number", "ato"],
        columns: &["tfn", "tax file"],
        ..tax("AU_TFN", "Australian tax file number (TFN)", "Australian Taxation Office, TFN algorithm")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        // Ten times the last digit is what is missing, so the sum itself is the digit.
        complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &[1, 4, 3, 7, 5, 8, 6, 9]))),
        check: "mod-11-weighted",
        one_in: 11,
        catches: [99, 99],
        spellings: &[grouped("999 999 999"), bare("999999999"), grouped("999-999-999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Australian business number (ABN), `83 914 571 673`: two check digits and nine digits; with one taken from the first
/// digit, weights 10 1 3 5 7 9 11 13 15 17 19, the sum divides by 89.
///
/// Source: Australian Business Register, "Format of the ABN".
const AU_ABN: Identifier = Identifier {
    facts: Facts {
        example: "83 914 571 673",
        regions: &["AU"],
        context: &["abn", "australian business", "business number", "tax invoice"],
        columns: &["abn"],
        ..tax("AU_ABN", "Australian business number (ABN)", "Australian Business Register, Format of the ABN")
    },
    forms: &[Form {
        fields: &[Field::Check(2), Field::Digits(9)],
        complete: |n| {
            let Some((check, rest)) = n.split_at_mut_checked(2) else { return false };
            let sum = weighted(rest, &[3, 5, 7, 9, 11, 13, 15, 17, 19]);
            write_number((11 + (89 * 20 - sum - 1) % 89).into(), check);
            true
        },
        check: "mod-89",
        one_in: 100,
        catches: [99, 99],
        spellings: &[grouped("99 999 999 999"), bare("99999999999"), grouped("99-999-999-999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Australian company number (ACN), `004 085 616`: weights 8 to 1 modulo 10.
///
/// Source: Australian Securities and Investments Commission, "Australian Company Number digit check".
const AU_ACN: Identifier = Identifier {
    facts: Facts {
        example: "004 085 616",
        regions: &["AU"],
        context: &["acn", "australian company", "company number", "asic", "arbn"],
        columns: &["acn", "australian company"],
        ..tax("AU_ACN", "Australian company number (ACN)", "ASIC, Australian Company Number digit check")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10)),
        check: "mod-10-weighted",
        one_in: 10,
        catches: [90, 87],
        spellings: &[grouped("999 999 999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Medicare card number, `2123 45670 1`: 2 to 6, seven digits, check digit (weights 1 3 7 9 1 3 7 9 modulo 10), issue
/// number, and sometimes the person's line on the card.
///
/// Source: Services Australia; Department of Health, "Medicare card number" (METeOR 270101).
const AU_MEDICARE: Identifier = Identifier {
    facts: Facts {
        example: "2123 45670 1",
        regions: &["AU"],
        context: &["medicare", "medicare card", "irn", "bulk bill"],
        columns: &["medicare", "medicare card"],
        ..health("AU_MEDICARE", "Australian Medicare card number", "Services Australia; METeOR 270101")
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"23456"), Field::Digits(7), Field::Check(1), Field::Of(b"123456789")],
            spellings: &[grouped("9999 99999 9"), bare("9999999999"), grouped("9999-99999-9")],
            ..MEDICARE
        },
        Form {
            fields: &[
                Field::Of(b"23456"),
                Field::Digits(7),
                Field::Check(1),
                Field::Of(b"123456789"),
                Field::Of(b"123456789"),
            ],
            catches: [83, 74],
            one_in: 25,
            spellings: &[
                grouped("9999 99999 9/9"),
                grouped("9999 99999 9-9"),
                bare("99999999999"),
                grouped("9999999999/9"),
            ],
            ..MEDICARE
        },
    ],
    tail: 3,
};

const MEDICARE: Form = Form {
    complete: |n| {
        let Some((number, _)) = n.split_at_mut_checked(9) else { return false };
        ends(number, |p| below_ten(weighted(p, &[1, 3, 7, 9, 1, 3, 7, 9]) % 10))
    },
    check: "mod-10-weighted",
    one_in: 22,
    catches: [90, 75],
    ..Form::DEFAULT
};

/// Passport number, one or two letters and seven digits.
///
/// Source: Department of Foreign Affairs and Trade, Australian Passports Act 2005; PRADO.
const AU_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "PA1234567",
        regions: &["AU"],
        context: &["australian passport", "australia passport", "dfat"],
        columns: &["australian passport", "au passport"],
        ..person("AU_PASSPORT", "Australian passport number", "Department of Foreign Affairs and Trade; PRADO")
    },
    forms: &[
        Form { fields: &[Field::Letters(1), Field::Digits(7)], spellings: &[grouped("A9999999")], ..Form::DEFAULT },
        Form {
            fields: &[Field::Of(b"PR"), Field::Letters(1), Field::Digits(7)],
            check: "structure",
            one_in: 13,
            catches: [21, 14],
            spellings: &[grouped("AA9999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Driver licence number of a state: eight to ten digits.
///
/// Source: Austroads, National Exchange of Vehicle and Driver Information System; the states' licensing offices.
const AU_DRIVER_LICENCE: Identifier = Identifier {
    facts: Facts {
        example: "12345678",
        regions: &["AU"],
        context: &["australian driver licence", "driver licence", "driver's licence", "licence no", "rms", "vicroads"],
        columns: &["driver licence", "drivers licence"],
        group: inkwash_core::Group::Vehicle,
        ..person("AU_DRIVER_LICENCE", "Australian driver licence number", "Austroads, NEVDIS")
    },
    forms: &[
        Form { fields: &[Field::Digits(8)], spellings: &[bare("99999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(9)], spellings: &[bare("999999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(10)], spellings: &[bare("9999999999")], ..Form::DEFAULT },
    ],
    tail: 2,
};

/// Inland Revenue number (IRD), `49-091-850` or `123-456-789`: weights 3 2 7 6 5 4 3 2 modulo 11 over eight digits
/// (with a 0 in front of seven); where that leaves ten, weights 7 4 3 2 5 2 7 6.
///
/// Source: Inland Revenue, "Resident withholding tax and non-resident withholding tax specification", IRD number validation.
const NZ_IRD: Identifier = Identifier {
    facts: Facts {
        example: "49-091-850",
        regions: &["NZ"],
        context: &["ird", "ird no", "ird number", "inland revenue", "gst number", "tax number"],
        columns: &["ird"],
        ..tax("NZ_IRD", "New Zealand Inland Revenue number (IRD)", "Inland Revenue, IRD number validation")
    },
    forms: &[
        Form {
            fields: &[Field::Within(7, &[(1_000_001, 9_999_999)]), Field::Check(1)],
            complete: |n| ends(n, |p| ird(number(p))),
            spellings: &[grouped("99-999-999"), bare("99999999"), grouped("99 999 999")],
            one_in: 11,
            ..IRD
        },
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 14_999_999)]), Field::Check(1)],
            complete: |n| ends(n, |p| ird(number(p))),
            spellings: &[grouped("999-999-999"), bare("999999999"), grouped("999 999 999")],
            one_in: 200,
            ..IRD
        },
    ],
    tail: 3,
};

const IRD: Form = Form { check: "mod-11-two-rounds", catches: [97, 97], ..Form::DEFAULT };

fn ird(payload: u128) -> Option<u8> {
    let mut digits = [b'0'; 8];
    write_number(payload, &mut digits);
    let check = |weights: &[u32]| below_ten((11 - weighted_mod_11(&digits, weights)) % 11);
    check(&[3, 2, 7, 6, 5, 4, 3, 2]).or_else(|| check(&[7, 4, 3, 2, 5, 2, 7, 6]))
}

/// National health index number (NHI), `ZAC5361` (three letters without I and O, three digits, check digit modulo 11) or
/// `ZBN77VL` (three letters, two digits, letter, check letter modulo 23); weights 7 to 2, letters 1 to 24. Those with a Z
/// in front are for tests.
///
/// Source: Health New Zealand, HISO 10046 Consumer Health Identity Standard.
const NZ_NHI: Identifier = Identifier {
    facts: Facts {
        example: "ZAC5361",
        regions: &["NZ"],
        context: &["nhi", "nhi number", "national health index", "patient"],
        columns: &["nhi", "national health index"],
        ..health(
            "NZ_NHI",
            "New Zealand national health index number (NHI)",
            "HISO 10046 Consumer Health Identity Standard",
        )
    },
    forms: &[
        Form {
            fields: &[
                Field::Of(NHI_LETTERS),
                Field::Of(NHI_LETTERS),
                Field::Of(NHI_LETTERS),
                Field::Digits(3),
                Field::Check(1),
            ],
            complete: |n| {
                ends(n, |p| match nhi(p) % 11 {
                    0 => None,
                    rest => below_ten((11 - rest) % 10),
                })
            },
            check: "mod-11-weighted",
            one_in: 14,
            catches: [90, 90],
            spellings: &[grouped("AAA9999"), grouped("AAA 9999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[
                Field::Of(NHI_LETTERS),
                Field::Of(NHI_LETTERS),
                Field::Of(NHI_LETTERS),
                Field::Digits(2),
                Field::Of(NHI_LETTERS),
                Field::Check(1),
            ],
            complete: |n| ends(n, |p| NHI_LETTERS.get(22 - (nhi(p) % 23) as usize).copied()),
            check: "mod-23-letter",
            one_in: 36,
            catches: [90, 90],
            spellings: &[grouped("AAA99AA"), grouped("AAA 99AA")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

const NHI_LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

fn nhi(payload: &[u8]) -> u32 {
    let value = |b: &u8| match NHI_LETTERS.iter().position(|c| c == b) {
        Some(place) => place as u32 + 1,
        None => u32::from(b.saturating_sub(b'0')),
    };
    payload.iter().zip([7, 6, 5, 4, 3, 2]).map(|(b, weight)| value(b) * weight).sum()
}

/// Passport number, one or two letters and six or seven digits.
///
/// Source: Department of Internal Affairs, Passports Act 1992; PRADO.
const NZ_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "LA123456",
        regions: &["NZ"],
        context: &["new zealand passport", "nz passport", "uruwhenua"],
        columns: &["nz passport", "new zealand passport"],
        ..person("NZ_PASSPORT", "New Zealand passport number", "Department of Internal Affairs; PRADO")
    },
    forms: &[
        Form { fields: &[Field::Letters(2), Field::Digits(6)], spellings: &[grouped("AA999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Letters(1), Field::Digits(7)], spellings: &[grouped("A9999999")], ..Form::DEFAULT },
    ],
    tail: 2,
};
