//! The native module of the npm package: converts types, leaves the event loop, and turns errors into
//! texts that begin with their code. Everything else is in the `inkwash` crate, or in TypeScript beside it.
// Not forbidden: what the macros of napi write has `unsafe` in it, and allows itself that.
#![deny(unsafe_code)]

mod config;
mod finding;
mod job;
mod stream;
mod text;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use inkwash::{Cells, Error, KeyRing, KeyText, Place, Plan, Scratch, StreamOptions};
use inkwash_arrow::FileSummary;
use napi::bindgen_prelude::{AsyncTask, Buffer, BufferSlice};
use napi::{Env, Result};
use napi_derive::napi;

use crate::config::{Options, failure};
use crate::finding::{Considered, Finding};
use crate::job::{Cancel, Job, later};
use crate::stream::{Counted, Stream};
use crate::text::Units;

/// Memory kept between calls: one for each thread that is at it at once.
struct Pool<T>(Mutex<Vec<T>>);

impl<T> Pool<T> {
    fn new() -> Self {
        Self(Mutex::default())
    }

    fn with<R>(&self, new: impl FnOnce() -> T, act: impl FnOnce(&mut T) -> R) -> R {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = kept().pop();
        let mut used = taken.unwrap_or_else(new);
        let done = act(&mut used);
        kept().push(used);
        done
    }
}

struct Finder {
    scanner: inkwash::Scanner,
    scratches: Pool<Scratch>,
}

impl Finder {
    fn new(scanner: inkwash::Scanner) -> Arc<Self> {
        Arc::new(Self { scanner, scratches: Pool::new() })
    }

    fn scan(&self, text: &[u8], units: Units) -> Vec<Finding> {
        let find = |text: &[u8]| {
            let scan = |scratch: &mut Scratch| Finding::all(&self.scanner.scan_with(text, scratch), text, units);
            self.scratches.with(Scratch::default, scan)
        };
        if units == Units::Wide { find(&text::narrow(text)) } else { find(text) }
    }
}

/// Finds personal data and secrets. Made once, used as often as one likes.
#[napi]
pub struct Scanner(Arc<Finder>);

#[napi]
impl Scanner {
    /// By these options; the key's are not looked at.
    #[napi(constructor)]
    pub fn new(options: Options) -> Result<Self> {
        let scanner = options.policy().and_then(|policy| inkwash::Scanner::with_policy(&policy));
        scanner.map(|scanner| Self(Finder::new(scanner))).map_err(failure)
    }

    /// Findings in a text, in UTF-16 units.
    #[napi]
    pub fn scan_text(&self, text: String) -> Vec<Finding> {
        self.0.scan(text.as_bytes(), Units::Utf16)
    }

    /// Findings in bytes, or in UTF-16 code units in little-endian order if they are wide.
    #[napi]
    pub fn scan_bytes(&self, bytes: &[u8], wide: bool) -> Vec<Finding> {
        self.0.scan(bytes, Units::of_bytes(wide))
    }

    /// The same outside of the event loop.
    #[napi]
    pub fn scan_text_later(&self, text: String, cancel: &Cancel) -> AsyncTask<Job<Vec<Finding>>> {
        let finder = self.0.clone();
        later(cancel, move |_| Ok(finder.scan(text.as_bytes(), Units::Utf16)))
    }

    /// The same outside of the event loop. Takes a copy, for JavaScript can change or hand away the bytes
    /// meanwhile.
    #[napi]
    pub fn scan_bytes_later(&self, bytes: &[u8], wide: bool, cancel: &Cancel) -> AsyncTask<Job<Vec<Finding>>> {
        let (finder, bytes) = (self.0.clone(), bytes.to_vec());
        later(cancel, move |_| Ok(finder.scan(&bytes, Units::of_bytes(wide))))
    }

    /// Counts what a file holds.
    #[napi]
    pub fn scan_file(&self, path: String, format: String, cancel: &Cancel) -> AsyncTask<Job<FileSummary, Counted>> {
        let finder = self.0.clone();
        later(cancel, move |stop| inkwash_arrow::scan_file(&finder.scanner, &PathBuf::from(path), &format, stop))
    }

    /// Plans what shall happen to a file, as TOML.
    #[napi]
    pub fn plan_file(&self, path: String, format: String, cancel: &Cancel) -> AsyncTask<Job<String>> {
        let finder = self.0.clone();
        later(cancel, move |stop| {
            let plan = inkwash_arrow::plan_file(&finder.scanner, &PathBuf::from(path), &format, stop)?;
            Ok(plan.to_string())
        })
    }

