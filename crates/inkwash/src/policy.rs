use std::collections::BTreeMap;
use std::sync::Arc;

use inkwash_core::{Score, Transform};

mod denying;
mod example;
mod exception;
mod fault;
mod file;
mod fit;
mod glob;
mod handling;
mod hashed;
mod own;
mod pattern;
mod read;
mod ready;
mod region;
mod retention;
mod schema;
mod scoped;
mod tell;
mod warn;
mod words;

use crate::Error;

pub use example::{Example, ExampleOutcome};
pub use exception::{Exception, ExceptionUse};
pub(crate) use fault::at;
pub use handling::ENVIRONMENT_VARIABLE;
use handling::{By, Classes, EntityRule, Environment};
pub(crate) use handling::{Refusal, Ruling};
pub use hashed::hash_values;
use hashed::{Entry, ListKeys};
use own::{Allowed, Own};
use pattern::fits;
pub(crate) use pattern::{matches_all, weight};
use read::parse_score;
pub use ready::{ReadyPolicy, ready_policies};
use region::parse_region;
pub(crate) use retention::fits_table;
pub use retention::{Hold, Retention};
pub use schema::policy_schema;
pub(crate) use scoped::Here;
use scoped::{FileRule, RegionRules};
pub use tell::Decision;

/// What happens to a finding that no rule of the policy speaks of.
const DEFAULT_TRANSFORM: &str = "pseudonymise";

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
/// A finding gets the transform of its place, else that of its file, else that of its entity, else that of its region,
/// else that of its class, else the default. docs/policy.md is the reference of all keys.
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
    /// Entities of its own, by name.
    own: BTreeMap<String, Own>,
    allowed: Vec<Allowed>,
    /// Values of the catalogue's entities that are denied.
    denied: BTreeMap<String, Vec<Entry>>,
    /// What values in lists are hashed with, once it was given.
    list_keys: Option<Arc<ListKeys>>,
    /// What is said of entities, by name.
    rules: BTreeMap<String, EntityRule>,
    classes: Classes,
    environments: BTreeMap<String, Environment>,
    /// The one that it is in.
    environment: Option<String>,
    /// What it is for is encrypted.
    encrypted: bool,
    /// Most specific first.
    places: Vec<PlaceRule>,
    /// What is said of some files, most specific first, and of regions.
    files: Vec<FileRule>,
    region_rules: RegionRules,
    here: Here,
    /// Patterns of the places that say whose data a record is.
    subjects: Vec<String>,
    /// The last day on which it holds: `2026-01-31`.
    expires: Option<String>,
    /// In the order of the file.
    exceptions: Vec<Exception>,
    retention: Vec<Retention>,
    holds: Vec<Hold>,
    /// The day by which the age of records is told, if it is not the day of the run.
    as_of: Option<String>,
    examples: Vec<Example>,
    /// What an exception comes to.
    keep: Compiled,
}

#[derive(Clone)]
struct PlaceRule {
    /// The files that it is for, if not all.
    file: Option<String>,
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
            own: BTreeMap::new(),
            allowed: Vec::new(),
            denied: BTreeMap::new(),
            list_keys: None,
            rules: BTreeMap::new(),
            classes: Classes::new(),
            environments: BTreeMap::new(),
            environment: None,
            encrypted: false,
            places: Vec::new(),
            files: Vec::new(),
            region_rules: RegionRules::new(),
            here: Here::default(),
            subjects: Vec::new(),
            expires: None,
            exceptions: Vec::new(),
            retention: Vec::new(),
            holds: Vec::new(),
            as_of: None,
            examples: Vec::new(),
            keep: compile("keep").expect("it is in the table of transforms"),
        }
    }
}

