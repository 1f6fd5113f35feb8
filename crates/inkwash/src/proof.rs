//! Proofs: what was replaced, kept so that it can be searched for in an output, but not read.

mod normal;
mod search;
mod stand_ins;
mod verify;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher as StdHasher};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};

use inkwash_core::{Action, Facts, Group, Place, Policy, Subject};
use serde::{Deserialize, Serialize};

use crate::age::{Decrypter, Encrypter};
use crate::survey::lock;
use crate::{Error, KeyRing};
use normal::{Form, Hasher};
use stand_ins::StandIns;

pub use verify::{Spelling, Survivor, Verification};

/// The label of the key that proofs are made with; entities' names are in capitals.
const LABEL: &str = "proof";
const FORMAT: u32 = 2;

/// What a scrub replaced: fingerprints of the values, by which [`Verifier`] finds any that is left in an
/// output, in whatever spelling. A proof holds no value, and its file is encrypted to the key ring.
///
/// Memory: for each distinct value 40 bytes or less and up to [`Proof::BUDGET`] bytes; where there are more values,
/// each time one half of them is left out, chosen by their fingerprints, and the verdict says so. For each
/// distinct stand-in about 10 bytes, and less than 256 MiB.
///
/// ```
/// use inkwash::{KeyRing, Policy, Proof, Scrubber, StreamOptions, Verifier};
/// let keys = KeyRing::generate()?;
/// let proof = Proof::new(&keys)?;
/// let scrubber = Scrubber::new(&Policy::default(), &keys)?.proving(&proof);
/// let clean = scrubber.scrub("Write to anna.berg@kunden.example.");
/// let mut file = Vec::new();
/// proof.write(&keys, &mut file)?;
///
/// let verifier = Verifier::read(&keys, &file[..])?;
/// let found = verifier.verify(clean.as_bytes(), &mut |_| ())?;
/// assert_eq!((found.originals, found.survivors), (1, 0));
/// let mut places = Vec::new();
/// let leak = &b"to=ANNA.BERG%40kunden.example&x=1"[..];
/// let found = verifier.verify(leak, &mut |survivor| places.push((survivor.line, survivor.byte_start)))?;
/// assert_eq!((found.survivors, &places[..]), (1, &[(1, 3)][..]));
/// # Ok::<(), inkwash::Error>(())
/// ```
#[derive(Clone)]
pub struct Proof {
    hasher: Arc<Hasher>,
    version: u32,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    originals: Prints<Original>,
    stand_ins: StandIns,
    entities: Vec<String>,
    counts: Counts,
}

/// What is counted, occurrence by occurrence.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Counts {
    /// Values that are too short to be searched for.
    short: u64,
    /// Values that their transform left as they were.
    unchanged: u64,
}

/// What is known of an original.
#[derive(Clone, Copy)]
struct Original {
    /// Of the normal form's first letters; 0 if it has fewer.
    prefix: u32,
    /// In the list of entities' names.
    entity: u16,
    /// Of [`Original::IDENTIFYING`] and the like.
    marks: u8,
}

impl Original {
    /// It stands for one holder, and is not written by chance.
    const IDENTIFYING: u8 = 1;
    /// It is a value as it was found, not its canonical form.
    const FOUND: u8 = 2;
    /// It may begin with a small letter.
    const ANY_CASE: u8 = 4;

    const fn is(self, mark: u8) -> bool {
        self.marks & mark != 0
    }
}

/// Fingerprints of 64 bits, of which only those below a limit are kept: which these are depends on
/// what was added, not on the order.
struct Prints<T> {
    map: HashMap<u64, T, BuildHasherDefault<AsIs>>,
    /// Those of 2^64 / 2^halvings.
    halvings: u32,
    most: usize,
}

impl<T> Default for Prints<T> {
    fn default() -> Self {
        // A table of 16 bytes and one more for each of 8/7 as many slots, before it grows.
        Self { map: HashMap::default(), halvings: 0, most: Proof::BUDGET / 40 }
    }
}

impl<T> Prints<T> {
    fn keeps(&self, print: u64) -> bool {
        self.halvings == 0 || print >> (64 - self.halvings) == 0
    }

    fn entry(&mut self, print: u64, new: impl FnOnce() -> T, again: impl FnOnce(&mut T)) {
        if !self.keeps(print) {
            return;
        }
        self.map.entry(print).and_modify(again).or_insert_with(new);
        while self.map.len() > self.most {
            self.halve();
        }
    }

    fn halve(&mut self) {
        self.halvings += 1;
        let limit = 64 - self.halvings;
        self.map.retain(|print, _| print >> limit == 0);
    }
}

