//! Compressed streams, recognised by their content.

use std::io::{self, Cursor, Read, Write};

use bzip2::read::MultiBzDecoder;
use bzip2::write::BzEncoder;
use flate2::Compression as GzipLevel;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use lzma_rust2::{XzOptions, XzReader, XzWriter};

use crate::{Error, sealed};

/// How a stream is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// gzip (RFC 1952), of any number of members.
    Gzip,
    /// Zstandard (RFC 8878), of any number of frames.
    Zstd,
    /// bzip2, of any number of streams.
    Bzip2,
    /// xz (The .xz File Format 1.2.1), of any number of streams.
    Xz,
}

impl Compression {
    /// What a file name's last extension says, or the one before `age`: `gz`, `zst`, `bz2`, `xz`.
    ///
    /// ```
    /// use inkwash::Compression;
    /// assert_eq!(Compression::of_extension("dump.sql.gz"), Compression::Gzip);
    /// assert_eq!(Compression::of_extension("dump.sql.gz.age"), Compression::Gzip);
    /// assert_eq!(Compression::of_extension("dump.sql"), Compression::None);
    /// ```
    #[must_use]
    pub fn of_extension(name: &str) -> Self {
        let name = name.strip_suffix(".age").unwrap_or(name);
        match name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).as_deref() {
            Some("gz" | "gzip" | "tgz") => Self::Gzip,
            Some("zst" | "zstd") => Self::Zstd,
            Some("bz2") => Self::Bzip2,
            Some("xz") => Self::Xz,
            _ => Self::None,
        }
    }

    /// Its name: `none`, `gzip`, `zstd`, `bzip2`, `xz`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
        }
    }

    /// What the first bytes of a stream say.
    pub(crate) fn of_magic(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            // A skippable frame may come first.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Self::Bzip2,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            _ => Self::None,
        }
    }
}

/// The first bytes of a stream: as many as tell how it is compressed, and whether it is sealed.
const HEAD: u64 = 6;

/// A decoder of xz takes at most so many KiB; the greatest preset's dictionary is a third of it.
const XZ_LIMIT: u32 = 192 * 1024;

/// Looks at a stream's first bytes and decompresses it accordingly.
///
/// # Errors
/// If nothing could be found in it ([`sealed`]), or it cannot be read.
pub(crate) fn reader<'r>(mut source: impl Read + 'r) -> Result<(Compression, Box<dyn Read + 'r>), Error> {
    let reading = |e| Error::io("cannot read the input", e);
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head).map_err(reading)?;
    let missing = sealed::wanted(&head).saturating_sub(head.len());
    source.by_ref().take(missing as u64).read_to_end(&mut head).map_err(reading)?;
    if let Some(what) = sealed::what(&head) {
        return Err(Error::sealed(what));
    }
    let compression = Compression::of_magic(&head);
    let whole = Cursor::new(head).chain(source);
    Ok((
        compression,
        match compression {
            Compression::None => Box::new(whole),
            Compression::Gzip => Box::new(MultiGzDecoder::new(whole)),
            Compression::Zstd => Box::new(zstd::Decoder::new(whole).map_err(reading)?),
            Compression::Bzip2 => Box::new(MultiBzDecoder::new(whole)),
            Compression::Xz => Box::new(XzReader::new_mem_limit(whole, true, XZ_LIMIT)),
        },
    ))
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
