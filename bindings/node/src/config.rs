//! Options and keys as JavaScript gives them, and errors as it wants them.

use std::path::Path;

use inkwash::{Error, KeyRing, KeyText, Policy};
use napi::bindgen_prelude::{Buffer, Either};
use napi_derive::napi;

/// What a scanner or scrubber is made with.
#[napi(object)]
pub struct Options {
    /// A policy (TOML).
    pub policy: Option<String>,
    /// The path of one.
    pub policy_file: Option<String>,
    /// Only these entities.
    pub entities: Option<Vec<String>>,
    /// Regions that are likely.
    pub regions: Option<Vec<String>>,
    /// Findings below it are none.
    pub min_score: Option<f64>,
    /// Which of the policy's environments this is.
    pub environment: Option<String>,
    /// A key: text or bytes.
    pub key: Option<Either<String, Buffer>>,
    /// The path of one.
    pub key_file: Option<String>,
    /// Its stand-ins differ from other projects' ones.
    pub project: Option<String>,
}

impl Options {
    pub(crate) fn policy(&self) -> Result<Policy, Error> {
        let read = |path: &String| {
            let failed = |e| Error::io(format!("cannot read the policy {path}"), e);
            std::fs::read_to_string(path).map_err(failed)
        };
        let file = self.policy_file.as_ref().map(read).transpose()?;
        let text = self.policy.as_deref().or(file.as_deref());
        Policy::chosen(
            text,
            self.entities.as_deref(),
            self.regions.as_deref().unwrap_or_default(),
            self.min_score,
            self.environment.as_deref(),
        )
    }

    /// The key, by default what `INKWASH_KEY` holds.
    pub(crate) fn key(&self) -> napi::Result<KeyText> {
        let text = match (&self.key, &self.key_file) {
            (Some(Either::A(text)), _) => KeyText::new(text.clone().into_bytes()),
            (Some(Either::B(bytes)), _) => KeyText::new(bytes.to_vec()),
            (None, Some(path)) => KeyText::from_file(Path::new(path)),
            (None, None) => match KeyText::from_env() {
                Some(text) => Ok(text),
                None => {
                    let how = "no key: pass key (a text of 16 characters or more, 32 bytes or a key ring) or \
                               keyFile, or set INKWASH_KEY; newKey() makes a key ring";
                    return Err(raise("ERR_INKWASH_MISSING_KEY", how));
                }
            },
        };
        text.map_err(failure)
    }
}

pub(crate) fn ring(key: &KeyText, project: Option<&str>) -> Result<KeyRing, Error> {
    let ring = key.open(None)?;
    Ok(match project {
        Some(name) => ring.project(name),
        None => ring,
    })
}

/// The exception for an error.
pub(crate) fn failure(error: Error) -> napi::Error {
    if let Some(drift) = error.drift() {
        return raise("ERR_INKWASH_REFUSED", &format!("{error}\n{}", drift.patch()));
    }
    let code = match &error {
        e if e.is_policy() => "ERR_INKWASH_POLICY",
        e if e.is_key() => "ERR_INKWASH_KEY",
        e if e.is_io() => "ERR_INKWASH_IO",
        _ => "ERR_INKWASH_DATA",
    };
    raise(code, &error.to_string())
}

/// The code stands before the message, and what accepts refused data on the lines behind it; the TypeScript
/// side takes them off again.
pub(crate) fn raise(code: &str, message: &str) -> napi::Error {
    napi::Error::from_reason(format!("{code} {message}"))
}
