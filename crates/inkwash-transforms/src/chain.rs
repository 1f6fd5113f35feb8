use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Detector, Error, Subject, Transform};

/// Several transforms, each applied to what the one before wrote: `generalise(level=1) > hash`.
///
/// All but the last must write values of the same kind as they take; the last may write anything.
/// What one of them redacts stays redacted.
pub(crate) struct Chain(Vec<Box<dyn Transform>>);

/// Those that write a value of the kind that they take.
const SAME_KIND: [&str; 5] = ["generalise", "shift-date", "noise", "pseudonymise", "truncate"];

impl Chain {
    pub(crate) fn new(links: Vec<Box<dyn Transform>>) -> Result<Self, Error> {
        let before_last = links.iter().take(links.len().saturating_sub(1));
        if let Some(odd) = before_last.map(|link| link.name()).find(|name| !SAME_KIND.contains(name)) {
            return Err(Error::policy(alloc::format!(
                "transform {odd:?}: nothing can follow it in a chain; only {} can be followed",
                SAME_KIND.join(", ")
            )));
        }
        // What shows a value, or can be undone alone, makes no sense here.
        if let Some(last) = links.last().filter(|link| ["keep", "null", "shuffle"].contains(&link.name())) {
            return Err(Error::policy(alloc::format!("transform {:?} makes no sense in a chain", last.name())));
        }
        Ok(Self(links))
    }
}

impl Transform for Chain {
    /// The last one's: it decides what is written.
    fn name(&self) -> &'static str {
        self.0.last().map_or("", |last| last.name())
    }

    fn needs_text(&self) -> bool {
        self.0.last().is_some_and(|last| last.needs_text())
    }

    fn is_by_subject(&self) -> bool {
        self.0.iter().any(|link| link.is_by_subject())
    }

    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        self.0.first().and_then(|first| first.refuses(detector))
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let redacted = alloc::format!("[{}]", subject.detector.facts().name).into_bytes();
        let mut value = subject.plain.to_vec();
        let (mut canonical, mut next) = (Vec::new(), Vec::new());
        for (n, link) in self.0.iter().enumerate() {
            canonical.clear();
            next.clear();
            subject.detector.canonical(&value, &mut canonical);
            let found = if n == 0 { subject.found } else { &value };
            link.apply(&Subject { found, plain: &value, canonical: &canonical, ..*subject }, &mut next);
            core::mem::swap(&mut value, &mut next);
            if value == redacted {
                break;
            }
        }
        out.extend_from_slice(&value);
    }
}
