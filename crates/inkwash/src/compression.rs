//! Compressed streams, recognised by their content.

use std::io::{Cursor, Read};

use crate::{Error, sealed};

#[cfg_attr(not(feature = "compression"), path = "compression/without.rs")]
mod coders;

pub(crate) use coders::Writer;

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
    let decoded = match compression {
        Compression::None => Box::new(whole),
        _ => coders::decoder(compression, Box::new(whole)).map_err(reading)?,
    };
    Ok((compression, decoded))
}
