//! Digests, codes and keys as hexadecimal digits.

use std::fmt::Write as _;

/// Lower-case digits, two for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    })
}

/// The bytes of exactly so many lower-case digits.
pub(super) fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_way_of_writing_bytes() {
        assert_eq!(hex(&[0, 0xab, 0xff]), "00abff");
        assert_eq!(unhex::<3>("00abff"), Some([0, 0xab, 0xff]));
        for wrong in ["00abf", "00ABFF", "+0abff", "00abffff", ""] {
            assert_eq!(unhex::<3>(wrong), None, "{wrong}");
        }
    }
}
