use std::io::{self, Write};

use super::Report;
use super::text::{Csv, Of};

pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let header = "source,format,place,entity,class,findings,records,share_of_records,score_mean,score_median,score_min,\
                  score_max,first_line,evidence,example";
    let (more, empty) = if report.is_scrub { (",transform", ",") } else { ("", "") };
    write!(out, "{header}{more}\r\n")?;
    for (number, row) in &report.rows {
        let source = &report.sources[*number];
        let share = report.share(*number, row).map_or_else(String::new, |share| format!("{share:.4}"));
        let first_line = if row.first_line > 0 { row.first_line.to_string() } else { String::new() };
        write!(
            out,
            "{},{},{},{},{},{},{},{share},{:.3},{:.3},{},{},{first_line},{},{}",
            Csv(&source.path),
            Csv(&source.format),
            Csv(&row.place),
            Csv(&row.entity),
            report.class_of(&row.entity).name(),
            row.scores.count(),
            row.records,
            row.scores.mean(),
            row.scores.median(),
            row.scores.lowest(),
            row.scores.highest(),
            Csv(&row.evidence.join("; ")),
            Csv(row.example.as_deref().unwrap_or_default()),
        )?;
        if let Some(transform) = row.transform.as_deref().filter(|_| report.is_scrub) {
            write!(out, ",{}", Csv(transform))?;
        }
        write!(out, "\r\n")?;
    }
    // A table has no other place to say that it is not whole.
    let rest = report.left_out;
    if rest > 0 {
        write!(out, "({rest} further rows are left out),,,,,,,,,,,,,,{empty}\r\n")?;
    }
    if report.elsewhere > 0 {
        write!(out, "({} findings at further places),,,,,,,,,,,,,,{empty}\r\n", report.elsewhere)?;
    }
    for (why, of) in &report.unchecked {
        let what = format!("(not looked into: {}, {}: {why})", Of(of.files, "file"), Of(of.bytes, "byte"));
        write!(out, "{},,,,,,,,,,,,,,{empty}\r\n", Csv(&what))?;
    }
    Ok(())
}
