//! The examples of the guide's pages, as a reader would paste them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use inkwash_tests::process::run;
use inkwash_tests::tool::binary;

/// Runs all `sh` blocks of a page in one shell in an empty folder, and returns what they print.
fn run_page(name: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    let page = fs::read_to_string(page).expect("the page is there");
    let blocks: Vec<_> = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 3, "{name} has {} examples", blocks.len());
    let dir = tempfile::tempdir().expect("a temporary directory");
    let programs = binary().parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&path))).expect("a path");
    let mut shell = Command::new("sh");
    shell.args(["-eu", "-c", &blocks.concat()]).current_dir(dir.path()).env("PATH", path).stdout(Stdio::piped());
    shell.env_remove("INKWASH_KEY").env_remove("INKWASH_PASSPHRASE");
    run(&mut shell, b"").ok(name).text()
}

#[test]
fn five_minutes() {
    let out = run_page("index.md");
    assert!(out.contains("public.customers.email"), "{out}");
}

#[test]
fn databases_csv_logs() {
    let out = run_page("scrubbing.md");
    assert!(out.contains("1e400") && out.contains("[EMAIL_ADDRESS] from [IP_ADDRESS]"), "{out}");
    assert!(!out.contains("kundepost"), "{out}");
}

#[test]
fn plans() {
    assert!(run_page("plans.md").contains("+ \"public.leads.mail\" is new"));
}

#[test]
fn keys() {
    let out = run_page("keys.md");
    assert!(out.contains("active") && !out.contains("kundepost"), "{out}");
}

#[test]
fn subject_requests() {
    let out = run_page("subject-requests.md");
    assert!(out.contains("shop.sql:6: items record 6: items.order_id = orders.id"), "{out}");
    assert!(out.contains("calls.csv:2: calls record 1: PHONE_NUMBER") && !out.contains("kundepost"), "{out}");
}

/// Each test that the page on policies names is there.
#[test]
fn what_shows_that_demands_are_met_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(folder.join("../docs/policies.md")).expect("the page is there");
    let named: Vec<_> = page.split('`').filter_map(|code| code.split_once("::")).collect();
    assert!(named.len() > 30, "{} tests are named", named.len());
    for (file, test) in named {
        let text = fs::read_to_string(folder.join("tests").join(file).with_extension("rs")).unwrap_or_default();
        assert!(text.contains(&format!("#[test]\nfn {test}()")), "there is no test {file}::{test}");
    }
}
