//! A policy, resolved for the engine that carries it out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use inkwash_core::{Action, Column, Engine, EntityId, Place, Tally, Transform};

use crate::policy::{Here, Refusal, Ruling, compile};
use crate::retention::Retained;
use crate::survey::lock;
use crate::{ExceptionUse, Policy};

#[derive(Clone)]
pub(crate) struct Rules {
    policy: Policy,
    entities: Vec<String>,
    /// For places that no rule speaks of.
    everywhere: Arc<[Action]>,
    nowhere: Column,
    /// The stream is one table, whose columns are known with its header: a place that is not there
    /// then is a mistake.
    one_table: bool,
    /// There are only cells, of which none can be taken out.
    only_cells: bool,
    /// What is refused ends the stream. Where there is none to end, it is redacted.
    stops: bool,
    /// The rules for files, by what holds for them: many files share them.
    of_files: Arc<Mutex<BTreeMap<Here, Arc<Rules>>>>,
}

impl Rules {
    pub(crate) fn new(engine: &Engine, policy: Policy) -> Self {
        let entities: Vec<_> = engine.entities().map(|id| engine.facts(id).name.to_owned()).collect();
        let everywhere = resolve(&policy, &entities, "", true);
        let nowhere = engine.column(&Arc::default());
        Self {
            policy,
            entities,
            everywhere,
            nowhere,
            one_table: false,
            only_cells: false,
            stops: true,
            of_files: Arc::default(),
        }
    }

    /// The rules for what comes from a file with this name.
    pub(crate) fn for_file(self: &Arc<Self>, engine: &Engine, name: &str) -> Arc<Self> {
        if name.is_empty() || !self.policy.speaks_of_files() {
            return self.clone();
        }
        let here = self.policy.here(name);
        let mut known = lock(&self.of_files);
        let made = || Arc::new(Self::new(engine, self.policy.clone().being(here.clone())));
        known.entry(here.clone()).or_insert_with(made).clone()
    }

    /// The rules for a table in memory, whose columns are known with it.
    pub(crate) fn for_table(self: &Arc<Self>) -> Arc<Self> {
        let one_table = self.policy.needs_cells();
        if one_table { Arc::new(Self { one_table, ..Self::clone(self) }) } else { self.clone() }
    }

    /// The rules for a table whose records cannot be taken out.
    pub(crate) fn for_cells(self: &Arc<Self>) -> Arc<Self> {
        let only_cells = !self.policy.retention().is_empty();
        if only_cells { Arc::new(Self { only_cells, ..Self::clone(self) }) } else { self.clone() }
    }

    /// What takes records out of streams, if a rule does.
    pub(crate) fn retained(&self) -> Option<Retained> {
        Retained::new(&self.policy)
    }

    /// The rules for single texts, which are no stream that could be ended: what is refused is redacted.
    pub(crate) fn for_texts(self: &Arc<Self>) -> Arc<Self> {
        let everywhere = resolve(&self.policy, &self.entities, "", false);
        Arc::new(Self { stops: false, everywhere, ..Self::clone(self) })
    }

    /// Whether the cells of a place change places with each other.
    pub(crate) fn shuffles(&self, place: &Place) -> bool {
        self.policy.shuffles(&place.path)
    }

    /// The rules for a stream in this format.
    ///
    /// # Errors
    /// If one of them cannot be carried out in it.
    pub(crate) fn for_format(self: &Arc<Self>, format: &str) -> Result<Arc<Self>, inkwash_core::Error> {
        self.policy.check_format(format)?;
        Ok(if matches!(format, "csv" | "tsv") { self.for_table() } else { self.clone() })
    }

    pub(crate) fn with_default(&self, engine: &Engine, transform: Arc<dyn Transform>) -> Self {
        Self::new(engine, self.policy.clone().with_default(transform))
    }

    /// The names of all entities, in the engine's order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entities.iter().map(String::as_str)
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

