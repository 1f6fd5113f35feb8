//! The laws of DESIGN §4 that concern whole streams, for the whole catalogue in every format.
//! `INKWASH_FORMAT=csv` runs them for one.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use flate2::write::GzEncoder;
use inkwash::{Compression, FormatInfo, KeyRing, Policy, Scrubber, StreamOptions, formats};
use inkwash_core::{Action, Engine};
use inkwash_testkit::corpus::Corpus;
use inkwash_testkit::documents::{Stream, document, documents, streams};
use inkwash_testkit::streams::{self, Setup};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn engine() -> &'static Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let engine = Engine::builder().detectors(inkwash_entities::catalogue()).regions([*b"NO", *b"US"]);
        Arc::new(engine.build().expect("the catalogue builds"))
    })
}

/// The texts of all corpora.
fn texts() -> &'static [String] {
    static TEXTS: OnceLock<Vec<String>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/entities");
        let corpora = Corpus::load_all(&folder);
        corpora.iter().flat_map(|c| c.examples().map(|e| e.plain()).collect::<Vec<_>>()).collect()
    })
}

fn rows() -> impl Iterator<Item = &'static FormatInfo> {
    let only = std::env::var("INKWASH_FORMAT").ok();
    formats().iter().filter(move |row| only.as_deref().is_none_or(|o| o == row.name))
}

fn doing(spec: &str) -> Action {
    Action::Apply(inkwash_transforms::parse(spec).expect("a transform").into())
}

fn setup(row: &FormatInfo) -> Setup {
    Setup::scan(engine(), row.start)
}

/// So many formats take as many cases each as a law asks for; more share what those would take, so that a
/// new format makes the laws sharper and not slower.
const SHARERS: u32 = 9;

