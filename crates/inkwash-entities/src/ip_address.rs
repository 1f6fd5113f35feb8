use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::style::Draw;

mod stand_in;
mod text;

use stand_in::Kind;
use text::{Style, V4, V6};

/// IPv4 or IPv6 address, `192.0.2.17`, `2001:db8::17`.
///
/// All text forms of RFC 4291 section 2.2, with ports, brackets, prefix lengths and zones
/// around them. The finding is the address alone, and for link-local ones its zone; a port or
/// the prefix length of a host's address stays outside.
///
/// A network in CIDR notation (RFC 4632), `198.51.100.0/24`, has no bits set beyond its prefix,
/// and databases insist on that. It is found with its prefix length and becomes another network
/// of that length: the one that the stand-ins of its addresses are in. Networks shorter than /16
/// (IPv6: /32) belong to whole operators and tell nothing of a person; they are not found.
///
/// Not found: addresses that name no host (unspecified, loopback, multicast, broadcast,
/// netmasks), versions, object identifiers, product tokens (`Chrome/131.0.0.0`), scope
/// operators (`std::byte`), times. Private and documentation addresses are found.
/// `2.14.0.1` and `131.0.0.0` are nearly always versions: they need a context word or a column.
///
/// The stand-in keeps the address's kind (private stays private), and addresses of one network
/// stay in one network: see [`stand_in`]. No range that belongs to nobody is large enough for
/// that, so a stand-in may be in use somewhere.
///
/// Source: RFC 791 and RFC 6943 section 3.1.1 (IPv4 text), RFC 4291, RFC 5952, RFC 4007
/// section 11, RFC 6890 (special-purpose addresses).
pub(crate) struct IpAddress;

impl Detector for IpAddress {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Network,
            example: "203.0.113.7",
            check: "address-kind",
            context: &[
                "ip",
                "ipv4",
                "ipv6",
                "ip address",
                "ip_address",
                "ipaddr",
                "ip_addr",
                "client_ip",
                "remote_addr",
                "x-forwarded-for",
                "x-real-ip",
                "inet",
                "inet6",
                "ip-adresse",
                "dirección ip",
                "adresse ip",
                "endereço ip",
                "ip地址",
                "logged in from",
                "connection from",
            ],
            against: &[
                "version",
                "versions",
                "ver",
                "release",
                "build",
                "firmware",
                "upgrade",
                "changelog",
                "bump",
                "downgrade",
                "patch",
                "oid",
                "clause",
                "section",
                "chapter",
                "versjon",
                "versión",
                "versão",
                "abschnitt",
                "kapitel",
                "kapittel",
                "chapitre",
                "capítulo",
                "版本",
                "固件",
                "章节",
            ],
            columns: &[
                "ip",
                "ips",
                "ip address",
                "ip addr",
                "ipaddr",
                "ipv",
                "ip v",
                "remote addr",
                "remote address",
                "client address",
                "peer address",
                "source address",
                "src addr",
                "dst addr",
                "inet",
                "client ip",
                "ip adresse",
                "direccion ip",
                "adresse ip",
                "endereco ip",
                "x forwarded for",
                "ip地址",
            ],
            unique: true,
            ..Facts::new("IP_ADDRESS", "IP address", "RFC 791, RFC 4291, RFC 5952")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[
            Trigger::Shape("9&.9{1,3}.9{1,3}.9"),
            Trigger::Shape(":x{0,4}:x{0,4}:"),
            // Not in the paths of programs, `shop::cart`; but after an escaped line end, `\\n::1`.
            Trigger::Shape("![G-Zg-mo-qsu-z_]::x"),
            Trigger::Shape("x&::![0-9A-Za-z]"),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        match at.byte(at.pos()) {
            b'.' => probe_v4(at),
            b':' => probe_v6(at, at.pos()),
            _ => None,
        }
    }

