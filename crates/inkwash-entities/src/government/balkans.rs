//! The successors of Yugoslavia, whose personal number (JMBG) is one with regions for each; and Albania.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, mod_11_10_digit, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, Spelling, bare, grouped, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[SI_EMSO, SI_TAX, HR_OIB, HR_JMBG, BA_JMBG, ME_JMBG, MK_EMBG, RS_JMBG, RS_PIB, ME_PIB, MK_EDB, AL_NID];

/// Personal number of the former Yugoslavia: date of birth (ddmmyyy), region (2), serial (3, women from 500
/// on), check digit (weights 7 to 2 twice, modulo 11). Where that would be ten, another serial was taken.
///
/// Source: Zakon o uvođenju jedinstvenog matičnog broja građana, Službeni list SFRJ 58/76.
const fn jmbg(facts: Facts<'static>, forms: &'static [Form]) -> Identifier {
    Identifier { facts, forms, tail: 2 }
}

const JMBG: Form =
    Form { complete: |n| ends(n, jmbg_digit), check: "mod-11-weighted", spellings: JMBG_SPELLINGS, ..Form::DEFAULT };

const JMBG_SPELLINGS: &[Spelling] = &[bare("9999999999999"), peculiar("9999999 99 9999"), peculiar("99999999-99999")];
const SOURCE: &str = "Službeni list SFRJ 58/76";

fn jmbg_digit(payload: &[u8]) -> Option<u8> {
    match 11 - weighted_mod_11(payload, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) {
        11 => Some(b'0'),
        check => below_ten(check),
    }
}

const JMBG_DATES: Dates = Dates {
    layout: "DDMMYYY",
    sign: None,
    eras: &[Era::years(1900, 1999), Era::years(2000, 2025), Era::years(2026, 2099)],
};

/// Slovenian personal number (EMŠO), `0101006500006`.
const SI_EMSO: Identifier = jmbg(
    Facts {
        example: "0101006500006",
        regions: &["SI"],
        context: &["emšo", "EMŠO", "emso", "enotna matična številka", "matična številka", "slovenian personal"],
        columns: &["emso", "emšo"],
        ..person(
            "SI_EMSO",
            "Slovenian personal number (EMŠO)",
            "Zakon o centralnem registru prebivalstva; Uradni list RS 8/99",
        )
    },
    &[Form {
        fields: &[Field::Date(&JMBG_DATES), Field::Within(2, &[(50, 59)]), Field::Digits(3), Field::Check(1)],
        one_in: 15_000,
        catches: [98, 98],
        ..JMBG
    }],
);

