//! The native module of the Python package: converts types, releases the interpreter's lock and turns
//! errors into exceptions. Everything else is in the `inkwash` crate, or in Python beside it.
#![allow(clippy::doc_lazy_continuation, reason = "what is documented for Python is no Markdown")]

mod config;
mod files;
mod finding;
mod scanner;
mod scrubber;
mod tables;
mod text;

use pyo3::prelude::*;

use crate::config::error;

/// Numbers values, and puts them back.
#[pyclass(frozen, name = "_Session", module = "inkwash._inkwash")]
struct Session(inkwash::Session);

#[pymethods]
impl Session {
    #[new]
    fn new(scanner: PyRef<'_, scanner::Scanner>) -> PyResult<Self> {
        inkwash::Session::with_scanner(&scanner.scanner).map(Self).map_err(error)
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
    module.add_class::<scanner::Scanner>()?;
    module.add_class::<scrubber::Scrubber>()?;
    module.add_class::<tables::TableScan>()?;
    module.add_class::<tables::TableScrub>()?;
    module.add_class::<Session>()?;
    module.add_function(wrap_pyfunction!(new_key, module)?)?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(entities, module)?)
}
