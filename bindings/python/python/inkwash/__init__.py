"""Finds personal data and secrets in text, logs, tables and dumps, and rewrites them.

>>> import inkwash
>>> inkwash.scan("Write to anna.berg@example.com")
[Finding(entity='EMAIL_ADDRESS', start=9, end=30, score=0.950, class_='critical')]
>>> scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
>>> scrubber.scrub("Write to anna.berg@example.com")
'Write to [EMAIL_ADDRESS]'
"""

from __future__ import annotations

from ._errors import DataError, InkwashError, KeyRingError, MissingKeyError, PolicyError, RefusedError, StreamError
from ._inkwash import Finding, Plan, Scanner, Scrubber, __version__, entities, new_key

# What type checkers know as `typing.TYPE_CHECKING`: to import `typing` takes as long as all else.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, TypeVar, Union

    from ._arrow import scrub_arrow
    from ._notebook import highlight
    from ._session import Session

    _Text = TypeVar("_Text", str, bytes)

__all__ = [
    "DataError",
    "Finding",
    "InkwashError",
    "KeyRingError",
    "MissingKeyError",
    "Plan",
    "PolicyError",
    "RefusedError",
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

_LATER = {"Session": "_session", "highlight": "_notebook", "scrub_arrow": "_arrow"}


def __getattr__(name: str) -> Any:
    """Loads what few need when it is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module 'inkwash' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module("." + _LATER[name], __name__), name)


_made: Dict[str, Any] = {}


def _scanner() -> Scanner:
    if "scanner" not in _made:
        _made["scanner"] = Scanner()
    scanner: Scanner = _made["scanner"]
    return scanner


def scan(text: Union[str, bytes, bytearray, memoryview]) -> List[Finding]:
    """All findings in a text, in order. Make a `Scanner` to choose what is looked for.

    >>> [f.of("mail bo@example.org") for f in scan("mail bo@example.org")]
    ['bo@example.org']
    """
    return _scanner().scan(text)


def scrub(text: _Text) -> _Text:
    """The text with stand-ins for what is found, made with the key that the environment variable
    INKWASH_KEY held the first time. Make a `Scrubber` to give the key or a policy.
    """
    if "scrubber" not in _made:
        _made["scrubber"] = Scrubber()
    scrubber: Scrubber = _made["scrubber"]
    return scrubber.scrub(text)
