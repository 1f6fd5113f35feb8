use inkwash::{Class, Error, Scanner, Score, Tally};

/// What makes the run fail.
#[derive(Clone)]
pub(super) enum FailOn {
    Class(Class),
    Entity(String),
    Score(f64),
}

impl FailOn {
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let classes = [Class::Critical, Class::Confidential, Class::Internal, Class::Public];
        if let Some(class) = classes.into_iter().find(|c| c.name() == text) {
            return Ok(Self::Class(class));
        }
        if let Some(score) = text.parse().ok().filter(|score| (0.0..=1.0).contains(score)) {
            return Ok(Self::Score(score));
        }
        inkwash::Policy::default().entities([text]).check(&inkwash::entity_names())?;
        Ok(Self::Entity(text.to_owned()))
    }

    /// Whether what was found, the highest score of which is this, fails the run.
    pub(super) fn is_met(&self, tally: &Tally, highest: Option<Score>, scanner: &Scanner) -> bool {
        if let Self::Score(least) = self {
            return highest.is_some_and(|score| score.to_f64() >= *least);
        }
        tally.findings.iter().zip(scanner.entities()).any(|(n, facts)| {
            *n > 0
                && match self {
                    Self::Class(class) => facts.class <= *class,
                    Self::Entity(name) => facts.name == name,
                    Self::Score(_) => false,
                }
        })
    }
}
