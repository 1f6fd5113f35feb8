//! Laws for whole streams: an engine, a format and a policy together in a pump.
//!
//! All of them take any bytes at all. They panic with what broke; what they compare never
//! depends on time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use inkwash_core::{
    Action, At, Atom, Cell, CellFinding, Codec, ColumnId, Detector, Engine, EntityKey, Error, Facts, Feed, Finding,
    Format, Hit, Keep, Limits, NaiveColumns, Pieces, Place, Policy, Pump, RootKey, Sink, Span, Subject, Tally,
    Transform, Trigger,
};

use crate::formats::{Event, Feeding, Start, Value, read};

/// Limits so small that ordinary test data meets all of them.
pub const TINY: Limits = Limits { block: 64, hold: 4096, reach: 1024, learn: 2048, learn_records: 40 };

/// What a pump is made of.
#[derive(Clone)]
pub struct Setup {
    /// What finds.
    pub engine: Arc<Engine>,
    /// What splits.
    pub start: Start,
    /// How much is held back.
    pub limits: Limits,
    /// What happens to all findings everywhere; `None` only scans.
    pub action: Option<Action>,
}

/// One action for all entities everywhere.
struct Always(Arc<[Action]>);

impl Policy for Always {
    fn actions(&self, _: &Place) -> Arc<[Action]> {
        self.0.clone()
    }
}

/// What came out of a pump.
#[derive(Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The rewritten stream; empty if it was only scanned.
    pub out: Vec<u8>,
    /// All findings, in order.
    pub findings: Vec<Finding>,
    /// What went through.
    pub tally: Tally,
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#?}\n{:?}\nb\"{}\"", self.findings, self.tally, self.out.escape_ascii())
    }
}

impl Setup {
    /// A scan with the limits that users have.
    #[must_use]
    pub fn scan(engine: &Arc<Engine>, start: Start) -> Self {
        Self { engine: engine.clone(), start, limits: Limits::default(), action: None }
    }

    /// The same, doing this to all findings.
    #[must_use]
    pub fn doing(self, action: Action) -> Self {
        Self { action: Some(action), ..self }
    }

    /// The same with [`TINY`] limits.
    #[must_use]
    pub fn tiny(self) -> Self {
        Self { limits: TINY, ..self }
    }

    /// One key per entity.
    #[must_use]
    pub fn keys(&self) -> Arc<[EntityKey]> {
        let root = RootKey::new([7; 32]);
        self.engine.entities().map(|id| root.entity(self.engine.facts(id).name)).collect()
    }

    /// The pump, reading with this format.
    #[must_use]
    pub fn pump(&self, format: Box<dyn Format>) -> Pump {
        let pump = match &self.action {
            None => Pump::scan(self.engine.clone(), format),
            Some(action) => {
                let actions = self.engine.entities().map(|_| action.clone()).collect();
                Pump::scrub(self.engine.clone(), format, Arc::new(Always(actions)), self.keys())
            }
        };
        pump.with_limits(self.limits)
    }

    /// Pumps a stream in chunks of these lengths, over and over; an empty list is all at once.
    ///
    /// # Panics
    /// If the pump fails, though no sink stops it.
    #[must_use]
    pub fn run(&self, input: &[u8], chunks: &[usize]) -> Outcome {
        let mut pump = self.pump((self.start)());
        let (mut out, mut findings) = (Vec::new(), Vec::new());
        for chunk in chunked(input, chunks) {
            pump.push(chunk, &mut out, &mut findings).expect("nothing stops the pump");
        }
        pump.finish(&mut out, &mut findings).expect("nothing stops the pump");
        Outcome { out, findings, tally: pump.tally().clone() }
    }
}

