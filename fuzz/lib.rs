//! What all targets share: the whole catalogue in every format.

use std::sync::LazyLock;

use inkwash_core::Action;
use inkwash_testkit::fuzz::Kit;

/// The whole catalogue, every format, pseudonyms.
pub static KIT: LazyLock<Kit> = LazyLock::new(|| {
    let formats = inkwash_formats::formats().iter().map(|row| (row.name, row.start)).collect();
    let transform = inkwash_transforms::parse("pseudonymise").expect("a transform");
    Kit::new(inkwash_entities::catalogue(), formats, Action::Apply(transform.into()))
});
