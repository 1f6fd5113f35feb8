use serde_json::Value;

use super::*;
use crate::{Policy, entity_names, ready_policies};

fn schema() -> Value {
    serde_json::from_str(policy_schema()).expect("JSON")
}

/// Whether a value fits a schema, as far as this one uses the language.
fn fits(root: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(reference) = schema["$ref"].as_str() {
        return fits(root, root.pointer(&reference[1..]).expect("it is defined"), value);
    }
    let any = schema["anyOf"].as_array().is_none_or(|of| of.iter().any(|s| fits(root, s, value)));
    let listed = schema["enum"].as_array().is_none_or(|of| of.contains(value));
    let typed = match schema["type"].as_str() {
        None => true,
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number") => value.is_number(),
        Some("array") => value.as_array().is_some_and(|all| all.iter().all(|v| fits(root, &schema["items"], v))),
        Some("object") => value.as_object().is_some_and(|all| {
            all.iter().all(|(key, v)| match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Value::Null, Value::Bool(allowed)) => *allowed,
                (Value::Null, others) => fits(root, others, v),
                (of, _) => fits(root, of, v),
            })
        }),
        Some(other) => panic!("no such type is used: {other}"),
    };
    let least = schema["minimum"].as_f64().is_none_or(|least| value.as_f64().is_some_and(|v| v >= least));
    let most = schema["maximum"].as_f64().is_none_or(|most| value.as_f64().is_some_and(|v| v <= most));
    let required = schema["required"]
        .as_array()
        .is_none_or(|of| of.iter().all(|key| value.get(key.as_str().expect("a key")).is_some()));
    any && listed && typed && least && most && required
}

fn to_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(n) => n.into(),
        toml::Value::Float(n) => n.into(),
        toml::Value::Boolean(b) => b.into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(all) => all.into_iter().map(to_json).collect(),
        toml::Value::Table(all) => Value::Object(all.into_iter().map(|(key, v)| (key, to_json(v))).collect()),
    }
}

fn accepted(text: &str) -> [bool; 2] {
    let (root, value) = (schema(), to_json(toml::from_str(text).expect("TOML")));
    [fits(&root, &root, &value), Policy::parse(text, &entity_names()).is_ok()]
}

