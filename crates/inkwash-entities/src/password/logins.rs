//! Passwords that stand behind a user's name: in options, connection strings and netrc files.

use inkwash_core::{At, Hit};

use super::values::is_stock_word;
use crate::secret::is_placeholder;

/// `jdbc:oracle:thin:scott/«tiger»@…`
pub(super) const THIN: &[u8] = b":thin:";
/// `curl -u ann:«s3cret» https://…`
pub(super) const CURL: &[u8] = b"curl ";
/// `machine example.com login ann password «s3cret»`
pub(super) const LOGIN: &[u8] = b" login ";

/// How far behind `curl` its options are looked for, and the longest word, in bytes.
const MAX_OPTIONS: usize = 400;
const MAX_WORD: usize = 256;
const SCORE: u16 = 920;

/// A password behind the word at the position.
pub(super) fn login(at: &At<'_>) -> Option<Hit> {
    let ahead = at.ahead();
    let found = |start: usize, end: usize| {
        let value = ahead.get(start..end)?;
        let refused = value.len() < 3 || is_placeholder(value) || is_stock_word(value);
        (!refused).then(|| Hit::pattern(at.pos() + start, at.pos() + end, SCORE))
    };
    let run = |from: usize, ends: &[u8]| {
        let rest = ahead.get(from..).unwrap_or_default().iter().take(MAX_WORD);
        from + rest.take_while(|b| **b > b' ' && !ends.contains(b)).count()
    };
    if ahead.starts_with(THIN) {
        let slash = run(THIN.len(), b"/@:");
        let end = run(slash + 1, b"@/");
        return if ahead.get(slash) == Some(&b'/') && ahead.get(end) == Some(&b'@') {
            found(slash + 1, end)
        } else {
            None
        };
    }
    if ahead.starts_with(CURL) {
        let line = ahead.iter().take(MAX_OPTIONS).take_while(|b| **b != b'\n').count();
        let line = &ahead[..line];
        let option = |name: &[u8]| line.windows(name.len()).position(|w| w == name).map(|i| i + name.len());
        let mut from = option(b" -u ").or_else(|| option(b" --user ")).or_else(|| option(b" --user="))?;
        let quote = line.get(from).copied().filter(|b| matches!(b, b'"' | b'\''));
        from += usize::from(quote.is_some());
        let colon = run(from, b":/@\"'");
        let end = run(colon + 1, quote.as_slice());
        return if ahead.get(colon) == Some(&b':') { found(colon + 1, end) } else { None };
    }
    if ahead.starts_with(LOGIN) {
        let user = run(LOGIN.len(), b":=,.");
        let from = user + ahead.get(user..)?.strip_prefix(b" password ").map(|_| b" password ".len())?;
        return found(from, run(from, b""));
    }
    None
}
