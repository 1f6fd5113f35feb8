//! Domains of stand-ins where a policy wants to tell one domain's addresses from another's.

use alloc::vec::Vec;

use inkwash_core::EntityKey;

use super::{DOMAINS, push_digits};

/// The longest domain of a stand-in, with its sign.
pub(super) const LONGEST: usize = 1 + LABEL + 12;
/// Characters of the label that stands for a domain: 60 bits, and a letter in front.
const LABEL: usize = 13;

/// Where anybody can have an address, so that the domain says nothing of who has it, with the sign. Source: the
/// providers' own pages of registration, as of 2025.
const PUBLIC: &[&str] = &[
    "@126.com",
    "@163.com",
    "@abv.bg",
    "@aol.com",
    "@daum.net",
    "@fastmail.com",
    "@foxmail.com",
    "@free.fr",
    "@freenet.de",
    "@gmail.com",
    "@gmx.at",
    "@gmx.ch",
    "@gmx.com",
    "@gmx.de",
    "@gmx.net",
    "@googlemail.com",
    "@hanmail.net",
    "@hey.com",
    "@hotmail.co.uk",
    "@hotmail.com",
    "@hotmail.de",
    "@hotmail.es",
    "@hotmail.fr",
    "@hotmail.it",
    "@hotmail.no",
    "@icloud.com",
    "@interia.pl",
    "@laposte.net",
    "@libero.it",
    "@live.com",
    "@live.no",
    "@mac.com",
    "@mail.com",
    "@mail.ru",
    "@me.com",
    "@msn.com",
    "@naver.com",
    "@o2.pl",
    "@online.no",
    "@orange.fr",
    "@outlook.com",
    "@outlook.de",
    "@outlook.fr",
    "@proton.me",
    "@protonmail.com",
    "@qq.com",
    "@rediffmail.com",
    "@seznam.cz",
    "@sfr.fr",
    "@sina.com",
    "@t-online.de",
    "@tutanota.com",
    "@ukr.net",
    "@uol.com.br",
    "@wanadoo.fr",
    "@web.de",
    "@wp.pl",
    "@yahoo.co.jp",
    "@yahoo.co.uk",
    "@yahoo.com",
    "@yahoo.com.br",
    "@yahoo.de",
    "@yahoo.es",
    "@yahoo.fr",
    "@yahoo.it",
    "@yandex.com",
    "@yandex.ru",
    "@ymail.com",
    "@zoho.com",
];

/// Appends what stands for a domain in lower case; both with their signs.
pub(super) fn stand_in(domain: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
    if is_public(domain) {
        out.extend_from_slice(domain);
        return;
    }
    let bits = key.prf("mail-domain", domain);
    out.push(b'@');
    out.push(b'a' + bits[0] % 26);
    push_digits(&bits[1..17], LABEL - 1, out);
    out.push(b'.');
    out.extend_from_slice(&DOMAINS[usize::from(bits[17]) % 3][1..]);
}

/// Whether [`stand_in`] may have written this.
pub(super) fn may_be_of_stand_in(domain: &[u8]) -> bool {
    let mapped = || {
        let [b'@', label @ ..] = domain else { return false };
        let Some((label, [b'.', rest @ ..])) = label.split_at_checked(LABEL) else { return false };
        label.iter().all(u8::is_ascii_alphanumeric) && DOMAINS.iter().any(|d| rest == &d[1..])
    };
    mapped() || is_public(domain)
}

fn is_public(domain: &[u8]) -> bool {
    PUBLIC.binary_search_by(|known| known.as_bytes().cmp(domain)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(PUBLIC.is_sorted());
        assert!(PUBLIC.iter().all(|d| d.len() <= LONGEST && is_public(d.as_bytes())));
    }
}
