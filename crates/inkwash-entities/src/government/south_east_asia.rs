//! Singapore, Malaysia, Indonesia, Thailand, Vietnam and the Philippines.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, weighted};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, led, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[SG_NRIC, SG_UEN, MY_NRIC, ID_NIK, ID_NPWP, TH_PIN, VN_MST, VN_CCCD, PH_TIN, PH_SSS, PH_PHILSYS];

/// National registration identity card and foreign identification number (NRIC, FIN), `S1234567D`: S and T citizens
/// and residents, F, G and M foreigners; seven digits; letter: weights 2 7 6 5 4 3 2, to which T and G add 4 and M 3,
/// modulo 11, in an alphabet for each group.
///
/// Source: Immigration and Checkpoints Authority, National Registration Act 1965; ICA, "FIN series M" (2022).
const SG_NRIC: Identifier = Identifier {
    facts: Facts {
        example: "S1234567D",
        regions: &["SG"],
        context: &["nric", "fin", "nric/fin", "identity card", "work permit", "singapore id", "身份证"],
        columns: &["nric", "fin", "nric fin"],
        ..person(
            "SG_NRIC_FIN",
            "Singaporean identity card and foreigner's number (NRIC/FIN)",
            "National Registration Act 1965; ICA",
        )
    },
    forms: &[Form {
        fields: &[Field::Of(b"STFGM"), Field::Digits(7), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let (letters, more) = match p[0] {
                    b'S' => (b"JZIHGFEDCBA", 0),
                    b'T' => (b"JZIHGFEDCBA", 4),
                    b'F' => (b"XWUTRQPNMLK", 0),
                    b'G' => (b"XWUTRQPNMLK", 4),
                    _ => (b"XWUTRQPNJLK", 3),
                };
                Some(letters[((weighted(&p[1..], &[2, 7, 6, 5, 4, 3, 2]) + more) % 11) as usize])
            })
        },
        check: "mod-11-letter",
        one_in: 135,
        catches: [100, 100],
        spellings: &[grouped("A9999999A")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Unique entity number (UEN), `00192200M` of businesses, `197401143C` of local companies (year first), `S16FC0121D` of
/// others; the letter is the weighted sum modulo 11 in an alphabet for each kind.
///
/// Source: Accounting and Corporate Regulatory Authority, "Unique Entity Number".
const SG_UEN: Identifier = Identifier {
    facts: Facts {
        example: "197401143C",
        regions: &["SG"],
        context: &["uen", "unique entity", "acra", "roc", "business registration", "gst reg"],
        columns: &["uen", "unique entity"],
        ..tax("SG_UEN", "Singaporean unique entity number (UEN)", "ACRA, Unique Entity Number")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, |p| Some(b"XMKECAWLJDB"[(weighted(p, &[10, 4, 9, 3, 8, 2, 7, 1]) % 11) as usize])),
            check: "mod-11-letter",
            one_in: 26,
            catches: [97, 97],
            spellings: &[bare("99999999A")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(4, &[(1900, 2025)]), Field::Digits(5), Field::Check(1)],
            complete: |n| ends(n, |p| Some(b"ZKCMDNERGWH"[(weighted(p, &[10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11) as usize])),
            check: "mod-11-letter",
            one_in: 2000,
            catches: [97, 97],
            spellings: &[bare("999999999A")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"RST"), Field::Digits(2), Field::In(ENTITIES), Field::Digits(4), Field::Check(1)],
            complete: |n| {
                ends(n, |p| {
                    let alphabet = b"ABCDEFGHJKLMNPQRSTUVWX0123456789";
                    let weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
                    let places = p.iter().map(|b| alphabet.iter().position(|c| c == b).unwrap_or(0) as u32);
                    let sum: u32 = places.zip(weights).map(|(v, w)| v * w).sum();
                    Some(alphabet[((sum + 6) % 11) as usize])
                })
            },
            check: "mod-11-letter",
            one_in: 4000,
            catches: [99, 79],
            spellings: &[grouped("A99AA9999A")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

const ENTITIES: &[&str] = &[
    "CC", "CD", "CH", "CL", "CM", "CP", "CS", "CX", "DP", "FB", "FC", "FM", "FN", "GA", "GB", "GS", "HS", "LL", "LP",
    "MB", "MC", "MD", "MH", "MM", "MQ", "NB", "NR", "PA", "PB", "PF", "RF", "RP", "SM", "SS", "TC", "TU", "VH", "XL",
];

/// Identity card number (MyKad, NRIC), `770305-02-1234`: date of birth (yymmdd), place of birth, four digits, without
/// check.
///
/// Source: Jabatan Pendaftaran Negara, National Registration Regulations 1990; "Kod negeri".
const MY_NRIC: Identifier = Identifier {
    facts: Facts {
        example: "770305-02-1234",
        regions: &["MY"],
        context: &["mykad", "no. kp", "no kp", "kad pengenalan", "nric", "ic no", "ic number", "mypr"],
        columns: &["mykad", "kad pengenalan", "nric", "no kp"],
        ..person("MY_NRIC", "Malaysian identity card number (MyKad)", "National Registration Regulations 1990")
    },
    forms: &[Form {
        fields: &[
            Field::Date(&YYMMDD),
            Field::Within(2, &[(1, 16), (21, 68), (71, 72), (74, 79), (82, 93), (98, 99)]),
            Field::Digits(4),
        ],
        check: "date",
        one_in: 33,
        catches: [19, 33],
        spellings: &[peculiar("999999-99-9999"), bare("999999999999"), grouped("999999 99 9999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Dates without a century, taken as those of 1926 to 2025.
const YYMMDD: Dates = Dates { layout: "YYMMDD", sign: None, eras: &[Era::years(1926, 2025)] };

const DDMMYY: Dates =
    Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025), Era::years(1926, 2025).day_plus(40)] };

/// Nomor Induk Kependudukan (NIK), `3171011708450001`: province, regency, district, date of birth (ddmmyy, with 40 added
/// to a woman's day), serial.
///
/// Source: Undang-Undang No. 23 Tahun 2006, pasal 13; Peraturan Presiden No. 62 Tahun 2019.
const ID_NIK: Identifier = Identifier {
    facts: Facts {
        example: "3171011708450001",
        regions: &["ID"],
        context: &["nik", "ktp", "nomor induk", "kartu tanda penduduk", "e-ktp", "no. ktp"],
        columns: &["nik", "ktp", "no ktp", "nomor induk kependudukan"],
        ..person("ID_NIK", "Indonesian population number (NIK)", "Undang-Undang No. 23 Tahun 2006, pasal 13")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 97)]),
            Field::Within(2, &[(1, 79)]),
            Field::Within(2, &[(1, 60)]),
            Field::Date(&DDMMYY),
            Field::Within(4, &[(1, 9999)]),
        ],
        check: "date",
        one_in: 73,
        catches: [21, 32],
        spellings: &[bare("9999999999999999"), grouped("999999-999999-9999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Nomor Pokok Wajib Pajak (NPWP), `01.312.166.0-091.000`: nine digits of which the last is a Luhn digit, tax office,
/// branch.
///
/// Source: Direktorat Jenderal Pajak, PER-04/PJ/2020.
const ID_NPWP: Identifier = Identifier {
    facts: Facts {
        example: "01.312.166.0-091.000",
        regions: &["ID"],
        context: &["npwp", "wajib pajak", "pajak", "nomor pokok"],
        columns: &["npwp", "no npwp", "nomor pokok wajib pajak"],
        ..tax("ID_NPWP", "Indonesian taxpayer number (NPWP)", "Direktorat Jenderal Pajak, PER-04/PJ/2020")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1), Field::Digits(6)],
        complete: |n| {
            let Some((number, _)) = n.split_at_mut_checked(9) else { return false };
            ends(number, |p| Some(luhn_digit(p)))
        },
        check: "luhn",
        one_in: 10,
        catches: [60, 60],
        spellings: &[
            led(20, "99.999.999.9-999.999", "~ ![0-9A-Za-z] 9{2}.9{3}.9{3}.9-9{3}.9{3} ![0-9A-Za-z]"),
            bare("999999999999999"),
            peculiar("99.999.999.9 999.999"),
        ],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Identification number (เลขประจำตัวประชาชน, of firms the tax number), `1-2345-45678-78-1`: kind (0 firms, 1 to 8
/// persons), eleven digits, check digit: weights 13 to 2 modulo 11, the last digit of 11 minus it.
///
/// Source: Department of Provincial Administration, Ministry of Interior, Civil Registration Act B.E. 2534.
const TH_PIN: Identifier = Identifier {
    facts: Facts {
        example: "1-2345-45678-78-1",
        regions: &["TH"],
        context: &[
            "บัตรประชาชน",
            "เลขประจำตัว",
            "เลขบัตรประชาชน",
            "เลขประจำตัวผู้เสียภาษี",
            "thai id",
            "national id",
            "tax id",
        ],
        columns: &["thai id", "citizen id", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "national id"],
        ..person("TH_TNIN", "Thai national identification number", "Civil Registration Act B.E. 2534")
    },
    forms: &[Form {
        fields: &[Field::Of(b"012345678"), Field::Digits(11), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted(p, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10)),
        check: "mod-11-weighted",
        one_in: 11,
        catches: [90, 98],
        spellings: &[peculiar("9-9999-99999-99-9"), bare("9999999999999"), peculiar("9 9999 99999 99 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Mã số thuế (MST), `0100233488` or, of a branch, `0100233488-001`: weights 31 29 23 19 17 13 7 5 3 modulo 11, taken
/// from ten.
///
/// Source: Bộ Tài chính, Thông tư 105/2020/TT-BTC.
const VN_MST: Identifier = Identifier {
    facts: Facts {
        example: "0100233488",
        regions: &["VN"],
        context: &["mst", "mã số thuế", "ma so thue", "tax code", "mã số doanh nghiệp"],
        columns: &["mst", "ma so thue", "mã số thuế", "tax code"],
        ..tax("VN_MST", "Vietnamese tax code (MST)", "Bộ Tài chính, Thông tư 105/2020/TT-BTC")
    },
    forms: &[
        Form { fields: &[Field::Digits(9), Field::Check(1)], spellings: &[bare("9999999999")], ..MST },
        Form {
            fields: &[Field::Digits(9), Field::Check(1), Field::Within(3, &[(1, 999)])],
            spellings: &[grouped("9999999999-999")],
            catches: [76, 83],
            ..MST
        },
    ],
    tail: 3,
};

const MST: Form = Form {
    complete: |n| {
        let Some((number, _)) = n.split_at_mut_checked(10) else { return false };
        ends(number, |p| below_ten(10 - weighted(p, &[31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11))
    },
    check: "mod-11-weighted",
    one_in: 11,
    catches: [97, 97],
    ..Form::DEFAULT
};

/// Citizen identity card number (CCCD), `001099012345`: province (001 to 096), century and sex, year, six digits.
///
/// Source: Luật Căn cước số 26/2023/QH15; Nghị định 70/2024/NĐ-CP.
const VN_CCCD: Identifier = Identifier {
    facts: Facts {
        example: "001099012345",
        regions: &["VN"],
        context: &["cccd", "căn cước", "can cuoc", "cmnd", "chứng minh nhân dân", "số định danh"],
        columns: &["cccd", "can cuoc", "cmnd", "căn cước", "số cccd"],
        ..person("VN_CCCD", "Vietnamese citizen identity number (CCCD)", "Luật Căn cước số 26/2023/QH15")
    },
    forms: &[Form {
        fields: &[Field::Within(3, &[(1, 96)]), Field::Of(b"0123"), Field::Digits(8)],
        check: "structure",
        one_in: 26,
        catches: [14, 20],
        spellings: &[bare("999999999999"), grouped("999 999 999 999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Taxpayer identification number (TIN), `123-456-789-000`: nine digits and the branch, three or five digits.
///
/// Source: Bureau of Internal Revenue, National Internal Revenue Code, s. 236(J).
const PH_TIN: Identifier = Identifier {
    facts: Facts {
        example: "123-456-789-000",
        regions: &["PH"],
        context: &["tin", "taxpayer identification", "bir", "bir tin", "tax id"],
        against: &["customer", "order", "invoice", "case", "ticket", "phone"],
        columns: &["tin", "ph tin", "bir tin"],
        ..tax("PH_TIN", "Philippine taxpayer identification number (TIN)", "Bureau of Internal Revenue, NIRC s. 236(J)")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(12)],
            spellings: &[grouped("999-999-999-999"), bare("999999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(14)],
            spellings: &[grouped("999-999-999-99999"), bare("99999999999999")],
            ..Form::DEFAULT
        },
        Form { fields: &[Field::Digits(9)], spellings: &[grouped("999-999-999"), bare("999999999")], ..Form::DEFAULT },
    ],
    tail: 3,
};

/// Social security number (SSS), `34-1234567-8`.
///
/// Source: Social Security System, Republic Act 11199.
const PH_SSS: Identifier = Identifier {
    facts: Facts {
        example: "34-1234567-8",
        regions: &["PH"],
        context: &["sss", "sss no", "sss number", "social security system"],
        columns: &["sss", "ph sss"],
        ..health("PH_SSS", "Philippine social security number (SSS)", "Social Security System, Republic Act 11199")
    },
    forms: &[Form {
        fields: &[Field::Digits(10)],
        spellings: &[grouped("99-9999999-9"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Number of the national identity card (PhilSys card number, PCN), `1234-5678-9012-3456`. Where no column is named for
/// it, one that passes for a payment card is taken for one.
///
/// Source: Philippine Statistics Authority, Republic Act 11055.
const PH_PHILSYS: Identifier = Identifier {
    facts: Facts {
        example: "1234-5678-9012-3456",
        regions: &["PH"],
        context: &["philsys", "philid", "pcn", "psn", "national id"],
        columns: &["philsys", "philid", "pcn", "psn"],
        ..person("PH_PHILSYS", "Philippine national identity card number (PhilSys)", "Republic Act 11055")
    },
    forms: &[Form {
        fields: &[Field::Digits(16)],
        spellings: &[bare("9999-9999-9999-9999"), bare("9999999999999999")],
        ..Form::DEFAULT
    }],
    tail: 4,
};
