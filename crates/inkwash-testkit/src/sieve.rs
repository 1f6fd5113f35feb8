//! Laws for taking records out of streams.

use std::sync::{Arc, Mutex};

use inkwash_core::{Change, Decider, Error, Fate, Feed, Joint, Limits, Pieces, Record, Sieve};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::formats::Start;

/// The values of a record.
type Values = Vec<(String, Vec<u8>)>;

/// Drops some records, told by what they hold, and keeps a list of the others.
struct DropsSome {
    seed: u64,
    kept: Arc<Mutex<Vec<Values>>>,
}

/// No value of a record decides; all do.
fn is_dropped(seed: u64, values: &Values) -> bool {
    let hash = |hash: u64, b: &u8| (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
    seed != 0 && values.iter().flat_map(|(_, text)| text).fold(seed, hash) >> 13 & 1 == 0
}

fn values_of(record: &Record<'_>) -> Values {
    (0..record.len()).map(|n| (record.place(n).path.clone(), record.text(n).into_owned())).collect()
}

impl Decider for DropsSome {
    fn record(&mut self, record: &Record<'_>) -> Result<Fate, Error> {
        let values = values_of(record);
        if is_dropped(self.seed, &values) {
            return Ok(Fate::Drop);
        }
        self.kept.lock().expect("no panic").push(values);
        Ok(Fate::Keep)
    }
}

/// Gives every value the text that it has, where all formats can write that.
struct Rewrites;

impl Decider for Rewrites {
    fn record(&mut self, record: &Record<'_>) -> Result<Fate, Error> {
        let is_tame = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'@' | b'-');
        let changes = (0..record.len()).map(|cell| Change { cell, to: Some(record.text(cell).into_owned()) });
        Ok(Fate::Change(changes.filter(|change| change.to.iter().flatten().all(is_tame)).collect()))
    }
}

fn sieved(start: Start, input: &[u8], decider: Box<dyn Decider>, limit: usize, chunks: &[usize]) -> Vec<u8> {
    let limits = Limits { block: limit, hold: limit * 4, ..Limits::default() };
    let mut sieve = Sieve::new("it", start(), decider).expect("records can be taken out").with_limits(limits);
    let (mut out, mut rest) = (Vec::new(), input);
    for chunk in chunks.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (now, later) = rest.split_at((*chunk).min(rest.len()));
        sieve.push(now, &mut out).expect("nothing stops it");
        rest = later;
    }
    sieve.finish(&mut out).expect("nothing stops it");
    out
}

fn dropping(start: Start, input: &[u8], seed: u64, limit: usize, chunks: &[usize]) -> (Vec<u8>, Vec<Values>) {
    let kept = Arc::<Mutex<Vec<Values>>>::default();
    let out = sieved(start, input, Box::new(DropsSome { seed, kept: kept.clone() }), limit, chunks);
    let kept = std::mem::take(&mut *kept.lock().expect("no panic"));
    (out, kept)
}

/// Dropping nothing changes nothing, nor does giving each value the text that it has, and how a stream comes makes
/// no difference.
///
/// # Errors
/// If a law is broken.
pub fn stream_laws(start: Start, input: &[u8], seed: u64, limit: usize, chunks: &[usize]) -> Result<(), TestCaseError> {
    let (same, _) = dropping(start, input, 0, limit, chunks);
    prop_assert_eq!(same.escape_ascii().to_string(), input.escape_ascii().to_string(), "though nothing was dropped");
    let whole = dropping(start, input, seed, limit, &[usize::MAX]);
    let chunked = dropping(start, input, seed, limit, chunks);
    prop_assert_eq!(
        (chunked.0.escape_ascii().to_string(), chunked.1),
        (whole.0.escape_ascii().to_string(), whole.1),
        "in pieces of {:?}, limit {}",
        chunks,
        limit
    );
    Ok(())
}

/// What is left is what splitting, filtering and joining gives, and splits into the records that were kept.
///
/// # Errors
/// If a law is broken.
pub fn document_laws(start: Start, input: &[u8], seed: u64) -> Result<(), TestCaseError> {
    let (out, kept) = dropping(start, input, seed, 1 << 16, &[usize::MAX]);
    prop_assert_eq!(
        out.escape_ascii().to_string(),
        naive(start, input, seed).escape_ascii().to_string(),
        "dropped from {:?}",
        input.escape_ascii().to_string()
    );
    let (_, again) = dropping(start, &out, 0, 1 << 16, &[usize::MAX]);
    prop_assert_eq!(again, kept, "records of {:?}", out.escape_ascii().to_string());
    let rewritten = sieved(start, input, Box::new(Rewrites), 1 << 16, &[usize::MAX]);
    let (_, again) = dropping(start, &rewritten, 0, 1 << 16, &[usize::MAX]);
    let (_, all) = dropping(start, input, 0, 1 << 16, &[usize::MAX]);
    prop_assert_eq!(again, all, "records of {:?}", rewritten.escape_ascii().to_string());
    Ok(())
}

