//! The United States. The social security number has a file of its own: `us_ssn.rs`.

use inkwash_core::{Facts, Group};

use crate::checks::{below_ten, ends, luhn_digit, weighted};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, led, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[ITIN, ATIN, EIN, PTIN, NPI, DEA, MBI, PASSPORT, DRIVER_LICENSE, DOD_ID, MEDICAL_RECORD];

/// Individual taxpayer identification number (ITIN), `912-70-1234`: a 9, then a group of 50 to 65,
/// 70 to 88, 90 to 92 or 94 to 99 in the fourth and fifth places. No check digit.
///
/// Source: Internal Revenue Service, Publication 1915; Internal Revenue Manual 3.21.263.
const ITIN: Identifier = Identifier {
    facts: Facts {
        example: "912-70-1234",
        regions: &["US"],
        context: &["itin", "individual taxpayer", "taxpayer id", "tin", "w-7", "irs"],
        columns: &["itin", "taxpayer id", "tax payer id"],
        ..tax("US_ITIN", "United States individual taxpayer identification number (ITIN)", "IRS Publication 1915")
    },
    forms: &[Form {
        fields: &[
            Field::Of(b"9"),
            Field::Digits(2),
            Field::Within(2, &[(50, 65), (70, 88), (90, 92), (94, 99)]),
            Field::Digits(4),
        ],
        check: "irs-ranges",
        one_in: 23,
        catches: [18, 30],
        spellings: &[peculiar("999-99-9999"), grouped("999 99 9999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Adoption taxpayer identification number (ATIN), `921-93-1234`: as an ITIN, with group 93.
///
/// Source: Internal Revenue Service, Form W-7A and its instructions.
const ATIN: Identifier = Identifier {
    facts: Facts {
        example: "921-93-1234",
        regions: &["US"],
        context: &["atin", "adoption taxpayer", "adopted child", "w-7a"],
        columns: &["atin"],
        ..tax("US_ATIN", "United States adoption taxpayer identification number (ATIN)", "IRS, Form W-7A")
    },
    forms: &[Form {
        fields: &[Field::Of(b"9"), Field::Digits(2), Field::In(&["93"]), Field::Digits(4)],
        check: "irs-ranges",
        one_in: 1000,
        catches: [33, 50],
        spellings: &[peculiar("999-99-9999"), grouped("999 99 9999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Employer identification number (EIN), `12-3456789`: the first two digits say which office gave
/// it out. No check digit.
///
/// Source: Internal Revenue Service, "How EINs are assigned and valid EIN prefixes".
const EIN: Identifier = Identifier {
    facts: Facts {
        example: "12-3456789",
        regions: &["US"],
        context: &["ein", "fein", "employer identification", "employer id", "federal tax id", "tax id", "w-9"],
        against: &["customer", "order", "invoice", "case", "ticket", "phone"],
        columns: &["ein", "fein", "employer id", "employer identification", "federal tax id"],
        ..tax("US_EIN", "United States employer identification number (EIN)", "IRS, valid EIN prefixes")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(1, 6), (10, 16), (20, 27), (30, 48), (50, 68), (71, 77), (80, 88), (90, 95), (98, 99)]),
            Field::Digits(7),
        ],
        check: "irs-prefixes",
        one_in: 1,
        catches: [0, 0],
        spellings: &[grouped("99-9999999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Preparer tax identification number (PTIN), `P01234567`.
///
/// Source: Internal Revenue Service, "PTIN requirements for tax return preparers".
const PTIN: Identifier = Identifier {
    facts: Facts {
        example: "P01234567",
        regions: &["US"],
        context: &["ptin", "preparer", "tax return preparer"],
        columns: &["ptin", "preparer tax id"],
        ..tax("US_PTIN", "United States preparer tax identification number (PTIN)", "IRS, PTIN requirements")
    },
    forms: &[Form { fields: &[Field::Digits(8)], spellings: &[grouped("p99999999")], ..Form::DEFAULT }],
    tail: 3,
};

/// National provider identifier (NPI), `1234567893`: a 1 or 2, eight digits, and the Luhn digit of
/// them all with 80840 (health applications, United States) in front.
///
/// Source: 45 CFR § 162.406; Centers for Medicare & Medicaid Services, "NPI check digit".
const NPI: Identifier = Identifier {
    facts: Facts {
        example: "1234567893",
        regions: &["US"],
        context: &[
            "npi",
            "national provider",
            "provider id",
            "provider identifier",
            "prescriber",
            "rendering provider",
        ],
        columns: &["npi", "national provider", "provider npi"],
        ..health("US_NPI", "United States national provider identifier (NPI)", "45 CFR § 162.406; CMS, NPI check digit")
    },
    forms: &[Form {
        fields: &[Field::Of(b"12"), Field::Digits(8), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let mut all = *b"80840000000000";
                all[5..].copy_from_slice(p);
                Some(luhn_digit(&all))
            })
        },
        check: "luhn",
        one_in: 50,
        catches: [100, 90],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Number of a registrant with the Drug Enforcement Administration, `AB1234563`: a letter for the
/// kind of registrant, the initial of the name (or 9 for a firm's address), six digits; the last
/// digit is that of the first, third and fifth plus twice the second, fourth and sixth.
///
/// Source: Drug Enforcement Administration, Diversion Control Division, "DEA number"; 21 CFR § 1301.
const DEA: Identifier = Identifier {
    facts: Facts {
        example: "AB1234563",
        regions: &["US"],
        context: &["dea", "dea number", "dea reg", "registration number", "prescriber", "controlled substance"],
        columns: &["dea", "dea registration"],
        ..health("US_DEA", "United States DEA registration number", "DEA, Diversion Control Division; 21 CFR § 1301")
    },
    forms: &[
        Form {
            fields: &[Field::Of(REGISTRANTS), Field::Letters(1), Field::Digits(6), Field::Check(1)],
            catches: [60, 89],
            spellings: &[grouped("AA9999999"), grouped("AA 9999999")],
            one_in: 14,
            ..DEA_FORM
        },
        Form {
            fields: &[Field::Of(REGISTRANTS), Field::In(&["9"]), Field::Digits(6), Field::Check(1)],
            catches: [79, 100],
            spellings: &[bare("A99999999")],
            one_in: 140,
            ..DEA_FORM
        },
    ],
    tail: 3,
};

const REGISTRANTS: &[u8] = b"ABCDEFGHJKLMPRSTUX";

const DEA_FORM: Form = Form {
    complete: |n| ends(n, |p| below_ten(weighted(&p[2..], &[1, 2, 1, 2, 1, 2]) % 10)),
    check: "mod-10-weighted",
    catches: [0, 0],
    ..Form::DEFAULT
};

/// Medicare beneficiary identifier (MBI), `1EG4-TE5-MK73`: eleven places, each for digits, for
/// letters without B, I, L, O, S and Z, or for both. No check digit.
///
/// Source: Centers for Medicare & Medicaid Services, "Understanding the Medicare beneficiary
/// identifier format".
const MBI: Identifier = Identifier {
    facts: Facts {
        example: "1EG4-TE5-MK73",
        regions: &["US"],
        context: &["mbi", "medicare", "beneficiary", "hicn", "cms"],
        columns: &["mbi", "medicare", "medicare id", "beneficiary id"],
        ..health(
            "US_MBI",
            "United States Medicare beneficiary identifier (MBI)",
            "CMS, Medicare beneficiary identifier format",
        )
    },
    forms: &[Form {
        fields: &[
            Field::Of(b"123456789"),
            Field::Of(MBI_LETTERS),
            Field::Of(MBI_BOTH),
            Field::Digits(1),
            Field::Of(MBI_LETTERS),
            Field::Of(MBI_BOTH),
            Field::Digits(1),
            Field::Of(MBI_LETTERS),
            Field::Of(MBI_LETTERS),
            Field::Digits(2),
        ],
        check: "structure",
        one_in: 5,
        catches: [17, 0],
        spellings: &[peculiar("9AX9-AX9-AA99"), grouped("9AX9AX9AA99"), grouped("9AX9 AX9 AA99")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

const MBI_LETTERS: &[u8] = b"ACDEFGHJKMNPQRTUVWXY";
const MBI_BOTH: &[u8] = b"0123456789ACDEFGHJKMNPQRTUVWXY";

/// Passport number: nine digits or, since 2021, a letter and eight digits. No check digit outside of
/// the machine-readable zone.
///
/// Source: Department of State, Foreign Affairs Manual, 8 FAM 400; "Next generation passport".
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "A12345678",
        regions: &["US"],
        context: &["us passport", "u.s. passport", "american passport", "passport book", "passport card"],
        columns: &["us passport", "american passport"],
        ..person("US_PASSPORT", "United States passport number", "Department of State, 8 FAM 400")
    },
    forms: &[
        Form { fields: &[Field::Letters(1), Field::Digits(8)], spellings: &[grouped("A99999999")], ..Form::DEFAULT },
        Form {
            fields: &[Field::Digits(9)],
            spellings: &[led(1, "999999999", "~ ![0-9A-Za-z] 9{9} ![0-9A-Za-z]")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Number of a state's driver's licence or identity card, in the layouts that most states use: eight or
/// nine digits, or a letter and seven, eleven or twelve digits. No check digit that would be published.
///
/// Source: American Association of Motor Vehicle Administrators, DL/ID card design standard (data element
/// DAQ); the states' licensing offices.
const DRIVER_LICENSE: Identifier = Identifier {
    facts: Facts {
        example: "D1234567",
        regions: &["US"],
        context: &[
            "driver license",
            "driver's license",
            "drivers license",
            "license no",
            "license number",
            "dl",
            "dl#",
            "dmv",
            "operator license",
        ],
        columns: &["driver license", "drivers license", "dl", "dlno"],
        group: Group::Vehicle,
        ..person("US_DRIVER_LICENSE", "United States driver's licence number", "AAMVA, DL/ID card design standard")
    },
    forms: &[
        Form { fields: &[Field::Letters(1), Field::Digits(7)], spellings: &[bare("A9999999")], ..Form::DEFAULT },
        Form {
            fields: &[Field::Letters(1), Field::Digits(12)],
            spellings: &[bare("A999999999999"), bare("A999-999-99-999-9"), bare("A 999 999 999 999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Letters(1), Field::Digits(11)],
            spellings: &[bare("A999-9999-9999"), bare("A99999999999")],
            ..Form::DEFAULT
        },
        Form { fields: &[Field::Digits(8)], spellings: &[bare("99999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(9)], spellings: &[bare("999999999")], ..Form::DEFAULT },
    ],
    tail: 3,
};

/// Department of Defense identification number (EDIPI), ten digits. Its check digit's rule is not
/// published.
///
/// Source: Department of Defense Instruction 1000.30; Manual 1000.13, volume 1.
const DOD_ID: Identifier = Identifier {
    facts: Facts {
        example: "1023456789",
        regions: &["US"],
        context: &["dod id", "edipi", "dodid", "common access card", "military id", "deers"],
        columns: &["dod id", "edipi", "dodid", "military id"],
        ..person("US_DOD_ID", "United States Department of Defense identification number", "DoD Instruction 1000.30")
    },
    forms: &[Form {
        fields: &[Field::Of(b"1"), Field::Digits(9)],
        catches: [10, 10],
        spellings: &[bare("9999999999")],
        one_in: 10,
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Medical record number, as hospitals give them out: six to ten digits, known by the word before them.
///
/// Source: 45 CFR § 164.514(b)(2)(i)(H), which names it among what identifies a patient; HL7 V2, table 0203 (MR).
const MEDICAL_RECORD: Identifier = Identifier {
    facts: Facts {
        example: "00123456",
        regions: &["US", "CA", "GB", "IE", "AU", "NZ"],
        context: &[
            "mrn",
            "medical record",
            "med rec",
            "patient id",
            "patient number",
            "patient no",
            "chart number",
            "chart no",
            "hospital number",
            "hospital no",
        ],
        columns: &["mrn", "medical record", "patient mrn", "chart", "hospital"],
        ..health("MEDICAL_RECORD_NUMBER", "Medical record number", "45 CFR § 164.514(b)(2)(i)(H); HL7 table 0203")
    },
    forms: &[
        Form { fields: &[Field::Digits(8)], spellings: &[bare("99999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(7)], spellings: &[bare("9999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(6)], spellings: &[bare("999999"), bare("999-999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(9)], spellings: &[bare("999999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(10)], spellings: &[bare("9999999999")], ..Form::DEFAULT },
    ],
    tail: 2,
};
