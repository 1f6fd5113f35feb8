//! Options that several commands share.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use inkwash::audit::Run;
use inkwash::{Decrypter, Error, KEY_VARIABLE, KeyRing, KeyText, Policy, Recipient, StreamOptions};
use zeroize::Zeroizing;

/// What is looked for.
#[derive(clap::Args)]
pub(crate) struct Looking {
    /// A policy file, or the name of a policy that comes with inkwash (see `inkwash policy list`): what is
    /// looked for, and what happens to it.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The environment that the policy is used in, one of its own. The environment variable
    /// INKWASH_ENVIRONMENT serves as well.
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
    /// Look for these entities only (comma-separated).
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    entities: Vec<String>,
    /// Count the national formats of these regions without further context (ISO 3166 codes,
    /// comma-separated).
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    regions: Vec<String>,
    /// The least score of a finding, from 0 to 1 [default: 0.5].
    #[arg(long, value_name = "SCORE")]
    min_score: Option<f64>,
}

/// How streams are read.
#[derive(clap::Args)]
pub(crate) struct Reading {
    /// How the input is read: auto, text, csv, tsv, json, ndjson, sql, xml, html, yaml, logfmt, syslog, mail,
    /// parquet, … (see `inkwash entities`).
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) input_format: String,
    /// What standard input is called: its extension helps to tell the format, and rules of the policy may be for
    /// files of such a name.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_name: Option<String>,
    #[command(flatten)]
    pub(crate) ending: Ending,
}

/// How a dump may end.
#[derive(clap::Args)]
pub(crate) struct Ending {
    /// Take a database's dump without the last line that dump tools write: a part of one. Otherwise it
    /// counts as cut, and is an error.
    #[arg(long)]
    partial: bool,
}

impl Ending {
    /// # Errors
    /// If the input was a dump that was cut.
    pub(crate) fn check(&self, is_cut: bool) -> Result<(), Error> {
        if self.partial || !is_cut {
            return Ok(());
        }
        Err(Error::data(
            "the dump was cut: the last line that dump tools write is missing (--partial takes it as it is)",
        ))
    }
}

/// The one format that is no stream: its file is read from its end.
const PARQUET: &str = "parquet";

impl Reading {
    /// How streams are read; what is no file is called as the user says.
    pub(crate) fn options(&self) -> Result<StreamOptions, Error> {
        let options =
            StreamOptions::new().format(if self.input_format == PARQUET { "auto" } else { &self.input_format })?;
        Ok(self.stdin_name.iter().fold(options, |options, name| options.file_name(name)))
    }

    /// Whether a file that begins so is to be read as Parquet.
    pub(crate) fn takes_for_parquet(&self, head: &[u8]) -> bool {
        match self.input_format.as_str() {
            PARQUET => true,
            "auto" => inkwash_arrow::is_parquet(head),
            _ => false,
        }
    }

    /// The path, if what is there is to be read as Parquet.
    pub(crate) fn parquet<'p>(&self, path: Option<&'p Path>) -> Result<Option<&'p Path>, Error> {
        let path = path.filter(|path| *path != Path::new("-"));
        match self.input_format.as_str() {
            PARQUET if path.is_none() => Err(Error::data("Parquet is read from a file, not from standard input")),
            PARQUET => Ok(path),
            "auto" => {
                let mut head = [0; 4];
                Ok(path.filter(|p| {
                    p.is_file()
                        && fs::File::open(p).and_then(|mut f| f.read_exact(&mut head)).is_ok()
                        && inkwash_arrow::is_parquet(&head)
                }))
            }
            _ => Ok(None),
        }
    }
}

impl Looking {
    /// The policy file's name and text, if there is one.
    pub(crate) fn policy_file(&self) -> Result<Option<(String, String)>, Error> {
        let name = |path: &Path| path.to_string_lossy().into_owned();
        self.policy.as_deref().map(|path| Ok((name(path), policy_text(path)?))).transpose()
    }

    /// The policy file with the other options on top.
    pub(crate) fn policy(&self, run: &Run) -> Result<Policy, Error> {
        let text = self.policy.as_deref().map(policy_text).transpose()?;
        if let (Some(path), Some(text)) = (&self.policy, &text) {
            run.policy(&path.to_string_lossy(), text.as_bytes());
        }
        let entities = Some(&self.entities[..]).filter(|names| !names.is_empty());
        Policy::chosen(text.as_deref(), entities, &self.regions, self.min_score, self.environment.as_deref())
    }
}

