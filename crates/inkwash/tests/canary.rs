//! Law *Canary*: a marked value never shows in anything that is not the output itself.

use inkwash::{
    KeyRing, Policy, Scanner, Scrubber, StreamFinding, StreamOptions, entity_names, formats, write_json_line,
};

/// Part of every value here.
const CANARY: &str = "canary";
const MAIL: &str = "yellow.canary@example.com";

/// Everything that can be said of a stream's findings.
fn reports(format: &str, stream: &[u8]) -> String {
    let scanner = Scanner::new();
    let mut findings: Vec<StreamFinding> = Vec::new();
    let options = StreamOptions::new().format(format).expect("a format");
    let summary = scanner.scan_reader(stream, &options, &mut findings, &mut |_| ()).expect("a scan");
    assert!(!findings.is_empty(), "nothing is found in {format}");
    let mut all = format!("{summary:?} {findings:?} {options:?}").into_bytes();
    for finding in &findings {
        write_json_line(&mut all, "a path", summary.format, &scanner, finding).expect("memory to write to");
    }
    String::from_utf8(all).expect("reports are text")
}

fn assert_silent(text: &str, what: &str) {
    assert!(!text.to_ascii_lowercase().contains(CANARY), "{what} shows a value: {text}");
}

#[test]
fn findings_never_show_values() {
    for row in formats() {
        let stream = match row.name {
            "json" | "ndjson" => {
                format!("{{\"email\": \"{MAIL}\", \"{MAIL}\": {{\"to\": [\"{MAIL}\", {{\"{MAIL}\": \"{MAIL}\"}}]}}}}\n")
            }
            "csv" => format!("id,email,{MAIL}\n1,{MAIL},{MAIL}\n2,\"{MAIL}\",x\n"),
            "tsv" => format!("id\temail\t{MAIL}\n1\t{MAIL}\t{MAIL}\n2\tx\t\n"),
            "postgres" => format!(
                "COPY \"{MAIL}\" (email, \"{MAIL}\") FROM stdin;\n{MAIL}\t{MAIL}\n\\.\n\
                 INSERT INTO \"{MAIL}\".\"t\" (\"{MAIL}\") VALUES ('{MAIL}');\n-- {MAIL}\n"
            ),
            "mysql" | "sqlite" | "ansisql" => {
                format!("INSERT INTO `{MAIL}` (`email`, `{MAIL}`) VALUES ('{MAIL}', '{MAIL}');\n-- {MAIL}\n")
            }
            _ => format!("to {MAIL}\n"),
        };
        assert_silent(&reports(row.name, stream.as_bytes()), row.name);
    }
}

#[test]
fn keys_of_json_objects_that_are_data_are_no_places() {
    for (key, value) in [
        (MAIL, "a@example.com"),
        ("canary-4111111111111111", "a@example.com"),
        ("https://canary:canarypass@example.com/", "a@example.com"),
    ] {
        let stream = format!("{{\"users\": {{\"{key}\": \"{value}\"}}}}");
        assert_silent(&reports("json", stream.as_bytes()), key);
    }
}

#[test]
fn explanations_and_findings_in_texts_never_show_values() {
    let scanner = Scanner::new();
    let text = format!("password=canaryCanary99 {MAIL} https://canary:canarypass@example.com");
    let found = scanner.scan(&text);
    assert!(found.len() >= 3, "{found:?}");
    assert_silent(&format!("{found:?}"), "Debug of a finding");
    assert_silent(&format!("{:?}", scanner.explain(text.as_bytes(), "users.notes")), "an explanation");
}

#[test]
fn errors_never_show_what_a_file_holds() {
    let known = entity_names();
    let policies = [
        format!("{MAIL},1,2\n"),
        format!("{{\"email\": \"{MAIL}\"}}\n"),
        format!("INSERT INTO t VALUES ('{MAIL}');\n"),
        format!("email = \"{MAIL}\"\n"),
        format!("min_score = \"{MAIL}\"\n"),
        format!("[transforms]\ndefault = 1\n\"{MAIL}\" = \"{MAIL}\"\n"),
        format!("entities = [\"{MAIL}\"]\n"),
        format!("regions = [\"{MAIL}\"]\n"),
        format!("[places]\n\"a.b\" = \"{MAIL}\"\n"),
        format!("[places]\n\"{MAIL}\" = {{ \"{MAIL}\" = \"{MAIL}\" }}\n"),
        format!("\"{MAIL}\" = 1\n\"{MAIL}\" = 2\n"),
    ];
    for policy in &policies {
        let Err(error) = Policy::parse(policy, &known) else { panic!("accepted: {policy}") };
        assert_silent(&format!("{error} {error:?}"), policy);
    }
    for key in [
        "canary".to_owned(),
        format!("version = 1\n[[key]]\nversion = 1\ncreated = 2026-01-01\nstatus = \"active\"\nkey = \"{CANARY}\"\n"),
        format!("version = 1\n[[key]]\nversion = 1\n{CANARY} = \"{CANARY}\"\n"),
        format!("version = 2\n# {CANARY}\n"),
    ] {
        if let Err(error) = KeyRing::from_text(&key) {
            assert_silent(&format!("{error} {error:?}"), "a key's error");
        }
    }
}

#[test]
fn stand_ins_and_labels_show_nothing_of_the_value() {
    let key = KeyRing::from_text("an example secret, not for use").expect("a key");
    for spec in ["pseudonymise", "redact", "hash", "mask", "remove"] {
        let policy = Policy::default().default_transform(spec).expect("a transform");
        let scrubber = Scrubber::new(&policy, &key).expect("a scrubber");
        assert_silent(&scrubber.scrub(&format!("to {MAIL}, canary.two@example.org")), spec);
    }
}