/// A stream cut into chunks of these lengths, over and over.
fn chunked<'i>(mut input: &'i [u8], chunks: &'i [usize]) -> impl Iterator<Item = &'i [u8]> {
    let mut lengths = chunks.iter().copied().filter(|n| *n > 0).cycle();
    std::iter::from_fn(move || {
        let n = lengths.next().unwrap_or(usize::MAX).min(input.len());
        let (chunk, rest) = input.split_at(n);
        input = rest;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// Bytes as they are shown when a law is broken.
fn shown(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}

/// Law *Tile*: a pump that keeps everything gives the stream back byte for byte, and counts it.
///
/// # Panics
/// If the law is broken.
pub fn tile_law(setup: &Setup, input: &[u8], chunks: &[usize]) {
    let outcome = setup.clone().doing(Action::Keep).run(input, chunks);
    assert!(outcome.out == input, "{} became {}", shown(input), shown(&outcome.out));
    let Tally { bytes_in, bytes_out, rewritten, findings, .. } = &outcome.tally;
    assert_eq!((*bytes_in, *bytes_out), (input.len() as u64, input.len() as u64));
    assert_eq!(rewritten.iter().sum::<u64>(), 0, "something kept counts as rewritten");
    assert_eq!(findings.iter().sum::<u64>(), outcome.findings.len() as u64, "findings are miscounted");
}

/// Law *Chunking*: however a stream arrives, the output, all fields of all findings and the
/// tally are the same.
///
/// # Panics
/// If the law is broken.
pub fn chunking_law(setup: &Setup, input: &[u8], chunks: &[usize]) {
    let whole = setup.run(input, &[]);
    for chunks in [&[1], chunks] {
        let chunked = setup.run(input, chunks);
        assert!(
            chunked == whole,
            "{} in chunks of {chunks:?} with {:?} gives {chunked:?}\nbut at once {whole:?}",
            shown(input),
            setup.limits
        );
    }
    let silent = silently(setup, input);
    assert!(silent == (whole.out, whole.tally), "{} differs when nobody listens", shown(input));
}

/// The output and tally when nobody wants to know of findings.
fn silently(setup: &Setup, input: &[u8]) -> (Vec<u8>, Tally) {
    let mut pump = setup.pump((setup.start)());
    let mut out = Vec::new();
    pump.push(input, &mut out, &mut ()).expect("nothing stops the pump");
    pump.finish(&mut out, &mut ()).expect("nothing stops the pump");
    (out, pump.tally().clone())
}

/// Law *Oracle* for streams: the pump finds and writes what its naive twin does, which splits
/// the whole stream with the reference reader, asks every detector at every position of every
/// decoded cell, and splices.
///
/// # Panics
/// If the law is broken.
pub fn oracle_law(setup: &Setup, input: &[u8]) {
    let fast = setup.run(input, &[]);
    let naive = naive(setup, input);
    assert_eq!(fast.findings, naive.findings, "fast (left) and naive (right) differ on {}", shown(input));
    assert!(fast == naive, "{} gives {fast:?}\nbut naively {naive:?}", shown(input));
}

/// The pump's naive twin.
fn naive(setup: &Setup, input: &[u8]) -> Outcome {
    let (format, events) = read(setup.start, input, &Feeding::WHOLE);
    let keys = setup.keys();
    let zeros = vec![0; setup.engine.len()];
    let mut tally =
        Tally { bytes_in: input.len() as u64, findings: zeros.clone(), rewritten: zeros, ..Tally::default() };
    let texts: Vec<_> = events.iter().map(|event| text_of(&*format, event)).collect();
    let places = places(&events);
    let cells = events.iter().zip(&texts).filter_map(|(event, text)| match event {
        Event::Skeleton(_) => None,
        Event::Cell(value) => Some(Some((value.cell.column, &text[..]))),
        Event::Record => Some(None),
    });
    let columns = NaiveColumns::learn(&setup.engine, &places, cells);
    let (mut out, mut findings) = (Vec::new(), Vec::new());
    for event in &events {
        let value = match event {
            Event::Skeleton(raw) => {
                out.extend(raw);
                continue;
            }
            Event::Record => {
                tally.records += 1;
                continue;
            }
            Event::Cell(value) => value,
        };
        let (borders, text) = borders(&*format, value);
        let mut spliced = Vec::new();
        let (mut kept_raw, mut kept) = (0, 0);
        for cell in columns.scan(&text, value.cell.column) {
            let raw = raw_span(&borders, cell.span, kept_raw);
            let start = value.start + raw.start;
            let before = &input[..start];
            let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
            let (before_units, bytes) = (utf16_units(&before[line_start..]), &input[start..value.start + raw.end]);
            let ends_here = !bytes.contains(&b'\n');
            tally.findings[cell.entity.index()] += 1;
            findings.push(Finding {
                byte_start: start as u64,
                byte_end: (value.start + raw.end) as u64,
                line: 1 + before.iter().filter(|b| **b == b'\n').count() as u64,
                column: 1 + before.iter().rev().take_while(|b| **b != b'\n').count() as u64,
                column_utf16: 1 + before_units,
                column_end_utf16: if ends_here { 1 + before_units + utf16_units(bytes) } else { 0 },
                record: if value.place.path.is_empty() { 0 } else { tally.records + 1 },
                place: setup.engine.showable(&places[value.cell.column.0 as usize]),
                cell,
                exempt: None,
                mark: 0,
            });
            let Some(Action::Apply(transform)) = &setup.action else { continue };
            tally.rewritten[cell.entity.index()] += 1;
            let replacement = replacement(setup, &keys, transform.as_ref(), &value.place, &text, &cell);
            if value.cell.whole {
                spliced.extend(&text[kept..cell.span.start]);
                spliced.extend(&replacement);
            } else {
                spliced.extend(&value.raw[kept_raw..raw.start]);
                format.encode(&value.cell, &value.place, &replacement, &mut spliced);
            }
            (kept_raw, kept) = (raw.end, cell.span.end);
        }
        if value.cell.whole && kept > 0 {
            spliced.extend(&text[kept..]);
            format.encode(&value.cell, &value.place, &spliced, &mut out);
        } else {
            out.extend(&spliced);
            out.extend(&value.raw[kept_raw..]);
        }
    }
    if setup.action.is_none() {
        out.clear();
    }
    tally.bytes_out = out.len() as u64;
    Outcome { out, findings, tally }
}

fn text_of(format: &dyn Format, event: &Event) -> Vec<u8> {
    match event {
        Event::Cell(value) => value.text(format),
        _ => Vec::new(),
    }
}

/// The places of a stream's columns, by number.
fn places(events: &[Event]) -> Vec<Arc<Place>> {
    let mut places = Vec::new();
    for event in events {
        if let Event::Cell(Value { place, cell: Cell { column: ColumnId(number), .. }, .. }) = event {
            let number = *number as usize;
            places.resize(places.len().max(number + 1), Arc::default());
            places[number] = Arc::new(place.clone());
        }
    }
    places
}

/// Where atoms of a cell begin and end, as raw and decoded offsets, and the decoded text.
fn borders(format: &dyn Format, value: &Value) -> (Vec<(usize, usize)>, Vec<u8>) {
    let (mut borders, mut text, mut at) = (vec![(0, 0)], Vec::new(), 0);
    while at < value.raw.len() {
        let atom = format.atom(value.cell.codec, &value.raw[at..]);
        at += atom.raw;
        text.extend(&atom.text[..atom.len]);
        borders.push((at, text.len()));
    }
    (borders, text)
}

/// The raw bytes of the atoms that a span of text touches, at or after raw offset `from`.
fn raw_span(borders: &[(usize, usize)], span: Span, from: usize) -> Span {
    let first_at = |offset: usize| borders.iter().position(|b| b.1 >= offset).expect("a span within the text");
    let start = match first_at(span.start) {
        n if borders[n].1 > span.start => borders[n - 1].0,
        n => borders[n].0,
    };
    let end = borders[first_at(span.end)].0;
    Span::new(start.max(from), end.max(from))
}

fn replacement(
    setup: &Setup,
    keys: &[EntityKey],
    transform: &dyn Transform,
    place: &Place,
    text: &[u8],
    cell: &CellFinding,
) -> Vec<u8> {
    let detector = setup.engine.detector(cell.entity);
    let found = cell.span.of(text);
    let (mut buffer, mut canonical, mut out) = (Vec::new(), Vec::new(), Vec::new());
    let plain = cell.plain(found, &mut buffer);
    detector.canonical(plain, &mut canonical);
    let key = &keys[cell.entity.index()];
    transform.apply(&Subject { found, plain, canonical: &canonical, detector, place, key }, &mut out);
    out
}

/// Law *Encode* for streams: what comes out splits into as many records, of as many cells each
/// in the same places, as what went in.
///
/// It holds for valid streams whose labels are not findings themselves, and for transforms that
/// leave something.
///
/// # Panics
/// If the law is broken.
pub fn shape_law(setup: &Setup, input: &[u8]) {
    let outcome = setup.run(input, &[]);
    let (before, after) = (shape(setup.start, input), shape(setup.start, &outcome.out));
    assert_eq!(after, before, "the shape of {} (left) and of {} (right)", shown(&outcome.out), shown(input));
}

/// The places of the cells of each record.
fn shape(start: Start, input: &[u8]) -> Vec<Vec<String>> {
    let (_, events) = read(start, input, &Feeding::WHOLE);
    let mut records = vec![Vec::new()];
    for event in events {
        match event {
            Event::Skeleton(_) => {}
            Event::Cell(value) => records.last_mut().expect("never empty").push(value.place.path),
            Event::Record => records.push(Vec::new()),
        }
    }
    records
}

/// Law *Residue*: what comes out holds nothing that the same engine finds. For transforms that
/// say that something was there, like `redact`.
///
/// # Panics
/// If the law is broken.
pub fn residue_law(setup: &Setup, input: &[u8]) {
    let out = setup.run(input, &[]).out;
    let again = Setup { action: None, ..setup.clone() }.run(&out, &[]);
    let named = |f: &Finding| format!("{} {}..{}", setup.engine.facts(f.cell.entity).name, f.byte_start, f.byte_end);
    let left: Vec<_> = again.findings.iter().map(named).collect();
    assert!(left.is_empty(), "{} became {}, which holds {left:?}", shown(input), shown(&out));
}

/// A sink that fails at its n-th finding (from 0).
struct Failing {
    n: usize,
    at: Option<u64>,
}

impl Sink for Failing {
    fn finding(&mut self, finding: &Finding) -> Result<(), Error> {
        if self.n == 0 {
            self.at.get_or_insert(finding.byte_start);
            return Err(Error::stopped());
        }
        self.n -= 1;
        Ok(())
    }
}

/// Law *Fail closed*: when the sink stops at any one finding, what came out until then is what
/// would have come out anyway, ends before that finding, and no later call gives anything.
///
/// # Panics
/// If the law is broken.
pub fn fail_closed_law(setup: &Setup, input: &[u8], chunks: &[usize]) {
    let whole = setup.run(input, &[]);
    let kept = setup.clone().doing(Action::Keep);
    for n in 0..whole.findings.len() {
        for (setup, wanted) in [(setup, &whole.out[..]), (&kept, input)] {
            let mut pump = setup.pump((setup.start)());
            let mut sink = Failing { n, at: None };
            let mut out = Vec::new();
            let mut feed = |pump: &mut Pump, out: &mut Vec<u8>| {
                for chunk in chunked(input, chunks) {
                    pump.push(chunk, out, &mut sink)?;
                }
                pump.finish(out, &mut sink)
            };
            assert!(feed(&mut pump, &mut out).is_err_and(|e| e.is_stopped()), "the sink's error is lost");
            let given = out.len();
            assert!(feed(&mut pump, &mut out).is_err(), "a failed pump goes on");
            assert!(pump.finish(&mut out, &mut ()).is_err(), "a failed pump ends as if all were well");
            assert_eq!(out.len(), given, "a failed pump gives something out");
            assert!(wanted.starts_with(&out), "{} is not how {} begins", shown(&out), shown(wanted));
            if setup.action.as_ref().is_some_and(|a| matches!(a, Action::Keep)) {
                let at = sink.at.expect("the sink has stopped");
                assert!(given as u64 <= at, "{given} bytes came out, but byte {at} was not judged");
            }
        }
    }
}

/// A format that panics when it is asked to split for the n-th time (from 0).
struct Panicking {
    format: Box<dyn Format>,
    n: usize,
}

impl Format for Panicking {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        assert!(self.n > 0, "a format that breaks, for law Fail closed");
        self.n -= 1;
        self.format.split(input, feed, pieces)
    }
    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        self.format.atom(codec, raw)
    }
    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        self.format.escapes(codec)
    }
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        self.format.encode(cell, place, text, out);
    }
}