    /// Dotted without leading zeros, or as RFC 5952 recommends; IPv4-mapped addresses as IPv4;
    /// without the zone, which only names an interface of the writing machine.
    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        match parse(found) {
            Some(Parsed::V4(a)) => text::write_v4(a.address, false, out),
            Some(Parsed::V6(a, _)) if a.address >> 32 == 0xffff => text::write_v4(a.address as u32, false, out),
            Some(Parsed::V6(a, _)) => text::write_v6(a.address, Style::default(), out),
            Some(Parsed::NetworkV4(a, n)) => {
                text::write_v4(a.address, false, out);
                text::write_prefix_length(n, out);
            }
            Some(Parsed::NetworkV6(a, n)) => {
                text::write_v6(a.address, Style::default(), out);
                text::write_prefix_length(n, out);
            }
            None => out.extend_from_slice(found),
        }
    }

    /// The first octet or the first group: what kind of address it is, hardly whose.
    fn keep(&self, found: &[u8]) -> Keep {
        let head = match parse(found) {
            Some(_) => found.iter().take(4).take_while(|b| b.is_ascii_hexdigit()).count(),
            None => 0,
        };
        Keep { head, tail: 0 }
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        match parse(found) {
            Some(Parsed::V4(a)) => text::write_v4(stand_in::v4(a.address, key), a.padded, out),
            Some(Parsed::V6(a, zone)) => {
                text::write_v6(stand_in::v6(a.address, key), a.style(found), out);
                out.extend_from_slice(zone);
            }
            Some(Parsed::NetworkV4(a, n)) => {
                text::write_v4(stand_in::network_v4(a.address, n, key), a.padded, out);
                text::write_prefix_length(n, out);
            }
            Some(Parsed::NetworkV6(a, n)) => {
                text::write_v6(stand_in::network_v6(a.address, n, key), a.style(found), out);
                text::write_prefix_length(n, out);
            }
            None => {
                // No address: 128.0.0.1 to 191.255.255.255 hold few that are not public.
                let mut draw = Draw::new(key, "address", canonical);
                let mut bits = 0;
                while stand_in::kind(bits) != Kind::Public {
                    bits = 0x8000_0000 | draw.below(1 << 30) as u32;
                }
                text::write_v4(bits, false, out);
            }
        }
    }

    /// Networks of 24, 16 and 8 bits, and of 48, 32 and 16 bits for version 6.
    fn coarsen(&self, found: &[u8], level: u8, out: &mut Vec<u8>) -> bool {
        let level = u32::from(level.clamp(1, 3));
        let v4 = |address: u32| address & !(u32::MAX >> (32 - 8 * level));
        let v6 = |address: u128| address & !(u128::MAX >> (64 - 16 * level));
        match parse(found) {
            Some(Parsed::V4(a)) => text::write_v4(v4(a.address), a.padded, out),
            Some(Parsed::V6(a, zone)) => {
                text::write_v6(v6(a.address), a.style(found), out);
                out.extend_from_slice(zone);
            }
            Some(Parsed::NetworkV4(a, n)) => {
                text::write_v4(v4(a.address), a.padded, out);
                text::write_prefix_length(n.min(32 - 8 * level), out);
            }
            Some(Parsed::NetworkV6(a, n)) => {
                text::write_v6(v6(a.address), a.style(found), out);
                text::write_prefix_length(n.min(64 - 16 * level), out);
            }
            None => return false,
        }
        true
    }
}

enum Parsed<'a> {
    V4(V4),
    /// With its prefix length.
    NetworkV4(V4, u32),
    /// With its prefix length.
    NetworkV6(V6, u32),
    /// With the zone, its percent sign included.
    V6(V6, &'a [u8]),
}

/// Reads a whole finding.
fn parse(found: &[u8]) -> Option<Parsed<'_>> {
    if let Some(a) = text::v4(found) {
        let rest = found.get(a.len..)?;
        let network = text::prefix_length(rest, 32).filter(|(len, _)| *len == rest.len());
        return match network {
            Some((_, n)) => Some(Parsed::NetworkV4(a, n)),
            None => rest.is_empty().then_some(Parsed::V4(a)),
        };
    }
    let a = text::v6(found)?;
    let zone = found.get(a.len..)?;
    if let Some((len, n)) = text::prefix_length(zone, 128)
        && len == zone.len()
    {
        return Some(Parsed::NetworkV6(a, n));
    }
    (text::zone(zone) == zone.len()).then_some(Parsed::V6(a, zone))
}

