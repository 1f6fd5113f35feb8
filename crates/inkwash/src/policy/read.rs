//! Reads policy files.

use std::ops::Range;

use inkwash_core::Score;

use super::fault::at;
use super::file::{File, OneOrMore, PlaceEntry, PlaceTable};
use super::region::parse_region;
use super::{Exception, PlaceRule, Policy, check_entity, compile, compile_for_entity};
use crate::Error;

impl Policy {
    /// Reads a policy file. `known` are the names of the entities that can be found.
    ///
    /// # Errors
    /// A policy error with the line at fault, if the text is not TOML, holds a setting that
    /// does not exist, or names an entity, a transform or a region that does not.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|e| at(text, e.span(), e.message()))?;
        let fault = |span: Range<usize>| move |e: String| at(text, Some(span), &e);
        let mut policy = Self::default();
        if let Some(score) = file.min_score {
            policy.min_score = parse_score(*score.get_ref()).map_err(fault(score.span()))?;
        }
        for region in file.regions {
            policy.regions.push(parse_region(region.get_ref()).map_err(fault(region.span()))?);
        }
        if let Some(list) = file.entities {
            let mut names = Vec::new();
            for name in list {
                check_entity(name.get_ref(), known).map_err(fault(name.span()))?;
                names.push(name.into_inner());
            }
            policy.entities = Some(names);
        }
        if let Some(date) = file.expires {
            policy.expires = Some(parse_day(*date.get_ref()).map_err(fault(date.span()))?);
        }
        for pattern in file.subject.into_iter().flat_map(OneOrMore::list) {
            policy = policy.subject(&pattern)?;
        }
        for (name, spec) in file.transforms {
            let transform = compile_for_entity(spec.get_ref()).map_err(fault(spec.span()))?;
            if name.get_ref() == "default" {
                policy.default = transform;
            } else {
                check_entity(name.get_ref(), known).map_err(fault(name.span()))?;
                policy.transforms.insert(name.into_inner(), transform);
            }
        }
        if let Some(list) = &policy.entities
            && let Some(name) = policy.transforms.keys().find(|name| !list.contains(name))
        {
            let what = format!("{name} has a transform but is not in `entities`: it would never be found");
            return Err(at(text, None, &what));
        }
        for (pattern, rule) in file.places {
            if pattern.get_ref().trim().is_empty() {
                return Err(at(text, Some(pattern.span()), "a place's pattern is empty"));
            }
            let span = rule.span();
            let PlaceEntry(PlaceTable { transform, entity, whole }) = rule.into_inner();
            if transform.is_none() && entity.is_none() {
                return Err(at(text, Some(span), "a place's rule has a `transform`, an `entity`, or both"));
            }
            if whole && entity.is_none() {
                return Err(at(text, Some(span), "a place that is taken `whole` has an `entity`"));
            }
            let transform = transform.map(|s| compile(&s)).transpose().map_err(fault(span.clone()))?;
            let rule = PlaceRule { pattern: pattern.into_inner(), transform, entity, whole };
            if let Some(entity) = rule.entity.as_ref().filter(|_| !rule.takes_look_alike()) {
                check_entity(entity, known).map_err(fault(span.clone()))?;
                if !policy.looks_for(entity) {
                    return Err(at(
                        text,
                        Some(span),
                        &format!("{entity} is not in `entities`: it would never be found"),
                    ));
                }
            }
            policy.add_place(rule);
        }
        for table in file.exceptions {
            let span = table.span();
            let exception = Exception::read(table.into_inner()).map_err(fault(span.clone()))?;
            policy.add_exception(exception).map_err(fault(span))?;
        }
        Ok(policy)
    }
}

/// The day of a date without a time.
pub(super) fn parse_day(date: toml::value::Datetime) -> Result<String, String> {
    match date {
        toml::value::Datetime { date: Some(day), time: None, offset: None } => Ok(day.to_string()),
        _ => Err("`expires` is a day without a time: 2030-12-31".into()),
    }
}

pub(super) fn parse_score(score: f64) -> Result<Score, String> {
    if (0.0..=1.0).contains(&score) {
        Ok(Score::permille((score * 1000.0).round() as u16))
    } else {
        Err(format!("min_score is a number from 0 to 1, not {score}"))
    }
}
