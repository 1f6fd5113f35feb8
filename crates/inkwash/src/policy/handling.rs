//! How classes are handled, and what environments add to that.

use std::collections::BTreeMap;
use std::sync::Arc;

use inkwash_core::{Class, Score, Subject, Transform};

use super::scoped::known_entities;
use super::{Compiled, Policy};
use crate::Error;

/// The environment variable that names a policy's environment.
pub const ENVIRONMENT_VARIABLE: &str = "INKWASH_ENVIRONMENT";

const REFUSED: &str = "the policy lets it into no output";
const NOT_IN_CLEAR: &str =
    "it may not be in clear in this environment: choose a transform, or have an exception approved";
const NOT_UNENCRYPTED: &str = "its class may be in an encrypted output only: encrypt it (--encrypt-to), or choose a \
                               transform that cannot be taken back";

/// How findings of a class are handled.
#[derive(Clone, Default)]
pub(super) struct Handling {
    pub(super) transform: Option<Compiled>,
    /// What shows values, or lets them be got back, is for encrypted outputs only.
    pub(super) encrypt_output: Option<bool>,
}

/// How each class is handled, most sensitive first.
pub(super) type Classes = BTreeMap<Class, Handling>;

/// What is different in an environment.
#[derive(Clone, Default)]
pub(super) struct Environment {
    pub(super) classes: Classes,
    pub(super) forbidden: Vec<Class>,
}

/// What a policy says of an entity.
#[derive(Clone, Default)]
pub(super) struct EntityRule {
    pub(super) transform: Option<Compiled>,
    pub(super) class: Option<Class>,
    pub(super) min_score: Option<Score>,
}

/// Which rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By<'p> {
    /// The exception with this number.
    Exception(usize),
    /// The rule for places that fit the last pattern, in files that fit the first one, if it is for some only.
    Place(Option<&'p str>, &'p str),
    /// The rule for files that fit this pattern.
    File(&'p str),
    /// The rule for runs for this region.
    Run([u8; 2]),
    /// The rule for the entity.
    Entity,
    /// The rule for entities of this region.
    Region([u8; 2]),
    /// What the environment says of its class.
    Environment(Class),
    /// What the policy says of its class.
    Class(Class),
    /// None: the default.
    Default,
}

/// What happens to findings of an entity in a place, and why.
#[derive(Clone, Copy)]
pub(crate) enum Ruling<'p> {
    Exempt(usize),
    Refuse(&'static str),
    Transform(&'p Compiled),
}

/// Stands for `refuse` where there is nothing that could be stopped: it writes `[ENTITY]`.
pub(crate) struct Refusal;

impl Refusal {
    pub(crate) const NAME: &'static str = "refuse";
}

impl Transform for Refusal {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        out.extend([b"[", subject.detector.facts().name.as_bytes(), b"]"].concat());
    }
}

/// All four classes, most sensitive first.
pub(crate) const CLASSES: [Class; 4] = [Class::Critical, Class::Confidential, Class::Internal, Class::Public];

pub(crate) fn parse_class(name: &str) -> Result<Class, String> {
    let known = || CLASSES.map(Class::name).join(", ");
    CLASSES
        .into_iter()
        .find(|class| class.name() == name)
        .ok_or_else(|| format!("there is no class {name:?}; there are {}", known()))
}