    /// What was considered in a text, and what became of it.
    #[napi]
    pub fn explain(&self, text: String, place: String) -> Vec<Considered> {
        Considered::all(&self.0.scanner, text.as_bytes(), &place)
    }
}

struct Rewriter {
    scrubber: inkwash::Scrubber,
    finder: Arc<Finder>,
    key: KeyText,
    project: Option<String>,
    restorer: OnceLock<inkwash::Restorer>,
    texts: Pool<Cells<'static>>,
    ndjson: StreamOptions,
}

impl Rewriter {
    fn scrub(&self, text: &[u8], format: &str, units: Units) -> std::result::Result<Vec<u8>, Error> {
        if units == Units::Wide {
            return Ok(text::widen(&self.scrub_narrow(&text::narrow(text), format)?));
        }
        self.scrub_narrow(text, format)
    }

    fn scrub_narrow(&self, text: &[u8], format: &str) -> std::result::Result<Vec<u8>, Error> {
        let mut out = Vec::with_capacity(text.len() + 16);
        if format == "text" {
            self.texts.with(|| self.scrubber.texts(), |cells| self.scrubber.scrub_with(text, cells, &mut out));
        } else {
            let mut stream = self.scrubber.pushed(&StreamOptions::new().format(format)?);
            stream.push(text, &mut out)?;
            stream.finish(&mut out)?;
        }
        Ok(out)
    }

    /// Lines of JSON, each judged on its own, so that none depends on those before.
    fn scrub_lines(&self, lines: &str) -> std::result::Result<String, Error> {
        let mut out = Vec::with_capacity(lines.len() + 16);
        for line in lines.split_inclusive('\n') {
            let mut stream = self.scrubber.pushed(&self.ndjson);
            stream.push(line.as_bytes(), &mut out)?;
            stream.finish(&mut out)?;
        }
        Ok(string(out))
    }

    fn scrub_record(&self, places: &[String], values: &[String]) -> std::result::Result<Vec<String>, Error> {
        let mut cells = self.scrubber.cells(places.iter().map(|path| place(path)).collect());
        for (column, value) in values.iter().enumerate() {
            cells.put(column, value.as_bytes());
        }
        cells.end_record()?;
        cells.finish()?;
        let mut out = Vec::with_capacity(values.len());
        cells.take(&mut |value| out.push(string(value.to_vec())));
        if out.len() == values.len() { Ok(out) } else { Err(Error::data("a record did not come out whole")) }
    }

    fn ring(&self) -> std::result::Result<KeyRing, Error> {
        config::ring(&self.key, self.project.as_deref())
    }

    fn restore(&self, text: &str) -> std::result::Result<String, Error> {
        if self.restorer.get().is_none() {
            let _ = self.restorer.set(inkwash::Restorer::new(self.ring()?)?);
        }
        self.restorer.get().expect("it was set").restore(text)
    }
}

/// Where a JSON pointer points to: elements are called what their array is.
fn place(pointer: &str) -> Place {
    let mut names = pointer.rsplit('/').filter(|name| *name != "*");
    let mut name = || names.next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    Place { path: pointer.to_owned(), name: name(), parent: name(), ..Place::default() }
}

fn string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// Rewrites what a `Scanner` finds.
#[napi]
pub struct Scrubber(Arc<Rewriter>);

#[napi]
impl Scrubber {
    /// By these options.
    #[napi(constructor)]
    pub fn new(options: Options) -> Result<Self> {
        let key = options.key()?;
        let scrubber = options.policy().and_then(|policy| {
            let project = options.project.clone();
            let scrubber = inkwash::Scrubber::new(&policy, &config::ring(&key, project.as_deref())?)?;
            let finder = Finder::new(scrubber.scanner().clone());
            let ndjson = StreamOptions::new().format("ndjson")?;
            Ok(Rewriter { scrubber, finder, key, project, restorer: OnceLock::new(), texts: Pool::new(), ndjson })
        });
        scrubber.map(|scrubber| Self(Arc::new(scrubber))).map_err(failure)
    }

    /// What finds.
    #[napi]
    pub fn scanner(&self) -> Scanner {
        Scanner(self.0.finder.clone())
    }

    /// A text with its findings rewritten.
    #[napi]
    pub fn scrub_text(&self, text: String, format: String) -> Result<String> {
        self.0.scrub(text.as_bytes(), &format, Units::Utf16).map(string).map_err(failure)
    }

