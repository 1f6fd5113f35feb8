use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::style::Draw;

/// Hardware (MAC) address, `00:00:5e:00:53:01`: EUI-48 and EUI-64.
///
/// Six or eight octets in hexadecimal, separated by colons or hyphens, or in groups of four
/// digits separated by full stops as network equipment writes them. Twelve digits without any
/// separator are found only in a column named for it or beside a context word.
///
/// Group addresses (multicast, broadcast) and all zeros name no device and are never found.
/// Rows of more octets are fingerprints, not addresses; but the two addresses in an Ethernet
/// header as packet filters log it are found.
///
/// A stand-in has the universal/local bit inverted: the address of a real network card becomes
/// a locally administered one, which no manufacturer ever hands out. A locally administered
/// address (a phone's random one) becomes a universal one, because both kinds together do not
/// fit into the local half; uniqueness goes before reservedness. All other bits but the group
/// bit go through a keyed permutation, so the map is one to one and never gives the original.
///
/// Source: IEEE Std 802-2014, clause 8 (octets, group and universal/local bits; hexadecimal
/// representation); IEEE "Guidelines for Use of EUI, OUI, and CID".
pub(crate) struct MacAddress;

/// How the octets of an address are separated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grouping {
    /// Octets by `:` or `-`.
    Octets(u8),
    /// Groups of four digits by `.`.
    Dotted,
    /// Not at all.
    Bare,
}

/// The address at the start of a text.
#[derive(Clone, Copy)]
struct Parsed {
    octets: [u8; 8],
    /// 6 (EUI-48) or 8 (EUI-64).
    count: usize,
    grouping: Grouping,
    /// Bytes of text.
    len: usize,
}

impl Detector for MacAddress {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Network,
            example: "00:00:5E:00:53:01",
            check: "individual-address",
            context: &[
                "mac",
                "mac address",
                "macaddr",
                "mac_addr",
                "hwaddr",
                "hw address",
                "hardware address",
                "ether",
                "ethernet address",
                "lladdr",
                "bssid",
                "bluetooth",
                "bd_addr",
                "wifi address",
                "wlan",
                "eui-48",
                "eui-64",
                "hardwareadresse",
                "mac-adresse",
                "physische adresse",
                "maskinvareadresse",
                "adresse physique",
                "adresse matérielle",
                "adresse mac",
                "dirección mac",
                "dirección física",
                "endereço mac",
                "endereço físico",
                "mac地址",
                "物理地址",
                "硬件地址",
            ],
            against: &["fingerprint", "digest", "checksum", "sha1", "sha256", "md5", "fingeravtrykk", "fingerabdruck"],
            columns: &[
                "mac",
                "mac address",
                "mac addr",
                "hw addr",
                "hw address",
                "hardware address",
                "ethernet address",
                "physical address",
                "bssid",
                "bluetooth address",
                "bd addr",
                "eui",
                "mac adresse",
                "hardwareadresse",
                "maskinvareadresse",
                "adresse mac",
                "direccion mac",
                "endereco mac",
                "mac地址",
                "物理地址",
            ],
            unique: true,
            ..Facts::new("MAC_ADDRESS", "Hardware (MAC) address", "IEEE Std 802-2014, clause 8")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[
            Trigger::Shape("![0-9A-Za-z]x{2}:x{2}:x{2}:x{2}:"),
            Trigger::Shape("![0-9A-Za-z]x{2}-x{2}-x{2}-x{2}-"),
            Trigger::Shape("![0-9A-Za-z]x{4}.x{4}.x{4}![0-9A-Za-z]"),
            Trigger::Shape("![0-9A-Za-z]x{12}![0-9A-Za-z]"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        let before = at.before(start);
        if is_word(before) {
            return None;
        }
        let mut parsed = parse(at.ahead())?;
        let framed = parsed.count == 8 && in_frame_header(at, start);
        if framed {
            (parsed.count, parsed.len) = (6, 17);
            parsed.octets[6..].fill(0);
        }
        let end = start + parsed.len;
        if is_word(at.byte(end)) || !names_a_device(&parsed) {
            return None;
        }
        let text = at.ahead().get(..parsed.len)?;
        let score = match parsed.grouping {
            Grouping::Octets(_) if framed => 950,
            Grouping::Octets(separator) => {
                if before == separator && ends_in_octet(at, start - 1) || goes_on(at, end, separator) {
                    return None;
                }
                // Steps of a drawing, `-9-32-22-14-14-23-37`.
                if separator == b'-' && before == b'-' && at.before(start - 1).is_ascii_digit() && !has_letter(text) {
                    return None;
                }
                if looks_like_a_date(&parsed) { 200 } else { 950 }
            }
            Grouping::Dotted => {
                if before == b'.' || at.byte(end) == b'.' && at.byte(end + 1).is_ascii_alphanumeric() {
                    return None;
                }
                if !has_letter(text) { 250 } else { 900 }
            }
            Grouping::Bare => {
                let joined = matches!(before, b'.' | b'+' | b'-') || at.byte(end) == b'-';
                if joined || mixed_case(text) || !has_letter(text) && !at.named() {
                    return None;
                }
                150
            }
        };
        Some(Hit::checked(start, end, score, "individual-address"))
    }

    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match parse(found).filter(|p| p.len == found.len()) {
            Some(p) => p.octets[..p.count].iter().for_each(|o| push_octet(*o, false, out)),
            None => out.extend_from_slice(found),
        }
    }

