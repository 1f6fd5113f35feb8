//! Finland.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, weighted_mod_11};
use crate::identifier::{Dates, Era, Field, Form, Identifier, grouped, peculiar, person, tax};
use crate::unique::number;

pub(crate) static IDENTIFIERS: &[Identifier] = &[HETU, BUSINESS_ID];

/// Personal identity code (henkilötunnus), `131052-308T`: date of birth (ddmmyy), a sign for the
/// century (several since 2023), an individual number from 002 on (from 900 on provisional), and
/// the remainder of all digits by 31 as a character.
///
/// Source: Laki väestötietojärjestelmästä 661/2009 § 11; asetus 128/2010 § 2 with 690/2022;
/// Digi- ja väestötietovirasto, "Henkilötunnus".
const HETU: Identifier = Identifier {
    facts: Facts {
        example: "131052-308T",
        regions: &["FI"],
        context: &[
            "henkilötunnus",
            "HENKILÖTUNNUS",
            "hetu",
            "hetun",
            "personbeteckning",
            "sotu",
            "finnish id",
            "personal identity code",
        ],
        columns: &["hetu", "henkilötunnus", "henkilotunnus", "personbeteckning", "personal identity code"],
        ..person(
            "FI_PERSONAL_IDENTITY_CODE",
            "Finnish personal identity code (henkilötunnus)",
            "Laki 661/2009 § 11; asetus 128/2010 § 2 and 690/2022",
        )
    },
    forms: &[Form {
        fields: &[Field::Date(&HETU_DATES), Field::Sign, Field::Within(3, &[(2, 999)]), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let rest = number(&p[..6]) * 1000 + number(&p[7..]);
                b"0123456789ABCDEFHJKLMNPRSTUVWXY".get((rest % 31) as usize).copied()
            })
        },
        check: "mod-31",
        one_in: 2_212,
        catches: [90, 98],
        spellings: &[peculiar("999999=999X")],
        ..Form::DEFAULT
    }],
    tail: 1,
};

const HETU_DATES: Dates = Dates {
    layout: "DDMMYY",
    sign: Some(6),
    eras: &[
        Era::years(1900, 1999).signed(b"-YXWVU"),
        Era::years(2000, 2025).signed(b"ABCDEF"),
        Era::years(2026, 2099).signed(b"ABCDEF"),
        Era::years(1850, 1899).signed(b"+"),
    ],
};

/// Business identity code (Y-tunnus), `1572860-0`, as VAT number `FI15728600`: weights 7 9 10 5 8
/// 4 2 modulo 11.
///
/// Source: Yritys- ja yhteisötietolaki 244/2001 § 9; Verohallinto, "Y-tunnuksen tarkistusmerkki".
const BUSINESS_ID: Identifier = Identifier {
    facts: Facts {
        example: "1572860-0",
        regions: &["FI"],
        context: &["y-tunnus", "ytunnus", "fo-nummer", "alv", "alv-numero", "business id", "vat"],
        columns: &["y tunnus", "ytunnus", "=fo", "business id", "fi vat"],
        ..tax("FI_BUSINESS_ID", "Finnish business identity code (Y-tunnus)", "Laki 244/2001 § 9; Verohallinto")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted_mod_11(p, &[7, 9, 10, 5, 8, 4, 2])) % 11)),
        check: "mod-11-weighted",
        one_in: 11,
        catches: [99, 99],
        spellings: &[grouped("9999999-9"), peculiar("fi99999999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
