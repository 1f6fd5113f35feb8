use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::email_address::begins_like_a_stand_in;
use crate::secret::{disguise, draw, is_placeholder, is_random_looking, issuer_prefix};

/// User name and password in a URL, `postgres://«ann:s3cret»@db.example.com/shop`.
///
/// What is found is the userinfo alone, without the `@`; if the user name is empty
/// (`redis://:s3cret@host`) or the password is (`https://token:@host`), without the `:` as well.
/// So scheme, host and path survive, and the URL stays a URL whatever takes the userinfo's place.
///
/// The userinfo ends at the last `@` before the first `/`, as browsers have it: a password may hold an
/// unescaped `@`, and in connection strings also `?` and `#`, which browsers take for its end. A user name without a password is found only if it looks
/// like a token. Variables (`${PASS}`), masks (`***`) and `user:pass` are no credentials.
///
/// Source: RFC 3986 §3.2.1; WHATWG URL Standard §4.4, "authority state".
pub(crate) struct UrlCredentials;

const OPENINGS: [&[u8]; 2] = [b"://", b":\\/\\/"];
/// The longest userinfo looked for, in bytes.
const MAX: usize = 4096;
/// Above every score that an e-mail address has: `s3cret@db.example.com` looks like one.
const SCORE: u16 = 970;

impl Detector for UrlCredentials {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            example: "https://user:secret@host.example",
            ..Facts::new("URL_CREDENTIALS", "User name and password in a URL", "RFC 3986 §3.2.1")
        }
    }

    /// The second is how JSON encoders that escape the slash write the first.
    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Literal(OPENINGS[0]), Trigger::Literal(OPENINGS[1])]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let opening = OPENINGS.iter().find(|o| at.ahead().starts_with(o))?;
        if !at.before(at.pos()).is_ascii_alphanumeric() {
            return None;
        }
        let start = at.pos() + opening.len();
        let authority = &at.ahead()[opening.len()..];
        let mut at_sign = None;
        for (i, b) in authority.iter().take(MAX).enumerate() {
            match b {
                b'@' => at_sign = Some(i),
                b'?' | b'#' if authority[..i].contains(&b':') => {}
                b'/' | b'?' | b'#' | b'\\' | b'"' | b'\'' | b'`' | b'<' | b'>' | 0..=b' ' | 0x7f => break,
                _ => {}
            }
        }
        let userinfo = &authority[..at_sign?];
        // The stand-in of an address in a URL (`ftp://ann@example.com`) looks like a token.
        if begins_like_a_stand_in(authority) {
            return None;
        }
        let (skip, secret) = secret_part(userinfo)?;
        Some(Hit::pattern(start + skip, start + skip + secret, SCORE))
    }

    /// User name and password each become one of the same shape (`anna` `kxqw`, `s3cret`
    /// `b8fmvz`). The names by which services tell tokens (`oauth2`, `x-access-token`) stay.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = draw(key, canonical);
        let usable = |part: &[u8]| !is_placeholder(part);
        if found.iter().any(|b| matches!(b, b'/' | b'\\' | b'"' | b'\'' | b'`' | b'<' | b'>' | 0..=b' ' | 0x7f)) {
            // Not cut from a URL: its punctuation would not be legal in one.
            disguise(b"", &mut draw, out, usable);
            return;
        }
        match found.iter().position(|b| *b == b':') {
            Some(colon) => {
                let (user, password) = (&found[..colon], &found[colon + 1..]);
                if TOKEN_USERS.contains(&user) {
                    out.extend_from_slice(user);
                } else {
                    disguise(user, &mut draw, out, usable);
                }
                out.push(b':');
                disguise(password, &mut draw, out, usable);
            }
            None => disguise(found, &mut draw, out, usable),
        }
    }
}

/// User names that say that the password is a token; public.
const TOKEN_USERS: &[&[u8]] =
    &[b"x-access-token", b"oauth2", b"oauth", b"x-token-auth", b"token", b"git", b"gitlab-ci-token", b"_json_key"];

/// What of a userinfo is secret: its offset and its length.
fn secret_part(userinfo: &[u8]) -> Option<(usize, usize)> {
    let Some(colon) = userinfo.iter().position(|b| *b == b':') else {
        return is_token(userinfo).then_some((0, userinfo.len()));
    };
    let (user, password) = (&userinfo[..colon], &userinfo[colon + 1..]);
    if password.is_empty() {
        return is_token(user).then_some((0, colon));
    }
    if is_placeholder(password) || is_example(user, password) || is_port_and_more(password) {
        return None;
    }
    // A bracket belongs to an IPv6 host, not to a user name.
    if user.contains(&b'[') || password.contains(&b'[') && password.contains(&b']') && user.is_empty() {
        return None;
    }
    if user.is_empty() { Some((1, password.len())) } else { Some((0, userinfo.len())) }
}

/// Whether a user name is a token rather than a name.
fn is_token(user: &[u8]) -> bool {
    let plain = user.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    plain && (is_random_looking(user, 20) || issuer_prefix(user) > 0 && user.len() >= 20)
}

/// The words that documentation writes for a user name and a password.
fn is_example(user: &[u8], password: &[u8]) -> bool {
    let one_of = |word: &[u8], words: &[&[u8]]| words.iter().any(|w| word.eq_ignore_ascii_case(w));
    one_of(user, &[b"user", b"username", b"usr", b"login", b"name", b"myuser", b"db_user", b"dbuser"])
        && one_of(password, &[b"pass", b"password", b"passwd", b"pwd", b"pw", b"secret", b"mypassword", b"token"])
        || user.eq_ignore_ascii_case(b"<user>")
}

/// `8080,ann` in `http://host:8080,ann@example.com`: a port, and the next of a list, a query or a fragment.
fn is_port_and_more(password: &[u8]) -> bool {
    let digits = password.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=5).contains(&digits) && password.get(digits).is_some_and(|b| b",;|)?#".contains(b))
}
