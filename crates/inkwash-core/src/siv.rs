//! Deterministic authenticated encryption: AES-SIV (RFC 5297), built on CMAC (NIST SP 800-38B).

use alloc::vec::Vec;

use aes::cipher::consts::U16;
use aes::cipher::{BlockCipher, BlockEncrypt, KeyInit};

type Block = [u8; 16];

/// AES-SIV under one key. Equal texts with equal associated data give equal ciphertexts; nothing
/// else shows but the length.
#[derive(Clone)]
pub(crate) struct Siv<C> {
    mac: C,
    /// CMAC's subkeys: for a last block that is whole, and for one that is not.
    whole: Block,
    partial: Block,
    counter: C,
}

impl<C: BlockCipher<BlockSize = U16> + BlockEncrypt + KeyInit> Siv<C> {
    /// The length of the synthetic IV in front of the ciphertext, in bytes.
    pub(crate) const OVERHEAD: usize = 16;

    /// Takes two keys of the cipher, one after the other: K1 of S2V, K2 of CTR.
    pub(crate) fn new(key: &[u8]) -> Self {
        let (mac, counter) = key.split_at(key.len() / 2);
        let cipher = |key| C::new_from_slice(key).expect("half of the key is one key of the cipher");
        let mac: C = cipher(mac);
        let whole = double(encrypt(&mac, [0; 16]));
        Self { mac, whole, partial: double(whole), counter: cipher(counter) }
    }

    /// Appends the synthetic IV and the ciphertext of `text`.
    pub(crate) fn seal(&self, associated: &[&[u8]], text: &[u8], out: &mut Vec<u8>) {
        let iv = self.s2v(associated, text);
        out.extend_from_slice(&iv);
        let start = out.len();
        out.extend_from_slice(text);
        self.crypt(iv, &mut out[start..]);
    }

    /// Appends the text of what [`seal`](Self::seal) gave; `false`, and nothing appended, if it is
    /// anything else.
    pub(crate) fn open(&self, associated: &[&[u8]], sealed: &[u8], out: &mut Vec<u8>) -> bool {
        let Some((iv, text)) = sealed.split_first_chunk() else {
            return false;
        };
        let start = out.len();
        out.extend_from_slice(text);
        self.crypt(*iv, &mut out[start..]);
        let expected = self.s2v(associated, &out[start..]);
        // Every byte is compared, whichever differs.
        let genuine = iv.iter().zip(expected).fold(0, |all, (a, b)| all | (a ^ b)) == 0;
        if !genuine {
            out[start..].fill(0);
            out.truncate(start);
        }
        genuine
    }

    /// S2V of RFC 5297, section 2.4.
    fn s2v(&self, associated: &[&[u8]], text: &[u8]) -> Block {
        let mut sum = self.cmac(&[0; 16], &[0; 16]);
        for data in associated {
            sum = xor(double(sum), self.cmac(data, &[0; 16]));
        }
        if text.len() >= 16 {
            return self.cmac(text, &sum);
        }
        let mut padded = [0; 16];
        padded[..text.len()].copy_from_slice(text);
        padded[text.len()] = 0x80;
        self.cmac(&xor(padded, double(sum)), &[0; 16])
    }

    /// CMAC of a text whose last 16 bytes are exclusive-ored with `end` first.
    fn cmac(&self, text: &[u8], end: &Block) -> Block {
        let blocks = text.len().div_ceil(16).max(1);
        let end_at = text.len().saturating_sub(16);
        let mut state = [0; 16];
        for i in 0..blocks {
            for (j, byte) in state.iter_mut().enumerate() {
                let at = 16 * i + j;
                let Some(b) = text.get(at) else { break };
                *byte ^= b ^ if text.len() >= 16 && at >= end_at { end[at - end_at] } else { 0 };
            }
            if i + 1 == blocks {
                let rest = text.len() - 16 * i;
                if rest < 16 {
                    state[rest] ^= 0x80;
                }
                state = xor(state, if rest < 16 { self.partial } else { self.whole });
            }
            state = encrypt(&self.mac, state);
        }
        state
    }

    /// CTR with the IV's bits 31 and 63 cleared (section 2.5); its own inverse.
    fn crypt(&self, mut iv: Block, text: &mut [u8]) {
        iv[8] &= 0x7f;
        iv[12] &= 0x7f;
        let mut counter = u128::from_be_bytes(iv);
        for chunk in text.chunks_mut(16) {
            let pad = encrypt(&self.counter, counter.to_be_bytes());
            chunk.iter_mut().zip(pad).for_each(|(b, p)| *b ^= p);
            counter = counter.wrapping_add(1);
        }
    }
}

fn encrypt<C: BlockCipher<BlockSize = U16> + BlockEncrypt>(cipher: &C, block: Block) -> Block {
    let mut block = block.into();
    cipher.encrypt_block(&mut block);
    block.into()
}

