//! Read, pump, write.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::mpsc;
use std::thread;

use inkwash_core::{Place, Pump, Sink, Tally};
use inkwash_formats::{FormatInfo, SNIFF_LEN};

use crate::compression::{Compression, Writer, reader};
use crate::ending::Ending;
use crate::flow::Flow;
use crate::rules::Rules;
use crate::sealed;
use crate::{Error, ExceptionUse, RetentionUse};

/// How a stream is read and written.
#[derive(Clone, Debug, Default)]
pub struct StreamOptions {
    /// The format's name, or `None` to look at the content.
    format: Option<String>,
    /// The name of the file that it comes from, as a hint.
    name: String,
    output: Option<Compression>,
    strict: bool,
}

impl StreamOptions {
    /// Everything is recognised by content.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the stream in this format: `text`, `csv`, `json`, `ndjson`, `sql`, … (see
    /// [`formats`](crate::formats)); `auto` looks at the content.
    ///
    /// # Errors
    /// If there is no such format.
    pub fn format(mut self, name: &str) -> Result<Self, Error> {
        self.format = if name == "auto" {
            None
        } else if inkwash_formats::named(name, b"").is_some() {
            Some(name.to_owned())
        } else {
            let known: Vec<_> = crate::formats().iter().map(|f| f.name).collect();
            return Err(Error::policy(format!("there is no format {name:?}; there are auto, {}", known.join(", "))));
        };
        Ok(self)
    }

    /// The file's name: its extension helps where the content leaves a doubt, and rules of the policy may be for files
    /// of some names.
    #[must_use]
    pub fn file_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Compresses the output so. If not set, the output is compressed as the input was.
    #[must_use]
    pub fn output(mut self, compression: Compression) -> Self {
        self.output = Some(compression);
        self
    }

    /// Stops at what carries data and is not understood; without it such things are searched as text and
    /// counted in [`Summary::oddities`].
    #[must_use]
    pub const fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// An error if this is not to be let through.
    pub(crate) fn check(&self, flow: &Flow) -> Result<(), Error> {
        match flow.oddities().first() {
            Some((what, _)) if self.strict => Err(Error::not_understood(what)),
            _ => Ok(()),
        }
    }

    /// Whether the content decides: no format was named, or a family of formats.
    pub(crate) fn sniffs(&self) -> bool {
        !self.format.as_ref().is_some_and(|name| crate::formats().iter().any(|row| row.name == name))
    }

    pub(crate) fn choose(&self, head: &[u8]) -> &'static FormatInfo {
        match &self.format {
            Some(name) => inkwash_formats::named(name, head).expect("the name was checked when it was set"),
            None => inkwash_formats::sniff_file(&self.extension(), head),
        }
    }
    /// The extension that tells the format: of `x.sql.gz.age` it is `sql`.
    fn extension(&self) -> String {
        let mut parts = self.name.strip_suffix(".age").unwrap_or(&self.name).rsplit('.');
        let last = parts.next().unwrap_or_default();
        let compressed = Compression::of_extension(&self.name) != Compression::None;
        let extension = if compressed { parts.next().unwrap_or_default() } else { last };
        extension.to_ascii_lowercase()
    }
}

/// What was done with a stream.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The format it was read in.
    pub format: &'static str,
    /// How the input was compressed.
    pub compression: Compression,
    /// Counts, after decompression and before compression. Findings are in the order of
    /// [`Scanner::entities`](crate::Scanner::entities).
    pub tally: Tally,
    /// The input began as a database's dump and lacks the last line that dump tools write: it was cut,
    /// and so is the output.
    pub is_cut: bool,
    /// What carries data, is not understood and was searched as text: kinds, and how often each.
    pub oddities: Vec<(&'static str, u64)>,
    /// How many records each table of a database's dump has, by its name as reports may show it.
    pub tables: BTreeMap<String, u64>,
    /// The policy's exceptions, in its order, and how many values each let through in clear.
    pub exceptions: Vec<ExceptionUse>,
    /// The policy's retention rules, in its order, and what each came to.
    pub retention: Vec<RetentionUse>,
}

impl Summary {
    pub(crate) fn of(info: &FormatInfo, compression: Compression, flow: &Flow, ending: &Ending) -> Self {
        Self {
            format: info.name,
            compression,
            tally: flow.tally().clone(),
            is_cut: ending.is_missing(),
            oddities: flow.oddities().to_vec(),
            tables: if info.extensions.contains(&"sql") { tables(flow) } else { BTreeMap::new() },
            exceptions: Vec::new(),
            retention: flow.retention(),
        }
    }

    /// The same with what was used of the exceptions.
    pub(crate) fn by(self, rules: &Rules) -> Self {
        Self { exceptions: rules.uses(&self.tally), ..self }
    }
}

fn tables(flow: &Flow) -> BTreeMap<String, u64> {
    let mut tables = BTreeMap::new();
    for (place, records) in flow.records_by_place() {
        if let Some(table) = table_of(place) {
            *tables.entry(table.to_owned()).or_default() += records;
        }
    }
    tables
}

/// The table that a column of a dump, or of a document in one, stands in: `public.users` of `public.users.mail/at`.
pub(crate) fn table_of(mut place: &Place) -> Option<&str> {
    while let Some(outer) = &place.outer {
        place = outer;
    }
    place.path.strip_suffix(&*place.name)?.strip_suffix('.')
}

/// Called now and then with what went through so far.
pub type Progress<'p> = &'p mut dyn FnMut(&Tally);

/// Big enough to hide the cost of a read, small enough for the second-level cache.
const READ: usize = 256 * 1024;

