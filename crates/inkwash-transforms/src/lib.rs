//! What inkwash can do to a found value: one file per transform, one table.
//!
//! A transform is chosen by a *spec* as policies write it: a name, and options in brackets.
//!
//! ```
//! let transform = inkwash_transforms::parse("mask(keep=4, char=#)")?;
//! assert_eq!(transform.name(), "mask");
//! assert!(inkwash_transforms::parse("mask(keep=all)").is_err());
//! # Ok::<(), inkwash_core::Error>(())
//! ```
//!
//! To add a transform, read one neighbour (`hash.rs` is the shortest with an option), write its
//! file, and add its line to the table below. The laws in `tests/laws.rs` then hold for it too.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::{Error, Transform};

mod chain;
mod options;
mod token;

use options::Options;

pub use token::{Token, TokenDetector};

/// What is known about a transform apart from what it does.
#[derive(Clone, Copy, Debug)]
pub struct TransformFacts {
    /// The name that specs use: `mask`.
    pub name: &'static str,
    /// Other spellings of the name.
    pub aliases: &'static [&'static str],
    /// One line for people.
    pub help: &'static str,
    /// What can be set in brackets.
    pub options: &'static [OptionFacts],
    /// Whether the value itself may come out: it hides nothing.
    pub reveals: bool,
    /// Whether the value can be got back with the key.
    pub reverses: bool,
    /// One line on what it hides from whom; docs/strength.md says it at length.
    pub strength: &'static str,
}

/// What is known about an option of a transform.
#[derive(Clone, Copy, Debug)]
pub struct OptionFacts {
    /// The name that specs use: `keep`.
    pub name: &'static str,
    /// What is written after the `=`, in short: `8..=64`, `one character`.
    pub value: &'static str,
    /// One line for people, with the default.
    pub help: &'static str,
}

/// Declares the modules and the table in one place.
macro_rules! table {
    ($($module:ident: $transform:ident;)*) => {
        $(mod $module;)*

        /// All transforms, in the order in which they are shown.
        #[must_use]
        pub const fn transforms() -> &'static [TransformFacts] {
            &[$($module::$transform::FACTS),*]
        }

        fn build(name: &str, options: &Options<'_>) -> Result<Box<dyn Transform>, Error> {
            $(
                if $module::$transform::FACTS.name == name {
                    return Ok(Box::new($module::$transform::parse(options)?));
                }
            )*
            Err(unknown(name))
        }
    };
}

table! {
    pseudonymise: Pseudonymise;
    redact: Redact;
    mask: Mask;
    hash: Hash;
    tokenise: Tokenise;
    encrypt_fpe: EncryptFpe;
    shift_date: ShiftDate;
    generalise: Generalise;
    noise: Noise;
    truncate: Truncate;
    replace: Replace;
    remove: Remove;
    shuffle: Shuffle;
    null: Null;
    keep: Keep;
}

/// The transform that a spec names: `redact`, `hash(len=16)`, `mask(keep=4, char=#)`. Blanks
/// between the parts do not matter. A `>` between transforms makes a chain:
/// `shift-date(days=30) > generalise(level=1)`.
///
/// # Errors
/// A policy error if there is no such transform or option, or the option's value is not one it
/// takes. It says what there is.
pub fn parse(spec: &str) -> Result<Box<dyn Transform>, Error> {
    let mut links = links(spec).map(one).collect::<Result<Vec<_>, _>>()?;
    match links.pop() {
        Some(only) if links.is_empty() => Ok(only),
        last => {
            links.extend(last);
            Ok(Box::new(chain::Chain::new(links)?))
        }
    }
}

/// The parts of a chain: a `>` within brackets is an option's.
fn links(spec: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    spec.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == '>' && depth <= 0
    })
}

fn one(spec: &str) -> Result<Box<dyn Transform>, Error> {
    let (name, list) = match spec.trim().split_once('(') {
        None => (spec.trim(), ""),
        Some((name, rest)) => {
            let list = rest
                .strip_suffix(')')
                .ok_or_else(|| Error::policy(alloc::format!("transform {spec:?}: the bracket is not closed")))?;
            (name.trim_end(), list)
        }
    };
    let facts = transforms().iter().find(|f| f.name == name || f.aliases.contains(&name));
    let facts = facts.ok_or_else(|| unknown(name))?;
    let options = Options::read(facts, list)?;
    build(facts.name, &options)
}

fn unknown(name: &str) -> Error {
    let names: Vec<&str> = transforms().iter().map(|f| f.name).collect();
    let names: String = names.join(", ");
    Error::policy(alloc::format!("there is no transform {name:?}; there are {names}"))
}
