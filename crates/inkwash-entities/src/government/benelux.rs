//! Belgium, the Netherlands and Luxembourg.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, ends_in, luhn_digit, mod_97, verhoeff_digit, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, Spelling, bare, grouped, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] = &[BE_NRN, BE_VAT, NL_BSN, NL_VAT, LU_NIN, LU_VAT, BE_EID];

/// Belgian national register number, `85.07.30-033.28`: date of birth (yymmdd; the month plus 20 or 40
/// in BIS numbers of those not in the register), serial (3), and 97 less the remainder by 97 of these
/// nine digits, with a 2 before them for births since 2000.
///
/// Source: Koninklijk besluit van 3 april 1984; Koninklijk besluit van 8 februari 1991 (BIS); FOD
/// Binnenlandse Zaken, "Informatie over het identificatienummer".
const BE_NRN: Identifier = Identifier {
    facts: Facts {
        example: "85.07.30-033.28",
        regions: &["BE"],
        context: &[
            "rijksregisternummer",
            "rijksregister",
            "registre national",
            "numéro national",
            "niss",
            "insz",
            "rrn",
            "nrn",
            "nationalregister",
            "belgian national",
        ],
        columns: &[
            "rijksregisternummer",
            "rijksregister",
            "registre national",
            "numero national",
            "insz",
            "niss",
            "nrn",
            "rrn",
        ],
        ..person("BE_NRN", "Belgian national register number", "Koninklijk besluit van 3 april 1984")
    },
    forms: &[
        Form {
            fields: &[Field::Date(&BE_1900), Field::Within(3, &[(1, 998)]), Field::Check(2)],
            complete: |n| ends_in(2, n, |p| Some(97 - number(p) % 97)),
            check: "mod-97",
            one_in: 900,
            catches: [99, 99],
            spellings: BE_SPELLINGS,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Date(&BE_2000), Field::Within(3, &[(1, 998)]), Field::Check(2)],
            complete: |n| ends_in(2, n, |p| Some(97 - (2_000_000_000 + number(p)) % 97)),
            check: "mod-97",
            one_in: 2_689,
            catches: [99, 99],
            spellings: BE_SPELLINGS,
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

const BE_SPELLINGS: &[Spelling] = &[
    bare("99999999999"),
    peculiar("99.99.99-999.99"),
    peculiar("99.99.99-999-99"),
    peculiar("99 99 99 999 99"),
    grouped("999999-999-99"),
    grouped("999999 999 99"),
];

const BE_1900: Dates = Dates {
    layout: "YYMMDD",
    sign: None,
    eras: &[Era::years(1900, 1999), Era::years(1900, 1999).month_plus(20), Era::years(1900, 1999).month_plus(40)],
};

const BE_2000: Dates = Dates {
    layout: "YYMMDD",
    sign: None,
    eras: &[
        Era::years(2000, 2025),
        Era::years(2000, 2025).month_plus(20),
        Era::years(2000, 2025).month_plus(40),
        Era::years(2026, 2049),
    ],
};

/// Belgian enterprise number, `0403.170.701`, as VAT number `BE0403170701`: begins with 0 or 1; 97 less
/// the remainder of the first eight digits by 97.
///
/// Source: Wetboek van economisch recht, boek III; Koninklijk besluit van 24 juni 2003.
const BE_VAT: Identifier = Identifier {
    facts: Facts {
        example: "BE 0403.170.701",
        regions: &["BE"],
        context: &["ondernemingsnummer", "numéro d'entreprise", "btw", "btw-nr", "tva", "kbo", "bce", "vat"],
        columns: &["ondernemingsnummer", "numero entreprise", "btw", "tva", "kbo", "be vat"],
        ..tax("BE_VAT", "Belgian enterprise and VAT number", "Koninklijk besluit van 24 juni 2003")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(0, 1)]), Field::Digits(7), Field::Check(2)],
        complete: |n| ends_in(2, n, |p| Some(97 - number(p) % 97)),
        check: "mod-97",
        one_in: 500,
        catches: [99, 99],
        spellings: &[
            bare("9999999999"),
            peculiar("9999.999.999"),
            peculiar("be9999999999"),
            peculiar("be 9999999999"),
            peculiar("be 9999.999.999"),
            peculiar("be9999.999.999"),
        ],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Dutch citizen service number (BSN; of organisations RSIN), `111222333`: weights 9 to 2 modulo 11 are
/// the last digit.
///
/// Source: Wet algemene bepalingen burgerservicenummer; Logisch Ontwerp BSN, "elfproef".
const NL_BSN: Identifier = Identifier {
    facts: Facts {
        example: "111222333",
        regions: &["NL"],
        context: &["bsn", "burgerservicenummer", "burger service", "sofinummer", "sofi", "rsin", "dutch citizen"],
        columns: &["bsn", "burgerservicenummer", "sofinummer", "rsin"],
        ..person("NL_BSN", "Dutch citizen service number (BSN)", "Wet algemene bepalingen burgerservicenummer")
    },
    forms: &[Form {
        fields: &[Field::Within(8, &[(100, 99_999_999)]), Field::Check(1)],
        complete: |n| ends(n, elfproef),
        check: "elfproef",
        one_in: 11,
        catches: [99, 99],
        spellings: &[bare("999999999"), grouped("9999.99.999"), grouped("999 999 999"), grouped("9999 99 999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

fn elfproef(payload: &[u8]) -> Option<u8> {
    below_ten(weighted_mod_11(payload, &[9, 8, 7, 6, 5, 4, 3, 2]))
}

/// Dutch VAT identification number, `NL004495445B01`: nine digits that keep the elfproef, B and two digits; or,
/// of sole traders since 2020, such that the whole (letters A 10 to Z 35) leaves 1 by 97.
///
/// Source: Belastingdienst, "Btw-identificatienummer"; Wet op de omzetbelasting 1968.
const NL_VAT: Identifier = Identifier {
    facts: Facts {
        example: "NL004495445B01",
        regions: &["NL"],
        context: &["btw", "btw-id", "btw-nummer", "btw nr", "omzetbelasting", "ob-nummer", "vat"],
        columns: &["btw", "btw id", "btwnummer", "omzetbelastingnummer", "nl vat", "vat"],
        ..tax("NL_VAT", "Dutch VAT identification number", "Wet op de omzetbelasting 1968; Belastingdienst")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(8), Field::Check(1), Field::Of(b"B"), Field::Within(2, &[(1, 99)])],
            complete: |n| n.get_mut(..9).is_some_and(|n| ends(n, elfproef)),
            check: "elfproef",
            one_in: 290,
            catches: [84, 86],
            spellings: NL_SPELLINGS,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(9), Field::Of(b"B"), Field::Check(2)],
            complete: |n| {
                ends_in(2, n, |p| {
                    // Those that keep the elfproef too are of the other form.
                    if elfproef(p.get(..8)?) == p.get(8).copied() {
                        return None;
                    }
                    let rest = mod_97(0, b"NL".iter().chain(p).copied())?;
                    Some(u128::from(98 - rest * 100 % 97))
                })
            },
            check: "mod-97",
            one_in: 2600,
            catches: [97, 97],
            spellings: NL_SPELLINGS,
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

const NL_SPELLINGS: &[Spelling] = &[peculiar("nl999999999A99"), peculiar("nl 999999999 A 99"), grouped("999999999A99")];

/// Luxembourg identification number (matricule), `1893120105732`: date of birth (yyyymmdd), three digits,
/// a Luhn digit and a Verhoeff digit, both over the first eleven.
///
/// Source: Loi du 19 juin 2013 relative à l'identification des personnes physiques; Règlement grand-ducal du
/// 18 juin 2014, art. 1.
const LU_NIN: Identifier = Identifier {
    facts: Facts {
        example: "1893120105732",
        regions: &["LU"],
        context: &["matricule", "numéro d'identification national", "cns", "sécurité sociale", "luxembourg id", "nin"],
        columns: &["matricule", "numero identification", "matricule nationale", "nin"],
        ..person("LU_NIN", "Luxembourg identification number (matricule)", "Loi du 19 juin 2013; RGD du 18 juin 2014")
    },
    forms: &[Form {
        fields: &[Field::Date(&LU_DATES), Field::Digits(3), Field::Check(2)],
        complete: |n| {
            let Some((payload, checks)) = n.split_last_chunk_mut::<2>() else { return false };
            *checks = [luhn_digit(payload), verhoeff_digit(payload)];
            true
        },
        check: "luhn-and-verhoeff",
        one_in: 171_119,
        catches: [99, 99],
        spellings: &[bare("9999999999999"), peculiar("99999999 99999"), peculiar("9999 99 99 99999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const LU_DATES: Dates = Dates {
    layout: "YYYYMMDD",
    sign: None,
    eras: &[Era::years(1890, 1999), Era::years(2000, 2025), Era::years(2026, 2049)],
};

/// Luxembourg VAT number, `LU26375245`: the last two digits are the remainder of the first six by 89.
///
/// Source: Administration de l'enregistrement, des domaines et de la TVA; European Commission, VIES.
const LU_VAT: Identifier = Identifier {
    facts: Facts {
        example: "LU26375245",
        regions: &["LU"],
        context: &["tva", "numéro tva", "NUMÉRO TVA", "n° tva", "vat", "mwst"],
        columns: &["tva", "vat", "lu vat"],
        ..tax("LU_VAT", "Luxembourg VAT number", "Administration de l'enregistrement; VIES")
    },
    forms: &[Form {
        fields: &[Field::Digits(6), Field::Check(2)],
        complete: |n| ends_in(2, n, |p| Some(number(p) % 89)),
        check: "mod-89",
        one_in: 100,
        catches: [99, 99],
        spellings: &[peculiar("lu99999999"), peculiar("lu 99999999"), bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Belgian electronic identity card, `591-1917064-58`: ten digits and their remainder by 97, 97 for none.
///
/// Source: Koninklijk besluit van 25 maart 2003 betreffende de identiteitskaarten; PRADO.
const BE_EID: Identifier = Identifier {
    facts: Facts {
        example: "591-1917064-58",
        regions: &["BE"],
        context: &["identiteitskaart", "eid", "carte d'identité", "kaartnummer", "numéro de carte", "belgian id card"],
        columns: &["identiteitskaart", "eid", "kaartnummer", "carte identite"],
        ..person("BE_EID_CARD", "Belgian identity card number", "Koninklijk besluit van 25 maart 2003; PRADO")
    },
    forms: &[Form {
        fields: &[Field::Within(10, &[(1, 9_999_999_999)]), Field::Check(2)],
        complete: |n| {
            ends_in(2, n, |p| {
                Some(match number(p) % 97 {
                    0 => 97,
                    rest => rest,
                })
            })
        },
        check: "mod-97",
        one_in: 100,
        catches: [99, 99],
        spellings: &[peculiar("999-9999999-99"), bare("999999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
