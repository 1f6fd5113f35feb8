//! What inkwash is measured against, in the same run over the same bytes.

use aho_corasick::AhoCorasick;
use regex::bytes::{Regex, RegexSet};

/// Twenty patterns as they stand in typical rule sets, ASCII only (Unicode classes would slow
/// the engine down further). They check no digits and know no context: less work than inkwash
/// does.
const PATTERNS: [&str; 20] = [
    r"(?-u)[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    r"(?-u)\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b",
    r"(?-u)\b(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}\b",
    r"(?-u)\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b",
    r"(?-u)\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b",
    r"(?-u)\b\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b",
    r"(?-u)\b(?:4\d{3}|5[1-5]\d{2}|6011|3[47]\d{2})[ -]?\d{4}[ -]?\d{4}[ -]?\d{3,4}\b",
    r"(?-u)\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{1,4}\b",
    r"(?-u)\b\d{3}-\d{2}-\d{4}\b",
    r"(?-u)\b\d{6}[ ]?\d{5}\b",
    r"(?-u)\b[1-9]\d ?\d{3} ?\d{3} ?\d{3}\b",
    r"(?-u)\b\d{17}[\dXx]\b",
    r"(?-u)\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
    r"(?-u)[a-z][a-z0-9+.-]*://[^/\s:@]+:[^/\s:@]+@[^\s/]+",
    r"(?-u)\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
    r"(?-u)-----BEGIN [A-Z ]*PRIVATE KEY-----",
    r"(?-u)\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    r#"(?i-u)\b(?:password|passwd|secret|api_?key|token)["']?\s*[:=]\s*["']?[^\s"',;]{6,}"#,
    r"(?-u)\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b",
    r"(?-u)\b\d{1,4} [A-Z][a-z]+ (?:Street|Road|Avenue|Lane|Drive)\b",
];

/// Forty context words.
const KEYWORDS: [&str; 40] = [
    "password",
    "passwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "authorization",
    "bearer",
    "email",
    "e-mail",
    "phone",
    "telephone",
    "mobile",
    "address",
    "street",
    "birthday",
    "birth_date",
    "date of birth",
    "passport",
    "national id",
    "social security",
    "ssn",
    "credit card",
    "card number",
    "iban",
    "account number",
    "swift",
    "fødselsnummer",
    "personnummer",
    "steuer-id",
    "telefon",
    "geburtsdatum",
    "kreditkarte",
    "correo",
    "teléfono",
    "dirección",
    "téléphone",
    "numéro",
    "telefone",
    "endereço",
];

/// All yardsticks, compiled once.
pub struct Yardsticks {
    set: RegexSet,
    all: Regex,
    keywords: AhoCorasick,
}

impl Yardsticks {
    /// Compiles the patterns.
    ///
    /// # Panics
    /// If one does not compile.
    #[must_use]
    pub fn new() -> Self {
        let alternatives: Vec<String> = PATTERNS.iter().map(|p| format!("(?:{p})")).collect();
        let keywords = AhoCorasick::builder().ascii_case_insensitive(true).build(KEYWORDS);
        Self {
            set: RegexSet::new(PATTERNS).expect("the patterns compile"),
            all: Regex::new(&alternatives.join("|")).expect("the patterns compile"),
            keywords: keywords.expect("the keywords compile"),
        }
    }

    /// Counts line ends with `memchr`: about as fast as bytes can be looked at.
    #[must_use]
    pub fn newlines(text: &[u8]) -> usize {
        memchr::memchr_iter(b'\n', text).count()
    }

    /// `RegexSet` line by line: which of the patterns are on each line. It does not say where.
    #[must_use]
    pub fn regex_set(&self, text: &[u8]) -> usize {
        text.split(|b| *b == b'\n').map(|line| self.set.matches(line).iter().count()).sum()
    }

    /// All matches of the patterns as one alternation.
    #[must_use]
    pub fn regex_all(&self, text: &[u8]) -> usize {
        self.all.find_iter(text).count()
    }

    /// All keywords, whatever their case.
    #[must_use]
    pub fn keywords(&self, text: &[u8]) -> usize {
        self.keywords.find_iter(text).count()
    }
}

impl Default for Yardsticks {
    fn default() -> Self {
        Self::new()
    }
}
