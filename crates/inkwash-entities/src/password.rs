use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Hit, Trigger};

use crate::secret::{
    contains, disguise, draw, ends_with_ignoring_case, hash_parameters, is_identifier, is_placeholder, is_random_looking,
    starts_with_ignoring_case,
};

/// Password, token, key or other secret that is known by its name: `password=«hunter2»`,
/// `"apiKey": "«…»"`, `Authorization: Bearer «…»`, `--password «hunter2»`, and whole cells of
/// columns named so.
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
    Trigger::Literal(b"ontrase"),
    Trigger::Literal(b"enha"),
    Trigger::Literal(CHINESE[0]),
    Trigger::Literal(CHINESE[1]),
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

/// What a name says its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
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
        assigned(at).or_else(|| whole_cell(at))
    }

    /// The same shape with other letters and digits; see [`disguise`].
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let accepts = |made: &[u8]| !is_placeholder(made) && !is_stock_word(made) && kind_of(made).is_none();
        disguise(found, &mut draw(key, canonical), out, accepts);
    }
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
    // `password: str = "…"`: what comes first is a type.
    let after = skip_blanks(text, value.end);
    let typed = operator == Operator::Colon && !value.quoted && after > value.end && byte(text, after) == b'=';
    if !typed {
        return judge(text, &name, operator, value);
    }
    let value = value_at(text, &name, Operator::Quoted, after + 1)?;
    judge(text, &name, Operator::Quoted, value)
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

/// Words that may follow without changing what a name is about.
const NEUTRAL: &[&[u8]] = &[
    b"hash", b"hashed", b"digest", b"encrypted", b"enc", b"crypt", b"plain", b"plaintext", b"confirmation", b"confirm",
    b"repeat", b"again", b"verify", b"value", b"val", b"raw", b"text", b"str", b"string", b"old", b"new", b"base64",
    b"b64", b"current",
];
/// Words for a password that may end a longer word (`userpassword`).
const PASSWORDS: &[&[u8]] = &[
    b"password",
    b"passwd",
    b"passwort",
    b"passord",
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
    b"api", b"secret", b"private", b"access", b"encryption", b"decryption", b"signing", b"account", b"app", b"master",
    b"auth", b"shared", b"subscription", b"storage", b"service", b"admin", b"functions", b"webhook", b"deploy",
];
/// What makes a `token` a place in a list or a part of a text.
const BEFORE_OTHER_TOKEN: &[&[u8]] =
    &[b"next", b"page", b"continuation", b"cancellation", b"sync", b"unexpected", b"start", b"end", b"stop", b"public"];

/// What a name is about, by its last words.
fn kind_of(name: &[u8]) -> Option<Kind> {
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
        _ => None,
    }
}

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
        b'&' | b';' | b',' => !own_line || assigns(&rest[i + 1..]),
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
    matches!(lead, b"" | b"export" | b"set" | b"SET" | b"ENV" | b"ARG" | b"env" | b"-" | b"+" | b"#" | b"//" | b"# export")
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
    let words = is_words(secret) && !value.quoted;
    if words && value.spaced && operator != Operator::Option && another_word_follows(text, value.end) {
        return None;
    }
    let score = match operator {
        Operator::Colon if words => score.min(700),
        // `password = other_name` is a setting or a program.
        Operator::Equals if value.spaced && !value.quoted && is_identifier(secret) && words => score.min(650),
        _ => score,
    };
    Some(Hit::pattern(value.start, value.start + secret.len(), score))
}

/// What is left of an unquoted value without the punctuation of the text around it.
fn without_closers(mut value: &[u8]) -> &[u8] {
    while let [rest @ .., last] = value {
        let opener = match last {
            b')' => b'(',
            b']' => b'[',
            b'}' => b'{',
            b'.' | b',' | b';' | b':' | b'"' | b'\'' | b'`' => 0,
            _ => break,
        };
        if opener != 0 && rest.contains(&opener) {
            break;
        }
        value = rest;
    }
    value
}

