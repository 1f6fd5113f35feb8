use std::{fmt, io};

use crate::Drift;

/// What went wrong. Opaque: ask it with the predicates. Never holds a value from the data.
pub struct Error(Box<Kind>);

enum Kind {
    Core(inkwash_core::Error),
    Io(String, io::Error),
    Data(String),
    Refused(Drift),
    NotUnderstood(&'static str),
    Expired(String),
    Sealed(&'static str),
}

impl Error {
    pub(crate) fn policy(what: impl Into<String>) -> Self {
        inkwash_core::Error::policy(what).into()
    }

    /// An error of keys: one is missing, or is another than it should be.
    #[must_use]
    pub fn key(what: impl Into<String>) -> Self {
        inkwash_core::Error::key(what).into()
    }

    /// An I/O error with what was being done: `cannot read dump.sql`.
    #[must_use]
    pub fn io(doing: impl Into<String>, source: io::Error) -> Self {
        Self(Box::new(Kind::Io(doing.into(), source)))
    }

    /// An error in how data is put together: a damaged file, a type that cannot be searched. What is
    /// said names no value.
    #[must_use]
    pub fn data(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Data(what.into())))
    }

    pub(crate) fn refused(drift: Drift) -> Self {
        Self(Box::new(Kind::Refused(drift)))
    }

    /// What kind of error it is, in one word, for logs: `policy`, `key`, `io`, `broken-pipe`, `data`, `sealed`,
    /// `drift`, `not-understood`, `forbidden`, `expired` or `other`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &*self.0 {
            _ if self.is_forbidden() => "forbidden",
            Kind::Core(error) if error.is_policy() => "policy",
            Kind::Core(error) if error.is_key() => "key",
            Kind::Core(_) => "other",
            Kind::Io(..) if self.is_broken_pipe() => "broken-pipe",
            Kind::Io(..) => "io",
            Kind::Data(_) => "data",
            Kind::Sealed(_) => "sealed",
            Kind::Refused(_) => "drift",
            Kind::NotUnderstood(_) => "not-understood",
            Kind::Expired(_) => "expired",
        }
    }

    /// Whether the data is refused because its plan does not know it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.drift().is_some()
    }

    /// What the plan does not know, if it is refused for that.
    #[must_use]
    pub fn drift(&self) -> Option<&Drift> {
        match &*self.0 {
            Kind::Refused(drift) => Some(drift),
            _ => None,
        }
    }

    pub(crate) fn expired(what: String) -> Self {
        Self(Box::new(Kind::Expired(what)))
    }

    /// The same error of the policy, in this file.
    #[must_use]
    pub fn in_file(self, file: &str) -> Self {
        let shown = self.to_string();
        let what = format!("{file}: {}", shown.strip_prefix("policy: ").unwrap_or(&shown));
        match *self.0 {
            Kind::Expired(_) => Self::expired(what),
            Kind::Core(e) if e.is_policy() => Self::policy(what),
            kind => Self(Box::new(kind)),
        }
    }

    pub(crate) fn not_understood(what: &'static str) -> Self {
        Self(Box::new(Kind::NotUnderstood(what)))
    }

    /// Whether a strict reader met something that carries data and is not understood.
    #[must_use]
    pub fn is_not_understood(&self) -> bool {
        matches!(&*self.0, Kind::NotUnderstood(_))
    }

    /// Whether the data is refused because the policy lets something that it holds into no output.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        matches!(&*self.0, Kind::Core(e) if e.is_refused())
    }

    /// Whether the policy, or an exception in it, holds no more.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        matches!(&*self.0, Kind::Expired(_))
    }

    pub(crate) fn sealed(what: &'static str) -> Self {
        Self(Box::new(Kind::Sealed(what)))
    }

    /// What the data is, with what to do, if nothing could be found in it as it stands: an archive, an
    /// image, a file of binary pages, an encrypted file.
    #[must_use]
    pub fn sealing(&self) -> Option<&'static str> {
        match &*self.0 {
            Kind::Sealed(what) => Some(what),
            _ => None,
        }
    }

    /// Whether the data is at fault: a damaged file, a type that cannot be searched, a sealed file.
    #[must_use]
    pub fn is_data(&self) -> bool {
        matches!(&*self.0, Kind::Data(_) | Kind::Sealed(_))
    }

    /// Whether the policy is at fault.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        self.is_expired() || self.is_forbidden() || matches!(&*self.0, Kind::Core(e) if e.is_policy())
    }

    /// Whether the key is at fault.
    #[must_use]
    pub fn is_key(&self) -> bool {
        matches!(&*self.0, Kind::Core(e) if e.is_key())
    }

    /// Whether reading or writing failed.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(&*self.0, Kind::Io(..))
    }

    /// Whether the reader of our output went away. Command-line tools end quietly then.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&*self.0, Kind::Io(_, e) if e.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<inkwash_core::Error> for Error {
    fn from(error: inkwash_core::Error) -> Self {
        Self(Box::new(Kind::Core(error)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Core(error) => error.fmt(f),
            Kind::Io(doing, source) => write!(f, "{doing}: {source}"),
            Kind::Data(what) => f.write_str(what),
            Kind::Expired(what) => write!(f, "policy: {what}"),
            Kind::Sealed(what) => write!(f, "cannot be searched: {what}"),
            Kind::Refused(drift) => write!(f, "refused, not in the plan: {drift}"),
            Kind::NotUnderstood(what) => {
                write!(f, "not understood: {what}; without strict reading it is searched as text, line by line")
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
