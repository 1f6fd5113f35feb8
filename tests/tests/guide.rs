//! The guide: its examples run, and what it names is there.

use std::fs;
use std::path::Path;

use inkwash_tests::folder::Folder;
use inkwash_tests::page;

/// What the examples of a page print.
fn run_page(name: &str) -> String {
    page::run_page(name, &Folder::new(), 3)
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
    assert!(out.contains("shop.sql: of 6 records 1 removed, 2 removed with them\n"), "{out}");
    assert!(out.contains("INSERT INTO orders VALUES (70,8);\nINSERT INTO items VALUES (70,'A-1');\n"), "{out}");
    assert!(out.contains("\norder_id,caller_phone\n70,\n"), "{out}");
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