/// An address whose first full stop is the anchor.
fn probe_v4(at: &At<'_>) -> Option<Hit> {
    let dot = at.pos();
    let digits = (1..=6).take_while(|n| dot >= *n && at.byte(dot - n).is_ascii_digit()).count();
    // In `%20192.0.2.1` the first two digits belong to a percent escape.
    let escaped = (3..=5).contains(&digits) && at.before(dot - digits) == b'%';
    let digits = if escaped { digits - 2 } else { digits };
    let start = dot - digits;
    // A full stop before: the anchor is not the first one.
    if digits == 0 || digits > 3 || at.before(start) == b'.' && is_alnum(at.before(start - 1)) {
        return None;
    }
    let rest = at.text().get(start..)?;
    let a = text::v4(rest)?;
    let mut end = start + a.len;
    let mut kind = stand_in::kind(a.address);
    if let Some((len, n)) = rest.get(a.len..).and_then(|rest| text::prefix_length(rest, 32))
        && a.address.trailing_zeros() >= 32 - n
    {
        let shared = match kind {
            Kind::Private(bits) => bits,
            // The eight bits that are set are its whole prefix: any longer one stays right.
            Kind::Network => 7,
            _ => 15,
        };
        if n <= shared {
            return None;
        }
        if n >= 16 {
            end += len;
            // Versions have no prefix length.
            kind = if kind == Kind::Special || kind == Kind::Reserved { kind } else { Kind::Public };
        }
    }
    let joined = match follows(at, end) {
        After::Nothing => false,
        After::Joined => true,
        After::More => return None,
    };
    let before = if escaped { Before::Nothing } else { precedes(at, start) };
    let score = match (kind, before) {
        (Kind::Special, _) | (_, Before::More) => return None,
        (Kind::Public | Kind::Private(_), Before::Joined) => 550,
        (Kind::Public | Kind::Private(_), Before::Nothing) if joined => 550,
        (_, Before::Joined) => return None,
        _ if joined => return None,
        // 192.168/16, 169.254/16: no version is written so, whatever words stand near by.
        (Kind::Private(16), Before::Nothing) => 920,
        (Kind::Public | Kind::Private(_), Before::Nothing) => 850,
        (Kind::Network, Before::Nothing) if is_prefix_length(at, end) => 850,
        (Kind::VersionLike | Kind::Network | Kind::Reserved, Before::Nothing) => 250,
    };
    if at.before(start) == b':' && is_tail_of_v6(at, start, end) || follows_version_word(at, start) {
        return None;
    }
    Some(Hit::checked(start, end, score, "address-kind"))
}

/// What stands before an address.
enum Before {
    Nothing,
    /// A hyphen and a word: `access-192.0.2.1.log`, but also `libfoo-1.2.3.4`.
    Joined,
    /// Something of which the digits are only a part.
    More,
}

fn precedes(at: &At<'_>, start: usize) -> Before {
    let before = at.before(start);
    let second = at.before(start.saturating_sub(1));
    match before {
        b'_' => Before::More,
        b if b.is_ascii_digit() => Before::More,
        b if b.is_ascii_alphabetic() => {
            if is_escape_end(at, start) {
                Before::Nothing
            } else {
                Before::More
            }
        }
        b'.' => {
            if is_alnum(second) {
                Before::More
            } else {
                Before::Nothing
            }
        }
        b'^' | b'~' => Before::More,
        b'=' if matches!(second, b'=' | b'~' | b'>' | b'<' | b'!') => Before::More,
        b' ' | b':' if is_required_version(at, start) => Before::More,
        b'/' => before_slash(at, start - 1),
        b'-' if second.is_ascii_digit() => {
            // A range of addresses, or a name that ends in a digit.
            if ends_in_quad(at, start - 1) { Before::Nothing } else { Before::Joined }
        }
        b'-' if is_alnum(second) || second == b'_' => Before::Joined,
        _ => Before::Nothing,
    }
}

/// Whether a version is asked for or compared at offset `start`, with or without an epoch before
/// it: `>= 1.2.3.4`, `(>= 2:1.4.99.1)`, `libfoo (2:1.2.99.4-2)`.
///
/// Source: Debian Policy Manual §§ 5.6.12, 7.1.
fn is_required_version(at: &At<'_>, start: usize) -> bool {
    let mut i = start;
    let epoch = at.before(i) == b':' && at.before(i - 1).is_ascii_digit();
    if epoch {
        i -= 2;
        if at.before(i) == b'(' {
            return true;
        }
    }
    if at.before(i) != b' ' {
        return false;
    }
    i -= 1;
    match (at.before(i.saturating_sub(1)), at.before(i)) {
        (b'>' | b'<' | b'~', b'=') | (b'<', b'<') | (b'>', b'>') | (b'~', b'>') => true,
        (b'(', b'=') => epoch,
        _ => false,
    }
}