    fn keep(&self, found: &[u8]) -> Keep {
        // The first three octets name the manufacturer, not the device.
        let known = parse(found).is_some_and(|p| p.len == found.len());
        Keep { head: if known { 6 } else { 0 }, tail: 0 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let (octets, grouping, count) = match parse(found).filter(|p| p.len == found.len()) {
            Some(p) => (stand_in(&p, key), p.grouping, p.count),
            None => (drawn(canonical, key), Grouping::Octets(b':'), 6),
        };
        let upper = found.iter().any(u8::is_ascii_uppercase) && !found.iter().any(u8::is_ascii_lowercase);
        let minted = Parsed { octets, count, grouping, len: 0 };
        // A spelling that would be taken for a date or a number gives way to colons; the value,
        // and with it uniqueness, stays.
        let decimal = octets[..count].iter().all(|o| o >> 4 < 10 && o & 15 < 10);
        let grouping = match grouping {
            Grouping::Octets(_) if looks_like_a_date(&minted) => Grouping::Octets(b':'),
            Grouping::Dotted | Grouping::Bare if decimal => Grouping::Octets(b':'),
            other => other,
        };
        for (i, octet) in octets[..count].iter().enumerate() {
            match grouping {
                Grouping::Octets(separator) if i > 0 => out.push(separator),
                Grouping::Dotted if i > 0 && i % 2 == 0 => out.push(b'.'),
                _ => {}
            }
            push_octet(*octet, upper, out);
        }
    }
}

/// The one-to-one map described at [`MacAddress`].
fn stand_in(p: &Parsed, key: &EntityKey) -> [u8; 8] {
    let flags = p.octets[0] & 3;
    let free = p.count * 8 - 2;
    let mut rank = u128::from(p.octets[0] >> 2);
    for octet in &p.octets[1..p.count] {
        rank = rank << 8 | u128::from(*octet);
    }
    // Each length and each setting of the two flag bits is a domain of its own.
    let mut image = key.permute((p.count as u32) << 8 | u32::from(flags), rank, 1 << free);
    let mut octets = [0; 8];
    for octet in octets[1..p.count].iter_mut().rev() {
        *octet = image as u8;
        image >>= 8;
    }
    octets[0] = (image as u8) << 2 | flags ^ 2;
    octets
}

/// A locally administered address for something that is none.
fn drawn(value: &[u8], key: &EntityKey) -> [u8; 8] {
    let bits = Draw::new(key, "mac", value).below(1 << 32).to_be_bytes();
    let more = Draw::new(key, "mac-2", value).below(1 << 14).to_be_bytes();
    [(more[6] << 2) | 2, more[7], bits[4], bits[5], bits[6], bits[7], 0, 0]
}

fn parse(text: &[u8]) -> Option<Parsed> {
    let mut p = Parsed { octets: [0; 8], count: 0, grouping: Grouping::Bare, len: 0 };
    p.octets[0] = octet(text, 0)?;
    p.count = 1;
    p.len = 2;
    match *text.get(2)? {
        separator @ (b':' | b'-') => {
            p.grouping = Grouping::Octets(separator);
            while p.count < 8 && text.get(p.len) == Some(&separator) {
                let Some(next) = octet(text, p.len + 1) else {
                    break;
                };
                p.octets[p.count] = next;
                p.count += 1;
                p.len += 3;
            }
        }
        _ => {
            while p.count < 8 {
                let dot = p.count.is_multiple_of(2) && text.get(p.len) == Some(&b'.');
                if p.count == 2 && dot {
                    p.grouping = Grouping::Dotted;
                } else if p.count.is_multiple_of(2) && dot != (p.grouping == Grouping::Dotted) {
                    break;
                }
                let Some(next) = octet(text, p.len + usize::from(dot)) else {
                    break;
                };
                p.octets[p.count] = next;
                p.count += 1;
                p.len += 2 + usize::from(dot);
            }
        }
    }
    // Sixteen digits without separators are hashes and serial numbers.
    let known = p.count == 6 || p.count == 8 && p.grouping != Grouping::Bare;
    known.then_some(p)
}

fn octet(text: &[u8], at: usize) -> Option<u8> {
    let digit = |i| text.get(i).and_then(|b| (*b as char).to_digit(16));
    Some((digit(at)? << 4 | digit(at + 1)?) as u8)
}

fn push_octet(octet: u8, upper: bool, out: &mut Vec<u8>) {
    let digits: &[u8; 16] = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    out.extend([digits[usize::from(octet >> 4)], digits[usize::from(octet & 15)]]);
}

/// Individual (not group) and not all zeros; all ones are a group address.
fn names_a_device(p: &Parsed) -> bool {
    p.octets[0] & 1 == 0 && p.octets.iter().any(|o| *o != 0)
}

/// `24-12-31-23-59-58`: with hyphens, six decimal numbers that make a date and time of day of
/// this century's first forty years.
fn looks_like_a_date(p: &Parsed) -> bool {
    const LIMITS: [(u8, u8); 6] = [(0x00, 0x39), (0x01, 0x12), (0x01, 0x31), (0, 0x23), (0, 0x59), (0, 0x59)];
    p.grouping == Grouping::Octets(b'-')
        && p.count == 6
        && p.octets.iter().zip(LIMITS).all(|(o, (min, max))| o & 15 < 10 && (min..=max).contains(o))
}

/// Whether one of the two addresses of an Ethernet header begins at offset `start`: packet
/// filters log destination, source and type in one row, `MAC=…:…:08:00`. Fourteen octets of
/// which the last two are the type of IPv4, ARP or IPv6 (IANA, IEEE 802 Numbers).
fn in_frame_header(at: &At<'_>, start: usize) -> bool {
    [0, 18].iter().filter_map(|n| start.checked_sub(*n)).any(|row| {
        let Some(text) = at.text().get(row..row + 41) else {
            return false;
        };
        let octets = text.chunks(3).all(|c| octet(c, 0).is_some() && matches!(c.get(2), None | Some(b':')));
        let kind = [&b"08:00"[..], b"08:06", b"86:dd"].iter().any(|t| text[36..].eq_ignore_ascii_case(t));
        let alone = !is_word(at.before(row)) && !is_word(at.byte(row + 41));
        let longer = at.before(row) == b':' && ends_in_octet(at, row - 1) || goes_on(at, row + 41, b':');
        octets && kind && alone && !longer
    })
}

/// Whether an octet of a longer row ends just before offset `end`.
fn ends_in_octet(at: &At<'_>, end: usize) -> bool {
    let Some(start) = end.checked_sub(2) else {
        return false;
    };
    octet(at.text(), start).is_some() && !is_word(at.before(start))
}

/// Whether a longer row goes on at offset `end`.
fn goes_on(at: &At<'_>, end: usize, separator: u8) -> bool {
    at.byte(end) == separator && at.byte(end + 1).is_ascii_hexdigit() && at.byte(end + 2).is_ascii_hexdigit()
}

fn has_letter(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_alphabetic)
}

