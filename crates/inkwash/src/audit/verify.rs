//! Whether a log is what was written.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use serde::Serialize;

use super::head::{Head, HeadFile};
use super::record::Record;
use super::seal::{Line, PublicKey, read};
use crate::{Error, KeyRing, KeyState};

/// A line may have this many bytes: no record has more.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// So many faults are named; more are counted.
const MOST_FAULTS: usize = 1_000;

/// What a log is checked against, besides itself.
#[derive(Clone, Default)]
pub struct Proofs {
    keys: Option<KeyRing>,
    public: Option<PublicKey>,
    head: Option<Head>,
}

impl Proofs {
    /// Nothing: then only damage is noticed.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The key ring that sealed it.
    #[must_use]
    pub fn of_keys(keys: &KeyRing) -> Self {
        Self { keys: Some(keys.clone()), ..Self::default() }
    }

    /// Also the signatures: every record must have one of this key.
    #[must_use]
    pub fn signed_by(self, public: PublicKey) -> Self {
        Self { public: Some(public), ..self }
    }

    /// Also that it still holds this record: the head of the log at an earlier time, that was kept elsewhere.
    #[must_use]
    pub fn holding(self, head: Head) -> Self {
        Self { head: Some(head), ..self }
    }
}

/// What a log came to when it was checked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verified {
    /// Its records.
    pub records: u64,
    /// The runs that they are of.
    pub runs: u64,
    /// Runs that have no end: they crashed, were killed, or are still running.
    pub unfinished: BTreeSet<u64>,
    /// Records whose seal is of a key of the ring.
    pub sealed: u64,
    /// Records whose seal nobody checked, for no key was given.
    pub unchecked: u64,
    /// Records whose seal is of a key that was destroyed, and that are kept by the seal of a later one,
    /// which the hash of each of them went into.
    pub covered: u64,
    /// Records with a right signature of the public key that was given.
    pub signed: u64,
    /// Bytes at the end that are no whole record: a crash cut it off while it was written. The next
    /// record takes their place and says so.
    pub torn: u64,
    /// Where it ends.
    pub head: Head,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Faults beyond the first 1,000.
    pub more_faults: u64,
}

impl Verified {
    /// All of it as one JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("it is numbers and names")
    }
}

/// Something that shows that the log is not what was written. Its [`Display`](fmt::Display) says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fault")]
pub enum Fault {
    /// The line is no record.
    Unreadable {
        /// The line, from 1.
        line: u64,
    },
    /// The record is not what its hash was made of.
    Changed {
        /// The record's number.
        record: u64,
    },
    /// The seal is not of a key of the ring: somebody without the key wrote it.
    WrongSeal {
        /// The record's number.
        record: u64,
    },
    /// The ring never had the key that sealed it, or has it no longer and no later record's seal can be checked.
    KeyGone {
        /// The record's number.
        record: u64,
        /// The key's version.
        key: u32,
    },
    /// Of a log that is sealed, the record is not; or of one that is not sealed, it is.
    OtherKind {
        /// The record's number.
        record: u64,
    },
    /// There is a key, and nothing in the log is sealed.
    NotSealed,
    /// The signature is missing, or not of the public key.
    WrongSignature {
        /// The record's number.
        record: u64,
    },
    /// Records are missing.
    Missing {
        /// The number of the first.
        from: u64,
        /// The number of the last.
        to: u64,
    },
    /// The record stands again, or not in its place.
    OutOfPlace {
        /// The record's number.
        record: u64,
        /// The line, from 1.
        line: u64,
    },
    /// The record does not hold the hash of the one before it: one of them was put there later.
    DoesNotFollow {
        /// The record's number.
        record: u64,
    },
    /// The record ends a run that was not started, or ended before.
    StrayEnd {
        /// The record's number.
        record: u64,
    },
    /// The log ends before the record that its head names.
    Cut {
        /// The number of the last record that is there.
        last: u64,
        /// The number of the record that was the last.
        was: u64,
    },
    /// The head beside the log is missing or no head.
    NoHead,
    /// The head beside the log is not sealed as the log is, or names another record.
    WrongHead,
    /// The record that was kept elsewhere is another one, or not there.
    NotHolding {
        /// Its number.
        record: u64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { line } => write!(f, "line {line} is no record"),
            Self::Changed { record } => write!(f, "record {record} was changed"),
            Self::WrongSeal { record } => write!(f, "record {record} was not sealed by this key ring"),
            Self::KeyGone { record, key } => {
                write!(f, "record {record} is sealed with key {key}, which the key ring does not have (any more)")
            }
            Self::OtherKind { record } => {
                write!(f, "record {record} is sealed and the log is not, or the other way round")
            }
            Self::NotSealed => f.write_str("nothing in the log is sealed, though there is a key"),
            Self::WrongSignature { record } => write!(f, "record {record} is not signed with this public key"),
            Self::Missing { from, to } if from == to => write!(f, "record {from} is missing"),
            Self::Missing { from, to } => write!(f, "records {from} to {to} are missing"),
            Self::OutOfPlace { record, line } => {
                write!(f, "record {record} stands again, or not in its place, in line {line}")
            }
            Self::DoesNotFollow { record } => write!(f, "record {record} does not follow from the one before it"),
            Self::StrayEnd { record } => write!(f, "record {record} ends a run that has no start, or ended before"),
            Self::Cut { last, was } => {
                write!(f, "the log was cut at its end: it ends with record {last}, and went up to {was}")
            }
            Self::NoHead => f.write_str("the head beside the log (FILE.head) is missing or damaged"),
            Self::WrongHead => f.write_str("the head beside the log (FILE.head) is not of this log"),
            Self::NotHolding { record } => write!(f, "record {record} is not the one that was kept elsewhere"),
        }
    }
}

