use pyo3::prelude::*;

use crate::config::error;

/// What a data set holds, place by place, and what shall happen to it: made by `Scanner.plan`, reviewed by
/// people, kept to by `scrub_file(…, plan=…)`. As text it is the TOML of `inkwash plan`; no value is in it.
///
/// >>> plan = Plan('plan = 1\n[places.email]\ntype = "text"\n')
/// >>> plan.drift(plan)
/// {'lines': [], 'gone': [], 'patch': ''}
#[pyclass(frozen, eq, module = "inkwash")]
#[derive(PartialEq)]
pub(crate) struct Plan(pub(crate) inkwash::Plan);

/// What a data set holds that its plan does not know.
#[derive(IntoPyObject)]
pub(crate) struct Drift {
    lines: Vec<String>,
    gone: Vec<String>,
    patch: String,
}

impl From<&inkwash::Drift> for Drift {
    fn from(drift: &inkwash::Drift) -> Self {
        Self { lines: drift.lines().to_vec(), gone: drift.gone().to_vec(), patch: drift.patch() }
    }
}

#[pymethods]
impl Plan {
    #[new]
    fn new(text: &str) -> PyResult<Self> {
        inkwash::Plan::parse(text).map(Self).map_err(error)
    }

    /// What another plan holds that this one does not know: a line for each, what accepts it when it is
    /// added to the file, and the places that are gone.
    fn drift(&self, now: &Self) -> Drift {
        (&self.0.drift(&now.0)).into()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<inkwash.{:?}>", self.0)
    }

    fn __getnewargs__(&self) -> (String,) {
        (self.__str__(),)
    }
}
