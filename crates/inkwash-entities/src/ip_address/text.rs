//! Reading and writing addresses.

use alloc::vec::Vec;

/// An IPv4 address at the start of a text.
#[derive(Clone, Copy)]
pub(super) struct V4 {
    pub(super) address: u32,
    /// Bytes of text.
    pub(super) len: usize,
    /// All octets are written with three digits.
    pub(super) padded: bool,
}

/// An IPv6 address at the start of a text, without its zone.
#[derive(Clone, Copy)]
pub(super) struct V6 {
    pub(super) address: u128,
    /// Bytes of text.
    pub(super) len: usize,
    /// How many groups are written (a dotted tail counts as two).
    pub(super) groups: usize,
    /// All eight groups are written, each with four digits.
    pub(super) expanded: bool,
    /// The last 32 bits are written as IPv4.
    pub(super) dotted: bool,
    /// All groups have exactly two digits, as the octets of an EUI-64 have.
    pub(super) octets: bool,
}

impl V6 {
    /// How `text`, which begins with the address, writes it.
    pub(super) fn style(&self, text: &[u8]) -> Style {
        let letters = &text[..self.len];
        let upper = letters.iter().any(u8::is_ascii_uppercase) && !letters.iter().any(u8::is_ascii_lowercase);
        Style { upper, expanded: self.expanded, dotted: self.dotted }
    }
}

/// Reads four decimal numbers up to 255. Leading zeros only where all four have three digits:
/// elsewhere nobody knows whether octal is meant (RFC 6943 section 3.1.1), and most often it
/// is a date or a version.
pub(super) fn v4(text: &[u8]) -> Option<V4> {
    let (mut address, mut at, mut padded, mut zeros) = (0u32, 0, true, false);
    for i in 0..4 {
        if i > 0 {
            if text.get(at) != Some(&b'.') {
                return None;
            }
            at += 1;
        }
        let digits = text.get(at..)?.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 3 {
            return None;
        }
        let octet = text[at..at + digits].iter().fold(0u32, |n, b| n * 10 + u32::from(b - b'0'));
        if octet > 255 {
            return None;
        }
        zeros |= digits > 1 && text[at] == b'0';
        padded &= digits == 3;
        address = address << 8 | octet;
        at += digits;
    }
    if zeros && !padded {
        return None;
    }
    Some(V4 { address, len: at, padded })
}

/// Reads any text form of RFC 4291 section 2.2. A colon that ends the text's address, as in
/// `2001:db8::1: unreachable`, is left over.
pub(super) fn v6(text: &[u8]) -> Option<V6> {
    let mut groups = [0u16; 8];
    let (mut n, mut at, mut gap) = (0, 0, None);
    let (mut expanded, mut dotted, mut octets) = (true, false, true);
    if text.starts_with(b"::") {
        gap = Some(0);
        at = 2;
    }
    loop {
        let len = text.get(at..)?.iter().take(5).take_while(|b| b.is_ascii_hexdigit()).count();
        if len == 0 {
            break;
        }
        if len > 4 {
            return None;
        }
        if n > 0
            && n <= 6
            && text.get(at + len) == Some(&b'.')
            && let Some(tail) = v4(&text[at..])
        {
            groups[n] = (tail.address >> 16) as u16;
            groups[n + 1] = tail.address as u16;
            (n, at, dotted) = (n + 2, at + tail.len, true);
            break;
        }
        if n == 0
            && gap.is_some()
            && text.get(at + len) == Some(&b'.')
            && let Some(tail) = v4(&text[at..])
        {
            groups[0] = (tail.address >> 16) as u16;
            groups[1] = tail.address as u16;
            (n, at, dotted) = (2, at + tail.len, true);
            break;
        }
        if n == 8 {
            return None;
        }
        let value = text[at..at + len].iter().fold(0, |v, b| v << 4 | (*b as char).to_digit(16).unwrap_or(0));
        groups[n] = value as u16;
        n += 1;
        at += len;
        expanded &= len == 4;
        octets &= len == 2;
        if text.get(at) != Some(&b':') {
            break;
        }
        if text.get(at + 1) == Some(&b':') {
            if gap.is_some() {
                return None;
            }
            gap = Some(n);
            at += 2;
        } else if text.get(at + 1).is_some_and(u8::is_ascii_hexdigit) {
            at += 1;
        } else {
            break;
        }
    }
    let written = n;
    match gap {
        Some(gap) if n < 8 => {
            groups.copy_within(gap..n, 8 - (n - gap));
            groups[gap..8 - (n - gap)].fill(0);
        }
        None if n == 8 => {}
        _ => return None,
    }
    let address = groups.iter().fold(0, |a, g| a << 16 | u128::from(*g));
    Some(V6 {
        address,
        len: at,
        groups: written,
        expanded: expanded && gap.is_none() && !dotted,
        dotted,
        octets: octets && gap.is_none() && !dotted,
    })
}

/// Length of a zone, its percent sign included (RFC 4007 section 11), or 0.
pub(super) fn zone(text: &[u8]) -> usize {
    if text.first() != Some(&b'%') {
        return 0;
    }
    let name = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    let len = text[1..].iter().take(32).take_while(name).count();
    let end = text[1..=len].iter().rposition(u8::is_ascii_alphanumeric);
    end.map_or(0, |i| i + 2)
}

