//! Retention rules and legal holds, with real processes.

use std::fs;

use inkwash_tests::folder::Folder;
use inkwash_tests::process::{Finished, run};
use inkwash_tests::tool::{KEY, inkwash};
use serde_json::Value;

const POLICY: &str = "
[[retention]]
place = \"visits\"
column = \"at\"
older_than = \"2y\"
reason = \"no business use\"
[[retention]]
place = \"gone\"
column = \"at\"
older_than = \"2y\"
reason = \"none\"
[[hold]]
place = \"visits\"
column = \"case\"
values = [\"C-7\"]
reason = \"a lawsuit\"
approver = \"Kari\"
until = 9999-12-31
";

const VISITS: &str = "at,case,mail\n2020-01-31,C-1,canary.one@kundepost.test\n2020-01-31,C-7,canary.two@kundepost.test\n\
                      2025-01-31,C-2,canary.three@kundepost.test\nlast week,C-3,x\n";

struct Place(Folder);

impl Place {
    fn new() -> Self {
        let folder = Folder::new();
        folder.write("policy.toml", POLICY);
        folder.write("visits.csv", VISITS);
        Self(folder)
    }

    fn run(&self, args: &[&str]) -> Finished {
        run(inkwash(args).current_dir(self.0.at()).env("INKWASH_KEY", KEY), b"")
    }
}

#[test]
fn old_records_are_gone_counted_and_recorded() {
    let place = Place::new();
    let args = ["scrub", "--policy", "policy.toml", "--as-of", "2026-01-31", "visits.csv", "--audit", "audit.jsonl"];
    let finished = place.run(&args).ok("scrub");
    let (said, text) = (finished.stderr.clone(), finished.text());
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[1].starts_with("2020-01-31,C-7,") && lines[2].starts_with("2025-01-31,C-2,"), "{text}");
    assert_eq!(lines[3], "last week,C-3,x");
    assert!(!text.contains("canary"), "{text}");
    let told = "retention: of visits older than 2y on 2026-01-31 (by at) 1 dropped, 1 stay by a legal hold, 1 stay because \
                their age cannot be told, 1 are younger: no business use";
    assert!(said.contains(told), "{said}");
    assert!(said.contains("0 dropped; there is no record of that name: none"), "{said}");
    let audit = fs::read_to_string(place.0.path("audit.jsonl")).expect("the log is there");
    let end: Value = serde_json::from_str(audit.lines().last().expect("a record")).expect("JSON");
    let rules = end["end"]["retention"].as_array().expect("a list");
    assert_eq!(rules.len(), 1, "{end}");
    for (name, value) in [
        ("place", Value::from("visits")),
        ("older_than", "2y".into()),
        ("as_of", "2026-01-31".into()),
        ("reason", "no business use".into()),
        ("dropped", 1.into()),
        ("held", 1.into()),
        ("undated", 1.into()),
    ] {
        assert_eq!(rules[0][name], value, "{name}");
    }
    let certificate = place.run(&["audit", "certificate", "1", "audit.jsonl"]).ok("a certificate").text();
    assert!(certificate.contains("1 records of visits older than 2y on 2026-01-31 (by at) taken out"), "{certificate}");
    let earlier = place.run(&["scrub", "--policy", "policy.toml", "--as-of", "2021-01-31", "visits.csv"]).ok("scrub");
    assert_eq!(earlier.text().lines().count(), 5, "they were young then");
}

#[test]
fn policies_tell_of_rules_and_holds() {
    let place = Place::new();
    let text =
        place.run(&["policy", "explain", "--policy", "policy.toml", "PERSON", "visits.case"]).ok("explain").text();
    assert!(text.contains("its record is dropped once at is older than 2y: no business use"), "{text}");
    assert!(
        text.contains("a legal hold of visits, by case (by this column), approved by Kari until 9999-12-31"),
        "{text}"
    );
    place.0.write("all.toml", POLICY.replace("column = \"case\"\nvalues = [\"C-7\"]\n", ""));
    let text = place.run(&["policy", "check", "all.toml"]).ok("check").text();
    assert!(text.contains("retention of visits: a hold covers all of it"), "{text}");
    place.0.write("over.toml", POLICY.replace("9999-12-31", "2020-12-31"));
    for args in [&["policy", "check", "over.toml"][..], &["scrub", "--policy", "over.toml", "visits.csv"]] {
        let finished = place.run(args);
        assert_eq!(finished.code(), 3, "{}", finished.stderr);
        assert!(finished.stderr.contains("its last day was 2020-12-31; Kari") && finished.stdout.is_empty());
    }
    for (wrong, what) in [
        ("older_than = \"2 years\"", "`older_than` is a number"),
        ("older_than = \"2y\"\naction = \"hide\"", "`action` of a retention rule is"),
        ("older_than = \"2y\"\nyounger_than = \"1y\"", "unknown field"),
    ] {
        place.0.write("wrong.toml", POLICY.replacen("older_than = \"2y\"", wrong, 1));
        let finished = place.run(&["policy", "check", "wrong.toml"]);
        assert!(finished.code() == 2 && finished.stderr.contains(what), "{}", finished.stderr);
    }
}

#[test]
fn formats_without_records_are_refused_before_anything_is_written() {
    let place = Place::new();
    place.0.write("visits.xml", "<visits><visit at=\"2020-01-31\"/><visit at=\"2020-01-31\"/></visits>\n");
    let finished = place.run(&["scrub", "--policy", "policy.toml", "visits.xml"]);
    assert_eq!(finished.code(), 3, "{}", finished.stderr);
    assert!(
        finished.stdout.is_empty() && finished.stderr.contains("cannot be taken out of XML"),
        "{}",
        finished.stderr
    );
}
