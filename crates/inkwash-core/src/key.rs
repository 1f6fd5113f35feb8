use alloc::vec::Vec;

use aes::cipher::{BlockEncrypt, KeyInit as _};
use aes::{Aes256, Aes256Enc};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize;

use crate::ff1::Ff1;
use crate::mac::Mac;
use crate::siv::Siv;

/// A 256-bit key from which every entity's key is derived. It is wiped when dropped and has no
/// `Debug`.
pub struct RootKey {
    secret: [u8; 32],
    version: u32,
}

impl Drop for RootKey {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl RootKey {
    /// Takes 32 bytes of key material.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self { secret: bytes, version: 1 }
    }

    /// The same key with its version in a key ring, which reversible stand-ins carry. It is 1
    /// unless set.
    #[must_use]
    pub fn with_version(mut self, version: u32) -> Self {
        self.version = version;
        self
    }

    /// The root key of a project: data sets of different projects cannot be joined. HKDF-SHA-256
    /// with the project's name in the info.
    #[must_use]
    pub fn project(&self, name: &str) -> Self {
        let mut secret = [0; 32];
        self.derive(b"project:", name, &mut secret);
        let root = Self { secret, version: self.version };
        secret.zeroize();
        root
    }

    /// The key of one entity: HKDF-SHA-256 (RFC 5869) with the entity's name in the info.
    ///
    /// The derivation is fixed for ever; changing it would change every pseudonym.
    #[must_use]
    pub fn entity(&self, name: &str) -> EntityKey {
        // HKDF gives more bytes without changing those before them.
        let mut okm = [0u8; 192];
        self.derive(b"entity:", name, &mut okm);
        let (mut mac, mut blake3) = ([0; 32], [0; 32]);
        mac.copy_from_slice(&okm[..32]);
        blake3.copy_from_slice(&okm[160..]);
        let mut key = EntityKey {
            mac: Mac::new(&mac),
            cipher: Aes256::new_from_slice(&okm[32..64]).expect("an AES-256 key is 32 bytes"),
            siv: Siv::new(&okm[64..128]),
            ff1: Ff1::new(&okm[128..160]),
            blake3,
            subject: [0; 32],
            draw: [0; 32],
            version: self.version,
        };
        key.draw_anew();
        okm.zeroize();
        mac.zeroize();
        blake3.zeroize();
        key
    }

    fn derive(&self, purpose: &[u8], name: &str, out: &mut [u8]) {
        Hkdf::<Sha256>::new(Some(b"inkwash/1"), &self.secret)
            .expand_multi_info(&[purpose, name.as_bytes()], out)
            .expect("a few hundred bytes are within HKDF-SHA-256's limit of 8160");
    }
}

/// What transforms and stand-ins are made with: a keyed hash and keyed permutations, different
/// for every entity and every root key. No `Debug`.
#[derive(Clone)]
pub struct EntityKey {
    mac: Mac,
    cipher: Aes256,
    siv: Siv<Aes256Enc>,
    ff1: Ff1,
    blake3: [u8; 32],
    subject: [u8; 32],
    /// What is drawn for the subject, once for all of its values.
    draw: [u8; 32],
    version: u32,
}

impl Drop for EntityKey {
    fn drop(&mut self) {
        // The ciphers and the MAC wipe themselves.
        self.blake3.zeroize();
    }
}

impl EntityKey {
    /// The version of the root key that it comes from.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The same key for the data of one subject (a person, a record): what depends on
    /// [`subject`](Self::subject) is then alike for all values of this subject only.
    #[must_use]
    pub fn of_subject(mut self, id: &[u8]) -> Self {
        self.subject = self.prf("subject", id);
        self.draw_anew();
        self
    }

    fn draw_anew(&mut self) {
        self.draw = self.prf("shift-date", &self.subject);
    }

    /// What dates of the subject move by is drawn from this: the code of `shift-date` and the
    /// [`subject`](Self::subject).
    #[must_use]
    pub const fn subject_draw(&self) -> &[u8; 32] {
        &self.draw
    }

    /// A pseudonym of the subject whose data this key is for; zeros if there is none.
    #[must_use]
    pub const fn subject(&self) -> &[u8; 32] {
        &self.subject
    }

    /// Keyed BLAKE3 of `data`.
    #[must_use]
    pub fn blake3(&self, data: &[u8]) -> [u8; 32] {
        blake3::keyed_hash(&self.blake3, data).into()
    }

    /// Appends `text` encrypted and authenticated: AES-256-SIV (RFC 5297) under the entity's key,
    /// 16 bytes longer than the text. Equal texts with equal associated data give equal results.
    pub fn seal(&self, associated: &[&[u8]], text: &[u8], out: &mut Vec<u8>) {
        self.siv.seal(associated, text, out);
    }

    /// Appends the text of what [`seal`](Self::seal) gave with the same associated data; `false`
    /// if it is anything else, and then nothing is appended.
    pub fn open(&self, associated: &[&[u8]], sealed: &[u8], out: &mut Vec<u8>) -> bool {
        self.siv.open(associated, sealed, out)
    }

    /// Encrypts numerals, each below `radix`, in place and keeps their number: FF1 (NIST
    /// SP 800-38G) with AES-256. `false`, and nothing done, where the standard's draft revision
    /// forbids it: fewer than a million such strings. Also if there are more than 2^240.
    pub fn encrypt_numerals(&self, radix: u8, tweak: &[u8], numerals: &mut [u8]) -> bool {
        self.ff1.crypt(radix, tweak, numerals, true)
    }

