"""Polars: `df.inkwash.scrub(scrubber)`.

>>> import polars as pl, inkwash, inkwash.polars
>>> df = pl.DataFrame({"mail": ["bo@example.org", None]})
>>> scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
>>> df.inkwash.scrub(scrubber)["mail"][0]
'[EMAIL_ADDRESS]'
"""

from typing import Any, Dict, List, Optional

import polars as pl

from . import Scanner, Scrubber, _scanner
from ._frames import namespace

__all__ = ["scan", "scrub"]


def scrub(df: Any, scrubber: Scrubber, table: str = "") -> Any:
    """The frame with its columns scrubbed; names and types stay."""
    clean = pl.DataFrame(scrubber._scrub_arrow(df, table))
    return clean.cast(dict(df.schema))


def scan(df: Any, scanner: Optional[Scanner] = None, table: str = "") -> List[Dict[str, Any]]:
    """What each column holds: dicts with place, entity, class_, findings and score."""
    return (scanner or _scanner()).scan_arrow(df, table)


pl.api.register_dataframe_namespace("inkwash")(namespace(scrub, scan))
