use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use inkwash_core::{Place, Score, Takes, Transform, ValueKind};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

use crate::Error;
use crate::keys::date::today;

/// What happens to a finding that no rule of the policy speaks of.
const DEFAULT_TRANSFORM: &str = "pseudonymise";

/// Entities with few enough values to go through all of them, and how many there are: three or four
/// digits of a card's check value, 20 years of months, a century of days, what the digits of an
/// identifier leave when its date and check digits are taken away, the addresses of IPv4.
const ENUMERABLE: &[(&str, &str)] = &[
    ("CARD_CVV", "11,000"),
    ("CARD_EXPIRY", "240"),
    ("DATE_OF_BIRTH", "40,000"),
    ("IP_ADDRESS", "4 billion"),
    ("NO_FODSELSNUMMER", "36 million"),
    ("US_SSN", "a billion"),
];

/// ISO 3166-1 alpha-2 codes (edition of 2020, as maintained by the ISO 3166/MA).
const REGIONS: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ \
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER \
    ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM \
    IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF \
    MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK \
    PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD \
    TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// What is looked for, and what happens to it where it is found.
///
/// A policy file is TOML; everything in it is optional:
///
/// ```toml
/// min_score = 0.6
/// regions = ["NO", "DE"]
/// entities = ["EMAIL_ADDRESS", "IP_ADDRESS", "PERSON", "CREDIT_CARD"]
/// subject = ["customers.id", "customer_id"]
/// expires = 2030-12-31
///
/// [transforms]
/// default = "pseudonymise"
/// EMAIL_ADDRESS = "redact"
/// CREDIT_CARD = "mask(keep=4)"
///
/// [places]
/// "*.notes" = "redact"
/// "users.nick" = { entity = "PERSON" }
/// "/staff/*/card" = { entity = "CREDIT_CARD", transform = "hash(len=16)" }
/// "logs.ip" = "keep"
/// "orders.card_no" = { entity = "CREDIT_CARD", transform = "encrypt-fpe", whole = true }
/// ```
///
/// A finding gets the transform of its place, else that of its entity, else the default.
///
/// With `whole = true` each cell of the place is taken whole as one value of the entity, whatever is
/// in it. What `encrypt-fpe` wrote there can be restored: nothing else stands in such a column.
///
/// With a `subject`, what stands in the columns that it names says whose data a record (a row, a line
/// of NDJSON, an element of a JSON array) is, and `shift-date` moves all dates of one subject by the
/// same number of days, wherever they stand. Records are held back until they are whole, 1 MiB at
/// most.
///
/// After the day in `expires` (in UTC) the policy is refused: whoever answers for it looks at it again.
///
/// `shuffle` is said of places only: it moves whole cells between records.
///
/// A place is a table's column as reports show it (`public.users.nick`), a CSV header or a JSON
/// pointer. In its pattern `*` stands for any characters, and the schema or parents in front
/// may be left out (`users.nick`, `nick`) unless it begins with `/`. ASCII case does not matter.
/// Where several patterns fit, the one with the most characters besides `*` counts, the
/// alphabetically first among equals; for the transform and for the entity apart.
#[derive(Clone)]
pub struct Policy {
    min_score: Score,
    regions: Vec<[u8; 2]>,
    entities: Option<Vec<String>>,
    default: Compiled,
    transforms: BTreeMap<String, Compiled>,
    /// Most specific first.
    places: Vec<PlaceRule>,
    /// Patterns of the places that say whose data a record is.
    subjects: Vec<String>,
    /// The last day on which it holds: `2026-01-31`.
    expires: Option<String>,
}

#[derive(Clone)]
struct PlaceRule {
    pattern: String,
    transform: Option<Compiled>,
    entity: Option<String>,
    whole: bool,
}

impl PlaceRule {
    /// Whether it takes whole cells as something that is not sensitive by itself, and so never found.
    fn takes_look_alike(&self) -> bool {
        self.whole && self.entity.as_ref().is_some_and(|entity| entity == "UUID")
    }

