//! The WebAssembly module of the npm package: converts types, and turns errors into texts that begin with
//! their code. Texts come and go as bytes of UTF-8, findings go as JSON. Everything else is in the `inkwash`
//! crate, or in TypeScript beside it.
// Not forbidden: what the macros of wasm-bindgen write has `unsafe` in it, and allows itself that.
#![deny(unsafe_code)]

mod finding;

use inkwash::{Cells, Error, KeyRing, KeyText, Policy, Pushed, Restorer, StreamOptions};
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

type Result<T> = std::result::Result<T, JsError>;

/// The code stands before the message; the TypeScript side takes it off again.
fn failure(error: Error) -> JsError {
    let code = match &error {
        e if e.is_policy() => "ERR_INKWASH_POLICY",
        e if e.is_key() => "ERR_INKWASH_KEY",
        e if e.is_io() => "ERR_INKWASH_IO",
        _ => "ERR_INKWASH_DATA",
    };
    JsError::new(&format!("{code} {error}"))
}

/// What is looked for.
#[wasm_bindgen]
pub struct Rules(Policy);

#[wasm_bindgen]
impl Rules {
    /// A policy (TOML) with what was chosen over it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        policy: Option<String>,
        entities: Option<Vec<String>>,
        regions: Vec<String>,
        min_score: Option<f64>,
        environment: Option<String>,
    ) -> Result<Self> {
        let chosen =
            Policy::chosen(policy.as_deref(), entities.as_deref(), &regions, min_score, environment.as_deref());
        chosen.map(Self).map_err(failure)
    }
}

/// Finds personal data and secrets. Made once, used as often as one likes.
#[wasm_bindgen]
pub struct Scanner(inkwash::Scanner);

#[wasm_bindgen]
impl Scanner {
    /// By these rules.
    #[wasm_bindgen(constructor)]
    pub fn new(rules: &Rules) -> Result<Self> {
        inkwash::Scanner::with_policy(&rules.0).map(Self).map_err(failure)
    }

    /// Findings in one text, as a JSON array.
    pub fn scan(&self, text: &[u8]) -> String {
        finding::of_text(&self.0.scan_bytes(text))
    }

    /// Findings in a document of this format (or `auto`), as a JSON object.
    #[wasm_bindgen(js_name = scanDocument)]
    pub fn scan_document(&self, document: &[u8], format: &str) -> Result<String> {
        let options = StreamOptions::new().format(format).map_err(failure)?;
        let mut found = Vec::new();
        let summary = self.0.scan_reader(document, &options, &mut found, &mut |_| ()).map_err(failure)?;
        Ok(finding::of_document(&self.0, summary.format, &found))
    }

    /// What was considered in a text that stands at a place, as a JSON array.
    pub fn explain(&self, text: &[u8], place: &str) -> String {
        finding::considered(&self.0, text, place)
    }
}

/// Rewrites what a `Scanner` finds.
#[wasm_bindgen]
pub struct Scrubber {
    scrubber: inkwash::Scrubber,
    texts: Cells<'static>,
    keys: KeyRing,
    restorer: Option<Restorer>,
}

#[wasm_bindgen]
impl Scrubber {
    /// By these rules and with this key, which is wiped.
    #[wasm_bindgen(constructor)]
    pub fn new(rules: &Rules, key: Vec<u8>, project: Option<String>) -> Result<Self> {
        let ring = KeyText::new(key).and_then(|key| key.open(None)).map_err(failure)?;
        let keys = match project {
            Some(name) => ring.project(&name),
            None => ring,
        };
        let scrubber = inkwash::Scrubber::new(&rules.0, &keys).map_err(failure)?;
        Ok(Self { texts: scrubber.texts(), scrubber, keys, restorer: None })
    }

    /// What finds.
    pub fn scanner(&self) -> Scanner {
        Scanner(self.scrubber.scanner().clone())
    }

    /// A text or a document with its findings rewritten.
    pub fn scrub(&mut self, text: &[u8], format: &str) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(text.len() + 16);
        if format == "text" {
            self.scrubber.scrub_with(text, &mut self.texts, &mut out);
        } else {
            let mut stream = self.stream(format)?.0;
            stream.push(text, &mut out).map_err(failure)?;
            stream.finish(&mut out).map_err(failure)?;
        }
        Ok(out)
    }

    /// A text with its tokens opened.
    pub fn restore(&mut self, text: &str) -> Result<String> {
        if self.restorer.is_none() {
            self.restorer = Some(Restorer::new(self.keys.clone()).map_err(failure)?);
        }
        self.restorer.as_ref().expect("it was made").restore(text).map_err(failure)
    }

    /// A stream that is pushed through piece by piece.
    pub fn stream(&self, format: &str) -> Result<Stream> {
        let options = StreamOptions::new().format(format).map_err(failure)?;
        Ok(Stream(self.scrubber.pushed(&options)))
    }
}

/// A stream.
#[wasm_bindgen]
pub struct Stream(Pushed);

#[wasm_bindgen]
impl Stream {
    /// Takes a piece, gives out what is judged by now.
    pub fn push(&mut self, piece: &[u8]) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(piece.len() + piece.len() / 8);
        self.0.push(piece, &mut out).map_err(failure)?;
        Ok(out)
    }

    /// Ends the stream and gives out the rest.
    pub fn finish(&mut self) -> Result<Vec<u8>> {
        let mut rest = Vec::new();
        self.0.finish(&mut rest).map_err(failure)?;
        Ok(rest)
    }
}

/// Numbers values, and puts them back.
#[wasm_bindgen]
pub struct Session(inkwash::Session);

#[wasm_bindgen]
impl Session {
    /// With an empty memory.
    #[wasm_bindgen(constructor)]
    pub fn new(rules: &Rules) -> Result<Self> {
        inkwash::Session::new(&rules.0).map(Self).map_err(failure)
    }

    /// A text with its findings numbered.
    pub fn scrub(&self, text: &str) -> String {
        self.0.scrub(text)
    }

    /// A text with this session's values back.
    pub fn restore(&self, text: &str) -> String {
        self.0.restore(text)
    }
}

/// A new key ring as text, to be kept where only its custodians read.
#[wasm_bindgen(js_name = newKey)]
pub fn new_key() -> Result<String> {
    Ok(KeyRing::generate().map_err(failure)?.to_toml().to_string())
}

/// Entities, transforms and formats with what is known about them, as JSON.
#[wasm_bindgen]
pub fn catalogue() -> String {
    finding::catalogue()
}

/// The module's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
