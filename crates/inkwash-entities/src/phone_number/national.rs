//! Numbers written as people at home write them: `(212) 555-0142`, `020 7946 0018`,
//! `22 22 55 55`, `01 23 45 67 89`, `2125550142`.

use super::digits::Digits;
use super::international::wide_separator;

/// How a national number is written, which decides how much it proves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `(212) 555-0142`: an area in brackets, North American in form.
    BracketedNanp,
    /// `212-555-0142`, `212.555.0142`, `1-212-555-0142`.
    JoinedNanp,
    /// Another area in brackets.
    Bracketed,
    /// Groups after a leading zero.
    Trunk,
    /// Groups that no other common notation has.
    Groups,
    /// Groups that are also how quantities and ranges are written.
    Weak,
}

/// A number without a country code, as it stands in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct National {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) style: Style,
    pub(super) digits: Digits,
}

/// Lengths of groups and the separators before them.
struct Groups {
    lens: [usize; Self::MAX],
    separators: [u8; Self::MAX],
    count: usize,
    digits: Digits,
    end: usize,
}

impl Groups {
    const MAX: usize = 6;

    /// Reads groups from `at`, each after one separator. `first` separates the first two
    /// groups from each other as it likes; all others are joined alike.
    fn read(text: &[u8], at: usize) -> Option<Self> {
        let mut all =
            Self { lens: [0; Self::MAX], separators: [0; Self::MAX], count: 0, digits: Digits::new(), end: at };
        let mut at = at;
        loop {
            let len = text.get(at..)?.iter().take(14).take_while(|b| b.is_ascii_digit()).count();
            if len == 0 || all.digits.len() + len > 13 {
                break;
            }
            text[at..at + len].iter().for_each(|b| {
                all.digits.push(*b);
            });
            all.lens[all.count] = len;
            all.count += 1;
            all.end = at + len;
            let separator = text.get(all.end).copied().unwrap_or(0);
            let alike = all.count < 3 || separator == all.separators[2];
            if all.count == Self::MAX || !matches!(separator, b' ' | b'-' | b'.' | b'/') || !alike {
                break;
            }
            all.separators[all.count] = separator;
            at = all.end + 1;
        }
        (all.count > 0).then_some(all)
    }

    fn lens(&self) -> &[usize] {
        &self.lens[..self.count]
    }

    /// Whether all groups are joined by this separator.
    fn joined_by(&self, separators: &[u8]) -> bool {
        let first = self.separators[1];
        separators.contains(&first) && self.separators[1..self.count].iter().all(|s| *s == first)
    }
}

/// The digits from `pos` on if they are all: no group follows that could belong to them.
pub(super) fn bare(text: &[u8], pos: usize) -> Option<&[u8]> {
    let run = |at: usize| text.get(at..).map_or(0, |t| t.iter().take(14).take_while(|b| b.is_ascii_digit()).count());
    let first = run(pos);
    let end = pos + first;
    if matches!(text.get(end), Some(b' ' | b'-' | b'.' | b'/')) && (1..=13 - first.min(13)).contains(&run(end + 1)) {
        return None;
    }
    text.get(pos..end).filter(|digits| !digits.is_empty())
}

/// Reads the groups that begin at `pos`, with a digit or an opening bracket. Only what one of the
/// shapes in [`TRIGGERS`](super::TRIGGERS) announces is read.
pub(super) fn grouped(text: &[u8], pos: usize) -> Option<National> {
    match text.get(pos)? {
        b'(' => bracketed(text, pos),
        b'0'..=b'9' => {
            let groups = Groups::read(text, pos)?;
            let style = style(&groups)?;
            Some(National { start: pos, end: groups.end, style, digits: groups.digits })
        }
        _ => None,
    }
}

/// `(212) 555-0142`, `1 (212) 555-0142`, `8 (495) 123-45-67`, `(11) 96123-4567`.
fn bracketed(text: &[u8], pos: usize) -> Option<National> {
    let area = text.get(pos + 1..)?.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
    if !(2..=5).contains(&area) || text.get(pos + 1 + area) != Some(&b')') {
        return None;
    }
    let mut at = pos + area + 2;
    at += usize::from(matches!(text.get(at), Some(b' ' | b'-')));
    let rest = Groups::read(text, at)?;
    if rest.lens[0] < 2 || rest.lens[0] > 8 || rest.lens()[1..].iter().any(|n| !(2..=5).contains(n)) {
        return None;
    }
    let mut digits = Digits::new();
    // A trunk prefix of one digit may stand before the bracket.
    let mut start = pos;
    if let [.., prior, prefix @ (b'0' | b'1' | b'8'), b' '] = text[..pos] {
        if prior == b'+' {
            return None;
        }
        if !(prior.is_ascii_alphanumeric() || matches!(prior, b'_' | b'.' | b'-' | b':' | b'/' | b')')) {
            start = pos - 2;
            digits.push(prefix);
        }
    } else if let [prefix @ (b'0' | b'1' | b'8'), b' '] = text[..pos] {
        start = 0;
        digits.push(prefix);
    }
    for b in text[pos + 1..pos + 1 + area].iter().chain(rest.digits.as_slice()) {
        if !digits.push(*b) {
            return None;
        }
    }
    let number = &digits.as_slice()[usize::from(start < pos)..];
    let style = if area == 3 && rest.lens().starts_with(&[3, 4]) && is_nanp(number) {
        Style::BracketedNanp
    } else if (8..=12).contains(&number.len()) {
        Style::Bracketed
    } else {
        return None;
    };
    Some(National { start, end: rest.end, style, digits })
}

