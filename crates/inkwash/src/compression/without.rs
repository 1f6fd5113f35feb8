//! Builds without compression refuse compressed streams.

use std::io::{self, Read, Write};

use super::Compression;

fn lacking() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "this build of inkwash does without compression: decompress it before")
}

pub(super) fn decoder<'r>(_: Compression, _: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    Err(lacking())
}

/// A writer that writes what it is given.
pub(crate) struct Writer<W: Write>(W);

impl<W: Write> Writer<W> {
    pub(crate) fn new(compression: Compression, sink: W) -> io::Result<Self> {
        if compression == Compression::None { Ok(Self(sink)) } else { Err(lacking()) }
    }

    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
