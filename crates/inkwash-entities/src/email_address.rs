use alloc::string::String;
use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger, Wish};

mod domains;
mod parts;

use parts::{domain, domain_literal, local, quoted_local};

/// E-mail address, `ann.smith+news@mail.example.com`.
///
/// Found as people and programs really write it: dots, plus tags and apostrophes in the local
/// part, quoted local parts, sub-domains, internationalised addresses, domain literals
/// (`ann@[192.0.2.1]`), and with the at sign written `%40` as in URLs. Of the characters that
/// RFC 5322 allows in a local part, those that in practice end it (`= & / ? ! # $ * | ^ { }`)
/// are delimiters here; `=` belongs to it in the forms that mail servers rewrite addresses to
/// (`SRS0=…`, `prvs=…`, `bounce+ann=example.org@…`).
///
/// The last label of the domain must be able to be a top-level domain: at least two letters, no
/// digits, and no suffix of files (`logo@2x.png`) or systemd units (`getty@tty1.service`).
/// There is no list of domains: reserved and internal ones (`.example`, `.local`) hold personal
/// data too.
///
/// Not taken: package versions (`left-pad@1.3.0`), `git@host:path` and `//git@host` remotes,
/// the password in `//user:password@host`, and names of SSH algorithms (`…@openssh.com`).
/// Message identifiers (`<…@mail.example.com>`) have the form of an address and count as one:
/// they often hold the sender's name and always the sender's host.
///
/// In a column named for it the whole cell counts if it has an at sign and no well-formed
/// address in it: mistyped addresses (`ann@example`, `ann@example,com`) name people too.
///
/// A stand-in has a local part of 14 letters and digits (69 bits of HMAC-SHA-256) and 8 more at one
/// of the domains that are reserved for documentation. The 8 are a mark: 40 bits of a keyed hash of
/// the rest, by which stand-ins are known again. An original is taken for one if it has this very
/// form at such a domain and guesses the mark: once in 10^12 of those. The set of all addresses has no rank to
/// permute, so distinctness rests on those bits: among a hundred million addresses the chance
/// that any two share a stand-in is below one in 100,000.
///
/// Source: RFC 5321 section 4.1.2, RFC 5322 section 3.4.1, RFC 6531 section 3.3, RFC 2606
/// section 3 (reserved domains), RFC 4251 section 6 (SSH algorithm names).
pub(crate) struct EmailAddress;

