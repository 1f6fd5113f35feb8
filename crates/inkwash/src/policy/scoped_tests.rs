use super::*;
use crate::{KeyRing, Scanner, Scrubber, StreamOptions, entity_names};

fn parse(text: &str) -> Policy {
    Policy::parse(text, &entity_names()).expect("a policy")
}

fn fault(text: &str) -> String {
    Policy::parse(text, &entity_names()).err().expect("no policy").to_string()
}

fn decided(policy: &Policy, entity: &str, place: &str) -> (String, String) {
    let decision = policy.decide(entity, place);
    (decision.transform, decision.by)
}

const FILES: &str = "[transforms]\nEMAIL_ADDRESS = \"hash\"\n[places]\n\"*note\" = \"remove\"\n[files]\n\"*.log\" = \"redact\"\n\
     [files.\"logs/**\"]\ntransforms = { PERSON = \"mask\" }\n[files.\"exports/*.csv\"]\nplaces = { note = \"keep\", nick = { entity = \
     \"PERSON\" } }\n";

#[test]
fn files_come_after_places_and_before_entities() {
    let policy = parse(FILES);
    let of = |file: &str, entity: &str, place: &str| decided(&policy.for_file(file), entity, place).1;
    assert_eq!(of("a.txt", "EMAIL_ADDRESS", ""), "the rule of the entity");
    assert_eq!(of("a.log", "EMAIL_ADDRESS", ""), "the rule of files \"*.log\"");
    assert_eq!(of("a.log", "EMAIL_ADDRESS", "t.note"), "the rule of the place \"*note\"");
    assert_eq!(
        of("exports/a.csv", "EMAIL_ADDRESS", "t.note"),
        "the rule of the place \"note\" in files \"exports/*.csv\""
    );
    assert_eq!(of("exports/a.csv", "EMAIL_ADDRESS", "t.mail"), "the rule of the entity");
    // The most specific pattern that speaks of the entity.
    assert_eq!(of("logs/a.log", "PERSON", ""), "the rule of files \"logs/**\"");
    assert_eq!(of("logs/a.log", "EMAIL_ADDRESS", ""), "the rule of files \"*.log\"");
    assert_eq!(policy.for_file("exports/a.csv").entity_of("t.nick"), Some("PERSON"));
    assert_eq!(policy.entity_of("t.nick"), None);
}

#[test]
fn streams_go_by_their_names_in_scans_scrubs_and_plans() {
    let policy = parse(FILES);
    let scrubber = Scrubber::new(&policy, &KeyRing::generate().expect("a key")).expect("a scrubber");
    let table = "nick,note\nZarquon,bo@example.org\n";
    let options = |name: &str| StreamOptions::new().format("csv").expect("a format").file_name(name);
    let scrub = |name: &str| {
        let mut out = Vec::new();
        scrubber.scrub_reader(table.as_bytes(), &mut out, &options(name), &mut (), &mut |_| ()).expect("a run");
        String::from_utf8(out).expect("text")
    };
    let exported = scrub("x/exports/a.csv.gz");
    assert!(exported.ends_with(",bo@example.org\n") && !exported.contains("Zarquon"), "{exported}");
    assert_eq!(scrub("a.csv"), "nick,note\nZarquon,\n");
    assert_eq!(scrub("a.log"), "nick,note\nZarquon,\n", "places come first");
    let scanner: &Scanner = scrubber.scanner();
    let found = |name: &str| {
        let summary = scanner.scan_reader(table.as_bytes(), &options(name), &mut (), &mut |_| ()).expect("a run");
        summary.tally.findings.iter().sum::<u64>()
    };
    assert_eq!((found("exports/a.csv"), found("a.csv")), (2, 1));
    let plan = |name: &str| scanner.plan(table.as_bytes(), &options(name), &mut |_| ()).expect("a run").0.to_string();
    assert!(plan("exports/a.csv").contains("transform = \"keep\""));
    assert!(plan("a.csv").contains("transform = \"remove\""));
    let mut pushed = scrubber.pushed(&options("exports/a.csv"));
    let mut out = Vec::new();
    pushed.push(table.as_bytes(), &mut out).expect("a piece");
    pushed.finish(&mut out).expect("an end");
    assert_eq!(out, exported.as_bytes());
}

