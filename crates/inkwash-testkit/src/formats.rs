//! Laws for formats.

use inkwash_core::{Cell, Codec, Feed, Format, Piece, Pieces, Place};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::documents::unwritable;
use crate::sieve;

/// Starts reading a stream.
pub type Start = fn() -> Box<dyn Format>;

/// What a stream turned out to be made of. Neighbouring skeleton is one event, and so are all
/// pieces of an open cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Syntax of the format itself.
    Skeleton(Vec<u8>),
    /// A value.
    Cell(Value),
    /// A record ended.
    Record,
}

/// A cell with its surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Its place.
    pub place: Place,
    /// How it is written. Never [open](Cell::open).
    pub cell: Cell,
    /// Its raw bytes.
    pub raw: Vec<u8>,
    /// Where in the stream they begin.
    pub start: usize,
}

impl Value {
    /// Its text.
    ///
    /// # Panics
    /// If an atom breaks the contract.
    #[must_use]
    pub fn text(&self, format: &dyn Format) -> Vec<u8> {
        decode(format, self.cell.codec, &self.raw)
    }
}

/// How a stream is fed.
#[derive(Clone, Debug)]
pub struct Feeding<'a> {
    /// The most bytes that one call gets.
    pub limit: usize,
    /// So many bytes come at a time, over and over. None is 0; an empty list is all at once.
    pub chunks: &'a [usize],
    /// Take only a part of open cells, as a pump does when a finding may go on.
    pub prefixes: bool,
}

impl Feeding<'_> {
    /// Everything in one call.
    pub const WHOLE: Feeding<'static> = Feeding { limit: usize::MAX, chunks: &[], prefixes: false };
}

/// Collects events.
struct Reader {
    events: Vec<Event>,
    pos: usize,
    /// The last event is a cell that goes on.
    open: bool,
}

impl Reader {
    fn take(&mut self, piece: &Piece, raw: &[u8], pieces: &Pieces) {
        let start = self.pos;
        self.pos += raw.len();
        match (piece.cell, self.events.last_mut()) {
            (None, _) if raw.is_empty() => {}
            (None, Some(Event::Skeleton(skeleton))) => skeleton.extend(raw),
            (None, _) => self.events.push(Event::Skeleton(raw.to_vec())),
            (Some(cell), Some(Event::Cell(value))) if self.open => {
                let place = &pieces.places()[cell.column.0 as usize];
                assert_eq!(value.cell.codec, cell.codec, "an open cell goes on in another codec");
                assert_eq!(value.place, **place, "an open cell goes on in another place");
                value.cell.plain &= cell.plain;
                value.cell.whole &= cell.whole;
                value.raw.extend(raw);
            }
            (Some(cell), _) => {
                let place = Place::clone(&pieces.places()[cell.column.0 as usize]);
                let value = Value { place, cell: Cell { open: false, ..cell }, raw: raw.to_vec(), start };
                self.events.push(Event::Cell(value));
            }
        }
        if !raw.is_empty() {
            self.open = piece.cell.is_some_and(|c| c.open);
        }
        if piece.ends_record {
            self.events.push(Event::Record);
        }
    }
}

/// The atoms of `raw`: how long each is, and the text of all of them.
fn atoms(format: &dyn Format, codec: Codec, mut raw: &[u8]) -> (Vec<usize>, Vec<u8>) {
    let (mut lens, mut text) = (Vec::new(), Vec::new());
    while let Some(first) = raw.first() {
        let atom = format.atom(codec, raw);
        assert!(atom.raw > 0 && atom.raw <= raw.len() && atom.len <= atom.text.len(), "{atom:?} of {raw:?}");
        if format.escapes(codec).is_some_and(|escapes| !escapes.contains(first)) {
            assert_eq!((atom.raw, &atom.text[..atom.len]), (1, &raw[..1]), "an escape that is not announced");
        }
        text.extend(&atom.text[..atom.len]);
        lens.push(atom.raw);
        raw = &raw[atom.raw..];
    }
    (lens, text)
}

fn decode(format: &dyn Format, codec: Codec, raw: &[u8]) -> Vec<u8> {
    atoms(format, codec, raw).1
}

/// How much of an open cell is taken: some atoms, chosen by the bytes themselves so that it does
/// not depend on how they came.
fn prefix(format: &dyn Format, codec: Codec, raw: &[u8]) -> usize {
    let (lens, _) = atoms(format, codec, raw);
    let seed = raw.iter().fold(lens.len(), |h, b| h.wrapping_mul(31).wrapping_add(usize::from(*b)));
    let count = 1 + seed % lens.len();
    lens[..count].iter().sum()
}

