use alloc::vec::Vec;

use inkwash_core::{Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Writes a number moved by up to a share of itself, with as many decimals as it had. The noise
/// depends on the key and the value, so that equal values stay equal; it is uniform and gives no
/// differential privacy. What is no decimal number of up to 15 digits is redacted.
pub(crate) struct Noise {
    percent: u64,
}

impl Noise {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "noise",
        aliases: &[],
        help: "a number not far from the value; what is no number is redacted",
        options: &[OptionFacts { name: "percent", value: "1..=100", help: "how far at most (default 10)" }],
        reveals: false,
        reverses: false,
        strength: "hides the exact number only; no differential privacy",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self { percent: options.number("percent", 1..=100)?.unwrap_or(10) as u64 })
    }

    /// Another number of the same form, all of whose digits are counted as one integer.
    fn near(&self, subject: &Subject<'_>, out: &mut Vec<u8>) -> Option<()> {
        let (sign, digits) = match subject.plain {
            [sign @ (b'-' | b'+'), digits @ ..] => (Some(*sign), digits),
            digits => (None, digits),
        };
        let point = digits.iter().position(|b| matches!(b, b'.' | b','));
        let mut value = 0u64;
        let mut count = 0;
        for (at, byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
                _ if Some(at) == point && at > 0 && at + 1 < digits.len() => continue,
                _ => return None,
            }
            count += 1;
            if count > 15 {
                return None;
            }
        }
        let reach = value * self.percent / 100;
        if reach == 0 {
            return None;
        }
        let draw = subject.key.prf("noise", subject.canonical);
        let [a, b, c, d, e, f, g, h, ..] = draw;
        // One of the 2 * reach other numbers.
        let place = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % (2 * reach);
        let moved = value - reach + place + u64::from(place >= reach);
        out.extend(sign);
        let width = point.map_or(1, |p| digits.len() - p);
        let text = alloc::format!("{moved:0width$}");
        let decimals = point.map_or(0, |p| digits.len() - p - 1);
        let (whole, fraction) = text.as_bytes().split_at(text.len() - decimals);
        out.extend_from_slice(whole);
        out.extend(point.and_then(|p| digits.get(p)));
        out.extend_from_slice(fraction);
        Some(())
    }
}

impl Transform for Noise {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        if self.near(subject, out).is_none() || out.get(start..) == Some(subject.plain) {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }
}
