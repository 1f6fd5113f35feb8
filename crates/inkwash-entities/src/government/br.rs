//! Brazil.

use inkwash_core::{Facts, Group};

use crate::checks::{below_ten, weighted};
use crate::identifier::{Field, Form, Identifier, bare, grouped, health, led, peculiar, person, tax};

pub(crate) static IDENTIFIERS: &[Identifier] = &[CPF, CNPJ, PIS, CNH, TITULO, CNS, RG, PASSPORT];

/// Eleven minus the sum modulo 11; 0 for ten and eleven.
fn eleven_minus(sum: u32) -> u8 {
    below_ten(11 - sum % 11).unwrap_or(b'0')
}

/// Whether it is one digit repeated: the checks of some numbers hold for these, and nobody has them.
fn repeats(number: &[u8]) -> bool {
    number.windows(2).all(|pair| pair[0] == pair[1])
}

/// Cadastro de Pessoas Físicas (CPF), `529.982.247-25`: nine digits (the ninth for the region), two check
/// digits: weights 10 to 2 and 11 to 2 modulo 11. One digit repeated is never given out.
///
/// Source: Receita Federal do Brasil, Instrução Normativa RFB nº 2.172/2024; Cadastro de Pessoas Físicas.
const CPF: Identifier = Identifier {
    facts: Facts {
        example: "529.982.247-25",
        regions: &["BR"],
        context: &["cpf", "cadastro de pessoas", "contribuinte", "receita federal", "brazilian tax"],
        columns: &["cpf", "cpf cnpj", "nr cpf", "num cpf"],
        ..tax("BR_CPF", "Brazilian natural persons' register number (CPF)", "Instrução Normativa RFB nº 2.172/2024")
    },
    forms: &[Form {
        fields: &[Field::Digits(9), Field::Check(2)],
        complete: |n| {
            n[9] = eleven_minus(weighted(&n[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]));
            n[10] = eleven_minus(weighted(&n[..10], &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]));
            !repeats(n)
        },
        check: "mod-11-weighted",
        one_in: 100,
        catches: [99, 99],
        spellings: &[
            peculiar("999.999.999-99"),
            bare("99999999999"),
            grouped("999999999-99"),
            peculiar("999 999 999-99"),
            grouped("999 999 999 99"),
        ],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Cadastro Nacional da Pessoa Jurídica (CNPJ), `11.222.333/0001-81`: eight characters for the firm, four
/// for the establishment, two check digits: weights 5 4 3 2 9 8 7 6 5 4 3 2 (and a 6 before them)
/// modulo 11. Numbers given out since July 2026 have letters too (`12.ABC.345/01DE-35`), which count as
/// their ASCII codes less 48. A firm of one person has one: it is personal data.
///
/// Source: Instrução Normativa RFB nº 2.229/2024; SERPRO, "Cálculo dos dígitos verificadores de CNPJ alfanumérico".
const CNPJ: Identifier = Identifier {
    facts: Facts {
        example: "11.222.333/0001-81",
        regions: &["BR"],
        context: &["cnpj", "pessoa jurídica", "pessoa juridica", "razão social", "fornecedor", "receita federal"],
        columns: &["cnpj", "cpf cnpj", "nr cnpj", "num cnpj"],
        ..tax("BR_CNPJ", "Brazilian legal entities' register number (CNPJ)", "Instrução Normativa RFB nº 2.229/2024")
    },
    forms: &[
        Form {
            fields: &[Field::Digits(12), Field::Check(2)],
            complete: |n| cnpj(n) && !repeats(n),
            one_in: 100,
            catches: [99, 99],
            spellings: &[
                peculiar("99.999.999/9999-99"),
                bare("99999999999999"),
                grouped("999999999999-99"),
                grouped("99999999/9999-99"),
                peculiar("99 999 999/9999-99"),
            ],
            ..CNPJ_FORM
        },
        Form {
            fields: &[
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Of(ALPHANUMERIC),
                Field::Check(2),
            ],
            complete: |n| cnpj(n) && n.iter().any(u8::is_ascii_uppercase),
            one_in: 100,
            catches: [95, 95],
            spellings: &[
                led(
                    12,
                    "XX.XXX.XXX/XXXX-99",
                    "![0-9A-Za-z] [0-9A-Za-z]{2}.[0-9A-Za-z]{3}.[0-9A-Za-z]{3}/[0-9A-Za-z]{4}-9{2} ![0-9A-Za-z]",
                ),
                led(0, "XXXXXXXXXXXX99", "![0-9A-Za-z] [0-9A-Za-z]{12}9{2} ![0-9A-Za-z]"),
            ],
            ..CNPJ_FORM
        },
    ],
    tail: 2,
};

const ALPHANUMERIC: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const CNPJ_FORM: Form = Form { check: "mod-11-weighted", ..Form::DEFAULT };

fn cnpj(n: &mut [u8]) -> bool {
    let digit = |part: &[u8]| {
        let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
        let values = part.iter().map(|b| u32::from(b.saturating_sub(b'0')));
        eleven_minus(values.zip(&weights[13 - part.len()..]).map(|(v, w)| v * w).sum())
    };
    n[12] = digit(&n[..12]);
    n[13] = digit(&n[..13]);
    true
}

/// Number of the social programmes (PIS, PASEP, NIT, NIS), `120.56412.54-5`: weights 3 2 9 8 7 6 5 4 3 2
/// modulo 11.
///
/// Source: Caixa Econômica Federal, Cadastro NIS; Instrução Normativa PRES/INSS nº 128/2022.
const PIS: Identifier = Identifier {
    facts: Facts {
        example: "120.56412.54-5",
        regions: &["BR"],
        context: &["pis", "pasep", "pis/pasep", "nis", "nit", "inscrição do trabalhador", "carteira de trabalho"],
        columns: &["pis", "pasep", "pis pasep", "nis"],
        ..health(
            "BR_PIS",
            "Brazilian social programmes' number (PIS/PASEP/NIS)",
            "Caixa Econômica Federal, Cadastro NIS",
        )
    },
    forms: &[Form {
        fields: &[Field::Digits(10), Field::Check(1)],
        complete: |n| {
            n[10] = eleven_minus(weighted(&n[..10], &[3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
            !repeats(n)
        },
        check: "mod-11-weighted",
        one_in: 10,
        catches: [97, 97],
        spellings: &[bare("99999999999"), peculiar("999.99999.99-9"), grouped("999 99999 99 9")],
        ..Form::DEFAULT
    }],
    tail: 3,
};

/// Registration number of a driving licence (Carteira Nacional de Habilitação, CNH), eleven digits: nine and
/// two check digits, weights 9 to 1 and 1 to 9 modulo 11, where a first remainder of ten takes two from
/// the second.
///
/// Source: Resolução CONTRAN nº 886/2021, art. 4º, for the layout; the weights are in use but not in its text.
const CNH: Identifier = Identifier {
    facts: Facts {
        group: Group::Vehicle,
        example: "22522791508",
        regions: &["BR"],
        context: &["cnh", "habilitação", "habilitacao", "carteira de motorista", "condutor", "detran"],
        columns: &["cnh", "habilitacao", "nr cnh", "num cnh"],
        ..person("BR_CNH", "Brazilian driving licence number (CNH)", "Resolução CONTRAN nº 886/2021, art. 4º")
    },
    forms: &[Form {
        fields: &[Field::Digits(9), Field::Check(2)],
        complete: |n| {
            let first = weighted(&n[..9], &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
            let second = weighted(&n[..9], &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
            let less = if first == 10 { 2 } else { 0 };
            n[9] = below_ten(first).unwrap_or(b'0');
            n[10] = below_ten((second + 11 - less) % 11).unwrap_or(b'0');
            !repeats(n)
        },
        check: "mod-11-weighted",
        one_in: 100,
        catches: [99, 99],
        spellings: &[bare("99999999999"), grouped("999999999-99")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Voter's number (título de eleitor), `6908 4709 2828`: eight digits, state (01 to 27, 28 abroad), two
/// check digits modulo 11: weights 2 to 9, and 7 8 9 over state and first check digit; where a remainder
/// is 0, São Paulo and Minas Gerais have 1.
///
/// Source: Resolução TSE nº 23.659/2021, art. 36; Resolução TSE nº 21.538/2003, art. 12.
const TITULO: Identifier = Identifier {
    facts: Facts {
        example: "6908 4709 2828",
        regions: &["BR"],
        context: &["título de eleitor", "titulo de eleitor", "título eleitoral", "eleitor", "zona eleitoral", "tse"],
        columns: &["titulo eleitor", "titulo de eleitor", "titulo eleitoral", "eleitor"],
        ..person("BR_VOTER_ID", "Brazilian voter's number (título de eleitor)", "Resolução TSE nº 23.659/2021, art. 36")
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Within(2, &[(1, 28)]), Field::Check(2)],
        complete: |n| {
            let lifted = matches!(&n[8..10], b"01" | b"02");
            let digit = |sum: u32| match sum % 11 {
                0 if lifted => b'1',
                rest => below_ten(rest).unwrap_or(b'0'),
            };
            n[10] = digit(weighted(&n[..8], &[2, 3, 4, 5, 6, 7, 8, 9]));
            n[11] = digit(weighted(&n[8..11], &[7, 8, 9]));
            true
        },
        check: "mod-11-weighted",
        one_in: 360,
        passes_one_in: 45,
        catches: [95, 95],
        spellings: &[bare("999999999999"), grouped("9999 9999 9999")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// National health card (Cartão Nacional de Saúde, CNS), `898 0000 0004 3208`: fifteen digits whose sum
/// with weights 15 to 1 divides by 11. Those that begin with 1 or 2 hold a PIS number and then 000 or,
/// where the check would be ten, 001; provisional ones begin with 7, 8 or 9.
///
/// Source: Ministério da Saúde, DATASUS, "Rotina de validação do CNS".
const CNS: Identifier = Identifier {
    facts: Facts {
        example: "898 0000 0004 3208",
        regions: &["BR"],
        context: &[
            "cns",
            "cartão nacional de saúde",
            "cartao nacional de saude",
            "cartão sus",
            "cartao sus",
            "sus",
            "paciente",
        ],
        columns: &["cns", "cartao sus", "cartao nacional saude"],
        ..health("BR_CNS", "Brazilian national health card number (CNS)", "Ministério da Saúde, DATASUS")
    },
    forms: &[
        Form {
            fields: &[Field::Of(b"789"), Field::Digits(13), Field::Check(1)],
            complete: |n| {
                let rest = weighted(&n[..14], &CNS_WEIGHTS) % 11;
                below_ten((11 - rest) % 11).map(|check| n[14] = check).is_some()
            },
            check: "mod-11-weighted",
            one_in: 37,
            catches: [93, 100],
            spellings: CNS_SPELLINGS,
            ..Form::DEFAULT
        },
        Form {
            fields: &[Field::Of(b"12"), Field::Digits(10), Field::Check(4)],
            complete: |n| {
                let check = (11 - weighted(&n[..11], &CNS_WEIGHTS) % 11) % 11;
                n[11..14].copy_from_slice(if check == 10 { b"001" } else { b"000" });
                // The 1 has weight 2.
                below_ten(if check == 10 { 8 } else { check }).map(|check| n[14] = check).is_some()
            },
            check: "mod-11-weighted",
            one_in: 50_000,
            catches: [93, 100],
            spellings: CNS_SPELLINGS,
            ..Form::DEFAULT
        },
    ],
    tail: 4,
};

const CNS_WEIGHTS: [u32; 14] = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNS_SPELLINGS: &[crate::identifier::Spelling] = &[bare("999999999999999"), peculiar("999 9999 9999 9999")];

/// Identity card of a state (registro geral, RG), as most states write it: `12.345.678-9`, where the check
/// digit of some is an X. Each state has rules of its own, so none is checked.
///
/// Source: Decreto nº 10.977/2022, which replaces it by the CPF; the states' institutes of identification.
const RG: Identifier = Identifier {
    facts: Facts {
        example: "12.345.678-9",
        regions: &["BR"],
        context: &["rg", "registro geral", "carteira de identidade", "identidade", "ssp", "órgão emissor"],
        columns: &["rg", "registro geral", "identidade"],
        ..person(
            "BR_RG",
            "Brazilian identity card number (RG)",
            "Decreto nº 10.977/2022; states' institutes of identification",
        )
    },
    forms: &[Form {
        fields: &[Field::Digits(8), Field::Of(b"0123456789X")],
        check: "structure",
        one_in: 3,
        catches: [0, 0],
        spellings: &[grouped("99.999.999-X"), bare("99999999-X"), bare("999999999"), bare("99999999A")],
        ..Form::DEFAULT
    }],
    tail: 2,
};

/// Passport number, two letters and six digits. No check digit outside of the machine-readable zone.
///
/// Source: Polícia Federal; Decreto nº 5.978/2006; PRADO.
const PASSPORT: Identifier = Identifier {
    facts: Facts {
        example: "FT123456",
        regions: &["BR"],
        context: &["passaporte", "passaporte brasileiro", "brazilian passport"],
        columns: &["passaporte", "nr passaporte"],
        ..person("BR_PASSPORT", "Brazilian passport number", "Polícia Federal; PRADO")
    },
    forms: &[Form {
        fields: &[Field::Letters(2), Field::Digits(6)],
        spellings: &[led(1, "AA999999", "![0-9A-Za-z] a{2}9{6} ![0-9A-Za-z]")],
        ..Form::DEFAULT
    }],
    tail: 2,
};