/// Judges groups by their form alone. Every form accepted here is announced by a trigger.
fn style(groups: &Groups) -> Option<Style> {
    let (lens, digits) = (groups.lens(), &groups.digits);
    let n = digits.len();
    if !(7..=12).contains(&n) || digits.as_slice().starts_with(b"00") {
        return None;
    }
    let first = digits.at(0);
    match *lens {
        [1, 3, 3, 4] if first == b'1' && groups.separators[1] != b'/' && groups.separators[2] != b'/' => {
            return is_nanp(&digits.as_slice()[1..]).then_some(Style::JoinedNanp);
        }
        [3, 4] => {
            let local = groups.separators[1] == b'-' && matches!(first, b'2'..=b'9');
            if first != b'0' {
                return local.then_some(Style::Weak);
            }
        }
        // Social security numbers, and dates.
        [3, 2, 4] | [4, 2, 2] if first != b'0' => return None,
        [2, 2, 4] => return None,
        // Twelve digits in fours are cards and national identifiers.
        [4, 4, 4] => return None,
        _ => {}
    }
    let (trunk, rest) = (first == b'0', &lens[1..]);
    if rest.len() == 1 {
        let long = (3..=9).contains(&rest[0]);
        return match (trunk, lens[0]) {
            (true, 2..=5) if long => Some(if n >= 9 { Style::Trunk } else { Style::Weak }),
            (false, 4) if rest[0] == 4 && groups.separators[1] == b' ' => Some(Style::Groups),
            (false, 4) if rest[0] == 4 && groups.separators[1] == b'-' => Some(Style::Weak),
            _ => None,
        };
    }
    if rest.iter().any(|len| !(2..=5).contains(len)) {
        return None;
    }
    if trunk {
        let announced = match lens[0] {
            2..=3 if rest[0] >= 3 => true,
            2..=3 => groups.joined_by(b" -."),
            4..=5 => true,
            _ => false,
        };
        return announced.then_some(Style::Trunk);
    }
    let alike = groups.joined_by(b" -.");
    if lens == [3, 3, 4] && alike && is_nanp(digits.as_slice()) {
        return Some(if groups.separators[1] == b' ' { Style::Groups } else { Style::JoinedNanp });
    }
    // `212 555-0142`, `11 96123-4567`
    if let [2..=3, 3..=5, 4] = *lens
        && groups.separators[1] == b' '
        && groups.separators[2] == b'-'
    {
        return Some(Style::Groups);
    }
    let announced = match lens[0] {
        2..=3 => alike && rest[0] <= 4,
        4 => matches!(groups.separators[1], b' ' | b'-') && rest[0] >= 3,
        _ => false,
    };
    // Addresses, versions and thousands are written with points; addresses have four groups.
    let pointed = groups.separators[1] == b'.' && lens.len() < 5;
    if !announced || pointed {
        return None;
    }
    let thousands = rest.iter().all(|len| *len == 3) && lens[0] < 3;
    Some(if thousands { Style::Weak } else { Style::Groups })
}

/// `NXX NXX XXXX` of the North American Numbering Plan: area and exchange begin with 2 to 9.
/// Source: North American Numbering Plan Administrator, number format.
pub(super) fn is_nanp(digits: &[u8]) -> bool {
    matches!(digits, [b'2'..=b'9', _, _, b'2'..=b'9', _, _, _, _, _, _])
}

/// Whether these digits are likelier a date, a time or a counter than a phone number. They are
/// no stand-in either, so that a stand-in is taken wherever its original was.
pub(super) fn looks_like_other(digits: &[u8]) -> bool {
    let two = |i: usize| digits.get(i..i + 2).map_or(0, |p| u32::from(p[0] - b'0') * 10 + u32::from(p[1] - b'0'));
    let year = |i: usize| matches!(two(i), 19 | 20);
    let (month, day) = (|i: usize| (1..=12).contains(&two(i)), |i: usize| (1..=31).contains(&two(i)));
    if digits.iter().all(|d| Some(d) == digits.first()) {
        return true;
    }
    match digits.len() {
        // A date, or two years.
        8 => year(0) && (month(4) && day(6) || year(4)) || year(4) && (day(0) && month(2) || month(0) && day(2)),
        10 | 12 => year(0) && month(4) && day(6),
        _ => false,
    }
}

/// Whether bare digits are likelier seconds since 1970, from 2001 to 2033.
pub(super) fn looks_like_epoch(digits: &[u8]) -> bool {
    digits.len() == 10 && digits[0] == b'1'
}

/// Reads a whole cell as a number, however it is grouped: digits, blanks, brackets, hyphens,
/// points and slashes only, five to 15 digits.
pub(super) fn lenient(cell: &[u8]) -> Option<Digits> {
    let mut digits = Digits::new();
    let mut rest = cell;
    rest = rest.strip_prefix(b"+").unwrap_or(rest);
    while let [b, tail @ ..] = rest {
        match b {
            b'0'..=b'9' => {
                if digits.len() == 15 {
                    return None;
                }
                digits.push(*b);
            }
            b' ' | b'(' | b')' | b'-' | b'.' | b'/' => {}
            _ => {
                rest = &rest[wide_separator(rest)?..];
                continue;
            }
        }
        rest = tail;
    }
    (digits.len() >= 5).then_some(digits)
}