    /// What happens to an entity's findings at a place, as reports say it.
    pub(crate) fn told(&self, entity: &str, place: &Place) -> String {
        match &place.outer {
            Some(outer) if !self.policy.speaks_of(&place.path) => self.told(entity, outer),
            _ => match self.policy.ruling(entity, &place.path) {
                Ruling::Exempt(_) => "keep, by exception".to_owned(),
                Ruling::Refuse(_) => Refusal::NAME.to_owned(),
                Ruling::Transform(compiled) => compiled.spec.clone(),
            },
        }
    }

    /// What the transform of an entity's findings that a plan names comes to.
    pub(crate) fn planned(&self, entity: &str, spec: &str) -> Action {
        let transform = compile(spec).expect("the plan's transforms are known").transform;
        match self.policy.objection(entity, &transform, false) {
            _ if transform.name() == Refusal::NAME => Action::Refuse("the plan lets it into no output"),
            Some(why) => Action::Refuse(why),
            None => action_of(&transform),
        }
    }

    /// How many values each exception of the policy let through.
    pub(crate) fn uses(&self, tally: &Tally) -> Vec<ExceptionUse> {
        self.policy.uses(tally)
    }

    /// The column of text that stands nowhere in particular.
    pub(crate) fn nowhere(&self) -> &Column {
        &self.nowhere
    }
}

impl inkwash_core::Policy for Rules {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        if self.policy.speaks_of(&place.path) {
            resolve(&self.policy, &self.entities, &place.path, self.stops)
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

    fn has_subjects(&self) -> bool {
        self.policy.has_subjects()
    }

    fn names_subject(&self, place: &Place) -> bool {
        self.policy.names_subject(&place.path)
    }

    fn check_places(&self, places: &[Arc<Place>]) -> Result<(), inkwash_core::Error> {
        if let Some((place, name)) = places.iter().find_map(|place| Some((place, self.policy.misfit(place)?))) {
            return Err(inkwash_core::Error::policy(format!(
                "{name} writes text, which {} does not take by its type: choose another transform for this place",
                place.path
            )));
        }
        if let Some(place) = places.iter().find(|place| self.only_cells && self.policy.retains(place)) {
            return Err(inkwash_core::Error::refused(format!(
                "a retention rule is for the table of {}: records are taken out of streams only, not of tables in memory \
                 or Parquet files",
                place.path
            )));
        }
        if !self.policy.needs_cells() {
            return Ok(());
        }
        let unnamed = || places.iter().any(|p| p.is_unnamed_field() && !self.policy.speaks_of(&p.path));
        match self.policy.misses_cells(places.iter().map(|place| &*place.path)) {
            Some(pattern) if self.one_table || unnamed() => Err(inkwash_core::Error::policy(format!(
                "the rule for the whole cells of {pattern:?} fits no column of the input, whose values would come out \
                 as they are: correct the rule or the header (columns without one are \"column 1\", \"column 2\", …)"
            ))),
            _ => Ok(()),
        }
    }

    fn takes_whole(&self, place: &Place) -> Option<EntityId> {
        self.id(self.policy.whole_of(&place.path)?)
    }
}

fn resolve(policy: &Policy, entities: &[String], path: &str, stops: bool) -> Arc<[Action]> {
    let action = |entity: &String| match policy.ruling(entity, path) {
        Ruling::Exempt(number) => Action::Exempt(number as u16),
        Ruling::Refuse(why) if stops => Action::Refuse(why),
        Ruling::Refuse(_) => Action::Apply(Arc::new(Refusal)),
        Ruling::Transform(compiled) => action_of(&compiled.transform),
    };
    entities.iter().map(action).collect()
}

/// What a transform comes to.
fn action_of(transform: &Arc<dyn Transform>) -> Action {
    match transform.name() {
        "keep" => Action::Keep,
        _ => Action::Apply(transform.clone()),
    }
}
