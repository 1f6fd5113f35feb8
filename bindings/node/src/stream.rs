//! Streams that are pushed through piece by piece, and what streams and files come to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use inkwash::{Error, Pushed, Scrubber, StreamOptions};
use inkwash_arrow::FileSummary;
use napi::bindgen_prelude::{AsyncTask, Buffer, BufferSlice};
use napi::{Env, Result};
use napi_derive::napi;

use crate::config::failure;
use crate::job::{Cancel, Job, later};

/// Copying so few bytes takes less time than telling the garbage collector whose they are.
const SMALL: usize = 16 * 1024;

pub(crate) fn buffer(env: &Env, bytes: Vec<u8>) -> Result<BufferSlice<'_>> {
    if bytes.len() < SMALL { BufferSlice::copy_from(env, bytes) } else { BufferSlice::from_data(env, bytes) }
}

/// What a file or stream came to.
#[napi(object)]
pub struct Counted {
    /// The format it was read in.
    pub format: String,
    /// How many findings there were of each entity.
    pub findings: HashMap<String, i64>,
    /// The last bytes that a stream gives.
    pub rest: Option<Buffer>,
}

impl From<FileSummary> for Counted {
    fn from(summary: FileSummary) -> Self {
        let findings = summary.findings.into_iter().map(|(entity, n)| (entity, n as i64)).collect();
        Self { format: summary.format.to_owned(), findings, rest: None }
    }
}

impl From<(FileSummary, Vec<u8>)> for Counted {
    fn from((summary, rest): (FileSummary, Vec<u8>)) -> Self {
        Self { rest: Some(rest.into()), ..summary.into() }
    }
}

/// A stream.
#[napi]
pub struct Stream {
    pushed: Arc<Mutex<Pushed>>,
    scrubber: Scrubber,
}

impl Stream {
    pub(crate) fn new(scrubber: &Scrubber, format: &str) -> std::result::Result<Self, Error> {
        let pushed = scrubber.pushed(&StreamOptions::new().format(format)?);
        Ok(Self { pushed: Arc::new(Mutex::new(pushed)), scrubber: scrubber.clone() })
    }
}

fn push(pushed: &Mutex<Pushed>, piece: &[u8]) -> std::result::Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(piece.len() + piece.len() / 8);
    pushed.lock().unwrap_or_else(PoisonError::into_inner).push(piece, &mut out)?;
    Ok(out)
}

#[napi]
impl Stream {
    /// Takes a small piece, gives out what is judged by now.
    #[napi]
    pub fn push<'env>(&self, env: &'env Env, piece: &[u8]) -> Result<BufferSlice<'env>> {
        buffer(env, push(&self.pushed, piece).map_err(failure)?)
    }

    /// The same outside of the event loop, with a copy of the piece.
    #[napi]
    pub fn push_later(&self, piece: &[u8], cancel: &Cancel) -> AsyncTask<Job<Vec<u8>, Buffer>> {
        let (pushed, piece) = (self.pushed.clone(), piece.to_vec());
        later(cancel, move |_| push(&pushed, &piece))
    }

    /// Ends the stream.
    #[napi]
    pub fn finish(&self, cancel: &Cancel) -> AsyncTask<Job<(FileSummary, Vec<u8>), Counted>> {
        let (pushed, scrubber) = (self.pushed.clone(), self.scrubber.clone());
        later(cancel, move |_| {
            let mut rest = Vec::new();
            let summary = pushed.lock().unwrap_or_else(PoisonError::into_inner).finish(&mut rest)?;
            Ok((FileSummary::of(scrubber.scanner(), summary.format, &summary.tally), rest))
        })
    }
}
