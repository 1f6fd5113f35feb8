//! Format-preserving encryption: FF1 of NIST SP 800-38G (2016; kept by the second public draft of
//! Revision 1, 2025, which sets the least size of a domain).

use aes::cipher::{BlockEncrypt, KeyInit};
use aes::{Aes256Enc, Block};

/// The fewest numeral strings that a domain may have.
pub(crate) const LEAST_DOMAIN: u128 = 1_000_000;

/// Half of a string may stand for a number below this.
const MOST_HALF: u128 = 1 << 120;

/// FF1 with AES-256. The halves are held as numbers, so that no string is converted in the rounds,
/// and the block that is the same in all rounds is encrypted once.
#[derive(Clone)]
pub(crate) struct Ff1(Aes256Enc);

/// What depends on the domain and the tweak, but not on the string.
struct Rounds<'r> {
    cipher: &'r Aes256Enc,
    tweak: &'r [u8],
    /// The state of CBC-MAC after the block P.
    first: u128,
    /// radix^u and radix^v.
    moduli: [u128; 2],
    /// Bytes of a half's number in Q, and of the number y.
    bytes: usize,
    drawn: usize,
}

impl Ff1 {
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(Aes256Enc::new_from_slice(key).expect("an AES-256 key is 32 bytes"))
    }

    /// Replaces numerals, each below `radix`, by their encryption (or decryption); `false`, and
    /// nothing changed, if there are fewer than a million such strings, or more than 2^240.
    pub(crate) fn crypt(&self, radix: u8, tweak: &[u8], numerals: &mut [u8], encrypts: bool) -> bool {
        let Some(rounds) = self.rounds(radix, tweak, numerals.len()) else {
            return false;
        };
        let (left, right) = numerals.split_at_mut(numerals.len() / 2);
        let (mut a, mut b) = (number(radix, left), number(radix, right));
        if encrypts {
            for i in 0..10 {
                let modulus = rounds.moduli[usize::from(i % 2)];
                let sum = a + rounds.draw(i, b);
                (a, b) = (b, if sum < modulus { sum } else { sum - modulus });
            }
        } else {
            for i in (0..10).rev() {
                let modulus = rounds.moduli[usize::from(i % 2)];
                let drawn = rounds.draw(i, a);
                (a, b) = (if b < drawn { b + modulus - drawn } else { b - drawn }, a);
            }
        }
        write(radix, a, left);
        write(radix, b, right);
        true
    }

    fn rounds<'r>(&'r self, radix: u8, tweak: &'r [u8], len: usize) -> Option<Rounds<'r>> {
        let half = |len: usize| {
            let size = u128::from(radix).checked_pow(u32::try_from(len).ok()?)?;
            (size <= MOST_HALF).then_some(size)
        };
        let moduli = [half(len / 2)?, half(len - len / 2)?];
        if radix < 2 || moduli[0].saturating_mul(moduli[1]) < LEAST_DOMAIN {
            return None;
        }
        let bytes = (128 - (moduli[1] - 1).leading_zeros()).div_ceil(8) as usize;
        let mut p = [1, 2, 1, 0, 0, radix, 10, (len / 2) as u8, 0, 0, 0, 0, 0, 0, 0, 0];
        p[8..12].copy_from_slice(&(len as u32).to_be_bytes());
        p[12..].copy_from_slice(&u32::try_from(tweak.len()).ok()?.to_be_bytes());
        let first = encrypt(&self.0, u128::from_be_bytes(p));
        Some(Rounds { cipher: &self.0, tweak, first, moduli, bytes, drawn: 4 * bytes.div_ceil(4) + 4 })
    }
}

impl Rounds<'_> {
    /// y of round `i`, reduced by the round's modulus.
    fn draw(&self, i: u8, half: u128) -> u128 {
        let modulus = self.moduli[usize::from(i % 2)];
        // Q is the tweak, zeros, the round and the half, ending with a block.
        let tail = half | u128::from(i) << (8 * self.bytes);
        let (blocks, over) = self.tweak.as_chunks::<16>();
        let mut state = self.first;
        for block in blocks {
            state = encrypt(self.cipher, state ^ u128::from_be_bytes(*block));
        }
        let mut last = [0; 16];
        last[..over.len()].copy_from_slice(over);
        let rest = u128::from_be_bytes(last);
        if over.len() + self.bytes < 16 {
            state = encrypt(self.cipher, state ^ rest ^ tail);
        } else {
            state = encrypt(self.cipher, state ^ rest);
            state = encrypt(self.cipher, state ^ tail);
        }
        if self.drawn <= 16 {
            let drawn = state >> (8 * (16 - self.drawn));
            // Division of 64 bits is several times faster, and does for halves of nine digits.
            return match (u64::try_from(drawn), u64::try_from(modulus)) {
                (Ok(drawn), Ok(modulus)) => u128::from(drawn % modulus),
                _ => drawn % modulus,
            };
        }
        let more = encrypt(self.cipher, state ^ 1).to_be_bytes();
        more[..self.drawn - 16].iter().fold(state % modulus, |y, b| (y << 8 | u128::from(*b)) % modulus)
    }
}

