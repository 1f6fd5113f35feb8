//! What a stream's bytes are, noted as they pass.

use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

use sha2::{Digest as _, Sha256};

use super::hex::hex;
use super::record::Stream;
use crate::survey::lock;

/// SHA-256 (FIPS 180-4) of these bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes so far.
pub(super) struct Meter {
    name: String,
    bytes: u64,
    hash: Sha256,
    /// A source was read to its end.
    ended: bool,
}

impl Meter {
    pub(super) fn new(name: &str) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self { name: name.to_owned(), bytes: 0, hash: Sha256::new(), ended: false }))
    }

    fn see(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
    }

    /// What there is to say of it; a sink is whole if the run was.
    pub(super) fn stream(&self, sink_is_whole: Option<bool>) -> Stream {
        Stream {
            name: self.name.clone(),
            bytes: self.bytes,
            sha256: hex(&self.hash.clone().finalize()),
            whole: sink_is_whole.unwrap_or(self.ended),
        }
    }
}

/// A reader or writer whose bytes are counted and digested (SHA-256) for the audit log as they pass.
pub struct Measured<T>(T, Option<Arc<Mutex<Meter>>>);

impl<T> Measured<T> {
    pub(super) const fn new(inner: T, meter: Option<Arc<Mutex<Meter>>>) -> Self {
        Self(inner, meter)
    }

    /// The reader or writer itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        if let Some(meter) = &self.1 {
            let mut meter = lock(meter);
            meter.see(&buffer[..n]);
            meter.ended |= n == 0 && !buffer.is_empty();
        }
        Ok(n)
    }
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.0.write(bytes)?;
        if let Some(meter) = &self.1 {
            lock(meter).see(&bytes[..n]);
        }
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
