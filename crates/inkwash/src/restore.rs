//! The way back: tokens are opened, or sealed anew under another key.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use inkwash_core::{Action, Engine, EntityId, EntityKey, Place, Pump, RootKey, Subject, Transform};
use inkwash_transforms::{Token, TokenDetector};
use zeroize::Zeroizing;

use crate::stream::{self, Progress, StreamOptions, Summary};
use crate::{Error, KeyRing, Policy};

/// Finds what `tokenise` wrote, in texts and streams of any format, and restores it: each token
/// with the key of the version that it names.
///
/// ```
/// use inkwash::{KeyRing, Policy, Restorer, Scrubber};
/// let keys = KeyRing::generate()?;
/// let policy = Policy::default().default_transform("tokenise")?;
/// let clean = Scrubber::new(&policy, &keys)?.scrub("Write to anna.berg@example.com.");
/// assert!(clean.starts_with("Write to [EMAIL_ADDRESS~1~"));
/// assert_eq!(Restorer::new(keys)?.restore(&clean)?, "Write to anna.berg@example.com.");
/// # Ok::<(), inkwash::Error>(())
/// ```
pub struct Restorer {
    keys: Arc<Keys>,
    engine: Arc<Engine>,
    again: bool,
    lenient: bool,
    encrypted: Option<Arc<Encrypted>>,
}

/// The policy that a stream was scrubbed by, and the version of the key.
struct Encrypted {
    policy: Policy,
    version: u32,
}

/// What a stream came to.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What went through.
    pub summary: Summary,
    /// Tokens that were opened, and encrypted cells that were decrypted.
    pub opened: u64,
    /// Tokens that were left, as [`Restorer::lenient`] allows, and cells that scrubbing had redacted.
    pub left: u64,
}

impl Restorer {
    /// Restores with any key of the ring, retired ones too.
    ///
    /// # Errors
    /// Never with this version's catalogue of formats.
    pub fn new(keys: KeyRing) -> Result<Self, Error> {
        let engine = Engine::builder().detectors([Box::new(TokenDetector::finder()) as _]).build()?;
        let keys = Keys { ring: keys, derived: Mutex::default() };
        Ok(Self { keys: Arc::new(keys), engine: Arc::new(engine), again: false, lenient: false, encrypted: None })
    }

    /// The same, writing a token of the active key in place of each, instead of the value: the
    /// values are in clear in memory only, one at a time.
    ///
    /// # Errors
    /// If no key of the ring is active.
    pub fn rekeying(self) -> Result<Self, Error> {
        self.keys.ring.version()?;
        Ok(Self { again: true, ..self })
    }

    /// The version of the key that scrubs now.
    ///
    /// # Errors
    /// If none is active.
    pub fn active_version(&self) -> Result<u32, Error> {
        self.keys.ring.version()
    }

    /// The same, decrypting what `encrypt-fpe` wrote as well: each cell of the places that `policy`
    /// takes whole (`whole = true`) and encrypts, with the key of this version. It must be the policy
    /// and the version that they were scrubbed with: with others they come out as other values, and
    /// nothing tells.
    ///
    /// ```
    /// use inkwash::{KeyRing, Policy, Restorer, Scrubber, StreamOptions, entity_names};
    /// let keys = || KeyRing::from_text("an example secret, not for use");
    /// let rule = r#"places."card_no" = { entity = "CREDIT_CARD", transform = "encrypt-fpe", whole = true }"#;
    /// let policy = Policy::parse(rule, &entity_names())?;
    /// let options = StreamOptions::new().format("csv")?;
    /// let (mut clean, mut again) = (Vec::new(), Vec::new());
    /// let table = &b"id,card_no\n1,4532 1143 9999 0017\n"[..];
    /// Scrubber::new(&policy, &keys()?)?.scrub_reader(table, &mut clean, &options, &mut (), &mut |_| ())?;
    /// assert_ne!(clean, table);
    /// let restorer = Restorer::new(keys()?)?.decrypting(policy, 1)?;
    /// restorer.restore_reader(&clean[..], &mut again, &options, &mut |_| ())?;
    /// assert_eq!(again, table);
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such key or it was destroyed, or no rule of the policy takes cells whole and
    /// encrypts them.
    pub fn decrypting(self, policy: Policy, version: u32) -> Result<Self, Error> {
        self.keys.ring.root_of(version)?;
        if !policy.encrypts_whole() {
            return Err(Error::policy(
                "no place of the policy has `encrypt-fpe` and `whole = true`: nothing can be decrypted by it",
            ));
        }
        Ok(Self { encrypted: Some(Arc::new(Encrypted { policy, version })), ..self })
    }

