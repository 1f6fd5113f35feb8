//! Options, keys and paths as Python gives them, and errors as Python wants them.

use std::path::PathBuf;

use inkwash::{Error, KeyRing, KeyText, Policy};
use pyo3::call::PyCallArgs;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::plan::Drift;

/// What a scanner or scrubber was made with, so that it can be made again elsewhere.
pub(crate) struct Config {
    policy: Option<String>,
    entities: Option<Vec<String>>,
    regions: Option<Vec<String>>,
    min_score: Option<f64>,
    environment: Option<String>,
}

impl Config {
    pub(crate) fn new(
        policy: Option<&Bound<'_, PyAny>>,
        entities: Option<Vec<String>>,
        regions: Option<Vec<String>>,
        min_score: Option<f64>,
        environment: Option<String>,
    ) -> PyResult<Self> {
        let policy = match policy {
            Some(text) if text.is_instance_of::<PyString>() => Some(text.extract()?),
            Some(file) => {
                let path = path(file)?;
                let failed = |e| error(Error::io(format!("cannot read the policy {}", path.display()), e));
                Some(std::fs::read_to_string(&path).map_err(failed)?)
            }
            None => None,
        };
        Ok(Self { policy, entities, regions, min_score, environment })
    }

    pub(crate) fn policy(&self) -> Result<Policy, Error> {
        let regions = self.regions.as_deref().unwrap_or_default();
        let (policy, entities) = (self.policy.as_deref(), self.entities.as_deref());
        Policy::chosen(policy, entities, regions, self.min_score, self.environment.as_deref())
    }

    /// What makes the same object again, for `pickle`.
    pub(crate) fn reduce<'py>(
        &self,
        of: &Bound<'py, PyAny>,
        key: Option<(Option<&Py<PyAny>>, Option<&str>)>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let py = of.py();
        let make = py.import("inkwash._make")?.getattr("make")?;
        let (key, project) = key.unwrap_or_default();
        let options = (&self.entities, &self.regions, self.min_score, &self.environment);
        let arguments = (of.get_type(), &self.policy, key, project, options);
        (make, arguments).into_pyobject(py)
    }
}

/// A file's path.
pub(crate) fn path(given: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    given.extract::<PathBuf>().map_err(|_| type_error("a path is a str or a pathlib.Path"))
}

/// A key: text or bytes, a file's path, or by default what `INKWASH_KEY` holds.
pub(crate) fn key(given: Option<&Bound<'_, PyAny>>) -> PyResult<KeyText> {
    let text = match given {
        None => match KeyText::from_env() {
            Some(text) => Ok(text),
            None => {
                let how = "no key: pass key= (a text of 16 characters or more, 32 bytes, a key ring or a \
                           pathlib.Path to one), or set INKWASH_KEY; inkwash.new_key() makes a key ring";
                return Err(raise("MissingKeyError", how));
            }
        },
        Some(text) if text.is_instance_of::<PyString>() => KeyText::new(text.extract::<String>()?.into_bytes()),
        Some(bytes) if bytes.is_instance_of::<PyBytes>() => KeyText::new(bytes.extract::<Vec<u8>>()?),
        Some(file) => KeyText::from_file(&path(file)?),
    };
    text.map_err(error)
}

pub(crate) fn ring(text: &KeyText, project: Option<&str>) -> Result<KeyRing, Error> {
    let ring = text.open(None)?;
    Ok(match project {
        Some(name) => ring.project(name),
        None => ring,
    })
}

/// The exception for an error.
pub(crate) fn error(error: Error) -> PyErr {
    if let Some(drift) = error.drift() {
        return raise_with("RefusedError", (error.to_string(), Drift::from(drift)));
    }
    let class = match &error {
        e if e.is_policy() => "PolicyError",
        e if e.is_key() => "KeyRingError",
        e if e.is_io() => "StreamError",
        _ => "DataError",
    };
    raise(class, &error.to_string())
}

pub(crate) fn raise(class: &str, message: &str) -> PyErr {
    raise_with(class, (message,))
}

fn raise_with(class: &str, arguments: impl for<'py> PyCallArgs<'py>) -> PyErr {
    Python::attach(|py| {
        let made = py.import("inkwash._errors").and_then(|m| m.getattr(class)?.call1(arguments));
        made.map_or_else(|fault| fault, PyErr::from_value)
    })
}

pub(crate) fn type_error(what: &str) -> PyErr {
    PyTypeError::new_err(what.to_owned())
}