/// Checks a whole log.
///
/// # Errors
/// If it cannot be read. What is wrong with it is no error, but among the [faults](Verified::faults).
pub fn verify(log: &Path, proofs: &Proofs) -> Result<Verified, Error> {
    each(log, proofs, &mut |_, _| Ok(()))
}

/// The same, giving out every record with its line, in their order, checked or not.
///
/// # Errors
/// If it cannot be read, or `give` fails.
pub fn each(
    log: &Path,
    proofs: &Proofs,
    give: &mut dyn FnMut(&Record, &str) -> Result<(), Error>,
) -> Result<Verified, Error> {
    let failed = |e| Error::io(format!("cannot read the audit log {}", log.display()), e);
    let file = File::open(log).map_err(failed)?;
    // What is written meanwhile is not looked at.
    file.lock_shared().map_err(failed)?;
    let noted = HeadFile::read(log);
    let length = file.metadata().map_err(failed)?.len();
    file.unlock().map_err(failed)?;
    let mut check = Check::new(proofs, noted.ok().flatten());
    let mut lines = BufReader::new(file.take(length));
    let (mut line, mut number, mut at) = (Vec::new(), 0, 0);
    loop {
        line.clear();
        let n = lines.by_ref().take(MOST_BYTES).read_until(b'\n', &mut line).map_err(failed)? as u64;
        if n == 0 {
            break;
        }
        number += 1;
        if line.pop_if(|b| *b == b'\n').is_none() {
            if n == MOST_BYTES {
                return Err(failed(io::Error::other(format!("line {number} is longer than any record"))));
            }
            check.verified.torn = n;
            break;
        }
        at += n;
        match std::str::from_utf8(&line).ok().and_then(|text| Some((read(text)?, text))) {
            Some((parsed, text)) => {
                check.take(&parsed, number, at);
                give(&parsed.record, text)?;
            }
            None => check.fault(Fault::Unreadable { line: number }),
        }
    }
    Ok(check.end())
}

fn was_destroyed(keys: &KeyRing, version: u32) -> bool {
    keys.keys().any(|key| key.version == version && key.state == KeyState::Destroyed)
}

struct Check<'p> {
    proofs: &'p Proofs,
    noted: Option<HeadFile>,
    verified: Verified,
    /// Whether the first record is sealed.
    is_sealed: Option<bool>,
    /// Records whose keys were destroyed and which no later seal covers so far, with their keys' versions.
    uncovered: Vec<(u64, u32)>,
    noted_is_there: bool,
    kept_is_there: bool,
}

