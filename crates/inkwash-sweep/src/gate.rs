//! Gates: what lets a run of digits be looked at closely.
//!
//! A gate is a shape that the mask program evaluates, and stands for several of the shapes that
//! begin with digits. Two shapes share one if that saves more than it costs in vain looks.

use crate::Sweep;
use crate::runs::{After, Condition, LENGTHS, first_digits};
use crate::shape::{ByteSet, Item, Shape, Start};

/// What a look costs, measured in steps of the mask program over a thousand bytes.
const LOOK: f64 = 10.0;
/// Runs of digits in a thousand bytes of a log.
const RUNS: f64 = 100.0;
/// Of them, how many have 0, 1, 2, … digits.
const OF_LENGTH: [f64; 12] = [0.0, 0.22, 0.30, 0.10, 0.13, 0.05, 0.08, 0.04, 0.03, 0.02, 0.02, 0.01];
/// How often another run follows what stands after a run.
const GOES_ON: f64 = 0.6;

/// What all shapes of a gate have in common.
#[derive(Clone)]
pub(crate) struct Gate {
    start: Start,
    not_before: ByteSet,
    /// The first digits, as far as each is an item of its own.
    first: Vec<ByteSet>,
    /// The least and greatest length of each run, and what stands after it.
    runs: Vec<(usize, usize, After)>,
    rest: Vec<Item>,
}

/// Merges gates as long as that saves time.
pub(crate) fn merged(all: Vec<Gate>) -> Vec<Gate> {
    let mut gates: Vec<(Gate, f64)> = Vec::new();
    for gate in all {
        let cost = gate.cost();
        gates.push((gate, cost));
        // The newest one is merged with the best of the others, and what comes of it again.
        while let Some((newest, cost)) = gates.pop() {
            let joined = gates.iter().enumerate().map(|(n, (other, its))| {
                let joined = newest.join(other);
                let now = joined.cost();
                (now - cost - its, n, joined, now)
            });
            match joined.min_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((gain, n, joined, now)) if gain < 0.0 => {
                    gates.swap_remove(n);
                    gates.push((joined, now));
                }
                _ => {
                    gates.push((newest, cost));
                    break;
                }
            }
        }
    }
    gates.into_iter().map(|(gate, _)| gate).collect()
}

impl Gate {
    pub(crate) fn of(shape: &Shape, condition: &Condition) -> Self {
        let mut runs = Vec::new();
        for (length, after) in &condition.runs {
            let (min, max) = (*length.start(), *length.end());
            if max >= LENGTHS[0] {
                runs.push((min, min, After::Anything));
                break;
            }
            runs.push((min, max, *after));
        }
        let first = first_digits(shape).into_iter().flatten().take(runs[0].0).collect();
        let ends = runs.last().is_none_or(|(.., after)| !matches!(after, After::One(_)));
        let rest = if ends { Vec::new() } else { condition.rest.clone() };
        Self { start: shape.start, not_before: shape.not_before.unwrap_or_default(), first, runs, rest }
    }

    /// What opens wherever one of the two does.
    fn join(&self, other: &Self) -> Self {
        let first = self.first.iter().zip(&other.first).map(|(a, b)| a.union(*b)).collect();
        let mut runs: Vec<(usize, usize, After)> = Vec::new();
        let mut longest = 0;
        for ((min, max, after), (other_min, other_max, other)) in self.runs.iter().zip(&other.runs) {
            let after = match (*after, *other) {
                (After::One(a), After::One(b)) => After::One(a.union(b)),
                (After::None(a), After::None(b)) if a == b => After::None(a),
                _ => After::Anything,
            };
            let (min, max) = (*min.min(other_min), *max.max(other_max));
            longest += max + 1;
            if after == After::Anything || longest > Sweep::SHAPE_MAX {
                runs.push((min, min, After::Anything));
                break;
            }
            runs.push((min, max, after));
        }
        let whole = runs.last().is_none_or(|(.., after)| *after != After::Anything);
        let fits = longest + self.rest.iter().map(|item| item.max).sum::<usize>() <= Sweep::SHAPE_MAX;
        let same =
            whole && fits && self.rest == other.rest && runs.len() == self.runs.len() && runs.len() == other.runs.len();
        let rest = if same { self.rest.clone() } else { Vec::new() };
        let not_before = self.not_before.intersection(other.not_before);
        Self { start: self.start.min(other.start), not_before, first, runs, rest }
    }

    /// Steps of the mask program, and what the looks that it allows would cost instead.
    fn cost(&self) -> f64 {
        let mut steps = 2 + self.first.len() + self.rest.len() + usize::from(self.start > Start::Anywhere);
        // What joins mostly does.
        let joined = |b: u8| if self.start.is_joined_by(b) { 0.3 } else { 1.0 };
        let allows = |b: u8, share: f64| if self.not_before.contains(b) { 0.0 } else { share * joined(b) };
        let mut looks = RUNS * (allows(b'a', 0.15) + allows(b'.', 0.1) + allows(b'-', 0.2) + allows(b' ', 0.55));
        for set in &self.first {
            looks *= (b'0'..=b'9').filter(|b| set.contains(*b)).count() as f64 / 10.0;
        }
        for (n, (min, max, after)) in self.runs.iter().enumerate() {
            steps += 3 + (max - min);
            let of_length = |length: usize| OF_LENGTH.get(length).copied().unwrap_or(0.002);
            let share: f64 = match after {
                After::Anything => (*min..LENGTHS[0]).map(of_length).sum(),
                _ => (*min..=*max).map(of_length).sum(),
            };
            looks *= share * after.share() * if n > 0 { GOES_ON } else { 1.0 };
        }
        looks *= 0.1f64.powi(self.rest.len() as i32);
        steps as f64 + LOOK * looks
    }

    pub(crate) fn into_shape(self) -> Shape {
        let one = |set| Item { set, min: 1, max: 1 };
        let mut items: Vec<Item> = self.first.iter().map(|set| one(*set)).collect();
        let (mut seen, mut not_after) = (items.len(), None);
        for (min, max, after) in self.runs {
            items.push(Item { set: ByteSet::digits(), min: min - seen, max: max - seen });
            seen = 0;
            match after {
                After::One(set) => items.push(one(set)),
                After::None(set) => not_after = Some(set),
                After::Anything => {}
            }
        }
        items.extend(self.rest);
        items.retain(|item| item.max > 0);
        Shape { start: self.start, not_before: Some(self.not_before), items, not_after, anchor: 0 }
    }
}

impl After {
    /// How often it stands after a run of digits.
    fn share(self) -> f64 {
        let kinds = [(b' ', 0.2), (b'-', 0.12), (b':', 0.15), (b'.', 0.1), (b',', 0.08), (b'/', 0.03), (b'a', 0.2)];
        let of =
            |set: ByteSet| 0.02 + kinds.iter().filter(|(b, _)| set.contains(*b)).map(|(_, share)| share).sum::<f64>();
        match self {
            Self::Anything => 1.0,
            Self::One(set) => of(set),
            Self::None(set) => 1.0 - of(set).min(0.9),
        }
    }
}
