use std::cell::OnceCell;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use inkwash::audit::Run;
use inkwash::{Error, KeyRing, KeyState};
use zeroize::Zeroizing;

use crate::options::Opening;
use crate::{Outcome, Voice};

/// Make and keep key rings: files of versioned keys.
///
/// The newest active key scrubs; retired and compromised ones only restore and verify. A key ring
/// is sealed with a passphrase unless you say otherwise, and only its owner may read it.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  inkwash keys new team.keys --custodian 'Ada, data protection' --purpose 'test data'\n  inkwash keys rotate team.keys\n  inkwash keys list team.keys"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    opening: Opening,
    /// The ring as it is, or the new one, and its passphrase: asked for only once.
    #[arg(skip)]
    known: OnceCell<(KeyRing, Option<Zeroizing<String>>)>,
}

#[derive(Subcommand)]
enum Action {
    /// Make a key ring with one new key.
    New {
        /// The file to make; there must be none of this name.
        file: PathBuf,
        /// Write the keys unsealed: whoever reads the file has them.
        #[arg(long)]
        no_passphrase: bool,
        #[command(flatten)]
        notes: Notes,
    },
    /// Show versions, states, dates and fingerprints; never a key.
    List {
        /// The key ring.
        file: PathBuf,
    },
    /// Print to whom others encrypt what only this ring is to read: `age1…`.
    ///
    /// `inkwash scrub --encrypt-to` and the command `age` take it; scan, scrub and restore with this
    /// ring read what was encrypted so, until the key is destroyed.
    ExportRecipient {
        /// The key ring.
        file: PathBuf,
        /// Of this version instead of the one in use.
        #[arg(long, value_name = "NUMBER")]
        key_version: Option<u32>,
    },
    /// Make a new key that scrubs from now on; the one before is retired.
    Rotate {
        /// The key ring.
        file: PathBuf,
        #[command(flatten)]
        notes: Notes,
    },
    /// Let a key restore and verify only.
    Retire {
        /// The key ring.
        file: PathBuf,
        /// The key's version.
        version: u32,
        /// Others know the key: note that what it made protects nothing any more.
        #[arg(long)]
        compromised: bool,
    },
    /// Wipe a key from the ring. What it made can never be restored again: crypto-shredding.
    Destroy {
        /// The key ring.
        file: PathBuf,
        /// The key's version.
        version: u32,
        /// Do it: there is no way back.
        #[arg(long)]
        yes: bool,
    },
}

/// What the newest key is noted for.
#[derive(clap::Args)]
struct Notes {
    /// Who answers for the key.
    #[arg(long, value_name = "TEXT")]
    custodian: Option<String>,
    /// What the key is for.
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
}

impl Notes {
    fn on(&self, ring: KeyRing) -> Result<KeyRing, Error> {
        let newest = ring.keys().last().map(|k| (k.custodian.to_owned(), k.purpose.to_owned()));
        let (custodian, purpose) = newest.unwrap_or_default();
        ring.described(self.custodian.as_ref().unwrap_or(&custodian), self.purpose.as_ref().unwrap_or(&purpose))
    }
}

