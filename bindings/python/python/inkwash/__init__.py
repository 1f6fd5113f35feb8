"""Finds personal data and secrets in text, logs, tables and dumps, and rewrites them.

>>> import inkwash
>>> inkwash.scan("Write to anna.berg@example.com")
[Finding(entity='EMAIL_ADDRESS', start=9, end=30, score=0.950, class_='critical')]
>>> scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
>>> scrubber.scrub("Write to anna.berg@example.com")
'Write to [EMAIL_ADDRESS]'
"""

import functools
from typing import TYPE_CHECKING, Any, List, Union

from ._errors import DataError, InkwashError, KeyRingError, MissingKeyError, PolicyError, StreamError
from ._inkwash import Finding, Scanner, __version__, entities, new_key
from ._inkwash import Scrubber as _Scrubber

__all__ = [
    "DataError",
    "Finding",
    "InkwashError",
    "KeyRingError",
    "MissingKeyError",
    "PolicyError",
    "Scanner",
    "Scrubber",
    "Session",
    "StreamError",
    "__version__",
    "entities",
    "highlight",
    "new_key",
    "scan",
    "scrub",
    "scrub_arrow",
]

Scrubber = _Scrubber

if TYPE_CHECKING:
    from ._arrow import scrub_arrow
    from ._notebook import highlight
    from ._session import Session

_LATER = {"Session": "_session", "highlight": "_notebook", "scrub_arrow": "_arrow"}


def __getattr__(name: str) -> Any:
    """Loads what few need when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module 'inkwash' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module("." + _LATER[name], __name__), name)


@functools.lru_cache(maxsize=None)
def _scanner() -> Scanner:
    return Scanner()


@functools.lru_cache(maxsize=None)
def _scrubber() -> _Scrubber:
    return _Scrubber()


def scan(text: Union[str, bytes, bytearray, memoryview]) -> List[Finding]:
    """All findings in a text, in order. Make a `Scanner` to choose what is looked for.

    >>> [f.of("mail bo@example.org") for f in scan("mail bo@example.org")]
    ['bo@example.org']
    """
    return _scanner().scan(text)


def scrub(text: Any) -> Any:
    """The text with stand-ins for what is found, made with the key in the environment variable
    INKWASH_KEY. Make a `Scrubber` to give the key or a policy.
    """
    return _scrubber().scrub(text)
