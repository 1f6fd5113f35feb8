//! What the values of a column say about it: how many pass a detector's check, and how many would
//! by chance.
//!
//! One number in ten passes Luhn, so a value alone proves little; of a thousand order numbers a
//! hundred pass, of a thousand cards all. A column's values are taken as a mixture of true ones and
//! of others that pass by chance: of a rate `r`, where chance passes `c`, the share `w = (r - c) /
//! (1 - c)` is true, and so a value that passes is true with probability `w / r`. Bounds two standard
//! errors off (Agresti and Coull) stand for how little few witnesses say. All in whole numbers, so
//! that every machine judges alike.

use alloc::vec::Vec;

use crate::{CellFinding, Engine, EntityId, Pass, Score, Span};

/// Values of more bytes are text.
const MAX_LEN: usize = 40;
/// Values with fewer digits are words.
const MIN_DIGITS: usize = 4;
/// A column with more shapes than this is no column of numbers; further ones are not looked at.
const MAX_SHAPES: usize = 8;
/// Kinds that are followed in one shape.
const MAX_KINDS: usize = 64;
/// Distinct values that are counted.
const MAX_DISTINCT: u32 = 1024;
/// Fewer distinct values, after the one that a kind was met with, make no column what it is.
const MIN_RAISING: u32 = 7;
/// Bits of evidence against chance that it takes, in 1/1024: one in a million.
const BEYOND_CHANCE: i64 = 20 << 10;
/// What is known to be another kind's keeps this much of its score.
const ANOTHERS: Score = Score::permille(100);
/// Bits (in 1/1024) of later evidence that what passes is no chance after all; by chance it adds up
/// to so much once in a million values.
const DOUBTFUL: i32 = 20 << 10;
/// That the column holds it after all: once in four thousand million.
const CERTAIN: i32 = 32 << 10;

/// A cell that passes a detector's check as a whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Witness {
    pub(crate) entity: EntityId,
    /// One in so many passes by chance.
    pub(crate) one_in: u32,
    /// Its score without context: how telling the check is.
    pub(crate) score: Score,
}

/// Parts-per-million, of which whole chances are made.
const ONE: i64 = 1_000_000;

/// What was learnt about one kind among values of one shape.
#[derive(Clone, Debug)]
struct Kind {
    entity: EntityId,
    one_in: u32,
    /// The highest of its witnesses.
    score: Score,
    /// Of so many values that are built like it so many pass: the distinct ones after that which it was
    /// met with, or the later ones that changed the verdict.
    of: u32,
    passes: u32,
    verdict: Verdict,
    /// Later evidence for it, and the values and passes since that began to add up.
    later: i32,
    since: (u32, u32),
}

/// What a column's values make of the hits of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Too little is known.
    Open,
    /// It is what the column holds; at least this likely.
    Holds(Score),
    /// It passes by chance; at most this likely.
    Chance(Score),
}

/// Values that are written alike: digits and letters in the same places, the same punctuation.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    signature: u32,
    /// Distinct values while it is learnt.
    distinct: u32,
    kinds: Vec<Kind>,
    /// Hashes of the values counted, in a table of a power of two; 0 is free.
    seen: Vec<u32>,
    /// The last few values after the verdict.
    last: [u32; 4],
}

/// All that the values of a column say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Witnesses {
    shapes: Vec<Shape>,
}

/// The span of a cell's text without blanks around it.
pub(crate) fn whole(text: &[u8]) -> Span {
    let start = text.len() - text.trim_ascii_start().len();
    Span::new(start, start + text.trim_ascii().len())
}

/// Whether a cell's text is a number or code of which a column may consist.
pub(crate) fn is_value(text: &[u8]) -> bool {
    signature(text.trim_ascii()).is_some()
}

/// A value's hash, never 0.
fn hash(value: &[u8]) -> u32 {
    let all = value.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3));
    ((all ^ all >> 32) as u32).max(1)
}

