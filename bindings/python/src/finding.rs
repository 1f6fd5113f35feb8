use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PySlice;

use crate::config::raise;

/// Something found, without its value: `of` takes that from the text.
///
/// `start` and `end` count code points of a str and bytes of bytes, `byte_start` and `byte_end` bytes
/// of UTF-8.
#[pyclass(frozen, eq, get_all, module = "inkwash")]
#[derive(Clone, PartialEq)]
pub(crate) struct Finding {
    entity: String,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    score: f64,
    class_: Cow<'static, str>,
    evidence: Vec<String>,
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
            evidence: f.evidence.reasons(),
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
        Self { entity, start, end, byte_start, byte_end, score, class_: class_.into(), evidence }
    }

    fn __getnewargs__(&self) -> (&str, usize, usize, usize, usize, f64, &str, &[String]) {
        let Self { entity, start, end, byte_start, byte_end, score, class_, evidence } = self;
        (entity, *start, *end, *byte_start, *byte_end, *score, class_, evidence)
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
