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
            count += 1;
        }
    }
    assert!(count >= 20, "only {count} vectors");
}
