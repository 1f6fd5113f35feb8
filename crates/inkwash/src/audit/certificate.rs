//! One run as a signed statement that people read and anybody can check.

mod html;
mod markdown;
mod statement;

use std::path::Path;

use base64ct::{Base64, Encoding};
use ed25519_dalek::Signer as _;
use serde::{Deserialize, Serialize};

use super::head::Head;
use super::hex::{hex, unhex};
use super::record::Record;
use super::seal::{PublicKey, Sealer, read};
use super::time::now;
use super::verify::{Proofs, each};
use crate::{Error, KeyRing};

/// What signatures of certificates are over, before the payload.
const CERTIFICATE: &[u8] = b"inkwash audit certificate 1\0";
/// What the signed part begins with.
const MARK: &str = "inkwash-certificate:1:";

/// A statement of what one run did, signed with Ed25519 (RFC 8032).
///
/// It holds the run's last record as it is in the log. What people read is made of that alone, so that a
/// changed word shows as well as a changed number.
pub struct Certificate {
    signed: Signed,
    record: Record,
    head: Head,
    public: PublicKey,
    token: String,
}

/// What is signed.
#[derive(Serialize, Deserialize)]
struct Signed {
    /// The audit log's name.
    log: String,
    /// When the certificate was made.
    issued: String,
    /// The line of the run's last record.
    line: String,
}

impl Certificate {
    /// Certifies a run that ended as it should, by its number. The whole log is checked first.
    ///
    /// # Errors
    /// If the log cannot be read, is not what was written, has no such run, or the run did not end or failed; or if no
    /// key is active.
    pub fn of_run(log: &Path, keys: &KeyRing, run: u64) -> Result<Self, Error> {
        let mut line = None;
        let verified = each(log, &Proofs::of_keys(keys), &mut |record, text| {
            if record.run == run && record.end.is_some() {
                line = Some(text.to_owned());
            }
            Ok(())
        })?;
        if let Some(fault) = verified.faults.first() {
            return Err(Error::data(format!("nothing can be certified by this log: {fault}")));
        }
        let line = line.ok_or_else(|| Error::data(format!("the log has no run {run} that ended")))?;
        let name = log.file_name().unwrap_or(log.as_os_str()).to_string_lossy().into_owned();
        Self::sign(Signed { log: name, issued: now(), line }, &Sealer::new(keys, true)?)
    }

    fn sign(signed: Signed, sealer: &Sealer) -> Result<Self, Error> {
        let payload = serde_json::to_string(&signed).expect("strings are JSON");
        let key = sealer.signing_key();
        let signature = hex(&key.sign(&[CERTIFICATE, payload.as_bytes()].concat()).to_bytes());
        let public = hex(key.verifying_key().as_bytes());
        Self::of_token(&format!("{MARK}{}:{public}:{signature}", Base64::encode_string(payload.as_bytes())))
    }

    /// Takes the signed part apart and checks its signature.
    fn of_token(token: &str) -> Result<Self, Error> {
        let wrong = || Error::data("the signed part of the certificate is damaged or was changed");
        let (payload, rest) = token.strip_prefix(MARK).and_then(|rest| rest.split_once(':')).ok_or_else(wrong)?;
        let (public, signature) = rest.split_once(':').ok_or_else(wrong)?;
        let public: PublicKey = format!("ed25519:{public}").parse().map_err(|_| wrong())?;
        let signature = unhex::<64>(signature).ok_or_else(wrong)?;
        let payload = Base64::decode_vec(payload).map_err(|_| wrong())?;
        if !public.has_signed(&[CERTIFICATE, &payload], &signature) {
            return Err(wrong());
        }
        let signed: Signed = serde_json::from_slice(&payload).map_err(|_| wrong())?;
        let line = read(&signed.line).filter(|line| line.is_true).ok_or_else(wrong)?;
        let head = Head { seq: line.record.seq, hash: line.hash };
        let end = line.record.end.as_ref().ok_or_else(wrong)?;
        if !matches!(end.outcome.as_str(), "done" | "found") {
            let what = format!("run {} was {}: there is nothing to certify", line.record.run, end.outcome);
            return Err(Error::data(what));
        }
        Ok(Self { signed, record: line.record, head, public, token: token.to_owned() })
    }

    /// Reads a certificate and checks that it is what was signed, in every word. Whether the signature is of
    /// whom it should be is for the reader to say, by its [public key](Self::public_key).
    ///
    /// # Errors
    /// If it is none, or anything in it was changed.
    pub fn check(text: &str) -> Result<Self, Error> {
        let at = text.find(MARK).ok_or_else(|| Error::data("this is no certificate of inkwash"))?;
        let end = text[at..].find(|c: char| c.is_whitespace() || matches!(c, '<' | '`')).unwrap_or(text.len() - at);
        let certificate = Self::of_token(&text[at..at + end])?;
        let text = text.replace("\r\n", "\n");
        if [certificate.to_markdown(), certificate.to_html()].iter().all(|right| right.trim_end() != text.trim_end()) {
            return Err(Error::data("the text of the certificate is not the one that was signed"));
        }
        Ok(certificate)
    }

    /// Whose signature it is.
    #[must_use]
    pub const fn public_key(&self) -> PublicKey {
        self.public
    }

    /// The record that it is made of.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// The record's number and hash: a log that it is of [holds](Proofs::holding) it.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head.clone()
    }

    /// As Markdown (CommonMark with tables).
    #[must_use]
    pub fn to_markdown(&self) -> String {
        markdown::written(&statement::of(self))
    }

    /// As a page of HTML that needs no other file.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::written(&statement::of(self))
    }
}
