//! Plans: what is in them, and what is refused because it is not.

use std::io::Read;
use std::sync::OnceLock;

use inkwash::{Error, KeyRing, Plan, Policy, Scanner, Scrubber, StreamOptions};

const DUMP: &str = "\
CREATE TABLE public.customers (id integer, full_name text, email character varying(120), note text);
COPY public.customers (id, full_name, email, note) FROM stdin;
1\tTorvena Brakabelwick\tcanary.one@kundenpost.test\tcall +47 41 29 90 01
2\tØydvar Zornibernesset\tcanary.two@kundenpost.test\t\\N
\\.
";

const CANARIES: [&str; 4] = ["canary", "kundenpost", "90 01", "Brakabelwick"];

/// Gives a byte at a time.
struct Slow<'t>(&'t [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let one = self.0.len().min(1);
        self.0.read(&mut buffer[..one])
    }
}

fn scrubber() -> &'static Scrubber {
    static SCRUBBER: OnceLock<Scrubber> = OnceLock::new();
    SCRUBBER.get_or_init(|| {
        let key = KeyRing::from_text("a secret for tests of plans").expect("a key");
        Scrubber::new(&Policy::default(), &key).expect("a scrubber")
    })
}

fn plan_of(source: impl Read) -> Plan {
    scrubber().scanner().plan(source, &StreamOptions::new(), &mut |_| ()).expect("it can be read").0
}

fn scrub(plan: &Plan, text: &str) -> (Result<(), Error>, String) {
    let mut out = Vec::new();
    let options = StreamOptions::new();
    let outcome = scrubber().scrub_by_plan(plan, text.as_bytes(), &mut out, &options, &mut (), &mut |_| ());
    (outcome.map(|_| ()), String::from_utf8(out).expect("text stays text"))
}

/// The plan with one line of its file changed.
fn edited(plan: &Plan, from: &str, to: &str) -> Plan {
    let file = plan.to_string();
    assert!(file.contains(from), "no {from} in {file}");
    Plan::parse(&file.replace(from, to)).expect("a plan")
}

