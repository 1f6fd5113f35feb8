//! The `inkwash` command, for the program of that name and for packages that bring it. Thin: it reads options, opens files and prints; everything else is in
//! the `inkwash` crate.
#![forbid(unsafe_code)]
// Printing is what a command is for.
#![allow(clippy::print_stdout)]

mod archive;
mod audit;
mod check;
mod demo;
mod entities;
mod explain;
mod keys;
mod options;
mod plan;
mod policy;
mod progress;
mod restore;
mod scan;
mod scrub;
mod show;
mod subject;
mod verify;

use std::ffi::OsString;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use inkwash::Error;
use inkwash::audit::Run;

/// Finds personal data and secrets, and scrubs dumps, logs and tables in a pipe.
#[derive(Parser)]
#[command(name = "inkwash", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    /// Print nothing but results and errors.
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(flatten)]
    recording: audit::Recording,
}

const AFTER_HELP: &str = "\
Example:
  pg_dump prod | inkwash scrub --key-file team.key | psql dev

Exit codes:
  0  done
  1  scan: findings at or above --fail-on; verify: a replaced value is left;
     check: something does not hold any more; policy test: an example fails; audit verify: the log was
     changed
  2  wrong usage, an unusable policy or key, or reading or writing failed
  3  refused: the data holds what its plan does not know, what the policy lets into no output, or what
     --strict does not understand; or the policy or an exception in it has expired";

#[derive(Subcommand)]
enum Command {
    /// Find personal data and secrets in files, directories or standard input.
    Scan(scan::Args),
    /// Rewrite a stream or file so that no personal data or secret is left in it.
    Scrub(scrub::Args),
    /// Write down what a data set holds and what shall happen to it, or how it differs from that.
    Plan(plan::Args),
    /// Write a policy file to begin with.
    Init(policy::InitArgs),
    /// Check, explain and test policies, and show those that come with inkwash.
    Policy(policy::Args),
    /// Search an output for what was replaced, and say how much of it is left.
    Verify(verify::Args),
    /// Compare a data set with what it was scrubbed to.
    Check(check::Args),
    /// Answer a data subject's request: where all records of a person are, and copies without them.
    Subject(subject::Args),
    /// Tell why something is found in a text, or why not.
    Explain(explain::Args),
    /// List what can be found, what can be done with it, and which formats are read.
    Entities(entities::Args),
    /// Put the original values back in place of tokens.
    Restore(restore::Args),
    /// Seal tokens anew with the active key.
    Rekey(restore::RekeyArgs),
    /// Make and keep key rings.
    Keys(keys::Args),
    /// Check, show and export audit logs.
    Audit(audit::Args),
    /// Scrub a small dump that comes with inkwash, and show it before and after.
    Demo(demo::Args),
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// What a command comes to.
enum Outcome {
    Done,
    /// Findings at or above `--fail-on`.
    Found,
    /// Something that the plan does not know.
    Refused,
}

/// How much to say on standard error.
#[derive(Clone, Copy)]
struct Voice {
    quiet: bool,
}

impl Voice {
    /// A remark that is not an error.
    fn note(self, text: std::fmt::Arguments<'_>) {
        if !self.quiet {
            anstream::eprintln!("inkwash: {text}");
        }
    }
}

/// Runs the command with these arguments, the first of which is its own name, and says with which
/// code the process is to end. `--help`, `--version` and wrong usage end it at once.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let matches = Cli::command().get_matches_from(args);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    match cli.color {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
    let voice = Voice { quiet: cli.quiet };
    let run = match cli.recording.begin(&cli.command, &matches, voice) {
        Ok(run) => run,
        Err(error) => return tell(&error),
    };
    let outcome = cli.command.run(voice, &run);
    let code = match &outcome {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Found) => 1,
        Ok(Outcome::Refused) => 3,
        Err(error) => tell(error),
    };
    match audit::end(run, &outcome, code) {
        Ok(()) => code,
        Err(error) => tell(&error),
    }
}

impl Command {
    fn run(&self, voice: Voice, run: &Run) -> Result<Outcome, Error> {
        match self {
            Self::Scan(args) => scan::run(args, voice, run),
            Self::Scrub(args) => scrub::run(args, voice, run),
            Self::Plan(args) => plan::run(args, voice, run),
            Self::Init(args) => policy::init(args, voice),
            Self::Policy(args) => policy::run(args),
            Self::Verify(args) => verify::run(args, voice, run),
            Self::Check(args) => check::run(args, voice, run),
            Self::Subject(args) => subject::run(args, voice, run),
            Self::Explain(args) => explain::run(args),
            Self::Entities(args) => entities::run(args),
            Self::Restore(args) => restore::run(args, voice, run),
            Self::Rekey(args) => restore::rekey(args, voice, run),
            Self::Keys(args) => keys::run(args, voice, run),
            Self::Audit(args) => audit::run(args, voice),
            Self::Demo(args) => demo::run(args),
        }
    }
}

/// Says what went wrong, and with which code the process is to end.
fn tell(error: &Error) -> u8 {
    // Whoever read our output has seen enough.
    if error.is_broken_pipe() {
        return 0;
    }
    let red = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{red}inkwash:{red:#} {error}");
    if let Some(drift) = error.drift() {
        anstream::eprintln!(
            "To accept it, add to the plan:
{}",
            drift.patch()
        );
        return 3;
    }
    if error.is_not_understood() || error.is_expired() || error.is_forbidden() { 3 } else { 2 }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