/// The score of a value by its kind and shape alone.
fn judge_value(value: &[u8], kind: Kind, quoted: bool) -> Option<u16> {
    if value.len() < 3 || is_placeholder(value) || is_stock_word(value) || is_date(value) {
        return None;
    }
    if value.starts_with(b"-----BEGIN ") || has_scheme(value) || is_repeated_name(value, kind) {
        return None;
    }
    if value.contains(&b' ') && !is_passphrase(value) {
        return None;
    }
    let irregular = is_random_looking(value, 8);
    let digits = value.iter().all(u8::is_ascii_digit);
    match kind {
        Kind::Password if is_short_number(value) => None,
        Kind::Password => Some(if quoted { 940 } else { 920 }),
        Kind::Pass | Kind::Pwd if is_path(value) || digits => None,
        Kind::Pass => (quoted && value.len() >= 6 || is_random_looking(value, 6)).then_some(850),
        Kind::Pwd => (!is_short_number(value)).then_some(900),
        Kind::Secret if digits => (value.len() >= 6).then_some(700),
        Kind::Secret if irregular => Some(920),
        // `db-credentials` names a secret of an orchestrator.
        Kind::Secret => {
            let plain = |b: &u8| b.is_ascii_lowercase() || matches!(b, b'-' | b'_' | b'.' | b'/');
            let reference = value.iter().all(plain) && !value.iter().all(u8::is_ascii_lowercase);
            (value.len() >= 6 && !reference).then_some(750)
        }
        // One-time codes have six digits; shorter and longer numbers count or identify things.
        Kind::Token | Kind::Key if digits => match value.len() {
            6 => Some(550),
            16.. => Some(700),
            _ => None,
        },
        // Below 0.900, so that what a parser reports (`unexpected token: …`) counts against it.
        Kind::Token | Kind::Key if irregular && !is_path(value) => Some(880),
        Kind::Token | Kind::Key | Kind::Authorization => (value.len() >= 20 && mixes_case(value)).then_some(850),
    }
}

/// Words that stand where a value would in prose, forms, schemas and programs, in lower case.
const STOCK_WORDS: &[&[u8]] = &[
    b"null", b"nil", b"none", b"true", b"false", b"undefined", b"nan", b"n/a", b"yes", b"off", b"required", b"optional",
    b"missing", b"invalid", b"incorrect", b"wrong", b"expired", b"changed", b"updated", b"reset", b"forgotten",
    b"forgot", b"blank", b"empty", b"unset", b"set", b"absent", b"unknown", b"string", b"str", b"text", b"varchar",
    b"nvarchar", b"char", b"byte", b"bytes", b"int", b"integer", b"number", b"boolean", b"bool", b"object", b"any",
    b"void", b"never", b"uuid", b"option", b"vec", b"array", b"list", b"dict", b"map", b"env", b"ask", b"prompt",
    b"stdin", b"auto", b"generated", b"encrypted", b"plaintext", b"hashed", b"enabled", b"disabled", b"active",
    b"inactive", b"success", b"failed", b"failure", b"error", b"denied", b"accepted", b"valid", b"self", b"this",
    b"new", b"await", b"return", b"function", b"lambda", b"readonly", b"public", b"private", b"static", b"bearer",
    b"basic", b"digest", b"oauth", b"jwt", b"hover", b"focus", b"before", b"after", b"erforderlich", b"vergessen",
    b"falsch", b"ung\xc3\xbcltig", b"p\xc3\xa5krevd", b"glemt", b"obligatoire", b"incorrecto", b"requerida",
    b"obrigat\xc3\xb3ria", b"character varying", b"not null", b"passed", b"skipped",
];

fn is_stock_word(value: &[u8]) -> bool {
    if let [b'_', b'_', rest @ ..] | [b'u' | b'i' | b'f', rest @ ..] = value
        && matches!(rest, b"8" | b"16" | b"32" | b"64" | b"128" | b"size" | b"u8" | b"u16" | b"u32" | b"u64")
    {
        return true;
    }
    STOCK_WORDS.iter().any(|w| value.eq_ignore_ascii_case(w))
}

/// A number of up to three digits: a length, a count, a line.
fn is_short_number(value: &[u8]) -> bool {
    value.len() <= 3 && value.iter().all(u8::is_ascii_digit)
}

/// Whether a value begins with a date (ISO 8601).
fn is_date(value: &[u8]) -> bool {
    let form = |(i, b): (usize, &u8)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() };
    value.len() >= 10 && value[..10].iter().enumerate().all(form)
}

/// Whether a value begins as a URL does, or as the name of a secret kept elsewhere.
fn has_scheme(value: &[u8]) -> bool {
    let scheme = value.iter().take(16).take_while(|b| b.is_ascii_alphanumeric() || **b == b'+').count();
    scheme > 0 && value[scheme..].starts_with(b"://") || value.starts_with(b"arn:")
}

