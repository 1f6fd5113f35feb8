use std::path::PathBuf;

use inkwash::audit::Run;
use inkwash::{Error, KEY_VARIABLE, Policy, Restored, Restorer, StreamOptions, entity_names};

use crate::options::{Encrypting, Ending, Keys, read_text};
use crate::progress::Progress;
use crate::scrub::{Compress, Input, Output, write};
use crate::show::{bytes, count};
use crate::{Outcome, Voice};

/// Put the original values back in place of what `tokenise` wrote.
///
/// Tokens are found in text, CSV, JSON and SQL dumps, and each is opened with the key of the
/// version that it names; retired keys restore too. A token that cannot be opened stops the
/// output, with --lenient it stays as it is. What `encrypt-fpe` wrote looks like any other value:
/// --policy says in which places it stands.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  pg_dump prod | inkwash scrub --key-file team.keys --transform tokenise > clean.sql\n  inkwash restore --key-file team.keys clean.sql | psql prod_again"
)]
pub(crate) struct Args {
    /// The policy that it was scrubbed by: what `encrypt-fpe` wrote in places with `whole = true` is
    /// decrypted too.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The version of the key that encrypted those places; that of the active key if not set. The
    /// wrong one gives wrong values.
    #[arg(long, value_name = "NUMBER", requires = "policy")]
    key_version: Option<u32>,
    #[command(flatten)]
    pub(crate) stream: Stream,
}

/// Seal what `tokenise` wrote anew, with the active key of the ring.
///
/// Use it after `inkwash keys rotate`, before the old key is destroyed. Values are in clear in
/// memory only.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  inkwash keys rotate team.keys\n  inkwash rekey --key-file team.keys clean.sql -o clean.sql\n  inkwash keys destroy --yes team.keys 1"
)]
pub(crate) struct RekeyArgs {
    #[command(flatten)]
    pub(crate) stream: Stream,
}

#[derive(clap::Args)]
pub(crate) struct Stream {
    /// The file to read; standard input if there is none or it is `-`.
    path: Option<PathBuf>,
    /// Write to this file. It appears when it is complete, and not at all if something fails.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave tokens that cannot be opened as they are.
    #[arg(long)]
    lenient: bool,
    /// How the input is read: auto, text, csv, tsv, json, ndjson, sql, xml, html, yaml, logfmt, syslog, mail, …
    /// (see `inkwash entities`).
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    input_format: String,
    /// How the output is compressed. If not set: as the output file's extension says, or, on
    /// standard output, as the input was.
    #[arg(long, value_enum)]
    compress: Option<Compress>,
    #[command(flatten)]
    encrypting: Encrypting,
    #[command(flatten)]
    pub(crate) keys: Keys,
    #[command(flatten)]
    ending: Ending,
}

pub(crate) fn run(args: &Args, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let policy = args.policy.as_deref().map(read_text).transpose()?;
    if let (Some(path), Some(text)) = (&args.policy, &policy) {
        run.policy(&path.to_string_lossy(), text.as_bytes());
    }
    let policy = policy.map(|text| Policy::parse(&text, &entity_names())).transpose()?;
    let done = args.stream.run(voice, run, |restorer| match policy {
        Some(policy) => {
            let version = args.key_version.map_or_else(|| restorer.active_version(), Ok)?;
            restorer.decrypting(policy, version)
        }
        None => Ok(restorer),
    })?;
    tell(&done, "restored", voice);
    Ok(Outcome::Done)
}

pub(crate) fn rekey(args: &RekeyArgs, voice: Voice, run: &Run) -> Result<Outcome, Error> {
    let done = args.stream.run(voice, run, Restorer::rekeying)?;
    tell(&done, "sealed anew", voice);
    Ok(Outcome::Done)
}

fn tell(done: &Restored, what: &str, voice: Voice) {
    let Restored { summary, opened, left } = done;
    let (read, format) = (bytes(summary.tally.bytes_in), summary.format);
    voice.note(format_args!("{read} read as {format}, {} values {what}, {} tokens left", count(*opened), count(*left)));
}

impl Stream {
    fn run(
        &self,
        voice: Voice,
        run: &Run,
        way: impl FnOnce(Restorer) -> Result<Restorer, Error>,
    ) -> Result<Restored, Error> {
        let options = StreamOptions::new().format(&self.input_format)?;
        let recipients = self.encrypting.recipients()?;
        let input = Input::open(self.path.as_deref(), run)?.in_clear(|| self.keys.read())?;
        let keys = self.keys.read()?.ok_or_else(|| {
            Error::io(
                "nothing can be restored",
                std::io::Error::other(format!("no key given (--key-file or {KEY_VARIABLE})")),
            )
        })?;
        // Retired keys restore too: there may be no other.
        if keys.version().is_ok() {
            run.key(&keys, false)?;
        }
        let mut restorer = way(Restorer::new(keys)?)?;
        if self.lenient {
            restorer = restorer.lenient();
        }
        let options = input.named(options);
        let mut progress = Progress::new(voice, input.size);
        let mut progress = |tally: &_| progress.update(tally);
        let asks = input.is_stdin();
        let output = Output { path: self.output.as_deref(), compress: self.compress, recipients: &recipients };
        write(&output, options, asks, voice, run, |target, options| {
            let done = restorer.restore_reader(input.reader, target, options, &mut progress)?;
            self.ending.check(done.summary.is_cut)?;
            run.result("values_opened", done.opened);
            run.result("tokens_left", done.left);
            Ok(done)
        })
    }
}