fn encrypt(cipher: &Aes256Enc, block: u128) -> u128 {
    let mut block = Block::from(block.to_be_bytes());
    cipher.encrypt_block(&mut block);
    u128::from_be_bytes(block.into())
}

fn number(radix: u8, numerals: &[u8]) -> u128 {
    numerals.iter().fold(0, |n, d| n * u128::from(radix) + u128::from(*d))
}

fn write(radix: u8, mut number: u128, numerals: &mut [u8]) {
    for numeral in numerals.iter_mut().rev() {
        *numeral = (number % u128::from(radix)) as u8;
        number /= u128::from(radix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    /// The key of NIST's samples for AES-256.
    const KEY: [u8; 32] = [
        0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c, 0xef, 0x43,
        0x59, 0xd8, 0xd5, 0x80, 0xaa, 0x4f, 0x7f, 0x03, 0x6d, 0x6f, 0x04, 0xfc, 0x6a, 0x94,
    ];

    fn numerals(text: &str) -> Vec<u8> {
        text.chars().map(|c| c.to_digit(36).expect("a numeral") as u8).collect()
    }

    /// NIST, "FF1 samples" (Cryptographic Standards and Guidelines, examples with intermediate
    /// values), samples 7 to 9.
    #[test]
    fn the_samples_of_nist() {
        let (digits, letters) = ("0123456789", "0123456789abcdefghi");
        for (radix, tweak, plain, sealed) in [
            (10, &b""[..], digits, "6657667009"),
            (10, b"9876543210", digits, "1001623463"),
            (36, b"7777pqrs777", letters, "xs8a0azh2avyalyzuwd"),
        ] {
            let cipher = Ff1::new(&KEY);
            let mut text = numerals(plain);
            assert!(cipher.crypt(radix, tweak, &mut text, true));
            assert_eq!(text, numerals(sealed));
            assert!(cipher.crypt(radix, tweak, &mut text, false));
            assert_eq!(text, numerals(plain));
        }
    }

    /// Longer strings and tweaks than NIST's samples have: from an implementation in Python that
    /// follows the standard's steps literally, on OpenSSL's AES, and gives NIST's samples too.
    #[test]
    fn a_literal_implementation_agrees() {
        let long = "012345678901234567890123456789012345678901234567890123456789012345678";
        for (tweak, plain, sealed) in [
            (&b"a tweak of 14b"[..], "4242424242424242", "1097532133740781"),
            (
                b"customers.card_number.long",
                long,
                "587401950998956728031976048203859430109483021557778134489700157284999",
            ),
        ] {
            let mut text = numerals(plain);
            assert!(Ff1::new(&KEY).crypt(10, tweak, &mut text, true));
            assert_eq!(text, numerals(sealed));
        }
    }

    #[test]
    fn domains_of_every_size_are_permuted_or_refused() {
        let cipher = Ff1::new(&KEY);
        for (radix, len, takes) in [(10, 5, false), (10, 6, true), (2, 19, false), (2, 20, true), (36, 3, false)] {
            assert_eq!(cipher.crypt(radix, b"", &mut [1; 20][..len], true), takes, "{radix}^{len}");
        }
        assert!(cipher.crypt(10, b"", &mut [9; 72], true) && !cipher.crypt(10, b"", &mut [9; 80], true));
        assert!(!cipher.crypt(1, b"", &mut [0; 30], true));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn decryption_undoes_encryption(
            radix in 10..63u8,
            seed in proptest::collection::vec(any::<u8>(), 6..40),
            tweak in proptest::collection::vec(any::<u8>(), 0..40),
        ) {
            let cipher = Ff1::new(&KEY);
            let plain: Vec<u8> = seed.iter().map(|b| b % radix).collect();
            let mut text = plain.clone();
            prop_assert!(cipher.crypt(radix, &tweak, &mut text, true));
            prop_assert!(text.iter().all(|d| *d < radix));
            prop_assert!(cipher.crypt(radix, &tweak, &mut text, false));
            prop_assert_eq!(text, plain);
        }
    }
}
