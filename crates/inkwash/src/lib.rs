//! Finds personal data and secrets in text, logs, tables and database dumps, and rewrites them.
//!
//! - [`Scanner`] finds, [`Scrubber`] rewrites; both take texts, bytes and streams, and are made
//!   once and shared between threads.
//! - A [`Policy`] says what is looked for and what happens to it, entity by entity and place by
//!   place. Without one, everything is found and replaced by keyed stand-ins.
//! - A [`KeyRing`] holds the key: equal values get equal stand-ins in every table, file and run
//!   with the same key.
//!
//! ```
//! use inkwash::{KeyRing, Policy, Scrubber};
//! let policy = Policy::default().transform("IP_ADDRESS", "redact")?;
//! let scrubber = Scrubber::new(&policy, &KeyRing::generate()?)?;
//! let line = "login of anna.berg@example.com from 192.0.2.7";
//! let clean = scrubber.scrub(line);
//! assert!(clean.ends_with("from [IP_ADDRESS]") && !clean.contains("anna.berg"));
//! # Ok::<(), inkwash::Error>(())
//! ```
//!
//! A dump, a log or a table of any size goes through with flat memory:
//!
//! ```
//! # let (source, mut target) = (&b"email\nanna.berg@example.com\n"[..], Vec::new());
//! # use inkwash::{KeyRing, Policy, Scrubber, StreamOptions};
//! let scrubber = Scrubber::new(&Policy::default(), &KeyRing::generate()?)?;
//! let options = StreamOptions::new().format("csv")?;
//! let summary = scrubber.scrub_reader(source, &mut target, &options, &mut (), &mut |_| ())?;
//! assert_eq!(summary.tally.rewritten.iter().sum::<u64>(), 1);
//! # Ok::<(), inkwash::Error>(())
//! ```
//!
//! A [`Plan`] is the inventory of a data set, place by place, that people review: [`Scanner::plan`] writes
//! it, [`Scrubber::scrub_by_plan`] keeps to it and refuses what it does not know.
//!
//! [`Restorer`] is the way back for the transform `tokenise`, and a [`Session`] numbers values in texts
//! that go to a language model and come back.
//!
//! Nothing here reads the network, and nothing is global. Findings never hold the value, and
//! neither do errors, `Debug` output or reports.
#![forbid(unsafe_code)]

mod age;
pub mod audit;
mod baseline;
mod blind;
mod cells;
mod check;
mod clock;
mod compression;
mod ending;
mod erase;
mod error;
mod flow;
mod guard;
mod jsonl;
mod keys;
mod ordered;
mod plan;
mod policy;
mod proof;
mod push;
mod records;
mod removal;
mod report;
mod restore;
mod retention;
mod rules;
mod scanner;
mod scrubber;
mod sealed;
mod session;
mod sift;
mod stream;
mod subject;
mod survey;
mod table;

pub use inkwash_core::{
    Class, Considered, Engine, EntityId, Error as SinkError, Evidence, Facts, Finding as StreamFinding, Group, Place,
    Score, Scratch, Sink, Span, Tally, ValueKind, Verdict,
};
pub use inkwash_formats::{FormatInfo, formats};
pub use inkwash_transforms::{TransformFacts, transforms};

pub use age::{Decrypter, Encrypter, Recipient};
pub use baseline::Baseline;
pub use cells::Cells;
pub use check::{Anonymity, ColumnComparison, Comparison, Join, Reordered, Sides, TableComparison};
pub use compression::Compression;
pub use erase::{Erased, Erasing, Erasure, write_erased_line};
pub use error::Error;
pub use jsonl::{
    write_comparison_line, write_entity_line, write_json_line, write_reported_line, write_survivor_line,
    write_verification_line,
};
pub use keys::{KEY_VARIABLE, KeyInfo, KeyRing, KeyState, KeyText};
pub use ordered::{Taker, in_order};
pub use plan::{Drift, Plan};
pub use policy::{
    Decision, ENVIRONMENT_VARIABLE, Example, ExampleOutcome, Exception, ExceptionUse, Hold, Policy, ReadyPolicy,
    Retention, hash_values, policy_schema, ready_policies,
};
pub use proof::{Proof, Spelling, Survivor, Verification, Verifier};
pub use push::Pushed;
pub use report::{
    Audience, Origin, Report, Reported, SarifWriter, Source, Watch, write_sarif_columns, write_sarif_result,
};
pub use restore::{Restored, Restorer};
pub use retention::RetentionUse;
pub use scanner::{Finding, Scanner, entity_names};
pub use scrubber::Scrubber;
pub use sealed::looks_binary;
pub use session::Session;
pub use stream::{Progress, StreamOptions, Summary};
pub use subject::{Subject, SubjectFile, SubjectLink, SubjectRecord, SubjectRecords, write_subject_line};
pub use survey::Survey;
