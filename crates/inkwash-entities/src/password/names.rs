//! Which names tell of a secret.

use super::byte;
use crate::secret::ends_with_ignoring_case;

/// What a name says its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Password,
    /// `pass`: a verb and a noun besides.
    Pass,
    /// `pwd`: a working directory besides.
    Pwd,
    Secret,
    Token,
    Key,
    Authorization,
}

/// Words that may follow without changing what a name is about.
const NEUTRAL: &[&[u8]] = &[
    b"hash",
    b"hashed",
    b"digest",
    b"encrypted",
    b"enc",
    b"crypt",
    b"plain",
    b"plaintext",
    b"confirmation",
    b"confirm",
    b"repeat",
    b"again",
    b"verify",
    b"value",
    b"val",
    b"raw",
    b"text",
    b"str",
    b"string",
    b"old",
    b"new",
    b"base64",
    b"b64",
    b"current",
];
/// Words for a password that may end a longer word (`userpassword`).
pub(super) const PASSWORDS: &[&[u8]] = &[
    b"password",
    b"passwd",
    b"passwort",
    b"passord",
    b"passordet",
    b"passphrase",
    b"passcode",
    b"kennwort",
    "contraseña".as_bytes(),
    "CONTRASEÑA".as_bytes(),
    b"contrasena",
    b"contrasenia",
    b"motdepasse",
    b"mot_de_passe",
    b"mot-de-passe",
];
/// What `pass` is glued to.
const BEFORE_PASS: &[&[u8]] = &[
    b"db", b"user", b"usr", b"pg", b"admin", b"root", b"smtp", b"mail", b"ftp", b"ssh", b"login", b"my", b"sql",
    b"ldap", b"auth",
];
/// What makes a `key` a secret.
const BEFORE_KEY: &[&[u8]] = &[
    b"api",
    b"secret",
    b"private",
    b"access",
    b"encryption",
    b"decryption",
    b"signing",
    b"account",
    b"app",
    b"master",
    b"auth",
    b"shared",
    b"subscription",
    b"storage",
    b"service",
    b"admin",
    b"functions",
    b"webhook",
    b"deploy",
];
/// What makes a `token` a place in a list or a part of a text.
const BEFORE_OTHER_TOKEN: &[&[u8]] =
    &[b"next", b"page", b"continuation", b"cancellation", b"sync", b"unexpected", b"start", b"end", b"stop", b"public"];

/// What a name is about, by its last words.
pub(super) fn kind_of(name: &[u8]) -> Option<Kind> {
    let name = without_tail(name);
    let ends = |word: &[u8]| ends_with_ignoring_case(name, word);
    let before = |len: usize| trim_separators(&name[..name.len() - len]);
    let one_before = |len: usize, words: &[&[u8]]| words.iter().any(|w| ends_with_ignoring_case(before(len), w));
    if PASSWORDS.iter().any(|w| ends(w)) || ends(b"senha") && starts_word(name, name.len() - 5) {
        return Some(Kind::Password);
    }
    if ends(b"pwd") {
        return Some(Kind::Pwd);
    }
    if ends(b"pass") && (starts_word(name, name.len() - 4) || BEFORE_PASS.contains(&before(4))) {
        return Some(if one_before(4, BEFORE_PASS) { Kind::Password } else { Kind::Pass });
    }
    if ends(b"secret") {
        return Some(Kind::Secret);
    }
    if ends(b"token") {
        return (!one_before(5, BEFORE_OTHER_TOKEN)).then_some(Kind::Token);
    }
    if ends(b"authorization") {
        return Some(Kind::Authorization);
    }
    (ends(b"key") && one_before(3, BEFORE_KEY)).then_some(Kind::Key)
}

/// The name without numbers and neutral words at its end.
fn without_tail(mut name: &[u8]) -> &[u8] {
    // Three: `password_hash_old_2`.
    for _ in 0..3 {
        while let [rest @ .., last] = name {
            if !last.is_ascii_digit() && !matches!(last, b'_' | b'-' | b'.') || rest.is_empty() {
                break;
            }
            name = rest;
        }
        let tail = NEUTRAL.iter().find(|w| ends_with_ignoring_case(name, w) && starts_word(name, name.len() - w.len()));
        match tail {
            Some(word) if name.len() > word.len() => name = &name[..name.len() - word.len()],
            _ => break,
        }
    }
    name
}

fn trim_separators(mut name: &[u8]) -> &[u8] {
    while let [rest @ .., b'_' | b'-' | b'.'] = name {
        name = rest;
    }
    name
}

/// Whether a word begins at `i`: after no letter, or with a capital after a small one.
fn starts_word(name: &[u8], i: usize) -> bool {
    let before = i.checked_sub(1).map_or(0, |j| byte(name, j));
    !before.is_ascii_alphabetic() || before.is_ascii_lowercase() && byte(name, i).is_ascii_uppercase()
}
