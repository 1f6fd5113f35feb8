//! A stream that is pushed through, where nobody can wait for more: event loops.

use inkwash_formats::{FormatInfo, SNIFF_LEN};

use crate::compression::Compression;
use crate::ending::Ending;
use crate::flow::Flow;
use crate::sealed;
use crate::{Error, Scrubber, StreamOptions, Summary};

/// A stream that is pushed through a scrubber piece by piece. However it is cut, the output is that of
/// [`Scrubber::scrub_reader`]; but it must not be compressed.
///
/// ```
/// use inkwash::{KeyRing, Policy, Scrubber, StreamOptions};
/// let policy = Policy::default().default_transform("redact")?;
/// let scrubber = Scrubber::new(&policy, &KeyRing::generate()?)?;
/// let mut stream = scrubber.pushed(&StreamOptions::new().format("csv")?);
/// let mut out = Vec::new();
/// stream.push(b"email\nanna.be", &mut out)?;
/// stream.push(b"rg@example.com\n", &mut out)?;
/// let summary = stream.finish(&mut out)?;
/// assert_eq!((&out[..], summary.format), (&b"email\n[EMAIL_ADDRESS]\n"[..], "csv"));
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Pushed {
    scrubber: Scrubber,
    options: StreamOptions,
    ending: Ending,
    state: State,
}

enum State {
    /// What came before the format is known.
    Head(Vec<u8>),
    Running(&'static FormatInfo, Box<Flow>),
    Ended,
}

impl Scrubber {
    /// A stream whose pieces are pushed through: for event loops.
    #[must_use]
    pub fn pushed(&self, options: &StreamOptions) -> Pushed {
        Pushed {
            scrubber: self.for_file(options.name()),
            options: options.clone(),
            ending: Ending::default(),
            state: State::Head(Vec::new()),
        }
    }
}

impl Pushed {
    /// Takes the next piece; what is judged by now is appended to `out`.
    ///
    /// # Errors
    /// If the stream is compressed or sealed, a stand-in does not fit its column's type, or reading is strict and
    /// something is not understood. Nothing can be pushed any more then.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        self.ending.see(piece);
        match std::mem::replace(&mut self.state, State::Ended) {
            State::Head(mut head) => {
                head.extend_from_slice(piece);
                if head.len() < if self.options.sniffs() { SNIFF_LEN } else { sealed::LONGEST } {
                    self.state = State::Head(head);
                    return Ok(());
                }
                let (info, flow) = self.start(&head, out)?;
                self.state = State::Running(info, flow);
            }
            State::Running(info, mut flow) => {
                flow.push(piece, out, &mut ())?;
                self.options.check(&flow)?;
                self.state = State::Running(info, flow);
            }
            State::Ended => return Err(ended()),
        }
        Ok(())
    }

    /// Ends the stream; the rest is appended to `out`.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn finish(&mut self, out: &mut Vec<u8>) -> Result<Summary, Error> {
        let (info, mut flow) = match std::mem::replace(&mut self.state, State::Ended) {
            State::Head(head) => self.start(&head, out)?,
            State::Running(info, flow) => (info, flow),
            State::Ended => return Err(ended()),
        };
        flow.finish(out, &mut ())?;
        self.options.check(&flow)?;
        Ok(Summary::of(info, Compression::None, &flow, &self.ending).by(&self.scrubber.scanner().rules))
    }

    fn start(&self, head: &[u8], out: &mut Vec<u8>) -> Result<(&'static FormatInfo, Box<Flow>), Error> {
        if Compression::of_magic(head) != Compression::None {
            return Err(Error::data("the stream is compressed: decompress it before it is scrubbed"));
        }
        if let Some(what) = sealed::what(head) {
            return Err(Error::sealed(what));
        }
        let info = self.options.choose(&head[..head.len().min(SNIFF_LEN)]);
        let rules = self.scrubber.scanner().rules.clone();
        let mut flow = Box::new(self.scrubber.flow(info, rules, &self.options)?);
        flow.push(head, out, &mut ())?;
        self.options.check(&flow)?;
        Ok((info, flow))
    }
}

fn ended() -> Error {
    Error::data("the stream has ended, or failed before: begin a new one")
}
