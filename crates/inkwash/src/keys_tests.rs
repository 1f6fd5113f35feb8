use super::*;

const SECRET: &str = "correct horse battery staple";
const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const BASE64: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn secret_of(ring: &KeyRing) -> [u8; 32] {
    *ring.keys[ring.active].secret
}

fn counting() -> [u8; 32] {
    std::array::from_fn(|i| i as u8)
}

fn read(text: &str) -> KeyRing {
    KeyRing::from_bytes(text.as_bytes()).unwrap_or_else(|e| panic!("{e}"))
}

/// The error that this is refused with. It must hold nothing of it, in `Display` and `Debug`.
fn refused(bytes: &[u8], canaries: &[&str]) -> String {
    let Err(error) = KeyRing::from_bytes(bytes) else { panic!("accepted") };
    assert!(error.is_key());
    for canary in canaries {
        assert!(!format!("{error}{error:?}").contains(canary), "the error shows {canary}");
    }
    error.to_string()
}

#[test]
fn raw_hexadecimal_and_base64_are_one_key() {
    let raw = counting();
    assert_eq!(secret_of(&KeyRing::from_bytes(&raw).expect("32 raw bytes")), raw);
    for text in [HEX, &HEX.to_uppercase(), BASE64, BASE64.trim_end_matches('=')] {
        assert_eq!(secret_of(&read(text)), raw, "{text}");
        assert_eq!(secret_of(&read(&format!("{text}\n"))), raw, "a line end after {text}");
        assert_eq!(secret_of(&read(&format!("\u{feff}{text}\r\n"))), raw, "as Windows writes {text}");
    }
}

#[test]
fn base64_of_either_alphabet_is_read() {
    for text in ["+/+/", "-_-_"] {
        let text = format!("{}{}", text.repeat(10), "AAA");
        let mut expected = [[0xfb, 0xff, 0xbf]; 10].concat();
        expected.extend([0, 0]);
        assert_eq!(secret_of(&read(&text))[..], expected);
        assert_eq!(secret_of(&read(&format!("{text}=")))[..], expected);
    }
}

#[test]
fn raw_bytes_may_end_with_a_line_end() {
    let mut raw = counting();
    raw[31] = b'\n';
    assert_eq!(secret_of(&KeyRing::from_bytes(&raw).expect("32 raw bytes")), raw);
}

#[test]
fn secret_texts_are_stretched_for_ever_the_same() {
    let ring = read(SECRET);
    // From the reference implementation through argon2-cffi: hash_secret_raw(secret,
    // b"inkwash/argon2id", time_cost=3, memory_cost=47104, parallelism=1, hash_len=32, type=ID).
    let expected = "3e97d7492bc6768792a8827235dfd0e38bb827801d4d9f87703f2b9339a66091";
    assert_eq!(secret_of(&ring), secret_of(&read(expected)));
    assert_eq!(secret_of(&read(&format!("{SECRET}\n"))), secret_of(&ring), "a line end is not part of it");
}

#[test]
fn thirty_two_characters_are_a_text_and_not_raw_bytes() {
    let text = "0123456789abcdef0123456789abcdef";
    assert_ne!(secret_of(&read(text))[..], *text.as_bytes());
}

#[test]
fn sixteen_characters_are_enough_and_fifteen_are_not() {
    assert_eq!(read("sechzehn Zeichén").version(), 1);
    assert!(refused("fünfzehn Zeichn".as_bytes(), &["zehn"]).contains("15 characters are too few"));
    assert!(refused(b"", &[]).contains("0 characters are too few"));
}

#[test]
fn other_bytes_are_refused_without_showing_them() {
    assert!(refused(b"\xff\xfeCANARYCANARYCANARY", &["CANARY"]).contains("20 bytes"));
    assert!(refused(b"CANARY\0CANARY\0CANARY", &["CANARY"]).contains("neither 32 raw bytes"));
}

fn ring_text() -> String {
    format!(
        "# kept by two custodians\nversion = 1\n\n\
         [[key]]\nversion = 2\ncreated = \"2026-02-01\"\nstatus = \"active\"\nkey = \"{HEX}\"\n\n\
         [[key]]\nversion = 1\ncreated = \"2025-02-01\"\nstatus = \"retired\"\nkey = \"{}\"\n",
        "f".repeat(64)
    )
}

