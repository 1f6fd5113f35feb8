//! Central America and the Caribbean.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, weighted};
use crate::identifier::{Dates, Era, Field, Form, Identifier, bare, grouped, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] =
    &[GT_NIT, GT_CUI, SV_NIT, SV_DUI, HN_DNI, NI_CEDULA, CR_CPF, CR_CPJ, DO_CEDULA, DO_RNC, CU_NI];

/// Número de Identificación Tributaria (NIT), `576937-K`: six to eight digits and a check digit: weights 2, 3, … from the
/// right modulo 11, K for ten.
///
/// Source: Superintendencia de Administración Tributaria, Código Tributario, artículo 120.
const GT_NIT: Identifier = Identifier {
    facts: Facts {
        example: "576937-K",
        regions: &["GT"],
        context: &["nit", "identificación tributaria", "sat", "contribuyente"],
        columns: &["nit", "nro nit"],
        ..tax("GT_NIT", "Guatemalan tax number (NIT)", "Superintendencia de Administración Tributaria")
    },
    forms: &[
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)]), Field::Check(1)],
            spellings: &[grouped("9999999-X"), bare("99999999"), bare("9999999K")],
            ..NIT
        },
        Form {
            fields: &[Field::Within(6, &[(100_000, 999_999)]), Field::Check(1)],
            spellings: &[grouped("999999-X"), bare("9999999"), bare("999999K")],
            ..NIT
        },
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 99_999_999)]), Field::Check(1)],
            spellings: &[grouped("99999999-X"), bare("999999999"), bare("99999999K")],
            ..NIT
        },
    ],
    tail: 3,
};

const NIT: Form = Form {
    complete: |n| {
        ends(n, |p| {
            let sum = weighted(p, &[9, 8, 7, 6, 5, 4, 3, 2][8 - p.len()..]);
            Some(below_ten((11 - sum % 11) % 11).unwrap_or(b'K'))
        })
    },
    check: "mod-11-weighted",
    one_in: 40,
    catches: [97, 97],
    ..Form::DEFAULT
};

