use super::date::{civil, is_date, today};
use super::*;

const SECRET: &str = "correct horse battery staple";
const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const BASE64: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn secret_of(ring: &KeyRing) -> [u8; 32] {
    **ring.active().expect("an active key").secret.as_ref().expect("a secret")
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
    assert_eq!(read("sechzehn Zeichén").version().expect("active"), 1);
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
    assert_eq!((ring.version().expect("active"), secret_of(&ring)), (2, counting()));
    let old = ring.root_of(1).expect("a retired key").entity("X").prf("", b"");
    assert_eq!(old, RootKey::new([0xff; 32]).entity("X").prf("", b""));
    assert!(ring.root_of(3).err().expect("no key").to_string().contains("no key of version 3"));
    let both = read(&ring_text().replace("retired", "active").replace("version = 2", "version = 9"));
    assert_eq!(both.version().expect("active"), 9);
}

#[test]
fn faulty_rings_are_refused_without_showing_keys() {
    let text = ring_text();
    let key = &HEX[..20];
    let broken = |from: &str, to: &str| {
        assert!(text.contains(from));
        refused(text.replacen(from, to, 1).as_bytes(), &[key, "ffffffff", "CANARY"])
    };
    assert!(broken("status = \"active\"", "status = \"CANARY\"").contains("\"active\", \"retired\""));
    assert!(broken("version = 2", "version = 1").contains("two keys of one version"));
    assert!(broken("version = 2", "version = 0").contains("from 1"));
    assert!(broken("version = 1", "version = 2").contains("version 1 only"));
    assert!(broken("2026-02-01", "CANARY").contains("on a date"));
    assert!(broken("status = \"active\"", "status = \"destroyed\"").contains("still holds its key"));
    assert!(broken("status = \"active\"", "status = \"active\"\npurpose = '\"'").contains("custodian or purpose"));
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
    assert_eq!((again.version().expect("active"), secret_of(&again)), (1, secret_of(&one)));
    let fingerprint = |ring: &KeyRing| ring.fingerprint().expect("active");
    assert_eq!(fingerprint(&again), fingerprint(&one));
    assert_ne!(fingerprint(&other), fingerprint(&one));
}

#[test]
fn rotation_retires_what_was_there() {
    let first = KeyRing::generate().expect("randomness");
    let old = secret_of(&first);
    let ring = read(&first.rotated().expect("randomness").to_toml());
    assert_eq!(ring.version().expect("active"), 2);
    assert_ne!(secret_of(&ring), old);
    assert_eq!(**ring.keys[0].secret.as_ref().expect("a secret"), old);
    assert_eq!(ring.keys[0].state, KeyState::Retired);
}

#[test]
fn states_only_get_worse_and_destroyed_keys_are_gone() {
    let ring = || KeyRing::generate().and_then(KeyRing::rotated).expect("randomness");
    let refused = |ring: Result<KeyRing, Error>| ring.err().expect("refused").to_string();
    assert!(refused(ring().turned(1, KeyState::Active)).contains("key 1 is retired already"));
    assert!(refused(ring().turned(3, KeyState::Retired)).contains("no key of version 3"));
    let gone = ring().turned(1, KeyState::Destroyed).expect("a version");
    assert!(!gone.to_toml().contains("retired") && gone.to_toml().matches("\nkey = ").count() == 1);
    let gone = read(&gone.to_toml());
    assert!(gone.root_of(1).err().expect("destroyed").to_string().contains("was destroyed on"));
    assert_eq!(gone.keys().map(|k| k.state).collect::<Vec<_>>(), [KeyState::Destroyed, KeyState::Active]);
    let none = read(&ring().turned(2, KeyState::Compromised).expect("a version").to_toml());
    assert!(none.root().err().expect("none is active").to_string().contains("no active key"));
    assert!(none.root_of(2).is_ok(), "a compromised key still restores");
    assert!(none.rotated().expect("randomness").version().is_ok_and(|v| v == 3));
}

