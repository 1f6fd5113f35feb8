//! `inkwash:allow ENTITY reason` in source code and other text.

use std::collections::BTreeMap;

use memchr::{memchr_iter, memmem, memrchr};

const MARK: &[u8] = b"inkwash:allow";
/// No line of source code is longer; what stands in longer ones is data.
const LONGEST: usize = 16 * 1024;
/// So many lines are listed; all are counted.
const LISTED: usize = 1_000;
/// The formats in which people write comments. In tables, dumps and logs the same words are data.
const FORMATS: [&str; 4] = ["text", "yaml", "xml", "html"];

/// What a file's comments allow.
#[derive(Default)]
pub(crate) struct Allows {
    is_active: bool,
    /// The beginning of the line that is not complete yet.
    carry: Vec<u8>,
    /// That line is too long.
    is_over: bool,
    /// Lines that are complete.
    lines: u64,
    by_line: BTreeMap<u64, Vec<Allow>>,
    pub(crate) told: Told,
}

/// What is told of them.
#[derive(Clone, Default)]
pub(crate) struct Told {
    /// The first that were used, with the number of findings.
    pub(crate) used: Vec<(Allow, u64)>,
    /// Findings that were allowed.
    pub(crate) findings: u64,
    /// Lines with one that does not count, as it has no reason or names no entity.
    pub(crate) idle: Vec<u64>,
    pub(crate) idle_count: u64,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Allow {
    /// Where it stands.
    pub(crate) line: u64,
    pub(crate) entity: String,
    pub(crate) reason: String,
}

impl Allows {
    /// The stream is read in this format.
    pub(crate) fn begin(&mut self, format: &str) {
        self.is_active = FORMATS.contains(&format);
    }

    /// Looks at the stream's next bytes, before anything is found in them.
    pub(crate) fn see(&mut self, block: &[u8], known: &[&str]) {
        if !self.is_active {
            return;
        }
        let Some(last) = memrchr(b'\n', block) else { return self.keep(block) };
        let (complete, rest) = block.split_at(last + 1);
        let carry = std::mem::take(&mut self.carry);
        let skipped = std::mem::take(&mut self.is_over).then(|| memchr::memchr(b'\n', complete).unwrap_or(last) + 1);
        self.lines += u64::from(skipped.is_some());
        let complete = &complete[skipped.unwrap_or(0)..];
        if carry.is_empty() {
            self.read(complete, known);
        } else {
            self.read(&[&carry, complete].concat(), known);
        }
        self.keep(rest);
    }

    /// The stream has ended.
    pub(crate) fn end(&mut self, known: &[&str]) {
        let rest = std::mem::take(&mut self.carry);
        self.read(&rest, known);
        self.lines = u64::MAX;
    }

    fn keep(&mut self, rest: &[u8]) {
        if !self.is_over && self.carry.len() + rest.len() <= LONGEST {
            self.carry.extend_from_slice(rest);
        } else {
            self.is_over = true;
            self.carry.clear();
        }
    }

    /// Takes lines that are complete.
    fn read(&mut self, text: &[u8], known: &[&str]) {
        let mut counted = 0;
        for at in memmem::find_iter(text, MARK) {
            let start = memrchr(b'\n', &text[..at]).map_or(0, |end| end + 1);
            let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end);
            self.lines += memchr_iter(b'\n', &text[counted..start]).count() as u64;
            counted = start;
            if end - start <= LONGEST {
                self.note(&text[start..at], &text[at + MARK.len()..end], known);
            }
        }
        self.lines += memchr_iter(b'\n', &text[counted..]).count() as u64;
    }

