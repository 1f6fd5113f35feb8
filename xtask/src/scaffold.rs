//! `cargo xtask new-entity`: the file, the line and the corpus of a new entity, such that the tests
//! fail for nothing but what its author must fill in. Another suite of `cargo xtask test` tries it
//! out in a copy.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{cargo, root, target_dir};

/// Writes them, and says which files.
pub(crate) fn new_entity(root: &Path, name: &str) -> Result<Vec<PathBuf>, String> {
    let words: Vec<&str> = name.split('_').collect();
    let is_word = |w: &&str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if !words.iter().all(is_word) || !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Err(format!("{name} is no name of an entity: capitals and digits with _ between them, FR_NIR"));
    }
    let module = name.to_ascii_lowercase();
    let kind: String = words.iter().map(|w| format!("{}{}", &w[..1], w[1..].to_ascii_lowercase())).collect();
    let source = root.join("crates/inkwash-entities/src");
    let (code, corpus) = (source.join(format!("{module}.rs")), root.join(format!("corpora/entities/{module}.toml")));
    for path in [&code, &corpus] {
        if path.exists() {
            return Err(format!("{} exists", path.display()));
        }
    }
    let table = source.join("lib.rs");
    let lib = fs::read_to_string(&table).map_err(|e| format!("{}: {e}", table.display()))?;
    let lines = lib.find("\ncatalogue! {").and_then(|at| Some(at + lib[at..].find("\n}")? + 1));
    let at = lines.ok_or_else(|| format!("{} has no table `catalogue!`", table.display()))?;
    let line = format!("    {module}: {kind};\n");
    let files = [
        (code, CODE.replace("Kind", &kind).replace("NAME", name).replace("label", &module)),
        (corpus, CORPUS.replace("NAME", name)),
        (table, format!("{}{line}{}", &lib[..at], &lib[at..])),
    ];
    for (path, text) in &files {
        fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

const CODE: &str = r#"use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Trigger};

use crate::style::Draw;
use crate::unique::{digits_from, is_whole};

/// What it is, `123456789`: who issues it, its parts, its check.
///
/// Source: the authority or the standard.
pub(crate) struct Kind;

const LEN: usize = 9;

impl Detector for Kind {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Other,
            example: "",
            check: "",
            regions: &[],
            context: &[],
            against: &[],
            columns: &[],
            ..Facts::new("NAME", "", "")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("![0-9A-Za-z] 9{9} ![0-9A-Za-z]")]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let (start, end) = (at.pos(), at.pos() + LEN);
        let fits = digits_from(at, start, LEN + 1) == LEN && is_whole(at, start, end);
        fits.then(|| Hit::pattern(start, end, 100))
    }

    fn mint(&self, _: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut draw = Draw::new(key, "label", canonical);
        out.extend((0..LEN).map(|_| b'0' + draw.below(10) as u8));
    }
}
"#;

const CORPUS: &str = r#"# Invented or reserved values only. `«` and `»` enclose what must be found:
#
# [[hit]]
# text = "number «123456789»"
# why = "behind its name"
#
# [[miss]]
# text = "number 123456780"
# why = "the check digit is off"

entity = "NAME"
hit = []
miss = []
"#;

/// Tries it out in a copy of the workspace: what is wrong, if something is.
pub(crate) fn try_out() -> Result<Option<&'static str>, String> {
    let copy = target_dir()?.join("scaffold");
    for part in [
        "Cargo.toml",
        "Cargo.lock",
        "rustfmt.toml",
        "accuracy",
        "benches",
        "bindings",
        "corpora",
        "crates",
        "tests",
        "xtask",
    ] {
        mirror(&root().join(part), &copy.join(part)).map_err(|e| format!("{part}: {e}"))?;
    }
    // Cargo tells the packages of two workspaces that share a target directory apart by their version alone.
    let manifest = copy.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(|e| format!("Cargo.toml: {e}"))?;
    let version = concat!("\nversion = \"", env!("CARGO_PKG_VERSION"));
    let text = text.replacen(version, &format!("{version}+scaffold"), 1);
    fs::write(&manifest, text).map_err(|e| format!("Cargo.toml: {e}"))?;
    let name = "SCAFFOLD_TEST";
    let lower = name.to_ascii_lowercase();
    for left in [format!("corpora/entities/{lower}.toml"), format!("crates/inkwash-entities/src/{lower}.rs")] {
        let _ = fs::remove_file(copy.join(left));
    }
    let files = new_entity(&copy, name)?;
    if new_entity(&copy, name).is_ok() || new_entity(&copy, "Us-Ssn").is_ok() {
        return Ok(Some("an entity can be made twice, or with any name"));
    }
    let rust = files.iter().filter(|f| f.extension().is_some_and(|e| e == "rs"));
    let mut rustfmt = std::process::Command::new("rustfmt");
    rustfmt.current_dir(root()).args(["--edition", "2024", "--check"]).args(rust);
    if !crate::run::succeeds(&mut rustfmt)? {
        return Ok(Some("what it writes is not formatted"));
    }
    let mut laws = cargo(["test", "--quiet", "--offline", "--package", "inkwash-entities", "--test", "laws"]);
    laws.current_dir(&copy).env("INKWASH_ENTITY", name).env("CARGO_TARGET_DIR", target_dir()?);
    let output = laws.output().map_err(|e| format!("cannot start cargo: {e}"))?;
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let missing = ["SCAFFOLD_TEST has no title", "SCAFFOLD_TEST has 0 hits", "passed; 2 failed;"];
    let complains = missing.iter().all(|part| said.contains(part));
    if !complains {
        eprintln!("{said}");
    }
    Ok((!complains).then_some("the laws do not ask for what is missing, and for nothing else"))
}

/// Copies what has changed.
fn mirror(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.is_dir() {
        let text = fs::read(from)?;
        if fs::read(to).ok().as_ref() != Some(&text) {
            fs::create_dir_all(to.parent().expect("a file lies in a folder"))?;
            fs::write(to, text)?;
        }
        return Ok(());
    }
    fs::read_dir(from)?.try_for_each(|entry| {
        let name = entry?.file_name();
        if name == "node_modules" || name.to_string_lossy().starts_with('.') {
            return Ok(());
        }
        mirror(&from.join(&name), &to.join(name))
    })
}
