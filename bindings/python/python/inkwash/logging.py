"""Logs without personal data.

>>> import logging, sys, inkwash, inkwash.logging
>>> scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
>>> handler = logging.StreamHandler(sys.stdout)
>>> handler.setFormatter(inkwash.logging.RedactingFormatter(scrubber))
>>> log = logging.getLogger("shop")
>>> log.addHandler(handler)
>>> log.warning("login of %s", "bo@example.org")
login of [EMAIL_ADDRESS]
"""

import logging
from typing import Any, Dict, Mapping, MutableMapping, Optional

from . import Scrubber

__all__ = ["RedactingFilter", "RedactingFormatter", "StructlogProcessor"]

#: What a record has of its own; everything else is an extra.
_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def _clean(scrubber: Scrubber, value: Any) -> Any:
    if isinstance(value, (str, bytes)):
        return scrubber.scrub(value)
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        text = str(value)
        clean = scrubber.scrub(text)
        return value if clean == text else clean
    if isinstance(value, Mapping):
        return {_clean(scrubber, k): _named(scrubber, k, v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(_clean(scrubber, v) for v in value) if type(value) in _PLAIN else [_clean(scrubber, v) for v in value]
    return scrubber.scrub(_shown(value))


def _shown(value: Any) -> str:
    try:
        return str(value)
    except Exception as fault:
        # A log must not stop the program, and what the exception says may be data.
        return f"<{type(value).__name__} that raises {type(fault).__name__}>"


_PLAIN = (list, tuple, set, frozenset)


def _named(scrubber: Scrubber, name: Any, value: Any) -> Any:
    """A value beside its name, which tells what it is: `password=…`."""
    if isinstance(name, str) and isinstance(value, (str, int)) and not isinstance(value, bool):
        text = str(value)
        clean = scrubber.scrub_batch([text], column=name)[0]
        return value if clean == text else clean
    return _clean(scrubber, value)


class RedactingFilter(logging.Filter):
    """Scrubs a record: its message with its arguments, its exception and its extras. Put it on a
    *handler*: a logger's filter does not see what its children log.
    """

    def __init__(self, scrubber: Scrubber, name: str = "") -> None:
        super().__init__(name)
        self._scrubber = scrubber

    def filter(self, record: logging.LogRecord) -> bool:
        if not super().filter(record):
            return False
        try:
            message = record.getMessage()
        except Exception:
            # A wrong format string would make logging print the arguments.
            message = f"{_shown(record.msg)} (its arguments do not fit)"
        record.msg, record.args = self._scrubber.scrub(message), None
        if record.exc_info:
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text, record.exc_info = self._scrubber.scrub(text), None
        elif record.exc_text:
            record.exc_text = self._scrubber.scrub(record.exc_text)
        if record.stack_info:
            record.stack_info = self._scrubber.scrub(record.stack_info)
        for extra in record.__dict__.keys() - _OWN:
            record.__dict__[extra] = _named(self._scrubber, extra, record.__dict__[extra])
        return True


class RedactingFormatter(logging.Formatter):
    """Scrubs the finished line, whatever formatter made it."""

    def __init__(self, scrubber: Scrubber, inner: Optional[logging.Formatter] = None) -> None:
        super().__init__()
        self._scrubber = scrubber
        self._inner = inner or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        return self._scrubber.scrub(self._inner.format(record))


class StructlogProcessor:
    """A processor for structlog: put it before the renderer, and after `format_exc_info`."""

    def __init__(self, scrubber: Scrubber) -> None:
        self._scrubber = scrubber

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> Dict[str, Any]:
        return {key: _named(self._scrubber, key, value) for key, value in event.items()}
