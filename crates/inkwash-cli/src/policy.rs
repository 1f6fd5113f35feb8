use std::collections::BTreeMap;
use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};

use inkwash::{Error, Policy, Scanner, entity_names, policy_schema, ready_policies};

use crate::options::{Looking, policy_text};
use crate::show::class_style;
use crate::{Outcome, Voice};

/// Write a commented policy file to begin with.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  inkwash init && inkwash policy check inkwash.toml")]
pub(crate) struct InitArgs {
    /// The file to write; there must be none of this name.
    #[arg(default_value = "inkwash.toml")]
    file: PathBuf,
    /// Begin with this ready policy (see `inkwash policy list`).
    #[arg(long, value_name = "NAME", default_value = "default")]
    from: String,
}

/// Check, explain and test policies, and show those that come with inkwash.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Tell whether policies are valid, have expired or contradict themselves.
    Check {
        /// Policy files, or names of ready policies.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Tell what happens to an entity in a place, and which rule decides.
    Explain {
        /// Entities in capitals, and a place (`orders.note`); all entities if none is named.
        names: Vec<String>,
        #[command(flatten)]
        looking: Looking,
    },
    /// Run the examples (`[[test]]`) that policies carry; exit with 1 if one fails.
    Test {
        /// Policy files, or names of ready policies.
        #[arg(default_value = "inkwash.toml")]
        files: Vec<PathBuf>,
    },
    /// Print the JSON Schema of policy files, for editors.
    Schema,
    /// List the policies that come with inkwash: `--policy NAME` takes them.
    List,
    /// Print one of them.
    Show {
        /// Its name.
        name: String,
    },
}

pub(crate) fn init(args: &InitArgs, voice: Voice) -> Result<Outcome, Error> {
    let failed = |e| Error::io(format!("cannot write {}", args.file.display()), e);
    let text = ready(&args.from)?;
    let mut file = std::fs::File::create_new(&args.file).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    voice.note(format_args!("{} is written; edit it, then: inkwash policy check {0}", args.file.display()));
    Ok(Outcome::Done)
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Error> {
    let mut out = anstream::AutoStream::auto(stdout().lock());
    match &args.action {
        Action::Check { files } => files.iter().try_fold(Outcome::Done, |worst, file| {
            let outcome = check(file, &mut out)?;
            Ok(if matches!(worst, Outcome::Done) { outcome } else { worst })
        }),
        Action::Explain { names, looking } => {
            explain(names, &looking.policy(&inkwash::audit::Run::unrecorded())?, &mut out)
        }
        Action::Test { files } => files.iter().try_fold(Outcome::Done, |worst, file| {
            let outcome = test(file, &mut out)?;
            Ok(if matches!(worst, Outcome::Done) { outcome } else { worst })
        }),
        Action::Schema => done(out.write_all(policy_schema().as_bytes())),
        Action::List => done(ready_policies().iter().try_for_each(|r| writeln!(out, "{:<20} {}", r.name, r.title))),
        Action::Show { name } => done(out.write_all(ready(name)?.as_bytes())),
    }
}

fn done(printed: io::Result<()>) -> Result<Outcome, Error> {
    printed.map(|()| Outcome::Done).map_err(printing)
}

fn printing(error: io::Error) -> Error {
    Error::io("cannot print", error)
}

fn ready(name: &str) -> Result<&'static str, Error> {
    let known = || ready_policies().iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
    let found = ready_policies().iter().find(|r| r.name == name);
    found
        .map(|r| r.text)
        .ok_or_else(|| Error::data(format!("there is no ready policy {name:?}; there are {}", known())))
}

/// The policy in a file, with the file's name in front of what is wrong with it.
fn read(file: &Path) -> Result<Policy, Error> {
    Policy::parse(&policy_text(file)?, &entity_names()).map_err(|e| e.in_file(&file.to_string_lossy()))
}

fn check(file: &Path, out: &mut dyn Write) -> Result<Outcome, Error> {
    let policy = read(file)?;
    Scanner::with_policy(&policy).map_err(|e| e.in_file(&file.to_string_lossy()))?;
    let review = policy.review();
    let (n, s) = (review.len(), if review.len() == 1 { "" } else { "s" });
    writeln!(out, "{}: valid, {n} warning{s}", file.display()).map_err(printing)?;
    review.iter().try_for_each(|warning| writeln!(out, "  warning: {warning}")).map_err(printing)?;
    Ok(Outcome::Done)
}

fn explain(names: &[String], policy: &Policy, out: &mut dyn Write) -> Result<Outcome, Error> {
    let scanner = Scanner::with_policy(policy)?;
    let known: Vec<&str> = scanner.entities().filter(|facts| !facts.decoy).map(|facts| facts.name).collect();
    let is_entity = |name: &&String| name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let (entities, places): (Vec<&String>, Vec<&String>) = names.iter().partition(is_entity);
    policy.check_names(entities.iter().map(|name| name.as_str()))?;
    if let Some(name) = policy.active_environment() {
        writeln!(out, "environment: {name}").map_err(printing)?;
    }
    let nowhere = String::new();
    for place in if places.is_empty() { vec![&nowhere] } else { places } {
        let shown = if place.is_empty() { "where no place has a rule" } else { place };
        writeln!(out, "{shown}:").map_err(printing)?;
        if let Some(entity) = policy.entity_of(place) {
            writeln!(out, "  is named for {entity}").map_err(printing)?;
        }
        for rule in policy.retention_of(place) {
            writeln!(out, "  {rule}").map_err(printing)?;
        }
        if entities.is_empty() {
            grouped(policy, &known, place, out).map_err(printing)?;
        }
        for entity in &entities {
            let decision = policy.decide(entity, place);
            let style = class_style(decision.class);
            writeln!(out, "  {style}{decision}{style:#}").map_err(printing)?;
        }
    }
    Ok(Outcome::Done)
}

/// All entities, those of which the same is decided together.
fn grouped(policy: &Policy, known: &[&str], place: &str, out: &mut dyn Write) -> io::Result<()> {
    /// Names that are printed of each group.
    const SHOWN: usize = 8;
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for entity in known {
        let decision = policy.decide(entity, place).to_string();
        let what = decision.split_once(": ").map_or("", |(_, what)| what).to_owned();
        groups.entry(what).or_default().push(entity);
    }
    for (what, entities) in groups {
        let more = entities.len().saturating_sub(SHOWN);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(out, "  {what}\n    {}{rest}", entities[..entities.len() - more].join(", "))?;
    }
    Ok(())
}

fn test(file: &Path, out: &mut dyn Write) -> Result<Outcome, Error> {
    let policy = read(file)?;
    policy.check(&entity_names())?;
    let outcomes = policy.run_examples()?;
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.faults.is_empty()).collect();
    let (n, name) = (outcomes.len(), file.display());
    writeln!(out, "{name}: {} of {n} tests pass", n - failed.len()).map_err(printing)?;
    for outcome in &failed {
        outcome.faults.iter().try_for_each(|fault| writeln!(out, "  {}: {fault}", outcome.name)).map_err(printing)?;
    }
    Ok(if failed.is_empty() { Outcome::Done } else { Outcome::Found })
}