/// An escape that nobody decoded and whose last letter stands just before offset `start`:
/// `%3A192.0.2.1`, `\n192.0.2.1`, `\u003c192.0.2.1`.
fn is_escape_end(at: &At<'_>, start: usize) -> bool {
    let back = |n: usize| start.checked_sub(n).map_or(0, |i| at.byte(i));
    let hex = |n: usize| back(n).is_ascii_hexdigit();
    match () {
        () if back(2) == b'\\' => matches!(back(1), b'n' | b'r' | b't'),
        () if back(3) == b'%' => hex(2) && hex(1),
        () => back(6) == b'\\' && back(5) == b'u' && (1..=4).all(hex),
    }
}

/// What the slash at offset `slash` separates from the address: `Chrome/131.0.0.0` is a product
/// token (RFC 9110 section 10.1.5); `//192.0.2.1` a URL's host, `/a/192.0.2.1` a path,
/// `node1.example.com/192.0.2.1` and `node1/192.0.2.1:9042` are how Java prints addresses.
fn before_slash(at: &At<'_>, slash: usize) -> Before {
    let name = |b: u8| is_alnum(b) || matches!(b, b'_' | b'-' | b'.' | b'+');
    let len = (1..=64).take_while(|n| slash >= *n && name(at.byte(slash - n))).count();
    if len == 0 || matches!(at.before(slash - len), b'/' | b':' | b'@') {
        return Before::Nothing;
    }
    let product = at.text().get(slash - len..slash).unwrap_or_default();
    let is_host = product.contains(&b'.') && !product.iter().any(u8::is_ascii_uppercase);
    let address = at.text().get(slash + 1..).and_then(text::v4);
    let has_port = address.is_some_and(|a| {
        let end = slash + 1 + a.len;
        at.byte(end) == b':' && at.byte(end + 1).is_ascii_digit()
    });
    if is_host || has_port { Before::Nothing } else { Before::More }
}

/// Whether four dotted numbers end just before offset `end`.
fn ends_in_quad(at: &At<'_>, end: usize) -> bool {
    let part = |b: u8| b.is_ascii_digit() || b == b'.';
    let len = (1..=16).take_while(|n| end >= *n && part(at.byte(end - n))).count();
    at.text().get(end - len..end).and_then(text::v4).is_some_and(|a| a.len == len)
}

/// What comes after an address.
enum After {
    Nothing,
    /// A hyphen and a word.
    Joined,
    /// More of the same word.
    More,
}

fn follows(at: &At<'_>, end: usize) -> After {
    let next = at.byte(end + 1);
    match at.byte(end) {
        b'_' => After::More,
        b if b.is_ascii_alphanumeric() => After::More,
        b'.' if is_alnum(next) => {
            let reverse = b".in-addr.arpa";
            let rest = at.text().get(end..).and_then(|t| t.get(..reverse.len()));
            if rest.is_some_and(|r| r.eq_ignore_ascii_case(reverse)) { After::Nothing } else { After::More }
        }
        b'+' | b'~' if is_alnum(next) => After::More,
        b'-' if next.is_ascii_alphabetic() => After::Joined,
        _ => After::Nothing,
    }
}

/// `/8`: a network in CIDR notation (RFC 4632).
fn is_prefix_length(at: &At<'_>, end: usize) -> bool {
    at.byte(end) == b'/' && at.byte(end + 1).is_ascii_digit()
}

/// Whether an IPv6 address ends in the dotted numbers from `start` to `end`; it is found itself.
fn is_tail_of_v6(at: &At<'_>, start: usize, end: usize) -> bool {
    let part = |b: u8| b.is_ascii_hexdigit() || b == b':';
    let len = (1..=48).take_while(|n| start >= *n && part(at.byte(start - n))).count();
    let colons = (start - len..start).filter(|i| at.byte(*i) == b':');
    colons.take(8).any(|colon| v6_at(at, colon).is_some_and(|(_, a, _, e)| a.dotted && e == end))
}

