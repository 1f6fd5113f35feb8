//! Stand-ins, and whether their places can take them.

use alloc::vec::Vec;

use crate::fit::{chars, settle_number, shorten};
use crate::pump::{Action, Planned, Policy};
use crate::whose::Whose;
use crate::{CellFinding, Engine, EntityKey, Error, Span, Subject};

/// What the policy says of a value that was found.
pub(crate) fn mark(
    policy: Option<&dyn Policy>,
    engine: &Engine,
    planned: &Planned,
    finding: &CellFinding,
    text: &[u8],
) -> u64 {
    let detector = engine.detector(finding.entity);
    policy.map_or(0, |policy| policy.mark(finding.span.of(text), finding, detector, &planned.shown))
}

/// Makes stand-ins.
pub(crate) struct StandIns<'w> {
    /// One per entity if the pump rewrites.
    pub(crate) keys: Option<&'w [EntityKey]>,
    /// If the policy names subjects.
    pub(crate) whose: Option<&'w Whose>,
    pub(crate) plain: &'w mut Vec<u8>,
    pub(crate) canonical: &'w mut Vec<u8>,
}

impl StandIns<'_> {
    /// Appends what the policy puts in the finding's place; `false` if it stays.
    ///
    /// # Errors
    /// If that depends on a subject that is not known.
    pub(crate) fn make(
        &mut self,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<bool, Error> {
        let Some(keys) = self.keys else { return Ok(false) };
        let transform = match &planned.actions[finding.entity.index()] {
            Action::Apply(transform) => transform,
            Action::Keep | Action::Exempt(_) => return Ok(false),
            Action::Refuse(why) => return Err(forbidden(engine, planned, finding, why)),
        };
        let detector = engine.detector(finding.entity);
        let found = finding.span.of(text);
        let plain = finding.plain(found, self.plain);
        self.canonical.clear();
        detector.canonical(plain, self.canonical);
        let mut key = &keys[finding.entity.index()];
        let (canonical, place) = (&*self.canonical, planned.column.place());
        let of_subject;
        if let Some(whose) = self.whose
            && transform.is_by_subject()
            && !place.path.is_empty()
            && let Some(id) = whose.id(&planned.shown)?
        {
            of_subject = key.clone().of_subject(id);
            key = &of_subject;
        }
        transform.apply(&Subject { found, plain, canonical, detector, place, key }, out);
        Ok(true)
    }

    /// The value that [`make`](Self::make) was given last, if the pump rewrites.
    fn subject<'a>(
        &'a self,
        engine: &'a Engine,
        planned: &'a Planned,
        finding: &CellFinding,
        text: &'a [u8],
        buffer: &'a mut Vec<u8>,
    ) -> Option<Subject<'a>> {
        let found = finding.span.of(text);
        Some(Subject {
            found,
            plain: finding.plain(found, buffer),
            canonical: self.canonical,
            detector: engine.detector(finding.entity),
            place: planned.column.place(),
            key: &self.keys?[finding.entity.index()],
        })
    }

    /// Tells the policy of the value that [`make`](Self::make) was given last, and of what is written for it.
    pub(crate) fn tell(
        &self,
        policy: Option<&dyn Policy>,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &[u8],
    ) {
        let mut buffer = Vec::new();
        let Some((policy, subject)) = policy.zip(self.subject(engine, planned, finding, text, &mut buffer)) else {
            return;
        };
        policy.replaced(&subject, stand_in);
    }

    /// Cuts a stand-in in a document whose column is full.
    ///
    /// # Errors
    /// If it is one that can be taken back.
    pub(crate) fn fit_in(
        &self,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &mut Vec<u8>,
    ) -> Result<(), Error> {
        let found = finding.span.of(text);
        let long = chars(stand_in);
        if long > chars(found) {
            refuse(engine, planned, finding, long, "no more than now stand there")?;
        }
        self.fit(engine, planned, finding, text, stand_in, Some(&mut 0))
    }

    /// Makes the stand-in that [`make`](Self::make) made last fit its column. `room` is how many
    /// characters may be added to its cell; what is left of it is noted.
    ///
    /// # Errors
    /// If the column is a key, and its type is too narrow to tell stand-ins apart.
    pub(crate) fn fit(
        &self,
        engine: &Engine,
        planned: &Planned,
        finding: &CellFinding,
        text: &[u8],
        stand_in: &mut Vec<u8>,
        room: Option<&mut usize>,
    ) -> Result<(), Error> {
        let Action::Apply(transform) = &planned.actions[finding.entity.index()] else { return Ok(()) };
        let mut buffer = Vec::new();
        let Some(subject) = self.subject(engine, planned, finding, text, &mut buffer) else { return Ok(()) };
        if finding.span == Span::new(0, text.len()) {
            settle_number(stand_in, &subject, transform.as_ref())?;
        }
        if let Some(room) = room {
            let most = chars(subject.found) + *room;
            shorten(stand_in, &subject, transform.as_ref(), most)?;
            *room = most.saturating_sub(chars(stand_in));
        }
        Ok(())
    }
}

/// Refuses a stand-in that its place cannot take if it is one that can be taken back.
pub(crate) fn refuse(
    engine: &Engine,
    planned: &Planned,
    finding: &CellFinding,
    characters: usize,
    takes: &str,
) -> Result<(), Error> {
    let Action::Apply(transform) = &planned.actions[finding.entity.index()] else { return Ok(()) };
    if !transform.is_reversible() {
        return Ok(());
    }
    let (name, entity, path) = (transform.name(), engine.facts(finding.entity).name, &planned.shown.path);
    Err(Error::policy(alloc::format!(
        "{name} of {entity} gives {characters} characters, and {path} takes {takes}: choose another transform for \
         this place, or a wider column"
    )))
}

/// The error of a finding that the policy lets into no output.
pub(crate) fn forbidden(engine: &Engine, planned: &Planned, finding: &CellFinding, why: &str) -> Error {
    let (entity, path) = (engine.facts(finding.entity).name, &planned.shown.path);
    let place = if path.is_empty() { "text" } else { path };
    Error::refused(alloc::format!("{entity} in {place}: {why}"))
}

/// The error of a NULL that cannot be written.
pub(crate) fn not_null(engine: &Engine, planned: &Planned, finding: &CellFinding, why: &str) -> Error {
    let (entity, path) = (engine.facts(finding.entity).name, &planned.shown.path);
    Error::policy(alloc::format!(
        "null of {entity}: the value of {path} {why}; choose another transform for this place, or a rule with \
         `whole = true` if nothing else stands in it"
    ))
}

/// How many characters may be added to a text before it has more than `max`. Databases drop blanks
/// at the end that do not fit.
pub(crate) fn room_beside(text: &[u8], max: u32) -> usize {
    let end = text.iter().rposition(|b| *b != b' ').map_or(0, |i| i + 1);
    (max as usize).saturating_sub(chars(&text[..end]))
}