    fn shuffles(&self) -> bool {
        self.transform.as_ref().is_some_and(|compiled| compiled.transform.moves_within().is_some())
    }

    /// Whether what it says is nothing where no cells are.
    fn needs_cells(&self) -> bool {
        self.whole || self.shuffles()
    }
}

/// A transform, and how it is written.
#[derive(Clone)]
pub(crate) struct Compiled {
    pub(crate) spec: String,
    pub(crate) transform: Arc<dyn Transform>,
}

impl Default for Policy {
    /// All entities, everything found is pseudonymised.
    fn default() -> Self {
        Self {
            min_score: Score::DEFAULT_MIN,
            regions: Vec::new(),
            entities: None,
            default: compile(DEFAULT_TRANSFORM).expect("the default is in the table of transforms"),
            transforms: BTreeMap::new(),
            places: Vec::new(),
            subjects: Vec::new(),
            expires: None,
        }
    }
}

impl Policy {
    /// Reads a policy file. `known` are the names of the entities that can be found.
    ///
    /// # Errors
    /// A policy error with the line at fault, if the text is not TOML, holds a setting that
    /// does not exist, or names an entity, a transform or a region that does not.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|e| at(text, e.span(), e.message()))?;
        let fault = |span: Range<usize>| move |e: String| at(text, Some(span), &e);
        let mut policy = Self::default();
        if let Some(score) = file.min_score {
            policy.min_score = parse_score(*score.get_ref()).map_err(fault(score.span()))?;
        }
        for region in file.regions {
            policy.regions.push(parse_region(region.get_ref()).map_err(fault(region.span()))?);
        }
        if let Some(list) = file.entities {
            let mut names = Vec::new();
            for name in list {
                check_entity(name.get_ref(), known).map_err(fault(name.span()))?;
                names.push(name.into_inner());
            }
            policy.entities = Some(names);
        }
        if let Some(date) = file.expires {
            policy.expires = Some(parse_day(*date.get_ref()).map_err(fault(date.span()))?);
        }
        for pattern in file.subject.into_iter().flat_map(OneOrMore::list) {
            policy = policy.subject(&pattern)?;
        }
        for (name, spec) in file.transforms {
            let transform = compile_for_entity(spec.get_ref()).map_err(fault(spec.span()))?;
            if name.get_ref() == "default" {
                policy.default = transform;
            } else {
                check_entity(name.get_ref(), known).map_err(fault(name.span()))?;
                policy.transforms.insert(name.into_inner(), transform);
            }
        }
        if let Some(list) = &policy.entities
            && let Some(name) = policy.transforms.keys().find(|name| !list.contains(name))
        {
            let what = format!("{name} has a transform but is not in `entities`: it would never be found");
            return Err(at(text, None, &what));
        }
        for (pattern, rule) in file.places {
            if pattern.get_ref().trim().is_empty() {
                return Err(at(text, Some(pattern.span()), "a place's pattern is empty"));
            }
            let span = rule.span();
            let PlaceEntry(PlaceTable { transform, entity, whole }) = rule.into_inner();
            if transform.is_none() && entity.is_none() {
                return Err(at(text, Some(span), "a place's rule has a `transform`, an `entity`, or both"));
            }
            if whole && entity.is_none() {
                return Err(at(text, Some(span), "a place that is taken `whole` has an `entity`"));
            }
            let transform = transform.map(|s| compile(&s)).transpose().map_err(fault(span.clone()))?;
            let rule = PlaceRule { pattern: pattern.into_inner(), transform, entity, whole };
            if let Some(entity) = rule.entity.as_ref().filter(|_| !rule.takes_look_alike()) {
                check_entity(entity, known).map_err(fault(span.clone()))?;
                if !policy.looks_for(entity) {
                    return Err(at(
                        text,
                        Some(span),
                        &format!("{entity} is not in `entities`: it would never be found"),
                    ));
                }
            }
            policy.add_place(rule);
        }
        Ok(policy)
    }

    /// A policy file's text, or the default without one, with what a caller chose put over it: these
    /// entities only, further regions, another least score. What the command's options and the packages for
    /// other languages come to.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), [`region`](Self::region), [`min_score`](Self::min_score) and
    /// [`check`](Self::check).
    pub fn chosen(
        text: Option<&str>,
        entities: Option<&[String]>,
        regions: &[String],
        min_score: Option<f64>,
    ) -> Result<Self, Error> {
        let known = crate::entity_names();
        let mut policy = text.map(|text| Self::parse(text, &known)).transpose()?.unwrap_or_default();
        if let Some(entities) = entities {
            policy = policy.entities(entities);
        }
        for region in regions {
            policy = policy.region(region)?;
        }
        if let Some(score) = min_score {
            policy = policy.min_score(score)?;
        }
        policy.check(&known)?;
        Ok(policy)
    }

    /// The same policy with another least score of a finding, from 0 to 1.
    ///
    /// # Errors
    /// If it is not from 0 to 1.
    pub fn min_score(mut self, score: f64) -> Result<Self, Error> {
        self.min_score = parse_score(score).map_err(Error::policy)?;
        Ok(self)
    }

    /// The same policy with one more region whose national formats count without further
    /// context: an ISO 3166-1 alpha-2 code.
    ///
    /// # Errors
    /// If there is no such code.
    pub fn region(mut self, code: &str) -> Result<Self, Error> {
        self.regions.push(parse_region(code).map_err(Error::policy)?);
        Ok(self)
    }

    /// The same policy looking for these entities only. [`check`](Self::check) tells whether
    /// they exist.
    #[must_use]
    pub fn entities(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.entities = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// The same policy with this transform for findings of an entity: `"mask(keep=4)"`.
    /// [`check`](Self::check) tells whether the entity exists.
    ///
    /// # Errors
    /// If there is no such transform or option.
    pub fn transform(mut self, entity: impl Into<String>, spec: &str) -> Result<Self, Error> {
        self.transforms.insert(entity.into(), compile_for_entity(spec).map_err(Error::policy)?);
        Ok(self)
    }

    /// The same policy with this transform for findings that no rule speaks of.
    ///
    /// # Errors
    /// If there is no such transform or option.
    pub fn default_transform(mut self, spec: &str) -> Result<Self, Error> {
        self.default = compile_for_entity(spec).map_err(Error::policy)?;
        Ok(self)
    }

    pub(crate) fn with_default(self, default: Arc<dyn Transform>) -> Self {
        Self { default: Compiled { spec: default.name().to_owned(), transform: default }, ..self }
    }

    /// The same policy with this transform for all findings in places that fit a pattern.
    ///
    /// # Errors
    /// If the pattern is empty, or there is no such transform or option.
    pub fn place(mut self, pattern: &str, spec: &str) -> Result<Self, Error> {
        if pattern.trim().is_empty() {
            return Err(Error::policy("a place's pattern is empty"));
        }
        let transform = Some(compile(spec).map_err(Error::policy)?);
        self.add_place(PlaceRule { pattern: pattern.into(), transform, entity: None, whole: false });
        Ok(self)
    }

    /// The same policy, in which the cells of places that fit this pattern say whose data their record
    /// is: `shift-date` moves all dates of one subject together, in all tables and files.
    ///
    /// # Errors
    /// If the pattern is empty.
    pub fn subject(mut self, pattern: &str) -> Result<Self, Error> {
        if pattern.trim().is_empty() {
            return Err(Error::policy("the pattern of a subject is empty"));
        }
        self.subjects.push(pattern.into());
        Ok(self)
    }

    /// Whether all entities that the policy names are among those that can be found, and the policy has
    /// not expired.
    ///
    /// # Errors
    /// A policy error that says which are not, and what there is; [expired](Error::is_expired) after the day
    /// in its `expires`.
    pub fn check(&self, known: &[&str]) -> Result<(), Error> {
        if let Some(day) = self.expires.as_ref().filter(|day| **day < today()) {
            return Err(Error::expired(day));
        }
        let unseen = self.places.iter().filter(|p| p.whole && !p.takes_look_alike()).filter_map(|p| p.entity.as_ref());
        if let Some(name) = unseen.into_iter().find(|name| !self.looks_for(name)) {
            return Err(Error::policy(format!("{name} is not looked for, but a rule for whole cells needs it")));
        }
        let listed = self.entities.iter().flatten().chain(self.transforms.keys());
        let placed = self.places.iter().filter(|p| !p.takes_look_alike()).filter_map(|p| p.entity.as_ref());
        listed.chain(placed).try_for_each(|name| check_entity(name, known).map_err(Error::policy))
    }

    /// What the policy's rules leave weak, one line each, for whoever answers for it: hashes and
    /// encryption of entities that have few values, and values that only change places.
    ///
    /// ```
    /// let policy = inkwash::Policy::default().transform("CARD_CVV", "hash")?;
    /// assert!(policy.warnings()[0].starts_with("hash of CARD_CVV"));
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let named = self.transforms.iter().map(|(entity, compiled)| (entity.as_str(), &compiled.transform));
        let placed = self.places.iter().filter_map(|p| Some((p.entity.as_deref()?, &p.transform.as_ref()?.transform)));
        let weak = named.chain(placed).filter(|(_, t)| weakens(t));
        let warned = weak.filter_map(|(entity, transform)| {
            let (_, values) = ENUMERABLE.iter().find(|(name, _)| *name == entity)?;
            Some(format!(
                "{} of {entity}, which has about {values} values: whoever can have values scrubbed under this key, or \
                 knows how often each occurs, can tell them; consider redact or generalise",
                transform.name()
            ))
        });
        let shuffled = self.places.iter().filter(|rule| rule.shuffles()).map(|PlaceRule { pattern, .. }| {
            format!(
                "shuffle of {pattern:?}: its values are in the output as they were, each beside another record; \
                 rare ones tell whose they are"
            )
        });
        let default = &self.default.transform;
        let rest = ENUMERABLE
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| weakens(default) && self.looks_for(name) && !self.transforms.contains_key(*name));
        let rest: Vec<_> = rest.collect();
        let by_default = (!rest.is_empty()).then(|| {
            format!(
                "{} of all that no rule is for: {} have few values, so that whoever can have values scrubbed under this \
                 key, or knows how often each occurs, can tell them; consider redact or generalise for them",
                default.name(),
                rest.join(", ")
            )
        });
        let mut all: Vec<_> = warned.chain(shuffled).chain(by_default).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The least score of a finding that is acted on.
    #[must_use]
    pub const fn least_score(&self) -> Score {
        self.min_score
    }

    /// The regions whose national formats count without further context.
    #[must_use]
    pub fn region_codes(&self) -> &[[u8; 2]] {
        &self.regions
    }

    /// Whether this entity is looked for.
    #[must_use]
    pub fn looks_for(&self, entity: &str) -> bool {
        self.entities.as_ref().is_none_or(|list| list.iter().any(|name| name == entity))
    }

    /// What happens to a finding of this entity in the place with this path
    /// ([`Place::path`](inkwash_core::Place::path)). Resolve it once per place, not per finding.
    #[must_use]
    pub fn transform_for(&self, entity: &str, place_path: &str) -> &Arc<dyn Transform> {
        &self.compiled_for(entity, place_path).transform
    }

    pub(crate) fn compiled_for(&self, entity: &str, place_path: &str) -> &Compiled {
        let of_place = self.places_of(place_path).find_map(|rule| rule.transform.as_ref());
        of_place.or_else(|| self.transforms.get(entity)).unwrap_or(&self.default)
    }

    /// The entity that the policy says a place is named for, whatever its name is.
    #[must_use]
    pub fn entity_of(&self, place_path: &str) -> Option<&str> {
        self.places_of(place_path).find_map(|rule| rule.entity.as_deref())
    }

    /// The entity that each whole cell of a place is a value of, if the policy says so.
    pub(crate) fn whole_of(&self, place_path: &str) -> Option<&str> {
        let rule = self.places_of(place_path).find(|rule| rule.entity.is_some())?;
        rule.entity.as_deref().filter(|_| rule.whole)
    }

    /// The pattern of a rule for whole cells or a shuffle that fits none of these places. Rules for columns by
    /// their number do not count: those places come to be known one by one.
    pub(crate) fn misses_cells<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> Option<&str> {
        let needing = self.places.iter().filter(|rule| rule.needs_cells());
        let mut named = needing.filter(|rule| {
            let digits = rule.pattern.trim_end_matches(|c: char| c.is_ascii_digit());
            digits.len() == rule.pattern.len() || !digits.trim_end().ends_with("column")
        });
        named.find(|rule| !paths.clone().any(|path| fits(&rule.pattern, path))).map(|rule| &*rule.pattern)
    }

    /// Whether a rule takes the whole cells of a place, or moves them.
    pub(crate) fn needs_cells(&self) -> bool {
        self.places.iter().any(PlaceRule::needs_cells)
    }

    /// The name of the transform that a rule names for this very place, if it needs text and the place's type
    /// takes none.
    pub(crate) fn misfit(&self, place: &Place) -> Option<&'static str> {
        let takes_text = match place.takes {
            Takes::Anything | Takes::Uuid => place.kind != ValueKind::Number,
            _ => false,
        };
        if takes_text {
            return None;
        }
        let rule = self.places_of(&place.path).find(|rule| rule.transform.is_some())?;
        // What is said of many places may be said of one that has other values.
        let compiled = rule.transform.as_ref().filter(|_| !rule.pattern.contains('*'))?;
        compiled.transform.needs_text().then(|| compiled.transform.name())
    }

    /// Whether a rule moves the cells of the place with this path.
    pub(crate) fn shuffles(&self, place_path: &str) -> bool {
        let of_place = self.places_of(place_path).find(|rule| rule.transform.is_some());
        of_place.is_some_and(PlaceRule::shuffles)
    }

    /// Refuses to rewrite streams of a format that has no places where a rule counts on them.
    pub(crate) fn check_format(&self, format: &str) -> Result<(), inkwash_core::Error> {
        if format != "text" {
            return Ok(());
        }
        let mut everywhere = self.transforms.values().chain([&self.default]);
        let what = match self.places.iter().find(|rule| rule.needs_cells()) {
            Some(PlaceRule { pattern, .. }) => format!("the rule for the whole cells of {pattern:?}"),
            None if everywhere.any(|compiled| compiled.transform.writes_null()) => "null".to_owned(),
            None => return Ok(()),
        };
        Err(inkwash_core::Error::policy(format!(
            "{what} cannot be carried out: the input is read as text, which has no fields; say what it is with \
             --input-format, or choose something else"
        )))
    }

    /// Refuses rules that name an entity and a transform that cannot take it. `refuses` says why it
    /// cannot.
    pub(crate) fn check_transforms(
        &self,
        refuses: impl Fn(&str, &dyn Transform) -> Option<&'static str>,
    ) -> Result<(), Error> {
        let named = self.transforms.iter().map(|(entity, compiled)| (entity.as_str(), compiled));
        let placed = self.places.iter().filter(|p| !p.whole);
        let placed = placed.filter_map(|p| Some((p.entity.as_deref()?, p.transform.as_ref()?)));
        for (entity, Compiled { transform, .. }) in named.chain(placed) {
            if let Some(why) = refuses(entity, &**transform) {
                let name = transform.name();
                return Err(Error::policy(format!("{name} cannot take {entity}: {why}; choose another transform")));
            }
        }
        Ok(())
    }

    /// The entity and the transform of a place whose whole cells can be decrypted.
    pub(crate) fn encrypted_whole(&self, place_path: &str) -> Option<(&str, &Arc<dyn Transform>)> {
        let entity = self.whole_of(place_path)?;
        let transform = self.transform_for(entity, place_path);
        is_decryptable(transform).then_some((entity, transform))
    }

    /// Whether there is such a place.
    pub(crate) fn encrypts_whole(&self) -> bool {
        let compiled = |rule: &PlaceRule| {
            let of_entity = || rule.entity.as_ref().and_then(|entity| self.transforms.get(entity)).cloned();
            rule.transform.clone().or_else(of_entity).unwrap_or_else(|| self.default.clone())
        };
        self.places.iter().any(|rule| rule.whole && is_decryptable(&compiled(rule).transform))
    }

    pub(crate) fn has_subjects(&self) -> bool {
        !self.subjects.is_empty()
    }

    /// Whether the cells of the place with this path say whose data their record is.
    pub(crate) fn names_subject(&self, place_path: &str) -> bool {
        self.subjects.iter().any(|pattern| fits(pattern, place_path))
    }

    /// Whether a rule for places speaks of the place with this path.
    pub(crate) fn speaks_of(&self, place_path: &str) -> bool {
        self.places_of(place_path).next().is_some()
    }

    fn places_of(&self, path: &str) -> impl Iterator<Item = &PlaceRule> {
        self.places.iter().filter(move |rule| fits(&rule.pattern, path))
    }

    fn add_place(&mut self, rule: PlaceRule) {
        // A later rule for the same pattern replaces the earlier.
        self.places.retain(|p| p.pattern != rule.pattern);
        self.places.push(rule);
        self.places.sort_by(|a, b| weight(&b.pattern).cmp(&weight(&a.pattern)).then(a.pattern.cmp(&b.pattern)));
    }
}

