use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::TransformFacts;
use crate::options::Options;

/// Writes the value as it was: for places and entities that a policy exempts.
pub(crate) struct Keep;

impl Keep {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "keep",
        aliases: &[],
        help: "the value as it was: an exception",
        options: &[],
        reveals: true,
        reverses: false,
        strength: "hides nothing",
    };

    pub(crate) fn parse(_: &Options<'_>) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Transform for Keep {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(subject.found);
    }
}
