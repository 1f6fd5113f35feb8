//! Examples in a policy file: what is to come of them, and what comes of them.

use std::sync::{Arc, Mutex};

use inkwash_core::{Finding, Place, Sink};

use super::Policy;
use super::file::ExampleTable;
use crate::survey::lock;
use crate::{Error, KeyRing, Scanner, Scrubber};

/// What examples are scrubbed with. It is no secret and protects nothing: it makes what comes out repeatable.
const KEY: &str = "the key of examples in policies: it protects nothing";

/// An example of what a policy does: a text, perhaps in a place, and what is to come of it.
///
/// ```toml
/// [[test]]
/// name = "notes are redacted"
/// place = "orders.note"
/// text = "call anna.berg@example.com"
/// expect = "call [EMAIL_ADDRESS]"
///
/// [[test]]
/// text = "ticket 4711"
/// finds = []
/// ```
#[derive(Clone)]
pub struct Example {
    name: String,
    text: String,
    place: String,
    /// The name of the file that it is from; empty if there is none.
    file: String,
    environment: Option<String>,
    encrypted: bool,
    expected: Expected,
}

/// What is to come of an example; each as far as it is given.
#[derive(Clone, Default)]
struct Expected {
    output: Option<String>,
    /// Entities, in the order of the text.
    finds: Option<Vec<String>>,
    keeps: Option<bool>,
    refuses: bool,
    hides: Vec<String>,
}

/// What came of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleOutcome {
    /// The example's name, or its number.
    pub name: String,
    /// What is not as expected. The example's own text may be in it: it is invented.
    pub faults: Vec<String>,
}

impl Example {
    pub(super) fn read(table: ExampleTable, number: usize) -> Result<Self, String> {
        let ExampleTable { name, text, place, file, environment, encrypted, expect, finds, keeps, refuses, hides } =
            table;
        if expect.is_none() && finds.is_none() && keeps.is_none() && !refuses && hides.is_empty() {
            return Err("a test says what is to come out: `expect`, `finds`, `keeps`, `hides` or `refuses`".into());
        }
        if refuses && (expect.is_some() || keeps.is_some() || !hides.is_empty()) {
            return Err("a test that is refused has no output".into());
        }
        Ok(Self {
            name: name.unwrap_or_else(|| format!("test {number}")),
            text,
            place: place.unwrap_or_default(),
            file: file.unwrap_or_default(),
            environment,
            encrypted,
            expected: Expected { output: expect, finds, keeps, refuses, hides },
        })
    }

    fn run(&self, policy: &Policy) -> Result<Vec<String>, Error> {
        let mut policy = policy.for_file(&self.file).output_encrypted(self.encrypted);
        if let Some(name) = &self.environment {
            policy = policy.environment(name)?;
        }
        // Their key says nothing of lists that were hashed with another.
        let policy = if policy.is_locked() { policy.without_hashed() } else { policy };
        let scrubber = Scrubber::new(&policy, &KeyRing::from_text(KEY)?)?;
        let mut faults = Vec::new();
        if let Some(expected) = &self.expected.finds {
            let found = self.found(scrubber.scanner())?;
            if found != *expected {
                faults.push(format!("finds {}, not {}", listed(&found), listed(expected)));
            }
        }
        match self.scrubbed(&scrubber) {
            Ok(_) if self.expected.refuses => faults.push("is not refused".into()),
            Ok(output) => faults.extend(self.faults(&output)),
            Err(error) if error.is_forbidden() && self.expected.refuses => {}
            Err(error) => faults.push(error.to_string()),
        }
        Ok(faults)
    }

    fn places(&self) -> Vec<Place> {
        vec![if self.place.is_empty() { Place::default() } else { Place::named(&self.place) }]
    }

    fn found(&self, scanner: &Scanner) -> Result<Vec<String>, Error> {
        let seen = Seen::default();
        let mut cells = scanner.cells(self.places(), seen.clone());
        cells.put(0, self.text.as_bytes());
        cells.end_record()?;
        cells.finish()?;
        Ok(lock(&seen.0).iter().map(|finding| scanner.facts(finding.cell.entity).name.to_owned()).collect())
    }

    fn scrubbed(&self, scrubber: &Scrubber) -> Result<String, Error> {
        let mut cells = scrubber.cells(self.places());
        cells.put(0, self.text.as_bytes());
        cells.end_record()?;
        cells.finish()?;
        let mut output = String::new();
        cells.take(&mut |value| output.push_str(&String::from_utf8_lossy(value)));
        Ok(output)
    }

    fn faults(&self, output: &str) -> Vec<String> {
        let Expected { output: expected, keeps, hides, .. } = &self.expected;
        let mut faults = Vec::new();
        if let Some(expected) = expected.as_ref().filter(|expected| *expected != output) {
            faults.push(format!("gives {output:?}, not {expected:?}"));
        }
        match keeps {
            Some(true) if output != self.text => faults.push(format!("is not kept but becomes {output:?}")),
            Some(false) if output == self.text => faults.push("is kept as it is".into()),
            _ => {}
        }
        let shown = hides.iter().filter(|part| output.contains(part.as_str()));
        faults.extend(shown.map(|part| format!("does not hide {part:?}: {output:?}")));
        faults
    }
}

fn listed(entities: &[String]) -> String {
    if entities.is_empty() { "nothing".into() } else { entities.join(", ") }
}

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Finding>>>);

impl Sink for Seen {
    fn finding(&mut self, finding: &Finding) -> Result<(), inkwash_core::Error> {
        lock(&self.0).push(finding.clone());
        Ok(())
    }
}

impl Policy {
    /// Runs the examples that the policy file carries, in its order, with a fixed key.
    ///
    /// ```
    /// let text = "[transforms]\ndefault = \"redact\"\n[[test]]\ntext = \"bo@example.org\"\nexpect = \"[EMAIL_ADDRESS]\"\n";
    /// let policy = inkwash::Policy::parse(text, &inkwash::entity_names())?;
    /// assert!(policy.run_examples()?.iter().all(|outcome| outcome.faults.is_empty()));
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the policy cannot be used, or an example names an environment that it does not have.
    pub fn run_examples(&self) -> Result<Vec<ExampleOutcome>, Error> {
        let outcome =
            |example: &Example| example.run(self).map(|faults| ExampleOutcome { name: example.name.clone(), faults });
        self.examples.iter().map(outcome).collect()
    }
}
