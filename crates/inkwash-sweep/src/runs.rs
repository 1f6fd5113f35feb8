//! Shapes that begin with a run of digits, found by the run's surroundings.
//!
//! Numbers are everywhere in production data, and most shapes begin with one. Evaluating each of
//! those shapes at every position would cost more than everything else together. Instead every
//! run of digits is looked at once: the lengths of the run and of the two runs after it, and the
//! bytes around them, each select a set of shapes, and the shapes that all select may be there.

use std::ops::RangeInclusive;

use crate::Mark;
use crate::gate::{self, Gate};
use crate::shape::{ByteSet, Item, Shape, Start};

/// Runs that are looked at.
const RUNS: usize = 3;
/// Lengths of the first run and of the later ones are told apart up to these; the last one means
/// "or longer". Three runs and what separates them fit in 64 bytes.
pub(crate) const LENGTHS: [usize; RUNS] = [32, 16, 16];
/// A run whose end cannot be told must have so many digits at least.
const TELLING: usize = 6;
/// Bytes are of at most so many kinds.
const KINDS: usize = 64;
/// Words of a [`Set`]: one AVX2 register.
const WORDS: usize = 4;
/// Shapes that are told by one [`Selection`].
const SHAPES: usize = WORDS * 64;

/// A set of shapes.
type Set = [u64; WORDS];
/// A set of shapes for each of `N` things that can be seen.
type Table<const N: usize> = [Set; N];

/// All shapes that begin with digits.
pub(crate) struct Runs {
    shapes: Vec<(Shape, u16)>,
    conditions: Vec<Condition>,
    /// By byte: its kind. Bytes that no shape tells apart are of one kind.
    kinds: [u8; 256],
    selections: Vec<Selection>,
}

/// What selects among shapes.
struct Selection {
    /// By the byte before the first run, or NUL.
    before: Table<256>,
    /// By the first two bytes' lower halves: digits, or the byte after a single one.
    digits: [Table<16>; 2],
    /// By how many kinds of [`Start`] there cannot be here.
    start: Table<3>,
    lengths: [Table<32>; RUNS],
    /// By the kind of the byte after each run.
    after: [Table<KINDS>; RUNS],
    /// Those that are there if selected; the others are compared.
    decided: Set,
    /// By shape: see [`Condition::next`].
    next: Vec<Option<ByteSet>>,
}

/// What must hold around a run for a shape to be there.
pub(crate) struct Condition {
    /// The length of each run, and what may stand after it.
    pub(crate) runs: Vec<(RangeInclusive<usize>, After)>,
    /// Whether that is all the shape says.
    complete: bool,
    /// Items of fixed lengths that follow.
    pub(crate) rest: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Anything,
    One(ByteSet),
    None(ByteSet),
}

impl After {
    fn allows(self, b: u8) -> bool {
        match self {
            Self::Anything => true,
            Self::One(set) => set.contains(b),
            Self::None(set) => !set.contains(b),
        }
    }
}

impl Condition {
    /// `None` if the shape does not begin with a whole run of digits, or a long one, or its anchor
    /// stands elsewhere.
    fn of(shape: &Shape) -> Option<Self> {
        let digits = ByteSet::digits();
        if !shape.not_before?.contains_all(digits) || shape.anchor > 0 {
            return None;
        }
        let mut runs = Vec::new();
        let (mut items, mut complete) = (shape.items.as_slice(), true);
        while let Some((length, rest)) = run(items, shape.not_after) {
            // The first two digits are looked at; all others must be any digits.
            let looked = if runs.is_empty() { first_digits(shape).iter().flatten().count() } else { 0 };
            complete &= items[..items.len() - rest.len()].iter().skip(looked).all(|i| i.set == digits);
            let told = LENGTHS[runs.len()] - 1;
            let open = rest.is_empty() && *length.end() == usize::MAX;
            complete &= if open { *length.start() <= told } else { *length.end() < told };
            let (after, next) = match rest {
                [] => (shape.not_after.map_or(After::Anything, After::None), None),
                [Item { set, min: 1, max: 1 }, next @ ..] if !set.meets(digits) => (After::One(*set), Some(next)),
                [..] => (one_of_the_next(rest), None),
            };
            complete &= rest.is_empty() || next.is_some();
            runs.push((length, after));
            match next {
                Some(next) if runs.len() < RUNS => items = next,
                next => {
                    complete &= next.is_none();
                    items = next.unwrap_or_default();
                    break;
                }
            }
        }
        // Nearly every number would have to be looked at.
        if runs.first().is_none_or(|(length, _)| *length.start() < TELLING && *length.end() >= LENGTHS[0]) {
            return None;
        }
        let rest = items.iter().take_while(|i| i.min == i.max).copied().collect();
        Some(Self { runs, complete: complete && items.is_empty(), rest })
    }

