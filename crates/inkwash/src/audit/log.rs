//! The file, and how records are added to it.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::head::{Head, HeadFile, private, sync_folder};
use super::record::Record;
use super::run::Run;
use super::seal::{Sealer, line, read};
use crate::{Error, KeyRing};

/// An audit log that records are added to. Several processes may add to one at the same time.
///
/// A log that was begun with a key takes no record without one, nor of another key ring, and the other way
/// round: else whoever has no key could go on with a log of his own making.
#[derive(Clone)]
pub struct Log {
    path: PathBuf,
    sealer: Option<Sealer>,
}

impl Log {
    /// The log at this path, which is made (for its owner alone, mode 0600) by the first record. Records
    /// are sealed with the key in use, if there are keys; otherwise the chain shows damage, but not malice:
    /// whoever may write the file can write it anew.
    ///
    /// # Errors
    /// If no key of the ring is active.
    pub fn open(path: &Path, keys: Option<&KeyRing>) -> Result<Self, Error> {
        let sealer = keys.map(|keys| Sealer::new(keys, false)).transpose()?;
        Ok(Self { path: path.to_owned(), sealer })
    }

    /// The same, whose records are also signed (Ed25519, RFC 8032), so that they can be checked by those
    /// who have only the [public key](super::PublicKey).
    ///
    /// # Errors
    /// If it has no key.
    pub fn signing(self) -> Result<Self, Error> {
        let sealer = self.sealer.ok_or_else(|| Error::key("an audit log is signed with a key ring: give one"))?;
        Ok(Self { sealer: Some(sealer.signing()), ..self })
    }

    /// Whether its records are sealed with a key.
    #[must_use]
    pub const fn is_sealed(&self) -> bool {
        self.sealer.is_some()
    }

    pub(super) fn is_sealed_with(&self, keys: &KeyRing, version: u32) -> bool {
        let of = |keys| super::PublicKey::of_version(keys, version).ok();
        let sealer = self.sealer.as_ref().filter(|sealer| sealer.version() == version);
        sealer.and_then(|sealer| of(sealer.keys())).is_some_and(|key| of(keys) == Some(key))
    }

    /// Writes down that a run starts. `command` is its command line, without anything that the log must
    /// not hold.
    ///
    /// # Errors
    /// If the log cannot be written, was damaged or cut, or is sealed with other keys.
    pub fn start(self, operation: &str, command: Vec<String>) -> Result<Run, Error> {
        Run::start(self, operation, command)
    }

    /// Adds the record that `make` makes, which is on disk when this returns. The log is locked meanwhile.
    pub(super) fn append(&self, make: impl FnOnce(Head) -> Record) -> Result<Record, Error> {
        let failed = |e| Error::io(format!("cannot write the audit log {}", self.path.display()), e);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        private(&mut options);
        let mut file = options.open(&self.path).map_err(failed)?;
        file.lock().map_err(failed)?;
        if is_open_to_others(&file).map_err(failed)? {
            let name = self.path.display();
            return Err(Error::data(format!(
                "others than its owner may write the audit log {name}: `chmod go-w {name}`"
            )));
        }
        let end = self.end(&mut file)?;
        if end.torn > 0 {
            file.set_len(end.bytes).map_err(failed)?;
        }
        let mut record = make(end.head);
        record.torn = Some(end.torn).filter(|n| *n > 0);
        let (mut text, hash) = line(&record, self.sealer.as_ref());
        text.push('\n');
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        let head = Head { seq: record.seq, hash };
        self.note(head, end.bytes + text.len() as u64).map_err(failed)?;
        Ok(record)
    }

    fn note(&self, head: Head, bytes: u64) -> io::Result<()> {
        HeadFile::new(head, bytes, self.sealer.as_ref()).write(&self.path)
    }

    /// Where the log ends. A new one gets its head first.
    fn end(&self, file: &mut File) -> Result<End, Error> {
        let failed = |e| Error::io(format!("cannot read the audit log {}", self.path.display()), e);
        let length = file.metadata().map_err(failed)?.len();
        let Some(noted) = HeadFile::read(&self.path)? else {
            if length > 0 {
                return Err(self.damaged("its head is missing"));
            }
            self.note(Head::default(), 0).and_then(|()| sync_folder(&self.path)).map_err(failed)?;
            return Ok(End { head: Head::default(), bytes: 0, torn: 0 });
        };
        self.check_seal(&noted)?;
        if length < noted.bytes {
            return Err(self.damaged("it was cut at its end"));
        }
        // A crash may have come between a record and the note of it.
        let mut rest = Vec::new();
        file.seek(SeekFrom::Start(noted.bytes)).and_then(|_| file.read_to_end(&mut rest)).map_err(failed)?;
        let mut end = End { head: noted.head, bytes: noted.bytes, torn: 0 };
        for text in rest.split_inclusive(|b| *b == b'\n') {
            let Some(text) = text.strip_suffix(b"\n") else {
                end.torn = text.len() as u64;
                break;
            };
            let next = std::str::from_utf8(text).ok().and_then(read).filter(|line| self.follows(line, &end.head));
            let next = next.ok_or_else(|| self.damaged("what follows its head is no record of it"))?;
            end.head = Head { seq: next.record.seq, hash: next.hash };
            end.bytes += text.len() as u64 + 1;
        }
        Ok(end)
    }

    fn follows(&self, line: &super::seal::Line, head: &Head) -> bool {
        let sealed = match &self.sealer {
            Some(sealer) => line.is_sealed_by(sealer.keys()).unwrap_or(false),
            None => line.seal.is_none(),
        };
        sealed && line.is_true && line.record.seq == head.seq + 1 && line.record.prev == head.hash
    }

    fn check_seal(&self, noted: &HeadFile) -> Result<(), Error> {
        let name = self.path.display();
        match (&self.sealer, noted.key) {
            (None, None) => Ok(()),
            (Some(sealer), Some(_)) if noted.is_sealed_by(sealer.keys()).unwrap_or(false) => Ok(()),
            (Some(_), Some(version)) => Err(Error::key(format!(
                "the audit log {name} is sealed with key {version} of another key ring, or its head was changed"
            ))),
            (Some(_), None) => Err(Error::key(format!(
                "the audit log {name} was begun without a key, and cannot be gone on with one: begin another"
            ))),
            (None, Some(_)) => Err(Error::key(format!(
                "the audit log {name} is sealed with a key ring, which records need too (--audit-key-file)"
            ))),
        }
    }

    fn damaged(&self, how: &str) -> Error {
        let name = self.path.display();
        Error::data(format!(
            "the audit log {name} is damaged: {how}. `inkwash audit verify` says more; keep it as it is, and begin another"
        ))
    }
}

/// Where a log ends.
struct End {
    head: Head,
    /// Of whole records.
    bytes: u64,
    /// Bytes of a record that a crash cut off.
    torn: u64,
}

/// Whether the file's group or others may write it.
#[cfg(unix)]
fn is_open_to_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    Ok(file.metadata()?.mode() & 0o022 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &File) -> io::Result<bool> {
    Ok(false)
}
