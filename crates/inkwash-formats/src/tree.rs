//! The places of a stream of trees (JSON, XML, PHP): one node per distinct path, found again without hashing or
//! allocating.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::{ColumnId, Pieces, Place};

use crate::names::is_name;

/// So many paths are told apart; later ones go by their last name alone, and when there are as
/// many of those, by nothing.
const MAX_NODES: usize = 65_536;
/// All paths together may take this many bytes.
const MAX_PATH_BYTES: usize = 16 << 20;

/// A node's number in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// No particular path.
    const NOWHERE: Self = Self(0);
    /// The whole document.
    pub(crate) const ROOT: Self = Self(1);
    /// No node.
    pub(crate) const NIL: Self = Self(u32::MAX);
}

/// What a node's path ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The document itself.
    Root,
    /// A key of an object, or an element in another.
    Key,
    /// An attribute of an element.
    Attribute,
    /// Any element of an array, or any value of an object whose keys are data: `*`.
    Any,
    /// A key whose path is not known.
    NameOnly,
}

#[derive(Debug)]
struct Node {
    parent: NodeId,
    step: Step,
    /// The key, decoded; empty for other steps.
    key: Box<[u8]>,
    /// The place of values here, once there was one.
    column: ColumnId,
    /// The place of the keys of objects here, once there was one.
    keys: ColumnId,
    /// The `*` below.
    any: NodeId,
    /// The key that came first when this object was last seen.
    first: NodeId,
    /// The key that came after this one when it was last seen.
    next: NodeId,
    children: BTreeMap<Box<[u8]>, NodeId>,
    attributes: BTreeMap<Box<[u8]>, NodeId>,
}

impl Node {
    fn new(parent: NodeId, step: Step, key: &[u8]) -> Self {
        Self {
            parent,
            step,
            key: key.into(),
            column: ColumnId::NONE,
            keys: ColumnId::NONE,
            any: NodeId::NIL,
            first: NodeId::NIL,
            next: NodeId::NIL,
            children: BTreeMap::new(),
            attributes: BTreeMap::new(),
        }
    }
}

/// All paths seen so far.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    by_name: BTreeMap<Box<[u8]>, NodeId>,
    path_bytes: usize,
}

