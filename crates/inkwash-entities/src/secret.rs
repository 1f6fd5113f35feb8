//! What the secret entities share: what is no secret (variables, masks, examples), and stand-ins
//! that keep a secret's shape.

use alloc::vec::Vec;
use core::ops::Range;

use inkwash_core::{At, EntityKey};

use crate::style::Draw;

/// Public prefixes that say which service issued a token, as the services document them. They
/// are no secret, scanners go by them, and so stand-ins keep them.
const ISSUER_PREFIXES: &[&[u8]] = &[
    b"github_pat_",
    b"ghp_",
    b"gho_",
    b"ghu_",
    b"ghs_",
    b"ghr_",
    b"glpat-",
    b"gldt-",
    b"sk_live_",
    b"sk_test_",
    b"pk_live_",
    b"pk_test_",
    b"rk_live_",
    b"rk_test_",
    b"sk-ant-",
    b"sk-proj-",
    b"sk-",
    b"xoxb-",
    b"xoxp-",
    b"xoxa-",
    b"hf_",
    b"npm_",
    b"pypi-",
    b"dop_v1_",
    b"shpat_",
    b"SG.",
    b"AIza",
    b"ya29.",
];

/// Words that stand in a secret's place when it is left out, in lower case.
const LEFT_OUT: &[&[u8]] = &[
    b"redacted",
    b"masked",
    b"filtered",
    b"hidden",
    b"removed",
    b"secret_here",
    b"censored",
    b"omitted",
    b"scrubbed",
    b"sanitized",
];

/// Longer values are no placeholders, in bytes: they are not looked through for one.
const MAX_PLACEHOLDER: usize = 256;

/// The length of the issuer's prefix that a token begins with, 0 if it has none.
pub(crate) fn issuer_prefix(value: &[u8]) -> usize {
    ISSUER_PREFIXES.iter().find(|p| value.starts_with(p)).map_or(0, |p| p.len())
}

/// Whether `value` is no secret but a place for one: an unexpanded variable (`${PASS}`,
/// `{{ pass }}`, `%s`), a mask (`****`), an instruction (`<password>`, `your_token`).
///
/// What it says of a value without letters depends on the value's shape alone.
pub(crate) fn is_placeholder(value: &[u8]) -> bool {
    let Some((&first, rest)) = value.split_first() else {
        return true;
    };
    let last = value[value.len() - 1];
    let encloses = |open: u8, close: u8| first == open && last == close && value.len() > 1;
    if encloses(b'<', b'>') || encloses(b'{', b'}') || encloses(b'[', b']') || encloses(b'(', b')') {
        return true;
    }
    if value.starts_with(b"${") || value.starts_with(b"$(") || value.starts_with(b"{{") {
        return true;
    }
    if value.starts_with(b"#{") || value.starts_with(b"@{") || value.starts_with(b"<%") {
        return true;
    }
    if value.len() > MAX_PLACEHOLDER {
        return !value.iter().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
    }
    if contains(value, b"${") || contains(value, b"{{") || contains(value, b"...") {
        return true;
    }
    // A UTF-8 ellipsis or bullet: what masks and shortened values are made of.
    if contains(value, "…".as_bytes()) || contains(value, "••".as_bytes()) || contains(value, b"****") {
        return true;
    }
    match first {
        b'$' => return is_variable(rest),
        b'%' if last == b'%' && rest.len() > 1 || rest.starts_with(b"(") || rest == b"s" || rest == b"d" => {
            return true;
        }
        b':' if is_identifier(rest) && names_a_secret(rest) => return true,
        _ => {}
    }
    if value.len() >= 3 && value.iter().all(|b| b.eq_ignore_ascii_case(&b'x') || *b == b'-') {
        return true;
    }
    if !value.iter().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
        return true;
    }
    LEFT_OUT.iter().any(|w| value.eq_ignore_ascii_case(w))
        || starts_with_ignoring_case(value, b"your") && (is_identifier(value) || contains(value, b"-"))
        || starts_with_ignoring_case(value, b"replace_me")
        || starts_with_ignoring_case(value, b"insert_")
}

