use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Writes the value made coarser ([`Detector::coarsen`]): the first day of a date's month, year or
/// decade, the network of an IP address. It stays valid for its column; a value that is the first
/// of its kind stays as it is, and nothing tells. What the entity cannot make coarser is redacted.
///
/// [`Detector::coarsen`]: inkwash_core::Detector::coarsen
pub(crate) struct Generalise {
    level: u8,
}

impl Generalise {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "generalise",
        aliases: &["generalize"],
        help: "a coarser value: a date's month, an address's network; what cannot be is redacted",
        options: &[OptionFacts {
            name: "level",
            value: "1..=3",
            help: "how coarse: month, year, decade; /24, /16, /8; /48, /32, /16 (default 2)",
        }],
        reveals: false,
        reverses: false,
        strength: "hides the fine part only; rare values still single people out",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self { level: options.number("level", 1..=3)?.unwrap_or(2) as u8 })
    }
}

impl Transform for Generalise {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        let coarser = subject.detector.coarsen(subject.plain, self.level, out);
        if !coarser {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }
}
