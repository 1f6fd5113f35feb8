use alloc::vec::Vec;

use inkwash_core::{At, Detector, EntityKey, Facts, Group, Hit, Keep, Trigger};

use crate::secret::begins;
use crate::style::Draw;

/// Amazon Web Services access key id, `AKIAIOSFODNN7EXAMPLE`.
///
/// Twenty characters: a prefix that tells the kind of key (`AKIA` long-lived, `ASIA` temporary,
/// `ABIA` service bearer token, `ACCA` context-specific credential) and sixteen characters of
/// base32 (RFC 4648 §6: A to Z and 2 to 7). The ids of users, roles and policies (`AIDA`,
/// `AROA`, `ANPA`, …) are no credentials. The key that the documentation prints as an example is
/// found like every other. Secret access keys have no form of their own: they are passwords.
///
/// Source: AWS, "IAM identifiers", section "Understanding unique ID prefixes".
pub(crate) struct AwsAccessKey;

const PREFIXES: [&[u8]; 4] = [b"AKIA", b"ASIA", b"ABIA", b"ACCA"];
const LEN: usize = 20;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

impl Detector for AwsAccessKey {
    fn facts(&self) -> Facts<'_> {
        Facts {
            group: Group::Secret,
            example: "AKIAIOSFODNN7EXAMPLE",
            check: "prefix",
            columns: &["access key id", "aws access key", "aws key id"],
            unique: true,
            ..Facts::new(
                "AWS_ACCESS_KEY",
                "Amazon Web Services access key id",
                "AWS Identity and Access Management User Guide, \"IAM identifiers\"; RFC 4648 §6",
            )
        }
    }

    fn triggers(&self) -> &[Trigger<'_>] {
        &[
            Trigger::Literal(PREFIXES[0]),
            Trigger::Literal(PREFIXES[1]),
            Trigger::Literal(PREFIXES[2]),
            Trigger::Literal(PREFIXES[3]),
        ]
    }

    fn probe(&self, at: &At<'_>) -> Option<Hit> {
        let start = at.pos();
        let id = at.ahead().get(..LEN)?;
        rank(id)?;
        let after = at.byte(start + LEN);
        if after.is_ascii_alphanumeric() || after == b'_' || !begins(at, start) {
            return None;
        }
        Some(Hit::checked(start, start + LEN, 970, "prefix"))
    }

    fn keep(&self, _: &[u8]) -> Keep {
        Keep { head: 4, tail: 0 }
    }

    /// The last character is moved by a keyed step of 1 to 31 that depends on the fifteen
    /// others, then these are permuted in a way that depends on the new last one. Both steps
    /// are bijections and the first has no fixed point: distinct ids get distinct stand-ins, and
    /// none its own.
    fn mint(&self, found: &[u8], canonical: &[u8], key: &EntityKey, out: &mut Vec<u8>) {
        let Some(rank) = rank(found) else {
            out.extend_from_slice(PREFIXES[0]);
            Draw::new(key, "any", canonical).text(ALPHABET, LEN - 4, out);
            return;
        };
        let (head, last) = (rank / 32, (rank % 32) as u8);
        let step = 1 + key.prf("step", &head.to_be_bytes())[0] % 31;
        let last = (last + step) % 32;
        let head = key.permute(u32::from(last), head, 1 << 75);
        out.extend_from_slice(&found[..4]);
        let mut shift = 75;
        while shift > 0 {
            shift -= 5;
            out.push(ALPHABET[(head >> shift & 31) as usize]);
        }
        out.push(ALPHABET[usize::from(last)]);
    }
}

/// The sixteen characters after the prefix as a number, if `id` is an access key id.
fn rank(id: &[u8]) -> Option<u128> {
    if id.len() != LEN || !PREFIXES.contains(&&id[..4]) {
        return None;
    }
    id[4..].iter().try_fold(0u128, |rank, b| {
        let symbol = match b {
            b'A'..=b'Z' => b - b'A',
            b'2'..=b'7' => b - b'2' + 26,
            _ => return None,
        };
        Some(rank << 5 | u128::from(symbol))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use inkwash_core::RootKey;

    #[test]
    fn neighbours_get_distinct_stand_ins_and_never_their_own() {
        let key = RootKey::new([3; 32]).entity("AWS_ACCESS_KEY");
        let mut seen = BTreeSet::new();
        for last in ALPHABET {
            for before in ALPHABET {
                let id = [&b"AKIAABCDEFGHIJKLMN"[..], &[*before, *last]].concat();
                let mut out = Vec::new();
                AwsAccessKey.mint(&id, &id, &key, &mut out);
                assert!(rank(&out).is_some() && out != id);
                assert!(seen.insert(out));
            }
        }
    }
}
