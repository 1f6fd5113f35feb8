//! The shape of policy files, for editors.

/// The JSON Schema (draft 2020-12) of policy files: which keys there are and what they take. Names of
/// entities, transforms and regions are checked when a policy is read.
///
/// ```
/// assert!(inkwash::policy_schema().contains("\"forbid_in_clear\""));
/// ```
#[must_use]
pub const fn policy_schema() -> &'static str {
    include_str!("inkwash.schema.json")
}

#[cfg(test)]
#[path = "schema_tests.rs"]
mod tests;
