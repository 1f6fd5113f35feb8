use alloc::vec::Vec;

use inkwash_core::{Detector, Error, Subject, Transform};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Writes a date moved by a number of days that depends on the key and the subject
/// ([`EntityKey::of_subject`]), in the date's own notation: all dates of one subject, or of all
/// data under one key where no subject is known, move together, so that what lies between them
/// stays. `per=value` moves every date on its own. Never by nothing; what is no date is redacted.
///
/// Whoever knows one original of a subject knows the others. Where day and month can be told only
/// by knowledge of the column (`03/07/1985`), the day is taken to come first.
///
/// [`EntityKey::of_subject`]: inkwash_core::EntityKey::of_subject
pub(crate) struct ShiftDate {
    days: i32,
    per_value: bool,
    weekday: bool,
    back: bool,
}

impl ShiftDate {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "shift-date",
        aliases: &[],
        help: "a date some days away, all dates of a subject moved together; else redacted",
        options: &[
            OptionFacts { name: "days", value: "7..=3650", help: "how far at most (default 365)" },
            OptionFacts {
                name: "per",
                value: "subject, value",
                help: "what moves together: a subject's dates (all, where none is known), or each value (default: subject)",
            },
            OptionFacts { name: "weekday", value: "keep, any", help: "whether weekdays stay (default: any)" },
            OptionFacts { name: "to", value: "both, past", help: "where to (default: both)" },
        ],
        reveals: false,
        reverses: false,
        strength: "hides the day only: one known date of a subject gives the others away, and intervals show",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        Ok(Self {
            days: options.number("days", 7..=3650)?.unwrap_or(365) as i32,
            per_value: options.choice("per", &["subject", "value"])? == 1,
            weekday: options.choice("weekday", &["any", "keep"])? == 1,
            back: options.choice("to", &["both", "past"])? == 1,
        })
    }

    /// Days to move by: from 1 to the limit, either way.
    fn days(&self, subject: &Subject<'_>) -> i32 {
        let of_value;
        let draw = if self.per_value {
            of_value = subject.key.prf("shift-date", subject.canonical);
            &of_value
        } else {
            subject.key.subject_draw()
        };
        let [a, b, c, d, e, f, g, h, sign, ..] = *draw;
        let step = if self.weekday { 7 } else { 1 };
        // 64 bits leave no bias that could be seen among so few.
        let many = 1 + (u64::from_be_bytes([a, b, c, d, e, f, g, h]) % (self.days / step) as u64) as i32;
        if self.back || sign & 1 == 0 { -many * step } else { many * step }
    }
}

impl Transform for ShiftDate {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn is_by_subject(&self) -> bool {
        !self.per_value
    }

    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        let is_date = detector.shift(detector.facts().example.as_bytes(), 1, &mut Vec::new());
        (!is_date).then_some("it is no date")
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        let moved = subject.detector.shift(subject.plain, self.days(subject), out);
        // A date of which only a part is written may look as it did.
        if !moved || out.get(start..) == Some(subject.plain) {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }
}
