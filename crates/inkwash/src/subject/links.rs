//! Foreign keys between the tables of dumps.

use inkwash_core::{KeyKind, TableKey};

/// A foreign key. Names are in lower case: databases differ in whether case counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The table that refers, with its schema if one was written.
    pub(crate) child: String,
    /// Its columns.
    pub(crate) own: Vec<String>,
    /// The table that it refers to.
    pub(crate) parent: String,
    /// That one's columns, in the same order.
    pub(crate) theirs: Vec<String>,
}

/// Whether two names mean one table: a name without a schema means that table of any schema.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let qualified = |long: &str, short: &str| !short.contains('.') && long.rsplit('.').next() == Some(short);
    one == other || qualified(one, other) || qualified(other, one)
}

impl Link {
    /// Whether it relates the records of a table to each other.
    pub(crate) fn is_within(&self) -> bool {
        is_same(&self.child, &self.parent)
    }
}

/// The foreign keys of different tables, those that were given first. One within a table relates records to each
/// other, not to a person: the staff of a manager is not hers.
pub(crate) fn links(given: &[Link], keys: &[TableKey]) -> Vec<Link> {
    let mut links = all_links(given, keys);
    links.retain(|link| !link.is_within());
    links
}

/// All foreign keys, those that were given first.
pub(crate) fn all_links(given: &[Link], keys: &[TableKey]) -> Vec<Link> {
    let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect::<Vec<_>>();
    let primary = |table: &str| {
        let of = |key: &&TableKey| key.kind == KeyKind::Primary && is_same(&key.table.to_lowercase(), table);
        keys.iter().find(of).map(|key| lower(&key.columns)).unwrap_or_default()
    };
    let declared = keys.iter().filter_map(|key| {
        let KeyKind::Foreign { table, columns } = &key.kind else { return None };
        let parent = table.to_lowercase();
        let theirs = if columns.is_empty() { primary(&parent) } else { lower(columns) };
        Some(Link { child: key.table.to_lowercase(), own: lower(&key.columns), parent, theirs })
    });
    let mut links: Vec<Link> = Vec::new();
    for link in given.iter().cloned().chain(declared) {
        if link.theirs.len() == link.own.len() && !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(table: &str, columns: &str, kind: KeyKind) -> TableKey {
        TableKey { table: table.to_owned(), columns: columns.split(' ').map(str::to_owned).collect(), kind }
    }

    fn foreign(table: &str, columns: &[&str]) -> KeyKind {
        KeyKind::Foreign { table: table.to_owned(), columns: columns.iter().map(|c| (*c).to_owned()).collect() }
    }

    #[test]
    fn keys_that_name_no_columns_mean_the_primary_key() {
        let keys = [
            key("Orders", "Customer", foreign("Customers", &[])),
            key("public.customers", "ID", KeyKind::Primary),
            key("staff", "boss", foreign("staff", &["id"])),
            key("orders", "customer", foreign("customers", &["id"])),
            key("a", "b", foreign("nowhere", &[])),
        ];
        let link = |child: &str, own: &str, parent: &str, theirs: &str| Link {
            child: child.to_owned(),
            own: vec![own.to_owned()],
            parent: parent.to_owned(),
            theirs: vec![theirs.to_owned()],
        };
        let given = [link("x", "y", "z", "id")];
        assert_eq!(links(&given, &keys), [link("x", "y", "z", "id"), link("orders", "customer", "customers", "id")]);
    }

    #[test]
    fn schemas_may_be_left_out() {
        assert!(is_same("public.orders", "orders") && is_same("orders", "orders"));
        assert!(!is_same("public.orders", "old.orders") && !is_same("public.orders", "ders"));
    }
}
