//! Whether a dump came whole: dump tools write a last line that says so.

/// So many bytes at the start may hold a header.
const HEAD: usize = 1024;
/// So many bytes at the end may hold the last line. `pg_dump` may write a line of about 80 bytes behind it.
const TAIL: usize = 512;

/// Lines that dumps begin with, and what stands near the end of those that came whole, as `pg_dump` and
/// `pg_dumpall` 9 to 18, `mysqldump` 5 to 9, `mariadb-dump` 10 to 12 and SQLite's `.dump` write them.
const DUMPS: &[(&str, &str)] = &[
    ("-- PostgreSQL database dump\n", "-- PostgreSQL database dump complete"),
    ("-- PostgreSQL database cluster dump\n", "-- PostgreSQL database cluster dump complete"),
    ("-- MySQL dump ", "-- Dump completed"),
    ("-- MariaDB dump ", "-- Dump completed"),
    ("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "\nCOMMIT;"),
];

/// Watches a stream go by.
#[derive(Default)]
pub(crate) struct Ending {
    head: Vec<u8>,
    /// The last line that is expected, once the head is known.
    expected: Option<&'static str>,
    tail: Vec<u8>,
}

impl Ending {
    pub(crate) fn see(&mut self, bytes: &[u8]) {
        if self.head.len() < HEAD {
            let more = bytes.len().min(HEAD - self.head.len());
            self.head.extend_from_slice(&bytes[..more]);
            self.expected = expected(&self.head);
        }
        if self.expected.is_none() && self.head.len() == HEAD {
            return;
        }
        let last = &bytes[bytes.len().saturating_sub(TAIL)..];
        let keep = TAIL - last.len();
        self.tail.drain(..self.tail.len().saturating_sub(keep));
        self.tail.extend_from_slice(last);
    }

    /// Whether the stream, now at its end, began as a dump and lacks the last line of one.
    pub(crate) fn is_missing(&self) -> bool {
        self.expected.is_some_and(|line| !holds(&self.tail, line))
    }
}

fn expected(head: &[u8]) -> Option<&'static str> {
    let head: Vec<u8> = head.iter().copied().filter(|b| *b != b'\r').collect();
    let begins = |line: &str| {
        let at = head.windows(line.len()).position(|w| w == line.as_bytes());
        at.is_some_and(|at| at == 0 || head[at - 1] == b'\n')
    };
    DUMPS.iter().find(|(line, _)| begins(line)).map(|(_, last)| *last)
}

fn holds(tail: &[u8], line: &str) -> bool {
    tail.windows(line.len()).any(|w| w == line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{DUMPS, Ending, TAIL};

    fn is_missing(text: &str, step: usize) -> bool {
        let mut ending = Ending::default();
        text.as_bytes().chunks(step).for_each(|bytes| ending.see(bytes));
        ending.is_missing()
    }

    #[test]
    fn a_dump_without_its_last_line_is_noticed_however_it_arrives() {
        for (first, last) in DUMPS {
            let cut = format!("--\n{first}\n{}", "INSERT INTO t VALUES (1);\n".repeat(200));
            let whole = format!("{cut}{last}\n\n\\unrestrict {}\n", "x".repeat(64));
            for step in [1, 7, TAIL, 100_000] {
                assert!(is_missing(&cut, step), "{first} {step}");
                assert!(!is_missing(&whole, step), "{first} {step}");
                assert!(is_missing(&format!("{whole}{cut}"), step), "a second one is cut: {first} {step}");
            }
        }
    }

    #[test]
    fn what_is_no_dump_has_no_last_line() {
        for text in ["", "id,name\n", "see -- MySQL dump 10\n", &format!("{}\n-- MySQL dump 10\n", "x".repeat(2000))] {
            assert!(!is_missing(text, 3), "{text}");
        }
    }
}
