//! Russia, Ukraine and Belarus.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, ends_in, weighted, weighted_36, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[RU_INN, RU_SNILS, RU_OGRN, RU_OGRNIP, RU_PASSPORT, UA_RNTRC, UA_EDRPOU, BY_UNP, BY_PERSONAL_ID, UA_UNZR];

/// Russian tax number (ИНН), `500100732259` of persons, `7707083893` of firms: weights 7 2 4 10 3 5 9 4 6 8 (and 3 before
/// them), for firms the last nine of them, modulo 11, 0 for ten.
///
/// Source: Налоговый кодекс РФ, ст. 84; приказ ФНС России от 26.06.2025 and its predecessors on the structure of the ИНН.
const RU_INN: Identifier = Identifier {
    facts: Facts {
        example: "500100732259",
        regions: &["RU"],
        context: &[
            "инн",
            "Инн",
            "ИНН",
            "inn",
            "налогоплательщик",
            "Налогоплательщик",
            "идентификационный номер",
            "Идентификационный номер",
            "russian tax",
        ],
        columns: &["inn", "инн"],
        ..tax("RU_INN", "Russian tax number (INN)", "Налоговый кодекс РФ, ст. 84; ФНС России")
    },
    forms: &[
        Form {
            fields: &[Field::Within(2, &[(1, 99)]), Field::Digits(8), Field::Check(2)],
            complete: |n| {
                let check = |p: &[u8], weights: &[u32]| below_ten(weighted_mod_11(p, weights) % 10);
                n.get_mut(..11).is_some_and(|n| ends(n, |p| check(p, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8])))
                    && ends(n, |p| check(p, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
            },
            check: "mod-11-two-digits",
            one_in: 101,
            catches: [97, 97],
            spellings: &[bare("999999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(2, &[(1, 99)]), Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 10)),
            check: "mod-11-weighted",
            one_in: 10,
            catches: [97, 97],
            spellings: &[bare("9999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Russian insurance number (СНИЛС), `112-233-445 95`: weights 9 to 1, modulo 101, 0 for 100.
///
/// Source: Федеральный закон № 27-ФЗ от 01.04.1996; Социальный фонд России, алгоритм контрольного числа.
const RU_SNILS: Identifier = Identifier {
    facts: Facts {
        example: "112-233-445 95",
        regions: &["RU"],
        context: &[
            "снилс",
            "Снилс",
            "СНИЛС",
            "snils",
            "страховой номер",
            "Страховой номер",
            "пенсионн",
            "Пенсионн",
            "ПЕНСИОНН",
            "insurance number",
        ],
        columns: &["snils", "снилс"],
        ..health("RU_SNILS", "Russian insurance number (SNILS)", "Федеральный закон № 27-ФЗ; Социальный фонд России")
    },
    forms: &[Form {
        // Lower ones have no check number.
        fields: &[Field::Within(9, &[(1_001_999, 999_999_999)]), Field::Check(2)],
        complete: |n| ends_in(2, n, |p| Some((weighted(p, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100).into())),
        check: "mod-101",
        one_in: 100,
        catches: [98, 97],
        spellings: &[
            bare("99999999999"),
            peculiar("999-999-999 99"),
            peculiar("999-999-999-99"),
            grouped("999 999 999 99"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Russian state registration number of firms (ОГРН), `1027700132195`: begins with 1, 2 or 5 and the year; the remainder of
/// the first twelve digits by 11, its last digit.
///
/// Source: Федеральный закон № 129-ФЗ; приказ Минфина России № 165н.
const RU_OGRN: Identifier = Identifier {
    facts: Facts {
        example: "1027700132195",
        regions: &["RU"],
        context: &[
            "огрн",
            "Огрн",
            "ОГРН",
            "ogrn",
            "егрюл",
            "Егрюл",
            "ЕГРЮЛ",
            "государственный регистрационный номер",
            "Государственный регистрационный номер",
        ],
        columns: &["ogrn", "огрн"],
        ..tax(
            "RU_OGRN",
            "Russian registration number of firms (OGRN)",
            "Федеральный закон № 129-ФЗ; приказ Минфина № 165н",
        )
    },
    forms: &[Form {
        fields: &[Field::Of(b"125"), Field::Digits(11), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((number(p) % 11 % 10) as u32)),
        check: "mod-11",
        one_in: 33,
        catches: [97, 97],
        spellings: &[bare("9999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Russian state registration number of sole traders (ОГРНИП), `304500116000157`: begins with 3; the remainder of the first
/// fourteen digits by 13, its last digit.
///
/// Source: as for the ОГРН.
const RU_OGRNIP: Identifier = Identifier {
    facts: Facts {
        example: "304500116000157",
        regions: &["RU"],
        context: &[
            "огрнип",
            "Огрнип",
            "ОГРНИП",
            "ogrnip",
            "егрип",
            "Егрип",
            "ЕГРИП",
            "индивидуальный предприниматель",
            "Индивидуальный предприниматель",
        ],
        columns: &["ogrnip", "огрнип"],
        ..tax("RU_OGRNIP", "Russian registration number of sole traders (OGRNIP)", "Федеральный закон № 129-ФЗ")
    },
    forms: &[Form {
        fields: &[Field::Of(b"3"), Field::Digits(13), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((number(p) % 13 % 10) as u32)),
        check: "mod-13",
        one_in: 100,
        catches: [92, 92],
        spellings: &[bare("999999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Russian internal passport, `45 08 123456`: region and year of the form (series), number. There is no check digit.
///
/// Source: Постановление Правительства РФ № 828 от 08.07.1997 (№ 2267 от 23.12.2023).
const RU_PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "45 08 123456",
        regions: &["RU"],
        context: &[
            "паспорт",
            "Паспорт",
            "ПАСПОРТ",
            "паспорта",
            "Паспорта",
            "ПАСПОРТА",
            "серия и номер",
            "Серия и номер",
            "СЕРИЯ И НОМЕР",
            "серия",
            "Серия",
            "СЕРИЯ",
            "pasport",
            "russian passport",
        ],
        columns: &["passport", "паспорт", "pasport", "passport series"],
        ..person("RU_PASSPORT", "Russian internal passport number", "Постановление Правительства РФ № 828")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(1, 99)]), Field::Within(2, &[(0, 49), (97, 99)]), Field::Digits(6)],
        check: "series",
        one_in: 2,
        catches: [5, 5],
        spellings: &[grouped("99 99 999999"), grouped("9999 999999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Ukrainian tax number of persons (РНОКПП), `1759013776`: days from 1900 to the birth (5), serial (4), check digit (weights -1
/// 5 7 9 4 6 10 5 7 modulo 11, 0 for ten).
///
/// Source: Податковий кодекс України, ст. 70; наказ Мінфіну України № 822.
const UA_RNTRC: Identifier = Identifier {
    facts: Facts {
        example: "1759013776",
        regions: &["UA"],
        context: &[
            "рнокпп",
            "Рнокпп",
            "РНОКПП",
            "rnokpp",
            "іпн",
            "Іпн",
            "ІПН",
            "ідентифікаційний код",
            "Ідентифікаційний код",
            "ідентифікаційний номер",
            "Ідентифікаційний номер",
            "инн",
            "Инн",
            "ИНН",
            "ukrainian tax",
        ],
        columns: &["rnokpp", "рнокпп", "ipn", "іпн", "ua tax id"],
        ..tax("UA_RNTRC", "Ukrainian tax number of persons (RNTRC)", "Податковий кодекс України, ст. 70")
    },
    forms: &[Form {
        // Births from 1900 to the end of 2049.
        fields: &[Field::Within(5, &[(1, 54_787)]), Field::Digits(4), Field::Check(1)],
        // Minus one is ten modulo eleven.
        complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 10)),
        check: "mod-11-weighted",
        one_in: 18,
        catches: [95, 95],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Ukrainian register number of firms (ЄДРПОУ), `32855961`: weights 1 to 7 (7 1 2 3 4 5 6 for numbers from 30 to 60 million)
/// modulo 11; for ten, each weight two more.
///
/// Source: Постанова Кабінету Міністрів України № 118 від 22.01.1996; Держстат.
const UA_EDRPOU: Identifier = Identifier {
    facts: Facts {
        example: "32855961",
        regions: &["UA"],
        context: &[
            "єдрпоу",
            "Єдрпоу",
            "ЄДРПОУ",
            "edrpou",
            "код єдрпоу",
            "Код єдрпоу",
            "КОД ЄДРПОУ",
            "едрпоу",
            "Едрпоу",
            "ЕДРПОУ",
            "ukrainian company",
        ],
        columns: &["edrpou", "єдрпоу"],
        ..tax("UA_EDRPOU", "Ukrainian register number of firms (EDRPOU)", "Постанова КМУ № 118 від 22.01.1996")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let rotated = matches!(p.first(), Some(b'3'..=b'5'));
                let mut weights = if rotated { [7, 1, 2, 3, 4, 5, 6] } else { [1, 2, 3, 4, 5, 6, 7] };
                below_ten(weighted_mod_11(p, &weights)).or_else(|| {
                    weights.iter_mut().for_each(|w| *w += 2);
                    below_ten(weighted_mod_11(p, &weights) % 10)
                })
            })
        },
        check: "mod-11-two-rounds",
        one_in: 10,
        catches: [94, 94],
        spellings: &[bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Belarusian taxpayer number (УНП), `200988541` of firms: begins with 1 to 7 for the region; weights 29 23 19 17 13 7 5 3 modulo 11.
/// Persons have letters at the first two places, the second of which counts as its place in ABCEHKMOPT.
///
/// Source: Налоговый кодекс Республики Беларусь, ст. 69; Министерство по налогам и сборам.
const BY_UNP: Identifier = Identifier {
    facts: Facts {
        example: "200988541",
        regions: &["BY"],
        context: &[
            "унп",
            "Унп",
            "УНП",
            "unp",
            "учетный номер плательщика",
            "Учетный номер плательщика",
            "учётный номер",
            "Учётный номер",
            "УЧЁТНЫЙ НОМЕР",
            "belarusian tax",
        ],
        columns: &["unp", "унп"],
        ..tax("BY_UNP", "Belarusian taxpayer number (UNP)", "Налоговый кодекс Республики Беларусь, ст. 69")
    },
    forms: &[
        Form {
            fields: &[Field::Within(1, &[(1, 7)]), Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &UNP))),
            check: "mod-11-weighted",
            one_in: 16,
            catches: [99, 99],
            spellings: &[bare("999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"ABCEHKM"), Field::Of(b"ABCEHKMOPT"), Field::Digits(6), Field::Check(1)],
            complete: |n| {
                ends(n, |p| {
                    let second = b"ABCEHKMOPT".iter().position(|b| *b == p[1])? as u32;
                    let sum = weighted_36(&p[..1], &UNP) + second * UNP[1] + weighted(&p[2..], &UNP[2..]);
                    below_ten(sum % 11)
                })
            },
            check: "mod-11-weighted",
            one_in: 100,
            catches: [95, 95],
            spellings: &[grouped("AA9999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

const UNP: [u32; 8] = [29, 23, 19, 17, 13, 7, 5, 3];

/// Belarusian personal identifier (идентификационный номер), `3140583A001PB5`: sex and century (1 to 6), date of birth (ddmmyy),
/// region (a letter), serial (3), citizenship (PB, BA, BI), a control digit that is not looked at.
///
/// Source: Закон Республики Беларусь № 418-З «О регистре населения», ст. 8; постановление МВД.
const BY_PERSONAL_ID: Identifier = Identifier {
    facts: Facts {
        example: "3140583A001PB5",
        regions: &["BY"],
        context: &[
            "идентификационный номер",
            "Идентификационный номер",
            "личный номер",
            "Личный номер",
            "ЛИЧНЫЙ НОМЕР",
            "ідэнтыфікацыйны нумар",
            "Ідэнтыфікацыйны нумар",
            "belarusian id",
            "personal number",
        ],
        columns: &["identifikacionnyj nomer", "идентификационный номер", "личный номер", "lichny nomer", "personal id"],
        ..person("BY_PERSONAL_ID", "Belarusian personal identifier", "Закон Республики Беларусь № 418-З, ст. 8")
    },
    forms: &[Form {
        fields: &[
            Field::Sign,
            Field::Date(&BY_DATES),
            Field::Of(b"ABCEHKM"),
            Field::Digits(3),
            Field::In(&["PB", "BA", "BI"]),
            Field::Digits(1),
        ],
        check: "date-and-region",
        one_in: 50_000,
        catches: [52, 52],
        spellings: &[peculiar("9999999A999AA9")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const BY_DATES: Dates = Dates {
    layout: "DDMMYY",
    sign: Some(0),
    eras: &[
        Era::years(1900, 1999).signed(b"34"),
        Era::years(2000, 2025).signed(b"56"),
        Era::years(2026, 2099).signed(b"56"),
        Era::years(1850, 1899).signed(b"12"),
    ],
};

/// Ukrainian number of a record in the demographic register (УНЗР), `19850730-01234`: date of birth (yyyymmdd), serial and
/// control digit (5), whose computation is not published.
///
/// Source: Закон України № 5492-VI «Про Єдиний державний демографічний реєстр», ст. 10.
const UA_UNZR: Identifier = Identifier {
    facts: Facts {
        example: "19850730-01234",
        regions: &["UA"],
        context: &["унзр", "Унзр", "УНЗР", "unzr", "запис № у реєстрі", "номер запису", "ukrainian record"],
        columns: &["unzr", "унзр"],
        ..person("UA_UNZR", "Ukrainian demographic register number (UNZR)", "Закон України № 5492-VI, ст. 10")
    },
    forms: &[Form {
        fields: &[Field::Date(&UNZR_DATES), Field::Digits(5)],
        check: "calendar",
        one_in: 2000,
        catches: [33, 45],
        spellings: &[bare("99999999-99999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const UNZR_DATES: Dates = Dates {
    layout: "YYYYMMDD",
    sign: None,
    eras: &[Era::years(1900, 1999), Era::years(2000, 2025), Era::years(2026, 2049)],
};