/// Reads a stream as the pump does, and checks law *Tile* on the way: pieces tile what was
/// consumed, [`Feed::Full`] consumes something, [`Feed::Last`] everything.
///
/// Like the pump it calls with [`Feed::Full`] only when more than the limit is there, and with
/// [`Feed::Last`] only when all that is left is within it: whether the end of the stream is known
/// early must make no difference.
///
/// # Panics
/// If the law is broken.
#[must_use]
pub fn read(start: Start, input: &[u8], feeding: &Feeding<'_>) -> (Box<dyn Format>, Vec<Event>) {
    let mut format = start();
    let mut pieces = Pieces::new();
    let mut reader = Reader { events: Vec::new(), pos: 0, open: false };
    let mut chunks = feeding.chunks.iter().cycle();
    let mut arrived = 0;
    let mut full = false;
    loop {
        let left = &input[reader.pos..arrived];
        let window = &left[..left.len().min(feeding.limit)];
        let feed = match arrived == input.len() && left.len() == window.len() {
            true => Feed::Last,
            false if full => Feed::Full,
            false => Feed::More,
        };
        pieces.clear();
        let consumed = format.split(window, feed, &mut pieces);
        let tiled: usize = pieces.list().iter().map(|p| p.len as usize).sum();
        assert_eq!(tiled, consumed, "pieces do not tile what was consumed of {window:?} ({feed:?})");
        assert!(consumed <= window.len(), "consumed more than there was");
        match feed {
            Feed::More => {}
            Feed::Full => assert!(consumed > 0, "nothing consumed of {window:?} though no more fits"),
            Feed::Last => assert_eq!(consumed, window.len(), "not all consumed at the end of {window:?}"),
        }
        let before = reader.pos;
        let mut at = 0;
        let list: Vec<Piece> = pieces.list().to_vec();
        for (n, piece) in list.iter().enumerate() {
            let mut raw = &window[at..at + piece.len as usize];
            if let Some(cell) = piece.cell.filter(|c| c.open) {
                assert_eq!(n + 1, list.len(), "an open cell is not the last piece");
                assert!(!cell.whole, "an open cell cannot be encoded as a whole");
                if feeding.prefixes {
                    raw = &raw[..prefix(&*format, cell.codec, raw)];
                }
            }
            at += raw.len();
            reader.take(piece, raw, &pieces);
        }
        if feed == Feed::Last && reader.pos == input.len() {
            return (format, reader.events);
        }
        full = false;
        if reader.pos == before {
            if left.len() > feeding.limit {
                full = true;
            } else {
                let chunk = chunks.next().copied().unwrap_or(usize::MAX);
                arrived = arrived.saturating_add(chunk).min(input.len());
            }
        }
    }
}

/// Laws *Tile* and *Chunking* for one stream, and that plain cells keep their borders.
///
/// # Errors
/// If a law is broken (some by a panic).
pub fn stream_laws(start: Start, input: &[u8], limit: usize, chunks: &[usize]) -> Result<(), TestCaseError> {
    let whole = Feeding { limit, chunks: &[], prefixes: false };
    let (format, events) = read(start, input, &whole);
    for chunks in [&[1][..], chunks] {
        let (_, chunked) = read(start, input, &Feeding { chunks, ..whole.clone() });
        prop_assert_eq!(&chunked, &events, "in pieces of {:?} (left), at once (right), limit {}", chunks, limit);
    }
    let whole = Feeding { prefixes: true, ..whole };
    let (_, prefixed) = read(start, input, &whole);
    let (_, chunked) = read(start, input, &Feeding { chunks, ..whole });
    prop_assert_eq!(texts(&*format, &chunked), texts(&*format, &prefixed), "with parts of open cells, limit {}", limit);
    let mut tiled: Vec<u8> = Vec::new();
    for event in &events {
        match event {
            Event::Skeleton(raw) => tiled.extend(raw),
            Event::Cell(value) => {
                tiled.extend(&value.raw);
                let text = value.text(&*format);
                if value.cell.plain {
                    prop_assert_eq!(text, &value.raw[..], "a plain cell is escaped");
                    let before = value.start.checked_sub(1).and_then(|at| input.get(at));
                    let after = input.get(value.start + value.raw.len());
                    let joins = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_' || !b.is_ascii();
                    prop_assert_eq!(before.filter(joins), None, "before the plain cell {:?}", value);
                    prop_assert_eq!(after.filter(joins), None, "after the plain cell {:?}", value);
                }
            }
            Event::Record => {}
        }
    }
    prop_assert_eq!(tiled, input, "the events do not make up the stream");
    Ok(())
}

/// The cells of a stream as text.
#[must_use]
pub fn texts(format: &dyn Format, events: &[Event]) -> Vec<Vec<u8>> {
    events
        .iter()
        .filter_map(|e| match e {
            Event::Cell(value) => Some(value.text(format)),
            _ => None,
        })
        .collect()
}

