//! Compressed streams, recognised by their content.

use std::io::{self, Cursor, Read, Write};

use flate2::Compression as GzipLevel;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use crate::Decrypter;

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
}

impl Compression {
    /// What a file name's last extension says, or the one before `age`: `gz`, `zst`.
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
            _ => Self::None,
        }
    }

    /// Its name: `none`, `gzip`, `zstd`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// What the first bytes of a stream say.
    pub(crate) fn of_magic(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            // A skippable frame may come first.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// Looks at a stream's first bytes and decompresses it accordingly. What is encrypted, or compressed in
/// parts as Parquet is, is refused: nothing could be found in it.
pub(crate) fn reader<'r>(mut source: impl Read + 'r) -> io::Result<(Compression, Box<dyn Read + 'r>)> {
    let (head, encrypted) = Decrypter::peek(&mut source)?;
    if encrypted {
        let what = "it is encrypted (age): decrypt it first, or give the command line its key ring";
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    if head == b"PAR1" {
        let what = "it is Parquet, whose end must be read first: give it as a file, not as a stream";
        return Err(io::Error::new(io::ErrorKind::InvalidData, what));
    }
    let compression = Compression::of_magic(&head);
    let whole = Cursor::new(head).chain(source);
    Ok((
        compression,
        match compression {
            Compression::None => Box::new(whole),
            Compression::Gzip => Box::new(MultiGzDecoder::new(whole)),
            Compression::Zstd => Box::new(zstd::Decoder::new(whole)?),
        },
    ))
}

/// A writer that compresses.
pub(crate) enum Writer<W: Write> {
    None(W),
    Gzip(GzEncoder<W>),
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Writer<W> {
    pub(crate) fn new(compression: Compression, sink: W) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Self::None(sink),
            Compression::Gzip => Self::Gzip(GzEncoder::new(sink, GzipLevel::fast())),
            Compression::Zstd => Self::Zstd(zstd::Encoder::new(sink, 3)?),
        })
    }

    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::None(w) => w.write_all(bytes),
            Self::Gzip(w) => w.write_all(bytes),
            Self::Zstd(w) => w.write_all(bytes),
        }
    }

    /// Ends the stream. A compressed stream that was not ended does not decompress: a scrub that
    /// failed half-way cannot be taken for a whole one.
    pub(crate) fn finish(self) -> io::Result<()> {
        let mut sink = match self {
            Self::None(w) => w,
            Self::Gzip(w) => w.finish()?,
            Self::Zstd(w) => w.finish()?,
        };
        sink.flush()
    }
}
