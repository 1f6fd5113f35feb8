//! A policy file as it is written.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

/// A policy file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) min_score: Option<Spanned<f64>>,
    #[serde(default)]
    pub(super) regions: Vec<Spanned<String>>,
    pub(super) entities: Option<Vec<Spanned<String>>>,
    pub(super) subject: Option<OneOrMore>,
    pub(super) expires: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    pub(super) transforms: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pub(super) places: BTreeMap<Spanned<String>, Spanned<PlaceEntry>>,
    #[serde(default)]
    pub(super) exceptions: Vec<Spanned<ExceptionTable>>,
}

/// What is let through in clear, who has approved it, and until when.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExceptionTable {
    pub(super) entity: Option<String>,
    pub(super) place: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) approver: Option<String>,
    pub(super) expires: Option<toml::value::Datetime>,
}

/// A setting that takes a text or a list of them.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a column's name, or a list of them")]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    pub(super) fn list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(all) => all,
        }
    }
}

/// A place's rule as written: a transform's spec, or a table.
pub(super) struct PlaceEntry(pub(super) PlaceTable);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceTable {
    pub(super) transform: Option<String>,
    pub(super) entity: Option<String>,
    #[serde(default)]
    pub(super) whole: bool,
}

impl<'de> Deserialize<'de> for PlaceEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry;

        impl<'de> Visitor<'de> for Entry {
            type Value = PlaceEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a transform, or a table with `transform` and `entity`")
            }

            fn visit_str<E>(self, spec: &str) -> Result<PlaceEntry, E> {
                Ok(PlaceEntry(PlaceTable { transform: Some(spec.into()), entity: None, whole: false }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PlaceEntry, A::Error> {
                PlaceTable::deserialize(MapAccessDeserializer::new(map)).map(PlaceEntry)
            }
        }

        deserializer.deserialize_any(Entry)
    }
}