/// Words after which four numbers are a version or a section, in lower case. The end of a
/// longer word counts too: `appVersion`.
const VERSION_WORDS: &[&[u8]] = &[
    b"version",
    b"versions",
    b"versjon",
    b"versi\xc3\xb3n",
    b"vers\xc3\xa3o",
    b"release",
    b"firmware",
    b"build",
    b"revision",
    b"section",
    b"chapter",
    b"abschnitt",
    b"kapitel",
    b"kapittel",
    b"oid",
    "\u{7248}\u{672c}".as_bytes(),
    "\u{a7}".as_bytes(),
];
/// The same, as whole words only.
const VERSION_ABBREVIATIONS: &[&[u8]] = &[b"v", b"ver", b"rev", b"fw", b"vers", b"sec"];

/// Whether the nearest word before offset `start`, across blanks, quotes, colons and the like,
/// announces a version: `"version": "1.2.3.4"`.
fn follows_version_word(at: &At<'_>, start: usize) -> bool {
    let glue = |b: u8| matches!(b, b' ' | b'\t' | b'"' | b'\'' | b':' | b'=' | b'(' | b'>' | b'.' | b'#');
    let gap = (1..=6).take_while(|n| start >= *n && glue(at.byte(start - n))).count();
    let end = start - gap;
    let Some(word) = at.text().get(end.saturating_sub(16)..end) else {
        return false;
    };
    let ends_in = |w: &&&[u8]| word.len().checked_sub(w.len()).is_some_and(|from| word[from..].eq_ignore_ascii_case(w));
    let whole = |w: &&[u8]| !is_alnum(at.before(end - w.len()));
    gap > 0 && (VERSION_WORDS.iter().any(|w| ends_in(&w)) || VERSION_ABBREVIATIONS.iter().filter(ends_in).any(whole))
}

/// Whether the four bytes at offset `start` are decimal digits.
fn is_decimal(at: &At<'_>, start: usize) -> bool {
    (start..start + 4).all(|i| at.byte(i).is_ascii_digit())
}

/// An address whose first colon is at offset `colon`.
fn probe_v6(at: &At<'_>, colon: usize) -> Option<Hit> {
    let (start, a, zone, mut end) = v6_at(at, colon)?;
    let first = (a.address >> 112) as u16;
    let mut is_network = false;
    if zone == 0
        && let Some((len, n)) = at.text().get(end..).and_then(|rest| text::prefix_length(rest, 128))
        && a.address.trailing_zeros() >= 128 - n
        && !stand_in::embeds_v4(a.address)
    {
        if n < 32 || n <= stand_in::kept_bits_v6(a.address) {
            return None;
        }
        end += len;
        is_network = true;
    }
    let score = match a.address >> 32 {
        _ if a.address <= 1 || first >= 0xff00 || a.octets => return None,
        _ if stand_in::embeds_v4(a.address) && a.address >> 32 != 0 => {
            if stand_in::kind(a.address as u32) == Kind::Special {
                return None;
            }
            950
        }
        0 if a.dotted => 600,
        _ => match first {
            // `2006:: ` is a year and a mark in prose more often than a network without its length.
            0x2000..=0x2099 if a.groups == 1 && at.byte(end) != b'/' && is_decimal(at, start) => 300,
            0x2000..=0x3fff | 0xfc00..=0xfdff | 0xfe80..=0xfebf => {
                // Few digits may be words of a program: `fade::bed`, `fdab::cafe`.
                if is_network
                    || a.groups >= 3
                    || at.text().get(start..end)?.iter().filter(|b| b.is_ascii_digit()).count() >= 3
                {
                    950
                } else if zone > 0 {
                    900
                } else {
                    700
                }
            }
            _ if a.groups == 8 => 400,
            _ => 150,
        },
    };
    Some(Hit::checked(start, end, score, "address-kind"))
}

