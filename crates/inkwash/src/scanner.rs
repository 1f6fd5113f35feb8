use std::io::Read;
use std::sync::Arc;

use inkwash_core::{
    Class, Considered, Engine, EntityId, Evidence, Facts, Place, Pump, Score, Scratch, Sink, Span, Syntaxes, Tally,
    Transform,
};

use inkwash_transforms::TokenDetector;

use crate::rules::Rules;
use crate::stream::{self, Progress, StreamOptions, Summary};
use crate::{Error, ExceptionUse, Policy};

/// A finding in a text. It never holds the value; [`of`](Self::of) takes it from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'s> {
    /// The entity: `EMAIL_ADDRESS`.
    pub entity: &'s str,
    /// The entity's class.
    pub class: Class,
    /// Where, as UTF-8 byte offsets in the text.
    pub span: Span,
    /// How sure.
    pub score: Score,
    /// Why.
    pub evidence: Evidence,
}

impl Finding<'_> {
    /// The value, taken from the text that was scanned.
    ///
    /// # Panics
    /// If it is another text, and too short.
    #[must_use]
    pub fn of<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        self.span.of(text)
    }
}

/// Finds personal data and secrets. Make one, share it between threads.
///
/// ```
/// let scanner = inkwash::Scanner::new();
/// let text = "Write to anna.berg@example.com.";
/// let found = scanner.scan(text);
/// assert_eq!(found[0].entity, "EMAIL_ADDRESS");
/// assert_eq!(found[0].of(text.as_bytes()), b"anna.berg@example.com");
/// ```
#[derive(Clone)]
pub struct Scanner {
    pub(crate) engine: Arc<Engine>,
    pub(crate) rules: Arc<Rules>,
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// Looks for every entity of the catalogue.
    #[must_use]
    pub fn new() -> Self {
        Self::with_policy(&Policy::default()).expect("the catalogue builds")
    }

    /// Looks for what a policy says.
    ///
    /// # Errors
    /// If the policy names an entity that does not exist, or [is locked](Policy::is_locked).
    pub fn with_policy(policy: &Policy) -> Result<Self, Error> {
        policy.check(&entity_names())?;
        policy.check_unlocked()?;
        let detectors = inkwash_entities::catalogue();
        let wanted = detectors
            .into_iter()
            .filter(|d| d.facts().decoy || policy.looks_for(d.facts().name))
            .map(|d| policy.denying(d));
        let builder = policy.entity_settings().into_iter().fold(Engine::builder(), |builder, (name, class, least)| {
            let builder = class.into_iter().fold(builder, |b, class| b.class_of(name, class));
            least.into_iter().fold(builder, |b, score| b.min_score_of(name, score))
        });
        let allowed = policy.allowed();
        let builder = match allowed.is_empty() {
            true => builder,
            false => {
                builder.allowing(Arc::new(move |detector, value| allowed.iter().any(|a| a.covers(detector, value))))
            }
        };
        let engine = builder
            .detectors(policy.own_detectors()?)
            .detectors(wanted)
            .detector(Box::new(TokenDetector::decoy()))
            .min_score(policy.least_score())
            .regions(policy.region_codes().iter().copied())
            .build()?;
        policy.check_transforms(|entity, transform| {
            let id = engine.entities().find(|id| engine.facts(*id).name == entity)?;
            transform.refuses(engine.detector(id))
        })?;
        let rules = Rules::new(&engine, policy.clone());
        Ok(Self { engine: Arc::new(engine), rules: Arc::new(rules) })
    }

    /// The same scanner for what comes from a file with this name ([`Policy::for_file`]). It shares the engine, and
    /// costs next to nothing where the policy has no rules for files.
    #[must_use]
    pub fn for_file(&self, name: &str) -> Self {
        Self { engine: self.engine.clone(), rules: self.rules.for_file(&self.engine, name) }
    }