/// Law *Encode* for one stream: each cell in turn is given another text, and the result splits
/// into the same cells with that text in its place.
///
/// Cells that are written as they are and not encoded as a whole stand where the format knows no
/// way of writing just anything (comments, malformed stretches): they get `tame`, one word.
///
/// # Errors
/// If the law is broken.
pub fn encode_law(start: Start, input: &[u8], text: &str, tame: &str) -> Result<(), TestCaseError> {
    let (format, events) = read(start, input, &Feeding::WHOLE);
    let before = texts(&*format, &events);
    let values = events.iter().filter_map(|e| match e {
        Event::Cell(value) => Some(value),
        _ => None,
    });
    for (n, value) in values.enumerate() {
        let is_bare = value.cell.codec == Codec::RAW && !value.cell.whole && events.len() > 1;
        let text = if is_bare { tame } else { text };
        let mut changed = input[..value.start].to_vec();
        format.encode(&value.cell, &value.place, text.as_bytes(), &mut changed);
        changed.extend(&input[value.start + value.raw.len()..]);
        let (format, events) = read(start, &changed, &Feeding::WHOLE);
        let mut wanted = before.clone();
        wanted[n] = text.into();
        let shown = |all: Vec<Vec<u8>>| -> Vec<String> {
            all.iter().map(|t| String::from_utf8_lossy(t).into_owned()).collect()
        };
        prop_assert_eq!(
            shown(texts(&*format, &events)),
            shown(wanted),
            "cells (left) after cell {} of {:?} was given {:?}: {:?}",
            n,
            String::from_utf8_lossy(input),
            text,
            String::from_utf8_lossy(&changed)
        );
    }
    Ok(())
}

/// A generated stream, shown as a byte string.
#[derive(Clone)]
struct Stream(Vec<u8>);

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// What streams of a format are put together from.
#[derive(Clone, Copy, Debug)]
pub struct Flavour {
    /// Parts of streams, malformed ones included.
    pub fragments: &'static [&'static str],
    /// How streams for law *Encode* begin: it fixes what would otherwise be guessed.
    pub prelude: &'static str,
    /// What must stand before records of which some are taken out, so that the others are not taken for it: a header.
    pub header: &'static str,
    /// Well-formed parts, for law *Encode*.
    pub documents: &'static [&'static str],
}

/// All laws, over any bytes and over streams of this flavour.
///
/// # Panics
/// If a law is broken.
pub fn all_laws(name: &str, start: Start, flavour: &Flavour, cases: u32) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let fragment = proptest::sample::select(flavour.fragments);
    let piece = prop_oneof![
        12 => fragment.clone().prop_map(|f| f.as_bytes().to_vec()),
        3 => (fragment, any::<prop::sample::Index>()).prop_map(|(f, at)| {
            f.as_bytes()[..at.index(f.len() + 1)].to_vec()
        }),
        3 => "[ -~]{0,12}".prop_map(String::into_bytes),
        1 => (any::<u8>(), 1usize..100).prop_map(|(b, n)| vec![b; n]),
        2 => proptest::collection::vec(any::<u8>(), 0..6),
    ];
    let flavoured = proptest::collection::vec(piece, 0..16).prop_map(|parts| parts.concat());
    let stream = prop_oneof![5 => flavoured, 1 => proptest::collection::vec(any::<u8>(), 0..200)].prop_map(Stream);
    let limit = proptest::sample::select(vec![64usize, 256, 4096]);
    let chunks = proptest::collection::vec(1usize..50, 1..5);
    let has_joints = start().has_joints();
    let outcome =
        TestRunner::new(config.clone()).run(&(stream, limit, chunks, any::<u64>()), |(stream, limit, chunks, seed)| {
            stream_laws(start, &stream.0, limit, &chunks)?;
            if has_joints { sieve::stream_laws(start, &stream.0, seed, limit, &chunks) } else { Ok(()) }
        });
    if let Err(error) = outcome {
        panic!("{name}: {error}");
    }
    let document = proptest::collection::vec(proptest::sample::select(flavour.documents), 0..5);
    if has_joints {
        let outcome = TestRunner::new(config.clone()).run(&(document.clone(), any::<u64>()), |(parts, seed)| {
            let stream = format!("{}{}{}", flavour.prelude, flavour.header, parts.concat());
            sieve::document_laws(start, stream.as_bytes(), seed)
        });
        if let Err(error) = outcome {
            panic!("{name}: {error}");
        }
    }
    let text = prop_oneof![
        2 => "[^\0]{1,8}",
        2 => "[a-z\"'\\\\,;:\t\r\n{}\\[\\]()| -]{1,10}",
        1 => "[0-9.eE+-]{1,6}",
    ];
    let outcome = TestRunner::new(config).run(&(document, text, "X[a-z]{1,8}"), |(parts, text, tame)| {
        let stream = format!("{}{}", flavour.prelude, parts.concat());
        let text = text.replace(unwritable(name), "_");
        encode_law(start, stream.as_bytes(), &text, &tame)
    });
    if let Err(error) = outcome {
        panic!("{name}: {error}");
    }
}

/// The cells of a stream as `(path of the place, text)`, for examples.
#[must_use]
pub fn cells(start: Start, input: &[u8]) -> Vec<(String, String)> {
    let (format, events) = read(start, input, &Feeding::WHOLE);
    events
        .iter()
        .filter_map(|e| match e {
            Event::Cell(v) => Some((v.place.path.clone(), String::from_utf8_lossy(&v.text(&*format)).into_owned())),
            _ => None,
        })
        .collect()
}

/// How many records a stream has.
#[must_use]
pub fn records(start: Start, input: &[u8]) -> usize {
    let (_, events) = read(start, input, &Feeding::WHOLE);
    events.iter().filter(|e| **e == Event::Record).count()
}
