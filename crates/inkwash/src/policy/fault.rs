//! Errors in a policy file: with their line, and nothing in them that may be data.

use std::ops::Range;

use crate::Error;

/// An error in the policy file `text`, with the line.
pub(crate) fn at(text: &str, span: Option<Range<usize>>, what: &str) -> Error {
    let what = names_only(what.trim_end());
    match span {
        Some(span) => {
            let line = 1 + text.bytes().take(span.start).filter(|b| *b == b'\n').count();
            Error::policy(format!("line {line}: {what}"))
        }
        None => Error::policy(what),
    }
}

/// A message in which everything quoted that does not look like a name or a transform's spec is
/// left out: the wrong file may have been given as the policy, and then what it holds is data.
fn names_only(message: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    while let Some(open) = rest.find(['"', '`']) {
        let (before, quoted) = rest.split_at(open);
        let (quote, inner) = quoted.split_at(1);
        let mut escaped = false;
        let close = inner.find(|c: char| {
            let closes = !escaped && quote.contains(c);
            escaped = c == '\\' && !escaped;
            closes
        });
        let (inner, after) = inner.split_at(close.unwrap_or(inner.len()));
        shown.extend([before, quote, if looks_like_name(inner) { inner } else { "…" }, quote]);
        rest = after.get(1..).unwrap_or_default();
    }
    shown + rest
}

/// Whether a text has the characters and the size of a setting's name or a transform's spec.
fn looks_like_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-()=, #*".contains(c);
    text.len() <= 40 && text.chars().all(fits) && text.chars().filter(char::is_ascii_digit).count() <= 4
}