/// Law *Fail closed* for faults of our own: after a panic in a format at its n-th call the pump
/// gives nothing out any more.
///
/// # Panics
/// If the law is broken.
pub fn panic_law(setup: &Setup, input: &[u8], n: usize) {
    let wanted = setup.run(input, &[]).out;
    let mut pump = setup.pump(Box::new(Panicking { format: (setup.start)(), n }));
    let mut out = Vec::new();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        for chunk in chunked(input, &[16]) {
            pump.push(chunk, &mut out, &mut ())?;
        }
        pump.finish(&mut out, &mut ())
    }));
    if let Ok(outcome) = outcome {
        outcome.expect("nothing stops the pump");
        return;
    }
    let given = out.len();
    assert!(wanted.starts_with(&out), "{} is not how {} begins", shown(&out), shown(&wanted));
    assert!(pump.push(b"more", &mut out, &mut ()).is_err(), "a pump goes on after a panic");
    assert!(pump.finish(&mut out, &mut ()).is_err(), "a pump ends as if all were well after a panic");
    assert_eq!(out.len(), given, "a pump gives something out after a panic");
}

/// Work that was done, counted.
#[derive(Debug, Default)]
pub struct Work {
    /// Calls of probes.
    pub probes: AtomicU64,
    /// Bytes that probes found, overlaps included.
    pub hit_bytes: AtomicU64,
    /// Calls of [`Format::split`].
    pub splits: AtomicU64,
    /// Bytes that it was shown.
    pub split_bytes: AtomicU64,
    /// Atoms that were decoded.
    pub atoms: AtomicU64,
    /// Bytes that replacements were made of.
    pub encoded: AtomicU64,
}

