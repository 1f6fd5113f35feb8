//! What is said of some files, of the entities of a region, and of runs for a region.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use inkwash_core::{Class, Score};

use super::glob::fits_file;
use super::handling::{By, EntityRule};
use super::{Compiled, PlaceRule, Policy, weight};

/// Transforms by entity, and one for all others.
#[derive(Clone, Default)]
pub(super) struct Transforms {
    pub(super) by_entity: BTreeMap<String, Compiled>,
    pub(super) default: Option<Compiled>,
}

/// What is said of files whose names fit a pattern.
#[derive(Clone)]
pub(super) struct FileRule {
    pub(super) pattern: String,
    pub(super) transforms: Transforms,
    /// Most specific first.
    pub(super) places: Vec<PlaceRule>,
}

/// What is said of a region.
#[derive(Clone, Default)]
pub(super) struct RegionRule {
    /// Of the entities that are in use there.
    pub(super) entities: EntityRule,
    /// Of all findings of a run for it.
    pub(super) run: Transforms,
}

pub(super) type RegionRules = BTreeMap<[u8; 2], RegionRule>;

/// What holds for the file at hand: the numbers of the rules and the exceptions that its name fits.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Here {
    pub(super) files: Vec<usize>,
    pub(super) exceptions: Vec<usize>,
}

/// Class and regions of entities, by name.
type Known = BTreeMap<String, (Class, Vec<[u8; 2]>)>;

/// Those of the catalogue.
pub(super) fn known_entities() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let all = inkwash_entities::catalogue();
        let facts = all.iter().map(|d| d.facts()).filter(|facts| !facts.decoy);
        let known = facts.map(|facts| {
            let regions = facts.regions.iter().filter_map(|code| code.as_bytes().try_into().ok()).collect();
            (facts.name.to_owned(), (facts.class, regions))
        });
        known.collect()
    })
}

pub(super) fn shown(code: [u8; 2]) -> String {
    code.iter().map(|b| char::from(*b)).collect()
}

impl Transforms {
    /// What is said of an entity: by its name, else of all others.
    fn of(&self, entity: &str) -> Option<&Compiled> {
        self.by_entity.get(entity).or(self.default.as_ref())
    }

    /// All of them, with their entity if they are for one.
    pub(super) fn all(&self) -> impl Iterator<Item = (Option<&str>, &Compiled)> {
        let named = self.by_entity.iter().map(|(entity, compiled)| (Some(entity.as_str()), compiled));
        named.chain(self.default.iter().map(|compiled| (None, compiled)))
    }
}

impl Policy {
    /// The same policy for what comes from a file with this name: a path as it was given, or from where the data set
    /// begins. Streams whose options have a [name](crate::StreamOptions::file_name) are handled so anyway.
    ///
    /// ```
    /// let policy = inkwash::Policy::parse("files.'*.log' = 'redact'", &inkwash::entity_names())?;
    /// assert_eq!(policy.decide("EMAIL_ADDRESS", "").transform, "pseudonymise");
    /// let decision = policy.for_file("var/app.log").decide("EMAIL_ADDRESS", "");
    /// assert_eq!(decision.to_string(), "EMAIL_ADDRESS (critical): redact, by the rule of files \"*.log\"");
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    #[must_use]
    pub fn for_file(&self, name: &str) -> Self {
        self.clone().being(self.here(name))
    }

    pub(crate) fn being(self, here: Here) -> Self {
        Self { here, ..self }
    }

    /// What holds for a file with this name.
    pub(crate) fn here(&self, name: &str) -> Here {
        if name.is_empty() {
            return Here::default();
        }
        let files = self.files.iter().enumerate().filter(|(_, rule)| fits_file(&rule.pattern, name));
        let exceptions = self.exceptions.iter().enumerate();
        let exceptions = exceptions.filter(|(_, e)| e.file.as_ref().is_some_and(|pattern| fits_file(pattern, name)));
        Here { files: files.map(|(n, _)| n).collect(), exceptions: exceptions.map(|(n, _)| n).collect() }
    }

    /// Whether some rule or exception is for some files only.
    pub(crate) fn speaks_of_files(&self) -> bool {
        !self.files.is_empty() || self.exceptions.iter().any(|exception| exception.file.is_some())
    }

    pub(super) fn add_file(&mut self, rule: FileRule) {
        self.files.push(rule);
        self.files.sort_by(|a, b| weight(&b.pattern).cmp(&weight(&a.pattern)).then(a.pattern.cmp(&b.pattern)));
    }

