use std::collections::BTreeMap;
use std::io::{self, Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use inkwash::{Error, KEY_VARIABLE, Policy, Scanner, entity_names, hash_values, policy_schema, ready_policies};
use zeroize::Zeroizing;

use crate::options::{KeySource, Looking, open, policy_text, rest_of};
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
        /// The name of the file that it is in.
        #[arg(long, value_name = "NAME")]
        file: Option<String>,
        #[command(flatten)]
        looking: Looking,
    },
    /// Run the examples (`[[test]]`) that policies carry; exit with 1 if one fails.
    Test {
        /// Policy files, or names of ready policies.
        #[arg(default_value = "inkwash.toml")]
        files: Vec<PathBuf>,
    },
    /// Print lines for the lists of a policy (`hashed`, `hashed_file`) that stand for values and tell nothing of them.
    Hash(HashArgs),
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

/// Print lines for the lists of a policy (`hashed`, `hashed_file`) that stand for values and tell nothing of them.
///
/// They are keyed hashes: nobody without the key ring can tell what they are of, and whoever uses the policy needs it.
/// Values are read from a file or standard input, one a line, and never taken from the command line. The lines come out
/// sorted.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  inkwash policy hash --key-file team.keys --entity EMAIL_ADDRESS vips.txt > vips.hashed"
)]
struct HashArgs {
    /// A file of values, one a line; standard input if there is none.
    path: Option<PathBuf>,
    /// They are values of this entity of the catalogue: their spelling does not matter. Without it they are words, in
    /// any case and with anything but letters and digits between them.
    #[arg(long, value_name = "ENTITY")]
    entity: Option<String>,
    #[command(flatten)]
    keys: KeySource,
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
        Action::Explain { names, file, looking } => {
            let policy = rest_of(looking.policy(&inkwash::audit::Run::unrecorded())?);
            explain(names, &file.iter().fold(policy, |policy, name| policy.for_file(name)), &mut out)
        }
        Action::Test { files } => files.iter().try_fold(Outcome::Done, |worst, file| {
            let outcome = test(file, &mut out)?;
            Ok(if matches!(worst, Outcome::Done) { outcome } else { worst })
        }),
        Action::Hash(args) => hash(args, &mut out),
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
    let is_locked = policy.is_locked();
    let policy = rest_of(policy);
    Scanner::with_policy(&policy).map_err(|e| e.in_file(&file.to_string_lossy()))?;
    let mut review = policy.review();
    if is_locked {
        review.push("hashed values are not looked at: the key ring that made them is not here".to_owned());
    }
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

fn hash(args: &HashArgs, out: &mut dyn Write) -> Result<Outcome, Error> {
    let missing = || Error::key(format!("hashes are made with a key: give one with --key-file or {KEY_VARIABLE}"));
    let keys = args.keys.read()?.ok_or_else(missing)?;
    let mut text = Zeroizing::new(String::new());
    let read = match &args.path {
        Some(path) => open(path)?.read_to_string(&mut text),
        None => stdin().lock().read_to_string(&mut text),
    };
    read.map_err(|e| Error::io("cannot read the values", e))?;
    let lines = hash_values(&keys, args.entity.as_deref(), text.lines())?;
    done(lines.iter().try_for_each(|line| writeln!(out, "{line}")))
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
