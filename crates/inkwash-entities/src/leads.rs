//! Literals that tell what stands beside them, by what they tell: `Patient`, `Dear `, `Street`.

use inkwash_core::Trigger;

/// So many literals of several kinds, in the order of their first bytes.
pub(crate) struct Leads<K: 'static, const N: usize> {
    literals: [(&'static str, K); N],
    /// By first byte: where its literals begin.
    starts: [u16; 257],
}

/// How many literals there are of all kinds.
pub(crate) const fn count<K>(groups: &[(K, &[&str])]) -> usize {
    let (mut n, mut group) = (0, 0);
    while group < groups.len() {
        n += groups[group].1.len();
        group += 1;
    }
    n
}

impl<K: Copy, const N: usize> Leads<K, N> {
    pub(crate) const fn new(groups: &[(K, &[&'static str])]) -> Self {
        let mut starts = [0; 257];
        let mut group = 0;
        while group < groups.len() {
            let mut n = 0;
            while n < groups[group].1.len() {
                starts[groups[group].1[n].as_bytes()[0] as usize + 1] += 1;
                n += 1;
            }
            group += 1;
        }
        let mut b = 0;
        while b < 256 {
            starts[b + 1] += starts[b];
            b += 1;
        }
        let mut next = starts;
        let mut literals = [(groups[0].1[0], groups[0].0); N];
        group = 0;
        while group < groups.len() {
            let mut n = 0;
            while n < groups[group].1.len() {
                let literal = groups[group].1[n];
                let place = &mut next[literal.as_bytes()[0] as usize];
                literals[*place as usize] = (literal, groups[group].0);
                *place += 1;
                n += 1;
            }
            group += 1;
        }
        Self { literals, starts }
    }

    /// A trigger for each literal, after the given ones.
    pub(crate) const fn triggers<const M: usize>(&self, others: &[Trigger<'static>]) -> [Trigger<'static>; M] {
        assert!(M == others.len() + N, "a trigger too few or too many");
        let mut triggers = [Trigger::Column; M];
        let mut n = 0;
        while n < M {
            triggers[n] = if n < others.len() {
                others[n]
            } else {
                Trigger::Literal(self.literals[n - others.len()].0.as_bytes())
            };
            n += 1;
        }
        triggers
    }

    /// The literals that a text begins with, as their lengths, and what they are.
    pub(crate) fn at(&self, text: &[u8]) -> impl Iterator<Item = (usize, K)> {
        let first = usize::from(text.first().copied().unwrap_or(0));
        let alike = &self.literals[usize::from(self.starts[first])..usize::from(self.starts[first + 1])];
        let begins = alike.iter().filter(move |(literal, _)| text.starts_with(literal.as_bytes()));
        begins.map(|(literal, kind)| (literal.len(), *kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn literals_are_found_by_what_a_text_begins_with() {
        const GROUPS: &[(u8, &[&str])] = &[(1, &["Name", "姓名"]), (2, &["Nam", "Mr "])];
        const LEADS: Leads<u8, { count(GROUPS) }> = Leads::new(GROUPS);
        let at = |text: &str| LEADS.at(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(at("Name: x"), [(4, 1), (3, 2)]);
        assert_eq!(at("姓名："), [(6, 1)]);
        assert_eq!(at("Mr X"), [(3, 2)]);
        assert_eq!(at("Mrs X"), []);
        assert_eq!(at(""), []);
        let triggers: [_; 5] = LEADS.triggers(&[Trigger::Column]);
        assert_eq!(triggers[0], Trigger::Column);
        assert!(triggers[1..].contains(&Trigger::Literal(b"Mr ")));
    }
}
