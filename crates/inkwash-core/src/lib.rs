//! The ground floor of inkwash: the words everything else is said in, the three contracts
//! ([`Detector`], [`Transform`], [`Format`]), the [`Engine`] that finds, and the [`Pump`] that
//! rewrites a stream without doing any I/O itself.
//!
//! People use the `inkwash` crate; this one is for those who add an entity, a transform or a
//! format. Nothing here opens a file, reads a clock or prints: bytes go in, bytes come out.
//!
//! All offsets are **byte** offsets. The facade converts them for other languages.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod column;
mod context;
mod decode;
mod detector;
mod disguise;
mod engine;
mod error;
mod ff1;
mod finding;
mod fit;
mod fold;
mod format;
mod key;
mod learn;
mod mac;
mod marks;
mod naive;
mod nest;
mod pump;
mod resolve;
mod score;
mod shuffle;
mod sieve;
mod siv;
mod span;
mod stand_in;
mod takes;
mod transform;
mod vouch;
mod walk;
mod whose;
mod witness;

pub use column::{Column, NameWords};
pub use decode::decode;
pub use detector::{At, Class, Detector, Facts, Group, Hit, Keep, Trigger, Wish};
pub use engine::{Allows, Considered, Engine, EngineBuilder, EntityId, Scratch, Verdict};
pub use error::Error;
pub use finding::{CellFinding, Evidence, Finding, Pass};
pub use fold::plain_unit;
pub use format::{
    Atom, Cell, Codec, ColumnId, Feed, Format, Joint, KeyKind, Null, Piece, Pieces, Place, TableKey, ValueKind,
};
pub use key::{EntityKey, RootKey, open_under, seal_under};
pub use naive::{NaiveColumns, scan_naive};
pub use nest::{MAX_DEPTH, Syntax, Syntaxes, inner_place};
pub use pump::{Action, Limits, Policy, Pump, Sink, Tally};
pub use score::Score;
pub use sieve::{Change, Decider, Fate, Record, Sieve, Sieved, Text};
pub use span::Span;
pub use takes::Takes;
pub use transform::{Subject, Transform};
