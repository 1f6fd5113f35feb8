//! Which values are secrets, and which are words, numbers and expressions.

use super::names::{Kind, PASSWORDS};
use super::{MAX_NAME, Operator, Value, byte, skip_blanks};
use crate::secret::{
    contains, hash_parameters, is_identifier, is_placeholder, is_random_looking, starts_with_ignoring_case,
};

/// What is left of an unquoted value without the punctuation of the text around it.
pub(super) fn without_closers(mut value: &[u8]) -> &[u8] {
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
pub(super) fn judge_value(value: &[u8], kind: Kind, quoted: bool) -> Option<u16> {
    if value.len() < 3 || is_placeholder(value) || is_stock_word(value) || is_date(value) {
        return None;
    }
    if value.starts_with(b"-----BEGIN ") || has_scheme(value) || is_repeated_name(value, kind) {
        return None;
    }
    if value.contains(&b' ') && !is_passphrase(value) || is_name_of_secret(value) {
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
    b"null",
    b"nil",
    b"none",
    b"true",
    b"false",
    b"undefined",
    b"nan",
    b"n/a",
    b"yes",
    b"off",
    b"required",
    b"optional",
    b"missing",
    b"invalid",
    b"incorrect",
    b"wrong",
    b"expired",
    b"changed",
    b"updated",
    b"reset",
    b"forgotten",
    b"forgot",
    b"blank",
    b"empty",
    b"unset",
    b"set",
    b"absent",
    b"unknown",
    b"string",
    b"str",
    b"text",
    b"varchar",
    b"nvarchar",
    b"char",
    b"byte",
    b"bytes",
    b"int",
    b"integer",
    b"number",
    b"boolean",
    b"bool",
    b"object",
    b"any",
    b"void",
    b"never",
    b"uuid",
    b"option",
    b"vec",
    b"array",
    b"list",
    b"dict",
    b"map",
    b"env",
    b"ask",
    b"prompt",
    b"stdin",
    b"auto",
    b"generated",
    b"encrypted",
    b"plaintext",
    b"hashed",
    b"enabled",
    b"disabled",
    b"active",
    b"inactive",
    b"success",
    b"failed",
    b"failure",
    b"error",
    b"denied",
    b"accepted",
    b"valid",
    b"self",
    b"this",
    b"new",
    b"await",
    b"return",
    b"function",
    b"lambda",
    b"readonly",
    b"public",
    b"private",
    b"static",
    b"bearer",
    b"basic",
    b"digest",
    b"oauth",
    b"jwt",
    b"hover",
    b"focus",
    b"before",
    b"after",
    b"erforderlich",
    b"vergessen",
    b"falsch",
    b"ung\xc3\xbcltig",
    b"p\xc3\xa5krevd",
    b"glemt",
    b"obligatoire",
    b"incorrecto",
    b"requerida",
    b"obrigat\xc3\xb3ria",
    b"character varying",
    b"not null",
    b"passed",
    b"skipped",
    b"and",
    b"with",
    b"from",
    b"for",
    b"the",
    b"flag",
    b"options",
    b"command",
];

pub(super) fn is_stock_word(value: &[u8]) -> bool {
    if let [b'_', b'_', rest @ ..] | [b'u' | b'i' | b'f', rest @ ..] = value
        && matches!(rest, b"8" | b"16" | b"32" | b"64" | b"128" | b"size" | b"u8" | b"u16" | b"u32" | b"u64")
    {
        return true;
    }
    STOCK_WORDS.iter().any(|w| value.eq_ignore_ascii_case(w))
}

/// A number of up to three digits: a length, a count, a line.
pub(super) fn is_short_number(value: &[u8]) -> bool {
    value.len() <= 3 && value.iter().all(u8::is_ascii_digit)
}

/// Whether a value begins with a date (ISO 8601).
pub(super) fn is_date(value: &[u8]) -> bool {
    let form = |(i, b): (usize, &u8)| {
        if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() }
    };
    value.len() >= 10 && value[..10].iter().enumerate().all(form)
}

/// Whether a value begins as a URL does, or as the name of a secret kept elsewhere.
pub(super) fn has_scheme(value: &[u8]) -> bool {
    let scheme = value.iter().take(16).take_while(|b| b.is_ascii_alphanumeric() || **b == b'+').count();
    scheme > 0 && value[scheme..].starts_with(b"://") || value.starts_with(b"arn:")
}

/// Whether a value is the path of a file: separators, and no capital or digit between.
fn is_path(value: &[u8]) -> bool {
    let windows = matches!(value, [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    let plain = |b: &u8| b.is_ascii_lowercase() || matches!(b, b'/' | b'.' | b'-' | b'_' | b'~');
    windows
        || matches!(value, [b'/' | b'.' | b'~', ..]) && value.contains(&b'/') && value.iter().all(plain)
        || matches!(value, [b'/', first, ..] if first.is_ascii_lowercase())
            && value[1..].contains(&b'/')
            && !value.ends_with(b"=")
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

/// Whether a value is itself what a secret is called, in two words or more: `user-password`,
/// `NextToken`, `client_secret`. Values with digits are none.
pub(super) fn is_name_of_secret(value: &[u8]) -> bool {
    let joins = |b: &u8| matches!(b, b'-' | b'_' | b'.');
    if !value.iter().all(|b| b.is_ascii_alphabetic() || joins(b)) {
        return false;
    }
    SECRETS.iter().any(|word| {
        let Some(start) = value.len().checked_sub(word.len()) else { return false };
        let (before, end) = value.split_at(start);
        let parted = before.last().is_some_and(|b| joins(b) || b.is_ascii_lowercase() && end[0].is_ascii_uppercase());
        parted && end.eq_ignore_ascii_case(word)
    })
}

/// The last words of what secrets are called.
const SECRETS: &[&[u8]] =
    &[b"password", b"passwd", b"passwort", b"passord", b"pwd", b"secret", b"token", b"key", b"marker"];

/// Whether a value with blanks is no sentence: a word of it mixes letters and digits.
fn is_passphrase(value: &[u8]) -> bool {
    value.split(|b| *b == b' ').any(|word| is_random_looking(word, 3))
}

/// Whether there is a capital letter behind a small one: not a word, nor a title.
pub(super) fn mixes_case(value: &[u8]) -> bool {
    value.windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase())
}

/// Letters only, of any script, and what joins or ends words.
pub(super) fn is_words(value: &[u8]) -> bool {
    value.iter().all(|b| b.is_ascii_alphabetic() || !b.is_ascii() || matches!(b, b'-' | b'_' | b'?' | b'!' | b'\''))
}

/// Whether a sentence goes on after a value: another word, that is not given a value itself.
pub(super) fn another_word_follows(text: &[u8], end: usize) -> bool {
    let start = skip_blanks(text, end);
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphabetic() || !b.is_ascii()).count();
    let next = byte(text, skip_blanks(text, start + word));
    start > end && word > 0 && !matches!(byte(text, start + word), b'=' | b':' | b'_' | b'0'..=b'9') && next != b'='
}

/// Whether an unquoted value is a program's expression: a call, an element, a member, a type,
/// a variable named alike.
pub(super) fn is_expression(value: Value, text: &[u8], kind: Kind, operator: Operator) -> bool {
    let Some(code) = text.get(value.start..value.end) else {
        return true;
    };
    if code.len() > MAX_EXPRESSION {
        return false;
    }
    // `(bool`, `[u8; 32]`, `{string | Buffer}`; but `{SSHA}…` is a hash.
    if matches!(code, [b'(' | b'[' | b'{', ..]) && hash_parameters(code) == 0 {
        return value.spaced || operator == Operator::Colon;
    }
    let member =
        |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$' | b':' | b'>' | b'?' | b'!' | b'-');
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
    if path >= without_closers(code).len() && starts_as_name && (contains(code, b"::") || contains(code, b"->")) {
        return true;
    }
    // `&[u8]`, `&str`
    if let [b'&', rest @ ..] = code
        && operator == Operator::Colon
        && (matches!(rest, [b'[' | b'\'', ..]) || rest.iter().all(u8::is_ascii_alphabetic))
    {
        return true;
    }
    // `user = password = name = ''`
    if operator == Operator::Equals && value.spaced && byte(text, skip_blanks(text, value.end)) == b'=' {
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

/// The longest unquoted value that may be an expression, in bytes.
const MAX_EXPRESSION: usize = 256;

/// What members are read from in programs and templates.
const OBJECTS: &[&[u8]] = &[
    b"process.",
    b"os.",
    b"self.",
    b"this.",
    b"config.",
    b"req.",
    b"request.",
    b"settings.",
    b"env.",
    b"options.",
    b"opts.",
    b"args.",
    b"params.",
    b"data.",
    b"var.",
    b"local.",
    b"module.",
    b"user.",
    b"props.",
    b"state.",
    b"ctx.",
    b"credentials.",
    b"secrets.",
    b"form.",
    b"event.",
    b"body.",
    b"input.",
];
