//! Helpers that stand-ins are made with.

use alloc::vec::Vec;

use inkwash_core::EntityKey;

/// Writes `value` in the style of `template`: its letters and digits take the places of the
/// template's, upper or lower case as there; everything else of the template stays. What does
/// not fit is appended; places left over are dropped, with the punctuation after them.
pub(crate) fn pour(template: &[u8], value: &[u8], out: &mut Vec<u8>) {
    let mut rest = value.iter();
    let lower = template.iter().any(u8::is_ascii_lowercase) && !template.iter().any(u8::is_ascii_uppercase);
    for &b in template {
        if !b.is_ascii_alphanumeric() {
            out.push(b);
            continue;
        }
        match rest.next() {
            Some(&v) => out.push(if lower { v.to_ascii_lowercase() } else { v }),
            None => return,
        }
    }
    out.extend(rest.map(|&v| if lower { v.to_ascii_lowercase() } else { v }));
}

/// An endless stream of uniform choices that depends on a key, a label and a value only.
pub(crate) struct Draw<'a> {
    key: &'a EntityKey,
    label: &'a str,
    seed: [u8; 32],
    pool: [u8; 32],
    used: usize,
}

impl<'a> Draw<'a> {
    pub(crate) fn new(key: &'a EntityKey, label: &'a str, value: &[u8]) -> Self {
        let seed = key.prf(label, value);
        Self { key, label, seed, pool: seed, used: 0 }
    }

    fn word(&mut self) -> u64 {
        if self.used == 32 {
            self.pool = self.key.prf(self.label, &self.pool);
            // The seed keeps pools of different values apart even after a collision.
            self.pool.iter_mut().zip(self.seed).for_each(|(p, s)| *p ^= s);
            self.used = 0;
        }
        let word = &self.pool[self.used..self.used + 8];
        self.used += 8;
        u64::from_be_bytes(word.try_into().expect("eight bytes"))
    }

    /// A number from 0 up to, but not with, `n` (at most 2^32: the bias is below 2^-32).
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.word()) * u128::from(n)) >> 64) as u64
    }

    /// One of the items.
    pub(crate) fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// `n` bytes of an alphabet, several from one choice: faster than [`text`](Self::text), which
    /// stays as it is because stand-ins are made with it.
    pub(crate) fn characters(&mut self, alphabet: &[u8], n: usize, out: &mut Vec<u8>) {
        let radix = alphabet.len() as u64;
        let (mut rest, mut size) = (0, 1);
        for _ in 0..n {
            if size == 1 {
                while size * radix < 1 << 32 && radix > 1 {
                    size *= radix;
                }
                rest = self.below(size);
            }
            out.push(alphabet[(rest % radix) as usize]);
            (rest, size) = (rest / radix, (size / radix).max(1));
        }
    }

    /// `n` bytes of an alphabet.
    pub(crate) fn text(&mut self, alphabet: &[u8], n: usize, out: &mut Vec<u8>) {
        for _ in 0..n {
            out.push(*self.pick(alphabet));
        }
    }
}
