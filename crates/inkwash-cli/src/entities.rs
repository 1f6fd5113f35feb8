use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write, stdout};

use inkwash::{Error, Scanner, formats, transforms, write_entity_line};

use crate::Outcome;
use crate::show::class_style;

/// List what can be found, what can be done with it, and which formats are read.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How the list is printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print only how many there are: entities, countries, by group and by check.
    #[arg(long, conflicts_with = "format")]
    summary: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Tables of entities, transforms and formats.
    Human,
    /// One JSON object a line for each entity.
    Jsonl,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Error> {
    let mut out = BufWriter::new(anstream::AutoStream::auto(stdout().lock()));
    let printed = match args.format {
        _ if args.summary => summarise(&mut out),
        Format::Human => print(&mut out),
        Format::Jsonl => print_lines(&mut out),
    };
    printed.and_then(|()| out.flush()).map_err(|e| Error::io("cannot print the list", e))?;
    Ok(Outcome::Done)
}

fn summarise(out: &mut dyn Write) -> io::Result<()> {
    let scanner = Scanner::new();
    let all: Vec<_> = scanner.entities().filter(|f| !f.decoy).collect();
    let regions: BTreeSet<_> = all.iter().flat_map(|f| f.regions).copied().collect();
    let (mut groups, mut checks) = (BTreeMap::new(), BTreeMap::new());
    for facts in &all {
        *groups.entry(facts.group.name()).or_insert(0) += 1;
        *checks.entry(if facts.check.is_empty() { "none" } else { facts.check }).or_insert(0) += 1;
    }
    let look_alikes = scanner.entities().filter(|f| f.decoy).count();
    writeln!(out, "{} entities of {} countries and territories", all.len(), regions.len())?;
    writeln!(out, "{look_alikes} look-alikes that are known and left alone")?;
    writeln!(out, "countries: {}", regions.into_iter().collect::<Vec<_>>().join(" "))?;
    for (title, counts) in [("groups", groups), ("checks", checks)] {
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(name, n)| (Reverse(*n), *name));
        let counts: Vec<_> = counts.iter().map(|(name, n)| format!("{name} {n}")).collect();
        writeln!(out, "{title}: {}", counts.join(", "))?;
    }
    Ok(())
}

fn print_lines(out: &mut dyn Write) -> io::Result<()> {
    Scanner::new().entities().filter(|f| !f.decoy).try_for_each(|facts| write_entity_line(out, &facts))
}

fn print(out: &mut dyn Write) -> io::Result<()> {
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}Entities{bold:#} (for --entities, --transform ENTITY=SPEC, policies)")?;
    let scanner = Scanner::new();
    for facts in scanner.entities().filter(|f| !f.decoy) {
        let style = class_style(facts.class);
        let regions = if facts.regions.is_empty() { "everywhere".to_owned() } else { facts.regions.join(" ") };
        let class = facts.class.name();
        let group = facts.group.name();
        writeln!(out, "  {:<26} {style}{class:<8}{style:#} {group:<10} {regions:<10} {}", facts.name, facts.title)?;
        writeln!(out, "  {:<26} {:<8} {:<10} {:<10} source: {}", "", "", "", "", facts.source)?;
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
