//! Text from data, made harmless for where it is shown.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// As it can be shown anywhere: control characters, and those that change the direction of text or have no
/// width, are written out, so that a name cannot look like another one.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
    };
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Text in an element or a quoted attribute of HTML.
pub(crate) struct Html<'t>(pub(crate) &'t str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        visible(self.0).chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            _ => f.write_char(c),
        })
    }
}

/// The same; lines may be broken behind the signs between a path's parts.
pub(crate) struct Breaking<'t>(pub(crate) &'t str);

impl fmt::Display for Breaking<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.split_inclusive(['/', '.', '_', '-']).enumerate().try_for_each(|(i, part)| {
            let between = if i > 0 { "<wbr>" } else { "" };
            write!(f, "{between}{}", Html(part))
        })
    }
}

/// Text in a cell of a table in Markdown (GitHub's, GitLab's): nothing in it is markup, HTML, a link, a mention or
/// an issue's number.
pub(crate) struct Markdown<'t>(pub(crate) &'t str);

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // In a code span nothing is markup but its own fence, and a pipe ends the cell.
        let text = visible(self.0).replace('`', "'").replace('|', "\u{a6}");
        if text.trim().is_empty() { f.write_str("\u{2013}") } else { write!(f, "`{}`", text.trim()) }
    }
}

/// A field of CSV (RFC 4180) that no spreadsheet takes for a formula: one that would be gets an apostrophe in front
/// (OWASP, "CSV Injection").
pub(crate) struct Csv<'t>(pub(crate) &'t str);

impl fmt::Display for Csv<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = visible(self.0);
        let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
        if guard.is_empty() && !text.contains([',', '"', ';']) && text.trim() == text {
            return f.write_str(&text);
        }
        write!(f, "\"{guard}{}\"", text.replace('"', "\"\""))
    }
}

/// A number of things, with their name in the singular: `1 file`, `12 files`.
pub(crate) struct Of(pub(crate) u64, pub(crate) &'static str);

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", Count(self.0), self.1, if self.0 == 1 { "" } else { "s" })
    }
}

/// A number with groups: `1,234,567`.
pub(crate) struct Count(pub(crate) u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        digits.chars().enumerate().try_for_each(|(i, digit)| {
            let comma = i > 0 && (digits.len() - i).is_multiple_of(3);
            if comma {
                f.write_char(',')?;
            }
            f.write_char(digit)
        })
    }
}

/// A size with a decimal unit: `1.4 MB`.
pub(crate) struct Size(pub(crate) u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut value, mut unit) = (self.0 as f64, "B");
        for larger in ["kB", "MB", "GB", "TB"] {
            if value < 999.5 {
                break;
            }
            (value, unit) = (value / 1000.0, larger);
        }
        if unit == "B" { write!(f, "{} B", self.0) } else { write!(f, "{value:.1} {unit}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(Html("<script>\"a'&\u{202e}\n").to_string(), "&lt;script&gt;&quot;a&#39;&amp;\\u{202e}\\u{a}");
        assert_eq!(Breaking("a.b_<c>").to_string(), "a.<wbr>b_<wbr>&lt;c&gt;");
        assert_eq!((Of(1, "file").to_string(), Of(1_200, "file").to_string()), ("1 file".into(), "1,200 files".into()));
        assert_eq!(Markdown("a`|<img>@x\n").to_string(), "`a'\u{a6}<img>@x\\u{a}`");
        assert_eq!(Markdown(" ").to_string(), "\u{2013}");
    }

    #[test]
    fn names_cannot_become_formulas() {
        assert_eq!(Csv("=1+1").to_string(), "\"'=1+1\"");
        assert_eq!(Csv("a,\"b\"\r\n").to_string(), "\"a,\"\"b\"\"\\u{d}\\u{a}\"");
        assert_eq!(Csv("public.customers.email").to_string(), "public.customers.email");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!((Count(1_234_567).to_string(), Count(12).to_string()), ("1,234,567".into(), "12".into()));
        assert_eq!((Size(999).to_string(), Size(1_400_000).to_string()), ("999 B".into(), "1.4 MB".into()));
    }
}
