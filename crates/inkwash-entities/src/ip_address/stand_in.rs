//! The one-to-one, prefix-preserving maps that stand-ins come from.
//!
//! Both rest on Crypto-PAn (Xu, Fan, Ammar and Moon, "Prefix-Preserving IP Address
//! Anonymization", ICNP 2002), in which two addresses share their first n bits exactly if their
//! images do. An image must be found as an address where the original was, so addresses of a
//! [`Kind`] must map to that kind.

use inkwash_core::EntityKey;

/// What an IPv4 address can be. Each kind is mapped onto itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names a host, as far as the address tells.
    Public,
    /// One of the blocks that are used inside of networks; the first so many bits say which.
    Private(u32),
    /// First octet 1 to 9 and none of the others over 31: nearly always a version. Of the
    /// addresses in use one in 12,000 looks so.
    VersionLike,
    /// `131.0.0.0`: a product's version or the name of a network, not a host.
    Network,
    /// First octet 240 to 254: never assigned (RFC 1112 section 4).
    Reserved,
    /// Names no host: 0/8, 127/8, 224/4 (multicast), 255/8 (broadcast, netmasks). RFC 6890.
    Special,
}

/// RFC 1918 (10/8, 172.16/12, 192.168/16), RFC 6598 (100.64/10), RFC 3927 (169.254/16).
const PRIVATE: [(u32, u32); 5] =
    [(0x0a00_0000, 8), (0xac10_0000, 12), (0xc0a8_0000, 16), (0x6440_0000, 10), (0xa9fe_0000, 16)];

/// The kind of an IPv4 address.
pub(super) fn kind(address: u32) -> Kind {
    let [first, rest @ ..] = address.to_be_bytes();
    match first {
        0 | 127 | 224..=239 | 255 => return Kind::Special,
        240..=254 => return Kind::Reserved,
        1..=9 if rest.iter().all(|o| *o < 32) => return Kind::VersionLike,
        _ => {}
    }
    let block = PRIVATE.iter().find(|(block, bits)| (address ^ block) >> (32 - bits) == 0);
    match block {
        Some((_, bits)) => Kind::Private(*bits),
        None if rest == [0, 0, 0] => Kind::Network,
        None => Kind::Public,
    }
}

/// The stand-in for an IPv4 address: one to one on all addresses, never the address itself, of
/// the same kind.
///
/// Within a private block the block's own bits stay and prefixes are preserved exactly.
///
/// Public addresses walk the prefix-preserving permutation until they meet a public one. The
/// blocks that are stepped over are aligned, at most /16 long (but for the two kinds that look
/// like versions and networks), so whole networks walk together: shared prefixes of 16 bits and
/// more are preserved exactly, shorter ones unless such a block lies between. The exceptions
/// move fewer than one address in 10,000 away from its neighbours.
///
/// Versions and networks are permuted among themselves by rank.
pub(super) fn v4(address: u32, key: &EntityKey) -> u32 {
    match kind(address) {
        Kind::Public => {
            let mut image = pan(address, key);
            while kind(image) != Kind::Public {
                image = pan(image, key);
            }
            moved_v4(address, image)
        }
        Kind::Private(bits) => moved_v4(address, kept(address, pan(address, key), bits)),
        Kind::Special | Kind::Reserved => moved_v4(address, kept(address, pan(address, key), 8)),
        Kind::VersionLike => {
            let [a, b, c, d] = address.to_be_bytes().map(u128::from);
            let rank = ((a - 1) * 32 + b) << 10 | c << 5 | d;
            let image = derange(key, 1, rank, 9 << 15);
            let low = |shift: u32| (image >> shift & 31) as u8;
            u32::from_be_bytes([(image >> 15) as u8 + 1, low(10), low(5), low(0)])
        }
        Kind::Network => {
            // First octets 10 to 223 without 10 and 127; all below have other kinds.
            let rank = u128::from(address >> 24) - 11;
            let rank = if rank > 116 { rank - 1 } else { rank };
            let image = derange(key, 2, rank, 212) as u32;
            (if image >= 116 { image + 12 } else { image + 11 }) << 24
        }
    }
}

/// The stand-in for the IPv4 network of these `n` bits, of which there are 16 to 31: one to one on
/// the networks of that length, never the network itself, within the same private block. The
/// stand-ins of its addresses are in it, but for those that [`v4`] moves away from their
/// neighbours, and where the network had to be moved to differ.
pub(super) fn network_v4(address: u32, n: u32, key: &EntityKey) -> u32 {
    let mask = u32::MAX.checked_shl(32 - n).unwrap_or(0);
    let is_public = |image| matches!(kind(image), Kind::Public | Kind::VersionLike | Kind::Network);
    // The walk below comes back to where it began at the latest, which must be a network then.
    let address = address & mask;
    let image = match kind(address) {
        Kind::Private(bits) => kept(address, pan(address, key), bits),
        Kind::Special | Kind::Reserved => kept(address, pan(address, key), 8),
        Kind::Public | Kind::VersionLike | Kind::Network => {
            let mut image = pan(address, key) & mask;
            while !is_public(image) {
                image = pan(image, key) & mask;
            }
            image
        }
    };
    moved(address.into(), (image & mask).into(), 32 - n) as u32
}

