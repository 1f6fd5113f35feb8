//! Finds personal data and secrets in text, logs, tables and database dumps, and rewrites them.
#![forbid(unsafe_code)]

mod keys;
mod policy;

pub use inkwash_core::Error;

pub use keys::{KEY_VARIABLE, KeyRing};
pub use policy::Policy;
