//! Shapes that begin with a run of digits, found by the run's surroundings.
//!
//! Numbers are everywhere in production data, and most shapes begin with one. Evaluating each of
//! those shapes at every position would cost more than everything else together. Instead every
//! run of digits is looked at once: its length, the byte after it, and the length of the run
//! after that byte select, in one look-up, the shapes that may be there. Those few are then
//! compared byte by byte.

use std::ops::RangeInclusive;

use crate::Mark;
use crate::shape::{ByteSet, Item, Shape};

/// Lengths are told apart up to these; the last one means "or longer".
const FIRST: usize = 32;
const SECOND: usize = 16;
/// Kinds of bytes after the first run: 0 is any byte that no shape wants there.
const KINDS: usize = 16;

/// All shapes that begin with digits.
pub(crate) struct Runs {
    shapes: Vec<(Shape, u16)>,
    conditions: Vec<Condition>,
    /// By byte: its kind.
    kinds: [u8; 256],
    /// By first length, kind and second length: a list.
    table: Vec<u8>,
    /// Which shapes may be there.
    lists: Vec<Vec<Entry>>,
}

/// A shape that a list names, and what is cheap to ask before it is compared.
struct Entry {
    shape: u8,
    /// The digits that it can begin with, a bit each.
    digits: u16,
    /// The kinds of the byte after the second run, a bit each.
    third: u16,
}

/// What must hold around a run for a shape to be there.
struct Condition {
    first: RangeInclusive<usize>,
    /// The byte after the run, and the length of the run after it. `None`: any.
    then: Option<(ByteSet, RangeInclusive<usize>)>,
    /// The kinds of the bytes that `then` wants, a bit each.
    kinds: u16,
    /// The byte after the second run. `None`: any.
    third: Option<ByteSet>,
    /// The kinds of the bytes that `third` wants, a bit each.
    third_kinds: u16,
}

impl Condition {
    /// `None` if the shape does not begin with a whole run of digits.
    fn of(shape: &Shape) -> Option<Self> {
        let digits = ByteSet::digits();
        if !shape.not_before?.contains_all(digits) {
            return None;
        }
        let (first, rest) = run(&shape.items, shape.not_after)?;
        let (mut then, mut third) = (None, None);
        if let [Item { set, min: 1, max: 1 }, rest @ ..] = rest
            && !set.has_high()
        {
            let second = run(rest, shape.not_after);
            if let Some((_, [Item { set, min: 1, .. }, ..])) = &second
                && !set.has_high()
            {
                third = Some(*set);
            }
            then = Some((*set, second.map_or(0..=usize::MAX, |(second, _)| second)));
        }
        let third_kinds = if third.is_some() { 0 } else { u16::MAX };
        Some(Self { first, then, kinds: 0, third, third_kinds })
    }

    fn allows(&self, first: usize, kind: usize, second: usize) -> bool {
        within(&self.first, first, FIRST)
            && self
                .then
                .as_ref()
                .is_none_or(|(_, seconds)| kind != 0 && self.kinds >> kind & 1 == 1 && within(seconds, second, SECOND))
    }
}

/// The lengths that the run of digits at the start of `items` can have, and the items after it.
/// `None` if there is no such run, or it cannot be told where it ends.
fn run(items: &[Item], not_after: Option<ByteSet>) -> Option<(RangeInclusive<usize>, &[Item])> {
    let digits = ByteSet::digits();
    let n = items.iter().take_while(|i| digits.contains_all(i.set)).count();
    let (run, rest) = items.split_at(n);
    let min: usize = run.iter().map(|i| i.min).sum();
    let max: usize = run.iter().map(|i| i.max).sum();
    if min == 0 || rest.first().is_some_and(|i| i.set.meets(digits)) {
        return None;
    }
    let ends = match rest.first() {
        Some(item) => item.min > 0,
        None => not_after.is_some_and(|set| set.contains_all(digits)),
    };
    Some((if ends { min..=max } else { min..=usize::MAX }, rest))
}

/// Whether a length, or one of those that the last step stands for, is in the range.
fn within(range: &RangeInclusive<usize>, n: usize, steps: usize) -> bool {
    if n == steps - 1 { *range.end() >= n } else { range.contains(&n) }
}

