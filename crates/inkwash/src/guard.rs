//! Keeps to a plan: a policy that carries it out, and notes what it does not know.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use inkwash_core::{Action, Engine, Place, Policy, Subject, Transform};

use crate::plan::{Found, Planned, kind_of, path_of};
use crate::rules::Rules;
use crate::survey::{lock, masked};
use crate::{Error, Plan};

pub(crate) struct Guard {
    plan: Plan,
    engine: Arc<Engine>,
    rules: Arc<Rules>,
    unknown: Unknown,
    /// By the path of a place that the plan knows: places may be made anew with each statement.
    resolved: Mutex<HashMap<String, Arc<[Action]>>>,
}

/// What a plan does not know, as far as it was seen.
#[derive(Clone, Default)]
pub(crate) struct Unknown(Arc<Mutex<Plan>>);

impl Unknown {
    /// Whether the plan knows everything so far.
    pub(crate) fn check(&self, plan: &Plan) -> Result<(), Error> {
        let unknown = lock(&self.0);
        if unknown.places.is_empty() {
            return Ok(());
        }
        Err(Error::refused(plan.drift(&unknown)))
    }
}

impl Guard {
    /// What the plan does not know goes to `unknown`.
    pub(crate) fn new(plan: Plan, engine: Arc<Engine>, rules: Arc<Rules>, unknown: Unknown) -> Self {
        Self { plan, engine, rules, unknown, resolved: Mutex::default() }
    }

    /// Whether a document in cells is taken as it comes, because the place of those cells takes what is
    /// not listed.
    fn is_taken(&self, place: &Place) -> bool {
        let mut outer = place.outer.as_ref();
        while let Some(place) = outer {
            if let Some((_, planned)) = self.plan.place(path_of(&self.engine.showable(place))) {
                return planned.takes_others;
            }
            outer = place.outer.as_ref();
        }
        false
    }

    fn resolve(&self, place: &Place, path: &str, planned: Option<&Planned>) -> Arc<[Action]> {
        let as_ruled = self.rules.actions(place);
        // All cells of it move, whatever is in them.
        if self.rules.shuffles(place) {
            return as_ruled;
        }
        let surprise = |entity: &str| -> Arc<dyn Transform> {
            let transform = self.rules.spec(entity, place).to_owned();
            let (path, kind, unknown) = (path.to_owned(), kind_of(place), self.unknown.clone());
            Arc::new(Surprise { path, kind, transform, unknown })
        };
        // Most entities have the same transform; what is noted of a surprise says which.
        let mut surprises: HashMap<&str, Arc<dyn Transform>> = HashMap::new();
        let actions = as_ruled.iter().zip(self.engine.entities()).map(|(action, id)| {
            let entity = self.engine.facts(id).name;
            match planned.and_then(|p| p.found.get(entity)) {
                Some(found) if found.transform == self.rules.spec(entity, place) => action.clone(),
                Some(found) => self.rules.planned(entity, &found.transform),
                None if planned.is_some_and(|p| p.takes_others) => action.clone(),
                None => {
                    let spec = self.rules.spec(entity, place);
                    Action::Apply(surprises.entry(spec).or_insert_with(|| surprise(entity)).clone())
                }
            }
        });
        actions.collect()
    }
}

impl Policy for Guard {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        let shown = self.engine.showable(&Arc::new(place.clone()));
        let path = path_of(&shown);
        let planned = self.plan.place(path).map(|(_, planned)| planned);
        if planned.is_none() && self.is_taken(place) {
            return self.rules.actions(place);
        }
        let kind = kind_of(place);
        // Text outside of tables and keys is in every stream; only what is found there matters.
        if !place.path.is_empty() && planned.is_none_or(|p| !p.kinds.contains(&kind)) {
            lock(&self.unknown.0).places.entry(path.to_owned()).or_default().kinds.insert(kind);
        }
        if let Some(actions) = lock(&self.resolved).get(&place.path) {
            return actions.clone();
        }
        let actions = self.resolve(place, path, planned);
        if planned.is_some() {
            lock(&self.resolved).insert(place.path.clone(), actions.clone());
        }
        actions
    }

    fn over(&self) -> Option<&dyn Policy> {
        Some(&*self.rules)
    }
}

/// Notes a finding that the plan does not know, and lets nothing of it out: the block that it is in is
/// never written.
struct Surprise {
    path: String,
    kind: String,
    /// What the policy would do to it.
    transform: String,
    unknown: Unknown,
}

impl Transform for Surprise {
    fn name(&self) -> &'static str {
        "refuse"
    }

    fn apply(&self, subject: &Subject<'_>, _: &mut Vec<u8>) {
        let mut unknown = lock(&self.unknown.0);
        let place = unknown.places.entry(self.path.clone()).or_default();
        place.kinds.insert(self.kind.clone());
        place.found.entry(subject.detector.facts().name.to_owned()).or_insert_with(|| Found {
            transform: self.transform.clone(),
            example: masked(subject.found),
            ..Found::default()
        });
    }
}