    fn note(&mut self, before: &[u8], after: &[u8], known: &[&str]) {
        let line = self.lines + 1;
        let after = String::from_utf8_lossy(after);
        let (names, reason) = parse(&after);
        if reason.is_empty() || names.is_empty() || !names.iter().all(|name| known.contains(name)) {
            self.told.idle_count += 1;
            if self.told.idle.len() < LISTED {
                self.told.idle.push(line);
            }
            return;
        }
        // On a line of its own it speaks of the next one.
        let alone = !before.iter().any(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
        for on in line..=line + u64::from(alone) {
            let allows = names.iter().map(|name| Allow { line, entity: (*name).to_owned(), reason: reason.to_owned() });
            self.by_line.entry(on).or_default().extend(allows);
        }
    }

    /// Whether it is known what is allowed on this line.
    pub(crate) fn is_settled(&self, line: u64) -> bool {
        !self.is_active || line <= self.lines || self.is_over
    }

    /// Whether a finding is allowed. Lines come in order.
    pub(crate) fn takes(&mut self, line: u64, entity: &str) -> bool {
        if self.by_line.is_empty() {
            return false;
        }
        while self.by_line.first_key_value().is_some_and(|(first, _)| *first < line) {
            self.by_line.pop_first();
        }
        let Some(allow) = self.by_line.get(&line).and_then(|all| all.iter().find(|a| a.entity == entity)) else {
            return false;
        };
        self.told.findings += 1;
        match self.told.used.iter().position(|(used, _)| used == allow) {
            Some(at) => self.told.used[at].1 += 1,
            None if self.told.used.len() < LISTED => self.told.used.push((allow.clone(), 1)),
            None => {}
        }
        true
    }
}

/// The entities and the reason behind the mark.
fn parse(after: &str) -> (Vec<&str>, &str) {
    let after = after.strip_prefix([' ', '\t']).unwrap_or_default().trim();
    let (names, reason) = after.split_once(char::is_whitespace).unwrap_or((after, ""));
    let reason = ["-->", "*/", "#}", "%>", "--%>"].iter().fold(reason.trim(), |r, end| r.trim_end_matches(end).trim());
    let says = reason.chars().any(char::is_alphabetic);
    (names.split(',').filter(|name| !name.is_empty()).collect(), if says { reason } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 2] = ["EMAIL_ADDRESS", "IP_ADDRESS"];

    fn allowed(text: &str, block: usize) -> (Vec<(u64, &'static str)>, u64) {
        let mut allows = Allows::default();
        allows.begin("text");
        text.as_bytes().chunks(block).for_each(|chunk| allows.see(chunk, &KNOWN));
        allows.end(&KNOWN);
        let lines = text.lines().count() as u64;
        let taken = (1..=lines).flat_map(|line| KNOWN.map(|entity| (line, entity)));
        (taken.filter(|(line, entity)| allows.takes(*line, entity)).collect(), allows.told.idle_count)
    }

    #[test]
    fn comments_speak_of_their_line_or_of_the_next() {
        let text = "a = 1 # inkwash:allow EMAIL_ADDRESS our own help desk\n\
                    b = 2\n\
                    <!-- inkwash:allow IP_ADDRESS,EMAIL_ADDRESS in the manual -->\n\
                    c = 3\n\
                    d = 4";
        for block in [1, 7, 60, 1000] {
            let (taken, idle) = allowed(text, block);
            let both = |line| KNOWN.map(|entity| (line, entity));
            assert_eq!(taken, [vec![(1, "EMAIL_ADDRESS")], both(3).to_vec(), both(4).to_vec()].concat(), "{block}");
            assert_eq!(idle, 0);
        }
    }

    #[test]
    fn without_a_reason_or_an_entity_they_do_not_count() {
        for line in ["", " EMAIL_ADDRESS", " EMAIL_ADDRESS -->", " EMAIL_ADDRESS 12 !", " EMAIL a reason", "ed by law"]
        {
            assert_eq!(allowed(&format!("// inkwash:allow{line}\nx\n"), 5), (Vec::new(), 1), "{line}");
        }
    }

    #[test]
    fn lines_that_nobody_writes_allow_nothing() {
        let long = format!(
            "x{} # inkwash:allow EMAIL_ADDRESS a reason\ny # inkwash:allow IP_ADDRESS a reason\n",
            " ".repeat(LONGEST)
        );
        for block in [1000, 10_000, 100_000] {
            assert_eq!(allowed(&long, block), (vec![(2, "IP_ADDRESS")], 0), "{block}");
        }
        let mut data = Allows::default();
        data.begin("csv");
        data.see(b"# inkwash:allow EMAIL_ADDRESS a reason\n", &KNOWN);
        assert!(data.is_settled(1) && !data.takes(1, "EMAIL_ADDRESS"));
    }
}
