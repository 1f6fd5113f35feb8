//! The native module of the Python package: converts types, releases the interpreter's lock and turns
//! errors into exceptions. Everything else is in the `inkwash` crate, or in Python beside it.

mod config;
mod files;
mod finding;
mod tables;
mod text;

use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use inkwash::{Cells, KeyRing, KeyText, Scratch};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::config::{Config, error};
use crate::finding::Finding;
use crate::text::Text;

/// Finds personal data and secrets. Made once, used from any number of threads.
#[pyclass(frozen, module = "inkwash")]
struct Scanner {
    config: Config,
    scanner: inkwash::Scanner,
    scratches: Mutex<Vec<Scratch>>,
}

/// Memory kept between calls: one for each thread that is at it at once.
fn borrow<T>(pool: &Mutex<Vec<T>>, new: impl FnOnce() -> T) -> T {
    pool.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_else(new)
}

fn give_back<T>(pool: &Mutex<Vec<T>>, used: T) {
    pool.lock().unwrap_or_else(PoisonError::into_inner).push(used);
}

fn scan(scanner: &inkwash::Scanner, scratches: &Mutex<Vec<Scratch>>, py: Python<'_>, text: &Text<'_>) -> Vec<Finding> {
    let mut scratch = borrow(scratches, Scratch::default);
    let bytes = text.bytes();
    let found = text.detached(py, || Finding::all(&scanner.scan_with(bytes, &mut scratch), bytes, text.is_str()));
    give_back(scratches, scratch);
    found
}

#[pymethods]
impl Scanner {
    #[new]
    #[pyo3(signature = (policy=None, *, entities=None, regions=None, min_score=None))]
    fn new(
        py: Python<'_>,
        policy: Option<&Bound<'_, PyAny>>,
        entities: Option<Vec<String>>,
        regions: Option<Vec<String>>,
        min_score: Option<f64>,
    ) -> PyResult<Self> {
        let config = Config::new(policy, entities, regions, min_score)?;
        let scanner = py.detach(|| inkwash::Scanner::with_policy(&config.policy()?)).map_err(error)?;
        Ok(Self { config, scanner, scratches: Mutex::default() })
    }

    fn scan(&self, py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Vec<Finding>> {
        Ok(scan(&self.scanner, &self.scratches, py, &Text::of(text)?))
    }

    fn scan_batch(&self, py: Python<'_>, texts: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<Finding>>> {
        let texts = text::list(texts)?;
        Ok(py.detach(|| {
            let mut scratch = borrow(&self.scratches, Scratch::default);
            let mut of = |text: &String| {
                Finding::all(&self.scanner.scan_with(text.as_bytes(), &mut scratch), text.as_bytes(), true)
            };
            let all = texts.iter().map(|text| text.as_ref().map(&mut of).unwrap_or_default()).collect();
            give_back(&self.scratches, scratch);
            all
        }))
    }

    #[pyo3(signature = (path, format="auto"))]
    fn scan_file<'py>(&self, py: Python<'py>, path: &Bound<'py, PyAny>, format: &str) -> PyResult<Bound<'py, PyDict>> {
        let path = config::path(path)?;
        files::scan(py, &self.scanner, &path, format)
    }

    #[pyo3(signature = (data, table=""))]
    fn scan_arrow<'py>(&self, py: Python<'py>, data: &Bound<'py, PyAny>, table: &str) -> PyResult<Bound<'py, PyList>> {
        tables::scan(py, &self.scanner, data, table)
    }

    #[pyo3(signature = (text, place=""))]
    fn explain<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>, place: &str) -> PyResult<Bound<'py, PyList>> {
        finding::explain(py, &self.scanner, &Text::of(text)?, place)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        slf.get().config.reduce(slf.as_any(), None)
    }

    fn __repr__(&self) -> String {
        format!("<inkwash.Scanner of {} entities>", self.scanner.entities().filter(|f| !f.decoy).count())
    }
}

/// Rewrites what a `Scanner` finds. Made once, used from any number of threads.
#[pyclass(frozen, module = "inkwash")]
struct Scrubber {
    config: Config,
    key: Option<Py<PyAny>>,
    text: KeyText,
    project: Option<String>,
    scrubber: inkwash::Scrubber,
    restorer: OnceLock<inkwash::Restorer>,
    scratches: Mutex<Vec<Scratch>>,
    cells: Mutex<Vec<Cells<'static>>>,
}

#[pymethods]
impl Scrubber {
    #[new]
    #[pyo3(signature = (policy=None, key=None, *, project=None, entities=None, regions=None, min_score=None))]
    fn new(
        py: Python<'_>,
        policy: Option<&Bound<'_, PyAny>>,
        key: Option<&Bound<'_, PyAny>>,
        project: Option<String>,
        entities: Option<Vec<String>>,
        regions: Option<Vec<String>>,
        min_score: Option<f64>,
    ) -> PyResult<Self> {
        let config = Config::new(policy, entities, regions, min_score)?;
        let text = config::key(key)?;
        let ring = || ring(&text, project.as_deref());
        let scrubber = py.detach(|| inkwash::Scrubber::new(&config.policy()?, &ring()?)).map_err(error)?;
        let key = key.map(|key| key.clone().unbind());
        let (restorer, scratches, cells) = Default::default();
        Ok(Self { config, key, text, project, scrubber, restorer, scratches, cells })
    }

