//! Reads policy files.

use std::collections::BTreeSet;
use std::ops::Range;

use inkwash_core::{Class, Score};
use toml::Spanned;

use super::fault::at;
use super::file::{
    ClassTable, ClassTables, EntityTable, EnvironmentTable, ExceptionTable, File, FileTables, OneOrMore, PlaceTable,
    PlaceTables, RegionTable, TextOr, TransformTable,
};
use super::glob::fault_of;
use super::handling::{Classes, EntityRule, Environment, Handling, parse_class};
use super::own::{Allowed, Own};
use super::region::parse_region;
use super::scoped::{FileRule, RegionRule, Transforms, known_entities};
use super::{Example, Exception, Hold, PlaceRule, Policy, Retention, add_to, compile, compile_for_entity};
use crate::Error;

impl Policy {
    /// Reads a policy file. `known` are the names of the entities that can be found.
    ///
    /// # Errors
    /// A policy error with the line at fault, if the text is not TOML, holds a setting that
    /// does not exist, or names an entity, a transform or a region that does not.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, Error> {
        let file: File = toml::from_str(text).map_err(|e| at(text, e.span(), e.message()))?;
        Reader { text, known, policy: Self::default() }.read(file)
    }
}

/// A policy that is being read.
struct Reader<'r> {
    text: &'r str,
    known: &'r [&'r str],
    policy: Policy,
}

impl<'r> Reader<'r> {
    fn read(mut self, mut file: File) -> Result<Policy, Error> {
        self.own(&mut file)?;
        self.what_is_found(file.min_score, file.regions, file.entities)?;
        if let Some(date) = file.expires {
            self.policy.expires = Some(parse_day(*date.get_ref()).map_err(self.fault(date.span()))?);
        }
        for pattern in file.subject.into_iter().flat_map(OneOrMore::list) {
            self.policy = self.policy.subject(&pattern)?;
        }
        for (name, spec) in file.transforms {
            self.transform(name, spec)?;
        }
        for (name, table) in file.entity {
            self.entity(name, table)?;
        }
        self.check_listed()?;
        self.policy.classes = self.classes(file.classes)?;
        for (name, table) in file.environments {
            let environment = self.environment(table)?;
            self.policy.environments.insert(name.into_inner(), environment);
        }
        if let Some(name) = file.environment {
            let fault = self.fault(name.span());
            self.policy = self.policy.environment(name.get_ref()).map_err(|e| fault(plain(&e)))?;
        }
        for rule in self.places(file.places, None)? {
            self.policy.add_place(rule);
        }
        self.files(file.files)?;
        for (code, table) in file.region {
            self.region(&code, table)?;
        }
        for table in file.exceptions {
            self.exception(table)?;
        }
        for table in file.retention {
            let fault = self.fault(table.span());
            let fault = |what| fault(format!("a retention rule: {what}"));
            self.policy.retention.push(Retention::read(table.into_inner()).map_err(fault)?);
        }
        for table in file.hold {
            let fault = self.fault(table.span());
            let fault = |what| fault(format!("a legal hold: {what}"));
            self.policy.holds.push(Hold::read(table.into_inner()).map_err(fault)?);
        }
        for (n, table) in file.test.into_iter().enumerate() {
            let fault = self.fault(table.span());
            let example = Example::read(table.into_inner(), n + 1).map_err(fault)?;
            self.policy.examples.push(example);
        }
        Ok(self.policy)
    }

