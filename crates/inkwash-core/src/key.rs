use aes::Aes256;
use aes::cipher::{BlockEncrypt, KeyInit as _};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac};
use sha2::Sha256;
use zeroize::Zeroize;

/// A 256-bit key from which every entity's key is derived. It is wiped when dropped and has no
/// `Debug`.
pub struct RootKey([u8; 32]);

impl Drop for RootKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl RootKey {
    /// Takes 32 bytes of key material.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key of one entity: HKDF-SHA-256 (RFC 5869) with the entity's name in the info.
    ///
    /// The derivation is fixed for ever; changing it would change every pseudonym.
    #[must_use]
    pub fn entity(&self, name: &str) -> EntityKey {
        let hkdf = Hkdf::<Sha256>::new(Some(b"inkwash/1"), &self.0);
        let mut okm = [0u8; 64];
        hkdf.expand_multi_info(&[b"entity:", name.as_bytes()], &mut okm)
            .expect("64 bytes is within HKDF-SHA-256's limit of 8160");
        let key = EntityKey {
            mac: Hmac::new_from_slice(&okm[..32]).expect("HMAC takes a key of any length"),
            cipher: Aes256::new_from_slice(&okm[32..]).expect("an AES-256 key is 32 bytes"),
        };
        okm.zeroize();
        key
    }
}

/// What transforms and stand-ins are made with: a keyed hash and keyed permutations, different
/// for every entity and every root key. No `Debug`.
#[derive(Clone)]
pub struct EntityKey {
    mac: Hmac<Sha256>,
    cipher: Aes256,
}

impl EntityKey {
    /// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of `label`, a zero byte, and `data`.
    #[must_use]
    pub fn prf(&self, label: &str, data: &[u8]) -> [u8; 32] {
        let mut mac = self.mac.clone();
        mac.update(label.as_bytes());
        mac.update(&[0]);
        mac.update(data);
        mac.finalize().into_bytes().into()
    }

    /// Where a keyed permutation of `0..size` sends `index`: a bijection for every key, `tweak`
    /// and `size`. Distinct inputs give distinct outputs, with no table.
    ///
    /// A Feistel network of ten rounds with AES-256 as the round function, over two numbers below
    /// the square root of `size`, added to in turn as in FF1 (NIST SP 800-38G). Their product is
    /// hardly more than `size`; what lands between is walked on. For `size` under a million it
    /// hides the mapping only from those who know few pairs; see NIST SP 800-38G Rev. 1 on small
    /// domains.
    ///
    /// # Panics
    /// If `index >= size` or `size > 2^120`.
    #[must_use]
    pub fn permute(&self, tweak: u32, index: u128, size: u128) -> u128 {
        assert!(index < size && size <= 1 << 120, "index outside of the permuted range");
        let root = size.isqrt();
        let (rows, columns) = (size.div_ceil(root) as u64, root as u64);
        let mut block = [0u8; 16];
        block[1] = (128 - size.leading_zeros()) as u8;
        block[2..6].copy_from_slice(&tweak.to_be_bytes());
        let mut moved = |round: u8, from: u64, to: u64, modulus: u64| {
            block[0] = round;
            block[8..].copy_from_slice(&from.to_be_bytes());
            (to + self.first_word(block) % modulus) % modulus
        };
        let mut value = index;
        loop {
            let (mut row, mut column) = ((value / u128::from(columns)) as u64, (value % u128::from(columns)) as u64);
            for round in 0..5 {
                row = moved(2 * round, column, row, rows);
                column = moved(2 * round + 1, row, column, columns);
            }
            value = u128::from(row) * u128::from(columns) + u128::from(column);
            if value < size {
                return value;
            }
        }
    }

    /// Encrypts the upper `bits` of a `width`-bit address (in the low bits of `address`) so that
    /// two addresses share a prefix of n bits exactly if their results do: Crypto-PAn (Xu, Fan,
    /// Ammar, Moon 2002) with AES-256. Bits below are copied.
    #[must_use]
    pub fn prefix_preserving(&self, address: u128, width: u32, bits: u32) -> u128 {
        let aligned = address << (128 - width);
        let mut blocks = [aes::Block::default(); 128];
        let blocks = &mut blocks[..bits as usize];
        for (n, block) in blocks.iter_mut().enumerate() {
            let prefix = aligned & !(u128::MAX >> n);
            // A one bit after the prefix tells its length apart from its zero bits.
            *block = (prefix | 1 << (127 - n)).to_be_bytes().into();
        }
        self.cipher.encrypt_blocks(blocks);
        let mut pad = 0u128;
        for (n, block) in blocks.iter().enumerate() {
            pad |= u128::from(block[0] >> 7) << (127 - n);
        }
        (aligned ^ pad) >> (128 - width)
    }

    fn first_word(&self, block: [u8; 16]) -> u64 {
        let mut block = aes::Block::from(block);
        self.cipher.encrypt_block(&mut block);
        u64::from_be_bytes(block[..8].try_into().expect("eight bytes of sixteen"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn key() -> EntityKey {
        RootKey::new([7; 32]).entity("TEST")
    }

    #[test]
    fn permute_is_a_bijection_for_every_size() {
        for size in [1u128, 2, 3, 10, 97, 256, 1000] {
            let image: BTreeSet<_> = (0..size).map(|i| key().permute(1, i, size)).collect();
            assert_eq!(image.len() as u128, size);
        }
    }

    #[test]
    fn keys_and_tweaks_give_different_maps() {
        let other = RootKey::new([8; 32]).entity("TEST");
        let size = 1 << 100;
        assert_ne!(key().permute(0, 5, size), other.permute(0, 5, size));
        assert_ne!(key().permute(0, 5, size), key().permute(1, 5, size));
        assert_ne!(key().prf("a", b"x"), RootKey::new([7; 32]).entity("TEST2").prf("a", b"x"));
    }

    #[test]
    fn prefixes_are_preserved_exactly() {
        let key = key();
        let (a, b) = (0xc0a8_0101u128, 0xc0a8_01ffu128);
        let (x, y) = (key.prefix_preserving(a, 32, 32), key.prefix_preserving(b, 32, 32));
        assert_eq!((a ^ b).leading_zeros(), (x ^ y).leading_zeros());
        assert_ne!(a, x);
    }
}