    fn scan(&self, py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Vec<Finding>> {
        Ok(scan(self.scrubber.scanner(), &self.scratches, py, &Text::of(text)?))
    }

    fn scrub<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let text = Text::of(text)?;
        let mut cells = borrow(&self.cells, || self.scrubber.texts());
        let mut out = Vec::with_capacity(text.bytes().len() + 16);
        text.detached(py, || self.scrubber.scrub_with(text.bytes(), &mut cells, &mut out));
        give_back(&self.cells, cells);
        text.like(py, &out)
    }

    #[pyo3(signature = (texts, column=""))]
    fn scrub_batch(&self, py: Python<'_>, texts: &Bound<'_, PyAny>, column: &str) -> PyResult<Vec<Option<String>>> {
        let texts = text::list(texts)?;
        py.detach(|| self.scrubber.scrub_column(column, &texts)).map_err(error)
    }

    #[pyo3(signature = (source, target, format="auto"))]
    fn scrub_file<'py>(
        &self,
        py: Python<'py>,
        source: &Bound<'py, PyAny>,
        target: &Bound<'py, PyAny>,
        format: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        let (source, target) = (config::path(source)?, config::path(target)?);
        files::scrub(py, &self.scrubber, &source, &target, format)
    }

    #[pyo3(signature = (readable, writable, format="auto"))]
    fn scrub_stream<'py>(
        &self,
        py: Python<'py>,
        readable: &Bound<'py, PyAny>,
        writable: &Bound<'py, PyAny>,
        format: &str,
    ) -> PyResult<Bound<'py, PyDict>> {
        files::scrub_stream(py, &self.scrubber, readable, writable, format)
    }

    #[pyo3(signature = (data, table="", sample=None))]
    fn _scrub_arrow<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        table: &str,
        sample: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        tables::scrub(py, &self.scrubber, data, table, sample)
    }

    #[pyo3(signature = (schema, table=""))]
    fn _table(&self, schema: &Bound<'_, PyAny>, table: &str) -> PyResult<tables::Table> {
        tables::Table::new(&self.scrubber, schema, table)
    }

    fn restore<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<String> {
        let text = Text::of(text)?;
        let text = std::str::from_utf8(text.bytes()).map_err(|_| config::type_error("restore wants a str"))?;
        py.detach(|| {
            if self.restorer.get().is_none() {
                let _ = self.restorer.set(inkwash::Restorer::new(ring(&self.text, self.project.as_deref())?)?);
            }
            self.restorer.get().expect("it was set").restore(text)
        })
        .map_err(error)
    }

    #[pyo3(signature = (text, place=""))]
    fn explain<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>, place: &str) -> PyResult<Bound<'py, PyList>> {
        finding::explain(py, self.scrubber.scanner(), &Text::of(text)?, place)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let this = slf.get();
        this.config.reduce(slf.as_any(), Some((this.key.as_ref(), this.project.as_deref())))
    }

    fn __repr__(&self) -> String {
        format!("<inkwash.Scrubber of {} entities>", self.scrubber.entities().filter(|f| !f.decoy).count())
    }
}

fn ring(text: &KeyText, project: Option<&str>) -> Result<KeyRing, inkwash::Error> {
    let ring = text.open(None)?;
    Ok(match project {
        Some(name) => ring.project(name),
        None => ring,
    })
}

/// Numbers values, and puts them back.
#[pyclass(frozen, name = "_Session", module = "inkwash")]
struct Session(inkwash::Session);

#[pymethods]
impl Session {
    #[new]
    #[pyo3(signature = (policy=None, *, entities=None, regions=None, min_score=None))]
    fn new(
        policy: Option<&Bound<'_, PyAny>>,
        entities: Option<Vec<String>>,
        regions: Option<Vec<String>>,
        min_score: Option<f64>,
    ) -> PyResult<Self> {
        let config = Config::new(policy, entities, regions, min_score)?;
        let session = config.policy().and_then(|policy| inkwash::Session::new(&policy));
        session.map(Self).map_err(error)
    }

    fn scrub(&self, py: Python<'_>, text: &str) -> String {
        py.detach(|| self.0.scrub(text))
    }

    fn restore(&self, py: Python<'_>, text: &str) -> String {
        py.detach(|| self.0.restore(text))
    }
}

/// A new key ring as text, to be kept where only its custodians read.
#[pyfunction]
fn new_key() -> PyResult<String> {
    Ok(KeyRing::generate().map_err(error)?.to_toml().to_string())
}

/// The names of all entities.
#[pyfunction]
fn entities() -> Vec<&'static str> {
    inkwash::entity_names()
}

/// The `inkwash` command: returns its exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| inkwash_cli::run(arguments))
}

#[pymodule(gil_used = false)]
fn _inkwash(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Finding>()?;
    module.add_class::<Scanner>()?;
    module.add_class::<Scrubber>()?;
    module.add_class::<Session>()?;
    module.add_function(wrap_pyfunction!(new_key, module)?)?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(entities, module)?)
}