#[test]
fn the_newest_active_key_of_a_ring_is_used() {
    let ring = read(&ring_text());
    assert_eq!((ring.version(), secret_of(&ring)), (2, counting()));
    let old = ring.root_of(1).expect("a retired key").entity("X").prf("", b"");
    assert_eq!(old, RootKey::new([0xff; 32]).entity("X").prf("", b""));
    assert!(ring.root_of(3).is_none());
    let both = read(&ring_text().replace("retired", "active").replace("version = 2", "version = 9"));
    assert_eq!(both.version(), 9);
}

#[test]
fn faulty_rings_are_refused_without_showing_keys() {
    let text = ring_text();
    let key = &HEX[..20];
    let broken = |from: &str, to: &str| {
        assert!(text.contains(from));
        refused(text.replacen(from, to, 1).as_bytes(), &[key, "ffffffff", "CANARY"])
    };
    assert!(broken("status = \"active\"", "status = \"retired\"").contains("no active key"));
    assert!(broken("status = \"active\"", "status = \"CANARY\"").contains("\"active\" or \"retired\""));
    assert!(broken("version = 2", "version = 1").contains("two keys of one version"));
    assert!(broken("version = 2", "version = 0").contains("from 1"));
    assert!(broken("version = 1", "version = 2").contains("version 1 only"));
    assert!(broken("2026-02-01", "CANARY").contains("on a date"));
    assert!(broken(HEX, "CANARYCANARYCANARY").contains("key 2 of the key ring is not 32 bytes"));
    assert!(broken("version = 2", &format!("version = \"{HEX}\"")).contains("line 5"));
    assert!(broken("created", "CANARY").contains("is wrong: a key ring is"));
    assert!(broken("status = \"active\"", &format!("status = \"active\" {HEX}")).contains("line 7"));
    assert!(broken("[[key]]", "[[ key ]] CANARY").contains("line 4"));
    assert!(refused(format!("version = 1\nkeys = \"{HEX}\"").as_bytes(), &[key]).contains("a key ring is"));
}

#[test]
fn generated_keys_differ_and_survive_being_written() {
    let (one, other) = (KeyRing::generate().expect("randomness"), KeyRing::generate().expect("randomness"));
    assert_ne!(secret_of(&one), secret_of(&other));
    let again = read(&one.to_toml());
    assert_eq!((again.version(), secret_of(&again)), (1, secret_of(&one)));
    assert_eq!(again.fingerprint(), one.fingerprint());
    assert_ne!(other.fingerprint(), one.fingerprint());
}

#[test]
fn rotation_retires_what_was_there() {
    let first = KeyRing::generate().expect("randomness");
    let old = secret_of(&first);
    let ring = read(&first.rotated().expect("randomness").to_toml());
    assert_eq!(ring.version(), 2);
    assert_ne!(secret_of(&ring), old);
    assert_eq!(*ring.keys[0].secret, old);
    assert!(!ring.keys[0].active);
}

#[test]
fn files_are_read_and_their_permissions_reported() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("key");
    std::fs::write(&path, HEX).expect("written");
    #[cfg(unix)]
    for (mode, others) in [(0o600, false), (0o640, false), (0o644, true)] {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("set");
        assert_eq!(KeyRing::from_file(&path).expect("a key").readable_by_others(), others, "{mode:o}");
    }
    assert_eq!(secret_of(&KeyRing::from_file(&path).expect("a key")), counting());
    std::fs::write(&path, "x".repeat(MAX_FILE + 1)).expect("written");
    let Err(error) = KeyRing::from_file(&path) else { panic!("accepted") };
    assert!(error.to_string().contains("larger than a key file can be"));
    let Err(error) = KeyRing::from_file(&folder.path().join("none")) else { panic!("accepted") };
    assert!(error.is_key() && error.to_string().contains("cannot read"));
}

#[test]
fn days_become_dates() {
    // From `date -u -d @$((86400 * DAY)) +%F`.
    for (day, date) in [
        (0, (1970, 1, 1)),
        (59, (1970, 3, 1)),
        (11_016, (2000, 2, 29)),
        (19_782, (2024, 2, 29)),
        (20_819, (2027, 1, 1)),
        (47_540, (2100, 2, 28)),
        (47_541, (2100, 3, 1)),
    ] {
        assert_eq!(civil(day), date);
    }
    assert!(is_date(&today()));
}
