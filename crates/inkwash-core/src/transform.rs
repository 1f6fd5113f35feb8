use alloc::vec::Vec;

use crate::{Detector, EntityKey, Place};

/// A found value and all that a transform may know about it.
pub struct Subject<'a> {
    /// The value as it was written, decoded.
    pub found: &'a [u8],
    /// The value in plain spelling, as the detector saw it: nearly always `found`. Stand-ins are
    /// made of this.
    pub plain: &'a [u8],
    /// Its canonical form ([`Detector::canonical`]).
    pub canonical: &'a [u8],
    /// The entity.
    pub detector: &'a dyn Detector,
    /// Where it stands.
    pub place: &'a Place,
    /// The entity's key.
    pub key: &'a EntityKey,
}

/// What happens to a found value.
///
/// A pure function of the subject: no counter, no clock, no randomness, no state. Consistency
/// across files, threads, machines and runs comes from the key alone.
pub trait Transform: Send + Sync {
    /// The name that policies use: `mask`.
    fn name(&self) -> &'static str;

    /// Whether the value can be got back from what is written, with the key.
    fn is_reversible(&self) -> bool {
        false
    }

    /// Whether the format's NULL takes the place of a cell that is nothing but the value. What
    /// [`apply`](Self::apply) writes only stands in text that is no field.
    fn writes_null(&self) -> bool {
        false
    }

    /// Whether what it writes depends on the subject ([`EntityKey::subject`]).
    fn is_by_subject(&self) -> bool {
        false
    }

    /// For one that moves whole values between the records of a column instead of writing others: how
    /// many records make a window, within which they move. What [`apply`](Self::apply) writes only stands
    /// in text that is no field.
    fn moves_within(&self) -> Option<u64> {
        None
    }

    /// Whether what it writes is worth nothing where a column takes numbers, dates and the like only: letters
    /// that tell values apart, or lead back to them.
    fn needs_text(&self) -> bool {
        false
    }

    /// Why values of this entity cannot be given to it, if they cannot: it would redact them all. A
    /// policy with a rule of its own for the two is refused with these words.
    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        let _ = detector;
        None
    }

    /// Whether distinct values get distinct results as far as the entity's stand-ins are distinct.
    fn keeps_apart(&self) -> bool {
        false
    }

    /// Appends what stands in the value's place.
    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>);

    /// Appends the value that [`apply`](Self::apply) made `subject.found` of; `false`, and nothing
    /// appended, if there is none. Tokens say themselves how they are opened.
    fn undo(&self, subject: &Subject<'_>, out: &mut Vec<u8>) -> bool {
        let _ = (subject, out);
        false
    }
}
