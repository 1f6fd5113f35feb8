//! `docs/entities.md`: the catalogue.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use inkwash::{Facts, Group, Scanner};

const GROUPS: &[(Group, &str)] = &[
    (Group::Contact, "Contact"),
    (Group::Person, "Persons"),
    (Group::Government, "Government"),
    (Group::Tax, "Tax"),
    (Group::Health, "Health and social insurance"),
    (Group::Financial, "Financial"),
    (Group::Network, "Network and devices"),
    (Group::Vehicle, "Vehicles"),
    (Group::Secret, "Secrets"),
    (Group::Other, "Other"),
];

/// The whole page.
pub(crate) fn page(scanner: &Scanner) -> String {
    let all: Vec<Facts<'_>> = scanner.entities().filter(|f| !f.decoy).collect();
    let decoys: Vec<Facts<'_>> = scanner.entities().filter(|f| f.decoy).collect();
    let regions: BTreeSet<_> = all.iter().flat_map(|f| f.regions).collect();
    let mut page = format!(
        "<!-- Written by `cargo xtask accuracy`; do not edit. -->\n\n# Entities\n\n\
         {} entities of {} countries and territories. All examples are invented or published specimens.\n\
         `inkwash entities --format jsonl` prints the same, `inkwash entities --summary` the counts.\n",
        all.len(),
        regions.len()
    );
    for (group, title) in GROUPS {
        let rows: Vec<_> = all.iter().filter(|f| f.group == *group).collect();
        if rows.is_empty() {
            continue;
        }
        let head = "| entity | title | class | regions | check | example | source |\n|---|---|---|---|---|---|---|";
        write!(page, "\n## {title}\n\n{} entities.\n\n{head}\n", rows.len()).expect("a string takes everything");
        rows.iter().for_each(|f| page.push_str(&row(f)));
    }
    page.push_str("\n## Look-alikes\n\nKnown and left alone: they claim their span and are never reported.\n\n");
    page.push_str("| name | title | source |\n|---|---|---|\n");
    for f in decoys {
        writeln!(page, "| `{}` | {} | {} |", f.name, cell(f.title), cell(f.source)).expect("a string takes everything");
    }
    page
}

fn row(f: &Facts<'_>) -> String {
    let example = if f.example.is_empty() { String::new() } else { format!("`{}`", cell(f.example)) };
    let columns = [
        format!("`{}`", f.name),
        cell(f.title),
        f.class.name().to_owned(),
        f.regions.join(" "),
        f.check.to_owned(),
        example,
        cell(f.source),
    ];
    format!("| {} |\n", columns.join(" | "))
}

/// A text on one line, without what ends a cell.
fn cell(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}
