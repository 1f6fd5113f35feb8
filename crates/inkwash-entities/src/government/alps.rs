//! Austria, Switzerland and Liechtenstein.

use inkwash_core::Facts;

use crate::checks::{below_ten, cross_sums, ends, weighted, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, peculiar, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[AT_SVNR, AT_UID, AT_STEUERNUMMER, CH_AHV, CH_UID];

/// Austrian social insurance number, `1237 010180`: serial (3, from 100 on), check digit, date of birth
/// (ddmmyy; the month plus 12 for days that had no serial left); weights 3 7 9 5 8 4 2 1 6 modulo 11.
///
/// Source: § 31 Abs. 4 ASVG; Dachverband der Sozialversicherungsträger, "Sozialversicherungsnummer".
const AT_SVNR: Identifier = Identifier {
    facts: Facts {
        example: "1237 010180",
        regions: &["AT"],
        context: &[
            "svnr",
            "sv-nr",
            "sv-nummer",
            "sozialversicherungsnummer",
            "versicherungsnummer",
            "e-card",
            "austrian social",
        ],
        columns: &["svnr", "=sv", "sozialversicherungsnummer", "versicherungsnummer"],
        ..health(
            "AT_SVNR",
            "Austrian social insurance number",
            "§ 31 Abs. 4 ASVG; Dachverband der Sozialversicherungsträger",
        )
    },
    forms: &[Form {
        fields: &[Field::Within(3, &[(100, 999)]), Field::Check(1), Field::Date(&DDMMYY)],
        complete: |n| {
            let sum = weighted_mod_11(n, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]);
            below_ten(sum).zip(n.get_mut(3)).map(|(check, place)| *place = check).is_some()
        },
        check: "mod-11-weighted",
        one_in: 168,
        catches: [99, 97],
        spellings: &[bare("9999999999"), grouped("9999_999999"), grouped("9999/999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Dates without a century, taken as those of 1926 to 2025.
const DDMMYY: Dates =
    Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025), Era::years(1926, 2025).month_plus(12)] };

/// Austrian VAT number (UID), `ATU13585627`: weights 1 2 1 2 1 2 1, cross sums and 4 added, modulo 10.
///
/// Source: Art. 28 UStG 1994; Bundesministerium für Finanzen, "Konstruktionsregeln der UID-Nummern".
const AT_UID: Identifier = Identifier {
    facts: Facts {
        example: "ATU13585627",
        regions: &["AT"],
        context: &["uid", "uid-nr", "uid-nummer", "ust-idnr", "umsatzsteuer", "vat"],
        columns: &["uid", "uidnr", "uidnummer", "at vat", "vat"],
        ..tax("AT_UID", "Austrian VAT number (UID)", "Art. 28 UStG 1994; Bundesministerium für Finanzen")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((96 - cross_sums(p, &[1, 2, 1, 2, 1, 2, 1])) % 10)),
        check: "luhn-plus-4",
        one_in: 10,
        catches: [99, 81],
        spellings: &[peculiar("atu99999999"), peculiar("atu 99999999"), peculiar("at u99999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Austrian tax number, `59-119/9013`: office (2), number (6), Luhn digit.
///
/// Source: Bundesministerium für Finanzen, "Prüfziffernberechnung der Steuernummer"; OECD, TIN rules, Austria.
const AT_STEUERNUMMER: Identifier = Identifier {
    facts: Facts {
        example: "59-119/9013",
        regions: &["AT"],
        context: &["steuernummer", "steuer-nr", "steuernr", "st.nr", "abgabenkontonummer", "finanzamt", "austrian tax"],
        columns: &["steuernummer", "steuernr", "stnr", "abgabenkontonummer"],
        ..tax("AT_STEUERNUMMER", "Austrian tax number", "Bundesministerium für Finanzen; OECD, TIN rules, Austria")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(1, 98)]), Field::Digits(6), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((90 - cross_sums(p, &[1, 2, 1, 2, 1, 2, 1, 2])) % 10)),
        check: "luhn",
        one_in: 10,
        catches: [99, 97],
        spellings: &[bare("999999999"), peculiar("99-999/9999"), grouped("99 999/9999"), grouped("99 999 9999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Swiss old-age insurance number (AHV, AVS), `756.9217.0769.85`: 756, nine digits, EAN-13 check digit.
/// Liechtenstein's are the same. Until 2008 eleven digits, `123.45.678.113`: name (3), year of birth (2), quarter and
/// day (3), order and check digit (3), whose computation differed.
///
/// Source: Art. 50c AHVG; Zentrale Ausgleichsstelle, "AHV-Nummer"; GS1 General Specifications, 7.9.
const CH_AHV: Identifier = Identifier {
    facts: Facts {
        example: "756.9217.0769.85",
        regions: &["CH", "LI"],
        context: &[
            "ahv",
            "ahv-nr",
            "ahv-nummer",
            "avs",
            "n° avs",
            "ahvn13",
            "navs13",
            "sozialversicherungsnummer",
            "swiss social",
        ],
        columns: &["ahv", "ahvnr", "ahvnummer", "ahvn", "avs", "navs", "sozialversicherungsnummer"],
        ..health("CH_AHV", "Swiss social security number (AHV)", "Art. 50c AHVG; Zentrale Ausgleichsstelle")
    },
    forms: &[
        Form {
            fields: &[Field::In(&["756"]), Field::Digits(9), Field::Check(1)],
            complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10)),
            check: "ean-13",
            one_in: 10_000,
            catches: [99, 90],
            // No goods are numbered with 756: the bare number tells more than its digits.
            spellings: &[grouped("9999999999999"), peculiar("999.9999.9999.99"), peculiar("999 9999 9999 99")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(5), Field::Within(3, &[(101, 893)]), Field::Digits(3)],
            check: "birth-day-code",
            one_in: 1,
            catches: [1, 2],
            spellings: &[peculiar("999.99.999.999")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

/// Swiss enterprise number (UID, IDE), `CHE-116.281.710`: weights 5 4 3 2 7 6 5 4 modulo 11. As VAT number
/// with MWST, TVA or IVA behind it.
///
/// Source: Bundesgesetz über die Unternehmens-Identifikationsnummer; UIDV; eCH-0097, 2.5.
const CH_UID: Identifier = Identifier {
    facts: Facts {
        example: "CHE-116.281.710",
        regions: &["CH", "LI"],
        context: &["uid", "uid-nr", "ide", "n° ide", "mwst", "mwst-nr", "tva", "handelsregister"],
        columns: &["uid", "=ide", "mwst", "uidnr", "ch vat"],
        ..tax("CH_UID", "Swiss enterprise number (UID)", "UIDG; eCH-0097")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[5, 4, 3, 2, 7, 6, 5, 4])) % 11)),
        check: "mod-11-weighted",
        one_in: 11,
        catches: [99, 99],
        spellings: &[
            peculiar("che-999.999.999"),
            peculiar("che999999999"),
            peculiar("che 999 999 999"),
            peculiar("che 999.999.999"),
            peculiar("che-999.999.999 mwst"),
            peculiar("che-999.999.999 tva"),
        ],
        ..Form::DEFAULT
    }],
    tail: 3,
};
