use super::warn::ENUMERABLE;
use super::*;

const KNOWN: &[&str] = &["EMAIL_ADDRESS", "CREDIT_CARD", "PERSON", "IBAN_CODE"];

const WHOLE: &str = r#"
min_score = 0.6
regions = ["NO", "de"]
entities = ["EMAIL_ADDRESS", "PERSON", "CREDIT_CARD"]

[transforms]
default = "hash"
EMAIL_ADDRESS = "redact"

[places]
"*.notes" = "remove"
"users.nick" = { entity = "PERSON" }
"/staff/*/card" = { entity = "CREDIT_CARD", transform = "mask(keep=4)" }
"logs.ip" = "keep"
"#;

fn parse(text: &str) -> Policy {
    Policy::parse(text, KNOWN).unwrap_or_else(|e| panic!("{e}"))
}

fn name(policy: &Policy, entity: &str, path: &str) -> &'static str {
    policy.transform_for(entity, path).name()
}

#[test]
fn a_policy_says_what_is_found_and_what_happens_to_it() {
    let policy = parse(WHOLE);
    assert_eq!(policy.least_score(), Score::permille(600));
    assert_eq!(policy.region_codes(), [*b"NO", *b"DE"]);
    assert!(policy.looks_for("PERSON") && !policy.looks_for("IBAN_CODE"));
    assert_eq!(name(&policy, "PERSON", "users.name"), "hash");
    assert_eq!(name(&policy, "EMAIL_ADDRESS", ""), "redact");
    assert_eq!(name(&policy, "EMAIL_ADDRESS", "users.notes"), "remove", "the place before the entity");
    assert_eq!(name(&policy, "PERSON", "logs.ip"), "keep");
    assert_eq!(name(&policy, "PERSON", "/staff/17/card"), "mask");
    assert_eq!(policy.entity_of("/staff/17/card"), Some("CREDIT_CARD"));
    assert_eq!(policy.entity_of("public.users.nick"), Some("PERSON"));
    assert_eq!(policy.entity_of("users.name"), None);
}

#[test]
fn an_empty_policy_is_the_default() {
    for policy in [parse(""), Policy::default()] {
        assert_eq!(name(&policy, "PERSON", "users.name"), "pseudonymise");
        assert_eq!(policy.least_score(), Score::DEFAULT_MIN);
        assert!(policy.looks_for("CREDIT_CARD") && policy.region_codes().is_empty());
    }
}

#[test]
fn setters_do_what_the_file_does() {
    let made = || -> Result<Policy, Error> {
        Policy::default()
            .min_score(0.6)?
            .region("NO")?
            .entities(["PERSON"])
            .default_transform("hash(len=8)")?
            .transform("PERSON", "redact")?
            .place("*.notes", "remove")
    };
    let policy = made().expect("a policy");
    assert_eq!((policy.least_score(), policy.region_codes()), (Score::permille(600), &[*b"NO"][..]));
    assert!(policy.looks_for("PERSON") && !policy.looks_for("EMAIL_ADDRESS"));
    assert_eq!(name(&policy, "PERSON", "x"), "redact");
    assert_eq!(name(&policy, "EMAIL_ADDRESS", "x"), "hash");
    assert_eq!(name(&policy, "PERSON", "x.notes"), "remove");
    policy.check(KNOWN).expect("known entities");
}

#[test]
fn check_finds_names_that_do_not_exist() {
    let listed = Policy::default().entities(["PERSONS"]);
    let transformed = Policy::default().transform("PERSONS", "redact").expect("a transform");
    for policy in [listed, transformed] {
        let error = policy.check(KNOWN).expect_err("an unknown entity");
        assert!(error.is_policy());
        assert_eq!(
            error.to_string(),
            "policy: there is no entity \"PERSONS\"; there are EMAIL_ADDRESS, CREDIT_CARD, PERSON, IBAN_CODE"
        );
    }
}

