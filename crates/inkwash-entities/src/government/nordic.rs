//! Sweden, Denmark, Norway and Iceland; Finland has a file of its own, and Norway's national
//! identity number: `no_fodselsnummer.rs`.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[SE_PERSONNUMMER, SE_ORGANISATIONSNUMMER, DK_CPR, DK_CVR, NO_ORGANISASJONSNUMMER, IS_KENNITALA];

/// Swedish personal identity number, `19811218-9876` or `811218-9876`: date of birth, three digits,
/// Luhn digit over the last ten. A plus instead of the hyphen says that the person is a hundred
/// years old or older; a coordination number (samordningsnummer) has the day plus 60.
///
/// The short form without a plus is taken for one of 1926 to 2025. Both forms are one number.
///
/// Source: Folkbokföringslag (1991:481) § 18; lag (2022:1697) om samordningsnummer; Skatteverket,
/// SKV 704 and SKV 707.
const SE_PERSONNUMMER: Identifier = Identifier {
    facts: Facts {
        example: "19811218-9876",
        regions: &["SE"],
        context: &[
            "personnummer",
            "personnr",
            "persnr",
            "pnr",
            "samordningsnummer",
            "samordningsnr",
            "födelsenummer",
            "FÖDELSENUMMER",
            "personnumret",
            "swedish id",
            "swedish personal",
        ],
        columns: &["personnummer", "personnr", "persnr", "pnr", "samordningsnummer", "personal identity"],
        ..person(
            "SE_PERSONNUMMER",
            "Swedish personal identity or coordination number",
            "Folkbokföringslag (1991:481) § 18; Skatteverket SKV 704, SKV 707",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Date(&SE_LONG), Field::Digits(3), Field::Check(1)],
            complete: |n| n.get_mut(2..).is_some_and(|n| ends(n, |p| Some(luhn_digit(p)))),
            check: "luhn",
            one_in: 6_111,
            catches: [90, 90],
            spellings: &[peculiar("99999999-9999"), peculiar("99999999+9999"), bare("999999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Date(&SE_SHORT), Field::Digits(3), Field::Check(1)],
            complete: |n| ends(n, |p| Some(luhn_digit(p))),
            check: "luhn",
            one_in: 137,
            passes_one_in: 0,
            catches: [99, 96],
            spellings: &[peculiar("999999-9999"), peculiar("999999+9999"), bare("9999999999")],
            longer: Some(|chars, found| {
                let year = number(&chars[..2]);
                let century = if year < 26 { 20 } else { 19 } - if found.contains(&b'+') { 1 } else { 0 };
                [b'0' + century / 10, b'0' + century % 10]
            }),
        },
    ],
    tail: 2,
};

const SE_LONG: Dates = Dates {
    layout: "YYYYMMDD",
    sign: None,
    eras: &[
        Era::years(1926, 2025),
        Era::years(1926, 2025).day_plus(60),
        Era::years(1826, 1925),
        Era::years(1826, 1925).day_plus(60),
        Era::years(2026, 2049),
        Era::years(2026, 2049).day_plus(60),
    ],
};

const SE_SHORT: Dates =
    Dates { layout: "YYMMDD", sign: None, eras: &[Era::years(1926, 2025), Era::years(1926, 2025).day_plus(60)] };

/// Swedish organisation number, `556016-0680`, as VAT number `SE556016068001`: nine digits, of
/// which the third is 2 or more, and a Luhn digit. Sole traders have their personal number.
///
/// Source: Lag (1974:174) om identitetsbeteckning för juridiska personer m.fl.; Skatteverket SKV
/// 709.
const SE_ORGANISATIONSNUMMER: Identifier = Identifier {
    facts: Facts {
        example: "556016-0680",
        regions: &["SE"],
        context: &["organisationsnummer", "orgnr", "org.nr", "org nr", "momsreg", "vat-nummer", "vat", "moms"],
        columns: &["organisationsnummer", "orgnr", "org", "se vat"],
        ..tax("SE_ORGANISATIONSNUMMER", "Swedish organisation number", "Lag (1974:174); Skatteverket SKV 709")
    },
    forms: &[Form {
        fields: &[
            Field::Within(1, &[(1, 9)]),
            Field::Digits(1),
            Field::Within(1, &[(2, 9)]),
            Field::Digits(6),
            Field::Check(1),
        ],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 14,
        catches: [99, 96],
        spellings: &[
            grouped("999999-9999"),
            bare("9999999999"),
            peculiar("se999999999901"),
            peculiar("se9999999999-01"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Danish civil registration number (CPR), `211062-5629`: date of birth (ddmmyy) and four digits.
/// Until 2007 all numbers had the sum of digits times 4 3 2 7 6 5 4 3 2 1 divisible by eleven;
/// newer ones need not.
///
/// Source: Lov om Det Centrale Personregister; CPR-kontoret, "Personnummeret i CPR" and
/// "Personnumre uden kontrolciffer (modulus 11 kontrol)".
const DK_CPR: Identifier = Identifier {
    facts: Facts {
        example: "211062-5629",
        regions: &["DK"],
        context: &["cpr", "cpr-nr", "cpr-nummer", "cprnr", "cpr nr", "personnummer", "danish id", "sygesikring"],
        columns: &["cpr", "cprnr", "cprnummer", "personnummer", "personnr"],
        ..person("DK_CPR", "Danish civil registration number (CPR)", "CPR-kontoret, Personnummeret i CPR")
    },
    forms: &[
        Form {
            fields: &[Field::Date(&DDMMYY), Field::Digits(3), Field::Check(1)],
            complete: |n| ends(n, cpr_digit),
            check: "mod-11-weighted",
            one_in: 300,
            catches: [99, 98],
            spellings: &[peculiar("999999-9999"), bare("9999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Date(&DDMMYY), Field::Digits(4)],
            complete: |n| n.split_last().is_some_and(|(last, payload)| cpr_digit(payload) != Some(*last)),
            check: "calendar",
            one_in: 30,
            catches: [27, 35],
            spellings: &[grouped("999999-9999"), bare("9999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

/// Dates without a century, taken as those of 1926 to 2025.
const DDMMYY: Dates = Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025)] };

fn cpr_digit(payload: &[u8]) -> Option<u8> {
    below_ten((11 - weighted_mod_11(payload, &[4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11)
}

/// Danish business register number (CVR), `13585628`, as VAT number `DK13585628`: weights 2 7 6 5
/// 4 3 2 1, sum divisible by eleven.
///
/// Source: Lov om Det Centrale Virksomhedsregister; Erhvervsstyrelsen.
const DK_CVR: Identifier = Identifier {
    facts: Facts {
        example: "13585628",
        regions: &["DK"],
        context: &["cvr", "cvr-nr", "cvr-nummer", "cvrnr", "se-nr", "momsnr", "moms", "vat"],
        columns: &["cvr", "cvrnr", "cvrnummer", "dk vat"],
        ..tax("DK_CVR", "Danish business register number (CVR)", "Erhvervsstyrelsen, Det Centrale Virksomhedsregister")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(1, 9)]), Field::Digits(6), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[2, 7, 6, 5, 4, 3, 2])) % 11)),
        check: "mod-11-weighted",
        one_in: 12,
        catches: [99, 99],
        spellings: &[bare("99999999"), peculiar("dk99999999"), peculiar("dk 99 99 99 99"), grouped("99 99 99 99")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Norwegian organisation number, `923 609 016`, as VAT number `NO 923 609 016 MVA`: begins with
/// 8 or 9; weights 3 2 7 6 5 4 3 2 modulo 11.
///
/// Source: Enhetsregisterloven; Brønnøysundregistrene, "Organisasjonsnummeret".
const NO_ORGANISASJONSNUMMER: Identifier = Identifier {
    facts: Facts {
        example: "923 609 016",
        regions: &["NO"],
        context: &["orgnr", "org.nr", "org nr", "organisasjonsnummer", "organisasjonsnr", "foretaksregisteret", "mva"],
        columns: &["orgnr", "organisasjonsnummer", "organisasjonsnr", "orgnummer", "org"],
        ..tax("NO_ORGANISASJONSNUMMER", "Norwegian organisation number", "Brønnøysundregistrene, Organisasjonsnummeret")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(8, 9)]), Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[3, 2, 7, 6, 5, 4, 3, 2])) % 11)),
        check: "mod-11-weighted",
        one_in: 55,
        catches: [99, 99],
        spellings: &[
            grouped("999 999 999"),
            bare("999999999"),
            peculiar("no 999 999 999 mva"),
            peculiar("no999999999mva"),
            peculiar("999 999 999 mva"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Icelandic identity number (kennitala), `120174-3399`: date of birth (ddmmyy; the day plus 40
/// for legal persons), two digits from 20 on, check digit (weights 3 2 7 6 5 4 3 2 modulo 11), and
/// the century (9, 0).
///
/// Source: Lög um skráningu einstaklinga nr. 140/2019; Þjóðskrá, "Um kennitölur".
const IS_KENNITALA: Identifier = Identifier {
    facts: Facts {
        example: "120174-3399",
        regions: &["IS"],
        context: &["kennitala", "kennitölu", "KENNITÖLU", "kennitalan", "kt", "icelandic id", "national id"],
        columns: &["kennitala", "kt"],
        ..person("IS_KENNITALA", "Icelandic identity number (kennitala)", "Lög nr. 140/2019; Þjóðskrá")
    },
    forms: &[Form {
        fields: &[Field::Date(&IS_DATES), Field::Within(2, &[(20, 99)]), Field::Check(1), Field::Sign],
        complete: |n| {
            n.get_mut(..9)
                .is_some_and(|n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[3, 2, 7, 6, 5, 4, 3, 2])) % 11)))
        },
        check: "mod-11-weighted",
        one_in: 940,
        catches: [97, 98],
        spellings: &[peculiar("999999-9999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const IS_DATES: Dates = Dates {
    layout: "DDMMYY",
    sign: Some(9),
    eras: &[
        Era::years(1900, 1999).signed(b"9"),
        Era::years(2000, 2025).signed(b"0"),
        Era::years(2026, 2099).signed(b"0"),
        Era::years(1900, 1999).signed(b"9").day_plus(40),
        Era::years(2000, 2099).signed(b"0").day_plus(40),
    ],
};
