//! Germany. The tax identification number has a file of its own: `de_steuer_id.rs`.

use inkwash_core::{Facts, Group};

use crate::checks::{below_ten, cross_sums, ends, icao_digit, mod_11_10_digit, value_36, weighted, weighted_36};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, led, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[SOCIAL_SECURITY, HEALTH_INSURANCE, ID_CARD, PASSPORT, DRIVING_LICENCE, VAT_ID, TAX_NUMBER, LANR, BSNR];

/// Pension insurance number (Rentenversicherungsnummer), `15 070649 C 103`: area (2), date of
/// birth (ddmmyy), initial of the name at birth, serial (2, from 50 on women), check digit. The
/// letter counts as its two-digit place in the alphabet; the digits times 2 1 2 5 7 1 2 1 2 1 2 1,
/// cross sums added, modulo 10.
///
/// Source: § 147 SGB VI; Versicherungsnummern-, Kontoführungs- und Versicherungsverlaufsverordnung
/// (VKVV) §§ 1, 2.
const SOCIAL_SECURITY: Identifier = Identifier {
    facts: Facts {
        example: "15 070649 C 103",
        regions: &["DE"],
        context: &[
            "rentenversicherungsnummer",
            "rentenversicherung",
            "versicherungsnummer",
            "sozialversicherungsnummer",
            "sozialversicherung",
            "sv-nummer",
            "sv-nr",
            "rvnr",
            "rv-nummer",
            "german social security",
            "pension insurance",
        ],
        columns: &[
            "rvnr",
            "=sv",
            "svnr",
            "sozialversicherungsnummer",
            "rentenversicherungsnummer",
            "versicherungsnummer",
        ],
        ..health("DE_SOCIAL_SECURITY", "German pension insurance number", "§ 147 SGB VI; VKVV §§ 1, 2")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(2, 4), (8, 29), (38, 89)]),
            Field::Date(&ANY_DDMMYY),
            Field::Letters(1),
            Field::Digits(2),
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| {
                let mut digits = [b'0'; 12];
                digits[..8].copy_from_slice(&p[..8]);
                let letter = value_36(p[8]) as u8 - 9;
                (digits[8], digits[9]) = (b'0' + letter / 10, b'0' + letter % 10);
                digits[10..].copy_from_slice(&p[9..]);
                below_ten(cross_sums(&digits, &[2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10)
            })
        },
        check: "vkvv-cross-sums",
        one_in: 356,
        catches: [90, 90],
        spellings: &[
            bare("99999999A999"),
            peculiar("99 999999 A 999"),
            peculiar("99 999999 A 99 9"),
            peculiar("99-999999-A-999"),
            grouped("99999999 A 999"),
        ],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Dates without a century, taken as those of 1926 to 2025.
const ANY_DDMMYY: Dates = Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025)] };

