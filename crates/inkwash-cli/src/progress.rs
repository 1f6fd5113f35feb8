//! A line on standard error that tells how far a long run is.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use inkwash::Tally;

use crate::Voice;
use crate::show::{bytes, count};

/// Rewrites its line a few times a second, if standard error is a terminal.
pub(crate) struct Progress {
    shown: bool,
    enabled: bool,
    began: Instant,
    next: Instant,
    total: Option<u64>,
}

impl Progress {
    /// `total` is the input's size in bytes, if it is known and not compressed.
    pub(crate) fn new(voice: Voice, total: Option<u64>) -> Self {
        let began = Instant::now();
        // Short runs need no progress.
        let next = began + Duration::from_millis(500);
        Self { shown: false, enabled: !voice.quiet && stderr().is_terminal(), began, next, total }
    }

    pub(crate) fn update(&mut self, tally: &Tally) {
        let now = Instant::now();
        if !self.enabled || now < self.next {
            return;
        }
        self.next = now + Duration::from_millis(200);
        self.shown = true;
        let seconds = now.duration_since(self.began).as_secs_f64();
        let rate = tally.bytes_in as f64 / seconds;
        let mut line = format!(
            "{}, {}/s, {} findings",
            bytes(tally.bytes_in),
            bytes(rate as u64),
            count(tally.findings.iter().sum())
        );
        if let Some(total) = self.total.filter(|t| *t > tally.bytes_in && rate > 0.0) {
            let left = (total - tally.bytes_in) as f64 / rate;
            let percent = 100 * tally.bytes_in / total;
            line = format!("{percent} %, {line}, {} left", clock(left as u64));
        }
        let _ = write!(stderr(), "\r\x1b[K{line}");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

fn clock(seconds: u64) -> String {
    if seconds < 60 { format!("{seconds} s") } else { format!("{}:{:02} min", seconds / 60, seconds % 60) }
}
