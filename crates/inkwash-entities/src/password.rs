use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::secret::{
    disguise, draw, ends_with_ignoring_case, is_identifier, is_label, is_placeholder, is_random_looking,
};
use names::{Kind, kind_of};
use values::{
    another_word_follows, has_scheme, is_date, is_expression, is_name_of_secret, is_short_number, is_stock_word,
    is_words, judge_value, mixes_case, without_closers,
};

mod logins;
mod names;
mod values;

/// Password, token, key or other secret that is known by its name: `password=«hunter2»`,
/// `"apiKey": "«…»"`, `Authorization: Bearer «…»`, `--password «hunter2»`, behind a
/// user's name in options and connection strings, and whole cells of columns named so.
///
/// A secret has no form of its own, so the evidence is a name that ends in a telling word
/// (`db_password`, `clientSecret`, `X-Api-Key`, `passwort`, `密码`), something that assigns, and a
/// value that is neither a word about passwords (`required`, `null`, `string`) nor a place for
/// one (`${PASSWORD}`, `***`) nor an expression of a program (`getPassword()`, `user.password`).
/// Tokens and keys must look irregular as well, since much that is called so is no secret. What
/// is found is the value alone, without quotes.
///
/// Apart from short lists of words, whether a value counts depends only on where it has capital
/// and small letters, digits and punctuation: a stand-in of the same shape counts too.
///
/// Source: RFC 9110 §11.6.2 (`Authorization`), RFC 6750 §2, RFC 7617 §2; crypt(5) and the PHC
/// string format for password hashes. The names are those of common frameworks.
pub(crate) struct Password;

/// Pieces from the inside of telling names, in the casings in which they are written.
const TRIGGERS: &[Trigger<'static>] = &[
    Trigger::Literal(b"pass"),
    Trigger::Literal(b"Pass"),
    Trigger::Literal(b"PASS"),
    Trigger::Literal(b"pwd"),
    Trigger::Literal(b"Pwd"),
    Trigger::Literal(b"PWD"),
    Trigger::Literal(b"ecret"),
    Trigger::Literal(b"ECRET"),
    Trigger::Literal(b"oken"),
    Trigger::Literal(b"OKEN"),
    Trigger::Literal(b"_key"),
    Trigger::Literal(b"_KEY"),
    Trigger::Literal(b"-Key"),
    Trigger::Literal(b"pi-key"),
    Trigger::Literal(b"piKey"),
    Trigger::Literal(b"pikey"),
    Trigger::Literal(b"ccessKey"),
    Trigger::Literal(b"ccountKey"),
    Trigger::Literal(b"uthorization"),
    Trigger::Literal(BEARER),
    Trigger::Literal(b"ennwort"),
    Trigger::Literal(b"ENNWORT"),
    Trigger::Literal(b"ontrase"),
    Trigger::Literal(b"ONTRASE"),
    Trigger::Literal(b"enha"),
    Trigger::Literal(b"ENHA"),
    Trigger::Literal(CHINESE[0]),
    Trigger::Literal(CHINESE[1]),
    Trigger::Literal(logins::THIN),
    Trigger::Literal(logins::CURL),
    Trigger::Literal(logins::LOGIN),
    Trigger::Column,
];

const BEARER: &[u8] = b"earer ";
const CHINESE: [&[u8]; 2] = ["密码".as_bytes(), "密碼".as_bytes()];
/// The longest name looked at, in bytes.
const MAX_NAME: usize = 64;
/// The longest value taken, in bytes.
const MAX_VALUE: usize = 4096;
/// The most blanks allowed in one place, for aligned assignments.
const MAX_BLANKS: usize = 40;

/// A name in a text.
struct Name {
    start: usize,
    end: usize,
    kind: Kind,
}

/// What stands between a name and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equals,
    Colon,
    /// A blank, after an option of a command line.
    Option,
    /// A tag's end.
    Tag,
    /// What only a quoted value may follow.
    Quoted,
    /// A verb in prose: `the password is …`.
    Is,
}

