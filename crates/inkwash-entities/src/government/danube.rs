//! Romania, Bulgaria and Moldova.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, icao_digit, weighted, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[RO_CNP, RO_CUI, BG_EGN, BG_LNCH, BG_EIK, MD_IDNP];

/// Romanian personal number (CNP), `1630615123457`: sex and century, date of birth (yymmdd), county (2),
/// serial (3), check digit (weights 2 7 9 1 4 6 3 5 8 2 7 9 modulo 11, 1 for ten).
///
/// Source: Legea nr. 105/1996; HG 1375/2006; OUG 97/2005.
const RO_CNP: Identifier = Identifier {
    facts: Facts {
        example: "1630615123457",
        regions: &["RO"],
        context: &["cnp", "cod numeric personal", "codul numeric personal", "c.n.p.", "romanian personal"],
        columns: &["cnp", "cod numeric"],
        ..person("RO_CNP", "Romanian personal number (CNP)", "Legea nr. 105/1996; HG 1375/2006")
    },
    forms: &[Form {
        fields: &[
            Field::Sign,
            Field::Date(&CNP_DATES),
            Field::Within(2, &[(1, 48), (51, 52), (70, 70), (80, 83)]),
            Field::Digits(3),
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| {
                let rest = weighted_mod_11(p, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]);
                Some(below_ten(rest).unwrap_or(b'1'))
            })
        },
        check: "mod-11-weighted",
        one_in: 553,
        catches: [98, 97],
        spellings: &[bare("9999999999999"), peculiar("9 999999 999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const CNP_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(0),
    eras: &[
        Era::years(1900, 1999).signed(b"12"),
        Era::years(2000, 2025).signed(b"56"),
        Era::years(2026, 2099).signed(b"56"),
        Era::years(1800, 1899).signed(b"34"),
        Era::years(1926, 2025).signed(b"789"),
    ],
};

/// Romanian tax number of firms (CUI, CIF), `RO 18547290`: six to nine digits, weights 7 5 3 2 1 7 5 3 2 from the
/// right, times ten modulo 11. Shorter ones are not taken.
///
/// Source: Legea nr. 207/2015 (Codul de procedură fiscală); OUG 74/2005; ANAF.
const RO_CUI: Identifier = Identifier {
    facts: Facts {
        example: "RO18547290",
        regions: &["RO"],
        context: &[
            "cui",
            "cif",
            "c.u.i.",
            "c.i.f.",
            "cod fiscal",
            "cod unic de înregistrare",
            "cod de identificare fiscală",
        ],
        columns: &["cui", "cif", "cod fiscal", "ro vat"],
        ..tax("RO_CUI", "Romanian tax number (CUI)", "Legea nr. 207/2015; ANAF")
    },
    forms: &[
        Form {
            fields: &[FIRST, Field::Digits(6), Field::Check(1)],
            spellings: &[peculiar("ro99999999"), peculiar("ro 99999999"), bare("99999999")],
            ..CUI
        },
        Form {
            fields: &[FIRST, Field::Digits(5), Field::Check(1)],
            spellings: &[peculiar("ro9999999"), peculiar("ro 9999999"), bare("9999999")],
            ..CUI
        },
        Form {
            fields: &[FIRST, Field::Digits(7), Field::Check(1)],
            spellings: &[peculiar("ro999999999"), bare("999999999")],
            ..CUI
        },
        Form {
            fields: &[FIRST, Field::Digits(4), Field::Check(1)],
            spellings: &[peculiar("ro999999"), bare("999999")],
            ..CUI
        },
    ],
    tail: 2,
};

const FIRST: Field = Field::Within(1, &[(1, 9)]);

const CUI: Form = Form {
    complete: |n| {
        ends(n, |p| {
            let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
            let weights = weights.get(9usize.checked_sub(p.len())?..)?;
            below_ten(weighted(p, weights) * 10 % 11 % 10)
        })
    },
    check: "mod-11-weighted",
    one_in: 11,
    catches: [95, 95],
    ..Form::DEFAULT
};

/// Bulgarian personal number (ЕГН), `7523169263`: date of birth (yymmdd; the month plus 20 for births before
/// 1900, plus 40 since 2000), three digits, check digit (weights 2 4 8 5 10 9 7 3 6 modulo 11, 0 for ten).
///
/// Source: Закон за гражданската регистрация, чл. 11; Наредба № РД-02-20-6/2012.
const BG_EGN: Identifier = Identifier {
    facts: Facts {
        example: "7523169263",
        regions: &["BG"],
        context: &[
            "егн",
            "Егн",
            "ЕГН",
            "egn",
            "единен граждански номер",
            "Единен граждански номер",
            "гражданин",
            "Гражданин",
            "ГРАЖДАНИН",
            "bulgarian personal",
        ],
        columns: &["egn", "егн"],
        ..person("BG_EGN", "Bulgarian personal number (EGN)", "Закон за гражданската регистрация, чл. 11")
    },
    forms: &[Form {
        fields: &[Field::Date(&EGN_DATES), Field::Digits(3), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 10)),
        check: "mod-11-weighted",
        one_in: 110,
        catches: [98, 97],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const EGN_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: None,
    eras: &[
        Era::years(1900, 1999),
        Era::years(2000, 2025).month_plus(40),
        Era::years(2026, 2099).month_plus(40),
        Era::years(1850, 1899).month_plus(20),
    ],
};

/// Bulgarian personal number of a foreigner (ЛНЧ), `7111042925`: weights 21 19 17 13 11 9 7 3 1 modulo 10.
///
/// Source: Закон за чужденците в Република България; Министерство на вътрешните работи.
const BG_LNCH: Identifier = Identifier {
    facts: Facts {
        example: "7111042925",
        regions: &["BG"],
        context: &[
            "лнч",
            "Лнч",
            "ЛНЧ",
            "lnch",
            "личен номер на чужденец",
            "Личен номер на чужденец",
            "чужденец",
            "Чужденец",
            "ЧУЖДЕНЕЦ",
            "personal number of a foreigner",
        ],
        columns: &["lnch", "лнч"],
        ..person(
            "BG_LNCH",
            "Bulgarian personal number of a foreigner (LNCh)",
            "Закон за чужденците в Република България",
        )
    },
    forms: &[Form {
        fields: &[Field::Digits(9), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted(p, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10)),
        check: "mod-10-weighted",
        one_in: 10,
        catches: [99, 80],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Bulgarian business number (ЕИК, БУЛСТАТ), `175074752`, as VAT number `BG175074752`: weights 1 to 8 modulo
/// 11, for ten 3 to 10, 0 for ten again.
///
/// Source: Закон за регистър БУЛСТАТ; Закон за търговския регистър.
const BG_EIK: Identifier = Identifier {
    facts: Facts {
        example: "BG175074752",
        regions: &["BG"],
        context: &[
            "еик",
            "Еик",
            "ЕИК",
            "eik",
            "булстат",
            "Булстат",
            "БУЛСТАТ",
            "bulstat",
            "ддс",
            "Ддс",
            "ДДС",
            "единен идентификационен код",
            "Единен идентификационен код",
        ],
        columns: &["eik", "еик", "bulstat", "булстат", "bg vat"],
        ..tax("BG_EIK", "Bulgarian business number (EIK, BULSTAT)", "Закон за регистър БУЛСТАТ")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let again = || below_ten(weighted_mod_11(p, &[3, 4, 5, 6, 7, 8, 9, 10]) % 10);
                below_ten(weighted_mod_11(p, &[1, 2, 3, 4, 5, 6, 7, 8])).or_else(again)
            })
        },
        check: "mod-11-two-rounds",
        one_in: 10,
        catches: [95, 95],
        spellings: &[bare("999999999"), peculiar("bg999999999"), peculiar("bg 999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Moldovan identification number of persons (IDNP), `2001036003395`, and of firms (IDNO), which begins with 1:
/// weights 7 3 1 in turn modulo 10.
///
/// Source: Hotărârea Guvernului nr. 333/2002; Legea nr. 273/1994.
const MD_IDNP: Identifier = Identifier {
    facts: Facts {
        example: "2001036003395",
        regions: &["MD"],
        context: &[
            "idnp",
            "idno",
            "cod personal",
            "codul personal",
            "cod fiscal",
            "персональный код",
            "Персональный код",
            "moldovan id",
        ],
        columns: &["idnp", "idno", "cod fiscal"],
        ..person("MD_IDNP", "Moldovan identification number (IDNP, IDNO)", "Hotărârea Guvernului nr. 333/2002")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(0, 2)]), Field::Digits(11), Field::Check(1)],
        complete: |n| ends(n, |p| Some(icao_digit(p))),
        check: "mod-10-7-3-1",
        one_in: 33,
        catches: [99, 85],
        spellings: &[bare("9999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