/// Slovenian tax number, `50223054`, as VAT number `SI50223054`: weights 8 to 2 modulo 11.
///
/// Source: Zakon o davčnem postopku; Finančna uprava, "Davčna številka".
const SI_TAX: Identifier = Identifier {
    facts: Facts {
        example: "SI50223054",
        regions: &["SI"],
        context: &["davčna številka", "davčna št", "DAVČNA ŠT", "davcna", "id za ddv", "ddv", "slovenian tax"],
        columns: &["davcna stevilka", "davčna številka", "davcna", "ddv", "si vat"],
        ..tax("SI_TAX_NUMBER", "Slovenian tax number (davčna številka)", "Zakon o davčnem postopku; Finančna uprava")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(1, 9)]), Field::Digits(6), Field::Check(1)],
        complete: |n| {
            ends(n, |p| match 11 - weighted_mod_11(p, &[8, 7, 6, 5, 4, 3, 2]) {
                10 => Some(b'0'),
                check => below_ten(check),
            })
        },
        check: "mod-11-weighted",
        one_in: 12,
        catches: [98, 98],
        spellings: &[bare("99999999"), peculiar("si99999999"), peculiar("si 99999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Croatian personal identification number (OIB), `33392005961`, as VAT number `HR33392005961`.
///
/// Source: Zakon o osobnom identifikacijskom broju, NN 60/08; Porezna uprava (ISO 7064 MOD 11,10).
const HR_OIB: Identifier = Identifier {
    facts: Facts {
        example: "33392005961",
        regions: &["HR"],
        context: &["oib", "osobni identifikacijski", "porezni broj", "pdv", "croatian id"],
        columns: &["oib", "osobni identifikacijski broj", "hr vat"],
        ..person("HR_OIB", "Croatian personal identification number (OIB)", "NN 60/08; Porezna uprava")
    },
    forms: &[Form {
        fields: &[Field::Digits(10), Field::Check(1)],
        complete: |n| ends(n, |p| Some(mod_11_10_digit(p))),
        check: "iso-7064-mod-11-10",
        one_in: 10,
        catches: [99, 97],
        spellings: &[bare("99999999999"), peculiar("hr99999999999"), peculiar("hr 99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Croatian personal number (JMBG, MBG) of before 2009, region 30 to 39.
const HR_JMBG: Identifier = jmbg(
    Facts {
        example: "1505983330000",
        regions: &["HR"],
        context: &["jmbg", "mbg", "matični broj građana", "matični broj", "MATIČNI BROJ", "croatian personal"],
        columns: &["jmbg", "mbg", "maticni broj", "matični broj"],
        ..person("HR_JMBG", "Croatian personal number (JMBG)", SOURCE)
    },
    &[Form {
        fields: &[Field::Date(&JMBG_DATES), Field::Within(2, &[(30, 39)]), Field::Digits(3), Field::Check(1)],
        one_in: 15_000,
        catches: [98, 98],
        ..JMBG
    }],
);

/// Personal number (JMBG) of Bosnia and Herzegovina, regions 10 to 19.
const BA_JMBG: Identifier = jmbg(
    Facts {
        example: "1505983170003",
        regions: &["BA"],
        context: &["jmbg", "jmb", "jedinstveni matični broj", "matični broj", "MATIČNI BROJ", "bosnian personal"],
        columns: &["jmbg", "jmb", "maticni broj", "matični broj"],
        ..person("BA_JMBG", "Personal number (JMBG) of Bosnia and Herzegovina", SOURCE)
    },
    &[Form {
        fields: &[Field::Date(&JMBG_DATES), Field::Within(2, &[(10, 19)]), Field::Digits(3), Field::Check(1)],
        one_in: 15_000,
        catches: [98, 98],
        ..JMBG
    }],
);

/// Montenegrin personal number (JMBG), regions 20 to 29.
const ME_JMBG: Identifier = jmbg(
    Facts {
        example: "1505983210005",
        regions: &["ME"],
        context: &["jmbg", "jmb", "jedinstveni matični broj", "matični broj", "MATIČNI BROJ", "montenegrin personal"],
        columns: &["jmbg", "jmb", "maticni broj", "matični broj"],
        ..person("ME_JMBG", "Montenegrin personal number (JMBG)", SOURCE)
    },
    &[Form {
        fields: &[Field::Date(&JMBG_DATES), Field::Within(2, &[(20, 29)]), Field::Digits(3), Field::Check(1)],
        one_in: 15_000,
        catches: [98, 98],
        ..JMBG
    }],
);

/// Macedonian personal number (ЕМБГ), regions 40 to 49.
const MK_EMBG: Identifier = jmbg(
    Facts {
        example: "1505983450006",
        regions: &["MK"],
        context: &[
            "ембг",
            "Ембг",
            "ЕМБГ",
            "embg",
            "единствен матичен број",
            "Единствен матичен број",
            "матичен број",
            "Матичен број",
            "МАТИЧЕН БРОЈ",
            "macedonian personal",
        ],
        columns: &["embg", "ембг", "maticen broj", "матичен број"],
        ..person("MK_EMBG", "Macedonian personal number (EMBG)", SOURCE)
    },
    &[Form {
        fields: &[Field::Date(&JMBG_DATES), Field::Within(2, &[(40, 49)]), Field::Digits(3), Field::Check(1)],
        one_in: 15_000,
        catches: [98, 98],
        ..JMBG
    }],
);

/// Serbian personal number (JMBG), regions 70 to 89, and Kosovo's of then, 90 to 99.
const RS_JMBG: Identifier = jmbg(
    Facts {
        example: "1505983710008",
        regions: &["RS", "XK"],
        context: &[
            "jmbg",
            "јмбг",
            "Јмбг",
            "ЈМБГ",
            "jedinstveni matični broj",
            "матични број",
            "Матични број",
            "МАТИЧНИ БРОЈ",
            "matični broj",
            "MATIČNI BROJ",
            "serbian personal",
        ],
        columns: &["jmbg", "јмбг", "maticni broj", "матични број"],
        ..person("RS_JMBG", "Serbian personal number (JMBG)", SOURCE)
    },
    &[Form {
        fields: &[Field::Date(&JMBG_DATES), Field::Within(2, &[(70, 99)]), Field::Digits(3), Field::Check(1)],
        one_in: 5_000,
        catches: [98, 98],
        ..JMBG
    }],
);

/// Serbian tax number (PIB), `101134702`.
///
/// Source: Zakon o poreskom postupku i poreskoj administraciji; Poreska uprava (ISO 7064 MOD 11,10).
const RS_PIB: Identifier = Identifier {
    facts: Facts {
        example: "101134702",
        regions: &["RS"],
        context: &[
            "pib",
            "пиб",
            "Пиб",
            "ПИБ",
            "poreski identifikacioni",
            "порески",
            "Порески",
            "ПОРЕСКИ",
            "serbian tax",
        ],
        columns: &["pib", "пиб", "poreski broj"],
        ..tax("RS_PIB", "Serbian tax number (PIB)", "Zakon o poreskom postupku; Poreska uprava")
    },
    forms: &[Form {
        fields: &[Field::Within(8, &[(10_000_000, 99_999_999)]), Field::Check(1)],
        complete: |n| ends(n, |p| Some(mod_11_10_digit(p))),
        check: "iso-7064-mod-11-10",
        one_in: 11,
        catches: [99, 97],
        spellings: &[bare("999999999"), peculiar("rs999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Montenegrin tax number (PIB), `02655284`: weights 8 to 2 modulo 11.
///
/// Source: Zakon o poreskoj administraciji; Uprava prihoda i carina.
const ME_PIB: Identifier = Identifier {
    facts: Facts {
        example: "02655284",
        regions: &["ME"],
        context: &["pib", "poreski identifikacioni", "poreski broj", "montenegrin tax"],
        columns: &["pib", "poreski broj"],
        ..tax("ME_PIB", "Montenegrin tax number (PIB)", "Zakon o poreskoj administraciji; Uprava prihoda i carina")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[8, 7, 6, 5, 4, 3, 2])) % 11 % 10)),
        check: "mod-11-weighted",
        one_in: 10,
        catches: [97, 97],
        spellings: &[bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Macedonian tax number (ЕДБ), `4030000375897`, as VAT number `MK4030000375897`: weights 7 to 2 twice modulo
/// 11.
///
/// Source: Управа за јавни приходи, "Единствен даночен број".
const MK_EDB: Identifier = Identifier {
    facts: Facts {
        example: "4030000375897",
        regions: &["MK"],
        context: &[
            "едб",
            "Едб",
            "ЕДБ",
            "edb",
            "даночен број",
            "Даночен број",
            "ДАНОЧЕН БРОЈ",
            "единствен даночен",
            "Единствен даночен",
            "macedonian tax",
        ],
        columns: &["edb", "едб", "danocen broj", "даночен број"],
        ..tax("MK_EDB", "Macedonian tax number (EDB)", "Управа за јавни приходи, Единствен даночен број")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(4, 5)]), Field::Digits(11), Field::Check(1)],
        complete: |n| {
            ends(n, |p| below_ten((11 - weighted_mod_11(p, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11 % 10))
        },
        check: "mod-11-weighted",
        one_in: 50,
        catches: [97, 97],
        spellings: &[bare("9999999999999"), peculiar("mk9999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Albanian identity number (NID), `I05101999I`: a letter and a digit for the year of birth, month (women
/// plus 50), day, serial (3), a control letter whose computation is not published.
///
/// Source: Ligji nr. 10129/2009 "Për gjendjen civile"; OECD, TIN rules, Albania.
const AL_NID: Identifier = Identifier {
    facts: Facts {
        example: "I05101999I",
        regions: &["AL"],
        context: &[
            "nid",
            "numri personal",
            "numri i identitetit",
            "nipt",
            "letërnjoftim",
            "LETËRNJOFTIM",
            "albanian id",
        ],
        columns: &["nid", "nipt"],
        ..person("AL_NID", "Albanian identity number (NID)", "Ligji nr. 10129/2009; OECD, TIN rules, Albania")
    },
    forms: &[Form {
        fields: &[
            Field::Of(b"ABCDEFGHIJKLMN"),
            Field::Digits(1),
            Field::Within(2, &[(1, 12), (51, 62)]),
            Field::Within(2, &[(1, 31)]),
            Field::Digits(3),
            Field::Letters(1),
        ],
        check: "date-fields",
        one_in: 25,
        catches: [23, 41],
        spellings: &[grouped("A99999999A")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
