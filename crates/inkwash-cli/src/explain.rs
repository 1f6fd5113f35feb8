use std::io::{Read, Write, stdin, stdout};
use std::path::PathBuf;

use inkwash::{Considered, Error, Scanner, Verdict, transforms};

use crate::Outcome;
use crate::options::{Looking, open, rest_of};
use crate::show::printable;

/// Tell why something is found in a text, or why not.
///
/// For each place at which a trigger fires: what fired, what the check said, what context words
/// and the column's name did to the score, and which finding won where two overlap. Values are
/// not printed unless you ask for it.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  echo 'ref 4111 1111 1111 1111' | inkwash explain --place orders.card_no")]
pub(crate) struct Args {
    /// A file with the text (1 MiB at most); standard input if there is none.
    path: Option<PathBuf>,
    /// The column, field or key that the text stands in: `customers.email`.
    #[arg(long, value_name = "PLACE", default_value = "")]
    place: String,
    /// Print the values too.
    #[arg(long)]
    show_values: bool,
    /// Also list where a trigger fired but the probe refused at once.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    looking: Looking,
}

/// Explanations are for reading; nobody reads more.
const LONGEST: u64 = 1024 * 1024;

pub(crate) fn run(args: &Args) -> Result<Outcome, Error> {
    let policy = rest_of(args.looking.policy(&inkwash::audit::Run::unrecorded())?);
    let scanner = Scanner::with_policy(&policy)?;
    let mut text = Vec::new();
    let read = match &args.path {
        Some(path) => open(path)?.take(LONGEST).read_to_end(&mut text),
        None => stdin().lock().take(LONGEST).read_to_end(&mut text),
    };
    read.map_err(|e| Error::io("cannot read the text", e))?;
    let all = scanner.explain(&text, &args.place);
    let shown = all.iter().filter(|c| args.all || c.verdict != Verdict::Refused);
    let mut out = anstream::AutoStream::auto(stdout().lock());
    let mut lines = 0;
    for considered in shown {
        lines += 1;
        print(&mut out, &scanner, considered, args.show_values.then_some(&text)).map_err(printing)?;
        if considered.verdict == Verdict::Found {
            let entity = scanner.facts(considered.entity).name;
            let name = policy.transform_for(entity, &args.place).name();
            let strength = transforms().iter().find(|t| t.name == name).map_or("", |t| t.strength);
            writeln!(out, "  rewrite  {name}: {strength}").map_err(printing)?;
        }
    }
    let refused = all.iter().filter(|c| c.verdict == Verdict::Refused).count();
    if lines == 0 {
        writeln!(out, "nothing here looks like an entity ({refused} candidates were refused)").map_err(printing)?;
    }
    policy.warnings().iter().try_for_each(|w| writeln!(out, "warning: {w}")).map_err(printing)?;
    Ok(Outcome::Done)
}

fn printing(error: std::io::Error) -> Error {
    Error::io("cannot print the explanation", error)
}

fn print(
    out: &mut dyn Write,
    scanner: &Scanner,
    considered: &Considered,
    values: Option<&Vec<u8>>,
) -> std::io::Result<()> {
    let name = scanner.facts(considered.entity).name;
    let bold = anstyle::Style::new().bold();
    let Some((base, finding)) = considered.weighed else {
        writeln!(
            out,
            "{bold}{name}{bold:#}: {} fired at byte {}, but the probe refused",
            considered.trigger, considered.anchor
        )?;
        return Ok(());
    };
    let span = finding.span;
    let verdict = match considered.verdict {
        Verdict::Found => "found".to_owned(),
        Verdict::TooWeak => "not found: the score is too low".to_owned(),
        Verdict::Lost { to } => {
            let better = scanner.facts(to);
            match better.decoy {
                true => format!("not found: it is {} ({}), which is not sensitive", better.name, better.title),
                false => format!("not reported as such: {} is the better finding there", better.name),
            }
        }
        Verdict::Decoy => {
            let title = scanner.facts(considered.entity).title;
            format!("not sensitive: {title}, a known look-alike")
        }
        Verdict::Allowed => "not found: the policy allows this value".to_owned(),
        Verdict::Refused => "refused".to_owned(),
    };
    writeln!(out, "{bold}{name}{bold:#} bytes {}..{}: {verdict}", span.start, span.end)?;
    if let Some(text) = values {
        writeln!(out, "  value    {}", printable(span.of(text)))?;
    }
    writeln!(out, "  trigger  {} at byte {}", considered.trigger, considered.anchor)?;
    writeln!(out, "  score    {base} before context, {} after", finding.score)?;
    writeln!(out, "  evidence {}", finding.evidence.reasons().join(", "))
}
