//! Patterns of files.

/// Whether a pattern fits a file's name, as it was given or found in a directory.
///
/// A pattern without `/` is one of the file's own name, one with `/` one of the end of its path, or of all of it if it
/// begins with `/`. `*` is any characters and `?` one besides `/`, `**` any number of folders; a pattern that ends with
/// `/` is one of all that is in such a folder. ASCII case does not matter. What compression and encryption add to a
/// name (`.gz`, `.age`, …) may be left out.
pub(super) fn fits_file(pattern: &str, name: &str) -> bool {
    let mut name = name;
    loop {
        if fits_name(pattern, name) {
            return true;
        }
        match ADDED.iter().find_map(|added| name.strip_suffix(added)) {
            Some(rest) => name = rest,
            None => return false,
        }
    }
}

const ADDED: [&str; 6] = [".gz", ".zst", ".bz2", ".xz", ".lzma", ".age"];

fn fits_name(pattern: &str, name: &str) -> bool {
    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let folder = pattern.ends_with('/');
    let wanted = pattern.split('/').filter(|part| !matches!(*part, "" | "."));
    let wanted: Vec<&str> = wanted.chain(folder.then_some("**")).collect();
    if pattern.starts_with('/') {
        return fits_parts(&wanted, &parts);
    }
    (0..=parts.len()).any(|from| fits_parts(&wanted, &parts[from..]))
}

/// On a mismatch only the last `**` takes more, as in a text of letters.
fn fits_parts(pattern: &[&str], parts: &[&str]) -> bool {
    let (mut p, mut n, mut last) = (0, 0, None);
    while let Some(part) = parts.get(n) {
        match pattern.get(p) {
            Some(&"**") => {
                last = Some((p + 1, n));
                p += 1;
            }
            Some(wanted) if fits_part(wanted.as_bytes(), part.as_bytes()) => (p, n) = (p + 1, n + 1),
            _ => {
                let Some((after, taken)) = last else { return false };
                last = Some((after, taken + 1));
                (p, n) = (after, taken + 1);
            }
        }
    }
    pattern[p..].iter().all(|part| *part == "**")
}

fn fits_part(pattern: &[u8], part: &[u8]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while let Some(byte) = part.get(n) {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p + 1, n));
                p += 1;
            }
            Some(b'?') => (p, n) = (p + 1, n + 1),
            Some(wanted) if wanted.eq_ignore_ascii_case(byte) => (p, n) = (p + 1, n + 1),
            _ => {
                let Some((after, taken)) = star else { return false };
                star = Some((after, taken + 1));
                (p, n) = (after, taken + 1);
            }
        }
    }
    pattern[p..].iter().all(|b| *b == b'*')
}

/// What is wrong with a pattern, if anything is.
pub(super) fn fault_of(pattern: &str) -> Option<&'static str> {
    let stray = pattern.split('/').any(|part| part != "**" && part.contains("**"));
    match pattern {
        _ if pattern.trim_matches('/').trim().is_empty() => Some("the pattern of a file is empty"),
        _ if stray => Some("`**` stands for whole folders: `exports/**/*.csv`"),
        _ if pattern.contains(['[', ']', '{', '}', '\\']) => {
            Some("the pattern of a file has *, ** and ? only; write one for each name")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_names_and_ends_of_paths() {
        for (pattern, name) in [
            ("*.log", "app.log"),
            ("*.log", "/var/log/App.LOG"),
            ("*.csv", "exports/2026/a.csv.gz.age"),
            ("*.csv.gz", "a.csv.gz"),
            ("exports/**/*.csv", "exports/a.csv"),
            ("exports/**/*.csv", "./data/exports/2026/01/a.csv"),
            ("/exports/*.csv", "exports/a.csv"),
            ("/exports/*.csv", "./exports/a.csv"),
            ("/srv/exports/*.csv", "/srv/exports/a.csv"),
            ("fixtures/", "tests/fixtures/deep/a.json"),
            ("**/fixtures/**", "fixtures/a.json"),
            ("a?c.txt", "abc.txt"),
            ("**", "any/thing"),
            ("a/**/b/**/c", "a/x/b/b/y/b/c"),
        ] {
            assert!(fits_file(pattern, name), "{pattern} does not fit {name}");
        }
    }

    #[test]
    fn patterns_keep_within_folders() {
        for (pattern, name) in [
            ("*.log", "app.log.txt"),
            ("*.log", "x.log/app.txt"),
            ("exports/*.csv", "exports/2026/a.csv"),
            ("exports/**/*.csv", "myexports/a.csv"),
            ("/exports/*.csv", "data/exports/a.csv"),
            ("fixtures/", "fixtures.txt"),
            ("a?c.txt", "ac.txt"),
            ("*.gz", "a.csv"),
        ] {
            assert!(!fits_file(pattern, name), "{pattern} fits {name}");
        }
    }

    #[test]
    fn patterns_that_would_mislead_are_faults() {
        for pattern in ["", "/", "a**b", "*.{csv,tsv}", "[ab].csv"] {
            assert!(fault_of(pattern).is_some(), "{pattern}");
        }
        assert!(["*.csv", "/a/**/b?", "fixtures/"].iter().all(|pattern| fault_of(pattern).is_none()));
    }

    #[test]
    fn long_names_take_no_longer_than_they_should() {
        let pattern = "*a".repeat(30);
        assert!(!fits_file(&pattern, &("a".repeat(20_000) + "b")));
    }
}