/// How a value is written; `None` if it is no number or code.
fn signature(value: &[u8]) -> Option<u32> {
    if value.len() > MAX_LEN {
        return None;
    }
    let (mut digits, mut signature) = (0, 0x811c_9dc5_u32);
    for &b in value {
        let class = match b {
            b'0'..=b'9' => b'9',
            b'a'..=b'z' | b'A'..=b'Z' => b'a',
            b => b,
        };
        digits += usize::from(class == b'9');
        signature = (signature ^ u32::from(class)).wrapping_mul(0x0100_0193);
    }
    (digits >= MIN_DIGITS).then_some(signature)
}

/// The binary logarithm of a number from 1, in 1/1024.
fn log2(x: u64) -> i64 {
    let whole = x.max(1).ilog2();
    let mut mantissa = u128::from(x.max(1)) << 40 >> whole;
    let mut log = i64::from(whole);
    for _ in 0..10 {
        mantissa = (mantissa * mantissa) >> 40;
        let bit = mantissa >> 41;
        mantissa >>= bit;
        log = log << 1 | bit as i64;
    }
    log
}

/// The least and the most that the rate of `k` in `n` may be, in millionths.
fn bounds(k: u32, n: u32) -> (i64, i64) {
    let n = i64::from(n) + 4;
    let rate = (i64::from(k) + 2) * ONE / n;
    let error = ((rate * (ONE - rate) / n) as u64).isqrt() as i64;
    ((rate - 2 * error).max(0), (rate + 2 * error).min(ONE))
}

/// How likely a value that passes is a true one, where so many pass and one in `one_in` does by
/// chance.
fn posterior(rate: i64, one_in: u32) -> Score {
    let chance = ONE / i64::from(one_in);
    if rate <= chance {
        return Score::permille(0);
    }
    let share = (rate - chance) * ONE / (ONE - chance);
    Score::permille((share * 1000 / rate) as u16)
}

/// How many bits (in 1/1024) `k` of `n` are beyond chance: the likelihood ratio of the rate itself.
fn beyond_chance(k: u32, n: u32, one_in: u32) -> i64 {
    let (k, n, one_in) = (u64::from(k), u64::from(n), u64::from(one_in));
    if k * one_in <= n {
        return 0;
    }
    let fails = n - k;
    let pass = log2(k) - log2(n) + log2(one_in);
    let fail = log2(fails) - log2(n) + log2(one_in) - log2(one_in - 1);
    k as i64 * pass + if fails > 0 { fails as i64 * fail } else { 0 }
}

impl Kind {
    const fn new(witness: Witness) -> Self {
        let Witness { entity, one_in, score } = witness;
        Self { entity, one_in, score, of: 0, passes: 0, verdict: Verdict::Open, later: 0, since: (0, 0) }
    }

    /// The verdict that the values allow, for this kind alone.
    fn judged(&self) -> Verdict {
        let (least, most) = bounds(self.passes, self.of);
        let likely = posterior(least, self.one_in);
        if self.of >= MIN_RAISING
            && self.passes * 2 >= self.of
            && likely >= Score::DEFAULT_MIN
            && self.is_beyond_chance()
        {
            return Verdict::Holds(likely);
        }
        match posterior(most, self.one_in) {
            chance if chance < Score::DEFAULT_MIN => Verdict::Chance(chance),
            _ => Verdict::Open,
        }
    }

    fn is_beyond_chance(&self) -> bool {
        beyond_chance(self.passes, self.of, self.one_in) >= BEYOND_CHANCE
    }

    /// Takes one more value after the verdict. It may only become better for the kind: half of the
    /// values being true is held against chance, from the value on where that began to look better
    /// (Page's cumulative sum).
    fn go_on(&mut self, passes: bool) {
        if matches!(self.verdict, Verdict::Holds(_)) {
            return;
        }
        let one_in = u64::from(self.one_in);
        let step = if passes {
            // (1 + c) / 2 over c.
            log2(one_in + 1) - (1 << 10)
        } else {
            // (1 - c) / 2 over 1 - c.
            -(1 << 10)
        };
        self.since = (self.since.0 + 1, self.since.1 + u32::from(passes));
        self.later = (self.later + step as i32).max(0);
        if self.later >= CERTAIN {
            (self.of, self.passes) = self.since;
            self.verdict = Verdict::Holds(posterior(ONE / 2, self.one_in));
        } else if self.later >= DOUBTFUL {
            self.verdict = Verdict::Open;
        } else if self.later == 0 {
            self.since = (0, 0);
        }
    }
}

