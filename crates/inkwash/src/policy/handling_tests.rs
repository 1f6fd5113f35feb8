use super::*;
use crate::{Error, KeyRing, Scanner, Scrubber, StreamOptions, entity_names};

const TABLE: &str = "id,mail,bic\n7,anna.berg@example.org,DEUTDEFF500\n";

fn parse(text: &str) -> Policy {
    Policy::parse(text, &entity_names()).unwrap_or_else(|e| panic!("{e}"))
}

fn fails(text: &str) -> String {
    Policy::parse(text, &entity_names()).err().unwrap_or_else(|| panic!("{text} is accepted")).to_string()
}

fn scrub(policy: &Policy) -> Result<String, (Error, String)> {
    let keys = KeyRing::generate().expect("a key");
    let scrubber = Scrubber::new(policy, &keys).expect("a scrubber");
    let (mut out, options) = (Vec::new(), StreamOptions::new().format("csv").expect("a format"));
    let done = scrubber.scrub_reader(TABLE.as_bytes(), &mut out, &options, &mut (), &mut |_| ());
    let out = String::from_utf8(out).expect("text");
    done.map(|_| out.clone()).map_err(|e| (e, out))
}

fn by<'p>(policy: &'p Policy, entity: &str, place: &str) -> (By<'p>, &'p str) {
    let (by, compiled) = policy.rule_for(entity, place);
    (by, &compiled.spec)
}

#[test]
fn place_comes_before_entity_before_class_before_default() {
    let policy = parse(
        "[transforms]\ndefault = \"hash\"\nPERSON = \"redact\"\n[entity.IP_ADDRESS]\ntransform = \"generalise\"\n\
         [classes]\ncritical = \"mask\"\ninternal = { transform = \"keep\" }\n[places]\n\"*.note\" = \"remove\"\n",
    );
    assert_eq!(by(&policy, "PERSON", "t.note"), (By::Place(None, "*.note"), "remove"));
    assert_eq!(by(&policy, "PERSON", "t.name"), (By::Entity, "redact"));
    assert_eq!(by(&policy, "IP_ADDRESS", "t.ip"), (By::Entity, "generalise"));
    assert_eq!(by(&policy, "EMAIL_ADDRESS", "t.mail"), (By::Class(Class::Critical), "mask"));
    assert_eq!(by(&policy, "SWIFT_CODE", "t.bic"), (By::Class(Class::Internal), "keep"));
    assert_eq!(by(&policy, "VIN", "t.vin"), (By::Default, "hash"));
}

#[test]
fn an_entity_may_have_another_class_and_score() {
    let policy = parse(
        "[entity.EMAIL_ADDRESS]\nclass = \"internal\"\nmin_score = 0.99\n[classes]\ninternal = \"keep\"\n\
         [entity.SWIFT_CODE]\nclass = \"critical\"\n",
    );
    assert_eq!(by(&policy, "EMAIL_ADDRESS", ""), (By::Class(Class::Internal), "keep"));
    let scanner = Scanner::with_policy(&policy).expect("a scanner");
    let facts = scanner.entities().find(|facts| facts.name == "SWIFT_CODE").expect("it is in the catalogue");
    assert_eq!(facts.class, Class::Critical);
    let strict = parse("[entity.CREDIT_CARD]\nmin_score = 1.0\n");
    let text = "pay 4111 1111 1111 1111 and mail bo@example.org";
    let found = |policy: &Policy| -> Vec<String> {
        let scanner = Scanner::with_policy(policy).expect("a scanner");
        scanner.scan(text).iter().map(|f| f.entity.to_owned()).collect()
    };
    assert_eq!(found(&Policy::default()), ["CREDIT_CARD", "EMAIL_ADDRESS"]);
    assert_eq!(found(&strict), ["EMAIL_ADDRESS"]);
}

#[test]
fn what_is_refused_stops_the_output_and_names_no_value() {
    for rule in [
        "[classes]\ncritical = \"refuse\"\n",
        "[entity.EMAIL_ADDRESS]\ntransform = \"refuse\"\n",
        "[places]\nmail = \"refuse\"\n",
        "[transforms]\ndefault = \"refuse\"\n",
    ] {
        let (error, out) = scrub(&parse(rule)).err().unwrap_or_else(|| panic!("{rule} lets it through"));
        assert!(error.is_forbidden() && error.is_policy() && !error.is_refused(), "{error}");
        assert_eq!(
            error.to_string(),
            "refused by the policy: EMAIL_ADDRESS in mail: the policy lets it into no output"
        );
        assert!(!out.contains("anna"), "{out}");
    }
    let policy = parse("[classes]\ncritical = \"refuse\"\n");
    let scrubber = Scrubber::new(&policy, &KeyRing::generate().expect("a key")).expect("a scrubber");
    assert_eq!(scrubber.scrub("to bo@example.org"), "to [EMAIL_ADDRESS]", "a text is no output to stop");
    let found = Scanner::with_policy(&policy).expect("a scanner");
    assert_eq!(found.scan("to bo@example.org").len(), 1, "a scan only tells");
}

const ENVIRONMENTS: &str = "[classes]\ncritical = \"keep\"\ninternal = \"keep\"\n[environments.dev]\nforbid_in_clear = \
                            [\"critical\"]\n[environments.test.classes]\ncritical = \"redact\"\n[environments.prod]\n";

