//! What a certificate says, whatever it is written as.

use super::Certificate;
use crate::audit::record::{End, RetentionUsed, Stream};

/// So many files are named.
const MOST: usize = 100;

pub(super) struct Statement {
    pub(super) title: String,
    pub(super) text: Vec<String>,
    pub(super) facts: Vec<(&'static str, String)>,
    /// Entity, found, replaced.
    pub(super) counts: Vec<[String; 3]>,
    pub(super) check: Vec<String>,
    pub(super) token: String,
}

pub(super) fn of(certificate: &Certificate) -> Statement {
    let record = &certificate.record;
    let none = End::default();
    let end = record.end.as_ref().unwrap_or(&none);
    let title = match record.operation.as_str() {
        "scrub" => "Certificate of scrubbing".to_owned(),
        "subject erase" => "Certificate of erasure".to_owned(),
        other => format!("Certificate of a run of inkwash {other}"),
    };
    let counts = end.findings.entities.iter();
    let counts = counts.map(|(entity, n)| [entity.clone(), n.found.to_string(), n.replaced.to_string()]);
    Statement {
        title,
        text: vec![told(certificate, end), limits()],
        facts: facts(certificate, end),
        counts: counts.collect(),
        check: check(certificate),
        token: certificate.token.clone(),
    }
}

fn told(certificate: &Certificate, end: &End) -> String {
    let record = &certificate.record;
    let day: String = record.time.chars().take(10).collect();
    let replaced: u64 = end.findings.entities.values().map(|n| n.replaced).sum();
    let found: u64 = end.findings.entities.values().map(|n| n.found).sum();
    let (version, operation) = (&record.version, &record.operation);
    let (from, to) = (names(&end.sources), names(&end.sinks));
    match operation.as_str() {
        "scrub" => format!(
            "On {day}, inkwash {version} scrubbed {from}: it replaced {replaced} of {found} findings, and wrote the \
             result to {to}."
        ),
        "subject erase" => {
            let of = |name: &str| end.results.get(name).copied().unwrap_or(0);
            let (own, with, stay) =
                (of("records_erased"), of("records_erased_with_them"), of("records_held") + of("records_needed"));
            format!(
                "On {day}, inkwash {version} wrote {to}, copies of {from} from which the data of one person was erased: {own} \
                 of {} records, {with} that belong to these, and {} mentions in others. {stay} records of the person stay \
                 because of legal holds. The copies were searched for the person's identifiers: besides those records, none \
                 is in them.",
                of("records_read"),
                of("mentions_replaced")
            )
        }
        _ => format!("On {day}, inkwash {version} ran the command {operation:?}, and ended with {:?}.", end.outcome),
    }
}

fn limits() -> String {
    "This says what was done with files of the digests below (SHA-256, of the bytes as they are on disk), and by whom. It \
     does not say that all personal data in them was found, nor what became of other copies of them, of backups, or of the \
     original, which inkwash never changes."
        .to_owned()
}

fn names(streams: &[Stream]) -> String {
    let name = |s: &Stream| if s.name == "-" { "a stream".to_owned() } else { s.name.clone() };
    match streams {
        [] => "nothing".to_owned(),
        [one] => name(one),
        [one, two] => format!("{} and {}", name(one), name(two)),
        [one, rest @ ..] => format!("{} and {} more files", name(one), rest.len()),
    }
}

fn facts(certificate: &Certificate, end: &End) -> Vec<(&'static str, String)> {
    let Certificate { signed, record, head, public, .. } = certificate;
    let mut facts = vec![
        ("Run", format!("{} of the audit log {}", record.run, signed.log)),
        ("Record", format!("{} with the hash {}", head.seq, head.hash)),
        ("Started", end.started.clone()),
        ("Ended", format!("{} ({}, exit code {})", record.time, end.outcome, end.exit_code)),
        ("By", format!("{}@{}", record.user, record.host)),
        ("Program", format!("inkwash {}", record.version)),
    ];
    let stream = |s: &Stream| {
        let part = if s.whole { "" } else { ", not to its end" };
        format!("{}: {} bytes{part}, sha256 {}", s.name, s.bytes, s.sha256)
    };
    facts.extend(end.sources.iter().take(MOST).map(|s| ("Read", stream(s))));
    let more = (end.sources.len().saturating_sub(MOST)) as u64 + end.more_sources.streams;
    if more > 0 {
        facts.push(("Read", format!("{more} more files; the audit log has their digests or their number")));
    }
    facts.extend(end.sinks.iter().map(|s| ("Written", stream(s))));
    let document = |d: &crate::audit::Document| format!("{}: sha256 {}", d.name, d.sha256);
    facts.extend(end.policy.iter().map(|policy| ("Policy", document(policy))));
    facts.extend(end.plan.iter().map(|plan| ("Plan", document(plan))));
    facts.extend(end.key.iter().map(|key| {
        let random = if key.random { ", random and not kept" } else { "" };
        ("Key", format!("fingerprint {}, version {}{random}", key.fingerprint, key.version))
    }));
    facts.extend(end.exceptions.iter().map(|used| {
        let what = used.entity.as_deref().unwrap_or("every entity");
        let place = used.place.as_deref().map(|place| format!(" in {place}")).unwrap_or_default();
        let (n, why, by, until) = (used.values, &used.reason, &used.approver, &used.expires);
        ("Exception", format!("{n} values of {what}{place} left in clear: {why}; approved by {by} until {until}"))
    }));
    facts.extend(end.retention.iter().map(|used| {
        let RetentionUsed { place, column, older_than, reason, as_of, dropped, followed, held, needed, undated } = used;
        let text = format!(
            "{dropped} records of {place} older than {older_than} on {as_of} (by {column}) taken out, {followed} of others \
             with them; {held} kept by a hold, {needed} for others refer to them, {undated} for no age can be told: {reason}"
        );
        ("Retention", text)
    }));
    facts.extend(end.results.iter().map(|(name, n)| ("Result", format!("{name}: {n}"))));
    facts.push(("Issued", signed.issued.clone()));
    facts.push(("Signed with", public.to_string()));
    facts
}

fn check(certificate: &Certificate) -> Vec<String> {
    vec![
        format!("inkwash audit verify --certificate FILE --public-key {}", certificate.public),
        "The public key must be the one that the issuer made known elsewhere (inkwash audit public-key). Every word of \
         this page is checked. With the audit log as well, inkwash audit verify --certificate FILE LOG checks that the \
         record is in it; sha256sum tells whether a file is the one that was written."
            .to_owned(),
    ]
}