impl<'p> Check<'p> {
    fn new(proofs: &'p Proofs, noted: Option<HeadFile>) -> Self {
        let (verified, is_sealed) = (Verified::default(), None);
        Self { proofs, noted, verified, is_sealed, uncovered: Vec::new(), noted_is_there: false, kept_is_there: false }
    }

    fn fault(&mut self, fault: Fault) {
        if self.verified.faults.len() < MOST_FAULTS {
            self.verified.faults.push(fault);
        } else {
            self.verified.more_faults += 1;
        }
    }

    /// Takes the next record, which ends `at` so many bytes into the log.
    fn take(&mut self, line: &Line, number: u64, at: u64) {
        self.verified.records += 1;
        let record = line.record.seq;
        if !line.is_true {
            self.fault(Fault::Changed { record });
        }
        self.seal(line);
        self.runs(&line.record);
        let here = Head { seq: record, hash: line.hash.clone() };
        self.noted_is_there |= self.noted.as_ref().is_some_and(|n| n.head == here && n.bytes == at);
        self.kept_is_there |= self.proofs.head.as_ref() == Some(&here);
        let last = &self.verified.head;
        if record <= last.seq {
            return self.fault(Fault::OutOfPlace { record, line: number });
        }
        let expected = last.seq + 1;
        if record > expected {
            self.fault(Fault::Missing { from: expected, to: record - 1 });
        } else if line.record.prev != last.hash {
            self.fault(Fault::DoesNotFollow { record });
        }
        self.verified.head = here;
    }

    fn seal(&mut self, line: &Line) {
        let record = line.record.seq;
        let is_sealed = line.seal.is_some();
        if *self.is_sealed.get_or_insert(is_sealed) != is_sealed {
            self.fault(Fault::OtherKind { record });
        }
        match (&self.proofs.keys, &line.seal) {
            (Some(keys), Some((key, _))) => match line.is_sealed_by(keys) {
                Ok(true) => {
                    self.verified.sealed += 1;
                    self.verified.covered += self.uncovered.drain(..).len() as u64;
                }
                Ok(false) => self.fault(Fault::WrongSeal { record }),
                Err(_) if was_destroyed(keys, *key) => self.uncovered.push((record, *key)),
                Err(_) => self.fault(Fault::KeyGone { record, key: *key }),
            },
            (None, Some(_)) => self.verified.unchecked += 1,
            (_, None) => {}
        }
        match &self.proofs.public {
            Some(key) if line.is_signed_by(key) => self.verified.signed += 1,
            Some(_) => self.fault(Fault::WrongSignature { record }),
            None => {}
        }
    }

    fn runs(&mut self, record: &Record) {
        if record.end.is_none() {
            self.verified.runs += 1;
            self.verified.unfinished.insert(record.run);
        } else if !self.verified.unfinished.remove(&record.run) {
            self.fault(Fault::StrayEnd { record: record.seq });
        }
    }

    fn end(mut self) -> Verified {
        if self.proofs.keys.is_some() && self.is_sealed == Some(false) {
            self.fault(Fault::NotSealed);
        }
        for (record, key) in std::mem::take(&mut self.uncovered) {
            self.fault(Fault::KeyGone { record, key });
        }
        match self.noted.take() {
            None => self.fault(Fault::NoHead),
            Some(noted) => self.compare(&noted),
        }
        if let Some(head) = self.proofs.head.as_ref().filter(|head| head.seq > 0 && !self.kept_is_there) {
            self.fault(Fault::NotHolding { record: head.seq });
        }
        self.verified
    }

    fn compare(&mut self, noted: &HeadFile) {
        let last = self.verified.head.seq;
        let sealed = self.proofs.keys.as_ref().map(|keys| noted.is_sealed_by(keys).unwrap_or(false));
        if noted.key.is_some() != self.is_sealed.unwrap_or(noted.key.is_some())
            || noted.key.is_some() && sealed == Some(false)
        {
            self.fault(Fault::WrongHead);
        } else if noted.head.seq > last {
            self.fault(Fault::Cut { last, was: noted.head.seq });
        } else if noted.head.seq > 0 && !self.noted_is_there {
            self.fault(Fault::WrongHead);
        }
    }
}
