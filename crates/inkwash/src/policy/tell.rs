//! What a policy says, told to whoever answers for it.

use std::fmt;

use inkwash_core::Class;

use super::handling::{CLASSES, shows};
use super::scoped::shown as region_shown;
use super::{By, Policy};
use crate::keys::date::days_until;

/// An exception that ends within so many days is told.
pub(super) const SOON: i64 = 30;

/// What happens to findings of an entity in a place, and which rule decides.
///
/// ```
/// let policy = inkwash::Policy::default().transform("EMAIL_ADDRESS", "redact")?;
/// let decision = policy.decide("EMAIL_ADDRESS", "customers.mail");
/// assert_eq!(decision.to_string(), "EMAIL_ADDRESS (critical): redact, by the rule of the entity");
/// # Ok::<(), inkwash::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The entity.
    pub entity: String,
    /// Its class.
    pub class: Class,
    /// Whether it is looked for.
    pub sought: bool,
    /// The transform, or `refuse`.
    pub transform: String,
    /// The rule that decides: `the rule of the place "*.notes"`.
    pub by: String,
    /// Why such a finding ends the run nevertheless, if it does.
    pub refused: Option<&'static str>,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entity, class, transform, by, .. } = self;
        write!(f, "{entity} ({}): ", class.name())?;
        if !self.sought {
            return f.write_str("not looked for");
        }
        write!(f, "{transform}, by {by}")?;
        match self.refused {
            Some(why) => write!(f, "; ends the run: {why}"),
            None => Ok(()),
        }
    }
}

impl Policy {
    /// What happens to findings of an entity in the place with this path, and which rule decides.
    #[must_use]
    pub fn decide(&self, entity: &str, place_path: &str) -> Decision {
        let (by, compiled) = self.rule_for(entity, place_path);
        let by_exception = matches!(by, By::Exception(_));
        Decision {
            entity: entity.to_owned(),
            class: self.class_of(entity),
            sought: self.looks_for(entity),
            transform: compiled.spec.clone(),
            by: self.shown(by),
            refused: self.objection(entity, &compiled.transform, by_exception),
        }
    }

    fn shown(&self, by: By<'_>) -> String {
        match by {
            By::Exception(number) => {
                let exception = &self.exceptions[number];
                format!(
                    "the exception for {exception}, approved by {} until {}: {}",
                    exception.approver, exception.expires, exception.reason
                )
            }
            By::Place(None, pattern) => format!("the rule of the place {pattern:?}"),
            By::Place(Some(file), pattern) => format!("the rule of the place {pattern:?} in files {file:?}"),
            By::File(pattern) => format!("the rule of files {pattern:?}"),
            By::Run(region) => format!("the rule of runs for {}", region_shown(region)),
            By::Entity => "the rule of the entity".into(),
            By::Region(region) => format!("the rule of the region {}", region_shown(region)),
            By::Environment(class) => {
                format!("the class {} of the environment {:?}", class.name(), self.environment.as_deref().unwrap_or(""))
            }
            By::Class(class) => format!("the class {}", class.name()),
            By::Default => "the default".into(),
        }
    }

    /// What contradicts itself in the policy or should be looked at, one line each: rules that let values
    /// through for which nobody answers or which an environment forbids, exceptions that end soon. More than
    /// [`warnings`](Self::warnings), which it begins with.
    #[must_use]
    pub fn review(&self) -> Vec<String> {
        let mut all = self.warnings();
        all.extend(self.unanswered());
        let environments = self.environments().map(str::to_owned).collect::<Vec<_>>();
        for name in &environments {
            if let Ok(policy) = self.clone().environment(name) {
                all.extend(policy.contradictions(name));
            }
        }
        all.extend(self.ending());
        all.extend(self.retention_review());
        all
    }

    /// Rules that let values through without an exception.
    fn unanswered(&self) -> impl Iterator<Item = String> {
        let of_places = self.all_places().filter_map(|rule| Some((&rule.pattern, rule.transform.as_ref()?)));
        let of_places = of_places.filter(|(_, compiled)| compiled.transform.name() == "keep");
        let places = of_places.map(|(pattern, _)| format!("the place {pattern:?}"));
        let entities = self.entity_transforms().filter(|(_, compiled)| compiled.transform.name() == "keep");
        let entities = entities.map(|(entity, _)| entity.to_owned());
        let scoped = self.scoped_transforms().filter(|(.., compiled)| compiled.transform.name() == "keep");
        let scoped =
            scoped.map(|(what, entity, _)| entity.map_or(what.clone(), |entity| format!("{entity} in {what}")));
        places.chain(entities).chain(scoped).map(|what| {
            format!(
                "keep of {what}: nobody answers for it; an [[exceptions]] entry names a reason, an approver and an end"
            )
        })
    }

    /// Rules that always end the run in the environment that the policy is in.
    fn contradictions(&self, environment: &str) -> Vec<String> {
        let mut all = Vec::new();
        for class in CLASSES.into_iter().filter(|class| self.forbids(*class)) {
            if shows(&self.class_rule(class).1.transform) {
                all.push(format!(
                    "in the environment {environment:?} the class {} is kept and forbidden in clear: every finding of it \
                     ends the run",
                    class.name()
                ));
            }
        }
        for (entity, compiled) in self.entity_transforms() {
            if shows(&compiled.transform) && self.forbids(self.class_of(entity)) {
                all.push(format!(
                    "in the environment {environment:?} {entity} is kept and its class forbidden in clear: every finding \
                     without an exception ends the run"
                ));
            }
        }
        let of_places = self.all_places().filter(|rule| rule.transform.as_ref().is_some_and(|c| shows(&c.transform)));
        if self.active_forbids_any() {
            let scoped = self.scoped_transforms().filter(|(.., compiled)| shows(&compiled.transform));
            all.extend(scoped.map(|(what, ..)| {
                format!(
                    "in the environment {environment:?} a rule of {what} shows values: findings of forbidden classes end \
                     the run there"
                )
            }));
            all.extend(of_places.map(|rule| {
                format!(
                    "in the environment {environment:?} the place {:?} shows values: findings of forbidden classes end \
                     the run there",
                    rule.pattern
                )
            }));
        }
        all
    }

    fn active_forbids_any(&self) -> bool {
        CLASSES.into_iter().any(|class| self.forbids(class))
    }

    /// Exceptions that end soon.
    fn ending(&self) -> impl Iterator<Item = String> {
        self.exceptions.iter().filter_map(|exception| {
            let days = days_until(&exception.expires)?;
            (0..=SOON).contains(&days).then(|| {
                format!(
                    "the exception for {exception} ends in {days} days: {} is to look at it again",
                    exception.approver
                )
            })
        })
    }
}