/// The prefix length of a network at the start of a text, `/24`: its bytes and its bits, at least
/// one and fewer than `max` (RFC 4632 section 3.1, RFC 4291 section 2.3).
pub(super) fn prefix_length(text: &[u8], max: u32) -> Option<(usize, u32)> {
    let digits = text.strip_prefix(b"/")?;
    let len = digits.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let n = digits[..len].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    let byte = |i: usize| digits.get(i).copied().unwrap_or(0);
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let ends = !(word(byte(len)) || byte(len) == b'.' && word(byte(len + 1)));
    (len > 0 && byte(0) != b'0' && n < max && ends).then_some((len + 1, n))
}

/// Writes a prefix length with its slash.
pub(super) fn write_prefix_length(n: u32, out: &mut Vec<u8>) {
    out.push(b'/');
    for (power, least) in [(100, 100), (10, 10), (1, 0)] {
        if n >= least {
            out.push(b'0' + (n / power % 10) as u8);
        }
    }
}

/// Writes an IPv4 address.
pub(super) fn write_v4(address: u32, padded: bool, out: &mut Vec<u8>) {
    for (i, octet) in address.to_be_bytes().into_iter().enumerate() {
        if i > 0 {
            out.push(b'.');
        }
        for (power, least) in [(100, 100), (10, 10), (1, 0)] {
            if padded || octet >= least {
                out.push(b'0' + octet / power % 10);
            }
        }
    }
}

/// How an IPv6 address is to be written.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) upper: bool,
    pub(super) expanded: bool,
    pub(super) dotted: bool,
}

/// Writes an IPv6 address as RFC 5952 section 4 recommends, but for what the style says.
pub(super) fn write_v6(address: u128, style: Style, out: &mut Vec<u8>) {
    let groups: [u16; 8] = core::array::from_fn(|i| (address >> (112 - 16 * i)) as u16);
    let count = if style.dotted { 6 } else { 8 };
    let gap = if style.expanded { 0..0 } else { longest_zeros(&groups[..count]) };
    let mut i = 0;
    while i < count {
        if i == gap.start && !gap.is_empty() {
            out.extend_from_slice(b"::");
            i = gap.end;
            continue;
        }
        if i > 0 && (i != gap.end || gap.is_empty()) {
            out.push(b':');
        }
        write_group(groups[i], style, out);
        i += 1;
    }
    if style.dotted {
        if gap.is_empty() || gap.end != count {
            out.push(b':');
        }
        write_v4(address as u32, false, out);
    }
}

/// The first longest run of at least two zero groups.
fn longest_zeros(groups: &[u16]) -> core::ops::Range<usize> {
    let (mut best, mut start) = (0..0, 0);
    for (i, group) in groups.iter().enumerate() {
        if *group != 0 {
            start = i + 1;
        } else if i + 1 - start > best.len().max(1) {
            best = start..i + 1;
        }
    }
    best
}

fn write_group(group: u16, style: Style, out: &mut Vec<u8>) {
    let digits: &[u8; 16] = if style.upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    for shift in [12, 8, 4, 0] {
        if style.expanded || shift == 0 || group >> shift != 0 {
            out.push(digits[usize::from(group >> shift & 15)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv6Addr;
    use std::string::{String, ToString};

    const PLAIN: Style = Style { upper: false, expanded: false, dotted: false };

    fn written(address: u128, style: Style) -> String {
        let mut out = Vec::new();
        write_v6(address, style, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_and_agrees_with_the_standard_library() {
        let mut address = 0x2001_0db8_0000_0000_0001_0000_0000_0001u128;
        for step in 0..4000u128 {
            // Zeroes groups in all combinations.
            let mask = (0..8).filter(|g| step >> g & 1 == 1).fold(0u128, |m, g| m | 0xffff << (16 * g));
            address = address.wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645).wrapping_add(step);
            let value = address & mask;
            let text = written(value, PLAIN);
            if value >> 48 != 0 && value >> 32 != 0xffff {
                assert_eq!(text, Ipv6Addr::from(value).to_string());
            }
            for style in [
                PLAIN,
                Style { expanded: true, ..PLAIN },
                Style { upper: true, ..PLAIN },
                Style { dotted: true, ..PLAIN },
            ] {
                let text = written(value, style);
                let read = v6(text.as_bytes()).unwrap_or_else(|| panic!("{text}"));
                assert_eq!((read.address, read.len), (value, text.len()), "{text}");
                assert_eq!(text.parse::<Ipv6Addr>().map(u128::from), Ok(value), "{text}");
            }
        }
    }

    #[test]
    fn forms_that_are_none_are_refused() {
        for text in ["1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::1", "1:2:3:4:5:6:7::8:9", "12:34:56"] {
            assert!(v6(text.as_bytes()).is_none(), "{text}");
        }
        for text in ["1.2.3", "256.1.1.1", "1.2.3.1000", "01.02.03.04", "1..2.3"] {
            assert!(v4(text.as_bytes()).is_none(), "{text}");
        }
        assert_eq!(v6(b"2001:db8::1: unreachable").map(|a| a.len), Some(11));
        assert_eq!(v4(b"192.000.002.001").map(|a| (a.address, a.padded)), Some((0xc000_0201, true)));
    }
}
