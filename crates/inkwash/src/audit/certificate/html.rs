//! A certificate as a page of HTML.

use std::fmt::Write as _;

use super::statement::Statement;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:52em;margin:2em auto;padding:0 1em}\
                     table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #ccc;padding:.3em .6em;\
                     text-align:left;vertical-align:top;overflow-wrap:anywhere}pre{white-space:pre-wrap;\
                     overflow-wrap:anywhere;background:#f4f4f4;padding:.6em}";

pub(super) fn written(statement: &Statement) -> String {
    let Statement { title, text, facts, counts, check, token } = statement;
    let title = escaped(title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for paragraph in text {
        let _ = writeln!(out, "<p>{}</p>", escaped(paragraph));
    }
    out += "<table>\n";
    for (name, value) in facts {
        let _ = writeln!(out, "<tr><th>{name}</th><td>{}</td></tr>", escaped(value));
    }
    out += "</table>\n";
    if !counts.is_empty() {
        out += "<table>\n<tr><th>entity</th><th>found</th><th>replaced</th></tr>\n";
        for [entity, found, replaced] in counts {
            let _ = writeln!(out, "<tr><td>{}</td><td>{found}</td><td>{replaced}</td></tr>", escaped(entity));
        }
        out += "</table>\n";
    }
    out += "<h2>To check it</h2>\n";
    for (i, paragraph) in check.iter().enumerate() {
        let element = if i == 0 { "pre" } else { "p" };
        let _ = writeln!(out, "<{element}>{}</{element}>", escaped(paragraph));
    }
    let _ = write!(out, "<pre>{token}</pre>\n</body>\n</html>\n");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            _ if c.is_control() => out.extend(c.escape_default()),
            _ => out.push(c),
        }
    }
    out
}
