//! Texts and bytes as Python gives them.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyByteArray, PyBytes, PyList, PyMemoryView, PyString};

use crate::config::{raise, type_error};

/// Below so many bytes it takes longer to release the interpreter's lock than to hold it.
const SHORT: usize = 512;

/// A text, or bytes.
pub(crate) enum Text<'t> {
    Str(PyBackedStr),
    Bytes(Cow<'t, [u8]>),
}

impl<'t> Text<'t> {
    pub(crate) fn of(given: &'t Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            return utf8(text).map(Self::Str);
        }
        if let Ok(bytes) = given.cast::<PyBytes>() {
            return Ok(Self::Bytes(Cow::Borrowed(bytes.as_bytes())));
        }
        if given.is_instance_of::<PyByteArray>() || given.is_instance_of::<PyMemoryView>() {
            let bytes = given.py().get_type::<PyBytes>().call1((given,))?;
            return Ok(Self::Bytes(Cow::Owned(bytes.extract()?)));
        }
        let name = given.get_type().name()?;
        Err(type_error(&format!("a text is a str, bytes, bytearray or memoryview, not {name}")))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Str(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    pub(crate) fn is_str(&self) -> bool {
        matches!(self, Self::Str(_))
    }

    /// Does something without the interpreter's lock if it may take long.
    pub(crate) fn detached<R: Send>(&self, py: Python<'_>, act: impl FnOnce() -> R + Send) -> R {
        if self.bytes().len() < SHORT { act() } else { py.detach(act) }
    }
}

/// A Python object of the same kind as `given`, which holds `new` instead of `old`.
pub(crate) fn like<'py>(given: &Bound<'py, PyAny>, old: &[u8], new: &[u8]) -> Bound<'py, PyAny> {
    let py = given.py();
    let is_str = given.is_instance_of::<PyString>();
    if old == new && (given.is_exact_instance_of::<PyString>() || given.is_exact_instance_of::<PyBytes>()) {
        given.clone()
    } else if is_str {
        PyString::new(py, &String::from_utf8_lossy(new)).into_any()
    } else {
        PyBytes::new(py, new).into_any()
    }
}

fn utf8(text: &Bound<'_, PyString>) -> PyResult<PyBackedStr> {
    let refused =
        |_| raise("DataError", "the text has lone surrogates, which no encoding takes: mend it, or pass bytes");
    PyBackedStr::try_from(text.clone()).map_err(refused)
}

/// A list of texts, some of which may be None.
pub(crate) struct Texts<'py> {
    pub(crate) given: Vec<Bound<'py, PyAny>>,
    pub(crate) texts: Vec<Option<PyBackedStr>>,
}

impl<'py> Texts<'py> {
    pub(crate) fn of(given: &Bound<'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() {
            return Err(type_error("texts are a list of str, not one: use scan or scrub"));
        }
        let given: Vec<_> = match given.cast::<PyList>() {
            Ok(list) => list.iter().collect(),
            Err(_) => given.try_iter()?.collect::<PyResult<_>>()?,
        };
        let of = |item: &Bound<'_, PyAny>| match item.cast::<PyString>() {
            Ok(text) => utf8(text).map(Some),
            Err(_) if item.is_none() => Ok(None),
            Err(_) => Err(type_error(&format!("a text is a str or None, not {}", item.get_type().name()?))),
        };
        let texts = given.iter().map(of).collect::<PyResult<_>>()?;
        Ok(Self { given, texts })
    }
}
