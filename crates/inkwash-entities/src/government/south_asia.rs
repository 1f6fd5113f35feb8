//! India, Pakistan, Bangladesh and Sri Lanka.

use inkwash_core::Facts;

use crate::checks::{ends, luhn_digit, value_36, verhoeff_digit};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[IN_AADHAAR, IN_PAN, IN_GSTIN, IN_VOTER_ID, IN_PASSPORT, IN_ABHA, PK_CNIC, PK_NTN, BD_NID, LK_NIC];

/// Aadhaar number, `2345 6789 0124`: twelve digits that do not begin with 0 or 1, the last by Verhoeff's scheme.
///
/// Source: Unique Identification Authority of India, Aadhaar Act 2016; "A UID numbering scheme" (2010).
const IN_AADHAAR: Identifier = Identifier {
    facts: Facts {
        example: "2345 6789 0124",
        regions: &["IN"],
        context: &["aadhaar", "aadhar", "adhaar", "uidai", "uid", "आधार", "ஆதார்", "enrolment"],
        columns: &["aadhaar", "aadhar", "uid"],
        ..person("IN_AADHAAR", "Indian Aadhaar number", "UIDAI, Aadhaar Act 2016; \"A UID numbering scheme\"")
    },
    forms: &[Form {
        fields: &[Field::Of(b"23456789"), Field::Digits(10), Field::Check(1)],
        complete: |n| ends(n, |p| Some(verhoeff_digit(p))),
        check: "verhoeff",
        one_in: 12,
        catches: [100, 99],
        spellings: &[grouped("9999 9999 9999"), bare("999999999999"), grouped("9999-9999-9999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// The fourth letter of a PAN: the kind of holder.
const HOLDERS: &[u8] = b"ABCFGHJLPT";

/// Permanent account number (PAN), `AFZPK7190K`: three letters, one for the kind of holder, the initial of the
/// name, four digits (not 0000), and a letter whose rule is not published.
///
/// Source: Income Tax Department, Income-tax Rules 1962, rule 114; "Know your PAN".
const IN_PAN: Identifier = Identifier {
    facts: Facts {
        example: "AFZPK7190K",
        regions: &["IN"],
        context: &["pan", "permanent account", "pan card", "income tax", "tds", "स्थायी लेखा"],
        columns: &["pan", "pan card", "permanent account"],
        ..tax("IN_PAN", "Indian permanent account number (PAN)", "Income Tax Department, Income-tax Rules, rule 114")
    },
    forms: &[Form {
        fields: &[
            Field::Letters(3),
            Field::Of(HOLDERS),
            Field::Letters(1),
            Field::Within(4, &[(1, 9999)]),
            Field::Letters(1),
        ],
        check: "structure",
        one_in: 3,
        catches: [8, 18],
        spellings: &[grouped("AAAAA9999A")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Goods and services tax identification number (GSTIN), `27AAPFU0939F1ZV`: state (2), PAN (10), number of the
/// registration, Z, check character: weights 1 and 2 in turn over the values of base 36, quotient and
/// remainder of each product added, modulo 36.
///
/// Source: Goods and Services Tax Network, "GSTIN structure"; CGST Rules 2017, rule 10.
const IN_GSTIN: Identifier = Identifier {
    facts: Facts {
        example: "27AAPFU0939F1ZV",
        regions: &["IN"],
        context: &["gstin", "gst", "gst no", "goods and services tax", "tax invoice"],
        columns: &["gstin", "gst"],
        ..tax("IN_GSTIN", "Indian goods and services tax number (GSTIN)", "GSTN; CGST Rules 2017, rule 10")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(1, 38), (97, 97), (99, 99)]),
            Field::Letters(3),
            Field::Of(HOLDERS),
            Field::Letters(1),
            Field::Within(4, &[(1, 9999)]),
            Field::Letters(1),
            Field::Of(b"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| {
                let all = p.iter().chain(b"Z").zip([1, 2].into_iter().cycle());
                let sum: u32 = all.map(|(b, weight)| value_36(*b) * weight).map(|p| p / 36 + p % 36).sum();
                let check = ((36 - sum % 36) % 36) as u8;
                Some(if check < 10 { b'0' + check } else { b'A' + check - 10 })
            })
        },
        check: "luhn-mod-36",
        one_in: 230,
        catches: [100, 94],
        spellings: &[peculiar("99AAAAA9999AXzX")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Number of an elector's photo identity card (EPIC), `WKH1186253`: three letters and seven digits, the last a Luhn
/// digit.
///
/// Source: Election Commission of India, "Manual on electoral rolls", EPIC numbering.
const IN_VOTER_ID: Identifier = Identifier {
    facts: Facts {
        example: "WKH1186253",
        regions: &["IN"],
        context: &["epic", "voter id", "voter card", "voter", "elector", "electoral roll", "मतदाता"],
        columns: &["epic", "voter id", "voter card", "voter"],
        ..person(
            "IN_VOTER_ID",
            "Indian voter identity card number (EPIC)",
            "Election Commission of India, EPIC numbering",
        )
    },
    forms: &[Form {
        fields: &[Field::Letters(3), Field::Digits(6), Field::Check(1)],
        complete: |n| {
            let Some((_, digits)) = n.split_at_mut_checked(3) else { return false };
            ends(digits, |p| Some(luhn_digit(p)))
        },
        check: "luhn",
        one_in: 10,
        catches: [45, 71],
        spellings: &[grouped("AAA9999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Passport number, a letter and seven digits. No check digit outside of the machine-readable zone.
///
/// Source: Ministry of External Affairs, Passport Seva; Passports Act 1967.
const IN_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "J8369854",
        regions: &["IN"],
        context: &["indian passport", "india passport", "passport seva", "पासपोर्ट"],
        columns: &["indian passport", "india passport"],
        ..person("IN_PASSPORT", "Indian passport number", "Ministry of External Affairs, Passport Seva")
    },
    forms: &[Form {
        fields: &[Field::Of(b"ABCDEFGHJKLMNPRSTUVWXYZ"), Field::Of(b"123456789"), Field::Digits(6)],
        check: "structure",
        one_in: 1,
        spellings: &[grouped("A9999999"), grouped("A9 999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Ayushman Bharat health account number (ABHA), `91-1234-5678-9012`.
///
/// Source: National Health Authority, Health ID regulations.
const IN_ABHA: Identifier = Identifier {
    facts: Facts {
        example: "91-1234-5678-9012",
        regions: &["IN"],
        context: &["abha", "ayushman bharat", "health account", "health id", "abdm"],
        columns: &["abha", "health id"],
        ..health("IN_ABHA", "Indian health account number (ABHA)", "National Health Authority")
    },
    forms: &[Form {
        fields: &[Field::Digits(14)],
        spellings: &[grouped("99-9999-9999-9999"), bare("99999999999999"), grouped("99 9999 9999 9999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Computerised national identity card number (CNIC), `34201-0891231-8`: province (1 to 8), place, family, and a
/// digit that is odd for men and even for women.
///
/// Source: National Database and Registration Authority (NADRA) Ordinance 2000; NADRA, "CNIC format".
const PK_CNIC: Identifier = Identifier {
    facts: Facts {
        example: "34201-0891231-8",
        regions: &["PK"],
        context: &["cnic", "nicop", "national identity card", "nadra", "شناختی کارڈ", "snic"],
        columns: &["cnic", "nicop", "national identity card"],
        ..person("PK_CNIC", "Pakistani national identity card number (CNIC)", "NADRA Ordinance 2000")
    },
    forms: &[Form {
        fields: &[Field::Of(b"12345678"), Field::Digits(11), Field::Of(b"123456789")],
        check: "structure",
        one_in: 1,
        spellings: &[peculiar("99999-9999999-9"), bare("9999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National tax number (NTN) of firms, `1234567-8`.
///
/// Source: Federal Board of Revenue, Income Tax Ordinance 2001, s. 181.
const PK_NTN: Identifier = Identifier {
    facts: Facts {
        example: "1234567-8",
        regions: &["PK"],
        context: &["ntn", "national tax number", "fbr"],
        columns: &["ntn", "national tax"],
        ..tax("PK_NTN", "Pakistani national tax number (NTN)", "Federal Board of Revenue, Income Tax Ordinance 2001")
    },
    forms: &[Form { fields: &[Field::Digits(8)], spellings: &[grouped("9999999-9")], ..Form::DEFAULT }],
    tail: 3,
};

/// National identity number (NID): ten digits on smart cards, seventeen (with the year of birth) or thirteen before.
///
/// Source: Bangladesh Election Commission, National Identity Registration Act 2010.
const BD_NID: Identifier = Identifier {
    facts: Facts {
        example: "19901234567890123",
        regions: &["BD"],
        context: &["nid", "national id", "smart card", "জাতীয় পরিচয়পত্র", "এনআইডি", "voter id"],
        columns: &["nid", "bd nid"],
        ..person("BD_NID", "Bangladeshi national identity number (NID)", "National Identity Registration Act 2010")
    },
    forms: &[
        Form {
            fields: &[Field::Within(4, &[(1900, 2025)]), Field::Digits(13)],
            check: "structure",
            one_in: 79,
            catches: [12, 13],
            spellings: &[bare("99999999999999999")],
            ..Form::DEFAULT
        },
        Form { fields: &[Field::Digits(10)], spellings: &[bare("9999999999")], ..Form::DEFAULT },
        Form { fields: &[Field::Digits(13)], spellings: &[bare("9999999999999")], ..Form::DEFAULT },
    ],
    tail: 3,
};

/// The day of birth within the year, counted as if every year were a leap year; women's have 500 added.
const LK_DAYS: Field = Field::Within(3, &[(1, 366), (501, 866)]);

/// National identity card number (NIC), `853400937V` (two digits of the year, day, four digits, V or X) or, since
/// 2016, `198534000937` (four digits of the year, day, five digits).
///
/// Source: Department for Registration of Persons, Registration of Persons Act No. 32 of 1968 and 2016 circular.
const LK_NIC: Identifier = Identifier {
    facts: Facts {
        example: "853400937V",
        regions: &["LK"],
        context: &["nic", "national identity card", "nic no", "identity card", "හැඳුනුම්පත", "அடையாள அட்டை"],
        columns: &["nic", "national identity card"],
        ..person(
            "LK_NIC",
            "Sri Lankan national identity card number (NIC)",
            "Registration of Persons Act No. 32 of 1968",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Digits(2), LK_DAYS, Field::Digits(4), Field::Of(b"VX")],
            check: "structure",
            one_in: 18,
            catches: [25, 7],
            spellings: &[grouped("999999999A")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(4, &[(1900, 2025)]), LK_DAYS, Field::Digits(5)],
            check: "structure",
            one_in: 100,
            catches: [21, 25],
            spellings: &[bare("999999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};