/// Whether small sets that it is given can be gone through.
fn weakens(transform: &Arc<dyn Transform>) -> bool {
    ["hash", "tokenise", "encrypt-fpe"].contains(&transform.name())
}

/// Tokens are restored wherever they stand.
fn is_decryptable(transform: &Arc<dyn Transform>) -> bool {
    transform.name() == "encrypt-fpe" && transform.is_reversible()
}

/// A policy file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    min_score: Option<Spanned<f64>>,
    #[serde(default)]
    regions: Vec<Spanned<String>>,
    entities: Option<Vec<Spanned<String>>>,
    subject: Option<OneOrMore>,
    expires: Option<Spanned<toml::value::Datetime>>,
    #[serde(default)]
    transforms: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    places: BTreeMap<Spanned<String>, Spanned<PlaceEntry>>,
}

/// A setting that takes a text or a list of them.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a column's name, or a list of them")]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn list(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(all) => all,
        }
    }
}

/// A place's rule as written: a transform's spec, or a table.
struct PlaceEntry(PlaceTable);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceTable {
    transform: Option<String>,
    entity: Option<String>,
    #[serde(default)]
    whole: bool,
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

/// An error in the policy file `text`, with the line.
pub(crate) fn at(text: &str, span: Option<Range<usize>>, what: &str) -> Error {
    let what = names_only(what.trim_end());
    match span {
        Some(span) => {
            let line = 1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count();
            Error::policy(format!("line {line}: {what}"))
        }
        None => Error::policy(what),
    }
}

/// A message in which everything quoted that does not look like a name or a transform's spec is
/// left out: the wrong file may have been given as the policy, and then what it holds is data.
fn names_only(message: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    while let Some(open) = rest.find(['"', '`']) {
        let (before, quoted) = rest.split_at(open);
        let (quote, inner) = quoted.split_at(1);
        let mut escaped = false;
        let close = inner.find(|c: char| {
            let closes = !escaped && quote.contains(c);
            escaped = c == '\\' && !escaped;
            closes
        });
        let (inner, after) = inner.split_at(close.unwrap_or(inner.len()));
        shown.extend([before, quote, if looks_like_name(inner) { inner } else { "…" }, quote]);
        rest = after.get(1..).unwrap_or_default();
    }
    shown + rest
}

/// Whether a text has the characters and the size of a setting's name or a transform's spec.
fn looks_like_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-()=, #*".contains(c);
    text.len() <= 40 && text.chars().all(fits) && text.chars().filter(char::is_ascii_digit).count() <= 4
}

