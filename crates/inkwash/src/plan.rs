//! What a data set holds, place by place, as a file that people review and git keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::ops::Range;
use std::sync::OnceLock;

use inkwash_core::{Place, ValueKind};
use serde::Deserialize;
use toml::Spanned;

use crate::policy::{at, compile, matches_all, weight};
use crate::{Class, Error, Policy, entity_names};

/// The version of the file's layout.
const VERSION: u32 = 1;

/// The places of a data set, what was seen in each, and what shall happen to it: made by
/// [`Scanner::plan`](crate::Scanner::plan), reviewed by people, kept to by
/// [`Scrubber::scrub_by_plan`](crate::Scrubber::scrub_by_plan).
///
/// It is written as TOML, sorted: equal data gives equal files. No value is in it; examples have
/// nothing left but punctuation.
///
/// ```toml
/// plan = 1
///
/// [places."public.customers.email"]
/// type = "text(120)"
/// class = "critical"
/// others = "refuse"
///
/// [places."public.customers.email".found.EMAIL_ADDRESS]
/// transform = "pseudonymise"
/// count = 3
/// score = [1.0, 1.0]
/// evidence = ["pattern", "column"]
/// example = "****.****@*********.****"
/// ```
///
/// What counts is the `type` and each found entity's `transform`; the rest is for readers. With
/// `others = "scrub"` entities that the plan does not list at a place, or in documents in its cells,
/// are scrubbed as the policy says instead of refused: for free text. `*` in a place's path stands for
/// any characters, for JSON with keys that are data.
#[derive(Clone, Default, PartialEq)]
pub struct Plan {
    pub(crate) places: BTreeMap<String, Planned>,
}

/// A place.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Planned {
    /// The declared types as far as they bind stand-ins: `text`, `text(120)`, `number`, `typed`. None in
    /// what only adds to a place.
    pub(crate) kinds: BTreeSet<String>,
    /// Entities that are not listed are scrubbed as the policy says.
    pub(crate) takes_others: bool,
    pub(crate) found: BTreeMap<String, Found>,
}

/// What was found of one entity at a place.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Found {
    /// As a policy writes it.
    pub(crate) transform: String,
    /// 0 if it was not counted.
    pub(crate) count: u64,
    /// The lowest and the highest.
    pub(crate) score: [f64; 2],
    /// Of the first finding with the highest score.
    pub(crate) evidence: Vec<String>,
    /// Masked.
    pub(crate) example: String,
}

impl Plan {
    /// Reads a plan file.
    ///
    /// # Errors
    /// A policy error with the line at fault, if the text is no plan, or names an entity or a transform
    /// that does not exist.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_for(text, &Policy::default())
    }

    /// The same for a policy with entities of its own.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_for(text: &str, policy: &Policy) -> Result<Self, Error> {
        let known = entity_names();
        let file: File = toml::from_str(text).map_err(|e| at(text, e.span(), e.message()))?;
        if *file.plan.get_ref() != VERSION {
            let what = format!("this is no plan of version {VERSION}, the only one there is");
            return Err(at(text, Some(file.plan.span()), &what));
        }
        let mut plan = Self::default();
        for (path, place) in file.places {
            let mut planned = Planned::default();
            for kind in place.kind.get_ref().split(" | ") {
                if !is_kind(kind) {
                    let what = "a place's type is text, text(NUMBER), number or typed, several with | between";
                    return Err(at(text, Some(place.kind.span()), what));
                }
                planned.kinds.insert(kind.to_owned());
            }
            planned.takes_others = match place.others {
                None => false,
                Some(others) => match others.get_ref().as_str() {
                    "refuse" => false,
                    "scrub" => true,
                    _ => return Err(at(text, Some(others.span()), "`others` is \"refuse\" or \"scrub\"")),
                },
            };
            for (name, found) in place.found {
                let fault = |span: Range<usize>| move |e: String| at(text, Some(span), &e);
                policy.check_entity(name.get_ref(), &known).map_err(fault(name.span()))?;
                compile(found.transform.get_ref()).map_err(fault(found.transform.span()))?;
                let found = Found {
                    transform: found.transform.into_inner(),
                    count: found.count,
                    score: found.score,
                    evidence: found.evidence,
                    example: found.example,
                };
                planned.found.insert(name.into_inner(), found);
            }
            plan.places.insert(path, planned);
        }
        Ok(plan)
    }

    /// What another plan holds that this one does not know: how a data set has drifted since it was
    /// reviewed.
    #[must_use]
    pub fn drift(&self, now: &Self) -> Drift {
        let mut drift = Drift::default();
        let mut met = BTreeSet::new();
        for (path, seen) in &now.places {
            let Some((name, known)) = self.place(path) else {
                drift.lines.push(format!("{} is new", quoted(path)));
                drift.patch.places.insert(path.clone(), seen.clone());
                continue;
            };
            met.insert(name);
            let other: Vec<_> = seen.kinds.difference(&known.kinds).cloned().collect();
            if !other.is_empty() {
                let (was, is) = (known.kind(), other.join(" | "));
                drift.lines.push(format!("{} was {was} and is {is}", quoted(path)));
                drift.changed.push(format!("# in [places.{}]: type = \"{was} | {is}\"", quoted(name)));
            }
            for (entity, found) in seen.found.iter().filter(|(entity, _)| !known.knows(entity)) {
                drift.lines.push(format!("{} holds {entity}", quoted(path)));
                let added = drift.patch.places.entry(name.to_owned()).or_default();
                added.found.insert(entity.clone(), found.clone());
            }
        }
        drift.gone = self.places.keys().filter(|path| !met.contains(path.as_str())).cloned().collect();
        drift
    }

    /// What the plan says of a place: under its path, or under the most specific pattern that fits.
    pub(crate) fn place(&self, path: &str) -> Option<(&str, &Planned)> {
        let fits = |name: &str| name.contains('*') && matches_all(name.as_bytes(), path.as_bytes());
        let pattern = || self.places.iter().filter(|(name, _)| fits(name)).max_by_key(|(name, _)| weight(name));
        let (name, planned) = self.places.get_key_value(path).or_else(pattern)?;
        Some((name, planned))
    }

    /// The transform of an entity's findings at the place with this path, if the plan lists it there.
    pub(crate) fn transform_at(&self, path: &str, entity: &str) -> Option<&str> {
        let (_, planned) = self.place(path)?;
        planned.found.get(entity).map(|found| &*found.transform)
    }

    fn write_places(&self, out: &mut String) {
        for (path, place) in &self.places {
            let key = quoted(path);
            if !place.kinds.is_empty() {
                let (class, others) = (place.class().name(), if place.takes_others { "scrub" } else { "refuse" });
                let kind = place.kind();
                let _ =
                    write!(out, "\n[places.{key}]\ntype = \"{kind}\"\nclass = \"{class}\"\nothers = \"{others}\"\n");
            }
            for (entity, found) in &place.found {
                let _ = write!(out, "\n[places.{key}.found.{}]\n", quoted(entity));
                let _ = writeln!(out, "transform = {}", literal(&found.transform));
                if found.count > 0 {
                    let [least, most] = found.score;
                    let evidence: Vec<_> = found.evidence.iter().map(|e| literal(e)).collect();
                    let evidence = evidence.join(", ");
                    let _ = writeln!(out, "count = {}\nscore = [{least:?}, {most:?}]", found.count);
                    let _ = writeln!(out, "evidence = [{evidence}]");
                }
                let _ = writeln!(out, "example = {}", literal(&found.example));
            }
        }
    }
}

