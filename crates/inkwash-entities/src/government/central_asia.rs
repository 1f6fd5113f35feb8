//! Central Asia and the Caucasus.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[KZ_IIN, KZ_BIN, UZ_PINFL, UZ_INN, KG_PIN, GE_PERSONAL, AM_PSN, MN_REGISTER];

/// The check of Kazakhstan's numbers: weights 1 to 11 modulo 11; where that is ten, 3 to 11, 1, 2; where that is
/// ten too, the number is not given out.
fn kazakh(payload: &[u8]) -> Option<u8> {
    below_ten(weighted_mod_11(payload, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
        .or_else(|| below_ten(weighted_mod_11(payload, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2])))
}

/// Individual identification number (ИИН, ЖСН), `850512300129`: date of birth (yymmdd), century and sex (1 to 6), four
/// digits, check digit.
///
/// Source: Law of the Republic of Kazakhstan No. 223-III of 12 January 2007 on national registers of identification numbers.
const KZ_IIN: Identifier = Identifier {
    facts: Facts {
        example: "850512300129",
        regions: &["KZ"],
        context: &["ИИН", "ЖСН", "иин", "жсн", "iin", "индивидуальный идентификационный номер", "жеке сәйкестендіру"],
        columns: &["iin", "иин", "жсн"],
        ..person("KZ_IIN", "Kazakh individual identification number (IIN)", "Law No. 223-III of 12 January 2007")
    },
    forms: &[Form {
        fields: &[Field::Date(&KZ_DATES), Field::Sign, Field::Digits(4), Field::Check(1)],
        complete: |n| ends(n, kazakh),
        check: "mod-11-two-rounds",
        one_in: 460,
        catches: [91, 98],
        spellings: &[bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const KZ_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(6),
    eras: &[
        Era::years(1900, 1999).signed(b"34"),
        Era::years(2000, 2025).signed(b"56"),
        Era::years(2026, 2099).signed(b"56"),
        Era::years(1800, 1899).signed(b"12"),
    ],
};

/// Business identification number (БИН, БСН), `940740000387`: year and month, kind (4 to 6), 0 to 3, five digits, and the
/// check digit of the individual number. A firm of one person has one.
///
/// Source: Law of the Republic of Kazakhstan No. 223-III of 12 January 2007.
const KZ_BIN: Identifier = Identifier {
    facts: Facts {
        example: "940740000387",
        regions: &["KZ"],
        context: &["БИН", "БСН", "бин", "бсн", "bin", "бизнес-идентификационный номер"],
        columns: &["bin", "бин", "бсн"],
        ..tax("KZ_BIN", "Kazakh business identification number (BIN)", "Law No. 223-III of 12 January 2007")
    },
    forms: &[Form {
        fields: &[
            Field::Digits(2),
            Field::Within(2, &[(1, 12)]),
            Field::Of(b"456"),
            Field::Of(b"0123"),
            Field::Digits(5),
            Field::Check(1),
        ],
        complete: |n| ends(n, kazakh),
        check: "mod-11-two-rounds",
        one_in: 700,
        catches: [91, 98],
        spellings: &[bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Personal identification number (ЖШШИР, ПИНФЛ), `31205850123456`: century and sex (1 to 6), date of birth (ddmmyy), place,
/// serial, and a last digit that is taken without its check.
///
/// Source: Cabinet of Ministers of Uzbekistan, Resolution No. 32 of 1999 on personal identification numbers.
const UZ_PINFL: Identifier = Identifier {
    facts: Facts {
        example: "31205850123456",
        regions: &["UZ"],
        context: &["ПИНФЛ", "ЖШШИР", "пинфл", "жшшир", "pinfl", "jshshir", "персональный идентификационный номер"],
        columns: &["pinfl", "jshshir", "пинфл", "жшшир"],
        ..person(
            "UZ_PINFL",
            "Uzbek personal identification number (PINFL)",
            "Cabinet of Ministers, Resolution No. 32 of 1999",
        )
    },
    forms: &[Form {
        fields: &[Field::Sign, Field::Date(&UZ_DATES), Field::Digits(7)],
        check: "date",
        one_in: 45,
        catches: [17, 28],
        spellings: &[bare("99999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const UZ_DATES: Dates = Dates {
    layout: "DDMMYY",
    sign: Some(0),
    eras: &[
        Era::years(1900, 1999).signed(b"34"),
        Era::years(2000, 2025).signed(b"56"),
        Era::years(2026, 2099).signed(b"56"),
        Era::years(1800, 1899).signed(b"12"),
    ],
};

/// Taxpayer number (ИНН, СТИР), nine digits: 2 or 3 firms, 4 to 6 persons.
///
/// Source: State Tax Committee of Uzbekistan, Tax Code, article 128.
const UZ_INN: Identifier = Identifier {
    facts: Facts {
        example: "301234567",
        regions: &["UZ"],
        context: &["СТИР", "ИНН", "стир", "stir", "инн", "солиқ", "soliq"],
        columns: &["stir", "стир", "uz inn"],
        ..tax("UZ_INN", "Uzbek taxpayer number (INN/STIR)", "State Tax Committee, Tax Code, article 128")
    },
    forms: &[Form {
        fields: &[Field::Of(b"23456"), Field::Digits(8)],
        check: "structure",
        one_in: 2,
        catches: [4, 0],
        spellings: &[bare("999999999"), grouped("999 999 999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Personal identification number (ПИН, ИНН), `21205198500123`: sex (0 firms, 1 women, 2 men), date of birth (ddmmyyyy), five
/// digits.
///
/// Source: Government of the Kyrgyz Republic, Resolution No. 115 of 2004 on the personal identification number.
const KG_PIN: Identifier = Identifier {
    facts: Facts {
        example: "21205198500123",
        regions: &["KG"],
        context: &["ПИН", "ИНН", "пин", "инн", "pin", "персональный номер", "kyrgyz"],
        columns: &["пин", "kg pin", "kg inn", "kyrgyz pin"],
        ..person("KG_PIN", "Kyrgyz personal identification number (PIN)", "Resolution No. 115 of 2004")
    },
    forms: &[Form {
        fields: &[Field::Of(b"012"), Field::Date(&KG_DATES), Field::Digits(5)],
        check: "date",
        one_in: 5700,
        catches: [36, 45],
        spellings: &[bare("99999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const KG_DATES: Dates =
    Dates { layout: "DDMMYYYY", sign: None, eras: &[Era::years(1900, 2025), Era::years(2026, 2060)] };

/// Personal number (პირადი ნომერი), eleven digits without published check.
///
/// Source: Public Service Development Agency of Georgia, Law on the procedure of registering citizens (1996).
const GE_PERSONAL: Identifier = Identifier {
    facts: Facts {
        example: "01008012345",
        regions: &["GE"],
        context: &["პირადი ნომერი", "პ/ნ", "personal number", "georgian id", "piradi nomeri"],
        columns: &["piradi nomeri", "georgian id", "პირადი ნომერი"],
        ..person("GE_PERSONAL_NUMBER", "Georgian personal number", "Public Service Development Agency")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(1, 65)]), Field::Digits(9)],
        check: "structure",
        one_in: 2,
        spellings: &[bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Public services number (ՀԾՀ, PSN), ten digits: sex and day of birth (11 to 41 men, 51 to 81 women), month, year, four
/// digits.
///
/// Source: Law of the Republic of Armenia HO-288-N of 2011 on the public services number.
const AM_PSN: Identifier = Identifier {
    facts: Facts {
        example: "2305851234",
        regions: &["AM"],
        context: &["ՀԾՀ", "հծհ", "հանրային ծառայությունների համարանիշ", "psn", "public services number", "armenian id"],
        columns: &["psn", "հծհ", "armenian id", "public services"],
        ..person("AM_PSN", "Armenian public services number (PSN)", "Law HO-288-N of 2011")
    },
    forms: &[Form {
        fields: &[Field::Date(&AM_DATES), Field::Digits(4)],
        check: "date",
        one_in: 14,
        catches: [17, 27],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const AM_DATES: Dates = Dates {
    layout: "DDMMYY",
    sign: None,
    eras: &[Era::years(1926, 2025).day_plus(10), Era::years(1926, 2025).day_plus(50)],
};

/// Register number (регистрийн дугаар) of Mongolia in Latin letters, `UB85051234`: two letters, date of birth (yymmdd, with
/// 20 added to the month from 2000), two digits.
///
/// Source: General Authority for State Registration, Law on civil registration (2018).
const MN_REGISTER: Identifier = Identifier {
    facts: Facts {
        example: "UB85051234",
        regions: &["MN"],
        context: &["регистрийн дугаар", "регистр", "register number", "mongolian id"],
        columns: &["регистр", "mongolian id"],
        ..person("MN_REGISTER_NUMBER", "Mongolian register number", "General Authority for State Registration")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Date(&MN_DATES), Field::Digits(2)],
        check: "date",
        one_in: 14,
        catches: [14, 35],
        spellings: &[grouped("AA99999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const MN_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: None,
    eras: &[Era::years(1900, 1999), Era::years(2000, 2025).month_plus(20), Era::years(2026, 2099).month_plus(20)],
};
