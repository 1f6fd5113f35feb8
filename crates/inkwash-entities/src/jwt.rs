use alloc::vec::Vec;
use core::ops::Range;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::secret::{
    BASE64_URL, base64_decode, base64_url_encode, begins, contains, draw, is_marked, mark_len, put_mark,
};

/// JSON Web Token, `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.…`.
///
/// A signed one (JWS compact serialization) has three parts of base64url with dots between:
/// header, payload, signature. An encrypted one (JWE) has five: header, encrypted key (may be
/// empty), initialisation vector, ciphertext, tag. The header is a JSON object and must have the
/// member `alg`; JWE's must have `enc` too. The signature is empty only if `alg` is `none`;
/// otherwise one of less than 22 characters (128 bits) is taken for a token cut short, which
/// opens nothing. All of the token is found: the payload often holds names and addresses.
///
/// Source: RFC 7519; RFC 7515 §3.1 and §7.1; RFC 7516 §3.1 and §7.1; RFC 7518 §3.6.
pub(crate) struct Jwt;

/// `{"` in base64: every compact token begins so.
const OPENING: &[u8] = b"eyJ";
/// The least length of a signature, in characters.
const MIN_SIGNATURE: usize = 22;

/// What the header says about the parts that follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signed,
    Unsigned,
    Encrypted,
}

impl Detector for Jwt {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            example: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl",
            check: "jose-header",
            columns: &["jwt", "id token"],
            unique: true,
            ..Facts::new("JWT", "JSON Web Token", "RFC 7519, RFC 7515 §7.1, RFC 7516 §7.1")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Literal(OPENING)]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        let text = at.ahead();
        if !text.starts_with(OPENING) || !begins(at, start) || matches!(at.before(start), b'-' | b'+') {
            return None;
        }
        let len = token_len(text)?;
        Some(Hit::checked(start, start + len, 990, "jose-header"))
    }

    /// A new token of the same kind: one fixed header, so that no key id or URL survives; a
    /// payload of the same length, which is the JSON object `{"sub":"…"}` where the original
    /// began like one; and a signature of the same length. Everything after the header comes
    /// from a keyed hash and holds more than 128 bits of it, so that two tokens get one stand-in,
    /// or one its own, with a chance of less than 2^-128.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let start = out.len();
        write(found, canonical, key, out);
        if let Some(place) = mark_place(&out[start..]) {
            put_mark(&mut out[start..], place, MARKS, key);
        }
    }

    /// A long last part, a signature or a tag, begins with a mark.
    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        mark_place(canonical).is_some_and(|place| is_marked(canonical, place, MARKS, key))
    }
}