impl Policy {
    /// A policy file's text, or the name of a [ready one](ready_policies), or the default without one, with what a caller chose put over it: these
    /// entities only, further regions, another least score. What the command's options and the packages for
    /// other languages come to. Without an environment, a policy that has some is in the one that the variable
    /// [`INKWASH_ENVIRONMENT`](ENVIRONMENT_VARIABLE) names, if it is set. Lists of keyed hashes are
    /// [unlocked](Self::unlocked) by the key in [`INKWASH_KEY`](crate::KEY_VARIABLE), if it is theirs.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), [`region`](Self::region), [`min_score`](Self::min_score),
    /// [`environment`](Self::environment) and [`check`](Self::check).
    pub fn chosen(
        text: Option<&str>,
        entities: Option<&[String]>,
        regions: &[String],
        min_score: Option<f64>,
        environment: Option<&str>,
    ) -> Result<Self, Error> {
        let known = crate::entity_names();
        let text = text.map(|text| ready::named(text).unwrap_or(text));
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
        let variable = std::env::var(ENVIRONMENT_VARIABLE).ok().filter(|_| policy.environments().next().is_some());
        if let Some(name) = environment.or(variable.as_deref()) {
            policy = policy.environment(name)?;
        }
        policy.check(&known)?;
        // Keys that a caller names come later; of the one in the variable nothing is lost if it is not these lists'.
        let ring = if policy.is_locked() { crate::KeyRing::from_env().ok().flatten() } else { None };
        Ok(ring.and_then(|ring| policy.clone().unlocked(&ring).ok()).unwrap_or(policy))
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
        let compiled = compile_for_entity(spec).map_err(Error::policy)?;
        self.rules.entry(entity.into()).or_default().transform = Some(compiled);
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
        self.add_place(PlaceRule { file: None, pattern: pattern.into(), transform, entity: None, whole: false });
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

    pub(crate) fn check_entity(&self, name: &str, known: &[&str]) -> Result<(), String> {
        if self.own.contains_key(name) { Ok(()) } else { check_entity(name, known) }
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
        self.rule_for(entity, place_path).1
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
        let needing = self.places_here().filter(|rule| rule.needs_cells());
        let mut named = needing.filter(|rule| {
            let digits = rule.pattern.trim_end_matches(|c: char| c.is_ascii_digit());
            digits.len() == rule.pattern.len() || !digits.trim_end().ends_with("column")
        });
        named.find(|rule| !paths.clone().any(|path| fits(&rule.pattern, path))).map(|rule| &*rule.pattern)
    }

    /// Whether a rule takes the whole cells of a place, or moves them.
    pub(crate) fn needs_cells(&self) -> bool {
        self.places_here().any(PlaceRule::needs_cells)
    }

    /// Whether a rule moves the cells of the place with this path.
    pub(crate) fn shuffles(&self, place_path: &str) -> bool {
        let of_place = self.places_of(place_path).find(|rule| rule.transform.is_some());
        of_place.is_some_and(PlaceRule::shuffles)
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
            let of_entity = || rule.entity.as_ref().map(|entity| self.entity_rule(entity).1.clone());
            rule.transform.clone().or_else(of_entity).unwrap_or_else(|| self.default.clone())
        };
        self.all_places().any(|rule| rule.whole && is_decryptable(&compiled(rule).transform))
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
        self.places_of(place_path).next().is_some() || self.exempts_in(place_path)
    }

    fn places_of(&self, path: &str) -> impl Iterator<Item = &PlaceRule> {
        self.places_here().filter(move |rule| fits(&rule.pattern, path))
    }

    fn add_place(&mut self, rule: PlaceRule) {
        add_to(&mut self.places, rule);
    }
}

/// Adds a rule for a place to others. A later one for the same pattern replaces the earlier.
fn add_to(places: &mut Vec<PlaceRule>, rule: PlaceRule) {
    places.retain(|p| p.pattern != rule.pattern);
    places.push(rule);
    places.sort_by(|a, b| weight(&b.pattern).cmp(&weight(&a.pattern)).then(a.pattern.cmp(&b.pattern)));
}

/// Tokens are restored wherever they stand.
fn is_decryptable(transform: &Arc<dyn Transform>) -> bool {
    transform.name() == "encrypt-fpe" && transform.is_reversible()
}
pub(crate) fn compile(spec: &str) -> Result<Compiled, String> {
    if spec.trim() == Refusal::NAME {
        return Ok(Compiled { spec: spec.to_owned(), transform: Arc::new(Refusal) });
    }
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

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