/// The image of a network, which leaves so many `host` bits: the last bit of the network is
/// swapped where all before it stayed.
fn moved(address: u128, image: u128, host: u32) -> u128 {
    let bit = 1 << host;
    if address / bit / 2 == image / bit / 2 { address ^ bit } else { image }
}

/// A permutation of an even `size` without fixed points: pairs of neighbouring ranks are
/// permuted, and where a pair stays its members change places. Elsewhere a keyed bit says
/// whether they do.
fn derange(key: &EntityKey, tweak: u32, rank: u128, size: u128) -> u128 {
    let (pair, pairs) = (rank >> 1, size >> 1);
    let image = key.permute(tweak, pair, pairs);
    let swap = image == pair || key.permute(tweak + 2, pair, pairs) & 1 == 1;
    image << 1 | (rank & 1 ^ u128::from(swap))
}

/// Crypto-PAn on an IPv4 address. The leading octet of ones keeps its prefixes apart from those
/// of IPv6 addresses, none of which is mapped below `ff00::/8`.
fn pan(address: u32, key: &EntityKey) -> u32 {
    key.prefix_preserving(0xff << 32 | u128::from(address), 40, 40) as u32
}

fn kept(address: u32, image: u32, bits: u32) -> u32 {
    let low = u32::MAX >> bits;
    address & !low | image & low
}

/// Sees to it that an image differs from its address, by swapping the last bit where all others
/// stayed. Both addresses of such a pair see the same, so the map stays one to one and keeps
/// its prefixes.
fn moved_v4(address: u32, image: u32) -> u32 {
    if address >> 1 == image >> 1 { address ^ 1 } else { image }
}

/// Whether the last 32 bits are an IPv4 address: the mapped (RFC 4291 section 2.5.5.2), the
/// compatible (2.5.5.1) and the translated form (RFC 6052 section 2.1).
pub(super) fn embeds_v4(address: u128) -> bool {
    matches!(address >> 32, 0xffff | 0 | 0x0064_ff9b_0000_0000_0000_0000)
}

/// The stand-in for an IPv6 address: one to one on all addresses, never the address itself,
/// with the bits kept that say what kind of address it is. All prefixes longer than those are
/// preserved exactly. An embedded IPv4 address gets the stand-in that it has alone.
pub(super) fn v6(address: u128, key: &EntityKey) -> u128 {
    if embeds_v4(address) {
        return address >> 32 << 32 | u128::from(v4(address as u32, key));
    }
    moved(address, image_v6(address, key), 0)
}

/// The stand-in for the IPv6 network of these `n` bits, fewer than 128 and more than
/// [`kept_bits_v6`]: one to one on the networks of that length, never the network itself, and the
/// one that the stand-ins of its addresses are in (but where it had to be moved to differ).
pub(super) fn network_v6(address: u128, n: u32, key: &EntityKey) -> u128 {
    let host = 128 - n;
    moved(address, image_v6(address, key) >> host << host, host)
}

/// How many of an IPv6 address's first bits its stand-in keeps.
pub(super) fn kept_bits_v6(address: u128) -> u32 {
    match (address >> 112) as u16 {
        0x2000..=0x3fff => 3,
        // Unique local addresses (RFC 4193): fd00::/8 and fc00::/8.
        0xfc00..=0xfdff => 8,
        // Link-local unicast (RFC 4291 section 2.5.6): the network is always fe80::/64.
        0xfe80..=0xfebf => 64,
        // The blocks with embedded addresses lie here; each /96 is mapped onto itself.
        0x0000..=0x00ff => 96,
        // Not assigned (or multicast): the first group stays, so that no image falls into a
        // block above.
        _ => 16,
    }
}