impl Tree {
    pub(crate) fn new() -> Self {
        let nowhere = Node::new(NodeId::NIL, Step::NameOnly, b"");
        let root = Node::new(NodeId::NIL, Step::Root, b"");
        Self { nodes: alloc::vec![nowhere, root], by_name: BTreeMap::new(), path_bytes: 0 }
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// The node of `key` (decoded) in the object at `object`; `last` is the key before it in
    /// this object. Records are alike, so the key that followed last time is tried first.
    #[inline]
    pub(crate) fn child(&mut self, object: NodeId, last: NodeId, key: &[u8]) -> NodeId {
        self.step(Step::Key, object, last, key)
    }

    /// The node of an attribute of the element at `element`; `last` is the attribute or child before it.
    pub(crate) fn attribute(&mut self, element: NodeId, last: NodeId, name: &[u8]) -> NodeId {
        self.step(Step::Attribute, element, last, name)
    }

    #[inline]
    fn step(&mut self, step: Step, object: NodeId, last: NodeId, key: &[u8]) -> NodeId {
        let guess = if last == NodeId::NIL { self.node(object).first } else { self.node(last).next };
        if guess != NodeId::NIL {
            let guessed = self.node(guess);
            if *guessed.key == *key && (guessed.step == Step::Attribute) == (step == Step::Attribute) {
                return guess;
            }
        }
        let child = self.find_child(step, object, key);
        if self.node(child).step != Step::Any {
            match last {
                NodeId::NIL => self.node_mut(object).first = child,
                last => self.node_mut(last).next = child,
            }
        }
        child
    }

    fn find_child(&mut self, step: Step, object: NodeId, key: &[u8]) -> NodeId {
        let node = self.node(object);
        let known = if step == Step::Attribute { &node.attributes } else { &node.children };
        if let Some(&known) = known.get(key) {
            return known;
        }
        if !is_name(key) {
            return self.any(object);
        }
        if self.nodes.len() < MAX_NODES && self.node(object).step != Step::NameOnly {
            let child = self.push(Node::new(object, step, key));
            let node = self.node_mut(object);
            let known = if step == Step::Attribute { &mut node.attributes } else { &mut node.children };
            known.insert(key.into(), child);
            return child;
        }
        if let Some(&known) = self.by_name.get(key) {
            return known;
        }
        if self.nodes.len() >= 2 * MAX_NODES {
            return NodeId::NOWHERE;
        }
        let child = self.push(Node::new(NodeId::NIL, Step::NameOnly, key));
        self.by_name.insert(key.into(), child);
        child
    }

    /// The node of all elements of the array at `array`.
    pub(crate) fn any(&mut self, array: NodeId) -> NodeId {
        let node = self.node(array);
        if node.any != NodeId::NIL {
            return node.any;
        }
        if self.nodes.len() >= MAX_NODES || node.step == Step::NameOnly {
            return array;
        }
        let any = self.push(Node::new(array, Step::Any, b""));
        self.node_mut(array).any = any;
        any
    }

    /// The place of the values at a node.
    #[inline]
    pub(crate) fn column(&mut self, id: NodeId, pieces: &mut Pieces) -> ColumnId {
        let known = self.node(id).column;
        if known != ColumnId::NONE || id == NodeId::NOWHERE || id == NodeId::ROOT {
            return known;
        }
        let named = self.named(id);
        let parent = named.and_then(|n| self.named(self.node(n).parent));
        let path = self.path(id);
        self.path_bytes += path.len();
        let place = Place { path, parent: self.name(parent), name: self.name(named), ..Place::default() };
        let column = pieces.column(place);
        self.node_mut(id).column = column;
        column
    }

    /// The place of the keys of objects at a node: the node's path and `#`, as relative JSON
    /// pointers write it.
    #[inline]
    pub(crate) fn keys(&mut self, id: NodeId, pieces: &mut Pieces) -> ColumnId {
        let known = self.node(id).keys;
        if known != ColumnId::NONE || id == NodeId::NOWHERE {
            return known;
        }
        let mut path = self.path(id);
        path.push('#');
        self.path_bytes += path.len();
        let column = pieces.column(Place { path, parent: self.name(self.named(id)), ..Place::default() });
        self.node_mut(id).keys = column;
        column
    }

    /// The nearest node at or above this one that has a key.
    fn named(&self, mut id: NodeId) -> Option<NodeId> {
        while id != NodeId::NIL {
            let node = self.node(id);
            if matches!(node.step, Step::Key | Step::Attribute | Step::NameOnly) {
                return Some(id);
            }
            id = node.parent;
        }
        None
    }

    fn name(&self, id: Option<NodeId>) -> String {
        id.map_or_else(String::new, |id| String::from_utf8_lossy(&self.node(id).key).into_owned())
    }

    /// A JSON pointer (RFC 6901) with `*` for any element and `@` before attributes; the last name alone if paths have
    /// become too many or too long.
    fn path(&self, id: NodeId) -> String {
        if self.node(id).step == Step::NameOnly || self.path_bytes > MAX_PATH_BYTES {
            return self.name(self.named(id));
        }
        let mut up = Vec::new();
        let mut at = id;
        while at != NodeId::NIL && self.node(at).step != Step::Root {
            up.push(at);
            at = self.node(at).parent;
        }
        let mut path = String::new();
        for id in up.into_iter().rev() {
            path.push('/');
            match self.node(id).step {
                Step::Any => path.push('*'),
                Step::Attribute => {
                    path.push('@');
                    path.push_str(&self.name(Some(id)));
                }
                _ => path.push_str(&self.name(Some(id)).replace('~', "~0").replace('/', "~1")),
            }
        }
        path
    }
}
