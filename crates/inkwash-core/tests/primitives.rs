//! The published vectors of what keys are derived and values are hashed and permuted with. AES-SIV's
//! and FF1's are beside them, in `src/siv.rs` and `src/ff1.rs`.

use aes::cipher::{BlockEncrypt as _, KeyInit as _};
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn counting<const N: usize>(from: u8) -> [u8; N] {
    std::array::from_fn(|i| from + i as u8)
}

/// RFC 4231, test cases 1, 2 and 6.
#[test]
fn hmac_sha_256() {
    for (key, data, expected) in [
        (&[0x0b; 20][..], &b"Hi There"[..], "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
    ] {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("a key of any length");
        mac.update(data);
        assert_eq!(hex(&mac.finalize().into_bytes()), expected);
    }
}

/// RFC 5869, appendix A.1.
#[test]
fn hkdf_sha_256() {
    let mut okm = [0; 42];
    let (salt, info) = (counting::<13>(0), counting::<10>(0xf0));
    Hkdf::<Sha256>::new(Some(&salt), &[0x0b; 22]).expand(&info, &mut okm).expect("short");
    assert_eq!(hex(&okm), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
}

/// The `keyed_hash` of BLAKE3's `test_vectors.json`, inputs of 0 and 1 bytes.
#[test]
fn keyed_blake3() {
    let hash = |input: &[u8]| hex(blake3::keyed_hash(b"whats the Elvish word for friend", input).as_bytes());
    assert_eq!(hash(b""), "92b2b75604ed3c761f9d6f62392c8a9227ad0ea3f09573e783f1498a4ed60d26");
    assert_eq!(hash(b"\0"), "6d7878dfff2f485635d39013278ae14f1454b8c0a3a2d34bc1ab38228a80c95b");
}

/// FIPS 197, appendix C.3.
#[test]
fn aes_256() {
    let mut block = std::array::from_fn::<u8, 16, _>(|i| i as u8 * 0x11).into();
    aes::Aes256::new(&counting::<32>(0).into()).encrypt_block(&mut block);
    assert_eq!(hex(&block), "8ea2b7ca516745bfeafc49904b496089");
}