fn mixed_case(text: &[u8]) -> bool {
    text.iter().any(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase)
}

const fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;
    use std::collections::BTreeSet;
    use std::string::String;

    fn minted(value: &str) -> String {
        let key = RootKey::new([3; 32]).entity("MAC_ADDRESS");
        let (mut canonical, mut out) = (Vec::new(), Vec::new());
        MacAddress.canonical(value.as_bytes(), &mut canonical);
        MacAddress.mint(value.as_bytes(), &canonical, &key, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_stand_in_inverts_the_local_bit_and_keeps_the_style() {
        for (value, separator, len) in [
            ("00:00:5e:00:53:01", ':', 17),
            ("00-00-5E-00-53-01", '-', 17),
            ("0000.5e00.5301", '.', 14),
            ("00:00:5e:ff:fe:00:53:01", ':', 23),
        ] {
            let out = minted(value);
            assert_eq!(out.len(), len, "{out}");
            assert!(out.contains(separator));
            assert_eq!(out.contains('E') || !out.contains('e'), value.contains('E') || !out.contains('e'));
            assert_eq!(u8::from_str_radix(&out[..2], 16).unwrap() & 3, 2, "{out}");
            let again = minted(&out);
            assert_eq!(u8::from_str_radix(&again[..2], 16).unwrap() & 3, 0, "{again}");
        }
    }

    #[test]
    fn spellings_share_a_stand_in_and_neighbours_do_not() {
        let bare = |s: &str| s.to_ascii_lowercase().replace([':', '-', '.'], "");
        assert_eq!(bare(&minted("00:00:5E:00:53:01")), bare(&minted("0000.5e00.5301")));
        let all: BTreeSet<_> = (0..2000u32)
            .map(|i| minted(&std::format!("{:02x}:00:5e:00:{:02x}:{:02x}", i % 3 * 2, i >> 8, i & 255)))
            .collect();
        assert_eq!(all.len(), 2000);
    }

    #[test]
    fn stand_ins_are_found_in_every_style() {
        for i in 0..20_000u32 {
            let [a, b, c] = [(i >> 12) as u8 & 0xfe, (i >> 6) as u8, (i * 37) as u8];
            for value in [
                std::format!("{a:02x}-00-5e-{b:02x}-53-{c:02x}"),
                std::format!("{a:02x}00.5e{b:02x}.53{c:02x}"),
                std::format!("{a:02X}:00:5E:{b:02X}:53:{c:02X}"),
            ] {
                let out = minted(&value);
                let hit = MacAddress.probe(&At::new(out.as_bytes(), 0)).unwrap_or_else(|| panic!("{out}"));
                assert!(hit.score.to_permille() >= 500 && hit.span.end == out.len(), "{out}");
            }
        }
    }
}