impl Runs {
    pub(crate) fn new() -> Self {
        Self { shapes: Vec::new(), conditions: Vec::new(), kinds: [0; 256], table: Vec::new(), lists: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// Takes the shape if it begins with a run of digits; else gives it back.
    pub(crate) fn add(&mut self, shape: Shape, trigger: u16) -> Result<(), Shape> {
        match Condition::of(&shape) {
            Some(condition) if self.shapes.len() < usize::from(u8::MAX) => {
                self.conditions.push(condition);
                self.shapes.push((shape, trigger));
                Ok(())
            }
            _ => Err(shape),
        }
    }

    /// Fills the table. Returns gates: shapes of which one matches wherever one of ours does.
    pub(crate) fn compile(&mut self) -> Vec<Shape> {
        let mut wanted = ByteSet::default();
        for condition in &self.conditions {
            let sets = condition.then.as_ref().map(|(set, _)| *set).into_iter().chain(condition.third);
            wanted = sets.fold(wanted, ByteSet::union);
        }
        // Bytes that the same shapes want after a run are of one kind.
        let mut signatures: Vec<Vec<bool>> = vec![Vec::new()];
        for b in (0..128u8).filter(|b| wanted.contains(*b)) {
            let wants = |c: &Condition| {
                [c.then.as_ref().is_some_and(|(set, _)| set.contains(b)), c.third.is_some_and(|set| set.contains(b))]
            };
            let signature: Vec<bool> = self.conditions.iter().flat_map(wants).collect();
            let kind = signatures.iter().position(|s| *s == signature).unwrap_or(signatures.len());
            if kind == signatures.len() && kind < KINDS {
                signatures.push(signature);
            }
            // With too many kinds the last one stands for several; a little is compared in vain.
            let kind = kind.min(KINDS - 1);
            self.kinds[usize::from(b)] = kind as u8;
            for condition in &mut self.conditions {
                if condition.then.as_ref().is_some_and(|(set, _)| set.contains(b)) {
                    condition.kinds |= 1 << kind;
                }
                if condition.third.is_some_and(|set| set.contains(b)) {
                    condition.third_kinds |= 1 << kind;
                }
            }
        }
        let mut lists: Vec<Vec<u8>> = vec![Vec::new()];
        for index in 0..FIRST * KINDS * SECOND {
            let (first, kind, second) = (index / (KINDS * SECOND), index / SECOND % KINDS, index % SECOND);
            let allowed = self.conditions.iter().enumerate();
            let allowed = allowed.filter(|(_, c)| c.allows(first, kind, second));
            let list: Vec<u8> = allowed.map(|(n, _)| n as u8).collect();
            let id = lists.iter().position(|l| *l == list).unwrap_or_else(|| {
                lists.push(list);
                lists.len() - 1
            });
            assert!(id <= usize::from(u8::MAX), "more lists of shapes than a table of bytes can hold");
            self.table.push(id as u8);
        }
        let entry = |n: &u8| {
            let Item { set, min, .. } = self.shapes[usize::from(*n)].0.items[0];
            Entry {
                shape: *n,
                digits: (0..10).filter(|d| min == 0 || set.contains(b'0' + d)).fold(0, |mask, d| mask | 1 << d),
                third: self.conditions[usize::from(*n)].third_kinds,
            }
        };
        self.lists = lists.iter().map(|list| list.iter().map(entry).collect()).collect();
        self.gates()
    }

    /// For shapes that begin with a number, and for the others: a long run of digits, and a
    /// shorter one followed by a wanted byte and a digit.
    fn gates(&self) -> Vec<Shape> {
        let digits = ByteSet::digits();
        let mut gates = Vec::new();
        for starts_number in [true, false] {
            let ours = || {
                let all = self.shapes.iter().zip(&self.conditions);
                all.filter(move |((shape, _), _)| shape.starts_number == starts_number).map(|(_, c)| c)
            };
            let mut gate = |items| {
                gates.push(Shape { starts_number, not_before: Some(digits), items, not_after: None, anchor: 0 });
            };
            let long = ours().filter(|c| c.then.is_none()).map(|c| *c.first.start()).min();
            if let Some(long) = long {
                gate(vec![Item { set: digits, min: long, max: long }]);
            }
            let then = || ours().filter_map(|c| c.then.as_ref().map(|then| (&c.first, then)));
            let Some(second) = then().map(|(_, (_, second))| *second.start()).min() else { continue };
            let wanted = then().fold(ByteSet::default(), |all, (_, (set, _))| all.union(*set));
            let min = then().map(|(first, _)| *first.start()).min().unwrap_or(1);
            let max = then().map(|(first, _)| *first.end()).max().unwrap_or(min);
            let max = max.min(long.map_or(FIRST, |long| long - 1)).max(min);
            let mut items = vec![Item { set: digits, min, max }, Item { set: wanted, min: 1, max: 1 }];
            if second > 0 {
                items.push(Item { set: digits, min: second.min(SECOND), max: second.min(SECOND) });
            }
            gate(items);
        }
        gates
    }

    /// Looks at the run of digits that begins at `pos`. `ahead` has a bit for each of the next 64
    /// bytes that is a digit.
    #[inline]
    pub(crate) fn look(&self, text: &[u8], pos: usize, ahead: u64, out: &mut Vec<Mark>) {
        let first = (!ahead).trailing_zeros() as usize;
        let kind = text.get(pos + first).map_or(0, |b| self.kinds[usize::from(*b)]);
        let second = if kind == 0 || first >= 63 { 0 } else { (!(ahead >> (first + 1))).trailing_zeros() as usize };
        let index = (first.min(FIRST - 1) * KINDS + usize::from(kind)) * SECOND + second.min(SECOND - 1);
        let list = &self.lists[usize::from(self.table[index])];
        if list.is_empty() {
            return;
        }
        let digit = text[pos].wrapping_sub(b'0') & 15;
        let after = text.get(pos + first + 1 + second).map_or(0, |b| self.kinds[usize::from(*b)]);
        for entry in list {
            if entry.digits >> digit & entry.third >> after & 1 == 0 {
                continue;
            }
            let (shape, trigger) = &self.shapes[usize::from(entry.shape)];
            if shape.matches(text, pos) {
                out.push(Mark { pos: (pos + shape.anchor) as u32, trigger: *trigger });
            }
        }
    }
}