pub(crate) fn compile(spec: &str) -> Result<Compiled, String> {
    let transform = inkwash_transforms::parse(spec).map_err(|e| {
        let message = e.to_string();
        message.strip_prefix("policy: ").unwrap_or(&message).to_owned()
    })?;
    Ok(Compiled { spec: spec.to_owned(), transform: Arc::from(transform) })
}

/// A transform for the findings of an entity, wherever they are.
fn compile_for_entity(spec: &str) -> Result<Compiled, String> {
    let compiled = compile(spec)?;
    if compiled.transform.moves_within().is_some() {
        return Err(format!("{} moves the cells of a column: it is said of a place", compiled.transform.name()));
    }
    Ok(compiled)
}

pub(crate) fn check_entity(name: &str, known: &[&str]) -> Result<(), String> {
    if known.contains(&name) {
        return Ok(());
    }
    Err(format!("there is no entity {name:?}; there are {}", known.join(", ")))
}

/// The day of a date without a time.
fn parse_day(date: toml::value::Datetime) -> Result<String, String> {
    match date {
        toml::value::Datetime { date: Some(day), time: None, offset: None } => Ok(day.to_string()),
        _ => Err("`expires` is a day without a time: 2030-12-31".into()),
    }
}

fn parse_score(score: f64) -> Result<Score, String> {
    if (0.0..=1.0).contains(&score) {
        Ok(Score::permille((score * 1000.0).round() as u16))
    } else {
        Err(format!("min_score is a number from 0 to 1, not {score}"))
    }
}

