use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use inkwash_core::Error;

use crate::TransformFacts;

/// The options of one spec: names that the transform has, each at most once.
pub(crate) struct Options<'s> {
    transform: &'static str,
    set: Vec<(&'static str, &'s str)>,
}

impl<'s> Options<'s> {
    /// Reads what stands between the brackets: `keep=4, char=#`.
    pub(crate) fn read(facts: &TransformFacts, list: &'s str) -> Result<Self, Error> {
        let mut options = Self { transform: facts.name, set: Vec::new() };
        if list.trim().is_empty() {
            return Ok(options);
        }
        for item in list.split(',') {
            let Some((name, value)) = item.split_once('=') else {
                return Err(options.error(&format!("{:?} is not of the form option=value", item.trim())));
            };
            let name = name.trim();
            let Some(known) = facts.options.iter().find(|o| o.name == name) else {
                let all: Vec<&str> = facts.options.iter().map(|o| o.name).collect();
                let all: String = if all.is_empty() { "none".into() } else { all.join(", ") };
                return Err(options.error(&format!("there is no option {name:?}; its options: {all}")));
            };
            if options.set.iter().any(|(n, _)| *n == known.name) {
                return Err(options.error(&format!("option {name:?} is given twice")));
            }
            options.set.push((known.name, value.trim()));
        }
        Ok(options)
    }

    /// The number that an option was set to, if it was.
    pub(crate) fn number(&self, name: &str, allowed: RangeInclusive<usize>) -> Result<Option<usize>, Error> {
        let Some(value) = self.text(name) else {
            return Ok(None);
        };
        match value.parse() {
            Ok(n) if allowed.contains(&n) => Ok(Some(n)),
            _ => Err(self.error(&format!(
                "option {name:?} takes a number from {} to {}, not {value:?}",
                allowed.start(),
                allowed.end()
            ))),
        }
    }

    /// The printable character that an option was set to, if it was.
    pub(crate) fn character(&self, name: &str) -> Result<Option<char>, Error> {
        let Some(value) = self.text(name) else {
            return Ok(None);
        };
        let mut chars = value.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() => Ok(Some(c)),
            _ => Err(self.error(&format!("option {name:?} takes one printable character, not {value:?}"))),
        }
    }

    /// Which of these words an option was set to; the first if it was not.
    pub(crate) fn choice(&self, name: &str, words: &[&str]) -> Result<usize, Error> {
        let Some(value) = self.text(name) else {
            return Ok(0);
        };
        let found = words.iter().position(|w| *w == value);
        found.ok_or_else(|| self.error(&format!("option {name:?} is one of {}, not {value:?}", words.join(", "))))
    }

    /// The text that an option was set to, if it was.
    pub(crate) fn text(&self, name: &str) -> Option<&'s str> {
        self.set.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }

    pub(crate) fn error(&self, what: &str) -> Error {
        Error::policy(format!("transform {:?}: {what}", self.transform))
    }
}
