//! Texts and bytes as Python gives them.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyList, PyMemoryView, PyString};

use crate::config::{raise, type_error};

/// Below so many bytes it takes longer to release the interpreter's lock than to hold it.
const SHORT: usize = 512;

/// A text, or bytes.
pub(crate) enum Text<'t> {
    Str(Cow<'t, str>),
    Bytes(Cow<'t, [u8]>),
}

impl<'t> Text<'t> {
    pub(crate) fn of(given: &'t Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            return Ok(Self::Str(text.to_cow().map_err(|_| surrogates())?));
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

    /// A Python object of the same kind.
    pub(crate) fn like<'py>(&self, py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self {
            Self::Str(_) => PyString::new(py, &String::from_utf8_lossy(bytes)).into_any(),
            Self::Bytes(_) => PyBytes::new(py, bytes).into_any(),
        })
    }
}

fn surrogates() -> PyErr {
    raise("DataError", "the text has lone surrogates, which no encoding takes: mend it, or pass bytes")
}

/// A list of texts, some of which may be None.
pub(crate) fn list(given: &Bound<'_, PyAny>) -> PyResult<Vec<Option<String>>> {
    if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() {
        return Err(type_error("texts are a list of str, not one: use scan or scrub"));
    }
    let of = |item: Bound<'_, PyAny>| match item.cast::<PyString>() {
        Ok(text) => Ok(Some(text.to_cow().map_err(|_| surrogates())?.into_owned())),
        Err(_) if item.is_none() => Ok(None),
        Err(_) => Err(type_error(&format!("a text is a str or None, not {}", item.get_type().name()?))),
    };
    match given.cast::<PyList>() {
        Ok(list) => list.iter().map(of).collect(),
        Err(_) => given.try_iter()?.map(|item| of(item?)).collect(),
    }
}