    fn run(&self, n: usize) -> Option<&(RangeInclusive<usize>, After)> {
        self.runs.get(n)
    }

    /// What must stand behind the byte that follows the last of all runs that are looked at.
    fn next(&self) -> Option<ByteSet> {
        let is_last = |(n, (_, after)): (usize, &(_, After))| n + 1 == RUNS && matches!(after, After::One(_));
        let item = self.rest.first().filter(|_| self.runs.iter().enumerate().next_back().is_some_and(is_last));
        item.map(|item| item.set)
    }
}

/// What must follow a run of digits where these items do: the first one that may not be left out, or
/// one before it. Digits among them would belong to the run.
fn one_of_the_next(items: &[Item]) -> After {
    let optional = items.iter().take_while(|item| item.min == 0).count();
    let sets = items.get(..=optional).unwrap_or_default().iter().map(|item| item.set);
    sets.reduce(ByteSet::union).filter(|set| !set.meets(ByteSet::digits())).map_or(After::Anything, After::One)
}

/// What the first two bytes must be, as far as each is an item of its own.
pub(crate) fn first_digits(shape: &Shape) -> [Option<ByteSet>; 2] {
    let own = |n: usize| shape.items.get(n).filter(|i| (i.min, i.max) == (1, 1)).map(|i| i.set);
    let first = own(0);
    [first, first.and(own(1))]
}

/// The lengths that the run of digits at the start of `items` can have (without end where it
/// cannot be told where it ends), and the items after it. `None` if there is no such run.
fn run(items: &[Item], not_after: Option<ByteSet>) -> Option<(RangeInclusive<usize>, &[Item])> {
    let digits = ByteSet::digits();
    let n = items.iter().take_while(|i| digits.contains_all(i.set)).count();
    let (run, rest) = items.split_at(n);
    let min: usize = run.iter().map(|i| i.min).sum();
    let max: usize = run.iter().map(|i| i.max).sum();
    if min == 0 {
        return None;
    }
    let ends = match rest.first() {
        Some(item) => item.min > 0 && !item.set.meets(digits),
        None => not_after.is_some_and(|set| set.contains_all(digits)),
    };
    Some((if ends { min..=max } else { min..=usize::MAX }, rest))
}

/// Whether a length, or one of those that the last step stands for, is in the range.
fn within(range: &RangeInclusive<usize>, n: usize, steps: usize) -> bool {
    if n == steps - 1 { *range.end() >= n } else { range.contains(&n) }
}

/// What all sets have.
#[inline(always)]
fn both(sets: &[&Set]) -> Set {
    let mut all = [u64::MAX; WORDS];
    for set in sets {
        (0..WORDS).for_each(|word| all[word] &= set[word]);
    }
    all
}

/// The byte at `at`, or NUL.
#[inline(always)]
fn byte(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(0)
}

/// Which of the 64 bytes from `at` on are digits, a bit each.
#[cold]
fn digits_from(text: &[u8], at: usize) -> u64 {
    (0..64).fold(0, |bits, i| bits | u64::from(byte(text, at + i).is_ascii_digit()) << i)
}

