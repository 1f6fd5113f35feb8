//! The head of a log: how far it goes. It stands beside the log, in `FILE.head`, so that a log that was
//! cut at its end, or is gone, is noticed; and it can be kept elsewhere, where nobody who may write
//! the log can change it.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::hex::unhex;
use super::seal::{Sealer, made};
use crate::{Error, KeyRing};

/// What stands before the first record.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last record of a log: its number and its hash. Written `4:9f86d081…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the last record; 0 if there is none.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
}

impl Default for Head {
    fn default() -> Self {
        Self { seq: 0, hash: NOTHING.to_owned() }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Head {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong =
            || Error::data("a head is a record's number, a colon and its hash, as `inkwash audit head` prints it");
        let (seq, hash) = text.trim().split_once(':').ok_or_else(wrong)?;
        unhex::<32>(hash).ok_or_else(wrong)?;
        Ok(Self { seq: seq.parse().map_err(|_| wrong())?, hash: hash.to_owned() })
    }
}

/// What the file beside the log holds.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct HeadFile {
    audit_head: u32,
    #[serde(flatten)]
    pub(super) head: Head,
    /// The log's bytes up to the end of that record.
    pub(super) bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mac: Option<String>,
}

/// Where the head of this log stands.
pub(super) fn beside(log: &Path) -> PathBuf {
    with(log, ".head")
}

fn with(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

impl HeadFile {
    pub(super) fn new(head: Head, bytes: u64, sealer: Option<&Sealer>) -> Self {
        let mut file = Self { audit_head: 1, head, bytes, key: sealer.map(Sealer::version), mac: None };
        file.mac = sealer.map(|sealer| sealer.mac("head", &file.message()));
        file
    }

    /// Reads the head of a log; `None` if there is no such file.
    pub(super) fn read(log: &Path) -> Result<Option<Self>, Error> {
        let path = beside(log);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(format!("cannot read {}", path.display()), error)),
        };
        let file: Option<Self> = serde_json::from_str(&text).ok();
        let file = file.filter(|f| f.audit_head == 1 && f.key.is_some() == f.mac.is_some());
        file.map(Some).ok_or_else(|| Error::data(format!("{} is no head of an audit log, or damaged", path.display())))
    }

    /// Puts it in the place of the one that is there, whole or not at all. Whoever does this has the log locked.
    pub(super) fn write(&self, log: &Path) -> std::io::Result<()> {
        let (path, new) = (beside(log), with(log, ".head.new"));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        private(&mut options);
        let mut file = options.open(&new)?;
        file.write_all(serde_json::to_string(self)?.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&new, &path)?;
        sync_folder(&path)
    }

    /// Whether a key of the ring has sealed it.
    pub(super) fn is_sealed_by(&self, keys: &KeyRing) -> Result<bool, Error> {
        match (self.key, &self.mac) {
            (Some(version), Some(mac)) => made(keys, version, "head", &self.message(), mac),
            _ => Ok(false),
        }
    }

    fn message(&self) -> Vec<u8> {
        format!("{} {}", self.head, self.bytes).into_bytes()
    }
}

/// New files are for their owner alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// A name that was made or moved is there after a crash too.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