    /// The rules for the file at hand, the most specific one first.
    pub(super) fn files_here(&self) -> impl Iterator<Item = &FileRule> {
        self.here.files.iter().filter_map(|n| self.files.get(*n))
    }

    /// What the rules for the file at hand say of an entity.
    pub(super) fn file_rule(&self, entity: &str) -> Option<(By<'_>, &Compiled)> {
        self.files_here().find_map(|rule| Some((By::File(&rule.pattern), rule.transforms.of(entity)?)))
    }

    fn runs(&self) -> impl Iterator<Item = ([u8; 2], &Transforms)> {
        self.regions.iter().filter_map(|code| Some((*code, &self.region_rules.get(code)?.run)))
    }

    /// What is said of an entity in runs for the regions of this one, the first one first.
    pub(super) fn run_rule(&self, entity: &str) -> Option<(By<'_>, &Compiled)> {
        self.runs().find_map(|(code, run)| Some((By::Run(code), run.by_entity.get(entity)?)))
    }

    pub(super) fn run_default(&self) -> Option<(By<'_>, &Compiled)> {
        self.runs().find_map(|(code, run)| Some((By::Run(code), run.default.as_ref()?)))
    }

    /// What is said of the regions that an entity is in use in, in its order.
    fn regions_of(&self, entity: &str) -> impl Iterator<Item = ([u8; 2], &EntityRule)> {
        let known = if self.region_rules.is_empty() { None } else { known_entities().get(entity) };
        let codes = known.into_iter().flat_map(|(_, regions)| regions);
        codes.filter_map(|code| Some((*code, &self.region_rules.get(code)?.entities)))
    }

    pub(super) fn region_rule(&self, entity: &str) -> Option<(By<'_>, &Compiled)> {
        self.regions_of(entity).find_map(|(code, rule)| Some((By::Region(code), rule.transform.as_ref()?)))
    }

    pub(super) fn region_class(&self, entity: &str) -> Option<Class> {
        self.regions_of(entity).find_map(|(_, rule)| rule.class)
    }

    fn region_score(&self, entity: &str) -> Option<Score> {
        self.regions_of(entity).find_map(|(_, rule)| rule.min_score)
    }

    /// The class and the least score that rules name for entities, or for their region.
    pub(crate) fn entity_settings(&self) -> Vec<(&str, Option<Class>, Option<Score>)> {
        let known = known_entities().keys().filter(|_| !self.region_rules.is_empty());
        let of_regions = known.filter(|name| self.regions_of(name).next().is_some() && !self.rules.contains_key(*name));
        let of_regions = of_regions.map(|name| (name.as_str(), self.region_class(name), self.region_score(name)));
        let named = self.rules.iter().map(|(name, rule)| {
            let class = rule.class.or_else(|| self.region_class(name));
            (name.as_str(), class, rule.min_score.or_else(|| self.region_score(name)))
        });
        named.chain(of_regions).collect()
    }

    /// The transforms for some files or regions: what each is said of, its entity if it is for one, and itself.
    pub(super) fn scoped_transforms(&self) -> impl Iterator<Item = (String, Option<&str>, &Compiled)> {
        let of_files = self.files.iter().flat_map(|rule| {
            let all = rule.transforms.all();
            all.map(|(entity, compiled)| (format!("files {:?}", rule.pattern), entity, compiled))
        });
        let of_regions = self.region_rules.iter().flat_map(|(code, rule)| {
            let of_entities = rule.entities.transform.iter().map(|c| (format!("the region {}", shown(*code)), None, c));
            let of_runs = rule.run.all().map(|(entity, c)| (format!("runs for {}", shown(*code)), entity, c));
            of_entities.chain(of_runs)
        });
        of_files.chain(of_regions)
    }

    /// The rules for places of the file at hand, those that are for it alone first.
    pub(super) fn places_here(&self) -> impl Iterator<Item = &PlaceRule> {
        self.files_here().flat_map(|rule| &rule.places).chain(&self.places)
    }

    /// All rules for places, of whatever files.
    pub(super) fn all_places(&self) -> impl Iterator<Item = &PlaceRule> {
        self.files.iter().flat_map(|rule| &rule.places).chain(&self.places)
    }
}

#[cfg(test)]
#[path = "scoped_tests.rs"]
mod tests;
