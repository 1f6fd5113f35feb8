//! Findings as JavaScript sees them.

use inkwash::{Scanner, Verdict};
use napi_derive::napi;

use crate::text::Units;

/// Something found, without its value.
#[napi(object)]
pub struct Finding {
    /// What it is.
    pub entity: String,
    /// The entity's class.
    #[napi(js_name = "class")]
    pub class: String,
    /// In UTF-16 units of a string, in bytes of bytes.
    pub start: u32,
    /// Where it ends, likewise.
    pub end: u32,
    /// In bytes of UTF-8.
    pub byte_start: u32,
    /// Where it ends, likewise.
    pub byte_end: u32,
    /// How sure, from 0 to 1.
    pub score: f64,
    /// Why.
    pub evidence: Vec<String>,
}

impl Finding {
    /// Of a text in UTF-8, or in what UTF-8 makes of lone surrogates.
    pub(crate) fn all(found: &[inkwash::Finding<'_>], text: &[u8], units: Units) -> Vec<Self> {
        let (mut at, mut counted) = (0, 0);
        let mut offset = |to: usize| {
            counted += units.count(&text[at..to]);
            at = to;
            counted as u32
        };
        let of = |f: &inkwash::Finding<'_>| Self {
            entity: f.entity.to_owned(),
            class: f.class.name().to_owned(),
            start: offset(f.span.start),
            end: offset(f.span.end),
            byte_start: f.span.start as u32,
            byte_end: f.span.end as u32,
            score: f.score.to_f64(),
            evidence: f.evidence.reasons(),
        };
        found.iter().map(of).collect()
    }
}

/// Something that was considered.
#[napi(object)]
pub struct Considered {
    /// What it might have been.
    pub entity: String,
    /// What made the engine look.
    pub trigger: String,
    /// Where, in bytes of UTF-8.
    pub byte: u32,
    /// How sure, if it was judged.
    pub score: Option<f64>,
    /// Why, if it was judged.
    pub evidence: Option<Vec<String>>,
    /// What became of it: `found`, `refused`, `too weak`, `look-alike`, `lost to ENTITY`.
    pub verdict: String,
}

impl Considered {
    pub(crate) fn all(scanner: &Scanner, text: &[u8], place: &str) -> Vec<Self> {
        let of = |considered: inkwash::Considered| Self {
            entity: scanner.facts(considered.entity).name.to_owned(),
            trigger: considered.trigger.to_string(),
            byte: considered.anchor as u32,
            score: considered.weighed.as_ref().map(|(_, f)| f.score.to_f64()),
            evidence: considered.weighed.as_ref().map(|(_, f)| f.evidence.reasons()),
            verdict: match considered.verdict {
                Verdict::Refused => "refused".to_owned(),
                Verdict::TooWeak => "too weak".to_owned(),
                Verdict::Lost { to } => format!("lost to {}", scanner.facts(to).name),
                Verdict::Decoy => "look-alike".to_owned(),
                Verdict::Allowed => "allowed by the policy".to_owned(),
                Verdict::Found => "found".to_owned(),
            },
        };
        scanner.explain(text, place).into_iter().map(of).collect()
    }
}
