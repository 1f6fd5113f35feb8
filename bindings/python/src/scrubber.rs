use std::sync::OnceLock;

use inkwash::{Cells, KeyRing, Restorer};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::config::{self, Config, error};
use crate::files::{self, Told};
use crate::plan::Plan;
use crate::scanner::{Pool, Scanner};
use crate::tables::TableScrub;
use crate::text::{self, Text, Texts};

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
    ring: KeyRing,
    project: Option<String>,
    scrubber: inkwash::Scrubber,
    restorer: OnceLock<Restorer>,
    memory: Pool<(Cells<'static>, Vec<u8>)>,
}

#[pymethods]
impl Scrubber {
    #[new]
    #[pyo3(signature = (policy=None, key=None, *, project=None, entities=None, regions=None, min_score=None, environment=None))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
    fn new(
        py: Python<'_>,
        policy: Option<&Bound<'_, PyAny>>,
        key: Option<&Bound<'_, PyAny>>,
        project: Option<String>,
        entities: Option<Vec<String>>,
        regions: Option<Vec<String>>,
        min_score: Option<f64>,
        environment: Option<String>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let config = Config::new(policy, entities, regions, min_score, environment)?;
        let text = config::key(key)?;
        let make = || {
            let ring = config::ring(&text, project.as_deref())?;
            Ok((inkwash::Scrubber::new(&config.policy()?, &ring)?, ring))
        };
        let (scrubber, ring) = py.detach(make).map_err(error)?;
        let scanner = Scanner::with(config, scrubber.scanner().clone());
        let key = key.map(|key| key.clone().unbind());
        let (restorer, memory) = Default::default();
        let scrubber = Self { key, ring, project, scrubber, restorer, memory };
        Ok(PyClassInitializer::from(scanner).add_subclass(scrubber))
    }

    /// The text, or the bytes, with stand-ins for what is found.
    fn scrub<'py>(&self, py: Python<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.rewritten(py, text, &Text::of(text)?))
    }

    /// Bytes of any kind with stand-ins for what is found. What is not found stays byte for byte.
    ///
    /// >>> scrubber = Scrubber("transforms.default = 'redact'", key="an example secret, not for use")
    /// >>> scrubber.scrub_bytes(memoryview(b"\xff bo@example.org"))
    /// b'\xff [EMAIL_ADDRESS]'
    fn scrub_bytes<'py>(&self, py: Python<'py>, data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let text = Text::of(data)?;
        if text.is_str() {
            return Err(config::type_error("scrub_bytes wants bytes, bytearray or memoryview: scrub takes a str"));
        }
        Ok(self.rewritten(py, data, &text))
    }

    /// Many texts, each with stand-ins; None stays. With a column's name (`customers.email`) they are
    /// judged as its values.
    ///
    /// >>> scrubber = Scrubber("transforms.default = 'redact'", key="an example secret, not for use")
    /// >>> scrubber.scrub_batch(["Berg", None], column="last_name")
    /// ['[PERSON]', None]
    #[pyo3(signature = (texts, column=""))]
    fn scrub_batch<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        column: &str,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let Texts { given: mut all, texts } = Texts::of(texts)?;
        // What has changed: which text, and where its new one ends.
        let (mut changed, mut bytes) = (Vec::new(), Vec::new());
        let mut old = texts.iter().enumerate().filter_map(|(i, text)| Some((i, text.as_ref()?.as_bytes())));
        let run = || {
            let values = texts.iter().flatten().map(|text| text.as_bytes());
            self.scrubber.scrub_values(column, values, &mut |new| {
                let (i, old) = old.next().expect("a value comes out for each that went in");
                if new != old {
                    bytes.extend_from_slice(new);
                    changed.push((i, bytes.len()));
                }
            })
        };
        py.detach(run).map_err(error)?;
        let mut start = 0;
        for (i, end) in changed {
            all[i] = PyString::new(py, &String::from_utf8_lossy(&bytes[start..end])).into_any();
            start = end;
        }
        Ok(all)
    }

    /// Writes a file's scrubbed copy. The target appears whole or not at all, and may be the source. With a
    /// `plan` by that: what it does not know raises a RefusedError.
    #[pyo3(signature = (source, target, format="auto", *, plan=None))]
    fn scrub_file(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
        format: &str,
        plan: Option<&Plan>,
    ) -> PyResult<Told> {
        let (source, target) = (config::path(source)?, config::path(target)?);
        let plan = plan.map(|plan| &plan.0);
        py.detach(|| files::scrub(&self.scrubber, plan, &source, &target, format)).map_err(error)
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
    #[pyo3(signature = (readable, writable, format="auto", *, plan=None))]
    fn scrub_stream(
        &self,
        py: Python<'_>,
        readable: &Bound<'_, PyAny>,
        writable: &Bound<'_, PyAny>,
        format: &str,
        plan: Option<&Plan>,
    ) -> PyResult<Told> {
        let (source, target) = (readable.clone().unbind(), writable.clone().unbind());
        let plan = plan.map(|plan| &plan.0);
        py.detach(|| files::scrub_stream(&self.scrubber, plan, source, target, format)).map_err(error)
    }

    /// The text with the values back that the transform `tokenise` replaced with the same key.
    ///
    /// >>> scrubber = Scrubber("transforms.default = 'tokenise'", key="an example secret, not for use")
    /// >>> scrubber.restore(scrubber.scrub("mail to bo@example.org"))
    /// 'mail to bo@example.org'
    fn restore(&self, py: Python<'_>, text: &str) -> PyResult<String> {
        py.detach(|| {
            if self.restorer.get().is_none() {
                let _ = self.restorer.set(Restorer::new(self.ring.clone())?);
            }
            self.restorer.get().expect("it was set").restore(text)
        })
        .map_err(error)
    }

    #[pyo3(signature = (data, table="", sample=None, plan=None))]
    fn _scrub_arrow<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        table: &str,
        sample: Option<&Bound<'py, PyAny>>,
        plan: Option<&Plan>,
    ) -> PyResult<Bound<'py, PyAny>> {
        TableScrub::all(py, &self.scrubber, data, table, sample, plan)
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
    /// The same keys as it scrubs with, for what else they are for.
    pub(crate) fn ring(&self) -> &KeyRing {
        &self.ring
    }

    fn rewritten<'py>(&self, py: Python<'py>, given: &Bound<'py, PyAny>, text: &Text<'_>) -> Bound<'py, PyAny> {
        let bytes = text.bytes();
        let new = || (self.scrubber.texts(), Vec::new());
        self.memory.with(new, |(cells, out)| {
            text.detached(py, || self.scrubber.scrub_with(bytes, cells, out));
            let clean = text::like(given, bytes, out);
            out.clear();
            out.shrink_to(KEPT);
            clean
        })
    }
}

/// So many bytes of memory are kept from one text for the next.
const KEPT: usize = 64 * 1024;
