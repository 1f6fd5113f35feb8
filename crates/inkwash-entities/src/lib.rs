//! The catalogue of inkwash: one file per entity (or per country's family of identifiers), one
//! table, and the checks they share.
//!
//! To add an entity, read one neighbour, write its file, add its line to the table below, and
//! its examples to `corpora/entities/`.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

use alloc::boxed::Box;
use alloc::vec::Vec;

use inkwash_core::Detector;

mod dates;
mod secret;
mod style;

/// Declares the modules and the catalogue's order in one place: earlier entities win ties.
macro_rules! catalogue {
    ($($module:ident: $($detector:ident),+;)*) => {
        $(mod $module;)*

        /// One of every detector, in catalogue order.
        #[must_use]
        pub fn catalogue() -> Vec<Box<dyn Detector>> {
            alloc::vec![$($(Box::new($module::$detector) as Box<dyn Detector>),+),*]
        }
    };
}

catalogue! {
    us_ssn: UsSsn;
    private_key: PrivateKey;
    jwt: Jwt;
    url_credentials: UrlCredentials;
    aws_access_key: AwsAccessKey;
    password: Password;
}
