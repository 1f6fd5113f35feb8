//! The search of an output.

use std::collections::HashSet;
use std::io::Read;
use std::ops::Range;

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding as _};
use inkwash_core::plain_unit;
use serde::Serialize;

use super::normal::MOST;
use super::search::{Starts, grow};
use super::{Original, Verifier};
use crate::compression::reader;
use crate::{Error, sealed};

/// A stream is searched in zones of so many bytes, with what is around each.
const ZONE: usize = 64 * 1024;
/// So much before a zone tells where words, escapes and stand-ins begin.
const BEFORE: usize = 512;
/// The longest value, in its longest spelling, goes no further into what follows.
const AFTER: usize = 4 * 1024;
/// Encodings may be in each other.
const DEPTH: u32 = 3;
/// A stand-in is looked for from so many words on before what may be a part of it.
const WORDS: usize = 8;
/// Fewer hexadecimal digits hold nothing that is not too short.
const HEX: usize = 8;
/// Fewer characters of base64 do neither.
const BASE64: usize = 8;

/// How a survivor is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spelling {
    /// With its own letters.
    Plain,
    /// Behind escapes: `\u00fc`, `%40`, `&#64;`, `=C3`.
    Escaped,
    /// In hexadecimal digits.
    Hex,
    /// In base64, of either alphabet.
    Base64,
}

impl Spelling {
    /// The lower-case name that reports use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Escaped => "escaped",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }
}

/// A place where an original is left. Never the value.
#[derive(Clone, Debug, Serialize)]
pub struct Survivor<'v> {
    /// The entity it was replaced as.
    pub entity: &'v str,
    /// Where it is in the output after decompression, as offsets in bytes.
    pub byte_start: u64,
    /// Its end.
    pub byte_end: u64,
    /// The line, from 1.
    pub line: u64,
    /// How it is written.
    pub spelling: Spelling,
    /// It stands for one holder, and is not written by chance. Others (single names, dates, places) may
    /// be somebody else's, or no personal data at all there.
    pub identifying: bool,
}

/// What a search came to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Verification {
    /// Distinct originals that identify their holder.
    pub originals: u64,
    /// Those of them that are left.
    pub survivors: u64,
    /// Distinct originals that may be written by chance: single names, dates, places.
    pub common: u64,
    /// Those of them that are left, or stand there by chance.
    pub common_survivors: u64,
    /// Distinct originals that were met as a stand-in or within one: not told, for nobody knows which they are.
    pub equal_stand_ins: u64,
    /// Replaced values that were too short to be searched for.
    pub short: u64,
    /// Values that their transform left as they were.
    pub unchanged: u64,
    /// One in so many originals was searched for; others went beyond the proof's memory.
    pub one_in: u64,
    /// Bytes that were searched, after decompression.
    pub bytes: u64,
    /// The chance that chance alone gave a survivor.
    pub false_alarm: f64,
    /// The chance at most that one survivor was taken for a part of a stand-in by chance alone.
    pub overlooked: f64,
}

/// A window of a text that is an original's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    start: usize,
    /// Longer ones first.
    end: std::cmp::Reverse<usize>,
    spelling: Spelling,
    print: u64,
}

