use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// What went wrong. Opaque: ask it with the predicates. Never holds a value from the data.
pub struct Error(Box<Kind>);

enum Kind {
    Policy(String),
    Key(String),
    Entity(String),
    Refused(String),
    Sink,
}

impl Error {
    /// The policy, or a name in it, cannot be used.
    #[must_use]
    pub fn policy(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Policy(what.into())))
    }

    /// The key cannot be used.
    #[must_use]
    pub fn key(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Key(what.into())))
    }

    /// A declaration of an entity is wrong (a shape that does not parse, a trigger too short).
    #[must_use]
    pub fn entity(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Entity(what.into())))
    }

    /// The policy lets no stream through that holds this.
    #[must_use]
    pub fn refused(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Refused(what.into())))
    }

    /// The caller's sink asked to stop.
    #[must_use]
    pub fn stopped() -> Self {
        Self(Box::new(Kind::Sink))
    }

    /// Whether the policy is at fault.
    #[must_use]
    pub fn is_policy(&self) -> bool {
        matches!(*self.0, Kind::Policy(_))
    }

    /// Whether the key is at fault.
    #[must_use]
    pub fn is_key(&self) -> bool {
        matches!(*self.0, Kind::Key(_))
    }

    /// Whether the policy refuses what the stream holds.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(*self.0, Kind::Refused(_))
    }

    /// Whether a sink asked to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(*self.0, Kind::Sink)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Policy(s) => write!(f, "policy: {s}"),
            Kind::Key(s) => write!(f, "key: {s}"),
            Kind::Entity(s) => write!(f, "entity declaration: {s}"),
            Kind::Refused(s) => write!(f, "refused by the policy: {s}"),
            Kind::Sink => f.write_str("stopped by the receiver of the findings"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Error {}