/// What is made room for at first.
const FIRST: usize = 16 * 1024;

/// Reads all of `source` through the pump; what goes in is shown to `see` first, what comes out goes to `give`.
fn run(
    source: impl Read,
    options: &StreamOptions,
    start: impl FnOnce(&'static FormatInfo, Compression) -> Result<Flow, Error>,
    sink: &mut dyn Sink,
    progress: Progress<'_>,
    see: &mut dyn FnMut(&[u8]),
    mut give: impl FnMut(&mut Vec<u8>) -> Result<(), Error>,
) -> Result<Summary, Error> {
    let reading = |e| Error::io("cannot read the input", e);
    let (compression, mut source) = reader(source)?;
    // Most files of a directory are small: the buffer grows with what there is.
    let mut buffer = vec![0; FIRST];
    let mut filled = 0;
    // Sniffing must see the same bytes however they arrive. If there is nothing to sniff, lines
    // come out as they come in.
    while filled < SNIFF_LEN && options.sniffs() {
        if filled == buffer.len() {
            buffer.resize(SNIFF_LEN, 0);
        }
        let most = buffer.len().min(SNIFF_LEN);
        match read(&mut source, &mut buffer[filled..most]).map_err(reading)? {
            0 => break,
            n => filled += n,
        }
    }
    if let Some(what) = sealed::what(&buffer[..filled]) {
        return Err(Error::sealed(what));
    }
    let info = options.choose(&buffer[..filled]);
    let mut flow = start(info, compression)?;
    sink.begin(info.name);
    let mut out = Vec::new();
    if !options.sniffs() {
        filled = read(&mut source, &mut buffer).map_err(reading)?;
    }
    let mut ending = Ending::default();
    while filled > 0 {
        ending.see(&buffer[..filled]);
        see(&buffer[..filled]);
        flow.push(&buffer[..filled], &mut out, sink)?;
        options.check(&flow)?;
        give(&mut out)?;
        progress(flow.tally());
        if filled == buffer.len() && filled < READ {
            buffer.resize(READ, 0);
        }
        filled = read(&mut source, &mut buffer).map_err(reading)?;
    }
    flow.finish(&mut out, sink)?;
    options.check(&flow)?;
    give(&mut out)?;
    progress(flow.tally());
    Ok(Summary::of(info, compression, &flow, &ending))
}

fn read(source: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

pub(crate) fn scan(
    source: impl Read,
    options: &StreamOptions,
    start: impl FnOnce(&'static FormatInfo) -> Pump,
    sink: &mut dyn Sink,
    progress: Progress<'_>,
) -> Result<Summary, Error> {
    scan_seeing(source, options, start, sink, progress, &mut |_| ())
}

/// The same; `see` is shown each block, decompressed, before anything is found in it.
pub(crate) fn scan_seeing(
    source: impl Read,
    options: &StreamOptions,
    start: impl FnOnce(&'static FormatInfo) -> Pump,
    sink: &mut dyn Sink,
    progress: Progress<'_>,
    see: &mut dyn FnMut(&[u8]),
) -> Result<Summary, Error> {
    let drop = |out: &mut Vec<u8>| {
        out.clear();
        Ok(())
    };
    run(source, options, |info, _| Ok(start(info).into()), sink, progress, see, drop)
}

/// Writes on a thread of its own, so that compressing and a slow reader cost no scrubbing time.
/// `check` is asked before each block is given out.
pub(crate) fn scrub(
    source: impl Read,
    target: impl Write + Send,
    options: &StreamOptions,
    start: impl FnOnce(&'static FormatInfo) -> Result<Flow, Error>,
    check: &dyn Fn() -> Result<(), Error>,
    sink: &mut dyn Sink,
    progress: Progress<'_>,
) -> Result<Summary, Error> {
    let writing = |e| Error::io("cannot write the output", e);
    thread::scope(|scope| {
        let (blocks, incoming) = mpsc::sync_channel::<Block>(4);
        let (empties, recycled) = mpsc::channel::<Vec<u8>>();
        let writer = scope.spawn(move || -> io::Result<()> {
            let mut target = Some(target);
            let mut writer = None;
            for block in incoming {
                match block {
                    Block::Begin(compression) => {
                        writer = target.take().map(|t| Writer::new(compression, t)).transpose()?;
                    }
                    Block::Bytes(mut bytes) => {
                        if let Some(writer) = &mut writer {
                            writer.write_all(&bytes)?;
                        }
                        bytes.clear();
                        let _ = empties.send(bytes);
                    }
                    Block::End => return writer.map_or(Ok(()), Writer::finish),
                }
            }
            Ok(())
        });
        let begin = |info, compression| {
            let flow = start(info)?;
            let _ = blocks.send(Block::Begin(options.output.unwrap_or(compression)));
            Ok(flow)
        };
        let give = |out: &mut Vec<u8>| {
            check()?;
            if out.is_empty() {
                return Ok(());
            }
            let full = std::mem::replace(out, recycled.try_recv().unwrap_or_default());
            // The writer only goes away with an error of its own, which is taken below.
            blocks
                .send(Block::Bytes(full))
                .map_err(|_| Error::io("cannot write the output", io::ErrorKind::Other.into()))
        };
        let outcome = run(source, options, begin, sink, progress, &mut |_| (), give);
        if outcome.is_ok() {
            let _ = blocks.send(Block::End);
        }
        drop(blocks);
        writer.join().expect("the writer does not panic").map_err(writing)?;
        outcome
    })
}

enum Block {
    Begin(Compression),
    Bytes(Vec<u8>),
    End,
}