    /// Undoes [`encrypt_numerals`](Self::encrypt_numerals).
    pub fn decrypt_numerals(&self, radix: u8, tweak: &[u8], numerals: &mut [u8]) -> bool {
        self.ff1.crypt(radix, tweak, numerals, false)
    }

    /// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of `label`, a zero byte, and `data`.
    #[must_use]
    pub fn prf(&self, label: &str, data: &[u8]) -> [u8; 32] {
        self.mac.of(&[label.as_bytes(), &[0], data])
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
        self.walk(tweak, index, size, true)
    }

    /// Undoes [`permute`](Self::permute).
    ///
    /// # Panics
    /// As there.
    #[must_use]
    pub fn unpermute(&self, tweak: u32, index: u128, size: u128) -> u128 {
        self.walk(tweak, index, size, false)
    }

    fn walk(&self, tweak: u32, index: u128, size: u128, onwards: bool) -> u128 {
        assert!(index < size && size <= 1 << 120, "index outside of the permuted range");
        // Most sizes fit in 64 bits, which is several times faster.
        let (rows, columns) = match u64::try_from(size) {
            Ok(size) => (size.div_ceil(size.isqrt()), size.isqrt()),
            Err(_) => (size.div_ceil(size.isqrt()) as u64, size.isqrt() as u64),
        };
        let split = |value: u128| match u64::try_from(value) {
            Ok(value) => (value / columns, value % columns),
            Err(_) => ((value / u128::from(columns)) as u64, (value % u128::from(columns)) as u64),
        };
        // Both are below the modulus, which is below 2^61.
        let add = |a: u64, b: u64, modulus: u64| if a + b < modulus { a + b } else { a + b - modulus };
        let mut block = [0u8; 16];
        block[1] = (128 - size.leading_zeros()) as u8;
        block[2..6].copy_from_slice(&tweak.to_be_bytes());
        let mut drawn = |round: u8, from: u64, modulus: u64| {
            block[0] = round;
            block[8..].copy_from_slice(&from.to_be_bytes());
            self.first_word(block) % modulus
        };
        let mut value = index;
        loop {
            let (mut row, mut column) = split(value);
            for round in 0..5 {
                if onwards {
                    row = add(row, drawn(2 * round, column, rows), rows);
                    column = add(column, drawn(2 * round + 1, row, columns), columns);
                } else {
                    let round = 4 - round;
                    column = add(column, columns - drawn(2 * round + 1, row, columns), columns);
                    row = add(row, rows - drawn(2 * round, column, rows), rows);
                }
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

/// Seals whole secrets under a 512-bit key that is used for nothing else (a key ring under its
/// passphrase): AES-256-SIV, as [`EntityKey::seal`].
#[must_use]
pub fn seal_under(key: &[u8; 64], associated: &[&[u8]], text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + Siv::<Aes256Enc>::OVERHEAD);
    Siv::<Aes256Enc>::new(key).seal(associated, text, &mut out);
    out
}

/// Appends the text of what [`seal_under`] gave; `false` if it is anything else. Give `out` room for
/// it: a growing buffer leaves copies behind.
pub fn open_under(key: &[u8; 64], associated: &[&[u8]], sealed: &[u8], out: &mut Vec<u8>) -> bool {
    Siv::<Aes256Enc>::new(key).open(associated, sealed, out)
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
            assert!((0..size).all(|i| key().unpermute(1, key().permute(1, i, size), size) == i));
        }
    }

    /// Stand-ins in users' data depend on these: they must never change. From HKDF and HMAC of
    /// Python's `cryptography` and `hmac`.
    #[test]
    fn derivation_is_pinned() {
        let hex = |bytes: &[u8]| bytes.iter().map(|b| alloc::format!("{b:02x}")).collect::<alloc::string::String>();
        let key = RootKey::new([7; 32]).entity("EMAIL_ADDRESS");
        let value = b"anna.berg@example.com";
        assert_eq!(hex(&key.prf("hash", value)), "b44e9f188f04dae4e20ac01b12c067f81ccff3a93e1bd94c10ac5886741a32d7");
        let mut sealed = Vec::new();
        key.seal(&[b"1", b""], value, &mut sealed);
        assert_eq!(hex(&sealed), "86982e7f2ffe55e940dafb0ece8e066a2e6a2b7d1f8c669b1435f7eb36b9e95e6ea0d3dc67");
        let project = RootKey::new([7; 32]).project("hr").entity("EMAIL_ADDRESS");
        assert_eq!(
            hex(&project.prf("hash", value)),
            "e2591109a7d88f93e0d0303aa8160a0c950a7101508f1fb788c1a1670b8fb120"
        );
    }

    #[test]
    fn subjects_and_projects_separate() {
        let root = RootKey::new([7; 32]);
        assert_ne!(root.project("a").entity("X").prf("", b""), root.project("b").entity("X").prf("", b""));
        assert_ne!(root.project("").entity("X").prf("", b""), root.entity("X").prf("", b""));
        assert_eq!(root.project("a").with_version(4).entity("X").version(), 4);
        let of = |id: &[u8]| *root.entity("X").of_subject(id).subject();
        assert_ne!(of(b"1"), of(b"2"));
        assert_eq!(root.entity("X").subject(), &[0; 32]);
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