impl Verifier {
    /// Reads an output (compressed or not) to its end, and tells `report` of each survivor, in order.
    ///
    /// # Errors
    /// If it cannot be read, or is sealed ([`Error::sealing`]).
    pub fn verify(&self, source: impl Read, report: &mut dyn FnMut(&Survivor<'_>)) -> Result<Verification, Error> {
        let (_, mut source) = reader(source)?;
        let mut held = Vec::new();
        // Where `held` begins, its line there, and the zone in it.
        let (mut base, mut line, mut zone) = (0, 1, 0..0);
        let (mut left, mut in_stand_ins): (HashSet<u64>, HashSet<u64>) = Default::default();
        let mut looked_up = 0;
        loop {
            let wanted = zone.end + ZONE + AFTER;
            let missing = (wanted - held.len()) as u64;
            source.by_ref().take(missing).read_to_end(&mut held).map_err(|e| Error::io("cannot read the input", e))?;
            let is_last = held.len() < wanted;
            if base == 0
                && zone.end == 0
                && let Some(what) = sealed::what(&held)
            {
                return Err(Error::sealed(what));
            }
            zone = zone.end..if is_last { held.len() } else { zone.end + ZONE };
            let mut search = Search {
                verifier: self,
                hits: Vec::new(),
                in_stand_ins: &mut in_stand_ins,
                zone: zone.clone(),
                looked_up: 0,
            };
            search.text(&held, Origin::Itself, 0, Spelling::Plain);
            looked_up += search.looked_up;
            let mut hits = search.hits;
            hits.sort_unstable();
            let (mut counted, mut covered) = (zone.start, [0; 2]);
            for hit in hits {
                let identifying = self.originals[&hit.print].is(Original::IDENTIFYING);
                // What lies in a longer one of its grade, or is the same in another reading, was told with it.
                if hit.end.0 <= covered[usize::from(identifying)] {
                    continue;
                }
                covered[0] = covered[0].max(hit.end.0);
                if identifying {
                    covered[1] = hit.end.0;
                }
                line += memchr::memchr_iter(b'\n', &held[counted..hit.start]).count() as u64;
                counted = hit.start;
                left.insert(hit.print);
                let original = self.originals[&hit.print];
                report(&Survivor {
                    entity: &self.head.entities[usize::from(original.entity)],
                    byte_start: base + hit.start as u64,
                    byte_end: base + hit.end.0 as u64,
                    line,
                    spelling: hit.spelling,
                    identifying,
                });
            }
            line += memchr::memchr_iter(b'\n', &held[counted..zone.end]).count() as u64;
            if is_last {
                in_stand_ins.retain(|print| !left.contains(print));
                let bytes = base + held.len() as u64;
                return Ok(self.verdict(&left, in_stand_ins.len() as u64, bytes, looked_up));
            }
            let gone = zone.end.saturating_sub(BEFORE);
            held.drain(..gone);
            base += gone as u64;
            zone = 0..zone.end - gone;
        }
    }

    fn verdict(&self, left: &HashSet<u64>, equal_stand_ins: u64, bytes: u64, looked_up: u64) -> Verification {
        let found = || self.originals.iter().filter(|(_, original)| original.is(Original::FOUND));
        let identifying = found().filter(|(_, original)| original.is(Original::IDENTIFYING)).count() as u64;
        let is_identifying = |print: &&u64| self.originals[*print].is(Original::IDENTIFYING);
        let survivors = left.iter().filter(is_identifying).count() as u64;
        let pairs = looked_up as f64 * self.originals.len() as f64;
        Verification {
            originals: identifying,
            survivors,
            common: found().count() as u64 - identifying,
            common_survivors: left.len() as u64 - survivors,
            equal_stand_ins,
            short: self.head.counts.short,
            unchanged: self.head.counts.unchanged,
            one_in: 1 << self.head.halvings,
            bytes,
            false_alarm: (pairs / 2f64.powi(53)).min(1.0),
            // From each of some words on, stand-ins that end with each letter.
            overlooked: (self.stand_ins.chance() * WORDS as f64 * f64::from(MOST)).min(1.0),
        }
    }
}

/// Where the bytes of a decoded text come from, in the text that it was decoded from.
enum Origin<'o> {
    Itself,
    /// By byte, and one more for the end.
    Bytes(&'o [usize]),
}

impl Origin<'_> {
    fn of(&self, at: usize) -> usize {
        match self {
            Self::Itself => at,
            Self::Bytes(all) => all[at],
        }
    }
}

struct Search<'v> {
    verifier: &'v Verifier,
    hits: Vec<Hit>,
    /// Fingerprints of what was met within stand-ins.
    in_stand_ins: &'v mut HashSet<u64>,
    /// Only what begins here counts.
    zone: Range<usize>,
    looked_up: u64,
}

