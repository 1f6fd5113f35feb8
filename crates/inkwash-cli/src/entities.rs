use std::io::{self, Write, stdout};

use inkwash::{Error, Scanner, formats, transforms};

use crate::Outcome;
use crate::show::class_style;

/// List what can be found, what can be done with it, and which formats are read.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<Outcome, Error> {
    let mut out = anstream::AutoStream::auto(stdout().lock());
    print(&mut out).map_err(|e| Error::io("cannot print the list", e))?;
    Ok(Outcome::Done)
}

fn print(out: &mut dyn Write) -> io::Result<()> {
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}Entities{bold:#} (for --entities, --transform ENTITY=SPEC, policies)")?;
    let scanner = Scanner::new();
    for facts in scanner.entities().filter(|f| !f.decoy) {
        let style = class_style(facts.class);
        let regions = if facts.regions.is_empty() { "everywhere".to_owned() } else { facts.regions.join(" ") };
        let class = facts.class.name();
        writeln!(out, "  {:<18} {style}{class:<8}{style:#} {regions:<10} {}", facts.name, facts.title)?;
        writeln!(out, "  {:<18} {:<8} {:<10} source: {}", "", "", "", facts.source)?;
    }
    writeln!(out, "\n{bold}Transforms{bold:#} (for --transform)")?;
    for facts in transforms() {
        writeln!(out, "  {:<13} {}", facts.name, facts.help)?;
        for option in facts.options {
            writeln!(out, "  {:<13}   {}={}  {}", "", option.name, option.value, option.help)?;
        }
    }
    writeln!(out, "\n{bold}Formats{bold:#} (for --input-format)")?;
    for row in formats() {
        writeln!(out, "  {:<13} {} ({})", row.name, row.title, row.extensions.join(", "))?;
    }
    Ok(())
}
