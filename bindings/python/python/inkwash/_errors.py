"""What goes wrong. No message holds a value from the data."""

from __future__ import annotations

# Typing is not imported: it takes as long as all else.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict


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


class RefusedError(DataError):
    """Data that its plan does not know. `drift` is what `Plan.drift` tells: `lines`, `gone` and the `patch`
    that accepts it.
    """

    def __init__(self, message: str, drift: Dict[str, Any]) -> None:
        super().__init__(message, drift)
        self.drift = drift

    def __str__(self) -> str:
        return str(self.args[0])


class StreamError(InkwashError, OSError):
    """Reading or writing failed."""
