use inkwash_core::Score;

/// How sure many findings are: how many have each score.
#[derive(Clone, Default)]
pub(crate) struct Scores(Vec<(u16, u64)>);

impl Scores {
    pub(crate) fn add(&mut self, score: Score, findings: u64) {
        let permille = score.to_permille();
        match self.0.binary_search_by_key(&permille, |(score, _)| *score) {
            Ok(at) => self.0[at].1 += findings,
            Err(at) => self.0.insert(at, (permille, findings)),
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(score, n)| self.add(Score::permille(*score), *n));
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|(_, n)| n).sum()
    }

    pub(crate) fn lowest(&self) -> Score {
        Score::permille(self.0.first().map_or(0, |(score, _)| *score))
    }

    pub(crate) fn highest(&self) -> Score {
        Score::permille(self.0.last().map_or(0, |(score, _)| *score))
    }

    pub(crate) fn mean(&self) -> f64 {
        let sum: u64 = self.0.iter().map(|(score, n)| u64::from(*score) * n).sum();
        sum as f64 / 1000.0 / self.count().max(1) as f64
    }

    /// The score of the finding in the middle; the lower one of two.
    pub(crate) fn median(&self) -> f64 {
        let middle = self.count().div_ceil(2);
        let mut seen = 0;
        let at = self.0.iter().find(|(_, n)| {
            seen += n;
            seen >= middle
        });
        at.map_or(0.0, |(score, _)| f64::from(*score) / 1000.0)
    }

    /// How many scores are in each tenth: from 0 to less than 0.1, …, from 0.9 to 1.
    pub(crate) fn tenths(&self) -> [u64; 10] {
        let mut tenths = [0; 10];
        self.0.iter().for_each(|(score, n)| tenths[usize::from(*score / 100).min(9)] += n);
        tenths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_medians_are_those_of_all_findings() {
        let mut scores = Scores::default();
        for (score, n) in [(900, 2), (500, 1), (1000, 2), (900, 1)] {
            scores.add(Score::permille(score), n);
        }
        assert_eq!((scores.count(), scores.lowest().to_permille(), scores.highest().to_permille()), (6, 500, 1000));
        assert!((scores.mean() - 0.8667).abs() < 0.0001);
        assert!((scores.median() - 0.9).abs() < 1e-9);
        assert_eq!(scores.tenths(), [0, 0, 0, 0, 0, 1, 0, 0, 0, 5]);
        let mut twice = scores.clone();
        twice.merge(&scores);
        assert_eq!(twice.tenths(), [0, 0, 0, 0, 0, 2, 0, 0, 0, 10]);
        assert!((Scores::default().mean() + Scores::default().median()).abs() < 1e-9);
    }
}