/// A rule for the whole cells of some files is none for others: those that have no such column are not refused.
#[test]
fn whole_cells_are_wanted_in_their_files_only() {
    let policy = parse(
        "[files.\"orders.csv\".places]\ncard = { entity = \"CREDIT_CARD\", transform = \"redact\", whole = true }\n",
    );
    let scrubber = Scrubber::new(&policy, &KeyRing::generate().expect("a key")).expect("a scrubber");
    let scrub = |name: &str, table: &str| {
        let options = StreamOptions::new().format("csv").expect("a format").file_name(name);
        let mut out = Vec::new();
        let done = scrubber.scrub_reader(table.as_bytes(), &mut out, &options, &mut (), &mut |_| ());
        done.map(|_| String::from_utf8(out).expect("text"))
    };
    assert_eq!(scrub("orders.csv", "id,card\n1,x\n").expect("a run"), "id,card\n1,[CREDIT_CARD]\n");
    assert_eq!(scrub("people.csv", "id,name\n1,x\n").expect("a run"), "id,name\n1,x\n");
    assert!(scrub("orders.csv", "id,name\n1,x\n").is_err(), "a rule that fits nothing is a mistake");
}

#[test]
fn exceptions_may_be_for_some_files() {
    let policy = parse(
        "[[exceptions]]\nfile = \"website/**\"\nentity = \"EMAIL_ADDRESS\"\nreason = \"published\"\napprover = \"Kari\"\n\
         expires = 9999-12-31\n",
    );
    let by = |file: &str| decided(&policy.for_file(file), "EMAIL_ADDRESS", "").1;
    assert!(by("website/a.html").starts_with("the exception for EMAIL_ADDRESS of files website/**, approved by Kari"));
    assert_eq!(by("intern/a.html"), "the default");
    assert_eq!(by(""), "the default");
}

#[test]
fn regions_come_after_entities_and_before_classes() {
    let policy = parse(
        "[transforms]\nNO_BANK_ACCOUNT = \"mask\"\n[classes]\ncritical = \"hash\"\n[region.NO]\ntransform = \"redact\"\nclass = \
         \"critical\"\nmin_score = 0.9\n",
    );
    assert_eq!(decided(&policy, "NO_FODSELSNUMMER", ""), ("redact".into(), "the rule of the region NO".into()));
    assert_eq!(decided(&policy, "NO_BANK_ACCOUNT", ""), ("mask".into(), "the rule of the entity".into()));
    assert_eq!(decided(&policy, "DE_STEUER_ID", "").1, "the class critical");
    let scanner = Scanner::with_policy(&policy).expect("a scanner");
    let facts = scanner.entities().find(|facts| facts.name == "NO_BANK_ACCOUNT").expect("it is looked for");
    assert_eq!(facts.class, Class::Critical);
    assert!(scanner.scan("fnr 13097248022").iter().all(|finding| finding.score.to_f64() >= 0.9));
}

#[test]
fn runs_for_a_region_have_rules_of_their_own() {
    let text = "[transforms]\nPERSON = \"mask\"\ndefault = \"hash\"\n[region.NO.run]\nPERSON = \"redact\"\n[region.DE.run]\n\
                PERSON = \"remove\"\ndefault = \"tokenise\"\n";
    let of = |regions: &[&str], entity: &str| {
        let regions: Vec<_> = regions.iter().map(|region| (*region).to_owned()).collect();
        decided(&Policy::chosen(Some(text), None, &regions, None, None).expect("a policy"), entity, "")
    };
    assert_eq!(of(&[], "PERSON"), ("mask".into(), "the rule of the entity".into()));
    assert_eq!(of(&["NO"], "PERSON"), ("redact".into(), "the rule of runs for NO".into()));
    assert_eq!(of(&["DE", "NO"], "PERSON").0, "remove", "the first region counts");
    assert_eq!(of(&["NO", "DE"], "IP_ADDRESS"), ("tokenise".into(), "the rule of runs for DE".into()));
    assert_eq!(of(&["NO"], "IP_ADDRESS").0, "hash");
}

#[test]
fn faults_are_told_with_their_line() {
    assert!(
        fault("[files]\n\"*.{a,b}\" = \"redact\"\n").contains("line 2: the pattern of a file has *, ** and ? only")
    );
    assert!(fault("[files]\n\"*.log\" = \"no-such\"\n").contains("line 2"));
    assert!(fault("[files.\"*.log\"]\ntransforms = { NO_SUCH = \"redact\" }\n").contains("there is no entity"));
    assert!(
        fault("[files.\"*.log\".places]\na = { whole = true }\n").contains("has a `transform`, an `entity`, or both")
    );
    assert!(fault("[region.XX]\ntransform = \"redact\"\n").contains("there is no region"));
    assert!(fault("[region.AQ]\ntransform = \"redact\"\n").contains("no entity of the catalogue is of \"AQ\""));
    assert!(
        fault("entities = [\"PERSON\"]\n[region.NO.run]\nIP_ADDRESS = \"redact\"\n").contains("would never be found")
    );
    let policy = parse("[files]\n\"*.log\" = \"keep\"\n[region.NO.run]\nPERSON = \"keep\"\n");
    let review = policy.review().join("\n");
    assert!(review.contains("keep of files \"*.log\"") && review.contains("keep of PERSON in runs for NO"), "{review}");
}
