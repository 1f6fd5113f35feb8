use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Encrypts a value into one of the same form: FF1 (NIST SP 800-38G) with AES-256 under the
/// entity's key, over the letters and digits of an alphabet; punctuation and blanks stay where
/// they are. Distinct values of one length give distinct results. Check digits are not kept:
/// `pseudonymise` does that.
///
/// What the standard's draft revision forbids is redacted: values that are one of fewer than a
/// million (fewer than six digits). So is a value with letters or digits that are not in the
/// alphabet. [`Transform::undo`] undoes it; nothing in the output says which key it needs.
pub(crate) struct EncryptFpe {
    alphabet: &'static [u8],
}

const DIGITS: &[u8] = b"0123456789";
const UPPER: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const ALNUM: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl EncryptFpe {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "encrypt-fpe",
        aliases: &[],
        help: "encrypted into the same form (FF1); what is one of fewer than a million is redacted",
        options: &[OptionFacts {
            name: "alphabet",
            value: "digits, upper, lower, alnum",
            help: "what may stand in it: digits, or letters of this case too (default: digits)",
        }],
        reveals: false,
        reverses: true,
        strength: "hides values from all without the key, who can decrypt them; equality, frequency and form show; the fewer values, the weaker",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        let choice = options.choice("alphabet", &["digits", "upper", "lower", "alnum"])?;
        Ok(Self { alphabet: [DIGITS, UPPER, LOWER, ALNUM][choice] })
    }

    /// Appends the value with its numerals replaced.
    fn crypt(&self, subject: &Subject<'_>, encrypts: bool, out: &mut Vec<u8>) -> Option<()> {
        let is_numeral = |b: &u8| b.is_ascii_alphanumeric() || !b.is_ascii();
        let numerals = subject.plain.iter().filter(|b| is_numeral(b));
        let numerals = numerals.map(|b| self.alphabet.iter().position(|a| a == b).map(|at| at as u8));
        let mut numerals: Vec<u8> = numerals.collect::<Option<_>>()?;
        let radix = self.alphabet.len() as u8;
        let done = if encrypts {
            subject.key.encrypt_numerals(radix, &[], &mut numerals)
        } else {
            subject.key.decrypt_numerals(radix, &[], &mut numerals)
        };
        let mut numerals = done.then_some(numerals)?.into_iter();
        for byte in subject.plain {
            let numeral = if is_numeral(byte) { numerals.next() } else { None };
            out.push(numeral.map_or(*byte, |n| self.alphabet[usize::from(n)]));
        }
        Some(())
    }
}

impl Transform for EncryptFpe {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        // A permutation may leave a value where it is.
        if self.crypt(subject, true, out).is_none() || out.get(start..) == Some(subject.plain) {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }

    fn undo(&self, subject: &Subject<'_>, out: &mut Vec<u8>) -> bool {
        self.crypt(subject, false, out).is_some()
    }
}
