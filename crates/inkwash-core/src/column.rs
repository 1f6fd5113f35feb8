use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::{EntityId, Place};

/// What the engine knows about a column before it has seen a value: which entities its name
/// speaks for, and which it speaks against. Made once per column by
/// [`Engine::column`](crate::Engine::column).
#[derive(Clone, Debug)]
pub struct Column {
    pub(crate) place: Arc<Place>,
    pub(crate) named: Vec<EntityId>,
    /// The entities that its name speaks against, in order.
    pub(crate) against: Vec<EntityId>,
}

impl Column {
    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Arc<Place> {
        &self.place
    }

    /// The entities that its name speaks for.
    #[must_use]
    pub fn named(&self) -> &[EntityId] {
        &self.named
    }

    pub(crate) fn add_named(&mut self, entity: EntityId) {
        if !self.is_named(entity) {
            self.named.push(entity);
        }
    }

    pub(crate) fn is_named(&self, entity: EntityId) -> bool {
        self.named.contains(&entity)
    }

    pub(crate) fn is_against(&self, entity: EntityId) -> bool {
        !self.against.is_empty() && self.against.binary_search(&entity).is_ok() && !self.is_named(entity)
    }
}

/// The words of a column's, field's or key's name, in lower case: `eMailAddress2` is
/// `e mail address 2`.
///
/// ```
/// use inkwash_core::NameWords;
/// let name = NameWords::of("customer_eMail2");
/// assert!(name.is_about("e mail", None));
/// assert!(!NameWords::of("email_verified_at").is_about("email", None));
/// assert!(NameWords::of("Kundenemail").is_about("email", None));
/// assert!(!NameWords::of("zip").is_about("ip", None));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameWords {
    /// The words joined, without their neutral tail.
    joined: String,
    /// Byte offsets in `joined` at which words begin.
    starts: Vec<usize>,
}

/// Words that may follow a phrase without changing what the column is about.
const NEUTRAL: &[&str] = &[
    "nr",
    "no",
    "num",
    "number",
    "nummer",
    "value",
    "val",
    "text",
    "txt",
    "raw",
    "str",
    "string",
    "primary",
    "secondary",
    "main",
    "home",
    "work",
    "office",
    "private",
    "personal",
    "business",
    "privat",
    "dienstlich",
    "geschäftlich",
    "billing",
    "shipping",
    "old",
    "new",
    "orig",
    "original",
    "clean",
    "norm",
    "normalized",
];

impl NameWords {
    /// Splits a name at everything that is not a letter or digit, between lower and upper case,
    /// and between letters and digits.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mut words = split(name);
        while words.len() > 1
            && words.last().is_some_and(|w| NEUTRAL.contains(&w.as_str()) || w.bytes().all(|b| b.is_ascii_digit()))
        {
            words.pop();
        }
        let mut all = Self::default();
        for word in words {
            all.starts.push(all.joined.len());
            all.joined.push_str(&word);
        }
        all
    }

    /// Whether the name is about what `phrase` says. The phrase's words must end the name
    /// (numbers and words like `nr`, `home`, `raw` may follow), with or without separators
    /// between them. A phrase of five or more bytes may also be the end of a longer word
    /// (`Kundenemail`), but does not take half of one word and another (`lname` is no part of
    /// `official_name`). `=phrase` must be the whole name; `parent.phrase` must be the whole name, below a parent
    /// whose name ends in the word given (an `s` at the end makes no difference).
    #[must_use]
    pub fn is_about(&self, phrase: &str, parent: Option<&Self>) -> bool {
        if let Some((above, phrase)) = phrase.split_once('.') {
            return parent.is_some_and(|p| p.last_word_is(above)) && self.is_exactly(phrase);
        }
        if let Some(phrase) = phrase.strip_prefix('=') {
            return self.is_exactly(phrase);
        }
        let mut at = self.joined.len();
        for word in phrase.rsplit(' ') {
            if !self.joined[..at].ends_with(word) {
                return false;
            }
            at -= word.len();
        }
        // In UTF-8 two Chinese characters are six bytes: enough to be a word of their own.
        self.starts.contains(&at) || self.joined.len() - at >= 5 && self.breaks_as(phrase, at)
    }

    /// The last two bytes of what [`is_about`](Self::is_about) looks for; a zero first if its last word has
    /// but one.
    pub(crate) fn tail(phrase: &str) -> [u8; 2] {
        let word = phrase.rsplit([' ', '.', '=']).next().unwrap_or_default();
        match word.as_bytes() {
            [.., a, b] => [*a, *b],
            [b] => [0, *b],
            [] => [0, 0],
        }
    }

    /// The tails of all phrases that the name can be about.
    pub(crate) fn tails(&self) -> [[u8; 2]; 3] {
        let last = self.joined.bytes().next_back().unwrap_or_default();
        [Self::tail(&self.joined), [0, last], [0, 0]]
    }

    /// Whether words begin after offset `at` only where words of the phrase begin, which stands
    /// at the name's end from there on.
    fn breaks_as(&self, phrase: &str, at: usize) -> bool {
        let mut allowed = phrase.split(' ').scan(at, |end, word| {
            *end += word.len();
            Some(*end)
        });
        let mut inner = self.starts.iter().filter(|start| **start > at);
        inner.all(|start| allowed.any(|end| end == *start))
    }

    pub(crate) fn is_exactly(&self, phrase: &str) -> bool {
        let mut rest = self.joined.as_str();
        for word in phrase.split(' ') {
            match rest.strip_prefix(word) {
                Some(r) => rest = r,
                None => return false,
            }
        }
        rest.is_empty()
    }

    fn last_word_is(&self, word: &str) -> bool {
        let Some(&start) = self.starts.last() else { return false };
        self.joined[start..].trim_end_matches('s') == word.trim_end_matches('s')
    }
}

fn split(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let breaks = if !c.is_alphanumeric() {
            true
        } else if i == 0 {
            false
        } else {
            let before = chars[i - 1];
            let after = chars.get(i + 1);
            c.is_uppercase()
                && (before.is_lowercase() || before.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
                || c.is_ascii_digit() != before.is_ascii_digit() && before.is_alphanumeric()
        };
        if breaks && !word.is_empty() {
            words.push(core::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(name: &str, phrase: &str) -> bool {
        NameWords::of(name).is_about(phrase, None)
    }

    #[test]
    fn words_are_found_in_every_spelling() {
        for name in ["e_mail", "eMail", "E-Mail", "email", "customer email", "EMail2", "EMAIL_HOME"] {
            assert!(about(name, "e mail"), "{name}");
        }
        for name in ["IPAddress", "ip_address", "client_ip_addr"] {
            assert!(about(name, "ip address") || about(name, "ip addr"), "{name}");
        }
        assert!(about("Vorname", "vorname") && about("客户姓名", "姓名"));
    }

    #[test]
    fn near_names_are_not_taken() {
        assert!(!about("ship", "ip"));
        assert!(!about("password_changed_at", "password"));
        assert!(!about("email_count", "email"));
        assert!(!about("home_address", "=address"));
        assert!(about("address2", "=address"));
        assert!(!about("official_name", "lname") && about("mylname", "lname"));
        assert!(about("myfirst_name", "first name") && !about("thermo_bile", "mobile"));
    }

    #[test]
    fn the_parent_tells_names_apart() {
        let name = NameWords::of("name");
        assert!(name.is_about("users.name", Some(&NameWords::of("app_user"))));
        assert!(!name.is_about("users.name", Some(&NameWords::of("products"))));
        assert!(!NameWords::of("display_name").is_about("users.name", Some(&NameWords::of("users"))));
    }
}