#[test]
fn notes_go_over_to_the_next_key() {
    let ring = KeyRing::generate().and_then(|r| r.described("Ada, DPO", "test data")).expect("notes");
    let ring = read(&ring.rotated().expect("randomness").to_toml());
    assert!(ring.keys().all(|k| (k.custodian, k.purpose) == ("Ada, DPO", "test data")));
    assert!(ring.keys().next().is_some_and(|k| is_date(k.changed) && k.fingerprint.is_some()));
    for note in ["\"", "a\\b", "two\nlines", &"x".repeat(201)] {
        assert!(KeyRing::generate().expect("randomness").described(note, "").is_err());
    }
}

#[test]
fn projects_have_keys_of_their_own() {
    let of = |name: Option<&str>| {
        let ring = read(HEX);
        name.map_or_else(|| read(HEX), |name| ring.project(name)).fingerprint().expect("active")
    };
    assert_ne!(of(None), of(Some("hr")));
    assert_ne!(of(Some("hr")), of(Some("billing")));
}

#[test]
fn sealed_rings_open_with_their_passphrase_only() {
    const PASSPHRASE: &str = "CANARY passphrase";
    let ring = KeyRing::generate().expect("randomness");
    assert!(ring.to_sealed("eleven char").expect_err("too short").to_string().contains("12 at least"));
    let sealed = ring.to_sealed(PASSPHRASE).expect("sealed");
    assert_ne!(sealed, ring.to_sealed(PASSPHRASE).expect("sealed"), "a salt of its own");
    let open = |text: &str, passphrase| KeyText::new(text.into()).expect("small").open(passphrase);
    assert_eq!(secret_of(&open(&sealed, Some(PASSPHRASE)).expect("opened")), secret_of(&ring));
    let refused = |text: &str, passphrase| {
        let error = open(text, passphrase).err().expect("refused").to_string();
        assert!(!error.contains("CANARY"), "{error}");
        error
    };
    assert!(refused(&sealed, None).contains("needs its passphrase"));
    assert!(refused(&sealed, Some("another passphrase")).contains("passphrase is wrong"));
    let broken = |from: &str, to: &str| refused(&sealed.replacen(from, to, 1), Some(PASSPHRASE));
    assert!(broken("ring = \"", "ring = \"AAAA").contains("damaged"));
    assert!(broken("passes = 3", "passes = 2").contains("passphrase is wrong"));
    assert!(broken("memory = 65536", "memory = 99999999").contains("more than 1 GiB"));
    assert!(broken("lanes = 4", "lanes = 0").contains("costs that Argon2id does not have"));
    assert!(broken("sealed = 1", "sealed = 2").contains("version 1 only"));
    assert!(broken("salt", "pepper").contains("damaged"));
}

#[test]
fn files_are_read_unless_others_may_read_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("key");
    std::fs::write(&path, HEX).expect("written");
    #[cfg(unix)]
    for (mode, others) in [(0o600, false), (0o400, false), (0o640, true), (0o644, true), (0o620, true)] {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("set");
        let error = KeyRing::from_file(&path).err();
        assert_eq!(error.is_some_and(|e| e.to_string().contains("chmod 600")), others, "{mode:o}");
        assert!(KeyText::from_shared_file(&path).is_ok());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("set");
    }
    assert_eq!(secret_of(&KeyRing::from_file(&path).expect("a key")), counting());
    std::fs::write(&path, "x".repeat(64 * 1024 + 1)).expect("written");
    let Err(error) = KeyText::from_shared_file(&path) else { panic!("accepted") };
    assert!(error.to_string().contains("larger than a key file can be"));
    let Err(error) = KeyRing::from_file(&folder.path().join("none")) else { panic!("accepted") };
    assert!(error.is_key() && error.to_string().contains("cannot read"));
}

#[cfg(unix)]
#[test]
fn commands_give_keys() {
    let ring = KeyText::from_command(&format!("echo {HEX}")).and_then(|text| text.open(None)).expect("a key");
    assert_eq!(secret_of(&ring), counting());
    for (command, says) in [("exit 3", "failed"), ("echo short", "too few"), ("head -c 70000 /dev/zero", "larger")] {
        let Err(error) = KeyText::from_command(command).and_then(|text| text.open(None)) else { panic!("accepted") };
        assert!(error.is_key() && error.to_string().contains(says), "{error}");
    }
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
