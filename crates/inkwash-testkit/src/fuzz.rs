//! What the fuzz targets check. Plain functions of bytes, so that `cargo test` can replay what
//! fuzzing has found.

use std::sync::Arc;

use inkwash_core::{Action, Detector, Engine, RootKey, Scratch};

use crate::documents::{document, unwritable};
use crate::formats::{Start, encode_law};
use crate::streams::{self, Setup};

/// A target: what it is called and what it checks.
pub type Target = (&'static str, fn(&Kit, &[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[("stream", stream), ("oracle", oracle), ("codec", codec), ("mint", mint)];

/// What is fuzzed.
pub struct Kit {
    engine: Arc<Engine>,
    formats: Vec<(&'static str, Start)>,
    action: Action,
}

impl Kit {
    /// A catalogue, the formats with their names, and what is done to findings.
    ///
    /// # Panics
    /// If the catalogue does not build, or there is no format.
    #[must_use]
    pub fn new(catalogue: Vec<Box<dyn Detector>>, formats: Vec<(&'static str, Start)>, action: Action) -> Self {
        assert!(!formats.is_empty(), "there is no format");
        let engine = Engine::builder().detectors(catalogue).regions([*b"NO", *b"US"]);
        Self { engine: Arc::new(engine.build().expect("the catalogue builds")), formats, action }
    }

    /// How many formats there are. The first byte of an input chooses one, modulo this number.
    #[must_use]
    pub fn formats(&self) -> usize {
        self.formats.len()
    }

    /// The format that the first byte chooses, and what follows.
    fn format<'d>(&self, data: &'d [u8]) -> Option<((&'static str, Start), &'d [u8])> {
        let (first, rest) = data.split_first()?;
        Some((self.formats[usize::from(*first) % self.formats.len()], rest))
    }
}

/// Laws *Tile* and *Chunking*: a byte for the format, one for the number of chunk lengths (up to
/// three), the lengths, the stream.
pub fn stream(kit: &Kit, data: &[u8]) {
    let Some(((_, start), rest)) = kit.format(data) else { return };
    let Some((count, rest)) = rest.split_first() else { return };
    let (chunks, input) = rest.split_at(usize::from(count % 4).min(rest.len()));
    let chunks: Vec<_> = chunks.iter().map(|n| usize::from(*n) + 1).collect();
    let setup = Setup::scan(&kit.engine, start).tiny();
    streams::tile_law(&setup, input, &chunks);
    streams::chunking_law(&setup, input, &chunks);
    streams::chunking_law(&setup.doing(kit.action.clone()), input, &chunks);
}

/// Law *Oracle*: a byte for the format, the stream.
pub fn oracle(kit: &Kit, data: &[u8]) {
    let Some(((_, start), input)) = kit.format(data) else { return };
    let setup = Setup::scan(&kit.engine, start);
    streams::oracle_law(&setup, input);
    streams::oracle_law(&setup.doing(kit.action.clone()), input);
}

/// Law *Encode*: a byte for the format, then texts with line feeds between them. The first is
/// written into each cell of a document around the others.
///
/// # Panics
/// If the law is broken.
pub fn codec(kit: &Kit, data: &[u8]) {
    let Some(((name, start), rest)) = kit.format(data) else { return };
    let text = String::from_utf8_lossy(rest).replace('\0', " ");
    let mut texts = text.split('\n').filter(|text| !text.is_empty());
    let Some(first) = texts.next() else { return };
    let others: Vec<_> = texts.take(6).collect();
    if let Err(error) = encode_law(start, &document(name, &others, 3), &first.replace(unwritable(name), "_"), "Xtame") {
        panic!("{name}: {error}");
    }
}

/// Law *Mint* for whatever is found: any bytes. A stand-in is there, repeatable and not the
/// value.
///
/// # Panics
/// If the law is broken.
pub fn mint(kit: &Kit, data: &[u8]) {
    let engine = &kit.engine;
    let column = engine.column(&Arc::default());
    let found = engine.scan(data, &column, &mut Scratch::default()).to_vec();
    let spans = found.iter().map(|f| (f.entity, f.span.of(data)));
    for (entity, value) in spans.chain(engine.entities().map(|id| (id, data))) {
        let detector = engine.detector(entity);
        let name = detector.facts().name;
        let key = RootKey::new([3; 32]).entity(name);
        let mint = || {
            let (mut canonical, mut out) = (Vec::new(), Vec::new());
            detector.canonical(value, &mut canonical);
            detector.mint(value, &canonical, &key, &mut out);
            out
        };
        let stand_in = mint();
        assert_eq!(stand_in, mint(), "{name}: not repeatable");
        if !detector.facts().decoy {
            assert!(!stand_in.is_empty(), "{name}: an empty stand-in");
            assert_ne!(stand_in, value, "{name}: the stand-in is the value");
        }
    }
}