impl Work {
    /// The sum of everything, a call counting as one.
    #[must_use]
    pub fn total(&self) -> u64 {
        let all = [&self.probes, &self.hit_bytes, &self.splits, &self.split_bytes, &self.atoms, &self.encoded];
        all.iter().map(|n| n.load(Relaxed)).sum()
    }
}

/// A detector whose work is counted.
pub struct CountedDetector {
    detector: Box<dyn Detector>,
    work: Arc<Work>,
}

impl CountedDetector {
    /// All of a catalogue, counted together.
    #[must_use]
    pub fn all(catalogue: Vec<Box<dyn Detector>>, work: &Arc<Work>) -> Vec<Box<dyn Detector>> {
        let counted = |detector| Box::new(Self { detector, work: work.clone() }) as Box<dyn Detector>;
        catalogue.into_iter().map(counted).collect()
    }
}

impl Detector for CountedDetector {
    fn facts(&self) -> Facts<'_> {
        self.detector.facts()
    }
    fn triggers(&self) -> &[Trigger<'_>] {
        self.detector.triggers()
    }
    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        self.work.probes.fetch_add(1, Relaxed);
        let hit = self.detector.probe(at)?;
        self.work.hit_bytes.fetch_add(hit.span.len() as u64, Relaxed);
        Some(hit)
    }
    fn one_in(&self, found: &[u8]) -> u32 {
        self.detector.one_in(found)
    }
    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        self.detector.canonical(found, out);
    }
    fn keep(&self, found: &[u8]) -> Keep {
        self.detector.keep(found)
    }
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        self.detector.mint(found, canonical, key, out);
    }
}

