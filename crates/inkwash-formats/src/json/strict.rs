//! Whether a text is one JSON document to the letter.

use super::{MAX_DEPTH, is_number, is_space};

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    Value,
    /// A value, or the end of an empty array.
    First,
    /// A key, or the end of an empty object.
    FirstKey,
    Key,
    /// A comma, or the end of the container.
    Next,
}

/// Whether a text is one JSON document (RFC 8259) that is an object, an array or a string, nested at
/// most as deep as places are told apart.
pub(super) fn is_document(text: &[u8]) -> bool {
    let mut stack: [bool; MAX_DEPTH] = [false; MAX_DEPTH];
    let (mut depth, mut due, mut at) = (0, Due::Value, 0);
    if !matches!(text.trim_ascii_start().first(), Some(b'{' | b'[' | b'"')) {
        return false;
    }
    loop {
        at += text.get(at..).unwrap_or(&[]).iter().take_while(|b| is_space(**b)).count();
        let Some(&b) = text.get(at) else {
            return depth == 0 && due == Due::Next;
        };
        if depth == 0 && due == Due::Next {
            return false;
        }
        let is_object = depth > 0 && stack.get(depth - 1) == Some(&true);
        match (b, due) {
            (b'{' | b'[', Due::Value | Due::First) => {
                let Some(slot) = stack.get_mut(depth) else { return false };
                *slot = b == b'{';
                depth += 1;
                due = if b == b'{' { Due::FirstKey } else { Due::First };
                at += 1;
            }
            (b'}', Due::FirstKey | Due::Next) if is_object => {
                (depth, due, at) = (depth - 1, Due::Next, at + 1);
            }
            (b']', Due::First | Due::Next) if depth > 0 && !is_object => {
                (depth, due, at) = (depth - 1, Due::Next, at + 1);
            }
            (b',', Due::Next) => {
                due = if is_object { Due::Key } else { Due::Value };
                at += 1;
            }
            (b'"', Due::FirstKey | Due::Key) => {
                let Some(end) = string_end(text, at + 1) else { return false };
                let rest = text.get(end..).unwrap_or(&[]);
                let space = rest.iter().take_while(|b| is_space(**b)).count();
                if rest.get(space) != Some(&b':') {
                    return false;
                }
                at = end + space + 1;
                due = Due::Value;
            }
            (b'"', Due::Value | Due::First) => {
                let Some(end) = string_end(text, at + 1) else { return false };
                (at, due) = (end, Due::Next);
            }
            (_, Due::Value | Due::First) => {
                let rest = text.get(at..).unwrap_or(&[]);
                let ends = |b: &u8| is_space(*b) || matches!(b, b',' | b']' | b'}');
                let len = rest.iter().position(ends).unwrap_or(rest.len());
                let word = rest.get(..len).unwrap_or(&[]);
                if !(matches!(word, b"true" | b"false" | b"null") || is_number(word)) {
                    return false;
                }
                (at, due) = (at + len, Due::Next);
            }
            _ => return false,
        }
    }
}

/// The offset after a string's closing quote.
fn string_end(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            0..0x20 => return None,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_document;

    #[test]
    fn documents_are_told_from_what_looks_like_them() {
        for yes in ["{}", " [ ] ", r#"{"a": [1, -2.5e3, {"b\"": null}], "c": "\\"}"#, r#""a string""#, "[true,false]"] {
            assert!(is_document(yes.as_bytes()), "{yes}");
        }
        for no in
            ["{1,2}", "{a: 1}", "[1,]", "{\"a\":}", "{\"a\" 1}", "[1] 2", "[1", "]", "\"a\" b", "[[x]]", "{\"a\":1]"]
        {
            assert!(!is_document(no.as_bytes()), "{no}");
        }
        assert!(!is_document("[".repeat(1000).as_bytes()));
    }
}