impl Detector for EmailAddress {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Contact,
            personal: true,
            example: "anna.smith@example.com",
            check: "domain-form",
            context: &[
                "e-mail",
                "email",
                "mailto",
                "mail",
                "epost",
                "e-post",
                "correo",
                "courriel",
                "邮箱",
                "邮件",
                "电子邮件",
            ],
            columns: &[
                "e mail",
                "email",
                "mail",
                "email address",
                "e mail address",
                "mail address",
                "email addr",
                "mail addr",
                "e mail adresse",
                "mailadresse",
                "epost",
                "e post",
                "epostadresse",
                "e post adresse",
                "correo",
                "correo electronico",
                "courriel",
                "adresse mail",
                "adresse email",
                "endereco de email",
                "recipient",
                "cc",
                "bcc",
                "reply to",
                "mail from",
                "rcpt to",
                "邮箱",
                "邮件",
                "电子邮件",
                "邮箱地址",
            ],
            unique: true,
            ..Facts::new("EMAIL_ADDRESS", "E-mail address", "RFC 5321, RFC 5322, RFC 6531")
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[Trigger::Shape("@w"), Trigger::Shape("@[[]"), Trigger::Literal(b"%40"), Trigger::Column]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        // At the text's start no local part fits before a sign; only the cell can be meant.
        match at.pos() {
            0 if at.named() => mistyped(at),
            0 => None,
            pos => well_formed(at, pos),
        }
    }

    /// The whole address in lower case with `%40` and `%2B` decoded. RFC 5321 lets a host tell
    /// upper from lower case in local parts, but practically none does, and joins on addresses
    /// ignore case. International and `xn--` spellings of one domain stay two forms.
    fn canonical(&self, found: &[u8], out: &mut Vec<u8>) {
        let plain = if encoded_sign(found).is_some() { decoded(found) } else { found.to_vec() };
        match String::from_utf8(plain) {
            Ok(text) => out.extend(text.to_lowercase().bytes()),
            Err(error) => out.extend(error.into_bytes().iter().map(u8::to_ascii_lowercase)),
        }
    }

    /// The first letter, if the local part has more, and the top-level domain: the rest of a
    /// domain may be a family's or a small firm's name.
    fn keep(&self, found: &[u8]) -> Keep {
        let sign = found.iter().rposition(|b| *b == b'@').or_else(|| encoded_sign(found));
        let head = usize::from(sign.is_some_and(|at| at > 1));
        let dot = found.iter().rposition(|b| *b == b'.').filter(|dot| sign.is_some_and(|at| *dot > at));
        let tail = dot.map_or(0, |dot| found[dot + 1..].iter().filter(|b| b.is_ascii_alphabetic()).count());
        Keep { head, tail }
    }

    fn is_stand_in(&self, canonical: &[u8], key: &EntityKey) -> bool {
        let Some((head, rest)) = canonical.split_at_checked(BODY) else { return false };
        let Some((mark, domain)) = rest.split_at_checked(MARK) else { return false };
        if !DOMAINS.contains(&domain) && !domains::may_be_of_stand_in(domain) {
            return false;
        }
        mark.iter().zip(mark_of(head, domain, key)).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }

    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let mut address = stand_in("mailbox", canonical, None, key);
        if address == canonical {
            address = stand_in("mailbox-2", canonical, None, key);
        }
        write_like(found, &address, out);
    }

    fn mint_as(&self, wish: Wish, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) -> bool {
        let Some(sign) = canonical.iter().rposition(|b| *b == b'@').filter(|_| wish == Wish::Domains) else {
            return false;
        };
        let mut domain = Vec::new();
        domains::stand_in(&canonical[sign..], key, &mut domain);
        let mut address = stand_in("mailbox", canonical, Some(&domain), key);
        if address == canonical {
            address = stand_in("mailbox-2", canonical, Some(&domain), key);
        }
        write_like(found, &address, out);
        true
    }

    /// At the shortest reserved domain (RFC 2606), without the mark.
    fn mint_short(
        &self,
        found: &[u8],
        canonical: &[u8],
        key: &EntityKey,
        most: usize,
        out: &mut Vec<u8>,
    ) -> Option<usize> {
        const DOMAIN: &[u8] = b"@x.test";
        let local = most.checked_sub(DOMAIN.len()).filter(|n| *n > 0 && encoded_sign(found).is_none())?.min(BODY);
        let start = out.len();
        push_digits(&key.prf("mailbox-short", canonical), local, out);
        out.extend_from_slice(DOMAIN);
        if found.iter().any(u8::is_ascii_uppercase) && !found.iter().any(u8::is_ascii_lowercase) {
            out[start..].make_ascii_uppercase();
        }
        Some(local)
    }
}

/// Appends an address in the style of another.
fn write_like(found: &[u8], address: &[u8], out: &mut Vec<u8>) {
    let upper = found.iter().any(u8::is_ascii_uppercase) && !found.iter().any(u8::is_ascii_lowercase);
    for &byte in address {
        match byte {
            b'@' if encoded_sign(found).is_some() => out.extend_from_slice(b"%40"),
            b if upper => out.push(b.to_ascii_uppercase()),
            b => out.push(b),
        }
    }
}

