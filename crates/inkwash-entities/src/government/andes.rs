//! South America without Brazil.

use inkwash_core::Facts;

use crate::checks::{below_ten, ends, luhn_digit, weighted};
use crate::identifier::{Field, Form, Identifier, bare, grouped, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[
    AR_CUIT, AR_DNI, CL_RUT, PY_CEDULA, CO_NIT, CO_CEDULA, PE_RUC, PE_DNI, EC_RUC, EC_CEDULA, UY_RUT, UY_CEDULA,
    PY_RUC, VE_RIF, VE_CEDULA, BO_CEDULA,
];

/// The digit of the sum with weights 2, 3, … `top`, 2, 3, … from the right, taken from 11; ten is `ten`.
fn from_right(payload: &[u8], top: u32, ten: u8) -> u8 {
    let weights = (2..=top).cycle();
    let sum: u32 = payload.iter().rev().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
    below_ten((11 - sum % 11) % 11).unwrap_or(ten)
}

/// Clave Única de Identificación Tributaria or Laboral (CUIT, CUIL), `20-05536168-2`: kind (2), eight digits
/// (of persons the DNI), check digit: weights 5 4 3 2 7 6 5 4 3 2 modulo 11; where it would be ten, it is 9.
///
/// Source: Agencia de Recaudación y Control Aduanero (ARCA), Clave Única; ANSES, CUIL.
const AR_CUIT: Identifier = Identifier {
    facts: Facts {
        example: "20-05536168-2",
        regions: &["AR"],
        context: &["cuit", "cuil", "cuit/cuil", "clave única", "afip", "arca", "anses", "monotributo"],
        columns: &["cuit", "cuil", "cuit cuil", "nro cuit"],
        ..tax(
            "AR_CUIT",
            "Argentine tax and labour number (CUIT/CUIL)",
            "ARCA, Clave Única de Identificación Tributaria",
        )
    },
    forms: &[Form {
        fields: &[
            Field::In(&["20", "23", "24", "25", "26", "27", "30", "33", "34", "50", "51", "55"]),
            Field::Digits(8),
            Field::Check(1),
        ],
        complete: |n| {
            ends(n, |p| {
                let rest = weighted(p, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
                Some(below_ten((11 - rest) % 11).unwrap_or(b'9'))
            })
        },
        check: "mod-11-weighted",
        one_in: 83,
        passes_one_in: 7,
        catches: [97, 97],
        spellings: &[peculiar("99-99999999-9"), bare("99999999999"), grouped("99 99999999 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Documento nacional de identidad (DNI), `12.345.678`: seven or eight digits without check.
///
/// Source: Registro Nacional de las Personas (RENAPER), Ley 17.671.
const AR_DNI: Identifier = Identifier {
    facts: Facts {
        example: "20.123.456",
        regions: &["AR"],
        context: &["dni", "documento nacional", "documento de identidad", "renaper", "d.n.i"],
        against: &["ref", "referencia", "factura", "pedido", "orden", "folio"],
        columns: &["dni", "nro dni"],
        ..person("AR_DNI", "Argentine national identity document number (DNI)", "RENAPER, Ley 17.671")
    },
    forms: &[
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 99_999_999)])],
            spellings: &[bare("99.999.999"), bare("99999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)])],
            spellings: &[bare("9.999.999"), bare("9999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Rol único tributario or nacional (RUT, RUN), `12.345.678-5`: seven or eight digits and a check digit,
/// weights 2 to 7 from the right modulo 11, K for ten.
///
/// Source: Servicio de Registro Civil e Identificación, DFL 2.128/1930; Servicio de Impuestos Internos.
const CL_RUT: Identifier = Identifier {
    facts: Facts {
        example: "12.345.678-5",
        regions: &["CL"],
        context: &["rut", "run:", "run n", "rol único", "rol unico", "cédula chilena", "r.u.t", "contribuyente"],
        columns: &["rut", "run", "rut cliente", "rol unico tributario"],
        ..person(
            "CL_RUT",
            "Chilean national and tax number (RUT/RUN)",
            "Servicio de Registro Civil e Identificación; SII",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 99_999_999)]), Field::Check(1)],
            complete: |n| ends(n, |p| Some(from_right(p, 7, b'K'))),
            check: "mod-11-weighted",
            one_in: 40,
            catches: [97, 97],
            spellings: &[peculiar("99.999.999-X"), grouped("99999999-X"), bare("999999999"), bare("99999999K")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)]), Field::Check(1)],
            complete: |n| ends(n, |p| Some(from_right(p, 7, b'K'))),
            check: "mod-11-weighted",
            one_in: 40,
            catches: [97, 97],
            spellings: &[peculiar("9.999.999-X"), grouped("9999999-X"), bare("99999999"), bare("9999999K")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Número de Identificación Tributaria (NIT), `213.123.432-1`: nine digits and a check digit, weights 3 7 13
/// 17 19 23 29 37 41 from the right modulo 11; remainders 0 and 1 stay, others are taken from 11.
///
/// Source: Dirección de Impuestos y Aduanas Nacionales (DIAN), Orden Administrativa 4 de 1989.
const CO_NIT: Identifier = Identifier {
    facts: Facts {
        example: "213.123.432-1",
        regions: &["CO"],
        context: &["nit", "identificación tributaria", "identificacion tributaria", "dian", "rut"],
        columns: &["nit", "nro nit"],
        ..tax("CO_NIT", "Colombian tax number (NIT)", "DIAN, Orden Administrativa 4 de 1989")
    },
    forms: &[Form {
        fields: &[Field::Within(9, &[(100_000_000, 999_999_999)]), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let rest = weighted(p, &[41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
                below_ten(if rest < 2 { rest } else { 11 - rest })
            })
        },
        check: "mod-11-weighted",
        one_in: 11,
        catches: [97, 97],
        spellings: &[peculiar("999.999.999-9"), grouped("999999999-9"), bare("9999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cédula de ciudadanía, `1.020.304.050` (since 2003 ten digits, before six to eight), without check.
///
/// Source: Registraduría Nacional del Estado Civil, Ley 39 de 1961.
const CO_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "1.020.304.050",
        regions: &["CO"],
        context: &["cédula de ciudadanía", "cedula de ciudadania", "cédula", "cedula", "c.c.", "nuip", "cc"],
        against: &["ref", "referencia", "factura", "pedido", "orden", "folio", "gcc", "compiler"],
        columns: &["cedula", "cedula ciudadania", "nuip"],
        ..person("CO_CEDULA", "Colombian citizen's card number (cédula)", "Registraduría Nacional del Estado Civil")
    },
    forms: &[
        Form {
            fields: &[Field::In(&["10", "11", "12"]), Field::Digits(8)],
            check: "structure",
            one_in: 33,
            catches: [17, 16],
            spellings: &[bare("9999999999"), grouped("9.999.999.999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 99_999_999)])],
            spellings: &[bare("99999999"), bare("99.999.999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)])],
            spellings: &[bare("9999999"), bare("9.999.999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Registro Único de Contribuyentes (RUC), `20512333797`: kind (10, 15, 16, 17 persons, 20 firms), eight
/// digits, check digit: weights 5 4 3 2 7 6 5 4 3 2 modulo 11.
///
/// Source: SUNAT, Ley del Registro Único de Contribuyentes (D. Leg. 943).
const PE_RUC: Identifier = Identifier {
    facts: Facts {
        example: "20512333797",
        regions: &["PE"],
        context: &["ruc", "registro único", "registro unico", "sunat", "contribuyente"],
        columns: &["ruc", "nro ruc"],
        ..tax("PE_RUC", "Peruvian taxpayer number (RUC)", "SUNAT, D. Leg. 943")
    },
    forms: &[Form {
        fields: &[Field::In(&["10", "15", "16", "17", "20"]), Field::Digits(8), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((11 - weighted(p, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10)),
        check: "mod-11-weighted",
        one_in: 200,
        catches: [97, 97],
        spellings: &[bare("99999999999"), grouped("99-99999999-9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Documento nacional de identidad (DNI): eight digits, followed on newer cards by a check character, `10117410-2`:
/// weights 3 2 7 6 5 4 3 2 modulo 11, as a digit or a letter.
///
/// Source: RENIEC, Ley 26497; "Código Único de Identificación", dígito de verificación.
const PE_DNI: Identifier = Identifier {
    facts: Facts {
        example: "10117410-2",
        regions: &["PE"],
        context: &["dni", "documento nacional", "documento de identidad", "reniec", "código único de identificación"],
        columns: &["dni", "nro dni", "documento identidad"],
        ..person("PE_DNI", "Peruvian national identity document number (DNI)", "RENIEC, Ley 26497")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, |p| Some(b"65432110987"[dni_rest(p)])),
            check: "mod-11-weighted",
            one_in: 10,
            catches: [97, 97],
            spellings: &[grouped("99999999-9"), bare("999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Digits(8), Field::Check(1)],
            complete: |n| ends(n, |p| Some(b"KJIHGFEDCBA"[dni_rest(p)])),
            check: "mod-11-weighted",
            one_in: 26,
            catches: [97, 97],
            spellings: &[grouped("99999999-A"), bare("99999999A")],
            ..Form::DEFAULT
        },
        Form { fields: &[Field::Digits(8)], spellings: &[bare("99999999")], ..Form::DEFAULT },
    ],
    tail: 3,
};

fn dni_rest(payload: &[u8]) -> usize {
    (weighted(payload, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) as usize
}

/// A province of Ecuador, or 30 for those abroad.
const EC_PROVINCES: Field = Field::Within(2, &[(1, 24), (30, 30), (50, 50)]);

/// Registro Único de Contribuyentes (RUC), `1710034065001`: of persons the cédula and the number of the
/// establishment; public bodies have a 6 in the third place and the weights 3 2 7 6 5 4 3 2, firms a 9 and 4 3 2
/// 7 6 5 4 3 2, modulo 11. Firms' numbers given out since 2021 do not keep the check: they are taken too.
///
/// Source: Servicio de Rentas Internas, Ley del Registro Único de Contribuyentes.
const EC_RUC: Identifier = Identifier {
    facts: Facts {
        example: "1710034065001",
        regions: &["EC"],
        context: &["ruc", "registro único", "registro unico", "contribuyente", "contribuyentes", "sri"],
        columns: &["ruc", "nro ruc"],
        ..tax("EC_RUC", "Ecuadorian taxpayer number (RUC)", "Servicio de Rentas Internas, Ley del RUC")
    },
    forms: &[
        Form {
            fields: &[EC_PROVINCES, Field::Within(1, &[(0, 5)]), Field::Digits(6), Field::Check(1), BRANCH],
            complete: |n| {
                let Some((number, _)) = n.split_at_mut_checked(10) else { return false };
                ends(number, |p| Some(luhn_digit(p)))
            },
            check: "luhn",
            one_in: 640,
            catches: [84, 90],
            spellings: &[bare("9999999999999"), grouped("9999999999-999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[EC_PROVINCES, Field::Of(b"6"), Field::Digits(5), Field::Check(1), Field::Of(b"0"), BRANCH],
            complete: |n| {
                n[8] = from_right(&n[..8], 7, b'X');
                n[8] != b'X'
            },
            check: "mod-11-weighted",
            one_in: 42_000,
            catches: [84, 90],
            spellings: &[bare("9999999999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[EC_PROVINCES, Field::Of(b"9"), Field::Digits(7), BRANCH],
            check: "structure",
            one_in: 400,
            catches: [23, 38],
            spellings: &[bare("9999999999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// An establishment.
const BRANCH: Field = Field::Within(3, &[(1, 99)]);

/// Cédula de identidad, `1710034065`: province, a digit below 6, six digits, and a Luhn digit.
///
/// Source: Dirección General de Registro Civil, Ley Orgánica de Gestión de la Identidad.
const EC_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "171003406-5",
        regions: &["EC"],
        context: &["cédula", "cedula", "cédula de identidad", "registro civil", "c.i.", "ci"],
        columns: &["cedula", "cedula identidad", "nro cedula"],
        ..person("EC_CEDULA", "Ecuadorian identity card number (cédula)", "Dirección General de Registro Civil")
    },
    forms: &[Form {
        fields: &[EC_PROVINCES, Field::Within(1, &[(0, 5)]), Field::Digits(6), Field::Check(1)],
        complete: |n| ends(n, |p| Some(luhn_digit(p))),
        check: "luhn",
        one_in: 64,
        catches: [97, 90],
        spellings: &[bare("9999999999"), grouped("999999999-9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Registro Único Tributario (RUT), `211003420017`: office (01 to 22), six digits, 001, check digit: weights 4 3 2
/// 9 8 7 6 5 4 3 2 modulo 11.
///
/// Source: Dirección General Impositiva, Resolución 1/1994.
const UY_RUT: Identifier = Identifier {
    facts: Facts {
        example: "211003420017",
        regions: &["UY"],
        context: &["rut", "registro único tributario", "dgi", "contribuyente", "r.u.t"],
        columns: &["rut", "nro rut"],
        ..tax("UY_RUT", "Uruguayan taxpayer number (RUT)", "Dirección General Impositiva")
    },
    forms: &[Form {
        fields: &[
            Field::Within(2, &[(1, 22)]),
            Field::Within(6, &[(1, 999_999)]),
            Field::In(&["001"]),
            Field::Check(1),
        ],
        complete: |n| ends(n, |p| below_ten((11 - weighted(p, &[4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11)),
        check: "mod-11-weighted",
        one_in: 50_000,
        catches: [99, 99],
        spellings: &[bare("999999999999"), peculiar("99-999999-999-9"), grouped("99 999999 999 9")],
        ..Form::DEFAULT
    }],
    tail: 4,
};

/// Cédula de identidad, `1.234.567-2`: weights 2 9 8 7 6 3 4 modulo 10.
///
/// Source: Dirección Nacional de Identificación Civil, Ley 14.762.
const UY_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "1.234.567-2",
        regions: &["UY"],
        context: &["cédula", "cedula", "cédula de identidad", "c.i.", "ci", "dnic"],
        columns: &["cedula", "cedula identidad", "nro cedula"],
        ..person("UY_CEDULA", "Uruguayan identity card number (cédula)", "Dirección Nacional de Identificación Civil")
    },
    forms: &[Form {
        fields: &[Field::Digits(7), Field::Check(1)],
        complete: |n| ends(n, |p| below_ten((10 - weighted(p, &[2, 9, 8, 7, 6, 3, 4]) % 10) % 10)),
        check: "mod-10-weighted",
        one_in: 10,
        catches: [94, 100],
        spellings: &[peculiar("9.999.999-9"), grouped("9999999-9"), bare("99999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Registro Único del Contribuyente (RUC), `80028061-0`: six to eight digits (of persons the cédula) and a check
/// digit, weights 2, 3, … from the right modulo 11, 0 for ten.
///
/// Source: Dirección Nacional de Ingresos Tributarios, Decreto 10.797/2013.
const PY_RUC: Identifier = Identifier {
    facts: Facts {
        example: "80028061-0",
        regions: &["PY"],
        context: &["ruc", "registro único", "registro unico", "contribuyente", "dnit", "timbrado"],
        columns: &["ruc", "nro ruc"],
        ..tax("PY_RUC", "Paraguayan taxpayer number (RUC)", "Dirección Nacional de Ingresos Tributarios")
    },
    forms: &[
        Form {
            fields: &[Field::Within(8, &[(10_000_000, 99_999_999)]), Field::Check(1)],
            spellings: &[grouped("99999999-9"), bare("999999999")],
            one_in: 11,
            ..PY_FORM
        },
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)]), Field::Check(1)],
            spellings: &[grouped("9999999-9"), grouped("9.999.999-9"), bare("99999999")],
            one_in: 11,
            ..PY_FORM
        },
        Form {
            fields: &[Field::Within(6, &[(100_000, 999_999)]), Field::Check(1)],
            spellings: &[grouped("999999-9")],
            one_in: 11,
            ..PY_FORM
        },
    ],
    tail: 3,
};

const PY_FORM: Form = Form {
    complete: |n| ends(n, |p| Some(from_right(p, 11, b'0'))),
    check: "mod-11-weighted",
    catches: [97, 97],
    ..Form::DEFAULT
};

/// Cédula de identidad civil: six or seven digits without check.
///
/// Source: Departamento de Identificaciones, Policía Nacional.
const PY_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "4.567.890",
        regions: &["PY"],
        context: &["cédula de identidad civil", "cédula paraguaya", "cedula paraguaya", "c.i.c"],
        columns: &["cedula", "cedula paraguaya"],
        ..person(
            "PY_CEDULA",
            "Paraguayan identity card number (cédula)",
            "Departamento de Identificaciones, Policía Nacional",
        )
    },
    forms: &[
        Form {
            fields: &[Field::Within(7, &[(1_000_000, 9_999_999)])],
            spellings: &[bare("9.999.999"), bare("9999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Within(6, &[(100_000, 999_999)])],
            spellings: &[bare("999.999"), bare("999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 2,
};

/// Registro de Información Fiscal (RIF), `V-11470283-4`: a letter for the kind of holder, eight digits, check
/// digit: weights 3 2 7 6 5 4 3 2, to which the letter adds (V 4, E 8, J 12, P 16, G 20), modulo 11.
///
/// Source: SENIAT, Providencia Administrativa 0073 (2006).
const VE_RIF: Identifier = Identifier {
    facts: Facts {
        example: "V-11470283-4",
        regions: &["VE"],
        context: &["rif", "registro de información fiscal", "información fiscal", "seniat", "contribuyente"],
        columns: &["rif", "nro rif"],
        ..tax("VE_RIF", "Venezuelan fiscal register number (RIF)", "SENIAT, Providencia 0073")
    },
    forms: &[Form {
        fields: &[Field::Of(b"VEJPG"), Field::Digits(8), Field::Check(1)],
        complete: |n| {
            ends(n, |p| {
                let kind = b"VEJPG".iter().position(|k| *k == p[0])? as u32;
                let rest = (4 * kind + 4 + weighted(&p[1..], &[3, 2, 7, 6, 5, 4, 3, 2])) % 11;
                Some(b"00987654321"[rest as usize])
            })
        },
        check: "mod-11-weighted",
        one_in: 52,
        catches: [95, 95],
        spellings: &[peculiar("A-99999999-9"), grouped("A999999999"), grouped("A-999999999")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Cédula de identidad, `V-12.345.678`: V for citizens, E for others, seven or eight digits without check.
///
/// Source: Servicio Administrativo de Identificación, Migración y Extranjería (SAIME), Ley Orgánica de Identificación.
const VE_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "V-12.345.678",
        regions: &["VE"],
        context: &["cédula", "cedula", "cédula de identidad", "c.i.", "ci", "saime"],
        columns: &["cedula", "cedula identidad", "nro cedula"],
        ..person("VE_CEDULA", "Venezuelan identity card number (cédula)", "SAIME, Ley Orgánica de Identificación")
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"VE"), Field::Within(8, &[(10_000_000, 99_999_999)])],
            check: "structure",
            one_in: 14,
            catches: [25, 1],
            spellings: &[grouped("A-99.999.999"), grouped("A-99999999"), bare("A99999999")],
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"VE"), Field::Within(7, &[(1_000_000, 9_999_999)])],
            check: "structure",
            one_in: 14,
            catches: [28, 1],
            spellings: &[grouped("A-9.999.999"), grouped("A-9999999"), bare("A9999999")],
            ..Form::DEFAULT
        },
    ],
    tail: 3,
};

/// Cédula de identidad: seven digits, with the department that gave it out, `4567890 LP`. No check.
///
/// Source: Servicio General de Identificación Personal (SEGIP), Ley 145.
const BO_CEDULA: Identifier = Identifier {
    facts: Facts {
        example: "4567890 LP",
        regions: &["BO"],
        context: &["cédula", "cedula", "carnet de identidad", "cédula de identidad", "c.i.", "ci", "segip"],
        columns: &["cedula", "carnet identidad", "nro cedula"],
        ..person("BO_CEDULA", "Bolivian identity card number (cédula)", "SEGIP, Ley 145")
    },
    forms: &[Form {
        fields: &[
            Field::Within(7, &[(1_000_000, 9_999_999)]),
            Field::In(&["LP", "CB", "SC", "CH", "OR", "PT", "TJ", "BE", "PD", "BN", "PA"]),
        ],
        check: "structure",
        one_in: 70,
        catches: [44, 16],
        spellings: &[grouped("9999999 AA"), grouped("9999999-AA"), bare("9999999AA")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