#[track_caller]
fn refuses(plan: &Plan, text: &str, about: &str) {
    let (outcome, out) = scrub(plan, text);
    let error = outcome.expect_err("it is refused");
    let message = error.to_string();
    assert!(error.is_refused() && message.contains(about), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(text.starts_with(&out) && !out.contains("\n1\t"), "no row was written: {out}");
    let patch = error.drift().expect("it says what").patch();
    for canary in CANARIES {
        assert!(!message.contains(canary) && !patch.contains(canary), "{canary}: {message}\n{patch}");
    }
}

#[test]
fn a_plan_says_what_is_where_and_holds_no_value() {
    let plan = plan_of(DUMP.as_bytes());
    let file = plan.to_string();
    for line in [
        "[places.\"public.customers.id\"]\ntype = \"number\"\nclass = \"public\"\n",
        "[places.\"public.customers.email\"]\ntype = \"text(120)\"\nclass = \"critical\"\nothers = \"refuse\"\n",
        "[places.\"public.customers.email\".found.EMAIL_ADDRESS]\ntransform = \"pseudonymise\"\ncount = 2\n",
        "example = \"******.***@**********.****\"",
        "[places.\"public.customers.note\".found.PHONE_NUMBER]",
        "[places.\"public.customers.full_name\".found.PERSON]",
    ] {
        assert!(file.contains(line), "no {line} in {file}");
    }
    for canary in CANARIES {
        assert!(!file.contains(canary), "{canary} in {file}");
    }
    assert_eq!(Plan::parse(&file).expect("a plan"), plan);
    assert_eq!(plan_of(Slow(DUMP.as_bytes())), plan, "how it is read makes no difference");
}

#[test]
fn the_policy_proposes_and_the_plan_decides() {
    let policy = Policy::default().transform("EMAIL_ADDRESS", "mask(keep=4)").expect("a policy");
    let scanner = Scanner::with_policy(&policy).expect("a scanner");
    let (plan, _) = scanner.plan(DUMP.as_bytes(), &StreamOptions::new(), &mut |_| ()).expect("it can be read");
    assert!(plan.to_string().contains("transform = \"mask(keep=4)\""), "{plan}");
    let (outcome, out) = scrub(&edited(&plan, "mask(keep=4)", "redact"), DUMP);
    outcome.expect("the plan knows all of it");
    assert_eq!(out.matches("[EMAIL_ADDRESS]").count(), 2, "{out}");
    assert!(!out.contains("90 01") && !out.contains("[PHONE_NUMBER]"), "the others are as the policy says: {out}");
}

#[test]
fn what_the_plan_does_not_know_is_refused() {
    let plan = plan_of(DUMP.as_bytes());
    let column = DUMP.replace("note text", "note text, nick text").replace("email, note)", "email, note, nick)");
    refuses(&plan, &column, "\"public.customers.nick\" is new");
    let table = format!("{DUMP}COPY public.leads (id, email) FROM stdin;\n1\tcanary@kundenpost.test\n\\.\n");
    refuses(&plan, &table, "\"public.leads.email\" is new");
    let wider = DUMP.replace("varying(120)", "varying(40)");
    refuses(&plan, &wider, "\"public.customers.email\" was text(120) and is text(40)");
    let iban = DUMP.replace("\\N", "pay DE89 3704 0044 0532 0130 00");
    refuses(&plan, &iban, "\"public.customers.note\" holds IBAN_CODE");
}

#[test]
fn free_text_may_take_what_is_not_listed() {
    let plan = plan_of(DUMP.as_bytes());
    let place = "[places.\"public.customers.note\"]\ntype = \"text\"\nclass = \"critical\"\nothers = ";
    let plan = edited(&plan, &format!("{place}\"refuse\""), &format!("{place}\"scrub\""));
    let news = DUMP.replace("\\N", "pay DE89 3704 0044 0532 0130 00");
    let (outcome, out) = scrub(&plan, &news);
    outcome.expect("the plan takes it");
    assert!(!out.contains("DE89 3704 0044 0532 0130 00"), "it is scrubbed all the same: {out}");
    // In documents too.
    let (outcome, out) = scrub(&plan, &DUMP.replace("\\N", "{\"mail\": \"canary@kundenpost.test\"}"));
    outcome.expect("the plan takes it");
    assert!(!out.contains("canary"), "{out}");
}

#[test]
fn the_patch_accepts_the_drift() {
    let plan = plan_of(DUMP.as_bytes());
    let more = DUMP.replace("\\N", "pay DE89 3704 0044 0532 0130 00")
        + "COPY public.leads (id, email) FROM stdin;\n1\tcanary@kundenpost.test\n\\.\n";
    let now = plan_of(more.as_bytes());
    let drift = plan.drift(&now);
    assert_eq!(drift.lines().len(), 3, "{:?}", drift.lines());
    let accepted = Plan::parse(&format!("{plan}{}", drift.patch())).expect("plan and patch are a plan");
    assert!(accepted.drift(&now).is_empty());
    scrub(&accepted, &more).0.expect("the plan knows all of it now");
    // What a refused run says, over and over, comes to the same.
    let mut file = plan.to_string();
    let mut rounds = 0;
    while let Err(error) = scrub(&Plan::parse(&file).expect("a plan"), &more).0 {
        file += &error.drift().expect("it is refused").patch();
        rounds += 1;
        assert!(rounds < 4, "{error}");
    }
    assert!(rounds > 0);
    let gone = accepted.drift(&plan);
    assert!(gone.is_empty() && gone.gone() == ["public.leads.email", "public.leads.id"], "{:?}", gone.gone());
}

#[test]
fn a_pattern_stands_for_keys_that_are_data() {
    let record = |key: &str| format!("{{\"teams\": {{\"{key}\": {{\"mail\": \"canary@kundenpost.test\"}}}}}}\n");
    let plan = plan_of(record("north").repeat(3).as_bytes());
    let south = record("south").repeat(3);
    assert!(scrub(&plan, &south).0.is_err_and(|e| e.to_string().contains("/teams/south/mail")));
    let plan = Plan::parse(&plan.to_string().replace("/teams/north", "/teams/*")).expect("a plan");
    let (outcome, out) = scrub(&plan, &south);
    outcome.expect("the pattern fits");
    assert!(!out.contains("canary"), "{out}");
}

#[test]
fn a_file_that_is_no_plan_says_where() {
    for (text, about) in [
        ("", "plan"),
        ("plan = 2\n", "line 1: this is no plan of version 1"),
        ("plan = 1\n[places.a]\ntype = \"txt\"\n", "line 3: a place's type"),
        ("plan = 1\n[places.a]\ntype = \"text\"\nothers = \"keep\"\n", "line 4: `others`"),
        ("plan = 1\n[places.a]\ntype = \"text\"\nclas = \"public\"\n", "line 4"),
        ("plan = 1\n[places.a]\ntype = \"text\"\n[places.a.found.MAIL]\ntransform = \"redact\"\n", "line 4"),
        ("plan = 1\n[places.a]\ntype = \"text\"\n[places.a.found.PERSON]\ntransform = \"hide\"\n", "line 5"),
    ] {
        let error = Plan::parse(text).expect_err(text);
        assert!(error.is_policy() && error.to_string().contains(about), "{text}: {error}");
    }
}
