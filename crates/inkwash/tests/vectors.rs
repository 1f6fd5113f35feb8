//! The golden vectors of corpora/transforms through the library: `tests/tests/vectors.rs` runs the
//! same through the command.

use std::path::Path;

use inkwash::{KeyRing, Policy, Scrubber, StreamOptions, entity_names};

#[test]
fn golden_vectors_never_change() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/transforms");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).expect("corpora/transforms") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("text");
        let file: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let key = file["key"].as_str().expect("a key");
        for vector in file["vector"].as_array().expect("vectors") {
            let of = |name: &str| vector[name].as_str().unwrap_or_else(|| panic!("{}: no {name}", path.display()));
            let policy = Policy::parse(of("policy"), &entity_names()).unwrap_or_else(|e| panic!("{}: {e}", of("name")));
            let scrubber = Scrubber::new(&policy, &KeyRing::from_text(key).expect("a key")).expect("a scrubber");
            let options = StreamOptions::new().format(of("format")).expect("a format");
            let mut out = Vec::new();
            let input = of("input").as_bytes();
            scrubber.scrub_reader(input, &mut out, &options, &mut (), &mut |_| ()).expect("scrubbed");
            assert_eq!(String::from_utf8_lossy(&out), of("output"), "{}: {}", path.display(), of("name"));
            let (mut stream, mut pushed) = (scrubber.pushed(&options), Vec::new());
            input.chunks(1).for_each(|piece| stream.push(piece, &mut pushed).expect("scrubbed"));
            stream.finish(&mut pushed).expect("scrubbed");
            assert_eq!(pushed, out, "{}: {}, pushed byte by byte", path.display(), of("name"));
            count += 1;
        }
    }
    assert!(count >= 20, "only {count} vectors");
}

#[test]
fn what_is_pushed_must_not_be_compressed_and_ends_once() {
    let scrubber = Scrubber::new(&Policy::default(), &KeyRing::generate().expect("a key")).expect("a scrubber");
    let (mut stream, mut out) = (scrubber.pushed(&StreamOptions::new()), Vec::new());
    stream.push(&[0x1f, 0x8b, 8], &mut out).expect("nothing is known yet");
    assert!(stream.finish(&mut out).is_err_and(|e| e.is_data()), "gzip was taken for text");
    assert!(stream.push(b"more", &mut out).is_err_and(|e| e.is_data()), "it went on after an error");
    assert!(out.is_empty());
}
