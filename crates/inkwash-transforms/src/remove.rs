use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::TransformFacts;
use crate::options::Options;

/// Writes nothing in the value's place.
pub(crate) struct Remove;

impl Remove {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "remove",
        aliases: &[],
        help: "nothing",
        options: &[],
        reveals: false,
        reverses: false,
        strength: "hides everything",
    };

    pub(crate) fn parse(_: &Options<'_>) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Transform for Remove {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, _: &Subject<'_>, _: &mut Vec<u8>) {}
}
