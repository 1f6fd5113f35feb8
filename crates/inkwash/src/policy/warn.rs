//! What the rules of a policy leave weak.

use std::collections::BTreeMap;
use std::sync::Arc;

use inkwash_core::Transform;

use super::{By, Compiled, PlaceRule, Policy};

/// Entities with few enough values to go through all of them, and how many there are: three or four
/// digits of a card's check value, 20 years of months, a century of days, what the digits of an
/// identifier leave when its date and check digits are taken away, the addresses of IPv4.
pub(super) const ENUMERABLE: &[(&str, &str)] = &[
    ("CARD_CVV", "11,000"),
    ("CARD_EXPIRY", "240"),
    ("DATE_OF_BIRTH", "40,000"),
    ("IP_ADDRESS", "4 billion"),
    ("NO_FODSELSNUMMER", "36 million"),
    ("US_SSN", "a billion"),
];
impl Policy {
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
        let named = self.entity_transforms().map(|(entity, compiled)| (entity, &compiled.transform));
        let placed = self.all_places().filter_map(|p| Some((p.entity.as_deref()?, &p.transform.as_ref()?.transform)));
        let scoped = self.scoped_transforms().filter_map(|(_, entity, compiled)| Some((entity?, &compiled.transform)));
        let weak = named.chain(placed).chain(scoped).filter(|(_, t)| weakens(t));
        let warned = weak.filter_map(|(entity, transform)| {
            let (_, values) = ENUMERABLE.iter().find(|(name, _)| *name == entity)?;
            Some(format!(
                "{} of {entity}, which has about {values} values: whoever can have values scrubbed under this key, or \
                 knows how often each occurs, can tell them; consider redact or generalise",
                transform.name()
            ))
        });
        let shuffled = self.all_places().filter(|rule| rule.shuffles()).map(|PlaceRule { pattern, .. }| {
            format!(
                "shuffle of {pattern:?}: its values are in the output as they were, each beside another record; \
                 rare ones tell whose they are"
            )
        });
        let mut rest: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, _) in ENUMERABLE.iter().filter(|(name, _)| self.looks_for(name)) {
            match self.entity_rule(name) {
                (By::Entity, _) => {}
                (_, Compiled { transform, .. }) if weakens(transform) => {
                    rest.entry(transform.name()).or_default().push(name);
                }
                _ => {}
            }
        }
        let by_default = rest.into_iter().map(|(transform, names)| {
            format!(
                "{transform} of all that no rule is for: {} have few values, so that whoever can have values scrubbed \
                 under this key, or knows how often each occurs, can tell them; consider redact or generalise for them",
                names.join(", ")
            )
        });
        let mut all: Vec<_> = warned.chain(shuffled).chain(by_default).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// Whether small sets that it is given can be gone through.
fn weakens(transform: &Arc<dyn Transform>) -> bool {
    ["hash", "tokenise", "encrypt-fpe"].contains(&transform.name())
}