/// A stream as it reads: stretches of text, records, and lists of both.
enum Node {
    Text(Vec<u8>),
    Record(Vec<u8>, Values),
    List(bool, Vec<Node>),
}

/// Splits all of a stream, filters, and joins: the slow twin of the sieve.
fn naive(start: Start, input: &[u8], seed: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let mut after_hole = false;
    for node in nodes(start, input) {
        let before = out.len();
        match node {
            Node::Text(text) => {
                let line_end = if text.starts_with(b"\r\n") { 2 } else { usize::from(text.starts_with(b"\n")) };
                out.extend_from_slice(&text[if after_hole { line_end } else { 0 }..]);
                after_hole = false;
                continue;
            }
            Node::Record(raw, values) if !is_dropped(seed, &values) => out.extend(raw),
            Node::Record(raw, _) => {
                after_hole = !raw.ends_with(b"\n");
                continue;
            }
            Node::List(needs, nodes) => join(needs, nodes, seed, &mut out),
        }
        after_hole = out.len() == before;
    }
    out
}

fn join(needs_records: bool, nodes: Vec<Node>, seed: u64, out: &mut Vec<u8>) {
    let count = nodes.iter().filter(|node| matches!(node, Node::Record(..))).count();
    let (mut texts, mut records) = (vec![Vec::new()], Vec::new());
    for node in nodes {
        match node {
            Node::Text(text) => texts.last_mut().expect("one").extend(text),
            Node::Record(raw, values) => {
                records.push((raw, is_dropped(seed, &values)));
                texts.push(Vec::new());
            }
            Node::List(..) => unreachable!("lists are not in lists"),
        }
    }
    let kept = records.iter().filter(|(_, dropped)| !dropped).count();
    if needs_records && count > 0 && kept == 0 {
        return;
    }
    let end = texts.pop().expect("one");
    let mut first = true;
    for (n, (raw, dropped)) in records.into_iter().enumerate() {
        if !dropped {
            out.extend(if first { &texts[0] } else { &texts[n] });
            out.extend(raw);
            first = false;
        }
    }
    if first {
        out.extend(texts.first().into_iter().flatten());
    }
    out.extend(end);
}

fn nodes(start: Start, input: &[u8]) -> Vec<Node> {
    let (mut format, mut pieces) = (start(), Pieces::with_joints());
    format.split(input, Feed::Last, &mut pieces);
    let mut list = pieces.list().to_vec();
    pieces.clear();
    format.split(&[], Feed::Last, &mut pieces);
    list.extend(pieces.list());
    let mut lists: Vec<(bool, Vec<Node>)> = vec![(false, Vec::new())];
    let mut record: Option<(Vec<u8>, Values)> = None;
    let mut at = 0;
    let close = |lists: &mut Vec<(bool, Vec<Node>)>| {
        if lists.len() > 1 {
            let (needs, nodes) = lists.pop().expect("one");
            lists[0].1.push(Node::List(needs, nodes));
        }
    };
    for piece in list {
        let raw = &input[at..at + piece.len as usize];
        at += raw.len();
        let ends = piece.ends_record || piece.joint == Some(Joint::End);
        match (&mut record, piece.cell) {
            (Some((bytes, values)), cell) => {
                bytes.extend(raw);
                if let Some(cell) = cell {
                    let mut text = Vec::new();
                    inkwash_core::decode(&*format, cell.codec, raw, &mut text);
                    values.push((pieces.places()[cell.column.0 as usize].path.clone(), text));
                }
            }
            (None, _) => lists.last_mut().expect("one").1.push(Node::Text(raw.to_vec())),
        }
        let begun = if ends || piece.joint.is_some() { record.take() } else { None };
        if let Some((bytes, values)) = begun {
            let is_record = ends && values.iter().any(|(path, _)| !path.is_empty());
            let node = if is_record { Node::Record(bytes, values) } else { Node::Text(bytes) };
            lists.last_mut().expect("one").1.push(node);
        }
        match piece.joint {
            Some(Joint::Begin) => record = Some(Default::default()),
            Some(Joint::Close) => close(&mut lists),
            Some(joint @ (Joint::List | Joint::Statement)) => {
                close(&mut lists);
                lists.push((joint == Joint::Statement, Vec::new()));
            }
            _ => {}
        }
    }
    let left = record.take().map(|(bytes, values)| match values.is_empty() {
        true => Node::Text(bytes),
        false => Node::Record(bytes, values),
    });
    lists.last_mut().expect("one").1.extend(left);
    close(&mut lists);
    lists.swap_remove(0).1.into_iter().fold(Vec::new(), merged)
}

/// Neighbouring text is one.
fn merged(mut nodes: Vec<Node>, node: Node) -> Vec<Node> {
    match (nodes.last_mut(), node) {
        (_, Node::Text(text)) if text.is_empty() => {}
        (Some(Node::Text(before)), Node::Text(text)) => before.extend(text),
        (_, node) => nodes.push(node),
    }
    nodes
}
