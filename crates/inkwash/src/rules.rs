//! A policy, resolved for the engine that carries it out.

use std::sync::{Arc, OnceLock};

use inkwash_core::{Action, Column, Engine, EntityId, Place, Subject, Transform, ValueKind};

use crate::{Error, Policy};

pub(crate) struct Rules {
    policy: Policy,
    entities: Vec<String>,
    /// For places that no rule speaks of.
    everywhere: Arc<[Action]>,
    nowhere: Column,
}

impl Rules {
    pub(crate) fn new(engine: &Engine, policy: Policy) -> Self {
        let entities: Vec<_> = engine.entities().map(|id| engine.facts(id).name.to_owned()).collect();
        let everywhere = resolve(&policy, &entities, "");
        Self { policy, entities, everywhere, nowhere: engine.column(&Arc::default()) }
    }

    /// The column of text that stands nowhere in particular.
    pub(crate) fn nowhere(&self) -> &Column {
        &self.nowhere
    }
}

impl inkwash_core::Policy for Rules {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        if self.policy.speaks_of(&place.path) {
            resolve(&self.policy, &self.entities, &place.path)
        } else {
            self.everywhere.clone()
        }
    }

    fn holds(&self, place: &Place) -> Option<EntityId> {
        let name = self.policy.entity_of(&place.path)?;
        self.entities.iter().position(|e| e == name).map(EntityId::from_index)
    }
}

fn resolve(policy: &Policy, entities: &[String], path: &str) -> Arc<[Action]> {
    let action = |entity: &String| {
        let transform = policy.transform_for(entity, path);
        if transform.name() == "keep" { Action::Keep } else { Action::Apply(transform.clone()) }
    };
    entities.iter().map(action).collect()
}

/// The rules for one stream. A reversible stand-in that its column cannot take would be cut or
/// refused, and the value lost: that stops the stream.
pub(crate) struct Watched {
    rules: Arc<Rules>,
    fault: Fault,
}

type Fault = Arc<OnceLock<String>>;

impl Watched {
    pub(crate) fn new(rules: Arc<Rules>) -> Self {
        Self { rules, fault: Arc::default() }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        self.fault.get().map_or(Ok(()), |fault| Err(Error::policy(fault.clone())))
    }
}

impl inkwash_core::Policy for Watched {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        let actions = self.rules.actions(place);
        let limited = place.max_chars.is_some() || place.kind != ValueKind::Text;
        let reversible = |action: &Action| matches!(action, Action::Apply(t) if t.is_reversible());
        if !limited || !actions.iter().any(reversible) {
            return actions;
        }
        let watch = |action: &Action| match action {
            Action::Apply(inner) if inner.is_reversible() => {
                Action::Apply(Arc::new(Fitting { inner: inner.clone(), fault: self.fault.clone() }) as _)
            }
            other => other.clone(),
        };
        actions.iter().map(watch).collect()
    }

    fn holds(&self, place: &Place) -> Option<EntityId> {
        self.rules.holds(place)
    }
}

struct Fitting {
    inner: Arc<dyn Transform>,
    fault: Fault,
}

impl Transform for Fitting {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        self.inner.apply(subject, out);
        let chars = |text: &[u8]| String::from_utf8_lossy(text).chars().count();
        let (long, found) = (chars(&out[start..]), chars(subject.found));
        let Place { path, kind, max_chars, .. } = subject.place;
        let too_long = max_chars.is_some_and(|max| long > found && long > max as usize);
        let text_only = *kind != ValueKind::Text && long > found;
        if too_long || text_only {
            let takes = max_chars.map_or_else(|| "no text".to_owned(), |max| format!("{max} characters"));
            let (name, entity) = (self.name(), subject.detector.facts().name);
            let _ = self.fault.set(format!(
                "{name} of {entity} gives {long} characters, and {path} takes {takes}: choose another transform for \
                 this place, or a wider column"
            ));
        }
    }
}