impl Looking {
    /// The same; where lists of it hold keyed hashes, with the keys that they need.
    pub(crate) fn unlocked(
        &self,
        run: &Run,
        keys: impl FnOnce() -> Result<Option<KeyRing>, Error>,
    ) -> Result<Policy, Error> {
        let policy = self.policy(run)?;
        match if policy.is_locked() { keys()? } else { None } {
            Some(keys) => policy.unlocked(&keys),
            None => Ok(policy),
        }
    }
}

/// Where the key comes from.
#[derive(clap::Args)]
pub(crate) struct KeySource {
    /// The key: a key ring (see `inkwash keys`), 32 bytes, their hex or base64, or any secret text
    /// of 16 characters or more. The environment variable INKWASH_KEY serves as well. It opens
    /// encrypted inputs too.
    #[arg(long, value_name = "FILE", group = "key")]
    key_file: Option<PathBuf>,
    /// Read the key from this open file descriptor.
    #[arg(long, value_name = "NUMBER", group = "key")]
    key_fd: Option<u32>,
    /// Run this command and read the key from its output: a secret store's client.
    #[arg(long, value_name = "COMMAND", group = "key")]
    key_command: Option<String>,
    #[command(flatten)]
    opening: Opening,
    /// What was read: a descriptor or a pipe gives it only once, and a passphrase is asked for only once.
    #[arg(skip)]
    known: Mutex<Option<Option<KeyRing>>>,
}

/// The key, and whose data it is for.
#[derive(clap::Args)]
pub(crate) struct Keys {
    #[command(flatten)]
    source: KeySource,
    /// Scrub or restore for this project: stand-ins of different projects cannot be joined.
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
}

/// How a key file is opened.
#[derive(clap::Args, Default)]
pub(crate) struct Opening {
    /// Take a key file that others than its owner may read.
    #[arg(long)]
    shared_key_file: bool,
    /// The passphrase of a sealed key ring: the first line of this file. The environment variable
    /// INKWASH_PASSPHRASE serves as well; else it is asked for on the terminal.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// The environment variable with the passphrase of a sealed key ring.
const PASSPHRASE_VARIABLE: &str = "INKWASH_PASSPHRASE";

impl KeySource {
    /// The keys that were given, if any were.
    pub(crate) fn read(&self) -> Result<Option<KeyRing>, Error> {
        let mut known = self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.is_none() {
            *known = Some(self.fetch()?);
        }
        Ok(known.clone().flatten())
    }

    fn fetch(&self) -> Result<Option<KeyRing>, Error> {
        let text = match (&self.key_file, self.key_fd, &self.key_command) {
            (Some(path), ..) => Some(self.opening.file(path)?),
            (_, Some(number), _) => Some(KeyText::from_descriptor(number)?),
            (.., Some(command)) => Some(KeyText::from_command(command)?),
            _ => KeyText::from_env(),
        };
        text.map(|text| self.opening.open(&text).map(|opened| opened.0)).transpose()
    }
}

impl Keys {
    /// The keys that were given, if any were.
    pub(crate) fn read(&self) -> Result<Option<KeyRing>, Error> {
        let keys = self.source.read()?;
        Ok(match &self.project {
            Some(project) => keys.map(|keys| keys.project(project)),
            None => keys,
        })
    }
}

impl Opening {
    /// What a key file holds.
    pub(crate) fn file(&self, path: &Path) -> Result<KeyText, Error> {
        if self.shared_key_file { KeyText::from_shared_file(path) } else { KeyText::from_file(path) }
    }

    /// The keys of a file.
    pub(crate) fn ring(&self, path: &Path) -> Result<KeyRing, Error> {
        Ok(self.open(&self.file(path)?)?.0)
    }

    /// The keys, and their passphrase if they were sealed.
    pub(crate) fn open(&self, text: &KeyText) -> Result<(KeyRing, Option<Zeroizing<String>>), Error> {
        let passphrase = if text.is_sealed() { Some(self.passphrase("Passphrase of the key ring: ")?) } else { None };
        Ok((text.open(passphrase.as_ref().map(|p| p.as_str()))?, passphrase))
    }

