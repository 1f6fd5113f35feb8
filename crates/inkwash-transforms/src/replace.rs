use alloc::string::{String, ToString};
use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Writes one text in the place of every value. A value that has this very text in it is redacted:
/// who reads the output could not tell that it was replaced.
pub(crate) struct Replace {
    with: String,
}

impl Replace {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "replace",
        aliases: &["constant"],
        help: "one text, the same for all values",
        options: &[OptionFacts { name: "with", value: "text", help: "the text (default: ***)" }],
        reveals: false,
        reverses: false,
        strength: "hides everything; all values become one",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self { with: options.text("with").unwrap_or("***").to_string() })
    }
}

impl Transform for Replace {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        if self.with.as_bytes().windows(subject.plain.len().max(1)).any(|w| w == subject.plain) {
            Redact.apply(subject, out);
        } else {
            out.extend_from_slice(self.with.as_bytes());
        }
    }
}
