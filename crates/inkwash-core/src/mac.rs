//! HMAC-SHA-256 with its key's two blocks hashed once and for all.

use sha2::block_api::compress256;
use zeroize::Zeroize;

const BLOCK: usize = 64;
/// The initial hash value of SHA-256 (FIPS 180-4, 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) under a key of 32 bytes. A short text takes two compressions and nothing
/// else: the general implementation copies and wipes its buffers for each, which takes as long again.
#[derive(Clone)]
pub(crate) struct Mac {
    inner: [u32; 8],
    outer: [u32; 8],
}

impl Drop for Mac {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl Mac {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        let keyed = |pad: u8| {
            let mut block = [pad; BLOCK];
            block.iter_mut().zip(key).for_each(|(b, k)| *b ^= k);
            let mut state = INITIAL;
            compress256(&mut state, &[block]);
            block.zeroize();
            state
        };
        Self { inner: keyed(0x36), outer: keyed(0x5c) }
    }

    /// The code of the parts, one after the other.
    pub(crate) fn of(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut block = [0; BLOCK];
        block[..32].copy_from_slice(&bytes(&self.inner(parts)));
        block[32] = 0x80;
        // One block, which has been hashed, and 32 bytes.
        block[BLOCK - 2..].copy_from_slice(&(8 * (BLOCK as u16 + 32)).to_be_bytes());
        let mut state = self.outer;
        compress256(&mut state, &[block]);
        bytes(&state)
    }

    /// The hash of the parts behind the key's block.
    fn inner(&self, parts: &[&[u8]]) -> [u32; 8] {
        let mut state = self.inner;
        let (mut block, mut filled, mut total) = ([0; BLOCK], 0, BLOCK);
        for part in parts {
            total += part.len();
            let mut part = *part;
            while part.len() >= BLOCK - filled {
                let (now, later) = part.split_at(BLOCK - filled);
                block[filled..].copy_from_slice(now);
                compress256(&mut state, &[block]);
                (block, filled, part) = ([0; BLOCK], 0, later);
            }
            block[filled..filled + part.len()].copy_from_slice(part);
            filled += part.len();
        }
        block[filled] = 0x80;
        if filled + 1 > BLOCK - 8 {
            compress256(&mut state, &[block]);
            block = [0; BLOCK];
        }
        block[BLOCK - 8..].copy_from_slice(&(total as u64 * 8).to_be_bytes());
        compress256(&mut state, &[block]);
        state
    }
}

fn bytes(state: &[u32; 8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.chunks_exact_mut(4).zip(state).for_each(|(bytes, word)| bytes.copy_from_slice(&word.to_be_bytes()));
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use hmac::{Hmac, KeyInit as _, Mac as _};

    /// The other implementation is tested with RFC 4231's vectors, in `tests/primitives.rs`.
    #[test]
    fn codes_are_those_of_the_general_implementation() {
        let key: [u8; 32] = core::array::from_fn(|i| i as u8 * 7 + 1);
        let text: Vec<u8> = (0..300u32).map(|n| (n * n + 5) as u8).collect();
        for len in 0..text.len() {
            let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("a key of any length");
            mac.update(&text[..len]);
            let expected: [u8; 32] = mac.finalize().into_bytes().into();
            let (first, rest) = text[..len].split_at(len / 3);
            let (second, third) = rest.split_at(rest.len() / 2);
            assert_eq!(Mac::new(&key).of(&[&text[..len]]), expected, "{len} bytes");
            assert_eq!(Mac::new(&key).of(&[first, second, third, b""]), expected, "{len} bytes in parts");
        }
    }
}