/// Whether a value is the path of a file: separators, and no capital or digit between.
fn is_path(value: &[u8]) -> bool {
    let windows = matches!(value, [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    let plain = |b: &u8| b.is_ascii_lowercase() || matches!(b, b'/' | b'.' | b'-' | b'_' | b'~');
    windows
        || matches!(value, [b'/' | b'.' | b'~', ..]) && value.contains(&b'/') && value.iter().all(plain)
        || matches!(value, [b'/', first, ..] if first.is_ascii_lowercase()) && value[1..].contains(&b'/') && !value.ends_with(b"=")
}

/// `password: Password`, `token = "token"`: the name once more.
fn is_repeated_name(value: &[u8], kind: Kind) -> bool {
    let same = |word: &[u8]| value.eq_ignore_ascii_case(word);
    match kind {
        Kind::Password | Kind::Pass | Kind::Pwd => PASSWORDS.iter().any(|w| same(w)) || same(b"pwd") || same(b"pass"),
        Kind::Secret => same(b"secret"),
        Kind::Token => same(b"token"),
        Kind::Key => same(b"key"),
        Kind::Authorization => false,
    }
}

/// Whether a value with blanks is no sentence: a word of it mixes letters and digits.
fn is_passphrase(value: &[u8]) -> bool {
    value.split(|b| *b == b' ').any(|word| is_random_looking(word, 3))
}

/// Whether there is a capital letter behind a small one: not a word, nor a title.
fn mixes_case(value: &[u8]) -> bool {
    value.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}

/// Letters only, of any script, and what joins or ends words.
fn is_words(value: &[u8]) -> bool {
    value.iter().all(|b| b.is_ascii_alphabetic() || !b.is_ascii() || matches!(b, b'-' | b'_' | b'?' | b'!' | b'\''))
}

/// Whether a sentence goes on after a value: another word, that is not given a value itself.
fn another_word_follows(text: &[u8], end: usize) -> bool {
    let start = skip_blanks(text, end);
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphabetic() || !b.is_ascii()).count();
    let next = byte(text, skip_blanks(text, start + word));
    start > end && word > 0 && !matches!(byte(text, start + word), b'=' | b':' | b'_' | b'0'..=b'9') && next != b'='
}

/// Whether an unquoted value is a program's expression: a call, an element, a member, a type,
/// a variable named alike.
fn is_expression(value: Value, text: &[u8], kind: Kind, operator: Operator) -> bool {
    let Some(code) = text.get(value.start..value.end) else { return true };
    // `(bool`, `[u8; 32]`, `{string | Buffer}`; but `{SSHA}…` is a hash.
    if matches!(code, [b'(' | b'[' | b'{', ..]) && hash_parameters(code) == 0 {
        return value.spaced || operator == Operator::Colon;
    }
    let member = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$' | b':' | b'>' | b'?' | b'!' | b'-');
    let path = code.iter().take_while(|b| member(b)).count();
    let starts_as_name = code.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'$'));
    if starts_as_name && matches!(byte(code, path), b'(' | b'[') {
        let inside = &code[path + 1..];
        let closed = inside.iter().any(|b| matches!(b, b')' | b']'));
        let quoted = matches!(inside, [b'"' | b'\'', ..]);
        if inside.is_empty() || closed || quoted || value.spaced || code[..path].contains(&b'.') {
            return true;
        }
    }
    // `Option<String>`, `$this->password`, `core::PSTR`
    if byte(text, value.end) == b'<' && is_identifier(code) || code.starts_with(b"$") && contains(code, b"->") {
        return true;
    }
    if path >= without_closers(code).len() && starts_as_name && contains(code, b"::") {
        return true;
    }
    // `*default`, `!vault`
    if let [b'*' | b'!', rest @ ..] = code
        && rest.iter().all(|b| b.is_ascii_alphabetic() || *b == b'_')
    {
        return true;
    }
    let code = without_closers(code);
    let word: &[u8] = match kind {
        Kind::Password | Kind::Pass => b"pass",
        Kind::Pwd => b"pwd",
        Kind::Secret => b"secret",
        Kind::Token | Kind::Authorization => b"token",
        Kind::Key => b"key",
    };
    let related = code.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
    let is_member = code.contains(&b'.') && code.split(|b| *b == b'.').all(is_identifier);
    let letters = code.iter().all(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'.' | b'?' | b'!'));
    let parts = code.contains(&b'_') || code.first().is_some_and(u8::is_ascii_lowercase) && mixes_case(code);
    let object = OBJECTS.iter().any(|o| starts_with_ignoring_case(code, o));
    is_member && (related || object || letters && value.spaced) || letters && (related && parts || object)
}

/// What members are read from in programs and templates.
const OBJECTS: &[&[u8]] = &[
    b"process.", b"os.", b"self.", b"this.", b"config.", b"req.", b"request.", b"settings.", b"env.", b"options.",
    b"opts.", b"args.", b"params.", b"data.", b"var.", b"local.", b"module.", b"user.", b"props.", b"state.", b"ctx.",
    b"credentials.", b"secrets.", b"form.", b"event.", b"body.", b"input.",
];

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
    let legal = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=' | b':' | b'|');
    let run = rest.iter().take(MAX_VALUE).take_while(|b| legal(b)).count();
    let value = without_closers(&rest[..run]);
    let irregular = is_random_looking(value, least) || value.len() >= least.max(8) && mixes_case(value);
    let called = matches!(byte(text, start + value.len()), b'(' | b'[');
    let refused = !irregular || called || is_placeholder(value) || is_stock_word(value) || has_scheme(value) || is_date(value);
    (!refused).then(|| Hit::pattern(start, start + value.len(), 930))
}
