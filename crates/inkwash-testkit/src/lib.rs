//! Corpus loader and the laws that every entity, transform and format must keep.
//!
//! Laws are plain functions that panic with what broke; the test suites of the crates above
//! call them for every row of their tables, so a new row is covered the day it is added.

pub mod corpus;
pub mod detectors;
pub mod documents;
pub mod formats;
pub mod fuzz;
pub mod mixed;
pub mod sieve;
pub mod streams;
pub mod traps;

use std::sync::Arc;

use inkwash_core::Place;

/// A place made from `parent.name` or `name`.
#[must_use]
pub fn place(path: &str) -> Arc<Place> {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    Arc::new(Place { path: path.into(), parent: parent.into(), name: name.into(), ..Place::default() })
}
