//! A policy, resolved for the engine that carries it out.

use std::sync::Arc;

use inkwash_core::{Action, Column, Engine, EntityId, Place, Transform};

use crate::Policy;

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

    pub(crate) fn with_default(&self, engine: &Engine, transform: Arc<dyn Transform>) -> Self {
        Self::new(engine, self.policy.clone().with_default(transform))
    }

    fn id(&self, name: &str) -> Option<EntityId> {
        self.entities.iter().position(|e| e == name).map(EntityId::from_index)
    }

    /// How the transform of an entity's findings at a place is written.
    pub(crate) fn spec(&self, entity: &str, place: &Place) -> &str {
        match &place.outer {
            Some(outer) if !self.policy.speaks_of(&place.path) => self.spec(entity, outer),
            _ => &self.policy.compiled_for(entity, &place.path).spec,
        }
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
        } else if let Some(outer) = &place.outer {
            self.actions(outer)
        } else {
            self.everywhere.clone()
        }
    }

    fn holds(&self, place: &Place) -> Option<EntityId> {
        let name = self.policy.entity_of(&place.path)?;
        self.id(name)
    }

    fn takes_whole(&self, place: &Place) -> Option<EntityId> {
        self.id(self.policy.whole_of(&place.path)?)
    }
}

fn resolve(policy: &Policy, entities: &[String], path: &str) -> Arc<[Action]> {
    let action = |entity: &String| {
        let transform = policy.transform_for(entity, path);
        if transform.name() == "keep" { Action::Keep } else { Action::Apply(transform.clone()) }
    };
    entities.iter().map(action).collect()
}
