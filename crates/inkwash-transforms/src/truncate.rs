use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::mask::characters;
use crate::options::Options;
use crate::{OptionFacts, TransformFacts};

/// Writes the first characters of the value and drops the rest. A value that is no longer than
/// twice what stays loses everything.
pub(crate) struct Truncate {
    len: usize,
}

impl Truncate {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "truncate",
        aliases: &[],
        help: "the first characters, nothing of a value that is not twice as long",
        options: &[OptionFacts { name: "len", value: "1..=64", help: "how many characters stay (default 1)" }],
        reveals: false,
        reverses: false,
        strength: "shows what is kept",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self { len: options.number("len", 1..=64)?.unwrap_or(1) })
    }
}

impl Transform for Truncate {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        if characters(subject.plain).count() > 2 * self.len {
            characters(subject.plain).take(self.len).for_each(|c| out.extend_from_slice(c));
        }
    }
}