    /// The same, leaving tokens that cannot be opened as they are.
    #[must_use]
    pub fn lenient(self) -> Self {
        Self { lenient: true, ..self }
    }

    /// A text with its tokens restored.
    ///
    /// # Errors
    /// If a token cannot be opened: its key is not in the ring or destroyed, or the token was
    /// changed, cut, made for another project, or taken from the place that it is bound to.
    pub fn restore(&self, text: &str) -> Result<String, Error> {
        let info = inkwash_formats::named("text", text.as_bytes()).expect("plain text is a format");
        let run = self.run();
        let mut pump = self.pump(info, &run, self.encrypted.clone());
        let mut out = Vec::with_capacity(text.len());
        pump.push(text.as_bytes(), &mut out, &mut ())?;
        pump.finish(&mut out, &mut ())?;
        run.check()?;
        Ok(String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()))
    }

    /// Decrypts one value that `encrypt-fpe` wrote. It does not say what it was encrypted as: the
    /// entity, the transform as the policy had it, and the key's version must be those. With others
    /// it comes out as another value, and nothing tells.
    ///
    /// ```
    /// use inkwash::{KeyRing, Policy, Restorer, Scrubber};
    /// let keys = KeyRing::from_text("an example secret, not for use")?;
    /// let policy = Policy::default().transform("CREDIT_CARD", "encrypt-fpe")?;
    /// let clean = Scrubber::new(&policy, &keys)?.scrub("card 4532 1143 9999 0017");
    /// let value = clean.strip_prefix("card ").expect("only the number changes");
    /// let restored = Restorer::new(keys)?.decrypt("CREDIT_CARD", "encrypt-fpe", 1, value)?;
    /// assert_eq!(restored, "4532 1143 9999 0017");
    /// # Ok::<(), inkwash::Error>(())
    /// ```
    ///
    /// # Errors
    /// If there is no such key or transform, it cannot be undone, or it does not write such values.
    pub fn decrypt(&self, entity: &str, transform: &str, version: u32, value: &str) -> Result<String, Error> {
        let transform = inkwash_transforms::parse(transform)?;
        let (key, place) = (self.keys.key(version, entity)?, Place::default());
        let (found, detector) = (value.as_bytes(), TokenDetector::finder());
        let subject = Subject { found, plain: found, canonical: found, detector: &detector, place: &place, key: &key };
        let mut out = Vec::with_capacity(value.len());
        if !transform.undo(&subject, &mut out) {
            return Err(Error::policy(format!("{} did not write this, or cannot be undone so", transform.name())));
        }
        String::from_utf8(out).map_err(|_| Error::policy("what was encrypted is not text"))
    }

    /// Reads a stream (compressed or not, in any format) to its end and writes it restored.
    ///
    /// # Errors
    /// If reading or writing fails, and as [`restore`](Self::restore). Then the output ends before
    /// the block of the token at fault.
    pub fn restore_reader(
        &self,
        source: impl Read,
        target: impl Write + Send,
        options: &StreamOptions,
        progress: Progress<'_>,
    ) -> Result<Restored, Error> {
        let run = self.run();
        let encrypted = self.encrypted.as_ref().map(|encrypted| {
            let policy = encrypted.policy.for_file(options.name());
            Arc::new(Encrypted { policy, version: encrypted.version })
        });
        let start = |info: &'static _| Ok(self.pump(info, &run, encrypted.clone()).into());
        let summary = stream::scrub(source, target, options, start, &|| run.check(), &mut (), progress)?;
        let counted = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Ok(Restored { summary, opened: counted(&run.opened), left: counted(&run.left) })
    }

    fn run(&self) -> Arc<Run> {
        let Self { keys, again, lenient, .. } = self;
        let (fault, opened, left) = Default::default();
        Arc::new(Run { keys: keys.clone(), again: *again, lenient: *lenient, fault, opened, left })
    }

    fn pump(&self, info: &inkwash_formats::FormatInfo, run: &Arc<Run>, encrypted: Option<Arc<Encrypted>>) -> Pump {
        // Tokens name the keys that they need; this one opens nothing.
        let none = RootKey::new([0; 32]).entity(TokenDetector::NAME);
        let policy = Arc::new(Ways { everywhere: [Action::Apply(run.clone())].into(), run: run.clone(), encrypted });
        Pump::scrub(self.engine.clone(), (info.start)(), policy, [none].into())
            .with_syntaxes(crate::scanner::syntaxes())
    }
}

/// What is restored where: tokens everywhere, encrypted cells in their places.
struct Ways {
    everywhere: Arc<[Action]>,
    run: Arc<Run>,
    encrypted: Option<Arc<Encrypted>>,
}

