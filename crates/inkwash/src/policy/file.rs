//! A policy file as it is written.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

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
    pub(super) transforms: TransformTable,
    /// Rules of entities.
    #[serde(default)]
    pub(super) entity: BTreeMap<Spanned<String>, Spanned<EntityTable>>,
    #[serde(default)]
    pub(super) classes: ClassTables,
    pub(super) environment: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) environments: BTreeMap<Spanned<String>, EnvironmentTable>,
    #[serde(default)]
    pub(super) places: PlaceTables,
    #[serde(default)]
    pub(super) files: FileTables,
    /// Rules of regions, by their codes.
    #[serde(default)]
    pub(super) region: BTreeMap<Spanned<String>, RegionTable>,
    #[serde(default)]
    pub(super) allow: Vec<Spanned<AllowTable>>,
    #[serde(default)]
    pub(super) deny: Vec<Spanned<DenyTable>>,
    #[serde(default)]
    pub(super) exceptions: Vec<Spanned<ExceptionTable>>,
    #[serde(default)]
    pub(super) retention: Vec<Spanned<RetentionTable>>,
    #[serde(default)]
    pub(super) hold: Vec<Spanned<HoldTable>>,
    #[serde(default)]
    pub(super) test: Vec<Spanned<ExampleTable>>,
}

/// How long records are kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetentionTable {
    pub(super) place: Option<String>,
    pub(super) column: Option<String>,
    pub(super) older_than: Option<String>,
    pub(super) action: Option<String>,
    #[serde(default)]
    pub(super) follow: Vec<String>,
    pub(super) reason: Option<String>,
}

/// Which records stay, who has approved it, and until when.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HoldTable {
    pub(super) place: Option<String>,
    pub(super) column: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) identifiers: Vec<String>,
    pub(super) reason: Option<String>,
    pub(super) approver: Option<String>,
    pub(super) until: Option<toml::value::Datetime>,
}

/// What is said of an entity.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityTable {
    pub(super) transform: Option<String>,
    pub(super) class: Option<String>,
    pub(super) min_score: Option<f64>,
    pub(super) title: Option<String>,
    pub(super) pattern: Option<String>,
    #[serde(default)]
    pub(super) words: Vec<String>,
    pub(super) file: Option<String>,
    pub(super) any_case: Option<bool>,
    pub(super) check: Option<String>,
    #[serde(default)]
    pub(super) context: Vec<String>,
    #[serde(default)]
    pub(super) columns: Vec<String>,
    pub(super) score: Option<f64>,
    pub(super) alone: Option<bool>,
    pub(super) keep: Option<usize>,
}

/// Values that always are findings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DenyTable {
    pub(super) entity: Option<String>,
    pub(super) class: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) patterns: Vec<String>,
    #[serde(default)]
    pub(super) hashed: Vec<String>,
    pub(super) hashed_file: Option<String>,
    pub(super) any_case: Option<bool>,
}

/// Values that never are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowTable {
    pub(super) entity: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
    #[serde(default)]
    pub(super) patterns: Vec<String>,
    #[serde(default)]
    pub(super) hashed: Vec<String>,
    pub(super) hashed_file: Option<String>,
}

/// How classes are handled, by name.
pub(super) type ClassTables = BTreeMap<Spanned<String>, Spanned<TextOr<ClassTable>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassTable {
    pub(super) transform: Option<String>,
    pub(super) encrypt_output: Option<bool>,
}

/// What is different in an environment.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnvironmentTable {
    #[serde(default)]
    pub(super) classes: ClassTables,
    #[serde(default)]
    pub(super) forbid_in_clear: Vec<Spanned<String>>,
}

/// What is let through in clear, who has approved it, and until when.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExceptionTable {
    pub(super) entity: Option<String>,
    pub(super) place: Option<String>,
    pub(super) file: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) approver: Option<String>,
    pub(super) expires: Option<toml::value::Datetime>,
}

/// An example, and what is to come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleTable {
    pub(super) name: Option<String>,
    pub(super) text: String,
    pub(super) place: Option<String>,
    pub(super) file: Option<String>,
    pub(super) environment: Option<String>,
    #[serde(default)]
    pub(super) encrypted: bool,
    pub(super) expect: Option<String>,
    pub(super) finds: Option<Vec<String>>,
    pub(super) keeps: Option<bool>,
    #[serde(default)]
    pub(super) refuses: bool,
    #[serde(default)]
    pub(super) hides: Vec<String>,
}

/// Transforms by entity; `default` for all others.
pub(super) type TransformTable = BTreeMap<Spanned<String>, Spanned<String>>;

/// Rules of places, by pattern.
pub(super) type PlaceTables = BTreeMap<Spanned<String>, Spanned<TextOr<PlaceTable>>>;

/// Rules of files, by the pattern of their names.
pub(super) type FileTables = BTreeMap<Spanned<String>, Spanned<TextOr<FileTable>>>;

/// What is said of some files.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileTable {
    #[serde(default)]
    pub(super) transforms: TransformTable,
    #[serde(default)]
    pub(super) places: PlaceTables,
}

/// What is said of a region: of its entities, and of runs for it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegionTable {
    pub(super) transform: Option<Spanned<String>>,
    pub(super) class: Option<Spanned<String>>,
    pub(super) min_score: Option<Spanned<f64>>,
    #[serde(default)]
    pub(super) run: TransformTable,
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

/// A place's rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceTable {
    pub(super) transform: Option<String>,
    pub(super) entity: Option<String>,
    #[serde(default)]
    pub(super) whole: bool,
}

/// A rule as written: a transform's spec, or a table.
pub(super) enum TextOr<T> {
    Text(String),
    Table(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entry<T> {
            type Value = TextOr<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a transform, or a table")
            }

            fn visit_str<E>(self, spec: &str) -> Result<TextOr<T>, E> {
                Ok(TextOr::Text(spec.into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TextOr<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(TextOr::Table)
            }
        }

        deserializer.deserialize_any(Entry(PhantomData))
    }
}
