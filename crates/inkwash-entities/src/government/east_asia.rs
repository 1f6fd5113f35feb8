//! China (whose resident identity number has a file of its own: `cn_resident_id.rs`), Hong Kong, Macau, Taiwan,
//! Japan and South Korea.

use inkwash_core::{Facts, Group};

use crate::checks::{below_ten, cross_sums, ends, value_36, weighted, weighted_36};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, led, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[
    CN_USCC,
    CN_PASSPORT,
    HK_ID,
    MO_ID,
    TW_ID,
    TW_ARC,
    TW_UBN,
    JP_MY_NUMBER,
    JP_CORPORATE,
    JP_PASSPORT,
    JP_DRIVER_LICENSE,
    KR_RRN,
    KR_FRN,
    KR_BRN,
    KR_PASSPORT,
    KR_DRIVER_LICENSE,
];

/// Unified social credit code (统一社会信用代码), `91110000600037341L`: registering body, kind, district (6), body
/// (9), check character: weights that are powers of 3, modulo 31. The alphabet has no I, O, S, V and Z.
///
/// Source: GB 32100-2015.
const CN_USCC: Identifier = Identifier {
    facts: Facts {
        example: "91110000600037341L",
        regions: &["CN"],
        context: &[
            "统一社会信用代码",
            "社会信用代码",
            "信用代码",
            "纳税人识别号",
            "税号",
            "uscc",
            "social credit",
            "营业执照",
        ],
        columns: &["uscc", "social credit", "credit code", "统一社会信用代码", "纳税人识别号", "税号"],
        ..tax("CN_USCC", "Chinese unified social credit code", "GB 32100-2015")
    },
    forms: &[Form {
        fields: &[
            Field::In(&["11", "12", "13", "19", "51", "52", "53", "59", "91", "92", "93", "A1", "N1", "Y1"]),
            Field::Digits(6),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Of(USCC),
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| {
                let mut weight = 1;
                let mut sum = 0;
                for b in p {
                    sum += USCC.iter().position(|c| c == b)? as u32 * weight;
                    weight = weight * 3 % 31;
                }
                USCC.get(((31 - sum % 31) % 31) as usize).copied()
            })
        },
        check: "mod-31-weighted",
        one_in: 13_000,
        catches: [100, 100],
        spellings: &[led(0, "XX999999XXXXXXXXXX", "![0-9A-Za-z] [0-9A-Za-z]{2}9{6}[0-9A-Za-z]{10} ![0-9A-Za-z]")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

const USCC: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Passport number: E and eight characters of which the first may be a letter, or an older G and eight digits.
///
/// Source: National Immigration Administration; GA/T passport numbering; PRADO.
const CN_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "E12345678",
        regions: &["CN"],
        context: &["护照", "护照号", "护照号码", "chinese passport", "china passport"],
        columns: &["chinese passport", "护照", "护照号", "护照号码"],
        ..person("CN_PASSPORT", "Chinese passport number", "National Immigration Administration; PRADO")
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"EGDSP"), Field::Digits(8)],
            check: "structure",
            one_in: 5,
            catches: [21, 0],
            spellings: &[grouped("A99999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"E"), Field::Of(b"ABCDEFGHJKLMNPQRSTUVWXYZ"), Field::Digits(7)],
            check: "structure",
            one_in: 28,
            catches: [23, 15],
            spellings: &[grouped("AA9999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Hong Kong identity card number, `A123456(3)`: one or two letters, six digits, check character: weights 9 to 2
/// (letters A 10 to Z 35, a missing first letter 36) modulo 11, A for ten.
///
/// Source: Immigration Department, Registration of Persons Ordinance (Cap. 177).
const HK_ID: Identifier = Identifier {
    facts: Facts {
        example: "A123456(3)",
        regions: &["HK"],
        context: &[
            "hkid",
            "hong kong id",
            "hong kong identity",
            "身份證",
            "身份證號碼",
            "香港身份證",
            "香港身份证",
            "id card",
        ],
        columns: &["hkid", "hong kong id", "身份證", "身份證號碼"],
        ..person("HK_ID", "Hong Kong identity card number (HKID)", "Registration of Persons Ordinance (Cap. 177)")
    },
    forms: &[
        Form {
            fields: &[Field::Letters(1), Field::Digits(6), Field::Check(1)],
            complete: |n| ends(n, |p| hkid(36 * 9 + weighted_36(p, &[8, 7, 6, 5, 4, 3, 2]))),
            check: "mod-11-weighted",
            one_in: 36,
            catches: [98, 100],
            spellings: &[
                peculiar("A999999(X)"),
                bare("A9999999"),
                bare("A999999A"),
                grouped("A999999-X"),
                grouped("A 999999(X)"),
                grouped("A999999 (X)"),
            ],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Letters(2), Field::Digits(6), Field::Check(1)],
            complete: |n| ends(n, |p| hkid(weighted_36(p, &[9, 8, 7, 6, 5, 4, 3, 2]))),
            check: "mod-11-weighted",
            one_in: 36,
            catches: [90, 90],
            spellings: &[peculiar("AA999999(X)"), bare("AA9999999"), bare("AA999999A"), grouped("AA999999-X")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

fn hkid(sum: u32) -> Option<u8> {
    Some(below_ten((11 - sum % 11) % 11).unwrap_or(b'A'))
}

/// Macau resident identity card number, `1234567(8)`: 1, 5 or 7, six digits, and a check digit whose rule is not
/// published.
///
/// Source: Identification Services Bureau, Law 8/2002.
const MO_ID: Identifier = Identifier {
    facts: Facts {
        example: "1234567(8)",
        regions: &["MO"],
        context: &["bir", "澳門", "澳门", "身份證", "身份证", "macau id", "macao id", "bilhete de identidade"],
        columns: &["macau id", "macao id", "澳門身份證"],
        ..person("MO_ID", "Macau resident identity card number", "Law 8/2002; Identification Services Bureau")
    },
    forms: &[Form {
        fields: &[Field::Of(b"157"), Field::Digits(7)],
        check: "structure",
        one_in: 3,
        catches: [9, 10],
        spellings: &[grouped("9999999(9)"), grouped("9/999999/9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// The letter of a Taiwanese number as two digits, of which the tens count once and the ones nine times.
fn place(letter: u8) -> u32 {
    let order = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let value = order.iter().position(|b| *b == letter).unwrap_or(0) as u32 + 10;
    value / 10 + value % 10 * 9
}

/// National identity card number (國民身分證統一編號), `A123456789`: a letter for the place of registration, 1 or 2 for
/// the sex, seven digits, check digit: weights 1 9 8 7 6 5 4 3 2 1 modulo 10, the letter as two digits.
///
/// Source: Ministry of the Interior, Household Registration Act; Department of Household Registration.
const TW_ID: Identifier = Identifier {
    facts: Facts {
        example: "A123456789",
        regions: &["TW"],
        context: &["身分證", "身份證", "身分證字號", "身份證字號", "統一編號", "taiwan id", "national id", "id number"],
        columns: &["身分證字號", "身分證", "身份證字號", "taiwan id", "tw id"],
        ..person(
            "TW_NATIONAL_ID",
            "Taiwanese national identity card number",
            "Ministry of the Interior, Household Registration Act",
        )
    },
    forms: &[Form {
        fields: &[Field::Letters(1), Field::Of(b"12"), Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, taiwanese),
        check: "mod-10-weighted",
        one_in: 50,
        catches: [85, 85],
        spellings: &[grouped("A999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

fn taiwanese(payload: &[u8]) -> Option<u8> {
    let sum = place(payload[0]) + weighted(&payload[1..], &[8, 7, 6, 5, 4, 3, 2, 1]);
    below_ten((10 - sum % 10) % 10)
}

/// Number of a resident certificate (居留證), `A800000014` since 2021 (8 or 9 for the sex) or `AC01234567` before (a
/// second letter A to D), with the check of the national identity card.
///
/// Source: National Immigration Agency, "New UI No. format".
const TW_ARC: Identifier = Identifier {
    facts: Facts {
        example: "A800000014",
        regions: &["TW"],
        context: &["居留證", "居留证", "統一證號", "arc", "resident certificate", "ui no"],
        columns: &["居留證", "統一證號", "arc"],
        ..person("TW_ARC", "Taiwanese resident certificate number", "National Immigration Agency, UI No.")
    },
    forms: &[
        Form {
            fields: &[Field::Letters(1), Field::Of(b"89"), Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, taiwanese),
            check: "mod-10-weighted",
            one_in: 50,
            catches: [85, 85],
            spellings: &[grouped("A999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Letters(1), Field::Of(b"ABCD"), Field::Digits(7), Field::Check(1)],
            complete: |n| {
                ends(n, |p| {
                    let sum = place(p[0]) + (p[1] - b'A') as u32 * 8 + weighted(&p[2..], &[7, 6, 5, 4, 3, 2, 1]);
                    below_ten((10 - sum % 10) % 10)
                })
            },
            check: "mod-10-weighted",
            one_in: 65,
            catches: [85, 85],
            spellings: &[grouped("AA99999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Unified business number (統一編號), `04595257`: weights 1 2 1 2 1 2 4 1, cross sums added, divides by 5 (before
/// 2023 by 10); with a 7 in the seventh place one may be added first.
///
/// Source: Ministry of Finance, Fiscal Information Agency, "營利事業統一編號檢查碼" (2023).
const TW_UBN: Identifier = Identifier {
    facts: Facts {
        example: "04595257",
        regions: &["TW"],
        context: &["統一編號", "統編", "營業人", "ubn", "vat number", "gui"],
        columns: &["統一編號", "統編", "ubn"],
        ..tax("TW_UBN", "Taiwanese unified business number", "Ministry of Finance, Fiscal Information Agency")
    },
    forms: &[
        Form { complete: |n| ubn(n, 0), ..UBN },
        Form { complete: |n| ubn(n, 5), ..UBN },
        Form { complete: |n| ubn(n, 9), ..UBN_SEVEN },
        Form { complete: |n| ubn(n, 4), ..UBN_SEVEN },
    ],
    tail: 3,
};

const UBN: Form = Form {
    fields: &[Field::Digits(7), Field::Check(1)],
    check: "mod-5-weighted",
    one_in: 10,
    catches: [99, 94],
    spellings: &[bare("99999999")],
    ..Form::DEFAULT
};

const UBN_SEVEN: Form =
    Form { fields: &[Field::Digits(6), Field::Of(b"7"), Field::Check(1)], one_in: 100, catches: [99, 94], ..UBN };

fn ubn(number: &mut [u8], rest: u32) -> bool {
    ends(number, |p| below_ten((10 + rest - cross_sums(p, &[1, 2, 1, 2, 1, 2, 4]) % 10) % 10))
}

/// Individual number (マイナンバー), `1234 5678 9018`: weights 6 5 4 3 2 7 6 5 4 3 2 modulo 11, 0 for ten and eleven.
///
/// Source: Ministry of Internal Affairs and Communications, Ordinance No. 85 of 2014, article 5.
const JP_MY_NUMBER: Identifier = Identifier {
    facts: Facts {
        example: "1234 5678 9018",
        regions: &["JP"],
        context: &["マイナンバー", "個人番号", "my number", "mynumber", "individual number"],
        columns: &["mynumber", "kojin bango", "individual", "マイナンバー", "個人番号"],
        ..person("JP_MY_NUMBER", "Japanese individual number (My Number)", "MIC Ordinance No. 85 of 2014, article 5")
    },
    forms: &[Form {
        fields: &[Field::Digits(11), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted(p, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10)),
        check: "mod-11-weighted",
        one_in: 10,
        catches: [97, 97],
        spellings: &[grouped("9999 9999 9999"), bare("999999999999"), grouped("9999-9999-9999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Corporate number (法人番号), `5835678256246`: a check digit in front of twelve: weights 1 and 2 in turn from the
/// right, nine minus the sum modulo 9.
///
/// Source: National Tax Agency, Ministry of Finance Ordinance No. 70 of 2014.
const JP_CORPORATE: Identifier = Identifier {
    facts: Facts {
        example: "5835678256246",
        regions: &["JP"],
        context: &["法人番号", "corporate number", "インボイス", "登録番号", "houjin"],
        columns: &["houjin bangou", "法人番号", "登録番号"],
        ..tax("JP_CORPORATE_NUMBER", "Japanese corporate number", "National Tax Agency, MOF Ordinance No. 70 of 2014")
    },
    forms: &[Form {
        fields: &[Field::Check(1), Field::Digits(12)],
        complete: |n| {
            let sum = weighted(&n[1..], &[2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
            n[0] = b'9' - (sum % 9) as u8;
            true
        },
        check: "mod-9-weighted",
        one_in: 10,
        catches: [97, 98],
        spellings: &[bare("9999999999999"), peculiar("t9999999999999"), grouped("9-9999-9999-9999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Passport number, two letters and seven digits.
///
/// Source: Ministry of Foreign Affairs, Passport Act; PRADO.
const JP_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "TK1234567",
        regions: &["JP"],
        context: &["旅券番号", "パスポート", "旅券", "japanese passport", "japan passport"],
        columns: &["japanese passport", "旅券番号", "パスポート"],
        ..person("JP_PASSPORT", "Japanese passport number", "Ministry of Foreign Affairs, Passport Act; PRADO")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Digits(7)],
        spellings: &[grouped("AA9999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Driving licence number (運転免許証番号), twelve digits: office (2), year of the first licence (2), serial (6), check
/// digit and number of issues, whose check's rule is not published.
///
/// Source: National Police Agency, Road Traffic Act enforcement regulation, form 14.
const JP_DRIVER_LICENSE: Identifier = Identifier {
    facts: Facts {
        group: Group::Vehicle,
        example: "301712345610",
        regions: &["JP"],
        context: &["運転免許", "免許証番号", "免許証", "driver license", "driving licence"],
        columns: &["免許証番号", "運転免許証番号", "japanese driver license"],
        ..person("JP_DRIVER_LICENSE", "Japanese driving licence number", "National Police Agency, Road Traffic Act")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(10, 97)]), Field::Digits(10)],
        spellings: &[bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const KR_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(6),
    eras: &[
        Era::years(1900, 1999).signed(b"12"),
        Era::years(2000, 2025).signed(b"34"),
        Era::years(2026, 2099).signed(b"34"),
        Era::years(1800, 1899).signed(b"90"),
    ],
};

const KR_FOREIGN_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(6),
    eras: &[
        Era::years(1900, 1999).signed(b"56"),
        Era::years(2000, 2025).signed(b"78"),
        Era::years(2026, 2099).signed(b"78"),
    ],
};

/// The check digit of the twelve digits before: weights 2 to 9 and 2 to 5; the sum modulo 11 is taken from `from`.
fn korean(payload: &[u8], from: u32) -> Option<u8> {
    below_ten((from - weighted(payload, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10)
}

const KR_SPELLINGS: &[crate::identifier::Spelling] = &[peculiar("999999-9999999"), bare("9999999999999")];

/// Resident registration number (주민등록번호), `971013-9019902`: date of birth (yymmdd), century and sex, six digits of
/// which the last is a check digit. Numbers given out since October 2020 have six random digits: those are taken too.
///
/// Source: Resident Registration Act, enforcement rule article 2; Ministry of the Interior and Safety.
const KR_RRN: Identifier = Identifier {
    facts: Facts {
        example: "850101-1234563",
        regions: &["KR"],
        context: &["주민등록번호", "주민번호", "주민등록", "resident registration", "rrn", "jumin"],
        columns: &["rrn", "jumin", "resident registration", "주민등록번호", "주민번호"],
        ..person(
            "KR_RRN",
            "South Korean resident registration number",
            "Resident Registration Act, enforcement rule article 2",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Date(&KR_DATES), Field::Sign, Field::Digits(5), Field::Check(1)],
            complete: |n| ends(n, |p| korean(p, 11)),
            check: "mod-11-weighted",
            one_in: 460,
            catches: [97, 97],
            spellings: KR_SPELLINGS,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Date(&KR_DATES), Field::Sign, Field::Digits(6)],
            complete: |n| n.split_last().is_some_and(|(last, payload)| korean(payload, 11) != Some(*last)),
            check: "date",
            one_in: 51,
            catches: [28, 41],
            spellings: KR_SPELLINGS,
            ..Form::DEFAULT
        },
    ],
    tail: 0,
};

/// Foreigner registration number (외국인등록번호), `850101-5234567`: as the resident registration number, with 5 to 8 for
/// century and sex and a check digit that is two more.
///
/// Source: Immigration Act, enforcement rule; Ministry of Justice.
const KR_FRN: Identifier = Identifier {
    facts: Facts {
        example: "850101-5234562",
        regions: &["KR"],
        context: &["외국인등록번호", "외국인등록", "alien registration", "foreigner registration", "frn", "arn"],
        columns: &["frn", "arn", "alien registration", "외국인등록번호"],
        ..person("KR_FRN", "South Korean foreigner registration number", "Immigration Act, enforcement rule")
    },
    forms: &[
        Form {
            fields: &[Field::Date(&KR_FOREIGN_DATES), Field::Sign, Field::Digits(5), Field::Check(1)],
            complete: |n| ends(n, |p| korean(p, 13)),
            check: "mod-11-weighted",
            one_in: 680,
            catches: [97, 97],
            spellings: KR_SPELLINGS,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Date(&KR_FOREIGN_DATES), Field::Sign, Field::Digits(6)],
            complete: |n| n.split_last().is_some_and(|(last, payload)| korean(payload, 13) != Some(*last)),
            check: "date",
            one_in: 76,
            catches: [30, 44],
            spellings: KR_SPELLINGS,
            ..Form::DEFAULT
        },
    ],
    tail: 0,
};

/// Business registration number (사업자등록번호), `116-82-00276`: weights 1 3 7 1 3 7 1 3 5, to which the tens of the
/// last product are added, modulo 10.
///
/// Source: National Tax Service, Value-Added Tax Act article 8.
const KR_BRN: Identifier = Identifier {
    facts: Facts {
        example: "116-82-00276",
        regions: &["KR"],
        context: &["사업자등록번호", "사업자번호", "사업자", "business registration", "brn"],
        columns: &["brn", "business registration", "사업자등록번호", "사업자번호"],
        ..tax("KR_BRN", "South Korean business registration number", "National Tax Service, VAT Act article 8")
    },
    forms: &[Form {
        fields: &[Field::Within(3, &[(101, 999)]), Field::Within(2, &[(1, 99)]), Field::Digits(4), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let sum = weighted(p, &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + value_36(p[8]) * 5 / 10;
                below_ten((10 - sum % 10) % 10)
            })
        },
        check: "mod-10-weighted",
        one_in: 11,
        catches: [97, 85],
        spellings: &[peculiar("999-99-99999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Passport number: M, S, R, O, D or G and eight digits or, since 2021, three digits, a letter and four digits.
///
/// Source: Ministry of Foreign Affairs, Passport Act; PRADO.
const KR_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "M123A4567",
        regions: &["KR"],
        context: &["여권번호", "여권", "korean passport", "korea passport"],
        columns: &["korean passport", "여권번호", "여권"],
        ..person("KR_PASSPORT", "South Korean passport number", "Ministry of Foreign Affairs, Passport Act; PRADO")
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"MSRODG"), Field::Digits(3), Field::Letters(1), Field::Digits(4)],
            check: "structure",
            one_in: 4,
            catches: [17, 0],
            spellings: &[grouped("A999A9999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"MSRODG"), Field::Digits(8)],
            check: "structure",
            one_in: 4,
            catches: [20, 0],
            spellings: &[grouped("A99999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Driving licence number (운전면허번호), `11-12-123456-01`: region (11 to 26, 28), year, serial, and two digits whose
/// rule is not published.
///
/// Source: Korea Road Traffic Authority, Road Traffic Act enforcement rule.
const KR_DRIVER_LICENSE: Identifier = Identifier {
    facts: Facts {
        group: Group::Vehicle,
        example: "11-12-123456-01",
        regions: &["KR"],
        context: &["운전면허", "면허번호", "운전면허번호", "driver license", "driving licence"],
        columns: &["운전면허번호", "면허번호", "korean driver license"],
        ..person("KR_DRIVER_LICENSE", "South Korean driving licence number", "Road Traffic Act, enforcement rule")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(11, 26), (28, 28)]), Field::Digits(10)],
        check: "structure",
        one_in: 6,
        spellings: &[peculiar("99-99-999999-99"), bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