/// Appends another token of the same kind.
fn write(found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
    let mut draw = draw(key, canonical);
    let mut bytes = |n: usize, out: &mut Vec<u8>| {
        let raw: Vec<u8> = (0..n).map(|_| draw.below(256) as u8).collect();
        base64_url_encode(&raw, out);
    };
    let kind = found.iter().position(|b| *b == b'.').and_then(|dot| kind(&found[..dot]));
    let kind = kind.unwrap_or(Kind::Signed);
    let mut lens = found.split(|b| *b == b'.').skip(1).map(|part| part.len() * 3 / 4);
    let mut next = |least: usize| lens.next().unwrap_or(0).max(least);
    let header: &[u8] = match kind {
        Kind::Signed => br#"{"alg":"HS256","typ":"JWT"}"#,
        Kind::Unsigned => br#"{"alg":"none","typ":"JWT"}"#,
        Kind::Encrypted => br#"{"alg":"dir","enc":"A256GCM"}"#,
    };
    base64_url_encode(header, out);
    out.push(b'.');
    if kind == Kind::Encrypted {
        // The encrypted key, vector, ciphertext and tag; 16 bytes is AES-GCM's tag.
        for least in [0, 12, 1, 16] {
            bytes(next(least), out);
            out.push(b'.');
        }
        out.pop();
        return;
    }
    // Without a signature the 128 bits must fit in the payload: 24 characters of base64url
    // (144 bits) within the 10 bytes of the object around them.
    let len = next(if kind == Kind::Unsigned { 34 } else { 10 });
    let payload = found.iter().position(|b| *b == b'.').map_or(&found[..0], |dot| &found[dot + 1..]);
    if payload.starts_with(OPENING) || kind == Kind::Unsigned {
        let mut object = br#"{"sub":""#.to_vec();
        let mut subject = Vec::new();
        bytes(len.div_ceil(4) * 3, &mut subject);
        object.extend_from_slice(&subject[..len - 10]);
        object.extend_from_slice(br#""}"#);
        base64_url_encode(&object, out);
    } else {
        bytes(len, out);
    }
    out.push(b'.');
    if kind == Kind::Signed {
        bytes(next(MIN_SIGNATURE), out);
    }
}

/// The characters of marks.
const MARKS: &[u8] = BASE64_URL.split_at(62).0;

/// Where a token has its mark, if it has room for one.
fn mark_place(token: &[u8]) -> Option<Range<usize>> {
    let last = 1 + token.iter().rposition(|b| *b == b'.')?;
    (token.len() - last >= MIN_SIGNATURE).then(|| last..last + mark_len(MARKS))
}

/// The length of the token that `text` begins with.
fn token_len(text: &[u8]) -> Option<usize> {
    let header = run(text);
    let kind = kind(text.get(..header)?)?;
    let mut end = header;
    let mut part = || {
        let rest = text.get(end..)?;
        if rest.first() != Some(&b'.') {
            return None;
        }
        let len = run(&rest[1..]);
        end += 1 + len;
        Some(len)
    };
    match kind {
        Kind::Signed => (part()? >= 2 && part()? >= MIN_SIGNATURE).then_some(())?,
        Kind::Unsigned => (part()? >= 2 && part().is_some()).then_some(())?,
        Kind::Encrypted => {
            part()?;
            (part()? > 0 && part()? > 0 && part()? > 0).then_some(())?;
        }
    }
    let after = &text[end..];
    let shortened = after.starts_with(b"..") || after.starts_with("…".as_bytes());
    (!shortened).then_some(end)
}

/// The length of the base64url run that `text` begins with.
fn run(text: &[u8]) -> usize {
    text.iter().take_while(|b| BASE64_URL.contains(b)).count()
}

/// What kind of token a header belongs to, if it is one: a JSON object with the member `alg`.
fn kind(header: &[u8]) -> Option<Kind> {
    // No byte count gives one character more than a multiple of four.
    if header.len() % 4 == 1 || !header.starts_with(OPENING) {
        return None;
    }
    let (mut window, mut last) = ([0u8; 8], 0);
    let (mut alg, mut enc, mut none) = (false, false, false);
    for byte in base64_decode(header) {
        if byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t') {
            return None;
        }
        window.rotate_left(1);
        window[7] = byte;
        alg |= window.ends_with(br#""alg""#);
        enc |= window.ends_with(br#""enc""#);
        none |= contains(&window, b"none");
        if byte > b' ' {
            last = byte;
        }
    }
    if !alg || last != b'}' {
        return None;
    }
    Some(match (enc, none) {
        (true, _) => Kind::Encrypted,
        (false, true) => Kind::Unsigned,
        (false, false) => Kind::Signed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;

    /// A stand-in is a token whose payload is a JSON object, as long as the original's.
    #[test]
    fn stand_ins_are_tokens() {
        let key = RootKey::new([3; 32]).entity("JWT");
        let mut found = Vec::new();
        base64_url_encode(br#"{"alg":"RS256"}"#, &mut found);
        for payload in [&br#"{"sub":"ann@example.com"}"#[..], b"{}", br#"{"a":1}"#] {
            let mut token = found.clone();
            token.push(b'.');
            base64_url_encode(payload, &mut token);
            token.push(b'.');
            base64_url_encode(&[7; 32], &mut token);
            let mut out = Vec::new();
            Jwt.mint(&token, &token, &key, &mut out);
            assert_eq!(token_len(&out), Some(out.len()));
            assert!(Jwt.is_stand_in(&out, &key) && !Jwt.is_stand_in(&token, &key));
            out[5] ^= 1;
            assert!(!Jwt.is_stand_in(&out, &key));
            out[5] ^= 1;
            let made: Vec<u8> = base64_decode(out.split(|b| *b == b'.').nth(1).expect("a payload")).collect();
            if payload.len() > 10 {
                assert_eq!(made.len(), payload.len());
            }
            assert!(payload == b"{}" || made.starts_with(br#"{"sub":""#) && made.ends_with(br#""}"#));
        }
    }

    /// What is no token still gets one.
    #[test]
    fn any_bytes_get_a_token() {
        let key = RootKey::new([3; 32]).entity("JWT");
        for found in [&b""[..], b"...", b"eyJ.eyJ", b"\xff.\xff"] {
            let mut out = Vec::new();
            Jwt.mint(found, found, &key, &mut out);
            assert_eq!(token_len(&out), Some(out.len()));
        }
    }
}
