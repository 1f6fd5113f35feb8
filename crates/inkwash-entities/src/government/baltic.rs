//! Estonia, Lithuania and Latvia.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, weighted, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[EE_ISIKUKOOD, EE_REGISTRIKOOD, EE_KMKR, LT_ASMENS_KODAS, LT_PVM, LV_PERSONAS_KODS, LV_PVN];

/// Weights 1 to 9, 1, 2, 3 … modulo 11; for ten, weights from 3 on; 0 for ten again.
fn two_rounds(payload: &[u8]) -> Option<u8> {
    let round = |first: usize| {
        let weights: [u32; 12] = core::array::from_fn(|i| ((first + i - 1) % 9 + 1) as u32);
        weighted_mod_11(payload, weights.get(..payload.len()).unwrap_or(&weights))
    };
    below_ten(round(1)).or_else(|| below_ten(round(3) % 10))
}

/// Sex and century of Estonian and Lithuanian numbers.
const SIGNED_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(0),
    eras: &[
        Era::years(1900, 1999).signed(b"34"),
        Era::years(2000, 2025).signed(b"56"),
        Era::years(2026, 2099).signed(b"56"),
        Era::years(1850, 1899).signed(b"12"),
    ],
};

const PERSONAL: Form = Form {
    fields: &[Field::Sign, Field::Date(&SIGNED_DATES), Field::Digits(3), Field::Check(1)],
    complete: |n| ends(n, two_rounds),
    check: "mod-11-two-rounds",
    one_in: 540,
    catches: [94, 94],
    spellings: &[bare("99999999999")],
    ..Form::DEFAULT
};

/// Estonian personal code (isikukood), `37605030299`: sex and century, date of birth (yymmdd), serial (3),
/// check digit.
///
/// Source: Rahvastikuregistri seadus; standard EVS 585:2007.
const EE_ISIKUKOOD: Identifier = Identifier {
    facts: Facts {
        example: "37605030299",
        regions: &["EE"],
        context: &["isikukood", "isikukoodi", "ik", "estonian personal", "estonian id"],
        columns: &["isikukood"],
        ..person("EE_ISIKUKOOD", "Estonian personal code (isikukood)", "Rahvastikuregistri seadus; EVS 585:2007")
    },
    forms: &[PERSONAL],
    tail: 2,
};