/// The prefix-preserving image within the bits that are kept.
fn image_v6(address: u128, key: &EntityKey) -> u128 {
    let low = u128::MAX >> kept_bits_v6(address);
    address & !low | key.prefix_preserving(address, 128, 128) & low
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkwash_core::RootKey;
    use std::collections::BTreeSet;
    use std::net::Ipv4Addr;

    fn key() -> EntityKey {
        RootKey::new([5; 32]).entity("IP_ADDRESS")
    }

    fn sample() -> impl Iterator<Item = u32> {
        (0..40_000u32).map(|i| i.wrapping_mul(0x9e37_79b1) ^ i >> 3)
    }

    #[test]
    fn every_kind_stays_what_it_is_and_nothing_stays_where_it_was() {
        let key = key();
        let special = [0u32, 0x7f00_0001, 0xffff_ff00, 0xe000_0001, 0xfa01_0203, 0x0102_0304, 0x8300_0000, 0x0a00_0001];
        let mut images = BTreeSet::new();
        let mut count = 0;
        for address in sample().chain(special).collect::<BTreeSet<_>>() {
            let image = v4(address, &key);
            assert_eq!(kind(image), kind(address), "{} {}", Ipv4Addr::from(address), Ipv4Addr::from(image));
            assert_ne!(image, address);
            images.insert(image);
            count += 1;
        }
        assert_eq!(images.len(), count);
    }

    #[test]
    fn the_small_kinds_are_permuted_completely() {
        let key = key();
        let networks: BTreeSet<_> = (0..=255).map(|a: u32| a << 24).filter(|a| kind(*a) == Kind::Network).collect();
        assert_eq!(networks.len(), 212);
        assert_eq!(networks.iter().map(|a| v4(*a, &key)).collect::<BTreeSet<_>>(), networks);
        let versions: BTreeSet<_> = (0..9u32 << 15)
            .step_by(7)
            .map(|r| ((r >> 15) + 1) << 24 | (r >> 10 & 31) << 16 | (r >> 5 & 31) << 8 | r & 31)
            .collect();
        assert!(versions.iter().all(|a| kind(*a) == Kind::VersionLike && v4(*a, &key) != *a));
        assert_eq!(versions.iter().map(|a| v4(*a, &key)).collect::<BTreeSet<_>>().len(), versions.len());
    }

    #[test]
    fn networks_of_sixteen_bits_and_more_stay_together() {
        let key = key();
        let (mut pairs, mut parted) = (0, 0);
        for address in sample().take(3000).filter(|a| matches!(kind(*a), Kind::Public | Kind::Private(_))) {
            for n in 16..32 {
                let other = address ^ 1 << (31 - n);
                if kind(other) == kind(address) {
                    pairs += 1;
                    let shared = (v4(address, &key) ^ v4(other, &key)).leading_zeros();
                    // Blocks of 32 addresses, and single ones, may step over version-like ones.
                    assert!(shared == n || kind(address) == Kind::Public && n < 27);
                    parted += u32::from(shared != n);
                }
            }
        }
        assert!(pairs > 40_000 && parted * 1000 < pairs, "{parted} of {pairs}");
    }

    #[test]
    fn networks_hold_the_stand_ins_of_their_addresses() {
        let key = key();
        let (mut inside, mut networks) = (0, BTreeSet::new());
        for i in 0..5000u32 {
            let network = i.wrapping_mul(0x9e37_79b1) & !0xfff;
            let image = network_v4(network, 20, &key);
            let private = |address| matches!(kind(address), Kind::Private(_));
            assert!(image != network && image & 0xfff == 0 && private(image) == private(network));
            inside += u32::from(v4(network | 0xabc, &key) & !0xfff == image);
            networks.insert((network, image));
            let network = 0x2001_0db8u128 << 96 | u128::from(i) << 80;
            let image = network_v6(network, 48, &key);
            assert_eq!(image, v6(network | 0x17, &key) >> 80 << 80);
            assert_ne!(image, network);
        }
        assert!(inside > 4950, "{inside}");
        let images: BTreeSet<_> = networks.iter().map(|(_, image)| image).collect();
        let originals: BTreeSet<_> = networks.iter().map(|(network, _)| network).collect();
        assert_eq!(images.len(), originals.len());
    }

    #[test]
    fn ipv6_keeps_its_kind_and_its_prefixes() {
        let key = key();
        let all: [u128; 7] = [
            0x2001_0db8_0000_0000_0000_0000_0000_0001,
            0xfd00_0000_0000_0000_0000_0000_0000_0001,
            0xfe80_0000_0000_0000_0000_0000_0000_0001,
            0x0000_0000_0000_0000_0000_ffff_c000_0201,
            0x0064_ff9b_0000_0000_0000_0000_c000_0201,
            0x0000_0000_0000_0000_0001_0000_0000_0001,
            0x5f00_0000_0000_0000_0000_0000_0000_0001,
        ];
        for (address, bits) in all.into_iter().zip([3, 8, 64, 96, 96, 96, 16]) {
            let image = v6(address, &key);
            assert_ne!(image, address);
            assert_eq!(image >> (128 - bits), address >> (128 - bits), "{address:x} {image:x}");
            assert_eq!(embeds_v4(image), embeds_v4(address));
            if !embeds_v4(address) {
                for n in bits..128 {
                    let other = v6(address ^ 1 << (127 - n), &key);
                    assert_eq!((image ^ other).leading_zeros(), n as u32);
                }
            }
        }
        assert_eq!(v6(all[3], &key) as u32, v4(0xc000_0201, &key));
    }
}