/// A value in a text.
#[derive(Clone, Copy)]
struct Value {
    start: usize,
    end: usize,
    quoted: bool,
    /// Blanks stood between the operator and it.
    spaced: bool,
}

impl Detector for Password {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            example: "password=correct-horse-7",
            // No context words: without a telling name right before it nothing is found at all.
            against: &["unexpected token", "unexpected_token"],
            columns: &[
                "password",
                "passwords",
                "passwd",
                "pwd",
                "=pass",
                "user pass",
                "db pass",
                "pw",
                "password hash",
                "password digest",
                "password salt",
                "pw hash",
                "pass hash",
                "passphrase",
                "passcode",
                "secret",
                "secret key",
                "api key",
                "access key",
                "private key",
                "signing key",
                "encryption key",
                "token",
                "token hash",
                "token digest",
                "!next token",
                "!page token",
                "!input token",
                "!output token",
                "!continuation token",
                "!sync token",
                "!unexpected token",
                "=pin",
                "pin hash",
                "authorization",
                "recovery code",
                "passwort",
                "kennwort",
                "passord",
                "mot de passe",
                "motdepasse",
                "contrasena",
                "contraseña",
                "contrasenia",
                "clave secreta",
                "senha",
                "密码",
                "密碼",
                "口令",
            ],
            ..Facts::new(
                "PASSWORD",
                "Password, token or key",
                "RFC 9110 §11.6.2, RFC 6750, RFC 7617; crypt(5); names in common use",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        TRIGGERS
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        assigned(at).or_else(|| logins::login(at)).or_else(|| whole_cell(at))
    }

    /// The same shape with other letters and digits; see [`disguise`].
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let accepts = |made: &[u8]| {
            !is_placeholder(made) && !is_stock_word(made) && !is_name_of_secret(made) && kind_of(made).is_none()
        };
        disguise(found, &mut draw(key, canonical), out, accepts);
    }
}

/// Whether a value holds what `redact` leaves of one, `[PRIVATE_KEY]`: then the cell was judged
/// before, and what is left of it is no secret. Five capitals in brackets come about by chance
/// in fewer than one of a million random passwords.
fn holds_label(value: &[u8]) -> bool {
    value.split(|b| *b == b'[').skip(1).any(|after| {
        let inner = after.split(|b| *b == b']').next().unwrap_or_default();
        let is_name = inner.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_');
        inner.len() < after.len() && is_name && (inner.len() >= 5 || inner == b"JWT")
    })
}

/// A cell of a column that is named for secrets: its first line without blanks around, and
/// without the authentication scheme.
fn whole_cell(at: &At<'_>) -> Option<Hit> {
    if at.pos() != 0 || !at.named() {
        return None;
    }
    let line = at.ahead().iter().take(MAX_VALUE).position(|b| *b == b'\n').unwrap_or(at.ahead().len().min(MAX_VALUE));
    let text = &at.text()[..line];
    let start = text.iter().position(|b| !b.is_ascii_whitespace())?;
    let end = text.iter().rposition(|b| !b.is_ascii_whitespace())? + 1;
    let start = start + scheme_len(&text[start..end]);
    let value = &text[start..end];
    let blanks = value.iter().filter(|b| **b == b' ').count();
    let refused = is_placeholder(value)
        || is_stock_word(value)
        || is_short_number(value)
        || is_date(value)
        || value.len() < 3
        || blanks > 3 && !value.iter().any(u8::is_ascii_digit)
        || value.starts_with(b"-----BEGIN ")
        || is_name_of_secret(value)
        || holds_label(value)
        || has_scheme(value);
    (!refused).then(|| Hit::pattern(start, end, 850))
}

