//! Findings as Python sees them.

use inkwash::{Scanner, Verdict};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::config::raise;
use crate::text::Text;

/// Something found, without its value: `of` takes that from the text.
#[pyclass(frozen, eq, get_all, module = "inkwash")]
#[derive(Clone, PartialEq)]
pub(crate) struct Finding {
    entity: String,
    /// In code points of a str, in bytes of bytes.
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    score: f64,
    class_: &'static str,
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
            class_: f.class.name(),
            evidence: f.evidence.reasons(),
        };
        found.iter().map(of).collect()
    }
}

#[pymethods]
impl Finding {
    /// The value, taken from the text that was scanned.
    fn of<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if self.end > text.len()? {
            return Err(raise("DataError", "this is not the text in which it was found: it is too short"));
        }
        text.get_item(pyo3::types::PySlice::new(text.py(), self.start as isize, self.end as isize, 1))
    }

    fn __repr__(&self) -> String {
        let Self { entity, start, end, score, class_, .. } = self;
        format!("Finding(entity='{entity}', start={start}, end={end}, score={score:.3}, class_='{class_}')")
    }

    fn __hash__(&self) -> u64 {
        (self.byte_start as u64) << 32 | self.byte_end as u64
    }
}

/// What was considered in a text, and what became of it.
pub(crate) fn explain<'py>(
    py: Python<'py>,
    scanner: &Scanner,
    text: &Text<'_>,
    place: &str,
) -> PyResult<Bound<'py, PyList>> {
    let all = PyList::empty(py);
    for considered in py.detach(|| scanner.explain(text.bytes(), place)) {
        let row = PyDict::new(py);
        row.set_item("entity", scanner.facts(considered.entity).name)?;
        row.set_item("trigger", considered.trigger)?;
        row.set_item("byte", considered.anchor)?;
        if let Some((_, finding)) = considered.weighed {
            row.set_item("score", finding.score.to_f64())?;
            row.set_item("evidence", finding.evidence.reasons())?;
        }
        let verdict = match considered.verdict {
            Verdict::Refused => "refused".to_owned(),
            Verdict::TooWeak => "too weak".to_owned(),
            Verdict::Lost { to } => format!("lost to {}", scanner.facts(to).name),
            Verdict::Decoy => "look-alike".to_owned(),
            Verdict::Found => "found".to_owned(),
        };
        row.set_item("verdict", verdict)?;
        all.append(row)?;
    }
    Ok(all)
}
