//! The walls between the crates, read from `cargo metadata`: who may use whom, which third-party
//! crates each may use and under which licences, and where `unsafe` and the standard library
//! may be named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// One room of the house.
struct Room {
    name: &'static str,
    /// The workspace's crates that it may use.
    below: &'static [&'static str],
    /// The third-party crates that it may use. CONTRIBUTING.md says why each is here.
    outside: &'static [&'static str],
    /// What its tests may use besides.
    tests: &'static [&'static str],
    /// Without the standard library.
    no_std: bool,
}

const fn room(name: &'static str, below: &'static [&'static str], outside: &'static [&'static str]) -> Room {
    Room { name, below, outside, tests: &["inkwash-testkit", "proptest", "tempfile"], no_std: false }
}

/// The floor plan, from the ground up.
const ROOMS: &[Room] = &[
    Room { tests: &["proptest"], ..room("inkwash-sweep", &[], &[]) },
    Room {
        // The testkit stands on the core, so the core's own tests cannot stand on the testkit.
        tests: &["hmac", "proptest"],
        no_std: true,
        ..room("inkwash-core", &["inkwash-sweep"], &["aes", "blake3", "hkdf", "memchr", "sha2", "zeroize"])
    },
    Room {
        no_std: true,
        ..room("inkwash-entities", &["inkwash-core"], &["regex-automata", "regex-syntax", "rlibphonenumber", "sha2"])
    },
    Room { no_std: true, ..room("inkwash-transforms", &["inkwash-core"], &[]) },
    Room { no_std: true, ..room("inkwash-formats", &["inkwash-core"], &["memchr"]) },
    Room {
        tests: &["inkwash-testkit", "proptest", "serde_json", "tempfile"],
        ..room(
            "inkwash",
            &["inkwash-core", "inkwash-entities", "inkwash-transforms", "inkwash-formats"],
            &[
                "argon2",
                "base64ct",
                "bech32",
                "bzip2",
                "chacha20poly1305",
                "ed25519-dalek",
                "flate2",
                "getrandom",
                "hkdf",
                "hmac",
                // Where there is no other clock.
                "js-sys",
                "lzma-rust2",
                "memchr",
                "rustix",
                "serde",
                "serde_json",
                "sha2",
                "toml",
                "x25519-dalek",
                "zeroize",
                "zstd",
            ],
        )
    },
    room(
        "inkwash-arrow",
        &["inkwash"],
        &["arrow-array", "arrow-buffer", "arrow-schema", "parquet", "serde", "serde_json", "tempfile"],
    ),
    Room {
        tests: &["serde_json", "tempfile"],
        ..room(
            "inkwash-cli",
            &["inkwash", "inkwash-arrow"],
            &["anstream", "anstyle", "clap", "ignore", "rpassword", "tempfile", "zeroize"],
        )
    },
    // Both bring the command along.
    room("inkwash-node", &["inkwash", "inkwash-arrow", "inkwash-cli"], &["napi", "napi-build", "napi-derive"]),
    room("inkwash-wasm", &["inkwash"], &["serde_json", "wasm-bindgen"]),
    room(
        "inkwash-python",
        &["inkwash", "inkwash-arrow", "inkwash-cli"],
        // The last three are never used: see the feature `as-in-workspace`.
        &["arrow-array", "arrow-schema", "pyo3", "pyo3-arrow", "chacha20", "getrandom", "syn"],
    ),
];

/// Packages beside the house that are never published, and what they may use of third parties.
/// They may use every crate of the workspace.
const BESIDE: &[(&str, &[&str])] = &[
    ("inkwash-testkit", &["proptest", "serde", "toml"]),
    ("inkwash-accuracy", &[]),
    ("inkwash-tests", &["aho-corasick", "flate2", "proptest", "serde_json", "tempfile", "toml", "zstd"]),
    ("inkwash-benches", &["aes", "aho-corasick", "arrow-array", "criterion", "fpe", "hkdf", "memchr", "regex", "sha2"]),
    ("xtask", &["serde_json", "tempfile", "toml"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("")
}

/// The workspace's packages by name.
fn members(metadata: &Value) -> BTreeMap<&str, &Value> {
    let packages = list(metadata, "packages").iter();
    packages.filter(|p| p["source"].is_null()).map(|p| (text(p, "name"), p)).collect()
}

/// Packages with the features that they are built with for a selection of the workspace's.
fn features(selection: &[&str]) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["tree", "--locked", "--edges", "normal,build", "--prefix", "none", "--no-dedupe", "--format", "{p} {f}"])
        .args(selection)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn the_wheel_is_tested_with_the_features_of_the_workspace() {
    let wheel = features(&["--package", "inkwash-python", "--features", "as-in-workspace"]);
    let other = &wheel - &features(&["--workspace"]);
    let other: Vec<_> = other.iter().filter(|line| !line.starts_with("inkwash-python ")).collect();
    assert!(wheel.len() > 100, "{wheel:?}");
    assert!(
        other.is_empty(),
        "these would be built again: name what they lack in the feature `as-in-workspace` of inkwash-python: {other:?}"
    );
}

#[test]
fn every_package_has_its_place_in_the_plan() {
    let metadata = metadata();
    let members: BTreeSet<_> = members(&metadata).into_keys().collect();
    let planned: BTreeSet<_> = ROOMS.iter().map(|r| r.name).chain(BESIDE.iter().map(|b| b.0)).collect();
    assert_eq!(members, planned, "packages (left) and the plan in this file (right) differ");
}

#[test]
fn dependencies_point_down() {
    let metadata = metadata();
    let members = members(&metadata);
    let mut faults = Vec::new();
    for room in ROOMS {
        for dependency in list(members[room.name], "dependencies") {
            let name = text(dependency, "name");
            let for_tests = dependency["kind"] == "dev";
            let allowed =
                room.below.contains(&name) || room.outside.contains(&name) || for_tests && room.tests.contains(&name);
            if !allowed {
                faults.push(format!("{} must not use {name}{}", room.name, if for_tests { " in tests" } else { "" }));
            }
        }
    }
    for (package, outside) in BESIDE {
        for dependency in list(members[package], "dependencies") {
            let name = text(dependency, "name");
            if !members.contains_key(name) && !outside.contains(&name) {
                faults.push(format!("{package} must not use {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_plan_has_no_circle() {
    let mut standing = BTreeSet::new();
    for room in ROOMS {
        let missing: Vec<_> = room.below.iter().filter(|b| !standing.contains(*b)).collect();
        assert!(missing.is_empty(), "{} stands on {missing:?}, which stand above it", room.name);
        standing.insert(&room.name);
    }
}

fn deny() -> toml::Table {
    let text = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    text.parse().expect("deny.toml is TOML")
}

/// The third-party packages that end up in what is shipped, build scripts included.
fn shipped(metadata: &Value) -> Vec<&Value> {
    let packages: BTreeMap<_, _> = list(metadata, "packages").iter().map(|p| (text(p, "id"), p)).collect();
    let nodes: BTreeMap<_, _> = list(&metadata["resolve"], "nodes").iter().map(|n| (text(n, "id"), n)).collect();
    let members = members(metadata);
    let mut open: Vec<&str> = ROOMS.iter().map(|r| text(members[r.name], "id")).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            let used = list(nodes[id], "deps").iter();
            let used = used.filter(|d| list(d, "dep_kinds").iter().any(|k| k["kind"] != "dev"));
            open.extend(used.map(|d| text(d, "pkg")));
        }
    }
    let third_party: Vec<_> = seen.iter().map(|id| packages[id]).filter(|p| !p["source"].is_null()).collect();
    assert!(third_party.iter().any(|p| text(p, "name") == "sha2"), "the walk through the packages is broken");
    third_party
}

#[test]
fn everything_shipped_has_a_permissive_licence() {
    let deny = deny();
    let allowed = deny["licenses"]["allow"].as_array().expect("a list of licences");
    let allowed: Vec<&str> = allowed.iter().filter_map(toml::Value::as_str).collect();
    let metadata = metadata();
    let faults: Vec<_> = shipped(&metadata)
        .into_iter()
        .filter(|p| !permits(text(p, "license"), &allowed))
        .map(|p| format!("{} is under {:?}", text(p, "name"), text(p, "license")))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_shipped_opens_connections() {
    let deny = deny();
    let banned = deny["bans"]["deny"].as_array().expect("a list of crates").iter();
    let banned: Vec<&str> = banned.filter_map(|b| b["crate"].as_str()).collect();
    assert!(banned.contains(&"reqwest"), "the list is not read");
    let metadata = metadata();
    let names: Vec<_> = shipped(&metadata).into_iter().map(|p| text(p, "name")).collect();
    let found: Vec<_> = banned.into_iter().filter(|b| names.contains(b)).collect();
    assert!(found.is_empty(), "deny.toml bans {found:?}");
}

/// Whether an SPDX licence expression can be met with the allowed licences. `/` is an old way
/// to write OR.
fn permits(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut tokens: Vec<&str> = spaced.split_whitespace().rev().collect();
    let met = any_of(&mut tokens, allowed);
    met && tokens.is_empty()
}

fn any_of(tokens: &mut Vec<&str>, allowed: &[&str]) -> bool {
    let mut met = all_of(tokens, allowed);
    while tokens.pop_if(|t| *t == "OR").is_some() {
        met |= all_of(tokens, allowed);
    }
    met
}

fn all_of(tokens: &mut Vec<&str>, allowed: &[&str]) -> bool {
    let mut met = one_of(tokens, allowed);
    while tokens.pop_if(|t| *t == "AND").is_some() {
        met &= one_of(tokens, allowed);
    }
    met
}

fn one_of(tokens: &mut Vec<&str>, allowed: &[&str]) -> bool {
    let Some(token) = tokens.pop() else {
        return false;
    };
    if token == "(" {
        let met = any_of(tokens, allowed);
        return tokens.pop() == Some(")") && met;
    }
    if tokens.pop_if(|t| *t == "WITH").is_some() {
        let exception = tokens.pop().unwrap_or("");
        return allowed.contains(&format!("{token} WITH {exception}").as_str());
    }
    allowed.contains(&token)
}

#[test]
fn licence_expressions_are_read_as_spdx_says() {
    let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"];
    for (expression, met) in [
        ("MIT", true),
        ("MIT/GPL-3.0", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(MIT OR GPL-3.0) AND Unicode-3.0", true),
        ("MIT AND (GPL-3.0 OR LGPL-2.1-or-later)", false),
        ("GPL-3.0 OR MIT AND Unicode-3.0", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("MIT WITH LLVM-exception", false),
        ("(MIT", false),
        ("MIT GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(permits(expression, &allowed), met, "{expression}");
    }
}

/// The root source files of a package's libraries and binaries.
fn roots(package: &Value) -> Vec<(String, String)> {
    let targets = list(package, "targets").iter();
    let built = targets.filter(|t| list(t, "kind").iter().any(|k| k == "lib" || k == "bin"));
    built
        .map(|t| {
            let path = text(t, "src_path");
            (path.to_owned(), std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}")))
        })
        .collect()
}

fn has_line(source: &str, wanted: &str) -> bool {
    source.lines().any(|line| line.trim_end() == wanted)
}

#[test]
fn unsafe_code_is_forbidden_outside_of_the_sweep() {
    let metadata = metadata();
    for (name, package) in members(&metadata) {
        if name == "inkwash-sweep" || !ROOMS.iter().any(|r| r.name == name) {
            continue;
        }
        for (path, source) in roots(package) {
            let level = "#![forbid(unsafe_code)]";
            assert!(has_line(&source, level), "{path} does not say {level}");
        }
    }
}

#[test]
fn bindings_have_no_unsafe_code_but_their_macros() {
    // What the macros of napi and wasm-bindgen write allows itself to be unsafe, which cannot be where it is
    // forbidden.
    for folder in ["bindings/node/src", "bindings/wasm/src"] {
        let folder = root().join(folder);
        let library = std::fs::read_to_string(folder.join("lib.rs")).expect("its root");
        assert!(has_line(&library, "#![deny(unsafe_code)]"), "{} does not deny it", folder.display());
        for entry in std::fs::read_dir(&folder).expect("its source").flatten() {
            let source = std::fs::read_to_string(entry.path()).expect("text");
            let allows = source.contains("allow(unsafe_code)") || source.contains("expect(unsafe_code)");
            assert!(!allows, "{} allows unsafe code", entry.path().display());
        }
    }
}

/// Neither half of wasm-bindgen understands another version of the other half.
#[test]
fn both_halves_of_wasm_bindgen_are_of_one_version() {
    let version = |file: &str, table: &[&str], name: &str| {
        let text = std::fs::read_to_string(root().join(file)).expect("a manifest");
        let manifest: toml::Table = text.parse().expect("TOML");
        let manifest = toml::Value::Table(manifest);
        let dependency = &table.iter().fold(&manifest, |at, key| &at[*key])[name];
        dependency.get("version").unwrap_or(dependency).as_str().expect("a version").to_owned()
    };
    let library = version("Cargo.toml", &["workspace", "dependencies"], "wasm-bindgen");
    let tool = version("bindings/wasm/bindgen/Cargo.toml", &["dependencies"], "wasm-bindgen-cli-support");
    assert_eq!(library, tool);
    assert!(library.starts_with('='), "{library} may become another");
}

#[test]
fn the_pure_crates_do_not_know_the_standard_library() {
    let metadata = metadata();
    let members = members(&metadata);
    for room in ROOMS.iter().filter(|r| r.no_std) {
        for (path, source) in roots(members[room.name]) {
            assert!(has_line(&source, "#![no_std]"), "{path} is not no_std");
            let lines: Vec<_> = source.lines().map(str::trim).collect();
            let leaks = lines.windows(2).any(|w| w[1].starts_with("extern crate std") && w[0] != "#[cfg(test)]");
            assert!(!leaks, "{path} names the standard library outside of tests");
        }
    }
}