impl Search<'_> {
    /// Searches a text and what is encoded in it.
    fn text(&mut self, text: &[u8], origin: Origin<'_>, depth: u32, spelling: Spelling) {
        self.windows(text, &origin, spelling);
        if depth == DEPTH {
            return;
        }
        let outer = |inner: Vec<usize>| inner.into_iter().map(|at| origin.of(at)).collect::<Vec<_>>();
        for line in lines(text) {
            if let Some((plain, origins)) = unescaped(text, line) {
                self.text(&plain, Origin::Bytes(&outer(origins)), depth + 1, spelling.max(Spelling::Escaped));
            }
        }
        runs(
            text,
            HEX,
            |b| b.is_ascii_hexdigit(),
            |run| {
                for first in run.start..run.start + 2 {
                    let pairs = text[first..run.end].chunks_exact(2);
                    let plain: Vec<u8> = pairs.map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect();
                    if is_text(&plain) {
                        let origins = (0..=plain.len()).map(|i| first + 2 * i).collect();
                        self.text(&plain, Origin::Bytes(&outer(origins)), depth + 1, Spelling::Hex);
                    }
                }
            },
        );
        let is_base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
        runs(text, BASE64, is_base64, |run| {
            for first in run.start..run.start + 4 {
                let Some(plain) = from_base64(&text[first..run.end]).filter(|plain| is_text(plain)) else { continue };
                let origins = (0..=plain.len()).map(|i| first + i * 4 / 3).collect();
                self.text(&plain, Origin::Bytes(&outer(origins)), depth + 1, Spelling::Base64);
            }
        });
    }

    fn windows(&mut self, text: &[u8], origin: &Origin<'_>, spelling: Spelling) {
        let Verifier { hasher, originals, prefixes, .. } = self.verifier;
        let (mut words, mut n) = ([None; WORDS], 0);
        for (start, within) in Starts::new(text) {
            if !within {
                words[n % WORDS] = Some(start);
                n += 1;
            }
            let raw = origin.of(start);
            if raw < self.zone.start {
                continue;
            }
            if raw >= self.zone.end {
                break;
            }
            // The longest one that may stand there by chance, and the longest that identifies its holder.
            let mut longest = [None; 2];
            grow(hasher, Some(prefixes), text, (start, within), |form, end| {
                for print in [form.key(hasher), form.divided_key(hasher)] {
                    self.looked_up += 1;
                    if let Some(original) = originals.get(&print)
                        && (original.is(Original::IDENTIFYING | Original::ANY_CASE) || !begins_small(&text[start..end]))
                    {
                        longest[usize::from(original.is(Original::IDENTIFYING))] = Some((end, print));
                    }
                }
            });
            for (end, print) in longest.into_iter().flatten() {
                if words.into_iter().flatten().any(|word| self.verifier.is_in_stand_in(text, word, end)) {
                    self.in_stand_ins.insert(print);
                    continue;
                }
                let end = std::cmp::Reverse(origin.of(end));
                self.hits.push(Hit { start: raw, end, spelling, print });
            }
        }
    }
}

impl Verifier {
    /// Whether a stand-in begins at this word and goes as far as this, or further.
    fn is_in_stand_in(&self, text: &[u8], word: usize, end: usize) -> bool {
        let mut is = false;
        grow(&self.hasher, None, text, (word, false), |form, at| {
            is = is || at >= end && self.stand_ins.may_have(form.key(&self.hasher));
        });
        is
    }
}

fn begins_small(text: &[u8]) -> bool {
    let start = &text[..text.len().min(4)];
    String::from_utf8_lossy(start).starts_with(char::is_lowercase)
}

/// The lines of a text with their ends, as ranges.
fn lines(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = start + memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let line = start..end;
        start = end;
        Some(line)
    })
}

