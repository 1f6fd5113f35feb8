//! The native module of the Python package: converts types, releases the interpreter's lock and turns
//! errors into exceptions. Everything else is in the `inkwash` crate, or in Python beside it.
#![allow(clippy::doc_lazy_continuation, reason = "what is documented for Python is no Markdown")]

mod config;
mod files;
mod finding;
mod plan;
mod scanner;
mod scrubber;
mod tables;
mod text;

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::config::error;
use crate::scanner::Scanner;
use crate::scrubber::Scrubber;

/// Numbers values, and puts them back.
#[pyclass(frozen, name = "_Session", module = "inkwash._inkwash")]
struct Session(inkwash::Session);

#[pymethods]
impl Session {
    /// With the key that is given, or the scrubber's if it is one; else without any.
    #[new]
    #[pyo3(signature = (scanner, key=None, sealed=None))]
    fn new(
        py: Python<'_>,
        scanner: &Bound<'_, Scanner>,
        key: Option<&Bound<'_, PyAny>>,
        sealed: Option<Vec<u8>>,
    ) -> PyResult<Self> {
        let engine = &scanner.get().scanner;
        let given = match (key, scanner.cast::<Scrubber>()) {
            (None, Ok(scrubber)) => Some(scrubber.get().ring().clone()),
            (None, Err(_)) if sealed.is_none() => None,
            (key, _) => {
                let text = config::key(key)?;
                Some(py.detach(|| config::ring(&text, None)).map_err(error)?)
            }
        };
        let session = match (given, sealed) {
            (Some(keys), Some(sealed)) => inkwash::Session::resume(engine, &keys, &sealed),
            (Some(keys), None) => inkwash::Session::with_keys(engine, &keys),
            (None, _) => inkwash::Session::with_scanner(engine),
        };
        session.map(Self).map_err(error)
    }

    fn seal<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.0.seal().map(|sealed| PyBytes::new(py, &sealed)).map_err(error)
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
    Ok(inkwash::KeyRing::generate().map_err(error)?.to_toml().to_string())
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
    module.add_class::<finding::Finding>()?;
    module.add_class::<Scanner>()?;
    module.add_class::<Scrubber>()?;
    module.add_class::<tables::TableScan>()?;
    module.add_class::<tables::TableScrub>()?;
    module.add_class::<plan::Plan>()?;
    module.add_class::<Session>()?;
    module.add_function(wrap_pyfunction!(new_key, module)?)?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(entities, module)?)
}