impl Policy {
    /// The same policy in one of its environments.
    ///
    /// # Errors
    /// If it has no such environment.
    pub fn environment(mut self, name: &str) -> Result<Self, Error> {
        if !self.environments.contains_key(name) {
            let known: Vec<_> = self.environments.keys().map(String::as_str).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Error::policy(format!("it has no environment {name:?}; there are {known}")));
        }
        self.environment = Some(name.to_owned());
        Ok(self)
    }

    /// The names of its environments.
    pub fn environments(&self) -> impl Iterator<Item = &str> {
        self.environments.keys().map(String::as_str)
    }

    /// The environment that it is in.
    #[must_use]
    pub fn active_environment(&self) -> Option<&str> {
        self.environment.as_deref()
    }

    /// The same policy for an output that is encrypted: what `encrypt_output` asks for is done.
    #[must_use]
    pub fn output_encrypted(mut self, encrypted: bool) -> Self {
        self.encrypted = encrypted;
        self
    }

    /// The class of an entity: as the policy says, else as the catalogue does; critical if neither knows it.
    #[must_use]
    pub fn class_of(&self, entity: &str) -> Class {
        let said = self.rules.get(entity).and_then(|rule| rule.class).or_else(|| self.region_class(entity));
        let known = || known_entities().get(entity).map(|(class, _)| *class);
        said.or_else(known).unwrap_or(Class::Critical)
    }

    fn active(&self) -> Option<&Environment> {
        self.environments.get(self.environment.as_ref()?)
    }

    /// Whether findings of a class may be in no output in clear.
    pub(super) fn forbids(&self, class: Class) -> bool {
        self.active().is_some_and(|environment| environment.forbidden.contains(&class))
    }

    /// Whether what shows values of a class, or lets them be got back, is for encrypted outputs only.
    pub(super) fn encrypts(&self, class: Class) -> bool {
        let here = self.active().and_then(|e| e.classes.get(&class)?.encrypt_output);
        here.or_else(|| self.classes.get(&class)?.encrypt_output).unwrap_or(false)
    }

    /// What happens where neither place nor entity has a rule.
    pub(super) fn class_rule(&self, class: Class) -> (By<'_>, &Compiled) {
        let here = self.active().and_then(|e| e.classes.get(&class)?.transform.as_ref());
        if let Some(compiled) = here {
            return (By::Environment(class), compiled);
        }
        match self.classes.get(&class).and_then(|handling| handling.transform.as_ref()) {
            Some(compiled) => (By::Class(class), compiled),
            None => self.run_default().unwrap_or((By::Default, &self.default)),
        }
    }

    /// The rule that decides, in this order: an exception, the place (as the file's rules say, then as the policy
    /// does), the file, the entity (as those for the run's region say, then as the policy does), the entity's region,
    /// its class (as the environment says, then as the policy does), the default (of the run's region, of the policy).
    pub(crate) fn rule_for(&self, entity: &str, place_path: &str) -> (By<'_>, &Compiled) {
        if let Some(number) = self.exception_for(entity, place_path) {
            return (By::Exception(number), &self.keep);
        }
        let of_place = self.places_of(place_path).find_map(|rule| Some((rule, rule.transform.as_ref()?)));
        if let Some((rule, compiled)) = of_place {
            return (By::Place(rule.file.as_deref(), &rule.pattern), compiled);
        }
        self.file_rule(entity).unwrap_or_else(|| self.entity_rule(entity))
    }

    /// The rule that decides where neither place nor file has one.
    pub(super) fn entity_rule(&self, entity: &str) -> (By<'_>, &Compiled) {
        let of_entity = || Some((By::Entity, self.rules.get(entity)?.transform.as_ref()?));
        let said = self.run_rule(entity).or_else(of_entity).or_else(|| self.region_rule(entity));
        said.unwrap_or_else(|| self.class_rule(self.class_of(entity)))
    }

    /// The transforms that rules name for entities.
    pub(super) fn entity_transforms(&self) -> impl Iterator<Item = (&str, &Compiled)> {
        self.rules.iter().filter_map(|(entity, rule)| Some((entity.as_str(), rule.transform.as_ref()?)))
    }

    /// The transforms that findings get wherever they are.
    pub(super) fn transforms_everywhere(&self) -> impl Iterator<Item = &Compiled> {
        let here = self.active().map(|environment| environment.classes.values());
        let classes = self.classes.values().chain(here.into_iter().flatten());
        let of_classes = classes.filter_map(|handling| handling.transform.as_ref());
        let of_files = self.files_here().flat_map(|rule| rule.transforms.all()).map(|(_, compiled)| compiled);
        let named = self.entity_transforms().map(|(_, compiled)| compiled);
        named.chain(of_files).chain(of_classes).chain([&self.default])
    }

    /// What happens to findings of an entity in a place.
    pub(crate) fn ruling(&self, entity: &str, place_path: &str) -> Ruling<'_> {
        let (by, compiled) = self.rule_for(entity, place_path);
        let transform = &compiled.transform;
        if transform.name() == Refusal::NAME {
            return Ruling::Refuse(REFUSED);
        }
        match (self.objection(entity, transform, matches!(by, By::Exception(_))), by) {
            (Some(why), _) => Ruling::Refuse(why),
            (None, By::Exception(number)) => Ruling::Exempt(number),
            (None, _) => Ruling::Transform(compiled),
        }
    }

    /// Why a transform of an entity's findings is not enough here, if it is not.
    pub(crate) fn objection(
        &self,
        entity: &str,
        transform: &Arc<dyn Transform>,
        is_exempt: bool,
    ) -> Option<&'static str> {
        let (class, in_clear) = (self.class_of(entity), shows(transform));
        if in_clear && !is_exempt && self.forbids(class) {
            return Some(NOT_IN_CLEAR);
        }
        let readable = in_clear || transform.is_reversible();
        (readable && !self.encrypted && self.encrypts(class)).then_some(NOT_UNENCRYPTED)
    }
}

/// Whether values are in the output as they were.
pub(super) fn shows(transform: &Arc<dyn Transform>) -> bool {
    transform.name() == "keep" || transform.moves_within().is_some()
}

#[cfg(test)]
#[path = "handling_tests.rs"]
mod tests;
