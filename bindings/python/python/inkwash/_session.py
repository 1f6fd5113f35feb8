"""Texts for a language model, and the way back."""

from types import TracebackType
from typing import TYPE_CHECKING, Iterable, Iterator, Optional, Type, Union

from . import Scanner, _scanner
from ._errors import InkwashError
from ._inkwash import _Session

if TYPE_CHECKING:
    from os import PathLike

# No label is longer.
_LONGEST = 64


class Session:
    """Replaces values by numbered labels and puts them back into an answer. The same value has the same
    number in all texts of the session. Its values are in memory until it is closed.

    >>> with Session("an example secret, not for use") as s:
    ...     clean = s.scrub("Has anna.berg@example.com answered bo@example.org?")
    ...     print(clean)
    ...     print(s.restore("[EMAIL_ADDRESS_1] has."))
    ...     sealed = s.seal()
    Has [EMAIL_ADDRESS_1] answered [EMAIL_ADDRESS_2]?
    anna.berg@example.com has.

    The `key` (what `Scrubber` takes) encrypts what `seal` gives, so that the conversation goes on in
    another process, and makes the stand-ins of what the policy does not leave to be numbered:

    >>> Session("an example secret, not for use", sealed=sealed).restore("[EMAIL_ADDRESS_2]")
    'bo@example.org'

    A `scanner` says what is looked for, and if it is a `Scrubber`, its key is the session's. Sessions share
    its engine and its key: one for each conversation costs little. Without either, a session cannot be
    sealed.
    """

    def __init__(
        self,
        key: Optional[Union[str, bytes, "PathLike[str]"]] = None,
        scanner: Optional[Scanner] = None,
        *,
        sealed: Optional[bytes] = None,
    ) -> None:
        if isinstance(key, Scanner):
            raise TypeError("the first argument is the key: give Session(scanner=…)")
        self._session: Optional[_Session] = _Session(scanner or _scanner(), key, sealed)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        fault: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forgets all values."""
        self._session = None

    def _open(self) -> _Session:
        if self._session is None:
            raise InkwashError("the session is closed and has forgotten its values: make a new one")
        return self._session

    def scrub(self, text: str) -> str:
        """The text with numbered labels for its findings."""
        return self._open().scrub(text)

    def seal(self) -> bytes:
        """The session's numbers and values, encrypted with its key, for `Session(key, sealed=…)`.

        It tells how much there is of them, and whether two are the same, nothing else.
        """
        return self._open().seal()

    def restore(self, text: str) -> str:
        """The text with values for this session's labels; others stay."""
        return self._open().restore(text)

    def restore_stream(self, tokens: Iterable[str]) -> Iterator[str]:
        """Restores a stream of pieces, in which labels may be cut anywhere. What may be the beginning
        of a label is held back until it is known; nothing else is.

        >>> s = Session()
        >>> _ = s.scrub("bo@example.org")
        >>> "".join(s.restore_stream(["Dear [EMAIL", "_ADDR", "ESS_1", "], hi"]))
        'Dear bo@example.org, hi'
        """
        held = ""
        for token in tokens:
            held += token
            cut = held.rfind("[")
            if cut < 0 or "]" in held[cut:] or len(held) - cut > _LONGEST:
                cut = len(held)
            if cut:
                yield self.restore(held[:cut])
                held = held[cut:]
        if held:
            yield self.restore(held)

    def __repr__(self) -> str:
        return "<inkwash.Session, closed>" if self._session is None else "<inkwash.Session>"