/// What follows a `$`: a variable's name is in capitals or says what it holds. `$2b$…` and
/// `$ecret1` are values.
fn is_variable(name: &[u8]) -> bool {
    is_identifier(name)
        && (name.iter().all(|b| !b.is_ascii_lowercase()) && name.iter().any(u8::is_ascii_uppercase)
            || names_a_secret(name))
}

/// A name as programming languages have it: ASCII letters, digits and `_`, no digit first.
pub(crate) fn is_identifier(name: &[u8]) -> bool {
    name.first().is_some_and(|b| !b.is_ascii_digit()) && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

/// Whether a name has a word in it that secrets are called by.
fn names_a_secret(name: &[u8]) -> bool {
    [&b"pass"[..], b"pwd", b"secret", b"token", b"key", b"senha"]
        .iter()
        .any(|w| name.windows(w.len()).any(|part| part.eq_ignore_ascii_case(w)))
}

/// Whether `part` occurs in `text`.
pub(crate) fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}

/// Whether `text` begins with `start`, whatever the ASCII case.
pub(crate) fn starts_with_ignoring_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|t| t.eq_ignore_ascii_case(start))
}

/// Whether `text` ends with `end`, whatever the ASCII case.
pub(crate) fn ends_with_ignoring_case(text: &[u8], end: &[u8]) -> bool {
    text.len().checked_sub(end.len()).is_some_and(|at| text[at..].eq_ignore_ascii_case(end))
}

/// Whether the name `start..end` is a label that `redact` left, `[PASSWORD_HASH]:19000`, which
/// names nothing behind it, and no key of something, `params[PASSWORD]=…`.
pub(crate) fn is_label(text: &[u8], start: usize, end: usize) -> bool {
    let capitals = !text[start..end].iter().any(u8::is_ascii_lowercase);
    let keyed = |text: &[u8]| text.last().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b']'));
    let opened = text[..start].strip_suffix(b"[").is_some_and(|before| !keyed(before));
    capitals && opened && text.get(end) == Some(&b']')
}

/// Whether a token may begin at `start`: no letter, digit or `_` stands before it, unless they
/// end an escape (`%3Dtoken`, `\ntoken`).
pub(crate) fn begins(at: &At<'_>, start: usize) -> bool {
    let before = at.before(start);
    if !(before.is_ascii_alphanumeric() || before == b'_') {
        return true;
    }
    if matches!(before, b'n' | b'r' | b't') && at.before(start.saturating_sub(1)) == b'\\' {
        return true;
    }
    let escape = start.checked_sub(3).and_then(|from| at.text().get(from..start));
    escape.is_some_and(|e| e[0] == b'%' && e[1].is_ascii_hexdigit() && e[2].is_ascii_hexdigit())
}

/// Whether a value is as irregular as machine-made tokens are: long, with letters and digits.
pub(crate) fn is_random_looking(value: &[u8], min_len: usize) -> bool {
    value.len() >= min_len && value.iter().any(u8::is_ascii_alphabetic) && value.iter().any(u8::is_ascii_digit)
}

/// Appends a stand-in for a secret, byte by byte: an upper-case letter for an upper-case
/// letter, lower for lower, a digit for a digit. Everything else stays, so that no quoting
/// around or escape within can break; `\n`, `%40` and `&amp;` stay whole. Letters of values that
/// are hexadecimal stay hexadecimal. Characters outside of ASCII become lower-case letters. An
/// issuer's prefix and the parameters of a password hash stay.
///
/// The stand-in differs from the value; if the value has no letter or digit to change it is
/// twelve letters and digits. `accepts` says whether a stand-in will do; a few are tried.
pub(crate) fn disguise(value: &[u8], draw: &mut Draw<'_>, out: &mut Vec<u8>, accepts: impl Fn(&[u8]) -> bool) {
    let start = out.len();
    let kept = kept_head(value);
    // Six tries: a stand-in is refused only if it happens to spell one of a few words.
    for _ in 0..6 {
        out.truncate(start);
        disguise_once(value, kept, draw, out);
        let made = &out[start..];
        if made != value && accepts(made) {
            return;
        }
    }
    out.truncate(start);
    loop {
        draw.text(b"abcdefghjkmnpqrstuvwxyz", 6, out);
        draw.text(b"23456789", 6, out);
        if out[start..] != *value {
            return;
        }
        out.truncate(start);
    }
}

