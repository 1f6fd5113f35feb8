use alloc::format;
use alloc::vec::Vec;

use inkwash_core::{Detector, Error, RootKey, Subject, Transform, Wish};

use crate::options::Options;
use crate::redact::Redact;
use crate::{OptionFacts, TransformFacts};

/// Writes a valid stand-in of the same entity, the same one for the same value and key. A stand-in
/// that carries its mark ([`Detector::is_stand_in`]) stays as it is. Options ask for stand-ins of
/// another kind ([`Detector::mint_as`]); entities that know no such get their usual ones.
pub(crate) struct Pseudonymise {
    wishes: Vec<Wish>,
}

impl Pseudonymise {
    pub(crate) const FACTS: TransformFacts = TransformFacts {
        name: "pseudonymise",
        aliases: &["pseudonymize"],
        help: "a valid stand-in, the same one wherever the value occurs",
        options: &[
            OptionFacts {
                name: "domain",
                value: "reserved, map",
                help: "of e-mail addresses: example.com and the like, or public free-mail domains as they are and a \
                       subdomain of those for each other domain (default: reserved)",
            },
            OptionFacts {
                name: "check",
                value: "valid, invalid",
                help: "check digits of national identifiers: right, or wrong on purpose (default: valid)",
            },
            OptionFacts {
                name: "unique",
                value: "no, yes",
                help: "whether distinct phone numbers and names get distinct stand-ins, as other entities' always do; \
                       phone numbers may then be somebody's, and names have eight words (default: no)",
            },
            OptionFacts {
                name: "issuer",
                value: "any, test",
                help: "whether cards begin as the test numbers of their scheme do and German IBANs name a bank that \
                       cannot be; distinct ones may then become alike (default: any)",
            },
            OptionFacts {
                name: "home",
                value: "REGION",
                help: "the country (two letters, ISO 3166-1) of phone numbers without a country code: they get numbers \
                       that its plan does not use, the same as with their code (default: unknown, so that such \
                       numbers may be somebody's)",
            },
            OptionFacts {
                name: "gender",
                value: "any, keep",
                help: "whether common given names become ones of the same gender (default: any)",
            },
            OptionFacts {
                name: "years",
                value: "2..=100",
                help: "dates of birth stay in their band of so many years, counted from the year 0 (default: four \
                       years to either side)",
            },
        ],
        reveals: false,
        reverses: false,
        strength: "hides values from all without the key; equality and frequency show; who has the key can test guesses",
    };

    pub(crate) fn parse(options: &Options<'_>) -> Result<Self, Error> {
        let is_set = |name, words| options.choice(name, words).map(|choice| choice == 1);
        let years = options.number("years", 2..=100)?.map(|years| Wish::Years(years as u8));
        let wishes = [
            is_set("domain", &["reserved", "map"])?.then_some(Wish::Domains),
            is_set("check", &["valid", "invalid"])?.then_some(Wish::WrongCheck),
            is_set("unique", &["no", "yes"])?.then_some(Wish::Apart),
            is_set("issuer", &["any", "test"])?.then_some(Wish::Unissued),
            is_set("gender", &["any", "keep"])?.then_some(Wish::Gender),
            years,
            home(options)?,
        ];
        Ok(Self { wishes: wishes.into_iter().flatten().collect() })
    }
}

/// Where phone numbers are at home. That one to one is asked for as well is an error: it takes all of a plan.
fn home(options: &Options<'_>) -> Result<Option<Wish>, Error> {
    let Some(region) = options.text("home") else { return Ok(None) };
    match (region.as_bytes(), options.text("unique")) {
        ([_, _], Some("yes")) => {
            Err(options.error("\"home\" takes numbers that are not in use, \"unique\" all: one of them"))
        }
        (&[a @ b'A'..=b'Z', b @ b'A'..=b'Z'], _) => Ok(Some(Wish::Home([a, b]))),
        _ => Err(options.error(&format!("option \"home\" takes a region of two capital letters, not {region:?}"))),
    }
}

impl Transform for Pseudonymise {
    fn name(&self) -> &'static str {
        Self::FACTS.name
    }

    fn refuses(&self, detector: &dyn Detector) -> Option<&'static str> {
        if self.wishes.is_empty() {
            return None;
        }
        let (facts, mut canonical) = (detector.facts(), Vec::new());
        detector.canonical(facts.example.as_bytes(), &mut canonical);
        let key = RootKey::new([0; 32]).entity("");
        let knows = |wish: Wish| {
            let (found, mut out) = (facts.example.as_bytes(), Vec::new());
            wish == Wish::Apart && facts.unique || detector.mint_as(wish, found, &canonical, &key, &mut out)
        };
        self.wishes.iter().find(|wish| !knows(**wish)).map(|wish| match wish {
            Wish::Domains => "it has no domain",
            Wish::WrongCheck => "it has no check digit that can be made wrong",
            Wish::Apart => "it has no stand-ins that are distinct",
            Wish::Unissued => "no issuer is known that gives none of it to anybody",
            Wish::Gender => "it is no name",
            Wish::Years(_) => "it is no date of birth",
            Wish::Home(_) => "it is no phone number, or nothing is known of the numbers of this region",
        })
    }

    fn keeps_apart(&self) -> bool {
        !self.wishes.contains(&Wish::Unissued)
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let Subject { plain, canonical, detector, key, .. } = *subject;
        if detector.is_stand_in(canonical, key) {
            out.extend_from_slice(subject.found);
            return;
        }
        let start = out.len();
        if !self.wishes.iter().any(|wish| detector.mint_as(*wish, plain, canonical, key, out)) {
            detector.mint(plain, canonical, key, out);
        }
        // A detector that breaks the mint law must not leak the value.
        if out.get(start..).is_none_or(|stand_in| stand_in.is_empty() || stand_in == plain) {
            out.truncate(start);
            Redact.apply(subject, out);
        }
    }
}