    /// Bytes with their findings rewritten, or UTF-16 code units in little-endian order if they are wide.
    #[napi]
    pub fn scrub_bytes<'env>(
        &self,
        env: &'env Env,
        bytes: &[u8],
        format: String,
        wide: bool,
    ) -> Result<BufferSlice<'env>> {
        let clean = self.0.scrub(bytes, &format, Units::of_bytes(wide)).map_err(failure)?;
        stream::buffer(env, clean)
    }

    /// The same outside of the event loop.
    #[napi]
    pub fn scrub_text_later(&self, text: String, format: String, cancel: &Cancel) -> AsyncTask<Job<String>> {
        let this = self.0.clone();
        later(cancel, move |_| this.scrub(text.as_bytes(), &format, Units::Utf16).map(string))
    }

    /// The same outside of the event loop, with a copy of the bytes.
    #[napi]
    pub fn scrub_bytes_later(
        &self,
        bytes: &[u8],
        format: String,
        wide: bool,
        cancel: &Cancel,
    ) -> AsyncTask<Job<Vec<u8>, Buffer>> {
        let (this, bytes) = (self.0.clone(), bytes.to_vec());
        later(cancel, move |_| this.scrub(&bytes, &format, Units::of_bytes(wide)))
    }

    /// Lines of JSON, each judged on its own.
    #[napi]
    pub fn scrub_lines(&self, lines: String) -> Result<String> {
        self.0.scrub_lines(&lines).map_err(failure)
    }

    /// The values of one record, which stand at these places.
    #[napi]
    pub fn scrub_record(&self, places: Vec<String>, values: Vec<String>) -> Result<Vec<String>> {
        self.0.scrub_record(&places, &values).map_err(failure)
    }

    /// A text with its tokens opened.
    #[napi]
    pub fn restore(&self, text: String) -> Result<String> {
        self.0.restore(&text).map_err(failure)
    }

    /// The same outside of the event loop.
    #[napi]
    pub fn restore_later(&self, text: String, cancel: &Cancel) -> AsyncTask<Job<String>> {
        let this = self.0.clone();
        later(cancel, move |_| this.restore(&text))
    }

    /// Scrubs a file into another, which appears whole or not at all; by a plan, if there is one.
    #[napi]
    pub fn scrub_file(
        &self,
        source: String,
        target: String,
        format: String,
        plan: Option<String>,
        cancel: &Cancel,
    ) -> AsyncTask<Job<FileSummary, Counted>> {
        let this = self.0.clone();
        later(cancel, move |stop| {
            let plan = plan.map(|text| Plan::parse(&text)).transpose()?;
            let (source, target) = (PathBuf::from(source), PathBuf::from(target));
            inkwash_arrow::scrub_file(&this.scrubber, plan.as_ref(), &source, &target, &format, stop)
        })
    }

    /// A stream that is pushed through piece by piece.
    #[napi]
    pub fn stream(&self, format: String) -> Result<Stream> {
        Stream::new(&self.0.scrubber, &format).map_err(failure)
    }
}

/// Numbers values, and puts them back.
#[napi]
pub struct Session(inkwash::Session);

#[napi]
impl Session {
    /// With an empty memory.
    #[napi(constructor)]
    pub fn new(options: Options) -> Result<Self> {
        options.policy().and_then(|policy| inkwash::Session::new(&policy)).map(Self).map_err(failure)
    }

    /// A text with its findings numbered.
    #[napi]
    pub fn scrub(&self, text: String) -> String {
        self.0.scrub(&text)
    }

    /// A text with this session's values back.
    #[napi]
    pub fn restore(&self, text: String) -> String {
        self.0.restore(&text)
    }
}

/// What a data set holds that its plan does not know.
#[napi(object)]
pub struct Drift {
    /// What is new or changed, one line each.
    pub lines: Vec<String>,
    /// The places that are no more.
    pub gone: Vec<String>,
    /// What accepts it when it is added to the plan.
    pub patch: String,
}

/// What the second plan holds that the first does not know.
#[napi]
pub fn drift(known: String, now: String) -> Result<Drift> {
    let plan = |text: String| Plan::parse(&text).map_err(failure);
    let drift = plan(known)?.drift(&plan(now)?);
    Ok(Drift { lines: drift.lines().to_vec(), gone: drift.gone().to_vec(), patch: drift.patch() })
}

/// A new key ring as text, to be kept where only its custodians read.
#[napi]
pub fn new_key() -> Result<String> {
    Ok(KeyRing::generate().map_err(failure)?.to_toml().to_string())
}

/// The names of all entities.
#[napi]
pub fn entities() -> Vec<&'static str> {
    inkwash::entity_names()
}

/// The `inkwash` command: returns its exit code.
#[napi]
pub fn run(arguments: Vec<String>) -> u8 {
    inkwash_cli::run(arguments.into_iter().map(OsString::from))
}

/// The version of the native module.
#[napi]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
