use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use inkwash::audit::{Certificate, PublicKey};
use inkwash::{Error, KEY_VARIABLE};

use crate::Outcome;
use crate::options::{KeySource, read_text};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The number of the run, as `inkwash audit show` prints it.
    run: u64,
    /// The audit log. All of it is checked first.
    log: PathBuf,
    /// How the statement is written.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    #[command(flatten)]
    keys: KeySource,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Markdown,
    Html,
}

fn printing(error: std::io::Error) -> Error {
    Error::io("cannot print the certificate", error)
}

pub(super) fn run(args: &Args) -> Result<Outcome, Error> {
    let keys = args.keys.read()?;
    let keys = keys.ok_or_else(|| {
        Error::data(format!(
            "a certificate is signed: give the key ring of the audit log (--key-file or {KEY_VARIABLE})"
        ))
    })?;
    let certificate = Certificate::of_run(&args.log, &keys, args.run)?;
    let text = match args.format {
        Format::Markdown => certificate.to_markdown(),
        Format::Html => certificate.to_html(),
    };
    stdout().write_all(text.as_bytes()).map_err(printing)?;
    Ok(Outcome::Done)
}

/// A certificate that is what was signed, by the key that was given, if one was. Says what is wrong with it otherwise.
pub(super) fn check(path: &Path, public: Option<PublicKey>, keys: &KeySource) -> Result<Option<Certificate>, Error> {
    let mut out = stdout().lock();
    let name = path.display();
    let certificate = match Certificate::check(&read_text(path)?) {
        Ok(certificate) => certificate,
        Err(error) => {
            writeln!(out, "{name}: {error}").map_err(printing)?;
            return Ok(None);
        }
    };
    let signer = certificate.public_key();
    let ring = keys.read()?;
    let of_ring = ring.as_ref().map(|keys| {
        let mut versions = keys.keys().map(|key| PublicKey::of_version(keys, key.version));
        versions.any(|key| key.is_ok_and(|key| key == signer))
    });
    let of_public = public.map(|public| public == signer);
    if [of_ring, of_public].contains(&Some(false)) {
        writeln!(out, "{name}: signed with another key: {signer}").map_err(printing)?;
        return Ok(None);
    }
    let known =
        if of_ring.or(of_public).is_some() { "" } else { ", which you compare with what the issuer made known" };
    writeln!(out, "{name}: as it was signed, with {signer}{known}").map_err(printing)?;
    Ok(Some(certificate))
}
