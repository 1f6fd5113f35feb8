use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::TransformFacts;
use crate::options::Options;
use crate::redact::Redact;

/// Writes the format's NULL in the place of a cell that is nothing but the value: an empty field of
/// CSV, `null` in JSON, `NULL` or `\N` in SQL. A value within a longer text stops the run. In text
/// that is no field (a comment, a text given to the library) the value is redacted.
pub(crate) struct Null;

impl Null {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "null",
        aliases: &[],
        help: "the format's NULL instead of the cell; refused where the value is only a part of it",
        options: &[],
        reveals: false,
        reverses: false,
        strength: "hides everything but that something stood there",
    };

    pub(crate) fn parse(_: &Options<'_>) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Transform for Null {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn writes_null(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        Redact.apply(subject, out);
    }
}