#[test]
fn an_environment_forbids_values_in_clear() {
    let policy = parse(ENVIRONMENTS);
    assert_eq!(scrub(&policy).ok().as_deref(), Some(TABLE));
    assert_eq!(policy.environments().collect::<Vec<_>>(), ["dev", "prod", "test"]);
    let dev = policy.clone().environment("dev").expect("an environment");
    let (error, _) = scrub(&dev).expect_err("it is forbidden");
    assert!(error.is_forbidden() && error.to_string().contains("EMAIL_ADDRESS in mail"), "{error}");
    let test = policy.clone().environment("test").expect("an environment");
    assert_eq!(scrub(&test).ok().as_deref(), Some("id,mail,bic\n7,[EMAIL_ADDRESS],DEUTDEFF500\n"));
    assert_eq!(by(&test, "EMAIL_ADDRESS", "").0, By::Environment(Class::Critical));
    let error = policy.environment("staging").err().expect("there is none");
    assert_eq!(error.to_string(), "policy: it has no environment \"staging\"; there are dev, prod, test");
}

#[test]
fn an_exception_is_the_approval_that_an_environment_asks_for() {
    let approved = "[[exceptions]]\nentity = \"EMAIL_ADDRESS\"\nreason = \"invented\"\napprover = \"Kari\"\nexpires = \
                    9999-12-31\n";
    let policy = parse(&format!("environment = \"dev\"\n{ENVIRONMENTS}{approved}"));
    assert_eq!(policy.active_environment(), Some("dev"));
    assert_eq!(scrub(&policy).ok().as_deref(), Some(TABLE));
    let reversible = parse(
        "environment = \"dev\"\n[environments.dev]\nforbid_in_clear = [\"critical\"]\n[transforms]\ndefault = \"tokenise\"\n",
    );
    assert!(scrub(&reversible).is_ok(), "a token is not in clear");
}

#[test]
fn some_classes_may_be_in_encrypted_outputs_only() {
    for transform in ["keep", "tokenise", "redact"] {
        let policy =
            parse(&format!("[classes]\ncritical = {{ transform = \"{transform}\", encrypt_output = true }}\n"));
        assert!(scrub(&policy.clone().output_encrypted(true)).is_ok(), "{transform}");
        match scrub(&policy) {
            Ok(_) => assert_eq!(transform, "redact"),
            Err((error, _)) => {
                assert!(transform != "redact" && error.is_forbidden() && error.to_string().contains("--encrypt-to"));
            }
        }
    }
    let relaxed = parse(
        "environment = \"dev\"\n[classes]\ncritical = { transform = \"keep\", encrypt_output = true }\n\
         [environments.dev.classes]\ncritical = { encrypt_output = false }\n",
    );
    assert!(scrub(&relaxed).is_ok(), "the environment says what its outputs need");
}

#[test]
fn a_plan_cannot_loosen_it() {
    let dev = parse(ENVIRONMENTS).environment("dev").expect("an environment");
    let scanner = Scanner::with_policy(&dev).expect("a scanner");
    let options = StreamOptions::new().format("csv").expect("a format");
    let (plan, _) = scanner.plan(TABLE.as_bytes(), &options, &mut |_| ()).expect("a plan");
    let scrubber = Scrubber::new(&dev, &KeyRing::generate().expect("a key")).expect("a scrubber");
    for (spec, passes) in [("keep", false), ("refuse", false), ("mask", true)] {
        let text = plan.to_string().replace("transform = \"keep\"", &format!("transform = \"{spec}\""));
        let plan = crate::Plan::parse(&text).expect("a plan");
        let mut out = Vec::new();
        let done = scrubber.scrub_by_plan(&plan, TABLE.as_bytes(), &mut out, &options, &mut (), &mut |_| ());
        assert_eq!(done.is_ok(), passes, "{spec}");
        assert!(!String::from_utf8_lossy(&out).contains("anna"));
    }
}

#[test]
fn faults_are_told() {
    for (text, says) in [
        (
            "[classes]\nsecret = \"redact\"\n",
            "there is no class \"secret\"; there are critical, confidential, internal",
        ),
        ("[classes]\ncritical = \"blur\"\n", "there is no transform"),
        ("[classes]\ncritical = \"shuffle\"\n", "it is said of a place"),
        ("[classes.critical]\nencrypt = true\n", "unknown field"),
        ("[entity.EMAIL]\nclass = \"public\"\n", "there is no entity"),
        ("[entity.PERSON]\nclass = \"high\"\n", "there is no class"),
        ("[entity.PERSON]\nmin_score = 2\n", "from 0 to 1"),
        ("[entity.PERSON]\ntransform = \"mask\"\n[transforms]\nPERSON = \"hash\"\n", "has two transforms"),
        ("entities = [\"PERSON\"]\n[entity.VIN]\nclass = \"public\"\n", "not in `entities`"),
        ("environment = \"dev\"\n", "it has no environment \"dev\"; there are none"),
        ("[environments.dev]\nforbid = []\n", "unknown field"),
        ("[environments.dev]\nforbid_in_clear = [\"top\"]\n", "there is no class"),
    ] {
        let shown = fails(text);
        assert!(shown.contains(says), "{text:?} gives {shown:?}");
    }
}
