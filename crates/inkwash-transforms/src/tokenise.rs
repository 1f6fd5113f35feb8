use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::options::Options;
use crate::token::Token;
use crate::{OptionFacts, TransformFacts};

/// Writes the value encrypted and authenticated as a token that says what it was, can be found in
/// any text and be restored with the key: `[EMAIL_ADDRESS~1~mzxw6ytboi…]`. AES-256-SIV (RFC 5297)
/// under the entity's key, with the key's version as associated data; equal values give equal
/// tokens, so joins still join. With `bind=place` the place is associated data too: equal values
/// of different columns differ, and a token moved to another place is refused.
pub(crate) struct Tokenise {
    bound: bool,
}

impl Tokenise {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "tokenise",
        aliases: &["tokenize"],
        help: "encrypted as a token that `restore` finds in any text: [EMAIL_ADDRESS~1~mzxw6y…]",
        options: &[OptionFacts {
            name: "bind",
            value: "entity, place",
            help: "where equal values get equal tokens: everywhere, or in one column only (default: entity)",
        }],
        reveals: false,
        reverses: true,
        strength: "hides values from all without the key, who can restore them; equality, frequency and length show",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self { bound: options.choice("bind", &["entity", "place"])? == 1 })
    }
}

impl Transform for Tokenise {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn needs_text(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let place = self.bound.then_some(subject.place);
        Token::write(subject.detector.facts().name, place, subject.key, subject.found, out);
    }
}
