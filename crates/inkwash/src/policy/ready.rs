//! Policies that come with inkwash.

/// A policy that comes with inkwash and is used by its name.
#[derive(Clone, Copy, Debug)]
pub struct ReadyPolicy {
    /// `gdpr`.
    pub name: &'static str,
    /// One line for people.
    pub title: &'static str,
    /// The policy file.
    pub text: &'static str,
}

/// All of them, in the order in which they are shown.
///
/// ```
/// for ready in inkwash::ready_policies() {
///     let policy = inkwash::Policy::parse(ready.text, &inkwash::entity_names())?;
///     assert!(policy.run_examples()?.iter().all(|outcome| outcome.faults.is_empty()));
/// }
/// # Ok::<(), inkwash::Error>(())
/// ```
#[must_use]
pub const fn ready_policies() -> &'static [ReadyPolicy] {
    &[
        ReadyPolicy {
            name: "default",
            title: "everything that is found is replaced by keyed stand-ins: a start to be written further",
            text: include_str!("ready/default.toml"),
        },
        ReadyPolicy {
            name: "gdpr",
            title: "pseudonyms for identifiers, nothing left of special categories and secrets (GDPR, articles 4, 9, 32)",
            text: include_str!("ready/gdpr.toml"),
        },
        ReadyPolicy {
            name: "hipaa-safe-harbor",
            title: "the 18 identifiers removed, dates as years, ages over 89 as 90, ZIP as 3 digits (45 CFR 164.514(b)(2))",
            text: include_str!("ready/hipaa-safe-harbor.toml"),
        },
        ReadyPolicy {
            name: "pci-dss",
            title: "card numbers truncated, no sensitive authentication data (PCI DSS v4.0, requirements 3.3 to 3.5)",
            text: include_str!("ready/pci-dss.toml"),
        },
        ReadyPolicy {
            name: "secrets-only",
            title: "passwords, tokens, keys and the like, and nothing else",
            text: include_str!("ready/secrets-only.toml"),
        },
    ]
}

/// The text of the ready policy with this name.
pub(super) fn named(name: &str) -> Option<&'static str> {
    ready_policies().iter().find(|ready| ready.name == name).map(|ready| ready.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Policy, entity_names};

    #[test]
    fn each_does_what_its_examples_say_and_has_some() {
        for ReadyPolicy { name, text, .. } in ready_policies() {
            let policy = Policy::parse(text, &entity_names()).unwrap_or_else(|e| panic!("{name}: {e}"));
            let outcomes = policy.run_examples().unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(outcomes.len() >= 3, "{name} has {} examples", outcomes.len());
            let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.faults.is_empty()).collect();
            assert!(failed.is_empty(), "{name}: {failed:?}");
        }
    }

    #[test]
    fn names_are_taken_for_policies_by_every_door() {
        let chosen = |text| Policy::chosen(Some(text), None, &[], None, None);
        assert!(!chosen("secrets-only").expect("a policy").looks_for("EMAIL_ADDRESS"));
        assert!(chosen("no-such-policy").is_err());
    }
}