impl Ways {
    fn decrypts(&self, place: &Place) -> Option<Decrypt> {
        let encrypted = self.encrypted.as_ref()?;
        let (entity, transform) = encrypted.policy.encrypted_whole(&place.path)?;
        let (entity, transform, version) = (entity.to_owned(), transform.clone(), encrypted.version);
        Some(Decrypt { entity, transform, version, run: self.run.clone() })
    }
}

impl inkwash_core::Policy for Ways {
    fn actions(&self, place: &Place) -> Arc<[Action]> {
        match self.decrypts(place) {
            Some(decrypt) => [Action::Apply(Arc::new(decrypt))].into(),
            None => self.everywhere.clone(),
        }
    }

    fn takes_whole(&self, place: &Place) -> Option<EntityId> {
        // The engine knows one entity only.
        self.decrypts(place).map(|_| EntityId::from_index(0))
    }
}

/// Decrypts the cells of one place.
struct Decrypt {
    entity: String,
    transform: Arc<dyn Transform>,
    version: u32,
    run: Arc<Run>,
}

impl Transform for Decrypt {
    fn name(&self) -> &'static str {
        "restore"
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let start = out.len();
        let undone = self.run.keys.key(self.version, &self.entity).is_ok_and(|key| {
            let subject = Subject { found: subject.found, plain: subject.found, key: &key, ..*subject };
            self.transform.undo(&subject, out)
        });
        if undone {
            self.run.opened.fetch_add(1, Ordering::Relaxed);
            return;
        }
        out.truncate(start);
        out.extend_from_slice(subject.found);
        self.run.left.fetch_add(1, Ordering::Relaxed);
        // Scrubbing redacts what it cannot encrypt.
        let redacted = subject.found == format!("[{}]", self.entity).as_bytes();
        if !redacted && !self.run.lenient {
            let _ = self.run.fault.set(format!("a cell of {} was not encrypted by this policy", self.entity));
        }
    }
}

struct Keys {
    ring: KeyRing,
    derived: Mutex<HashMap<(u32, String), Arc<EntityKey>>>,
}

/// No data set has tokens of more entities and versions; made-up names shall not fill the memory.
const MOST_KEYS: usize = 4096;

impl Keys {
    fn key(&self, version: u32, entity: &str) -> Result<Arc<EntityKey>, Error> {
        let mut derived = self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = derived.get(&(version, entity.to_owned())) {
            return Ok(key.clone());
        }
        let key = Arc::new(self.ring.root_of(version)?.entity(entity));
        if derived.len() >= MOST_KEYS {
            derived.clear();
        }
        derived.insert((version, entity.to_owned()), key.clone());
        Ok(key)
    }
}

/// One stream's way back.
struct Run {
    keys: Arc<Keys>,
    again: bool,
    lenient: bool,
    /// The first token that could not be opened.
    fault: OnceLock<String>,
    opened: AtomicU64,
    left: AtomicU64,
}

impl Run {
    fn check(&self) -> Result<(), Error> {
        self.fault.get().map_or(Ok(()), |fault| Err(Error::key(fault.clone())))
    }

    fn open(&self, token: Token<'_>, place: &Place, out: &mut Vec<u8>) -> Result<(), String> {
        let key = self.keys.key(token.version, token.entity).map_err(|e| plain(&e))?;
        let mut value = Zeroizing::new(Vec::with_capacity(128));
        if !token.open(&key, place, &mut value) {
            return Err(format!(
                "a token of key {} cannot be opened: it was changed, cut, made with another key or project, or is \
                 bound to another place",
                token.version
            ));
        }
        if self.again {
            let active =
                self.keys.ring.version().and_then(|v| self.keys.key(v, token.entity)).map_err(|e| plain(&e))?;
            Token::write(token.entity, token.bound.then_some(place), &active, &value, out);
        } else {
            out.extend_from_slice(&value);
        }
        Ok(())
    }
}

fn plain(error: &Error) -> String {
    let text = error.to_string();
    text.strip_prefix("key: ").unwrap_or(&text).to_owned()
}

impl Transform for Run {
    fn name(&self) -> &'static str {
        "restore"
    }

    fn apply(&self, subject: &Subject<'_>, out: &mut Vec<u8>) {
        let token = Token::read(subject.found).ok_or_else(|| "a token that is none".to_owned());
        match token.and_then(|token| self.open(token, subject.place, out)) {
            Ok(()) => {
                self.opened.fetch_add(1, Ordering::Relaxed);
            }
            Err(fault) => {
                out.extend_from_slice(subject.found);
                self.left.fetch_add(1, Ordering::Relaxed);
                if !self.lenient {
                    let _ = self.fault.set(fault);
                }
            }
        }
    }
}