#[test]
fn faults_are_named_with_their_line() {
    for (text, line, says) in [
        ("min_score = 1.5", 1, "from 0 to 1"),
        ("min_score = nan", 1, "from 0 to 1"),
        ("min_score = \"high\"", 1, "invalid type"),
        ("\nregions = [\n  \"NO\",\n  \"UK\",\n]", 4, "the United Kingdom's code is GB"),
        ("regions = [\"XX\"]", 1, "ISO 3166-1"),
        ("regions = [\"Ø\"]", 1, "ISO 3166-1"),
        ("\nentities = [\"EMAIL\"]", 2, "there is no entity \"EMAIL\"; there are EMAIL_ADDRESS"),
        ("\n[transforms]\nPERSON = \"blur\"", 3, "there is no transform \"blur\"; there are pseudonymise"),
        ("[transforms]\nPERSON = \"mask(keep=x)\"", 2, "takes a number"),
        ("[transforms]\nPERSON = \"keep\"\nperson = \"redact\"", 3, "there is no entity \"person\""),
        ("[transforms]\nPERSON = \"keep\"\nPERSON = \"redact\"", 3, "duplicate key"),
        ("[transform]\nPERSON = \"keep\"", 1, "unknown field `transform`"),
        ("\n[places]\n\"a.b\" = \"blur\"", 3, "there is no transform"),
        ("[places]\n\"a.b\" = { entity = \"NAME\" }", 2, "there is no entity"),
        ("[places]\n\"a.b\" = { hole = true }", 2, "unknown field `hole`"),
        ("[places]\n\"a.b\" = { whole = true, transform = \"keep\" }", 2, "has an `entity`"),
        ("[places]\n\"a.b\" = {}", 2, "a `transform`, an `entity`, or both"),
        ("[places]\n\"a.b\" = true", 2, "a transform, or a table"),
        ("[places]\n\" \" = \"keep\"", 2, "pattern is empty"),
        ("\n\nmin_score 0.5", 3, ""),
    ] {
        let Err(error) = Policy::parse(text, KNOWN) else { panic!("accepted: {text}") };
        assert!(error.is_policy());
        let shown = error.to_string();
        assert!(shown.starts_with(&format!("policy: line {line}: ")), "{text:?} gives {shown:?}");
        assert!(shown.contains(says), "{text:?} gives {shown:?}");
        assert!(!shown.contains("policy: policy"), "{shown:?}");
    }
}

#[test]
fn the_most_specific_pattern_counts() {
    let policy = parse(
        "[places]\n\"*\" = \"redact\"\n\"users.*\" = \"hash\"\n\"users.nick\" = \"keep\"\n\
         \"*nick\" = { entity = \"PERSON\" }",
    );
    assert_eq!(name(&policy, "PERSON", "orders.name"), "redact");
    assert_eq!(name(&policy, "PERSON", "users.name"), "hash");
    assert_eq!(name(&policy, "PERSON", "users.nick"), "keep");
    assert_eq!(policy.entity_of("users.nick"), Some("PERSON"), "a rule that names no entity gives way");
}

#[test]
fn patterns_fit_whole_paths_and_their_ends() {
    for (pattern, path, fit) in [
        ("users.nick", "users.nick", true),
        ("users.nick", "public.users.nick", true),
        ("users.nick", "db.public.Users.NICK", true),
        ("users.nick", "superusers.nick", false),
        ("users.nick", "users.nickname", false),
        ("users.nick", "users", false),
        ("nick", "/user/nick", true),
        ("nick", "", false),
        ("*", "", true),
        ("*.notes", "notes", false),
        ("*.notes", "public.orders.notes", true),
        ("/staff/*/card", "/staff/0/card", true),
        ("/staff/*/card", "/old/staff/0/card", false),
        ("*a*b*c", "xxaxxbxxbxxc", true),
        ("*a*b*c", "xxaxxbxxbxxcx", false),
        ("a**", "a", true),
        ("strasse", "Straße", false),
        ("straße.ort", "straße.ort", true),
    ] {
        assert_eq!(fits(pattern, path), fit, "{pattern:?} on {path:?}");
    }
}

#[test]
fn small_sets_are_warned_of() {
    let warnings =
        |text: &str| Policy::parse(text, &["US_SSN", "CARD_CVV", "EMAIL_ADDRESS"]).expect("a policy").warnings();
    assert_eq!(warnings("[transforms]\nEMAIL_ADDRESS = \"hash\"\nUS_SSN = \"redact\"").len(), 0);
    let found = warnings(
        "[transforms]\nUS_SSN = \"encrypt-fpe\"\n[places]\n\"a\" = { entity = \"CARD_CVV\", transform = \"hash\" }",
    );
    assert!(found[0].starts_with("encrypt-fpe of US_SSN") && found[1].starts_with("hash of CARD_CVV"), "{found:?}");
}

