//! The golden vectors of corpora/transforms through the command.

use std::path::Path;

use inkwash_tests::process::run;
use inkwash_tests::tool::inkwash;

#[test]
fn golden_vectors_never_change() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpora/transforms");
    let dir = tempfile::tempdir().expect("a temporary directory");
    let policy = dir.path().join("policy.toml");
    for entry in std::fs::read_dir(&folder).expect("corpora/transforms") {
        let path = entry.expect("an entry").path();
        let file: toml::Table = std::fs::read_to_string(&path).expect("text").parse().expect("TOML");
        for vector in file["vector"].as_array().expect("vectors") {
            let of = |name: &str| vector[name].as_str().expect("a string");
            std::fs::write(&policy, of("policy")).expect("written");
            let mut command = inkwash(["scrub", "--quiet", "--input-format", of("format"), "--policy"]);
            command.arg(&policy).env("INKWASH_KEY", file["key"].as_str().expect("a key"));
            let out = run(&mut command, of("input").as_bytes()).ok(of("name")).stdout;
            assert_eq!(String::from_utf8_lossy(&out), of("output"), "{}: {}", path.display(), of("name"));
        }
    }
}