impl Shape {
    /// The kinds of which something is known.
    pub(crate) fn entities(&self) -> impl Iterator<Item = EntityId> + '_ {
        self.kinds.iter().map(|kind| kind.entity)
    }

    /// Whether the value is a new one; it is one from now on.
    fn is_new(&mut self, hash: u32) -> bool {
        if self.distinct >= MAX_DISTINCT {
            return false;
        }
        if self.distinct as usize * 2 >= self.seen.len() {
            let old = core::mem::take(&mut self.seen);
            self.seen.resize((old.len() * 2).max(8), 0);
            old.into_iter().filter(|h| *h != 0).for_each(|h| self.note(h));
        }
        let is_new = !self.slot(hash).1;
        if is_new {
            self.note(hash);
            self.distinct += 1;
        }
        is_new
    }

    /// Where a hash is or would be, and whether it is.
    fn slot(&self, hash: u32) -> (usize, bool) {
        let mask = self.seen.len() - 1;
        let mut at = hash.wrapping_mul(0x9e37_79b1) as usize >> 7 & mask;
        while self.seen[at] != 0 && self.seen[at] != hash {
            at = (at + 1) & mask;
        }
        (at, self.seen[at] == hash)
    }

    fn note(&mut self, hash: u32) {
        let (at, _) = self.slot(hash);
        self.seen[at] = hash;
    }

    /// Adds the witnesses' kinds, as far as there is room.
    fn add(&mut self, witnesses: &[Witness]) {
        for witness in witnesses {
            if self.kinds.len() < MAX_KINDS && self.kinds.iter().all(|k| k.entity != witness.entity) {
                self.kinds.push(Kind::new(*witness));
            }
        }
    }

    /// Judges its kinds, each against chance and all against the one that explains it best.
    fn judge(&mut self) {
        let distinct = self.distinct;
        for kind in &mut self.kinds {
            kind.verdict = kind.judged();
        }
        let most = self.kinds.iter().map(|k| k.passes).max().unwrap_or(0);
        // Kinds whose checks are alike pass about as often; the more is asked of a value, the more it
        // means that all pass.
        let nearly = self.kinds.iter().enumerate().filter(|(_, k)| k.passes + distinct / 50 >= most);
        let holds = nearly.filter(|(_, k)| matches!(k.verdict, Verdict::Holds(_)));
        let Some(best) = holds.max_by_key(|(n, k)| (k.score, core::cmp::Reverse(*n))).map(|(n, _)| n) else { return };
        let explains = (self.kinds[best].passes + 1) * 10 >= distinct * 9;
        for (n, kind) in self.kinds.iter_mut().enumerate() {
            if n == best {
                continue;
            }
            kind.verdict = match kind.verdict {
                _ if explains && !kind.is_beyond_chance() => Verdict::Chance(ANOTHERS),
                Verdict::Holds(_) => Verdict::Open,
                other => other,
            };
        }
    }

    /// One in how many values passes by chance, if the kind is known.
    pub(crate) fn one_in(&self, entity: EntityId) -> Option<u32> {
        self.kinds.iter().find(|k| k.entity == entity).map(|k| k.one_in)
    }

    /// A finding of a whole cell of this shape, weighed with what the column's values say. What the
    /// column is named for is not called chance.
    pub(crate) fn weigh(&self, finding: CellFinding, named: bool) -> CellFinding {
        let Some(kind) = self.kinds.iter().find(|k| k.entity == finding.entity) else { return finding };
        match kind.verdict {
            Verdict::Holds(likely) => CellFinding {
                score: finding.score.raised_by(likely),
                evidence: finding.evidence.with_pass(Pass {
                    passed: kind.passes + 1,
                    of: kind.of + 1,
                    chance: (kind.of + 1) / kind.one_in,
                }),
                ..finding
            },
            Verdict::Chance(likely) if !named => CellFinding { score: finding.score.min(likely), ..finding },
            _ => finding,
        }
    }
}

