//! Identifiers that states, tax offices and social insurance give out: one file per country (or
//! per family of countries that share a number), each a list of declarations.

use crate::identifier::Identifier;

/// Declares the modules and their order in the catalogue.
macro_rules! families {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+

        /// All identifiers, in catalogue order.
        pub(crate) fn identifiers() -> impl Iterator<Item = &'static Identifier> {
            [$($module::IDENTIFIERS),+].into_iter().flatten()
        }
    };
}

families! {
    de, fr, gb, es, it, pt, benelux, alps, nordic, fi, pl, visegrad, balkans, danube, baltic, aegean, rus,
    us, ca, mx, br, andes, central_america, south_asia, east_asia, south_east_asia, middle_east, central_asia, oceania, africa, international,
}