/// An address whose at sign stands at offset `pos`.
fn well_formed(at: &At<'_>, pos: usize) -> Option<Hit> {
    let sign = sign_len(at.text().get(pos..)?)?;
    if at.byte(pos + sign) == b'[' {
        if sign != 1 {
            return None;
        }
        let end = domain_literal(at, pos + 1)?;
        let start = local(at, pos, end).or_else(|| quoted_local(at, pos))?;
        // Surer than the IP address inside ever is without a column named for it.
        return Some(Hit::checked(start, end, 960, "domain-literal"));
    }
    let quoted = at.before(pos) == b'"';
    if !quoted && !parts::may_end_local(at.before(pos)) {
        return None;
    }
    let end = domain(at, pos + sign)?;
    if quoted {
        let start = (sign == 1).then(|| quoted_local(at, pos)).flatten()?;
        return Some(Hit::checked(start, end, 900, "domain-form"));
    }
    let start = local(at, pos, end)?;
    let text = at.text();
    let (name, host) = (text.get(start..pos)?, text.get(pos + sign..end)?);
    if is_remote(at, start, name, end) || is_ssh_algorithm(name, host) {
        return None;
    }
    let score = match (at.before(start), at.before(start.saturating_sub(1))) {
        // The user of a URL's authority: `ftp://ann@example.com/`.
        (b'/', b'/') => 550,
        (b':', _) if in_authority(at, start - 1) => return None,
        _ if sign != 1 => 900,
        _ => 950,
    };
    Some(Hit::checked(start, end, score, "domain-form"))
}

/// The whole cell without the blanks around it, if it has an at sign but no address.
fn mistyped(at: &At<'_>) -> Option<Hit> {
    let cell = at.text();
    if cell.len() > 254 || cell.contains(&b'\n') {
        return None;
    }
    let start = cell.iter().position(|b| !b.is_ascii_whitespace())?;
    let end = cell.iter().rposition(|b| !b.is_ascii_whitespace())? + 1;
    // What was redacted on either side of a sign names nobody: `[PASSWORD]@[EMAIL_ADDRESS]:25`.
    let is_label = |i: usize| {
        cell[..i].ends_with(b"]") || matches!(cell.get(i + 1..), Some([b'[', first, ..]) if first.is_ascii_uppercase())
    };
    let sign = (0..cell.len()).find(|i| cell[*i] == b'@' && !is_label(*i))?;
    let told = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
    if !cell[..sign].iter().any(told) || !cell[sign..].iter().any(told) {
        return None;
    }
    let signs = (1..cell.len()).filter(|i| matches!(cell[*i], b'@' | b'%'));
    if signs.take(8).any(|i| well_formed(at, i).is_some()) {
        return None;
    }
    Some(Hit::pattern(start, end, 300))
}

const DOMAINS: [&[u8]; 3] = [b"@example.com", b"@example.net", b"@example.org"];
const BASE_32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// Characters of a stand-in that tell one from another, and characters that tell it from an original.
const BODY: usize = 14;
const MARK: usize = 8;

/// One letter, 13 digits of base 32 (RFC 4648), the mark, and the domain with its sign: a reserved one, and 34
/// bytes in all, unless another is given.
fn stand_in(label: &str, canonical: &[u8], domain: Option<&[u8]>, key: &EntityKey) -> Vec<u8> {
    let bits = key.prf(label, canonical);
    let mut out = Vec::with_capacity(BODY + MARK + 12);
    // A letter first, so that no program takes it for a number: 26 of 256 values come up once
    // more often than the others, which is of no use to anybody.
    out.push(b'a' + bits[0] % 26);
    push_digits(&bits[1..17], BODY - 1, &mut out);
    let domain = domain.unwrap_or(DOMAINS[usize::from(bits[17]) % 3]);
    let mark = mark_of(&out, domain, key);
    out.extend_from_slice(&mark);
    out.extend_from_slice(domain);
    out
}