/// A format whose work is counted.
struct CountedFormat {
    format: Box<dyn Format>,
    work: Arc<Work>,
}

impl Format for CountedFormat {
    fn split(&mut self, input: &[u8], feed: Feed, pieces: &mut Pieces) -> usize {
        self.work.splits.fetch_add(1, Relaxed);
        self.work.split_bytes.fetch_add(input.len() as u64, Relaxed);
        self.format.split(input, feed, pieces)
    }
    fn atom(&self, codec: Codec, raw: &[u8]) -> Atom {
        self.work.atoms.fetch_add(1, Relaxed);
        self.format.atom(codec, raw)
    }
    fn escapes(&self, codec: Codec) -> Option<&'static [u8]> {
        self.format.escapes(codec)
    }
    fn encode(&self, cell: &Cell, place: &Place, text: &[u8], out: &mut Vec<u8>) {
        self.work.encoded.fetch_add(text.len() as u64, Relaxed);
        self.format.encode(cell, place, text, out);
    }
}

/// The work that a stream causes; `setup.engine` must be made of [`CountedDetector`]s that count
/// in `work`.
///
/// # Panics
/// If the pump fails.
#[must_use]
pub fn work_of(setup: &Setup, work: &Arc<Work>, input: &[u8], chunk: usize) -> u64 {
    let before = work.total();
    let format = CountedFormat { format: (setup.start)(), work: work.clone() };
    let mut pump = setup.pump(Box::new(format));
    let mut out = Vec::new();
    for chunk in input.chunks(chunk) {
        pump.push(chunk, &mut out, &mut ()).expect("nothing stops the pump");
        out.clear();
    }
    pump.finish(&mut out, &mut ()).expect("nothing stops the pump");
    work.total() - before
}

