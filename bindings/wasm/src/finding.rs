//! Findings and facts as JSON.

use inkwash::{Finding, Scanner, StreamFinding, Verdict};
use serde_json::{Value, json};

pub(crate) fn of_text(found: &[Finding<'_>]) -> String {
    let one = |f: &Finding<'_>| {
        json!({
            "entity": f.entity,
            "class": f.class.name(),
            "byteStart": f.span.start,
            "byteEnd": f.span.end,
            "score": f.score.to_f64(),
            "evidence": f.evidence.reasons(),
        })
    };
    array(found.iter().map(one))
}

/// Each as text at once: trees of them all would take many times the memory.
fn array(values: impl Iterator<Item = Value>) -> String {
    let mut out = String::from("[");
    for value in values {
        if out.len() > 1 {
            out.push(',');
        }
        out += &value.to_string();
    }
    out + "]"
}

/// With where in the document each stands.
pub(crate) fn of_document(scanner: &Scanner, format: &str, found: &[StreamFinding]) -> String {
    let one = |f: &StreamFinding| {
        let facts = scanner.facts(f.cell.entity);
        json!({
            "entity": facts.name,
            "class": facts.class.name(),
            "byteStart": f.byte_start,
            "byteEnd": f.byte_end,
            "line": f.line,
            "record": f.record,
            "place": f.place.path,
            "score": f.cell.score.to_f64(),
            "evidence": f.cell.evidence.reasons(),
        })
    };
    format!("{{\"format\":{},\"findings\":{}}}", json!(format), array(found.iter().map(one)))
}

pub(crate) fn considered(scanner: &Scanner, text: &[u8], place: &str) -> String {
    let one = |considered: inkwash::Considered| {
        let weighed = considered.weighed.as_ref().map(|(_, found)| found);
        let mut value = json!({
            "entity": scanner.facts(considered.entity).name,
            "trigger": considered.trigger,
            "byte": considered.anchor,
            "verdict": verdict(scanner, considered.verdict),
        });
        if let Some(found) = weighed {
            value["score"] = json!(found.score.to_f64());
            value["evidence"] = json!(found.evidence.reasons());
        }
        value
    };
    array(scanner.explain(text, place).into_iter().map(one))
}

fn verdict(scanner: &Scanner, verdict: Verdict) -> String {
    match verdict {
        Verdict::Refused => "refused".to_owned(),
        Verdict::TooWeak => "too weak".to_owned(),
        Verdict::Lost { to } => format!("lost to {}", scanner.facts(to).name),
        Verdict::Decoy => "look-alike".to_owned(),
        Verdict::Allowed => "allowed by the policy".to_owned(),
        Verdict::Found => "found".to_owned(),
    }
}

pub(crate) fn catalogue() -> String {
    let scanner = Scanner::new();
    let names = inkwash::entity_names();
    let entities = scanner.entities().filter(|f| names.contains(&f.name)).map(|f| {
        json!({
            "name": f.name,
            "title": f.title,
            "class": f.class.name(),
            "check": f.check,
            "source": f.source,
            "regions": f.regions,
        })
    });
    let transforms = inkwash::transforms().iter().map(|t| {
        json!({ "name": t.name, "help": t.help, "strength": t.strength, "reveals": t.reveals, "reverses": t.reverses })
    });
    let formats = inkwash::formats().iter().map(|f| json!({ "name": f.name, "title": f.title }));
    json!({
        "entities": entities.collect::<Value>(),
        "transforms": transforms.collect::<Value>(),
        "formats": formats.collect::<Value>(),
    })
    .to_string()
}
