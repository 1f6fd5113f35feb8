use alloc::vec::Vec;

use inkwash_core::{Detector, Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Moves the values of a column to other records: within a window of records each gets another's, by a keyed
/// permutation. Every value stays in the output, so that sums, averages and frequencies of the column stay
/// exact, and what belongs to whom is hidden. A policy says it of places only: it moves whole cells, whatever
/// is found in them. What is empty or NULL stays where it is.
pub(crate) struct Shuffle {
    window: u64,
}

impl Shuffle {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "shuffle",
        aliases: &[],
        help: "the column's own values, moved between records; said of places only",
        options: &[OptionFacts {
            name: "window",
            value: "10..=100000",
            help: "records within which values move, twice that in the last window (default 1000)",
        }],
        reveals: true,
        reverses: false,
        strength: "hides only whose a value is: all values are in the output as they were, and rare ones tell whose they are",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self { window: options.number("window", 10..=100_000)?.unwrap_or(1000) as u64 })
    }
}

impl Transform for Shuffle {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn moves_within(&self) -> Option<u64> {
        Some(self.window)
    }

    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        detector.facts().unique.then_some("it stands for one holder, whatever record it is in")
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        Redact.apply(subject, out);
    }
}
