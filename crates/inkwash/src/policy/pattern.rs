//! Patterns of places.

/// How specific a pattern is: its characters besides `*`.
pub(crate) fn weight(pattern: &str) -> usize {
    pattern.chars().filter(|c| *c != '*').count()
}

/// Whether a pattern fits a path, or (unless it begins with `/`) what follows a `.` or `/` in it.
pub(crate) fn fits(pattern: &str, path: &str) -> bool {
    if matches_all(pattern.as_bytes(), path.as_bytes()) {
        return true;
    }
    let mut tails = path.match_indices(['.', '/']).filter_map(|(i, _)| path.get(i + 1..));
    !pattern.starts_with('/') && tails.any(|tail| matches_all(pattern.as_bytes(), tail.as_bytes()))
}

/// Whether a pattern fits the whole text: `*` is any bytes, ASCII case does not matter. On a
/// mismatch only the last `*` takes more, which is enough and makes at most
/// `pattern.len() * text.len()` comparisons.
pub(crate) fn matches_all(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while let Some(byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p + 1, t));
                p += 1;
            }
            Some(b) if b.eq_ignore_ascii_case(byte) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((after, taken)) = star else {
                    return false;
                };
                star = Some((after, taken + 1));
                p = after;
                t = taken + 1;
            }
        }
    }
    pattern.iter().skip(p).all(|b| *b == b'*')
}