fn disguise_once(value: &[u8], kept: usize, draw: &mut Draw<'_>, out: &mut Vec<u8>) {
    let (head, rest) = value.split_at(kept);
    out.extend_from_slice(head);
    let hex = rest.len() >= 16 && rest.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-');
    let letters: u64 = if hex { 6 } else { 26 };
    let mut i = 0;
    while let Some(&b) = rest.get(i) {
        let escape = escape_len(&rest[i..]);
        if escape > 0 {
            out.extend_from_slice(&rest[i..i + escape]);
            i += escape;
            continue;
        }
        match b {
            b'A'..=b'Z' => out.push(b'A' + draw.below(letters) as u8),
            b'a'..=b'z' => out.push(b'a' + draw.below(letters) as u8),
            b'0'..=b'9' => out.push(b'0' + draw.below(10) as u8),
            0..0x80 => out.push(b),
            0x80..0xc0 => {}
            _ => out.push(b'a' + draw.below(26) as u8),
        }
        i += 1;
    }
}

/// The length of the escape at the start of `text`, 0 if there is none: a backslash and what it
/// escapes (ECMA-404 §9), a percent-escape (RFC 3986 §2.1), an XML or HTML reference.
fn escape_len(text: &[u8]) -> usize {
    let hex =
        |range: core::ops::Range<usize>| text.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    match text {
        [b'\\', b'u', ..] if hex(2..6) => 6,
        [b'\\', b'x', ..] if hex(2..4) => 4,
        [b'\\', next, ..] if next.is_ascii() => 2,
        [b'%', ..] if hex(1..3) => 3,
        [b'&', rest @ ..] => {
            let name = rest.iter().take(8).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
            if name > 1 && rest.get(name) == Some(&b';') { name + 2 } else { 0 }
        }
        _ => 0,
    }
}

/// How many bytes at the start of a value say what it is rather than which one.
fn kept_head(value: &[u8]) -> usize {
    let prefix = issuer_prefix(value);
    if prefix > 0 { prefix } else { hash_parameters(value) }
}

/// The length of a password hash's identifier and parameters, the `$` after them included:
/// `$2b$12$`, `$argon2id$v=19$m=65536,t=3,p=4$`, `$6$rounds=5000$`, `pbkdf2_sha256$600000$`,
/// `{SSHA}`. 0 if it is no hash in one of these forms.
///
/// Sources: crypt(5); the PHC string format; Django, "Password management"; RFC 2307 §5.3.
pub(crate) fn hash_parameters(value: &[u8]) -> usize {
    if value.first() == Some(&b'{') {
        let close = value.iter().take(16).position(|b| *b == b'}');
        return close
            .filter(|end| value[1..*end].iter().all(|b| b.is_ascii_alphanumeric()))
            .map_or(0, |end| end + 1 + hash_parameters(value.get(end + 1..).unwrap_or_default()));
    }
    let led = value.first() == Some(&b'$');
    let mut at = usize::from(led);
    let mut known = false;
    for field in 0..4 {
        let Some(len) = value[at..].iter().take(64).position(|b| *b == b'$') else {
            break;
        };
        let text = &value[at..at + len];
        let parameter = match field {
            0 => len > 0 && text.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b':')),
            _ => text.contains(&b'=') || text == b"j9T" || len <= 7 && text.iter().all(u8::is_ascii_digit),
        };
        if !parameter || field == 0 && !led && !text.iter().any(|b| matches!(b, b'_' | b':')) {
            break;
        }
        known = true;
        at += len + 1;
    }
    if known { at } else { 0 }
}

/// The bytes that base64 text stands for, in either alphabet (RFC 4648 §4 and §5), up to the
/// first byte that is in neither.
pub(crate) fn base64_decode(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    let mut symbols = text.iter().map_while(|b| base64_value(*b));
    let (mut bits, mut have) = (0u32, 0u32);
    core::iter::from_fn(move || {
        while have < 8 {
            bits = bits << 6 | u32::from(symbols.next()?);
            have += 6;
        }
        have -= 8;
        Some((bits >> have) as u8)
    })
}

const fn base64_value(b: u8) -> Option<u8> {
    match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'-' | b'+' => Some(62),
        b'_' | b'/' => Some(63),
        _ => None,
    }
}