/// Whether a text begins with an address that is written like a stand-in, whatever its key.
pub(crate) fn begins_like_a_stand_in(text: &[u8]) -> bool {
    let Some((local, rest)) = text.split_at_checked(BODY + MARK) else { return false };
    let goes_on = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-') || !b.is_ascii();
    let end = rest.iter().skip(1).position(|b| !goes_on(b)).map_or(rest.len(), |end| end + 1);
    let domain = &rest[..end];
    local.iter().all(|b| BASE_32.contains(b)) && (DOMAINS.contains(&domain) || domains::may_be_of_stand_in(domain))
}

/// The mark of a stand-in: 40 bits of a keyed hash of everything else in it.
fn mark_of(body: &[u8], domain: &[u8], key: &EntityKey) -> [u8; MARK] {
    let mut all = [0; BODY + domains::LONGEST];
    let mut len = 0;
    all.iter_mut().zip(body.iter().chain(domain)).for_each(|(to, from)| {
        *to = *from;
        len += 1;
    });
    let mut mark = Vec::with_capacity(MARK);
    push_digits(&key.prf("mailbox-mark", &all[..len])[..16], MARK, &mut mark);
    mark.try_into().unwrap_or_default()
}

/// Appends the lowest digits in base 32 of a number of 16 bytes, most significant byte first.
fn push_digits(bytes: &[u8], count: usize, out: &mut Vec<u8>) {
    let number = bytes.iter().fold(0u128, |n, b| n << 8 | u128::from(*b));
    out.extend((0..count).map(|i| BASE_32[(number >> (5 * i)) as usize & 31]));
}

/// Length of the at sign at the start of a text, plain or percent-encoded.
fn sign_len(text: &[u8]) -> Option<usize> {
    match text {
        [b'@', ..] => Some(1),
        [b'%', b'4', b'0', ..] => Some(3),
        _ => None,
    }
}

/// Where the percent-encoded at sign of an address without a plain one stands.
fn encoded_sign(found: &[u8]) -> Option<usize> {
    if found.contains(&b'@') {
        return None;
    }
    found.windows(3).rposition(|w| w == b"%40")
}

fn decoded(found: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(found.len());
    let mut i = 0;
    while let Some(&b) = found.get(i) {
        match parts::escape(found, i) {
            Some(c) => {
                out.push(c);
                i += 3;
            }
            None => {
                out.push(b);
                i += 1;
            }
        }
    }
    out
}

/// `git@host:path` and `//git@host/path` name a service account that everybody shares.
fn is_remote(at: &At<'_>, start: usize, name: &[u8], end: usize) -> bool {
    let service = [&b"git"[..], b"hg", b"svn", b"gitea", b"gogs", b"aur"].iter().any(|s| name.eq_ignore_ascii_case(s));
    let path = at.byte(end) == b':' && {
        let next = at.byte(end + 1);
        next.is_ascii_alphanumeric() || matches!(next, b'/' | b'~' | b'_' | b'.')
    };
    service && (path || at.before(start) == b'/')
}

/// Extension algorithms are named `name@domain` (RFC 4251 section 6): all have a hyphen or a
/// digit, which tells them from the maintainers' own addresses.
fn is_ssh_algorithm(name: &[u8], host: &[u8]) -> bool {
    let known = host.eq_ignore_ascii_case(b"openssh.com") || host.eq_ignore_ascii_case(b"libssh.org");
    known && name.iter().any(|b| *b == b'-' || b.is_ascii_digit())
}