impl Runs {
    pub(crate) fn new() -> Self {
        Self { shapes: Vec::new(), conditions: Vec::new(), kinds: [0; 256], selections: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// Takes the shape if it begins with a run of digits; else gives it back.
    pub(crate) fn add(&mut self, shape: Shape, trigger: u16) -> Result<(), Shape> {
        match Condition::of(&shape) {
            Some(condition) => {
                self.conditions.push(condition);
                self.shapes.push((shape, trigger));
                Ok(())
            }
            None => Err(shape),
        }
    }

    /// Fills the tables. Returns gates: shapes of which one matches wherever one of ours does.
    pub(crate) fn compile(&mut self) -> Vec<Shape> {
        let mut kinds: Vec<Vec<bool>> = Vec::new();
        // With too many kinds the last one stands for several, and shapes are compared in vain.
        let mut merged = false;
        for b in 0..=u8::MAX {
            let runs = self.conditions.iter().flat_map(|c| &c.runs);
            let kind: Vec<bool> = runs.map(|(_, after)| after.allows(b)).collect();
            let n = kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            merged |= n >= KINDS;
            self.kinds[usize::from(b)] = n.min(KINDS - 1) as u8;
        }
        for (shapes, conditions) in self.shapes.chunks(SHAPES).zip(self.conditions.chunks(SHAPES)) {
            let select = |test: &dyn Fn(&Shape, &Condition) -> bool| {
                let mut set = [0; WORDS];
                for (n, ((shape, _), condition)) in shapes.iter().zip(conditions).enumerate() {
                    set[n / 64] |= u64::from(test(shape, condition)) << (n % 64);
                }
                set
            };
            let after = |run: usize, kind: usize| {
                // Bytes of a kind are alike, but for the last kind if it stands for several.
                let alike = if merged && kind == KINDS - 1 { usize::MAX } else { 1 };
                let bytes = || (0..=u8::MAX).filter(|b| usize::from(self.kinds[usize::from(*b)]) == kind).take(alike);
                select(&|_, c| c.run(run).is_none_or(|(_, after)| bytes().any(|b| after.allows(b))))
            };
            let length = |run: usize, n: usize| {
                select(&|_, c| c.run(run).is_none_or(|(lengths, _)| within(lengths, n, LENGTHS[run])))
            };
            let digit = |place: usize, low_half: usize| {
                let fits = |set: ByteSet| (0..128u8).any(|b| usize::from(b & 15) == low_half && set.contains(b));
                select(&|s, _| first_digits(s)[place].is_none_or(fits))
            };
            self.selections.push(Selection {
                before: std::array::from_fn(|b| select(&|s, _| s.not_before.is_none_or(|set| !set.contains(b as u8)))),
                digits: std::array::from_fn(|place| std::array::from_fn(|low_half| digit(place, low_half))),
                start: [Start::Number, Start::Whole, Start::Anywhere].map(|most| select(&|s, _| s.start <= most)),
                lengths: std::array::from_fn(|run| std::array::from_fn(|n| length(run, n.min(LENGTHS[run] - 1)))),
                after: std::array::from_fn(|run| std::array::from_fn(|kind| after(run, kind))),
                decided: select(&|_, c| c.complete && !merged),
                next: conditions.iter().map(Condition::next).collect(),
            });
        }
        self.gates()
    }

    fn gates(&self) -> Vec<Shape> {
        let all = self.shapes.iter().zip(&self.conditions);
        let gates = all.map(|((shape, _), condition)| Gate::of(shape, condition)).collect();
        gate::merged(gates).into_iter().map(Gate::into_shape).collect()
    }

    /// Looks at the run of digits that begins at `pos`. `ahead` has a bit for each of the next 64
    /// bytes that is a digit.
    #[inline(always)]
    pub(crate) fn look(&self, text: &[u8], pos: usize, mut ahead: u64, out: &mut Vec<Mark>) {
        let (mut lengths, mut kinds) = ([0; RUNS], [0; RUNS]);
        let (mut at, mut is_in_sight) = (pos, true);
        for run in 0..RUNS {
            let most = LENGTHS[run] - 1;
            let length = (!ahead).trailing_zeros() as usize;
            at += length;
            kinds[run] = usize::from(self.kinds[usize::from(byte(text, at))]) % KINDS;
            lengths[run] = length.min(most);
            at += 1;
            if length >= most {
                is_in_sight = false;
                // What comes after it may lie out of sight.
                ahead = digits_from(text, at);
            } else {
                ahead = ahead >> length >> 1;
            }
        }
        let before = byte(text, pos.wrapping_sub(1));
        let joined = byte(text, pos.wrapping_sub(2)).is_ascii_digit();
        let joined_by = |start: Start| usize::from(joined && start.is_joined_by(before));
        let excluded = joined_by(Start::Number) + joined_by(Start::Whole);
        let digits = [byte(text, pos) & 15, byte(text, pos + 1) & 15];
        for (s, all) in self.selections.iter().zip(self.shapes.chunks(SHAPES)) {
            // What rules out most stands first.
            let near = [
                &s.lengths[0][lengths[0]],
                &s.after[0][kinds[0]],
                &s.before[usize::from(before)],
                &s.start[excluded],
                &s.digits[0][usize::from(digits[0])],
                &s.digits[1][usize::from(digits[1])],
            ];
            let far =
                [&s.lengths[1][lengths[1]], &s.after[1][kinds[1]], &s.lengths[2][lengths[2]], &s.after[2][kinds[2]]];
            let mut shapes = both(&near);
            if shapes == [0; WORDS] {
                continue;
            }
            let far = both(&far);
            (0..WORDS).for_each(|word| shapes[word] &= far[word]);
            for (word, mut bits) in shapes.into_iter().enumerate() {
                while bits != 0 {
                    let bit = bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    let (shape, trigger) = &all[word * 64 + bit];
                    let is_next = |set: ByteSet| !is_in_sight || set.contains(byte(text, at));
                    let may_match = || s.next[word * 64 + bit].is_none_or(is_next) && shape.matches(text, pos);
                    if s.decided[word] >> bit & 1 == 1 || may_match() {
                        out.push(Mark { pos: pos as u32, trigger: *trigger });
                    }
                }
            }
        }
    }
}