/// Start, address, length of the zone, and end of the IPv6 address whose first colon is at
/// offset `colon`.
fn v6_at(at: &At<'_>, colon: usize) -> Option<(usize, V6, usize, usize)> {
    let digits = (1..=5).take_while(|n| colon >= *n && at.byte(colon - n).is_ascii_hexdigit()).count();
    if digits > 4 {
        return None;
    }
    let start = colon - digits;
    if digits == 0 && at.byte(colon + 1) != b':' {
        return None;
    }
    match at.before(start) {
        b'_' => return None,
        b if b.is_ascii_alphanumeric() && !is_escape_end(at, start) => return None,
        b'.' if is_alnum(at.before(start - 1)) => return None,
        // A label, as in `addr:2001:db8::1`, is no part of the address.
        b':' if !is_label(at, start - 1) => return None,
        _ => {}
    }
    let rest = at.text().get(start..)?;
    let a = text::v6(rest.get(..64).unwrap_or(rest))?;
    let mut end = start + a.len;
    let is_link_local = a.address >> 118 == 0x3fa;
    let zone = if is_link_local { rest.get(a.len..).map_or(0, text::zone) } else { 0 };
    end += zone;
    let next = at.byte(end + 1);
    match at.byte(end) {
        b'_' => None,
        b if b.is_ascii_alphanumeric() => None,
        b':' if next == b':' || is_alnum(next) => None,
        b'.' if next.is_ascii_digit() => None,
        _ => Some((start, a, zone, end)),
    }
}

/// Whether the word before the colon at offset `colon` cannot be a group of an address.
fn is_label(at: &At<'_>, colon: usize) -> bool {
    let len =
        (1..=16).take_while(|n| colon >= *n && (is_alnum(at.byte(colon - n)) || at.byte(colon - n) == b'_')).count();
    let word = at.text().get(colon - len..colon).unwrap_or_default();
    word.len() > 4 || word.iter().any(|b| !b.is_ascii_hexdigit()) || word.is_empty() && at.before(colon) != b':'
}

const fn is_alnum(b: u8) -> bool {
    b.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;
    use std::format;
    use std::string::String;

    fn minted(value: &str) -> String {
        let key = RootKey::new([3; 32]).entity("IP_ADDRESS");
        let (mut canonical, mut out) = (Vec::new(), Vec::new());
        IpAddress.canonical(value.as_bytes(), &mut canonical);
        IpAddress.mint(value.as_bytes(), &canonical, &key, &mut out);
        String::from_utf8(out).unwrap()
    }

    /// The best hit that covers the whole text.
    fn score(text: &str) -> u16 {
        let hits = (0..=text.len()).filter_map(|i| IpAddress.probe(&At::new(text.as_bytes(), i)));
        let whole = hits.filter(|h| (h.span.start, h.span.end) == (0, text.len()));
        whole.map(|h| h.score.to_permille()).max().unwrap_or(0)
    }

    #[test]
    fn stand_ins_are_found_as_surely_as_their_originals() {
        for i in 0..20_000u32 {
            let n = i.wrapping_mul(0x9e37_79b1);
            let [a, b, c, d] = n.to_be_bytes();
            for value in [
                format!("{a}.{b}.{c}.{d}"),
                format!("{}.{}.{}.{}", a % 10, b % 40, c % 40, d % 40),
                format!("2001:db8::{a:x}:{b:x}"),
                format!("fd{a:02x}::{b:x}"),
                format!("fe80::{n:x}%eth{}", d % 4).replace("%eth0", ""),
                format!("::ffff:{a}.{b}.{c}.{d}"),
                format!("{:x}:{:x}::{c:x}", n >> 16, n & 0xffff),
            ] {
                let out = minted(&value);
                assert!(score(&out) >= score(&value), "{value} {} {out} {}", score(&value), score(&out));
                assert_ne!(out, value);
            }
        }
    }

    #[test]
    fn spellings_share_a_stand_in_and_keep_their_style() {
        let plain = minted("192.0.2.1");
        assert_eq!(minted("::ffff:192.0.2.1"), format!("::ffff:{plain}"));
        assert!(minted("::ffff:c000:201").starts_with("::ffff:"));
        assert_eq!(minted("192.000.002.001").len(), 15);
        let short = minted("2001:db8::1");
        assert_eq!(minted("2001:DB8:0:0::1"), short.to_uppercase());
        assert_eq!(minted("2001:0db8:0000:0000:0000:0000:0000:0001").len(), 39);
        assert_eq!(minted("fe80::1%eth0"), format!("{}%eth0", minted("fe80::1")));
    }

    #[test]
    fn neighbours_stay_neighbours() {
        let network = |s: String| s.rsplit_once('.').map(|(n, _)| String::from(n));
        assert_eq!(network(minted("198.51.100.7")), network(minted("198.51.100.200")));
        assert!(minted("10.1.2.3").starts_with("10."));
        assert!(minted("192.168.1.1").starts_with("192.168."));
    }
}
