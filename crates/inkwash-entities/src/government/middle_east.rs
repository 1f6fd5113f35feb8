//! The Middle East, Iran and Egypt.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, weighted};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[
    IL_ID,
    AE_EMIRATES_ID,
    SA_NATIONAL_ID,
    SA_VAT,
    KW_CIVIL_ID,
    QA_QID,
    BH_CPR,
    OM_CIVIL,
    JO_NATIONAL,
    IR_NATIONAL,
    EG_NATIONAL,
    EG_TAX,
];

/// Identity number (מספר זהות), `123456782`: nine digits, the last a Luhn digit.
///
/// Source: Population and Immigration Authority, Population Registry Law 1965.
const IL_ID: Identifier = Identifier {
    facts: Facts {
        example: "123456782",
        regions: &["IL"],
        context: &["ת.ז", "ת\"ז", "תעודת זהות", "מספר זהות", "teudat zehut", "israeli id", "id number"],
        columns: &["teudat zehut", "tz", "israeli id", "תעודת זהות", "מספר זהות"],
        ..person("IL_ID", "Israeli identity number (teudat zehut)", "Population Registry Law 1965")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 10,
        catches: [100, 90],
        spellings: &[bare("999999999"), grouped("99999999-9"), grouped("9-9999999-9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Emirates identity card number, `784-1990-1234567-6`: 784, year of birth, seven digits, Luhn digit.
///
/// Source: Federal Authority for Identity, Citizenship, Customs and Port Security, Federal Law 9 of 2006.
const AE_EMIRATES_ID: Identifier = Identifier {
    facts: Facts {
        example: "784-1990-1234567-6",
        regions: &["AE"],
        context: &["emirates id", "eid", "uae id", "الهوية", "رقم الهوية", "identity card"],
        columns: &["emirates id", "eid", "eida", "uae id", "رقم الهوية"],
        ..person("AE_EMIRATES_ID", "Emirates identity card number", "Federal Law 9 of 2006; ICP")
    },
    forms: &[Form {
        fields: &[Field::In(&["784"]), Field::Within(4, &[(1900, 2025)]), Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 790_000,
        catches: [99, 90],
        spellings: &[peculiar("999-9999-9999999-9"), bare("999999999999999"), grouped("999 9999 9999999 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National identity and residence (iqama) number, `1010101010`: 1 citizens, 2 residents, eight digits, Luhn digit.
///
/// Source: Ministry of Interior, Absher; Civil Affairs Law (Royal Decree M/7).
const SA_NATIONAL_ID: Identifier = Identifier {
    facts: Facts {
        example: "1010101010",
        regions: &["SA"],
        context: &["iqama", "saudi id", "national id", "رقم الهوية", "الهوية الوطنية", "إقامة", "الإقامة", "absher"],
        columns: &["iqama", "saudi id", "رقم الهوية", "national id"],
        ..person(
            "SA_NATIONAL_ID",
            "Saudi national identity and iqama number",
            "Ministry of Interior, Civil Affairs Law",
        )
    },
    forms: &[Form {
        fields: &[Field::Of(b"12"), Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 50,
        catches: [99, 90],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// VAT number, `310122393500003`: fifteen digits that begin and end with 3.
///
/// Source: Zakat, Tax and Customs Authority, VAT Implementing Regulations, article 8.
const SA_VAT: Identifier = Identifier {
    facts: Facts {
        example: "310122393500003",
        regions: &["SA"],
        context: &["vat", "vat no", "vat number", "الرقم الضريبي", "zatca"],
        columns: &["vat", "sa vat", "الرقم الضريبي"],
        ..tax("SA_VAT", "Saudi VAT number", "Zakat, Tax and Customs Authority, VAT Implementing Regulations")
    },
    forms: &[Form {
        fields: &[Field::Of(b"3"), Field::Digits(13), Field::In(&["3"])],
        check: "structure",
        one_in: 100,
        catches: [10, 10],
        spellings: &[bare("999999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Civil number (الرقم المدني), `291031301001`: century (2 for 19, 3 for 20), date of birth (yymmdd), four digits, check
/// digit: weights 2 1 6 3 7 9 10 5 8 4 2 modulo 11, taken from 11.
///
/// Source: Public Authority for Civil Information, Law 32 of 1982.
const KW_CIVIL_ID: Identifier = Identifier {
    facts: Facts {
        example: "291031301001",
        regions: &["KW"],
        context: &["civil id", "civil number", "kuwait id", "الرقم المدني", "البطاقة المدنية", "paci"],
        columns: &["civil id", "kuwait id", "الرقم المدني"],
        ..person("KW_CIVIL_ID", "Kuwaiti civil number", "Public Authority for Civil Information, Law 32 of 1982")
    },
    forms: &[Form {
        fields: &[Field::Sign, Field::Date(&KW_DATES), Field::Digits(4), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(11 - weighted(p, &[2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11)),
        check: "mod-11-weighted",
        one_in: 1700,
        catches: [99, 97],
        spellings: &[bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const KW_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(0),
    eras: &[
        Era::years(1900, 1999).signed(b"2"),
        Era::years(2000, 2025).signed(b"3"),
        Era::years(2026, 2099).signed(b"3"),
    ],
};

/// Qatari identity card number (QID), `28463400123`: century (2 or 3), year of birth, country (3, ISO 3166 numeric), five
/// digits.
///
/// Source: Ministry of Interior, Law 5 of 1965 on identity cards.
const QA_QID: Identifier = Identifier {
    facts: Facts {
        example: "28463400123",
        regions: &["QA"],
        context: &["qid", "qatar id", "qatari id", "رقم البطاقة", "البطاقة الشخصية"],
        columns: &["qid", "qatar id"],
        ..person("QA_QID", "Qatari identity card number (QID)", "Ministry of Interior, Law 5 of 1965")
    },
    forms: &[Form {
        fields: &[Field::Of(b"23"), Field::Digits(2), Field::Within(3, &[(4, 894)]), Field::Digits(5)],
        check: "structure",
        one_in: 6,
        catches: [9, 11],
        spellings: &[bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Personal number (CPR), `850612345`: year and month of birth, four digits, and a check digit whose rule is not
/// published.
///
/// Source: Information and eGovernment Authority, Law 46 of 2006 on the identity card.
const BH_CPR: Identifier = Identifier {
    facts: Facts {
        example: "850612345",
        regions: &["BH"],
        context: &["cpr", "bahrain id", "الرقم الشخصي", "personal number"],
        columns: &["cpr", "bahrain id"],
        ..person("BH_CPR", "Bahraini personal number (CPR)", "Law 46 of 2006 on the identity card")
    },
    forms: &[Form {
        fields: &[Field::Digits(2), Field::Within(2, &[(1, 12)]), Field::Digits(5)],
        check: "structure",
        one_in: 8,
        catches: [13, 26],
        spellings: &[bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Civil number (الرقم المدني) of Oman, seven or eight digits.
///
/// Source: Royal Oman Police, Civil Status Law (Royal Decree 66/99).
const OM_CIVIL: Identifier = Identifier {
    facts: Facts {
        example: "12345678",
        regions: &["OM"],
        context: &["oman id", "omani id", "resident card", "rop id", "oman civil"],
        columns: &["oman id", "omani id", "oman civil"],
        ..person("OM_CIVIL_NUMBER", "Omani civil number", "Royal Oman Police, Royal Decree 66/99")
    },
    forms: &[
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 99_999_999)])],
            spellings: &[bare("99999999")],
            one_in: 1,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)])],
            spellings: &[bare("9999999")],
            one_in: 1,
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

/// National number (الرقم الوطني) of Jordan, ten digits: of citizens with 9 (or 2 since 2000) first.
///
/// Source: Civil Status and Passports Department, Law 9 of 2001.
const JO_NATIONAL: Identifier = Identifier {
    facts: Facts {
        example: "9851012345",
        regions: &["JO"],
        context: &["الرقم الوطني", "jordan id", "jordanian id", "national number"],
        columns: &["jordan id", "jordanian id", "الرقم الوطني"],
        ..person(
            "JO_NATIONAL_NUMBER",
            "Jordanian national number",
            "Civil Status and Passports Department, Law 9 of 2001",
        )
    },
    forms: &[Form {
        fields: &[Field::Of(b"29"), Field::Digits(9)],
        check: "structure",
        one_in: 5,
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National code (کد ملی), `0013542419`: weights 10 to 2 modulo 11; a remainder below 2 stays, others are taken from 11.
///
/// Source: National Organization for Civil Registration, Act on national numbers and postcodes (1997).
const IR_NATIONAL: Identifier = Identifier {
    facts: Facts {
        example: "0013542419",
        regions: &["IR"],
        context: &["کد ملی", "کدملی", "شماره ملی", "national code", "code melli", "melli"],
        columns: &["code melli", "melli code", "national code", "کد ملی"],
        ..person("IR_NATIONAL_CODE", "Iranian national code", "National Organization for Civil Registration")
    },
    forms: &[Form {
        fields: &[Field::Within(9, &[(1_000_000, 999_999_999)]), Field::Check(1)],
        complete: |n| {
            let repeats = n.windows(2).all(|pair| pair[0] == pair[1]);
            ends(n, |p| {
                let rest = weighted(p, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
                below_ten(if rest < 2 { rest } else { 11 - rest })
            }) && !repeats
        },
        check: "mod-11-weighted",
        one_in: 10,
        catches: [97, 97],
        spellings: &[bare("9999999999"), grouped("999-999999-9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// National number (الرقم القومي), `28505120112345`: century (2 or 3), date of birth (yymmdd), governorate, four digits and
/// a check digit whose rule is not published.
///
/// Source: Ministry of Interior, Civil Status Law 143 of 1994.
const EG_NATIONAL: Identifier = Identifier {
    facts: Facts {
        example: "28505120112345",
        regions: &["EG"],
        context: &["الرقم القومي", "رقم قومي", "بطاقة", "national id", "egyptian id", "raqam qawmi"],
        columns: &["egyptian id", "national id", "الرقم القومي"],
        ..person("EG_NATIONAL_ID", "Egyptian national number", "Civil Status Law 143 of 1994")
    },
    forms: &[Form {
        fields: &[
            Field::Sign,
            Field::Date(&KW_DATES),
            Field::Within(2, &[(1, 4), (11, 19), (21, 29), (31, 35), (88, 88)]),
            Field::Digits(5),
        ],
        check: "date",
        one_in: 480,
        catches: [28, 44],
        spellings: &[bare("99999999999999"), grouped("9 999999 99 9999 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Tax registration number (رقم التسجيل الضريبي), `100-531-385`.
///
/// Source: Egyptian Tax Authority, Unified Tax Procedures Law 206 of 2020.
const EG_TAX: Identifier = Identifier {
    facts: Facts {
        example: "100-531-385",
        regions: &["EG"],
        context: &["رقم التسجيل", "البطاقة الضريبية", "الرقم الضريبي", "tax registration", "egyptian tax"],
        columns: &["tax registration", "رقم التسجيل الضريبي"],
        ..tax("EG_TAX_NUMBER", "Egyptian tax registration number", "Egyptian Tax Authority, Law 206 of 2020")
    },
    forms: &[Form {
        fields: &[Field::Digits(9)],
        spellings: &[grouped("999-999-999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
