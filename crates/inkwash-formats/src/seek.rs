//! Searching for delimiters.

/// How many bytes are looked at in place before [`memchr`] is worth its call.
const NEAR: usize = 16;
const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The offset of the first of three bytes.
///
/// The nearest 16 bytes are tested eight at a time with the well-known test for a zero byte in
/// a word (`(v - 0x01…) & !v & 0x80…`, whose lowest set bit is exact).
#[inline]
pub(crate) fn find3(needles: [u8; 3], haystack: &[u8]) -> Option<usize> {
    let [a, b, c] = needles;
    let mut from = 0;
    while from < NEAR
        && let Some(word) = haystack.get(from..).and_then(<[u8]>::first_chunk::<8>)
    {
        let word = u64::from_le_bytes(*word);
        let hits = zeros(word ^ spread(a)) | zeros(word ^ spread(b)) | zeros(word ^ spread(c));
        if hits != 0 {
            return Some(from + (hits.trailing_zeros() / 8) as usize);
        }
        from += 8;
    }
    memchr::memchr3(a, b, c, haystack.get(from..)?).map(|at| from + at)
}

/// The offset of the quote that ends a string whose text goes on at `at`, and in which a backslash keeps what
/// is behind it.
pub(crate) fn closing_quote(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', text.get(at..)?)?;
        if text.get(at) == Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

const fn spread(byte: u8) -> u64 {
    ONES * byte as u64
}

const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

#[cfg(test)]
mod tests {
    use super::find3;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_loop_finds(hay in proptest::collection::vec(0u8..6, 0..40), far in 0usize..40) {
            let mut hay: std::vec::Vec<u8> = hay.iter().map(|b| b.wrapping_sub(3)).collect();
            hay.splice(0..0, core::iter::repeat_n(0x80, far));
            let naive = hay.iter().position(|b| [0, 1, 0xff].contains(b));
            prop_assert_eq!(find3([0, 1, 0xff], &hay), naive);
        }
    }
}