#[test]
fn schema_and_reader_accept_the_same() {
    const EXCEPTION: &str = "reason = \"r\"\napprover = \"a\"\nexpires = 9999-12-31\n";
    let good = [
        "min_score = 0.6\nregions = [\"NO\"]\nsubject = \"id\"\nexpires = 9999-12-31\n",
        "entities = [\"PERSON\", \"group:secret\"]\nsubject = [\"a\", \"b\"]\n",
        "environment = \"dev\"\n[environments.dev]\nforbid_in_clear = [\"critical\"]\nclasses = { public = \"keep\" }\n",
        "[transforms]\ndefault = \"redact\"\n[entity.PERSON]\ntransform = \"hash\"\nclass = \"public\"\nmin_score = 1\n",
        "[classes]\ncritical = \"refuse\"\ninternal = { transform = \"keep\", encrypt_output = true }\n",
        "[places]\n\"a.b\" = \"keep\"\nc = { entity = \"PERSON\", transform = \"mask\", whole = true }\n",
        "[[test]]\nname = \"n\"\ntext = \"t\"\nplace = \"p\"\nfinds = []\nkeeps = true\nhides = [\"x\"]\nexpect = \"t\"\n\
         encrypted = true\nenvironment = \"dev\"\n[[test]]\ntext = \"t\"\nrefuses = true\n",
        "[entity.BADGE]\ntitle = \"Badge\"\npattern = \"E-[0-9]{5}\"\ncheck = \"luhn\"\ncontext = [\"badge\"]\ncolumns = \
         [\"badge\"]\nscore = 0.7\nalone = false\nkeep = 2\n[entity.CODE]\nwords = [\"Falcon\"]\nany_case = false\n",
        "[files]\n\"*.log\" = \"redact\"\n\"a/**/b?.csv\" = { transforms = { default = \"hash\", PERSON = \"mask\" }, places = { c \
         = \"keep\" } }\n[region.NO]\ntransform = \"redact\"\nclass = \"public\"\nmin_score = 0.2\n[region.DE.run]\ndefault = \
         \"redact\"\n[[test]]\ntext = \"t\"\nfile = \"a.log\"\nkeeps = true\n",
        "[[allow]]\nentity = \"PERSON\"\nvalues = [\"a\"]\n[[allow]]\npatterns = [\"ab\"]\n",
        "[[deny]]\nvalues = [\"ab\"]\n[[deny]]\nentity = \"CODE\"\nclass = \"public\"\npatterns = [\"ab\"]\nany_case = true\n",
        "[[retention]]\nplace = \"a\"\ncolumn = \"b\"\nolder_than = \"2y\"\naction = \"drop\"\nfollow = [\"c\"]\nreason = \"r\"\n",
        "[[hold]]\nplace = \"a\"\ncolumn = \"b\"\nvalues = [\"1\"]\nidentifiers = [\"a.b@example.com\"]\nreason = \"r\"\n\
         approver = \"a\"\nuntil = 9999-12-31\n",
        &format!("[[exceptions]]\nentity = \"PERSON\"\n{EXCEPTION}[[exceptions]]\nplace = \"p\"\n{EXCEPTION}"),
        &format!("[[exceptions]]\nfile = \"*.md\"\n{EXCEPTION}"),
    ];
    for text in good.into_iter().chain(ready_policies().iter().map(|ready| ready.text)) {
        assert_eq!(accepted(text), [true, true], "{text}");
    }
    let bad = [
        "score = 1\n",
        "min_score = 2\n",
        "min_score = \"high\"\n",
        "regions = \"NO\"\n",
        "subject = 7\n",
        "[entity.PERSON]\nclasses = \"public\"\n",
        "[entity.PERSON]\nclass = \"top\"\n",
        "[classes]\ntop = \"redact\"\n",
        "[classes]\ncritical = { encrypt = true }\n",
        "[environments.dev]\nforbid = []\n",
        "[environments.dev]\nforbid_in_clear = [\"top\"]\n",
        "[places]\n\"a.b\" = true\n",
        "[places]\n\"a.b\" = { hole = true }\n",
        "[files]\n\"*.log\" = true\n",
        "[files.\"*.log\"]\ntransform = \"redact\"\n",
        "[region.NO]\nclass = \"top\"\n",
        "[region.NO]\nrun = \"redact\"\n",
        "[[retention]]\nplace = \"a\"\ncolumn = \"b\"\nreason = \"r\"\n",
        "[[retention]]\nplace = \"a\"\ncolumn = \"b\"\nolder_than = \"2y\"\naction = \"keep\"\nreason = \"r\"\n",
        "[[hold]]\nreason = \"r\"\napprover = \"a\"\nuntil = 9999-12-31\n",
        "[[hold]]\nplace = \"a\"\nreason = \"r\"\nuntil = 9999-12-31\n",
        "[[exceptions]]\nentity = \"PERSON\"\nreason = \"r\"\nexpires = 9999-12-31\n",
        &format!("[[exceptions]]\n{EXCEPTION}"),
        "[entity.BADGE]\npattern = \"E-[0-9]{5}\"\ncheck = \"sum\"\n",
        "[entity.BADGE]\npattern = 7\n",
        "[[allow]]\nentity = \"PERSON\"\n",
        "[[deny]]\nentity = \"CODE\"\n",
        "[[deny]]\nvalues = [\"ab\"]\nreason = \"r\"\n",
        "[[test]]\nexpect = \"t\"\n",
        "[[test]]\ntext = \"t\"\nwants = \"t\"\n",
    ];
    for text in bad {
        assert_eq!(accepted(text), [false, false], "{text}");
    }
}

/// The reader lists the keys that it knows where it is given another.
#[test]
fn every_key_of_the_reader_is_in_the_schema() {
    let root = schema();
    for (pointer, table) in [
        ("", ""),
        ("/$defs/entity", "[entity.PERSON]"),
        ("/$defs/handling/anyOf/1", "[classes.critical]"),
        ("/$defs/environment", "[environments.dev]"),
        ("/$defs/place/anyOf/1", "[places.a]"),
        ("/$defs/file/anyOf/1", "[files.a]"),
        ("/$defs/region", "[region.NO]"),
        ("/$defs/allow", "[[allow]]"),
        ("/$defs/deny", "[[deny]]"),
        ("/$defs/exception", "[[exceptions]]"),
        ("/$defs/test", "[[test]]"),
    ] {
        let error = Policy::parse(&format!("{table}\nzzz = 1\n"), &entity_names()).err().expect("no such key");
        let shown = error.to_string();
        let listed = shown.split_once("expected").expect("it lists the keys").1;
        let mut keys: Vec<&str> = listed.split('`').skip(1).step_by(2).collect();
        keys.sort_unstable();
        let of = root.pointer(pointer).expect("it is defined")["properties"].as_object().expect("properties");
        let mut known: Vec<_> = of.keys().map(String::as_str).collect();
        known.sort_unstable();
        assert_eq!(keys, known, "{table}");
    }
}

#[test]
fn the_page_in_docs_is_this_one() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/inkwash.schema.json");
    assert_eq!(std::fs::read_to_string(page).expect("it is there"), policy_schema());
}