/// Health insurance number (Krankenversichertennummer), `A123456780`: a letter, eight digits and
/// a check digit. The letter counts as its two-digit place in the alphabet; weights 1 and 2 in
/// turn, cross sums added, modulo 10.
///
/// Source: § 290 SGB V; GKV-Spitzenverband, Richtlinien zur Krankenversichertennummer.
const HEALTH_INSURANCE: Identifier = Identifier {
    facts: Facts {
        example: "A123456780",
        regions: &["DE"],
        context: &[
            "krankenversichertennummer",
            "krankenversichertennr",
            "versichertennummer",
            "versicherten-nr",
            "versichertennr",
            "vers.-nr",
            "vers.nr",
            "krankenversicherung",
            "krankenkasse",
            "gesundheitskarte",
            "egk",
            "kvnr",
            "health insurance",
        ],
        columns: &[
            "kvnr",
            "versichertennummer",
            "versichertennr",
            "krankenversichertennummer",
            "health insurance",
            "egk",
        ],
        ..health(
            "DE_HEALTH_INSURANCE",
            "German health insurance number",
            "§ 290 SGB V; GKV-Spitzenverband, Richtlinien zur Krankenversichertennummer",
        )
    },
    forms: &[Form {
        fields: &[Field::Letters(1), Field::Digits(8), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let letter = value_36(p[0]).saturating_sub(9);
                let first = letter / 10 + cross_sums(&[b'0' + (letter % 10) as u8], &[2]);
                below_ten((first + cross_sums(&p[1..], &[1, 2, 1, 2, 1, 2, 1, 2])) % 10)
            })
        },
        check: "luhn-with-letter",
        one_in: 10,
        catches: [90, 90],
        spellings: &[grouped("A999999999"), grouped("A 999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// What stands in serial numbers of identity cards and passports: no vowels and no B, D, Q, S.
const SERIAL: Field = Field::Of(b"0123456789CFGHJKLMNPRTVWXYZ");
/// Serial number with the check digit, and without, as printed.
const WITH_CHECK: &str = "![0-9A-Za-z] [CFGHJ-NPRTV-Zcfghj-nprtv-z][0-9CFGHJ-NPRTV-Zcfghj-nprtv-z]{8}9 ![0-9A-Za-z]";
const WITHOUT_CHECK: &str = "![0-9A-Za-z] [CFGHJ-NPRTV-Zcfghj-nprtv-z][0-9CFGHJ-NPRTV-Zcfghj-nprtv-z]{8} ![0-9A-Za-z]";

/// Whether there is a digit among the characters: what lacks one is rather a word.
fn has_digit(n: &mut [u8]) -> bool {
    n.iter().any(u8::is_ascii_digit)
}

/// Puts the ICAO check digit at the end of a serial number with a digit in it.
fn ends_in_icao(n: &mut [u8]) -> bool {
    n.get_mut(..9).is_some_and(has_digit) && ends(n, |p| Some(icao_digit(p)))
}

/// Identity card, `L01X00T471`: nine characters that begin with L to Y (the issuing authority's
/// key, four), and the check digit, which is printed in the machine-readable zone only.
///
/// Source: Personalausweisverordnung (PAuswV), Anhang 1; ICAO Doc 9303-3, 4.9 and 9303-5.
const ID_CARD: Identifier = Identifier {
    facts: Facts {
        example: "L01X00T471",
        regions: &["DE"],
        context: &[
            "personalausweis",
            "personalausweisnummer",
            "ausweisnummer",
            "ausweis-nr",
            "ausweisnr",
            "perso",
            "identity card",
            "id card",
            "german id",
        ],
        columns: &["personalausweis", "personalausweisnummer", "ausweisnummer", "ausweis", "id card"],
        ..person("DE_ID_CARD", "German identity card number", "PAuswV, Anhang 1; ICAO Doc 9303-5")
    },
    forms: &[
        Form {
            fields: &[
                Field::Of(b"LMNPRTVWXY"),
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                Field::Check(1),
            ],
            complete: ends_in_icao,
            check: "icao-7-3-1",
            one_in: 368,
            catches: [95, 83],
            spellings: &[led(0, "XXXXXXXXX9", WITH_CHECK)],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"LMNPRTVWXY"), SERIAL, SERIAL, SERIAL, SERIAL, SERIAL, SERIAL, SERIAL, SERIAL],
            complete: has_digit,
            one_in: 37,
            catches: [33, 3],
            spellings: &[led(0, "XXXXXXXXX", WITHOUT_CHECK)],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Passport, `C01X00T478`: as the identity card, beginning with C to K.
///
/// Source: Passverordnung (PassV), Anlage 1; ICAO Doc 9303-3, 4.9 and 9303-4.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "C01X00T478",
        regions: &["DE"],
        context: &["reisepass", "reisepassnummer", "passnummer", "pass-nr", "passport", "german passport"],
        columns: &["reisepass", "reisepassnummer", "passnummer", "passport"],
        ..person("DE_PASSPORT", "German passport number", "PassV, Anlage 1; ICAO Doc 9303-4")
    },
    forms: &[
        Form {
            fields: &[
                Field::Of(b"CFGHJK"),
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                SERIAL,
                Field::Check(1),
            ],
            complete: ends_in_icao,
            check: "icao-7-3-1",
            one_in: 614,
            catches: [95, 83],
            spellings: &[led(0, "XXXXXXXXX9", WITH_CHECK)],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"CFGHJK"), SERIAL, SERIAL, SERIAL, SERIAL, SERIAL, SERIAL, SERIAL, SERIAL],
            complete: has_digit,
            one_in: 61,
            catches: [35, 8],
            spellings: &[led(0, "XXXXXXXXX", WITHOUT_CHECK)],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Driving licence, `B072RRE2I55`: authority (a letter or digit, two digits, a character), serial
/// (five), check character (weights 9 to 1 modulo 11, X for ten), copy number.
///
/// Source: Fahrerlaubnis-Verordnung (FeV), Anlage 8 with § 25; Kraftfahrt-Bundesamt.
const DRIVING_LICENCE: Identifier = Identifier {
    facts: Facts {
        example: "B072RRE2I55",
        regions: &["DE"],
        context: &[
            "führerschein",
            "FÜHRERSCHEIN",
            "fuehrerschein",
            "fahrerlaubnis",
            "führerscheinnummer",
            "driving licence",
            "driver",
        ],
        columns: &["führerschein", "fuehrerschein", "führerscheinnummer", "fuehrerscheinnummer", "driver license"],
        group: Group::Vehicle,
        ..person("DE_DRIVING_LICENCE", "German driving licence number", "FeV § 25 and Anlage 8")
    },
    forms: &[Form {
        fields: &[Field::Letters(1), Field::Digits(2), ANY, ANY, ANY, ANY, ANY, ANY, Field::Check(1), Field::Digits(1)],
        complete: |n| {
            let sum = weighted_36(n, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
            n.get_mut(9).map(|c| *c = below_ten(sum).unwrap_or(b'X')).is_some()
        },
        check: "mod-11-weighted",
        one_in: 36,
        catches: [90, 90],
        spellings: &[led(0, "A99XXXXXXX9", "![0-9A-Za-z] a9{2}[0-9A-Za-z]{6}[0-9Xx]9 ![0-9A-Za-z]")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

const ANY: Field = Field::Of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/// VAT identification number (Umsatzsteuer-Identifikationsnummer), `DE136695976`.
///
/// Source: § 27a UStG; Bundeszentralamt für Steuern, Aufbau der USt-IdNr. (ISO 7064 MOD 11,10).
const VAT_ID: Identifier = Identifier {
    facts: Facts {
        example: "DE136695976",
        regions: &["DE"],
        context: &["ust-idnr", "ust-id", "ustid", "ust-id-nr", "umsatzsteuer", "vat", "vat id", "vat no"],
        columns: &["ust id", "ustid", "ust idnr", "umsatzsteuer id", "vat", "vat id"],
        ..tax("DE_VAT_ID", "German VAT identification number", "§ 27a UStG; Bundeszentralamt für Steuern")
    },
    forms: &[Form {
        fields: &[Field::Within(8, &[(10_000_000, 99_999_999)]), Field::Check(1)],
        complete: |n| ends(n, |p| Some(mod_11_10_digit(p))),
        check: "iso-7064-mod-11-10",
        one_in: 11,
        catches: [99, 90],
        spellings: &[peculiar("de999999999"), peculiar("de 999999999"), peculiar("de 999 999 999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Tax number (Steuernummer) of a tax office, `181/815/08155`. Its check digits differ by state
/// and office and are not looked at, so it needs a word.
///
/// Source: Abgabenordnung § 139a ff. does not define it; the states' schemes are listed in ELSTER,
/// "Prüfung der Steuer- und Steueridentifikationsnummer".
const TAX_NUMBER: Identifier = Identifier {
    facts: Facts {
        example: "181/815/08155",
        regions: &["DE"],
        context: &["steuernummer", "steuer-nr", "steuernr", "st.-nr", "st-nr", "stnr", "finanzamt", "tax number"],
        columns: &["steuernummer", "steuernr", "stnr", "=steuer", "=tax"],
        ..tax("DE_TAX_NUMBER", "German tax number", "ELSTER, Prüfung der Steuernummer")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(11)],
            spellings: &[grouped("999/999/99999"), grouped("999/9999/9999"), grouped("999 999 99999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(10)],
            spellings: &[grouped("99/999/99999"), grouped("99999/99999"), grouped("99 999 99999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Lifelong number of a physician (LANR), `123456601`: six digits, a check digit (weights 4 and 9
/// in turn, modulo 10), two digits for the speciality.
///
/// Source: Kassenärztliche Bundesvereinigung, Richtlinie nach § 75 Abs. 7 SGB V zur Vergabe der
/// Arzt- und Betriebsstättennummern.
const LANR: Identifier = Identifier {
    facts: Facts {
        example: "123456601",
        regions: &["DE"],
        context: &["lanr", "arztnummer", "lebenslange arztnummer", "physician number"],
        columns: &["lanr", "arztnummer"],
        ..health("DE_LANR", "German physician number (LANR)", "KBV, Richtlinie nach § 75 Abs. 7 SGB V")
    },
    forms: &[Form {
        fields: &[Field::Digits(6), Field::Check(1), Field::Digits(2)],
        complete: |n| {
            n.get_mut(..7).is_some_and(|n| ends(n, |p| below_ten((10 - weighted(p, &[4, 9, 4, 9, 4, 9]) % 10) % 10)))
        },
        check: "mod-10-weighted",
        one_in: 10,
        catches: [73, 55],
        spellings: &[bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Number of a medical practice (BSNR), `721111100`: region of the association (2), number (5),
/// 00 for the main place or another number.
///
/// Source: the same guideline.
const BSNR: Identifier = Identifier {
    facts: Facts {
        example: "721111100",
        regions: &["DE"],
        context: &["bsnr", "betriebsstättennummer", "betriebsstaettennummer", "nbsnr"],
        columns: &["bsnr", "nbsnr", "betriebsstättennummer", "betriebsstaettennummer"],
        ..health("DE_BSNR", "German medical practice number (BSNR)", "KBV, Richtlinie nach § 75 Abs. 7 SGB V")
    },
    forms: &[Form {
        fields: &[
            Field::Within(
                2,
                &[
                    (1, 3),
                    (6, 21),
                    (24, 31),
                    (35, 35),
                    (38, 55),
                    (58, 63),
                    (68, 83),
                    (85, 85),
                    (88, 88),
                    (93, 93),
                    (95, 98),
                ],
            ),
            Field::Digits(7),
        ],
        check: "kbv-region",
        one_in: 1,
        catches: [0, 0],
        spellings: &[bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
