use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PySlice;

use crate::config::raise;

/// Something found, without its value: `of` takes that from the text.
///
/// `start` and `end` count code points of a str and bytes of bytes, `byte_start` and `byte_end` bytes
/// of UTF-8.
#[pyclass(frozen, eq, module = "inkwash")]
#[derive(PartialEq)]
pub(crate) struct Finding {
    #[pyo3(get)]
    entity: String,
    #[pyo3(get)]
    start: usize,
    #[pyo3(get)]
    end: usize,
    #[pyo3(get)]
    byte_start: usize,
    #[pyo3(get)]
    byte_end: usize,
    #[pyo3(get)]
    score: f64,
    #[pyo3(get)]
    class_: Cow<'static, str>,
    evidence: Evidence,
}

enum Evidence {
    /// Written out when it is asked for.
    Of(inkwash::Evidence),
    Reasons(Vec<String>),
}

impl Evidence {
    fn reasons(&self) -> Vec<String> {
        match self {
            Self::Of(evidence) => evidence.reasons(),
            Self::Reasons(reasons) => reasons.clone(),
        }
    }
}

impl PartialEq for Evidence {
    fn eq(&self, other: &Self) -> bool {
        self.reasons() == other.reasons()
    }
}

impl Finding {
    pub(crate) fn all(found: &[inkwash::Finding<'_>], text: &[u8], is_str: bool) -> Vec<Self> {
        let (mut at, mut points) = (0, 0);
        let mut point = |to: usize| {
            if !is_str {
                return to;
            }
            points += text[at..to].iter().filter(|b| **b & 0xc0 != 0x80).count();
            at = to;
            points
        };
        let of = |f: &inkwash::Finding<'_>| Self {
            entity: f.entity.to_owned(),
            start: point(f.span.start),
            end: point(f.span.end),
            byte_start: f.span.start,
            byte_end: f.span.end,
            score: f.score.to_f64(),
            class_: f.class.name().into(),
            evidence: Evidence::Of(f.evidence),
        };
        found.iter().map(of).collect()
    }
}

#[pymethods]
impl Finding {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "pickle makes it again from all its parts")]
    fn new(
        entity: String,
        start: usize,
        end: usize,
        byte_start: usize,
        byte_end: usize,
        score: f64,
        class_: String,
        evidence: Vec<String>,
    ) -> Self {
        Self {
            entity,
            start,
            end,
            byte_start,
            byte_end,
            score,
            class_: class_.into(),
            evidence: Evidence::Reasons(evidence),
        }
    }

    #[getter]
    fn evidence(&self) -> Vec<String> {
        self.evidence.reasons()
    }

    fn __getnewargs__(&self) -> (&str, usize, usize, usize, usize, f64, &str, Vec<String>) {
        let Self { entity, start, end, byte_start, byte_end, score, class_, evidence } = self;
        (entity, *start, *end, *byte_start, *byte_end, *score, class_, evidence.reasons())
    }

    /// The value, taken from the text that was scanned.
    ///
    /// >>> text = "mail to bo@example.org"
    /// >>> Scanner().scan(text)[0].of(text)
    /// 'bo@example.org'
    fn of<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if self.end > text.len()? {
            return Err(raise("DataError", "this is not the text in which it was found: it is too short"));
        }
        text.get_item(PySlice::new(text.py(), self.start as isize, self.end as isize, 1))
    }

    fn __repr__(&self) -> String {
        let Self { entity, start, end, score, class_, .. } = self;
        format!("Finding(entity='{entity}', start={start}, end={end}, score={score:.3}, class_='{class_}')")
    }

    fn __hash__(&self) -> u64 {
        (self.byte_start as u64) << 32 | self.byte_end as u64
    }
}
