//! Czechia, Slovakia and Hungary; Poland has a file of its own.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, weighted, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[CZ_RODNE_CISLO, CZ_ICO, SK_IC_DPH, HU_TAX_ID, HU_TAJ, HU_PERSONAL_ID, HU_VAT];

/// Birth number (rodné číslo) of Czechia and Slovakia, `710319/2745`: date of birth (yymmdd, women's month
/// plus 50; since 2004 also plus 20 where numbers ran out), three digits, and the remainder of the nine by 11,
/// 0 for ten. Births before 1954 have nine digits and no check. As Czech VAT number with CZ before it.
///
/// Source: Zákon č. 133/2000 Sb. § 13; zákon č. 301/1995 Z. z. (Slovakia).
const CZ_RODNE_CISLO: Identifier = Identifier {
    facts: Facts {
        example: "710319/2745",
        regions: &["CZ", "SK"],
        context: &[
            "rodné číslo",
            "RODNÉ ČÍSLO",
            "rodne cislo",
            "rodného čísla",
            "RODNÉHO ČÍSLA",
            "rodné č",
            "RODNÉ Č",
            "r.č.",
            "R.Č.",
            "rč",
            "RČ",
            "czech birth number",
        ],
        columns: &["rodne cislo", "rodné číslo", "rodnecislo", "=rc", "=rč"],
        ..person(
            "CZ_RODNE_CISLO",
            "Czech and Slovak birth number (rodné číslo)",
            "Zákon č. 133/2000 Sb. § 13; zákon č. 301/1995 Z. z.",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Date(&RC_DATES), Field::Digits(3), Field::Check(1)],
            complete: |n| ends(n, |p| Some(below_ten((number(p) % 11) as u32).unwrap_or(b'0'))),
            check: "mod-11",
            one_in: 91,
            catches: [97, 97],
            spellings: &[peculiar("999999/9999"), bare("9999999999"), grouped("999999 9999"), peculiar("cz9999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Date(&RC_BEFORE_1954), Field::Digits(3)],
            check: "calendar",
            one_in: 25,
            catches: [26, 41],
            spellings: &[peculiar("999999/999"), bare("999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

const RC_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: None,
    eras: &[
        Era::years(1954, 2025),
        Era::years(1954, 2025).month_plus(50),
        Era::years(2004, 2025).month_plus(20),
        Era::years(2004, 2025).month_plus(70),
        Era::years(2026, 2053),
        Era::years(2026, 2053).month_plus(50),
        Era::years(2026, 2053).month_plus(20),
        Era::years(2026, 2053).month_plus(70),
    ],
};

const RC_BEFORE_1954: Dates =
    Dates { layout: "YYMMDD", sign: None, eras: &[Era::years(1900, 1953), Era::years(1900, 1953).month_plus(50)] };

/// Identification number of firms (IČO) of Czechia and Slovakia, `25123891`, as Czech VAT number
/// `CZ25123891`: weights 8 to 2 modulo 11.
///
/// Source: Zákon č. 304/2013 Sb.; Český statistický úřad, "Kontrola IČO"; zákon č. 272/2015 Z. z.
const CZ_ICO: Identifier = Identifier {
    facts: Facts {
        example: "25123891",
        regions: &["CZ", "SK"],
        context: &["ičo", "IČO", "ico", "ič", "IČ", "dič", "DIČ", "dic", "identifikační číslo", "identifikačné číslo"],
        columns: &["ico", "ičo", "dic", "dič", "identifikacni cislo"],
        ..tax("CZ_ICO", "Czech and Slovak company number (IČO)", "Zákon č. 304/2013 Sb.; zákon č. 272/2015 Z. z.")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[8, 7, 6, 5, 4, 3, 2])) % 10)),
        check: "mod-11-weighted",
        one_in: 10,
        catches: [97, 97],
        spellings: &[bare("99999999"), grouped("999 99 999"), peculiar("cz99999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Slovak VAT number (IČ DPH), `SK2022749619`: ten digits divisible by 11, of which the third is 2, 3, 4, 7, 8
/// or 9.
///
/// Source: Zákon č. 222/2004 Z. z.; Finančná správa; European Commission, VIES.
const SK_IC_DPH: Identifier = Identifier {
    facts: Facts {
        example: "SK2022749619",
        regions: &["SK"],
        context: &["ič dph", "IČ DPH", "ic dph", "dič", "DIČ", "dic", "daňové identifikačné", "vat"],
        columns: &["ic dph", "ič dph", "icdph", "dic", "sk vat"],
        ..tax("SK_IC_DPH", "Slovak VAT number (IČ DPH)", "Zákon č. 222/2004 Z. z.; VIES")
    },
    forms: &[Form {
        fields: &[
            Field::Within(1, &[(1, 9)]),
            Field::Digits(1),
            Field::Of(b"234789"),
            Field::Digits(6),
            Field::Check(1),
        ],
        complete: |n| ends(n, |p| below_ten((number(p) % 11) as u32)),
        check: "mod-11",
        one_in: 20,
        catches: [99, 99],
        spellings: &[peculiar("sk9999999999"), peculiar("sk 9999999999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Hungarian tax identification of persons (adóazonosító jel), `8434000016`: 8, days from 1867 to the birth
/// (5), serial (3); each digit times its place, modulo 11, is the last digit.
///
/// Source: 1996. évi XX. törvény, 1. melléklet.
const HU_TAX_ID: Identifier = Identifier {
    facts: Facts {
        example: "8434000016",
        regions: &["HU"],
        context: &[
            "adóazonosító",
            "ADÓAZONOSÍTÓ",
            "adóazonosító jel",
            "adoazonosito",
            "adókártya",
            "ADÓKÁRTYA",
            "hungarian tax",
        ],
        columns: &["adoazonosito", "adóazonosító", "adoazonosito jel", "adóazonosító jel"],
        ..tax("HU_TAX_ID", "Hungarian tax identification of persons", "1996. évi XX. törvény, 1. melléklet")
    },
    forms: &[Form {
        // Births from 1 January 1900 to the end of 2049.
        fields: &[Field::Of(b"8"), Field::Within(5, &[(12_053, 66_839)]), Field::Digits(3), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted_mod_11(p, &[1, 2, 3, 4, 5, 6, 7, 8, 9]))),
        check: "mod-11-weighted",
        one_in: 200,
        catches: [99, 99],
        spellings: &[bare("9999999999"), grouped("9 999 999 999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Hungarian social security number (TAJ), `123 456 788`: weights 3 and 7 in turn, modulo 10.
///
/// Source: 1996. évi XX. törvény, 2. melléklet.
const HU_TAJ: Identifier = Identifier {
    facts: Facts {
        example: "123 456 788",
        regions: &["HU"],
        context: &[
            "taj",
            "taj szám",
            "TAJ SZÁM",
            "taj-szám",
            "TAJ-SZÁM",
            "tajszám",
            "TAJSZÁM",
            "társadalombiztosítási",
            "hungarian social security",
        ],
        columns: &["taj", "taj szam", "tajszam", "tajszám"],
        ..health("HU_TAJ", "Hungarian social security number (TAJ)", "1996. évi XX. törvény, 2. melléklet")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted(p, &[3, 7, 3, 7, 3, 7, 3, 7]) % 10)),
        check: "mod-10-weighted",
        one_in: 10,
        catches: [99, 85],
        spellings: &[bare("999999999"), grouped("999_999_999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Hungarian personal identifier (személyi azonosító), `1-850730-0017`: sex and century (1 to 4), date of
/// birth (yymmdd), serial (3), check digit: digits times their places modulo 11, for births since 1997 times
/// 10 to 1.
///
/// Source: 1996. évi XX. törvény, 3. melléklet.
const HU_PERSONAL_ID: Identifier = Identifier {
    facts: Facts {
        example: "1-850730-0017",
        regions: &["HU"],
        context: &[
            "személyi azonosító",
            "személyi szám",
            "SZEMÉLYI SZÁM",
            "szemelyi szam",
            "szem. szám",
            "SZEM. SZÁM",
            "hungarian personal",
        ],
        columns: &["szemelyi szam", "személyi szám", "szemelyi azonosito", "személyi azonosító"],
        ..person("HU_PERSONAL_ID", "Hungarian personal identifier", "1996. évi XX. törvény, 3. melléklet")
    },
    forms: &[Form {
        fields: &[Field::Sign, Field::Date(&HU_DATES), Field::Digits(3), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let newer = p[0] > b'2' || p[1] == b'9' && p[2] >= b'7';
                let weights = if newer { [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] } else { [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
                below_ten(weighted_mod_11(p, &weights))
            })
        },
        check: "mod-11-weighted",
        one_in: 753,
        catches: [98, 94],
        spellings: &[bare("99999999999"), peculiar("9-999999-9999"), peculiar("9 999999 9999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const HU_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(0),
    eras: &[
        Era::years(1900, 1999).signed(b"12"),
        Era::years(2000, 2025).signed(b"34"),
        Era::years(2026, 2099).signed(b"34"),
    ],
};

/// Hungarian tax number of firms and sole traders (adószám), `12892312-2-42`, as VAT number `HU12892312`:
/// weights 9 7 3 1 modulo 10; kind of taxation (1 to 5), county.
///
/// Source: 2017. évi CL. törvény az adózás rendjéről; Nemzeti Adó- és Vámhivatal.
const HU_VAT: Identifier = Identifier {
    facts: Facts {
        example: "12892312-2-42",
        regions: &["HU"],
        context: &["adószám", "ADÓSZÁM", "adoszam", "közösségi adószám", "cégjegyzék", "CÉGJEGYZÉK", "vat"],
        columns: &["adoszam", "adószám", "kozossegi adoszam", "hu vat"],
        ..tax("HU_VAT", "Hungarian tax number of firms (adószám)", "2017. évi CL. törvény; Nemzeti Adó- és Vámhivatal")
    },
    forms: &[
        Form {
            fields: &[
                Field::Digits(7),
                Field::Check(1),
                Field::Within(1, &[(1, 5)]),
                Field::Within(2, &[(2, 20), (22, 44), (51, 51)]),
            ],
            complete: |n| n.get_mut(..8).is_some_and(|n| ends(n, hu_digit)),
            check: "mod-10-weighted",
            one_in: 46,
            catches: [84, 80],
            spellings: &[peculiar("99999999-9-99"), bare("99999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(7), Field::Check(1)],
            complete: |n| ends(n, hu_digit),
            check: "mod-10-weighted",
            one_in: 10,
            catches: [99, 85],
            spellings: &[peculiar("hu99999999"), bare("99999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

fn hu_digit(payload: &[u8]) -> Option<u8> {
    below_ten((10 - weighted(payload, &[9, 7, 3, 1, 9, 7, 3]) % 10) % 10)
}
