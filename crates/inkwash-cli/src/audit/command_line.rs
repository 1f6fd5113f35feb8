//! The command line as the audit log keeps it.

use std::any::TypeId;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _};

/// What free text is replaced by: it may hold names, identifiers, a secret store's command.
const LEFT_OUT: &str = "(left out)";

/// Options whose text is names out of lists that inkwash has.
const TELLING: [&str; 6] = ["entities", "regions", "transform", "fail_on", "input_format", "encrypt_to"];

/// Commands and options in the order of their declaration, with values that are file names, numbers and
/// choices; other text is left out.
pub(super) fn shown(matches: &ArgMatches) -> Vec<String> {
    let mut command = crate::Cli::command();
    command.build();
    let mut out = Vec::new();
    level(&command, matches, &mut out);
    out
}

fn level(command: &Command, matches: &ArgMatches, out: &mut Vec<String>) {
    for arg in command.get_arguments().filter(|arg| !arg.is_global_set()) {
        option(arg, matches, out);
    }
    match matches.subcommand().and_then(|(name, below)| Some((command.find_subcommand(name)?, below))) {
        Some((command, below)) => {
            out.push(command.get_name().to_owned());
            level(command, below, out);
        }
        // They are known at every level, and belong to the run.
        None => command.get_arguments().filter(|arg| arg.is_global_set()).for_each(|arg| option(arg, matches, out)),
    }
}

fn option(arg: &Arg, matches: &ArgMatches, out: &mut Vec<String>) {
    let id = arg.get_id().as_str();
    if !matches.try_contains_id(id).unwrap_or(false) || matches.value_source(id) != Some(ValueSource::CommandLine) {
        return;
    }
    let name = arg.get_long().map(|long| format!("--{long}"));
    if !matches!(arg.get_action(), ArgAction::Set | ArgAction::Append) {
        return out.extend(name);
    }
    for value in matches.get_raw(id).into_iter().flatten() {
        out.extend(name.clone());
        let value = value.to_string_lossy();
        out.push(if is_telling(arg) { value.into_owned() } else { LEFT_OUT.to_owned() });
    }
}

fn is_telling(arg: &Arg) -> bool {
    let kind = arg.get_value_parser().type_id();
    let plain = [TypeId::of::<PathBuf>(), TypeId::of::<u32>(), TypeId::of::<u64>(), TypeId::of::<f64>()];
    plain.iter().any(|plain| kind == *plain)
        || !arg.get_possible_values().is_empty()
        || TELLING.contains(&arg.get_id().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(args: &str, shown_as: &str) {
        let matches = crate::Cli::command().get_matches_from(args.split(' '));
        assert_eq!(shown(&matches).join(" "), shown_as);
    }

    #[test]
    fn names_and_choices_are_kept_and_free_text_is_not() {
        is(
            "inkwash scrub dump.sql -oclean.sql --key-command=CANARY --project CANARY --transform redact --strict -q",
            "scrub dump.sql --output clean.sql --transform redact --strict --key-command (left out) --project (left out) \
             --quiet",
        );
        is("inkwash keys retire --compromised team.keys 3", "keys retire team.keys 3 --compromised");
        is(
            "inkwash --audit a.jsonl keys new --purpose CANARY --custodian CANARY team.keys",
            "keys new team.keys --custodian (left out) --purpose (left out) --audit a.jsonl",
        );
        is("inkwash scan --min-score 0.7 a b --format jsonl", "scan a b --format jsonl --min-score 0.7");
    }
}