/// A value that a telling name around the position is given.
fn assigned(at: &At<'_>) -> Option<Hit> {
    let (text, pos) = (at.text(), at.pos());
    let ahead = at.ahead();
    let fragment = TRIGGERS.iter().find_map(|t| match t {
        Trigger::Literal(l) if ahead.starts_with(l) => Some(*l),
        _ => None,
    })?;
    if fragment == BEARER {
        return bearer(text, pos);
    }
    let name = name_around(text, pos, fragment)?;
    let (operator, from) = operator(text, &name)?;
    if name.kind == Kind::Authorization {
        return authorization(text, from);
    }
    let value = value_at(text, &name, operator, from)?;
    if is_verdict(text, &name, operator, value) {
        return None;
    }
    // `password: str = "…"`: what comes first is a type.
    let after = skip_blanks(text, value.end);
    let typed = operator == Operator::Colon && !value.quoted && after > value.end && byte(text, after) == b'=';
    if !typed {
        return judge(text, &name, operator, value);
    }
    let value = value_at(text, &name, Operator::Quoted, after + 1)?;
    judge(text, &name, Operator::Quoted, value)
}

/// Whether a test is said to have passed: `PASS: gdb.base/a1.exp: it stops`.
fn is_verdict(text: &[u8], name: &Name, operator: Operator, value: Value) -> bool {
    let begins = name.start == 0 || text[name.start - 1] == b'\n';
    let says = &text[name.start..name.end] == b"PASS" && operator == Operator::Colon && value.spaced && !value.quoted;
    let goes_on = || !matches!(byte(text, skip_blanks(text, value.end)), 0 | b'\r' | b'\n');
    begins && says && (text[value.start..value.end].contains(&b'/') || goes_on())
}

fn byte(text: &[u8], i: usize) -> u8 {
    text.get(i).copied().unwrap_or(0)
}

