//! The audit log: who ran what, on which data, by which policy and key, and what came of it.
//!
//! A [`Log`] is a file of JSON lines that is only ever appended to. Each run writes two [`Record`]s: one
//! before it reads anything, and one when it has ended, so that a run that crashed is there too. Each
//! record holds the SHA-256 of the one before it, and, if there is a key, an HMAC-SHA-256 under a key
//! that is derived from the key ring for this alone, and an Ed25519 signature if that is asked for. What
//! was edited, taken out, added, doubled or put in another order shows when the log is verified ([`verify()`]).
//!
//! A record never holds a value from the data: counts, digests, names of files and places.
//!
//! ```
//! use inkwash::audit::{Log, Outcome, Proofs, verify};
//! use inkwash::{KeyRing, Policy, Scrubber, StreamOptions};
//! # let dir = tempfile::tempdir().unwrap();
//! # let path = dir.path().join("audit.jsonl");
//! let keys = KeyRing::generate()?;
//! let scrubber = Scrubber::new(&Policy::default(), &keys)?;
//! let log = Log::open(&path, Some(&keys))?;
//!
//! let run = log.start("scrub", Vec::new())?;
//! let source = run.source("customers.csv", &b"email\nanna.berg@example.com\n"[..]);
//! let mut target = run.sink("clean.csv", Vec::new());
//! let options = StreamOptions::new().format("csv")?;
//! let mut nothing_else = ();
//! let mut counting = run.counting(scrubber.scanner(), &mut nothing_else);
//! let summary = scrubber.scrub_reader(source, &mut target, &options, &mut counting, &mut |_| ())?;
//! drop(counting);
//! run.tally(scrubber.scanner(), &summary);
//! let record = run.end(Outcome::Done, 0)?.expect("the run is recorded");
//! assert_eq!(record.end.unwrap().findings.entities["EMAIL_ADDRESS"].replaced, 1);
//!
//! let verified = verify(&path, &Proofs::of_keys(&keys))?;
//! assert!(verified.faults.is_empty() && verified.records == 2);
//! # Ok::<(), inkwash::Error>(())
//! ```

mod certificate;
mod digest;
mod head;
mod hex;
mod log;
mod record;
mod run;
mod runs;
mod seal;
mod time;
mod verify;
mod who;

pub use certificate::Certificate;
pub use digest::Measured;
pub use head::Head;
pub use log::Log;
pub use record::{
    Count, Document, End, ExceptionUsed, Findings, KeyUsed, More, Outcome, PlaceCount, Record, RetentionUsed, Stream,
};
pub use run::{Counting, Run};
pub use runs::{Chosen, RunSummary, runs, write_csv_head, write_csv_line, write_jsonl_line};
pub use seal::PublicKey;
pub use verify::{Fault, Proofs, Verified, each, verify};

#[cfg(test)]
#[path = "audit/tests.rs"]
mod tests;