/// Código Único de Identificación (CUI, DPI), `2345 67899 0101`: eight digits, check digit (weights 2 to 9 modulo 11),
/// department (01 to 22), municipality.
///
/// Source: Registro Nacional de las Personas, Decreto 90-2005, artículo 61.
const GT_CUI: Identifier = Identifier {
    facts: Facts {
        example: "2345 67899 0101",
        regions: &["GT"],
        context: &["cui", "dpi", "código único de identificación", "documento personal", "renap"],
        columns: &["cui", "dpi", "nro dpi"],
        ..person(
            "GT_CUI",
            "Guatemalan identification code (CUI/DPI)",
            "Registro Nacional de las Personas, Decreto 90-2005",
        )
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1), Field::Within(2, &[(1, 22)]), Field::Within(2, &[(1, 33)])],
        complete: |n| {
            let Some((number, _)) = n.split_at_mut_checked(9) else { return false };
            ends(number, |p| below_ten(weighted(p, &[2, 3, 4, 5, 6, 7, 8, 9]) % 11))
        },
        check: "mod-11-weighted",
        one_in: 150,
        catches: [83, 91],
        spellings: &[peculiar("9999 99999 9999"), bare("9999999999999"), peculiar("9999-99999-9999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Número de Identificación Tributaria (NIT), `0614-050707-104-8`: municipality, date of birth or founding (ddmmyy), serial,
/// check digit modulo 11 with weights that depend on the serial (up to 100: 14 to 2, else 2 7 6 5 4 3 2 7 6 5 4 3 2).
///
/// Source: Ministerio de Hacienda, Ley del Registro y Control Especial de Contribuyentes.
const SV_NIT: Identifier = Identifier {
    facts: Facts {
        example: "0614-050707-104-8",
        regions: &["SV"],
        context: &["nit", "identificación tributaria", "hacienda", "contribuyente"],
        columns: &["nit", "nro nit"],
        ..tax("SV_NIT", "Salvadoran tax number (NIT)", "Ministerio de Hacienda, Registro de Contribuyentes")
    },
    forms: &[Form {
        fields: &[Field::Of(b"019"), Field::Digits(3), Field::Date(&DDMMYY), Field::Digits(3), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let check = if p[10..] <= b"100"[..] {
                    weighted(p, &[14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 % 10
                } else {
                    (11 - weighted(p, &[2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
                };
                below_ten(check)
            })
        },
        check: "mod-11-weighted",
        one_in: 910,
        catches: [97, 97],
        spellings: &[peculiar("9999-999999-999-9"), bare("99999999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const DDMMYY: Dates = Dates { layout: "DDMMYY", sign: None, eras: &[Era::years(1926, 2025)] };

/// Documento Único de Identidad (DUI), `00016297-5`: weights 9 to 2 modulo 10.
///
/// Source: Registro Nacional de las Personas Naturales, Decreto Legislativo 581 (2001).
const SV_DUI: Identifier = Identifier {
    facts: Facts {
        example: "00016297-5",
        regions: &["SV"],
        context: &["dui", "documento único de identidad", "documento unico", "rnpn"],
        columns: &["dui", "nro dui"],
        ..person("SV_DUI", "Salvadoran identity document number (DUI)", "Registro Nacional de las Personas Naturales")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[9, 8, 7, 6, 5, 4, 3, 2]) % 10) % 10)),
        check: "mod-10-weighted",
        one_in: 10,
        catches: [90, 100],
        spellings: &[grouped("99999999-9"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Documento nacional de identificación (DNI), `0801-1985-12345`: municipality, year of registration, serial.
///
/// Source: Registro Nacional de las Personas, Decreto 62-2004.
const HN_DNI: Identifier = Identifier {
    facts: Facts {
        example: "0801-1985-12345",
        regions: &["HN"],
        context: &["dni", "tarjeta de identidad", "identidad", "rnp", "documento nacional"],
        columns: &["dni", "identidad", "tarjeta identidad"],
        ..person("HN_DNI", "Honduran identity card number (DNI)", "Registro Nacional de las Personas, Decreto 62-2004")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(1, 18)]),
            Field::Within(2, &[(1, 28)]),
            Field::Within(4, &[(1900, 2025)]),
            Field::Digits(5),
        ],
        check: "structure",
        one_in: 1600,
        catches: [31, 47],
        spellings: &[peculiar("9999-9999-99999"), bare("9999999999999"), grouped("9999 9999 99999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cédula de identidad, `001-120585-0012K`: municipality, date of birth (ddmmyy), serial, letter.
///
/// Source: Consejo Supremo Electoral, Ley de Identificación Ciudadana (Ley 152).
const NI_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "001-120585-0012K",
        regions: &["NI"],
        context: &["cédula", "cedula", "cédula de identidad", "cédula nicaragüense"],
        columns: &["cedula", "cedula identidad", "nro cedula"],
        ..person("NI_CEDULA", "Nicaraguan identity card number (cédula)", "Ley de Identificación Ciudadana (Ley 152)")
    },
    forms: &[Form {
        fields: &[Field::Digits(3), Field::Date(&DDMMYY), Field::Digits(4), Field::Letters(1)],
        check: "date",
        one_in: 27,
        catches: [13, 29],
        spellings: &[peculiar("999-999999-9999A"), grouped("9999999999999A")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cédula de identidad (cédula de persona física), `1-0913-0259`: province (1 to 9), volume, entry.
///
/// Source: Tribunal Supremo de Elecciones, Ley 3504; Ministerio de Hacienda.
const CR_CPF: Identifier = Identifier {
    facts: Facts {
        example: "1-0913-0259",
        regions: &["CR"],
        context: &["cédula", "cedula", "cédula física", "cédula de identidad", "tse"],
        columns: &["cedula", "cedula fisica", "nro cedula"],
        ..person(
            "CR_CEDULA",
            "Costa Rican identity card number (cédula física)",
            "Tribunal Supremo de Elecciones, Ley 3504",
        )
    },
    forms: &[Form {
        fields: &[Field::Of(b"123456789"), Field::Digits(8)],
        check: "structure",
        one_in: 1,
        catches: [1, 0],
        spellings: &[grouped("9-9999-9999"), bare("999999999"), grouped("9 9999 9999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cédula de persona jurídica, `3-101-123456`: class (2 to 5), kind, serial.
///
/// Source: Registro Nacional; Decreto Ejecutivo 34691.
const CR_CPJ: Identifier = Identifier {
    facts: Facts {
        example: "3-101-123456",
        regions: &["CR"],
        context: &["cédula jurídica", "cedula juridica", "persona jurídica", "céd. jur"],
        columns: &["cedula juridica", "ced juridica"],
        ..tax(
            "CR_CEDULA_JURIDICA",
            "Costa Rican legal entity number (cédula jurídica)",
            "Registro Nacional; Decreto 34691",
        )
    },
    forms: &[Form {
        fields: &[
            Field::In(&[
                "2100", "2200", "2300", "2400", "3002", "3003", "3004", "3005", "3006", "3007", "3008", "3009", "3010",
                "3011", "3012", "3013", "3014", "3101", "3102", "3103", "3104", "3105", "3106", "3107", "3108", "3109",
                "3110", "4000", "5001",
            ]),
            Field::Digits(6),
        ],
        check: "structure",
        one_in: 340,
        catches: [33, 30],
        spellings: &[peculiar("9-999-999999"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cédula de identidad y electoral, `001-1391880-9`: municipality, serial, Luhn digit.
///
/// Source: Junta Central Electoral, Ley 8-92.
const DO_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "001-1391880-9",
        regions: &["DO"],
        context: &["cédula", "cedula", "cédula de identidad", "jce", "cédula electoral"],
        columns: &["cedula", "cedula identidad", "nro cedula"],
        ..person("DO_CEDULA", "Dominican identity card number (cédula)", "Junta Central Electoral, Ley 8-92")
    },
    forms: &[Form {
        fields: &[Field::Digits(10), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 10,
        catches: [100, 90],
        spellings: &[peculiar("999-9999999-9"), bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Registro Nacional del Contribuyente (RNC), `1-01-85004-3`: weights 7 9 8 6 5 4 3 2 modulo 11.
///
/// Source: Dirección General de Impuestos Internos, Ley 53-70.
const DO_RNC: Identifier = Identifier {
    facts: Facts {
        example: "1-01-85004-3",
        regions: &["DO"],
        context: &["rnc", "registro nacional del contribuyente", "dgii", "contribuyente"],
        columns: &["rnc", "nro rnc"],
        ..tax("DO_RNC", "Dominican taxpayer number (RNC)", "Dirección General de Impuestos Internos, Ley 53-70")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[7, 9, 8, 6, 5, 4, 3, 2]) % 11) % 9 + 1)),
        check: "mod-11-weighted",
        one_in: 10,
        catches: [96, 96],
        spellings: &[peculiar("9-99-99999-9"), bare("999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Número de identidad permanente, `85051214532`: date of birth (yymmdd), century (9 for 18, 0 to 5 for 19, 6 to 8 for 20),
/// four digits.
///
/// Source: Ministerio del Interior, Decreto-Ley 248 (2007), Sistema de identificación.
const CU_NI: Identifier = Identifier {
    facts: Facts {
        example: "85051214532",
        regions: &["CU"],
        context: &[
            "carné de identidad",
            "carnet de identidad",
            "número de identidad",
            "numero de identidad",
            "identidad permanente",
        ],
        columns: &["carne identidad", "numero identidad", "identidad permanente"],
        ..person("CU_NI", "Cuban permanent identity number", "Decreto-Ley 248 (2007), Ministerio del Interior")
    },
    forms: &[Form {
        fields: &[Field::Date(&CU_DATES), Field::Sign, Field::Digits(4)],
        check: "date",
        one_in: 29,
        catches: [19, 33],
        spellings: &[bare("99999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

const CU_DATES: Dates = Dates {
    layout: "YYMMDD",
    sign: Some(6),
    eras: &[
        Era::years(1900, 1999).signed(b"012345"),
        Era::years(2000, 2025).signed(b"678"),
        Era::years(2026, 2099).signed(b"678"),
        Era::years(1800, 1899).signed(b"9"),
    ],
};
