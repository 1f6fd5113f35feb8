//! Key rings at rest: Argon2id (RFC 9106) makes a key of a passphrase, AES-256-SIV (RFC 5297) seals.

use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64, Encoding};
use inkwash_core::{open_under, seal_under};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::material::random;
use crate::Error;

/// A passphrase must have this many characters.
const MIN_CHARACTERS: usize = 12;

/// Memory in KiB, passes and lanes of Argon2id: the second recommended option of RFC 9106.
const COST: (u32, u32, u32) = (64 * 1024, 3, 4);

/// What a file may ask for: more would only serve to use up the machine.
const MOST: (u32, u32, u32) = (1024 * 1024, 64, 64);

/// Told to the reader of the file, and bound to what is sealed.
const PURPOSE: &[u8] = b"inkwash/sealed-key-ring/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed<'a> {
    sealed: u32,
    memory: u32,
    passes: u32,
    lanes: u32,
    salt: &'a str,
    ring: &'a str,
}

pub(super) fn is_sealed(text: &str) -> bool {
    text.lines().any(|l| l.starts_with("sealed ="))
}

pub(super) fn seal(ring: &str, passphrase: &str) -> Result<String, Error> {
    let characters = passphrase.chars().count();
    if characters < MIN_CHARACTERS {
        return Err(Error::key(format!(
            "a passphrase of {characters} characters is too short: {MIN_CHARACTERS} at least"
        )));
    }
    let salt = *random::<16>()?;
    let (memory, passes, lanes) = COST;
    let key = stretch(passphrase, &salt, COST)?;
    let sealed = seal_under(&key, &[PURPOSE, &salt], ring.as_bytes());
    let [salt, ring] = [&salt[..], &sealed].map(Base64::encode_string);
    Ok(format!(
        "# An inkwash key ring, sealed with a passphrase.\nsealed = 1\nmemory = {memory}\npasses = {passes}\n\
         lanes = {lanes}\nsalt = \"{salt}\"\nring = \"{ring}\"\n"
    ))
}

pub(super) fn open(text: &str, passphrase: &str) -> Result<Zeroizing<String>, Error> {
    let damaged = || Error::key("the sealed key ring is damaged");
    let file: Sealed<'_> = toml::from_str(text).map_err(|_| damaged())?;
    if file.sealed != 1 {
        return Err(Error::key("this version of inkwash opens sealed key rings of version 1 only"));
    }
    if file.memory > MOST.0 || file.passes > MOST.1 || file.lanes > MOST.2 {
        return Err(Error::key("the sealed key ring asks for more than 1 GiB of memory, 64 passes or 64 lanes"));
    }
    let [salt, sealed] = [file.salt, file.ring].map(Base64::decode_vec);
    let (salt, sealed) = (salt.map_err(|_| damaged())?, sealed.map_err(|_| damaged())?);
    let key = stretch(passphrase, &salt, (file.memory, file.passes, file.lanes))?;
    let mut ring = Zeroizing::new(Vec::with_capacity(sealed.len()));
    if !open_under(&key, &[PURPOSE, &salt], &sealed, &mut ring) {
        return Err(Error::key("the passphrase is wrong, or the sealed key ring is damaged"));
    }
    std::str::from_utf8(&ring).map(|text| Zeroizing::new(text.to_owned())).map_err(|_| damaged())
}

fn stretch(passphrase: &str, salt: &[u8], cost: (u32, u32, u32)) -> Result<Zeroizing<[u8; 64]>, Error> {
    let mut key = Zeroizing::new([0; 64]);
    let params = Params::new(cost.0, cost.1, cost.2, Some(key.len()));
    let params = params.map_err(|_| Error::key("the sealed key ring names costs that Argon2id does not have"))?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .map_err(|_| Error::key("the sealed key ring is damaged, or there is not enough memory to open it"))?;
    Ok(key)
}
