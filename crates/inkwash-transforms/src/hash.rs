use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::options::Options;
use crate::{OptionFacts, TransformFacts};

/// Writes a keyed hash of the canonical form: HMAC-SHA-256 (FIPS 198-1) or keyed BLAKE3 under the
/// entity's key, in lower-case hexadecimal, cut to a length.
///
/// Without the key nobody can try values out, as one can with an unkeyed or salted hash. Cut to
/// `n` digits, about m² / 2^(4n+1) pairs of `m` values share a hash (the birthday bound): of a
/// million values 2^-89 pairs at 32 digits, 2^-25 at 16, but over a hundred at 8.
pub(crate) struct Hash {
    digits: usize,
    blake3: bool,
}

impl Hash {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "hash",
        aliases: &[],
        help: "a keyed hash (HMAC-SHA-256) in hexadecimal, the same one wherever the value occurs",
        options: &[
            OptionFacts { name: "len", value: "8..=64", help: "how many hexadecimal digits (default 32)" },
            OptionFacts {
                name: "with",
                value: "hmac-sha256, blake3",
                help: "the keyed hash; BLAKE3 is the faster (default: hmac-sha256)",
            },
        ],
        reveals: false,
        reverses: false,
        strength: "hides values from all without the key; equality and frequency show; with the key small sets can be gone through",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self {
            digits: options.number("len", 8..=64)?.unwrap_or(32),
            blake3: options.choice("with", &["hmac-sha256", "blake3"])? == 1,
        })
    }
}

impl Transform for Hash {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn needs_text(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let hash = if self.blake3 {
            subject.key.blake3(subject.canonical)
        } else {
            subject.key.prf("hash", subject.canonical)
        };
        let mut digits = [0; 64];
        // Without branches and look-ups, so that many are made at a time.
        let digit = |d: u8| d + b'0' + (b'a' - b'0' - 10) * u8::from(d > 9);
        for (pair, byte) in digits.as_chunks_mut::<2>().0.iter_mut().zip(hash) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        out.extend_from_slice(&digits[..self.digits]);
    }
}
