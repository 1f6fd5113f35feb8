//! `inkwash plan`, and runs that a plan refuses.

use std::fs;

use inkwash_tests::process::run;
use inkwash_tests::tool::{KEY, inkwash, inkwash_on};

#[test]
fn a_plan_is_made_kept_to_and_refuses_drift() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = |name: &str| dir.path().join(name).to_str().expect("temporary paths are UTF-8").to_owned();
    let demo = inkwash_on(["demo", "--dump"], b"").ok("demo").stdout;
    let plan = inkwash_on(["plan"], &demo).ok("plan").stdout;
    fs::write(path("plan.toml"), &plan).expect("a file can be written");
    let (plan_file, clean) = (path("plan.toml"), path("clean.sql"));
    let scrub =
        |input: &[u8]| run(inkwash(["scrub", "--plan", &plan_file, "-o", &clean]).env("INKWASH_KEY", KEY), input);

    inkwash_on(["plan", "--check", &plan_file], &demo).ok("plan --check");
    scrub(&demo).ok("scrub --plan");
    assert!(!fs::read_to_string(&clean).expect("it is there").contains("kundepost"));
    fs::remove_file(&clean).expect("it is there");

    let mut new = demo.clone();
    new.extend(b"COPY public.leads (mail) FROM stdin;\ncanary@kundenpost.test\n\\.\n");
    let refused = scrub(&new);
    assert_eq!(refused.code(), 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("[places.\"public.leads.mail\"]\ntype = \"text\""), "{}", refused.stderr);
    assert!(!refused.stderr.contains("canary"), "{}", refused.stderr);
    assert!(fs::read_dir(dir.path()).expect("a directory").count() == 1, "no target, and no part of one");

    let diff = inkwash_on(["plan", "--diff", &plan_file], &new).ok("plan --diff").stdout;
    assert_eq!(String::from_utf8_lossy(&diff), "+ \"public.leads.mail\" is new\n");
    let checked = inkwash_on(["plan", "--check", &plan_file], &new);
    assert_eq!(checked.code(), 3, "{}", checked.stderr);
    fs::write(&plan_file, [plan, checked.stdout].concat()).expect("a file can be written");
    inkwash_on(["plan", "--check", &plan_file], &new).ok("plan --check");
    scrub(&new).ok("scrub --plan");

    // A plan that cannot be read stops it before anything else.
    fs::write(&plan_file, "plan = 1\ncolumns = []\n").expect("a file can be written");
    assert_eq!(scrub(&new).code(), 2);
}