/// Fingerprints are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl StdHasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("only numbers are hashed");
    }

    fn write_u64(&mut self, print: u64) {
        self.0 = print;
    }
}

impl Proof {
    /// What the fingerprints of values may take, in bytes: 256 MiB.
    pub const BUDGET: usize = 256 << 20;

    /// A proof of nothing yet, for the key in use.
    ///
    /// # Errors
    /// If no key is active.
    pub fn new(keys: &KeyRing) -> Result<Self, Error> {
        let hasher = Hasher::new(&keys.root()?.entity(LABEL).prf("point", &[]));
        Ok(Self { hasher: Arc::new(hasher), version: keys.version()?, seen: Arc::default() })
    }

    fn note(&self, subject: &Subject<'_>, stand_in: &[u8]) {
        if stand_in == subject.found {
            lock(&self.seen).counts.unchanged += 1;
            return;
        }
        let facts = subject.detector.facts();
        let form = |text: &[u8]| Form::of(&self.hasher, text);
        let found = form(subject.found);
        let canonical = (subject.canonical != subject.found).then(|| form(subject.canonical));
        let made = (!stand_in.is_empty()).then(|| form(stand_in).key(&self.hasher));
        let mut seen = lock(&self.seen);
        if found.is_short() {
            seen.counts.short += 1;
        } else {
            let any_case = !std::str::from_utf8(subject.found).is_ok_and(|text| text.starts_with(char::is_uppercase));
            let case = if any_case { Original::ANY_CASE } else { 0 };
            seen.add(&self.hasher, &found, &facts, Original::FOUND | case);
            if let Some(canonical) = canonical.filter(|form| !form.is_short()) {
                seen.add(&self.hasher, &canonical, &facts, case);
            }
        }
        made.into_iter().for_each(|print| seen.stand_ins.add(print));
    }

    /// Writes the proof, encrypted to the key ring: nobody else can read it, or after the key is destroyed.
    ///
    /// # Errors
    /// If no key is active, it is another one than the proof was made for, or it cannot be written.
    pub fn write(&self, keys: &KeyRing, target: impl Write) -> Result<(), Error> {
        let writing = |e| Error::io("cannot write the proof", e);
        if keys.version()? != self.version {
            return Err(Error::key("the proof was made for another version of the key"));
        }
        let seen = lock(&self.seen);
        let mut rows: Vec<_> = seen.originals.map.iter().collect();
        rows.sort_unstable_by_key(|(print, _)| **print);
        let head = Head {
            format: FORMAT,
            halvings: seen.originals.halvings,
            entities: seen.entities.clone(),
            originals: rows.len(),
            stand_ins: seen.stand_ins.layers(),
            counts: seen.counts,
        };
        let mut body = serde_json::to_vec(&head).map_err(|e| writing(e.into()))?;
        body.push(b'\n');
        for (print, original) in rows {
            body.extend_from_slice(&print.to_le_bytes());
            body.extend_from_slice(&original.prefix.to_le_bytes());
            body.extend_from_slice(&original.entity.to_le_bytes());
            body.push(original.marks);
        }
        seen.stand_ins.write(&mut body);
        // Whoever knows the recipient's name could encrypt a proof of nothing.
        let key = keys.root()?.entity(LABEL);
        let digest = key.prf("file", &body);
        key.seal(&[&digest], &[], &mut body);
        let mut encrypter = Encrypter::new(&[keys.recipient()?], target)?;
        encrypter.write_all(&body).map_err(writing)?;
        encrypter.finish().map_err(writing)?;
        Ok(())
    }
}

/// The line that a proof begins with.
#[derive(Serialize, Deserialize)]
struct Head {
    format: u32,
    halvings: u32,
    entities: Vec<String>,
    originals: usize,
    /// Layers of the filter of stand-ins.
    stand_ins: usize,
    counts: Counts,
}

/// The bytes of an original in a file: fingerprint, prefix, entity, marks.
const ROW: usize = 8 + 4 + 2 + 1;
/// The authentication code at a file's end.
const CODE: usize = 16;

impl Seen {
    fn add(&mut self, hasher: &Hasher, form: &Form, facts: &Facts<'_>, marks: u8) {
        let holder = facts.unique || facts.group == Group::Contact || facts.name == "PERSON";
        let identifying = if holder && form.is_telling() { Original::IDENTIFYING } else { 0 };
        let entity = match self.entities.iter().position(|name| name == facts.name) {
            Some(number) => number,
            None => {
                self.entities.push(facts.name.to_owned());
                self.entities.len() - 1
            }
        };
        let entity = u16::try_from(entity).expect("there are fewer entities");
        let prefix = form.prefix().map_or(0, |prefix| prefix as u32 | 1);
        let new = Original { prefix, entity, marks: marks | identifying };
        let print = if facts.group == Group::Network { form.divided_key(hasher) } else { form.key(hasher) };
        self.originals.entry(print, || new, |known| known.marks |= new.marks);
    }
}