fn parse_region(code: &str) -> Result<[u8; 2], String> {
    let capitals = code.to_ascii_uppercase();
    match <[u8; 2]>::try_from(capitals.as_bytes()) {
        Ok(region) if REGIONS.split_ascii_whitespace().any(|r| r == capitals) => Ok(region),
        _ if capitals == "UK" => Err("there is no region \"UK\": the United Kingdom's code is GB".into()),
        _ => Err(format!("there is no region {code:?}: regions are ISO 3166-1 codes of two letters")),
    }
}

/// How specific a pattern is: its characters besides `*`.
pub(crate) fn weight(pattern: &str) -> usize {
    pattern.chars().filter(|c| *c != '*').count()
}

/// Whether a pattern fits a path, or (unless it begins with `/`) what follows a `.` or `/` in it.
fn fits(pattern: &str, path: &str) -> bool {
    if matches_all(pattern.as_bytes(), path.as_bytes()) {
        return true;
    }
    let mut tails = path.match_indices(['.', '/']).filter_map(|(i, _)| path.get(i + 1..));
    !pattern.starts_with('/') && tails.any(|tail| matches_all(pattern.as_bytes(), tail.as_bytes()))
}

/// Whether a pattern fits the whole text: `*` is any bytes, ASCII case does not matter. On a
/// mismatch only the last `*` takes more, which is enough and makes at most
/// `pattern.len() * text.len()` comparisons.
pub(crate) fn matches_all(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while let Some(byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p + 1, t));
                p += 1;
            }
            Some(b) if b.eq_ignore_ascii_case(byte) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((after, taken)) = star else {
                    return false;
                };
                star = Some((after, taken + 1));
                p = after;
                t = taken + 1;
            }
        }
    }
    pattern.iter().skip(p).all(|b| *b == b'*')
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
