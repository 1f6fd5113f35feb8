//! The formats' coders.

use std::io::{self, Read, Write};

use bzip2::read::MultiBzDecoder;
use bzip2::write::BzEncoder;
use flate2::Compression as GzipLevel;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use lzma_rust2::{XzOptions, XzReader, XzWriter};

use super::Compression;

/// A decoder of xz takes at most so many KiB; the greatest preset's dictionary is a third of it.
const XZ_LIMIT: u32 = 192 * 1024;

/// Decompresses what is compressed so.
pub(super) fn decoder<'r>(compression: Compression, source: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    Ok(match compression {
        Compression::None => source,
        Compression::Gzip => Box::new(MultiGzDecoder::new(source)),
        Compression::Zstd => Box::new(zstd::Decoder::new(source)?),
        Compression::Bzip2 => Box::new(MultiBzDecoder::new(source)),
        Compression::Xz => Box::new(XzReader::new_mem_limit(source, true, XZ_LIMIT)),
    })
}

/// A writer that compresses.
pub(crate) enum Writer<W: Write> {
    None(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::Encoder<'static, W>),
    Bzip2(BzEncoder<W>),
    Xz(Box<XzWriter<W>>),
}

impl<W: Write> Writer<W> {
    pub(crate) fn new(compression: Compression, sink: W) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Self::None(sink),
            Compression::Gzip => Self::Gzip(GzEncoder::new(sink, GzipLevel::fast())),
            Compression::Zstd => Self::Zstd(zstd::Encoder::new(sink, 3)?),
            Compression::Bzip2 => Self::Bzip2(BzEncoder::new(sink, bzip2::Compression::fast())),
            Compression::Xz => Self::Xz(Box::new(XzWriter::new(sink, XzOptions::with_preset(1))?)),
        })
    }

    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::None(w) => w.write_all(bytes),
            Self::Gzip(w) => w.write_all(bytes),
            Self::Zstd(w) => w.write_all(bytes),
            Self::Bzip2(w) => w.write_all(bytes),
            Self::Xz(w) => w.write_all(bytes),
        }
    }

    /// Ends the stream. A compressed stream that was not ended does not decompress: a scrub that
    /// failed half-way cannot be taken for a whole one.
    pub(crate) fn finish(self) -> io::Result<()> {
        let mut sink = match self {
            Self::None(w) => w,
            Self::Gzip(w) => w.finish()?,
            Self::Zstd(w) => w.finish()?,
            Self::Bzip2(w) => w.finish()?,
            Self::Xz(w) => w.finish()?,
        };
        sink.flush()
    }
}