/// A policy whose replacements are noted.
pub(crate) struct Proving {
    pub(crate) policy: Arc<dyn Policy>,
    pub(crate) proof: Proof,
}

impl Policy for Proving {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        self.policy.actions(place)
    }

    fn over(&self) -> Option<&dyn Policy> {
        Some(&*self.policy)
    }

    fn replaced(&self, subject: &Subject<'_>, stand_in: &[u8]) {
        self.proof.note(subject, stand_in);
    }
}

/// Searches outputs for what a [`Proof`] says was replaced. See there.
///
/// Everything is searched, whatever its format: cells, keys, comments, declarations, names. A value is found
/// whole, in any case, with other blanks and punctuation between its letters, in other forms of its digits,
/// behind the escapes of SQL, JSON, URLs, HTML and quoted-printable, and in hexadecimal or base64; from 12
/// letters on also within a longer word. Not found are: values of fewer than four letters or five digits,
/// parts of values, words in another order, and what is encoded in base64 with line breaks in it.
///
/// What stands within a stand-in is not told: it is not known which of the two it is.
pub struct Verifier {
    hasher: Hasher,
    head: Head,
    originals: HashMap<u64, Original, BuildHasherDefault<AsIs>>,
    stand_ins: StandIns,
    prefixes: search::Prefixes,
}

impl Verifier {
    /// Reads what [`Proof::write`] wrote.
    ///
    /// # Errors
    /// A key error if it is not encrypted to this ring; a data error if it is damaged or of another version.
    pub fn read(keys: &KeyRing, source: impl Read) -> Result<Self, Error> {
        let damaged = || Error::data("this is no proof, or it is damaged");
        let mut body = Vec::new();
        let reading = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::InvalidData => damaged(),
            _ => Error::io("cannot read the proof", e),
        };
        Decrypter::new(keys, source)?.read_to_end(&mut body).map_err(reading)?;
        let (body, code) = body.split_at_checked(body.len().wrapping_sub(CODE)).ok_or_else(damaged)?;
        let key = keys
            .keys()
            .filter_map(|info| keys.root_of(info.version).ok())
            .map(|root| root.entity(LABEL))
            .find(|key| key.open(&[&key.prf("file", body)], code, &mut Vec::new()))
            .ok_or_else(damaged)?;
        let end = body.iter().position(|b| *b == b'\n').ok_or_else(damaged)?;
        let head: Head = serde_json::from_slice(&body[..end]).map_err(|_| damaged())?;
        if head.format != FORMAT {
            return Err(Error::data("the proof is of a newer inkwash: take that one"));
        }
        let rest = &body[end + 1..];
        let len = StandIns::len(head.stand_ins).and_then(|filter| head.originals.checked_mul(ROW)?.checked_add(filter));
        if len != Some(rest.len()) {
            return Err(damaged());
        }
        let number = |bytes: &[u8]| u64::from_le_bytes(std::array::from_fn(|i| bytes.get(i).copied().unwrap_or(0)));
        let (rows, stand_ins) = rest.split_at(head.originals * ROW);
        let originals: HashMap<_, _, _> = rows
            .chunks_exact(ROW)
            .map(|row| {
                let (prefix, entity, marks) = (number(&row[8..12]) as u32, number(&row[12..14]) as u16, row[14]);
                (number(&row[..8]), Original { prefix, entity, marks })
            })
            .collect();
        let prefixes = search::Prefixes::of(originals.values().map(|original| original.prefix));
        let (hasher, stand_ins) = (Hasher::new(&key.prf("point", &[])), StandIns::read(stand_ins));
        Ok(Self { hasher, head, originals, stand_ins, prefixes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_fingerprints_are_left_out_does_not_depend_on_their_order() {
        let kept = |order: &dyn Fn(u64) -> u64| {
            let mut prints = Prints { most: 100, ..Prints::default() };
            for n in 0..10_000 {
                let print = order(n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                prints.entry(print, || 1, |times| *times += 1);
            }
            let mut kept: Vec<_> = prints.map.into_iter().collect();
            kept.sort_unstable();
            (prints.halvings, kept)
        };
        let (halvings, ascending) = kept(&|n| n);
        assert_eq!(kept(&|n| 9_999 - n), (halvings, ascending.clone()));
        assert!(halvings >= 6 && ascending.len() <= 100 && ascending.len() > 20, "{halvings}");
        assert!(ascending.iter().all(|(print, _)| print >> (64 - halvings) == 0));
    }
}
