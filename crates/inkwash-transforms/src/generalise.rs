use alloc::vec::Vec;

use inkwash_core::{Detector, Error, Subject, Transform};

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
    bucket: Option<u64>,
}

impl Generalise {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "generalise",
        aliases: &["generalize"],
        help: "a coarser value: a date's month, an address's network, a number's bucket; else redacted",
        options: &[
            OptionFacts {
                name: "level",
                value: "1..=3",
                help: "how coarse: month, year, decade; /24, /16, /8; /48, /32, /16; area of a postal code (default 2)",
            },
            OptionFacts {
                name: "bucket",
                value: "2..=1000000000",
                help: "numbers become the greatest multiple of this that is not above them: an age its band's start",
            },
        ],
        reveals: false,
        reverses: false,
        strength: "hides the fine part only; rare values still single people out",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        let level = options.number("level", 1..=3)?;
        let bucket = options.number("bucket", 2..=1_000_000_000)?.map(|n| n as u64);
        if level.is_some() && bucket.is_some() {
            return Err(options.error("level and bucket exclude each other"));
        }
        Ok(Self { level: level.unwrap_or(2) as u8, bucket })
    }
}

/// Appends the start of a whole number's bucket; `false` if it is no number of up to 18 digits,
/// perhaps negative, perhaps with decimals, which are dropped.
fn floor(plain: &[u8], bucket: u64, out: &mut Vec<u8>) -> bool {
    let (negative, rest) = plain.strip_prefix(b"-").map_or((false, plain), |rest| (true, rest));
    let (whole, decimals) = match rest.iter().position(|b| matches!(b, b'.' | b',')) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, &b""[..]),
    };
    let digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    let pointed = whole.len() < rest.len();
    if !(1..=18).contains(&whole.len()) || pointed && decimals.is_empty() || !digits(whole) || !digits(decimals) {
        return false;
    }
    let number = whole.iter().fold(0, |n: u64, b| n * 10 + u64::from(b - b'0'));
    // Below zero the bucket begins further from it.
    let up = negative && (!number.is_multiple_of(bucket) || decimals.iter().any(|b| *b != b'0'));
    let start = (number / bucket + u64::from(up)) * bucket;
    if negative && start > 0 {
        out.push(b'-');
    }
    out.extend_from_slice(alloc::format!("{start}").as_bytes());
    true
}

impl Transform for Generalise {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        let example = detector.facts().example.as_bytes();
        let has_none = self.bucket.is_none() && !detector.coarsen(example, self.level, &mut Vec::new());
        (has_none && !example.is_empty()).then_some("it has no coarser form")
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        let coarser = match self.bucket {
            Some(bucket) => floor(subject.plain, bucket, out),
            None => subject.detector.coarsen(subject.plain, self.level, out),
        };
        if !coarser {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }
}