fn xor(a: Block, b: Block) -> Block {
    (u128::from_ne_bytes(a) ^ u128::from_ne_bytes(b)).to_ne_bytes()
}

/// Multiplication by x in GF(2^128) as CMAC has it.
fn double(block: Block) -> Block {
    let n = u128::from_be_bytes(block);
    let carry = 0u128.wrapping_sub(n >> 127);
    (n << 1 ^ carry & 0x87).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aes::{Aes128Enc, Aes256Enc};
    use alloc::string::String;
    use proptest::prelude::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    fn check<C: BlockCipher<BlockSize = U16> + BlockEncrypt + KeyInit>(
        key: &str,
        associated: &[&str],
        text: &str,
        sealed: &str,
    ) {
        let siv = Siv::<C>::new(&bytes(key));
        let associated: Vec<_> = associated.iter().map(|a| bytes(a)).collect();
        let associated: Vec<&[u8]> = associated.iter().map(Vec::as_slice).collect();
        let mut out = Vec::new();
        siv.seal(&associated, &bytes(text), &mut out);
        assert_eq!(out, bytes(sealed));
        let mut opened = Vec::new();
        assert!(siv.open(&associated, &out, &mut opened));
        assert_eq!(opened, bytes(text));
    }

    /// RFC 5297, appendix A.1 and A.2.
    #[test]
    fn the_vectors_of_rfc_5297() {
        check::<Aes128Enc>(
            "fffefdfc fbfaf9f8 f7f6f5f4 f3f2f1f0 f0f1f2f3 f4f5f6f7 f8f9fafb fcfdfeff",
            &["10111213 14151617 18191a1b 1c1d1e1f 20212223 24252627"],
            "11223344 55667788 99aabbcc ddee",
            "85632d07 c6e8f37f 950acd32 0a2ecc93 40c02b96 90c4dc04 daef7f6a fe5c",
        );
        check::<Aes128Enc>(
            "7f7e7d7c 7b7a7978 77767574 73727170 40414243 44454647 48494a4b 4c4d4e4f",
            &[
                "00112233 44556677 8899aabb ccddeeff deaddada deaddada ffeeddcc bbaa9988 77665544 33221100",
                "10203040 50607080 90a0",
                "09f91102 9d74e35b d84156c5 635688c0",
            ],
            "74686973 20697320 736f6d65 20706c61 696e7465 78742074 6f20656e 63727970 74207573 696e6720 5349562d 414553",
            "7bdb6e3b 432667eb 06f4d14b ff2fbd0f cb900f2f ddbe4043 26601965 c889bf17 dba77ceb 094fa663 b7a3f748 ba8af829 \
             ea64ad54 4a272e9c 485b62a3 fd5c0d",
        );
    }

    /// The RFC has none for AES-256. From Python's `cryptography` 48 (OpenSSL): `AESSIV(bytes(range(64)))`.
    #[test]
    fn aes_256_agrees_with_openssl() {
        let key: String = (0..64).map(|i| alloc::format!("{i:02x}")).collect();
        check::<Aes256Enc>(&key, &["78"], "61", "cb7cd736c5e056a6dee716cdd98d55174b");
        check::<Aes256Enc>(
            &key,
            &["454d41494c5f41444452455353", "00000001", "637573746f6d6572732e656d61696c"],
            "616e6e612e62657267406578616d706c652e636f6d",
            "a0772230bf21b9332ca7cd341eeed6905e57afcd0946978f2bbffa6de066cf51b5d2676dc4",
        );
        check::<Aes256Enc>(
            &key,
            &[],
            "30313233343536373839616263646566",
            "df101a0c5f8eb90a0fe9891adaaf16a8c4df02080e7fa1603eb826a453f1bf63",
        );
        check::<Aes256Enc>(
            &key,
            &[""],
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
            "9b3abf89f9dcb21ed1c9809965c941870bd378b6ae77356cba5e19395a1ec94c516614f4251942d6485e59359d9020879e",
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_was_changed_is_refused(text in proptest::collection::vec(any::<u8>(), 0..70), bit in any::<u16>()) {
            let siv = Siv::<Aes256Enc>::new(&[9; 64]);
            let mut sealed = Vec::new();
            siv.seal(&[b"a"], &text, &mut sealed);
            prop_assert_eq!(sealed.len(), text.len() + Siv::<Aes256Enc>::OVERHEAD);
            let mut out = Vec::new();
            prop_assert!(!siv.open(&[b"b"], &sealed, &mut out), "other associated data");
            prop_assert!(!siv.open(&[b"a", b""], &sealed, &mut out), "more associated data");
            let bit = usize::from(bit) % (8 * sealed.len());
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(!siv.open(&[b"a"], &sealed, &mut out) && out.is_empty(), "bit {}", bit);
        }
    }
}
