//! Greece, Cyprus, Malta and Türkiye.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, ends_in, luhn_digit, weighted};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, health, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[GR_AMKA, GR_AFM, CY_TIC, MT_ID_CARD, MT_VAT, TR_NATIONAL_ID, TR_VKN];

/// Greek social security number (ΑΜΚΑ), `01013099997`: date of birth (ddmmyy), four digits, Luhn digit.
///
/// Source: Νόμος 3655/2008, άρθρο 153; ΗΔΙΚΑ, "ΑΜΚΑ".
const GR_AMKA: Identifier = Identifier {
    facts: Facts {
        example: "01013099997",
        regions: &["GR"],
        context: &[
            "αμκα",
            "Αμκα",
            "ΑΜΚΑ",
            "amka",
            "α.μ.κ.α",
            "Α.μ.κ.α",
            "Α.Μ.Κ.Α",
            "κοινωνικής ασφάλισης",
            "Κοινωνικής ασφάλισης",
            "greek social security",
        ],
        columns: &["amka", "αμκα"],
        ..health("GR_AMKA", "Greek social security number (AMKA)", "Νόμος 3655/2008, άρθρο 153; ΗΔΙΚΑ")
    },
    forms: &[Form {
        fields: &[Field::Date(&DDMMYY), Field::Digits(4), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 274,
        catches: [99, 97],
        spellings: &[bare("99999999999"), grouped("999999 99999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Dates without a century, taken as those of 1926 to 2025.
const DDMMYY: Dates = Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025)] };

/// Greek tax number (ΑΦΜ), `094259216`, as VAT number `EL094259216`: weights 256 to 2, modulo 11, 0 for ten.
///
/// Source: Α.1270/2021; ΑΑΔΕ; OECD, TIN rules, Greece.
const GR_AFM: Identifier = Identifier {
    facts: Facts {
        example: "EL094259216",
        regions: &["GR"],
        context: &[
            "αφμ",
            "Αφμ",
            "ΑΦΜ",
            "afm",
            "α.φ.μ",
            "Α.φ.μ",
            "Α.Φ.Μ",
            "φορολογικού μητρώου",
            "Φορολογικού μητρώου",
            "εφορία",
            "Εφορία",
            "ΕΦΟΡΊΑ",
            "greek tax",
        ],
        columns: &["afm", "αφμ", "gr vat", "el vat"],
        ..tax("GR_AFM", "Greek tax number (AFM)", "Α.1270/2021; ΑΑΔΕ")
    },
    forms: &[Form {
        fields: &[Field::Within(8, &[(1, 99_999_999)]), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten(weighted(p, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10)),
        check: "mod-11-powers",
        one_in: 10,
        catches: [97, 95],
        spellings: &[bare("999999999"), peculiar("el999999999"), peculiar("el 999999999"), peculiar("gr999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cypriot tax and VAT number (ΑΦΤ), `10259033P`: eight digits and a letter; digits at odd places count 1 0 5 7 9 13
/// 15 17 19 21, the sum modulo 26 is the letter.
///
/// Source: Τμήμα Φορολογίας; OECD, TIN rules, Cyprus; VIES.
const CY_TIC: Identifier = Identifier {
    facts: Facts {
        example: "10259033P",
        regions: &["CY"],
        context: &[
            "αφτ",
            "Αφτ",
            "ΑΦΤ",
            "φ.π.α",
            "Φ.π.α",
            "Φ.Π.Α",
            "φπα",
            "Φπα",
            "ΦΠΑ",
            "tic",
            "tax identification code",
            "cyprus tax",
            "vat",
        ],
        columns: &["tic", "cy vat", "φπα", "cyprus tax"],
        ..tax("CY_TIC", "Cypriot tax identification code", "Τμήμα Φορολογίας; OECD, TIN rules, Cyprus")
    },
    forms: &[Form {
        fields: &[Field::Within(2, &[(0, 11), (13, 99)]), Field::Digits(6), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
                let counts = p.iter().map(|b| usize::from(b.wrapping_sub(b'0') % 10)).enumerate();
                let sum: u32 = counts.map(|(i, v)| if i % 2 == 0 { ODD[v] } else { v as u32 }).sum();
                Some(b'A' + (sum % 26) as u8)
            })
        },
        check: "mod-26-letter",
        one_in: 26,
        catches: [99, 98],
        spellings: &[bare("99999999A"), peculiar("cy99999999A")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Maltese identity card number, `0123456M`: serial, year, and a letter: M, G, A, P, L, H, B or Z. There is no check
/// digit.
///
/// Source: Identity Card and other Identity Documents Act, Cap. 258; OECD, TIN rules, Malta.
const MT_ID_CARD: Identifier = Identifier {
    facts: Facts {
        example: "0123456M",
        regions: &["MT"],
        context: &["id card", "karta tal-identità", "karta tal-identita", "maltese id", "malta id"],
        columns: &["id card", "karta identita", "mt id"],
        ..person("MT_ID_CARD", "Maltese identity card number", "Cap. 258; OECD, TIN rules, Malta")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Of(b"MGAPLHBZ")],
        check: "letter",
        one_in: 3,
        catches: [19, 0],
        spellings: &[bare("9999999A")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Maltese VAT number, `MT11679112`: the sum of digits times 3 4 6 7 8 9 and the last two leaves nothing by 37.
///
/// Source: Value Added Tax Act, Cap. 406; European Commission, VIES.
const MT_VAT: Identifier = Identifier {
    facts: Facts {
        example: "MT11679112",
        regions: &["MT"],
        context: &["vat", "vat no", "vat number", "taxxa", "maltese vat"],
        columns: &["vat", "mt vat"],
        ..tax("MT_VAT", "Maltese VAT number", "Value Added Tax Act, Cap. 406; VIES")
    },
    forms: &[Form {
        fields: &[Field::Within(6, &[(100_000, 999_999)]), Field::Check(2)],
        complete: |n| ends_in(2, n, |p| Some((37 - weighted(p, &[3, 4, 6, 7, 8, 9]) % 37).into())),
        check: "mod-37",
        one_in: 111,
        catches: [99, 97],
        spellings: &[peculiar("mt99999999"), peculiar("mt 99999999"), bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Turkish identity number (T.C. kimlik no), `17291716060`: nine digits that do not begin with 0; the tenth is 7 times
/// the sum of those at odd places less that of those at even ones, the last the sum of all, both modulo 10.
///
/// Source: 5490 sayılı Nüfus Hizmetleri Kanunu; Nüfus ve Vatandaşlık İşleri Genel Müdürlüğü.
const TR_NATIONAL_ID: Identifier = Identifier {
    facts: Facts {
        example: "17291716060",
        regions: &["TR"],
        context: &["tckn", "tc kimlik", "t.c. kimlik", "kimlik no", "kimlik numarası", "tc no", "turkish id"],
        columns: &["tckn", "tc kimlik", "kimlik", "tcno", "tc kimlik numarasi"],
        ..person("TR_NATIONAL_ID", "Turkish identity number (T.C. kimlik no)", "5490 sayılı Nüfus Hizmetleri Kanunu")
    },
    forms: &[Form {
        fields: &[Field::Within(1, &[(1, 9)]), Field::Digits(8), Field::Check(2)],
        complete: |n| {
            let Some((payload, checks)) = n.split_last_chunk_mut::<2>() else { return false };
            let tenth = (weighted(payload, &[7, 9, 7, 9, 7, 9, 7, 9, 7])) % 10;
            let last = (weighted(payload, &[1; 9]) + tenth) % 10;
            *checks = [b'0' + tenth as u8, b'0' + last as u8];
            true
        },
        check: "mod-10-two-digits",
        one_in: 111,
        catches: [99, 85],
        spellings: &[bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Turkish tax number (VKN), `4540536920`: nine digits, and a check digit from each digit plus its distance from the
/// end, times a power of two modulo 9.
///
/// Source: 213 sayılı Vergi Usul Kanunu; Gelir İdaresi Başkanlığı.
const TR_VKN: Identifier = Identifier {
    facts: Facts {
        example: "4540536920",
        regions: &["TR"],
        context: &["vkn", "vergi no", "vergi numarası", "vergi kimlik", "vergi dairesi", "turkish tax"],
        columns: &["vkn", "vergi", "vergi kimlik", "vergi numarasi"],
        ..tax("TR_VKN", "Turkish tax number (VKN)", "213 sayılı Vergi Usul Kanunu; Gelir İdaresi Başkanlığı")
    },
    forms: &[Form {
        fields: &[Field::Digits(9), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let sum: u32 = p
                    .iter()
                    .rev()
                    .zip(1u32..)
                    .map(|(b, place)| match (u32::from(b.wrapping_sub(b'0')) + place) % 10 {
                        0 => 0,
                        v => match (v << place) % 9 {
                            0 => 9,
                            rest => rest,
                        },
                    })
                    .sum();
                below_ten((10 - sum % 10) % 10)
            })
        },
        check: "vkn",
        one_in: 10,
        catches: [99, 94],
        spellings: &[bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};
