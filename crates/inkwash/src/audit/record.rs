//! What a record holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The form of records that this version writes and reads.
pub(super) const FORM: u32 = 1;

/// One entry of the log: the start of a run, or its [end](End), which tells all there is to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The form of the record: 1.
    pub audit: u32,
    /// Its number in the log, from 1.
    pub seq: u64,
    /// The hash of the record before it; 64 zeros in the first.
    pub prev: String,
    /// The number of the run: that of the record of its start.
    pub run: u64,
    /// When it was written: RFC 3339, in UTC.
    pub time: String,
    /// What was run: `scrub`, `keys rotate`.
    pub operation: String,
    /// The name of the account that ran it.
    pub user: String,
    /// The number of the account, where accounts have one.
    pub uid: Option<u32>,
    /// The host's name.
    pub host: String,
    /// The process's number.
    pub pid: u32,
    /// The version of inkwash.
    pub version: String,
    /// The command line: options, file names, numbers and choices; free text is left out.
    pub command: Vec<String>,
    /// Bytes of an entry that a crash had cut off while it was written, and that were taken away before
    /// this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub torn: Option<u64>,
    /// How the run ended; `None` in the record of its start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// How a run ended, and what it did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When the run began: RFC 3339, in UTC. It ended at the time of the record.
    pub started: String,
    /// [`Outcome::name`].
    pub outcome: String,
    /// The kind of the error, if there was one: [`Error::kind`](crate::Error::kind).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The exit code of the process.
    pub exit_code: u8,
    /// What was read.
    pub sources: Vec<Stream>,
    /// What was read beyond the first 10,000.
    #[serde(default, skip_serializing_if = "More::is_none")]
    pub more_sources: More,
    /// What was written.
    pub sinks: Vec<Stream>,
    /// The policy file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Document>,
    /// The plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Document>,
    /// The key that stand-ins and tokens were made with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyUsed>,
    /// The policy's exceptions that let something through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionUsed>,
    /// The policy's retention rules that were for some of the records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<RetentionUsed>,
    /// Counts of what was found and replaced.
    pub findings: Findings,
    /// Other numbers that the operation came to: `survivors`, `restored`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub results: BTreeMap<String, u64>,
}

/// A file or stream that was read or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// The file's name as it was given; `-` is standard input or output.
    pub name: String,
    /// Its bytes, as they are on disk: compressed, encrypted.
    pub bytes: u64,
    /// Their SHA-256 (FIPS 180-4).
    pub sha256: String,
    /// All of it was read, or it was written whole. Otherwise size and digest are of the part that was.
    pub whole: bool,
}

/// Streams that are only counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// How many.
    pub streams: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl More {
    const fn is_none(&self) -> bool {
        self.streams == 0
    }
}

/// A policy or plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The file's name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// The key that a run used for its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyUsed {
    /// [`KeyRing::fingerprint`](crate::KeyRing::fingerprint).
    pub fingerprint: String,
    /// Its version in the key ring.
    pub version: u32,
    /// It was made for this run and not kept.
    pub random: bool,
}

/// An exception of the policy, as it stands there, and how much it let through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionUsed {
    /// Findings of this entity; of all if there is none.
    pub entity: Option<String>,
    /// In places that fit this pattern; everywhere if there is none.
    pub place: Option<String>,
    /// In files whose names fit this pattern; in all if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Why.
    pub reason: String,
    /// Who has approved it.
    pub approver: String,
    /// The last day on which it holds: `2030-12-31`.
    pub expires: String,
    /// How many values it let through in clear.
    pub values: u64,
}

/// A retention rule of the policy, as it stands there, and what it came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionUsed {
    /// The pattern of its tables.
    pub place: String,
    /// The column that says how old a record is.
    pub column: String,
    /// How old a record is that goes: `2y`.
    pub older_than: String,
    /// Why.
    pub reason: String,
    /// The day by which ages were told.
    pub as_of: String,
    /// Records that are gone.
    pub dropped: u64,
    /// Records of other tables that went with them.
    pub followed: u64,
    /// Old records that a hold covers.
    pub held: u64,
    /// Old records to which others refer that stay.
    pub needed: u64,
    /// Records whose age cannot be told.
    pub undated: u64,
}

/// Counts of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// By entity.
    pub entities: BTreeMap<String, Count>,
    /// By class.
    pub classes: BTreeMap<String, Count>,
    /// By place, the most frequent first, at most 1,000. A name of a place that is a finding itself is
    /// replaced by the entity's name.
    pub places: Vec<PlaceCount>,
    /// Findings at other places.
    pub elsewhere: u64,
}

/// How many findings there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Found.
    pub found: u64,
    /// Of these, rewritten.
    pub replaced: u64,
}

/// Findings of an entity at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceCount {
    /// `customers.email`; empty for plain text.
    pub place: String,
    /// The entity.
    pub entity: String,
    /// How many.
    pub found: u64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'e> {
    /// As it should.
    Done,
    /// It was done, and found what it was to warn of: findings at or above a limit, survivors.
    Found,
    /// The data or the policy did not allow it. The error's kind, if there was one.
    Refused(Option<&'e crate::Error>),
    /// It failed.
    Failed(&'e crate::Error),
}

impl Outcome<'_> {
    /// `done`, `found`, `refused` or `failed`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Found => "found",
            Self::Refused(_) => "refused",
            Self::Failed(_) => "failed",
        }
    }

    pub(super) fn error(&self) -> Option<String> {
        match self {
            Self::Done | Self::Found => None,
            Self::Refused(error) => error.map(|e| e.kind().to_owned()),
            Self::Failed(error) => Some(error.kind().to_owned()),
        }
    }
}
