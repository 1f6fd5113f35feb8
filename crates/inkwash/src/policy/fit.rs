//! Whether a policy can be carried out.

use inkwash_core::{Place, Takes, Transform, ValueKind};

use super::{Compiled, PlaceRule, Policy};
use crate::Error;
use crate::keys::date::today;

impl Policy {
    /// Whether all entities that the policy names are among those that can be found, and the policy has
    /// not expired.
    ///
    /// # Errors
    /// A policy error that says which are not, and what there is; [expired](Error::is_expired) after the day
    /// in its `expires`.
    pub fn check(&self, known: &[&str]) -> Result<(), Error> {
        if let Some(day) = self.expires.as_ref().filter(|day| **day < today()) {
            return Err(Error::expired(format!(
                "it has expired: its last day was {day}; whoever answers for it is to look at it again and set a later \
                 day in `expires`"
            )));
        }
        let unseen = self.all_places().filter(|p| p.whole && !p.takes_look_alike()).filter_map(|p| p.entity.as_ref());
        if let Some(name) = unseen.into_iter().find(|name| !self.looks_for(name)) {
            return Err(Error::policy(format!("{name} is not looked for, but a rule for whole cells needs it")));
        }
        if let Some(name) = self.denied.keys().find(|name| !self.looks_for(name)) {
            return Err(Error::policy(format!("{name} is not looked for, but values of it are denied")));
        }
        let listed = self.entities.iter().flatten().chain(self.rules.keys()).map(String::as_str);
        let placed = self.all_places().filter(|p| !p.takes_look_alike()).filter_map(|p| p.entity.as_deref());
        let scoped = self.scoped_transforms().filter_map(|(_, entity, _)| entity);
        listed
            .chain(placed)
            .chain(scoped)
            .try_for_each(|name| self.check_entity(name, known).map_err(Error::policy))?;
        self.check_holds()?;
        self.check_exceptions(known)
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

    /// Refuses to rewrite streams of a format that has no places where a rule counts on them.
    pub(crate) fn check_format(&self, format: &str) -> Result<(), inkwash_core::Error> {
        if format != "text" {
            return Ok(());
        }
        let mut everywhere = self.transforms_everywhere();
        let what = match self.places_here().find(|rule| rule.needs_cells()) {
            Some(PlaceRule { pattern, .. }) => format!("the rule for the whole cells of {pattern:?}"),
            None if everywhere.any(|compiled| compiled.transform.writes_null()) => "null".to_owned(),
            None => return Ok(()),
        };
        Err(inkwash_core::Error::policy(format!(
            "{what} cannot be carried out: the input is read as text, which has no fields; say what it is with \
             --input-format, or choose something else"
        )))
    }

    /// Whether entities of these names can be found.
    ///
    /// # Errors
    /// A policy error that says which cannot, and what there is.
    pub fn check_names<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Result<(), Error> {
        let known = crate::entity_names();
        names.into_iter().try_for_each(|name| self.check_entity(name, &known).map_err(Error::policy))
    }

    /// Refuses rules that name an entity and a transform that cannot take it. `refuses` says why it
    /// cannot.
    pub(crate) fn check_transforms(
        &self,
        refuses: impl Fn(&str, &dyn Transform) -> Option<&'static str>,
    ) -> Result<(), Error> {
        let named = self.entity_transforms();
        let placed = self.all_places().filter(|p| !p.whole);
        let placed = placed.filter_map(|p| Some((p.entity.as_deref()?, p.transform.as_ref()?)));
        let scoped = self.scoped_transforms().filter_map(|(_, entity, compiled)| Some((entity?, compiled)));
        for (entity, Compiled { transform, .. }) in named.chain(placed).chain(scoped) {
            if let Some(why) = refuses(entity, &**transform) {
                let name = transform.name();
                return Err(Error::policy(format!("{name} cannot take {entity}: {why}; choose another transform")));
            }
        }
        Ok(())
    }
}