/// Estonian business register code (registrikood), `12345678`: begins with 1, 7, 8 or 9.
///
/// Source: Äriregistri seadus; Registrite ja Infosüsteemide Keskus.
const EE_REGISTRIKOOD: Identifier = Identifier {
    facts: Facts {
        example: "12345678",
        regions: &["EE"],
        context: &["registrikood", "registrikoodi", "reg. kood", "äriregister", "Äriregister", "estonian company"],
        columns: &["registrikood", "reg kood"],
        ..tax("EE_REGISTRIKOOD", "Estonian business register code", "Äriregistri seadus")
    },
    forms: &[Form {
        fields: &[Field::Of(b"1789"), Field::Digits(6), Field::Check(1)],
        complete: |n| ends(n, two_rounds),
        check: "mod-11-two-rounds",
        one_in: 25,
        catches: [94, 94],
        spellings: &[bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Estonian VAT number (KMKR), `EE100931558`: weights 3 7 1 modulo 10.
///
/// Source: Käibemaksuseadus; European Commission, VIES.
const EE_KMKR: Identifier = Identifier {
    facts: Facts {
        example: "EE100931558",
        regions: &["EE"],
        context: &["kmkr", "km-kood", "käibemaksukohustuslase", "käibemaks", "KÄIBEMAKS", "vat"],
        columns: &["kmkr", "kmkr kood", "ee vat"],
        ..tax("EE_KMKR", "Estonian VAT number (KMKR)", "Käibemaksuseadus; VIES")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10)),
        check: "mod-10-7-3-1",
        one_in: 10,
        catches: [99, 85],
        spellings: &[peculiar("ee999999999"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Lithuanian personal code (asmens kodas), `33309240064`: built and checked as Estonia's.
///
/// Source: Gyventojų registro įstatymas; Registrų centras.
const LT_ASMENS_KODAS: Identifier = Identifier {
    facts: Facts {
        example: "33309240064",
        regions: &["LT"],
        context: &["asmens kodas", "asmens kodą", "ASMENS KODĄ", "a.k.", "lithuanian personal", "lithuanian id"],
        columns: &["asmens kodas", "asmenskodas"],
        ..person("LT_ASMENS_KODAS", "Lithuanian personal code (asmens kodas)", "Gyventojų registro įstatymas")
    },
    forms: &[PERSONAL],
    tail: 2,
};

/// Lithuanian VAT number (PVM), `LT119511515`: nine digits for firms, twelve for others, the last but one
/// always 1.
///
/// Source: Pridėtinės vertės mokesčio įstatymas; Valstybinė mokesčių inspekcija; VIES.
const LT_PVM: Identifier = Identifier {
    facts: Facts {
        example: "LT119511515",
        regions: &["LT"],
        context: &["pvm", "pvm kodas", "pvm mokėtojo", "PVM MOKĖTOJO", "mokėtojo kodas", "vat"],
        columns: &["pvm", "pvm kodas", "lt vat"],
        ..tax("LT_PVM", "Lithuanian VAT number (PVM)", "Pridėtinės vertės mokesčio įstatymas; VIES")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(7), Field::Of(b"1"), Field::Check(1)],
            complete: |n| ends(n, two_rounds),
            check: "mod-11-two-rounds",
            one_in: 100,
            catches: [94, 94],
            spellings: &[peculiar("lt999999999"), bare("999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(10), Field::Of(b"1"), Field::Check(1)],
            complete: |n| ends(n, two_rounds),
            check: "mod-11-two-rounds",
            one_in: 100,
            catches: [94, 94],
            spellings: &[peculiar("lt999999999999"), bare("999999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Latvian personal code (personas kods), `161175-19997`: date of birth (ddmmyy), century (0 to 2), serial (3),
/// check digit (1 and the sum of digits times 10 5 8 4 2 1 6 3 7 9, modulo 11). Since 2017 a code begins with 32
/// and tells no date.
///
/// Source: Fizisko personu reģistra likums; Ministru kabineta noteikumi par personas kodu.
const LV_PERSONAS_KODS: Identifier = Identifier {
    facts: Facts {
        example: "161175-19997",
        regions: &["LV"],
        context: &["personas kods", "personas kodu", "p.k.", "pk", "latvian personal", "latvian id"],
        columns: &["personas kods", "personaskods", "=pk"],
        ..person("LV_PERSONAS_KODS", "Latvian personal code (personas kods)", "Fizisko personu reģistra likums")
    },
    forms: &[
        Form {
            fields: &[Field::Date(&LV_DATES), Field::Sign, Field::Digits(3), Field::Check(1)],
            complete: |n| ends(n, lv_digit),
            check: "mod-11-weighted",
            one_in: 1000,
            catches: [94, 94],
            spellings: &[peculiar("999999-99999"), bare("99999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"3"), Field::Within(1, &[(2, 9)]), Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, lv_digit),
            check: "mod-11-weighted",
            one_in: 125,
            catches: [94, 94],
            spellings: &[peculiar("999999-99999"), bare("99999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

fn lv_digit(payload: &[u8]) -> Option<u8> {
    below_ten((1 + weighted(payload, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10)
}

const LV_DATES: Dates = Dates {
    layout: "DDMMYY",
    sign: Some(6),
    eras: &[
        Era::years(1900, 1999).signed(b"1"),
        Era::years(2000, 2025).signed(b"2"),
        Era::years(2026, 2099).signed(b"2"),
        Era::years(1850, 1899).signed(b"0"),
    ],
};

/// Latvian VAT number (PVN) of firms, `LV40003521600`: begins with 4 to 9; the sum of digits times 9 1 4 8 3 10 2 5 7
/// 6 1 leaves 3 by 11.
///
/// Source: Pievienotās vērtības nodokļa likums; European Commission, VIES.
const LV_PVN: Identifier = Identifier {
    facts: Facts {
        example: "LV40003521600",
        regions: &["LV"],
        context: &["pvn", "pvn reģ", "PVN REĢ", "pvn numurs", "reģ. nr", "REĢ. NR", "reģistrācijas numurs", "vat"],
        columns: &["pvn", "lv vat"],
        ..tax("LV_PVN", "Latvian VAT number (PVN)", "Pievienotās vērtības nodokļa likums; VIES")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(4, 9)]), Field::Digits(9), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((14 - weighted_mod_11(p, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6])) % 11)),
        check: "mod-11-weighted",
        one_in: 18,
        catches: [99, 97],
        spellings: &[peculiar("lv99999999999"), bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
