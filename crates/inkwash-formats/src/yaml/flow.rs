//! Flow collections, keys, and the ends of quoted scalars.

use alloc::vec::Vec;

use inkwash_core::{Cell, Codec, ColumnId, Pieces};

use super::scalar::{DOUBLE, FOLDED, KEY, PLAIN, SINGLE, plain_codec};
use crate::seek::closing_quote;
use crate::tree::{NodeId, Tree};

/// Collections nested deeper are text.
const MAX_FLOW: usize = 32;

/// A cell in a flow collection.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) cell: Cell,
}

/// Why a flow collection could not be read.
pub(super) enum Fault {
    Malformed,
    /// Its end is not there.
    Cut,
}

/// An open collection.
struct Level {
    is_map: bool,
    node: NodeId,
    child: NodeId,
    last: NodeId,
    /// A key comes next.
    wants_key: bool,
}

/// Reads the collection at `at`; returns its end.
pub(super) fn read(
    input: &[u8],
    mut at: usize,
    last: bool,
    node: NodeId,
    tree: &mut Tree,
    pieces: &mut Pieces,
    items: &mut Vec<Item>,
) -> Result<usize, Fault> {
    let cut = if last { Fault::Malformed } else { Fault::Cut };
    let mut levels: Vec<Level> = Vec::new();
    loop {
        let Some(&b) = input.get(at) else { return Err(cut) };
        let before = at.checked_sub(1).and_then(|at| input.get(at)).copied().unwrap_or(b' ');
        let here = levels.last().map_or(node, |level| level.child);
        match b {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'#' if before.is_ascii_whitespace() => {
                let Some(len) = memchr::memchr(b'\n', input.get(at..).unwrap_or(&[])) else { return Err(cut) };
                items.push(Item { from: at + 1, to: at + len, cell: Cell::plain(ColumnId::NONE) });
                at += len;
            }
            b'[' | b'{' => {
                if levels.len() >= MAX_FLOW {
                    return Err(Fault::Malformed);
                }
                let is_map = b == b'{';
                let child = if is_map { here } else { tree.any(here) };
                levels.push(Level { is_map, node: here, child, last: NodeId::NIL, wants_key: is_map });
                at += 1;
            }
            b']' | b'}' => {
                if levels.pop().is_none_or(|level| level.is_map != (b == b'}')) {
                    return Err(Fault::Malformed);
                }
                at += 1;
                if levels.is_empty() {
                    return Ok(at);
                }
            }
            b',' => {
                if let Some(level) = levels.last_mut() {
                    level.wants_key = level.is_map;
                }
                at += 1;
            }
            b':' => {
                if let Some(level) = levels.last_mut() {
                    level.wants_key = false;
                }
                at += 1;
            }
            _ => {
                let Some((from, to, codec)) = scalar(input, at) else { return Err(cut) };
                let raw = input.get(from..to).unwrap_or(&[]);
                let is_quoted = matches!(codec, DOUBLE | SINGLE);
                let escape = if codec == DOUBLE { b'\\' } else { b'\'' };
                let is_plain = !is_quoted || !raw.contains(&escape);
                let cell = match levels.last_mut() {
                    Some(level) if level.wants_key => {
                        level.child = tree.child(level.node, level.last, raw);
                        level.last = level.child;
                        let keys = tree.keys(level.node, pieces);
                        match is_quoted {
                            true => Cell::coded(keys, codec, is_plain),
                            false => Cell::coded(keys, KEY, true).whole(),
                        }
                    }
                    _ if is_quoted => Cell::coded(tree.column(here, pieces), codec, is_plain),
                    _ => {
                        let codec = if codec == FOLDED { FOLDED } else { plain_codec(raw) };
                        Cell::coded(tree.column(here, pieces), codec, true).whole()
                    }
                };
                items.push(Item { from, to, cell });
                at = to + usize::from(is_quoted);
            }
        }
    }
}

/// Where the scalar at `at` begins and ends, without its quotes; `None` if its end is not there.
fn scalar(input: &[u8], at: usize) -> Option<(usize, usize, Codec)> {
    match input.get(at)? {
        b'"' => Some((at + 1, closing_quote(input, at + 1)?, DOUBLE)),
        b'\'' => Some((at + 1, single_end(input, at + 1)?, SINGLE)),
        _ => {
            let rest = input.get(at..)?;
            let ends = |at: usize| {
                Some(match rest.get(at)? {
                    b',' | b'[' | b']' | b'{' | b'}' => true,
                    b':' => rest.get(at + 1)?.is_ascii_whitespace() || b",[]{}".contains(rest.get(at + 1)?),
                    _ => false,
                })
            };
            // It may go on in the next line.
            let (mut len, mut at_blank) = (0, 0);
            while !ends(at_blank)? {
                let blanks = rest.get(at_blank..)?.iter().take_while(|b| is_blank(**b)).count();
                at_blank += blanks;
                match rest.get(at_blank)? {
                    b'#' if blanks > 0 => break,
                    _ if ends(at_blank)? => break,
                    _ => at_blank += 1,
                }
                len = at_blank;
            }
            let is_folded = memchr::memchr(b'\n', rest.get(..len)?).is_some();
            Some((at, at + len, if is_folded { FOLDED } else { PLAIN }))
        }
    }
}

const fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

/// The offset of the quote that closes the single-quoted scalar at `at`; `None` if that depends on what
/// follows.
pub(super) fn single_end(input: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr(b'\'', input.get(at..)?)?;
        if input.get(at + 1) != Some(&b'\'') {
            return Some(at);
        }
        at += 2;
    }
}

/// The key that a line begins with: where it stands, how it is written, and where its value begins.
pub(super) fn key_len(line: &[u8]) -> Option<((usize, usize), Codec, usize)> {
    let is_colon =
        |at: usize| line.get(at) == Some(&b':') && line.get(at + 1).is_none_or(|b| matches!(b, b' ' | b'\t'));
    let quoted = match line.first()? {
        b'"' => Some((closing_quote(line, 1)?, DOUBLE)),
        b'\'' => Some((single_end(line, 1)?, SINGLE)),
        b'[' | b']' | b'{' | b'}' | b',' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' => return None,
        b'?' | b'-' if line.get(1).is_none_or(|b| *b == b' ') => return None,
        _ => None,
    };
    if let Some((to, codec)) = quoted {
        let blanks = line.get(to + 1..)?.iter().take_while(|b| **b == b' ').count();
        let colon = to + 1 + blanks;
        return is_colon(colon).then_some(((1, to), codec, colon + 1));
    }
    let mut at = 0;
    while let Some(&b) = line.get(at) {
        if is_colon(at) {
            let len = line.get(..at)?.trim_ascii_end().len();
            return (len > 0).then_some(((0, len), KEY, at + 1));
        }
        if b == b'#' && at.checked_sub(1).and_then(|at| line.get(at)).is_some_and(u8::is_ascii_whitespace) {
            return None;
        }
        at += 1;
    }
    None
}