/// Law *Linear*: over streams of one kind, four times the length takes no more than about four
/// times the work (a tenth of slack for what is done once per block), and never more than
/// `most` units per byte. Work is counted, not timed.
///
/// # Panics
/// If the law is broken.
pub fn linear_law(
    name: &str,
    setup: &Setup,
    work: &Arc<Work>,
    stream: impl Fn(usize) -> Vec<u8>,
    len: usize,
    chunk: usize,
    most: u64,
) {
    let (short, long) = (stream(len), stream(4 * len));
    let (a, b) = (work_of(setup, work, &short, chunk), work_of(setup, work, &long, chunk));
    let per_byte = b / long.len() as u64;
    assert!(
        per_byte <= most,
        "{name}: {per_byte} units of work per byte ({b} for {} bytes in chunks of {chunk}): {work:?}",
        long.len()
    );
    // Compared per byte, crosswise: b / long <= 1.1 * a / short + 1.
    let (a, b) = (a as f64 / short.len() as f64, b as f64 / long.len() as f64);
    assert!(
        b <= 1.1 * a + 1.0,
        "{name}: {a} units of work per byte for {} bytes, {b} for four times as many",
        short.len()
    );
}

/// How many units of UTF-16 a text has; bytes that are no UTF-8 count by what they would begin.
fn utf16_units(text: &[u8]) -> u64 {
    let unit = |b: &u8| match *b {
        0x80..=0xbf => 0,
        0xf0..=0xff => 2,
        _ => 1,
    };
    text.iter().map(unit).sum()
}
