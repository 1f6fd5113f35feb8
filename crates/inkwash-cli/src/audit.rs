use std::path::{Path, PathBuf};

use clap::Subcommand;
use inkwash::audit::{Log, Outcome as Ended, Run};
use inkwash::{Error, KeyRing};

use crate::options::Opening;
use crate::{Command, Outcome, Voice};

mod certificate;
mod command_line;
mod show;
mod verify;

/// The environment variable with the path of the audit log.
const AUDIT_VARIABLE: &str = "INKWASH_AUDIT";

/// Where runs are recorded.
#[derive(clap::Args)]
#[command(next_help_heading = "Audit log")]
pub(crate) struct Recording {
    /// Record the run in this audit log: who, when, what was read and written, by which policy and key, and
    /// counts of what was found; never a value. Sealed with the run's key, if it has one. The environment
    /// variable INKWASH_AUDIT serves as well. For scan, scrub, plan, verify, check, subject,
    /// restore, rekey and keys.
    #[arg(long, value_name = "FILE", global = true)]
    audit: Option<PathBuf>,
    /// Seal the audit log with this key ring instead of the run's: then who scrubs cannot forge records.
    #[arg(long, value_name = "FILE", global = true)]
    audit_key_file: Option<PathBuf>,
    /// Sign the records too (Ed25519), for those who check them without the key ring: see `inkwash audit
    /// public-key`.
    #[arg(long, global = true)]
    audit_sign: bool,
}

/// Check, show and export audit logs, and certify single runs.
///
/// `inkwash scrub --audit FILE` and others write them: JSON lines, each with the hash of the one before.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  inkwash scrub --audit audit.jsonl --key-file team.keys dump.sql -o clean.sql\n  inkwash audit verify --key-file team.keys audit.jsonl\n  inkwash audit show --operation scrub --since 2026-01-01 audit.jsonl\n  inkwash audit head audit.jsonl    # keep this elsewhere, for verify --head\n  inkwash audit certificate 3 --key-file team.keys audit.jsonl > run3.md\n  inkwash audit verify --certificate run3.md"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Check that no record was changed, taken out, added, doubled or moved. Exits with 1 if one was.
    Verify(verify::Args),
    /// Print the number and hash of the last record, to be kept where nobody who may write the log can
    /// change it.
    Head(verify::HeadArgs),
    /// Print the public key that signed records are checked with.
    PublicKey(verify::PublicKeyArgs),
    /// Show the runs.
    Show(show::Args),
    /// Print the runs for other programs.
    Export(show::ExportArgs),
    /// Print one run as a signed statement: what was read and written, when, by whom, and what came of it.
    Certificate(certificate::Args),
}

pub(crate) fn run(args: &Args, voice: Voice) -> Result<Outcome, Error> {
    match &args.action {
        Action::Verify(args) => verify::run(args, voice),
        Action::Head(args) => verify::head(args),
        Action::PublicKey(args) => verify::public_key(args),
        Action::Show(args) => show::run(args, voice),
        Action::Export(args) => show::export(args, voice),
        Action::Certificate(args) => certificate::run(args),
    }
}

impl Recording {
    /// Records the start of the command, if a log is kept of it.
    pub(crate) fn begin(&self, command: &Command, matches: &clap::ArgMatches, voice: Voice) -> Result<Run, Error> {
        let variable = || std::env::var_os(AUDIT_VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from);
        let Some(operation) = operation(command) else {
            return match &self.audit {
                Some(_) => Err(Error::data("this command is not recorded in audit logs")),
                None => Ok(Run::unrecorded()),
            };
        };
        let Some(path) = self.audit.clone().or_else(variable) else {
            return match self.audit_key_file.is_some() || self.audit_sign {
                true => Err(Error::data(format!("there is no audit log (--audit or {AUDIT_VARIABLE})"))),
                false => Ok(Run::unrecorded()),
            };
        };
        let log = self.log(&path, command)?;
        let is_sealed = log.is_sealed();
        let run = log.start(operation, command_line::shown(matches))?;
        if !is_sealed {
            voice.note(format_args!(
                "the audit log is not sealed, for there is no key: it shows damage, but whoever may write it can write it anew"
            ));
        }
        Ok(run)
    }

    fn log(&self, path: &Path, command: &Command) -> Result<Log, Error> {
        let keys = match &self.audit_key_file {
            Some(file) => Some(Opening::default().ring(file)?),
            None => keys(command)?,
        };
        let log = Log::open(path, keys.as_ref())?;
        if self.audit_sign { log.signing() } else { Ok(log) }
    }
}

/// Records how the run ended.
pub(crate) fn end(run: Run, outcome: &Result<Outcome, Error>, code: u8) -> Result<(), Error> {
    let ended = match outcome {
        Ok(Outcome::Done) => Ended::Done,
        Ok(Outcome::Found) => Ended::Found,
        Ok(Outcome::Refused) => Ended::Refused(None),
        Err(error) if code == 3 => Ended::Refused(Some(error)),
        Err(error) => Ended::Failed(error),
    };
    run.end(ended, code).map(drop)
}

/// What the log calls the command; `None` if it is not recorded.
fn operation(command: &Command) -> Option<&'static str> {
    Some(match command {
        Command::Scan(_) => "scan",
        Command::Scrub(_) => "scrub",
        Command::Plan(_) => "plan",
        Command::Verify(_) => "verify",
        Command::Check(_) => "check",
        Command::Subject(args) => args.operation(),
        Command::Restore(_) => "restore",
        Command::Rekey(_) => "rekey",
        Command::Keys(args) => args.operation(),
        Command::Explain(_)
        | Command::Entities(_)
        | Command::Demo(_)
        | Command::Audit(_)
        | Command::Init(_)
        | Command::Policy(_) => return None,
    })
}

/// The keys of the command.
fn keys(command: &Command) -> Result<Option<KeyRing>, Error> {
    match command {
        Command::Scan(args) => args.keys.read(),
        Command::Scrub(args) => args.keys.read(),
        Command::Plan(args) => args.keys.read(),
        Command::Verify(args) => args.keys.read(),
        Command::Check(args) => args.keys.read(),
        Command::Subject(args) => args.keys(),
        Command::Restore(args) => args.stream.keys.read(),
        Command::Rekey(args) => args.stream.keys.read(),
        Command::Keys(args) => args.ring().map(Some),
        Command::Explain(_)
        | Command::Entities(_)
        | Command::Demo(_)
        | Command::Audit(_)
        | Command::Init(_)
        | Command::Policy(_) => Ok(None),
    }
}
