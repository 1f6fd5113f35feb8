use core::fmt;

/// How sure a finding is, from 0 to 1, kept in thousandths so that every machine computes the
/// same value.
///
/// ```
/// use inkwash_core::Score;
/// assert_eq!(Score::permille(850).to_string(), "0.850");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// Certain.
    pub const MAX: Self = Self(1000);
    /// The least score that is reported and acted on unless the policy says otherwise.
    pub const DEFAULT_MIN: Self = Self(500);

    /// A score of `n` thousandths; more than 1000 counts as 1000.
    #[must_use]
    pub const fn permille(n: u16) -> Self {
        Self(if n > 1000 { 1000 } else { n })
    }

    /// The score in thousandths.
    #[must_use]
    pub const fn to_permille(self) -> u16 {
        self.0
    }

    /// The score as a number from 0 to 1.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The score after independent evidence *for* it that is right with the given probability:
    /// `1 - (1 - s)(1 - p)`.
    #[must_use]
    pub const fn raised_by(self, probability: Self) -> Self {
        let miss = (1000 - self.0 as u32) * (1000 - probability.0 as u32) / 1000;
        Self(1000 - miss as u16)
    }

    /// The score after evidence *against* it: `s * factor`.
    #[must_use]
    pub const fn lowered_by(self, factor: Self) -> Self {
        Self((self.0 as u32 * factor.0 as u32 / 1000) as u16)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}