    fn fault(&self, span: Range<usize>) -> impl Fn(String) -> Error + use<'r> {
        let text = self.text;
        move |what| at(text, Some(span.clone()), &what)
    }

    /// Entities of the policy's own first: everything else may name them.
    fn own(&mut self, file: &mut File) -> Result<(), Error> {
        for (name, table) in &mut file.entity {
            let span = table.span();
            let own = Own::read(table.get_mut());
            let added = own.and_then(|own| own.map_or(Ok(()), |own| self.policy.add_own(name.get_ref(), own)));
            added.map_err(self.fault(span))?;
        }
        for table in std::mem::take(&mut file.deny) {
            let span = table.span();
            self.policy.deny(table.into_inner()).map_err(|what| at(self.text, Some(span), &what))?;
        }
        for table in std::mem::take(&mut file.allow) {
            let fault = self.fault(table.span());
            let read = Allowed::read(table.into_inner()).map_err(&fault)?;
            if let Some(entity) = read.entity() {
                self.policy.check_entity(entity, self.known).map_err(fault)?;
            }
            self.policy.allowed.push(read);
        }
        Ok(())
    }

    fn what_is_found(
        &mut self,
        min_score: Option<Spanned<f64>>,
        regions: Vec<Spanned<String>>,
        entities: Option<Vec<Spanned<String>>>,
    ) -> Result<(), Error> {
        if let Some(score) = min_score {
            self.policy.min_score = parse_score(*score.get_ref()).map_err(self.fault(score.span()))?;
        }
        for region in regions {
            let code = parse_region(region.get_ref()).map_err(self.fault(region.span()))?;
            self.policy.regions.push(code);
        }
        if let Some(list) = entities {
            let mut names = Vec::new();
            for name in list {
                if let Some(group) = name.get_ref().strip_prefix(GROUP) {
                    names.extend(of_group(group).map_err(self.fault(name.span()))?);
                    continue;
                }
                self.policy.check_entity(name.get_ref(), self.known).map_err(self.fault(name.span()))?;
                names.push(name.into_inner());
            }
            // What is declared is looked for.
            names.extend(self.policy.own_entities().map(str::to_owned));
            self.policy.entities = Some(names);
        }
        Ok(())
    }

    fn transform(&mut self, name: Spanned<String>, spec: Spanned<String>) -> Result<(), Error> {
        let transform = compile_for_entity(spec.get_ref()).map_err(self.fault(spec.span()))?;
        if name.get_ref() == "default" {
            self.policy.default = transform;
            return Ok(());
        }
        self.policy.check_entity(name.get_ref(), self.known).map_err(self.fault(name.span()))?;
        self.policy.rules.entry(name.into_inner()).or_default().transform = Some(transform);
        Ok(())
    }

    fn entity(&mut self, name: Spanned<String>, table: Spanned<EntityTable>) -> Result<(), Error> {
        self.policy.check_entity(name.get_ref(), self.known).map_err(self.fault(name.span()))?;
        let (span, name) = (table.span(), name.into_inner());
        let EntityTable { transform, class, min_score, .. } = table.into_inner();
        let fault = || self.fault(span.clone());
        let mut rule = self.policy.rules.get(&name).cloned().unwrap_or_default();
        if let Some(spec) = transform {
            if rule.transform.is_some() {
                return Err(fault()(format!("{name} has two transforms: one here, one in `transforms`")));
            }
            rule.transform = Some(compile_for_entity(&spec).map_err(fault())?);
        }
        let class = class.map(|class| parse_class(&class)).transpose().map_err(fault())?;
        rule.class = class.or(rule.class);
        rule.min_score = min_score.map(parse_score).transpose().map_err(fault())?;
        self.policy.rules.insert(name, rule);
        Ok(())
    }

    /// Refuses rules for entities that would never be found.
    fn check_listed(&self) -> Result<(), Error> {
        let Some(list) = &self.policy.entities else { return Ok(()) };
        match self.policy.rules.keys().find(|name| !list.contains(name)) {
            Some(name) => {
                let what = format!("{name} has a rule but is not in `entities`: it would never be found");
                Err(at(self.text, None, &what))
            }
            None => Ok(()),
        }
    }

    fn class(&self, name: &Spanned<String>) -> Result<Class, Error> {
        parse_class(name.get_ref()).map_err(self.fault(name.span()))
    }

    fn classes(&self, tables: ClassTables) -> Result<Classes, Error> {
        let mut classes = Classes::new();
        for (name, table) in tables {
            let (class, span) = (self.class(&name)?, table.span());
            let ClassTable { transform, encrypt_output } = match table.into_inner() {
                TextOr::Text(spec) => ClassTable { transform: Some(spec), encrypt_output: None },
                TextOr::Table(table) => table,
            };
            let transform = transform.map(|spec| compile_for_entity(&spec)).transpose().map_err(self.fault(span))?;
            classes.insert(class, Handling { transform, encrypt_output });
        }
        Ok(classes)
    }

    fn environment(&self, table: EnvironmentTable) -> Result<Environment, Error> {
        let classes = self.classes(table.classes)?;
        let forbidden = table.forbid_in_clear.iter().map(|name| self.class(name)).collect::<Result<_, _>>()?;
        Ok(Environment { classes, forbidden })
    }

    fn files(&mut self, tables: FileTables) -> Result<(), Error> {
        for (pattern, table) in tables {
            if let Some(what) = fault_of(pattern.get_ref()) {
                return Err(self.fault(pattern.span())(what.into()));
            }
            let span = table.span();
            let (transforms, places) = match table.into_inner() {
                TextOr::Text(spec) => {
                    let default = Some(compile_for_entity(&spec).map_err(self.fault(span))?);
                    (Transforms { default, ..Transforms::default() }, PlaceTables::new())
                }
                TextOr::Table(table) => (self.transforms(table.transforms)?, table.places),
            };
            let pattern = pattern.into_inner();
            let mut of_file = Vec::new();
            self.places(places, Some(&pattern))?.into_iter().for_each(|rule| add_to(&mut of_file, rule));
            self.policy.add_file(FileRule { pattern, transforms, places: of_file });
        }
        Ok(())
    }

    fn region(&mut self, code: &Spanned<String>, table: RegionTable) -> Result<(), Error> {
        let region = parse_region(code.get_ref()).map_err(self.fault(code.span()))?;
        let RegionTable { transform, class, min_score, run } = table;
        let transform = transform.map(|spec| compile_for_entity(spec.get_ref()).map_err(self.fault(spec.span())));
        let min_score = min_score.map(|score| parse_score(*score.get_ref()).map_err(self.fault(score.span())));
        let class = class.map(|class| self.class(&class));
        let (transform, class, min_score) = (transform.transpose()?, class.transpose()?, min_score.transpose()?);
        let speaks = transform.is_some() || class.is_some() || min_score.is_some();
        if speaks && !known_entities().values().any(|(_, regions)| regions.contains(&region)) {
            let what = format!(
                "no entity of the catalogue is of {:?}: phone numbers, cards and the like are of no region",
                code.get_ref()
            );
            return Err(self.fault(code.span())(what));
        }
        let run = self.transforms(run)?;
        self.policy
            .region_rules
            .insert(region, RegionRule { entities: EntityRule { transform, class, min_score }, run });
        Ok(())
    }

    fn transforms(&self, table: TransformTable) -> Result<Transforms, Error> {
        let mut transforms = Transforms::default();
        for (name, spec) in table {
            let compiled = compile_for_entity(spec.get_ref()).map_err(self.fault(spec.span()))?;
            if name.get_ref() == "default" {
                transforms.default = Some(compiled);
                continue;
            }
            self.sought(name.get_ref()).map_err(self.fault(name.span()))?;
            transforms.by_entity.insert(name.into_inner(), compiled);
        }
        Ok(transforms)
    }

    /// Refuses an entity that does not exist or is not looked for.
    fn sought(&self, entity: &str) -> Result<(), String> {
        self.policy.check_entity(entity, self.known)?;
        match self.policy.looks_for(entity) {
            true => Ok(()),
            false => Err(format!("{entity} is not in `entities`: it would never be found")),
        }
    }

    fn places(&self, tables: PlaceTables, file: Option<&str>) -> Result<Vec<PlaceRule>, Error> {
        tables.into_iter().map(|(pattern, rule)| self.place(pattern, rule, file)).collect()
    }

    fn place(
        &self,
        pattern: Spanned<String>,
        rule: Spanned<TextOr<PlaceTable>>,
        file: Option<&str>,
    ) -> Result<PlaceRule, Error> {
        if pattern.get_ref().trim().is_empty() {
            return Err(self.fault(pattern.span())("a place's pattern is empty".into()));
        }
        let span = rule.span();
        let fault = || self.fault(span.clone());
        let PlaceTable { transform, entity, whole } = match rule.into_inner() {
            TextOr::Text(spec) => PlaceTable { transform: Some(spec), entity: None, whole: false },
            TextOr::Table(table) => table,
        };
        if transform.is_none() && entity.is_none() {
            return Err(fault()("a place's rule has a `transform`, an `entity`, or both".into()));
        }
        if whole && entity.is_none() {
            return Err(fault()("a place that is taken `whole` has an `entity`".into()));
        }
        let transform = transform.map(|spec| compile(&spec)).transpose().map_err(fault())?;
        let (pattern, file) = (pattern.into_inner(), file.map(str::to_owned));
        let rule = PlaceRule { file, pattern, transform, entity, whole };
        if let Some(entity) = rule.entity.as_ref().filter(|_| !rule.takes_look_alike()) {
            self.sought(entity).map_err(fault())?;
        }
        Ok(rule)
    }

    fn exception(&mut self, table: Spanned<ExceptionTable>) -> Result<(), Error> {
        let fault = self.fault(table.span());
        let read = Exception::read(table.into_inner());
        match read.and_then(|exception| self.policy.add_exception(exception)) {
            Ok(()) => Ok(()),
            Err(what) => Err(fault(what)),
        }
    }
}

/// What a list of entities writes before the name of a group of them.
const GROUP: &str = "group:";

/// The entities of a group.
fn of_group(group: &str) -> Result<Vec<String>, String> {
    let catalogue = inkwash_entities::catalogue();
    let all = || catalogue.iter().map(|d| d.facts()).filter(|facts| !facts.decoy);
    let of = all().filter(|facts| facts.group.name() == group);
    let names: Vec<String> = of.map(|facts| facts.name.to_owned()).collect();
    if names.is_empty() {
        let known: BTreeSet<_> = all().map(|facts| facts.group.name()).collect();
        let known: Vec<_> = known.into_iter().collect();
        return Err(format!("there is no group {group:?}; there are {}", known.join(", ")));
    }
    Ok(names)
}

/// What an error of the policy says.
fn plain(error: &Error) -> String {
    let shown = error.to_string();
    shown.strip_prefix("policy: ").unwrap_or(&shown).to_owned()
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
