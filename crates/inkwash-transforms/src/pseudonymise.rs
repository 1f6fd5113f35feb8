use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::TransformFacts;
use crate::options::Options;
use crate::redact::Redact;

/// Writes a valid stand-in of the same entity, the same one for the same value and key. A stand-in
/// that carries its mark ([`Detector::is_stand_in`]) stays as it is.
///
/// [`Detector::is_stand_in`]: inkwash_core::Detector::is_stand_in
pub(crate) struct Pseudonymise;

impl Pseudonymise {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "pseudonymise",
        aliases: &["pseudonymize"],
        help: "a valid stand-in, the same one wherever the value occurs",
        options: &[],
        reveals: false,
        reverses: false,
        strength: "hides values from all without the key; equality and frequency show; who has the key can test guesses",
    };

    pub(crate) fn parse(_: &Options<'_>) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Transform for Pseudonymise {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn keeps_apart(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        if subject.detector.is_stand_in(subject.canonical, subject.key) {
            out.extend_from_slice(subject.found);
            return;
        }
        let start = out.len();
        subject.detector.mint(subject.plain, subject.canonical, subject.key, out);
        // A detector that breaks the mint law must not leak the value.
        if out.get(start..).is_none_or(|stand_in| stand_in.is_empty() || stand_in == subject.plain) {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }
}
