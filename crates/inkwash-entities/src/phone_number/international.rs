//! Numbers written with their country code: `+47 22 22 55 55`, `0047 22225555`,
//! `+44 (0)20 7946 0018`.

use super::digits::Digits;
use super::plan::{self, Verdict};

/// A number with its country code, as it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct International {
    /// Offset of the first byte: `+`, `(`, `%` or the first 0 of `00`.
    pub(super) start: usize,
    /// Offset of the country code's first digit.
    pub(super) body: usize,
    /// Announced by a plus sign, not by the prefix 00.
    pub(super) plus: bool,
    /// Offset one past the last digit.
    pub(super) end: usize,
    /// The country code.
    pub(super) code: u16,
    /// The national (significant) number: without country code and trunk prefix.
    pub(super) national: Digits,
    /// Whether a trunk 0 stands between country code and national number, as in `+44 (0)20`.
    pub(super) trunk: bool,
    /// What the plan says; never [`Verdict::No`].
    pub(super) verdict: Verdict,
}

/// The most groups that a number is read in.
const GROUPS: usize = 10;

/// Where the country code of a number that begins at `pos` is expected, for `+`, its
/// percent-encoded form, and the prefix 00.
fn body(text: &[u8], pos: usize) -> Option<usize> {
    let rest = text.get(pos..)?;
    let (skip, plus) = match rest {
        [b'+', ..] => (1, true),
        [b'%', b'2', b'B' | b'b', ..] => (3, true),
        [b'0', b'0', ..] => (2, false),
        _ => return None,
    };
    let next = |i: usize| rest.get(i).copied().unwrap_or(0);
    let gap = match next(skip) {
        b'(' if plus => 1,
        b' ' => 1,
        b'-' if !plus => 1,
        _ => 0,
    };
    matches!(next(skip + gap), b'1'..=b'9').then_some(pos + skip + gap)
}

/// Reads a number that begins at `pos` with `+`, `%2B` or `00`.
///
/// Groups are joined by at most three separators. If the whole makes no number, the longest
/// run of groups that does is taken, cut at a blank or a slash: `+47 22 22 55 55 2026`. `plan`
/// says whether country code and national number make a number.
pub(super) fn read(text: &[u8], pos: usize, plan: impl Fn(u16, &Digits) -> Verdict) -> Option<International> {
    let body = body(text, pos)?;
    let opened_after_plus = text.get(body.wrapping_sub(1)) == Some(&b'(');
    let before = pos.checked_sub(1).and_then(|i| text.get(i));
    let mut start = pos;
    let mut depth = usize::from(opened_after_plus);
    let mut digits = Digits::new();
    // Where each group ends: offset in the text, digits so far, whether a cut may follow it.
    let mut cuts = [(0usize, 0usize, false); GROUPS];
    let mut count = 0;
    let mut bracketed_zero = false;
    let mut at = body;
    'groups: while count < GROUPS {
        let first = digits;
        let from = at;
        while let Some(b @ b'0'..=b'9') = text.get(at) {
            if !digits.push(*b) {
                digits = first;
                break 'groups;
            }
            at += 1;
        }
        if count == 1 && text.get(from..at) == Some(b"0") && depth == 1 && text.get(at) == Some(&b')') {
            bracketed_zero = true;
        }
        cuts[count] = (at, digits.len(), true);
        count += 1;
        let Some(gap) = gap(text, at, &mut depth, before == Some(&b'(') && start == pos) else {
            break;
        };
        if gap.closes_outer {
            start = pos - 1;
        }
        cuts[count - 1].2 = gap.may_cut;
        at = gap.next;
    }
    // A number with a sign and a fraction, `+35236450.6`.
    if count == 2 && text.get(cuts[0].0) == Some(&b'.') && cuts[1].1 - cuts[0].1 <= 2 {
        return None;
    }
    let whole = Some(cuts.get(count.checked_sub(1)?)?.1);
    for &(end, len, may_cut) in cuts[..count].iter().rev() {
        if !(may_cut || Some(len) == whole) {
            continue;
        }
        let number = &digits.as_slice()[..len.min(digits.len())];
        let Some(found) = judge(number, cuts[0].1, bracketed_zero, &plan) else {
            continue;
        };
        let (code, national, trunk, verdict) = found;
        // A bracket before the `+` belongs to the number only if it closes within it.
        let start = if start < pos && !text[pos..end].contains(&b')') { pos } else { start };
        let plus = text.get(pos) != Some(&b'0');
        return Some(International { start, body, plus, end, code, national, trunk, verdict });
    }
    None
}

/// Splits digits into country code and national number and asks the plan.
fn judge(
    digits: &[u8],
    first_group: usize,
    bracketed_zero: bool,
    plan: impl Fn(u16, &Digits) -> Verdict,
) -> Option<(u16, Digits, bool, Verdict)> {
    let (code, n) = plan::country_code(digits)?;
    let rest = digits.get(n..)?;
    // The country code is never broken by a separator.
    if first_group < n || digits.len() < 7 || digits.len() > Digits::MAX {
        return None;
    }
    let trunk = rest.first() == Some(&b'0') && (bracketed_zero && first_group == n || plan::has_trunk_zero(code));
    let national = Digits::of(&rest[usize::from(trunk)..]);
    if n + national.len() > 15 || national.len() == 0 {
        return None;
    }
    match plan(code, &national) {
        Verdict::No => None,
        verdict => Some((code, national, trunk, verdict)),
    }
}

/// What stands between two groups.
struct Gap {
    /// Offset of the next digit.
    next: usize,
    /// The groups before it may be a number of their own.
    may_cut: bool,
    /// It closes the bracket that stands before the `+`.
    closes_outer: bool,
}

/// Blanks and hyphens that word processors put into numbers: no-break space, narrow no-break
/// space, figure space, no-break hyphen.
const WIDE: &[&[u8]] = &["\u{a0}".as_bytes(), "\u{202f}".as_bytes(), "\u{2007}".as_bytes(), "\u{2011}".as_bytes()];

/// The length of the blank or hyphen outside of ASCII that stands at the start.
pub(super) fn wide_separator(rest: &[u8]) -> Option<usize> {
    if rest.first()?.is_ascii() {
        return None;
    }
    WIDE.iter().find(|w| rest.starts_with(w)).map(|w| w.len())
}

/// Reads at most three different separators up to the next digit.
fn gap(text: &[u8], from: usize, depth: &mut usize, outer: bool) -> Option<Gap> {
    let mut found = Gap { next: from, may_cut: false, closes_outer: false };
    let (mut open, mut last) = (*depth, 0);
    for _ in 0..=3 {
        let b = *text.get(found.next)?;
        match b {
            b'0'..=b'9' => {
                *depth = open;
                return (found.next > from).then_some(found);
            }
            _ if b == last => return None,
            b' ' | b'/' => found.may_cut = true,
            b'-' | b'.' => {}
            b'(' if open == 0 => open = 1,
            b')' if open == 1 => open = 0,
            b')' if outer && !found.closes_outer => found.closes_outer = true,
            _ => {
                found.next += wide_separator(&text[found.next..])?;
                found.may_cut = true;
                last = b;
                continue;
            }
        }
        last = b;
        found.next += 1;
    }
    None
}
