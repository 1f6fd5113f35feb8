//! Read, sieve, give.

use std::io::Read;

use inkwash_core::{Decider, Sieve, Sieved};
use inkwash_formats::{FormatInfo, SNIFF_LEN};

use crate::compression::{Compression, reader};
use crate::ending::Ending;
use crate::{Error, StreamOptions, sealed};

/// What went through.
pub(crate) struct Sifted {
    pub(crate) sieved: Sieved,
    /// As [`Summary::is_cut`](crate::Summary::is_cut).
    pub(crate) is_cut: bool,
}

const READ: usize = 256 * 1024;

/// Reads all of `source` through a sieve. What is left goes to `give`.
pub(crate) fn sift(
    source: impl Read,
    options: &StreamOptions,
    decider: impl FnOnce(&'static FormatInfo, Compression) -> Result<Box<dyn Decider>, Error>,
    give: &mut dyn FnMut(&mut Vec<u8>) -> Result<(), Error>,
) -> Result<Sifted, Error> {
    let reading = |e| Error::io("cannot read the input", e);
    let (compression, mut source) = reader(source)?;
    let mut held = Vec::new();
    source.by_ref().take(SNIFF_LEN as u64).read_to_end(&mut held).map_err(reading)?;
    if let Some(what) = sealed::what(&held) {
        return Err(Error::sealed(what));
    }
    let info = options.choose(&held);
    let mut sieve = Sieve::new(info.title, (info.start)(), decider(info, compression)?)?;
    let (mut ending, mut out) = (Ending::default(), Vec::new());
    while !held.is_empty() {
        ending.see(&held);
        sieve.push(&held, &mut out)?;
        give(&mut out)?;
        out.clear();
        held.clear();
        source.by_ref().take(READ as u64).read_to_end(&mut held).map_err(reading)?;
    }
    sieve.finish(&mut out)?;
    give(&mut out)?;
    Ok(Sifted { sieved: *sieve.tally(), is_cut: ending.is_missing() })
}