impl Witnesses {
    /// Whether nothing passed anything.
    pub(crate) fn is_silent(&self) -> bool {
        self.shapes.iter().all(|s| s.kinds.is_empty())
    }

    /// Takes a value, and what it passes, while the column is being learnt.
    pub(crate) fn observe(&mut self, engine: &Engine, text: &[u8], witnesses: &[Witness]) {
        let value = text.trim_ascii();
        let Some(signature) = signature(value) else { return };
        let Some(shape) = self.shape_mut(signature) else { return };
        if !shape.is_new(hash(value)) {
            return;
        }
        for kind in &mut shape.kinds {
            let witness = witnesses.iter().find(|w| w.entity == kind.entity);
            let passes = witness.is_some();
            // Forms and ranges of one length may differ in them.
            if let Some(witness) = witness {
                kind.one_in = kind.one_in.min(witness.one_in);
                kind.score = kind.score.max(witness.score);
            }
            kind.passes += u32::from(passes);
            kind.of += u32::from(passes || engine.detector(kind.entity).one_in(value) > 1);
        }
        // That it was met with some value was chance: only those after it count.
        shape.add(witnesses);
    }

    /// Ends learning. What passes by chance is kept if it would be found without, its score being no
    /// less than `least`, and if there is room.
    pub(crate) fn judge(&mut self, least: Score, has_room: bool) {
        for shape in &mut self.shapes {
            shape.seen = Vec::new();
            shape.judge();
            shape.kinds.retain(|k| match k.verdict {
                Verdict::Open => false,
                Verdict::Holds(_) => true,
                Verdict::Chance(_) => has_room && k.score >= least,
            });
            shape.kinds.shrink_to_fit();
        }
        self.shapes.retain(|s| !s.kinds.is_empty());
        self.shapes.shrink_to_fit();
    }

    /// How many kinds are known.
    pub(crate) fn kinds(&self) -> usize {
        self.shapes.iter().map(|s| s.kinds.len()).sum()
    }

    /// Takes a value after the column was judged.
    pub(crate) fn go_on(&mut self, text: &[u8], witnesses: &[Witness]) {
        if self.shapes.is_empty() && witnesses.is_empty() {
            return;
        }
        let value = text.trim_ascii();
        let Some(signature) = signature(value) else { return };
        if witnesses.is_empty() && !self.shapes.iter().any(|s| s.signature == signature) {
            return;
        }
        let Some(shape) = self.shape_mut(signature) else { return };
        let hash = hash(value);
        if shape.last.contains(&hash) {
            return;
        }
        shape.last.rotate_right(1);
        shape.last[0] = hash;
        shape.add(witnesses);
        for kind in &mut shape.kinds {
            kind.go_on(witnesses.iter().any(|w| w.entity == kind.entity));
        }
        shape.kinds.retain(|k| k.later > 0 || k.verdict != Verdict::Open);
        if shape.kinds.is_empty() {
            self.shapes.retain(|s| !s.kinds.is_empty());
        }
    }

    /// What was learnt of values that are written like this one.
    pub(crate) fn shape_of(&self, text: &[u8]) -> Option<&Shape> {
        if self.shapes.is_empty() {
            return None;
        }
        let signature = signature(text.trim_ascii())?;
        self.shapes.iter().find(|s| s.signature == signature)
    }

