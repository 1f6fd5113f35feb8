//! PHP's `serialize`: `a:1:{s:5:"email";s:15:"anna@example.com";}`, lengths in bytes.
//!
//! Source: php.net, `serialize`; php-src 8.3, ext/standard/var_unserializer.re.

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::{Atom, Cell, Codec, Feed, Format, Pieces, Place, Syntax};

use crate::tree::{NodeId, Tree};

pub(super) const PHP: Syntax = Syntax {
    name: "php",
    min_len: 6,
    begins: |b| matches!(b, b'a' | b's' | b'i' | b'O' | b'E' | b'C'),
    fits: |text| text.get(1) == Some(&b':') && parse(text, &mut |_, _, _| ()).is_some(),
    start: || Box::new(Php { tree: Tree::new(), nodes: Vec::new() }),
    strict: true,
};

/// `i:` and digits: becomes a string if what takes its place is no number.
const INTEGER: Codec = Codec(1);
const MAX_DEPTH: usize = 64;

struct Php {
    tree: Tree,
    /// The node at each depth.
    nodes: Vec<NodeId>,
}

#[derive(Clone, Copy)]
enum Part {
    Syntax,
    /// The byte length of the string that follows.
    Length,
    Text,
    Integer,
}

/// An array or object that is open: how many keys and values are still due.
struct Open {
    left: u64,
}

/// Tells the parts with the depth and whether a key is due; `None` if it is nothing serialised.
fn parse(text: &[u8], tell: &mut dyn FnMut(usize, Part, (usize, bool))) -> Option<()> {
    let mut stack: Vec<Open> = Vec::new();
    let mut at = 0;
    loop {
        let here = (stack.len(), stack.last().is_some_and(|open| open.left % 2 == 0));
        let rest = text.get(at..)?;
        let mut opened = None;
        let len = match rest {
            [b'N', b';', ..] => {
                tell(2, Part::Syntax, here);
                2
            }
            [b'i', b':', ..] => {
                let digits = scalar(rest, |b| b.is_ascii_digit() || matches!(b, b'-' | b'+'))?;
                tell(2 + digits, Part::Integer, here);
                tell(1, Part::Syntax, here);
                digits + 3
            }
            [b'b' | b'd' | b'r' | b'R', b':', ..] if !here.1 => {
                let len = scalar(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.'))?;
                tell(len + 3, Part::Syntax, here);
                len + 3
            }
            [b's' | b'E', b':', ..] => {
                let len = string(rest, b"\";", here, tell)?;
                tell(2, Part::Syntax, here);
                len + 2
            }
            [b'a', b':', ..] if !here.1 => {
                let (count, digits) = number(rest.get(2..)?)?;
                let opens = rest.get(2 + digits..)?.starts_with(b":{");
                opened = opens.then_some(count);
                opened?;
                tell(digits + 4, Part::Syntax, here);
                digits + 4
            }
            [b'O', b':', ..] if !here.1 => {
                let name = string(rest, b"\":", here, tell)?;
                let (count, digits) = number(rest.get(name + 2..)?)?;
                let opens = rest.get(name + 2 + digits..)?.starts_with(b":{");
                opened = opens.then_some(count);
                opened?;
                tell(digits + 4, Part::Syntax, here);
                name + digits + 4
            }
            _ => return None,
        };
        at += len;
        match opened {
            Some(count) if stack.len() < MAX_DEPTH => stack.push(Open { left: count.checked_mul(2)? }),
            Some(_) => return None,
            None => {
                if let Some(open) = stack.last_mut() {
                    open.left -= 1;
                }
            }
        }
        while stack.last().is_some_and(|open| open.left == 0) {
            if text.get(at) != Some(&b'}') {
                return None;
            }
            stack.pop();
            tell(1, Part::Syntax, (stack.len(), false));
            at += 1;
            if let Some(open) = stack.last_mut() {
                open.left -= 1;
            }
        }
        if stack.is_empty() {
            return (at == text.len()).then_some(());
        }
    }
}

/// The number at the start of `text` and how many digits it has.
fn number(text: &[u8]) -> Option<(u64, usize)> {
    let digits = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let value = core::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()?;
    (digits < 10).then_some((value, digits))
}

/// The length of what stands between `i:` and `;`.
fn scalar(rest: &[u8], holds: impl Fn(u8) -> bool) -> Option<usize> {
    let len = rest.get(2..)?.iter().take_while(|b| holds(**b)).count();
    (len > 0 && rest.get(2 + len) == Some(&b';')).then_some(len)
}

/// Tells `s:5:"hello`; returns its length. `close` must follow.
fn string(
    rest: &[u8],
    close: &[u8],
    here: (usize, bool),
    tell: &mut dyn FnMut(usize, Part, (usize, bool)),
) -> Option<usize> {
    let (len, digits) = number(rest.get(2..)?)?;
    let from = digits + 4;
    let end = from.checked_add(usize::try_from(len).ok()?)?;
    if !rest.get(2 + digits..)?.starts_with(b":\"") || !rest.get(end..)?.starts_with(close) {
        return None;
    }
    tell(2, Part::Syntax, here);
    tell(digits, Part::Length, here);
    tell(2, Part::Syntax, here);
    tell(end - from, Part::Text, here);
    Some(end)
}

impl Format for Php {
    fn split(&mut self, input: &[u8], _: Feed, pieces: &mut Pieces) -> usize {
        let Self { tree, nodes } = self;
        let mut at = 0;
        parse(input, &mut |len, part, (depth, is_key)| {
            let raw = input.get(at..at + len).unwrap_or(&[]);
            at += len;
            nodes.truncate(depth + 1);
            nodes.resize(depth + 1, NodeId::ROOT);
            let outer = depth.checked_sub(1).and_then(|up| nodes.get(up)).copied().unwrap_or(NodeId::ROOT);
            let cell = match part {
                Part::Syntax => return pieces.skeleton(len),
                Part::Length if raw == b"0" => return pieces.skeleton(len),
                Part::Length => return pieces.measure(len),
                Part::Text | Part::Integer => {
                    let column = if is_key {
                        let key = if matches!(part, Part::Integer) {
                            tree.any(outer)
                        } else {
                            tree.child(outer, NodeId::NIL, raw)
                        };
                        if let Some(node) = nodes.get_mut(depth) {
                            *node = key;
                        }
                        tree.keys(outer, pieces)
                    } else {
                        tree.column(nodes.get(depth).copied().unwrap_or(NodeId::ROOT), pieces)
                    };
                    match part {
                        Part::Integer => Cell::coded(column, INTEGER, false).whole(),
                        _ => Cell::plain(column),
                    }
                }
            };
            pieces.cell(len, cell);
        });
        input.len()
    }

    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        match raw {
            [b'i', b':', ..] if codec == INTEGER => Atom { raw: 2, text: [0; 4], len: 0 },
            _ => Atom::byte(raw.first().copied().unwrap_or(0)),
        }
    }

    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        Some(if codec == INTEGER { b"i" } else { b"" })
    }

    fn encode(&self, cell: &Cell, _: &Place, text: &[u8], out: &mut Vec<u8>) {
        if cell.codec != INTEGER {
            out.extend_from_slice(text);
            return;
        }
        let number = core::str::from_utf8(text).ok().and_then(|t| t.parse::<i64>().ok());
        match number {
            Some(number) => out.extend_from_slice(alloc::format!("i:{number}").as_bytes()),
            None => {
                out.extend_from_slice(alloc::format!("s:{}:\"", text.len()).as_bytes());
                out.extend_from_slice(text);
                out.push(b'"');
            }
        }
    }
}
