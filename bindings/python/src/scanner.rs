use std::sync::{Mutex, PoisonError};

use inkwash::{Scratch, Verdict};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyTuple;

use crate::config::{self, Config, error};
use crate::files::{self, Told};
use crate::finding::Finding;
use crate::plan::Plan;
use crate::tables::{self, ColumnRow, TableScan};
use crate::text::{Text, Texts};

/// Finds personal data and secrets. Made once, used from any number of threads.
///
/// `policy` is TOML, the name of a ready one (`gdpr`) or a path; `entities`, `regions` and `min_score` are put over it,
/// and `environment` says which of its environments this is.
///
/// >>> scanner = Scanner(entities=["EMAIL_ADDRESS"], min_score=0.6)
/// >>> [f.entity for f in scanner.scan("bo@example.org from 192.0.2.7")]
/// ['EMAIL_ADDRESS']
#[pyclass(frozen, subclass, module = "inkwash")]
pub(crate) struct Scanner {
    pub(crate) config: Config,
    pub(crate) scanner: inkwash::Scanner,
    scratches: Pool<Scratch>,
}

/// Memory kept between calls: one for each thread that is at it at once.
pub(crate) struct Pool<T>(Mutex<Vec<T>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Pool<T> {
    pub(crate) fn with<R>(&self, new: impl FnOnce() -> T, act: impl FnOnce(&mut T) -> R) -> R {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = free().pop();
        let mut memory = kept.unwrap_or_else(new);
        let done = act(&mut memory);
        free().push(memory);
        done
    }
}

impl Scanner {
    pub(crate) fn with(config: Config, scanner: inkwash::Scanner) -> Self {
        Self { config, scanner, scratches: Pool::default() }
    }
}

/// Something that was considered in a text, and what became of it.
#[derive(IntoPyObject)]
struct Considered {
    entity: String,
    trigger: String,
    byte: usize,
    score: Option<f64>,
    evidence: Vec<String>,
    verdict: String,
}

#[pymethods]
impl Scanner {
    #[new]
    #[pyo3(signature = (policy=None, *, entities=None, regions=None, min_score=None, environment=None))]
    fn new(
        py: Python<'_>,
        policy: Option<&Bound<'_, PyAny>>,
        entities: Option<Vec<String>>,
        regions: Option<Vec<String>>,
        min_score: Option<f64>,
        environment: Option<String>,
    ) -> PyResult<Self> {
        let config = Config::new(policy, entities, regions, min_score, environment)?;
        let scanner = py.detach(|| inkwash::Scanner::with_policy(&config.policy()?)).map_err(error)?;
        Ok(Self::with(config, scanner))
    }

    /// The findings in a text, in order.
    fn scan(&self, py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Vec<Finding>> {
        let text = Text::of(text)?;
        let (bytes, is_str) = (text.bytes(), text.is_str());
        Ok(self.scratches.with(Scratch::default, |scratch| {
            text.detached(py, || Finding::all(&self.scanner.scan_with(bytes, scratch), bytes, is_str))
        }))
    }

    /// The findings in each of many texts; None has none.
    ///
    /// >>> [len(found) for found in Scanner().scan_batch(["bo@example.org", None, "no one"])]
    /// [1, 0, 0]
    fn scan_batch(&self, py: Python<'_>, texts: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<Finding>>> {
        let texts = Texts::of(texts)?.texts;
        Ok(py.detach(|| {
            self.scratches.with(Scratch::default, |scratch| {
                let mut of = |text: &PyBackedStr| {
                    let bytes = text.as_bytes();
                    Finding::all(&self.scanner.scan_with(bytes, scratch), bytes, true)
                };
                texts.iter().map(|text| text.as_ref().map(&mut of).unwrap_or_default()).collect()
            })
        }))
    }

    /// How much of each entity a file holds, and which format it was read as.
    #[pyo3(signature = (path, format="auto"))]
    fn scan_file(&self, py: Python<'_>, path: &Bound<'_, PyAny>, format: &str) -> PyResult<Told> {
        let path = config::path(path)?;
        py.detach(|| files::scan(&self.scanner, &path, format)).map_err(error)
    }

    /// What a file holds, place by place, with what the policy would do to it.
    #[pyo3(signature = (path, format="auto"))]
    fn plan(&self, py: Python<'_>, path: &Bound<'_, PyAny>, format: &str) -> PyResult<Plan> {
        let path = config::path(path)?;
        py.detach(|| inkwash_arrow::plan_file(&self.scanner, &path, format, &|| false)).map(Plan).map_err(error)
    }

    /// What an Arrow table holds, column by column, with what the policy would do to it.
    #[pyo3(signature = (data, table=""))]
    fn plan_arrow(&self, py: Python<'_>, data: &Bound<'_, PyAny>, table: &str) -> PyResult<Plan> {
        tables::plan(py, &self.scanner, data, table)
    }

    /// What each column of an Arrow table holds.
    #[pyo3(signature = (data, table=""))]
    fn scan_arrow(&self, py: Python<'_>, data: &Bound<'_, PyAny>, table: &str) -> PyResult<Vec<ColumnRow>> {
        TableScan::all(py, &self.scanner, data, table)
    }

    /// What was considered in a text that stands in `place` (`customers.email`), and why it was found or
    /// not.
    ///
    /// >>> [(c["entity"], c["verdict"]) for c in Scanner().explain("4111 1111 1111 1112")][:1]
    /// [('CREDIT_CARD', 'refused')]
    #[pyo3(signature = (text, place=""))]
    fn explain(&self, py: Python<'_>, text: &Bound<'_, PyAny>, place: &str) -> PyResult<Vec<Considered>> {
        let text = Text::of(text)?;
        let name = |entity| self.scanner.facts(entity).name.to_owned();
        let told = |c: inkwash::Considered| Considered {
            entity: name(c.entity),
            byte: c.anchor,
            score: c.weighed.map(|(_, finding)| finding.score.to_f64()),
            evidence: c.weighed.map(|(_, finding)| finding.evidence.reasons()).unwrap_or_default(),
            verdict: match c.verdict {
                Verdict::Refused => "refused".to_owned(),
                Verdict::TooWeak => "too weak".to_owned(),
                Verdict::Lost { to } => format!("lost to {}", name(to)),
                Verdict::Decoy => "look-alike".to_owned(),
                Verdict::Allowed => "allowed by the policy".to_owned(),
                Verdict::Found => "found".to_owned(),
            },
            trigger: c.trigger,
        };
        Ok(py.detach(|| self.scanner.explain(text.bytes(), place).into_iter().map(told).collect()))
    }

    /// Tells what a table holds that comes batch by batch.
    #[pyo3(signature = (schema, table=""))]
    fn _scan_table(&self, schema: &Bound<'_, PyAny>, table: &str) -> PyResult<TableScan> {
        TableScan::new(&self.scanner, schema, table)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        slf.get().config.reduce(slf.as_any(), None)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let count = slf.get().scanner.entities().filter(|f| !f.decoy).count();
        Ok(format!("<inkwash.{} of {count} entities>", slf.get_type().name()?))
    }
}
