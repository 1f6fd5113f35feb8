//! Texts as JavaScript gives them: UTF-16 in which surrogates may stand alone. Those that do are passed on as
//! UTF-8 would write them if it did (WTF-8), and come out again as they were.

/// In what offsets are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Units {
    /// UTF-16 units; the text is given in UTF-8.
    Utf16,
    /// UTF-16 units; the text is given in them, in little-endian order.
    Wide,
    Bytes,
}

impl Units {
    pub(crate) fn of_bytes(wide: bool) -> Self {
        if wide { Self::Wide } else { Self::Bytes }
    }

    /// How many there are in a stretch of UTF-8.
    pub(crate) fn count(self, text: &[u8]) -> usize {
        match self {
            Self::Bytes => text.len(),
            // Every character is one unit, those of four bytes are two.
            _ => text.iter().map(|b| usize::from(b & 0xc0 != 0x80) + usize::from(*b >= 0xf0)).sum(),
        }
    }
}

/// UTF-16 in little-endian order, as WTF-8.
pub(crate) fn narrow(wide: &[u8]) -> Vec<u8> {
    let units = wide.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let mut out = Vec::with_capacity(wide.len());
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => {
                let unit = lone.unpaired_surrogate();
                out.extend([0xed, 0x80 | (unit >> 6 & 0x3f) as u8, 0x80 | (unit & 0x3f) as u8]);
            }
        }
    }
    out
}

/// WTF-8 as UTF-16 in little-endian order.
pub(crate) fn widen(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2);
    let mut rest = text;
    while !rest.is_empty() {
        let valid = match std::str::from_utf8(rest) {
            Ok(valid) => valid,
            Err(e) => std::str::from_utf8(&rest[..e.valid_up_to()]).unwrap_or_default(),
        };
        out.extend(valid.encode_utf16().flat_map(u16::to_le_bytes));
        rest = &rest[valid.len()..];
        rest = match rest {
            [0xed, high @ 0xa0..=0xbf, low @ 0x80..=0xbf, after @ ..] => {
                let unit = 0xd000 | u16::from(high & 0x3f) << 6 | u16::from(low & 0x3f);
                out.extend(unit.to_le_bytes());
                after
            }
            [_, after @ ..] => {
                out.extend(0xfffd_u16.to_le_bytes());
                after
            }
            [] => rest,
        };
    }
    out
}