impl Args {
    /// What the audit log calls it.
    pub(crate) fn operation(&self) -> &'static str {
        match self.action {
            Action::New { .. } => "keys new",
            Action::List { .. } => "keys list",
            Action::ExportRecipient { .. } => "keys export-recipient",
            Action::Rotate { .. } => "keys rotate",
            Action::Retire { .. } => "keys retire",
            Action::Destroy { .. } => "keys destroy",
        }
    }

    /// The ring as it is before the command; the new one of `keys new`.
    pub(crate) fn ring(&self) -> Result<KeyRing, Error> {
        self.known().map(|(ring, _)| ring.clone())
    }

    fn known(&self) -> Result<&(KeyRing, Option<Zeroizing<String>>), Error> {
        if let Some(known) = self.known.get() {
            return Ok(known);
        }
        let known = match &self.action {
            Action::New { notes, .. } => (notes.on(KeyRing::generate()?)?, None),
            Action::List { file }
            | Action::ExportRecipient { file, .. }
            | Action::Rotate { file, .. }
            | Action::Retire { file, .. }
            | Action::Destroy { file, .. } => self.opening.open(&self.opening.file(file)?)?,
        };
        Ok(self.known.get_or_init(|| known))
    }

    /// Changes a key ring's file, which stays sealed if it was.
    fn change(&self, file: &Path, act: impl FnOnce(KeyRing) -> Result<KeyRing, Error>) -> Result<KeyRing, Error> {
        let (ring, passphrase) = self.known()?;
        let ring = act(ring.clone())?;
        save(&ring, file, passphrase.as_ref(), true)?;
        Ok(ring)
    }
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let opening = &args.opening;
    match &args.action {
        Action::New { file, no_passphrase, .. } => {
            if file.exists() {
                return Err(cannot_write(file, std::io::ErrorKind::AlreadyExists.into()));
            }
            let ring = args.ring()?;
            let passphrase = if *no_passphrase { None } else { Some(opening.new_passphrase()?) };
            save(&ring, file, passphrase.as_ref(), false)?;
            run.result("key_version", 1);
            voice.note(format_args!("key 1 is in {}; keep a copy where only its custodians read", file.display()));
        }
        Action::List { .. } => {
            list(&args.ring()?).map_err(|e| Error::io("cannot print the list", e))?;
        }
        Action::ExportRecipient { key_version, .. } => {
            let ring = args.ring()?;
            let recipient = key_version.map_or_else(|| ring.recipient(), |version| ring.recipient_of(version))?;
            writeln!(std::io::stdout(), "{recipient}").map_err(|e| Error::io("cannot print the recipient", e))?;
        }
        Action::Rotate { file, notes } => {
            let ring = args.change(file, |ring| notes.on(ring.rotated()?))?;
            run.result("key_version", ring.version()?.into());
            voice.note(format_args!("a new key scrubs from now on; the one before restores and verifies only"));
        }
        Action::Retire { file, version, compromised } => {
            let state = if *compromised { KeyState::Compromised } else { KeyState::Retired };
            let ring = args.change(file, |ring| ring.turned(*version, state))?;
            run.result("key_version", (*version).into());
            voice.note(format_args!("key {version} is {}", state.name()));
            if ring.version().is_err() {
                voice.note(format_args!("no key is active now; `inkwash keys rotate` makes one"));
            }
        }
        Action::Destroy { file, version, yes } => {
            if !yes {
                return Err(Error::io(
                    format!("key {version} is not destroyed"),
                    std::io::Error::other("what it made could never be restored again; say --yes if that is meant"),
                ));
            }
            if run.is_sealed_with(&args.ring()?, *version) {
                return Err(Error::data(format!(
                    "key {version} seals the audit log, which nobody could check or go on with any more: rotate the key \
                     ring first, or give the log another (--audit-key-file)"
                )));
            }
            args.change(file, |ring| ring.turned(*version, KeyState::Destroyed))?;
            run.result("key_version", (*version).into());
            voice.note(format_args!(
                "key {version} is gone from {}: what it made cannot be restored with this ring. Destroy all copies \
                 and backups of the file too; the disk itself may still hold the old one",
                file.display()
            ));
        }
    }
    Ok(Outcome::Done)
}

/// Writes the file whole or not at all, readable by its owner only.
fn save(ring: &KeyRing, file: &Path, passphrase: Option<&Zeroizing<String>>, replace: bool) -> Result<(), Error> {
    let text = match passphrase {
        Some(passphrase) => Zeroizing::new(ring.to_sealed(passphrase)?),
        None => ring.to_toml(),
    };
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |e| cannot_write(file, e);
    // Such a file has the mode 0600 from the start.
    let mut target = tempfile::Builder::new().prefix(".inkwash-").tempfile_in(folder).map_err(failed)?;
    target.write_all(text.as_bytes()).and_then(|()| target.as_file().sync_all()).map_err(failed)?;
    let written = if replace { target.persist(file) } else { target.persist_noclobber(file) };
    written.map(|_| ()).map_err(|e| failed(e.error))
}

fn cannot_write(file: &Path, error: std::io::Error) -> Error {
    Error::io(format!("cannot write {}", file.display()), error)
}

fn list(ring: &KeyRing) -> std::io::Result<()> {
    let mut text = format!(
        "{:>7}  {:<11}  {:<10}  {:<10}  {:<11}  {}\n",
        "version", "state", "created", "changed", "fingerprint", "custodian; purpose"
    );
    let active = ring.version().ok();
    for key in ring.keys() {
        let in_use = if active == Some(key.version) { " (in use)" } else { "" };
        let fingerprint = key.fingerprint.unwrap_or_default();
        let _ = writeln!(
            text,
            "{:>7}  {:<11}  {:<10}  {:<10}  {fingerprint:<11}  {}; {}{in_use}",
            key.version,
            key.state.name(),
            key.created,
            key.changed,
            key.custodian,
            key.purpose
        );
    }
    std::io::stdout().lock().write_all(text.as_bytes())
}