    fn shape_mut(&mut self, signature: u32) -> Option<&mut Shape> {
        let known = self.shapes.iter().position(|s| s.signature == signature);
        let at = known.or_else(|| {
            (self.shapes.len() < MAX_SHAPES).then(|| {
                self.shapes.push(Shape { signature, distinct: 0, kinds: Vec::new(), seen: Vec::new(), last: [0; 4] });
                self.shapes.len() - 1
            })
        });
        self.shapes.get_mut(at?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(passes: u32, of: u32, one_in: u32) -> Verdict {
        let witness = Witness { entity: EntityId(0), one_in, score: Score::permille(600) };
        Kind { passes, of, ..Kind::new(witness) }.judged()
    }

    #[test]
    fn logarithms_are_right() {
        for (x, log) in [(1, 0.0), (2, 1.0), (3, 1.585), (97, 6.6), (100, 6.6439), (1 << 40, 40.0)] {
            let found = log2(x) as f64 / 1024.0;
            assert!((found - log).abs() < 0.002, "{x}: {found}");
        }
    }

    #[test]
    fn all_that_pass_prove_what_they_are() {
        for (n, one_in) in [(7, 10), (9, 10), (1000, 10), (9, 97), (24, 7)] {
            assert!(matches!(verdict(n, n, one_in), Verdict::Holds(_)), "{n} of {n}, one in {one_in}");
        }
        assert!(matches!(verdict(990, 1000, 10), Verdict::Holds(p) if p > Score::permille(980)));
        for (passes, of, one_in) in [(6, 6, 10), (6, 9, 10), (7, 7, 4), (280, 1000, 10), (0, 0, 10)] {
            assert_eq!(verdict(passes, of, one_in), Verdict::Open, "{passes} of {of}, one in {one_in}");
        }
    }

    #[test]
    fn what_chance_explains_is_chance() {
        for (passes, of, one_in) in [(97, 1000, 10), (10, 100, 10), (0, 1000, 97), (8, 1000, 97), (0, 40, 10)] {
            assert!(matches!(verdict(passes, of, one_in), Verdict::Chance(_)), "{passes} of {of}, one in {one_in}");
        }
        for (passes, of, one_in) in [(1, 10, 10), (200, 1000, 10), (3, 100, 97), (13, 100, 10)] {
            assert_eq!(verdict(passes, of, one_in), Verdict::Open, "{passes} of {of}, one in {one_in}");
        }
    }

    #[test]
    fn later_evidence_adds_up_only_where_chance_does_not() {
        let witness = Witness { entity: EntityId(0), one_in: 10, score: Score::permille(600) };
        let chance = Kind { verdict: Verdict::Chance(Score::permille(0)), ..Kind::new(witness) };
        let mut kind = chance.clone();
        for n in 0..100_000_u32 {
            kind.go_on(n.wrapping_mul(0x9e37_79b9) >> 8 & 0xff < 25);
        }
        assert_eq!(kind.verdict, chance.verdict);
        let mut kind = chance.clone();
        (0..8).for_each(|_| kind.go_on(true));
        assert_eq!(kind.verdict, chance.verdict);
        kind.go_on(true);
        assert_eq!(kind.verdict, Verdict::Open);
        (0..5).for_each(|_| kind.go_on(true));
        assert!(matches!(kind.verdict, Verdict::Holds(_)));
        kind.go_on(false);
        assert!(matches!(kind.verdict, Verdict::Holds(_)));
    }

    #[test]
    fn a_value_is_counted_once_however_it_is_repeated() {
        let mut shape = Shape { signature: 0, distinct: 0, kinds: Vec::new(), seen: Vec::new(), last: [0; 4] };
        for n in 0..5000_u32 {
            let value = hash(&(n % 700).to_le_bytes());
            assert_eq!(shape.is_new(value), n < 700, "{n}");
        }
        assert_eq!(shape.distinct, 700);
    }

    #[test]
    fn shapes_tell_numbers_from_words() {
        assert_eq!(signature(b"4111 1111"), signature(b"0000 9999"));
        assert_ne!(signature(b"4111 1111"), signature(b"4111-1111"));
        assert_eq!(signature(b"12345678Z"), signature(b"87654321a"));
        assert_eq!(signature(b"Anna Berg 12"), None);
    }
}
