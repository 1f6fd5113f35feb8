//! Work on the threads of libuv's pool, while the event loop goes on.

use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use inkwash::Error;
use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::config::{failure, raise};

/// Tells jobs that nobody waits for them any more.
#[napi]
pub struct Cancel(Arc<AtomicBool>);

#[napi]
impl Cancel {
    /// Not cancelled yet.
    #[napi(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(Arc::default())
    }

    /// A job that waits never begins, one that reads or writes a file ends soon.
    #[napi]
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

type Work<T> = Box<dyn FnOnce() -> std::result::Result<T, Error> + Send>;

/// A piece of work with an outcome, which is given to JavaScript as a `J`.
pub struct Job<T, J = T> {
    work: Option<Work<T>>,
    cancelled: Arc<AtomicBool>,
    given: PhantomData<fn() -> J>,
}

/// A job that does `work`, which may ask whether to stop.
pub(crate) fn later<T, J>(
    cancel: &Cancel,
    work: impl FnOnce(&(dyn Fn() -> bool + Sync)) -> std::result::Result<T, Error> + Send + 'static,
) -> AsyncTask<Job<T, J>>
where
    T: Send + 'static,
    J: From<T> + ToNapiValue + TypeName,
{
    let cancelled = cancel.0.clone();
    let flag = cancelled.clone();
    let work: Work<T> = Box::new(move || work(&|| flag.load(Ordering::Relaxed)));
    AsyncTask::new(Job { work: Some(work), cancelled, given: PhantomData })
}

impl<T, J> Task for Job<T, J>
where
    T: Send + 'static,
    J: From<T> + ToNapiValue + TypeName,
{
    type Output = T;
    type JsValue = J;

    fn compute(&mut self) -> Result<T> {
        let work = self.work.take().filter(|_| !self.cancelled.load(Ordering::Relaxed));
        let Some(work) = work else { return Err(raise("ERR_INKWASH_ABORTED", "the work was cancelled")) };
        // A panic must not go through C, and what it says is not passed on.
        let done = catch_unwind(AssertUnwindSafe(work));
        done.map_err(|_| raise("ERR_INKWASH_INTERNAL", "inkwash has a defect: please report it"))?.map_err(failure)
    }

    fn resolve(&mut self, _: Env, output: T) -> Result<J> {
        Ok(J::from(output))
    }
}
