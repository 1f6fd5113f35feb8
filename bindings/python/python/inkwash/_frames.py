"""`df.inkwash`, for whichever frames."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from . import Scanner, Scrubber


def namespace(scrub: Callable[..., Any], scan: Callable[..., List[Dict[str, Any]]]) -> Any:
    """The class whose objects are a frame's `inkwash`."""

    class Namespace:
        def __init__(self, df: Any) -> None:
            self._df = df

        def scrub(self, scrubber: Scrubber, table: str = "") -> Any:
            return scrub(self._df, scrubber, table)

        def scan(self, scanner: Optional[Scanner] = None, table: str = "") -> List[Dict[str, Any]]:
            return scan(self._df, scanner, table)

    return Namespace
