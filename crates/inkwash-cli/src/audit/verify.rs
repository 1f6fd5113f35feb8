use std::io::{Write, stdout};
use std::path::PathBuf;

use inkwash::audit::{Head, Proofs, PublicKey, Verified, verify};
use inkwash::{Error, KEY_VARIABLE};

use crate::options::KeySource;
use crate::show::count;
use crate::{Outcome, Voice};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The audit log.
    #[arg(required_unless_present = "certificate")]
    log: Option<PathBuf>,
    /// Check this certificate: that no word of it was changed, that it is signed with the public key or key
    /// ring, if one is given, and that its record is in the log, if that is given.
    #[arg(long, value_name = "FILE", conflicts_with = "head")]
    certificate: Option<PathBuf>,
    /// That it still holds this record: what `inkwash audit head` printed at an earlier time.
    #[arg(long, value_name = "NUMBER:HASH")]
    head: Option<Head>,
    /// That every record is signed with this key: what `inkwash audit public-key` prints.
    #[arg(long, value_name = "KEY")]
    public_key: Option<PublicKey>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    keys: KeySource,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line for each fault, and what was checked.
    Human,
    /// One JSON object.
    Json,
}

#[derive(clap::Args)]
pub(crate) struct HeadArgs {
    /// The audit log.
    log: PathBuf,
}

#[derive(clap::Args)]
pub(crate) struct PublicKeyArgs {
    /// Of this version instead of the one in use.
    #[arg(long, value_name = "NUMBER")]
    key_version: Option<u32>,
    #[command(flatten)]
    keys: KeySource,
}

fn printing(error: std::io::Error) -> Error {
    Error::io("cannot print the result", error)
}

/// What logs are checked against.
pub(super) fn proofs(keys: &KeySource) -> Result<Proofs, Error> {
    Ok(keys.read()?.map_or_else(Proofs::none, |keys| Proofs::of_keys(&keys)))
}

pub(super) fn run(args: &Args, voice: Voice) -> Result<Outcome, Error> {
    let mut proofs = proofs(&args.keys)?;
    if let Some(key) = args.public_key {
        proofs = proofs.signed_by(key);
    }
    if let Some(head) = args.head.clone() {
        proofs = proofs.holding(head);
    }
    if let Some(path) = &args.certificate {
        let certificate = super::certificate::check(path, args.public_key, &args.keys)?;
        let Some(certificate) = certificate else { return Ok(Outcome::Found) };
        // The record need not be signed: the certificate is.
        proofs = super::verify::proofs(&args.keys)?.holding(certificate.head());
    }
    let Some(log) = &args.log else { return Ok(Outcome::Done) };
    let result = verify(log, &proofs)?;
    let mut out = stdout().lock();
    match args.format {
        Format::Human => print(&mut out, &result),
        Format::Json => writeln!(out, "{}", result.to_json()),
    }
    .map_err(printing)?;
    if args.head.is_none() && args.certificate.is_none() && result.faults.is_empty() {
        voice.note(format_args!(
            "whoever can put an older copy of both log and head in their place is not noticed; --head notices it"
        ));
    }
    Ok(if result.faults.is_empty() { Outcome::Done } else { Outcome::Found })
}

fn print(out: &mut impl Write, result: &Verified) -> std::io::Result<()> {
    for fault in &result.faults {
        writeln!(out, "{fault}")?;
    }
    if result.more_faults > 0 {
        writeln!(out, "{} more", count(result.more_faults))?;
    }
    let Verified { records, runs, sealed, unchecked, covered, signed, torn, unfinished, .. } = result;
    writeln!(out, "{} records of {} runs", count(*records), count(*runs))?;
    for (n, what) in [
        (sealed, "are sealed with a key of this key ring"),
        (covered, "are sealed with a key that was destroyed, and kept by later seals"),
        (unchecked, "have a seal, which was not checked: no key was given"),
        (signed, "are signed with this public key"),
    ] {
        if *n > 0 {
            writeln!(out, "{} {what}", count(*n))?;
        }
    }
    if sealed + unchecked + covered == 0 && *records > 0 {
        writeln!(out, "no seals: this shows damage, but whoever may write the log can write it anew")?;
    }
    if *torn > 0 {
        writeln!(out, "{torn} bytes at the end are of a record that was not written whole")?;
    }
    for run in unfinished {
        writeln!(out, "run {run} has no end: it crashed, was killed, or is still running")?;
    }
    let judged = if result.faults.is_empty() { "nothing was changed" } else { "this log is not what was written" };
    writeln!(out, "{judged}; head {}", result.head)
}

pub(super) fn head(args: &HeadArgs) -> Result<Outcome, Error> {
    let result = verify(&args.log, &Proofs::none())?;
    if let Some(fault) = result.faults.first() {
        return Err(Error::data(format!("{}: {fault}", args.log.display())));
    }
    writeln!(stdout(), "{}", result.head).map_err(printing)?;
    Ok(Outcome::Done)
}

pub(super) fn public_key(args: &PublicKeyArgs) -> Result<Outcome, Error> {
    let keys = args.keys.read()?;
    let keys = keys.ok_or_else(|| Error::data(format!("give the key ring (--key-file or {KEY_VARIABLE})")))?;
    let key = match args.key_version {
        Some(version) => PublicKey::of_version(&keys, version)?,
        None => PublicKey::of_keys(&keys)?,
    };
    writeln!(stdout(), "{key}").map_err(printing)?;
    Ok(Outcome::Done)
}
