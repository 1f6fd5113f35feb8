use alloc::vec::Vec;

use inkwash_core::{Detector, Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Encrypts a value into one of the same form: FF1 (NIST SP 800-38G) with AES-256 under the
/// entity's key, over the letters and digits of an alphabet; punctuation and blanks stay where
/// they are. Distinct values of one length give distinct results. Check digits are not kept:
/// `pseudonymise` does that.
///
/// What the standard's draft revision forbids, values that are one of fewer than a million (fewer
/// than six digits), goes through a keyed permutation instead ([`EntityKey::permute`]), which hides
/// the mapping only from those who know few pairs. One letter or digit, a value that the permutation
/// leaves where it is, and a value with letters or digits that are not in the alphabet are redacted.
/// [`Transform::undo`] undoes it; nothing in the output says which key it needs.
///
/// [`EntityKey::permute`]: inkwash_core::EntityKey::permute
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
        help: "encrypted into the same form (FF1; a small-domain permutation below a million values)",
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
        let numerals = subject.plain.iter().filter(|b| is_numeral(**b));
        let numerals = numerals.map(|b| self.alphabet.iter().position(|a| a == b).map(|at| at as u8));
        let mut numerals: Vec<u8> = numerals.collect::<Option<_>>()?;
        let radix = self.alphabet.len() as u8;
        let done = if encrypts {
            subject.key.encrypt_numerals(radix, &[], &mut numerals)
        } else {
            subject.key.decrypt_numerals(radix, &[], &mut numerals)
        };
        if !done && !small(subject, radix, encrypts, &mut numerals) {
            return None;
        }
        let mut numerals = numerals.into_iter();
        for byte in subject.plain {
            let numeral = if is_numeral(*byte) { numerals.next() } else { None };
            out.push(numeral.map_or(*byte, |n| self.alphabet[usize::from(n)]));
        }
        Some(())
    }
}

/// Whether a byte must be one of the alphabet: all that is no punctuation.
const fn is_numeral(b: u8) -> bool {
    b.is_ascii_alphanumeric() || !b.is_ascii()
}

/// The most strings that FF1 refuses, and the fewest that are worth a permutation.
const SMALL: core::ops::Range<u128> = 100..1_000_000;

/// Apart from the tweaks that stand-ins are made with.
const TWEAK: u32 = 0xfe00_0000;

/// Permutes numerals of a small domain in place; `false`, and nothing done, if it is not one.
fn small(subject: &Subject<'_>, radix: u8, encrypts: bool, numerals: &mut [u8]) -> bool {
    let wide = u128::from(radix);
    let size = u32::try_from(numerals.len()).ok().and_then(|n| wide.checked_pow(n));
    let Some(size) = size.filter(|size| numerals.len() > 1 && SMALL.contains(size)) else { return false };
    let tweak = TWEAK | u32::from(radix) << 8 | numerals.len() as u32;
    let value = numerals.iter().fold(0, |n, d| n * wide + u128::from(*d));
    let key = subject.key;
    let mut value = if encrypts { key.permute(tweak, value, size) } else { key.unpermute(tweak, value, size) };
    for numeral in numerals.iter_mut().rev() {
        *numeral = (value % wide) as u8;
        value /= wide;
    }
    true
}

impl Transform for EncryptFpe {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        let fits = detector.facts().example.bytes().all(|b| !is_numeral(b) || self.alphabet.contains(&b));
        (!fits).then_some("it has letters that are not in the alphabet")
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
