use std::sync::OnceLock;

use inkwash::{Cells, KeyRing, KeyText, Restorer};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::config::{self, Config, error};
use crate::files::{self, Told};
use crate::scanner::{Pool, Scanner};
use crate::tables::TableScrub;
use crate::text::{self, Text};

/// A scanner that rewrites what it finds. Made once, used from any number of threads.
///
/// `key` is a text, bytes, a pathlib.Path to a key file, or what the environment variable INKWASH_KEY
/// holds. `project` sets its stand-ins apart from those of other projects.
///
/// >>> scrubber = Scrubber("transforms.default = 'hash(len=8)'", key="an example secret, not for use")
/// >>> scrubber.scrub("mail to bo@example.org") == scrubber.scrub("mail to bo@example.org")
/// True
#[pyclass(frozen, extends = Scanner, module = "inkwash")]
pub(crate) struct Scrubber {
    key: Option<Py<PyAny>>,
    text: KeyText,
    project: Option<String>,
    scrubber: inkwash::Scrubber,
    restorer: OnceLock<Restorer>,
    cells: Pool<Cells<'static>>,
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
    ) -> PyResult<PyClassInitializer<Self>> {
        let config = Config::new(policy, entities, regions, min_score)?;
        let text = config::key(key)?;
        let ring = || ring(&text, project.as_deref());
        let scrubber = py.detach(|| inkwash::Scrubber::new(&config.policy()?, &ring()?)).map_err(error)?;
        let scanner = Scanner::with(config, scrubber.scanner().clone());
        let key = key.map(|key| key.clone().unbind());
        let (restorer, cells) = Default::default();
        let scrubber = Self { key, text, project, scrubber, restorer, cells };
        Ok(PyClassInitializer::from(scanner).add_subclass(scrubber))
    }

    /// The text, or the bytes, with stand-ins for what is found.
    fn scrub<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let text = Text::of(text)?;
        text.like(py, &self.rewritten(py, &text))
    }

    /// Bytes of any kind with stand-ins for what is found. What is not found stays byte for byte.
    ///
    /// >>> scrubber = Scrubber("transforms.default = 'redact'", key="an example secret, not for use")
    /// >>> scrubber.scrub_bytes(memoryview(b"\xff bo@example.org"))
    /// b'\xff [EMAIL_ADDRESS]'
    fn scrub_bytes<'py>(&self, py: Python<'py>, data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let text = Text::of(data)?;
        if text.is_str() {
            return Err(config::type_error("scrub_bytes wants bytes, bytearray or memoryview: scrub takes a str"));
        }
        Ok(PyBytes::new(py, &self.rewritten(py, &text)))
    }

    /// Many texts, each with stand-ins; None stays. With a column's name (`customers.email`) they are
    /// judged as its values.
    ///
    /// >>> scrubber = Scrubber("transforms.default = 'redact'", key="an example secret, not for use")
    /// >>> scrubber.scrub_batch(["Berg", None], column="last_name")
    /// ['[PERSON]', None]
    #[pyo3(signature = (texts, column=""))]
    fn scrub_batch(&self, py: Python<'_>, texts: &Bound<'_, PyAny>, column: &str) -> PyResult<Vec<Option<String>>> {
        let texts = text::list(texts)?;
        py.detach(|| self.scrubber.scrub_column(column, &texts)).map_err(error)
    }

    /// Writes a file's scrubbed copy. The target appears whole or not at all, and may be the source.
    #[pyo3(signature = (source, target, format="auto"))]
    fn scrub_file(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
        format: &str,
    ) -> PyResult<Told> {
        let (source, target) = (config::path(source)?, config::path(target)?);
        py.detach(|| files::scrub(&self.scrubber, &source, &target, format)).map_err(error)
    }

    /// Reads a binary file object to its end and writes what it holds, scrubbed, to another.
    ///
    /// >>> import io
    /// >>> scrubber = Scrubber("transforms.default = 'redact'", key="an example secret, not for use")
    /// >>> clean = io.BytesIO()
    /// >>> scrubber.scrub_stream(io.BytesIO(b"id,email\n1,bo@example.org\n"), clean)
    /// {'format': 'csv', 'findings': {'EMAIL_ADDRESS': 1}}
    /// >>> clean.getvalue()
    /// b'id,email\n1,[EMAIL_ADDRESS]\n'
    #[pyo3(signature = (readable, writable, format="auto"))]
    fn scrub_stream(
        &self,
        py: Python<'_>,
        readable: &Bound<'_, PyAny>,
        writable: &Bound<'_, PyAny>,
        format: &str,
    ) -> PyResult<Told> {
        let (source, target) = (readable.clone().unbind(), writable.clone().unbind());
        py.detach(|| files::scrub_stream(&self.scrubber, source, target, format)).map_err(error)
    }

    /// The text with the values back that the transform `tokenise` replaced with the same key.
    ///
    /// >>> scrubber = Scrubber("transforms.default = 'tokenise'", key="an example secret, not for use")
    /// >>> scrubber.restore(scrubber.scrub("mail to bo@example.org"))
    /// 'mail to bo@example.org'
    fn restore(&self, py: Python<'_>, text: &str) -> PyResult<String> {
        py.detach(|| {
            if self.restorer.get().is_none() {
                let _ = self.restorer.set(Restorer::new(ring(&self.text, self.project.as_deref())?)?);
            }
            self.restorer.get().expect("it was set").restore(text)
        })
        .map_err(error)
    }

    #[pyo3(signature = (data, table="", sample=None))]
    fn _scrub_arrow<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        table: &str,
        sample: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        TableScrub::all(py, &self.scrubber, data, table, sample)
    }

    /// Scrubs a table that comes batch by batch.
    #[pyo3(signature = (schema, table=""))]
    fn _scrub_table(&self, schema: &Bound<'_, PyAny>, table: &str) -> PyResult<TableScrub> {
        TableScrub::new(&self.scrubber, schema, table)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let this = slf.get();
        slf.as_super().get().config.reduce(slf.as_any(), Some((this.key.as_ref(), this.project.as_deref())))
    }
}

impl Scrubber {
    fn rewritten(&self, py: Python<'_>, text: &Text<'_>) -> Vec<u8> {
        let bytes = text.bytes();
        let mut out = Vec::with_capacity(bytes.len() + 16);
        self.cells.with(
            || self.scrubber.texts(),
            |cells| text.detached(py, || self.scrubber.scrub_with(bytes, cells, &mut out)),
        );
        out
    }
}

fn ring(text: &KeyText, project: Option<&str>) -> Result<KeyRing, inkwash::Error> {
    let ring = text.open(None)?;
    Ok(match project {
        Some(name) => ring.project(name),
        None => ring,
    })
}