/// Runs a law over generated streams of every format.
fn check<S: Strategy<Value = Vec<u8>>>(
    cases: u32,
    stream: impl Fn(&'static FormatInfo) -> S,
    law: impl Fn(&'static FormatInfo, &[u8], &[usize]),
) {
    let cases = (cases * SHARERS / (rows().count() as u32).max(SHARERS)).max(5);
    for row in rows() {
        let config = Config { cases, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
        let chunks = proptest::collection::vec(1usize..300, 1..4);
        let outcome = TestRunner::new(config).run(&(stream(row).prop_map(Stream), chunks), |(stream, chunks)| {
            law(row, &stream.0, &chunks);
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{}: {error}", row.name);
        }
    }
}

fn disturbed(row: &'static FormatInfo) -> impl Strategy<Value = Vec<u8>> {
    streams(row.name, texts())
}

fn valid(row: &'static FormatInfo) -> impl Strategy<Value = Vec<u8>> {
    documents(row.name, texts())
}

#[test]
fn what_is_kept_comes_back_byte_for_byte() {
    check(60, disturbed, |row, stream, chunks| {
        streams::tile_law(&setup(row), stream, chunks);
        streams::tile_law(&setup(row).tiny(), stream, chunks);
    });
    check(
        60,
        |_| proptest::collection::vec(any::<u8>(), 0..400),
        |row, stream, chunks| {
            streams::tile_law(&setup(row).tiny(), stream, chunks);
        },
    );
}

#[test]
fn it_does_not_matter_how_a_stream_arrives() {
    check(60, disturbed, |row, stream, chunks| {
        for setup in [setup(row), setup(row).tiny()] {
            streams::chunking_law(&setup, stream, chunks);
            streams::chunking_law(&setup.doing(doing("pseudonymise")), stream, chunks);
        }
    });
}

#[test]
fn the_pump_finds_and_writes_what_its_naive_twin_does() {
    check(200, disturbed, |row, stream, _| {
        streams::oracle_law(&setup(row).doing(doing("pseudonymise")), stream);
    });
}

#[test]
fn limits_do_not_matter_where_everything_fits_them() {
    check(60, valid, |row, stream, chunks| {
        let whole = setup(row).doing(doing("redact")).run(stream, &[]);
        let tiny = setup(row).doing(doing("redact")).tiny().run(stream, chunks);
        assert_eq!(whole, tiny, "with large limits (left) and small ones (right): {}", stream.escape_ascii());
    });
}

#[test]
fn what_comes_out_has_the_shape_of_what_went_in() {
    check(100, valid, |row, stream, _| {
        for spec in ["pseudonymise", "redact", "hash", "mask"] {
            streams::shape_law(&setup(row).doing(doing(spec)), stream);
        }
    });
}

#[test]
fn nothing_is_found_in_what_was_redacted() {
    check(700, valid, |row, stream, _| streams::residue_law(&setup(row).doing(doing("redact")), stream));
}

#[test]
fn a_failed_pump_gives_nothing_out() {
    check(12, valid, |row, stream, chunks| {
        streams::fail_closed_law(&setup(row).doing(doing("pseudonymise")), stream, chunks);
        for n in [0, 1, 5] {
            streams::panic_law(&setup(row).tiny().doing(doing("redact")), stream, n);
        }
    });
}

#[test]
fn every_format_has_documents() {
    for row in formats() {
        let document = document(row.name, &["a", "b'\"\\\n\tc", "æ@ø"], 2);
        let summary = setup(row).run(&document, &[]);
        assert!(row.name == "text" || summary.tally.records >= 2, "{}: {:?}", row.name, summary.tally);
    }
}

#[test]
fn what_nothing_could_be_found_in_is_refused_and_not_passed_on() {
    let scrubber = Scrubber::new(&Policy::default(), &KeyRing::generate().expect("a key")).expect("a policy");
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    for input in [
        &b"PAR1\x15\x04\x15"[..],
        b"age-encryption.org/v1\n-> X25519 ",
        b"PGDMP\x01\x0e\0",
        b"PK\x03\x04\x14\0",
        b"SQLite format 3\0\x10\0",
        &tar,
    ] {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(input).expect("memory takes it");
        for input in [input.to_vec(), encoder.finish().expect("memory takes it")] {
            let mut target = Vec::new();
            let options = StreamOptions::new();
            assert!(scrubber.scrub_reader(&input[..], &mut target, &options, &mut (), &mut |_| ()).is_err());
            assert!(target.is_empty());
            let mut pushed = scrubber.pushed(&options);
            let outcome = input.chunks(3).try_for_each(|piece| pushed.push(piece, &mut target));
            assert!(outcome.and_then(|()| pushed.finish(&mut target).map(drop)).is_err());
            assert!(target.is_empty());
        }
    }
}

#[test]
fn compressed_streams_are_read_to_their_ends_and_written_whole() {
    let scrubber =
        Scrubber::new(&Policy::default(), &KeyRing::from_text("an example secret, not for use").expect("a key"))
            .expect("a policy");
    let scrub = |input: &[u8], output: Compression| {
        let mut target = Vec::new();
        let options = StreamOptions::new().output(output);
        scrubber
            .scrub_reader(input, &mut target, &options, &mut (), &mut |_| ())
            .map(|summary| (target, summary.compression))
    };
    let text: Vec<u8> = (0..20_000).flat_map(|n| format!("line {n} has nothing to hide\n").into_bytes()).collect();
    for compression in [Compression::Gzip, Compression::Zstd, Compression::Bzip2, Compression::Xz] {
        let (packed, _) = scrub(&text, compression).expect("text");
        let again = scrub(&packed, Compression::None).expect("one stream");
        assert!(again == (text.clone(), compression), "{compression:?}");
        let two = scrub(&packed.repeat(2), Compression::None).expect("two streams");
        assert!(two.0 == text.repeat(2), "{compression:?}");
        for end in [packed.len() - 1, packed.len() / 2, 7] {
            assert!(scrub(&packed[..end], Compression::None).is_err(), "{compression:?} cut at {end}");
        }
    }
}