    /// A passphrase from the file or the environment, or asked for.
    pub(crate) fn passphrase(&self, prompt: &str) -> Result<Zeroizing<String>, Error> {
        if let Some(path) = &self.passphrase_file {
            let text = Zeroizing::new(read_text(path)?);
            return Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()));
        }
        if let Ok(passphrase) = std::env::var(PASSPHRASE_VARIABLE) {
            return Ok(Zeroizing::new(passphrase));
        }
        rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|e| {
            let ways = format!("no passphrase (--passphrase-file or {PASSPHRASE_VARIABLE}), and none can be asked for");
            Error::io(ways, e)
        })
    }

    /// A new passphrase: one that is asked for is asked for twice.
    pub(crate) fn new_passphrase(&self) -> Result<Zeroizing<String>, Error> {
        let passphrase = self.passphrase("New passphrase of the key ring: ")?;
        let asked = self.passphrase_file.is_none() && std::env::var_os(PASSPHRASE_VARIABLE).is_none();
        if asked && self.passphrase("The same again: ")? != passphrase {
            return Err(Error::io("the key ring is not sealed", std::io::Error::other("the passphrases differ")));
        }
        Ok(passphrase)
    }
}

/// Who may read the output.
#[derive(clap::Args)]
pub(crate) struct Encrypting {
    /// Encrypt the output (in the format of age) so that only this recipient reads it: `age1…`, as
    /// `inkwash keys export-recipient` and `age-keygen` print it. May be repeated.
    #[arg(long, value_name = "RECIPIENT")]
    encrypt_to: Vec<String>,
}

impl Encrypting {
    pub(crate) fn recipients(&self) -> Result<Vec<Recipient>, Error> {
        self.encrypt_to.iter().map(|text| text.parse()).collect()
    }
}

/// The stream in clear: one that is encrypted is decrypted with the keys, which are asked for only then.
pub(crate) fn in_clear<'r>(
    mut source: impl Read + 'r,
    keys: impl FnOnce() -> Result<Option<KeyRing>, Error>,
) -> Result<Box<dyn Read + 'r>, Error> {
    let (head, encrypted) = Decrypter::peek(&mut source).map_err(|e| Error::io("cannot read the input", e))?;
    let whole = Cursor::new(head).chain(source);
    if !encrypted {
        return Ok(Box::new(whole));
    }
    let keys = keys()?.ok_or_else(|| {
        let what = format!("give the key ring that it is encrypted to (--key-file or {KEY_VARIABLE})");
        Error::io("the input is encrypted (age)", std::io::Error::other(what))
    })?;
    Ok(Box::new(Decrypter::new(&keys, whole)?))
}

/// Opens a file that is not read from its beginning to its end, after that was done for the run's record.
pub(crate) fn open_parquet(path: &Path, run: &Run) -> Result<fs::File, Error> {
    if run.number().is_some() {
        let mut whole = run.source(&path.to_string_lossy(), open(path)?);
        std::io::copy(&mut whole, &mut std::io::sink())
            .map_err(|e| Error::io(format!("cannot read {}", path.display()), e))?;
    }
    open(path)
}

/// A small text file of the user's.
pub(crate) fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|e| Error::io(format!("cannot read {}", path.display()), e))
}

/// A policy file's text, or that of a ready policy if there is no such file and one has this name.
pub(crate) fn policy_text(path: &Path) -> Result<String, Error> {
    let ready = inkwash::ready_policies().iter().find(|ready| Path::new(ready.name) == path && !path.exists());
    ready.map_or_else(|| read_text(path), |ready| Ok(ready.text.to_owned()))
}

/// A policy to look at: without the key, what its lists hold as keyed hashes is left out.
pub(crate) fn rest_of(policy: Policy) -> Policy {
    if policy.is_locked() { policy.without_hashed() } else { policy }
}

/// Opens a file for reading.
pub(crate) fn open(path: &Path) -> Result<fs::File, Error> {
    let failed = |e| Error::io(format!("cannot open {}", path.display()), e);
    let file = fs::File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}