    /// The same scanner, whose policy has another transform where no rule speaks.
    pub(crate) fn with_default(&self, transform: Arc<dyn Transform>) -> Self {
        let rules = self.rules.with_default(&self.engine, transform);
        Self { engine: self.engine.clone(), rules: Arc::new(rules) }
    }

    /// All findings in a text, sorted and disjoint. Offsets are UTF-8 bytes.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<Finding<'_>> {
        self.scan_bytes(text.as_bytes())
    }

    /// All findings in bytes that need not be valid UTF-8, taken as one text.
    #[must_use]
    pub fn scan_bytes(&self, text: &[u8]) -> Vec<Finding<'_>> {
        self.scan_with(text, &mut Scratch::default())
    }

    /// Like [`scan_bytes`](Self::scan_bytes), with memory that the caller keeps between calls:
    /// for many short texts.
    pub fn scan_with(&self, text: &[u8], scratch: &mut Scratch) -> Vec<Finding<'_>> {
        let found = self.engine.scan(text, self.rules.nowhere(), scratch).iter();
        let named = found.map(|f| {
            let Facts { name, class, .. } = self.engine.facts(f.entity);
            Finding { entity: name, class, span: f.span, score: f.score, evidence: f.evidence }
        });
        named.collect()
    }

    /// Everything that was considered in a text, and what became of it. `place` is the column,
    /// field or key it stands in (`customers.email`), or empty.
    #[must_use]
    pub fn explain(&self, text: &[u8], place: &str) -> Vec<Considered> {
        self.engine.explain(text, &self.engine.column(&Arc::new(Place::named(place))))
    }

    /// Reads a stream (compressed or not, in any format) to its end and reports its findings in
    /// order. Memory stays flat.
    ///
    /// # Errors
    /// If reading fails or the sink stops it.
    pub fn scan_reader(
        &self,
        source: impl Read,
        options: &StreamOptions,
        sink: &mut dyn Sink,
        progress: Progress<'_>,
    ) -> Result<Summary, Error> {
        let Self { engine, rules } = self.for_file(options.name());
        let start = |info: &inkwash_formats::FormatInfo| {
            Pump::scan(engine.clone(), (info.start)()).with_policy(rules.clone()).with_syntaxes(syntaxes())
        };
        Ok(stream::scan(source, options, start, sink, progress)?.by(&rules))
    }

    /// The policy's exceptions, in its order, and how many of these counts each let through in clear.
    #[must_use]
    pub fn exceptions_used(&self, tally: &Tally) -> Vec<ExceptionUse> {
        self.rules.uses(tally)
    }

    /// What is looked for, in the order of [`Tally::findings`](inkwash_core::Tally::findings).
    pub fn entities(&self) -> impl Iterator<Item = Facts<'_>> {
        self.engine.entities().map(|id| self.engine.facts(id))
    }

    /// The facts of a finding's entity.
    #[must_use]
    pub fn facts(&self, entity: EntityId) -> Facts<'_> {
        self.engine.facts(entity)
    }

    /// The engine itself, for tools that explain or test it.
    #[must_use]
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }
}

/// What cells may hold as documents of their own.
pub(crate) fn syntaxes() -> Arc<Syntaxes> {
    static SYNTAXES: std::sync::OnceLock<Arc<Syntaxes>> = std::sync::OnceLock::new();
    SYNTAXES.get_or_init(|| Arc::new(Syntaxes::new(inkwash_formats::syntaxes()))).clone()
}

/// The names of all entities that can be found, in catalogue order.
///
/// ```
/// assert!(inkwash::entity_names().contains(&"IBAN_CODE"));
/// ```
#[must_use]
pub fn entity_names() -> Vec<&'static str> {
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let all = inkwash_entities::catalogue();
        all.iter().map(|d| d.facts()).filter(|f| !f.decoy).map(|f| f.name.to_owned()).collect()
    });
    names.iter().map(String::as_str).collect()
}