#[test]
fn entities_with_few_values_exist() {
    let known = crate::entity_names();
    assert!(ENUMERABLE.iter().all(|(name, _)| known.contains(name)));
}

#[test]
fn rules_that_could_do_nothing_are_refused() {
    for (text, what) in [
        ("entities = [\"PERSON\"]\n[transforms]\nCREDIT_CARD = \"redact\"", "CREDIT_CARD has a rule"),
        ("entities = [\"PERSON\"]\n[places]\n\"a.b\" = { entity = \"CREDIT_CARD\" }", "CREDIT_CARD is not in"),
    ] {
        let error = Policy::parse(text, KNOWN).err().unwrap_or_else(|| panic!("{text} is accepted"));
        assert!(error.is_policy() && error.to_string().contains(what), "{error}");
    }
    let whole = "[places]\n\"a.b\" = { entity = \"CREDIT_CARD\", whole = true }";
    assert!(parse(whole).entities(["PERSON"]).check(KNOWN).is_err());
}

#[test]
fn transforms_that_an_entity_cannot_take_are_refused() {
    let refused = |entity: &str, spec: &str| {
        let policy = Policy::default().transform(entity, spec).expect("a transform");
        crate::Scanner::with_policy(&policy).err().map(|e| e.to_string())
    };
    for (entity, spec) in [
        ("EMAIL_ADDRESS", "shift-date"),
        ("PERSON", "shift-date(days=30) > generalise(level=1)"),
        ("PERSON", "encrypt-fpe"),
        ("EMAIL_ADDRESS", "encrypt-fpe(alphabet=upper)"),
        ("EMAIL_ADDRESS", "generalise"),
    ] {
        let error = refused(entity, spec).unwrap_or_else(|| panic!("{spec} of {entity} is accepted"));
        assert!(error.contains("cannot take") && error.contains(entity), "{error}");
    }
    for (entity, spec) in [
        ("DATE_OF_BIRTH", "shift-date"),
        ("DATE_OF_BIRTH", "generalise(level=1)"),
        ("IP_ADDRESS", "generalise"),
        ("CREDIT_CARD", "encrypt-fpe"),
        ("PERSON", "generalise(bucket=10)"),
    ] {
        assert_eq!(refused(entity, spec), None, "{spec} of {entity}");
    }
}

#[test]
fn a_policy_that_has_expired_is_refused() {
    let today = crate::keys::date::today();
    let of = |day: &str| parse(&format!("expires = {day}\n")).check(KNOWN);
    assert!(of(&today).is_ok() && of("9999-12-31").is_ok());
    let error = of("2025-12-31").expect_err("it has expired");
    assert!(error.is_expired() && error.is_policy() && error.to_string().contains("2025-12-31"));
    for odd in ["\"soon\"", "2030", "2030-01-01T00:00:00Z", "07:00:00"] {
        let error = Policy::parse(&format!("\nexpires = {odd}\n"), KNOWN).err().expect(odd);
        assert!(error.is_policy() && error.to_string().contains("line 2"), "{error}");
    }
}

#[test]
fn a_uuid_is_taken_where_whole_cells_are_only() {
    let of = |rule: &str| Policy::parse(&format!("[places]\nuid = {rule}\n"), KNOWN);
    let policy = of("{ entity = \"UUID\", whole = true }").expect("a rule");
    policy.check(KNOWN).expect("a rule");
    assert_eq!(policy.whole_of("t.uid"), Some("UUID"));
    assert!(of("{ entity = \"UUID\" }").is_err());
}

#[test]
fn all_that_no_rule_is_for_is_warned_of_too() {
    let of = |text: &str| Policy::parse(text, &["US_SSN", "CARD_CVV"]).expect("a policy").warnings();
    let all = of("[transforms]\ndefault = \"hash\"\nUS_SSN = \"redact\"");
    assert!(all.len() == 1 && all[0].starts_with("hash of all") && all[0].contains("CARD_CVV"), "{all:?}");
    assert!(!all[0].contains("US_SSN"));
    assert!(of("entities = [\"US_SSN\"]\n[transforms]\ndefault = \"hash\"\nUS_SSN = \"redact\"").is_empty());
}