/// What a line says without its escapes, and where that comes from; `None` if it has none.
fn unescaped(text: &[u8], line: Range<usize>) -> Option<(Vec<u8>, Vec<usize>)> {
    let mut at = line.start
        + memchr::memchr3(b'\\', b'%', b'&', &text[line.clone()])
            .into_iter()
            .chain(memchr::memchr(b'=', &text[line.clone()]))
            .min()?;
    let (mut plain, mut origins) = (text[line.start..at].to_vec(), (line.start..at).collect::<Vec<_>>());
    let mut changed = false;
    while at < line.end {
        let (units, len) = escape(&text[at..line.end]);
        match &units {
            Some(bytes) => {
                changed = true;
                plain.extend_from_slice(bytes);
                origins.resize(plain.len(), at);
            }
            None => {
                plain.push(text[at]);
                origins.push(at);
            }
        }
        at += len;
    }
    origins.push(line.end);
    changed.then_some((plain, origins))
}

/// What an escape that a text begins with stands for, if it is one, and how long it is.
fn escape(text: &[u8]) -> (Option<Vec<u8>>, usize) {
    let hexadecimal = |from: usize, len: usize| {
        let digits = text.get(from..from + len)?;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    match text[0] {
        b'%' | b'&' => match plain_unit(text) {
            Some((len, plain)) => (Some(plain.into_iter().collect()), len),
            None => match hexadecimal(1, 2).filter(|_| text[0] == b'%') {
                Some(byte) => (Some(vec![byte as u8]), 3),
                None => (None, 1),
            },
        },
        b'=' => match hexadecimal(1, 2) {
            Some(byte) => (Some(vec![byte as u8]), 3),
            // A soft line break of quoted-printable.
            None if text.starts_with(b"=\r\n") => (Some(Vec::new()), 3),
            None if text.starts_with(b"=\n") => (Some(Vec::new()), 2),
            None => (None, 1),
        },
        b'\\' => {
            // Each layer of quotes doubles it.
            let slashes = text.iter().take_while(|b| **b == b'\\').count();
            let octal = || {
                let digits = text.get(slashes..slashes + 3).filter(|d| d.iter().all(|b| (b'0'..=b'7').contains(b)))?;
                u8::try_from(digits.iter().fold(0u32, |n, b| n << 3 | u32::from(b - b'0'))).ok()
            };
            match text.get(slashes) {
                Some(b'u') if let Some(code) = hexadecimal(slashes + 1, 4) => {
                    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                    (Some(c.to_string().into_bytes()), slashes + 5)
                }
                Some(b'x') if let Some(code) = hexadecimal(slashes + 1, 2) => (Some(vec![code as u8]), slashes + 3),
                Some(b'n' | b'r' | b't' | b'b' | b'f' | b'v' | b'0' | b'Z') => (Some(vec![b'\n']), slashes + 1),
                Some(b'\'' | b'/') => (Some(Vec::new()), slashes),
                _ => octal().map_or((None, 1), |byte| (Some(vec![byte]), slashes + 3)),
            }
        }
        _ => (None, 1),
    }
}

/// Tells of the runs of at least so many such bytes.
fn runs(text: &[u8], least: usize, is: impl Fn(u8) -> bool, mut tell: impl FnMut(Range<usize>)) {
    let mut at = 0;
    while at < text.len() {
        let len = text[at..].iter().take_while(|b| is(**b)).count();
        if len >= least {
            tell(at..at + len);
        }
        at += len + 1;
    }
}

fn digit(b: u8) -> u8 {
    char::from(b).to_digit(16).map_or(0, |digit| digit as u8)
}

fn from_base64(run: &[u8]) -> Option<Vec<u8>> {
    // A last character alone holds no byte; that of another alignment may hold bits that must be zero.
    let whole = std::str::from_utf8(&run[..run.len() / 4 * 4]).ok()?;
    Base64Unpadded::decode_vec(whole).or_else(|_| Base64UrlUnpadded::decode_vec(whole)).ok()
}

/// Whether bytes may be a text: valid UTF-8 but for cut ends and few others, hardly any control characters.
fn is_text(bytes: &[u8]) -> bool {
    let odd = |b: &&u8| **b < 0x20 && !matches!(**b, b'\n' | b'\r' | b'\t') || **b == 0x7f;
    let invalid: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    !bytes.is_empty() && (invalid + bytes.iter().filter(odd).count()) * 10 <= bytes.len()
}
