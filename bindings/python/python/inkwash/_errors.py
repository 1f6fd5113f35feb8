"""What goes wrong. No message holds a value from the data."""


class InkwashError(Exception):
    """The base of all of them."""


class PolicyError(InkwashError, ValueError):
    """A policy, an entity, a region, a transform or a format that there is not."""


class KeyRingError(InkwashError):
    """A key that cannot be read or used, or a token that it does not open."""


class MissingKeyError(KeyRingError):
    """No key was given, and INKWASH_KEY is not set."""


class DataError(InkwashError, ValueError):
    """Data that cannot be searched: lone surrogates, a damaged file, a column's type."""


class StreamError(InkwashError, OSError):
    """Reading or writing failed."""
