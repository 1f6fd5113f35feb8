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

use crate::identifier::Declared;

mod checks;
mod credentials;
mod custom;
mod dates;
mod financial;
mod government;
mod identifier;
mod leads;
mod look_alikes;
mod names;
mod secret;
mod style;
mod traits;
mod unique;
mod words;

pub use custom::{Check, Custom, Declaration, Looks, Pattern, Words};
pub use words::without_accent;

/// Declares the modules and the catalogue's order in one place: earlier entities win ties.
macro_rules! catalogue {
    ($($module:ident: $($detector:ident),+;)*) => {
        $(mod $module;)*

        /// One of every detector, in catalogue order.
        #[must_use]
        pub fn catalogue() -> Vec<Box<dyn Detector>> {
            let mut all = alloc::vec![$($(Box::new($module::$detector) as Box<dyn Detector>),+),*];
            all.extend(credentials::detectors());
            all.extend(financial::detectors());
            all.extend(traits::detectors());
            all.extend(look_alikes::detectors());
            all.extend(government::identifiers().map(|i| Box::new(Declared::new(i)) as Box<dyn Detector>));
            all
        }
    };
}

catalogue! {
    private_key: PrivateKey;
    jwt: Jwt;
    url_credentials: UrlCredentials;
    aws_access_key: AwsAccessKey;
    password: Password;
    email_address: EmailAddress;
    ip_address: IpAddress;
    mac_address: MacAddress;
    uuid: Uuid;
    iban_code: IbanCode;
    mrz: Mrz;
    no_fodselsnummer: NoFodselsnummer;
    cn_resident_id: CnResidentId;
    de_steuer_id: DeSteuerId;
    uk_nino: UkNino;
    us_ssn: UsSsn;
    credit_card: CreditCard;
    phone_number: PhoneNumber;
    date_of_birth: DateOfBirth;
    person: Person;
    street_address: StreetAddress;
    geo_coordinate: GeoCoordinate;
    postal_code: PostalCode;
    social_handle: SocialHandle;
    biometric_data: BiometricData;
}
