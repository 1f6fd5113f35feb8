//! PostgreSQL's hstore as it is written out: `"a"=>"b", "c"=>NULL`.
//!
//! Source: PostgreSQL 15 documentation, §F.18.1.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, Feed, Format, Pieces, Place, Syntax};

use crate::tree::{NodeId, Tree};

pub(super) const HSTORE: Syntax = Syntax {
    name: "hstore",
    min_len: 8,
    begins: |b| b == b'"',
    fits: |text| pairs(text, &mut |_, _| ()).is_some(),
    start: || Box::new(Hstore { tree: Tree::new() }),
    strict: true,
};

/// Between quotes: a backslash keeps the byte after it.
const STRING: Codec = Codec(1);

struct Hstore {
    tree: Tree,
}

#[derive(Clone, Copy)]
enum Part {
    Syntax,
    Key,
    Value,
}

/// Tells the parts in order; `None` if it is no hstore.
fn pairs(text: &[u8], tell: &mut dyn FnMut(usize, Part)) -> Option<()> {
    let mut at = 0;
    loop {
        let key = string(text, at)?;
        tell(1, Part::Syntax);
        tell(key - at - 2, Part::Key);
        let after = text.get(key..)?;
        if !after.starts_with(b"=>") {
            return None;
        }
        at = key + 2;
        if text.get(at..)?.starts_with(b"NULL") {
            tell(7, Part::Syntax);
            at += 4;
        } else {
            let value = string(text, at)?;
            tell(4, Part::Syntax);
            tell(value - at - 2, Part::Value);
            tell(1, Part::Syntax);
            at = value;
        }
        match text.get(at..)? {
            [] => return Some(()),
            [b',', b' ', ..] => tell(2, Part::Syntax),
            _ => return None,
        }
        at += 2;
    }
}

/// The offset after the string that begins with a quote at `at`.
fn string(text: &[u8], at: usize) -> Option<usize> {
    if text.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

impl Format for Hstore {
    fn split(&mut self, input: &[u8], _: Feed, pieces: &mut Pieces) -> usize {
        let (mut at, mut node) = (0, NodeId::ROOT);
        let tree = &mut self.tree;
        pairs(input, &mut |len, part| {
            let raw = input.get(at..at + len).unwrap_or(&[]);
            at += len;
            let plain = !raw.contains(&b'\\');
            let column = match part {
                Part::Syntax => return pieces.skeleton(len),
                Part::Key => {
                    node = tree.child(NodeId::ROOT, NodeId::NIL, raw);
                    tree.keys(NodeId::ROOT, pieces)
                }
                Part::Value => tree.column(node, pieces),
            };
            pieces.cell(len, Cell::coded(column, STRING, plain));
        });
        input.len()
    }

    fn atom(&self, _: Codec, raw: &[u8]) -> Atom {
        super::backslashed(raw)
    }

    fn escapes(&self, _: Codec) -> Option<&'static [u8]> {
        Some(b"\\")
    }

    fn encode(&self, _: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        super::backslash(text, out);
    }
}