/// The alphabet of base64 (RFC 4648 §4).
pub(crate) const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// The URL-safe alphabet of base64 (RFC 4648 §5).
pub(crate) const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends the base64url form of `bytes`, without padding (RFC 7515 §2).
pub(crate) fn base64_url_encode(bytes: &[u8], out: &mut Vec<u8>) {
    for group in bytes.chunks(3) {
        let word = group.iter().fold(0u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - group.len()));
        for n in 0..=group.len() {
            out.push(BASE64_URL[(word >> (18 - 6 * n) & 63) as usize]);
        }
    }
}

/// Bits that a mark has at least.
const MARKED: usize = 40;

/// How many characters of an alphabet a mark has.
pub(crate) fn mark_len(alphabet: &[u8]) -> usize {
    MARKED.div_ceil(alphabet.len().max(2).ilog2() as usize)
}

/// Fills in the mark by which a stand-in is known: a keyed hash of what stands before and after it, in
/// the characters of an alphabet.
pub(crate) fn put_mark(value: &mut [u8], place: Range<usize>, alphabet: &[u8], key: &EntityKey) {
    let Some((before, after)) = value.get(..place.start).zip(value.get(place.end..)) else { return };
    let bits = key.prf("secret-mark", &[before, b"\0", after].concat());
    let mut number = bits[..16].iter().fold(0u128, |n, b| n << 8 | u128::from(*b));
    for character in &mut value[place] {
        *character = alphabet[(number % alphabet.len() as u128) as usize];
        number /= alphabet.len() as u128;
    }
}

/// Whether a value bears its mark at this place.
pub(crate) fn is_marked(value: &[u8], place: Range<usize>, alphabet: &[u8], key: &EntityKey) -> bool {
    let mut right = value.to_vec();
    put_mark(&mut right, place, alphabet, key);
    right.iter().zip(value).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// A stream of choices for one value of an entity.
pub(crate) fn draw<'k>(key: &'k EntityKey, canonical: &[u8]) -> Draw<'k> {
    Draw::new(key, "secret", canonical)
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;

    #[test]
    fn base64_goes_both_ways() {
        // RFC 4648 §10.
        for (plain, coded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            let mut out = Vec::new();
            base64_url_encode(plain.as_bytes(), &mut out);
            assert_eq!(out, coded.as_bytes());
            assert!(base64_decode(coded.as_bytes()).eq(plain.bytes()));
        }
    }

    #[test]
    fn hash_parameters_end_where_salt_begins() {
        for (kept, rest) in [
            ("$2b$12$", "R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"),
            ("$argon2id$v=19$m=65536,t=3,p=4$", "c29tZXNhbHQ$RdescudvJCsgt3ub"),
            ("$6$rounds=5000$", "saltstring$svn8UoSVapNtMuq1"),
            ("$1$", "salt$qJH7.N4xYta3aEG/dfqo/0"),
            ("pbkdf2_sha256$600000$", "abc$def="),
            ("scrypt:32768:8:1$", "abc$0123"),
            ("{SSHA}", "c2FsdHNhbHQ="),
            ("", "no$hash"),
            ("", "plain"),
        ] {
            let whole = [kept, rest].concat();
            assert_eq!(hash_parameters(whole.as_bytes()), kept.len(), "{whole}");
        }
    }

    #[test]
    fn disguises_keep_shape_escapes_and_prefixes() {
        let key = RootKey::new([1; 32]).entity("TEST");
        let made = |value: &str| {
            let mut out = Vec::new();
            disguise(value.as_bytes(), &mut draw(&key, value.as_bytes()), &mut out, |_| true);
            alloc::string::String::from_utf8(out).unwrap()
        };
        assert!(made("ghp_0123456789abcdef").starts_with("ghp_"));
        assert!(made("a%40b\\n&amp;c").contains("%40") && made("a%40b\\n&amp;c").ends_with(|c: char| c.is_lowercase()));
        assert!(made("0123456789abcdef0123").bytes().all(|b| b.is_ascii_hexdigit()));
        assert_eq!(made("Ab1!").len(), 4);
        assert_ne!(made("7"), "7");
        assert_eq!(made("!!").len(), 12);
        assert!(made("пароль").is_ascii());
    }
}