/// Whether the colon at offset `colon` stands between a user and a password behind `//`.
fn in_authority(at: &At<'_>, colon: usize) -> bool {
    let mut i = colon;
    while i > colon.saturating_sub(64) {
        let b = at.before(i);
        if b == b'/' {
            return i < colon && at.before(i - 1) == b'/';
        }
        if !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'_' | b'-' | b'+' | b'%' | b'~') {
            return false;
        }
        i -= 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;

    fn minted(value: &str) -> String {
        let key = RootKey::new([3; 32]).entity("EMAIL_ADDRESS");
        let (mut canonical, mut out) = (Vec::new(), Vec::new());
        EmailAddress.canonical(value.as_bytes(), &mut canonical);
        EmailAddress.mint(value.as_bytes(), &canonical, &key, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn spellings_of_one_address_share_a_stand_in() {
        let plain = minted("ann+x@example.com");
        assert_eq!(plain.len(), 34);
        assert_eq!(minted("ANN+X@EXAMPLE.COM"), plain.to_uppercase());
        assert_eq!(minted("Ann+x@Example.com"), plain);
        assert_eq!(minted("ann%2Bx%40example.com"), plain.replace('@', "%40"));
        assert_ne!(minted("ann@example.com"), plain);
        assert_eq!(minted("MÜLLER@EXAMPLE.COM").to_lowercase(), minted("müller@example.com"));
    }

    #[test]
    fn stand_ins_are_known_by_their_mark_and_originals_are_not() {
        let (key, other) =
            (RootKey::new([3; 32]).entity("EMAIL_ADDRESS"), RootKey::new([4; 32]).entity("EMAIL_ADDRESS"));
        for n in 0..200 {
            let made = minted(&alloc::format!("user{n}@kundenpost.test"));
            assert!(EmailAddress.is_stand_in(made.as_bytes(), &key));
            assert!(!EmailAddress.is_stand_in(made.as_bytes(), &other), "another key's");
            for i in 0..made.len() {
                let mut changed = made.clone().into_bytes();
                changed[i] = if changed[i] == b'b' { b'c' } else { b'b' };
                assert!(!EmailAddress.is_stand_in(&changed, &key), "byte {i}");
            }
        }
        for text in ["", "a@example.com", "abcdefghijklmnopqrstuv@example.com", "ann@kundenpost.test"] {
            assert!(!EmailAddress.is_stand_in(text.as_bytes(), &key));
        }
    }

    #[test]
    fn domains_are_kept_or_mapped_and_their_stand_ins_known() {
        let key = RootKey::new([3; 32]).entity("EMAIL_ADDRESS");
        let at = |value: &str| {
            let mut out = Vec::new();
            assert!(EmailAddress.mint_as(Wish::Domains, value.as_bytes(), value.as_bytes(), &key, &mut out));
            assert!(EmailAddress.is_stand_in(&out, &key), "{value}");
            let made = String::from_utf8(out).unwrap();
            for other in ["x@gmail.com", "x@abcdefghijklm.example.com"] {
                let moved = alloc::format!("{}{}", made.split('@').next().unwrap(), &other[1..]);
                assert!(
                    moved == made || !EmailAddress.is_stand_in(moved.as_bytes(), &key),
                    "the mark is of both parts"
                );
            }
            made.split_once('@').map(|(local, domain)| (String::from(local), String::from(domain))).unwrap()
        };
        assert_eq!(at("ann@gmail.com").1, "gmail.com");
        assert_ne!(at("ann@gmail.com").0, at("bob@gmail.com").0);
        let firm = at("ann@kundenpost.test");
        assert!(firm.1.len() == 25 && firm.1.contains(".example."), "{}", firm.1);
        assert_eq!(firm.1, at("bob@kundenpost.test").1);
        assert_ne!(firm.1, at("bob@mail.kundenpost.test").1);
    }

    #[test]
    fn masks_keep_the_first_letter_and_the_top_level_domain() {
        assert_eq!(EmailAddress.keep(b"ann@mail.example.com"), Keep { head: 1, tail: 3 });
        assert_eq!(EmailAddress.keep(b"a@example.info"), Keep { head: 0, tail: 4 });
        assert_eq!(EmailAddress.keep(b"ann.smith@[192.0.2.1]"), Keep { head: 1, tail: 0 });
        assert_eq!(EmailAddress.keep(b"nothing"), Keep { head: 0, tail: 0 });
    }
}
