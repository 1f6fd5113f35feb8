//! The only module here that knows inkwash's interface: everything else measures through it.

use inkwash::{KeyRing, Policy, Scanner, Scratch, Scrubber, StreamOptions, entity_names};

/// A scanner, a scrubber and their memory. One per thread.
pub struct Subject {
    scrubber: Scrubber,
    scratch: Scratch,
    options: StreamOptions,
}

impl Subject {
    /// With every entity of the catalogue.
    #[must_use]
    pub fn new() -> Self {
        Self::with(|_| true)
    }

    /// With the entities that `keep` wants.
    ///
    /// # Panics
    /// If the catalogue does not build.
    #[must_use]
    pub fn with(keep: impl Fn(&str) -> bool) -> Self {
        let policy = Policy::default().entities(entity_names().into_iter().filter(|name| keep(name)));
        let key = KeyRing::from_bytes(&[7; 32]).expect("32 bytes are a key");
        Self {
            scrubber: Scrubber::new(&policy, &key).expect("the catalogue builds"),
            scratch: Scratch::default(),
            options: StreamOptions::new(),
        }
    }

    /// The names of all entities of the catalogue.
    #[must_use]
    pub fn entities() -> Vec<String> {
        entity_names().into_iter().map(str::to_owned).collect()
    }

    fn scanner(&self) -> &Scanner {
        self.scrubber.scanner()
    }

    /// How many findings there are in a stream, its format sniffed.
    ///
    /// # Panics
    /// If reading memory fails.
    #[must_use]
    pub fn scan(&self, stream: &[u8]) -> usize {
        let summary = self.scanner().scan_reader(stream, &self.options, &mut (), &mut |_| ());
        let findings = summary.expect("memory can be read").tally.findings;
        findings.iter().sum::<u64>() as usize
    }

    /// Rewrites a stream with keyed stand-ins, its format sniffed.
    ///
    /// # Panics
    /// If reading or writing memory fails.
    pub fn scrub(&self, stream: &[u8], out: &mut Vec<u8>) {
        out.clear();
        let done = self.scrubber.scrub_reader(stream, out, &self.options, &mut (), &mut |_| ());
        done.expect("memory can be read and written");
    }

    /// How many findings there are in one short text.
    pub fn scan_text(&mut self, text: &[u8]) -> usize {
        self.scrubber.scanner().scan_with(text, &mut self.scratch).len()
    }

    /// One short text with keyed stand-ins.
    #[must_use]
    pub fn scrub_text(&self, text: &[u8]) -> Vec<u8> {
        self.scrubber.scrub_bytes(text)
    }
}

impl Default for Subject {
    fn default() -> Self {
        Self::new()
    }
}
