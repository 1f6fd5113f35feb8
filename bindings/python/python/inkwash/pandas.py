"""pandas: `df.inkwash.scrub(scrubber)`.

>>> import pandas as pd, inkwash, inkwash.pandas
>>> df = pd.DataFrame({"mail": ["bo@example.org", None], "n": [1, 2]}, index=[7, 8])
>>> scrubber = inkwash.Scrubber("transforms.default = 'redact'", key=inkwash.new_key())
>>> df.inkwash.scrub(scrubber)["mail"].iloc[0]
'[EMAIL_ADDRESS]'
>>> [(f["place"], f["entity"]) for f in df.inkwash.scan()]
[('mail', 'EMAIL_ADDRESS')]
"""

from typing import Any, Dict, List, Optional

import pandas as pd
import pyarrow as pa

from . import Scanner, Scrubber, _scanner
from ._frames import namespace

__all__ = ["scan", "scrub"]


def scrub(df: Any, scrubber: Scrubber, table: str = "") -> Any:
    """The frame with its columns scrubbed; index, columns' names and types stay. An index that holds
    values is a column first: `df.reset_index()`.
    """
    names = [str(name) for name in df.columns]
    plain = df.set_axis(names, axis=1)
    arrow = pa.Table.from_pandas(plain, preserve_index=False)
    clean = pa.table(scrubber._scrub_arrow(arrow, table))
    result = clean.to_pandas()
    result = result.set_axis(df.index, axis=0).set_axis(df.columns, axis=1)
    for i, (old, new) in enumerate(zip(df.dtypes, result.dtypes)):
        if old != new:
            try:
                result.isetitem(i, result.iloc[:, i].astype(old))
            except (TypeError, ValueError):
                pass  # A number that became null is no integer any more.
    return result


def scan(df: Any, scanner: Optional[Scanner] = None, table: str = "") -> List[Dict[str, Any]]:
    """What each column holds: dicts with place, entity, class_, findings and score."""
    names = [str(name) for name in df.columns]
    arrow = pa.Table.from_pandas(df.set_axis(names, axis=1), preserve_index=False)
    return (scanner or _scanner()).scan_arrow(arrow, table)


pd.api.extensions.register_dataframe_accessor("inkwash")(namespace(scrub, scan))
