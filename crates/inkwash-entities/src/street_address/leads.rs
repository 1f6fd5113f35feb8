//! Words for streets as people write them beside their names and numbers.

use crate::leads::{Leads, count};

/// Where name and number stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// `12 High| Street`.
    English,
    /// The same with a word that has many meanings: `12 Mill| Court`.
    WeakEnglish,
    /// `12| rue de la Gare`.
    French,
    /// `|Calle Mayor 12`, `|Rua das Flores, 12`.
    Iberian,
    /// The same with a word that has many meanings: `|Largo da Graça 3`.
    WeakIberian,
    /// `Haupt|straße 12`, `Stor|gata 5`.
    Germanic,
    /// The same with a word that has many meanings: `Rosen|weg 5`.
    WeakGermanic,
    /// One that other words end with: `Stor|gate 5`, `Aggregate 5`.
    Gate,
    /// `中山路12|号`.
    Chinese,
    /// `|Address: Am Bach 22a`.
    Label,
    /// `|wohnhaft Am Bach 22a`: no colon.
    Statement,
}

const GROUPS: &[(Lead, &[&str])] = &[
    (
        Lead::English,
        &[
            " Street",
            " Avenue",
            " Road",
            " Lane",
            " Boulevard",
            " Blvd",
            " Crescent",
            " Terrace",
            " Parkway",
            " Highway",
            " St,",
            " St.",
            " St\n",
            " Ave,",
            " Ave.",
            " Ave ",
            " Ave\n",
            " Rd,",
            " Rd.",
            " Rd ",
            " Rd\n",
            " Ln,",
            " Ln.",
            " Ln\n",
            " STREET",
            " AVENUE",
            " ROAD",
        ],
    ),
    (
        Lead::WeakEnglish,
        &[
            " Drive", " Court", " Close", " Square", " Way", " Place", " Circle", " Gardens", " Grove", " Dr,", " Dr.",
            " Ct,", " Pl,", " Trail",
        ],
    ),
    (
        Lead::French,
        &[
            " rue ",
            " avenue ",
            " boulevard ",
            " chemin ",
            " impasse ",
            " place ",
            " quai ",
            " allée ",
            " route ",
            " cours ",
            " square ",
            " Rue ",
            " Avenue ",
            " Boulevard ",
            " Chemin ",
            " Impasse ",
            " Allée ",
            " Route ",
            " bd ",
            " av. ",
        ],
    ),
    (
        Lead::Iberian,
        &[
            "Calle ",
            "C/ ",
            "Avenida ",
            "Avda. ",
            "Avda ",
            "Gran Vía ",
            "Carrer ",
            "Carretera ",
            "Rua ",
            "Av. ",
            "Alameda ",
            "Travessa ",
            "Praça ",
            "Rodovia ",
            "Travesía ",
        ],
    ),
    (
        Lead::WeakIberian,
        &["calle ", "avenida ", "rua ", "Plaza ", "Paseo ", "Camino ", "Ronda ", "Largo ", "Estrada ", "Praceta "],
    ),
    (
        Lead::Germanic,
        &["straße ", "strasse ", "Straße ", "Strasse ", "str. ", "Str. ", "gata ", "gaten ", "veien ", "vegen "],
    ),
    (
        Lead::WeakGermanic,
        &[
            "weg ", "Weg ", "platz ", "Platz ", "allee ", "Allee ", "gasse ", "Gasse ", "ufer ", "Ufer ", "damm ",
            "Damm ", "vei ", "veg ", "plassen ", "plass ",
        ],
    ),
    (Lead::Gate, &["gate "]),
    (Lead::Chinese, &["号"]),
    (
        Lead::Label,
        &[
            "Address",
            "address",
            "Adresse",
            "adresse",
            "Anschrift",
            "Domicilio",
            "Dirección",
            "Morada",
            "Endereço",
            "Gateadresse",
            "Wohnort",
            "Domicile",
        ],
    ),
    (
        Lead::Statement,
        &[
            "wohnhaft in ",
            "wohnhaft ",
            "Anschrift ",
            "Adresse ",
            "adresse ",
            "domicilio ",
            "morada ",
            "endereço ",
            "address ",
            "bosatt i ",
            "domicilié ",
            "domiciliée ",
        ],
    ),
];

pub(super) const COUNT: usize = count(GROUPS);
pub(super) static LEADS: Leads<Lead, { COUNT }> = Leads::new(GROUPS);