fn skip_blanks(text: &[u8], from: usize) -> usize {
    let blanks = text.get(from..).unwrap_or_default().iter().take(MAX_BLANKS);
    from + blanks.take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The name that the fragment at `pos` is a part of, if it is a telling one.
fn name_around(text: &[u8], pos: usize, fragment: &[u8]) -> Option<Name> {
    if CHINESE.contains(&fragment) {
        return Some(Name { start: pos, end: pos + fragment.len(), kind: Kind::Password });
    }
    let rest = &text[pos..];
    let run = (0..rest.len().min(MAX_NAME)).take_while(|i| is_name_byte(rest, *i)).count();
    let mut end = pos + run;
    while end > pos && matches!(text[end - 1], b'-' | b'.') {
        end -= 1;
    }
    let floor = end.saturating_sub(MAX_NAME);
    let start = (floor..end).rev().take_while(|i| is_name_byte(text, *i)).last()?;
    let mut kind = kind_of(&text[start..end]);
    if kind.is_none() && ends_with_ignoring_case(&text[start..end], b"passe") {
        let before = &text[start.saturating_sub(8)..end - 5];
        let before = before.strip_suffix(b" ").unwrap_or(before);
        let of = ends_with_ignoring_case(before, b"mot de") || ends_with_ignoring_case(before, b"motde");
        let of = of || ends_with_ignoring_case(before, b"mot_de_") || ends_with_ignoring_case(before, b"mot-de-");
        kind = of.then_some(Kind::Password);
    }
    Some(Name { start, end, kind: kind? })
}

/// Whether the byte may be part of a name: an ASCII letter or digit, `_`, `-`, `.`, or one half
/// of a Latin letter with a mark (U+00C0 to U+00FF).
fn is_name_byte(text: &[u8], i: usize) -> bool {
    match text[i] {
        b'_' | b'-' | b'.' => true,
        0xc3 => true,
        0x80..=0xbf => i > 0 && text[i - 1] == 0xc3,
        b => b.is_ascii_alphanumeric(),
    }
}

/// What assigns after a name, and where the value (or the blanks before it) begins.
fn operator(text: &[u8], name: &Name) -> Option<(Operator, usize)> {
    let mut at = name.end;
    // A closing quote, escaped or not: `\"password\": …`.
    let slashes = text[at..].iter().take(4).take_while(|b| **b == b'\\').count();
    let closed = matches!(byte(text, at + slashes), b'"' | b'\'' | b'`');
    if closed {
        at += slashes + 1;
    }
    if byte(text, at) == b']' {
        if !closed && is_label(text, name.start, name.end) {
            return None;
        }
        at += 1;
    }
    let blanks = skip_blanks(text, at);
    let rest = &text[blanks..];
    match rest {
        [b'=', b'=' | b'~', ..] | [b':', b':', ..] => None,
        [b'=', b'>', ..] => Some((Operator::Equals, blanks + 2)),
        [b':', b'=', ..] => Some((Operator::Equals, blanks + 2)),
        [b'=', ..] => Some((Operator::Equals, blanks + 1)),
        [b':', ..] => Some((Operator::Colon, blanks + 1)),
        [0xef, 0xbc, 0x9a, ..] => Some((Operator::Colon, blanks + 3)),
        [0xef, 0xbc, 0x9d, ..] => Some((Operator::Equals, blanks + 3)),
        [b'>', ..] if at == name.end && matches!(byte(text, name.start.wrapping_sub(1)), b'<' | b':') => {
            Some((Operator::Tag, blanks + 1))
        }
        // `define('DB_PASSWORD', '…')`
        [b',', ..] if closed => {
            let before = text[..name.start.saturating_sub(1)].trim_ascii_end();
            let before = before.strip_suffix(b"(").unwrap_or_default();
            ends_with_ignoring_case(before, b"define").then_some((Operator::Quoted, blanks + 1))
        }
        // `<add key="Password" value="…"/>`, `<input type="password" value="…">`
        [b'v', ..] if closed && blanks > at && rest.starts_with(b"value=") => Some((Operator::Quoted, blanks + 6)),
        [b'\'', ..] if !closed && blanks > at && is_exactly_password(text, name) => Some((Operator::Quoted, blanks)),
        _ if !closed && blanks > at && text[name.start..].starts_with(b"--") => Some((Operator::Option, blanks)),
        _ if !closed => {
            let gap = |verb: &&&str| blanks > at || !verb.is_ascii();
            let verb = VERBS.iter().filter(gap).find(|v| rest.starts_with(v.as_bytes()))?;
            Some((Operator::Is, blanks + verb.len()))
        }
        _ => None,
    }
}

/// Whether a value looks like no word, algorithm or product: small letters and digits, and either
/// capitals or punctuation among them or some length.
fn is_unlike_words(value: &[u8]) -> bool {
    let digits = value.iter().filter(|b| b.is_ascii_digit()).count();
    let mixed = value.iter().any(|b| b.is_ascii_uppercase() || b.is_ascii_punctuation() && !b"-_./".contains(b));
    is_random_looking(value, 6)
        && value.iter().any(u8::is_ascii_lowercase)
        && (mixed || digits >= 2 && value.len() >= 10)
}

/// What says in prose that a password follows, in English, German, Norwegian, French, Spanish,
/// Portuguese and Chinese.
const VERBS: &[&str] = &["is ", "ist ", "lautet ", "er ", "est ", "es ", "é ", "是", "为"];

/// SQL's `PASSWORD '…'`.
fn is_exactly_password(text: &[u8], name: &Name) -> bool {
    text[name.start..name.end].eq_ignore_ascii_case(b"password")
}

/// The value that begins at `from`, after blanks.
fn value_at(text: &[u8], name: &Name, operator: Operator, from: usize) -> Option<Value> {
    let mut at = skip_blanks(text, from);
    let spaced = at > from;
    if operator == Operator::Tag {
        let end = at + text[at..].iter().take(MAX_VALUE).position(|b| matches!(b, b'<' | b'\n'))?;
        return Some(Value { start: at, end, quoted: true, spaced });
    }
    // A string's prefix: Python's and SQL's.
    if matches!(byte(text, at), b'b' | b'r' | b'u' | b'N' | b'@') && matches!(byte(text, at + 1), b'"' | b'\'') {
        at += 1;
    }
    let slashes = text[at.min(text.len())..].iter().take(4).take_while(|b| **b == b'\\').count();
    let quote = byte(text, at + slashes);
    if matches!(quote, b'"' | b'\'' | b'`') {
        let start = at + slashes + 1;
        if let Some(end) = closing_quote(text, start, quote, slashes) {
            return Some(Value { start, end, quoted: true, spaced });
        }
        // Cut short: what follows is taken as if there were no quote.
        at = start;
    }
    if operator == Operator::Quoted {
        return None;
    }
    let end = unquoted_end(text, name, operator, at, spaced);
    Some(Value { start: at, end, quoted: false, spaced })
}

/// Where a quoted value ends: at a quote that no more than `slashes` backslashes escape and that
/// is not doubled.
fn closing_quote(text: &[u8], start: usize, quote: u8, slashes: usize) -> Option<usize> {
    let mut escapes = 0;
    let mut at = start;
    while at < text.len().min(start + MAX_VALUE) {
        match text[at] {
            b'\n' => return None,
            b'\\' => escapes += 1,
            b if b == quote && (slashes > 0 && escapes <= slashes || escapes % 2 == 0) => {
                if slashes == 0 && at > start && byte(text, at + 1) == quote && quote == b'\'' {
                    at += 1;
                } else {
                    return Some(at - if slashes > 0 { escapes } else { 0 });
                }
                escapes = 0;
            }
            _ => escapes = 0,
        }
        at += 1;
    }
    None
}

/// Where an unquoted value ends: before a blank, a quote, `&`, `;`, `,` or `<`. On a line of its
/// own (`PASSWORD=a;b'c` in a settings file) only a blank ends it, or a mark after which the
/// next assignment follows.
fn unquoted_end(text: &[u8], name: &Name, operator: Operator, start: usize, spaced: bool) -> usize {
    let own_line = operator == Operator::Equals && !spaced && leads_line(text, name.start);
    let in_query = matches!(byte(text, name.start.wrapping_sub(1)), b'?' | b'&');
    let rest = text.get(start..).unwrap_or_default();
    let ends = |i: usize| match rest[i] {
        0..=b' ' => true,
        b'&' => in_query || assigns(rest[i + 1..].strip_prefix(b"amp;").unwrap_or(&rest[i + 1..])),
        b';' | b',' => !own_line || assigns(&rest[i + 1..]),
        b'"' | b'\'' | b'`' | b'<' => !own_line,
        b'#' | b')' | b']' => in_query,
        // An ideographic comma, full stop or fullwidth comma.
        0xe3 => matches!(rest[i..], [_, 0x80, 0x81 | 0x82, ..]),
        0xef => matches!(rest[i..], [_, 0xbc, 0x8c | 0x9b, ..]),
        _ => false,
    };
    let len = (0..rest.len().min(MAX_VALUE)).find(|i| ends(*i)).unwrap_or(rest.len().min(MAX_VALUE));
    start + len
}

/// Whether a name begins a line, but for what exports, lists or comments out.
fn leads_line(text: &[u8], start: usize) -> bool {
    let before = &text[start.saturating_sub(64)..start];
    let lead = before.rsplit(|b| *b == b'\n').next().unwrap_or_default();
    if lead.len() == 64 {
        return false;
    }
    let lead = lead.trim_ascii();
    matches!(
        lead,
        b"" | b"export" | b"set" | b"SET" | b"ENV" | b"ARG" | b"env" | b"-" | b"+" | b"#" | b"//" | b"# export"
    )
}

/// Whether another assignment, or nothing, follows.
fn assigns(text: &[u8]) -> bool {
    let name = text.iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let name = name.count();
    match text.get(name) {
        None => name == 0,
        Some(b'=') => name > 0,
        Some(b) => name == 0 && b.is_ascii_whitespace(),
    }
}

/// Whether a value is a secret, and how sure that is. What ends a sentence or closes a bracket
/// around is not a part of it.
fn judge(text: &[u8], name: &Name, operator: Operator, value: Value) -> Option<Hit> {
    let whole = text.get(value.start..value.end)?;
    if !value.quoted && is_expression(value, text, name.kind, operator) {
        return None;
    }
    let secret = if value.quoted { whole } else { without_closers(whole) };
    let score = judge_value(secret, name.kind, value.quoted)?;
    if operator == Operator::Is {
        // `the password is required`, `is 12 characters long`: only what no word looks like.
        let secret = if value.quoted { secret } else { without_closers(secret.trim_ascii_end()) };
        let telling = name.kind == Kind::Password && is_unlike_words(secret) && !assigns(secret);
        return telling.then(|| Hit::pattern(value.start, value.start + secret.len(), score.min(800)));
    }
    let words = is_words(secret) && !value.quoted;
    if words && value.spaced && operator != Operator::Option && another_word_follows(text, value.end) {
        return None;
    }
    let score = match operator {
        Operator::Colon if words => score.min(700),
        // `now --ask-password works`: documentation as often as a command.
        Operator::Option if secret.iter().all(u8::is_ascii_lowercase) => score.min(550),
        // `password = other_name` is a setting or a program.
        Operator::Equals if value.spaced && !value.quoted && is_identifier(secret) && words => score.min(650),
        _ => score,
    };
    Some(Hit::pattern(value.start, value.start + secret.len(), score))
}

/// Authentication schemes before credentials, in lower case (RFC 9110 §11.1, and services' own).
const SCHEMES: &[&[u8]] =
    &[b"bearer", b"basic", b"token", b"apikey", b"api-key", b"key", b"negotiate", b"ntlm", b"bot", b"oauth", b"ssws"];

/// The length of the authentication scheme, with the blanks after it, that `text` begins with.
fn scheme_len(text: &[u8]) -> usize {
    let len = text.iter().take(16).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    let after = skip_blanks(text, len);
    if after > len && after < text.len() && SCHEMES.iter().any(|s| text[..len].eq_ignore_ascii_case(s)) {
        after
    } else {
        0
    }
}

/// The credentials of an `Authorization` field whose value begins at `from`.
fn authorization(text: &[u8], from: usize) -> Option<Hit> {
    let mut at = skip_blanks(text, from);
    let slashes = text.get(at..)?.iter().take(4).take_while(|b| **b == b'\\').count();
    if matches!(byte(text, at + slashes), b'"' | b'\'' | b'`') {
        at += slashes + 1;
    }
    let scheme = scheme_len(text.get(at..)?);
    credentials(text, at + scheme, if scheme > 0 { 6 } else { 12 })
}

/// `Bearer …` without the field's name; `pos` is that of the second letter.
fn bearer(text: &[u8], pos: usize) -> Option<Hit> {
    let start = pos.checked_sub(1)?;
    let alone = start == 0 || !text[start - 1].is_ascii_alphanumeric();
    if !alone || !matches!(text[start], b'B' | b'b') {
        return None;
    }
    credentials(text, skip_blanks(text, pos + BEARER.len()), 16)
}

/// Credentials as RFC 9110 §11.2 has them (`token68`): at least `least` bytes, and irregular.
fn credentials(text: &[u8], start: usize, least: usize) -> Option<Hit> {
    let rest = text.get(start..)?;
    let legal =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=' | b':' | b'|');
    let run = rest.iter().take(MAX_VALUE).take_while(|b| legal(b)).count();
    let value = without_closers(&rest[..run]);
    let irregular = is_random_looking(value, least) || value.len() >= least.max(8) && mixes_case(value);
    let called = matches!(byte(text, start + value.len()), b'(' | b'[');
    let refused =
        !irregular || called || is_placeholder(value) || is_stock_word(value) || has_scheme(value) || is_date(value);
    (!refused).then(|| Hit::pattern(start, start + value.len(), 930))
}
