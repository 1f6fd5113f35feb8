use std::io::{Read, Write};

use super::*;

fn encrypted(recipients: &[Recipient], text: &[u8], step: usize) -> Vec<u8> {
    let mut encrypter = Encrypter::new(recipients, Vec::new()).unwrap();
    text.chunks(step).for_each(|part| encrypter.write_all(part).unwrap());
    encrypter.finish().unwrap()
}

fn decrypted(keys: &KeyRing, file: &[u8]) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    let mut decrypter = Decrypter::new(keys, file).map_err(|e| e.to_string())?;
    decrypter.read_to_end(&mut text).map_err(|e| e.to_string())?;
    Ok(text)
}

#[test]
fn what_is_encrypted_to_a_ring_comes_back_with_it_alone() {
    let (ring, other) = (KeyRing::generate().unwrap(), KeyRing::generate().unwrap());
    for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
        let text: Vec<u8> = (0..len).map(|i| (i % 251) as u8).collect();
        let file = encrypted(&[ring.recipient().unwrap()], &text, 1000);
        assert_eq!(decrypted(&ring, &file).unwrap(), text);
        assert!(decrypted(&other, &file).unwrap_err().contains("not to a key of this ring"));
        let both = encrypted(&[other.recipient().unwrap(), ring.recipient().unwrap()], &text, usize::MAX);
        assert!(decrypted(&ring, &both).unwrap() == text && decrypted(&other, &both).unwrap() == text);
    }
}

#[test]
fn retired_keys_open_what_was_encrypted_to_them_and_destroyed_ones_do_not() {
    let ring = KeyRing::generate().unwrap();
    let file = encrypted(&[ring.recipient().unwrap()], b"text", 4);
    let ring = ring.rotated().unwrap();
    assert_eq!(decrypted(&ring, &file).unwrap(), b"text");
    assert_ne!(ring.recipient_of(1).unwrap(), ring.recipient().unwrap());
    let ring = ring.turned(1, crate::KeyState::Destroyed).unwrap();
    assert!(decrypted(&ring, &file).is_err() && ring.recipient_of(1).is_err());
}

/// No byte can be changed, taken away or added without an error.
#[test]
fn what_is_damaged_or_cut_off_is_refused() {
    let ring = KeyRing::generate().unwrap();
    let text: Vec<u8> = (0..2 * CHUNK + 5).map(|i| (i % 251) as u8).collect();
    let file = encrypted(&[ring.recipient().unwrap()], &text, usize::MAX);
    let header = file.windows(5).position(|w| w == b"\n--- ").unwrap() + 64;
    let chunks = (1..3).map(|n| header + n * (CHUNK + TAG));
    let places: Vec<usize> = (0..header + 20).chain(chunks).chain([file.len() - 1]).collect();
    for at in &places {
        let mut changed = file.clone();
        changed[*at] ^= 1;
        assert!(decrypted(&ring, &changed).is_err(), "byte {at}");
        assert!(decrypted(&ring, &file[..*at]).is_err(), "cut at {at}");
    }
    assert!(decrypted(&ring, &[&file[..], b"x"].concat()).is_err());
}

/// The pair of keys in the documentation of age's own Go library (`filippo.io/age`, package example).
#[test]
fn recipients_are_written_as_age_writes_them() {
    let shown = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    assert_eq!(shown.parse::<Recipient>().unwrap().to_string(), shown);
    for wrong in [
        "",
        "age1",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ] {
        assert!(wrong.parse::<Recipient>().is_err(), "{wrong}");
    }
}
