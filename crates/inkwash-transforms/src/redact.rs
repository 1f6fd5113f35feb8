use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::TransformFacts;
use crate::options::Options;

/// Writes the entity's name in square brackets: `[EMAIL_ADDRESS]`.
pub(crate) struct Redact;

impl Redact {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "redact",
        aliases: &[],
        help: "the entity's name in brackets: [EMAIL_ADDRESS]",
        options: &[],
        reveals: false,
        reverses: false,
        strength: "hides everything but what kind of value stood there",
    };

    pub(crate) fn parse(_: &Options<'_>) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Transform for Redact {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        out.push(b'[');
        out.extend_from_slice(subject.detector.facts().name.as_bytes());
        out.push(b']');
    }
}