/// What a data set holds that its plan does not know.
#[derive(Clone, Default)]
pub struct Drift {
    lines: Vec<String>,
    changed: Vec<String>,
    patch: Plan,
    gone: Vec<String>,
}

impl Drift {
    /// Whether there is none. Places that are gone are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What is new or changed, one line each.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The places of the plan that are no more.
    #[must_use]
    pub fn gone(&self) -> &[String] {
        &self.gone
    }

    /// What accepts it when it is added to the end of the plan file. Types that have changed are
    /// comments: their lines have to be edited.
    #[must_use]
    pub fn patch(&self) -> String {
        let mut out = String::new();
        for line in &self.changed {
            let _ = writeln!(out, "{line}");
        }
        self.patch.write_places(&mut out);
        out
    }
}

/// What is new or changed, on one line; of many the first.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 8;
        let shown = self.lines.len().min(SHOWN);
        f.write_str(&self.lines[..shown].join("; "))?;
        match self.lines.len() - shown {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    plan: Spanned<u32>,
    #[serde(default)]
    places: BTreeMap<String, FilePlace>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePlace {
    #[serde(rename = "type")]
    kind: Spanned<String>,
    /// For readers: it follows from what was found.
    #[serde(rename = "class")]
    _class: Option<String>,
    others: Option<Spanned<String>>,
    #[serde(default)]
    found: BTreeMap<Spanned<String>, FileFound>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileFound {
    transform: Spanned<String>,
    #[serde(default)]
    count: u64,
    #[serde(default)]
    score: [f64; 2],
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    example: String,
}

/// The file.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = format!(
            "# Written by `inkwash plan`. Review it, keep it in git, and use it with `inkwash scrub --plan`.\nplan = \
             {VERSION}\n"
        );
        self.write_places(&mut out);
        f.write_str(&out)
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Plan of {} places", self.places.len())
    }
}

impl Planned {
    /// Whether a finding of this entity is no surprise.
    pub(crate) fn knows(&self, entity: &str) -> bool {
        self.takes_others || self.found.contains_key(entity)
    }

    fn kind(&self) -> String {
        self.kinds.iter().map(String::as_str).collect::<Vec<_>>().join(" | ")
    }

    /// The most sensitive class of what was found.
    fn class(&self) -> Class {
        static CLASSES: OnceLock<BTreeMap<String, Class>> = OnceLock::new();
        let classes = CLASSES.get_or_init(|| {
            let all = inkwash_entities::catalogue();
            all.iter().map(|d| d.facts()).map(|facts| (facts.name.to_owned(), facts.class)).collect()
        });
        let of = |entity: &String| classes.get(entity).copied().unwrap_or(Class::Critical);
        self.found.keys().map(of).min().unwrap_or(Class::Public)
    }
}

/// A place's path as plans write it.
pub(crate) fn path_of(place: &Place) -> &str {
    path_shown(&place.path)
}

pub(crate) fn path_shown(path: &str) -> &str {
    if path.is_empty() { "(text)" } else { path }
}

/// A place's type as plans write it.
pub(crate) fn kind_of(place: &Place) -> String {
    match (place.kind, place.max_chars) {
        (ValueKind::Number, _) => "number".to_owned(),
        (ValueKind::Typed, _) => "typed".to_owned(),
        (ValueKind::Text, Some(most)) => format!("text({most})"),
        (ValueKind::Text, None) => "text".to_owned(),
    }
}

fn is_kind(text: &str) -> bool {
    let most = text.strip_prefix("text(").and_then(|rest| rest.strip_suffix(')'));
    matches!(text, "text" | "number" | "typed") || most.is_some_and(|most| most.parse::<u32>().is_ok())
}

/// A key as TOML writes it.
fn quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { key.to_owned() } else { literal(key) }
}

/// A string as TOML writes it, on one line.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
